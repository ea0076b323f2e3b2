/* SPDX-License-Identifier: MIT */
#include "admission/core.h"

#include <tarn/tarn-error.h>

#include "admission/admission.h"
#include "admission/event-fault.h"
#include "kernel/fail.h"

/* A second statement that denies the same would change no decision. */
static void
deny (TarnCore *core, const TarnName *about)
{
  if (tarn_access_has_denial (&core->access, about))
    return;

  tarn_journal_add_access (core->emission.journal, FALSE, about->parts[0], about->parts[1],
                           about->parts[2]);
  tarn_access_add (&core->access, FALSE, about->parts[0], about->parts[1], about->parts[2]);
}

static void
on_denial (gpointer data, const TarnEvent *event)
{
  TarnCore *core = data;

  deny (core, tarn_denials_get (&core->denials, event->subject)->about);
  tarn_denials_remove (&core->denials, event->subject);
}

static void
adopt_denial (gpointer data, const TarnEvent *event, TarnEventHandle handle)
{
  TarnCore *core = data;

  tarn_denials_get (&core->denials, event->subject)->event = handle;
}

static const TarnEventClass denial_class = {
  .handler = on_denial,
  .describe_subject = tarn_core_describe_denial,
  .code_subject = tarn_core_code_denial,
  .adopt = adopt_denial,
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
  tarn_denials_init (&core->denials);
  tarn_emission_init (&core->emission, &core->clock, G_OBJECT (core));
  tarn_access_init (&core->access);
  tarn_numbered_init (&core->late_events, (GDestroyNotify) tarn_change_free);
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
  g_clear_object (&core->slot_chooser);
  tarn_numbered_clear (&core->late_events);
  tarn_denials_clear (&core->denials);
  tarn_clock_clear (&core->clock);
}

/*
 * Does nothing if the name is denied already, or will be by then. If it will be denied later, the denial comes
 * into force earlier now.
 */
static void
deny_later (TarnCore *core, const TarnName *about, gint64 due_us)
{
  TarnDenial *waiting = tarn_denials_find (&core->denials, about);

  if (tarn_access_has_denial (&core->access, about)
      || (waiting != NULL && waiting->due_us <= due_us))
    return;

  if (waiting != NULL)
    {
      tarn_clock_cancel (&core->clock, waiting->event);
      tarn_denials_remove (&core->denials, waiting->number);
    }

  TarnDenial *denial = tarn_denials_add (&core->denials, about, due_us);
  denial->event = tarn_clock_schedule (&core->clock, due_us, core->denial_kind, denial->number, 0,
                                       TARN_EVENT_BACKGROUND);
}

void
tarn_core_revoke (TarnCore *core, const TarnFaultRule *rule)
{
  const char *parts[TARN_NAME_PARTS]
      = { rule->deny_principal, rule->deny_action, rule->deny_resource };
  TarnName about;

  tarn_name_init_key (&about, parts, G_N_ELEMENTS (parts));
  if (rule->delay_us == 0)
    deny (core, &about);
  else
    deny_later (core, &about, tarn_time_add (core->clock.now_us, rule->delay_us));
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
  return !tarn_clock_has_foreground (&core->clock)
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
    tarn_fault_plan_unwatch (core->faults, g_steal_pointer (&core->faults_watch));
  if (faults != NULL)
    core->faults_watch
        = tarn_fault_plan_watch (faults, core->emission.owner, &core->clock, note_rules, core);
  g_set_object (&core->faults, faults);
  tarn_emission_set_filter (&core->emission, faults != NULL ? tarn_fault_filter_change : NULL,
                            core);
}
