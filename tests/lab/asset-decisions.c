/* SPDX-License-Identifier: MIT */
/*
 * Tests what policies of assets decide on small scenarios, worked out by hand. Each run takes a minute, and then it may
 * fail because the quota is used up. What a trial tells is written down in minutes since its start, or in seconds with
 * an s: `5 a2` is a start of the second asset of the group a, `8 a2<5` one that was asked for at 5, `5 !a2` a start
 * that was throttled, `5 ^a2` one that was over the limit of active runs, and `6 xa2` a run that left its asset without
 * some of its metadata.
 */
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "lab/scenario/scenario.h"
#include "lab/trial/trial.h"
#include "worlds/rows.h"

#define MINUTE G_TIME_SPAN_MINUTE
#define SECOND G_TIME_SPAN_SECOND

#define LAKE "[lake]\nhorizon = 1 h\nat-end = drain\n"
#define LAKE_FROM(start, horizon)                                                                  \
  "[lake]\nstart = " start "\nhorizon = " horizon "\nat-end = drain\n"
/* The month ends after half an hour. */
#define LATE LAKE_FROM ("2026-11-30T23:30:00Z", "2 h")
#define ASSETS(count) "[assets a]\ncount = " count "\n"
#define ARRIVING(count, every) ASSETS (count) "arrival = every " every "\n"
#define OF_COLUMNS(name, columns) "[assets " name "]\ncolumns = " columns "\n"
#define THREE_SIZES OF_COLUMNS ("a", "30") OF_COLUMNS ("b", "10") OF_COLUMNS ("c", "20")
#define OPTION(name, value) "[cost]\ndatazone." name " = " value "\n"
#define ONE_AT_A_TIME "trigger = at_arrival\nadmit = queue, at-most 1\n"

typedef struct
{
  const char *name;
  const char *lake;
  const char *policy;
  const char *told;
} Row;

/* clang-format off */
static const Row rows[] = {
  { "at_arrival", LAKE ASSETS ("3"), "trigger = at_arrival", "0 a1; 0 a2; 0 a3" },
  { "at_arrival-later", LAKE ARRIVING ("3", "10 min"), "trigger = at_arrival", "10 a1; 20 a2; 30 a3" },
  { "at_arrival-after-the-window", LAKE ARRIVING ("9", "25 min"), "trigger = at_arrival", "25 a1; 50 a2" },

  { "batch", LAKE ARRIVING ("5", "10 min"), "trigger = batch 2", "20 a1; 20 a2; 40 a3; 40 a4" },
  { "batch-of-one", LAKE ARRIVING ("2", "10 min"), "trigger = batch 1", "10 a1; 20 a2" },
  { "batch-several-at-once", LAKE ASSETS ("5"), "trigger = batch 2", "0 a1; 0 a2; 0 a3; 0 a4" },
  { "batch-that-is-never-full", LAKE ASSETS ("5"), "trigger = batch 6", "" },
  { "batch-max-wait", LAKE ASSETS ("5"), "trigger = batch 2, max-wait 7 min", "0 a1; 0 a2; 0 a3; 0 a4; 7 a5" },
  { "batch-max-wait-each", LAKE ARRIVING ("4", "10 min"), "trigger = batch 2, max-wait 5 min",
    "15 a1; 25 a2; 35 a3; 45 a4" },
  { "batch-before-max-wait", LAKE ARRIVING ("4", "10 min"), "trigger = batch 3, max-wait 25 min",
    "30 a1; 30 a2; 30 a3" },
  { "batch-max-wait-of-all", LAKE ARRIVING ("4", "10 min"), "trigger = batch 9, max-wait 25 min",
    "35 a1; 35 a2; 35 a3" },
  { "batch-of-several-groups", LAKE ARRIVING ("2", "10 min") "[assets b]\ncount = 1\n", "trigger = batch 2",
    "10 a1; 10 b1" },

  /* An asset that comes at this very time is among those of the night. */
  { "nightly", LAKE ARRIVING ("4", "10 min"), "trigger = nightly at 00:20", "20 a1; 20 a2" },
  { "nightly-at-the-start", LAKE ASSETS ("2"), "trigger = nightly at 00:00", "0 a1; 0 a2" },
  { "nightly-past-midnight", LAKE_FROM ("2026-11-01T23:50:00Z", "1 h") ARRIVING ("4", "10 min"),
    "trigger = nightly at 00:05", "15 a1" },
  { "nightly-each-night", LAKE_FROM ("2026-11-01", "4 d") ARRIVING ("4", "18 h"), "trigger = nightly at 06:00",
    "1800 a1; 3240 a2; 3240 a3; 4680 a4" },

  /* --- Orders: one run at a time ---------------------------------------------------------------- */

  { "fifo", LAKE THREE_SIZES, ONE_AT_A_TIME, "0 a1; 1 b1<0; 2 c1<0" },
  { "fewest_columns", LAKE THREE_SIZES, ONE_AT_A_TIME "order = fewest_columns", "0 b1; 1 c1<0; 2 a1<0" },
  { "most_columns", LAKE THREE_SIZES, ONE_AT_A_TIME "order = most_columns", "0 a1; 1 c1<0; 2 b1<0" },
  { "ties-by-asset", LAKE ASSETS ("3"), ONE_AT_A_TIME "order = most_columns", "0 a1; 1 a2<0; 2 a3<0" },
  { "ties-by-request", LAKE ASSETS ("2") "[assets b]\narrival = every 30 s\n[assets c]\ncount = 1\n",
    ONE_AT_A_TIME "order = fewest_columns", "0 a1; 1 a2<0; 2 c1<0; 3 b1<30s" },
  { "fewest_columns-of-what-came", LAKE OF_COLUMNS ("a", "30") "count = 2\n" OF_COLUMNS ("b", "10") "arrival = every 30 s\n",
    ONE_AT_A_TIME "order = fewest_columns", "0 a1; 1 b1<30s; 2 a2<0" },

  /* --- Admissions ------------------------------------------------------------------------------- */

  { "queue-at-most", LAKE ASSETS ("5"), "trigger = at_arrival\nadmit = queue, at-most 2",
    "0 a1; 0 a2; 1 a3<0; 1 a4<0; 2 a5<0" },
  { "rate", LAKE ASSETS ("5"), "trigger = at_arrival\nadmit = rate 2, per 10 min",
    "0 a1; 0 a2; 10 a3<0; 10 a4<0; 20 a5<0" },
  { "rate-per-hour", LAKE ASSETS ("2"), "trigger = at_arrival\nadmit = rate 1", "0 a1; 60 a2<0" },
  { "rate-of-what-comes", LAKE ARRIVING ("5", "4 min"), "trigger = at_arrival\nadmit = rate 1, per 10 min",
    "4 a1; 10 a2<8; 20 a3<12; 30 a4<16; 40 a5<20" },
  /* What was not started in a period is lost. */
  { "rate-after-a-pause", LAKE ARRIVING ("3", "25 min") "[assets b]\ncount = 3\n",
    "trigger = batch 4\nadmit = rate 1, per 10 min", "25 a1; 30 b1<25; 40 b2<25; 50 b3<25" },

  /* --- The limits of the service ---------------------------------------------------------------- */

  { "throttled", LAKE ASSETS ("5") OPTION ("start-rate-per-second", "2"), "trigger = at_arrival",
    "0 a1; 0 a2; 0 !a3; 1s a3<0; 1s a4<0; 1s !a5; 2s a5<0" },
  { "over-the-limit", LAKE ASSETS ("5") OPTION ("active-runs-max", "2"), "trigger = at_arrival",
    "0 a1; 0 a2; 0 ^a3; 1 a3<0; 1 a4<0; 1 ^a5; 2 a5<0" },
  { "over-the-limit-of-two-policies", LAKE ASSETS ("2") "[assets b]\npolicy = q\n[policy q]\ntrigger = at_arrival\n"
      OPTION ("active-runs-max", "1"), "trigger = at_arrival",
    "0 a1; 0 ^a2; 0 ^b1; 1 a2<0; 1 ^b1; 2 b1<0" },
  { "over-quota", LATE ASSETS ("3") OPTION ("descriptions-per-month-max", "2"), "trigger = at_arrival",
    "0 a1; 0 a2; 0 a3; 1 xa3; 30 a3<1" },
  /* The second asset waits for the month without a start in vain. */
  { "over-quota-as-known", LATE ASSETS ("4") OPTION ("descriptions-per-month-max", "1"), ONE_AT_A_TIME,
    "0 a1; 1 a2<0; 2 xa2; 30 a3<0; 31 a4<0; 32 xa4" },
  { "over-quota-in-a-batch", LATE ASSETS ("4") OPTION ("descriptions-per-month-max", "3"), "trigger = batch 2",
    "0 a1; 0 a2; 0 a3; 0 a4; 1 xa4" },
  { "over-quota-at-night", LATE ASSETS ("2") OPTION ("descriptions-per-month-max", "1"), "trigger = nightly at 23:30",
    "0 a1; 0 a2; 1 xa2" },
  { "over-quota-of-a-type", LATE ASSETS ("2") "types = names; descriptions\n" OPTION ("names-per-month-max", "1"),
    "trigger = at_arrival", "0 a1; 0 a2; 1 xa2; 30 a2<1" },
  /* A run of another type that ends with the month says nothing of the next month. */
  { "over-quota-as-another-run-ends", LATE ASSETS ("2") "[assets b]\ncount = 1\ntypes = names\narrival = every 29 min\n"
      OPTION ("descriptions-per-month-max", "1"), "trigger = at_arrival", "0 a1; 0 a2; 1 xa2; 29 b1; 30 a2<1" },
  { "more-types-than-a-run-takes", LAKE ASSETS ("1") "types = descriptions; names; glossary\n", "trigger = at_arrival",
    "0 a1; 1 xa1; 1 a1" },
  { "as-many-types-as-a-run-takes", LAKE ASSETS ("1") "types = descriptions; names; glossary\n" OPTION ("types-max", "3"),
    "trigger = at_arrival", "0 a1" },

  /* After the window, what waits is started, and nothing is asked for. */
  { "drain", LAKE_FROM ("2026-11-01", "40 min") ASSETS ("3"), "trigger = at_arrival\nadmit = rate 1, per 30 min",
    "0 a1; 30 a2<0; 60 a3<0" },
  { "drain-without-a-request", LAKE_FROM ("2026-11-30T23:59:30Z", "40 s") ASSETS ("2")
      OPTION ("descriptions-per-month-max", "1"), "trigger = at_arrival", "0 a1; 0 a2; 1 xa2" },
  /* Views and assets do not get in each other's way. */
  { "beside-views", LAKE ASSETS ("2") "policy = q\n[policy q]\n" ONE_AT_A_TIME
      "[table t.t]\nsize = 1 GB\n[view v.v]\nsources = t.t\nduration = 10 min\n", "trigger = interval 30 min",
    "0 a1; 1 a2<0" },
};
/* clang-format on */

/* --- What a trial tells ------------------------------------------------------------------------- */

/* What is written down, and of which trial. */
typedef struct
{
  TarnLabScenario *lake;
  GString *text;
} Told;

static void
append_time (Told *self, gint64 time_us)
{
  gint64 since_us = time_us - self->lake->start_us;

  if (since_us % MINUTE == 0)
    g_string_append_printf (self->text, "%" G_GINT64_FORMAT, since_us / MINUTE);
  else
    g_string_append_printf (self->text, "%" G_GINT64_FORMAT "s", since_us / SECOND);
}

static const char *
get_mark (const TarnLabTrialEvent *event)
{
  if (event->kind == TARN_LAB_TRIAL_EVENT_ASSET_START)
    return "";
  if (event->kind == TARN_LAB_TRIAL_EVENT_ASSET_REFUSAL)
    return event->of_asset->outcome == TARN_LAB_ASSET_THROTTLED ? "!" : "^";
  if (event->kind == TARN_LAB_TRIAL_EVENT_ASSET_RUN && event->of_asset->types != 0
      && tarn_metadata_status_is_terminal (tarn_change_get_to_metadata_status (event->change)))
    return "x";
  return NULL;
}

static void
watch (gpointer state, const TarnLabTrialEvent *event)
{
  Told *self = state;
  const char *mark = get_mark (event);

  if (mark == NULL)
    return;

  guint group = tarn_lab_scenario_find_assets_of (self->lake, event->of_asset->asset);
  const TarnLabAssets *assets = tarn_lab_scenario_get_assets (self->lake, group);
  g_string_append (self->text, self->text->len > 0 ? "; " : "");
  append_time (self, event->time_us);
  g_string_append_printf (self->text, " %s%s%u", mark, assets->name,
                          event->of_asset->asset - assets->first + 1);
  if (*mark == '\0' && event->request_us < event->time_us)
    {
      g_string_append_c (self->text, '<');
      append_time (self, event->request_us);
    }
}

static Told *
told_new (TarnLabScenario *lake, const char *text)
{
  Told *self = g_new (Told, 1);

  *self = (Told){ lake, g_string_new (text) };
  return self;
}

static gpointer
told_copy (gconstpointer state, TarnLabTrial *fork)
{
  return told_new (tarn_lab_trial_get_scenario (fork), ((const Told *) state)->text->str);
}

static void
told_free (gpointer state)
{
  g_string_free (((Told *) state)->text, TRUE);
  g_free (state);
}

static const TarnLabWatcherClass told_class
    = { .name = "told", .watch = watch, .copy = told_copy, .free = told_free };

/* --- Simulating --------------------------------------------------------------------------------- */

/* Each run takes one minute, and each type fails at its end if its quota is used up. */
static TarnLabScenario *
read_lake (const char *lake, const char *policy)
{
  static const char minute[]
      = "datazone.cost-base-ms = 60000\ndatazone.cost-first-token-ms = 0\n"
        "datazone.cost-output-tokens-per-summary = 0\ndatazone.cost-output-tokens-per-column = 0\n";
  const char *cost = strstr (lake, "[cost]\n");
  g_autofree char *source = g_strconcat (lake, cost != NULL ? "" : "[cost]\n", minute, "[policy]\n",
                                         policy, "\n", NULL);
  g_autoptr (GError) error = NULL;
  TarnLabScenario *scenario = tarn_lab_scenario_new_from_text (source, -1, "by-hand.lake", &error);

  g_assert_no_error (error);
  return scenario;
}

static TarnLabTrial *
trial_new (TarnLabScenario *lake, guint64 replication)
{
  g_autoptr (GError) error = NULL;
  TarnLabTrial *trial = tarn_lab_trial_new (lake, replication, &error);

  g_assert_no_error (error);
  tarn_lab_trial_add_watcher (trial, &told_class, told_new (lake, ""));
  return trial;
}

static const char *
finish (TarnLabTrial *trial)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return ((Told *) tarn_lab_trial_get_watcher (trial, &told_class))->text->str;
}

/* A fork of each time goes on as the trial does. */
static void
test_row (gconstpointer data)
{
  static const gint64 times[]
      = { 0, 500 * 1000, 30 * SECOND, MINUTE, 25 * MINUTE, 30 * MINUTE, 35 * MINUTE };
  const Row *row = data;
  g_autoptr (TarnLabScenario) lake = read_lake (row->lake, row->policy);
  g_autoptr (TarnLabTrial) whole = trial_new (lake, 0);
  g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);

  g_assert_cmpstr (finish (whole), ==, row->told);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      gint64 time_us = MIN (lake->start_us + times[i], tarn_lab_trial_get_end_time (trial));

      g_assert_true (tarn_lab_trial_advance_to (trial, time_us, NULL));
      g_autoptr (TarnLabTrial) fork = tarn_lab_trial_fork (trial, NULL);
      g_assert_cmpstr (finish (fork), ==, row->told);
    }
  g_assert_cmpstr (finish (trial), ==, row->told);
}

/* --- What is drawn ------------------------------------------------------------------------------ */

/* Each of three assets is the first about as often. */
static void
test_random (void)
{
  g_autoptr (TarnLabScenario) lake = read_lake (LAKE ASSETS ("3"), ONE_AT_A_TIME "order = random");
  guint n_first[3] = { 0 };

  for (guint64 replication = 0; replication < 90; replication++)
    {
      g_autoptr (TarnLabTrial) trial = trial_new (lake, replication);
      const char *told = finish (trial);

      g_assert_true (g_str_has_prefix (told, "0 a"));
      n_first[told[3] - '1']++;
    }
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (n_first[i], >, 15);
      g_assert_cmpuint (n_first[i], <, 45);
    }
}

/* --- No end ------------------------------------------------------------------------------------- */

/* Each run fails at once. */
static void
test_no_end (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) lake
      = tarn_lab_scenario_new_from_text (LAKE ASSETS (
                                             "1") "policy = p\n[cost]\ndatazone.cost-base-ms = 0\n"
                                                  "datazone.cost-first-token-ms = 0\n"
                                                  "datazone.cost-output-tokens-per-summary = 0\n"
                                                  "datazone.cost-output-tokens-per-column = 0\n"
                                                  "datazone.descriptions-failure-ppm = 1000000\n"
                                                  "datazone.start-rate-per-second = -1\n"
                                                  "[policy p]\ntrigger = at_arrival\n",
                                         -1, "by-hand.lake", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (lake, 0, &error);
  g_assert_no_error (error);

  g_assert_null (tarn_lab_trial_finish (trial, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY);
  g_assert_cmpstr (error->message, ==,
                   "policy p: it was asked 100 times at one instant, which has no end");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/lab/asset-decisions/", rows, test_row);
  g_test_add_func ("/lab/asset-decisions/random", test_random);
  g_test_add_func ("/lab/asset-decisions/no-end", test_no_end);
  return g_test_run ();
}
