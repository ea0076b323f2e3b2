/* SPDX-License-Identifier: MIT */
/*
 * Random draws are a function and not a stream: Philox4x32-10, with (seed, replication) as the key and the
 * description of the draw as the counter. A draw consumes nothing. So adding an entity or cancelling a run
 * does not change the draws of other entities, and a fork needs no generator state. Draw format 1 fixes the
 * key, the purposes, the order of the counter's words and the distributions together.
 */
#pragma once

#include <glib.h>

typedef struct
{
  guint64 seed;
  guint64 replication;
  guint32 key[2]; /* computed from the two above */
} TarnRandom;

/*
 * The purposes of draws. Their values are part of the draw format and are never reused. All services share
 * the purposes here. Each service has its own purposes beside its description; a test checks that they
 * differ.
 */
enum
{
  TARN_PURPOSE_PAGE_TOKEN = 4,
  TARN_PURPOSE_FAULT = 11,
  TARN_PURPOSE_STREAM = 12, /* the keys of users' streams, see kernel/random-stream.c */
};

enum
{
  TARN_NO_SPREAD
  = 1000, /* the geometric deviation, in thousandths, of a lognormal number that never varies */
};

/*
 * Names one draw: the entity, the ordinal among the things of that entity, the purpose, and the index of the
 * number within that purpose. Ordinal and index are counted from 0.
 */
typedef struct
{
  guint64 entity;
  guint32 ordinal;
  guint16 purpose;
  guint16 index;
} TarnDraw;

void tarn_philox (const guint32 key[2], const guint32 counter[4], guint32 out_block[4]);

void tarn_random_init (TarnRandom *random, guint64 seed, guint64 replication);

/* Draws one block and adds 1 to the index of the draw. */
void tarn_random_block (const TarnRandom *random, TarnDraw *draw, guint32 out_block[4]);

/* Draws a number from 0 to bound - 1, uniformly and without bias; bound > 0. */
guint32 tarn_random_below (const TarnRandom *random, TarnDraw *draw, guint32 bound);

/* Returns TRUE in @ppm of a million cases. */
gboolean tarn_random_chance (const TarnRandom *random, TarnDraw *draw, guint32 ppm);

/* Draws from the exponential distribution with the given mean, rounded down; mean <= G_MAXINT64 / 32. */
guint64 tarn_random_exponential (const TarnRandom *random, TarnDraw *draw, guint64 mean);

/*
 * Draws a factor from the lognormal distribution with the mean 1, and returns its natural logarithm in units
 * of 2^-56, as tarn_fixed_scale_by_exp() takes it. @deviation_permille is the geometric standard deviation in
 * thousandths, from 1000 to TARN_LOG_NORMAL_DEVIATION_MAX.
 */
gint64 tarn_random_log_normal (const TarnRandom *random, TarnDraw *draw, guint deviation_permille);
