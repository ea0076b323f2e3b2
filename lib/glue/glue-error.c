/* SPDX-License-Identifier: MIT */
#include "glue/glue-error.h"

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnGlueError, tarn_glue_error,
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_ACCESS_DENIED, "access-denied"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_ALREADY_EXISTS, "already-exists"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_ENTITY_NOT_FOUND, "entity-not-found"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_INVALID_INPUT, "invalid-input"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING, "materialized-view-refresh-task-not-running"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_RUNNING, "materialized-view-refresh-task-running"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING, "materialized-view-refresh-task-stopping"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_OPERATION_TIMEOUT, "operation-timeout"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED, "resource-number-limit-exceeded"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_THROTTLING, "throttling"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_EXPIRED_TOKEN, "expired-token"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_INCOMPLETE_SIGNATURE, "incomplete-signature"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_INTERNAL_FAILURE, "internal-failure"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_INTERNAL_SERVICE, "internal-service"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_INVALID_CLIENT_TOKEN_ID, "invalid-client-token-id"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_NOT_AUTHORIZED, "not-authorized"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_OPT_IN_REQUIRED, "opt-in-required"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_REQUEST_EXPIRED, "request-expired"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_REQUEST_TIMEOUT, "request-timeout"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_SERVICE_UNAVAILABLE, "service-unavailable"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_UNRECOGNIZED_CLIENT, "unrecognized-client"),
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_VALIDATION_ERROR, "validation-error"))
/* clang-format on */

static const TarnException exceptions[] = {
  { "AccessDeniedException", 400, TARN_GLUE_ERROR_ACCESS_DENIED },
  { "AlreadyExistsException", 400, TARN_GLUE_ERROR_ALREADY_EXISTS },
  { "EntityNotFoundException", 400, TARN_GLUE_ERROR_ENTITY_NOT_FOUND },
  { "InvalidInputException", 400, TARN_GLUE_ERROR_INVALID_INPUT },
  { "MaterializedViewRefreshTaskNotRunningException", 400,
    TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING },
  { "MaterializedViewRefreshTaskRunningException", 400,
    TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_RUNNING },
  { "MaterializedViewRefreshTaskStoppingException", 400,
    TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING },
  { "OperationTimeoutException", 400, TARN_GLUE_ERROR_OPERATION_TIMEOUT },
  { "ResourceNumberLimitExceededException", 400, TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED },
  { "ThrottlingException", 400, TARN_GLUE_ERROR_THROTTLING },
  { "ExpiredTokenException", 403, TARN_GLUE_ERROR_EXPIRED_TOKEN },
  { "IncompleteSignature", 400, TARN_GLUE_ERROR_INCOMPLETE_SIGNATURE },
  { "InternalFailure", 500, TARN_GLUE_ERROR_INTERNAL_FAILURE },
  { "InternalServiceException", 500, TARN_GLUE_ERROR_INTERNAL_SERVICE },
  { "InvalidClientTokenId", 403, TARN_GLUE_ERROR_INVALID_CLIENT_TOKEN_ID },
  { "NotAuthorized", 400, TARN_GLUE_ERROR_NOT_AUTHORIZED },
  { "OptInRequired", 403, TARN_GLUE_ERROR_OPT_IN_REQUIRED },
  { "RequestExpired", 400, TARN_GLUE_ERROR_REQUEST_EXPIRED },
  { "RequestTimeout", 408, TARN_GLUE_ERROR_REQUEST_TIMEOUT },
  { "ServiceUnavailable", 503, TARN_GLUE_ERROR_SERVICE_UNAVAILABLE },
  { "UnrecognizedClientException", 403, TARN_GLUE_ERROR_UNRECOGNIZED_CLIENT },
  { "ValidationError", 400, TARN_GLUE_ERROR_VALIDATION_ERROR },
};

TARN_DEFINE_SERVICE_ERROR (TarnGlueError, tarn_glue_error, tarn_glue_errors)

const TarnServiceErrors tarn_glue_errors = {
  .quark = tarn_glue_error_quark,
  .exceptions = exceptions,
  .n_exceptions = G_N_ELEMENTS (exceptions),
  .invalid_input = TARN_GLUE_ERROR_INVALID_INPUT,
  .throttling = TARN_GLUE_ERROR_THROTTLING,
  .lost_reply = TARN_GLUE_ERROR_OPERATION_TIMEOUT,
  .mark_reply_lost = tarn_glue_error_mark_reply_lost,
};

void
tarn_glue_error_mark_federated (GError **error)
{
  if (error != NULL && g_error_matches (*error, TARN_GLUE_ERROR, (*error)->code))
    tarn_glue_error_get_private (*error)->is_from_federation_source = TRUE;
}

gboolean
tarn_glue_error_get_from_federation_source (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == TARN_GLUE_ERROR, FALSE);

  return tarn_glue_error_get_private (error)->is_from_federation_source;
}
