/* SPDX-License-Identifier: MIT */
/*
 * One call of an operation. The C functions, a replay and, through the C functions, the wire library all
 * take the same steps:
 *
 *   enter    check that the operation may be called now, and that its arguments are valid
 *   admit    check the rate limit, and apply the fault plan, which may make the call fail
 *   perform  the room does its part, and first checks that the principal may do this
 *   leave    answer the call, and notify observers of the changes that it made
 *
 * All optional features, such as a journal, share one byte of flags. A call that uses none of them only
 * reads this byte.
 */
#pragma once

#include "admission/call-state.h"

/*
 * Returns FALSE, with the error, if the call fails. Then @out_output is zero, also when the operation took
 * effect and only its reply was lost. @out_output is also zero when the operation has no output.
 */
gboolean tarn_client_call (TarnClient *client, guint operation, gpointer input,
                           TarnOutput *out_output, GError **error);

/*
 * Does the same for an input that was checked before. @known is what the room keeps of that input. The call
 * gives it back to the room.
 */
gboolean tarn_client_call_known (TarnClient *client, guint operation, gpointer input,
                                 gconstpointer known, TarnOutput *out_output, GError **error);

/* Returns whether this thread may read the engine without a call. */
gboolean tarn_client_may_look (const TarnClient *client, const char *what, GError **error);

/*
 * Checks the input and performs the operation without making a call: the rate limit does not count it, the
 * fault plan does not match it, and the journal does not record it. For operations that only read. @known is
 * NULL for an input that was not checked before.
 */
gboolean tarn_client_look (TarnClient *client, guint operation, gpointer input, gconstpointer known,
                           TarnOutput *out_output, GError **error);

/* These functions are for an operation that returns one value, a page of a list, or nothing. */
gpointer tarn_client_get (TarnClient *client, guint operation, gpointer input, GError **error);
gpointer tarn_client_get_known (TarnClient *client, guint operation, gpointer input,
                                gconstpointer known, GError **error);
GPtrArray *tarn_client_list (TarnClient *client, guint operation, gpointer input,
                             char **out_next_token, GError **error);
gboolean tarn_client_do (TarnClient *client, guint operation, gpointer input, GError **error);

/* A replay uses this. The output is freed, because a replay does not need it. */
void tarn_client_repeat (TarnClient *client, guint operation, gpointer input);

/*
 * Returns whether no check can stop a call that only reads a resource of the caller's own account. The caller
 * may then skip the call.
 */
static inline gboolean
tarn_client_is_open (const TarnClient *client, guint operation)
{
  const TarnAdmission *admission = client->admission;

  return tarn_ownership_is_mine (&admission->clock->ownership) && admission->checks[operation] == 0
         && !tarn_admission_has_statements (admission);
}
