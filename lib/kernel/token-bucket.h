/* SPDX-License-Identifier: MIT */
/*
 * A token bucket on virtual time, exact: a token is a million parts, and a rate of so many tokens
 * per second is as many parts per microsecond. It holds what accrues in one second.
 */
#pragma once

#include <glib.h>

enum
{
  TARN_TOKEN_PARTS = 1000000,
};

typedef struct
{
  gint64 filled_us; /* as of when the level holds */
  guint64 level;    /* in parts */
} TarnTokenBucket;

/* A bucket is full when it is made. @rate is in tokens per second, at most 2^32. */
void tarn_token_bucket_init (TarnTokenBucket *bucket, guint64 rate, gint64 now_us);

/* Accounts for the time until now; before the rate changes this must be done with the old one. */
void tarn_token_bucket_fill (TarnTokenBucket *bucket, guint64 rate, gint64 now_us);

/* Takes a token; FALSE, and none taken, if there is no whole one. */
gboolean tarn_token_bucket_take (TarnTokenBucket *bucket, guint64 rate, gint64 now_us);
