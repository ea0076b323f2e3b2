/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-datazone-client.h about starting a run, besides its list of errors. */
#include "datazone-runs.h"
#include "promise.h"

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

/* Returns the first detail type in a log, or "-". */
static char *
dup_detail (const GString *log)
{
  const char *begin = strchr (log->str, '(');

  return begin != NULL ? g_strndup (begin + 1, strcspn (begin + 1, ")")) : g_strdup ("-");
}

/* Starts a run, and returns what became of it. */
static char *
find_detail (const Lake *lake, const char *types, const char *rule, gboolean is_canceled)
{
  g_autoptr (GString) log = lake_log (lake);
  g_autofree char *id = NULL;

  if (rule != NULL)
    engine_add_faults (lake->engine, rule);
  id = lake_start (lake, lake->asset, types);
  g_assert_null (strchr (log->str, '(')); /* nothing for the beginning */
  if (is_canceled)
    lake_cancel (lake, id);
  engine_drain (lake->engine);
  return dup_detail (log);
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

  lake_set (&lake, "names-failure-ppm", is_failing ? 1000000 : 0);
  lake_add_automatic_asset (&lake, "automatic", 2);
  g_assert_null (strchr (log->str, '('));
  if (is_canceled)
    {
      g_autoptr (GPtrArray) runs
          = list_runs (lake.client, lake.domain, NULL, NULL, NULL, -1, NULL, NULL, NULL);

      lake_cancel (&lake, tarn_metadata_run_get_id (runs->pdata[0]));
    }
  engine_drain (lake.engine);
  return dup_detail (log);
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

/* clang-format off */
static const Promise promises[] = {
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
  { "tarn-datazone-client.h: start_metadata_generation_run(): Each type takes a unit of its monthly quota "
    "when the run begins.",
    test_quota_at_begin },
  { "tarn-metadata-run.h: TarnMetadataRun: Start returns no target, and only Get returns the status of each "
    "type",
    test_start_members },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
