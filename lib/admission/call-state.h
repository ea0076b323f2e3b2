/* SPDX-License-Identifier: MIT */
/* The state of one call of an operation, from its start to its answer. */
#pragma once

#include "admission/client.h"
#include "kernel/fail.h"

struct _TarnCall
{
  TarnClient *client;
  const TarnOperation *operation;
  guint number; /* the index of the operation */
  guint8 checks;
  GError **error;    /* where the room stores an error */
  GError *own_error; /* used when the caller passes no GError, but the journal needs the error */
  const char
      *answer; /* what the journal writes of the output; set by the room, or NULL */
  gconstpointer known; /* what the room keeps of an input that was checked before, or NULL */

  TarnJournal *journal; /* the journal that has the entry below, or NULL */
  TarnJournalCall entry;
  char *resource; /* the path of the resource; only if there is a fault plan */
  gboolean is_reply_lost;
  const char *lost_message;        /* interned */
  TarnRunFault run_fault;          /* the fault of the run that the call starts */
  const TarnFaultRule *revocation; /* the rule that denies an action after the call, or NULL */
};

/* Returns whether a journal records the answer of the call. */
static inline gboolean
tarn_call_is_journaled (const TarnCall *call)
{
  return (call->checks & TARN_CHECK_JOURNAL) != 0;
}

/* Returns the fault that the fault plan has for the run that the call starts, or NULL. */
static inline const TarnRunFault *
tarn_call_get_run_fault (const TarnCall *call)
{
  return call->run_fault.is_set ? &call->run_fault : NULL;
}

/* Sets one of the exceptions of the service, and returns FALSE. */
#define tarn_call_fail(call, ...)                                                                  \
  tarn_fail ((call)->error, (call)->client->admission->service->errors->quark (), __VA_ARGS__)
