/* SPDX-License-Identifier: MIT */
/* Reads a scenario, sets a key, and chooses from its axes. */
#include <string.h>
#include <tarn-lab/tarn-lab.h>

static const char text[] = "[lake]\n"
                           "horizon = 14 d\n"
                           "[table sales.orders]\n"
                           "commits = every 36 s, 10 MB\n"
                           "[view sales.daily]\n"
                           "sources = sales.orders\n"
                           "[policy]\n"
                           "trigger = interval {15 min; 1 h}, spread\n";

static void
show_axes (TarnLabScenario *scenario)
{
  g_assert_cmpuint (tarn_lab_scenario_get_n_axes (scenario), ==, 1);
  g_assert_cmpstr (tarn_lab_scenario_get_axis_key (scenario, 0), ==, "policy.trigger");
  g_assert_cmpstr (tarn_lab_scenario_get_axis_values (scenario, 0)[1], ==, "1 h");
}

static void
show_errors (TarnLabScenario *scenario)
{
  g_autoptr (GError) error = NULL;

  g_autoptr (TarnLabScenario) wrong
      = tarn_lab_scenario_set (scenario, "lake.slots", "a few", &error);
  g_assert_null (wrong);
  g_assert_cmpstr (error->message, ==,
                   "--set: lake.slots: 'a' stands where a whole number is due;"
                   " allowed: none | a whole number from 1 to 1000000");
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (text, -1, "orders.lake", &error);
  g_assert_no_error (error);
  show_axes (scenario);
  show_errors (scenario);

  guint second = 1;
  g_autoptr (TarnLabScenario) hourly = tarn_lab_scenario_choose (scenario, &second, 1, &error);
  g_autoptr (TarnLabScenario) heavier
      = tarn_lab_scenario_set (hourly, "view sales.daily.weight", "3", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (tarn_lab_scenario_get_text (heavier), "\nweight = 3\n"));
  g_assert_cmpuint (strlen (tarn_lab_scenario_get_digest (heavier)), ==, 64);
  return 0;
}
