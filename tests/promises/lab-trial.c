/* SPDX-License-Identifier: MIT */
/* What tarn-lab-trial.h promises. The tests of trials in tests/lab look inside. */
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "promise.h"

#define HOUR G_TIME_SPAN_HOUR
#define START G_GINT64_CONSTANT (1793491200000000) /* 2026-11-01T00:00:00Z */

/* A window of a day after two hours, with luck in all parts. */
#define LAKE "[lake]\nstart = 2026-11-01\nwarm-up = 2 h\nhorizon = 1 d\nslots = 2\nat-end = drain\n"
#define POLICY "[policy]\ntrigger = interval 1 h\n"
#define TABLE "[table raw.orders]\nsize = 1 GB\ncommits = poisson every 10 min, 1 MB\n"
#define VIEW "[view lab.daily]\nsources = raw.orders\nduration = 20 min exponential\n"
#define OTHERS                                                                                     \
  "[table raw.added]\nsize = 1 GB\ncommits = poisson every 10 min, 1 MB\n"                         \
  "[view lab.added]\nsources = raw.added\nduration = 20 min exponential\n"

static TarnLabTrial *
trial_new (const char *text, guint64 replication)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (text, -1, "trial.lake", &error);
  TarnLabTrial *trial;

  g_assert_no_error (error);
  trial = tarn_lab_trial_new (scenario, replication, &error);
  g_assert_no_error (error);
  return trial;
}

static void
append_line (const char *line, gpointer text)
{
  g_string_append (text, line);
  g_string_append_c (text, '\n');
}

/* Runs the whole trial, and returns its log. */
static char *
run (const char *text, guint64 replication)
{
  g_autoptr (TarnLabTrial) trial = trial_new (text, replication);
  GString *log = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  tarn_lab_trial_set_log_func (trial, append_line, log, NULL);
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);
  return g_string_free (log, FALSE);
}

/* Keeps the lines with a word, without what other tables and views change: the numbers of the engine. */
static char *
pick_times (const char *log, const char *word)
{
  g_auto (GStrv) lines = g_strsplit (log, "\n", -1);
  GString *picked = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], word) != NULL)
      g_string_append_printf (picked, "%.*s\n", (gint) strcspn (lines[i], ","), lines[i]);
  g_assert_cmpuint (picked->len, >, 0);
  return g_string_free (picked, FALSE);
}

static void
assert_advanced (TarnLabTrial *trial, gint64 time_us)
{
  g_autoptr (GError) error = NULL;

  tarn_lab_trial_advance_to (trial, time_us, &error);
  g_assert_no_error (error);
}

static gint64
get_now (TarnLabTrial *trial)
{
  return tarn_engine_get_now (tarn_lab_trial_get_engine (trial));
}

/* --- Luck ------------------------------------------------------------------------------------- */

static void
test_same_figures (void)
{
  g_autofree char *a = run (LAKE POLICY TABLE VIEW, 3);
  g_autofree char *b = run (LAKE POLICY TABLE VIEW, 3);
  g_autofree char *other = run (LAKE POLICY TABLE VIEW, 4);

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, other);
}

static void
test_others_change_nothing (void)
{
  g_autofree char *alone = run (LAKE POLICY TABLE VIEW, 3);
  g_autofree char *among = run (LAKE POLICY OTHERS TABLE VIEW, 3);
  g_autofree char *commits = pick_times (alone, "raw.orders");
  g_autofree char *commits_among = pick_times (among, "raw.orders");
  g_autofree char *runs = pick_times (alone, "lab.daily");
  g_autofree char *runs_among = pick_times (among, "lab.daily");

  g_assert_cmpstr (commits, ==, commits_among);
  g_assert_cmpstr (runs, ==, runs_among);
}

/* --- Making a trial --------------------------------------------------------------------------- */

static void
test_new (void)
{
  g_autoptr (TarnLabTrial) trial = trial_new (LAKE POLICY TABLE VIEW, 0);

  g_assert_cmpint (get_now (trial), ==, START);
  g_assert_cmpint (tarn_lab_trial_get_end_time (trial), ==, START + 26 * HOUR);
}

static void
test_axes (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (LAKE TABLE VIEW
                                         "[policy]\ntrigger = interval {1 h; 2 h}\n",
                                         -1, "trial.lake", NULL);

  g_assert_null (tarn_lab_trial_new (scenario, 0, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_AXES);
}

static void
on_handler (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED, gpointer n)
{
  (*(guint *) n)++;
}

static void
test_signal (void)
{
  g_autoptr (TarnLabTrial) trial = trial_new (LAKE POLICY TABLE VIEW, 0);
  TarnEngine *engine = tarn_lab_trial_get_engine (trial);
  guint n_changes = 0;

  g_signal_connect (engine, "change", G_CALLBACK (on_handler), &n_changes);
  assert_advanced (trial, START + 3 * HOUR);
  g_assert_cmpuint (n_changes, ==, 0);
  tarn_engine_set_emits_changes (engine, TRUE);
  assert_advanced (trial, START + 6 * HOUR);
  g_assert_cmpuint (n_changes, >, 0);
}

/* --- Driving ---------------------------------------------------------------------------------- */

static void
test_advance (void)
{
  g_autoptr (TarnLabTrial) trial = trial_new (LAKE POLICY TABLE VIEW, 0);
  GString *log = g_string_new (NULL);

  tarn_lab_trial_set_log_func (trial, append_line, log, NULL);
  assert_advanced (trial, START + HOUR - 1);
  gsize before = log->len;
  assert_advanced (trial, START + HOUR);
  g_assert_nonnull (strstr (log->str + before, "request"));
  g_string_free (log, TRUE);
}

/* The tick at the end of the window makes no request. */
static void
test_edges (void)
{
  g_autoptr (TarnLabTrial) trial = trial_new (LAKE POLICY TABLE VIEW, 0);
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, NULL);
  gint64 n_requests, n_skipped;

  tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_ALL, 0, "requests", &n_requests);
  tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_ALL, 0, "ticks-skipped", &n_skipped);
  g_assert_cmpint (n_requests + n_skipped, ==, 24);
}

static void
test_out_of_range (void)
{
  g_autoptr (TarnLabTrial) trial = trial_new (LAKE POLICY TABLE VIEW, 0);
  const gint64 times[] = { START - 1, START + 26 * HOUR + 1 };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (tarn_lab_trial_advance_to (trial, times[i], &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_OUT_OF_RANGE);
      g_assert_cmpint (get_now (trial), ==, START);
    }
  assert_advanced (trial, START + 26 * HOUR);
}

/* The table has the greatest size that there is. */
static void
test_refused_commit (void)
{
  g_autoptr (TarnLabTrial) trial
      = trial_new (LAKE POLICY VIEW
                   "[table raw.orders]\nsize = 1024 PiB\ncommits = every 1 h, 1 MB\n",
                   0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  g_assert_false (tarn_lab_trial_advance_to (trial, START + 26 * HOUR, &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT);
  g_assert_nonnull (strstr (error->message, "raw.orders"));
  gint64 stopped_us = get_now (trial);
  g_assert_cmpint (stopped_us, <, START + 26 * HOUR);

  g_assert_null (tarn_lab_trial_finish (trial, &again));
  g_assert_cmpstr (again->message, ==, error->message);
  g_assert_cmpint (get_now (trial), ==, stopped_us);
}

/* --- Forks ------------------------------------------------------------------------------------ */

/* The fork's thread may begin when it finds the fork in the queue. */
static gpointer
finish_fork (gpointer queue)
{
  return tarn_lab_trial_finish (g_async_queue_pop (queue), NULL);
}

static void
test_fork (void)
{
  g_autoptr (TarnLabTrial) trial = trial_new (LAKE POLICY TABLE VIEW, 0);
  g_autoptr (GAsyncQueue) queue = g_async_queue_new ();
  g_autoptr (GError) error = NULL;

  assert_advanced (trial, START + 5 * HOUR);
  g_autoptr (TarnLabTrial) fork = tarn_lab_trial_fork (trial, &error);
  g_assert_no_error (error);

  GThread *thread = g_thread_new ("fork", finish_fork, queue);
  tarn_engine_set_owner (tarn_lab_trial_get_engine (fork), thread);
  g_async_queue_push (queue, fork);
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, NULL);
  g_autoptr (TarnLabResult) of_fork = g_thread_join (thread);
  const char *const *metrics = tarn_lab_list_metrics ();

  for (guint i = 0; metrics[i] != NULL; i++)
    {
      gint64 value, value_of_fork;

      if (!tarn_lab_metric_has_subject (metrics[i], TARN_LAB_SUBJECT_ALL))
        continue;
      tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_ALL, 0, metrics[i], &value);
      tarn_lab_result_get_figure (of_fork, TARN_LAB_SUBJECT_ALL, 0, metrics[i], &value_of_fork);
      g_assert_cmpint (value, ==, value_of_fork);
    }
}

/* --- The rows --------------------------------------------------------------------------------- */

/* clang-format off */
static const Promise promises[] = {
  { "tarn-lab-trial.h: chapter: So another table, another view or another policy does not change these draws.",
    test_others_change_nothing },
  { "tarn-lab-trial.h: chapter: The window has the events at its begin, and lacks those at its end.",
    test_edges },
  { "tarn-lab-trial.h: trial_new(): the same scenario and replication give the same figures", test_same_figures },
  { "tarn-lab-trial.h: trial_new(): Makes a trial at the start of its scenario, with nothing simulated yet.", test_new },
  { "tarn-lab-trial.h: trial_new(): %TARN_LAB_ERROR_AXES if the scenario has axes", test_axes },
  { "tarn-lab-trial.h: get_engine(): The engine does not emit #TarnEngine::change", test_signal },
  { "tarn-lab-trial.h: get_end_time(): the virtual time at which the window ends", test_new },
  { "tarn-lab-trial.h: advance_to(): Simulates up to a time, and what happens at it, except that nothing happens any "
    "more at the end of the window.", test_advance },
  { "tarn-lab-trial.h: advance_to(): the time is before now, or after the end of the window; nothing happened",
    test_out_of_range },
  { "tarn-lab-trial.h: advance_to(): the engine refused a commit; the message names the table", test_refused_commit },
  { "tarn-lab-trial.h: advance_to(): the error of an earlier call, because after an error the trial stays where the "
    "error came", test_refused_commit },
  { "tarn-lab-trial.h: trial_fork(): From here on both simulate the same.", test_fork },
  { "tarn-lab-trial.h: trial_fork(): They share nothing that changes, so they may go on in two threads", test_fork },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
