/* SPDX-License-Identifier: MIT */
/*
 * Tests that policies go on deciding as they did: the event log of each scenario has the digest that it had when its
 * row was written. A policy that decides otherwise on purpose has a greater version, and its rows have new digests.
 */
#include <tarn-lab/tarn-lab.h>

#include "worlds/rows.h"

#define LAKE                                                                                       \
  "[lake]\nhorizon = 1 d\nwarm-up = 2 h\nslots = 3\nseed = 7\nat-end = drain\n"                    \
  "[table a.t]\nsize = 40 GB\ncommits = poisson every 3 min, 20 MB lognormal 2\n"                  \
  "[table a.s]\nsize = 2 GB\ncommits = every 20 min, 100 MB\n"                                     \
  "[view a.v_%d]\ncount = 9\nsources = a.t\nsize = 1 GB\nduration = 9 min exponential\n"           \
  "[view a.w]\nsources = a.s; a.v_3\nfailures = 20 %\nslo = lag 30 min\nweight = 4\n"              \
  "[view a.x]\nsources = a.w; a.t\nsize = 3 GB\n"

typedef struct
{
  const char *name;
  const char *policies;
  const char *digest; /* SHA-256 of the lines of the log, each with a line break */
} Row;

/* clang-format off */
static const Row rows[] = {
  { "interval", "[policy]\ntrigger = interval 15 min\n",
    "8fe8ef6b93052f0a25ed682fc3671e4bb8bc3148955f40ce020882fa6c5fb3a8" },
  { "interval-spread", "[policy]\ntrigger = interval 20 min, spread\nmode = full\n",
    "c72fce59e76ea857954d6fe7473f88ad3552955f757141313d0bb3b0d3ab5197" },
  { "interval-queue", "[policy]\ntrigger = interval 35 min, phase 5 min, queue\nmode = auto, threshold 1 %\n",
    "7170bbdc69a59a5d577a4315264836b0750db45abdae7c592bcc38892a4b910e" },
  { "interval-under-load", "[policy]\ntrigger = interval 5 min, spread, queue\n",
    "034e221c5e8a7e70637e2f1a2f460afa29f5bc28c0f99f77c104f31810c9f066" },
};
/* clang-format on */

static void
add_line (const char *line, gpointer data)
{
  g_checksum_update (data, (const guchar *) line, -1);
  g_checksum_update (data, (const guchar *) "\n", 1);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *text = g_strconcat (LAKE, row->policies, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (TarnLabScenario) lake
      = tarn_lab_scenario_new_from_text (text, -1, "by-hand.lake", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (lake, 3, &error);
  g_assert_no_error (error);

  tarn_lab_trial_set_log_func (trial, add_line, checksum, NULL);
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);
  g_assert_cmpstr (g_checksum_get_string (checksum), ==, row->digest);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/lab/policy-logs/", rows, test_row);
  return g_test_run ();
}
