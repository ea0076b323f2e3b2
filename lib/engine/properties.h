/* SPDX-License-Identifier: MIT */
/* The GObject properties of an engine, for bindings and for code that binds or watches properties. */
#pragma once

#include "engine/engine-state.h"

/* In the order of their numbers, which begin with 1. */
typedef enum
{
  TARN_ENGINE_PROPERTY_COST_MODEL = 1,
  TARN_ENGINE_PROPERTY_EMITS_CHANGES,
  TARN_ENGINE_PROPERTY_FAULT_PLAN,
  TARN_ENGINE_PROPERTY_JOURNAL,
  TARN_ENGINE_PROPERTY_NOW,
  TARN_ENGINE_PROPERTY_REPLICATION,
  TARN_ENGINE_PROPERTY_SEED,
  TARN_ENGINE_PROPERTY_SLOT_CHOOSER,
  TARN_ENGINE_PROPERTY_SPEED,
  TARN_ENGINE_N_PROPERTIES,
} TarnEngineProperty;

void tarn_engine_install_properties (GObjectClass *class);

/* The setter of a property calls this function after it has set the value. */
void tarn_engine_notify (TarnEngine *self, TarnEngineProperty property);
