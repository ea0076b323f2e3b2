/* SPDX-License-Identifier: MIT */
/* Tests the policies that a word names, and scenarios to which they are given. MODULES is the folder of the modules. */
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "worlds/descriptors.h"
#include "worlds/rows.h"

#define LAKE                                                                                       \
  "[lake]\nstart = 2026-11-01\nhorizon = 6 h\nslots = 2\n"                                         \
  "[table t.orders]\nsize = 1 GB\ncommits = every 10 min, 1 MB\n"                                  \
  "[view v.a]\nsources = t.orders\n"                                                               \
  "[view v.b]\nsources = t.orders\npolicy = careful\n"
#define POLICIES                                                                                   \
  "[policy]\ntrigger = interval 15 min\n"                                                          \
  "[policy careful]\ntrigger = target_lag 20 min\norder = edf\n"                                   \
  "[policy hourly]\ntrigger = interval 61 min\n"                                                   \
  "[policy axes]\ntrigger = interval {15 min; 30 min}\n"
#define ONE_VALUE                                                                                  \
  "[policy]\ntrigger = interval 15 min\n[policy careful]\ntrigger = target_lag 20 min\n"

static TarnLabScenario *
lake_new (const char *text)
{
  g_autoptr (GError) error = NULL;
  TarnLabScenario *lake = tarn_lab_scenario_new_from_text (text, -1, "words.lake", &error);

  g_assert_no_error (error);
  return lake;
}

/* --- Words -------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *word;
  const char *policy; /* its name, and its settings behind a blank */
} Word;

static const Word words[] = {
  { "preset", "edf_slo", "edf_slo preset = edf_slo" },
  { "group", "careful", "careful trigger = target_lag 20 min, base 48 s; order = edf" },
  { "group-without-a-name", "policy", "policy trigger = interval 15 min, phase 0 s, skip" },
  { "group-before-preset", "hourly", "hourly trigger = interval 61 min, phase 0 s, skip" },
  { "keys", "trigger = interval 900 s; order = edf",
    "policy trigger = interval 15 min, phase 0 s, skip; order = edf" },
  { "keys-without-blanks", "preset=hourly;mode=full", "hourly preset = hourly; mode = full" },
  { "keys-at-their-defaults", "trigger = interval 1 h; order = fifo",
    "policy trigger = interval 1 h, phase 0 s, skip" },
  { "module", MODULES "/good.so", "own " },
};

static void
test_word (gconstpointer data)
{
  const Word *word = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) lake = lake_new (LAKE POLICIES);
  g_autoptr (TarnLabPolicy) policy = tarn_lab_scenario_find_policy (lake, word->word, &error);
  g_assert_no_error (error);
  g_autofree char *name = tarn_lab_policy_dup_name (policy);
  g_autofree char *text = tarn_lab_policy_dup_text (policy);
  g_autofree char *both = g_strconcat (name, " ", text, NULL);

  g_assert_cmpstr (both, ==, word->policy);
  g_assert_cmpuint (tarn_lab_policy_get_version (policy), ==, 1);
}

/* --- What is no policy -------------------------------------------------------------------------- */

#define PRESETS                                                                                    \
  "hourly, every15, spread15, target_lag, on_commit, threshold, bigquery, zero_wait, edf_slo, "    \
  "max_benefit, edf_partitioned, cost_adaptive, service"
#define REST "; keys such as `trigger = interval 15 min; order = edf`; a module such as ./mine.so"

typedef struct
{
  const char *name;
  const char *word;
  TarnLabError code;
  const char *message; /* the begin; without the begin of the path of a module */
} Refused;

static const Refused refused[] = {
  { "unknown", "hurly", TARN_LAB_ERROR_POLICY,
    "policy hurly: there is no such policy; allowed: the groups policy, axes, careful, hourly; the presets hourly" },
  { "empty", "", TARN_LAB_ERROR_POLICY, "policy : there is no such policy; allowed: " },
  { "axes-in-group", "axes", TARN_LAB_ERROR_SCENARIO,
    "--policy: 'axes' has axes; allowed: one value for each key" },
  { "axes-in-keys", "trigger = interval {1 h; 2 h}", TARN_LAB_ERROR_SCENARIO,
    "--policy: 'trigger = interval {1 h; 2 h}' has axes; allowed: one value for each key" },
  { "unknown-key", "triger = hourly", TARN_LAB_ERROR_SCENARIO,
    "--policy: policy.triger: there is no such key; allowed: " },
  { "unknown-rule", "trigger = frob", TARN_LAB_ERROR_SCENARIO, "--policy: policy.trigger: " },
  { "no-value", "trigger = ", TARN_LAB_ERROR_SCENARIO,
    "--policy: policy.trigger: the value is missing; allowed: KEY = VALUE" },
  { "no-equals-sign", "order = edf; frob", TARN_LAB_ERROR_SCENARIO,
    "--policy: policy.frob: there is no such key; allowed: " },
  { "no-trigger", "order = edf", TARN_LAB_ERROR_SCENARIO,
    "--policy: policy.trigger: the key is missing; allowed: " },
  { "line-break", "order = edf\n[lake]", TARN_LAB_ERROR_SCENARIO, "--policy: policy.order: " },
  { "no-file", MODULES "/nothing.so", TARN_LAB_ERROR_FILE,
    "/nothing.so: No such file or directory" },
  { "no-file-by-suffix", "nothing.so", TARN_LAB_ERROR_FILE,
    "nothing.so: No such file or directory" },
  { "folder", MODULES "/", TARN_LAB_ERROR_POLICY, "/: the file cannot be loaded as a module: " },
  { "no-module", SOURCE, TARN_LAB_ERROR_POLICY,
    "policy-words.c: the file cannot be loaded as a module: " },
  { "no-entry", MODULES "/no-entry.so", TARN_LAB_ERROR_POLICY,
    "/no-entry.so: the module has no function tarn_lab_policy_module()" },
  { "other-version", MODULES "/other-version.so", TARN_LAB_ERROR_POLICY,
    "/other-version.so: the module was made for version 2 of the interface; allowed: 1" },
  { "no-policy", MODULES "/no-policy.so", TARN_LAB_ERROR_POLICY,
    "/no-policy.so: the module gave no policy" },
  { "wrong-type", MODULES "/wrong-type.so", TARN_LAB_ERROR_POLICY,
    "/wrong-type.so: the module gave no policy" },
};

static void
test_refused (gconstpointer data)
{
  const Refused *row = data;
  g_autoptr (TarnLabScenario) lake = lake_new (LAKE POLICIES);
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_lab_scenario_find_policy (lake, row->word, &error));
  g_assert_error (error, TARN_LAB_ERROR, (gint) row->code);
  if (strstr (error->message, row->message) == NULL)
    g_assert_cmpstr (error->message, ==, row->message);
}

/* The whole list, without a scenario. */
static void
test_list (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_lab_policy_parse ("careful", &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY);
  g_assert_cmpstr (error->message, ==,
                   "policy careful: there is no such policy; allowed: the presets " PRESETS REST);
}

/* --- Scenarios ---------------------------------------------------------------------------------- */

static TarnLabScenario *
set_policy (TarnLabScenario *lake, const char *name, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabPolicy) policy = tarn_lab_scenario_find_policy (lake, word, &error);
  g_assert_no_error (error);
  TarnLabScenario *other = tarn_lab_scenario_set_policy (lake, name, policy, &error);
  g_assert_no_error (error);

  return other;
}

/* A policy of the library is one that the file could have named, and so are the text and the digest. */
static void
test_set_composed (void)
{
  g_autoptr (TarnLabScenario) lake = lake_new (LAKE ONE_VALUE);
  g_autoptr (TarnLabScenario) by_file = lake_new (
      LAKE
      "[policy]\ntrigger = target_lag 20 min\n[policy careful]\npreset = edf_slo\nmode = full\n");
  g_autoptr (TarnLabScenario) half = set_policy (lake, NULL, "careful");
  g_autoptr (TarnLabScenario) set = set_policy (half, "careful", "preset = edf_slo; mode = full");

  g_assert_cmpstr (tarn_lab_scenario_get_text (set), ==, tarn_lab_scenario_get_text (by_file));
  g_assert_cmpstr (tarn_lab_scenario_get_digest (set), ==, tarn_lab_scenario_get_digest (by_file));
}

/* The policy of a module makes way for another one, and axes of the group go with its keys. */
static void
test_set_again (void)
{
  g_autoptr (TarnLabScenario) lake = lake_new (
      LAKE "[policy]\ntrigger = interval {15 min; 1 h}\n[policy careful]\npreset = hourly\n");
  g_autoptr (TarnLabScenario) own = set_policy (lake, NULL, MODULES "/good.so");
  g_autoptr (TarnLabScenario) same = set_policy (own, "careful", "policy");
  g_autoptr (TarnLabScenario) back = set_policy (same, NULL, "hourly");
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (same, 0, &error);
  gint64 n_runs = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (tarn_lab_scenario_get_n_axes (own), ==, 0);
  g_assert_nonnull (strstr (tarn_lab_scenario_get_text (same),
                            "[policy]\n# own@1\n\n[policy careful]\n# own@1\n"));
  g_assert_nonnull (strstr (tarn_lab_scenario_get_text (back), "[policy]\npreset = hourly\n"));

  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);
  g_assert_no_error (error);
  g_assert_true (
      tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_ALL, 0, "runs-incremental", &n_runs));
  g_assert_cmpint (n_runs, >=, 0);
  g_autofree char *text
      = tarn_lab_report_to_text (same, "words.lake", 0, result, TARN_LAB_REPORT_NONE);
  g_assert_nonnull (strstr (text, "In place of [policy], own@1 decided."));
  g_assert_nonnull (strstr (text, "In place of [policy careful], own@1 decided."));
}

static void
test_no_view (void)
{
  g_autoptr (TarnLabScenario) lake = lake_new (LAKE POLICIES);
  g_autoptr (TarnLabPolicy) policy = tarn_lab_policy_parse ("edf_slo", NULL);
  static const char *const names[] = { "hourly", "nothing" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *message
          = g_strdup_printf ("--policy: policy %s: no view has this policy; allowed: [policy], "
                             "[policy careful]",
                             names[i]);

      g_assert_null (tarn_lab_scenario_set_policy (lake, names[i], policy, &error));
      g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_SCENARIO);
      g_assert_cmpstr (error->message, ==, message);
    }
}

/* A policy of the service needs what it goes by. */
static void
test_other_groups (void)
{
  g_autoptr (TarnLabScenario) lake = lake_new (LAKE POLICIES);
  g_autoptr (TarnLabPolicy) policy = tarn_lab_policy_parse ("service", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_lab_scenario_set_policy (lake, NULL, policy, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_SCENARIO);
  g_assert_nonnull (strstr (error->message, "view v.a.refresh-seconds: the view has none"));
}

static const struct
{
  const char *path;
  GTestFunc test;
} tests[] = {
  { "list", test_list },
  { "set-composed", test_set_composed },
  { "set-again", test_set_again },
  { "no-view", test_no_view },
  { "other-groups", test_other_groups },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/lab/policy-words/named/", words, test_word);
  ADD_ROWS ("/lab/policy-words/refused/", refused, test_refused);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/lab/policy-words/", tests[i].path, NULL);
      g_test_add_func (path, tests[i].test);
    }
  return run_tests_of_files ();
}
