/* SPDX-License-Identifier: MIT */
/* The functions that a random fixture calls to let virtual time pass. */
#include "random-world-inside.h"

/* Returns a short duration in most cases. A few durations reach into the next month. */
static gint64
pick_duration (RandomWorld *world)
{
  static const gint64 durations[] = {
    0,
    1,
    G_TIME_SPAN_SECOND,
    30 * G_TIME_SPAN_SECOND,
    G_TIME_SPAN_MINUTE,
    10 * G_TIME_SPAN_MINUTE,
    G_TIME_SPAN_HOUR,
  };

  if (random_world_errs (world))
    return random_world_chance (world, 500) ? -1 : G_MAXINT64;
  if (random_world_chance (world, 4))
    return 20 * G_TIME_SPAN_DAY;
  return random_world_pick_of (world, durations) + random_world_pick (world, 1000);
}

static gboolean
step (RandomWorld *world, GError **error)
{
  gboolean stepped = FALSE;
  gboolean is_done = tarn_engine_step (world->engine, &stepped, error);

  random_world_append (world, " %d", stepped);
  return is_done;
}

static gboolean
advance_by (RandomWorld *world, GError **error)
{
  return tarn_engine_advance_by (world->engine, pick_duration (world), error);
}

static gint64
pick_time (RandomWorld *world)
{
  gint64 duration_us = pick_duration (world), now_us = tarn_engine_get_now (world->engine);

  return duration_us <= G_MAXINT64 - now_us ? now_us + duration_us : now_us - 1;
}

static gboolean
advance_to (RandomWorld *world, GError **error)
{
  return tarn_engine_advance_to (world->engine, pick_time (world), error);
}

static TarnClockLimits *
make_limits (RandomWorld *world)
{
  TarnClockLimits *limits = tarn_clock_limits_new ();

  tarn_clock_limits_set_max_events (limits, random_world_pick (world, 30));
  tarn_clock_limits_set_horizon_us (limits, (gint64) random_world_pick (world, 7200) * 1000000);
  return limits;
}

static gboolean
run_until_idle (RandomWorld *world, GError **error)
{
  g_autoptr (TarnClockLimits) limits = make_limits (world);

  return tarn_engine_run_until_idle (world->engine, limits, error);
}

typedef struct
{
  RandomWorld *world;
  guint n_left;
} Condition;

/* The condition sometimes calls an operation. The engine must refuse those that change its state. */
static gboolean
is_over (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Condition *condition = data;

  if (random_world_chance (condition->world, 200))
    random_world_act_inside (condition->world);
  return condition->n_left-- == 0;
}

static gboolean
run_until (RandomWorld *world, GError **error)
{
  Condition condition = { world, random_world_pick (world, 12) };
  g_autoptr (TarnClockLimits) limits = make_limits (world);
  gint64 deadline_us = random_world_chance (world, 300) ? TARN_NO_DEADLINE : pick_time (world);
  TarnClockResult result = (TarnClockResult) 0;
  gboolean is_done = tarn_engine_run_until (world->engine, is_over, &condition, deadline_us, limits,
                                            &result, error);

  random_world_append (world, " %d", result);
  return is_done;
}

/* clang-format off */
const RandomKind random_clock_kinds[] = {
  { NULL, "step", 1, FALSE, step },
  { NULL, "advance by", 1, FALSE, advance_by },
  { NULL, "advance to", 1, FALSE, advance_to },
  { NULL, "run until idle", 1, FALSE, run_until_idle },
  { NULL, "run until", 1, FALSE, run_until },
  { NULL, NULL, 0, FALSE, NULL },
};
/* clang-format on */
