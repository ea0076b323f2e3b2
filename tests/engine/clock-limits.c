/* SPDX-License-Identifier: MIT */
/*
 * Each limit of the clock ends a function that drives time with an error that lists the pending events. The
 * engine keeps its state, so that the next such function goes on from there.
 */
#include <tarn/tarn.h>

#include <string.h>

#include "worlds/small-lake.h"

static gboolean
count (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  ++*(guint *) data;
  return G_SOURCE_CONTINUE;
}

/* Returns a new engine with a timeout that recurs forever and with @instant_max as the same-instant limit. */
static TarnEngine *
create (gint64 interval_us, gint64 instant_max, guint *n_calls)
{
  TarnEngine *engine = tarn_engine_new (0);

  g_assert_true (
      tarn_engine_set_option (engine, "clock.same-instant-chain-max", instant_max, NULL));
  tarn_engine_add_timeout (engine, interval_us, TARN_TIMEOUT_NONE, count, n_calls, NULL);
  return engine;
}

static void
assert_limit (GError *error, const char *word)
{
  g_assert_error (error, TARN_ERROR, TARN_ERROR_LIMIT);
  if (strstr (error->message, word) == NULL)
    g_test_fail_printf ("no \"%s\" in: %s", word, error->message);
}

/* --- Loops without delay ---------------------------------------------------------------------- */

typedef gboolean (*Verb) (TarnEngine *engine, GError **error);

static gboolean
step_often (TarnEngine *engine, GError **error)
{
  for (;;)
    if (!tarn_engine_step (engine, NULL, error))
      return FALSE;
}

static gboolean
advance_to_now (TarnEngine *engine, GError **error)
{
  return tarn_engine_advance_to (engine, tarn_engine_get_now (engine), error);
}

static gboolean
advance_by_hour (TarnEngine *engine, GError **error)
{
  return tarn_engine_advance_by (engine, HOUR_US, error);
}

static gboolean
run_until_never (TarnEngine *engine, GError **error)
{
  return tarn_engine_run_until (engine, never, NULL, TARN_NO_DEADLINE, NULL, NULL, error);
}

static gboolean
run_until_idle (TarnEngine *engine, GError **error)
{
  return tarn_engine_run_until_idle (engine, NULL, error);
}

static const Verb verbs[]
    = { step_often, advance_to_now, advance_by_hour, run_until_never, run_until_idle };

/*
 * The limit counts only events that an event of the same instant scheduled, so the first call does not count.
 */
static void
test_instant (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      guint n_calls = 0;
      g_autoptr (TarnEngine) engine = create (0, 25, &n_calls);

      for (guint round = 1; round <= 3; round++)
        {
          g_autoptr (GError) error = NULL;

          g_assert_false (verbs[i](engine, &error));
          assert_limit (error, "timeout 0 at +0 us");
          assert_limit (error, " 1 events pending");
          g_assert_cmpuint (n_calls, ==, 1 + 25 * round);
          g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US);
        }
    }
}

static gboolean
count_once (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  ++*(guint *) data;
  return G_SOURCE_REMOVE;
}

typedef struct
{
  TarnEngine *engine;
  guint n_calls;
} Instants;

static gboolean
on_leaf (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_REMOVE;
}

static gboolean
count_to_26 (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  return ++*(guint *) data < 26;
}

/* An instant may have as many events as the limit allows, and the count starts at 0 at the next instant. */
static void
test_instant_is_not_passed (void)
{
  guint n_long = 0, n_short = 0, n_again = 0;
  g_autoptr (TarnEngine) engine = create (HOUR_US, 25, &n_long);
  g_autoptr (GError) error = NULL;

  tarn_engine_add_timeout (engine, 0, TARN_TIMEOUT_NONE, count_to_26, &n_short, NULL);
  tarn_engine_advance_by (engine, SECOND_US, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_short, ==, 26);
  tarn_engine_add_timeout (engine, 0, TARN_TIMEOUT_NONE, count_to_26, &n_again, NULL);
  tarn_engine_advance_by (engine, SECOND_US, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_again, ==, 26);
}

static gboolean
add_eight_now (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Instants *instants = data;

  for (guint i = 0; i < 8; i++)
    tarn_engine_add_timeout (instants->engine, 0, TARN_TIMEOUT_NONE, count_once, &instants->n_calls,
                             NULL);
  return G_SOURCE_CONTINUE;
}

/* The count also starts at 0 at each instant within one advance. */
static void
test_instant_after_instant (void)
{
  guint n_calls = 0;
  g_autoptr (TarnEngine) engine = create (HOUR_US, 10, &n_calls);
  g_autoptr (GError) error = NULL;
  Instants instants = { engine, 0 };

  tarn_engine_add_timeout (engine, 5, TARN_TIMEOUT_NONE, add_eight_now, &instants, NULL);
  tarn_engine_advance_by (engine, 500, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (instants.n_calls, ==, 800);
}

/* Events that were scheduled before their instant do not count, however many they are. */
static void
test_instant_does_not_count_others (void)
{
  guint n_calls = 0;
  g_autoptr (TarnEngine) engine = create (5, 1, &n_calls);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100; i++)
    tarn_engine_add_timeout (engine, 5, TARN_TIMEOUT_NONE, count, &n_calls, NULL);
  tarn_engine_advance_by (engine, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_calls, ==, 202);
}

typedef struct
{
  TarnEngine *engine;
  guint n_added;
} Adder;

static gboolean
add_next (TarnEngine *engine, gpointer data)
{
  Adder *adder = data;

  if (adder->n_added > 0)
    tarn_engine_add_timeout (engine, 0, TARN_TIMEOUT_NONE, add_next, adder, NULL);
  adder->n_added--;
  return G_SOURCE_REMOVE;
}

static gboolean
add_all (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Adder *adder = data;

  for (guint i = 0; i < adder->n_added; i++)
    tarn_engine_add_timeout (adder->engine, 0, TARN_TIMEOUT_NONE, on_leaf, NULL, NULL);
  return G_SOURCE_REMOVE;
}

/* The limit is about a chain. Events that stand side by side are no loop, however many they are. */
static void
test_instant_side_by_side (gconstpointer data)
{
  guint n_calls = 0;
  g_autoptr (TarnEngine) engine = create (HOUR_US, 1, &n_calls);
  g_autoptr (GError) error = NULL;
  Adder adder = { engine, 20000 };

  tarn_engine_set_option (engine, "clock.tie-order", GPOINTER_TO_INT (data), NULL);
  tarn_engine_add_timeout (engine, 5, TARN_TIMEOUT_NONE, add_all, &adder, NULL);
  tarn_engine_advance_by (engine, 10, &error);
  g_assert_no_error (error);
}

/* A chain may have as many events as the limit, in whatever order the events of the instant happen. */
static void
test_instant_of_the_limit (gconstpointer data)
{
  for (guint n_added = 2; n_added <= 4; n_added++)
    {
      guint n_calls = 0;
      g_autoptr (TarnEngine) engine = create (HOUR_US, 3, &n_calls);
      g_autoptr (GError) error = NULL;
      Adder adder = { engine, n_added };

      tarn_engine_set_option (engine, "clock.tie-order", GPOINTER_TO_INT (data), NULL);
      tarn_engine_add_timeout (engine, 5, TARN_TIMEOUT_NONE, on_leaf, NULL, NULL);
      tarn_engine_add_timeout (engine, 5, TARN_TIMEOUT_NONE, add_next, &adder, NULL);
      tarn_engine_add_timeout (engine, 5, TARN_TIMEOUT_NONE, on_leaf, NULL, NULL);
      g_assert_cmpint (tarn_engine_advance_by (engine, 10, &error), ==, n_added <= 3);
      g_assert_cmpint (error == NULL, ==, n_added <= 3);
    }
}

static void
test_instant_of_one_engine (void)
{
  guint n_first = 0, n_second = 0;
  g_autoptr (TarnEngine) first = create (0, 25, &n_first);
  g_autoptr (TarnEngine) second = create (HOUR_US, 25, &n_second);
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_engine_advance_by (first, 1, NULL));
  tarn_engine_advance_by (second, 2 * HOUR_US, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_second, ==, 2);
}

/* If the limit is lowered, it holds for the event that is pending at the end of a chain. */
static void
test_instant_with_a_lower_limit (void)
{
  guint n_calls = 0;
  g_autoptr (TarnEngine) engine = create (0, 25, &n_calls);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 4; i++)
    g_assert_true (tarn_engine_step (engine, NULL, NULL));
  g_assert_true (tarn_engine_set_option (engine, "clock.same-instant-chain-max", 3, NULL));
  g_assert_false (tarn_engine_step (engine, NULL, &error));
  assert_limit (error, "the limit of a chain of events within one instant, of 3 reached");
  g_assert_cmpuint (n_calls, ==, 4);
  g_assert_true (tarn_engine_step (engine, NULL, NULL));
}

/* The fifth event is at the end of a chain of four, because the first one is in no chain. */
static void
test_instant_with_a_limit_that_fits (void)
{
  guint n_calls = 0;
  g_autoptr (TarnEngine) engine = create (0, 25, &n_calls);

  for (guint i = 0; i < 4; i++)
    g_assert_true (tarn_engine_step (engine, NULL, NULL));
  g_assert_true (tarn_engine_set_option (engine, "clock.same-instant-chain-max", 4, NULL));
  g_assert_true (tarn_engine_step (engine, NULL, NULL));
  g_assert_cmpuint (n_calls, ==, 5);
}

/* If the limit is raised, a loop that has reached the limit goes on until it ends by itself. */
static void
test_instant_can_be_resumed (void)
{
  guint n_calls = 0;
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GError) error = NULL;

  g_assert_true (tarn_engine_set_option (engine, "clock.same-instant-chain-max", 10, NULL));
  tarn_engine_add_timeout (engine, 5, TARN_TIMEOUT_NONE, count, &n_calls, NULL);
  tarn_engine_add_timeout (engine, 0, TARN_TIMEOUT_NONE, count_to_26, &n_calls, NULL);
  g_assert_false (tarn_engine_advance_by (engine, 5, &error));
  g_assert_cmpuint (n_calls, ==, 11);
  g_clear_error (&error);
  g_assert_true (tarn_engine_set_option (engine, "clock.same-instant-chain-max", 100, NULL));
  tarn_engine_advance_by (engine, 5, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_calls, ==, 27);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US + 5);
}

/* --- Events and horizon ----------------------------------------------------------------------- */

static gboolean
run (TarnEngine *engine, guint64 max_events, gint64 horizon_us, gint64 deadline_us, GError **error)
{
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();
  TarnClockResult result;

  tarn_clock_limits_set_max_events (limits, max_events);
  tarn_clock_limits_set_horizon_us (limits, horizon_us);
  g_autoptr (TarnClockLimits) copy = g_boxed_copy (TARN_TYPE_CLOCK_LIMITS, limits);
  g_clear_pointer (&limits, tarn_clock_limits_free);
  return tarn_engine_run_until (engine, never, NULL, deadline_us, copy, &result, error);
}

static void
test_max_events (void)
{
  guint n_calls = 0;
  g_autoptr (TarnEngine) engine = create (10, 10, &n_calls);
  g_autoptr (GError) error = NULL;

  for (guint round = 1; round <= 3; round++)
    {
      g_assert_false (run (engine, 7, HOUR_US, TARN_NO_DEADLINE, &error));
      assert_limit (error, "the limit of events, of ");
      assert_limit (error, "timeout 0 at +10 us");
      g_clear_error (&error);
      g_assert_cmpuint (n_calls, ==, 7 * round);
      g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US + 70 * round);
    }
  g_assert_false (run (engine, 0, HOUR_US, TARN_NO_DEADLINE, &error));
  assert_limit (error, "the limit of events, of ");
  g_assert_cmpuint (n_calls, ==, 21);
  g_clear_error (&error);

  /* The limit is no error if no other event is due before the deadline. */
  g_assert_true (run (engine, 2, HOUR_US, START_US + 239, &error));
  g_assert_cmpuint (n_calls, ==, 23);
  g_assert_true (run (engine, 0, HOUR_US, START_US + 239, &error));
}

static void
test_horizon (void)
{
  guint n_calls = 0;
  g_autoptr (TarnEngine) engine = create (100, 10, &n_calls);
  g_autoptr (GError) error = NULL;

  g_assert_false (run (engine, 1000, 450, TARN_NO_DEADLINE, &error));
  assert_limit (error, "horizon");
  assert_limit (error, "timeout 0 at +100 us");
  g_assert_cmpuint (n_calls, ==, 4);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US + 400);
  g_clear_error (&error);

  /* The horizon begins at the time of the call, and an event at its very end still happens. */
  g_assert_false (run (engine, 1000, 200, START_US + 601, &error));
  assert_limit (error, "horizon");
  g_assert_cmpuint (n_calls, ==, 6);
  g_clear_error (&error);
  g_assert_true (run (engine, 1000, 200, START_US + 800, &error));
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US + 800);
  g_assert_true (run (engine, 1000, G_MAXINT64, START_US + 900, &error));
  g_assert_false (run (engine, 1000, 0, TARN_NO_DEADLINE, &error));
  assert_limit (error, "horizon");
  g_assert_cmpuint (n_calls, ==, 9);
}

static void
test_defaults (void)
{
  guint n_fast = 0, n_slow = 0;
  g_autoptr (TarnEngine) fast = create (1, 10, &n_fast);
  g_autoptr (TarnEngine) slow = create (DAY_US, 10, &n_slow);
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();
  gint64 instant_max = 0;

  for (guint round = 0; round < 2; round++)
    {
      g_assert_false (tarn_engine_run_until_idle (fast, round == 0 ? NULL : limits, NULL));
      g_assert_false (tarn_engine_run_until_idle (slow, round == 0 ? NULL : limits, NULL));
    }
  g_assert_cmpuint (n_fast, ==, 2 * 100000);
  g_assert_cmpuint (n_slow, ==, 2 * 365);

  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  tarn_engine_get_option (engine, "clock.same-instant-chain-max", &instant_max, NULL);
  g_assert_cmpint (instant_max, ==, 10000);
}

/* TarnClockLimits apply to tarn_engine_run_until() and tarn_engine_run_until_idle(), but not to an advance. */
static void
test_advance_has_no_limit (void)
{
  guint n_calls = 0;
  g_autoptr (TarnEngine) engine = create (DAY_US / 10, 10, &n_calls);
  g_autoptr (GError) error = NULL;

  tarn_engine_advance_by (engine, 10001 * DAY_US, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_calls, ==, 100010);
}

/* --- Messages --------------------------------------------------------------------------------- */

static void
test_message_lists_ten (void)
{
  guint n_calls = 0;
  g_autoptr (TarnEngine) engine = create (1000, 10, &n_calls);
  g_autoptr (GError) error = NULL;
  guint n_listed = 0;

  for (gint64 i = 0; i < 30; i++)
    tarn_engine_add_timeout (engine, 500 - i, TARN_TIMEOUT_NONE, count, &n_calls, NULL);
  g_assert_false (run (engine, 0, HOUR_US, TARN_NO_DEADLINE, &error));
  assert_limit (error, "31 events pending: timeout 30 at +471 us, timeout 29 at +472 us, ");
  assert_limit (error, ", timeout 21 at +480 us");
  for (const char *at = error->message; (at = strstr (at, "timeout ")) != NULL; at++)
    n_listed++;
  g_assert_cmpuint (n_listed, ==, 10);
}

static void
test_message_names_kinds (void)
{
  g_autoptr (GError) error = NULL;
  SmallLake lake;

  small_lake_init (&lake, 0, 1, 3600);
  g_autofree char *id = small_lake_start (&lake, 0, NULL);
  g_assert_nonnull (id);
  g_assert_false (run (lake.engine, 0, HOUR_US, TARN_NO_DEADLINE, &error));
  assert_limit (error, "refresh begin");
  assert_limit (error, "automatic refresh");
  small_lake_clear (&lake);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock-limits/instant", test_instant);
  g_test_add_func ("/clock-limits/instant/not-passed", test_instant_is_not_passed);
  g_test_add_func ("/clock-limits/instant/after-instant", test_instant_after_instant);
  g_test_add_func ("/clock-limits/instant/others", test_instant_does_not_count_others);
  for (gint order = 0; order < 3; order++)
    {
      g_autofree char *path = g_strdup_printf ("/clock-limits/instant/of-the-limit/%d", order);

      g_test_add_data_func (path, GINT_TO_POINTER (order), test_instant_of_the_limit);

      g_autofree char *other = g_strdup_printf ("/clock-limits/instant/side-by-side/%d", order);
      g_test_add_data_func (other, GINT_TO_POINTER (order), test_instant_side_by_side);
    }
  g_test_add_func ("/clock-limits/instant/one-engine", test_instant_of_one_engine);
  g_test_add_func ("/clock-limits/instant/lower-limit", test_instant_with_a_lower_limit);
  g_test_add_func ("/clock-limits/instant/limit-that-fits", test_instant_with_a_limit_that_fits);
  g_test_add_func ("/clock-limits/instant/resumed", test_instant_can_be_resumed);
  g_test_add_func ("/clock-limits/max-events", test_max_events);
  g_test_add_func ("/clock-limits/horizon", test_horizon);
  g_test_add_func ("/clock-limits/defaults", test_defaults);
  g_test_add_func ("/clock-limits/advance", test_advance_has_no_limit);
  g_test_add_func ("/clock-limits/message/ten", test_message_lists_ten);
  g_test_add_func ("/clock-limits/message/kinds", test_message_names_kinds);

  return g_test_run ();
}
