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
  GError **error;      /* where the room stores an error */
  GError *own_error;   /* used when the caller passes no GError, but the journal needs the error */
  const char *answer;  /* what the journal writes of the output; set by the room, or NULL */
  gconstpointer known; /* what the room keeps of an input that was checked before, or NULL */

  TarnJournal *journal; /* the journal that has the entry below, or NULL */
  TarnJournalCall entry;
  char *resource;           /* the path of the resource; only if there is a fault plan */
  TarnFaultRule *lost_by;   /* the rule that loses the reply, or NULL */
  TarnRunFaults run_faults; /* what the fault plan does to the run that the call starts */
  GSList *revocations; /* TarnFaultRule; the rules that deny an action after the call, last first */
};

/* Returns whether a journal records the answer of the call. */
static inline gboolean
tarn_call_is_journaled (const TarnCall *call)
{
  return (call->checks & TARN_CHECK_JOURNAL) != 0;
}

/* Returns what the fault plan does to the run that the call starts, or NULL for nothing. */
static inline const TarnRunFaults *
tarn_call_get_run_faults (const TarnCall *call)
{
  return call->run_faults.actions != 0 ? &call->run_faults : NULL;
}

/* Sets one of the exceptions of the service, and returns FALSE. */
#define tarn_call_fail(call, ...)                                                                  \
  tarn_fail ((call)->error, (call)->client->admission->service->errors->quark (), __VA_ARGS__)
