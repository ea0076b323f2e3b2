/* SPDX-License-Identifier: MIT */
/* Reads the input and writes the output of Glue's operations on catalogs and databases. */
#include <string.h>
#include <tarn/tarn-catalog.h>

#include "wire/glue-json.h"
#include "wire/json-writer.h"

#define S3_TABLES_PREFIX "s3tablescatalog/"

/* The members of all structures of a request. Each structure has its own table of members. */
typedef struct
{
  const char *catalog_id;
  const char *name;
  const json_t *catalog_input;
  const json_t *federated_catalog;
  const json_t *database_input;
  const char *next_token;
  gint64 max_results;
  const char *resource_share_type;
} DatabaseInput;

#define MEMBER(name, type, field)                                                                  \
  {                                                                                                \
    name, TARN_WIRE_##type, G_STRUCT_OFFSET (DatabaseInput, field)                                 \
  }

static const TarnWireMember create_catalog_members[]
    = { MEMBER ("Name", TEXT, name), MEMBER ("CatalogInput", OBJECT, catalog_input), { NULL } };
static const TarnWireMember catalog_input_members[]
    = { MEMBER ("FederatedCatalog", OBJECT, federated_catalog), { NULL } };
static const TarnWireMember create_database_members[] = {
  MEMBER ("CatalogId", TEXT, catalog_id), MEMBER ("DatabaseInput", OBJECT, database_input), { NULL }
};
static const TarnWireMember database_input_members[] = { MEMBER ("Name", TEXT, name), { NULL } };
static const TarnWireMember get_database_members[]
    = { MEMBER ("CatalogId", TEXT, catalog_id), MEMBER ("Name", TEXT, name), { NULL } };
static const TarnWireMember get_databases_members[]
    = { MEMBER ("CatalogId", TEXT, catalog_id),
        MEMBER ("NextToken", TEXT, next_token),
        MEMBER ("MaxResults", INTEGER, max_results),
        MEMBER ("ResourceShareType", TEXT, resource_share_type),
        { NULL } };

#define refuse(error, ...)                                                                         \
  (g_set_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT, __VA_ARGS__), FALSE)

/* --- CreateCatalog ---------------------------------------------------------------------------- */

static gboolean
check_catalog (const DatabaseInput *input, GError **error)
{
  if (input->name == NULL)
    return refuse (error, "%s", "Name is missing");
  if (!g_str_has_prefix (input->name, S3_TABLES_PREFIX)
      || input->name[strlen (S3_TABLES_PREFIX)] == '\0')
    return refuse (
        error,
        "Name is '%.100s'; this library has catalogs of S3 Tables, each for one bucket, and "
        "takes s3tablescatalog/BUCKET",
        input->name);

  return input->catalog_input != NULL || refuse (error, "%s", "CatalogInput is missing");
}

gboolean
tarn_wire_glue_create_catalog (TarnWireCall *call, GError **error)
{
  DatabaseInput input = { 0 };

  if (!tarn_wire_json_read (call->input, NULL, create_catalog_members, &input, error)
      || !tarn_wire_json_read (input.catalog_input, "CatalogInput", catalog_input_members, &input,
                               error)
      || !check_catalog (&input, error))
    return FALSE;

  g_autofree char *catalog_id
      = g_strconcat (tarn_principal_get_account_id (call->key->principal), ":", input.name, NULL);
  if (tarn_glue_client_create_catalog (call->key->glue, catalog_id, input.federated_catalog != NULL,
                                       error))
    return TRUE;

  tarn_wire_glue_rename_member (error, "CatalogId", "Name");
  return FALSE;
}

/* --- CreateDatabase --------------------------------------------------------------------------- */

gboolean
tarn_wire_glue_create_database (TarnWireCall *call, GError **error)
{
  DatabaseInput input = { 0 };

  if (!tarn_wire_json_read (call->input, NULL, create_database_members, &input, error)
      || !tarn_wire_json_read (input.database_input, "DatabaseInput", database_input_members,
                               &input, error))
    return FALSE;
  if (tarn_glue_client_create_database (call->key->glue, input.catalog_id, input.name, error))
    return TRUE;

  tarn_wire_glue_rename_member (error, "DatabaseName", "DatabaseInput.Name");
  return FALSE;
}

/* --- GetDatabase and GetDatabases ------------------------------------------------------------- */

static void
write_database (const TarnWireCall *call, const char *member, const char *name,
                const char *catalog_id)
{
  if (catalog_id == NULL)
    catalog_id = tarn_principal_get_account_id (call->key->principal);
  tarn_wire_json_open (call->output, member, '{');
  tarn_wire_json_add_text (call->output, "Name", name);
  tarn_wire_json_add_text (call->output, "CatalogId", catalog_id);
  tarn_wire_json_close (call->output, '}');
}

gboolean
tarn_wire_glue_get_database (TarnWireCall *call, GError **error)
{
  DatabaseInput input = { 0 };

  if (!tarn_wire_json_read (call->input, NULL, get_database_members, &input, error))
    return FALSE;

  g_autofree char *name
      = tarn_glue_client_get_database (call->key->glue, input.catalog_id, input.name, error);
  if (name == NULL)
    {
      tarn_wire_glue_rename_member (error, "DatabaseName", "Name");
      return FALSE;
    }

  tarn_wire_json_open (call->output, NULL, '{');
  write_database (call, "Database", name, input.catalog_id);
  tarn_wire_json_close (call->output, '}');
  return TRUE;
}

static gboolean
check_listing (DatabaseInput *input, GError **error)
{
  if (input->resource_share_type != NULL && strcmp (input->resource_share_type, "ALL") != 0)
    return refuse (
        error, "ResourceShareType is '%.100s'; this library has no shared databases, and takes ALL",
        input->resource_share_type);
  if (input->max_results != TARN_WIRE_NO_INTEGER)
    return tarn_wire_glue_check_max_results (input->max_results, 100, error);

  input->max_results = -1;
  return TRUE;
}

gboolean
tarn_wire_glue_get_databases (TarnWireCall *call, GError **error)
{
  DatabaseInput input = { .max_results = TARN_WIRE_NO_INTEGER };
  g_autofree char *next_token = NULL;

  if (!tarn_wire_json_read (call->input, NULL, get_databases_members, &input, error)
      || !check_listing (&input, error))
    return FALSE;

  g_autoptr (GPtrArray) names
      = tarn_glue_client_get_databases (call->key->glue, input.catalog_id, (gint) input.max_results,
                                        input.next_token, &next_token, error);
  if (names == NULL)
    return FALSE;

  tarn_wire_json_open (call->output, NULL, '{');
  tarn_wire_json_open (call->output, "DatabaseList", '[');
  for (guint i = 0; i < names->len; i++)
    write_database (call, NULL, g_ptr_array_index (names, i), input.catalog_id);
  tarn_wire_json_close (call->output, ']');
  tarn_wire_json_add_text (call->output, "NextToken", next_token);
  tarn_wire_json_close (call->output, '}');
  return TRUE;
}
