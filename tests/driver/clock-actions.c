/* SPDX-License-Identifier: MIT */
/* Everything that drives time. The split world comes to the same point in another way. */
#include "driver/actions.h"
#include "driver/arguments.h"
#include "driver/clock.h"
#include "driver/copies.h"
#include "driver/instants.h"
#include "driver/tally.h"

#define RETRIES_MAX 200000

static void
take_up (World *world)
{
  world->took_effect = TRUE;
}

/*
 * A fork and a driving function that gave up begin to count the events and the rounds of an instant anew. So
 * where the calls of the two worlds must end alike, those limits are out of reach.
 */
void
clock_forgive (World *world)
{
  take_up (world);
  tarn_engine_set_option (world->engine, "clock.same-instant-chain-max", 65534, NULL);
  tarn_engine_set_option (world->engine, "clock.instant-rounds-max", G_MAXINT32, NULL);
  instants_happened (world);
}

static gboolean
is_pause (const GError *error)
{
  return g_error_matches (error, TARN_ERROR, TARN_ERROR_LIMIT)
         || g_error_matches (error, TARN_ERROR, TARN_ERROR_STOPPED)
         || g_error_matches (error, TARN_ERROR, TARN_ERROR_DEADLOCK);
}

static void
count (World *world, const char *verb, const GError *error)
{
  g_autofree char *action = g_strconcat (world->is_split ? "split: " : "plain: ", verb, NULL);

  tally_add (action, error);
}

/* --- The ways to come closer ------------------------------------------------------------------ */

/* Each goes on towards the target, but never beyond it. Nothing is said about how far. */

static void
by_steps (World *world, Draw *draw, gint64 target)
{
  gint64 next;

  for (guint i = 1 + draw_below (draw, 12); i > 0; i--)
    {
      g_autoptr (GError) error = NULL;
      gboolean stepped = FALSE;

      if (!tarn_engine_peek_next (world->engine, &next) || next > target)
        return;
      tarn_engine_step (world->engine, &stepped, &error);
      count (world, "step", error);
      if (error == NULL && !stepped)
        world_fail (world, "an event is due, and a step does nothing");
      if (error != NULL && !is_pause (error))
        world_fail (world, "a step fails: %s", error->message);
    }
}

static gint64
draw_halfway (World *world, Draw *draw, gint64 target)
{
  gint64 now = tarn_engine_get_now (world->engine);
  gint64 next = 0;

  if (draw_chance (draw, 50) && tarn_engine_peek_next (world->engine, &next) && next > now
      && next - 1 <= target)
    {
      next = MIN (next, G_MAXINT64 - 2) + (gint64) draw_below (draw, 3) - 1;
      return CLAMP (next, now, target);
    }
  return draw_between (draw, now, target);
}

static void
by_advance (World *world, Draw *draw, gint64 target)
{
  g_autoptr (GError) error = NULL;
  gint64 to = draw_halfway (world, draw, target);

  if (draw_chance (draw, 50))
    tarn_engine_advance_to (world->engine, to, &error);
  else
    tarn_engine_advance_by (world->engine, to - tarn_engine_get_now (world->engine), &error);
  count (world, "advance", error);
  if (error != NULL && !is_pause (error))
    world_fail (world, "an advance fails: %s", error->message);
}

typedef struct
{
  World *world;
  guint n_left;
} Countdown;

static gboolean
count_down (G_GNUC_UNUSED TarnEngine *engine, gpointer data)
{
  Countdown *countdown = data;

  return countdown->n_left-- == 0;
}

static void
by_run_until (World *world, Draw *draw, gint64 target)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();
  Countdown countdown = { world, draw_below (draw, 30) };
  TarnClockResult result = 0;

  tarn_clock_limits_set_max_events (limits, draw_below (draw, 40));
  if (draw_chance (draw, 30))
    tarn_clock_limits_set_horizon_us (limits, draw_between (draw, 0, G_TIME_SPAN_HOUR));
  gint64 deadline = draw_halfway (world, draw, target);
  gboolean is_limited = draw_chance (draw, 50);
  tarn_engine_run_until (world->engine, count_down, &countdown, deadline,
                         is_limited ? limits : NULL, &result, &error);
  count (world, "run_until", error);
  if (error != NULL && !is_pause (error))
    world_fail (world, "a run until fails: %s", error->message);
}

/* A run until idle has no deadline, but a horizon. */
static void
by_run_until_idle (World *world, Draw *draw, gint64 target)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();
  gint64 now = tarn_engine_get_now (world->engine);

  tarn_clock_limits_set_max_events (limits, draw_below (draw, 60));
  tarn_clock_limits_set_horizon_us (limits, draw_between (draw, 0, target - now));
  tarn_engine_run_until_idle (world->engine, limits, &error);
  count (world, "run_until_idle", error);
  if (error != NULL && !is_pause (error))
    world_fail (world, "a run until idle fails: %s", error->message);
}

static gboolean
go_on (gpointer data)
{
  ++*(guint *) data;
  return G_SOURCE_CONTINUE;
}

static void
by_source (World *world, Draw *draw, gint64 target)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  gint64 max = 0, rounds_max = 0, next;
  guint n_events = 0;

  /* A source that gives up can only log the error. */
  tarn_engine_get_option (world->engine, "clock.same-instant-chain-max", &max, NULL);
  tarn_engine_get_option (world->engine, "clock.instant-rounds-max", &rounds_max, NULL);
  if (world->holds->len > 0 || max < 1000 || rounds_max < 1000)
    return;
  g_autoptr (GSource) source = tarn_engine_create_source (world->engine);
  g_source_set_callback (source, go_on, &n_events, NULL);
  g_source_attach (source, context);
  for (guint i = 1 + draw_below (draw, 30); i > 0; i--)
    if (tarn_engine_peek_next (world->engine, &next) && next <= target)
      g_main_context_iteration (context, FALSE);
  g_source_destroy (source);
  count (world, n_events > 0 ? "source" : "source that did nothing", NULL);
}

static void
by_copy (World *world, Draw *draw, G_GNUC_UNUSED gint64 target)
{
  copies_go_on (world, draw);
}

static void (*const ways[]) (World *, Draw *, gint64)
    = { by_steps,     by_steps,          by_advance, by_advance,
        by_run_until, by_run_until_idle, by_source,  by_copy };

/* --- To a time -------------------------------------------------------------------------------- */

void
clock_advance_to (World *world, gint64 target)
{
  take_up (world);
  if (world->is_split)
    for (guint i = draw_below (&world->splits, 8); i > 0; i--)
      {
        draw_of (&world->splits, ways) (world, &world->splits, target);
        if (tarn_engine_get_now (world->engine) > target)
          world_fail (world, "time went beyond the target");
      }
  for (guint i = 0; i < RETRIES_MAX; i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean worked = tarn_engine_advance_to (world->engine, target, &error);

      count (world, "advance to the target", error);
      if (worked)
        {
          if (tarn_engine_get_now (world->engine) != target)
            world_fail (world, "now is not the target");
          instants_check_over (world);
          return;
        }
      if (!is_pause (error))
        world_fail (world, "an advance fails: %s", error->message);
    }
  world_fail (world, "an advance never ends");
}

static gint64
add_time (gint64 time, gint64 duration)
{
  return time > G_MAXINT64 - duration ? G_MAXINT64 : time + duration;
}

static void
advance (World *world, Draw *draw)
{
  gint64 now = tarn_engine_get_now (world->engine);
  gint64 target = add_time (now, draw_duration (draw));
  gint64 next;

  if (draw_chance (draw, 25) && tarn_engine_peek_next (world->engine, &next)
      && next - now < 30 * G_TIME_SPAN_DAY)
    target = draw_chance (draw, 60)                 ? next
             : draw_chance (draw, 50) && next > now ? next - 1
                                                    : add_time (next, 1);
  clock_advance_to (world, target);
  world->only_moved = TRUE;
  world_note (world, "now %" G_GINT64_FORMAT, target);
}

/* --- To an event ------------------------------------------------------------------------------ */

static void
step (World *world, G_GNUC_UNUSED Draw *draw)
{
  gint64 next = 0;
  gboolean has_next = tarn_engine_peek_next (world->engine, &next);

  take_up (world);
  if (world->is_split && draw_chance (&world->splits, 30))
    copies_go_on (world, &world->splits);
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      gboolean stepped = FALSE;

      tarn_engine_step (world->engine, &stepped, &error);
      if (error != NULL && is_pause (error))
        continue;
      if (error != NULL)
        world_fail (world, "a step fails: %s", error->message);
      if (stepped != has_next || (stepped && tarn_engine_get_now (world->engine) != next))
        world_fail (world, "a step does something else than the next event");
      world_note (world, "stepped %d, now %" G_GINT64_FORMAT, stepped,
                  tarn_engine_get_now (world->engine));
      return;
    }
}

/* A run that may let no event happen gives up unless nothing is left in the foreground. */
static gboolean
is_busy (World *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();

  tarn_clock_limits_set_max_events (limits, 0);
  tarn_clock_limits_set_horizon_us (limits, G_MAXINT64);
  tarn_engine_run_until_idle (world->engine, limits, &error);
  return g_error_matches (error, TARN_ERROR, TARN_ERROR_LIMIT);
}

/* At most so many events, because a lake may never be idle. */
static void
run_until_idle (World *world, Draw *draw)
{
  guint max = 1 + draw_below (draw, 200);
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();
  guint n = 0;

  clock_forgive (world);
  tarn_clock_limits_set_horizon_us (limits, G_MAXINT64);
  while (n < max && is_busy (world))
    {
      g_autoptr (GError) error = NULL;

      if (world->is_split && draw_chance (&world->splits, 10))
        copies_go_on (world, &world->splits);
      if (world->is_split && draw_chance (&world->splits, 50))
        {
          tarn_engine_step (world->engine, NULL, &error);
          count (world, "step until idle", error);
        }
      else
        {
          tarn_clock_limits_set_max_events (limits, 1);
          tarn_engine_run_until_idle (world->engine, limits, &error);
          count (world, "run until idle", error);
        }
      if (error != NULL && !is_pause (error))
        world_fail (world, "a run until idle fails: %s", error->message);
      n++;
    }
  if (n < max)
    instants_check_over (world);
  world_note (world, "%s after %u events, now %" G_GINT64_FORMAT, n < max ? "idle" : "busy", n,
              tarn_engine_get_now (world->engine));
}

/* --- With conditions and limits --------------------------------------------------------------- */

typedef struct
{
  World *world;
  guint n_left;
  gboolean is_nosy;
} Condition;

/* A condition may only look. */
static gboolean
ask (TarnEngine *engine, gpointer data)
{
  Condition *condition = data;
  World *world = condition->world;
  gboolean was_asked = world->is_asked;

  if (condition->n_left-- == 0)
    return TRUE;
  if (!condition->is_nosy)
    return FALSE;
  g_autoptr (GError) error = NULL;
  world->is_asked = TRUE;
  if (tarn_engine_set_option (engine, "glue.running-max", 3, &error)
      || !g_error_matches (error, TARN_ERROR, TARN_ERROR_BUSY))
    world_fail (world, "an option is set inside a condition");
  world_note (world, "asked at %" G_GINT64_FORMAT ": %s", tarn_engine_get_now (engine),
              error->message);
  g_clear_error (&error);
  tarn_glue_client_create_database (world->glue[0], NULL, "inside", &error);
  if (!g_error_matches (error, TARN_ERROR, TARN_ERROR_BUSY))
    world_fail (world, "a database is created inside a condition");
  world->is_asked = was_asked;
  return FALSE;
}

static void
run_until (World *world, Draw *draw)
{
  Condition condition = { .world = world, .n_left = draw_below (draw, 50) };
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();
  TarnClockResult result = 0;
  gint64 now = tarn_engine_get_now (world->engine);
  gint64 deadline
      = draw_chance (draw, 10) ? TARN_NO_DEADLINE : add_time (now, draw_duration (draw));

  clock_forgive (world);
  tarn_clock_limits_set_max_events (limits, draw_below (draw, 300));
  if (draw_chance (draw, 20))
    tarn_clock_limits_set_horizon_us (limits, draw_duration (draw));
  if (draw_chance (draw, 3))
    deadline = now - 1;
  if (world->is_split && draw_chance (&world->splits, 40))
    copies_go_on (world, &world->splits);
  tarn_engine_run_until (world->engine, ask, &condition, deadline, limits, &result, &error);
  if (error == NULL && (result == TARN_CLOCK_RESULT_DEADLINE || result == TARN_CLOCK_RESULT_IDLE))
    instants_check_over (world);
  world_note (world, "result %d, now %" G_GINT64_FORMAT, result,
              tarn_engine_get_now (world->engine));
  world_outcome (world, "run until", error);
}

static void
limited_idle (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();

  clock_forgive (world);
  tarn_clock_limits_set_max_events (limits, draw_below (draw, 300));
  tarn_clock_limits_set_horizon_us (limits, draw_duration (draw));
  if (world->is_split && draw_chance (&world->splits, 40))
    copies_go_on (world, &world->splits);
  tarn_engine_run_until_idle (world->engine, limits, &error);
  if (error == NULL)
    instants_check_over (world);
  world_note (world, "now %" G_GINT64_FORMAT, tarn_engine_get_now (world->engine));
  world_outcome (world, "run until idle, limited", error);
}

/* Times that lie in the past, or past the end of time. */
static void
advance_wrongly (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  gint64 now = tarn_engine_get_now (world->engine);

  switch (draw_below (draw, 4))
    {
    case 0:
      tarn_engine_advance_by (world->engine, -1, &error);
      break;
    case 1:
      tarn_engine_advance_to (world->engine, now - 1, &error);
      break;
    case 2:
      tarn_engine_advance_by (world->engine, G_MAXINT64 - now + 1, &error);
      break;
    default:
      tarn_engine_advance_to (world->engine, G_MININT64, &error);
      break;
    }
  if (!g_error_matches (error, TARN_ERROR, TARN_ERROR_INVALID_TIME))
    world_fail (world, "a wrong time is taken: %s", error != NULL ? error->message : "no error");
  world_outcome (world, "advance wrongly", error);
}

const Action clock_actions[] = {
  { "advance", 90, 15, 0, advance },
  { "step", 12, 1, 0, step },
  { "run until idle", 10, 0, 0, run_until_idle },
  { "run until", 12, 0, 0, run_until },
  { "run until idle, limited", 6, 0, 0, limited_idle },
  { "advance wrongly", 2, 1, 0, advance_wrongly },
  { NULL, 0, 0, 0, NULL },
};
