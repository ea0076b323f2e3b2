/* SPDX-License-Identifier: MIT */
/*
 * A minimal fixture: base tables with a view of each. It is for tests of when and in which order things
 * happen, which do not depend on the details of a refresh.
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

/* An automatic refresh of each view is due every @refresh_seconds, or never if this is 0. */
void small_lake_init (SmallLake *lake, guint64 seed, guint n_views, gint64 refresh_seconds);
void small_lake_clear (SmallLake *lake);

/* Returns the id of the run, or NULL with @error set. */
char *small_lake_start (SmallLake *lake, guint view, GError **error);
gboolean small_lake_stop (SmallLake *lake, guint view, GError **error);
void small_lake_commit (SmallLake *lake, guint view, guint64 added_bytes);

/* Returns the view that a change is about. */
guint small_lake_find_view (const SmallLake *lake, const TarnChange *change);
