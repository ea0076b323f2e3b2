/* SPDX-License-Identifier: MIT */
/* tarn trace: one trial of a scenario as a timeline, for Perfetto or chrome://tracing. */
#include <tarn-lab/tarn-lab.h>

#include "lab/command/arguments.h"
#include "lab/command/driving.h"
#include "lab/command/output.h"
#include "lab/command/scenario.h"

static const CommandOption options[] = {
  SCENARIO_OPTIONS,
  { "policy", "NAME", FALSE,
    "Take this policy: a preset, or a group [policy NAME]. It stands in the place of the group"
    " [policy]; a view that names a policy keeps it." },
  { "output", "FILE", FALSE, "Write the timeline to FILE; to the standard output without it." },
  { NULL, NULL, FALSE, NULL },
};

static void
on_line (const char *line, gpointer output)
{
  output_add (output, line);
  output_add (output, "\n");
}

static gboolean
write_timeline (TarnLabTrial *trial, const char *path, GError **error)
{
  g_autoptr (Output) output = output_open (path, error);

  if (output == NULL)
    return FALSE;
  tarn_lab_trial_set_timeline_func (trial, on_line, output, NULL);

  g_autoptr (TarnLabResult) result = driving_finish (trial, error);
  return result != NULL && output_close (output, error);
}

/* A policy is chosen as an experiment with one variant chooses it. */
static TarnLabScenario *
choose_policy (TarnLabScenario *scenario, const char *policy, GError **error)
{
  if (policy == NULL)
    return tarn_lab_scenario_ref (scenario);

  g_autoptr (TarnLabScenario) with
      = tarn_lab_scenario_set (scenario, "experiment.policies", policy, error);
  g_autoptr (TarnLabExperiment) experiment
      = with != NULL ? tarn_lab_experiment_new (with, error) : NULL;
  if (experiment == NULL)
    {
      g_prefix_error (error, "--policy: ");
      return NULL;
    }
  if (tarn_lab_experiment_get_n_variants (experiment) != 1)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           "--policy: a timeline is of one policy, and of no axis");
      return NULL;
    }
  return tarn_lab_scenario_ref (tarn_lab_experiment_get_variant (experiment, 0));
}

static gboolean
run_trace (const Arguments *arguments, GError **error)
{
  const char *path = arguments_get_value (arguments, "output");
  guint64 replication = 0;

  if (!arguments_get_number (arguments, "replication", &replication, error))
    return FALSE;

  g_autoptr (TarnLabScenario) given = scenario_read (arguments, error);
  g_autoptr (TarnLabScenario) scenario
      = given != NULL ? choose_policy (given, arguments_get_value (arguments, "policy"), error)
                      : NULL;
  if (scenario == NULL)
    return FALSE;

  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, replication, error);
  if (trial == NULL)
    {
      g_prefix_error (error, "%s: ", arguments_get_operand (arguments, 0));
      return FALSE;
    }
  return write_timeline (trial, path != NULL ? path : "-", error);
}

const Command command_trace = {
  .name = "trace",
  .summary = "Simulate a scenario once, and write what happened as a timeline.",
  .help
  = "The timeline is a Chrome trace: https://ui.perfetto.dev and chrome://tracing show it. It has the"
    " runs in their slots, the requests that wait, the commits, and how many refreshes run and wait. Its"
    " times are virtual.",
  .operands = { "FILE.lake" },
  .options = options,
  .examples = { "tarn trace examples/lakes/nightly.lake --output nightly.json",
                "tarn trace examples/lakes/retail.lake --policy edf_slo --set 'lake.horizon=1 d'" },
  .run = run_trace,
};
