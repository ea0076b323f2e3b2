/* SPDX-License-Identifier: MIT */
#include <tarn/tarn-change.h>

#include "admission/service.h"

char *
tarn_change_dup_run_id (const TarnChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnIdentifier identifier = { self->run_id_high, self->run_id_low };
  if (identifier.high == 0 && identifier.low == 0)
    return NULL;

  return tarn_service_dup_run_id (self->service, &identifier);
}
