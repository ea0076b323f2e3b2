/* SPDX-License-Identifier: MIT */
#include "lab/report/assets.h"

#include "lab/report/numbers.h"
#include "lab/report/sentences.h"
#include "lab/report/text-table.h"
#include "lab/scenario/options.h"

/* A column of a table. The first one has no metric, but the name of the row. */
typedef struct
{
  TarnLabTextColumn column;
  const char *metric;
  char *(*format) (gint64 value);
} Figure;

static char *
format_percent (gint64 ppm)
{
  return tarn_lab_format_decimal (ppm, 10000, 2);
}

static char *
format_usd (gint64 nano_usd)
{
  return tarn_lab_format_grouped_decimal (nano_usd, 1000000000, 2);
}

#define NAME                                                                                       \
  {                                                                                                \
    { { "" }, TRUE }, NULL, NULL                                                                   \
  }
#define FIGURE(top, bottom, metric, format)                                                        \
  {                                                                                                \
    { { top, bottom }, FALSE }, metric, format                                                     \
  }
#define TIME(top, bottom, metric) FIGURE (top, bottom, metric, tarn_lab_format_rough_duration)
#define NUMBER(top, bottom, metric) FIGURE (top, bottom, metric, tarn_lab_format_grouped)

/* clang-format off */
static const Figure coverage[] = {
  NAME,
  NUMBER ("assets", "", "assets-arrived"),
  FIGURE ("covered", "mean %", "coverage-mean", format_percent),
  FIGURE ("covered", "at end %", "coverage-end", format_percent),
  TIME ("50 %", "after", "covered-50-after"),
  TIME ("90 %", "after", "covered-90-after"),
  TIME ("99 %", "after", "covered-99-after"),
  TIME ("all", "after", "covered-100-after"),
  TIME ("each", "mean", "covering-mean"),
  TIME ("each", "max", "covering-max"),
};

static const Figure runs[] = {
  NAME,
  NUMBER ("runs", "succeeded", "metadata-runs-succeeded"),
  NUMBER ("runs", "partially", "metadata-runs-succeeded-partially"),
  NUMBER ("runs", "failed", "metadata-runs-failed"),
  NUMBER ("types", "over quota", "types-over-quota"),
  NUMBER ("starts", "throttled", "starts-throttled"),
  NUMBER ("starts", "over limit", "starts-over-limit"),
  NUMBER ("waiting", "at the end", "metadata-requests-open"),
  TIME ("wait", "mean", "metadata-wait-mean"),
  TIME ("wait", "max", "metadata-wait-max"),
  TIME ("run", "mean", "metadata-duration-mean"),
};

static const Figure use[] = {
  NAME,
  NUMBER ("model", "calls", "model-calls"),
  NUMBER ("tokens", "in", "input-tokens"),
  NUMBER ("tokens", "out", "output-tokens"),
  FIGURE ("USD", "", "metadata-cost", format_usd),
};
/* clang-format on */

/* --- Tables ------------------------------------------------------------------------------------- */

typedef struct
{
  TarnLabSubject subject;
  guint index;
} Row;

static char *
format_figure (const TarnLabResult *result, Row row, const Figure *figure)
{
  gint64 value;

  if (figure->metric == NULL)
    return g_strdup (row.subject == TARN_LAB_SUBJECT_ALL_ASSETS
                         ? "all assets"
                         : tarn_lab_result_get_subject_name (result, row.subject, row.index));
  return tarn_lab_result_get_figure (result, row.subject, row.index, figure->metric, &value)
             ? figure->format (value)
             : g_strdup ("-");
}

static void
append_table (TarnLabBlocks *blocks, const TarnLabResult *result, const GArray *rows,
              const Figure *figures, guint n_figures)
{
  g_autofree TarnLabTextColumn *columns = g_new (TarnLabTextColumn, n_figures);

  for (guint i = 0; i < n_figures; i++)
    columns[i] = figures[i].column;

  TarnLabTextTable *table = tarn_lab_blocks_add_table (blocks, columns, n_figures);
  for (guint i = 0; i < rows->len; i++)
    for (guint j = 0; j < n_figures; j++)
      tarn_lab_text_table_add (table,
                               format_figure (result, g_array_index (rows, Row, i), &figures[j]));
}

/* One group is all assets. */
static GArray *
list_rows (const TarnLabResult *result)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  guint n_groups = tarn_lab_result_get_n_subjects (result, TARN_LAB_SUBJECT_ASSETS);
  Row row = { TARN_LAB_SUBJECT_ALL_ASSETS, 0 };

  if (n_groups > 1)
    g_array_append_val (rows, row);
  row.subject = TARN_LAB_SUBJECT_ASSETS;
  for (; row.index < n_groups; row.index++)
    g_array_append_val (rows, row);
  return rows;
}

/* --- Sentences ---------------------------------------------------------------------------------- */

static gint64
get_figure (const TarnLabResult *result, const char *metric)
{
  gint64 value;

  tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_ALL_ASSETS, 0, metric, &value);
  return value;
}

static void
append_sentences (TarnLabBlocks *blocks, const TarnLabResult *result)
{
  gint64 n_over_quota = get_figure (result, "types-over-quota"), cost;
  gint64 n_idle = get_figure (result, "assets-arrived") - get_figure (result, "assets-covered")
                  - get_figure (result, "metadata-requests-open")
                  - get_figure (result, "metadata-runs-open");
  g_autofree char *over_quota = tarn_lab_format_grouped (n_over_quota);
  g_autofree char *idle = tarn_lab_format_grouped (n_idle);

  tarn_lab_add_sentence (
      blocks, "An asset is covered when it has all the metadata that is wanted; its time begins "
              "when it comes, and that of the shares with the window. A - is a share that was "
              "not reached.");
  if (n_over_quota > 0)
    tarn_lab_add_sentence (
        blocks,
        "The service refuses no start because the quota of a month is used up: the "
        "type fails inside the run, here %s time%s. From the first failure on, the "
        "policy waits for the first day of the next month.",
        over_quota, n_over_quota == 1 ? "" : "s");
  if (n_idle > 0)
    tarn_lab_add_sentence (
        blocks, "%s asset%s lacked metadata that no policy had asked for when the window ended.",
        idle, n_idle == 1 ? "" : "s");
  if (!tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_ALL_ASSETS, 0, "metadata-cost", &cost))
    tarn_lab_add_sentence (
        blocks, "Amazon DataZone publishes no price for this. The options "
                "datazone.cost-price-input-nano-usd and datazone.cost-price-output-nano-usd set "
                "prices of tokens.");
}

void
tarn_lab_append_asset_tables (TarnLabBlocks *blocks, const TarnLabScenario *scenario,
                              const TarnLabResult *result)
{
  g_autoptr (GArray) rows = list_rows (result);

  if (scenario->assets->len == 0)
    return;

  append_table (blocks, result, rows, coverage, G_N_ELEMENTS (coverage));
  append_table (blocks, result, rows, runs, G_N_ELEMENTS (runs));
  append_table (blocks, result, rows, use, G_N_ELEMENTS (use));
  append_sentences (blocks, result);
}

/* --- The head ----------------------------------------------------------------------------------- */

void
tarn_lab_append_asset_count (GString *text, const TarnLabScenario *scenario)
{
  g_autofree char *n_assets = tarn_lab_format_grouped (tarn_lab_scenario_count_assets (scenario));

  g_string_append_printf (text, "%s asset%s in %u group%s", n_assets,
                          tarn_lab_scenario_count_assets (scenario) == 1 ? "" : "s",
                          scenario->assets->len, scenario->assets->len == 1 ? "" : "s");
}

static gint64
get_option (const TarnLabScenario *scenario, const char *name, gboolean *out_is_set)
{
  gint64 value = 0, min, max;

  for (guint i = 0; i < scenario->options->len; i++)
    {
      const TarnLabOption *option = &g_array_index (scenario->options, TarnLabOption, i);

      if (g_str_equal (option->name, name))
        {
          *out_is_set = TRUE;
          return option->value;
        }
    }
  *out_is_set = FALSE;
  tarn_lab_option_describe (name, &value, &min, &max);
  return value;
}

static const struct
{
  const char *what;
  const char *option;
  gboolean is_assumed; /* the service does not publish it */
} assumptions[] = {
  { "starts per second", "datazone.start-rate-per-second", FALSE },
  { "descriptions per month", "datazone.descriptions-per-month-max", FALSE },
  { "names per month", "datazone.names-per-month-max", FALSE },
  { "runs at a time", "datazone.active-runs-max", TRUE },
  { "columns per call of the model", "datazone.cost-columns-per-call", TRUE },
  { "tokens written per second", "datazone.cost-tokens-per-second", TRUE },
};

void
tarn_lab_append_asset_assumptions (TarnLabBlocks *blocks, const TarnLabScenario *scenario)
{
  g_autoptr (GString) sentence = g_string_new ("Metadata runs: ");

  for (guint i = 0; i < G_N_ELEMENTS (assumptions); i++)
    {
      gboolean is_set;
      gint64 value = get_option (scenario, assumptions[i].option, &is_set);
      g_autofree char *number
          = value == TARN_UNLIMITED ? g_strdup ("any number of") : tarn_lab_format_grouped (value);

      g_string_append_printf (sentence, "%s%s %s%s", i > 0 ? ", " : "", number, assumptions[i].what,
                              assumptions[i].is_assumed && !is_set ? " (assumed)" : "");
    }
  g_string_append_c (sentence, '.');
  tarn_lab_add_sentence (blocks, "%s", sentence->str);
}
