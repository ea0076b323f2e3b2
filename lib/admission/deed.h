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
  TARN_DEED_CALL,
  TARN_DEED_CLIENT,
  TARN_DEED_OPTION,
  TARN_DEED_FAULTS,
  TARN_DEED_RULES,
  TARN_DEED_GRANT,
  TARN_DEED_DENY,
  TARN_DEED_REVOKE,
  TARN_DEED_CLOCK,
} TarnDeedKind;

/* All but the first two are there as far as the kind has them. */
typedef struct
{
  TarnDeedKind kind;
  guint64 n_kept_events; /* how many had happened since the journal began */

  const TarnService *service;
  TarnPrincipal *principal;
  guint operation;
  gpointer input; /* what it was given, a copy; NULL where nothing was called */

  const char *texts[3]; /* a name and a value; a principal, an action and a resource; a verb */
  gint64 number;        /* a value, an id, a time */
  TarnFaultPlan *faults;
} TarnDeed;

/* One that owns all that the deed points at. */
TarnDeed *tarn_deed_copy (const TarnDeed *deed);

/* A copy. */
void tarn_deed_free (TarnDeed *deed);
