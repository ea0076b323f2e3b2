/* SPDX-License-Identifier: MIT */
/* What tarn-lab-report.h promises. The rows of tests/lab/command.py look at the texts more closely. */
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "promise.h"

/* A view that waits for its first tick longer than the window has no run, and so no mean wait. */
#define LAKE                                                                                       \
  "[lake]\nstart = 2026-11-02\nhorizon = 1 d\nseed = 7\n"                                          \
  "[table sales.orders]\nsize = 1 GB\ncommits = every 1 h, 10 MB\n"                                \
  "[view sales.daily]\nsources = sales.orders\ngroup = \"shops, big\"\n"                           \
  "[view sales.idle]\nsources = sales.orders\npolicy = idle\n"                                     \
  "[policy]\ntrigger = interval 1 h\n[policy idle]\ntrigger = interval 2 d, phase 36 h\n"

typedef struct
{
  TarnLabScenario *scenario;
  TarnLabResult *result;
} Trial;

static Trial
simulate (void)
{
  g_autoptr (GError) error = NULL;
  Trial trial = { tarn_lab_scenario_new_from_text (LAKE, -1, "orders.lake", &error), NULL };

  g_assert_no_error (error);
  g_autoptr (TarnLabTrial) simulated = tarn_lab_trial_new (trial.scenario, 3, &error);
  g_assert_no_error (error);
  trial.result = tarn_lab_trial_finish (simulated, &error);
  g_assert_no_error (error);
  return trial;
}

static void
trial_clear (Trial *trial)
{
  tarn_lab_scenario_unref (trial->scenario);
  tarn_lab_result_unref (trial->result);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Trial, trial_clear)

static char *
make_csv (TarnLabReportFlags flags)
{
  g_auto (Trial) trial = simulate ();

  return tarn_lab_report_to_csv (trial.scenario, 3, trial.result, flags);
}

/* --- Text ------------------------------------------------------------------------------------- */

static char *
make_text (TarnLabReportFlags flags)
{
  g_auto (Trial) trial = simulate ();

  return tarn_lab_report_to_text (trial.scenario, "the orders", 3, trial.result, flags);
}

static void
test_text (void)
{
  g_autofree char *text = make_text (TARN_LAB_REPORT_NONE);
  g_auto (Trial) trial = simulate ();
  g_autofree char *begin = g_strdup_printf (
      "the orders, replication 3\nscenario %s\n2026-11-02 to 2026-11-03 (1 d) after a warm-up of 0 s;"
      " 2 views in 1 group, 50 refreshes at a time (assumed)\n\nThroughput 40 MB/s per DPU (assumed)",
      tarn_lab_scenario_get_digest (trial.scenario));
  const char *cost = strstr (text, "USD"), *lag = strstr (text, "lag");

  g_assert_true (g_str_has_prefix (text, begin));
  g_assert_nonnull (lag);
  g_assert_true (cost != NULL && cost < lag && strstr (lag, "fresh") != NULL);
  g_assert_true (strstr (lag, "wait ") != NULL && strstr (lag, "incremental") != NULL);
}

static void
test_rows (void)
{
  g_autofree char *groups = make_text (TARN_LAB_REPORT_NONE);
  g_autofree char *views = make_text (TARN_LAB_REPORT_VIEWS);

  g_assert_nonnull (strstr (groups, "\nall "));
  g_assert_nonnull (strstr (groups, "\nshops, big "));
  g_assert_null (strstr (groups, "\nsales.daily "));
  g_assert_nonnull (strstr (views, "\nshops, big "));
  g_assert_nonnull (strstr (views, "\nsales.daily "));
  g_assert_nonnull (strstr (views, "\nsales.idle "));
}

/* --- Values ----------------------------------------------------------------------------------- */

static void
test_lines (void)
{
  g_autofree char *csv = make_csv (TARN_LAB_REPORT_VIEWS);
  g_auto (GStrv) lines = g_strsplit (csv, "\r\n", -1);
  guint n_lines = g_strv_length (lines);

  g_assert_cmpstr (lines[0], ==, "scenario,replication,subject,name,metric,unit,value");
  g_assert_cmpstr (lines[n_lines - 1], ==, "");
  for (guint i = 0; i < n_lines; i++)
    g_assert_null (strpbrk (lines[i], "\r\n"));
}

/* Returns what a line must begin with. */
static char *
make_begin (const Trial *trial, const char *subject, const char *name, const char *metric)
{
  return g_strdup_printf ("%s,3,%s,%s,%s,%s,", tarn_lab_scenario_get_digest (trial->scenario),
                          subject, name, metric, tarn_lab_metric_get_unit (metric));
}

static void
assert_lines (const Trial *trial, char ***line, TarnLabSubject subject, guint index,
              const char *kind, const char *name)
{
  const char *const *metrics = tarn_lab_list_metrics ();

  for (guint i = 0; metrics[i] != NULL; i++)
    {
      gint64 figure;

      if (!tarn_lab_metric_has_subject (metrics[i], subject))
        continue;

      g_autofree char *begin = make_begin (trial, kind, name, metrics[i]);
      g_autofree char *value
          = tarn_lab_result_get_figure (trial->result, subject, index, metrics[i], &figure)
                ? g_strdup_printf ("%" G_GINT64_FORMAT, figure)
                : g_strdup ("");
      g_autofree char *expected = g_strconcat (begin, value, NULL);

      g_assert_cmpstr (*(*line)++, ==, expected);
    }
}

static void
test_values (void)
{
  g_autofree char *csv = make_csv (TARN_LAB_REPORT_VIEWS);
  g_auto (GStrv) lines = g_strsplit (csv, "\r\n", -1);
  g_auto (Trial) trial = simulate ();
  char **line = lines + 1;

  assert_lines (&trial, &line, TARN_LAB_SUBJECT_ALL, 0, "all", "all");
  assert_lines (&trial, &line, TARN_LAB_SUBJECT_GROUP, 0, "group", "\"shops, big\"");
  assert_lines (&trial, &line, TARN_LAB_SUBJECT_VIEW, 0, "view", "sales.daily");
  assert_lines (&trial, &line, TARN_LAB_SUBJECT_VIEW, 1, "view", "sales.idle");
  g_assert_cmpstr (*line, ==, "");
}

static void
test_nothing_measured (void)
{
  g_autofree char *csv = make_csv (TARN_LAB_REPORT_VIEWS);

  g_assert_nonnull (strstr (csv, ",view,sales.idle,wait-mean,us,\r\n"));
  g_assert_null (strstr (csv, ",view,sales.daily,wait-mean,us,\r\n"));
}

/* --- Baselines -------------------------------------------------------------------------------- */

static TarnLabResult *
simulate_baseline (TarnLabScenario *scenario, TarnLabBaseline baseline)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new_baseline (scenario, 3, baseline, &error);
  g_assert_no_error (error);
  TarnLabResult *result = tarn_lab_trial_finish (trial, &error);

  g_assert_no_error (error);
  return result;
}

static void
test_baselines (void)
{
  g_auto (Trial) trial = simulate ();
  g_autoptr (TarnLabResult) zero_wait
      = simulate_baseline (trial.scenario, TARN_LAB_BASELINE_ZERO_WAIT);
  g_autoptr (TarnLabResult) full_hourly
      = simulate_baseline (trial.scenario, TARN_LAB_BASELINE_FULL_HOURLY);
  g_autoptr (TarnLabBound) bound = tarn_lab_bound_new (trial.scenario, 3);
  g_autofree char *text = tarn_lab_report_baselines_to_text (trial.result, zero_wait, full_hourly,
                                                             bound, TARN_LAB_REPORT_VIEWS);
  g_autofree char *csv
      = tarn_lab_report_baselines_to_csv (trial.scenario, 3, zero_wait, full_hourly, bound,
                                          TARN_LAB_REPORT_VIEWS);
  g_autofree char *own = make_csv (TARN_LAB_REPORT_VIEWS);
  g_auto (GStrv) lines = g_strsplit (csv, "\r\n", -1);
  guint n_lines = g_strv_length (lines);

  g_assert_nonnull (strstr (text, "\nall "));
  g_assert_nonnull (strstr (text, "\nsales.idle "));
  g_assert_nonnull (strstr (text, "\n  zero wait "));
  g_assert_nonnull (strstr (text, "\n  full, hourly "));
  g_assert_nonnull (strstr (text, "\n  no policy below "));
  g_assert_cmpstr (lines[n_lines - 1], ==, "");
  for (guint i = 0; i + 1 < n_lines; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], ":", 2);
      g_auto (GStrv) metric = g_strsplit (parts[1], ",", 2);
      const char *comma = strrchr (parts[0], ',');

      g_assert_true (g_str_equal (comma, ",zero-wait") || g_str_equal (comma, ",full-hourly")
                     || g_str_equal (comma, ",bound"));
      g_assert_true (g_strv_contains (tarn_lab_list_metrics (), metric[0]));
      if (g_str_equal (comma, ",bound"))
        g_assert_cmpstr (metric[0], ==, "lag-mean");
      g_assert_true (
          strncmp (own + strlen ("scenario,replication,subject,name,metric,unit,value\r\n"),
                   lines[i], 64)
          == 0);
    }
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-lab-report.h: TarnLabReportFlags: a row for all views together, and one for each group", test_rows },
  { "tarn-lab-report.h: TarnLabReportFlags: also a row for each view", test_rows },
  { "tarn-lab-report.h: to_text(): It begins with what was simulated and what was assumed.", test_text },
  { "tarn-lab-report.h: to_text(): Then a table has cost, age, lag and freshness side by side, and others the SLO, if a"
    " view has one, the waits and the runs.", test_text },
  { "tarn-lab-report.h: to_csv(): a line that names the columns, and one for each subject and metric", test_values },
  { "tarn-lab-report.h: to_csv(): the figure as a whole number, or nothing where nothing was measured",
    test_nothing_measured },
  { "tarn-lab-report.h: to_csv(): The subjects are in their order in the result, and the metrics of each in that of"
    " tarn_lab_list_metrics().", test_values },
  { "tarn-lab-report.h: baselines_to_text(): a table with a row of each subject, below it the rows of the baselines and of"
    " the bound, and then sentences that say what they are", test_baselines },
  { "tarn-lab-report.h: baselines_to_csv(): The metrics of the baselines are some of the others behind `zero-wait:` and"
    " `full-hourly:`, and that of the bound is `bound:lag-mean`.", test_baselines },
  { "tarn-lab-report.h: to_csv(): lines of text, each of which ends with a carriage return and a line feed", test_lines },
};
/* clang-format on */

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
