/* SPDX-License-Identifier: MIT */
#include "kernel/identifier.h"

#include "kernel/arith.h"

#include <string.h>

/* --- Counting --------------------------------------------------------------------------------- */

#ifdef TARN_COUNTERS
static gint n_texts;

guint
tarn_identifier_count_texts (void)
{
  return (guint) g_atomic_int_get (&n_texts);
}

#define COUNT_TEXT() g_atomic_int_inc (&n_texts)
#else
#define COUNT_TEXT() ((void) 0)
#endif

/* --- UUIDs ------------------------------------------------------------------------------------ */

TarnIdentifier
tarn_identifier_draw (const TarnRandom *random, TarnDraw *draw)
{
  guint32 block[4];
  TarnIdentifier identifier;

  tarn_random_block (random, draw, block);
  identifier.high = (guint64) block[0] << 32 | block[1];
  identifier.low = (guint64) block[2] << 32 | block[3];

  /* RFC 4122 requires these bits for version 4 and variant 1. */
  identifier.high = (identifier.high & ~G_GUINT64_CONSTANT (0xf000)) | 0x4000;
  identifier.low = (identifier.low & (G_MAXUINT64 >> 2)) | G_GUINT64_CONSTANT (1) << 63;

  return identifier;
}

/* The positions of the digits in the text, between the hyphens. */
static const guint8 digit_positions[32]
    = { 0,  1,  2,  3,  4,  5,  6,  7,  9,  10, 11, 12, 14, 15, 16, 17,
        19, 20, 21, 22, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35 };

#define EACH_BYTE(value) ((value) *G_GUINT64_CONSTANT (0x0101010101010101))

/*
 * Sets the high bit of each byte that is at least @least. The result is right only if all bytes are below
 * 128.
 */
static inline guint64
find_at_least (guint64 bytes, guint8 least)
{
  return (bytes + EACH_BYTE (0x80u - least)) & EACH_BYTE (0x80u);
}

/*
 * Parses eight hexadecimal digits at once, the first in the highest byte. This must be fast, because every
 * Get operation parses ids.
 */
static inline gboolean
parse_digits (guint64 text, guint64 *out_value)
{
  guint64 lower = text | EACH_BYTE (0x20u);
  guint64 digits = find_at_least (text, '0') & ~find_at_least (text, '9' + 1);
  guint64 letters = find_at_least (lower, 'a') & ~find_at_least (lower, 'f' + 1);

  if ((text & EACH_BYTE (0x80u)) != 0 || (digits | letters) != EACH_BYTE (0x80u))
    return FALSE;

  /* The low four bits of a letter count from 1, so adding 9 gives the value of the digit. */
  guint64 value = (text & EACH_BYTE (0x0fu)) + (letters >> 7) * 9;
  value = (value | value >> 4) & G_GUINT64_CONSTANT (0x00ff00ff00ff00ff);
  value = (value | value >> 8) & G_GUINT64_CONSTANT (0x0000ffff0000ffff);
  *out_value = (value | value >> 16) & G_MAXUINT32;
  return TRUE;
}

/* Reads four characters from each of the two places, the first in the highest byte. */
static inline guint64
read_characters (const char *first, const char *second)
{
  guint32 words[2];

  memcpy (&words[0], first, sizeof words[0]);
  memcpy (&words[1], second, sizeof words[1]);
  return (guint64) GUINT32_FROM_BE (words[0]) << 32 | GUINT32_FROM_BE (words[1]);
}

gboolean
tarn_identifier_parse (const char *text, TarnIdentifier *out_identifier)
{
  guint64 words[4];

  /* This checks the length first, because the code below reads at fixed positions. */
  if (strnlen (text, TARN_UUID_LENGTH + 1) != TARN_UUID_LENGTH)
    return FALSE;
  if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
    return FALSE;
  if (!parse_digits (read_characters (text, text + 4), &words[0])
      || !parse_digits (read_characters (text + 9, text + 14), &words[1])
      || !parse_digits (read_characters (text + 19, text + 24), &words[2])
      || !parse_digits (read_characters (text + 28, text + 32), &words[3]))
    return FALSE;

  out_identifier->high = words[0] << 32 | words[1];
  out_identifier->low = words[2] << 32 | words[3];
  return TRUE;
}

void
tarn_identifier_format (const TarnIdentifier *identifier, char text[TARN_UUID_LENGTH + 1])
{
  static const char digits[] = "0123456789abcdef";
  guint64 word = identifier->high;

  COUNT_TEXT ();
  for (guint i = 0; i < 16; i++, word <<= 4)
    text[digit_positions[i]] = digits[word >> 60];
  word = identifier->low;
  for (guint i = 16; i < 32; i++, word <<= 4)
    text[digit_positions[i]] = digits[word >> 60];

  text[8] = text[13] = text[18] = text[23] = '-';
  text[TARN_UUID_LENGTH] = '\0';
}

/* --- Codes ------------------------------------------------------------------------------------ */

enum
{
  CODE_BASE = 36,
  CODE_HALF = TARN_CODE_LENGTH / 2,
  CODE_SHIFT = 27, /* 36^7 takes 37 bits */
};

#define CODES_PER_HALF G_GUINT64_CONSTANT (78364164096) /* 36^7 */

/*
 * Scales the random number to the range instead of taking a remainder. Some codes are more likely than others
 * by one part in 2^27, which does no harm to an id.
 */
static guint64
draw_half (guint32 high, guint32 low)
{
  return tarn_wide_multiply ((guint64) high << 32 | low, CODES_PER_HALF).high;
}

TarnIdentifier
tarn_identifier_draw_code (const TarnRandom *random, TarnDraw *draw)
{
  guint32 block[4];

  tarn_random_block (random, draw, block);
  return (TarnIdentifier){ draw_half (block[0], block[1]) << CODE_SHIFT,
                           draw_half (block[2], block[3]) };
}

static gboolean
parse_half (const char *text, guint64 *out_half)
{
  guint64 half = 0;

  for (guint i = 0; i < CODE_HALF; i++)
    {
      guint digit = (guint) (guchar) text[i] - '0';
      guint letter = (guint) (guchar) text[i] - 'a';

      if (digit >= 10 && letter >= 26)
        return FALSE;
      half = half * CODE_BASE + (digit < 10 ? digit : letter + 10);
    }

  *out_half = half;
  return TRUE;
}

gboolean
tarn_identifier_parse_code (const char *text, TarnIdentifier *out_identifier)
{
  guint64 halves[2];

  if (strnlen (text, TARN_CODE_LENGTH + 1) != TARN_CODE_LENGTH || !parse_half (text, &halves[0])
      || !parse_half (text + CODE_HALF, &halves[1]))
    return FALSE;

  out_identifier->high = halves[0] << CODE_SHIFT;
  out_identifier->low = halves[1];
  return TRUE;
}

gboolean
tarn_identifier_is_code (const TarnIdentifier *identifier)
{
  guint64 first = identifier->high >> CODE_SHIFT;

  return first < CODES_PER_HALF && first << CODE_SHIFT == identifier->high
         && identifier->low < CODES_PER_HALF;
}

static void
format_half (guint64 half, char text[CODE_HALF])
{
  for (guint i = CODE_HALF; i > 0; i--, half /= CODE_BASE)
    text[i - 1] = "0123456789abcdefghijklmnopqrstuvwxyz"[half % CODE_BASE];
}

void
tarn_identifier_format_code (const TarnIdentifier *identifier, char text[TARN_CODE_LENGTH + 1])
{
  COUNT_TEXT ();
  format_half (identifier->high >> CODE_SHIFT, text);
  format_half (identifier->low, text + CODE_HALF);
  text[TARN_CODE_LENGTH] = '\0';
}
