/* SPDX-License-Identifier: MIT */
/* Decides whether the principal of a call may do what the call asks for. */
#pragma once

#include "admission/call.h"

/*
 * Returns FALSE, with the exception @code, when the principal may not call the operation on the resource.
 * @resource has the parts of the resource's path and ends with NULL. @account_id is the account of the
 * resource.
 */
gboolean tarn_call_authorize (const TarnCall *call, const char *account_id,
                              const char *const *resource, gint code);

/* Does the same for @action instead of the operation that was called. */
gboolean tarn_call_authorize_action (const TarnCall *call, const char *action,
                                     const char *account_id, const char *const *resource,
                                     gint code);

/* Sets the exception @code and returns FALSE. The room has found a @reason to refuse the principal. */
gboolean tarn_call_refuse_access (const TarnCall *call, const char *const *resource, gint code,
                                  const char *reason);

/* Returns whether a statement denies the action. Sets no error. */
gboolean tarn_admission_is_denied (const TarnAdmission *admission, const char *principal,
                                   const char *action, const char *const *resource);
