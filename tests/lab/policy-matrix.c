/* SPDX-License-Identifier: MIT */
/*
 * Tests that any four rules make a policy: under each trigger with each admission, and each order with each mode, a
 * busy lake comes to its end without an error. A fork in the middle decides as the trial goes on.
 */
#include <tarn-lab/tarn-lab.h>

#include "worlds/rows.h"

/* One slot or two for runs that take most of the time between requests, failures, and views on views. */
#define LAKE                                                                                       \
  "[lake]\nstart = 2026-11-01\nhorizon = 9 h\nwarm-up = 1 h\nslots = %u\nat-end = drain\n"         \
  "[table s.t]\nsize = 1 GB\ncommits = poisson every 10 min, 1 MB exponential\n"                   \
  "[table s.u]\nsize = 90 GB\ncommits = every 35 min, offset 40 min, 20 MB, overwrite\n"           \
  "[view v.a]\nsources = s.t\nrefresh-seconds = 3600\nfailures = 20 %%\nweight = 3\n"              \
  "[view v.b]\nsources = s.u; s.t\nrefresh-seconds = 3600\nduration = 9 min exponential\n"         \
  "slo = lag 40 min\n"                                                                             \
  "[view v.c]\nsources = v.a; s.u\nrefresh-seconds = 7200\nincremental = no\n"                     \
  "[view v.d]\nsources = v.c; v.b; s.t\nrefresh-seconds = 3600\nduration = 25 min\nslo = age 2 h\n"

static const char *const triggers[] = { "interval 7 min",
                                        "interval 40 min, queue",
                                        "interval 20 min, cancel",
                                        "period_delay 11 min, grace 5 min",
                                        "cron */13 * * * *",
                                        "on_commit",
                                        "on_commit, debounce 90 s, max-wait 10 min",
                                        "threshold commits 3",
                                        "threshold percent 1 %, max-wait 1 h",
                                        "capped_on_change",
                                        "capped_on_change, delay 0 s, cap 0 s",
                                        "lag_trigger, lag 30 min",
                                        "target_lag 45 min",
                                        "zero_wait",
                                        "idle",
                                        "service" };
static const char *const admissions[] = { "queue",
                                          "queue, at-most 1",
                                          "unlimited",
                                          "reject",
                                          "reject, at-most 1",
                                          "reject_backoff, at-most 1, backoff 2 min",
                                          "dpu_budget dpu-seconds 500, per 20 min",
                                          "token_bucket every 7 min, burst 3",
                                          "token_bucket every 20 min",
                                          "upstream_first" };
static const char *const orders[] = { "fifo",
                                      "random",
                                      "sjf",
                                      "lpt",
                                      "wspt",
                                      "edf",
                                      "max_lag",
                                      "max_weighted_lag",
                                      "max_benefit",
                                      "critical_path",
                                      "fair",
                                      "edf_partitioned slots 1, within 5 min",
                                      "proportional_partition, classes 2" };
static const char *const modes[] = { "auto",         "full",         "incremental_fallback", "cost",
                                     "cost_history", "full_every 4", "incremental_strict" };

static char *
finish (TarnLabTrial *trial, TarnLabScenario *lake)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);

  g_assert_no_error (error);
  return tarn_lab_report_to_csv (lake, 0, result, TARN_LAB_REPORT_VIEWS);
}

static void
check (guint n_slots, const char *trigger, const char *order, const char *mode,
       const char *admission)
{
  g_autofree char *text
      = g_strdup_printf (LAKE "[policy]\ntrigger = %s\norder = %s\nmode = %s\nadmit = %s\n",
                         n_slots, trigger, order, mode, admission);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) lake
      = tarn_lab_scenario_new_from_text (text, -1, "busy.lake", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (lake, 0, &error);
  g_assert_no_error (error);
  gint64 middle_us = tarn_lab_trial_get_end_time (trial) - 4 * G_TIME_SPAN_HOUR;

  g_test_message ("%s", text);
  tarn_lab_trial_advance_to (trial, middle_us, &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabTrial) fork = tarn_lab_trial_fork (trial, &error);
  g_assert_no_error (error);
  g_autofree char *of_trial = finish (trial, lake);
  g_autofree char *of_fork = finish (fork, lake);
  g_assert_cmpstr (of_fork, ==, of_trial);
}

static void
test_admissions (gconstpointer data)
{
  const char *trigger = data;

  for (guint i = 0; i < G_N_ELEMENTS (admissions); i++)
    check (1 + i % 2, trigger, orders[i % G_N_ELEMENTS (orders)], modes[i % G_N_ELEMENTS (modes)],
           admissions[i]);
}

static void
test_modes (gconstpointer data)
{
  const char *order = data;

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      check (2, "interval 12 min, queue", order, modes[i], "queue, at-most 1");
      check (1, "on_commit", order, modes[i], "reject_backoff");
    }
}

static void
add_tests (const char *path, const char *const *names, guint n, GTestDataFunc func)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *whole = g_strconcat (path, names[i], NULL);

      g_strdelimit (whole + strlen (path), "*/ ,%", '-');
      g_test_add_data_func (whole, names[i], func);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_tests ("/lab/policy-matrix/admissions/", triggers, G_N_ELEMENTS (triggers), test_admissions);
  add_tests ("/lab/policy-matrix/modes/", orders, G_N_ELEMENTS (orders), test_modes);
  return g_test_run ();
}
