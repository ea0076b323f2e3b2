/* SPDX-License-Identifier: MIT */
#include "datazone/datazone-error.h"

#include "datazone/datazone-service.h"

typedef struct
{
  gboolean is_reply_lost;
} TarnDataZoneErrorPrivate;

static void
tarn_datazone_error_private_init (TarnDataZoneErrorPrivate *private)
{
  private->is_reply_lost = FALSE;
}

static void
tarn_datazone_error_private_copy (const TarnDataZoneErrorPrivate *source,
                                  TarnDataZoneErrorPrivate *target)
{
  *target = *source;
}

static void
tarn_datazone_error_private_clear (TarnDataZoneErrorPrivate *private G_GNUC_UNUSED)
{
}

G_DEFINE_EXTENDED_ERROR (TarnDataZoneError, tarn_datazone_error)

void
tarn_datazone_error_mark_reply_lost (GError *error)
{
  tarn_datazone_error_get_private (error)->is_reply_lost = TRUE;
}

const char *
tarn_datazone_error_get_exception_name (TarnDataZoneError code)
{
  const TarnException *exception
      = tarn_service_find_exception (&tarn_datazone_service, (gint) code);

  return exception != NULL ? exception->name : NULL;
}

guint
tarn_datazone_error_get_http_status (TarnDataZoneError code)
{
  const TarnException *exception
      = tarn_service_find_exception (&tarn_datazone_service, (gint) code);

  return exception != NULL ? exception->status : 0;
}

gboolean
tarn_datazone_error_is_reply_lost (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == TARN_DATAZONE_ERROR, FALSE);

  return tarn_datazone_error_get_private (error)->is_reply_lost;
}

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnDataZoneError, tarn_datazone_error,
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_ACCESS_DENIED, "access-denied"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_CONFLICT, "conflict"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_INTERNAL_SERVER, "internal-server"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, "resource-not-found"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED, "service-quota-exceeded"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_THROTTLING, "throttling"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_UNAUTHORIZED, "unauthorized"),
                    G_DEFINE_ENUM_VALUE (TARN_DATAZONE_ERROR_VALIDATION, "validation"))
/* clang-format on */
