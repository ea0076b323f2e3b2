/* SPDX-License-Identifier: MIT */
/*
 * 128-bit identifiers: text at the public doors, two words inside. Those the library makes have
 * the form of a UUID version 4 and are drawn by (entity, ordinal), so that the n-th run of a view
 * has the same id whatever else happens in the lake.
 */
#pragma once

#include <glib.h>

#include "kernel/random.h"

enum
{
  TARN_UUID_LENGTH = 36,
};

typedef struct
{
  guint64 high;
  guint64 low;
} TarnIdentifier;

TarnIdentifier tarn_identifier_draw (const TarnRandom *random, TarnDraw *draw);

/* Hexadecimal digits of either case, 8-4-4-4-12; any version. */
gboolean tarn_identifier_parse (const char *text, TarnIdentifier *ret_identifier);

/* In lower case, with the terminating zero. */
void tarn_identifier_format (const TarnIdentifier *identifier, char text[TARN_UUID_LENGTH + 1]);

static inline gboolean
tarn_identifier_equal (const TarnIdentifier *a, const TarnIdentifier *b)
{
  return a->high == b->high && a->low == b->low;
}
