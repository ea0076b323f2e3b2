/* SPDX-License-Identifier: MIT */
#include "kernel/time-histogram.h"

#include "kernel/accessors.h"
#include "kernel/arith.h"

enum
{
  VALUE_BITS = 63,
  BUCKET_BYTES = 4 + 8 + 8 + 8,
};

#define COVERING_MAX (G_GINT64_CONSTANT (1) << 62)

typedef struct
{
  TarnWide time_us;
  gint64 covering; /* how many more coverings begin here than have ended before this bucket */
} TimeBucket;

struct _TarnTimeHistogram
{
  guint bits;
  GArray *buckets; /* TimeBucket; up to the last one that was ever used */
};

G_DEFINE_BOXED_TYPE (TarnTimeHistogram, tarn_time_histogram, tarn_time_histogram_copy,
                     tarn_time_histogram_free)

TarnTimeHistogram *
tarn_time_histogram_new (guint bits)
{
  g_return_val_if_fail (bits >= 1 && bits <= TARN_TIME_HISTOGRAM_BITS_MAX, NULL);

  TarnTimeHistogram *self = g_new0 (TarnTimeHistogram, 1);
  self->bits = bits;
  self->buckets = g_array_new (FALSE, TRUE, sizeof (TimeBucket));
  return self;
}

TarnTimeHistogram *
tarn_time_histogram_copy (const TarnTimeHistogram *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnTimeHistogram *copy = tarn_time_histogram_new (self->bits);

  g_array_append_vals (copy->buckets, self->buckets->data, self->buckets->len);
  return copy;
}

void
tarn_time_histogram_free (TarnTimeHistogram *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->buckets);
  g_free (self);
}

TARN_GETTER (guint, tarn_time_histogram_get_bits, const TarnTimeHistogram, bits)

/* --- Buckets ---------------------------------------------------------------------------------- */

static guint
count_buckets (const TarnTimeHistogram *self)
{
  return (VALUE_BITS - self->bits + 1) << self->bits;
}

static guint
find_bucket (const TarnTimeHistogram *self, gint64 value)
{
  guint64 high = (guint64) value >> self->bits;

  if (high == 0)
    return (guint) value;

  guint shift = 63 - tarn_count_leading_zeros (high);
  return (shift << self->bits) + (guint) (value >> shift);
}

/* Returns the smallest value of the bucket. Behind the last bucket this is 2^63, so it is unsigned. */
static guint64
get_edge (const TarnTimeHistogram *self, guint index)
{
  guint shift = index >> self->bits;
  guint64 inside = index & ((1u << self->bits) - 1);

  return shift == 0 ? index : (inside | 1u << self->bits) << (shift - 1);
}

static TimeBucket *
get_bucket (TarnTimeHistogram *self, guint index)
{
  if (index >= self->buckets->len)
    g_array_set_size (self->buckets, index + 1);
  return &g_array_index (self->buckets, TimeBucket, index);
}

static void
add_time (TarnTimeHistogram *self, guint index, guint64 time_us)
{
  TimeBucket *bucket = get_bucket (self, index);

  bucket->time_us = tarn_wide_sum_saturated (bucket->time_us, (TarnWide){ 0, time_us });
}

void
tarn_time_histogram_add_constant (TarnTimeHistogram *self, gint64 value, gint64 duration_us)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (value >= 0);
  g_return_if_fail (duration_us >= 0);

  if (duration_us > 0)
    add_time (self, find_bucket (self, value), (guint64) duration_us);
}

void
tarn_time_histogram_add_rising (TarnTimeHistogram *self, gint64 from, gint64 to)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (from >= 0);
  g_return_if_fail (to >= from);

  guint first = find_bucket (self, from), last = find_bucket (self, to);

  if (first == last)
    {
      tarn_time_histogram_add_constant (self, from, to - from);
      return;
    }

  add_time (self, last, (guint64) to - get_edge (self, last));
  add_time (self, first, get_edge (self, first + 1) - (guint64) from);
  if (first + 1 == last)
    return;

  get_bucket (self, first + 1)->covering++;
  get_bucket (self, last)->covering--;
}

void
tarn_time_histogram_add_histogram (TarnTimeHistogram *self, const TarnTimeHistogram *other)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (other != NULL);
  g_return_if_fail (other->bits == self->bits);

  /* Both may be the same histogram, so its length is read first, and each bucket before it is changed. */
  for (guint i = 0, n_buckets = other->buckets->len; i < n_buckets; i++)
    {
      TimeBucket added = g_array_index (other->buckets, TimeBucket, i);
      TimeBucket *bucket = get_bucket (self, i);

      bucket->time_us = tarn_wide_sum_saturated (bucket->time_us, added.time_us);
      bucket->covering = (gint64) ((guint64) bucket->covering + (guint64) added.covering);
    }
}

/* --- Sums ------------------------------------------------------------------------------------- */

/* A walk over all buckets, lowest first. */
typedef struct
{
  guint next;
  guint64 covering;
  TarnWide bucket_us; /* of the last bucket */
  TarnWide time_us;   /* of the buckets so far */
} Walk;

static gboolean
take_bucket (const TarnTimeHistogram *self, Walk *walk)
{
  if (walk->next >= self->buckets->len)
    return FALSE;

  const TimeBucket *bucket = &g_array_index (self->buckets, TimeBucket, walk->next);
  guint64 width = get_edge (self, walk->next + 1) - get_edge (self, walk->next);
  walk->covering += (guint64) bucket->covering;
  walk->bucket_us
      = tarn_wide_sum_saturated (bucket->time_us, tarn_wide_multiply (walk->covering, width));
  walk->time_us = tarn_wide_sum_saturated (walk->time_us, walk->bucket_us);
  walk->next++;
  return TRUE;
}

static gint64
get_least (const TarnTimeHistogram *self, const Walk *walk)
{
  return (gint64) get_edge (self, walk->next - 1);
}

static gint64
get_greatest (const TarnTimeHistogram *self, const Walk *walk)
{
  return (gint64) (get_edge (self, walk->next) - 1);
}

static TarnWide
get_time (const TarnTimeHistogram *self)
{
  Walk walk = { 0 };

  while (take_bucket (self, &walk))
    ;
  return walk.time_us;
}

void
tarn_time_histogram_get_time (const TarnTimeHistogram *self, TarnWide *out_time)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (out_time != NULL);

  *out_time = get_time (self);
}

void
tarn_time_histogram_foreach (const TarnTimeHistogram *self, TarnTimeBucketFunc func,
                             gpointer user_data)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (func != NULL);

  Walk walk = { 0 };
  while (take_bucket (self, &walk))
    if (!tarn_wide_is_zero (walk.bucket_us))
      func (get_least (self, &walk), get_greatest (self, &walk), &walk.bucket_us, user_data);
}

/* --- Percentiles ------------------------------------------------------------------------------ */

/* Returns ceil (@time_us * @permyriad / 10000), but at least 1, as if the product always fitted. */
static TarnWide
get_rank (TarnWide time_us, guint permyriad)
{
  TarnWide parts = { 0, 10000 }, rest;
  TarnWide whole = tarn_wide_divide (time_us, parts, &rest);
  TarnWide rank = tarn_wide_scale (whole, permyriad);

  rank = tarn_wide_add (rank, tarn_divide_up (rest.low * permyriad, parts.low));
  return tarn_wide_is_zero (rank) ? (TarnWide){ 0, 1 } : rank;
}

/* Walks until the bucket of the percentile. Returns FALSE if there is none. */
static gboolean
find_percentile (const TarnTimeHistogram *self, guint permyriad, Walk *walk)
{
  TarnWide rank = get_rank (get_time (self), permyriad);

  while (take_bucket (self, walk))
    if (tarn_wide_is_at_most (rank, walk->time_us))
      return TRUE;

  return FALSE;
}

gint64
tarn_time_histogram_get_percentile (const TarnTimeHistogram *self, guint permyriad)
{
  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (permyriad <= 10000, -1);

  Walk walk = { 0 };
  return find_percentile (self, permyriad, &walk) ? get_least (self, &walk) : -1;
}

gboolean
tarn_time_histogram_get_percentile_bounds (const TarnTimeHistogram *self, guint permyriad,
                                           gint64 *out_least, gint64 *out_greatest)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (permyriad <= 10000, FALSE);
  g_return_val_if_fail (out_least != NULL && out_greatest != NULL, FALSE);

  Walk walk = { 0 };
  gboolean is_found = find_percentile (self, permyriad, &walk);
  *out_least = is_found ? get_least (self, &walk) : -1;
  *out_greatest = is_found ? get_greatest (self, &walk) : -1;
  return is_found;
}

/* --- Saving ----------------------------------------------------------------------------------- */

static gboolean
is_used (const TimeBucket *bucket)
{
  return bucket->covering != 0 || !tarn_wide_is_zero (bucket->time_us);
}

static guint
next_used (const TarnTimeHistogram *self, guint index)
{
  while (index < self->buckets->len && !is_used (&g_array_index (self->buckets, TimeBucket, index)))
    index++;
  return index;
}

static guint
count_used (const TarnTimeHistogram *self)
{
  guint n_used = 0;

  for (guint i = next_used (self, 0); i < self->buckets->len; i = next_used (self, i + 1))
    n_used++;
  return n_used;
}

static void
code_bucket (TarnTimeHistogram *self, TarnCodec *codec, guint32 *index)
{
  guint32 least = *index;

  tarn_codec_uint32 (codec, "index", index);
  if (tarn_codec_is_reading (codec)
      && (!tarn_codec_check (codec, *index >= least, "index", "is not in order")
          || !tarn_codec_check_below (codec, "index", *index, count_buckets (self))))
    return;

  TimeBucket *bucket = get_bucket (self, *index);
  tarn_codec_uint64 (codec, "time-us-high", &bucket->time_us.high);
  tarn_codec_uint64 (codec, "time-us", &bucket->time_us.low);
  tarn_codec_int64_within (codec, "covering", &bucket->covering, -COVERING_MAX, COVERING_MAX);
  if (tarn_codec_is_reading (codec))
    tarn_codec_check (codec, is_used (bucket), "covering", "is 0, and so is the time");
}

static gboolean
check_coverings (const TarnTimeHistogram *self)
{
  gint64 covering = 0;

  for (guint i = 0; i < self->buckets->len; i++)
    {
      covering += g_array_index (self->buckets, TimeBucket, i).covering;
      if (covering < 0 || covering > COVERING_MAX)
        return FALSE;
    }

  return covering == 0;
}

void
tarn_time_histogram_code (TarnTimeHistogram *self, TarnCodec *codec, const char *name,
                          TarnWide time_us)
{
  guint32 index = 0;

  tarn_codec_begin (codec, name);
  tarn_codec_for_each (codec, i, "buckets", "bucket", count_used (self), BUCKET_BYTES)
    {
      if (!tarn_codec_is_reading (codec))
        index = next_used (self, index);
      code_bucket (self, codec, &index);
      index++;
    }
  if (tarn_codec_is_reading (codec))
    tarn_codec_check (codec,
                      check_coverings (self) && tarn_wide_is_equal (get_time (self), time_us),
                      "buckets", "have another time than the measures");
  tarn_codec_end (codec);
}
