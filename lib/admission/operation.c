/* SPDX-License-Identifier: MIT */
#include "admission/operation.h"

#include "kernel/named.h"

const TarnMember *
tarn_operation_find_member (const TarnOperation *operation, const char *name)
{
  return TARN_FIND_NAMED (operation->members, TARN_OPERATION_MEMBERS_MAX, name);
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
