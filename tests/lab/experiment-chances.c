/* SPDX-License-Identifier: MIT */
/*
 * Whether the statistics of experiments hold what they say, measured on queues that are known in closed form: how much common
 * draws save, and how often an interval has the mean. All draws are keyed, so each figure is the same on every machine. The
 * slow forms have more replications; tests/prove lab-statistics runs them.
 */
#include <math.h>
#include <tarn-lab/tarn-lab.h>

#include "lab/experiment/comparison.h"
#include "lab/experiment/outcome.h"

/*
 * M/M/1: the commits to many tables are together a Poisson process of one every @arrival seconds, and each has a run. Two
 * commits to one table while its view waits would be one run, so there are many tables.
 */
#define QUEUE                                                                                      \
  "[lake]\nwarm-up = 500 s\nhorizon = %u s\nslots = 1\n[table q.t_%%d]\ncount = %u\n"              \
  "commits = poisson every %s, 1 MB\n[view q.v_%%d]\ncount = %u\nsources = q.t_%%d\n"              \
  "duration = %s exponential\n[cost]\nstartup = 0 s\nskip-unchanged = no\n"                        \
  "[policy]\ntrigger = on_commit\n[experiment]\nreplications = %u\nmetrics = wait-mean\nstop = %s\n"

static TarnLabOutcome *
simulate (guint n_tables, guint n_seconds, const char *commits, const char *duration,
          guint n_replications, const char *stop)
{
  g_autofree char *text = g_strdup_printf (QUEUE, n_seconds, n_tables, commits, n_tables, duration,
                                           n_replications, stop);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (text, -1, "queue.lake", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabExperiment) experiment = tarn_lab_experiment_new (scenario, &error);
  g_assert_no_error (error);
  TarnLabOutcome *outcome = tarn_lab_outcome_new (experiment);
  tarn_lab_outcome_run (outcome, 0, n_replications, 2, NULL, NULL, &error);
  g_assert_no_error (error);

  return outcome;
}

static gint64 *
collect_waits (const TarnLabOutcome *outcome, guint variant)
{
  guint n = tarn_lab_outcome_get_n_replications (outcome);
  gint64 *waits = g_new (gint64, n);

  for (guint i = 0; i < n; i++)
    g_assert_true (tarn_lab_outcome_get_figure (outcome, variant, i, "wait-mean", &waits[i]));
  return waits;
}

static double
get_mean (const gint64 *values, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += (double) values[i];
  return sum / n;
}

static double
get_variance (const gint64 *values, guint n)
{
  double mean = get_mean (values, n), sum = 0;

  for (guint i = 0; i < n; i++)
    sum += ((double) values[i] - mean) * ((double) values[i] - mean);
  return sum / (n - 1);
}

/* --- Common draws ------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *commits, *slow_commits; /* to 1000 tables, and to 5000 in the slow form */
  const char *durations;
  double difference_us; /* in closed form */
  double least_ratio;
} CommonRow;

/*
 * V25: a load of 0.80 against 0.76. The mean wait is rho s / (1 - rho). Where only the durations differ, the commits are the
 * same. Where the commits differ, later ones come at other times, and there is less that is common.
 */
static const CommonRow common_rows[] = {
  { "shorter-runs", "1250 s", "6250 s", "{1 s; 950 ms}", 3008333. - 4000000., 5 },
  { "fewer-commits", "{1250 s; 1315789474 us}", "{6250 s; 6578947368 us}", "1 s",
    3166667. - 4000000., 1 },
};

static void
test_common (gconstpointer data)
{
  const CommonRow *row = data;
  guint n = g_test_slow () ? 200 : 12;
  g_autoptr (TarnLabOutcome) outcome
      = simulate (g_test_slow () ? 5000 : 1000, g_test_slow () ? 25000 : 10000,
                  g_test_slow () ? row->slow_commits : row->commits, row->durations, n, "0 %");
  g_autofree gint64 *a = collect_waits (outcome, 0), *b = collect_waits (outcome, 1);
  g_autofree gint64 *differences = g_new (gint64, n);
  g_autoptr (TarnLabComparison) comparison = tarn_lab_comparison_new (outcome);
  const TarnLabDifference *compared = tarn_lab_comparison_get_difference (comparison, 1, 0);

  for (guint i = 0; i < n; i++)
    differences[i] = b[i] - a[i];

  double difference = get_mean (differences, n);
  double ratio = (get_variance (a, n) + get_variance (b, n)) / get_variance (differences, n);
  g_test_message (
      "difference %.4f s, in closed form %.4f s; independent replications would have %.1f"
      " times the variance",
      difference / 1e6, row->difference_us / 1e6, ratio);
  g_assert_cmpfloat (fabs (difference - (double) compared->interval.mean), <, 1);
  g_assert_cmpfloat (fabs (difference / row->difference_us - 1), <, g_test_slow () ? 0.05 : 0.25);
  g_assert_cmpfloat (ratio, >=, row->least_ratio);
}

/* --- Coverage ----------------------------------------------------------------------------------- */

/* Returns an outcome that has only the replications from @first on. */
static TarnLabOutcome *
take_replications (const TarnLabOutcome *outcome, guint first)
{
  TarnLabOutcome *part = tarn_lab_outcome_new (outcome->experiment);
  gsize size = outcome->head->metrics->len * sizeof (gint64);

  for (guint i = first; i < outcome->head->n_replications; i++)
    g_assert_true (
        tarn_lab_outcome_take_row (part, i - first, g_memdup2 (outcome->rows[i], size), NULL));
  return part;
}

static gboolean
has (const TarnLabInterval *interval, double mean)
{
  return fabs ((double) interval->mean - mean) <= (double) interval->half_width;
}

/*
 * V29: of intervals of 95 % from ten replications each of M/M/1 with a load of 0.5, 93 to 97 % have the mean, which is that
 * of all replications. In closed form it is 1 s, less what commits share a run.
 */
static void
test_coverage (void)
{
  enum
  {
    N_EACH = 10,
  };
  guint n_experiments = g_test_slow () ? 1000 : 40, n_good = 0, n = n_experiments * N_EACH;
  g_autoptr (TarnLabOutcome) outcome
      = simulate (1000, g_test_slow () ? 2000 : 500, "2000 s", "1 s", n, "0 %");
  g_autofree gint64 *waits = collect_waits (outcome, 0);
  double mean = get_mean (waits, n);

  for (guint i = 0; i < n_experiments; i++)
    {
      TarnLabSample sample = tarn_lab_sample_from_values (waits + i * N_EACH, N_EACH);
      TarnLabInterval interval
          = tarn_lab_sample_get_interval (&sample, (TarnLabLevel){ 19, 20 }, 1);

      n_good += has (&interval, mean) ? 1 : 0;
    }
  g_test_message ("mean wait %.4f s, in closed form 1 s; %u of %u intervals have it", mean / 1e6,
                  n_good, n_experiments);
  g_assert_cmpfloat (fabs (mean / 1e6 - 1), <, g_test_slow () ? 0.02 : 0.06);
  g_assert_cmpuint (n_good * 100, >=, n_experiments * (g_test_slow () ? 93 : 85));
  g_assert_cmpuint (n_good * 100, <=, n_experiments * (g_test_slow () ? 97 : 100));
}

typedef struct
{
  const char *name;
  const char *stop;
  guint n_seconds;
} StopRow;

/* The shorter a trial is, the more its figures spread, and the more replications it takes. */
static const StopRow stop_rows[] = {
  { "5 %", "5 %", 4000 },
  { "10 %", "10 %", 1000 },
  { "20 %", "20 %", 250 },
};

/*
 * The same where the rule for stopping chooses how many replications count. Each experiment begins behind the replications of
 * the one before it. The report says how many of such intervals have the mean.
 */
static void
test_stop (gconstpointer data)
{
  const StopRow *row = data;
  guint n = g_test_slow () ? 12000 : 160, n_experiments = 0, n_good = 0, first = 0;
  g_autoptr (TarnLabOutcome) outcome
      = simulate (1000, row->n_seconds, "2000 s", "1 s", n, row->stop);
  g_autofree gint64 *waits = collect_waits (outcome, 0);
  double mean = get_mean (waits, n);

  for (;;)
    {
      g_autoptr (TarnLabOutcome) part = take_replications (outcome, first);
      g_autoptr (TarnLabComparison) comparison = tarn_lab_comparison_new (part);

      if (!comparison->is_stopped)
        break;
      n_good += has (&tarn_lab_comparison_get_mean (comparison, 0, 0)->interval, mean) ? 1 : 0;
      n_experiments++;
      first += comparison->n_replications;
    }
  g_test_message (
      "stop at %s: %u of %u intervals have the mean, which is %.1f %%; %.1f replications each",
      row->stop, n_good, n_experiments, 100. * n_good / n_experiments,
      (double) first / n_experiments);
  g_assert_cmpuint (n_experiments, >, g_test_slow () ? 200 : 2);
  g_assert_cmpuint (n_good * 100, >=, n_experiments * (g_test_slow () ? 90 : 50));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (common_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/chances/common/", common_rows[i].name, NULL);
      g_test_add_data_func (path, &common_rows[i], test_common);
    }
  g_test_add_func ("/chances/coverage", test_coverage);
  for (guint i = 0; i < G_N_ELEMENTS (stop_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/chances/stop/", stop_rows[i].name, NULL);
      g_test_add_data_func (path, &stop_rows[i], test_stop);
    }
  return g_test_run ();
}
