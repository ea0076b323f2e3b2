/* SPDX-License-Identifier: MIT */
/* An iterator over the pages of ListMetadataGenerationRuns. */
#include <tarn/tarn-metadata-run-iter.h>

#include "runs/run-iter.h"

struct _TarnMetadataRunIter
{
  TarnRunIter runs;
};

static GPtrArray *
list_runs (gpointer client, char *const *filters, const char *next_token, char **out_next_token,
           GError **error)
{
  return tarn_datazone_client_list_metadata_generation_runs (client, filters[0], filters[1],
                                                             filters[2], filters[3], -1, next_token,
                                                             out_next_token, error);
}

TarnMetadataRunIter *
tarn_metadata_run_iter_new (TarnDataZoneClient *client, const char *domain_identifier,
                            const char *status, const char *type, const char *target_identifier)
{
  const char *filters[] = { domain_identifier, status, type, target_identifier };

  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (client), NULL);

  TarnMetadataRunIter *self = g_new (TarnMetadataRunIter, 1);
  tarn_run_iter_init (&self->runs, client, list_runs, filters, G_N_ELEMENTS (filters));
  return self;
}

TarnMetadataRunIter *
tarn_metadata_run_iter_copy (const TarnMetadataRunIter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnMetadataRunIter *copy = g_new (TarnMetadataRunIter, 1);
  tarn_run_iter_init_copy (&copy->runs, &self->runs);
  return copy;
}

void
tarn_metadata_run_iter_free (TarnMetadataRunIter *self)
{
  g_return_if_fail (self != NULL);

  tarn_run_iter_clear (&self->runs);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (TarnMetadataRunIter, tarn_metadata_run_iter, tarn_metadata_run_iter_copy,
                     tarn_metadata_run_iter_free)

TarnMetadataRun *
tarn_metadata_run_iter_next (TarnMetadataRunIter *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  TarnMetadataRun *run = tarn_run_iter_next (&self->runs, error);
  return run != NULL ? tarn_metadata_run_ref (run) : NULL;
}
