/* SPDX-License-Identifier: MIT */
#include "admission/operation.h"

#include <string.h>

#include "kernel/named.h"

const TarnMember *
tarn_operation_find_member (const TarnOperation *operation, const char *name)
{
  return TARN_FIND_NAMED (operation->members, TARN_OPERATION_MEMBERS_MAX, name);
}

/* --- Resources -------------------------------------------------------------------------------- */

/* An id of these kinds has no slash. A name may have one, so the parts of a path of names cannot be told apart. */
static gboolean
has_no_slash (const TarnMember *member)
{
  return member->constraint.kind == TARN_CONSTRAINT_WORD
         || member->constraint.kind == TARN_CONSTRAINT_UUID;
}

static guint
count_slashes (const char *text)
{
  guint n_slashes = 0;

  for (; *text != '\0'; text++)
    n_slashes += *text == '/';
  return n_slashes;
}

/* The first member stands in the path even if the call does not give it. */
gboolean
tarn_operation_may_be_about (const TarnOperation *operation, const char *resource)
{
  const TarnMember *last = NULL;
  const char *last_slash = strrchr (resource, '/');
  guint n_parts = 0, n_required = 0, n_given = count_slashes (resource) + 1;
  gboolean has_names = FALSE;
  TarnIdentifier identifier;

  for (const TarnMember *member = operation->members; member->name != NULL; member++)
    if (member->names_resource)
      {
        last = member;
        n_required += n_parts == 0 || member->is_required || member->is_needed;
        has_names = has_names || !has_no_slash (member);
        n_parts++;
      }

  if (n_parts == 0 || n_given < n_required || (!has_names && n_given > n_parts))
    return FALSE;
  return last->constraint.kind != TARN_CONSTRAINT_UUID
         || tarn_identifier_parse (last_slash != NULL ? last_slash + 1 : resource, &identifier);
}

char *
tarn_operation_describe_resource (const TarnOperation *operation)
{
  GString *path = g_string_new (NULL);

  for (const TarnMember *member = operation->members; member->name != NULL; member++)
    if (member->names_resource)
      g_string_append_printf (path, "%s%s", path->len > 0 ? "/" : "", member->name);
  return g_string_free (path, FALSE);
}

/* --- Copies ----------------------------------------------------------------------------------- */

static void
copy_field (const TarnMember *member, gpointer input)
{
  gpointer field = (char *) input + member->offset;

  switch (member->constraint.kind)
    {
    case TARN_CONSTRAINT_INTEGER:
    case TARN_CONSTRAINT_FLAG:
      return;
    case TARN_CONSTRAINT_CHOICES:
      *(char ***) field = g_strdupv (*(char ***) field);
      return;
    case TARN_CONSTRAINT_STRUCTURE:
      /* Only the presence matters, because the members of the structure are members of the operation. */
      *(const char **) field = *(const char **) field != NULL ? "" : NULL;
      return;
    default:
      *(char **) field = g_strdup (*(const char **) field);
    }
}

static void
free_field (const TarnMember *member, gpointer input)
{
  gpointer field = (char *) input + member->offset;

  switch (member->constraint.kind)
    {
    case TARN_CONSTRAINT_INTEGER:
    case TARN_CONSTRAINT_FLAG:
    case TARN_CONSTRAINT_STRUCTURE:
      return;
    case TARN_CONSTRAINT_CHOICES:
      g_strfreev (*(char ***) field);
      return;
    default:
      g_free (*(char **) field);
    }
}

gpointer
tarn_operation_copy_input (const TarnOperation *operation, gconstpointer input)
{
  gpointer copy = g_memdup2 (input, operation->input_size);

  for (guint i = 0; operation->members[i].name != NULL; i++)
    copy_field (&operation->members[i], copy);
  if (operation->record_class != NULL)
    G_STRUCT_MEMBER (gpointer, copy, operation->record_offset)
        = operation->record_class->copy (tarn_operation_get_record (operation, input));
  return copy;
}

void
tarn_operation_free_input (const TarnOperation *operation, gpointer input)
{
  for (guint i = 0; operation->members[i].name != NULL; i++)
    free_field (&operation->members[i], input);
  if (operation->record_class != NULL)
    operation->record_class->free (tarn_operation_get_record (operation, input));
  g_free (input);
}
