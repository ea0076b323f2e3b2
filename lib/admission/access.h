/* SPDX-License-Identifier: MIT */
/*
 * The statements that grant or deny access. All services of an engine share them.
 *
 * A statement is about a name of three parts: principal, action and resource, each a pattern. Equal names are
 * kept once, with the numbers of statements that grant and deny them. A decision does not read all
 * statements: for each combination of lengths that the patterns have, it cuts the three texts to these lengths
 * and looks the name up.
 */
#pragma once

#include "kernel/names.h"

typedef struct
{
  guint32 id;
  gboolean is_grant;
  TarnName *about;
} TarnStatement;

typedef struct
{
  GTree *statements; /* TarnStatement, in the order of the ids, in which they were made */
  GTree *topics; /* of each name that statements are about, how many grant and how many deny it */
  GTree *forms;  /* the lengths that the patterns of the statements have */
  guint n_statements; /* the size of the tree; here because every call reads it */
  guint32 last_id;
} TarnAccess;

typedef enum
{
  TARN_ACCESS_BY_DEFAULT, /* no statement matches */
  TARN_ACCESS_GRANTED,
  TARN_ACCESS_DENIED,
} TarnAccessDecision;

void tarn_access_init (TarnAccess *access);
void tarn_access_clear (TarnAccess *access);

/* Adds nothing and returns 0 if all ids have been given. */
guint tarn_access_add (TarnAccess *access, gboolean is_grant, const char *principal,
                       const char *action, const char *resource);

/* Adds a statement with an id of its own, which must be larger than all ids before it. */
void tarn_access_append (TarnAccess *access, guint32 id, gboolean is_grant, TarnName *about);

/* Returns whether a statement denies just this name. */
gboolean tarn_access_has_denial (const TarnAccess *access, const TarnName *about);

/* @access must be new. */
void tarn_access_copy (TarnAccess *access, const TarnAccess *from);

gboolean tarn_access_remove (TarnAccess *access, guint id);

TarnAccessDecision tarn_access_decide (const TarnAccess *access, const char *principal,
                                       const char *action, const char *resource);

/* @pattern is a whole text, or the beginning of a text followed by an asterisk. */
gboolean tarn_pattern_matches (const char *pattern, const char *text);
