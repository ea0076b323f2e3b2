/* SPDX-License-Identifier: MIT */
/* The end of a trial: what has not ended is asked for its use, the figures are checked, and made. */
#include "lab/measure/asset-watch.h"
#include "lab/measure/result.h"
#include "lab/measure/timeline.h"
#include "lab/measure/watch.h"

static char *
format_id (const guint64 *id)
{
  return g_strdup_printf ("%08x-%04x-%04x-%04x-%012" G_GINT64_MODIFIER "x", (guint) (id[0] >> 32),
                          (guint) (id[0] >> 16 & 0xffff), (guint) (id[0] & 0xffff),
                          (guint) (id[1] >> 48), id[1] & G_GUINT64_CONSTANT (0xffffffffffff));
}

static gboolean
ask_open_run (TarnLabWatch *watch, guint view, GError **error)
{
  g_autofree char *id = format_id (tarn_lab_measures_get_view (watch->measures, view)->slot.id);
  g_autoptr (TarnRefreshRun) run = tarn_glue_client_get_materialized_view_refresh_task_run (
      tarn_lab_trial_get_glue_client (watch->trial), NULL, id, error);

  if (run == NULL)
    return FALSE;

  tarn_lab_measures_note_open (watch->measures, view, tarn_refresh_run_get_dpu_milliseconds (run),
                               tarn_refresh_run_get_billed_dpu_milliseconds (run));
  return TRUE;
}

static gboolean
ask_open_runs (TarnLabWatch *watch, GError **error)
{
  for (guint i = 0; i < watch->measures->states->len; i++)
    if (tarn_lab_measures_get_view (watch->measures, i)->has_run && !ask_open_run (watch, i, error))
      return FALSE;

  return TRUE;
}

TarnLabResult *
tarn_lab_trial_finish (TarnLabTrial *self, GError **error)
{
  g_return_val_if_fail (TARN_LAB_IS_TRIAL (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  TarnLabWatch *watch = tarn_lab_watch_get (self);
  g_return_val_if_fail (watch != NULL, NULL);

  if (!tarn_lab_trial_run (self, error) || !ask_open_runs (watch, error))
    return NULL;

  tarn_lab_timeline_finish (self);
  if (!tarn_lab_trial_run (self, error))
    return NULL;

  tarn_lab_measures_settle (watch->measures,
                            tarn_engine_get_now (tarn_lab_trial_get_engine (self)));
  const TarnLabAssetMeasures *assets = tarn_lab_asset_watch_get_measures (self);
  if (!tarn_lab_measures_check (watch->measures, error)
      || (assets != NULL && !tarn_lab_asset_measures_check (assets, error)))
    return NULL;

  g_autoptr (GArray) own = tarn_lab_own_get_figures (self);
  g_autoptr (TarnLabResult) result = tarn_lab_result_new (watch->measures, own, error);
  if (result == NULL || (assets != NULL && !tarn_lab_result_add_assets (result, assets, error)))
    return NULL;

  tarn_lab_result_set_series (result, tarn_lab_series_get (self));
  tarn_lab_result_set_coincidence (result, &watch->coincidence);
  return g_steal_pointer (&result);
}
