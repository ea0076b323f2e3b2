/* SPDX-License-Identifier: MIT */
#include "admission/admission.h"

#include <string.h>
#include <tarn/tarn-error.h>

/* --- Observers -------------------------------------------------------------------------------- */

/* One that was removed during a delivery keeps its place, without a function, until its end. */
typedef struct
{
  guint id;
  TarnObserverFunc func;
  gpointer data;
  GDestroyNotify destroy;
} Observer;

void
tarn_emission_init (TarnEmission *emission, TarnClock *clock, GObject *owner)
{
  *emission = (TarnEmission){
    .observers = g_array_new (FALSE, FALSE, sizeof (Observer)),
    .clock = clock,
    .owner = owner,
  };
}

static void
destroy_observer (const Observer *observer)
{
  if (observer->destroy != NULL)
    observer->destroy (observer->data);
}

/* Whoever is destroyed may remove others, so each is out of the array before. */
void
tarn_emission_clear (TarnEmission *emission)
{
  while (emission->observers->len > 0)
    {
      Observer observer = g_array_index (emission->observers, Observer, 0);

      g_array_remove_index (emission->observers, 0);
      destroy_observer (&observer);
    }
  g_clear_pointer (&emission->observers, g_array_unref);
  for (guint i = 0; i < emission->pending.n_changes; i++)
    g_clear_pointer (&emission->pending.changes[i].kept, tarn_name_unref);
  g_free (emission->pending.changes);
  g_free (emission->spare.changes);
}

guint
tarn_emission_add_observer (TarnEmission *emission, TarnObserverFunc func, gpointer data,
                            GDestroyNotify destroy)
{
  Observer observer = { ++emission->last_id, func, data, destroy };

  g_array_append_val (emission->observers, observer);
  return observer.id;
}

gboolean
tarn_emission_remove_observer (TarnEmission *emission, guint id)
{
  for (guint i = 0; i < emission->observers->len; i++)
    {
      Observer *observer = &g_array_index (emission->observers, Observer, i);

      if (observer->id != id || observer->func == NULL)
        continue;

      /* One that may be running keeps its place and its data until all are told. */
      observer->func = NULL;
      if (!emission->clock->is_telling)
        {
          Observer removed = *observer;

          g_array_remove_index (emission->observers, i);
          destroy_observer (&removed);
        }
      return TRUE;
    }

  return FALSE;
}

/* Destroying may remove others and so move the array: begin again after each. */
static void
drop_removed (TarnEmission *emission)
{
  for (guint i = 0; i < emission->observers->len;)
    {
      Observer observer = g_array_index (emission->observers, Observer, i);

      if (observer.func != NULL)
        {
          i++;
          continue;
        }
      g_array_remove_index (emission->observers, i);
      destroy_observer (&observer);
      i = 0;
    }
}

static void
tell (TarnEmission *emission, const TarnChange *change)
{
  guint n_observers = emission->observers->len;

  /* An observer may add and remove observers, hence no pointer is kept across a call. */
  for (guint i = 0; i < n_observers; i++)
    {
      Observer observer = g_array_index (emission->observers, Observer, i);

      if (observer.func != NULL)
        observer.func (change, observer.data);
    }
}

/* What an observer causes is gathered in the other buffer meanwhile, and told next. */
static void
deliver_all (TarnEmission *emission)
{
  emission->clock->is_telling = TRUE;
  while (emission->pending.n_changes > 0)
    {
      TarnChangeBuffer told = emission->pending;

      emission->pending = emission->spare;
      for (guint i = 0; i < told.n_changes; i++)
        {
          tell (emission, &told.changes[i].change);
          g_clear_pointer (&told.changes[i].kept, tarn_name_unref);
        }
      told.n_changes = 0;
      emission->spare = told;
    }
  emission->clock->is_telling = FALSE;

  drop_removed (emission);
}

/* An observer may drop the last reference of the user; while time is driven the verb has one. */
static void
deliver_kept (TarnEmission *emission)
{
  g_autoptr (GObject) kept G_GNUC_UNUSED = g_object_ref (emission->owner);

  deliver_all (emission);
}

void
tarn_emission_deliver_pending (TarnEmission *emission)
{
  /* A cost model that looks is in the midst of an operation, which will deliver when it is done. */
  if (emission->clock->is_telling || emission->clock->is_asking)
    return;

  if (emission->clock->is_driving)
    deliver_all (emission);
  else
    deliver_kept (emission);
}

TarnChange *
tarn_emission_add (TarnEmission *emission)
{
  TarnChangeBuffer *pending = &emission->pending;

  if (pending->n_changes == pending->n_allocated)
    {
      pending->n_allocated = MAX (16, pending->n_allocated * 2);
      pending->changes = g_renew (TarnPendingChange, pending->changes, pending->n_allocated);
    }

  TarnPendingChange *added = &pending->changes[pending->n_changes++];
  added->kept = NULL;
  return &added->change;
}

void
tarn_emission_keep (TarnEmission *emission, const TarnName *name)
{
  emission->pending.changes[emission->pending.n_changes - 1].kept = tarn_name_ref (name);
}

/* --- The gate --------------------------------------------------------------------------------- */

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
