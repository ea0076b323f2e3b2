/* SPDX-License-Identifier: MIT */
#include "lab/trial/trial-state.h"

static TarnLabAnswer *
add (TarnLabAnswers *self, TarnLabAnswerKind kind, guint view)
{
  if (G_UNLIKELY (self->n_items == self->n_places))
    {
      self->n_places = MAX (16, 2 * self->n_places);
      self->items = g_renew (TarnLabAnswer, self->items, self->n_places);
    }

  TarnLabAnswer *answer = &self->items[self->n_items++];
  answer->kind = kind;
  answer->view = view;
  return answer;
}

void
tarn_lab_answers_request (TarnLabAnswers *self, guint view)
{
  add (self, TARN_LAB_ANSWER_REQUEST, view);
}

void
tarn_lab_answers_skip (TarnLabAnswers *self, guint view)
{
  add (self, TARN_LAB_ANSWER_SKIP, view);
}

void
tarn_lab_answers_reject (TarnLabAnswers *self, guint view, gint64 request_us)
{
  add (self, TARN_LAB_ANSWER_REJECT, view)->request_us = request_us;
}

void
tarn_lab_answers_start (TarnLabAnswers *self, guint view, gint64 request_us, TarnRefreshMode mode,
                        gint threshold_percent)
{
  TarnLabAnswer *answer = add (self, TARN_LAB_ANSWER_START, view);

  answer->request_us = request_us;
  answer->mode = mode;
  answer->threshold_percent = threshold_percent;
  self->lake->n_starts++;
}

void
tarn_lab_answers_stop (TarnLabAnswers *self, guint view)
{
  add (self, TARN_LAB_ANSWER_STOP, view);
}

void
tarn_lab_answers_set_next_wake (TarnLabAnswers *self, gint64 time_us)
{
  self->next_wake_us = time_us;
}

void
tarn_lab_answers_wait_for_slot (TarnLabAnswers *self)
{
  self->waits_for_slot = TRUE;
}
