/* SPDX-License-Identifier: MIT */
#include "datazone/datazone-client.h"

#include <string.h>

#include "admission/authorization.h"

G_DEFINE_FINAL_TYPE (TarnDataZoneClient, tarn_datazone_client, G_TYPE_OBJECT)

static void
tarn_datazone_client_class_init (TarnDataZoneClientClass *class)
{
  tarn_client_class_init (G_OBJECT_CLASS (class));
}

static void
tarn_datazone_client_init (TarnDataZoneClient *self)
{
  self->known_domain = self->known_user = TARN_NO_POSITION;
}

TarnDataZoneClient *
tarn_datazone_client_new (TarnDataZone *datazone, TarnPrincipal *principal)
{
  TarnDataZoneClient *self = g_object_new (TARN_TYPE_DATAZONE_CLIENT, NULL);

  tarn_client_init (&self->client, &datazone->room.admission, principal);
  self->datazone = datazone;
  return self;
}

TarnEngine *
tarn_datazone_client_get_engine (TarnDataZoneClient *self)
{
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);

  return TARN_ENGINE (self->client.owner);
}

TarnPrincipal *
tarn_datazone_client_get_principal (TarnDataZoneClient *self)
{
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);

  return self->client.principal;
}

TarnDataZoneClient *
tarn_engine_create_datazone_client (TarnEngine *self, TarnPrincipal *principal)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (principal != NULL, NULL);

  TarnCore *core = (TarnCore *) self;
  g_return_val_if_fail (tarn_core_may_change (core), NULL);

  TarnRoom *room = tarn_room_find (core, &tarn_datazone_service);
  return (TarnDataZoneClient *) (gpointer) tarn_room_create_client (room, principal);
}

/* --- Steps that operations share -------------------------------------------------------------- */

guint32
tarn_datazone_call_find_user (const TarnCall *call, guint32 domain)
{
  TarnDataZoneClient *self = tarn_datazone_client_of (call);

  if (self->known_domain != domain || self->known_user == TARN_NO_POSITION)
    {
      self->known_domain = domain;
      self->known_user = tarn_domains_find_user_by_arn (&self->datazone->domains, domain,
                                                        self->client.principal->arn);
    }

  return self->known_user;
}

gboolean
tarn_datazone_call_find_domain_of (const TarnCall *call, const char *id, const char *project_id,
                                   guint32 *out_domain)
{
  const TarnDomains *domains = &tarn_datazone_of (call)->domains;
  const char *const resource[] = { id, project_id, NULL };
  guint32 domain = tarn_domains_find_domain (domains, id);

  if (domain == TARN_NO_POSITION)
    return tarn_call_fail (call, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, "Domain %s doesn't exist",
                           id);

  *out_domain = domain;
  return tarn_call_authorize (call, tarn_domains_get_domain (domains, domain)->account_id, resource,
                              TARN_DATAZONE_ERROR_ACCESS_DENIED);
}

gboolean
tarn_datazone_call_find_domain (const TarnCall *call, const char *id, guint32 *out_domain)
{
  return tarn_datazone_call_find_domain_of (call, id, NULL, out_domain);
}

gboolean
tarn_datazone_call_find_project (const TarnCall *call, guint32 domain, const char *id,
                                 guint32 *out_project)
{
  const TarnDomains *domains = &tarn_datazone_of (call)->domains;

  *out_project = tarn_entities_find (&domains->projects, domain, id);
  if (*out_project != TARN_NO_POSITION)
    return TRUE;

  return tarn_call_fail (call, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
                         "Project %s doesn't exist in domain %s", id,
                         tarn_domains_get_domain (domains, domain)->id_text);
}

gboolean
tarn_datazone_call_find_project_at (const TarnCall *call, const TarnDomainPath *path,
                                    guint32 *out_domain, guint32 *out_project)
{
  return tarn_datazone_call_find_domain (call, path->domain_identifier, out_domain)
         && tarn_datazone_call_find_project (call, *out_domain, path->identifier, out_project);
}

char *
tarn_datazone_shorten_id (const char *id)
{
  return g_utf8_make_valid (id, (gssize) strnlen (id, 64));
}

TarnAssetEntry *
tarn_datazone_call_find_asset (const TarnCall *call, guint32 domain, const char *id)
{
  const TarnDataZone *datazone = tarn_datazone_of (call);
  TarnAssetEntry *asset = tarn_assets_find (&datazone->assets, domain, id);

  if (asset == NULL)
    {
      g_autofree char *shown = tarn_datazone_shorten_id (id);

      g_set_error (call->error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
                   "Given Asset %s doesn't exist in domain %s. Create the asset first", shown,
                   tarn_domains_get_domain (&datazone->domains, domain)->id_text);
    }
  return asset;
}

gboolean
tarn_datazone_call_find_revision (const TarnCall *call, const TarnAssetEntry *asset,
                                  const char *revision, guint32 *out_revision)
{
  *out_revision = tarn_asset_entry_find_revision (asset, revision);
  if (*out_revision != 0)
    return TRUE;

  return tarn_call_fail (call, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
                         "Asset %s has no revision %s", asset->subject->asset_id, revision);
}

gboolean
tarn_datazone_call_check_member (const TarnCall *call, guint32 project, guint32 *out_user)
{
  const TarnDataZone *datazone = tarn_datazone_of (call);
  const TarnProject *entry = tarn_domains_get_project (&datazone->domains, project);
  const TarnDomain *domain = tarn_domains_get_domain (&datazone->domains, entry->entity.domain);
  const char *const resource[] = { domain->id_text, entry->id_text, NULL };
  guint32 user = tarn_datazone_call_find_user (call, entry->entity.domain);

  *out_user = user;
  if (tarn_admission_has_statements (&datazone->room.admission)
      && !tarn_call_authorize (call, domain->account_id, resource,
                               TARN_DATAZONE_ERROR_ACCESS_DENIED))
    return FALSE;

  return (user != TARN_NO_POSITION && tarn_domains_has_member (&datazone->domains, project, user))
         || tarn_call_refuse_access (call, resource, TARN_DATAZONE_ERROR_UNAUTHORIZED,
                                     "it is no member of the project");
}
