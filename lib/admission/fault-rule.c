/* SPDX-License-Identifier: MIT */
#include "admission/fault-rule.h"

#include "admission/access.h"
#include "kernel/names.h"

const char *const tarn_fault_action_names[TARN_N_FAULT_ACTIONS + 1] = {
  [TARN_FAULT_THROW] = "throw",
  [TARN_FAULT_LOSE_REPLY] = "lose-reply",
  [TARN_FAULT_FAIL_RUN] = "fail-run",
  [TARN_FAULT_HANG_RUN] = "hang-run",
  [TARN_FAULT_SLOW_RUN] = "slow-run",
  [TARN_FAULT_IGNORE_STOP] = "ignore-stop",
  [TARN_FAULT_END_AT_STOP] = "end-at-stop",
  [TARN_FAULT_REVOKE] = "revoke",
  [TARN_FAULT_FILL_LIMIT] = "fill-limit",
  [TARN_FAULT_DROP_EVENT] = "drop-event",
  [TARN_FAULT_DUPLICATE_EVENT] = "duplicate-event",
  [TARN_FAULT_DELAY_EVENT] = "delay-event",
  NULL,
};

static gint
compare_hashes (gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  guint64 x = ((const TarnFaultDraws *) a)->hash, y = ((const TarnFaultDraws *) b)->hash;

  return x < y ? -1 : x > y ? 1 : 0;
}

TarnFaultRule *
tarn_fault_rule_new (const char *name)
{
  TarnFaultRule *rule = g_new0 (TarnFaultRule, 1);

  rule->name = g_strdup (name);
  rule->until_us = G_MAXINT64;
  rule->probability_ppm = -1;
  rule->at_ppm = 500000;
  rule->draws = g_tree_new_full (compare_hashes, NULL, NULL, g_free);
  return rule;
}

void
tarn_fault_rule_free (TarnFaultRule *rule)
{
  char **texts[]
      = { &rule->name,        &rule->service,      &rule->operation, &rule->event,
          &rule->start,       &rule->principal,    &rule->resource,  &rule->action_name,
          &rule->exception,   &rule->message,      &rule->type,      &rule->deny_principal,
          &rule->deny_action, &rule->deny_resource };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
  g_tree_unref (rule->draws);
  g_free (rule);
}

TarnFaultDraws *
tarn_fault_rule_add_draws (TarnFaultRule *rule, const TarnFaultDraws *draws)
{
  TarnFaultDraws *added = g_memdup2 (draws, sizeof *draws);

  g_tree_insert (rule->draws, added, added);
  return added;
}

/* --- Matching --------------------------------------------------------------------------------- */

static gboolean
is_text (const char *wanted, const char *text)
{
  return wanted == NULL || g_strcmp0 (wanted, text) == 0;
}

static gboolean
is_pattern_of (const char *wanted, const char *text)
{
  return wanted == NULL || (text != NULL && tarn_pattern_matches (wanted, text));
}

/* A rule without an operation meets all kinds of occurrences, so this checks that its action can apply. */
static gboolean
can_be_done (const TarnFaultRule *rule, const TarnOccurrence *occurrence)
{
  gboolean is_about_events = (TARN_FAULTS_OF_EVENTS & 1u << rule->action) != 0;

  if (is_about_events != (occurrence->event != NULL)
      || (rule->start != NULL) != occurrence->is_automatic_start)
    return FALSE;

  return rule->action != TARN_FAULT_THROW
         || tarn_service_find_exception_by_name (occurrence->service, rule->exception) != NULL;
}

static gboolean
fits (const TarnFaultRule *rule, const TarnOccurrence *occurrence)
{
  const char *operation = occurrence->operation != NULL ? occurrence->operation->name : NULL;

  return can_be_done (rule, occurrence) && is_text (rule->service, occurrence->service->name)
         && is_text (rule->operation, operation) && is_text (rule->event, occurrence->event)
         && is_pattern_of (rule->principal, occurrence->principal)
         && is_pattern_of (rule->resource, occurrence->resource)
         && occurrence->time_us >= rule->after_us && occurrence->time_us < rule->until_us;
}

/* --- Choosing among the matches --------------------------------------------------------------- */

static guint32
count_draw (TarnFaultRule *rule, guint64 hash)
{
  TarnFaultDraws key = { hash, 0 };
  TarnFaultDraws *draws = g_tree_lookup (rule->draws, &key);

  if (draws == NULL)
    draws = tarn_fault_rule_add_draws (rule, &key);
  return draws->n_draws++;
}

static gboolean
draw (TarnFaultRule *rule, const char *resource, const TarnRandom *random)
{
  const char *parts[] = { rule->name, resource };
  TarnName key;

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  TarnDraw draw = { key.hash, count_draw (rule, key.hash), TARN_PURPOSE_FAULT, 0 };
  return tarn_random_chance (random, &draw, (guint32) rule->probability_ppm);
}

static gboolean
is_one_of_nth (const TarnFaultRule *rule)
{
  for (guint i = 0; i < rule->n_nth; i++)
    if (rule->n_matched == (guint64) rule->nth[i])
      return TRUE;

  return FALSE;
}

gboolean
tarn_fault_rule_is_due (TarnFaultRule *rule, const TarnOccurrence *occurrence,
                        const TarnRandom *random)
{
  if (!fits (rule, occurrence))
    return FALSE;

  /* The count stays at the greatest number, so that no rule applies more often than it matches. */
  if (rule->n_matched < G_MAXUINT64)
    rule->n_matched++;
  if (rule->n_nth > 0 && !is_one_of_nth (rule))
    return FALSE;
  if (rule->every > 0 && rule->n_matched % (guint64) rule->every != 0)
    return FALSE;

  return rule->probability_ppm < 0 || draw (rule, occurrence->resource, random);
}

/* --- What rules do to a run ------------------------------------------------------------------- */

const char *
tarn_fault_rule_get_message (const TarnFaultRule *rule)
{
  return g_intern_string (rule->message != NULL ? rule->message : rule->name);
}

guint
tarn_service_count_run_types (const TarnService *service)
{
  return service->run_types != NULL ? g_strv_length ((char **) service->run_types) : 1;
}

/* Returns whether some type fails because of this rule and not because of an earlier one. */
static gboolean
add_failure (TarnRunFaults *faults, const TarnFaultRule *rule, const TarnService *service)
{
  gboolean is_added = FALSE;

  for (guint i = 0; i < tarn_service_count_run_types (service); i++)
    if (faults->messages.texts[i] == NULL
        && (rule->type == NULL || g_str_equal (rule->type, service->run_types[i])))
      {
        faults->messages.texts[i] = tarn_fault_rule_get_message (rule);
        faults->at_ppm[i] = (guint32) rule->at_ppm;
        is_added = TRUE;
      }

  return is_added;
}

gboolean
tarn_run_faults_add (TarnRunFaults *faults, const TarnFaultRule *rule, const TarnService *service)
{
  TarnFaultActions action = (TarnFaultActions) 1 << rule->action;

  if (rule->action == TARN_FAULT_FAIL_RUN)
    {
      faults->actions |= action;
      return add_failure (faults, rule, service);
    }
  if ((faults->actions & action) != 0)
    return FALSE;

  faults->actions |= action;
  if (rule->action == TARN_FAULT_SLOW_RUN)
    faults->factor_permille = (guint32) rule->factor_permille;
  if (rule->action == TARN_FAULT_IGNORE_STOP)
    faults->delay_us = rule->delay_us;
  return TRUE;
}
