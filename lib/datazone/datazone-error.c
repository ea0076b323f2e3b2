/* SPDX-License-Identifier: MIT */
#include <tarn/tarn-datazone-client.h>

#include "datazone/datazone-service.h"

G_DEFINE_QUARK (tarn - datazone - error - quark, tarn_datazone_error)

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
