/* SPDX-License-Identifier: MIT */
#include "lab/policy/draws.h"

void
tarn_lab_draws_init (TarnLabDraws *draws, const TarnLabLake *lake, const char *purpose)
{
  guint n_views;
  const guint *views = tarn_lab_lake_get_views (lake, &n_views);

  draws->n_streams = tarn_lab_count_places (lake);
  draws->streams = g_new0 (TarnRandomStream *, draws->n_streams);
  for (guint i = 0; i < n_views; i++)
    draws->streams[views[i]] = tarn_lab_lake_create_random_stream (lake, views[i], purpose);
}

void
tarn_lab_draws_init_copy (TarnLabDraws *draws, const TarnLabDraws *from)
{
  draws->n_streams = from->n_streams;
  draws->streams = g_new0 (TarnRandomStream *, from->n_streams);
  for (guint i = 0; i < from->n_streams; i++)
    if (from->streams[i] != NULL)
      draws->streams[i] = tarn_random_stream_copy (from->streams[i]);
}

void
tarn_lab_draws_clear (TarnLabDraws *draws)
{
  for (guint i = 0; i < draws->n_streams; i++)
    g_clear_pointer (&draws->streams[i], tarn_random_stream_free);
  g_clear_pointer (&draws->streams, g_free);
  draws->n_streams = 0;
}
