/* SPDX-License-Identifier: MIT */
#include "admission/access.h"

#include <string.h>

TarnStatement
tarn_statement_copy (const TarnStatement *statement)
{
  return (TarnStatement){ statement->id, statement->is_grant, g_strdup (statement->principal),
                          g_strdup (statement->action), g_strdup (statement->resource) };
}

void
tarn_statement_clear (gpointer data)
{
  TarnStatement *statement = data;

  g_clear_pointer (&statement->principal, g_free);
  g_clear_pointer (&statement->action, g_free);
  g_clear_pointer (&statement->resource, g_free);
}

GArray *
tarn_statements_new (void)
{
  GArray *statements = g_array_new (FALSE, FALSE, sizeof (TarnStatement));

  g_array_set_clear_func (statements, tarn_statement_clear);
  return statements;
}

void
tarn_statements_copy (GArray *statements, const GArray *from)
{
  for (guint i = 0; i < from->len; i++)
    {
      TarnStatement copy = tarn_statement_copy (&g_array_index (from, TarnStatement, i));

      g_array_append_val (statements, copy);
    }
}

void
tarn_access_init (TarnAccess *access)
{
  access->statements = tarn_statements_new ();
  access->last_id = access->n_statements = 0;
}

void
tarn_access_clear (TarnAccess *access)
{
  g_clear_pointer (&access->statements, g_array_unref);
}

void
tarn_access_append (TarnAccess *access, const TarnStatement *statement)
{
  g_array_append_val (access->statements, *statement);
  access->n_statements = access->statements->len;
}

guint
tarn_access_add (TarnAccess *access, gboolean is_grant, const char *principal, const char *action,
                 const char *resource)
{
  TarnStatement statement = { ++access->last_id, is_grant, g_strdup (principal), g_strdup (action),
                              g_strdup (resource) };

  tarn_access_append (access, &statement);
  return statement.id;
}

void
tarn_access_copy (TarnAccess *access, const TarnAccess *from)
{
  tarn_statements_copy (access->statements, from->statements);
  access->n_statements = from->n_statements;
  access->last_id = from->last_id;
}

gboolean
tarn_access_remove (TarnAccess *access, guint id)
{
  for (guint i = 0; i < access->statements->len; i++)
    if (g_array_index (access->statements, TarnStatement, i).id == id)
      {
        g_array_remove_index (access->statements, i);
        access->n_statements = access->statements->len;
        return TRUE;
      }

  return FALSE;
}

gboolean
tarn_pattern_matches (const char *pattern, const char *text)
{
  gsize length = strlen (pattern);

  if (length > 0 && pattern[length - 1] == '*')
    return strncmp (pattern, text, length - 1) == 0;

  return strcmp (pattern, text) == 0;
}

TarnAccessDecision
tarn_access_decide (const TarnAccess *access, const char *principal, const char *action,
                    const char *resource)
{
  TarnAccessDecision decision = TARN_ACCESS_BY_DEFAULT;

  for (guint i = 0; i < access->statements->len; i++)
    {
      const TarnStatement *statement = &g_array_index (access->statements, TarnStatement, i);

      if (!tarn_pattern_matches (statement->principal, principal)
          || !tarn_pattern_matches (statement->action, action)
          || !tarn_pattern_matches (statement->resource, resource))
        continue;
      if (!statement->is_grant)
        return TARN_ACCESS_DENIED;
      decision = TARN_ACCESS_GRANTED;
    }

  return decision;
}
