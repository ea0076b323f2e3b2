/* SPDX-License-Identifier: MIT */
#include "admission/event-fault.h"

/* Returns a copy that has the EventBridge event again, but no transition: both statuses are the same. */
static TarnPendingChange
repeat_event (const TarnPendingChange *pending)
{
  TarnPendingChange copy = *pending;

  copy.change.from_state = copy.change.to_state;
  copy.change.kind = TARN_CHANGE_KIND_REDELIVERY;
  if (copy.kept != NULL)
    tarn_name_ref (copy.kept);
  return copy;
}

/* The change is kept as a copy, because it may outlive what the room has in it. */
static void
delay_event (TarnCore *core, const TarnPendingChange *pending, gint64 delay_us)
{
  TarnChange late = pending->change;

  late.from_state = late.to_state;
  late.kind = TARN_CHANGE_KIND_LATE_EVENT;
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

  late.change.time_us = core->clock.now_us;
  tarn_emission_add_copy (&core->emission, &late);
  tarn_emission_deliver (&core->emission);
  tarn_numbered_remove (&core->late_events, event->subject);
}

/* Returns the first rule that is due, because the EventBridge event is lost, doubled or late only once. */
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

  if (!tarn_fault_plan_find (core->faults, &occurrence, &core->random))
    return NULL;

  TarnFaultRule *rule = tarn_fault_plan_get_first (core->faults, TARN_FAULTS_OF_EVENTS);
  tarn_fault_plan_count (rule);
  return rule;
}

void
tarn_fault_filter_change (gpointer data, TarnPendingChange *pending)
{
  TarnCore *core = data;
  const TarnChange *change = &pending->change;

  if (core->faults == NULL || change->detail_type == NULL
      || change->kind == TARN_CHANGE_KIND_REDELIVERY || change->kind == TARN_CHANGE_KIND_LATE_EVENT)
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
