/* SPDX-License-Identifier: MIT */
/* The statements that grant or deny access. All services of an engine share them. */
#pragma once

#include <glib.h>

typedef struct
{
  guint32 id;
  gboolean is_grant;
  char *principal;
  char *action;
  char *resource;
} TarnStatement;

/* The copy owns its texts. tarn_statement_clear() frees them and sets them to NULL. */
TarnStatement tarn_statement_copy (const TarnStatement *statement);
void tarn_statement_clear (gpointer statement);

/*
 * The new array owns the texts of its statements. tarn_statements_copy() appends copies of all statements
 * of @from.
 */
GArray *tarn_statements_new (void);
void tarn_statements_copy (GArray *statements, const GArray *from);

typedef struct
{
  GArray *statements; /* TarnStatement, in the order in which they were made */
  guint n_statements; /* the length of the array; here because every call reads it */
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

guint tarn_access_add (TarnAccess *access, gboolean is_grant, const char *principal,
                       const char *action, const char *resource);

/* Takes the texts of @statement. Its id must be larger than all ids before it. */
void tarn_access_append (TarnAccess *access, const TarnStatement *statement);

/* @access must be new. */
void tarn_access_copy (TarnAccess *access, const TarnAccess *from);

gboolean tarn_access_remove (TarnAccess *access, guint id);

TarnAccessDecision tarn_access_decide (const TarnAccess *access, const char *principal,
                                       const char *action, const char *resource);

/* @pattern is a whole text, or the beginning of a text followed by an asterisk. */
gboolean tarn_pattern_matches (const char *pattern, const char *text);
