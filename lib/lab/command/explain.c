/* SPDX-License-Identifier: MIT */
/* tarn explain: why a view is as stale as it is at some time. */
#include <tarn-lab/tarn-lab.h>

#include "lab/command/arguments.h"
#include "lab/command/driving.h"
#include "lab/command/instant.h"
#include "lab/command/output.h"
#include "lab/command/scenario.h"

static const CommandOption options[] = {
  SCENARIO_OPTIONS,
  { NULL, NULL, FALSE, NULL },
};

/* Explains the view as it is now, which also says at once if there is no such view. */
static char *
explain (const Arguments *arguments, TarnLabTrial *trial, GError **error)
{
  char *text = tarn_lab_trial_explain (trial, arguments_get_operand (arguments, 1), error);

  if (text == NULL)
    scenario_prefix_error (arguments, error);
  return text;
}

static gboolean
run_explain (const Arguments *arguments, GError **error)
{
  Instant instant;
  gint64 time_us;

  if (!instant_parse (&instant, arguments_get_operand (arguments, 2), error))
    return FALSE;

  g_autoptr (TarnLabScenario) scenario = NULL;
  guint64 replication;
  g_autoptr (TarnLabTrial) trial = scenario_make_trial (arguments, &scenario, &replication, error);

  if (trial == NULL || !instant_find (&instant, trial, &time_us, error))
    return FALSE;

  g_autofree char *before = explain (arguments, trial, error);
  if (before == NULL || !driving_advance_to (trial, time_us, error))
    return FALSE;

  g_autofree char *text = explain (arguments, trial, error);
  return text != NULL && output_print (text, error);
}

const Command command_explain = {
  .name = "explain",
  .summary = "Explain why a view is as stale as it is at some time.",
  .help
  = "VIEW is a name such as sales.daily. TIME is a time such as 2026-11-03T06:00Z, or an"
    " offset from the start of the scenario, before its warm-up, such as 3d6h. At the end of the"
    " window, nothing of that instant has happened yet.",
  .operands = { "FILE.lake", "VIEW", "TIME" },
  .options = options,
  .examples = { "tarn explain examples/lakes/nightly.lake sales.daily 3d2h30min" },
  .run = run_explain,
};
