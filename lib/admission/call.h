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

#include "admission/call-state.h"

/*
 * FALSE, with the error, if it fails. Then nothing is returned, also where the operation took effect and
 * only its reply was lost. @out_output is zero where the operation returns nothing else than that.
 */
gboolean tarn_client_call (TarnClient *client, guint operation, gpointer input,
                           TarnOutput *out_output, GError **error);

/* The same for an input that was checked before: @known is what the room keeps of it, and gets back. */
gboolean tarn_client_call_known (TarnClient *client, guint operation, gpointer input,
                                 gconstpointer known, TarnOutput *out_output, GError **error);

/*
 * Looks at what the operation would look at, without calling it: neither rate nor fault plan nor journal
 * know of it.
 */
gboolean tarn_client_look (TarnClient *client, guint operation, gpointer input,
                           TarnOutput *out_output, GError **error);

/* For an operation that returns one thing, or a page of a list, or nothing. */
gpointer tarn_client_get (TarnClient *client, guint operation, gpointer input, GError **error);
gpointer tarn_client_get_known (TarnClient *client, guint operation, gpointer input,
                                gconstpointer known, GError **error);
GPtrArray *tarn_client_list (TarnClient *client, guint operation, gpointer input,
                             char **out_next_token, GError **error);
gboolean tarn_client_do (TarnClient *client, guint operation, gpointer input, GError **error);

/* For a replay: nobody asks what it returns. */
void tarn_client_repeat (TarnClient *client, guint operation, gpointer input);

/* Whether a call that only reads what is the caller's own needs no look at all. */
static inline gboolean
tarn_client_is_open (const TarnClient *client, guint operation)
{
  const TarnAdmission *admission = client->admission;

  return tarn_ownership_is_mine (&admission->clock->ownership) && admission->checks[operation] == 0
         && !tarn_admission_has_statements (admission);
}
