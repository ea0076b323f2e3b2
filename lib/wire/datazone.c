/* SPDX-License-Identifier: MIT */
/* The protocol restJson1: the method and the path name the operation, and a header names an error. */
#include <string.h>

#include "wire/datazone-json.h"
#include "wire/json-writer.h"
#include "wire/refusal.h"

#define DOMAINS TARN_WIRE_DATAZONE_PATHS "domains"
#define RUNS DOMAINS "/{}/metadata-generation-runs"
#define ASSETS DOMAINS "/{}/assets"
#define LABEL "{}"
#define CREATED 201

/* clang-format off */

static const TarnWireOperation operations[] = {
  { "StartMetadataGenerationRun", tarn_wire_datazone_start_run, TRUE, "POST", RUNS },
  { "ListMetadataGenerationRuns", tarn_wire_datazone_list_runs, FALSE, "GET", RUNS },
  { "GetMetadataGenerationRun", tarn_wire_datazone_get_run, FALSE, "GET", RUNS "/{}" },
  { "CancelMetadataGenerationRun", tarn_wire_datazone_cancel_run, FALSE, "POST",
    RUNS "/{}/cancel" },
  { "CreateDomain", tarn_wire_datazone_create_domain, TRUE, "POST", DOMAINS, CREATED },
  { "CreateUserProfile", tarn_wire_datazone_create_user_profile, TRUE, "POST",
    DOMAINS "/{}/user-profiles", CREATED },
  { "CreateProject", tarn_wire_datazone_create_project, TRUE, "POST", DOMAINS "/{}/projects",
    CREATED },
  { "CreateProjectMembership", tarn_wire_datazone_create_membership, TRUE, "POST",
    DOMAINS "/{}/projects/{}/createMembership", CREATED },
  { "CreateAsset", tarn_wire_datazone_create_asset, TRUE, "POST", ASSETS, CREATED },
  { "CreateAssetRevision", tarn_wire_datazone_create_revision, TRUE, "POST",
    ASSETS "/{}/revisions" },
  { "GetAsset", tarn_wire_datazone_get_asset, FALSE, "GET", ASSETS "/{}" },
  { "AcceptPredictions", tarn_wire_datazone_accept_predictions, TRUE, "PUT",
    ASSETS "/{}/accept-predictions" },
  { "RejectPredictions", tarn_wire_datazone_reject_predictions, TRUE, "PUT",
    ASSETS "/{}/reject-predictions" },
};

/* clang-format on */

static gboolean
is_label (const char *segment, gsize length)
{
  return length == strlen (LABEL) && strncmp (segment, LABEL, length) == 0;
}

/* Compares both segment by segment, and returns the places of the labels in @labels. */
static gboolean
matches (const char *pattern, const char *path, TarnWireSpan labels[TARN_WIRE_LABELS_MAX])
{
  guint n_labels = 0;

  while (*pattern == '/' && *path == '/')
    {
      gsize pattern_length = strcspn (++pattern, "/"), length = strcspn (++path, "/");

      if (is_label (pattern, pattern_length))
        labels[n_labels++] = (TarnWireSpan){ path, length };
      else if (pattern_length != length || strncmp (pattern, path, length) != 0)
        return FALSE;
      pattern += pattern_length;
      path += length;
    }
  return *pattern == '\0' && *path == '\0';
}

static gboolean
take_labels (TarnWireCall *call, const TarnWireSpan labels[TARN_WIRE_LABELS_MAX], GError **error)
{
  for (guint i = 0; i < TARN_WIRE_LABELS_MAX && labels[i].text != NULL; i++)
    {
      call->labels[i] = tarn_wire_unescape (labels[i].text, labels[i].length, "path", error);
      if (call->labels[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
find (TarnWireCall *call, GError **error)
{
  const TarnWireRequest *request = &call->request;
  gboolean is_path_known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      TarnWireSpan labels[TARN_WIRE_LABELS_MAX] = { { NULL, 0 }, { NULL, 0 } };

      if (!matches (operations[i].path, request->path, labels))
        continue;
      is_path_known = TRUE;
      if (strcmp (operations[i].method, request->method) != 0)
        continue;
      call->operation = &operations[i];
      return take_labels (call, labels, error);
    }

  return tarn_wire_refuse (error,
                           is_path_known ? TARN_WIRE_REFUSAL_WRONG_METHOD
                                         : TARN_WIRE_REFUSAL_UNKNOWN_OPERATION,
                           "There is no operation '%.20s %.200s'", request->method, request->path);
}

static void
write_failure (GString *output, const char *exception G_GNUC_UNUSED, const GError *error)
{
  tarn_wire_json_open (output, NULL, '{');
  tarn_wire_json_add_text (output, "message", error->message);
  tarn_wire_json_close (output, '}');
}

const TarnWireProtocol tarn_wire_datazone = {
  .service = "datazone",
  .content_type = "application/json",
  .empty_output = "",
  .find = find,
  .write_failure = write_failure,
};
