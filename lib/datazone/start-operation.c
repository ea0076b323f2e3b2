/* SPDX-License-Identifier: MIT */
/*
 * StartMetadataGenerationRun. It checks more than the other operations: the types, which a call can give in
 * two ways, the client token, which may already stand for a run, and whether metadata can be generated at
 * all.
 */
#include <string.h>

#include "datazone/datazone-client.h"
#include "datazone/datazone-operations.h"
#include "datazone/metadata-generation.h"
#include "datazone/metadata-copy.h"
#include "kernel/fail.h"

static gboolean
refuse_types (const char *requirement, GError **error)
{
  return tarn_fail (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION,
                    TARN_VALIDATION_FORMAT, "types", requirement);
}

/* Admission has checked that the names are types, and that there are not too many of them. */
static gboolean
check_types (const TarnCall *call, TarnStartGenerationInput *input)
{
  const char *const *names = input->type_names;
  guint n_types = 0;

  input->types = 0;
  for (; names[n_types] != NULL; n_types++)
    input->types |= (TarnMetadataTypes) (1u << tarn_metadata_type_find (names[n_types]));
  for (guint i = 1; i < n_types; i++)
    if (g_strv_contains (names + i, names[i - 1]))
      return refuse_types ("Member must have unique items", call->error);

  return input->type == NULL || (n_types == 1 && g_str_equal (names[0], input->type))
         || refuse_types ("Member must agree with type", call->error);
}

/* Metadata are not refreshed, so only the tag of the options has a meaning here. */
static gboolean
check_options (const TarnCall *call, const TarnStartOptions *options)
{
  const char *name = NULL;

  if (options != NULL && options->refresh_mode != TARN_REFRESH_MODE_SERVICE)
    name = "refreshMode";
  else if (options != NULL && options->threshold_percent != TARN_NO_THRESHOLD)
    name = "incrementalThresholdPercent";

  return name == NULL
         || tarn_call_fail (call, TARN_DATAZONE_ERROR_VALIDATION, TARN_VALIDATION_FORMAT, name,
                            "Member must not be set for a metadata generation run");
}

gboolean
tarn_datazone_check_start_run (TarnCall *call, gpointer data)
{
  TarnStartGenerationInput *input = data;

  return check_types (call, input) && check_options (call, input->options);
}

/* Returns whether the call asks again for the run that the token stands for. */
static gboolean
is_same_request (const TarnDataZone *datazone, const TarnClientToken *token,
                 const TarnStartGenerationInput *input, guint32 project)
{
  const TarnGenerationRecord *record = tarn_datazone_get_record (datazone, token->run);
  const TarnAssetEntry *asset = tarn_datazone_get_asset_of (datazone, record);
  guint32 revision = input->target_revision != NULL
                         ? tarn_asset_entry_find_revision (asset, input->target_revision)
                         : 0;

  if (record->run.type != input->types || asset->project != project
      || strcmp (asset->subject->asset_id, input->target_identifier) != 0)
    return FALSE;

  return revision == token->requested_revision
         && (revision != 0) == (input->target_revision != NULL);
}

/* Returns whether the token still stands for its run. A token is forgotten together with its run. */
static gboolean
is_known (const TarnDataZone *datazone, const TarnClientToken *token)
{
  const TarnGenerationRecord *record = tarn_datazone_get_record (datazone, token->run);

  if (tarn_client_token_has_expired (
          token, tarn_datazone_get_option (datazone, TARN_DATAZONE_CLIENT_TOKEN_LIFETIME_US),
          tarn_datazone_get_now (datazone)))
    return FALSE;

  return record->run.sequence == token->run_sequence
         && !tarn_runs_has_expired (&datazone->room.runs, &record->run);
}

/*
 * Finds the run that the token stands for; TARN_NO_RUN if there is none. Returns FALSE with ConflictException
 * if the token was given with other parameters.
 */
static gboolean
find_earlier_run (const TarnCall *call, const TarnStartGenerationInput *input, guint32 user,
                  guint32 project, guint32 *out_run)
{
  TarnDataZone *datazone = tarn_datazone_of (call);
  *out_run = TARN_NO_RUN;
  if (input->client_token == NULL)
    return TRUE;

  const TarnClientToken *token
      = tarn_client_tokens_find (&datazone->tokens,
                                 tarn_domains_get_user (&datazone->domains, user)->id_text,
                                 input->client_token);
  if (token == NULL || !is_known (datazone, token))
    return TRUE;
  if (is_same_request (datazone, token, input, project))
    {
      *out_run = token->run;
      return TRUE;
    }

  return tarn_call_fail (call, TARN_DATAZONE_ERROR_CONFLICT,
                         "clientToken %s was used with other parameters", input->client_token);
}

static gboolean
find_target (const TarnCall *call, const TarnStartGenerationInput *input, guint32 domain,
             guint32 project, TarnGenerationRequest *request)
{
  TarnAssetEntry *asset = tarn_datazone_call_find_asset (call, domain, input->target_identifier);

  if (asset == NULL)
    return FALSE;
  if (asset->project != project)
    return tarn_call_fail (call, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
                           "Asset %s is not owned by project %s", asset->subject->asset_id,
                           input->owning_project_identifier);
  if (!tarn_datazone_call_find_revision (call, asset, input->target_revision, &request->revision))
    return FALSE;

  request->asset = asset;
  request->requested_revision = input->target_revision != NULL ? request->revision : 0;
  return TRUE;
}

static gboolean
start (const TarnCall *call, const TarnStartGenerationInput *input, guint32 *out_run)
{
  TarnDataZone *datazone = tarn_datazone_of (call);
  TarnGenerationRequest request = { .types = input->types,
                                    .client_token = input->client_token,
                                    .tag = input->options != NULL ? input->options->tag : 0 };
  guint32 domain, project;

  if (!tarn_datazone_call_find_domain_of (call, input->domain_identifier,
                                          input->owning_project_identifier, &domain)
      || !tarn_datazone_call_find_project (call, domain, input->owning_project_identifier, &project)
      || !tarn_datazone_call_check_member (call, project, &request.user)
      || !find_earlier_run (call, input, request.user, project, out_run))
    return FALSE;
  if (*out_run != TARN_NO_RUN)
    return TRUE;

  request.faults = tarn_call_get_run_faults (call);
  if (!find_target (call, input, domain, project, &request)
      || !tarn_metadata_generation_check (datazone, &request, call->error))
    return FALSE;

  *out_run = tarn_metadata_generation_start (datazone, &request);
  return TRUE;
}

/* The run is copied before observers are notified, because an observer may cancel it. */
gboolean
tarn_datazone_start_run (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const TarnStartGenerationInput *input = data;
  guint32 run;

  if (!start (call, input, &run))
    return FALSE;

  TarnMetadataRun *copy = tarn_metadata_copy (tarn_datazone_of (call), run, input->types, 0);
  if (tarn_call_is_journaled (call))
    call->answer = tarn_metadata_run_get_id (copy);
  out_output->value = copy;
  return TRUE;
}

TarnMetadataRun *
tarn_datazone_client_start_metadata_generation_run (TarnDataZoneClient *self,
                                                    const char *domain_identifier,
                                                    const char *owning_project_identifier,
                                                    const TarnMetadataTarget *target,
                                                    const char *type, const char *const *types,
                                                    const char *client_token, GError **error)
{
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);

  return tarn_datazone_client_start_metadata_generation_run_with_options (self, domain_identifier,
                                                                          owning_project_identifier,
                                                                          target, type, types,
                                                                          client_token, NULL,
                                                                          error);
}

TarnMetadataRun *
tarn_datazone_client_start_metadata_generation_run_with_options (
    TarnDataZoneClient *self, const char *domain_identifier, const char *owning_project_identifier,
    const TarnMetadataTarget *target, const char *type, const char *const *types,
    const char *client_token, const TarnStartOptions *options, GError **error)
{
  const char *const folded[] = { type, NULL };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);

  TarnStartGenerationInput input = {
    .domain_identifier = domain_identifier,
    .owning_project_identifier = owning_project_identifier,
    .target = target,
    .target_type = target != NULL ? target->type : NULL,
    .target_identifier = target != NULL ? target->identifier : NULL,
    .target_revision = target != NULL ? target->revision : NULL,
    .type = type,
    .type_names = types == NULL && type != NULL ? folded : types,
    .client_token = client_token,
    .options = options,
  };
  return tarn_client_get (&self->client, TARN_DATAZONE_START_RUN, &input, error);
}
