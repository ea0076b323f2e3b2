/* SPDX-License-Identifier: MIT */
/* tarn merge: one outcome of the parts of an experiment, and the plan of the next round. */
#include <stdio.h>

#include "lab/command/outcomes.h"
#include "lab/command/output.h"

static const CommandOption options[] = {
  { "output", "FILE", FALSE, "Write the outcome to FILE; to the standard output without it." },
  { NULL, NULL, FALSE, NULL },
};

/* Says what the next round is. Where the outcome is written to the standard output, the plan is not a part of it. */
static gboolean
print_plan (const TarnLabOutcome *outcome, gboolean is_beside, GError **error)
{
  guint first, n_replications;
  g_autofree char *reason = tarn_lab_outcome_plan_round (outcome, &first, &n_replications);
  g_autofree char *plan
      = n_replications > 0 ? g_strdup_printf ("%s\nThe next round: tarn run with --range %u-%u.\n",
                                              reason, first, first + n_replications - 1)
                           : g_strdup_printf ("%s\nThere is no further round.\n", reason);

  if (!is_beside)
    return output_print (plan, error);
  fputs (plan, stderr);
  return TRUE;
}

static gboolean
run_merge (const Arguments *arguments, GError **error)
{
  const char *path = arguments_get_value (arguments, "output");
  g_autoptr (TarnLabOutcome) outcome = outcomes_read (arguments, error);

  if (outcome == NULL)
    return FALSE;

  if (path != NULL && output_is_file (path))
    return tarn_lab_outcome_save (outcome, path, error) && print_plan (outcome, FALSE, error);

  g_autofree char *text = tarn_lab_outcome_to_text (outcome);
  return output_write (path != NULL ? path : "-", text, error) && print_plan (outcome, TRUE, error);
}

const Command command_merge = {
  .name = "merge",
  .summary = "Make one outcome of the parts of an experiment, and plan the next round.",
  .help
  = "The order of the parts makes no difference. Parts of other experiments or versions are refused,"
    " and so are two parts that have different figures for a cell. The last line of the outcome says"
    " which cells lack. The plan says which replications are to be simulated next: those that lack"
    " cells, or those that a rule for stopping or the choice of the best variant still needs. If the"
    " outcome is written to the standard output, the plan is written to the standard error.",
  .operands = { "OUTCOME..." },
  .options = options,
  .examples = { "tarn merge part-1.outcome part-2.outcome --output order.outcome" },
  .run = run_merge,
};
