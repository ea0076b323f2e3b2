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

  char *text = g_malloc (TARN_UUID_LENGTH + 1);
  if (self->service->has_code_run_ids)
    tarn_identifier_format_code (&identifier, text);
  else
    tarn_identifier_format (&identifier, text);
  return text;
}
