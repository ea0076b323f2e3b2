/* SPDX-License-Identifier: MIT */
/* The protocol awsJson1_1: one path, a header names the operation, and the body of an error names it too. */
#include <string.h>
#include <tarn/tarn-service.h>

#include "wire/glue-json.h"
#include "wire/json-writer.h"
#include "wire/refusal.h"

#define TARGET_PREFIX "AWSGlue."

enum
{
  OPERATION_SHOWN_MAX = 128, /* bytes of a name in a message, because the client chooses the name */
};

static const TarnWireOperation operations[] = {
  { "StartMaterializedViewRefreshTaskRun", tarn_wire_glue_start_run, TRUE },
  { "GetMaterializedViewRefreshTaskRun", tarn_wire_glue_get_run, TRUE },
  { "StopMaterializedViewRefreshTaskRun", tarn_wire_glue_stop_run, TRUE },
  { "ListMaterializedViewRefreshTaskRuns", tarn_wire_glue_list_runs, TRUE },
  { "CreateDatabase", tarn_wire_glue_create_database, TRUE },
  { "CreateCatalog", tarn_wire_glue_create_catalog, TRUE },
  { "GetDatabase", tarn_wire_glue_get_database, TRUE },
  { "GetDatabases", tarn_wire_glue_get_databases, TRUE },
  { "CreateTable", tarn_wire_glue_create_table, TRUE },
  { "GetTable", tarn_wire_glue_get_table, TRUE },
  { "GetTables", tarn_wire_glue_get_tables, TRUE },
  { "UpdateTable", tarn_wire_glue_update_table, TRUE },
  { "DeleteTable", tarn_wire_glue_delete_table, TRUE },
};

/* The engine may have an operation that cannot be called over the wire. */
static gboolean
refuse_operation (TarnWireCall *call, const char *name, GError **error)
{
  const TarnService *service = tarn_engine_get_service (call->engine, call->protocol->service);
  g_autofree const char **known = tarn_service_list_operations (service);
  gboolean is_known = g_strv_contains (known, name);

  return tarn_wire_refuse (error, TARN_WIRE_REFUSAL_UNKNOWN_OPERATION,
                           is_known ? "The operation '%s' is not spoken over the wire"
                                    : "There is no operation '%s'",
                           name);
}

static gboolean
refuse_shown (TarnWireCall *call, const char *name, gsize length, GError **error)
{
  g_autofree char *shown = g_strndup (name, MIN (length, OPERATION_SHOWN_MAX));

  return refuse_operation (call, shown, error);
}

static gboolean
find_operation (TarnWireCall *call, const char *name, gsize length, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    if (strncmp (operations[i].name, name, length) == 0 && operations[i].name[length] == '\0')
      {
        call->operation = &operations[i];
        return TRUE;
      }

  return refuse_shown (call, name, length, error);
}

static gboolean
find (TarnWireCall *call, GError **error)
{
  const gsize prefix_length = strlen (TARGET_PREFIX);
  TarnWireHeader target;

  if (strcmp (call->request.path, "/") != 0)
    return tarn_wire_refuse (error, TARN_WIRE_REFUSAL_UNKNOWN_OPERATION,
                             "AWS Glue takes requests at the path /, not at '%.200s'",
                             call->request.path);
  if (strcmp (call->request.method, "POST") != 0)
    return tarn_wire_refuse (error, TARN_WIRE_REFUSAL_WRONG_METHOD,
                             "The path / takes POST, not %.20s", call->request.method);
  if (!tarn_wire_request_find_header (&call->request, TARN_WIRE_TARGET, strlen (TARN_WIRE_TARGET),
                                      &target))
    return tarn_wire_refuse (error, TARN_WIRE_REFUSAL_UNKNOWN_OPERATION,
                             "The header X-Amz-Target is missing, which names the operation");
  if (target.value_length < prefix_length
      || strncmp (target.value, TARGET_PREFIX, prefix_length) != 0)
    return refuse_shown (call, target.value, target.value_length, error);

  return find_operation (call, target.value + prefix_length, target.value_length - prefix_length,
                         error);
}

/* --- Errors ----------------------------------------------------------------------------------- */

static gboolean
has_federation_source (const GError *error)
{
  return g_error_matches (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_ENTITY_NOT_FOUND)
         || g_error_matches (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT);
}

static void
write_failure (GString *output, const char *exception, const GError *error)
{
  tarn_wire_json_open (output, NULL, '{');
  tarn_wire_json_add_text (output, "__type", exception);
  tarn_wire_json_add_text (output, "Message", error->message);
  tarn_wire_json_add_text (output, "message", error->message);
  if (has_federation_source (error))
    tarn_wire_json_add_boolean (output, "FromFederationSource",
                                tarn_glue_error_get_from_federation_source (error));
  tarn_wire_json_close (output, '}');
}

void
tarn_wire_glue_rename_member (GError **error, const char *member, const char *wire_member)
{
  gsize length = strlen (member);

  if (error == NULL || !g_error_matches (*error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT)
      || strncmp ((*error)->message, member, length) != 0 || (*error)->message[length] != ' ')
    return;

  char *message = g_strconcat (wire_member, (*error)->message + length, NULL);
  g_free ((*error)->message);
  (*error)->message = message;
}

const TarnWireProtocol tarn_wire_glue = {
  .service = "glue",
  .content_type = "application/x-amz-json-1.1",
  .empty_output = "{}",
  .find = find,
  .write_failure = write_failure,
};
