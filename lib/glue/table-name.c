/* SPDX-License-Identifier: MIT */
#include "glue/table-name.h"

#include "admission/constraint.h"
#include "glue/glue-error.h"
#include "kernel/fail.h"

G_DEFINE_BOXED_TYPE (TarnTableName, tarn_table_name, tarn_table_name_ref, tarn_table_name_unref)

static gboolean
check_part (const char *member, const char *text, GError **error)
{
  static const TarnConstraint constraint = { TARN_CONSTRAINT_SINGLE_LINE, 1, 255 };
  TarnArgument argument = { .text = text };

  if (text != NULL && tarn_constraint_is_met (&constraint, &argument))
    return TRUE;

  g_autofree char *wrong = text == NULL
                               ? g_strdup ("is missing")
                               : tarn_constraint_describe_violation (&constraint, &argument);

  return tarn_fail (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT, "%s %s", member, wrong);
}

TarnTableName *
tarn_table_name_new (const char *catalog_id, const char *database_name, const char *table_name,
                     GError **error)
{
  const char *parts[] = { catalog_id, database_name, table_name };

  if (!check_part ("CatalogId", catalog_id, error)
      || !check_part ("DatabaseName", database_name, error)
      || !check_part ("TableName", table_name, error))
    return NULL;

  return (TarnTableName *) tarn_name_new (parts, G_N_ELEMENTS (parts));
}

TarnTableName *
tarn_table_name_ref (const TarnTableName *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (TarnTableName *) tarn_name_ref (&self->name);
}

void
tarn_table_name_unref (TarnTableName *self)
{
  g_return_if_fail (self != NULL);

  tarn_name_unref (&self->name);
}

gboolean
tarn_table_name_equal (const TarnTableName *self, const TarnTableName *other)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (other != NULL, FALSE);

  return tarn_name_equal (&self->name, &other->name);
}

const char *
tarn_table_name_get_catalog_id (const TarnTableName *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tarn_table_name_get_part (self, 0);
}

const char *
tarn_table_name_get_database_name (const TarnTableName *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tarn_table_name_get_part (self, 1);
}

const char *
tarn_table_name_get_table_name (const TarnTableName *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tarn_table_name_get_part (self, 2);
}
