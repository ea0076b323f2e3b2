/* SPDX-License-Identifier: MIT */
#include "runs/run-iter.h"

void
tarn_run_iter_init (TarnRunIter *self, gpointer client, TarnListRunsFunc list,
                    const char *const *filters, guint n_filters)
{
  g_assert (n_filters <= TARN_RUN_ITER_FILTERS_MAX);

  *self = (TarnRunIter){ .client = g_object_ref (client), .list = list };
  for (guint i = 0; i < n_filters; i++)
    self->filters[i] = g_strdup (filters[i]);
}

void
tarn_run_iter_init_copy (TarnRunIter *self, const TarnRunIter *other)
{
  tarn_run_iter_init (self, other->client, other->list, (const char *const *) other->filters,
                      TARN_RUN_ITER_FILTERS_MAX);
  self->page = other->page != NULL ? g_ptr_array_ref (other->page) : NULL;
  self->n_returned = other->n_returned;
  self->next_token = g_strdup (other->next_token);
}

void
tarn_run_iter_clear (TarnRunIter *self)
{
  g_object_unref (self->client);
  for (guint i = 0; i < TARN_RUN_ITER_FILTERS_MAX; i++)
    g_free (self->filters[i]);
  g_clear_pointer (&self->page, g_ptr_array_unref);
  g_free (self->next_token);
}

static gboolean
turn_page (TarnRunIter *self, GError **error)
{
  g_autofree char *next_token = NULL;
  GPtrArray *page = self->list (self->client, self->filters, self->next_token, &next_token, error);

  if (page == NULL)
    return FALSE;

  g_clear_pointer (&self->page, g_ptr_array_unref);
  self->page = page;
  self->n_returned = 0;
  g_free (self->next_token);
  self->next_token = g_steal_pointer (&next_token);
  return TRUE;
}

gpointer
tarn_run_iter_next (TarnRunIter *self, GError **error)
{
  while (self->page == NULL || self->n_returned == self->page->len)
    if ((self->page != NULL && self->next_token == NULL) || !turn_page (self, error))
      return NULL;

  return self->page->pdata[self->n_returned++];
}
