/* SPDX-License-Identifier: MIT */
#include "lab/measure/result.h"

#include <tarn-lab/tarn-lab-error.h>

#include "lab/measure/metric-row.h"
#include "lab/measure/metrics.h"

struct _TarnLabResult
{
  gatomicrefcount ref_count;
  TarnLabWhole whole;
  GPtrArray *names[TARN_LAB_SUBJECT_ASSETS + 1];
  GArray *sums[TARN_LAB_SUBJECT_VIEW + 1];       /* TarnLabSums */
  GArray *histograms[TARN_LAB_SUBJECT_VIEW + 1]; /* TarnLabHistograms; NULL for none */
  GArray *assets;        /* TarnLabAssetSums; of the groups, and then of all; NULL for none */
  GArray *own;           /* TarnLabOwnFigure; NULL for none */
  TarnLabSeries *series; /* NULL for none */
  TarnLabCoincidence coincidence;
};

G_DEFINE_BOXED_TYPE (TarnLabResult, tarn_lab_result, tarn_lab_result_ref, tarn_lab_result_unref)

TarnLabResult *
tarn_lab_result_ref (TarnLabResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tarn_lab_result_unref (TarnLabResult *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i <= TARN_LAB_SUBJECT_ASSETS; i++)
    g_ptr_array_unref (self->names[i]);
  for (guint i = 0; i <= TARN_LAB_SUBJECT_VIEW; i++)
    {
      g_array_unref (self->sums[i]);
      g_clear_pointer (&self->histograms[i], g_array_unref);
    }
  g_clear_pointer (&self->assets, g_array_unref);
  g_clear_pointer (&self->own, g_array_unref);
  g_clear_pointer (&self->series, tarn_lab_series_unref);
  g_free (self);
}

/* --- Making ----------------------------------------------------------------------------------- */

static GArray *
new_sums (guint n)
{
  GArray *sums = g_array_sized_new (FALSE, FALSE, sizeof (TarnLabSums), n);

  g_array_set_size (sums, n);
  for (guint i = 0; i < n; i++)
    tarn_lab_sums_init (&g_array_index (sums, TarnLabSums, i));
  return sums;
}

static TarnLabSums *
get_sums (const TarnLabResult *self, TarnLabSubject subject, guint index)
{
  return &g_array_index (self->sums[subject], TarnLabSums, index);
}

static TarnLabHistograms *
get_histograms (const TarnLabResult *self, TarnLabSubject subject, guint index)
{
  return self->histograms[subject] != NULL
             ? &g_array_index (self->histograms[subject], TarnLabHistograms, index)
             : NULL;
}

/* Integrals that have not ended are added to the copy, so that the trial may go on. */
static void
add_open (TarnLabSums *sums, const TarnLabMeasures *measures, guint view)
{
  const TarnLabMeasuredView *state = tarn_lab_measures_get_view (measures, view);

  tarn_lab_sums_add (sums, TARN_LAB_SUM_OPEN_REQUESTS, state->n_waiting);
  if (!state->has_run)
    return;

  tarn_lab_sums_add (sums, TARN_LAB_SUM_OPEN_RUNS, 1);
  tarn_lab_sums_add (sums, TARN_LAB_SUM_OPEN_USED, (guint64) state->open_used_dpu_ms);
  tarn_lab_sums_add (sums, TARN_LAB_SUM_OPEN_BILLED, (guint64) state->open_billed_dpu_ms);
  tarn_lab_sums_add (sums, TARN_LAB_SUM_OPEN_COST,
                     tarn_lab_terms_get_nano_usd (&measures->terms, state->open_billed_dpu_ms));
}

static void
add_views (TarnLabResult *self, const TarnLabMeasures *measures)
{
  for (guint i = 0; i < measures->views->len; i++)
    {
      const TarnLabView *view = tarn_lab_scenario_get_view (measures->scenario, i);
      TarnLabSums *sums = get_sums (self, TARN_LAB_SUBJECT_VIEW, i);

      *sums = *tarn_lab_measures_get_sums (measures, i);
      add_open (sums, measures, i);
      tarn_lab_sums_add_view (get_sums (self, TARN_LAB_SUBJECT_ALL, 0), sums, view->weight);
      if (view->group < self->sums[TARN_LAB_SUBJECT_GROUP]->len)
        tarn_lab_sums_add_view (get_sums (self, TARN_LAB_SUBJECT_GROUP, view->group), sums,
                                view->weight);
    }
}

static GArray *
new_histograms (guint n)
{
  GArray *histograms = g_array_sized_new (FALSE, TRUE, sizeof (TarnLabHistograms), n);

  g_array_set_clear_func (histograms, (GDestroyNotify) tarn_lab_histograms_clear);
  g_array_set_size (histograms, n);
  return histograms;
}

static void
add_histograms (TarnLabResult *self, const TarnLabMeasures *measures)
{
  guint n_groups = measures->groups->len - 1;
  TarnLabHistograms *all;

  self->histograms[TARN_LAB_SUBJECT_ALL] = new_histograms (1);
  self->histograms[TARN_LAB_SUBJECT_GROUP] = new_histograms (n_groups);
  all = get_histograms (self, TARN_LAB_SUBJECT_ALL, 0);
  tarn_lab_histograms_init (all, TARN_LAB_HISTOGRAM_RUNNING, TARN_LAB_GROUP_BITS);
  all->of[TARN_LAB_HISTOGRAM_RUNNING] = tarn_time_histogram_copy (measures->running);
  for (guint i = 0; i <= n_groups; i++)
    {
      const TarnLabHistograms *group = &g_array_index (measures->groups, TarnLabHistograms, i);

      tarn_lab_histograms_merge (all, group);
      if (i < n_groups)
        tarn_lab_histograms_copy (get_histograms (self, TARN_LAB_SUBJECT_GROUP, i), group);
    }
  if (measures->view_histograms == NULL)
    return;

  self->histograms[TARN_LAB_SUBJECT_VIEW] = new_histograms (measures->views->len);
  for (guint i = 0; i < measures->views->len; i++)
    tarn_lab_histograms_copy (get_histograms (self, TARN_LAB_SUBJECT_VIEW, i),
                              &g_array_index (measures->view_histograms, TarnLabHistograms, i));
}

static void
add_names (TarnLabResult *self, const TarnLabScenario *scenario)
{
  for (guint i = 0; i <= TARN_LAB_SUBJECT_ASSETS; i++)
    self->names[i] = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (self->names[TARN_LAB_SUBJECT_ALL], g_strdup ("all"));
  for (guint i = 0; i < scenario->groups->len; i++)
    g_ptr_array_add (self->names[TARN_LAB_SUBJECT_GROUP], g_strdup (scenario->groups->pdata[i]));
  for (guint i = 0; i < scenario->views->len; i++)
    {
      const TarnLabView *view = tarn_lab_scenario_get_view (scenario, i);

      g_ptr_array_add (self->names[TARN_LAB_SUBJECT_VIEW],
                       g_strconcat (view->database_name, ".", view->name, NULL));
    }
}

/* Until the window has ended, it is as long as it is now. */
static TarnLabWhole
get_whole (const TarnLabMeasures *measures)
{
  gint64 until_us = measures->phase == TARN_LAB_PHASE_WINDOW ? measures->occupation.settled_us
                                                             : measures->end_us;
  TarnLabWhole whole = {
    .window_us = until_us - measures->begin_us,
    .n_slots = measures->terms.n_slots,
    .dpu_max = measures->terms.dpu_max,
    .n_commits = measures->n_commits,
    .running_max = measures->occupation.running_max,
    .waiting_max = measures->occupation.waiting_max,
    .has_dpu = measures->account != NULL,
  };

  if (whole.has_dpu)
    {
      whole.dpu_area.high
          = tarn_measures_get_area (measures->account, TARN_MEASURE_DPU, &whole.dpu_area.low);
      whole.dpu_peak = tarn_measures_get_max (measures->account, TARN_MEASURE_DPU);
    }
  return whole;
}

/* --- Figures ---------------------------------------------------------------------------------- */

/* The sums of all assets are behind those of the groups. */
static const TarnLabAssetSums *
get_asset_sums (const TarnLabResult *self, TarnLabSubject subject, guint index)
{
  return &g_array_index (self->assets, TarnLabAssetSums,
                         subject == TARN_LAB_SUBJECT_ASSETS ? index : self->assets->len - 1);
}

static TarnLabFigures
get_figures (const TarnLabResult *self, TarnLabSubject subject, guint index)
{
  if (subject > TARN_LAB_SUBJECT_VIEW)
    return (TarnLabFigures){ .assets = get_asset_sums (self, subject, index) };

  return (TarnLabFigures){ .sums = get_sums (self, subject, index),
                           .histograms = get_histograms (self, subject, index),
                           .whole = &self->whole };
}

static TarnLabFigure
compute (const TarnLabResult *self, TarnLabSubject subject, guint index,
         const TarnLabMetric *metric, gint64 *out_value)
{
  TarnLabFigures figures = get_figures (self, subject, index);

  return tarn_lab_metric_compute (metric, &figures, out_value);
}

static gboolean
refuse_sum (const TarnLabResult *self, TarnLabSubject subject, guint index, const char *metric,
            GError **error)
{
  g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_TOO_LARGE,
               "the sum for the figure %s of %s does not fit into 128 bits", metric,
               tarn_lab_result_get_subject_name (self, subject, index));
  return FALSE;
}

/* A sum that does not fit is TARN_WIDE_MAX. */
static gboolean
check_sums (const TarnLabResult *self, TarnLabSubject subject, guint index, GError **error)
{
  TarnLabFigures figures = get_figures (self, subject, index);

  for (guint i = 0; figures.sums != NULL && i < TARN_LAB_N_SUMS; i++)
    if (tarn_wide_is_equal (figures.sums->sums[i], TARN_WIDE_MAX))
      return refuse_sum (self, subject, index, tarn_lab_metric_get_name_of_sum (i), error);
  for (guint i = 0; figures.assets != NULL && i < TARN_LAB_N_ASSET_SUMS; i++)
    if (tarn_wide_is_equal (figures.assets->sums[i], TARN_WIDE_MAX))
      return refuse_sum (self, subject, index, tarn_lab_asset_metric_get_name_of_sum (i), error);

  return TRUE;
}

static gboolean
check_figures (const TarnLabResult *self, TarnLabSubject subject, guint index, GError **error)
{
  const TarnLabMetric *metric;
  gint64 value;

  if (!check_sums (self, subject, index, error))
    return FALSE;
  for (guint i = 0; (metric = tarn_lab_metric_get (i)) != NULL; i++)
    if (tarn_lab_metric_is_of (metric, subject)
        && compute (self, subject, index, metric, &value) == TARN_LAB_FIGURE_TOO_LARGE)
      {
        g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_TOO_LARGE,
                     "the figure %s of %s does not fit into 63 bits",
                     tarn_lab_metric_get_name (metric),
                     tarn_lab_result_get_subject_name (self, subject, index));
        return FALSE;
      }

  return TRUE;
}

TarnLabResult *
tarn_lab_result_new (const TarnLabMeasures *measures, GArray *own, GError **error)
{
  g_autoptr (TarnLabResult) self = g_new0 (TarnLabResult, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->whole = get_whole (measures);
  add_names (self, measures->scenario);
  for (guint i = 0; i <= TARN_LAB_SUBJECT_VIEW; i++)
    self->sums[i] = new_sums (self->names[i]->len);
  add_views (self, measures);
  add_histograms (self, measures);
  self->own = own != NULL ? g_array_ref (own) : NULL;
  for (guint i = 0; i <= TARN_LAB_SUBJECT_VIEW; i++)
    for (guint j = 0; j < self->names[i]->len; j++)
      if (!check_figures (self, i, j, error))
        return NULL;

  return g_steal_pointer (&self);
}

/* --- Assets ----------------------------------------------------------------------------------- */

static void
add_asset_sums (TarnLabResult *self, const TarnLabAssetMeasures *measures, guint place)
{
  const TarnLabAssetLevels *levels = &g_array_index (measures->levels, TarnLabAssetLevels, place);
  TarnLabAssetSums *sums = &g_array_index (self->assets, TarnLabAssetSums, place);

  tarn_lab_asset_sums_copy (sums, tarn_lab_asset_measures_get_sums (measures, place));
  sums->sums[TARN_LAB_ASSET_SUM_OPEN_REQUESTS] = (TarnWide){ 0, levels->n_waiting };
  sums->sums[TARN_LAB_ASSET_SUM_OPEN_RUNS] = (TarnWide){ 0, levels->n_running };
}

gboolean
tarn_lab_result_add_assets (TarnLabResult *self, const TarnLabAssetMeasures *measures,
                            GError **error)
{
  guint n_groups = measures->scenario->assets->len;

  g_ptr_array_add (self->names[TARN_LAB_SUBJECT_ALL_ASSETS], g_strdup ("all"));
  for (guint i = 0; i < n_groups; i++)
    g_ptr_array_add (self->names[TARN_LAB_SUBJECT_ASSETS],
                     g_strdup (tarn_lab_scenario_get_assets (measures->scenario, i)->name));

  self->assets = g_array_new (FALSE, TRUE, sizeof (TarnLabAssetSums));
  g_array_set_clear_func (self->assets, tarn_lab_asset_sums_clear);
  g_array_set_size (self->assets, n_groups + 1);
  for (guint i = 0; i <= n_groups; i++)
    add_asset_sums (self, measures, i);

  for (guint i = 0; i < n_groups; i++)
    if (!check_figures (self, TARN_LAB_SUBJECT_ASSETS, i, error))
      return FALSE;
  return check_figures (self, TARN_LAB_SUBJECT_ALL_ASSETS, 0, error);
}

void
tarn_lab_result_set_series (TarnLabResult *self, TarnLabSeries *series)
{
  self->series = series != NULL ? tarn_lab_series_ref (series) : NULL;
}

/* --- What reports read ------------------------------------------------------------------------ */

void
tarn_lab_result_set_coincidence (TarnLabResult *self, const TarnLabCoincidence *coincidence)
{
  self->coincidence = *coincidence;
}

const TarnLabCoincidence *
tarn_lab_result_get_coincidence (const TarnLabResult *self)
{
  return &self->coincidence;
}

const TarnLabSeries *
tarn_lab_result_get_series (const TarnLabResult *self)
{
  return self->series;
}

const TarnTimeHistogram *
tarn_lab_result_get_histogram (const TarnLabResult *self, TarnLabHistogram histogram)
{
  return get_histograms (self, TARN_LAB_SUBJECT_ALL, 0)->of[histogram];
}

/* --- What users read -------------------------------------------------------------------------- */

guint
tarn_lab_result_get_n_subjects (const TarnLabResult *self, TarnLabSubject subject)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (subject <= TARN_LAB_SUBJECT_ASSETS, 0);

  return self->names[subject]->len;
}

const char *
tarn_lab_result_get_subject_name (const TarnLabResult *self, TarnLabSubject subject, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (subject <= TARN_LAB_SUBJECT_ASSETS, NULL);
  g_return_val_if_fail (index < self->names[subject]->len, NULL);

  return self->names[subject]->pdata[index];
}

static const TarnLabOwnFigure *
find_own (const TarnLabResult *self, const char *name)
{
  for (guint i = 0; self->own != NULL && i < self->own->len; i++)
    {
      const TarnLabOwnFigure *figure = &g_array_index (self->own, TarnLabOwnFigure, i);

      if (g_str_equal (figure->name, name))
        return figure;
    }

  return NULL;
}

gboolean
tarn_lab_result_get_figure (const TarnLabResult *self, TarnLabSubject subject, guint index,
                            const char *metric, gint64 *out_value)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (subject <= TARN_LAB_SUBJECT_ASSETS, FALSE);
  g_return_val_if_fail (index < self->names[subject]->len, FALSE);
  g_return_val_if_fail (metric != NULL, FALSE);
  g_return_val_if_fail (out_value != NULL, FALSE);

  const TarnLabMetric *known = tarn_lab_metric_find (metric);
  const TarnLabOwnFigure *own = subject == TARN_LAB_SUBJECT_ALL ? find_own (self, metric) : NULL;

  *out_value = own != NULL ? own->value : 0;
  g_return_val_if_fail (own != NULL || (known != NULL && tarn_lab_metric_is_of (known, subject)),
                        FALSE);

  return own != NULL || compute (self, subject, index, known, out_value) == TARN_LAB_FIGURE_EXISTS;
}
