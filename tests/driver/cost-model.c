/* SPDX-License-Identifier: MIT */
#include "driver/cost-model.h"

#include "driver/tally.h"

#define LONGEST (G_GINT64_CONSTANT (1) << 61)
#define MOST (G_GINT64_CONSTANT (1) << 60)

typedef struct
{
  GObject parent;
  World *world;
  guint number;
} Model;

typedef struct
{
  GObjectClass parent;
} ModelClass;

static void model_interface_init (TarnCostModelInterface *interface);
static GType model_get_type (void);
static GType other_model_get_type (void);

G_DEFINE_TYPE_WITH_CODE (Model, model, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL, model_interface_init))

/* A second type, which leaves the plans of refreshes to the built-in model. */
typedef Model OtherModel;
typedef ModelClass OtherModelClass;
static void other_interface_init (TarnCostModelInterface *interface);
G_DEFINE_TYPE_WITH_CODE (OtherModel, other_model, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL, other_interface_init))

/* --- What a model must not do ----------------------------------------------------------------- */

static void
expect_busy (World *world, const char *what, gboolean worked, GError **error)
{
  if (worked || !g_error_matches (*error, TARN_ERROR, TARN_ERROR_BUSY))
    world_fail (world, "%s inside a cost model: %s", what,
                *error != NULL ? (*error)->message : "works");
  world_note (world, "%s", (*error)->message);
  g_clear_error (error);
  if (!world->is_split)
    tally_add_outcome ("call inside a cost model", "busy");
}

static gboolean
never (G_GNUC_UNUSED TarnEngine *engine, gpointer data)
{
  world_fail (data, "a condition is asked inside a cost model");
}

static void
call_back (World *world, gboolean plans_refresh)
{
  TarnEngine *engine = world->engine;
  gint64 now = tarn_engine_get_now (engine);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = tarn_table_name_new ("123456789012", "sales", "daily");
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (engine);

  expect_busy (world, "set_option", tarn_engine_set_option (engine, "glue.running-max", 5, &error),
               &error);
  expect_busy (world, "step", tarn_engine_step (engine, NULL, &error), &error);
  expect_busy (world, "advance_by", tarn_engine_advance_by (engine, 5, &error), &error);
  expect_busy (world, "run_until",
               tarn_engine_run_until (engine, never, world, now, NULL, NULL, &error), &error);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, &error);
  expect_busy (world, "fork", fork != NULL, &error);
  g_autofree char *digest = tarn_engine_dup_digest (engine, &error);
  expect_busy (world, "digest", digest != NULL, &error);
  expect_busy (world, "stop",
               tarn_glue_client_stop_materialized_view_refresh_task_run (world->glue[0], name,
                                                                         &error),
               &error);
  expect_busy (world, "create_database",
               tarn_glue_client_create_database (world->glue[0], NULL, "inside", &error), &error);
  if (plan != NULL)
    expect_busy (world, "add_from_data",
                 tarn_fault_plan_add_from_data (plan, "[x]\ndo=throw\n", -1, "inside", &error),
                 &error);
  if (!plans_refresh)
    return;
  g_autoptr (TarnRefreshEstimate) estimate
      = tarn_glue_client_estimate_refresh (world->glue[0], name, TARN_REFRESH_TYPE_FULL, &error);
  expect_busy (world, "estimate", estimate != NULL, &error);
}

/* These functions have no error to return, so each of them is a programmer error here. */
static void
provoke (World *world)
{
  TarnEngine *engine = world->engine;

  world_expect_logs (world, 9);
  if (tarn_engine_grant (engine, "*", "*", "*") != 0
      || tarn_engine_deny (engine, "*", "*", "*") != 0 || tarn_engine_revoke (engine, 1))
    world_fail (world, "a statement inside a cost model");
  tarn_engine_set_cost_model (engine, NULL);
  tarn_engine_set_journal (engine, NULL);
  tarn_engine_set_fault_plan (engine, NULL);
  if (tarn_engine_add_timeout (engine, 0, TARN_TIMEOUT_NONE, (TarnTimeoutFunc) abort, NULL, NULL)
          != 0
      || tarn_engine_remove_timeout (engine, 1))
    world_fail (world, "a timeout inside a cost model");
  tarn_engine_set_speed (engine, 1);
  world_end_logs (world);
  if (!world->is_split)
    tally_add_outcome ("call inside a cost model", "programmer error");
}

/* The draws are a copy, because a model that only looks must plan the same. */
static void
misbehave (Model *model, Draw draw, gboolean plans_refresh)
{
  World *world = model->world;

  if (world->quiet > 0)
    return;
  gboolean was_asked = world->is_asked;
  world->is_asked = TRUE;
  if (draw_chance (&draw, 20))
    call_back (world, plans_refresh);
  if (draw_chance (&draw, 10))
    provoke (world);
  world->is_asked = was_asked;
}

/* --- Plans ------------------------------------------------------------------------------------ */

static gint64
draw_time (Draw *draw)
{
  const gint64 edges[] = { 0, 1, LONGEST, LONGEST - 1, G_TIME_SPAN_DAY };

  return draw_chance (draw, 15) ? draw_of (draw, edges) : draw_between (draw, 0, G_TIME_SPAN_HOUR);
}

/* Sets values that the plan must refuse; each is a programmer error, and changes nothing. */
static void
plan_refresh_wrongly (World *world, Draw *draw, TarnCostPlan *plan)
{
  const gint64 wrong[] = { -1, G_MININT64, LONGEST + 1, G_MAXINT64 };

  world_expect_logs (world, 5);
  tarn_cost_plan_set_failure_ppm (plan, 1000001);
  tarn_cost_plan_set_startup_us (plan, draw_of (draw, wrong));
  tarn_cost_plan_set_processed_bytes (plan, draw_of (draw, wrong));
  tarn_cost_plan_add_phase (plan, draw_of (draw, wrong), 1, 0);
  tarn_cost_plan_add_phase (plan, 10, G_MAXINT64, 11);
  world_end_logs (world);
}

static void
plan_refresh (TarnCostModel *self, const TarnRefreshWork *work, TarnCostPlan *plan)
{
  Model *model = (Model *) self;
  g_autofree char *name = tarn_table_name_to_string (tarn_refresh_work_get_table_name (work));
  guint64 mixed = g_str_hash (name) ^ tarn_refresh_work_get_source_bytes (work)
                  ^ tarn_refresh_work_get_changed_bytes (work) << 8
                  ^ tarn_refresh_work_get_view_bytes (work) << 16
                  ^ (guint64) tarn_refresh_work_get_refresh_type (work) << 60;
  Draw draw
      = draw_new (mixed + model->number, USE_COST_MODEL, tarn_refresh_work_get_ordinal (work));

  misbehave (model, draw, TRUE);
  if (draw_chance (&draw, 10))
    plan_refresh_wrongly (model->world, &draw, plan);
  if (draw_chance (&draw, 10))
    return;
  gint64 startup = draw_time (&draw);
  tarn_cost_plan_set_startup_us (plan, startup);
  tarn_cost_plan_set_processed_bytes (plan, draw_chance (&draw, 5)
                                                ? MOST
                                                : draw_between (&draw, 0, MOST / 4096));
  gint64 left = LONGEST;
  for (guint i = draw_below (&draw, 17); i > 0; i--)
    {
      gint64 duration = draw_time (&draw);
      gint64 dpu = draw_chance (&draw, 5) ? 0 : 1 + (gint64) draw_below (&draw, 1000);
      if (draw_chance (&draw, 5))
        dpu = draw_between (&draw, 0, G_MAXINT64 / MAX (duration, 1));
      if (duration > left || (duration > 0 && dpu > left / duration))
        continue;
      left -= duration * MAX (dpu, 1);
      tarn_cost_plan_add_phase (plan, duration, dpu, draw_between (&draw, 0, duration * dpu));
    }
  if (draw_chance (&draw, 10))
    tarn_cost_plan_set_failure_ppm (plan, draw_below (&draw, 1000001));
  if (draw_chance (&draw, 10))
    tarn_cost_plan_use_built_in_model (plan);
}

static void
plan_metadata (TarnCostModel *self, const TarnMetadataWork *work, TarnMetadataPlan *plan)
{
  const gint64 most = G_GINT64_CONSTANT (1) << 40;
  Model *model = (Model *) self;
  guint64 mixed = g_str_hash (tarn_metadata_work_get_asset_id (work))
                  ^ (guint64) g_str_hash (tarn_metadata_work_get_domain_id (work)) << 32
                  ^ (guint64) tarn_metadata_work_get_metadata_type (work) << 60
                  ^ tarn_metadata_work_get_column_count (work);
  Draw draw
      = draw_new (mixed + model->number, USE_COST_MODEL, tarn_metadata_work_get_ordinal (work));

  misbehave (model, draw, FALSE);
  if (draw_chance (&draw, 10))
    {
      world_expect_logs (model->world, 3);
      tarn_metadata_plan_set_base_us (plan, draw_chance (&draw, 50) ? -1 : LONGEST + 1);
      tarn_metadata_plan_set_generation_us (plan,
                                            draw_chance (&draw, 50) ? G_MININT64 : G_MAXINT64);
      tarn_metadata_plan_set_use (plan, 0, most + 1, 0);
      world_end_logs (model->world);
    }
  if (draw_chance (&draw, 10))
    return;
  gint64 base = draw_time (&draw);
  gint64 generation = draw_time (&draw);
  tarn_metadata_plan_set_base_us (plan, base);
  tarn_metadata_plan_set_generation_us (plan, generation);
  gint64 calls = draw_chance (&draw, 5) ? most : draw_between (&draw, 0, 100);
  gint64 input = draw_between (&draw, 0, most);
  gint64 output = draw_between (&draw, 0, 100000);
  tarn_metadata_plan_set_use (plan, calls, input, output);
}

static void
model_interface_init (TarnCostModelInterface *interface)
{
  interface->plan_refresh = plan_refresh;
  interface->plan_metadata_generation = plan_metadata;
}

static void
other_interface_init (TarnCostModelInterface *interface)
{
  interface->plan_metadata_generation = plan_metadata;
}

static void
model_init (G_GNUC_UNUSED Model *self)
{
}

static void
model_class_init (G_GNUC_UNUSED ModelClass *class)
{
}

static void
other_model_init (G_GNUC_UNUSED OtherModel *self)
{
}

static void
other_model_class_init (G_GNUC_UNUSED OtherModelClass *class)
{
}

TarnCostModel *
cost_model_new (World *world, guint number)
{
  Model *model = g_object_new (number % 4 == 3 ? other_model_get_type () : model_get_type (), NULL);

  model->world = world;
  model->number = number;
  return TARN_COST_MODEL (model);
}
