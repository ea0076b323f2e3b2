/* SPDX-License-Identifier: MIT */
/*
 * What the members of an operation's input may be. How a violation is worded, and which exception
 * it becomes, is the service's affair.
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
  /* Yes or no; it is never absent. */
  TARN_CONSTRAINT_FLAG,
  /* Any characters. */
  TARN_CONSTRAINT_TEXT,
  /* ASCII letters, digits, '_' and '-', after one of the values if there are any, none of which may
   * begin with another. */
  TARN_CONSTRAINT_WORD,
  /* ASCII without space and control characters. */
  TARN_CONSTRAINT_VISIBLE,
  /* One of the values. */
  TARN_CONSTRAINT_CHOICE,
  /* A list, each item of which is one of the values. */
  TARN_CONSTRAINT_CHOICES,
  /* A structure: whether it is there; its own members are looked at one by one. */
  TARN_CONSTRAINT_STRUCTURE,
  /* Any text: what is wrong is found where it is used. */
  TARN_CONSTRAINT_NONE,
} TarnConstraintKind;

typedef struct
{
  TarnConstraintKind kind;
  gint64 min; /* least length in characters (of a word after its value) or items, or least value */
  gint64 max;
  const char *const *values; /* ends with NULL */
  const char *pattern;       /* a regular expression that says the same, to be told */
} TarnConstraint;

enum
{
  TARN_ABSENT = -1, /* as the value of an integer */
};

/* NULL is an absent text, list or structure; a flag says "true" or "false". */
typedef struct
{
  const char *text;
  const char *const *texts;
  gint64 integer;
  TarnIdentifier identifier; /* what the text of a UUID says, once it is checked */
} TarnArgument;

/* A present argument. Fills in its identifier where the constraint is that of a UUID. */
gboolean tarn_constraint_is_met (const TarnConstraint *constraint, TarnArgument *argument);

/* Whether the argument is not there at all. */
gboolean tarn_constraint_is_absent (const TarnConstraint *constraint, const TarnArgument *argument);

/* What is wrong with an argument that does not meet the constraint: "is empty; ...". */
char *tarn_constraint_describe_violation (const TarnConstraint *constraint,
                                          const TarnArgument *argument);

/* What it would have to be, in the words of the services' own validation: "Member must ...". */
char *tarn_constraint_describe_requirement (const TarnConstraint *constraint,
                                            const TarnArgument *argument);
