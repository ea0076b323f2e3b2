/* SPDX-License-Identifier: MIT */
#include "admission/service-error.h"

const TarnException *
tarn_service_errors_find (const TarnServiceErrors *errors, gint code)
{
  for (guint i = 0; i < errors->n_exceptions; i++)
    if (errors->exceptions[i].code == code)
      return &errors->exceptions[i];

  return NULL;
}
