/* SPDX-License-Identifier: MIT */
/* Views that lack something are refreshed while slots are free, those that lack it longest first. */
#include "lab/policy/ranking.h"

typedef struct
{
  TarnLabRanking stale; /* the views that lack something, and neither wait nor run */
} Idle;

enum
{
  THE_HEAP = 0,
};

static void
on_wake (gpointer state, const TarnLabDecision *decision, const TarnLabWake *wake)
{
  Idle *self = state;
  TarnLabPending pending = tarn_lab_lake_get_pending (decision->lake, wake->view);

  if (pending.n_commits > 0 && !tarn_lab_lake_is_active (decision->lake, wake->view)
      && tarn_lab_lake_get_n_waiting (decision->lake, wake->view) == 0)
    tarn_lab_ranking_set (&self->stale, THE_HEAP,
                          tarn_lab_rank_by (pending.oldest_us,
                                            (TarnLabWaiting){ wake->view, decision->now_us }));
}

static void
fire (gpointer state, const TarnLabDecision *decision)
{
  Idle *self = state;
  guint n_free = tarn_lab_lake_get_n_free_slots (decision->lake);
  const TarnLabRanked *first;

  for (; n_free > 0 && (first = tarn_lab_ranking_peek (&self->stale, THE_HEAP)) != NULL; n_free--)
    tarn_lab_decision_request (decision,
                               tarn_lab_ranking_take (&self->stale, first->waiting.view).view);
  if (self->stale.n_waiting > 0)
    tarn_lab_answers_wait_for_slot (decision->answers);
}

static gpointer
create (const TarnLabRuleSettings *settings G_GNUC_UNUSED, const TarnLabLake *lake)
{
  Idle *self = g_new0 (Idle, 1);

  tarn_lab_ranking_init (&self->stale, lake, 1);
  return self;
}

static gpointer
copy (gconstpointer state)
{
  Idle *copy = g_new (Idle, 1);

  tarn_lab_ranking_init_copy (&copy->stale, &((const Idle *) state)->stale);
  return copy;
}

static void
free_state (gpointer state)
{
  tarn_lab_ranking_clear (&((Idle *) state)->stale);
  g_free (state);
}

static const TarnLabTriggerClass class = {
  .part = { .wakes = TARN_LAB_WAKES_COMMITS | TARN_LAB_WAKES_ENDS,
            .create = create,
            .copy = copy,
            .free = free_state,
            .on_wake = on_wake },
  .fire = fire,
};

const TarnLabRule tarn_lab_trigger_idle = {
  .name = "idle",
  .meaning = "While a slot is free, the view that lacks a commit longest is refreshed.",
  .source = "Zhou, Larson and Elmongui, VLDB 2007",
  .version = 1,
  .class = &class,
};
