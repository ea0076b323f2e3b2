/* SPDX-License-Identifier: MIT */
/*
 * Tests the client token of Start, with which a caller repeats a call. The tests check which run a token
 * stands for, for which user, what a repeated call returns, how long the engine remembers a token, and that
 * the engine removes old tokens. Runs take no time in the tests of the lifetime.
 */
#include "datazone/datazone-client.h"
#include "neighbours.h"
#include "worlds/datazone-digest.h"

typedef enum
{
  SAME,    /* the second call returns the run of the first */
  OTHER,   /* the second call starts a run */
  REFUSED, /* the second call fails with ConflictException */
} Outcome;

typedef struct
{
  const char *name;
  StartCall first;
  const char *arn; /* the second caller; NULL for the first caller */
  StartCall second;
  Outcome outcome;
} CallRow;

#define TOKEN .token = "retry"
#define BOTH DESCRIPTIONS " " NAMES
#define IN_OTHER_DOMAIN .domain = "<other>", .project = "<other project>", .asset = "<other asset>"

/* clang-format off */
static const CallRow call_rows[] = {
  { "same", { TOKEN }, NULL, { TOKEN }, SAME },
  { "types-in-another-order", { TOKEN, .types = BOTH }, NULL,
    { TOKEN, .types = NAMES " " DESCRIPTIONS }, SAME },
  { "type-instead-of-types", { TOKEN, .types = NAMES }, NULL, { TOKEN, .type = NAMES }, SAME },
  { "types-instead-of-type", { TOKEN, .type = NAMES }, NULL, { TOKEN, .types = NAMES }, SAME },
  { "type-and-types", { TOKEN, .types = NAMES }, NULL,
    { TOKEN, .type = NAMES, .types = NAMES }, SAME },
  { "same-revision", { TOKEN, .revision = "1" }, NULL, { TOKEN, .revision = "1" }, SAME },
  { "same-earlier-revision", { TOKEN, .asset = "<revised>", .revision = "1" }, NULL,
    { TOKEN, .asset = "<revised>", .revision = "1" }, SAME },
  { "same-of-128-characters", { .token = "<128*t>" }, NULL, { .token = "<128*t>" }, SAME },

  { "other-asset", { TOKEN }, NULL, { TOKEN, .asset = "<revised>" }, REFUSED },
  { "unknown-asset", { TOKEN }, NULL, { TOKEN, .asset = "none" }, REFUSED },
  { "other-project", { TOKEN }, NULL, { TOKEN, .project = "<second>" }, REFUSED },
  { "other-project-and-its-asset", { TOKEN }, NULL,
    { TOKEN, .project = "<second>", .asset = "<second asset>" }, REFUSED },
  { "other-type", { TOKEN }, NULL, { TOKEN, .types = NAMES }, REFUSED },
  { "one-type-more", { TOKEN }, NULL, { TOKEN, .types = BOTH }, REFUSED },
  { "one-type-less", { TOKEN, .types = BOTH }, NULL, { TOKEN, .types = NAMES }, REFUSED },
  { "other-types", { TOKEN, .types = BOTH }, NULL,
    { TOKEN, .types = NAMES " " GLOSSARY }, REFUSED },
  { "other-revision", { TOKEN, .asset = "<revised>", .revision = "1" }, NULL,
    { TOKEN, .asset = "<revised>", .revision = "2" }, REFUSED },
  { "unknown-revision", { TOKEN, .revision = "1" }, NULL, { TOKEN, .revision = "9" }, REFUSED },
  { "newest-then-its-number", { TOKEN }, NULL, { TOKEN, .revision = "1" }, REFUSED },
  { "number-then-the-newest", { TOKEN, .revision = "1" }, NULL, { TOKEN }, REFUSED },
  { "newest-then-unknown", { TOKEN }, NULL, { TOKEN, .revision = "9" }, REFUSED },

  { "other-token", { TOKEN }, NULL, { .token = "retry2" }, OTHER },
  { "other-case", { TOKEN }, NULL, { .token = "Retry" }, OTHER },
  { "cut", { TOKEN }, NULL, { .token = "retr" }, OTHER },
  { "without-a-token", { TOKEN }, NULL, { 0 }, OTHER },
  { "with-a-token-at-last", { 0 }, NULL, { TOKEN }, OTHER },
  { "both-without", { 0 }, NULL, { 0 }, OTHER },
  { "other-domain", { TOKEN }, NULL, { TOKEN, IN_OTHER_DOMAIN }, OTHER },
  { "other-principal", { TOKEN }, STEWARD, { TOKEN }, OTHER },
  { "other-principal-and-members", { TOKEN }, STEWARD, { TOKEN, .types = NAMES }, OTHER },
};
/* clang-format on */

/* --- A fixture with two of everything --------------------------------------------------------- */

static void
add_member (const Lake *lake)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnPrincipal) steward = tarn_principal_new (ACCOUNT, STEWARD, &error);
  g_autofree char *user
      = tarn_datazone_client_create_user_profile (lake->client, lake->domain, steward, &error);

  tarn_datazone_client_create_project_membership (lake->client, lake->domain, lake->project, user,
                                                  &error);
  g_assert_no_error (error);
}

static Lake
token_lake_new (void)
{
  Lake lake = lake_new (1);
  const char *asset = lake_add_asset (&lake, "revised", 1);

  lake_add_revision (&lake, asset, asset_input_new ("revised", TABLE_TYPE, 2));
  lake_add_domain (&lake, lake.client, "other");
  lake_add_elsewhere (&lake, lake.client, lake.domain,
                      lake_add_project (&lake, lake.client, lake.domain, "second"), "second asset");
  add_member (&lake);
  return lake;
}

static void
assert_conflict (const Lake *lake, const GError *error)
{
  assert_exception (lake, error, CONFLICT, "clientToken retry was used with other parameters");
}

/* --- The run of a token ----------------------------------------------------------------------- */

/* The first run has ended, so the second call cannot fail because of an active run. */
static void
test_calls (gconstpointer data)
{
  const CallRow *row = data;
  g_auto (Lake) lake = token_lake_new ();
  g_autoptr (TarnDataZoneClient) caller = datazone_client_new (lake.engine, ACCOUNT, row->arn);
  g_autofree char *first = lake_try (&lake, lake.client, &row->first, NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (first);
  engine_drain (lake.engine);
  before = lake_to_string (&lake);
  second = lake_try (&lake, caller, &row->second, &error);
  after = lake_to_string (&lake);

  g_assert_cmpint (second != NULL, ==, row->outcome != REFUSED);
  if (row->outcome == REFUSED)
    assert_conflict (&lake, error);
  else
    g_assert_cmpint (g_str_equal (first, second), ==, row->outcome == SAME);
  if (row->outcome != OTHER)
    g_assert_cmpstr (after, ==, before);
}

/*
 * Checks that a repeated call returns the first run and changes nothing. The status of the run may have
 * changed since the first call.
 */
static void
assert_repeated (const Lake *lake, const char *id, TarnMetadataStatus status)
{
  g_autofree char *before = lake_to_string (lake);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) again
      = lake_call_start (lake, lake->client, &(StartCall){ TOKEN }, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tarn_metadata_run_get_id (again), ==, id);
  g_assert_cmpint (tarn_metadata_run_get_status (again), ==, status);
  g_assert_null (tarn_metadata_run_get_target (again));
  g_assert_cmpint (tarn_metadata_run_get_type_status (again,
                                                      TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS),
                   ==, 0);
  after = lake_to_string (lake);
  g_assert_cmpstr (after, ==, before);
}

static void
test_run_as_it_is_now (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = NULL;

  lake_set (&lake, "submitted-duration-us", SECOND_US);
  id = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  assert_repeated (&lake, id, TARN_METADATA_STATUS_SUBMITTED);
  engine_advance (lake.engine, SECOND_US);
  assert_repeated (&lake, id, TARN_METADATA_STATUS_IN_PROGRESS);
  engine_advance (lake.engine, RUN_US);
  assert_repeated (&lake, id, TARN_METADATA_STATUS_SUCCEEDED);
}

static void
test_canceled_run (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");

  lake_cancel (&lake, id);
  assert_repeated (&lake, id, TARN_METADATA_STATUS_CANCELED);
}

/* A repeated call returns its run even if a start would fail now, or the asset has a newer revision. */
static void
test_run_that_could_not_start_now (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");

  engine_drain (lake.engine);
  lake_add_revision (&lake, lake.asset, asset_input_new ("asset", TABLE_TYPE, 0));
  lake_set (&lake, "active-runs-max", 0);
  lake_set (&lake, "descriptions-per-month-max", 0);
  assert_repeated (&lake, id, TARN_METADATA_STATUS_SUCCEEDED);
}

/* A call that fails does not use its token, so a caller may use the token with other members. */
static void
test_token_of_a_failed_call (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = NULL;

  lake_set (&lake, "active-runs-max", 0);
  g_assert_null (lake_try (&lake, lake.client, &(StartCall){ TOKEN, .types = NAMES }, NULL));
  lake_set (&lake, "active-runs-max", -1);
  g_assert_null (lake_try (&lake, lake.client, &(StartCall){ TOKEN, .asset = "none" }, NULL));
  g_assert_null (lake_try (&lake, lake.client, &(StartCall){ TOKEN, .project = "none" }, NULL));
  id = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  assert_repeated (&lake, id, TARN_METADATA_STATUS_IN_PROGRESS);
}

/* Calls without a token never count as the same call, even if their members are equal. */
static void
test_none_never_collide (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  lake_set (&lake, "start-rate-per-second", -1);
  for (guint i = 0; i < 200; i++)
    {
      char *id = lake_start (&lake, lake.asset, DESCRIPTIONS);

      lake_cancel (&lake, id);
      engine_advance (lake.engine, SECOND_US);
      g_assert_true (g_hash_table_add (ids, id));
    }
}

/* --- The lifetime of a token ------------------------------------------------------------------ */

/* The times are counted from the first start. At change_us the lifetime becomes changed_us. */
static const struct
{
  const char *name;
  gint64 lifetime_us;
  gint64 change_us; /* the time of the change, or 0 */
  gint64 changed_us;
  gint64 again_us;
  gboolean is_same;
} time_rows[] = {
  { "at-once", DAY_US, 0, 0, 0, TRUE },
  { "a-microsecond-before-24-hours", DAY_US, 0, 0, DAY_US - 1, TRUE },
  { "at-24-hours", DAY_US, 0, 0, DAY_US, FALSE },
  { "a-microsecond-after-24-hours", DAY_US, 0, 0, DAY_US + 1, FALSE },
  { "before-an-hour", HOUR_US, 0, 0, HOUR_US - 1, TRUE },
  { "at-an-hour", HOUR_US, 0, 0, HOUR_US, FALSE },
  { "lengthened/before-two-days", DAY_US, HOUR_US, 2 * DAY_US, 2 * DAY_US - 1, TRUE },
  { "lengthened/at-two-days", DAY_US, HOUR_US, 2 * DAY_US, 2 * DAY_US, FALSE },
  { "shortened/before-two-hours", DAY_US, HOUR_US, 2 * HOUR_US, 2 * HOUR_US - 1, TRUE },
  { "shortened/at-two-hours", DAY_US, HOUR_US, 2 * HOUR_US, 2 * HOUR_US, FALSE },
  { "shortened/at-once", DAY_US, 3 * HOUR_US, 2 * HOUR_US, 3 * HOUR_US, FALSE },
  { "longest/before-a-year", 365 * DAY_US, 0, 0, 365 * DAY_US - 1, TRUE },
  { "longest/at-a-year", 365 * DAY_US, 0, 0, 365 * DAY_US, FALSE },
  { "none-at-all", 0, 0, 0, RUN_US, FALSE },
};

static void
test_time (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  lake_set (&lake, "cost-base-ms", 0);
  lake_set (&lake, "cost-first-token-ms", 0);
  lake_set (&lake, "cost-output-tokens-per-summary", 0);
  lake_set (&lake, "cost-output-tokens-per-column", 0);
  lake_set (&lake, "client-token-lifetime-us", time_rows[row].lifetime_us);
  first = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  engine_advance (lake.engine, time_rows[row].change_us);
  if (time_rows[row].change_us != 0)
    lake_set (&lake, "client-token-lifetime-us", time_rows[row].changed_us);
  engine_advance (lake.engine, time_rows[row].again_us - time_rows[row].change_us);

  second = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_assert_cmpint (g_str_equal (first, second), ==, time_rows[row].is_same);
}

/* A caller may use a forgotten token again, with other members. The token then has a whole lifetime again. */
static void
test_given_again (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *first = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_autofree char *second = NULL;
  g_autofree char *again = NULL;
  g_autofree char *third = NULL;
  g_autoptr (GError) error = NULL;

  engine_advance (lake.engine, DAY_US);
  second = lake_start_with_token (&lake, lake.asset, NAMES, "retry");
  g_assert_cmpstr (second, !=, first);
  engine_advance (lake.engine, DAY_US - 1);
  again = lake_start_with_token (&lake, lake.asset, NAMES, "retry");
  g_assert_cmpstr (again, ==, second);
  g_assert_null (lake_try (&lake, lake.client, &(StartCall){ .token = "retry" }, &error));
  assert_exception (&lake, error, CONFLICT, "clientToken retry was used with other parameters");
  engine_advance (lake.engine, 1);
  third = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_assert_cmpstr (third, !=, first);
}

/* Returns whether the engine still knows the first token after its lifetime was short for a moment. */
static gboolean
is_remembered (gboolean is_other_given)
{
  g_auto (Lake) lake = lake_new (1);
  const char *other = lake_add_asset (&lake, "other", 1);
  g_autofree char *first = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_autofree char *second = NULL;

  engine_advance (lake.engine, 2 * HOUR_US);
  lake_set (&lake, "client-token-lifetime-us", HOUR_US);
  if (is_other_given)
    g_free (lake_start_with_token (&lake, other, DESCRIPTIONS, "another"));
  lake_set (&lake, "client-token-lifetime-us", DAY_US);

  second = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  return g_str_equal (first, second);
}

/* A token that has expired is forgotten, whether or not another token is used in the meantime. */
static void
test_others_do_not_matter (void)
{
  g_assert_false (is_remembered (FALSE));
  g_assert_false (is_remembered (TRUE));
}

/* --- The tokens of forgotten runs ------------------------------------------------------------- */

/* The token is forgotten with its run, even if another run takes the place of the run. */
static void
test_retention_by_count (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *first = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_autofree char *kept = NULL;
  g_autofree char *same = NULL;
  g_autofree char *second = NULL;

  lake_set (&lake, "retention-runs", 1);
  engine_drain (lake.engine);
  same = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_assert_cmpstr (same, ==, first);
  for (guint i = 0; i < 3; i++)
    {
      g_free (kept);
      kept = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, i < 2 ? NULL : "kept");
      engine_drain (lake.engine);
    }

  g_clear_pointer (&same, g_free);
  same = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "kept");
  g_assert_cmpstr (same, ==, kept);
  second = lake_start_with_token (&lake, lake.asset, NAMES, "retry");
  g_assert_cmpstr (second, !=, first);
  g_assert_cmpstr (second, !=, kept);
}

static void
test_retention_by_age (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *first = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_autofree char *same = NULL;
  g_autofree char *second = NULL;

  lake_set (&lake, "retention-age-us", HOUR_US);
  engine_advance (lake.engine, RUN_US + HOUR_US - 1);
  same = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_assert_cmpstr (same, ==, first);
  engine_advance (lake.engine, 1);
  second = lake_start_with_token (&lake, lake.asset, NAMES, "retry");
  g_assert_cmpstr (second, !=, first);
}

/*
 * If a token is used again after its run was forgotten, it stands for the new run for its whole lifetime. The
 * end of the first lifetime does not matter.
 */
static void
test_replaced (void)
{
  g_auto (Lake) lake = lake_new (1);
  const char *other = lake_add_asset (&lake, "other", 1);
  g_autofree char *second = NULL;
  g_autofree char *again = NULL;

  g_free (lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry"));
  lake_set (&lake, "retention-age-us", HOUR_US);
  engine_advance (lake.engine, 2 * HOUR_US);
  second = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  lake_set (&lake, "retention-age-us", 0);
  engine_advance (lake.engine, 22 * HOUR_US);
  g_free (lake_start_with_token (&lake, other, DESCRIPTIONS, "another"));
  engine_advance (lake.engine, 2 * HOUR_US - 1);
  again = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_assert_cmpstr (again, ==, second);
}

/* --- Many tokens ------------------------------------------------------------------------------ */

#define N_ASSETS 10
#define N_STEPS 4000
#define STEP_US (600 * SECOND_US)
#define N_STEPS_PER_DAY (DAY_US / STEP_US)

/*
 * Uses tokens for four weeks. The engine keeps the tokens of one day and uses the places of the others again.
 * In between, the test repeats calls with tokens from all parts of the day.
 */
static void
test_many (void)
{
  g_auto (Lake) lake = lake_new (1);
  const TarnClientTokens *tokens = &lake.client->datazone->tokens;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  lake_set (&lake, "start-rate-per-second", -1);
  lake_set (&lake, "descriptions-per-month-max", -1);
  for (guint i = 1; i <= N_ASSETS; i++)
    {
      g_autofree char *name = g_strdup_printf ("asset-%u", i);

      lake_add_asset (&lake, name, 1);
    }
  for (guint i = 0; i < N_STEPS; i++)
    {
      for (guint j = 1; j <= N_ASSETS; j++)
        {
          g_autofree char *token = g_strdup_printf ("token-%u", ids->len);

          g_ptr_array_add (ids, lake_start_with_token (&lake, lake.assets->pdata[j], NULL, token));
        }
      engine_advance (lake.engine, STEP_US);
      if (i >= N_STEPS_PER_DAY)
        {
          guint at = ids->len - 1 - (i * 37) % (guint) ((N_STEPS_PER_DAY - 1) * N_ASSETS);
          g_autofree char *token = g_strdup_printf ("token-%u", at);
          g_autofree char *again
              = lake_start_with_token (&lake, lake.assets->pdata[1 + at % N_ASSETS], NULL, token);

          g_assert_cmpstr (again, ==, ids->pdata[at]);
        }
    }

  g_assert_cmpuint (tokens->tokens->len, <=, (N_STEPS_PER_DAY + 1) * N_ASSETS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/generation/token/calls/", call_rows, test_calls);
  g_test_add_func ("/generation/token/run/as-it-is-now", test_run_as_it_is_now);
  g_test_add_func ("/generation/token/run/canceled", test_canceled_run);
  g_test_add_func ("/generation/token/run/could-not-start-now", test_run_that_could_not_start_now);
  g_test_add_func ("/generation/token/failed-call", test_token_of_a_failed_call);
  g_test_add_func ("/generation/token/none-never-collide", test_none_never_collide);

  for (guint i = 0; i < G_N_ELEMENTS (time_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/generation/token/time/", time_rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_time);
    }
  g_test_add_func ("/generation/token/given-again", test_given_again);
  g_test_add_func ("/generation/token/retention/by-count", test_retention_by_count);
  g_test_add_func ("/generation/token/retention/by-age", test_retention_by_age);
  g_test_add_func ("/generation/token/replaced", test_replaced);
  g_test_add_func ("/generation/token/many", test_many);
  g_test_add_func ("/generation/token/others-do-not-matter", test_others_do_not_matter);

  return g_test_run ();
}
