/* SPDX-License-Identifier: MIT */
/*
 * The reader works in three steps: it makes JSON from the text, an array of snapshots from the JSON, and entries
 * from the snapshots of the main branch.
 */
#include "lab/history/from-iceberg.h"

#include "lab/history/foreign.h"
#include "lab/history/order.h"

#include <jansson.h>

enum
{
  VALUES_MAX = 3000000,
};

#define refuse tarn_lab_history_refuse

/* --- JSON --------------------------------------------------------------------------------------- */

/* Limits the values and not only the bytes, because a value takes up to a hundred times as much memory. */
static gboolean
has_too_many_values (const char *text, gsize size)
{
  guint n_values = 0;

  for (gsize i = 0; i < size; i++)
    n_values += text[i] == ',' || text[i] == '{' || text[i] == '[';

  return n_values > VALUES_MAX;
}

/* jansson quotes the text around an error, and refuses what is nested more than 2048 levels deep. */
static json_t *
parse (const char *text, gsize size, GError **error)
{
  json_error_t where;
  json_t *root = NULL;

  if (has_too_many_values (text, size))
    tarn_lab_history_fail (error, TARN_LAB_ERROR_TOO_LARGE, "it has more than %d values",
                           VALUES_MAX);
  else
    {
      root = json_loadb (text, size, JSON_REJECT_DUPLICATES, &where);
      for (char *c = where.text; root == NULL && *c != '\0'; c++)
        *c = g_ascii_iscntrl (*c) ? ' ' : *c;
      if (root == NULL)
        refuse (error, "line %d, column %d: %s", where.line, where.column, where.text);
    }
  return root;
}

/* Takes null for an absent key, because some writers write null instead of leaving the key out. */
static gboolean
read_member (const json_t *object, const char *key, json_type type, const json_t **out_member,
             GError **error)
{
  static const char *const names[] = { [JSON_OBJECT] = "an object",
                                       [JSON_ARRAY] = "an array",
                                       [JSON_STRING] = "a string",
                                       [JSON_INTEGER] = "an integer" };
  const json_t *member = json_object_get (object, key);

  *out_member = json_is_null (member) ? NULL : member;
  if (*out_member != NULL && json_typeof (member) != type)
    return refuse (error, "%s is not %s", key, names[type]);
  return TRUE;
}

static gboolean
read_integer (const json_t *object, const char *key, gint64 min, gint64 max, gint64 absent,
              gint64 *out_value, GError **error)
{
  const json_t *member;

  if (!read_member (object, key, JSON_INTEGER, &member, error))
    return FALSE;

  *out_value = member != NULL ? json_integer_value (member) : absent;
  if (member != NULL && (*out_value < min || *out_value > max))
    return refuse (error,
                   "%s %" G_GINT64_FORMAT " is not from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                   key, *out_value, min, max);
  return TRUE;
}

/* The format wants a string of decimal digits, but some writers write a number. */
static gboolean
read_amount (const json_t *summary, const char *key, gint64 *out_amount, GError **error)
{
  const json_t *member = json_object_get (summary, key);
  const char *digits = json_string_value (member);
  const guint64 max = (guint64) tarn_lab_history_amount_max;
  guint64 amount = 0;
  gboolean is_good = json_is_integer (member) && json_integer_value (member) >= 0;

  if (member == NULL || json_is_null (member))
    return TRUE;
  if (is_good)
    amount = (guint64) json_integer_value (member);
  if (digits != NULL)
    is_good = g_ascii_string_to_unsigned (digits, 10, 0, max, &amount, NULL);
  if (!is_good || amount > max)
    return refuse (error, "%s is not a whole number from 0 to 2^60", key);

  *out_amount = (gint64) amount;
  return TRUE;
}

/* --- Snapshots ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *key;
  gsize offset; /* in TarnLabHistoryEntry */
} Key;

#define AMOUNT(key, member)                                                                        \
  {                                                                                                \
    key, G_STRUCT_OFFSET (TarnLabHistoryEntry, member)                                             \
  }

static const Key amounts[] = {
  AMOUNT ("added-files-size", added_bytes),    AMOUNT ("removed-files-size", removed_bytes),
  AMOUNT ("total-files-size", total_bytes),    AMOUNT ("added-records", added_records),
  AMOUNT ("deleted-records", removed_records), AMOUNT ("total-records", total_records),
};

/* The entry has the trait if one of its keys is over 0. */
static const Key traits[] = {
  AMOUNT ("added-delete-files", adds_delete_files),
  AMOUNT ("added-position-delete-files", adds_delete_files),
  AMOUNT ("added-equality-delete-files", adds_delete_files),
  AMOUNT ("added-position-deletes", adds_delete_files),
  AMOUNT ("added-equality-deletes", adds_delete_files),
  AMOUNT ("added-dvs", adds_delete_files),
  AMOUNT ("removed-delete-files", has_delete_files),
  AMOUNT ("total-delete-files", has_delete_files),
  AMOUNT ("total-position-deletes", has_delete_files),
  AMOUNT ("total-equality-deletes", has_delete_files),
  AMOUNT ("manifests-created", writes_manifests),
  AMOUNT ("manifests-kept", writes_manifests),
  AMOUNT ("manifests-replaced", writes_manifests),
};

static gboolean
read_operation (const json_t *summary, TarnLabHistoryEntry *entry, GError **error)
{
  static const char *const names[] = { [TARN_COMMIT_APPEND] = "append",
                                       [TARN_COMMIT_OVERWRITE] = "overwrite",
                                       [TARN_COMMIT_DELETE] = "delete",
                                       [TARN_COMMIT_REPLACE] = "replace" };
  const json_t *operation;

  if (!read_member (summary, "operation", JSON_STRING, &operation, error))
    return FALSE;

  entry->has_unknown_operation = operation != NULL;
  for (guint i = 0; operation != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (json_string_value (operation), names[i]) == 0)
      {
        entry->operation = (TarnCommitOperation) i;
        entry->has_unknown_operation = FALSE;
      }
  return TRUE;
}

static gboolean
read_summary (const json_t *object, TarnLabHistoryEntry *entry, GError **error)
{
  const json_t *summary;

  if (!read_member (object, "summary", JSON_OBJECT, &summary, error)
      || !read_operation (summary, entry, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    if (!read_amount (summary, amounts[i].key, &G_STRUCT_MEMBER (gint64, entry, amounts[i].offset),
                      error))
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (traits); i++)
    {
      gint64 amount = 0;

      if (!read_amount (summary, traits[i].key, &amount, error))
        return FALSE;
      if (amount > 0)
        G_STRUCT_MEMBER (gboolean, entry, traits[i].offset) = TRUE;
    }
  return TRUE;
}

static gboolean
read_time (const json_t *object, gint64 *out_time_us, GError **error)
{
  gint64 time_ms;

  if (!json_is_object (object))
    return refuse (error, "it is not an object");
  if (!read_integer (object, "timestamp-ms", 0, tarn_lab_history_time_max_ms,
                     TARN_LAB_HISTORY_UNKNOWN, &time_ms, error))
    return FALSE;

  *out_time_us = time_ms == TARN_LAB_HISTORY_UNKNOWN ? time_ms : time_ms * 1000;
  return TRUE;
}

static gboolean
read_snapshot (const json_t *object, TarnLabSnapshot *snapshot, GError **error)
{
  const json_t *id = json_object_get (object, "snapshot-id");

  if (!json_is_integer (id) || json_integer_value (id) < 0)
    return refuse (error, "it has no snapshot-id that is an integer from 0");

  snapshot->entry = tarn_lab_history_entry_new (json_integer_value (id));
  if (read_time (object, &snapshot->entry.time_us, error)
      && read_summary (object, &snapshot->entry, error)
      && read_integer (object, "sequence-number", 0, G_MAXINT64, 0, &snapshot->sequence, error)
      && read_integer (object, "parent-snapshot-id", TARN_LAB_HISTORY_UNKNOWN, G_MAXINT64,
                       TARN_LAB_HISTORY_UNKNOWN, &snapshot->parent, error))
    return TRUE;

  g_prefix_error (error, "snapshot %" G_GINT64_FORMAT ": ", snapshot->entry.label);
  return FALSE;
}

static gboolean
read_list (const json_t *root, const char *key, const json_t **out_list, guint *out_size,
           GError **error)
{
  if (!read_member (root, key, JSON_ARRAY, out_list, error))
    return FALSE;

  *out_size = (guint) MIN (json_array_size (*out_list), G_MAXUINT);
  if (*out_size > TARN_LAB_HISTORY_ENTRIES_MAX)
    return tarn_lab_history_fail (error, TARN_LAB_ERROR_TOO_LARGE, "%s has more than %d entries",
                                  key, TARN_LAB_HISTORY_ENTRIES_MAX);
  return TRUE;
}

static gboolean
prefix_entry (GError **error, const char *key, guint i)
{
  g_prefix_error (error, "entry %u of %s: ", i + 1, key);
  return FALSE;
}

static gboolean
read_snapshots (const json_t *root, GArray *snapshots, GError **error)
{
  const json_t *list;
  guint size;

  if (!read_list (root, "snapshots", &list, &size, error))
    return FALSE;

  g_array_set_size (snapshots, size);
  for (guint i = 0; i < size; i++)
    if (!read_snapshot (json_array_get (list, i), &g_array_index (snapshots, TarnLabSnapshot, i),
                        error))
      return prefix_entry (error, "snapshots", i);
  return TRUE;
}

/* --- The main branch ---------------------------------------------------------------------------- */

static gboolean
read_refs (const json_t *root, TarnLabHistoryDraft *draft, GArray *snapshots, gint64 *out_head,
           GError **error)
{
  const json_t *refs, *main_branch, *ref, *type;
  const char *name;
  json_t *value;
  gint64 head, current;

  if (!read_integer (root, "current-snapshot-id", TARN_LAB_HISTORY_UNKNOWN, G_MAXINT64,
                     TARN_LAB_HISTORY_UNKNOWN, &current, error)
      || !read_member (root, "refs", JSON_OBJECT, &refs, error)
      || !read_member (refs, "main", JSON_OBJECT, &main_branch, error)
      || !read_integer (main_branch, "snapshot-id", 0, G_MAXINT64, current, out_head, error))
    return FALSE;
  if (current != TARN_LAB_HISTORY_UNKNOWN && current != *out_head)
    {
      draft->head = *out_head;
      draft->other_head = current;
    }
  /* Without references, as old writers leave them out, all snapshots are taken to be on the main branch. */
  if (*out_head == TARN_LAB_HISTORY_UNKNOWN && refs != NULL)
    *out_head = TARN_LAB_NO_MAIN;

  json_object_foreach ((json_t *) refs, name, value)
  {
    if (!read_member (refs, name, JSON_OBJECT, &ref, error)
        || !read_member (ref, "type", JSON_STRING, &type, error)
        || !read_integer (ref, "snapshot-id", 0, G_MAXINT64, TARN_LAB_HISTORY_UNKNOWN, &head,
                          error))
      {
        g_prefix_error (error, "refs: ");
        return FALSE;
      }
    if (!g_str_equal (name, "main") && g_strcmp0 (json_string_value (type), "tag") != 0)
      tarn_lab_snapshots_mark_branch (snapshots, head);
  }
  return TRUE;
}

static gboolean
mark_logged (const json_t *root, GArray *snapshots, GError **error)
{
  const json_t *log;
  guint size;

  if (!read_list (root, "snapshot-log", &log, &size, error))
    return FALSE;

  for (guint i = 0; i < size; i++)
    {
      TarnLabSnapshot *snapshot;
      gint64 id, time_us;

      if (!read_time (json_array_get (log, i), &time_us, error)
          || !read_integer (json_array_get (log, i), "snapshot-id", 0, G_MAXINT64,
                            TARN_LAB_HISTORY_UNKNOWN, &id, error))
        return prefix_entry (error, "snapshot-log", i);
      snapshot = tarn_lab_snapshots_find (snapshots, id);
      if (snapshot != NULL)
        snapshot->is_logged = TRUE;
    }
  return TRUE;
}

static gboolean
add_snapshots (TarnLabHistoryDraft *draft, const json_t *root, GArray *snapshots, GError **error)
{
  TarnLabHistory *history = draft->history;
  gint64 head;

  history->n_entries = snapshots->len;
  if (!tarn_lab_snapshots_sort (snapshots, &history->n_duplicates, error)
      || !read_refs (root, draft, snapshots, &head, error) || !mark_logged (root, snapshots, error)
      || !tarn_lab_snapshots_rank (snapshots, head, error))
    return FALSE;

  draft->lacks_head = head == TARN_LAB_HISTORY_UNKNOWN;
  for (guint i = 0; i < snapshots->len; i++)
    {
      const TarnLabSnapshot *snapshot = &g_array_index (snapshots, TarnLabSnapshot, i);

      if (snapshot->rank > 0)
        {
          g_array_append_val (draft->entries, snapshot->entry);
          draft->n_unknown_operations += snapshot->entry.has_unknown_operation ? 1 : 0;
        }
      else if (snapshot->is_detached)
        history->n_detached++;
      else
        history->n_off_main++;
    }
  return TRUE;
}

/* --- Logs --------------------------------------------------------------------------------------- */

/* Expiry removes snapshots, and their entries in the snapshot-log. The log of metadata files keeps its entries. */
static const char *const logs[] = { "snapshot-log", "metadata-log" };

static gboolean
read_log (const json_t *root, const char *key, GArray *entries, GError **error)
{
  const json_t *log;
  guint size;

  if (!read_list (root, key, &log, &size, error))
    return FALSE;

  for (guint i = 0; i < size; i++)
    {
      TarnLabHistoryEntry entry = tarn_lab_history_entry_new (i + 1);

      entry.operation = TARN_COMMIT_APPEND;
      if (!read_time (json_array_get (log, i), &entry.time_us, error))
        return prefix_entry (error, key, i);
      g_array_append_val (entries, entry);
    }
  return TRUE;
}

static gboolean
add_log (TarnLabHistoryDraft *draft, const json_t *root, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (logs) && draft->entries->len == 0; i++)
    if (!read_log (root, logs[i], draft->entries, error))
      return FALSE;

  draft->noun = "entry";
  draft->history->n_entries = draft->entries->len;
  draft->history->times_only = TRUE;
  return TRUE;
}

/* One snapshot that is left does not tell how often the table is written, but a log may. */
static gboolean
find_gap (TarnLabHistoryDraft *draft, const json_t *root, GError **error)
{
  gint64 last_us = g_array_index (draft->entries, TarnLabHistoryEntry, 0).time_us;

  for (gsize i = 0; i < G_N_ELEMENTS (logs) && draft->log_gap_us == 0; i++)
    {
      g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (TarnLabHistoryEntry));
      gint64 first_us = last_us;

      if (!read_log (root, logs[i], entries, error))
        return FALSE;
      for (guint j = 0; j < entries->len; j++)
        {
          gint64 time_us = g_array_index (entries, TarnLabHistoryEntry, j).time_us;

          if (time_us == TARN_LAB_HISTORY_UNKNOWN || time_us >= last_us)
            continue;
          first_us = MIN (first_us, time_us);
          draft->n_logged++;
        }
      if (draft->n_logged > 0)
        draft->log_gap_us = (last_us - first_us) / draft->n_logged;
    }
  return TRUE;
}

/* --- The whole ---------------------------------------------------------------------------------- */

static gboolean
read_table (TarnLabHistoryDraft *draft, const json_t *root, GError **error)
{
  g_autoptr (GArray) snapshots = g_array_new (FALSE, TRUE, sizeof (TarnLabSnapshot));
  gint64 version;

  if (!read_integer (root, "format-version", 1, 3, 0, &version, error))
    return FALSE;
  if (version == 0)
    return refuse (error,
                   "it has no format-version, so it is not the metadata of an Iceberg table");
  if (!read_snapshots (root, snapshots, error))
    return FALSE;

  draft->noun = "snapshot";
  draft->has_epoch_times = TRUE;
  if (snapshots->len == 0)
    return add_log (draft, root, error);
  return add_snapshots (draft, root, snapshots, error)
         && (draft->entries->len != 1 || find_gap (draft, root, error));
}

gboolean
tarn_lab_history_read_iceberg (TarnLabHistoryDraft *draft, const char *text, gsize size,
                               GError **error)
{
  json_t *root = parse (text, size, error);
  const json_t *table;
  gboolean is_read;

  if (root == NULL)
    return FALSE;

  table = tarn_lab_history_find_table (draft, root, error);
  is_read = table != NULL && read_table (draft, table, error);
  json_decref (root);
  return is_read;
}
