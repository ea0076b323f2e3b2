/* SPDX-License-Identifier: MIT */
#include <tarn/tarn-change.h>

#include "admission/service.h"
#include "kernel/text-record.h"

G_STATIC_ASSERT (sizeof (TarnTypeStat) == 3 * sizeof (const char *));

static TarnTypeStat *
copy_type_stat (const TarnTypeStat *self)
{
  return tarn_text_record_copy (self, 3);
}

G_DEFINE_BOXED_TYPE (TarnTypeStat, tarn_type_stat, copy_type_stat, g_free)

const TarnTypeStat *
tarn_change_get_type_stat (const TarnChange *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);

  return index < self->n_type_stats ? &self->type_stats[index] : NULL;
}

char *
tarn_change_dup_run_id (const TarnChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnIdentifier identifier = { self->run_id_high, self->run_id_low };
  if (identifier.high == 0 && identifier.low == 0)
    return NULL;

  return tarn_service_dup_run_id (self->service, &identifier);
}
