/* SPDX-License-Identifier: MIT */
#include "glue/table-sources.h"

#include <string.h>

#include "glue/catalog-order.h"
#include "glue/glue-error.h"

/* A source that names no catalog is in the own catalog of the caller's account. */
static const TarnName *
resolve_source (const TarnCall *call, const TarnTableInput *input, guint index, TarnTableKey *key)
{
  const TarnGlue *glue = tarn_glue_client_of (call)->glue;

  return tarn_table_name_resolve (input->sub_objects->pdata[index],
                                  call->client->principal->account_id,
                                  tarn_glue_get_option (glue, TARN_GLUE_FOLD_LOOKUPS) != 0, key);
}

static TarnTableEntry *
find_source (const TarnCall *call, const TarnTableInput *input, guint index)
{
  TarnTableKey key;

  return tarn_catalog_find_table (&tarn_glue_client_of (call)->glue->catalog,
                                  resolve_source (call, input, index, &key));
}

static gboolean
refuse_source (const TarnCall *call, const TarnName *source, const char *wrong)
{
  return tarn_call_fail (call, TARN_GLUE_ERROR_INVALID_INPUT,
                         "SubObjects names %s.%s.%s, which is %s", source->parts[0],
                         source->parts[1], source->parts[2], wrong);
}

static gboolean
check_source (const TarnCall *call, const char *catalog_id, const TarnName *source)
{
  const TarnGlue *glue = tarn_glue_client_of (call)->glue;

  if (strncmp (source->parts[0], catalog_id, TARN_ACCOUNT_ID_LENGTH) != 0)
    return refuse_source (call, source, "not in the account of the view");

  const TarnTableEntry *table = tarn_glue_call_find_table (call, source);
  if (table == NULL)
    return FALSE;

  return table->view == NULL || tarn_glue_get_option (glue, TARN_GLUE_VIEWS_ON_VIEWS)
         || refuse_source (call, source, "a materialized view");
}

gboolean
tarn_glue_call_check_sources (const TarnCall *call, const char *catalog_id,
                              const TarnTableInput *input)
{
  TarnTableKey key;

  for (guint i = 0; i < input->sub_objects->len; i++)
    if (!check_source (call, catalog_id, resolve_source (call, input, i, &key)))
      return FALSE;

  return TRUE;
}

gboolean
tarn_glue_call_check_cycle (const TarnCall *call, const TarnTableEntry *view,
                            const TarnTableInput *input)
{
  const TarnCatalog *catalog = &tarn_glue_client_of (call)->glue->catalog;

  for (guint i = 0; i < input->sub_objects->len; i++)
    {
      const TarnTableEntry *source = find_source (call, input, i);

      if (source->view != NULL
          && tarn_catalog_depends_on (catalog, source->position, view->position))
        return refuse_source (call, &source->name->name, "the view itself, or reads the view");
    }

  return TRUE;
}

gboolean
tarn_glue_call_has_sources (const TarnCall *call, const TarnTableEntry *view,
                            const TarnTableInput *input)
{
  if (view->view->n_sources != input->sub_objects->len)
    return FALSE;

  for (guint i = 0; i < input->sub_objects->len; i++)
    if (view->view->sources[i].table != find_source (call, input, i)->position)
      return FALSE;

  return TRUE;
}

void
tarn_glue_call_add_sources (const TarnCall *call, TarnTableEntry *view, const TarnTableInput *input)
{
  for (guint i = 0; i < input->sub_objects->len; i++)
    tarn_table_entry_add_source (view, find_source (call, input, i));
}
