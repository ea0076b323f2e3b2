/* SPDX-License-Identifier: MIT */
/* Tests that a trial needs no more memory for a long horizon than for a short one. */
#include <malloc.h>
#include <tarn-lab/tarn-lab.h>

enum
{
  BYTES_MAX = 64 * 1024,
};

/* Some of everything that a trial counts: waits, failures, views on views, an SLO, and commits that wait. */
#define LAKE                                                                                       \
  "[lake]\nhorizon = 300 d\nslots = 1\nseed = 1\n"                                                 \
  "[table a.t]\nsize = 8 GB\ncommits = poisson every 20 min, 5 MB lognormal 1.5, overwrite\n"      \
  "[view a.u_%d]\ncount = 3\nsources = a.t\nslo = lag 40 min\nfailures = 1 %\n"                    \
  "[view a.v]\nsources = a.u_1\nsize = 1 GB\npolicy = v\n"                                         \
  "[policy]\ntrigger = interval 30 min, queue\norder = edf\n[policy v]\ntrigger = on_commit\n"

static gint64
measure (TarnLabTrial *trial, gint64 days)
{
  g_autoptr (GError) error = NULL;
  gint64 end_us = tarn_lab_trial_get_end_time (trial);

  tarn_lab_trial_advance_to (trial, end_us - (300 - days) * G_TIME_SPAN_DAY, &error);
  g_assert_no_error (error);
  return (gint64) mallinfo2 ().uordblks;
}

static void
test_horizon (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (LAKE, -1, "memory.lake", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 0, &error);
  g_assert_no_error (error);

  /* The service keeps its latest runs, as many as an option says, and after some weeks that many are there. */
  gint64 before = measure (trial, 100);
  gint64 after = measure (trial, 300);
  g_test_message ("%" G_GINT64_FORMAT " bytes after 100 days, %" G_GINT64_FORMAT " more after 300",
                  before, after - before);
  g_assert_cmpint (after - before, <=, BYTES_MAX);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lab/memory/horizon", test_horizon);
  return g_test_run ();
}
