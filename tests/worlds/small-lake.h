/* SPDX-License-Identifier: MIT */
/*
 * The least lake in which something happens: base tables with a view over each, for tests that
 * care about when and in which order things happen, and not about what a refresh is.
 */
#pragma once

#include "set-up.h"

enum
{
  SMALL_LAKE_VIEWS_MAX = 4,
};

typedef struct
{
  TarnEngine *engine;
  TarnGlueClient *glue;
  TarnTableName *sources[SMALL_LAKE_VIEWS_MAX];
  TarnTableName *views[SMALL_LAKE_VIEWS_MAX];
  guint n_views;
} SmallLake;

/* Every @refresh_seconds an automatic refresh of each view falls due, or never if 0. */
void small_lake_init (SmallLake *lake, guint64 seed, guint n_views, gint64 refresh_seconds);
void small_lake_clear (SmallLake *lake);

/* The id of the run, or NULL with @error set. */
char *small_lake_start (SmallLake *lake, guint view, GError **error);
gboolean small_lake_stop (SmallLake *lake, guint view, GError **error);
void small_lake_commit (SmallLake *lake, guint view, guint64 added_bytes);

/* Which view a change is of. */
guint small_lake_find_view (const SmallLake *lake, const TarnChange *change);
