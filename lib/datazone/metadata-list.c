/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-list.h"

#include "datazone/metadata-retention.h"
#include "datazone/metadata-tell.h"

#define ALL_TYPES ((TarnMetadataTypes) ((1u << TARN_N_METADATA_TYPES) - 1))

static gboolean
has_status (const TarnGenerationRecord *record, const char *status)
{
  TarnMetadataStatus of_run = tarn_metadata_phase_get_status (record->phase);

  return g_str_equal (tarn_metadata_status_to_string (of_run), status);
}

static gboolean
is_listed (gconstpointer data, guint32 run)
{
  const TarnMetadataList *list = data;
  const TarnGenerationRecord *record = tarn_metadata_store_get (&list->datazone->runs, run);

  if (tarn_metadata_has_expired (list->datazone, record) || (record->types & list->types) == 0)
    return FALSE;
  if (tarn_assets_get (&list->datazone->assets, record->asset)->domain != list->filter->domain)
    return FALSE;

  return list->filter->status == NULL || has_status (record, list->filter->status);
}

static guint64
hash_filter (const TarnDataZone *datazone, const TarnGenerationFilter *filter)
{
  g_autofree char *choices = g_strconcat (filter->status != NULL ? filter->status : "", "/",
                                          filter->type != NULL ? filter->type : "", NULL);
  const char *parts[]
      = { tarn_domains_get_domain (&datazone->domains, filter->domain)->id_text, choices,
          filter->target_identifier != NULL ? filter->target_identifier : "" };
  TarnName key;

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  return key.hash;
}

void
tarn_metadata_list_init (TarnMetadataList *list, const TarnDataZone *datazone,
                         const TarnGenerationFilter *filter)
{
  *list = (TarnMetadataList){
    .datazone = datazone,
    .filter = filter,
    .has_runs = TRUE,
    .types = ALL_TYPES,
    .listing = {
      .records = &datazone->runs.records,
      .is_listed = is_listed,
      .data = list,
      .random = datazone->random,
      .filter_hash = hash_filter (datazone, filter),
    },
  };
  if (filter->type != NULL)
    list->types = (TarnMetadataTypes) (1u << tarn_metadata_type_find (filter->type));
  if (filter->target_identifier == NULL)
    return;

  const TarnAssetEntry *asset
      = tarn_assets_find (&datazone->assets, filter->domain, filter->target_identifier);
  list->has_runs = asset != NULL;
  if (asset != NULL)
    list->listing.subject = &asset->runs;
}

gboolean
tarn_metadata_list_check (const TarnMetadataList *list, const char *next_token,
                          TarnListPosition *ret_position, GError **error)
{
  if (next_token == NULL || tarn_listing_parse_token (&list->listing, next_token, ret_position))
    return TRUE;

  g_set_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION, TARN_VALIDATION_FORMAT,
               "nextToken", "Member must be a token of this listing");
  return FALSE;
}

GPtrArray *
tarn_metadata_list_read_page (const TarnMetadataList *list, TarnListPosition position, guint max,
                              char **ret_next_token)
{
  GPtrArray *page = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_metadata_run_unref);

  *ret_next_token = NULL;
  if (!list->has_runs)
    return page;

  g_autoptr (GArray) runs = tarn_listing_read_page (&list->listing, position, max, ret_next_token);
  for (guint i = 0; i < runs->len; i++)
    g_ptr_array_add (page, tarn_metadata_tell (list->datazone, g_array_index (runs, guint32, i),
                                               ALL_TYPES, TARN_TELL_TARGET));

  return page;
}
