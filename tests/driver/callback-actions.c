/* SPDX-License-Identifier: MIT */
#include "driver/actions.h"
#include "driver/arguments.h"
#include "driver/callbacks.h"
#include "driver/instants.h"
#include "driver/show.h"
#include "driver/tally.h"

#define TIMEOUTS_MAX 12

typedef struct
{
  World *world;
  guint number;
  guint n_fired;
  guint n_most;
  guint64 id;
  gint64 interval;
  gint64 due;
  gboolean goes_on;
  gboolean is_removed;
} Timeout;

/*
 * The actions of callbacks depend on what the callback has seen so far, which is the same in both worlds
 * however time is driven.
 */
void
callbacks_act_inside (World *world, guint use, guint64 number, guint64 count)
{
  Draw draw = draw_new (world->seed, use, number * 100000 + count);
  gboolean took_effect = world->took_effect;
  guint n_failed = world->n_failed;

  if (!world->traits.has_callbacks)
    return;
  world->depth++;
  world->took_effect = FALSE;
  for (guint i = draw_below (&draw, 100) < 25 ? 1 + draw_below (&draw, 2) : 0; i > 0; i--)
    actions_take_inside (world, &draw);
  instants_may_have_happened (world, n_failed);
  world->took_effect |= took_effect;
  world->depth--;
}

/* --- Timeouts --------------------------------------------------------------------------------- */

/* At the end of time a timeout is over, because it would recur at that instant for ever. */
static void
timeout_free (gpointer data)
{
  Timeout *timeout = data;
  World *world = timeout->world;

  if (timeout->goes_on && !timeout->is_removed && timeout->due < G_MAXINT64
      && world->engine != NULL)
    world_fail (world, "timeout %u is over too early", timeout->number);

  world_note (world, "timeout %u is gone", timeout->number);
  g_ptr_array_remove (world->timeouts, timeout);
  g_free (timeout);
}

/* The end of time comes first. */
static gint64
get_due (gint64 now, gint64 interval)
{
  return interval > G_MAXINT64 - now ? G_MAXINT64 : now + interval;
}

static gboolean
on_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Timeout *timeout = data;
  World *world = timeout->world;
  gint64 now = tarn_engine_get_now (world->engine);

  world_note (world, "timeout %u at %" G_GINT64_FORMAT, timeout->number, now);
  if (now != timeout->due || timeout->is_removed)
    world_fail (world, "timeout %u is called at %" G_GINT64_FORMAT, timeout->number, now);
  instants_happened (world);
  timeout->n_fired++;
  callbacks_act_inside (world, USE_TIMEOUT, timeout->number, timeout->n_fired);
  timeout->goes_on = timeout->n_fired < timeout->n_most;
  if (now < G_MAXINT64)
    timeout->due = get_due (now, timeout->interval);
  return timeout->goes_on;
}

static void
add_timeout (World *world, Draw *draw)
{
  gint64 interval = draw_duration (draw);

  if (world->timeouts->len >= TIMEOUTS_MAX)
    return;
  if (draw_chance (draw, 5))
    interval
        = draw_chance (draw, 50) ? G_MAXINT64 : G_MAXINT64 - tarn_engine_get_now (world->engine);
  Timeout *timeout = g_new0 (Timeout, 1);
  timeout->world = world;
  timeout->number = world->n_timeouts++;
  timeout->interval = interval;
  timeout->due = get_due (tarn_engine_get_now (world->engine), interval);
  timeout->goes_on = TRUE;
  timeout->n_most = draw_chance (draw, 60) ? 1 : 1 + draw_below (draw, 12);
  g_ptr_array_add (world->timeouts, timeout);
  timeout->id = tarn_engine_add_timeout (world->engine, interval,
                                         draw_chance (draw, 70) ? TARN_TIMEOUT_NONE
                                                                : TARN_TIMEOUT_BACKGROUND,
                                         on_timeout, timeout, timeout_free);
  if (timeout->id == 0)
    world_fail (world, "a timeout has no id");
  world->took_effect = TRUE;
  world_note (world, "timeout %u is added, after %" G_GINT64_FORMAT, timeout->number, interval);
}

/* The one removed may be the one that is called now. */
static void
remove_timeout (World *world, Draw *draw)
{
  if (tarn_engine_remove_timeout (world->engine, G_MAXUINT64))
    world_fail (world, "there was a timeout of a made-up id");
  if (world->timeouts->len == 0)
    return;
  Timeout *timeout = world->timeouts->pdata[draw_below (draw, world->timeouts->len)];
  guint number = timeout->number;
  timeout->is_removed = TRUE;
  gboolean was_there = tarn_engine_remove_timeout (world->engine, timeout->id);
  world->took_effect = TRUE;
  world_note (world, "timeout %u is removed: %d", number, was_there);
}

/* --- Waits ------------------------------------------------------------------------------------ */

typedef struct
{
  World *world;
  guint number;
  GCancellable *cancellable;
} Wait;

static Wait *
wait_new (World *world)
{
  Wait *wait = g_new0 (Wait, 1);

  wait->world = world;
  wait->number = world->n_waits++;
  wait->cancellable = g_cancellable_new ();
  g_ptr_array_add (world->waits, wait);
  return wait;
}

static void
wait_free (Wait *wait)
{
  g_ptr_array_remove (wait->world->waits, wait);
  g_object_unref (wait->cancellable);
  g_free (wait);
}

static void
on_refresh_ended (GObject *client, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Wait *wait = data;
  World *world = wait->world;
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_wait_for_materialized_view_refresh_task_run_finish (TARN_GLUE_CLIENT (
                                                                                 client),
                                                                             result, &error);

  world_note (world, "wait %u ends", wait->number);
  if (run != NULL)
    show_refresh_run (world, run);
  world_outcome (world, "waited for refresh", error);
  wait_free (wait);
}

static void
on_metadata_ended (GObject *client, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Wait *wait = data;
  World *world = wait->world;
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_wait_for_metadata_generation_run_finish (TARN_DATAZONE_CLIENT (client),
                                                                      result, &error);

  world_note (world, "wait %u ends", wait->number);
  if (run != NULL)
    show_metadata_run (world, run);
  world_outcome (world, "waited for metadata", error);
  wait_free (wait);
}

void
callbacks_wait_refresh (World *world, guint user, const char *catalog, const char *id)
{
  Wait *wait = wait_new (world);

  world->took_effect = TRUE;
  tarn_glue_client_wait_for_materialized_view_refresh_task_run_async (world->glue[user], catalog,
                                                                      id, wait->cancellable,
                                                                      on_refresh_ended, wait);
}

void
callbacks_wait_metadata (World *world, guint user, const char *domain, const char *id)
{
  Wait *wait = wait_new (world);

  world->took_effect = TRUE;
  tarn_datazone_client_wait_for_metadata_generation_run_async (world->datazone[user], domain, id,
                                                               wait->cancellable, on_metadata_ended,
                                                               wait);
}

void
callbacks_dispatch (G_GNUC_UNUSED World *world)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
cancel_wait (World *world, Draw *draw)
{
  if (world->waits->len == 0)
    return;
  Wait *wait = world->waits->pdata[draw_below (draw, world->waits->len)];
  world->took_effect = TRUE;
  world_note (world, "wait %u is cancelled", wait->number);
  g_cancellable_cancel (wait->cancellable);
}

void
callbacks_cancel_waits (World *world)
{
  for (guint i = 0; i < world->waits->len; i++)
    g_cancellable_cancel (((Wait *) world->waits->pdata[i])->cancellable);
  callbacks_dispatch (world);
}

/* --- What only callbacks do ------------------------------------------------------------------- */

static gboolean
refuse (G_GNUC_UNUSED TarnEngine *engine, gpointer data)
{
  world_fail (data, "a condition is asked inside a callback");
}

/* Nothing that drives or copies the engine may work inside a callback. */
static void
drive (World *world, G_GNUC_UNUSED Draw *draw)
{
  static const char *const names[]
      = { "step", "advance_to", "advance_by", "run_until", "run_until_idle",
          "fork", "save",       "digest",     "diff",      "replay" };
  GError *errors[G_N_ELEMENTS (names)] = { NULL };
  TarnEngine *engine = world->engine;
  gint64 now = tarn_engine_get_now (engine);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();

  if (world->depth == 0)
    return;
  gboolean worked = tarn_engine_step (engine, NULL, &errors[0])
                    || tarn_engine_advance_to (engine, now, &errors[1])
                    || tarn_engine_advance_by (engine, 1, &errors[2])
                    || tarn_engine_run_until (engine, refuse, world, now, NULL, NULL, &errors[3])
                    || tarn_engine_run_until_idle (engine, NULL, &errors[4]);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, &errors[5]);
  g_autoptr (GBytes) bytes = tarn_engine_save (engine, &errors[6]);
  g_autofree char *digest = tarn_engine_dup_digest (engine, &errors[7]);
  g_autofree char *diff = tarn_engine_diff (engine, engine, 5, &errors[8]);
  if (worked || fork != NULL || bytes != NULL || digest != NULL || diff != NULL
      || tarn_engine_replay (engine, journal, &errors[9]))
    world_fail (world, "something works inside a callback");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (!g_error_matches (errors[i], TARN_ERROR, TARN_ERROR_BUSY))
        world_fail (world, "%s inside a callback: %s", names[i], errors[i]->message);
      world_note (world, "%s", errors[i]->message);
      g_clear_error (&errors[i]);
    }
  if (!world->is_split)
    tally_add_outcome ("drive inside a callback", "busy");
}

static void
stop (World *world, G_GNUC_UNUSED Draw *draw)
{
  world_note (world, "stop: %d", tarn_engine_stop (world->engine));
}

const Action callback_actions[] = {
  { "add timeout", 12, 2, 6, add_timeout },
  { "remove timeout", 4, 0, 4, remove_timeout },
  { "cancel wait", 2, 0, 1, cancel_wait },
  { "drive inside a callback", 0, 0, 6, drive },
  { "stop", 1, 0, 3, stop },
  { NULL, 0, 0, 0, NULL },
};
