/* SPDX-License-Identifier: MIT */
/*
 * Tests the cost models of users: when the engine calls a model, what the engine passes to it, what the
 * engine takes from its plan, and plans that reach the end of time.
 */
#include "worlds/datazone-digest.h"
#include "metadata-model.h"

#define DURATION_MAX_US (G_GINT64_CONSTANT (1) << 61)
#define USE_MAX (G_GINT64_CONSTANT (1) << 40)

/* --- The calls of a model --------------------------------------------------------------------- */

typedef struct
{
  const Lake *lake;
  GString *log;
} Questions;

static void
note_question (const TarnMetadataWork *work, TarnMetadataPlan *plan G_GNUC_UNUSED, gpointer data)
{
  const Questions *questions = data;

  g_assert_cmpstr (tarn_metadata_work_get_domain_id (work), ==, questions->lake->domain);
  g_string_append_printf (
      questions->log, "@%" G_GINT64_FORMAT " %s %u %c %u\n",
      engine_now (questions->lake->engine) / MS_US,
      g_str_equal (tarn_metadata_work_get_asset_id (work), questions->lake->asset) ? "asset"
                                                                                   : "other",
      tarn_metadata_work_get_ordinal (work),
      type_letter (tarn_metadata_type_to_string (tarn_metadata_work_get_metadata_type (work))),
      tarn_metadata_work_get_column_count (work));
}

static OwnModel *
add_questions (const Lake *lake, Questions *questions)
{
  OwnModel *model = lake_add_seconds (lake, 10, 20, 30);

  model->func = note_question;
  model->data = questions;
  return model;
}

/* The engine calls the model once for each type, in their order, when the run begins, and keeps the plans. */
static void
test_asked_at_begin (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) log = g_string_new ("");
  Questions questions = { &lake, log };
  g_autoptr (OwnModel) model = add_questions (&lake, &questions);
  g_autofree char *id = NULL;

  lake_set (&lake, "types-max", 3);
  lake_set (&lake, "submitted-duration-us", SECOND_US);
  id = lake_start (&lake, lake.asset, GLOSSARY " " NAMES " " DESCRIPTIONS);
  assert_log (log, "");
  engine_advance (lake.engine, SECOND_US);
  assert_log (log, "@1000 asset 0 D 20\n@1000 asset 0 N 20\n@1000 asset 0 G 20\n");
  engine_drain (lake.engine);
  g_free (lake_start (&lake, lake.asset, NAMES));
  assert_log (log, "");
  g_assert_cmpuint (model->n_calls, ==, 3);
}

/*
 * The ordinal counts the earlier runs of the asset, also those that never began. It does not count the runs
 * of other assets.
 */
static void
test_ordinal (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) log = g_string_new ("");
  Questions questions = { &lake, log };
  g_autoptr (OwnModel) model G_GNUC_UNUSED = add_questions (&lake, &questions);
  g_autofree char *canceled = NULL;

  lake_add_automatic_asset (&lake, "other", 3);
  assert_log (log, "@0 other 0 N 3\n");
  engine_drain (lake.engine);
  lake_set (&lake, "submitted-duration-us", SECOND_US);
  canceled = lake_start (&lake, lake.asset, NAMES);
  lake_cancel (&lake, canceled);
  lake_set (&lake, "submitted-duration-us", 0);
  g_free (lake_start (&lake, lake.asset, NAMES));
  g_free (lake_start (&lake, lake_find (&lake, "other"), GLOSSARY));
  assert_log (log, "@20000 asset 1 N 20\n@20000 other 1 G 3\n");
  engine_drain (lake.engine);
  g_free (lake_start (&lake, lake.asset, NAMES));
  engine_drain (lake.engine);
  g_free (lake_start (&lake, lake.asset, NAMES));
  assert_log (log, "@50000 asset 2 N 20\n@70000 asset 3 N 20\n");
}

/* The model gets the number of columns of the revision that the run works on. */
static void
test_columns_of_the_revision (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) log = g_string_new ("");
  Questions questions = { &lake, log };
  g_autoptr (OwnModel) model G_GNUC_UNUSED = add_questions (&lake, &questions);
  g_autofree char *id = NULL;

  lake_set (&lake, "submitted-duration-us", SECOND_US);
  lake_add_revision (&lake, lake.asset, asset_input_new ("asset", TABLE_TYPE, 7));
  g_free (lake_start (&lake, lake.asset, NAMES));
  lake_add_revision (&lake, lake.asset, asset_input_new ("asset", TABLE_TYPE, 9));
  engine_drain (lake.engine);
  assert_log (log, "@1000 asset 0 N 7\n");
  id = lake_try (&lake, lake.client, &(StartCall){ .revision = "1" }, NULL);
  engine_drain (lake.engine);
  assert_log (log, "@22000 asset 1 D 20\n");
}

/* The engine also asks for a plan of a type that will fail, because the plan decides when the type fails. */
static void
test_failing_types_are_planned (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (OwnModel) model = lake_add_seconds (&lake, 10, 20, 30);
  g_autofree char *id = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;

  model->plans[1].base_us = 3 * SECOND_US;
  lake_set (&lake, "names-per-month-max", 0);
  id = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  run = lake_get (&lake, id);
  g_assert_cmpuint (model->n_calls, ==, 1);
  g_assert_cmpint (tarn_metadata_run_get_end_time (run) - TARN_ENGINE_START_TIME, ==,
                   3 * SECOND_US);
  g_assert_cmpint (tarn_metadata_run_get_model_calls (run), ==, 0);
}

/* --- Which model ------------------------------------------------------------------------------ */

static gint64
end_of (const Lake *lake, const char *id)
{
  g_autoptr (TarnMetadataRun) run = NULL;

  engine_drain (lake->engine);
  run = lake_get (lake, id);
  return tarn_metadata_run_get_end_time (run) - tarn_metadata_run_get_creation_time (run);
}

/* The engine uses the model that is set when the run begins, or the built-in model if none is set. */
static void
test_replaced (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (OwnModel) first = lake_add_seconds (&lake, 10, 10, 10);
  g_autofree char *begun = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (OwnModel) second = lake_add_seconds (&lake, 20, 20, 20);
  g_autofree char *submitted = NULL;
  g_autofree char *built_in = NULL;

  g_assert_cmpint (end_of (&lake, begun), ==, 10 * SECOND_US);
  lake_set (&lake, "submitted-duration-us", SECOND_US);
  submitted = lake_start (&lake, lake.asset, NAMES);
  tarn_engine_set_cost_model (lake.engine, TARN_COST_MODEL (first));
  g_assert_cmpint (end_of (&lake, submitted), ==, 11 * SECOND_US);
  tarn_engine_set_cost_model (lake.engine, NULL);
  built_in = lake_start (&lake, lake.asset, NAMES);
  g_assert_cmpint (end_of (&lake, built_in), ==, SECOND_US + RUN_US);
  g_assert_cmpuint (first->n_calls, ==, 2);
  g_assert_cmpuint (second->n_calls, ==, 0);
}

/* The engine keeps a reference to the model until the user sets another model or the engine ends. */
static void
test_kept (void)
{
  Lake lake = lake_new (1);
  OwnModel *replaced = lake_add_seconds (&lake, 10, 10, 10);
  OwnModel *last = NULL;

  g_object_add_weak_pointer (G_OBJECT (replaced), (gpointer *) &replaced);
  g_object_unref (replaced);
  g_assert_nonnull (replaced);
  last = lake_add_seconds (&lake, 10, 10, 10);
  g_assert_null (replaced);
  g_object_add_weak_pointer (G_OBJECT (last), (gpointer *) &last);
  g_object_unref (last);
  g_assert_nonnull (last);
  lake_clear (&lake);
  g_assert_null (last);
}

/* --- What the engine takes from a plan -------------------------------------------------------- */

/* A plan that the model does not fill in takes no time and uses nothing. */
static void
test_empty_plan (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (OwnModel) model = lake_add_model (&lake);
  g_autoptr (GString) log = lake_log (&lake);
  g_autofree char *id = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;

  model->is_silent = TRUE;
  id = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  run = lake_get (&lake, id);
  g_assert_cmpuint (model->n_calls, ==, 1);
  g_assert_cmpint (tarn_metadata_run_get_model_calls (run), ==, 0);
  g_assert_cmpint (tarn_metadata_run_get_input_tokens (run), ==, 0);
  g_assert_cmpint (tarn_metadata_run_get_output_tokens (run), ==, 0);
  g_assert_cmpint (engine_now (lake.engine), ==, 0);
  assert_log (log,
              "@0 create >SUBMITTED N=SUBMITTED\n"
              "@0 begin SUBMITTED>IN_PROGRESS N=IN_PROGRESS\n"
              "@0 succeed IN_PROGRESS>SUCCEEDED N=SUCCEEDED (Metadata Generation Succeeded)\n");
}

static void
expect_critical (const char *pattern)
{
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, pattern);
}

/* A value out of range is a programmer error and does not change the plan. */
static void
spoil (const TarnMetadataWork *work G_GNUC_UNUSED, TarnMetadataPlan *plan,
       gpointer data G_GNUC_UNUSED)
{
  expect_critical ("*set_base_us*value >= 0*");
  tarn_metadata_plan_set_base_us (plan, -1);
  expect_critical ("*set_base_us*value >= 0*");
  tarn_metadata_plan_set_base_us (plan, DURATION_MAX_US + 1);
  expect_critical ("*set_generation_us*value >= 0*");
  tarn_metadata_plan_set_generation_us (plan, -1);
  expect_critical ("*set_generation_us*value >= 0*");
  tarn_metadata_plan_set_generation_us (plan, DURATION_MAX_US + 1);
  expect_critical ("*model_calls >= 0*");
  tarn_metadata_plan_set_use (plan, -1, 0, 0);
  expect_critical ("*model_calls >= 0*");
  tarn_metadata_plan_set_use (plan, USE_MAX + 1, 0, 0);
  expect_critical ("*input_tokens >= 0*");
  tarn_metadata_plan_set_use (plan, 0, -1, 0);
  expect_critical ("*input_tokens >= 0*");
  tarn_metadata_plan_set_use (plan, 0, USE_MAX + 1, 0);
  expect_critical ("*output_tokens >= 0*");
  tarn_metadata_plan_set_use (plan, 0, 0, -1);
  expect_critical ("*output_tokens >= 0*");
  tarn_metadata_plan_set_use (plan, 0, 0, USE_MAX + 1);
  g_test_assert_expected_messages ();
}

static void
test_wrong_values (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (OwnModel) model = lake_add_seconds (&lake, 10, 20, 30);
  g_autofree char *id = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;

  model->func = spoil;
  id = lake_start (&lake, lake.asset, DESCRIPTIONS);
  g_assert_cmpint (end_of (&lake, id), ==, 10 * SECOND_US);
  run = lake_get (&lake, id);
  g_assert_cmpint (tarn_metadata_run_get_model_calls (run), ==, 10);
  g_assert_cmpint (tarn_metadata_run_get_input_tokens (run), ==, 1000);
  g_assert_cmpint (tarn_metadata_run_get_output_tokens (run), ==, 100);
}

/* --- The end of time -------------------------------------------------------------------------- */

/* A run that begins at the start of the engine has this much time. */
#define ALL_TIME_US (G_MAXINT64 - TARN_ENGINE_START_TIME)

static const struct
{
  const char *name;
  gint64 base_us;
  gint64 generation_us;
  gint64 end_us; /* counted from the beginning */
} long_rows[] = {
  { "longest-base", DURATION_MAX_US, 0, DURATION_MAX_US },
  { "longest-generation", 0, DURATION_MAX_US, DURATION_MAX_US },
  { "longest-both", DURATION_MAX_US, DURATION_MAX_US, 2 * DURATION_MAX_US },
};

static void
test_long (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (OwnModel) model = lake_add_model (&lake);
  g_autofree char *id = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;

  model->plans[1] = (OwnPlan){ long_rows[row].base_us, long_rows[row].generation_us, USE_MAX,
                               USE_MAX, USE_MAX };
  id = lake_start (&lake, lake.asset, NAMES);
  engine_advance (lake.engine, long_rows[row].end_us - 1);
  assert_status (&lake, id, "IN_PROGRESS");
  engine_advance (lake.engine, 1);
  run = lake_get (&lake, id);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_SUCCEEDED);
  g_assert_cmpint (tarn_metadata_run_get_end_time (run), ==,
                   TARN_ENGINE_START_TIME + long_rows[row].end_us);
  g_assert_cmpint (tarn_metadata_run_get_model_calls (run), ==, USE_MAX);
  g_assert_cmpint (tarn_metadata_run_get_input_tokens (run), ==, USE_MAX);
  g_assert_cmpint (tarn_metadata_run_get_output_tokens (run), ==, USE_MAX);
}

/* The use is exact even if an intermediate product does not fit into 64 bits. */
static void
test_long_growth (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (OwnModel) model = lake_add_model (&lake);
  g_autofree char *id = NULL;

  model->plans[1] = (OwnPlan){ 0, DURATION_MAX_US, USE_MAX, USE_MAX - 1, USE_MAX - 3 };
  id = lake_start (&lake, lake.asset, NAMES);
  for (gint64 quarter = 1; quarter <= 3; quarter++)
    {
      g_autoptr (TarnMetadataRun) run = NULL;

      engine_advance (lake.engine, DURATION_MAX_US / 4);
      run = lake_get (&lake, id);
      g_assert_cmpint (tarn_metadata_run_get_model_calls (run), ==, USE_MAX / 4 * quarter);
      g_assert_cmpint (tarn_metadata_run_get_input_tokens (run), ==, USE_MAX / 4 * quarter - 1);
      g_assert_cmpint (tarn_metadata_run_get_output_tokens (run), ==,
                       USE_MAX / 4 * quarter - (quarter < 2 ? 1 : quarter));
    }
}

typedef struct
{
  const char *name;
  const char *types;
  gint64 left_us; /* the time from the start to the end of time */
  const char *rules;
  gboolean is_started;
} LateRow;

#define SLOW_RUN "[s]\noperation=StartMetadataGenerationRun\ndo=slow-run\nfactor-permille=2000\n"
#define HANG_RUN "[h]\noperation=StartMetadataGenerationRun\ndo=hang-run\n"

/* The run is SUBMITTED for 20 us, then names take 100 us and descriptions 200 us. */
static const LateRow late_rows[] = {
  { "just-enough", NAMES, 120, NULL, TRUE },
  { "too-little", NAMES, 119, NULL, FALSE },
  { "longer-type", DESCRIPTIONS, 219, NULL, FALSE },
  { "enough-for-both", NAMES " " DESCRIPTIONS, 220, NULL, TRUE },
  { "too-little-for-the-longer", NAMES " " DESCRIPTIONS, 219, NULL, FALSE },
  { "too-little-to-begin", NAMES, 19, NULL, FALSE },
  { "slow", NAMES, 220, SLOW_RUN, TRUE },
  { "too-slow", NAMES, 219, SLOW_RUN, FALSE },
  { "hangs", NAMES, 20, HANG_RUN, TRUE },
  { "hangs-before-it-begins", NAMES, 19, HANG_RUN, FALSE },
};

/* A run that would end past the end of time is refused. Any other run ends, unless it hangs. */
static void
test_started_late (gconstpointer data)
{
  const LateRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (OwnModel) model = lake_add_model (&lake);
  g_autoptr (GError) error = NULL;

  model->plans[0] = (OwnPlan){ 150, 50, 0, 0, 0 };
  model->plans[1] = (OwnPlan){ 70, 30, 0, 0, 0 };
  lake_set (&lake, "submitted-duration-us", 20);
  if (row->rules != NULL)
    engine_add_faults (lake.engine, row->rules);
  engine_advance (lake.engine, ALL_TIME_US - row->left_us);
  const StartCall call = { .asset = lake.asset, .types = row->types };
  g_autofree char *id = lake_try (&lake, lake.client, &call, &error);
  engine_advance (lake.engine, row->left_us);
  if (row->is_started)
    {
      g_assert_no_error (error);
      assert_status (&lake, id,
                     row->rules == NULL || g_str_equal (row->rules, SLOW_RUN) ? "SUCCEEDED"
                                                                              : "IN_PROGRESS");
    }
  else
    g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_TIME);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/generation/cost-model/asked-at-begin", test_asked_at_begin);
  g_test_add_func ("/generation/cost-model/ordinal", test_ordinal);
  g_test_add_func ("/generation/cost-model/columns-of-the-revision", test_columns_of_the_revision);
  g_test_add_func ("/generation/cost-model/failing-types", test_failing_types_are_planned);
  g_test_add_func ("/generation/cost-model/replaced", test_replaced);
  g_test_add_func ("/generation/cost-model/kept", test_kept);
  g_test_add_func ("/generation/cost-model/empty-plan", test_empty_plan);
  g_test_add_func ("/generation/cost-model/wrong-values", test_wrong_values);
  g_test_add_func ("/generation/cost-model/long-growth", test_long_growth);
  ADD_ROWS ("/generation/cost-model/started-late/", late_rows, test_started_late);
  for (guint i = 0; i < G_N_ELEMENTS (long_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/generation/cost-model/long/", long_rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_long);
    }
  return g_test_run ();
}
