/* SPDX-License-Identifier: MIT */
/*
 * Exact sums of products that do not fit in 64 bits, such as the area under an age over months in
 * milliseconds. The figures are the same on every machine.
 */
#pragma once

#include <glib.h>

typedef struct
{
  guint64 high;
  guint64 low;
} Wide;

/* Returns FALSE, with @sum unchanged, if the new sum does not fit in 128 bits. */
static inline gboolean
wide_add (Wide *sum, Wide term)
{
  Wide added = { 0, sum->low + term.low };

  if (!g_uint64_checked_add (&added.high, sum->high, term.high)
      || !g_uint64_checked_add (&added.high, added.high, added.low < term.low))
    return FALSE;

  *sum = added;
  return TRUE;
}

static inline Wide
wide_multiply (guint64 a, guint64 b)
{
  guint64 a_low = a & G_MAXUINT32, a_high = a >> 32;
  guint64 b_low = b & G_MAXUINT32, b_high = b >> 32;
  guint64 low = a_low * b_low;
  guint64 middle = a_high * b_low + (low >> 32);
  guint64 middle_low = (middle & G_MAXUINT32) + a_low * b_high;

  return (Wide){ a_high * b_high + (middle >> 32) + (middle_low >> 32),
                 middle_low << 32 | (low & G_MAXUINT32) };
}

/*
 * Computes the nearest whole quotient, with halves rounded up. Returns FALSE, with @out_quotient untouched, if
 * the quotient does not fit in 64 bits. @divisor is not 0.
 */
static inline gboolean
wide_divide (Wide dividend, guint64 divisor, guint64 *out_quotient)
{
  guint64 remainder = 0, quotient = 0;

  if (!wide_add (&dividend, (Wide){ 0, divisor / 2 }) || dividend.high >= divisor)
    return FALSE;

  for (gint bit = 127; bit >= 0; bit--)
    {
      guint64 next = bit >= 64 ? dividend.high >> (bit - 64) & 1 : dividend.low >> bit & 1;
      gboolean carries = remainder >> 63 != 0;

      remainder = remainder << 1 | next;
      quotient <<= 1;
      if (carries || remainder >= divisor)
        {
          remainder -= divisor;
          quotient |= 1;
        }
    }

  *out_quotient = quotient;
  return TRUE;
}
