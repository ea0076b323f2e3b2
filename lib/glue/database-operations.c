/* SPDX-License-Identifier: MIT */
/* The operations that read databases. */
#include <tarn/tarn-catalog.h>

#include "glue/glue-client.h"
#include "glue/glue-operations.h"

enum
{
  PAGE_SIZE_DEFAULT = 100,
};

/* --- GetDatabase ------------------------------------------------------------------------------ */

/* Returns whether the caller may call the operation on the resource, and its catalog exists. */
static gboolean
check_catalog (const TarnCall *call, const char *const *resource)
{
  const TarnCatalog *catalog = &tarn_glue_client_of (call)->glue->catalog;

  return tarn_glue_call_authorize (call, resource)
         && (tarn_catalog_find_catalog (catalog, resource[0]) != NULL
             || tarn_glue_call_not_found (call, resource[0], "there is no catalog %s",
                                          resource[0]));
}

gboolean
tarn_glue_get_database (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const TarnDatabasePath *input = data;
  TarnGlueClient *self = tarn_glue_client_of (call);
  char lower[TARN_TABLE_NAME_PART_BYTES];
  const char *const resource[]
      = { tarn_glue_client_resolve_catalog (self, input->catalog_id),
          tarn_glue_client_fold_lookup (self, input->database_name, lower), NULL };

  if (!check_catalog (call, resource))
    return FALSE;
  if (!tarn_catalog_has_database (&self->glue->catalog, resource[0], resource[1]))
    return tarn_glue_call_not_found (call, resource[0], "there is no database %s.%s", resource[0],
                                     resource[1]);

  out_output->value = g_strdup (resource[1]);
  return TRUE;
}

char *
tarn_glue_client_get_database (TarnGlueClient *self, const char *catalog_id,
                               const char *database_name, GError **error)
{
  TarnDatabasePath input = { catalog_id, database_name };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);

  return tarn_client_get (&self->client, TARN_GLUE_GET_DATABASE, &input, error);
}

/* --- GetDatabases ----------------------------------------------------------------------------- */

/* No catalog id holds a line feed, so no token of another listing is one of this listing. */
#define FILTER_OF_DATABASES "databases\n"

/* Returns the listing by which tokens are made and read. It lists no runs. */
static TarnListing
make_listing (const TarnCall *call, const char *catalog_id)
{
  return (TarnListing){
    .runs = &tarn_glue_client_of (call)->glue->room.runs,
    .filter_hash = tarn_listing_hash_filter (FILTER_OF_DATABASES, catalog_id, NULL),
  };
}

static const char *
get_catalog_id (const TarnCall *call, const TarnGetDatabasesInput *input)
{
  return tarn_glue_client_resolve_catalog (tarn_glue_client_of (call), input->catalog_id);
}

gboolean
tarn_glue_check_get_databases (TarnCall *call, gpointer data)
{
  TarnGetDatabasesInput *input = data;
  TarnListing listing = make_listing (call, get_catalog_id (call, input));

  return input->next_token == NULL
         || tarn_listing_parse_token (&listing, input->next_token, &input->position)
         || tarn_call_fail (call, TARN_GLUE_ERROR_INVALID_INPUT,
                            "NextToken is not one of this listing");
}

/* The position in a token is that of the first database of the next page. A sequence of 0 would be no position. */
gboolean
tarn_glue_get_databases (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const TarnGetDatabasesInput *input = data;
  const char *const resource[] = { get_catalog_id (call, input), NULL };
  TarnListing listing = make_listing (call, resource[0]);
  TarnListPosition next = { 1, 0 };

  if (!check_catalog (call, resource))
    return FALSE;

  out_output->value
      = tarn_catalog_list_databases (&tarn_glue_client_of (call)->glue->catalog, resource[0],
                                     input->next_token != NULL ? input->position.run : 0,
                                     input->max_results == TARN_ABSENT ? PAGE_SIZE_DEFAULT
                                                                       : (guint) input->max_results,
                                     &next.run);
  if (next.run != TARN_NO_POSITION)
    out_output->next_token = tarn_listing_make_token (&listing, &next);
  return TRUE;
}

GPtrArray *
tarn_glue_client_get_databases (TarnGlueClient *self, const char *catalog_id, gint max_results,
                                const char *next_token, char **out_next_token, GError **error)
{
  TarnGetDatabasesInput input = { catalog_id, max_results, next_token, { 0, TARN_NO_RUN } };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);

  return tarn_client_list (&self->client, TARN_GLUE_GET_DATABASES, &input, out_next_token, error);
}
