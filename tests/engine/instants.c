/* SPDX-License-Identifier: MIT */
/*
 * Tests when functions of instants are called, that they see a whole instant whatever the order of ties, and
 * that their rounds have numbers and a limit.
 */
#include "worlds/small-lake.h"

enum
{
  N_VIEWS = 4,
  N_TIE_ORDERS = 4,
};

/* A refresh that finds nothing changed takes this long, so that runs end at round times. */
#define RUN_US (100 * SECOND_US)

static void
lake_init (SmallLake *lake, guint n_slots)
{
  small_lake_init (lake, 1, N_VIEWS, 0);
  engine_set (lake->engine, "glue.cost-unchanged-ms", RUN_US / MS_US);
  engine_set (lake->engine, "glue.running-max", n_slots);
  /* The first refresh of a view is full, so it takes another time. */
  for (guint i = 0; i < N_VIEWS; i++)
    {
      g_free (small_lake_start (lake, i, NULL));
      engine_drain (lake->engine);
    }
}

/* Logs the round, and the time since the log began. */
typedef struct
{
  GString *text;
  gint64 begin_us;
  char letter;
  guint id;
} Log;

static Log
log_new (const SmallLake *lake)
{
  return (Log){ g_string_new (NULL), tarn_engine_get_now (lake->engine), 'f', 0 };
}

static void
log_clear (Log *log)
{
  g_string_free (log->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Log, log_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SmallLake, small_lake_clear)

static void
on_instant (TarnEngine *engine, guint round, gpointer data)
{
  Log *log = data;

  g_string_append_printf (log->text, "%c%u@%" G_GINT64_FORMAT " ", log->letter, round,
                          (tarn_engine_get_now (engine) - log->begin_us) / SECOND_US);
}

static void
watch (const SmallLake *lake, Log *log)
{
  log->id = tarn_engine_add_instant_func (lake->engine, on_instant, log, NULL);
  g_assert_cmpuint (log->id, !=, 0);
}

/* Watches, and drives the first call away, which the addition causes. */
static void
watch_from_now (const SmallLake *lake, Log *log)
{
  watch (lake, log);
  engine_advance (lake->engine, 0);
  g_assert_cmpstr (log->text->str, ==, "f0@0 ");
  g_string_truncate (log->text, 0);
}

/* --- A policy --------------------------------------------------------------------------------- */

/*
 * Each hundred seconds one view wants to be refreshed, and each run takes a hundred seconds in the only slot. So
 * a run ends at each time at which the next view wants to start.
 */
typedef struct
{
  SmallLake *lake;
  guint n_wanted;
  guint n_started;
  guint n_refused;
  gboolean starts_at_once; /* and not at the end of the instant */
  gint64 n_seconds_late;
} Policy;

static void
start_next (Policy *policy)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = small_lake_start (policy->lake, policy->n_started % N_VIEWS, &error);

  if (id == NULL)
    {
      g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED);
      policy->n_refused++;
    }
  policy->n_started++;
}

static gboolean
want (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Policy *policy = data;

  policy->n_wanted++;
  if (policy->starts_at_once)
    start_next (policy);
  return policy->n_wanted < 50;
}

static void
decide (TarnEngine *engine G_GNUC_UNUSED, guint round G_GNUC_UNUSED, gpointer data)
{
  Policy *policy = data;

  while (policy->n_started < policy->n_wanted)
    start_next (policy);
}

/* Returns how many of 50 starts are refused. */
static guint
count_refused (gint64 tie_order, gboolean starts_at_once)
{
  g_auto (SmallLake) lake = { 0 };
  Policy policy = { .lake = &lake, .starts_at_once = starts_at_once };

  lake_init (&lake, 1);
  engine_set (lake.engine, "clock.tie-order", tie_order);
  if (!starts_at_once)
    tarn_engine_add_instant_func (lake.engine, decide, &policy, NULL);
  tarn_engine_add_timeout (lake.engine, RUN_US, TARN_TIMEOUT_NONE, want, &policy, NULL);
  engine_drain (lake.engine);
  g_assert_cmpuint (policy.n_started, ==, 50);
  return policy.n_refused;
}

static void
test_policy (void)
{
  guint n_refused = 0;

  for (gint64 ties = 0; ties < N_TIE_ORDERS; ties++)
    {
      g_assert_cmpuint (count_refused (ties, FALSE), ==, 0);
      n_refused += count_refused (ties, TRUE);
    }
  /* The same starts in the timeouts depend on the order of ties. */
  g_assert_cmpuint (n_refused, >, 0);
}

/* --- What opens an instant -------------------------------------------------------------------- */

static void
do_nothing (SmallLake *lake G_GNUC_UNUSED)
{
}

static void
do_start (SmallLake *lake)
{
  g_free (small_lake_start (lake, 0, NULL));
}

static void
do_fail (SmallLake *lake)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (small_lake_stop (lake, 0, &error));
  g_assert_nonnull (error);
}

static void
do_look (SmallLake *lake)
{
  tarn_table_unref (tarn_glue_client_get_table (lake->glue, lake->views[0], NULL));
}

static void
do_commit (SmallLake *lake)
{
  small_lake_commit (lake, 0, 1);
}

static void
do_set_option (SmallLake *lake)
{
  engine_set (lake->engine, "glue.stop-latency-us", 1);
}

static void
do_set_wrong_option (SmallLake *lake)
{
  g_assert_false (tarn_engine_set_option (lake->engine, "glue.stop-latency-us", -1, NULL));
}

static gboolean
on_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_REMOVE;
}

static void
do_add_timeout_later (SmallLake *lake)
{
  tarn_engine_add_timeout (lake->engine, HOUR_US, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL);
}

static void
do_add_timeout_now (SmallLake *lake)
{
  tarn_engine_add_timeout (lake->engine, 0, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL);
}

typedef struct
{
  const char *name;
  void (*deed) (SmallLake *lake);
  const char *log; /* after a minute; round 0 of the instant was before */
} OpenRow;

static const OpenRow open_rows[] = {
  { "nothing", do_nothing, "" },
  { "start", do_start, "f1@0 " },
  { "failed-call", do_fail, "" },
  { "read-only-call", do_look, "" },
  { "commit", do_commit, "f1@0 " },
  { "option", do_set_option, "f1@0 " },
  { "wrong-option", do_set_wrong_option, "" },
  { "timeout-later", do_add_timeout_later, "" },
  { "timeout-now", do_add_timeout_now, "f1@0 " },
};

static void
test_opens (gconstpointer data)
{
  const OpenRow *row = data;
  g_auto (SmallLake) lake = { 0 };

  lake_init (&lake, 1);
  g_auto (Log) log = log_new (&lake);
  engine_advance (lake.engine, SECOND_US);
  log.begin_us += SECOND_US;
  watch_from_now (&lake, &log);
  row->deed (&lake);
  g_assert_cmpstr (log.text->str, ==, "");
  engine_advance (lake.engine, MINUTE_US);
  g_assert_cmpstr (log.text->str, ==, row->log);
}

/* --- However time is driven ------------------------------------------------------------------- */

static void
drive_by_advance (TarnEngine *engine)
{
  engine_advance (engine, HOUR_US);
}

static void
drive_by_steps (TarnEngine *engine)
{
  for (gboolean stepped = TRUE; stepped;)
    g_assert_true (tarn_engine_step (engine, &stepped, NULL));
}

static void
drive_by_main_loop (TarnEngine *engine)
{
  GMainContext *context = g_main_context_new ();
  GSource *source = tarn_engine_create_source (engine);

  g_source_attach (source, context);
  g_source_unref (source);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_unref (context);
}

typedef struct
{
  const char *name;
  void (*drive) (TarnEngine *engine);
} DriveRow;

static const DriveRow drive_rows[] = {
  { "advance", drive_by_advance },
  { "run-until-idle", engine_drain },
  { "steps", drive_by_steps },
  { "main-loop", drive_by_main_loop },
};

/* The run has two ends of an instant besides the start: it begins at once, and ends after a hundred seconds. */
static void
test_drive (gconstpointer data)
{
  const DriveRow *row = data;

  for (gint64 ties = 0; ties < N_TIE_ORDERS; ties++)
    {
      g_auto (SmallLake) lake = { 0 };
      gint64 next_us = 0;

      lake_init (&lake, 2);
      engine_set (lake.engine, "clock.tie-order", ties);
      g_auto (Log) log = log_new (&lake);
      watch_from_now (&lake, &log);
      do_start (&lake);
      tarn_engine_add_timeout (lake.engine, RUN_US, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL);
      tarn_engine_add_timeout (lake.engine, RUN_US / 2, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL);
      row->drive (lake.engine);
      g_assert_cmpstr (log.text->str, ==, "f1@0 f0@50 f0@100 ");
      g_assert_false (tarn_engine_peek_next (lake.engine, &next_us));
    }
}

/* --- Ends in the middle of an instant --------------------------------------------------------- */

static gboolean
has_no_condition (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return FALSE;
}

static gboolean
is_met (TarnEngine *engine, gpointer time)
{
  return tarn_engine_get_now (engine) == *(gint64 *) time;
}

static gboolean
stop (TarnEngine *engine, gpointer data G_GNUC_UNUSED)
{
  g_assert_true (tarn_engine_stop (engine));
  return G_SOURCE_REMOVE;
}

/* Whatever ends the driving before the end of an instant, the next function goes on with the instant. */
static void
test_left_open (void)
{
  g_auto (SmallLake) lake = { 0 };
  TarnClockResult result;
  g_autoptr (GError) error = NULL;

  lake_init (&lake, 1);
  g_auto (Log) log = log_new (&lake);
  gint64 time_us = log.begin_us + 10 * SECOND_US, next_us = 0;
  watch_from_now (&lake, &log);
  tarn_engine_add_timeout (lake.engine, 10 * SECOND_US, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL);
  tarn_engine_add_timeout (lake.engine, 20 * SECOND_US, TARN_TIMEOUT_NONE, stop, NULL, NULL);

  tarn_engine_run_until (lake.engine, is_met, &time_us, TARN_NO_DEADLINE, NULL, &result, &error);
  g_assert_cmpint (result, ==, TARN_CLOCK_RESULT_CONDITION);
  g_assert_cmpstr (log.text->str, ==, "");
  g_assert_true (tarn_engine_peek_next (lake.engine, &next_us));
  g_assert_cmpint (next_us, ==, time_us);

  tarn_engine_run_until (lake.engine, has_no_condition, NULL, TARN_NO_DEADLINE, NULL, &result,
                         &error);
  g_assert_cmpint (result, ==, TARN_CLOCK_RESULT_STOPPED);
  g_assert_cmpstr (log.text->str, ==, "f0@10 ");

  engine_advance (lake.engine, 0);
  g_assert_cmpstr (log.text->str, ==, "f0@10 f0@20 ");
  g_assert_no_error (error);
}

/* A deadline is reached only after the instant before it is over, and the deadline itself is no instant. */
static void
test_deadline (void)
{
  g_auto (SmallLake) lake = { 0 };
  TarnClockResult result;

  lake_init (&lake, 1);
  g_auto (Log) log = log_new (&lake);
  watch_from_now (&lake, &log);
  tarn_engine_add_timeout (lake.engine, 10 * SECOND_US, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL);
  tarn_engine_add_timeout (lake.engine, 90 * SECOND_US, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL);
  g_assert_true (tarn_engine_run_until (lake.engine, has_no_condition, NULL,
                                        log.begin_us + 20 * SECOND_US, NULL, &result, NULL));
  g_assert_cmpint (result, ==, TARN_CLOCK_RESULT_DEADLINE);
  g_assert_cmpstr (log.text->str, ==, "f0@10 ");
  engine_advance (lake.engine, 0);
  g_assert_cmpstr (log.text->str, ==, "f0@10 ");
}

/* A round is one event of the limits, and one step. */
static void
test_rounds_are_events (void)
{
  g_auto (SmallLake) lake = { 0 };
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();
  g_autoptr (GError) error = NULL;

  lake_init (&lake, 1);
  g_auto (Log) log = log_new (&lake);
  watch (&lake, &log);
  tarn_clock_limits_set_max_events (limits, 2);
  tarn_engine_add_timeout (lake.engine, SECOND_US, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL);
  g_assert_false (tarn_engine_run_until_idle (lake.engine, limits, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_LIMIT);
  g_assert_cmpstr (log.text->str, ==, "f0@0 ");
  g_assert_true (tarn_engine_run_until_idle (lake.engine, limits, NULL));
  g_assert_cmpstr (log.text->str, ==, "f0@0 f0@1 ");
}

/* --- Rounds ----------------------------------------------------------------------------------- */

typedef struct
{
  Log *log;
  SmallLake *lake;
  guint n_commits; /* one in each of so many rounds */
  guint n_timeouts;
  guint n_failures;
} Worker;

static gboolean
log_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  g_string_append (((Log *) data)->text, "timeout ");
  return G_SOURCE_REMOVE;
}

static void
work (TarnEngine *engine, guint round, gpointer data)
{
  Worker *worker = data;

  on_instant (engine, round, worker->log);
  if (worker->n_commits > 0)
    {
      worker->n_commits--;
      do_commit (worker->lake);
    }
  else if (worker->n_timeouts > 0)
    {
      worker->n_timeouts--;
      tarn_engine_add_timeout (engine, 0, TARN_TIMEOUT_NONE, log_timeout, worker->log, NULL);
    }
  else if (worker->n_failures > 0)
    {
      worker->n_failures--;
      do_fail (worker->lake);
    }
}

typedef struct
{
  const char *name;
  guint n_commits, n_timeouts, n_failures;
  const char *log;
} RoundRow;

static const RoundRow round_rows[] = {
  { "idle", 0, 0, 0, "f0@0 " },
  { "commits", 2, 0, 0, "f0@0 f1@0 f2@0 " },
  { "timeouts", 0, 2, 0, "f0@0 timeout f1@0 timeout f2@0 " },
  { "failed-calls", 0, 0, 2, "f0@0 " },
  { "everything", 1, 1, 1, "f0@0 f1@0 timeout f2@0 " },
};

static void
test_rounds (gconstpointer data)
{
  const RoundRow *row = data;

  for (gint64 ties = 0; ties < N_TIE_ORDERS; ties++)
    {
      g_auto (SmallLake) lake = { 0 };

      lake_init (&lake, 1);
      engine_set (lake.engine, "clock.tie-order", ties);
      g_auto (Log) log = log_new (&lake);
      Worker worker = { &log, &lake, row->n_commits, row->n_timeouts, row->n_failures };
      tarn_engine_add_instant_func (lake.engine, work, &worker, NULL);
      engine_advance (lake.engine, HOUR_US);
      g_assert_cmpstr (log.text->str, ==, row->log);
    }
}

/* A function that always changes something is given up on, and the next call goes on, as after each limit. */
static void
test_limit (void)
{
  g_auto (SmallLake) lake = { 0 };
  g_autoptr (GError) error = NULL;

  lake_init (&lake, 1);
  g_auto (Log) log = log_new (&lake);
  Worker worker = { &log, &lake, 12, 0, 0 };
  engine_set (lake.engine, "clock.instant-rounds-max", 5);
  tarn_engine_add_instant_func (lake.engine, work, &worker, NULL);
  g_assert_false (tarn_engine_advance_by (lake.engine, HOUR_US, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_LIMIT);
  g_assert_true (
      g_str_has_prefix (error->message, "the limit of rounds within one instant, of 5 "));
  g_assert_nonnull (strstr (error->message, " events pending: only the next round"));
  g_assert_cmpint (tarn_engine_get_now (lake.engine), ==, log.begin_us);
  g_assert_cmpuint (worker.n_commits, ==, 7);
  g_assert_true (tarn_engine_step (lake.engine, NULL, NULL));
  g_assert_cmpuint (worker.n_commits, ==, 6);
  g_assert_false (tarn_engine_advance_by (lake.engine, HOUR_US, NULL));
  g_assert_true (tarn_engine_advance_by (lake.engine, HOUR_US, NULL));
  g_assert_cmpuint (worker.n_commits, ==, 0);
  g_assert_cmpint (tarn_engine_get_now (lake.engine), ==, log.begin_us + HOUR_US);
}

/* Ten thousand runs that start at one instant are one round, and no endless loop. */
static void
test_many_starts (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnGlueClient) glue = glue_client_new (engine, ACCOUNT, NULL);
  g_autoptr (GPtrArray) views
      = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_table_name_unref);

  glue_add_database (glue);
  g_autoptr (TarnTableName) base = glue_add_base (glue, "base", 1);
  engine_set (engine, "glue.running-max", TARN_UNLIMITED);
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *name = g_strdup_printf ("view_%u", i);

      g_ptr_array_add (views, glue_add_view (glue, name, base, TARN_REFRESH_TYPE_NONE, 0));
    }
  for (guint i = 0; i < views->len; i++)
    g_free (start_refresh_of (glue, views->pdata[i], FALSE, NULL));
  engine_drain (engine);
  for (guint i = 0; i < views->len; i += 1999)
    {
      g_autoptr (TarnTable) table = tarn_glue_client_get_table (glue, views->pdata[i], NULL);

      g_assert_cmpint (tarn_table_get_last_refresh_type (table), ==, TARN_REFRESH_TYPE_FULL);
    }
}

/* --- Adding and removing ---------------------------------------------------------------------- */

typedef struct
{
  Log log;
  SmallLake *lake;
  guint removed; /* by the first call */
  Log *added;    /* by the first call; NULL for none */
  guint n_destroyed;
} Changer;

static void
on_destroy (gpointer data)
{
  ++*(guint *) data;
}

static void
change (TarnEngine *engine, guint round, gpointer data)
{
  Changer *changer = data;

  on_instant (engine, round, &changer->log);
  if (changer->removed != 0)
    {
      g_assert_true (tarn_engine_remove_instant_func (engine, changer->removed));
      g_assert_false (tarn_engine_remove_instant_func (engine, changer->removed));
      changer->removed = 0;
    }
  if (changer->added != NULL)
    {
      watch (changer->lake, changer->added);
      changer->added = NULL;
    }
}

static void
test_order (void)
{
  g_auto (SmallLake) lake = { 0 };
  guint n_destroyed = 0;

  lake_init (&lake, 1);
  g_auto (Log) log = log_new (&lake);
  Log a = log, b = log;
  a.letter = 'a';
  b.letter = 'b';
  watch (&lake, &a);
  watch (&lake, &b);
  guint c = tarn_engine_add_instant_func (lake.engine, on_instant, &n_destroyed, on_destroy);
  g_assert_true (tarn_engine_remove_instant_func (lake.engine, c));
  g_assert_cmpuint (n_destroyed, ==, 1);
  g_assert_false (tarn_engine_remove_instant_func (lake.engine, c));
  g_assert_false (tarn_engine_remove_instant_func (lake.engine, 77));
  engine_advance (lake.engine, 0);
  do_commit (&lake);
  g_assert_true (tarn_engine_remove_instant_func (lake.engine, a.id));
  engine_advance (lake.engine, 0);
  g_assert_cmpstr (log.text->str, ==, "a0@0 b0@0 b1@0 ");
}

/* A function removes itself or another, and adds one: the new one is called from the next round on. */
static void
test_changes_in_a_round (void)
{
  g_auto (SmallLake) lake = { 0 };

  lake_init (&lake, 1);
  g_auto (Log) log = log_new (&lake);
  Log other = log, added = log;
  other.letter = 'o';
  added.letter = 'n';
  Changer changer = { .log = log, .lake = &lake, .added = &added };
  changer.log.letter = 'c';
  guint id = tarn_engine_add_instant_func (lake.engine, change, &changer, NULL);
  watch (&lake, &other);
  changer.removed = other.id;
  engine_advance (lake.engine, 0);
  g_assert_cmpstr (log.text->str, ==, "c0@0 c1@0 n1@0 ");

  changer.removed = id;
  do_commit (&lake);
  engine_advance (lake.engine, 0);
  do_commit (&lake);
  engine_advance (lake.engine, 0);
  g_assert_cmpstr (log.text->str, ==, "c0@0 c1@0 n1@0 c2@0 n2@0 n3@0 ");
  g_assert_true (tarn_engine_remove_instant_func (lake.engine, added.id));
  do_commit (&lake);
  engine_advance (lake.engine, HOUR_US);
  g_assert_cmpstr (log.text->str, ==, "c0@0 c1@0 n1@0 c2@0 n2@0 n3@0 ");
}

/* What the engine still has when it is freed is destroyed, the last added first. */
static void
test_freed (void)
{
  guint n_destroyed = 0;
  TarnEngine *engine = tarn_engine_new (1);

  tarn_engine_add_instant_func (engine, on_instant, &n_destroyed, on_destroy);
  tarn_engine_add_instant_func (engine, on_instant, &n_destroyed, on_destroy);
  g_object_unref (engine);
  g_assert_cmpuint (n_destroyed, ==, 2);
}

/* --- No part of the state --------------------------------------------------------------------- */

static void
test_left_behind (void)
{
  g_auto (SmallLake) lake = { 0 };
  TarnLeftBehind left;
  gint64 next_us = 0;

  lake_init (&lake, 1);
  g_auto (Log) log = log_new (&lake);
  g_autofree char *before = get_digest (lake.engine);
  watch (&lake, &log);
  g_autofree char *after = get_digest (lake.engine);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (lake.engine, NULL, &left, NULL);

  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (left.n_instant_funcs, ==, 1);
  g_assert_false (tarn_engine_peek_next (fork, &next_us));
  engine_advance (fork, HOUR_US);
  g_assert_cmpstr (log.text->str, ==, "");
}

/* The commands of a function are in the journal, and a replay needs no function. */
static void
test_replay (void)
{
  g_auto (SmallLake) lake = { 0 };
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autoptr (GError) error = NULL;

  lake_init (&lake, 1);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (lake.engine, NULL, NULL, NULL);
  Policy policy = { .lake = &lake };
  tarn_engine_set_journal (lake.engine, journal);
  tarn_engine_add_instant_func (lake.engine, decide, &policy, NULL);
  tarn_engine_add_timeout (lake.engine, RUN_US, TARN_TIMEOUT_NONE, want, &policy, NULL);
  engine_drain (lake.engine);
  g_assert_true (tarn_engine_replay (fork, journal, &error));
  g_assert_no_error (error);
  g_autofree char *digest = get_digest (lake.engine);
  g_autofree char *digest_of_fork = get_digest (fork);
  g_assert_cmpstr (digest, ==, digest_of_fork);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/instants/policy", test_policy);
  ADD_ROWS ("/instants/opens/", open_rows, test_opens);
  ADD_ROWS ("/instants/drive/", drive_rows, test_drive);
  g_test_add_func ("/instants/left-open", test_left_open);
  g_test_add_func ("/instants/deadline", test_deadline);
  g_test_add_func ("/instants/rounds-are-events", test_rounds_are_events);
  ADD_ROWS ("/instants/rounds/", round_rows, test_rounds);
  g_test_add_func ("/instants/limit", test_limit);
  g_test_add_func ("/instants/many-starts", test_many_starts);
  g_test_add_func ("/instants/order", test_order);
  g_test_add_func ("/instants/changes-in-a-round", test_changes_in_a_round);
  g_test_add_func ("/instants/freed", test_freed);
  g_test_add_func ("/instants/left-behind", test_left_behind);
  g_test_add_func ("/instants/replay", test_replay);

  return g_test_run ();
}
