/* SPDX-License-Identifier: MIT */
/* The figures of the baselines and the bound stand beside those of a policy. */
#include "lab/report/csv.h"
#include "lab/report/numbers.h"
#include "lab/report/row.h"
#include "lab/report/sentences.h"
#include "lab/report/text-table.h"

enum
{
  N_BASELINES = TARN_LAB_BASELINE_FULL_HOURLY + 1,
};

/* --- Text ------------------------------------------------------------------------------------- */

static char *
format_usd (gint64 nano_usd)
{
  return tarn_lab_format_grouped_decimal (nano_usd, 1000000000, 2);
}

static char *
format_percent (gint64 ppm)
{
  return tarn_lab_format_decimal (ppm, 10000, 2);
}

/* A mean means nothing while the backlog grows. */
static const struct
{
  const char *metric;
  char *(*format) (gint64 value);
  gboolean is_mean;
} figures[] = {
  { "cost-per-day", format_usd, FALSE },
  { "age-mean", tarn_lab_format_rough_duration, TRUE },
  { "lag-mean", tarn_lab_format_rough_duration, TRUE },
  { "lag-p95", tarn_lab_format_rough_duration, FALSE },
  { "lag-max", tarn_lab_format_rough_duration, FALSE },
  { "fresh-share", format_percent, FALSE },
};

static const TarnLabTextColumn columns[] = {
  { { "" }, TRUE },
  { { "USD", "per day" }, FALSE },
  { { "age", "mean" }, FALSE },
  { { "lag", "mean" }, FALSE },
  { { "lag", "p95" }, FALSE },
  { { "lag", "max" }, FALSE },
  { { "fresh", "%" }, FALSE },
};

static char *
format_figure (const TarnLabRow *row, guint index)
{
  gint64 value;

  if (!tarn_lab_row_get_figure (row, figures[index].metric, &value))
    return g_strdup ("-");
  return figures[index].is_mean && tarn_lab_result_is_unstable (row->result)
             ? g_strdup (TARN_LAB_UNSTABLE)
             : figures[index].format (value);
}

static void
add_row (TarnLabTextTable *table, const char *name, const TarnLabRow *row,
         const TarnLabResult *result)
{
  TarnLabRow other = { .result = result, .subject = row->subject, .index = row->index };

  tarn_lab_text_table_add (table, g_strdup (name));
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    tarn_lab_text_table_add (table, format_figure (&other, i));
}

static void
add_bound (TarnLabTextTable *table, const TarnLabRow *row, const TarnLabBound *bound)
{
  gint64 lag_us = tarn_lab_bound_get_lag_mean (bound, row->subject, row->index);

  tarn_lab_text_table_add (table, g_strdup ("  no policy below"));
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    tarn_lab_text_table_add (table, g_str_equal (figures[i].metric, "lag-mean")
                                        ? tarn_lab_format_rough_duration (lag_us)
                                        : g_strdup (""));
}

static void
append_explanation (GString *text, const TarnLabBound *bound)
{
  tarn_lab_append_wrapped (
      text,
      "Zero wait refreshes each view again as soon as its run has ended and something has changed, and has as"
      " many slots as it wants. Full, hourly refreshes all views at each full hour of the scenario, in its slots."
      " No policy has a mean lag below the last row, because no commit shows before the shortest run that could"
      " carry it.",
      0, TARN_LAB_REPORT_WIDTH);
  if (tarn_lab_bound_get_lag_mean (bound, TARN_LAB_SUBJECT_ALL, 0) == 0)
    tarn_lab_append_wrapped (
        text,
        "It is 0 s here: nothing changes, or runs may take any short time, as far as they are drawn.",
        0, TARN_LAB_REPORT_WIDTH);
}

char *
tarn_lab_report_baselines_to_text (const TarnLabResult *result, const TarnLabResult *zero_wait,
                                   const TarnLabResult *full_hourly, const TarnLabBound *bound,
                                   TarnLabReportFlags flags)
{
  g_return_val_if_fail (result != NULL, NULL);
  g_return_val_if_fail (zero_wait != NULL, NULL);
  g_return_val_if_fail (full_hourly != NULL, NULL);
  g_return_val_if_fail (bound != NULL, NULL);

  GString *text
      = g_string_new ("\nBeside other policies, with the same commits and the same draws:\n\n");
  g_autoptr (GArray) rows = tarn_lab_list_rows (NULL, result, flags);
  g_autoptr (TarnLabTextTable) table = tarn_lab_text_table_new (columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < rows->len; i++)
    {
      const TarnLabRow *row = &g_array_index (rows, TarnLabRow, i);

      add_row (table, tarn_lab_row_get_name (row), row, result);
      add_row (table, "  zero wait", row, zero_wait);
      add_row (table, "  full, hourly", row, full_hourly);
      add_bound (table, row, bound);
    }
  tarn_lab_text_table_append_to (table, text);
  append_explanation (text, bound);
  return g_string_free (text, FALSE);
}

/* --- Comma-separated values -------------------------------------------------------------------- */

static const char *const baseline_names[N_BASELINES] = { "zero-wait", "full-hourly" };

static const char *const csv_metrics[] = {
  "age-mean",     "age-max", "lag-mean", "lag-p95", "lag-max", "fresh-share", "billed-per-view-day",
  "cost-per-day",
};

static void
append_subject (GString *csv, const char *begin, const TarnLabResult *const *results,
                const TarnLabBound *bound, TarnLabSubject subject, guint index)
{
  for (guint i = 0; i < N_BASELINES; i++)
    for (guint j = 0; j < G_N_ELEMENTS (csv_metrics); j++)
      {
        gint64 value;

        g_string_append_printf (csv, "%s,%s:%s,%s,", begin, baseline_names[i], csv_metrics[j],
                                tarn_lab_metric_get_unit (csv_metrics[j]));
        if (tarn_lab_result_get_figure (results[i], subject, index, csv_metrics[j], &value))
          g_string_append_printf (csv, "%" G_GINT64_FORMAT, value);
        g_string_append (csv, "\r\n");
      }
  g_string_append_printf (csv, "%s,bound:lag-mean,us,%" G_GINT64_FORMAT "\r\n", begin,
                          tarn_lab_bound_get_lag_mean (bound, subject, index));
}

char *
tarn_lab_report_baselines_to_csv (TarnLabScenario *scenario, guint64 replication,
                                  const TarnLabResult *zero_wait, const TarnLabResult *full_hourly,
                                  const TarnLabBound *bound, TarnLabReportFlags flags)
{
  g_return_val_if_fail (scenario != NULL, NULL);
  g_return_val_if_fail (zero_wait != NULL, NULL);
  g_return_val_if_fail (full_hourly != NULL, NULL);
  g_return_val_if_fail (bound != NULL, NULL);

  const TarnLabResult *const results[N_BASELINES] = { zero_wait, full_hourly };
  guint n_subjects
      = flags & TARN_LAB_REPORT_VIEWS ? TARN_LAB_SUBJECT_VIEW + 1 : TARN_LAB_SUBJECT_VIEW;
  GString *csv = g_string_new (NULL);

  for (guint i = 0; i < n_subjects; i++)
    for (guint j = 0; j < tarn_lab_result_get_n_subjects (zero_wait, (TarnLabSubject) i); j++)
      {
        g_autofree char *begin
            = tarn_lab_csv_make_begin (scenario, replication, zero_wait, (TarnLabSubject) i, j);

        append_subject (csv, begin, results, bound, (TarnLabSubject) i, j);
      }
  return g_string_free (csv, FALSE);
}
