/* SPDX-License-Identifier: MIT */
/* The trial acts on what a policy has answered. */
#include "lab/trial/trial-state.h"

static void
tell (TarnLabTrial *self, TarnLabTrialEventKind kind, guint view, gint64 request_us)
{
  if (tarn_lab_trial_wants (self, kind))
    tarn_lab_trial_tell (self, &(TarnLabTrialEvent){ .kind = kind,
                                                     .time_us = self->now_us,
                                                     .view = view,
                                                     .request_us = request_us });
}

/* --- Requests ----------------------------------------------------------------------------------- */

static void
request (TarnLabTrial *self, guint view)
{
  if (self->is_over)
    return;

  self->views[view].n_waiting++;
  self->n_waiting++;
  tell (self, TARN_LAB_TRIAL_EVENT_REQUEST, view, self->now_us);
}

static void
end_request (TarnLabTrial *self, guint view)
{
  self->views[view].n_waiting--;
  self->n_waiting--;
}

static void
reject (TarnLabTrial *self, TarnLabLake *lake, const TarnLabAnswer *answer)
{
  if (self->views[answer->view].n_waiting == 0)
    {
      tarn_lab_lake_fail (lake, answer->view, "has no request to reject");
      return;
    }

  end_request (self, answer->view);
  tell (self, TARN_LAB_TRIAL_EVENT_REJECT, answer->view, answer->request_us);
}

/* --- Starts ------------------------------------------------------------------------------------- */

enum
{
  STARTS_BITS = 16, /* of the tag, for the starts in one window of the world */
};

/*
 * The tag says where in the world a run is: in which window, and the how manieth of its view there. The view is not
 * in it, because its draws have its name anyway. So the luck of a run depends neither on the other views nor on how
 * many runs a policy has made before.
 */
static guint64
get_tag (const TarnLabTrial *self, TarnLabViewState *view)
{
  gint64 window = (self->now_us - self->scenario->start_us) / self->world_window_us;

  if (view->window != window)
    {
      view->window = window;
      view->n_starts = 0;
    }
  return (guint64) (window + 1) << STARTS_BITS | MIN (view->n_starts, (1u << STARTS_BITS) - 1);
}

static void
refuse (TarnLabLake *lake, const TarnLabAnswer *answer)
{
  tarn_lab_lake_wake (lake, TARN_LAB_WAKE_REFUSAL, answer->view, answer->request_us);
}

/* Returns whether the view has a request now. After the window, none is made. */
static gboolean
ensure_request (TarnLabTrial *self, TarnLabAnswer *answer)
{
  if (self->views[answer->view].n_waiting > 0)
    return TRUE;

  answer->request_us = self->now_us;
  request (self, answer->view);
  return !self->is_over;
}

/* If watchers see all of a run, then the trial learns from its first change that it was started. */
static void
start (TarnLabTrial *self, TarnLabLake *lake, const TarnLabAnswer *answer)
{
  TarnLabViewState *view = &self->views[answer->view];
  GError *error = NULL;

  tarn_start_options_set_tag (self->options, get_tag (self, view));
  tarn_start_options_set_refresh_mode (self->options, answer->mode);
  tarn_start_options_set_incremental_threshold_percent (
      self->options, answer->mode == TARN_REFRESH_MODE_SERVICE ? answer->threshold_percent : -1);

  self->starting = answer;
  TarnRefreshRun *run = tarn_glue_client_start_materialized_view_refresh_task_run_with_options (
      self->client, tarn_lab_world_get_view_name (self->world, answer->view), FALSE, self->options,
      &error);

  if (G_LIKELY (run != NULL))
    {
      view->n_starts++;
      tarn_refresh_run_unref (run);
      if (!self->sees_creations && !self->sees_slots)
        tarn_lab_trial_note_start (self, self->now_us);
    }
  else if (error->domain == TARN_GLUE_ERROR)
    {
      g_clear_error (&error);
      refuse (lake, answer);
    }
  else
    tarn_lab_trial_take_error (self, error);
  self->starting = NULL;
}

static void
try_to_start (TarnLabTrial *self, TarnLabLake *lake, TarnLabAnswer *answer)
{
  if (self->views[answer->view].start_us != 0)
    tarn_lab_lake_fail (lake, answer->view, "has a run already, and was started again");
  else if (!ensure_request (self, answer))
    return;
  else if (answer->request_us > self->now_us)
    tarn_lab_lake_fail (lake, answer->view, "was started for a request of the future");
  else if (answer->request_us < self->scenario->start_us)
    tarn_lab_lake_fail (lake, answer->view, "was started for a request from before the trial");
  else if (!tarn_lab_trial_has_free_slot (self))
    refuse (lake, answer);
  else
    start (self, lake, answer);
}

static void
stop (TarnLabTrial *self, guint view)
{
  g_autoptr (GError) error = NULL;

  if (self->views[view].start_us == 0)
    return;
  if (!tarn_glue_client_stop_materialized_view_refresh_task_run (
          self->client, tarn_lab_world_get_view_name (self->world, view), &error)
      && error->domain != TARN_GLUE_ERROR)
    tarn_lab_trial_take_error (self, g_steal_pointer (&error));
}

/* --- Times -------------------------------------------------------------------------------------- */

static gpointer
copy_lake (gpointer data, TarnEngine *engine G_GNUC_UNUSED)
{
  TarnLabLake *lake = data;

  return lake != NULL && lake->trial->fork != NULL ? lake->trial->fork->lakes[lake->index] : NULL;
}

static void
set_next_wake (TarnLabTrial *self, TarnLabLake *lake, gint64 time_us)
{
  if (time_us == lake->next_wake_us)
    return;
  if (time_us <= self->now_us)
    {
      tarn_lab_lake_fail (lake, TARN_LAB_NO_VIEW,
                          "it wants to be woken at a time that is not after now");
      return;
    }

  if (lake->timeout != 0)
    tarn_engine_remove_timeout (self->engine, lake->timeout);
  lake->timeout = 0;
  lake->next_wake_us = time_us;
  if (time_us == TARN_LAB_NEVER)
    return;
  lake->timeout = tarn_engine_add_timeout (self->engine, time_us - self->now_us, TARN_TIMEOUT_NONE,
                                           tarn_lab_on_wake, lake, NULL);
  tarn_engine_set_timeout_copy_func (self->engine, lake->timeout, copy_lake);
}

/* --- All ---------------------------------------------------------------------------------------- */

static void
act (TarnLabTrial *self, TarnLabLake *lake, TarnLabAnswer *answer)
{
  switch (answer->kind)
    {
    case TARN_LAB_ANSWER_REQUEST:
      request (self, answer->view);
      break;
    case TARN_LAB_ANSWER_SKIP:
      tell (self, TARN_LAB_TRIAL_EVENT_SKIP, answer->view, 0);
      break;
    case TARN_LAB_ANSWER_REJECT:
      reject (self, lake, answer);
      break;
    case TARN_LAB_ANSWER_START:
      try_to_start (self, lake, answer);
      break;
    case TARN_LAB_ANSWER_STOP:
      stop (self, answer->view);
      break;
    }
}

void
tarn_lab_trial_act (TarnLabTrial *self, TarnLabLake *lake)
{
  const TarnLabAnswers *answers = &lake->answers;

  for (guint i = 0; i < answers->n_items && self->error == NULL; i++)
    act (self, lake, &answers->items[i]);
  if (self->error == NULL && answers->next_wake_us != 0)
    set_next_wake (self, lake, answers->next_wake_us);
}
