/* SPDX-License-Identifier: MIT */
/*
 * The gate and the emission point.
 *
 * Every operation enters here with its arguments before it does anything, and leaves here when it
 * is done; every change of a run is emitted here and reaches the observers from here, once the
 * operation or event that made it has finished its work. Each service has one gate of its own,
 * which holds the values of its options.
 */
#pragma once

#include "admission/emission.h"
#include "admission/principal.h"
#include "admission/service.h"
#include "admission/throttle.h"
#include "kernel/clock.h"

typedef struct
{
  const TarnService *service;
  const TarnClock *clock;
  TarnEmission *emission;
  gint64 *options;
  TarnThrottle throttle;
} TarnAdmission;

void tarn_admission_init (TarnAdmission *admission, const TarnService *service,
                          const TarnClock *clock, TarnEmission *emission);
void tarn_admission_clear (TarnAdmission *admission);

/*
 * The one point from which changes are told. NULL when nobody watches: filling a record for nobody
 * would cost time.
 */
static inline TarnChange *
tarn_admission_emit (TarnAdmission *admission)
{
  return admission->emission->observers->len > 0 ? tarn_emission_add (admission->emission) : NULL;
}

static inline gint64
tarn_admission_get_option (const TarnAdmission *admission, guint option)
{
  return admission->options[option];
}

/*
 * Checks that the operation may be called now, and its arguments, one for each member in the order of
 * the description. Whether the caller may do it in this very account is asked with
 * tarn_admission_authorize() when that is known.
 */
gboolean tarn_admission_enter (TarnAdmission *admission, guint operation, TarnArgument *arguments,
                               GError **error);

/* The same for an operation whose arguments were checked when they were made. */
gboolean tarn_admission_enter_checked (TarnAdmission *admission, guint operation, GError **error);

/* FALSE when the account has called the operation too often by now. An attempt counts. */
gboolean tarn_admission_throttle (TarnAdmission *admission, guint operation, guint32 account,
                                  GError **error);

/* FALSE when @principal may not do @operation in @account_id; @code is the exception to raise. */
gboolean tarn_admission_authorize (const TarnAdmission *admission, guint operation,
                                   const TarnPrincipal *principal, const char *account_id,
                                   gint code, GError **error);

/* Ends an operation that has entered, whether it succeeded or not, and the handling of an event. */
static inline void
tarn_admission_leave (TarnAdmission *admission)
{
  tarn_emission_deliver (admission->emission);
}

/* FALSE, and nothing set, when the value is outside of the option's range. */
gboolean tarn_admission_set_option (TarnAdmission *admission, gint option, gint64 value,
                                    GError **error);
