/* SPDX-License-Identifier: MIT */
#include "glue/refresh-queue.h"

void
tarn_refresh_queue_push (TarnGlue *glue, TarnAccount *account, guint32 position)
{
  TarnActiveRefresh *active = tarn_glue_get_active_at (glue, position);

  active->previous_waiting = account->last_waiting;
  active->next_waiting = TARN_NO_RUN;
  if (account->last_waiting != TARN_NO_RUN)
    tarn_glue_get_active_at (glue, account->last_waiting)->next_waiting = position;
  else
    account->first_waiting = position;
  account->last_waiting = position;
  account->n_waiting++;
}

void
tarn_refresh_queue_remove (TarnGlue *glue, TarnAccount *account, guint32 position)
{
  TarnActiveRefresh *active = tarn_glue_get_active_at (glue, position);

  if (active->previous_waiting != TARN_NO_RUN)
    tarn_glue_get_active_at (glue, active->previous_waiting)->next_waiting = active->next_waiting;
  else
    account->first_waiting = active->next_waiting;
  if (active->next_waiting != TARN_NO_RUN)
    tarn_glue_get_active_at (glue, active->next_waiting)->previous_waiting
        = active->previous_waiting;
  else
    account->last_waiting = active->previous_waiting;
  account->n_waiting--;
}

static gint
compare_sequences (gconstpointer a, gconstpointer b, gpointer glue)
{
  guint64 x = tarn_glue_get_record (glue, *(const guint32 *) a)->run.sequence;
  guint64 y = tarn_glue_get_record (glue, *(const guint32 *) b)->run.sequence;

  return x < y ? -1 : x > y;
}

/* No active part is free after restoring, so each is that of a run. The queue has the runs in their order. */
void
tarn_refresh_queue_restore (TarnGlue *glue)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < glue->room.runs.store.active->len; i++)
    {
      guint32 run = tarn_glue_get_active_at (glue, i)->run.run;

      if (tarn_glue_get_record (glue, run)->run.state == TARN_REFRESH_WAITING)
        g_array_append_val (waiting, run);
    }
  g_array_sort_with_data (waiting, compare_sequences, glue);

  for (guint i = 0; i < waiting->len; i++)
    {
      const TarnRefreshRecord *record
          = tarn_glue_get_record (glue, g_array_index (waiting, guint32, i));
      guint32 account = tarn_glue_get_view (glue, record)->account;

      tarn_refresh_queue_push (glue, tarn_catalog_get_account (&glue->catalog, account),
                               record->run.active);
    }
}
