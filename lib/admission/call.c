/* SPDX-License-Identifier: MIT */
#include "admission/call.h"

#include <string.h>

#include <tarn/tarn-error.h>

#include "admission/core.h"
#include "admission/fault.h"
#include "kernel/fail.h"

enum
{
  RESOURCE_PART_MAX = 2048, /* bytes; the services accept only shorter texts */
};

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

/* This is inline because it runs for each argument of every call. */
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
  const char *name = member->reported_as != NULL ? member->reported_as : member->name;
  g_autofree char *message = service->wording == TARN_WORDING_VALIDATION
                                 ? describe_validation (name, &constraint, argument)
                                 : describe_member (name, &constraint, argument);

  return tarn_fail (error, service->errors->quark (), service->errors->invalid_input, "%s",
                    message);
}

static gboolean
check_members (const TarnCall *call, gpointer input)
{
  const TarnAdmission *admission = call->client->admission;
  const TarnMember *members = call->operation->members;

  for (guint i = 0; members[i].name != NULL; i++)
    {
      TarnArgument argument = tarn_member_read (&members[i], input);

      if (!is_argument_good (admission, &members[i], &argument))
        return refuse_argument (admission, &members[i], &argument, call->error);
      if (members[i].constraint.kind == TARN_CONSTRAINT_UUID)
        G_STRUCT_MEMBER (TarnUuid, input, members[i].offset).identifier = argument.identifier;
    }

  return TRUE;
}

/* --- Entering --------------------------------------------------------------------------------- */

/*
 * A condition or a cost model may only read. A cost model may also not call an operation that asks the cost
 * model, because this would go on without end.
 */
static gboolean
check_not_asked (const TarnAdmission *admission, const TarnOperation *operation, GError **error)
{
  if (operation->is_readonly && !(operation->asks_cost_model && admission->core->is_estimating))
    return TRUE;

  return tarn_fail (error, TARN_ERROR, TARN_ERROR_BUSY,
                    operation->is_readonly ? "%s cannot be called by a cost model"
                                           : "%s cannot be called by a condition or a cost model",
                    operation->name);
}

/* Returns whether this thread may make the call, and whether the call may be made now. */
static inline gboolean
is_callable (const TarnCall *call, GError **error)
{
  const TarnAdmission *admission = call->client->admission;

  if (!tarn_ownership_check (&admission->clock->ownership, call->operation->name, error))
    return FALSE;
  return G_LIKELY (!admission->clock->is_asking)
         || check_not_asked (admission, call->operation, error);
}

/*
 * Joins the members that name the resource of the call. If the first one, the catalog, is absent, it is the
 * principal's own.
 */
static char *
join_resource (const TarnCall *call, gconstpointer input)
{
  const TarnMember *members = call->operation->members;
  GString *resource = g_string_new (NULL);

  for (guint i = 0; members[i].name != NULL; i++)
    {
      if (!members[i].names_resource)
        continue;

      const char *text = tarn_member_read (&members[i], input).text;
      if (text == NULL && i == 0)
        text = call->client->principal->account_id;
      if (text == NULL)
        continue;
      if (resource->len > 0)
        g_string_append_c (resource, '/');

      gssize length = (gssize) strnlen (text, RESOURCE_PART_MAX);
      g_autofree char *lower = members[i].is_folded ? g_ascii_strdown (text, length) : NULL;
      g_string_append_len (resource, lower != NULL ? lower : text, length);
    }

  return g_string_free (resource, FALSE);
}

/* Stores what the journal and the fault plan need of the call. */
static G_GNUC_NO_INLINE void
note (TarnCall *call, gconstpointer input)
{
  const TarnAdmission *admission = call->client->admission;

  call->own_error = NULL;
  call->journal = NULL;
  call->resource = NULL;
  call->lost_by = NULL;
  call->revocations = NULL;
  if (call->checks & TARN_CHECK_FAULTS)
    call->resource = join_resource (call, input);
  if (call->checks & TARN_CHECK_JOURNAL)
    {
      call->journal = g_object_ref (admission->emission->journal);
      call->entry = tarn_journal_add_call (call->journal, admission->service, call->operation,
                                           call->client->principal, input);
    }
  if (call->error == NULL)
    call->error = &call->own_error;
}

/* Returns whether the journal, the fault plan or the counters need the result of the call. */
static inline gboolean
is_noted (const TarnCall *call)
{
  return TARN_IS_COUNTING || (call->checks & (TARN_CHECK_JOURNAL | TARN_CHECK_FAULTS)) != 0;
}

/* --- Admitting -------------------------------------------------------------------------------- */

static gboolean
throttle (TarnCall *call)
{
  TarnAdmission *admission = call->client->admission;
  const TarnService *service = admission->service;

  if (tarn_throttle_admits (&admission->throttle, call->number, call->client->account,
                            admission->options[call->operation->rated_by - 1],
                            admission->clock->now_us))
    return TRUE;

  return tarn_call_fail (call, service->errors->throttling, "Rate exceeded");
}

/*
 * Returns FALSE when the account has called the operation too often, or when the fault plan makes the call
 * fail.
 */
static inline gboolean
admit (TarnCall *call)
{
  if (G_UNLIKELY (call->checks & TARN_CHECK_RATE) && !throttle (call))
    return FALSE;

  return G_LIKELY (!(call->checks & TARN_CHECK_FAULTS)) || tarn_fault_apply_to_call (call);
}

/* --- Leaving ---------------------------------------------------------------------------------- */

/* An error of another domain belongs to the library, and has no exception name. */
static const char *
find_exception_name (const TarnService *service, const GError *error)
{
  const TarnException *exception = error != NULL && error->domain == service->errors->quark ()
                                       ? tarn_service_errors_find (service->errors, error->code)
                                       : NULL;

  return exception != NULL ? exception->name : "error";
}

/* The operation took effect, but the caller gets an error, as if the reply was lost. */
static gboolean
lose_reply (TarnCall *call)
{
  const TarnService *service = call->client->admission->service;

  TARN_COUNT_PLANNED (service, call->number, service->errors->lost_reply);
  tarn_fault_plan_count (call->lost_by);
  g_set_error_literal (call->error, service->errors->quark (), service->errors->lost_reply,
                       tarn_fault_rule_get_message (call->lost_by));
  service->errors->mark_reply_lost (*call->error);
  return FALSE;
}

/* Returns @is_done, or FALSE when a fault plan loses the reply. */
static G_GNUC_NO_INLINE gboolean
answer (TarnCall *call, gboolean is_done)
{
  TarnAdmission *admission = call->client->admission;

  if (is_done && call->lost_by != NULL)
    is_done = lose_reply (call);

  const GError *error = *call->error;
  TARN_COUNT_CALL (admission->service, call->number, is_done ? NULL : error);
  if (call->journal != NULL && is_done)
    tarn_journal_answer_call (call->journal, call->entry, NULL, call->answer);
  else if (call->journal != NULL)
    tarn_journal_answer_call (call->journal, call->entry,
                              find_exception_name (admission->service, error),
                              error != NULL ? error->message : NULL);
  tarn_run_faults_clear (&call->run_faults);
  if (G_UNLIKELY (call->revocations != NULL))
    tarn_fault_revoke (admission->core, g_steal_pointer (&call->revocations));
  g_clear_object (&call->journal);
  g_clear_error (&call->own_error);
  g_clear_pointer (&call->resource, g_free);
  return is_done;
}

static void
drop_output (const TarnOperation *operation, TarnOutput *output)
{
  if (output->value != NULL)
    operation->free_value (output->value);
  g_free (output->next_token);
  *output = (TarnOutput){ NULL, NULL };
}

/* --- Whole calls ------------------------------------------------------------------------------ */

static inline void
init_call (TarnCall *call, TarnClient *client, guint operation, guint8 checks, gconstpointer known,
           GError **error)
{
  call->client = client;
  call->operation = &client->admission->service->operations[operation];
  call->number = operation;
  call->checks = checks;
  call->error = error;
  call->answer = NULL;
  call->known = known;
  call->run_faults.actions = 0;
  call->run_faults.rules = NULL;
}

static inline gboolean
check (TarnCall *call, gpointer input)
{
  return (call->known != NULL || check_members (call, input))
         && (call->operation->check == NULL || call->operation->check (call, input));
}

/*
 * A cost model is code of the user, and may drop the user's last reference to the client. So this function
 * keeps a reference.
 */
gboolean
tarn_client_call_known (TarnClient *client, guint operation, gpointer input, gconstpointer known,
                        TarnOutput *out_output, GError **error)
{
  TarnAdmission *admission = client->admission;
  g_autoptr (GObject) kept G_GNUC_UNUSED = NULL;
  TarnCall call;

  init_call (&call, client, operation, admission->checks[operation], known, error);
  *out_output = (TarnOutput){ NULL, NULL };
  /* This check is here once for all public functions that are operations. */
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);
  if (G_UNLIKELY (!is_callable (&call, error)))
    return FALSE;
  if (G_UNLIKELY (tarn_core_has_user_objects (admission->core))
      && (!call.operation->is_readonly || call.operation->asks_cost_model))
    kept = g_object_ref ((GObject *) client);
  if (G_UNLIKELY (is_noted (&call)))
    note (&call, input);

  gboolean is_done
      = check (&call, input) && admit (&call) && call.operation->perform (&call, input, out_output);
  if (is_done && !call.operation->is_readonly)
    tarn_clock_touch (&admission->core->clock);
  if (G_UNLIKELY (is_noted (&call)))
    is_done = answer (&call, is_done);
  if (!is_done)
    drop_output (call.operation, out_output);
  tarn_emission_deliver (admission->emission);
  return is_done;
}

gboolean
tarn_client_call (TarnClient *client, guint operation, gpointer input, TarnOutput *out_output,
                  GError **error)
{
  return tarn_client_call_known (client, operation, input, NULL, out_output, error);
}

gboolean
tarn_client_may_look (const TarnClient *client, const char *what, GError **error)
{
  return tarn_ownership_check (&client->admission->clock->ownership, what, error);
}

gboolean
tarn_client_look (TarnClient *client, guint operation, gpointer input, gconstpointer known,
                  TarnOutput *out_output, GError **error)
{
  TarnCall call;

  init_call (&call, client, operation, 0, known, error);
  *out_output = (TarnOutput){ NULL, NULL };
  return check (&call, input) && call.operation->perform (&call, input, out_output);
}

gpointer
tarn_client_get_known (TarnClient *client, guint operation, gpointer input, gconstpointer known,
                       GError **error)
{
  TarnOutput output;

  tarn_client_call_known (client, operation, input, known, &output, error);
  return output.value;
}

gpointer
tarn_client_get (TarnClient *client, guint operation, gpointer input, GError **error)
{
  return tarn_client_get_known (client, operation, input, NULL, error);
}

GPtrArray *
tarn_client_list (TarnClient *client, guint operation, gpointer input, char **out_next_token,
                  GError **error)
{
  TarnOutput output;

  if (!tarn_client_call (client, operation, input, &output, error))
    return NULL;

  if (out_next_token != NULL)
    *out_next_token = output.next_token;
  else
    g_free (output.next_token);
  return output.value;
}

gboolean
tarn_client_do (TarnClient *client, guint operation, gpointer input, GError **error)
{
  TarnOutput output;

  return tarn_client_call (client, operation, input, &output, error);
}

void
tarn_client_repeat (TarnClient *client, guint operation, gpointer input)
{
  TarnOutput output;

  if (tarn_client_call (client, operation, input, &output, NULL))
    drop_output (&client->admission->service->operations[operation], &output);
}
