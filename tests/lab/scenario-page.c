/* SPDX-License-Identifier: MIT */
/*
 * Tests that the page on scenarios has the reader's own table of keys, groups and limits, and that the examples are
 * scenarios. If a table differs, the test prints the one to put there.
 */
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "lab/scenario/key.h"
#include "worlds/rows.h"

static char *
read_file (const char *path)
{
  char *text;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* --- Tables ----------------------------------------------------------------------------------- */

/* A bar would end a cell. */
static char *
escape (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "|", -1);

  return g_strjoinv ("\\|", parts);
}

static char *
write_table (TarnLabGroupKind group)
{
  GString *table
      = g_string_new ("| key | value | without the key | meaning |\n|---|---|---|---|\n");

  for (const TarnLabKey *key = tarn_lab_keys; key->name != NULL; key++)
    {
      g_autofree char *allowed = key->group == group ? tarn_lab_key_get_allowed (key) : NULL;
      g_autofree char *cell = allowed != NULL ? escape (allowed) : NULL;
      g_autofree char *fallback = key->group == group ? tarn_lab_key_get_fallback (key) : NULL;

      if (key->group != group)
        continue;
      g_string_append_printf (table, "| `%s` | %s | ", key->name, cell);
      if (fallback == NULL)
        g_string_append (table, "must be there");
      else if (*fallback == '\0')
        g_string_append (table, "none");
      else
        g_string_append_printf (table, "`%s`", fallback);
      g_string_append_printf (table, " | %s |\n", key->meaning);
    }

  return g_string_free (table, FALSE);
}

static void
test_table (gconstpointer data)
{
  const TarnLabGroup *group = data;
  g_autofree char *page = read_file (PAGE);
  g_autofree char *table = write_table ((TarnLabGroupKind) (group - tarn_lab_groups));

  if (strstr (page, table) == NULL)
    {
      g_test_message ("%s", table);
      g_test_fail ();
    }
}

/* --- Examples --------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  guint n_axes;
} ExampleRow;

static const ExampleRow example_rows[] = {
  { "tiny.lake", 0 },    { "morning-report.lake", 0 }, { "layers.lake", 0 },  { "shards.lake", 0 },
  { "what-if.lake", 2 }, { "own-history.lake", 0 },    { "catalog.lake", 0 },
};

static void
test_example (gconstpointer data)
{
  const ExampleRow *row = data;
  g_autofree char *path = g_build_filename (EXAMPLES, row->name, NULL);
  g_autofree char *text = read_file (path);
  g_autofree char *page = read_file (PAGE);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_new_from_file (path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (tarn_lab_scenario_get_n_axes (scenario), ==, row->n_axes);
  g_assert_nonnull (strstr (page, text));
  g_autoptr (TarnLabScenario) again
      = tarn_lab_scenario_new_from_text (tarn_lab_scenario_get_text (scenario), -1, path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tarn_lab_scenario_get_digest (again), ==,
                   tarn_lab_scenario_get_digest (scenario));
}

/* An example is there to be simulated, so a day of each is. */
static void
test_example_runs (gconstpointer data)
{
  const ExampleRow *row = data;
  guint firsts[8] = { 0 };
  g_autofree char *path = g_build_filename (EXAMPLES, row->name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_new_from_file (path, &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabScenario) day = tarn_lab_scenario_set (scenario, "lake.horizon", "1 d", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabScenario) chosen = tarn_lab_scenario_choose (day, firsts, row->n_axes, &error);
  g_assert_no_error (error);

  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (chosen, 0, &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_lab_result_get_n_subjects (result, TARN_LAB_SUBJECT_VIEW)
                        + tarn_lab_result_get_n_subjects (result, TARN_LAB_SUBJECT_ASSETS),
                    >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < TARN_LAB_N_GROUPS; i++)
    {
      g_autofree char *path = g_strconcat ("/scenario/page/", tarn_lab_groups[i].name, NULL);
      g_test_add_data_func (path, &tarn_lab_groups[i], test_table);
    }
  ADD_ROWS ("/scenario/example/", example_rows, test_example);
  ADD_ROWS ("/scenario/example-runs/", example_rows, test_example_runs);

  return g_test_run ();
}
