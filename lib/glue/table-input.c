/* SPDX-License-Identifier: MIT */
#include "glue/table-input.h"

#include "glue/glue-error.h"
#include "glue/table-name.h"
#include "kernel/accessors.h"
#include "kernel/annotation.h"
#include "kernel/fail.h"
#include "kernel/quoting.h"

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnTableFormat, tarn_table_format,
                    G_DEFINE_ENUM_VALUE (TARN_TABLE_FORMAT_ICEBERG, "iceberg"),
                    G_DEFINE_ENUM_VALUE (TARN_TABLE_FORMAT_HIVE, "hive"))

G_DEFINE_ENUM_TYPE (TarnCommitOperation, tarn_commit_operation,
                    G_DEFINE_ENUM_VALUE (TARN_COMMIT_APPEND, "append"),
                    G_DEFINE_ENUM_VALUE (TARN_COMMIT_OVERWRITE, "overwrite"),
                    G_DEFINE_ENUM_VALUE (TARN_COMMIT_DELETE, "delete"),
                    G_DEFINE_ENUM_VALUE (TARN_COMMIT_REPLACE, "replace"))
/* clang-format on */

#define REFRESH_SECONDS_MIN 3600
#define REFRESH_SECONDS_MAX (G_GINT64_CONSTANT (10) * 365 * 24 * 3600)

/* --- Tables and views ------------------------------------------------------------------------- */

TarnTableInput *
tarn_table_input_new (void)
{
  TarnTableInput *self = g_new0 (TarnTableInput, 1);

  self->ref_count = 1;
  self->is_incremental = TRUE;
  self->sub_objects = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_table_name_unref);
  self->version_ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

TarnTableInput *
tarn_table_input_new_materialized_view (void)
{
  TarnTableInput *self = tarn_table_input_new ();

  self->is_materialized_view = TRUE;
  return self;
}

static void
free_table_input (TarnTableInput *self)
{
  tarn_annotation_unref (self->annotation);
  g_free (self->definer);
  g_ptr_array_unref (self->sub_objects);
  g_array_unref (self->version_ids);
  g_free (self);
}

TARN_COUNTED_TYPE (TarnTableInput, tarn_table_input, free_table_input)

void
tarn_table_input_set_format (TarnTableInput *self, TarnTableFormat format)
{
  g_return_if_fail (self != NULL);

  g_return_if_fail (format <= TARN_TABLE_FORMAT_HIVE);

  self->format = format;
}

TARN_SETTER (tarn_table_input_set_size_bytes, TarnTableInput, guint64, size_bytes)
TARN_SETTER (tarn_table_input_set_record_count, TarnTableInput, guint64, record_count)

void
tarn_table_input_set_annotation (TarnTableInput *self, const char *annotation)
{
  g_return_if_fail (self != NULL);

  tarn_annotation_unref (self->annotation);
  self->annotation = tarn_annotation_new (annotation);
}

void
tarn_table_input_add_sub_object (TarnTableInput *self, const TarnTableName *sub_object)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (sub_object != NULL);

  g_ptr_array_add (self->sub_objects, tarn_table_name_ref (sub_object));
}

void
tarn_table_input_add_sub_object_version_id (TarnTableInput *self, gint64 version_id)
{
  g_return_if_fail (self != NULL);

  g_array_append_val (self->version_ids, version_id);
}

void
tarn_table_input_set_definer (TarnTableInput *self, const char *role_arn)
{
  g_return_if_fail (self != NULL);

  g_free (self->definer);
  self->definer = g_strdup (role_arn);
}

TARN_SETTER (tarn_table_input_set_refresh_seconds, TarnTableInput, gint64, refresh_seconds)
TARN_SETTER (tarn_table_input_set_refresh_offset_seconds, TarnTableInput, gint64,
             refresh_offset_seconds)
TARN_SETTER (tarn_table_input_set_refresh_jitter_seconds, TarnTableInput, gint64,
             refresh_jitter_seconds)
TARN_SETTER (tarn_table_input_set_incremental, TarnTableInput, gboolean, is_incremental)

void
tarn_table_input_set_last_refresh_type (TarnTableInput *self, TarnRefreshType last_refresh_type)
{
  g_return_if_fail (self != NULL);

  g_return_if_fail (last_refresh_type <= TARN_REFRESH_TYPE_INCREMENTAL);

  self->last_refresh_type = last_refresh_type;
}

static gboolean
refuse (GError **error, const char *message)
{
  return tarn_fail (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT, "%s", message);
}

static gboolean
check_size (const char *member, guint64 size, GError **error)
{
  if (size <= TARN_SIZE_MAX)
    return TRUE;

  return tarn_fail (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
                    "%s is %" G_GUINT64_FORMAT "; it takes at most 2^60", member, size);
}

static gboolean
check_base_table (const TarnTableInput *self, GError **error)
{
  if (self->sub_objects->len > 0)
    return refuse (error, "SubObjects belong to a materialized view, not to a base table");
  if (self->version_ids->len > 0)
    return refuse (error, "SubObjectVersionIds belong to a materialized view, not to a base table");
  if (self->definer != NULL)
    return refuse (error, "Definer belongs to a materialized view, not to a base table");
  if (self->refresh_seconds != 0)
    return refuse (error, "RefreshSeconds belongs to a materialized view, not to a base table");
  if (self->refresh_offset_seconds != 0)
    return refuse (error,
                   "RefreshOffsetSeconds belongs to a materialized view, not to a base table");
  if (self->refresh_jitter_seconds != 0)
    return refuse (error,
                   "RefreshJitterSeconds belongs to a materialized view, not to a base table");
  if (self->last_refresh_type != TARN_REFRESH_TYPE_NONE)
    return refuse (error, "LastRefreshType belongs to a materialized view, not to a base table");

  return TRUE;
}

static gboolean
check_source_name (const TarnTableName *source, GError **error)
{
  if (tarn_table_name_check (source, error))
    return TRUE;

  g_prefix_error (error, "SubObjects names a table whose ");
  return FALSE;
}

/*
 * Returns whether an earlier item names the same source. Two names are the same source even if only one of
 * them names the catalog of the caller's account.
 */
static gboolean
is_twice (const GPtrArray *sub_objects, guint index, const char *account_id)
{
  TarnTableKey key, other_key;
  const TarnName *name
      = tarn_table_name_resolve (sub_objects->pdata[index], account_id, TRUE, &key);

  for (guint i = 0; i < index; i++)
    if (tarn_name_equal (name, tarn_table_name_resolve (sub_objects->pdata[i], account_id, TRUE,
                                                        &other_key)))
      return TRUE;

  return FALSE;
}

static gboolean
check_sub_objects (const TarnTableInput *self, const char *account_id, GError **error)
{
  const GPtrArray *sub_objects = self->sub_objects;

  if (sub_objects->len == 0)
    return refuse (error, "SubObjects is empty; a materialized view has 1 to 10 sources");
  if (sub_objects->len > TARN_SUB_OBJECTS_MAX)
    return refuse (error, "SubObjects has more than 10 items; a materialized view has 1 to 10"
                          " sources");

  for (guint i = 0; i < sub_objects->len; i++)
    {
      if (!check_source_name (sub_objects->pdata[i], error))
        return FALSE;
      if (!is_twice (sub_objects, i, account_id))
        continue;

      g_autofree char *name = tarn_table_name_to_string (sub_objects->pdata[i]);
      return tarn_fail (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
                        "SubObjects names %s twice", name);
    }

  return TRUE;
}

static gboolean
check_version_ids (const TarnTableInput *self, GError **error)
{
  if (self->version_ids->len > TARN_SUB_OBJECT_VERSION_IDS_MAX)
    return refuse (error, "SubObjectVersionIds has more than 250 items");

  for (guint i = 0; i < self->version_ids->len; i++)
    if (g_array_index (self->version_ids, gint64, i) < -1)
      return tarn_fail (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
                        "SubObjectVersionIds holds %" G_GINT64_FORMAT "; it takes -1 and above",
                        g_array_index (self->version_ids, gint64, i));

  return TRUE;
}

gboolean
tarn_refresh_seconds_are_good (gint64 refresh_seconds)
{
  return refresh_seconds == 0
         || (refresh_seconds >= REFRESH_SECONDS_MIN && refresh_seconds <= REFRESH_SECONDS_MAX);
}

static gboolean
check_refresh_seconds (const TarnTableInput *self, GError **error)
{
  if (tarn_refresh_seconds_are_good (self->refresh_seconds))
    return TRUE;

  return tarn_fail (
      error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
      "RefreshSeconds is %" G_GINT64_FORMAT
      "; the service refreshes at most hourly, so it takes 3600 and above, up to ten years",
      self->refresh_seconds);
}

gboolean
tarn_refresh_shift_is_good (gint64 shift_seconds, gint64 refresh_seconds)
{
  return shift_seconds == 0 || (shift_seconds > 0 && shift_seconds < refresh_seconds);
}

static gboolean
check_shift (const TarnTableInput *self, const char *member, gint64 shift_seconds, GError **error)
{
  if (tarn_refresh_shift_is_good (shift_seconds, self->refresh_seconds))
    return TRUE;

  return tarn_fail (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
                    "%s is %" G_GINT64_FORMAT "; it takes 0 and above, below RefreshSeconds",
                    member, shift_seconds);
}

gboolean
tarn_table_input_check (const TarnTableInput *self, const char *account_id, GError **error)
{
  if (!check_size ("the size in bytes", self->size_bytes, error)
      || !check_size ("the number of records", self->record_count, error))
    return FALSE;
  if (!tarn_annotation_is_good (self->annotation))
    return refuse (error, "the annotation is not " TARN_ANNOTATION_REQUIREMENT);
  if (!self->is_materialized_view)
    return check_base_table (self, error);

  return check_sub_objects (self, account_id, error) && check_version_ids (self, error)
         && check_refresh_seconds (self, error)
         && check_shift (self, "RefreshOffsetSeconds", self->refresh_offset_seconds, error)
         && check_shift (self, "RefreshJitterSeconds", self->refresh_jitter_seconds, error);
}

/* --- Commits ---------------------------------------------------------------------------------- */

TarnCommit *
tarn_commit_new (TarnCommitOperation operation)
{
  g_return_val_if_fail (operation <= TARN_COMMIT_REPLACE, NULL);

  TarnCommit *self = g_new0 (TarnCommit, 1);

  self->ref_count = 1;
  self->operation = operation;
  self->total_bytes = -1;

  return self;
}

TARN_COUNTED_TYPE (TarnCommit, tarn_commit, g_free)

TARN_SETTER (tarn_commit_set_added_bytes, TarnCommit, guint64, added_bytes)
TARN_SETTER (tarn_commit_set_removed_bytes, TarnCommit, guint64, removed_bytes)
TARN_SETTER (tarn_commit_set_added_records, TarnCommit, guint64, added_records)
TARN_SETTER (tarn_commit_set_removed_records, TarnCommit, guint64, removed_records)
TARN_SETTER (tarn_commit_set_total_bytes, TarnCommit, gint64, total_bytes)

gboolean
tarn_commit_check (const TarnCommit *self, GError **error)
{
  if (self->total_bytes < -1)
    return refuse (error, "total-files-size is negative");

  return check_size ("added-files-size", self->added_bytes, error)
         && check_size ("removed-files-size", self->removed_bytes, error)
         && check_size ("added-records", self->added_records, error)
         && check_size ("deleted-records", self->removed_records, error)
         && (self->total_bytes == -1
             || check_size ("total-files-size", (guint64) self->total_bytes, error));
}

/* --- Descriptions for the journal ------------------------------------------------------------- */

static void
describe_view (const TarnTableInput *self, GString *text)
{
  const char *last_type = tarn_refresh_type_to_string (self->last_refresh_type);

  for (guint i = 0; i < self->sub_objects->len; i++)
    {
      g_autofree char *name = tarn_table_name_to_string (self->sub_objects->pdata[i]);

      g_string_append (text, " SubObject=");
      tarn_append_name (text, name);
    }
  for (guint i = 0; i < self->version_ids->len; i++)
    g_string_append_printf (text, " SubObjectVersionId=%" G_GINT64_FORMAT,
                            g_array_index (self->version_ids, gint64, i));
  g_string_append_printf (text, " RefreshSeconds=%" G_GINT64_FORMAT " IsIncremental=%s",
                          self->refresh_seconds, self->is_incremental ? "true" : "false");
  if (self->refresh_offset_seconds != 0)
    g_string_append_printf (text, " RefreshOffsetSeconds=%" G_GINT64_FORMAT,
                            self->refresh_offset_seconds);
  if (self->refresh_jitter_seconds != 0)
    g_string_append_printf (text, " RefreshJitterSeconds=%" G_GINT64_FORMAT,
                            self->refresh_jitter_seconds);
  if (last_type != NULL)
    g_string_append_printf (text, " LastRefreshType=%s", last_type);
}

static char *
describe_table_input (gconstpointer input)
{
  const TarnTableInput *self = input;
  GString *text = g_string_new (self->is_materialized_view ? "View" : "Table");

  g_string_append_printf (text,
                          " Format=%s SizeBytes=%" G_GUINT64_FORMAT
                          " RecordCount=%" G_GUINT64_FORMAT,
                          self->format == TARN_TABLE_FORMAT_HIVE ? "HIVE" : "ICEBERG",
                          self->size_bytes, self->record_count);
  if (self->is_materialized_view)
    describe_view (self, text);
  if (self->annotation != NULL)
    {
      g_string_append (text, " Annotation=");
      tarn_append_quoted (text, self->annotation);
    }

  return g_string_free (text, FALSE);
}

static char *
describe_commit (gconstpointer commit)
{
  const TarnCommit *self = commit;
  static const char *const operations[] = { "append", "overwrite", "delete", "replace" };

  return g_strdup_printf ("Commit=\"%s added-bytes=%" G_GUINT64_FORMAT
                          " removed-bytes=%" G_GUINT64_FORMAT " added-records=%" G_GUINT64_FORMAT
                          " removed-records=%" G_GUINT64_FORMAT " total-bytes=%" G_GINT64_FORMAT
                          "\"",
                          operations[self->operation], self->added_bytes, self->removed_bytes,
                          self->added_records, self->removed_records, self->total_bytes);
}

/* --- Copies for a replay ---------------------------------------------------------------------- */

static gpointer
copy_table_input (gconstpointer input)
{
  const TarnTableInput *self = input;
  TarnTableInput *copy = g_memdup2 (self, sizeof *self);

  copy->ref_count = 1;
  copy->annotation = tarn_annotation_ref (self->annotation);
  copy->definer = g_strdup (self->definer);
  copy->version_ids = g_array_copy (self->version_ids);
  copy->sub_objects = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_table_name_unref);
  for (guint i = 0; i < self->sub_objects->len; i++)
    tarn_table_input_add_sub_object (copy, self->sub_objects->pdata[i]);

  return copy;
}

static gpointer
copy_commit (gconstpointer commit)
{
  TarnCommit *copy = g_memdup2 (commit, sizeof *copy);

  copy->ref_count = 1;
  return copy;
}

const TarnRecordClass tarn_table_input_class
    = { describe_table_input, copy_table_input, (GDestroyNotify) tarn_table_input_unref };
const TarnRecordClass tarn_commit_class
    = { describe_commit, copy_commit, (GDestroyNotify) tarn_commit_unref };
