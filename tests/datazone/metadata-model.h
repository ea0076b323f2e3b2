/* SPDX-License-Identifier: MIT */
/*
 * This cost model plans for each type the time and the use that a test sets. Types can succeed at different
 * times only with such a model, because the built-in model plans all types alike.
 */
#pragma once

#include "datazone/metadata-type.h"
#include "worlds/datazone-lake.h"

typedef struct
{
  gint64 base_us;
  gint64 generation_us;
  gint64 model_calls;
  gint64 input_tokens;
  gint64 output_tokens;
} OwnPlan;

G_DECLARE_FINAL_TYPE (OwnModel, own_model, OWN, MODEL, GObject)

typedef void (*OwnModelFunc) (const TarnMetadataWork *work, TarnMetadataPlan *plan, gpointer data);

struct _OwnModel
{
  GObject parent_instance;
  OwnPlan plans[TARN_N_METADATA_TYPES]; /* in the order of the types */
  OwnModelFunc func;                    /* called after the plan is filled in, or NULL */
  gpointer data;
  gboolean is_silent; /* the model plans nothing */
  guint n_calls;
};

static void own_model_implement (TarnCostModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OwnModel, own_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL, own_model_implement))

static void
own_model_plan_generation (TarnCostModel *model, const TarnMetadataWork *work,
                           TarnMetadataPlan *plan)
{
  OwnModel *self = OWN_MODEL (model);
  const OwnPlan *own = &self->plans[tarn_metadata_work_get_metadata_type (work) - 1];

  self->n_calls++;
  if (self->is_silent)
    return;

  tarn_metadata_plan_set_base_us (plan, own->base_us);
  tarn_metadata_plan_set_generation_us (plan, own->generation_us);
  tarn_metadata_plan_set_use (plan, own->model_calls, own->input_tokens, own->output_tokens);
  if (self->func != NULL)
    self->func (work, plan, self->data);
}

static void
own_model_implement (TarnCostModelInterface *iface)
{
  iface->plan_metadata_generation = own_model_plan_generation;
}

static void
own_model_class_init (OwnModelClass *class G_GNUC_UNUSED)
{
}

static void
own_model_init (OwnModel *self G_GNUC_UNUSED)
{
}

/* Makes a model and sets it in the engine of the fixture. */
static inline OwnModel *
lake_add_model (const Lake *lake)
{
  OwnModel *model = g_object_new (own_model_get_type (), NULL);

  tarn_engine_set_cost_model (lake->engine, TARN_COST_MODEL (model));
  return model;
}

/* Each type takes the given number of seconds, in the order of the types, and uses nothing in the first. */
static inline OwnModel *
lake_add_seconds (const Lake *lake, guint descriptions, guint names, guint glossary)
{
  const guint seconds[] = { descriptions, names, glossary };
  OwnModel *model = lake_add_model (lake);

  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    model->plans[i] = (OwnPlan){ SECOND_US, (seconds[i] - 1) * SECOND_US, 10 * (i + 1),
                                 1000 * (i + 1), 100 * (i + 1) };
  return model;
}
