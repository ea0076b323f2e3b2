/* SPDX-License-Identifier: MIT */
#include "lab/experiment/outcome.h"

#include <string.h>
#include <tarn-lab/tarn-lab-error.h>
#include <tarn-lab/tarn-lab-result.h>

#include "lab/experiment/lines.h"

G_DEFINE_BOXED_TYPE (TarnLabOutcome, tarn_lab_outcome, tarn_lab_outcome_ref, tarn_lab_outcome_unref)

/* --- Life ------------------------------------------------------------------------------------- */

TarnLabOutcome *
tarn_lab_outcome_new_of_head (TarnLabHead *head)
{
  TarnLabOutcome *self = g_new0 (TarnLabOutcome, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->head = head;
  self->rows = g_new0 (gint64 *, tarn_lab_head_get_n_cells (head));
  self->part = -1;
  return self;
}

TarnLabOutcome *
tarn_lab_outcome_new (TarnLabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, NULL);

  TarnLabOutcome *self = tarn_lab_outcome_new_of_head (tarn_lab_head_new (experiment));

  self->experiment = tarn_lab_experiment_ref (experiment);
  return self;
}

TarnLabOutcome *
tarn_lab_outcome_ref (TarnLabOutcome *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tarn_lab_outcome_unref (TarnLabOutcome *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < tarn_lab_head_get_n_cells (self->head); i++)
    g_free (self->rows[i]);
  tarn_lab_outcome_clear_series (self);
  tarn_lab_lines_close (self->part);
  g_free (self->part_path);
  g_free (self->rows);
  tarn_lab_head_free (self->head);
  g_clear_pointer (&self->experiment, tarn_lab_experiment_unref);
  g_free (self);
}

/* --- Cells ------------------------------------------------------------------------------------ */

static gint64
get_whole_figure (const TarnLabResult *result, const char *metric)
{
  TarnLabSubject subject = tarn_lab_metric_has_subject (metric, TARN_LAB_SUBJECT_ALL)
                               ? TARN_LAB_SUBJECT_ALL
                               : TARN_LAB_SUBJECT_ALL_ASSETS;
  gint64 value;

  return tarn_lab_result_get_figure (result, subject, 0, metric, &value) ? value
                                                                         : TARN_LAB_NO_FIGURE;
}

gint64 *
tarn_lab_outcome_make_row (const TarnLabOutcome *self, const TarnLabResult *result)
{
  const GPtrArray *metrics = self->head->metrics;
  gint64 *row = g_new (gint64, metrics->len);

  for (guint i = 0; i < metrics->len; i++)
    row[i] = get_whole_figure (result, metrics->pdata[i]);
  return row;
}

gboolean
tarn_lab_outcome_take_row (TarnLabOutcome *self, guint cell, gint64 *row, GError **error)
{
  g_assert (self->rows[cell] == NULL);
  self->rows[cell] = row;
  self->n_done++;
  return self->part < 0 || tarn_lab_lines_add_cell (self, cell, error);
}

/* Two heads differ in the order of their lines, so that the first one that differs says how. */
gboolean
tarn_lab_outcome_check_head (const TarnLabOutcome *self, const TarnLabHead *other, GError **error)
{
  g_auto (GStrv) own = g_strsplit (self->head->text, "\n", -1);
  g_auto (GStrv) others = g_strsplit (other->text, "\n", -1);

  for (guint i = 0; own[i] != NULL && others[i] != NULL; i++)
    if (!g_str_equal (own[i], others[i]))
      {
        g_autofree char *shown = tarn_lab_shorten_line (own[i]);
        g_autofree char *other_shown = tarn_lab_shorten_line (others[i]);

        g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME,
                     "this is of another experiment: line %u is '%s' and not '%s'", i + 1,
                     other_shown, shown);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_same_figures (const TarnLabOutcome *self, const TarnLabOutcome *other, GError **error)
{
  gsize size = self->head->metrics->len * sizeof (gint64);
  guint n_variants = self->head->labels->len;

  for (guint i = 0; i < tarn_lab_head_get_n_cells (self->head); i++)
    if (self->rows[i] != NULL && other->rows[i] != NULL
        && memcmp (self->rows[i], other->rows[i], size) != 0)
      {
        g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME,
                     "cell %u (%s, replication %u) has two different rows of figures", i,
                     (const char *) self->head->labels->pdata[i % n_variants], i / n_variants);
        return FALSE;
      }
  return TRUE;
}

gboolean
tarn_lab_outcome_merge (TarnLabOutcome *self, const TarnLabOutcome *other, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (other != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!tarn_lab_outcome_check_head (self, other->head, error)
      || !check_same_figures (self, other, error))
    return FALSE;
  for (guint i = 0; i < tarn_lab_head_get_n_cells (self->head); i++)
    if (self->rows[i] == NULL && other->rows[i] != NULL
        && !tarn_lab_outcome_take_row (
            self, i, g_memdup2 (other->rows[i], self->head->metrics->len * sizeof (gint64)), error))
      return FALSE;
  return TRUE;
}

/* --- Looking ---------------------------------------------------------------------------------- */

guint
tarn_lab_outcome_get_n_variants (const TarnLabOutcome *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->head->labels->len;
}

guint
tarn_lab_outcome_get_n_replications (const TarnLabOutcome *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->head->n_replications;
}

guint
tarn_lab_outcome_get_n_done (const TarnLabOutcome *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_done;
}

const char *
tarn_lab_outcome_get_label (const TarnLabOutcome *self, guint variant)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (variant < self->head->labels->len, NULL);

  return self->head->labels->pdata[variant];
}

gboolean
tarn_lab_outcome_has_cell (const TarnLabOutcome *self, guint variant, guint replication)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (variant < self->head->labels->len, FALSE);
  g_return_val_if_fail (replication < self->head->n_replications, FALSE);

  return self->rows[tarn_lab_outcome_get_cell (self, variant, replication)] != NULL;
}

gboolean
tarn_lab_outcome_get_figure (const TarnLabOutcome *self, guint variant, guint replication,
                             const char *metric, gint64 *out_value)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (variant < self->head->labels->len, FALSE);
  g_return_val_if_fail (replication < self->head->n_replications, FALSE);
  g_return_val_if_fail (metric != NULL, FALSE);
  g_return_val_if_fail (out_value != NULL, FALSE);

  const gint64 *row = self->rows[tarn_lab_outcome_get_cell (self, variant, replication)];
  guint column = tarn_lab_head_find_metric (self->head, metric);

  *out_value = 0;
  if (row == NULL || column == G_MAXUINT || row[column] == TARN_LAB_NO_FIGURE)
    return FALSE;
  *out_value = row[column];
  return TRUE;
}
