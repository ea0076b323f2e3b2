/* SPDX-License-Identifier: MIT */
/*
 * Copies, saves, restores and describes a fault plan: the texts that it was read from, and the counts of its
 * rules. Restoring parses the texts again, so a snapshot cannot contain a rule that a text cannot contain.
 */
#include "admission/fault-plan.h"

enum
{
  TEXT_BYTES_MIN = 4,
  DRAWS_BYTES = 8 + 4,
};

TarnFaultPlan *
tarn_fault_plan_copy (const TarnFaultPlan *plan)
{
  TarnFaultPlan *copy = tarn_fault_plan_new (plan->services);

  for (guint i = 0; i < plan->texts->len; i++)
    {
      gboolean is_good
          = tarn_fault_plan_add_from_data (copy, plan->texts->pdata[i], -1, "plan", NULL);
      g_assert (is_good);
    }
  for (guint i = 0; i < plan->rules->len; i++)
    {
      const TarnFaultRule *rule = plan->rules->pdata[i];
      TarnFaultRule *copied = copy->rules->pdata[i];

      copied->n_matched = rule->n_matched;
      copied->n_applied = rule->n_applied;
      for (GTreeNode *node = g_tree_node_first (rule->draws); node != NULL;
           node = g_tree_node_next (node))
        tarn_fault_rule_add_draws (copied, g_tree_node_value (node));
    }

  return copy;
}

static void
code_failure (TarnRunFaults *faults, TarnCodec *codec, guint type)
{
  tarn_codec_interned (codec, "message", &faults->messages.texts[type]);
  if (faults->messages.texts[type] == NULL)
    return;

  gint64 at_ppm = faults->at_ppm[type];
  tarn_codec_int64_within (codec, "at-ppm", &at_ppm, 0, 1000000);
  faults->at_ppm[type] = (guint32) at_ppm;
}

static void
code_action (TarnRunFaults *faults, TarnCodec *codec, TarnFaultAction action)
{
  gboolean applies = tarn_run_faults_have (faults, action);

  tarn_codec_boolean (codec, tarn_fault_action_names[action], &applies);
  if (applies)
    faults->actions |= (TarnFaultActions) 1 << action;
}

static void
code_set_faults (TarnRunFaults *faults, TarnCodec *codec)
{
  for (guint i = 0; i < TARN_N_FAULT_ACTIONS; i++)
    if ((TARN_FAULTS_OF_RUNS & 1u << i) != 0)
      code_action (faults, codec, (TarnFaultAction) i);
  if (tarn_run_faults_have (faults, TARN_FAULT_SLOW_RUN))
    {
      gint64 factor_permille = faults->factor_permille;

      tarn_codec_int64_within (codec, "factor-permille", &factor_permille, 1, 1000000);
      faults->factor_permille = (guint32) factor_permille;
    }
  if (tarn_run_faults_have (faults, TARN_FAULT_IGNORE_STOP))
    tarn_codec_int64_within (codec, "delay-us", &faults->delay_us, 0, G_MAXINT64);
  for (guint i = 0; tarn_run_faults_have (faults, TARN_FAULT_FAIL_RUN) && i < TARN_RUN_TYPES_MAX;
       i++)
    code_failure (faults, codec, i);
}

void
tarn_run_faults_code (TarnRunFaults *faults, TarnCodec *codec)
{
  gboolean is_set = faults->actions != 0;

  tarn_codec_begin (codec, "faults");
  tarn_codec_boolean (codec, "set", &is_set);
  if (is_set)
    {
      code_set_faults (faults, codec);
      if (tarn_codec_is_reading (codec))
        tarn_codec_check (codec, faults->actions != 0, "set", "is true without an action");
    }
  tarn_codec_end (codec);
}

static void
code_text (TarnFaultPlan *plan, TarnCodec *codec, guint index)
{
  g_autofree char *read = NULL;
  g_autoptr (GError) error = NULL;

  tarn_codec_kept_text (codec, "text",
                        tarn_codec_is_reading (codec) ? NULL : plan->texts->pdata[index], &read);
  if (tarn_codec_is_reading (codec) && tarn_codec_check (codec, read != NULL, "text", "is missing")
      && !tarn_fault_plan_add_from_data (plan, read, -1, "plan", &error))
    tarn_codec_fail (codec, "text", "%s", error->message);
}

static void
code_draws (TarnFaultRule *rule, TarnCodec *codec)
{
  GTreeNode *node = g_tree_node_first (rule->draws);
  guint64 last_hash = 0;

  tarn_codec_for_each (codec, i, "draws", "draw", (guint32) g_tree_nnodes (rule->draws),
                       DRAWS_BYTES)
    {
      TarnFaultDraws draws = { 0, 0 };

      if (node != NULL)
        {
          draws = *(const TarnFaultDraws *) g_tree_node_value (node);
          node = g_tree_node_next (node);
        }
      tarn_codec_uint64 (codec, "hash", &draws.hash);
      tarn_codec_uint32 (codec, "draws", &draws.n_draws);
      if (!tarn_codec_is_reading (codec)
          || !tarn_codec_check (codec, i == 0 || last_hash < draws.hash, "hash", "is not in order"))
        continue;

      tarn_fault_rule_add_draws (rule, &draws);
      last_hash = draws.hash;
    }
}

static void
code_rule (TarnFaultRule *rule, TarnCodec *codec)
{
  tarn_codec_label (codec, rule->name);
  tarn_codec_uint64 (codec, "matched", &rule->n_matched);
  tarn_codec_uint64_within (codec, "applied", &rule->n_applied, rule->n_matched);
  code_draws (rule, codec);
}

void
tarn_fault_plan_code (TarnFaultPlan *plan, TarnCodec *codec)
{
  guint32 n_texts = tarn_codec_count (codec, "texts", plan->texts->len, TEXT_BYTES_MIN);

  for (guint32 i = 0; i < n_texts && tarn_codec_is_ok (codec); i++)
    code_text (plan, codec, i);
  for (guint32 i = 0; tarn_codec_next_item (codec, "rule", i, plan->rules->len); i++)
    code_rule (plan->rules->pdata[i], codec);
}
