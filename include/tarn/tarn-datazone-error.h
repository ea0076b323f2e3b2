/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/**
 * TARN_DATAZONE_ERROR:
 *
 * The error domain of Amazon DataZone's exceptions.
 */
#define TARN_DATAZONE_ERROR (tarn_datazone_error_quark ())

/**
 * TarnDataZoneError:
 * @TARN_DATAZONE_ERROR_ACCESS_DENIED: AccessDeniedException, 403: a statement denies the call, or the
 *   domain belongs to another account
 * @TARN_DATAZONE_ERROR_CONFLICT: ConflictException, 409
 * @TARN_DATAZONE_ERROR_INTERNAL_SERVER: InternalServerException, 500: a fault plan lost the reply, see
 *   tarn-fault-plan.h
 * @TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: ResourceNotFoundException, 404
 * @TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED: ServiceQuotaExceededException, 402
 * @TARN_DATAZONE_ERROR_THROTTLING: ThrottlingException, 429
 * @TARN_DATAZONE_ERROR_UNAUTHORIZED: UnauthorizedException, 401: the caller is no member of the
 *   project that owns the asset
 * @TARN_DATAZONE_ERROR_VALIDATION: ValidationException, 400; if a member of the input is wrong,
 *   the message names it and says what it must be. Of Start it names `types` for a wrong `type`, as the
 *   service does
 * @TARN_DATAZONE_ERROR_EXPIRED_TOKEN: ExpiredTokenException, 403
 * @TARN_DATAZONE_ERROR_INCOMPLETE_SIGNATURE: IncompleteSignature, 400
 * @TARN_DATAZONE_ERROR_INTERNAL_FAILURE: InternalFailure, 500
 * @TARN_DATAZONE_ERROR_INVALID_CLIENT_TOKEN_ID: InvalidClientTokenId, 403
 * @TARN_DATAZONE_ERROR_NOT_AUTHORIZED: NotAuthorized, 400
 * @TARN_DATAZONE_ERROR_OPT_IN_REQUIRED: OptInRequired, 403
 * @TARN_DATAZONE_ERROR_REQUEST_EXPIRED: RequestExpired, 400
 * @TARN_DATAZONE_ERROR_REQUEST_TIMEOUT: RequestTimeout, 408
 * @TARN_DATAZONE_ERROR_SERVICE_UNAVAILABLE: ServiceUnavailable, 503
 * @TARN_DATAZONE_ERROR_UNRECOGNIZED_CLIENT: UnrecognizedClientException, 403
 * @TARN_DATAZONE_ERROR_VALIDATION_ERROR: ValidationError, 400
 *
 * The codes from %TARN_DATAZONE_ERROR_EXPIRED_TOKEN on are exceptions that the model of the service does not
 * list for these operations, but that a client can still get, because the services of AWS have them in common.
 * Only a fault plan throws them. The services document no status for RequestTimeout: 408 is an assumption.
 *
 * The exceptions of Amazon DataZone, one code for each. A later version may add codes at the end: keep a
 * default branch.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_DATAZONE_ERROR_ACCESS_DENIED = 1,
  TARN_DATAZONE_ERROR_CONFLICT,
  TARN_DATAZONE_ERROR_INTERNAL_SERVER,
  TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
  TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED,
  TARN_DATAZONE_ERROR_THROTTLING,
  TARN_DATAZONE_ERROR_UNAUTHORIZED,
  TARN_DATAZONE_ERROR_VALIDATION,
  TARN_DATAZONE_ERROR_EXPIRED_TOKEN,
  TARN_DATAZONE_ERROR_INCOMPLETE_SIGNATURE,
  TARN_DATAZONE_ERROR_INTERNAL_FAILURE,
  TARN_DATAZONE_ERROR_INVALID_CLIENT_TOKEN_ID,
  TARN_DATAZONE_ERROR_NOT_AUTHORIZED,
  TARN_DATAZONE_ERROR_OPT_IN_REQUIRED,
  TARN_DATAZONE_ERROR_REQUEST_EXPIRED,
  TARN_DATAZONE_ERROR_REQUEST_TIMEOUT,
  TARN_DATAZONE_ERROR_SERVICE_UNAVAILABLE,
  TARN_DATAZONE_ERROR_UNRECOGNIZED_CLIENT,
  TARN_DATAZONE_ERROR_VALIDATION_ERROR,
} TarnDataZoneError;

#define TARN_TYPE_DATAZONE_ERROR (tarn_datazone_error_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_datazone_error_get_type (void) G_GNUC_CONST;

/**
 * tarn_datazone_error_quark:
 *
 * Returns: %TARN_DATAZONE_ERROR, the error domain
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GQuark tarn_datazone_error_quark (void);

/**
 * tarn_datazone_error_get_exception_name:
 * @code: a code
 *
 * Returns: (nullable): the exact name of the exception, or %NULL if @code is no code of
 *   #TarnDataZoneError
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_datazone_error_get_exception_name (TarnDataZoneError code);

/**
 * tarn_datazone_error_get_http_status:
 * @code: a code
 *
 * Returns: the HTTP status of the exception, or 0 if @code is no code of #TarnDataZoneError
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_datazone_error_get_http_status (TarnDataZoneError code);

/**
 * tarn_datazone_error_is_reply_lost:
 * @error: an error of the domain %TARN_DATAZONE_ERROR
 *
 * Distinguishes a reply that a fault plan lost from the same exception that a fault plan threw, see
 * tarn-fault-plan.h: a call whose reply is lost took effect, a call that throws did nothing. The service
 * itself has no such distinction.
 *
 * Returns: whether the call took effect and its reply was lost
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_datazone_error_is_reply_lost (const GError *error);

G_END_DECLS
