/* SPDX-License-Identifier: MIT */
/*
 * Copies, saves, restores and describes catalogs, databases and tables. Values that follow from saved values
 * are not saved: accounts follow from catalogs, dependents from sources, and the counts of runs from the
 * runs.
 */
#include "glue/catalog.h"

#include "admission/principal.h"
#include "glue/catalog-order.h"
#include "kernel/annotation.h"

#include <string.h>

enum
{
  CATALOG_BYTES_MIN = 4 + 1,
  DATABASE_BYTES_MIN = 4 + 4,
  POINT_BYTES = 7 * 8,
  TABLE_BYTES_MIN = 4 + 4 + 1 + 1 + 1 + 8 + 8 + 4 + POINT_BYTES,
  DEFINER_BYTES_MIN = 4 + 8,
  VERSION_ID_BYTES = 8,
  SOURCE_BYTES = 4 + 2 * (POINT_BYTES + 8),
};

/* --- Copying ---------------------------------------------------------------------------------- */

static TarnView *
copy_view (const TarnView *from)
{
  TarnView *view = g_memdup2 (from, sizeof *from);

  /* The array never changes after the view is created, so both views can share it. */
  g_array_ref (view->given_version_ids);
  return view;
}

static TarnTableEntry *
copy_table (const TarnTableEntry *from)
{
  TarnTableEntry *table = g_memdup2 (from, sizeof *from);

  tarn_table_name_ref (table->name);
  tarn_annotation_ref (table->annotation);
  table->alias = NULL;
  table->fresh = g_array_copy (from->fresh);
  if (from->view != NULL)
    {
      table->view = copy_view (from->view);
      table->subject = tarn_refresh_subject_copy (from->subject);
    }

  return table;
}

void
tarn_catalog_copy (TarnCatalog *catalog, const TarnCatalog *from)
{
  g_array_append_vals (catalog->accounts, from->accounts->data, from->accounts->len);
  for (guint32 i = 0; i < from->accounts->len; i++)
    tarn_name_table_insert (&catalog->account_names, tarn_catalog_get_account (from, i)->id, i);
  g_array_append_vals (catalog->catalogs, from->catalogs->data, from->catalogs->len);
  for (guint32 i = 0; i < from->catalogs->len; i++)
    tarn_name_table_insert (&catalog->catalog_names,
                            g_array_index (from->catalogs, TarnCatalogEntry, i).name, i);
  for (guint32 i = 0; i < from->databases->len; i++)
    {
      tarn_name_table_insert (&catalog->database_names, from->databases->pdata[i], i);
      tarn_catalog_append_database (catalog, from->databases->pdata[i]);
    }
  for (guint32 i = 0; i < from->tables->len; i++)
    tarn_catalog_add_table (catalog, copy_table (from->tables->pdata[i]));
}

/* --- Catalogs and databases ------------------------------------------------------------------- */

static void
code_catalog (TarnCatalog *catalog, TarnCodec *codec, guint32 index)
{
  g_autofree char *read = NULL;
  const TarnCatalogEntry *entry = tarn_codec_is_reading (codec)
                                      ? NULL
                                      : &g_array_index (catalog->catalogs, TarnCatalogEntry, index);
  gboolean is_federated = entry != NULL && entry->is_federated;

  const char *id = entry != NULL ? entry->name->parts[0] : NULL;

  tarn_codec_label (codec, id);
  tarn_codec_kept_text (codec, "id", id, &read);
  tarn_codec_boolean (codec, "federated", &is_federated);
  if (!tarn_codec_is_reading (codec))
    return;

  if (tarn_codec_check (codec,
                        read != NULL && strlen (read) >= TARN_ACCOUNT_ID_LENGTH
                            && tarn_account_id_is_prefix_of (read),
                        "id", "does not begin with an account id"))
    tarn_codec_check (codec, tarn_catalog_add_catalog (catalog, read, is_federated), "id",
                      "is there twice");
}

static const char *
get_catalog_id (const TarnCatalog *catalog, guint32 index)
{
  return g_array_index (catalog->catalogs, TarnCatalogEntry, index).name->parts[0];
}

static void
code_database (TarnCatalog *catalog, TarnCodec *codec, guint32 index)
{
  const TarnName *name = tarn_codec_is_reading (codec) ? NULL : catalog->databases->pdata[index];
  g_autofree char *label = NULL, *read = NULL;
  guint32 in_catalog = 0;

  if (name != NULL)
    {
      in_catalog = tarn_catalog_find_catalog (catalog, name->parts[0])->position;
      label = g_strjoin (".", name->parts[0], name->parts[1], NULL);
      tarn_codec_label (codec, label);
    }
  tarn_codec_uint32 (codec, "catalog", &in_catalog);
  tarn_codec_kept_text (codec, "name", name != NULL ? name->parts[1] : NULL, &read);
  if (!tarn_codec_is_reading (codec)
      || !tarn_codec_check_below (codec, "catalog", in_catalog, catalog->catalogs->len)
      || !tarn_codec_check (codec, read != NULL, "name", "is missing")
      || !tarn_codec_check (codec, tarn_table_name_is_lower (read), "name", "is not in lower case"))
    return;

  tarn_codec_check (codec,
                    tarn_catalog_add_database (catalog, get_catalog_id (catalog, in_catalog), read),
                    "name", "is there twice");
}

/* --- Views ------------------------------------------------------------------------------------ */

static void
code_point (TarnCodec *codec, const char *name, TarnSourcePoint *point, gint64 now_us)
{
  tarn_codec_begin (codec, name);
  tarn_codec_uint64_within (codec, "commits", &point->n_commits, TARN_COMMITS_MAX);
  tarn_codec_uint64 (codec, "changes", &point->n_changes);
  tarn_codec_uint64 (codec, "rewrites", &point->n_rewrites);
  tarn_codec_uint64 (codec, "bytes-high", &point->bytes.high);
  tarn_codec_uint64 (codec, "bytes", &point->bytes.low);
  tarn_codec_int64 (codec, "version-id", &point->version_id);
  tarn_codec_time (codec, "time", &point->time_us, now_us);
  tarn_codec_end (codec);
}

static gboolean
is_not_after (const TarnSourcePoint *first, const TarnSourcePoint *second)
{
  return first->n_commits <= second->n_commits && first->n_changes <= second->n_changes
         && first->n_rewrites <= second->n_rewrites && first->time_us <= second->time_us
         && tarn_wide_is_at_most (first->bytes, second->bytes);
}

/* There is a first change after a point exactly if the source has changes after it. */
static void
check_source (TarnCodec *codec, const TarnSource *source, const TarnSourcePoint *current)
{
  tarn_codec_check (codec,
                    is_not_after (&source->shown, &source->snapshot)
                        && is_not_after (&source->snapshot, current),
                    "changes", "are not in order, or are more than the source has");
  tarn_codec_check (codec,
                    (source->oldest_after_shown_us == 0)
                            == (source->shown.n_changes == current->n_changes)
                        && (source->oldest_after_snapshot_us == 0)
                               == (source->snapshot.n_changes == current->n_changes),
                    "oldest", "is there without a change, or is missing");
}

/* A source may be a table that is read later, so link_sources() checks it. */
static void
code_source (TarnCodec *codec, TarnSource *source, gint64 now_us)
{
  tarn_codec_uint32 (codec, "table", &source->table);
  code_point (codec, "shown", &source->shown, now_us);
  tarn_codec_time (codec, "oldest-after-shown", &source->oldest_after_shown_us, now_us);
  code_point (codec, "snapshot", &source->snapshot, now_us);
  tarn_codec_time (codec, "oldest-after-snapshot", &source->oldest_after_snapshot_us, now_us);
}

static void
link_source (const TarnCatalog *catalog, TarnCodec *codec, const TarnTableEntry *view,
             guint32 index)
{
  const TarnSource *source = &view->view->sources[index];
  TarnDependent dependent = { view->position, index };

  if (!tarn_codec_check_below (codec, "table", source->table, catalog->tables->len))
    return;

  TarnTableEntry *table = tarn_catalog_get_table (catalog, source->table);
  check_source (codec, source, &table->current);
  if (source->oldest_after_snapshot_us == 0)
    g_array_append_val (table->fresh, dependent);
}

/* Checks the sources of all views, after all tables were read, and notes which tables have no change for them. */
static void
link_sources (const TarnCatalog *catalog, TarnCodec *codec)
{
  for (guint32 i = 0; i < catalog->tables->len && tarn_codec_is_ok (codec); i++)
    {
      const TarnTableEntry *table = tarn_catalog_get_table (catalog, i);

      tarn_codec_begin_item (codec, "table", i);
      for (guint32 j = 0; table->view != NULL && j < table->view->n_sources; j++)
        {
          tarn_codec_begin_item (codec, "source", j);
          link_source (catalog, codec, table, j);
          tarn_codec_end (codec);
        }
      tarn_codec_end (codec);
    }
  if (tarn_codec_is_ok (codec))
    tarn_codec_check (codec, !tarn_catalog_has_cycle (catalog), "tables",
                      "have a view that reads itself");
}

static void
code_version_ids (TarnCodec *codec, GArray *version_ids)
{
  guint32 n_ids = tarn_codec_count (codec, "given-version-ids", version_ids->len, VERSION_ID_BYTES);

  if (tarn_codec_is_reading (codec)
      && tarn_codec_check_below (codec, "given-version-ids", n_ids,
                                 TARN_SUB_OBJECT_VERSION_IDS_MAX + 1))
    g_array_set_size (version_ids, n_ids);
  for (guint32 i = 0; i < version_ids->len; i++)
    tarn_codec_int64_within (codec, "version-id", &g_array_index (version_ids, gint64, i), -1,
                             G_MAXINT64);
}

/* The interval is one of the values from which a view is created, so it is coded there. */
static void
code_schedule (TarnCodec *codec, TarnView *view)
{
  tarn_codec_int64 (codec, "refresh-offset-seconds", &view->refresh_offset_seconds);
  tarn_codec_int64 (codec, "refresh-jitter-seconds", &view->refresh_jitter_seconds);
  tarn_codec_boolean (codec, "paused", &view->is_paused);
  tarn_codec_boolean (codec, "suspended", &view->is_suspended);
  tarn_codec_uint32 (codec, "failures-in-a-row", &view->n_failures);
  tarn_codec_time (codec, "due", &view->due_us, G_MAXINT64);
  tarn_codec_uint32 (codec, "jitters", &view->n_jitters);
  if (!tarn_codec_is_reading (codec))
    return;

  tarn_codec_check (codec,
                    tarn_refresh_shift_is_good (view->refresh_offset_seconds,
                                                view->refresh_seconds),
                    "refresh-offset-seconds", "is not below the interval");
  tarn_codec_check (codec,
                    tarn_refresh_shift_is_good (view->refresh_jitter_seconds,
                                                view->refresh_seconds),
                    "refresh-jitter-seconds", "is not below the interval");
  tarn_codec_check (codec, view->refresh_seconds > 0 || (!view->is_paused && !view->is_suspended),
                    "paused", "or suspended, and has no interval");
}

/*
 * This function codes only one value of the run history, the number of started runs. The other values are
 * restored with the runs.
 */
static void
code_view (TarnCodec *codec, TarnView *view, gint64 now_us)
{
  guint8 n_sources = (guint8) view->n_sources;

  code_version_ids (codec, view->given_version_ids);
  tarn_codec_boolean (codec, "has-read-versions", &view->has_read_versions);
  tarn_codec_boolean (codec, "run-outdated", &view->is_run_outdated);
  code_schedule (codec, view);
  tarn_codec_boolean (codec, "incremental", &view->is_incremental);
  tarn_codec_enum (codec, "last-refresh-type", &view->last_refresh_type,
                   TARN_REFRESH_TYPE_INCREMENTAL + 1);
  tarn_codec_time (codec, "snapshot-time", &view->snapshot_time_us, now_us);
  tarn_codec_time (codec, "publication-time", &view->publication_time_us, now_us);
  tarn_codec_uint32 (codec, "runs-started", &view->runs.n_runs);
  tarn_codec_uint8 (codec, "sources", &n_sources);
  if (!tarn_codec_check_below (codec, "sources", n_sources, TARN_SUB_OBJECTS_MAX + 1))
    return;

  view->n_sources = n_sources;
  for (guint32 i = 0; tarn_codec_next_item (codec, "source", i, view->n_sources); i++)
    code_source (codec, &view->sources[i], now_us);
}

/* --- Tables ----------------------------------------------------------------------------------- */

/* The values from which a table is created. */
typedef struct
{
  guint32 database;
  char *name;
  gboolean is_deleted;
  gboolean is_view;
  gint64 refresh_seconds;
} TableIdentity;

static TableIdentity
identify (const TarnCatalog *catalog, const TarnTableEntry *table)
{
  TableIdentity identity = {
    .name = (char *) tarn_table_name_get_part (table->name, 2),
    .is_deleted = table->is_deleted,
    .is_view = table->view != NULL,
  };

  tarn_catalog_find_database (catalog, tarn_table_name_get_part (table->name, 0),
                              tarn_table_name_get_part (table->name, 1), &identity.database);
  if (table->view != NULL)
    identity.refresh_seconds = table->view->refresh_seconds;
  return identity;
}

static void
code_identity (TarnCodec *codec, TableIdentity *identity)
{
  tarn_codec_uint32 (codec, "database", &identity->database);
  tarn_codec_text (codec, "name", &identity->name);
  tarn_codec_boolean (codec, "deleted", &identity->is_deleted);
  tarn_codec_boolean (codec, "view", &identity->is_view);
  if (!identity->is_view)
    return;

  tarn_codec_int64 (codec, "refresh-seconds", &identity->refresh_seconds);
  if (tarn_codec_is_reading (codec))
    tarn_codec_check (codec, tarn_refresh_seconds_are_good (identity->refresh_seconds),
                      "refresh-seconds", "is out of range");
}

static gboolean
check_name (TarnCodec *codec, const TarnTableName *name)
{
  g_autoptr (GError) error = NULL;

  if (tarn_table_name_check (name, &error))
    return TRUE;

  tarn_codec_fail (codec, "name", "%s", error->message);
  return FALSE;
}

/* Returns NULL, and fails the codec, if there can be no such table. */
static TarnTableEntry *
read_table (TarnCatalog *catalog, TarnCodec *codec, const TableIdentity *identity)
{
  g_autoptr (TarnTableName) name = NULL;
  g_autoptr (TarnTableInput) input = NULL;

  if (!tarn_codec_check_below (codec, "database", identity->database, catalog->databases->len))
    return NULL;

  const TarnName *database = catalog->databases->pdata[identity->database];
  name = tarn_table_name_new (database->parts[0], database->parts[1], identity->name);
  if (!check_name (codec, name)
      || !tarn_codec_check (codec, tarn_table_name_is_lower (identity->name), "name",
                            "is not in lower case")
      || !tarn_codec_check (codec, tarn_catalog_find_table (catalog, &name->name) == NULL, "name",
                            "is there twice"))
    return NULL;

  input = tarn_table_input_new ();
  input->is_materialized_view = identity->is_view;
  input->refresh_seconds = identity->refresh_seconds;
  TarnTableEntry *table = tarn_table_entry_new (name, input, 0);
  table->is_deleted = identity->is_deleted;
  tarn_catalog_add_table (catalog, table);
  return table;
}

/* Codes the definer of the runs from a sequence number on. */
static void
code_definer (TarnCodec *codec, char **role, guint64 *first_sequence)
{
  tarn_codec_text (codec, "definer", role);
  tarn_codec_uint64 (codec, "first-sequence", first_sequence);
}

static void
read_definers (TarnCatalog *catalog, TarnCodec *codec, TarnTableEntry *table, guint32 n_definers)
{
  for (guint32 i = 0; tarn_codec_next_item (codec, "definer", i, n_definers); i++)
    {
      g_autofree char *role = NULL;
      guint64 first_sequence = 0;

      code_definer (codec, &role, &first_sequence);
      tarn_codec_check (codec,
                        i == 0 ? first_sequence == 0
                               : first_sequence > table->subject->first_sequence,
                        "first-sequence", "is not after that of the definer before");
      tarn_catalog_set_definer (catalog, table, role, first_sequence);
    }
}

/* The definers are coded from the oldest to the newest, because each is made from the one before. */
static void
code_definers (TarnCatalog *catalog, TarnCodec *codec, TarnTableEntry *table)
{
  g_autoptr (GPtrArray) subjects = g_ptr_array_new ();

  for (TarnRefreshSubject *subject = table->subject; subject != NULL; subject = subject->older)
    g_ptr_array_insert (subjects, 0, subject);

  guint32 n_definers = tarn_codec_count (codec, "definers", subjects->len, DEFINER_BYTES_MIN);
  if (tarn_codec_is_reading (codec))
    {
      read_definers (catalog, codec, table, n_definers);
      return;
    }
  for (guint32 i = 0; tarn_codec_next_item (codec, "definer", i, n_definers); i++)
    {
      TarnRefreshSubject *subject = subjects->pdata[i];

      code_definer (codec, &subject->role, &subject->first_sequence);
    }
}

/*
 * Each change adds at most as many bytes as the largest size has twice. So the bytes of a table cannot
 * overflow before its commits do.
 */
static void
check_contents (TarnCodec *codec, const TarnTableEntry *table)
{
  const TarnSourcePoint *current = &table->current;

  tarn_codec_check (codec, current->n_changes <= current->n_commits, "changes",
                    "are more than the commits");
  tarn_codec_check (codec, current->n_rewrites <= current->n_changes, "rewrites",
                    "are more than the changes");
  tarn_codec_check (codec,
                    tarn_wide_is_at_most (current->bytes, tarn_wide_multiply (current->n_changes,
                                                                              2 * TARN_SIZE_MAX)),
                    "bytes", "are more than so many changes can change");
}

/* Each run of a view makes at most one commit, at its end, and nothing else commits to the view. */
static void
check_runs_started (TarnCodec *codec, const TarnTableEntry *table)
{
  if (tarn_codec_is_reading (codec))
    tarn_codec_check (codec, table->current.n_commits <= table->view->runs.n_runs, "runs-started",
                      "are fewer than the commits");
}

static void
code_contents (TarnCodec *codec, TarnTableEntry *table, gint64 now_us)
{
  tarn_codec_enum (codec, "format", &table->format, TARN_TABLE_FORMAT_HIVE + 1);
  tarn_codec_uint64_within (codec, "size-bytes", &table->size_bytes, TARN_SIZE_MAX);
  tarn_codec_uint64_within (codec, "record-count", &table->record_count, TARN_SIZE_MAX);
  tarn_annotation_code (codec, &table->annotation);
  code_point (codec, "current", &table->current, now_us);
  if (tarn_codec_is_reading (codec))
    check_contents (codec, table);
}

static void
code_table (TarnCatalog *catalog, TarnCodec *codec, guint32 index, gint64 now_us)
{
  TableIdentity identity = { 0 };
  TarnTableEntry *table = NULL;
  g_autofree char *label = NULL;

  if (!tarn_codec_is_reading (codec))
    {
      table = tarn_catalog_get_table (catalog, index);
      identity = identify (catalog, table);
      label = tarn_table_entry_dup_label (table);
      tarn_codec_label (codec, label);
    }
  code_identity (codec, &identity);
  if (tarn_codec_is_reading (codec))
    {
      if (tarn_codec_is_ok (codec))
        table = read_table (catalog, codec, &identity);
      g_free (identity.name);
    }
  if (table == NULL)
    return;

  code_contents (codec, table, now_us);
  if (table->view != NULL)
    {
      code_definers (catalog, codec, table);
      code_view (codec, table->view, now_us);
      tarn_codec_check (codec, !table->is_deleted || table->view->n_sources == 0, "sources",
                        "are those of a deleted view");
      check_runs_started (codec, table);
    }
}

/* --- The whole catalog ------------------------------------------------------------------------ */

void
tarn_catalog_code (TarnCatalog *catalog, TarnCodec *codec, gint64 now_us)
{
  tarn_codec_for_each (codec, i, "catalogs", "catalog", catalog->catalogs->len, CATALOG_BYTES_MIN)
    code_catalog (catalog, codec, i);

  tarn_codec_for_each (codec, i, "databases", "database", catalog->databases->len,
                       DATABASE_BYTES_MIN)
    code_database (catalog, codec, i);

  tarn_codec_for_each (codec, i, "tables", "table", catalog->tables->len, TABLE_BYTES_MIN)
    code_table (catalog, codec, i, now_us);
  if (tarn_codec_is_reading (codec))
    link_sources (catalog, codec);
}

guint64
tarn_catalog_count_started (const TarnCatalog *catalog)
{
  guint64 n_started = 0;

  for (guint32 i = 0; i < catalog->tables->len; i++)
    {
      const TarnTableEntry *table = tarn_catalog_get_table (catalog, i);

      n_started += table->view != NULL ? table->view->runs.n_runs : 0;
    }

  return n_started;
}
