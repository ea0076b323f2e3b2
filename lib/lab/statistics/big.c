/* SPDX-License-Identifier: MIT */
#include "lab/statistics/big.h"

static void
trim (TarnLabBig *a)
{
  while (a->n_limbs > 0 && a->limbs[a->n_limbs - 1] == 0)
    a->n_limbs--;
  if (a->n_limbs == 0)
    a->is_negative = FALSE;
}

static TarnLabBig
from_magnitude (guint64 magnitude)
{
  TarnLabBig a = { FALSE, 2, { (guint32) magnitude, (guint32) (magnitude >> 32) } };

  trim (&a);
  return a;
}

TarnLabBig
tarn_lab_big_from_int (gint64 value)
{
  TarnLabBig a = from_magnitude (value < 0 ? -(guint64) value : (guint64) value);

  a.is_negative = value < 0;
  return a;
}

gboolean
tarn_lab_big_is_zero (TarnLabBig a)
{
  return a.n_limbs == 0;
}

gboolean
tarn_lab_big_to_int (TarnLabBig a, gint64 *out_value)
{
  guint64 magnitude = a.limbs[0] | (guint64) a.limbs[1] << 32;

  if (a.n_limbs < 2)
    magnitude = a.n_limbs == 0 ? 0 : a.limbs[0];
  if (a.n_limbs > 2 || magnitude > G_MAXINT64)
    return FALSE;

  *out_value = a.is_negative ? -(gint64) magnitude : (gint64) magnitude;
  return TRUE;
}

/* --- Magnitudes ------------------------------------------------------------------------------- */

static gint
compare_magnitudes (const TarnLabBig *a, const TarnLabBig *b)
{
  if (a->n_limbs != b->n_limbs)
    return a->n_limbs < b->n_limbs ? -1 : 1;
  for (guint i = a->n_limbs; i-- > 0;)
    if (a->limbs[i] != b->limbs[i])
      return a->limbs[i] < b->limbs[i] ? -1 : 1;
  return 0;
}

static guint32
get_limb (const TarnLabBig *a, guint i)
{
  return i < a->n_limbs ? a->limbs[i] : 0;
}

static TarnLabBig
add_magnitudes (const TarnLabBig *a, const TarnLabBig *b)
{
  TarnLabBig sum = { .n_limbs = MAX (a->n_limbs, b->n_limbs) };
  guint64 carry = 0;

  for (guint i = 0; i < sum.n_limbs; i++)
    {
      carry += (guint64) get_limb (a, i) + get_limb (b, i);
      sum.limbs[i] = (guint32) carry;
      carry >>= 32;
    }
  if (carry != 0)
    {
      g_assert (sum.n_limbs < TARN_LAB_BIG_LIMBS);
      sum.limbs[sum.n_limbs++] = (guint32) carry;
    }
  return sum;
}

/* @a is at least @b. */
static TarnLabBig
subtract_magnitudes (const TarnLabBig *a, const TarnLabBig *b)
{
  TarnLabBig difference = { .n_limbs = a->n_limbs };
  guint64 borrow = 0;

  for (guint i = 0; i < a->n_limbs; i++)
    {
      guint64 limb = (guint64) a->limbs[i] - get_limb (b, i) - borrow;

      difference.limbs[i] = (guint32) limb;
      borrow = limb >> 63;
    }
  trim (&difference);
  return difference;
}

/* --- Sums and products ------------------------------------------------------------------------ */

TarnLabBig
tarn_lab_big_negate (TarnLabBig a)
{
  a.is_negative = !a.is_negative && a.n_limbs > 0;
  return a;
}

TarnLabBig
tarn_lab_big_add (TarnLabBig a, TarnLabBig b)
{
  TarnLabBig sum;

  if (a.is_negative == b.is_negative)
    {
      sum = add_magnitudes (&a, &b);
      sum.is_negative = a.is_negative;
    }
  else if (compare_magnitudes (&a, &b) >= 0)
    {
      sum = subtract_magnitudes (&a, &b);
      sum.is_negative = a.is_negative && sum.n_limbs > 0;
    }
  else
    {
      sum = subtract_magnitudes (&b, &a);
      sum.is_negative = b.is_negative;
    }
  return sum;
}

TarnLabBig
tarn_lab_big_subtract (TarnLabBig a, TarnLabBig b)
{
  return tarn_lab_big_add (a, tarn_lab_big_negate (b));
}

gint
tarn_lab_big_compare (TarnLabBig a, TarnLabBig b)
{
  gint magnitudes = compare_magnitudes (&a, &b);

  if (a.is_negative != b.is_negative)
    return a.is_negative ? -1 : 1;
  return a.is_negative ? -magnitudes : magnitudes;
}

TarnLabBig
tarn_lab_big_multiply (TarnLabBig a, TarnLabBig b)
{
  TarnLabBig product = { .n_limbs = a.n_limbs + b.n_limbs };

  g_assert (product.n_limbs <= TARN_LAB_BIG_LIMBS);
  for (guint i = 0; i < a.n_limbs; i++)
    {
      guint64 carry = 0;

      for (guint j = 0; j < b.n_limbs; j++)
        {
          carry += (guint64) a.limbs[i] * b.limbs[j] + product.limbs[i + j];
          product.limbs[i + j] = (guint32) carry;
          carry >>= 32;
        }
      product.limbs[i + b.n_limbs] = (guint32) carry;
    }
  product.is_negative = a.is_negative != b.is_negative;
  trim (&product);
  return product;
}

TarnLabBig
tarn_lab_big_shift_left (TarnLabBig a, guint n_bits)
{
  guint n_whole = n_bits / 32, n_rest = n_bits % 32;
  TarnLabBig shifted = { .is_negative = a.is_negative, .n_limbs = a.n_limbs + n_whole };
  guint64 carry = 0;

  g_assert (shifted.n_limbs < TARN_LAB_BIG_LIMBS);
  for (guint i = 0; i < a.n_limbs; i++)
    {
      carry |= (guint64) a.limbs[i] << n_rest;
      shifted.limbs[i + n_whole] = (guint32) carry;
      carry >>= 32;
    }
  if (carry != 0)
    shifted.limbs[shifted.n_limbs++] = (guint32) carry;
  trim (&shifted);
  return shifted;
}

/* --- Division --------------------------------------------------------------------------------- */

static TarnLabBig
divide_by_limb (const TarnLabBig *a, guint32 b, TarnLabBig *out_rest)
{
  TarnLabBig quotient = { .n_limbs = a->n_limbs };
  guint64 rest = 0;

  for (guint i = a->n_limbs; i-- > 0;)
    {
      rest = rest << 32 | a->limbs[i];
      quotient.limbs[i] = (guint32) (rest / b);
      rest %= b;
    }
  trim (&quotient);
  *out_rest = from_magnitude (rest);
  return quotient;
}

/* Estimates a digit of the quotient from the upper digits. The estimate is right, or one too large. */
static guint64
estimate_digit (const guint32 *rest, const TarnLabBig *b)
{
  guint n = b->n_limbs;
  guint64 upper = (guint64) rest[n] << 32 | rest[n - 1];
  guint64 digit = upper / b->limbs[n - 1], left = upper % b->limbs[n - 1];

  while (left <= G_MAXUINT32
         && (digit > G_MAXUINT32 || digit * b->limbs[n - 2] > (left << 32 | rest[n - 2])))
    {
      digit--;
      left += b->limbs[n - 1];
    }
  return digit;
}

/* Subtracts @digit times @b; returns whether that was too much. */
static gboolean
subtract_product (guint32 *rest, const TarnLabBig *b, guint64 digit)
{
  guint64 carry = 0, borrow = 0;

  for (guint i = 0; i <= b->n_limbs; i++)
    {
      carry += digit * get_limb (b, i);

      guint64 limb = (guint64) rest[i] - (guint32) carry - borrow;
      rest[i] = (guint32) limb;
      borrow = limb >> 63;
      carry >>= 32;
    }
  return borrow != 0;
}

static void
add_back (guint32 *rest, const TarnLabBig *b)
{
  guint64 carry = 0;

  for (guint i = 0; i <= b->n_limbs; i++)
    {
      carry += (guint64) rest[i] + get_limb (b, i);
      rest[i] = (guint32) carry;
      carry >>= 32;
    }
}

/* Divides as one does by hand (Knuth, volume 2, 4.3.1, algorithm D). @b has more than one limb. */
static TarnLabBig
divide_by_limbs (const TarnLabBig *a, const TarnLabBig *b, TarnLabBig *out_rest)
{
  guint shift = 32 - g_bit_storage (b->limbs[b->n_limbs - 1]);
  TarnLabBig divisor = tarn_lab_big_shift_left (*b, shift);
  TarnLabBig quotient = { .n_limbs = a->n_limbs - b->n_limbs + 1 };
  guint32 rest[TARN_LAB_BIG_LIMBS + 1] = { 0 };

  for (guint i = 0; i <= a->n_limbs; i++)
    rest[i] = (guint32) (((guint64) get_limb (a, i) << 32 | (i > 0 ? a->limbs[i - 1] : 0)) << shift
                         >> 32);
  for (guint i = quotient.n_limbs; i-- > 0;)
    {
      guint64 digit = estimate_digit (rest + i, &divisor);

      if (subtract_product (rest + i, &divisor, digit))
        {
          add_back (rest + i, &divisor);
          digit--;
        }
      quotient.limbs[i] = (guint32) digit;
    }
  trim (&quotient);

  *out_rest = (TarnLabBig){ .n_limbs = b->n_limbs };
  for (guint i = 0; i < b->n_limbs; i++)
    out_rest->limbs[i] = (guint32) (((guint64) rest[i + 1] << 32 | rest[i]) >> shift);
  trim (out_rest);
  return quotient;
}

static TarnLabBig
divide_magnitudes (const TarnLabBig *a, const TarnLabBig *b, TarnLabBig *out_rest)
{
  g_assert (b->n_limbs > 0);
  if (compare_magnitudes (a, b) < 0)
    {
      *out_rest = *a;
      return tarn_lab_big_from_int (0);
    }
  return b->n_limbs == 1 ? divide_by_limb (a, b->limbs[0], out_rest)
                         : divide_by_limbs (a, b, out_rest);
}

TarnLabBig
tarn_lab_big_divide (TarnLabBig a, TarnLabBig b)
{
  TarnLabBig rest;
  TarnLabBig quotient = divide_magnitudes (&a, &b, &rest);

  quotient.is_negative = a.is_negative != b.is_negative && quotient.n_limbs > 0;
  return quotient;
}

TarnLabBig
tarn_lab_big_divide_rounded (TarnLabBig a, TarnLabBig b)
{
  TarnLabBig rest;
  TarnLabBig quotient = divide_magnitudes (&a, &b, &rest);
  TarnLabBig twice = add_magnitudes (&rest, &rest);
  TarnLabBig one = tarn_lab_big_from_int (1);

  if (compare_magnitudes (&twice, &b) >= 0)
    quotient = add_magnitudes (&quotient, &one);
  quotient.is_negative = a.is_negative != b.is_negative && quotient.n_limbs > 0;
  return quotient;
}

/* Newton's iteration from above falls until it is at the root. */
TarnLabBig
tarn_lab_big_square_root (TarnLabBig a)
{
  TarnLabBig root,
      next = tarn_lab_big_shift_left (tarn_lab_big_from_int (1), (a.n_limbs + 1) / 2 * 32);

  g_assert (!a.is_negative);
  if (a.n_limbs == 0)
    return a;
  do
    {
      root = next;
      next = tarn_lab_big_divide (tarn_lab_big_add (root, tarn_lab_big_divide (a, root)),
                                  tarn_lab_big_from_int (2));
    }
  while (compare_magnitudes (&next, &root) < 0);
  return root;
}
