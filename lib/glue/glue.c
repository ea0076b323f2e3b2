/* SPDX-License-Identifier: MIT */
#include "glue/glue.h"

#include "glue/refresh-schedule.h"
#include "glue/refresh.h"

static void
admit_all (TarnGlue *glue)
{
  for (guint32 account = 0; account < glue->catalog.accounts->len; account++)
    tarn_refresh_admit_waiting (glue, account);
}

static void
on_limit_over (gpointer data, const TarnEvent *event G_GNUC_UNUSED)
{
  TarnGlue *glue = data;

  admit_all (glue);
  tarn_admission_leave_event (&glue->admission);
}

void
tarn_glue_init (TarnGlue *glue, TarnClock *clock, const TarnRandom *random,
                TarnGatehouse *gatehouse)
{
  *glue = (TarnGlue){ .clock = clock, .random = random };

  tarn_admission_init (&glue->admission, &tarn_glue_service, gatehouse);
  tarn_catalog_init (&glue->catalog);
  tarn_refresh_store_init (&glue->runs);
  glue->messages = g_ptr_array_new ();
  glue->billing = tarn_refresh_cost_get_billing (glue->admission.options);

  glue->begin_kind = tarn_clock_add_kind (clock, "refresh begin", tarn_refresh_on_begin, glue);
  glue->end_kind = tarn_clock_add_kind (clock, "refresh end", tarn_refresh_on_end, glue);
  glue->stop_done_kind
      = tarn_clock_add_kind (clock, "refresh stop", tarn_refresh_on_stop_done, glue);
  glue->admission.free_kind = tarn_clock_add_kind (clock, "limit is over", on_limit_over, glue);
  glue->tick_kind
      = tarn_clock_add_kind (clock, "automatic refresh", tarn_refresh_schedule_on_tick, glue);
}

void
tarn_glue_clear (TarnGlue *glue)
{
  g_clear_object (&glue->cost_model);
  tarn_refresh_store_clear (&glue->runs);
  g_clear_pointer (&glue->messages, g_ptr_array_unref);
  tarn_catalog_clear (&glue->catalog);
  tarn_admission_clear (&glue->admission);
}

void
tarn_glue_options_changed (TarnGlue *glue)
{
  glue->billing = tarn_refresh_cost_get_billing (glue->admission.options);
  admit_all (glue);
}
