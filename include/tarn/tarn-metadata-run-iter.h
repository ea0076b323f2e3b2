/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-datazone-client.h>

G_BEGIN_DECLS

/**
 * TarnMetadataRunIter:
 *
 * An iterator over all runs that ListMetadataGenerationRuns lists, page by page:
 *
 * |[<!-- language="C" -->
 * g_autoptr (TarnMetadataRunIter) iter = tarn_metadata_run_iter_new (client, domain_id, NULL, NULL, NULL);
 * g_autoptr (GError) error = NULL;
 * TarnMetadataRun *run;
 *
 * while ((run = tarn_metadata_run_iter_next (iter, &error)) != NULL)
 *   {
 *     ...
 *     tarn_metadata_run_unref (run);
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
typedef struct _TarnMetadataRunIter TarnMetadataRunIter;

#define TARN_TYPE_METADATA_RUN_ITER (tarn_metadata_run_iter_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_metadata_run_iter_get_type (void) G_GNUC_CONST;

/**
 * tarn_metadata_run_iter_new:
 * @client: the client that calls
 * @domain_identifier: (nullable): the domain
 * @status: (nullable): only runs of this status
 * @type: (nullable): only runs of this type
 * @target_identifier: (nullable): only runs of this asset
 *
 * Makes an iterator, which keeps the client alive. This function does not check the arguments: the first
 * tarn_metadata_run_iter_next() does, as the operation would.
 *
 * Returns: (transfer full): an iterator before the newest run
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataRunIter *
tarn_metadata_run_iter_new (TarnDataZoneClient *client, const char *domain_identifier,
                            const char *status, const char *type,
                            const char *target_identifier) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_metadata_run_iter_copy:
 * @self: an iterator
 *
 * Returns: (transfer full): an iterator at the same place
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataRunIter *
tarn_metadata_run_iter_copy (const TarnMetadataRunIter *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_metadata_run_iter_free:
 * @self: (transfer full): an iterator
 *
 * Frees the iterator.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_metadata_run_iter_free (TarnMetadataRunIter *self);

/**
 * tarn_metadata_run_iter_next:
 * @self: an iterator
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Returns the next run, and calls the operation when a page is used up.
 *
 * Errors: those of tarn_datazone_client_list_metadata_generation_runs(). After an error the iterator
 * is where it was before the call, and the next call lists the same page again.
 *
 * Returns: (transfer full) (nullable): a run as it was when its page was listed, or %NULL after the last one
 *   or with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataRun *tarn_metadata_run_iter_next (TarnMetadataRunIter *self,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnMetadataRunIter, tarn_metadata_run_iter_free)

G_END_DECLS
