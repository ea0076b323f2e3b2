/* SPDX-License-Identifier: MIT */
#include "lab/report/row.h"

#include "lab/measure/stability.h"
#include "lab/report/numbers.h"

/* --- Rows ------------------------------------------------------------------------------------- */

static void
add_slo (GArray *rows, guint row, const TarnLabView *view)
{
  TarnLabSloRange *range
      = &g_array_index (rows, TarnLabRow, row).slo[view->slo_kind == TARN_LAB_SLO_AGE ? 1 : 0];

  range->min_us = range->max_us == 0 ? view->slo_us : MIN (range->min_us, view->slo_us);
  range->max_us = MAX (range->max_us, view->slo_us);
}

static void
add_slos (GArray *rows, const TarnLabScenario *scenario)
{
  guint n_groups = scenario->groups->len;

  for (guint i = 0; i < scenario->views->len; i++)
    {
      const TarnLabView *view = tarn_lab_scenario_get_view (scenario, i);

      if (view->slo_kind == TARN_LAB_SLO_NONE)
        continue;
      add_slo (rows, 0, view);
      if (view->group != TARN_LAB_NO_GROUP)
        add_slo (rows, 1 + view->group, view);
      if (rows->len > 1 + n_groups)
        add_slo (rows, 1 + n_groups + i, view);
    }
}

GArray *
tarn_lab_list_rows (const TarnLabScenario *scenario, const TarnLabResult *result,
                    TarnLabReportFlags flags)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (TarnLabRow));
  gint last = flags & TARN_LAB_REPORT_VIEWS ? TARN_LAB_SUBJECT_VIEW : TARN_LAB_SUBJECT_GROUP;

  for (gint subject = TARN_LAB_SUBJECT_ALL; subject <= last; subject++)
    for (guint i = 0; i < tarn_lab_result_get_n_subjects (result, (TarnLabSubject) subject); i++)
      {
        TarnLabRow row = { .result = result, .subject = (TarnLabSubject) subject, .index = i };
        g_array_append_val (rows, row);
      }
  if (scenario != NULL)
    add_slos (rows, scenario);
  return rows;
}

const char *
tarn_lab_row_get_name (const TarnLabRow *row)
{
  return tarn_lab_result_get_subject_name (row->result, row->subject, row->index);
}

gboolean
tarn_lab_row_get_figure (const TarnLabRow *row, const char *metric, gint64 *out_value)
{
  return tarn_lab_metric_has_subject (metric, row->subject)
         && tarn_lab_result_get_figure (row->result, row->subject, row->index, metric, out_value);
}

gboolean
tarn_lab_result_is_unstable (const TarnLabResult *result)
{
  TarnLabRow all = { result, TARN_LAB_SUBJECT_ALL, 0 };
  gint64 utilization_ppm = 0, n_waiting = 0, mean_millionths = 0;

  tarn_lab_row_get_figure (&all, "utilization", &utilization_ppm);
  tarn_lab_row_get_figure (&all, "requests-open", &n_waiting);
  tarn_lab_row_get_figure (&all, "waiting-mean", &mean_millionths);
  return tarn_lab_is_unstable (utilization_ppm, n_waiting, mean_millionths);
}

/* --- The SLO ---------------------------------------------------------------------------------- */

gboolean
tarn_lab_row_has_slo (const TarnLabRow *row)
{
  return row->slo[0].max_us > 0 || row->slo[1].max_us > 0;
}

char *
tarn_lab_row_describe_slo (const TarnLabRow *row)
{
  static const char *const kinds[] = { "lag", "age" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (row->slo); i++)
    {
      const TarnLabSloRange *range = &row->slo[i];
      g_autofree char *min = tarn_lab_format_duration (range->min_us);
      g_autofree char *max = tarn_lab_format_duration (range->max_us);

      if (range->max_us == 0)
        continue;
      g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", kinds[i], min);
      if (range->max_us > range->min_us)
        g_string_append_printf (text, " to %s", max);
    }
  if (text->len == 0)
    g_string_append_c (text, '-');
  return g_string_free (text, FALSE);
}
