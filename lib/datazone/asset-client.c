/* SPDX-License-Identifier: MIT */
/* Setting up assets, and looking at them. */
#include <tarn/tarn-domain.h>

#include "datazone/asset-record.h"
#include "datazone/datazone-client.h"
#include "datazone/metadata-generation.h"

static gboolean
enter (TarnDataZoneClient *self, TarnCall *call, TarnDataZoneOperation operation,
       const char *domain_identifier, const char *identifier, const TarnAssetInput *input,
       GError **error)
{
  TarnAdmission *admission = &tarn_datazone_client_get_datazone (self)->admission;
  TarnArgument arguments[] = { { .text = domain_identifier },
                               { .text = identifier },
                               { .text = input->name },
                               { .text = input->type_identifier } };

  return tarn_admission_enter_with_input (admission, call, tarn_datazone_client_get_caller (self),
                                          operation, arguments,
                                          (TarnCallInput){ &tarn_asset_input_class, input }, error);
}

/* --- CreateAsset ------------------------------------------------------------------------------ */

static char *
create_asset (TarnDataZoneClient *self, TarnCall *call, const char *domain_identifier,
              const char *owning_project_identifier, const TarnAssetInput *input)
{
  TarnDataZone *datazone = tarn_datazone_client_get_datazone (self);
  guint32 domain, project;

  if (!tarn_datazone_client_find_domain (self, call, domain_identifier, &domain)
      || !tarn_datazone_client_find_project (self, domain, owning_project_identifier, &project,
                                             call->error))
    return NULL;

  TarnAssetEntry *asset = tarn_assets_add (&datazone->assets, &datazone->domains, project, input);
  tarn_metadata_generation_name_asset (datazone, asset, input->generates_names);
  return g_strdup (asset->subject->asset_id);
}

char *
tarn_datazone_client_create_asset (TarnDataZoneClient *self, const char *domain_identifier,
                                   const char *owning_project_identifier, TarnAssetInput *input,
                                   GError **error)
{
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (input != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  TarnCall call;
  if (!enter (self, &call, TARN_DATAZONE_CREATE_ASSET, domain_identifier, owning_project_identifier,
              input, error))
    return NULL;

  /* A cost model may drop the last reference of the user. */
  g_autoptr (TarnDataZoneClient) kept G_GNUC_UNUSED
      = tarn_datazone_client_get_datazone (self)->cost_model != NULL ? g_object_ref (self) : NULL;
  char *id = tarn_asset_input_check (input, call.error)
                 ? create_asset (self, &call, domain_identifier, owning_project_identifier, input)
                 : NULL;
  if (!tarn_admission_leave (&tarn_datazone_client_get_datazone (self)->admission, &call,
                             id != NULL, id))
    g_clear_pointer (&id, g_free);
  return id;
}

/* --- CreateAssetRevision ---------------------------------------------------------------------- */

static char *
create_revision (TarnDataZoneClient *self, TarnCall *call, const char *domain_identifier,
                 const char *identifier, const TarnAssetInput *input)
{
  guint32 domain;

  if (!tarn_datazone_client_find_domain (self, call, domain_identifier, &domain))
    return NULL;

  TarnAssetEntry *asset = tarn_datazone_client_find_asset (self, domain, identifier, call->error);
  if (asset == NULL)
    return NULL;
  if (!g_str_equal (asset->type_identifier, input->type_identifier))
    {
      g_set_error (call->error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION,
                   TARN_VALIDATION_FORMAT, "typeIdentifier", "Member must be that of the asset");
      return NULL;
    }

  tarn_asset_entry_add_revision (asset, input);
  return g_strdup_printf ("%u", asset->revisions->len);
}

char *
tarn_datazone_client_create_asset_revision (TarnDataZoneClient *self, const char *domain_identifier,
                                            const char *identifier, TarnAssetInput *input,
                                            GError **error)
{
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (input != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  TarnCall call;
  if (!enter (self, &call, TARN_DATAZONE_CREATE_ASSET_REVISION, domain_identifier, identifier,
              input, error))
    return NULL;

  char *revision = tarn_asset_input_check (input, call.error)
                       ? create_revision (self, &call, domain_identifier, identifier, input)
                       : NULL;
  if (!tarn_admission_leave (&tarn_datazone_client_get_datazone (self)->admission, &call,
                             revision != NULL, revision))
    g_clear_pointer (&revision, g_free);
  return revision;
}

/* --- GetAsset --------------------------------------------------------------------------------- */

static TarnAsset *
get_asset (TarnDataZoneClient *self, TarnCall *call, const char *domain_identifier,
           const char *identifier, const char *revision)
{
  const TarnDataZone *datazone = tarn_datazone_client_get_datazone (self);
  guint32 domain, number;

  if (!tarn_datazone_client_find_domain (self, call, domain_identifier, &domain))
    return NULL;

  const TarnAssetEntry *asset
      = tarn_datazone_client_find_asset (self, domain, identifier, call->error);
  if (asset == NULL || !tarn_datazone_client_find_revision (asset, revision, &number, call->error))
    return NULL;

  return tarn_asset_new (asset, number, tarn_domains_get_domain (&datazone->domains, domain));
}

TarnAsset *
tarn_datazone_client_get_asset (TarnDataZoneClient *self, const char *domain_identifier,
                                const char *identifier, const char *revision, GError **error)
{
  TarnArgument arguments[]
      = { { .text = domain_identifier }, { .text = identifier }, { .text = revision } };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  TarnAdmission *admission = &tarn_datazone_client_get_datazone (self)->admission;
  TarnCall call;
  if (!tarn_admission_enter (admission, &call, tarn_datazone_client_get_caller (self),
                             TARN_DATAZONE_GET_ASSET, arguments, error))
    return NULL;

  TarnAsset *asset = get_asset (self, &call, domain_identifier, identifier, revision);
  if (!tarn_admission_leave (admission, &call, asset != NULL, NULL))
    g_clear_pointer (&asset, tarn_asset_unref);
  return asset;
}
