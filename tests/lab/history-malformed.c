/* SPDX-License-Identifier: MIT */
/*
 * Tests that the reader of histories refuses what is malformed, and says where, and that no bytes make it crash or
 * return a history that does not add up.
 */
#include "history-text.h"

typedef struct
{
  const char *name;
  const char *text;  /* JSON with single quotes, or CSV */
  const char *words; /* in the error */
} Row;

#define AT(id, ms) "{'snapshot-id':" #id ",'timestamp-ms':" #ms "}"
#define TABLE(head, snapshots)                                                                     \
  "{'format-version':2,'current-snapshot-id':" #head ",'snapshots':[" snapshots "]}"
#define WITH(members)                                                                              \
  "{'format-version':2,'current-snapshot-id':7," members ",'snapshots':[" AT (7, 1) "]}"
#define VALUE(key, value) TABLE (7, "{'snapshot-id':7,'" key "':" value "}")
#define AMOUNT(key, value) VALUE ("summary", "{'" key "':" value "}")
#define SNAP(id, parent) "{'snapshot-id':" #id ",'parent-snapshot-id':" #parent ",'timestamp-ms':1}"
#define CSV(rows) "offset,added-bytes\n" rows

/* clang-format off */
static const Row rows[] = {
  /* No JSON. */
  { "empty", "", "it is empty" },
  { "blank", " \n ", "line 1, column 1: the first line names the columns" },
  { "truncated", "{'format-version':2,\n'snapsh", "line 2, column 7|premature end" },
  { "trailing", "{'format-version':2}x", "line 1, column 21|end of file" },
  { "duplicate-key", "{'format-version':2,'format-version':2}", "line 1|duplicate object key" },
  { "duplicate-key-in-a-summary", VALUE ("summary", "{'a':1,'a':2}"), "duplicate object key" },
  { "control", "{'x':\x1b}", "line 1|invalid token near ' '" },
  { "integer-over-2^63", VALUE ("timestamp-ms", "9223372036854775808"), "line 1|too big integer" },
  { "real-over-all", VALUE ("timestamp-ms", "1e999"), "line 1|real number overflow" },
  { "array", "[{'format-version':2}]", "it is no JSON object" },

  /* No table. */
  { "no-version", "{'snapshots':[]}", "no format-version" },
  { "version-0", "{'format-version':0}", "format-version 0 is not from 1 to 3" },
  { "version-4", "{'format-version':4}", "format-version 4 is not from 1 to 3" },
  { "version-type", "{'format-version':'2'}", "format-version is not an integer" },
  { "no-snapshot", "{'format-version':2,'snapshots':[]}", "the table has no snapshot, and no log" },
  { "no-lists", "{'format-version':2}", "the table has no snapshot, and no log" },
  { "log-only", "{'format-version':2,'snapshot-log':[{'timestamp-ms':1}]}",
    "no commit has its bytes or its records, only its time; give the bytes of a commit, bytes-per-commit" },
  { "times-only", TABLE (7, AT (7, 1)), "no commit has its bytes" },
  { "view", "{'view-uuid':'x','format-version':1,'versions':[]}", "the metadata of an Iceberg view" },
  { "view-of-rest", "{'metadata':{'view-uuid':'x','format-version':1}}", "the metadata of an Iceberg view" },
  { "function", "{'function-uuid':'x','format-version':1}", "the metadata of an Iceberg function" },
  { "glue-table", "{'Table':{'Parameters':{'metadata_location':'s3://x'}}}", "GetTable answers|at s3://x" },
  { "glue-table-with-lines", "{'Table':{'Parameters':{'metadata_location':'s3://x\\ny'}}}", "at s3://x y" },
  { "glue-table-without-a-location", "{'Table':{'Name':'x'}}", "is no Iceberg table" },
  { "glue-tables", "{'TableList':[]}", "GetTables" },
  { "glue-run", "{'MaterializedViewRefreshTaskRun':{}}", "GetMaterializedViewRefreshTaskRun" },
  { "glue-runs", "{'MaterializedViewRefreshTaskRuns':[]}", "ListMaterializedViewRefreshTaskRuns" },
  { "s3-tables", "{'metadataLocation':'s3://x'}", "S3 Tables" },

  /* Values of a wrong type or size. */
  { "bytes-garbage", AMOUNT ("added-files-size", "'12x'"), "snapshot 7: added-files-size is not a whole number" },
  { "bytes-none", AMOUNT ("removed-files-size", "''"), "snapshot 7: removed-files-size" },
  { "bytes-plus", AMOUNT ("total-files-size", "'+1'"), "snapshot 7: total-files-size" },
  { "bytes-minus", AMOUNT ("added-files-size", "'-1'"), "snapshot 7: added-files-size" },
  { "bytes-blank", AMOUNT ("removed-files-size", "' 1'"), "snapshot 7: removed-files-size" },
  { "bytes-hex", AMOUNT ("removed-files-size", "'0x1'"), "snapshot 7: removed-files-size" },
  { "bytes-over-2^60", AMOUNT ("total-files-size", "'1152921504606846977'"), "snapshot 7: total-files-size|2^60" },
  { "number-over-2^60", AMOUNT ("removed-files-size", "1152921504606846977"), "snapshot 7: removed-files-size" },
  { "bytes-2^64", AMOUNT ("added-files-size", "'18446744073709551616'"), "snapshot 7: added-files-size" },
  { "bytes-negative", AMOUNT ("total-files-size", "-1"), "snapshot 7: total-files-size" },
  { "bytes-real", AMOUNT ("total-files-size", "1.5"), "snapshot 7: total-files-size" },
  { "bytes-boolean", AMOUNT ("removed-files-size", "true"), "snapshot 7: removed-files-size" },
  { "records", AMOUNT ("added-records", "[]"), "snapshot 7: added-records" },
  { "records-over-all", AMOUNT ("added-records", "'1152921504606846976'"),
    "snapshot 7: its records, at 100 bytes each, are over 2^60" },
  { "total-records-over-all", AMOUNT ("added-records", "1,'total-records':'1152921504606846976'"),
    "snapshot 7: its records" },
  { "delete-files", AMOUNT ("added-delete-files", "{}"), "snapshot 7: added-delete-files" },
  { "operation", AMOUNT ("operation", "1"), "snapshot 7: operation is not a string" },
  { "summary", VALUE ("summary", "[]"), "snapshot 7: summary is not an object" },
  { "time-negative", VALUE ("timestamp-ms", "-1"), "snapshot 7: timestamp-ms -1 is not from 0 to 253402300799999" },
  { "time-late", VALUE ("timestamp-ms", "253402300800000"), "snapshot 7: timestamp-ms 253402300800000" },
  { "time-real", VALUE ("timestamp-ms", "1.0"), "snapshot 7: timestamp-ms is not an integer" },
  { "parent-type", VALUE ("parent-snapshot-id", "[]"), "snapshot 7: parent-snapshot-id" },
  { "sequence-type", VALUE ("sequence-number", "'1'"), "snapshot 7: sequence-number" },
  { "sequence-negative", VALUE ("sequence-number", "-1"), "snapshot 7: sequence-number -1" },
  { "sizes-over-2^60",
    "{'format-version':2,'current-snapshot-id':2,'snapshots':[{'snapshot-id':1,'timestamp-ms':1,"
    "'summary':{'added-files-size':'1','total-files-size':'1'}},{'snapshot-id':2,'parent-snapshot-id':1,"
    "'timestamp-ms':2,'summary':{'added-files-size':'1152921504606846976'}}]}",
    "snapshot 2: the table grows over 2^60 bytes" },

  /* Lists, refs and chains. */
  { "id-missing", TABLE (7, AT (7, 1) ",{}"), "entry 2 of snapshots: it has no snapshot-id" },
  { "id-negative", TABLE (7, AT (-2, 1)), "entry 1 of snapshots: it has no snapshot-id" },
  { "id-string", TABLE (7, AT ('7', 1)), "entry 1 of snapshots: it has no snapshot-id" },
  { "id-twice", TABLE (7, AT (7, 1) "," AT (7, 2)), "snapshot 7: the id occurs twice, with other content" },
  { "snapshot-type", TABLE (7, "7"), "entry 1 of snapshots" },
  { "list-type", "{'format-version':2,'snapshots':{}}", "snapshots is not an array" },
  { "log-type", WITH ("'snapshot-log':{}"), "snapshot-log is not an array" },
  { "log-entry-type", WITH ("'snapshot-log':[7]"), "entry 1 of snapshot-log: it is not an object" },
  { "log-id", WITH ("'snapshot-log':[{'snapshot-id':'7'}]"), "entry 1 of snapshot-log: snapshot-id" },
  { "log-time", "{'format-version':2,'snapshot-log':[{'timestamp-ms':-5}]}",
    "entry 1 of snapshot-log: timestamp-ms -5" },
  { "metadata-log-entry", "{'format-version':2,'metadata-log':[1]}", "entry 1 of metadata-log: it is not" },
  { "metadata-log-time", WITH ("'metadata-log':[{'timestamp-ms':'x'}]"), "entry 1 of metadata-log: timestamp-ms" },
  { "head-type", TABLE ('7', AT (7, 1)), "current-snapshot-id is not an integer" },
  { "head-missing", TABLE (8, AT (7, 1)), "snapshot 8: main points to it, but it is missing" },
  { "refs-type", WITH ("'refs':[]"), "refs is not an object" },
  { "main-type", WITH ("'refs':{'main':7}"), "main is not an object" },
  { "ref-type", WITH ("'refs':{'b':7}"), "refs: b is not an object" },
  { "ref-kind", WITH ("'refs':{'b':{'type':7}}"), "refs: type is not a string" },
  { "ref-id", WITH ("'refs':{'b':{'snapshot-id':'7'}}"), "refs: snapshot-id is not an integer" },
  { "cycle-of-one", TABLE (7, SNAP (7, 7)), "snapshot 7: its parents run in a cycle" },
  { "cycle", TABLE (7, SNAP (7, 8) "," SNAP (8, 9) "," SNAP (9, 8)), "snapshot 8: its parents run in a cycle" },

  /* CSV. */
  { "csv-no-column", "commits\n1\n", "line 1, column 1: the first line names the columns" },
  { "csv-unknown-column", "offset,bytes\n0,1\n", "line 1, column 2: the first line names the columns|added-bytes" },
  { "csv-column-twice", "offset,offset\n", "line 1, column 2: offset is named twice" },
  { "csv-no-time", "added-bytes\n1\n", "line 1: the first line must name either time or offset" },
  { "csv-both-times", "time,offset\n0,0\n", "line 1: the first line must name either time or offset" },
  { "csv-no-row", CSV ("\n\n"), "no row below the names" },
  { "csv-empty-time", CSV ("0,1\n,2\n"), "line 3, column 1 (offset): '' is not a time" },
  { "csv-offset", CSV ("x,1\n"), "line 2, column 1 (offset): 'x' is not a number of seconds" },
  { "csv-offset-negative", CSV ("-1,1\n"), "line 2, column 1 (offset): '-1'" },
  { "csv-offset-exponent", CSV ("1e3,1\n"), "line 2, column 1 (offset): '1e3'" },
  { "csv-offset-of-seven-decimals", CSV ("0.1234567,1\n"), "line 2, column 1 (offset)" },
  { "csv-offset-without-decimals", CSV ("1.,1\n"), "line 2, column 1 (offset)" },
  { "csv-offset-huge", CSV ("253402300800,1\n"), "line 2, column 1 (offset)" },
  { "csv-bytes", CSV ("0,1 GB\n"), "line 2, column 2 (added-bytes): '1 GB' is not a number of bytes" },
  { "csv-bytes-negative", CSV ("0,-1\n"), "line 2, column 2 (added-bytes): '-1'" },
  { "csv-bytes-over-2^60", CSV ("0,1152921504606846977\n"), "line 2, column 2 (added-bytes)" },
  { "csv-long-cell", CSV ("0,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"),
    "column 2 (added-bytes): 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' is not" },
  { "csv-operation", "offset,operation\n0,Append\n", "line 2, column 2 (operation): 'Append' is not append, overwrite" },
  { "csv-too-few-columns", CSV ("0\n"), "line 2: it has 1 of 2 columns" },
  { "csv-too-many-columns", CSV ("0,1,2\n"), "line 2: it has more than 2 columns" },
  { "csv-earlier", CSV ("5,1\n4,1\n"), "line 3, column offset: the row is earlier" },
  { "csv-open-quote", CSV ("\"0,1\n"), "line 2, column 1: a quote lacks its end" },
  { "csv-open-quote-at-the-end", CSV ("\"0"), "line 2, column 1: a quote lacks its end" },
  { "csv-after-a-quote", CSV ("\"0\"x,1\n"), "line 2, column 1: a comma lacks" },
  { "csv-return", CSV ("0,1\r2\n"), "line 2, column 2 (added-bytes): '1 2'" },
  { "csv-time", "time\nyesterday\n", "line 2, column 1 (time): 'yesterday' is not a time such as" },
  { "csv-month-13", "time\n2026-13-01\n", "line 2, column 1 (time)" },
  { "csv-month-0", "time\n2026-00-01\n", "line 2, column 1 (time)" },
  { "csv-day-0", "time\n2026-01-00\n", "line 2, column 1 (time)" },
  { "csv-day-31", "time\n2026-04-31\n", "line 2, column 1 (time)" },
  { "csv-no-leap-year", "time\n2100-02-29\n", "line 2, column 1 (time)" },
  { "csv-1969", "time\n1969-12-31\n", "line 2, column 1 (time)" },
  { "csv-before-1970", "time\n1970-01-01T00:00+01:00\n", "line 2, column 1 (time)" },
  { "csv-after-9999", "time\n9999-12-31T23:59-01:00\n", "line 2, column 1 (time)" },
  { "csv-hour-24", "time\n2026-01-01T24:00\n", "line 2, column 1 (time)" },
  { "csv-second-60", "time\n2026-01-01T00:00:60\n", "line 2, column 1 (time)" },
  { "csv-time-and-more", "time\n2026-01-01T00:00Zx\n", "line 2, column 1 (time)" },
  { "csv-offset-of-an-hour", "time\n2026-01-01T00:00+1\n", "line 2, column 1 (time)" },
  { "csv-ms-late", "time\n253402300800000\n", "line 2, column 1 (time)" },
  { "csv-times-only", "offset\n1\n", "no commit has its bytes" },
};

typedef struct
{
  const char *name;
  const char *bytes;
  gsize size;
  const char *words;
} Bytes;

#define BYTES(name, bytes, words) { name, bytes, sizeof bytes - 1, words }

static const Bytes files[] = {
  BYTES ("utf-16-le", "\xff\xfe{\0}\0", "UTF-16|iconv -f UTF-16 -t UTF-8"),
  BYTES ("utf-16-be", "\xfe\xff\0{\0}", "UTF-16|iconv -f UTF-16 -t UTF-8"),
  BYTES ("utf-16-le-without-a-mark", "{\0}\0", "UTF-16|iconv -f UTF-16LE"),
  BYTES ("utf-16-be-without-a-mark", "\0{\0}", "UTF-16|iconv -f UTF-16BE"),
  BYTES ("zstd", "\x28\xb5\x2f\xfd\x04\0", "zstd -d"),
  BYTES ("bzip2", "BZh91AY", "bzip2 -d"),
  BYTES ("xz", "\xfd\x37zXZ\0", "xz -d"),
  BYTES ("lz4", "\x04\x22\x4d\x18", "lz4 -d"),
  BYTES ("zip", "PK\x03\x04", "unzip"),
  BYTES ("avro", "Obj\x01", "Avro"),
  BYTES ("parquet", "PAR1", "Parquet"),
  BYTES ("puffin", "PFA1", "Puffin"),
  BYTES ("latin-1", "{\"x\":\n\"\xe9\"}", "line 2: the text is not UTF-8"),
  BYTES ("nul", "offset\n0\0\n", "line 2: the text has a NUL byte"),
  BYTES ("mark-only", "\xef\xbb\xbf", "line 1, column 1"),
  BYTES ("gzip-cut", "\x1f\x8b", "gzip data ends too early"),
  BYTES ("gzip-broken", "\x1f\x8b\x08\0\0\0\0\0\0\x03\xff\xff\xff\xff\xff\xff\xff\xff\xff", "gzip data is broken"),
  BYTES ("gzip-empty", "\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0", "it is empty"),
  BYTES ("gzip-and-more", "\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0x", "followed by other bytes"),
};

#define MODEL_OF_METADATA \
  "{'format-version':2,'current-snapshot-id':4,'refs':{'main':{'snapshot-id':4,'type':'branch'},'b':" \
  "{'snapshot-id':3,'type':'branch'}},'snapshots':[{'snapshot-id':1,'sequence-number':1,'timestamp-ms':10," \
  "'summary':{'operation':'append','added-files-size':'90','total-files-size':'90','added-records':'9'}}," \
  "{'snapshot-id':2,'parent-snapshot-id':1,'sequence-number':2,'timestamp-ms':20,'summary':{'operation':" \
  "'replace','added-files-size':8,'removed-files-size':9,'total-files-size':89}},{'snapshot-id':3," \
  "'parent-snapshot-id':1,'sequence-number':3,'timestamp-ms':30},{'snapshot-id':4,'parent-snapshot-id':2," \
  "'sequence-number':4,'timestamp-ms':40,'summary':{'operation':'overwrite','added-files-size':'7'," \
  "'added-delete-files':'1','added-records':'1'}}],'snapshot-log':[{'snapshot-id':1,'timestamp-ms':10}]}"

#define MODEL_OF_TIMES \
  "time,operation,added-bytes,removed-bytes,total-bytes\n2026-01-01T00:00:00.5+01:00,append,5,,105\n" \
  "\"2026-01-02\",overwrite,7,3,109\n1767400000000,delete,,9,100\n"

/* What the tests of all changes start from: each kind of value and each kind of row. */
static const char *const models[] = {
  MODEL_OF_METADATA,
  MODEL_OF_TIMES,
  "offset,operation,added-bytes,total-bytes\n0,append,5,105\n3600.25,replace,,\n7200,overwrite,9,\n",
};
/* clang-format on */

static TarnLabHistory *
parse (const char *text, gsize size, const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);

  return tarn_lab_history_parse (bytes, name, NULL, error);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *text = make_json (row->text);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabHistory) history = parse (text, strlen (text), "commits", &error);

  g_assert_null (history);
  assert_error_is (error, TARN_LAB_ERROR_HISTORY, "commits: ", row->words);
}

static void
test_bytes (gconstpointer data)
{
  const Bytes *row = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (row->bytes, row->size, "commits", &error));
  assert_error_is (error, TARN_LAB_ERROR_HISTORY, "commits: ", row->words);
}

/* A name that ends in .json is of JSON, whatever is in the file. */
static void
test_names (void)
{
  static const char text[] = "offset,added-bytes\n0,1\n";
  static const char *const names[] = { "x.json", "x.json.gz", "x.metadata.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (text, strlen (text), names[i], &error));
      assert_error_is (error, TARN_LAB_ERROR_HISTORY, names[i], "line 1, column 6");
    }
}

/* --- All changes -------------------------------------------------------------------------------- */

/* The reader may take the text, but then the history adds up; or it says in one line what is wrong. */
static void
check (const char *text, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabHistory) history = parse (text, size, "commits", &error);

  if (history != NULL)
    {
      g_assert_no_error (error);
      assert_is_whole (history);
      return;
    }
  g_assert_true (error->domain == TARN_LAB_ERROR);
  g_assert_true (g_str_has_prefix (error->message, "commits: "));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 500);
}

static void
test_all_truncations (gconstpointer data)
{
  g_autofree char *text = make_json (data);

  check (text, strlen (text));
  for (gsize size = 0; size < strlen (text); size++)
    check (text, size);
}

static void
test_all_bits (gconstpointer data)
{
  g_autofree char *text = make_json (data);

  for (gsize i = 0; i < strlen (text); i++)
    for (guint bit = 0; bit < 8; bit++)
      {
        g_autofree char *changed = g_strdup (text);

        changed[i] ^= (char) (1 << bit);
        check (changed, strlen (text));
      }
}

/* Each word and each number in turn becomes each of the values. */
static void
test_all_values (gconstpointer data)
{
  static const char *const values[] = { "",
                                        "0",
                                        "-1",
                                        "null",
                                        "[]",
                                        "1152921504606846976",
                                        "\"0\"",
                                        "{}",
                                        "true",
                                        "1.5",
                                        "9223372036854775807",
                                        "4102444800000" };
  g_autofree char *text = make_json (data);

  for (gsize i = 0; text[i] != '\0';)
    {
      gsize size = strcspn (text + i, ",:{}[]\n");

      for (guint j = 0; j < G_N_ELEMENTS (values) && size > 0; j++)
        {
          g_autofree char *changed
              = g_strdup_printf ("%.*s%s%s", (gint) i, text, values[j], text + i + size);

          check (changed, strlen (changed));
        }
      i += size + (text[i + size] != '\0');
    }
}

static void
add_all_changes (void)
{
  static const struct
  {
    const char *name;
    GTestDataFunc test;
  } changes[] = {
    { "truncations", test_all_truncations },
    { "bits", test_all_bits },
    { "values", test_all_values },
  };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    for (guint j = 0; j < G_N_ELEMENTS (changes); j++)
      {
        g_autofree char *path
            = g_strdup_printf ("/history-malformed/all-%s/%u", changes[j].name, i);

        g_test_add_data_func (path, models[i], changes[j].test);
      }
}

/* A snapshot may stand in the file twice, if both are the same in all that is read of them. */
static void
test_copies (void)
{
  static const struct
  {
    const char *key, *old, *other;
  } members[] = {
    { "parent-snapshot-id", "5", "6" },       { "sequence-number", "2", "3" },
    { "timestamp-ms", "3600000", "3600001" }, { "operation", "'append'", "'overwrite'" },
    { "added-files-size", "'5'", "'6'" },     { "removed-files-size", "'1'", "'2'" },
    { "total-files-size", "'104'", "'105'" }, { "added-records", "'7'", "'8'" },
    { "deleted-records", "'3'", "'4'" },      { "total-records", "'90'", "'91'" },
  };

  for (guint changed = 0; changed <= G_N_ELEMENTS (members); changed++)
    {
      g_autoptr (GString) text
          = g_string_new ("{'format-version':2,'current-snapshot-id':7,'snapshots':[");
      g_autoptr (GError) error = NULL;

      for (guint copy = 0; copy < 2; copy++)
        {
          g_string_append (text, copy == 0 ? "{'snapshot-id':7" : ",{'snapshot-id':7");
          for (guint i = 0; i < G_N_ELEMENTS (members); i++)
            g_string_append_printf (text, "%s'%s':%s", i == 3 ? ",'summary':{" : ",",
                                    members[i].key,
                                    copy == 1 && i == changed ? members[i].other : members[i].old);
          g_string_append (text, "}}");
        }
      g_string_append (text, "]}");
      g_strdelimit (text->str, "'", '"');
      g_autoptr (TarnLabHistory) history G_GNUC_UNUSED
          = parse (text->str, text->len, "commits", &error);

      g_test_message ("%s", changed < G_N_ELEMENTS (members) ? members[changed].key : "no member");
      if (changed < G_N_ELEMENTS (members))
        assert_error_is (error, TARN_LAB_ERROR_HISTORY,
                         "commits: ", "snapshot 7: the id occurs twice, with other content");
      else
        g_assert_no_error (error);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/history-malformed/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/history-malformed/bytes/", files[i].name, NULL);

      g_test_add_data_func (path, &files[i], test_bytes);
    }
  g_test_add_func ("/history-malformed/names", test_names);
  g_test_add_func ("/history-malformed/copies", test_copies);
  add_all_changes ();
  return g_test_run ();
}
