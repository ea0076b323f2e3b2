/* SPDX-License-Identifier: MIT */
/*
 * What the members of an operation's input may be. A violation is told as the name of the member
 * and what is wrong with it; which exception that becomes is the service's affair.
 */
#pragma once

#include "kernel/identifier.h"

typedef enum
{
  /* Characters from space upward and TAB: the services' single-line pattern. */
  TARN_CONSTRAINT_SINGLE_LINE,
  /* The same and line breaks. */
  TARN_CONSTRAINT_MULTI_LINE,
  TARN_CONSTRAINT_UUID,
  TARN_CONSTRAINT_INTEGER,
  /* Anything: what is wrong is found where it is used. */
  TARN_CONSTRAINT_NONE,
} TarnConstraintKind;

typedef struct
{
  TarnConstraintKind kind;
  gint64 min; /* least length in characters, or least value */
  gint64 max;
} TarnConstraint;

/* NULL is an absent text. An absent integer is said by is_absent. */
typedef struct
{
  const char *text;
  gint64 integer;
  gboolean is_absent;
  TarnIdentifier identifier; /* what the text of a UUID says, once it is checked */
} TarnArgument;

/* A present argument. Fills in its identifier where the constraint is that of a UUID. */
gboolean tarn_constraint_is_met (const TarnConstraint *constraint, TarnArgument *argument);

/* What is wrong with an argument that does not meet the constraint: "is empty; ...". */
char *tarn_constraint_describe_violation (const TarnConstraint *constraint,
                                          const TarnArgument *argument);
