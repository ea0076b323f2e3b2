/* SPDX-License-Identifier: MIT */
#include <tarn/tarn-error.h>

/* The formatter takes the hyphens for minus signs. */
/* clang-format off */
G_DEFINE_QUARK (tarn-error-quark, tarn_error)
/* clang-format on */
