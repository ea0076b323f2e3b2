/* SPDX-License-Identifier: MIT */
/*
 * Tests how often an account may generate each type in a calendar month: at the quota and above it, at the
 * end of a month, and what happens to a type without a unit of the quota.
 */
#include "worlds/datazone-digest.h"
#include "neighbours.h"

typedef struct
{
  const char *name;
  const char *type;
  const char *option;
  gint64 initial; /* the limit of the service, or -1 */
  const char *message;
} TypeRow;

/* clang-format off */
static const TypeRow type_rows[] = {
  { "descriptions", DESCRIPTIONS, "descriptions-per-month-max", 10000,
    "business description generation has reached monthly quota" },
  { "names", NAMES, "names-per-month-max", 50000,
    "business name generation has reached monthly quota" },
  { "glossary", GLOSSARY, "glossary-associations-per-month-max", -1,
    "business glossary association generation has reached monthly quota" },
};
/* clang-format on */

/* Makes a fixture in which runs take no time and the rate of starts has no limit. */
static Lake
quota_lake_new (void)
{
  Lake lake = lake_new (1);

  lake_set (&lake, "start-rate-per-second", -1);
  lake_set (&lake, "types-max", 3);
  lake_set (&lake, "cost-base-ms", 0);
  lake_set (&lake, "cost-first-token-ms", 0);
  lake_set (&lake, "cost-output-tokens-per-summary", 0);
  lake_set (&lake, "cost-output-tokens-per-column", 0);
  return lake;
}

/* Starts a run that takes no time, for the fixture's asset if @asset is NULL. Returns how the run ends. */
static TarnMetadataStatus
run_once (const Lake *lake, const char *asset, const char *types)
{
  g_autofree char *id = lake_start (lake, asset, types);
  g_autoptr (TarnMetadataRun) run = NULL;

  engine_advance (lake->engine, 0);
  run = lake_get (lake, id);
  return tarn_metadata_run_get_status (run);
}

/* Checks how runs end. @expected has the first letter of the status of each run. */
static void
assert_runs (const Lake *lake, const char *types, const char *expected)
{
  g_autoptr (GString) ends = g_string_new ("");

  while (ends->len < strlen (expected))
    {
      TarnMetadataStatus status = run_once (lake, NULL, types);

      g_string_append_c (ends, tarn_metadata_status_to_string (status)[0]);
    }
  g_assert_cmpstr (ends->str, ==, expected);
}

/* --- At the limit ----------------------------------------------------------------------------- */

static void
test_limit (gconstpointer data)
{
  const TypeRow *row = data;
  g_auto (Lake) lake = quota_lake_new ();

  lake_set (&lake, row->option, 3);
  assert_runs (&lake, row->type, "SSSFF");
  lake_set (&lake, row->option, 4);
  assert_runs (&lake, row->type, "SF");
  lake_set (&lake, row->option, 2);
  assert_runs (&lake, row->type, "FF");
  /* The engine also counts units while there is no limit. */
  lake_set (&lake, row->option, -1);
  assert_runs (&lake, row->type, "SSS");
  lake_set (&lake, row->option, 7);
  assert_runs (&lake, row->type, "F");
  lake_set (&lake, row->option, 8);
  assert_runs (&lake, row->type, "SF");
  lake_set (&lake, row->option, 0);
  assert_runs (&lake, row->type, "F");
}

static void
test_service_limit (gconstpointer data)
{
  const TypeRow *row = data;
  g_auto (Lake) lake = quota_lake_new ();
  gint64 n_runs = row->initial != -1 ? row->initial : 60000;

  for (gint64 i = 0; i < n_runs; i++)
    g_assert_cmpint (run_once (&lake, NULL, row->type), ==, TARN_METADATA_STATUS_SUCCEEDED);
  assert_runs (&lake, row->type, row->initial != -1 ? "FF" : "SS");
}

/* Each type has a quota of its own, so a type without quota does not stop the others. */
static void
test_types_do_not_share (gconstpointer data)
{
  const TypeRow *row = data;
  g_auto (Lake) lake = quota_lake_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (type_rows); i++)
    lake_set (&lake, type_rows[i].option, &type_rows[i] == row ? 1 : 2);
  assert_runs (&lake, ALL_TYPES, "SPF");
}

/* A type without quota takes the time before the first call and uses nothing. */
static void
test_exhausted (gconstpointer data)
{
  const TypeRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;

  lake_set (&lake, row->option, 0);
  id = lake_start (&lake, lake.asset, row->type);
  engine_advance (lake.engine, BASE_US - 1);
  assert_status (&lake, id, "IN_PROGRESS");
  engine_advance (lake.engine, 1);
  run = lake_get (&lake, id);
  text = run_to_string (run);
  expected
      = g_strdup_printf ("@1 %c=FAILED (%s) created 0 ended 5000000 calls 0 in 0 out 0 cost 0\n",
                         type_letter (row->type), row->message);

  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_FAILED);
  g_assert_cmpstr (strstr (text, "@1 "), ==, expected);
}

/* A type without quota uses nothing even if its generation would take no time. */
static void
test_exhausted_in_no_time (gconstpointer data)
{
  const TypeRow *row = data;
  g_auto (Lake) lake = quota_lake_new ();
  g_autofree char *id = NULL;
  g_autoptr (TarnMetadataRun) begun = NULL;
  g_autoptr (TarnMetadataRun) ended = NULL;

  lake_set (&lake, row->option, 0);
  id = lake_start (&lake, lake.asset, row->type);
  begun = lake_get (&lake, id);
  engine_advance (lake.engine, 0);
  ended = lake_get (&lake, id);
  g_assert_cmpint (tarn_metadata_run_get_model_calls (begun), ==, 0);
  g_assert_cmpint (tarn_metadata_run_get_input_tokens (begun), ==, 0);
  g_assert_cmpint (tarn_metadata_run_get_status (ended), ==, TARN_METADATA_STATUS_FAILED);
  g_assert_cmpint (tarn_metadata_run_get_model_calls (ended), ==, 0);
  g_assert_cmpint (tarn_metadata_run_get_input_tokens (ended), ==, 0);
}

/* The engine checks the quota when the run begins. A higher limit later does not save the run. */
static void
test_decided_at_begin (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *failing = NULL;
  g_autofree char *succeeding = NULL;
  const char *other = lake_add_asset (&lake, "other", 1);

  lake_set (&lake, "names-per-month-max", 0);
  failing = lake_start (&lake, lake.asset, NAMES);
  lake_set (&lake, "names-per-month-max", 1);
  succeeding = lake_start (&lake, other, NAMES);
  lake_set (&lake, "names-per-month-max", 0);
  engine_drain (lake.engine);
  assert_status (&lake, failing, "FAILED");
  assert_status (&lake, succeeding, "SUCCEEDED");
}

/* One type fails because of its quota, and the other type succeeds. */
static void
test_partly (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;

  lake_set (&lake, "names-per-month-max", 0);
  id = lake_start (&lake, lake.asset, DESCRIPTIONS " " NAMES);
  engine_drain (lake.engine);
  run = lake_get (&lake, id);
  text = run_to_string (run);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==,
                   TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED);
  g_assert_cmpstr (strstr (text, "@1 "), ==,
                   "@1 D=SUCCEEDED N=FAILED (business name generation has reached monthly quota)"
                   " created 0 ended 27708000 calls 3 in 3200 out 1320 cost 0\n");
}

/* --- Accounts and domains --------------------------------------------------------------------- */

static TarnMetadataStatus
run_elsewhere (const Lake *lake, TarnDataZoneClient *client, const StartCall *call,
               const char *domain)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = lake_try (lake, client, call, &error);
  g_autofree char *domain_id = lake_expand (lake, domain);
  g_autoptr (TarnMetadataRun) run = NULL;

  g_assert_no_error (error);
  engine_advance (lake->engine, 0);
  run = get_run (client, domain_id, id, NULL, &error);
  g_assert_no_error (error);
  return tarn_metadata_run_get_status (run);
}

static void
test_accounts_do_not_share (void)
{
  g_auto (Lake) lake = quota_lake_new ();
  g_autoptr (TarnDataZoneClient) foreigner = datazone_client_new (lake.engine, FOREIGN, NULL);
  const StartCall call = { .domain = "<foreign>",
                           .project = "<foreign project>",
                           .asset = "<foreign asset>",
                           .types = NAMES };

  lake_add_domain (&lake, foreigner, "foreign");
  lake_set (&lake, "names-per-month-max", 1);
  assert_runs (&lake, NAMES, "SF");
  g_assert_cmpint (run_elsewhere (&lake, foreigner, &call, "<foreign>"), ==,
                   TARN_METADATA_STATUS_SUCCEEDED);
  g_assert_cmpint (run_elsewhere (&lake, foreigner, &call, "<foreign>"), ==,
                   TARN_METADATA_STATUS_FAILED);
  assert_runs (&lake, NAMES, "F");
}

/* All domains, projects and callers of an account share its quota, and so do the runs of the system. */
static void
test_domains_share (void)
{
  g_auto (Lake) lake = quota_lake_new ();
  const StartCall call = {
    .domain = "<other>", .project = "<other project>", .asset = "<other asset>", .types = NAMES
  };

  lake_add_domain (&lake, lake.client, "other");
  lake_set (&lake, "names-per-month-max", 3);
  lake_add_automatic_asset (&lake, "named", 1);
  g_assert_cmpint (run_elsewhere (&lake, lake.client, &call, "<other>"), ==,
                   TARN_METADATA_STATUS_SUCCEEDED);
  assert_runs (&lake, NAMES, "SF");
  g_assert_cmpint (run_elsewhere (&lake, lake.client, &call, "<other>"), ==,
                   TARN_METADATA_STATUS_FAILED);
}

/* --- The end of a month ----------------------------------------------------------------------- */

/* Each row is the first day of a month, with the number of days in the month before. */
static const struct
{
  const char *name;
  gint year;
  gint month;
  gint n_days_before;
} month_rows[] = {
  { "february-of-the-first-year", 2000, 2, 31 },
  { "march-of-a-leap-year-of-400", 2000, 3, 29 },
  { "may", 2000, 5, 30 },
  { "new-year", 2001, 1, 31 },
  { "march-of-a-common-year", 2001, 3, 28 },
  { "march-of-a-leap-year", 2004, 3, 29 },
  { "after-the-end-of-32-bits", 2038, 2, 31 },
  { "march-of-a-common-year-of-100", 2100, 3, 28 },
  { "march-of-the-next-400", 2400, 3, 29 },
  { "last-of-four-digits", 9999, 12, 30 },
};

static gint64
month_begin (gint year, gint month)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (year, month, 1, 0, 0, 0);

  return g_date_time_to_unix (date) * SECOND_US;
}

static void
advance_to (const Lake *lake, gint64 time_us)
{
  engine_advance (lake->engine, time_us - tarn_engine_get_now (lake->engine));
}

/* A run takes a unit of the month in which it begins, to the microsecond. */
static void
test_month (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_auto (Lake) lake = quota_lake_new ();
  gint64 begin_us = month_begin (month_rows[row].year, month_rows[row].month);

  lake_set (&lake, "names-per-month-max", 2);
  advance_to (&lake, begin_us - month_rows[row].n_days_before * DAY_US);
  assert_runs (&lake, NAMES, "S");
  advance_to (&lake, begin_us - 1);
  assert_runs (&lake, NAMES, "SF");
  advance_to (&lake, begin_us);
  assert_runs (&lake, NAMES, "SSF");
  advance_to (&lake, begin_us + 28 * DAY_US - 1);
  assert_runs (&lake, NAMES, "F");
}

static void
test_left_over (void)
{
  g_auto (Lake) lake = quota_lake_new ();

  lake_set (&lake, "names-per-month-max", 2);
  lake_set (&lake, "descriptions-per-month-max", 1);
  assert_runs (&lake, NAMES, "S");
  assert_runs (&lake, DESCRIPTIONS, "SF");
  advance_to (&lake, month_begin (2000, 2));
  assert_runs (&lake, NAMES, "SSF");
  assert_runs (&lake, DESCRIPTIONS, "SF");
  /* The same month of another year has a quota of its own. */
  advance_to (&lake, month_begin (2001, 2));
  assert_runs (&lake, NAMES, "SSF");
}

/* A run takes its unit when it begins, not when it is submitted, and not when it ends. */
static void
test_submitted_in_one_month (void)
{
  g_auto (Lake) lake = lake_new (1);
  const char *other = lake_add_asset (&lake, "other", 1);
  const char *third = lake_add_asset (&lake, "third", 1);
  g_autofree char *exhausting = NULL;
  g_autofree char *late = NULL;
  g_autofree char *early = NULL;

  lake_set (&lake, "names-per-month-max", 1);
  advance_to (&lake, month_begin (2000, 2) - 2);
  exhausting = lake_start (&lake, lake.asset, NAMES);
  lake_set (&lake, "submitted-duration-us", 1);
  early = lake_start (&lake, other, NAMES);
  lake_set (&lake, "submitted-duration-us", 2);
  late = lake_start (&lake, third, NAMES);
  engine_drain (lake.engine);

  assert_status (&lake, exhausting, "SUCCEEDED");
  assert_status (&lake, early, "FAILED");
  assert_status (&lake, late, "SUCCEEDED");
  lake_set (&lake, "submitted-duration-us", 0);
  g_clear_pointer (&late, g_free);
  late = lake_start (&lake, third, NAMES);
  engine_drain (lake.engine);
  assert_status (&lake, late, "FAILED");
}

static void
add_rows (const char *test, GTestDataFunc func)
{
  for (gsize i = 0; i < G_N_ELEMENTS (type_rows); i++)
    {
      g_autofree char *path
          = g_strconcat ("/generation/quota/", test, "/", type_rows[i].name, NULL);

      g_test_add_data_func (path, &type_rows[i], func);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_rows ("limit", test_limit);
  add_rows ("service-limit", test_service_limit);
  add_rows ("types-do-not-share", test_types_do_not_share);
  add_rows ("exhausted", test_exhausted);
  add_rows ("exhausted-in-no-time", test_exhausted_in_no_time);
  for (guint i = 0; i < G_N_ELEMENTS (month_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/generation/quota/month/", month_rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_month);
    }
  g_test_add_func ("/generation/quota/decided-at-begin", test_decided_at_begin);
  g_test_add_func ("/generation/quota/partly", test_partly);
  g_test_add_func ("/generation/quota/accounts-do-not-share", test_accounts_do_not_share);
  g_test_add_func ("/generation/quota/domains-share", test_domains_share);
  g_test_add_func ("/generation/quota/month/left-over", test_left_over);
  g_test_add_func ("/generation/quota/month/submitted-in-one", test_submitted_in_one_month);
  return g_test_run ();
}
