/* SPDX-License-Identifier: MIT */
#include "admission/admission.h"

#include <tarn/tarn-error.h>

#include "kernel/fail.h"

static void
register_with_core (TarnAdmission *admission, TarnCore *core)
{
  guint n_services = 0;

  while (core->services[n_services] != NULL)
    n_services++;
  g_assert (n_services < TARN_SERVICES_MAX);
  core->admissions[n_services] = admission;
  core->services[n_services] = admission->service;
}

void
tarn_admission_init (TarnAdmission *admission, const TarnService *service, TarnCore *core)
{
  *admission = (TarnAdmission){
    .service = service,
    .clock = &core->clock,
    .emission = &core->emission,
    .core = core,
    .access = &core->access,
    .full_until_us = G_MININT64,
    .options = g_new (gint64, service->n_options),
    .checks = g_new0 (guint8, service->n_operations),
  };
  register_with_core (admission, core);
  TARN_COUNT_SERVICE (service);
  tarn_throttle_init (&admission->throttle, service);
  for (guint i = 0; i < service->n_options; i++)
    admission->options[i] = service->options[i].initial;
  tarn_admission_update_checks (admission);
}

TarnAdmission *
tarn_admission_find (const TarnCore *core, const TarnService *service)
{
  for (guint i = 0; core->services[i] != NULL; i++)
    if (core->services[i] == service)
      return core->admissions[i];

  g_assert_not_reached ();
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
      if (admission->core->faults != NULL)
        checks |= TARN_CHECK_FAULTS;
      admission->checks[i] = checks;
    }
}

gboolean
tarn_admission_set_option (TarnAdmission *admission, gint option, gint64 value, GError **error)
{
  const TarnOption *set = &admission->service->options[option];

  if (value < set->min || value > set->max)
    return tarn_fail (error, TARN_ERROR, TARN_ERROR_OUT_OF_RANGE,
                      "%s.%s takes %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                      ", not %" G_GINT64_FORMAT,
                      admission->service->name, set->name, set->min, set->max, value);

  tarn_throttle_settle (&admission->throttle, (guint) option, admission->options[option],
                        admission->clock->now_us);
  admission->options[option] = value;
  tarn_admission_update_checks (admission);
  return TRUE;
}
