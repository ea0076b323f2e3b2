/* SPDX-License-Identifier: MIT */
#include <tarn-lab/tarn-lab-error.h>

/* Used instead of G_DEFINE_QUARK(), which is not safe for two threads at once. */
GQuark
tarn_lab_error_quark (void)
{
  static gsize quark = 0;

  if (g_once_init_enter (&quark))
    g_once_init_leave (&quark, g_quark_from_static_string ("tarn-lab-error-quark"));
  return (GQuark) quark;
}

G_DEFINE_ENUM_TYPE (TarnLabError, tarn_lab_error, G_DEFINE_ENUM_VALUE (TARN_LAB_ERROR_FILE, "file"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_ERROR_SCENARIO, "scenario"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_ERROR_HISTORY, "history"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_ERROR_TOO_LARGE, "too-large"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_ERROR_AXES, "axes"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_ERROR_POLICY, "policy"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_ERROR_OUTCOME, "outcome"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_ERROR_CONDITION, "condition"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_ERROR_CHECK, "check"))
