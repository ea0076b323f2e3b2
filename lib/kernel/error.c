/* SPDX-License-Identifier: MIT */
#include <tarn/tarn-error.h>

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnError, tarn_error,
                    G_DEFINE_ENUM_VALUE (TARN_ERROR_BUSY, "busy"),
                    G_DEFINE_ENUM_VALUE (TARN_ERROR_INVALID_TIME, "invalid-time"),
                    G_DEFINE_ENUM_VALUE (TARN_ERROR_LIMIT, "limit"),
                    G_DEFINE_ENUM_VALUE (TARN_ERROR_UNKNOWN_OPTION, "unknown-option"),
                    G_DEFINE_ENUM_VALUE (TARN_ERROR_OUT_OF_RANGE, "out-of-range"),
                    G_DEFINE_ENUM_VALUE (TARN_ERROR_INVALID_PRINCIPAL, "invalid-principal"),
                    G_DEFINE_ENUM_VALUE (TARN_ERROR_INVALID_FAULT_PLAN, "invalid-fault-plan"),
                    G_DEFINE_ENUM_VALUE (TARN_ERROR_WRONG_THREAD, "wrong-thread"),
                    G_DEFINE_ENUM_VALUE (TARN_ERROR_INVALID_SNAPSHOT, "invalid-snapshot"),
                    G_DEFINE_ENUM_VALUE (TARN_ERROR_COST_MODEL, "cost-model"),
                    G_DEFINE_ENUM_VALUE (TARN_ERROR_REPLAY, "replay"),
                    G_DEFINE_ENUM_VALUE (TARN_ERROR_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (TARN_ERROR_DEADLOCK, "deadlock"),
                    G_DEFINE_ENUM_VALUE (TARN_ERROR_INVALID_NAME, "invalid-name"),
                    G_DEFINE_ENUM_VALUE (TARN_ERROR_INVALID_JOURNAL, "invalid-journal"),
                    G_DEFINE_ENUM_VALUE (TARN_ERROR_SLOT_CHOOSER, "slot-chooser"))
/* clang-format on */

/*
 * G_DEFINE_QUARK() would let two threads write the quark at the same time, when both fail for the first time.
 */
GQuark
tarn_error_quark (void)
{
  static gsize quark;

  if (g_once_init_enter (&quark))
    g_once_init_leave (&quark, g_quark_from_static_string ("tarn-error-quark"));
  return (GQuark) quark;
}
