/* SPDX-License-Identifier: MIT */
/* The state of an engine, walked over as a whole. */
#pragma once

#include <tarn/tarn-snapshot.h>

#include "engine/engine-state.h"

struct _TarnForkOptions
{
  TarnCostModel *cost_model;
};

/* For which kinds of run the user has a model, and has to bring it along. */
typedef struct
{
  gboolean of_room[TARN_SERVICES_MAX];
} TarnUserModels;

TarnUserModels tarn_engine_get_models (const TarnEngine *self);

/* Whose luck it is, and for what there are models. */
void tarn_engine_code_origin (TarnEngine *self, TarnCodec *codec, TarnUserModels *models);

/* What has been read has no events of the user, and @self is new. */
void tarn_engine_code (TarnEngine *self, TarnCodec *codec);

/*
 * Gives the engine the model that it plans with; FALSE, with TARN_ERROR_COST_MODEL, where one is needed
 * and not there.
 */
gboolean tarn_engine_take_model (TarnEngine *self, const TarnForkOptions *options,
                                 const TarnUserModels *needed, GError **error);
