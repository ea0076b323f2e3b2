/* SPDX-License-Identifier: MIT */
/*
 * One long trial can say how sure its mean lag is, by the means of batches of its window, and how long its warm-up was.
 */
#include <tarn-lab/tarn-lab.h>

#include "lab/measure/result.h"
#include "lab/measure/series.h"
#include "lab/report/blocks.h"
#include "lab/report/numbers.h"
#include "lab/report/quantity.h"
#include "lab/statistics/series.h"

enum
{
  CORRELATED_MILLIONTHS = 200000, /* from which on an interval is too narrow to be believed */
};

static const TarnLabLevel level = { 19, 20 };

/* The window is cut into equal slices, so the mean of a batch is that of its slices. */
static void
collect_batches (const TarnLabSeries *series, guint n_batches, gint64 *means)
{
  guint n_slices = TARN_LAB_SERIES_SLICES / n_batches;

  for (guint i = 0; i < n_batches; i++)
    {
      TarnLabSample sample = { 0 };

      for (guint j = 0; j < n_slices; j++)
        tarn_lab_sample_add (&sample, tarn_lab_series_get_mean_lag (series, i * n_slices + j));
      means[i] = tarn_lab_sample_get_interval (&sample, level, 1).mean;
    }
}

static void
add_interval (TarnLabBlocks *blocks, const TarnLabSeries *series, guint n_batches)
{
  g_autofree gint64 *means = g_new (gint64, n_batches);
  gint64 length_us = (series->end_us - series->begin_us) / n_batches, millionths;
  g_autofree char *length = tarn_lab_format_rough_duration (length_us);

  collect_batches (series, n_batches, means);

  TarnLabSample sample = tarn_lab_sample_from_values (means, n_batches);
  TarnLabInterval interval = tarn_lab_sample_get_interval (&sample, level, 1);
  g_autofree char *mean = tarn_lab_format_interval (&interval, "us");
  tarn_lab_add_sentence (blocks, "In %u batches of %s, the mean lag is %s with 95 %%.", n_batches,
                         length, mean);
  if (!tarn_lab_series_get_correlation (means, n_batches, &millionths))
    return;

  g_autofree char *correlation = tarn_lab_format_decimal (millionths, 1000000, 2);
  tarn_lab_add_sentence (
      blocks, "The correlation of each batch with the next one is %s%s.", correlation,
      millionths > CORRELATED_MILLIONTHS
          ? ", which is more than 0.2: the interval is too narrow. Fewer batches or a longer horizon help"
          : "");
}

static void
add_warm_up (TarnLabBlocks *blocks, const TarnLabSeries *series)
{
  gint64 lags[TARN_LAB_SERIES_SLICES];
  guint n;

  for (guint i = 0; i < TARN_LAB_SERIES_SLICES; i++)
    lags[i] = tarn_lab_series_get_mean_lag (series, i);
  n = tarn_lab_series_get_warm_up (lags, TARN_LAB_SERIES_SLICES);
  if (n == 0)
    {
      tarn_lab_add_sentence (blocks, "By MSER-5, no part of the window belongs to the warm-up.");
      return;
    }

  /* The rule looks at no later cut, so this one only says that an end was not found. */
  if (n == TARN_LAB_SERIES_SLICES / TARN_LAB_MSER_BATCH / 2 * TARN_LAB_MSER_BATCH)
    {
      tarn_lab_add_sentence (
          blocks,
          "By MSER-5, the warm-up has no end in the first half of the window: the window is too short to tell where it ends.");
      return;
    }

  g_autofree char *duration
      = tarn_lab_format_rough_duration (tarn_lab_series_get_time (series, n) - series->begin_us);
  tarn_lab_add_sentence (
      blocks,
      "By MSER-5, the first %s of the window belong to the warm-up, which should be longer by as much.",
      duration);
}

char *
tarn_lab_report_batches_to_text (const TarnLabResult *result, guint n_batches)
{
  g_return_val_if_fail (result != NULL, NULL);
  g_return_val_if_fail (n_batches > 1 && TARN_LAB_SERIES_SLICES % n_batches == 0, NULL);

  const TarnLabSeries *series = tarn_lab_result_get_series (result);
  g_autoptr (TarnLabBlocks) blocks = tarn_lab_blocks_new ();

  if (series == NULL)
    return NULL;
  add_interval (blocks, series, n_batches);
  add_warm_up (blocks, series);
  return tarn_lab_blocks_to_text (blocks);
}
