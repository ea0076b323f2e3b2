/* SPDX-License-Identifier: MIT */
#include "glue/glue-error.h"

#include "glue/glue-service.h"

typedef struct
{
  gboolean is_from_federation_source;
} TarnGlueErrorPrivate;

static void
tarn_glue_error_private_init (TarnGlueErrorPrivate *private)
{
  private->is_from_federation_source = FALSE;
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

void
tarn_glue_error_mark_federated (GError **error)
{
  if (error != NULL && g_error_matches (*error, TARN_GLUE_ERROR, (*error)->code))
    tarn_glue_error_get_private (*error)->is_from_federation_source = TRUE;
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
