/* SPDX-License-Identifier: MIT */
/* An iterator over the pages of ListMetadataGenerationRuns. */
#include <tarn/tarn-metadata-run-iter.h>

/* The iterator returns the runs of a page from the beginning of the page. */
struct _TarnMetadataRunIter
{
  TarnDataZoneClient *client;
  char *domain_identifier;
  char *status;
  char *type;
  char *target_identifier;
  GPtrArray *page; /* NULL before the first page */
  guint n_returned;
  char *next_token;
};

TarnMetadataRunIter *
tarn_metadata_run_iter_new (TarnDataZoneClient *client, const char *domain_identifier,
                            const char *status, const char *type, const char *target_identifier)
{
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (client), NULL);

  TarnMetadataRunIter *self = g_new0 (TarnMetadataRunIter, 1);
  self->client = g_object_ref (client);
  self->domain_identifier = g_strdup (domain_identifier);
  self->status = g_strdup (status);
  self->type = g_strdup (type);
  self->target_identifier = g_strdup (target_identifier);
  return self;
}

TarnMetadataRunIter *
tarn_metadata_run_iter_copy (const TarnMetadataRunIter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnMetadataRunIter *copy
      = tarn_metadata_run_iter_new (self->client, self->domain_identifier, self->status, self->type,
                                    self->target_identifier);
  copy->page = self->page != NULL ? g_ptr_array_ref (self->page) : NULL;
  copy->n_returned = self->n_returned;
  copy->next_token = g_strdup (self->next_token);
  return copy;
}

void
tarn_metadata_run_iter_free (TarnMetadataRunIter *self)
{
  g_return_if_fail (self != NULL);

  g_object_unref (self->client);
  g_free (self->domain_identifier);
  g_free (self->status);
  g_free (self->type);
  g_free (self->target_identifier);
  g_clear_pointer (&self->page, g_ptr_array_unref);
  g_free (self->next_token);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (TarnMetadataRunIter, tarn_metadata_run_iter, tarn_metadata_run_iter_copy,
                     tarn_metadata_run_iter_free)

/* If listing a page fails, the next call lists the same page again. */
static gboolean
turn_page (TarnMetadataRunIter *self, GError **error)
{
  g_autofree char *next_token = NULL;
  GPtrArray *page
      = tarn_datazone_client_list_metadata_generation_runs (self->client, self->domain_identifier,
                                                            self->status, self->type,
                                                            self->target_identifier, -1,
                                                            self->next_token, &next_token, error);

  if (page == NULL)
    return FALSE;

  g_clear_pointer (&self->page, g_ptr_array_unref);
  self->page = page;
  self->n_returned = 0;
  g_free (self->next_token);
  self->next_token = g_steal_pointer (&next_token);
  return TRUE;
}

TarnMetadataRun *
tarn_metadata_run_iter_next (TarnMetadataRunIter *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  while (self->page == NULL || self->n_returned == self->page->len)
    if ((self->page != NULL && self->next_token == NULL) || !turn_page (self, error))
      return NULL;

  return tarn_metadata_run_ref (self->page->pdata[self->n_returned++]);
}
