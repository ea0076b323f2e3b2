/* SPDX-License-Identifier: MIT */
/*
 * Tests the journal itself: what it keeps, in which order, and how it is read. Each kind of entry has the
 * time at which it was made. If an observer calls operations, or clears, replaces or removes the journal
 * before the call that it observes has returned, no entry is left without its answer.
 */
#include "worlds/every-operation.h"

#define GET_TABLE_LINE                                                                             \
  "call glue:GetTable by " ROOT                                                                    \
  " CatalogId=\"123456789012\" DatabaseName=\"sales\" TableName=\"orders\" -> ok\n"

/* The digest of the journal of test_golden(), from when the format was defined. */
#define GOLDEN_SHA256 "e3cf427597da2e3ffd14affb012da22484e901a51f048c14a6bd39d92a64e78d"

static void
set_journal (const World *world, TarnJournal *journal)
{
  tarn_engine_set_journal (tarn_sample_get_engine (world->sample), journal);
}

static void
get_table (const World *world)
{
  g_assert_true (call_get_table (world, NULL));
}

/* --- Entries ---------------------------------------------------------------------------------- */

static void
test_empty (void)
{
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autofree char *text = tarn_journal_dup_text (journal);
  g_autofree char *hash = tarn_journal_dup_sha256 (journal);
  g_autofree gint64 *times = NULL;
  guint n_times = 1;

  g_assert_cmpuint (tarn_journal_get_length (journal), ==, 0);
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpstr (hash, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_assert_cmpint (tarn_journal_find (journal, "", 0), ==, -1);
  g_assert_cmpuint (tarn_journal_count_calls (journal, NULL, NULL), ==, 0);
  times = tarn_journal_list_call_times (journal, NULL, NULL, &n_times);
  g_assert_cmpuint (n_times, ==, 0);
  tarn_journal_clear (journal);
  g_assert_cmpuint (tarn_journal_get_length (journal), ==, 0);
}

static void
test_off (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (TarnJournal) journal = g_object_ref (tarn_sample_get_journal (world.sample));

  set_journal (&world, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (call_rows); i++)
    call_rows[i].call (&world, NULL);
  sample_set (world.sample, "glue.running-max", 7);
  tarn_engine_deny (tarn_sample_get_engine (world.sample), "x", "x", "x");
  sample_drain (world.sample);
  g_assert_cmpuint (tarn_journal_get_length (journal), ==, 0);

  /* A journal that the engine no longer writes keeps its entries, and can be given to the engine again. */
  set_journal (&world, journal);
  get_table (&world);
  set_journal (&world, NULL);
  get_table (&world);
  set_journal (&world, journal);
  get_table (&world);
  g_assert_cmpuint (tarn_journal_get_length (journal), ==, 2);
}

static void
test_options (void)
{
  g_auto (World) world = world_new (1);
  TarnEngine *engine = tarn_sample_get_engine (world.sample);
  TarnJournal *journal = tarn_sample_get_journal (world.sample);

  sample_set (world.sample, "glue.running-max", 7);
  sample_set (world.sample, "datazone.active-runs-max", -1);
  sample_set (world.sample, "clock.same-instant-chain-max", 5);
  /* A value that the engine refuses leaves no entry. */
  g_assert_false (tarn_engine_set_option (engine, "glue.running-max", -2, NULL));
  g_assert_false (tarn_engine_set_option (engine, "glue.none", 0, NULL));
  g_assert_false (tarn_engine_set_option (engine, "clock.same-instant-chain-max", 0, NULL));
  assert_journal (journal, "2000-01-01T00:00:00.000000Z option glue.running-max=7\n"
                           "2000-01-01T00:00:00.000000Z option datazone.active-runs-max=-1\n"
                           "2000-01-01T00:00:00.000000Z option clock.same-instant-chain-max=5\n");
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (tarn_journal_get_kind (journal, i), ==, TARN_JOURNAL_OPTION);
}

static void
test_statements (void)
{
  g_auto (World) world = world_new (1);
  TarnEngine *engine = tarn_sample_get_engine (world.sample);
  TarnJournal *journal = tarn_sample_get_journal (world.sample);

  tarn_engine_grant (engine, "arn:aws:iam::210987654321:*", "glue:*", "*");
  tarn_engine_deny (engine, ROOT, "glue:Commit", ORDERS);
  assert_journal (journal,
                  "2000-01-01T00:00:00.000000Z access grant arn:aws:iam::210987654321:* glue:* *\n"
                  "2000-01-01T00:00:00.000000Z access deny " ROOT " glue:Commit " ORDERS "\n");
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (tarn_journal_get_kind (journal, i), ==, TARN_JOURNAL_ACCESS);
}

/* The revocation of a statement is an entry of the same kind as the statement. */
static void
test_statement_taken_back (void)
{
  g_auto (World) world = world_new (1);
  TarnEngine *engine = tarn_sample_get_engine (world.sample);
  TarnJournal *journal = tarn_sample_get_journal (world.sample);
  guint id = tarn_engine_deny (engine, ROOT, "glue:Commit", ORDERS);

  g_assert_true (tarn_engine_revoke (engine, id));
  g_assert_false (tarn_engine_revoke (engine, id));
  g_assert_cmpuint (tarn_journal_get_length (journal), ==, 2);
  g_assert_cmpint (tarn_journal_get_kind (journal, 1), ==, TARN_JOURNAL_ACCESS);
}

static void
test_clock (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  TarnJournal *journal = tarn_sample_get_journal (sample);
  TarnClockResult result;
  gboolean has_stepped;

  tarn_engine_advance_by (engine, 5, NULL);
  tarn_engine_advance_to (engine, TARN_ENGINE_START_TIME + 7, NULL);
  g_assert_false (tarn_engine_advance_to (engine, TARN_ENGINE_START_TIME, NULL));
  tarn_engine_step (engine, &has_stepped, NULL);
  tarn_engine_run_until_idle (engine, NULL, NULL);
  tarn_engine_run_until (engine, never, NULL, TARN_ENGINE_START_TIME + 9, NULL, &result, NULL);
  tarn_engine_run_until (engine, never, NULL, TARN_NO_DEADLINE, NULL, &result, NULL);
  assert_journal (journal,
                  "2000-01-01T00:00:00.000000Z clock advance to 2000-01-01T00:00:00.000005Z\n"
                  "2000-01-01T00:00:00.000005Z clock advance to 2000-01-01T00:00:00.000007Z\n"
                  "2000-01-01T00:00:00.000007Z clock step\n"
                  "2000-01-01T00:00:00.000007Z clock run-until-idle\n"
                  "2000-01-01T00:00:00.000007Z clock run-until to 2000-01-01T00:00:00.000009Z\n"
                  "2000-01-01T00:00:00.000007Z clock run-until\n");
  for (guint i = 0; i < tarn_journal_get_length (journal); i++)
    g_assert_cmpint (tarn_journal_get_kind (journal, i), ==, TARN_JOURNAL_CLOCK);
}

/* --- Bounds ----------------------------------------------------------------------------------- */

static void
set_max (const World *world, gint64 value)
{
  sample_set (world->sample, "glue.running-max", value);
}

static void
assert_maxima (TarnJournal *journal, const char *expected)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tarn_journal_get_length (journal); i++)
    {
      g_autofree char *line = tarn_journal_dup_line (journal, i);

      g_string_append (text, strrchr (line, '=') + 1);
    }
  g_assert_cmpstr (text->str, ==, expected);
  g_string_free (text, TRUE);
}

static void
test_bounded (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (TarnJournal) journal = tarn_journal_new_bounded (3);

  set_journal (&world, journal);
  set_max (&world, 1);
  set_max (&world, 2);
  assert_maxima (journal, "12");
  set_max (&world, 3);
  assert_maxima (journal, "123");
  set_max (&world, 4);
  assert_maxima (journal, "234");
  for (gint64 i = 5; i <= 9; i++)
    set_max (&world, i);
  assert_maxima (journal, "789");
  g_assert_cmpint (tarn_journal_find (journal, "=8", 0), ==, 1);
  g_assert_cmpint (tarn_journal_find (journal, "=6", 0), ==, -1);
}

/* A bounded journal can be cleared after it has begun to drop entries. */
static void
test_bounded_cleared (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (TarnJournal) journal = tarn_journal_new_bounded (3);

  set_journal (&world, journal);
  for (gint64 i = 1; i <= 4; i++)
    set_max (&world, i);
  tarn_journal_clear (journal);
  assert_maxima (journal, "");
  set_max (&world, 5);
  assert_maxima (journal, "5");
  for (gint64 i = 6; i <= 8; i++)
    set_max (&world, i);
  assert_maxima (journal, "678");
}

static void
test_bounded_by_one (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (TarnJournal) journal = tarn_journal_new_bounded (1);

  set_journal (&world, journal);
  set_max (&world, 1);
  get_table (&world);
  /* clang-format off */
  assert_journal (journal,
                  "2000-01-01T00:00:00.000000Z " GET_TABLE_LINE);
  /* clang-format on */
  set_max (&world, 2);
  assert_maxima (journal, "2");
}

/* A journal can outlive its engine. */
static void
test_outlives (void)
{
  g_autoptr (TarnJournal) journal = NULL;
  g_autofree char *line = NULL;

  {
    g_auto (World) world = world_new (1);

    journal = g_object_ref (tarn_sample_get_journal (world.sample));
    g_assert_true (call_stop_refresh (&world, NULL));
  }
  line = tarn_journal_dup_line (journal, 1);
  g_assert_nonnull (strstr (line, "123456789012.sales.daily"));
}

/* --- Reading ---------------------------------------------------------------------------------- */

static void
test_reading (void)
{
  g_auto (World) world = world_new (1);
  TarnJournal *journal = tarn_sample_get_journal (world.sample);
  g_autofree gint64 *times = NULL, *all = NULL;
  guint n_times, n_all;

  for (guint i = 1; i <= 3; i++)
    {
      sample_advance_to (world.sample, i * 100);
      g_assert_cmpint (call_stop_refresh (&world, NULL), ==, i == 1);
    }
  tarn_assert_n_calls (journal, STOP_REFRESH, NULL, 3);
  tarn_assert_n_calls (journal, STOP_REFRESH, "ok", 1);
  tarn_assert_n_calls (journal, STOP_REFRESH, "MaterializedViewRefreshTaskStoppingException", 2);
  tarn_assert_n_calls (journal, GET_REFRESH, NULL, 0);
  tarn_assert_n_calls (journal, NULL, "ok", 1);
  times = tarn_journal_list_call_times (journal, STOP_REFRESH,
                                        "MaterializedViewRefreshTaskStoppingException", &n_times);
  g_assert_cmpuint (n_times, ==, 2);
  g_assert_cmpint (times[0], ==, TARN_ENGINE_START_TIME + 200);
  g_assert_cmpint (times[1], ==, TARN_ENGINE_START_TIME + 300);
  all = tarn_journal_list_call_times (journal, NULL, NULL, &n_all);
  g_assert_cmpuint (n_all, ==, 3);

  /* The entries are: advance, stop, its change, advance, stop, advance, stop. */
  g_assert_cmpint (tarn_journal_find (journal, STOP_REFRESH, 0), ==, 1);
  g_assert_cmpint (tarn_journal_find (journal, STOP_REFRESH, 1), ==, 1);
  g_assert_cmpint (tarn_journal_find (journal, STOP_REFRESH, 2), ==, 4);
  g_assert_cmpint (tarn_journal_find (journal, "-> ok", 2), ==, -1);
  g_assert_cmpint (tarn_journal_find (journal, STOP_REFRESH, 7), ==, -1);
  g_assert_cmpint (tarn_journal_find (journal, STOP_REFRESH, G_MAXUINT), ==, -1);
}

/* The scenario calls all operations, sets an option, adds a statement, and runs the engine to the end. */
static void
test_golden (void)
{
  g_auto (World) world = world_new (1);
  g_autofree char *hash = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (call_rows); i++)
    {
      call_rows[i].call (&world, NULL);
      sample_advance_to (world.sample, (i + 1) * SECOND_US);
    }
  sample_set (world.sample, "glue.running-max", 7);
  tarn_engine_deny (tarn_sample_get_engine (world.sample), ROOT, "lakeformation:SELECT", "*");
  sample_drain (world.sample);
  hash = tarn_journal_dup_sha256 (tarn_sample_get_journal (world.sample));
  g_assert_cmpstr (hash, ==, GOLDEN_SHA256);
}

/* --- Nested calls ----------------------------------------------------------------------------- */

typedef enum
{
  CALL,
  CLEAR,
  TAKE_AWAY,
  REPLACE,
  FILL,
} Deed;

typedef struct
{
  World world;
  Deed command;
  TarnJournal *other;
  gboolean is_done;
} Watch;

static void
do_command (Watch *watch)
{
  TarnEngine *engine = tarn_sample_get_engine (watch->world.sample);

  if (watch->command == CALL)
    get_table (&watch->world);
  else if (watch->command == CLEAR)
    tarn_journal_clear (tarn_sample_get_journal (watch->world.sample));
  else if (watch->command == TAKE_AWAY)
    tarn_engine_set_journal (engine, NULL);
  else if (watch->command == REPLACE)
    tarn_engine_set_journal (engine, watch->other);
  else
    for (guint i = 0; i < 5; i++)
      get_table (&watch->world);
}

static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED, gpointer data)
{
  Watch *watch = data;

  if (watch->is_done)
    return;
  watch->is_done = TRUE;
  do_command (watch);
}

static void
watch_init (Watch *watch, Deed command)
{
  *watch = (Watch){ .world = world_new (1), .command = command, .other = tarn_journal_new () };
  tarn_engine_add_observer (tarn_sample_get_engine (watch->world.sample), on_change, watch, NULL);
}

static void
watch_clear (Watch *watch)
{
  world_clear (&watch->world);
  g_object_unref (watch->other);
}

/* Returns the name of the operation or the cause of each entry. */
static char *
list_entries (TarnJournal *journal)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tarn_journal_get_length (journal); i++)
    {
      g_autofree char *line = tarn_journal_dup_line (journal, i);
      g_auto (GStrv) words = g_strsplit (line, " ", 8);
      gboolean is_change = tarn_journal_get_kind (journal, i) == TARN_JOURNAL_CHANGE;

      g_assert_null (strstr (line, "-> ..."));
      g_string_append_printf (text, "%s ", is_change ? words[6] : words[2]);
    }

  return g_string_free (text, FALSE);
}

static void
check_watch (Deed command, const char *expected, const char *expected_of_other)
{
  Watch watch;
  g_autofree char *text = NULL, *other = NULL;

  watch_init (&watch, command);
  g_assert_true (call_start_refresh (&watch.world, NULL));
  get_table (&watch.world);
  text = list_entries (tarn_sample_get_journal (watch.world.sample));
  other = list_entries (watch.other);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (other, ==, expected_of_other);
  watch_clear (&watch);
}

static void
test_nested_call (void)
{
  check_watch (CALL, "glue:" START_REFRESH " create take-slot glue:GetTable glue:GetTable ", "");
}

static void
test_nested_clear (void)
{
  check_watch (CLEAR, "glue:GetTable ", "");
}

static void
test_nested_taking_away (void)
{
  check_watch (TAKE_AWAY, "glue:" START_REFRESH " create take-slot ", "");
}

static void
test_nested_replacement (void)
{
  check_watch (REPLACE, "glue:" START_REFRESH " create take-slot ", "glue:GetTable ");
}

/* The journal drops the entry of the outer call before the observers of that call have returned. */
static void
test_nested_bounded (void)
{
  Watch watch;
  g_autoptr (TarnJournal) journal = tarn_journal_new_bounded (2);
  g_autofree char *text = NULL;

  watch_init (&watch, FILL);
  set_journal (&watch.world, journal);
  g_assert_true (call_start_refresh (&watch.world, NULL));
  text = list_entries (journal);
  g_assert_cmpstr (text, ==, "glue:GetTable glue:GetTable ");
  watch_clear (&watch);
}

/* --- A cost model that calls an operation ----------------------------------------------------- */

#define LOOKER_TYPE (looker_get_type ())
G_DECLARE_FINAL_TYPE (Looker, looker, TEST, LOOKER, GObject)

struct _Looker
{
  GObject parent_instance;

  const World *world;
};

/* Calls an operation in the middle of the call that asks the cost model. */
static void
look (TarnCostModel *model, const TarnRefreshWork *work G_GNUC_UNUSED,
      TarnCostPlan *plan G_GNUC_UNUSED)
{
  get_table (TEST_LOOKER (model)->world);
}

static void
looker_model_init (TarnCostModelInterface *iface)
{
  iface->plan_refresh = look;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (Looker, looker, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL, looker_model_init))

static void
looker_class_init (LookerClass *class G_GNUC_UNUSED)
{
}

static void
looker_init (Looker *self G_GNUC_UNUSED)
{
}

static void
check_look (guint max_entries, const char *expected)
{
  g_auto (World) world = world_new (1);
  g_autoptr (Looker) looker = g_object_new (LOOKER_TYPE, NULL);
  g_autoptr (TarnJournal) journal = tarn_journal_new_bounded (max_entries);
  g_autofree char *text = NULL;

  looker->world = &world;
  tarn_engine_set_cost_model (tarn_sample_get_engine (world.sample), TARN_COST_MODEL (looker));
  set_journal (&world, journal);
  g_assert_true (call_explain (&world, NULL));
  g_assert_true (call_estimate (&world, NULL));
  text = list_entries (journal);
  g_assert_cmpstr (text, ==, expected);
}

/* The entry of the call that asks the cost model moves, or is dropped, while that call goes on. */
static void
test_look (void)
{
  check_look (3, "glue:Explain glue:EstimateRefresh glue:GetTable ");
  check_look (2, "glue:EstimateRefresh glue:GetTable ");
  check_look (1, "glue:GetTable ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal/empty", test_empty);
  g_test_add_func ("/journal/off", test_off);
  g_test_add_func ("/journal/options", test_options);
  g_test_add_func ("/journal/statements", test_statements);
  g_test_add_func ("/journal/statement-taken-back", test_statement_taken_back);
  g_test_add_func ("/journal/clock", test_clock);
  g_test_add_func ("/journal/bounded", test_bounded);
  g_test_add_func ("/journal/bounded-cleared", test_bounded_cleared);
  g_test_add_func ("/journal/bounded-by-one", test_bounded_by_one);
  g_test_add_func ("/journal/outlives", test_outlives);
  g_test_add_func ("/journal/reading", test_reading);
  g_test_add_func ("/journal/golden", test_golden);

  g_test_add_func ("/journal/nested-call", test_nested_call);
  g_test_add_func ("/journal/nested-clear", test_nested_clear);
  g_test_add_func ("/journal/nested-taking-away", test_nested_taking_away);
  g_test_add_func ("/journal/nested-replacement", test_nested_replacement);
  g_test_add_func ("/journal/nested-bounded", test_nested_bounded);

  g_test_add_func ("/journal/nested-look", test_look);

  return g_test_run ();
}
