/* SPDX-License-Identifier: MIT */
/* tarn report: what outcomes show, from their files. */
#include "lab/command/conditions.h"
#include "lab/command/outcomes.h"
#include "lab/command/output.h"
#include "lab/command/pages.h"

static const CommandOption options[] = {
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

  g_autoptr (TarnLabOutcome) outcome = outcomes_read (arguments, error);

  if (outcome == NULL || !pages_write_outcome (arguments, outcome, beside, error))
    return FALSE;
  if (csv_path != NULL)
    return outcomes_write_csv (outcome, csv_path, error)
           && conditions_check_outcome (arguments, outcome, error);
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
  .options = options,
  .examples = { "tarn report order.outcome", "tarn report order.outcome --html order.html" },
  .run = run_report,
};
