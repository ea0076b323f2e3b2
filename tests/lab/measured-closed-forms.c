/* SPDX-License-Identifier: MIT */
/*
 * Tests the lab's own figures against closed forms, which a reader can compute by hand. Each row is a scenario and the
 * figures that it must have, as equalities. The scenarios are texts, as a user writes them.
 */
#include <tarn-lab/tarn-lab.h>

#define SECOND_US G_GINT64_CONSTANT (1000000)
#define MINUTE_US (60 * SECOND_US)

/* --- Rows --------------------------------------------------------------------------------------- */

typedef struct
{
  const char *metric;
  gint64 value;
} Figure;

typedef struct
{
  const char *name;
  const char *text;
  Figure figures[6]; /* ends with a metric that is NULL */
} Row;

/* A table of 100 GB and one view, refreshed full by one run a day. */
#define FULL(size)                                                                                 \
  "[lake]\nhorizon = 1 d\n[table a.t]\nsize = " size "\n[view a.v]\nsources = a.t\n"               \
  "[policy]\ntrigger = interval 1 d\nmode = full\n"
/* The window has one incremental refresh, which reads what one commit changed. */
#define INCREMENTAL(commit)                                                                        \
  "[lake]\nwarm-up = 1 d\nhorizon = 1 d\n[table a.t]\nsize = 100 GB\n"                             \
  "commits = every 1 d, offset 12 h, " commit "\n[view a.v]\nsources = a.t\n"                      \
  "[policy]\ntrigger = interval 1 d\n"
#define VIEW_OF(duration, interval)                                                                \
  "[lake]\nwarm-up = 5 h\nhorizon = 5 d\n[table a.t]\ncommits = every 1 min, 1 MB\n[view a.v]\n"   \
  "sources = a.t\nduration = " duration                                                            \
  "\nslo = age 600 s\n[policy]\ntrigger = interval " interval "\n"
#define MANY(phase)                                                                                \
  "[lake]\nwarm-up = 1 h\nhorizon = 1 d\nslots = 50\n[table a.t]\n[view a.v_%d]\ncount = 100\n"    \
  "sources = a.t\nduration = 300 s\n[policy]\ntrigger = interval 15 min" phase "\n"
/* 1 GB an hour changes of 100 GB, by one commit in the middle of each interval. */
#define CADENCE(interval, offset, bytes, mode)                                                     \
  "[lake]\nwarm-up = 2 d\nhorizon = 10 d\n[table a.t]\nsize = 100 GB\ncommits = every " interval   \
  ", offset " offset ", " bytes ", overwrite\n[view a.v]\nsources = a.t\n"                         \
  "[policy]\ntrigger = interval " interval "\nmode = " mode "\n"
#define CHAIN                                                                                      \
  "[lake]\nwarm-up = 1 h\nhorizon = 1 d\n[table a.t]\ncommits = every 1 min, 1 MB\n"               \
  "[view a.first]\nsources = a.t\nduration = 60 s\npolicy = first\n"                               \
  "[view a.second]\nsources = a.first\nduration = 120 s\npolicy = second\n"                        \
  "[view a.leaf]\nsources = a.second\nduration = 30 s\npolicy = leaf\ngroup = leaf\n"              \
  "[policy first]\ntrigger = interval 900 s\n"                                                     \
  "[policy second]\ntrigger = interval 900 s, phase 60 s\n"                                        \
  "[policy leaf]\ntrigger = interval 900 s, phase 180 s\n"

/* clang-format off */

static const Row rows[] = {
  { "V1 every 15 min for 55.625 s", VIEW_OF ("55.625 s", "15 min"),
    { { "age-mean", 505625000 }, { "age-max", 955625000 }, { "slo-share", 604861 }, { "wait-max", 0 } } },
  { "V2 overrun, 15 and 20 min", VIEW_OF ("20 min", "15 min"),
    { { "age-mean", 35 * MINUTE_US }, { "age-max", 50 * MINUTE_US }, { "runs-started", 240 }, { "ticks-skipped", 240 } } },
  { "V2 overrun, 10 and 25 min", VIEW_OF ("25 min", "10 min"),
    { { "age-mean", 40 * MINUTE_US }, { "age-max", 55 * MINUTE_US }, { "runs-started", 240 }, { "ticks-skipped", 480 } } },
  { "V3 100 views at once on 50 slots", MANY (""),
    { { "wait-mean", 150 * SECOND_US }, { "wait-max", 300 * SECOND_US }, { "running-max", 50 }, { "waiting-max", 50 } } },
  { "V3 spread", MANY (", spread"), { { "wait-mean", 0 }, { "wait-max", 0 } } },
  { "V4 full 1 GB", FULL ("1 GB"),
    { { "duration-mean", 52500000 }, { "used", 45000 }, { "billed", 120000 }, { "cost", 14666666 }, { "dpu-max", 2 } } },
  { "V4 full 10 GB", FULL ("10 GB"),
    { { "duration-mean", 102000000 }, { "used", 270000 }, { "billed", 270000 }, { "cost", 33000000 }, { "dpu-max", 5 } } },
  { "V4 full 100 GB", FULL ("100 GB"),
    { { "duration-mean", 314000000 }, { "used", 2520000 }, { "billed", 2520000 }, { "cost", 308000000 }, { "dpu-max", 10 } } },
  { "V4 full 1 TB", FULL ("1 TB"),
    { { "duration-mean", 2564000000 }, { "used", 25020000 }, { "billed", 25020000 }, { "cost", 3058000000 }, { "dpu-max", 10 } } },
  { "V4 incremental 1 GB", INCREMENTAL ("1 GB"),
    { { "duration-mean", 86667000 }, { "used", 145001 }, { "billed", 146000 }, { "cost", 17844444 }, { "dpu-max", 3 } } },
  { "V4 incremental 0.25 GB", INCREMENTAL ("250 MB"),
    { { "duration-mean", 55625000 }, { "used", 51250 }, { "billed", 120000 }, { "cost", 14666666 }, { "runs-incremental", 1 } } },
  { "V4 incremental 20 GB of 100 GB", INCREMENTAL ("10 GB, overwrite"),
    { { "duration-mean", 314000000 }, { "used", 2520000 }, { "billed", 2520000 }, { "cost", 308000000 }, { "runs-incremental", 1 } } },
  { "V4 incremental every 5 min", CADENCE ("5 min", "150 s", "41666667 B", "incremental_fallback"),
    { { "billed-per-view-day", 34560000 }, { "cost-per-view-day", 4224000000 - 192 }, { "runs-full", 0 } } },
  { "V4 incremental every 15 min", CADENCE ("15 min", "450 s", "125 MB", "incremental_fallback"),
    { { "billed-per-view-day", 11520000 }, { "age-mean", 505625000 }, { "age-max", 955625000 } } },
  { "V4 incremental every 30 min", CADENCE ("30 min", "15 min", "250 MB", "incremental_fallback"),
    { { "billed-per-view-day", 5760000 }, { "age-mean", 971250000 }, { "age-max", 1871250000 } } },
  { "V4 incremental every 60 min", CADENCE ("1 h", "30 min", "500 MB", "incremental_fallback"),
    { { "billed-per-view-day", 3504000 }, { "age-mean", 1886667000 }, { "age-max", 3686667000 } } },
  { "V4 incremental every 4 h", CADENCE ("4 h", "2 h", "2 GB", "incremental_fallback"),
    { { "billed-per-view-day", 3120000 }, { "age-mean", 7314000000 }, { "age-max", 14514000000 } } },
  { "V4 incremental every 24 h", CADENCE ("24 h", "12 h", "12 GB", "incremental_fallback"),
    { { "billed-per-view-day", 3020000 }, { "age-mean", 43564000000 }, { "age-max", 86764000000 } } },
  { "V4 full every 15 min", CADENCE ("15 min", "450 s", "125 MB", "full"),
    { { "cost-per-view-day", 29568000000 }, { "runs-incremental", 0 } } },
  { "V4 full every 24 h", CADENCE ("24 h", "12 h", "12 GB", "full"),
    { { "cost-per-view-day", 308000000 }, { "runs-incremental", 0 } } },
  { "V5 6 DPU for 900 s", FULL ("0 B") "[cost]\nserial = 900 s\ndpu-min = 6\ndpu-max = 6\n",
    { { "used", 5400000 }, { "billed", 5400000 }, { "cost", 660000000 }, { "dpu-max", 6 } } },
};

/* clang-format on */

static TarnLabResult *
simulate (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (text, -1, "row.lake", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 0, &error);
  g_assert_no_error (error);
  TarnLabResult *result = tarn_lab_trial_finish (trial, &error);
  g_assert_no_error (error);

  return result;
}

static gint64
get_figure (const TarnLabResult *result, TarnLabSubject subject, const char *metric)
{
  gint64 value;

  g_assert_true (tarn_lab_result_get_figure (result, subject, 0, metric, &value));
  return value;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TarnLabResult) result = simulate (row->text);

  for (const Figure *figure = row->figures; figure->metric != NULL; figure++)
    {
      g_test_message ("%s", figure->metric);
      g_assert_cmpint (get_figure (result, TARN_LAB_SUBJECT_ALL, figure->metric), ==,
                       figure->value);
    }
}

/* V9: the leaf shows what its root had read at the tick, so its mean age is 60 + 120 + 30 + 900 / 2 s. */
static void
test_chain (void)
{
  g_autoptr (TarnLabResult) result = simulate (CHAIN);

  g_assert_cmpstr (tarn_lab_result_get_subject_name (result, TARN_LAB_SUBJECT_GROUP, 0), ==,
                   "leaf");
  g_assert_cmpint (get_figure (result, TARN_LAB_SUBJECT_GROUP, "age-mean"), ==, 660 * SECOND_US);
}

/*
 * V6, Little's law on a sample path: where all runs have ended, the integral of the requests that wait and the runs
 * that have a slot is the sum of the sojourns. The trial checks it to the microsecond and would fail; here the figures
 * that it prints are compared, which are rounded.
 */
static void
test_little (void)
{
  g_autoptr (TarnLabResult) result = simulate (
      "[lake]\nhorizon = 1 d\nat-end = drain\nslots = 3\n[table a.t]\n"
      "commits = poisson every 10 min, 50 MB lognormal 2\n[view a.v_%d]\ncount = 20\n"
      "sources = a.t\nduration = 90 s exponential\n[policy]\ntrigger = interval 11 min\n");
  gint64 n_runs = get_figure (result, TARN_LAB_SUBJECT_ALL, "runs-succeeded");
  gint64 sojourn_us = get_figure (result, TARN_LAB_SUBJECT_ALL, "sojourn-mean");
  gint64 makespan_us = get_figure (result, TARN_LAB_SUBJECT_ALL, "makespan");

  g_assert_cmpint (get_figure (result, TARN_LAB_SUBJECT_ALL, "runs-open"), ==, 0);
  g_assert_cmpint (get_figure (result, TARN_LAB_SUBJECT_ALL, "requests-open"), ==, 0);
  g_assert_cmpint (get_figure (result, TARN_LAB_SUBJECT_ALL, "requests"), ==, n_runs);
  g_assert_cmpint (n_runs, >, 1000);
  g_assert_cmpint (sojourn_us, >, 90 * SECOND_US);
  g_assert_cmpint (makespan_us, >=, 23 * 60 * MINUTE_US);
}

/* A drain waits for a run that takes longer than the whole trial. Nothing else gets on meanwhile. */
static void
test_drain_of_a_long_run (void)
{
  g_autoptr (TarnLabResult) result
      = simulate ("[lake]\nhorizon = 1 d\nat-end = drain\n[table a.t]\n[view a.v]\nsources = a.t\n"
                  "duration = 30 d\n[policy]\ntrigger = interval 1 h, skip\n");

  g_assert_cmpint (get_figure (result, TARN_LAB_SUBJECT_ALL, "runs-succeeded"), ==, 1);
  g_assert_cmpint (get_figure (result, TARN_LAB_SUBJECT_ALL, "runs-open"), ==, 0);
  g_assert_cmpint (get_figure (result, TARN_LAB_SUBJECT_ALL, "duration-max"), ==,
                   30 * 24 * 60 * MINUTE_US);
}

/* V30: the quantiles of 1 to 1,000,000, each for as long, and two halves that are merged. */
static void
test_histogram (void)
{
  enum
  {
    N = 1000000,
  };
  g_autoptr (TarnTimeHistogram) all = tarn_time_histogram_new (7);
  g_autoptr (TarnTimeHistogram) odd = tarn_time_histogram_new (7);
  g_autoptr (TarnTimeHistogram) even = tarn_time_histogram_new (7);

  for (gint64 i = 1; i <= N; i++)
    {
      tarn_time_histogram_add_constant (all, i, 1);
      tarn_time_histogram_add_constant (i % 2 != 0 ? odd : even, i, 1);
    }
  tarn_time_histogram_add_histogram (even, odd);

  for (guint permyriad = 1; permyriad <= 10000; permyriad++)
    {
      gint64 exact = (gint64) permyriad * N / 10000;
      gint64 value = tarn_time_histogram_get_percentile (all, permyriad);

      g_assert_cmpint (value, <=, exact);
      g_assert_cmpint ((exact - value) * 128, <=, exact);
      g_assert_cmpint (tarn_time_histogram_get_percentile (even, permyriad), ==, value);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/closed-form/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/closed-form/V6 Little", test_little);
  g_test_add_func ("/closed-form/drain-of-a-long-run", test_drain_of_a_long_run);
  g_test_add_func ("/closed-form/V9 chain", test_chain);
  g_test_add_func ("/closed-form/V30 histogram", test_histogram);
  return g_test_run ();
}
