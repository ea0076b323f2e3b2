/* SPDX-License-Identifier: MIT */
/*
 * One call of an operation. The C functions, a replay and, through the C functions, the wire library all
 * take the same steps:
 *
 *   enter    may it be called now, and is what it is given good?
 *   admit    is it not too often, and does no fault plan have it fail?
 *   perform  the room does its part, which begins with whether the caller may do this
 *   leave    it is answered, and observers are notified of what it changed
 *
 * What is not asked for, such as a journal, costs a call one look at a byte.
 */
#pragma once

#include "admission/client.h"

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

/*
 * FALSE, with the error, if it fails. Then nothing is returned, also where the operation took effect and
 * only its reply was lost. @ret_output is zero where the operation returns nothing else than that.
 */
gboolean tarn_client_call (TarnClient *client, guint operation, gpointer input,
                           TarnOutput *ret_output, GError **error);

/* The same for an input that was checked before: @known is what the room keeps of it, and gets back. */
gboolean tarn_client_call_known (TarnClient *client, guint operation, gpointer input,
                                 gconstpointer known, TarnOutput *ret_output, GError **error);

/*
 * Looks at what the operation would look at, without calling it: neither rate nor fault plan nor journal
 * know of it.
 */
gboolean tarn_client_look (TarnClient *client, guint operation, gpointer input,
                           TarnOutput *ret_output, GError **error);

/* For an operation that returns one thing, or a page of a list, or nothing. */
gpointer tarn_client_get (TarnClient *client, guint operation, gpointer input, GError **error);
GPtrArray *tarn_client_list (TarnClient *client, guint operation, gpointer input,
                             char **ret_next_token, GError **error);
gboolean tarn_client_do (TarnClient *client, guint operation, gpointer input, GError **error);

/* For a replay: nobody asks what it returns. */
void tarn_client_repeat (TarnClient *client, guint operation, gpointer input);

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

/* Whether a call that only reads what is the caller's own needs no look at all. */
static inline gboolean
tarn_client_is_open (const TarnClient *client, guint operation)
{
  const TarnAdmission *admission = client->admission;

  return tarn_ownership_is_mine (&admission->clock->ownership) && admission->checks[operation] == 0
         && !tarn_admission_has_statements (admission);
}
