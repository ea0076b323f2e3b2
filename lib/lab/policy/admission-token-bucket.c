/* SPDX-License-Identifier: MIT */
/* Each start takes a token from a bucket that is filled at a rate. */
#include "lab/policy/part.h"

enum
{
  EVERY,
  BURST,
};

typedef struct
{
  const TarnLabRuleSettings *settings;
  gint64 n_tokens;
  gint64 filled_us; /* when the latest token came, or when the bucket was last full */
} Bucket;

/* The bucket is filled at each decision, also at one where no slot is free, so that the next token is in the future. */
static void
fire (gpointer state, const TarnLabDecision *decision)
{
  Bucket *self = state;
  gint64 every_us = self->settings->values[EVERY], burst = self->settings->values[BURST];
  gint64 n_new = (decision->now_us - self->filled_us) / every_us;

  self->n_tokens = MIN (burst, self->n_tokens + n_new);
  self->filled_us = self->n_tokens == burst ? decision->now_us : self->filled_us + n_new * every_us;
}

static gboolean
has_room (gpointer state, const TarnLabRuleSettings *settings G_GNUC_UNUSED,
          const TarnLabDecision *decision G_GNUC_UNUSED, guint n_active G_GNUC_UNUSED)
{
  return ((const Bucket *) state)->n_tokens > 0;
}

static void
on_start (gpointer state, const TarnLabDecision *decision G_GNUC_UNUSED, guint view G_GNUC_UNUSED)
{
  ((Bucket *) state)->n_tokens--;
}

static gint64
get_next_time (gconstpointer state)
{
  const Bucket *self = state;

  return self->n_tokens == 0 ? self->filled_us + self->settings->values[EVERY] : TARN_LAB_NEVER;
}

static gpointer
create (const TarnLabRuleSettings *settings, const TarnLabLake *lake)
{
  Bucket *self = g_new (Bucket, 1);

  *self = (Bucket){ settings, settings->values[BURST], tarn_lab_lake_get_start_time (lake) };
  return self;
}

static gpointer
copy (gconstpointer state)
{
  return g_memdup2 (state, sizeof (Bucket));
}

static const TarnLabParameter parameters[] = {
  [EVERY] = { .name = "every",
              .kind = TARN_LAB_PARAMETER_DURATION,
              .fallback = TARN_LAB_MUST_BE_THERE,
              .min = 1,
              .max = TARN_LAB_DURATION_MAX_US,
              .meaning = "The time between two tokens." },
  [BURST] = { .name = "burst",
              .kind = TARN_LAB_PARAMETER_NUMBER,
              .fallback = 1,
              .min = 1,
              .max = 1000000,
              .meaning = "How many tokens the bucket holds. It is full at the start." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

static const TarnLabAdmissionClass class = {
  .part = { .create = create, .copy = copy, .free = g_free, .get_next_time = get_next_time },
  .has_room = has_room,
  .on_start = on_start,
  .fire = fire,
};

const TarnLabRule tarn_lab_admission_token_bucket = {
  .name = "token_bucket",
  .meaning = "Each start takes a token, and a request waits for one.",
  .source = "the throttles of AWS",
  .version = 1,
  .parameters = parameters,
  .class = &class,
};
