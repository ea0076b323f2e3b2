/* SPDX-License-Identifier: MIT */
/* What tarn-lab-scenario.h promises. The rows of tests/lab hold the page on scenarios to more. */
#include <glib/gstdio.h>
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "promise.h"

#define LAKE "[lake]\nhorizon = 1 d\n"
#define ORDERS                                                                                     \
  LAKE "[table sales.orders]\n[view sales.daily]\nsources = sales.orders\nweight = 2\n"            \
       "[policy]\ntrigger = interval {15 min; 1 h}\n"

static TarnLabScenario *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  TarnLabScenario *scenario = tarn_lab_scenario_new_from_text (text, -1, "orders.lake", &error);

  g_assert_no_error (error);
  return scenario;
}

static void
assert_refused (TarnLabScenario *scenario, GError *error, TarnLabError code, const char *message)
{
  g_assert_null (scenario);
  g_assert_error (error, TARN_LAB_ERROR, (gint) code);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
  g_error_free (error);
}

/* --- Files ------------------------------------------------------------------------------------ */

typedef struct
{
  char *directory;
  char *first;
  char *second;
} Files;

/* Writes the text, and one that it may include, which is in another folder. */
static Files
write_files (const char *text, const char *other)
{
  Files files = { g_dir_make_tmp ("tarn-promise-XXXXXX", NULL), NULL, NULL };
  g_autofree char *folder = g_build_filename (files.directory, "more", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  files.first = g_build_filename (files.directory, "first.lake", NULL);
  files.second = g_build_filename (folder, "second", NULL);
  g_assert_true (g_file_set_contents (files.first, text, -1, NULL));
  g_assert_true (g_file_set_contents (files.second, other, -1, NULL));
  return files;
}

static void
files_clear (Files *files)
{
  g_autofree char *folder = g_path_get_dirname (files->second);

  g_unlink (files->first);
  g_unlink (files->second);
  g_rmdir (folder);
  g_rmdir (files->directory);
  g_free (files->directory);
  g_free (files->first);
  g_free (files->second);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Files, files_clear)

static void
test_beside (void)
{
  g_auto (Files) files = write_files (LAKE "include = more/second\n", "[table a.t]\nsize = 1 GB\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_new_from_file (files.first, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tarn_lab_scenario_get_text (scenario), ==, LAKE "\n[table a.t]\nsize = 1 GB\n");
}

static void
test_file_error (void)
{
  g_auto (Files) files = write_files (LAKE "include = more/third\n", "");
  GError *error = NULL;
  TarnLabScenario *scenario = tarn_lab_scenario_new_from_file (files.first, &error);

  assert_refused (scenario, error, TARN_LAB_ERROR_FILE, NULL);
  error = NULL;
  scenario = tarn_lab_scenario_new_from_file (files.directory, &error);
  assert_refused (scenario, error, TARN_LAB_ERROR_FILE, NULL);
}

static void
test_history_error (void)
{
  g_auto (Files) files
      = write_files (LAKE "[table a.t]\ncommits = file more/second\n", "time\nyesterday\n");
  GError *error = NULL;
  TarnLabScenario *scenario = tarn_lab_scenario_new_from_file (files.first, &error);

  assert_refused (scenario, error, TARN_LAB_ERROR_HISTORY, NULL);
}

#define CSV "offset,added-bytes,total-bytes\n0,1000,\n60,1000,9000\n"

static void
test_file_is_kept (void)
{
  g_auto (Files) files = write_files (LAKE "[table a.t]\nsize = 1 GB\ncommits = file more/second\n"
                                           "[view a.v]\nsources = a.t\nweight = {1; 2}\n"
                                           "[policy]\ntrigger = interval 1 h\n",
                                      CSV);
  guint second = 1;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_new_from_file (files.first, &error);
  g_assert_no_error (error);

  g_assert_cmpint (g_unlink (files.second), ==, 0);
  g_autoptr (TarnLabScenario) set = tarn_lab_scenario_set (scenario, "lake.seed", "1", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabScenario) chosen = tarn_lab_scenario_choose (set, &second, 1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (tarn_lab_scenario_get_text (chosen), "commits = file more/second"));
}

/* The same text with another file of commits is another scenario. */
static void
test_digest_of_files (void)
{
  static const char text[] = LAKE "[table a.t]\nsize = 1 GB\ncommits = file more/second\n";
  g_auto (Files) files = write_files (text, CSV);
  g_auto (Files) same = write_files (text, CSV);
  g_auto (Files) others = write_files (text, CSV "120,1000,\n");
  g_autoptr (TarnLabScenario) a = tarn_lab_scenario_new_from_file (files.first, NULL);
  g_autoptr (TarnLabScenario) b = tarn_lab_scenario_new_from_file (same.first, NULL);
  g_autoptr (TarnLabScenario) c = tarn_lab_scenario_new_from_file (others.first, NULL);

  g_assert_cmpstr (tarn_lab_scenario_get_text (a), ==, tarn_lab_scenario_get_text (c));
  g_assert_cmpstr (tarn_lab_scenario_get_digest (a), ==, tarn_lab_scenario_get_digest (b));
  g_assert_cmpstr (tarn_lab_scenario_get_digest (a), !=, tarn_lab_scenario_get_digest (c));
}

/* --- Texts ------------------------------------------------------------------------------------ */

static void
test_one_line (void)
{
  GError *error = NULL;
  TarnLabScenario *scenario = tarn_lab_scenario_new_from_text ("[lake]\n# a comment\nhorizon =\n",
                                                               -1, "orders.lake", &error);

  assert_refused (scenario, error, TARN_LAB_ERROR_SCENARIO,
                  "orders.lake:3: lake.horizon: the value is missing; allowed: a duration from 1 us"
                  " to 36500 d, such as 90 s, 15 min, 1.5 h, 2 d or 1 w");
}

/* Each of the texts has what is wrong in the one before, and something that is checked earlier. */
static void
test_order_of_checks (void)
{
  static const char *const texts[][2] = {
    { LAKE "[view a.v]\nsources = a.t\n[policy]\ntrigger = interval 1 h\n",
      "orders.lake:4: view a.v.sources: there is no table and no view a.t" },
    { LAKE "[view a.v]\nsources = a.t\n[policy]\ntrigger = hourly\n",
      "orders.lake:6: policy.trigger: 'hourly' stands where interval, " },
    { LAKE "[view a.v]\nsources = a.t\n[policy]\ntrigger = hourly\nspeed = 1\n",
      "orders.lake:7: policy.speed: there is no such key" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnLabScenario) scenario
          = tarn_lab_scenario_new_from_text (texts[i][0], -1, "orders.lake", &error);

      g_assert_null (scenario);
      g_assert_true (g_str_has_prefix (error->message, texts[i][1]));
    }
}

static void
test_too_large (void)
{
  GError *error = NULL;
  TarnLabScenario *scenario = tarn_lab_scenario_new_from_text (
      LAKE "[table a.t_%d]\ncount = 60000\n[table a.u_%d]\ncount = 60000\n", -1, "orders.lake",
      &error);

  assert_refused (scenario, error, TARN_LAB_ERROR_TOO_LARGE, NULL);
}

static void
test_length (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (LAKE "rubbish", (gssize) strlen (LAKE), "orders.lake",
                                         &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tarn_lab_scenario_get_text (scenario), ==, LAKE);
}

/* --- Making others ---------------------------------------------------------------------------- */

static void
test_set (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (ORDERS);
  g_autofree char *before = g_strdup (tarn_lab_scenario_get_digest (scenario));
  g_autoptr (TarnLabScenario) other
      = tarn_lab_scenario_set (scenario, "view sales.daily.weight", "3", NULL);

  g_assert_nonnull (strstr (tarn_lab_scenario_get_text (other), "\nweight = 3\n"));
  g_assert_cmpstr (tarn_lab_scenario_get_digest (scenario), ==, before);
  g_assert_cmpstr (tarn_lab_scenario_get_digest (other), !=, before);
}

static void
test_set_in_a_new_group (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (LAKE);
  g_autoptr (TarnLabScenario) cost
      = tarn_lab_scenario_set (scenario, "cost.price", "0.29 USD", NULL);
  g_autoptr (TarnLabScenario) policy
      = tarn_lab_scenario_set (cost, "policy.trigger", "service", NULL);

  g_assert_cmpstr (tarn_lab_scenario_get_text (policy), ==,
                   LAKE "\n[cost]\nprice = 0.29 USD\n\n[policy]\ntrigger = service\n");
}

static void
test_set_axes (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (LAKE);
  g_autoptr (TarnLabScenario) other
      = tarn_lab_scenario_set (scenario, "lake.slots", "{4; 8}", NULL);

  g_assert_cmpuint (tarn_lab_scenario_get_n_axes (scenario), ==, 0);
  g_assert_cmpuint (tarn_lab_scenario_get_n_axes (other), ==, 1);
}

static void
test_set_what_is_not_there (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (ORDERS);
  GError *error = NULL;
  TarnLabScenario *other
      = tarn_lab_scenario_set (scenario, "view sales.weekly.weight", "3", &error);

  assert_refused (other, error, TARN_LAB_ERROR_SCENARIO,
                  "--set: view sales.weekly.weight: there is no group [view sales.weekly];"
                  " allowed: [view sales.daily]");
  error = NULL;
  other = tarn_lab_scenario_set (scenario, "view sales.daily.height", "3", &error);
  g_assert_null (other);
  g_assert_true (
      g_str_has_prefix (error->message, "--set: view sales.daily.height: there is no such key"));
  g_error_free (error);
}

static void
test_choose (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (ORDERS);

  for (guint i = 0; i < 2; i++)
    {
      static const char *const lines[] = { "\ntrigger = interval 15 min, phase 0 s, skip\n",
                                           "\ntrigger = interval 1 h, phase 0 s, skip\n" };
      g_autoptr (TarnLabScenario) chosen = tarn_lab_scenario_choose (scenario, &i, 1, NULL);

      g_assert_cmpuint (tarn_lab_scenario_get_n_axes (chosen), ==, 0);
      g_assert_nonnull (strstr (tarn_lab_scenario_get_text (chosen), lines[i]));
    }
}

static void
test_choice_that_is_wrong (void)
{
  guint positions[] = { 0, 1 };
  g_autoptr (TarnLabScenario) scenario = read_text (ORDERS);
  g_autoptr (TarnLabScenario) other = tarn_lab_scenario_set (scenario, "view sales.daily.sources",
                                                             "{sales.orders; sales.daily}", NULL);
  GError *error = NULL;

  /* The axis of the sources stands before that of the trigger. */
  positions[0] = 1;
  TarnLabScenario *chosen = tarn_lab_scenario_choose (other, positions, 2, &error);
  assert_refused (chosen, error, TARN_LAB_ERROR_SCENARIO, NULL);
}

static void
test_wrong_positions (void)
{
  guint third = 2;
  g_autoptr (TarnLabScenario) scenario = read_text (ORDERS);

  ASSERT_CRITICAL (g_assert_null (tarn_lab_scenario_choose (scenario, &third, 1, NULL)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_scenario_choose (scenario, NULL, 0, NULL)));
}

/* --- Looking ---------------------------------------------------------------------------------- */

static void
test_axes (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (ORDERS);
  const char *const *values = tarn_lab_scenario_get_axis_values (scenario, 0);

  g_assert_cmpuint (tarn_lab_scenario_get_n_axes (scenario), ==, 1);
  g_assert_cmpstr (tarn_lab_scenario_get_axis_key (scenario, 0), ==, "policy.trigger");
  g_assert_cmpstr (values[0], ==, "15 min");
  g_assert_cmpstr (values[1], ==, "1 h");
  g_assert_null (values[2]);
}

static void
test_trial_needs_no_axes (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (ORDERS);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 0, &error);

  g_assert_null (trial);
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_AXES);
}

static void
test_text (void)
{
  g_autoptr (TarnLabScenario) scenario
      = read_text ("[policy]\norder = fifo\ntrigger = service\n[table a.t_%d]\ncount = 2\n"
                   "size = 1000 MB\n[lake]\nslots = {50; 60}\nhorizon = 24 h\n");

  g_assert_cmpstr (tarn_lab_scenario_get_text (scenario), ==,
                   LAKE "slots = {50; 60}\n\n[table a.t_%d]\nsize = 1 GB\ncount = 2\n\n"
                        "[policy]\ntrigger = service\n");
}

static void
test_same_again (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (ORDERS);
  g_autoptr (TarnLabScenario) again = read_text (tarn_lab_scenario_get_text (scenario));

  g_assert_cmpstr (tarn_lab_scenario_get_text (again), ==, tarn_lab_scenario_get_text (scenario));
  g_assert_cmpstr (tarn_lab_scenario_get_digest (again), ==,
                   tarn_lab_scenario_get_digest (scenario));
}

/* --- Threads ---------------------------------------------------------------------------------- */

static gpointer
use_in_thread (gpointer data)
{
  TarnLabScenario *scenario = data;
  guint second = 1;

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (TarnLabScenario) held = tarn_lab_scenario_ref (scenario);
      g_autoptr (TarnLabScenario) chosen = tarn_lab_scenario_choose (held, &second, 1, NULL);

      g_assert_cmpuint (strlen (tarn_lab_scenario_get_digest (chosen)), ==, 64);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (ORDERS);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (NULL, use_in_thread, scenario);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* --- Keys ------------------------------------------------------------------------------------- */

static void
test_keys (void)
{
  const char *const *keys = tarn_lab_scenario_list_keys ();
  const char *heading, *initial, *allowed;

  g_assert_cmpstr (keys[0], ==, "lake.start");
  g_assert_true (g_strv_contains (keys, "view.slo"));
  for (guint i = 0; keys[i] != NULL; i++)
    {
      const char *meaning = tarn_lab_scenario_describe_key (keys[i], &heading, &initial, &allowed);

      g_assert_true (meaning != NULL && g_str_has_suffix (meaning, "."));
      g_assert_true (g_str_has_prefix (heading, "[") && *allowed != '\0');
    }
  tarn_lab_scenario_describe_key ("view.slo", &heading, &initial, &allowed);
  g_assert_cmpstr (heading, ==, "[view DATABASE.NAME]");
  g_assert_cmpstr (initial, ==, "none");
  g_assert_cmpstr (allowed, ==, "none | age DURATION | lag DURATION, such as lag 30 min");
  tarn_lab_scenario_describe_key ("lake.horizon", NULL, &initial, NULL);
  g_assert_null (initial);
}

static void
test_unknown_key (void)
{
  const char *heading = "", *initial = "", *allowed = "";

  g_assert_null (tarn_lab_scenario_describe_key ("slo", &heading, &initial, &allowed));
  g_assert_true (heading == NULL && initial == NULL && allowed == NULL);
  g_assert_null (tarn_lab_scenario_describe_key ("view.slo.", NULL, NULL, NULL));
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-lab-scenario.h: TarnLabScenario: Nothing changes it, so any number of threads may use one.", test_threads },
  { "tarn-lab-scenario.h: new_from_file(): A file that it names is sought beside the file that names it.", test_beside },
  { "tarn-lab-scenario.h: new_from_file(): An error is one line", test_one_line },
  { "tarn-lab-scenario.h: new_from_file(): First the lines are checked, in their order, then the values of each group,"
    " and then what the groups say of each other.", test_order_of_checks },
  { "tarn-lab-scenario.h: new_from_file(): the file, or one that it names, cannot be read", test_file_error },
  { "tarn-lab-scenario.h: new_from_file(): a file, or what it describes, is over a limit", test_too_large },
  { "tarn-lab-scenario.h: new_from_file(): a file of commits is wrong", test_history_error },
  { "tarn-lab-scenario.h: new_from_text(): its length in bytes, or -1 if a NUL byte ends it", test_length },
  { "tarn-lab-scenario.h: scenario_set(): Makes a scenario that differs in one key.", test_set },
  { "tarn-lab-scenario.h: scenario_set(): The groups `lake`, `cost` and `policy` need not be in the file.",
    test_set_in_a_new_group },
  { "tarn-lab-scenario.h: scenario_set(): The new value may have axes.", test_set_axes },
  { "tarn-lab-scenario.h: scenario_set(): A file of commits is not read again.", test_file_is_kept },
  { "tarn-lab-scenario.h: scenario_set(): A key that is not there, or belongs to a group that is not there, is"
    " %TARN_LAB_ERROR_SCENARIO.", test_set_what_is_not_there },
  { "tarn-lab-scenario.h: scenario_choose(): Makes the scenario that has one of its values in the place of each axis.",
    test_choose },
  { "tarn-lab-scenario.h: scenario_choose(): a scenario may be good with one value and wrong with another",
    test_choice_that_is_wrong },
  { "tarn-lab-scenario.h: scenario_choose(): which value of each axis, from 0; another is a programmer error",
    test_wrong_positions },
  { "tarn-lab-scenario.h: scenario_ref(): This function may be called in any thread.", test_threads },
  { "tarn-lab-scenario.h: get_text(): What a file includes is part of it", test_beside },
  { "tarn-lab-scenario.h: get_text(): It has each key whose value is not as it is without the key, in one order and with"
    " one way to write each value.", test_text },
  { "tarn-lab-scenario.h: get_text(): Reading it, beside the same files, gives the same scenario.", test_same_again },
  { "tarn-lab-scenario.h: get_digest(): Scenarios with the same digest have the same canonical form, and name files of"
    " commits with the same bytes.", test_digest_of_files },
  { "tarn-lab-scenario.h: get_n_axes(): the number of axes; the scenario of a trial has none", test_trial_needs_no_axes },
  { "tarn-lab-scenario.h: get_axis_key(): the group and the key that have the axis, such as `policy.trigger`", test_axes },
  { "tarn-lab-scenario.h: get_axis_values(): the values of the axis, as they stand in the canonical form", test_axes },
  { "tarn-lab-scenario.h: list_keys(): Lists each key that a scenario may have as its group and its name, parted by a"
    " point, such as `view.slo`.", test_keys },
  { "tarn-lab-scenario.h: describe_key(): or %NULL if the key must be there", test_keys },
  { "tarn-lab-scenario.h: describe_key(): If there is no such key, all that is returned is %NULL.", test_unknown_key },
};
/* clang-format on */

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
