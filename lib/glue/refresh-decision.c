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
  glue->clock->is_asking = glue->admission.gatehouse->is_planning = TRUE;
  TARN_COST_MODEL_GET_IFACE (glue->cost_model)->plan_refresh (glue->cost_model, &work, ret_plan);
  glue->clock->is_asking = was_asking;
  glue->admission.gatehouse->is_planning = FALSE;
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

/* Interned texts are the same where they say the same; a plan has few of them. */
static void
plan_failure (TarnGlue *glue, TarnActiveRun *active)
{
  gpointer message = (gpointer) active->fault.message;
  guint index;

  if (!g_ptr_array_find (glue->messages, message, &index))
    {
      index = glue->messages->len;
      g_ptr_array_add (glue->messages, message);
    }

  active->failure = TARN_REFRESH_PLANNED_FAILURE;
  active->message = index;
  active->end_after_us = (gint64) tarn_multiply_divide ((guint64) active->plan.running_us,
                                                        (guint64) active->fault.at_ppm, 1000000);
}

static void
apply_fault (TarnGlue *glue, TarnActiveRun *active)
{
  if (!active->fault.is_set)
    return;
  if (active->fault.action == TARN_FAULT_FAIL_RUN)
    plan_failure (glue, active);
  else if (active->fault.action == TARN_FAULT_SLOW_RUN)
    {
      tarn_cost_plan_slow (&active->plan, active->fault.factor_permille);
      active->end_after_us = active->plan.running_us;
    }
}

gboolean
tarn_refresh_will_hang (const TarnActiveRun *active)
{
  return active->fault.is_set && active->fault.action == TARN_FAULT_HANG_RUN;
}

void
tarn_refresh_decide_end (TarnGlue *glue, const TarnTableEntry *table, TarnActiveRun *active)
{
  active->failure = TARN_REFRESH_NO_FAILURE;
  active->end_after_us = active->plan.running_us;
  draw_failure (glue, table, active);
  apply_fault (glue, active);

  if (tarn_refresh_is_denied (glue, table))
    {
      active->failure = TARN_REFRESH_PERMISSION_FAILURE;
      active->end_after_us = 0;
    }
}
