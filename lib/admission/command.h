/* SPDX-License-Identifier: MIT */
/*
 * A command is an action that a replay can do again: a call with its arguments, an option, a statement, a
 * fault plan, or driving the clock. The journal keeps a command with each entry, except for changes, because
 * changes follow from commands.
 */
#pragma once

#include "admission/fault-plan.h"
#include "admission/principal.h"
#include "admission/service.h"

typedef enum
{
  TARN_COMMAND_CALL,
  TARN_COMMAND_CLIENT,
  TARN_COMMAND_OPTION,
  TARN_COMMAND_FAULTS,
  TARN_COMMAND_RULES,
  TARN_COMMAND_GRANT,
  TARN_COMMAND_DENY,
  TARN_COMMAND_REVOKE,
  TARN_COMMAND_CLOCK,
} TarnCommandKind;

/* The kind decides which members are set, except for the first two, which are always set. */
typedef struct
{
  TarnCommandKind kind;
  guint64 n_kept_events; /* events of saved kinds since the journal's start, before this command */

  const TarnService *service;
  TarnPrincipal *principal;
  guint operation;
  gpointer input; /* of the call; NULL for all other kinds */

  const char *texts[3]; /* a name; a principal, an action, a resource; rules; how time was driven */
  gint64 number;        /* a value, an id or a time */
  TarnFaultPlan *faults;
} TarnCommand;

/* The copy owns everything that it points at. */
TarnCommand *tarn_command_copy (const TarnCommand *command);

/* Frees a copy that tarn_command_copy() made. */
void tarn_command_free (TarnCommand *command);
