/* SPDX-License-Identifier: MIT */
#include <tarn-lab/tarn-lab.h>

#include "lab/report/assumptions.h"
#include "lab/report/numbers.h"
#include "lab/report/text-table.h"
#include "lab/scenario/scenario.h"

G_DEFINE_FLAGS_TYPE (TarnLabReportFlags, tarn_lab_report_flags,
                     G_DEFINE_ENUM_VALUE (TARN_LAB_REPORT_NONE, "none"),
                     G_DEFINE_ENUM_VALUE (TARN_LAB_REPORT_VIEWS, "views"))

enum
{
  WIDTH = 110,
  NAMES_MAX = 5, /* of rows that a sentence lists */
  FULL_PPM = 999000,
  BACKLOG_MIN = 10,
};

#define UNSTABLE "UNSTABLE"

/* A row of the tables, and where its figures are in the result. */
typedef struct
{
  const TarnLabResult *result;
  TarnLabSubject subject;
  guint index;
} Row;

typedef struct
{
  TarnLabTextColumn column;
  const char *metric; /* NULL for the name of the row */
  char *(*format) (gint64 value);
  gboolean needs_stability; /* whether it means nothing while the backlog grows */
} Figure;

/* --- Figures ---------------------------------------------------------------------------------- */

static char *
format_usd (gint64 nano_usd)
{
  return tarn_lab_format_grouped_decimal (nano_usd, 1000000000, 2);
}

static char *
format_dpu_seconds (gint64 dpu_milliseconds)
{
  return tarn_lab_format_grouped_decimal (dpu_milliseconds, 1000, 0);
}

static char *
format_seconds (gint64 microseconds)
{
  return tarn_lab_format_decimal (microseconds, 1000000, 3);
}

static char *
format_percent (gint64 ppm)
{
  return tarn_lab_format_decimal (ppm, 10000, 2);
}

static const Figure staleness[] = {
  { { { "" }, TRUE }, NULL, NULL, FALSE },
  { { { "USD", "per day" }, FALSE }, "cost-per-day", format_usd, FALSE },
  { { { "DPU-s per", "view-day" }, FALSE }, "billed-per-view-day", format_dpu_seconds, FALSE },
  { { { "age s", "mean" }, FALSE }, "age-mean", format_seconds, TRUE },
  { { { "lag s", "mean" }, FALSE }, "lag-mean", format_seconds, TRUE },
  { { { "age s", "p95" }, FALSE }, "age-p95", format_seconds, FALSE },
  { { { "lag s", "p95" }, FALSE }, "lag-p95", format_seconds, FALSE },
  { { { "age s", "max" }, FALSE }, "age-max", format_seconds, FALSE },
  { { { "lag s", "max" }, FALSE }, "lag-max", format_seconds, FALSE },
  { { { "fresh", "%" }, FALSE }, "fresh-share", format_percent, FALSE },
  { { { "in SLO", "%" }, FALSE }, "slo-share", format_percent, FALSE },
};

/* An unchanged or failed run is also a full or an incremental one. */
static const Figure runs[] = {
  { { { "" }, TRUE }, NULL, NULL, FALSE },
  { { { "wait s", "mean" }, FALSE }, "wait-mean", format_seconds, TRUE },
  { { { "wait s", "p95" }, FALSE }, "wait-p95", format_seconds, FALSE },
  { { { "wait s", "max" }, FALSE }, "wait-max", format_seconds, FALSE },
  { { { "runs", "full" }, FALSE }, "runs-full", tarn_lab_format_grouped, FALSE },
  { { { "runs", "incremental" }, FALSE }, "runs-incremental", tarn_lab_format_grouped, FALSE },
  { { { "of these", "unchanged" }, FALSE }, "runs-unchanged", tarn_lab_format_grouped, FALSE },
  { { { "of these", "failed" }, FALSE }, "runs-failed", tarn_lab_format_grouped, FALSE },
  { { { "ticks", "skipped" }, FALSE }, "ticks-skipped", tarn_lab_format_grouped, FALSE },
  { { { "ticks", "coalesced" }, FALSE }, "ticks-coalesced", tarn_lab_format_grouped, FALSE },
  { { { "waiting", "at the end" }, FALSE }, "requests-open", tarn_lab_format_grouped, FALSE },
};

static const char *
get_name (const Row *row)
{
  return tarn_lab_result_get_subject_name (row->result, row->subject, row->index);
}

static gboolean
get_figure (const Row *row, const char *metric, gint64 *out_value)
{
  return tarn_lab_metric_has_subject (metric, row->subject)
         && tarn_lab_result_get_figure (row->result, row->subject, row->index, metric, out_value);
}

/*
 * The backlog grows if the slots are all taken and far more requests wait at the end than in the mean. If it grew from
 * the begin of the window to its end, twice as many would.
 */
static gboolean
is_unstable (const TarnLabResult *result)
{
  Row all = { result, TARN_LAB_SUBJECT_ALL, 0 };
  gint64 utilization_ppm = 0, n_waiting = 0, mean_millionths = 0;

  get_figure (&all, "utilization", &utilization_ppm);
  get_figure (&all, "requests-open", &n_waiting);
  get_figure (&all, "waiting-mean", &mean_millionths);
  return utilization_ppm >= FULL_PPM && n_waiting >= BACKLOG_MIN
         && n_waiting > mean_millionths / 1000000 * 3 / 2;
}

static char *
format_figure (const Row *row, const Figure *figure, gboolean is_stable)
{
  gint64 value;

  if (figure->metric == NULL)
    return g_strdup (get_name (row));
  if (!get_figure (row, figure->metric, &value))
    return g_strdup ("-");
  return is_stable || !figure->needs_stability ? figure->format (value) : g_strdup (UNSTABLE);
}

/* --- Tables ----------------------------------------------------------------------------------- */

static GArray *
list_rows (const TarnLabResult *result, TarnLabReportFlags flags)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  gint last = flags & TARN_LAB_REPORT_VIEWS ? TARN_LAB_SUBJECT_VIEW : TARN_LAB_SUBJECT_GROUP;

  for (gint subject = TARN_LAB_SUBJECT_ALL; subject <= last; subject++)
    for (guint i = 0; i < tarn_lab_result_get_n_subjects (result, (TarnLabSubject) subject); i++)
      {
        Row row = { result, (TarnLabSubject) subject, i };
        g_array_append_val (rows, row);
      }
  return rows;
}

static void
append_table (GString *text, const GArray *rows, const Figure *figures, guint n_figures)
{
  g_autofree TarnLabTextColumn *columns = g_new (TarnLabTextColumn, n_figures);
  gboolean is_stable = !is_unstable (g_array_index (rows, Row, 0).result);

  for (guint i = 0; i < n_figures; i++)
    columns[i] = figures[i].column;

  g_autoptr (TarnLabTextTable) table = tarn_lab_text_table_new (columns, n_figures);
  for (guint i = 0; i < rows->len; i++)
    for (guint j = 0; j < n_figures; j++)
      tarn_lab_text_table_add (table, format_figure (&g_array_index (rows, Row, i), &figures[j],
                                                     is_stable));
  g_string_append_c (text, '\n');
  tarn_lab_text_table_append_to (table, text);
}

/* --- Sentences -------------------------------------------------------------------------------- */

static char *
count (gint64 n, const char *one, const char *many)
{
  g_autofree char *number
      = n == TARN_UNLIMITED ? g_strdup ("any number of") : tarn_lab_format_grouped (n);

  return g_strdup_printf ("%s %s", number, n == 1 ? one : many);
}

static void
append_window (GString *text, const TarnLabScenario *scenario)
{
  gint64 begin_us = scenario->start_us + scenario->warm_up_us;
  g_autofree char *begin = tarn_lab_format_time (begin_us);
  g_autofree char *end = tarn_lab_format_time (begin_us + scenario->horizon_us);
  g_autofree char *horizon = tarn_lab_format_duration (scenario->horizon_us);
  g_autofree char *warm_up = tarn_lab_format_duration (scenario->warm_up_us);

  g_string_append_printf (text, "%s to %s (%s) after a warm-up of %s", begin, end, horizon,
                          warm_up);
}

static void
append_head (GString *text, const TarnLabScenario *scenario, const char *name, guint64 replication)
{
  g_autofree char *views = count (scenario->views->len, "view", "views");
  g_autofree char *groups = count (scenario->groups->len, "group", "groups");
  g_autofree char *slots = count (scenario->n_slots, "refresh", "refreshes");

  g_string_append_printf (text, "%s, replication %" G_GUINT64_FORMAT "\nscenario %s\n", name,
                          replication, scenario->digest);
  append_window (text, scenario);
  g_string_append_printf (text, "; %s", views);
  if (scenario->groups->len > 0)
    g_string_append_printf (text, " in %s", groups);
  g_string_append_printf (text, ", %s at a time\n\n", slots);

  g_autofree char *assumptions = tarn_lab_describe_assumptions (scenario);
  tarn_lab_append_wrapped (text, assumptions, 0, WIDTH);
}

/* The minimum decides what a row costs if it decides most of its bills. */
static gboolean
is_at_minimum (const Row *row)
{
  gint64 share_ppm = 0;

  return get_figure (row, "billing-minimum-share", &share_ppm) && share_ppm > 500000;
}

/* Appends the names of the groups and views that the minimum decides, unless it decides all rows. */
static void
append_minimal_names (GString *text, const GArray *rows)
{
  guint n_all = 0, n = 0;

  for (guint i = 0; i < rows->len; i++)
    n_all += is_at_minimum (&g_array_index (rows, Row, i)) ? 1 : 0;
  if (n_all == rows->len)
    return;

  for (guint i = 1; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      if (is_at_minimum (row) && n++ < NAMES_MAX)
        g_string_append_printf (text, "%s%s", n == 1 ? " of " : ", ", get_name (row));
    }
  if (n > NAMES_MAX)
    g_string_append_printf (text, " and %u more", n - NAMES_MAX);
}

static void
append_minimum (GString *text, const TarnLabScenario *scenario, const GArray *rows)
{
  g_autofree char *minimum = tarn_lab_describe_minimum_bill (scenario);
  g_autoptr (GString) sentence = g_string_new (NULL);
  gboolean is_any = FALSE;

  for (guint i = 0; i < rows->len; i++)
    is_any = is_any || is_at_minimum (&g_array_index (rows, Row, i));
  if (!is_any)
    return;

  g_string_printf (sentence, "The smallest bill, %s, decides what most runs", minimum);
  append_minimal_names (sentence, rows);
  g_string_append (sentence, " cost: smaller refreshes would not be cheaper.");
  tarn_lab_append_wrapped (text, sentence->str, 0, WIDTH);
}

static void
append_unchanged (GString *text, const GArray *rows)
{
  gint64 n_unchanged = 0;

  get_figure (&g_array_index (rows, Row, 0), "runs-unchanged", &n_unchanged);
  if (n_unchanged > 0)
    g_string_append (text,
                     "Unchanged refreshes are free: they find nothing to do, and use no DPU.\n");
}

static void
append_instability (GString *text, const TarnLabResult *result)
{
  if (is_unstable (result))
    tarn_lab_append_wrapped (
        text,
        UNSTABLE
        ": more refreshes are asked for than the slots can do, so the backlog grows, and means"
        " would only say how long the simulation was.",
        0, WIDTH);
}

static void
append_notes (GString *text, const TarnLabScenario *scenario)
{
  for (guint i = 0; i < scenario->notes->len; i++)
    {
      g_autofree char *note = g_strconcat ("Note: ", scenario->notes->pdata[i], NULL);

      tarn_lab_append_wrapped (text, note, 0, WIDTH);
    }
}

char *
tarn_lab_report_to_text (TarnLabScenario *scenario, const char *name, guint64 replication,
                         const TarnLabResult *result, TarnLabReportFlags flags)
{
  g_return_val_if_fail (scenario != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (result != NULL, NULL);

  GString *text = g_string_new (NULL);
  g_autoptr (GArray) rows = list_rows (result, flags);
  gsize before;

  append_head (text, scenario, name, replication);
  append_table (text, rows, staleness, G_N_ELEMENTS (staleness));
  append_table (text, rows, runs, G_N_ELEMENTS (runs));
  g_string_append_c (text, '\n');
  before = text->len;
  append_instability (text, result);
  append_minimum (text, scenario, rows);
  append_unchanged (text, rows);
  append_notes (text, scenario);
  if (text->len == before)
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}
