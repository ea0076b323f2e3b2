/* SPDX-License-Identifier: MIT */
#include "admission/core.h"

#include <tarn/tarn-error.h>

#include "admission/admission.h"
#include "admission/fault.h"
#include "kernel/fail.h"

static void
deny (TarnCore *core, const TarnStatement *denial)
{
  tarn_journal_add_access (core->emission.journal, FALSE, denial->principal, denial->action,
                           denial->resource);
  tarn_access_add (&core->access, FALSE, denial->principal, denial->action, denial->resource);
}

static void
on_denial (gpointer data, const TarnEvent *event)
{
  TarnCore *core = data;
  TarnStatement *denial = &g_array_index (core->denials, TarnStatement, event->subject);

  deny (core, denial);
  tarn_statement_clear (denial);
}

static const TarnEventClass denial_class = {
  .handler = on_denial,
  .describe_subject = tarn_core_describe_denial,
  .code_subject = tarn_core_code_denial,
};

static const TarnEventClass late_event_class = {
  .handler = tarn_fault_on_late_event,
  .describe_subject = tarn_core_describe_late_event,
  .code_subject = tarn_core_code_late_event,
};

void
tarn_core_init (TarnCore *core, gint64 now_us)
{
  tarn_clock_init (&core->clock, now_us);
  core->denials = tarn_statements_new ();
  tarn_emission_init (&core->emission, &core->clock, G_OBJECT (core));
  tarn_access_init (&core->access);
  core->late_events = g_array_new (FALSE, FALSE, sizeof (TarnPendingChange));
  core->late_event_kind = tarn_clock_add_kind (&core->clock, "late event", &late_event_class, core);
  core->denial_kind = tarn_clock_add_kind (&core->clock, "denial", &denial_class, core);
}

void
tarn_core_clear (TarnCore *core)
{
  tarn_emission_clear (&core->emission);
  tarn_access_clear (&core->access);
  g_clear_object (&core->faults);
  g_clear_object (&core->cost_model);
  for (guint i = 0; i < core->late_events->len; i++)
    g_clear_pointer (&g_array_index (core->late_events, TarnPendingChange, i).kept,
                     tarn_name_unref);
  g_clear_pointer (&core->late_events, g_array_unref);
  g_clear_pointer (&core->denials, g_array_unref);
  tarn_clock_clear (&core->clock);
}

void
tarn_core_revoke (TarnCore *core, const TarnFaultRule *rule)
{
  TarnStatement denial = { .principal = rule->deny_principal,
                           .action = rule->deny_action,
                           .resource = rule->deny_resource };

  if (rule->delay_us == 0)
    {
      deny (core, &denial);
      return;
    }

  denial = tarn_statement_copy (&denial);
  g_array_append_val (core->denials, denial);
  tarn_clock_schedule (&core->clock, tarn_time_add (core->clock.now_us, rule->delay_us),
                       core->denial_kind, core->denials->len - 1, 0, TARN_EVENT_BACKGROUND);
}

/* --- The services ----------------------------------------------------------------------------- */

gboolean
tarn_core_check_quiet (const TarnCore *core, const char *what, GError **error)
{
  if (!tarn_ownership_check (&core->clock.ownership, what, error))
    return FALSE;
  if (!tarn_clock_is_busy (&core->clock))
    return TRUE;

  return tarn_fail (error, TARN_ERROR, TARN_ERROR_BUSY, "%s: not from inside a callback", what);
}

/*
 * A run that has not ended has a foreground event of its own, hangs, or waits for a slot that another run
 * gives up. Without foreground events a run can only go on if a fault plan keeps the limit of active runs
 * full for a while, because that ends with a background event.
 */
gboolean
tarn_core_is_stuck (const TarnCore *core, const TarnService *service)
{
  return tarn_event_queue_get_n_foreground (core->clock.queue) == 0
         && !tarn_admission_is_full (tarn_admission_find (core, service));
}

void
tarn_core_set_cost_model (TarnCore *core, TarnCostModel *model)
{
  g_set_object (&core->cost_model, model);
  core->cost_model_interface = model != NULL ? TARN_COST_MODEL_GET_IFACE (model) : NULL;
}

/* --- Faults ----------------------------------------------------------------------------------- */

static void
note_rules (gpointer data, const char *text)
{
  TarnCore *core = data;

  tarn_journal_add_rules (core->emission.journal, text);
}

void
tarn_core_set_faults (TarnCore *core, TarnFaultPlan *faults)
{
  if (core->faults != NULL)
    tarn_fault_plan_unwatch (core->faults, core);
  if (faults != NULL)
    tarn_fault_plan_watch (faults, core->emission.owner, &core->clock, note_rules, core);
  g_set_object (&core->faults, faults);
  tarn_emission_set_filter (&core->emission, faults != NULL ? tarn_fault_filter_change : NULL,
                            core);
}
