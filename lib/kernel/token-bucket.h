/* SPDX-License-Identifier: MIT */
/*
 * An exact token bucket on virtual time. A token has a million parts, so a rate in tokens per second is the
 * same number in parts per microsecond. A bucket holds the tokens of one second.
 */
#pragma once

#include <glib.h>

enum
{
  TARN_TOKEN_PARTS = 1000000,
};

typedef struct
{
  gint64 filled_us; /* the time for which the level is right */
  guint64 level;    /* in parts */
} TarnTokenBucket;

/* Makes a full bucket. @rate is in tokens per second, at most 2^32. */
void tarn_token_bucket_init (TarnTokenBucket *bucket, guint64 rate, gint64 now_us);

/*
 * Adds the parts for the time until now. Before the rate changes, the caller must call this function with the
 * old rate.
 */
void tarn_token_bucket_fill (TarnTokenBucket *bucket, guint64 rate, gint64 now_us);

/* Takes a token. Returns FALSE, and takes nothing, if there is no whole token. */
gboolean tarn_token_bucket_take (TarnTokenBucket *bucket, guint64 rate, gint64 now_us);
