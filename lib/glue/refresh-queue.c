/* SPDX-License-Identifier: MIT */
#include "glue/refresh-queue.h"

gboolean
tarn_refresh_has_free_slot (const TarnGlue *glue, const TarnAccount *account)
{
  return !tarn_admission_is_full (&glue->admission)
         && account->n_running < (guint64) tarn_glue_get_option (glue, TARN_GLUE_RUNNING_MAX);
}

void
tarn_refresh_queue_push (TarnGlue *glue, TarnAccount *account, guint32 position)
{
  TarnActiveRun *active = tarn_refresh_store_get_active (&glue->runs, position);

  active->previous_waiting = account->last_waiting;
  active->next_waiting = TARN_NO_RUN;
  if (account->last_waiting != TARN_NO_RUN)
    tarn_refresh_store_get_active (&glue->runs, account->last_waiting)->next_waiting = position;
  else
    account->first_waiting = position;
  account->last_waiting = position;
}

void
tarn_refresh_queue_remove (TarnGlue *glue, TarnAccount *account, guint32 position)
{
  TarnActiveRun *active = tarn_refresh_store_get_active (&glue->runs, position);

  if (active->previous_waiting != TARN_NO_RUN)
    tarn_refresh_store_get_active (&glue->runs, active->previous_waiting)->next_waiting
        = active->next_waiting;
  else
    account->first_waiting = active->next_waiting;
  if (active->next_waiting != TARN_NO_RUN)
    tarn_refresh_store_get_active (&glue->runs, active->next_waiting)->previous_waiting
        = active->previous_waiting;
  else
    account->last_waiting = active->previous_waiting;
}
