/* SPDX-License-Identifier: MIT */
/*
 * Identifiers are text in the public API and two words inside the library. They are drawn by entity and
 * ordinal, so that the n-th run of a view has the same id whatever else happens in the engine.
 *
 * There are two forms: UUIDs of version 4, and codes of 14 digits and lower-case letters. The two words of a
 * code are its two halves, each a number of seven digits to the base 36. The first word is shifted up.
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

/* Accepts hexadecimal digits of either case in the form 8-4-4-4-12, and any version. */
gboolean tarn_identifier_parse (const char *text, TarnIdentifier *out_identifier);

/* Writes lower-case digits and the terminating zero. */
void tarn_identifier_format (const TarnIdentifier *identifier, char text[TARN_UUID_LENGTH + 1]);

TarnIdentifier tarn_identifier_draw_code (const TarnRandom *random, TarnDraw *draw);

/* Returns FALSE for every text that is not a code. A code has no upper-case letters. */
gboolean tarn_identifier_parse_code (const char *text, TarnIdentifier *out_identifier);

/* Returns whether these two words are those of a code. */
gboolean tarn_identifier_is_code (const TarnIdentifier *identifier);

/* Writes the code and the terminating zero. */
void tarn_identifier_format_code (const TarnIdentifier *identifier,
                                  char text[TARN_CODE_LENGTH + 1]);

#ifdef TARN_COUNTERS
/* Returns how many texts the two functions above have written in this process. Only builds that count have it. */
guint tarn_identifier_count_texts (void);
#endif

static inline gboolean
tarn_identifier_equal (const TarnIdentifier *a, const TarnIdentifier *b)
{
  return a->high == b->high && a->low == b->low;
}
