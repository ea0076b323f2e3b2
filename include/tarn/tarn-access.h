/* SPDX-License-Identifier: MIT */
/*
 * Who may do what: statements that grant or deny.
 *
 * Without any statement a principal may do everything in its own account and nothing in another's. A
 * statement is about a principal, an action and a resource, each a pattern: a text, or the beginning of
 * one followed by `*`. Where a statement that denies fits, the answer is no; else where one that grants
 * fits, it is yes; else it is as without statements.
 *
 * - A principal is its ARN, such as `arn:aws:iam::123456789012:role/etl`.
 * - An action is a service and an operation, such as `glue:StartMaterializedViewRefreshTaskRun`. As
 *   documented, starting and stopping a refresh needs `glue:GetTable` on the view as well.
 * - A resource is a path. Of `glue` it is `CATALOG/DATABASE/TABLE`, `CATALOG/DATABASE` or `CATALOG`,
 *   as far as the operation names it: Get names only the catalog. Of `datazone` it is `DOMAIN`, or
 *   `DOMAIN/PROJECT` to start a run; to cancel one needs both, the second as soon as the run is found.
 *
 * A no is AccessDeniedException. Starting and canceling a run of `datazone` takes a membership of the
 * project besides, whatever statements say: it is asked for after them, and who has none is told
 * UnauthorizedException.
 *
 * A refresh reads its sources as the definer of the view: it FAILS if that role is denied
 * `lakeformation:SELECT` on a source, a path as above, when the run takes its snapshot or when it
 * would publish, and succeeds again once it is not. A view without a definer reads as the root of its
 * account.
 */
#pragma once

#include <tarn/tarn-engine.h>

G_BEGIN_DECLS

/**
 * tarn_engine_grant:
 * @self: an engine
 * @principal: who, a pattern
 * @action: may do what, a pattern
 * @resource: to what, a pattern
 *
 * Adds a statement that grants. From inside a condition or a cost model this is a programmer's error.
 *
 * Returns: an id for tarn_engine_revoke(), never 0
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_engine_grant (TarnEngine *self, const char *principal, const char *action,
                         const char *resource);

/**
 * tarn_engine_deny:
 * @self: an engine
 * @principal: who, a pattern
 * @action: may not do what, a pattern
 * @resource: to what, a pattern
 *
 * Adds a statement that denies. From inside a condition or a cost model this is a programmer's error.
 *
 * Returns: an id for tarn_engine_revoke(), never 0
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
 * Takes a statement back. From inside a condition or a cost model this is a programmer's error.
 *
 * Returns: whether there was one
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_revoke (TarnEngine *self, guint id);

G_END_DECLS
