/* SPDX-License-Identifier: MIT */
/* A call on its way, as the functions see it that it passes. */
#pragma once

#include "admission/client.h"
#include "kernel/fail.h"

struct _TarnCall
{
  TarnClient *client;
  const TarnOperation *operation;
  guint number; /* of the operation */
  guint8 checks;
  GError **error;    /* where the room puts what goes wrong */
  GError *own_error; /* if the caller does not want to know, but the journal does */
  const char
      *answer; /* what it returns, as far as the journal writes it; set by the room, or NULL */
  gconstpointer known; /* what the room knows of the input already, or NULL */

  TarnJournal *journal; /* in which it is an entry */
  TarnJournalCall entry;
  char *resource; /* only where faults are looked for */
  gboolean is_reply_lost;
  const char *lost_message;        /* interned */
  TarnRunFault run_fault;          /* what is to happen to the run that it starts */
  const TarnFaultRule *revocation; /* what is to be denied after it, or NULL */
};

/* Whether somebody writes down how the call is answered. */
static inline gboolean
tarn_call_is_journaled (const TarnCall *call)
{
  return (call->checks & TARN_CHECK_JOURNAL) != 0;
}

/* What is to happen to the run that the call starts, or NULL. */
static inline const TarnRunFault *
tarn_call_get_run_fault (const TarnCall *call)
{
  return call->run_fault.is_set ? &call->run_fault : NULL;
}

/* With one of the exceptions of the service, and FALSE. */
#define tarn_call_fail(call, ...)                                                                  \
  tarn_fail ((call)->error, (call)->client->admission->service->errors->quark (), __VA_ARGS__)
