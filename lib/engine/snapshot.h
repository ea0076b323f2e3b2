/* SPDX-License-Identifier: MIT */
/*
 * Walks over the whole state of an engine to save, restore or compare it, and gives a forked or restored
 * engine its cost model.
 */
#pragma once

#include <tarn/tarn-snapshot.h>

#include "engine/engine-state.h"

struct _TarnForkOptions
{
  TarnCostModel *cost_model;
};

/*
 * The rooms whose runs the user's cost model plans. The user must give such a model again to a forked or
 * restored engine.
 */
typedef struct
{
  gboolean of_room[TARN_SERVICES_MAX];
} TarnUserModels;

TarnUserModels tarn_engine_get_models (const TarnEngine *self);

/* Codes the key of the random draws, and which rooms have a cost model of the user. */
void tarn_engine_code_origin (TarnEngine *self, TarnCodec *codec, TarnUserModels *models);

/* Codes the rest of the state. When the codec reads, @self must be new, and gets no events of the user. */
void tarn_engine_code (TarnEngine *self, TarnCodec *codec);

/*
 * Gives the engine the cost model of @options. Returns FALSE, with TARN_ERROR_COST_MODEL, if the engine
 * needs a model and @options has none for it.
 */
gboolean tarn_engine_take_model (TarnEngine *self, const TarnForkOptions *options,
                                 const TarnUserModels *needed, GError **error);
