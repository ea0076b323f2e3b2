/* SPDX-License-Identifier: MIT */
#include "wire/glue-arn.h"

#include <string.h>
#include <tarn/tarn-glue-client.h>

#define RESOURCE_PREFIX "table/"

/* Only an ARN is valid here, because the SDKs name the sources of a view only by ARNs. */
TarnTableName *
tarn_wire_glue_arn_parse (const char *arn, GError **error)
{
  TarnTableName *name
      = g_str_has_prefix (arn, "arn:") ? tarn_table_name_new_from_string (arn, NULL) : NULL;

  if (name == NULL)
    g_set_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
                 "TableInput.ViewDefinition.SubObjects has '%.200s', which is not of the form "
                 "arn:aws:glue:REGION:ACCOUNT:table/DATABASE/TABLE",
                 arn);
  return name;
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
