/* SPDX-License-Identifier: MIT */
/*
 * Admission to one service: the values of the service's options, and the checks that each call of an
 * operation must pass. admission/call.h describes how a call passes them.
 */
#pragma once

#include "admission/counters.h"
#include "admission/core-state.h"
#include "admission/service.h"
#include "admission/throttle.h"

/* The checks and records that a call of an operation needs, besides the checks of its arguments. */
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
  gint64 full_until_us; /* until then the limit of active runs counts as reached */
  guint16 free_kind;    /* the kind of the event that notifies the room of that end; 0 for none */
  gint64 *options;
  guint8 *checks; /* TarnChecks of each operation */
  TarnThrottle throttle;
};

void tarn_admission_init (TarnAdmission *admission, const TarnService *service, TarnCore *core);
void tarn_admission_clear (TarnAdmission *admission);

/* Returns the admission of @service, which must be one of the services of @core. */
TarnAdmission *tarn_admission_find (const TarnCore *core, const TarnService *service);

/* @admission must be new and of the same service as @from. Accounts keep their numbers. */
void tarn_admission_copy (TarnAdmission *admission, const TarnAdmission *from);
void tarn_admission_code (TarnAdmission *admission, TarnCodec *codec);

/* The caller must call this after an option, the journal or the fault plan was set. */
void tarn_admission_update_checks (TarnAdmission *admission);

/*
 * Adds a change, which the caller must fill. All changes come from this function. Returns NULL when nothing
 * watches the engine, so that no time is lost on filling a change that nothing reads.
 */
static inline TarnChange *
tarn_admission_emit (TarnAdmission *admission)
{
  return tarn_emission_is_watched (admission->emission) ? tarn_emission_add (admission->emission)
                                                        : NULL;
}

/* The same for a change of a run by this cause. Returns NULL also if nothing asks for such changes. */
static inline TarnChange *
tarn_admission_emit_move (TarnAdmission *admission, guint cause)
{
  return tarn_emission_wants_cause (admission->emission, cause)
             ? tarn_emission_add (admission->emission)
             : NULL;
}

/* The same for a commit to a table. Returns NULL if no observer asks for commits. */
static inline TarnChange *
tarn_admission_emit_commit (TarnAdmission *admission)
{
  return G_UNLIKELY (admission->emission->n_commit_observers > 0)
             ? tarn_emission_add (admission->emission)
             : NULL;
}

static inline gint64
tarn_admission_get_option (const TarnAdmission *admission, guint option)
{
  return admission->options[option];
}

/* Returns FALSE and sets nothing when the value is outside the range of the option. */
gboolean tarn_admission_set_option (TarnAdmission *admission, gint option, gint64 value,
                                    GError **error);

/* Returns whether a fault plan makes the limit of active runs count as reached, whatever its value is. */
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

/* Returns whether there is a waiter for the end of any run. */
static inline gboolean
tarn_admission_is_awaited (const TarnAdmission *admission)
{
  return tarn_waiters_has_waiting (&admission->emission->waiters);
}

/*
 * The run with this id has ended. Returns the next waiter for it, or NULL. The caller calls this until it
 * returns NULL.
 */
static inline TarnWaiter *
tarn_admission_find_waiter (TarnAdmission *admission, const TarnIdentifier *run_id)
{
  return tarn_waiters_end_next (&admission->emission->waiters, admission->service, run_id);
}

/* An event handler calls this at its end, to deliver the changes that it made. */
static inline void
tarn_admission_leave_event (TarnAdmission *admission)
{
  tarn_emission_deliver (admission->emission);
}
