/* SPDX-License-Identifier: MIT */
#include "glue/table-record.h"

#include "kernel/accessors.h"
#include "kernel/annotation.h"

struct _TarnTable
{
  guint ref_count;
  TarnTableName *name;
  gboolean is_materialized_view;
  TarnTableFormat format;
  guint64 size_bytes;
  guint64 record_count;
  gint64 version_id;
  guint64 n_commits;
  gint64 last_commit_us;
  char *annotation;
  char *definer;
  gint64 refresh_seconds;
  gint64 refresh_offset_seconds;
  gint64 refresh_jitter_seconds;
  gboolean is_schedule_paused;
  gboolean is_schedule_suspended;
  guint n_failures_in_a_row;
  gboolean is_incremental;
  TarnRefreshType last_refresh_type;
  GPtrArray *sub_objects;    /* TarnTableName */
  guint deleted_sub_objects; /* a bit for each */
  GArray *version_ids;       /* gint64 */
  gint64 snapshot_time_us;
  gint64 publication_time_us;
  TarnPending pending;
  gboolean has_active_run;
};

static void
fill_view (TarnTable *self, const TarnTableEntry *table, const GPtrArray *tables)
{
  const TarnView *view = table->view;

  self->is_materialized_view = TRUE;
  self->definer = g_strdup (table->subject->role);
  self->refresh_seconds = view->refresh_seconds;
  self->refresh_offset_seconds = view->refresh_offset_seconds;
  self->refresh_jitter_seconds = view->refresh_jitter_seconds;
  self->is_schedule_paused = view->is_paused;
  self->is_schedule_suspended = view->is_suspended;
  self->n_failures_in_a_row = view->n_failures;
  self->is_incremental = view->is_incremental;
  self->last_refresh_type = view->last_refresh_type;
  self->snapshot_time_us = view->snapshot_time_us;
  self->publication_time_us = view->publication_time_us;
  self->has_active_run = view->runs.active_run != TARN_NO_RUN;
  self->pending = tarn_table_entry_get_pending (table, tables);

  if (!view->has_read_versions)
    g_array_append_vals (self->version_ids, view->given_version_ids->data,
                         view->given_version_ids->len);
  for (guint i = 0; i < view->n_sources; i++)
    {
      const TarnTableEntry *source = tables->pdata[view->sources[i].table];

      g_ptr_array_add (self->sub_objects, tarn_table_name_ref (source->name));
      if (source->is_deleted)
        self->deleted_sub_objects |= 1u << i;
      if (view->has_read_versions)
        g_array_append_val (self->version_ids, view->sources[i].shown.version_id);
    }
}

TarnTable *
tarn_table_new (const TarnTableEntry *table, const GPtrArray *tables)
{
  TarnTable *self = g_new0 (TarnTable, 1);

  self->ref_count = 1;
  self->name = tarn_table_name_ref (table->name);
  self->format = table->format;
  self->size_bytes = table->size_bytes;
  self->record_count = table->record_count;
  self->annotation = tarn_annotation_ref (table->annotation);
  self->version_id = table->current.version_id;
  self->n_commits = table->current.n_commits;
  if (table->current.n_commits > 0)
    self->last_commit_us = table->current.time_us;
  self->sub_objects = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_table_name_unref);
  self->version_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (table->view != NULL)
    fill_view (self, table, tables);

  return self;
}

static void
free_table (TarnTable *self)
{
  tarn_annotation_unref (self->annotation);
  tarn_table_name_unref (self->name);
  g_free (self->definer);
  g_ptr_array_unref (self->sub_objects);
  g_array_unref (self->version_ids);
  g_free (self);
}

TARN_COUNTED_TYPE (TarnTable, tarn_table, free_table)

const TarnTableName *
tarn_table_get_sub_object (const TarnTable *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);

  return index < self->sub_objects->len ? self->sub_objects->pdata[index] : NULL;
}

gboolean
tarn_table_is_sub_object_deleted (const TarnTable *self, guint index)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return index < self->sub_objects->len && (self->deleted_sub_objects & 1u << index) != 0;
}

const gint64 *
tarn_table_get_sub_object_version_ids (const TarnTable *self, guint *out_n_version_ids)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (out_n_version_ids != NULL, NULL);

  *out_n_version_ids = self->version_ids->len;
  return (const gint64 *) (gconstpointer) self->version_ids->data;
}

TARN_GETTER (const TarnTableName *, tarn_table_get_name, const TarnTable, name)
TARN_GETTER (gboolean, tarn_table_is_materialized_view, const TarnTable, is_materialized_view)
TARN_GETTER (TarnTableFormat, tarn_table_get_format, const TarnTable, format)
TARN_GETTER (guint64, tarn_table_get_size_bytes, const TarnTable, size_bytes)
TARN_GETTER (guint64, tarn_table_get_record_count, const TarnTable, record_count)
TARN_GETTER (const char *, tarn_table_get_annotation, const TarnTable, annotation)
TARN_GETTER (gint64, tarn_table_get_version_id, const TarnTable, version_id)
TARN_GETTER (guint64, tarn_table_get_n_commits, const TarnTable, n_commits)
TARN_GETTER (gint64, tarn_table_get_last_commit_time, const TarnTable, last_commit_us)
TARN_GETTER (const char *, tarn_table_get_definer, const TarnTable, definer)
TARN_GETTER (gint64, tarn_table_get_refresh_seconds, const TarnTable, refresh_seconds)
TARN_GETTER (gint64, tarn_table_get_refresh_offset_seconds, const TarnTable, refresh_offset_seconds)
TARN_GETTER (gint64, tarn_table_get_refresh_jitter_seconds, const TarnTable, refresh_jitter_seconds)
TARN_GETTER (gboolean, tarn_table_is_schedule_paused, const TarnTable, is_schedule_paused)
TARN_GETTER (gboolean, tarn_table_is_schedule_suspended, const TarnTable, is_schedule_suspended)
TARN_GETTER (guint, tarn_table_get_n_failures_in_a_row, const TarnTable, n_failures_in_a_row)
TARN_GETTER (gboolean, tarn_table_is_incremental, const TarnTable, is_incremental)
TARN_GETTER (TarnRefreshType, tarn_table_get_last_refresh_type, const TarnTable, last_refresh_type)
TARN_GETTER (guint, tarn_table_get_n_sub_objects, const TarnTable, sub_objects->len)
TARN_GETTER (gint64, tarn_table_get_snapshot_time, const TarnTable, snapshot_time_us)
TARN_GETTER (gint64, tarn_table_get_publication_time, const TarnTable, publication_time_us)
TARN_GETTER (guint64, tarn_table_get_pending_commits, const TarnTable, pending.commits)
TARN_GETTER (guint64, tarn_table_get_pending_bytes, const TarnTable, pending.bytes)
TARN_GETTER (gint64, tarn_table_get_oldest_pending_commit_time, const TarnTable, pending.oldest_us)
TARN_GETTER (gboolean, tarn_table_has_active_run, const TarnTable, has_active_run)
