/* SPDX-License-Identifier: MIT */
/*
 * ListMetadataGenerationRuns: what it refuses and in which order, and which runs it tells of. Pages
 * have a file of their own.
 */
#include "worlds/datazone-digest.h"
#include "neighbours.h"

#define LIST "ListMetadataGenerationRuns"
#define A_STATUS ONE_OF ("SUBMITTED, IN_PROGRESS, CANCELED, SUCCEEDED, FAILED, PARTIALLY_SUCCEEDED")
#define NO_TOKEN VALIDATION, VIOLATION ("nextToken", "Member must be a token of this listing")
#define TOO_FEW                                                                                    \
  VALIDATION, VIOLATION ("maxResults", "Member must have value greater than or equal to 1")
#define TOO_MANY                                                                                   \
  VALIDATION, VIOLATION ("maxResults", "Member must have value less than or equal to 50")

/* What List is given. NULL is the domain of the lake, and no filter. */
typedef struct
{
  const char *domain;
  const char *status;
  const char *type;
  const char *asset;
} Filter;

typedef struct
{
  const char *name;
  Filter filter;
  gint max_results;
  const char *token;
  const char *exception;
  const char *message;
} RefusedRow;

/* clang-format off */
static const RefusedRow refused_rows[] = {
  { "domain/absent", { .domain = ABSENT }, -1, NULL,
    VALIDATION, VIOLATION ("domainIdentifier", NOT_NULL) },
  { "domain/empty", { .domain = "" }, -1, NULL,
    VALIDATION, VIOLATION ("domainIdentifier", MATCH_DOMAIN) },
  { "domain/not-of-the-form", { .domain = "a" }, -1, NULL,
    VALIDATION, VIOLATION ("domainIdentifier", MATCH_DOMAIN) },
  { "domain/unknown", { .domain = "dzd_a" }, -1, NULL, NOT_FOUND, NO_DOMAIN ("dzd_a") },
  { "domain/another-account", { .domain = "<foreign>" }, -1, NULL, DENIED, NO_ACCESS (ROOT, LIST) },
  { "status/empty", { .status = "" }, -1, NULL, VALIDATION, VIOLATION ("status", A_STATUS) },
  { "status/lower-case", { .status = "failed" }, -1, NULL,
    VALIDATION, VIOLATION ("status", A_STATUS) },
  { "status/other-spelling", { .status = "CANCELLED" }, -1, NULL,
    VALIDATION, VIOLATION ("status", A_STATUS) },
  { "type/empty", { .type = "" }, -1, NULL, VALIDATION, VIOLATION ("type", A_TYPE) },
  { "type/unknown", { .type = "NAMES" }, -1, NULL, VALIDATION, VIOLATION ("type", A_TYPE) },
  { "asset/empty", { .asset = "" }, -1, NULL,
    VALIDATION, VIOLATION ("targetIdentifier", MATCH_ID) },
  { "asset/dot", { .asset = "a.b" }, -1, NULL,
    VALIDATION, VIOLATION ("targetIdentifier", MATCH_ID) },
  { "asset/37-characters", { .asset = "<37*a>" }, -1, NULL,
    VALIDATION, VIOLATION ("targetIdentifier", MATCH_ID) },
  { "max-results/0", { 0 }, 0, NULL, TOO_FEW },
  { "max-results/51", { 0 }, 51, NULL, TOO_MANY },
  { "max-results/minus-2", { 0 }, -2, NULL, TOO_FEW },
  { "max-results/least", { 0 }, G_MININT, NULL, TOO_FEW },
  { "max-results/greatest", { 0 }, G_MAXINT, NULL, TOO_MANY },
  { "token/empty", { 0 }, -1, "", VALIDATION, VIOLATION ("nextToken", AT_LEAST (1)) },
  { "token/garbage", { 0 }, -1, "abc", NO_TOKEN },
  { "token/40-zeros", { 0 }, -1, "<40*0>", NO_TOKEN },
  { "token/8192-characters", { 0 }, -1, "<8192*0>", NO_TOKEN },
  { "token/8193-characters", { 0 }, -1, "<8193*0>",
    VALIDATION, VIOLATION ("nextToken", AT_MOST (8192)) },
  { "token/stray-byte", { 0 }, -1, "a\xff", VALIDATION, VIOLATION ("nextToken", UTF8) },
  { "order/domain-before-status", { .domain = "", .status = "" }, -1, NULL,
    VALIDATION, VIOLATION ("domainIdentifier", MATCH_DOMAIN) },
  { "order/status-before-type", { .status = "", .type = "" }, -1, NULL,
    VALIDATION, VIOLATION ("status", A_STATUS) },
  { "order/type-before-asset", { .type = "", .asset = "" }, -1, NULL,
    VALIDATION, VIOLATION ("type", A_TYPE) },
  { "order/asset-before-max-results", { .asset = "" }, 0, NULL,
    VALIDATION, VIOLATION ("targetIdentifier", MATCH_ID) },
  { "order/max-results-before-token", { 0 }, 0, "", TOO_FEW },
  { "order/token-before-domain", { .domain = "dzd_a" }, -1, "",
    VALIDATION, VIOLATION ("nextToken", AT_LEAST (1)) },
  { "order/domain-before-token-of-another", { .domain = "dzd_a" }, -1, "abc",
    NOT_FOUND, NO_DOMAIN ("dzd_a") },
  { "order/access-before-token-of-another", { .domain = "<foreign>" }, -1, "abc",
    DENIED, NO_ACCESS (ROOT, LIST) },
};

/* The runs are a to i in the order of their starts; a is of SYSTEM, and i of another domain. */
static const struct
{
  const char *name;
  Filter filter;
  const char *expected;
} filter_rows[] = {
  { "none", { 0 }, "hgfedcba" },
  { "submitted", { .status = "SUBMITTED" }, "h" },
  { "in-progress", { .status = "IN_PROGRESS" }, "gf" },
  { "canceled", { .status = "CANCELED" }, "c" },
  { "succeeded", { .status = "SUCCEEDED" }, "ba" },
  { "failed", { .status = "FAILED" }, "d" },
  { "partially-succeeded", { .status = "PARTIALLY_SUCCEEDED" }, "e" },
  { "descriptions", { .type = DESCRIPTIONS }, "hfec" },
  { "names", { .type = NAMES }, "gfeda" },
  { "glossary", { .type = GLOSSARY }, "b" },
  { "asset", { .asset = "<asset>" }, "gedcb" },
  { "asset-of-one-run", { .asset = "<named>" }, "a" },
  { "asset-without-runs", { .asset = "<idle>" }, "" },
  { "asset-of-another-domain", { .asset = "<other asset>" }, "" },
  { "asset-unknown", { .asset = "none" }, "" },
  { "asset-unknown-of-36-characters", { .asset = "<36*->" }, "" },
  { "asset-in-another-domain", { .domain = "<other>", .asset = "<asset>" }, "" },
  { "domain", { .domain = "<other>" }, "i" },
  { "domain-and-asset", { .domain = "<other>", .asset = "<other asset>" }, "i" },
  { "domain-and-status", { .domain = "<other>", .status = "SUCCEEDED" }, "" },
  { "status-and-type", { .status = "IN_PROGRESS", .type = DESCRIPTIONS }, "f" },
  { "status-and-asset", { .status = "IN_PROGRESS", .asset = "<asset>" }, "g" },
  { "type-and-asset", { .type = NAMES, .asset = "<asset>" }, "ged" },
  { "type-and-asset-without-any", { .type = GLOSSARY, .asset = "<named>" }, "" },
  { "all", { .status = "FAILED", .type = NAMES, .asset = "<asset>" }, "d" },
  { "all-but-one-fits", { .status = "FAILED", .type = DESCRIPTIONS, .asset = "<asset>" }, "" },
};
/* clang-format on */

static GPtrArray *
call_list (const Lake *lake, const Filter *filter, gint max_results, const char *token,
           char **ret_token, GError **error)
{
  g_autofree char *domain = lake_choose (lake, filter->domain, lake->domain);
  g_autofree char *asset = lake_choose (lake, filter->asset, NULL);

  return list_runs (lake->client, domain, filter->status, filter->type, asset, max_results, token,
                    ret_token, error);
}

static Lake
list_lake_new (void)
{
  Lake lake = lake_new (1);

  lake_set (&lake, "start-rate-per-second", -1);
  lake_set (&lake, "cancel-rate-per-second", -1);
  return lake;
}

static void
run_once (const Lake *lake, const char *asset, const char *types)
{
  g_free (lake_start (lake, asset, types));
  engine_drain (lake->engine);
}

static void
test_refused (gconstpointer data)
{
  const RefusedRow *row = data;
  g_auto (Lake) lake = list_lake_new ();
  g_autoptr (TarnDataZoneClient) foreigner = datazone_client_new (lake.engine, FOREIGN, NULL);
  g_autofree char *given = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;
  char untouched[] = "untouched";
  char *token = untouched;

  run_once (&lake, lake.asset, NAMES);
  lake_add_domain_with_run (&lake, foreigner, "foreign");
  given = lake_expand (&lake, row->token);
  runs = call_list (&lake, &row->filter, row->max_results, given, &token, &error);

  g_assert_null (runs);
  assert_exception (&lake, error, row->exception, row->message);
  g_assert_true (token == untouched);
}

/* --- Which runs ------------------------------------------------------------------------------- */

static void
note_run (const Lake *lake, const char *letter, const char *asset, const char *types)
{
  lake_note (lake, letter, lake_start (lake, asset, types));
}

/* The id of the only run there is yet. */
static void
note_system_run (const Lake *lake)
{
  TarnAssetInput *input = asset_input_new ("named", TABLE_TYPE, 1);
  g_autoptr (GPtrArray) runs = NULL;

  tarn_asset_input_set_business_name_generation (input, TRUE);
  lake_add_input (lake, "named", input);
  runs = list_runs (lake->client, lake->domain, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  g_assert_cmpuint (runs->len, ==, 1);
  lake_note (lake, "a", g_strdup (tarn_metadata_run_get_id (runs->pdata[0])));
}

static Lake
filter_lake_new (void)
{
  Lake lake = list_lake_new ();

  lake_add_asset (&lake, "idle", 1);
  note_system_run (&lake);
  engine_drain (lake.engine);
  note_run (&lake, "b", lake.asset, GLOSSARY);
  engine_drain (lake.engine);
  note_run (&lake, "c", lake.asset, DESCRIPTIONS);
  lake_cancel (&lake, lake_find (&lake, "c"));
  lake_set (&lake, "names-per-month-max", 0);
  note_run (&lake, "d", lake.asset, NAMES);
  engine_drain (lake.engine);
  note_run (&lake, "e", lake.asset, NAMES " " DESCRIPTIONS);
  engine_drain (lake.engine);
  note_run (&lake, "f", lake_add_asset (&lake, "f asset", 1), NAMES " " DESCRIPTIONS);
  note_run (&lake, "g", lake.asset, NAMES);
  lake_set (&lake, "submitted-duration-us", DAY_US);
  note_run (&lake, "h", lake_add_asset (&lake, "h asset", 1), DESCRIPTIONS);
  lake_add_domain_with_run (&lake, lake.client, "other");
  lake_note (&lake, "i", g_strdup (lake_find (&lake, "other run")));
  return lake;
}

/* The letter that a run was noted by. */
static char
find_letter (const Lake *lake, TarnMetadataRun *run)
{
  for (char letter = 'a'; letter <= 'i'; letter++)
    {
      const char name[] = { letter, '\0' };

      if (g_str_equal (lake_find (lake, name), tarn_metadata_run_get_id (run)))
        return letter;
    }

  g_assert_not_reached ();
}

static void
test_filter (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_auto (Lake) lake = filter_lake_new ();
  g_autoptr (GString) letters = g_string_new ("");
  g_autoptr (GError) error = NULL;
  char stale[] = "stale";
  char *token = stale;
  g_autoptr (GPtrArray) runs
      = call_list (&lake, &filter_rows[row].filter, -1, NULL, &token, &error);

  g_assert_no_error (error);
  g_assert_null (token);
  for (guint i = 0; i < runs->len; i++)
    g_string_append_c (letters, find_letter (&lake, runs->pdata[i]));
  g_assert_cmpstr (letters->str, ==, filter_rows[row].expected);
}

/* The filter by type chooses runs; told are all types of these, and the status of none. */
static void
test_told (void)
{
  g_auto (Lake) lake = filter_lake_new ();
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;

  runs = call_list (&lake, &(Filter){ .type = NAMES }, -1, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < runs->len; i++)
    {
      g_autofree char *listed = run_to_string (runs->pdata[i]);
      g_autoptr (TarnMetadataRun) run = lake_get (&lake, tarn_metadata_run_get_id (runs->pdata[i]));
      g_autoptr (GString) told = g_string_new ("");
      g_autoptr (GString) stats = g_string_new ("");

      append_run (told, run);
      append_type_stats (stats, run);
      g_assert_cmpuint (g_string_replace (told, stats->str, "", 1), ==, 1);
      g_assert_cmpstr (listed, ==, told->str);
    }
}

/* Whoever calls from the account of the domain. */
static void
test_no_member (void)
{
  g_auto (Lake) lake = filter_lake_new ();
  g_autoptr (TarnDataZoneClient) steward = datazone_client_new (lake.engine, ACCOUNT, STEWARD);
  g_autoptr (GPtrArray) runs
      = list_runs (steward, lake.domain, NULL, NULL, NULL, -1, NULL, NULL, NULL);

  g_assert_cmpuint (runs->len, ==, 8);
}

/* Those that are no longer found are not listed. */
static void
test_retention_by_age (void)
{
  g_auto (Lake) lake = list_lake_new ();
  g_autoptr (GPtrArray) runs = NULL;

  run_once (&lake, lake.asset, NAMES);
  engine_advance (lake.engine, HOUR_US);
  run_once (&lake, lake.asset, DESCRIPTIONS);
  lake_set (&lake, "retention-age-us", HOUR_US);
  runs = call_list (&lake, &(Filter){ 0 }, -1, NULL, NULL, NULL);
  g_assert_cmpuint (runs->len, ==, 1);
  g_assert_cmpint (tarn_metadata_run_get_metadata_type (runs->pdata[0]), ==,
                   TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (refused_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/generation/list/refused/", refused_rows[i].name, NULL);

      g_test_add_data_func (path, &refused_rows[i], test_refused);
    }
  for (guint i = 0; i < G_N_ELEMENTS (filter_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/generation/list/filter/", filter_rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_filter);
    }
  g_test_add_func ("/generation/list/told", test_told);
  g_test_add_func ("/generation/list/no-member", test_no_member);
  g_test_add_func ("/generation/list/retention/by-age", test_retention_by_age);
  return g_test_run ();
}
