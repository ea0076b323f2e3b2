/* SPDX-License-Identifier: MIT */
#include "glue/measuring-state.h"

/* --- Making ----------------------------------------------------------------------------------- */

void
tarn_measured_account_init (TarnMeasuredAccount *account, const TarnMeasuring *measuring)
{
  gint64 since_us = measuring->since_us;

  *account = (TarnMeasuredAccount){ .since_us = since_us };
  tarn_staleness_init (&account->staleness, tarn_measuring_get_account_bits (measuring));
  account->running.settled_us = account->waiting.settled_us = since_us;
  tarn_dpu_steps_init (&account->dpu, since_us);
}

void
tarn_measured_account_clear (TarnMeasuredAccount *account)
{
  tarn_staleness_clear (&account->staleness);
  tarn_dpu_steps_clear (&account->dpu);
}

static void
clear_table (TarnMeasuredTable *table)
{
  tarn_table_marks_clear (&table->marks);
  if (table->view != NULL)
    tarn_measured_view_free (table->view);
  g_clear_pointer (&table->left_bases, g_array_unref);
}

TarnMeasuring *
tarn_measuring_new (gboolean has_percentiles, gint64 now_us)
{
  TarnMeasuring *self = g_new0 (TarnMeasuring, 1);

  self->has_percentiles = has_percentiles;
  self->since_us = now_us;
  self->tables = g_array_new (FALSE, FALSE, sizeof (TarnMeasuredTable));
  g_array_set_clear_func (self->tables, (GDestroyNotify) clear_table);
  self->accounts = g_array_new (FALSE, FALSE, sizeof (TarnMeasuredAccount));
  g_array_set_clear_func (self->accounts, (GDestroyNotify) tarn_measured_account_clear);
  return self;
}

void
tarn_measuring_free (TarnMeasuring *self)
{
  g_array_unref (self->tables);
  g_array_unref (self->accounts);
  g_free (self);
}

TarnMeasuredAccount *
tarn_measuring_get_account (TarnMeasuring *self, guint32 account)
{
  while (self->accounts->len <= account)
    {
      TarnMeasuredAccount added;

      tarn_measured_account_init (&added, self);
      g_array_append_val (self->accounts, added);
    }

  return &g_array_index (self->accounts, TarnMeasuredAccount, account);
}

void
tarn_measuring_append_table (TarnMeasuring *self, const TarnTableEntry *table, guint bits,
                             gint64 now_us)
{
  TarnMeasuredTable added = { .view = NULL };

  tarn_table_marks_init (&added.marks, now_us);
  if (table->view != NULL)
    tarn_measuring_get_account (self, table->account);
  if (table->view != NULL && table->is_deleted)
    added.left_bases = g_array_new (FALSE, FALSE, sizeof (guint32));
  else if (table->view != NULL)
    added.view = tarn_measured_view_new (bits, now_us);
  g_array_append_val (self->tables, added);
}

/* --- Active runs ------------------------------------------------------------------------------ */

void
tarn_measuring_count_active (TarnMeasuring *self, const TarnGlue *glue, const TarnTableEntry *table)
{
  TarnMeasuredView *view = tarn_measured_table_get (self->tables, table->position)->view;
  TarnMeasuredAccount *account = tarn_measuring_get_account (self, table->account);
  const TarnRefreshRecord *record = tarn_glue_find_active (glue, table->view);

  if (record == NULL)
    return;

  const TarnActiveRefresh *active = tarn_glue_get_active (glue, record);
  guint64 is_running = active->has_slot ? 1 : 0;
  guint64 is_waiting = record->run.state == TARN_REFRESH_WAITING ? 1 : 0;
  if (view != NULL)
    {
      view->running.value += is_running;
      view->waiting.value += is_waiting;
    }
  account->running.value += is_running;
  account->waiting.value += is_waiting;
  if (record->start_us != 0)
    tarn_dpu_steps_add (&account->dpu, &active->plan, record->start_us,
                        account->dpu.total.settled_us);
}
