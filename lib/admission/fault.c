/* SPDX-License-Identifier: MIT */
#include "admission/fault.h"

static gboolean
throw_exception (const TarnCall *call, const TarnFaultRule *rule)
{
  const TarnService *service = call->client->admission->service;
  gint code = tarn_service_find_exception_by_name (service, rule->exception)->code;

  TARN_COUNT_PLANNED (service, call->number, code);
  return tarn_call_fail (call, code, "%s", rule->message != NULL ? rule->message : rule->name);
}

/*
 * Does nothing if an earlier rule fills the limit for longer. The clock event at the end is of a kind of the
 * room, because the room has the runs that wait for a slot.
 */
static void
fill_limit (TarnAdmission *admission, gint64 duration_us)
{
  TarnCore *core = admission->core;
  gint64 until_us = tarn_time_add (core->clock.now_us, duration_us);

  if (until_us <= admission->full_until_us)
    return;

  admission->full_until_us = until_us;
  if (admission->free_kind != 0)
    tarn_clock_schedule (&core->clock, admission->full_until_us, admission->free_kind, 0, 0,
                         TARN_EVENT_BACKGROUND);
}

gboolean
tarn_fault_apply_to_call (TarnCall *call)
{
  TarnAdmission *admission = call->client->admission;
  TarnCore *core = admission->core;
  TarnOccurrence occurrence = {
    .service = admission->service,
    .operation = call->operation,
    .principal = call->client->principal->arn,
    .resource = call->resource,
    .time_us = admission->clock->now_us,
  };
  const TarnFaultRule *rule = core->faults != NULL
                                  ? tarn_fault_plan_find (core->faults, &occurrence, &core->random)
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

/* --- EventBridge events ----------------------------------------------------------------------- */

static const char redelivery[] = "redelivery";
static const char late_event[] = "late-event";

/* Returns a copy that has the EventBridge event again, but no transition: both statuses are the same. */
static TarnPendingChange
repeat_event (const TarnPendingChange *pending)
{
  TarnPendingChange copy = *pending;

  copy.change.from = copy.change.to;
  copy.change.cause = redelivery;
  if (copy.kept != NULL)
    tarn_name_ref (copy.kept);
  return copy;
}

/* The change is kept as a copy, because it may outlive what the room has in it. */
static void
delay_event (TarnCore *core, const TarnPendingChange *pending, gint64 delay_us)
{
  TarnChange late = pending->change;

  late.from = late.to;
  tarn_clock_schedule (&core->clock, tarn_time_add (core->clock.now_us, delay_us),
                       core->late_event_kind,
                       tarn_numbered_add (&core->late_events, tarn_change_copy (&late)), 0, 0);
}

/* The copy is removed after the delivery, because the observers read it. */
void
tarn_fault_on_late_event (gpointer data, const TarnEvent *event)
{
  TarnCore *core = data;
  const TarnChange *change = tarn_numbered_get (&core->late_events, event->subject);
  TarnPendingChange late = { *change, NULL };

  late.change.cause = late_event;
  late.change.time_us = core->clock.now_us;
  tarn_emission_add_copy (&core->emission, &late);
  tarn_emission_deliver (&core->emission);
  tarn_numbered_remove (&core->late_events, event->subject);
}

static const TarnFaultRule *
find_rule (TarnCore *core, const TarnChange *change)
{
  g_autofree char *resource = change->service->dup_resource (change);
  TarnOccurrence occurrence = {
    .service = change->service,
    .event = change->detail_type,
    .resource = resource,
    .time_us = change->time_us,
  };

  return tarn_fault_plan_find (core->faults, &occurrence, &core->random);
}

void
tarn_fault_filter_change (gpointer data, TarnPendingChange *pending)
{
  TarnCore *core = data;
  const TarnChange *change = &pending->change;

  if (core->faults == NULL || change->detail_type == NULL || change->cause == redelivery
      || change->cause == late_event)
    return;

  const TarnFaultRule *rule = find_rule (core, change);
  if (rule == NULL)
    return;

  if (rule->action == TARN_FAULT_DUPLICATE_EVENT)
    {
      TarnPendingChange again = repeat_event (pending);

      /* This may move the array of changes, so @pending is not used after it. */
      tarn_emission_add_copy (&core->emission, &again);
      return;
    }
  if (rule->action == TARN_FAULT_DELAY_EVENT)
    delay_event (core, pending, rule->delay_us);
  pending->change.detail_type = NULL;
}
