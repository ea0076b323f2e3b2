/* SPDX-License-Identifier: MIT */
/*
 * Tests what a fault plan does to the stop or cancel of a run: the run stops late, or the stop comes too
 * late. In both cases the view or the asset is free for another run afterwards.
 */
#include "worlds/sample.h"

#define REFRESH "operation=" START_REFRESH "\n"
#define GENERATION "operation=" START_METADATA "\n"

static gint64
get_end (TarnSample *sample, const char *id)
{
  g_autoptr (TarnRefreshRun) run = sample_get_refresh (sample, id);

  return tarn_refresh_run_get_end_time (run) - TARN_ENGINE_START_TIME;
}

/* --- ignore-stop ------------------------------------------------------------------------------ */

static void
test_ignore_stop (void)
{
  g_autoptr (TarnSample) sample
      = sample_with_rule ("nth=1\ndo=ignore-stop\ndelay-us=60000000\n" REFRESH);
  g_autofree char *id = sample_start_refresh (sample, "daily");
  g_autoptr (GError) error = NULL;

  sample_advance_to (sample, 100 * SECOND_US);
  g_assert_true (sample_stop (sample, "daily", &error));
  sample_advance_to (sample, 165 * SECOND_US - 1);
  assert_refresh (sample, id, "RUNNING", NULL);
  g_assert_false (sample_stop (sample, "daily", &error));
  assert_exception (error, "MaterializedViewRefreshTaskStoppingException", NULL);
  sample_advance_to (sample, 165 * SECOND_US);
  assert_refresh (sample, id, "STOPPED", NULL);
}

static void
test_ignore_stop_by_nothing (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule ("do=ignore-stop\ndelay-us=0\n" REFRESH);
  g_autofree char *id = sample_start_refresh (sample, "daily");

  g_assert_true (sample_stop (sample, "daily", NULL));
  sample_drain (sample);
  assert_refresh (sample, id, "STOPPED", NULL);
  g_assert_cmpint (sample_now (sample), ==, 5 * SECOND_US);
}

/* If no caller stops the run, the rule changes nothing. */
static void
test_ignore_stop_unstopped (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule ("do=ignore-stop\ndelay-us=60000000\n" REFRESH);
  g_autofree char *id = sample_start_refresh (sample, "daily");

  sample_drain (sample);
  assert_refresh (sample, id, "SUCCEEDED", NULL);
  g_assert_cmpint (sample_now (sample), ==, DURATION_US);
}

/* --- end-at-stop ------------------------------------------------------------------------------ */

static void
test_end_at_stop (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule ("nth=1\ndo=end-at-stop\n" REFRESH);
  g_autofree char *id = sample_start_refresh (sample, "daily");
  g_autofree char *next = NULL;
  g_autoptr (GError) error = NULL;

  sample_advance_to (sample, 100 * SECOND_US);
  g_assert_false (sample_stop (sample, "daily", &error));
  assert_exception (error, "MaterializedViewRefreshTaskNotRunningException", NULL);
  assert_refresh (sample, id, "SUCCEEDED", NULL);
  g_assert_cmpint (get_end (sample, id), ==, 100 * SECOND_US);
  g_assert_true (sample_has_published (sample, "daily"));

  next = sample_start_refresh (sample, "daily");
  sample_drain (sample);
  assert_refresh (sample, next, "SUCCEEDED", NULL);
}

static void
test_end_at_cancel (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule ("nth=1\ndo=end-at-stop\n" GENERATION);
  g_autofree char *id = sample_start_metadata (sample);
  g_autofree char *next = NULL;
  g_autoptr (GError) error = NULL;

  sample_advance_to (sample, SECOND_US);
  g_assert_false (sample_cancel (sample, id, &error));
  assert_exception (error, "ValidationException", NULL);
  assert_metadata (sample, id, "SUCCEEDED", NULL);
  g_assert_cmpstr (sample_get_suggestion_run (sample), ==, id);

  next = sample_start_metadata (sample);
  sample_drain (sample);
  assert_metadata (sample, next, "SUCCEEDED", NULL);
}

/* The stop of a run that waits for a slot, and the cancel of a run whose start is delayed, come in time. */
static void
test_end_at_stop_before_it_runs (void)
{
  g_autoptr (TarnSample) sample
      = sample_with_rule ("do=end-at-stop\n" REFRESH "[other]\ndo=end-at-stop\n" GENERATION);
  g_autoptr (GError) error = NULL;

  sample_set (sample, "glue.running-max", 1);
  sample_set (sample, "glue.queue-at-limit", 1);
  sample_set (sample, "datazone.submitted-duration-us", SECOND_US);
  const char *const views[] = { "daily", "monthly" }; /* the second waits for the slot */
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autofree char *id = sample_start_refresh (sample, views[i]);

      assert_refresh (sample, id, "STARTING", NULL);
      g_assert_true (sample_stop (sample, views[i], &error));
      g_assert_no_error (error);
      assert_refresh (sample, id, "STARTING", NULL);
    }
  g_autofree char *id = sample_start_metadata (sample);
  assert_metadata (sample, id, "SUBMITTED", NULL);
  g_assert_true (sample_cancel (sample, id, &error));
  assert_metadata (sample, id, "CANCELED", NULL);
  sample_drain (sample);
  g_assert_false (sample_has_published (sample, "daily"));
  g_assert_false (sample_has_published (sample, "monthly"));
}

static void
test_end_at_stop_unstopped (void)
{
  g_autoptr (TarnSample) sample
      = sample_with_rule ("do=end-at-stop\n" REFRESH "[other]\ndo=end-at-stop\n" GENERATION);
  g_autofree char *id = sample_start_refresh (sample, "daily");
  g_autofree char *generation = sample_start_metadata (sample);

  sample_drain (sample);
  assert_refresh (sample, id, "SUCCEEDED", NULL);
  assert_metadata (sample, generation, "SUCCEEDED", NULL);
  g_assert_cmpint (sample_now (sample), ==, DURATION_US);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/faults-at-stop/ignore-stop", test_ignore_stop);
  g_test_add_func ("/faults-at-stop/ignore-stop-by-nothing", test_ignore_stop_by_nothing);
  g_test_add_func ("/faults-at-stop/ignore-stop-unstopped", test_ignore_stop_unstopped);
  g_test_add_func ("/faults-at-stop/end-at-stop", test_end_at_stop);
  g_test_add_func ("/faults-at-stop/end-at-cancel", test_end_at_cancel);
  g_test_add_func ("/faults-at-stop/end-at-stop-before-it-runs", test_end_at_stop_before_it_runs);
  g_test_add_func ("/faults-at-stop/end-at-stop-unstopped", test_end_at_stop_unstopped);

  return g_test_run ();
}
