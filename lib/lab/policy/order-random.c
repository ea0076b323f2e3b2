/* SPDX-License-Identifier: MIT */
/* Each request draws its rank, by its view and its time. */
#include "lab/policy/asset-part.h"
#include "lab/policy/draws.h"
#include "lab/policy/ranked.h"

static gpointer
create_data (const TarnLabRuleSettings *settings G_GNUC_UNUSED, const TarnLabLake *lake)
{
  TarnLabDraws *draws = g_new (TarnLabDraws, 1);

  tarn_lab_draws_init (draws, lake, "order");
  return draws;
}

static gpointer
copy_data (gconstpointer data)
{
  TarnLabDraws *draws = g_new (TarnLabDraws, 1);

  tarn_lab_draws_init_copy (draws, data);
  return draws;
}

static void
free_data (gpointer data)
{
  tarn_lab_draws_clear (data);
  g_free (data);
}

static TarnLabRanked
rank (const TarnLabRankedOrder *self, const TarnLabDecision *decision G_GNUC_UNUSED,
      TarnLabWaiting waiting)
{
  const TarnLabDraws *draws = self->data;

  return tarn_lab_rank_by ((gint64) tarn_random_stream_draw_uniform (draws->streams[waiting.view],
                                                                     (guint64) waiting.request_us,
                                                                     0, G_MAXINT64),
                           waiting);
}

static const TarnLabRankedOrderClass class = {
  .order = TARN_LAB_RANKED_ORDER,
  .rank = rank,
  .create_data = create_data,
  .copy_data = copy_data,
  .free_data = free_data,
};

const TarnLabRule tarn_lab_order_random = {
  .name = "random",
  .meaning = "The order is drawn.",
  .source = "Cho and Garcia-Molina, SIGMOD 2000",
  .version = 1,
  .class = &class,
  .asset_class = &tarn_lab_asset_order_random,
};
