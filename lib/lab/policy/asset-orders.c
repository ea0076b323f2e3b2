/* SPDX-License-Identifier: MIT */
/* Each rule says which asset is first, in a line. */
#include "lab/policy/asset-part.h"

#define RANK(name, ...)                                                                            \
  static gint64 rank_##name (const TarnLabAssetLake *lake G_GNUC_UNUSED,                           \
                             guint asset G_GNUC_UNUSED)                                            \
  {                                                                                                \
    return __VA_ARGS__;                                                                            \
  }

RANK (fifo, 0)
RANK (random, tarn_lab_asset_lake_draw (lake, asset))
RANK (fewest_columns, tarn_lab_asset_lake_get_n_columns (lake, asset))
RANK (most_columns, -(gint64) tarn_lab_asset_lake_get_n_columns (lake, asset))

const TarnLabAssetOrderClass tarn_lab_asset_order_fifo = { .rank = rank_fifo };
const TarnLabAssetOrderClass tarn_lab_asset_order_random = { .rank = rank_random };

#define ORDER(name_, meaning_, source_)                                                            \
  static const TarnLabAssetOrderClass class_##name_ = { .rank = rank_##name_ };                    \
  const TarnLabRule tarn_lab_order_##name_ = {                                                     \
    .name = #name_,                                                                                \
    .meaning = meaning_,                                                                           \
    .source = source_,                                                                             \
    .version = 1,                                                                                  \
    .asset_class = &class_##name_,                                                                 \
  };

ORDER (fewest_columns, "The asset with the fewest columns starts first.",
       "Smith 1956, as columns are what the duration depends on")
ORDER (most_columns, "The asset with the most columns starts first.",
       "Graham 1969, as columns are what the duration depends on")
