/* SPDX-License-Identifier: MIT */
/* The program simulates a day of a view that is refreshed every 15 minutes, and prints figures of that day. */
#include <tarn-lab/tarn-lab.h>

static const char text[] = "[lake]\n"
                           "warm-up = 1 h\n"
                           "horizon = 1 d\n"
                           "[table sales.orders]\n"
                           "size = 100 GB\n"
                           "commits = every 15 min, 250 MB\n"
                           "[view sales.daily]\n"
                           "sources = sales.orders\n"
                           "slo = age 10 min\n"
                           "[policy]\n"
                           "trigger = interval 15 min\n";

/* Counts the runs that published within a minute after their request. */
static gint64
count_quick_runs (gint64 count, const TarnLabEvent *event, gpointer user_data G_GNUC_UNUSED)
{
  const TarnChange *change = tarn_lab_event_get_change (event);
  gint64 sojourn_us = tarn_lab_event_get_time (event) - tarn_lab_event_get_request_time (event);

  if (tarn_lab_event_get_kind (event) != TARN_LAB_EVENT_KIND_RUN
      || tarn_change_get_refresh_cause (change) != TARN_REFRESH_CAUSE_SUCCEED)
    return count;

  return sojourn_us <= G_TIME_SPAN_MINUTE ? count + 1 : count;
}

static gint64
get_figure (const TarnLabResult *result, const char *metric)
{
  gint64 value;

  g_assert_true (tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_ALL, 0, metric, &value));
  g_print ("%-12s %12" G_GINT64_FORMAT "\n", metric, value);
  return value;
}

int
main (void)
{
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (text, -1, "example.lake", NULL);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 0, NULL);

  tarn_lab_trial_add_measure (trial, "quick-runs", count_quick_runs, NULL, NULL);
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, NULL);

  /* A run takes 55.625 s. So the age rises from there for 15 minutes, and is up to 10 minutes for 544.375 s of them. */
  g_assert_cmpint (get_figure (result, "age-mean"), ==, 505625000);
  g_assert_cmpint (get_figure (result, "age-max"), ==, 955625000);
  g_assert_cmpint (get_figure (result, "slo-share"), ==, 604861);
  g_assert_cmpint (get_figure (result, "cost"), ==, 96 * 14666666);
  g_assert_cmpint (get_figure (result, "quick-runs"), ==, 96);
  return 0;
}
