/* SPDX-License-Identifier: MIT */
#include "kernel/random.h"

#include "kernel/arith.h"
#include "kernel/normal.h"
#include "kernel/random-table.h"

enum
{
  N_ROUNDS = 10,
};

void
tarn_philox (const guint32 key[2], const guint32 counter[4], guint32 out_block[4])
{
  guint32 c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
  guint32 k0 = key[0], k1 = key[1];

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      guint64 product0 = (guint64) 0xD2511F53u * c0;
      guint64 product1 = (guint64) 0xCD9E8D57u * c2;

      c0 = (guint32) (product1 >> 32) ^ c1 ^ k0;
      c1 = (guint32) product1;
      c2 = (guint32) (product0 >> 32) ^ c3 ^ k1;
      c3 = (guint32) product0;

      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }

  out_block[0] = c0;
  out_block[1] = c1;
  out_block[2] = c2;
  out_block[3] = c3;
}

void
tarn_random_init (TarnRandom *random, guint64 seed, guint64 replication)
{
  const guint32 zero[2] = { 0, 0 };
  const guint32 counter[4] = { (guint32) seed, (guint32) (seed >> 32), (guint32) replication,
                               (guint32) (replication >> 32) };
  guint32 block[4];

  tarn_philox (zero, counter, block);
  *random = (TarnRandom){ seed, replication, { block[0], block[1] } };
}

void
tarn_random_block (const TarnRandom *random, TarnDraw *draw, guint32 out_block[4])
{
  const guint32 counter[4] = { draw->ordinal, (guint32) draw->purpose << 16 | draw->index,
                               (guint32) draw->entity, (guint32) (draw->entity >> 32) };

  tarn_philox (random->key, counter, out_block);
  draw->index++;
}

/*
 * Lemire's method of multiply and shift. It rejects the few values that would make low results more likely.
 */
guint32
tarn_random_below (const TarnRandom *random, TarnDraw *draw, guint32 bound)
{
  guint32 threshold = (G_MAXUINT32 - bound + 1) % bound;
  guint32 block[4];

  for (;;)
    {
      tarn_random_block (random, draw, block);
      for (guint i = 0; i < G_N_ELEMENTS (block); i++)
        {
          guint64 product = (guint64) block[i] * bound;

          if ((guint32) product >= threshold)
            return (guint32) (product >> 32);
        }
    }
}

gboolean
tarn_random_chance (const TarnRandom *random, TarnDraw *draw, guint32 ppm)
{
  return ppm > 0 && tarn_random_below (random, draw, 1000000) < ppm;
}

/*
 * Uses the inverse of the distribution function at 1024 equal steps, with straight lines between them. The
 * last step has no end. There the distribution has no memory, so the function adds the beginning of that step
 * and draws again.
 */
guint64
tarn_random_exponential (const TarnRandom *random, TarnDraw *draw, guint64 mean)
{
  guint64 sum = 0;

  for (;;)
    {
      guint32 block[4];

      tarn_random_block (random, draw, block);
      guint32 step = block[0] >> 22;
      guint64 begin = tarn_exponential_table[step];

      sum += begin;
      if (step < TARN_EXPONENTIAL_TABLE_LAST)
        {
          guint64 width = tarn_exponential_table[step + 1] - begin;

          sum += width * block[1] >> 32;
          return tarn_multiply_divide (sum, mean, G_GUINT64_CONSTANT (1) << 32);
        }
    }
}

gint64
tarn_random_log_normal (const TarnRandom *random, TarnDraw *draw, guint deviation_permille)
{
  TarnNormal normal;
  guint32 words[4];

  do
    tarn_random_block (random, draw, words);
  while (!tarn_normal_make ((TarnWide){ (guint64) words[1] << 32 | words[0],
                                        (guint64) words[3] << 32 | words[2] },
                            &normal));

  return tarn_normal_get_log (&normal, deviation_permille);
}
