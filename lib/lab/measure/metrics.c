/* SPDX-License-Identifier: MIT */
#include "lab/measure/metrics.h"

#include "lab/measure/metric-row.h"

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnLabSubject, tarn_lab_subject,
                    G_DEFINE_ENUM_VALUE (TARN_LAB_SUBJECT_ALL, "all"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_SUBJECT_GROUP, "group"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_SUBJECT_VIEW, "view"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_SUBJECT_ALL_ASSETS, "all-assets"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_SUBJECT_ASSETS, "assets"))
/* clang-format on */

enum
{
  ALL = 1 << TARN_LAB_SUBJECT_ALL,
  GROUPS = 1 << TARN_LAB_SUBJECT_GROUP,
  VIEWS = 1 << TARN_LAB_SUBJECT_VIEW,
  TOGETHER = ALL | GROUPS,
  EACH = ALL | GROUPS | VIEWS,
};

/* --- How figures are computed ----------------------------------------------------------------- */

static TarnWide
get_sum (const TarnLabFigures *figures, TarnLabSum sum)
{
  return figures->sums->sums[sum];
}

TarnLabFigure
tarn_lab_figure_divide (TarnWide a, guint64 scale, TarnWide b, guint64 divisor, TarnWide *out_value)
{
  if (tarn_wide_is_zero (b))
    return TARN_LAB_FIGURE_NONE;
  if (!tarn_wide_scale_fits (a, scale) || !tarn_wide_scale_fits (b, divisor))
    return TARN_LAB_FIGURE_TOO_LARGE;

  *out_value = tarn_wide_divide_rounded (tarn_wide_scale (a, scale), tarn_wide_scale (b, divisor));
  return TARN_LAB_FIGURE_EXISTS;
}

/* a * scale / (b * divisor) */
static TarnLabFigure
compute_quotient (const TarnLabMetric *metric, const TarnLabFigures *figures, TarnWide *out_value)
{
  return tarn_lab_figure_divide (get_sum (figures, metric->a), metric->scale,
                                 get_sum (figures, metric->b), metric->divisor, out_value);
}

/* a * scale / (window * divisor) */
static TarnLabFigure
compute_per_window (const TarnLabMetric *metric, const TarnLabFigures *figures, TarnWide *out_value)
{
  return tarn_lab_figure_divide (get_sum (figures, metric->a), metric->scale,
                                 (TarnWide){ 0, (guint64) figures->whole->window_us },
                                 metric->divisor, out_value);
}

static TarnLabFigure
compute_sum (const TarnLabMetric *metric, const TarnLabFigures *figures, TarnWide *out_value)
{
  return tarn_lab_figure_divide (get_sum (figures, metric->a), 1, (TarnWide){ 0, 1 },
                                 metric->divisor, out_value);
}

/* A sum that only exists if another one is not 0. */
static TarnLabFigure
compute_sum_of (const TarnLabMetric *metric, const TarnLabFigures *figures, TarnWide *out_value)
{
  if (tarn_wide_is_zero (get_sum (figures, metric->b)))
    return TARN_LAB_FIGURE_NONE;

  return compute_sum (metric, figures, out_value);
}

/* (b - a) * scale / b */
static TarnLabFigure
compute_rest (const TarnLabMetric *metric, const TarnLabFigures *figures, TarnWide *out_value)
{
  TarnWide b = get_sum (figures, metric->b);

  return tarn_lab_figure_divide (tarn_wide_difference (b, get_sum (figures, metric->a)),
                                 metric->scale, b, 1, out_value);
}

TarnLabFigure
tarn_lab_figure_give (gint64 value, TarnWide *out_value)
{
  if (value < 0)
    return TARN_LAB_FIGURE_NONE;

  *out_value = (TarnWide){ 0, (guint64) value };
  return TARN_LAB_FIGURE_EXISTS;
}

static TarnLabFigure
compute_maximum (const TarnLabMetric *metric, const TarnLabFigures *figures, TarnWide *out_value)
{
  return tarn_lab_figure_give (figures->sums->maxima[metric->a], out_value);
}

/* @b is the permyriad. */
static TarnLabFigure
compute_percentile (const TarnLabMetric *metric, const TarnLabFigures *figures, TarnWide *out_value)
{
  if (figures->histograms == NULL || figures->histograms->of[metric->a] == NULL)
    return TARN_LAB_FIGURE_NONE;

  return tarn_lab_figure_give (
      tarn_time_histogram_get_percentile (figures->histograms->of[metric->a], metric->b),
      out_value);
}

static TarnLabFigure
compute_makespan (const TarnLabMetric *metric, const TarnLabFigures *figures, TarnWide *out_value)
{
  const TarnLabSums *sums = figures->sums;

  (void) metric;
  if (sums->first_request_us > sums->last_end_us)
    return TARN_LAB_FIGURE_NONE;

  return tarn_lab_figure_give (sums->last_end_us - sums->first_request_us, out_value);
}

/* --- Figures of the whole --------------------------------------------------------------------- */

static TarnLabFigure
compute_commits (const TarnLabMetric *metric, const TarnLabFigures *figures, TarnWide *out_value)
{
  (void) metric;
  *out_value = (TarnWide){ 0, figures->whole->n_commits };
  return TARN_LAB_FIGURE_EXISTS;
}

static TarnLabFigure
compute_running_max (const TarnLabMetric *metric, const TarnLabFigures *figures,
                     TarnWide *out_value)
{
  (void) metric;
  return tarn_lab_figure_give (figures->whole->running_max, out_value);
}

static TarnLabFigure
compute_waiting_max (const TarnLabMetric *metric, const TarnLabFigures *figures,
                     TarnWide *out_value)
{
  (void) metric;
  return tarn_lab_figure_give (figures->whole->waiting_max, out_value);
}

static TarnWide
get_slot_time (const TarnLabWhole *whole)
{
  return whole->n_slots > 0
             ? tarn_wide_multiply ((guint64) whole->n_slots, (guint64) whole->window_us)
             : (TarnWide){ 0, 0 };
}

static TarnLabFigure
compute_utilization (const TarnLabMetric *metric, const TarnLabFigures *figures,
                     TarnWide *out_value)
{
  return tarn_lab_figure_divide (get_sum (figures, TARN_LAB_SUM_RUNNING), metric->scale,
                                 get_slot_time (figures->whole), 1, out_value);
}

static TarnLabFigure
compute_dpu_mean (const TarnLabMetric *metric, const TarnLabFigures *figures, TarnWide *out_value)
{
  if (!figures->whole->has_dpu)
    return TARN_LAB_FIGURE_NONE;

  return tarn_lab_figure_divide (figures->whole->dpu_area, metric->scale,
                                 (TarnWide){ 0, (guint64) figures->whole->window_us }, 1,
                                 out_value);
}

static TarnLabFigure
compute_dpu_max (const TarnLabMetric *metric, const TarnLabFigures *figures, TarnWide *out_value)
{
  (void) metric;
  return figures->whole->has_dpu ? tarn_lab_figure_give (figures->whole->dpu_peak, out_value)
                                 : TARN_LAB_FIGURE_NONE;
}

static TarnLabFigure
compute_dpu_utilization (const TarnLabMetric *metric, const TarnLabFigures *figures,
                         TarnWide *out_value)
{
  const TarnLabWhole *whole = figures->whole;

  if (!whole->has_dpu)
    return TARN_LAB_FIGURE_NONE;

  return tarn_lab_figure_divide (whole->dpu_area, metric->scale, get_slot_time (whole),
                                 (guint64) whole->dpu_max, out_value);
}

/* --- The table -------------------------------------------------------------------------------- */

#define MILLION 1000000u
#define US_PER_DAY (G_GUINT64_CONSTANT (86400) * MILLION)

#define QUOTIENT(a, b, scale, divisor)                                                             \
  compute_quotient, TARN_LAB_SUM_##a, TARN_LAB_SUM_##b, scale, divisor
#define PER_WINDOW(a, scale, divisor) compute_per_window, TARN_LAB_SUM_##a, 0, scale, divisor
#define SUM(a) compute_sum, TARN_LAB_SUM_##a, 0, 1, 1
#define SUM_OF(a, b, divisor) compute_sum_of, TARN_LAB_SUM_##a, TARN_LAB_SUM_##b, 1, divisor
#define REST(a, b) compute_rest, TARN_LAB_SUM_##a, TARN_LAB_SUM_##b, MILLION, 1
#define MAXIMUM(a) compute_maximum, TARN_LAB_MAXIMUM_##a, 0, 1, 1
#define WHOLE(name, scale) compute_##name, 0, 0, scale, 1

#define PERCENTILE(name, percent, text, unit, subjects, histogram)                                 \
  {                                                                                                \
    name "-p" #percent, unit, subjects,                                                            \
        text " that was not exceeded for " #percent " %" PERCENTILE_END_##histogram,               \
        compute_percentile, TARN_LAB_HISTOGRAM_##histogram, percent * 100, 1, 1                    \
  }
#define DOWN ", rounded down by less than 1/128 of it"
#define OVER_TIME " of the time" DOWN "."
#define OVER_TIME_OR_VIEW " of the time" DOWN ", or 1/16 for a view, which has it on demand only."
#define OVER_RUNS " of the runs that ended" DOWN "."
#define PERCENTILE_END_AGE OVER_TIME_OR_VIEW
#define PERCENTILE_END_LAG OVER_TIME_OR_VIEW
#define PERCENTILE_END_WAIT OVER_RUNS
#define PERCENTILE_END_DURATION OVER_RUNS
#define PERCENTILE_END_SOJOURN OVER_RUNS
#define PERCENTILE_END_RUNNING OVER_TIME
#define PERCENTILES(name, text, unit, subjects, histogram)                                         \
  PERCENTILE (name, 50, text, unit, subjects, histogram),                                          \
      PERCENTILE (name, 90, text, unit, subjects, histogram),                                      \
      PERCENTILE (name, 95, text, unit, subjects, histogram),                                      \
      PERCENTILE (name, 99, text, unit, subjects, histogram)

#define NEAREST TARN_LAB_NEAREST

/* clang-format off */
static const TarnLabMetric metrics[] = {
  { "age-mean", "us", EACH,
    "Mean over time of the time since the oldest base table was read into what the view shows." NEAREST,
    QUOTIENT (TWICE_AGE, TIME, 1, 2) },
  { "age-weighted-mean", "us", TOGETHER,
    "Mean age in which each view counts as often as its weight says." NEAREST,
    QUOTIENT (WEIGHTED_TWICE_AGE, WEIGHTED_TIME, 1, 2) },
  { "age-max", "us", EACH, "Greatest age.", MAXIMUM (AGE) },
  PERCENTILES ("age", "Age", "us", EACH, AGE),
  { "lag-mean", "us", EACH,
    "Mean over time of the time since the first commit to a base table that the view does not show; 0 while it"
    " shows all." NEAREST,
    QUOTIENT (TWICE_LAG, TIME, 1, 2) },
  { "lag-weighted-mean", "us", TOGETHER,
    "Mean lag in which each view counts as often as its weight says." NEAREST,
    QUOTIENT (WEIGHTED_TWICE_LAG, WEIGHTED_TIME, 1, 2) },
  { "lag-max", "us", EACH, "Greatest lag.", MAXIMUM (LAG) },
  PERCENTILES ("lag", "Lag", "us", EACH, LAG),
  { "fresh-share", "ppm", EACH, "Part of the time in which the view showed all commits." NEAREST,
    QUOTIENT (FRESH, TIME, MILLION, 1) },
  { "never-refreshed-share", "ppm", EACH,
    "Part of the time in which the view counted as never refreshed." NEAREST,
    QUOTIENT (NEVER, TIME, MILLION, 1) },
  { "skew-mean", "us", EACH,
    "Mean over time of the time between the reading of the oldest and that of the newest base table that the view"
    " shows." NEAREST,
    QUOTIENT (SKEW, TIME, 1, 1) },
  { "skew-max", "us", EACH, "Greatest skew.", MAXIMUM (SKEW) },
  { "pending-commits-mean", "millionths", EACH,
    "Mean over time of the number of commits to base tables that the view does not show." NEAREST,
    QUOTIENT (PENDING_COMMITS, TIME, MILLION, 1) },
  { "pending-bytes-mean", "bytes", EACH,
    "Mean over time of the bytes that these commits changed." NEAREST,
    QUOTIENT (PENDING_BYTES, TIME, 1, 1) },
  { "stale-megabyte-seconds", "MB*s", EACH,
    "Integral over time of the bytes that these commits changed." NEAREST,
    SUM_OF (PENDING_BYTES, TIME, G_GUINT64_CONSTANT (1000000000000)) },

  { "slo-share", "ppm", EACH,
    "Part of the time of the views with an SLO in which the age, or the lag, was within it." NEAREST,
    QUOTIENT (WITHIN_SLO, SLO_TIME, MILLION, 1) },
  { "slo-violations", "1", EACH,
    "Number of violations. One goes on over a publication after which the view is still over its SLO.",
    SUM_OF (VIOLATIONS, SLO_TIME, 1) },
  { "slo-violation-time", "us", EACH, "Time of all violations.", SUM_OF (VIOLATION, SLO_TIME, 1) },
  { "slo-violation-max", "us", EACH, "Time of the longest violation within the window.",
    MAXIMUM (VIOLATION) },
  { "slo-excess", "s*s", EACH,
    "Integral over time of what the age, or the lag, was over the SLO." NEAREST,
    SUM_OF (TWICE_EXCESS, SLO_TIME, G_GUINT64_CONSTANT (2000000000000)) },
  { "slo-excess-mean", "us", EACH,
    "Mean over the time of the views with an SLO of what the age, or the lag, was over it." NEAREST,
    QUOTIENT (TWICE_EXCESS, SLO_TIME, 1, 2) },
  { "slo-violation-excess-mean", "us", EACH,
    "Mean over the time of all violations of what the age, or the lag, was over the SLO; none if there was no violation."
    NEAREST,
    QUOTIENT (TWICE_EXCESS, VIOLATION, 1, 2) },
  { "slo-violation-excess-max", "us", EACH, "Greatest time by which the age, or the lag, was over the SLO.",
    MAXIMUM (EXCESS) },

  { "commits", "1", ALL, "Number of commits to base tables.", WHOLE (commits, 1) },
  { "requests", "1", EACH, "Number of refreshes that the policies asked for.", SUM (REQUESTS) },
  { "requests-rejected", "1", EACH, "Number of requests that the policies gave up.",
    SUM (REJECTED) },
  { "ticks-skipped", "1", EACH,
    "Number of times when a policy made no request because a run of the view ran.", SUM (SKIPPED) },
  { "ticks-coalesced", "1", EACH,
    "Number of times when a policy made no request because one of the view waited, which serves both.",
    SUM (COALESCED) },
  { "requests-open", "1", EACH, "Number of requests that still wait at the end.",
    SUM (OPEN_REQUESTS) },

  { "runs-started", "1", EACH, "Number of runs that got a slot.", SUM (STARTED) },
  { "runs-succeeded", "1", EACH, "Number of runs that ended with success.", SUM (SUCCEEDED) },
  { "runs-failed", "1", EACH, "Number of runs that failed.", SUM (FAILED) },
  { "runs-stopped", "1", EACH, "Number of runs that were stopped.", SUM (STOPPED) },
  { "runs-full", "1", EACH, "Number of runs that ended and were full refreshes.", SUM (FULL) },
  { "runs-incremental", "1", EACH, "Number of runs that ended and were incremental refreshes.",
    SUM (INCREMENTAL) },
  { "runs-unchanged", "1", EACH,
    "Number of incremental runs that succeeded and found no commit that the view lacked.",
    SUM (UNCHANGED) },
  { "runs-overrun", "1", EACH,
    "Number of runs that ended after the next request or the next skipped tick of their view.",
    SUM (OVERRUN) },
  { "runs-open", "1", EACH, "Number of runs that have not ended at the end.", SUM (OPEN_RUNS) },

  { "wait-mean", "us", EACH, "Mean time from the request to the slot, of the runs that ended." NEAREST,
    QUOTIENT (WAIT, ENDED, 1, 1) },
  { "wait-max", "us", EACH, "Greatest such time.", MAXIMUM (WAIT) },
  PERCENTILES ("wait", "Time from the request to the slot", "us", TOGETHER, WAIT),
  { "duration-mean", "us", EACH, "Mean time from the slot to the end, of the runs that ended." NEAREST,
    QUOTIENT (DURATION, ENDED, 1, 1) },
  { "duration-max", "us", EACH, "Greatest such time.", MAXIMUM (DURATION) },
  PERCENTILES ("duration", "Time from the slot to the end", "us", TOGETHER, DURATION),
  { "sojourn-mean", "us", EACH,
    "Mean time from the request to the end, of the runs that ended." NEAREST,
    QUOTIENT (SOJOURN, ENDED, 1, 1) },
  { "sojourn-max", "us", EACH, "Greatest such time.", MAXIMUM (SOJOURN) },
  PERCENTILES ("sojourn", "Time from the request to the end", "us", TOGETHER, SOJOURN),
  { "stretch-mean", "millionths", EACH,
    "Mean of sojourn divided by duration, of the runs that ended and had a duration; each quotient is rounded to the"
    " nearest, and so is the mean.",
    QUOTIENT (STRETCH, STRETCHED, 1, 1) },
  { "stretch-max", "millionths", EACH, "Greatest such quotient.", MAXIMUM (STRETCH) },
  { "slowdown-mean", "millionths", EACH,
    "Mean of the bounded slowdown of the runs that ended: sojourn divided by the duration or by 10 seconds, whichever"
    " is longer, and at least one; each quotient is rounded to the nearest, and so is the mean.",
    QUOTIENT (SLOWDOWN, ENDED, 1, 1) },
  { "slowdown-max", "millionths", EACH, "Greatest bounded slowdown.", MAXIMUM (SLOWDOWN) },
  { "makespan", "us", EACH,
    "Time from the first request to the last end, of the runs that ended.", WHOLE (makespan, 1) },

  { "running-mean", "millionths", EACH, "Mean over time of the number of runs with a slot." NEAREST,
    PER_WINDOW (RUNNING, MILLION, 1) },
  { "running-max", "1", ALL,
    "Greatest number of runs with a slot that lasted a microsecond or longer.",
    WHOLE (running_max, 1) },
  PERCENTILES ("running", "Number of runs with a slot", "1", ALL, RUNNING),
  { "waiting-mean", "millionths", EACH, "Mean over time of the number of requests that wait." NEAREST,
    PER_WINDOW (WAITING, MILLION, 1) },
  { "waiting-max", "1", ALL,
    "Greatest number of requests that waited for a microsecond or longer.",
    WHOLE (waiting_max, 1) },
  { "utilization", "ppm", ALL, "Part of the time of all slots in which runs had them." NEAREST,
    WHOLE (utilization, MILLION) },
  { "dpu-mean", "millionths", ALL, "Mean over time of the number of DPU that worked." NEAREST,
    WHOLE (dpu_mean, MILLION) },
  { "dpu-max", "1", ALL, "Greatest number of DPU that worked for a microsecond or longer.",
    WHOLE (dpu_max, 1) },
  { "dpu-utilization", "ppm", ALL,
    "Part of the time of all DPU in which they worked, if each slot has as many as a run may have." NEAREST,
    WHOLE (dpu_utilization, MILLION) },

  { "used", "DPU-ms", EACH, "What the runs that ended used; each run is rounded down.", SUM (USED) },
  { "billed", "DPU-ms", EACH, "What was billed for the runs that ended.", SUM (BILLED) },
  { "billing-overhead", "ppm", EACH, "Part of what was billed that was not used." NEAREST,
    REST (USED, BILLED) },
  { "billing-minimum-share", "ppm", EACH,
    "Part of the runs that ended whose bill is the minimum and would be less without one." NEAREST,
    QUOTIENT (MINIMUM_BILLED, ENDED, MILLION, 1) },
  { "cost", "nano-usd", EACH, "Price of what was billed; each run is rounded down.", SUM (COST) },
  { "billed-per-view-day", "DPU-ms", EACH, "What was billed for each view and day of the window." NEAREST,
    QUOTIENT (BILLED, TIME, US_PER_DAY, 1) },
  { "cost-per-day", "nano-usd", EACH, "Cost for each day of the window." NEAREST,
    PER_WINDOW (COST, US_PER_DAY, 1) },
  { "cost-per-view-day", "nano-usd", EACH, "Cost for each view and day of the window." NEAREST,
    QUOTIENT (COST, TIME, US_PER_DAY, 1) },
  { "wasted", "DPU-ms", EACH,
    "What the runs used that failed, that were stopped, or that found no commit that the view lacked "
    "although it had been refreshed before.",
    SUM (WASTED) },
  { "wasted-share", "ppm", EACH, "Part of what was used that was wasted." NEAREST,
    QUOTIENT (WASTED, USED, MILLION, 1) },
  { "mode-regret", "nano-usd", EACH,
    "What the runs that ended should have cost more than in their better mode, as the engine estimated it when they"
    " got their slots; only on demand.",
    SUM_OF (REGRET, COMPARED, 1) },
  { "used-open", "DPU-ms", EACH,
    "What the runs used until the end that have not ended; each run is rounded down.",
    SUM (OPEN_USED) },
  { "billed-open", "DPU-ms", EACH, "What would be billed for these runs if they had ended then.",
    SUM (OPEN_BILLED) },
  { "cost-open", "nano-usd", EACH, "Price of that bill; each run is rounded down.",
    SUM (OPEN_COST) },

  { "processed-bytes", "bytes", EACH, "Bytes that the runs that ended read.",
    SUM (PROCESSED_BYTES) },
  { "published-bytes", "bytes", EACH,
    "Bytes of the commits to their sources that the runs that succeeded made their views show.",
    SUM (PUBLISHED_BYTES) },
  { "read-amplification", "millionths", EACH,
    "Processed bytes for each published byte; none if nothing was published." NEAREST,
    QUOTIENT (PROCESSED_BYTES, PUBLISHED_BYTES, MILLION, 1) },
};
/* clang-format on */

/* --- Reading the table ------------------------------------------------------------------------ */

const TarnLabMetric *
tarn_lab_metric_get (guint index)
{
  if (index < G_N_ELEMENTS (metrics))
    return &metrics[index];

  index -= (guint) G_N_ELEMENTS (metrics);
  return index < tarn_lab_n_asset_metrics ? &tarn_lab_asset_metrics[index] : NULL;
}

static int
compare_names (gconstpointer name, gconstpointer row)
{
  return strcmp (name, (*(const TarnLabMetric *const *) row)->name);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return compare_names ((*(const TarnLabMetric *const *) a)->name, b);
}

typedef struct
{
  const char **names;
  const TarnLabMetric **sorted;
  gsize n_metrics;
} Lists;

static const Lists *
get_lists (void)
{
  static gsize is_filled = 0;
  static Lists lists;

  if (g_once_init_enter (&is_filled))
    {
      lists.n_metrics = G_N_ELEMENTS (metrics) + tarn_lab_n_asset_metrics;
      lists.names = g_new0 (const char *, lists.n_metrics + 1);
      lists.sorted = g_new (const TarnLabMetric *, lists.n_metrics);
      for (guint i = 0; i < lists.n_metrics; i++)
        {
          lists.sorted[i] = tarn_lab_metric_get (i);
          lists.names[i] = lists.sorted[i]->name;
        }
      qsort (lists.sorted, lists.n_metrics, sizeof lists.sorted[0], compare_rows);
      g_once_init_leave (&is_filled, 1);
    }
  return &lists;
}

const TarnLabMetric *
tarn_lab_metric_find (const char *name)
{
  const TarnLabMetric *const *row = bsearch (name, get_lists ()->sorted, get_lists ()->n_metrics,
                                             sizeof (TarnLabMetric *), compare_names);

  return row != NULL ? *row : NULL;
}

const char *
tarn_lab_metric_get_name (const TarnLabMetric *self)
{
  return self->name;
}

static gboolean
uses_sum (const TarnLabMetric *metric, TarnLabSum sum)
{
  gboolean has_two = metric->compute == compute_quotient || metric->compute == compute_sum_of
                     || metric->compute == compute_rest;

  if (metric->compute == compute_sum || metric->compute == compute_per_window)
    return metric->a == sum;

  return has_two && (metric->a == sum || metric->b == sum);
}

const char *
tarn_lab_metric_get_name_of_sum (TarnLabSum sum)
{
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    if (uses_sum (&metrics[i], sum))
      return metrics[i].name;

  return NULL;
}

gboolean
tarn_lab_metric_is_of (const TarnLabMetric *self, TarnLabSubject subject)
{
  return (self->subjects & 1u << subject) != 0;
}

TarnLabFigure
tarn_lab_metric_compute (const TarnLabMetric *self, const TarnLabFigures *figures,
                         gint64 *out_value)
{
  TarnWide value = { 0, 0 };
  TarnLabFigure figure = self->compute (self, figures, &value);

  *out_value = 0;
  if (figure != TARN_LAB_FIGURE_EXISTS)
    return figure;
  if (value.high != 0 || value.low > G_MAXINT64)
    return TARN_LAB_FIGURE_TOO_LARGE;

  *out_value = (gint64) value.low;
  return TARN_LAB_FIGURE_EXISTS;
}

/* --- What users read -------------------------------------------------------------------------- */

const char *const *
tarn_lab_list_metrics (void)
{
  return get_lists ()->names;
}

const char *
tarn_lab_metric_get_unit (const char *name)
{
  const TarnLabMetric *metric = name != NULL ? tarn_lab_metric_find (name) : NULL;

  g_return_val_if_fail (metric != NULL, NULL);

  return metric->unit;
}

const char *
tarn_lab_metric_get_description (const char *name)
{
  const TarnLabMetric *metric = name != NULL ? tarn_lab_metric_find (name) : NULL;

  g_return_val_if_fail (metric != NULL, NULL);

  return metric->description;
}

gboolean
tarn_lab_metric_is_merit (const char *name)
{
  static const char *const merits[]
      = { "fresh-share", "slo-share", "coverage-mean", "coverage-end", NULL };

  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (tarn_lab_metric_find (name) != NULL, FALSE);

  return g_strv_contains (merits, name);
}

gboolean
tarn_lab_metric_has_subject (const char *name, TarnLabSubject subject)
{
  const TarnLabMetric *metric = name != NULL ? tarn_lab_metric_find (name) : NULL;

  g_return_val_if_fail (metric != NULL, FALSE);

  return subject <= TARN_LAB_SUBJECT_ASSETS && tarn_lab_metric_is_of (metric, subject);
}
