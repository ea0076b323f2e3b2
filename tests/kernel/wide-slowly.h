/* SPDX-License-Identifier: MIT */
/* The functions of tarn-wide.h that use the compiler's type of 128 bits, without it. */
#pragma once

#include <tarn/tarn-wide.h>

TarnWide multiply_slowly (guint64 a, guint64 b);
TarnWide scale_slowly (TarnWide a, guint64 b);
TarnWide divide_slowly (TarnWide a, TarnWide b, TarnWide *out_remainder);
