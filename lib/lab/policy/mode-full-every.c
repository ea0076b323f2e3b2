/* SPDX-License-Identifier: MIT */
/* Each so manieth run of a view is full. */
#include "lab/policy/part.h"

enum
{
  EVERY,
};

typedef struct
{
  gint64 *n_ended; /* by view: runs since the latest full one */
  guint n_views;
} FullEvery;

static TarnLabStartMode
choose (gpointer state, const TarnLabRuleSettings *settings,
        const TarnLabDecision *decision G_GNUC_UNUSED, guint view)
{
  const FullEvery *self = state;
  gboolean is_full = self->n_ended[view] % settings->values[EVERY] == 0;

  return (TarnLabStartMode){ is_full ? TARN_REFRESH_MODE_FULL : TARN_REFRESH_MODE_INCREMENTAL, -1 };
}

static void
on_wake (gpointer state, const TarnLabDecision *decision G_GNUC_UNUSED, const TarnLabWake *wake)
{
  if (wake->kind == TARN_LAB_WAKE_END)
    ((FullEvery *) state)->n_ended[wake->view]++;
}

static gpointer
create (const TarnLabRuleSettings *settings G_GNUC_UNUSED, const TarnLabLake *lake)
{
  FullEvery *self = g_new0 (FullEvery, 1);

  self->n_views = tarn_lab_count_places (lake);
  self->n_ended = g_new0 (gint64, self->n_views);
  return self;
}

static gpointer
copy (gconstpointer state)
{
  const FullEvery *self = state;
  FullEvery *copy = g_memdup2 (self, sizeof *self);

  copy->n_ended = g_memdup2 (self->n_ended, self->n_views * sizeof *self->n_ended);
  return copy;
}

static void
free_state (gpointer state)
{
  g_free (((FullEvery *) state)->n_ended);
  g_free (state);
}

static const TarnLabParameter parameters[] = {
  [EVERY] = { .kind = TARN_LAB_PARAMETER_NUMBER,
              .fallback = TARN_LAB_MUST_BE_THERE,
              .min = 1,
              .max = 1000000,
              .meaning = "The first run of a view is full, and then each so manieth." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

static const TarnLabModeClass class = {
  .part = { .wakes = TARN_LAB_WAKES_ENDS,
            .create = create,
            .copy = copy,
            .free = free_state,
            .on_wake = on_wake },
  .choose = choose,
};

const TarnLabRule tarn_lab_mode_full_every = {
  .name = "full_every",
  .meaning = "Each so manieth run of a view is full, and the others are incremental where that is "
             "possible.",
  .source = "dbt, incremental models with a full refresh now and then",
  .version = 1,
  .parameters = parameters,
  .class = &class,
};
