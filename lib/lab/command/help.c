/* SPDX-License-Identifier: MIT */
#include "lab/command/help.h"

#include <string.h>

#include "lab/report/text-table.h"

enum
{
  WIDTH = 80,
};

static const CommandOption help_option = { "help", NULL, FALSE, "Print this help." };

/* Appends a name and, in a column of its own, what is said about it. */
static void
append_entry (GString *text, const char *name, guint column, const char *says)
{
  g_string_append_printf (text, "  %-*s  ", (int) (column - 4), name);
  tarn_lab_append_wrapped (text, says, column, WIDTH);
}

/* --- A command -------------------------------------------------------------------------------- */

static char *
format_option (const CommandOption *option)
{
  return option->value == NULL ? g_strdup_printf ("--%s", option->name)
                               : g_strdup_printf ("--%s %s", option->name, option->value);
}

static void
append_usage (GString *text, const Command *command)
{
  g_autoptr (GString) usage = g_string_new (NULL);

  g_string_append_printf (usage, "usage: tarn %s", command->name);
  for (guint i = 0; command->operands[i] != NULL; i++)
    g_string_append_printf (usage, " %s", command->operands[i]);
  if (command->options != NULL)
    g_string_append (usage, " [OPTION]...");
  g_string_append_printf (text, "%s\n\n", usage->str);
}

static guint
get_option_column (const Command *command)
{
  gsize length = strlen ("--help");

  for (const CommandOption *option = command->options; option != NULL && option->name != NULL;
       option++)
    {
      g_autofree char *name = format_option (option);
      length = MAX (length, strlen (name));
    }
  return (guint) length + 4;
}

static void
append_option (GString *text, const CommandOption *option, guint column)
{
  g_autofree char *name = format_option (option);
  g_autofree char *says
      = g_strconcat (option->help, option->repeats ? " May be repeated." : NULL, NULL);

  append_entry (text, name, column, says);
}

char *
help_of_command (const Command *command)
{
  GString *text = g_string_new (NULL);
  guint column = get_option_column (command);

  append_usage (text, command);
  tarn_lab_append_wrapped (text, command->summary, 0, WIDTH);
  if (command->help != NULL)
    {
      g_string_append_c (text, '\n');
      tarn_lab_append_wrapped (text, command->help, 0, WIDTH);
    }
  g_string_append_c (text, '\n');
  for (const CommandOption *option = command->options; option != NULL && option->name != NULL;
       option++)
    append_option (text, option, column);
  append_option (text, &help_option, column);
  g_string_append (text, command->examples[1] != NULL ? "\nExamples:\n" : "\nExample:\n");
  for (guint i = 0; command->examples[i] != NULL; i++)
    g_string_append_printf (text, "  %s\n", command->examples[i]);
  return g_string_free (text, FALSE);
}

/* --- The program ------------------------------------------------------------------------------ */

char *
help_of_program (const Command *const *commands)
{
  GString *text = g_string_new ("usage: tarn COMMAND [ARGUMENT]...\n\n");
  gsize length = 0;

  tarn_lab_append_wrapped (
      text,
      "Simulates a data lake on virtual time, and tells what the refreshes of its"
      " views cost and how old the views are.",
      0, WIDTH);
  g_string_append (text, "\nCommands:\n");
  for (guint i = 0; commands[i] != NULL; i++)
    length = MAX (length, strlen (commands[i]->name));
  for (guint i = 0; commands[i] != NULL; i++)
    append_entry (text, commands[i]->name, (guint) length + 4, commands[i]->summary);
  g_string_append (text, "\nOptions:\n");
  append_entry (text, "--help", (guint) length + 4,
                "Print this help. `tarn COMMAND --help` prints that of a command.");
  append_entry (text, "--version", (guint) length + 4, "Print the version.");
  g_string_append (text, "\nExit status: 0 if it is done, 1 if it failed, 2 if the command line is"
                         " wrong,\n3 if a condition of --fail-if is so.\n");
  return g_string_free (text, FALSE);
}
