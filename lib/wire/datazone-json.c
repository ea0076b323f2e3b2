/* SPDX-License-Identifier: MIT */
/* Reads the input and writes the output of DataZone's operations on metadata generation runs. */
#include "wire/datazone-json.h"

#include "wire/json-writer.h"
#include "wire/query.h"
#include "wire/refusal.h"

typedef struct
{
  const char *owning_project_identifier;
  const char *type;
  const char **types;
  const char *client_token;
  const json_t *target;
  TarnMetadataTarget target_values;
} StartInput;

#define MEMBER(name, type, field)                                                                  \
  {                                                                                                \
    name, TARN_WIRE_##type, G_STRUCT_OFFSET (StartInput, field)                                    \
  }

static const TarnWireMember start_members[]
    = { MEMBER ("target", OBJECT, target),
        MEMBER ("owningProjectIdentifier", TEXT, owning_project_identifier),
        MEMBER ("type", TEXT, type),
        MEMBER ("types", TEXTS, types),
        MEMBER ("clientToken", TEXT, client_token),
        { NULL } };
static const TarnWireMember target_members[]
    = { MEMBER ("type", TEXT, target_values.type),
        MEMBER ("identifier", TEXT, target_values.identifier),
        MEMBER ("revision", TEXT, target_values.revision),
        { NULL } };

/* --- Runs ------------------------------------------------------------------------------------- */

static void
write_target (GString *json, const TarnMetadataTarget *target)
{
  tarn_wire_json_open (json, "target", '{');
  tarn_wire_json_add_text (json, "type", target->type);
  tarn_wire_json_add_text (json, "identifier", target->identifier);
  tarn_wire_json_add_text (json, "revision", target->revision);
  tarn_wire_json_close (json, '}');
}

static void
write_types (GString *json, const TarnMetadataRun *run)
{
  const char *const *types = tarn_metadata_run_get_types (run);

  tarn_wire_json_open (json, "types", '[');
  for (guint i = 0; types[i] != NULL; i++)
    tarn_wire_json_add_text (json, NULL, types[i]);
  tarn_wire_json_close (json, ']');
}

static void
write_type_stat (GString *json, const TarnMetadataRun *run, TarnMetadataType type)
{
  TarnMetadataStatus status = tarn_metadata_run_get_type_status (run, type);

  if (status == 0)
    return;
  tarn_wire_json_open (json, NULL, '{');
  tarn_wire_json_add_text (json, "type", tarn_metadata_type_to_string (type));
  tarn_wire_json_add_text (json, "status", tarn_metadata_status_to_string (status));
  tarn_wire_json_add_text (json, "errorMessage",
                           tarn_metadata_run_get_type_error_message (run, type));
  tarn_wire_json_close (json, '}');
}

static void
write_type_stats (GString *json, const TarnMetadataRun *run)
{
  tarn_wire_json_open (json, "typeStats", '[');
  for (TarnMetadataType type = TARN_METADATA_TYPE_NONE + 1;
       tarn_metadata_type_to_string (type) != NULL; type++)
    write_type_stat (json, run, type);
  tarn_wire_json_close (json, ']');
}

/* Writes the members of a run that all three operations return. The caller writes the brackets around. */
static void
write_run (GString *json, TarnMetadataRun *run)
{
  const TarnMetadataTarget *target = tarn_metadata_run_get_target (run);

  tarn_wire_json_add_text (json, "domainId", tarn_metadata_run_get_domain_id (run));
  tarn_wire_json_add_text (json, "id", tarn_metadata_run_get_id (run));
  if (target != NULL)
    write_target (json, target);
  tarn_wire_json_add_text (json, "status",
                           tarn_metadata_status_to_string (tarn_metadata_run_get_status (run)));
  tarn_wire_json_add_text (json, "type",
                           tarn_metadata_type_to_string (
                               tarn_metadata_run_get_metadata_type (run)));
  write_types (json, run);
  tarn_wire_json_add_time (json, "createdAt", tarn_metadata_run_get_creation_time (run));
  tarn_wire_json_add_text (json, "createdBy", tarn_metadata_run_get_created_by (run));
  tarn_wire_json_add_text (json, "owningProjectId", tarn_metadata_run_get_owning_project_id (run));
}

/* --- The operations --------------------------------------------------------------------------- */

gboolean
tarn_wire_datazone_start_run (TarnWireCall *call, GError **error)
{
  StartInput input = { 0 };
  gboolean is_read = tarn_wire_json_read (call->input, NULL, start_members, &input, error)
                     && tarn_wire_json_read (input.target, "target", target_members, &input, error);
  g_autofree const char **types = input.types;

  if (!is_read)
    return FALSE;

  g_autoptr (TarnMetadataRun) run = tarn_datazone_client_start_metadata_generation_run (
      call->key->datazone, call->labels[0], input.owning_project_identifier,
      input.target != NULL ? &input.target_values : NULL, input.type, types, input.client_token,
      error);
  if (run == NULL)
    return FALSE;

  tarn_wire_json_open (call->output, NULL, '{');
  write_run (call->output, run);
  tarn_wire_json_close (call->output, '}');
  return TRUE;
}

gboolean
tarn_wire_datazone_get_run (TarnWireCall *call, GError **error)
{
  g_autofree char *type = NULL;

  if (!tarn_wire_query_read (call->request.query, "type", &type, error))
    return FALSE;

  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_get_metadata_generation_run (call->key->datazone, call->labels[0],
                                                          call->labels[1], type, error);
  if (run == NULL)
    return FALSE;

  tarn_wire_json_open (call->output, NULL, '{');
  write_run (call->output, run);
  write_type_stats (call->output, run);
  tarn_wire_json_close (call->output, '}');
  return TRUE;
}

gboolean
tarn_wire_datazone_cancel_run (TarnWireCall *call, GError **error)
{
  return tarn_datazone_client_cancel_metadata_generation_run (call->key->datazone, call->labels[0],
                                                              call->labels[1], error);
}

typedef struct
{
  char *status;
  char *type;
  char *target_identifier;
  char *max_results;
  char *next_token;
} ListInput;

static void
clear_list_input (ListInput *input)
{
  g_free (input->status);
  g_free (input->type);
  g_free (input->target_identifier);
  g_free (input->max_results);
  g_free (input->next_token);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ListInput, clear_list_input)

static gboolean
read_list_input (const char *query, ListInput *input, GError **error)
{
  return tarn_wire_query_read (query, "status", &input->status, error)
         && tarn_wire_query_read (query, "type", &input->type, error)
         && tarn_wire_query_read (query, "targetIdentifier", &input->target_identifier, error)
         && tarn_wire_query_read (query, "maxResults", &input->max_results, error)
         && tarn_wire_query_read (query, "nextToken", &input->next_token, error);
}

/*
 * In the library, -1 means that the parameter is absent, so -1 must not come from a request. This function
 * turns a negative number into 0, and a number that is too large into G_MAXINT. The operation refuses both.
 */
static gboolean
read_max_results (const char *text, gint *out_max_results, GError **error)
{
  g_autoptr (GError) wrong = NULL;
  gint64 value;

  *out_max_results = -1;
  if (text == NULL)
    return TRUE;
  if (text[0] != '+' && g_ascii_string_to_signed (text, 10, 0, G_MAXINT, &value, &wrong))
    *out_max_results = (gint) value;
  else if (g_error_matches (wrong, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS))
    *out_max_results = text[0] == '-' ? 0 : G_MAXINT;
  else
    return tarn_wire_refuse (error, TARN_WIRE_REFUSAL_SERIALIZATION,
                             "maxResults must be an integer, and is '%.50s'", text);

  return TRUE;
}

static void
write_items (GString *json, GPtrArray *runs)
{
  tarn_wire_json_open (json, "items", '[');
  for (guint i = 0; i < runs->len; i++)
    {
      tarn_wire_json_open (json, NULL, '{');
      write_run (json, g_ptr_array_index (runs, i));
      tarn_wire_json_close (json, '}');
    }
  tarn_wire_json_close (json, ']');
}

gboolean
tarn_wire_datazone_list_runs (TarnWireCall *call, GError **error)
{
  g_auto (ListInput) input = { 0 };
  g_autofree char *next_token = NULL;
  gint max_results;

  if (!read_list_input (call->request.query, &input, error)
      || !read_max_results (input.max_results, &max_results, error))
    return FALSE;

  g_autoptr (GPtrArray) runs
      = tarn_datazone_client_list_metadata_generation_runs (call->key->datazone, call->labels[0],
                                                            input.status, input.type,
                                                            input.target_identifier, max_results,
                                                            input.next_token, &next_token, error);
  if (runs == NULL)
    return FALSE;

  tarn_wire_json_open (call->output, NULL, '{');
  write_items (call->output, runs);
  tarn_wire_json_add_text (call->output, "nextToken", next_token);
  tarn_wire_json_close (call->output, '}');
  return TRUE;
}
