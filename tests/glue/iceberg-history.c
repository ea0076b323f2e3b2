/* SPDX-License-Identifier: MIT */
/*
 * Tests the reader of Iceberg metadata with tables that show one rule each, and with files that other engines
 * wrote. The tables are written as JSON with single quotes, because C would need an escape for each double
 * quote. A history is compared as one line of text, so that a row shows everything that it expects.
 */
#include "iceberg-history.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_TEXT_BYTES (64 * 1024 * 1024)
#define TOO_LARGE ICEBERG_HISTORY_ERROR, ICEBERG_HISTORY_ERROR_TOO_LARGE
#define SYNTAX ICEBERG_HISTORY_ERROR, ICEBERG_HISTORY_ERROR_SYNTAX
#define CONTENT ICEBERG_HISTORY_ERROR, ICEBERG_HISTORY_ERROR_CONTENT

#define AT(id, ms) "{'snapshot-id':" #id ",'timestamp-ms':" #ms "}"
#define SNAP(id, parent, ms, summary)                                                              \
  "{'snapshot-id':" #id ",'parent-snapshot-id':" #parent ",'timestamp-ms':" #ms                    \
  ",'summary':{" summary "}}"
#define SEQ(id, parent, number, ms)                                                                \
  "{'sequence-number':" #number ",'parent-snapshot-id':" #parent ",'snapshot-id':" #id             \
  ",'timestamp-ms':" #ms "}"
#define SUM(operation, added, removed, total)                                                      \
  "'operation':'" #operation "','added-files-size':'" #added "','removed-files-size':'" #removed   \
  "','total-files-size':'" #total "'"
#define LIST(snapshots) "{'format-version':2,'snapshots':[" snapshots "]}"
#define TABLE(head, snapshots)                                                                     \
  "{'format-version':1,'current-snapshot-id':" #head ",'snapshots':[" snapshots "]}"
#define REFS(refs, snapshots)                                                                      \
  "{'format-version':3,'current-snapshot-id':2,'refs':{" refs "},'snapshots':[" snapshots "]}"
#define LOGS(snapshot_log, metadata_log)                                                           \
  "{'format-version':2,'snapshots':[],'snapshot-log':[" snapshot_log                               \
  "],'metadata-log':[" metadata_log "]}"
#define FIRST SNAP (1, null, 1000, SUM (append, 100, 1, 100))
#define THEN(summary) TABLE (2, FIRST "," SNAP (2, 1, 1001, summary))
#define VALUE(key, value) TABLE (7, "{'snapshot-id':7,'" key "':" value "}")
#define BYTES(key, value) VALUE ("summary", "{'" key "':" value "}")

typedef struct
{
  const char *name;
  const char *json;     /* NULL if the name is that of a file of the test data */
  const char *expected; /* to_string(), or words|of an error after ! (content) or ? (syntax) */
} Row;

/* clang-format off */
static const Row rows[] = {
  { "first-size-is-no-change", TABLE (1, FIRST), "1/1 ~0 100 @1000+0: 0+0-0" },
  { "bytes-as-given", THEN (SUM (append, 7, 3, 104)), "2/2 ~1 100 @1000+1: 0+0-0 1+7-3" },
  { "delete-adds", THEN (SUM (delete, 4, 0, 104)), "2/2 ~1 100 @1000+1: 0+0-0 1+4-0" },
  { "removed-only", THEN ("'removed-files-size':'40'"), "2/2 ~1 100 @1000+1: 0+0-0 1+0-40" },
  { "unknown-operation", THEN (SUM (merge, 4, 0, 9)), "2/2 ~1 100 @1000+1: 0+0-0 1+4-0" },
  { "integer", THEN ("'added-files-size':12"), "2/2 ~1 100 @1000+1: 0+0-0 1+12-0" },
  { "null", THEN ("'added-files-size':null,'operation':null"), "2/2 ~0 100 @1000+1: 0+0-0 1+0-0" },
  { "largest-sizes",
    THEN (SUM (append, 1152921504606846976, 1152921504606846976, 1152921504606846976)),
    "2/2 ~1 100 @1000+1: 0+0-0 1+1152921504606846976-1152921504606846976" },
  { "no-size", TABLE (1, SNAP (1, null, 1, "'added-files-size':'009'")), "1/1 ~1 0 @1+0: 0+9-0" },
  { "size-comes-later",
    TABLE (2, SNAP (1, null, 1, SUM (append, 5, 0, 0)) "," SNAP (2, 1, 2, SUM (append, 6, 0, 11))),
    "2/2 ~1 11 @1+1: 0+5-0 1+0-0" },
  { "no-summary", TABLE (1, AT (1, 5)), "1/1 ~0 0 @5+0: 0+0-0" },
  { "compaction-is-skipped",
    TABLE (3, FIRST "," SNAP (2, 1, 2000, SUM (replace, 90, 100, 90)) ","
           SNAP (3, 2, 3000, SUM (append, 5, 0, 95))),
    "2/3 skip 1,0,0 ~1 100 @1000+2000: 0+0-0 2000+5-0" },
  { "compaction-tells-the-size",
    TABLE (2, SNAP (1, 9, 1, SUM (replace, 90, 0, 90)) "," SNAP (2, 1, 2, SUM (append, 5, 0, 95))),
    "1/2 skip 1,0,0 ~1 90 @2+0: 0+5-0" },
  { "compaction-bounds-times",
    TABLE (3, FIRST "," SNAP (2, 1, 5000, SUM (replace, 9, 9, 9)) "," SNAP (3, 2, 4000, "")),
    "2/3 skip 1,0,0 ~0 100 @1000+4000: 0+0-0 4000+0-0" },
  { "replace-all", TABLE (1, SNAP (1, 0, 7, SUM (replace, 9, 0, 9))), "0/1 skip 1,0,0 ~0 9 @0+0:" },
  { "no-timestamp", TABLE (2, FIRST "," SNAP (2, 1, null, SUM (append, 5, 0, 105))),
    "1/2 skip 0,0,1 ~0 100 @1000+0: 0+0-0" },
  { "time-steps-back",
    TABLE (4, FIRST "," SNAP (2, 1, 400, "") "," SNAP (3, 2, 900, "") "," SNAP (4, 3, 1001, "")),
    "4/4 ~0 100 @1000+1: 0+0-0 0+0-0 0+0-0 1+0-0" },
  { "time-limits", TABLE (2, AT (1, 0) "," SNAP (2, 1, 253402300799999, "")),
    "2/2 ~0 0 @0+253402300799999: 0+0-0 253402300799999+0-0" },
  { "order-of-the-chain",
    TABLE (1, SNAP (1, 3, 13, SUM (append, 3, 0, 9)) "," SNAP (2, null, 11, SUM (append, 1, 0, 1))
           "," SNAP (3, 2, 12, SUM (append, 2, 0, 3))), "3/3 ~2 1 @11+2: 0+0-0 1+2-0 2+3-0" },
  { "chain-before-sequence", TABLE (1, SEQ (1, 2, 1, 8) "," SEQ (2, null, 2, 3)),
    "2/2 ~0 0 @3+5: 0+0-0 5+0-0" },
  { "off-main",
    TABLE (2, SNAP (3, 1, 1001, SUM (append, 50, 0, 150)) "," FIRST ","
           SNAP (2, 1, 1002, SUM (append, 5, 0, 105)) "," SNAP (4, 2, 9, SUM (replace, 1, 1, 1))),
    "2/4 skip 0,2,0 ~1 100 @1000+2: 0+0-0 2+5-0" },
  { "expired-parent", TABLE (2, SNAP (2, 1, 9, "")), "1/1 ~0 0 @9+0: 0+0-0" },
  { "main-before-current", REFS ("'main':{'snapshot-id':1}", FIRST "," SNAP (2, 1, 2000, "")),
    "1/2 skip 0,1,0 ~0 100 @1000+0: 0+0-0" },
  { "refs-without-main", REFS ("'b':{'snapshot-id':1}", FIRST "," SNAP (2, 1, 2000, "")),
    "2/2 ~0 100 @1000+1000: 0+0-0 1000+0-0" },
  { "63-bit-ids",
    TABLE (9223372036854775807, SNAP (9223372036854775807, 9223372036854775805, 3, "") ","
           AT (9223372036854775806, 2) "," AT (9223372036854775805, 1)),
    "2/3 skip 0,1,0 ~0 0 @1+2: 0+0-0 2+0-0" },
  { "no-head-by-sequence",
    TABLE (-1, SEQ (1, null, 3, 1) "," SEQ (2, null, 2, 4) "," SEQ (3, null, 1, 2)),
    "3/3 ~0 0 @2+2: 0+0-0 2+0-0 2+0-0" },
  { "no-head-by-time", TABLE (null, AT (1, 30) "," AT (2, 10) "," AT (3, 20)),
    "3/3 ~0 0 @10+20: 0+0-0 10+0-0 20+0-0" },
  { "no-head-at-all", LIST (AT (1, 30) "," AT (2, 10)), "2/2 ~0 0 @10+20: 0+0-0 20+0-0" },
  { "snapshot-log", LOGS (AT (1, 10) "," AT (2, 30) "," AT (1, 20), AT (9, 99)),
    "3/3 ~0 0 @10+20: 0+0-0 20+0-0 20+0-0 times" },
  { "metadata-log", LOGS ("", "{'timestamp-ms':5,'metadata-file':'a'},{'metadata-file':'b'}"),
    "1/2 skip 0,0,1 ~0 0 @5+0: 0+0-0 times" },
  { "empty-lists", LOGS ("", ""), "0/0 ~0 0 @0+0:" },
  { "no-lists", "{'format-version':2,'current-snapshot-id':-1}", "0/0 ~0 0 @0+0:" },
  { "no-version", "{'snapshots':[]}", "!no format-version" },
  { "version-4", "{'format-version':4}", "!format-version 4|1 to 3" },
  { "root-array", "[{'format-version':2}]", "!no format-version" },
  { "bytes-garbage", BYTES ("added-files-size", "'12x'"), "!snapshot 7: added-files-size" },
  { "bytes-none", BYTES ("removed-files-size", "''"), "!snapshot 7: removed-files-size" },
  { "bytes-plus", BYTES ("total-files-size", "'+1'"), "!snapshot 7: total-files-size" },
  { "bytes-minus", BYTES ("added-files-size", "'-1'"), "!snapshot 7: added-files-size" },
  { "bytes-blank", BYTES ("removed-files-size", "' 1'"), "!snapshot 7: removed-files-size" },
  { "bytes-over-2^60", BYTES ("total-files-size", "'1152921504606846977'"),
    "!snapshot 7: total-files-size|0 to 2^60" },
  { "number-over-2^60", BYTES ("removed-files-size", "1152921504606846977"),
    "!snapshot 7: removed-files-size|0 to 2^60" },
  { "bytes-2^64", BYTES ("added-files-size", "'18446744073709551616'"), "!7: added-files-size" },
  { "bytes-negative", BYTES ("total-files-size", "-1"), "!snapshot 7: total-files-size" },
  { "bytes-boolean", BYTES ("removed-files-size", "true"), "!snapshot 7: removed-files-size" },
  { "operation", VALUE ("summary", "{'operation':1}"), "!snapshot 7|operation|not a string" },
  { "summary", VALUE ("summary", "[]"), "!snapshot 7|summary|not an object" },
  { "time-negative", VALUE ("timestamp-ms", "-1"), "!snapshot 7|timestamp-ms -1 |253402300799999" },
  { "time-late", VALUE ("timestamp-ms", "253402300800000"), "!snapshot 7|ms 253402300800000" },
  { "time-real", VALUE ("timestamp-ms", "1.0"), "!snapshot 7|timestamp-ms|not an integer" },
  { "parent-type", VALUE ("parent-snapshot-id", "[]"), "!snapshot 7|parent-snapshot-id" },
  { "sequence-type", VALUE ("sequence-number", "'1'"), "!snapshot 7|sequence-number" },
  { "head-type", TABLE ('x', AT (7, 1)), "!current-snapshot-id|not an integer" },
  { "head-missing", TABLE (8, AT (7, 1)), "!snapshot 8|main|missing" },
  { "refs-type", REFS ("'main':7", FIRST), "!main|not an object" },
  { "cycle-of-one", TABLE (7, SNAP (7, 7, 1, "")), "!snapshot 7|cycle" },
  { "cycle", TABLE (7, SNAP (7, 8, 1, "") "," SNAP (8, 9, 1, "") "," SNAP (9, 8, 1, "")),
    "!snapshot 8|cycle" },
  { "id-missing", LIST (FIRST ",{}"), "!entry 2 of snapshots|snapshot-id" },
  { "id-negative", LIST (AT (-2, 1)), "!entry 1 of snapshots|snapshot-id" },
  { "id-string", LIST (AT ('7', 1)), "!entry 1 of snapshots|snapshot-id" },
  { "id-twice", TABLE (1, AT (7, 1) "," FIRST "," AT (7, 1)), "!snapshot 7|twice" },
  { "list-type", "{'format-version':2,'snapshots':{}}", "!snapshots is not an array" },
  { "log-time", LOGS (AT (7, -5), ""), "!entry 1 of snapshot-log|timestamp-ms -5" },
  { "log-entry", LOGS ("", "1"), "!entry 1 of metadata-log|not an object" },
  { "empty", "", "?empty" },
  { "blank", " \n ", "?line 2" },
  { "truncated", "{'format-version':2,\n'snapsh", "?line 2, column 7|premature end" },
  { "trailing", "{'format-version':2}x", "?line 1, column 21|end of file" },
  { "duplicate-key", "{'format-version':2,'format-version':2}", "?duplicate object key" },
  { "invalid-utf8", "{'format-version':2,'x':'\xff'}", "?line 1|0xff" },
  { "control", "{'x':\x1b}", "?line 1|invalid token near ' '" },
  { "integer-overflow", VALUE ("timestamp-ms", "9223372036854775808"), "?line 1|too big integer" },
  { "cxx-00007-2ed28880", NULL, "5/5 ~3 25206 @1713951992417+7064: sum 2693" },
  { "cxx-00014-c179c339", NULL, "2/2 ~1 436 @1753789851746+1536: 0+0-0 1536+3978-0" },
  { "derived-covid19-countries-aggregated", NULL,
    "20/20 ~19 290884 @1584965713000+1284486000: sum 12484510" },
  { "derived-covid19-time-series-19-covid-combined", NULL,
    "23/23 ~22 1465368 @1584901776000+1348423000: sum 40338483" },
  { "derived-covid19-worldwide-aggregated", NULL,
    "23/23 ~22 1708 @1584901776000+1348423000: sum 121068" },
  { "duckdb-eqdel-v7", NULL, "6/6 ~5 935 @1758879443926+237840: sum 3010" },
  { "icebird-athena-00001", NULL, "1/1 ~0 345 @1743474984216+0: 0+0-0" },
  { "icebird-spark-v5", NULL,
    "3/3 ~2 3224 @1743310454186+107797: 0+0-0 46606+1437-0 107797+3560-3224" },
  { "impala-posdel-v7", NULL, "6/6 ~5 625 @1660916807090+203022: sum 7327" },
  { "impala-puffin-v1format-4", NULL,
    "4/4 ~0 0 @1729266214873+48191: 0+0-0 5963+0-0 14172+0-0 48191+0-0" },
};

static const IcebergHistory full = {
  .n_snapshots = 9, .n_used = 5, .n_changes = 1, .n_compactions = 2, .n_off_main = 1,
  .n_untimed = 1, .size_bytes = 345, .span_us = (2 * 1440 + 60 + 2) * G_TIME_SPAN_MINUTE };
static const IcebergHistory log_only = {
  .n_snapshots = 2, .n_used = 2, .span_us = G_TIME_SPAN_MINUTE - 1, .times_only = TRUE };
/* clang-format on */

static char *table, *data_folder;

static void
write_bytes (const char *data, gsize n_bytes)
{
  g_assert_true (g_file_set_contents (table, data, (gssize) n_bytes, NULL));
}

static void
write_json (const char *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');

  write_bytes (text, strlen (text));
}

static void
write_packed (const char *text, gsize n_bytes, gsize n_cut)
{
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
  g_autoptr (GOutputStream) packed = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (packed, G_CONVERTER (gzip));
  g_autoptr (GBytes) bytes = NULL;

  g_assert_true (g_output_stream_write_all (stream, text, n_bytes, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (packed));
  write_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes) - n_cut);
}

static void
assert_fails (const char *path, GQuark domain, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = g_strsplit (words, "|", -1);

  g_assert_null (iceberg_history_load (path, &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  for (char **word = parts; *word != NULL; word++)
    {
      if (strstr (error->message, *word) == NULL)
        g_test_fail_printf ("no \"%s\" in: %s", *word, error->message);
    }
}

/*
 * Returns used/entries, the skipped entries as compactions,off main,untimed, ~changes, the size, @first+span
 * in ms, and the commits. If there are more than four commits, only their sum is written.
 */
static char *
to_string (const IcebergHistory *history)
{
  GString *text = g_string_new (NULL);
  guint64 changed_bytes = 0;

  g_string_printf (text, "%u/%u", history->n_used, history->n_snapshots);
  if (history->n_used < history->n_snapshots)
    g_string_append_printf (text, " skip %u,%u,%u", history->n_compactions, history->n_off_main,
                            history->n_untimed);
  g_string_append_printf (text, " ~%u %" G_GUINT64_FORMAT, history->n_changes, history->size_bytes);
  g_string_append_printf (text, " @%" G_GINT64_FORMAT "+%" G_GINT64_FORMAT ":",
                          history->first_time_us / 1000, history->span_us / 1000);
  for (guint i = 0; i < history->commits->len; i++)
    {
      IcebergCommit commit = g_array_index (history->commits, IcebergCommit, i);

      changed_bytes += commit.added_bytes + commit.removed_bytes;
      if (history->commits->len > 4)
        continue;
      g_string_append_printf (text, " %" G_GINT64_FORMAT "+%" G_GUINT64_FORMAT,
                              commit.offset_us / 1000, commit.added_bytes);
      g_string_append_printf (text, "-%" G_GUINT64_FORMAT, commit.removed_bytes);
    }
  if (history->commits->len > 4)
    g_string_append_printf (text, " sum %" G_GUINT64_FORMAT, changed_bytes);
  g_string_append (text, history->times_only ? " times" : "");
  return g_string_free (text, FALSE);
}

static void
assert_loads (const char *path, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IcebergHistory) history = iceberg_history_load (path, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (history->commits->len, ==, history->n_used);
  g_assert_cmpint (history->first_time_us % 1000 + history->span_us % 1000, ==, 0);
  text = to_string (history);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;

  write_json (row->json);
  if (row->expected[0] == '!')
    assert_fails (table, CONTENT, row->expected + 1);
  else if (row->expected[0] == '?')
    assert_fails (table, SYNTAX, row->expected + 1);
  else
    assert_loads (table, row->expected);
}

static void
test_data_file (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *file = g_strconcat (row->name, ".metadata.json", NULL);
  g_autofree char *path = data_folder != NULL ? g_build_filename (data_folder, file, NULL) : NULL;

  if (path == NULL)
    g_test_skip ("TARN_TEST_DATA is not set");
  else
    assert_loads (path, row->expected);
}

/* Each file of the test data must have a row. */
static void
test_data_folder (void)
{
  gint n_files = 0;

  if (data_folder == NULL)
    {
      g_test_skip ("TARN_TEST_DATA is not set");
      return;
    }

  g_autoptr (GDir) listing = g_dir_open (data_folder, 0, NULL);
  g_assert_nonnull (listing);
  for (const char *name; (name = g_dir_read_name (listing)) != NULL;)
    n_files += g_str_has_suffix (name, ".metadata.json");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    n_files -= rows[i].json == NULL;
  g_assert_cmpint (n_files, ==, 0);
}

static void
test_gzip (void)
{
  static const char json[] = "{\"format-version\":2,\"snapshot-log\":[{\"timestamp-ms\":5}]}";

  write_packed (json, strlen (json), 0);
  assert_loads (table, "1/1 ~0 0 @5+0: 0+0-0 times");
  write_packed (json, strlen (json), 1);
  assert_fails (table, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "");
  write_packed (json, 0, 0);
  assert_fails (table, SYNTAX, "empty");
  write_packed (json, strlen (json) - 1, 0);
  assert_fails (table, SYNTAX, "line 1");
  write_bytes ("\x1f\x8b\x08\0\0\0\0\0\0\x03\xff\xff\xff\xff\xff\xff\xff\xff\xff", 19);
  assert_fails (table, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "");
}

/* The reader parses up to 64 MiB, both from a file and from what a packed file unpacks to. */
static void
test_large_file (void)
{
  g_autofree char *text = g_strnfill (MAX_TEXT_BYTES + 1, 'x');
  g_autoptr (GFile) file = g_file_new_for_path (table);
  g_autoptr (GFileIOStream) stream = NULL;

  write_json ("");
  stream = g_file_open_readwrite (file, NULL, NULL);
  g_assert_true (g_seekable_truncate (G_SEEKABLE (stream), MAX_TEXT_BYTES, NULL, NULL));
  assert_fails (table, SYNTAX, "line 1");
  g_assert_true (g_seekable_truncate (G_SEEKABLE (stream), MAX_TEXT_BYTES + 1, NULL, NULL));
  assert_fails (table, TOO_LARGE, "67108865 bytes");
  write_packed (text, MAX_TEXT_BYTES, 0);
  assert_fails (table, SYNTAX, "line 1");
  write_packed (text, MAX_TEXT_BYTES + 1, 0);
  assert_fails (table, TOO_LARGE, "larger than 67108864 bytes");
}

/* Not every machine has the files that this test and the next one read. */
static void
test_file_without_end (void)
{
  if (g_file_test ("/dev/zero", G_FILE_TEST_EXISTS))
    assert_fails ("/dev/zero", TOO_LARGE, "larger than 67108864 bytes");
  else
    g_test_skip ("there is no /dev/zero");
}

static void
test_file_that_cannot_be_read (void)
{
  if (g_file_test ("/proc/self/mem", G_FILE_TEST_EXISTS))
    assert_fails ("/proc/self/mem", G_IO_ERROR, G_IO_ERROR_FAILED, "");
  else
    g_test_skip ("there is no /proc/self/mem");
}

static void
test_file_of_others (void)
{
  write_json ("");
  g_assert_no_errno (g_chmod (table, 0));
  if (g_access (table, R_OK) != 0)
    assert_fails (table, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "");
  else
    g_test_skip ("the superuser can read any file");
}

static void
test_not_a_file (void)
{
  g_autofree char *below = g_build_filename (table, "x", NULL);
  g_autofree char *missing = g_strconcat (table, ".missing", NULL);
  g_autofree char *folder = g_path_get_dirname (table);

  write_json ("");
  assert_fails (folder, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "");
  assert_fails (missing, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "");
  assert_fails (below, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY, "");
}

static void
test_large_content (void)
{
  g_autofree char *nested = g_strnfill (100000, '[');
  g_autoptr (GString) list = g_string_new (LIST ("0"));

  write_json (nested);
  assert_fails (table, SYNTAX, "line 1|depth");
  for (guint i = 0; i < 1000000; i++)
    g_string_insert (list, (gssize) list->len - 2, ",0");
  write_json (list->str);
  assert_fails (table, TOO_LARGE, "snapshots has more than 1000000 entries");
}

/*
 * The newest snapshot is first. The halves of each id are equal, so a hash that folds ids makes them equal.
 */
static void
test_many_snapshots (void)
{
  const long long step = (1LL << 32) + 1;
  g_autoptr (GString) json = g_string_new ("{'format-version':2,'snapshots':[");

  for (int i = 100000; i > 0; i--)
    g_string_append_printf (json,
                            "{'snapshot-id':%lld,'parent-snapshot-id':%lld,'timestamp-ms':%d,"
                            "'summary':{'operation':'%s','added-files-size':'7',"
                            "'total-files-size':'9'}},",
                            i * step, (i - 1) * step, i, i % 4 == 0 ? "replace" : "append");
  g_string_append_printf (json, "{'snapshot-id':1}],'current-snapshot-id':%lld}", 100000 * step);
  write_json (json->str);
  assert_loads (table, "75000/100001 skip 25000,1,0 ~74999 9 @1+99998: sum 524993");
}

static void
test_describe (void)
{
  g_autofree char *full_text = iceberg_history_describe (&full);
  g_autofree char *log_text = iceberg_history_describe (&log_only);

  g_assert_cmpstr (full_text, ==,
                   "Used 5 of 9 snapshots over 2 days 1 hour 2 minutes, 2 skipped"
                   " (compaction), 1 skipped (not on the main branch), 1 skipped (no timestamp)."
                   " The size is the first total-files-size: 345 bytes.");
  g_assert_cmpstr (log_text, ==,
                   "Used 2 of 2 log entries (times only) over less than a minute."
                   " No snapshot has the size of the table; no commit changed a byte: it is a"
                   " history without a change.");
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("iceberg-history-XXXXXX", NULL);
  table = g_build_filename (folder, "table.metadata.json", NULL);
  if (g_getenv ("TARN_TEST_DATA") != NULL)
    data_folder = g_build_filename (g_getenv ("TARN_TEST_DATA"), "data", "iceberg", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/iceberg-history/rows/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], rows[i].json != NULL ? test_row : test_data_file);
    }
  g_test_add_func ("/iceberg-history/data-folder", test_data_folder);
  g_test_add_func ("/iceberg-history/gzip", test_gzip);
  g_test_add_func ("/iceberg-history/large-file", test_large_file);
  g_test_add_func ("/iceberg-history/large-content", test_large_content);
  g_test_add_func ("/iceberg-history/not-a-file", test_not_a_file);
  g_test_add_func ("/iceberg-history/file-without-end", test_file_without_end);
  g_test_add_func ("/iceberg-history/file-that-cannot-be-read", test_file_that_cannot_be_read);
  g_test_add_func ("/iceberg-history/file-of-others", test_file_of_others);
  g_test_add_func ("/iceberg-history/many-snapshots", test_many_snapshots);
  g_test_add_func ("/iceberg-history/describe", test_describe);
  status = g_test_run ();

  g_remove (table);
  g_rmdir (folder);
  g_free (table);
  g_free (data_folder);
  return status;
}
