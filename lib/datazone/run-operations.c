/* SPDX-License-Identifier: MIT */
/* The Get, Cancel and List operations of metadata generation runs. Start has a file of its own. */
#include "datazone/datazone-client.h"
#include "datazone/datazone-operations.h"
#include "datazone/metadata-generation.h"
#include "datazone/metadata-copy.h"
#include "runs/listing.h"
#include "runs/waiting.h"

enum
{
  PAGE_SIZE_DEFAULT = 50,
};

/* --- GetMetadataGenerationRun ----------------------------------------------------------------- */

static gboolean
find_run (const TarnCall *call, const TarnDomainPath *path, guint32 *out_run)
{
  const TarnDataZone *datazone = tarn_datazone_of (call);
  guint32 run = TARN_NO_RUN, domain;
  TarnIdentifier id;

  if (!tarn_datazone_call_find_domain (call, path->domain_identifier, &domain))
    return FALSE;

  if (tarn_identifier_parse_code (path->identifier, &id))
    run = tarn_run_store_lookup (&datazone->room.runs.store, &id);
  if (run != TARN_NO_RUN)
    {
      const TarnGenerationRecord *record = tarn_datazone_get_record (datazone, run);

      if (tarn_datazone_get_asset_of (datazone, record)->entity.domain == domain
          && !tarn_runs_has_expired (&datazone->room.runs, &record->run))
        {
          *out_run = run;
          return TRUE;
        }
    }

  return tarn_call_fail (call, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
                         "Requested prediction %s doesn't exist in domain %s", path->identifier,
                         tarn_domains_get_domain (&datazone->domains, domain)->id_text);
}

gboolean
tarn_datazone_get_run (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const TarnGetGenerationInput *input = data;
  TarnDataZone *datazone = tarn_datazone_of (call);
  TarnMetadataTypes types = (TarnMetadataTypes) ~0u;
  guint32 run;

  if (!find_run (call, &input->run, &run))
    return FALSE;

  if (input->type != NULL)
    types = (TarnMetadataTypes) (1u << tarn_metadata_type_find (input->type));
  if ((tarn_datazone_get_record (datazone, run)->run.type & types) == 0)
    return tarn_call_fail (call, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
                           "Metadata generation run %s has no type %s", input->run.identifier,
                           input->type);

  TarnMetadataRun *copy
      = tarn_metadata_copy (datazone, run, types, TARN_COPY_TARGET | TARN_COPY_TYPE_STATS);
  call->answer = tarn_metadata_status_to_string (copy->status);
  out_output->value = copy;
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

  return tarn_client_get (&self->client, TARN_DATAZONE_GET_RUN, &input, error);
}

static TarnDomainPath
get_path_of (TarnMetadataRun *run)
{
  return (TarnDomainPath){ run->subject->domain_id, tarn_metadata_run_get_id (run) };
}

/* If the caller got the run for one type, the run keeps only that type. */
static void
take_answer (TarnMetadataRun *run, TarnMetadataRun *fresh)
{
  fresh->types &= run->types;
  tarn_metadata_run_take_contents (run, fresh);
}

gboolean
tarn_metadata_run_reload (TarnMetadataRun *self, TarnDataZoneClient *client, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (client), FALSE);

  TarnGetGenerationInput input = { get_path_of (self), NULL };
  g_autoptr (TarnMetadataRun) fresh
      = tarn_client_get (&client->client, TARN_DATAZONE_GET_RUN, &input, error);
  if (fresh == NULL)
    return FALSE;

  take_answer (self, fresh);
  return TRUE;
}

/* --- CancelMetadataGenerationRun -------------------------------------------------------------- */

gboolean
tarn_datazone_cancel_run (TarnCall *call, gconstpointer input, TarnOutput *out_output G_GNUC_UNUSED)
{
  TarnDataZone *datazone = tarn_datazone_of (call);
  guint32 run, user;

  if (!find_run (call, input, &run))
    return FALSE;

  const TarnGenerationRecord *record = tarn_datazone_get_record (datazone, run);
  guint32 project = tarn_datazone_get_asset_of (datazone, record)->project;
  return tarn_datazone_call_check_member (call, project, &user)
         && tarn_metadata_generation_cancel (datazone, run, call->error);
}

gboolean
tarn_datazone_client_cancel_metadata_generation_run (TarnDataZoneClient *self,
                                                     const char *domain_identifier,
                                                     const char *identifier, GError **error)
{
  TarnDomainPath input = { domain_identifier, identifier };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), FALSE);

  return tarn_client_do (&self->client, TARN_DATAZONE_CANCEL_RUN, &input, error);
}

gboolean
tarn_metadata_run_cancel (TarnMetadataRun *self, TarnDataZoneClient *client, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (client), FALSE);

  TarnDomainPath input = get_path_of (self);
  return tarn_client_do (&client->client, TARN_DATAZONE_CANCEL_RUN, &input, error);
}

/* --- ListMetadataGenerationRuns --------------------------------------------------------------- */

/* A listing and its filters. */
typedef struct
{
  TarnListing listing;
  const TarnDataZone *datazone;
  guint32 domain;
  TarnMetadataTypes types;
  const char *status; /* NULL for all */
} List;

static gboolean
is_listed (gconstpointer data, guint32 run)
{
  const List *list = data;
  const TarnGenerationRecord *record = tarn_datazone_get_record (list->datazone, run);

  return (record->run.type & list->types) != 0
         && (list->status == NULL
             || g_str_equal (tarn_metadata_state_get_status_text (record->run.state),
                             list->status));
}

/* For one asset, the listing only walks over the runs of this asset. */
static void
choose_asset (List *list, const char *id)
{
  const TarnAssetEntry *asset = tarn_assets_find (&list->datazone->assets, list->domain, id);

  list->listing.is_empty = asset == NULL;
  if (asset != NULL)
    list->listing.history = &asset->runs;
}

static void
list_init (List *list, TarnDataZone *datazone, guint32 domain,
           const TarnListGenerationsInput *input)
{
  const char *domain_id = tarn_domains_get_domain (&datazone->domains, domain)->id_text;
  g_autofree char *choices = g_strconcat (input->status != NULL ? input->status : "", "/",
                                          input->type != NULL ? input->type : "", NULL);

  *list = (List){
    .listing = { .runs = &datazone->room.runs,
                 .level = TARN_RUN_GROUP,
                 .group = domain,
                 .is_listed = is_listed,
                 .data = list },
    .datazone = datazone,
    .domain = domain,
    .types = (TarnMetadataTypes) ~0u,
    .status = input->status,
  };
  list->listing.filter_hash
      = tarn_listing_hash_filter (domain_id, choices, input->target_identifier);
  if (input->type != NULL)
    list->types = (TarnMetadataTypes) (1u << tarn_metadata_type_find (input->type));
  if (input->target_identifier != NULL)
    choose_asset (list, input->target_identifier);
}

static gpointer
copy_listed (TarnRoom *room, guint32 run)
{
  return tarn_metadata_copy ((const TarnDataZone *) room, run, (TarnMetadataTypes) ~0u,
                             TARN_COPY_TARGET);
}

gboolean
tarn_datazone_list_runs (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const TarnListGenerationsInput *input = data;
  TarnListPosition position = { 0, TARN_NO_RUN };
  guint32 domain;
  List list;

  if (!tarn_datazone_call_find_domain (call, input->domain_identifier, &domain))
    return FALSE;

  list_init (&list, tarn_datazone_of (call), domain, input);
  if (input->next_token != NULL
      && !tarn_listing_parse_run_token (&list.listing, input->next_token, &position))
    return tarn_call_fail (call, TARN_DATAZONE_ERROR_VALIDATION, TARN_VALIDATION_FORMAT,
                           "nextToken", "Member must be a token of this listing");

  out_output->value
      = tarn_listing_copy_page (&list.listing, position, input->max_results, PAGE_SIZE_DEFAULT,
                                copy_listed, &out_output->next_token);
  return TRUE;
}

GPtrArray *
tarn_datazone_client_list_metadata_generation_runs (TarnDataZoneClient *self,
                                                    const char *domain_identifier,
                                                    const char *status, const char *type,
                                                    const char *target_identifier, gint max_results,
                                                    const char *next_token, char **out_next_token,
                                                    GError **error)
{
  TarnListGenerationsInput input
      = { domain_identifier, status, type, target_identifier, max_results, next_token };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);

  return tarn_client_list (&self->client, TARN_DATAZONE_LIST_RUNS, &input, out_next_token, error);
}

/* --- Waiting ---------------------------------------------------------------------------------- */

void
tarn_datazone_client_wait_for_metadata_generation_run_async (
    TarnDataZoneClient *self, const char *domain_identifier, const char *identifier,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TarnGetGenerationInput input = { { domain_identifier, identifier }, NULL };

  g_return_if_fail (TARN_IS_DATAZONE_CLIENT (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_datazone_client_wait_for_metadata_generation_run_async);
  tarn_wait_async (&self->client, TARN_DATAZONE_GET_RUN, &input, NULL, task);
}

TarnMetadataRun *
tarn_datazone_client_wait_for_metadata_generation_run_finish (TarnDataZoneClient *self,
                                                              GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (
                            result, tarn_datazone_client_wait_for_metadata_generation_run_async),
                        NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

TarnMetadataRun *
tarn_datazone_client_wait_for_metadata_generation_run (TarnDataZoneClient *self,
                                                       const char *domain_identifier,
                                                       const char *identifier,
                                                       const TarnClockLimits *limits,
                                                       GError **error)
{
  TarnGetGenerationInput input = { { domain_identifier, identifier }, NULL };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);

  return tarn_wait (&self->client, TARN_DATAZONE_GET_RUN, &input, NULL, limits, error);
}

void
tarn_metadata_run_wait_async (TarnMetadataRun *self, TarnDataZoneClient *client,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (TARN_IS_DATAZONE_CLIENT (client));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  TarnGetGenerationInput input = { get_path_of (self), NULL };
  g_task_set_source_tag (task, tarn_metadata_run_wait_async);
  tarn_wait_async (&client->client, TARN_DATAZONE_GET_RUN, &input, self, task);
}

gboolean
tarn_metadata_run_wait_finish (TarnMetadataRun *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, tarn_metadata_run_wait_async), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_autoptr (TarnMetadataRun) ended = g_task_propagate_pointer (G_TASK (result), error);
  if (ended == NULL)
    return FALSE;
  g_return_val_if_fail (tarn_identifier_equal (&ended->id, &self->id), FALSE);

  take_answer (self, ended);
  return TRUE;
}

/* Holds a reference to the run, because a callback may drop the user's last reference while time passes. */
gboolean
tarn_metadata_run_wait (TarnMetadataRun *self, TarnDataZoneClient *client,
                        const TarnClockLimits *limits, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (client), FALSE);

  TarnGetGenerationInput input = { get_path_of (self), NULL };
  g_autoptr (TarnMetadataRun) kept = tarn_metadata_run_ref (self);
  g_autoptr (TarnMetadataRun) ended
      = tarn_wait (&client->client, TARN_DATAZONE_GET_RUN, &input, kept, limits, error);
  if (ended == NULL)
    return FALSE;

  take_answer (kept, ended);
  return TRUE;
}

/* --- Counts ----------------------------------------------------------------------------------- */

guint
tarn_datazone_client_get_n_active_runs (TarnDataZoneClient *self, const char *domain_identifier)
{
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), 0);
  g_return_val_if_fail (domain_identifier != NULL, 0);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->datazone->room.core->clock.ownership), 0);

  const TarnDomains *domains = &self->datazone->domains;
  guint32 domain = tarn_domains_find_domain (domains, domain_identifier);
  return domain != TARN_NO_POSITION ? tarn_domains_get_domain (domains, domain)->n_active_runs : 0;
}
