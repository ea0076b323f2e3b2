/* SPDX-License-Identifier: MIT */
/* tarn metrics: what a trial measures. */
#include <tarn-lab/tarn-lab.h>

#include "lab/command/arguments.h"
#include "lab/command/output.h"
#include "lab/report/text-table.h"

static const TarnLabTextColumn columns[] = {
  { { "metric" }, TRUE },
  { { "unit" }, TRUE },
  { { "of" }, TRUE },
  { { "what it is" }, TRUE },
};

static char *
format_subjects (const char *metric)
{
  g_autoptr (GEnumClass) subjects = g_type_class_ref (TARN_LAB_TYPE_SUBJECT);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < subjects->n_values; i++)
    if (tarn_lab_metric_has_subject (metric, (TarnLabSubject) subjects->values[i].value))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                              subjects->values[i].value_nick);
  return g_string_free (text, FALSE);
}

static gboolean
run_metrics (const Arguments *arguments G_GNUC_UNUSED, GError **error)
{
  g_autoptr (TarnLabTextTable) table = tarn_lab_text_table_new (columns, G_N_ELEMENTS (columns));
  const char *const *metrics = tarn_lab_list_metrics ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; metrics[i] != NULL; i++)
    {
      tarn_lab_text_table_add (table, g_strdup (metrics[i]));
      tarn_lab_text_table_add (table, g_strdup (tarn_lab_metric_get_unit (metrics[i])));
      tarn_lab_text_table_add (table, format_subjects (metrics[i]));
      tarn_lab_text_table_add (table, g_strdup (tarn_lab_metric_get_description (metrics[i])));
    }
  tarn_lab_text_table_append_to (table, text);
  return output_print (text->str, error);
}

const Command command_metrics = {
  .name = "metrics",
  .summary = "List the metrics, with their units and definitions.",
  .help = "A metric is a whole number: of all views together, of each group of views, or of each"
          " view; or of all assets together, and of each group of assets.",
  .examples = { "tarn metrics | grep lag" },
  .run = run_metrics,
};
