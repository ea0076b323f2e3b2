/* SPDX-License-Identifier: MIT */
/* The functions that move the time of a trial. */
#include "lab/trial/trial.h"

#include "lab/trial/trial-state.h"

/* The error of the trial, of its world, or of its engine, which the trial may have stopped itself. */
static gboolean
check (TarnLabTrial *self, GError *engine_error, GError **error)
{
  g_autoptr (GError) of_engine = engine_error;
  const GError *of_world = tarn_lab_world_get_error (self->world);

  if (self->error == NULL && of_world != NULL)
    self->error = g_error_copy (of_world);
  if (self->error != NULL)
    {
      if (error != NULL)
        *error = g_error_copy (self->error);
      return FALSE;
    }
  if (of_engine == NULL
      || (self->is_over && g_error_matches (of_engine, TARN_ERROR, TARN_ERROR_STOPPED)))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&of_engine));
  return FALSE;
}

gboolean
tarn_lab_trial_advance_to (TarnLabTrial *self, gint64 time_us, GError **error)
{
  GError *engine_error = NULL;

  g_return_val_if_fail (TARN_LAB_IS_TRIAL (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!check (self, NULL, error))
    return FALSE;
  if (time_us < tarn_engine_get_now (self->engine) || time_us > self->end_us)
    {
      g_set_error_literal (error, TARN_ERROR, TARN_ERROR_OUT_OF_RANGE,
                           "the time is before now, or after the end of the window");
      return FALSE;
    }
  if (self->is_over)
    return TRUE;

  tarn_engine_advance_to (self->engine, time_us, &engine_error);
  return check (self, engine_error, error);
}

/* --- The end ------------------------------------------------------------------------------------ */

/* Grows whenever the drain gets on. */
static guint64
get_progress (const TarnLabTrial *self)
{
  return self->n_started + self->n_freed
         + (self->assets != NULL ? tarn_lab_trial_assets_get_progress (self->assets) : 0);
}

static gboolean
is_busy (const TarnLabTrial *self)
{
  return self->n_active > 0 || self->n_waiting > 0
         || (self->assets != NULL && tarn_lab_trial_assets_is_busy (self->assets));
}

/*
 * Lets the runs end that have not, and the requests be started that wait. A run that has a slot ends some time. But a
 * policy may never start what waits, and wake for ever. So the drain ends if no run has a slot and nothing gets on for
 * as long as the trial was.
 */
static gboolean
drain (TarnLabTrial *self, GError **error)
{
  gint64 patience_us = self->end_us - self->scenario->start_us;
  gint64 until_us = self->end_us + patience_us, next_us;
  guint64 progress = get_progress (self);

  while (is_busy (self) && tarn_engine_peek_next (self->engine, &next_us)
         && (next_us <= until_us || self->n_running > 0))
    {
      GError *engine_error = NULL;

      tarn_engine_step (self->engine, NULL, &engine_error);
      if (!check (self, engine_error, error))
        return FALSE;
      if (get_progress (self) == progress)
        continue;
      progress = get_progress (self);
      until_us = tarn_engine_get_now (self->engine) + patience_us;
    }

  return TRUE;
}

gboolean
tarn_lab_trial_run (TarnLabTrial *self, GError **error)
{
  if (!self->is_over && !tarn_lab_trial_advance_to (self, self->end_us, error))
    return FALSE;

  return !self->scenario->drains || drain (self, error);
}
