/* SPDX-License-Identifier: MIT */
/*
 * The figures of a cell depend on the scenario and the number of the cell, and on nothing else: not on threads, shards,
 * the order of merges, or the cells that ran before. Merged outcomes are of one experiment, and two that have a cell
 * agree about it.
 */
#include <gio/gio.h>
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "worlds/rows.h"

enum
{
  N_VARIANTS = 3,
  N_REPLICATIONS = 7,
  N_CELLS = N_VARIANTS * N_REPLICATIONS,
};

#define LAKE(seed)                                                                                 \
  "[lake]\nhorizon = 4 h\nslots = 2\nseed = " seed "\n[table a.t_%d]\ncount = 4\n"                 \
  "commits = poisson every 5 min, 20 MB lognormal 2\n[view a.v_%d]\ncount = 4\nsources = a.t_%d\n" \
  "failures = 10 %\n[view a.top]\nsources = a.v_1; a.v_2\nduration = 90 s exponential\n"           \
  "[cost]\nduration-spread = lognormal 1.5\n[policy]\ntrigger = interval {10 min; 20 min}\n"       \
  "order = {fifo; random}\n[experiment]\nskip = policy.trigger 20 min, policy.order random\n"      \
  "replications = 7\n"

static TarnLabExperiment *
make_experiment (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (text, -1, "cells.lake", &error);
  g_assert_no_error (error);
  TarnLabExperiment *experiment = tarn_lab_experiment_new (scenario, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (tarn_lab_experiment_get_n_variants (experiment), ==, N_VARIANTS);
  return experiment;
}

static TarnLabOutcome *
simulate (guint first, guint n, guint n_threads)
{
  g_autoptr (TarnLabExperiment) experiment = make_experiment (LAKE ("1"));
  TarnLabOutcome *outcome = tarn_lab_outcome_new (experiment);
  g_autoptr (GError) error = NULL;

  g_assert_true (tarn_lab_outcome_run (outcome, first, n, n_threads, NULL, NULL, &error));
  g_assert_no_error (error);
  return outcome;
}

static void
assert_same (const TarnLabOutcome *a, const TarnLabOutcome *b)
{
  g_autofree char *text = tarn_lab_outcome_to_text (a);
  g_autofree char *other = tarn_lab_outcome_to_text (b);

  g_assert_cmpstr (text, ==, other);
}

/* --- Threads and shards ------------------------------------------------------------------------- */

static void
test_threads (void)
{
  const guint n_threads[] = { 0, 2, 3, 8, 1000 };
  g_autoptr (TarnLabOutcome) alone = simulate (0, N_REPLICATIONS, 1);

  g_assert_cmpuint (tarn_lab_outcome_get_n_done (alone), ==, N_CELLS);
  for (guint i = 0; i < G_N_ELEMENTS (n_threads); i++)
    {
      g_autoptr (TarnLabOutcome) other = simulate (0, N_REPLICATIONS, n_threads[i]);

      assert_same (alone, other);
    }
}

static void
merge (TarnLabOutcome *self, const TarnLabOutcome *other)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tarn_lab_outcome_merge (self, other, &error));
  g_assert_no_error (error);
}

/* Every split into shards, merged in an order at random and with parts that are there twice, has the same bytes. */
static void
test_shards (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (TarnLabOutcome) whole = simulate (0, N_REPLICATIONS, 1);
  g_autoptr (GPtrArray) parts
      = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_lab_outcome_unref);

  for (guint i = 0; i < N_REPLICATIONS; i++)
    g_ptr_array_add (parts, simulate (i, 1, 1 + i % 3));
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (TarnLabExperiment) experiment = make_experiment (LAKE ("1"));
      g_autoptr (TarnLabOutcome) merged = tarn_lab_outcome_new (experiment);
      guint n_there = 0;

      while (tarn_lab_outcome_get_n_done (merged) < N_CELLS)
        {
          const TarnLabOutcome *part = parts->pdata[g_rand_int_range (rand, 0, N_REPLICATIONS)];

          merge (merged, part);
          g_assert_cmpuint (tarn_lab_outcome_get_n_done (merged), >=, n_there);
          n_there = tarn_lab_outcome_get_n_done (merged);
        }
      assert_same (whole, merged);
    }
}

typedef struct
{
  const char *name;
  guint first, n;
  guint n_cells;
} RangeRow;

static const RangeRow range_rows[] = {
  { "all", 0, N_REPLICATIONS, N_CELLS },
  { "none", 3, 0, 0 },
  { "one", 3, 1, N_VARIANTS },
  { "more-than-there-are", 5, 100, 2 * N_VARIANTS },
  { "behind-the-last", N_REPLICATIONS, 1, 0 },
  { "far-behind-the-last", G_MAXUINT, G_MAXUINT, 0 },
  { "as-many-as-there-can-be", 1, G_MAXUINT, N_CELLS - N_VARIANTS },
};

static void
test_range (gconstpointer data)
{
  const RangeRow *row = data;
  g_autoptr (TarnLabOutcome) outcome = simulate (row->first, row->n, 2);

  g_assert_cmpuint (tarn_lab_outcome_get_n_done (outcome), ==, row->n_cells);
  for (guint i = 0; i < N_CELLS; i++)
    g_assert_true (tarn_lab_outcome_has_cell (outcome, i % N_VARIANTS, i / N_VARIANTS)
                   == (row->n_cells > 0 && i >= row->first * N_VARIANTS
                       && i < row->first * N_VARIANTS + row->n_cells));
}

/* --- One cell alone ----------------------------------------------------------------------------- */

/* A cell has the figures of the trial of its scenario and replication. */
static void
test_alone (void)
{
  g_autoptr (TarnLabExperiment) experiment = make_experiment (LAKE ("1"));
  g_autoptr (TarnLabOutcome) outcome = simulate (0, N_REPLICATIONS, 2);
  const char *const *metrics = tarn_lab_list_metrics ();
  guint n_compared = 0;

  for (guint i = 0; i < N_CELLS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnLabTrial) trial
          = tarn_lab_trial_new (tarn_lab_experiment_get_variant (experiment, i % N_VARIANTS),
                                i / N_VARIANTS, &error);
      g_assert_no_error (error);
      g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);
      g_assert_no_error (error);

      for (guint j = 0; metrics[j] != NULL; j++)
        {
          gint64 of_trial = 0, of_cell = 0;

          if (!tarn_lab_metric_has_subject (metrics[j], TARN_LAB_SUBJECT_ALL))
            continue;
          g_assert_cmpint (tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_ALL, 0, metrics[j],
                                                       &of_trial),
                           ==,
                           tarn_lab_outcome_get_figure (outcome, i % N_VARIANTS, i / N_VARIANTS,
                                                        metrics[j], &of_cell));
          g_assert_cmpint (of_trial, ==, of_cell);
          n_compared++;
        }
    }
  g_assert_cmpuint (n_compared, >, N_CELLS * 50);
}

/* --- Mixtures ----------------------------------------------------------------------------------- */

static void
test_mixture (void)
{
  g_autoptr (TarnLabOutcome) outcome = simulate (0, 2, 1);
  g_autofree char *before = tarn_lab_outcome_to_text (outcome);
  g_autoptr (TarnLabExperiment) other_experiment = make_experiment (LAKE ("2"));
  g_autoptr (TarnLabOutcome) other = tarn_lab_outcome_new (other_experiment);
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_lab_outcome_merge (outcome, other, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME);
  g_assert_true (
      g_str_has_prefix (error->message, "this is of another experiment: line 3 is 'scenario "));
  g_autofree char *after = tarn_lab_outcome_to_text (outcome);
  g_assert_cmpstr (before, ==, after);
  merge (outcome, outcome);
  g_autofree char *with_itself = tarn_lab_outcome_to_text (outcome);
  g_assert_cmpstr (before, ==, with_itself);
}

/* --- Giving up ---------------------------------------------------------------------------------- */

typedef struct
{
  guint n_calls;
  guint n_left; /* calls after which it is given up */
  guint n_done; /* of the last call */
} Patience;

static gboolean
on_progress (guint n_done, guint n_cells, gpointer user_data)
{
  Patience *patience = user_data;

  g_assert_cmpuint (n_cells, ==, N_CELLS);
  g_assert_cmpuint (n_done, >=, patience->n_done);
  g_assert_cmpuint (n_done, <=, n_cells);
  patience->n_done = n_done;
  patience->n_calls++;
  return patience->n_calls <= patience->n_left;
}

/* Wherever it is given up, what is done stays, and the rest gives the same in the end. */
static void
test_given_up (gconstpointer data)
{
  guint n_threads = GPOINTER_TO_UINT (data);
  g_autoptr (TarnLabOutcome) whole = simulate (0, N_REPLICATIONS, 1);
  g_autoptr (TarnLabExperiment) experiment = make_experiment (LAKE ("1"));
  g_autoptr (TarnLabOutcome) outcome = tarn_lab_outcome_new (experiment);
  gboolean is_done = FALSE;

  for (guint i = 0; !is_done; i++)
    {
      g_autoptr (GError) error = NULL;
      Patience patience = { 0, i * 7, tarn_lab_outcome_get_n_done (outcome) };

      is_done = tarn_lab_outcome_run (outcome, 0, N_REPLICATIONS, n_threads, on_progress, &patience,
                                      &error);
      if (!is_done)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (i, <, 1000);
    }
  assert_same (whole, outcome);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outcome/threads", test_threads);
  g_test_add_func ("/outcome/shards", test_shards);
  ADD_ROWS ("/outcome/range/", range_rows, test_range);
  g_test_add_func ("/outcome/alone", test_alone);
  g_test_add_func ("/outcome/mixture", test_mixture);
  g_test_add_data_func ("/outcome/given-up/one-thread", GUINT_TO_POINTER (1), test_given_up);
  g_test_add_data_func ("/outcome/given-up/two-threads", GUINT_TO_POINTER (2), test_given_up);
  return g_test_run ();
}
