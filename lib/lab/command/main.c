/* SPDX-License-Identifier: MIT */
/* The program tarn: finds the command, and says how it went. */
#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "lab/command/arguments.h"
#include "lab/command/help.h"
#include "lab/command/output.h"
#include "lab/command/terminal.h"

enum
{
  EXIT_USAGE = 2,
  EXIT_FAILED_IF = 3,
};

/* In the order of the alphabet, as the help lists them. */
static const Command *const commands[] = {
  &command_compare,  &command_explain,
  &command_keys,     &command_merge,
  &command_metrics,  &command_operations,
  &command_options,  &command_policies,
  &command_report,   &command_run,
  &command_simulate, &command_trace,
  &command_what_if,  NULL,
};

/* An error of the lab names the file and the place by itself. */
static int
fail (const char *program, const GError *error)
{
  gboolean is_usage = error->domain == G_OPTION_ERROR;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    terminal_end_interrupted ();
  if (error->domain == TARN_LAB_ERROR)
    fprintf (stderr, "%s\n", error->message);
  else
    fprintf (stderr, "%s: %s\n", program, error->message);
  if (error->domain == COMMAND_FAILED_IF)
    return EXIT_FAILED_IF;
  return is_usage ? EXIT_USAGE : EXIT_FAILURE;
}

static gboolean
run (const Command *command, char **words, GError **error)
{
  g_autoptr (Arguments) arguments = arguments_parse (command, words, error);

  if (arguments == NULL)
    return FALSE;
  if (!arguments_want_help (arguments))
    return command->run (arguments, error);

  g_autofree char *help = help_of_command (command);
  return output_print (help, error);
}

static int
run_command (const Command *command, char **words)
{
  g_autofree char *program = g_strdup_printf ("tarn %s", command->name);
  g_autoptr (GError) error = NULL;

  terminal_catch_interrupts ();
  return run (command, words, &error) ? EXIT_SUCCESS : fail (program, error);
}

static int
refuse_command (const char *name)
{
  g_autoptr (GString) allowed = g_string_new (NULL);

  for (guint i = 0; commands[i] != NULL; i++)
    g_string_append_printf (allowed, "%s, ", commands[i]->name);
  if (name == NULL)
    fprintf (stderr, "tarn: a command is missing; allowed: %s--help, --version\n", allowed->str);
  else
    fprintf (stderr, "tarn: unknown command '%s'; allowed: %s--help, --version\n", name,
             allowed->str);
  return EXIT_USAGE;
}

static int
print (char *text)
{
  g_autofree char *owned = text;
  g_autoptr (GError) error = NULL;

  return output_print (owned, &error) ? EXIT_SUCCESS : fail ("tarn", error);
}

int
main (int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : NULL;

  if (g_strcmp0 (name, "--help") == 0 || g_strcmp0 (name, "-h") == 0)
    return print (help_of_program (commands));
  if (g_strcmp0 (name, "--version") == 0)
    return print (g_strdup_printf ("tarn %d.%d.%d\n", TARN_MAJOR_VERSION, TARN_MINOR_VERSION,
                                   TARN_MICRO_VERSION));
  for (guint i = 0; name != NULL && commands[i] != NULL; i++)
    if (strcmp (commands[i]->name, name) == 0)
      return run_command (commands[i], argv + 2);
  return refuse_command (name);
}
