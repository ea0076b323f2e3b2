/* SPDX-License-Identifier: MIT */
/* Conditions about the figures of an outcome, and of one trial. */
#include <tarn-lab/tarn-lab.h>

#include "lab/experiment/comparison.h"
#include "lab/experiment/condition.h"
#include "lab/measure/stability.h"

static gboolean G_GNUC_PRINTF (4, 5)
    refuse (GError **error, TarnLabError code, const char *condition, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *wrong = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, TARN_LAB_ERROR, (gint) code, "'%s': %s", condition, wrong);
  return FALSE;
}

/* --- Outcomes --------------------------------------------------------------------------------- */

/* Returns the variants that the condition is about, guint. */
static GArray *
list_variants (const TarnLabOutcome *self, const TarnLabCondition *condition, const char *text,
               GError **error)
{
  g_autoptr (GArray) variants = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GString) allowed = g_string_new (NULL);

  for (guint i = 0; i < self->head->labels->len; i++)
    {
      const char *label = self->head->labels->pdata[i];

      if (condition->variant == NULL || g_str_equal (condition->variant, label))
        g_array_append_val (variants, i);
      if (allowed->len < 300)
        g_string_append_printf (allowed, "%s%s", i > 0 ? "; " : "", label);
    }
  if (variants->len > 0)
    return g_steal_pointer (&variants);
  refuse (error, TARN_LAB_ERROR_CONDITION, text, "there is no variant '%s'; allowed: %s",
          condition->variant, allowed->str);
  return NULL;
}

/* The metric may lack in an outcome of another version of the library. */
static gboolean
check_cells (const TarnLabComparison *comparison, const char *text, GError **error)
{
  const TarnLabOutcome *outcome = comparison->outcome;
  guint n_cells = comparison->n_replications * outcome->head->labels->len, n_lacking = 0;

  for (guint i = 0; i < n_cells; i++)
    n_lacking += outcome->rows[i] == NULL ? 1 : 0;
  if (n_lacking == 0 && n_cells > 0)
    return TRUE;
  return refuse (error, TARN_LAB_ERROR_OUTCOME, text, "%u of %u cells lack",
                 n_cells > 0 ? n_lacking : outcome->head->labels->len,
                 n_cells > 0 ? n_cells : outcome->head->labels->len);
}

static TarnLabSample
collect (const TarnLabComparison *comparison, guint variant, guint column)
{
  const TarnLabOutcome *outcome = comparison->outcome;
  TarnLabSample sample = { 0 };

  for (guint i = 0; i < comparison->n_replications && column != G_MAXUINT; i++)
    {
      gint64 figure = outcome->rows[tarn_lab_outcome_get_cell (outcome, variant, i)][column];

      if (figure != TARN_LAB_NO_FIGURE)
        tarn_lab_sample_add (&sample, figure);
    }
  return sample;
}

static gboolean
check_variant (const TarnLabComparison *comparison, guint variant,
               const TarnLabCondition *condition, const char *text, GString *finding,
               GError **error)
{
  const TarnLabHead *head = comparison->outcome->head;
  const char *label = head->labels->pdata[variant], *separator = finding->len > 0 ? "; " : "";
  guint n_unstable = g_array_index (comparison->unstable, guint, variant);
  TarnLabSample sample
      = collect (comparison, variant, tarn_lab_head_find_metric (head, condition->metric));

  if (n_unstable > 0)
    {
      g_string_append_printf (finding, "%s%s: UNSTABLE, the backlog grows in %u of %u replications",
                              separator, label, n_unstable, comparison->n_replications);
      return TRUE;
    }
  if (sample.n == 0)
    return refuse (error, TARN_LAB_ERROR_OUTCOME, text, "%s has no figure of %s", label,
                   condition->metric);
  if (tarn_lab_condition_is_so (condition, &sample))
    {
      g_autofree char *mean = tarn_lab_condition_describe (condition, &sample);

      g_string_append_printf (finding, "%s%s: %s", separator, label, mean);
    }
  return TRUE;
}

static gboolean
set_finding (char **out_finding, const GString *finding)
{
  *out_finding = finding->len > 0 ? g_strdup (finding->str) : NULL;
  return TRUE;
}

gboolean
tarn_lab_outcome_check (const TarnLabOutcome *self, const char *condition, char **out_finding,
                        GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (condition != NULL, FALSE);
  g_return_val_if_fail (out_finding != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_auto (TarnLabCondition) parsed = { 0 };
  g_autoptr (TarnLabComparison) comparison = NULL;
  g_autoptr (GArray) variants = NULL;
  g_autoptr (GString) finding = g_string_new (NULL);

  *out_finding = NULL;
  if (!tarn_lab_condition_parse (&parsed, condition, error))
    return FALSE;
  variants = list_variants (self, &parsed, condition, error);
  if (variants == NULL)
    return FALSE;
  comparison = tarn_lab_comparison_new (self);
  if (!check_cells (comparison, condition, error))
    return FALSE;
  for (guint i = 0; i < variants->len; i++)
    if (!check_variant (comparison, g_array_index (variants, guint, i), &parsed, condition, finding,
                        error))
      return FALSE;
  return set_finding (out_finding, finding);
}

/* --- Trials ----------------------------------------------------------------------------------- */

static gint64
get_figure (const TarnLabResult *self, const char *metric)
{
  gint64 value;

  return tarn_lab_result_get_figure (self, TARN_LAB_SUBJECT_ALL, 0, metric, &value)
             ? value
             : TARN_LAB_NO_FIGURE;
}

gboolean
tarn_lab_result_check (const TarnLabResult *self, const char *condition, char **out_finding,
                       GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (condition != NULL, FALSE);
  g_return_val_if_fail (out_finding != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_auto (TarnLabCondition) parsed = { 0 };
  TarnLabSample sample = { 0 };
  gint64 figure;

  *out_finding = NULL;
  if (!tarn_lab_condition_parse (&parsed, condition, error))
    return FALSE;
  if (parsed.variant != NULL)
    return refuse (
        error, TARN_LAB_ERROR_CONDITION, condition,
        "there is no variant '%s': one trial has no variants, and a condition is about all its views;"
        " leave out '%s:'",
        parsed.variant, parsed.variant);
  if (tarn_lab_is_unstable (get_figure (self, "utilization"), get_figure (self, "requests-open"),
                            get_figure (self, "waiting-mean")))
    {
      *out_finding = g_strdup ("UNSTABLE, the backlog grows");
      return TRUE;
    }
  figure = get_figure (self, parsed.metric);
  if (figure == TARN_LAB_NO_FIGURE)
    return refuse (error, TARN_LAB_ERROR_OUTCOME, condition, "there is no figure of %s",
                   parsed.metric);
  tarn_lab_sample_add (&sample, figure);
  if (tarn_lab_condition_is_so (&parsed, &sample))
    *out_finding = tarn_lab_condition_describe (&parsed, &sample);
  return TRUE;
}
