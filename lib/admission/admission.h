/* SPDX-License-Identifier: MIT */
/*
 * The gate. Every call of an operation goes through four steps here:
 *
 *   enter      may it be called now, and are its arguments good?
 *   admit      is it not too often?
 *   authorize  may the caller do this to that? (asked by the room once it knows what it is about)
 *   leave      it is answered, and what it changed is told
 *
 * Each service has one gate of its own, which holds the values of its options. What is not asked for,
 * such as a journal, costs a call one look at a byte.
 */
#pragma once

#include "admission/counters.h"
#include "admission/gatehouse.h"
#include "admission/principal.h"
#include "admission/service.h"
#include "admission/throttle.h"

/* Who calls: what a client is to the gate. */
typedef struct
{
  TarnPrincipal *principal;
  guint32 account; /* as the throttle counts them */
} TarnCaller;

/* What is to be looked at for an operation beside its arguments. */
typedef enum
{
  TARN_CHECK_RATE = 1 << 0,
  TARN_CHECK_JOURNAL = 1 << 1,
  TARN_CHECK_FAULTS = 1 << 2,
} TarnChecks;

typedef struct
{
  const TarnService *service;
  const TarnClock *clock;
  TarnEmission *emission;
  TarnGatehouse *gatehouse;
  const TarnAccess *access;
  gint64 full_until_us; /* as if the limit of active runs were reached */
  guint16 free_kind;    /* the event that tells the room of the end of that; 0 for none */
  gint64 *options;
  guint8 *checks; /* TarnChecks of each operation */
  TarnThrottle throttle;
} TarnAdmission;

/* One call of an operation. */
typedef struct
{
  const TarnCaller *caller;
  guint operation;
  guint8 checks;
  GError **error;       /* where the room puts what goes wrong */
  GError *own_error;    /* if the caller does not want to know, but the journal does */
  TarnJournal *journal; /* which was told of it, as the entry */
  TarnJournalCall entry;
  char *resource; /* only where faults are looked for */
  gboolean is_reply_lost;
  const char *lost_message;        /* interned */
  TarnRunFault run_fault;          /* what is to happen to the run that it starts */
  const TarnFaultRule *revocation; /* what is to be denied after it, or NULL */
} TarnCall;

void tarn_admission_init (TarnAdmission *admission, const TarnService *service,
                          TarnGatehouse *gatehouse);
void tarn_admission_clear (TarnAdmission *admission);

/* @admission is new, and of the same service. Accounts keep their numbers. */
void tarn_admission_copy (TarnAdmission *admission, const TarnAdmission *from);
void tarn_admission_code (TarnAdmission *admission, TarnCodec *codec);

void tarn_admission_init_caller (TarnAdmission *admission, TarnCaller *caller,
                                 TarnPrincipal *principal);
void tarn_admission_clear_caller (TarnCaller *caller);

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

/* Whether the limit of active runs is as good as reached, whatever it is. */
static inline gboolean
tarn_admission_is_full (const TarnAdmission *admission)
{
  return admission->clock->now_us < admission->full_until_us;
}

/* Whether the journal wants to know the arguments of calls, and their details. */
static inline gboolean
tarn_admission_is_journaling (const TarnAdmission *admission)
{
  return admission->emission->journal != NULL;
}

/* --- Entering --------------------------------------------------------------------------------- */

/* @arguments are in the order of the description; @input is for the journal. */
gboolean tarn_admission_enter_with_input (TarnAdmission *admission, TarnCall *call,
                                          const TarnCaller *caller, guint operation,
                                          TarnArgument *arguments, TarnCallInput input,
                                          GError **error);

/* FALSE, and the call is over, when it may not be made now or an argument is not good. */
static inline gboolean
tarn_admission_enter (TarnAdmission *admission, TarnCall *call, const TarnCaller *caller,
                      guint operation, TarnArgument *arguments, GError **error)
{
  return tarn_admission_enter_with_input (admission, call, caller, operation, arguments,
                                          TARN_NO_INPUT, error);
}

/* Whether this thread may make the call, and now. */
static inline gboolean
tarn_admission_is_callable (const TarnAdmission *admission, guint operation)
{
  return tarn_ownership_is_mine (&admission->clock->ownership)
         && G_LIKELY (!admission->clock->is_asking
                      || admission->service->operations[operation].is_readonly);
}

/*
 * Looks at what the operation would look at, without calling it: neither rate nor fault plan nor journal
 * know of it, and it is not left. FALSE, with the exception, when the arguments are not good.
 */
gboolean tarn_admission_look (TarnAdmission *admission, TarnCall *call, const TarnCaller *caller,
                              guint operation, TarnArgument *arguments, GError **error);

gboolean tarn_admission_refuse_call (const TarnAdmission *admission, guint operation,
                                     GError **error);

/*
 * The same for arguments that were checked when they were made: there are none unless somebody wants
 * to know them, and then they are told with tarn_admission_note().
 */
static inline gboolean
tarn_admission_enter_checked (TarnAdmission *admission, TarnCall *call, const TarnCaller *caller,
                              guint operation, GError **error)
{
  if (G_UNLIKELY (!tarn_admission_is_callable (admission, operation)))
    return tarn_admission_refuse_call (admission, operation, error);

  call->caller = caller;
  call->operation = operation;
  call->checks = admission->checks[operation];
  call->error = error;
  call->run_fault.is_set = FALSE;
  return TRUE;
}

/* Whether the arguments of a call are to be noted, and what it is answered. */
static inline gboolean
tarn_call_is_noted (const TarnCall *call)
{
  return TARN_IS_COUNTING || (call->checks & (TARN_CHECK_JOURNAL | TARN_CHECK_FAULTS)) != 0;
}

/* What the journal and the fault plan are to know of a call; once, after entering. */
void tarn_admission_note (TarnAdmission *admission, TarnCall *call, const TarnArgument *arguments,
                          TarnCallInput input);

gboolean tarn_admission_admit_checked (TarnAdmission *admission, TarnCall *call);

/*
 * FALSE when the caller's account has called the operation too often by now, or when the fault plan
 * has it fail. An attempt counts for both.
 */
static inline gboolean
tarn_admission_admit (TarnAdmission *admission, TarnCall *call)
{
  return G_LIKELY (!(call->checks & (TARN_CHECK_RATE | TARN_CHECK_FAULTS)))
         || tarn_admission_admit_checked (admission, call);
}

/*
 * FALSE when the caller may not do this to the resource that the parts name, ending with NULL, in
 * @account_id; @code is the exception to raise.
 */
gboolean tarn_admission_authorize (const TarnAdmission *admission, const TarnCall *call,
                                   const char *account_id, const char *const *resource, gint code);

/* The same for another action than the operation that was called. */
gboolean tarn_admission_authorize_action (const TarnAdmission *admission, const TarnCall *call,
                                          const char *action, const char *account_id,
                                          const char *const *resource, gint code);

/*
 * FALSE, with the exception: the caller may not do this, for a @reason that the room knows, or NULL.
 * @action is NULL for the operation that was called.
 */
gboolean tarn_admission_refuse_access (const TarnAdmission *admission, const TarnCall *call,
                                       const char *action, const char *const *resource, gint code,
                                       const char *reason);

static inline gboolean
tarn_admission_has_statements (const TarnAdmission *admission)
{
  return admission->access->n_statements > 0;
}

/* Whether a call that only reads what is the caller's own needs no look at all. */
static inline gboolean
tarn_admission_is_open (const TarnAdmission *admission, guint operation)
{
  return tarn_ownership_is_mine (&admission->clock->ownership) && admission->checks[operation] == 0
         && !tarn_admission_has_statements (admission);
}

/* Whether a statement denies it; nobody is told. */
gboolean tarn_admission_is_denied (const TarnAdmission *admission, const char *principal,
                                   const char *action, const char *const *resource);

/* --- Leaving ---------------------------------------------------------------------------------- */

gboolean tarn_admission_answer (TarnAdmission *admission, TarnCall *call, gboolean is_done,
                                const char *answer);

/*
 * The call is over. @answer is what it returns, as far as the journal is to tell it, or NULL. Returns
 * @is_done, or FALSE where the caller is not to hear of it: then what it returned is to be dropped.
 */
static inline gboolean
tarn_admission_leave (TarnAdmission *admission, TarnCall *call, gboolean is_done,
                      const char *answer)
{
  if (G_UNLIKELY (tarn_call_is_noted (call)))
    is_done = tarn_admission_answer (admission, call, is_done, answer);
  tarn_emission_deliver (admission->emission);
  return is_done;
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

/* FALSE, and nothing set, when the value is outside of the option's range. */
gboolean tarn_admission_set_option (TarnAdmission *admission, gint option, gint64 value,
                                    GError **error);
