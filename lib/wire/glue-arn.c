/* SPDX-License-Identifier: MIT */
#include "wire/glue-arn.h"

#include <string.h>
#include <tarn/tarn-glue-client.h>

enum
{
  ARN_PARTS = 6, /* arn, partition, service, region, account, resource */
};

#define RESOURCE_PREFIX "table/"

/* table/DATABASE/TABLE, with the path of a catalog of the account before DATABASE if it is another than its own. */
static TarnTableName *
parse_resource (const char *account_id, const char *resource, GError **error)
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

  return tarn_table_name_new (catalog_id, database_name, table + 1, error);
}

static TarnTableName *
parse (const char *arn, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (arn, ":", ARN_PARTS);
  gsize prefix_length = strlen (RESOURCE_PREFIX);

  if (g_strv_length (parts) != ARN_PARTS || strcmp (parts[0], "arn") != 0
      || strcmp (parts[2], "glue") != 0 || !g_str_has_prefix (parts[5], RESOURCE_PREFIX)
      || strchr (parts[5] + prefix_length, '/') == NULL)
    return NULL;

  return parse_resource (parts[4], parts[5] + prefix_length, error);
}

TarnTableName *
tarn_wire_glue_arn_parse (const char *arn, GError **error)
{
  g_autoptr (GError) wrong = NULL;
  TarnTableName *name = parse (arn, &wrong);

  if (name != NULL)
    return name;

  g_set_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
               "TableInput.ViewDefinition.SubObjects has '%.200s', which is not of the form "
               "arn:aws:glue:REGION:ACCOUNT:table/DATABASE/TABLE%s%s",
               arn, wrong != NULL ? ": " : "", wrong != NULL ? wrong->message : "");
  return NULL;
}

char *
tarn_wire_glue_arn_format (const TarnTableName *name, const char *region)
{
  const char *catalog_id = tarn_table_name_get_catalog_id (name);
  gsize account_length = strcspn (catalog_id, ":");
  const char *path = catalog_id[account_length] == ':' ? catalog_id + account_length + 1 : NULL;
  g_autofree char *account_id = g_strndup (catalog_id, account_length);

  return g_strconcat ("arn:aws:glue:", region, ":", account_id, ":" RESOURCE_PREFIX,
                      path != NULL ? path : "", path != NULL ? "/" : "",
                      tarn_table_name_get_database_name (name), "/",
                      tarn_table_name_get_table_name (name), NULL);
}
