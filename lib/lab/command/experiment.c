/* SPDX-License-Identifier: MIT */
#include "lab/command/experiment.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "lab/command/arguments.h"
#include "lab/command/outcomes.h"
#include "lab/command/output.h"
#include "lab/command/pages.h"
#include "lab/command/plan.h"
#include "lab/command/scenario.h"
#include "lab/command/shard.h"
#include "lab/command/terminal.h"
#include "lab/command/watching.h"

#define PART_SUFFIX ".part"

/* --- The experiment --------------------------------------------------------------------------- */

/* An option that sets a key of [experiment]. Its value may part several by commas, where the key wants semicolons. */
typedef struct
{
  const char *option;
  const char *key;
  gboolean is_list;
} Setting;

static const Setting settings[] = {
  { "policy", "experiment.policies", TRUE }, { "replications", "experiment.replications", FALSE },
  { "metrics", "experiment.metrics", TRUE }, { "baseline", "experiment.baseline", FALSE },
  { "best", "experiment.best", FALSE },      { "stop", "experiment.stop", FALSE },
};

/* The library calls what is set `--set`, and here another option set it. */
static void
name_option (const char *option, GError **error)
{
  static const char before[] = "--set: ";

  if (error == NULL || !g_str_has_prefix ((*error)->message, before))
    return;

  g_autofree char *message
      = g_strdup_printf ("--%s: %s", option, (*error)->message + strlen (before));
  g_free ((*error)->message);
  (*error)->message = g_steal_pointer (&message);
}

static gboolean
apply_setting (const Arguments *arguments, const Setting *setting, TarnLabScenario **scenario,
               GError **error)
{
  const char *given = arguments_knows (arguments, setting->option)
                          ? arguments_get_value (arguments, setting->option)
                          : NULL;
  if (given == NULL)
    return TRUE;

  g_auto (GStrv) parts = g_strsplit (given, setting->is_list ? "," : "\n", -1);
  g_autofree char *value = g_strjoinv ("; ", parts);
  g_autoptr (TarnLabScenario) before = g_steal_pointer (scenario);

  *scenario = tarn_lab_scenario_set (before, setting->key, value, error);
  if (*scenario == NULL)
    name_option (setting->option, error);
  return *scenario != NULL;
}

static TarnLabExperiment *
make_experiment (const Arguments *arguments, GError **error)
{
  g_autoptr (TarnLabScenario) scenario = scenario_read (arguments, error);

  for (guint i = 0; scenario != NULL && i < G_N_ELEMENTS (settings); i++)
    if (!apply_setting (arguments, &settings[i], &scenario, error))
      return NULL;
  if (scenario == NULL)
    return NULL;

  TarnLabExperiment *experiment = tarn_lab_experiment_new (scenario, error);
  if (experiment == NULL)
    scenario_prefix_error (arguments, error);
  return experiment;
}

/* --- Files ------------------------------------------------------------------------------------ */

/*
 * A job may be started again after it has ended, so a finished file is taken over too, and then nothing is left to do.
 */
static gboolean
take_finished (TarnLabOutcome *outcome, const char *output, GError **error)
{
  g_autoptr (TarnLabOutcome) finished = NULL;

  if (!g_file_test (output, G_FILE_TEST_EXISTS))
    return TRUE;
  finished = tarn_lab_outcome_new_from_file (output, error);
  if (finished == NULL)
    return FALSE;
  if (tarn_lab_outcome_merge (outcome, finished, error))
    return TRUE;
  g_prefix_error (error, "%s: ", output);
  return FALSE;
}

static gboolean
keep (TarnLabOutcome *outcome, const char *output, const char *part, gboolean resumes,
      GError **error)
{
  if (resumes && !take_finished (outcome, output, error))
    return FALSE;
  if (!resumes && g_file_test (part, G_FILE_TEST_EXISTS))
    return command_fail_usage (error,
                               "%s is there already; --resume goes on with its cells, or remove it",
                               part);
  return tarn_lab_outcome_keep (outcome, part, error);
}

static gboolean
write_outcome (const TarnLabOutcome *outcome, const char *output, GError **error)
{
  g_autofree char *text = NULL;

  if (output_is_file (output))
    return tarn_lab_outcome_save (outcome, output, error);
  text = tarn_lab_outcome_to_text (outcome);
  return output_write (output, text, error);
}

/* The part is removed only after the outcome is whole in its own file. */
static gboolean
finish (const Arguments *arguments, const TarnLabOutcome *outcome, const char *part, GError **error)
{
  const char *output = arguments_get_value (arguments, "output");
  const char *csv = arguments_get_value (arguments, "csv");

  if (output != NULL && !write_outcome (outcome, output, error))
    return FALSE;
  if (part != NULL)
    g_unlink (part);
  return csv == NULL || outcomes_write_csv (outcome, csv, error);
}

/* An outcome does not keep the notes on the scenarios of its variants. */
static gboolean
print_report (const Arguments *arguments, TarnLabExperiment *experiment,
              const TarnLabOutcome *outcome, GError **error)
{
  g_autofree char *text
      = tarn_lab_report_outcome_to_text (outcome, arguments_get_operand (arguments, 0));
  g_autofree char *notes = tarn_lab_report_experiment_notes_to_text (experiment);

  return output_print (text, error)
         && (*notes == '\0' || (output_print ("\n", error) && output_print (notes, error)));
}

/* --- Simulating ------------------------------------------------------------------------------- */

static gboolean
get_n_threads (const Arguments *arguments, guint *out_n_threads, GError **error)
{
  guint64 n_threads = g_get_num_processors ();

  if (!arguments_get_number (arguments, "threads", &n_threads, error))
    return FALSE;
  if (n_threads < 1 || n_threads > 1024)
    return command_fail_usage (error, "--threads: allowed: 1 to 1024");
  *out_n_threads = (guint) n_threads;
  return TRUE;
}

static gboolean
simulate (const Arguments *arguments, TarnLabExperiment *experiment, const Shard *shard,
          const Range *range, guint n_threads, GError **error)
{
  const char *output = arguments_get_value (arguments, "output");
  g_autoptr (TarnLabOutcome) outcome = tarn_lab_outcome_new (experiment);
  g_autofree char *part
      = output != NULL && output_is_file (output) ? g_strconcat (output, PART_SUFFIX, NULL) : NULL;
  const char *csv = arguments_get_value (arguments, "csv");

  if (!conditions_are_good (arguments, outcome, error))
    return FALSE;
  if (part != NULL && !keep (outcome, output, part, arguments_has (arguments, "resume"), error))
    return FALSE;

  Watching watching = { 0 };
  gboolean is_done = tarn_lab_outcome_run (outcome, range->first, range->n_replications, n_threads,
                                           watching_step, &watching, error);
  watching_end (&watching);
  if (!is_done)
    {
      if (part != NULL)
        fprintf (stderr, "%u cells are in %s; --resume goes on with them\n",
                 tarn_lab_outcome_get_n_done (outcome), part);
      return FALSE;
    }
  if (!finish (arguments, outcome, part, error)
      || !pages_write_outcome (arguments, outcome, NULL, error))
    return FALSE;
  if (shard_is_part (shard, arguments) || pages_are_printed (arguments) || g_strcmp0 (csv, "-") == 0
      || g_strcmp0 (output, "-") == 0)
    return conditions_check_outcome (arguments, outcome, error);
  return print_report (arguments, experiment, outcome, error)
         && conditions_check_outcome (arguments, outcome, error);
}

gboolean
experiment_run (const Arguments *arguments, GError **error)
{
  const char *output = arguments_get_value (arguments, "output");
  guint n_threads;
  Shard shard;
  Range range;

  if (arguments_has (arguments, "resume") && (output == NULL || !output_is_file (output)))
    return command_fail_usage (error, "--resume needs --output with a file");
  if (!get_n_threads (arguments, &n_threads, error) || !shard_read (arguments, &shard, error))
    return FALSE;
  if (shard_is_part (&shard, arguments) && output == NULL && !arguments_has (arguments, "plan"))
    return command_fail_usage (error, "a part of the replications needs --output");
  if (shard_is_part (&shard, arguments) && arguments_has (arguments, "fail-if"))
    return command_fail_usage (error, "--fail-if needs all replications; tarn report has it too");
  if (!pages_check (arguments, error))
    return FALSE;

  g_autoptr (TarnLabExperiment) experiment = make_experiment (arguments, error);
  if (experiment == NULL
      || !shard_get_range (&shard, arguments, tarn_lab_experiment_get_n_replications (experiment),
                           &range, error))
    return FALSE;
  if (arguments_has (arguments, "plan"))
    return plan_print (experiment, &range, n_threads, error);
  return simulate (arguments, experiment, &shard, &range, n_threads, error);
}
