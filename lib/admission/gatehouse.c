/* SPDX-License-Identifier: MIT */
#include "admission/fault.h"

/* A denial that comes into force later. */
typedef struct
{
  char *principal; /* NULL once it is in force */
  char *action;
  char *resource;
} Denial;

static void
clear_denial (gpointer data)
{
  Denial *denial = data;

  g_clear_pointer (&denial->principal, g_free);
  g_clear_pointer (&denial->action, g_free);
  g_clear_pointer (&denial->resource, g_free);
}

static void
deny (TarnGatehouse *gatehouse, const Denial *denial)
{
  if (gatehouse->emission.journal != NULL)
    tarn_journal_add_access (gatehouse->emission.journal, gatehouse->clock->now_us, "deny",
                             denial->principal, denial->action, denial->resource);
  tarn_access_add (&gatehouse->access, FALSE, denial->principal, denial->action, denial->resource);
}

static void
on_denial (gpointer data, const TarnEvent *event)
{
  TarnGatehouse *gatehouse = data;
  Denial *denial = &g_array_index (gatehouse->denials, Denial, event->subject);

  deny (gatehouse, denial);
  clear_denial (denial);
}

void
tarn_gatehouse_init (TarnGatehouse *gatehouse, TarnClock *clock, const TarnRandom *random,
                     GObject *owner)
{
  *gatehouse = (TarnGatehouse){
    .clock = clock,
    .random = random,
    .denials = g_array_new (FALSE, FALSE, sizeof (Denial)),
  };
  g_array_set_clear_func (gatehouse->denials, clear_denial);
  tarn_emission_init (&gatehouse->emission, clock, owner);
  tarn_access_init (&gatehouse->access);
  gatehouse->late_events = g_array_new (FALSE, FALSE, sizeof (TarnPendingChange));
  gatehouse->late_event_kind
      = tarn_clock_add_kind (clock, "late event", tarn_fault_on_late_event, gatehouse);
  gatehouse->denial_kind = tarn_clock_add_kind (clock, "denial", on_denial, gatehouse);
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
  Denial denial = { rule->deny_principal, rule->deny_action, rule->deny_resource };

  if (rule->delay_us == 0)
    {
      deny (gatehouse, &denial);
      return;
    }

  denial = (Denial){ g_strdup (denial.principal), g_strdup (denial.action),
                     g_strdup (denial.resource) };
  g_array_append_val (gatehouse->denials, denial);
  tarn_clock_schedule (gatehouse->clock, tarn_time_add (gatehouse->clock->now_us, rule->delay_us),
                       gatehouse->denial_kind, gatehouse->denials->len - 1, 0,
                       TARN_EVENT_BACKGROUND);
}
