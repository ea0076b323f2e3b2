/* SPDX-License-Identifier: MIT */
/* An outcome as comma-separated values. */
#include <tarn-lab/tarn-lab.h>

#include "lab/experiment/rows.h"
#include "lab/report/csv-field.h"

#define COLUMNS "scenario,variant,replication,metric,unit,value\r\n"

static void
append_cell (GString *csv, const TarnLabOutcome *outcome, guint cell)
{
  const TarnLabHead *head = outcome->head;
  guint n_variants = head->labels->len;
  g_autoptr (GString) begin = g_string_new (head->digest);

  g_string_append_c (begin, ',');
  tarn_lab_append_csv_field (begin, head->labels->pdata[cell % n_variants]);
  g_string_append_printf (begin, ",%u,", cell / n_variants);
  for (guint i = 0; i < head->metrics->len; i++)
    {
      gint64 figure = outcome->rows[cell][i];

      g_string_append_printf (csv, "%s%s,%s,", begin->str, (const char *) head->metrics->pdata[i],
                              (const char *) head->units->pdata[i]);
      if (figure != TARN_LAB_NO_FIGURE)
        g_string_append_printf (csv, "%" G_GINT64_FORMAT, figure);
      g_string_append (csv, "\r\n");
    }
}

char *
tarn_lab_report_replications_to_csv (const TarnLabOutcome *outcome, guint first,
                                     guint n_replications)
{
  g_return_val_if_fail (outcome != NULL, NULL);
  g_return_val_if_fail (first <= outcome->head->n_replications, NULL);
  g_return_val_if_fail (n_replications <= outcome->head->n_replications - first, NULL);

  GString *csv = g_string_new (first == 0 ? COLUMNS : NULL);
  guint n_variants = outcome->head->labels->len;

  for (guint i = first * n_variants; i < (first + n_replications) * n_variants; i++)
    if (outcome->rows[i] != NULL)
      append_cell (csv, outcome, i);
  return g_string_free (csv, FALSE);
}

char *
tarn_lab_report_outcome_to_csv (const TarnLabOutcome *outcome)
{
  g_return_val_if_fail (outcome != NULL, NULL);

  return tarn_lab_report_replications_to_csv (outcome, 0, outcome->head->n_replications);
}
