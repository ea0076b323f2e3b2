/* SPDX-License-Identifier: MIT */
#include "engine/snapshot.h"

#include <tarn/tarn-error.h>

#include "engine/holds.h"
#include "engine/instants.h"
#include "engine/timeouts.h"
#include "kernel/fail.h"

/* --- Options ---------------------------------------------------------------------------------- */

G_DEFINE_BOXED_TYPE (TarnForkOptions, tarn_fork_options, tarn_fork_options_copy,
                     tarn_fork_options_free)

TarnForkOptions *
tarn_fork_options_new (void)
{
  return g_new0 (TarnForkOptions, 1);
}

TarnForkOptions *
tarn_fork_options_copy (const TarnForkOptions *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnForkOptions *copy = tarn_fork_options_new ();
  g_set_object (&copy->cost_model, self->cost_model);
  g_set_object (&copy->slot_chooser, self->slot_chooser);
  return copy;
}

void
tarn_fork_options_free (TarnForkOptions *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->cost_model);
  g_clear_object (&self->slot_chooser);
  g_free (self);
}

void
tarn_fork_options_set_cost_model (TarnForkOptions *self, TarnCostModel *cost_model)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (cost_model == NULL || TARN_IS_COST_MODEL (cost_model));

  g_set_object (&self->cost_model, cost_model);
}

void
tarn_fork_options_set_slot_chooser (TarnForkOptions *self, TarnSlotChooser *slot_chooser)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (slot_chooser == NULL || TARN_IS_SLOT_CHOOSER (slot_chooser));

  g_set_object (&self->slot_chooser, slot_chooser);
}

/* --- Models ----------------------------------------------------------------------------------- */

TarnUserObjects
tarn_engine_get_user_objects (const TarnEngine *self)
{
  TarnUserObjects objects = { { FALSE }, self->core.slot_chooser != NULL };

  for (guint i = 0; self->rooms[i] != NULL; i++)
    objects.has_model_of_room[i] = tarn_runs_have_model (&self->rooms[i]->runs);
  return objects;
}

gboolean
tarn_engine_take_user_objects (TarnEngine *self, const TarnForkOptions *options,
                               const TarnUserObjects *needed, GError **error)
{
  TarnCostModel *model = options != NULL ? options->cost_model : NULL;
  TarnSlotChooser *chooser = options != NULL ? options->slot_chooser : NULL;

  tarn_core_set_cost_model (&self->core, model);
  for (guint i = 0; self->rooms[i] != NULL; i++)
    if (needed->has_model_of_room[i] && !tarn_runs_have_model (&self->rooms[i]->runs))
      return tarn_fail (error, TARN_ERROR, TARN_ERROR_COST_MODEL,
                        "the engine plans every %s with a cost model of the user, and none is given"
                        " in its place",
                        self->core.services[i]->run_noun);

  g_set_object (&self->core.slot_chooser, chooser);
  if (needed->has_chooser && chooser == NULL)
    return tarn_fail (
        error, TARN_ERROR, TARN_ERROR_SLOT_CHOOSER,
        "a slot chooser of the user chooses which run gets a slot, and none is given in its"
        " place");
  return TRUE;
}

/* --- Forking ---------------------------------------------------------------------------------- */

static TarnLeftBehind
count_left_behind (TarnEngine *self)
{
  return (TarnLeftBehind){
    .n_observers = tarn_emission_count_left (&self->core.emission),
    .n_timeouts = tarn_timeouts_count_left (&self->timeouts),
    .n_sources = (guint) g_atomic_int_get (&self->n_sources),
    .n_journals = self->core.emission.journal != NULL ? 1 : 0,
    .n_waits = tarn_waiters_count (&self->core.emission.waiters),
    .n_holds = tarn_holds_count (self->holds),
    .n_instant_funcs = tarn_instants_count_left (&self->instants),
    .n_stretch_funcs = self->core.n_stretch_funcs,
  };
}

/* The core is copied before the rooms, because the copy of a room's admission reads the core. */
static void
copy_state (TarnEngine *fork, TarnEngine *self)
{
  fork->core.random = self->core.random;
  tarn_clock_copy (&fork->core.clock, &self->core.clock);
  tarn_core_copy (&fork->core, &self->core);
  for (guint i = 0; self->rooms[i] != NULL; i++)
    tarn_room_copy (fork->rooms[i], self->rooms[i]);
}

/*
 * The user's copy functions may call the fork as a timeout may, and may only look at the original. All functions are
 * in the fork before, and its observers are notified after the data of all of them are copied.
 */
static void
copy_functions (TarnEngine *fork, TarnEngine *self)
{
  TarnClock *clock = &fork->core.clock;

  self->core.clock.is_asking = TRUE;
  clock->is_driving = clock->is_notifying = TRUE;
  tarn_emission_take_observers (&fork->core.emission, &self->core.emission);
  tarn_timeouts_take (&fork->timeouts, &self->timeouts);
  tarn_instants_take (&fork->instants, &self->instants);
  tarn_emission_copy_data (&fork->core.emission, &self->core.emission);
  tarn_timeouts_copy_data (&fork->timeouts, &self->timeouts);
  tarn_instants_copy_data (&fork->instants, &self->instants);
  clock->is_notifying = FALSE;
  tarn_emission_deliver_all (&fork->core.emission);
  clock->is_driving = FALSE;
  self->core.clock.is_asking = FALSE;
}

TarnEngine *
tarn_engine_fork (TarnEngine *self, const TarnForkOptions *options, TarnLeftBehind *out_left_behind,
                  GError **error)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!tarn_core_check_quiet (&self->core, "the engine cannot be forked", error))
    return NULL;

  g_autoptr (TarnEngine) fork = g_object_new (TARN_TYPE_ENGINE, NULL);
  TarnUserObjects objects = tarn_engine_get_user_objects (self);
  if (!tarn_engine_take_user_objects (fork, options, &objects, error))
    return NULL;

  copy_state (fork, self);
  copy_functions (fork, self);
  if (out_left_behind != NULL)
    *out_left_behind = count_left_behind (self);
  return g_steal_pointer (&fork);
}
