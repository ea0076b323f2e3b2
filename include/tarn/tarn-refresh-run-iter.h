/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-glue-client.h>

G_BEGIN_DECLS

/**
 * TarnRefreshRunIter:
 *
 * An iterator over all runs that ListMaterializedViewRefreshTaskRuns lists, page by page:
 *
 * |[<!-- language="C" -->
 * g_autoptr (TarnRefreshRunIter) iter = tarn_refresh_run_iter_new (client, NULL, NULL, NULL);
 * g_autoptr (GError) error = NULL;
 * TarnRefreshRun *run;
 *
 * while ((run = tarn_refresh_run_iter_next (iter, &error)) != NULL)
 *   {
 *     ...
 *     tarn_refresh_run_unref (run);
 *   }
 *
 * if (error != NULL)
 *   ...
 * ]|
 *
 * Runs that start after the first page was listed are not among them.
 *
 * Since: 1.0
 */
typedef struct _TarnRefreshRunIter TarnRefreshRunIter;

#define TARN_TYPE_REFRESH_RUN_ITER (tarn_refresh_run_iter_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_refresh_run_iter_get_type (void) G_GNUC_CONST;

/**
 * tarn_refresh_run_iter_new:
 * @client: the client that calls
 * @catalog_id: (nullable): the catalog, or %NULL for the caller's account
 * @database_name: (nullable): only runs of this database
 * @table_name: (nullable): only runs of this view
 *
 * Makes an iterator, which keeps the client alive. This function does not check the arguments: the first
 * tarn_refresh_run_iter_next() does, as the operation would.
 *
 * Returns: (transfer full): an iterator before the newest run
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshRunIter *tarn_refresh_run_iter_new (TarnGlueClient *client, const char *catalog_id,
                                               const char *database_name,
                                               const char *table_name) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_refresh_run_iter_copy:
 * @self: an iterator
 *
 * Returns: (transfer full): an iterator at the same place
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshRunIter *
tarn_refresh_run_iter_copy (const TarnRefreshRunIter *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_refresh_run_iter_free:
 * @self: (transfer full): an iterator
 *
 * Frees the iterator.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_refresh_run_iter_free (TarnRefreshRunIter *self);

/**
 * tarn_refresh_run_iter_next:
 * @self: an iterator
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Returns the next run, and calls the operation when a page is used up.
 *
 * Errors: those of tarn_glue_client_list_materialized_view_refresh_task_runs(). After an error the iterator
 * is where it was before the call, and the next call lists the same page again.
 *
 * Returns: (transfer full) (nullable): a run as it was when its page was listed, or %NULL after the last one
 *   or with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshRun *tarn_refresh_run_iter_next (TarnRefreshRunIter *self,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnRefreshRunIter, tarn_refresh_run_iter_free)

G_END_DECLS
