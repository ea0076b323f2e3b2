/* SPDX-License-Identifier: MIT */
/*
 * Each view is to be refreshed once in a period. All ticks have the same period, so they come again in the same order:
 * a ring says which is next, and only ticks that draw a delay need a heap.
 */
#include "lab/policy/interval.h"

#include "lab/policy/draws.h"
#include "lab/policy/timers.h"

enum
{
  PERIOD,
  PHASE,
  SPREAD,
  ALIGN,
  JITTER,
  OVERLAP,
};

typedef struct
{
  gint64 offset_us; /* in the period; never falling */
  guint view;
} Tick;

typedef struct
{
  gint64 period_us;
  gint64 jitter_us; /* 0 for none */
  Tick *ticks;
  guint n_ticks;
  guint next;            /* of the ticks */
  gint64 period_at_us;   /* when the present period began */
  TarnLabDraws draws;    /* of the delays */
  TarnLabTimers delayed; /* the ticks that wait for the end of their delay */
} Interval;

/* --- Ticks -------------------------------------------------------------------------------------- */

static gint64
get_offset (const TarnLabRuleSettings *settings, gint64 start_us, guint place, guint n_places)
{
  gint64 period_us = settings->values[PERIOD], offset_us = settings->values[PHASE] % period_us;
  guint64 period = (guint64) period_us;

  if (settings->values[SPREAD] == 1)
    offset_us = (gint64) (period / n_places * place + period % n_places * place / n_places);
  if (settings->values[ALIGN] == 1)
    offset_us += period_us - start_us % period_us;
  return offset_us % period_us;
}

gboolean
tarn_lab_interval_is_at_once (const TarnLabRuleSettings *settings)
{
  return settings->rule == &tarn_lab_trigger_interval && settings->values[SPREAD] != 1
         && settings->values[JITTER] <= 0;
}

gint64
tarn_lab_interval_get_period (const TarnLabRuleSettings *settings)
{
  return settings->values[PERIOD];
}

gint64
tarn_lab_interval_get_next (const TarnLabRuleSettings *settings, guint place, guint n_places,
                            gint64 start_us, gint64 now_us)
{
  if (settings->rule != &tarn_lab_trigger_interval || settings->values[JITTER] > 0)
    return TARN_LAB_NEVER;

  gint64 period_us = settings->values[PERIOD];
  gint64 first_us = start_us + get_offset (settings, start_us, place, n_places);

  if (now_us < first_us)
    return first_us;
  return now_us - (now_us - first_us) % period_us + period_us;
}

static gint
compare_ticks (gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  const Tick *x = a, *y = b;

  if (x->offset_us != y->offset_us)
    return x->offset_us < y->offset_us ? -1 : 1;
  return x->view < y->view ? -1 : x->view > y->view;
}

static gint64
get_next_tick (const Interval *self)
{
  return self->n_ticks > 0 ? self->period_at_us + self->ticks[self->next].offset_us
                           : TARN_LAB_NEVER;
}

static void
pass_tick (Interval *self)
{
  if (++self->next < self->n_ticks)
    return;

  self->next = 0;
  self->period_at_us += self->period_us;
}

/* A delay is less than the period, so each view has one tick at most that waits. */
static void
delay (Interval *self, guint view, gint64 time_us)
{
  guint64 delay_us
      = tarn_random_stream_draw_uniform (self->draws.streams[view], (guint64) time_us, 0,
                                         (guint64) MIN (self->jitter_us + 1, self->period_us));

  tarn_lab_timers_set (&self->delayed, view, time_us + (gint64) delay_us);
}

static void
fire (gpointer state, const TarnLabDecision *decision)
{
  Interval *self = state;
  guint view;

  for (; get_next_tick (self) <= decision->now_us; pass_tick (self))
    if (self->jitter_us == 0)
      tarn_lab_decision_request (decision, self->ticks[self->next].view);
    else
      delay (self, self->ticks[self->next].view, get_next_tick (self));
  if (self->jitter_us > 0)
    while (tarn_lab_timers_take (&self->delayed, decision->now_us, &view))
      tarn_lab_decision_request (decision, view);
}

static gint64
get_next_time (gconstpointer state)
{
  const Interval *self = state;

  return MIN (get_next_tick (self), tarn_lab_timers_get_next (&self->delayed));
}

static TarnLabOverlap
get_overlap (const TarnLabRuleSettings *settings)
{
  return (TarnLabOverlap) settings->values[OVERLAP];
}

/* --- Life --------------------------------------------------------------------------------------- */

static gpointer
create (const TarnLabRuleSettings *settings, const TarnLabLake *lake)
{
  Interval *self = g_new0 (Interval, 1);
  const guint *views = tarn_lab_lake_get_views (lake, &self->n_ticks);

  self->period_us = settings->values[PERIOD];
  self->jitter_us = MAX (0, settings->values[JITTER]);
  self->ticks = g_new (Tick, self->n_ticks);
  self->period_at_us = tarn_lab_lake_get_start_time (lake);
  for (guint i = 0; i < self->n_ticks; i++)
    self->ticks[i]
        = (Tick){ get_offset (settings, self->period_at_us, i, self->n_ticks), views[i] };
  g_qsort_with_data (self->ticks, (gint) self->n_ticks, sizeof *self->ticks, compare_ticks, NULL);
  if (self->jitter_us > 0)
    {
      tarn_lab_draws_init (&self->draws, lake, "jitter");
      tarn_lab_timers_init (&self->delayed, lake);
    }
  return self;
}

static gpointer
copy (gconstpointer state)
{
  const Interval *self = state;
  Interval *copy = g_memdup2 (self, sizeof *self);

  copy->ticks = g_memdup2 (self->ticks, self->n_ticks * sizeof *self->ticks);
  tarn_lab_draws_init_copy (&copy->draws, &self->draws);
  tarn_lab_timers_init_copy (&copy->delayed, &self->delayed);
  return copy;
}

static void
free_state (gpointer state)
{
  Interval *self = state;

  g_free (self->ticks);
  tarn_lab_draws_clear (&self->draws);
  tarn_lab_timers_clear (&self->delayed);
  g_free (self);
}

/* --- The rules ----------------------------------------------------------------------------------- */

static const TarnLabParameter parameters[] = {
  [PERIOD] = { .kind = TARN_LAB_PARAMETER_DURATION,
               .fallback = TARN_LAB_MUST_BE_THERE,
               .min = 1,
               .max = TARN_LAB_DURATION_MAX_US,
               .meaning = "The period of each view." },
  [PHASE]
  = { .name = "phase",
      .kind = TARN_LAB_PARAMETER_DURATION,
      .max = TARN_LAB_DURATION_MAX_US,
      .alternative = 1,
      .meaning
      = "All views are refreshed so long after the begin of each period. Of a phase that is "
        "longer than the period, only what is left after whole periods counts." },
  [SPREAD] = { .name = "spread",
               .kind = TARN_LAB_PARAMETER_FLAG,
               .alternative = 1,
               .meaning = "The views are refreshed one after the other, at even distances." },
  [ALIGN]
  = { .name = "align",
      .kind = TARN_LAB_PARAMETER_FLAG,
      .meaning = "Periods begin at the multiples of the period since 1970, not at the start." },
  [JITTER] = { .name = "jitter",
               .kind = TARN_LAB_PARAMETER_DURATION,
               .fallback = TARN_LAB_LACKS,
               .min = 1,
               .max = TARN_LAB_DURATION_MAX_US,
               .meaning = "Each tick draws a delay up to this, and less than the period." },
  [OVERLAP]
  = { .kind = TARN_LAB_PARAMETER_WORD,
      .words = tarn_lab_overlaps,
      .meaning = "What a tick does while an earlier request of its view waits or runs: it "
                 "is skipped, waits for the end of the run, or stops the run." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

static const TarnLabTriggerClass class = {
  .part = { .create = create, .copy = copy, .free = free_state, .get_next_time = get_next_time },
  .fire = fire,
  .get_overlap = get_overlap,
};

const TarnLabRule tarn_lab_trigger_interval = {
  .name = "interval",
  .meaning = "Each view is refreshed once in a period.",
  .source = "Cho and Garcia-Molina, SIGMOD 2000; the schedules of AWS Glue",
  .version = 1,
  .parameters = parameters,
  .class = &class,
};

/* --- period_delay ------------------------------------------------------------------------------- */

enum
{
  LENGTH,
  GRACE,
};

/* The ticks are those of an interval that is aligned. */
static gpointer
create_period_delay (const TarnLabRuleSettings *settings, const TarnLabLake *lake)
{
  TarnLabRuleSettings interval;

  tarn_lab_rule_settings_init (&interval, &tarn_lab_trigger_interval);
  interval.values[PERIOD] = settings->values[LENGTH];
  interval.values[PHASE] = settings->values[GRACE];
  interval.values[ALIGN] = 1;
  return create (&interval, lake);
}

static const TarnLabParameter period_delay_parameters[] = {
  [LENGTH] = { .kind = TARN_LAB_PARAMETER_DURATION,
               .fallback = TARN_LAB_MUST_BE_THERE,
               .min = 1,
               .max = TARN_LAB_DURATION_MAX_US,
               .meaning = "The length of the periods, which begin at its multiples since 1970." },
  [GRACE] = { .name = "grace",
              .kind = TARN_LAB_PARAMETER_DURATION,
              .max = TARN_LAB_DURATION_MAX_US,
              .meaning = "How long late data of a period is waited for." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

static const TarnLabTriggerClass class_period_delay = {
  .part = { .create = create_period_delay,
            .copy = copy,
            .free = free_state,
            .get_next_time = get_next_time },
  .fire = fire,
};

const TarnLabRule tarn_lab_trigger_period_delay = {
  .name = "period_delay",
  .meaning = "All views are refreshed when a period of the clock is over, and its grace.",
  .source = "QuestDB, PERIOD (LENGTH, DELAY)",
  .version = 1,
  .parameters = period_delay_parameters,
  .class = &class_period_delay,
};
