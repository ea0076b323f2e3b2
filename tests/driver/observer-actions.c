/* SPDX-License-Identifier: MIT */
/*
 * Observers, with filters and without, and handlers of the signal. In many worlds the first observer is a
 * witness: it is told of every change, and says which of the others must be told of the change.
 */
#include <string.h>

#include "driver/actions.h"
#include "driver/callbacks.h"
#include "driver/filter.h"
#include "driver/instants.h"
#include "driver/show.h"
#include "driver/tally.h"

#define OBSERVERS_MAX 8

typedef struct
{
  World *world;
  guint number;
  guint n_seen;
  Filter *filter;      /* or NULL */
  gboolean is_handler; /* of the signal */
  const char *signal;
  guint id;
  gulong handler;
  gboolean is_removed;
} Observer;

/* --- The witness ------------------------------------------------------------------------------ */

/* The observers that are still to be told of a change. Removed ones are not told. */
static void
expect_nobody (World *world)
{
  for (guint i = 0; i < world->untold->len; i++)
    if (!((const Observer *) world->untold->pdata[i])->is_removed)
      world_fail (world, "observer %u is not told of a change",
                  ((const Observer *) world->untold->pdata[i])->number);
  g_ptr_array_set_size (world->untold, 0);
}

void
observers_forget_commits (World *world, const TarnTableName *table)
{
  g_autofree char *name = tarn_table_name_to_string (table);
  g_autofree char *lower = g_utf8_strdown (name, -1);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, world->commits);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_autofree char *other = g_utf8_strdown (key, -1);

      if (strcmp (lower, other) == 0)
        g_hash_table_iter_remove (&iter);
    }
}

/* The commits of each table have numbers without gaps, so none of them is left untold. */
static void
count_commit (World *world, const TarnCommitChange *commit)
{
  g_autofree char *name = tarn_table_name_to_string (tarn_commit_change_get_table_name (commit));
  guint64 n_commits = tarn_commit_change_get_n_commits (commit);
  guint64 *seen = g_hash_table_lookup (world->commits, name);

  if (seen != NULL && n_commits != *seen + 1)
    world_fail (world, "commit %" G_GUINT64_FORMAT " of %s follows commit %" G_GUINT64_FORMAT,
                n_commits, name, *seen);
  g_hash_table_insert (world->commits, g_steal_pointer (&name),
                       g_memdup2 (&n_commits, sizeof n_commits));
}

static void
on_any_change (TarnEngine *engine, const TarnChange *change, gpointer data)
{
  World *world = data;

  if (engine != world->engine)
    world_fail (world, "the witness is told of a change in another engine");
  expect_nobody (world);
  instants_happened (world);
  if (tarn_change_get_commit (change) != NULL)
    count_commit (world, tarn_change_get_commit (change));
  for (guint i = 0; i < world->observers->len; i++)
    {
      Observer *observer = world->observers->pdata[i];

      if (!observer->is_handler && !observer->is_removed
          && filter_passes (observer->filter, change))
        g_ptr_array_add (world->untold, observer);
      else if (observer->filter != NULL && !world->is_split)
        tally_add_outcome ("filter", "kept out");
    }
}

/* The observers are told in the order in which they were added. */
static void
expect_told (Observer *observer)
{
  World *world = observer->world;

  if (world->witness == 0)
    return;
  while (world->untold->len > 0 && world->untold->pdata[0] != observer
         && ((const Observer *) world->untold->pdata[0])->is_removed)
    g_ptr_array_remove_index (world->untold, 0);
  if (world->untold->len == 0 || world->untold->pdata[0] != observer)
    world_fail (world, "observer %u is told of what it did not ask for, or too early",
                observer->number);
  g_ptr_array_remove_index (world->untold, 0);
}

static void
enter_witness (World *world)
{
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();

  if (!world->traits.has_witness)
    return;
  for (guint kind = TARN_CHANGE_KIND_RUN; kind <= TARN_CHANGE_KIND_COMMIT; kind++)
    tarn_change_filter_add_kind (filter, (TarnChangeKind) kind);
  world->witness
      = tarn_engine_add_filtered_observer (world->engine, filter, on_any_change, world, NULL);
}

/* --- Being told ------------------------------------------------------------------------------- */

static void
tell (Observer *observer, TarnEngine *engine, const TarnChange *change)
{
  World *world = observer->world;
  g_autoptr (TarnChange) copy = tarn_change_copy (change);

  if (world->is_asked)
    world_fail (world, "an observer is notified inside a condition or a cost model");
  if (engine != world->engine || observer->is_removed)
    world_fail (world, "observer %u is told by another engine, or after its end", observer->number);
  world_note (world, "observer %u", observer->number);
  show_change (world, copy);
  if (!world->is_split)
    tally_add_outcome (observer->filter != NULL ? "observed filtered change" : "observed change",
                       tarn_change_get_cause (change));
  callbacks_act_inside (world, USE_OBSERVER, observer->number, observer->n_seen++);
}

static void
on_change (TarnEngine *engine, const TarnChange *change, gpointer data)
{
  expect_told (data);
  tell (data, engine, change);
}

static void
on_signal (TarnEngine *engine, const TarnChange *change, gpointer data)
{
  Observer *observer = data;
  const char *service = strchr (observer->signal, ':');

  if (tarn_change_get_kind (change) == TARN_CHANGE_KIND_COMMIT
      || (service != NULL
          && strcmp (service + 2, tarn_service_get_name (tarn_change_get_service (change))) != 0))
    world_fail (observer->world, "handler %u is told of a commit, or of another service",
                observer->number);
  tell (observer, engine, change);
}

/* --- Coming and going ------------------------------------------------------------------------- */

static void
observer_free (gpointer data)
{
  Observer *observer = data;
  World *world = observer->world;

  if (world->is_moving)
    return;
  world_note (world, "observer %u is gone", observer->number);
  g_ptr_array_remove (world->observers, observer);
  g_ptr_array_remove (world->untold, observer);
  g_clear_pointer (&observer->filter, filter_free);
  g_free (observer);
}

static void
handler_free (gpointer data, G_GNUC_UNUSED GClosure *closure)
{
  observer_free (data);
}

static void
enter (Observer *observer)
{
  TarnEngine *engine = observer->world->engine;

  if (observer->is_handler)
    observer->handler = g_signal_connect_data (engine, observer->signal, G_CALLBACK (on_signal),
                                               observer, handler_free, 0);
  else if (observer->filter != NULL)
    {
      g_autoptr (TarnChangeFilter) filter = filter_make (observer->filter);

      observer->id
          = tarn_engine_add_filtered_observer (engine, filter, on_change, observer, observer_free);
    }
  else
    observer->id = tarn_engine_add_observer (engine, on_change, observer, observer_free);
}

static gboolean
leave (Observer *observer)
{
  TarnEngine *engine = observer->world->engine;

  if (!observer->is_handler)
    return tarn_engine_remove_observer (engine, observer->id);
  g_signal_handler_disconnect (engine, observer->handler);
  return TRUE;
}

void
observers_leave (World *world)
{
  if (world->witness != 0 && !tarn_engine_remove_observer (world->engine, world->witness))
    world_fail (world, "the witness is lost");
  for (guint i = 0; i < world->observers->len; i++)
    if (!leave (world->observers->pdata[i]))
      world_fail (world, "an observer is lost");
}

void
observers_enter (World *world)
{
  enter_witness (world);
  for (guint i = 0; i < world->observers->len; i++)
    enter (world->observers->pdata[i]);
}

guint
observers_count (World *world)
{
  guint n = world->witness != 0 ? 1 : 0;

  for (guint i = 0; i < world->observers->len; i++)
    n += !((const Observer *) world->observers->pdata[i])->is_handler;
  return n;
}

void
observers_check (World *world)
{
  expect_nobody (world);
}

static void
add_observer (World *world, Draw *draw)
{
  static const char *const signals[] = { "change", "change::glue", "change::datazone" };

  if (world->observers->len >= OBSERVERS_MAX)
    return;
  Observer *observer = g_new0 (Observer, 1);
  observer->world = world;
  observer->number = world->n_observers++;
  observer->is_handler = draw_chance (draw, 25);
  observer->signal = draw_of (draw, signals);
  if (!observer->is_handler && draw_chance (draw, 65))
    observer->filter = filter_draw (world, draw);
  g_ptr_array_add (world->observers, observer);
  enter (observer);
  world->took_effect = TRUE;
  world_note (world, "observer %u is added", observer->number);
  if (observer->filter != NULL)
    filter_note (world, observer->filter);
}

static void
remove_observer (World *world, Draw *draw)
{
  gboolean is_absent = !tarn_engine_remove_observer (world->engine, 1000000);

  if (!is_absent)
    world_fail (world, "there was an observer of a made-up id");
  if (world->observers->len == 0)
    return;
  Observer *observer = world->observers->pdata[draw_below (draw, world->observers->len)];
  if (observer->is_removed)
    return;
  observer->is_removed = TRUE;
  world->took_effect = TRUE;
  world_note (world, "observer %u is removed", observer->number);
  if (!leave (observer))
    world_fail (world, "an observer is not found");
}

const Action observer_actions[] = {
  { "add observer", 6, 4, 3, add_observer },
  { "remove observer", 3, 0, 2, remove_observer },
  { NULL, 0, 0, 0, NULL },
};
