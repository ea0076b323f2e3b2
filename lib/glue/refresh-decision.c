/* SPDX-License-Identifier: MIT */
#include "glue/refresh-decision.h"

#include "admission/authorization.h"
#include "glue/refresh-failure.h"
#include "kernel/arith.h"
#include "runs/run-luck.h"

static gboolean
is_change_small (const TarnGlue *glue, const TarnPending *pending, gint own_percent)
{
  gint64 percent = own_percent != TARN_NO_THRESHOLD
                       ? own_percent
                       : tarn_glue_get_option (glue, TARN_GLUE_INCREMENTAL_THRESHOLD_PERCENT);

  return tarn_product_is_at_most (pending->bytes, 100, pending->source_bytes, (guint64) percent);
}

/*
 * A table keeps a part of its history, and a refresh can tell some changes from that part. A limit of 0 is
 * none.
 */
typedef struct
{
  guint64 snapshots_max;
  gint64 age_max_us;
  gboolean takes_appends_only;
} HistoryLimits;

/* A table always keeps its current snapshot. */
static gboolean
lacks_changes (const HistoryLimits *limits, const TarnSourcePoint *shown,
               const TarnSourcePoint *current, gint64 now_us)
{
  guint64 n_newer = current->n_commits - shown->n_commits;

  if (n_newer == 0)
    return FALSE;

  return (limits->snapshots_max > 0 && n_newer >= limits->snapshots_max)
         || (limits->age_max_us > 0 && now_us - shown->time_us >= limits->age_max_us)
         || (limits->takes_appends_only && shown->n_rewrites != current->n_rewrites);
}

/* Returns whether the changes of a source cannot be told from what the view shows of the source. */
static gboolean
lacks_changes_of_any (const TarnGlue *glue, const TarnView *view)
{
  const HistoryLimits limits
      = { (guint64) tarn_glue_get_option (glue, TARN_GLUE_RETENTION_SNAPSHOTS),
          tarn_glue_get_option (glue, TARN_GLUE_RETENTION_SNAPSHOT_AGE_US),
          tarn_glue_get_option (glue, TARN_GLUE_INCREMENTAL_APPENDS_ONLY) != 0 };

  if (G_LIKELY (limits.snapshots_max == 0 && limits.age_max_us == 0 && !limits.takes_appends_only))
    return FALSE;

  for (guint i = 0; i < view->n_sources; i++)
    {
      const TarnSource *source = &view->sources[i];

      if (lacks_changes (&limits, &source->shown,
                         &tarn_catalog_get_table (&glue->catalog, source->table)->current,
                         tarn_glue_get_now (glue)))
        return TRUE;
    }

  return FALSE;
}

TarnRefreshType
tarn_refresh_choose_type (const TarnGlue *glue, const TarnTableEntry *table,
                          const TarnPending *pending, const TarnRefreshWish *wish)
{
  const TarnView *view = table->view;

  if (wish->mode == TARN_REFRESH_MODE_FULL || view->last_refresh_type == TARN_REFRESH_TYPE_NONE)
    return TARN_REFRESH_TYPE_FULL;
  if (lacks_changes_of_any (glue, view))
    return TARN_REFRESH_TYPE_FULL;
  if (pending->bytes == 0)
    return TARN_REFRESH_TYPE_INCREMENTAL;
  if (view->is_incremental
      && (wish->mode != TARN_REFRESH_MODE_SERVICE
          || is_change_small (glue, pending, wish->threshold_percent)))
    return TARN_REFRESH_TYPE_INCREMENTAL;

  return TARN_REFRESH_TYPE_FULL;
}

/* The user's cost model may have filled the plan before it left it, so the plan is made anew. */
static void
plan_by_built_in_model (const TarnGlue *glue, const TarnRefreshWork *work, TarnCostPlan *plan)
{
  guint failure_ppm = plan->failure_ppm;

  tarn_cost_plan_init (plan);
  tarn_refresh_cost_plan (glue->room.admission.options, work, plan);
  plan->is_built_in = TRUE;
  plan->failure_ppm = failure_ppm;
}

void
tarn_refresh_estimate_plan (TarnGlue *glue, const TarnTableEntry *table, const TarnPending *pending,
                            TarnRefreshType type, guint32 ordinal, guint64 tag,
                            TarnCostPlan *out_plan)
{
  TarnCore *core = glue->room.core;
  TarnRefreshWork work = {
    .table_name = table->name,
    .ordinal = ordinal,
    .tag = tag,
    .type = type,
    .source_bytes = pending->source_bytes,
    .changed_bytes = pending->bytes,
    .view_bytes = table->size_bytes,
  };

  tarn_cost_plan_init (out_plan);
  if (G_LIKELY (!tarn_runs_have_model (&glue->room.runs)))
    {
      tarn_refresh_cost_plan (glue->room.admission.options, &work, out_plan);
      out_plan->is_built_in = TRUE;
      return;
    }

  gboolean was_asking = tarn_core_begin_asking (core);
  core->is_estimating = TRUE;
  core->cost_model_interface->plan_refresh (core->cost_model, &work, out_plan);
  core->is_estimating = FALSE;
  tarn_core_end_asking (core, was_asking);
  if (out_plan->is_built_in)
    plan_by_built_in_model (glue, &work, out_plan);
}

/*
 * One factor for the whole run keeps the parts of the plan in proportion, so the mean of each of them stays,
 * and so does the mean of their sum.
 */
void
tarn_refresh_make_plan (TarnGlue *glue, const TarnTableEntry *table, const TarnPending *pending,
                        TarnRefreshType type, guint32 ordinal, guint64 tag, TarnCostPlan *out_plan)
{
  tarn_refresh_estimate_plan (glue, table, pending, type, ordinal, tag, out_plan);

  if (!out_plan->is_built_in)
    return;

  gint64 log = tarn_runs_draw_spread (&glue->room.runs, TARN_GLUE_COST_DURATION_SPREAD_PERMILLE,
                                      table->position, ordinal, tag, TARN_PURPOSE_REFRESH_DURATION,
                                      TARN_PURPOSE_REFRESH_DURATION_BY_TAG);
  tarn_cost_plan_spread (out_plan, log);
}

/* Every run is shorter than half of all time, so that nearly no start needs a plan for this. */
gboolean
tarn_refresh_ends_in_time (TarnGlue *glue, const TarnTableEntry *table, const TarnRefreshWish *wish,
                           guint64 tag, const TarnRunFaults *faults)
{
  gint64 left_us = G_MAXINT64 - tarn_glue_get_now (glue);
  TarnCostPlan plan;

  if (G_LIKELY (left_us >= 2 * TARN_PLAN_DURATION_US_MAX)
      || (faults != NULL && tarn_run_faults_hang (faults, 0)))
    return TRUE;

  TarnPending pending = tarn_table_entry_get_pending (table, glue->catalog.tables);
  tarn_refresh_make_plan (glue, table, &pending,
                          tarn_refresh_choose_type (glue, table, &pending, wish),
                          table->view->runs.n_runs, tag, &plan);
  if (faults != NULL && tarn_run_faults_have (faults, TARN_FAULT_SLOW_RUN))
    tarn_cost_plan_slow (&plan, faults->factor_permille);
  return plan.startup_us + plan.running_us <= left_us;
}

static void
apply_faults (TarnActiveRefresh *active)
{
  if (tarn_active_run_has_fault (&active->run, TARN_FAULT_FAIL_RUN))
    {
      active->failure = TARN_REFRESH_PLANNED_FAILURE;
      active->end_after_us = (gint64) tarn_multiply_divide ((guint64) active->plan.running_us,
                                                            active->run.faults.at_ppm[0], 1000000);
    }
}

/* --- The end ---------------------------------------------------------------------------------- */

static gboolean
is_source_denied (const TarnGlue *glue, const char *role, const TarnTableEntry *source)
{
  const char *const resource[] = { TARN_TABLE_NAME_ARGS (source->name), NULL };

  return tarn_admission_is_denied (&glue->room.admission, role, "lakeformation:SELECT", resource);
}

gboolean
tarn_refresh_is_denied (const TarnGlue *glue, const TarnRun *run)
{
  const TarnTableEntry *view = tarn_catalog_get_table (&glue->catalog, run->subject);

  if (G_LIKELY (!tarn_admission_has_statements (&glue->room.admission)))
    return FALSE;

  const TarnRefreshSubject *subject = tarn_glue_get_subject (glue, run);
  g_autofree char *root = g_strdup_printf ("arn:aws:iam::%s:root", subject->customer_id);
  const char *role = subject->role != NULL ? subject->role : root;

  for (guint i = 0; i < view->view->n_sources; i++)
    if (is_source_denied (glue, role,
                          tarn_catalog_get_table (&glue->catalog, view->view->sources[i].table)))
      return TRUE;

  return FALSE;
}

static void
fail_at_once (TarnActiveRefresh *active, TarnRefreshFailure failure)
{
  active->failure = failure;
  active->end_after_us = 0;
}

void
tarn_refresh_decide_end (TarnGlue *glue, const TarnTableEntry *table, TarnRefreshType type,
                         TarnActiveRefresh *active)
{
  /* A slow run fails as late as its work is slow, so the plan is slowed before the moment is drawn. */
  if (tarn_active_run_has_fault (&active->run, TARN_FAULT_SLOW_RUN))
    tarn_cost_plan_slow (&active->plan, active->run.faults.factor_permille);
  tarn_refresh_draw_failure (glue, active);
  apply_faults (active);

  if (active->wish.mode == TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL
      && type != TARN_REFRESH_TYPE_INCREMENTAL)
    fail_at_once (active, TARN_REFRESH_MODE_FAILURE);
  if (tarn_refresh_is_denied (glue, tarn_runs_get (&glue->room.runs, active->run.run)))
    fail_at_once (active, TARN_REFRESH_PERMISSION_FAILURE);
  if (tarn_table_entry_lacks_source (table, glue->catalog.tables))
    fail_at_once (active, TARN_REFRESH_SOURCE_FAILURE);
}
