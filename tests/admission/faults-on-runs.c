/* SPDX-License-Identifier: MIT */
/*
 * Tests what a fault plan does to the run that a call starts. The test runs the same engine without a plan in
 * order to learn how the run would have gone, so that no number here depends on the cost models.
 */
#include "worlds/sample.h"

#define REFRESH "operation=" START_REFRESH "\n"
#define GENERATION "operation=" START_METADATA "\n"

/* A Course says how a run of either service went. */
typedef struct
{
  gint64 begin_us; /* when a refresh run became RUNNING, or when a metadata run was created */
  gint64 end_us;
  gint64 use;  /* DPU-milliseconds, or output tokens */
  gint64 work; /* bytes, or input tokens */
} Course;

typedef struct
{
  const char *name;
  const char *lines;
  gint64 at_ppm;
  const char *message;
} FailRow;

typedef struct
{
  const char *name;
  gint64 factor_permille;
} SlowRow;

/* clang-format off */
static const FailRow fail_rows[] = {
  { "at-0", "at-ppm=0\nmessage=Disk full\n", 0, "Disk full" },
  { "at-1", "at-ppm=1\nmessage=Disk full\n", 1, "Disk full" },
  { "half", "at-ppm=500000\nmessage=Disk full\n", 500000, "Disk full" },
  { "unsaid", "", 500000, "rule" },
  { "nearly", "at-ppm=999999\nmessage=Disk full\n", 999999, "Disk full" },
  { "at-the-end", "at-ppm=1000000\nmessage=Disk full\n", 1000000, "Disk full" },
  { "long-message", "message=Disk full; then %s, \xc3\xa9 and much more\n", 500000,
    "Disk full; then %s, \xc3\xa9 and much more" },
};

static const SlowRow slow_rows[] = {
  { "1", 1 }, { "999", 999 }, { "1000", 1000 }, { "1001", 1001 }, { "4000", 4000 },
  { "1000000", 1000000 },
};
/* clang-format on */

static Course
get_refresh_course (TarnSample *sample, const char *id)
{
  g_autoptr (TarnRefreshRun) run = sample_get_refresh (sample, id);

  return (Course){
    .begin_us = tarn_refresh_run_get_start_time (run) - TARN_ENGINE_START_TIME,
    .end_us = tarn_refresh_run_get_end_time (run) - TARN_ENGINE_START_TIME,
    .use = tarn_refresh_run_get_dpu_milliseconds (run),
    .work = tarn_refresh_run_get_processed_bytes (run),
  };
}

static Course
get_metadata_course (TarnSample *sample, const char *id)
{
  g_autoptr (TarnMetadataRun) run = sample_get_metadata (sample, id);

  return (Course){
    .begin_us = tarn_metadata_run_get_creation_time (run) - TARN_ENGINE_START_TIME,
    .end_us = tarn_metadata_run_get_end_time (run) - TARN_ENGINE_START_TIME,
    .use = tarn_metadata_run_get_output_tokens (run),
    .work = tarn_metadata_run_get_input_tokens (run),
  };
}

static Course
get_natural_refresh (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = sample_start_refresh (sample, "daily");

  sample_drain (sample);
  assert_refresh (sample, id, "SUCCEEDED", NULL);
  return get_refresh_course (sample, id);
}

static Course
get_natural_generation (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = sample_start_metadata (sample);

  sample_drain (sample);
  assert_metadata (sample, id, "SUCCEEDED", NULL);
  return get_metadata_course (sample, id);
}

/* --- fail-run --------------------------------------------------------------------------------- */

/*
 * Checks what a run used that failed after @at_ppm of its time: nothing at its beginning, everything at its
 * end, less than everything in between, and something from the half of its time on.
 */
static void
assert_part (gint64 part, gint64 whole, gint64 at_ppm)
{
  g_assert_cmpint (whole, >, 0);
  if (at_ppm == 0 || at_ppm == 1000000)
    g_assert_cmpint (part, ==, at_ppm == 0 ? 0 : whole);
  else
    g_assert_true (part >= (at_ppm >= 500000 ? 1 : 0) && part < whole);
}

static void
test_fail_refresh (gconstpointer data)
{
  const FailRow *row = data;
  g_autofree char *lines = g_strconcat ("do=fail-run\n" REFRESH, row->lines, NULL);
  g_autoptr (TarnSample) sample = sample_with_rule (lines);
  Course natural = get_natural_refresh ();
  g_autofree char *id = sample_start_refresh (sample, "daily");
  Course course;

  sample_drain (sample);
  assert_refresh (sample, id, "FAILED", row->message);
  course = get_refresh_course (sample, id);
  g_assert_cmpint (course.begin_us, ==, natural.begin_us);
  g_assert_cmpint (course.end_us - course.begin_us, ==,
                   (natural.end_us - natural.begin_us) * row->at_ppm / 1000000);
  assert_part (course.use, natural.use, row->at_ppm);
  assert_part (course.work, natural.work, row->at_ppm);
  g_assert_false (sample_has_published (sample, "daily"));
  tarn_assert_order (tarn_sample_get_journal (sample), "RUNNING>FAILED", NULL);
}

static void
test_fail_generation (gconstpointer data)
{
  const FailRow *row = data;
  g_autofree char *lines = g_strconcat ("do=fail-run\n" GENERATION, row->lines, NULL);
  g_autoptr (TarnSample) sample = sample_with_rule (lines);
  Course natural = get_natural_generation ();
  g_autofree char *id = sample_start_metadata (sample);
  Course course;

  sample_drain (sample);
  assert_metadata (sample, id, "FAILED", row->message);
  course = get_metadata_course (sample, id);
  g_assert_cmpint (course.end_us, ==, natural.end_us * row->at_ppm / 1000000);
  assert_part (course.use, natural.use, row->at_ppm);
  g_assert_null (sample_get_suggestion_run (sample));
}

/* The rule applies only to the run that the call starts, so the next run succeeds. */
static void
test_fail_once (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule ("nth=1\ndo=fail-run\nat-ppm=0\n" REFRESH);
  g_autofree char *first = sample_start_refresh (sample, "daily");
  g_autofree char *second = NULL;

  sample_drain (sample);
  assert_refresh (sample, first, "FAILED", "rule");
  second = sample_start_refresh (sample, "daily");
  sample_drain (sample);
  assert_refresh (sample, second, "SUCCEEDED", NULL);
}

/* Each run keeps the message of its own rule, also after other runs have ended. */
static void
test_fail_with_messages (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule (
      "nth=1\ndo=fail-run\nmessage=one\n" REFRESH "[other]\ndo=fail-run\nmessage=two\n" REFRESH
      "[third]\ndo=fail-run\nmessage=three\n" GENERATION);
  g_autofree char *first = sample_start_refresh (sample, "daily");
  g_autofree char *generation = sample_start_metadata (sample);
  g_autofree char *second = NULL;

  sample_drain (sample);
  second = sample_start_refresh (sample, "daily");
  sample_drain (sample);
  assert_refresh (sample, first, "FAILED", "one");
  assert_refresh (sample, second, "FAILED", "two");
  assert_metadata (sample, generation, "FAILED", "three");
}

/* A run in progress keeps its fault after the plan was removed from the engine. */
static void
test_plan_is_taken_away (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule ("do=fail-run\n" REFRESH);
  g_autofree char *id = sample_start_refresh (sample, "daily");

  tarn_engine_set_fault_plan (tarn_sample_get_engine (sample), NULL);
  sample_drain (sample);
  assert_refresh (sample, id, "FAILED", "rule");
}

/* --- hang-run --------------------------------------------------------------------------------- */

static void
test_hang_refresh (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule ("nth=1\ndo=hang-run\n" REFRESH);
  g_autofree char *id = sample_start_refresh (sample, "daily");
  g_autofree char *next = NULL;
  g_autoptr (GError) error = NULL;

  sample_drain (sample);
  g_assert_cmpint (sample_now (sample), ==, STARTUP_US);
  assert_refresh (sample, id, "RUNNING", NULL);
  sample_advance_to (sample, 24 * 365 * HOUR_US);
  assert_refresh (sample, id, "RUNNING", NULL);

  next = sample_refresh (sample, "daily", &error);
  g_assert_null (next);
  assert_exception (error, "MaterializedViewRefreshTaskRunningException", NULL);
  g_clear_error (&error);
  g_assert_true (sample_stop (sample, "daily", &error));
  sample_drain (sample);
  assert_refresh (sample, id, "STOPPED", NULL);
  next = sample_start_refresh (sample, "daily");
  sample_drain (sample);
  assert_refresh (sample, next, "SUCCEEDED", NULL);
}

static void
test_hang_generation (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule ("nth=1\ndo=hang-run\n" GENERATION);
  g_autofree char *id = sample_start_metadata (sample);
  g_autofree char *next = NULL;
  g_autoptr (GError) error = NULL;

  sample_drain (sample);
  g_assert_cmpint (sample_now (sample), ==, 0);
  sample_advance_to (sample, 24 * 365 * HOUR_US);
  assert_metadata (sample, id, "IN_PROGRESS", NULL);
  g_assert_null (sample_get_suggestion_run (sample));

  g_assert_true (sample_cancel (sample, id, &error));
  g_assert_no_error (error);
  assert_metadata (sample, id, "CANCELED", NULL);
  next = sample_start_metadata (sample);
  sample_drain (sample);
  assert_metadata (sample, next, "SUCCEEDED", NULL);
}

/* A run that hangs does not end even if the monthly quota is used up. */
static void
test_hang_without_quota (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule ("do=hang-run\n" GENERATION);
  g_autofree char *id = NULL;

  sample_set (sample, "datazone.names-per-month-max", 0);
  id = sample_start_metadata (sample);
  sample_drain (sample);
  assert_metadata (sample, id, "IN_PROGRESS", NULL);
}

/* --- slow-run --------------------------------------------------------------------------------- */

static void
test_slow_refresh (gconstpointer data)
{
  const SlowRow *row = data;
  g_autofree char *lines
      = g_strdup_printf ("do=slow-run\nfactor-permille=%" G_GINT64_FORMAT "\n" REFRESH,
                         row->factor_permille);
  g_autoptr (TarnSample) sample = sample_with_rule (lines);
  Course natural = get_natural_refresh ();
  g_autofree char *id = sample_start_refresh (sample, "daily");
  Course course;

  sample_drain (sample);
  assert_refresh (sample, id, "SUCCEEDED", NULL);
  course = get_refresh_course (sample, id);
  g_assert_cmpint (course.begin_us, ==, natural.begin_us * row->factor_permille / 1000);
  g_assert_cmpint (course.end_us, ==, natural.end_us * row->factor_permille / 1000);
  g_assert_cmpint (course.work, ==, natural.work);
  g_assert_cmpint (course.use, ==, natural.use * row->factor_permille / 1000);
}

/* Returns how long the failed refresh of a new sample was RUNNING. */
static gint64
run_until_failure (guint64 seed, const char *rules)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (seed);

  sample_set (sample, "glue.read-failure-ppm", 1000000);
  tarn_sample_add_faults (sample, rules);
  g_autofree char *id = sample_start_refresh (sample, "daily");
  sample_drain (sample);
  g_autoptr (TarnRefreshRun) run = sample_get_refresh (sample, id);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_FAILED);

  return tarn_refresh_run_get_end_time (run) - tarn_refresh_run_get_start_time (run);
}

/* A failure that was drawn comes at the same part of the run, so it comes later if the run is slow. */
static void
test_slow_failure (void)
{
  gint64 least_us = G_MAXINT64, most_us = 0;

  for (guint64 seed = 0; seed < 20; seed++)
    {
      gint64 plain_us = run_until_failure (seed, "[never]\nnth=1000\ndo=lose-reply\n");
      gint64 slow_us
          = run_until_failure (seed, "[slow]\ndo=slow-run\nfactor-permille=2000\n" REFRESH);

      g_assert_cmpint (ABS (slow_us - 2 * plain_us), <=, 2);
      least_us = MIN (least_us, slow_us);
      most_us = MAX (most_us, slow_us);
    }
  g_assert_cmpint (least_us, <, most_us / 2);
}

static void
test_slow_generation (gconstpointer data)
{
  const SlowRow *row = data;
  g_autofree char *lines
      = g_strdup_printf ("do=slow-run\nfactor-permille=%" G_GINT64_FORMAT "\n" GENERATION,
                         row->factor_permille);
  g_autoptr (TarnSample) sample = sample_with_rule (lines);
  Course natural = get_natural_generation ();
  g_autofree char *id = sample_start_metadata (sample);
  Course course;

  sample_drain (sample);
  assert_metadata (sample, id, "SUCCEEDED", NULL);
  course = get_metadata_course (sample, id);
  /* The run has two parts, and the duration of each is rounded down. */
  g_assert_cmpint (course.end_us, <=, natural.end_us * row->factor_permille / 1000);
  g_assert_cmpint (course.end_us, >=, natural.end_us * row->factor_permille / 1000 - 1);
  g_assert_cmpint (course.work, ==, natural.work);
  g_assert_cmpint (course.use, ==, natural.use);
}

/* A run takes at most 2^61 microseconds, and no calculation overflows. */
static void
test_slow_beyond_the_longest (void)
{
  g_autoptr (TarnSample) sample
      = sample_with_rule ("do=slow-run\nfactor-permille=1000000\n" REFRESH);
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) huge = sample_name ("huge");
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  tarn_clock_limits_set_horizon_us (limits, G_MAXINT64);
  tarn_table_input_set_size_bytes (input, G_GUINT64_CONSTANT (1) << 60);
  tarn_table_input_add_sub_object (view, huge);
  glue_create_table (tarn_sample_get_glue (sample), NULL, "sales", "huge", input, &error);
  glue_create_table (tarn_sample_get_glue (sample), NULL, "sales", "over-huge", view, &error);
  sample_set (sample, "glue.cost-bytes-per-second-per-dpu", 1000000);
  sample_set (sample, "glue.cost-dpu-max", 1);
  sample_set (sample, "glue.cost-startup-ms", 24 * 3600 * 1000);
  g_assert_no_error (error);

  id = sample_refresh (sample, "over-huge", &error);
  g_assert_no_error (error);
  tarn_engine_run_until_idle (tarn_sample_get_engine (sample), limits, &error);
  g_assert_no_error (error);
  assert_refresh (sample, id, "SUCCEEDED", NULL);
  run = sample_get_refresh (sample, id);
  g_assert_cmpint (tarn_refresh_run_get_end_time (run) - tarn_refresh_run_get_start_time (run), ==,
                   G_GINT64_CONSTANT (1) << 61);
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), >, 0);
  g_assert_cmpint (tarn_refresh_run_get_processed_bytes (run), ==, G_GINT64_CONSTANT (1) << 60);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/faults-on-runs/fail-refresh/", fail_rows, test_fail_refresh);
  ADD_ROWS ("/faults-on-runs/fail-generation/", fail_rows, test_fail_generation);
  g_test_add_func ("/faults-on-runs/fail-once", test_fail_once);
  g_test_add_func ("/faults-on-runs/fail-with-messages", test_fail_with_messages);
  g_test_add_func ("/faults-on-runs/plan-is-taken-away", test_plan_is_taken_away);
  g_test_add_func ("/faults-on-runs/hang-refresh", test_hang_refresh);
  g_test_add_func ("/faults-on-runs/hang-generation", test_hang_generation);
  g_test_add_func ("/faults-on-runs/hang-without-quota", test_hang_without_quota);
  ADD_ROWS ("/faults-on-runs/slow-refresh/", slow_rows, test_slow_refresh);
  ADD_ROWS ("/faults-on-runs/slow-generation/", slow_rows, test_slow_generation);
  g_test_add_func ("/faults-on-runs/slow-failure", test_slow_failure);
  g_test_add_func ("/faults-on-runs/slow-beyond-the-longest", test_slow_beyond_the_longest);

  return g_test_run ();
}
