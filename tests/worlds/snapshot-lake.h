/* SPDX-License-Identifier: MIT */
/*
 * What the worlds of snapshots are made with: an engine of a fixed seed, a caller who may do all, and
 * calls that must succeed. Public functions only, so that it links wherever the library does.
 */
#pragma once

#include "set-up.h"

typedef struct
{
  TarnEngine *engine;
  TarnGlueClient *glue;
  TarnDataZoneClient *datazone;

  /* Of the domain, if there is one. */
  char *domain;
  char *project;
  char *asset;
  char *user;
} SnapshotLake;

/* All have the same seed, so what is called the same in two worlds has the same id. */
void snapshot_lake_init (SnapshotLake *lake);
void snapshot_lake_clear (SnapshotLake *lake);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SnapshotLake, snapshot_lake_clear)

/* --- Glue ------------------------------------------------------------------------------------- */

/* The database, and a base table of a gigabyte called "orders". */
void snapshot_lake_add_tables (SnapshotLake *lake);

void snapshot_lake_create_table (SnapshotLake *lake, const char *table, TarnTableInput *input);
void snapshot_lake_add_view (SnapshotLake *lake, const char *view, const char *source,
                             gint64 refresh_seconds);
void snapshot_lake_commit (SnapshotLake *lake, const char *table, guint64 added_bytes);
void snapshot_lake_refresh (SnapshotLake *lake, const char *view);
void snapshot_lake_stop (SnapshotLake *lake, const char *view);

/* All that such a refresh takes is less than a minute. */
void snapshot_lake_refresh_and_wait (SnapshotLake *lake, const char *view);

/* --- DataZone --------------------------------------------------------------------------------- */

/* A domain with a project that the caller is a member of, and an asset of two columns. */
void snapshot_lake_add_domain (SnapshotLake *lake);

char *snapshot_lake_add_asset (SnapshotLake *lake, const char *name);

/* @types are words. Free the id. */
char *snapshot_lake_generate (SnapshotLake *lake, const char *asset, const char *types,
                              const char *client_token);
