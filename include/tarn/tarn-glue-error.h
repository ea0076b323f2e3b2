/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/**
 * TARN_GLUE_ERROR:
 *
 * The error domain of AWS Glue's exceptions.
 */
#define TARN_GLUE_ERROR (tarn_glue_error_quark ())

/**
 * TarnGlueError:
 * @TARN_GLUE_ERROR_ACCESS_DENIED: AccessDeniedException
 * @TARN_GLUE_ERROR_ALREADY_EXISTS: AlreadyExistsException; only set-up operations have it
 * @TARN_GLUE_ERROR_ENTITY_NOT_FOUND: EntityNotFoundException
 * @TARN_GLUE_ERROR_INVALID_INPUT: InvalidInputException; if a member of the input is wrong, the
 *   message begins with its name
 * @TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING:
 *   MaterializedViewRefreshTaskNotRunningException
 * @TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_RUNNING:
 *   MaterializedViewRefreshTaskRunningException
 * @TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING:
 *   MaterializedViewRefreshTaskStoppingException
 * @TARN_GLUE_ERROR_OPERATION_TIMEOUT: OperationTimeoutException: a fault plan lost the reply,
 *   see tarn-fault-plan.h
 * @TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED: ResourceNumberLimitExceededException
 * @TARN_GLUE_ERROR_THROTTLING: ThrottlingException, which the service's model does not list for
 *   these operations: the account makes more calls than the option of the operation, such as
 *   `glue.get-rate-per-second`, allows; there is no limit by default
 * @TARN_GLUE_ERROR_EXPIRED_TOKEN: ExpiredTokenException, 403
 * @TARN_GLUE_ERROR_INCOMPLETE_SIGNATURE: IncompleteSignature, 400
 * @TARN_GLUE_ERROR_INTERNAL_FAILURE: InternalFailure, 500
 * @TARN_GLUE_ERROR_INTERNAL_SERVICE: InternalServiceException, 500
 * @TARN_GLUE_ERROR_INVALID_CLIENT_TOKEN_ID: InvalidClientTokenId, 403
 * @TARN_GLUE_ERROR_NOT_AUTHORIZED: NotAuthorized, 400
 * @TARN_GLUE_ERROR_OPT_IN_REQUIRED: OptInRequired, 403
 * @TARN_GLUE_ERROR_REQUEST_EXPIRED: RequestExpired, 400
 * @TARN_GLUE_ERROR_REQUEST_TIMEOUT: RequestTimeout, 408
 * @TARN_GLUE_ERROR_SERVICE_UNAVAILABLE: ServiceUnavailable, 503
 * @TARN_GLUE_ERROR_UNRECOGNIZED_CLIENT: UnrecognizedClientException, 403
 * @TARN_GLUE_ERROR_VALIDATION_ERROR: ValidationError, 400
 *
 * The codes from %TARN_GLUE_ERROR_EXPIRED_TOKEN on are exceptions that the model of the service does not list
 * for these operations, but that a client can still get, because the services of AWS have them in common, or
 * Glue has them elsewhere. Only a fault plan throws them. The services document no status for RequestTimeout:
 * 408 is an assumption.
 *
 * The exceptions of AWS Glue, one code for each. A later version may add codes at the end: keep a default
 * branch.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_GLUE_ERROR_ACCESS_DENIED = 1,
  TARN_GLUE_ERROR_ALREADY_EXISTS,
  TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
  TARN_GLUE_ERROR_INVALID_INPUT,
  TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING,
  TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_RUNNING,
  TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING,
  TARN_GLUE_ERROR_OPERATION_TIMEOUT,
  TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED,
  TARN_GLUE_ERROR_THROTTLING,
  TARN_GLUE_ERROR_EXPIRED_TOKEN,
  TARN_GLUE_ERROR_INCOMPLETE_SIGNATURE,
  TARN_GLUE_ERROR_INTERNAL_FAILURE,
  TARN_GLUE_ERROR_INTERNAL_SERVICE,
  TARN_GLUE_ERROR_INVALID_CLIENT_TOKEN_ID,
  TARN_GLUE_ERROR_NOT_AUTHORIZED,
  TARN_GLUE_ERROR_OPT_IN_REQUIRED,
  TARN_GLUE_ERROR_REQUEST_EXPIRED,
  TARN_GLUE_ERROR_REQUEST_TIMEOUT,
  TARN_GLUE_ERROR_SERVICE_UNAVAILABLE,
  TARN_GLUE_ERROR_UNRECOGNIZED_CLIENT,
  TARN_GLUE_ERROR_VALIDATION_ERROR,
} TarnGlueError;

#define TARN_TYPE_GLUE_ERROR (tarn_glue_error_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_glue_error_get_type (void) G_GNUC_CONST;

/**
 * tarn_glue_error_quark:
 *
 * Returns: %TARN_GLUE_ERROR, the error domain
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GQuark tarn_glue_error_quark (void);

/**
 * tarn_glue_error_get_exception_name:
 * @code: a code
 *
 * Returns: (nullable): the exact name of the exception, or %NULL if @code is no code of #TarnGlueError
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_glue_error_get_exception_name (TarnGlueError code);

/**
 * tarn_glue_error_get_http_status:
 * @code: a code
 *
 * Returns: the HTTP status of the exception, or 0 if @code is no code of #TarnGlueError
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_glue_error_get_http_status (TarnGlueError code);

/**
 * tarn_glue_error_get_from_federation_source:
 * @error: an error of the domain %TARN_GLUE_ERROR
 *
 * Returns: FromFederationSource of an EntityNotFoundException or InvalidInputException: whether the
 *   exception is about something in a federated catalog
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_glue_error_get_from_federation_source (const GError *error);

/**
 * tarn_glue_error_is_reply_lost:
 * @error: an error of the domain %TARN_GLUE_ERROR
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
gboolean tarn_glue_error_is_reply_lost (const GError *error);

G_END_DECLS
