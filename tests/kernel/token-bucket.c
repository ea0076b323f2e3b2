/* SPDX-License-Identifier: MIT */
/*
 * The bucket is exact, so for every rate the tests know the microsecond at which the next token is whole. The
 * reference has no level. It computes when the bucket would be full again, as a fraction whose denominator is
 * the rate, so it cannot have the same rounding error.
 */
#include "kernel/token-bucket.h"

#include "kernel/arith.h"
#include "kernel/random.h"
#include "worlds/rows.h"

#define START_US (G_GINT64_CONSTANT (946684800) * 1000000)
#define GREATEST_RATE (G_GUINT64_CONSTANT (1) << 32)

enum
{
  SECOND_US = 1000000,
  TAKES_MAX = 1000000, /* so many takes need little time */
};

typedef struct
{
  const char *name;
  guint64 rate;
} Rate;

static const Rate rates[] = {
  { "1", 1 },
  { "3", 3 },
  { "7", 7 },
  { "10", 10 },
  { "997", 997 },
  { "999999", 999999 },
  { "1000000", 1000000 },
  { "1000003", 1000003 },
  { "2^32", GREATEST_RATE },
};

static void
assert_takes (TarnTokenBucket *bucket, guint64 rate, gint64 now_us, guint64 n_takes)
{
  for (guint64 i = 0; i < n_takes; i++)
    g_assert_true (tarn_token_bucket_take (bucket, rate, now_us));
}

/* Checks that exactly so many tokens can be taken, and that a refused take costs nothing. */
static void
assert_takes_only (TarnTokenBucket *bucket, guint64 rate, gint64 now_us, guint64 n_takes)
{
  assert_takes (bucket, rate, now_us, n_takes);

  guint64 left = bucket->level;
  g_assert_false (tarn_token_bucket_take (bucket, rate, now_us));
  g_assert_false (tarn_token_bucket_take (bucket, rate, now_us));
  if (n_takes > 0)
    g_assert_cmpuint (bucket->level, ==, left);
}

static void
init_empty (TarnTokenBucket *bucket)
{
  *bucket = (TarnTokenBucket){ .filled_us = START_US };
}

static void
test_full_at_first (gconstpointer data)
{
  const Rate *row = data;
  guint64 n_skipped = row->rate - MIN (row->rate, TAKES_MAX);
  TarnTokenBucket bucket;

  tarn_token_bucket_init (&bucket, row->rate, START_US);
  g_assert_cmpint (bucket.filled_us, ==, START_US);
  g_assert_cmpuint (bucket.level, ==, row->rate * TARN_TOKEN_PARTS);

  bucket.level -= n_skipped * TARN_TOKEN_PARTS;
  assert_takes_only (&bucket, row->rate, START_US, row->rate - n_skipped);
  g_assert_cmpuint (bucket.level, ==, 0);
}

/* In an empty bucket the k-th token is there when k / rate seconds have passed, and not before. */
static void
test_moment (gconstpointer data)
{
  const Rate *row = data;
  guint64 n_taken = 0;
  TarnTokenBucket bucket;

  init_empty (&bucket);
  for (guint i = 0; i < 50; i++)
    {
      guint64 due_us = tarn_divide_up ((n_taken + 1) * SECOND_US, row->rate);
      guint64 n_whole = tarn_multiply_divide (due_us, row->rate, SECOND_US);

      assert_takes_only (&bucket, row->rate, START_US + (gint64) due_us - 1, 0);
      assert_takes_only (&bucket, row->rate, START_US + (gint64) due_us, n_whole - n_taken);
      n_taken = n_whole;
    }
  g_assert_cmpuint (n_taken, >=, 50);
}

static void
test_second_at_most (gconstpointer data)
{
  const gint64 pauses_us[] = { SECOND_US,         SECOND_US + 1,
                               2 * SECOND_US,     G_GINT64_CONSTANT (3600) * SECOND_US,
                               G_MAXINT64 / 1000, G_MAXINT64 - START_US };
  guint64 rate = ((const Rate *) data)->rate;
  TarnTokenBucket bucket;

  for (gsize i = 0; i < G_N_ELEMENTS (pauses_us); i++)
    {
      init_empty (&bucket);
      tarn_token_bucket_fill (&bucket, rate, START_US + pauses_us[i]);
      g_assert_cmpuint (bucket.level, ==, rate * TARN_TOKEN_PARTS);
      g_assert_cmpint (bucket.filled_us, ==, START_US + pauses_us[i]);
    }

  init_empty (&bucket);
  tarn_token_bucket_fill (&bucket, rate, START_US + SECOND_US - 1);
  g_assert_cmpuint (bucket.level, ==, rate * (SECOND_US - 1));
  tarn_token_bucket_fill (&bucket, rate, START_US + SECOND_US);
  g_assert_cmpuint (bucket.level, ==, rate * TARN_TOKEN_PARTS);
  tarn_token_bucket_fill (&bucket, rate, START_US + SECOND_US + 1);
  g_assert_cmpuint (bucket.level, ==, rate * TARN_TOKEN_PARTS);
}

/* Many small steps fill the bucket like one long step, also after it is full. */
static void
test_steps (gconstpointer data)
{
  guint64 rate = ((const Rate *) data)->rate;
  TarnTokenBucket stepped, once;
  gint64 now_us = START_US;
  TarnRandom random;

  tarn_random_init (&random, 1, 0);
  init_empty (&stepped);
  for (guint32 i = 0; i < 3000; i++)
    {
      TarnDraw draw = { rate, i, 0, 0 };

      now_us += tarn_random_below (&random, &draw, 1001);
      tarn_token_bucket_fill (&stepped, rate, now_us);
      init_empty (&once);
      tarn_token_bucket_fill (&once, rate, now_us);
      g_assert_cmpuint (stepped.level, ==, once.level);
      g_assert_cmpint (stepped.filled_us, ==, once.filled_us);
    }
  g_assert_cmpint (now_us, >, START_US + SECOND_US);
}

static void
test_rate_0 (void)
{
  TarnTokenBucket bucket;

  tarn_token_bucket_init (&bucket, 0, START_US);
  assert_takes_only (&bucket, 0, START_US, 0);
  assert_takes_only (&bucket, 0, START_US + 1, 0);
  assert_takes_only (&bucket, 0, START_US + SECOND_US, 0);
  assert_takes_only (&bucket, 0, G_MAXINT64, 0);
  g_assert_cmpuint (bucket.level, ==, 0);
}

/* --- A change of rate ------------------------------------------------------------------------- */

/* An empty bucket fills at the old rate for some time, and then at the new rate for some time. */
typedef struct
{
  const char *name;
  guint64 old_rate;
  guint64 new_rate;
  gint64 old_us;
  gint64 new_us;
  guint64 n_tokens;
  guint64 left; /* parts, after the tokens were taken */
} Change;

static const Change changes[] = {
  { "nothing-is-revalued", 2, 1000, 250000, 0, 0, 500000 },
  { "parts-stay", 2, 10, 250000, 50000, 1, 0 },
  { "parts-stay-one-too-early", 2, 10, 250000, 49999, 0, 999990 },
  { "faster", 3, 7, 900000, 100000, 3, 400000 },
  { "faster-from-full", 3, 7, 5000000, 0, 3, 0 },
  { "faster-until-full", 3, 7, 1000000, 600000, 7, 0 },
  { "slower-holds-less", 10, 2, 500000, 0, 2, 0 },
  { "slower-fits", 10, 2, 150000, 0, 1, 500000 },
  { "slower-goes-on", 10, 2, 150000, 250000, 2, 0 },
  { "to-0", 10, 0, 500000, 1, 0, 0 },
  { "from-0", 0, 10, 900000, 99999, 0, 999990 },
  { "from-0-in-time", 0, 10, 900000, 100000, 1, 0 },
  { "from-greatest", GREATEST_RATE, 5, 1000000, 0, 5, 0 },
  { "to-greatest", 5, GREATEST_RATE, 1000000, 1, 5 + 4294, 967296 },
};

static void
test_change (gconstpointer data)
{
  const Change *row = data;
  TarnTokenBucket bucket;

  init_empty (&bucket);
  tarn_token_bucket_fill (&bucket, row->old_rate, START_US + row->old_us);
  assert_takes_only (&bucket, row->new_rate, START_US + row->old_us + row->new_us, row->n_tokens);
  g_assert_cmpuint (bucket.level, ==, row->left);
}

/* --- The reference ---------------------------------------------------------------------------- */

typedef struct
{
  guint64 rate;
  guint64 full_at; /* in microseconds / rate */
} Reference;

static gboolean
reference_take (Reference *reference, guint64 now_us)
{
  guint64 now = now_us * reference->rate;
  guint64 full_at = MAX (reference->full_at, now) + SECOND_US;

  /* A bucket that is a second away from full is empty. */
  if (full_at - now > reference->rate * SECOND_US)
    return FALSE;

  reference->full_at = full_at;
  return TRUE;
}

/* Returns mostly a gap of about one token or of some microseconds, and rarely a long pause. */
static guint64
draw_gap (const TarnRandom *random, TarnDraw *draw, guint64 rate)
{
  guint32 gap_max_us = (guint32) (2 * SECOND_US / MIN (rate, SECOND_US));

  if (tarn_random_chance (random, draw, 5000))
    return tarn_random_below (random, draw, 1 << 20);
  return tarn_random_below (random, draw, gap_max_us + 1);
}

static void
test_reference (gconstpointer data)
{
  guint64 rate = ((const Rate *) data)->rate;
  /* The test takes up to twice as many tokens as the rate allows, so that the bucket does not stay full. */
  guint32 takes_max = (guint32) (2 + 3 * rate / SECOND_US);
  Reference reference = { rate, rate * SECOND_US };
  guint n_refused_and_admitted[2] = { 0 };
  guint64 elapsed_us = 0;
  TarnTokenBucket bucket;
  TarnRandom random;

  tarn_random_init (&random, 2, 0);
  init_empty (&bucket);
  for (guint32 i = 0; i < 2000; i++)
    {
      TarnDraw draw = { rate, i, 0, 0 };

      elapsed_us += draw_gap (&random, &draw, rate);
      for (guint32 n = tarn_random_below (&random, &draw, takes_max + 1); n > 0; n--)
        {
          gboolean is_admitted = reference_take (&reference, elapsed_us);

          g_assert_cmpint (tarn_token_bucket_take (&bucket, rate, START_US + (gint64) elapsed_us),
                           ==, is_admitted);
          n_refused_and_admitted[is_admitted]++;
        }
    }
  g_assert_cmpuint (n_refused_and_admitted[FALSE], >, 10);
  g_assert_cmpuint (n_refused_and_admitted[TRUE], >, 100);
}

static void
add_for_rates (const char *name, GTestDataFunc test)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      g_autofree char *path = g_strdup_printf ("/token-bucket/%s/%s", name, rates[i].name);

      g_test_add_data_func (path, &rates[i], test);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_for_rates ("full-at-first", test_full_at_first);
  add_for_rates ("moment", test_moment);
  add_for_rates ("second-at-most", test_second_at_most);
  add_for_rates ("steps", test_steps);
  g_test_add_func ("/token-bucket/rate-0", test_rate_0);
  ADD_ROWS ("/token-bucket/change/", changes, test_change);
  add_for_rates ("reference", test_reference);

  return g_test_run ();
}
