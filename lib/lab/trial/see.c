/* SPDX-License-Identifier: MIT */
/* The trial sees what happens in its engine, tells its watchers, and wakes its policies. */
#include "lab/trial/trial-state.h"

/* --- Commits ------------------------------------------------------------------------------------ */

static void
wake_readers (TarnLabTrial *self, const TarnLabNumbers *readers)
{
  for (guint i = 0; i < readers->n_items; i++)
    {
      TarnLabLake *lake = self->lakes[self->views[readers->items[i]].policy];

      if (lake->wakes_by & TARN_LAB_WAKES_COMMITS)
        tarn_lab_lake_wake (lake, TARN_LAB_WAKE_COMMIT, readers->items[i], 0);
    }
}

static void
on_commit (TarnLabTrial *self, const TarnChange *change)
{
  const TarnTableName *name = tarn_commit_change_get_table_name (tarn_change_get_commit (change));
  TarnLabTrialEvent event = {
    .kind = TARN_LAB_TRIAL_EVENT_COMMIT,
    .time_us = tarn_change_get_time (change),
    .view = TARN_LAB_NO_VIEW,
    .change = change,
  };
  gboolean is_view;
  guint index;

  if (!tarn_lab_world_find (self->world, name, &is_view, &index))
    return;

  if (is_view)
    event.view = index;
  else
    event.table = index;
  if (tarn_lab_trial_wants (self, TARN_LAB_TRIAL_EVENT_COMMIT))
    tarn_lab_trial_tell (self, &event);
  if (self->wakes_by_commits)
    wake_readers (self,
                  is_view ? &self->topology->downstream[index] : &self->topology->readers[index]);
}

/* --- Runs --------------------------------------------------------------------------------------- */

static void
tell_run (TarnLabTrial *self, TarnLabTrialEventKind kind, guint index, gint64 time_us,
          const TarnChange *change)
{
  const TarnLabViewState *view = &self->views[index];

  if (!tarn_lab_trial_wants (self, kind))
    return;

  TarnLabTrialEvent event = {
    .kind = kind,
    .time_us = time_us,
    .view = index,
    .request_us = view->request_us,
    .start_us = view->start_us,
    .mode = self->starting != NULL ? self->starting->mode : TARN_REFRESH_MODE_SERVICE,
    .change = change,
  };
  tarn_lab_trial_tell (self, &event);
}

static void
note_run (TarnLabTrial *self, guint index, gint64 request_us, gint64 time_us)
{
  self->n_active++;
  self->n_started++;
  self->views[index].request_us = request_us;
  self->views[index].start_us = time_us;
}

/* If the trial does not see slots, then nothing keeps a run from its slot. */
void
tarn_lab_trial_note_start (TarnLabTrial *self, gint64 time_us)
{
  const TarnLabAnswer *start = self->starting;

  note_run (self, start->view, start->request_us, time_us);
  self->n_running += !self->sees_slots;
  self->views[start->view].n_waiting--;
  self->n_waiting--;
  tell_run (self, TARN_LAB_TRIAL_EVENT_START, start->view, time_us, NULL);
}

/* A run that the service makes by itself is requested when it is made, and started when it gets its slot. */
static void
on_create (TarnLabTrial *self, guint index, gint64 time_us)
{
  if (self->starting != NULL)
    {
      tarn_lab_trial_note_start (self, time_us);
      return;
    }

  note_run (self, index, time_us, time_us);
  tell_run (self, TARN_LAB_TRIAL_EVENT_REQUEST, index, time_us, NULL);
}

static void
on_slot (TarnLabTrial *self, guint index, const TarnChange *change)
{
  gint64 time_us = tarn_change_get_time (change);

  self->n_running++;
  if (!self->sees_creations)
    tarn_lab_trial_note_start (self, time_us);
  if (tarn_change_get_tag (change) != 0)
    return;
  self->views[index].start_us = time_us;
  tell_run (self, TARN_LAB_TRIAL_EVENT_START, index, time_us, NULL);
}

static void
note_success (TarnLabViewState *view, const TarnChange *change)
{
  const TarnRefreshChange *refresh = tarn_change_get_refresh (change);

  if (tarn_change_get_refresh_cause (change) == TARN_REFRESH_CAUSE_SUCCEED)
    view->last = (TarnLabEstimate){
      tarn_refresh_change_get_refresh_type (refresh),
      tarn_change_get_time (change) - tarn_refresh_change_get_slot_time (refresh),
      tarn_refresh_change_get_dpu_milliseconds (refresh),
      tarn_refresh_change_get_billed_dpu_milliseconds (refresh),
    };
}

static void
on_end (TarnLabTrial *self, guint index, const TarnChange *change)
{
  TarnLabViewState *view = &self->views[index];
  TarnLabLake *lake = self->lakes[view->policy];

  self->n_active--;
  if (tarn_refresh_change_get_slot_time (tarn_change_get_refresh (change)) != 0)
    {
      self->n_running--;
      self->n_freed++;
    }
  view->start_us = 0;
  if (lake->wakes_by & TARN_LAB_WAKES_ENDS)
    {
      note_success (view, change);
      tarn_lab_lake_wake (lake, TARN_LAB_WAKE_END, index, 0);
    }
}

static void
on_run (TarnLabTrial *self, guint index, const TarnChange *change)
{
  TarnRefreshCause cause = tarn_change_get_refresh_cause (change);
  gint64 time_us = tarn_change_get_time (change);

  if (cause == TARN_REFRESH_CAUSE_CREATE)
    on_create (self, index, time_us);
  else if (cause == TARN_REFRESH_CAUSE_TAKE_SLOT)
    on_slot (self, index, change);

  if (self->wanted_causes & 1u << cause)
    tell_run (self, TARN_LAB_TRIAL_EVENT_RUN, index, time_us, change);
  if (1u << cause & TARN_LAB_ENDS)
    on_end (self, index, change);
}

void
tarn_lab_trial_on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  TarnLabTrial *self = data;
  const TarnRefreshChange *refresh = tarn_change_get_refresh (change);
  gboolean is_view;
  guint index;

  if (refresh == NULL)
    on_commit (self, change);
  else if (self->starting != NULL && !self->has_hidden_starts)
    on_run (self, self->starting->view, change);
  else if (tarn_lab_world_find (self->world, tarn_refresh_change_get_table_name (refresh), &is_view,
                                &index))
    on_run (self, index, change);
}

/* --- Stretches ---------------------------------------------------------------------------------- */

void
tarn_lab_trial_on_stretch (TarnEngine *engine G_GNUC_UNUSED, const TarnStretch *stretch,
                           gpointer data)
{
  TarnLabTrial *self = data;
  TarnLabTrialEvent event = {
    .kind = TARN_LAB_TRIAL_EVENT_STRETCH,
    .time_us = tarn_stretch_get_end_time (stretch),
    .stretch = stretch,
  };
  gboolean is_view;

  if (tarn_lab_world_find (self->world, tarn_stretch_get_table_name (stretch), &is_view,
                           &event.view))
    tarn_lab_trial_tell (self, &event);
}
