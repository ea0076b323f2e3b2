/* SPDX-License-Identifier: MIT */
/*
 * The random draws of users. A stream has a key of its own, which is a draw of Tarn's: its entity is the
 * stream's name and purpose, and no other draw has its purpose. So a stream and Tarn's own draws have no block
 * in common, and neither have two streams. The counter is the place, the index, and how many blocks the draw
 * has used. The key and the counter belong to draw format 1, as the distributions do.
 */
#pragma once

#include <tarn/tarn-random.h>

#include "kernel/random.h"

struct _TarnRandomStream
{
  guint32 key[2];
};

TarnRandomStream *tarn_random_stream_new (const TarnRandom *random, const char *name,
                                          const char *purpose);

/* Returns how many numbers tarn_alias_table_look_up() takes: the length times the sum of the weights. */
guint64 tarn_alias_table_get_range (const TarnAliasTable *self);

/* Returns the position that the number stands for, which is less than tarn_alias_table_get_range(). */
guint tarn_alias_table_look_up (const TarnAliasTable *self, guint64 number);
