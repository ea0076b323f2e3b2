/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

#include <tarn/tarn-glue-error.h>
#include <tarn/tarn-principal.h>
#include <tarn/tarn-refresh-run.h>
#include <tarn/tarn-start-options.h>
#include <tarn/tarn-table-name.h>

G_BEGIN_DECLS

#define TARN_TYPE_GLUE_CLIENT (tarn_glue_client_get_type ())

/**
 * TarnGlueClient:
 * AWS Glue, called by one principal. Make a client with tarn_engine_create_glue_client(). The client keeps
 * the engine alive.
 *
 * Names take 1 to 255 characters from space upward and TAB, in valid UTF-8, but neither U+FFFE nor
 * U+FFFF. If the first 12 digits of a catalog id are an account id, the catalog belongs to that account. A
 * catalog id that does not begin with an account id is not found.
 *
 * Where an operation takes a catalog, %NULL stands for the account of the caller, unless the option
 * `glue.catalog-id-required` is 1: then %NULL is InvalidInputException.
 *
 * Every operation checks in this order: the thread, the arguments, the rate, the fault plan, access, the
 * entity, the state of the run, the quota. On error the engine, the clock and the pending events are as they
 * were before the call, but a call that the rate admits counts for the rate and for the fault plan. There is
 * one exception: a fault plan with an action other than `throw` can make a call fail that has changed
 * something, see tarn-fault-plan.h.
 *
 * Many operations have these errors. Each operation lists those that it can have:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition of tarn_engine_run_until() or a cost model makes the call; operations that
 *   only read can be called there, except tarn_glue_client_estimate_refresh() while a cost model plans a
 *   refresh
 * - %TARN_GLUE_ERROR_THROTTLING: the operation has a rate, such as `glue.get-rate-per-second`, which is
 *   without limit unless it is set, and the account makes more calls
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: a fault plan lost the reply, see tarn_glue_error_is_reply_lost()
 *
 * A call to another account fails with %TARN_GLUE_ERROR_ACCESS_DENIED unless a statement grants it. A call in
 * the caller's own account fails like this only if a statement denies it. See tarn-access.h.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TarnGlueClient, tarn_glue_client, TARN, GLUE_CLIENT, GObject)

/**
 * tarn_engine_create_glue_client:
 * @self: an engine
 * @principal: the principal that calls
 *
 * Makes a client through which @principal calls AWS Glue. From now on the account has its own catalog. A call
 * from another thread than the engine's, or from inside a condition or a cost model, is a programmer error.
 *
 * Returns: (transfer full): a client, which keeps the engine alive
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnGlueClient *tarn_engine_create_glue_client (TarnEngine *self,
                                                TarnPrincipal *principal) G_GNUC_WARN_UNUSED_RESULT;

/**
 * TarnGlueClient:engine:
 *
 * See tarn_glue_client_get_engine().
 *
 * Since: 1.0
 */

/**
 * tarn_glue_client_get_engine:
 * @self: a client
 *
 * Returns: (transfer none): the engine, which the client keeps alive
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnEngine *tarn_glue_client_get_engine (TarnGlueClient *self);

/**
 * TarnGlueClient:principal:
 *
 * See tarn_glue_client_get_principal().
 *
 * Since: 1.0
 */

/**
 * tarn_glue_client_get_principal:
 * @self: a client
 *
 * Returns: (transfer none): the principal that calls
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnPrincipal *tarn_glue_client_get_principal (TarnGlueClient *self);

/**
 * tarn_glue_client_start_materialized_view_refresh_task_run:
 * @self: a client
 * @table_name: the materialized view
 * @full_refresh: %TRUE to compute the whole view; %FALSE lets the service choose
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Starts a refresh run of the view at the current virtual time.
 *
 * The service's response holds the id of the run alone, see tarn_refresh_run_get_id(). This function
 * returns the run as it is now, so that a caller can poll it with tarn_refresh_run_reload().
 *
 * The run is `STARTING` when this function returns. It moves on only while virtual time advances. The service
 * chooses the type of refresh when the run gets a slot, not before, see tarn_refresh_run_get_refresh_type().
 *
 * A run gets its slot at once unless the account has `glue.running-max` runs, or the limits `glue.dpu-max` or
 * `glue.class-N-running-max` leave no room for it. Then the service refuses the start, or, with
 * `glue.queue-at-limit`, the run waits: first come, first served. When the run gets its slot,
 * it takes the snapshot of its sources. The refresh is incremental if @full_refresh is %FALSE, the
 * definition of the view allows it, the view was refreshed before, and the change is at most
 * `glue.incremental-threshold-percent` of the sources. Otherwise the refresh is full, without any message.
 * It is also full if a source no longer keeps the snapshot that the view shows, see
 * `glue.retention-snapshots` and `glue.retention-snapshot-age-us`, or if `glue.incremental-appends-only` is 1
 * and a source has had a commit that is neither an append nor a compaction, even one of 0 bytes. If no byte has
 * changed since the last refresh, a run without @full_refresh that need not be full for one of these two reasons is a
 * short incremental one, even if the definition does not allow incremental refreshes.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId, DatabaseName or TableName is missing, empty, over
 *   255 characters, not valid UTF-8, or holds characters that are not allowed
 * - %TARN_GLUE_ERROR_THROTTLING: the account of the caller makes more calls than
 *   `glue.start-rate-per-second` allows; there is no limit by default
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 *   or `glue:GetTable` on the view
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog, database or table, or the table is
 *   no materialized view
 * - %TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_RUNNING: the view has a run that has not ended;
 *   also while this run is stopping
 * - %TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED: the view has had 4294967295 runs
 * - %TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED: `glue.queue-at-limit` is 0, and the account has
 *   `glue.running-max` runs or a fault plan fills this limit; or it has as many runs of the slot class as
 *   `glue.class-N-running-max` allows; or the runs that have a slot leave fewer of the `glue.dpu-max` DPU than the
 *   run may need
 * - %TARN_ERROR_INVALID_TIME: the run would end past the end of time if it got its slot now. A run that gets
 *   its slot so late that it would end past the end of time does not end
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: the call took effect, but a fault plan lost its reply, see
 *   tarn_glue_error_is_reply_lost()
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
 * tarn_glue_client_start_materialized_view_refresh_task_run_with_options:
 * @self: a client
 * @table_name: the materialized view
 * @full_refresh: %TRUE to compute the whole view; %FALSE leaves it to the mode of the options
 * @options: (nullable): what only a start in the simulation can ask for, or %NULL for nothing
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Starts a refresh run of the view at the current virtual time, as
 * tarn_glue_client_start_materialized_view_refresh_task_run() does, with options that the service does not
 * have. Rates, fault plans, access and the journal take the call for a call of the same operation. In the
 * journal, the options follow the members, and a replay gives them again.
 *
 * The type of the refresh follows from the mode when the run gets its slot. With
 * %TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL, a run whose refresh can only be full then starts up, and is `FAILED`
 * at the instant at which it begins to be `RUNNING`: it has the type `FULL`, a message, and no use. If the
 * definer may not read the sources either, the message says that instead.
 *
 * The errors are those of tarn_glue_client_start_materialized_view_refresh_task_run(), in the same order, and
 * two more, which are checked after the other arguments:
 *
 * - %TARN_GLUE_ERROR_INVALID_INPUT: RefreshMode is incremental, in one of the two ways, and @full_refresh is
 *   %TRUE
 * - %TARN_GLUE_ERROR_INVALID_INPUT: IncrementalThresholdPercent is set, and @full_refresh is %TRUE or
 *   RefreshMode is not %TARN_REFRESH_MODE_SERVICE
 *
 * Returns: (transfer full): the run, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshRun *tarn_glue_client_start_materialized_view_refresh_task_run_with_options (
    TarnGlueClient *self, const TarnTableName *table_name, gboolean full_refresh,
    const TarnStartOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_glue_client_get_materialized_view_refresh_task_run:
 * @self: a client
 * @catalog_id: (nullable): the catalog, or %NULL for the caller's account
 * @materialized_view_refresh_task_run_id: (nullable): the id of the run, in upper or lower case
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Gets a run as it is now.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId is missing where `glue.catalog-id-required` is 1, empty, over
 *   255 characters, not valid UTF-8, or holds characters that are not allowed
 * - %TARN_GLUE_ERROR_INVALID_INPUT: MaterializedViewRefreshTaskRunId is missing or does not have
 *   the form of a UUID
 * - %TARN_GLUE_ERROR_THROTTLING: the account of the caller makes more calls than
 *   `glue.get-rate-per-second` allows; there is no limit by default
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such run in this catalog, or the engine no longer retains
 *   it
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: a fault plan lost the reply
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
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Gets the run again and writes the new answer into @self.
 *
 * The function calls GetMaterializedViewRefreshTaskRun with the id and the catalog of the run. A poll is this
 * call in a loop: it needs neither to parse an id nor to allocate memory. Every holder of a reference to
 * @self sees the new answer. Strings that the getters returned before are valid until this call.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_GLUE_ERROR_THROTTLING: the account of the caller makes more calls than
 *   `glue.get-rate-per-second` allows; there is no limit by default
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: the client's engine has no such run, or no longer retains it
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: a fault plan lost the reply
 *
 * On error @self is unchanged.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_refresh_run_reload (TarnRefreshRun *self, TarnGlueClient *client, GError **error);

/**
 * tarn_glue_client_stop_materialized_view_refresh_task_run:
 * @self: a client
 * @table_name: the materialized view
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Stops the run that the view has now. The operation takes no run id, so a late stop can stop a later run.
 *
 * The run keeps its status for `glue.stop-latency-us` and goes on using DPU. Then it is `STOPPED`, even if
 * its work would have ended meanwhile. A run that waits for a slot leaves the queue at once.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId, DatabaseName or TableName is missing, empty, over
 *   255 characters, not valid UTF-8, or holds characters that are not allowed
 * - %TARN_GLUE_ERROR_THROTTLING: the account of the caller makes more calls than
 *   `glue.stop-rate-per-second` allows; there is no limit by default
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 *   or `glue:GetTable` on the view
 * - %TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING: all runs of the view have ended, the view
 *   never had a run, there is no such view, or a fault plan ends the run at the stop
 * - %TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING: the run is stopping already
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: the call took effect, but a fault plan lost its reply, see
 *   tarn_glue_error_is_reply_lost()
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_glue_client_stop_materialized_view_refresh_task_run (TarnGlueClient *self,
                                                                   const TarnTableName *table_name,
                                                                   GError **error);

/**
 * tarn_refresh_run_stop:
 * @self: a run
 * @client: the client that calls
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Stops the run that the view of @self has now, as tarn_glue_client_stop_materialized_view_refresh_task_run()
 * does, without a text or a name. The operation takes no run id, so if @self has ended, this call stops a
 * later run of the view. If the view was deleted and another one was created under its name, that one is meant.
 * @self stays as it is until it is reloaded.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_GLUE_ERROR_THROTTLING: the account of the caller makes more calls than
 *   `glue.stop-rate-per-second` allows; there is no limit by default
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 *   or `glue:GetTable` on the view
 * - %TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING: all runs of the view have ended, the
 *   client's engine has no such view, or a fault plan ends the run at the stop
 * - %TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING: the run is stopping already
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: the call took effect, but a fault plan lost its reply, see
 *   tarn_glue_error_is_reply_lost()
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_refresh_run_stop (const TarnRefreshRun *self, TarnGlueClient *client, GError **error);

/**
 * tarn_glue_client_list_materialized_view_refresh_task_runs:
 * @self: a client
 * @catalog_id: (nullable): the catalog, or %NULL for the caller's account
 * @database_name: (nullable): the database to list the runs of, or %NULL for all
 * @table_name: (nullable): the view to list the runs of, or %NULL for all
 * @max_results: the largest number of runs to return, 1 to 1000, or -1 for 100
 * @next_token: (nullable): the token from an earlier call with the same names, or %NULL for the first page
 * @out_next_token: (out) (optional) (nullable) (transfer full): the token of the next page, or
 *   %NULL if this page is the last
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Lists runs, newest first. Pages do not shift: runs that start between two calls are not on the later pages.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId is missing where `glue.catalog-id-required` is 1; CatalogId,
 *   DatabaseName or TableName is empty, over 255 characters, not valid UTF-8, or holds characters that are
 *   not allowed
 * - %TARN_GLUE_ERROR_INVALID_INPUT: MaxResults is neither -1 nor 1 to 1000
 * - %TARN_GLUE_ERROR_INVALID_INPUT: TableName is set without DatabaseName
 * - %TARN_GLUE_ERROR_INVALID_INPUT: NextToken does not come from a call with these names
 * - %TARN_GLUE_ERROR_THROTTLING: the account of the caller makes more calls than
 *   `glue.list-rate-per-second` allows; there is no limit by default
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: a fault plan lost the reply
 *
 * A catalog, database or view that does not exist has no runs. This is no error.
 *
 * Returns: (transfer container) (element-type TarnRefreshRun): the runs, or %NULL with @error set; then
 *   @out_next_token is unchanged. g_ptr_array_unref() gives back the references to the runs too
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
 * @materialized_view_refresh_task_run_id: (nullable): the id of the run, in upper or lower case
 * @cancellable: (nullable): gives up waiting when it is cancelled, or %NULL
 * @callback: (scope async): called once, when the run has ended or there is an error
 * @user_data: given to @callback
 *
 * Waits until the run is `SUCCEEDED`, `FAILED` or `STOPPED`; it can be so already.
 *
 * Something has to drive time meanwhile: the source of tarn_engine_create_source(), or calls to the functions
 * that drive time. The main context that is the thread's default when waiting begins calls @callback, so this
 * context has to run, in the engine's thread. The callback never runs inside this call, an operation or an
 * event. It runs after all observers were notified of the end and, with the source of the engine, before
 * the next event.
 *
 * Waiting is no operation of the service: no rate counts it, no fault plan applies to it, and no journal
 * records it. Access counts: a principal that may not get the run may not wait for it either. The function
 * checks this when waiting begins, as a call would.
 *
 * A run can end and be forgotten in the same instant; @callback gets it all the same. A run that hangs does
 * not end until a stop. A wait keeps the client, and with it the engine, alive until the run has ended or the
 * cancellable is cancelled; until then no other thread can become the owner of the engine. A fork and a
 * restored engine have no waits.
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
 * @result: the result that the callback was given
 * @error: return location for an error
 *
 * Returns the outcome of tarn_glue_client_wait_for_materialized_view_refresh_task_run_async().
 *
 * Errors, in the order they are checked:
 *
 * - %G_IO_ERROR_CANCELLED: the cancellable is cancelled, even if the run has ended
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread than the one that began to wait
 * - %TARN_ERROR_BUSY: waiting began inside a condition or a cost model
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
 * @materialized_view_refresh_task_run_id: (nullable): the id of the run, in upper or lower case
 * @limits: (nullable): limits after which the function gives up, or %NULL for the defaults
 * @error: return location for an error
 *
 * Drives time as tarn_engine_run_until() does, until the run is `SUCCEEDED`, `FAILED` or `STOPPED`.
 * If the run has ended already, nothing happens. Otherwise the virtual time is then the time of its end.
 *
 * The function gives up when only background events are left, even if one of them is a timeout of the user
 * that would stop the run. Then let time pass with tarn_engine_advance_by(), and wait again. The function
 * does not give up while a fault plan fills the limit of active runs: the run may get its slot after that.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a callback makes the call; nothing happened
 * - %TARN_GLUE_ERROR_INVALID_INPUT, %TARN_GLUE_ERROR_ACCESS_DENIED,
 *   %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: as for
 *   tarn_glue_client_get_materialized_view_refresh_task_run(); nothing happened
 * - %TARN_ERROR_LIMIT: as for tarn_engine_run_until()
 * - %TARN_ERROR_STOPPED: a callback called tarn_engine_stop(), and the run has not ended; the virtual time is
 *   that of the last event
 * - %TARN_ERROR_DEADLOCK: the run has not ended, and only background events are left; the virtual time is
 *   that of the last event, and the message names the run
 *
 * Returns: (transfer full): the run as it ended, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshRun *tarn_glue_client_wait_for_materialized_view_refresh_task_run (
    TarnGlueClient *self, const char *catalog_id, const char *materialized_view_refresh_task_run_id,
    const TarnClockLimits *limits, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_refresh_run_wait_async:
 * @self: a run
 * @client: the client that waits
 * @cancellable: (nullable): gives up waiting when it is cancelled, or %NULL
 * @callback: (scope async): called once, when the run has ended or there is an error; its source object is
 *   @client
 * @user_data: given to @callback
 *
 * Waits until the run has ended, as tarn_glue_client_wait_for_materialized_view_refresh_task_run_async()
 * does, without a text of the id. @self stays as it is until tarn_refresh_run_wait_finish() is called. The
 * wait keeps no reference to @self.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_refresh_run_wait_async (TarnRefreshRun *self, TarnGlueClient *client,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * tarn_refresh_run_wait_finish:
 * @self: the run, or another copy of it; a copy of another run is a programmer error
 * @result: the result that the callback was given
 * @error: return location for an error
 *
 * Writes the run as it ended into @self. As with tarn_refresh_run_reload(), every holder of a reference to
 * @self sees it, and strings that the getters returned before are valid until this call.
 *
 * The errors are those of tarn_glue_client_wait_for_materialized_view_refresh_task_run_finish() without
 * %TARN_GLUE_ERROR_INVALID_INPUT. On error @self is unchanged.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_refresh_run_wait_finish (TarnRefreshRun *self, GAsyncResult *result, GError **error);

/**
 * tarn_refresh_run_wait:
 * @self: a run
 * @client: the client that waits
 * @limits: (nullable): limits after which the function gives up, or %NULL for the defaults
 * @error: return location for an error
 *
 * Drives time until the run has ended, as tarn_glue_client_wait_for_materialized_view_refresh_task_run()
 * does, and writes the run as it ended into @self. It needs no text of the id. As with
 * tarn_refresh_run_reload(), every holder of a reference to @self sees it, and strings that the getters
 * returned before are valid until this call.
 *
 * The errors are those of tarn_glue_client_wait_for_materialized_view_refresh_task_run() without
 * %TARN_GLUE_ERROR_INVALID_INPUT. On error @self is unchanged.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_refresh_run_wait (TarnRefreshRun *self, TarnGlueClient *client,
                                const TarnClockLimits *limits, GError **error);

/**
 * tarn_glue_client_get_n_running_runs:
 * @self: a client
 *
 * Counts the refresh runs of the caller's account that have a slot, as `glue.running-max` does: those that
 * start up, that are `RUNNING`, and that are being stopped after they got their slot. A fault plan that fills
 * the limit does not change the number.
 *
 * This is no operation of the service, and takes a short time however many runs there are. A call from
 * another thread than the engine's is a programmer error.
 *
 * Returns: the number of runs
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_glue_client_get_n_running_runs (TarnGlueClient *self);

/**
 * tarn_glue_client_get_n_waiting_runs:
 * @self: a client
 *
 * Counts the refresh runs of the caller's account that wait for a slot, see `glue.queue-at-limit`. A run that
 * was stopped while it waited has left the queue, and is counted neither here nor by
 * tarn_glue_client_get_n_running_runs().
 *
 * This is no operation of the service, and takes a short time however many runs there are. A call from
 * another thread than the engine's is a programmer error.
 *
 * Returns: the number of runs
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_glue_client_get_n_waiting_runs (TarnGlueClient *self);

G_END_DECLS
