/* SPDX-License-Identifier: MIT */
#include <tarn-lab/tarn-lab.h>

static void
test_trial_of_a_scenario (void)
{
  static const char text[] = "[lake]\n"
                             "horizon = 1 d\n"
                             "[table sales.orders]\n"
                             "size = 10 GB\n"
                             "commits = every 10 min, 1 MB\n"
                             "[view sales.daily]\n"
                             "sources = sales.orders\n"
                             "[policy]\n"
                             "trigger = interval 1 h\n";

  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (text, -1, "orders.lake", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 0, &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (tarn_lab_result_get_n_subjects (result, TARN_LAB_SUBJECT_VIEW), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lab/trial-of-a-scenario", test_trial_of_a_scenario);
  return g_test_run ();
}
