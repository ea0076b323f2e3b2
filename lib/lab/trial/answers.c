/* SPDX-License-Identifier: MIT */
#include "lab/trial/trial-state.h"

G_DEFINE_BOXED_TYPE (TarnLabAnswers, tarn_lab_answers, tarn_lab_answers_ref, tarn_lab_answers_unref)

/* The answers are a part of the lake, and live as long. */
static TarnLabLake *
get_lake (TarnLabAnswers *self)
{
  return (TarnLabLake *) (gpointer) ((char *) self - G_STRUCT_OFFSET (TarnLabLake, answers));
}

TarnLabAnswers *
tarn_lab_answers_ref (TarnLabAnswers *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  tarn_lab_lake_ref (get_lake (self));
  return self;
}

void
tarn_lab_answers_unref (TarnLabAnswers *self)
{
  g_return_if_fail (self != NULL);

  tarn_lab_lake_unref (get_lake (self));
}

/* --- Checks ------------------------------------------------------------------------------------- */

static gboolean
may_answer (const TarnLabLake *lake)
{
  if (G_LIKELY (lake->may == TARN_LAB_MAY_ANSWER))
    return TRUE;

  tarn_lab_lake_fail (lake, TARN_LAB_NO_VIEW, "it answered while it was not asked");
  return FALSE;
}

static gboolean
may_answer_for (const TarnLabLake *lake, guint view)
{
  if (!may_answer (lake))
    return FALSE;
  if (G_UNLIKELY (view >= lake->n_views))
    tarn_lab_lake_fail (lake, TARN_LAB_NO_VIEW,
                        "it answered for the view number %u; allowed: 0 to %u", view,
                        lake->n_views - 1);
  else if (G_UNLIKELY (lake->trial->views[view].policy != lake->index))
    tarn_lab_lake_fail (lake, view, "is a view of another policy");
  else
    return TRUE;
  return FALSE;
}

static gboolean
can_start (const TarnLabLake *lake, guint view, TarnRefreshMode mode, gint threshold_percent)
{
  if (G_UNLIKELY ((guint) mode > TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL))
    tarn_lab_lake_fail (lake, view, "was started with the mode %d, which there is not",
                        (gint) mode);
  else if (G_UNLIKELY (threshold_percent < -1 || threshold_percent > 100))
    tarn_lab_lake_fail (lake, view, "was started with a threshold of %d %%; allowed: -1 to 100",
                        threshold_percent);
  else
    return TRUE;
  return FALSE;
}

/* --- Answers ------------------------------------------------------------------------------------ */

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
  g_return_if_fail (self != NULL);

  if (may_answer_for (get_lake (self), view))
    add (self, TARN_LAB_ANSWER_REQUEST, view);
}

void
tarn_lab_answers_skip (TarnLabAnswers *self, guint view)
{
  g_return_if_fail (self != NULL);

  if (may_answer_for (get_lake (self), view))
    add (self, TARN_LAB_ANSWER_SKIP, view);
}

void
tarn_lab_answers_reject (TarnLabAnswers *self, guint view, gint64 request_us)
{
  g_return_if_fail (self != NULL);

  if (may_answer_for (get_lake (self), view))
    add (self, TARN_LAB_ANSWER_REJECT, view)->request_us = request_us;
}

void
tarn_lab_answers_start (TarnLabAnswers *self, guint view, gint64 request_us, TarnRefreshMode mode,
                        gint threshold_percent)
{
  g_return_if_fail (self != NULL);

  TarnLabLake *lake = get_lake (self);
  if (!may_answer_for (lake, view) || !can_start (lake, view, mode, threshold_percent))
    return;

  TarnLabAnswer *answer = add (self, TARN_LAB_ANSWER_START, view);
  answer->request_us = request_us;
  answer->mode = mode;
  answer->threshold_percent = threshold_percent;
  lake->n_starts++;
}

void
tarn_lab_answers_stop (TarnLabAnswers *self, guint view)
{
  g_return_if_fail (self != NULL);

  if (may_answer_for (get_lake (self), view))
    add (self, TARN_LAB_ANSWER_STOP, view);
}

/* 0 stands for a time that was not set, so another time of the past takes its place. */
void
tarn_lab_answers_set_next_wake (TarnLabAnswers *self, gint64 time_us)
{
  g_return_if_fail (self != NULL);

  if (may_answer (get_lake (self)))
    self->next_wake_us = time_us != 0 ? time_us : -1;
}

void
tarn_lab_answers_wait_for_slot (TarnLabAnswers *self)
{
  g_return_if_fail (self != NULL);

  if (may_answer (get_lake (self)))
    self->waits_for_slot = TRUE;
}
