/* SPDX-License-Identifier: MIT */
#include "glue/table.h"

#include <string.h>

#include "glue/glue-error.h"
#include "glue/glue-service.h"
#include "kernel/annotation.h"
#include "kernel/arith.h"
#include "kernel/fail.h"

/* --- Making ----------------------------------------------------------------------------------- */

static TarnView *
view_new (const TarnTableInput *input, guint64 hash, gint64 now_us)
{
  TarnView *view = g_new0 (TarnView, 1);

  view->refresh_seconds = input->refresh_seconds;
  view->refresh_offset_seconds = input->refresh_offset_seconds;
  view->refresh_jitter_seconds = input->refresh_jitter_seconds;
  view->is_incremental = input->is_incremental;
  view->last_refresh_type = input->last_refresh_type;
  if (input->last_refresh_type != TARN_REFRESH_TYPE_NONE)
    view->snapshot_time_us = view->publication_time_us = now_us;
  view->given_version_ids = g_array_copy (input->version_ids);
  view->runs = tarn_run_history_new (hash);

  return view;
}

TarnTableEntry *
tarn_table_entry_new (TarnTableName *name, const TarnTableInput *input, gint64 now_us)
{
  TarnTableEntry *table = g_new0 (TarnTableEntry, 1);

  table->name = tarn_table_name_ref (name);
  table->hash = name->name.hash;
  table->format = input->is_materialized_view ? TARN_TABLE_FORMAT_ICEBERG : input->format;
  table->size_bytes = input->size_bytes;
  table->record_count = input->record_count;
  table->annotation = tarn_annotation_ref (input->annotation);
  table->current.version_id = -1;
  table->current.time_us = now_us;
  table->fresh = g_array_new (FALSE, FALSE, sizeof (TarnDependent));
  if (input->is_materialized_view)
    {
      table->subject = tarn_refresh_subject_new (name, input->definer);
      table->view = view_new (input, table->hash, now_us);
    }

  return table;
}

void
tarn_table_entry_free (TarnTableEntry *table)
{
  if (table->view != NULL)
    {
      tarn_refresh_subject_unref (table->subject);
      g_array_unref (table->view->given_version_ids);
      g_free (table->view);
    }
  g_array_unref (table->fresh);
  if (table->alias != NULL)
    tarn_name_unref ((TarnName *) table->alias);
  tarn_annotation_unref (table->annotation);
  tarn_table_name_unref (table->name);
  g_free (table);
}

char *
tarn_table_entry_dup_label (const TarnTableEntry *table)
{
  g_autofree char *name
      = g_strdup_printf (TARN_TABLE_NAME_FORMAT, TARN_TABLE_NAME_ARGS (table->name));

  return table->is_deleted ? g_strdup_printf ("%s (deleted %u)", name, table->n_before + 1)
                           : g_steal_pointer (&name);
}

/*
 * A view that is created with a last refresh type shows its sources as they are now. A view that is created
 * without one shows nothing yet.
 */
void
tarn_table_entry_add_source (TarnTableEntry *view, TarnTableEntry *source)
{
  TarnDependent dependent = { view->position, view->view->n_sources };
  TarnSource *added = &view->view->sources[view->view->n_sources++];

  added->table = source->position;
  added->shown = source->current;
  added->snapshot = source->current;
  g_array_append_val (source->fresh, dependent);
}

static void
remove_dependent (TarnTableEntry *table, guint32 view)
{
  for (guint i = 0; i < table->fresh->len; i++)
    if (g_array_index (table->fresh, TarnDependent, i).view == view)
      {
        g_array_remove_index_fast (table->fresh, i);
        return;
      }
}

void
tarn_table_entry_remove_sources (TarnTableEntry *view, const GPtrArray *tables)
{
  TarnView *emptied = view->view;

  for (guint i = 0; i < emptied->n_sources; i++)
    remove_dependent (tables->pdata[emptied->sources[i].table], view->position);

  memset (emptied->sources, 0, sizeof emptied->sources);
  emptied->n_sources = 0;
  emptied->last_refresh_type = TARN_REFRESH_TYPE_NONE;
  emptied->snapshot_time_us = emptied->publication_time_us = 0;
  emptied->has_read_versions = FALSE;
  g_array_unref (emptied->given_version_ids);
  emptied->given_version_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

gboolean
tarn_table_entry_lacks_source (const TarnTableEntry *view, const GPtrArray *tables)
{
  for (guint i = 0; i < view->view->n_sources; i++)
    if (((const TarnTableEntry *) tables->pdata[view->view->sources[i].table])->is_deleted)
      return TRUE;

  return FALSE;
}

/* --- Commits ---------------------------------------------------------------------------------- */

static gboolean
refuse (const TarnTableEntry *table, const char *what, GError **error)
{
  return tarn_fail (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
                    "the commit %s of " TARN_TABLE_NAME_FORMAT, what,
                    TARN_TABLE_NAME_ARGS (table->name));
}

gboolean
tarn_table_entry_apply_commit (TarnTableEntry *table, const TarnCommit *commit, GError **error)
{
  /* Each term of a sum is at most 2^60, so the sums fit. */
  guint64 bytes = table->size_bytes + commit->added_bytes;
  guint64 records = table->record_count + commit->added_records;

  if (table->current.n_commits == TARN_COMMITS_MAX)
    return refuse (table, "is one more than the 2^63 - 1 that a table can have", error);
  if (commit->total_bytes < 0 && commit->removed_bytes > bytes)
    return refuse (table, "removes more bytes than there are, from the size", error);
  if (commit->removed_records > records)
    return refuse (table, "removes more records than there are, from the record count", error);

  bytes = commit->total_bytes >= 0 ? (guint64) commit->total_bytes : bytes - commit->removed_bytes;
  records -= commit->removed_records;
  if (bytes > TARN_SIZE_MAX || records > TARN_SIZE_MAX)
    return refuse (table, "goes over 2^60, the largest size or record count", error);

  table->size_bytes = bytes;
  table->record_count = records;
  return TRUE;
}

/* The id has 63 bits, like the snapshot ids of Iceberg. */
gint64
tarn_table_entry_draw_version_id (const TarnTableEntry *table, const TarnRandom *random)
{
  TarnDraw draw = { table->hash, (guint32) table->current.n_commits, TARN_PURPOSE_SNAPSHOT_ID, 0 };
  guint32 block[4];

  tarn_random_block (random, &draw, block);
  return (gint64) (block[0] & G_MAXINT32) << 32 | block[1];
}

/* Each view that has read all of the table notes that this is the first change that it lacks. */
static void
note_oldest (TarnTableEntry *table, const GPtrArray *tables, gint64 now_us)
{
  for (guint i = 0; i < table->fresh->len; i++)
    {
      const TarnDependent *dependent = &g_array_index (table->fresh, TarnDependent, i);
      TarnTableEntry *view = tables->pdata[dependent->view];
      TarnSource *source = &view->view->sources[dependent->source];

      source->oldest_after_snapshot_us = now_us;
      if (source->oldest_after_shown_us == 0)
        source->oldest_after_shown_us = now_us;
    }
  g_array_set_size (table->fresh, 0);
}

void
tarn_table_entry_add_version (TarnTableEntry *table, const GPtrArray *tables, gint64 version_id,
                              guint64 changed_bytes, TarnCommitOperation operation, gint64 now_us)
{
  table->current.n_commits++;
  table->current.version_id = version_id;
  table->current.time_us = now_us;
  if (operation == TARN_COMMIT_REPLACE)
    return;

  table->current.n_changes++;
  if (operation != TARN_COMMIT_APPEND)
    table->current.n_rewrites++;
  table->current.bytes = tarn_wide_add (table->current.bytes, changed_bytes);
  note_oldest (table, tables, now_us);
}

/* --- Views ------------------------------------------------------------------------------------ */

guint64
tarn_source_get_pending_bytes (const TarnSource *source, const TarnTableEntry *table)
{
  return tarn_wide_subtract_saturated (table->current.bytes, source->shown.bytes);
}

TarnPending
tarn_table_entry_get_pending (const TarnTableEntry *view, const GPtrArray *tables)
{
  TarnPending pending = { 0, 0, 0, 0 };

  for (guint i = 0; i < view->view->n_sources; i++)
    {
      const TarnSource *source = &view->view->sources[i];
      const TarnTableEntry *table = tables->pdata[source->table];
      guint64 n_changes = table->current.n_changes - source->shown.n_changes;
      gint64 oldest_us = source->oldest_after_shown_us;

      pending.source_bytes += table->size_bytes;
      if (n_changes == 0)
        continue;

      pending.commits += n_changes;
      pending.bytes
          = tarn_add_saturated (pending.bytes, tarn_source_get_pending_bytes (source, table));
      if (oldest_us != 0 && (pending.oldest_us == 0 || oldest_us < pending.oldest_us))
        pending.oldest_us = oldest_us;
    }

  return pending;
}

void
tarn_table_entry_take_snapshot (TarnTableEntry *view, const GPtrArray *tables)
{
  view->view->is_run_outdated = FALSE;
  for (guint i = 0; i < view->view->n_sources; i++)
    {
      TarnSource *source = &view->view->sources[i];
      TarnTableEntry *table = tables->pdata[source->table];
      TarnDependent dependent = { view->position, i };

      source->snapshot = table->current;
      if (source->oldest_after_snapshot_us == 0)
        continue;

      source->oldest_after_snapshot_us = 0;
      g_array_append_val (table->fresh, dependent);
    }
}

void
tarn_table_entry_show_snapshot (TarnTableEntry *view, TarnRefreshType type, gint64 snapshot_time_us,
                                gint64 now_us)
{
  TarnView *shown = view->view;

  for (guint i = 0; i < shown->n_sources; i++)
    {
      TarnSource *source = &shown->sources[i];

      source->shown = source->snapshot;
      source->oldest_after_shown_us = source->oldest_after_snapshot_us;
    }

  shown->has_read_versions = TRUE;
  shown->last_refresh_type = type;
  shown->snapshot_time_us = snapshot_time_us;
  shown->publication_time_us = now_us;
}
