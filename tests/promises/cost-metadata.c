/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-metadata-plan.h, tarn-metadata-work.h, and of tarn-cost-model.h about metadata. */
#include "worlds/datazone-lake.h"

#include "model.h"
#include "promise.h"

#define PLAN_TIME_MAX (G_GINT64_CONSTANT (1) << 61)
#define USE_MAX (G_GINT64_CONSTANT (1) << 40)

/* Generates descriptions of an asset with so many columns, and returns the run at its end. */
static TarnMetadataRun *
generate (const Lake *lake, guint n_columns)
{
  g_autofree char *name = g_strdup_printf ("asset-of-%u", n_columns);
  const char *asset = lake_add_asset (lake, name, n_columns);
  g_autofree char *id = lake_start (lake, asset, DESCRIPTIONS);

  engine_drain (lake->engine);
  return lake_get (lake, id);
}

static gint64
time_of (const TarnMetadataRun *run)
{
  return tarn_metadata_run_get_end_time (run) - tarn_metadata_run_get_creation_time (run);
}

/* --- The built-in model ----------------------------------------------------------------------- */

static void
test_20_columns (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRun) run = generate (&lake, 20);

  g_assert_cmpint (time_of (run), ==, 27708 * MS_US);
  g_assert_cmpint (tarn_metadata_run_get_model_calls (run), ==, 3);
  g_assert_cmpint (tarn_metadata_run_get_input_tokens (run), ==, 3200);
  g_assert_cmpint (tarn_metadata_run_get_output_tokens (run), ==, 1320);
}

/*
 * Numbers of which each counts in a place of its own. 7 columns are 3 calls of 3 columns beside the call for the
 * summary.
 */
static void
test_numbers (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRun) run = NULL;

  lake_set (&lake, "cost-base-ms", 1000);
  lake_set (&lake, "cost-columns-per-call", 3);
  lake_set (&lake, "cost-first-token-ms", 100);
  lake_set (&lake, "cost-input-tokens-per-call", 11);
  lake_set (&lake, "cost-input-tokens-per-column", 5);
  lake_set (&lake, "cost-output-tokens-per-column", 2);
  lake_set (&lake, "cost-output-tokens-per-summary", 6);
  lake_set (&lake, "cost-tokens-per-second", 10);
  run = generate (&lake, 7);
  g_assert_cmpint (tarn_metadata_run_get_model_calls (run), ==, 4);
  g_assert_cmpint (tarn_metadata_run_get_output_tokens (run), ==, 6 + 7 * 2);
  g_assert_cmpint (time_of (run), ==, (1000 + 4 * 100 + 20 * 1000 / 10) * MS_US);
}

static void
test_input_tokens (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRun) run = NULL;

  lake_set (&lake, "cost-columns-per-call", 3);
  lake_set (&lake, "cost-input-tokens-per-call", 11);
  lake_set (&lake, "cost-input-tokens-per-column", 5);
  run = generate (&lake, 7);
  g_assert_cmpint (tarn_metadata_run_get_input_tokens (run), ==, 4 * 11 + 7 * 5);
}

static void
test_base_without_call (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, DESCRIPTIONS);
  g_autoptr (TarnMetadataRun) before = NULL;
  g_autoptr (TarnMetadataRun) after = NULL;

  engine_advance (lake.engine, BASE_US);
  before = lake_get (&lake, id);
  g_assert_cmpint (tarn_metadata_run_get_model_calls (before), ==, 0);
  g_assert_cmpint (tarn_metadata_run_get_input_tokens (before), ==, 0);
  engine_advance (lake.engine, 20 * SECOND_US);
  after = lake_get (&lake, id);
  g_assert_cmpint (tarn_metadata_run_get_model_calls (after), >, 0);
}

static void
test_same_for_each_type (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;

  lake_set (&lake, "types-max", 3);
  id = lake_start (&lake, lake.asset, ALL_TYPES);
  engine_drain (lake.engine);
  run = lake_get (&lake, id);
  g_assert_cmpint (time_of (run), ==, RUN_US);
  g_assert_cmpint (tarn_metadata_run_get_input_tokens (run), ==, 3 * 3200);
}

/* --- Plans ------------------------------------------------------------------------------------ */

static void
plan_evenly (const TarnMetadataWork *work G_GNUC_UNUSED, TarnMetadataPlan *plan,
             gpointer data G_GNUC_UNUSED)
{
  tarn_metadata_plan_set_base_us (plan, 10 * SECOND_US);
  tarn_metadata_plan_set_generation_us (plan, 100 * SECOND_US);
  tarn_metadata_plan_set_use (plan, 10, 1000, 500);
}

static void
test_empty (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRun) run = NULL;

  engine_add_model (lake.engine);
  run = generate (&lake, 5);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_SUCCEEDED);
  g_assert_cmpint (time_of (run), ==, 0);
  g_assert_cmpint (tarn_metadata_run_get_model_calls (run), ==, 0);
  g_assert_cmpint (tarn_metadata_run_get_output_tokens (run), ==, 0);
}

static void
test_grows_evenly (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = NULL;

  engine_add_model (lake.engine)->metadata = plan_evenly;
  id = lake_start (&lake, lake.asset, DESCRIPTIONS);
  for (gint64 i = 0; i <= 10; i++)
    {
      g_autoptr (TarnMetadataRun) run = NULL;

      engine_advance (lake.engine, 10 * SECOND_US);
      run = lake_get (&lake, id);
      g_assert_cmpint (tarn_metadata_run_get_model_calls (run), ==, i);
      g_assert_cmpint (tarn_metadata_run_get_input_tokens (run), ==, 100 * i);
      g_assert_cmpint (tarn_metadata_run_get_output_tokens (run), ==, 50 * i);
    }
  assert_status (&lake, id, "SUCCEEDED");
}

static void
test_quota_at_base (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = NULL;

  engine_add_model (lake.engine)->metadata = plan_evenly;
  lake_set (&lake, "descriptions-per-month-max", 0);
  id = lake_start (&lake, lake.asset, DESCRIPTIONS);
  engine_advance (lake.engine, 10 * SECOND_US - 1);
  assert_status (&lake, id, "IN_PROGRESS");
  engine_advance (lake.engine, 1);
  assert_status (&lake, id, "FAILED");
}

static void
plan_wrongly (const TarnMetadataWork *work, TarnMetadataPlan *plan, gpointer data)
{
  plan_evenly (work, plan, data);
  ASSERT_CRITICAL (tarn_metadata_plan_set_base_us (plan, PLAN_TIME_MAX + 1));
  ASSERT_CRITICAL (tarn_metadata_plan_set_generation_us (plan, -1));
  ASSERT_CRITICAL (tarn_metadata_plan_set_use (plan, USE_MAX + 1, 0, 0));
  ASSERT_CRITICAL (tarn_metadata_plan_set_use (plan, 0, -1, 0));
}

static void
test_ranges (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRun) run = NULL;

  engine_add_model (lake.engine)->metadata = plan_wrongly;
  run = generate (&lake, 5);
  g_assert_cmpint (time_of (run), ==, 110 * SECOND_US);
  g_assert_cmpint (tarn_metadata_run_get_model_calls (run), ==, 10);
}

/* --- Work ------------------------------------------------------------------------------------- */

typedef struct
{
  const Lake *lake;
  GString *text;
  TarnMetadataWork *copy;
} Asked;

static void
note_work (const TarnMetadataWork *work, TarnMetadataPlan *plan, gpointer data)
{
  Asked *asked = data;

  plan_evenly (work, plan, NULL);
  g_assert_cmpstr (tarn_metadata_work_get_domain_id (work), ==, asked->lake->domain);
  g_assert_cmpstr (tarn_metadata_work_get_asset_id (work), ==, asked->lake->asset);
  g_string_append_printf (asked->text, "%u %s %u\n", tarn_metadata_work_get_ordinal (work),
                          tarn_metadata_type_to_string (
                              tarn_metadata_work_get_metadata_type (work)),
                          tarn_metadata_work_get_column_count (work));
  if (asked->copy != NULL)
    g_boxed_free (TARN_TYPE_METADATA_WORK, asked->copy);
  asked->copy = g_boxed_copy (TARN_TYPE_METADATA_WORK, work);
}

static void
test_work (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (GString) text = g_string_new (NULL);
  MadeModel *model = engine_add_model (lake.engine);
  Asked asked = { &lake, text, NULL };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  model->metadata = note_work;
  model->data = &asked;
  first = lake_start (&lake, lake.asset, DESCRIPTIONS " " NAMES);
  g_assert_cmpstr (text->str, ==, "0 BUSINESS_DESCRIPTIONS 20\n0 BUSINESS_NAMES 20\n");
  engine_drain (lake.engine);
  g_assert_cmpuint (model->n_calls, ==, 2);
  g_string_truncate (text, 0);
  second = lake_start (&lake, lake.asset, NAMES);
  g_assert_cmpstr (text->str, ==, "1 BUSINESS_NAMES 20\n");
  g_boxed_free (TARN_TYPE_METADATA_WORK, asked.copy);
}

static void
test_copy_of_work (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *asset = g_strdup (lake.asset);
  g_autoptr (GString) text = g_string_new (NULL);
  MadeModel *model = engine_add_model (lake.engine);
  Asked asked = { &lake, text, NULL };
  g_autofree char *id = NULL;

  model->metadata = note_work;
  model->data = &asked;
  id = lake_start (&lake, lake.asset, NAMES);
  lake_clear (&lake);
  g_assert_cmpstr (tarn_metadata_work_get_asset_id (asked.copy), ==, asset);
  g_assert_cmpuint (tarn_metadata_work_get_column_count (asked.copy), ==, 20);
  g_boxed_free (TARN_TYPE_METADATA_WORK, asked.copy);
}

/* A run that is SUBMITTED has not begun. */
static void
test_asked_at_begin (void)
{
  g_auto (Lake) lake = lake_new (0);
  MadeModel *model = engine_add_model (lake.engine);
  g_autofree char *id = NULL;

  model->metadata = plan_evenly;
  lake_set (&lake, "submitted-duration-us", SECOND_US);
  id = lake_start (&lake, lake.asset, NAMES);
  engine_advance (lake.engine, SECOND_US - 1);
  g_assert_cmpuint (model->n_calls, ==, 0);
  engine_advance (lake.engine, 1);
  g_assert_cmpuint (model->n_calls, ==, 1);
}

static void
meddle (const TarnMetadataWork *work, TarnMetadataPlan *plan, gpointer data)
{
  const Lake *lake = data;
  g_autoptr (GError) change = NULL;
  g_autoptr (GError) drive = NULL;

  plan_evenly (work, plan, NULL);
  g_assert_false (
      tarn_datazone_client_create_glossary_term (lake->client, lake->domain, "term", &change));
  g_assert_error (change, TARN_ERROR, TARN_ERROR_BUSY);
  g_assert_false (tarn_engine_advance_by (lake->engine, 1, &drive));
  g_assert_error (drive, TARN_ERROR, TARN_ERROR_BUSY);
}

static void
test_model_may_not (void)
{
  g_auto (Lake) lake = lake_new (0);
  MadeModel *model = engine_add_model (lake.engine);
  g_autofree char *id = NULL;

  model->metadata = meddle;
  model->data = &lake;
  id = lake_start (&lake, lake.asset, NAMES);
  g_assert_cmpuint (model->n_calls, ==, 1);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-metadata-plan.h: chapter: So 20 columns take 27.708 s, 3 calls, 3200 tokens in and 1320 out.",
    test_20_columns },
  { "tarn-metadata-plan.h: chapter: Then come one call for the summary of the asset and one for each "
    "`columns-per-call` columns.", test_numbers },
  { "tarn-metadata-plan.h: chapter: `input-tokens-per-column` for each of its columns, of which the call for the summary "
    "has none", test_input_tokens },
  { "tarn-metadata-plan.h: chapter: A type begins with `base-ms` without any call.", test_base_without_call },
  { "tarn-metadata-plan.h: chapter: and the same for each type of metadata", test_same_for_each_type },
  { "tarn-metadata-plan.h: TarnMetadataPlan: A new plan is empty: it takes no time and uses nothing.", test_empty },
  { "tarn-metadata-plan.h: TarnMetadataPlan: then a time in which calls and tokens grow evenly", test_grows_evenly },
  { "tarn-metadata-plan.h: set_base_us(): A type whose quota is used up fails at the end of this time.",
    test_quota_at_base },
  { "tarn-metadata-plan.h: set_use(): calls to the language model, 0 to 2^40", test_ranges },

  { "tarn-metadata-work.h: get_ordinal(): the number of this run among the runs of the asset, counted from 0",
    test_work },
  { "tarn-metadata-work.h: TarnMetadataWork: A copy of the boxed type stays valid, also after the engine is gone.",
    test_copy_of_work },
  { "tarn-cost-model.h: plan_metadata_generation: The engine calls this function once for each type of a run, when the "
    "run begins.", test_asked_at_begin },
  { "tarn-cost-model.h: plan_metadata_generation: The function may not change the engine or drive the clock.",
    test_model_may_not },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
