/* SPDX-License-Identifier: MIT */
/* Runs start while the budget of a period is not used up, by what they were estimated to be billed. */
#include "lab/policy/part.h"

enum
{
  BUDGET,
  PERIOD,
};

typedef struct
{
  const TarnLabRuleSettings *settings;
  gint64 period_at_us;
  gint64 used; /* in the period, in DPU-milliseconds */
} Budget;

static gboolean
is_used_up (const Budget *self)
{
  return self->used / 1000 >= self->settings->values[BUDGET];
}

/* A period begins also at a decision where no slot is free, so that the next one is in the future. */
static void
fire (gpointer state, const TarnLabDecision *decision)
{
  Budget *self = state;
  gint64 period_us = self->settings->values[PERIOD];

  if (decision->now_us - self->period_at_us < period_us)
    return;

  self->period_at_us += (decision->now_us - self->period_at_us) / period_us * period_us;
  self->used = 0;
}

static gboolean
has_room (gpointer state, const TarnLabRuleSettings *settings G_GNUC_UNUSED,
          const TarnLabDecision *decision G_GNUC_UNUSED, guint n_active G_GNUC_UNUSED)
{
  return !is_used_up (state);
}

static void
on_start (gpointer state, const TarnLabDecision *decision, guint view)
{
  ((Budget *) state)->used += tarn_lab_decision_estimate (decision, view).billed_dpu_milliseconds;
}

static gint64
get_next_time (gconstpointer state)
{
  const Budget *self = state;

  return is_used_up (self) ? self->period_at_us + self->settings->values[PERIOD] : TARN_LAB_NEVER;
}

static gpointer
create (const TarnLabRuleSettings *settings, const TarnLabLake *lake)
{
  Budget *self = g_new (Budget, 1);

  *self = (Budget){ settings, tarn_lab_lake_get_start_time (lake), 0 };
  return self;
}

static gpointer
copy (gconstpointer state)
{
  return g_memdup2 (state, sizeof (Budget));
}

static const TarnLabParameter parameters[] = {
  [BUDGET] = { .name = "dpu-seconds",
               .kind = TARN_LAB_PARAMETER_NUMBER,
               .fallback = TARN_LAB_MUST_BE_THERE,
               .min = 1,
               .max = 1000000000000,
               .meaning = "How much may be billed in a period. The run that uses it up still "
                          "starts." },
  [PERIOD] = { .name = "per",
               .kind = TARN_LAB_PARAMETER_DURATION,
               .fallback = G_TIME_SPAN_DAY,
               .min = G_TIME_SPAN_SECOND,
               .max = TARN_LAB_DURATION_MAX_US,
               .meaning = "The length of the periods, which begin with the start." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

static const TarnLabAdmissionClass class = {
  .part = { .create = create, .copy = copy, .free = g_free, .get_next_time = get_next_time },
  .has_room = has_room,
  .on_start = on_start,
  .fire = fire,
};

const TarnLabRule tarn_lab_admission_dpu_budget = {
  .name = "dpu_budget",
  .meaning = "The request waits while the estimated bill of the period has used its budget up.",
  .source = "the budgets of AWS",
  .version = 1,
  .parameters = parameters,
  .class = &class,
};
