/* SPDX-License-Identifier: MIT */
/*
 * The world of a trial: the databases, tables, views and assets of its scenario on an engine, and the commits to the
 * tables.
 * What happens here is the same under each policy.
 */
#pragma once

#include "lab/scenario/scenario.h"
#include "lab/world/assets.h"

typedef struct _TarnLabWorld TarnLabWorld;

/*
 * Makes the engine of a replication, moves it to the start of the scenario, and fills it. @on_start is called before
 * anything is in the engine, so a timeout that it adds comes first of all that happens at its time.
 */
TarnLabWorld *tarn_lab_world_new (TarnLabScenario *scenario, guint64 replication,
                                  void (*on_start) (TarnEngine *engine, gpointer data),
                                  gpointer data, GError **error);
/* Forks the engine too. Until the fork is complete, tarn_lab_world_get_fork() returns it. */
TarnLabWorld *tarn_lab_world_fork (TarnLabWorld *self, GError **error);
void tarn_lab_world_free (TarnLabWorld *self);
/*
 * Drops the engine. Returns it if somebody else keeps it, without the commits of the world, so that whoever has given
 * it other functions can take them back. Then only the thread that has the engine may call this.
 */
TarnEngine *tarn_lab_world_release_engine (TarnLabWorld *self);

TarnEngine *tarn_lab_world_get_engine (TarnLabWorld *self);
TarnGlueClient *tarn_lab_world_get_client (TarnLabWorld *self);
/* Returns NULL if the scenario has no assets. */
TarnLabAssetWorld *tarn_lab_world_get_assets (TarnLabWorld *self);
const TarnTableName *tarn_lab_world_get_table_name (TarnLabWorld *self, guint table);
const TarnTableName *tarn_lab_world_get_view_name (TarnLabWorld *self, guint view);
/* Returns whether the name is that of a table or of a view of the world. */
gboolean tarn_lab_world_find (TarnLabWorld *self, const TarnTableName *name, gboolean *out_is_view,
                              guint *out_index);

/* The service makes no runs of its own any more. */
gboolean tarn_lab_world_pause_schedules (TarnLabWorld *self, GError **error);
/* The error of a commit or of an asset that the engine refused. It stopped the engine. */
const GError *tarn_lab_world_get_error (TarnLabWorld *self);
