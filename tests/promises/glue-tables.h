/* SPDX-License-Identifier: MIT */
/* Helpers for the sentences about tables. */
#pragma once

#include "worlds/glue-lake.h"

#define SIZE_MAX_BYTES (G_GUINT64_CONSTANT (1) << 60)

static inline void
refresh (const Lake *lake, TarnTableName *view, gboolean is_full)
{
  g_autoptr (TarnRefreshRun) run = start_run (lake->client, view, is_full, NULL);

  g_assert_nonnull (run);
  engine_drain (lake->engine);
}

static inline TarnTableName *
add_sized_view (const Lake *lake, const char *name, gint64 size_bytes)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, lake->base);
  tarn_table_input_set_size_bytes (input, (guint64) size_bytes);
  return lake_add (lake, name, input);
}

static inline gboolean
create (const Lake *lake, const char *name, TarnTableInput *input, GError **error)
{
  g_autoptr (TarnTableInput) own = input;

  return glue_create_table (lake->client, NULL, DATABASE, name, own, error);
}
