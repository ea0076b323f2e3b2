/* SPDX-License-Identifier: MIT */
/*
 * Tests ListMetadataGenerationRuns: which calls fail and in which order the service checks them, and which
 * runs a list has. Then the tests read lists page by page: how many runs a page has, that pages do not shift,
 * and that a token works for the listing that returned it and for no other.
 */
#include "neighbours.h"
#include "worlds/datazone-digest.h"

#define LIST "ListMetadataGenerationRuns"
#define A_STATUS ONE_OF ("SUBMITTED, IN_PROGRESS, CANCELED, SUCCEEDED, FAILED, PARTIALLY_SUCCEEDED")
#define NO_TOKEN VALIDATION, VIOLATION ("nextToken", "Member must be a token of this listing")
#define TOO_FEW                                                                                    \
  VALIDATION, VIOLATION ("maxResults", "Member must have value greater than or equal to 1")
#define TOO_MANY                                                                                   \
  VALIDATION, VIOLATION ("maxResults", "Member must have value less than or equal to 50")

/* This is the input of List. NULL stands for the domain of the fixture, or for no filter. */
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

/* The runs are a to i in the order of their starts. The system started a, and i is in another domain. */
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
           char **out_token, GError **error)
{
  g_autofree char *domain = lake_choose (lake, filter->domain, lake->domain);
  g_autofree char *asset = lake_choose (lake, filter->asset, NULL);

  return list_runs (lake->client, domain, filter->status, filter->type, asset, max_results, token,
                    out_token, error);
}

/* Makes a fixture without a limit on the rates of starts and cancels. Runs take 27.7 seconds. */
static Lake
list_lake_new (guint64 seed)
{
  Lake lake = lake_new (seed);

  lake_set (&lake, "start-rate-per-second", -1);
  lake_set (&lake, "cancel-rate-per-second", -1);
  return lake;
}

/* Starts a run, waits for its end, and returns its id. */
static char *
run_once (const Lake *lake, const char *asset, const char *types)
{
  char *id = lake_start (lake, asset, types);

  engine_drain (lake->engine);
  return id;
}

static void
test_refused (gconstpointer data)
{
  const RefusedRow *row = data;
  g_auto (Lake) lake = list_lake_new (1);
  g_autoptr (TarnDataZoneClient) foreigner = datazone_client_new (lake.engine, FOREIGN, NULL);
  g_autofree char *given = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;
  char untouched[] = "untouched";
  char *token = untouched;

  g_free (run_once (&lake, lake.asset, NAMES));
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

/* Adds an asset for which the system starts a run, and notes the id of the run. There is no other run yet. */
static void
note_system_run (const Lake *lake)
{
  g_autoptr (GPtrArray) runs = NULL;

  lake_add_automatic_asset (lake, "named", 1);
  runs = list_runs (lake->client, lake->domain, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  g_assert_cmpuint (runs->len, ==, 1);
  lake_note (lake, "a", g_strdup (tarn_metadata_run_get_id (runs->pdata[0])));
}

static Lake
filter_lake_new (void)
{
  Lake lake = list_lake_new (1);

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

/* Returns the letter of the run. */
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

/* The filter by type selects runs. A listed run has all of its types, and the status of no type. */
static void
test_told (void)
{
  g_auto (Lake) lake = filter_lake_new ();
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;

  runs = call_list (&lake, &(Filter){ .type = NAMES }, -1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (runs->len, ==, 5);
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

/* Any caller from the account of the domain may list its runs. */
static void
test_no_member (void)
{
  g_auto (Lake) lake = filter_lake_new ();
  g_autoptr (TarnDataZoneClient) steward = datazone_client_new (lake.engine, ACCOUNT, STEWARD);
  g_autoptr (GPtrArray) runs
      = list_runs (steward, lake.domain, NULL, NULL, NULL, -1, NULL, NULL, NULL);

  g_assert_cmpuint (runs->len, ==, 8);
}

/* A list does not have the runs that Get no longer finds. */
static void
test_retention_by_age (void)
{
  g_auto (Lake) lake = list_lake_new (1);
  g_autoptr (GPtrArray) runs = NULL;

  g_free (run_once (&lake, lake.asset, NAMES));
  engine_advance (lake.engine, HOUR_US);
  g_free (run_once (&lake, lake.asset, DESCRIPTIONS));
  lake_set (&lake, "retention-age-us", HOUR_US);
  runs = call_list (&lake, &(Filter){ 0 }, -1, NULL, NULL, NULL);
  g_assert_cmpuint (runs->len, ==, 1);
  g_assert_cmpint (tarn_metadata_run_get_metadata_type (runs->pdata[0]), ==,
                   TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS);
}

/* --- Pages ------------------------------------------------------------------------------------ */

/* Makes a fixture with two assets. */
static Lake
pages_lake_new (guint64 seed)
{
  Lake lake = list_lake_new (seed);

  lake_add_asset (&lake, "b", 1);
  return lake;
}

/* Appends the ids of a page to @ids. Returns the token for the next page, or NULL. */
static char *
list_page (const Lake *lake, const Filter *filter, gint max_results, const char *token,
           GPtrArray *ids)
{
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;
  char stale[] = "stale";
  char *next = stale;

  runs = call_list (lake, filter, max_results, token, &next, &error);
  g_assert_no_error (error);
  g_assert_true (next != stale);
  for (guint i = 0; i < runs->len; i++)
    g_ptr_array_add (ids, g_strdup (tarn_metadata_run_get_id (runs->pdata[i])));
  return next;
}

static void
assert_ids (const GPtrArray *ids, const GPtrArray *expected, guint first)
{
  for (guint i = 0; i < ids->len; i++)
    g_assert_cmpstr (ids->pdata[i], ==, expected->pdata[first + i]);
}

/* --- The size of a page ----------------------------------------------------------------------- */

static void
test_max_results (void)
{
  static const struct
  {
    gint max_results;
    guint n_runs;
    gboolean has_more;
  } rows[]
      = { { 1, 1, TRUE }, { 2, 2, TRUE }, { 49, 49, TRUE }, { 50, 50, TRUE }, { -1, 50, TRUE } };
  g_auto (Lake) lake = pages_lake_new (1);

  for (guint i = 0; i < 51; i++)
    g_free (run_once (&lake, lake.asset, NAMES));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *token = list_page (&lake, &(Filter){ 0 }, rows[i].max_results, NULL, ids);

      g_assert_cmpuint (ids->len, ==, rows[i].n_runs);
      g_assert_cmpint (token != NULL, ==, rows[i].has_more);
    }
}

/* A page that has exactly the rest of the runs is the last page, and so is an empty page. */
static void
test_last_page (void)
{
  g_auto (Lake) lake = pages_lake_new (1);

  for (guint n_runs = 0; n_runs <= 50; n_runs++)
    {
      g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *token
          = list_page (&lake, &(Filter){ 0 }, n_runs > 0 ? (gint) n_runs : -1, NULL, ids);

      g_assert_null (token);
      g_assert_cmpuint (ids->len, ==, n_runs);
      g_free (run_once (&lake, lake.asset, NAMES));
    }
}

/* --- Pages ------------------------------------------------------------------------------------ */

/* Each filter selects from 60 runs of two assets. Every third run generates names. */
static const struct
{
  const char *name;
  Filter filter;
} listing_rows[] = {
  { "all", { 0 } },
  { "asset", { .asset = "<asset>" } },
  { "type", { .type = NAMES } },
  { "status", { .status = "SUCCEEDED" } },
  { "type-and-asset", { .type = NAMES, .asset = "<b>" } },
  { "all-filters", { .type = NAMES, .asset = "<b>", .status = "SUCCEEDED" } },
};

static gboolean
is_expected (const Lake *lake, const Filter *filter, guint run)
{
  g_autofree char *asset = lake_expand (lake, filter->asset);

  if (filter->type != NULL && run % 3 != 0)
    return FALSE;

  return asset == NULL || g_str_equal (asset, run % 2 != 0 ? lake->asset : lake_find (lake, "b"));
}

/* Makes 60 runs and returns the ids of those that the filter selects, newest first. */
static GPtrArray *
run_60 (const Lake *lake, const Filter *filter)
{
  GPtrArray *expected = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 60; i++)
    {
      char *id = run_once (lake, i % 2 != 0 ? lake->asset : lake_find (lake, "b"),
                           i % 3 == 0 ? NAMES : GLOSSARY);

      if (is_expected (lake, filter, i))
        g_ptr_array_insert (expected, 0, id);
      else
        g_free (id);
    }

  return expected;
}

/* Checks that pages do not shift although new runs begin and end between two pages. */
static void
check_pages (const Filter *filter, guint size)
{
  g_auto (Lake) lake = pages_lake_new (1);
  g_autoptr (GPtrArray) expected = run_60 (&lake, filter);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *token = NULL;
  guint n_pages = 0;

  do
    {
      g_autofree char *previous = g_steal_pointer (&token);

      token = list_page (&lake, filter, (gint) size, previous, ids);
      g_free (run_once (&lake, lake.asset, NAMES));
      g_free (run_once (&lake, lake_find (&lake, "b"), NAMES));
      n_pages++;
    }
  while (token != NULL);

  g_assert_cmpuint (n_pages, ==, (expected->len + size - 1) / size);
  g_assert_cmpuint (ids->len, ==, expected->len);
  assert_ids (ids, expected, 0);
}

/* Some of the sizes divide the number of listed runs, which is 60, 30, 20 or 10. */
static void
test_pages (gconstpointer data)
{
  static const guint sizes[] = { 1, 2, 7, 9, 10, 11, 19, 20, 21, 29, 30, 31, 50 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    check_pages (&listing_rows[GPOINTER_TO_UINT (data)].filter, sizes[i]);
}

/* The filter uses the status that a run has when its page is read. */
static void
test_status_moves_on (void)
{
  g_auto (Lake) lake = pages_lake_new (1);
  const Filter filter = { .status = "IN_PROGRESS" };
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  char *runs[4];
  g_autofree char *token = NULL;
  g_autofree char *next = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autofree char *name = g_strdup_printf ("asset-%u", i);

      runs[i] = lake_start (&lake, lake_add_asset (&lake, name, 1), NAMES);
    }
  token = list_page (&lake, &filter, 1, NULL, ids);
  lake_cancel (&lake, runs[3]);
  lake_cancel (&lake, runs[2]);
  next = list_page (&lake, &filter, 50, token, ids);

  g_assert_null (next);
  g_assert_cmpuint (ids->len, ==, 3);
  g_assert_cmpstr (ids->pdata[0], ==, runs[3]);
  g_assert_cmpstr (ids->pdata[1], ==, runs[1]);
  g_assert_cmpstr (ids->pdata[2], ==, runs[0]);
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    g_free (runs[i]);
}

/*
 * The engine forgets the last run of a page together with other runs of the same asset. The next page still
 * has the older runs of the other asset, and no run is listed twice.
 */
static void
test_retention_by_count (void)
{
  g_auto (Lake) lake = pages_lake_new (1);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *token = NULL;
  g_autofree char *next = NULL;

  for (guint i = 0; i < 9; i++)
    g_ptr_array_insert (expected, 0,
                        run_once (&lake, i < 5 ? lake_find (&lake, "b") : lake.asset, NAMES));
  token = list_page (&lake, &(Filter){ 0 }, 2, NULL, ids);
  lake_set (&lake, "retention-runs", 1);
  g_free (run_once (&lake, lake.asset, NAMES));
  g_free (run_once (&lake, lake.asset, NAMES));
  g_ptr_array_set_size (ids, 0);
  next = list_page (&lake, &(Filter){ 0 }, 50, token, ids);

  g_assert_null (next);
  g_assert_cmpuint (ids->len, ==, 5);
  assert_ids (ids, expected, 4);
}

/* --- Tokens ----------------------------------------------------------------------------------- */

/* Selects the runs of the asset that generated names. The tests use a token after the first of five runs. */
static const Filter token_filter = { .type = NAMES, .asset = "<asset>", .status = "SUCCEEDED" };

static char *
token_of (const Lake *lake)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  char *token;

  for (guint i = 0; i < 5; i++)
    g_free (run_once (lake, lake->asset, NAMES));
  token = list_page (lake, &token_filter, 1, NULL, ids);
  g_assert_nonnull (token);
  return token;
}

static void
assert_token_refused (const Lake *lake, const Filter *filter, const char *token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = call_list (lake, filter, 2, token, NULL, &error);

  g_assert_null (runs);
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION);
}

static void
test_forged_token (void)
{
  g_auto (Lake) lake = pages_lake_new (1);
  g_autofree char *token = token_of (&lake);
  g_autofree char *longer = g_strconcat (token, "0", NULL);
  gsize length = strlen (token);

  for (gsize i = 0; i < length; i++)
    for (gint c = 1; c < 256; c++)
      {
        g_autofree char *forged = g_strdup (token);

        forged[i] = (char) c;
        if (forged[i] != token[i])
          assert_token_refused (&lake, &token_filter, forged);
      }
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *cut = g_strndup (token, i);

      assert_token_refused (&lake, &token_filter, cut);
      assert_token_refused (&lake, &token_filter, token + i + 1);
    }
  assert_token_refused (&lake, &token_filter, longer);
}

/* clang-format off */
static const struct
{
  const char *name;
  Filter filter;
} foreign_rows[] = {
  { "no-filter", { 0 } },
  { "no-status", { .type = NAMES, .asset = "<asset>" } },
  { "no-type", { .status = "SUCCEEDED", .asset = "<asset>" } },
  { "no-asset", { .status = "SUCCEEDED", .type = NAMES } },
  { "other-status", { .status = "FAILED", .type = NAMES, .asset = "<asset>" } },
  { "other-type", { .status = "SUCCEEDED", .type = GLOSSARY, .asset = "<asset>" } },
  { "other-asset", { .status = "SUCCEEDED", .type = NAMES, .asset = "<b>" } },
  { "unknown-asset", { .status = "SUCCEEDED", .type = NAMES, .asset = "none" } },
  { "other-domain",
    { .domain = "<other>", .status = "SUCCEEDED", .type = NAMES, .asset = "<asset>" } },
  { "other-domain-without-filter", { .domain = "<other>" } },
};
/* clang-format on */

static void
test_foreign_token (gconstpointer data)
{
  g_auto (Lake) lake = pages_lake_new (1);
  g_autofree char *token = token_of (&lake);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = NULL;

  lake_add_domain_with_run (&lake, lake.client, "other");
  runs = call_list (&lake, &foreign_rows[GPOINTER_TO_UINT (data)].filter, 2, token, NULL, &error);
  g_assert_null (runs);
  assert_exception (&lake, error, NO_TOKEN);
}

/* A token does not work for the same listing in an engine with another seed. */
static void
test_token_of_another_lake (void)
{
  g_auto (Lake) lake = pages_lake_new (1);
  g_auto (Lake) other = pages_lake_new (2);
  g_autofree char *token = token_of (&lake);
  g_autofree char *other_token = token_of (&other);

  assert_token_refused (&lake, &token_filter, other_token);
  assert_token_refused (&other, &token_filter, token);
}

/* A token has a position and no size, and no state in the engine, so a caller can use it more than once. */
static void
test_token_again (void)
{
  g_auto (Lake) lake = pages_lake_new (1);
  g_autofree char *token = token_of (&lake);
  g_autoptr (GPtrArray) two = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *after_two = list_page (&lake, &token_filter, 2, token, two);
  g_autofree char *after_all = list_page (&lake, &token_filter, -1, token, all);

  g_assert_cmpuint (two->len, ==, 2);
  g_assert_nonnull (after_two);
  g_assert_cmpuint (all->len, ==, 4);
  g_assert_null (after_all);
  assert_ids (two, all, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/generation/list/refused/", refused_rows, test_refused);
  for (guint i = 0; i < G_N_ELEMENTS (filter_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/generation/list/filter/", filter_rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_filter);
    }
  g_test_add_func ("/generation/list/told", test_told);
  g_test_add_func ("/generation/list/no-member", test_no_member);
  g_test_add_func ("/generation/list/retention/by-age", test_retention_by_age);

  for (guint i = 0; i < G_N_ELEMENTS (listing_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/generation/list/pages/", listing_rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_pages);
    }
  for (guint i = 0; i < G_N_ELEMENTS (foreign_rows); i++)
    {
      g_autofree char *path
          = g_strconcat ("/generation/list/token/foreign/", foreign_rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_foreign_token);
    }
  g_test_add_func ("/generation/list/max-results", test_max_results);
  g_test_add_func ("/generation/list/last-page", test_last_page);
  g_test_add_func ("/generation/list/status-moves-on", test_status_moves_on);
  g_test_add_func ("/generation/list/retention/by-count", test_retention_by_count);
  g_test_add_func ("/generation/list/token/forged", test_forged_token);
  g_test_add_func ("/generation/list/token/another-lake", test_token_of_another_lake);
  g_test_add_func ("/generation/list/token/again", test_token_again);

  return g_test_run ();
}
