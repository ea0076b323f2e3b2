/* SPDX-License-Identifier: MIT */
/*
 * The figures that a trial has counted in several ways must agree. If it does not, the library is at fault, not the
 * user.
 */
#include <tarn-lab/tarn-lab-error.h>

#include "lab/measure/measures.h"

typedef struct
{
  const TarnLabMeasures *measures;
  TarnLabSums sums; /* of all views */
  TarnLabHistograms histograms;
  GError **error;
} Check;

static TarnWide
narrow (guint64 number)
{
  return (TarnWide){ 0, number };
}

static char *
format (TarnWide number)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  do
    {
      TarnWide digit;

      number = tarn_wide_divide (number, narrow (10), &digit);
      g_string_prepend_c (digits, (char) ('0' + digit.low));
    }
  while (!tarn_wide_is_zero (number));

  return g_string_free (g_steal_pointer (&digits), FALSE);
}

static gboolean
fail (const Check *check, const char *what, TarnWide a, TarnWide b)
{
  g_autofree char *a_text = format (a), *b_text = format (b);

  g_set_error (check->error, TARN_LAB_ERROR, TARN_LAB_ERROR_CHECK,
               "the figures of the trial do not add up: %s: %s and %s", what, a_text, b_text);
  return FALSE;
}

static gboolean
is_equal (const Check *check, const char *what, TarnWide a, TarnWide b)
{
  return tarn_wide_is_equal (a, b) || fail (check, what, a, b);
}

static gboolean
is_at_most (const Check *check, const char *what, TarnWide a, TarnWide b)
{
  return tarn_wide_is_at_most (a, b) || fail (check, what, a, b);
}

static TarnWide
get_sum (const Check *check, TarnLabSum sum)
{
  return check->sums.sums[sum];
}

/* --- The parts of a check --------------------------------------------------------------------- */

static gboolean
check_facts (const Check *check)
{
  const TarnLabFault *fault = &check->measures->fault;

  if (fault->what == NULL)
    return TRUE;

  const TarnLabView *view = tarn_lab_scenario_get_view (check->measures->scenario, fault->view);
  g_set_error (check->error, TARN_LAB_ERROR, TARN_LAB_ERROR_CHECK,
               "%s: view %s.%s, at %" G_GINT64_FORMAT " us", fault->what, view->database_name,
               view->name, fault->time_us);
  return FALSE;
}

static gboolean
check_time_of_views (const Check *check)
{
  const TarnLabMeasures *measures = check->measures;
  guint64 window_us = (guint64) (measures->end_us - measures->begin_us);

  for (guint i = 0; i < measures->views->len; i++)
    {
      const TarnLabSums *sums = tarn_lab_measures_get_sums (measures, i);

      if (!is_equal (check, "the stretches of a view and the window", sums->sums[TARN_LAB_SUM_TIME],
                     narrow (window_us))
          || !is_at_most (check, "the time in which a view had a run and the window",
                          sums->sums[TARN_LAB_SUM_RUNNING], narrow (window_us)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_sums_of_views (const Check *check)
{
  const TarnLabTotals *totals = &check->measures->totals;
  const TarnLabOccupation *occupation = &check->measures->occupation;

  return is_equal (check, "the time of the views and of all", get_sum (check, TARN_LAB_SUM_TIME),
                   totals->time)
         && is_equal (check, "twice the age of the views and of all",
                      get_sum (check, TARN_LAB_SUM_TWICE_AGE), totals->twice_age)
         && is_equal (check, "twice the lag of the views and of all",
                      get_sum (check, TARN_LAB_SUM_TWICE_LAG), totals->twice_lag)
         && is_equal (check, "the runs of the views over time and of all",
                      get_sum (check, TARN_LAB_SUM_RUNNING), occupation->running)
         && is_equal (check, "the requests of the views over time and of all",
                      get_sum (check, TARN_LAB_SUM_WAITING), occupation->waiting)
         && is_equal (check, "the ended runs of the views and of all",
                      get_sum (check, TARN_LAB_SUM_ENDED), narrow (totals->n_ended))
         && is_equal (check, "the use of the views and of all", get_sum (check, TARN_LAB_SUM_USED),
                      narrow (totals->used_dpu_ms))
         && is_equal (check, "the bills of the views and of all",
                      get_sum (check, TARN_LAB_SUM_BILLED), narrow (totals->billed_dpu_ms))
         && is_equal (check, "the processed bytes of the views and of all",
                      get_sum (check, TARN_LAB_SUM_PROCESSED_BYTES),
                      narrow (totals->processed_bytes));
}

/* Little's law: requests and runs over time are the sojourns, if all have ended. */
static gboolean
check_sojourns (const Check *check)
{
  const TarnLabMeasures *measures = check->measures;
  const TarnLabOccupation *occupation = &measures->occupation;
  guint n_open = occupation->n_running + occupation->n_waiting;
  TarnWide rest
      = tarn_wide_multiply (n_open, (guint64) (occupation->settled_us - measures->begin_us));

  if (!is_at_most (check, "sojourns and what waited and ran over time", measures->totals.sojourn,
                   occupation->in_system))
    return FALSE;

  return is_at_most (check, "what waited and ran over time, and sojourns", occupation->in_system,
                     tarn_wide_sum (measures->totals.sojourn, rest));
}

static gboolean
check_runs (const Check *check)
{
  const TarnLabTotals *totals = &check->measures->totals;
  TarnWide outcomes = get_sum (check, TARN_LAB_SUM_SUCCEEDED);

  outcomes = tarn_wide_sum (outcomes, get_sum (check, TARN_LAB_SUM_FAILED));
  outcomes = tarn_wide_sum (outcomes, get_sum (check, TARN_LAB_SUM_STOPPED));
  return is_equal (check, "runs and their outcomes", get_sum (check, TARN_LAB_SUM_ENDED), outcomes)
         && is_equal (check, "runs that had a slot and ended or are open",
                      tarn_wide_add (get_sum (check, TARN_LAB_SUM_STARTED),
                                     totals->n_running_at_begin),
                      narrow (totals->n_ended - totals->n_ended_without_slot
                              + check->measures->occupation.n_running))
         && is_at_most (check, "use and bills", get_sum (check, TARN_LAB_SUM_USED),
                        get_sum (check, TARN_LAB_SUM_BILLED))
         && is_equal (check, "the time within and over the SLO, and the time with one",
                      tarn_wide_sum (get_sum (check, TARN_LAB_SUM_WITHIN_SLO),
                                     get_sum (check, TARN_LAB_SUM_VIOLATION)),
                      get_sum (check, TARN_LAB_SUM_SLO_TIME));
}

static gboolean
check_histogram (const Check *check, const char *what, const TarnTimeHistogram *histogram,
                 TarnWide expected)
{
  TarnWide time;

  tarn_time_histogram_get_time (histogram, &time);
  return is_equal (check, what, time, expected);
}

static gboolean
check_histograms (const Check *check)
{
  const TarnLabMeasures *measures = check->measures;
  TarnTimeHistogram *const *of = check->histograms.of;
  TarnWide time = get_sum (check, TARN_LAB_SUM_TIME), runs = get_sum (check, TARN_LAB_SUM_ENDED);

  return check_histogram (check, "the histogram of ages and the time", of[TARN_LAB_HISTOGRAM_AGE],
                          time)
         && check_histogram (check, "the histogram of lags and the time",
                             of[TARN_LAB_HISTOGRAM_LAG], time)
         && check_histogram (check, "the histogram of waits and the runs",
                             of[TARN_LAB_HISTOGRAM_WAIT], runs)
         && check_histogram (check, "the histogram of durations and the runs",
                             of[TARN_LAB_HISTOGRAM_DURATION], runs)
         && check_histogram (check, "the histogram of sojourns and the runs",
                             of[TARN_LAB_HISTOGRAM_SOJOURN], runs)
         && check_histogram (check, "the histogram of running runs and the window",
                             measures->running,
                             narrow ((guint64) (measures->end_us - measures->begin_us)));
}

/* --- The sums of the engine ------------------------------------------------------------------- */

static const struct
{
  const char *what;
  TarnMeasure measure;
  TarnLabSum sum;
} areas[] = {
  { "twice the age and that of the engine", TARN_MEASURE_AGE, TARN_LAB_SUM_TWICE_AGE },
  { "twice the lag and that of the engine", TARN_MEASURE_LAG, TARN_LAB_SUM_TWICE_LAG },
  { "the skew and that of the engine", TARN_MEASURE_SKEW, TARN_LAB_SUM_SKEW },
  { "the fresh time and that of the engine", TARN_MEASURE_FRESH, TARN_LAB_SUM_FRESH },
  { "the time as never refreshed and that of the engine", TARN_MEASURE_NEVER_REFRESHED,
    TARN_LAB_SUM_NEVER },
  { "the pending commits and those of the engine", TARN_MEASURE_PENDING_COMMITS,
    TARN_LAB_SUM_PENDING_COMMITS },
  { "the pending bytes and those of the engine", TARN_MEASURE_PENDING_BYTES,
    TARN_LAB_SUM_PENDING_BYTES },
  { "the runs over time and those of the engine", TARN_MEASURE_RUNNING, TARN_LAB_SUM_RUNNING },
};

static TarnWide
get_area (const TarnMeasures *account, TarnMeasure measure)
{
  TarnWide area;

  area.high = tarn_measures_get_area (account, measure, &area.low);
  return area;
}

/* The use of each run is rounded down to milliseconds. A run that is not within the window has more, or less. */
static gboolean
check_use (const Check *check)
{
  const TarnLabTotals *totals = &check->measures->totals;
  TarnWide area = get_area (check->measures->account, TARN_MEASURE_DPU);
  TarnWide used = tarn_wide_multiply (totals->used_in_window_dpu_ms, 1000);
  TarnWide most = tarn_wide_sum (used, tarn_wide_multiply (totals->n_ended_in_window, 999));

  if (totals->n_running_at_begin != 0 || totals->n_running_at_end != 0)
    return TRUE;

  return is_at_most (check, "the use of the runs and the DPU over time", used, area)
         && is_at_most (check, "the DPU over time and the use of the runs", area, most);
}

static gboolean
check_engine (const Check *check)
{
  const TarnMeasures *account = check->measures->account;

  if (account == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    if (!is_equal (check, areas[i].what, get_sum (check, areas[i].sum),
                   get_area (account, areas[i].measure)))
      return FALSE;

  return is_equal (check, "publications and those of the engine",
                   narrow (check->measures->totals.n_published_in_window),
                   narrow (tarn_measures_get_n_publications (account)))
         && check_use (check);
}

/* --- All of it -------------------------------------------------------------------------------- */

gboolean
tarn_lab_measures_check (const TarnLabMeasures *self, GError **error)
{
  static gboolean (*const parts[]) (const Check *check)
      = { check_facts, check_time_of_views, check_sums_of_views, check_sojourns,
          check_runs,  check_histograms,    check_engine };
  Check check = { .measures = self, .error = error };
  gboolean is_good = TRUE;

  tarn_lab_sums_init (&check.sums);
  for (guint i = 0; i < self->views->len; i++)
    tarn_lab_sums_merge (&check.sums, tarn_lab_measures_get_sums (self, i));
  tarn_lab_histograms_init (&check.histograms, TARN_LAB_HISTOGRAM_RUNNING, TARN_LAB_GROUP_BITS);
  for (guint i = 0; i < self->groups->len; i++)
    tarn_lab_histograms_merge (&check.histograms,
                               &g_array_index (self->groups, TarnLabHistograms, i));

  for (guint i = 0; i < G_N_ELEMENTS (parts) && is_good; i++)
    is_good = parts[i](&check);
  tarn_lab_histograms_clear (&check.histograms);
  return is_good;
}
