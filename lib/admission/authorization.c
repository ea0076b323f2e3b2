/* SPDX-License-Identifier: MIT */
#include "admission/authorization.h"

#include <string.h>

/* @action is NULL for the operation that was called. @reason is NULL if there is no reason to add. */
static gboolean
refuse (const TarnCall *call, const char *action, const char *const *resource, gint code,
        const char *reason)
{
  const TarnService *service = call->client->admission->service;
  g_autofree char *own_action
      = action == NULL ? g_strconcat (service->name, ":", call->operation->name, NULL) : NULL;
  g_autofree char *path = g_strjoinv ("/", (char **) resource);

  return tarn_call_fail (call, code,
                         "User: %s is not authorized to perform: %s on resource: %s%s%s",
                         call->client->principal->arn, action != NULL ? action : own_action, path,
                         reason != NULL ? ": " : "", reason != NULL ? reason : "");
}

gboolean
tarn_call_refuse_access (const TarnCall *call, const char *const *resource, gint code,
                         const char *reason)
{
  return refuse (call, NULL, resource, code, reason);
}

static TarnAccessDecision
decide (const TarnAdmission *admission, const char *principal, const char *action,
        const char *const *resource)
{
  g_autofree char *path = g_strjoinv ("/", (char **) resource);

  return tarn_access_decide (admission->access, principal, action, path);
}

/* Without statements only the account decides, so this builds no action or resource text, to save time. */
static gboolean
authorize (const TarnCall *call, const char *action, const char *account_id,
           const char *const *resource, gint code)
{
  const TarnAdmission *admission = call->client->admission;
  const TarnPrincipal *principal = call->client->principal;
  gboolean is_own = strncmp (principal->account_id, account_id, TARN_ACCOUNT_ID_LENGTH) == 0;

  if (G_UNLIKELY (tarn_admission_has_statements (admission)))
    {
      g_autofree char *own_action
          = g_strconcat (admission->service->name, ":", call->operation->name, NULL);
      TarnAccessDecision decision
          = decide (admission, principal->arn, action != NULL ? action : own_action, resource);

      is_own = decision == TARN_ACCESS_BY_DEFAULT ? is_own : decision == TARN_ACCESS_GRANTED;
    }

  return is_own || refuse (call, action, resource, code, NULL);
}

gboolean
tarn_call_authorize (const TarnCall *call, const char *account_id, const char *const *resource,
                     gint code)
{
  return authorize (call, NULL, account_id, resource, code);
}

gboolean
tarn_call_authorize_action (const TarnCall *call, const char *action, const char *account_id,
                            const char *const *resource, gint code)
{
  return authorize (call, action, account_id, resource, code);
}

gboolean
tarn_admission_is_denied (const TarnAdmission *admission, const char *principal, const char *action,
                          const char *const *resource)
{
  return tarn_admission_has_statements (admission)
         && decide (admission, principal, action, resource) == TARN_ACCESS_DENIED;
}
