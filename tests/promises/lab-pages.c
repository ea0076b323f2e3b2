/* SPDX-License-Identifier: MIT */
/* What the headers of the lab promise of pages, pictures and timelines. tests/lab/pages.py looks at them more closely. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "promise.h"

#define LAKE                                                                                       \
  "[lake]\nstart = 2026-11-02\nhorizon = 1 d\nseed = 7\nslots = 1\n"                               \
  "[table sales.orders]\nsize = 1 GB\ncommits = poisson every 10 min, 10 MB\n"                     \
  "[view sales.view_%d]\ncount = 3\nsources = sales.orders\n"
#define ONE LAKE "[policy]\ntrigger = interval 1 h\n"
#define TWO LAKE "[policy]\ntrigger = interval {1 h; 2 h}\n[experiment]\nreplications = 3\n"
#define MANY                                                                                       \
  LAKE "[policy]\ntrigger = interval {1 h; 2 h; 3 h; 4 h; 5 h; 6 h; 7 h; 8 h}\n"                   \
       "[experiment]\nreplications = 2\nbaseline = 7 h\n"
#define FILES                                                                                      \
  "[lake]\nhorizon = 1 d\n[table a.b]\ncommits = file commits.csv\n"                               \
  "[view a.c]\nsources = a.b\n[policy]\ntrigger = interval {1 h; 2 h}\n"                           \
  "[experiment]\nreplications = 2\n"

static const char *const pictures[]
    = { "front", "lag-over-time", "lag-percentiles", "age-percentiles", "slots" };

/* --- Trials ----------------------------------------------------------------------------------- */

typedef struct
{
  TarnLabScenario *scenario;
  TarnLabTrial *trial;
  TarnLabResult *result;
} Trial;

static void
trial_clear (Trial *self)
{
  g_clear_pointer (&self->scenario, tarn_lab_scenario_unref);
  g_clear_object (&self->trial);
  g_clear_pointer (&self->result, tarn_lab_result_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Trial, trial_clear)

static Trial
begin (void)
{
  g_autoptr (GError) error = NULL;
  Trial self = { .scenario = tarn_lab_scenario_new_from_text (ONE, -1, "one.lake", &error) };

  g_assert_no_error (error);
  self.trial = tarn_lab_trial_new (self.scenario, 0, &error);
  g_assert_no_error (error);
  return self;
}

static void
finish (Trial *self)
{
  g_autoptr (GError) error = NULL;

  self->result = tarn_lab_trial_finish (self->trial, &error);
  g_assert_no_error (error);
}

static guint
count (const char *text, const char *what)
{
  guint n = 0;

  for (const char *at = strstr (text, what); at != NULL; at = strstr (at + 1, what))
    n++;
  return n;
}

static void
assert_pictures (const char *html, guint first, guint n)
{
  g_assert_cmpuint (count (html, "<figure"), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *figure = g_strdup_printf ("<figure id=\"%s\">", pictures[first + i]);

      g_assert_nonnull (strstr (html, figure));
    }
}

static void
test_series (void)
{
  g_auto (Trial) with = begin ();
  tarn_lab_trial_keep_series (with.trial);
  tarn_lab_trial_keep_series (with.trial);
  finish (&with);
  g_auto (Trial) without = begin ();
  finish (&without);

  g_autofree char *page = tarn_lab_report_to_html (with.scenario, "one", 0, with.result, 0);
  g_autofree char *other = tarn_lab_report_to_html (without.scenario, "one", 0, without.result, 0);
  assert_pictures (page, 1, 4);
  assert_pictures (other, 0, 0);
  g_assert_nonnull (strstr (other, "left out: the trial was simulated without a series."));

  g_autofree char *csv = tarn_lab_report_to_csv (with.scenario, 0, with.result, 0);
  g_autofree char *same = tarn_lab_report_to_csv (without.scenario, 0, without.result, 0);
  g_assert_cmpstr (csv, ==, same);
}

static void
test_fork_has_series (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Trial) trial = begin ();

  tarn_lab_trial_keep_series (trial.trial);
  g_assert_true (tarn_lab_trial_advance_to (trial.trial,
                                            tarn_lab_trial_get_end_time (trial.trial)
                                                - G_GINT64_CONSTANT (43200000000),
                                            &error));
  g_auto (Trial) fork = { .scenario = tarn_lab_scenario_ref (trial.scenario),
                          .trial = tarn_lab_trial_fork (trial.trial, &error) };
  g_assert_no_error (error);
  finish (&fork);
  finish (&trial);
  g_autofree char *page = tarn_lab_report_to_html (trial.scenario, "one", 0, trial.result, 0);
  g_autofree char *other = tarn_lab_report_to_html (fork.scenario, "one", 0, fork.result, 0);
  g_assert_cmpstr (page, ==, other);
}

static void
test_markdown (void)
{
  g_auto (Trial) trial = begin ();
  finish (&trial);
  g_autofree char *text
      = tarn_lab_report_to_markdown (trial.scenario, "a_b", 0, trial.result, TARN_LAB_REPORT_VIEWS);

  g_assert_true (g_str_has_prefix (text, "# a\\_b, replication 0\n\nscenario "));
  g_assert_cmpuint (count (text, "\n| :-- |"), ==, 3);
  g_assert_nonnull (strstr (text, "\n| sales.view\\_3 | "));
}

static void
test_page (void)
{
  g_auto (Trial) trial = begin ();
  tarn_lab_trial_keep_series (trial.trial);
  finish (&trial);
  g_autofree char *page
      = tarn_lab_report_to_html (trial.scenario, "<a> & \"b\"", 0, trial.result, 0);

  g_assert_true (g_str_has_prefix (page, "<!DOCTYPE html>\n"));
  g_assert_nonnull (strstr (page, "<h1>&lt;a&gt; &amp; &quot;b&quot;, replication 0</h1>"));
  g_assert_null (strstr (page, "<script"));
  g_assert_null (strstr (page, "href"));
  g_assert_null (strstr (page, "src="));
}

static void
test_list (void)
{
  const char *const *names = tarn_lab_report_list_pictures ();

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    g_assert_cmpstr (names[i], ==, pictures[i]);
  g_assert_null (names[G_N_ELEMENTS (pictures)]);
}

static void
test_gnuplot (void)
{
  g_auto (Trial) with = begin ();
  tarn_lab_trial_keep_series (with.trial);
  finish (&with);
  g_auto (Trial) without = begin ();
  finish (&without);

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autofree char *csv = NULL, *none = NULL;
      g_autofree char *script = tarn_lab_report_to_gnuplot (with.result, "one", pictures[i], &csv);
      g_autofree char *lacking
          = tarn_lab_report_to_gnuplot (without.result, "one", pictures[i], &none);
      g_autofree char *file = g_strdup_printf ("'%s.csv'", pictures[i]);
      g_autofree char *svg = g_strdup_printf ("'%s.svg'", pictures[i]);

      g_assert_null (lacking);
      g_assert_null (none);
      g_assert_cmpint (script != NULL, ==, i > 0);
      g_assert_cmpint (csv != NULL, ==, i > 0);
      if (script == NULL)
        continue;
      g_assert_nonnull (strstr (script, file));
      g_assert_nonnull (strstr (script, svg));
      g_assert_null (strchr (csv, '.') != NULL && i < 4 ? csv : NULL);
    }

  g_autofree char *csv = NULL;
  g_autofree char *script = tarn_lab_report_to_gnuplot (with.result, "it's", "slots", &csv);
  g_assert_nonnull (strstr (script, "\nset title 'it\'\'s' noenhanced\n"));
}

/* --- Timelines -------------------------------------------------------------------------------- */

static void
add_line (const char *line, gpointer lines)
{
  g_string_append_printf (lines, "%s\n", line);
}

static gboolean
stop_at_once (guint n_done G_GNUC_UNUSED, guint n_cells G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return FALSE;
}

static void
test_timeline (void)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_auto (Trial) trial = begin ();
  tarn_lab_trial_set_timeline_func (trial.trial, add_line, lines, NULL);

  g_assert_true (
      tarn_lab_trial_advance_to (trial.trial, tarn_lab_trial_get_end_time (trial.trial), NULL));
  g_assert_false (g_str_has_suffix (lines->str, "\n]}\n"));
  finish (&trial);
  g_assert_true (g_str_has_suffix (lines->str, "\n]}\n"));
  g_assert_cmpuint (count (lines->str, "\n]}\n"), ==, 1);
  g_autofree char *again = g_strdup (lines->str);
  tarn_lab_result_unref (trial.result);
  finish (&trial);
  g_assert_true (g_str_equal (lines->str, again));

  /* What the caller makes of the engine after the trial is not of the trial. */
  g_assert_cmpint (tarn_engine_advance_by (tarn_lab_trial_get_engine (trial.trial),
                                           10 * G_TIME_SPAN_DAY, NULL),
                   >, 0);
  g_assert_true (g_str_equal (lines->str, again));
}

static void
test_fork_has_no_timeline (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  g_auto (Trial) trial = begin ();
  tarn_lab_trial_set_timeline_func (trial.trial, add_line, lines, NULL);
  gsize length = lines->len;

  g_auto (Trial) fork = { .scenario = tarn_lab_scenario_ref (trial.scenario),
                          .trial = tarn_lab_trial_fork (trial.trial, &error) };
  g_assert_no_error (error);
  finish (&fork);
  g_assert_cmpuint (lines->len, ==, length);
}

/* --- Outcomes --------------------------------------------------------------------------------- */

static TarnLabOutcome *
simulate (const char *text, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_new_from_text (text, -1, path, &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabExperiment) experiment = tarn_lab_experiment_new (scenario, &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabOutcome) outcome = tarn_lab_outcome_new (experiment);
  tarn_lab_outcome_run (outcome, 0, 100, 2, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&outcome);
}

static void
simulate_series (TarnLabOutcome *outcome)
{
  g_autoptr (GError) error = NULL;

  tarn_lab_outcome_simulate_series (outcome, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_outcome_page (void)
{
  g_autoptr (TarnLabOutcome) outcome = simulate (TWO, "two.lake");
  g_autofree char *before = tarn_lab_report_outcome_to_html (outcome, "two");
  g_autofree char *text = tarn_lab_report_outcome_to_text (outcome, "two");

  assert_pictures (before, 0, 1);
  g_assert_nonnull (strstr (before, "left out: nothing was simulated again for them."));
  simulate_series (outcome);
  g_autofree char *page = tarn_lab_report_outcome_to_html (outcome, "two");
  g_autofree char *same = tarn_lab_report_outcome_to_text (outcome, "two");
  assert_pictures (page, 0, 5);
  g_assert_cmpstr (text, ==, same);
  g_assert_cmpuint (count (page, "class=\"whisker k0\""), >, 0);
}

static void
test_outcome_markdown (void)
{
  g_autoptr (TarnLabOutcome) outcome = simulate (TWO, "two.lake");
  g_autofree char *text = tarn_lab_report_outcome_to_markdown (outcome, "two");

  g_assert_true (g_str_has_prefix (text, "# two: 2 variants, 3 replications; 6 of 6 cells\n\n"));
  g_assert_cmpuint (count (text, "\n| :-- |"), ==, 4);
}

static void
test_outcome_gnuplot (void)
{
  g_autoptr (TarnLabOutcome) outcome = simulate (TWO, "two.lake");

  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
        {
          g_autofree char *csv = NULL;
          g_autofree char *script = tarn_lab_report_outcome_to_gnuplot (outcome, pictures[i], &csv);

          g_assert_cmpint (script != NULL, ==, i == 0 || round == 1);
          g_assert_cmpint (csv != NULL, ==, i == 0 || round == 1);
        }
      simulate_series (outcome);
    }
}

static void
test_chosen_variants (void)
{
  g_autoptr (TarnLabOutcome) outcome = simulate (MANY, "many.lake");
  g_autofree char *csv = NULL, *script = NULL;

  simulate_series (outcome);
  script = tarn_lab_report_outcome_to_gnuplot (outcome, "lag-over-time", &csv);
  g_auto (GStrv) lines = g_strsplit (csv, "\r\n", -1);
  g_auto (GStrv) labels = g_strsplit (lines[0], ",", -1);
  g_assert_cmpuint (g_strv_length (labels), ==, 1 + TARN_LAB_SERIES_VARIANTS_MAX);
  g_assert_true (g_strv_contains ((const char *const *) labels, "7 h"));
}

static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabOutcome) outcome = simulate (TWO, "two.lake");

  g_assert_false (tarn_lab_outcome_simulate_series (outcome, NULL, stop_at_once, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autofree char *page = tarn_lab_report_outcome_to_html (outcome, "two");
  g_assert_nonnull (strstr (page, "left out: nothing was simulated again for them."));
}

static void
write_file (const char *folder, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

#define COMMITS                                                                                    \
  "time,operation,added-bytes,removed-bytes,total-bytes\n2000-01-01T06:00:00Z,append,1000,0,1000\n"

/* An outcome from a file finds the files of its scenario beside another one, if they are the same. */
static void
test_files (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("tarn-XXXXXX", NULL);
  g_autofree char *lake = g_build_filename (folder, "a.lake", NULL);
  g_autofree char *commits = g_build_filename (folder, "commits.csv", NULL);
  g_autofree char *path = g_build_filename (folder, "a.outcome", NULL);

  write_file (folder, "commits.csv", COMMITS);
  g_autoptr (TarnLabOutcome) outcome = simulate (FILES, lake);
  g_autofree char *text = tarn_lab_outcome_to_text (outcome);
  write_file (folder, "a.outcome", text);
  g_autoptr (TarnLabOutcome) read = tarn_lab_outcome_new_from_file (path, &error);
  g_assert_no_error (error);

  tarn_lab_outcome_simulate_series (read, lake, NULL, NULL, &error);
  g_assert_no_error (error);
  simulate_series (outcome);
  g_autofree char *page = tarn_lab_report_outcome_to_html (outcome, "a");
  g_autofree char *other = tarn_lab_report_outcome_to_html (read, "a");
  g_assert_cmpstr (page, ==, other);

  write_file (folder, "commits.csv", COMMITS "2000-01-01T07:00:00Z,append,1000,0,2000\n");
  g_assert_false (tarn_lab_outcome_simulate_series (read, lake, NULL, NULL, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME);
  g_autofree char *left_out = tarn_lab_report_outcome_to_html (read, "a");
  g_assert_nonnull (strstr (left_out, "left out: this is of another experiment: line "));
  g_clear_error (&error);

  g_assert_cmpint (g_remove (commits), ==, 0);
  g_assert_false (tarn_lab_outcome_simulate_series (read, lake, NULL, NULL, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_FILE);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-lab-measure.h: keep_series(): Without a call of this function there is none, because no figure needs it.",
    test_series },
  { "tarn-lab-measure.h: keep_series(): how the mean lag of the views went over time, and which run had which slot",
    test_fork_has_series },
  { "tarn-lab-report.h: report_to_markdown(): with the tables that GitHub's kind of it has", test_markdown },
  { "tarn-lab-report.h: report_to_html(): The page has no scripts, and fetches nothing.", test_page },
  { "tarn-lab-report.h: report_to_html(): without one, the page says what is left out", test_series },
  { "tarn-lab-report.h: list_pictures(): A page has them in this order.", test_list },
  { "tarn-lab-report.h: report_to_gnuplot(): Makes a script for gnuplot, which reads the values from the file"
    " `PICTURE.csv`, and writes `PICTURE.svg`.", test_gnuplot },
  { "tarn-lab-report.h: report_to_gnuplot(): A result without a series has no picture, and the front is only one of"
    " outcomes.", test_gnuplot },
  { "tarn-lab-report.h: outcome_to_markdown(): with the tables that GitHub's kind of it has", test_outcome_markdown },
  { "tarn-lab-report.h: outcome_to_html(): the Pareto front of the first two metrics with intervals", test_outcome_page },
  { "tarn-lab-report.h: outcome_to_html(): if it was not called or failed, the page says what is left out and why",
    test_files },
  { "tarn-lab-report.h: outcome_to_gnuplot(): All pictures but the front need tarn_lab_outcome_simulate_series().",
    test_outcome_gnuplot },
  { "tarn-lab-outcome.h: simulate_series(): it takes the baseline, those on the Pareto front, and then the first ones",
    test_chosen_variants },
  { "tarn-lab-outcome.h: simulate_series(): a file that the scenario names cannot be read, or it is another one",
    test_files },
  { "tarn-lab-outcome.h: simulate_series(): %G_IO_ERROR_CANCELLED: @func returned %FALSE", test_cancelled },
  { "tarn-lab-trial.h: set_timeline_func(): The last one comes when tarn_lab_trial_finish() succeeds.", test_timeline },
  { "tarn-lab-trial.h: set_timeline_func(): A fork has no timeline.", test_fork_has_no_timeline },
};
/* clang-format on */

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
