/* SPDX-License-Identifier: MIT */
/* A request without a slot is given up, and made again after a time that doubles with each rejection. */
#include "lab/policy/timers.h"

enum
{
  AT_MOST,
  BACKOFF,
  MAX_BACKOFF,
};

typedef struct
{
  const TarnLabRuleSettings *settings;
  TarnLabTimers again;
  gint64 *backoffs_us; /* by view: of the next rejection; 0 for the first one */
} Backoff;

static gboolean
has_room (gpointer state G_GNUC_UNUSED, const TarnLabRuleSettings *settings,
          const TarnLabDecision *decision G_GNUC_UNUSED, guint n_active)
{
  return settings->values[AT_MOST] < 0 || n_active < settings->values[AT_MOST];
}

static void
on_start (gpointer state, const TarnLabDecision *decision G_GNUC_UNUSED, guint view)
{
  Backoff *self = state;

  self->backoffs_us[view] = 0;
  tarn_lab_timers_set (&self->again, view, TARN_LAB_NEVER);
}

static void
on_reject (gpointer state, const TarnLabDecision *decision, guint view)
{
  Backoff *self = state;
  const gint64 *values = self->settings->values;
  gint64 backoff_us = MAX (values[BACKOFF], self->backoffs_us[view]);

  tarn_lab_timers_set (&self->again, view, decision->now_us + backoff_us);
  self->backoffs_us[view] = MIN (2 * backoff_us, values[MAX_BACKOFF]);
}

/* After the window, no request is made again. */
static void
fire (gpointer state, const TarnLabDecision *decision)
{
  Backoff *self = state;
  gboolean is_over = tarn_lab_lake_is_draining (decision->lake);
  guint view;

  while (tarn_lab_timers_take (&self->again, is_over ? G_MAXINT64 - 1 : decision->now_us, &view))
    if (!is_over && !tarn_lab_decision_was_requested (decision, view))
      tarn_lab_decision_request (decision, view);
}

static gint64
get_next_time (gconstpointer state)
{
  return tarn_lab_timers_get_next (&((const Backoff *) state)->again);
}

static gpointer
create (const TarnLabRuleSettings *settings, const TarnLabLake *lake)
{
  Backoff *self = g_new0 (Backoff, 1);

  self->settings = settings;
  tarn_lab_timers_init (&self->again, lake);
  self->backoffs_us = g_new0 (gint64, self->again.n_places);
  return self;
}

static gpointer
copy (gconstpointer state)
{
  const Backoff *self = state;
  Backoff *copy = g_memdup2 (self, sizeof *self);

  tarn_lab_timers_init_copy (&copy->again, &self->again);
  copy->backoffs_us
      = g_memdup2 (self->backoffs_us, self->again.n_places * sizeof *self->backoffs_us);
  return copy;
}

static void
free_state (gpointer state)
{
  Backoff *self = state;

  tarn_lab_timers_clear (&self->again);
  g_free (self->backoffs_us);
  g_free (self);
}

static const TarnLabParameter parameters[] = {
  [AT_MOST] = { .name = "at-most",
                .kind = TARN_LAB_PARAMETER_NUMBER,
                .fallback = TARN_LAB_LACKS,
                .min = 1,
                .max = 1000000,
                .meaning = "As for `queue`." },
  [BACKOFF] = { .name = "backoff",
                .kind = TARN_LAB_PARAMETER_DURATION,
                .fallback = G_TIME_SPAN_MINUTE,
                .min = 1,
                .max = TARN_LAB_DURATION_MAX_US,
                .meaning = "The time after the first rejection." },
  [MAX_BACKOFF] = { .name = "max",
                    .kind = TARN_LAB_PARAMETER_DURATION,
                    .fallback = 30 * G_TIME_SPAN_MINUTE,
                    .min = 1,
                    .max = TARN_LAB_DURATION_MAX_US,
                    .meaning = "The greatest time, if it is not less than the first." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

static const TarnLabAdmissionClass class = {
  .part = { .wakes_if = AT_MOST + 1,
            .create = create,
            .copy = copy,
            .free = free_state,
            .get_next_time = get_next_time },
  .has_room = has_room,
  .on_start = on_start,
  .rejects = TRUE,
  .on_reject = on_reject,
  .fire = fire,
};

const TarnLabRule tarn_lab_admission_reject_backoff = {
  .name = "reject_backoff",
  .meaning = "The request is given up, and made again after a time that doubles.",
  .source = "the retries of the AWS SDKs",
  .version = 1,
  .parameters = parameters,
  .class = &class,
};
