/* SPDX-License-Identifier: MIT */
/* tarn policies: what a policy can be made of. */
#include <tarn-lab/tarn-lab.h>

#include "lab/command/arguments.h"
#include "lab/command/output.h"
#include "lab/report/text-table.h"

enum
{
  WIDTH = 100,
  INDENT = 4,
};

static const char *const keys[] = { "preset", "trigger", "order", "mode", "admit", NULL };

/* --- The list --------------------------------------------------------------------------------- */

static const TarnLabTextColumn columns[] = {
  { { "key" }, TRUE },
  { { "name" }, TRUE },
  { { "what it does" }, TRUE },
};

static void
append_list (GString *text)
{
  g_autoptr (TarnLabTextTable) table = tarn_lab_text_table_new (columns, G_N_ELEMENTS (columns));

  for (guint i = 0; keys[i] != NULL; i++)
    for (const char *const *name = tarn_lab_list_rules (keys[i]); *name != NULL; name++)
      {
        tarn_lab_text_table_add (table, g_strdup (keys[i]));
        tarn_lab_text_table_add (table, g_strdup (*name));
        tarn_lab_text_table_add (table, g_strdup (tarn_lab_rule_get_description (keys[i], *name)));
      }
  tarn_lab_text_table_append_to (table, text);
}

/* --- In full ---------------------------------------------------------------------------------- */

static void
append_paragraph (GString *text, guint indent, const char *words)
{
  g_string_append_printf (text, "%*s", (int) indent, "");
  tarn_lab_append_wrapped (text, words, indent, WIDTH);
}

/* A preset has the lines of a group. */
static void
append_form (GString *text, const char *key, const char *name)
{
  gboolean is_preset = g_str_equal (key, "preset");
  g_autofree char *form = tarn_lab_rule_dup_form (key, name);
  g_auto (GStrv) lines = g_strsplit (form, "\n", -1);

  g_string_append_printf (text, "%s = %s\n", key, is_preset ? name : form);
  for (guint i = 0; is_preset && lines[i] != NULL; i++)
    append_paragraph (text, INDENT, lines[i]);
}

/* A line has the form of the parameter, what holds without it, what it may be, and its meaning. */
static void
append_parameter (GString *text, const char *line)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", -1);
  gboolean must_be_there = g_str_equal (cells[1], "must be there");
  g_autofree char *range
      = g_strdup_printf ("%s%s; takes %s", must_be_there ? "" : "default: ", cells[1], cells[2]);

  append_paragraph (text, INDENT, cells[0]);
  append_paragraph (text, 2 * INDENT, range);
  append_paragraph (text, 2 * INDENT, cells[3]);
}

static void
append_rule (GString *text, const char *key, const char *name)
{
  const char *source = tarn_lab_rule_get_source (key, name);
  g_auto (GStrv) parameters = tarn_lab_rule_dup_parameters (key, name);

  g_string_append (text, text->len > 0 ? "\n" : "");
  append_form (text, key, name);
  append_paragraph (text, INDENT, tarn_lab_rule_get_description (key, name));
  if (source != NULL)
    {
      g_autofree char *from = g_strconcat ("source: ", source, NULL);
      append_paragraph (text, INDENT, from);
    }
  for (guint i = 0; parameters[i] != NULL; i++)
    append_parameter (text, parameters[i]);
}

/* A preset and a rule may have the same name, and the name of a key stands for all that it has. */
static gboolean
append_named (GString *text, const char *wanted, GError **error)
{
  for (guint i = 0; keys[i] != NULL; i++)
    for (const char *const *name = tarn_lab_list_rules (keys[i]); *name != NULL; name++)
      if (g_str_equal (wanted, *name) || g_str_equal (wanted, keys[i]))
        append_rule (text, keys[i], *name);
  if (text->len > 0)
    return TRUE;

  g_autofree char *all = g_strjoinv (", ", (char **) keys);
  return command_fail_usage (
      error, "NAME: there is no '%s'; allowed: %s, and each name that `tarn policies` lists",
      wanted, all);
}

static gboolean
run_policies (const Arguments *arguments, GError **error)
{
  const char *name = arguments_get_operand (arguments, 0);
  g_autoptr (GString) text = g_string_new (NULL);

  if (name == NULL)
    append_list (text);
  else if (!append_named (text, name, error))
    return FALSE;
  return output_print (text->str, error);
}

const Command command_policies = {
  .name = "policies",
  .summary = "List the presets, triggers, orders, modes and admissions of policies.",
  .help
  = "With a NAME, such as edf, show it in full: how it is written, what its parameters take and are by default,"
    " and where it comes from. With a key, such as trigger, show all that the key has. `--policy` of"
    " `tarn simulate` takes a preset or keys, and also a module with a policy of your own.",
  .operands = { "[NAME]" },
  .examples = { "tarn policies", "tarn policies on_commit", "tarn policies order" },
  .run = run_policies,
};
