/* SPDX-License-Identifier: MIT */
/* Whether the caller may do what is called. */
#pragma once

#include "admission/call.h"

/*
 * FALSE when the caller may not do this to the resource that the parts name, ending with NULL, in
 * @account_id; @code is the exception to raise.
 */
gboolean tarn_call_authorize (const TarnCall *call, const char *account_id,
                              const char *const *resource, gint code);

/* The same for another action than the operation that was called. */
gboolean tarn_call_authorize_action (const TarnCall *call, const char *action,
                                     const char *account_id, const char *const *resource,
                                     gint code);

/* FALSE, with the exception: the caller may not do this, for a @reason that the room knows. */
gboolean tarn_call_refuse_access (const TarnCall *call, const char *const *resource, gint code,
                                  const char *reason);

/* Whether a statement denies it; nobody is told. */
gboolean tarn_admission_is_denied (const TarnAdmission *admission, const char *principal,
                                   const char *action, const char *const *resource);
