/* SPDX-License-Identifier: MIT */
/*
 * The constraints that limit the values of an operation's input members. The service decides about the
 * wording of a violation, and about the exception for it.
 */
#pragma once

#include "kernel/identifier.h"

typedef enum
{
  /* The characters from space upward, and TAB. This is the single-line pattern of the services. */
  TARN_CONSTRAINT_SINGLE_LINE,
  /* The same, and line breaks. */
  TARN_CONSTRAINT_MULTI_LINE,
  TARN_CONSTRAINT_UUID,
  TARN_CONSTRAINT_INTEGER,
  /* TRUE or FALSE; a flag is never absent. */
  TARN_CONSTRAINT_FLAG,
  /* Any characters. */
  TARN_CONSTRAINT_TEXT,
  /* ASCII letters, digits, '_' and '-'. If the constraint has values, one of them must come first. No
   * value may begin with another value. */
  TARN_CONSTRAINT_WORD,
  /* ASCII without the space and the control characters. */
  TARN_CONSTRAINT_VISIBLE,
  /* One of the values. */
  TARN_CONSTRAINT_CHOICE,
  /* A list, each item of which is one of the values. */
  TARN_CONSTRAINT_CHOICES,
  /* A structure, of which only the presence is checked. Its members are members of the operation. */
  TARN_CONSTRAINT_STRUCTURE,
  /* Any text. The function that uses the text checks it. */
  TARN_CONSTRAINT_NONE,
} TarnConstraintKind;

typedef struct
{
  TarnConstraintKind kind;
  gint64 min; /* least value, or least number of items or characters (in a word, after its value) */
  gint64 max;
  const char *const *values; /* ends with NULL */
  const char *pattern;       /* a regular expression that means the same, for error messages */
} TarnConstraint;

enum
{
  TARN_ABSENT = -1, /* the value of an integer that is absent */
};

/* NULL means that a text, a list or a structure is absent. A flag has the text "true" or "false". */
typedef struct
{
  const char *text;
  const char *const *texts;
  gint64 integer;
  TarnIdentifier identifier; /* of a UUID, after its text was checked */
} TarnArgument;

/* The argument must be present. For a UUID this sets the identifier of the argument. */
gboolean tarn_constraint_is_met (const TarnConstraint *constraint, TarnArgument *argument);

/* Returns whether the caller gave no argument at all. */
gboolean tarn_constraint_is_absent (const TarnConstraint *constraint, const TarnArgument *argument);

/* Describes what is wrong with an argument that does not meet the constraint: "is empty; ...". */
char *tarn_constraint_describe_violation (const TarnConstraint *constraint,
                                          const TarnArgument *argument);

/* Describes what the argument must be, in the words of the services' own validation: "Member must ...". */
char *tarn_constraint_describe_requirement (const TarnConstraint *constraint,
                                            const TarnArgument *argument);
