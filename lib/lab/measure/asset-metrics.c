/* SPDX-License-Identifier: MIT */
/* The table of the metrics of assets. */
#include <tarn-lab/tarn-lab-metric.h>

#include "lab/measure/metric-row.h"

enum
{
  EACH = 1 << TARN_LAB_SUBJECT_ALL_ASSETS | 1 << TARN_LAB_SUBJECT_ASSETS,
};

static TarnWide
get_sum (const TarnLabFigures *figures, guint sum)
{
  return figures->assets->sums[sum];
}

static TarnLabFigure
compute_quotient (const TarnLabMetric *metric, const TarnLabFigures *figures, TarnWide *out_value)
{
  return tarn_lab_figure_divide (get_sum (figures, metric->a), metric->scale,
                                 get_sum (figures, metric->b), metric->divisor, out_value);
}

static TarnLabFigure
compute_sum (const TarnLabMetric *metric, const TarnLabFigures *figures, TarnWide *out_value)
{
  *out_value = get_sum (figures, metric->a);
  return TARN_LAB_FIGURE_EXISTS;
}

/* A sum that only exists if another one is not 0. */
static TarnLabFigure
compute_sum_of (const TarnLabMetric *metric, const TarnLabFigures *figures, TarnWide *out_value)
{
  if (tarn_wide_is_zero (get_sum (figures, metric->b)))
    return TARN_LAB_FIGURE_NONE;

  return compute_sum (metric, figures, out_value);
}

static TarnLabFigure
compute_maximum (const TarnLabMetric *metric, const TarnLabFigures *figures, TarnWide *out_value)
{
  return tarn_lab_figure_give (figures->assets->maxima[metric->a], out_value);
}

/* @b is the permyriad. */
static TarnLabFigure
compute_percentile (const TarnLabMetric *metric, const TarnLabFigures *figures, TarnWide *out_value)
{
  return tarn_lab_figure_give (
      tarn_time_histogram_get_percentile (figures->assets->times[metric->a], metric->b), out_value);
}

static TarnLabFigure
compute_covered_after (const TarnLabMetric *metric, const TarnLabFigures *figures,
                       TarnWide *out_value)
{
  return tarn_lab_figure_give (figures->assets->covered_after_us[metric->a], out_value);
}

/* --- The table ---------------------------------------------------------------------------------- */

#define MILLION 1000000u

#define QUOTIENT(a, b, scale)                                                                      \
  compute_quotient, TARN_LAB_ASSET_SUM_##a, TARN_LAB_ASSET_SUM_##b, scale, 1
#define SUM(a) compute_sum, TARN_LAB_ASSET_SUM_##a, 0, 1, 1
#define SUM_OF(a, b) compute_sum_of, TARN_LAB_ASSET_SUM_##a, TARN_LAB_ASSET_SUM_##b, 1, 1
#define MAXIMUM(a) compute_maximum, TARN_LAB_ASSET_TIME_##a, 0, 1, 1
#define COVERED_AFTER(percent)                                                                     \
  {                                                                                                \
    "covered-" #percent "-after", "us", EACH,                                                      \
        "Time from the begin of the window until " #percent                                        \
        " % of the assets were covered, of all that the scenario has, also of those that come "    \
        "later; none if that was not reached in the window.",                                      \
        compute_covered_after, TARN_LAB_COVERAGE_##percent, 0, 1, 1                                \
  }
#define PERCENTILE(name, percent, text, of, time)                                                  \
  {                                                                                                \
    name "-p" #percent, "us", EACH,                                                                \
        text " that was not exceeded by " #percent " % of the " of                                 \
             ", rounded down by less than 1/128 of it.",                                           \
        compute_percentile, TARN_LAB_ASSET_TIME_##time, percent * 100, 1, 1                        \
  }
#define PERCENTILES(name, text, of, time)                                                          \
  PERCENTILE (name, 50, text, of, time), PERCENTILE (name, 90, text, of, time),                    \
      PERCENTILE (name, 95, text, of, time), PERCENTILE (name, 99, text, of, time)

/* clang-format off */
const TarnLabMetric tarn_lab_asset_metrics[] = {
  { "assets-arrived", "1", EACH, "Number of assets that were there at the end of the window.", SUM (ARRIVED) },
  { "assets-covered", "1", EACH,
    "Number of assets that were covered at the end of the window: they had all types of metadata that are wanted.",
    SUM (COVERED) },
  { "coverage-mean", "ppm", EACH,
    "Part of the time since the assets came, within the window, in which they were covered." TARN_LAB_NEAREST,
    QUOTIENT (COVERED_TIME, EXISTING, MILLION) },
  { "coverage-end", "ppm", EACH,
    "Part of the assets that were there at the end of the window that was covered." TARN_LAB_NEAREST,
    QUOTIENT (COVERED, ARRIVED, MILLION) },
  COVERED_AFTER (50),
  COVERED_AFTER (90),
  COVERED_AFTER (99),
  COVERED_AFTER (100),
  { "covering-mean", "us", EACH,
    "Mean time from the arrival of an asset until it was covered, of those that were covered." TARN_LAB_NEAREST,
    QUOTIENT (LATENCY, COVERINGS, 1) },
  { "covering-max", "us", EACH, "Greatest such time.", MAXIMUM (LATENCY) },
  PERCENTILES ("covering", "Time from the arrival of an asset until it was covered", "assets that were covered", LATENCY),

  { "metadata-requests", "1", EACH, "Number of metadata runs that the policies asked for.", SUM (REQUESTS) },
  { "metadata-requests-open", "1", EACH, "Number of such requests that still wait at the end.", SUM (OPEN_REQUESTS) },
  { "starts-throttled", "1", EACH,
    "Number of starts that the service refused because there were too many calls in a second.", SUM (THROTTLED) },
  { "starts-over-limit", "1", EACH,
    "Number of starts that the service refused because the domain had as many active runs as it may.",
    SUM (OVER_LIMIT) },

  { "metadata-runs-started", "1", EACH, "Number of metadata runs that were started.", SUM (STARTED) },
  { "metadata-runs-succeeded", "1", EACH, "Number of metadata runs that succeeded.", SUM (SUCCEEDED) },
  { "metadata-runs-succeeded-partially", "1", EACH, "Number of metadata runs of which one type failed.",
    SUM (SUCCEEDED_PARTIALLY) },
  { "metadata-runs-failed", "1", EACH, "Number of metadata runs that failed.", SUM (FAILED) },
  { "metadata-runs-canceled", "1", EACH, "Number of metadata runs that were canceled.", SUM (CANCELED) },
  { "metadata-runs-open", "1", EACH, "Number of metadata runs that have not ended at the end.", SUM (OPEN_RUNS) },
  { "types-over-quota", "1", EACH,
    "Number of types that failed in runs because the quota of the month was used up.", SUM (TYPES_OVER_QUOTA) },
  { "types-failed", "1", EACH, "Number of types that failed in runs for another reason.", SUM (TYPES_FAILED) },

  { "metadata-wait-mean", "us", EACH,
    "Mean time from the request to the start, of the metadata runs that ended." TARN_LAB_NEAREST,
    QUOTIENT (WAIT, ENDED, 1) },
  { "metadata-wait-max", "us", EACH, "Greatest such time.", MAXIMUM (WAIT) },
  PERCENTILES ("metadata-wait", "Time from the request to the start", "metadata runs that ended", WAIT),
  { "metadata-duration-mean", "us", EACH,
    "Mean time from the start to the end, of the metadata runs that ended." TARN_LAB_NEAREST,
    QUOTIENT (DURATION, ENDED, 1) },
  { "metadata-duration-max", "us", EACH, "Greatest such time.", MAXIMUM (DURATION) },

  { "model-calls", "1", EACH, "Calls of the language model by the metadata runs that ended.", SUM (MODEL_CALLS) },
  { "input-tokens", "1", EACH, "Tokens that the language model read for these runs.", SUM (INPUT_TOKENS) },
  { "output-tokens", "1", EACH, "Tokens that the language model wrote for these runs.", SUM (OUTPUT_TOKENS) },
  { "metadata-cost", "nano-usd", EACH,
    "Price of these tokens; none without the options `datazone.cost-price-input-nano-usd` and"
    " `datazone.cost-price-output-nano-usd`, because the service publishes no price.",
    SUM_OF (COST, PRICED) },
};
/* clang-format on */

const guint tarn_lab_n_asset_metrics = G_N_ELEMENTS (tarn_lab_asset_metrics);

static gboolean
uses_sum (const TarnLabMetric *metric, guint sum)
{
  gboolean has_two = metric->compute == compute_quotient || metric->compute == compute_sum_of;

  return (metric->compute == compute_sum && metric->a == sum)
         || (has_two && (metric->a == sum || metric->b == sum));
}

const char *
tarn_lab_asset_metric_get_name_of_sum (guint sum)
{
  for (guint i = 0; i < G_N_ELEMENTS (tarn_lab_asset_metrics); i++)
    if (uses_sum (&tarn_lab_asset_metrics[i], sum))
      return tarn_lab_asset_metrics[i].name;

  return NULL;
}
