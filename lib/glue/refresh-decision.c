/* SPDX-License-Identifier: MIT */
#include "glue/refresh-decision.h"

#include "glue/refresh-failure.h"
#include "kernel/arith.h"

static gboolean
is_change_small (const TarnGlue *glue, const TarnPending *pending)
{
  guint64 percent = (guint64) tarn_glue_get_option (glue, TARN_GLUE_INCREMENTAL_THRESHOLD_PERCENT);

  return tarn_product_is_at_most (pending->bytes, 100, pending->source_bytes, percent);
}

TarnRefreshType
tarn_refresh_choose_type (const TarnGlue *glue, const TarnTableEntry *table,
                          const TarnPending *pending, gboolean is_full_requested)
{
  const TarnView *view = table->view;

  if (is_full_requested || view->last_refresh_type == TARN_REFRESH_TYPE_NONE)
    return TARN_REFRESH_TYPE_FULL;
  if (pending->bytes == 0)
    return TARN_REFRESH_TYPE_INCREMENTAL;
  if (view->is_incremental && is_change_small (glue, pending))
    return TARN_REFRESH_TYPE_INCREMENTAL;

  return TARN_REFRESH_TYPE_FULL;
}

void
tarn_refresh_make_plan (TarnGlue *glue, const TarnTableEntry *table, const TarnPending *pending,
                        TarnRefreshType type, guint32 ordinal, TarnCostPlan *ret_plan)
{
  TarnRefreshWork work = {
    .table_name = table->name,
    .ordinal = ordinal,
    .type = type,
    .source_bytes = pending->source_bytes,
    .changed_bytes = pending->bytes,
    .view_bytes = table->size_bytes,
  };

  tarn_cost_plan_init (ret_plan);
  if (glue->cost_model == NULL)
    {
      tarn_refresh_cost_plan (glue->admission.options, &work, ret_plan);
      return;
    }

  /* A model of the user only looks: whatever it tries to change is refused. */
  gboolean was_asking = glue->clock->is_asking;
  glue->clock->is_asking = glue->is_planning = TRUE;
  TARN_COST_MODEL_GET_IFACE (glue->cost_model)->plan_refresh (glue->cost_model, &work, ret_plan);
  glue->clock->is_asking = was_asking;
  glue->is_planning = FALSE;
}

/* Whether the run fails is its own luck: nothing else in the lake moves it. */
static void
draw_failure (const TarnGlue *glue, const TarnTableEntry *table, TarnActiveRun *active)
{
  guint32 ppm = (guint32) tarn_glue_get_option (glue, TARN_GLUE_FAILURE_PPM);
  TarnDraw draw = { table->hash, active->ordinal, TARN_PURPOSE_REFRESH_FAILURE, 0 };

  if (!tarn_random_chance (glue->random, &draw, ppm))
    return;

  active->failure = TARN_REFRESH_READ_FAILURE;
  active->end_after_us
      = (gint64) tarn_multiply_divide ((guint64) active->plan.running_us,
                                       tarn_random_below (glue->random, &draw, 1000000), 1000000);
}

void
tarn_refresh_decide_end (const TarnGlue *glue, const TarnTableEntry *table, TarnActiveRun *active)
{
  active->failure = TARN_REFRESH_NO_FAILURE;
  active->end_after_us = active->plan.running_us;
  draw_failure (glue, table, active);

  if (tarn_refresh_is_denied (glue, table))
    {
      active->failure = TARN_REFRESH_PERMISSION_FAILURE;
      active->end_after_us = 0;
    }
}
