/* SPDX-License-Identifier: MIT */
/* tarn simulate: one trial of a scenario, and its figures. */
#include <tarn-lab/tarn-lab.h>

#include "lab/command/baselines.h"
#include "lab/command/conditions.h"
#include "lab/command/driving.h"
#include "lab/command/output.h"
#include "lab/command/pages.h"
#include "lab/command/scenario.h"

static const CommandOption options[] = {
  SCENARIO_OPTIONS,
  { "log", "FILE", FALSE,
    "Write each request, start, commit and change of a run to FILE as comma-separated values." },
  { "csv", "FILE", FALSE,
    "Write the figures to FILE as comma-separated values, in whole numbers." },
  PAGES_OPTIONS,
  { "views", NULL, FALSE, "Give a row to each view, not only to each group." },
  { "no-baselines", NULL, FALSE,
    "Leave out what stands beside the policy, for which two more trials are simulated." },
  { "batches", "N", FALSE,
    "Say how sure the mean lag is, by N batches of the window, and how long the warm-up should be. N"
    " divides 240." },
  FAIL_IF_OPTION,
  { NULL, NULL, FALSE, NULL },
};

static void
on_line (const char *line, gpointer log)
{
  output_add (log, line);
  output_add (log, "\r\n");
}

static gboolean
is_standard (const char *path)
{
  return path != NULL && g_str_equal (path, "-");
}

/* Nothing but the log is printed if that is the standard output. */
static gboolean
wants_baselines (const Arguments *arguments)
{
  return !arguments_has (arguments, "no-baselines")
         && (arguments_get_value (arguments, "csv") != NULL
             || !is_standard (arguments_get_value (arguments, "log")));
}

static char *
make_csv (TarnLabScenario *scenario, guint64 replication, const TarnLabResult *result,
          const Baselines *baselines, TarnLabReportFlags flags)
{
  g_autofree char *csv = tarn_lab_report_to_csv (scenario, replication, result, flags);

  if (baselines->bound == NULL)
    return g_steal_pointer (&csv);
  g_autofree char *beside
      = tarn_lab_report_baselines_to_csv (scenario, replication, baselines->zero_wait,
                                          baselines->full_hourly, baselines->bound, flags);
  return g_strconcat (csv, beside, NULL);
}

static gboolean
print_beside (const TarnLabResult *result, const Baselines *baselines, TarnLabReportFlags flags,
              GError **error)
{
  if (baselines->bound == NULL)
    return TRUE;
  g_autofree char *text
      = tarn_lab_report_baselines_to_text (result, baselines->zero_wait, baselines->full_hourly,
                                           baselines->bound, flags);
  return output_print (text, error);
}

static gboolean
print (const Arguments *arguments, TarnLabScenario *scenario, guint64 replication,
       const TarnLabResult *result, const Baselines *baselines, GError **error)
{
  TarnLabReportFlags flags
      = arguments_has (arguments, "views") ? TARN_LAB_REPORT_VIEWS : TARN_LAB_REPORT_NONE;
  const char *csv_path = arguments_get_value (arguments, "csv");

  if (csv_path != NULL)
    {
      g_autofree char *csv = make_csv (scenario, replication, result, baselines, flags);

      if (!output_write (csv_path, csv, error))
        return FALSE;
    }
  if (!pages_write_result (arguments, scenario, replication, result, flags, error))
    return FALSE;
  if (is_standard (csv_path) || pages_are_printed (arguments)
      || is_standard (arguments_get_value (arguments, "log")))
    return TRUE;

  g_autofree char *text = tarn_lab_report_to_text (scenario, arguments_get_operand (arguments, 0),
                                                   replication, result, flags);
  return output_print (text, error) && print_beside (result, baselines, flags, error);
}

/* 0 for no batches. */
static gboolean
read_batches (const Arguments *arguments, guint64 *out_n, GError **error)
{
  *out_n = 0;
  if (!arguments_get_number (arguments, "batches", out_n, error))
    return FALSE;
  return !arguments_has (arguments, "batches") || (*out_n > 1 && *out_n <= 120 && 240 % *out_n == 0)
         || command_fail_usage (
             error, "--batches: allowed: 2 to 120, by which 240 can be divided, such as 20");
}

static gboolean
print_batches (const Arguments *arguments, const TarnLabResult *result, guint64 n_batches,
               GError **error)
{
  if (n_batches == 0 || is_standard (arguments_get_value (arguments, "csv"))
      || is_standard (arguments_get_value (arguments, "log")) || pages_are_printed (arguments))
    return TRUE;

  g_autofree char *text = tarn_lab_report_batches_to_text (result, (guint) n_batches);
  return output_print ("\n", error) && output_print (text, error);
}

static gboolean
run_simulate (const Arguments *arguments, GError **error)
{
  const char *log_path = arguments_get_value (arguments, "log");
  g_autoptr (TarnLabScenario) scenario = NULL;
  g_autoptr (Output) log = NULL;
  g_auto (Baselines) baselines = { NULL };
  guint64 replication, n_batches;

  if (!read_batches (arguments, &n_batches, error) || !pages_check (arguments, error))
    return FALSE;

  g_autoptr (TarnLabTrial) trial = scenario_make_trial (arguments, &scenario, &replication, error);

  if (trial == NULL)
    return FALSE;
  if (pages_want_series (arguments) || n_batches > 0)
    tarn_lab_trial_keep_series (trial);
  if (log_path != NULL)
    {
      log = output_open (log_path, error);
      if (log == NULL)
        return FALSE;
      tarn_lab_trial_set_log_func (trial, on_line, log, NULL);
    }

  g_autoptr (TarnLabResult) result = driving_finish (trial, error);
  return result != NULL && (log == NULL || output_close (log, error))
         && (!wants_baselines (arguments)
             || tarn_lab_result_get_n_subjects (result, TARN_LAB_SUBJECT_VIEW) == 0
             || baselines_simulate (&baselines, scenario, replication, error))
         && print (arguments, scenario, replication, result, &baselines, error)
         && print_batches (arguments, result, n_batches, error)
         && conditions_check_result (arguments, result, error);
}

const Command command_simulate = {
  .name = "simulate",
  .summary
  = "Simulate a scenario once, and print what its refreshes cost and how old its views are.",
  .help
  = "The same scenario and replication give the same figures, to the byte. A FILE that is - is the"
    " standard output, which then has no table. `tarn keys` lists what --set takes, and `tarn options` the"
    " options, which are keys of the group cost. `tarn policies` lists the presets, and what a policy is"
    " made of.",
  .operands = { "FILE.lake" },
  .options = options,
  .examples
  = { "tarn simulate examples/lakes/headline.lake",
      "tarn simulate examples/lakes/headline.lake --set policy.trigger='interval 15 min'",
      "tarn simulate examples/lakes/nightly.lake --set 'policy night.trigger=interval 12 h'",
      "tarn simulate examples/lakes/stream.lake --policy edf_slo" },
  .run = run_simulate,
};
