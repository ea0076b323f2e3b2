/* SPDX-License-Identifier: MIT */
/* What tarn-clock.h and tarn-clock-limits.h promise of each function that drives time. */
#include "worlds/sample.h"

#include "promise.h"

/* A timeout that counts its calls, and may stop the engine or begin a chain of events for now. */
typedef struct
{
  TarnEngine *engine;
  guint n_calls;
  guint n_left;   /* how often it is called, at least once */
  guint stop_at;  /* the call that stops the engine, from 1 */
  gboolean again; /* begins a chain of two more events for now in each call */
} Tick;

static gboolean
on_nothing (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_REMOVE;
}

static gboolean
on_link (TarnEngine *engine, gpointer data G_GNUC_UNUSED)
{
  tarn_engine_add_timeout (engine, 0, TARN_TIMEOUT_NONE, on_nothing, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
on_tick (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Tick *tick = data;

  tick->n_calls++;
  if (tick->again)
    tarn_engine_add_timeout (tick->engine, 0, TARN_TIMEOUT_NONE, on_link, NULL, NULL);
  if (tick->n_calls == tick->stop_at)
    g_assert_true (tarn_engine_stop (tick->engine));
  return tick->n_calls < tick->n_left;
}

static void
add_tick (Tick *tick, gint64 interval_us)
{
  tarn_engine_add_timeout (tick->engine, interval_us, TARN_TIMEOUT_NONE, on_tick, tick, NULL);
}

#define assert_call_fails(code, call)                                                              \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) error = NULL;                                                               \
                                                                                                   \
    g_assert_false (call);                                                                         \
    g_assert_error (error, TARN_ERROR, code);                                                      \
  }                                                                                                \
  G_STMT_END

static TarnClockResult
run_until (TarnEngine *engine, TarnConditionFunc condition, gpointer data, gint64 until_us,
           const TarnClockLimits *limits)
{
  g_autoptr (GError) error = NULL;
  TarnClockResult result = 0;

  tarn_engine_run_until (engine, condition, data,
                         until_us == TARN_NO_DEADLINE ? until_us : START_US + until_us, limits,
                         &result, &error);
  g_assert_no_error (error);
  return result;
}

static TarnClockLimits *
limits_new (guint64 max_events, gint64 horizon_us)
{
  TarnClockLimits *limits = tarn_clock_limits_new ();

  tarn_clock_limits_set_max_events (limits, max_events);
  tarn_clock_limits_set_horizon_us (limits, horizon_us);
  return limits;
}

static gboolean
is_called (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  return ((Tick *) data)->n_calls > 0;
}

/* --- One event -------------------------------------------------------------------------------- */

static void
test_peek (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine };
  gint64 next_us = 77;

  g_assert_false (tarn_engine_peek_next (engine, &next_us));
  g_assert_cmpint (next_us, ==, 77);
  add_tick (&tick, 5);
  add_tick (&tick, 4);
  g_assert_true (tarn_engine_peek_next (engine, &next_us));
  g_assert_cmpint (next_us, ==, START_US + 4);
}

static void
test_step (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine, .n_left = 2 };
  gboolean stepped = FALSE;

  add_tick (&tick, 5);
  for (guint i = 1; i <= 2; i++)
    {
      g_assert_true (tarn_engine_step (engine, &stepped, NULL));
      g_assert_true (stepped);
      g_assert_cmpuint (tick.n_calls, ==, i);
      g_assert_cmpint (engine_now (engine), ==, 5 * i);
    }
  g_assert_true (tarn_engine_step (engine, &stepped, NULL));
  g_assert_false (stepped);
  g_assert_cmpint (engine_now (engine), ==, 10);
  g_assert_true (tarn_engine_step (engine, NULL, NULL));
}

static void
test_step_limit (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine, .again = TRUE };

  engine_set (engine, "clock.same-instant-chain-max", 1);
  add_tick (&tick, 0);
  g_assert_true (tarn_engine_step (engine, NULL, NULL));
  g_assert_true (tarn_engine_step (engine, NULL, NULL));
  g_autofree char *before = get_digest (engine);
  g_autoptr (GPtrArray) pending = tarn_engine_list_pending (engine, 9);
  assert_call_fails (TARN_ERROR_LIMIT, tarn_engine_step (engine, NULL, &error));
  g_autofree char *after = get_digest (engine);
  g_autoptr (GPtrArray) still = tarn_engine_list_pending (engine, 9);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (tick.n_calls, ==, 1);
  g_assert_cmpuint (still->len, ==, pending->len);
  g_assert_true (tarn_engine_step (engine, NULL, NULL));
}

/* --- Advances --------------------------------------------------------------------------------- */

static void
test_advance_closed_end (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine, .n_left = 9 };

  add_tick (&tick, 5);
  g_assert_true (tarn_engine_advance_to (engine, START_US + 14, NULL));
  g_assert_cmpuint (tick.n_calls, ==, 2);
  g_assert_cmpint (engine_now (engine), ==, 14);
  g_assert_true (tarn_engine_advance_to (engine, START_US + 15, NULL));
  g_assert_cmpuint (tick.n_calls, ==, 3);
}

static void
test_advance_to_now (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine, .again = TRUE };

  add_tick (&tick, 0);
  add_tick (&tick, 1);
  g_assert_true (tarn_engine_advance_to (engine, tarn_engine_get_now (engine), NULL));
  g_assert_cmpuint (tick.n_calls, ==, 1);
  g_assert_cmpint (engine_now (engine), ==, 0);
  g_assert_true (tarn_engine_advance_by (engine, 0, NULL));
  g_assert_cmpuint (tick.n_calls, ==, 1);
}

static void
test_advance_past_the_end (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  gint64 left_us = G_MAXINT64 - START_US;

  assert_call_fails (TARN_ERROR_INVALID_TIME, tarn_engine_advance_by (engine, -1, &error));
  assert_call_fails (TARN_ERROR_INVALID_TIME, tarn_engine_advance_by (engine, G_MININT64, &error));
  assert_call_fails (TARN_ERROR_INVALID_TIME, tarn_engine_advance_by (engine, G_MAXINT64, &error));
  assert_call_fails (TARN_ERROR_INVALID_TIME, tarn_engine_advance_by (engine, left_us + 1, &error));
  g_assert_cmpint (engine_now (engine), ==, 0);
  engine_advance (engine, left_us);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, G_MAXINT64);
}

static void
test_advance_stopped (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine, .n_left = 4, .stop_at = 2 };

  add_tick (&tick, 5);
  assert_call_fails (TARN_ERROR_STOPPED, tarn_engine_advance_to (engine, START_US + 99, &error));
  g_assert_cmpint (engine_now (engine), ==, 10);
  g_assert_cmpuint (tick.n_calls, ==, 2);
  engine_advance_to (engine, 99);
  g_assert_cmpuint (tick.n_calls, ==, 4);
}

static void
test_advance_limit (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine, .again = TRUE };

  engine_set (engine, "clock.same-instant-chain-max", 1);
  tarn_engine_advance_by (engine, 3, NULL);
  add_tick (&tick, 4);
  assert_call_fails (TARN_ERROR_LIMIT, tarn_engine_advance_by (engine, HOUR_US, &error));
  g_assert_cmpint (engine_now (engine), ==, 7);
  engine_advance (engine, HOUR_US);
}

/* The last event that a limit allows also stops the engine. */
static void
test_advance_stopped_before_limit (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine, .n_left = 4, .stop_at = 2 };

  engine_set (engine, "clock.same-instant-chain-max", 1);
  add_tick (&tick, 0);
  assert_call_fails (TARN_ERROR_STOPPED, tarn_engine_advance_by (engine, HOUR_US, &error));
  assert_call_fails (TARN_ERROR_LIMIT, tarn_engine_advance_by (engine, HOUR_US, &error));
}

/* --- Until ------------------------------------------------------------------------------------ */

typedef struct
{
  GString *log;
  Tick *tick;
} Looks;

static gboolean
note_look (TarnEngine *engine, gpointer data)
{
  const Looks *looks = data;

  g_string_append_printf (looks->log, "%u@%" G_GINT64_FORMAT " ", looks->tick->n_calls,
                          engine_now (engine));
  return FALSE;
}

static void
test_condition_is_called (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Tick tick = { .engine = engine, .n_left = 3 };
  Looks looks = { log, &tick };

  add_tick (&tick, 5);
  g_assert_cmpint (run_until (engine, note_look, &looks, 12, NULL), ==, TARN_CLOCK_RESULT_DEADLINE);
  g_assert_cmpstr (log->str, ==, "0@0 1@5 2@10 ");
  g_assert_cmpint (engine_now (engine), ==, 12);
}

/* The second event stops the engine. The condition is not asked again, and cannot say that it is met. */
static void
test_condition_after_stop (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Tick tick = { .engine = engine, .n_left = 3, .stop_at = 2 };
  Looks looks = { log, &tick };

  add_tick (&tick, 5);
  g_assert_cmpint (run_until (engine, note_look, &looks, TARN_NO_DEADLINE, NULL), ==,
                   TARN_CLOCK_RESULT_STOPPED);
  g_assert_cmpstr (log->str, ==, "0@0 1@5 ");
}

/* At the end of time, this deadline is still not reached. */
static void
test_no_deadline (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine, .n_left = 2 };

  engine_advance (engine, G_MAXINT64 - START_US - 5);
  add_tick (&tick, 3);
  g_assert_cmpint (run_until (engine, never, NULL, TARN_NO_DEADLINE, NULL), ==,
                   TARN_CLOCK_RESULT_IDLE);
  g_assert_cmpuint (tick.n_calls, ==, 2);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, G_MAXINT64);
}

static void
test_due_at_the_end (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine };
  gint64 next_us = 0;

  add_tick (&tick, G_MAXINT64);
  g_assert_true (tarn_engine_peek_next (engine, &next_us));
  g_assert_cmpint (next_us, ==, G_MAXINT64);
}

static void
test_condition_is_met_already (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine };

  add_tick (&tick, 0);
  g_assert_cmpint (run_until (engine, always, NULL, 0, NULL), ==, TARN_CLOCK_RESULT_CONDITION);
  g_assert_cmpint (run_until (engine, always, NULL, DAY_US, NULL), ==, TARN_CLOCK_RESULT_CONDITION);
  g_assert_cmpuint (tick.n_calls, ==, 0);
  g_assert_cmpint (engine_now (engine), ==, 0);
}

static void
test_results (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine, .n_left = 3, .stop_at = 2 };

  add_tick (&tick, 5);
  g_assert_cmpint (run_until (engine, is_called, &tick, HOUR_US, NULL), ==,
                   TARN_CLOCK_RESULT_CONDITION);
  g_assert_cmpint (engine_now (engine), ==, 5);
  g_assert_cmpint (run_until (engine, never, NULL, HOUR_US, NULL), ==, TARN_CLOCK_RESULT_STOPPED);
  g_assert_cmpint (engine_now (engine), ==, 10);
  g_assert_cmpint (run_until (engine, never, NULL, 14, NULL), ==, TARN_CLOCK_RESULT_DEADLINE);
  g_assert_cmpint (engine_now (engine), ==, 14);
  g_assert_cmpint (run_until (engine, never, NULL, HOUR_US, NULL), ==, TARN_CLOCK_RESULT_IDLE);
  g_assert_cmpint (engine_now (engine), ==, 15);
}

static void
test_deadline_is_included (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine, .n_left = 9, .again = TRUE };

  add_tick (&tick, 5);
  g_assert_cmpint (run_until (engine, never, NULL, 10, NULL), ==, TARN_CLOCK_RESULT_DEADLINE);
  g_assert_cmpuint (tick.n_calls, ==, 2);
  g_assert_cmpint (run_until (engine, never, NULL, 10, NULL), ==, TARN_CLOCK_RESULT_DEADLINE);
  g_assert_cmpuint (tick.n_calls, ==, 2);
}

static void
test_automatic_refreshes_go_on (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnTableName) orders = sample_name ("orders");
  g_autoptr (TarnTableName) hourly G_GNUC_UNUSED
      = glue_add_view (tarn_sample_get_glue (sample), "hourly", orders, TARN_REFRESH_TYPE_NONE,
                       3600);
  g_autoptr (TarnClockLimits) limits = limits_new (1000, 3 * HOUR_US);

  g_assert_cmpint (run_until (engine, never, NULL, 5 * HOUR_US, NULL), ==,
                   TARN_CLOCK_RESULT_DEADLINE);
  g_assert_cmpint (engine_now (engine), ==, 5 * HOUR_US);
  assert_call_fails (TARN_ERROR_LIMIT, tarn_engine_run_until (engine, never, NULL, TARN_NO_DEADLINE,
                                                              limits, NULL, &error));
}

static void
test_idle_does_not_move (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnTableName) orders = sample_name ("orders");
  g_autoptr (TarnTableName) hourly G_GNUC_UNUSED
      = glue_add_view (tarn_sample_get_glue (sample), "hourly", orders, TARN_REFRESH_TYPE_NONE,
                       3600);

  engine_drain (engine);
  g_assert_cmpint (engine_now (engine), ==, 0);
}

/* --- Limits ----------------------------------------------------------------------------------- */

/* Exactly so many events may happen; more are an error after them. */
static void
test_max_events (void)
{
  for (guint n_events = 0; n_events <= 3; n_events++)
    {
      g_autoptr (TarnEngine) engine = tarn_engine_new (1);
      Tick tick = { .engine = engine, .n_left = 3 };
      g_autoptr (TarnClockLimits) limits = limits_new (n_events, DAY_US);

      add_tick (&tick, 5);
      if (n_events < 3)
        assert_call_fails (TARN_ERROR_LIMIT, tarn_engine_run_until_idle (engine, limits, &error));
      else
        g_assert_true (tarn_engine_run_until_idle (engine, limits, NULL));
      g_assert_cmpuint (tick.n_calls, ==, n_events);
      g_assert_cmpint (engine_now (engine), ==, 5 * n_events);
      engine_drain (engine);
      g_assert_cmpuint (tick.n_calls, ==, 3);
    }
}

static void
test_horizon (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine, .n_left = 3 };
  g_autoptr (TarnClockLimits) short_of = limits_new (9, 4);
  g_autoptr (TarnClockLimits) enough = limits_new (9, 5);

  add_tick (&tick, 5);
  assert_call_fails (TARN_ERROR_LIMIT, tarn_engine_run_until_idle (engine, short_of, &error));
  g_assert_cmpuint (tick.n_calls, ==, 0);
  assert_call_fails (TARN_ERROR_LIMIT, tarn_engine_run_until (engine, never, NULL, TARN_NO_DEADLINE,
                                                              enough, NULL, &error));
  g_assert_cmpuint (tick.n_calls, ==, 1);
  g_assert_cmpint (engine_now (engine), ==, 5);
}

/* So much time may pass, also to a deadline. Then the deadline is reached, and no longer one is. */
static void
test_horizon_and_deadline (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine };
  g_autoptr (TarnClockLimits) limits = limits_new (9, 10);

  add_tick (&tick, HOUR_US);
  g_assert_cmpint (run_until (engine, never, NULL, 10, limits), ==, TARN_CLOCK_RESULT_DEADLINE);
  g_assert_cmpint (engine_now (engine), ==, 10);
  assert_call_fails (TARN_ERROR_LIMIT, tarn_engine_run_until (engine, never, NULL, START_US + 21,
                                                              limits, NULL, &error));
  g_assert_cmpint (engine_now (engine), ==, 10);
}

static void
test_default_limits (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine, .n_left = G_MAXUINT };
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();

  add_tick (&tick, 1);
  assert_call_fails (TARN_ERROR_LIMIT, tarn_engine_run_until_idle (engine, NULL, &error));
  g_assert_cmpuint (tick.n_calls, ==, 100000);
  assert_call_fails (TARN_ERROR_LIMIT, tarn_engine_run_until_idle (engine, limits, &error));
  g_assert_cmpuint (tick.n_calls, ==, 200000);

  g_autoptr (TarnEngine) slow = tarn_engine_new (1);
  Tick daily = { .engine = slow, .n_left = G_MAXUINT };
  add_tick (&daily, DAY_US);
  assert_call_fails (TARN_ERROR_LIMIT, tarn_engine_run_until_idle (slow, NULL, &error));
  g_assert_cmpuint (daily.n_calls, ==, 365);
}

static void
test_copied_limits (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine, .n_left = 9 };
  g_autoptr (TarnClockLimits) limits = limits_new (2, DAY_US);
  g_autoptr (TarnClockLimits) copy = tarn_clock_limits_copy (limits);

  tarn_clock_limits_set_max_events (limits, 5);
  add_tick (&tick, 5);
  assert_call_fails (TARN_ERROR_LIMIT, tarn_engine_run_until_idle (engine, copy, &error));
  g_assert_cmpuint (tick.n_calls, ==, 2);
}

static void
test_limit_names_events (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnClockLimits) limits = limits_new (0, DAY_US);
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");
  g_autoptr (GPtrArray) pending = tarn_engine_list_pending (engine, 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_engine_run_until_idle (engine, limits, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, ((TarnPendingEvent *) pending->pdata[0])->kind));
  g_assert_nonnull (strstr (error->message, ((TarnPendingEvent *) pending->pdata[0])->subject));
}

static void
test_negative_horizon (void)
{
  g_autoptr (TarnClockLimits) limits = limits_new (5, 7);

  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*horizon_us >= 0*");
  tarn_clock_limits_set_horizon_us (limits, -1);
  g_test_assert_expected_messages ();
}

/* The last event that a limit allows also stops the engine. */
static void
test_stopped_before_limit (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine, .n_left = 9, .stop_at = 2 };
  g_autoptr (TarnClockLimits) limits = limits_new (2, DAY_US);

  add_tick (&tick, 5);
  assert_call_fails (TARN_ERROR_STOPPED, tarn_engine_run_until_idle (engine, limits, &error));
  assert_call_fails (TARN_ERROR_LIMIT, tarn_engine_run_until_idle (engine, limits, &error));
}

/* --- Stop ------------------------------------------------------------------------------------- */

static void
test_stop_is_not_remembered (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick tick = { .engine = engine, .n_left = 2 };

  add_tick (&tick, 5);
  g_assert_false (tarn_engine_stop (engine));
  engine_drain (engine);
  g_assert_cmpuint (tick.n_calls, ==, 2);
}

/* Two events are due at the same time. The first stops the engine, and the second stays due. */
static void
test_stop_keeps_what_is_due (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Tick first = { .engine = engine, .stop_at = 1 };
  Tick second = { .engine = engine };
  gint64 next_us = 0;

  add_tick (&first, 5);
  add_tick (&second, 5);
  assert_call_fails (TARN_ERROR_STOPPED, tarn_engine_run_until_idle (engine, NULL, &error));
  g_assert_cmpuint (second.n_calls, ==, 0);
  g_assert_true (tarn_engine_peek_next (engine, &next_us));
  g_assert_cmpint (next_us, ==, START_US + 5);
  engine_drain (engine);
  g_assert_cmpuint (second.n_calls, ==, 1);
}

/* --- Waits ------------------------------------------------------------------------------------ */

static void
wait_for (TarnSample *sample, const char *id)
{
  tarn_glue_client_wait_for_materialized_view_refresh_task_run_async (tarn_sample_get_glue (sample),
                                                                      NULL, id, NULL, NULL, NULL);
}

/* A wait keeps its engine alive until it has ended and the main context has seen its end. */
static void
end_waits (TarnSample *sample)
{
  sample_stop (sample, "daily", NULL);
  sample_drain (sample);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_list_waits (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *daily = sample_start_refresh (sample, "daily");
  g_autofree char *monthly = sample_start_refresh (sample, "monthly");
  const char *first = strcmp (daily, monthly) < 0 ? daily : monthly;
  const char *second = first == daily ? monthly : daily;

  wait_for (sample, second);
  wait_for (sample, first);
  wait_for (sample, second);
  g_auto (GStrv) waits = tarn_engine_list_waits (engine);
  g_assert_cmpuint (g_strv_length (waits), ==, 3);
  g_assert_nonnull (strstr (waits[0], first));
  g_assert_nonnull (strstr (waits[1], second));
  g_assert_nonnull (strstr (waits[2], second));
  for (guint i = 0; i < 3; i++)
    g_assert_nonnull (strstr (waits[i], "refresh"));
  engine_drain (engine);
  g_auto (GStrv) none = tarn_engine_list_waits (engine);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  end_waits (sample);
}

static TarnSample *
waiting_new (const char *lines, char **out_id)
{
  TarnSample *sample = sample_with_rule (lines);

  *out_id = sample_start_refresh (sample, "daily");
  wait_for (sample, *out_id);
  return sample;
}

static void
test_deadlock (void)
{
  g_autofree char *id = NULL;
  g_autoptr (TarnSample) sample = waiting_new ("operation=" START_REFRESH "\ndo=hang-run\n", &id);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_engine_run_until_idle (engine, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_DEADLOCK);
  g_assert_nonnull (strstr (error->message, id));
  g_assert_cmpint (run_until (engine, never, NULL, TARN_NO_DEADLINE, NULL), ==,
                   TARN_CLOCK_RESULT_DEADLOCK);
  end_waits (sample);
}

/* The limit is held full for an hour. A run that hangs could still end: the test only sees that it may. */
static void
test_no_deadlock_while_full (void)
{
  g_autoptr (TarnSample) sample = sample_with_faults (
      "[full]\noperation=" LIST_REFRESHES "\nnth=1\ndo=fill-limit\n"
      "duration-us=3600000000\n[hang]\noperation=" START_REFRESH "\ndo=hang-run\n");
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id = sample_start_refresh (sample, "daily");
  g_autoptr (GPtrArray) runs G_GNUC_UNUSED = sample_list_refreshes (sample);

  wait_for (sample, id);
  g_assert_true (tarn_engine_run_until_idle (engine, NULL, NULL));
  engine_advance (engine, HOUR_US);
  assert_call_fails (TARN_ERROR_DEADLOCK, tarn_engine_run_until_idle (engine, NULL, &error));
  end_waits (sample);
}

/* The event after which nothing can happen any more also stops the engine. */
static void
test_stopped_before_deadlock (void)
{
  g_autofree char *id = NULL;
  g_autoptr (TarnSample) sample = waiting_new ("operation=" START_REFRESH "\ndo=hang-run\n", &id);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  Tick tick = { .engine = engine, .stop_at = 1 };

  add_tick (&tick, HOUR_US);
  assert_call_fails (TARN_ERROR_STOPPED, tarn_engine_run_until_idle (engine, NULL, &error));
  assert_call_fails (TARN_ERROR_DEADLOCK, tarn_engine_run_until_idle (engine, NULL, &error));
  end_waits (sample);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-clock.h: tarn_engine_peek_next(): when the next event is due; untouched if no event is pending", test_peek },
  { "tarn-clock.h: tarn_engine_step(): Moves time to the next event, and lets this event happen.", test_step },
  { "tarn-clock.h: tarn_engine_step(): %FALSE if no event was pending", test_step },
  { "tarn-clock.h: tarn_engine_step(): nothing happened, and the next call goes on", test_step_limit },
  { "tarn-clock.h: tarn_engine_advance_to(): All events happen that are due at @time_us or before", test_advance_closed_end },
  { "tarn-clock.h: tarn_engine_advance_to(): To advance to now lets the events happen that are due now.", test_advance_to_now },
  { "tarn-clock.h: tarn_engine_advance_to(): a callback called tarn_engine_stop(); now is the time of the last event", test_advance_stopped },
  { "tarn-clock.h: tarn_engine_advance_to(): now is that instant, and the next call goes on", test_advance_limit },
  { "tarn-clock.h: tarn_engine_advance_to(): Errors, in the order they are checked:", test_advance_stopped_before_limit },
  { "tarn-clock.h: tarn_engine_advance_by(): @duration_us is negative, or leads past the end of time; nothing happened", test_advance_past_the_end },
  { "tarn-clock.h: TarnConditionFunc: The engine calls this function before the first event", test_condition_is_called },
  { "tarn-clock.h: TarnConditionFunc: and after each event that has not stopped the engine", test_condition_after_stop },
  { "tarn-clock.h: TARN_NO_DEADLINE: A deadline that is never reached.", test_no_deadline },
  { "tarn-clock.h: add_timeout(): A timeout that would be due past the end of time is due at the end of time.", test_due_at_the_end },
  { "tarn-clock.h: tarn_engine_run_until(): If the condition is met already, nothing happens.", test_condition_is_met_already },
  { "tarn-clock.h: tarn_engine_run_until(): Events that are due at the deadline itself still happen.", test_deadline_is_included },
  { "tarn-clock.h: tarn_engine_run_until(): the function does not end as idle, but at the deadline or at the horizon", test_automatic_refreshes_go_on },
  { "tarn-clock.h: tarn_engine_run_until(): the message names the next events, and the next call goes on", test_limit_names_events },
  { "tarn-clock.h: TarnClockResult: the condition is met; now is the time of the last event", test_results },
  { "tarn-clock.h: TarnClockResult: no event is left; now is the time of the last event", test_results },
  { "tarn-clock.h: TarnClockResult: the deadline is reached; now is the deadline", test_results },
  { "tarn-clock.h: TarnClockResult: a callback called tarn_engine_stop(); now is the time of the last event", test_results },
  { "tarn-clock.h: tarn_engine_run_until_idle(): If no foreground event is pending at the start, time does not move.", test_idle_does_not_move },
  { "tarn-clock.h: tarn_engine_run_until_idle(): Errors, in the order they are checked:", test_stopped_before_limit },
  { "tarn-clock.h: tarn_engine_run_until_idle(): as for tarn_engine_run_until() - %TARN_ERROR_DEADLOCK", test_stopped_before_deadlock },
  { "tarn-clock.h: tarn_engine_run_until_idle(): the engine is idle, and a caller still waits for the end of a run; the message names the runs, or ten of them", test_deadlock },
  { "tarn-clock.h: TarnClockResult: no event is left, and a caller still waits for the end of a run", test_deadlock },
  { "tarn-clock.h: chapter: It is no deadlock while a fault plan holds the limit of that service full.", test_no_deadlock_while_full },
  { "waiting.md: When the run does not end: has the result `TARN_CLOCK_RESULT_DEADLOCK`", test_deadlock },
  { "tarn-clock-limits.h: set_max_events(): how many events may happen", test_max_events },
  { "tarn-clock-limits.h: set_horizon_us(): how much virtual time may pass, 0 or more", test_horizon },
  { "tarn-clock-limits.h: TarnClockLimits: the span of virtual time after which the call gives up", test_horizon_and_deadline },
  { "tarn-clock-limits.h: set_horizon_us(): A negative span is a programmer error.", test_negative_horizon },
  { "tarn-clock-limits.h: limits_new(): Makes limits with the default values: 100,000 events and 365 days.", test_default_limits },
  { "tarn-clock-limits.h: limits_copy(): a copy", test_copied_limits },
  { "tarn-clock.h: tarn_engine_stop(): If no function is driving time, the call has no effect, and it is not remembered.", test_stop_is_not_remembered },
  { "tarn-clock.h: tarn_engine_stop(): Events that were due stay due, and the next call goes on.", test_stop_keeps_what_is_due },
  { "tarn-clock.h: tarn_engine_list_waits(): A run is listed once for each wait.", test_list_waits },
  { "tarn-clock.h: tarn_engine_list_waits(): in the order of the ids of the runs", test_list_waits },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
