/* SPDX-License-Identifier: MIT */
/* Tests the files that a scenario names: those that it includes, and those of commits. */
#include <glib/gstdio.h>
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "scenario-text.h"
#include "worlds/rows.h"

/* --- Files ------------------------------------------------------------------------------------ */

typedef struct
{
  const char *path;
  const char *text;
} File;

static void
write_files (const char *directory, const File *files, guint n_files)
{
  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_build_filename (directory, files[i].path, NULL);
      g_autofree char *folder = g_path_get_dirname (path);

      g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
      g_assert_true (g_file_set_contents (path, files[i].text, -1, NULL));
    }
}

static char *
make_directory (const File *files, guint n_files)
{
  char *directory = g_dir_make_tmp ("tarn-scenario-XXXXXX", NULL);

  write_files (directory, files, n_files);
  return directory;
}

static void
remove_directory (const char *directory, const File *files, guint n_files)
{
  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_build_filename (directory, files[i].path, NULL);
      g_autofree char *folder = g_path_get_dirname (path);

      g_unlink (path);
      g_rmdir (folder);
    }
  g_rmdir (directory);
}

/* Returns the message with the directory left out. */
static char *
without (const char *text, const char *directory)
{
  g_autofree char *prefix = g_strconcat (directory, "/", NULL);
  g_auto (GStrv) parts = g_strsplit (text, prefix, -1);

  return g_strjoinv ("", parts);
}

typedef struct
{
  const char *name;
  File files[10];   /* the first is read */
  const char *text; /* the canonical form, or the message */
} IncludeRow;

/* clang-format off */
static const IncludeRow include_rows[] = {
  { "one", { { "a.lake", LAKE "include = b.lake\n[table a.t]\n" }, { "b.lake", "[table a.u]\n" } },
    "[lake]\nhorizon = 1 d\n\n[table a.u]\n\n[table a.t]\n" },
  { "two", { { "a.lake", "[lake]\ninclude = b.lake; \"c d.lake\"\n" }, { "b.lake", LAKE }, { "c d.lake", "[table a.u]\n" } },
    "[lake]\nhorizon = 1 d\n\n[table a.u]\n" },
  { "keys-of-one-group", { { "a.lake", "[lake]\nseed = 1\ninclude = b.lake\n" }, { "b.lake", LAKE "slots = 8\n" } },
    "[lake]\nhorizon = 1 d\nslots = 8\nseed = 1\n" },
  { "beside-the-file", { { "a.lake", LAKE "include = x/b.lake\n" }, { "x/b.lake", "[lake]\ninclude = c.lake\n" },
    { "x/c.lake", "[table a.t]\n" } },
    "[lake]\nhorizon = 1 d\n\n[table a.t]\n" },
  { "key-twice", { { "a.lake", LAKE "include = b.lake\n" }, { "b.lake", "# 1\n[lake]\nhorizon = 2 d\n" } },
    "b.lake:3: lake.horizon: the key is there twice, first in a.lake:2; allowed: one value for a key" },
  { "include-twice", { { "a.lake", LAKE "include = b.lake\ninclude = b.lake\n" }, { "b.lake", "" } },
    "a.lake:4: lake.include: the key is there twice, first in a.lake:3; allowed: one value for a key" },
  { "lake-twice-in-one-file", { { "a.lake", LAKE "include = b.lake\n" }, { "b.lake", "[lake]\n[lake]\n" } },
    "b.lake:2: lake: the group is there twice, first in b.lake:1; allowed: one group of a name" },
  { "group-twice", { { "a.lake", LAKE "include = b.lake\n[table a.t]\n" }, { "b.lake", "[table a.t]\n" } },
    "a.lake:4: table a.t: the group is there twice, first in b.lake:1; allowed: one group of a name" },
  { "itself", { { "a.lake", LAKE "include = ./a.lake\n" } },
    "a.lake:3: lake.include: a.lake includes itself; allowed: files that do not include each other" },
  { "circle", { { "a.lake", LAKE "include = x/b.lake\n" }, { "x/b.lake", "[lake]\ninclude = c.lake\n" },
    { "x/c.lake", "[lake]\ninclude = b.lake\n" } },
    "x/c.lake:2: lake.include: x/b.lake includes itself; allowed: files that do not include each other" },
  { "missing", { { "a.lake", LAKE "include = b.lake\n" } },
    "a.lake:3: lake.include: b.lake: No such file or directory; allowed: files that can be read" },
  { "eight-deep", { { "0.lake", LAKE "include = 1.lake\n" }, { "1.lake", "[lake]\ninclude = 2.lake\n" },
    { "2.lake", "[lake]\ninclude = 3.lake\n" }, { "3.lake", "[lake]\ninclude = 4.lake\n" },
    { "4.lake", "[lake]\ninclude = 5.lake\n" }, { "5.lake", "[lake]\ninclude = 6.lake\n" },
    { "6.lake", "[lake]\ninclude = 7.lake\n" }, { "7.lake", "[lake]\ninclude = 8.lake\n" }, { "8.lake", "[table a.t]\n" } },
    "[lake]\nhorizon = 1 d\n\n[table a.t]\n" },
  { "nine-deep", { { "0.lake", LAKE "include = 1.lake\n" }, { "1.lake", "[lake]\ninclude = 2.lake\n" },
    { "2.lake", "[lake]\ninclude = 3.lake\n" }, { "3.lake", "[lake]\ninclude = 4.lake\n" },
    { "4.lake", "[lake]\ninclude = 5.lake\n" }, { "5.lake", "[lake]\ninclude = 6.lake\n" },
    { "6.lake", "[lake]\ninclude = 7.lake\n" }, { "7.lake", "[lake]\ninclude = 8.lake\n" },
    { "8.lake", "[lake]\ninclude = 9.lake\n" }, { "9.lake", "" } },
    "8.lake:2: lake.include: 9.lake is included too deep; allowed: includes at most 8 files deep" },
  { "error-in-the-other-file", { { "a.lake", LAKE "include = b.lake\n" }, { "b.lake", "[table a.t]\nsize = 1\n" } },
    "b.lake:2: table a.t.size: the value ends where the unit of a size is due; allowed: a size from 0 B to 1024 PiB, such as"
    " 500 MB, 120 GB or 1.5 TiB" },
};
/* clang-format on */

static void
test_include (gconstpointer data)
{
  const IncludeRow *row = data;
  guint n_files = 0;

  while (n_files < G_N_ELEMENTS (row->files) && row->files[n_files].path != NULL)
    n_files++;
  g_autofree char *directory = make_directory (row->files, n_files);
  g_autofree char *path = g_build_filename (directory, row->files[0].path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_new_from_file (path, &error);
  g_autofree char *text
      = without (scenario != NULL ? tarn_lab_scenario_get_text (scenario) : error->message,
                 directory);

  g_assert_cmpstr (text, ==, row->text);
  remove_directory (directory, row->files, n_files);
}

static void
test_absolute_path (void)
{
  const File others[]
      = { { "b.lake", "[lake]\ninclude = c.lake\n" }, { "c.lake", "[table a.t]\n" } };
  g_autofree char *other = make_directory (others, G_N_ELEMENTS (others));
  g_autofree char *lake = g_strdup_printf (LAKE "include = %s/./b.lake\n", other);
  const File files[] = { { "a.lake", lake } };
  g_autofree char *directory = make_directory (files, G_N_ELEMENTS (files));
  g_autofree char *path = g_build_filename (directory, "a.lake", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_new_from_file (path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (scenario->tables->len, ==, 1);
  remove_directory (directory, files, G_N_ELEMENTS (files));
  remove_directory (other, others, G_N_ELEMENTS (others));
}

/* --- Files of commits ------------------------------------------------------------------------- */

#define CSV                                                                                        \
  "offset,operation,added-bytes,removed-bytes,total-bytes\n"                                       \
  "0,append,1000,,\n"                                                                              \
  "60,overwrite,2000,500,\n"                                                                       \
  "180,delete,,300,\n"

typedef struct
{
  const char *name;
  const char *lines; /* of the table */
  const char *
      trace; /* the size, offsets in seconds with the bytes, the length, and the load; or the message */
} CommitsRow;

/* clang-format off */
static const CommitsRow commits_rows[] = {
  { "last-days", "commits = file a.csv, last 1 w, bytes-per-commit 5 B\nsize = 7 kB\n",
    "7000: 0+1000-0 60+2000-500 180+0-300 / 0 x1000" },
  { "once", "commits = file once.csv, repeat\nsize = 7 kB\n",
    "a.lake:4: table a.t.commits: once.csv: the history cannot repeat, because it does not tell how long it is; allowed: the"
    " file without repeat" },
  { "whole", "commits = file a.csv\nsize = 7 kB\n", "7000: 0+1000-0 60+2000-500 180+0-300 / 0 x1000" },
  { "stretched", "commits = file a.csv, stretch 1.5\nsize = 7 kB\n",
    "7000: 0+1000-0 90+2000-500 270+0-300 / 0 x1000" },
  { "repeated", "commits = file a.csv, repeat, stretch 2\nsize = 7 kB\n",
    "7000: 0+1000-0 120+2000-500 360+0-300 / 540 x1000" },
  { "scaled-by-a-ratio", "commits = file a.csv, scale 0.5\nsize = 7 kB\n",
    "7000: 0+1000-0 60+2000-500 180+0-300 / 0 x500" },
  { "scaled-by-a-percentage", "commits = file a.csv, scale 50 %\nsize = 7 kB\n",
    "7000: 0+1000-0 60+2000-500 180+0-300 / 0 x500" },
  { "of-no-commit", "commits = file none.csv\nsize = 7 kB\n",
    "a.lake:4: table a.t.commits: none.csv: it has no row below the names of the columns; allowed: the metadata of an"
    " Iceberg table, or a CSV file of commits" },
  { "wrong", "commits = file wrong.csv\n",
    "a.lake:4: table a.t.commits: wrong.csv: line 2, column 2 (operation): 'merge' is not append, overwrite, delete or replace;"
    " allowed: the metadata of an Iceberg table, or a CSV file of commits" },
  { "missing", "commits = file b.csv\n",
    "a.lake:4: table a.t.commits: b.csv: No such file or directory; allowed: the metadata of an Iceberg table, or a CSV file"
    " of commits" },
};
/* clang-format on */

static char *
describe_trace (const TarnLabScenario *scenario)
{
  const TarnLabTable *table = tarn_lab_scenario_get_table (scenario, 0);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%" G_GUINT64_FORMAT ":", table->size_bytes);
  for (guint i = 0; i < table->commits.trace->len; i++)
    {
      const TarnLabTraceCommit *commit
          = &g_array_index (table->commits.trace, TarnLabTraceCommit, i);

      g_string_append_printf (text,
                              " %" G_GINT64_FORMAT "+%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT,
                              commit->offset_us / G_TIME_SPAN_SECOND, commit->added_bytes,
                              commit->removed_bytes);
    }
  g_string_append_printf (text, " / %" G_GINT64_FORMAT " x%u",
                          table->commits.trace_length_us / G_TIME_SPAN_SECOND,
                          table->commits.load_permille);
  return g_string_free (text, FALSE);
}

static void
test_commits_of_a_file (gconstpointer data)
{
  const CommitsRow *row = data;
  g_autofree char *lake = g_strconcat (TABLE, row->lines, NULL);
  const File files[] = { { "a.lake", lake },
                         { "a.csv", CSV },
                         { "once.csv", "offset,added-bytes\n0,1000\n" },
                         { "none.csv", "time\n" },
                         { "wrong.csv", "time,operation\n2026-11-01,merge\n" } };
  g_autofree char *directory = make_directory (files, G_N_ELEMENTS (files));
  g_autofree char *path = g_build_filename (directory, "a.lake", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_new_from_file (path, &error);
  g_autofree char *found
      = scenario != NULL ? describe_trace (scenario) : without (error->message, directory);

  g_assert_cmpstr (found, ==, row->trace);
  remove_directory (directory, files, G_N_ELEMENTS (files));
}

typedef struct
{
  const char *name;
  const char *value;
  const char *canonical;
} WrittenRow;

/* clang-format off */
static const WrittenRow written_rows[] = {
  { "later", "file a.csv, offset 120 min", "file a.csv, offset 2 h, stretch 1, scale 100 %" },
  { "alone", "file a.csv", "file a.csv, stretch 1, scale 100 %" },
  { "in-another-order", "file ./a.csv, last 14 d, scale 0.5, bytes-per-record 1000 B, stretch 1.50, repeat, bytes-per-commit 2 MB",
    "file a.csv, repeat, stretch 1.5, scale 50 %, last 2 w, bytes-per-commit 2 MB, bytes-per-record 1 kB" },
  { "axis-of-a-word", "file a.csv, {scale 1; repeat, scale 1}", "file {a.csv; a.csv, repeat}, stretch 1, scale 100 %" },
  { "axis-of-a-number", "file a.csv, stretch {1; 2}, scale 50 %", "file a.csv, stretch {1; 2}, scale 50 %" },
  { "axis-of-a-path", "file {a;b}.csv, repeat", "file {a.csv; b.csv}, repeat, stretch 1, scale 100 %" },
  { "path-in-quotes", "file \"b \\\"{1}#.csv\"", "file \"b \\\"{1}#.csv\", stretch 1, scale 100 %" },
};
/* clang-format on */

static void
test_written (gconstpointer data)
{
  const WrittenRow *row = data;
  g_autofree char *lake = g_strconcat (TABLE "size = 7 kB\ncommits = ", row->value, "\n", NULL);
  g_autofree char *expected = g_strconcat ("\ncommits = ", row->canonical, "\n", NULL);
  const File files[]
      = { { "a.lake", lake }, { "a.csv", CSV }, { "b.csv", CSV }, { "b \"{1}#.csv", CSV } };
  g_autofree char *directory = make_directory (files, G_N_ELEMENTS (files));
  g_autofree char *path = g_build_filename (directory, "a.lake", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_new_from_file (path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (tarn_lab_scenario_get_text (scenario), expected));
  g_autoptr (TarnLabScenario) again
      = tarn_lab_scenario_new_from_text (tarn_lab_scenario_get_text (scenario), -1, path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tarn_lab_scenario_get_digest (again), ==,
                   tarn_lab_scenario_get_digest (scenario));
  remove_directory (directory, files, G_N_ELEMENTS (files));
}

/* An offset is stretched to the microsecond. */
static void
test_stretched_microseconds (void)
{
  const File files[] = { { "a.lake", TABLE "size = 7 kB\ncommits = file a.csv, stretch 1.5\n" },
                         { "a.csv", "offset,added-bytes\n0,1000\n2.000600,1000\n" } };
  g_autofree char *directory = make_directory (files, G_N_ELEMENTS (files));
  g_autofree char *path = g_build_filename (directory, "a.lake", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_new_from_file (path, &error);

  g_assert_no_error (error);
  g_assert_cmpint (g_array_index (tarn_lab_scenario_get_table (scenario, 0)->commits.trace,
                                  TarnLabTraceCommit, 1)
                       .offset_us,
                   ==, 3000900);
  remove_directory (directory, files, G_N_ELEMENTS (files));
}

/* Two tables with one file have it once among the files, and each its own trace of it. */
static void
test_one_file_of_two_tables (void)
{
  const File files[]
      = { { "a.lake", LAKE "[table a.t]\nsize = 7 kB\ncommits = file a.csv\n"
                           "[table a.u]\nsize = 7 kB\ncommits = file a.csv, stretch 2\n" },
          { "a.csv", CSV } };
  g_autofree char *directory = make_directory (files, G_N_ELEMENTS (files));
  g_autofree char *path = g_build_filename (directory, "a.lake", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_new_from_file (path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (scenario->files->len, ==, 1);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (g_array_index (tarn_lab_scenario_get_table (scenario, i)->commits.trace,
                                    TarnLabTraceCommit, 1)
                         .offset_us,
                     ==, (i + 1) * G_TIME_SPAN_MINUTE);
  remove_directory (directory, files, G_N_ELEMENTS (files));
}

/* The path is written from the folder of the first file, and the digest has what is in the file, not where it is. */
static void
test_files_that_are_named (void)
{
  const File files[] = { { "a.lake", LAKE "include = x/b.lake\n" },
                         { "x/b.lake", "[table a.t_%d]\ncount = 2\ncommits = file ./a.csv\n" },
                         { "x/a.csv", CSV } };
  g_autofree char *directory = make_directory (files, G_N_ELEMENTS (files));
  g_autofree char *path = g_build_filename (directory, "a.lake", NULL);
  g_autofree char *data = g_build_filename (directory, "x/a.csv", NULL);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, CSV, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_new_from_file (path, &error);

  g_assert_no_error (error);
  const char *text = tarn_lab_scenario_get_text (scenario);
  g_assert_nonnull (strstr (text, "commits = file x/a.csv, stretch 1, scale 100 %\n"));
  g_assert_cmpuint (scenario->files->len, ==, 1);
  g_assert_cmpstr (g_array_index (scenario->files, TarnLabFile, 0).path, ==, "x/a.csv");
  g_assert_cmpstr (g_array_index (scenario->files, TarnLabFile, 0).sha256, ==, sha256);
  g_assert_cmpuint (scenario->notes->len, >, 0);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (scenario->notes, 0), "table a.t_%d: "));
  g_autofree char *joined = g_strconcat (text, sha256, NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, joined, -1);
  g_assert_cmpstr (tarn_lab_scenario_get_digest (scenario), ==, digest);

  g_autoptr (TarnLabScenario) again = tarn_lab_scenario_new_from_text (text, -1, path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tarn_lab_scenario_get_digest (again), ==, digest);

  /* A scenario that is made from another one does not read the file again, even if it has changed. */
  g_assert_true (g_file_set_contents (data, "changed", -1, NULL));
  g_autoptr (TarnLabScenario) set = tarn_lab_scenario_set (scenario, "lake.seed", "0", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tarn_lab_scenario_get_digest (set), ==, digest);
  g_assert_true (tarn_lab_scenario_get_table (set, 1)->commits.trace
                 == tarn_lab_scenario_get_table (scenario, 0)->commits.trace);
  remove_directory (directory, files, G_N_ELEMENTS (files));
}

static void
test_missing_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_file ("there-is-no-such.lake", &error);

  g_assert_null (scenario);
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_FILE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/scenario/include/", include_rows, test_include);
  ADD_ROWS ("/scenario/commits-of-a-file/", commits_rows, test_commits_of_a_file);
  ADD_ROWS ("/scenario/commits-as-written/", written_rows, test_written);
  g_test_add_func ("/scenario/stretched-microseconds", test_stretched_microseconds);
  g_test_add_func ("/scenario/one-file-of-two-tables", test_one_file_of_two_tables);
  g_test_add_func ("/scenario/files-that-are-named", test_files_that_are_named);
  g_test_add_func ("/scenario/include-by-an-absolute-path", test_absolute_path);
  g_test_add_func ("/scenario/missing-file", test_missing_file);
  return g_test_run ();
}
