/* SPDX-License-Identifier: MIT */
#include "engine/properties.h"

#include <tarn/tarn-clock.h>
#include <tarn/tarn-engine.h>

static GParamSpec *specs[TARN_ENGINE_N_PROPERTIES];

static void
get_property (GObject *object, guint number, GValue *value, GParamSpec *spec)
{
  TarnEngine *self = TARN_ENGINE (object);

  switch ((TarnEngineProperty) number)
    {
    case TARN_ENGINE_PROPERTY_COST_MODEL:
      g_value_set_object (value, tarn_engine_get_cost_model (self));
      break;
    case TARN_ENGINE_PROPERTY_SLOT_CHOOSER:
      g_value_set_object (value, tarn_engine_get_slot_chooser (self));
      break;
    case TARN_ENGINE_PROPERTY_EMITS_CHANGES:
      g_value_set_boolean (value, tarn_engine_get_emits_changes (self));
      break;
    case TARN_ENGINE_PROPERTY_FAULT_PLAN:
      g_value_set_object (value, tarn_engine_get_fault_plan (self));
      break;
    case TARN_ENGINE_PROPERTY_JOURNAL:
      g_value_set_object (value, tarn_engine_get_journal (self));
      break;
    case TARN_ENGINE_PROPERTY_NOW:
      g_value_set_int64 (value, tarn_engine_get_now (self));
      break;
    case TARN_ENGINE_PROPERTY_REPLICATION:
      g_value_set_uint64 (value, tarn_engine_get_replication (self));
      break;
    case TARN_ENGINE_PROPERTY_SEED:
      g_value_set_uint64 (value, tarn_engine_get_seed (self));
      break;
    case TARN_ENGINE_PROPERTY_SPEED:
      g_value_set_uint (value, tarn_engine_get_speed (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, number, spec);
    }
}

static void
set_property (GObject *object, guint number, const GValue *value, GParamSpec *spec)
{
  TarnEngine *self = TARN_ENGINE (object);
  TarnRandom *random = &self->core.random;

  switch ((TarnEngineProperty) number)
    {
    case TARN_ENGINE_PROPERTY_COST_MODEL:
      tarn_engine_set_cost_model (self, g_value_get_object (value));
      break;
    case TARN_ENGINE_PROPERTY_SLOT_CHOOSER:
      tarn_engine_set_slot_chooser (self, g_value_get_object (value));
      break;
    case TARN_ENGINE_PROPERTY_EMITS_CHANGES:
      tarn_engine_set_emits_changes (self, g_value_get_boolean (value));
      break;
    case TARN_ENGINE_PROPERTY_FAULT_PLAN:
      tarn_engine_set_fault_plan (self, g_value_get_object (value));
      break;
    case TARN_ENGINE_PROPERTY_JOURNAL:
      tarn_engine_set_journal (self, g_value_get_object (value));
      break;
    case TARN_ENGINE_PROPERTY_REPLICATION:
      tarn_random_init (random, random->seed, g_value_get_uint64 (value));
      break;
    case TARN_ENGINE_PROPERTY_SEED:
      tarn_random_init (random, g_value_get_uint64 (value), random->replication);
      break;
    case TARN_ENGINE_PROPERTY_SPEED:
      tarn_engine_set_speed (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, number, spec);
    }
}

/* Time moves without a notification, because there would be one for each event. */
void
tarn_engine_install_properties (GObjectClass *class)
{
  const GParamFlags settable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags given = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_CONSTRUCT_ONLY;

  class->get_property = get_property;
  class->set_property = set_property;
  specs[TARN_ENGINE_PROPERTY_COST_MODEL]
      = g_param_spec_object ("cost-model", NULL, NULL, TARN_TYPE_COST_MODEL, settable);
  specs[TARN_ENGINE_PROPERTY_EMITS_CHANGES]
      = g_param_spec_boolean ("emits-changes", NULL, NULL, TRUE, settable);
  specs[TARN_ENGINE_PROPERTY_FAULT_PLAN]
      = g_param_spec_object ("fault-plan", NULL, NULL, TARN_TYPE_FAULT_PLAN, settable);
  specs[TARN_ENGINE_PROPERTY_JOURNAL]
      = g_param_spec_object ("journal", NULL, NULL, TARN_TYPE_JOURNAL, settable);
  specs[TARN_ENGINE_PROPERTY_NOW]
      = g_param_spec_int64 ("now", NULL, NULL, 0, G_MAXINT64, TARN_ENGINE_START_TIME,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  specs[TARN_ENGINE_PROPERTY_REPLICATION]
      = g_param_spec_uint64 ("replication", NULL, NULL, 0, G_MAXUINT64, 0, given);
  specs[TARN_ENGINE_PROPERTY_SEED]
      = g_param_spec_uint64 ("seed", NULL, NULL, 0, G_MAXUINT64, 0, given);
  specs[TARN_ENGINE_PROPERTY_SLOT_CHOOSER]
      = g_param_spec_object ("slot-chooser", NULL, NULL, TARN_TYPE_SLOT_CHOOSER, settable);
  specs[TARN_ENGINE_PROPERTY_SPEED]
      = g_param_spec_uint ("speed", NULL, NULL, 0, TARN_SPEED_MAX, 0, settable);
  g_object_class_install_properties (class, TARN_ENGINE_N_PROPERTIES, specs);
}

void
tarn_engine_notify (TarnEngine *self, TarnEngineProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), specs[property]);
}
