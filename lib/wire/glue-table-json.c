/* SPDX-License-Identifier: MIT */
/* Reads the input and writes the output of Glue's operations on tables and materialized views. */
#include <string.h>
#include <tarn/tarn-catalog.h>

#include "wire/glue-arn.h"
#include "wire/glue-json.h"
#include "wire/json-writer.h"
#include "wire/kept.h"

/*
 * The members of all structures of a request. Each structure has its own table of members.
 * clear_input() frees the lists.
 */
typedef struct
{
  const char *catalog_id;
  const char *database_name;
  const char *name;
  const json_t *table_input;
  const json_t *parameters;
  const json_t *view_definition;
  const char **sub_objects;
  GArray *version_ids;
  const char *definer;
  const char *last_refresh_type;
  gint64 refresh_seconds;
  const char *size;
  const char *total_size;
  const char *record_count;
  const char *row_count;
  const char *table_type; /* TableType */
  const char *format;     /* the parameter table_type */
  const char *incremental;
  const char *offset_seconds;
  const char *jitter_seconds;
  const char *expression;
  const json_t *query_as_of_time;
  const char *next_token;
  gint64 max_results;
} TableInput;

#define MEMBER(name, type, field)                                                                  \
  {                                                                                                \
    name, TARN_WIRE_##type, G_STRUCT_OFFSET (TableInput, field)                                    \
  }

static const TarnWireMember create_table_members[] = { MEMBER ("CatalogId", TEXT, catalog_id),
                                                       MEMBER ("DatabaseName", TEXT, database_name),
                                                       MEMBER ("Name", TEXT, name),
                                                       MEMBER ("TableInput", OBJECT, table_input),
                                                       { NULL } };
static const TarnWireMember table_input_members[]
    = { MEMBER ("Name", TEXT, name),
        MEMBER ("TableType", TEXT, table_type),
        MEMBER ("Parameters", OBJECT, parameters),
        MEMBER ("ViewDefinition", OBJECT, view_definition),
        { NULL } };
static const TarnWireMember view_definition_members[]
    = { MEMBER ("SubObjects", TEXTS, sub_objects),
        MEMBER ("SubObjectVersionIds", INTEGERS, version_ids),
        MEMBER ("Definer", TEXT, definer),
        MEMBER ("RefreshSeconds", INTEGER, refresh_seconds),
        MEMBER ("LastRefreshType", TEXT, last_refresh_type),
        { NULL } };
static const TarnWireMember parameter_members[]
    = { MEMBER ("sizeKey", TEXT, size),
        MEMBER ("totalSize", TEXT, total_size),
        MEMBER ("recordCount", TEXT, record_count),
        MEMBER ("numRows", TEXT, row_count),
        MEMBER ("table_type", TEXT, format),
        MEMBER ("tarn.incremental", TEXT, incremental),
        MEMBER ("tarn.refreshOffsetSeconds", TEXT, offset_seconds),
        MEMBER ("tarn.refreshJitterSeconds", TEXT, jitter_seconds),
        { NULL } };
static const TarnWireMember get_tables_members[]
    = { MEMBER ("CatalogId", TEXT, catalog_id),
        MEMBER ("DatabaseName", TEXT, database_name),
        MEMBER ("Expression", TEXT, expression),
        MEMBER ("QueryAsOfTime", NUMBER, query_as_of_time),
        MEMBER ("MaxResults", INTEGER, max_results),
        MEMBER ("NextToken", TEXT, next_token),
        { NULL } };
static const TarnWireMember get_table_members[]
    = { MEMBER ("CatalogId", TEXT, catalog_id),
        MEMBER ("DatabaseName", TEXT, database_name),
        MEMBER ("Name", TEXT, name),
        MEMBER ("QueryAsOfTime", NUMBER, query_as_of_time),
        { NULL } };

/*
 * The members that the library has, in a request or in an answer. All others are kept in the annotation of the table,
 * for each of the three structures.
 */
static const char *const known_of_table[]
    = { "Name",       "DatabaseName", "CatalogId",      "CreateTime",         "UpdateTime",
        "Parameters", "VersionId",    "ViewDefinition", "IsMaterializedView", NULL };
static const char *const known_of_parameters[] = { "sizeKey",
                                                   "totalSize",
                                                   "recordCount",
                                                   "numRows",
                                                   "tarn.incremental",
                                                   "tarn.refreshOffsetSeconds",
                                                   "tarn.refreshJitterSeconds",
                                                   NULL };
static const char *const known_of_view[]
    = { "SubObjects",      "SubObjectVersionIds", "Definer", "RefreshSeconds",
        "LastRefreshType", "ViewVersionId",       NULL };

#define FORMAT_PARAMETER "table_type"

static void
clear_input (TableInput *input)
{
  g_clear_pointer (&input->sub_objects, g_free);
  g_clear_pointer (&input->version_ids, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TableInput, clear_input)

/* --- CreateTable ------------------------------------------------------------------------------ */

static gboolean
refuse (GError **error, const char *member, const char *value, const char *requirement)
{
  g_set_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
               "TableInput.%s is '%.100s'; it takes %s", member, value, requirement);
  return FALSE;
}

/* All parameters are strings, even the numbers. */
static gboolean
read_count (const char *text, const char *member, guint64 *out_count, GError **error)
{
  return text == NULL || g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, out_count, NULL)
         || refuse (error, member, text, "decimal digits, at most 18446744073709551615");
}

static gboolean
set_sizes (TarnTableInput *table, const TableInput *input, GError **error)
{
  guint64 size_bytes = 0, record_count = 0;

  if (!read_count (input->total_size, "Parameters.totalSize", &size_bytes, error)
      || !read_count (input->size, "Parameters.sizeKey", &size_bytes, error)
      || !read_count (input->row_count, "Parameters.numRows", &record_count, error)
      || !read_count (input->record_count, "Parameters.recordCount", &record_count, error))
    return FALSE;

  tarn_table_input_set_size_bytes (table, size_bytes);
  tarn_table_input_set_record_count (table, record_count);
  return TRUE;
}

static gboolean
set_incremental (TarnTableInput *table, const TableInput *input, GError **error)
{
  if (input->incremental == NULL)
    return TRUE;
  if (strcmp (input->incremental, "true") != 0 && strcmp (input->incremental, "false") != 0)
    return refuse (error, "Parameters.tarn.incremental", input->incremental, "true or false");

  tarn_table_input_set_incremental (table, strcmp (input->incremental, "true") == 0);
  return TRUE;
}

static gboolean
set_shifts (TarnTableInput *table, const TableInput *input, GError **error)
{
  guint64 offset_seconds = 0, jitter_seconds = 0;

  if (!read_count (input->offset_seconds, "Parameters.tarn.refreshOffsetSeconds", &offset_seconds,
                   error)
      || !read_count (input->jitter_seconds, "Parameters.tarn.refreshJitterSeconds",
                      &jitter_seconds, error))
    return FALSE;

  tarn_table_input_set_refresh_offset_seconds (table, (gint64) MIN (offset_seconds, G_MAXINT64));
  tarn_table_input_set_refresh_jitter_seconds (table, (gint64) MIN (jitter_seconds, G_MAXINT64));
  return TRUE;
}

static gboolean
set_last_refresh_type (TarnTableInput *table, const TableInput *input, GError **error)
{
  static const TarnRefreshType types[] = { TARN_REFRESH_TYPE_FULL, TARN_REFRESH_TYPE_INCREMENTAL };

  if (input->last_refresh_type == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (input->last_refresh_type, tarn_refresh_type_to_string (types[i])) == 0)
      {
        tarn_table_input_set_last_refresh_type (table, types[i]);
        return TRUE;
      }
  return refuse (error, "ViewDefinition.LastRefreshType", input->last_refresh_type,
                 "FULL or INCREMENTAL");
}

static gboolean
add_sub_objects (TarnTableInput *table, const TableInput *input, GError **error)
{
  for (guint i = 0; input->sub_objects != NULL && input->sub_objects[i] != NULL; i++)
    {
      g_autoptr (TarnTableName) source = tarn_wire_glue_arn_parse (input->sub_objects[i], error);

      if (source == NULL)
        return FALSE;
      tarn_table_input_add_sub_object (table, source);
    }
  for (guint i = 0; input->version_ids != NULL && i < input->version_ids->len; i++)
    tarn_table_input_add_sub_object_version_id (table,
                                                g_array_index (input->version_ids, gint64, i));
  return TRUE;
}

static gboolean
set_view (TarnTableInput *table, const TableInput *input, GError **error)
{
  if (input->refresh_seconds != TARN_WIRE_NO_INTEGER)
    tarn_table_input_set_refresh_seconds (table, input->refresh_seconds);
  tarn_table_input_set_definer (table, input->definer);

  return set_incremental (table, input, error) && set_shifts (table, input, error)
         && set_last_refresh_type (table, input, error) && add_sub_objects (table, input, error);
}

static void
keep_rest (TarnTableInput *table, const TableInput *input)
{
  g_autoptr (json_t) kept = json_object ();

  tarn_wire_kept_add (kept, "TableInput",
                      tarn_wire_kept_select (input->table_input, known_of_table));
  tarn_wire_kept_add (kept, "Parameters",
                      tarn_wire_kept_select (input->parameters, known_of_parameters));
  tarn_wire_kept_add (kept, "ViewDefinition",
                      tarn_wire_kept_select (input->view_definition, known_of_view));

  g_autofree char *annotation = tarn_wire_kept_to_annotation (kept);
  tarn_table_input_set_annotation (table, annotation);
}

static TarnTableInput *
make_table (const TableInput *input, GError **error)
{
  gboolean is_view = input->view_definition != NULL;
  g_autoptr (TarnTableInput) table
      = is_view ? tarn_table_input_new_materialized_view () : tarn_table_input_new ();

  if (!is_view && input->table_type != NULL
      && g_ascii_strcasecmp (input->table_type, "MATERIALIZED_VIEW") == 0)
    {
      refuse (error, "TableType", input->table_type, "a ViewDefinition with SubObjects beside it");
      return NULL;
    }
  if (!is_view && input->format != NULL && g_ascii_strcasecmp (input->format, "ICEBERG") != 0)
    tarn_table_input_set_format (table, TARN_TABLE_FORMAT_HIVE);
  if (!set_sizes (table, input, error) || (is_view && !set_view (table, input, error)))
    return NULL;

  keep_rest (table, input);
  return g_steal_pointer (&table);
}

static gboolean
read_table_input (TarnWireCall *call, TableInput *input, GError **error)
{
  return tarn_wire_json_read (call->input, NULL, create_table_members, input, error)
         && tarn_wire_json_read (input->table_input, "TableInput", table_input_members, input,
                                 error)
         && tarn_wire_json_read (input->parameters, "TableInput.Parameters", parameter_members,
                                 input, error)
         && tarn_wire_json_read (input->view_definition, "TableInput.ViewDefinition",
                                 view_definition_members, input, error);
}

typedef gboolean (*PutTable) (TarnGlueClient *client, const TarnTableName *name,
                              TarnTableInput *table, GError **error);

/* CreateTable and UpdateTable take the same input. */
static gboolean
put_table (TarnWireCall *call, PutTable put, GError **error)
{
  g_auto (TableInput) input = { .refresh_seconds = TARN_WIRE_NO_INTEGER };

  if (!read_table_input (call, &input, error))
    return FALSE;

  g_autoptr (TarnTableInput) table = make_table (&input, error);
  if (table == NULL)
    return FALSE;

  g_autoptr (TarnTableName) name
      = tarn_table_name_new (input.catalog_id, input.database_name, input.name);
  if (put (call->key->glue, name, table, error))
    return TRUE;

  tarn_wire_glue_rename_member (error, "TableName", "TableInput.Name");
  tarn_wire_glue_rename_member (error, "SubObjects", "TableInput.ViewDefinition.SubObjects");
  tarn_wire_glue_rename_member (error, "Definer", "TableInput.ViewDefinition.Definer");
  return FALSE;
}

gboolean
tarn_wire_glue_create_table (TarnWireCall *call, GError **error)
{
  return put_table (call, tarn_glue_client_create_table, error);
}

gboolean
tarn_wire_glue_update_table (TarnWireCall *call, GError **error)
{
  return put_table (call, tarn_glue_client_update_table, error);
}

/* --- GetTable --------------------------------------------------------------------------------- */

static void
add_decimal (GString *json, const char *name, guint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, value);

  tarn_wire_json_add_text (json, name, text);
}

static void
write_parameters (GString *json, const TarnTable *table, const json_t *kept)
{
  static const char *const none[] = { NULL };
  gboolean is_hive = tarn_table_get_format (table) == TARN_TABLE_FORMAT_HIVE;

  tarn_wire_json_open (json, "Parameters", '{');
  if (json_object_get (json_object_get (kept, "Parameters"), FORMAT_PARAMETER) == NULL)
    tarn_wire_json_add_text (json, FORMAT_PARAMETER, is_hive ? "HIVE" : "ICEBERG");
  add_decimal (json, "sizeKey", tarn_table_get_size_bytes (table));
  add_decimal (json, "recordCount", tarn_table_get_record_count (table));
  if (tarn_table_is_materialized_view (table))
    tarn_wire_json_add_text (json, "tarn.incremental",
                             tarn_table_is_incremental (table) ? "true" : "false");
  if (tarn_table_get_refresh_offset_seconds (table) != 0)
    add_decimal (json, "tarn.refreshOffsetSeconds",
                 (guint64) tarn_table_get_refresh_offset_seconds (table));
  if (tarn_table_get_refresh_jitter_seconds (table) != 0)
    add_decimal (json, "tarn.refreshJitterSeconds",
                 (guint64) tarn_table_get_refresh_jitter_seconds (table));
  tarn_wire_kept_write (kept, "Parameters", none, json);
  tarn_wire_json_close (json, '}');
}

static void
write_sub_objects (GString *json, const TarnTable *table, const char *region)
{
  guint n_version_ids;
  const gint64 *version_ids = tarn_table_get_sub_object_version_ids (table, &n_version_ids);

  tarn_wire_json_open (json, "SubObjects", '[');
  for (guint i = 0; i < tarn_table_get_n_sub_objects (table); i++)
    {
      g_autofree char *arn
          = tarn_wire_glue_arn_format (tarn_table_get_sub_object (table, i), region);

      tarn_wire_json_add_text (json, NULL, arn);
    }
  tarn_wire_json_close (json, ']');
  tarn_wire_json_open (json, "SubObjectVersionIds", '[');
  for (guint i = 0; i < n_version_ids; i++)
    tarn_wire_json_add_integer (json, NULL, version_ids[i]);
  tarn_wire_json_close (json, ']');
}

static void
write_view (GString *json, const TarnTable *table, const json_t *kept, const char *region)
{
  TarnRefreshType last_refresh_type = tarn_table_get_last_refresh_type (table);

  tarn_wire_json_open (json, "ViewDefinition", '{');
  tarn_wire_json_add_text (json, "Definer", tarn_table_get_definer (table));
  tarn_wire_json_add_integer (json, "ViewVersionId", tarn_table_get_version_id (table));
  if (tarn_table_get_refresh_seconds (table) != 0)
    tarn_wire_json_add_integer (json, "RefreshSeconds", tarn_table_get_refresh_seconds (table));
  tarn_wire_json_add_text (json, "LastRefreshType",
                           tarn_refresh_type_to_string (last_refresh_type));
  write_sub_objects (json, table, region);
  tarn_wire_kept_write (kept, "ViewDefinition", known_of_view, json);
  tarn_wire_json_close (json, '}');
}

static void
write_table (GString *json, const char *member, const TarnTable *table, const char *region)
{
  const TarnTableName *name = tarn_table_get_name (table);
  g_autoptr (json_t) kept = tarn_wire_kept_parse (tarn_table_get_annotation (table));
  gboolean is_view = tarn_table_is_materialized_view (table);

  tarn_wire_json_open (json, member, '{');
  tarn_wire_json_add_text (json, "Name", tarn_table_name_get_table_name (name));
  tarn_wire_json_add_text (json, "DatabaseName", tarn_table_name_get_database_name (name));
  tarn_wire_json_add_time (json, "UpdateTime", tarn_table_get_last_commit_time (table));
  write_parameters (json, table, kept);
  tarn_wire_json_add_text (json, "CatalogId", tarn_table_name_get_catalog_id (name));
  if (tarn_table_get_version_id (table) >= 0)
    add_decimal (json, "VersionId", (guint64) tarn_table_get_version_id (table));
  if (is_view)
    write_view (json, table, kept, region);
  tarn_wire_json_add_boolean (json, "IsMaterializedView", is_view);
  tarn_wire_kept_write (kept, "TableInput", known_of_table, json);
  tarn_wire_json_close (json, '}');
}

/* The engine knows its tables only as they are now. */
static gboolean
check_time (const TableInput *input, GError **error)
{
  if (input->query_as_of_time == NULL)
    return TRUE;

  g_set_error_literal (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
                       "QueryAsOfTime is set; this library has tables only as they are now");
  return FALSE;
}

gboolean
tarn_wire_glue_get_table (TarnWireCall *call, GError **error)
{
  TableInput input = { 0 };
  char region[TARN_WIRE_REGION_MAX + 1];

  if (!tarn_wire_json_read (call->input, NULL, get_table_members, &input, error)
      || !check_time (&input, error))
    return FALSE;

  g_autoptr (TarnTableName) name
      = tarn_table_name_new (input.catalog_id, input.database_name, input.name);
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (call->key->glue, name, error);
  if (table == NULL)
    {
      tarn_wire_glue_rename_member (error, "TableName", "Name");
      return FALSE;
    }

  tarn_wire_authorization_get_region (&call->authorization, region);
  tarn_wire_json_open (call->output, NULL, '{');
  write_table (call->output, "Table", table, region);
  tarn_wire_json_close (call->output, '}');
  return TRUE;
}

/* --- GetTables -------------------------------------------------------------------------------- */

static gboolean
check_listing (const TableInput *input, GError **error)
{
  if (input->expression != NULL)
    {
      g_set_error_literal (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
                           "Expression is set; this library lists all tables of a database");
      return FALSE;
    }

  return check_time (input, error)
         && (input->max_results == TARN_WIRE_NO_INTEGER
             || tarn_wire_glue_check_max_results (input->max_results, 100, error));
}

gboolean
tarn_wire_glue_get_tables (TarnWireCall *call, GError **error)
{
  TableInput input = { .max_results = TARN_WIRE_NO_INTEGER };
  char region[TARN_WIRE_REGION_MAX + 1];
  g_autofree char *next_token = NULL;

  if (!tarn_wire_json_read (call->input, NULL, get_tables_members, &input, error)
      || !check_listing (&input, error))
    return FALSE;

  gint max_results = input.max_results == TARN_WIRE_NO_INTEGER ? -1 : (gint) input.max_results;
  g_autoptr (GPtrArray) tables
      = tarn_glue_client_get_tables (call->key->glue, input.catalog_id, input.database_name,
                                     max_results, input.next_token, &next_token, error);
  if (tables == NULL)
    return FALSE;

  tarn_wire_authorization_get_region (&call->authorization, region);
  tarn_wire_json_open (call->output, NULL, '{');
  tarn_wire_json_open (call->output, "TableList", '[');
  for (guint i = 0; i < tables->len; i++)
    write_table (call->output, NULL, g_ptr_array_index (tables, i), region);
  tarn_wire_json_close (call->output, ']');
  tarn_wire_json_add_text (call->output, "NextToken", next_token);
  tarn_wire_json_close (call->output, '}');
  return TRUE;
}

/* --- DeleteTable ------------------------------------------------------------------------------ */

gboolean
tarn_wire_glue_delete_table (TarnWireCall *call, GError **error)
{
  TableInput input = { 0 };

  if (!tarn_wire_json_read (call->input, NULL, get_table_members, &input, error))
    return FALSE;

  g_autoptr (TarnTableName) name
      = tarn_table_name_new (input.catalog_id, input.database_name, input.name);
  if (tarn_glue_client_delete_table (call->key->glue, name, error))
    return TRUE;

  tarn_wire_glue_rename_member (error, "TableName", "Name");
  return FALSE;
}
