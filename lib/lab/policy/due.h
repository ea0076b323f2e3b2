/* SPDX-License-Identifier: MIT */
/*
 * A trigger that asks of each view when it is due, and asks again with each commit that the view lacks and with each end
 * of its runs. A view that waits or runs is not due.
 */
#pragma once

#include "lab/policy/timers.h"

/* This is what a trigger may want to know of a view. */
typedef struct
{
  gint64 commit_us;  /* the latest commit, or 0 */
  gint64 request_us; /* the latest request, or 0 */
} TarnLabDueView;

typedef struct
{
  const TarnLabRuleSettings *settings;
  TarnLabTimers timers;
  TarnLabDueView *views; /* by view */
  gboolean has_begun;
} TarnLabDue;

typedef struct
{
  TarnLabTriggerClass trigger; /* TARN_LAB_DUE_TRIGGER */
  /* Returns a time, which may be past, or TARN_LAB_NEVER. */
  gint64 (*get_due) (const TarnLabDue *self, const TarnLabDecision *decision, guint view,
                     TarnLabPending pending);
} TarnLabDueClass;

gpointer tarn_lab_due_create (const TarnLabRuleSettings *settings, const TarnLabLake *lake);
gpointer tarn_lab_due_copy (gconstpointer state);
void tarn_lab_due_free (gpointer state);
void tarn_lab_due_on_wake (gpointer state, const TarnLabDecision *decision,
                           const TarnLabWake *wake);
gint64 tarn_lab_due_get_next_time (gconstpointer state);
void tarn_lab_due_fire (gpointer state, const TarnLabDecision *decision);

#define TARN_LAB_DUE_TRIGGER                                                                       \
  {                                                                                                \
    .part = { .wakes = TARN_LAB_WAKES_COMMITS | TARN_LAB_WAKES_ENDS,                               \
              .create = tarn_lab_due_create,                                                       \
              .copy = tarn_lab_due_copy,                                                           \
              .free = tarn_lab_due_free,                                                           \
              .on_wake = tarn_lab_due_on_wake,                                                     \
              .get_next_time = tarn_lab_due_get_next_time },                                       \
    .fire = tarn_lab_due_fire,                                                                     \
  }

/* Adds a duration to a time; a duration that lacks makes TARN_LAB_NEVER. */
static inline gint64
tarn_lab_due_after (gint64 time_us, gint64 duration_us)
{
  return time_us == TARN_LAB_NEVER || duration_us < 0 ? TARN_LAB_NEVER : time_us + duration_us;
}
