/* SPDX-License-Identifier: MIT */
#define TARN_WIDE_WITHOUT_NATIVE
#include "wide-slowly.h"

TarnWide
multiply_slowly (guint64 a, guint64 b)
{
  return tarn_wide_multiply (a, b);
}

TarnWide
scale_slowly (TarnWide a, guint64 b)
{
  return tarn_wide_scale (a, b);
}

TarnWide
divide_slowly (TarnWide a, TarnWide b, TarnWide *out_remainder)
{
  return tarn_wide_divide (a, b, out_remainder);
}
