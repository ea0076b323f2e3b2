/* SPDX-License-Identifier: MIT */
#include "glue/table-name.h"

#include <string.h>
#include <tarn/tarn-error.h>

#include "admission/constraint.h"
#include "glue/glue-error.h"
#include "kernel/fail.h"

G_DEFINE_BOXED_TYPE (TarnTableName, tarn_table_name, tarn_table_name_ref, tarn_table_name_unref)

enum
{
  ARN_FIELDS = 6, /* arn, partition, service, region, account, resource */
  ARN_ACCOUNT = 4,
  ARN_RESOURCE = 5,
};

#define ARN_RESOURCE_PREFIX "table/"
#define SHOWN_BYTES_MAX 200

/* --- Checking --------------------------------------------------------------------------------- */

static const TarnConstraint part_constraint = { TARN_CONSTRAINT_SINGLE_LINE, 1, 255 };

static gboolean
is_part_good (const char *text)
{
  TarnArgument argument = { .text = text };

  return text != NULL && tarn_constraint_is_met (&part_constraint, &argument);
}

static gboolean
check_part (const char *member, const char *text, GError **error)
{
  TarnArgument argument = { .text = text };

  if (is_part_good (text))
    return TRUE;

  g_autofree char *wrong = text == NULL
                               ? g_strdup ("is missing")
                               : tarn_constraint_describe_violation (&part_constraint, &argument);
  return tarn_fail (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT, "%s %s", member, wrong);
}

gboolean
tarn_table_name_check (const TarnTableName *self, GError **error)
{
  const char *const *parts = self->name.parts;

  return self->name.is_canonical
         || ((parts[0] == NULL || check_part ("CatalogId", parts[0], error))
             && check_part ("DatabaseName", parts[1], error)
             && check_part ("TableName", parts[2], error));
}

/* --- Lower case ------------------------------------------------------------------------------- */

gboolean
tarn_table_name_is_lower (const char *part)
{
  for (; *part != '\0'; part++)
    if (g_ascii_isupper (*part))
      return FALSE;

  return TRUE;
}

const char *
tarn_table_name_fold (const char *part, char lower[TARN_TABLE_NAME_PART_BYTES])
{
  if (part == NULL || tarn_table_name_is_lower (part))
    return part;

  g_assert (strlen (part) < TARN_TABLE_NAME_PART_BYTES);
  for (char *end = lower; (*end = g_ascii_tolower (*part)) != '\0'; end++)
    part++;
  return lower;
}

const TarnName *
tarn_table_name_resolve (const TarnTableName *self, const char *account_id, gboolean folds,
                         TarnTableKey *key)
{
  const char *const *given = self->name.parts;

  if (self->name.is_canonical)
    return &self->name;

  const char *const parts[] = { given[0] != NULL ? given[0] : account_id,
                                folds ? tarn_table_name_fold (given[1], key->lower[0]) : given[1],
                                folds ? tarn_table_name_fold (given[2], key->lower[1]) : given[2] };
  tarn_name_init_key (&key->name, parts, G_N_ELEMENTS (parts));
  return &key->name;
}

/* --- Making ----------------------------------------------------------------------------------- */

TarnTableName *
tarn_table_name_new (const char *catalog_id, const char *database_name, const char *table_name)
{
  const char *parts[] = { catalog_id, database_name, table_name };
  TarnName *name = tarn_name_new (parts, G_N_ELEMENTS (parts));

  name->is_canonical = is_part_good (catalog_id) && is_part_good (database_name)
                       && is_part_good (table_name) && tarn_table_name_is_lower (database_name)
                       && tarn_table_name_is_lower (table_name);
  return (TarnTableName *) name;
}

/*
 * @resource is DATABASE/TABLE, the rest of the ARN after its prefix. If the table is not in the account's own
 * catalog, the path of its catalog stands before DATABASE.
 */
static TarnTableName *
parse_resource (const char *account_id, const char *resource)
{
  const char *table = strrchr (resource, '/');
  const char *database = table;

  while (database > resource && database[-1] != '/')
    database--;
  g_autofree char *database_name = g_strndup (database, (gsize) (table - database));
  g_autofree char *path
      = database > resource ? g_strndup (resource, (gsize) (database - resource) - 1) : NULL;
  g_autofree char *catalog_id
      = path != NULL ? g_strconcat (account_id, ":", path, NULL) : g_strdup (account_id);

  return tarn_table_name_new (catalog_id, database_name, table + 1);
}

static TarnTableName *
parse_arn (const char *arn)
{
  g_auto (GStrv) fields = g_strsplit (arn, ":", ARN_FIELDS);
  gsize prefix_length = strlen (ARN_RESOURCE_PREFIX);

  if (g_strv_length (fields) != ARN_FIELDS || strcmp (fields[2], "glue") != 0
      || !g_str_has_prefix (fields[ARN_RESOURCE], ARN_RESOURCE_PREFIX)
      || strchr (fields[ARN_RESOURCE] + prefix_length, '/') == NULL)
    return NULL;

  return parse_resource (fields[ARN_ACCOUNT], fields[ARN_RESOURCE] + prefix_length);
}

static TarnTableName *
parse_dotted (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", TARN_NAME_PARTS + 1);
  guint n_parts = g_strv_length (parts);

  if (n_parts == TARN_NAME_PARTS)
    return tarn_table_name_new (parts[0], parts[1], parts[2]);
  return n_parts == TARN_NAME_PARTS - 1 ? tarn_table_name_new (NULL, parts[0], parts[1]) : NULL;
}

TarnTableName *
tarn_table_name_new_from_string (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  TarnTableName *name = g_str_has_prefix (text, "arn:") ? parse_arn (text) : parse_dotted (text);
  if (name != NULL)
    return name;

  g_autofree char *shown = g_utf8_make_valid (text, (gssize) strnlen (text, SHOWN_BYTES_MAX));
  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID_NAME,
               "'%s' is neither DATABASE.TABLE nor CATALOG.DATABASE.TABLE nor"
               " arn:aws:glue:REGION:ACCOUNT:table/DATABASE/TABLE",
               shown);
  return NULL;
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

/* --- Reading ---------------------------------------------------------------------------------- */

gboolean
tarn_table_name_equal (gconstpointer self, gconstpointer other)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (other != NULL, FALSE);

  return tarn_name_equal (&((const TarnTableName *) self)->name,
                          &((const TarnTableName *) other)->name);
}

guint
tarn_table_name_hash (gconstpointer self)
{
  g_return_val_if_fail (self != NULL, 0);

  guint64 hash = ((const TarnTableName *) self)->name.hash;
  return (guint) (hash ^ hash >> 32);
}

char *
tarn_table_name_to_string (const TarnTableName *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  for (guint i = 0; i < TARN_NAME_PARTS; i++)
    if (self->name.parts[i] != NULL)
      g_ptr_array_add (parts, (gpointer) self->name.parts[i]);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (".", (char **) parts->pdata);
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
