/* SPDX-License-Identifier: MIT */
/*
 * SipHash-2-4: a hash of bytes for which nobody can find many texts with one hash, other than by trying. So it
 * is for every table whose keys come from outside. g_str_hash() is not: two pairs of letters with equal hashes
 * make as many equal texts as one likes. The hash does not show outside, and no order may come from it.
 */
#pragma once

#include <glib.h>

typedef struct
{
  guint64 state[4];
  guint64 word; /* the bytes of the current word, the first in the lowest byte */
  guint64 n_bytes;
} TarnTextHash;

void tarn_text_hash_init (TarnTextHash *hash, guint64 low_key, guint64 high_key);
void tarn_text_hash_add (TarnTextHash *hash, const guint8 *bytes, gsize n_bytes);

/* Ends the hash, to which nothing may be added then. */
guint64 tarn_text_hash_finish (TarnTextHash *hash);
