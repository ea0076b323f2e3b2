/* SPDX-License-Identifier: MIT */
#include "lab/world/costs.h"

#include "lab/world/amount.h"
#include "lab/world/names.h"

enum
{
  ONE_PPM = 1000000,
};

typedef struct
{
  TarnLabAmount duration;
  guint failure_ppm;
  gboolean is_automatic; /* the service starts the runs, and gives them no tags */
  TarnRandomStream *durations, *failures;
} View;

#define TARN_LAB_TYPE_COSTS (tarn_lab_costs_get_type ())
G_DECLARE_FINAL_TYPE (TarnLabCosts, tarn_lab_costs, TARN_LAB, COSTS, GObject)

struct _TarnLabCosts
{
  GObject parent_instance;
  GHashTable *places; /* TarnTableName * -> the place of the view plus one */
  GArray *views;      /* View */
};

/* --- Plans -------------------------------------------------------------------------------------- */

static const View *
find_view (const TarnLabCosts *self, const TarnRefreshWork *work)
{
  guint place = GPOINTER_TO_UINT (
      g_hash_table_lookup (self->places, tarn_refresh_work_get_table_name (work)));

  return place > 0 ? &g_array_index (self->views, View, place - 1) : NULL;
}

/*
 * The draws of a run have its tag as their place. An estimate has no tag, and gets the mean, so that nobody sees
 * what a run will draw. A run of the service has none either, and draws by its ordinal.
 */
static guint64
get_place (const View *view, const TarnRefreshWork *work)
{
  return view->is_automatic ? tarn_refresh_work_get_ordinal (work)
                            : tarn_refresh_work_get_tag (work);
}

static gboolean
is_estimate (const View *view, const TarnRefreshWork *work)
{
  return !view->is_automatic && tarn_refresh_work_get_tag (work) == 0;
}

static void
plan_duration (const View *view, const TarnRefreshWork *work, TarnCostPlan *plan)
{
  gboolean is_full = tarn_refresh_work_get_refresh_type (work) == TARN_REFRESH_TYPE_FULL;
  guint64 bytes = is_full ? tarn_refresh_work_get_source_bytes (work)
                          : tarn_refresh_work_get_changed_bytes (work);
  gint64 duration_us
      = is_estimate (view, work)
            ? view->duration.mean
            : tarn_lab_amount_draw (&view->duration, view->durations, get_place (view, work));

  duration_us = MIN (duration_us, G_GINT64_CONSTANT (1) << 61);
  tarn_cost_plan_add_phase (plan, duration_us, 1, duration_us);
  tarn_cost_plan_set_processed_bytes (plan, (gint64) MIN (bytes, G_GUINT64_CONSTANT (1) << 60));
}

static void
plan_failure (const View *view, const TarnRefreshWork *work, TarnCostPlan *plan)
{
  guint64 place = get_place (view, work);

  if (is_estimate (view, work)
      || !tarn_random_stream_draw_chance (view->failures, place, 0, view->failure_ppm))
    return;

  tarn_cost_plan_set_failure_ppm (plan,
                                  (guint) tarn_random_stream_draw_uniform (view->failures, place, 1,
                                                                           ONE_PPM));
}

static void
tarn_lab_costs_plan_refresh (TarnCostModel *model, const TarnRefreshWork *work, TarnCostPlan *plan)
{
  const View *view = find_view (TARN_LAB_COSTS (model), work);

  if (view == NULL || view->duration.kind == TARN_LAB_AMOUNT_NONE)
    tarn_cost_plan_use_built_in_model (plan);
  else
    plan_duration (view, work, plan);
  if (view != NULL && view->failure_ppm > 0)
    plan_failure (view, work, plan);
}

/* --- Life --------------------------------------------------------------------------------------- */

static void
tarn_lab_costs_iface_init (TarnCostModelInterface *iface)
{
  iface->plan_refresh = tarn_lab_costs_plan_refresh;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TarnLabCosts, tarn_lab_costs, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL,
                                                      tarn_lab_costs_iface_init))

static void
clear_view (gpointer data)
{
  View *view = data;

  g_clear_pointer (&view->duration.values, tarn_alias_table_unref);
  g_clear_pointer (&view->durations, tarn_random_stream_free);
  g_clear_pointer (&view->failures, tarn_random_stream_free);
}

static void
tarn_lab_costs_finalize (GObject *object)
{
  TarnLabCosts *self = TARN_LAB_COSTS (object);

  g_hash_table_unref (self->places);
  g_array_unref (self->views);
  G_OBJECT_CLASS (tarn_lab_costs_parent_class)->finalize (object);
}

static void
tarn_lab_costs_class_init (TarnLabCostsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_lab_costs_finalize;
}

static void
tarn_lab_costs_init (TarnLabCosts *self)
{
  self->places = g_hash_table_new_full (tarn_table_name_hash, tarn_table_name_equal,
                                        (GDestroyNotify) tarn_table_name_unref, NULL);
  self->views = g_array_new (FALSE, FALSE, sizeof (View));
  g_array_set_clear_func (self->views, clear_view);
}

static void
add_view (TarnLabCosts *self, const TarnLabScenario *scenario, guint index, TarnEngine *engine,
          const TarnTableName *table_name)
{
  const TarnLabView *settings = tarn_lab_scenario_get_view (scenario, index);
  const TarnLabPolicySettings *policy = tarn_lab_scenario_get_policy (scenario, settings->policy);
  g_autofree char *name = tarn_lab_dup_full_name (settings->database_name, settings->name);
  View view = {
    .duration = settings->duration,
    .failure_ppm = settings->failure_ppm,
    .is_automatic = tarn_lab_policy_settings_is_of_service (policy),
    .durations = tarn_engine_create_random_stream (engine, name, "duration"),
    .failures = tarn_engine_create_random_stream (engine, name, "failure"),
  };

  if (view.duration.values != NULL)
    tarn_alias_table_ref (view.duration.values);
  g_array_append_val (self->views, view);
  g_hash_table_insert (self->places, tarn_table_name_ref (table_name),
                       GUINT_TO_POINTER (self->views->len));
}

TarnCostModel *
tarn_lab_costs_new (const TarnLabScenario *scenario, TarnEngine *engine,
                    TarnTableName *const *view_names)
{
  g_autoptr (TarnLabCosts) self = g_object_new (TARN_LAB_TYPE_COSTS, NULL);

  for (guint i = 0; i < scenario->views->len; i++)
    {
      const TarnLabView *view = tarn_lab_scenario_get_view (scenario, i);

      if (view->duration.kind != TARN_LAB_AMOUNT_NONE || view->failure_ppm > 0)
        add_view (self, scenario, i, engine, view_names[i]);
    }

  return self->views->len > 0 ? TARN_COST_MODEL (g_steal_pointer (&self)) : NULL;
}
