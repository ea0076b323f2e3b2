/* SPDX-License-Identifier: MIT */
/*
 * Tests the sentences of tarn-metadata-run.h, tarn-metadata-run-iter.h, tarn-metadata-change.h and the page about
 * metadata runs.
 */
#include "worlds/datazone-digest.h"

#include "datazone-runs.h"
#include "model.h"
#include "promise.h"

/* --- Tokens ----------------------------------------------------------------------------------- */

static void
test_token_of_failed (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRun) first = NULL;
  g_autoptr (TarnMetadataRun) again = NULL;

  lake_set (&lake, "names-failure-ppm", 1000000);
  first = start_of (&lake, NAMES, "token");
  engine_drain (lake.engine);
  again = start_of (&lake, NAMES, "token");
  g_assert_cmpstr (tarn_metadata_run_get_id (again), ==, tarn_metadata_run_get_id (first));
  g_assert_cmpint (tarn_metadata_run_get_status (again), ==, TARN_METADATA_STATUS_FAILED);
}

/* --- tarn-metadata-run.h ---------------------------------------------------------------------- */

static void
test_statuses (void)
{
  static const struct
  {
    const char *name;
    gboolean is_terminal;
  } rows[] = { { "SUBMITTED", FALSE }, { "IN_PROGRESS", FALSE }, { "CANCELED", TRUE },
               { "SUCCEEDED", TRUE },  { "FAILED", TRUE },       { "PARTIALLY_SUCCEEDED", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TarnMetadataStatus status = (TarnMetadataStatus) (i + 1);
      TarnMetadataStatus found = (TarnMetadataStatus) 0;

      g_assert_cmpstr (tarn_metadata_status_to_string (status), ==, rows[i].name);
      g_assert_true (tarn_metadata_status_from_string (rows[i].name, &found));
      g_assert_cmpint (found, ==, status);
      g_assert_cmpint (tarn_metadata_status_is_terminal (status), ==, rows[i].is_terminal);
    }
  g_assert_null (tarn_metadata_status_to_string ((TarnMetadataStatus) 0));
  g_assert_null (tarn_metadata_status_to_string ((TarnMetadataStatus) 7));
}

static void
test_no_texts (void)
{
  TarnMetadataStatus status = TARN_METADATA_STATUS_FAILED;
  TarnMetadataType type = TARN_METADATA_TYPE_BUSINESS_NAMES;

  g_assert_false (tarn_metadata_status_from_string ("CANCELLED", &status));
  g_assert_cmpint (status, ==, TARN_METADATA_STATUS_FAILED);
  g_assert_false (tarn_metadata_type_from_string ("NONE", &type));
  g_assert_cmpint (type, ==, TARN_METADATA_TYPE_BUSINESS_NAMES);
  g_assert_null (tarn_metadata_type_to_string (TARN_METADATA_TYPE_NONE));
}

static void
test_target_owns (void)
{
  char text[] = "ASSET";
  g_autoptr (TarnMetadataTarget) target = tarn_metadata_target_new (text, text, NULL);
  g_autoptr (TarnMetadataTarget) copy = NULL;

  text[0] = 'x';
  g_assert_cmpstr (target->type, ==, "ASSET");
  copy = tarn_metadata_target_copy (target);
  g_assert_true (copy->type != target->type);
  g_assert_cmpstr (copy->identifier, ==, "ASSET");
  g_assert_null (copy->revision);
}

static void
test_outlives_engine (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (TarnMetadataRun) run = lake_get (&lake, id);
  g_autofree char *before = run_to_string (run);
  g_autofree char *after = NULL;

  engine_drain (lake.engine);
  lake_clear (&lake);
  after = run_to_string (run);
  g_assert_cmpstr (after, ==, before);
}

static void
test_run_id (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);

  g_assert_cmpuint (strlen (id), ==, 14);
  g_assert_cmpuint (strspn (id, "0123456789abcdefghijklmnopqrstuvwxyz"), ==, 14);
}

static void
test_types_in_order (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRun) run = start_of (&lake, NAMES " " DESCRIPTIONS, NULL);

  g_assert_cmpstr (tarn_metadata_run_get_types (run)[0], ==, DESCRIPTIONS);
  g_assert_cmpstr (tarn_metadata_run_get_types (run)[1], ==, NAMES);
  g_assert_cmpint (tarn_metadata_run_get_metadata_type (run), ==, TARN_METADATA_TYPE_NONE);
}

static void
test_end_time (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (TarnMetadataRun) before = lake_get (&lake, id);
  g_autoptr (TarnMetadataRun) after = NULL;

  g_assert_cmpint (tarn_metadata_run_get_end_time (before), ==, 0);
  engine_drain (lake.engine);
  after = lake_get (&lake, id);
  g_assert_cmpint (tarn_metadata_run_get_end_time (after), ==, START_US + RUN_US);
}

static void
test_cost (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (TarnMetadataRun) free_of_charge = NULL;
  g_autoptr (TarnMetadataRun) priced = NULL;

  engine_drain (lake.engine);
  free_of_charge = lake_get (&lake, id);
  lake_set (&lake, "cost-price-input-nano-usd", 3);
  lake_set (&lake, "cost-price-output-nano-usd", 1000);
  priced = lake_get (&lake, id);
  g_assert_cmpint (tarn_metadata_run_get_cost_nano_usd (free_of_charge), ==, 0);
  g_assert_cmpint (tarn_metadata_run_get_cost_nano_usd (priced), ==, 3 * 3200 + 1000 * 1320);
}

static void
test_created_by (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnDataZoneClient) steward = datazone_client_new (lake.engine, ACCOUNT, STEWARD);
  g_autofree char *user = datazone_add_user (lake.client, lake.domain, ACCOUNT, STEWARD);
  const StartCall call = { .types = NAMES };
  g_autoptr (TarnMetadataRun) run = NULL;

  g_assert_true (tarn_datazone_client_create_project_membership (lake.client, lake.domain,
                                                                 lake.project, user, NULL));
  run = lake_call_start (&lake, steward, &call, NULL);
  g_assert_cmpstr (tarn_metadata_run_get_created_by (run), ==, user);
}

/* --- The iterator ----------------------------------------------------------------------------- */

static guint
count_rest (TarnMetadataRunIter *iter)
{
  g_autoptr (GError) error = NULL;
  TarnMetadataRun *run;
  guint n_runs = 0;

  while ((run = tarn_metadata_run_iter_next (iter, &error)) != NULL)
    {
      tarn_metadata_run_unref (run);
      n_runs++;
    }
  g_assert_no_error (error);
  return n_runs;
}

static void
test_iter (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRunIter) iter
      = tarn_metadata_run_iter_new (lake.client, lake.domain, NULL, NULL, NULL);
  g_autoptr (TarnMetadataRunIter) copy = NULL;
  g_autoptr (TarnMetadataRun) first = NULL;

  add_runs (&lake, 101);
  first = tarn_metadata_run_iter_next (iter, NULL);
  add_runs (&lake, 3);
  copy = tarn_metadata_run_iter_copy (iter);
  g_assert_cmpuint (count_rest (iter), ==, 100);
  g_assert_cmpuint (count_rest (copy), ==, 100);
}

static void
test_iter_checks_at_first (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRunIter) iter
      = tarn_metadata_run_iter_new (lake.client, NULL, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_metadata_run_iter_next (iter, &error));
  assert_exception (&lake, error, VALIDATION, VIOLATION ("domainIdentifier", NOT_NULL));
}

static void
test_iter_error (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRunIter) iter
      = tarn_metadata_run_iter_new (lake.client, lake.domain, NULL, NULL, NULL);

  add_runs (&lake, 60);
  for (guint i = 0; i < 50; i++)
    tarn_metadata_run_unref (tarn_metadata_run_iter_next (iter, NULL));
  lake_set (&lake, "list-rate-per-second", 0);
  g_assert_null (tarn_metadata_run_iter_next (iter, NULL));
  lake_set (&lake, "list-rate-per-second", -1);
  g_assert_cmpuint (count_rest (iter), ==, 10);
}

/* --- Changes ---------------------------------------------------------------------------------- */

static void
test_parts_of_changes (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *id = NULL;

  tarn_engine_add_observer (lake.engine, see, text, NULL);
  id = lake_start_with_token (&lake, lake.asset, NAMES, "token");
  engine_drain (lake.engine);
  g_assert_cmpstr (
      text->str, ==,
      "create [BUSINESS_NAMES] rev 1 token token names SUBMITTED glossary 0 message - in 0 out 0\n"
      "begin [BUSINESS_NAMES] rev 1 token token names IN_PROGRESS glossary 0 message - in 0 out 0\n"
      "succeed [BUSINESS_NAMES] rev 1 token token names SUCCEEDED glossary 0 message - in 3200 out "
      "1320\n");
}

/* The run of `SYSTEM` cannot begin, so the change is about no run. */
static void
test_change_without_run (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (GString) text = g_string_new (NULL);

  lake_set (&lake, "active-runs-max", 1);
  tarn_engine_add_observer (lake.engine, see, text, NULL);
  lake_add_automatic_asset (&lake, "automatic", 2);
  g_assert_nonnull (strstr (text->str, "[] "));
  g_assert_nonnull (strstr (text->str, "token - "));
}

/* --- The page --------------------------------------------------------------------------------- */

static void
test_one_at_a_time (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.asset, NAMES);
  const StartCall call = { .types = DESCRIPTIONS };
  g_autoptr (GError) error = NULL;

  g_assert_null (lake_try (&lake, lake.client, &call, &error));
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_CONFLICT);
}

/* The engine starts in January 2000, UTC. */
static void
test_next_month (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  lake_set (&lake, "names-per-month-max", 1);
  first = lake_start (&lake, lake.asset, NAMES);
  engine_advance_to (lake.engine, 31 * DAY_US - 1);
  second = lake_start (&lake, lake.asset, NAMES);
  engine_advance_to (lake.engine, 31 * DAY_US + MINUTE_US);
  third = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  g_assert_cmpint (status_of (&lake, first), ==, TARN_METADATA_STATUS_SUCCEEDED);
  g_assert_cmpint (status_of (&lake, second), ==, TARN_METADATA_STATUS_FAILED);
  g_assert_cmpint (status_of (&lake, third), ==, TARN_METADATA_STATUS_SUCCEEDED);
}

static void
test_nothing_accepts (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (TarnAsset) asset = NULL;

  engine_drain (lake.engine);
  asset = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_cmpstr (tarn_asset_get_name (asset), ==, "asset");
  g_assert_cmpstr (tarn_asset_find_suggestion (asset, TARN_METADATA_TYPE_BUSINESS_NAMES, "summary"),
                   ==, "Asset");
}

/* --- More of runs ----------------------------------------------------------------------------- */

/* A run that is canceled before it begins takes nothing. */
static void
test_no_quota_before (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  lake_set (&lake, "names-per-month-max", 1);
  lake_set (&lake, "submitted-duration-us", MINUTE_US);
  first = lake_start (&lake, lake.asset, NAMES);
  lake_cancel (&lake, first);
  second = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  g_assert_cmpint (status_of (&lake, second), ==, TARN_METADATA_STATUS_SUCCEEDED);
}

typedef struct
{
  const Lake *lake;
  GString *text;
} Watch;

static void
watch_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const Watch *watch = data;

  g_string_append_printf (watch->text, "change %s\n", tarn_change_get_to_status (change));
}

static void
watch_plan (const TarnMetadataWork *work, TarnMetadataPlan *plan, gpointer data)
{
  const Watch *watch = data;
  g_autoptr (GPtrArray) runs = list_runs (watch->lake->client, watch->lake->domain, NULL, NULL,
                                          NULL, -1, NULL, NULL, NULL);

  plan_by_type (work, plan, NULL);
  g_string_append_printf (watch->text, "model %s\n",
                          tarn_metadata_status_to_string (
                              tarn_metadata_run_get_status (runs->pdata[0])));
}

static void
test_who_sees_submitted (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (GString) text = g_string_new (NULL);
  Watch watch = { &lake, text };
  MadeModel *model = engine_add_model (lake.engine);
  g_autoptr (TarnMetadataRun) run = NULL;

  model->metadata = watch_plan;
  model->data = &watch;
  tarn_engine_add_observer (lake.engine, watch_change, &watch, NULL);
  run = start_of (&lake, NAMES, NULL);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_IN_PROGRESS);
  g_assert_nonnull (strstr (text->str, "model SUBMITTED\n"));
  g_assert_nonnull (strstr (text->str, "change SUBMITTED\n"));
}

static void
keep_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  TarnChange **copy = data;

  if (*copy == NULL)
    *copy = tarn_change_copy (change);
}

static void
test_part_is_valid (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *asset = g_strdup (lake.asset);
  g_autofree char *id = NULL;
  TarnChange *copy = NULL;

  tarn_engine_add_observer (lake.engine, keep_change, &copy, NULL);
  id = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  lake_clear (&lake);
  g_assert_cmpstr (tarn_metadata_change_get_asset_id (tarn_change_get_metadata (copy)), ==, asset);
  g_assert_cmpint (tarn_metadata_change_get_type_status (tarn_change_get_metadata (copy),
                                                         TARN_METADATA_TYPE_BUSINESS_NAMES),
                   ==, TARN_METADATA_STATUS_SUBMITTED);
  tarn_change_free (copy);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-metadata-run.h: tarn_metadata_status_to_string(): or %NULL if @status is no status",
    test_statuses },
  { "tarn-metadata-run.h: tarn_metadata_status_from_string(): untouched if @text is none",
    test_no_texts },
  { "tarn-metadata-run.h: target_new(): Makes a target that owns its texts.",
    test_target_owns },
  { "tarn-metadata-run.h: TarnMetadataRun: A copy stays valid after the engine is gone.",
    test_outlives_engine },
  { "tarn-metadata-run.h: tarn_metadata_run_get_id(): 14 digits and lower-case letters",
    test_run_id },
  { "tarn-metadata-run.h: tarn_metadata_run_get_types(): types, in the order of #TarnMetadataType",
    test_types_in_order },
  { "tarn-metadata-run.h: get_end_time(): the time when the run ended, or 0 if it has not",
    test_end_time },
  { "tarn-metadata-run.h: get_cost_nano_usd(): at the prices in force when the copy was made",
    test_cost },
  { "tarn-metadata-run.h: get_created_by(): createdBy: the id of a user of the domain",
    test_created_by },
  { "tarn-metadata-run-iter.h: TarnMetadataRunIter: Runs that start after the first page was listed are not "
    "among them.",
    test_iter },
  { "tarn-metadata-run-iter.h: iter_new(): This function does not check the arguments",
    test_iter_checks_at_first },
  { "tarn-metadata-run-iter.h: iter_next(): After an error the iterator is where it was before the call, and "
    "the next call lists the same page again.",
    test_iter_error },
  { "tarn-metadata-change.h: TarnMetadataChange: The part of a change that only metadata generation runs have",
    test_parts_of_changes },
  { "tarn-metadata-change.h: tarn_metadata_change_get_types(): an empty list if the change is about no run",
    test_change_without_run },
  { "metadata-runs.md: The life of a run: An asset has one run at a time: a second start fails with "
    "`TARN_DATAZONE_ERROR_CONFLICT`.",
    test_one_at_a_time },
  { "metadata-runs.md: A start that is made twice: A run that has failed still belongs to its token",
    test_token_of_failed },
  { "metadata-runs.md: Limits: On the first day of the next month on the engine's clock there is a new quota.",
    test_next_month },
  { "metadata-runs.md: The suggestions: These are only suggestions: Tarn accepts or rejects none by itself.",
    test_nothing_accepts },
  { "metadata-runs.md: Limits: Each type takes one unit of a monthly quota when the run begins.",
    test_no_quota_before },
  { "tarn-metadata-run.h: TarnMetadataStatus: with 0 only observers and cost models see this status",
    test_who_sees_submitted },
  { "tarn-metadata-change.h: TarnMetadataChange: It belongs to the change, and is valid as long as the change "
    "is.",
    test_part_is_valid },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
