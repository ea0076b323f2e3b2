/* SPDX-License-Identifier: MIT */
/*
 * Tests how often an account may call each of the four operations per second of virtual time: at the rate and
 * above it, which calls count, and which callers share a rate. If a test does not need a call to succeed, the
 * call names a domain that does not exist. Then only the rate decides which error the call gets.
 */
#include "worlds/datazone-digest.h"

#define NOWHERE "dzd_a"

typedef gboolean (*CallFunc) (const Lake *lake, TarnDataZoneClient *client, const char *domain,
                              GError **error);

typedef struct
{
  const char *name;
  const char *option;
  gint64 initial; /* -1 for no limit */
  CallFunc call;
} RateRow;

/* Returns the id of the next numbered asset or run. Each of them is for one call. */
static const char *
take_name (const Lake *lake, const char *kind)
{
  for (guint i = 0;; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s-%u", kind, i);
      g_autofree char *taken = g_strconcat ("taken ", name, NULL);

      if (g_hash_table_contains (lake->ids, taken))
        continue;
      if (!g_hash_table_contains (lake->ids, name))
        return "none";
      lake_note (lake, taken, g_strdup (""));
      return lake_find (lake, name);
    }
}

static gboolean
call_start (const Lake *lake, TarnDataZoneClient *client, const char *domain, GError **error)
{
  const StartCall call = { .domain = domain, .asset = take_name (lake, "asset") };
  g_autofree char *id = lake_try (lake, client, &call, error);

  return id != NULL;
}

static gboolean
call_get (const Lake *lake, TarnDataZoneClient *client, const char *domain, GError **error)
{
  g_autoptr (TarnMetadataRun) run
      = get_run (client, domain, lake_find (lake, "run-0"), NULL, error);

  return run != NULL;
}

static gboolean
call_cancel (const Lake *lake, TarnDataZoneClient *client, const char *domain, GError **error)
{
  return cancel_run (client, domain, take_name (lake, "run"), error);
}

static gboolean
call_list (const Lake *lake G_GNUC_UNUSED, TarnDataZoneClient *client, const char *domain,
           GError **error)
{
  g_autoptr (GPtrArray) runs = list_runs (client, domain, NULL, NULL, NULL, -1, NULL, NULL, error);

  return runs != NULL;
}

static const RateRow rows[] = {
  { "start", "start-rate-per-second", 10, call_start },
  { "get", "get-rate-per-second", -1, call_get },
  { "cancel", "cancel-rate-per-second", 20, call_cancel },
  { "list", "list-rate-per-second", -1, call_list },
};

/* Makes four assets without a run and four with a run. The calls of the set-up are too old to count. */
static Lake
rate_lake_new (void)
{
  Lake lake = lake_new (1);

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *asset_name = g_strdup_printf ("asset-%u", i);
      g_autofree char *busy_name = g_strdup_printf ("busy-%u", i);
      g_autofree char *run_name = g_strdup_printf ("run-%u", i);

      lake_add_asset (&lake, asset_name, 1);
      lake_note (&lake, run_name, lake_start (&lake, lake_add_asset (&lake, busy_name, 20), NAMES));
    }
  engine_advance (lake.engine, 10 * SECOND_US);
  return lake;
}

/* Returns how many of @n_calls at this instant the rate admits. */
static guint
count_admitted (const Lake *lake, TarnDataZoneClient *client, const RateRow *row, guint n_calls)
{
  guint n_admitted = 0;

  for (guint i = 0; i < n_calls; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (row->call (lake, client, NOWHERE, &error));
      if (g_error_matches (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_THROTTLING))
        assert_exception (lake, error, THROTTLING, "Rate exceeded");
      else
        assert_exception (lake, error, NOT_FOUND, NO_DOMAIN (NOWHERE));
      n_admitted += !g_error_matches (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_THROTTLING);
    }

  return n_admitted;
}

static void
assert_admitted (const Lake *lake, const RateRow *row, guint n_calls, guint expected)
{
  g_assert_cmpuint (count_admitted (lake, lake->client, row, n_calls), ==, expected);
}

/* --- The rate --------------------------------------------------------------------------------- */

static void
test_initial (gconstpointer data)
{
  const RateRow *row = data;
  g_auto (Lake) lake = rate_lake_new ();

  if (row->initial == -1)
    assert_admitted (&lake, row, 1000, 1000);
  else
    assert_admitted (&lake, row, 2 * (guint) row->initial, (guint) row->initial);
}

/* The bucket refills evenly: one call after the exact part of a second, and all calls after a second. */
static void
test_refill (gconstpointer data)
{
  const RateRow *row = data;
  static const guint rates[] = { 1, 10, 20, 100 };

  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      g_auto (Lake) lake = rate_lake_new ();
      guint rate = rates[i];

      lake_set (&lake, row->option, rate);
      engine_advance (lake.engine, SECOND_US);
      assert_admitted (&lake, row, rate + 1, rate);
      engine_advance (lake.engine, SECOND_US / rate - 1);
      assert_admitted (&lake, row, 1, 0);
      engine_advance (lake.engine, 1);
      assert_admitted (&lake, row, 2, 1);
      engine_advance (lake.engine, SECOND_US - 1);
      assert_admitted (&lake, row, rate, rate - 1);
      engine_advance (lake.engine, 1);
      assert_admitted (&lake, row, 2, 1);
      engine_advance (lake.engine, DAY_US);
      assert_admitted (&lake, row, rate + 1, rate);
    }
}

static void
test_zero_and_no_limit (gconstpointer data)
{
  const RateRow *row = data;
  g_auto (Lake) lake = rate_lake_new ();

  lake_set (&lake, row->option, 0);
  assert_admitted (&lake, row, 3, 0);
  engine_advance (lake.engine, DAY_US);
  assert_admitted (&lake, row, 3, 0);
  lake_set (&lake, row->option, -1);
  assert_admitted (&lake, row, 1000, 1000);
}

/* The bucket keeps its contents when the rate changes, up to its new size. */
static void
test_option_changes (gconstpointer data)
{
  const RateRow *row = data;
  g_auto (Lake) lake = rate_lake_new ();

  lake_set (&lake, row->option, 10);
  assert_admitted (&lake, row, 11, 10);
  lake_set (&lake, row->option, 20);
  assert_admitted (&lake, row, 1, 0);
  engine_advance (lake.engine, 50 * MS_US);
  assert_admitted (&lake, row, 2, 1);
  engine_advance (lake.engine, 100 * MS_US);
  lake_set (&lake, row->option, 10);
  assert_admitted (&lake, row, 3, 2);
  engine_advance (lake.engine, DAY_US);
  lake_set (&lake, row->option, 3);
  assert_admitted (&lake, row, 4, 3);
  /* The time before the change counts at the old rate. */
  lake_set (&lake, row->option, 10);
  engine_advance (lake.engine, 200 * MS_US);
  lake_set (&lake, row->option, 1000);
  assert_admitted (&lake, row, 3, 2);
  /* After a time without a limit the bucket is full. */
  lake_set (&lake, row->option, -1);
  assert_admitted (&lake, row, 100, 100);
  lake_set (&lake, row->option, 5);
  assert_admitted (&lake, row, 6, 5);
}

/* --- Which calls count ------------------------------------------------------------------------ */

/* A call that succeeds counts like a call that fails. */
static void
test_success_counts (gconstpointer data)
{
  const RateRow *row = data;
  g_auto (Lake) lake = rate_lake_new ();
  g_autoptr (GError) error = NULL;

  lake_set (&lake, row->option, 3);

  for (guint i = 0; i < 3; i++)
    g_assert_true (row->call (&lake, lake.client, lake.domain, NULL));
  g_assert_false (row->call (&lake, lake.client, lake.domain, &error));
  assert_exception (&lake, error, THROTTLING, "Rate exceeded");
}

/* The service checks the rate after the arguments, so a call with a bad argument does not count. */
static void
test_bad_arguments_do_not_count (gconstpointer data)
{
  const RateRow *row = data;
  g_auto (Lake) lake = rate_lake_new ();

  lake_set (&lake, row->option, 10);
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (row->call (&lake, lake.client, "", &error));
      assert_exception (&lake, error, VALIDATION, VIOLATION ("domainIdentifier", MATCH_DOMAIN));
      if (i == 50)
        assert_admitted (&lake, row, 11, 10);
    }
}

/* The types and the token are arguments too. */
static void
test_bad_types_do_not_count (void)
{
  static const StartCall calls[] = { { .types = ALL_TYPES },
                                     { .types = ABSENT },
                                     { .types = NAMES " " NAMES },
                                     { .type = NAMES, .types = GLOSSARY },
                                     { .token = " " } };
  g_auto (Lake) lake = rate_lake_new ();

  for (guint i = 0; i < 100; i++)
    g_assert_null (lake_try (&lake, lake.client, &calls[i % G_N_ELEMENTS (calls)], NULL));
  assert_admitted (&lake, &rows[0], 11, 10);
}

/* A call that repeats an earlier call with its token counts too. */
static void
test_repeated_call_counts (void)
{
  const StartCall call = { .token = "retry" };
  g_auto (Lake) lake = rate_lake_new ();

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *id = lake_try (&lake, lake.client, &call, NULL);

      g_assert_nonnull (id);
    }
  g_assert_null (lake_try (&lake, lake.client, &call, NULL));
}

static void
test_throttled_call_changes_nothing (gconstpointer data)
{
  const RateRow *row = data;
  g_auto (Lake) lake = rate_lake_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  before = lake_to_string (&lake);
  lake_set (&lake, row->option, 0);
  g_assert_false (row->call (&lake, lake.client, lake.domain, &error));
  assert_exception (&lake, error, THROTTLING, "Rate exceeded");
  lake_set (&lake, row->option, -1);
  after = lake_to_string (&lake);
  g_assert_cmpstr (after, ==, before);
}

/* --- Callers and operations ------------------------------------------------------------------- */

/* All callers of an account share its rate, with any number of clients. Another account has its own rate. */
static void
test_callers (gconstpointer data)
{
  const RateRow *row = data;
  g_auto (Lake) lake = rate_lake_new ();
  g_autoptr (TarnDataZoneClient) same = datazone_client_new (lake.engine, ACCOUNT, NULL);
  g_autoptr (TarnDataZoneClient) steward = datazone_client_new (lake.engine, ACCOUNT, STEWARD);
  g_autoptr (TarnDataZoneClient) foreigner = datazone_client_new (lake.engine, FOREIGN, NULL);

  lake_set (&lake, row->option, 10);
  g_assert_cmpuint (count_admitted (&lake, lake.client, row, 4), ==, 4);
  g_assert_cmpuint (count_admitted (&lake, same, row, 3), ==, 3);
  g_assert_cmpuint (count_admitted (&lake, steward, row, 5), ==, 3);
  g_assert_cmpuint (count_admitted (&lake, lake.client, row, 1), ==, 0);
  g_assert_cmpuint (count_admitted (&lake, foreigner, row, 11), ==, 10);
}

static void
test_operations_do_not_share (gconstpointer data)
{
  const RateRow *row = data;
  g_auto (Lake) lake = rate_lake_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    lake_set (&lake, rows[i].option, 5);
  assert_admitted (&lake, row, 6, 5);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (&rows[i] != row)
      assert_admitted (&lake, &rows[i], 6, 5);
}

/* The operations that set up a fixture have no rate. */
static void
test_set_up (void)
{
  g_auto (Lake) lake = rate_lake_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    lake_set (&lake, rows[i].option, 0);
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("new-%u", i);

      lake_add_asset (&lake, name, 1);
    }
}

static void
add_rows (const char *test, GTestDataFunc func)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/generation/rates/", test, "/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], func);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_rows ("initial", test_initial);
  add_rows ("refill", test_refill);
  add_rows ("zero-and-no-limit", test_zero_and_no_limit);
  add_rows ("option-changes", test_option_changes);
  add_rows ("success-counts", test_success_counts);
  add_rows ("bad-arguments-do-not-count", test_bad_arguments_do_not_count);
  add_rows ("throttled-call-changes-nothing", test_throttled_call_changes_nothing);
  add_rows ("callers", test_callers);
  add_rows ("operations-do-not-share", test_operations_do_not_share);
  g_test_add_func ("/generation/rates/bad-types-do-not-count", test_bad_types_do_not_count);
  g_test_add_func ("/generation/rates/repeated-call-counts", test_repeated_call_counts);
  g_test_add_func ("/generation/rates/set-up", test_set_up);
  return g_test_run ();
}
