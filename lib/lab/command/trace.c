/* SPDX-License-Identifier: MIT */
/* tarn trace: one trial of a scenario as a timeline, for Perfetto or chrome://tracing. */
#include <tarn-lab/tarn-lab.h>

#include "lab/command/arguments.h"
#include "lab/command/driving.h"
#include "lab/command/output.h"
#include "lab/command/scenario.h"

static const CommandOption options[] = {
  SCENARIO_OPTIONS,
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

static gboolean
run_trace (const Arguments *arguments, GError **error)
{
  const char *path = arguments_get_value (arguments, "output");
  g_autoptr (TarnLabScenario) scenario = NULL;
  guint64 replication;
  g_autoptr (TarnLabTrial) trial = scenario_make_trial (arguments, &scenario, &replication, error);

  if (trial == NULL)
    return FALSE;
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
