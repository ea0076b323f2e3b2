/* SPDX-License-Identifier: MIT */
#include "admission/gatehouse.h"

#include "admission/fault.h"

void
tarn_denial_clear (gpointer data)
{
  TarnDenial *denial = data;

  g_clear_pointer (&denial->principal, g_free);
  g_clear_pointer (&denial->action, g_free);
  g_clear_pointer (&denial->resource, g_free);
}

void
tarn_gatehouse_add_denial (TarnGatehouse *gatehouse, const TarnDenial *denial)
{
  TarnDenial added
      = { g_strdup (denial->principal), g_strdup (denial->action), g_strdup (denial->resource) };

  g_array_append_val (gatehouse->denials, added);
}

static void
deny (TarnGatehouse *gatehouse, const TarnDenial *denial)
{
  if (gatehouse->emission.journal != NULL)
    tarn_journal_add_access (gatehouse->emission.journal, gatehouse->clock->now_us, FALSE,
                             denial->principal, denial->action, denial->resource);
  tarn_access_add (&gatehouse->access, FALSE, denial->principal, denial->action, denial->resource);
}

static void
on_denial (gpointer data, const TarnEvent *event)
{
  TarnGatehouse *gatehouse = data;
  TarnDenial *denial = &g_array_index (gatehouse->denials, TarnDenial, event->subject);

  deny (gatehouse, denial);
  tarn_denial_clear (denial);
}

static const TarnEventClass denial_class = {
  .name = "denial",
  .handler = on_denial,
  .describe_subject = tarn_gatehouse_describe_denial,
  .code_subject = tarn_gatehouse_code_denial,
};

static const TarnEventClass late_event_class = {
  .name = "late event",
  .handler = tarn_fault_on_late_event,
  .describe_subject = tarn_gatehouse_describe_late_event,
  .code_subject = tarn_gatehouse_code_late_event,
};

void
tarn_gatehouse_init (TarnGatehouse *gatehouse, TarnClock *clock, const TarnRandom *random,
                     GObject *owner)
{
  *gatehouse = (TarnGatehouse){
    .clock = clock,
    .random = random,
    .denials = g_array_new (FALSE, FALSE, sizeof (TarnDenial)),
  };
  g_array_set_clear_func (gatehouse->denials, tarn_denial_clear);
  tarn_emission_init (&gatehouse->emission, clock, owner);
  tarn_access_init (&gatehouse->access);
  gatehouse->late_events = g_array_new (FALSE, FALSE, sizeof (TarnPendingChange));
  gatehouse->late_event_kind = tarn_clock_add_kind (clock, &late_event_class, gatehouse);
  gatehouse->denial_kind = tarn_clock_add_kind (clock, &denial_class, gatehouse);
}

void
tarn_gatehouse_clear (TarnGatehouse *gatehouse)
{
  tarn_emission_clear (&gatehouse->emission);
  tarn_access_clear (&gatehouse->access);
  g_clear_object (&gatehouse->faults);
  for (guint i = 0; i < gatehouse->late_events->len; i++)
    g_clear_pointer (&g_array_index (gatehouse->late_events, TarnPendingChange, i).kept,
                     tarn_name_unref);
  g_clear_pointer (&gatehouse->late_events, g_array_unref);
  g_clear_pointer (&gatehouse->denials, g_array_unref);
}

void
tarn_gatehouse_revoke (TarnGatehouse *gatehouse, const TarnFaultRule *rule)
{
  TarnDenial denial = { rule->deny_principal, rule->deny_action, rule->deny_resource };

  if (rule->delay_us == 0)
    {
      deny (gatehouse, &denial);
      return;
    }

  tarn_gatehouse_add_denial (gatehouse, &denial);
  tarn_clock_schedule (gatehouse->clock, tarn_time_add (gatehouse->clock->now_us, rule->delay_us),
                       gatehouse->denial_kind, gatehouse->denials->len - 1, 0,
                       TARN_EVENT_BACKGROUND);
}

void
tarn_gatehouse_add_service (TarnGatehouse *gatehouse, const TarnService *service)
{
  guint n_services = 0;

  while (gatehouse->services[n_services] != NULL)
    n_services++;
  g_assert (n_services < TARN_FAULT_SERVICES_MAX);
  gatehouse->services[n_services] = service;
}

static void
note_rules (gpointer data, const char *text)
{
  TarnGatehouse *gatehouse = data;

  if (gatehouse->emission.journal != NULL && tarn_ownership_is_mine (&gatehouse->clock->ownership))
    tarn_journal_add_rules (gatehouse->emission.journal, gatehouse->clock->now_us, text);
}

void
tarn_gatehouse_set_faults (TarnGatehouse *gatehouse, TarnFaultPlan *faults)
{
  if (gatehouse->faults != NULL)
    tarn_fault_plan_unwatch (gatehouse->faults, gatehouse);
  if (faults != NULL)
    tarn_fault_plan_watch (faults, gatehouse->emission.owner, note_rules, gatehouse);
  g_set_object (&gatehouse->faults, faults);
  tarn_emission_set_examiner (&gatehouse->emission,
                              faults != NULL ? tarn_fault_examine_change : NULL, gatehouse);
}
