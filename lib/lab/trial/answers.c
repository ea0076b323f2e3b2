/* SPDX-License-Identifier: MIT */
#include "lab/trial/trial-state.h"

static void
add (TarnLabAnswers *self, TarnLabAnswer answer)
{
  g_array_append_val (self->answers, answer);
}

void
tarn_lab_answers_request (TarnLabAnswers *self, guint view)
{
  add (self, (TarnLabAnswer){ .kind = TARN_LAB_ANSWER_REQUEST, .view = view });
}

void
tarn_lab_answers_skip (TarnLabAnswers *self, guint view)
{
  add (self, (TarnLabAnswer){ .kind = TARN_LAB_ANSWER_SKIP, .view = view });
}

void
tarn_lab_answers_reject (TarnLabAnswers *self, guint view, gint64 request_us)
{
  add (self, (TarnLabAnswer){ TARN_LAB_ANSWER_REJECT, view, request_us, 0, 0 });
}

void
tarn_lab_answers_start (TarnLabAnswers *self, guint view, gint64 request_us, TarnRefreshMode mode,
                        gint threshold_percent)
{
  add (self, (TarnLabAnswer){ TARN_LAB_ANSWER_START, view, request_us, mode, threshold_percent });
  self->lake->n_starts++;
}

void
tarn_lab_answers_stop (TarnLabAnswers *self, guint view)
{
  add (self, (TarnLabAnswer){ .kind = TARN_LAB_ANSWER_STOP, .view = view });
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
