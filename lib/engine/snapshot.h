/* SPDX-License-Identifier: MIT */
/* The state of an engine, walked over as a whole. */
#pragma once

#include <tarn/tarn-snapshot.h>

#include "engine/engine.h"

struct _TarnForkOptions
{
  TarnCostModel *cost_model;
  TarnMetadataCostModel *metadata_cost_model;
};

/* For what the user has models of its own, and has to bring them along. */
typedef struct
{
  gboolean of_refreshes;
  gboolean of_metadata;
} TarnUserModels;

/* Whose luck it is, and which models there are. */
void tarn_engine_code_origin (TarnEngine *self, TarnCodec *codec, TarnUserModels *models);

/* What has been read has no events of the user, and @self is new. */
void tarn_engine_code (TarnEngine *self, TarnCodec *codec);

/* FALSE, with an error for @what, from another thread or inside a callback. */
gboolean tarn_engine_check_quiet (TarnEngine *self, const char *what, GError **error);

/*
 * Gives the engine the models that it plans with; FALSE, with TARN_ERROR_COST_MODEL, where one is needed
 * and not there.
 */
gboolean tarn_engine_take_models (TarnEngine *self, const TarnForkOptions *options,
                                  gboolean needs_model, gboolean needs_metadata_model,
                                  GError **error);
