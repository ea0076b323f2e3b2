/* SPDX-License-Identifier: MIT */
/* What tarn-clock.h promises of timeouts whose function chooses each gap, and of those that a fork takes along. */
#include "worlds/sample.h"

#include "promise.h"

enum
{
  GAPS_MAX = 4,
};

typedef struct
{
  GString *log;
  char letter;
  gint64 gaps[GAPS_MAX];
  guint n_calls;
} Stream;

static gint64
on_arrival (TarnEngine *engine, gpointer data)
{
  Stream *stream = data;

  g_string_append_printf (stream->log, "%c%" G_GINT64_FORMAT " ", stream->letter,
                          engine_now (engine));
  return stream->gaps[stream->n_calls++ % GAPS_MAX];
}

static void
on_over (gpointer data)
{
  Stream *stream = data;

  g_string_append_printf (stream->log, "(%c) ", stream->letter);
}

static guint64
add (TarnEngine *engine, Stream *stream, gint64 gap_us)
{
  guint64 id = tarn_engine_add_gap_timeout (engine, gap_us, TARN_TIMEOUT_NONE, on_arrival, stream,
                                            on_over);

  g_assert_cmpuint (id, !=, 0);
  return id;
}

static void
assert_log (GString *log, const char *expected)
{
  g_assert_cmpstr (log->str, ==, expected);
  g_string_truncate (log, 0);
}

static void
test_gaps (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Stream stream = { log, 'a', { 1, 10, TARN_TIMEOUT_END }, 0 };

  add (engine, &stream, 4);
  engine_drain (engine);
  assert_log (log, "a4 a5 a15 (a) ");
}

static void
test_gap_of_zero (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Stream a = { log, 'a', { 0, TARN_TIMEOUT_END }, 0 }, b = { log, 'b', { TARN_TIMEOUT_END }, 0 };

  add (engine, &a, 4);
  add (engine, &b, 4);
  engine_drain (engine);
  assert_log (log, "a4 b4 (b) a4 (a) ");
}

static void
test_gaps_of_zero_are_bounded (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GError) error = NULL;
  Stream stream = { log, 'a', { 0, 0, 0, 0 }, 0 };

  engine_set (engine, "clock.same-instant-chain-max", 2);
  add (engine, &stream, 4);
  g_assert_false (tarn_engine_run_until_idle (engine, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_LIMIT);
  assert_log (log, "a4 a4 a4 ");
}

static void
test_negative_gap (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Stream stream = { log, 'a', { -2 }, 0 };

  add (engine, &stream, 4);
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*returned the gap -2 us");
  engine_drain (engine);
  g_test_assert_expected_messages ();
  assert_log (log, "a4 (a) ");
}

static void
test_gap_past_the_end (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Stream stream = { log, 'a', { G_MAXINT64, 0 }, 0 };

  add (engine, &stream, 4);
  engine_advance (engine, 5);
  g_string_truncate (log, 0);
  g_assert_true (tarn_engine_advance_to (engine, G_MAXINT64, NULL));
  g_assert_cmpuint (stream.n_calls, ==, 2);
  g_assert_true (g_str_has_suffix (log->str, " (a) "));
}

static void
test_gap_timeout_is_removed (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Stream stream = { log, 'a', { 1, 1, 1, 1 }, 0 };
  guint64 id = add (engine, &stream, 1);

  engine_advance (engine, 2);
  g_assert_true (tarn_engine_remove_timeout (engine, id));
  g_assert_false (tarn_engine_remove_timeout (engine, id));
  assert_log (log, "a1 a2 (a) ");
  add (engine, &stream, 1);
  g_clear_object (&engine);
  assert_log (log, "(a) ");
}

/* --- Ends before starts ----------------------------------------------------------------------- */

typedef struct
{
  TarnSample *sample;
  GString *log;
} Starter;

/* Starts a refresh of another view, which needs the only slot. */
static gboolean
start_other (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Starter *starter = data;
  g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, "sales", "monthly");
  g_autoptr (TarnRefreshRun) run = tarn_glue_client_start_materialized_view_refresh_task_run (
      tarn_sample_get_glue (starter->sample), name, FALSE, NULL);

  g_string_append (starter->log, run != NULL ? "started " : "refused ");
  return G_SOURCE_REMOVE;
}

static void
log_cause (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  if (strcmp (tarn_change_get_cause (change), "succeed") == 0)
    g_string_append (((Starter *) data)->log, "ended ");
}

/* The timeout is due when the run ends, and was scheduled before the end of the run. */
static void
test_ends_before_starts (void)
{
  static const struct
  {
    gint64 tie_order;
    const char *log;
  } rows[] = {
    { 0, "refused ended " },
    { 3, "ended started " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) log = g_string_new (NULL);
      g_autoptr (TarnSample) sample = tarn_sample_new (1);
      TarnEngine *engine = tarn_sample_get_engine (sample);
      Starter starter = { sample, log };
      g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, NULL);
      g_autoptr (TarnPrincipal) principal = tarn_principal_new (TARN_SAMPLE_ACCOUNT_ID, NULL, NULL);
      g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (fork, principal);
      g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");
      g_autoptr (TarnRefreshRun) first G_GNUC_UNUSED
          = tarn_glue_client_start_materialized_view_refresh_task_run (glue, daily, FALSE, NULL);
      g_autofree char *id = NULL;
      gint64 end_us;

      engine_drain (fork);
      end_us = tarn_engine_get_now (fork) - TARN_ENGINE_START_TIME;
      engine_set (engine, "clock.tie-order", rows[i].tie_order);
      engine_set (engine, "glue.running-max", 1);
      tarn_engine_add_observer (engine, log_cause, &starter, NULL);
      tarn_engine_add_timeout (engine, end_us, TARN_TIMEOUT_NONE, start_other, &starter, NULL);
      id = sample_start_refresh (sample, "daily");
      engine_advance (engine, end_us);
      assert_log (log, rows[i].log);
    }
}

/* The option also moves the timeouts that are pending when it is set. */
static void
test_timeouts_go_last_at_once (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  Stream stream = { log, 'a', { TARN_TIMEOUT_END }, 0 };
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  g_autofree char *id = NULL;
  gint64 next_us;

  id = sample_start_refresh (sample, "daily");
  g_assert_true (tarn_engine_peek_next (engine, &next_us));
  engine_set (engine, "clock.tie-order", 1);
  add (engine, &stream, next_us - tarn_engine_get_now (engine));
  before = tarn_engine_list_pending (engine, 1);
  engine_set (engine, "clock.tie-order", 3);
  after = tarn_engine_list_pending (engine, 1);
  g_assert_cmpstr (((TarnPendingEvent *) before->pdata[0])->kind, ==, "timeout");
  g_assert_cmpstr (((TarnPendingEvent *) after->pdata[0])->kind, !=, "timeout");
}

/* --- Forks ------------------------------------------------------------------------------------ */

/* A stream that a fork takes along. Its copy logs into the log of the original, in capitals. */
static gpointer
copy_stream (gpointer data, TarnEngine *fork)
{
  const Stream *stream = data;
  Stream *copy = g_memdup2 (stream, sizeof *stream);

  g_assert_true (TARN_IS_ENGINE (fork));
  copy->letter = g_ascii_toupper (stream->letter);
  return copy;
}

static void
free_stream (gpointer data)
{
  on_over (data);
  g_free (data);
}

static guint64
add_carried (TarnEngine *engine, GString *log, char letter, gint64 gap_us)
{
  Stream stream = { log, letter, { 2, 3, 5, 7 }, 0 };
  guint64 id = tarn_engine_add_gap_timeout (engine, gap_us, TARN_TIMEOUT_NONE, on_arrival,
                                            g_memdup2 (&stream, sizeof stream), free_stream);

  g_assert_true (tarn_engine_set_timeout_copy_func (engine, id, copy_stream));
  return id;
}

/* Other timeouts come and go around those that the fork takes along. */
static TarnEngine *
fork_with_streams (TarnEngine *engine, GString *log, guint64 *out_id)
{
  static Stream stay = { NULL, 's', { 1, 1, 1, 1 }, 0 };
  TarnLeftBehind left;
  guint64 removed = add_carried (engine, log, 'x', 1);

  tarn_engine_add_gap_timeout (engine, 4, TARN_TIMEOUT_NONE, on_arrival, &stay, NULL);
  *out_id = add_carried (engine, log, 'a', 4);
  add_carried (engine, log, 'b', 4);
  g_assert_true (tarn_engine_remove_timeout (engine, removed));
  add_carried (engine, log, 'c', 4);
  g_string_truncate (log, 0);

  TarnEngine *fork = tarn_engine_fork (engine, NULL, &left, NULL);
  g_assert_nonnull (fork);
  g_assert_cmpuint (left.n_timeouts, ==, 1);
  return fork;
}

static void
test_fork_takes_along (void)
{
  for (gint64 tie_order = 0; tie_order < 4; tie_order++)
    {
      g_autoptr (GString) log = g_string_new (NULL);
      g_autofree char *of_fork = NULL, *of_original = NULL;
      g_autoptr (TarnEngine) engine = tarn_engine_new (1);
      g_autoptr (TarnEngine) fork = NULL;
      guint64 id;

      engine_set (engine, "clock.tie-order", tie_order);
      fork = fork_with_streams (engine, log, &id);
      engine_advance (fork, 30);
      of_fork = g_strdup (log->str);
      if (tie_order == 0)
        g_assert_true (g_str_has_prefix (of_fork, "A4 B4 C4 A6 B6 C6 A9 "));

      /* The one that stays behind has no log, so it is removed. */
      g_string_truncate (log, 0);
      g_assert_true (tarn_engine_remove_timeout (engine, (G_GUINT64_CONSTANT (1) << 32) + 1));
      engine_advance (engine, 30);
      of_original = g_ascii_strup (log->str, -1);
      g_assert_cmpstr (of_fork, ==, of_original);

      g_string_truncate (log, 0);
      g_assert_true (tarn_engine_remove_timeout (fork, id));
      assert_log (log, "(A) ");
      g_clear_object (&fork);
      g_assert_cmpuint (log->len, ==, strlen ("(B) (C) "));
    }
}

static void
test_snapshot_has_no_timeouts (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnEngine) restored = NULL;
  g_autoptr (GBytes) snapshot = NULL;
  gint64 next_us;

  add_carried (engine, log, 'a', 4);
  snapshot = tarn_engine_save (engine, NULL);
  restored = tarn_engine_restore (snapshot, NULL, NULL);
  g_assert_nonnull (restored);
  g_assert_false (tarn_engine_peek_next (restored, &next_us));
}

static void
test_copy_func_is_taken_back (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnEngine) fork = NULL;
  guint64 id = add_carried (engine, log, 'a', 4);
  TarnLeftBehind left;
  gint64 next_us;

  g_assert_true (tarn_engine_set_timeout_copy_func (engine, id, NULL));
  g_assert_false (tarn_engine_set_timeout_copy_func (engine, id + 1, copy_stream));
  fork = tarn_engine_fork (engine, NULL, &left, NULL);
  g_assert_cmpuint (left.n_timeouts, ==, 1);
  g_assert_false (tarn_engine_peek_next (fork, &next_us));
  g_assert_false (tarn_engine_remove_timeout (fork, id));
}

typedef struct
{
  TarnEngine *original;
  guint64 victim; /* of the fork, if not 0 */
  guint n_copies;
  guint n_freed;
} Copier;

static gpointer
copy_and_try (gpointer data, TarnEngine *fork)
{
  Copier *copier = data;
  g_autoptr (GError) fork_error = NULL, original_error = NULL, option_error = NULL;
  g_autoptr (TarnPrincipal) principal = tarn_principal_new ("123456789012", NULL, NULL);
  g_autoptr (TarnGlueClient) client = tarn_engine_create_glue_client (fork, principal);

  g_assert_true (tarn_glue_client_create_database (client, NULL, "made", NULL));
  g_assert_false (tarn_engine_step (fork, NULL, &fork_error));
  g_assert_error (fork_error, TARN_ERROR, TARN_ERROR_BUSY);
  g_assert_false (tarn_engine_step (copier->original, NULL, &original_error));
  g_assert_error (original_error, TARN_ERROR, TARN_ERROR_BUSY);
  g_assert_false (tarn_engine_set_option (copier->original, "glue.running-max", 1, &option_error));
  g_assert_error (option_error, TARN_ERROR, TARN_ERROR_BUSY);
  if (copier->victim != 0)
    g_assert_true (tarn_engine_remove_timeout (fork, copier->victim));
  copier->n_copies++;
  return copier;
}

static gboolean
keep_on (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

static void
count_freed (gpointer data)
{
  ((Copier *) data)->n_freed++;
}

/* A copy function even removes its own timeout in the fork. */
static void
test_what_a_copy_function_may_do (void)
{
  for (guint round = 0; round < 2; round++)
    {
      Copier copier = { .n_copies = 0 };
      g_autoptr (TarnEngine) engine = tarn_engine_new (1);
      g_autoptr (TarnEngine) fork = NULL;
      guint64 id
          = tarn_engine_add_timeout (engine, 5, TARN_TIMEOUT_NONE, keep_on, &copier, count_freed);

      copier.original = engine;
      copier.victim = round == 0 ? 0 : id;
      g_assert_true (tarn_engine_set_timeout_copy_func (engine, id, copy_and_try));
      fork = tarn_engine_fork (engine, NULL, NULL, NULL);
      g_assert_cmpuint (copier.n_copies, ==, 1);
      g_assert_cmpuint (copier.n_freed, ==, round);
      engine_advance (fork, 7);
      g_clear_object (&fork);
      g_assert_cmpuint (copier.n_freed, ==, 1);
      g_clear_object (&engine);
      g_assert_cmpuint (copier.n_freed, ==, 2);
    }
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-clock.h: TarnGapFunc: after how many microseconds to call the function again, or %TARN_TIMEOUT_END to end the timeout", test_gaps },
  { "tarn-clock.h: TarnGapFunc: A gap of 0 calls the function again at the same instant, after the events that are scheduled for this instant by then.", test_gap_of_zero },
  { "tarn-clock.h: TarnGapFunc: That call counts for the limit of a chain within one instant.", test_gaps_of_zero_are_bounded },
  { "tarn-clock.h: TarnGapFunc: A negative gap other than %TARN_TIMEOUT_END is a programmer error, and ends the timeout.", test_negative_gap },
  { "tarn-clock.h: add_gap_timeout(): after how long to call @func for the first time, 0 or more", test_gaps },
  { "tarn-clock.h: add_gap_timeout(): A call that would be due past the end of time is due at the end of time, and is the last one.", test_gap_past_the_end },
  { "tarn-clock.h: add_gap_timeout(): called with @user_data when the timeout is over, or when the engine is freed", test_gap_timeout_is_removed },
  { "tarn-clock.h: add_gap_timeout(): an id for tarn_engine_remove_timeout()", test_gap_timeout_is_removed },
  { "tarn-clock.h: chapter: With 3, timeouts come last: the events of the services happen before the timeouts of the same time, in whatever order they were scheduled", test_timeouts_go_last_at_once },
  { "tarn-clock.h: chapter: So the runs that end at an instant have freed their slots when a timeout of that instant starts other runs.", test_ends_before_starts },
  { "tarn-clock.h: set_timeout_copy_func(): The timeout of the fork has the same id, is due at the same time, and has the same place among the events of that time.", test_fork_takes_along },
  { "tarn-clock.h: chapter: A fork that takes a timeout along goes on with this count.", test_fork_takes_along },
  { "tarn-clock.h: set_timeout_copy_func(): Without a copy function, a fork leaves the timeout behind.", test_copy_func_is_taken_back },
  { "tarn-clock.h: set_timeout_copy_func(): A snapshot has no timeouts, with or without a copy function", test_snapshot_has_no_timeouts },
  { "tarn-clock.h: set_timeout_copy_func(): whether there is such a timeout", test_copy_func_is_taken_back },
  { "tarn-types.h: TarnCopyFunc: The copy function may make clients of @fork, and may call its services", test_what_a_copy_function_may_do },
  { "tarn-types.h: TarnCopyFunc: It may not drive @fork", test_what_a_copy_function_may_do },
  { "tarn-types.h: TarnCopyFunc: the pointer for the function in @fork; its destroy function is that of the original", test_fork_takes_along },
  { "tarn-snapshot.h: TarnLeftBehind: timeouts without a copy function", test_fork_takes_along },
  { "tarn-snapshot.h: chapter: Only a fork takes some of these along: the observers, timeouts and functions of instants that have a copy function", test_snapshot_has_no_timeouts },
  { "tarn-snapshot.h: tarn_engine_fork(): The events of timeouts are not in the fork, except for timeouts that have a copy function", test_copy_func_is_taken_back },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
