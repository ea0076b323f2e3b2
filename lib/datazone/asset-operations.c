/* SPDX-License-Identifier: MIT */
/* The operations CreateAsset, CreateAssetRevision and GetAsset. */
#include <tarn/tarn-domain.h>

#include "datazone/asset-record.h"
#include "datazone/datazone-client.h"
#include "datazone/datazone-operations.h"
#include "datazone/metadata-generation.h"

gboolean
tarn_datazone_check_asset (TarnCall *call, gpointer input)
{
  return tarn_asset_input_check (((const TarnCreateAssetInput *) input)->asset, call->error);
}

static gpointer
create (TarnDataZoneClient *self, TarnDataZoneOperation operation, const char *domain_identifier,
        const char *identifier, const TarnAssetInput *asset, GError **error)
{
  TarnCreateAssetInput input
      = { { domain_identifier, identifier }, asset->name, asset->type_identifier, asset };

  return tarn_client_get (&self->client, operation, &input, error);
}

/* --- CreateAsset ------------------------------------------------------------------------------ */

gboolean
tarn_datazone_create_asset (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const TarnCreateAssetInput *input = data;
  TarnDataZone *datazone = tarn_datazone_of (call);
  guint32 domain, project;

  if (!tarn_datazone_call_find_project_at (call, &input->path, &domain, &project))
    return FALSE;

  TarnAssetEntry *asset
      = tarn_assets_add (&datazone->assets, &datazone->domains, project, input->asset);
  tarn_metadata_generation_name_asset (datazone, asset, input->asset->generates_names);
  call->answer = out_output->value = g_strdup (asset->subject->asset_id);
  return TRUE;
}

char *
tarn_datazone_client_create_asset (TarnDataZoneClient *self, const char *domain_identifier,
                                   const char *owning_project_identifier, TarnAssetInput *input,
                                   GError **error)
{
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (input != NULL, NULL);

  return create (self, TARN_DATAZONE_CREATE_ASSET, domain_identifier, owning_project_identifier,
                 input, error);
}

/* --- CreateAssetRevision ---------------------------------------------------------------------- */

gboolean
tarn_datazone_create_revision (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const TarnCreateAssetInput *input = data;
  TarnAssetEntry *asset;
  guint32 domain;

  if (!tarn_datazone_call_find_domain (call, input->path.domain_identifier, &domain)
      || (asset = tarn_datazone_call_find_asset (call, domain, input->path.identifier)) == NULL)
    return FALSE;
  if (input->type_identifier != NULL
      && !g_str_equal (asset->type_identifier, input->type_identifier))
    return tarn_call_fail (call, TARN_DATAZONE_ERROR_VALIDATION, TARN_VALIDATION_FORMAT,
                           "typeIdentifier", "Member must be that of the asset");

  tarn_asset_entry_add_revision (asset, input->asset);
  call->answer = out_output->value = g_strdup_printf ("%u", asset->revisions->len);
  return TRUE;
}

char *
tarn_datazone_client_create_asset_revision (TarnDataZoneClient *self, const char *domain_identifier,
                                            const char *identifier, TarnAssetInput *input,
                                            GError **error)
{
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (input != NULL, NULL);

  return create (self, TARN_DATAZONE_CREATE_ASSET_REVISION, domain_identifier, identifier, input,
                 error);
}

/* --- GetAsset --------------------------------------------------------------------------------- */

gboolean
tarn_datazone_get_asset (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const TarnGetAssetInput *input = data;
  const TarnDomains *domains = &tarn_datazone_of (call)->domains;
  const TarnAssetEntry *asset;
  guint32 domain, revision;

  if (!tarn_datazone_call_find_domain (call, input->asset.domain_identifier, &domain)
      || (asset = tarn_datazone_call_find_asset (call, domain, input->asset.identifier)) == NULL
      || !tarn_datazone_call_find_revision (call, asset, input->revision, &revision))
    return FALSE;

  out_output->value = tarn_asset_new (asset, revision, tarn_domains_get_domain (domains, domain));
  return TRUE;
}

TarnAsset *
tarn_datazone_client_get_asset (TarnDataZoneClient *self, const char *domain_identifier,
                                const char *identifier, const char *revision, GError **error)
{
  TarnGetAssetInput input = { { domain_identifier, identifier }, revision };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);

  return tarn_client_get (&self->client, TARN_DATAZONE_GET_ASSET, &input, error);
}

/* Takes the message over. */
static void
fail_look_up (GError **error, char *message)
{
  g_set_error_literal (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, message);
  g_free (message);
}

TarnAsset *
tarn_datazone_client_look_up_asset (TarnDataZoneClient *self, const char *domain_identifier,
                                    const char *identifier, const char *revision, GError **error)
{
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (domain_identifier != NULL && identifier != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!tarn_client_may_look (&self->client, "an asset cannot be looked up", error))
    return NULL;

  const TarnDomains *domains = &self->datazone->domains;
  guint32 domain = tarn_domains_find_domain (domains, domain_identifier);
  const TarnAssetEntry *asset = domain != TARN_NO_POSITION
                                    ? tarn_assets_find (&self->datazone->assets, domain, identifier)
                                    : NULL;
  guint32 number = asset != NULL ? tarn_asset_entry_find_revision (asset, revision) : 0;

  if (number != 0)
    return tarn_asset_new (asset, number, tarn_domains_get_domain (domains, domain));

  g_autofree char *shown_domain = tarn_datazone_shorten_id (domain_identifier);
  g_autofree char *shown_asset = tarn_datazone_shorten_id (identifier);
  g_autofree char *shown_revision = tarn_datazone_shorten_id (revision != NULL ? revision : "");
  if (domain == TARN_NO_POSITION)
    fail_look_up (error, g_strdup_printf ("Domain %s doesn't exist", shown_domain));
  else if (asset == NULL)
    fail_look_up (error, g_strdup_printf ("Asset %s doesn't exist in domain %s", shown_asset,
                                          shown_domain));
  else
    fail_look_up (error,
                  g_strdup_printf ("Asset %s has no revision %s", shown_asset, shown_revision));
  return NULL;
}
