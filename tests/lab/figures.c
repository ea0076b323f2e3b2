/* SPDX-License-Identifier: MIT */
/*
 * usage: figures FILE REPLICATION [FORK-SECONDS]
 *
 * Simulates a scenario. It prints the event log, then an empty line, then all figures: subject, name, metric, value. If
 * a figure is not there, neither is its line. With FORK-SECONDS, a fork that is made so long after the start simulates
 * the rest, and the log ends there.
 */
#include <stdlib.h>

#include <tarn-lab/tarn-lab.h>

static void
print_line (const char *line, gpointer data G_GNUC_UNUSED)
{
  g_print ("%s\n", line);
}

static void
print_figures (const TarnLabResult *result)
{
  const char *const *metrics = tarn_lab_list_metrics ();
  static const char *const subjects[] = { "all", "group", "view", "all-assets", "assets" };

  for (guint subject = 0; subject < G_N_ELEMENTS (subjects); subject++)
    for (guint i = 0; i < tarn_lab_result_get_n_subjects (result, subject); i++)
      for (guint j = 0; metrics[j] != NULL; j++)
        {
          gint64 value;

          if (tarn_lab_metric_has_subject (metrics[j], subject)
              && tarn_lab_result_get_figure (result, subject, i, metrics[j], &value))
            g_print ("%s,%s,%s,%" G_GINT64_FORMAT "\n", subjects[subject],
                     tarn_lab_result_get_subject_name (result, subject, i), metrics[j], value);
        }
}

static TarnLabTrial *
fork_trial (TarnLabTrial *trial, const char *seconds, GError **error)
{
  gint64 time_us = tarn_engine_get_now (tarn_lab_trial_get_engine (trial))
                   + g_ascii_strtoll (seconds, NULL, 10) * G_TIME_SPAN_SECOND;

  if (!tarn_lab_trial_advance_to (trial, time_us, error))
    return NULL;

  return tarn_lab_trial_fork (trial, error);
}

static TarnLabResult *
simulate (int argc, char *argv[], GError **error)
{
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_new_from_file (argv[1], error);
  if (scenario == NULL)
    return NULL;

  g_autoptr (TarnLabTrial) trial
      = tarn_lab_trial_new (scenario, g_ascii_strtoull (argv[2], NULL, 10), error);
  if (trial == NULL)
    return NULL;

  tarn_lab_trial_set_view_percentiles (trial, TRUE);
  tarn_lab_trial_set_mode_regret (trial, TRUE);
  tarn_lab_trial_set_log_func (trial, print_line, NULL, NULL);
  if (argc < 4)
    return tarn_lab_trial_finish (trial, error);

  g_autoptr (TarnLabTrial) fork = fork_trial (trial, argv[3], error);
  return fork != NULL ? tarn_lab_trial_finish (fork, error) : NULL;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  if (argc != 3 && argc != 4)
    {
      g_printerr ("usage: figures FILE REPLICATION [FORK-SECONDS]\n");
      return 2;
    }

  g_autoptr (TarnLabResult) result = simulate (argc, argv, &error);
  if (result == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  g_print ("\n");
  print_figures (result);
  return EXIT_SUCCESS;
}
