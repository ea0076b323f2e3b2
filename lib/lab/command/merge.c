/* SPDX-License-Identifier: MIT */
/* tarn merge and tarn report: outcomes from files. */
#include <stdio.h>
#include <tarn-lab/tarn-lab.h>

#include "lab/command/conditions.h"
#include "lab/command/output.h"
#include "lab/command/pages.h"

/* Reads the outcomes of all operands into one. */
static TarnLabOutcome *
read_outcomes (const Arguments *arguments, GError **error)
{
  g_autoptr (TarnLabOutcome) outcome = NULL;

  for (guint i = 0; i < arguments_get_n_operands (arguments); i++)
    {
      const char *path = arguments_get_operand (arguments, i);
      g_autoptr (TarnLabOutcome) other = tarn_lab_outcome_new_from_file (path, error);

      if (other == NULL)
        return NULL;
      if (outcome == NULL)
        outcome = g_steal_pointer (&other);
      else if (!tarn_lab_outcome_merge (outcome, other, error))
        {
          g_prefix_error (error, "%s: ", path);
          return NULL;
        }
    }
  return g_steal_pointer (&outcome);
}

/* --- tarn merge ------------------------------------------------------------------------------- */

static const CommandOption merge_options[] = {
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
  g_autoptr (TarnLabOutcome) outcome = read_outcomes (arguments, error);

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
  .options = merge_options,
  .examples = { "tarn merge part-1.outcome part-2.outcome --output order.outcome" },
  .run = run_merge,
};

/* --- tarn report ------------------------------------------------------------------------------ */

static const CommandOption report_options[] = {
  { "csv", "FILE", FALSE,
    "Write all figures of all cells to FILE as comma-separated values, in whole numbers." },
  PAGES_OPTIONS,
  { "beside", "FILE", FALSE,
    "Pictures are simulated again. Seek the files that the scenario names beside FILE, and not beside"
    " OUTCOME." },
  FAIL_IF_OPTION,
  { NULL, NULL, FALSE, NULL },
};

static gboolean
run_report (const Arguments *arguments, GError **error)
{
  const char *csv_path = arguments_get_value (arguments, "csv");
  const char *beside = arguments_has (arguments, "beside")
                           ? arguments_get_value (arguments, "beside")
                           : arguments_get_operand (arguments, 0);

  if (!pages_check (arguments, error))
    return FALSE;

  g_autoptr (TarnLabOutcome) outcome = read_outcomes (arguments, error);

  if (outcome == NULL || !pages_write_outcome (arguments, outcome, beside, error))
    return FALSE;
  if (csv_path != NULL)
    {
      g_autofree char *csv = tarn_lab_report_outcome_to_csv (outcome);

      return output_write (csv_path, csv, error)
             && conditions_check_outcome (arguments, outcome, error);
    }
  if (pages_are_printed (arguments))
    return conditions_check_outcome (arguments, outcome, error);

  g_autofree char *text
      = tarn_lab_report_outcome_to_text (outcome, arguments_get_operand (arguments, 0));
  return output_print (text, error) && conditions_check_outcome (arguments, outcome, error);
}

const Command command_report = {
  .name = "report",
  .summary = "Print what an outcome shows, as far as its cells are there.",
  .help = "Several outcomes of one experiment are merged first.",
  .operands = { "OUTCOME..." },
  .options = report_options,
  .examples = { "tarn report order.outcome", "tarn report order.outcome --html order.html" },
  .run = run_report,
};
