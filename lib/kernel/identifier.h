/* SPDX-License-Identifier: MIT */
/*
 * Identifiers: text at the public doors, two words inside. They are drawn by (entity, ordinal), so
 * that the n-th run of a view has the same id whatever else happens in the lake.
 *
 * There are two forms: UUID version 4, and codes, 14 digits and lower-case letters. The two words
 * of a code are its halves, each a number of seven digits to the base 36; the first is shifted up,
 * since hash tables look at the high bits of the one word and at the low bits of the other.
 */
#pragma once

#include <glib.h>

#include "kernel/random.h"

enum
{
  TARN_UUID_LENGTH = 36,
  TARN_CODE_LENGTH = 14,
};

typedef struct
{
  guint64 high;
  guint64 low;
} TarnIdentifier;

TarnIdentifier tarn_identifier_draw (const TarnRandom *random, TarnDraw *draw);

/* Hexadecimal digits of either case, 8-4-4-4-12; any version. */
gboolean tarn_identifier_parse (const char *text, TarnIdentifier *out_identifier);

/* In lower case, with the terminating zero. */
void tarn_identifier_format (const TarnIdentifier *identifier, char text[TARN_UUID_LENGTH + 1]);

TarnIdentifier tarn_identifier_draw_code (const TarnRandom *random, TarnDraw *draw);

/* FALSE for all that no code looks like, upper case included. */
gboolean tarn_identifier_parse_code (const char *text, TarnIdentifier *out_identifier);

/* Whether there is a code of these two words. */
gboolean tarn_identifier_is_code (const TarnIdentifier *identifier);

/* With the terminating zero. */
void tarn_identifier_format_code (const TarnIdentifier *identifier,
                                  char text[TARN_CODE_LENGTH + 1]);

static inline gboolean
tarn_identifier_equal (const TarnIdentifier *a, const TarnIdentifier *b)
{
  return a->high == b->high && a->low == b->low;
}
