/* SPDX-License-Identifier: MIT */
/*
 * The figures that a trial has counted of its assets in several ways must agree. If it does not, the library is at
 * fault.
 */
#include <tarn-lab/tarn-lab-error.h>

#include "lab/measure/asset-measures.h"

typedef struct
{
  const TarnLabAssetMeasures *measures;
  const TarnLabAssetSums *all;
  GError **error;
} Check;

static gboolean
fail (const Check *check, const char *what)
{
  g_set_error (check->error, TARN_LAB_ERROR, TARN_LAB_ERROR_CHECK,
               "the figures of the assets do not add up: %s", what);
  return FALSE;
}

static gboolean
is_equal (const Check *check, const char *what, TarnWide a, TarnWide b)
{
  return tarn_wide_is_equal (a, b) || fail (check, what);
}

static TarnWide
get_sum (const Check *check, TarnLabAssetSum sum)
{
  return check->all->sums[sum];
}

/* --- The parts of a check ----------------------------------------------------------------------- */

/* Each sum of all assets is that of the groups, but PRICED, which says only whether there is a price. */
static gboolean
check_groups (const Check *check)
{
  for (guint sum = 0; sum < TARN_LAB_N_ASSET_SUMS; sum++)
    {
      TarnWide total = { 0, 0 };

      for (guint i = 0; i + 1 < check->measures->sums->len; i++)
        total = tarn_wide_sum_saturated (
            total, tarn_lab_asset_measures_get_sums (check->measures, i)->sums[sum]);
      if (sum != TARN_LAB_ASSET_SUM_PRICED
          && !is_equal (check, "the groups and all of them", total, get_sum (check, sum)))
        return FALSE;
    }

  return TRUE;
}

/* Numbers of assets over time are the times of the assets. */
static gboolean
check_time (const Check *check)
{
  const TarnLabAssetTotals *totals = &check->measures->totals;

  return is_equal (check, "the assets over time, and the times since they came",
                   get_sum (check, TARN_LAB_ASSET_SUM_EXISTING), totals->existing)
         && is_equal (check, "the covered assets over time, and the times since they are covered",
                      get_sum (check, TARN_LAB_ASSET_SUM_COVERED_TIME), totals->covered)
         && is_equal (check, "the requests over time, and their waits",
                      get_sum (check, TARN_LAB_ASSET_SUM_WAITING), totals->waiting)
         && is_equal (check, "the runs over time, and their durations",
                      get_sum (check, TARN_LAB_ASSET_SUM_RUNNING), totals->running);
}

static gboolean
check_runs (const Check *check)
{
  const TarnLabAssetMeasures *measures = check->measures;
  const TarnLabAssetLevels *levels
      = &g_array_index (measures->levels, TarnLabAssetLevels, measures->levels->len - 1);
  TarnWide outcomes = get_sum (check, TARN_LAB_ASSET_SUM_SUCCEEDED);

  outcomes = tarn_wide_sum (outcomes, get_sum (check, TARN_LAB_ASSET_SUM_SUCCEEDED_PARTIALLY));
  outcomes = tarn_wide_sum (outcomes, get_sum (check, TARN_LAB_ASSET_SUM_FAILED));
  outcomes = tarn_wide_sum (outcomes, get_sum (check, TARN_LAB_ASSET_SUM_CANCELED));
  return is_equal (check, "runs and their outcomes", get_sum (check, TARN_LAB_ASSET_SUM_ENDED),
                   outcomes)
         && is_equal (check, "runs that started, and that ended or are open",
                      tarn_wide_add (get_sum (check, TARN_LAB_ASSET_SUM_STARTED),
                                     measures->totals.n_running_at_begin),
                      tarn_wide_add (get_sum (check, TARN_LAB_ASSET_SUM_ENDED), levels->n_running));
}

/* Counts the states of the assets, which the levels count as they change. */
static gboolean
check_levels (const Check *check)
{
  const TarnLabAssetMeasures *measures = check->measures;
  TarnLabAssetLevels levels
      = g_array_index (measures->levels, TarnLabAssetLevels, measures->levels->len - 1);

  for (guint i = 0; i < measures->assets->len; i++)
    {
      const TarnLabMeasuredAsset *asset
          = &g_array_index (measures->assets, TarnLabMeasuredAsset, i);

      levels.n_arrived -= asset->has_arrived != FALSE;
      levels.n_covered -= asset->is_covered != FALSE;
      levels.n_waiting -= asset->is_waiting != FALSE;
      levels.n_running -= asset->has_run != FALSE;
    }
  return (levels.n_arrived == 0 && levels.n_covered == 0 && levels.n_waiting == 0
          && levels.n_running == 0)
         || fail (check, "the states of the assets, and their numbers");
}

static gboolean
check_histograms (const Check *check)
{
  static const TarnLabAssetSum counts[TARN_LAB_N_ASSET_TIMES] = {
    [TARN_LAB_ASSET_TIME_WAIT] = TARN_LAB_ASSET_SUM_ENDED,
    [TARN_LAB_ASSET_TIME_DURATION] = TARN_LAB_ASSET_SUM_ENDED,
    [TARN_LAB_ASSET_TIME_LATENCY] = TARN_LAB_ASSET_SUM_COVERINGS,
  };

  for (guint i = 0; i < TARN_LAB_N_ASSET_TIMES; i++)
    {
      TarnWide n;

      tarn_time_histogram_get_time (check->all->times[i], &n);
      if (!is_equal (check, "a histogram, and what it counts", n, get_sum (check, counts[i])))
        return FALSE;
    }

  return TRUE;
}

/* --- All of it ---------------------------------------------------------------------------------- */

gboolean
tarn_lab_asset_measures_check (const TarnLabAssetMeasures *self, GError **error)
{
  static gboolean (*const parts[]) (const Check *check)
      = { check_groups, check_time, check_runs, check_levels, check_histograms };
  Check check = { self, tarn_lab_asset_measures_get_sums (self, self->sums->len - 1), error };

  if (self->fault != NULL)
    return fail (&check, self->fault);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!parts[i](&check))
      return FALSE;

  return TRUE;
}
