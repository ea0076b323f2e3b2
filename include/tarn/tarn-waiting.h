/* SPDX-License-Identifier: MIT */
/*
 * Waiting for the end of a run, without asking for it over and over. It needs GIO, so <tarn/tarn.h> does not
 * include it.
 *
 * There are two ways, and both tell the run as it ended. In a main loop, with tarn_engine_create_source()
 * or with somebody else who drives the clock, waiting is asynchronous: the callback is called in the main
 * context that was the thread's default when waiting began, so that one has to be run, and it has to be
 * of the engine's thread. It is never called from within the call that begins to wait, nor from within an
 * operation or an event, but by the context, after all observers were told of the end and, with the
 * source of the engine, before the next event. Where there is no main loop, the other way drives the
 * clock until the run has ended.
 *
 * Waiting is no operation of the service: no rate counts it, no fault plan hears of it, no reply of it
 * is lost, and no journal tells of it. Access is another matter: who may not get the run may not wait
 * for it either. That is looked at when waiting begins, as a call would.
 *
 * A run that is forgotten in the instant in which it ends is told all the same. Of a run that hangs
 * there is no end until somebody stops or cancels it. Whoever waits keeps the engine alive with his
 * client, until the run has ended or he gives up; so while he waits the engine cannot be handed over to
 * another thread. A fork and a restored engine have nobody who waits.
 */
#pragma once

#include <gio/gio.h>

#include <tarn/tarn-clock.h>

G_BEGIN_DECLS

/**
 * tarn_glue_client_wait_for_materialized_view_refresh_task_run_async:
 * @self: a client
 * @catalog_id: (nullable): the catalog, or %NULL for the caller's account
 * @materialized_view_refresh_task_run_id: (nullable): the run's id, in either case
 * @cancellable: (nullable): gives up, or %NULL
 * @callback: (scope async): called once, when the run has ended or there is an error
 * @user_data: given to @callback
 *
 * Waits until the run is `SUCCEEDED`, `FAILED` or `STOPPED`; that may be so already.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_glue_client_wait_for_materialized_view_refresh_task_run_async (
    TarnGlueClient *self, const char *catalog_id, const char *materialized_view_refresh_task_run_id,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * tarn_glue_client_wait_for_materialized_view_refresh_task_run_finish:
 * @self: the client
 * @result: what the callback was given
 * @error: where to put an error
 *
 * Errors, in the order they are checked:
 *
 * - %G_IO_ERROR_CANCELLED: the cancellable is cancelled, even if the run has ended
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread than the one that began to wait
 * - %TARN_ERROR_BUSY: waiting began inside of a condition or a cost model
 * - %TARN_GLUE_ERROR_INVALID_INPUT, %TARN_GLUE_ERROR_ACCESS_DENIED,
 *   %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: as for
 *   tarn_glue_client_get_materialized_view_refresh_task_run(), when waiting began
 *
 * Returns: (transfer full): the run as it ended, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshRun *tarn_glue_client_wait_for_materialized_view_refresh_task_run_finish (
    TarnGlueClient *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_glue_client_wait_for_materialized_view_refresh_task_run:
 * @self: a client
 * @catalog_id: (nullable): the catalog, or %NULL for the caller's account
 * @materialized_view_refresh_task_run_id: (nullable): the run's id, in either case
 * @limits: (nullable): when to give up, or %NULL for the defaults
 * @error: where to put an error
 *
 * Drives the clock as tarn_engine_run_until() does, until the run is `SUCCEEDED`, `FAILED` or `STOPPED`.
 * If it is already, nothing happens; else now is the time of its end.
 *
 * When only background events are left it does not go on, even if one of them could be a timeout of yours
 * that stops the run: let time pass with tarn_engine_advance_by() then, and wait again. Only while a fault
 * plan holds the limit of active runs full it does, as there may be a run that waits for that to be over.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: called from inside a callback; nothing happened
 * - %TARN_GLUE_ERROR_INVALID_INPUT, %TARN_GLUE_ERROR_ACCESS_DENIED,
 *   %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: as for
 *   tarn_glue_client_get_materialized_view_refresh_task_run(); nothing happened
 * - %TARN_ERROR_LIMIT: as for tarn_engine_run_until()
 * - %TARN_ERROR_STOPPED: a callback called tarn_engine_stop(), and the run has not ended; now is the time of
 *   the last event
 * - %TARN_ERROR_DEADLOCK: the run has not ended, and nothing is left to happen but background events;
 *   now is the time of the last event, the message names the run
 *
 * Returns: (transfer full): the run as it ended, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshRun *tarn_glue_client_wait_for_materialized_view_refresh_task_run (
    TarnGlueClient *self, const char *catalog_id, const char *materialized_view_refresh_task_run_id,
    const TarnRunLimits *limits, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_datazone_client_wait_for_metadata_generation_run_async:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @identifier: (nullable): the id of the run
 * @cancellable: (nullable): gives up, or %NULL
 * @callback: (scope async): called once, when the run has ended or there is an error
 * @user_data: given to @callback
 *
 * Waits until the run is `SUCCEEDED`, `FAILED`, `PARTIALLY_SUCCEEDED` or `CANCELED`; that may be so
 * already.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_datazone_client_wait_for_metadata_generation_run_async (
    TarnDataZoneClient *self, const char *domain_identifier, const char *identifier,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * tarn_datazone_client_wait_for_metadata_generation_run_finish:
 * @self: the client
 * @result: what the callback was given
 * @error: where to put an error
 *
 * Errors, in the order they are checked:
 *
 * - %G_IO_ERROR_CANCELLED: the cancellable is cancelled, even if the run has ended
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread than the one that began to wait
 * - %TARN_ERROR_BUSY: waiting began inside of a condition or a cost model
 * - %TARN_DATAZONE_ERROR_VALIDATION, %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
 *   %TARN_DATAZONE_ERROR_ACCESS_DENIED: as for tarn_datazone_client_get_metadata_generation_run(), when
 *   waiting began
 *
 * Returns: (transfer full): the run as it ended, as Get tells it without a type, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataRun *tarn_datazone_client_wait_for_metadata_generation_run_finish (
    TarnDataZoneClient *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_datazone_client_wait_for_metadata_generation_run:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @identifier: (nullable): the id of the run
 * @limits: (nullable): when to give up, or %NULL for the defaults
 * @error: where to put an error
 *
 * Drives the clock as tarn_engine_run_until() does, until the run has ended. If it has already, nothing
 * happens; else now is the time of its end. When only background events are left it does not go on, see
 * tarn_glue_client_wait_for_materialized_view_refresh_task_run().
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: called from inside a callback; nothing happened
 * - %TARN_DATAZONE_ERROR_VALIDATION, %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
 *   %TARN_DATAZONE_ERROR_ACCESS_DENIED: as for tarn_datazone_client_get_metadata_generation_run();
 *   nothing happened
 * - %TARN_ERROR_LIMIT: as for tarn_engine_run_until()
 * - %TARN_ERROR_STOPPED: a callback called tarn_engine_stop(), and the run has not ended; now is the time of
 *   the last event
 * - %TARN_ERROR_DEADLOCK: the run has not ended, and nothing is left to happen but background events;
 *   now is the time of the last event, the message names the run
 *
 * Returns: (transfer full): the run as it ended, as Get tells it without a type, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataRun *tarn_datazone_client_wait_for_metadata_generation_run (
    TarnDataZoneClient *self, const char *domain_identifier, const char *identifier,
    const TarnRunLimits *limits, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
