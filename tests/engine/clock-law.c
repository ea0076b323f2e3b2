/* SPDX-License-Identifier: MIT */
/*
 * The clock has one law: the same events happen at the same times in the same order, no matter how time is
 * driven. Each test makes an engine with timeouts and refresh runs at random from a seed, drives it in one
 * way, and compares its records with those of an equal engine that is advanced at once.
 */
#include <tarn/tarn.h>

#include "worlds/small-lake.h"

#define SPAN_US (4 * HOUR_US)

enum
{
  N_SEEDS = 60,
  N_TIMEOUTS = 4,
  N_VIEWS = 3,
};

/* A record is one value from a call of a timeout, from a change, or from a start or a stop. */
typedef struct
{
  gint64 time_us;
  guint64 what;
} Record;

typedef struct
{
  SmallLake lake;
  GArray *records;
  guint64 state; /* of the draws that decide the events; a way of driving has a state of its own */
} World;

/* This is the mixer SplitMix64. It only has to make the fixtures differ. */
static guint64
draw (guint64 *state)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ z >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ z >> 31;
}

static void
record (World *world, guint64 what)
{
  Record made = { tarn_engine_get_now (world->lake.engine), what };

  g_array_append_val (world->records, made);
}

static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  World *world = data;

  g_assert_cmpint (tarn_change_get_time (change), ==, tarn_engine_get_now (world->lake.engine));
  guint64 run_id_low;
  tarn_change_get_run_id_bits (change, NULL, &run_id_low);
  record (world, run_id_low);
  record (world, g_str_hash (tarn_change_get_cause (change)));
  record (world, small_lake_find_view (&world->lake, change));
}

static gboolean on_timeout (TarnEngine *engine, gpointer data);

/* Half of the intervals are whole minutes, so that many events have equal times. */
static void
add_timeout (World *world)
{
  static const gint64 grains_us[] = { MINUTE_US, MINUTE_US, SECOND_US, 1 };
  gint64 grain_us = grains_us[draw (&world->state) % G_N_ELEMENTS (grains_us)];
  gint64 interval_us = (gint64) (draw (&world->state) % (guint64) (20 * MINUTE_US));
  gboolean is_background = draw (&world->state) % 4 == 0;

  tarn_engine_add_timeout (world->lake.engine, interval_us - interval_us % grain_us,
                           is_background ? TARN_TIMEOUT_BACKGROUND : TARN_TIMEOUT_NONE, on_timeout,
                           world, NULL);
}

static void
start_or_stop (World *world)
{
  guint view = (guint) (draw (&world->state) % N_VIEWS);
  g_autofree char *id = NULL;

  if (draw (&world->state) % 4 == 0)
    record (world, small_lake_stop (&world->lake, view, NULL) ? 1 : 0);
  else
    record (world, (id = small_lake_start (&world->lake, view, NULL)) != NULL ? 3 : 2);
}

static gboolean
on_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  World *world = data;
  guint64 luck = draw (&world->state);

  record (world, luck);
  if (luck % 3 == 0)
    start_or_stop (world);
  if (luck % 5 == 0)
    small_lake_commit (&world->lake, (guint) (luck >> 8) % N_VIEWS, luck >> 40);

  /* A timeout either recurs or adds its successor, so the number of timeouts stays constant. */
  if (luck % 7 != 0)
    add_timeout (world);
  return luck % 7 == 0;
}

static void
world_init (World *world, guint64 seed)
{
  small_lake_init (&world->lake, seed, N_VIEWS, seed % 3 == 0 ? 3600 : 0);
  world->records = g_array_new (FALSE, FALSE, sizeof (Record));
  world->state = seed;
  g_assert_true (
      tarn_engine_set_option (world->lake.engine, "glue.read-failure-ppm", 200000, NULL));
  tarn_engine_add_observer (world->lake.engine, on_change, world, NULL);
  for (guint i = 0; i < N_TIMEOUTS; i++)
    add_timeout (world);
}

static void
world_clear (World *world)
{
  g_array_unref (world->records);
  small_lake_clear (&world->lake);
}

/* --- The ways of driving ---------------------------------------------------------------------- */

static void
assert_works (gboolean works, GError *const *error)
{
  g_assert_no_error (*error);
  g_assert_true (works);
}

static gint64
draw_split (guint64 *splits, gint64 left_us)
{
  guint64 luck = draw (splits);

  if (luck % 4 == 0)
    return MIN (left_us, 10 * MINUTE_US);
  return (gint64) (luck % ((guint64) left_us + 1));
}

static void
advance_by_parts (TarnEngine *engine, gint64 end_us, guint64 *splits)
{
  g_autoptr (GError) error = NULL;

  for (gint64 left_us; (left_us = end_us - tarn_engine_get_now (engine)) > 0;)
    assert_works (tarn_engine_advance_by (engine, draw_split (splits, left_us), &error), &error);
}

static void
advance_to_parts (TarnEngine *engine, gint64 end_us, guint64 *splits)
{
  g_autoptr (GError) error = NULL;

  for (gint64 now_us; (now_us = tarn_engine_get_now (engine)) < end_us;)
    assert_works (tarn_engine_advance_to (engine, now_us + draw_split (splits, end_us - now_us),
                                          &error),
                  &error);
}

/* The condition is met at random, so that a call of tarn_engine_run_until() ends between any two events. */
static gboolean
is_chosen (TarnEngine *engine G_GNUC_UNUSED, gpointer splits)
{
  return draw (splits) % 5 == 0;
}

static void
run_until_parts (TarnEngine *engine, gint64 end_us, guint64 *splits)
{
  for (gint64 now_us; (now_us = tarn_engine_get_now (engine)) < end_us;)
    {
      g_autoptr (GError) error = NULL;
      TarnClockResult result;

      assert_works (tarn_engine_run_until (engine, is_chosen, splits,
                                           now_us + draw_split (splits, end_us - now_us), NULL,
                                           &result, &error),
                    &error);
      if (result == TARN_CLOCK_RESULT_IDLE)
        return;
    }
}

static void
step (TarnEngine *engine, gint64 end_us, guint64 *splits G_GNUC_UNUSED)
{
  for (gint64 next_us; tarn_engine_peek_next (engine, &next_us) && next_us <= end_us;)
    {
      g_autoptr (GError) error = NULL;
      gboolean stepped = FALSE;

      assert_works (tarn_engine_step (engine, &stepped, &error), &error);
      g_assert_true (stepped);
    }
}

static void
run_main_loop (TarnEngine *engine, gint64 end_us, guint64 *splits G_GNUC_UNUSED)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = tarn_engine_create_source (engine);

  g_source_attach (source, context);
  for (gint64 next_us; tarn_engine_peek_next (engine, &next_us) && next_us <= end_us;)
    g_assert_true (g_main_context_iteration (context, FALSE));
  g_source_destroy (source);
}

static gboolean
step_or_advance (TarnEngine *engine, gint64 end_us, guint64 *splits, GError **error)
{
  gint64 now_us = tarn_engine_get_now (engine), next_us;

  if (draw (splits) % 2 == 0 && tarn_engine_peek_next (engine, &next_us) && next_us <= end_us)
    return tarn_engine_step (engine, NULL, error);
  return tarn_engine_advance_by (engine, draw_split (splits, end_us - now_us), error);
}

static void
mix (TarnEngine *engine, gint64 end_us, guint64 *splits)
{
  while (tarn_engine_get_now (engine) < end_us)
    {
      g_autoptr (GError) error = NULL;

      assert_works (step_or_advance (engine, end_us, splits, &error), &error);
    }
}

typedef void (*Drive) (TarnEngine *engine, gint64 end_us, guint64 *splits);

typedef struct
{
  const char *name;
  Drive drive;
} Way;

static const Way ways[] = {
  { "advance-by", advance_by_parts }, { "advance-to", advance_to_parts },
  { "run-until", run_until_parts },   { "step", step },
  { "main-loop", run_main_loop },     { "mixed", mix },
};

/* --- Comparing -------------------------------------------------------------------------------- */

/*
 * Drives an engine to the end of the span. The last advance runs the events that @drive has left, or all
 * events if @drive is NULL.
 */
static GArray *
drive_world (guint64 seed, Drive drive)
{
  guint64 splits = ~seed;
  World world;

  world_init (&world, seed);
  gint64 end_us = tarn_engine_get_now (world.lake.engine) + SPAN_US;
  if (drive != NULL)
    drive (world.lake.engine, end_us, &splits);
  g_assert_true (tarn_engine_advance_to (world.lake.engine, end_us, NULL));

  GArray *records = g_array_ref (world.records);
  world_clear (&world);
  return records;
}

static void
test_way (gconstpointer data)
{
  const Way *way = data;
  guint n_records = 0;

  for (guint64 seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr (GArray) expected = drive_world (seed, NULL);
      g_autoptr (GArray) records = drive_world (seed, way->drive);

      g_assert_cmpuint (records->len, ==, expected->len);
      for (guint i = 0; i < records->len; i++)
        {
          Record a = g_array_index (records, Record, i);
          Record b = g_array_index (expected, Record, i);

          g_assert_cmpint (a.time_us, ==, b.time_us);
          g_assert_cmphex (a.what, ==, b.what);
        }
      n_records += records->len;
    }

  /* The comparison proves nothing if the engines do nothing. */
  g_assert_cmpuint (n_records, >, 30 * N_SEEDS);
}

/* tarn_engine_run_until_idle() makes as many changes as an advance does, and ends at the last of them. */
static void
test_until_idle (void)
{
  for (guint64 seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr (GError) error = NULL;
      World a, b;

      small_lake_init (&a.lake, seed, N_VIEWS, 0);
      small_lake_init (&b.lake, seed, N_VIEWS, 0);
      a.records = g_array_new (FALSE, FALSE, sizeof (Record));
      b.records = g_array_new (FALSE, FALSE, sizeof (Record));
      tarn_engine_add_observer (a.lake.engine, on_change, &a, NULL);
      tarn_engine_add_observer (b.lake.engine, on_change, &b, NULL);
      for (guint view = 0; view < N_VIEWS; view++)
        {
          g_free (small_lake_start (&a.lake, view, NULL));
          g_free (small_lake_start (&b.lake, view, NULL));
        }

      assert_works (tarn_engine_run_until_idle (a.lake.engine, NULL, &error), &error);
      assert_works (tarn_engine_advance_by (b.lake.engine, DAY_US, &error), &error);
      g_assert_cmpuint (a.records->len, ==, b.records->len);
      g_assert_cmpuint (a.records->len, >, 0);
      g_assert_cmpint (tarn_engine_get_now (a.lake.engine), ==,
                       g_array_index (b.records, Record, b.records->len - 1).time_us);
      world_clear (&a);
      world_clear (&b);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/clock-law/", ways, test_way);
  g_test_add_func ("/clock-law/until-idle", test_until_idle);

  return g_test_run ();
}
