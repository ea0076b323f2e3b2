/* SPDX-License-Identifier: MIT */
/*
 * Operations that create catalogs, databases, tables and materialized views, commit to tables, and read
 * tables and views.
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
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a base table has sources, version ids, a definer,
 *   RefreshSeconds or LastRefreshType
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a view has no source or more than 10, one whose name is wrong, or
 *   one of them twice, or more than 250 version ids or one below -1
 * - %TARN_GLUE_ERROR_INVALID_INPUT: RefreshSeconds of a view is neither 0 nor at least 3600, or over ten
 *   years
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
 * in each of its sources since, and in the sources of those sources that are views. It says which of the 5
 * newest runs have published nothing since then and why, and whether the view is refreshed automatically.
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
