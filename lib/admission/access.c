/* SPDX-License-Identifier: MIT */
#include "admission/access.h"

#include <string.h>

/* --- Patterns --------------------------------------------------------------------------------- */

enum
{
  WHOLE = -1,
};

/*
 * The lengths of the three patterns of a statement, without their asterisks. WHOLE is the length of a pattern
 * without an asterisk.
 */
typedef struct
{
  gint lengths[TARN_NAME_PARTS];
  guint n_topics; /* the names that have this form */
} Form;

static gint
compare_forms (gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  const Form *x = a, *y = b;

  for (guint i = 0; i < TARN_NAME_PARTS; i++)
    if (x->lengths[i] != y->lengths[i])
      return x->lengths[i] < y->lengths[i] ? -1 : 1;

  return 0;
}

static gint
measure (const char *pattern)
{
  gsize length = strlen (pattern);

  return length > 0 && pattern[length - 1] == '*' ? (gint) length - 1 : WHOLE;
}

static Form
get_form (const TarnName *about)
{
  Form form = { { 0 }, 0 };

  for (guint i = 0; i < TARN_NAME_PARTS; i++)
    form.lengths[i] = measure (about->parts[i]);
  return form;
}

gboolean
tarn_pattern_matches (const char *pattern, const char *text)
{
  gint length = measure (pattern);

  return length == WHOLE ? strcmp (pattern, text) == 0
                         : strncmp (pattern, text, (gsize) length) == 0;
}

/* --- Statements ------------------------------------------------------------------------------- */

typedef struct
{
  guint n_grants;
  guint n_denials;
} Topic;

static gint
compare_statements (gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  guint32 x = ((const TarnStatement *) a)->id, y = ((const TarnStatement *) b)->id;

  return x < y ? -1 : x > y;
}

static void
free_statement (gpointer data)
{
  tarn_name_unref (((TarnStatement *) data)->about);
  g_free (data);
}

void
tarn_access_init (TarnAccess *access)
{
  access->statements = g_tree_new_full (compare_statements, NULL, free_statement, NULL);
  access->topics
      = g_tree_new_full (tarn_name_compare, NULL, (GDestroyNotify) tarn_name_unref, g_free);
  access->forms = g_tree_new_full (compare_forms, NULL, g_free, NULL);
  access->last_id = access->n_statements = 0;
}

void
tarn_access_clear (TarnAccess *access)
{
  g_clear_pointer (&access->statements, g_tree_unref);
  g_clear_pointer (&access->topics, g_tree_unref);
  g_clear_pointer (&access->forms, g_tree_unref);
}

static void
add_form (TarnAccess *access, const TarnName *about)
{
  Form key = get_form (about);
  Form *form = g_tree_lookup (access->forms, &key);

  if (form == NULL)
    {
      form = g_memdup2 (&key, sizeof key);
      g_tree_insert (access->forms, form, form);
    }
  form->n_topics++;
}

static void
remove_form (TarnAccess *access, const TarnName *about)
{
  Form key = get_form (about);
  Form *form = g_tree_lookup (access->forms, &key);

  if (--form->n_topics == 0)
    g_tree_remove (access->forms, form);
}

/* Equal names share the memory of the first one. */
static TarnName *
count_topic (TarnAccess *access, TarnName *about, gboolean is_grant)
{
  gpointer first, topic;

  if (!g_tree_lookup_extended (access->topics, about, &first, &topic))
    {
      first = about;
      topic = g_new0 (Topic, 1);
      g_tree_insert (access->topics, tarn_name_ref (about), topic);
      add_form (access, about);
    }
  if (is_grant)
    ((Topic *) topic)->n_grants++;
  else
    ((Topic *) topic)->n_denials++;
  return first;
}

void
tarn_access_append (TarnAccess *access, guint32 id, gboolean is_grant, TarnName *about)
{
  TarnStatement *statement = g_new (TarnStatement, 1);

  *statement
      = (TarnStatement){ id, is_grant, tarn_name_ref (count_topic (access, about, is_grant)) };
  g_tree_insert (access->statements, statement, statement);
  access->n_statements++;
}

guint
tarn_access_add (TarnAccess *access, gboolean is_grant, const char *principal, const char *action,
                 const char *resource)
{
  if (access->last_id == G_MAXUINT32)
    return 0;

  const char *parts[TARN_NAME_PARTS] = { principal, action, resource };
  TarnName *about = tarn_name_new (parts, G_N_ELEMENTS (parts));

  tarn_access_append (access, ++access->last_id, is_grant, about);
  tarn_name_unref (about);
  return access->last_id;
}

void
tarn_access_copy (TarnAccess *access, const TarnAccess *from)
{
  for (GTreeNode *node = g_tree_node_first (from->statements); node != NULL;
       node = g_tree_node_next (node))
    {
      const TarnStatement *statement = g_tree_node_value (node);

      tarn_access_append (access, statement->id, statement->is_grant, statement->about);
    }
  access->last_id = from->last_id;
}

gboolean
tarn_access_remove (TarnAccess *access, guint id)
{
  TarnStatement key = { .id = id };
  const TarnStatement *statement = g_tree_lookup (access->statements, &key);

  if (statement == NULL)
    return FALSE;

  Topic *topic = g_tree_lookup (access->topics, statement->about);
  if (statement->is_grant)
    topic->n_grants--;
  else
    topic->n_denials--;
  if (topic->n_grants == 0 && topic->n_denials == 0)
    {
      remove_form (access, statement->about);
      g_tree_remove (access->topics, statement->about);
    }
  g_tree_remove (access->statements, &key);
  access->n_statements--;
  return TRUE;
}

gboolean
tarn_access_has_denial (const TarnAccess *access, const TarnName *about)
{
  const Topic *topic = g_tree_lookup (access->topics, about);

  return topic != NULL && topic->n_denials > 0;
}

/* --- Decisions -------------------------------------------------------------------------------- */

/* Returns the pattern of this length that matches the text, or NULL. It may be the text itself. */
static const char *
cut (GString *buffer, const char *text, gint length)
{
  if (length == WHOLE)
    return text;
  if (strnlen (text, (gsize) length) < (gsize) length)
    return NULL;

  g_string_truncate (buffer, 0);
  g_string_append_len (buffer, text, length);
  g_string_append_c (buffer, '*');
  return buffer->str;
}

/* Finds the only name of this form that matches the texts. Returns NULL if no statement is about it. */
static const Topic *
find_topic (const TarnAccess *access, const Form *form, GString *const *buffers,
            const char *const *texts)
{
  const char *parts[TARN_NAME_PARTS];
  TarnName key;

  for (guint i = 0; i < TARN_NAME_PARTS; i++)
    if ((parts[i] = cut (buffers[i], texts[i], form->lengths[i])) == NULL)
      return NULL;

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  return g_tree_lookup (access->topics, &key);
}

TarnAccessDecision
tarn_access_decide (const TarnAccess *access, const char *principal, const char *action,
                    const char *resource)
{
  const char *texts[TARN_NAME_PARTS] = { principal, action, resource };
  TarnAccessDecision decision = TARN_ACCESS_BY_DEFAULT;
  GString *buffers[TARN_NAME_PARTS];
  GTreeNode *node = g_tree_node_first (access->forms);

  for (guint i = 0; i < TARN_NAME_PARTS; i++)
    buffers[i] = g_string_new (NULL);
  for (; node != NULL && decision != TARN_ACCESS_DENIED; node = g_tree_node_next (node))
    {
      const Topic *topic = find_topic (access, g_tree_node_value (node), buffers, texts);

      if (topic != NULL)
        decision = topic->n_denials > 0 ? TARN_ACCESS_DENIED : TARN_ACCESS_GRANTED;
    }
  for (guint i = 0; i < TARN_NAME_PARTS; i++)
    g_string_free (buffers[i], TRUE);

  return decision;
}
