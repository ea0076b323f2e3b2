/* SPDX-License-Identifier: MIT */
#include "engine/snapshot.h"

#include <tarn/tarn-error.h>

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
  g_set_object (&copy->metadata_cost_model, self->metadata_cost_model);
  return copy;
}

void
tarn_fork_options_free (TarnForkOptions *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->cost_model);
  g_clear_object (&self->metadata_cost_model);
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
tarn_fork_options_set_metadata_cost_model (TarnForkOptions *self, TarnMetadataCostModel *cost_model)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (cost_model == NULL || TARN_IS_METADATA_COST_MODEL (cost_model));

  g_set_object (&self->metadata_cost_model, cost_model);
}

void
tarn_engine_use_models (TarnEngine *self, TarnCostModel *model,
                        TarnMetadataCostModel *metadata_model)
{
  g_set_object (&self->glue.cost_model, model);
  g_set_object (&self->datazone.cost_model, metadata_model);
  self->gatehouse.has_cost_model = model != NULL || metadata_model != NULL;
}

gboolean
tarn_engine_take_models (TarnEngine *self, const TarnForkOptions *options, gboolean needs_model,
                         gboolean needs_metadata_model, GError **error)
{
  TarnCostModel *model = options != NULL ? options->cost_model : NULL;
  TarnMetadataCostModel *metadata_model = options != NULL ? options->metadata_cost_model : NULL;
  const char *lacking = needs_model && model == NULL                     ? "refreshes"
                        : needs_metadata_model && metadata_model == NULL ? "metadata generation"
                                                                         : NULL;

  if (lacking != NULL)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_COST_MODEL,
                   "the engine plans %s with a cost model of the user, and none is given in its"
                   " place",
                   lacking);
      return FALSE;
    }

  tarn_engine_use_models (self, model, metadata_model);
  return TRUE;
}

/* --- Forking ---------------------------------------------------------------------------------- */

gboolean
tarn_engine_check_quiet (TarnEngine *self, const char *what, GError **error)
{
  if (!tarn_ownership_check (&self->clock.ownership, what, error))
    return FALSE;
  if (!tarn_clock_is_busy (&self->clock))
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_BUSY, "%s: not from inside a callback", what);
  return FALSE;
}

static TarnLeftBehind
count_left_behind (TarnEngine *self)
{
  return (TarnLeftBehind){
    .n_observers = self->gatehouse.emission.observers->len,
    .n_timeouts = tarn_timeouts_count (&self->timeouts),
    .n_sources = (guint) g_atomic_int_get (&self->n_sources),
    .n_journals = self->gatehouse.emission.journal != NULL ? 1 : 0,
    .n_waits = tarn_waiters_count (&self->gatehouse.emission.waiters),
    .n_holds = tarn_holds_count (&self->holds),
  };
}

/* The gates look at what is shared when they are copied, so that comes first. */
static void
copy_lake (TarnEngine *fork, TarnEngine *self)
{
  fork->random = self->random;
  tarn_clock_copy (&fork->clock, &self->clock);
  tarn_timeouts_cancel_in (&self->timeouts, &fork->clock);
  tarn_gatehouse_copy (&fork->gatehouse, &self->gatehouse);
  tarn_glue_copy (&fork->glue, &self->glue);
  tarn_datazone_copy (&fork->datazone, &self->datazone);
}

TarnEngine *
tarn_engine_fork (TarnEngine *self, const TarnForkOptions *options, TarnLeftBehind *ret_left_behind,
                  GError **error)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!tarn_engine_check_quiet (self, "the engine cannot be forked", error))
    return NULL;

  g_autoptr (TarnEngine) fork = g_object_new (TARN_TYPE_ENGINE, NULL);
  if (!tarn_engine_take_models (fork, options, self->glue.cost_model != NULL,
                                self->datazone.cost_model != NULL, error))
    return NULL;

  copy_lake (fork, self);
  if (ret_left_behind != NULL)
    *ret_left_behind = count_left_behind (self);
  return g_steal_pointer (&fork);
}
