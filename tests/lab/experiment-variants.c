/* SPDX-License-Identifier: MIT */
/*
 * Which variants an experiment has, and what is wrong with one: rows of scenarios. Each label names a policy and the values of
 * the axes, and the scenario of a variant has these values.
 */
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "worlds/rows.h"

enum
{
  LABELS_MAX = 12,
};

/* Two axes, of which one is a whole value. */
#define LAKE                                                                                       \
  "[lake]\nhorizon = 1 d\nslots = {1; 2}\n[table a.t]\ncommits = every 1 h, 1 MB\n"                \
  "[view a.v]\nsources = a.t\n[view a.w]\nsources = a.t\npolicy = own\n"                           \
  "[policy]\ntrigger = interval {15 min; 1 h; 4 h}\n[policy own]\ntrigger = interval 1 d\n"
#define ONE                                                                                        \
  "[lake]\nhorizon = 1 d\n[table a.t]\n[view a.v]\nsources = a.t\n[policy]\ntrigger = interval 1 h\n"
#define THREE                                                                                      \
  "[lake]\nhorizon = {1 d; 2 d}\nslots = {1; 2}\nwarm-up = {1 h; 2 h}\n[table a.t]\n"              \
  "[view a.v]\nsources = a.t\n[policy]\ntrigger = interval 1 h\n"
#define EXPERIMENT "[experiment]\n"

typedef struct
{
  const char *name;
  const char *text;
  const char *labels[LABELS_MAX + 1];
} Row;

/* clang-format off */

static const Row rows[] = {
  { "one", ONE, { "as it is" } },
  { "one-policy", ONE EXPERIMENT "policies = hourly\n", { "hourly" } },
  { "policies-in-the-order-of-the-list", ONE EXPERIMENT "policies = spread15; hourly\n", { "spread15", "hourly" } },
  { "one-axis", "[lake]\nhorizon = 1 d\n[table a.t]\n[view a.v]\nsources = a.t\n[policy]\ntrigger = interval {1 h; 15 min}\n",
    { "1 h", "15 min" } },
  { "one-axis-of-numbers", "[lake]\nhorizon = 1 d\nslots = {1; 3}\n[table a.t]\n[view a.v]\nsources = a.t\n"
    "[policy]\ntrigger = interval 1 h\n", { "slots 1", "slots 3" } },
  { "one-axis-of-a-time", "[lake]\nhorizon = 1 d\n[table a.t]\n[view a.v]\nsources = a.t\n"
    "[policy]\ntrigger = {cron 0 1 * * *; cron 0 2 * * *}\n", { "trigger 1", "trigger 2" } },
  { "grid-the-last-axis-turns-first", LAKE,
    { "slots 1, trigger 15 min", "slots 1, trigger 1 h", "slots 1, trigger 4 h",
      "slots 2, trigger 15 min", "slots 2, trigger 1 h", "slots 2, trigger 4 h" } },
  { "policies-and-axes", THREE EXPERIMENT "policies = hourly; every15\ntogether = lake.horizon, lake.slots, lake.warm-up\n",
    { "hourly, warm-up 1 h, horizon 1 d, slots 1", "hourly, warm-up 2 h, horizon 2 d, slots 2",
      "every15, warm-up 1 h, horizon 1 d, slots 1", "every15, warm-up 2 h, horizon 2 d, slots 2" } },
  { "two-together", THREE EXPERIMENT "together = lake.horizon, lake.warm-up\n",
    { "warm-up 1 h, horizon 1 d, slots 1", "warm-up 1 h, horizon 1 d, slots 2",
      "warm-up 2 h, horizon 2 d, slots 1", "warm-up 2 h, horizon 2 d, slots 2" } },
  { "together-in-another-order", THREE EXPERIMENT "together = lake.warm-up, lake.horizon\n",
    { "warm-up 1 h, horizon 1 d, slots 1", "warm-up 1 h, horizon 1 d, slots 2",
      "warm-up 2 h, horizon 2 d, slots 1", "warm-up 2 h, horizon 2 d, slots 2" } },
  { "together-with-itself", THREE EXPERIMENT "together = lake.warm-up, lake.warm-up; lake.slots, lake.horizon\n",
    { "warm-up 1 h, horizon 1 d, slots 1", "warm-up 1 h, horizon 2 d, slots 2",
      "warm-up 2 h, horizon 1 d, slots 1", "warm-up 2 h, horizon 2 d, slots 2" } },
  { "lists-together-meet", THREE EXPERIMENT "together = lake.horizon, lake.slots; lake.slots, lake.warm-up\n",
    { "warm-up 1 h, horizon 1 d, slots 1", "warm-up 2 h, horizon 2 d, slots 2" } },
  { "lists-together-meet-later", THREE EXPERIMENT "together = lake.horizon, lake.slots; lake.warm-up, lake.slots\n",
    { "warm-up 1 h, horizon 1 d, slots 1", "warm-up 2 h, horizon 2 d, slots 2" } },
  { "skip-one-value", LAKE EXPERIMENT "skip = policy.trigger 1 h\n",
    { "slots 1, trigger 15 min", "slots 1, trigger 4 h", "slots 2, trigger 15 min", "slots 2, trigger 4 h" } },
  { "skip-both-values", LAKE EXPERIMENT "skip = lake.slots 1, policy.trigger 1 h; lake.slots 2, policy.trigger 4 h\n",
    { "slots 1, trigger 15 min", "slots 1, trigger 4 h", "slots 2, trigger 15 min", "slots 2, trigger 1 h" } },
  { "skip-a-value-with-commas",
    "[lake]\nhorizon = 1 d\nslots = {1; 2}\n[table a.t]\n[view a.v]\nsources = a.t\n"
    "[policy]\ntrigger = {interval 1 h, spread; on_commit, debounce 1 min}\n"
    EXPERIMENT "skip = policy.trigger interval 1 h, spread, skip, lake.slots 2\n",
    { "slots 1, trigger interval 1 h, spread, skip", "slots 1, trigger on_commit, debounce 1 min",
      "slots 2, trigger on_commit, debounce 1 min" } },
  { "keys-of-two-groups-with-one-name",
    "[lake]\nhorizon = 1 d\n[table a.t]\n[table a.u]\nsize = {1 GB; 2 GB}\n[view a.v]\nsources = a.t\nsize = {3 GB; 4 GB}\n"
    "[policy]\ntrigger = interval 1 h\n" EXPERIMENT "together = table a.u.size, view a.v.size\n",
    { "table a.u.size 1 GB, view a.v.size 3 GB", "table a.u.size 2 GB, view a.v.size 4 GB" } },
};

/* --- What is wrong ------------------------------------------------------------------------------ */

typedef struct
{
  const char *name;
  const char *text;
  TarnLabError code;
  const char *message;
} WrongRow;

#define AXES TARN_LAB_ERROR_AXES
#define SCENARIO TARN_LAB_ERROR_SCENARIO

static const WrongRow wrong_rows[] = {
  { "axis-in-experiment", LAKE EXPERIMENT "replications = {1; 2}\n", AXES,
    "row.lake:16: experiment.replications: this key may have no axis" },
  { "together-no-axis", LAKE EXPERIMENT "together = lake.slots, lake.seed\n", AXES,
    "row.lake:16: experiment.together: 'lake.seed' is no axis; allowed: lake.slots, policy.trigger" },
  { "together-first-is-no-axis", LAKE EXPERIMENT "together = lake.seed, lake.slots\n", AXES,
    "row.lake:16: experiment.together: 'lake.seed' is no axis; allowed: lake.slots, policy.trigger" },
  { "together-without-any-axis", ONE EXPERIMENT "together = lake.seed, lake.slots\n", AXES,
    "row.lake:9: experiment.together: 'lake.seed' is no axis; allowed: no axis is there" },
  { "together-different-lengths", LAKE EXPERIMENT "together = lake.slots, policy.trigger\n", AXES,
    "row.lake:16: experiment.together: lake.slots has 2 values, and policy.trigger has 3" },
  { "skip-no-axis", LAKE EXPERIMENT "skip = lake.seed 1\n", AXES,
    "row.lake:16: experiment.skip: 'lake.seed 1' does not begin with an axis; allowed: lake.slots, policy.trigger" },
  { "skip-only-the-key", LAKE EXPERIMENT "skip = lake.slots\n", AXES,
    "row.lake:16: experiment.skip: 'lake.slots' does not begin with an axis; allowed: lake.slots, policy.trigger" },
  { "skip-no-value", LAKE EXPERIMENT "skip = lake.slots 3\n", AXES,
    "row.lake:16: experiment.skip: '3' is no value of lake.slots; allowed: 1; 2" },
  { "skip-second-is-no-value", LAKE EXPERIMENT "skip = lake.slots 1, policy.trigger 2 h\n", AXES,
    "row.lake:16: experiment.skip: '2 h' is no value of policy.trigger; allowed: 15 min; 1 h; 4 h" },
  { "skip-all", LAKE EXPERIMENT "skip = lake.slots 1; lake.slots 2\n", AXES, "row.lake:16: experiment.skip: no variant is left" },
  { "too-many-cells", LAKE EXPERIMENT "policies = hourly; every15\nreplications = 100000\n", TARN_LAB_ERROR_TOO_LARGE,
    "experiment: the axes, policies and replications make too many cells; allowed: at most 10000 variants and 1000000 cells" },
  { "too-many-parts",
    "[lake]\nhorizon = 1 d\nslots = {1; 2; 3; 4}\n[table a.t]\n[view a.v_%d]\ncount = 250000\nsources = a.t\n"
    "[policy]\ntrigger = interval 1 h\n", TARN_LAB_ERROR_TOO_LARGE,
    "experiment: 4 variants have 250001 tables and views each; allowed: at most 1000000 in all" },
  { "metric", LAKE EXPERIMENT "metrics = lag-mean; lag-men\n", SCENARIO,
    "row.lake:16: experiment.metrics: 'lag-men' is no metric of all views; allowed: what `tarn metrics` lists" },
  { "best", LAKE EXPERIMENT "best = lag-men\n", SCENARIO,
    "row.lake:16: experiment.best: 'lag-men' is no metric of all views; allowed: what `tarn metrics` lists" },
  { "best-is-one", LAKE EXPERIMENT "best = lag-mean; age-mean\n", SCENARIO,
    "row.lake:16: experiment.best: there are 2 of them; allowed: one" },
  { "baseline", ONE EXPERIMENT "policies = hourly; every15\nbaseline = spread15\n", SCENARIO,
    "row.lake:10: experiment.baseline: there is no variant 'spread15'; allowed: hourly; every15" },
  { "baseline-that-is-left-out", LAKE EXPERIMENT "skip = policy.trigger 1 h; lake.slots 1\nbaseline = slots 2, trigger 1 h\n", SCENARIO,
    "row.lake:17: experiment.baseline: there is no variant 'slots 2, trigger 1 h'; allowed: slots 2, trigger 15 min; slots 2, trigger 4 h" },
  { "policy", ONE EXPERIMENT "policies = hourly; frob\n", TARN_LAB_ERROR_POLICY,
    "frob: policy frob: there is no such policy; allowed: the groups policy; the presets hourly, every15, spread15, target_lag,"
    " on_commit, threshold, bigquery, zero_wait, edf_slo, max_benefit, edf_partitioned, cost_adaptive, service; keys such as"
    " `trigger = interval 15 min; order = edf`; a module such as ./mine.so" },
  { "policy-twice", ONE EXPERIMENT "policies = hourly; every15; hourly\n", SCENARIO,
    "row.lake:9: experiment.policies: 'hourly' is there twice" },
};

/* clang-format on */

static TarnLabScenario *
read_scenario (const char *text)
{
  g_autoptr (GError) error = NULL;
  TarnLabScenario *scenario = tarn_lab_scenario_new_from_text (text, -1, "row.lake", &error);

  g_assert_no_error (error);
  return scenario;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TarnLabScenario) scenario = read_scenario (row->text);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabExperiment) experiment = tarn_lab_experiment_new (scenario, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (tarn_lab_experiment_get_n_variants (experiment), ==,
                    g_strv_length ((char **) row->labels));
  for (guint i = 0; row->labels[i] != NULL; i++)
    {
      TarnLabScenario *variant = tarn_lab_experiment_get_variant (experiment, i);

      g_assert_cmpstr (tarn_lab_experiment_get_label (experiment, i), ==, row->labels[i]);
      g_assert_cmpuint (tarn_lab_scenario_get_n_axes (variant), ==, 0);
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (tarn_lab_scenario_get_digest (variant), !=,
                         tarn_lab_scenario_get_digest (
                             tarn_lab_experiment_get_variant (experiment, j)));
    }
}

static void
test_wrong_row (gconstpointer data)
{
  const WrongRow *row = data;
  g_autoptr (TarnLabScenario) scenario = read_scenario (row->text);
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_lab_experiment_new (scenario, &error));
  g_assert_error (error, TARN_LAB_ERROR, (gint) row->code);
  g_assert_cmpstr (error->message, ==, row->message);
}

/* --- The scenarios of variants ------------------------------------------------------------------ */

/* A variant has the values that its label names; a policy stands in the place of [policy], and a view keeps its own one. */
static void
test_values (void)
{
  g_autoptr (TarnLabScenario) scenario
      = read_scenario (LAKE EXPERIMENT "policies = every15; own\nskip = policy.trigger 1 h\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabExperiment) experiment = tarn_lab_experiment_new (scenario, &error);
  g_assert_no_error (error);
  const char *text = tarn_lab_scenario_get_text (tarn_lab_experiment_get_variant (experiment, 2));

  g_test_message ("%s", text);
  g_assert_cmpstr (tarn_lab_experiment_get_label (experiment, 2), ==,
                   "every15, slots 2, trigger 15 min");
  g_assert_nonnull (strstr (text, "slots = 2\n"));
  g_assert_nonnull (strstr (text, "[policy]\npreset = every15\n"));
  g_assert_nonnull (strstr (text, "[policy own]\ntrigger = interval 1 d, phase 0 s, skip\n"));
  g_assert_nonnull (strstr (text, "policy = own\n"));
  text = tarn_lab_scenario_get_text (tarn_lab_experiment_get_variant (experiment, 7));
  g_assert_nonnull (strstr (text, "[policy]\ntrigger = interval 1 d, phase 0 s, skip\n"));
}

/* Values that are there anyway make the scenario of which one would have set them. */
static void
test_same_as_set (void)
{
  g_autoptr (TarnLabScenario) scenario = read_scenario (LAKE);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabExperiment) experiment = tarn_lab_experiment_new (scenario, &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabScenario) fewer = tarn_lab_scenario_set (scenario, "lake.slots", "2", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabScenario) set
      = tarn_lab_scenario_set (fewer, "policy.trigger", "interval 4 h", &error);
  g_assert_no_error (error);

  g_assert_cmpstr (tarn_lab_scenario_get_text (tarn_lab_experiment_get_variant (experiment, 5)), ==,
                   tarn_lab_scenario_get_text (set));
}

/* What is wrong only with some values of the axes is found before anything is simulated. */
static void
test_wrong_value (void)
{
  g_autoptr (TarnLabScenario) scenario
      = read_scenario ("[lake]\nhorizon = 1 d\n[table a.t]\n[view a.v]\nsources = a.t\n"
                       "policy = {own; frob}\n[policy own]\ntrigger = interval 1 h\n");
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_lab_experiment_new (scenario, &error));
  g_assert_cmpstr (
      error->message, ==,
      "frob: row.lake:6: view a.v.policy: there is no group [policy frob]; allowed: own");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/experiment/variants/", rows, test_row);
  ADD_ROWS ("/experiment/wrong/", wrong_rows, test_wrong_row);
  g_test_add_func ("/experiment/values", test_values);
  g_test_add_func ("/experiment/same-as-set", test_same_as_set);
  g_test_add_func ("/experiment/wrong-value", test_wrong_value);
  return g_test_run ();
}
