/* SPDX-License-Identifier: MIT */
#include "glue/refresh-list.h"

#include <string.h>

#include "glue/glue-error.h"
#include "glue/refresh-retention.h"
#include "glue/refresh-tell.h"

static gboolean
is_listed (gconstpointer data, guint32 run)
{
  const TarnRefreshList *list = data;
  const TarnRunFilter *filter = list->filter;
  const TarnRunRecord *record = tarn_refresh_store_get (&list->glue->runs, run);
  const TarnTableName *name = tarn_catalog_get_table (&list->glue->catalog, record->view)->name;

  if (tarn_refresh_has_expired (list->glue, record))
    return FALSE;
  if (list->listing.subject != NULL)
    return TRUE;
  if (strcmp (tarn_table_name_get_part (name, 0), filter->catalog_id) != 0)
    return FALSE;

  return filter->database_name == NULL
         || strcmp (tarn_table_name_get_part (name, 1), filter->database_name) == 0;
}

static guint64
hash_filter (const TarnRunFilter *filter)
{
  const char *parts[]
      = { filter->catalog_id, filter->database_name != NULL ? filter->database_name : "",
          filter->table_name != NULL ? filter->table_name : "" };
  TarnName key;

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  return key.hash;
}

static const TarnTableEntry *
find_view (const TarnRefreshList *list)
{
  const TarnRunFilter *filter = list->filter;
  const char *parts[] = { filter->catalog_id, filter->database_name, filter->table_name };
  TarnName key;

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  const TarnTableEntry *table = tarn_catalog_find_table (&list->glue->catalog, &key);
  return table != NULL && table->view != NULL ? table : NULL;
}

void
tarn_refresh_list_init (TarnRefreshList *list, const TarnGlue *glue, const TarnRunFilter *filter)
{
  *list = (TarnRefreshList){
    .glue = glue,
    .filter = filter,
    .has_runs = TRUE,
    .listing = {
      .records = &glue->runs.records,
      .is_listed = is_listed,
      .data = list,
      .random = glue->random,
      .filter_hash = hash_filter (filter),
    },
  };
  if (filter->table_name == NULL || filter->database_name == NULL)
    return;

  const TarnTableEntry *view = find_view (list);
  list->has_runs = view != NULL;
  if (view != NULL)
    list->listing.subject = &view->view->runs;
}

gboolean
tarn_refresh_list_check (const TarnRefreshList *list, const char *next_token,
                         TarnListPosition *ret_position, GError **error)
{
  const char *wrong = NULL;

  if (list->filter->table_name != NULL && list->filter->database_name == NULL)
    wrong = "TableName comes without DatabaseName";
  else if (next_token != NULL
           && !tarn_listing_parse_token (&list->listing, next_token, ret_position))
    wrong = "NextToken is not one of this listing";
  if (wrong == NULL)
    return TRUE;

  g_set_error_literal (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT, wrong);
  return FALSE;
}

GPtrArray *
tarn_refresh_list_read_page (const TarnRefreshList *list, TarnListPosition position, guint max,
                             char **ret_next_token)
{
  GPtrArray *page = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_refresh_run_unref);

  *ret_next_token = NULL;
  if (!list->has_runs)
    return page;

  g_autoptr (GArray) runs = tarn_listing_read_page (&list->listing, position, max, ret_next_token);
  for (guint i = 0; i < runs->len; i++)
    g_ptr_array_add (page, tarn_refresh_tell (list->glue, g_array_index (runs, guint32, i), NULL));

  return page;
}
