/* SPDX-License-Identifier: MIT */
/* A cost model whose plans a test makes. It plans the kinds of runs for which the test gives it a function. */
#pragma once

#include <tarn/tarn.h>

typedef struct
{
  GObject parent_instance;
  void (*refresh) (const TarnRefreshWork *work, TarnCostPlan *plan, gpointer data);
  void (*metadata) (const TarnMetadataWork *work, TarnMetadataPlan *plan, gpointer data);
  gpointer data;
  guint n_calls;
} MadeModel;

typedef struct
{
  GObjectClass parent_class;
} MadeModelClass;

static void
made_model_plan_refresh (TarnCostModel *model, const TarnRefreshWork *work, TarnCostPlan *plan)
{
  MadeModel *self = (MadeModel *) model;

  self->n_calls++;
  if (self->refresh != NULL)
    self->refresh (work, plan, self->data);
}

static void
made_model_plan_metadata (TarnCostModel *model, const TarnMetadataWork *work,
                          TarnMetadataPlan *plan)
{
  MadeModel *self = (MadeModel *) model;

  self->n_calls++;
  if (self->metadata != NULL)
    self->metadata (work, plan, self->data);
}

static void
made_model_implement (TarnCostModelInterface *iface)
{
  iface->plan_refresh = made_model_plan_refresh;
  iface->plan_metadata_generation = made_model_plan_metadata;
}

GType made_model_get_type (void);
G_DEFINE_TYPE_WITH_CODE (MadeModel, made_model, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL, made_model_implement))

static void
made_model_class_init (MadeModelClass *class G_GNUC_UNUSED)
{
}

static void
made_model_init (MadeModel *self G_GNUC_UNUSED)
{
}

/* The model is borrowed: the engine keeps it. */
static inline MadeModel *
engine_add_model (TarnEngine *engine)
{
  g_autoptr (GObject) model = g_object_new (made_model_get_type (), NULL);

  tarn_engine_set_cost_model (engine, (TarnCostModel *) model);
  return (MadeModel *) model;
}
