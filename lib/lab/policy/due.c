/* SPDX-License-Identifier: MIT */
#include "lab/policy/due.h"

static gboolean
is_busy (const TarnLabLake *lake, guint view)
{
  return tarn_lab_lake_is_active (lake, view) || tarn_lab_lake_get_n_waiting (lake, view) > 0;
}

static void
ask_for_due (TarnLabDue *self, const TarnLabDecision *decision, guint view)
{
  const TarnLabDueClass *class = self->settings->rule->class;
  gint64 due_us = TARN_LAB_NEVER;

  if (!is_busy (decision->lake, view))
    due_us
        = class->get_due (self, decision, view, tarn_lab_lake_get_pending (decision->lake, view));
  /* Views that are due at one instant are asked for in their order, however long ago they were due. */
  tarn_lab_timers_set (&self->timers, view, MAX (due_us, decision->now_us));
}

void
tarn_lab_due_on_wake (gpointer state, const TarnLabDecision *decision, const TarnLabWake *wake)
{
  TarnLabDue *self = state;

  if (wake->kind == TARN_LAB_WAKE_COMMIT)
    self->views[wake->view].commit_us = decision->now_us;
  ask_for_due (self, decision, wake->view);
}

/* At the start, nothing has woken the views yet. */
static void
ask_for_all (TarnLabDue *self, const TarnLabDecision *decision)
{
  guint n_views;
  const guint *views = tarn_lab_lake_get_views (decision->lake, &n_views);

  for (guint i = 0; i < n_views; i++)
    ask_for_due (self, decision, views[i]);
  self->has_begun = TRUE;
}

/* A view whose request was rejected is asked for again with its next commit. */
void
tarn_lab_due_fire (gpointer state, const TarnLabDecision *decision)
{
  TarnLabDue *self = state;
  guint view;

  if (!self->has_begun)
    ask_for_all (self, decision);
  while (tarn_lab_timers_take (&self->timers, decision->now_us, &view))
    {
      self->views[view].request_us = decision->now_us;
      tarn_lab_decision_request (decision, view);
    }
}

gint64
tarn_lab_due_get_next_time (gconstpointer state)
{
  return tarn_lab_timers_get_next (&((const TarnLabDue *) state)->timers);
}

/* --- Life --------------------------------------------------------------------------------------- */

gpointer
tarn_lab_due_create (const TarnLabRuleSettings *settings, const TarnLabLake *lake)
{
  TarnLabDue *self = g_new0 (TarnLabDue, 1);

  self->settings = settings;
  tarn_lab_timers_init (&self->timers, lake);
  self->views = g_new0 (TarnLabDueView, self->timers.n_places);
  return self;
}

gpointer
tarn_lab_due_copy (gconstpointer state)
{
  const TarnLabDue *self = state;
  TarnLabDue *copy = g_memdup2 (self, sizeof *self);

  tarn_lab_timers_init_copy (&copy->timers, &self->timers);
  copy->views = g_memdup2 (self->views, self->timers.n_places * sizeof *self->views);
  return copy;
}

void
tarn_lab_due_free (gpointer state)
{
  TarnLabDue *self = state;

  tarn_lab_timers_clear (&self->timers);
  g_free (self->views);
  g_free (self);
}
