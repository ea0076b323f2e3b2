/* SPDX-License-Identifier: MIT */
#include "glue/waiting-runs.h"

#include "glue/table-name.h"

typedef struct
{
  TarnTableName *table;
  gint64 creation_us;
  guint64 tag;
  guint64 pending_bytes;
  gint64 oldest_us;
  guint slot_class;
} WaitingRun;

struct _TarnWaitingRuns
{
  GArray *runs; /* WaitingRun */
};

G_DEFINE_BOXED_TYPE (TarnWaitingRuns, tarn_waiting_runs, tarn_waiting_runs_copy,
                     tarn_waiting_runs_free)

static void
clear_run (gpointer run)
{
  tarn_table_name_unref (((WaitingRun *) run)->table);
}

static TarnWaitingRuns *
new_empty (guint n_runs)
{
  TarnWaitingRuns *self = g_new (TarnWaitingRuns, 1);

  self->runs = g_array_sized_new (FALSE, FALSE, sizeof (WaitingRun), n_runs);
  g_array_set_clear_func (self->runs, clear_run);
  return self;
}

TarnWaitingRuns *
tarn_waiting_runs_new (const TarnGlue *glue, const GArray *positions)
{
  TarnWaitingRuns *self = new_empty (positions->len);

  for (guint i = 0; i < positions->len; i++)
    {
      const TarnActiveRefresh *active
          = tarn_glue_get_active_at (glue, g_array_index (positions, guint32, i));
      const TarnRefreshRecord *record = tarn_glue_get_record (glue, active->run.run);
      const TarnTableEntry *table = tarn_glue_get_view (glue, record);
      TarnPending pending = tarn_table_entry_get_pending (table, glue->catalog.tables);
      WaitingRun run = {
        .table = tarn_table_name_ref (table->name),
        .creation_us = record->run.creation_us,
        .tag = tarn_run_store_get_tag (&glue->room.runs.store, active->run.run),
        .pending_bytes = pending.bytes,
        .oldest_us = pending.oldest_us,
        .slot_class = active->wish.slot_class,
      };

      g_array_append_val (self->runs, run);
    }
  return self;
}

TarnWaitingRuns *
tarn_waiting_runs_copy (const TarnWaitingRuns *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnWaitingRuns *copy = new_empty (self->runs->len);

  for (guint i = 0; i < self->runs->len; i++)
    {
      WaitingRun run = g_array_index (self->runs, WaitingRun, i);

      tarn_table_name_ref (run.table);
      g_array_append_val (copy->runs, run);
    }
  return copy;
}

void
tarn_waiting_runs_free (TarnWaitingRuns *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->runs);
  g_free (self);
}

guint
tarn_waiting_runs_get_length (const TarnWaitingRuns *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->runs->len;
}

#define GETTER(Type, name, member)                                                                 \
  Type tarn_waiting_runs_get_##name (const TarnWaitingRuns *self, guint position)                  \
  {                                                                                                \
    g_return_val_if_fail (self != NULL, 0);                                                        \
    g_return_val_if_fail (position < self->runs->len, 0);                                          \
                                                                                                   \
    return g_array_index (self->runs, WaitingRun, position).member;                                \
  }

GETTER (const TarnTableName *, table_name, table)
GETTER (gint64, creation_time, creation_us)
GETTER (guint64, tag, tag)
GETTER (guint, slot_class, slot_class)
GETTER (guint64, pending_bytes, pending_bytes)
GETTER (gint64, oldest_pending_time, oldest_us)
