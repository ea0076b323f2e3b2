/* SPDX-License-Identifier: MIT */
/* What the headers and pages promise of the options of a start. */
#include "worlds/sample.h"

#include "promise.h"

#define start_with_options tarn_glue_client_start_materialized_view_refresh_task_run_with_options
#define generate_with_options tarn_datazone_client_start_metadata_generation_run_with_options
#define SERVICE TARN_REFRESH_MODE_SERVICE
#define INCREMENTAL TARN_REFRESH_MODE_INCREMENTAL
#define OR_FAIL TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL

static TarnStartOptions *
make_options (guint64 tag, TarnRefreshMode mode, gint percent)
{
  TarnStartOptions *options = tarn_start_options_new ();

  tarn_start_options_set_tag (options, tag);
  tarn_start_options_set_refresh_mode (options, mode);
  tarn_start_options_set_incremental_threshold_percent (options, percent);
  return options;
}

static TarnRefreshRun *
try_start (TarnSample *sample, gboolean full_refresh, const TarnStartOptions *options,
           GError **error)
{
  g_autoptr (TarnTableName) daily = sample_name ("daily");

  return start_with_options (tarn_sample_get_glue (sample), daily, full_refresh, options, error);
}

static TarnRefreshRun *
start (TarnSample *sample, const TarnStartOptions *options)
{
  g_autoptr (GError) error = NULL;
  TarnRefreshRun *run = try_start (sample, FALSE, options, &error);

  g_assert_no_error (error);
  return run;
}

static TarnMetadataRun *
try_generate (TarnSample *sample, const TarnStartOptions *options, const char *token,
              GError **error)
{
  const TarnMetadataTarget target
      = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (sample) };

  return generate_with_options (tarn_sample_get_datazone (sample),
                                tarn_sample_get_domain_id (sample),
                                tarn_sample_get_project_id (sample), &target, "BUSINESS_NAMES",
                                NULL, token, options, error);
}

static void
drain_and_reload (TarnSample *sample, TarnRefreshRun *run)
{
  sample_drain (sample);
  g_assert_true (tarn_refresh_run_reload (run, tarn_sample_get_glue (sample), NULL));
}

/* Refreshes `daily` once, so that its next refresh can be incremental. */
static TarnSample *
refreshed_sample_new (void)
{
  TarnSample *sample = tarn_sample_new (1);

  g_free (sample_start_refresh (sample, "daily"));
  sample_drain (sample);
  return sample;
}

static void
append (TarnSample *sample, gint64 added_bytes)
{
  g_autoptr (TarnTableName) orders = sample_name ("orders");

  glue_append (tarn_sample_get_glue (sample), orders, added_bytes);
}

/* --- The options ------------------------------------------------------------------------------ */

/* The digest of an engine after a start shows whatever the start has asked for. */
static char *
get_digest_after (const TarnStartOptions *options)
{
  g_autoptr (TarnSample) sample = refreshed_sample_new ();
  g_autoptr (TarnRefreshRun) run = start (sample, options);

  g_assert_nonnull (run);
  return get_digest (tarn_sample_get_engine (sample));
}

static void
test_asks_for_nothing (void)
{
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();
  g_autofree char *without = get_digest_after (NULL);
  g_autofree char *with = get_digest_after (options);

  g_assert_cmpstr (with, ==, without);
}

static void
test_copy (void)
{
  g_autoptr (TarnStartOptions) options = make_options (7, SERVICE, 30);
  g_autoptr (TarnStartOptions) copy = tarn_start_options_copy (options);
  g_autofree char *expected = get_digest_after (options);
  g_autofree char *copied = get_digest_after (copy);

  g_assert_cmpstr (copied, ==, expected);
  tarn_start_options_set_tag (copy, 8);
  g_autofree char *changed = get_digest_after (copy);
  g_autofree char *again = get_digest_after (options);
  g_assert_cmpstr (changed, !=, expected);
  g_assert_cmpstr (again, ==, expected);
}

static void
test_reads_during_the_call (void)
{
  g_autoptr (TarnSample) sample = refreshed_sample_new ();
  TarnStartOptions *options = make_options (7, OR_FAIL, -1);
  g_autoptr (TarnRefreshRun) run = start (sample, options);

  tarn_start_options_set_tag (options, 8);
  tarn_start_options_free (options);
  drain_and_reload (sample, run);
  g_assert_cmpuint (tarn_refresh_run_get_tag (run), ==, 7);
}

static void
test_wrong_values (void)
{
  static const gint percents[] = { -2, 1000001, G_MAXINT };
  g_autoptr (TarnStartOptions) options = make_options (7, INCREMENTAL, -1);
  g_autofree char *expected = get_digest_after (options);

  for (guint i = 0; i < G_N_ELEMENTS (percents); i++)
    {
      g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*percent*failed*");
      tarn_start_options_set_incremental_threshold_percent (options, percents[i]);
      g_test_assert_expected_messages ();
    }
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*mode*failed*");
  tarn_start_options_set_refresh_mode (options, (TarnRefreshMode) (OR_FAIL + 1));
  g_test_assert_expected_messages ();
  g_autofree char *after = get_digest_after (options);
  g_assert_cmpstr (after, ==, expected);
}

static void
test_ends_of_the_threshold (void)
{
  static const gint percents[] = { 0, 1000000 };

  for (guint i = 0; i < G_N_ELEMENTS (percents); i++)
    {
      g_autoptr (TarnSample) sample = refreshed_sample_new ();
      g_autoptr (TarnStartOptions) options = make_options (0, SERVICE, percents[i]);

      append (sample, GIGABYTE);
      g_autoptr (TarnRefreshRun) run = start (sample, options);
      drain_and_reload (sample, run);
      g_assert_cmpint (tarn_refresh_run_get_refresh_type (run), ==,
                       percents[i] == 0 ? TARN_REFRESH_TYPE_FULL : TARN_REFRESH_TYPE_INCREMENTAL);
    }
}

static void
test_several_with_one_tag (void)
{
  g_autoptr (TarnSample) sample = refreshed_sample_new ();
  g_autoptr (TarnStartOptions) options = make_options (7, SERVICE, -1);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (TarnRefreshRun) run = start (sample, options);

      drain_and_reload (sample, run);
      g_assert_cmpuint (tarn_refresh_run_get_tag (run), ==, 7);
    }
}

/* --- Draws ------------------------------------------------------------------------------------ */

/* Returns the ids of 40 runs of tags, and which of them failed, after @n_before runs without a tag. */
static char *
run_tags (gboolean draws_by_tag, guint n_before, const char *faults, gboolean shows_ids)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (3);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_before; i++)
    {
      g_free (sample_start_refresh (sample, "daily"));
      sample_drain (sample);
    }
  if (faults != NULL)
    tarn_sample_add_faults (sample, faults);
  else
    sample_set (sample, "glue.read-failure-ppm", 500000);
  sample_set (sample, "glue.draw-by-tag", draws_by_tag);
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (TarnStartOptions) options = make_options (i + 1, SERVICE, -1);
      g_autoptr (TarnRefreshRun) run = start (sample, options);

      drain_and_reload (sample, run);
      g_string_append_printf (text, "%s%d ", shows_ids ? tarn_refresh_run_get_id (run) : "",
                              tarn_refresh_run_get_status (run));
    }
  return g_string_free (text, FALSE);
}

static void
test_draws_by_tag (void)
{
  g_autofree char *first = run_tags (TRUE, 0, NULL, FALSE);
  g_autofree char *later = run_tags (TRUE, 5, NULL, FALSE);
  g_autofree char *by_ordinal = run_tags (FALSE, 0, NULL, FALSE);
  g_autofree char *later_by_ordinal = run_tags (FALSE, 5, NULL, FALSE);

  g_assert_cmpstr (later, ==, first);
  g_assert_cmpstr (later_by_ordinal, !=, by_ordinal);
}

static void
test_ids_and_faults_stay (void)
{
  static const char faults[] = "[draws]\n"
                               "operation=" START_REFRESH "\n"
                               "probability-ppm=500000\n"
                               "do=fail-run\n";
  g_autofree char *by_ordinal = run_tags (FALSE, 0, faults, TRUE);
  g_autofree char *by_tag = run_tags (TRUE, 0, faults, TRUE);

  g_assert_cmpstr (by_tag, ==, by_ordinal);
}

/* --- Starts of refreshes ---------------------------------------------------------------------- */

static void
test_counts_as_the_operation (void)
{
  g_autoptr (TarnSample) sample = refreshed_sample_new ();
  g_autoptr (TarnStartOptions) options = make_options (7, SERVICE, -1);
  g_autoptr (GError) error = NULL;

  sample_set (sample, "glue.start-rate-per-second", 1);
  g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED = start (sample, options);
  g_assert_null (try_start (sample, FALSE, options, &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_THROTTLING);
  g_assert_cmpuint (tarn_journal_count_calls (tarn_sample_get_journal (sample), START_REFRESH,
                                              NULL),
                    ==, 3);
}

static void
test_fails_at_begin (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnStartOptions) options = make_options (0, OR_FAIL, -1);
  g_autoptr (TarnRefreshRun) run = start (sample, options);

  drain_and_reload (sample, run);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_FAILED);
  g_assert_cmpint (tarn_refresh_run_get_refresh_type (run), ==, TARN_REFRESH_TYPE_FULL);
  g_assert_nonnull (tarn_refresh_run_get_error_message (run));
  g_assert_cmpint (tarn_refresh_run_get_start_time (run), ==,
                   tarn_refresh_run_get_creation_time (run) + STARTUP_US);
  g_assert_cmpint (tarn_refresh_run_get_end_time (run), ==, tarn_refresh_run_get_start_time (run));
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), ==, 0);
}

static void
test_denied_definer (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnStartOptions) options = make_options (0, OR_FAIL, -1);

  tarn_engine_deny (tarn_sample_get_engine (sample), "*", "lakeformation:SELECT", "*");
  g_autoptr (TarnRefreshRun) run = start (sample, options);
  drain_and_reload (sample, run);
  g_assert_cmpstr (tarn_refresh_run_get_error_message (run), ==,
                   "The definer of the view is not permitted to read its sources.");
}

static void
assert_refused (TarnRefreshMode mode, gint percent, gboolean full_refresh, const char *begins)
{
  g_autoptr (TarnSample) sample = refreshed_sample_new ();
  g_autoptr (TarnStartOptions) options = make_options (0, mode, percent);
  g_autoptr (GError) error = NULL;

  /* A rate that is used up comes after the arguments. */
  sample_set (sample, "glue.start-rate-per-second", 1);
  g_free (sample_start_refresh (sample, "monthly"));
  g_assert_null (try_start (sample, full_refresh, options, &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT);
  g_assert_true (g_str_has_prefix (error->message, begins));
}

static void
test_mode_contradicts (void)
{
  assert_refused (INCREMENTAL, -1, TRUE, "RefreshMode ");
  assert_refused (OR_FAIL, -1, TRUE, "RefreshMode ");
}

static void
test_threshold_without_choice (void)
{
  assert_refused (SERVICE, 5, TRUE, "IncrementalThresholdPercent ");
  assert_refused (TARN_REFRESH_MODE_FULL, 5, FALSE, "IncrementalThresholdPercent ");
  assert_refused (INCREMENTAL, 5, FALSE, "IncrementalThresholdPercent ");
  assert_refused (OR_FAIL, 5, FALSE, "IncrementalThresholdPercent ");
}

static void
test_after_the_other_arguments (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnTableName) wrong = tarn_table_name_new (NULL, "sales", "");
  g_autoptr (TarnStartOptions) options = make_options (0, INCREMENTAL, -1);
  g_autoptr (GError) error = NULL;

  g_assert_null (start_with_options (tarn_sample_get_glue (sample), wrong, TRUE, options, &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT);
  g_assert_true (g_str_has_prefix (error->message, "TableName "));
}

/* --- Starts of metadata runs ------------------------------------------------------------------ */

static void
test_only_the_tag (void)
{
  static const struct
  {
    TarnRefreshMode mode;
    gint percent;
    const char *named;
  } rows[] = {
    { TARN_REFRESH_MODE_FULL, -1, "'refreshMode'" },
    { OR_FAIL, -1, "'refreshMode'" },
    { SERVICE, 5, "'incrementalThresholdPercent'" },
  };
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TarnStartOptions) options = make_options (7, rows[i].mode, rows[i].percent);
      g_autoptr (GError) error = NULL;

      g_assert_null (try_generate (sample, options, NULL, &error));
      g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION);
      g_assert_nonnull (strstr (error->message, rows[i].named));
    }

  g_autoptr (TarnStartOptions) options = make_options (7, SERVICE, -1);
  g_autoptr (TarnMetadataRun) run = try_generate (sample, options, NULL, NULL);
  g_assert_cmpuint (tarn_metadata_run_get_tag (run), ==, 7);
}

static void
test_repeated_call (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnStartOptions) first = make_options (7, SERVICE, -1);
  g_autoptr (TarnStartOptions) second = make_options (8, SERVICE, -1);
  g_autoptr (TarnMetadataRun) run = try_generate (sample, first, "token", NULL);
  g_autoptr (TarnMetadataRun) again = try_generate (sample, second, "token", NULL);

  g_assert_cmpstr (tarn_metadata_run_get_id (again), ==, tarn_metadata_run_get_id (run));
  g_assert_cmpuint (tarn_metadata_run_get_tag (again), ==, 7);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-start-options.h: start_options_new(): Makes options that ask for nothing: no tag, "
    "%TARN_REFRESH_MODE_SERVICE, the threshold of the engine's option, and slots of class 0.", test_asks_for_nothing },
  { "tarn-start-options.h: start_options_copy(): a copy", test_copy },
  { "tarn-start-options.h: TarnStartOptions: A start reads the options during the call and keeps none of them.",
    test_reads_during_the_call },
  { "tarn-start-options.h: set_refresh_mode(): A value that is not in the enumeration is a programmer error.",
    test_wrong_values },
  { "tarn-start-options.h: set_incremental_threshold_percent(): Any other number is a programmer error.",
    test_wrong_values },
  { "tarn-start-options.h: set_incremental_threshold_percent(): 0 to 1000000, or -1 for the value of "
    "`glue.incremental-threshold-percent`", test_ends_of_the_threshold },
  { "tarn-start-options.h: set_incremental_threshold_percent(): Only %TARN_REFRESH_MODE_SERVICE has a threshold.",
    test_threshold_without_choice },
  { "tarn-start-options.h: set_tag(): Several runs may have the same tag.", test_several_with_one_tag },
  { "tarn-start-options.h: set_tag(): So two policies that start the same work at other times draw the same for it.",
    test_draws_by_tag },
  { "tarn-start-options.h: set_tag(): The ids of runs do not depend on tags, nor do the draws of a fault plan.",
    test_ids_and_faults_stay },
  { "tarn-start-options.h: set_refresh_mode(): Only a refresh run has a mode.", test_only_the_tag },

  { "tarn-glue-client.h: run_with_options(): Rates, fault plans, access and the journal take the call for a call of "
    "the same operation.", test_counts_as_the_operation },
  { "tarn-glue-client.h: run_with_options(): and is `FAILED` at the instant at which it begins to be `RUNNING`: it "
    "has the type `FULL`, a message, and no use.", test_fails_at_begin },
  { "tarn-glue-client.h: run_with_options(): If the definer may not read the sources either, the message says that "
    "instead.", test_denied_definer },
  { "tarn-glue-client.h: run_with_options(): which are checked after the other arguments",
    test_after_the_other_arguments },
  { "tarn-glue-client.h: run_with_options(): RefreshMode is incremental, in one of the two ways, and @full_refresh is "
    "%TRUE", test_mode_contradicts },
  { "tarn-glue-client.h: run_with_options(): IncrementalThresholdPercent is set, and @full_refresh is %TRUE or "
    "RefreshMode is not %TARN_REFRESH_MODE_SERVICE", test_threshold_without_choice },

  { "tarn-datazone-client.h: run_with_options(): Of the options, a metadata generation run has only the tag.",
    test_only_the_tag },
  { "tarn-datazone-client.h: run_with_options(): returns the earlier run, which keeps the tag that it has",
    test_repeated_call },
  { "tarn-datazone-client.h: run_with_options(): the options have a refreshMode other than "
    "%TARN_REFRESH_MODE_SERVICE, or an incrementalThresholdPercent", test_only_the_tag },

  { "refresh-runs.md: What only a start in the simulation can ask for: In the last mode, a run whose refresh can only "
    "be full fails as soon as it is `RUNNING`, with a message and without any use.", test_fails_at_begin },
  { "refresh-runs.md: What only a start in the simulation can ask for: a run with a tag draws by the tag instead",
    test_draws_by_tag },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
