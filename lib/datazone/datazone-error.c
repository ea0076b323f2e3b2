/* SPDX-License-Identifier: MIT */
#include <tarn/tarn-datazone-client.h>

#include "datazone/datazone-service.h"

/* Not by G_DEFINE_QUARK(), which is not made for two threads at once. */
GQuark
tarn_datazone_error_quark (void)
{
  static gsize quark;

  if (g_once_init_enter (&quark))
    g_once_init_leave (&quark, g_quark_from_static_string ("tarn-datazone-error-quark"));
  return (GQuark) quark;
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
