/* SPDX-License-Identifier: MIT */
/*
 * Luck, as a function and not as a stream: Philox4x32-10, keyed by (seed, replication) and counted
 * by what is drawn. Nothing is consumed, so adding an entity or cancelling a run moves nobody
 * else's luck, and a fork needs no generator state. Draw format 1: the key, the purposes, the
 * order of the counter's words and the distributions are frozen together.
 */
#pragma once

#include <glib.h>

typedef struct
{
  guint32 key[2];
} TarnRandom;

/*
 * What is drawn. Numbers are part of the draw format: they are never reused. Those here are of all services;
 * each service has its own beside its description, which a test holds apart.
 */
enum
{
  TARN_PURPOSE_PAGE_TOKEN = 4,
  TARN_PURPOSE_FAULT = 11,
};

/* Whose luck, for what, which of them, and which number within that; all counted from 0. */
typedef struct
{
  guint64 entity;
  guint32 ordinal;
  guint16 purpose;
  guint16 index;
} TarnDraw;

void tarn_philox (const guint32 key[2], const guint32 counter[4], guint32 out_block[4]);

void tarn_random_init (TarnRandom *random, guint64 seed, guint64 replication);

/* Takes one block and counts the draw's index on. */
void tarn_random_block (const TarnRandom *random, TarnDraw *draw, guint32 out_block[4]);

/* Uniform in 0 .. bound - 1, without bias; bound > 0. */
guint32 tarn_random_below (const TarnRandom *random, TarnDraw *draw, guint32 bound);

/* TRUE in @ppm of a million cases. */
gboolean tarn_random_chance (const TarnRandom *random, TarnDraw *draw, guint32 ppm);

/* Exponential with the given mean, rounded down; mean <= G_MAXINT64 / 32. */
guint64 tarn_random_exponential (const TarnRandom *random, TarnDraw *draw, guint64 mean);
