/* SPDX-License-Identifier: MIT */
/* An iterator over the pages of ListMaterializedViewRefreshTaskRuns. */
#include <tarn/tarn-refresh-run-iter.h>

#include "runs/run-iter.h"

struct _TarnRefreshRunIter
{
  TarnRunIter runs;
};

static GPtrArray *
list_runs (gpointer client, char *const *filters, const char *next_token, char **out_next_token,
           GError **error)
{
  return tarn_glue_client_list_materialized_view_refresh_task_runs (client, filters[0], filters[1],
                                                                    filters[2], -1, next_token,
                                                                    out_next_token, error);
}

TarnRefreshRunIter *
tarn_refresh_run_iter_new (TarnGlueClient *client, const char *catalog_id,
                           const char *database_name, const char *table_name)
{
  const char *filters[] = { catalog_id, database_name, table_name };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (client), NULL);

  TarnRefreshRunIter *self = g_new (TarnRefreshRunIter, 1);
  tarn_run_iter_init (&self->runs, client, list_runs, filters, G_N_ELEMENTS (filters));
  return self;
}

TarnRefreshRunIter *
tarn_refresh_run_iter_copy (const TarnRefreshRunIter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnRefreshRunIter *copy = g_new (TarnRefreshRunIter, 1);
  tarn_run_iter_init_copy (&copy->runs, &self->runs);
  return copy;
}

void
tarn_refresh_run_iter_free (TarnRefreshRunIter *self)
{
  g_return_if_fail (self != NULL);

  tarn_run_iter_clear (&self->runs);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (TarnRefreshRunIter, tarn_refresh_run_iter, tarn_refresh_run_iter_copy,
                     tarn_refresh_run_iter_free)

TarnRefreshRun *
tarn_refresh_run_iter_next (TarnRefreshRunIter *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  TarnRefreshRun *run = tarn_run_iter_next (&self->runs, error);
  return run != NULL ? tarn_refresh_run_ref (run) : NULL;
}
