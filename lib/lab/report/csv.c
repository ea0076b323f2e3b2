/* SPDX-License-Identifier: MIT */
#include "lab/report/csv.h"

#include "lab/report/csv-field.h"

#define N_SUBJECTS (TARN_LAB_SUBJECT_ASSETS + 1)
#define COLUMNS "scenario,replication,subject,name,metric,unit,value\r\n"

/* In the order of TarnLabSubject. */
static const char *const subjects[N_SUBJECTS] = { "all", "group", "view", "all-assets", "assets" };

char *
tarn_lab_csv_make_begin (TarnLabScenario *scenario, guint64 replication,
                         const TarnLabResult *result, TarnLabSubject subject, guint index)
{
  GString *begin = g_string_new (NULL);

  g_string_printf (begin, "%s,%" G_GUINT64_FORMAT ",%s,", tarn_lab_scenario_get_digest (scenario),
                   replication, subjects[subject]);
  tarn_lab_append_csv_field (begin, tarn_lab_result_get_subject_name (result, subject, index));
  return g_string_free (begin, FALSE);
}

/* Appends the figures of a subject, each after what all of them begin with. */
static void
append_subject (GString *csv, const char *begin, const TarnLabResult *result,
                TarnLabSubject subject, guint index)
{
  const char *const *metrics = tarn_lab_list_metrics ();

  for (guint i = 0; metrics[i] != NULL; i++)
    {
      gint64 value;

      if (!tarn_lab_metric_has_subject (metrics[i], subject))
        continue;
      g_string_append_printf (csv, "%s,%s,%s,", begin, metrics[i],
                              tarn_lab_metric_get_unit (metrics[i]));
      if (tarn_lab_result_get_figure (result, subject, index, metrics[i], &value))
        g_string_append_printf (csv, "%" G_GINT64_FORMAT, value);
      g_string_append (csv, "\r\n");
    }
}

static gboolean
is_shown (guint subject, TarnLabReportFlags flags)
{
  return subject != TARN_LAB_SUBJECT_VIEW || (flags & TARN_LAB_REPORT_VIEWS) != 0;
}

char *
tarn_lab_report_to_csv (TarnLabScenario *scenario, guint64 replication, const TarnLabResult *result,
                        TarnLabReportFlags flags)
{
  g_return_val_if_fail (scenario != NULL, NULL);
  g_return_val_if_fail (result != NULL, NULL);

  GString *csv = g_string_new (COLUMNS);

  for (guint i = 0; i < N_SUBJECTS; i++)
    for (guint j = 0;
         is_shown (i, flags) && j < tarn_lab_result_get_n_subjects (result, (TarnLabSubject) i);
         j++)
      {
        g_autofree char *begin
            = tarn_lab_csv_make_begin (scenario, replication, result, (TarnLabSubject) i, j);

        append_subject (csv, begin, result, (TarnLabSubject) i, j);
      }
  return g_string_free (csv, FALSE);
}
