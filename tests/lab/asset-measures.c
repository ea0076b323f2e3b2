/* SPDX-License-Identifier: MIT */
/*
 * Tests the figures of assets against those of small scenarios worked out by hand, that an asset keeps its luck
 * whatever else there is, and that forks have the figures of the trial.
 */
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "lab/measure/asset-watch.h"
#include "worlds/rows.h"

#define MINUTE_US G_TIME_SPAN_MINUTE
#define NONE G_MININT64

/* A run takes a minute. */
#define MINUTES                                                                                    \
  "[cost]\ndatazone.cost-base-ms = 60000\ndatazone.cost-first-token-ms = 0\n"                      \
  "datazone.cost-output-tokens-per-summary = 0\ndatazone.cost-output-tokens-per-column = 0\n"
#define LAKE "[lake]\nhorizon = 1 h\n"
#define FIVE "[assets a]\ncount = 5\n"
#define AT_ARRIVAL "[policy]\ntrigger = at_arrival\n"
#define BY_TWO AT_ARRIVAL "admit = rate 2, per 10 min\n"

typedef struct
{
  const char *metric;
  gint64 value; /* NONE if there is none */
} Figure;

typedef struct
{
  const char *name;
  const char *lake;
  Figure figures[24]; /* of all assets */
} Row;

/* clang-format off */
static const Row rows[] = {
  /* They are covered after 1, 1, 11, 11 and 21 minutes, so for 59 + 59 + 49 + 49 + 39 = 255 of 300 minutes. */
  { "two-in-ten-minutes", LAKE FIVE MINUTES BY_TWO, {
    { "assets-arrived", 5 }, { "assets-covered", 5 }, { "coverage-mean", 850000 }, { "coverage-end", 1000000 },
    { "covered-50-after", 11 * MINUTE_US }, { "covered-90-after", 21 * MINUTE_US },
    { "covered-99-after", 21 * MINUTE_US }, { "covered-100-after", 21 * MINUTE_US },
    { "covering-mean", 9 * MINUTE_US }, { "covering-max", 21 * MINUTE_US },
    { "metadata-requests", 5 }, { "metadata-requests-open", 0 }, { "metadata-runs-started", 5 },
    { "metadata-runs-succeeded", 5 }, { "metadata-wait-mean", 8 * MINUTE_US }, { "metadata-wait-max", 20 * MINUTE_US },
    { "metadata-duration-mean", MINUTE_US }, { "metadata-duration-max", MINUTE_US },
    /* A call for the summary and one for the ten columns; 2 * 400 + 10 * 100 tokens. */
    { "model-calls", 10 }, { "input-tokens", 9000 }, { "output-tokens", 0 }, { "metadata-cost", NONE },
  } },
  /* Half of them are not less than half, and 90 % of 10 are 9. */
  { "shares-that-are-just-reached", LAKE "[assets a]\ncount = 10\n" MINUTES AT_ARRIVAL "admit = rate 1, per 4 min\n", {
    { "covered-50-after", 17 * MINUTE_US }, { "covered-90-after", 33 * MINUTE_US },
    { "covered-99-after", 37 * MINUTE_US }, { "covered-100-after", 37 * MINUTE_US },
  } },
  /* The window ends when 4 are covered, for 14 + 14 + 4 + 4 of 75 minutes. */
  { "cut", "[lake]\nhorizon = 15 min\n" FIVE MINUTES BY_TWO, {
    { "coverage-mean", 480000 }, { "coverage-end", 800000 }, { "covered-50-after", 11 * MINUTE_US },
    { "covered-90-after", NONE }, { "covered-99-after", NONE }, { "covered-100-after", NONE },
    { "metadata-requests-open", 1 }, { "metadata-runs-open", 0 }, { "metadata-runs-started", 4 },
  } },
  /* The figures over time and of the end of the window are the same, and what runs later counts too. */
  { "drain", "[lake]\nhorizon = 15 min\nat-end = drain\n" FIVE MINUTES BY_TWO, {
    { "coverage-mean", 480000 }, { "coverage-end", 800000 }, { "assets-covered", 4 }, { "covered-100-after", NONE },
    { "metadata-requests-open", 0 }, { "metadata-runs-started", 5 }, { "covering-mean", 9 * MINUTE_US },
  } },
  { "cut-in-a-run", "[lake]\nhorizon = 10500 ms\n" FIVE MINUTES AT_ARRIVAL, {
    { "coverage-mean", 0 }, { "coverage-end", 0 }, { "metadata-runs-open", 5 }, { "metadata-runs-succeeded", 0 },
    { "metadata-wait-mean", NONE }, { "metadata-wait-max", NONE }, { "metadata-wait-p50", NONE },
    { "covering-mean", NONE }, { "covering-p99", NONE }, { "input-tokens", 0 },
  } },
  { "covered-in-the-warm-up", "[lake]\nwarm-up = 30 min\nhorizon = 1 h\n" FIVE MINUTES BY_TWO, {
    { "assets-arrived", 5 }, { "coverage-mean", 1000000 }, { "coverage-end", 1000000 }, { "covered-50-after", 0 },
    { "covered-100-after", 0 }, { "metadata-requests", 0 }, { "metadata-runs-started", 0 },
    { "metadata-runs-succeeded", 0 }, { "covering-mean", NONE }, { "input-tokens", 0 },
  } },
  /* The window begins after 10.5 minutes, and two runs end half a minute later. */
  { "from-the-warm-up-on", "[lake]\nwarm-up = 630 s\nhorizon = 10 min\n" FIVE MINUTES BY_TWO, {
    { "coverage-mean", 780000 }, { "covered-50-after", MINUTE_US / 2 }, { "metadata-requests", 0 },
    { "metadata-runs-started", 1 }, { "metadata-runs-succeeded", 2 }, { "metadata-runs-open", 1 },
    { "metadata-wait-mean", 10 * MINUTE_US }, { "covering-mean", 11 * MINUTE_US },
  } },
  /* They come after 10, 20 and 30 minutes, and are there for 120 minutes, of which 3 pass until they are covered. */
  { "arrivals", LAKE "[assets a]\ncount = 3\narrival = every 10 min\n" MINUTES AT_ARRIVAL, {
    { "assets-arrived", 3 }, { "coverage-mean", 975000 }, { "covering-max", MINUTE_US },
    { "covered-50-after", 21 * MINUTE_US }, { "covered-100-after", 31 * MINUTE_US },
  } },
  /* The shares are of all assets that the scenario has. */
  { "arrivals-until-the-end", LAKE "[assets a]\ncount = 8\narrival = every 10 min\n" MINUTES AT_ARRIVAL, {
    { "assets-arrived", 5 }, { "assets-covered", 5 }, { "coverage-end", 1000000 },
    { "covered-50-after", 41 * MINUTE_US }, { "covered-90-after", NONE },
  } },
  { "none-arrived", LAKE "[assets a]\ncount = 8\narrival = every 1 h\n" MINUTES AT_ARRIVAL, {
    { "assets-arrived", 0 }, { "coverage-mean", NONE }, { "coverage-end", NONE }, { "covered-50-after", NONE },
  } },
  { "throttled", LAKE FIVE MINUTES "datazone.start-rate-per-second = 2\n" AT_ARRIVAL, {
    { "starts-throttled", 2 }, { "starts-over-limit", 0 }, { "metadata-runs-started", 5 },
    { "metadata-wait-mean", 800000 }, { "metadata-wait-max", 2000000 }, { "metadata-wait-p50", 999424 },
  } },
  { "over-the-limit", LAKE FIVE MINUTES "datazone.active-runs-max = 2\n" AT_ARRIVAL, {
    { "starts-throttled", 0 }, { "starts-over-limit", 2 }, { "metadata-wait-mean", 48 * 1000000 },
  } },
  { "over-quota", LAKE FIVE MINUTES "datazone.descriptions-per-month-max = 3\n" AT_ARRIVAL, {
    { "types-over-quota", 2 }, { "types-failed", 0 }, { "metadata-runs-succeeded", 3 }, { "metadata-runs-failed", 2 },
    { "metadata-runs-succeeded-partially", 0 }, { "metadata-requests", 7 }, { "metadata-requests-open", 2 },
    { "coverage-end", 600000 },
    /* What fails over quota makes no call. */
    { "model-calls", 6 },
  } },
  { "over-quota-of-a-type", LAKE FIVE "types = names; descriptions\n" MINUTES "datazone.names-per-month-max = 3\n"
      AT_ARRIVAL, {
    { "types-over-quota", 2 }, { "metadata-runs-succeeded", 3 }, { "metadata-runs-failed", 0 },
    { "metadata-runs-succeeded-partially", 2 }, { "coverage-end", 600000 }, { "model-calls", 16 },
  } },
  { "failures", LAKE FIVE MINUTES "datazone.descriptions-failure-ppm = 1000000\n" AT_ARRIVAL "admit = rate 5, per 1 d\n", {
    { "types-failed", 5 }, { "types-over-quota", 0 }, { "metadata-runs-failed", 5 }, { "coverage-end", 0 },
    { "assets-covered", 0 }, { "metadata-requests", 10 }, { "metadata-requests-open", 5 },
  } },
  /* As lib/docs/cost.md has it: 20 columns take 27.708 s, 3 calls, 3200 tokens in and 1320 out. */
  { "tokens", LAKE "[assets a]\ncount = 5\ncolumns = 20\n[cost]\ndatazone.cost-price-input-nano-usd = 250\n"
      "datazone.cost-price-output-nano-usd = 1250\n" AT_ARRIVAL, {
    { "metadata-duration-mean", 27708000 }, { "model-calls", 15 }, { "input-tokens", 16000 }, { "output-tokens", 6600 },
    { "metadata-cost", 12250000 },
  } },
  { "price-of-input", LAKE FIVE MINUTES "datazone.cost-price-input-nano-usd = 7\n" AT_ARRIVAL,
    { { "metadata-cost", 63000 } } },
  { "price-without-a-run", LAKE FIVE MINUTES "datazone.cost-price-output-nano-usd = 7\n" "[policy]\ntrigger = batch 6\n",
    { { "metadata-cost", 0 }, { "metadata-requests", 0 }, { "coverage-end", 0 } } },
};
/* clang-format on */

static TarnLabScenario *
read_lake (const char *lake)
{
  g_autoptr (GError) error = NULL;
  TarnLabScenario *scenario = tarn_lab_scenario_new_from_text (lake, -1, "by-hand.lake", &error);

  g_assert_no_error (error);
  return scenario;
}

static TarnLabResult *
simulate (const char *lake)
{
  g_autoptr (TarnLabScenario) scenario = read_lake (lake);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 0, &error);
  g_assert_no_error (error);
  TarnLabResult *result = tarn_lab_trial_finish (trial, &error);

  g_assert_no_error (error);
  return result;
}

static gint64
get_figure (const TarnLabResult *result, TarnLabSubject subject, guint index, const char *metric)
{
  gint64 value;

  return tarn_lab_result_get_figure (result, subject, index, metric, &value) ? value : NONE;
}

/* One group has the figures of all. */
static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TarnLabResult) result = simulate (row->lake);

  for (const Figure *figure = row->figures; figure->metric != NULL; figure++)
    {
      gint64 value = get_figure (result, TARN_LAB_SUBJECT_ALL_ASSETS, 0, figure->metric);

      if (value != figure->value)
        g_test_message ("%s is %" G_GINT64_FORMAT, figure->metric, value);
      g_assert_cmpint (value, ==, figure->value);
      g_assert_cmpint (get_figure (result, TARN_LAB_SUBJECT_ASSETS, 0, figure->metric), ==, value);
    }
}

/* --- Groups ------------------------------------------------------------------------------------- */

/* Half of all are covered when a is, which is a quarter of the sum of both times. */
static void
test_groups (void)
{
  g_autoptr (TarnLabResult) result = simulate (
      LAKE FIVE "[assets b]\ncount = 5\npolicy = p\n[policy p]\ntrigger = at_arrival\n"
                "admit = rate 5, per 30 min\n" MINUTES "[policy]\ntrigger = nightly at 00:00\n");

  g_assert_cmpuint (tarn_lab_result_get_n_subjects (result, TARN_LAB_SUBJECT_ALL_ASSETS), ==, 1);
  g_assert_cmpuint (tarn_lab_result_get_n_subjects (result, TARN_LAB_SUBJECT_ASSETS), ==, 2);
  g_assert_cmpstr (tarn_lab_result_get_subject_name (result, TARN_LAB_SUBJECT_ALL_ASSETS, 0), ==,
                   "all");
  g_assert_cmpstr (tarn_lab_result_get_subject_name (result, TARN_LAB_SUBJECT_ASSETS, 1), ==, "b");
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (get_figure (result, TARN_LAB_SUBJECT_ASSETS, i, "covered-100-after"), ==,
                       MINUTE_US);
      g_assert_cmpint (get_figure (result, TARN_LAB_SUBJECT_ASSETS, i, "metadata-runs-succeeded"),
                       ==, 5);
    }
  g_assert_cmpint (get_figure (result, TARN_LAB_SUBJECT_ALL_ASSETS, 0, "metadata-runs-succeeded"),
                   ==, 10);
}

/* Figures of views and of assets have nothing in common. */
static void
test_beside_views (void)
{
  static const char views[] = "[table t.t]\nsize = 100 GB\ncommits = poisson every 2 min, 1 GB\n"
                              "[view v.v]\nsources = t.t\nfailures = 20 %\n"
                              "[policy]\ntrigger = interval 7 min\n";
  static const char assets[] = "[assets a]\ncount = 40\narrival = poisson every 1 min\npolicy = p\n"
                               "[policy p]\ntrigger = at_arrival\n";
  g_autofree char *both = g_strconcat (LAKE, views, assets, NULL);
  g_autofree char *only_views = g_strconcat (LAKE, views, NULL);
  g_autofree char *only_assets = g_strconcat (LAKE, assets, NULL);
  g_autoptr (TarnLabResult) of_both = simulate (both);
  g_autoptr (TarnLabResult) of_views = simulate (only_views);
  g_autoptr (TarnLabResult) of_assets = simulate (only_assets);
  const char *const *metrics = tarn_lab_list_metrics ();

  g_assert_cmpuint (tarn_lab_result_get_n_subjects (of_views, TARN_LAB_SUBJECT_ALL_ASSETS), ==, 0);
  for (guint i = 0; metrics[i] != NULL; i++)
    {
      gboolean is_of_assets = tarn_lab_metric_has_subject (metrics[i], TARN_LAB_SUBJECT_ALL_ASSETS);
      TarnLabSubject subject = is_of_assets ? TARN_LAB_SUBJECT_ALL_ASSETS : TARN_LAB_SUBJECT_ALL;

      g_assert_cmpint (get_figure (of_both, subject, 0, metrics[i]), ==,
                       get_figure (is_of_assets ? of_assets : of_views, subject, 0, metrics[i]));
    }
}

/* --- Luck --------------------------------------------------------------------------------------- */

static void
add_line (const char *line, gpointer lines)
{
  g_ptr_array_add (lines, g_strdup (line));
}

/* Returns a column of the log, counted from 0. The names have no commas. */
static char *
get_cell (const char *line, guint column)
{
  g_auto (GStrv) cells = g_strsplit (line, ",", -1);

  return g_strdup (cells[column]);
}

enum
{
  COLUMN_TIME,
  COLUMN_KIND,
  COLUMN_START = 7,
  COLUMN_CAUSE = 8,
  COLUMN_GROUP = 21,
  COLUMN_ASSET,
  COLUMN_N_COLUMNS,
};

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns the luck of each asset of the group a: when it comes, its columns, and how long its first run took. */
static GPtrArray *
collect_luck (const char *lake)
{
  g_autoptr (TarnLabScenario) scenario = read_lake (lake);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 3, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *luck = g_ptr_array_new_with_free_func (g_free);

  tarn_lab_trial_set_log_func (trial, add_line, lines, NULL);
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, NULL);
  g_assert_nonnull (result);
  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);
      g_autofree char *kind = get_cell (line, COLUMN_KIND);
      g_autofree char *group = get_cell (line, COLUMN_GROUP);
      g_autofree char *asset = get_cell (line, COLUMN_ASSET);
      g_autofree char *cause = get_cell (line, COLUMN_CAUSE);
      g_autofree char *time = get_cell (line, COLUMN_TIME);
      g_autofree char *start = get_cell (line, COLUMN_START);
      g_autofree char *n_columns = get_cell (line, COLUMN_N_COLUMNS);

      if (!g_str_equal (group, "a"))
        continue;
      if (g_str_equal (kind, "asset-arrival"))
        g_ptr_array_add (luck, g_strdup_printf ("%s comes %s with %s", asset, time, n_columns));
      if (g_str_equal (cause, "succeed") || g_str_equal (cause, "fail"))
        g_ptr_array_add (luck, g_strdup_printf ("%s %s after %" G_GINT64_FORMAT, asset, cause,
                                                g_ascii_strtoll (time, NULL, 10)
                                                    - g_ascii_strtoll (start, NULL, 10)));
    }
  g_ptr_array_sort (luck, compare_texts);
  return luck;
}

#define LUCKY                                                                                      \
  "[lake]\nhorizon = 2 d\nat-end = drain\nseed = 5\n[assets a]\ncount = 30\ncolumns = 20 "         \
  "exponential\narrival = poisson every 1 h\n"
#define SPREAD                                                                                     \
  "[cost]\ndatazone.cost-duration-spread-permille = 1500\n"                                        \
  "datazone.descriptions-failure-ppm = 300000\n"

static void
test_luck (void)
{
  static const char *const others[] = {
    LUCKY "[assets b]\ncount = 50\ncolumns = 7 exponential\n" SPREAD AT_ARRIVAL,
    "[assets 0]\ncount = 9\narrival = poisson every 1 h\n" LUCKY SPREAD AT_ARRIVAL,
    LUCKY
    "[table t.t]\ncommits = poisson every 1 min, 1 MB\n[view v.v]\nsources = t.t\npolicy = p\n"
    "[policy p]\ntrigger = interval 1 h\n" SPREAD AT_ARRIVAL,
    LUCKY SPREAD "[policy]\ntrigger = at_arrival\norder = random\nadmit = rate 3, per 3 h\n",
    LUCKY SPREAD
    "datazone.active-runs-max = 1\n[policy]\ntrigger = at_arrival\norder = most_columns\n",
  };
  g_autoptr (GPtrArray) luck = collect_luck (LUCKY SPREAD AT_ARRIVAL);

  g_assert_cmpuint (luck->len, >, 60);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GPtrArray) other = collect_luck (others[i]);

      g_assert_cmpuint (other->len, ==, luck->len);
      for (guint j = 0; j < luck->len; j++)
        g_assert_cmpstr (g_ptr_array_index (other, j), ==, g_ptr_array_index (luck, j));
    }
}

/* --- Forks -------------------------------------------------------------------------------------- */

static char *
finish (TarnLabTrial *trial)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);

  g_assert_no_error (error);
  return tarn_lab_report_to_csv (tarn_lab_trial_get_scenario (trial), 1, result,
                                 TARN_LAB_REPORT_VIEWS);
}

static const char busy[]
    = "[lake]\nstart = 2026-11-28\nhorizon = 6 d\nwarm-up = 12 h\nat-end = drain\nseed = 9\n"
      "[assets a]\ncount = 200\ncolumns = 20 exponential\narrival = poisson every 20 min\n"
      "types = names; descriptions\n"
      "[assets b]\ncount = 150\npolicy = night\n"
      "[assets c]\ncount = 99\narrival = every 1 h\npolicy = batch\ntypes = names; glossary; descriptions\n"
      "[cost]\ndatazone.descriptions-per-month-max = 190\ndatazone.names-failure-ppm = 200000\n"
      "datazone.active-runs-max = 7\ndatazone.start-rate-per-second = 3\n"
      "[policy]\ntrigger = at_arrival\norder = random\nadmit = rate 9, per 1 h\n"
      "[policy night]\ntrigger = nightly at 04:30\norder = most_columns\n"
      "[policy batch]\ntrigger = batch 10, max-wait 18 h\nadmit = queue, at-most 2\n";

static void
test_forks (void)
{
  g_autoptr (TarnLabScenario) scenario = read_lake (busy);
  g_autoptr (TarnLabTrial) whole = tarn_lab_trial_new (scenario, 1, NULL);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 1, NULL);
  g_autofree char *expected = finish (whole);
  gint64 start_us = tarn_engine_get_now (tarn_lab_trial_get_engine (trial));

  for (gint64 minute = 0; minute < 156 * 60; minute += 293)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (tarn_lab_trial_advance_to (trial, start_us + minute * MINUTE_US, NULL));
      g_autoptr (TarnLabTrial) fork = tarn_lab_trial_fork (trial, &error);
      g_assert_no_error (error);
      g_autofree char *csv = finish (fork);
      g_assert_cmpstr (csv, ==, expected);
    }
  g_autofree char *csv = finish (trial);
  g_assert_cmpstr (csv, ==, expected);
}

/* Somebody else may keep the engine of a trial, or fork it. */
static void
test_kept_engine (void)
{
  g_autoptr (TarnLabScenario) scenario = read_lake (busy);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 1, NULL);
  g_autoptr (TarnEngine) engine = g_object_ref (tarn_lab_trial_get_engine (trial));
  gint64 start_us = tarn_engine_get_now (engine);

  g_assert_true (tarn_lab_trial_advance_to (trial, start_us + 1000 * MINUTE_US, NULL));
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  g_assert_nonnull (fork);
  g_clear_object (&trial);
  g_assert_true (tarn_engine_advance_by (fork, G_TIME_SPAN_DAY, NULL));
  g_assert_true (tarn_engine_advance_by (engine, G_TIME_SPAN_DAY, NULL));
}

/* --- A measure of the user ---------------------------------------------------------------------- */

/* Adds up the numbers of the assets that come, and checks what each event has. */
static gint64
add_arrivals (gint64 sum, const TarnLabEvent *event, gpointer data G_GNUC_UNUSED)
{
  TarnLabEventKind kind = tarn_lab_event_get_kind (event);
  guint asset = tarn_lab_event_get_asset (event);

  if (kind < TARN_LAB_EVENT_KIND_ASSET_ARRIVAL)
    {
      g_assert_cmpuint (asset, ==, G_MAXUINT);
      return sum;
    }

  g_autoptr (TarnLabEvent) copy = tarn_lab_event_copy (event);
  g_assert_cmpuint (tarn_lab_event_get_asset (copy), ==, asset);
  g_assert_cmpuint (asset, <, 5);
  g_assert_cmpuint (tarn_lab_event_get_view (event), ==, G_MAXUINT);
  g_assert_true ((tarn_lab_event_get_change (event) != NULL)
                 == (kind == TARN_LAB_EVENT_KIND_ASSET_RUN));
  g_assert_true ((tarn_lab_event_get_request_time (event) != 0)
                 == (kind != TARN_LAB_EVENT_KIND_ASSET_ARRIVAL));
  return kind == TARN_LAB_EVENT_KIND_ASSET_ARRIVAL ? sum + 1 + asset : sum;
}

static void
test_own (void)
{
  g_autoptr (TarnLabScenario) scenario = read_lake (LAKE FIVE MINUTES BY_TWO);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 0, NULL);

  tarn_lab_trial_add_measure (trial, "arrivals", add_arrivals, NULL, NULL);
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, NULL);
  g_assert_cmpint (get_figure (result, TARN_LAB_SUBJECT_ALL, 0, "arrivals"), ==, 15);
}

/* --- The check of the figures ------------------------------------------------------------------- */

/* Each row makes one figure of all assets wrong, by one. Sums of all are also compared with those of the groups. */
typedef struct
{
  const char *name;
  gsize total;         /* in TarnLabAssetTotals; NOTHING for none */
  gsize level;         /* in TarnLabAssetLevels; likewise */
  TarnLabAssetSum sum; /* of all and of the group; TARN_LAB_N_ASSET_SUMS for none */
  const char *what;    /* in the message */
} WrongRow;

#define NOTHING G_MAXSIZE
#define TOTAL(member, what)                                                                        \
  {                                                                                                \
#member, G_STRUCT_OFFSET(TarnLabAssetTotals, member), NOTHING, TARN_LAB_N_ASSET_SUMS, what     \
  }
#define LEVEL(member)                                                                              \
  {                                                                                                \
#member, NOTHING, G_STRUCT_OFFSET(TarnLabAssetLevels, member), TARN_LAB_N_ASSET_SUMS,          \
        "the states of the assets, and their numbers"                                              \
  }
#define SUM(name, sum, what)                                                                       \
  {                                                                                                \
    name, NOTHING, NOTHING, TARN_LAB_ASSET_SUM_##sum, what                                         \
  }

static const WrongRow wrong_rows[] = {
  TOTAL (existing, "the assets over time, and the times since they came"),
  TOTAL (covered, "the covered assets over time, and the times since they are covered"),
  TOTAL (waiting, "the requests over time, and their waits"),
  TOTAL (running, "the runs over time, and their durations"),
  TOTAL (n_running_at_begin, "runs that started, and that ended or are open"),
  LEVEL (n_arrived),
  LEVEL (n_covered),
  LEVEL (n_waiting),
  SUM ("succeeded", SUCCEEDED, "runs and their outcomes"),
  SUM ("partially", SUCCEEDED_PARTIALLY, "runs and their outcomes"),
  SUM ("failed", FAILED, "runs and their outcomes"),
  SUM ("canceled", CANCELED, "runs and their outcomes"),
  SUM ("started", STARTED, "runs that started, and that ended or are open"),
  SUM ("coverings", COVERINGS, "a histogram, and what it counts"),
};

/* Adds to the first word, of a wide number too. */
static void
add_to (gpointer data, gsize offset, gsize size, gint64 difference)
{
  guint8 *at = (guint8 *) data + offset;

  if (size == sizeof (guint))
    *(guint *) (gpointer) at += (guint) difference;
  else
    *(guint64 *) (gpointer) at += (guint64) difference;
}

static void
spoil (TarnLabAssetMeasures *measures, const WrongRow *row, gint64 difference)
{
  if (row->total != NOTHING)
    add_to (&measures->totals, row->total, sizeof (guint64), difference);
  if (row->level != NOTHING)
    add_to (&g_array_index (measures->levels, TarnLabAssetLevels, measures->levels->len - 1),
            row->level, sizeof (guint), difference);
  if (row->sum == TARN_LAB_N_ASSET_SUMS)
    return;

  const guint places[] = { 0, measures->sums->len - 1 };
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    g_array_index (measures->sums, TarnLabAssetSums, places[i]).sums[row->sum].low
        += (guint64) difference;
}

static void
test_wrong_figures (void)
{
  g_autoptr (TarnLabScenario) scenario = read_lake (busy);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 0, NULL);
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, NULL);
  TarnLabAssetMeasures *measures
      = (TarnLabAssetMeasures *) tarn_lab_asset_watch_get_measures (trial);

  g_assert_nonnull (result);
  for (guint i = 0; i < G_N_ELEMENTS (wrong_rows); i++)
    {
      const WrongRow *row = &wrong_rows[i];
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", row->name);
      g_assert_true (tarn_lab_asset_measures_check (measures, NULL));
      spoil (measures, row, 1);
      g_assert_false (tarn_lab_asset_measures_check (measures, &error));
      g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_CHECK);
      g_assert_true (g_str_has_suffix (error->message, row->what));
      spoil (measures, row, -1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/lab/asset-measures/", rows, test_row);
  g_test_add_func ("/lab/asset-measures/groups", test_groups);
  g_test_add_func ("/lab/asset-measures/beside-views", test_beside_views);
  g_test_add_func ("/lab/asset-measures/luck", test_luck);
  g_test_add_func ("/lab/asset-measures/forks", test_forks);
  g_test_add_func ("/lab/asset-measures/kept-engine", test_kept_engine);
  g_test_add_func ("/lab/asset-measures/own", test_own);
  g_test_add_func ("/lab/asset-measures/wrong-figures", test_wrong_figures);
  return g_test_run ();
}
