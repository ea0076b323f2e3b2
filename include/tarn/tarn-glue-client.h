/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

#include <tarn/tarn-glue-error.h>
#include <tarn/tarn-principal.h>
#include <tarn/tarn-refresh-run.h>
#include <tarn/tarn-table-name.h>

G_BEGIN_DECLS

#define TARN_TYPE_GLUE_CLIENT (tarn_glue_client_get_type ())

/**
 * TarnGlueClient:
 *
 * AWS Glue as one principal sees it. Make one with tarn_engine_create_glue_client(). It keeps the
 * engine alive.
 *
 * Names take 1 to 255 characters from space upward and TAB, in valid UTF-8, but neither U+FFFE nor
 * U+FFFF. A catalog id whose first 12 digits are another account is that account's; one that does
 * not begin with an account is not found.
 *
 * Where the operations take a catalog, %NULL stands for the caller's account, unless the option
 * `glue.catalog-id-required` is 1: then it is InvalidInputException.
 *
 * Every operation checks in this order: the arguments, the rate, the fault plan, access, the entity, the
 * state of the run, the quota. On error the lake, the clock and the pending events are as they were
 * before the call, but the attempt counts for the rate and the fault plan.
 *
 * Each operation can fail in two ways more than is said of it below. With %TARN_GLUE_ERROR_THROTTLING, if
 * it has a rate such as `glue.get-rate-per-second`, which is without limit unless it is set; and with
 * whatever a fault plan has it throw, see tarn-fault-plan.h. Where %TARN_GLUE_ERROR_ACCESS_DENIED is said
 * to be about another account, a statement can grant that, and another can deny what is one's own, see
 * tarn-access.h.
 *
 * An operation called from inside a condition of tarn_engine_run_until() or from inside a cost model
 * fails with %TARN_ERROR_BUSY unless it only reads.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TarnGlueClient, tarn_glue_client, TARN, GLUE_CLIENT, GObject)

/**
 * tarn_engine_create_glue_client:
 * @self: an engine
 * @principal: who calls
 *
 * Makes AWS Glue as @principal sees it. The account's own catalog is there from now on. From inside a
 * condition or a cost model this is a programmer's error.
 *
 * Returns: (transfer full): a client, which keeps the engine alive
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnGlueClient *tarn_engine_create_glue_client (TarnEngine *self,
                                                TarnPrincipal *principal) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_glue_client_start_materialized_view_refresh_task_run:
 * @self: a client
 * @table_name: the materialized view
 * @full_refresh: %TRUE to compute the whole view; %FALSE lets the service choose
 * @error: return location for a [error@Tarn.GlueError]
 *
 * Starts a refresh run of the view at the current virtual time.
 *
 * The service's response holds the id of the run alone, see tarn_refresh_run_get_id(). This function
 * returns the run as it is now, so that a caller can poll it with tarn_refresh_run_reload().
 *
 * The run is `STARTING` when this returns; it moves on only while virtual time advances. The service does
 * not even decide on the kind of refresh before the run has a slot, see
 * tarn_refresh_run_get_refresh_type().
 *
 * A run gets its slot at once unless the account has `glue.running-max` runs. Then the start is refused, or,
 * with `glue.queue-at-limit`, the run waits: first come, first served. When the run gets its slot, it takes
 * the snapshot of its sources. The refresh is incremental if @full_refresh is %FALSE, the definition of the
 * view allows it, the view was refreshed before, and the change is at most
 * `glue.incremental-threshold-percent` of the sources. Otherwise the refresh is full, and nothing says so.
 * If no byte has changed since the last refresh, a run without @full_refresh is a short incremental one,
 * even if the definition does not allow incremental refreshes.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId, DatabaseName or TableName is missing, empty, over
 *   255 characters, not valid UTF-8, or holds characters that are not allowed
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog is another account's
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog, database or table, or the table is
 *   no materialized view
 * - %TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_RUNNING: the view has a run that has not ended;
 *   also while it is being stopped
 * - %TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED: the account has `glue.running-max` runs, and
 *   `glue.queue-at-limit` is 0
 *
 * Returns: (transfer full): the run, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshRun *tarn_glue_client_start_materialized_view_refresh_task_run (
    TarnGlueClient *self, const TarnTableName *table_name, gboolean full_refresh,
    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_glue_client_get_materialized_view_refresh_task_run:
 * @self: a client
 * @catalog_id: (nullable): the catalog, or %NULL for the caller's account
 * @materialized_view_refresh_task_run_id: (nullable): the run's id, in either case
 * @error: return location for a [error@Tarn.GlueError]
 *
 * Tells how a run is doing now.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId is empty, over 255 characters, not valid UTF-8, or
 *   holds characters that are not allowed
 * - %TARN_GLUE_ERROR_INVALID_INPUT: MaterializedViewRefreshTaskRunId is missing or does not have
 *   the form of a UUID
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog is another account's
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such run in this catalog, or it is no longer
 *   retained
 *
 * Returns: (transfer full): the run, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshRun *tarn_glue_client_get_materialized_view_refresh_task_run (
    TarnGlueClient *self, const char *catalog_id, const char *materialized_view_refresh_task_run_id,
    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_refresh_run_reload:
 * @self: a run
 * @client: the client that calls
 * @error: return location for a [error@Tarn.GlueError]
 *
 * Calls GetMaterializedViewRefreshTaskRun for the run, by its id and in its catalog, and writes what the
 * service answers into @self. A poll is this call in a loop. It needs neither to parse an id nor to
 * allocate memory. Everybody who has a reference to @self sees the new answer.
 *
 * Strings that the getters returned before are valid until this call.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog is another account's
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: the client's engine has no such run, or no longer retains it
 *
 * On error @self is as it was.
 *
 * Returns: whether the service answered
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_refresh_run_reload (TarnRefreshRun *self, TarnGlueClient *client, GError **error);

/**
 * tarn_glue_client_stop_materialized_view_refresh_task_run:
 * @self: a client
 * @table_name: the materialized view
 * @error: return location for a [error@Tarn.GlueError]
 *
 * Asks to stop the run that the view has now; it takes no run id, so a late stop can meet a later
 * run.
 *
 * The run keeps its status for `glue.stop-latency-us`, goes on using DPU, and is then `STOPPED`,
 * even if its work would have ended meanwhile; a run that was waiting leaves the queue at once.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId, DatabaseName or TableName is missing, empty, over
 *   255 characters, not valid UTF-8, or holds characters that are not allowed
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog is another account's
 * - %TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING: the view has no run that has not
 *   ended, or there is no such view
 * - %TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING: the run is being stopped already
 *
 * Returns: whether the stop was accepted
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_glue_client_stop_materialized_view_refresh_task_run (TarnGlueClient *self,
                                                                   const TarnTableName *table_name,
                                                                   GError **error);

/**
 * tarn_glue_client_list_materialized_view_refresh_task_runs:
 * @self: a client
 * @catalog_id: (nullable): the catalog, or %NULL for the caller's account
 * @database_name: (nullable): only runs of this database
 * @table_name: (nullable): only runs of this view
 * @max_results: the most to return, 1 to 1000, or -1 for 100
 * @next_token: (nullable): where to go on, from an earlier call with the same names
 * @out_next_token: (out) (optional) (nullable) (transfer full): where the next page begins, or
 *   %NULL if this is the last
 * @error: return location for a [error@Tarn.GlueError]
 *
 * Lists runs, newest first. Pages do not shift: runs that are started between two calls are not on
 * the later pages.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId, DatabaseName or TableName is empty, over 255
 *   characters, not valid UTF-8, or holds characters that are not allowed
 * - %TARN_GLUE_ERROR_INVALID_INPUT: MaxResults is neither -1 nor 1 to 1000
 * - %TARN_GLUE_ERROR_INVALID_INPUT: TableName comes without DatabaseName
 * - %TARN_GLUE_ERROR_INVALID_INPUT: NextToken is not one that a call with these names gave
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog is another account's
 *
 * A catalog, database or view that does not exist has no runs: that is no error.
 *
 * Returns: (transfer container) (element-type TarnRefreshRun): the runs, or %NULL with @error set; the
 *   token is untouched then
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GPtrArray *tarn_glue_client_list_materialized_view_refresh_task_runs (
    TarnGlueClient *self, const char *catalog_id, const char *database_name, const char *table_name,
    gint max_results, const char *next_token, char **out_next_token,
    GError **error) G_GNUC_WARN_UNUSED_RESULT;

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
 * The time has to be driven meanwhile, by the source of tarn_engine_create_source() or by somebody else. The
 * callback is called in the main context that was the thread's default when waiting began, so that one has
 * to be run, in the engine's thread. It is never called from within the call that begins to wait, nor from
 * within an operation or an event, but by the context: after all observers were told of the end and, with
 * the source of the engine, before the next event.
 *
 * Waiting is no operation of the service: no rate counts it, no fault plan hears of it, no reply of it is
 * lost, and no journal tells of it. Access is another matter: whoever may not get the run may not wait for
 * it either. That is looked at when waiting begins, as a call would.
 *
 * A run that is forgotten in the instant in which it ends is told all the same. A run that hangs does not end
 * until somebody stops it. Whoever waits keeps the engine alive with the client, until the run has ended or
 * the cancellable is cancelled; the engine cannot be handed over to another thread meanwhile. A fork and a
 * restored engine have nobody who waits.
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

G_END_DECLS
