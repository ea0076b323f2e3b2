/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-datazone-client.h about getting, reloading and canceling a run. */
#include "datazone-runs.h"
#include "model.h"
#include "promise.h"

/* --- Get and reload --------------------------------------------------------------------------- */

static void
test_get_type (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;

  engine_add_faults (lake.engine, "[r]\noperation=StartMetadataGenerationRun\n"
                                  "do=fail-run\ntype=BUSINESS_NAMES\n");
  id = lake_start (&lake, lake.asset, DESCRIPTIONS " " NAMES);
  engine_drain (lake.engine);
  run = get_run (lake.client, lake.domain, id, NAMES, NULL);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==,
                   TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED);
  g_assert_cmpstr (tarn_metadata_run_get_types (run)[0], ==, NAMES);
  g_assert_null (tarn_metadata_run_get_types (run)[1]);
  g_assert_cmpint (tarn_metadata_run_get_type_status (run, TARN_METADATA_TYPE_BUSINESS_NAMES), ==,
                   TARN_METADATA_STATUS_FAILED);
  g_assert_cmpint (tarn_metadata_run_get_type_status (run,
                                                      TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS),
                   ==, 0);
}

static void
test_reload_keeps_type (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, DESCRIPTIONS " " NAMES);
  g_autoptr (TarnMetadataRun) run = get_run (lake.client, lake.domain, id, NAMES, NULL);

  engine_drain (lake.engine);
  g_assert_true (tarn_metadata_run_reload (run, lake.client, NULL));
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_SUCCEEDED);
  g_assert_cmpuint (g_strv_length ((char **) tarn_metadata_run_get_types (run)), ==, 1);
}

static void
test_reload_fails (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (TarnMetadataRun) run = lake_get (&lake, id);
  g_autofree char *before = run_to_string (run);
  g_autofree char *after = NULL;

  engine_drain (lake.engine);
  lake_set (&lake, "get-rate-per-second", 0);
  g_assert_false (tarn_metadata_run_reload (run, lake.client, NULL));
  after = run_to_string (run);
  g_assert_cmpstr (after, ==, before);
}

static void
test_holders (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (TarnMetadataRun) run = lake_get (&lake, id);
  g_autoptr (TarnMetadataRun) other = tarn_metadata_run_ref (run);

  engine_drain (lake.engine);
  g_assert_true (tarn_metadata_run_reload (run, lake.client, NULL));
  g_assert_cmpint (tarn_metadata_run_get_status (other), ==, TARN_METADATA_STATUS_SUCCEEDED);
}

static void
test_reload_of_start (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRun) run = start_of (&lake, NAMES, NULL);

  engine_drain (lake.engine);
  g_assert_true (tarn_metadata_run_reload (run, lake.client, NULL));
  g_assert_cmpint (tarn_metadata_run_get_type_status (run, TARN_METADATA_TYPE_BUSINESS_NAMES), ==,
                   TARN_METADATA_STATUS_SUCCEEDED);
  g_assert_cmpstr (tarn_metadata_run_get_target (run)->identifier, ==, lake.asset);
}

/* --- Cancel ----------------------------------------------------------------------------------- */

static void
test_cancel (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;
  g_autoptr (TarnAsset) asset = NULL;

  engine_add_faults (lake.engine, "[r]\noperation=StartMetadataGenerationRun\n"
                                  "do=fail-run\nat-ppm=1\ntype=BUSINESS_NAMES\n");
  id = lake_start (&lake, lake.asset, DESCRIPTIONS " " NAMES);
  engine_advance (lake.engine, 20 * SECOND_US);
  lake_cancel (&lake, id);
  run = lake_get (&lake, id);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_CANCELED);
  g_assert_cmpint (tarn_metadata_run_get_type_status (run,
                                                      TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS),
                   ==, TARN_METADATA_STATUS_CANCELED);
  g_assert_cmpint (tarn_metadata_run_get_type_status (run, TARN_METADATA_TYPE_BUSINESS_NAMES), ==,
                   TARN_METADATA_STATUS_FAILED);
  asset = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_null (
      tarn_asset_get_suggestion_run_id (asset, TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS));
}

static void
test_cancel_quota (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  lake_set (&lake, "names-per-month-max", 1);
  first = lake_start (&lake, lake.asset, NAMES);
  lake_cancel (&lake, first);
  second = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  g_assert_cmpint (status_of (&lake, second), ==, TARN_METADATA_STATUS_FAILED);
}

static void
test_cancel_names_status (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (GError) error = NULL;

  engine_drain (lake.engine);
  g_assert_false (cancel_run (lake.client, lake.domain, id, &error));
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION);
  g_assert_nonnull (strstr (error->message, "SUCCEEDED"));
}

static void
test_cancel_keeps (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = NULL;
  g_autoptr (TarnAsset) asset = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;

  engine_add_model (lake.engine)->metadata = plan_by_type;
  id = lake_start (&lake, lake.asset, DESCRIPTIONS " " NAMES);
  engine_advance (lake.engine, 50 * SECOND_US);
  lake_cancel (&lake, id);
  engine_drain (lake.engine);
  asset = lake_get_asset (&lake, lake.asset, NULL);
  run = lake_get (&lake, id);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_CANCELED);
  g_assert_cmpint (tarn_metadata_run_get_type_status (run, TARN_METADATA_TYPE_BUSINESS_NAMES), ==,
                   TARN_METADATA_STATUS_SUCCEEDED);
  g_assert_cmpstr (tarn_asset_get_suggestion_run_id (asset, TARN_METADATA_TYPE_BUSINESS_NAMES), ==,
                   id);
  g_assert_null (
      tarn_asset_get_suggestion_run_id (asset, TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS));
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-datazone-client.h: get_metadata_generation_run(): With @type, the types and their statuses are "
    "those of this one; the status is still that of the whole run.",
    test_get_type },
  { "tarn-datazone-client.h: tarn_metadata_run_reload(): A copy that was made for one type keeps to this "
    "type.",
    test_reload_keeps_type },
  { "tarn-datazone-client.h: tarn_metadata_run_reload(): On error @self is unchanged.",
    test_reload_fails },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): The run is `CANCELED` when this function "
    "returns, and so are those of its types that had not ended.",
    test_cancel },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): The quota is not given back.",
    test_cancel_quota },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): the message names its status",
    test_cancel_names_status },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): Types that had succeeded keep their "
    "suggestions.",
    test_cancel_keeps },
  { "tarn-datazone-client.h: tarn_metadata_run_reload(): Every holder of a reference to @self sees the new "
    "answer.",
    test_holders },
  { "tarn-datazone-client.h: tarn_metadata_run_reload(): The function calls GetMetadataGenerationRun with the "
    "id and the domain of the run.",
    test_reload_of_start },
  { "metadata-runs.md: The life of a run: a cancel came before the end; types that had already ended keep "
    "their suggestions",
    test_cancel_keeps },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
