/* SPDX-License-Identifier: MIT */
/*
 * StartMetadataGenerationRun, which has more to check than the other operations: types said in two
 * ways, a token that may stand for a run already, and whether metadata can be generated at all.
 */
#include <string.h>

#include "datazone/datazone-client.h"
#include "datazone/metadata-generation.h"
#include "datazone/metadata-retention.h"
#include "datazone/metadata-tell.h"

typedef struct
{
  const char *domain_identifier;
  const char *owning_project_identifier;
  const TarnMetadataTarget *target;
  const char *const *type_names; /* with the deprecated one folded in */
  TarnMetadataTypes types;
  const char *client_token;
} StartInput;

static gboolean
refuse_types (const char *requirement, GError **error)
{
  g_set_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION, TARN_VALIDATION_FORMAT,
               "types", requirement);
  return FALSE;
}

/* The names are types, and not too many: the gate has seen to that. */
static gboolean
fold_types (const char *type, const char *const *names, TarnMetadataTypes *ret_types,
            GError **error)
{
  TarnMetadataTypes types = 0;
  guint n_types = 0;

  for (; names[n_types] != NULL; n_types++)
    types |= (TarnMetadataTypes) (1u << tarn_metadata_type_find (names[n_types]));

  for (guint i = 1; i < n_types; i++)
    if (g_strv_contains (names + i, names[i - 1]))
      return refuse_types ("Member must have unique items", error);
  if (type != NULL && (n_types != 1 || !g_str_equal (names[0], type)))
    return refuse_types ("Member must agree with type", error);

  *ret_types = types;
  return TRUE;
}

static gboolean
enter_start (TarnDataZoneClient *self, TarnCall *call, const StartInput *input, const char *type,
             GError **error)
{
  static const TarnMetadataTarget no_target = { NULL, NULL, NULL };
  const TarnMetadataTarget *target = input->target != NULL ? input->target : &no_target;
  TarnArgument arguments[] = {
    { .text = input->domain_identifier },
    { .text = input->target != NULL ? "" : NULL },
    { .text = target->type },
    { .text = target->identifier },
    { .text = target->revision },
    { .text = input->owning_project_identifier },
    { .text = type },
    { .texts = input->type_names },
    { .text = input->client_token },
  };

  return tarn_admission_enter (&tarn_datazone_client_get_datazone (self)->admission, call,
                               tarn_datazone_client_get_caller (self), TARN_DATAZONE_START_RUN,
                               arguments, error);
}

/* Whether the run that the token stands for is what is asked for again. */
static gboolean
is_same_request (const TarnDataZone *datazone, const TarnClientToken *token,
                 const StartInput *input, guint32 project)
{
  const TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, token->run);
  const TarnAssetEntry *asset = tarn_assets_get (&datazone->assets, record->asset);
  guint32 revision = input->target->revision != NULL
                         ? tarn_asset_entry_find_revision (asset, input->target->revision)
                         : 0;

  if (record->types != input->types || asset->project != project
      || strcmp (asset->subject->asset_id, input->target->identifier) != 0)
    return FALSE;

  return revision == token->requested_revision
         && (revision != 0) == (input->target->revision != NULL);
}

/* A token whose run is forgotten is forgotten too. */
static gboolean
is_known (const TarnDataZone *datazone, const TarnClientToken *token)
{
  const TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, token->run);

  if (tarn_client_token_has_expired (
          token, tarn_datazone_get_option (datazone, TARN_DATAZONE_CLIENT_TOKEN_LIFETIME_US),
          datazone->clock->now_us))
    return FALSE;

  return record->record.sequence == token->run_sequence
         && !tarn_metadata_has_expired (datazone, record);
}

/* The run that the token stands for, or TARN_NO_RUN; FALSE if it stands for something else. */
static gboolean
find_earlier_run (TarnDataZoneClient *self, const StartInput *input, guint32 user, guint32 project,
                  guint32 *ret_run, GError **error)
{
  TarnDataZone *datazone = tarn_datazone_client_get_datazone (self);
  *ret_run = TARN_NO_RUN;
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
      *ret_run = token->run;
      return TRUE;
    }

  g_set_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_CONFLICT,
               "clientToken %s was used with other parameters", input->client_token);
  return FALSE;
}

static gboolean
find_target (TarnDataZoneClient *self, const StartInput *input, guint32 domain, guint32 project,
             TarnGenerationRequest *request, GError **error)
{
  TarnAssetEntry *asset
      = tarn_datazone_client_find_asset (self, domain, input->target->identifier, error);

  if (asset == NULL)
    return FALSE;
  if (asset->project != project)
    {
      g_set_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
                   "Asset %s is not owned by project %s", asset->subject->asset_id,
                   input->owning_project_identifier);
      return FALSE;
    }
  if (!tarn_datazone_client_find_revision (asset, input->target->revision, &request->revision,
                                           error))
    return FALSE;

  request->asset = asset;
  request->requested_revision = input->target->revision != NULL ? request->revision : 0;
  return TRUE;
}

/* For the journal; made only if there is one. */
static const char *
tell_id (const TarnDataZone *datazone, TarnMetadataRun *told)
{
  return told != NULL && tarn_admission_is_journaling (&datazone->admission)
             ? tarn_metadata_run_get_id (told)
             : NULL;
}

static gboolean
start (TarnDataZoneClient *self, TarnCall *call, const StartInput *input, guint32 *ret_run)
{
  TarnDataZone *datazone = tarn_datazone_client_get_datazone (self);
  TarnGenerationRequest request = { .types = input->types, .client_token = input->client_token };
  guint32 domain, project;

  if (!tarn_datazone_client_find_domain_of (self, call, input->domain_identifier,
                                            input->owning_project_identifier, &domain)
      || !tarn_datazone_client_find_project (self, domain, input->owning_project_identifier,
                                             &project, call->error)
      || !tarn_datazone_client_check_member (self, call, project, &request.user)
      || !find_earlier_run (self, input, request.user, project, ret_run, call->error))
    return FALSE;
  if (*ret_run != TARN_NO_RUN)
    return TRUE;

  request.fault = call->run_fault.is_set ? &call->run_fault : NULL;
  if (!find_target (self, input, domain, project, &request, call->error)
      || !tarn_metadata_generation_check (datazone, &request, call->error))
    return FALSE;

  *ret_run = tarn_metadata_generation_start (datazone, &request);
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
  const char *const folded[] = { type, NULL };
  StartInput input = {
    .domain_identifier = domain_identifier,
    .owning_project_identifier = owning_project_identifier,
    .target = target,
    .type_names = types == NULL && type != NULL ? folded : types,
    .client_token = client_token,
  };
  TarnMetadataRun *told = NULL;
  TarnCall call;
  guint32 run;

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!enter_start (self, &call, &input, type, error))
    return NULL;
  /* A cost model may drop the last reference of the user. */
  g_autoptr (TarnDataZoneClient) kept G_GNUC_UNUSED
      = tarn_datazone_client_get_datazone (self)->cost_model != NULL ? g_object_ref (self) : NULL;

  /* It is told before the observers hear of it, who may cancel it. */
  TarnDataZone *datazone = tarn_datazone_client_get_datazone (self);
  if (fold_types (type, input.type_names, &input.types, call.error)
      && start (self, &call, &input, &run))
    told = tarn_metadata_tell (datazone, run, input.types, 0);
  if (!tarn_admission_leave (&datazone->admission, &call, told != NULL, tell_id (datazone, told)))
    g_clear_pointer (&told, tarn_metadata_run_unref);
  return told;
}
