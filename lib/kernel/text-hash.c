/* SPDX-License-Identifier: MIT */
#include "kernel/text-hash.h"

enum
{
  ROUNDS_OF_WORD = 2,
  ROUNDS_AT_END = 4,
};

static inline guint64
rotate (guint64 value, guint n_bits)
{
  return value << n_bits | value >> (64 - n_bits);
}

static void
turn (guint64 state[4], guint n_rounds)
{
  guint64 a = state[0], b = state[1], c = state[2], d = state[3];

  for (guint i = 0; i < n_rounds; i++)
    {
      a += b;
      c += d;
      b = rotate (b, 13) ^ a;
      d = rotate (d, 16) ^ c;
      a = rotate (a, 32);
      c += b;
      a += d;
      b = rotate (b, 17) ^ c;
      d = rotate (d, 21) ^ a;
      c = rotate (c, 32);
    }

  state[0] = a;
  state[1] = b;
  state[2] = c;
  state[3] = d;
}

void
tarn_text_hash_init (TarnTextHash *hash, guint64 low_key, guint64 high_key)
{
  *hash = (TarnTextHash){
    .state = {
      low_key ^ G_GUINT64_CONSTANT (0x736f6d6570736575),
      high_key ^ G_GUINT64_CONSTANT (0x646f72616e646f6d),
      low_key ^ G_GUINT64_CONSTANT (0x6c7967656e657261),
      high_key ^ G_GUINT64_CONSTANT (0x7465646279746573),
    },
  };
}

static inline void
add_word (TarnTextHash *hash, guint64 word)
{
  hash->state[3] ^= word;
  turn (hash->state, ROUNDS_OF_WORD);
  hash->state[0] ^= word;
}

void
tarn_text_hash_add (TarnTextHash *hash, const guint8 *bytes, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    {
      hash->word |= (guint64) bytes[i] << (hash->n_bytes % 8 * 8);
      hash->n_bytes++;
      if (hash->n_bytes % 8 == 0)
        {
          add_word (hash, hash->word);
          hash->word = 0;
        }
    }
}

guint64
tarn_text_hash_finish (TarnTextHash *hash)
{
  add_word (hash, hash->word | hash->n_bytes << 56);
  hash->state[2] ^= 0xff;
  turn (hash->state, ROUNDS_AT_END);
  return hash->state[0] ^ hash->state[1] ^ hash->state[2] ^ hash->state[3];
}
