/* SPDX-License-Identifier: MIT */
/* The orders that are a line each. */
#include "lab/policy/ranked.h"

#define RANK(name, ...)                                                                            \
  static TarnLabRanked rank_##name (const TarnLabRankedOrder *self G_GNUC_UNUSED,                  \
                                    const TarnLabDecision *decision, TarnLabWaiting waiting)       \
  {                                                                                                \
    return __VA_ARGS__;                                                                            \
  }

static gint64
get_duration (const TarnLabDecision *decision, guint view)
{
  return tarn_lab_decision_estimate (decision, view).duration_us;
}

RANK (sjf, tarn_lab_rank_by (get_duration (decision, waiting.view), waiting))
RANK (lpt, tarn_lab_rank_by (G_MAXINT64 - get_duration (decision, waiting.view), waiting))
RANK (wspt, (TarnLabRanked){ { (guint64) get_duration (decision, waiting.view),
                               tarn_lab_lake_get_weight (decision->lake, waiting.view), 0 },
                             waiting })
RANK (edf, tarn_lab_rank_by (tarn_lab_get_deadline (decision->lake, waiting.view), waiting))
RANK (max_lag, tarn_lab_rank_by (tarn_lab_lake_get_pending (decision->lake, waiting.view).oldest_us,
                                 waiting))

#define ORDER(name_, version_, meaning_, source_)                                                  \
  static const TarnLabRankedOrderClass class_##name_                                               \
      = { .order = TARN_LAB_RANKED_ORDER_OF_COMMITS, .rank = rank_##name_ };                       \
  const TarnLabRule tarn_lab_order_##name_ = {                                                     \
    .name = #name_,                                                                                \
    .meaning = meaning_,                                                                           \
    .source = source_,                                                                             \
    .version = version_,                                                                           \
    .class = &class_##name_,                                                                       \
  };

ORDER (sjf, 1, "The run with the shortest estimated duration starts first.",
       "Smith 1956, which minimizes the mean wait")
ORDER (lpt, 1, "The run with the longest estimated duration starts first.",
       "Graham 1969, for a short makespan")
ORDER (wspt, 2, "The run with the least estimated duration for each unit of weight starts first.",
       "Smith 1956, which minimizes the weighted mean wait")
ORDER (edf, 1,
       "The view with the earliest deadline starts first. The deadline is the time of the oldest "
       "commit that the view lacks, and its objective behind it.",
       "Jackson 1955; Golab, Johnson and Shkapenyuk, ICDE 2009")
ORDER (max_lag, 1, "The view with the greatest lag starts first.",
       "Golab, Johnson and Shkapenyuk, ICDE 2009")
