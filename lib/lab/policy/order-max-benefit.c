/* SPDX-License-Identifier: MIT */
/*
 * The benefit of a run is its weight times the lag that it takes away, for each DPU-millisecond. Lags grow and costs do
 * not, so no two views keep their order, and this order looks at all that wait.
 */
#include "lab/policy/ranked.h"

#define MILLISECOND G_GINT64_CONSTANT (1000)

/* The rank only keeps what the benefit is made of, and changes with commits alone. */
static TarnLabRanked
rank (const TarnLabRankedOrder *self G_GNUC_UNUSED, const TarnLabDecision *decision,
      TarnLabWaiting waiting)
{
  gint64 dpu_milliseconds = tarn_lab_decision_estimate (decision, waiting.view).dpu_milliseconds;
  TarnLabRanked item = tarn_lab_rank_by (MAX (1, dpu_milliseconds), waiting);

  item.rank.rest = (guint64) tarn_lab_lake_get_pending (decision->lake, waiting.view).oldest_us;
  return item;
}

static guint64
get_weighted_lag (const TarnLabDecision *decision, const TarnLabRanked *item)
{
  gint64 lag_us = MAX (0, decision->now_us - (gint64) item->rank.rest);

  return (guint64) (lag_us / MILLISECOND)
         * tarn_lab_lake_get_weight (decision->lake, item->waiting.view);
}

static gboolean
is_better (const TarnLabDecision *decision, const TarnLabRanked *a, const TarnLabRanked *b)
{
  gint order
      = tarn_wide_compare (tarn_wide_multiply (get_weighted_lag (decision, a), b->rank.over),
                           tarn_wide_multiply (get_weighted_lag (decision, b), a->rank.over));

  return order > 0 || (order == 0 && tarn_lab_waiting_compare (&a->waiting, &b->waiting) < 0);
}

static gboolean
take (gpointer state, const TarnLabDecision *decision, TarnLabWaiting *out_waiting)
{
  TarnLabRankedOrder *self = state;
  const TarnLabHeap *heap = &self->ranking.heaps[0];
  const TarnLabRanked *best = NULL;

  for (guint i = 0; i < heap->length; i++)
    if (best == NULL || is_better (decision, &heap->items[i], best))
      best = &heap->items[i];
  if (best == NULL)
    return FALSE;

  *out_waiting = tarn_lab_ranking_take (&self->ranking, best->waiting.view);
  return TRUE;
}

static const TarnLabRankedOrderClass class = {
  .order = {
    .part = { .wakes = TARN_LAB_WAKES_COMMITS,
              .create = tarn_lab_ranked_order_create,
              .copy = tarn_lab_ranked_order_copy,
              .free = tarn_lab_ranked_order_free,
              .on_wake = tarn_lab_ranked_order_on_wake },
    .add = tarn_lab_ranked_order_add,
    .take = take,
    .drop = tarn_lab_ranked_order_drop,
    .get_n_waiting = tarn_lab_ranked_order_get_n_waiting,
  },
  .rank = rank,
};

const TarnLabRule tarn_lab_order_max_benefit = {
  .name = "max_benefit",
  .meaning
  = "The run with the greatest weight times lag, in whole milliseconds, for each estimated "
    "DPU-millisecond starts first.",
  .source = "Golab, Johnson and Shkapenyuk, ICDE 2009",
  .version = 2,
  .class = &class,
};
