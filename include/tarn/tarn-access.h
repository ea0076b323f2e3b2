/* SPDX-License-Identifier: MIT */
/*
 * Statements grant or deny what a principal may do.
 *
 * Without any statement, a principal may do everything in its own account and nothing in another account. A
 * statement is about a principal, an action and a resource. Each of these is a pattern: a text, or the
 * beginning of a text followed by `*`. If a statement that denies matches, access is denied. Else, if a
 * statement that grants matches, access is granted. Else the decision is the same as without statements.
 *
 * - A principal is its ARN, such as `arn:aws:iam::123456789012:role/etl`.
 * - An action is a service and an operation, such as `glue:StartMaterializedViewRefreshTaskRun`. As the
 *   service documents, starting and stopping a refresh needs `glue:GetTable` on the view as well.
 * - A resource is a path. For `glue` the path is `CATALOG/DATABASE/TABLE`, `CATALOG/DATABASE` or `CATALOG`,
 *   as far as the operation names it: Get names only the catalog. The names of databases and tables stand
 *   there in lower case, as the service stores them, also if the call names them in upper case. For
 *   `datazone` the path is `DOMAIN`, or `DOMAIN/PROJECT` to start a run. To cancel a run needs both, the
 *   second as soon as the run is found. CreateDomain has no path, and so no statement denies it.
 *
 * An operation that is denied fails with AccessDeniedException. To start or cancel a run of `datazone`, the
 * caller must also be a member of the project, whatever the statements say. The engine checks this membership
 * after the statements, and a caller without it gets UnauthorizedException.
 *
 * A refresh reads its sources as the definer of the view. If that role is denied `lakeformation:SELECT` on a
 * source, a path as above, when the run takes its snapshot or when it would publish, then the run is FAILED.
 * Later refreshes succeed once the role is no longer denied. A view without a definer reads as the root of
 * its account.
 */
#pragma once

#include <tarn/tarn-engine.h>

G_BEGIN_DECLS

/**
 * tarn_engine_grant:
 * @self: an engine
 * @principal: the principal, a pattern
 * @action: what the principal may do, a pattern
 * @resource: the resource of the action, a pattern
 *
 * Adds a statement that grants. A call from inside a condition or a cost model is a programmer error.
 *
 * Returns: an id for tarn_engine_revoke(), or 0, with nothing added, if the engine has given all 4294967295 ids
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_engine_grant (TarnEngine *self, const char *principal, const char *action,
                         const char *resource);

/**
 * tarn_engine_deny:
 * @self: an engine
 * @principal: the principal, a pattern
 * @action: what the principal may not do, a pattern
 * @resource: the resource of the action, a pattern
 *
 * Adds a statement that denies. A call from inside a condition or a cost model is a programmer error.
 *
 * Returns: an id for tarn_engine_revoke(), or 0, with nothing added, if the engine has given all 4294967295 ids
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_engine_deny (TarnEngine *self, const char *principal, const char *action,
                        const char *resource);

/**
 * tarn_engine_revoke:
 * @self: an engine
 * @id: the id of a statement
 *
 * Removes a statement. A call from inside a condition or a cost model is a programmer error.
 *
 * Returns: whether there was such a statement
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_revoke (TarnEngine *self, guint id);

G_END_DECLS
