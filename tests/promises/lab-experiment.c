/* SPDX-License-Identifier: MIT */
/*
 * What tarn-lab-experiment.h and tarn-lab-outcome.h promise, and tarn-lab-report.h of values of outcomes, beside the
 * rows of tests/lab/outcome-*.c, which look closer.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "promise.h"
#include "worlds/outcome-of-text.h"

#define LAKE                                                                                       \
  "[lake]\nhorizon = 6 h\n[table a.t]\ncommits = poisson every 20 min, 1 MB\n[view a.v]\n"         \
  "sources = a.t\n[policy]\ntrigger = interval {1 h; 15 min}\n[experiment]\nreplications = 3\n"    \
  "stop = 50 %\n"
#define LAKE_OF_REPLICATIONS(n)                                                                    \
  "[lake]\nhorizon = 6 h\n[table a.t]\ncommits = poisson every 20 min, 1 MB\n[view a.v]\n"         \
  "sources = a.t\n[policy]\ntrigger = interval {1 h; 15 min}\n[experiment]\nmetrics = lag-mean\n"  \
  "replications = " n "\n"
#define UNSTABLE                                                                                   \
  "[lake]\nhorizon = 6 h\nslots = 1\n[table a.t]\n[view a.v_%d]\ncount = 50\nsources = a.t\n"      \
  "duration = 1 h\n[policy]\ntrigger = interval 1 min, queue\n[experiment]\nreplications = 1\n"

/* --- Experiments ------------------------------------------------------------------------------ */

static void
test_defaults (void)
{
  g_autoptr (TarnLabExperiment) experiment
      = make_experiment ("[lake]\nhorizon = 1 d\n[table a.t]\n[view a.v]\nsources = a.t\n[policy]\n"
                         "trigger = interval 1 h\n");

  g_assert_cmpuint (tarn_lab_experiment_get_n_replications (experiment), ==, 10);
  g_assert_cmpuint (tarn_lab_experiment_get_n_variants (experiment), ==, 1);
  g_assert_cmpstr (tarn_lab_experiment_get_label (experiment, 0), ==, "as it is");
}

static gpointer
read_in_thread (gpointer data)
{
  TarnLabExperiment *experiment = data;

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (TarnLabExperiment) kept = tarn_lab_experiment_ref (experiment);

      g_assert_cmpstr (tarn_lab_experiment_get_label (kept, i % 2), ==,
                       i % 2 == 0 ? "1 h" : "15 min");
    }
  return NULL;
}

static void
test_threads (void)
{
  TarnLabExperiment *experiment = make_experiment (LAKE);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (NULL, read_in_thread, experiment);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  tarn_lab_experiment_unref (experiment);
}

static void
test_scenario (void)
{
  g_autoptr (TarnLabExperiment) experiment = make_experiment (LAKE);

  g_assert_cmpuint (tarn_lab_scenario_get_n_axes (tarn_lab_experiment_get_scenario (experiment)),
                    ==, 1);
  g_assert_cmpuint (tarn_lab_scenario_get_n_axes (tarn_lab_experiment_get_variant (experiment, 1)),
                    ==, 0);
}

/* The cells are in the order of the replications, and in each of the variants. */
static void
test_cells (void)
{
  g_autoptr (TarnLabOutcome) outcome = simulate (LAKE, 1);
  g_autofree char *text = tarn_lab_outcome_to_text (outcome);

  g_assert_true (tarn_lab_outcome_has_cell (outcome, 0, 0));
  g_assert_true (tarn_lab_outcome_has_cell (outcome, 1, 0));
  g_assert_false (tarn_lab_outcome_has_cell (outcome, 0, 1));
  g_assert_true (g_str_has_suffix (text, " lacks 2-5\n"));
}

/* --- Outcomes --------------------------------------------------------------------------------- */

static void
test_figure (void)
{
  g_autoptr (TarnLabOutcome) outcome = simulate (LAKE, 1);
  gint64 value = 7;

  g_assert_true (tarn_lab_outcome_get_figure (outcome, 1, 0, "runs-started", &value));
  g_assert_cmpint (value, ==, 24);
  g_assert_false (tarn_lab_outcome_get_figure (outcome, 1, 1, "runs-started", &value));
  g_assert_cmpint (value, ==, 0);
  value = 7;
  g_assert_false (tarn_lab_outcome_get_figure (outcome, 1, 0, "frob", &value));
  g_assert_cmpint (value, ==, 0);
  value = 7;
  g_assert_false (tarn_lab_outcome_get_figure (outcome, 1, 0, "slo-share", &value));
  g_assert_cmpint (value, ==, 0);
}

/* What was read is looked at and merged, but simulates nothing. */
static void
test_read (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "tarn-promise-XXXXXX", NULL);
  g_autoptr (TarnLabOutcome) outcome = simulate (LAKE, 2);
  g_autoptr (GError) error = NULL;

  g_close (g_mkstemp (path), NULL);
  g_assert_true (tarn_lab_outcome_save (outcome, path, &error));
  g_autoptr (TarnLabOutcome) read = tarn_lab_outcome_new_from_file (path, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_assert_cmpuint (tarn_lab_outcome_get_n_done (read), ==, 4);
  g_assert_cmpuint (tarn_lab_outcome_get_n_variants (read), ==, 2);
  g_assert_cmpuint (tarn_lab_outcome_get_n_replications (read), ==, 3);
  g_assert_cmpstr (tarn_lab_outcome_get_label (read, 1), ==, "15 min");
  g_assert_true (tarn_lab_outcome_merge (outcome, read, &error));
  ASSERT_CRITICAL (tarn_lab_outcome_run (read, 0, 3, 1, NULL, NULL, NULL));
}

/* --- Conditions ------------------------------------------------------------------------------- */

static void
assert_check (const TarnLabOutcome *outcome, const char *condition, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *finding = NULL;

  g_assert_true (tarn_lab_outcome_check (outcome, condition, &finding, &error));
  g_assert_cmpstr (finding, ==, expected);
}

static void
assert_check_fails (const TarnLabOutcome *outcome, const char *condition, TarnLabError code)
{
  g_autoptr (GError) error = NULL;
  char *finding = (char *) "x";

  g_assert_false (tarn_lab_outcome_check (outcome, condition, &finding, &error));
  g_assert_error (error, TARN_LAB_ERROR, (gint) code);
  g_assert_null (finding);
}

static void
test_check (void)
{
  g_autoptr (TarnLabOutcome) outcome = simulate (UNSTABLE, 1);

  assert_check (outcome, "lag-mean < 1 us",
                "as it is: UNSTABLE, the backlog grows in 1 of 1 replications");
}

static void
test_check_variants (void)
{
  g_autoptr (TarnLabExperiment) experiment = make_experiment (LAKE);
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_set (tarn_lab_experiment_get_scenario (experiment), "experiment.stop",
                               "0 %", NULL);
  g_autoptr (TarnLabExperiment) all = tarn_lab_experiment_new (scenario, NULL);
  g_autoptr (TarnLabOutcome) outcome = tarn_lab_outcome_new (all);

  assert_check_fails (outcome, "runs-started > 10", TARN_LAB_ERROR_OUTCOME);
  g_assert_true (tarn_lab_outcome_run (outcome, 0, 3, 1, NULL, NULL, NULL));
  assert_check (outcome, "runs-started > 10", "15 min: runs-started is 24, which is > 10");
  assert_check (outcome, "1 h: runs-started > 10", NULL);
  assert_check (outcome, "runs-started >= 6",
                "1 h: runs-started is 6, which is >= 6; 15 min: runs-started is 24, which is >= 6");
  assert_check_fails (outcome, "2 h: runs-started > 10", TARN_LAB_ERROR_CONDITION);
  assert_check_fails (outcome, "runs-started > 10 min", TARN_LAB_ERROR_CONDITION);
  assert_check_fails (outcome, "frob > 10", TARN_LAB_ERROR_CONDITION);
  assert_check_fails (outcome, "slo-share > 10 %", TARN_LAB_ERROR_OUTCOME);
}

/* --- Misuse ----------------------------------------------------------------------------------- */

static void
test_misuse (void)
{
  g_autoptr (TarnLabExperiment) experiment = make_experiment (LAKE);
  g_autoptr (TarnLabOutcome) outcome = tarn_lab_outcome_new (experiment);
  TarnLabOutcome *no_outcome = NULL;
  guint n;
  gint64 value;
  char *finding;

  ASSERT_CRITICAL (g_assert_null (tarn_lab_experiment_new (NULL, NULL)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_experiment_ref (NULL)));
  ASSERT_CRITICAL (tarn_lab_experiment_unref (NULL));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_experiment_get_scenario (NULL)));
  ASSERT_CRITICAL (g_assert_cmpuint (tarn_lab_experiment_get_n_variants (NULL), ==, 0));
  ASSERT_CRITICAL (g_assert_cmpuint (tarn_lab_experiment_get_n_replications (NULL), ==, 0));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_experiment_get_label (experiment, 2)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_experiment_get_variant (experiment, 2)));
  ASSERT_CRITICAL (no_outcome = tarn_lab_outcome_new (NULL));
  g_assert_null (no_outcome);
  ASSERT_CRITICAL (no_outcome = tarn_lab_outcome_new_from_file (NULL, NULL));
  g_assert_null (no_outcome);
  ASSERT_CRITICAL (g_assert_null (tarn_lab_outcome_ref (NULL)));
  ASSERT_CRITICAL (tarn_lab_outcome_unref (NULL));
  ASSERT_CRITICAL (g_assert_false (tarn_lab_outcome_keep (outcome, NULL, NULL)));
  ASSERT_CRITICAL (g_assert_false (tarn_lab_outcome_run (NULL, 0, 1, 1, NULL, NULL, NULL)));
  ASSERT_CRITICAL (g_assert_false (tarn_lab_outcome_merge (outcome, NULL, NULL)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_outcome_to_text (NULL)));
  ASSERT_CRITICAL (g_assert_false (tarn_lab_outcome_save (outcome, NULL, NULL)));
  ASSERT_CRITICAL (g_assert_cmpuint (tarn_lab_outcome_get_n_variants (NULL), ==, 0));
  ASSERT_CRITICAL (g_assert_cmpuint (tarn_lab_outcome_get_n_replications (NULL), ==, 0));
  ASSERT_CRITICAL (g_assert_cmpuint (tarn_lab_outcome_get_n_done (NULL), ==, 0));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_outcome_get_label (outcome, 2)));
  ASSERT_CRITICAL (g_assert_false (tarn_lab_outcome_has_cell (outcome, 0, 3)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_outcome_plan_round (NULL, &n, &n)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_outcome_plan_round (outcome, NULL, &n)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_outcome_plan_round (outcome, &n, NULL)));
  ASSERT_CRITICAL (
      g_assert_false (tarn_lab_outcome_get_figure (outcome, 2, 0, "age-mean", &value)));
  ASSERT_CRITICAL (g_assert_false (tarn_lab_outcome_check (outcome, NULL, &finding, NULL)));
  ASSERT_CRITICAL (g_assert_false (tarn_lab_result_check (NULL, "age-mean > 1 h", &finding, NULL)));
}

/* Whatever is there, the rounds come to an end within the experiment. Its other rows are in tests/lab/outcome-rounds.c. */
static void
test_round (void)
{
  const char *rules[] = { "", "stop = 0.1 %\n", "best = lag-mean\n" };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *text = g_strconcat (LAKE_OF_REPLICATIONS ("25"), rules[i], NULL);
      g_autoptr (TarnLabExperiment) experiment = make_experiment (text);
      g_autoptr (TarnLabOutcome) outcome = tarn_lab_outcome_new (experiment);
      guint first, n, end = 0;

      for (g_free (tarn_lab_outcome_plan_round (outcome, &first, &n)); n > 0;
           g_free (tarn_lab_outcome_plan_round (outcome, &first, &n)))
        {
          g_assert_cmpuint (first, ==, end);
          g_assert_true (tarn_lab_outcome_run (outcome, first, n, 1, NULL, NULL, NULL));
          end = first + n;
          g_assert_cmpuint (end, <=, 25);
        }
      g_assert_cmpuint (end, >, 0);
    }
}

static void
test_replications (void)
{
  g_autoptr (TarnLabOutcome) outcome
      = simulate ("[lake]\nhorizon = 1 h\n[table a.t]\n[view a.v]\nsources = a.t\n[policy]\n"
                  "trigger = interval 1 h\n[experiment]\nreplications = 3\n",
                  2);
  g_autofree char *first = tarn_lab_report_replications_to_csv (outcome, 0, 1);
  g_autofree char *others = tarn_lab_report_replications_to_csv (outcome, 1, 1);
  g_autofree char *lacking = tarn_lab_report_replications_to_csv (outcome, 2, 1);
  g_autofree char *none = tarn_lab_report_replications_to_csv (outcome, 3, 0);

  g_assert_true (g_str_has_prefix (first, "scenario,variant,"));
  g_assert_null (strstr (others, "scenario,variant,"));
  g_assert_cmpstr (lacking, ==, "");
  g_assert_cmpstr (none, ==, "");
  ASSERT_CRITICAL (g_assert_null (tarn_lab_report_replications_to_csv (NULL, 0, 1)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_report_replications_to_csv (outcome, 4, 0)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_report_replications_to_csv (outcome, 1, 3)));
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-lab-report.h: replications_to_csv(): The line that names the columns stands before the first replication of all.",
    test_replications },
  { "tarn-lab-outcome.h: plan_round(): No round has a replication that the experiment does not have.", test_round },
  { "tarn-lab-outcome.h: plan_round(): how many replications from there on; 0 if there is nothing to simulate", test_round },
  { "tarn-lab-experiment.h: TarnLabExperiment: It never changes, and any number of threads may use it.", test_threads },
  { "tarn-lab-experiment.h: experiment_new(): Without the group it has the defaults of all its keys.", test_defaults },
  { "tarn-lab-experiment.h: get_label(): It is `as it is` if there is only one variant.", test_defaults },
  { "tarn-lab-experiment.h: get_scenario(): the scenario that it is of", test_scenario },
  { "tarn-lab-experiment.h: get_variant(): a scenario without axes", test_scenario },
  { "tarn-lab-experiment.h: chapter: those of the first replication come first, in the order of the variants, then those of the"
    " second", test_cells },
  { "tarn-lab-outcome.h: to_text(): its last line says which cells lack", test_cells },
  { "tarn-lab-outcome.h: get_figure(): There is none if the cell is not there, if nothing was measured in it, or if the"
    " outcome has no such metric. Then @out_value is 0.", test_figure },
  { "tarn-lab-outcome.h: new_from_file(): It can be looked at, merged, compared and saved, but simulates nothing", test_read },
  { "tarn-lab-outcome.h: outcome_check(): Where the backlog of a variant grows in any of them, the mean would only say how"
    " long the simulation was, so any condition is so.", test_check },
  { "tarn-lab-outcome.h: outcome_check(): in which variants it is so, and with which means; %NULL if it is not so",
    test_check_variants },
  { "tarn-lab-outcome.h: outcome_check(): %TARN_LAB_ERROR_OUTCOME: cells of replications that count lack", test_check_variants },
  { "tarn-lab-outcome.h: TarnLabOutcome: The figures of an experiment.", test_misuse },
};
/* clang-format on */

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
