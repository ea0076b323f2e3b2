/* SPDX-License-Identifier: MIT */
/*
 * Tests the bound of the mean lag: on small lakes that are worked out by hand a policy attains it, and on random lakes no
 * preset goes below it. It also tests that the baselines are what they are said to be.
 */
#include <tarn-lab/tarn-lab.h>

#include "driver/draw.h"
#include "worlds/rows.h"

#define SECOND_US G_TIME_SPAN_SECOND

enum
{
  N_LAKES = 200,
};

static TarnLabScenario *
read_scenario (const char *text)
{
  g_autoptr (GError) error = NULL;
  TarnLabScenario *scenario = tarn_lab_scenario_new_from_text (text, -1, "bound.lake", &error);

  g_assert_no_error (error);
  return scenario;
}

static TarnLabResult *
finish (TarnLabTrial *trial)
{
  g_autoptr (GError) error = NULL;
  TarnLabResult *result = tarn_lab_trial_finish (trial, &error);

  g_assert_no_error (error);
  return result;
}

static TarnLabResult *
simulate (TarnLabScenario *scenario, guint64 replication)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, replication, &error);

  g_assert_no_error (error);
  return finish (trial);
}

static gint64
get_figure (const TarnLabResult *result, TarnLabSubject subject, guint index, const char *metric)
{
  gint64 value = 0;

  tarn_lab_result_get_figure (result, subject, index, metric, &value);
  return value;
}

/* --- By hand ------------------------------------------------------------------------------------ */

typedef struct
{
  const char *name;
  const char *text;
  gint64 bounds_us[3]; /* of the views, in the order of the result */
  gboolean is_attained;
} Row;

/* A view that was never refreshed lacks what was there at the start, so that there is a warm-up. */
#define LAKE "[lake]\nwarm-up = 1 h\nhorizon = 10 h\nslots = none\n"
#define TABLE(commits) "[table a.t]\nsize = 100 GB\ncommits = " commits "\n"
#define EVERY_10 TABLE ("every 10 min, offset 5 min, 1 MB")
#define VIEW(name, sources, rest) "[view a." name "]\nsources = " sources "\n" rest
#define ON_COMMIT "[policy]\ntrigger = on_commit\n"
#define HOURLY "[policy]\ntrigger = interval 1 h\n"

static const Row rows[] = {
  /* In each 600 s, the lag rises to 120 s, so that its mean is 120 * 120 / 2 / 600 s. */
  { "one-view",
    LAKE EVERY_10 VIEW ("v", "a.t", "duration = 2 min\n") ON_COMMIT,
    { 12 * SECOND_US },
    TRUE },
  { "another-policy",
    LAKE EVERY_10 VIEW ("v", "a.t", "duration = 2 min\n") HOURLY,
    { 12 * SECOND_US },
    FALSE },
  { "chain",
    LAKE EVERY_10 VIEW ("u", "a.t", "duration = 2 min\n") VIEW ("v", "a.u", "duration = 1 min\n")
        ON_COMMIT,
    { 12 * SECOND_US, 27 * SECOND_US },
    TRUE },
  /* The view at the end shows a commit when both of its sources have shown it. */
  { "diamond",
    LAKE EVERY_10 VIEW ("s", "a.t", "duration = 2 min\n") VIEW ("u", "a.t", "duration = 3 min\n")
        VIEW ("v", "a.s; a.u",
              "duration = 1 min\n") "policy = late\n" ON_COMMIT
                                    "[policy late]\ntrigger = interval 10 min, phase 8 min\n",
    { 12 * SECOND_US, 27 * SECOND_US, 48 * SECOND_US },
    TRUE },
  /* Commits at 5 and 7 minutes can be shown at 9 and 11. The first is the oldest for 240 s, the second then has 120 s. */
  { "two-tables",
    LAKE EVERY_10
    "[table a.u]\ncommits = every 10 min, offset 7 min, 1 MB\n" VIEW ("v", "a.t; a.u",
                                                                      "duration = 4 min\n") HOURLY,
    { (240 * 240 + 240 * 240 - 120 * 120) * SECOND_US / 1200 },
    FALSE },
  /* With 10 DPU, 1 GB, of which 5 GB are read, takes 12.5 s behind 30 s and 10 s. */
  { "cost-model",
    LAKE TABLE ("every 10 min, offset 5 min, 1 GB")
        VIEW ("v", "a.t", "") "[cost]\ndpu-min = 10\n" ON_COMMIT,
    { 2296875 },
    TRUE },
  /* A full refresh would read 2 GB. */
  { "full-is-shorter",
    LAKE "[table a.t]\nsize = 2 GB\ncommits = every 10 min, offset 5 min, 1 GB, overwrite\n" VIEW (
        "v", "a.t", "") "[cost]\ndpu-min = 10\n" ON_COMMIT "mode = full\n",
    { 1687500 },
    TRUE },
  { "least-of-values",
    LAKE EVERY_10 VIEW ("v", "a.t", "duration = empirical 2 min 1; 8 min 1000\n") ON_COMMIT,
    { 12 * SECOND_US },
    FALSE },
  { "exponential",
    LAKE EVERY_10 VIEW ("v", "a.t", "duration = 2 min exponential\n") ON_COMMIT,
    { 0 },
    FALSE },
  { "spread",
    LAKE EVERY_10 VIEW ("v", "a.t", "") "[cost]\nduration-spread = lognormal 1.3\n" ON_COMMIT,
    { 0 },
    FALSE },
  { "nothing-changes",
    LAKE TABLE ("none") VIEW ("v", "a.t", "duration = 2 min\n") HOURLY,
    { 0 },
    TRUE },
  /* The commit of 65 minutes cannot be shown before the window, and has 60 s of its 120 s in it. */
  { "edges-of-the-window",
    "[lake]\nwarm-up = 66 min\nhorizon = 10 min\n" EVERY_10 VIEW ("v", "a.t", "duration = 2 min\n")
        ON_COMMIT,
    { (120 * 120 - 60 * 60 + 60 * 60) * SECOND_US / 1200 },
    TRUE },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TarnLabScenario) scenario = read_scenario (row->text);
  g_autoptr (TarnLabBound) bound = tarn_lab_bound_new (scenario, 0);
  g_autoptr (TarnLabResult) result = simulate (scenario, 0);
  guint n_views = tarn_lab_result_get_n_subjects (result, TARN_LAB_SUBJECT_VIEW);
  gint64 sum_us = 0;

  for (guint i = 0; i < n_views; i++)
    {
      gint64 lag_us = get_figure (result, TARN_LAB_SUBJECT_VIEW, i, "lag-mean");

      g_assert_cmpint (tarn_lab_bound_get_lag_mean (bound, TARN_LAB_SUBJECT_VIEW, i), ==,
                       row->bounds_us[i]);
      if (row->is_attained)
        g_assert_cmpint (lag_us, ==, row->bounds_us[i]);
      else
        g_assert_cmpint (lag_us, >, row->bounds_us[i]);
      sum_us += row->bounds_us[i];
    }
  g_assert_cmpint (tarn_lab_bound_get_lag_mean (bound, TARN_LAB_SUBJECT_ALL, 0), ==,
                   sum_us / n_views);
}

/* --- Random lakes ------------------------------------------------------------------------------- */

static void
write_tables (GString *text, Draw *draw, guint n_tables)
{
  static const char *const operations[] = { "", ", overwrite", ", delete" };
  static const char *const amounts[]
      = { "1 MB", "300 MB lognormal 2", "2 GB", "empirical 0 B 1; 5 GB 1" };

  for (guint i = 0; i < n_tables; i++)
    {
      const char *operation = draw_of (draw, operations);

      g_string_append_printf (text, "[table a.t_%u]\nsize = %u GB\ncommits = %s %u min, %s%s\n", i,
                              draw_below (draw, 50),
                              draw_chance (draw, 50) ? "every" : "poisson every",
                              1 + draw_below (draw, 30), draw_of (draw, amounts), operation);
    }
}

/* Any of the tables, and of the views before. */
static void
write_sources (GString *text, Draw *draw, guint view, guint n_tables)
{
  guint n = 0, must_be = draw_below (draw, n_tables + view);

  g_string_append (text, "sources =");
  for (guint i = 0; i < n_tables + view; i++)
    if (i == must_be || draw_chance (draw, 25))
      g_string_append_printf (text, "%s a.%s_%u", n++ > 0 ? ";" : "", i < n_tables ? "t" : "v",
                              i < n_tables ? i : i - n_tables);
  g_string_append_c (text, '\n');
}

static void
write_views (GString *text, Draw *draw, guint n_views, guint n_tables)
{
  static const char *const rest[] = {
    "",
    "",
    "duration = 3 min\n",
    "duration = 20 s\n",
    "duration = empirical 1 min 3; 7 min 1\n",
    "duration = 2 min exponential\n",
    "incremental = no\n",
    "duration = 1 min\nfailures = 20 %\n",
  };

  for (guint i = 0; i < n_views; i++)
    {
      g_string_append_printf (text, "[view a.v_%u]\n", i);
      write_sources (text, draw, i, n_tables);
      g_string_append_printf (
          text, "size = %u GB\nrefresh-seconds = 3600\nslo = lag %u min\nweight = %u\n%s%s",
          draw_below (draw, 3), 5 + draw_below (draw, 60), 1 + draw_below (draw, 3),
          i == 1 ? "group = g.odd\n" : "", draw_of (draw, rest));
    }
}

static char *
write_lake (guint64 number)
{
  static const char *const costs[] = {
    "",
    "",
    "[cost]\nskip-unchanged = no\n",
    "[cost]\nduration-spread = lognormal 1.3\n",
    "[cost]\ndpu-min = 20\ndpu-max = 4\nthroughput = 10 MB/s\n",
    "[cost]\nstartup = 0 s\nserial = 1 s\nunchanged = 1 min\namplification = 0\n",
    "[cost]\nmerge = 1\ncount-writes = yes\nbytes-per-dpu = 100 MB\nramp = 1 s\ndpu-max = 40\n",
  };
  Draw draw = draw_new (20261101, 1, number);
  guint n_tables = 1 + draw_below (&draw, 3), n_views = 1 + draw_below (&draw, 5);
  GString *text = g_string_new ("[lake]\nstart = 2026-11-01\n");

  g_string_append_printf (text, "warm-up = %u min\nhorizon = 2 h\nslots = %u\nseed = %u\n",
                          draw_below (&draw, 30), 1 + draw_below (&draw, 4),
                          draw_below (&draw, 1000));
  write_tables (text, &draw, n_tables);
  write_views (text, &draw, n_views, n_tables);
  g_string_append (text, draw_of (&draw, costs));
  return g_string_free (text, FALSE);
}

static void
assert_above (const TarnLabBound *bound, const TarnLabResult *result)
{
  for (guint i = 0; i <= TARN_LAB_SUBJECT_VIEW; i++)
    for (guint j = 0; j < tarn_lab_result_get_n_subjects (result, (TarnLabSubject) i); j++)
      g_assert_cmpint (get_figure (result, (TarnLabSubject) i, j, "lag-mean"), >=,
                       tarn_lab_bound_get_lag_mean (bound, (TarnLabSubject) i, j));
}

static void
test_presets (void)
{
  const char *const *presets = tarn_lab_list_rules ("preset");
  guint n_bounds = 0, n_near = 0;

  for (guint64 number = 0; number < N_LAKES; number++)
    {
      g_autofree char *lake = write_lake (number);
      g_autoptr (TarnLabBound) bound = NULL;
      gint64 least_us = G_MAXINT64, bound_us;

      /* The quick form takes half of the presets for each lake. */
      for (guint i = 0; presets[i] != NULL; i++)
        {
          if (!g_test_slow () && i % 2 != number % 2)
            continue;
          g_autofree char *text = g_strconcat (lake, "[policy]\npreset = ", presets[i], "\n", NULL);
          g_autoptr (TarnLabScenario) scenario = read_scenario (text);
          g_autoptr (TarnLabResult) result = simulate (scenario, number);

          /* The policy does not matter. */
          if (bound == NULL)
            bound = tarn_lab_bound_new (scenario, number);
          g_test_message ("lake %u, %s", (guint) number, presets[i]);
          assert_above (bound, result);
          least_us = MIN (least_us, get_figure (result, TARN_LAB_SUBJECT_ALL, 0, "lag-mean"));
        }
      bound_us = tarn_lab_bound_get_lag_mean (bound, TARN_LAB_SUBJECT_ALL, 0);
      n_bounds += bound_us > 0;
      n_near += bound_us > 0 && least_us / 2 <= bound_us;
    }
  /* A bound of nothing would be one too. */
  g_test_message ("%u of %u lakes have a bound, and on %u a preset comes within twice of it",
                  n_bounds, N_LAKES, n_near);
  g_assert_cmpuint (n_bounds, >, N_LAKES / 2);
  g_assert_cmpuint (n_near, >, N_LAKES / 20);
}

/* --- Baselines ---------------------------------------------------------------------------------- */

#define RANDOM_VIEWS                                                                               \
  "[lake]\nhorizon = 1 d\nslots = %s\nseed = 3\n"                                                  \
  "[table a.t]\nsize = 10 GB\ncommits = poisson every 20 min, 20 MB lognormal 2\n"                 \
  "[view a.u]\nsources = a.t\nduration = 5 min exponential\nrefresh-seconds = 3600\n"              \
  "[view a.v]\nsources = a.u\npolicy = \"of v\"\n"                                                 \
  "[policy]\n%s[policy \"of v\"]\n%s[policy unused]\ntrigger = on_commit\n"

typedef struct
{
  const char *name;
  TarnLabBaseline baseline;
  const char *policies[2];
  const char *slots;
  const char *same;
} BaselineRow;

static const BaselineRow baseline_rows[] = {
  { "zero-wait",
    TARN_LAB_BASELINE_ZERO_WAIT,
    { "trigger = interval 7 min, queue\norder = sjf\n", "preset = edf_slo\nmode = full\n" },
    "none",
    "preset = zero_wait\n" },
  { "full-hourly",
    TARN_LAB_BASELINE_FULL_HOURLY,
    { "trigger = service\n", "trigger = on_commit\nadmit = reject_backoff\n" },
    "1",
    "preset = hourly\nmode = full\n" },
};

static void
test_baseline (gconstpointer data)
{
  const BaselineRow *row = data;
  g_autofree char *text = g_strdup_printf (RANDOM_VIEWS, "1", row->policies[0], row->policies[1]);
  g_autofree char *same = g_strdup_printf (RANDOM_VIEWS, row->slots, row->same, row->same);
  g_autoptr (TarnLabScenario) scenario = read_scenario (text);
  g_autoptr (TarnLabScenario) other = read_scenario (same);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new_baseline (scenario, 5, row->baseline, &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabResult) result = finish (trial);
  g_autoptr (TarnLabResult) expected = simulate (other, 5);
  g_autofree char *csv = tarn_lab_report_to_csv (scenario, 5, result, TARN_LAB_REPORT_VIEWS);
  g_autofree char *wanted = tarn_lab_report_to_csv (scenario, 5, expected, TARN_LAB_REPORT_VIEWS);

  g_assert_cmpint (get_figure (result, TARN_LAB_SUBJECT_ALL, 0, "runs-started"), >, 20);
  g_assert_cmpstr (csv, ==, wanted);
}

static void
test_axes (void)
{
  g_autoptr (TarnLabScenario) scenario = read_scenario (
      LAKE EVERY_10 VIEW ("v", "a.t", "") "[policy]\ntrigger = interval {1 h; 2 h}\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabTrial) trial
      = tarn_lab_trial_new_baseline (scenario, 0, TARN_LAB_BASELINE_ZERO_WAIT, &error);

  g_assert_null (trial);
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_AXES);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/lab/bound/", rows, test_row);
  g_test_add_func ("/lab/bound/no-preset-is-below", test_presets);
  ADD_ROWS ("/lab/baseline/", baseline_rows, test_baseline);
  g_test_add_func ("/lab/baseline/axes", test_axes);
  return g_test_run ();
}
