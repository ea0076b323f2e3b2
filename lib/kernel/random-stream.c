/* SPDX-License-Identifier: MIT */
#include "kernel/random-stream.h"

#include "kernel/accessors.h"
#include "kernel/fixed.h"
#include "kernel/names.h"
#include "kernel/normal.h"

TARN_PLAIN_PUBLIC_TYPE (TarnRandomStream, tarn_random_stream)

TarnRandomStream *
tarn_random_stream_new (const TarnRandom *random, const char *name, const char *purpose)
{
  const char *const parts[] = { name, purpose };
  TarnRandomStream *self = g_new (TarnRandomStream, 1);
  TarnName key;
  guint32 block[4];

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  TarnDraw draw = { key.hash, 0, TARN_PURPOSE_STREAM, 0 };
  tarn_random_block (random, &draw, block);
  self->key[0] = block[0];
  self->key[1] = block[1];
  return self;
}

/* --- Bits ------------------------------------------------------------------------------------- */

/* The blocks of one draw, one after the other. Nearly every draw uses one. */
typedef struct
{
  const guint32 *key;
  guint32 counter[4];
} Blocks;

static Blocks
begin (const TarnRandomStream *self, guint64 place, guint index)
{
  return (Blocks){ self->key, { (guint32) place, (guint32) (place >> 32), index, 0 } };
}

static TarnWide
get_block (Blocks *blocks)
{
  guint32 words[4];

  tarn_philox (blocks->key, blocks->counter, words);
  blocks->counter[3]++;
  return (TarnWide){ (guint64) words[1] << 32 | words[0], (guint64) words[3] << 32 | words[2] };
}

/* Uses Lemire's method, as tarn_random_below() does, with words of 64 bits. */
static guint64
draw_below (Blocks *blocks, guint64 below)
{
  guint64 threshold = (G_MAXUINT64 - below + 1) % below;

  for (;;)
    {
      TarnWide block = get_block (blocks);
      TarnWide product = tarn_wide_multiply (block.high, below);

      if (product.low < threshold)
        product = tarn_wide_multiply (block.low, below);
      if (product.low >= threshold)
        return product.high;
    }
}

/* Draws from the exponential distribution with the mean 1, in units of 2^-56. */
static guint64
draw_exponential (Blocks *blocks)
{
  TarnWide block = get_block (blocks);

  block.low |= 1; /* 0 has no logarithm */
  return tarn_fixed_minus_log (block);
}

static TarnNormal
draw_normal (Blocks *blocks)
{
  TarnNormal normal;

  while (!tarn_normal_make (get_block (blocks), &normal))
    continue;
  return normal;
}

/* --- Distributions ---------------------------------------------------------------------------- */

guint64
tarn_random_stream_draw_uniform (const TarnRandomStream *self, guint64 place, guint index,
                                 guint64 below)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (below > 0, 0);

  Blocks blocks = begin (self, place, index);
  return draw_below (&blocks, below);
}

gboolean
tarn_random_stream_draw_chance (const TarnRandomStream *self, guint64 place, guint index, guint ppm)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (ppm <= 1000000, FALSE);

  Blocks blocks = begin (self, place, index);
  return draw_below (&blocks, 1000000) < ppm;
}

gint64
tarn_random_stream_draw_exponential (const TarnRandomStream *self, guint64 place, guint index,
                                     gint64 mean)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (mean >= 0, 0);

  Blocks blocks = begin (self, place, index);
  return (gint64) tarn_fixed_multiply (draw_exponential (&blocks), (guint64) mean, TARN_LOG_BITS,
                                       G_MAXINT64);
}

/* Returns mean + distance or mean - distance, or the nearest number that the type has. */
static gint64
move_saturated (gint64 mean, guint64 distance, gboolean is_down)
{
  guint64 room
      = is_down ? (guint64) mean - (guint64) G_MININT64 : (guint64) G_MAXINT64 - (guint64) mean;

  if (distance >= room)
    return is_down ? G_MININT64 : G_MAXINT64;
  return (gint64) (is_down ? (guint64) mean - distance : (guint64) mean + distance);
}

gint64
tarn_random_stream_draw_normal (const TarnRandomStream *self, guint64 place, guint index,
                                gint64 mean, gint64 deviation)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (deviation >= 0, 0);

  Blocks blocks = begin (self, place, index);
  TarnNormal normal = draw_normal (&blocks);
  guint64 distance
      = tarn_fixed_multiply (normal.size, (guint64) deviation, TARN_NORMAL_BITS, G_MAXUINT64);
  return move_saturated (mean, distance, normal.is_negative);
}

gint64
tarn_random_stream_draw_log_normal (const TarnRandomStream *self, guint64 place, guint index,
                                    gint64 mean, guint deviation_permille)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (mean >= 0, 0);
  g_return_val_if_fail (deviation_permille >= 1000, 0);
  g_return_val_if_fail (deviation_permille <= TARN_LOG_NORMAL_DEVIATION_MAX, 0);

  Blocks blocks = begin (self, place, index);
  TarnNormal normal = draw_normal (&blocks);
  gint64 log = tarn_normal_get_log (&normal, deviation_permille);
  return (gint64) tarn_fixed_scale_by_exp ((guint64) mean, log, G_MAXINT64);
}

/* A Pareto number is the minimum times exp (e / shape), where e is an exponential number. */
gint64
tarn_random_stream_draw_pareto (const TarnRandomStream *self, guint64 place, guint index,
                                gint64 minimum, guint shape_permille)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (minimum >= 0, 0);
  g_return_val_if_fail (shape_permille > 0, 0);
  g_return_val_if_fail (shape_permille <= TARN_PARETO_SHAPE_MAX, 0);

  Blocks blocks = begin (self, place, index);
  guint64 log = tarn_scale_saturated (draw_exponential (&blocks), 1000, shape_permille, G_MAXINT64);
  return (gint64) tarn_fixed_scale_by_exp ((guint64) minimum, (gint64) log, G_MAXINT64);
}

guint
tarn_random_stream_draw_position (const TarnRandomStream *self, guint64 place, guint index,
                                  const TarnAliasTable *table)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (table != NULL, 0);

  Blocks blocks = begin (self, place, index);
  return tarn_alias_table_look_up (table, draw_below (&blocks, tarn_alias_table_get_range (table)));
}

gint64
tarn_random_stream_draw_value (const TarnRandomStream *self, guint64 place, guint index,
                               const TarnAliasTable *table)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (table != NULL, 0);

  return tarn_alias_table_get_value (table,
                                     tarn_random_stream_draw_position (self, place, index, table));
}
