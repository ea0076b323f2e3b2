/* SPDX-License-Identifier: MIT */
/*
 * The measures of an account, added up from the stretches of its views with the public functions alone. It also checks
 * that the stretches of a view have neither gaps nor overlaps.
 */
#pragma once

#include <tarn/tarn-measures.h>
#include <tarn/tarn-stretch.h>
#include <tarn/tarn-time-histogram.h>

#include "worlds/glue-lake.h"

typedef struct
{
  TarnWide areas[TARN_MEASURE_RUNNING]; /* of the measures of views */
  TarnWide time;
  gint64 age_max, lag_max, skew_max;
  guint64 n_publications;
  TarnTimeHistogram *ages; /* of 7 bits */
  TarnTimeHistogram *lags;
  GHashTable *ends; /* of the last stretch, by the pointer to the name of its view */
} StretchSums;

static inline void
stretch_sums_init (StretchSums *sums)
{
  *sums = (StretchSums){
    .ages = tarn_time_histogram_new (7),
    .lags = tarn_time_histogram_new (7),
    .ends = g_hash_table_new_full (NULL, NULL, NULL, g_free),
  };
}

static inline void
stretch_sums_clear (StretchSums *sums)
{
  tarn_time_histogram_free (sums->ages);
  tarn_time_histogram_free (sums->lags);
  g_hash_table_unref (sums->ends);
}

/* Begins anew, as the measures of the account do. */
static inline void
stretch_sums_restart (StretchSums *sums)
{
  stretch_sums_clear (sums);
  stretch_sums_init (sums);
}

static inline void
stretch_sums_add_area (StretchSums *sums, TarnMeasure measure, TarnWide area)
{
  sums->areas[measure] = tarn_wide_sum_saturated (sums->areas[measure], area);
}

/* Returns twice the area under a value that is 0 at @since and rises from then on. */
static inline TarnWide
stretch_sums_rise (gint64 since, gint64 begin, gint64 end)
{
  return tarn_wide_multiply ((guint64) (end - begin),
                             (guint64) (begin - since) + (guint64) (end - since));
}

static inline void
stretch_sums_add_age (StretchSums *sums, const TarnStretch *stretch)
{
  gint64 begin = tarn_stretch_get_begin_time (stretch), end = tarn_stretch_get_end_time (stretch);
  gint64 included = tarn_stretch_get_included_time (stretch);

  stretch_sums_add_area (sums, TARN_MEASURE_AGE, stretch_sums_rise (included, begin, end));
  sums->age_max = MAX (sums->age_max, end - included);
  tarn_time_histogram_add_rising (sums->ages, begin - included, end - included);
}

static inline void
stretch_sums_add_lag (StretchSums *sums, const TarnStretch *stretch)
{
  gint64 begin = tarn_stretch_get_begin_time (stretch), end = tarn_stretch_get_end_time (stretch);
  gint64 since = tarn_stretch_get_lacking_since (stretch);
  gint64 lacks_from = CLAMP (since, begin, end);

  stretch_sums_add_area (sums, TARN_MEASURE_FRESH, (TarnWide){ 0, (guint64) (lacks_from - begin) });
  tarn_time_histogram_add_constant (sums->lags, 0, lacks_from - begin);
  if (lacks_from == end)
    return;

  stretch_sums_add_area (sums, TARN_MEASURE_LAG, stretch_sums_rise (since, lacks_from, end));
  sums->lag_max = MAX (sums->lag_max, end - since);
  tarn_time_histogram_add_rising (sums->lags, lacks_from - since, end - since);
}

static inline void
stretch_sums_add_rest (StretchSums *sums, const TarnStretch *stretch, guint64 duration)
{
  gint64 skew = tarn_stretch_get_newest_time (stretch) - tarn_stretch_get_included_time (stretch);
  TarnWide commits, bytes;

  tarn_stretch_get_pending_commits_area (stretch, &commits);
  tarn_stretch_get_pending_bytes_area (stretch, &bytes);
  stretch_sums_add_area (sums, TARN_MEASURE_PENDING_COMMITS, commits);
  stretch_sums_add_area (sums, TARN_MEASURE_PENDING_BYTES, bytes);
  stretch_sums_add_area (sums, TARN_MEASURE_SKEW, tarn_wide_multiply ((guint64) skew, duration));
  sums->skew_max = MAX (sums->skew_max, skew);
  if (tarn_stretch_is_never_refreshed (stretch))
    stretch_sums_add_area (sums, TARN_MEASURE_NEVER_REFRESHED, (TarnWide){ 0, duration });
}

/* A #TarnStretchFunc, with the sums as its data. */
static inline void
stretch_sums_add (TarnEngine *engine, const TarnStretch *stretch, gpointer data)
{
  StretchSums *sums = data;
  gint64 begin = tarn_stretch_get_begin_time (stretch), end = tarn_stretch_get_end_time (stretch);
  gpointer name = (gpointer) tarn_stretch_get_table_name (stretch);
  const gint64 *last = g_hash_table_lookup (sums->ends, name);

  g_assert_cmpint (end, ==, tarn_engine_get_now (engine));
  if (last != NULL)
    g_assert_cmpint (begin, ==, *last);
  g_hash_table_insert (sums->ends, name, g_memdup2 (&end, sizeof end));
  sums->n_publications += tarn_stretch_is_publication (stretch) ? 1 : 0;
  if (begin == end)
    return;

  sums->time = tarn_wide_add (sums->time, (guint64) (end - begin));
  stretch_sums_add_age (sums, stretch);
  stretch_sums_add_lag (sums, stretch);
  stretch_sums_add_rest (sums, stretch, (guint64) (end - begin));
}

static inline void
stretch_sums_assert_wide (TarnWide wide, guint64 high, guint64 low)
{
  g_assert_cmpuint (wide.high, ==, high);
  g_assert_cmpuint (wide.low, ==, low);
}

static inline void
stretch_sums_assert_percentiles (const TarnTimeHistogram *histogram, const TarnMeasures *measures,
                                 TarnMeasure measure)
{
  for (guint permyriad = 0; permyriad <= 10000; permyriad += 500)
    g_assert_cmpint (tarn_time_histogram_get_percentile (histogram, permyriad), ==,
                     tarn_measures_get_percentile (measures, measure, permyriad));
}

/* Fails unless the sums are @measures, which are those of the account, read before they began anew. */
static inline void
stretch_sums_assert (const StretchSums *sums, const TarnMeasures *measures,
                     gboolean has_percentiles)
{
  guint64 low;

  for (TarnMeasure i = 0; i < TARN_MEASURE_RUNNING; i++)
    {
      guint64 high = tarn_measures_get_area (measures, i, &low);

      stretch_sums_assert_wide (sums->areas[i], high, low);
    }
  guint64 high = tarn_measures_get_time (measures, TARN_MEASURE_AGE, &low);
  stretch_sums_assert_wide (sums->time, high, low);
  g_assert_cmpint (sums->age_max, ==, tarn_measures_get_max (measures, TARN_MEASURE_AGE));
  g_assert_cmpint (sums->lag_max, ==, tarn_measures_get_max (measures, TARN_MEASURE_LAG));
  g_assert_cmpint (sums->skew_max, ==, tarn_measures_get_max (measures, TARN_MEASURE_SKEW));
  g_assert_cmpuint (sums->n_publications, ==, tarn_measures_get_n_publications (measures));
  if (!has_percentiles)
    return;

  stretch_sums_assert_percentiles (sums->ages, measures, TARN_MEASURE_AGE);
  stretch_sums_assert_percentiles (sums->lags, measures, TARN_MEASURE_LAG);
}
