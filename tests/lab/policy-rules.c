/* SPDX-License-Identifier: MIT */
/* Tests what programs learn of the rules of policies. */
#include <tarn-lab/tarn-lab.h>

#include "worlds/rows.h"

/* --- What there is ------------------------------------------------------------------------------ */

typedef struct
{
  const char *name; /* the key */
  const char *first;
  guint n_rules;
} KeyRow;

static const KeyRow key_rows[] = {
  { "trigger", "interval", 15 }, { "order", "fifo", 15 },    { "mode", "auto", 7 },
  { "admit", "queue", 8 },       { "preset", "hourly", 13 },
};

static void
test_key (gconstpointer data)
{
  const KeyRow *row = data;
  const char *const *rules = tarn_lab_list_rules (row->name);

  g_assert_true (rules == tarn_lab_list_rules (row->name));
  g_assert_cmpuint (g_strv_length ((char **) rules), ==, row->n_rules);
  g_assert_cmpstr (rules[0], ==, row->first);
  for (guint i = 0; rules[i] != NULL; i++)
    {
      g_autofree char *form = tarn_lab_rule_dup_form (row->name, rules[i]);
      g_auto (GStrv) parameters = tarn_lab_rule_dup_parameters (row->name, rules[i]);
      gboolean is_preset = g_str_equal (row->name, "preset");

      g_assert_true (g_str_has_prefix (form, is_preset ? "trigger = " : rules[i]));
      g_assert_true (g_str_has_suffix (tarn_lab_rule_get_description (row->name, rules[i]), "."));
      g_assert_true (tarn_lab_rule_is_for_views (row->name, rules[i])
                     || tarn_lab_rule_is_for_assets (row->name, rules[i]));
      g_assert_true ((tarn_lab_rule_get_source (row->name, rules[i]) == NULL) == is_preset);
      for (guint j = 0; parameters[j] != NULL; j++)
        {
          g_auto (GStrv) cells = g_strsplit (parameters[j], "\t", -1);

          g_assert_cmpuint (g_strv_length (cells), ==, 4);
          g_assert_cmpstr (cells[2], !=, "");
          g_assert_true (g_str_has_suffix (cells[3], "."));
        }
    }
}

static void
test_texts (void)
{
  g_autofree char *rule = tarn_lab_rule_dup_form ("order", "edf_partitioned");
  g_autofree char *preset = tarn_lab_rule_dup_form ("preset", "cost_adaptive");
  g_auto (GStrv) parameters = tarn_lab_rule_dup_parameters ("order", "fair");

  g_assert_cmpstr (rule, ==, "edf_partitioned slots NUMBER, within DURATION");
  g_assert_cmpstr (preset, ==, "trigger = interval 15 min, spread, skip\nmode = cost_history");
  g_assert_cmpstr (
      parameters[0], ==,
      "quantum NUMBER\tquantum 60\t1 to 1000000000\tThe DPU-seconds that a view of the weight 1 is "
      "given in a round. What a run does not use of them is lost, so weights count only where a round gives less than "
      "a run uses.");
  g_assert_null (parameters[1]);
  g_assert_cmpstr (tarn_lab_rule_get_source ("trigger", "service"), ==, "AWS Glue");
}

typedef struct
{
  const char *name;
  const char *rule;
  gboolean is_for_views;
  gboolean is_for_assets;
} SubjectRow;

static const SubjectRow subject_rows[] = {
  { "trigger", "interval", TRUE, FALSE }, { "trigger", "nightly", FALSE, TRUE },
  { "order", "fifo", TRUE, TRUE },        { "order", "random", TRUE, TRUE },
  { "order", "edf", TRUE, FALSE },        { "order", "most_columns", FALSE, TRUE },
  { "mode", "auto", TRUE, FALSE },        { "admit", "queue", TRUE, TRUE },
  { "admit", "reject", TRUE, FALSE },     { "admit", "rate", FALSE, TRUE },
  { "preset", "hourly", TRUE, FALSE },
};

static void
test_subjects (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (subject_rows); i++)
    {
      const SubjectRow *row = &subject_rows[i];

      g_assert_true (tarn_lab_rule_is_for_views (row->name, row->rule) == row->is_for_views);
      g_assert_true (tarn_lab_rule_is_for_assets (row->name, row->rule) == row->is_for_assets);
    }
}

/* --- Misuse ------------------------------------------------------------------------------------- */

static void
expect_critical (void)
{
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
}

static void
test_misuse (void)
{
  static const char *const wrong[][2] = { { "size", "fifo" },
                                          { "order", "hourly" },
                                          { NULL, "fifo" },
                                          { "order", NULL },
                                          { "preset", "fifo" } };

  expect_critical ();
  g_assert_null (tarn_lab_list_rules (NULL));
  expect_critical ();
  g_assert_null (tarn_lab_list_rules ("size"));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      for (guint j = 0; j < 6; j++)
        expect_critical ();
      g_autofree char *form = tarn_lab_rule_dup_form (wrong[i][0], wrong[i][1]);
      g_auto (GStrv) parameters = tarn_lab_rule_dup_parameters (wrong[i][0], wrong[i][1]);

      g_assert_null (form);
      g_assert_null (parameters);
      g_assert_null (tarn_lab_rule_get_description (wrong[i][0], wrong[i][1]));
      g_assert_null (tarn_lab_rule_get_source (wrong[i][0], wrong[i][1]));
      g_assert_false (tarn_lab_rule_is_for_views (wrong[i][0], wrong[i][1]));
      g_assert_false (tarn_lab_rule_is_for_assets (wrong[i][0], wrong[i][1]));
    }
  g_test_assert_expected_messages ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/lab/policy-rules/", key_rows, test_key);
  g_test_add_func ("/lab/policy-rules/texts", test_texts);
  g_test_add_func ("/lab/policy-rules/subjects", test_subjects);
  g_test_add_func ("/lab/policy-rules/misuse", test_misuse);
  return g_test_run ();
}
