/* SPDX-License-Identifier: MIT */
/* The operations that read the measures and begin them anew. */
#include <tarn/tarn-catalog.h>

#include "glue/glue-client.h"
#include "glue/glue-error.h"
#include "glue/glue-operations.h"
#include "glue/measuring.h"

/* The measures are asked for last, so that a caller without access learns nothing about them. */
static gboolean
check_measures (const TarnCall *call)
{
  return tarn_glue_client_of (call)->glue->measuring != NULL
         || tarn_call_fail (call, TARN_GLUE_ERROR_INVALID_INPUT,
                            "there are no measures, because the option glue.measures is 0");
}

static const TarnCatalogEntry *
reach_catalog (const TarnCall *call, const TarnMeasuresInput *input)
{
  TarnGlueClient *self = tarn_glue_client_of (call);
  const char *catalog_id = tarn_glue_client_resolve_catalog (self, input->catalog_id);
  const char *const resource[] = { catalog_id, NULL };

  if (!tarn_glue_call_authorize (call, resource))
    return NULL;

  const TarnCatalogEntry *catalog = tarn_catalog_find_catalog (&self->glue->catalog, catalog_id);
  if (catalog == NULL)
    tarn_glue_call_not_found (call, catalog_id, "there is no catalog %s", catalog_id);
  return catalog;
}

gboolean
tarn_glue_get_view_measures (TarnCall *call, gconstpointer input, TarnOutput *out_output)
{
  const TarnTableEntry *table = tarn_glue_call_reach_view (call, input);

  if (table == NULL || !check_measures (call))
    return FALSE;

  out_output->value = tarn_measuring_read_view (tarn_glue_client_of (call)->glue, table);
  return TRUE;
}

TarnMeasures *
tarn_glue_client_get_view_measures (TarnGlueClient *self, const TarnTableName *table_name,
                                    GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (table_name != NULL, NULL);

  TarnTablePath input = tarn_table_name_get_path (table_name);
  return tarn_client_get_known (&self->client, TARN_GLUE_GET_VIEW_MEASURES, &input,
                                tarn_table_name_get_known (table_name), error);
}

gboolean
tarn_glue_get_account_measures (TarnCall *call, gconstpointer input, TarnOutput *out_output)
{
  const TarnCatalogEntry *catalog = reach_catalog (call, input);

  if (catalog == NULL || !check_measures (call))
    return FALSE;

  out_output->value
      = tarn_measuring_read_account (tarn_glue_client_of (call)->glue, catalog->account);
  return TRUE;
}

TarnMeasures *
tarn_glue_client_get_account_measures (TarnGlueClient *self, const char *catalog_id, GError **error)
{
  TarnMeasuresInput input = { catalog_id };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);

  return tarn_client_get (&self->client, TARN_GLUE_GET_ACCOUNT_MEASURES, &input, error);
}

gboolean
tarn_glue_reset_measures (TarnCall *call, gconstpointer input, TarnOutput *out_output G_GNUC_UNUSED)
{
  const TarnCatalogEntry *catalog = reach_catalog (call, input);

  if (catalog == NULL || !check_measures (call))
    return FALSE;

  tarn_measuring_reset (tarn_glue_client_of (call)->glue, catalog->account);
  return TRUE;
}

gboolean
tarn_glue_client_reset_measures (TarnGlueClient *self, const char *catalog_id, GError **error)
{
  TarnMeasuresInput input = { catalog_id };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);

  return tarn_client_do (&self->client, TARN_GLUE_RESET_MEASURES, &input, error);
}
