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
                    G_DEFINE_ENUM_VALUE (TARN_GLUE_ERROR_THROTTLING, "throttling"))
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
