/* SPDX-License-Identifier: MIT */
/*
 * Tests the reader of histories with the files of the test data: metadata with one trait each, told by the name, and
 * metadata that engines wrote. A row says what is right and why. lab/history has a small history for each rule.
 */
#include "history-text.h"

typedef struct
{
  const char *file; /* in the folder of the test data */
  guint last_days;
  const char *expected; /* history_to_text(), or NULL for an error */
  const char *words;    /* in the notes, or in the error */
  const char *why;
} Case;

#define CASE "cases/iceberg/"
#define DATA "data/iceberg/"

/* clang-format off */
static const Case cases[] = {
  { CASE "24h.json", 0,
    "25/25 copy=25; 100000000000 @1735693200000 pass 90000000 24000000000/day; "
    "0O+500000000-500000000=100000000000 86400000O+500000000-500000000=100000000000",
    "All 25 commits write files anew|A pass lasts 1 d 1 h",
    "25 hourly commits span 24 h; the pass has 25 gaps, so that there is one commit an hour in each pass" },
  { CASE "aws-glue-get-table.json", 0, NULL, "Glue's GetTable|s3://b/t/metadata/00001.metadata.json",
    "the answer names where the metadata is" },
  { CASE "aws-glue-get-tables.json", 0, NULL, "Glue's GetTables|Parameters.metadata_location",
    "the answer has several tables" },
  { CASE "aws-glue-list-runs.json", 0, NULL, "ListMaterializedViewRefreshTaskRuns|runs and no commits",
    "runs are no commits" },
  { CASE "bigquery-replace.json", 0, NULL, "only its time; give the bytes of a commit",
    "a replace without sizes is no compaction, and no size is known" },
  { CASE "bom.json", 0,
    "1/2 first=1 copy=1; 10000000000 @1735776000000 pass 86400000 2000000000/day; "
    "0O+1000000000-1000000000=10000000000", "rests on a single gap",
    "the byte order mark is passed; the first snapshot fills the table, so the second is the only commit" },
  { CASE "branch-feature.json", 0,
    "1/3 first=1 off-main=1 append=1; 10000000000 @1735693200000 pass 3600000 24000000000/day; "
    "0A+1000000000-0=11000000000", "1 left out as not on the main branch",
    "snapshot 3 is on the branch audit" },
  { CASE "crash-size-over-2^60.json", 0, NULL, "snapshot 1: total-files-size|2^60",
    "no table of a simulation can be so large" },
  { CASE "daily-batch.json", 0,
    "14/15 first=1 append=14; 100000000000 @1735776300000 pass 1209600000 1000000000/day; "
    "0A+1000000000-0=102000000000 1123200000A+1000000000-0=115000000000",
    "A pass lasts 14 d: rounded to whole days|1 of the total sizes does not follow",
    "the first job was 5 min late; 1 GB is added to 100 GB, and 102 GB are told" },
  { CASE "dup-snap.json", 0,
    "1/3 first=1 copies=1 copy=1; 10000000000 @1735776000000 pass 86400000 2000000000/day; "
    "0O+1000000000-1000000000=10000000000", "1 left out as copies of others",
    "the third entry says the same as the second" },
  { CASE "expired.json", 0,
    "1/1 append=1; 99000000000 @1738281600000 pass 86400000 1000000000/day; "
    "0A+1000000000-0=100000000000", "29 earlier times|1 d: the mean gap in the log",
    "one snapshot is left; its size is known, and the log tells how often the table was written" },
  { CASE "full-daily-34TB.json", 0,
    "1/2 first=1 rewrite=1; 34000000000000 @1735693200000 pass 3600000 1632000000000000/day; "
    "0O+34000000000000-34000000000000=34000000000000", "The commit replaces all|single gap",
    "34 TB are added and the table still has 34 TB, so all was removed; the only gap in the file is an hour" },
  { CASE "growing.json", 0,
    "99/100 first=1 append=99; 1000000000 @1735862400000 pass 8553600000 1000000000/day; "
    "0A+1000000000-0=2000000000 8467200000A+1000000000-0=100000000000",
    "The table goes from 1 GB to 100 GB in a pass",
    "each commit adds less of the table than the one before, so refreshes soon are incremental" },
  { CASE "middle-expired.json", 0,
    "4/4 append=4; 100000000000 @1735693200000 pass 19200000 18000000000/day; "
    "0A+1000000000-0=101000000000 3600000A+1000000000-0=102000000000 "
    "10800000A+1000000000-0=104000000000 14400000A+1000000000-0=105000000000",
    "The parent of snapshot 4 is not in the file",
    "snapshots 1 and 2 are older than 4 and no branch of their own; that 3 added 1 GB shows in the size" },
  { CASE "no-change.json", 0, "0/1 first=1; 100000000000 @0 pass 0 0/day", "No commit is left",
    "the only snapshot fills the table" },
  { CASE "null-parents.json", 0,
    "5/5 append=5; 100000000000 @1735693200000 pass 18000000 24000000000/day; "
    "0A+1000000000-0=101000000000 14400000A+1000000000-0=105000000000", "A pass lasts 5 h",
    "the totals grow by what is added, so no snapshot replaces the table although none has a parent" },
  { CASE "out-of-order.json", 0,
    "1/2 first=1 copy=1; 10000000000 @1735689600000 pass 0 0/day; "
    "0O+1000000000-1000000000=10000000000", "1 of the times is earlier|cannot be repeated",
    "the parents tell the order; a time that is earlier is raised, so that no gap is known" },
  { CASE "quiet-then-busy.json", 0,
    "198/199 first=1 copy=198; 100000000000 @1738288800000 pass 3308400000 10341675734/day; "
    "0O+1000000000-1000000000=100000000000 709200000O+1000000000-1000000000=100000000000",
    "38 d 7 h", "the quiet days belong to the pass" },
  { CASE "quiet-then-busy.json", 7,
    "168/199 first=1 earlier=30 copy=168; 100000000000 @1738396800000 pass 604800000 48000000000/day; "
    "0O+1000000000-1000000000=100000000000 601200000O+1000000000-1000000000=100000000000",
    "30 left out, from before the last 7 days|A pass lasts 7 d",
    "the last seven days have 168 hourly commits" },
  { CASE "quiet-then-busy.json", 30,
    "198/199 first=1 copy=198; 100000000000 @1738288800000 pass 2592000000 13200000000/day; "
    "0O+1000000000-1000000000=100000000000 709200000O+1000000000-1000000000=100000000000",
    "A pass lasts 30 d", "of the last thirty days, 21 are quiet" },
  { CASE "quiet-then-busy.json", 60,
    "198/199 first=1 copy=198; 100000000000 @1738288800000 pass 3308400000 10341675734/day; "
    "0O+1000000000-1000000000=100000000000 709200000O+1000000000-1000000000=100000000000",
    "shorter than the 60 days", "the file has 38 days" },
  { CASE "records-only.json", 0,
    "2/2 append=1 copy=1; 9900000 @1735689600000 pass 172800000 150000/day; "
    "0A+100000-0=10000000 86400000O+100000-100000=10000000",
    "100 bytes a record, which is an assumption",
    "no snapshot has a size; 100,000 records before and after the overwrite, so it removes what it adds" },
  { CASE "rest-loadtable.json", 0, "0/1 first=1; 1000000000 @0 pass 0 0/day", "LoadTable",
    "the metadata stands inside the answer" },
  { CASE "rtas-daily.json", 0,
    "9/10 first=1 rewrite=9; 100000000000 @1735862400000 pass 777600000 200000000000/day; "
    "0O+100000000000-100000000000=100000000000 691200000O+100000000000-100000000000=100000000000",
    "All 9 commits replace all", "each snapshot has no parent, and all the table holds comes from it" },
  { CASE "seconds-not-ms.json", 0,
    "1/2 first=1 copy=1; 10000000000 @1735776000000 pass 86400000 2000000000/day; "
    "0O+1000000000-1000000000=10000000000", "The times are seconds",
    "as milliseconds the times would be of January 1970" },
  { CASE "two-daily-plus5s.json", 0,
    "2/2 append=2; 990000000000 @1735689600000 pass 172800000 10000000000/day; "
    "0A+10000000000-0=1000000000000 86405000A+10000000000-0=1010000000000",
    "A pass lasts 2 d: rounded", "5 s are far less than a 24th of the gap" },
  { CASE "two-gz-members.json.gz", 0,
    "1/2 first=1 copy=1; 10000000000 @1735776000000 pass 86400000 2000000000/day; "
    "0O+1000000000-1000000000=10000000000", NULL, "the second member goes on where the first ends" },
  { CASE "view-metadata.json", 0, NULL, "metadata of an Iceberg view", "a view has no data" },

  { DATA "cxx-00007-2ed28880.metadata.json", 0,
    "3/5 first=2 append=2 merge=1; 25206 @1713951998102 pass 4071 57154311/day; "
    "0O+1391-0=26597 809A+651-0=27248 1379A+651-0=27899", NULL,
    "the table is created empty and then filled; the branch test-branch shares its snapshot with main" },
  { DATA "cxx-00014-c179c339.metadata.json", 0,
    "1/2 first=1 append=1; 436 @1753789853282 pass 1536 223762500/day; 0A+3978-0=4414", NULL,
    "two appends" },
  { DATA "derived-covid19-countries-aggregated.metadata.json", 0,
    "19/20 first=1 rewrite=19; 290884 @1585038167000 pass 1284486000 839761/day; "
    "0O+317311-290884=317311 1212032000O+397392-378331=397392", "All 19 commits replace all",
    "a file of CSV is written anew" },
  { DATA "derived-covid19-time-series-19-covid-combined.metadata.json", 0,
    "22/23 first=1 rewrite=22; 1465368 @1584943197000 pass 1348423000 2584682/day; "
    "0O+1503743-1465368=1503743 1307002000O+965289-921410=965289", NULL, "as above" },
  { DATA "derived-covid19-worldwide-aggregated.metadata.json", 0,
    "22/23 first=1 rewrite=22; 1708 @1584943197000 pass 1348423000 7757/day; "
    "0O+2022-1708=2022 1307002000O+3612-3510=3612", NULL, "as above" },
  { DATA "duckdb-eqdel-v7.metadata.json", 0,
    "5/6 first=1 append=1 merge=4; 935 @1758879495787 pass 237840 1093441/day; "
    "0D+466-0=1401 185979D+466-0=3945", "4 of 5 commits add delete files",
    "equality deletes remove rows and no files" },
  { DATA "icebird-athena-00001.metadata.json", 0, "0/1 first=1; 345 @0 pass 0 0/day", NULL,
    "CREATE TABLE AS SELECT" },
  { DATA "icebird-spark-v5.metadata.json", 0,
    "2/3 first=1 copy=1 merge=1; 3224 @1743310500792 pass 107797 6589185/day; "
    "0O+1437-0=4661 61191O+3560-3224=4997", NULL, "one update of each kind" },
  { DATA "impala-posdel-v7.metadata.json", 0,
    "5/6 first=1 append=3 merge=2; 625 @1660916844291 pass 203022 3118149/day; "
    "0A+625-0=1250 165821O+2760-0=7952", "2 of 5 commits add delete files",
    "position deletes remove rows and no files" },
  { DATA "impala-puffin-v1format-4.metadata.json", 0, "0/4 first=4; 0 @0 pass 0 0/day",
    "No commit is left", "the table stays empty" },
};
/* clang-format on */

static const char *folder;

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  TarnLabHistoryOptions options = { .last_days = row->last_days, .repeats = TRUE };
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    {
      g_test_skip ("TARN_TEST_DATA is not set");
      return;
    }

  g_autofree char *path = g_build_filename (folder, row->file, NULL);
  g_autoptr (TarnLabHistory) history = tarn_lab_history_load (path, &options, &error);
  g_test_message ("%s", row->why);
  if (row->expected == NULL)
    {
      g_assert_null (history);
      assert_error_is (error, TARN_LAB_ERROR_HISTORY, path, row->words);
      return;
    }
  g_assert_no_error (error);
  assert_history_is (history, row->expected, row->words);
}

/* Each file of the test data has a row. */
static void
test_folders (void)
{
  static const char *const parts[] = { "cases/iceberg", "data/iceberg" };

  if (folder == NULL)
    {
      g_test_skip ("TARN_TEST_DATA is not set");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *path = g_build_filename (folder, parts[i], NULL);
      g_autoptr (GDir) listing = g_dir_open (path, 0, NULL);

      g_assert_nonnull (listing);
      for (const char *name; (name = g_dir_read_name (listing)) != NULL;)
        {
          g_autofree char *file = g_strconcat (parts[i], "/", name, NULL);
          gboolean has_row = !g_str_has_suffix (name, ".json") && !g_str_has_suffix (name, ".gz");

          for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
            has_row = has_row || g_str_equal (cases[j].file, file);
          if (!has_row)
            g_test_fail_printf ("%s has no row", file);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  folder = g_getenv ("TARN_TEST_DATA");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/history-cases/%s/%u", strrchr (cases[i].file, '/') + 1,
                             cases[i].last_days);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/history-cases/each-file-has-a-row", test_folders);
  return g_test_run ();
}
