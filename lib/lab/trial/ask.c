/* SPDX-License-Identifier: MIT */
/* This file decides which policies are woken and asked, and when. */
#include "lab/trial/trial-state.h"

void
tarn_lab_lake_wake (TarnLabLake *self, TarnLabWakeKind kind, guint view, gint64 request_us)
{
  if (G_UNLIKELY (self->n_wakes == self->n_places))
    {
      self->n_places = MAX (4, 2 * self->n_places);
      self->wakes = g_renew (TarnLabWake, self->wakes, self->n_places);
    }
  self->wakes[self->n_wakes++] = (TarnLabWake){ kind, view, request_us };
  if (!self->is_woken)
    {
      self->is_woken = TRUE;
      self->trial->n_woken++;
    }
}

gboolean
tarn_lab_on_wake (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  TarnLabLake *lake = data;

  /* The user has forked the engine, and not the trial. */
  if (lake == NULL)
    return G_SOURCE_REMOVE;

  lake->timeout = 0;
  lake->next_wake_us = TARN_LAB_NEVER;
  tarn_lab_lake_wake (lake, TARN_LAB_WAKE_TIME, TARN_LAB_NO_VIEW, 0);
  return G_SOURCE_REMOVE;
}

/* Begins an asking. Returns FALSE if the policy was asked too often at this instant. */
static gboolean
begin_round (TarnLabLake *lake)
{
  gint64 now_us = lake->trial->now_us;

  if (lake->asked_us != now_us)
    {
      lake->asked_us = now_us;
      lake->n_rounds = 0;
    }
  if (G_LIKELY (lake->n_rounds < TARN_LAB_ROUNDS_MAX))
    {
      lake->n_rounds++;
      return TRUE;
    }

  tarn_lab_lake_fail (lake, TARN_LAB_NO_VIEW,
                      "it was asked %d times at one instant, which has no end",
                      TARN_LAB_ROUNDS_MAX);
  return FALSE;
}

static void
set_waits_for_slot (TarnLabLake *lake, gboolean waits_for_slot)
{
  if (lake->waits_for_slot == waits_for_slot)
    return;

  lake->waits_for_slot = waits_for_slot;
  lake->trial->n_for_slot += waits_for_slot ? 1u : G_MAXUINT;
}

/* A policy in another language has printed why, where its own errors go. */
static void
fail_to_decide (TarnLabLake *lake, GError *error)
{
  if (error == NULL)
    tarn_lab_lake_fail (lake, TARN_LAB_NO_VIEW, "it did not decide, and did not say why");
  else
    {
      g_prefix_error (&error, "policy %s: ", lake->name);
      tarn_lab_trial_take_error (lake->trial, error);
    }
}

static void
ask (TarnLabLake *lake)
{
  TarnLabTrial *trial = lake->trial;
  TarnLabAnswers *answers = &lake->answers;
  GError *error = NULL;
  gboolean is_good;

  if (!begin_round (lake))
    return;

  answers->n_items = 0;
  answers->next_wake_us = 0;
  answers->waits_for_slot = FALSE;
  lake->n_freed_seen = trial->n_freed;
  lake->may = TARN_LAB_MAY_ANSWER;
  is_good = lake->iface->decide (lake->policy, lake, answers, &error);
  lake->may = TARN_LAB_MAY_NOTHING;
  if (G_UNLIKELY (!is_good || error != NULL))
    fail_to_decide (lake, error);

  /* This is what the answers cause may wake the policy again. */
  lake->n_wakes = 0;
  lake->is_woken = FALSE;
  trial->n_woken--;
  lake->n_starts = 0;
  set_waits_for_slot (lake, answers->waits_for_slot);
  tarn_lab_trial_act (trial, lake);
}

/* A policy that has seen this free slot and left it is not woken by it again. */
static void
wake_for_slot (TarnLabLake *lake)
{
  if (lake->waits_for_slot && lake->n_freed_seen != lake->trial->n_freed
      && tarn_lab_trial_has_free_slot (lake->trial))
    tarn_lab_lake_wake (lake, TARN_LAB_WAKE_SLOT, TARN_LAB_NO_VIEW, 0);
}

void
tarn_lab_trial_ask (TarnLabTrial *self)
{
  self->now_us = tarn_engine_get_now (self->engine);
  do
    {
      for (guint i = 0; i < self->n_lakes && self->error == NULL; i++)
        {
          TarnLabLake *lake = self->lakes[i];

          wake_for_slot (lake);
          if (lake->is_woken)
            ask (lake);
        }
      if (self->assets != NULL && self->error == NULL)
        tarn_lab_trial_assets_ask (self->assets);
    }
  while (self->n_woken > 0 && self->error == NULL);
}
