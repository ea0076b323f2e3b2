/* SPDX-License-Identifier: MIT */
/*
 * Tests orders against the best of all schedules. All runs are requested at once and wait for one slot, so that a
 * schedule is a permutation; the orders that theory proves optimal must reach the least of all of them.
 */
#include <tarn-lab/tarn-lab.h>

#include "lake-by-hand.h"
#include "worlds/rows.h"

enum
{
  N_JOBS_MAX = 7,
  N_RANDOM = 25,
};

/* In minutes. */
typedef struct
{
  gint64 duration, due;
  guint weight;
} Job;

typedef gint64 (*Objective) (const Job *jobs, const gint64 *ends, guint n_jobs);

/* --- Objectives --------------------------------------------------------------------------------- */

static gint64
sum_of_ends (const Job *jobs G_GNUC_UNUSED, const gint64 *ends, guint n_jobs)
{
  gint64 sum = 0;

  for (guint i = 0; i < n_jobs; i++)
    sum += ends[i];
  return sum;
}

static gint64
weighted_sum_of_ends (const Job *jobs, const gint64 *ends, guint n_jobs)
{
  gint64 sum = 0;

  for (guint i = 0; i < n_jobs; i++)
    sum += jobs[i].weight * ends[i];
  return sum;
}

static gint64
greatest_lateness (const Job *jobs, const gint64 *ends, guint n_jobs)
{
  gint64 greatest = G_MININT64;

  for (guint i = 0; i < n_jobs; i++)
    greatest = MAX (greatest, ends[i] - jobs[i].due);
  return greatest;
}

static gint64
greatest_end (const Job *jobs G_GNUC_UNUSED, const gint64 *ends, guint n_jobs)
{
  gint64 greatest = 0;

  for (guint i = 0; i < n_jobs; i++)
    greatest = MAX (greatest, ends[i]);
  return greatest;
}

/* --- All schedules ------------------------------------------------------------------------------ */

typedef struct
{
  const Job *jobs;
  guint n_jobs;
  Objective objective;
  gint64 ends[N_JOBS_MAX]; /* 0 for a job that is not in the schedule yet */
  gint64 least;
} Search;

static void
search (Search *self, gint64 time, guint n_left)
{
  if (n_left == 0)
    self->least = MIN (self->least, self->objective (self->jobs, self->ends, self->n_jobs));
  for (guint i = 0; i < self->n_jobs; i++)
    if (self->ends[i] == 0)
      {
        self->ends[i] = time + self->jobs[i].duration;
        search (self, self->ends[i], n_left - 1);
        self->ends[i] = 0;
      }
}

static gint64
find_least (const Job *jobs, guint n_jobs, Objective objective)
{
  Search self = { jobs, n_jobs, objective, { 0 }, G_MAXINT64 };

  search (&self, 0, n_jobs);
  return self.least;
}

/* --- Trials ------------------------------------------------------------------------------------- */

/* The commit, from which the deadlines count, is at the instant of the requests. */
static TarnLabScenario *
make_lake (const Job *jobs, guint n_jobs, const char *order, gint64 n_slots)
{
  TarnLabScenario *lake = lake_new ();
  guint table = lake_add_table (lake, "orders", commits_periodic (MINUTE, 1000));

  lake_get_table (lake, table)->commits.gap_us = DAY; /* the first one after a minute */
  lake->n_slots = n_slots;
  for (guint i = 0; i < n_jobs; i++)
    {
      g_autofree char *name = g_strdup_printf ("view_%u", i);
      guint view = lake_add_view (lake, name, constant (jobs[i].duration * MINUTE));

      lake_read_table (lake, view, table);
      lake_get_view (lake, view)->weight = jobs[i].weight;
      lake_get_view (lake, view)->slo_kind = TARN_LAB_SLO_LAG;
      lake_get_view (lake, view)->slo_us = jobs[i].due * MINUTE;
    }
  lake_set_rule (lake, 0, "trigger", "interval 1 d, phase 1 min");
  lake_set_rule (lake, 0, "order", order);
  return lake;
}

static gint64
simulate (const Job *jobs, guint n_jobs, const char *order, gint64 n_slots, Objective objective)
{
  g_autoptr (TarnLabScenario) lake = make_lake (jobs, n_jobs, order, n_slots);
  g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);
  GArray *told = trial_write_down (trial);
  gint64 ends[N_JOBS_MAX] = { 0 };

  trial_run (trial);
  for (guint i = 0; i < told->len; i++)
    if (told_get (told, i)->kind == TARN_LAB_TRIAL_EVENT_RUN
        && told_get (told, i)->cause == TARN_REFRESH_CAUSE_SUCCEED)
      ends[told_get (told, i)->view] = (told_get (told, i)->time_us - LAKE_START) / MINUTE - 1;
  for (guint i = 0; i < n_jobs; i++)
    g_assert_cmpint (ends[i], >, 0);
  return objective (jobs, ends, n_jobs);
}

/* --- A known instance --------------------------------------------------------------------------- */

static const Job five[] = { { 4, 6, 1 }, { 2, 3, 4 }, { 6, 15, 2 }, { 3, 9, 3 }, { 1, 4, 5 } };

typedef struct
{
  const char *name;
  const char *order;
  Objective objective;
  gint64 value; /* on the instance */
  gboolean is_optimal;
} Row;

static const Row rows[] = {
  { "edf-lateness", "edf", greatest_lateness, 1, TRUE },
  { "sjf-ends", "sjf", sum_of_ends, 36, TRUE },
  { "wspt-weighted-ends", "wspt", weighted_sum_of_ends, 75, TRUE },
  { "fifo-lateness", "fifo", greatest_lateness, 12, FALSE },
  { "fifo-ends", "fifo", sum_of_ends, 53, FALSE },
  { "fifo-weighted-ends", "fifo", weighted_sum_of_ends, 177, FALSE },
};

static void
test_five (gconstpointer data)
{
  const Row *row = data;
  gint64 value = simulate (five, G_N_ELEMENTS (five), row->order, 1, row->objective);
  gint64 least = find_least (five, G_N_ELEMENTS (five), row->objective);

  g_assert_cmpint (value, ==, row->value);
  if (row->is_optimal)
    g_assert_cmpint (value, ==, least);
  else
    g_assert_cmpint (value, >, least);
}

static void
test_random (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GRand) draw = g_rand_new_with_seed (20261101);

  for (guint i = 0; i < N_RANDOM && row->is_optimal; i++)
    {
      guint n_jobs = 2 + i % (N_JOBS_MAX - 1);
      Job jobs[N_JOBS_MAX];

      for (guint j = 0; j < n_jobs; j++)
        jobs[j] = (Job){ g_rand_int_range (draw, 1, 20), g_rand_int_range (draw, 1, 60),
                         (guint) g_rand_int_range (draw, 1, 9) };
      g_assert_cmpint (simulate (jobs, n_jobs, row->order, 1, row->objective), ==,
                       find_least (jobs, n_jobs, row->objective));
    }
}

/* --- Several slots ------------------------------------------------------------------------------ */

/* Graham's bound is reached: the longest first are not always the best. */
static void
test_makespans (void)
{
  static const Job two_slots[]
      = { { 3, 9, 1 }, { 3, 9, 1 }, { 2, 9, 1 }, { 2, 9, 1 }, { 2, 9, 1 } };
  static const Job three_slots[] = { { 5, 9, 1 }, { 5, 9, 1 }, { 4, 9, 1 }, { 4, 9, 1 },
                                     { 3, 9, 1 }, { 3, 9, 1 }, { 3, 9, 1 } };

  g_assert_cmpint (simulate (two_slots, G_N_ELEMENTS (two_slots), "lpt", 2, greatest_end), ==, 7);
  g_assert_cmpint (simulate (three_slots, G_N_ELEMENTS (three_slots), "lpt", 3, greatest_end), ==,
                   11);
}

/* --- Orders that are never idle ----------------------------------------------------------------- */

/* With less than half of the time used, no order is far from the ages that all views have when nothing waits. */
static void
test_never_idle (void)
{
  static const char *const values[]
      = { "edf_partitioned", "edf_partitioned slots 1, within 4 min" };
  const char *const *orders = tarn_lab_list_rules ("order");

  for (guint i = 0; orders[i] != NULL; i++)
    {
      if (!tarn_lab_rule_is_for_views ("order", orders[i]))
        continue;

      g_autoptr (TarnLabScenario) lake = lake_new ();
      guint table = lake_add_table (lake, "orders", commits_poisson (2 * MINUTE, 1000000));
      gint64 bound_us = 0, weights = 0, mean_us;
      g_autoptr (GError) error = NULL;

      lake->n_slots = 2;
      lake->warm_up_us = 2 * HOUR;
      for (guint j = 0; j < 10; j++)
        {
          g_autofree char *name = g_strdup_printf ("view_%u", j);
          gint64 duration_us = (1 + j % 5) * MINUTE;
          guint view = lake_add_view (lake, name, constant (duration_us));

          lake_read_table (lake, view, table);
          lake_get_view (lake, view)->weight = 1 + j % 3;
          bound_us += (1 + j % 3) * (duration_us + 20 * MINUTE);
          weights += 1 + j % 3;
        }
      /* The runs take 30 minutes of each 80 minutes of two slots. */
      lake_set_rule (lake, 0, "trigger", "interval 40 min");
      lake_set_rule (lake, 0, "order", g_str_equal (orders[i], values[0]) ? values[1] : orders[i]);
      g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);
      g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);
      g_assert_no_error (error);
      g_assert_true (tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_ALL, 0,
                                                 "age-weighted-mean", &mean_us));
      g_assert_cmpint (mean_us, >=, bound_us / weights - SECOND);
      g_assert_cmpint (mean_us, <=, 2 * bound_us / weights);
    }
}

/* --- How often to refresh what ------------------------------------------------------------------ */

enum
{
  N_TABLES = 5,
  N_DAYS = 30000,
};

/* The table of Cho and Garcia-Molina: one to five commits a day to each of five tables, and five refreshes a day. */
typedef struct
{
  const char *name;
  gint64 refreshes[N_TABLES]; /* in 10000 days */
  gint64 fresh_ppm;
  gint64 lag; /* in a hundred millionths of a day */
} Allocation;

static const Allocation allocations[] = {
  { "uniform", { 10000, 10000, 10000, 10000, 10000 }, 365053, 25432367 },
  { "proportional", { 3333, 6667, 10000, 13333, 16667 }, 316738, 37297686 },
  { "best-age", { 8349, 9679, 10335, 10706, 10931 }, 361752, 25033515 },
};

static void
assert_near (gint64 value, gint64 expected)
{
  g_assert_cmpint (ABS (value - expected), <=, expected / 200);
}

static gint64
get_mean (const TarnLabResult *result, const char *metric)
{
  gint64 sum = 0, value;

  for (guint i = 0; i < N_TABLES; i++)
    {
      g_assert_true (tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_VIEW, i, metric, &value));
      sum += value;
    }
  return sum / N_TABLES;
}

static void
test_allocation (gconstpointer data)
{
  const Allocation *row = data;
  g_autoptr (TarnLabScenario) lake = lake_new ();
  g_autoptr (GError) error = NULL;

  lake->horizon_us = N_DAYS * DAY;
  for (guint i = 0; i < N_TABLES; i++)
    {
      g_autofree char *name = g_strdup_printf ("t_%u", i);
      guint table = lake_add_table (lake, name, commits_poisson (DAY / (1 + (gint64) i), 1000));
      guint view = lake_add_view (lake, name, constant (1));

      lake_read_table (lake, view, table);
      lake_get_view (lake, view)->policy = lake_add_policy (lake, "interval 1 d");
      lake_set_period (lake, lake_get_view (lake, view)->policy, DAY * 10000 / row->refreshes[i]);
    }
  g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);
  g_assert_no_error (error);
  assert_near (get_mean (result, "fresh-share"), row->fresh_ppm);
  assert_near (get_mean (result, "lag-mean"), row->lag * (DAY / 100000000));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/lab/policy-optimal/five/", rows, test_five);
  ADD_ROWS ("/lab/policy-optimal/random/", rows, test_random);
  g_test_add_func ("/lab/policy-optimal/makespans", test_makespans);
  g_test_add_func ("/lab/policy-optimal/never-idle", test_never_idle);
  ADD_ROWS ("/lab/policy-optimal/allocation/", allocations, test_allocation);
  return g_test_run ();
}
