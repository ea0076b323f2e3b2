/* SPDX-License-Identifier: MIT */
/* The statements that grant and deny, shared by all services. */
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

/* One that owns its texts, and what frees them and leaves none. */
TarnStatement tarn_statement_copy (const TarnStatement *statement);
void tarn_statement_clear (gpointer statement);

/* An array of statements that own their texts, and copies of all that another has. */
GArray *tarn_statements_new (void);
void tarn_statements_copy (GArray *statements, const GArray *from);

typedef struct
{
  GArray *statements; /* TarnStatement, in the order in which they were made */
  guint n_statements; /* as every call asks for it */
  guint32 last_id;
} TarnAccess;

typedef enum
{
  TARN_ACCESS_BY_DEFAULT, /* no statement fits */
  TARN_ACCESS_GRANTED,
  TARN_ACCESS_DENIED,
} TarnAccessDecision;

void tarn_access_init (TarnAccess *access);
void tarn_access_clear (TarnAccess *access);

guint tarn_access_add (TarnAccess *access, gboolean is_grant, const char *principal,
                       const char *action, const char *resource);

/* Takes the texts of a statement whose id is the largest so far. */
void tarn_access_append (TarnAccess *access, const TarnStatement *statement);

/* @access is new. */
void tarn_access_copy (TarnAccess *access, const TarnAccess *from);

gboolean tarn_access_remove (TarnAccess *access, guint id);

TarnAccessDecision tarn_access_decide (const TarnAccess *access, const char *principal,
                                       const char *action, const char *resource);

/* A text, or the beginning of one followed by an asterisk. */
gboolean tarn_pattern_matches (const char *pattern, const char *text);
