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
  TarnSlotChooser *slot_chooser;
};

/*
 * The rooms whose runs the user's cost model plans, and whether a slot chooser of the user chooses. The user must
 * give such objects again to a forked or restored engine.
 */
typedef struct
{
  gboolean has_model_of_room[TARN_SERVICES_MAX];
  gboolean has_chooser;
} TarnUserObjects;

TarnUserObjects tarn_engine_get_user_objects (const TarnEngine *self);

/* Codes the key of the random draws, and which objects of the user the engine has. */
void tarn_engine_code_origin (TarnEngine *self, TarnCodec *codec, TarnUserObjects *objects);

/* Codes the rest of the state. When the codec reads, @self must be new, and gets no events of the user. */
void tarn_engine_code (TarnEngine *self, TarnCodec *codec);

/*
 * Gives the engine the cost model and the slot chooser of @options. Returns FALSE, with TARN_ERROR_COST_MODEL or
 * TARN_ERROR_SLOT_CHOOSER, if the engine needs one and @options has none for it.
 */
gboolean tarn_engine_take_user_objects (TarnEngine *self, const TarnForkOptions *options,
                                        const TarnUserObjects *needed, GError **error);
