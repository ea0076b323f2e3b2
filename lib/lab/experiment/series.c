/* SPDX-License-Identifier: MIT */
/* Pictures need more than figures, so the thread of the caller simulates some cells again. */
#include "lab/experiment/series.h"

#include <gio/gio.h>
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "lab/experiment/outcome.h"

enum
{
  SLICES = 100, /* of a trial, between which it can be given up */
};

typedef struct
{
  TarnLabProgressFunc func;
  gpointer user_data;
  guint n_done;
  guint n_all;
} Progress;

/* --- Which variants --------------------------------------------------------------------------- */

static void
choose (GArray *chosen, gboolean *is_chosen, guint variant, guint n_max)
{
  if (is_chosen[variant] || chosen->len == n_max)
    return;
  is_chosen[variant] = TRUE;
  g_array_append_val (chosen, variant);
}

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return (first > second) - (first < second);
}

GArray *
tarn_lab_comparison_choose_variants (const TarnLabComparison *self, guint n_max)
{
  guint n_variants = self->outcome->head->labels->len;
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree gboolean *is_chosen = g_new0 (gboolean, n_variants);

  choose (chosen, is_chosen, self->outcome->head->baseline, n_max);
  for (guint i = 0; i < self->front->len; i++)
    choose (chosen, is_chosen, g_array_index (self->front, guint, i), n_max);
  for (guint i = 0; i < n_variants; i++)
    choose (chosen, is_chosen, i, n_max);
  g_array_sort (chosen, compare_places);
  return chosen;
}

/* --- The experiment --------------------------------------------------------------------------- */

/* The text of the head has its version and the digests of the files, so an equal text is the same experiment. */
static TarnLabExperiment *
find_experiment (const TarnLabOutcome *self, const char *path, GError **error)
{
  if (self->experiment != NULL)
    return tarn_lab_experiment_ref (self->experiment);

  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (self->head->scenario->str, -1, path, error);
  g_autoptr (TarnLabExperiment) experiment
      = scenario != NULL ? tarn_lab_experiment_new (scenario, error) : NULL;
  if (experiment == NULL)
    return NULL;

  g_autoptr (TarnLabHead) head = tarn_lab_head_new (experiment);
  if (!tarn_lab_outcome_check_head (self, head, error))
    return NULL;
  return g_steal_pointer (&experiment);
}

/* --- Simulating ------------------------------------------------------------------------------- */

static gboolean
tell_progress (const Progress *progress, GError **error)
{
  if (progress->func == NULL
      || progress->func (progress->n_done, progress->n_all, progress->user_data))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "interrupted");
  return FALSE;
}

static TarnLabResult *
simulate (TarnLabScenario *scenario, const Progress *progress, GError **error)
{
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 0, error);

  if (trial == NULL)
    return NULL;
  tarn_lab_trial_keep_series (trial);

  gint64 begin_us = scenario->start_us;
  gint64 length_us = tarn_lab_trial_get_end_time (trial) - begin_us;
  for (gint64 i = 1; i < SLICES; i++)
    if (!tarn_lab_trial_advance_to (trial, begin_us + length_us / SLICES * i, error)
        || !tell_progress (progress, error))
      return NULL;
  return tarn_lab_trial_finish (trial, error);
}

/* Pictures of other figures than those of the tables would mislead. */
static gboolean
check_figures (const TarnLabOutcome *self, guint variant, const TarnLabResult *result,
               GError **error)
{
  const gint64 *kept = self->rows[tarn_lab_outcome_get_cell (self, variant, 0)];
  g_autofree gint64 *row = tarn_lab_outcome_make_row (self, result);

  if (kept == NULL || memcmp (kept, row, self->head->metrics->len * sizeof *row) == 0)
    return TRUE;
  g_set_error_literal (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME,
                       "when simulated again, it has other figures than in the outcome");
  return FALSE;
}

static gboolean
simulate_variant (TarnLabOutcome *self, TarnLabExperiment *experiment, guint variant,
                  const Progress *progress, GError **error)
{
  g_autoptr (TarnLabResult) result
      = simulate (tarn_lab_experiment_get_variant (experiment, variant), progress, error);

  if (result == NULL || !check_figures (self, variant, result, error))
    {
      g_prefix_error (error, "%s: ", tarn_lab_experiment_get_label (experiment, variant));
      return FALSE;
    }
  self->series[variant] = g_steal_pointer (&result);
  return TRUE;
}

static gboolean
simulate_all (TarnLabOutcome *self, const char *path, Progress *progress, GError **error)
{
  g_autoptr (TarnLabExperiment) experiment = find_experiment (self, path, error);
  g_autoptr (TarnLabComparison) comparison = tarn_lab_comparison_new (self);
  g_autoptr (GArray) variants
      = tarn_lab_comparison_choose_variants (comparison, TARN_LAB_SERIES_VARIANTS_MAX);

  if (experiment == NULL)
    return FALSE;
  self->series = g_new0 (TarnLabResult *, self->head->labels->len);
  progress->n_all = variants->len;
  for (; progress->n_done < variants->len; progress->n_done++)
    if (!tell_progress (progress, error)
        || !simulate_variant (self, experiment, g_array_index (variants, guint, progress->n_done),
                              progress, error))
      return FALSE;
  return tell_progress (progress, error);
}

gboolean
tarn_lab_outcome_simulate_series (TarnLabOutcome *self, const char *path, TarnLabProgressFunc func,
                                  gpointer user_data, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL || self->experiment != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  Progress progress = { .func = func, .user_data = user_data };
  GError *inner = NULL;

  tarn_lab_outcome_clear_series (self);
  if (simulate_all (self, path, &progress, &inner))
    return TRUE;
  tarn_lab_outcome_clear_series (self);
  if (inner->domain != G_IO_ERROR)
    self->series_failure = g_strdup (inner->message);
  g_propagate_error (error, inner);
  return FALSE;
}

void
tarn_lab_outcome_clear_series (TarnLabOutcome *self)
{
  for (guint i = 0; self->series != NULL && i < self->head->labels->len; i++)
    g_clear_pointer (&self->series[i], tarn_lab_result_unref);
  g_clear_pointer (&self->series, g_free);
  g_clear_pointer (&self->series_failure, g_free);
}
