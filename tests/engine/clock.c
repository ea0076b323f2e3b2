/* SPDX-License-Identifier: MIT */
/*
 * These tests call every function that drives the clock, with every error that it documents, through the
 * public headers. clock-law.c tests that all of these functions have the same effects, and timeouts.c tests
 * the timeouts.
 */
#include "clock-calls.h"
#include "worlds/small-lake.h"

/* --- Going from event to event ---------------------------------------------------------------- */

static void
test_new (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  gint64 next_us = 77;
  gboolean stepped = TRUE;

  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US);
  g_assert_cmpint (START_US, ==, G_GINT64_CONSTANT (946684800000000));
  g_assert_false (tarn_engine_peek_next (engine, &next_us));
  g_assert_cmpint (next_us, ==, 77);
  assert_works (tarn_engine_step (engine, &stepped, &error));
  g_assert_false (stepped);
  assert_works (tarn_engine_step (engine, NULL, &error));
  assert_works (tarn_engine_run_until_idle (engine, NULL, &error));
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US);
}

static void
test_step (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Calls calls = { .engine = engine };
  gint64 next_us = 0;
  gboolean stepped = FALSE;

  add (&calls, 7, TARN_TIMEOUT_NONE);
  add (&calls, 7, TARN_TIMEOUT_BACKGROUND);
  add (&calls, 9, TARN_TIMEOUT_NONE);
  for (guint i = 1; i <= 3; i++)
    {
      g_assert_true (tarn_engine_peek_next (engine, &next_us));
      g_assert_cmpint (next_us, ==, START_US + (i < 3 ? 7 : 9));
      assert_works (tarn_engine_step (engine, &stepped, &error));
      g_assert_true (stepped);
      g_assert_cmpuint (calls.n_calls, ==, i);
      g_assert_cmpint (calls.last_us, ==, next_us);
      g_assert_cmpint (tarn_engine_get_now (engine), ==, next_us);
    }
  assert_works (tarn_engine_step (engine, &stepped, &error));
  g_assert_false (stepped);
}

static void
test_advance_has_a_closed_end (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Calls calls = { .engine = engine };

  add (&calls, 100, TARN_TIMEOUT_NONE);
  add (&calls, 101, TARN_TIMEOUT_NONE);
  assert_works (tarn_engine_advance_by (engine, 99, &error));
  g_assert_cmpuint (calls.n_calls, ==, 0);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US + 99);
  assert_works (tarn_engine_advance_to (engine, START_US + 100, &error));
  g_assert_cmpuint (calls.n_calls, ==, 1);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US + 100);
  assert_works (tarn_engine_advance_by (engine, 500, &error));
  g_assert_cmpuint (calls.n_calls, ==, 2);
  g_assert_cmpint (calls.last_us, ==, START_US + 101);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US + 600);
}

static gboolean
add_two (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Calls *calls = data;

  add (calls, 0, TARN_TIMEOUT_NONE);
  add (calls, 10, TARN_TIMEOUT_NONE);
  add (calls, 11, TARN_TIMEOUT_NONE);
  return G_SOURCE_REMOVE;
}

static void
test_advance_meets_what_is_added_meanwhile (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Calls calls = { .engine = engine };

  tarn_engine_add_timeout (engine, 10, TARN_TIMEOUT_NONE, add_two, &calls, NULL);
  assert_works (tarn_engine_advance_by (engine, 20, &error));
  g_assert_cmpuint (calls.n_calls, ==, 2);
  g_assert_cmpint (calls.last_us, ==, START_US + 20);
}

static void
test_advance_to_now (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Calls calls = { .engine = engine };

  add (&calls, 0, TARN_TIMEOUT_NONE);
  add (&calls, 1, TARN_TIMEOUT_NONE);
  assert_works (tarn_engine_advance_to (engine, START_US, &error));
  g_assert_cmpuint (calls.n_calls, ==, 1);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US);
  add (&calls, 0, TARN_TIMEOUT_NONE);
  assert_works (tarn_engine_advance_by (engine, 0, &error));
  g_assert_cmpuint (calls.n_calls, ==, 2);
}

static void
test_invalid_time (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Calls calls = { .engine = engine };
  TarnClockResult result = 0;

  add (&calls, 0, TARN_TIMEOUT_NONE);
  assert_fails (TARN_ERROR_INVALID_TIME, tarn_engine_advance_to (engine, START_US - 1, &error));
  assert_fails (TARN_ERROR_INVALID_TIME, tarn_engine_advance_to (engine, 0, &error));
  assert_fails (TARN_ERROR_INVALID_TIME, tarn_engine_advance_to (engine, G_MININT64, &error));
  assert_fails (TARN_ERROR_INVALID_TIME, tarn_engine_advance_by (engine, -1, &error));
  assert_fails (TARN_ERROR_INVALID_TIME, tarn_engine_advance_by (engine, G_MININT64, &error));
  assert_fails (TARN_ERROR_INVALID_TIME, tarn_engine_advance_by (engine, G_MAXINT64, &error));
  assert_fails (TARN_ERROR_INVALID_TIME,
                tarn_engine_advance_by (engine, G_MAXINT64 - START_US + 1, &error));
  assert_fails (TARN_ERROR_INVALID_TIME,
                tarn_engine_run_until (engine, always, NULL, START_US - 1, NULL, &result, &error));
  g_assert_cmpint (result, ==, 0);
  g_assert_cmpuint (calls.n_calls, ==, 0);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US);
}

static void
test_end_of_time (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Calls calls = { .engine = engine };

  add (&calls, G_MAXINT64, TARN_TIMEOUT_NONE);
  add (&calls, G_MAXINT64 - START_US, TARN_TIMEOUT_NONE);
  add (&calls, G_MAXINT64 - START_US - 1, TARN_TIMEOUT_NONE);
  assert_works (tarn_engine_advance_by (engine, G_MAXINT64 - START_US - 1, &error));
  g_assert_cmpuint (calls.n_calls, ==, 1);
  assert_works (tarn_engine_advance_to (engine, G_MAXINT64, &error));
  g_assert_cmpuint (calls.n_calls, ==, 3);
  g_assert_cmpint (calls.last_us, ==, G_MAXINT64);

  assert_works (tarn_engine_advance_by (engine, 0, &error));
  assert_fails (TARN_ERROR_INVALID_TIME, tarn_engine_advance_by (engine, 1, &error));
  add (&calls, 5, TARN_TIMEOUT_NONE);
  assert_works (tarn_engine_run_until_idle (engine, NULL, &error));
  g_assert_cmpuint (calls.n_calls, ==, 4);
}

/* --- Calls inside callbacks ------------------------------------------------------------------- */

static gboolean
drive_from_inside (TarnEngine *engine, gpointer data)
{
  Calls *calls = data;
  gint64 now_us = tarn_engine_get_now (calls->engine);
  gboolean stepped = 77;
  TarnClockResult result = 77;

  assert_fails (TARN_ERROR_BUSY, tarn_engine_step (calls->engine, &stepped, &error));
  assert_fails (TARN_ERROR_BUSY, tarn_engine_advance_to (calls->engine, 0, &error));
  assert_fails (TARN_ERROR_BUSY, tarn_engine_advance_to (calls->engine, now_us + 1000, &error));
  assert_fails (TARN_ERROR_BUSY, tarn_engine_advance_by (calls->engine, -1, &error));
  assert_fails (TARN_ERROR_BUSY, tarn_engine_advance_by (calls->engine, 0, &error));
  assert_fails (TARN_ERROR_BUSY,
                tarn_engine_run_until (calls->engine, always, NULL, 0, NULL, &result, &error));
  assert_fails (TARN_ERROR_BUSY, tarn_engine_run_until_idle (calls->engine, NULL, &error));
  g_assert_cmpint (stepped, ==, 77);
  g_assert_cmpint ((gint) result, ==, 77);
  g_assert_cmpint (tarn_engine_get_now (calls->engine), ==, now_us);
  return count_call (engine, data);
}

/* The timeouts have one time, so that the outer call would notice an inner call that drives time. */
static void
test_busy (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Calls calls = { .engine = engine, .n_left = 12 };

  for (guint i = 0; i < 3; i++)
    tarn_engine_add_timeout (engine, 5, TARN_TIMEOUT_NONE, drive_from_inside, &calls, NULL);
  assert_works (tarn_engine_step (engine, NULL, &error));
  g_assert_cmpuint (calls.n_calls, ==, 1);
  assert_works (tarn_engine_advance_by (engine, 0, &error));
  g_assert_cmpuint (calls.n_calls, ==, 3);
  assert_works (tarn_engine_run_until (engine, never, NULL, START_US + 10, NULL, NULL, &error));
  g_assert_cmpuint (calls.n_calls, ==, 6);
  assert_works (tarn_engine_run_until_idle (engine, NULL, &error));
  g_assert_cmpuint (calls.n_calls, ==, 14);
}

static void
drive_on_change (TarnEngine *engine, const TarnChange *change G_GNUC_UNUSED, gpointer data)
{
  drive_from_inside (engine, data);
}

/* Time cannot be driven inside an observer either, whether an event or an operation calls it. */
static void
test_busy_in_observer (void)
{
  SmallLake lake;

  small_lake_init (&lake, 0, 1, 0);
  Calls calls = { .engine = lake.engine };
  tarn_engine_add_observer (lake.engine, drive_on_change, &calls, NULL);

  g_autofree char *id = small_lake_start (&lake, 0, NULL);
  g_assert_nonnull (id);
  g_assert_cmpuint (calls.n_calls, >=, 1);
  g_assert_cmpint (tarn_engine_get_now (lake.engine), ==, START_US);
  assert_works (tarn_engine_run_until_idle (lake.engine, NULL, &error));
  g_assert_cmpuint (calls.n_calls, >=, 3);
  small_lake_clear (&lake);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/new", test_new);
  g_test_add_func ("/clock/step", test_step);
  g_test_add_func ("/clock/advance/closed-end", test_advance_has_a_closed_end);
  g_test_add_func ("/clock/advance/meanwhile", test_advance_meets_what_is_added_meanwhile);
  g_test_add_func ("/clock/advance/to-now", test_advance_to_now);
  g_test_add_func ("/clock/invalid-time", test_invalid_time);
  g_test_add_func ("/clock/end-of-time", test_end_of_time);
  g_test_add_func ("/clock/busy/timeout", test_busy);
  g_test_add_func ("/clock/busy/observer", test_busy_in_observer);

  return g_test_run ();
}
