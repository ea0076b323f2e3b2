/* SPDX-License-Identifier: MIT */
/* How much a file of an outcome may have, and files that may not become as large as they should. */
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <tarn-lab/tarn-lab.h>

#include "outcome-lines.h"
#include "worlds/descriptors.h"
#include "worlds/rows.h"

#define LAKE(replications)                                                                         \
  "[lake]\nhorizon = 2 h\nslots = 1\n[table a.t]\ncommits = poisson every 20 min, 1 MB\n"          \
  "[view a.v]\nsources = a.t\n[policy]\ntrigger = interval {1 h; 15 min}\n"                        \
  "[experiment]\nreplications = " replications "\n"

static char *folder, *path;

static TarnLabOutcome *
read_text (const char *text, gssize length, GError **error)
{
  g_autoptr (GError) inner = NULL;

  g_file_set_contents (path, text, length, &inner);
  g_assert_no_error (inner);
  return tarn_lab_outcome_new_from_file (path, error);
}

/* --- How much a file may have ------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *word;   /* of the lines of which there are many; NULL for none */
  const char *before; /* the word of the line that follows them */
  guint n;            /* how many of them there are then */
  const char *replications;
  const char *message; /* NULL if the file is read */
} ManyRow;

#define WRONG(line, allowed) "the line '" line "' is wrong; allowed: " allowed
#define NO_VARIANT(number) WRONG ("variant " number " x", "a label, for at most 10000 variants")
#define NO_METRIC(number)                                                                          \
  WRONG ("metric " number " x", "a name that was not there before, and a unit")
#define NO_CELLS(number) WRONG ("replications " number, "1 to 100000, for at most 1000000 cells")

static const ManyRow many_rows[] = {
  { "variants", "variant", "replications", 10000, "replications 3", NULL },
  { "too-many-variants", "variant", "replications", 10001, "replications 3", NO_VARIANT ("10000") },
  { "metrics", "metric", "variant", 1000, "replications 3", NULL },
  { "too-many-metrics", "metric", "variant", 1001, "replications 3", NO_METRIC ("1000") },
  { "replications", NULL, NULL, 0, "replications 100000", NULL },
  { "cells", "variant", "replications", 10000, "replications 100", NULL },
  { "too-many-cells", "variant", "replications", 10000, "replications 101", NO_CELLS ("101") },
};

static void
test_many (gconstpointer data)
{
  const ManyRow *row = data;
  g_autoptr (GPtrArray) lines = make_lines (LAKE ("3"), 0);
  char **replications;
  guint n = row->word != NULL ? count_lines (lines, row->word) : 0;
  guint place = row->word != NULL ? find_line (lines, row->before) : 0;
  g_autoptr (GError) error = NULL;

  g_ptr_array_set_size (lines, (gint) find_line (lines, "cells") + 1);
  replications = (char **) &lines->pdata[find_line (lines, "replications")];
  g_free (*replications);
  *replications = g_strdup (row->replications);
  for (; n < row->n; n++)
    g_ptr_array_insert (lines, (gint) place++, g_strdup_printf ("%s %u x", row->word, n));
  g_autofree char *text = join_lines (lines);
  g_autoptr (TarnLabOutcome) outcome G_GNUC_UNUSED = read_text (text, -1, &error);
  if (row->message == NULL)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME);
  g_assert_true (g_str_has_suffix (error->message, row->message));
}

/* The labels that are allowed are said up to a length that one reads, and those of few variants are all said. */
static void
test_check_of_many (void)
{
  g_autoptr (GString) text = g_string_new ("[lake]\nhorizon = 1 h\n[view a.v]\nsources = a.t\n"
                                           "[table a.t]\n[policy]\ntrigger = interval {121 min");
  g_autoptr (GString) allowed = g_string_new ("121 min; 122 min");
  g_autofree char *finding = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 122; i < 180; i++)
    g_string_append_printf (text, "; %u min", i);
  g_string_append (text, "}\n");
  for (guint i = 123; allowed->len < 300; i++)
    g_string_append_printf (allowed, "; %u min", i);
  g_autoptr (TarnLabOutcome) outcome = simulate (text->str, 0);
  g_assert_false (tarn_lab_outcome_check (outcome, "frob: lag-max > 0 s", &finding, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_CONDITION);
  g_autofree char *message
      = g_strdup_printf ("'frob: lag-max > 0 s': there is no variant 'frob'; allowed: %s",
                         allowed->str);
  g_assert_cmpstr (error->message, ==, message);
}

/* A line may have 16 MiB, and a piece that is read at once. */
static void
test_long_line (void)
{
  const gsize max = 16 * 1024 * 1024, piece = 64 * 1024;
  g_autofree char *text = g_strnfill (max + piece + 1, 'a');
  g_autofree char *expected = g_strdup_printf (
      "%s: line 1: allowed: at most 16777216 bytes in a line, and 2 GiB in the file", path);
  g_autoptr (GError) error = NULL;

  text[max + piece] = '\n';
  g_assert_null (read_text (text, (gssize) (max + piece + 1), &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_TOO_LARGE);
  g_assert_cmpstr (error->message, ==, expected);
  g_clear_error (&error);
  text[max] = '\n';
  g_assert_null (read_text (text, (gssize) (max + piece + 1), &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME);
}

/* --- Files without room ------------------------------------------------------------------------- */

/* No file of this process may become larger; 0 stands for any size. */
static void
limit_files (gsize n_bytes)
{
  struct rlimit limit;

  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &limit));
  limit.rlim_cur = n_bytes > 0 ? n_bytes : limit.rlim_max;
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
}

static gboolean
keep (TarnLabOutcome *outcome, const TarnLabOutcome *other G_GNUC_UNUSED, GError **error)
{
  return tarn_lab_outcome_keep (outcome, path, error);
}

static gboolean
keep_and_run (TarnLabOutcome *outcome, const TarnLabOutcome *other G_GNUC_UNUSED, GError **error)
{
  g_autoptr (GError) inner = NULL;

  tarn_lab_outcome_keep (outcome, path, &inner);
  g_assert_no_error (inner);
  return tarn_lab_outcome_run (outcome, 0, G_MAXUINT, 1, NULL, NULL, error);
}

static gboolean
keep_and_merge (TarnLabOutcome *outcome, const TarnLabOutcome *other, GError **error)
{
  g_autoptr (GError) inner = NULL;

  tarn_lab_outcome_keep (outcome, path, &inner);
  g_assert_no_error (inner);
  return tarn_lab_outcome_merge (outcome, other, error);
}

static gboolean
save (TarnLabOutcome *outcome, const TarnLabOutcome *other G_GNUC_UNUSED, GError **error)
{
  return tarn_lab_outcome_save (outcome, path, error);
}

typedef struct
{
  const char *name;
  gboolean (*use) (TarnLabOutcome *outcome, const TarnLabOutcome *other, GError **error);
  guint n_done; /* replications of the outcome before */
  guint limit;  /* bytes without those of the head */
  gboolean is_kept;
} RoomRow;

enum
{
  N_REPLICATIONS = 100,
  LITTLE = 200, /* bytes; less than a cell takes */
  MUCH = 50000, /* less than what is written at once */
};

static const RoomRow room_rows[] = {
  { "keep-head", keep, 0, 0, TRUE },        { "keep-cells", keep, 1, LITTLE, TRUE },
  { "run", keep_and_run, 0, LITTLE, TRUE }, { "merge", keep_and_merge, 0, LITTLE, TRUE },
  { "save", save, 1, LITTLE, FALSE },       { "save-much", save, N_REPLICATIONS, MUCH, FALSE },
};

/* It fails, and what is there then can be read. A file that is not whole is not left where it should be saved. */
static void
test_room (gconstpointer data)
{
  const RoomRow *row = data;
  g_autoptr (TarnLabOutcome) outcome = simulate (LAKE ("100"), row->n_done);
  g_autoptr (TarnLabOutcome) other = simulate (LAKE ("100"), 1);
  g_autofree char *text = tarn_lab_outcome_to_text (outcome);
  g_autofree char *message = g_strdup_printf ("%s: %s", path, g_strerror (EFBIG));
  gsize head = (gsize) (strstr (text, " cells\n") + 7 - text);
  g_autoptr (GError) error = NULL;

  g_unlink (path);
  limit_files (head + row->limit - (row->limit == 0 ? 1 : 0));
  gboolean is_good = row->use (outcome, other, &error);
  limit_files (0);
  g_assert_false (is_good);
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_FILE);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpuint (count_files (folder), ==, row->is_kept ? 1 : 0);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  signal (SIGXFSZ, SIG_IGN);
  folder = g_dir_make_tmp ("tarn-XXXXXX", NULL);
  path = g_build_filename (folder, "a.outcome", NULL);

  ADD_ROWS ("/outcome/many/", many_rows, test_many);
  g_test_add_func ("/outcome/many/labels-that-are-said", test_check_of_many);
  g_test_add_func ("/outcome/long-line", test_long_line);
  ADD_ROWS ("/outcome/room/", room_rows, test_room);

  status = run_tests_of_files ();
  g_unlink (path);
  g_rmdir (folder);
  g_free (path);
  g_free (folder);
  return status;
}
