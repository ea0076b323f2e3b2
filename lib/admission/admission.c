/* SPDX-License-Identifier: MIT */
#include "admission/admission.h"

#include <string.h>
#include <tarn/tarn-error.h>

#include "admission/fault.h"

enum
{
  RESOURCE_PART_MAX = 2048, /* bytes; what the services take is shorter */
};

void
tarn_admission_init (TarnAdmission *admission, const TarnService *service, TarnGatehouse *gatehouse)
{
  *admission = (TarnAdmission){
    .service = service,
    .clock = gatehouse->clock,
    .emission = &gatehouse->emission,
    .gatehouse = gatehouse,
    .access = &gatehouse->access,
    .full_until_us = G_MININT64,
    .options = g_new (gint64, service->n_options),
    .checks = g_new0 (guint8, service->n_operations),
  };
  tarn_gatehouse_add_service (gatehouse, service);
  TARN_COUNT_SERVICE (service);
  tarn_throttle_init (&admission->throttle, service);
  for (guint i = 0; i < service->n_options; i++)
    admission->options[i] = service->options[i].initial;
  tarn_admission_update_checks (admission);
}

void
tarn_admission_clear (TarnAdmission *admission)
{
  g_clear_pointer (&admission->options, g_free);
  g_clear_pointer (&admission->checks, g_free);
  tarn_throttle_clear (&admission->throttle);
}

void
tarn_admission_update_checks (TarnAdmission *admission)
{
  for (guint i = 0; i < admission->service->n_operations; i++)
    {
      guint rated_by = admission->service->operations[i].rated_by;
      guint8 checks = 0;

      if (rated_by != 0 && admission->options[rated_by - 1] != TARN_UNLIMITED)
        checks |= TARN_CHECK_RATE;
      if (admission->emission->journal != NULL)
        checks |= TARN_CHECK_JOURNAL;
      if (admission->gatehouse->faults != NULL)
        checks |= TARN_CHECK_FAULTS;
      admission->checks[i] = checks;
    }
}

gboolean
tarn_admission_set_option (TarnAdmission *admission, gint option, gint64 value, GError **error)
{
  const TarnOption *set = &admission->service->options[option];

  if (value < set->min || value > set->max)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_OUT_OF_RANGE,
                   "%s.%s takes %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                   ", not %" G_GINT64_FORMAT,
                   admission->service->name, set->name, set->min, set->max, value);
      return FALSE;
    }

  tarn_throttle_settle (&admission->throttle, (guint) option, admission->options[option],
                        admission->clock->now_us);
  admission->options[option] = value;
  tarn_admission_update_checks (admission);
  return TRUE;
}
