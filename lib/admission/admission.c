/* SPDX-License-Identifier: MIT */
#include "admission/admission.h"

#include <string.h>
#include <tarn/tarn-error.h>

void
tarn_admission_init (TarnAdmission *admission, const TarnService *service, const TarnClock *clock,
                     TarnEmission *emission)
{
  *admission = (TarnAdmission){
    .service = service,
    .clock = clock,
    .emission = emission,
    .options = g_new (gint64, service->n_options),
  };
  tarn_throttle_init (&admission->throttle, service);
  for (guint i = 0; i < service->n_options; i++)
    admission->options[i] = service->options[i].initial;
}

void
tarn_admission_clear (TarnAdmission *admission)
{
  g_clear_pointer (&admission->options, g_free);
  tarn_throttle_clear (&admission->throttle);
}

static gboolean
is_required (const TarnAdmission *admission, const TarnMember *member)
{
  if (member->required_by == 0)
    return member->is_required || member->is_needed;

  return admission->options[member->required_by - 1] != 0;
}

static gboolean
is_argument_good (const TarnAdmission *admission, const TarnMember *member, TarnArgument *argument)
{
  if (tarn_constraint_is_absent (&member->constraint, argument))
    return !is_required (admission, member);

  return tarn_constraint_is_met (&member->constraint, argument);
}

static char *
describe_member (const TarnMember *member, const TarnArgument *argument)
{
  g_autofree char *wrong = tarn_constraint_is_absent (&member->constraint, argument)
                               ? g_strdup ("is missing")
                               : tarn_constraint_describe_violation (&member->constraint, argument);

  return g_strdup_printf ("%s %s", member->name, wrong);
}

static char *
describe_validation (const TarnMember *member, const TarnArgument *argument)
{
  g_autofree char *requirement
      = tarn_constraint_is_absent (&member->constraint, argument)
            ? g_strdup ("Member must not be null")
            : tarn_constraint_describe_requirement (&member->constraint, argument);

  return g_strdup_printf (TARN_VALIDATION_FORMAT, member->name, requirement);
}

static gboolean
refuse_argument (const TarnAdmission *admission, const TarnMember *member,
                 const TarnArgument *argument, GError **error)
{
  const TarnService *service = admission->service;
  g_autofree char *message = service->wording == TARN_WORDING_VALIDATION
                                 ? describe_validation (member, argument)
                                 : describe_member (member, argument);

  g_set_error_literal (error, service->error_quark (), service->invalid_input, message);
  return FALSE;
}

gboolean
tarn_admission_enter_checked (TarnAdmission *admission, guint operation, GError **error)
{
  const TarnOperation *entered = &admission->service->operations[operation];

  if (G_LIKELY (!admission->clock->is_asking || entered->is_readonly))
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_BUSY,
               "%s cannot be called by a condition or a cost model", entered->name);
  return FALSE;
}

gboolean
tarn_admission_enter (TarnAdmission *admission, guint operation, TarnArgument *arguments,
                      GError **error)
{
  const TarnOperation *entered = &admission->service->operations[operation];

  if (!tarn_admission_enter_checked (admission, operation, error))
    return FALSE;

  for (guint i = 0; entered->members[i].name != NULL; i++)
    if (!is_argument_good (admission, &entered->members[i], &arguments[i]))
      return refuse_argument (admission, &entered->members[i], &arguments[i], error);

  return TRUE;
}

gboolean
tarn_admission_throttle (TarnAdmission *admission, guint operation, guint32 account, GError **error)
{
  guint rated_by = admission->service->operations[operation].rated_by;

  if (rated_by == 0
      || tarn_throttle_admits (&admission->throttle, operation, account,
                               admission->options[rated_by - 1], admission->clock->now_us))
    return TRUE;

  g_set_error_literal (error, admission->service->error_quark (), admission->service->throttling,
                       "Rate exceeded");
  return FALSE;
}

/* Until there are grants, one may do everything in one's own account and nothing elsewhere. */
gboolean
tarn_admission_authorize (const TarnAdmission *admission, guint operation,
                          const TarnPrincipal *principal, const char *account_id, gint code,
                          GError **error)
{
  if (strncmp (principal->account_id, account_id, TARN_ACCOUNT_ID_LENGTH) == 0)
    return TRUE;

  g_set_error (error, admission->service->error_quark (), code,
               "%s is not authorized to perform %s:%s in account %.12s", principal->arn,
               admission->service->name, admission->service->operations[operation].name,
               account_id);
  return FALSE;
}

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
  return TRUE;
}
