/* SPDX-License-Identifier: MIT */
/*
 * These tests are about tarn_engine_run_until() and tarn_engine_run_until_idle(). The limits of both are in
 * clock-limits.c.
 */
#include "clock-calls.h"
#include "worlds/small-lake.h"

/* --- Until a condition is met ----------------------------------------------------------------- */

typedef struct
{
  const Calls *calls;
  guint n_calls; /* to wait for */
  guint n_asked;
} Wish;

static gboolean
is_called_often_enough (TarnEngine *engine, gpointer data)
{
  Wish *wish = data;

  g_assert_true (engine == wish->calls->engine);
  wish->n_asked++;
  return wish->calls->n_calls >= wish->n_calls;
}

static TarnClockResult
run_until (Wish *wish, gint64 deadline_us)
{
  TarnClockResult result = 0;

  assert_works (tarn_engine_run_until (wish->calls->engine, is_called_often_enough, wish,
                                       deadline_us, NULL, &result, &error));
  return result;
}

static void
test_condition (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Calls calls = { .engine = engine, .n_left = 10 };
  Wish wish = { &calls, 0, 0 };

  add (&calls, 100, TARN_TIMEOUT_NONE);
  add (&calls, 0, TARN_TIMEOUT_BACKGROUND);
  g_assert_cmpint (run_until (&wish, TARN_NO_DEADLINE), ==, TARN_CLOCK_RESULT_CONDITION);
  g_assert_cmpuint (calls.n_calls, ==, 0);
  g_assert_cmpuint (wish.n_asked, ==, 1);

  /* The condition also comes before a deadline that is now. */
  g_assert_cmpint (run_until (&wish, START_US), ==, TARN_CLOCK_RESULT_CONDITION);
  g_assert_cmpuint (calls.n_calls, ==, 0);
}

static void
test_condition_is_asked_after_each_event (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Calls calls = { .engine = engine, .n_left = 10 };
  Wish wish = { &calls, 4, 0 };

  add (&calls, 100, TARN_TIMEOUT_NONE);
  g_assert_cmpint (run_until (&wish, TARN_NO_DEADLINE), ==, TARN_CLOCK_RESULT_CONDITION);
  g_assert_cmpuint (calls.n_calls, ==, 4);
  g_assert_cmpuint (wish.n_asked, ==, 5);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US + 400);

  wish.n_calls = 50;
  g_assert_cmpint (run_until (&wish, TARN_NO_DEADLINE), ==, TARN_CLOCK_RESULT_IDLE);
  g_assert_cmpuint (calls.n_calls, ==, 10);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US + 1000);
  assert_works (tarn_engine_run_until (engine, never, NULL, TARN_NO_DEADLINE, NULL, NULL, &error));
}

static void
test_deadline (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Calls calls = { .engine = engine, .n_left = 10 };
  Wish wish = { &calls, 50, 0 };

  add (&calls, 100, TARN_TIMEOUT_NONE);
  g_assert_cmpint (run_until (&wish, START_US + 250), ==, TARN_CLOCK_RESULT_DEADLINE);
  g_assert_cmpuint (calls.n_calls, ==, 2);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US + 250);

  /* An event that is due at the deadline itself still happens. */
  g_assert_cmpint (run_until (&wish, START_US + 300), ==, TARN_CLOCK_RESULT_DEADLINE);
  g_assert_cmpuint (calls.n_calls, ==, 3);
  g_assert_cmpint (run_until (&wish, START_US + 300), ==, TARN_CLOCK_RESULT_DEADLINE);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US + 300);

  wish.n_calls = 4;
  g_assert_cmpint (run_until (&wish, START_US + 400), ==, TARN_CLOCK_RESULT_CONDITION);
}

/* An idle engine does not wait for the deadline. */
static void
test_idle_before_deadline (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Calls calls = { .engine = engine };
  Wish wish = { &calls, 50, 0 };

  add (&calls, 100, TARN_TIMEOUT_NONE);
  g_assert_cmpint (run_until (&wish, START_US + 250), ==, TARN_CLOCK_RESULT_IDLE);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US + 100);
}

static gboolean
is_changing_nothing (TarnEngine *engine, gpointer data)
{
  SmallLake *lake = data;
  gint64 value = 0;

  assert_fails (TARN_ERROR_BUSY, tarn_engine_step (engine, NULL, &error));
  assert_fails (TARN_ERROR_BUSY, tarn_engine_advance_to (engine, 0, &error));
  assert_fails (TARN_ERROR_BUSY, tarn_engine_advance_by (engine, -1, &error));
  assert_fails (TARN_ERROR_BUSY,
                tarn_engine_run_until (engine, always, NULL, 0, NULL, NULL, &error));
  assert_fails (TARN_ERROR_BUSY, tarn_engine_run_until_idle (engine, NULL, &error));
  assert_fails (TARN_ERROR_BUSY, small_lake_start (lake, 0, &error));
  assert_fails (TARN_ERROR_BUSY, small_lake_stop (lake, 0, &error));
  assert_fails (TARN_ERROR_BUSY,
                tarn_engine_set_option (engine, "glue.stop-latency-us", 1, &error));
  assert_fails (TARN_ERROR_BUSY, tarn_engine_set_option (engine, "no such", 1, &error));
  assert_fails (TARN_ERROR_BUSY,
                tarn_fault_plan_add_from_data (tarn_engine_get_fault_plan (engine),
                                               "[x]\ndo=lose-reply\n", -1, "x", &error));
  assert_fails (TARN_ERROR_BUSY, tarn_fault_plan_add_from_file (tarn_engine_get_fault_plan (engine),
                                                                "no-such-file", &error));
  assert_works (tarn_engine_get_option (engine, "glue.stop-latency-us", &value, &error));
  g_assert_cmpint (value, ==, 5000000);

  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*may_change*");
  g_assert_cmpuint (tarn_engine_add_timeout (engine, 1, TARN_TIMEOUT_NONE, count_call, NULL, NULL),
                    ==, 0);
  g_test_assert_expected_messages ();
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*may_change*");
  g_assert_false (tarn_engine_remove_timeout (engine, 1));
  g_test_assert_expected_messages ();
  return FALSE;
}

static void
test_condition_only_looks (void)
{
  TarnClockResult result = 0;
  SmallLake lake;

  small_lake_init (&lake, 0, 1, 0);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (lake.engine);
  tarn_engine_set_fault_plan (lake.engine, plan);
  assert_works (tarn_engine_run_until (lake.engine, is_changing_nothing, &lake,
                                       START_US + SECOND_US, NULL, &result, &error));
  g_assert_cmpint (result, ==, TARN_CLOCK_RESULT_IDLE);

  g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, 0);

  /* The engine may be changed again after the condition has returned. */
  g_autofree char *id = small_lake_start (&lake, 0, NULL);
  g_assert_nonnull (id);
  assert_works (tarn_engine_run_until (lake.engine, is_changing_nothing, &lake, TARN_NO_DEADLINE,
                                       NULL, &result, &error));
  g_assert_cmpint (result, ==, TARN_CLOCK_RESULT_IDLE);
  small_lake_clear (&lake);
}

/* --- Until idle ------------------------------------------------------------------------------- */

static void
test_background_does_not_count (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Calls background = { .engine = engine, .n_left = G_MAXUINT };
  Calls foreground = { .engine = engine };

  add (&background, 100, TARN_TIMEOUT_BACKGROUND);
  assert_works (tarn_engine_run_until_idle (engine, NULL, &error));
  g_assert_cmpuint (background.n_calls, ==, 0);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US);

  /* A background event happens when time passes. */
  add (&foreground, 550, TARN_TIMEOUT_NONE);
  assert_works (tarn_engine_run_until_idle (engine, NULL, &error));
  g_assert_cmpuint (background.n_calls, ==, 5);
  g_assert_cmpuint (foreground.n_calls, ==, 1);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US + 550);
}

/* Automatic refreshes are background events, but the events of the runs that they start are not. */
static void
test_automatic_refreshes_are_background (void)
{
  TarnClockResult result = 0;
  SmallLake lake;

  small_lake_init (&lake, 0, 2, 3600);
  assert_works (tarn_engine_run_until_idle (lake.engine, NULL, &error));
  g_assert_cmpint (tarn_engine_get_now (lake.engine), ==, START_US);

  assert_works (tarn_engine_run_until (lake.engine, never, NULL, START_US + 10 * HOUR_US, NULL,
                                       &result, &error));
  g_assert_cmpint (result, ==, TARN_CLOCK_RESULT_DEADLINE);
  small_lake_commit (&lake, 0, 1000);
  assert_works (tarn_engine_advance_by (lake.engine, HOUR_US, &error));
  assert_works (tarn_engine_run_until_idle (lake.engine, NULL, &error));
  g_assert_cmpint (tarn_engine_get_now (lake.engine), >, START_US + 11 * HOUR_US);
  g_assert_cmpint (tarn_engine_get_now (lake.engine), <, START_US + 12 * HOUR_US);
  small_lake_clear (&lake);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/run-until/condition/met-already", test_condition);
  g_test_add_func ("/run-until/condition/after-each-event",
                   test_condition_is_asked_after_each_event);
  g_test_add_func ("/run-until/condition/only-looks", test_condition_only_looks);
  g_test_add_func ("/run-until/deadline", test_deadline);
  g_test_add_func ("/run-until/idle-before-deadline", test_idle_before_deadline);
  g_test_add_func ("/run-until/idle/background", test_background_does_not_count);
  g_test_add_func ("/run-until/idle/automatic-refreshes", test_automatic_refreshes_are_background);

  return g_test_run ();
}
