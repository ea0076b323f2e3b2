/* SPDX-License-Identifier: MIT */
#include "lab/command/arguments.h"

#include <string.h>

struct _Arguments
{
  const Command *command;
  gboolean wants_help;
  GPtrArray *operands;
  GPtrArray **values; /* of each option; borrowed texts, "" for a switch */
};

static guint
count_options (const Command *command)
{
  guint n = 0;

  while (command->options != NULL && command->options[n].name != NULL)
    n++;
  return n;
}

static Arguments *
arguments_new (const Command *command)
{
  Arguments *self = g_new0 (Arguments, 1);
  guint n_options = count_options (command);

  self->command = command;
  self->operands = g_ptr_array_new ();
  self->values = g_new0 (GPtrArray *, n_options + 1);
  for (guint i = 0; i < n_options; i++)
    self->values[i] = g_ptr_array_new ();
  return self;
}

void
arguments_free (Arguments *self)
{
  for (guint i = 0; self->values[i] != NULL; i++)
    g_ptr_array_unref (self->values[i]);
  g_free (self->values);
  g_ptr_array_unref (self->operands);
  g_free (self);
}

/* --- Reading ---------------------------------------------------------------------------------- */

/* Finds an option by its name, which need not end with a NUL byte. */
static gint
find_option (const Command *command, const char *name, gsize length)
{
  for (guint i = 0; i < count_options (command); i++)
    if (strlen (command->options[i].name) == length
        && strncmp (command->options[i].name, name, length) == 0)
      return (gint) i;
  return -1;
}

static gboolean
fail_unknown (const Command *command, const char *word, gsize length, GError **error)
{
  GString *allowed = g_string_new (NULL);

  for (guint i = 0; i < count_options (command); i++)
    g_string_append_printf (allowed, "--%s, ", command->options[i].name);
  g_string_append (allowed, "--help");
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION,
               "unknown option '%.*s'; allowed: %s", (int) length, word, allowed->str);
  g_string_free (allowed, TRUE);
  return FALSE;
}

/* Reads the option that begins at @words, and moves on to its last word. */
static gboolean
read_option (Arguments *self, char ***words, GError **error)
{
  char *word = **words;
  gsize length = strcspn (word, "=");
  gint index = find_option (self->command, word + 2, length - 2);

  if (index < 0)
    return fail_unknown (self->command, word, length, error);

  const CommandOption *option = &self->command->options[index];
  char *value = word[length] == '=' ? word + length + 1 : NULL;

  if (option->value == NULL && value != NULL)
    return command_fail_usage (error, "--%s takes no value", option->name);
  if (option->value != NULL && value == NULL)
    value = *++*words;
  if (option->value != NULL && value == NULL)
    return command_fail_usage (error, "--%s needs %s; see --help", option->name, option->value);
  if (!option->repeats && self->values[index]->len > 0)
    return command_fail_usage (error, "--%s is there twice", option->name);
  g_ptr_array_add (self->values[index], value != NULL ? value : word + length);
  return TRUE;
}

static gboolean
check_operands (const Arguments *self, GError **error)
{
  const char *const *names = self->command->operands;
  guint n = g_strv_length ((char **) names);
  gboolean repeats = n > 0 && g_str_has_suffix (names[n - 1], "...");

  /* An operand in brackets may lack. */
  if (self->operands->len < n && *names[self->operands->len] != '[')
    return command_fail_usage (error, "%s is missing; see --help", names[self->operands->len]);
  if (self->operands->len > n && !repeats)
    return command_fail_usage (error, "unexpected '%s'; see --help",
                               (const char *) self->operands->pdata[n]);
  return TRUE;
}

static gboolean
read_words (Arguments *self, char **words, GError **error)
{
  gboolean is_after_options = FALSE;

  for (; *words != NULL; words++)
    {
      if (is_after_options || words[0][0] != '-' || words[0][1] == '\0')
        g_ptr_array_add (self->operands, *words);
      else if (g_str_equal (*words, "--"))
        is_after_options = TRUE;
      else if (g_str_equal (*words, "--help") || g_str_equal (*words, "-h"))
        return self->wants_help = TRUE;
      else if (words[0][1] != '-')
        return fail_unknown (self->command, *words, strlen (*words), error);
      else if (!read_option (self, &words, error))
        return FALSE;
    }
  return check_operands (self, error);
}

Arguments *
arguments_parse (const Command *command, char **words, GError **error)
{
  g_autoptr (Arguments) self = arguments_new (command);

  return read_words (self, words, error) ? g_steal_pointer (&self) : NULL;
}

/* --- What was read ---------------------------------------------------------------------------- */

gboolean
arguments_want_help (const Arguments *self)
{
  return self->wants_help;
}

const char *
arguments_get_operand (const Arguments *self, guint index)
{
  return index < self->operands->len ? self->operands->pdata[index] : NULL;
}

guint
arguments_get_n_operands (const Arguments *self)
{
  return self->operands->len;
}

gboolean
arguments_knows (const Arguments *self, const char *option)
{
  return find_option (self->command, option, strlen (option)) >= 0;
}

const GPtrArray *
arguments_get_values (const Arguments *self, const char *option)
{
  gint index = find_option (self->command, option, strlen (option));

  g_assert (index >= 0);
  return self->values[index];
}

gboolean
arguments_has (const Arguments *self, const char *option)
{
  return arguments_get_values (self, option)->len > 0;
}

const char *
arguments_get_value (const Arguments *self, const char *option)
{
  const GPtrArray *values = arguments_get_values (self, option);

  return values->len > 0 ? values->pdata[values->len - 1] : NULL;
}

gboolean
arguments_get_number (const Arguments *self, const char *option, guint64 *out_number,
                      GError **error)
{
  const char *text = arguments_get_value (self, option);

  if (text == NULL || g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, out_number, NULL))
    return TRUE;
  return command_fail_usage (error,
                             "--%s: '%s' is no whole number; allowed: 0 to %" G_GUINT64_FORMAT,
                             option, text, G_MAXUINT64);
}
