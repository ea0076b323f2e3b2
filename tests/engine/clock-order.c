/* SPDX-License-Identifier: MIT */
/*
 * These tests are about the order of ties, about tarn_engine_stop() and about the list of pending events.
 * Events tie if they have the same time, such as the ends of several runs that began together.
 */
#include "worlds/small-lake.h"

enum
{
  SEED = 3,
  N_TIMEOUTS = 6,
};

typedef struct
{
  SmallLake lake;
  GString *order; /* the numbers of the timeouts, in the order of their calls */
} World;

typedef struct
{
  World *world;
  guint number;
} Timeout;

static void
world_init (World *world, gint64 tie_order, gint64 tie_seed)
{
  small_lake_init (&world->lake, SEED, SMALL_LAKE_VIEWS_MAX, 3600);
  world->order = g_string_new (NULL);
  engine_set (world->lake.engine, "clock.tie-seed", tie_seed);
  engine_set (world->lake.engine, "clock.tie-order", tie_order);
}

static void
world_clear (World *world)
{
  small_lake_clear (&world->lake);
  g_string_free (world->order, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static gboolean
on_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Timeout *timeout = data;

  g_string_append_printf (timeout->world->order, "%u", timeout->number);
  return G_SOURCE_REMOVE;
}

static void
add_timeout (World *world, guint number, gint64 interval_us)
{
  Timeout *timeout = g_new (Timeout, 1);

  *timeout = (Timeout){ world, number };
  tarn_engine_add_timeout (world->lake.engine, interval_us, TARN_TIMEOUT_NONE, on_timeout, timeout,
                           g_free);
}

static void
assert_same (TarnEngine *a, TarnEngine *b)
{
  g_autofree char *digest_a = get_digest (a), *digest_b = get_digest (b);

  g_assert_cmpstr (digest_a, ==, digest_b);
}

/* --- Orders of ties --------------------------------------------------------------------------- */

typedef struct
{
  const char *path;
  gint64 tie_order;
  gint64 tie_seed;
  const char *order;
} OrderRow;

static const OrderRow order_rows[] = {
  { "first-in-first-out", 0, 0, "012345" }, { "first-in-whatever-the-seed", 0, 9, "012345" },
  { "last-in-first-out", 1, 0, "543210" },  { "shuffled", 2, 0, "" },
  { "shuffled-otherwise", 2, 1, "" },       { "timeouts-last", 3, 0, "012345" },
};

/*
 * Returns the order in which timeouts of one time are called. Later timeouts come later in every order of
 * ties.
 */
static char *
run_timeouts (gint64 tie_order, gint64 tie_seed)
{
  g_auto (World) world;

  world_init (&world, tie_order, tie_seed);
  for (guint i = 0; i < N_TIMEOUTS; i++)
    {
      add_timeout (&world, i, MINUTE_US);
      add_timeout (&world, 9, MINUTE_US + 1);
    }
  engine_advance (world.lake.engine, MINUTE_US);
  g_assert_cmpuint (world.order->len, ==, N_TIMEOUTS);

  char *order = g_strdup (world.order->str);
  engine_advance (world.lake.engine, 1);
  g_assert_true (g_str_has_suffix (world.order->str, "999999"));
  return order;
}

static void
test_order (gconstpointer data)
{
  const OrderRow *row = data;
  g_autofree char *order = run_timeouts (row->tie_order, row->tie_seed);
  g_autofree char *again = run_timeouts (row->tie_order, row->tie_seed);

  g_assert_cmpstr (again, ==, order);
  if (row->tie_order == 2)
    {
      g_autofree char *other = run_timeouts (row->tie_order, row->tie_seed + 1);

      g_assert_cmpstr (order, !=, "012345");
      g_assert_cmpstr (order, !=, other);
    }
  else
    g_assert_cmpstr (order, ==, row->order);
}

static char *
run_from_now (World *world)
{
  g_string_truncate (world->order, 0);
  for (guint i = 0; i < N_TIMEOUTS; i++)
    add_timeout (world, i, MINUTE_US);
  engine_advance (world->lake.engine, MINUTE_US);
  return g_strdup (world->order->str);
}

/* The seed of a shuffle may be set before or after the order of ties. */
static void
test_seed_of_a_shuffled_order (void)
{
  g_auto (World) world, expected;

  world_init (&expected, 2, 9);
  world_init (&world, 2, 0);
  engine_set (world.lake.engine, "clock.tie-seed", 9);
  g_autofree char *order = run_from_now (&world);
  g_autofree char *expected_order = run_from_now (&expected);
  g_assert_cmpstr (order, ==, expected_order);
  g_assert_cmpstr (order, !=, "012345");
}

/*
 * A new order of ties that is no shuffle leaves the pending events in their order and applies to later
 * events.
 */
static void
test_change (void)
{
  g_auto (World) world;

  world_init (&world, 0, 0);
  for (guint i = 0; i < 3; i++)
    add_timeout (&world, i, MINUTE_US);
  engine_set (world.lake.engine, "clock.tie-order", 1);
  add_timeout (&world, 3, MINUTE_US);
  add_timeout (&world, 4, MINUTE_US);
  engine_set (world.lake.engine, "clock.tie-order", 0);
  add_timeout (&world, 5, MINUTE_US);
  engine_advance (world.lake.engine, MINUTE_US);
  g_assert_cmpstr (world.order->str, ==, "430125");
}

/* Starts a refresh of each view, so that events tie as in automatic refreshes, and commits new data. */
static void
start_all (SmallLake *lake)
{
  for (guint i = 0; i < lake->n_views; i++)
    {
      g_autofree char *id G_GNUC_UNUSED = small_lake_start (lake, i, NULL);

      small_lake_commit (lake, i, 1000000);
    }
}

/*
 * The state of an engine does not depend on the way of driving, and a fork and a restored engine go on alike.
 */
static void
test_law (gconstpointer data)
{
  const OrderRow *row = data;
  g_auto (World) world, stepped;
  g_autoptr (GError) error = NULL;

  world_init (&world, row->tie_order, row->tie_seed);
  world_init (&stepped, row->tie_order, row->tie_seed);
  start_all (&world.lake);
  start_all (&stepped.lake);

  for (guint i = 0; i < 40; i++)
    {
      gint64 next_us;

      engine_advance (world.lake.engine, 10 * MINUTE_US);
      while (tarn_engine_peek_next (stepped.lake.engine, &next_us)
             && next_us <= tarn_engine_get_now (world.lake.engine))
        g_assert_true (tarn_engine_step (stepped.lake.engine, NULL, NULL));
      g_assert_true (tarn_engine_advance_to (stepped.lake.engine,
                                             tarn_engine_get_now (world.lake.engine), NULL));
      assert_same (world.lake.engine, stepped.lake.engine);
      if (i % 7 == 0)
        {
          start_all (&world.lake);
          start_all (&stepped.lake);
        }

      g_autoptr (TarnEngine) fork = tarn_engine_fork (world.lake.engine, NULL, NULL, &error);
      g_autoptr (GBytes) saved = tarn_engine_save (world.lake.engine, &error);
      g_autoptr (TarnEngine) restored = tarn_engine_restore (saved, NULL, &error);
      g_assert_no_error (error);
      engine_advance (fork, HOUR_US);
      engine_advance (restored, HOUR_US);
      assert_same (fork, restored);
    }
}

static void
run_with_timeouts (World *world, guint n_timeouts, gint64 tie_order)
{
  for (guint i = 0; i < 20; i++)
    {
      for (guint number = 0; number < n_timeouts; number++)
        add_timeout (world, number, number * MINUTE_US);
      start_all (&world->lake);
      /* A shuffle also gives a new order to the events that are pending then. */
      if (i == 10)
        engine_set (world->lake.engine, "clock.tie-order", tie_order);
      engine_advance (world->lake.engine, HOUR_US);
    }
}

/* Timeouts of the user have places among the ties, but do not change the order of the other events. */
static void
test_others_timeouts (gconstpointer data)
{
  const OrderRow *row = data;
  g_auto (World) world, other, replayed;
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autoptr (GError) error = NULL;

  world_init (&world, row->tie_order, row->tie_seed);
  run_with_timeouts (&world, 0, row->tie_order);

  world_init (&other, row->tie_order, row->tie_seed);
  tarn_engine_set_journal (other.lake.engine, journal);
  run_with_timeouts (&other, N_TIMEOUTS, row->tie_order);
  g_assert_cmpuint (other.order->len, >, 100);
  assert_same (other.lake.engine, world.lake.engine);

  world_init (&replayed, row->tie_order, row->tie_seed);
  tarn_engine_replay (replayed.lake.engine, journal, &error);
  g_assert_no_error (error);
  assert_same (replayed.lake.engine, world.lake.engine);
}

static void
test_options (void)
{
  g_auto (World) world;
  g_autoptr (GError) error = NULL;
  gint64 value;

  world_init (&world, 2, 77);
  g_assert_true (tarn_engine_get_option (world.lake.engine, "clock.tie-seed", &value, &error));
  g_assert_cmpint (value, ==, 77);
  g_assert_true (tarn_engine_get_option (world.lake.engine, "clock.tie-order", &value, &error));
  g_assert_cmpint (value, ==, 2);
  g_assert_false (tarn_engine_set_option (world.lake.engine, "clock.tie-order", 4, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_OUT_OF_RANGE);
  g_assert_cmpstr (error->message, ==, "clock.tie-order takes 0 to 3, not 4");
}

/* --- Stopping --------------------------------------------------------------------------------- */

typedef enum
{
  ADVANCE_BY,
  ADVANCE_TO,
  RUN_UNTIL,
  RUN_UNTIL_IDLE,
} Verb;

typedef struct
{
  const char *path;
  Verb verb;
} StopRow;

static const StopRow stop_rows[] = {
  { "advance-by", ADVANCE_BY },
  { "advance-to", ADVANCE_TO },
  { "run-until", RUN_UNTIL },
  { "run-until-idle", RUN_UNTIL_IDLE },
};

static gboolean
drive (TarnEngine *engine, Verb verb, TarnClockResult *out_result, GError **error)
{
  gint64 now_us = tarn_engine_get_now (engine);

  *out_result = 0;
  switch (verb)
    {
    case ADVANCE_BY:
      return tarn_engine_advance_by (engine, DAY_US, error);
    case ADVANCE_TO:
      return tarn_engine_advance_to (engine, now_us + DAY_US, error);
    case RUN_UNTIL:
      return tarn_engine_run_until (engine, never, NULL, now_us + DAY_US, NULL, out_result, error);
    case RUN_UNTIL_IDLE:
      return tarn_engine_run_until_idle (engine, NULL, error);
    }

  g_assert_not_reached ();
}

static gboolean
on_stop (TarnEngine *engine, gpointer data G_GNUC_UNUSED)
{
  g_assert_true (tarn_engine_stop (engine));
  return G_SOURCE_REMOVE;
}

/* An event of the same time that comes after the stop stays pending. */
static void
test_stop (gconstpointer data)
{
  const StopRow *row = data;
  g_auto (World) world;
  g_autoptr (GError) error = NULL;
  TarnClockResult result;

  world_init (&world, 0, 0);
  TarnEngine *engine = world.lake.engine;
  gint64 begin_us = tarn_engine_get_now (engine);
  add_timeout (&world, 0, MINUTE_US);
  tarn_engine_add_timeout (engine, MINUTE_US, TARN_TIMEOUT_NONE, on_stop, engine, NULL);
  add_timeout (&world, 1, MINUTE_US);

  gboolean success = drive (engine, row->verb, &result, &error);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, begin_us + MINUTE_US);
  g_assert_cmpstr (world.order->str, ==, "0");
  if (row->verb == RUN_UNTIL)
    {
      g_assert_true (success);
      g_assert_cmpint (result, ==, TARN_CLOCK_RESULT_STOPPED);
    }
  else
    {
      g_assert_false (success);
      g_assert_error (error, TARN_ERROR, TARN_ERROR_STOPPED);
      g_assert_cmpstr (error->message, ==, "the clock was stopped at 946684860000000 us");
      g_clear_error (&error);
    }

  g_assert_true (drive (engine, row->verb, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (world.order->str, ==, "01");
}

static void
test_stop_in_step (void)
{
  g_auto (World) world;
  gboolean is_stepped;

  world_init (&world, 0, 0);
  tarn_engine_add_timeout (world.lake.engine, 1, TARN_TIMEOUT_NONE, on_stop, world.lake.engine,
                           NULL);
  g_assert_true (tarn_engine_step (world.lake.engine, &is_stepped, NULL));
  g_assert_true (is_stepped);
  engine_advance (world.lake.engine, HOUR_US);
}

/* If time is not being driven, tarn_engine_stop() returns FALSE and does not stop a later call. */
static void
test_stop_outside (void)
{
  g_auto (World) world;

  world_init (&world, 0, 0);
  g_assert_false (tarn_engine_stop (world.lake.engine));
  engine_advance (world.lake.engine, HOUR_US);
}

/* --- Pending events --------------------------------------------------------------------------- */

static void
test_pending (void)
{
  g_auto (World) world;
  g_autoptr (GString) text = g_string_new (NULL);

  world_init (&world, 0, 0);
  TarnEngine *engine = world.lake.engine;
  gint64 begin_us = tarn_engine_get_now (engine);
  g_autofree char *id = small_lake_start (&world.lake, 0, NULL);
  add_timeout (&world, 0, HOUR_US);

  g_autoptr (GPtrArray) events = tarn_engine_list_pending (engine, 3);
  for (guint i = 0; i < events->len; i++)
    {
      const TarnPendingEvent *event = events->pdata[i];
      g_autoptr (TarnPendingEvent) copy = tarn_pending_event_copy (event);

      g_string_append_printf (text, "%" G_GINT64_FORMAT " %s %s\n",
                              (copy->time_us - begin_us) / SECOND_US, copy->kind,
                              copy->is_background ? "background" : "foreground");
    }
  g_assert_cmpstr (text->str, ==,
                   "30 refresh begin foreground\n"
                   "3600 automatic refresh background\n"
                   "3600 automatic refresh background\n");

  const TarnPendingEvent *first = events->pdata[0];
  g_assert_true (g_str_has_prefix (first->subject, id));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (order_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/clock-order/ties/", order_rows[i].path, NULL);
      g_autofree char *law = g_strconcat ("/clock-order/law/", order_rows[i].path, NULL);
      g_autofree char *others
          = g_strconcat ("/clock-order/others-timeouts/", order_rows[i].path, NULL);

      g_test_add_data_func (path, &order_rows[i], test_order);
      g_test_add_data_func (law, &order_rows[i], test_law);
      g_test_add_data_func (others, &order_rows[i], test_others_timeouts);
    }
  for (guint i = 0; i < G_N_ELEMENTS (stop_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/clock-order/stop/", stop_rows[i].path, NULL);
      g_test_add_data_func (path, &stop_rows[i], test_stop);
    }
  g_test_add_func ("/clock-order/ties/seed-of-a-shuffled-order", test_seed_of_a_shuffled_order);
  g_test_add_func ("/clock-order/ties/change", test_change);
  g_test_add_func ("/clock-order/ties/options", test_options);
  g_test_add_func ("/clock-order/stop/in-a-step", test_stop_in_step);
  g_test_add_func ("/clock-order/stop/where-nothing-is-driven", test_stop_outside);
  g_test_add_func ("/clock-order/pending", test_pending);

  return g_test_run ();
}
