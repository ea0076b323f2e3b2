/* SPDX-License-Identifier: MIT */
/* The program compares two intervals, and makes a page of it. It also makes a page and a timeline of one trial. */
#include <string.h>
#include <tarn-lab/tarn-lab.h>

static const char text[] = "[lake]\n"
                           "horizon = 1 d\n"
                           "slots = 2\n"
                           "[table sales.orders]\n"
                           "size = 100 GB\n"
                           "commits = poisson every 5 min, 250 MB\n"
                           "[view sales.view_%d]\n"
                           "count = 5\n"
                           "sources = sales.orders\n"
                           "[policy]\n"
                           "trigger = interval {30 min; 2 h}\n"
                           "[experiment]\n"
                           "replications = 3\n";

static void
add_line (const char *line, gpointer lines)
{
  g_string_append_printf (lines, "%s\n", line);
}

int
main (void)
{
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (text, -1, "example.lake", NULL);
  g_autoptr (TarnLabExperiment) experiment = tarn_lab_experiment_new (scenario, NULL);
  g_autoptr (TarnLabOutcome) outcome = tarn_lab_outcome_new (experiment);

  tarn_lab_outcome_run (outcome, 0, 3, 2, NULL, NULL, NULL);
  tarn_lab_outcome_simulate_series (outcome, NULL, NULL, NULL, NULL);
  g_autofree char *page = tarn_lab_report_outcome_to_html (outcome, "two intervals");
  g_assert_nonnull (strstr (page, "<figure id=\"lag-over-time\">"));

  /* The second variant, once. */
  TarnLabScenario *slow = tarn_lab_experiment_get_variant (experiment, 1);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (slow, 0, NULL);
  g_autoptr (GString) timeline = g_string_new (NULL);

  tarn_lab_trial_keep_series (trial);
  tarn_lab_trial_set_timeline_func (trial, add_line, timeline, NULL);
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, NULL);
  g_autofree char *once = tarn_lab_report_to_html (slow, "two hours", 0, result, 0);
  g_assert_nonnull (strstr (once, "<figure id=\"slots\">"));
  g_assert_true (g_str_has_suffix (timeline->str, "]}\n"));

  g_print ("pages of %zu and %zu bytes, a timeline of %zu bytes\n", strlen (page), strlen (once),
           timeline->len);
  return 0;
}
