/* SPDX-License-Identifier: MIT */
/*
 * Tests the measures of staleness and use against closed forms, and at instants at which several things happen.
 * tests/glue/measures-worlds.c compares them with a recomputation.
 */
#include <tarn/tarn-measures.h>

#include "worlds/glue-lake.h"

/* Each refresh takes @duration_us and uses nothing, because a compaction has left the table without bytes. */
static void
set_duration (const Lake *lake, gint64 duration_us)
{
  g_autoptr (TarnCommit) compaction = tarn_commit_new (TARN_COMMIT_REPLACE);

  tarn_commit_set_total_bytes (compaction, 0);
  g_assert_true (tarn_glue_client_commit (lake->client, lake->base, compaction, NULL));
  engine_set (lake->engine, "glue.cost-startup-ms", duration_us / MS_US);
  engine_set (lake->engine, "glue.cost-serial-ms", 0);
  engine_set (lake->engine, "glue.cost-amplification-permille", 0);
  engine_set (lake->engine, "glue.cost-skip-unchanged", 0);
  engine_set (lake->engine, "glue.incremental-threshold-percent", 1000000);
}

static TarnMeasures *
read_view (const Lake *lake, const TarnTableName *view)
{
  g_autoptr (GError) error = NULL;
  TarnMeasures *measures = tarn_glue_client_get_view_measures (lake->client, view, &error);

  g_assert_no_error (error);
  return measures;
}

static TarnMeasures *
read_account (const Lake *lake)
{
  g_autoptr (GError) error = NULL;
  TarnMeasures *measures = tarn_glue_client_get_account_measures (lake->client, NULL, &error);

  g_assert_no_error (error);
  return measures;
}

static void
reset (const Lake *lake)
{
  g_autoptr (GError) error = NULL;

  tarn_glue_client_reset_measures (lake->client, NULL, &error);
  g_assert_no_error (error);
}

static gint64
get_area (const TarnMeasures *measures, TarnMeasure measure)
{
  guint64 low;

  g_assert_cmpuint (tarn_measures_get_area (measures, measure, &low), ==, 0);
  return (gint64) low;
}

/* Checks an integral, a doubled one of the age and lag, and the largest value. */
static void
assert_measure (const TarnMeasures *measures, TarnMeasure measure, gint64 area, gint64 max)
{
  g_assert_cmpint (get_area (measures, measure), ==, area);
  g_assert_cmpint (tarn_measures_get_max (measures, measure), ==, max);
}

/* --- Periodic refreshes ------------------------------------------------------------------------- */

/*
 * A view is refreshed every period, and each refresh takes some time. Commits come every period, too, some time
 * after the start of a refresh. All numbers are in milliseconds.
 */
typedef struct
{
  const char *name;
  gint64 period;
  gint64 duration;
  gint64 commit_after; /* the start of a refresh; -1 for no commits */
} PeriodRow;

static const PeriodRow period_rows[] = {
  { "validation", 900000, 55625, -1 },
  { "commits-before-publication", 900000, 55625, 20000 },
  { "commits-after-publication", 900000, 55625, 300000 },
  { "commits-at-publication", 900000, 55625, 55625 },
  { "commits-at-start", 900000, 55625, 0 },
  { "odd-milliseconds", 777, 333, 111 },
};

enum
{
  N_CYCLES = 7,
};

static void
run_cycle (const Lake *lake, const PeriodRow *row)
{
  gint64 commit = row->commit_after >= 0 ? row->commit_after : 0;

  g_free (lake_start (lake, lake->view));
  engine_advance (lake->engine, commit * MS_US);
  if (row->commit_after >= 0)
    lake_commit (lake, lake->base, TARN_COMMIT_APPEND, 10);
  engine_advance (lake->engine, (row->period - commit) * MS_US);
}

/*
 * The age rises from the duration to the duration and a period: twice its area is T (2 S + T) in each cycle.
 * The lag of a commit c after the start rises until the publication after the next start, T + S - c.
 */
static void
assert_periods (const TarnMeasures *measures, const PeriodRow *row)
{
  gint64 period = row->period * MS_US, duration = row->duration * MS_US;
  gint64 lag = row->commit_after < 0 ? 0 : period + duration - row->commit_after * MS_US;
  /* Of a lag that is longer than a period, the next one hides the beginning. */
  gint64 hidden = MAX (lag - period, 0);

  assert_measure (measures, TARN_MEASURE_AGE, N_CYCLES * period * (2 * duration + period),
                  duration + period);
  assert_measure (measures, TARN_MEASURE_LAG, N_CYCLES * (lag * lag - hidden * hidden), lag);
  assert_measure (measures, TARN_MEASURE_FRESH, N_CYCLES * MAX (period - lag, 0), lag < period);
  assert_measure (measures, TARN_MEASURE_PENDING_COMMITS, N_CYCLES * lag, -1);
  assert_measure (measures, TARN_MEASURE_PENDING_BYTES, N_CYCLES * lag * 10, -1);
  assert_measure (measures, TARN_MEASURE_NEVER_REFRESHED, 0, 0);
  assert_measure (measures, TARN_MEASURE_SKEW, 0, 0);
  assert_measure (measures, TARN_MEASURE_RUNNING, N_CYCLES * duration, 1);
  assert_measure (measures, TARN_MEASURE_WAITING, 0, 0);
  g_assert_cmpuint (tarn_measures_get_n_publications (measures), ==, N_CYCLES);
  g_assert_cmpuint (tarn_measures_get_mean (measures, TARN_MEASURE_AGE, 1), ==,
                    (guint64) (duration + period / 2));
}

/* A window of whole periods has the same sums wherever it begins. */
static void
test_period (gconstpointer data)
{
  const PeriodRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnMeasures) measures = NULL, account = NULL;

  engine_set (lake.engine, "glue.measures", 1);
  set_duration (&lake, row->duration * MS_US);
  for (guint i = 0; i < 3; i++)
    run_cycle (&lake, row);
  reset (&lake);
  for (guint i = 0; i < N_CYCLES; i++)
    run_cycle (&lake, row);
  measures = read_view (&lake, lake.view);
  account = read_account (&lake);

  assert_periods (measures, row);
  assert_periods (account, row);
  g_assert_cmpint (tarn_measures_get_percentile (measures, TARN_MEASURE_AGE, 5000), ==, -1);
}

/*
 * The age is spread evenly over the period, so 60.48611 % of the time it is at most 600 s. The edges of the
 * buckets are a power of two times 128 to 255 for an account, and times 16 to 31 for a view.
 */
static void
test_percentiles (void)
{
  PeriodRow row = { "", 900000, 55625, -1 };
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnMeasures) measures = NULL, account = NULL;

  engine_set (lake.engine, "glue.measure-percentiles", 1);
  engine_set (lake.engine, "glue.measures", 1);
  set_duration (&lake, row.duration * MS_US);
  for (guint i = 0; i < 3; i++)
    run_cycle (&lake, &row);
  reset (&lake);
  run_cycle (&lake, &row);
  measures = read_view (&lake, lake.view);
  account = read_account (&lake);

  /* 600,000,000 is 143 * 2^22 + 203,008 and 17 * 2^25 + ... */
  g_assert_cmpint (tarn_measures_get_percentile (account, TARN_MEASURE_AGE, 6049), ==,
                   G_GINT64_CONSTANT (143) << 22);
  g_assert_cmpint (tarn_measures_get_percentile (measures, TARN_MEASURE_AGE, 6049), ==,
                   G_GINT64_CONSTANT (17) << 25);
  g_assert_cmpint (tarn_measures_get_percentile (account, TARN_MEASURE_LAG, 10000), ==, 0);
  g_assert_cmpint (tarn_measures_get_percentile (account, TARN_MEASURE_SKEW, 5000), ==, -1);
}

/* --- A diamond ---------------------------------------------------------------------------------- */

/*
 * Two views read the table, and a third view reads both. A commit comes some microseconds before or after
 * the left view gets its slot at 10 s, and the right view gets its own at 20 s. Each refresh takes 1 s. The third
 * view gets its slot at 30 s and publishes at 31 s, and the measures are read at 40 s.
 */
typedef struct
{
  const char *name;
  gint64 commit_us;         /* after the slot of the left view */
  gboolean is_before_start; /* at the same microsecond */
  gint64 lag_us;            /* at 40 s */
} DiamondRow;

static const DiamondRow diamond_rows[] = {
  { "microsecond-before", -1, TRUE, 0 },
  { "same-before", 0, TRUE, 0 },
  { "same-after", 0, FALSE, 30 * SECOND_US },
  { "microsecond-after", 1, FALSE, 30 * SECOND_US - 1 },
  { "during-the-run", SECOND_US / 2, FALSE, 30 * SECOND_US - SECOND_US / 2 },
  { "at-publication", SECOND_US, FALSE, 29 * SECOND_US },
};

static TarnTableName *
add_diamond (const Lake *lake, TarnTableName *left, TarnTableName *right)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, left);
  tarn_table_input_add_sub_object (input, right);
  return lake_add (lake, "diamond", input);
}

static void
assert_diamond (const TarnMeasures *measures, const DiamondRow *row)
{
  gint64 creation_us = 40 * SECOND_US, included_us = 30 * SECOND_US;

  /* Until 31 s it shows nothing, then what the left view read at 10 s. */
  assert_measure (measures, TARN_MEASURE_AGE,
                  31 * SECOND_US * 31 * SECOND_US + included_us * included_us
                      - 21 * SECOND_US * 21 * SECOND_US,
                  31 * SECOND_US);
  assert_measure (measures, TARN_MEASURE_NEVER_REFRESHED, 31 * SECOND_US, 1);
  /* Both ways lead to one table, of which the older content counts, so nothing is apart. */
  assert_measure (measures, TARN_MEASURE_SKEW, 0, 0);
  assert_measure (measures, TARN_MEASURE_FRESH, row->lag_us == 0 ? 9 * SECOND_US : 0,
                  row->lag_us == 0);
  g_assert_cmpint (get_area (measures, TARN_MEASURE_LAG), ==,
                   31 * SECOND_US * 31 * SECOND_US + row->lag_us * row->lag_us
                       - MAX (row->lag_us - 9 * SECOND_US, 0)
                             * MAX (row->lag_us - 9 * SECOND_US, 0));
  g_assert_cmpint (get_area (measures, TARN_MEASURE_PENDING_COMMITS), ==,
                   creation_us - 10 * SECOND_US - row->commit_us
                       - (row->lag_us == 0 ? 9 * SECOND_US : 0));
}

static void
test_diamond_in_order (const DiamondRow *row, gint64 tie_order)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) right = lake_add_view (&lake, "right", lake.base, 0);
  g_autoptr (TarnTableName) diamond = add_diamond (&lake, lake.view, right);
  g_autoptr (TarnMeasures) measures = NULL;

  engine_set (lake.engine, "glue.measures", 1);
  engine_set (lake.engine, "clock.tie-order", tie_order);
  set_duration (&lake, SECOND_US);
  engine_advance_to (lake.engine, 10 * SECOND_US + MIN (row->commit_us, 0));
  if (row->is_before_start)
    lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 1);
  engine_advance_to (lake.engine, 10 * SECOND_US);
  g_free (lake_start (&lake, lake.view));
  engine_advance_to (lake.engine, 10 * SECOND_US + MAX (row->commit_us, 0));
  if (!row->is_before_start)
    lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 1);
  engine_advance_to (lake.engine, 20 * SECOND_US);
  g_free (lake_start (&lake, right));
  engine_advance_to (lake.engine, 30 * SECOND_US);
  g_free (lake_start (&lake, diamond));
  engine_advance_to (lake.engine, 40 * SECOND_US);
  measures = read_view (&lake, diamond);

  assert_diamond (measures, row);
}

static void
test_diamond (gconstpointer data)
{
  for (gint64 tie_order = 0; tie_order <= 3; tie_order++)
    test_diamond_in_order (data, tie_order);
}

/* A view over two tables, one of them through a view, shows contents that are some time apart. */
static void
test_skew (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) other = lake_add_base (&lake, "other", 0);
  g_autoptr (TarnTableName) both = add_diamond (&lake, lake.view, other);
  g_autoptr (TarnMeasures) measures = NULL;

  engine_set (lake.engine, "glue.measures", 1);
  set_duration (&lake, SECOND_US);
  engine_advance_to (lake.engine, 10 * SECOND_US);
  g_free (lake_start (&lake, lake.view));
  engine_advance_to (lake.engine, 25 * SECOND_US);
  g_free (lake_start (&lake, both));
  engine_advance_to (lake.engine, 30 * SECOND_US);
  measures = read_view (&lake, both);

  assert_measure (measures, TARN_MEASURE_SKEW, 15 * SECOND_US * 4 * SECOND_US, 15 * SECOND_US);
  g_assert_cmpuint (tarn_measures_get_mean (measures, TARN_MEASURE_SKEW, 1), ==,
                    (guint64) (2 * SECOND_US));
}

/* --- When the measures begin -------------------------------------------------------------------- */

/* Two views of different heights that were refreshed before the measures began at 100 s. */
typedef struct
{
  const char *name;
  gint64 lower_us, upper_us; /* when their refreshes of 1 s began */
  gint64 lower_again_us;     /* 0 for not */
  gint64 upper_age_us;       /* at 100 s */
  gboolean is_known;
} BeginRow;

static const BeginRow begin_rows[] = {
  { "known", 10 * SECOND_US, 20 * SECOND_US, 0, 90 * SECOND_US, TRUE },
  { "unknown", 10 * SECOND_US, 20 * SECOND_US, 30 * SECOND_US, 0, FALSE },
  { "same-instant", 10 * SECOND_US, 11 * SECOND_US, 0, 90 * SECOND_US, TRUE },
};

static void
assert_began (const TarnMeasures *measures, gint64 age_us, gboolean is_known)
{
  assert_measure (measures, TARN_MEASURE_AGE,
                  (age_us + SECOND_US) * (age_us + SECOND_US) - age_us * age_us,
                  age_us + SECOND_US);
  assert_measure (measures, TARN_MEASURE_NEVER_REFRESHED, is_known ? 0 : SECOND_US, !is_known);
  g_assert_cmpint (tarn_measures_get_since (measures), ==, START_US + 100 * SECOND_US);
  g_assert_cmpint (tarn_measures_get_until (measures), ==, START_US + 101 * SECOND_US);
}

static void
test_begin (gconstpointer data)
{
  const BeginRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) upper = lake_add_view (&lake, "upper", lake.view, 0);
  g_autoptr (TarnMeasures) lower_measures = NULL, upper_measures = NULL;
  gint64 lower_us = MAX (row->lower_us, row->lower_again_us);

  set_duration (&lake, SECOND_US);
  engine_advance_to (lake.engine, row->lower_us);
  g_free (lake_start (&lake, lake.view));
  engine_advance_to (lake.engine, row->upper_us);
  g_free (lake_start (&lake, upper));
  if (row->lower_again_us > 0)
    {
      engine_advance_to (lake.engine, row->lower_again_us);
      g_free (lake_start (&lake, lake.view));
    }
  engine_advance_to (lake.engine, 100 * SECOND_US);
  engine_set (lake.engine, "glue.measures", 1);
  engine_advance_to (lake.engine, 101 * SECOND_US);
  lower_measures = read_view (&lake, lake.view);
  upper_measures = read_view (&lake, upper);

  assert_began (lower_measures, 100 * SECOND_US - lower_us, TRUE);
  assert_began (upper_measures, row->upper_age_us, row->is_known);
}

/* A run that was active when the measures began publishes what it read before. */
static void
test_begin_with_active_run (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnMeasures) measures = NULL, account = NULL;

  set_duration (&lake, 10 * SECOND_US);
  g_free (lake_start (&lake, lake.view));
  engine_advance_to (lake.engine, SECOND_US);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 1);
  engine_advance_to (lake.engine, 5 * SECOND_US);
  engine_set (lake.engine, "glue.measures", 1);
  engine_advance_to (lake.engine, 10 * SECOND_US);
  reset (&lake);
  engine_advance_to (lake.engine, 11 * SECOND_US);
  measures = read_view (&lake, lake.view);
  account = read_account (&lake);

  assert_measure (measures, TARN_MEASURE_AGE, 21 * SECOND_US * SECOND_US, 11 * SECOND_US);
  assert_measure (measures, TARN_MEASURE_LAG, 19 * SECOND_US * SECOND_US, 10 * SECOND_US);
  assert_measure (account, TARN_MEASURE_RUNNING, 0, 0);
}

/* --- DPU ---------------------------------------------------------------------------------------- */

/* A full refresh of 100 GB: 10 s on 2 DPU, then a ramp of 15 s on 2, on 4 and on 8 DPU, then 10 DPU. */
static void
test_dpu (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autoptr (TarnMeasures) measures = NULL, account = NULL;
  g_autofree char *id = NULL;

  engine_set (lake.engine, "glue.measures", 1);
  id = lake_start (&lake, lake.view);
  engine_advance (lake.engine, 30 * SECOND_US + 45 * SECOND_US);
  measures = read_view (&lake, lake.view);
  account = read_account (&lake);
  assert_measure (measures, TARN_MEASURE_DPU, (10 * 2 + 15 * 2 + 15 * 4 + 5 * 8) * SECOND_US, 8);
  assert_measure (account, TARN_MEASURE_DPU, (10 * 2 + 15 * 2 + 15 * 4 + 5 * 8) * SECOND_US, 8);

  g_clear_pointer (&measures, tarn_measures_free);
  g_clear_pointer (&account, tarn_measures_free);
  engine_advance (lake.engine, HOUR_US);
  run = lake_get (&lake, id);
  measures = read_view (&lake, lake.view);
  account = read_account (&lake);
  assert_measure (measures, TARN_MEASURE_DPU, tarn_refresh_run_get_dpu_milliseconds (run) * 1000,
                  10);
  assert_measure (account, TARN_MEASURE_DPU, tarn_refresh_run_get_dpu_milliseconds (run) * 1000,
                  10);
}

/* --- A run that starts up ----------------------------------------------------------------------- */

#define LONG_TYPE_COST_MODEL (long_cost_model_get_type ())
G_DECLARE_FINAL_TYPE (LongCostModel, long_cost_model, LONG, COST_MODEL, GObject)

struct _LongCostModel
{
  GObject parent_instance;
};

/* The work takes a hundred years, longer than it is since 1970. */
static void
plan_long (TarnCostModel *self G_GNUC_UNUSED, const TarnRefreshWork *work G_GNUC_UNUSED,
           TarnCostPlan *plan)
{
  tarn_cost_plan_set_startup_us (plan, HOUR_US);
  tarn_cost_plan_add_phase (plan, 100 * 365 * DAY_US, 4, 0);
}

static void
long_cost_model_iface_init (TarnCostModelInterface *iface)
{
  iface->plan_refresh = plan_long;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (LongCostModel, long_cost_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL,
                                                      long_cost_model_iface_init))

static void
long_cost_model_class_init (LongCostModelClass *class G_GNUC_UNUSED)
{
}

static void
long_cost_model_init (LongCostModel *self G_GNUC_UNUSED)
{
}

static void
test_no_dpu_while_it_starts_up (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (LongCostModel) model = g_object_new (LONG_TYPE_COST_MODEL, NULL);
  g_autoptr (TarnMeasures) measures = NULL, account = NULL;

  tarn_engine_set_cost_model (lake.engine, TARN_COST_MODEL (model));
  engine_set (lake.engine, "glue.measures", 1);
  g_free (lake_start (&lake, lake.view));
  engine_advance (lake.engine, HOUR_US / 2);
  measures = read_view (&lake, lake.view);
  account = read_account (&lake);
  assert_measure (measures, TARN_MEASURE_RUNNING, HOUR_US / 2, 1);
  assert_measure (measures, TARN_MEASURE_DPU, 0, 0);
  assert_measure (account, TARN_MEASURE_DPU, 0, 0);
}

/* The measures begin anew in the middle of a run: after 5 s of 15 s on 8 DPU, which 10 DPU follow. */
static void
test_reset_in_a_run (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnMeasures) measures = NULL, account = NULL;

  engine_set (lake.engine, "glue.measures", 1);
  g_free (lake_start (&lake, lake.view));
  engine_advance (lake.engine, 75 * SECOND_US);
  reset (&lake);
  engine_advance (lake.engine, 15 * SECOND_US);
  measures = read_view (&lake, lake.view);
  account = read_account (&lake);

  assert_measure (measures, TARN_MEASURE_DPU, (10 * 8 + 5 * 10) * SECOND_US, 10);
  assert_measure (account, TARN_MEASURE_DPU, (10 * 8 + 5 * 10) * SECOND_US, 10);
  assert_measure (measures, TARN_MEASURE_RUNNING, 15 * SECOND_US, 1);
  assert_measure (account, TARN_MEASURE_RUNNING, 15 * SECOND_US, 1);
}

/* --- The option --------------------------------------------------------------------------------- */

static void
assert_off (const Lake *lake)
{
  GError *errors[3] = { NULL, NULL, NULL };

  g_assert_null (tarn_glue_client_get_view_measures (lake->client, lake->view, &errors[0]));
  g_assert_null (tarn_glue_client_get_account_measures (lake->client, NULL, &errors[1]));
  g_assert_false (tarn_glue_client_reset_measures (lake->client, NULL, &errors[2]));
  for (guint i = 0; i < 3; i++)
    {
      assert_exception (errors[i], INVALID, "there are no measures");
      g_error_free (errors[i]);
    }
}

/* Without the measures the state is the same as if there had never been any. */
static void
test_option (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *before = lake_to_string (&lake), *after = NULL;
  TarnMeasures *measures;

  assert_off (&lake);
  engine_set (lake.engine, "glue.measure-percentiles", 1);
  engine_set (lake.engine, "glue.measures", 1);
  measures = read_view (&lake, lake.view);
  g_clear_pointer (&measures, tarn_measures_free);
  engine_set (lake.engine, "glue.measures", 0);
  engine_set (lake.engine, "glue.measure-percentiles", 0);
  after = lake_to_string (&lake);

  assert_off (&lake);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/measures/period/", period_rows, test_period);
  g_test_add_func ("/measures/percentiles", test_percentiles);
  ADD_ROWS ("/measures/diamond/", diamond_rows, test_diamond);
  g_test_add_func ("/measures/skew", test_skew);
  ADD_ROWS ("/measures/begin/", begin_rows, test_begin);
  g_test_add_func ("/measures/begin-with-active-run", test_begin_with_active_run);
  g_test_add_func ("/measures/dpu", test_dpu);
  g_test_add_func ("/measures/no-dpu-while-it-starts-up", test_no_dpu_while_it_starts_up);
  g_test_add_func ("/measures/reset-in-a-run", test_reset_in_a_run);
  g_test_add_func ("/measures/option", test_option);

  return g_test_run ();
}
