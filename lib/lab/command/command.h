/* SPDX-License-Identifier: MIT */
/*
 * The program tarn has a command for each thing that it does. A command is a row: what it takes, what its help says,
 * and the function that does it by calls of the public libraries.
 */
#pragma once

#include <glib.h>

#define COMMAND_OPERANDS_MAX 3
#define COMMAND_EXAMPLES_MAX 4

typedef struct
{
  const char *name;  /* without the dashes */
  const char *value; /* what the help calls the value; NULL for a switch */
  gboolean repeats;
  const char *help;
} CommandOption;

typedef struct _Arguments Arguments;

typedef struct
{
  const char *name;
  const char *summary;
  const char *help; /* what follows the summary; may be NULL */
  /* One in brackets may lack. If the last one ends with three points, there may be more of it. */
  const char *operands[COMMAND_OPERANDS_MAX + 1];
  const CommandOption *options; /* one without a name ends them; NULL for none */
  const char *examples[COMMAND_EXAMPLES_MAX + 1];
  gboolean (*run) (const Arguments *arguments, GError **error);
} Command;

/* A wrong use of the command line has an error of G_OPTION_ERROR. */
#define command_fail_usage(error, ...)                                                             \
  (g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, __VA_ARGS__), FALSE)

/* The command did what was asked, and what --fail-if names is so. */
#define COMMAND_FAILED_IF (g_quark_from_static_string ("tarn-command-failed-if"))

extern const Command command_compare;
extern const Command command_explain;
extern const Command command_keys;
extern const Command command_merge;
extern const Command command_metrics;
extern const Command command_operations;
extern const Command command_options;
extern const Command command_policies;
extern const Command command_report;
extern const Command command_run;
extern const Command command_simulate;
extern const Command command_trace;
extern const Command command_what_if;
