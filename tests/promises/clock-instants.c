/* SPDX-License-Identifier: MIT */
/* What tarn-clock.h and its neighbours promise of functions that are called at the end of an instant. */
#include "worlds/small-lake.h"

#include "promise.h"

enum
{
  N_TIE_ORDERS = 4,
};

/* How long a refresh takes that finds nothing changed. */
#define RUN_US (100 * SECOND_US)
#define START "operation=StartMaterializedViewRefreshTaskRun\n"
#define STOP "operation=StopMaterializedViewRefreshTaskRun\n"

typedef struct _Fixture Fixture;

/* What a function does in a round, and what it logs. */
typedef struct
{
  Fixture *fixture;
  char letter;
  guint n_deeds; /* in so many rounds */
  void (*deed) (Fixture *fixture);
  guint id;
} Func;

struct _Fixture
{
  SmallLake lake;
  GString *log;
  gint64 begin_us;
  Func f, g;
};

static void
fixture_init (Fixture *fixture, gint64 n_slots)
{
  small_lake_init (&fixture->lake, 1, 2, 0);
  engine_set (fixture->lake.engine, "glue.cost-unchanged-ms", RUN_US / MS_US);
  engine_set (fixture->lake.engine, "glue.running-max", n_slots);
  /* The first refresh of a view is full, and takes another time. */
  for (guint i = 0; i < 2; i++)
    {
      g_free (small_lake_start (&fixture->lake, i, NULL));
      engine_drain (fixture->lake.engine);
    }
  fixture->log = g_string_new (NULL);
  fixture->begin_us = tarn_engine_get_now (fixture->lake.engine);
  fixture->f = (Func){ .fixture = fixture, .letter = 'f' };
  fixture->g = (Func){ .fixture = fixture, .letter = 'g' };
}

static void
fixture_clear (Fixture *fixture)
{
  small_lake_clear (&fixture->lake);
  g_string_free (fixture->log, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static gint64
get_seconds (const Fixture *fixture)
{
  return (tarn_engine_get_now (fixture->lake.engine) - fixture->begin_us) / SECOND_US;
}

/* Takes the log, which must be as expected. */
static void
assert_log (Fixture *fixture, const char *expected)
{
  g_assert_cmpstr (fixture->log->str, ==, expected);
  g_string_truncate (fixture->log, 0);
}

static void
on_instant (TarnEngine *engine, guint round, gpointer data)
{
  Func *func = data;

  g_assert_true (engine == func->fixture->lake.engine);
  g_string_append_printf (func->fixture->log, "%c%u@%" G_GINT64_FORMAT " ", func->letter, round,
                          get_seconds (func->fixture));
  if (func->n_deeds > 0)
    {
      func->n_deeds--;
      func->deed (func->fixture);
    }
}

static void
on_destroy (gpointer data)
{
  const Func *func = data;

  g_string_append_printf (func->fixture->log, "(%c) ", func->letter);
}

static void
add (Func *func)
{
  func->id
      = tarn_engine_add_instant_func (func->fixture->lake.engine, on_instant, func, on_destroy);
  g_assert_cmpuint (func->id, !=, 0);
}

/* Adds the function, and drives its first call away. */
static void
add_before (Fixture *fixture)
{
  add (&fixture->f);
  engine_advance (fixture->lake.engine, 0);
  assert_log (fixture, "f0@0 ");
}

static gboolean
on_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Fixture *fixture = data;

  g_string_append_printf (fixture->log, "t@%" G_GINT64_FORMAT " ", get_seconds (fixture));
  return G_SOURCE_REMOVE;
}

static void
add_timeout (Fixture *fixture, gint64 interval_us)
{
  tarn_engine_add_timeout (fixture->lake.engine, interval_us, TARN_TIMEOUT_NONE, on_timeout,
                           fixture, NULL);
}

/* --- Deeds ------------------------------------------------------------------------------------ */

static void
do_commit (Fixture *fixture)
{
  small_lake_commit (&fixture->lake, 1, 1);
}

static void
do_start (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = small_lake_start (&fixture->lake, 0, &error);

  g_string_append (fixture->log, id != NULL ? "started " : "refused ");
}

static void
do_stop (Fixture *fixture)
{
  small_lake_stop (&fixture->lake, 0, NULL);
}

static void
do_set_option (Fixture *fixture)
{
  engine_set (fixture->lake.engine, "glue.stop-latency-us", 1);
}

static void
do_add_timeout_now (Fixture *fixture)
{
  add_timeout (fixture, 0);
}

static void
do_add_timeout_later (Fixture *fixture)
{
  add_timeout (fixture, DAY_US);
}

static void
do_look (Fixture *fixture)
{
  g_autoptr (TarnTable) table
      = tarn_glue_client_get_table (fixture->lake.glue, fixture->lake.views[0], NULL);

  g_assert_nonnull (table);
}

static void
do_set_up (Fixture *fixture)
{
  TarnEngine *engine = fixture->lake.engine;
  guint id = tarn_engine_grant (engine, "*", "glue:*", "*");

  g_assert_true (tarn_engine_revoke (engine, id));
  tarn_engine_set_cost_model (engine, NULL);
  tarn_engine_set_fault_plan (engine, NULL);
}

static void
do_remove_f (Fixture *fixture)
{
  g_assert_true (tarn_engine_remove_instant_func (fixture->lake.engine, fixture->f.id));
  g_assert_false (tarn_engine_remove_instant_func (fixture->lake.engine, fixture->f.id));
}

static void
do_add_g (Fixture *fixture)
{
  add (&fixture->g);
}

static void
do_stop_driving (Fixture *fixture)
{
  g_assert_true (tarn_engine_stop (fixture->lake.engine));
}

static void
do_drive (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_engine_step (fixture->lake.engine, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BUSY);
}

/* --- What makes a round ----------------------------------------------------------------------- */

typedef struct
{
  const char *rules; /* of a fault plan, or NULL */
  void (*deed) (Fixture *fixture);
  gboolean begins_run; /* a run is RUNNING before */
  const char *outside; /* the log where a call from outside does the deed after round 0 */
  const char *inside;  /* the log where the function does the deed in round 1 */
} DeedRow;

#define NO_ROUND "", "f1@0 "
#define ROUND "f1@0 ", "f1@0 f2@0 "

static const DeedRow commit_row = { NULL, do_commit, FALSE, ROUND };
static const DeedRow option_row = { NULL, do_set_option, FALSE, ROUND };
static const DeedRow timeout_row
    = { NULL, do_add_timeout_now, FALSE, "t@0 f1@0 ", "f1@0 t@0 f2@0 " };
static const DeedRow later_row = { NULL, do_add_timeout_later, FALSE, NO_ROUND };
static const DeedRow look_row = { NULL, do_look, FALSE, NO_ROUND };
static const DeedRow failed_row = { NULL, do_stop, FALSE, NO_ROUND };
static const DeedRow thrown_row
    = { "[a]\n" STOP "do=throw\nexception=OperationTimeoutException\n", do_stop, TRUE, NO_ROUND };
static const DeedRow lost_row = { "[a]\n" STOP "do=lose-reply\n", do_stop, TRUE, ROUND };
static const DeedRow ended_row = { "[a]\n" START "do=end-at-stop\n", do_stop, TRUE, ROUND };
static const DeedRow set_up_row = { NULL, do_set_up, FALSE, NO_ROUND };

static void
prepare (Fixture *fixture, const DeedRow *row)
{
  fixture_init (fixture, 1);
  if (row->rules != NULL)
    engine_add_faults (fixture->lake.engine, row->rules);
  if (row->begins_run)
    g_free (small_lake_start (&fixture->lake, 0, NULL));
  /* So that nothing happens after an accepted stop. */
  engine_set (fixture->lake.engine, "glue.stop-latency-us", DAY_US);
  engine_advance (fixture->lake.engine, 50 * SECOND_US);
  fixture->begin_us = tarn_engine_get_now (fixture->lake.engine);
  add_before (fixture);
}

static void
test_deed (gconstpointer data)
{
  const DeedRow *row = data;

  for (guint is_inside = 0; is_inside < 2; is_inside++)
    {
      g_auto (Fixture) fixture = { 0 };

      prepare (&fixture, row);
      fixture.f.deed = row->deed;
      fixture.f.n_deeds = is_inside;
      if (is_inside)
        do_commit (&fixture);
      else
        row->deed (&fixture);
      engine_advance (fixture.lake.engine, SECOND_US);
      assert_log (&fixture, is_inside ? row->inside : row->outside);
    }
}

/* --- When it is called ------------------------------------------------------------------------ */

static void
start_at_end (Fixture *fixture)
{
  if (get_seconds (fixture) == RUN_US / SECOND_US)
    do_start (fixture);
}

/* The only slot becomes free at the time of two timeouts, before, between or after them. */
static void
test_whole_instant (void)
{
  for (gint64 ties = 0; ties < N_TIE_ORDERS; ties++)
    {
      g_auto (Fixture) fixture = { 0 };

      fixture_init (&fixture, 1);
      engine_set (fixture.lake.engine, "clock.tie-order", ties);
      fixture.f.deed = start_at_end;
      fixture.f.n_deeds = 2;
      add_timeout (&fixture, RUN_US);
      g_free (small_lake_start (&fixture.lake, 1, NULL));
      add_timeout (&fixture, RUN_US);
      add (&fixture.f);
      engine_drain (fixture.lake.engine);
      assert_log (&fixture, "f0@0 t@100 t@100 f0@100 started f1@100 f0@200 ");
    }
}

static void
test_called (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, 1);
  add_timeout (&fixture, 7 * SECOND_US);
  add_timeout (&fixture, 7 * SECOND_US);
  add_timeout (&fixture, 9 * SECOND_US);
  add (&fixture.f);
  assert_log (&fixture, "");
  engine_advance (fixture.lake.engine, 8 * SECOND_US);
  assert_log (&fixture, "f0@0 t@7 t@7 f0@7 ");
  engine_advance (fixture.lake.engine, SECOND_US);
  assert_log (&fixture, "t@9 f0@9 ");
  engine_advance (fixture.lake.engine, HOUR_US);
  assert_log (&fixture, "");
}

/* The first function of a round finds no event that is due, whatever the one before has added. */
static void
check_nothing_due (TarnEngine *engine, guint round G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) pending = tarn_engine_list_pending (engine, 1);

  if (pending->len > 0)
    g_assert_cmpint (((const TarnPendingEvent *) pending->pdata[0])->time_us, >,
                     tarn_engine_get_now (engine));
}

static void
test_nothing_due (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, 1);
  tarn_engine_add_instant_func (fixture.lake.engine, check_nothing_due, NULL, NULL);
  fixture.f.deed = do_add_timeout_now;
  fixture.f.n_deeds = 3;
  add (&fixture.f);
  engine_advance (fixture.lake.engine, SECOND_US);
  assert_log (&fixture, "f0@0 t@0 f1@0 t@0 f2@0 t@0 f3@0 ");
}

static void
test_all_again (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, 1);
  add (&fixture.f);
  add (&fixture.g);
  fixture.g.deed = do_commit;
  fixture.g.n_deeds = 2;
  engine_advance (fixture.lake.engine, SECOND_US);
  assert_log (&fixture, "f0@0 g0@0 f1@0 g1@0 f2@0 g2@0 ");
}

static void
test_may_not_drive (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, 1);
  fixture.f.deed = do_drive;
  fixture.f.n_deeds = 1;
  add (&fixture.f);
  engine_advance (fixture.lake.engine, SECOND_US);
  assert_log (&fixture, "f0@0 ");
}

/* --- Adding and removing ---------------------------------------------------------------------- */

static void
test_added_in_a_round (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, 1);
  fixture.f.deed = do_add_g;
  fixture.f.n_deeds = 1;
  add (&fixture.f);
  engine_advance (fixture.lake.engine, SECOND_US);
  assert_log (&fixture, "f0@0 f1@0 g1@0 ");
}

static void
test_removes_itself (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, 1);
  fixture.f.deed = do_remove_f;
  fixture.f.n_deeds = 1;
  add (&fixture.f);
  add (&fixture.g);
  engine_advance (fixture.lake.engine, SECOND_US);
  assert_log (&fixture, "f0@0 g0@0 (f) ");
  do_commit (&fixture);
  engine_advance (fixture.lake.engine, 0);
  assert_log (&fixture, "g0@1 ");
}

static void
test_destroyed (void)
{
  g_auto (Fixture) fixture = { 0 };
  Fixture other = { 0 };

  fixture_init (&fixture, 1);
  add (&fixture.f);
  add (&fixture.g);
  g_assert_cmpuint (fixture.f.id, !=, fixture.g.id);
  do_remove_f (&fixture);
  assert_log (&fixture, "(f) ");
  g_assert_true (tarn_engine_remove_instant_func (fixture.lake.engine, fixture.g.id));
  assert_log (&fixture, "(g) ");
  fixture_init (&other, 1);
  add (&other.f);
  small_lake_clear (&other.lake);
  assert_log (&other, "(f) ");
  g_string_free (other.log, TRUE);
}

/* --- Where driving ends ----------------------------------------------------------------------- */

static gboolean
is_at (TarnEngine *engine, gpointer data)
{
  return tarn_engine_get_now (engine) == *(const gint64 *) data;
}

static TarnClockResult
run_until (Fixture *fixture, TarnConditionFunc condition, gpointer data, gint64 deadline_us)
{
  g_autoptr (GError) error = NULL;
  TarnClockResult result;

  tarn_engine_run_until (fixture->lake.engine, condition, data, deadline_us, NULL, &result, &error);
  g_assert_no_error (error);
  return result;
}

static void
test_deadline (void)
{
  g_auto (Fixture) fixture = { 0 };
  gint64 time_us;

  fixture_init (&fixture, 1);
  time_us = fixture.begin_us + 7 * SECOND_US;
  add_before (&fixture);
  add_timeout (&fixture, 7 * SECOND_US);
  g_assert_cmpint (run_until (&fixture, never, NULL, time_us), ==, TARN_CLOCK_RESULT_IDLE);
  assert_log (&fixture, "t@7 f0@7 ");
  add_timeout (&fixture, HOUR_US);
  do_commit (&fixture);
  g_assert_cmpint (run_until (&fixture, never, NULL, time_us), ==, TARN_CLOCK_RESULT_DEADLINE);
  assert_log (&fixture, "f1@7 ");
}

static void
test_not_over (void)
{
  g_auto (Fixture) fixture = { 0 };
  gint64 time_us, next_us = 0;

  fixture_init (&fixture, 1);
  time_us = fixture.begin_us + 7 * SECOND_US;
  add_before (&fixture);
  add_timeout (&fixture, 7 * SECOND_US);
  add_timeout (&fixture, 8 * SECOND_US);
  g_assert_cmpint (run_until (&fixture, is_at, &time_us, TARN_NO_DEADLINE), ==,
                   TARN_CLOCK_RESULT_CONDITION);
  assert_log (&fixture, "t@7 ");
  g_assert_true (tarn_engine_peek_next (fixture.lake.engine, &next_us));
  g_assert_cmpint (next_us, ==, time_us);
  /* The function stops the driving, and what it does makes another round. */
  do_commit (&fixture);
  fixture.f.deed = do_stop_driving;
  fixture.f.n_deeds = 1;
  g_assert_cmpint (run_until (&fixture, never, NULL, TARN_NO_DEADLINE), ==,
                   TARN_CLOCK_RESULT_STOPPED);
  do_commit (&fixture);
  assert_log (&fixture, "f0@7 ");
  engine_drain (fixture.lake.engine);
  assert_log (&fixture, "f1@7 t@8 f0@8 ");
}

/* A commit is no event, so the engine would be idle without a round. */
static void
test_foreground (void)
{
  g_auto (Fixture) fixture = { 0 };
  gint64 next_us = 0;

  fixture_init (&fixture, 1);
  add_before (&fixture);
  g_assert_false (tarn_engine_peek_next (fixture.lake.engine, &next_us));
  do_commit (&fixture);
  g_assert_true (tarn_engine_peek_next (fixture.lake.engine, &next_us));
  g_assert_cmpint (next_us, ==, tarn_engine_get_now (fixture.lake.engine));
  engine_drain (fixture.lake.engine);
  assert_log (&fixture, "f1@0 ");
}

/* --- Counts and limits ------------------------------------------------------------------------ */

static void
test_steps (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GError) error = NULL;
  gboolean stepped = FALSE;

  fixture_init (&fixture, 1);
  fixture.f.deed = do_commit;
  fixture.f.n_deeds = 5;
  add (&fixture.f);
  pending = tarn_engine_list_pending (fixture.lake.engine, 99);
  g_assert_cmpuint (pending->len, ==, 0);
  g_assert_true (tarn_engine_step (fixture.lake.engine, &stepped, NULL));
  g_assert_true (stepped);
  assert_log (&fixture, "f0@0 ");
  tarn_clock_limits_set_max_events (limits, 3);
  g_assert_false (tarn_engine_run_until_idle (fixture.lake.engine, limits, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_LIMIT);
  assert_log (&fixture, "f1@0 f2@0 f3@0 ");
}

static void
assert_limit (gboolean success, GError **error)
{
  g_assert_false (success);
  g_assert_error (*error, TARN_ERROR, TARN_ERROR_LIMIT);
  g_assert_nonnull (strstr ((*error)->message, "rounds"));
  g_clear_error (error);
}

/* Each function gives up at the limit once, and the rounds go on with their numbers. */
static void
test_limit (void)
{
  g_auto (Fixture) fixture = { 0 };
  TarnEngine *engine;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture, 1);
  engine = fixture.lake.engine;
  engine_set (engine, "clock.instant-rounds-max", 2);
  fixture.f.deed = do_commit;
  fixture.f.n_deeds = 8;
  add (&fixture.f);
  assert_limit (tarn_engine_advance_by (engine, HOUR_US, &error), &error);
  assert_log (&fixture, "f0@0 f1@0 ");
  g_assert_true (tarn_engine_step (engine, NULL, NULL));
  g_assert_true (tarn_engine_step (engine, NULL, NULL));
  assert_log (&fixture, "f2@0 f3@0 ");
  assert_limit (tarn_engine_step (engine, NULL, &error), &error);
  assert_log (&fixture, "");
  assert_limit (tarn_engine_run_until_idle (engine, NULL, &error), &error);
  assert_log (&fixture, "f4@0 f5@0 ");
  assert_limit (tarn_engine_run_until (engine, never, NULL, TARN_NO_DEADLINE, NULL, NULL, &error),
                &error);
  assert_log (&fixture, "f6@0 f7@0 ");
  engine_advance (engine, HOUR_US);
  assert_log (&fixture, "f8@0 ");
}

static void
test_default_limit (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture, 1);
  fixture.f.deed = do_commit;
  fixture.f.n_deeds = 2000;
  add (&fixture.f);
  assert_limit (tarn_engine_advance_by (fixture.lake.engine, HOUR_US, &error), &error);
  g_assert_cmpuint (fixture.f.n_deeds, ==, 1000);
}

/* --- Forks ------------------------------------------------------------------------------------ */

static void
test_left_behind (void)
{
  g_auto (Fixture) fixture = { 0 };
  TarnLeftBehind left = { 0 };

  fixture_init (&fixture, 1);
  add (&fixture.f);
  add (&fixture.g);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (fixture.lake.engine, NULL, &left, NULL);
  g_autoptr (GBytes) bytes = tarn_engine_save (fixture.lake.engine, NULL);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, NULL);
  TarnEngine *copies[] = { fork, restored };

  g_assert_cmpuint (left.n_instant_funcs, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      g_assert_false (tarn_engine_remove_instant_func (copies[i], fixture.f.id));
      engine_set (copies[i], "glue.stop-latency-us", 1);
      engine_advance (copies[i], HOUR_US);
    }
  assert_log (&fixture, "");
}

static Func copy_of_func;

/* The copy has the log of the original, and another letter. */
static gpointer
copy_func (gpointer data, TarnEngine *fork)
{
  const Func *original = data;

  g_assert_true (TARN_IS_ENGINE (fork));
  copy_of_func = *original;
  copy_of_func.letter = g_ascii_toupper (original->letter);
  return &copy_of_func;
}

static void
on_copied_instant (TarnEngine *engine, guint round, gpointer data)
{
  Func *func = data;

  g_string_append_printf (func->fixture->log, "%c%u ", func->letter, round);
  if (func->n_deeds > 0)
    {
      func->n_deeds--;
      engine_set (engine, "glue.stop-latency-us", 1 + func->n_deeds);
    }
}

/* The instant has had two of its rounds when the engine is forked. */
static void
test_taken_along (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, 1);
  TarnEngine *engine = fixture.lake.engine;
  fixture.f.n_deeds = 4;
  guint id = tarn_engine_add_instant_func (engine, on_copied_instant, &fixture.f, on_destroy);
  g_assert_true (tarn_engine_set_instant_copy_func (engine, id, copy_func));
  for (guint i = 0; i < 2; i++)
    g_assert_true (tarn_engine_step (engine, NULL, NULL));
  assert_log (&fixture, "f0 f1 ");
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  engine_advance (fork, 0);
  assert_log (&fixture, "F2 F3 F4 ");
  engine_advance (engine, 0);
  assert_log (&fixture, "f2 f3 f4 ");
  g_assert_true (tarn_engine_remove_instant_func (fork, id));
  assert_log (&fixture, "(F) ");
  g_assert_true (tarn_engine_set_instant_copy_func (engine, id, NULL));
  g_assert_false (tarn_engine_set_instant_copy_func (engine, id + 1, NULL));
  g_clear_object (&fork);
  fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  g_assert_false (tarn_engine_remove_instant_func (fork, id));
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-clock.h: chapter: is called after everything of an instant has happened, in whatever order, and before time moves on.", test_whole_instant },
  { "tarn-clock.h: chapter: So it sees all commits, all ended runs and all free slots of the instant, and may start runs then.", test_whole_instant },
  { "tarn-clock.h: chapter: If what the function does changes something at the same instant, it is called again: the calls of one instant are rounds with numbers", NULL, test_deed, &commit_row },
  { "tarn-clock.h: chapter: and the option `clock.instant-rounds-max` limits them.", test_limit },
  { "tarn-clock.h: chapter: the end of an instant, if you have added a function for it", test_called },
  { "tarn-clock.h: chapter: The end of an instant is in the foreground.", test_foreground },
  { "tarn-clock.h: chapter: and when one instant has too many rounds.", test_limit },
  { "tarn-clock.h: tarn_engine_peek_next(): If the functions of instants will be called at the end of the present instant, the next event is due now.", test_foreground },
  { "tarn-clock.h: tarn_engine_step(): or it is a round and the instant has had `clock.instant-rounds-max` rounds; nothing happened, and the next call goes on", test_limit },
  { "tarn-clock.h: tarn_engine_advance_to(): or an instant needs more than `clock.instant-rounds-max` rounds; now is that instant, and the next call goes on", test_limit },
  { "tarn-clock.h: tarn_engine_run_until(): one of @limits, `clock.same-instant-chain-max` or `clock.instant-rounds-max` is reached; now is the time of the last event", test_limit },
  { "tarn-clock.h: TarnInstantFunc: how often the functions of the engine were called at this instant before: 0 for the first time", test_limit },
  { "tarn-clock.h: TarnInstantFunc: Called at the end of an instant in which something has happened: an event,", test_called },
  { "tarn-clock.h: TarnInstantFunc: a call of an operation that has changed something", NULL, test_deed, &commit_row },
  { "tarn-clock.h: TarnInstantFunc: or an option that was set.", NULL, test_deed, &option_row },
  { "tarn-clock.h: TarnInstantFunc: Called at the end of an instant in which something has happened", NULL, test_deed, &look_row },
  { "tarn-clock.h: TarnInstantFunc: No event is due any more then at this instant.", test_nothing_due },
  { "tarn-clock.h: TarnInstantFunc: The function may do what a #TarnTimeoutFunc may do.", test_may_not_drive },
  { "tarn-clock.h: TarnInstantFunc: or adds a timeout that is due now", NULL, test_deed, &timeout_row },
  { "tarn-clock.h: TarnInstantFunc: adds a timeout that is due now", NULL, test_deed, &later_row },
  { "tarn-clock.h: TarnInstantFunc: then all of them are called again, in the next round", test_all_again },
  { "tarn-clock.h: TarnInstantFunc: after the events that are due now by then", test_nothing_due },
  { "tarn-clock.h: TarnInstantFunc: A call that fails changes nothing, and so is no reason for another round", NULL, test_deed, &failed_row },
  { "tarn-clock.h: TarnInstantFunc: and so is no reason for another round", NULL, test_deed, &thrown_row },
  { "tarn-clock.h: TarnInstantFunc: unless a fault plan has lost its reply", NULL, test_deed, &lost_row },
  { "tarn-clock.h: TarnInstantFunc: or ended a run at the call.", NULL, test_deed, &ended_row },
  { "tarn-clock.h: TarnInstantFunc: Statements, cost models and fault plans only decide what happens later, so setting one is no reason for a round.", NULL, test_deed, &set_up_row },
  { "tarn-clock.h: add_instant_func(): Adds a function that is called once everything of an instant has happened, whatever the order of ties.", test_whole_instant },
  { "tarn-clock.h: add_instant_func(): The functions are called in the order in which they were added.", test_all_again },
  { "tarn-clock.h: add_instant_func(): The first call of @func is at the end of the present instant, when time is driven the next time.", test_called },
  { "tarn-clock.h: add_instant_func(): A function that is added during a round is called from the next round on, and that round takes place.", test_added_in_a_round },
  { "tarn-clock.h: add_instant_func(): A restored engine has no functions.", test_left_behind },
  { "tarn-clock.h: add_instant_func(): A function that drives time calls @func before time moves on from the instant, and before it ends at a deadline.", test_deadline },
  { "tarn-clock.h: add_instant_func(): If it ends because a condition is met, because it was stopped, or at a limit, then the instant is not over, and the next function that drives time goes on with it.", test_not_over },
  { "tarn-clock.h: add_instant_func(): Each round counts as an event for the limit of #TarnClockLimits, and tarn_engine_step() makes one round at a time.", test_steps },
  { "tarn-clock.h: add_instant_func(): tarn_engine_list_pending() does not list rounds.", test_steps },
  { "tarn-clock.h: add_instant_func(): called with @user_data when the function is removed or the engine is freed", test_destroyed },
  { "tarn-clock.h: add_instant_func(): an id for tarn_engine_remove_instant_func()", test_destroyed },
  { "tarn-clock.h: add_instant_func(): A fork has those with a copy function", test_taken_along },
  { "tarn-clock.h: set_instant_copy_func(): The function of the fork has the same id", test_taken_along },
  { "tarn-clock.h: set_instant_copy_func(): and the rounds of the present instant go on with their numbers", test_taken_along },
  { "tarn-clock.h: set_instant_copy_func(): Without a copy function, a fork leaves the function behind.", test_taken_along },
  { "tarn-clock.h: set_instant_copy_func(): whether there is such a function", test_taken_along },
  { "tarn-clock.h: remove_instant_func(): A function may remove itself: the destroy function is called after all functions of the round have been called.", test_removes_itself },
  { "tarn-clock.h: remove_instant_func(): whether there was such a function", test_destroyed },
  { "tarn-engine.h: set_option(): `clock.instant-rounds-max` is how many rounds an instant may have, 1,000 by default", test_default_limit },
  { "tarn-snapshot.h: TarnLeftBehind: functions that are called at the end of each instant", test_left_behind },
  { "tarn-snapshot.h: chapter: They do not contain what belongs to the user: observers, timeouts, functions of instants", test_left_behind },
  { "time.md: The end of an instant: If a start changes something at this instant, the function is called again, with the number of the round.", test_whole_instant },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
