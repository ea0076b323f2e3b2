/* SPDX-License-Identifier: MIT */
#include "admission/fault.h"

#include "admission/core.h"

/* --- Calls and starts of runs ----------------------------------------------------------------- */

/*
 * Does nothing if an earlier rule fills the limit for longer. The clock event at the end is of a kind of the
 * room, because the room has the runs that wait for a slot.
 */
static gboolean
fill_limit (TarnAdmission *admission, gint64 duration_us)
{
  TarnCore *core = admission->core;
  gint64 until_us = tarn_time_add (core->clock.now_us, duration_us);

  if (until_us <= admission->full_until_us)
    return FALSE;

  admission->full_until_us = until_us;
  if (admission->free_kind != 0)
    tarn_clock_schedule (&core->clock, admission->full_until_us, admission->free_kind, 0, 0,
                         TARN_EVENT_BACKGROUND);
  return TRUE;
}

/* Returns FALSE if the rule does nothing beyond what earlier rules do. */
static gboolean
apply_rule (TarnAdmission *admission, TarnFaultRule *rule, TarnRunFaults *run_faults,
            GSList **revocations)
{
  switch (rule->action)
    {
    case TARN_FAULT_REVOKE:
      *revocations = g_slist_prepend (*revocations, rule);
      return TRUE;
    case TARN_FAULT_FILL_LIMIT:
      return fill_limit (admission, rule->duration_us);
    default:
      return tarn_run_faults_add (run_faults, rule, admission->service);
    }
}

/* The plan counts a rule for runs only when a run is created, because a start may fail. */
static void
count_or_keep (TarnFaultRule *rule, TarnRunFaults *run_faults)
{
  if ((TARN_FAULTS_OF_RUNS & (TarnFaultActions) 1 << rule->action) != 0)
    run_faults->rules = g_slist_prepend (run_faults->rules, rule);
  else
    tarn_fault_plan_count (rule);
}

/* Returns whether the rule changes the run. One that fails runs does if some type of the run fails with its message. */
static gboolean
is_in_run (const TarnFaultRule *rule, const TarnService *service, const TarnRunFaults *faults,
           guint types)
{
  if (rule->action != TARN_FAULT_FAIL_RUN)
    return TRUE;

  for (guint i = 0; i < tarn_service_count_run_types (service); i++)
    if ((types & 1u << i) != 0 && faults->messages.texts[i] == tarn_fault_rule_get_message (rule))
      return TRUE;
  return FALSE;
}

void
tarn_fault_count_run (const TarnService *service, const TarnRunFaults *faults, guint types)
{
  for (const GSList *item = faults->rules; item != NULL; item = item->next)
    if (is_in_run (item->data, service, faults, types))
      tarn_fault_plan_count (item->data);
}

void
tarn_run_faults_clear (TarnRunFaults *faults)
{
  faults->actions = 0;
  g_clear_pointer (&faults->rules, g_slist_free);
}

/* Applies the rules that are due and that do not decide the answer. */
static void
apply_rules (TarnAdmission *admission, TarnRunFaults *run_faults, GSList **revocations)
{
  const GPtrArray *due = admission->core->faults->due;

  for (guint i = 0; i < due->len; i++)
    {
      TarnFaultRule *rule = due->pdata[i];

      if ((TARN_FAULTS_OF_ANSWERS & (TarnFaultActions) 1 << rule->action) == 0
          && apply_rule (admission, rule, run_faults, revocations))
        count_or_keep (rule, run_faults);
    }
}

void
tarn_fault_revoke (TarnCore *core, GSList *revocations)
{
  revocations = g_slist_reverse (revocations);
  for (const GSList *item = revocations; item != NULL; item = item->next)
    tarn_core_revoke (core, item->data);
  g_slist_free (revocations);
}

static gboolean
throw_exception (const TarnCall *call, const TarnFaultRule *rule)
{
  const TarnService *service = call->client->admission->service;
  gint code = tarn_service_find_exception_by_name (service, rule->exception)->code;

  TARN_COUNT_PLANNED (service, call->number, code);
  return tarn_call_fail (call, code, "%s", rule->message != NULL ? rule->message : rule->name);
}

static gboolean
apply_to_answer (TarnCall *call, TarnFaultRule *rule)
{
  if (rule->action == TARN_FAULT_THROW)
    {
      tarn_fault_plan_count (rule);
      return throw_exception (call, rule);
    }

  call->lost_by = rule;
  return TRUE;
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

  if (core->faults == NULL || !tarn_fault_plan_find (core->faults, &occurrence, &core->random))
    return TRUE;

  TarnFaultRule *rule = tarn_fault_plan_get_first (core->faults, TARN_FAULTS_OF_ANSWERS);
  if (rule != NULL && !apply_to_answer (call, rule))
    return FALSE;

  call->run_faults = (TarnRunFaults){ 0 };
  apply_rules (admission, &call->run_faults, &call->revocations);
  return TRUE;
}

gboolean
tarn_fault_admit_start (TarnAdmission *admission, const char *const *resource,
                        TarnAutomaticStart *start)
{
  TarnCore *core = admission->core;

  *start = (TarnAutomaticStart){ 0 };
  if (G_LIKELY (core->faults == NULL))
    return TRUE;

  g_autofree char *path = g_strjoinv ("/", (char **) resource);
  TarnOccurrence occurrence = {
    .service = admission->service,
    .is_automatic_start = TRUE,
    .resource = path,
    .time_us = admission->clock->now_us,
  };

  if (!tarn_fault_plan_find (core->faults, &occurrence, &core->random))
    return TRUE;

  TarnFaultRule *rule = tarn_fault_plan_get_first (core->faults, TARN_FAULTS_OF_ANSWERS);
  if (rule != NULL)
    {
      tarn_fault_plan_count (rule);
      start->message = tarn_fault_rule_get_message (rule);
      return FALSE;
    }

  apply_rules (admission, &start->run_faults, &start->revocations);
  return TRUE;
}

void
tarn_fault_finish_start (TarnAdmission *admission, TarnAutomaticStart *start)
{
  tarn_run_faults_clear (&start->run_faults);
  tarn_fault_revoke (admission->core, g_steal_pointer (&start->revocations));
}
