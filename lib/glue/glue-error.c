/* SPDX-License-Identifier: MIT */
#include "glue/glue-error.h"

#include "glue/glue-service.h"

typedef struct
{
  gboolean is_from_federation_source;
  gboolean is_reply_lost;
} TarnGlueErrorPrivate;

static void
tarn_glue_error_private_init (TarnGlueErrorPrivate *private)
{
  *private = (TarnGlueErrorPrivate){ 0 };
}

static void
tarn_glue_error_private_copy (const TarnGlueErrorPrivate *source, TarnGlueErrorPrivate *target)
{
  *target = *source;
}

static void
tarn_glue_error_private_clear (TarnGlueErrorPrivate *private G_GNUC_UNUSED)
{
}

G_DEFINE_EXTENDED_ERROR (TarnGlueError, tarn_glue_error)

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

void
tarn_glue_error_mark_federated (GError **error)
{
  if (error != NULL && g_error_matches (*error, TARN_GLUE_ERROR, (*error)->code))
    tarn_glue_error_get_private (*error)->is_from_federation_source = TRUE;
}

void
tarn_glue_error_mark_reply_lost (GError *error)
{
  tarn_glue_error_get_private (error)->is_reply_lost = TRUE;
}

const char *
tarn_glue_error_get_exception_name (TarnGlueError code)
{
  const TarnException *exception = tarn_service_find_exception (&tarn_glue_service, (gint) code);

  return exception != NULL ? exception->name : NULL;
}

guint
tarn_glue_error_get_http_status (TarnGlueError code)
{
  const TarnException *exception = tarn_service_find_exception (&tarn_glue_service, (gint) code);

  return exception != NULL ? exception->status : 0;
}

gboolean
tarn_glue_error_get_from_federation_source (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == TARN_GLUE_ERROR, FALSE);

  return tarn_glue_error_get_private (error)->is_from_federation_source;
}

gboolean
tarn_glue_error_is_reply_lost (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == TARN_GLUE_ERROR, FALSE);

  return tarn_glue_error_get_private (error)->is_reply_lost;
}
