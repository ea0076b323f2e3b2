/* SPDX-License-Identifier: MIT */
/* Get, Cancel and List of metadata generation runs; Start has a file of its own. */
#include "datazone/datazone-client.h"
#include "datazone/datazone-operations.h"
#include "datazone/metadata-generation.h"
#include "datazone/metadata-list.h"
#include "datazone/metadata-retention.h"
#include "datazone/metadata-tell.h"

enum
{
  PAGE_SIZE_DEFAULT = 50,
};

/* --- GetMetadataGenerationRun ----------------------------------------------------------------- */

static gboolean
find_run (const TarnCall *call, const TarnDomainPath *path, guint32 *ret_run)
{
  const TarnDataZone *datazone = tarn_datazone_of (call);
  guint32 run = TARN_NO_RUN, domain;
  TarnIdentifier id;

  if (!tarn_datazone_call_find_domain (call, path->domain_identifier, &domain))
    return FALSE;

  if (tarn_identifier_parse_code (path->identifier, &id))
    run = tarn_record_store_lookup (&datazone->runs.records, &id);
  if (run != TARN_NO_RUN)
    {
      const TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, run);

      if (tarn_assets_get (&datazone->assets, record->asset)->domain == domain
          && !tarn_metadata_has_expired (datazone, record))
        {
          *ret_run = run;
          return TRUE;
        }
    }

  g_set_error (call->error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
               "Requested prediction %s doesn't exist in domain %s", path->identifier,
               tarn_domains_get_domain (&datazone->domains, domain)->id_text);
  return FALSE;
}

gboolean
tarn_datazone_get_run (TarnCall *call, gconstpointer data, TarnOutput *ret_output)
{
  const TarnGetGenerationInput *input = data;
  TarnDataZone *datazone = tarn_datazone_of (call);
  TarnMetadataTypes types = (TarnMetadataTypes) ~0u;
  guint32 run;

  if (!find_run (call, &input->run, &run))
    return FALSE;

  if (input->type != NULL)
    types = (TarnMetadataTypes) (1u << tarn_metadata_type_find (input->type));
  if ((tarn_metadata_store_get (&datazone->runs, run)->types & types) == 0)
    {
      g_set_error (call->error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
                   "Metadata generation run %s has no type %s", input->run.identifier, input->type);
      return FALSE;
    }

  TarnMetadataRun *told
      = tarn_metadata_tell (datazone, run, types, TARN_TELL_TARGET | TARN_TELL_TYPE_STATS);
  call->answer = tarn_metadata_status_to_string (told->status);
  ret_output->value = told;
  return TRUE;
}

TarnMetadataRun *
tarn_datazone_client_get_metadata_generation_run (TarnDataZoneClient *self,
                                                  const char *domain_identifier,
                                                  const char *identifier, const char *type,
                                                  GError **error)
{
  TarnGetGenerationInput input = { { domain_identifier, identifier }, type };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return tarn_client_get (&self->client, TARN_DATAZONE_GET_RUN, &input, error);
}

/* --- CancelMetadataGenerationRun -------------------------------------------------------------- */

gboolean
tarn_datazone_cancel_run (TarnCall *call, gconstpointer input, TarnOutput *ret_output G_GNUC_UNUSED)
{
  TarnDataZone *datazone = tarn_datazone_of (call);
  guint32 run, user;

  if (!find_run (call, input, &run))
    return FALSE;

  guint32 asset = tarn_metadata_store_get (&datazone->runs, run)->asset;
  return tarn_datazone_call_check_member (call, tarn_assets_get (&datazone->assets, asset)->project,
                                          &user)
         && tarn_metadata_generation_cancel (datazone, run, call->error);
}

gboolean
tarn_datazone_client_cancel_metadata_generation_run (TarnDataZoneClient *self,
                                                     const char *domain_identifier,
                                                     const char *identifier, GError **error)
{
  TarnDomainPath input = { domain_identifier, identifier };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return tarn_client_do (&self->client, TARN_DATAZONE_CANCEL_RUN, &input, error);
}

/* --- ListMetadataGenerationRuns --------------------------------------------------------------- */

gboolean
tarn_datazone_list_runs (TarnCall *call, gconstpointer data, TarnOutput *ret_output)
{
  const TarnListGenerationsInput *input = data;
  TarnGenerationFilter filter = { .status = input->status,
                                  .type = input->type,
                                  .target_identifier = input->target_identifier };
  TarnListPosition position = { 0, TARN_NO_RUN };
  TarnMetadataList runs;

  if (!tarn_datazone_call_find_domain (call, input->domain_identifier, &filter.domain))
    return FALSE;

  tarn_metadata_list_init (&runs, tarn_datazone_of (call), &filter);
  if (!tarn_metadata_list_check (&runs, input->next_token, &position, call->error))
    return FALSE;

  ret_output->value = tarn_metadata_list_read_page (&runs, position,
                                                    input->max_results == TARN_ABSENT
                                                        ? PAGE_SIZE_DEFAULT
                                                        : (guint) input->max_results,
                                                    &ret_output->next_token);
  return TRUE;
}

GPtrArray *
tarn_datazone_client_list_metadata_generation_runs (TarnDataZoneClient *self,
                                                    const char *domain_identifier,
                                                    const char *status, const char *type,
                                                    const char *target_identifier, gint max_results,
                                                    const char *next_token, char **ret_next_token,
                                                    GError **error)
{
  TarnListGenerationsInput input
      = { domain_identifier, status, type, target_identifier, max_results, next_token };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return tarn_client_list (&self->client, TARN_DATAZONE_LIST_RUNS, &input, ret_next_token, error);
}
