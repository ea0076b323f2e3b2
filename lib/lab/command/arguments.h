/* SPDX-License-Identifier: MIT */
/*
 * The arguments of a command. They are read by the table of the command, and not by GOption, whose texts depend on the
 * locale.
 */
#pragma once

#include "lab/command/command.h"

/*
 * Reads the words after the name of the command. `--` ends the options. Returns NULL with an error of G_OPTION_ERROR.
 */
Arguments *arguments_parse (const Command *command, char **words, GError **error);
void arguments_free (Arguments *self);

gboolean arguments_want_help (const Arguments *self);
guint arguments_get_n_operands (const Arguments *self);

/* Returns NULL for an operand that lacks. */
const char *arguments_get_operand (const Arguments *self, guint index);

/* Returns whether the command has such an option. The functions below are only for options that it has. */
gboolean arguments_knows (const Arguments *self, const char *option);

/* Returns the last value of an option, or NULL. */
const char *arguments_get_value (const Arguments *self, const char *option);

/* Returns the values of an option in their order. */
const GPtrArray *arguments_get_values (const Arguments *self, const char *option);
gboolean arguments_has (const Arguments *self, const char *option);

/* Reads a whole number. Leaves @out_number as it is if the option is not there. */
gboolean arguments_get_number (const Arguments *self, const char *option, guint64 *out_number,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Arguments, arguments_free)
