/* SPDX-License-Identifier: MIT */
/*
 * Admission to one service: the values of its options, and what is to be looked at when one of its
 * operations is called. How a call passes it is in admission/call.h.
 */
#pragma once

#include "admission/counters.h"
#include "admission/core-state.h"
#include "admission/service.h"
#include "admission/throttle.h"

/* What is to be looked at for an operation beside what it is given. */
typedef enum
{
  TARN_CHECK_RATE = 1 << 0,
  TARN_CHECK_JOURNAL = 1 << 1,
  TARN_CHECK_FAULTS = 1 << 2,
} TarnChecks;

struct _TarnAdmission
{
  const TarnService *service;
  const TarnClock *clock;
  TarnEmission *emission;
  TarnCore *core;
  const TarnAccess *access;
  gint64 full_until_us; /* as if the limit of active runs were reached */
  guint16 free_kind;    /* the event that tells the room of the end of that; 0 for none */
  gint64 *options;
  guint8 *checks; /* TarnChecks of each operation */
  TarnThrottle throttle;
};

void tarn_admission_init (TarnAdmission *admission, const TarnService *service, TarnCore *core);
void tarn_admission_clear (TarnAdmission *admission);

/* That of the service, which has one. */
TarnAdmission *tarn_admission_find (const TarnCore *core, const TarnService *service);

/* @admission is new, and of the same service. Accounts keep their numbers. */
void tarn_admission_copy (TarnAdmission *admission, const TarnAdmission *from);
void tarn_admission_code (TarnAdmission *admission, TarnCodec *codec);

/* An option, or whether there is a journal, has changed. */
void tarn_admission_update_checks (TarnAdmission *admission);

/*
 * The one point from which changes are told. NULL when nobody watches: filling a record for nobody
 * would cost time.
 */
static inline TarnChange *
tarn_admission_emit (TarnAdmission *admission)
{
  return tarn_emission_is_watched (admission->emission) ? tarn_emission_add (admission->emission)
                                                        : NULL;
}

static inline gint64
tarn_admission_get_option (const TarnAdmission *admission, guint option)
{
  return admission->options[option];
}

/* FALSE, and nothing set, when the value is outside of the option's range. */
gboolean tarn_admission_set_option (TarnAdmission *admission, gint option, gint64 value,
                                    GError **error);

/* Whether the limit of active runs is as good as reached, whatever it is. */
static inline gboolean
tarn_admission_is_full (const TarnAdmission *admission)
{
  return admission->clock->now_us < admission->full_until_us;
}

static inline gboolean
tarn_admission_has_statements (const TarnAdmission *admission)
{
  return admission->access->n_statements > 0;
}

/* Whether anybody waits for the end of any run. */
static inline gboolean
tarn_admission_is_awaited (const TarnAdmission *admission)
{
  return tarn_waiters_has_waiting (&admission->emission->waiters);
}

/*
 * The run of that id has ended: the next one who waits for that and is to be told of it, or NULL. Asked
 * until there is none.
 */
static inline TarnWaiter *
tarn_admission_find_waiter (TarnAdmission *admission, const TarnIdentifier *run_id)
{
  return tarn_waiters_end_next (&admission->emission->waiters, admission->service, run_id);
}

/* The handling of an event is over. */
static inline void
tarn_admission_leave_event (TarnAdmission *admission)
{
  tarn_emission_deliver (admission->emission);
}
