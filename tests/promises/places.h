/* SPDX-License-Identifier: MIT */
/*
 * Places from which code of the user can call an engine: each kind of callback, and another thread. The
 * fixture is a sample in which each place is reached exactly once. All functions are inline, because no test
 * needs all of them.
 */
#pragma once

#include "worlds/sample.h"

typedef enum
{
  PLACE_OUTSIDE,
  PLACE_TIMEOUT,
  PLACE_OBSERVER,
  PLACE_HANDLER,
  PLACE_CONDITION,
  PLACE_MODEL,
  N_PLACES,
} Place;

typedef struct
{
  TarnSample *sample;
  TarnEngine *engine;
  gpointer extra; /* what a test needs besides */
  void (*visit) (gpointer data);
  gpointer data;
  gboolean in_thread; /* whether another thread visits, while the place waits for it */
  gboolean is_over;
} Visit;

static inline gpointer
visit_in_thread (gpointer data)
{
  Visit *visit = data;

  visit->visit (visit->data);
  return NULL;
}

static inline void
visit_once (Visit *visit)
{
  if (visit->is_over)
    return;

  visit->is_over = TRUE;
  if (visit->in_thread)
    g_thread_join (g_thread_new ("visitor", visit_in_thread, visit));
  else
    visit->visit (visit->data);
}

/* --- The places ------------------------------------------------------------------------------- */

typedef struct
{
  GObject parent_instance;
  Visit *visit;
} VisitModel;
typedef GObjectClass VisitModelClass;

GType visit_model_get_type (void);

static void
visit_model_plan_refresh (TarnCostModel *self, const TarnRefreshWork *work G_GNUC_UNUSED,
                          TarnCostPlan *plan G_GNUC_UNUSED)
{
  Visit *visit = ((VisitModel *) self)->visit;

  if (visit != NULL)
    visit_once (visit);
}

static void
visit_model_init_interface (TarnCostModelInterface *iface)
{
  iface->plan_refresh = visit_model_plan_refresh;
}

G_DEFINE_TYPE_WITH_CODE (VisitModel, visit_model, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL, visit_model_init_interface))

static void
visit_model_class_init (VisitModelClass *class G_GNUC_UNUSED)
{
}

static void
visit_model_init (VisitModel *self G_GNUC_UNUSED)
{
}

/* The model plans runs that take no time. It visits nothing if @visit is NULL. */
static inline TarnCostModel *
visit_model_new (Visit *visit)
{
  VisitModel *model = g_object_new (visit_model_get_type (), NULL);

  model->visit = visit;
  return TARN_COST_MODEL (model);
}

static inline gboolean
visit_on_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  visit_once (data);
  return G_SOURCE_REMOVE;
}

static inline void
visit_on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED,
                 gpointer data)
{
  visit_once (data);
}

static inline void
visit_on_signal (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED,
                 gpointer data)
{
  visit_once (data);
}

static inline gboolean
visit_on_condition (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  visit_once (data);
  return TRUE;
}

/*
 * The engine has a timeout, an observer, a handler and a model, whatever the place is, so that engines that
 * were visited in different places can be compared.
 */
static inline void
visit_place (Visit *visit, Place place)
{
  TarnEngine *engine = visit->engine;
  Visit nowhere = { .is_over = TRUE };
  Visit *at[N_PLACES];
  g_autoptr (TarnCostModel) model = NULL;
  g_autofree char *id = NULL;

  for (guint i = 0; i < N_PLACES; i++)
    at[i] = i == place ? visit : &nowhere;
  model = visit_model_new (at[PLACE_MODEL]);
  if (place == PLACE_OUTSIDE)
    visit_once (visit);
  g_assert_true (tarn_engine_run_until (engine, visit_on_condition, at[PLACE_CONDITION],
                                        TARN_NO_DEADLINE, NULL, NULL, NULL));
  tarn_engine_add_timeout (engine, 0, TARN_TIMEOUT_NONE, visit_on_timeout, at[PLACE_TIMEOUT], NULL);
  g_assert_true (tarn_engine_step (engine, NULL, NULL));
  tarn_engine_set_cost_model (engine, model);
  guint observer = tarn_engine_add_observer (engine, visit_on_change, at[PLACE_OBSERVER], NULL);
  gulong handler
      = g_signal_connect (engine, "change", G_CALLBACK (visit_on_signal), at[PLACE_HANDLER]);
  id = sample_start_refresh (visit->sample, "daily");
  engine_drain (engine);
  g_assert_true (visit->is_over);
  if (tarn_engine_get_cost_model (engine) == model)
    ((VisitModel *) model)->visit = NULL;
  if (observer != 0)
    tarn_engine_remove_observer (engine, observer);
  g_signal_handler_disconnect (engine, handler);
}

/* What a place is that may only look. */
static inline gboolean
place_only_looks (Place place)
{
  return place == PLACE_CONDITION || place == PLACE_MODEL;
}
