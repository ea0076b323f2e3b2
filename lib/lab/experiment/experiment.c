/* SPDX-License-Identifier: MIT */
#include "lab/experiment/experiment.h"

#include <tarn-lab/tarn-lab-error.h>

#include "lab/experiment/refusal.h"
#include "lab/experiment/variants.h"
#include "lab/measure/metrics.h"
#include "lab/scenario/document.h"

enum
{
  PARTS_MAX = 1000000, /* tables and views of all variants */
};

G_DEFINE_BOXED_TYPE (TarnLabExperiment, tarn_lab_experiment, tarn_lab_experiment_ref,
                     tarn_lab_experiment_unref)

TarnLabExperiment *
tarn_lab_experiment_ref (TarnLabExperiment *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tarn_lab_experiment_unref (TarnLabExperiment *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->variants, g_array_unref);
  g_clear_pointer (&self->metrics, g_ptr_array_unref);
  tarn_lab_scenario_unref (self->scenario);
  g_free (self);
}

/* --- Making ----------------------------------------------------------------------------------- */

static gboolean
check_size (const TarnLabExperiment *self, GError **error)
{
  guint64 n_parts = self->scenario->tables->len + self->scenario->views->len;

  if (n_parts * self->variants->len <= PARTS_MAX)
    return TRUE;
  g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_TOO_LARGE,
               "experiment: %u variants have %" G_GUINT64_FORMAT
               " tables and views each; allowed: at most %d in all",
               self->variants->len, n_parts, PARTS_MAX);
  return FALSE;
}

/* Returns the metric, or NULL with an error if neither all views nor all assets of the scenario have it. */
static const char *
find_metric (const TarnLabExperiment *self, const char *key, const char *name, GError **error)
{
  const TarnLabMetric *metric = tarn_lab_metric_find (name);
  gboolean has_assets = self->scenario->assets->len > 0;

  if (metric != NULL
      && (tarn_lab_metric_is_of (metric, TARN_LAB_SUBJECT_ALL)
          || (has_assets && tarn_lab_metric_is_of (metric, TARN_LAB_SUBJECT_ALL_ASSETS))))
    return tarn_lab_metric_get_name (metric);
  tarn_lab_experiment_refuse (
      self->scenario, TARN_LAB_ERROR_SCENARIO, key, error,
      "'%s' is no metric of all views%s; allowed: what `tarn metrics` lists", name,
      has_assets ? " or all assets" : "");
  return NULL;
}

/* Without views, the metrics that are compared if the scenario names none are those of assets. */
static gboolean
has_own_metrics (const TarnLabScenario *scenario)
{
  return scenario->views->len > 0
         || tarn_lab_document_find_entry (scenario->document, TARN_LAB_GROUP_EXPERIMENT, "metrics")
                != NULL;
}

static gboolean
add_metric (TarnLabExperiment *self, const char *given, GError **error)
{
  const char *name = find_metric (self, "metrics", given, error);

  if (name != NULL && !g_ptr_array_find (self->metrics, name, NULL))
    g_ptr_array_add (self->metrics, (gpointer) name);
  return name != NULL;
}

static gboolean
find_metrics (TarnLabExperiment *self, GError **error)
{
  const TarnLabExperimentSettings *settings = tarn_lab_experiment_get_settings (self);

  self->metrics = g_ptr_array_new ();
  if (!has_own_metrics (self->scenario))
    return add_metric (self, "covering-mean", error) && add_metric (self, "coverage-mean", error);
  for (guint i = 0; i < settings->metrics->len; i++)
    if (!add_metric (self, settings->metrics->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
find_best (TarnLabExperiment *self, GError **error)
{
  const TarnLabExperimentSettings *settings = tarn_lab_experiment_get_settings (self);

  if (settings->best != NULL && settings->best->len > 1)
    return tarn_lab_experiment_refuse (self->scenario, TARN_LAB_ERROR_SCENARIO, "best", error,
                                       "there are %u of them; allowed: one", settings->best->len);
  if (settings->best != NULL)
    self->best = find_metric (self, "best", settings->best->pdata[0], error);
  return settings->best == NULL || self->best != NULL;
}

/* A label may have semicolons, by which the reader of the scenario has parted it. */
static char *
join_items (const GPtrArray *items)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", (const char *) items->pdata[i]);
  return g_string_free (text, FALSE);
}

static gboolean
find_baseline (TarnLabExperiment *self, GError **error)
{
  const GPtrArray *baseline = tarn_lab_experiment_get_settings (self)->baseline;
  g_autofree char *name = baseline != NULL ? join_items (baseline) : NULL;

  if (name == NULL)
    return TRUE;
  for (guint i = 0; i < self->variants->len; i++)
    if (g_str_equal (tarn_lab_experiment_get (self, i)->label, name))
      {
        self->baseline = i;
        return TRUE;
      }

  g_autoptr (GString) allowed = g_string_new (NULL);
  for (guint i = 0; i < self->variants->len && allowed->len < 300; i++)
    g_string_append_printf (allowed, "%s%s", i > 0 ? "; " : "",
                            tarn_lab_experiment_get (self, i)->label);
  return tarn_lab_experiment_refuse (self->scenario, TARN_LAB_ERROR_SCENARIO, "baseline", error,
                                     "there is no variant '%s'; allowed: %s", name, allowed->str);
}

static gboolean
make_scenarios (TarnLabExperiment *self, GError **error)
{
  for (guint i = 0; i < self->variants->len; i++)
    {
      TarnLabVariant *variant = &g_array_index (self->variants, TarnLabVariant, i);

      variant->scenario = tarn_lab_variant_make_scenario (variant, self->scenario, error);
      if (variant->scenario == NULL)
        {
          g_prefix_error (error, "%s: ", variant->label);
          return FALSE;
        }
    }
  return TRUE;
}

TarnLabExperiment *
tarn_lab_experiment_new (TarnLabScenario *scenario, GError **error)
{
  g_return_val_if_fail (scenario != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (TarnLabExperiment) self = g_new0 (TarnLabExperiment, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->scenario = tarn_lab_scenario_ref (scenario);
  self->level = (TarnLabLevel){ scenario->experiment.level_ppm, 1000000 };
  self->variants = tarn_lab_list_variants (scenario, error);
  if (self->variants == NULL || !check_size (self, error) || !find_metrics (self, error)
      || !find_best (self, error) || !find_baseline (self, error) || !make_scenarios (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- Looking ---------------------------------------------------------------------------------- */

TarnLabScenario *
tarn_lab_experiment_get_scenario (TarnLabExperiment *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->scenario;
}

guint
tarn_lab_experiment_get_n_variants (TarnLabExperiment *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->variants->len;
}

guint
tarn_lab_experiment_get_n_replications (TarnLabExperiment *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return tarn_lab_experiment_get_settings (self)->n_replications;
}

const char *
tarn_lab_experiment_get_label (TarnLabExperiment *self, guint variant)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (variant < self->variants->len, NULL);

  return tarn_lab_experiment_get (self, variant)->label;
}

TarnLabScenario *
tarn_lab_experiment_get_variant (TarnLabExperiment *self, guint variant)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (variant < self->variants->len, NULL);

  return tarn_lab_experiment_get (self, variant)->scenario;
}
