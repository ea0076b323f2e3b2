/* SPDX-License-Identifier: MIT */
/*
 * Operations that create catalogs, databases, tables and materialized views, change and delete tables and
 * views, commit to tables, and read databases, tables and views.
 *
 * Set-up uses the same client as the refresh operations, and the service's names where the service has
 * one. An account has its own catalog, whose id is the account id, from the start.
 */
#pragma once

#include <tarn/tarn-glue-client.h>
#include <tarn/tarn-table.h>

G_BEGIN_DECLS

/**
 * tarn_glue_client_create_catalog:
 * @self: a client
 * @catalog_id: (nullable): the catalog, `<account>:s3tablescatalog/<bucket>`
 * @is_federated: whether errors about the contents of the catalog say that they come from a federation source
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Creates a catalog of S3 Tables.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId is missing, empty, over 255 characters, not valid UTF-8, or
 *   holds characters that are not allowed
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId does not have the form above
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog would belong to another account, or a statement denies the
 *   call
 * - %TARN_GLUE_ERROR_ALREADY_EXISTS: there is such a catalog
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: the call took effect, but a fault plan lost its reply, see
 *   tarn_glue_error_is_reply_lost()
 *
 * On error nothing has changed, unless a fault plan lost the reply.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_glue_client_create_catalog (TarnGlueClient *self, const char *catalog_id,
                                          gboolean is_federated, GError **error);

/**
 * tarn_glue_client_create_database:
 * @self: a client
 * @catalog_id: (nullable): the catalog, or %NULL for the caller's account
 * @database_name: (nullable): the database
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Creates a database. Its name is stored in lower case, see tarn_table_name_new().
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId or DatabaseName is missing, empty, over 255 characters, not
 *   valid UTF-8, or holds characters that are not allowed
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog
 * - %TARN_GLUE_ERROR_ALREADY_EXISTS: there is such a database
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: the call took effect, but a fault plan lost its reply, see
 *   tarn_glue_error_is_reply_lost()
 *
 * On error nothing has changed, unless a fault plan lost the reply.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_glue_client_create_database (TarnGlueClient *self, const char *catalog_id,
                                           const char *database_name, GError **error);

/**
 * tarn_glue_client_get_database:
 * @self: a client
 * @catalog_id: (nullable): the catalog, or %NULL for the caller's account
 * @database_name: (nullable): the database
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Looks whether there is a database. Of a database the library has only the name.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId or DatabaseName is missing, empty, over 255 characters, not
 *   valid UTF-8, or holds characters that are not allowed
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog or database
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: a fault plan lost the reply
 *
 * Returns: (transfer full): the name of the database, as it is stored, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_glue_client_get_database (TarnGlueClient *self, const char *catalog_id,
                                     const char *database_name,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_glue_client_get_databases:
 * @self: a client
 * @catalog_id: (nullable): the catalog, or %NULL for the caller's account
 * @max_results: the largest number of databases to return, 1 to 100, or -1 for 100
 * @next_token: (nullable): the token from an earlier call with the same catalog, or %NULL for the first page
 * @out_next_token: (out) (optional) (nullable) (transfer full): the token of the next page, or
 *   %NULL if this page is the last
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Gets the names of the databases of a catalog, in the order of their creation. Pages do not shift: a database that
 * is created between two calls is on the last page.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId is missing, empty, over 255 characters, not valid UTF-8, or
 *   holds characters that are not allowed
 * - %TARN_GLUE_ERROR_INVALID_INPUT: MaxResults is neither -1 nor 1 to 100
 * - %TARN_GLUE_ERROR_INVALID_INPUT: NextToken does not come from a call with this catalog
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: a fault plan lost the reply
 *
 * Returns: (transfer full) (element-type utf8): the names, or %NULL with @error set; then @out_next_token is
 *   unchanged
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GPtrArray *tarn_glue_client_get_databases (TarnGlueClient *self, const char *catalog_id,
                                           gint max_results, const char *next_token,
                                           char **out_next_token,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_glue_client_create_table:
 * @self: a client
 * @table_name: the name of the new table or view
 * @input: the table or materialized view
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Creates a base table or a materialized view. Its name is stored in lower case, see tarn_table_name_new().
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId, DatabaseName or TableName is missing, empty, over
 *   255 characters, not valid UTF-8, or holds characters that are not allowed
 * - %TARN_GLUE_ERROR_INVALID_INPUT: the definer is empty, over 2048 characters, not valid UTF-8, or holds
 *   characters that are not allowed
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a size or count is over 2^60
 * - %TARN_GLUE_ERROR_INVALID_INPUT: the annotation is over 2^20 bytes or not valid UTF-8
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a base table has sources, version ids, a definer,
 *   RefreshSeconds or LastRefreshType
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a view has no source or more than 10, one whose name is wrong, or
 *   one of them twice, or more than 250 version ids or one below -1
 * - %TARN_GLUE_ERROR_INVALID_INPUT: RefreshSeconds of a view is neither 0 nor at least 3600, or over ten
 *   years
 * - %TARN_GLUE_ERROR_INVALID_INPUT: the offset or the jitter of the schedule is negative, or not below
 *   RefreshSeconds, or a base table has one
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog or database
 * - %TARN_GLUE_ERROR_ALREADY_EXISTS: there is such a table
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a source is in another account
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such source
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a source is a view while `glue.views-on-views` is 0
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: the call took effect, but a fault plan lost its reply, see
 *   tarn_glue_error_is_reply_lost()
 *
 * The operation makes all three checks of a source before it checks the next source. On error nothing has
 * changed, unless a fault plan lost the reply.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_glue_client_create_table (TarnGlueClient *self, const TarnTableName *table_name,
                                        TarnTableInput *input, GError **error);

/**
 * tarn_glue_client_get_table:
 * @self: a client
 * @table_name: the table or view
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Gets a table or view as it is now.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId, DatabaseName or TableName is missing, empty, over
 *   255 characters, not valid UTF-8, or holds characters that are not allowed
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog, database or table
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: a fault plan lost the reply
 *
 * Returns: (transfer full): the table, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnTable *tarn_glue_client_get_table (TarnGlueClient *self, const TarnTableName *table_name,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_glue_client_get_tables:
 * @self: a client
 * @catalog_id: (nullable): the catalog, or %NULL for the caller's account
 * @database_name: (nullable): the database to list the tables of
 * @max_results: the largest number of tables to return, 1 to 100, or -1 for 100
 * @next_token: (nullable): the token from an earlier call with the same names, or %NULL for the first page
 * @out_next_token: (out) (optional) (nullable) (transfer full): the token of the next page, or
 *   %NULL if this page is the last
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Gets the tables and views of a database as they are now, in the order of their creation. Pages do not shift:
 * a table that is created between two calls is on the last page, and a table that is deleted between two calls is
 * on no later page. The service also takes an Expression; this function does not.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId or DatabaseName is missing, empty, over 255 characters, not
 *   valid UTF-8, or holds characters that are not allowed
 * - %TARN_GLUE_ERROR_INVALID_INPUT: MaxResults is neither -1 nor 1 to 100
 * - %TARN_GLUE_ERROR_INVALID_INPUT: NextToken does not come from a call with these names
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog or database
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: a fault plan lost the reply
 *
 * Returns: (transfer container) (element-type TarnTable): the tables, or %NULL with @error set; then
 *   @out_next_token is unchanged. g_ptr_array_unref() gives back the references to the tables too
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GPtrArray *tarn_glue_client_get_tables (TarnGlueClient *self, const char *catalog_id,
                                        const char *database_name, gint max_results,
                                        const char *next_token, char **out_next_token,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_glue_client_update_table:
 * @self: a client
 * @table_name: the table or view to change
 * @input: the table or materialized view as it is to be
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Replaces the description of a table or view, as the service does: what @input does not set is set to what a new
 * input has. The format, the size and the record count change at once, and this is no commit. LastRefreshType and
 * SubObjectVersionIds belong to the refreshes of a view, so @input has none, or those that the view has.
 *
 * If RefreshSeconds changes, the pending automatic refresh is cancelled, and the next one is due one new interval
 * after the update. Otherwise the pending automatic refresh stays. A changed offset or jitter counts as a changed
 * RefreshSeconds. A schedule that is paused or suspended stays so, unless RefreshSeconds becomes 0.
 *
 * If the sources change, in number or in order, the view is as if it was never refreshed: it has no pending
 * commits, and its next refresh is full. A run that has its slot ends as it would have ended and commits to the
 * view, but what it has read was of the sources before, so the view still counts as never refreshed. A run that
 * waits for its slot reads the new sources. A run keeps the definer with which it was started.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_GLUE_ERROR_INVALID_INPUT: the name, the definer or another value of @input is wrong, as for
 *   tarn_glue_client_create_table()
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog, database or table
 * - %TARN_GLUE_ERROR_INVALID_INPUT: @input is that of a view and the table is none, or the other way round; then
 *   the message names IsMaterializedView
 * - %TARN_GLUE_ERROR_INVALID_INPUT: LastRefreshType or SubObjectVersionIds is set, and not to what the view has
 * - %TARN_GLUE_ERROR_INVALID_INPUT, %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: a source is wrong, as for
 *   tarn_glue_client_create_table()
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a source is the view itself, or a view that reads it
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: the call took effect, but a fault plan lost its reply, see
 *   tarn_glue_error_is_reply_lost()
 *
 * On error nothing has changed, unless a fault plan lost the reply.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_glue_client_update_table (TarnGlueClient *self, const TarnTableName *table_name,
                                        TarnTableInput *input, GError **error);

/**
 * tarn_glue_client_delete_table:
 * @self: a client
 * @table_name: the table or view to delete
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Deletes a table or view. From now on its name is not found, until a table is created under it. That is another
 * table: it has no runs and no commits, and its random draws are others.
 *
 * The automatic refreshes of a deleted view end. If the view has a run that has not ended, the run is stopped as
 * tarn_glue_client_stop_materialized_view_refresh_task_run() stops it. The runs of the view can still be got by
 * their ids, and are among the runs of the catalog and of the database, as long as the engine retains them. They
 * are not among the runs of a new view of the same name.
 *
 * A table that is the source of a view can be deleted, too. The view keeps it in its SubObjects, and a run of
 * the view that gets its slot afterwards fails, see tarn_table_is_sub_object_deleted(). A new table of the same
 * name does not help: tarn_glue_client_update_table() gives the view its sources anew. A run that has its slot
 * already has its snapshot of the source, and can succeed. An automatic refresh that is due starts a run, even
 * if no source has changed.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId, DatabaseName or TableName is missing, empty, over
 *   255 characters, not valid UTF-8, or holds characters that are not allowed
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog, database or table
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: the call took effect, but a fault plan lost its reply, see
 *   tarn_glue_error_is_reply_lost()
 *
 * On error nothing has changed, unless a fault plan lost the reply.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_glue_client_delete_table (TarnGlueClient *self, const TarnTableName *table_name,
                                        GError **error);

/**
 * tarn_glue_client_commit:
 * @self: a client
 * @table_name: a base table
 * @commit: the commit
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Commits to a base table at the current virtual time. Views over the table have one pending commit more,
 * unless the commit is a %TARN_COMMIT_REPLACE: such a commit gives the table a new snapshot and the size that
 * follows from it, but changes no data.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId, DatabaseName or TableName is missing, empty, over
 *   255 characters, not valid UTF-8, or holds characters that are not allowed
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a size or count of the commit is over 2^60, or its total is
 *   below -1
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog, database or table
 * - %TARN_GLUE_ERROR_INVALID_INPUT: the table is a view; only refreshes write views
 * - %TARN_GLUE_ERROR_INVALID_INPUT: the commit removes more bytes or records than the table has together with
 *   the added ones (bytes only if the commit does not set the total), or the table would be larger than 2^60
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: the call took effect, but a fault plan lost its reply, see
 *   tarn_glue_error_is_reply_lost()
 *
 * On error nothing has changed, unless a fault plan lost the reply.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_glue_client_commit (TarnGlueClient *self, const TarnTableName *table_name,
                                  const TarnCommit *commit, GError **error);

/**
 * tarn_glue_client_pause_schedule:
 * @self: a client
 * @table_name: a materialized view with RefreshSeconds
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Pauses the automatic refreshes of a view: the pending one is cancelled, and none is due until
 * tarn_glue_client_resume_schedule(). A run of the view goes on, and callers can start runs. Pausing a paused
 * schedule changes nothing. The service has no such operation.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId, DatabaseName or TableName is missing, empty, over
 *   255 characters, not valid UTF-8, or holds characters that are not allowed
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog, database or table, or the table is
 *   no materialized view
 * - %TARN_GLUE_ERROR_INVALID_INPUT: RefreshSeconds of the view is 0
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: the call took effect, but a fault plan lost its reply, see
 *   tarn_glue_error_is_reply_lost()
 *
 * On error nothing has changed, unless a fault plan lost the reply.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_glue_client_pause_schedule (TarnGlueClient *self, const TarnTableName *table_name,
                                          GError **error);

/**
 * tarn_glue_client_resume_schedule:
 * @self: a client
 * @table_name: a materialized view with RefreshSeconds
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Ends a pause of the automatic refreshes of a view, and their suspension after failures. The next one is due one
 * interval and the offset after this call, and the failures in a row are counted anew. Resuming a schedule that is
 * neither paused nor suspended changes nothing. The service has no such operation.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId, DatabaseName or TableName is missing, empty, over
 *   255 characters, not valid UTF-8, or holds characters that are not allowed
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog, database or table, or the table is
 *   no materialized view
 * - %TARN_GLUE_ERROR_INVALID_INPUT: RefreshSeconds of the view is 0
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: the call took effect, but a fault plan lost its reply, see
 *   tarn_glue_error_is_reply_lost()
 *
 * On error nothing has changed, unless a fault plan lost the reply.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_glue_client_resume_schedule (TarnGlueClient *self, const TarnTableName *table_name,
                                           GError **error);

/**
 * tarn_glue_client_estimate_refresh:
 * @self: a client
 * @table_name: a materialized view
 * @refresh_type: the type of refresh, or %TARN_REFRESH_TYPE_NONE for the type that the service
 *   would choose now
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Estimates the time, DPU and bytes of a refresh that would get its slot now. The estimate for
 * %TARN_REFRESH_TYPE_INCREMENTAL is made even if the service would not choose this type. Where durations have
 * a spread, the estimate has their means.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a cost model makes the call while it plans a refresh
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId, DatabaseName or TableName is missing, empty, over
 *   255 characters, not valid UTF-8, or holds characters that are not allowed
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog, database or table, or the table is
 *   no materialized view
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: a fault plan lost the reply
 *
 * Returns: (transfer full): the estimate, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshEstimate *tarn_glue_client_estimate_refresh (TarnGlueClient *self,
                                                        const TarnTableName *table_name,
                                                        TarnRefreshType refresh_type,
                                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_glue_client_explain:
 * @self: a client
 * @table_name: a materialized view
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Explains in words why a view is as stale as it is now. The text says what the view shows, what has changed
 * in each of its sources since, and in the sources of those sources that are views. It describes the newest runs, at
 * most 5, back to the last one that succeeded: those after it have published nothing, and the text says why. It says
 * whether the view is refreshed automatically. After tarn_glue_client_update_table() gave the view other sources, the
 * run that succeeded read the sources before.
 * Each view under this one is described once, and at most 64 of them.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId, DatabaseName or TableName is missing, empty, over
 *   255 characters, not valid UTF-8, or holds characters that are not allowed
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog, database or table, or the table is
 *   no materialized view
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: a fault plan lost the reply
 *
 * Returns: (transfer full): lines of text, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_glue_client_explain (TarnGlueClient *self, const TarnTableName *table_name,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_glue_client_get_view_measures:
 * @self: a client
 * @table_name: a materialized view
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Copies the measures of a view as they are now, see tarn-measures.h. This changes nothing.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId, DatabaseName or TableName is missing, empty, over
 *   255 characters, not valid UTF-8, or holds characters that are not allowed
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog, database or table, or the table is
 *   no materialized view
 * - %TARN_GLUE_ERROR_INVALID_INPUT: the option `glue.measures` is 0
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: a fault plan lost the reply
 *
 * Returns: (transfer full): the measures, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMeasures *tarn_glue_client_get_view_measures (TarnGlueClient *self,
                                                  const TarnTableName *table_name,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_glue_client_get_account_measures:
 * @self: a client
 * @catalog_id: (nullable): a catalog of the account, or %NULL for the caller's own
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Copies the measures of an account as they are now: those of all views and runs in all of its catalogs. This
 * changes nothing.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId is empty, over 255 characters, not valid UTF-8, or holds
 *   characters that are not allowed, or is missing and `glue.catalog-id-required` is 1
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog
 * - %TARN_GLUE_ERROR_INVALID_INPUT: the option `glue.measures` is 0
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: a fault plan lost the reply
 *
 * Returns: (transfer full): the measures, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMeasures *tarn_glue_client_get_account_measures (TarnGlueClient *self, const char *catalog_id,
                                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_glue_client_reset_measures:
 * @self: a client
 * @catalog_id: (nullable): a catalog of the account, or %NULL for the caller's own
 * @error: return location for a [error@Tarn.GlueError] or a [error@Tarn.Error]
 *
 * Begins the measures of an account, and those of all of its views, anew at the current virtual time, for example
 * at the end of a warm-up. What the views show, and which runs are active, stays known. The service has no such
 * operation.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId is empty, over 255 characters, not valid UTF-8, or holds
 *   characters that are not allowed, or is missing and `glue.catalog-id-required` is 1
 * - any code of #TarnGlueError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog belongs to another account, or a statement denies the call
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog
 * - %TARN_GLUE_ERROR_INVALID_INPUT: the option `glue.measures` is 0
 * - %TARN_GLUE_ERROR_OPERATION_TIMEOUT: the call took effect, but a fault plan lost its reply, see
 *   tarn_glue_error_is_reply_lost()
 *
 * On error nothing has changed, unless a fault plan lost the reply.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_glue_client_reset_measures (TarnGlueClient *self, const char *catalog_id,
                                          GError **error);

G_END_DECLS
