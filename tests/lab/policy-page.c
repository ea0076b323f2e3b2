/* SPDX-License-Identifier: MIT */
/* Tests that the page on policies has the tables of rules and of their parameters that the library has. */
#include <string.h>

#include "lab/scenario/rule-values.h"
#include "worlds/rows.h"

typedef struct
{
  const char *name;
  TarnLabPart part;
  gboolean is_for_assets;
} Row;

static const Row rows[] = {
  { "trigger", TARN_LAB_PART_TRIGGER, FALSE },
  { "order", TARN_LAB_PART_ORDER, FALSE },
  { "mode", TARN_LAB_PART_MODE, FALSE },
  { "admit", TARN_LAB_PART_ADMISSION, FALSE },
  { "trigger-of-assets", TARN_LAB_PART_TRIGGER, TRUE },
  { "order-of-assets", TARN_LAB_PART_ORDER, TRUE },
  { "admit-of-assets", TARN_LAB_PART_ADMISSION, TRUE },
};

/* A bar would end a cell. */
static void
append_cell (GString *table, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "|", -1);
  g_autofree char *escaped = g_strjoinv ("\\|", parts);

  g_string_append_printf (table, " %s |", escaped);
}

static void
append_rule (GString *table, const TarnLabRule *rule)
{
  g_autoptr (GString) form = g_string_new (NULL);

  tarn_lab_rule_append_form (rule, form);
  g_string_append_c (table, '|');
  append_cell (table, form->str);
  append_cell (table, rule->meaning);
  append_cell (table, rule->source);
  g_string_append_c (table, '\n');
}

static void
append_parameters (GString *table, const TarnLabRule *rule)
{
  for (const TarnLabParameter *parameter = rule->parameters;
       parameter != NULL && parameter->kind != TARN_LAB_PARAMETER_NONE; parameter++)
    {
      g_autoptr (GString) form = g_string_new (NULL);
      g_autoptr (GString) fallback = g_string_new (NULL);

      tarn_lab_parameter_append_form (parameter, form);
      tarn_lab_parameter_append_fallback (parameter, fallback);
      g_string_append_printf (table, "| `%s` |", rule->name);
      append_cell (table, form->str);
      append_cell (table, fallback->str);
      append_cell (table, parameter->meaning);
      g_string_append_c (table, '\n');
    }
}

/* A table of the rules for views, or of those for assets only: the page says in words which rules are for both. */
static char *
write_tables (TarnLabPart part, gboolean is_for_assets)
{
  const TarnLabRule *const *rules = tarn_lab_part_get_rules (part);
  GString *table = g_string_new ("| rule | meaning | source |\n|---|---|---|\n");
  GString *parameters = g_string_new (NULL);

  for (guint i = 0; rules[i] != NULL; i++)
    {
      if (is_for_assets != (rules[i]->class == NULL))
        continue;
      append_rule (table, rules[i]);
      append_parameters (parameters, rules[i]);
    }
  if (parameters->len > 0)
    g_string_append_printf (table,
                            "\n| rule | parameter | without it | meaning |\n|---|---|---|---|\n%s",
                            parameters->str);
  g_string_free (parameters, TRUE);
  return g_string_free (table, FALSE);
}

static void
test_tables (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *page = NULL;
  g_autofree char *tables = write_tables (row->part, row->is_for_assets);

  g_assert_true (g_file_get_contents (PAGE, &page, NULL, NULL));
  if (strstr (page, tables) == NULL)
    {
      g_test_message ("%s", tables);
      g_test_fail ();
    }
}

static void
test_presets (void)
{
  static const char *const keys[TARN_LAB_N_PARTS] = { "trigger", "order", "mode", "admit" };
  g_autofree char *page = NULL;
  g_autoptr (GString) table = g_string_new ("| preset | policy | meaning |\n|---|---|---|\n");

  for (const TarnLabPreset *preset = tarn_lab_presets; preset->name != NULL; preset++)
    {
      g_autoptr (GString) parts = g_string_new (NULL);

      for (guint i = 0; i < TARN_LAB_N_PARTS; i++)
        if (preset->parts[i] != NULL)
          g_string_append_printf (parts, "%s`%s = %s`", parts->len > 0 ? ", " : "", keys[i],
                                  preset->parts[i]);
      g_string_append_printf (table, "| `%s` | %s | %s |\n", preset->name, parts->str,
                              preset->meaning);
    }
  g_assert_true (g_file_get_contents (PAGE, &page, NULL, NULL));
  if (strstr (page, table->str) == NULL)
    {
      g_test_message ("%s", table->str);
      g_test_fail ();
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/lab/policy-page/", rows, test_tables);
  g_test_add_func ("/lab/policy-page/presets", test_presets);
  return g_test_run ();
}
