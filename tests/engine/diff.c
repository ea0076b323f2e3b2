/* SPDX-License-Identifier: MIT */
/* Each row makes a change to one of two equal engines, and has the lines that their comparison returns. */
#include "worlds/every-operation.h"

#define DAILY_RUN "a3824752-2227-46ef-bd4e-e587ff3df030 of " TARN_SAMPLE_ACCOUNT_ID ".sales.daily"
#define MONTHLY_RUN                                                                                \
  "826efee8-0240-4786-97bd-ecae663c4fd5 of " TARN_SAMPLE_ACCOUNT_ID ".sales.monthly"

typedef void (*ChangeFunc) (const World *world);

typedef struct
{
  const char *path;
  ChangeFunc prepare; /* made to both engines, or NULL */
  ChangeFunc change;
  const char *lines;
} DiffRow;

/* --- Changes ---------------------------------------------------------------------------------- */

static void
call (const World *world, CallFunc func)
{
  g_autoptr (GError) error = NULL;

  func (world, &error);
  g_assert_no_error (error);
}

static void
change_nothing (const World *world)
{
  call (world, call_get_refresh);
  call (world, call_list_metadata);
}

static void
set_options (const World *world)
{
  sample_set (world->sample, "glue.running-max", 100);
  sample_set (world->sample, "datazone.types-max", 3);
  sample_set (world->sample, "clock.same-instant-chain-max", 7);
}

static void
set_option_to_what_it_is (const World *world)
{
  sample_set (world->sample, "glue.running-max", 50);
}

static void
commit (const World *world)
{
  call (world, call_commit);
}

static void
begin_measures (const World *world)
{
  sample_set (world->sample, "glue.measures", 1);
}

static void
start_monthly (const World *world)
{
  call (world, call_start_refresh);
}

static void
stop_daily (const World *world)
{
  call (world, call_stop_refresh);
}

static void
wait_nearly (const World *world)
{
  sample_advance_to (world->sample, DURATION_US - 1 * SECOND_US);
}

static void
wait_a_second (const World *world)
{
  sample_advance_to (world->sample, DURATION_US);
}

static void
create_catalog (const World *world)
{
  call (world, call_create_catalog);
}

static void
create_table (const World *world)
{
  call (world, call_create_table);
}

static void
grant (const World *world)
{
  tarn_engine_grant (get_engine (world), "a*", "b", "two\nlines");
  tarn_engine_deny (get_engine (world), "c", "d", "e");
}

static void
revoke_all (const World *world)
{
  g_assert_true (tarn_engine_revoke (get_engine (world), 1));
}

static void
limit_rate (const World *world)
{
  sample_set (world->sample, "glue.get-rate-per-second", 5);
}

static void
get_refresh (const World *world)
{
  call (world, call_get_refresh);
}

static void
add_faults (const World *world)
{
  tarn_sample_add_faults (world->sample, "[no table]\noperation=GetTable\nevery=2\ndo=throw\n"
                                         "exception=EntityNotFoundException\n");
}

static void
meet_fault (const World *world)
{
  g_autoptr (GError) error = NULL;

  call (world, call_get_table);
  g_assert_false (call_get_table (world, &error));
}

static void
start_metadata (const World *world)
{
  call (world, call_start_metadata);
}

static void
cancel_metadata (const World *world)
{
  call (world, call_cancel_metadata);
}

static void
create_domain (const World *world)
{
  call (world, call_create_domain);
}

static void
create_term (const World *world)
{
  call (world, call_create_term);
}

static void
create_membership (const World *world)
{
  call (world, call_create_membership);
}

static void
create_revision (const World *world)
{
  call (world, call_create_revision);
}

/* --- The table -------------------------------------------------------------------------------- */

/* clang-format off */
static const DiffRow rows[] = {
  { "reads-leave-nothing", NULL, change_nothing, "" },
  { "options", NULL, set_options,
    "clock: same-instant-chain-max 10000 -> 7\n"
    "glue.options: running-max 50 -> 100\n"
    "datazone.options: types-max 2 -> 3\n" },
  { "option-that-is-set-to-what-it-is", NULL, set_option_to_what_it_is, "" },
  { "option-set-back", set_options, set_option_to_what_it_is,
    "glue.options: running-max 100 -> 50\n" },
  { "commit", NULL, commit,
    "glue.table[123456789012.sales.orders]: size-bytes 100000000000 -> 100000001000\n"
    "glue.table[123456789012.sales.orders]: current.commits 0 -> 1\n"
    "glue.table[123456789012.sales.orders]: current.changes 0 -> 1\n"
    "glue.table[123456789012.sales.orders]: current.bytes 0 -> 1000\n"
    "glue.table[123456789012.sales.orders]: current.version-id -1 -> 2285239301539616439\n"
    "glue.table[123456789012.sales.daily]: source[0].oldest-after-shown none -> 2000-01-01T00:00:00.000000Z\n"
    "glue.table[123456789012.sales.daily]: source[0].oldest-after-snapshot none -> 2000-01-01T00:00:00.000000Z\n" },
  { "commit-that-is-measured", begin_measures, commit,
    "glue.table[123456789012.sales.orders]: size-bytes 100000000000 -> 100000001000\n"
    "glue.table[123456789012.sales.orders]: current.commits 0 -> 1\n"
    "glue.table[123456789012.sales.orders]: current.changes 0 -> 1\n"
    "glue.table[123456789012.sales.orders]: current.bytes 0 -> 1000\n"
    "glue.table[123456789012.sales.orders]: current.version-id -1 -> 2285239301539616439\n"
    "glue.table[123456789012.sales.daily]: source[0].oldest-after-shown none -> 2000-01-01T00:00:00.000000Z\n"
    "glue.table[123456789012.sales.daily]: source[0].oldest-after-snapshot none -> 2000-01-01T00:00:00.000000Z\n"
    "glue.measures.table[123456789012.sales.orders]: mark[0].next none -> 2000-01-01T00:00:00.000000Z\n" },
  { "start-of-a-refresh", NULL, start_monthly,
    "glue.table[123456789012.sales.monthly]: runs-started 0 -> 1\n"
    "glue.runs: next-sequence 2 -> 3\n"
    "pending: events 2 -> 3\n"
    "glue.run[" MONTHLY_RUN "]: only in the second\n"
    "pending.event[refresh begin " MONTHLY_RUN "]: only in the second\n" },
  { "stop-of-a-refresh", NULL, stop_daily,
    "glue.run[" DAILY_RUN "]: state starting -> stopping-early\n"
    "glue.run[" DAILY_RUN "]: stop-time none -> 2000-01-01T00:00:00.000000Z\n"
    "pending.event[refresh begin " DAILY_RUN "]: only in the first\n"
    "pending.event[refresh stop " DAILY_RUN "]: only in the second\n" },
  { "end-of-a-refresh", wait_nearly, wait_a_second,
    "clock: now 2000-01-01T00:05:13.000000Z -> 2000-01-01T00:05:14.000000Z\n"
    "glue.table[123456789012.sales.daily]: current.commits 0 -> 1\n"
    "glue.table[123456789012.sales.daily]: current.changes 0 -> 1\n"
    "glue.table[123456789012.sales.daily]: current.bytes 0 -> 1000000000\n"
    "glue.table[123456789012.sales.daily]: current.version-id -1 -> 8050012663762214706\n"
    "glue.table[123456789012.sales.daily]: current.time 2000-01-01T00:00:00.000000Z -> 2000-01-01T00:05:14.000000Z\n"
    "glue.table[123456789012.sales.daily]: has-read-versions no -> yes\n"
    "glue.table[123456789012.sales.daily]: last-refresh-type 0 -> 1\n"
    "glue.table[123456789012.sales.daily]: snapshot-time none -> 2000-01-01T00:00:00.000000Z\n"
    "glue.table[123456789012.sales.daily]: publication-time none -> 2000-01-01T00:05:14.000000Z\n"
    "glue.table[123456789012.sales.monthly]: source[0].oldest-after-shown none -> 2000-01-01T00:05:14.000000Z\n"
    "glue.table[123456789012.sales.monthly]: source[0].oldest-after-snapshot none -> 2000-01-01T00:05:14.000000Z\n"
    "glue.run[" DAILY_RUN "]: state running -> succeeded\n"
    "glue.run[" DAILY_RUN "]: end-time none -> 2000-01-01T00:05:14.000000Z\n"
    "glue.run[" DAILY_RUN "]: dpu-milliseconds 0 -> 2520000\n"
    "glue.run[" DAILY_RUN "]: processed-bytes 0 -> 100000000000\n"
    "pending: events 1 -> 0\n"
    "pending.event[refresh end " DAILY_RUN "]: only in the first\n" },
  { "catalog", NULL, create_catalog,
    "glue: catalogs 1 -> 2\n"
    "glue.catalog[123456789012:s3tablescatalog/new]: only in the second\n" },
  { "table", NULL, create_table,
    "glue: tables 5 -> 6\n"
    "glue.table[123456789012.sales.new]: only in the second\n" },
  { "statements", NULL, grant,
    "access: last-id 0 -> 2\n"
    "access: statements 0 -> 2\n"
    "access.statement[1]: only in the second\n"
    "access.statement[2]: only in the second\n" },
  { "statement-that-is-taken-back", grant, revoke_all,
    "access: statements 2 -> 1\n"
    "access.statement[1]: only in the first\n" },
  { "rate", NULL, limit_rate,
    "glue.options: get-rate-per-second -1 -> 5\n" },
  { "first-call-with-a-rate", limit_rate, get_refresh,
    "glue: rated-accounts 0 -> 1\n"
    "glue.rates[123456789012]: only in the second\n" },
  { "faults", NULL, add_faults,
    "faults: set no -> yes\n"
    "faults.rule[no table]: only in the second\n" },
  { "what-faults-count", add_faults, meet_fault,
    "faults.rule[no table]: matched 0 -> 2\n"
    "faults.rule[no table]: applied 0 -> 1\n" },
  { "start-of-a-generation", NULL, start_metadata,
    "datazone.rates[123456789012]: StartMetadataGenerationRun.level 9000000 -> 8000000\n"
    "datazone.asset[szk657ebsi1xaq]: runs-started 0 -> 1\n"
    "datazone.runs: next-sequence 2 -> 3\n"
    "datazone.monthly-use[123456789012]: BUSINESS_NAMES 1 -> 2\n"
    "pending: events 2 -> 3\n"
    "datazone.run[ci3ga99j3nuzmk]: only in the second\n"
    "pending.event[metadata generation end ci3ga99j3nuzmk]: only in the second\n" },
  { "cancel-of-a-generation", NULL, cancel_metadata,
    "datazone.rates[123456789012]: CancelMetadataGenerationRun.filled none -> 2000-01-01T00:00:00.000000Z\n"
    "datazone.rates[123456789012]: CancelMetadataGenerationRun.level 0 -> 19000000\n"
    "datazone.run[lzavttrprsk072]: state in-progress -> canceled\n"
    "datazone.run[lzavttrprsk072]: BUSINESS_NAMES.state in-progress -> canceled\n"
    "pending: events 2 -> 1\n"
    "pending.event[metadata generation end lzavttrprsk072]: only in the first\n" },
  { "domain", NULL, create_domain,
    "datazone: domains 1 -> 2\n"
    "datazone: users 2 -> 3\n"
    "datazone.domain[dzd-8fen0rlgmlelwz]: only in the second\n"
    "datazone.user[l8q733kbw4f3x5]: only in the second\n" },
  { "term", NULL, create_term,
    "datazone.domain[dzd_hcewkks4h0szlr]: terms 0 -> 1\n" },
  { "membership", NULL, create_membership,
    "datazone: memberships 1 -> 2\n"
    "datazone.membership[dt0bk1d1izumca/wxk2t5uusba3zv]: only in the second\n" },
  { "revision", NULL, create_revision,
    "datazone.asset[szk657ebsi1xaq]: revisions 1 -> 2\n" },
};
/* clang-format on */

static void
assert_diff (TarnEngine *first, TarnEngine *second, guint max_lines, const char *lines)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *diff = tarn_engine_diff (first, second, max_lines, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (diff, ==, lines);
}

static void
test_row (gconstpointer data)
{
  const DiffRow *row = data;
  g_auto (World) world = world_new (1);
  g_autoptr (GError) error = NULL;

  sample_set (world.sample, "glue.measures", 0);
  if (row->prepare != NULL)
    row->prepare (&world);
  g_autoptr (TarnEngine) before = tarn_engine_fork (get_engine (&world), NULL, NULL, &error);
  g_assert_no_error (error);
  assert_diff (before, get_engine (&world), G_MAXUINT, "");

  row->change (&world);
  assert_diff (before, get_engine (&world), G_MAXUINT, row->lines);
}

/* --- Format of a difference ------------------------------------------------------------------- */

static void
test_other_way_round (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (TarnEngine) before = tarn_engine_fork (get_engine (&world), NULL, NULL, NULL);

  create_catalog (&world);
  assert_diff (get_engine (&world), before, G_MAXUINT,
               "glue: catalogs 2 -> 1\n"
               "glue.catalog[123456789012:s3tablescatalog/new]: only in the first\n");
}

static void
test_max_lines (void)
{
  static const char *const told[] = {
    "and 3 more\n",
    "clock: same-instant-chain-max 10000 -> 7\nand 2 more\n",
    "clock: same-instant-chain-max 10000 -> 7\nglue.options: running-max 50 -> 100\nand 1 more\n",
    "clock: same-instant-chain-max 10000 -> 7\nglue.options: running-max 50 -> 100\n"
    "datazone.options: types-max 2 -> 3\n",
    "clock: same-instant-chain-max 10000 -> 7\nglue.options: running-max 50 -> 100\n"
    "datazone.options: types-max 2 -> 3\n",
  };
  g_auto (World) world = world_new (1);
  g_autoptr (TarnEngine) before = tarn_engine_fork (get_engine (&world), NULL, NULL, NULL);

  set_options (&world);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    assert_diff (before, get_engine (&world), i, told[i]);
}

static void
test_seeds (void)
{
  g_autoptr (TarnEngine) first = tarn_engine_new (1), second = tarn_engine_new (2);
  g_autoptr (TarnEngine) again = tarn_engine_new (1);
  g_autoptr (TarnEngine) replication = tarn_engine_new_for_replication (1, 1);

  assert_diff (first, again, G_MAXUINT, "");
  assert_diff (first, second, G_MAXUINT, "engine: seed 1 -> 2\n");
  assert_diff (first, replication, G_MAXUINT, "engine: replication 0 -> 1\n");
}

/* The comparison looks at each bit of a number, however large the number is. */
static void
test_each_bit (void)
{
  g_autoptr (TarnEngine) first = tarn_engine_new (0);

  for (guint bit = 0; bit < 64; bit++)
    {
      guint64 seed = G_GUINT64_CONSTANT (1) << bit;
      g_autoptr (TarnEngine) second = tarn_engine_new (seed);
      g_autofree char *lines = g_strdup_printf ("engine: seed 0 -> %" G_GUINT64_FORMAT "\n", seed);

      assert_diff (first, second, G_MAXUINT, lines);
    }
}

static void
test_itself (void)
{
  g_auto (World) world = world_new (1);

  assert_diff (get_engine (&world), get_engine (&world), 0, "");
}

/* --- Order ------------------------------------------------------------------------------------ */

static void
create_database (TarnSample *sample, const char *name)
{
  g_autoptr (GError) error = NULL;

  tarn_glue_client_create_database (tarn_sample_get_glue (sample), NULL, name, &error);
  g_assert_no_error (error);
}

static void
refresh (TarnSample *sample, const char *name)
{
  g_free (sample_start_refresh (sample, name));
}

typedef struct
{
  const char *path;
  void (*make) (TarnSample *sample, const char *name);
  const char *first;
  const char *second;
  const char *lines;
} OrderRow;

/* clang-format off */
static const OrderRow order_rows[] = {
  { "databases", create_database, "a", "b",
    "glue.database[123456789012.a]: comes after glue.database[123456789012.b] in the second\n" },
  { "starts-at-one-instant", refresh, "daily", "monthly",
    "glue.run[" DAILY_RUN "]: comes after glue.run[" MONTHLY_RUN "] in the second\n" },
};
/* clang-format on */

static void
test_order (gconstpointer data)
{
  const OrderRow *row = data;
  g_autoptr (TarnSample) first = tarn_sample_new (1), second = tarn_sample_new (1);

  row->make (first, row->first);
  row->make (first, row->second);
  row->make (second, row->second);
  row->make (second, row->first);
  assert_diff (tarn_sample_get_engine (first), tarn_sample_get_engine (second), G_MAXUINT,
               row->lines);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine-diff/changes/%s", rows[i].path);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (order_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine-diff/order-of/%s", order_rows[i].path);

      g_test_add_data_func (path, &order_rows[i], test_order);
    }
  g_test_add_func ("/engine-diff/other-way-round", test_other_way_round);
  g_test_add_func ("/engine-diff/at-most-so-many-lines", test_max_lines);
  g_test_add_func ("/engine-diff/seeds", test_seeds);
  g_test_add_func ("/engine-diff/each-bit", test_each_bit);
  g_test_add_func ("/engine-diff/with-itself", test_itself);

  return g_test_run ();
}
