/* SPDX-License-Identifier: MIT */
/*
 * The cheaper of a full and an incremental refresh, by estimates that learn: each is multiplied by a moving average of
 * what the runs of this view and type were billed, in 1024ths of what was estimated.
 */
#include "lab/policy/part.h"

enum
{
  ONE = 1024,
  SHIFT = 3, /* a run counts an eighth */
  RATIO_MAX = 1024 * ONE,
};

enum
{
  FULL,
  INCREMENTAL,
  N_TYPES,
};

typedef struct
{
  gint64 ratio[N_TYPES];
  gint64 estimate[N_TYPES]; /* for the run that was started */
} View;

typedef struct
{
  View *views;
  guint n_views;
} History;

static const TarnRefreshType types[] = {
  [FULL] = TARN_REFRESH_TYPE_FULL,
  [INCREMENTAL] = TARN_REFRESH_TYPE_INCREMENTAL,
};

static gint64
estimate (const TarnLabDecision *decision, guint view, guint type)
{
  return tarn_lab_lake_get_estimate (decision->lake, view, types[type]).billed_dpu_milliseconds;
}

static TarnWide
get_cost (const History *self, const TarnLabDecision *decision, guint view, guint type)
{
  return tarn_wide_multiply ((guint64) estimate (decision, view, type),
                             (guint64) self->views[view].ratio[type]);
}

static TarnLabStartMode
choose (gpointer state, const TarnLabRuleSettings *settings G_GNUC_UNUSED,
        const TarnLabDecision *decision, guint view)
{
  gboolean is_full = tarn_wide_compare (get_cost (state, decision, view, FULL),
                                        get_cost (state, decision, view, INCREMENTAL))
                     < 0;

  return (TarnLabStartMode){ is_full ? TARN_REFRESH_MODE_FULL : TARN_REFRESH_MODE_INCREMENTAL, -1 };
}

static void
on_start (gpointer state, const TarnLabDecision *decision, guint view)
{
  for (guint type = 0; type < N_TYPES; type++)
    ((History *) state)->views[view].estimate[type] = estimate (decision, view, type);
}

/* A run that was estimated to cost nothing teaches nothing. */
static void
on_wake (gpointer state, const TarnLabDecision *decision, const TarnLabWake *wake)
{
  View *view = &((History *) state)->views[wake->view];

  if (wake->kind != TARN_LAB_WAKE_END)
    return;

  TarnLabEstimate last = tarn_lab_lake_get_last_run (decision->lake, wake->view);
  for (guint type = 0; type < N_TYPES; type++)
    if (last.type == types[type] && view->estimate[type] > 0)
      {
        gint64 ratio = MIN (RATIO_MAX, last.billed_dpu_milliseconds * ONE / view->estimate[type]);

        view->ratio[type] += (ratio - view->ratio[type]) / (1 << SHIFT);
      }
  view->estimate[FULL] = view->estimate[INCREMENTAL] = 0;
}

static gpointer
create (const TarnLabRuleSettings *settings G_GNUC_UNUSED, const TarnLabLake *lake)
{
  History *self = g_new0 (History, 1);

  self->n_views = tarn_lab_count_places (lake);
  self->views = g_new0 (View, self->n_views);
  for (guint i = 0; i < self->n_views; i++)
    self->views[i].ratio[FULL] = self->views[i].ratio[INCREMENTAL] = ONE;
  return self;
}

static gpointer
copy (gconstpointer state)
{
  const History *self = state;
  History *copy = g_memdup2 (self, sizeof *self);

  copy->views = g_memdup2 (self->views, self->n_views * sizeof *self->views);
  return copy;
}

static void
free_state (gpointer state)
{
  g_free (((History *) state)->views);
  g_free (state);
}

static const TarnLabModeClass class = {
  .part = { .wakes = TARN_LAB_WAKES_ENDS,
            .create = create,
            .copy = copy,
            .free = free_state,
            .on_wake = on_wake },
  .choose = choose,
  .on_start = on_start,
};

const TarnLabRule tarn_lab_mode_cost_history = {
  .name = "cost_history",
  .meaning = "A refresh is what is estimated to be billed less, by estimates that earlier runs of "
             "the view correct.",
  .source = "Databricks, Enzyme, SIGMOD 2026",
  .version = 1,
  .class = &class,
};
