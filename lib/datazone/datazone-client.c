/* SPDX-License-Identifier: MIT */
/*
 * The client, and three of the four operations on metadata generation runs; Start has a file of its
 * own. Each has the same rhythm: enter the gate with the arguments, pass the throttle, find the domain
 * and ask for access, find the entities, act, leave.
 */
#include "datazone/datazone-client.h"

#include <string.h>

#include "datazone/metadata-generation.h"
#include "datazone/metadata-list.h"
#include "datazone/metadata-retention.h"
#include "datazone/metadata-tell.h"

enum
{
  PAGE_SIZE_DEFAULT = 50,
};

struct _TarnDataZoneClient
{
  GObject parent_instance;

  GObject *owner;
  TarnDataZone *datazone;
  TarnCaller caller;
  /* Users are never removed, so who the caller was in the domain asked last, he still is. */
  guint32 known_domain;
  guint32 known_user;
};

G_DEFINE_FINAL_TYPE (TarnDataZoneClient, tarn_datazone_client, G_TYPE_OBJECT)

static void
tarn_datazone_client_finalize (GObject *object)
{
  TarnDataZoneClient *self = TARN_DATAZONE_CLIENT (object);

  tarn_admission_clear_caller (&self->caller);
  g_object_unref (self->owner);
  G_OBJECT_CLASS (tarn_datazone_client_parent_class)->finalize (object);
}

static void
tarn_datazone_client_class_init (TarnDataZoneClientClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_datazone_client_finalize;
}

static void
tarn_datazone_client_init (TarnDataZoneClient *self)
{
  self->known_domain = self->known_user = TARN_NO_POSITION;
}

TarnDataZoneClient *
tarn_datazone_client_new (GObject *owner, TarnDataZone *datazone, TarnPrincipal *principal)
{
  TarnDataZoneClient *self = g_object_new (TARN_TYPE_DATAZONE_CLIENT, NULL);

  self->owner = g_object_ref (owner);
  self->datazone = datazone;
  tarn_admission_init_caller (&datazone->admission, &self->caller, principal);

  return self;
}

TarnDataZone *
tarn_datazone_client_get_datazone (TarnDataZoneClient *self)
{
  return self->datazone;
}

const TarnCaller *
tarn_datazone_client_get_caller (TarnDataZoneClient *self)
{
  return &self->caller;
}

/* --- Steps that operations share -------------------------------------------------------------- */

guint32
tarn_datazone_client_find_user (TarnDataZoneClient *self, guint32 domain)
{
  if (self->known_domain != domain || self->known_user == TARN_NO_POSITION)
    {
      self->known_domain = domain;
      self->known_user = tarn_domains_find_user_by_arn (&self->datazone->domains, domain,
                                                        self->caller.principal->arn);
    }

  return self->known_user;
}

gboolean
tarn_datazone_client_find_domain_of (TarnDataZoneClient *self, TarnCall *call, const char *id,
                                     const char *project_id, guint32 *ret_domain)
{
  TarnDataZone *datazone = self->datazone;
  const char *const resource[] = { id, project_id, NULL };

  if (!tarn_admission_admit (&datazone->admission, call))
    return FALSE;

  guint32 domain = tarn_domains_find_domain (&datazone->domains, id);
  if (domain == TARN_NO_POSITION)
    {
      g_set_error (call->error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
                   "Domain %s doesn't exist", id);
      return FALSE;
    }

  *ret_domain = domain;
  return tarn_admission_authorize (&datazone->admission, call,
                                   tarn_domains_get_domain (&datazone->domains, domain)->account_id,
                                   resource, TARN_DATAZONE_ERROR_ACCESS_DENIED);
}

gboolean
tarn_datazone_client_find_domain (TarnDataZoneClient *self, TarnCall *call, const char *id,
                                  guint32 *ret_domain)
{
  return tarn_datazone_client_find_domain_of (self, call, id, NULL, ret_domain);
}

gboolean
tarn_datazone_client_find_project (TarnDataZoneClient *self, guint32 domain, const char *id,
                                   guint32 *ret_project, GError **error)
{
  const TarnDomains *domains = &self->datazone->domains;

  *ret_project = tarn_domains_find_project (domains, domain, id);
  if (*ret_project != TARN_NO_POSITION)
    return TRUE;

  g_set_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
               "Project %s doesn't exist in domain %s", id,
               tarn_domains_get_domain (domains, domain)->id_text);
  return FALSE;
}

/* The service has no limit on the length of the id of an asset: no message repeats all of it. */
TarnAssetEntry *
tarn_datazone_client_find_asset (TarnDataZoneClient *self, guint32 domain, const char *id,
                                 GError **error)
{
  const TarnDataZone *datazone = self->datazone;
  TarnAssetEntry *asset = tarn_assets_find (&datazone->assets, domain, id);

  if (asset == NULL)
    {
      g_autofree char *shown = g_utf8_make_valid (id, (gssize) strnlen (id, 64));

      g_set_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
                   "Given Asset %s doesn't exist in domain %s. Create the asset first", shown,
                   tarn_domains_get_domain (&datazone->domains, domain)->id_text);
    }
  return asset;
}

gboolean
tarn_datazone_client_find_revision (const TarnAssetEntry *asset, const char *revision,
                                    guint32 *ret_revision, GError **error)
{
  *ret_revision = tarn_asset_entry_find_revision (asset, revision);
  if (*ret_revision != 0)
    return TRUE;

  g_set_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
               "Asset %s has no revision %s", asset->subject->asset_id, revision);
  return FALSE;
}

gboolean
tarn_datazone_client_check_member (TarnDataZoneClient *self, const TarnCall *call, guint32 project,
                                   guint32 *ret_user)
{
  const TarnDataZone *datazone = self->datazone;
  const TarnProject *entry = tarn_domains_get_project (&datazone->domains, project);
  const TarnDomain *domain = tarn_domains_get_domain (&datazone->domains, entry->domain);
  const char *const resource[] = { domain->id_text, entry->id_text, NULL };
  guint32 user = tarn_datazone_client_find_user (self, entry->domain);

  *ret_user = user;
  if (tarn_admission_has_statements (&datazone->admission)
      && !tarn_admission_authorize (&datazone->admission, call, domain->account_id, resource,
                                    TARN_DATAZONE_ERROR_ACCESS_DENIED))
    return FALSE;

  return (user != TARN_NO_POSITION && tarn_domains_has_member (&datazone->domains, project, user))
         || tarn_admission_refuse_access (&datazone->admission, call, NULL, resource,
                                          TARN_DATAZONE_ERROR_UNAUTHORIZED,
                                          "it is no member of the project");
}

/* --- GetMetadataGenerationRun and CancelMetadataGenerationRun ----------------------------------- */

static gboolean
find_run (TarnDataZoneClient *self, const TarnCall *call, guint32 domain, const char *identifier,
          guint32 *ret_run)
{
  const TarnDataZone *datazone = self->datazone;
  TarnIdentifier id;
  guint32 run = TARN_NO_RUN;

  if (tarn_identifier_parse_code (identifier, &id))
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
               "Requested prediction %s doesn't exist in domain %s", identifier,
               tarn_domains_get_domain (&datazone->domains, domain)->id_text);
  return FALSE;
}

/* For the journal; looked up only if there is one. */
static const char *
tell_status (TarnDataZoneClient *self, const TarnMetadataRun *told)
{
  if (told == NULL || !tarn_admission_is_journaling (&self->datazone->admission))
    return NULL;

  return tarn_metadata_status_to_string (told->status);
}

static TarnMetadataRun *
get (TarnDataZoneClient *self, TarnCall *call, const char *domain_identifier,
     const char *identifier, const char *type)
{
  TarnMetadataTypes types = (TarnMetadataTypes) ~0u;
  guint32 domain, run;

  if (!tarn_datazone_client_find_domain (self, call, domain_identifier, &domain)
      || !find_run (self, call, domain, identifier, &run))
    return NULL;

  if (type != NULL)
    types = (TarnMetadataTypes) (1u << tarn_metadata_type_find (type));
  if ((tarn_metadata_store_get (&self->datazone->runs, run)->types & types) == 0)
    {
      g_set_error (call->error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
                   "Metadata generation run %s has no type %s", identifier, type);
      return NULL;
    }

  return tarn_metadata_tell (self->datazone, run, types, TARN_TELL_TARGET | TARN_TELL_TYPE_STATS);
}

TarnMetadataRun *
tarn_datazone_client_get_metadata_generation_run (TarnDataZoneClient *self,
                                                  const char *domain_identifier,
                                                  const char *identifier, const char *type,
                                                  GError **error)
{
  TarnArgument arguments[]
      = { { .text = domain_identifier }, { .text = identifier }, { .text = type } };
  TarnCall call;

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!tarn_admission_enter (&self->datazone->admission, &call, &self->caller,
                             TARN_DATAZONE_GET_RUN, arguments, error))
    return NULL;

  TarnMetadataRun *told = get (self, &call, domain_identifier, identifier, type);
  if (!tarn_admission_leave (&self->datazone->admission, &call, told != NULL,
                             tell_status (self, told)))
    g_clear_pointer (&told, tarn_metadata_run_unref);
  return told;
}

gboolean
tarn_datazone_client_look_at_run (TarnDataZoneClient *self, const char *domain_identifier,
                                  const char *identifier, TarnIdentifier *ret_id,
                                  TarnMetadataRun **ret_ended, GError **error)
{
  TarnDataZone *datazone = self->datazone;
  TarnArgument arguments[] = { { .text = domain_identifier }, { .text = identifier }, { 0 } };
  TarnCall call;
  guint32 domain, run;

  if (!tarn_admission_look (&datazone->admission, &call, &self->caller, TARN_DATAZONE_GET_RUN,
                            arguments, error)
      || !tarn_datazone_client_find_domain (self, &call, domain_identifier, &domain)
      || !find_run (self, &call, domain, identifier, &run))
    return FALSE;

  const TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, run);
  *ret_id = record->record.id;
  *ret_ended = record->active == TARN_NO_RUN
                   ? tarn_metadata_tell (datazone, run, (TarnMetadataTypes) ~0u,
                                         TARN_TELL_TARGET | TARN_TELL_TYPE_STATS)
                   : NULL;
  return TRUE;
}

static gboolean
cancel (TarnDataZoneClient *self, TarnCall *call, const char *domain_identifier,
        const char *identifier)
{
  TarnDataZone *datazone = self->datazone;
  guint32 domain, run, user;

  if (!tarn_datazone_client_find_domain (self, call, domain_identifier, &domain)
      || !find_run (self, call, domain, identifier, &run))
    return FALSE;

  guint32 asset = tarn_metadata_store_get (&datazone->runs, run)->asset;
  return tarn_datazone_client_check_member (self, call,
                                            tarn_assets_get (&datazone->assets, asset)->project,
                                            &user)
         && tarn_metadata_generation_cancel (datazone, run, call->error);
}

gboolean
tarn_datazone_client_cancel_metadata_generation_run (TarnDataZoneClient *self,
                                                     const char *domain_identifier,
                                                     const char *identifier, GError **error)
{
  TarnArgument arguments[] = { { .text = domain_identifier }, { .text = identifier } };
  TarnCall call;

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!tarn_admission_enter (&self->datazone->admission, &call, &self->caller,
                             TARN_DATAZONE_CANCEL_RUN, arguments, error))
    return FALSE;

  gboolean is_canceled = cancel (self, &call, domain_identifier, identifier);
  return tarn_admission_leave (&self->datazone->admission, &call, is_canceled, NULL);
}

/* --- ListMetadataGenerationRuns --------------------------------------------------------------- */

static GPtrArray *
list (TarnDataZoneClient *self, TarnCall *call, const TarnGenerationFilter *filter,
      gint max_results, const char *next_token, char **ret_next_token)
{
  TarnMetadataList runs;
  TarnListPosition position = { 0, TARN_NO_RUN };

  tarn_metadata_list_init (&runs, self->datazone, filter);
  if (!tarn_metadata_list_check (&runs, next_token, &position, call->error))
    return NULL;

  GPtrArray *page
      = tarn_metadata_list_read_page (&runs, position,
                                      max_results == -1 ? PAGE_SIZE_DEFAULT : (guint) max_results,
                                      ret_next_token);
  return page;
}

GPtrArray *
tarn_datazone_client_list_metadata_generation_runs (TarnDataZoneClient *self,
                                                    const char *domain_identifier,
                                                    const char *status, const char *type,
                                                    const char *target_identifier, gint max_results,
                                                    const char *next_token, char **ret_next_token,
                                                    GError **error)
{
  TarnArgument arguments[] = { { .text = domain_identifier },
                               { .text = status },
                               { .text = type },
                               { .text = target_identifier },
                               { .integer = max_results, .is_absent = max_results == -1 },
                               { .text = next_token } };
  TarnGenerationFilter filter
      = { .status = status, .type = type, .target_identifier = target_identifier };
  g_autofree char *token = NULL;
  GPtrArray *page = NULL;
  TarnCall call;

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!tarn_admission_enter (&self->datazone->admission, &call, &self->caller,
                             TARN_DATAZONE_LIST_RUNS, arguments, error))
    return NULL;

  if (tarn_datazone_client_find_domain (self, &call, domain_identifier, &filter.domain))
    page = list (self, &call, &filter, max_results, next_token, &token);
  if (!tarn_admission_leave (&self->datazone->admission, &call, page != NULL, NULL))
    g_clear_pointer (&page, g_ptr_array_unref);
  else if (ret_next_token != NULL)
    *ret_next_token = g_steal_pointer (&token);
  return page;
}
