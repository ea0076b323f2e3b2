/* SPDX-License-Identifier: MIT */
#include "datazone/datazone-error.h"

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnDataZoneError, tarn_datazone_error,
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_ACCESS_DENIED, "access-denied"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_CONFLICT, "conflict"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_INTERNAL_SERVER, "internal-server"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, "resource-not-found"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED, "service-quota-exceeded"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_THROTTLING, "throttling"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_UNAUTHORIZED, "unauthorized"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_VALIDATION, "validation"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_EXPIRED_TOKEN, "expired-token"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_INCOMPLETE_SIGNATURE, "incomplete-signature"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_INTERNAL_FAILURE, "internal-failure"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_INVALID_CLIENT_TOKEN_ID, "invalid-client-token-id"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_NOT_AUTHORIZED, "not-authorized"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_OPT_IN_REQUIRED, "opt-in-required"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_REQUEST_EXPIRED, "request-expired"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_REQUEST_TIMEOUT, "request-timeout"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_SERVICE_UNAVAILABLE, "service-unavailable"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_UNRECOGNIZED_CLIENT, "unrecognized-client"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_VALIDATION_ERROR, "validation-error"))
/* clang-format on */

static const TarnException exceptions[] = {
  { "AccessDeniedException", 403, TARN_DATAZONE_ERROR_ACCESS_DENIED },
  { "ConflictException", 409, TARN_DATAZONE_ERROR_CONFLICT },
  { "InternalServerException", 500, TARN_DATAZONE_ERROR_INTERNAL_SERVER },
  { "ResourceNotFoundException", 404, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND },
  { "ServiceQuotaExceededException", 402, TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED },
  { "ThrottlingException", 429, TARN_DATAZONE_ERROR_THROTTLING },
  { "UnauthorizedException", 401, TARN_DATAZONE_ERROR_UNAUTHORIZED },
  { "ValidationException", 400, TARN_DATAZONE_ERROR_VALIDATION },
  { "ExpiredTokenException", 403, TARN_DATAZONE_ERROR_EXPIRED_TOKEN },
  { "IncompleteSignature", 400, TARN_DATAZONE_ERROR_INCOMPLETE_SIGNATURE },
  { "InternalFailure", 500, TARN_DATAZONE_ERROR_INTERNAL_FAILURE },
  { "InvalidClientTokenId", 403, TARN_DATAZONE_ERROR_INVALID_CLIENT_TOKEN_ID },
  { "NotAuthorized", 400, TARN_DATAZONE_ERROR_NOT_AUTHORIZED },
  { "OptInRequired", 403, TARN_DATAZONE_ERROR_OPT_IN_REQUIRED },
  { "RequestExpired", 400, TARN_DATAZONE_ERROR_REQUEST_EXPIRED },
  { "RequestTimeout", 408, TARN_DATAZONE_ERROR_REQUEST_TIMEOUT },
  { "ServiceUnavailable", 503, TARN_DATAZONE_ERROR_SERVICE_UNAVAILABLE },
  { "UnrecognizedClientException", 403, TARN_DATAZONE_ERROR_UNRECOGNIZED_CLIENT },
  { "ValidationError", 400, TARN_DATAZONE_ERROR_VALIDATION_ERROR },
};

TARN_DEFINE_SERVICE_ERROR (TarnDataZoneError, tarn_datazone_error, tarn_datazone_errors)

const TarnServiceErrors tarn_datazone_errors = {
  .quark = tarn_datazone_error_quark,
  .exceptions = exceptions,
  .n_exceptions = G_N_ELEMENTS (exceptions),
  .invalid_input = TARN_DATAZONE_ERROR_VALIDATION,
  .throttling = TARN_DATAZONE_ERROR_THROTTLING,
  .lost_reply = TARN_DATAZONE_ERROR_INTERNAL_SERVER,
  .mark_reply_lost = tarn_datazone_error_mark_reply_lost,
};
