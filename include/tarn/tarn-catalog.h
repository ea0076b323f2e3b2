/* SPDX-License-Identifier: MIT */
/*
 * Setting up catalogs, databases, tables and materialized views, committing to tables, and looking
 * at them.
 *
 * Set-up goes through the same client as the refresh operations, under the service's names where
 * it has one. An account's own catalog, whose id is the account id, is there from the start.
 */
#pragma once

#include <tarn/tarn-glue-client.h>
#include <tarn/tarn-table.h>

G_BEGIN_DECLS

/**
 * tarn_glue_client_create_catalog:
 * @self: a client
 * @catalog_id: (nullable): the catalog, `<account>:s3tablescatalog/<bucket>`
 * @is_federated: whether errors about what is in it say that they come from a federation source
 * @error: return location for a [error@Tarn.GlueError]
 *
 * Creates a catalog of S3 Tables.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId is missing, empty, over 255 characters or holds
 *   characters that are not allowed
 * - %TARN_GLUE_ERROR_INVALID_INPUT: CatalogId does not have the form above
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog would be another account's
 * - %TARN_GLUE_ERROR_ALREADY_EXISTS: there is such a catalog
 *
 * On error nothing has changed.
 *
 * Returns: whether it was created
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
 * @error: return location for a [error@Tarn.GlueError]
 *
 * Creates a database.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a name is missing, empty, over 255 characters or holds
 *   characters that are not allowed
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog is another account's
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog
 * - %TARN_GLUE_ERROR_ALREADY_EXISTS: there is such a database
 *
 * On error nothing has changed.
 *
 * Returns: whether it was created
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
 * @error: return location for a [error@Tarn.GlueError]
 *
 * Creates a base table or a materialized view.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a name is missing, empty, over 255 characters or holds
 *   characters that are not allowed
 * - %TARN_GLUE_ERROR_INVALID_INPUT: the definer is empty, over 2048 characters, or holds characters
 *   that are not allowed
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a size or count is over 2^60
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a base table has sources, version ids, a definer,
 *   RefreshSeconds or LastRefreshType
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a view has no source or more than 10, one whose name is wrong, or
 *   one of them twice, or more than 250 version ids or one below -1
 * - %TARN_GLUE_ERROR_INVALID_INPUT: RefreshSeconds is neither 0 nor at least 3600, or over ten
 *   years
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog is another account's
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such catalog or database
 * - %TARN_GLUE_ERROR_ALREADY_EXISTS: there is such a table
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a source is in another account
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such source
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a source is a view while `glue.views-on-views` is 0
 *
 * On error nothing has changed.
 *
 * Returns: whether it was created
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
 * @error: return location for a [error@Tarn.GlueError]
 *
 * Tells what a table is like now.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog is another account's
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such table
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
 * @commit: what to commit
 * @error: return location for a [error@Tarn.GlueError]
 *
 * Makes a commit to a base table at the current virtual time. Views over it have one pending commit
 * more, unless the commit is a %TARN_COMMIT_REPLACE: that gives the table a new snapshot and the
 * size that follows from it, but changes no data.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_GLUE_ERROR_INVALID_INPUT: a size or count of the commit is over 2^60, or its total is
 *   below -1
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog is another account's
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such table
 * - %TARN_GLUE_ERROR_INVALID_INPUT: it is a view; only refreshes write views
 * - %TARN_GLUE_ERROR_INVALID_INPUT: more bytes or records are removed than there are with what is
 *   added (bytes only if the commit does not set the total), or the table would be larger than 2^60
 *
 * On error nothing has changed.
 *
 * Returns: whether it was made
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
 * @refresh_type: which kind of refresh, or %TARN_REFRESH_TYPE_NONE for the kind that the service
 *   would choose now
 * @error: return location for a [error@Tarn.GlueError]
 *
 * Tells what a refresh would take if it got its slot now. %TARN_REFRESH_TYPE_INCREMENTAL is
 * estimated even if the service would not choose it.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_BUSY: called from inside a cost model
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog is another account's
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such materialized view
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
 * @error: return location for a [error@Tarn.GlueError]
 *
 * Tells in words why a view is as stale as it is now: what it shows, what has changed in each of its
 * sources since, and in theirs where they are views, which runs since have published nothing and why,
 * and whether it is refreshed automatically. A view under it is told once, and of these at most 64.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_GLUE_ERROR_ACCESS_DENIED: the catalog is another account's
 * - %TARN_GLUE_ERROR_ENTITY_NOT_FOUND: there is no such materialized view
 *
 * Returns: (transfer full): lines of text, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_glue_client_explain (TarnGlueClient *self, const TarnTableName *table_name,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
