/* SPDX-License-Identifier: MIT */
/*
 * The loader works in three steps: it makes JSON from bytes, an array of snapshots from the JSON, and commits
 * in the order of the table from the snapshots. Only the chain of parents from the main branch contains this
 * order, because the list in the file is unordered, and the clocks of two writers may disagree.
 */
#include "iceberg-history.h"

#include <gio/gio.h>
#include <jansson.h>
#include <stdlib.h>

/* clang-format would take the hyphens for minus signs. */
/* clang-format off */
G_DEFINE_QUARK (iceberg-history-error-quark, iceberg_history_error)
/* clang-format on */

enum
{
  MAX_TEXT_BYTES = 64 * 1024 * 1024,
  MAX_ENTRIES = 1000000,
  MAX_VALUES = 3000000,
  CHUNK_BYTES = 16 * 1024,
  NONE = -1, /* no snapshot, as in format version 1, or no time */
};

static const json_int_t max_time_ms = 253402300799999;         /* the end of the year 9999 */
static const guint64 max_bytes = G_GUINT64_CONSTANT (1) << 60; /* the largest size of a table */

/* A snapshot. For an entry of a log, only the time is known. */
typedef struct
{
  json_int_t id;
  json_int_t parent;
  json_int_t sequence;
  json_int_t time_ms;
  guint64 added_bytes;
  guint64 removed_bytes;
  guint64 total_bytes;
  guint rank; /* the place in the order of the table, from 1; 0 = not on the main branch */
  gboolean is_compaction;
} Snapshot;

#define ID_FORMAT JSON_INTEGER_FORMAT
#define refuse(error, code, ...)                                                                   \
  (g_set_error (error, ICEBERG_HISTORY_ERROR, ICEBERG_HISTORY_ERROR_##code, __VA_ARGS__), FALSE)

/* Checks the limit while it reads, because a pipe has no size, and gzip can unpack to any size. */
static gboolean
read_stream (GInputStream *stream, GByteArray *bytes, GError **error)
{
  guint8 chunk[CHUNK_BYTES];
  gssize n_read;

  while ((n_read = g_input_stream_read (stream, chunk, sizeof chunk, NULL, error)) > 0)
    {
      if (n_read > (gssize) (MAX_TEXT_BYTES - bytes->len))
        return refuse (error, TOO_LARGE, "the content is larger than %d bytes", MAX_TEXT_BYTES);
      g_byte_array_append (bytes, chunk, (guint) n_read);
    }
  return n_read == 0;
}

/*
 * Limits the values and not only the bytes, because a parsed value takes up to a hundred times as much
 * memory.
 */
static gboolean
has_too_many_values (const GByteArray *text)
{
  guint n_values = 0;

  for (guint i = 0; i < text->len; i++)
    n_values += text->data[i] == ',' || text->data[i] == '{' || text->data[i] == '[';

  return n_values > MAX_VALUES;
}

/* jansson quotes the text around an error. The text is valid UTF-8, but may contain control characters. */
static gboolean
parse (const GByteArray *text, json_t **out_root, GError **error)
{
  json_error_t where;

  if (text->len == 0)
    return refuse (error, SYNTAX, "the file is empty");
  if (has_too_many_values (text))
    return refuse (error, TOO_LARGE, "the content has more than %d values", MAX_VALUES);

  *out_root = json_loadb ((const char *) text->data, text->len, JSON_REJECT_DUPLICATES, &where);
  if (*out_root != NULL)
    return TRUE;

  for (char *c = where.text; *c != '\0'; c++)
    *c = g_ascii_iscntrl (*c) ? ' ' : *c;
  return refuse (error, SYNTAX, "line %d, column %d: %s", where.line, where.column, where.text);
}

static gboolean
read_root (GFileInputStream *stream, json_t **out_root, GError **error)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GByteArray) text = g_byte_array_new ();
  g_autoptr (GZlibDecompressor) gunzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) packed = NULL, unpacked = NULL;
  g_autoptr (GFileInfo) info
      = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_size (info) > MAX_TEXT_BYTES)
    return refuse (error, TOO_LARGE, "the file has %" G_GOFFSET_FORMAT " bytes, more than %d",
                   g_file_info_get_size (info), MAX_TEXT_BYTES);
  if (!read_stream (G_INPUT_STREAM (stream), file, error))
    return FALSE;
  if (file->len < 2 || file->data[0] != 0x1f || file->data[1] != 0x8b)
    return parse (file, out_root, error);

  packed = g_memory_input_stream_new_from_data (file->data, file->len, NULL);
  unpacked = g_converter_input_stream_new (packed, G_CONVERTER (gunzip));
  return read_stream (unpacked, text, error) && parse (text, out_root, error);
}

/* Treats null like an absent key, because some writers write null instead of leaving the key out. */
static gboolean
read_member (const json_t *object, const char *key, json_type type, const json_t **out_member,
             GError **error)
{
  static const char *const names[] = { [JSON_OBJECT] = "an object",
                                       [JSON_ARRAY] = "an array",
                                       [JSON_STRING] = "a string",
                                       [JSON_INTEGER] = "an integer" };
  const json_t *member = json_object_get (object, key);

  if (json_is_null (member))
    member = NULL;
  if (member != NULL && json_typeof (member) != type)
    return refuse (error, CONTENT, "%s is not %s", key, names[type]);

  *out_member = member;
  return TRUE;
}

static gboolean
read_integer (const json_t *object, const char *key, json_int_t min, json_int_t max,
              json_int_t absent, json_int_t *out_value, GError **error)
{
  const json_t *member;
  json_int_t value;

  if (!read_member (object, key, JSON_INTEGER, &member, error))
    return FALSE;
  value = member != NULL ? json_integer_value (member) : absent;
  if (member != NULL && (value < min || value > max))
    return refuse (error, CONTENT, "%s %" ID_FORMAT " is not from %" ID_FORMAT " to %" ID_FORMAT,
                   key, value, min, max);

  *out_value = value;
  return TRUE;
}

/*
 * The format requires a string of decimal digits, but some writers write a number. A larger size than the
 * limit is an error here, because a table of the simulation cannot have it.
 */
static gboolean
read_bytes (const json_t *summary, const char *key, guint64 *out_bytes, GError **error)
{
  const json_t *member = json_object_get (summary, key);
  const char *digits = json_string_value (member);
  json_int_t number = json_integer_value (member);
  guint64 bytes = (guint64) number;
  gboolean is_good = member == NULL || json_is_null (member) || json_is_integer (member);

  if (digits != NULL)
    is_good = g_ascii_string_to_unsigned (digits, 10, 0, max_bytes, &bytes, NULL);
  if (!is_good || number < 0 || bytes > max_bytes)
    return refuse (error, CONTENT, "%s is not a number of bytes from 0 to 2^60", key);

  *out_bytes = bytes;
  return TRUE;
}

static gboolean
read_summary (const json_t *entry, Snapshot *snapshot, GError **error)
{
  const json_t *summary, *operation;

  if (!read_member (entry, "summary", JSON_OBJECT, &summary, error)
      || !read_member (summary, "operation", JSON_STRING, &operation, error)
      || !read_bytes (summary, "added-files-size", &snapshot->added_bytes, error)
      || !read_bytes (summary, "removed-files-size", &snapshot->removed_bytes, error)
      || !read_bytes (summary, "total-files-size", &snapshot->total_bytes, error))
    return FALSE;

  snapshot->is_compaction = g_strcmp0 (json_string_value (operation), "replace") == 0;
  return TRUE;
}

static gboolean
read_time (const json_t *entry, Snapshot *snapshot, GError **error)
{
  if (!json_is_object (entry))
    return refuse (error, CONTENT, "it is not an object");
  return read_integer (entry, "timestamp-ms", 0, max_time_ms, NONE, &snapshot->time_ms, error);
}

static gboolean
read_snapshot (const json_t *entry, Snapshot *snapshot, GError **error)
{
  const json_t *id = json_object_get (entry, "snapshot-id");

  if (!json_is_integer (id) || json_integer_value (id) < 0)
    return refuse (error, CONTENT, "it has no snapshot-id that is an integer from 0");

  snapshot->id = json_integer_value (id);
  if (read_time (entry, snapshot, error) && read_summary (entry, snapshot, error)
      && read_integer (entry, "sequence-number", 0, G_MAXINT64, 0, &snapshot->sequence, error)
      && read_integer (entry, "parent-snapshot-id", NONE, G_MAXINT64, NONE, &snapshot->parent,
                       error))
    return TRUE;

  g_prefix_error (error, "snapshot %" ID_FORMAT ": ", snapshot->id);
  return FALSE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const Snapshot *first = a, *second = b;

  return (first->id > second->id) - (first->id < second->id);
}

/* In format version 1 there are no sequence numbers, so all are equal, and the times decide. */
static int
compare_order (gconstpointer a, gconstpointer b)
{
  const Snapshot *first = a, *second = b;

  if (first->rank != second->rank)
    return first->rank > second->rank ? 1 : -1;
  if (first->sequence != second->sequence)
    return first->sequence > second->sequence ? 1 : -1;
  return (first->time_ms > second->time_ms) - (first->time_ms < second->time_ms);
}

/* The chain ends at a snapshot whose parent is absent or has expired. */
static gboolean
rank_chain (GArray *by_id, json_int_t head_id, GError **error)
{
  Snapshot wanted = { .id = head_id };
  guint rank = by_id->len;
  Snapshot *snapshot;

  while ((snapshot = bsearch (&wanted, by_id->data, by_id->len, sizeof wanted, compare_ids)))
    {
      if (snapshot->rank > 0)
        return refuse (error, CONTENT, "snapshot %" ID_FORMAT ": its parents run in a cycle",
                       snapshot->id);
      snapshot->rank = rank--;
      wanted.id = snapshot->parent;
    }
  if (rank == by_id->len)
    return refuse (error, CONTENT, "snapshot %" ID_FORMAT ": main points to it, but it is missing",
                   head_id);
  return TRUE;
}

/*
 * Sorts the snapshots instead of hashing them, because a file could choose ids that collide in a 32-bit hash.
 */
static gboolean
rank_snapshots (const json_t *root, GArray *snapshots, GError **error)
{
  const json_t *refs, *main_branch;
  json_int_t head_id;

  if (!read_integer (root, "current-snapshot-id", NONE, G_MAXINT64, NONE, &head_id, error)
      || !read_member (root, "refs", JSON_OBJECT, &refs, error)
      || !read_member (refs, "main", JSON_OBJECT, &main_branch, error)
      || !read_integer (main_branch, "snapshot-id", 0, G_MAXINT64, head_id, &head_id, error))
    return FALSE;

  g_array_sort (snapshots, compare_ids);
  for (guint i = 0; i < snapshots->len; i++)
    {
      Snapshot *snapshot = &g_array_index (snapshots, Snapshot, i);

      if (i > 0 && compare_ids (snapshot - 1, snapshot) == 0)
        return refuse (error, CONTENT, "snapshot %" ID_FORMAT ": the id occurs twice",
                       snapshot->id);
      snapshot->rank = head_id == NONE;
    }
  return head_id == NONE || rank_chain (snapshots, head_id, error);
}

static void
add_commit (IcebergHistory *history, gint64 time_us, IcebergCommit commit)
{
  if (history->n_used++ == 0)
    history->first_time_us = time_us;
  commit.offset_us = time_us - history->first_time_us;
  history->span_us = commit.offset_us;
  history->n_changes += commit.added_bytes > 0 || commit.removed_bytes > 0;
  g_array_append_val (history->commits, commit);
}

/*
 * The first known size includes what its snapshot added, so this snapshot counts as no change. A skipped
 * snapshot of the main branch still gives a size, and a lower bound for the times of later snapshots.
 */
static void
add_snapshots (IcebergHistory *history, const GArray *snapshots)
{
  gint64 time_us = 0;

  for (guint i = 0; i < snapshots->len; i++)
    {
      const Snapshot *snapshot = &g_array_index (snapshots, Snapshot, i);
      IcebergCommit commit = { 0, snapshot->added_bytes, snapshot->removed_bytes };

      if (snapshot->rank == 0)
        {
          history->n_off_main++;
          continue;
        }
      time_us = MAX (time_us, snapshot->time_ms * 1000);
      if (history->size_bytes == 0 && snapshot->total_bytes > 0)
        {
          history->size_bytes = snapshot->total_bytes;
          commit.added_bytes = commit.removed_bytes = 0;
        }
      if (snapshot->is_compaction)
        history->n_compactions++;
      else if (snapshot->time_ms == NONE)
        history->n_untimed++;
      else
        add_commit (history, time_us, commit);
    }
}

/*
 * Returns the best list that is left. Snapshots expire first, then the log of snapshots, then the log of
 * files.
 */
static gboolean
find_list (const json_t *root, const json_t **out_list, const char **out_key, GError **error)
{
  static const char *const keys[] = { "snapshots", "snapshot-log", "metadata-log" };
  gsize n_list = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (keys) && n_list == 0; i++)
    {
      if (!read_member (root, keys[i], JSON_ARRAY, out_list, error))
        return FALSE;
      n_list = json_array_size (*out_list);
      *out_key = keys[i];
    }
  if (n_list > MAX_ENTRIES)
    return refuse (error, TOO_LARGE, "%s has more than %d entries", *out_key, MAX_ENTRIES);
  return TRUE;
}

static gboolean
load_table (IcebergHistory *history, const json_t *root, GError **error)
{
  g_autoptr (GArray) snapshots = g_array_new (FALSE, TRUE, sizeof (Snapshot));
  const json_t *list;
  const char *key;
  json_int_t version;
  gboolean is_log;

  if (!read_integer (root, "format-version", 1, 3, 0, &version, error))
    return FALSE;
  if (version == 0)
    return refuse (error, CONTENT, "no format-version, so this is no Iceberg table metadata");
  if (!find_list (root, &list, &key, error))
    return FALSE;

  is_log = !g_str_equal (key, "snapshots");
  g_array_set_size (snapshots, (guint) json_array_size (list));
  for (guint i = 0; i < snapshots->len; i++)
    {
      Snapshot *snapshot = &g_array_index (snapshots, Snapshot, i);

      snapshot->rank = i + 1; /* a log is in order, while snapshots are not */
      if (!(is_log ? read_time : read_snapshot) (json_array_get (list, i), snapshot, error))
        {
          g_prefix_error (error, "entry %u of %s: ", i + 1, key);
          return FALSE;
        }
    }
  if (!is_log && !rank_snapshots (root, snapshots, error))
    return FALSE;

  g_array_sort (snapshots, compare_order);
  add_snapshots (history, snapshots);
  history->n_snapshots = snapshots->len;
  history->times_only = is_log && snapshots->len > 0;
  return TRUE;
}

IcebergHistory *
iceberg_history_load (const char *path, GError **error)
{
  g_autoptr (IcebergHistory) history = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *name = NULL;
  json_auto_t *root = NULL;

  g_return_val_if_fail (path != NULL && (error == NULL || *error == NULL), NULL);

  file = g_file_new_for_path (path);
  stream = g_file_read (file, NULL, error);
  if (stream == NULL)
    return NULL;

  history = g_new0 (IcebergHistory, 1);
  history->commits = g_array_new (FALSE, FALSE, sizeof (IcebergCommit));
  if (read_root (stream, &root, error) && load_table (history, root, error))
    return g_steal_pointer (&history);

  name = g_filename_display_name (path);
  g_prefix_error (error, "%s: ", name);
  return NULL;
}

void
iceberg_history_free (IcebergHistory *history)
{
  if (history != NULL)
    g_array_unref (history->commits);
  g_free (history);
}

static void
append_count (GString *text, const char *separator, gint64 count, const char *words)
{
  if (count > 0)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", separator, count, words);
}

char *
iceberg_history_describe (const IcebergHistory *history)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 minutes;

  g_return_val_if_fail (history != NULL, NULL);

  minutes = history->span_us / G_TIME_SPAN_MINUTE;
  g_string_printf (text, "Used %u of %u %s", history->n_used, history->n_snapshots,
                   history->times_only ? "log entries (times only)" : "snapshots");
  if (history->n_used > 0)
    g_string_append (text, minutes == 0 ? " over less than a minute" : " over");
  append_count (text, " ", minutes / 60 / 24, minutes / 60 / 24 == 1 ? "day" : "days");
  append_count (text, " ", minutes / 60 % 24, minutes / 60 % 24 == 1 ? "hour" : "hours");
  append_count (text, " ", minutes % 60, minutes % 60 == 1 ? "minute" : "minutes");
  append_count (text, ", ", history->n_compactions, "skipped (compaction)");
  append_count (text, ", ", history->n_off_main, "skipped (not on the main branch)");
  append_count (text, ", ", history->n_untimed, "skipped (no timestamp)");
  if (history->size_bytes > 0)
    g_string_append_printf (text,
                            ". The size is the first total-files-size: %" G_GUINT64_FORMAT " bytes",
                            history->size_bytes);
  else
    g_string_append (text, ". No snapshot has the size of the table");
  if (history->n_changes == 0)
    g_string_append (text, "; no commit changed a byte: it is a history without a change");
  g_string_append_c (text, '.');
  return g_string_free (g_steal_pointer (&text), FALSE);
}
