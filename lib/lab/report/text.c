/* SPDX-License-Identifier: MIT */
#include <tarn-lab/tarn-lab.h>

#include "lab/report/assets.h"
#include "lab/report/assumptions.h"
#include "lab/report/compose.h"
#include "lab/report/numbers.h"
#include "lab/report/page.h"
#include "lab/report/row.h"
#include "lab/report/sentences.h"
#include "lab/scenario/document.h"

G_DEFINE_FLAGS_TYPE (TarnLabReportFlags, tarn_lab_report_flags,
                     G_DEFINE_ENUM_VALUE (TARN_LAB_REPORT_NONE, "none"),
                     G_DEFINE_ENUM_VALUE (TARN_LAB_REPORT_VIEWS, "views"))

/* A column of a table. One without a metric has a text of its own, such as the name of the row. */
typedef struct
{
  TarnLabTextColumn column;
  const char *metric;
  char *(*format) (gint64 value);
  gboolean needs_stability; /* whether it means nothing while the backlog grows */
  char *(*describe) (const TarnLabRow *row);
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
format_percent (gint64 ppm)
{
  return tarn_lab_format_decimal (ppm, 10000, 2);
}

static char *
describe_name (const TarnLabRow *row)
{
  return g_strdup (tarn_lab_row_get_name (row));
}

#define NAME                                                                                       \
  {                                                                                                \
    { { "" }, TRUE }, NULL, NULL, FALSE, describe_name                                             \
  }
#define SLO                                                                                        \
  {                                                                                                \
    { { "SLO" }, TRUE }, NULL, NULL, FALSE, tarn_lab_row_describe_slo                              \
  }
#define FIGURE(top, bottom, metric, format)                                                        \
  {                                                                                                \
    { { top, bottom }, FALSE }, metric, format, FALSE, NULL                                        \
  }
#define MEAN(top, metric)                                                                          \
  {                                                                                                \
    { { top, "mean" }, FALSE }, metric, tarn_lab_format_rough_duration, TRUE, NULL                 \
  }
#define TIME(top, bottom, metric) FIGURE (top, bottom, metric, tarn_lab_format_rough_duration)
#define NUMBER(top, bottom, metric) FIGURE (top, bottom, metric, tarn_lab_format_grouped)

/* clang-format off */
static const Figure staleness[] = {
  NAME,
  FIGURE ("USD", "per day", "cost-per-day", format_usd),
  FIGURE ("DPU-s per", "view-day", "billed-per-view-day", format_dpu_seconds),
  MEAN ("age", "age-mean"),
  MEAN ("lag", "lag-mean"),
  TIME ("age", "p95", "age-p95"),
  TIME ("lag", "p95", "lag-p95"),
  TIME ("age", "max", "age-max"),
  TIME ("lag", "max", "lag-max"),
  FIGURE ("fresh", "%", "fresh-share", format_percent),
};

static const Figure objectives[] = {
  NAME,
  SLO,
  FIGURE ("in SLO", "%", "slo-share", format_percent),
  NUMBER ("", "violations", "slo-violations"),
  TIME ("longest", "violation", "slo-violation-max"),
  TIME ("over it", "mean", "slo-violation-excess-mean"),
  TIME ("over it", "max", "slo-violation-excess-max"),
};

static const Figure times[] = {
  NAME,
  MEAN ("wait", "wait-mean"),
  TIME ("wait", "p95", "wait-p95"),
  TIME ("wait", "max", "wait-max"),
  TIME ("run", "mean", "duration-mean"),
  TIME ("run", "p95", "duration-p95"),
  TIME ("run", "max", "duration-max"),
};

/* An unchanged or failed run is also a full or an incremental one. */
static const Figure runs[] = {
  NAME,
  NUMBER ("runs", "full", "runs-full"),
  NUMBER ("runs", "incremental", "runs-incremental"),
  NUMBER ("of these", "unchanged", "runs-unchanged"),
  NUMBER ("of these", "failed", "runs-failed"),
  NUMBER ("ticks", "skipped", "ticks-skipped"),
  NUMBER ("ticks", "coalesced", "ticks-coalesced"),
  NUMBER ("waiting", "at the end", "requests-open"),
};
/* clang-format on */

static char *
format_figure (const TarnLabRow *row, const Figure *figure, gboolean is_stable)
{
  gint64 value;

  if (figure->metric == NULL)
    return figure->describe (row);
  if (!tarn_lab_row_get_figure (row, figure->metric, &value))
    return g_strdup ("-");
  return is_stable || !figure->needs_stability ? figure->format (value)
                                               : g_strdup (TARN_LAB_UNSTABLE);
}

/* --- Tables ----------------------------------------------------------------------------------- */

static void
append_table (TarnLabBlocks *blocks, const GArray *rows, const Figure *figures, guint n_figures)
{
  g_autofree TarnLabTextColumn *columns = g_new (TarnLabTextColumn, n_figures);
  gboolean is_stable = !tarn_lab_result_is_unstable (g_array_index (rows, TarnLabRow, 0).result);

  for (guint i = 0; i < n_figures; i++)
    columns[i] = figures[i].column;

  TarnLabTextTable *table = tarn_lab_blocks_add_table (blocks, columns, n_figures);
  for (guint i = 0; i < rows->len; i++)
    for (guint j = 0; j < n_figures; j++)
      tarn_lab_text_table_add (table, format_figure (&g_array_index (rows, TarnLabRow, i),
                                                     &figures[j], is_stable));
}

/* --- The head -------------------------------------------------------------------------------- */

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

/* An assumption is marked as one until the scenario says the same. */
static gboolean
has_slots (const TarnLabScenario *scenario)
{
  return tarn_lab_document_find_entry (scenario->document, TARN_LAB_GROUP_LAKE, "slots") != NULL;
}

/* Without views, nothing is said of them unless there is nothing else. */
static gboolean
has_views (const TarnLabScenario *scenario)
{
  return scenario->views->len > 0 || scenario->assets->len == 0;
}

static void
append_views (GString *text, const TarnLabScenario *scenario)
{
  g_autofree char *views = count (scenario->views->len, "view", "views");
  g_autofree char *groups = count (scenario->groups->len, "group", "groups");
  g_autofree char *slots = count (scenario->n_slots, "refresh", "refreshes");

  g_string_append_printf (text, "; %s", views);
  if (scenario->groups->len > 0)
    g_string_append_printf (text, " in %s", groups);
  g_string_append_printf (text, ", %s at a time%s", slots,
                          has_slots (scenario) ? "" : " (assumed)");
}

static void
append_head (TarnLabBlocks *blocks, const TarnLabScenario *scenario, const char *name,
             guint64 replication)
{
  g_autoptr (GString) text = g_string_new (NULL);

  tarn_lab_blocks_add (blocks, TARN_LAB_BLOCK_TITLE, "%s, replication %" G_GUINT64_FORMAT, name,
                       replication);
  tarn_lab_blocks_add (blocks, TARN_LAB_BLOCK_LINE, "scenario %s", scenario->digest);
  append_window (text, scenario);
  if (has_views (scenario))
    append_views (text, scenario);
  if (scenario->assets->len > 0)
    {
      g_string_append (text, "; ");
      tarn_lab_append_asset_count (text, scenario);
    }
  tarn_lab_blocks_add (blocks, TARN_LAB_BLOCK_LINE, "%s", text->str);

  if (has_views (scenario))
    tarn_lab_blocks_take (blocks, TARN_LAB_BLOCK_SENTENCE,
                          tarn_lab_describe_assumptions (scenario));
  if (scenario->assets->len > 0)
    tarn_lab_append_asset_assumptions (blocks, scenario);
}

static void
append_tables (TarnLabBlocks *blocks, const TarnLabScenario *scenario, const GArray *rows)
{
  append_table (blocks, rows, staleness, G_N_ELEMENTS (staleness));
  if (tarn_lab_row_has_slo (&g_array_index (rows, TarnLabRow, 0)))
    append_table (blocks, rows, objectives, G_N_ELEMENTS (objectives));
  append_table (blocks, rows, times, G_N_ELEMENTS (times));
  append_table (blocks, rows, runs, G_N_ELEMENTS (runs));
  tarn_lab_append_sentences (blocks, scenario, rows);
}

/* --- The whole -------------------------------------------------------------------------------- */

static void
append_pictures (TarnLabBlocks *blocks, const char *name, const TarnLabResult *result)
{
  TarnLabShown shown = { name, result };
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (TarnLabShown));

  if (tarn_lab_result_get_series (result) != NULL)
    g_array_append_val (list, shown);
  tarn_lab_page_add_series (blocks, list, "the trial was simulated without a series");
}

TarnLabBlocks *
tarn_lab_compose_result (const TarnLabScenario *scenario, const char *name, guint64 replication,
                         const TarnLabResult *result, TarnLabReportFlags flags,
                         gboolean has_pictures)
{
  TarnLabBlocks *blocks = tarn_lab_blocks_new ();
  g_autoptr (GArray) rows = tarn_lab_list_rows (scenario, result, flags);

  append_head (blocks, scenario, name, replication);
  if (has_views (scenario))
    append_tables (blocks, scenario, rows);
  tarn_lab_append_asset_tables (blocks, scenario, result);
  if (has_pictures)
    append_pictures (blocks, name, result);
  return blocks;
}

char *
tarn_lab_report_to_text (TarnLabScenario *scenario, const char *name, guint64 replication,
                         const TarnLabResult *result, TarnLabReportFlags flags)
{
  g_return_val_if_fail (scenario != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (result != NULL, NULL);

  g_autoptr (TarnLabBlocks) blocks
      = tarn_lab_compose_result (scenario, name, replication, result, flags, FALSE);

  return tarn_lab_blocks_to_text (blocks);
}

char *
tarn_lab_report_to_markdown (TarnLabScenario *scenario, const char *name, guint64 replication,
                             const TarnLabResult *result, TarnLabReportFlags flags)
{
  g_return_val_if_fail (scenario != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (result != NULL, NULL);

  g_autoptr (TarnLabBlocks) blocks
      = tarn_lab_compose_result (scenario, name, replication, result, flags, FALSE);

  return tarn_lab_blocks_to_markdown (blocks);
}
