/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_PRINCIPAL (tarn_principal_get_type ())

/**
 * TarnPrincipal:
 *
 * The account and the identity in it that call an operation. Immutable.
 *
 * Since: 1.0
 */

TARN_AVAILABLE_IN_1_0
GType tarn_principal_get_type (void) G_GNUC_CONST;

/**
 * tarn_principal_new:
 * @account_id: the account, 12 decimal digits
 * @arn: (nullable): the caller's ARN, or %NULL for the root of the account
 * @error: return location for a [error@Tarn.Error]
 *
 * Makes a principal. Each call decides anew what the principal may do.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_INVALID_PRINCIPAL: @account_id is not 12 decimal digits
 * - %TARN_ERROR_INVALID_PRINCIPAL: @arn is over 2048 bytes, is not valid UTF-8, or does not have the form
 *   `arn:partition:iam-or-sts::account:resource` with the same account
 *
 * Returns: (transfer full): a principal, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnPrincipal *tarn_principal_new (const char *account_id, const char *arn,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_principal_ref:
 * @self: a principal
 *
 * Takes one more reference; legal from any thread.
 *
 * Returns: (transfer full): @self with one more reference
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnPrincipal *tarn_principal_ref (TarnPrincipal *self);

/**
 * tarn_principal_unref:
 * @self: (transfer full): a principal
 *
 * Gives a reference back; legal from any thread.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_principal_unref (TarnPrincipal *self);

/**
 * tarn_principal_get_account_id:
 * @self: a principal
 *
 * Returns: the 12 digits of the account
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_principal_get_account_id (const TarnPrincipal *self);

/**
 * tarn_principal_get_arn:
 * @self: a principal
 *
 * Returns: the ARN, also if the principal is the root of the account
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_principal_get_arn (const TarnPrincipal *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnPrincipal, tarn_principal_unref)

G_END_DECLS
