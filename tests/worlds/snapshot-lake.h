/* SPDX-License-Identifier: MIT */
/*
 * The fixture of snapshot-worlds.c: an engine with a fixed seed, a caller who may call everything, and calls
 * that must succeed. It uses public functions only, so that it links wherever the library does.
 */
#pragma once

#include "set-up.h"

typedef struct
{
  TarnEngine *engine;
  TarnGlueClient *glue;
  TarnDataZoneClient *datazone;

  /* These are NULL if there is no domain. */
  char *domain;
  char *project;
  char *asset;
  char *user;
} SnapshotLake;

/* All fixtures have the same seed, so things of the same name have the same id in each. */
void snapshot_lake_init (SnapshotLake *lake);
void snapshot_lake_clear (SnapshotLake *lake);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SnapshotLake, snapshot_lake_clear)

/* --- Glue ------------------------------------------------------------------------------------- */

/* Creates the database, and a base table of one gigabyte named "orders". */
void snapshot_lake_add_tables (SnapshotLake *lake);

void snapshot_lake_create_table (SnapshotLake *lake, const char *table, TarnTableInput *input);
void snapshot_lake_add_view (SnapshotLake *lake, const char *view, const char *source,
                             gint64 refresh_seconds);
void snapshot_lake_commit (SnapshotLake *lake, const char *table, guint64 added_bytes);
void snapshot_lake_refresh (SnapshotLake *lake, const char *view);
void snapshot_lake_stop (SnapshotLake *lake, const char *view);

/* Starts a refresh and advances by a minute, which is longer than such a refresh takes. */
void snapshot_lake_refresh_and_wait (SnapshotLake *lake, const char *view);

/* --- DataZone --------------------------------------------------------------------------------- */

/* Creates a domain with a project, of which the caller is a member, and an asset with two columns. */
void snapshot_lake_add_domain (SnapshotLake *lake);

char *snapshot_lake_add_asset (SnapshotLake *lake, const char *name);

/* @types are separated by spaces. The caller frees the id. */
char *snapshot_lake_generate (SnapshotLake *lake, const char *asset, const char *types,
                              const char *client_token);
