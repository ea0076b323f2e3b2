/* SPDX-License-Identifier: MIT */
/* Tests that a trial can be forked at any instant, and that a replication does not depend on others. */
#include "random-lake.h"

enum
{
  N_FORKS = 1000,
  N_REPLICATIONS = 6,
};

static TarnLabTrial *
run_alone (TarnLabScenario *lake, guint64 replication)
{
  TarnLabTrial *trial = trial_new (lake, replication);

  trial_write_down (trial);
  trial_run (trial);
  return trial;
}

/* The lake has something of everything, so the comparisons say something. */
static void
test_lake (void)
{
  g_autoptr (TarnLabScenario) lake = random_lake_new ();
  g_autoptr (TarnLabTrial) trial = run_alone (lake, 0);
  GArray *told = trial_get_told (trial);

  for (guint kind = 0; kind <= TARN_LAB_TRIAL_EVENT_END; kind++)
    if (kind != TARN_LAB_TRIAL_EVENT_REJECT)
      g_assert_cmpuint (told_count (told, (TarnLabTrialEventKind) kind), >, 0);
  g_assert_cmpuint (told_count_cause (told, TARN_REFRESH_CAUSE_FAIL), >, 10);
  g_assert_cmpuint (tarn_lab_trial_get_n_active (trial), ==, 0);
  g_assert_cmpuint (tarn_lab_trial_get_n_waiting (trial), ==, 0);
}

static void
test_forks (void)
{
  g_autoptr (TarnLabScenario) lake = random_lake_new ();
  g_autoptr (TarnLabTrial) whole = run_alone (lake, 0);
  g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);

  trial_write_down (trial);
  for (guint i = 0; i <= N_FORKS; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 time_us = LAKE_START + (2 * HOUR + DAY) / N_FORKS * i;

      tarn_lab_trial_advance_to (trial, time_us, &error);
      g_assert_no_error (error);
      g_autoptr (TarnLabTrial) fork = tarn_lab_trial_fork (trial, &error);
      g_assert_no_error (error);
      trial_run (fork);
      assert_same_told (trial_get_told (fork), trial_get_told (whole));
      assert_same_engine (fork, whole);
    }

  trial_run (trial);
  assert_same_told (trial_get_told (trial), trial_get_told (whole));
  assert_same_engine (trial, whole);
}

/* A fork knows how much a trace without totals has left in the table, of which no commit removes more than there is. */
static void
test_size_of_a_trace (void)
{
  g_autoptr (TarnLabScenario) lake = lake_new ();
  TarnLabCommits commits = { .kind = TARN_LAB_COMMITS_TRACE,
                             .trace = g_array_new (FALSE, FALSE, sizeof (TarnLabTraceCommit)),
                             .load_permille = 1000 };

  for (guint i = 1; i <= 5; i++)
    {
      TarnLabTraceCommit commit = { i * HOUR, TARN_COMMIT_DELETE, 0, 30, -1 };

      g_array_append_val (commits.trace, commit);
    }
  guint table = lake_add_table (lake, "t", commits);
  guint view = lake_add_view (lake, "v", constant (MINUTE));
  lake_get_table (lake, table)->size_bytes = 100;
  lake_read_table (lake, view, table);

  g_autoptr (TarnLabTrial) whole = run_alone (lake, 0);
  for (guint i = 0; i <= 6; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);

      trial_write_down (trial);
      tarn_lab_trial_advance_to (trial, LAKE_START + i * HOUR + MINUTE, &error);
      g_assert_no_error (error);
      g_autoptr (TarnLabTrial) fork = tarn_lab_trial_fork (trial, &error);
      g_assert_no_error (error);
      trial_run (fork);
      assert_same_engine (fork, whole);
    }
}

static void
test_replications (void)
{
  g_autoptr (TarnLabScenario) lake = random_lake_new ();
  TarnLabTrial *batch[N_REPLICATIONS];

  for (guint i = 0; i < N_REPLICATIONS; i++)
    batch[i] = trial_new (lake, i);
  for (guint i = 0; i < N_REPLICATIONS; i++)
    trial_write_down (batch[i]);
  /* They take turns. */
  for (guint hour = 0; hour <= 26; hour++)
    for (guint i = N_REPLICATIONS; i > 0; i--)
      g_assert_true (tarn_lab_trial_advance_to (batch[i - 1], LAKE_START + hour * HOUR, NULL));

  for (guint i = 0; i < N_REPLICATIONS; i++)
    {
      g_autoptr (TarnLabTrial) alone = run_alone (lake, i);

      trial_run (batch[i]);
      assert_same_told (trial_get_told (batch[i]), trial_get_told (alone));
      assert_same_engine (batch[i], alone);
      g_object_unref (batch[i]);
    }
}

/* --- Threads ------------------------------------------------------------------------------------ */

typedef struct
{
  TarnLabScenario *lake;
  guint64 replication;
  GArray *told;
} Job;

static gpointer
do_job (gpointer data)
{
  Job *job = data;
  g_autoptr (TarnLabTrial) trial = run_alone (job->lake, job->replication);

  job->told = g_array_ref (trial_get_told (trial));
  return NULL;
}

/* The trials share the scenario, which nobody changes. */
static void
test_threads (void)
{
  g_autoptr (TarnLabScenario) lake = random_lake_new ();
  Job jobs[N_REPLICATIONS];
  GThread *threads[N_REPLICATIONS];

  for (guint i = 0; i < N_REPLICATIONS; i++)
    {
      jobs[i] = (Job){ lake, i / 2, NULL };
      threads[i] = g_thread_new (NULL, do_job, &jobs[i]);
    }
  for (guint i = 0; i < N_REPLICATIONS; i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < N_REPLICATIONS; i += 2)
    assert_same_told (jobs[i].told, jobs[i + 1].told);
  for (guint i = 0; i < N_REPLICATIONS; i++)
    g_array_unref (jobs[i].told);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lab/forks/lake", test_lake);
  g_test_add_func ("/lab/forks/forks", test_forks);
  g_test_add_func ("/lab/forks/size-of-a-trace", test_size_of_a_trace);
  g_test_add_func ("/lab/forks/replications", test_replications);
  g_test_add_func ("/lab/forks/threads", test_threads);
  return g_test_run ();
}
