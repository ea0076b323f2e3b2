/* SPDX-License-Identifier: MIT */
/*
 * What somebody did, kept so that it can be done again: a call with its arguments, an option, a
 * statement, a fault plan, a move of the clock. The journal has one with each entry that is no change,
 * as changes follow from deeds.
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

/* All but the first two are there as far as the kind has them. */
typedef struct
{
  TarnCommandKind kind;
  guint64 n_kept_events; /* how many had happened since the journal began */

  const TarnService *service;
  TarnPrincipal *principal;
  guint operation;
  gpointer input; /* what it was given, a copy; NULL where nothing was called */

  const char *texts[3]; /* a name and a value; a principal, an action and a resource; a verb */
  gint64 number;        /* a value, an id, a time */
  TarnFaultPlan *faults;
} TarnCommand;

/* One that owns all that the deed points at. */
TarnCommand *tarn_command_copy (const TarnCommand *command);

/* A copy. */
void tarn_command_free (TarnCommand *command);
