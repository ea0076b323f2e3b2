/* SPDX-License-Identifier: MIT */
#include <tarn/tarn-error.h>

/* G_DEFINE_QUARK() would let two threads that fail for the first time write at once. */
GQuark
tarn_error_quark (void)
{
  static gsize quark;

  if (g_once_init_enter (&quark))
    g_once_init_leave (&quark, g_quark_from_static_string ("tarn-error-quark"));
  return (GQuark) quark;
}
