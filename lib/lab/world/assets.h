/* SPDX-License-Identifier: MIT */
/*
 * The assets of a world: a domain with one project, and the assets that come to it. When an asset comes, and how many
 * columns it has, is drawn by the name of its group and by its number there. So no policy and no other group changes
 * it.
 */
#pragma once

#include "lab/scenario/scenario.h"

typedef struct _TarnLabAssetWorld TarnLabAssetWorld;

/* Is told of each asset that comes after the start. */
typedef void (*TarnLabArrivalFunc) (guint asset, gpointer data);

/* Makes the domain and the assets that are there at the start, in an engine without any. */
TarnLabAssetWorld *tarn_lab_asset_world_new (TarnLabScenario *scenario, TarnEngine *engine,
                                             GError **error);
void tarn_lab_asset_world_free (TarnLabAssetWorld *self);

/* Makes the assets of a fork, whose engine is then forked, and set with the second function. */
TarnLabAssetWorld *tarn_lab_asset_world_begin_fork (TarnLabAssetWorld *self);
void tarn_lab_asset_world_end_fork (TarnLabAssetWorld *self, TarnLabAssetWorld *fork,
                                    TarnEngine *engine);

/* Drops the engine. Somebody else may keep it; then the second function takes out what the world has put in. */
void tarn_lab_asset_world_release_engine (TarnLabAssetWorld *self);
void tarn_lab_asset_world_remove_timeouts (TarnLabAssetWorld *self, TarnEngine *engine);

void tarn_lab_asset_world_set_arrival_func (TarnLabAssetWorld *self, TarnLabArrivalFunc func,
                                            gpointer data);

TarnDataZoneClient *tarn_lab_asset_world_get_client (const TarnLabAssetWorld *self);
const char *tarn_lab_asset_world_get_domain_id (const TarnLabAssetWorld *self);
const char *tarn_lab_asset_world_get_project_id (const TarnLabAssetWorld *self);
/* NULL if the asset has not come yet. */
const char *tarn_lab_asset_world_get_id (const TarnLabAssetWorld *self, guint asset);
guint tarn_lab_asset_world_get_n_columns (const TarnLabAssetWorld *self, guint asset);
/* Returns whether the id is that of an asset. */
gboolean tarn_lab_asset_world_find (const TarnLabAssetWorld *self, const char *id,
                                    guint *out_asset);
/* The error of an asset that the engine refused. It stopped the engine. */
const GError *tarn_lab_asset_world_get_error (const TarnLabAssetWorld *self);
