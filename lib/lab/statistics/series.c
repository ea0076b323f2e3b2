/* SPDX-License-Identifier: MIT */
#include "lab/statistics/series.h"

/* The criterion is the spread of the batches from @first on by the cube of their number, which is n (n - 1) S2 / n^3. */
static gboolean
is_better (TarnLabBig spread, guint n, TarnLabBig best_spread, guint n_best)
{
  TarnLabBig left = spread, right = best_spread;

  for (guint i = 0; i < 3; i++)
    {
      left = tarn_lab_big_multiply (left, tarn_lab_big_from_int (n_best));
      right = tarn_lab_big_multiply (right, tarn_lab_big_from_int (n));
    }
  return tarn_lab_big_compare (left, right) <= 0;
}

static gint64
get_batch (const gint64 *values, guint batch)
{
  TarnLabSample sample
      = tarn_lab_sample_from_values (values + batch * TARN_LAB_MSER_BATCH, TARN_LAB_MSER_BATCH);

  return tarn_lab_sample_get_interval (&sample, (TarnLabLevel){ 1, 2 }, 1).mean;
}

/* The batches are added from the last one on, so that each is looked at once. */
guint
tarn_lab_series_get_warm_up (const gint64 *values, guint n)
{
  guint n_batches = n / TARN_LAB_MSER_BATCH, best = 0;
  TarnLabSample sample = { 0 };
  TarnLabBig best_spread = { 0 };

  for (guint i = n_batches; i-- > 0;)
    {
      TarnLabBig spread;

      tarn_lab_sample_add (&sample, get_batch (values, i));
      if (i > n_batches / 2)
        continue;
      spread = tarn_lab_sample_get_spread (&sample);
      if (i == n_batches / 2 || is_better (spread, sample.n, best_spread, n_batches - best))
        {
          best = i;
          best_spread = spread;
        }
    }
  return best * TARN_LAB_MSER_BATCH;
}

/* Each figure less the mean is taken n times, so that it is whole. */
static TarnLabBig
get_deviation (const TarnLabSample *sample, gint64 value)
{
  return tarn_lab_big_subtract (tarn_lab_big_multiply (tarn_lab_big_from_int (sample->n),
                                                       tarn_lab_big_from_int (value)),
                                sample->sum);
}

gboolean
tarn_lab_series_get_correlation (const gint64 *values, guint n, gint64 *out_millionths)
{
  TarnLabSample sample = tarn_lab_sample_from_values (values, n);
  TarnLabBig products = { 0 }, squares = { 0 };

  *out_millionths = 0;
  for (guint i = 0; i < n; i++)
    {
      TarnLabBig deviation = get_deviation (&sample, values[i]);

      squares = tarn_lab_big_add (squares, tarn_lab_big_multiply (deviation, deviation));
      if (i + 1 < n)
        products = tarn_lab_big_add (
            products, tarn_lab_big_multiply (deviation, get_deviation (&sample, values[i + 1])));
    }
  if (n < 3 || tarn_lab_big_is_zero (squares))
    return FALSE;
  return tarn_lab_big_to_int (tarn_lab_big_divide_rounded (
                                  tarn_lab_big_multiply (products, tarn_lab_big_from_int (1000000)),
                                  squares),
                              out_millionths);
}
