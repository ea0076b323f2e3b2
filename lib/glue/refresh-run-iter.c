/* SPDX-License-Identifier: MIT */
/* An iterator over the pages of ListMaterializedViewRefreshTaskRuns. */
#include <tarn/tarn-refresh-run-iter.h>

/* The iterator returns the runs of a page from the first to the last. */
struct _TarnRefreshRunIter
{
  TarnGlueClient *client;
  char *catalog_id;
  char *database_name;
  char *table_name;
  GPtrArray *page; /* NULL before the first page */
  guint n_returned;
  char *next_token;
};

TarnRefreshRunIter *
tarn_refresh_run_iter_new (TarnGlueClient *client, const char *catalog_id,
                           const char *database_name, const char *table_name)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (client), NULL);

  TarnRefreshRunIter *self = g_new0 (TarnRefreshRunIter, 1);
  self->client = g_object_ref (client);
  self->catalog_id = g_strdup (catalog_id);
  self->database_name = g_strdup (database_name);
  self->table_name = g_strdup (table_name);
  return self;
}

TarnRefreshRunIter *
tarn_refresh_run_iter_copy (const TarnRefreshRunIter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnRefreshRunIter *copy = tarn_refresh_run_iter_new (self->client, self->catalog_id,
                                                        self->database_name, self->table_name);
  copy->page = self->page != NULL ? g_ptr_array_ref (self->page) : NULL;
  copy->n_returned = self->n_returned;
  copy->next_token = g_strdup (self->next_token);
  return copy;
}

void
tarn_refresh_run_iter_free (TarnRefreshRunIter *self)
{
  g_return_if_fail (self != NULL);

  g_object_unref (self->client);
  g_free (self->catalog_id);
  g_free (self->database_name);
  g_free (self->table_name);
  g_clear_pointer (&self->page, g_ptr_array_unref);
  g_free (self->next_token);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (TarnRefreshRunIter, tarn_refresh_run_iter, tarn_refresh_run_iter_copy,
                     tarn_refresh_run_iter_free)

/* A page that could not be listed is listed again by the next call. */
static gboolean
turn_page (TarnRefreshRunIter *self, GError **error)
{
  g_autofree char *next_token = NULL;
  GPtrArray *page = tarn_glue_client_list_materialized_view_refresh_task_runs (
      self->client, self->catalog_id, self->database_name, self->table_name, -1, self->next_token,
      &next_token, error);

  if (page == NULL)
    return FALSE;

  g_clear_pointer (&self->page, g_ptr_array_unref);
  self->page = page;
  self->n_returned = 0;
  g_free (self->next_token);
  self->next_token = g_steal_pointer (&next_token);
  return TRUE;
}

TarnRefreshRun *
tarn_refresh_run_iter_next (TarnRefreshRunIter *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  while (self->page == NULL || self->n_returned == self->page->len)
    if ((self->page != NULL && self->next_token == NULL) || !turn_page (self, error))
      return NULL;

  return tarn_refresh_run_ref (self->page->pdata[self->n_returned++]);
}
