/* SPDX-License-Identifier: MIT */
#include "admission/fault.h"

static gboolean
throw_exception (const TarnCall *call, const TarnFaultRule *rule)
{
  const TarnService *service = call->client->admission->service;
  gint code = tarn_service_find_exception_by_name (service, rule->exception)->code;

  TARN_COUNT_PLANNED (service, call->number, code);
  g_set_error_literal (call->error, service->error_quark (), code,
                       rule->message != NULL ? rule->message : rule->name);
  return FALSE;
}

/* The event is of a clock kind of the room, which has those who wait. */
static void
fill_limit (TarnAdmission *admission, gint64 duration_us)
{
  TarnGatehouse *gatehouse = admission->gatehouse;

  admission->full_until_us = tarn_time_add (gatehouse->clock->now_us, duration_us);
  if (admission->free_kind != 0)
    tarn_clock_schedule (gatehouse->clock, admission->full_until_us, admission->free_kind, 0, 0,
                         TARN_EVENT_BACKGROUND);
}

gboolean
tarn_fault_apply_to_call (TarnCall *call)
{
  TarnAdmission *admission = call->client->admission;
  TarnGatehouse *gatehouse = admission->gatehouse;
  TarnOccurrence occurrence = {
    .service = admission->service,
    .operation = call->operation,
    .principal = call->client->principal->arn,
    .resource = call->resource,
    .time_us = admission->clock->now_us,
  };
  const TarnFaultRule *rule
      = gatehouse->faults != NULL
            ? tarn_fault_plan_find (gatehouse->faults, &occurrence, gatehouse->random)
            : NULL;

  if (rule == NULL)
    return TRUE;

  switch (rule->action)
    {
    case TARN_FAULT_THROW:
      return throw_exception (call, rule);
    case TARN_FAULT_LOSE_REPLY:
      call->is_reply_lost = TRUE;
      call->lost_message = g_intern_string (rule->message != NULL ? rule->message : rule->name);
      return TRUE;
    case TARN_FAULT_REVOKE:
      call->revocation = rule;
      return TRUE;
    case TARN_FAULT_FILL_LIMIT:
      fill_limit (admission, rule->duration_us);
      return TRUE;
    default:
      call->run_fault = tarn_fault_rule_get_run_fault (rule);
      return TRUE;
    }
}

/* --- Events ----------------------------------------------------------------------------------- */

static const char redelivery[] = "redelivery";
static const char late_event[] = "late-event";

/* The event once more, without the transition it came with. */
static TarnPendingChange
copy_event (const TarnPendingChange *pending, const char *cause)
{
  TarnPendingChange copy = *pending;

  copy.change.from = copy.change.to;
  copy.change.cause = cause;
  if (copy.kept != NULL)
    tarn_name_ref (copy.kept);
  return copy;
}

void
tarn_fault_mark_late (TarnChange *change)
{
  change->cause = late_event;
}

static void
delay_event (TarnGatehouse *gatehouse, const TarnPendingChange *pending, gint64 delay_us)
{
  TarnPendingChange late = copy_event (pending, late_event);

  g_array_append_val (gatehouse->late_events, late);
  tarn_clock_schedule (gatehouse->clock, tarn_time_add (gatehouse->clock->now_us, delay_us),
                       gatehouse->late_event_kind, gatehouse->late_events->len - 1, 0, 0);
}

void
tarn_fault_on_late_event (gpointer data, const TarnEvent *event)
{
  TarnGatehouse *gatehouse = data;
  TarnPendingChange *late
      = &g_array_index (gatehouse->late_events, TarnPendingChange, event->subject);

  late->change.time_us = gatehouse->clock->now_us;
  tarn_emission_add_copy (&gatehouse->emission, late);
  late->kept = NULL;
  late->change.service = NULL;
  tarn_emission_deliver (&gatehouse->emission);
}

static const TarnFaultRule *
find_rule (TarnGatehouse *gatehouse, const TarnChange *change)
{
  g_autofree char *resource = change->service->dup_subject (change);
  TarnOccurrence occurrence = {
    .service = change->service,
    .event = change->detail_type,
    .resource = resource,
    .time_us = change->time_us,
  };

  return tarn_fault_plan_find (gatehouse->faults, &occurrence, gatehouse->random);
}

void
tarn_fault_examine_change (gpointer data, TarnPendingChange *pending)
{
  TarnGatehouse *gatehouse = data;
  const TarnChange *change = &pending->change;

  if (gatehouse->faults == NULL || change->detail_type == NULL || change->cause == redelivery
      || change->cause == late_event)
    return;

  const TarnFaultRule *rule = find_rule (gatehouse, change);
  if (rule == NULL)
    return;

  if (rule->action == TARN_FAULT_DUPLICATE_EVENT)
    {
      TarnPendingChange again = copy_event (pending, redelivery);

      /* Not touched after this: it moves when another is added. */
      tarn_emission_add_copy (&gatehouse->emission, &again);
      return;
    }
  if (rule->action == TARN_FAULT_DELAY_EVENT)
    delay_event (gatehouse, pending, rule->delay_us);
  pending->change.detail_type = NULL;
}
