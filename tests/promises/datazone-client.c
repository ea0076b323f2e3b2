/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-datazone-client.h, besides its lists of errors and waiting. */
#include "worlds/datazone-digest.h"

#include "datazone-runs.h"
#include "model.h"
#include "promise.h"

static void
assert_start_error (const Lake *lake, TarnDataZoneClient *client, const StartCall *call,
                    const char *exception, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = lake_try (lake, client, call, &error);

  assert_outcome (lake, id != NULL, error, exception, message);
}

/* --- The client ------------------------------------------------------------------------------- */

static void
test_keeps_engine (void)
{
  TarnEngine *engine = tarn_engine_new (0);
  g_autoptr (TarnDataZoneClient) client = datazone_client_new (engine, ACCOUNT, NULL);
  gpointer weak = engine;

  g_object_add_weak_pointer (G_OBJECT (engine), &weak);
  g_object_unref (engine);
  g_assert_nonnull (weak);
  g_assert_cmpint (tarn_engine_get_now (tarn_datazone_client_get_engine (client)), ==, START_US);
  g_clear_object (&client);
  g_assert_null (weak);
}

static void
test_properties (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (TarnDataZoneClient) client = datazone_client_new (engine, ACCOUNT, STEWARD);
  g_autoptr (TarnEngine) of_property = NULL;
  g_autoptr (TarnPrincipal) caller = NULL;

  g_object_get (client, "engine", &of_property, "principal", &caller, NULL);
  g_assert_true (of_property == engine);
  g_assert_true (caller == tarn_datazone_client_get_principal (client));
}

static void
test_ids (void)
{
  static const struct
  {
    const char *domain;
    const char *exception;
  } rows[] = {
    { "dzd_x", NOT_FOUND },     { "dzd-x", NOT_FOUND },       { "dzd_<36*x>", NOT_FOUND },
    { "dzd_-_aZ9", NOT_FOUND }, { "dzd_<37*x>", VALIDATION }, { "dzd_", VALIDATION },
    { "dzd+x", VALIDATION },    { "Dzd_x", VALIDATION },      { "xdzd_x", VALIDATION },
    { "dzd_a b", VALIDATION },
  };
  g_auto (Lake) lake = lake_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const StartCall call = { .domain = rows[i].domain };
      g_autoptr (GError) error = NULL;

      g_assert_null (lake_try (&lake, lake.client, &call, &error));
      g_assert_cmpstr (tarn_datazone_error_get_exception_name ((TarnDataZoneError) error->code), ==,
                       rows[i].exception);
    }
}

static void
test_form_without_entity (void)
{
  g_auto (Lake) lake = lake_new (0);
  const StartCall call = { .project = "<36*x>" };

  assert_start_error (&lake, lake.client, &call, NOT_FOUND, NO_PROJECT ("<36*x>"));
}

static void
test_counts (void)
{
  g_auto (Lake) lake = lake_new (0);
  const StartCall bad = { .asset = "none" };
  const StartCall good = { .types = NAMES };

  lake_set (&lake, "start-rate-per-second", 1);
  assert_start_error (&lake, lake.client, &bad, NOT_FOUND, NO_ASSET ("none"));
  assert_start_error (&lake, lake.client, &good, THROTTLING, "Rate exceeded");
}

static gboolean
read_all (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Lake *lake = data;
  g_autofree char *text = lake_to_string (lake);

  return text != NULL;
}

static void
test_reading_in_condition (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.asset, NAMES);

  g_assert_true (
      tarn_engine_run_until (lake.engine, read_all, &lake, TARN_NO_DEADLINE, NULL, NULL, NULL));
}

static void
test_granted (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnDataZoneClient) foreign = datazone_client_new (lake.engine, FOREIGN, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnAsset) asset = NULL;

  g_assert_null (tarn_datazone_client_get_asset (foreign, lake.domain, lake.asset, NULL, &error));
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_ACCESS_DENIED);
  tarn_engine_grant (lake.engine, "*", "datazone:GetAsset", lake.domain);
  asset = tarn_datazone_client_get_asset (foreign, lake.domain, lake.asset, NULL, NULL);
  g_assert_nonnull (asset);
}

/* A foreign caller that may do everything is still no member. */
static void
test_no_granted_membership (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnDataZoneClient) foreign = datazone_client_new (lake.engine, FOREIGN, NULL);
  const StartCall call = { .types = NAMES };
  g_autoptr (GError) error = NULL;

  tarn_engine_grant (lake.engine, "*", "*", "*");
  g_assert_null (lake_try (&lake, foreign, &call, &error));
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_UNAUTHORIZED);
}

/* Makes refused calls until one fails by the rate, and returns how many came through. */
static guint
count_admitted (const Lake *lake, gboolean is_cancel)
{
  for (guint n_calls = 0;; n_calls++)
    {
      const StartCall call = { .asset = "none" };
      g_autoptr (GError) error = NULL;

      if (is_cancel)
        g_assert_false (cancel_run (lake->client, lake->domain, "none", &error));
      else
        g_assert_null (lake_try (lake, lake->client, &call, &error));
      if (error->code == TARN_DATAZONE_ERROR_THROTTLING)
        return n_calls;
      g_assert_cmpint (error->code, ==, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND);
    }
}

static void
test_rates (void)
{
  g_auto (Lake) lake = lake_new (0);

  g_assert_cmpuint (count_admitted (&lake, FALSE), ==, 10);
  g_assert_cmpuint (count_admitted (&lake, TRUE), ==, 20);
}

static void
test_bucket (void)
{
  g_auto (Lake) lake = lake_new (0);

  engine_advance (lake.engine, HOUR_US); /* no more than the calls of a second */
  g_assert_cmpuint (count_admitted (&lake, FALSE), ==, 10);
  engine_advance (lake.engine, SECOND_US / 2);
  g_assert_cmpuint (count_admitted (&lake, FALSE), ==, 5);
  engine_advance (lake.engine, SECOND_US / 10);
  g_assert_cmpuint (count_admitted (&lake, FALSE), ==, 1);
  engine_advance (lake.engine, SECOND_US);
  g_assert_cmpuint (count_admitted (&lake, FALSE), ==, 10);
}

/* --- Start ------------------------------------------------------------------------------------ */

/* Cancels the run while the start that began it notifies observers. */
static void
cancel_at_begin (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const Lake *lake = data;
  g_autofree char *id = tarn_change_dup_run_id (change);

  if (g_strcmp0 (tarn_change_get_cause (change), "begin") == 0)
    cancel_run (lake->client, lake->domain, id, NULL);
}

static void
test_copy_before_observers (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRun) run = NULL;

  tarn_engine_add_observer (lake.engine, cancel_at_begin, &lake, NULL);
  run = start_of (&lake, NAMES, NULL);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_IN_PROGRESS);
  g_assert_cmpint (status_of (&lake, tarn_metadata_run_get_id (run)), ==,
                   TARN_METADATA_STATUS_CANCELED);
}

static void
test_submitted (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRun) run = NULL;
  const char *id;

  lake_set (&lake, "submitted-duration-us", 7);
  run = start_of (&lake, NAMES, NULL);
  id = tarn_metadata_run_get_id (run);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_SUBMITTED);
  engine_advance (lake.engine, 6);
  g_assert_cmpint (status_of (&lake, id), ==, TARN_METADATA_STATUS_SUBMITTED);
  engine_advance (lake.engine, 1);
  g_assert_cmpint (status_of (&lake, id), ==, TARN_METADATA_STATUS_IN_PROGRESS);
}

static void
test_ends_with_last (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;

  engine_add_faults (lake.engine, "[early]\noperation=StartMetadataGenerationRun\n"
                                  "do=fail-run\nat-ppm=1\ntype=BUSINESS_NAMES\n");
  id = lake_start (&lake, lake.asset, DESCRIPTIONS " " NAMES);
  engine_advance (lake.engine, RUN_US - 1);
  run = lake_get (&lake, id);
  g_assert_cmpint (tarn_metadata_run_get_type_status (run, TARN_METADATA_TYPE_BUSINESS_NAMES), ==,
                   TARN_METADATA_STATUS_FAILED);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_IN_PROGRESS);
  engine_advance (lake.engine, 1);
  g_assert_cmpint (status_of (&lake, id), ==, TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED);
}

static void
assert_names_message (const Lake *lake, const char *id, const char *message)
{
  g_autoptr (TarnMetadataRun) run = lake_get (lake, id);

  g_assert_cmpstr (tarn_metadata_run_get_type_error_message (run,
                                                             TARN_METADATA_TYPE_BUSINESS_NAMES),
                   ==, message);
}

static void
test_quota (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  lake_set (&lake, "names-per-month-max", 1);
  first = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  second = lake_start (&lake, lake.asset, NAMES);
  engine_advance (lake.engine, BASE_US);
  assert_names_message (&lake, first, NULL);
  assert_names_message (&lake, second, "business name generation has reached monthly quota");
}

static void
test_random_failure (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = NULL;

  lake_set (&lake, "names-failure-ppm", 1000000);
  id = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  assert_names_message (&lake, id, "business name generation failed");
}

/* Returns the detail type of the last change of a run, or "-". */
static char *
find_detail (const Lake *lake, const char *types, const char *rule, gboolean is_canceled)
{
  g_autoptr (GString) log = lake_log (lake);
  g_autofree char *id = NULL;
  char *begin;

  if (rule != NULL)
    engine_add_faults (lake->engine, rule);
  id = lake_start (lake, lake->asset, types);
  g_assert_null (strchr (log->str, '(')); /* nothing for the beginning */
  if (is_canceled)
    lake_cancel (lake, id);
  engine_drain (lake->engine);
  begin = strchr (log->str, '(');
  return begin != NULL ? g_strndup (begin + 1, strcspn (begin + 1, ")")) : g_strdup ("-");
}

static void
test_details (void)
{
  static const struct
  {
    const char *types;
    const char *rule;
    gboolean is_canceled;
    const char *detail;
  } rows[] = {
    { NAMES, NULL, FALSE, "Metadata Generation Succeeded" },
    { NAMES, "[r]\noperation=StartMetadataGenerationRun\ndo=fail-run\n", FALSE,
      "Metadata Generation Failed" },
    { NAMES, NULL, TRUE, "Metadata Generation Canceled" },
    { NAMES " " DESCRIPTIONS,
      "[r]\noperation=StartMetadataGenerationRun\ndo=fail-run\ntype=BUSINESS_NAMES\n", FALSE, "-" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Lake) lake = lake_new (0);
      g_autofree char *detail
          = find_detail (&lake, rows[i].types, rows[i].rule, rows[i].is_canceled);

      g_assert_cmpstr (detail, ==, rows[i].detail);
    }
}

/* Creates an asset that asks for business names, and returns what its run made of them. */
static char *
find_system_detail (gboolean is_failing, gboolean is_canceled)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (GString) log = lake_log (&lake);
  TarnAssetInput *input = asset_input_new ("automatic", TABLE_TYPE, 2);
  char *begin;

  lake_set (&lake, "names-failure-ppm", is_failing ? 1000000 : 0);
  tarn_asset_input_set_business_name_generation (input, TRUE);
  lake_add_input (&lake, "automatic", input);
  g_assert_null (strchr (log->str, '('));
  if (is_canceled)
    {
      g_autoptr (GPtrArray) runs
          = list_runs (lake.client, lake.domain, NULL, NULL, NULL, -1, NULL, NULL, NULL);

      lake_cancel (&lake, tarn_metadata_run_get_id (runs->pdata[0]));
    }
  engine_drain (lake.engine);
  begin = strchr (log->str, '(');
  return begin != NULL ? g_strndup (begin + 1, strcspn (begin + 1, ")")) : g_strdup ("-");
}

static void
test_system_details (void)
{
  g_autofree char *succeeded = find_system_detail (FALSE, FALSE);
  g_autofree char *failed = find_system_detail (TRUE, FALSE);
  g_autofree char *canceled = find_system_detail (FALSE, TRUE);

  g_assert_cmpstr (succeeded, ==, "Business Name Generation Succeeded");
  g_assert_cmpstr (failed, ==, "Business Name Generation Failed");
  g_assert_cmpstr (canceled, ==, "-");
}

static void
test_type_forms (void)
{
  static const StartCall rows[] = {
    { .type = NAMES },
    { .types = NAMES },
    { .type = NAMES, .types = NAMES },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Lake) lake = lake_new (0);
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnMetadataRun) run = lake_call_start (&lake, lake.client, &rows[i], &error);

      g_assert_no_error (error);
      g_assert_cmpint (tarn_metadata_run_get_metadata_type (run), ==,
                       TARN_METADATA_TYPE_BUSINESS_NAMES);
    }
}

static void
test_types_max (void)
{
  g_auto (Lake) lake = lake_new (0);
  const StartCall call = { .types = ALL_TYPES };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  g_assert_null (lake_try (&lake, lake.client, &call, &error));
  lake_set (&lake, "types-max", 3);
  id = lake_try (&lake, lake.client, &call, NULL);
  g_assert_nonnull (id);
}

/* --- Tokens ----------------------------------------------------------------------------------- */

static void
test_token (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRun) first = start_of (&lake, NAMES, "token");
  g_autoptr (TarnMetadataRun) again = NULL;
  g_autoptr (GPtrArray) runs = NULL;

  engine_drain (lake.engine);
  again = start_of (&lake, NAMES, "token");
  g_assert_cmpstr (tarn_metadata_run_get_id (again), ==, tarn_metadata_run_get_id (first));
  g_assert_cmpint (tarn_metadata_run_get_status (again), ==, TARN_METADATA_STATUS_SUCCEEDED);
  runs = list_runs (lake.client, lake.domain, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  g_assert_cmpuint (runs->len, ==, 1);
}

static void
test_token_order (void)
{
  static const StartCall rows[] = {
    { .types = NAMES " " DESCRIPTIONS, .token = "two" },
    { .types = DESCRIPTIONS " " NAMES, .token = "two" },
  };
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *first = lake_try (&lake, lake.client, &rows[0], NULL);
  g_autofree char *second = lake_try (&lake, lake.client, &rows[1], NULL);

  g_assert_nonnull (first);
  g_assert_cmpstr (second, ==, first);
}

static void
test_token_member (void)
{
  static const StartCall rows[] = {
    { .type = NAMES, .token = "one" },
    { .types = NAMES, .token = "one" },
  };
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *first = lake_try (&lake, lake.client, &rows[0], NULL);
  g_autofree char *second = lake_try (&lake, lake.client, &rows[1], NULL);

  g_assert_nonnull (first);
  g_assert_cmpstr (second, ==, first);
}

static void
test_token_revision (void)
{
  g_auto (Lake) lake = lake_new (0);
  const StartCall first = { .types = NAMES, .token = "one" };
  const StartCall named = { .types = NAMES, .token = "one", .revision = "1" };
  g_autofree char *id = lake_try (&lake, lake.client, &first, NULL);

  g_assert_nonnull (id);
  assert_start_error (&lake, lake.client, &named, CONFLICT,
                      "clientToken one was used with other parameters");
}

static void
test_token_of_principal (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnDataZoneClient) steward = datazone_client_new (lake.engine, ACCOUNT, STEWARD);
  g_autofree char *user = datazone_add_user (lake.client, lake.domain, ACCOUNT, STEWARD);
  const StartCall call = { .types = NAMES, .token = "one" };
  g_autofree char *first = lake_try (&lake, lake.client, &call, NULL);
  g_autofree char *second = NULL;

  g_assert_true (tarn_datazone_client_create_project_membership (lake.client, lake.domain,
                                                                 lake.project, user, NULL));
  engine_drain (lake.engine);
  second = lake_try (&lake, steward, &call, NULL);
  g_assert_nonnull (second);
  g_assert_cmpstr (second, !=, first);
}

static void
test_token_forgotten (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRun) first = start_of (&lake, NAMES, "token");
  g_autoptr (TarnMetadataRun) late = NULL;
  g_autoptr (TarnMetadataRun) later = NULL;

  engine_advance (lake.engine, DAY_US - 1);
  late = start_of (&lake, NAMES, "token");
  g_assert_cmpstr (tarn_metadata_run_get_id (late), ==, tarn_metadata_run_get_id (first));
  engine_advance (lake.engine, 1);
  later = start_of (&lake, NAMES, "token");
  g_assert_cmpstr (tarn_metadata_run_get_id (later), !=, tarn_metadata_run_get_id (first));
}

static void
test_token_with_run (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRun) first = NULL;
  g_autoptr (TarnMetadataRun) second = NULL;

  lake_set (&lake, "retention-age-us", 1);
  first = start_of (&lake, NAMES, "token");
  engine_drain (lake.engine);
  engine_advance (lake.engine, 1);
  second = start_of (&lake, NAMES, "token");
  g_assert_cmpstr (tarn_metadata_run_get_id (second), !=, tarn_metadata_run_get_id (first));
}

/* --- Get, reload, cancel and list ------------------------------------------------------------- */

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
test_list_pages (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *token = NULL;
  g_autofree char *last = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;

  add_runs (&lake, 53);
  first = list_runs (lake.client, lake.domain, NULL, NULL, NULL, -1, NULL, &token, NULL);
  g_assert_cmpuint (first->len, ==, 50);
  g_assert_cmpint (tarn_metadata_run_get_creation_time (first->pdata[0]), >,
                   tarn_metadata_run_get_creation_time (first->pdata[1]));
  add_runs (&lake, 2);
  second = list_runs (lake.client, lake.domain, NULL, NULL, NULL, -1, token, &last, NULL);
  g_assert_cmpuint (second->len, ==, 3);
  g_assert_null (last);
}

static void
test_list_compares_status (void)
{
  g_auto (Lake) lake = lake_new (0);
  const char *other = lake_add_asset (&lake, "other", 20);
  g_autofree char *first_id G_GNUC_UNUSED = lake_start (&lake, lake.asset, NAMES);
  g_autofree char *second_id G_GNUC_UNUSED = lake_start (&lake, other, NAMES);
  g_autofree char *token = NULL;
  g_autoptr (GPtrArray) first
      = list_runs (lake.client, lake.domain, "IN_PROGRESS", NULL, NULL, 1, NULL, &token, NULL);
  g_autoptr (GPtrArray) second = NULL;

  g_assert_cmpuint (first->len, ==, 1);
  engine_drain (lake.engine);
  second = list_runs (lake.client, lake.domain, "IN_PROGRESS", NULL, NULL, 1, token, NULL, NULL);
  g_assert_cmpuint (second->len, ==, 0);
}

static void
test_list_of_no_asset (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;

  add_runs (&lake, 1);
  runs = list_runs (lake.client, lake.domain, NULL, NULL, "none", -1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (runs->len, ==, 0);
}

static void
test_list_has_no_types (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (GPtrArray) runs = NULL;

  add_runs (&lake, 1);
  runs = list_runs (lake.client, lake.domain, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  g_assert_cmpint (tarn_metadata_run_get_type_status (runs->pdata[0],
                                                      TARN_METADATA_TYPE_BUSINESS_NAMES),
                   ==, 0);
  g_assert_nonnull (tarn_metadata_run_get_target (runs->pdata[0]));
}

static void
test_list_error_token (void)
{
  g_auto (Lake) lake = lake_new (0);
  char *token = (char *) "before";

  g_assert_null (list_runs (lake.client, lake.domain, NULL, NULL, NULL, 51, NULL, &token, NULL));
  g_assert_cmpstr (token, ==, "before");
}

static void
test_list_system (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnAssetInput *input = asset_input_new ("automatic", TABLE_TYPE, 2);
  g_autoptr (GPtrArray) runs = NULL;

  tarn_asset_input_set_business_name_generation (input, TRUE);
  lake_add_input (&lake, "automatic", input);
  runs = list_runs (lake.client, lake.domain, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  g_assert_cmpuint (runs->len, ==, 1);
  g_assert_cmpstr (tarn_metadata_run_get_created_by (runs->pdata[0]), ==, "SYSTEM");
}

/* --- tarn-metadata-run.h ---------------------------------------------------------------------- */

static void
test_start_members (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMetadataRun) run = start_of (&lake, NAMES, NULL);
  g_autoptr (TarnMetadataRun) got = lake_get (&lake, tarn_metadata_run_get_id (run));

  g_assert_null (tarn_metadata_run_get_target (run));
  g_assert_cmpint (tarn_metadata_run_get_type_status (run, TARN_METADATA_TYPE_BUSINESS_NAMES), ==,
                   0);
  g_assert_cmpstr (tarn_metadata_run_get_target (got)->revision, ==, "1");
  g_assert_cmpint (tarn_metadata_run_get_type_status (got, TARN_METADATA_TYPE_BUSINESS_NAMES), ==,
                   TARN_METADATA_STATUS_IN_PROGRESS);
}

/* --- More of runs ----------------------------------------------------------------------------- */

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

/* The start is in January, and the run begins in February, so it takes a unit of February. */
static void
test_quota_at_begin (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *january = NULL;
  g_autofree char *late = NULL;

  lake_set (&lake, "names-per-month-max", 1);
  january = lake_start (&lake, lake.asset, NAMES);
  engine_advance_to (lake.engine, 31 * DAY_US - SECOND_US);
  lake_set (&lake, "submitted-duration-us", MINUTE_US);
  late = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  g_assert_cmpint (status_of (&lake, january), ==, TARN_METADATA_STATUS_SUCCEEDED);
  g_assert_cmpint (status_of (&lake, late), ==, TARN_METADATA_STATUS_SUCCEEDED);
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

static gboolean
create_client (TarnEngine *engine, gpointer data)
{
  ASSERT_CRITICAL (g_assert_null (tarn_engine_create_datazone_client (engine, data)));
  return TRUE;
}

static void
test_create_in_condition (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (TarnPrincipal) principal = principal_new (ACCOUNT, NULL);

  g_assert_true (
      tarn_engine_run_until (engine, create_client, principal, TARN_NO_DEADLINE, NULL, NULL, NULL));
}

static void
test_denied_at_home (void)
{
  g_auto (Lake) lake = lake_new (0);
  const StartCall call = { .types = NAMES };
  g_autoptr (GError) error = NULL;

  tarn_engine_deny (lake.engine, ROOT, "datazone:Start*", "*");
  g_assert_null (lake_try (&lake, lake.client, &call, &error));
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_ACCESS_DENIED);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-datazone-client.h: TarnDataZoneClient: The client keeps the engine alive.",
    test_keeps_engine },
  { "tarn-datazone-client.h: TarnDataZoneClient:principal: See tarn_datazone_client_get_principal().",
    test_properties },
  { "tarn-datazone-client.h: TarnDataZoneClient: Ids of domains match `^dzd[-_][a-zA-Z0-9_-]{1,36}$`",
    test_ids },
  { "tarn-datazone-client.h: TarnDataZoneClient: An id that has an allowed form but belongs to nothing is not "
    "found.",
    test_form_without_entity },
  { "tarn-datazone-client.h: TarnDataZoneClient: but a call that the rate admits counts for the rate",
    test_counts },
  { "tarn-datazone-client.h: TarnDataZoneClient: operations that only read can be called there",
    test_reading_in_condition },
  { "tarn-datazone-client.h: TarnDataZoneClient: A call to another account fails with "
    "%TARN_DATAZONE_ERROR_ACCESS_DENIED unless a statement grants it.",
    test_granted },
  { "tarn-datazone-client.h: TarnDataZoneClient: No statement can grant a membership of the project: a caller "
    "without membership gets %TARN_DATAZONE_ERROR_UNAUTHORIZED.",
    test_no_granted_membership },
  { "tarn-datazone-client.h: TarnDataZoneClient: Start has a rate of 10 calls per second and Cancel one of 20",
    test_rates },
  { "tarn-datazone-client.h: TarnDataZoneClient: The rate is a token bucket that holds the calls of one "
    "second: an account that made no calls for a second can make that many calls at one instant, and then "
    "continue at the rate.",
    test_bucket },
  { "tarn-datazone-client.h: start_metadata_generation_run(): The function returns a copy of the run that was "
    "made before the observers are notified.",
    test_copy_before_observers },
  { "tarn-datazone-client.h: start_metadata_generation_run(): The run is `IN_PROGRESS`, unless "
    "`datazone.submitted-duration-us` is above 0: then it is first `SUBMITTED` for so long.",
    test_submitted },
  { "tarn-datazone-client.h: start_metadata_generation_run(): Each type has its own end and its own random "
    "draw, and the run ends with the last of them.",
    test_ends_with_last },
  { "tarn-datazone-client.h: start_metadata_generation_run(): the type fails at the time of its first call to "
    "the language model, with a message such as `business name generation has reached monthly quota`",
    test_quota },
  { "tarn-datazone-client.h: start_metadata_generation_run(): has the message `business name generation "
    "failed`",
    test_random_failure },
  { "tarn-datazone-client.h: start_metadata_generation_run(): `Metadata Generation Succeeded`, `Failed` or "
    "`Canceled`",
    test_details },
  { "tarn-datazone-client.h: start_metadata_generation_run(): and for runs of `SYSTEM` `Business Name "
    "Generation Succeeded` or `Failed`. The service has no event for the beginning of a run, for a run that "
    "succeeded partially, and for a run of `SYSTEM` that is canceled.",
    test_system_details },
  { "tarn-datazone-client.h: start_metadata_generation_run(): @type and @types are one list: either set @type "
    "alone, or make it the only one of @types.",
    test_type_forms },
  { "tarn-datazone-client.h: start_metadata_generation_run(): The service's model takes two types at most, "
    "but its reference shows a call with three, see `datazone.types-max`.",
    test_types_max },
  { "tarn-datazone-client.h: start_metadata_generation_run(): returns the earlier run as it is now and starts "
    "none",
    test_token },
  { "tarn-datazone-client.h: start_metadata_generation_run(): The order of the types makes no difference",
    test_token_order },
  { "tarn-datazone-client.h: start_metadata_generation_run(): nor does the member that holds them",
    test_token_member },
  { "tarn-datazone-client.h: start_metadata_generation_run(): A named revision differs from the newest "
    "revision by default.",
    test_token_revision },
  { "tarn-datazone-client.h: start_metadata_generation_run(): of an earlier call by the same principal in the "
    "same domain",
    test_token_of_principal },
  { "tarn-datazone-client.h: start_metadata_generation_run(): The service forgets a token after "
    "`datazone.client-token-lifetime-us`, 24 hours by default",
    test_token_forgotten },
  { "tarn-datazone-client.h: start_metadata_generation_run(): and together with its run",
    test_token_with_run },
  { "tarn-datazone-client.h: start_metadata_generation_run(): the run, without target and typeStats",
    test_start_members },
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
  { "tarn-datazone-client.h: list_metadata_generation_runs(): Pages do not shift: runs that start between two "
    "calls are not on the later pages.",
    test_list_pages },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): those of `SYSTEM` included",
    test_list_system },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): Each call compares the status when it reads its "
    "page, so a run that ends between two calls can be on no page.",
    test_list_compares_status },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): An asset that does not exist has no runs. This "
    "is no error.",
    test_list_of_no_asset },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): the runs, without typeStats",
    test_list_has_no_types },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): then @out_next_token is unchanged",
    test_list_error_token },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): Types that had succeeded keep their "
    "suggestions.",
    test_cancel_keeps },
  { "tarn-datazone-client.h: start_metadata_generation_run(): Each type takes a unit of its monthly quota "
    "when the run begins.",
    test_quota_at_begin },
  { "tarn-datazone-client.h: tarn_metadata_run_reload(): Every holder of a reference to @self sees the new "
    "answer.",
    test_holders },
  { "tarn-datazone-client.h: tarn_metadata_run_reload(): The function calls GetMetadataGenerationRun with the "
    "id and the domain of the run.",
    test_reload_of_start },
  { "tarn-datazone-client.h: create_datazone_client(): or from inside a condition or a cost model, is a "
    "programmer error",
    test_create_in_condition },
  { "tarn-datazone-client.h: TarnDataZoneClient: A call in the caller's own account fails like this only if a "
    "statement denies it.",
    test_denied_at_home },
  { "tarn-metadata-run.h: TarnMetadataRun: Start returns no target, and only Get returns the status of each "
    "type",
    test_start_members },
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
