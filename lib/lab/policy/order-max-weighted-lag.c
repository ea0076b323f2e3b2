/* SPDX-License-Identifier: MIT */
/* The lags of views of one weight grow alike, so each weight has a heap, and only their first ones are compared. */
#include "lab/policy/ranking.h"

typedef struct
{
  TarnLabRanking ranking;
  guint *weights; /* of the heaps, rising */
} WeightedLag;

static gint
compare_weights (gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  const guint *x = a, *y = b;

  return *x < *y ? -1 : *x > *y;
}

/* Returns the weights of the views, each once, and how many there are. */
static guint *
collect_weights (const TarnLabLake *lake, guint *out_n_weights)
{
  guint n_views, n_weights = 0;
  const guint *views = tarn_lab_lake_get_views (lake, &n_views);
  guint *weights = g_new (guint, n_views);

  for (guint i = 0; i < n_views; i++)
    weights[i] = tarn_lab_lake_get_weight (lake, views[i]);
  g_qsort_with_data (weights, (gint) n_views, sizeof *weights, compare_weights, NULL);
  for (guint i = 0; i < n_views; i++)
    if (i == 0 || weights[i] != weights[n_weights - 1])
      weights[n_weights++] = weights[i];
  *out_n_weights = n_weights;
  return weights;
}

static guint
find_heap (const WeightedLag *self, guint weight)
{
  guint begin = 0, end = self->ranking.n_heaps - 1;

  while (begin < end)
    {
      guint middle = begin + (end - begin) / 2;

      if (self->weights[middle] < weight)
        begin = middle + 1;
      else
        end = middle;
    }
  return begin;
}

static void
add (gpointer state, const TarnLabDecision *decision, TarnLabWaiting waiting)
{
  WeightedLag *self = state;
  gint64 oldest_us = tarn_lab_lake_get_pending (decision->lake, waiting.view).oldest_us;

  tarn_lab_ranking_set (&self->ranking,
                        find_heap (self, tarn_lab_lake_get_weight (decision->lake, waiting.view)),
                        tarn_lab_rank_by (oldest_us, waiting));
}

static void
on_wake (gpointer state, const TarnLabDecision *decision, const TarnLabWake *wake)
{
  WeightedLag *self = state;
  const TarnLabRanked *item = wake->kind == TARN_LAB_WAKE_COMMIT
                                  ? tarn_lab_ranking_get (&self->ranking, wake->view)
                                  : NULL;

  if (item != NULL)
    add (self, decision, item->waiting);
}

/* A view that lacks no commit has no lag. */
static TarnWide
get_weighted_lag (const WeightedLag *self, guint heap, const TarnLabRanked *item, gint64 now_us)
{
  gint64 oldest_us = (gint64) item->rank.over;

  return tarn_wide_multiply (self->weights[heap], (guint64) MAX (0, now_us - oldest_us));
}

static gboolean
take (gpointer state, const TarnLabDecision *decision, TarnLabWaiting *out_waiting)
{
  WeightedLag *self = state;
  const TarnLabRanked *best = NULL;
  TarnWide best_lag = { 0, 0 };

  for (guint i = 0; i < self->ranking.n_heaps; i++)
    {
      const TarnLabRanked *item = tarn_lab_ranking_peek (&self->ranking, i);

      if (item == NULL)
        continue;
      TarnWide lag = get_weighted_lag (self, i, item, decision->now_us);
      gint order = best != NULL ? tarn_wide_compare (lag, best_lag) : 1;

      if (order < 0
          || (order == 0 && tarn_lab_waiting_compare (&item->waiting, &best->waiting) > 0))
        continue;
      best = item;
      best_lag = lag;
    }
  if (best == NULL)
    return FALSE;

  *out_waiting = tarn_lab_ranking_take (&self->ranking, best->waiting.view);
  return TRUE;
}

static gboolean
drop (gpointer state, TarnLabWaiting *out_waiting)
{
  return tarn_lab_ranking_drop (&((WeightedLag *) state)->ranking, out_waiting);
}

static guint
get_n_waiting (gconstpointer state)
{
  return ((const WeightedLag *) state)->ranking.n_waiting;
}

/* --- Life --------------------------------------------------------------------------------------- */

static gpointer
create (const TarnLabRuleSettings *settings G_GNUC_UNUSED, const TarnLabLake *lake)
{
  WeightedLag *self = g_new0 (WeightedLag, 1);
  guint n_weights;

  self->weights = collect_weights (lake, &n_weights);
  tarn_lab_ranking_init (&self->ranking, lake, n_weights);
  return self;
}

static gpointer
copy (gconstpointer state)
{
  const WeightedLag *self = state;
  WeightedLag *copy = g_new (WeightedLag, 1);

  tarn_lab_ranking_init_copy (&copy->ranking, &self->ranking);
  copy->weights = g_memdup2 (self->weights, self->ranking.n_heaps * sizeof *self->weights);
  return copy;
}

static void
free_state (gpointer state)
{
  WeightedLag *self = state;

  tarn_lab_ranking_clear (&self->ranking);
  g_free (self->weights);
  g_free (self);
}

static const TarnLabOrderClass class = {
  .part = { .wakes = TARN_LAB_WAKES_COMMITS,
            .create = create,
            .copy = copy,
            .free = free_state,
            .on_wake = on_wake },
  .add = add,
  .take = take,
  .drop = drop,
  .get_n_waiting = get_n_waiting,
};

const TarnLabRule tarn_lab_order_max_weighted_lag = {
  .name = "max_weighted_lag",
  .meaning = "The view with the greatest product of lag and weight starts first.",
  .source = "Golab, Johnson and Shkapenyuk, ICDE 2009",
  .version = 2,
  .class = &class,
};
