/* SPDX-License-Identifier: MIT */
#include "kernel/token-bucket.h"

static guint64
get_capacity (guint64 rate)
{
  return rate * TARN_TOKEN_PARTS;
}

void
tarn_token_bucket_init (TarnTokenBucket *bucket, guint64 rate, gint64 now_us)
{
  bucket->filled_us = now_us;
  bucket->level = get_capacity (rate);
}

void
tarn_token_bucket_fill (TarnTokenBucket *bucket, guint64 rate, gint64 now_us)
{
  guint64 elapsed_us = (guint64) (now_us - bucket->filled_us);

  /*
   * One second fills an empty bucket, so the product is computed only for less than a second, and it never
   * exceeds the capacity.
   */
  if (elapsed_us < TARN_TOKEN_PARTS)
    bucket->level = MIN (bucket->level + elapsed_us * rate, get_capacity (rate));
  else
    bucket->level = get_capacity (rate);
  bucket->filled_us = now_us;
}

gboolean
tarn_token_bucket_take (TarnTokenBucket *bucket, guint64 rate, gint64 now_us)
{
  tarn_token_bucket_fill (bucket, rate, now_us);
  if (bucket->level < TARN_TOKEN_PARTS)
    return FALSE;

  bucket->level -= TARN_TOKEN_PARTS;
  return TRUE;
}
