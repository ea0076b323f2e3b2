/* SPDX-License-Identifier: MIT */
#include "admission/admission.h"

#include <string.h>
#include <tarn/tarn-error.h>

#include "admission/fault.h"

enum
{
  RESOURCE_PART_MAX = 2048, /* bytes; what the services take is shorter */
};

void
tarn_admission_init (TarnAdmission *admission, const TarnService *service, TarnGatehouse *gatehouse)
{
  *admission = (TarnAdmission){
    .service = service,
    .clock = gatehouse->clock,
    .emission = &gatehouse->emission,
    .gatehouse = gatehouse,
    .access = &gatehouse->access,
    .full_until_us = G_MININT64,
    .options = g_new (gint64, service->n_options),
    .checks = g_new0 (guint8, service->n_operations),
  };
  tarn_gatehouse_add_service (gatehouse, service);
  TARN_COUNT_SERVICE (service);
  tarn_throttle_init (&admission->throttle, service);
  for (guint i = 0; i < service->n_options; i++)
    admission->options[i] = service->options[i].initial;
  tarn_admission_update_checks (admission);
}

void
tarn_admission_clear (TarnAdmission *admission)
{
  g_clear_pointer (&admission->options, g_free);
  g_clear_pointer (&admission->checks, g_free);
  tarn_throttle_clear (&admission->throttle);
}

void
tarn_admission_init_caller (TarnAdmission *admission, TarnCaller *caller, TarnPrincipal *principal)
{
  caller->principal = tarn_principal_ref (principal);
  caller->account = tarn_throttle_ensure_account (&admission->throttle, principal->account_id);
}

void
tarn_admission_clear_caller (TarnCaller *caller)
{
  g_clear_pointer (&caller->principal, tarn_principal_unref);
}

void
tarn_admission_update_checks (TarnAdmission *admission)
{
  for (guint i = 0; i < admission->service->n_operations; i++)
    {
      guint rated_by = admission->service->operations[i].rated_by;
      guint8 checks = 0;

      if (rated_by != 0 && admission->options[rated_by - 1] != TARN_UNLIMITED)
        checks |= TARN_CHECK_RATE;
      if (admission->emission->journal != NULL)
        checks |= TARN_CHECK_JOURNAL;
      if (admission->gatehouse->faults != NULL)
        checks |= TARN_CHECK_FAULTS;
      admission->checks[i] = checks;
    }
}

/* --- Arguments -------------------------------------------------------------------------------- */

static gboolean
is_required (const TarnAdmission *admission, const TarnMember *member)
{
  if (member->required_by == 0)
    return member->is_required || member->is_needed;

  return admission->options[member->required_by - 1] != 0;
}

static TarnConstraint
get_constraint (const TarnAdmission *admission, const TarnMember *member)
{
  TarnConstraint constraint = member->constraint;

  if (member->limited_by != 0)
    constraint.max = admission->options[member->limited_by - 1];
  return constraint;
}

/* Each argument of every call comes by here, so a second place to look at them must cost the first none. */
static G_ALWAYS_INLINE inline gboolean
is_argument_good (const TarnAdmission *admission, const TarnMember *member, TarnArgument *argument)
{
  if (tarn_constraint_is_absent (&member->constraint, argument))
    return !is_required (admission, member);
  if (G_LIKELY (member->limited_by == 0))
    return tarn_constraint_is_met (&member->constraint, argument);

  TarnConstraint constraint = get_constraint (admission, member);
  return tarn_constraint_is_met (&constraint, argument);
}

static char *
describe_member (const char *name, const TarnConstraint *constraint, const TarnArgument *argument)
{
  g_autofree char *wrong = tarn_constraint_is_absent (constraint, argument)
                               ? g_strdup ("is missing")
                               : tarn_constraint_describe_violation (constraint, argument);

  return g_strdup_printf ("%s %s", name, wrong);
}

static char *
describe_validation (const char *name, const TarnConstraint *constraint,
                     const TarnArgument *argument)
{
  g_autofree char *requirement = tarn_constraint_is_absent (constraint, argument)
                                     ? g_strdup ("Member must not be null")
                                     : tarn_constraint_describe_requirement (constraint, argument);

  return g_strdup_printf (TARN_VALIDATION_FORMAT, name, requirement);
}

static gboolean
refuse_argument (const TarnAdmission *admission, const TarnMember *member,
                 const TarnArgument *argument, GError **error)
{
  const TarnService *service = admission->service;
  TarnConstraint constraint = get_constraint (admission, member);
  g_autofree char *message = service->wording == TARN_WORDING_VALIDATION
                                 ? describe_validation (member->name, &constraint, argument)
                                 : describe_member (member->name, &constraint, argument);

  g_set_error_literal (error, service->error_quark (), service->invalid_input, message);
  return FALSE;
}

static G_ALWAYS_INLINE inline gboolean
check_arguments (const TarnAdmission *admission, guint operation, TarnArgument *arguments,
                 GError **error)
{
  const TarnMember *members = admission->service->operations[operation].members;

  for (guint i = 0; members[i].name != NULL; i++)
    if (!is_argument_good (admission, &members[i], &arguments[i]))
      return refuse_argument (admission, &members[i], &arguments[i], error);

  return TRUE;
}

/* --- Entering --------------------------------------------------------------------------------- */

gboolean
tarn_admission_refuse_call (const TarnAdmission *admission, guint operation, GError **error)
{
  if (!tarn_ownership_check (&admission->clock->ownership,
                             admission->service->operations[operation].name, error))
    return FALSE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_BUSY,
               "%s cannot be called by a condition or a cost model",
               admission->service->operations[operation].name);
  return FALSE;
}

/* The members that name what a call is about; a catalog that is not named is the caller's own. */
static char *
join_resource (const TarnAdmission *admission, const TarnCall *call, const TarnArgument *arguments)
{
  const TarnMember *members = admission->service->operations[call->operation].members;
  GString *resource = g_string_new (NULL);

  for (guint i = 0; members[i].name != NULL; i++)
    {
      const char *text = arguments[i].text;

      if (members[i].names_resource && text == NULL && i == 0)
        text = call->caller->principal->account_id;
      if (!members[i].names_resource || text == NULL)
        continue;
      if (resource->len > 0)
        g_string_append_c (resource, '/');
      g_string_append_len (resource, text, (gssize) strnlen (text, RESOURCE_PART_MAX));
    }

  return g_string_free (resource, FALSE);
}

void
tarn_admission_note (TarnAdmission *admission, TarnCall *call, const TarnArgument *arguments,
                     TarnCallInput input)
{
  call->own_error = NULL;
  call->journal = NULL;
  call->resource = NULL;
  call->is_reply_lost = FALSE;
  call->revocation = NULL;
  if (call->checks & TARN_CHECK_FAULTS)
    call->resource = join_resource (admission, call, arguments);
  if (call->checks & TARN_CHECK_JOURNAL)
    {
      call->journal = g_object_ref (admission->emission->journal);
      call->entry
          = tarn_journal_add_call (call->journal, admission->clock->now_us, admission->service,
                                   &admission->service->operations[call->operation],
                                   call->caller->principal, arguments, input);
    }
  if (call->error == NULL)
    call->error = &call->own_error;
}

gboolean
tarn_admission_enter_with_input (TarnAdmission *admission, TarnCall *call, const TarnCaller *caller,
                                 guint operation, TarnArgument *arguments, TarnCallInput input,
                                 GError **error)
{
  if (!tarn_admission_enter_checked (admission, call, caller, operation, error))
    return FALSE;
  if (G_UNLIKELY (tarn_call_is_noted (call)))
    tarn_admission_note (admission, call, arguments, input);
  if (G_LIKELY (check_arguments (admission, operation, arguments, call->error)))
    return TRUE;

  tarn_admission_leave (admission, call, FALSE, NULL);
  return FALSE;
}

gboolean
tarn_admission_look (TarnAdmission *admission, TarnCall *call, const TarnCaller *caller,
                     guint operation, TarnArgument *arguments, GError **error)
{
  *call = (TarnCall){ .caller = caller, .operation = operation, .error = error };
  return check_arguments (admission, operation, arguments, error);
}

static gboolean
throttle (TarnAdmission *admission, TarnCall *call)
{
  const TarnService *service = admission->service;
  gint64 rate = admission->options[service->operations[call->operation].rated_by - 1];

  if (tarn_throttle_admits (&admission->throttle, call->operation, call->caller->account, rate,
                            admission->clock->now_us))
    return TRUE;

  g_set_error_literal (call->error, service->error_quark (), service->throttling, "Rate exceeded");
  return FALSE;
}

gboolean
tarn_admission_admit_checked (TarnAdmission *admission, TarnCall *call)
{
  if ((call->checks & TARN_CHECK_RATE) && !throttle (admission, call))
    return FALSE;

  return !(call->checks & TARN_CHECK_FAULTS) || tarn_fault_apply_to_call (admission, call);
}

/* --- Access ----------------------------------------------------------------------------------- */

static char *
join_action (const TarnAdmission *admission, const TarnCall *call)
{
  return g_strconcat (admission->service->name, ":",
                      admission->service->operations[call->operation].name, NULL);
}

gboolean
tarn_admission_refuse_access (const TarnAdmission *admission, const TarnCall *call,
                              const char *action, const char *const *resource, gint code,
                              const char *reason)
{
  g_autofree char *own_action = action == NULL ? join_action (admission, call) : NULL;
  g_autofree char *path = g_strjoinv ("/", (char **) resource);

  g_set_error (call->error, admission->service->error_quark (), code,
               "User: %s is not authorized to perform: %s on resource: %s%s%s",
               call->caller->principal->arn, action != NULL ? action : own_action, path,
               reason != NULL ? ": " : "", reason != NULL ? reason : "");
  return FALSE;
}

static TarnAccessDecision
decide (const TarnAdmission *admission, const char *principal, const char *action,
        const char *const *resource)
{
  g_autofree char *path = g_strjoinv ("/", (char **) resource);

  return tarn_access_decide (admission->access, principal, action, path);
}

/* Without any statement nothing has to be put together: what counts is whose account it is. */
gboolean
tarn_admission_authorize_action (const TarnAdmission *admission, const TarnCall *call,
                                 const char *action, const char *account_id,
                                 const char *const *resource, gint code)
{
  const TarnPrincipal *principal = call->caller->principal;
  gboolean is_own = strncmp (principal->account_id, account_id, TARN_ACCOUNT_ID_LENGTH) == 0;

  if (G_UNLIKELY (tarn_admission_has_statements (admission)))
    {
      g_autofree char *own_action = action == NULL ? join_action (admission, call) : NULL;
      TarnAccessDecision decision
          = decide (admission, principal->arn, action != NULL ? action : own_action, resource);

      is_own = decision == TARN_ACCESS_BY_DEFAULT ? is_own : decision == TARN_ACCESS_GRANTED;
    }

  return is_own || tarn_admission_refuse_access (admission, call, action, resource, code, NULL);
}

gboolean
tarn_admission_authorize (const TarnAdmission *admission, const TarnCall *call,
                          const char *account_id, const char *const *resource, gint code)
{
  return tarn_admission_authorize_action (admission, call, NULL, account_id, resource, code);
}

gboolean
tarn_admission_is_denied (const TarnAdmission *admission, const char *principal, const char *action,
                          const char *const *resource)
{
  return tarn_admission_has_statements (admission)
         && decide (admission, principal, action, resource) == TARN_ACCESS_DENIED;
}

/* --- Leaving ---------------------------------------------------------------------------------- */

/* An error of another domain is the library's own, which has no exception. */
static const char *
find_exception_name (const TarnAdmission *admission, const GError *error)
{
  const TarnException *exception
      = error != NULL && error->domain == admission->service->error_quark ()
            ? tarn_service_find_exception (admission->service, error->code)
            : NULL;

  return exception != NULL ? exception->name : "error";
}

/* What took effect fails all the same, for the caller only. */
static gboolean
lose_reply (const TarnAdmission *admission, TarnCall *call)
{
  const TarnService *service = admission->service;

  TARN_COUNT_PLANNED (service, call->operation, service->lost_reply);
  g_set_error_literal (call->error, service->error_quark (), service->lost_reply,
                       call->lost_message);
  service->mark_reply_lost (*call->error);
  return FALSE;
}

gboolean
tarn_admission_answer (TarnAdmission *admission, TarnCall *call, gboolean is_done,
                       const char *answer)
{
  if (is_done && call->is_reply_lost)
    is_done = lose_reply (admission, call);

  const GError *error = *call->error;
  TARN_COUNT_CALL (admission->service, call->operation, is_done ? NULL : error);
  if (call->journal != NULL && is_done)
    tarn_journal_answer_call (call->journal, call->entry, NULL, answer);
  else if (call->journal != NULL)
    tarn_journal_answer_call (call->journal, call->entry, find_exception_name (admission, error),
                              error != NULL ? error->message : NULL);

  if (call->revocation != NULL)
    tarn_gatehouse_revoke (admission->gatehouse, call->revocation);

  g_clear_object (&call->journal);
  g_clear_error (&call->own_error);
  g_clear_pointer (&call->resource, g_free);
  return is_done;
}

/* --- Options ---------------------------------------------------------------------------------- */

gboolean
tarn_admission_set_option (TarnAdmission *admission, gint option, gint64 value, GError **error)
{
  const TarnOption *set = &admission->service->options[option];

  if (value < set->min || value > set->max)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_OUT_OF_RANGE,
                   "%s.%s takes %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                   ", not %" G_GINT64_FORMAT,
                   admission->service->name, set->name, set->min, set->max, value);
      return FALSE;
    }

  tarn_throttle_settle (&admission->throttle, (guint) option, admission->options[option],
                        admission->clock->now_us);
  admission->options[option] = value;
  tarn_admission_update_checks (admission);
  return TRUE;
}
