/* SPDX-License-Identifier: MIT */
/*
 * Files of outcomes: what is wrong with a line, files that are cut or damaged anywhere, and parts in which an outcome is kept.
 * Each line that a row changes gets the checksum that it should have, as one would who forges a file.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "outcome-lines.h"
#include "worlds/descriptors.h"
#include "worlds/rows.h"

#define LAKE                                                                                       \
  "[lake]\nhorizon = 6 h\nslots = 1\n[table a.t]\ncommits = poisson every 20 min, 1 MB\n"          \
  "[view a.v]\nsources = a.t\n[policy]\ntrigger = interval {1 h; 15 min}\n"                        \
  "[experiment]\nreplications = 3\nmetrics = cost; lag-mean\nbest = age-mean\n"
#define OTHER_LAKE                                                                                 \
  "[lake]\nhorizon = 6 h\nslots = 2\n[table a.t]\ncommits = poisson every 20 min, 1 MB\n"          \
  "[view a.v]\nsources = a.t\n[policy]\ntrigger = interval {1 h; 15 min}\n"                        \
  "[experiment]\nreplications = 3\nmetrics = cost; lag-mean\nbest = age-mean\n"

/* --- Files ------------------------------------------------------------------------------------- */

static char *folder, *path;

/* Without a wait for the disk, because there are thousands of files. */
static void
write_file (const char *text, gssize length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  FILE *file = g_fopen (path, "wb");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (text, 1, n, file), ==, n);
  g_assert_cmpint (fclose (file), ==, 0);
}

static TarnLabOutcome *
read_text (const char *text, gssize length, GError **error)
{
  write_file (text, length);
  return tarn_lab_outcome_new_from_file (path, error);
}

/* --- Lines that are wrong ----------------------------------------------------------------------- */

typedef enum
{
  REPLACE,
  INSERT, /* before it */
  REPEAT, /* after the last of its kind */
  DROP,   /* it alone */
  DROP_ALL,
} How;

typedef struct
{
  const char *name;
  How how;
  const char *line; /* how the line begins that is changed; the first such one */
  const char *text; /* of the new line; NULL for none */
  const char *message;
  gboolean is_at_next; /* whether the error is found at the line behind it */
} Row;

#define NOT_HERE(line) "the line '" line "' does not belong here"
#define WRONG(line, allowed) "the line '" line "' is wrong; allowed: " allowed
#define LACKS(word) "the head lacks the line '" word "' here"
#define LONG "lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll"
#define CUT "lllllllllllllllllllllllllllllllllllllllllllllllllllllllll"

/* clang-format off */

static const Row rows[] = {
  { "other-format", REPLACE, "tarn-lab-outcome", "tarn-lab-outcome 2",
    "this is no outcome of an experiment; allowed: tarn-lab-outcome 1", FALSE },
  { "unknown-line", INSERT, "level", "levels 1", NOT_HERE ("levels 1"), FALSE },
  { "empty-line", INSERT, "level", "", NOT_HERE (""), FALSE },
  { "long-line", INSERT, "level", "a " LONG, NOT_HERE ("a l" CUT), FALSE },
  { "out-of-order", INSERT, "library", "level 950000", LACKS ("library"), FALSE },
  { "back", INSERT, "level", "metric cost nano-usd", NOT_HERE ("metric cost nano-usd"), FALSE },
  { "library-twice", INSERT, "scenario", "library 1.0.0", NOT_HERE ("library 1.0.0"), FALSE },
  { "library-empty", REPLACE, "library", "library", WRONG ("library", "a version"), FALSE },
  { "library-lacks", DROP, "library", NULL, LACKS ("library"), FALSE },
  { "scenario-lacks", DROP, "scenario", NULL, LACKS ("scenario"), FALSE },
  { "scenario-is-no-digest", REPLACE, "scenario", "scenario 123", WRONG ("scenario 123", "a digest of 64 hexadecimal digits"), FALSE },
  { "scenario-in-capitals", REPLACE, "scenario", "scenario A123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    WRONG ("scenario A123456789abcdef0123456789abcdef0123456789abcdef012", "a digest of 64 hexadecimal digits"), FALSE },
  { "scenario-of-63-digits", REPLACE, "scenario", "scenario 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
    WRONG ("scenario 0123456789abcdef0123456789abcdef0123456789abcdef012", "a digest of 64 hexadecimal digits"), FALSE },
  { "scenario-with-more-behind", REPLACE, "scenario", "scenario 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef x",
    WRONG ("scenario 0123456789abcdef0123456789abcdef0123456789abcdef012", "a digest of 64 hexadecimal digits"), FALSE },
  { "file-without-a-digest", INSERT, "metric", "file a.csv",
    WRONG ("file a.csv", "a digest of 64 hexadecimal digits, and a path"), FALSE },
  { "file-without-a-path", INSERT, "metric", "file 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    WRONG ("file 0123456789abcdef0123456789abcdef0123456789abcdef0123456", "a digest of 64 hexadecimal digits, and a path"), FALSE },
  { "metrics-lack", DROP_ALL, "metric", NULL, LACKS ("metric"), FALSE },
  { "metric-twice", INSERT, "variant", "metric cost nano-usd",
    WRONG ("metric cost nano-usd", "a name that was not there before, and a unit"), FALSE },
  { "metric-without-unit", INSERT, "variant", "metric age", WRONG ("metric age", "a name that was not there before, and a unit"), FALSE },
  { "metric-with-empty-unit", INSERT, "variant", "metric age ",
    WRONG ("metric age ", "a name that was not there before, and a unit"), FALSE },
  { "metric-without-name", INSERT, "variant", "metric  us", WRONG ("metric  us", "a name that was not there before, and a unit"), FALSE },
  { "variants-lack", DROP_ALL, "variant", NULL, WRONG ("policy [policy] policy 1 trigger = interval 1 h, phase 0 s, ", "policies after their variant"), FALSE },
  { "variant-without-label", REPLACE, "variant", "variant", WRONG ("variant", "a label, for at most 10000 variants"), FALSE },
  { "replications-lack", DROP, "replications", NULL, LACKS ("replications"), FALSE },
  { "no-replication", REPLACE, "replications", "replications 0", WRONG ("replications 0", "1 to 100000, for at most 1000000 cells"), FALSE },
  { "too-many-replications", REPLACE, "replications", "replications 100001",
    WRONG ("replications 100001", "1 to 100000, for at most 1000000 cells"), FALSE },
  { "replications-beyond-64-bits", REPLACE, "replications", "replications 99999999999999999999",
    WRONG ("replications 99999999999999999999", "1 to 100000, for at most 1000000 cells"), FALSE },
  { "negative-replications", REPLACE, "replications", "replications -3",
    WRONG ("replications -3", "1 to 100000, for at most 1000000 cells"), FALSE },
  { "compared-lack", DROP_ALL, "compare", NULL, LACKS ("compare"), FALSE },
  { "compared-is-no-metric", REPLACE, "compare", "compare frob", WRONG ("compare frob", "a metric of the outcome, once"), FALSE },
  { "compared-twice", INSERT, "baseline", "compare cost", WRONG ("compare cost", "a metric of the outcome, once"), FALSE },
  { "baseline-lacks", DROP, "baseline", NULL, LACKS ("baseline"), FALSE },
  { "baseline-is-no-variant", REPLACE, "baseline", "baseline 2", WRONG ("baseline 2", "the number of a variant"), FALSE },
  { "level-lacks", DROP, "level", NULL, LACKS ("level"), FALSE },
  { "level-0", REPLACE, "level", "level 0", WRONG ("level 0", "500000 to 999900"), FALSE },
  { "level-1", REPLACE, "level", "level 1000000", WRONG ("level 1000000", "500000 to 999900"), FALSE },
  { "level-just-too-low", REPLACE, "level", "level 499999", WRONG ("level 499999", "500000 to 999900"), FALSE },
  { "level-just-too-high", REPLACE, "level", "level 999901", WRONG ("level 999901", "500000 to 999900"), FALSE },
  { "best-is-no-metric", REPLACE, "best", "best frob", WRONG ("best frob", "a metric of the outcome"), FALSE },
  { "best-twice", INSERT, "indifference", "best cost", NOT_HERE ("best cost"), FALSE },
  { "indifference-lacks", DROP, "indifference", NULL, LACKS ("indifference"), FALSE },
  { "indifference-0", REPLACE, "indifference", "indifference 0", WRONG ("indifference 0", "1 to 1000000"), FALSE },
  { "indifference-above-1", REPLACE, "indifference", "indifference 1000001", WRONG ("indifference 1000001", "1 to 1000000"), FALSE },
  { "stop-lacks", DROP, "stop", NULL, LACKS ("stop"), FALSE },
  { "stop-above-1", REPLACE, "stop", "stop 1000001", WRONG ("stop 1000001", "0 to 1000000"), FALSE },
  { "no-text", INSERT, "level", "metric \xff", "the line is damaged", FALSE },
  { "head-in-the-middle", INSERT, "cell 2", "tarn-lab-outcome 1", NOT_HERE ("tarn-lab-outcome 1"), FALSE },
  { "cell-before-the-head-ends", INSERT, "cells", "cell 1 2 3", NOT_HERE ("cell 1 2 3"), FALSE },
  { "cell-alone", INSERT, "cell 1", "cell ", "the cell has 0 figures; allowed: @", FALSE },
  { "cell-of-few-figures", INSERT, "cell 1", "cell 1 2 3", "the cell has 2 figures; allowed: @", FALSE },
  { "cell-of-many-figures", INSERT, "cell 1", "cell 1 @ 7", "the cell has + figures; allowed: @", FALSE },
  { "cell-beyond-the-last", REPLACE, "cell 5", "cell 6 @", "'6' is no cell of the experiment", FALSE },
  { "cell-far-beyond-the-last", REPLACE, "cell 5", "cell 18446744073709551616 @", "'18446744073709551616' is no cell of the experiment", FALSE },
  { "cell-that-is-no-number", REPLACE, "cell 5", "cell five @", "'five' is no cell of the experiment", FALSE },
  { "figure-that-is-no-number", REPLACE, "cell 5", "cell 5 @-1 1.5", "'1.5' is no figure", FALSE },
  { "figure-that-is-empty", REPLACE, "cell 5", "cell 5 @-1 ", "'' is no figure", FALSE },
  { "figure-beyond-64-bits", REPLACE, "cell 5", "cell 5 @-1 9223372036854775808", "'9223372036854775808' is no figure", FALSE },
  { "figure-that-stands-for-none", REPLACE, "cell 5", "cell 5 @-1 -9223372036854775808", "'-9223372036854775808' is no figure", FALSE },
  { "cell-with-other-figures", INSERT, "complete", "cell 5 @", "cell 5 has two different rows of figures", FALSE },
  { "cell-was-lost", DROP, "cell 2", NULL, "the line 'complete' is not true of the cells above it", TRUE },
  { "lacks-what-is-there", REPLACE, "complete", "lacks 3", "the line 'lacks 3' is not true of the cells above it", FALSE },
  { "lacks-nothing", REPLACE, "complete", "lacks", NOT_HERE ("lacks"), FALSE },
  { "cell-after-the-end", REPEAT, "complete", "cell 1 @", "nothing may follow the line 'complete'", FALSE },
  { "end-twice", REPEAT, "complete", "complete", "nothing may follow the line 'complete'", FALSE },
};

/* clang-format on */

static guint
count_metrics (const GPtrArray *lines)
{
  return count_lines (lines, "metric");
}

/* In a line, `@` stands for as many figures as a cell has, and `@-1` for one less; in a message `@` stands for their number. */
static char *
unfold (const char *text, guint n_metrics, gboolean is_message)
{
  g_autoptr (GString) line = g_string_new (text);
  g_autoptr (GString) all = g_string_new ("7"), but_one = g_string_new ("7");
  g_autofree char *n = g_strdup_printf ("%u", n_metrics);
  g_autofree char *n_more = g_strdup_printf ("%u", n_metrics + 1);

  for (guint i = 1; i < n_metrics; i++)
    {
      g_string_append (all, " 7");
      if (i + 1 < n_metrics)
        g_string_append (but_one, " 7");
    }
  g_string_replace (line, "@-1", but_one->str, 0);
  g_string_replace (line, "@", is_message ? n : all->str, 0);
  if (is_message)
    g_string_replace (line, "+", n_more, 0);
  return g_strdup (line->str);
}

static guint
change (GPtrArray *lines, const Row *row)
{
  guint place = find_line (lines, row->line);
  char *text = row->text != NULL ? unfold (row->text, count_metrics (lines), FALSE) : NULL;

  switch (row->how)
    {
    case REPLACE:
      g_free (lines->pdata[place]);
      lines->pdata[place] = text;
      return place;
    case INSERT:
      g_ptr_array_insert (lines, (gint) place, text);
      return place;
    case REPEAT:
      g_ptr_array_insert (lines, (gint) place + 1, text);
      return place + 1;
    case DROP:
      g_ptr_array_remove_index (lines, place);
      return place;
    case DROP_ALL:
    default:
      for (guint i = lines->len; i-- > place;)
        if (g_str_has_prefix (lines->pdata[i], row->line)
            && ((char *) lines->pdata[i])[strlen (row->line)] == ' ')
          g_ptr_array_remove_index (lines, i);
      return place;
    }
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GPtrArray) lines = make_lines (LAKE, 3);
  guint n_metrics = count_metrics (lines);
  guint place = change (lines, row);
  g_autofree char *text = join_lines (lines);
  g_autoptr (GError) error = NULL;

  if (row->is_at_next)
    place = lines->len - 1;
  g_assert_null (read_text (text, -1, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME);
  g_autofree char *message = unfold (row->message, n_metrics, TRUE);
  g_autofree char *expected = g_strdup_printf ("%s: line %u: %s", path, place + 1, message);
  g_assert_cmpstr (error->message, ==, expected);
}

/* The digest of the scenario is that of all of its lines, and it is checked where the head ends. */
static void
test_scenario (void)
{
  static const Row changes[] = {
    { "digest", REPLACE, "scenario",
      "scenario 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", NULL, FALSE },
    { "line-changed", REPLACE, "text slots = 1", "text slots = 2", NULL, FALSE },
    { "line-lost", DROP, "text slots = 1", NULL, NULL, FALSE },
    { "last-line-lost", DROP, "text best", NULL, NULL, FALSE },
    { "all-lost", DROP_ALL, "text", NULL, NULL, FALSE },
    { "line-more", INSERT, "metric", "text", NULL, FALSE },
    { "file-more", INSERT, "metric",
      "file 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef a.csv", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GPtrArray) lines = make_lines (LAKE, 3);
      g_autoptr (GError) error = NULL;

      change (lines, &changes[i]);
      g_autofree char *text = join_lines (lines);
      g_autofree char *expected = g_strdup_printf (
          "%s: line %u: the lines 'text' and 'file' of the head are not all those of the line 'scenario'",
          path, find_line (lines, "cells") + 1);
      g_assert_null (read_text (text, -1, &error));
      g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME);
      g_assert_cmpstr (error->message, ==, expected);
    }
}

/* --- Lines that are right ----------------------------------------------------------------------- */

static const Row right_rows[] = {
  { "nothing-else", REPLACE, "library", "library 1.0.0", NULL, FALSE },
  { "last-baseline", REPLACE, "baseline", "baseline 1", NULL, FALSE },
  { "lowest-level", REPLACE, "level", "level 500000", NULL, FALSE },
  { "highest-level", REPLACE, "level", "level 999900", NULL, FALSE },
  { "no-best", DROP, "best", NULL, NULL, FALSE },
  { "least-indifference", REPLACE, "indifference", "indifference 1", NULL, FALSE },
  { "greatest-indifference", REPLACE, "indifference", "indifference 1000000", NULL, FALSE },
  { "stop-at-nothing", REPLACE, "stop", "stop 0", NULL, FALSE },
  { "stop-at-once", REPLACE, "stop", "stop 1000000", NULL, FALSE },
  { "least-figures", REPLACE, "cell 5", "cell 5 @-1 -9223372036854775807", NULL, FALSE },
  { "greatest-figures", REPLACE, "cell 5", "cell 5 @-1 9223372036854775807", NULL, FALSE },
  { "no-figure", REPLACE, "cell 5", "cell 5 @-1 -", NULL, FALSE },
};

/* The file is the same when it is written again. */
static void
test_right (gconstpointer data)
{
  g_autoptr (GPtrArray) lines = make_lines (LAKE, 3);
  g_autoptr (GError) error = NULL;

  change (lines, data);
  g_autofree char *text = join_lines (lines);
  g_autoptr (TarnLabOutcome) outcome = read_text (text, -1, &error);
  g_assert_no_error (error);
  g_autofree char *again = tarn_lab_outcome_to_text (outcome);
  g_assert_cmpstr (again, ==, text);
}

/* A cell may be there twice, as in parts that were put together, if it says the same. */
static void
test_cell_twice (void)
{
  g_autoptr (GPtrArray) lines = make_lines (LAKE, 3);
  g_autofree char *whole = join_lines (lines);
  guint place = find_line (lines, "cell 3");
  g_autoptr (GError) error = NULL;

  g_ptr_array_insert (lines, (gint) lines->len - 1, g_strdup (lines->pdata[place]));
  g_autofree char *text = join_lines (lines);
  g_autoptr (TarnLabOutcome) outcome = read_text (text, -1, &error);
  g_assert_no_error (error);
  g_autofree char *again = tarn_lab_outcome_to_text (outcome);
  g_assert_cmpstr (again, ==, whole);
}

/* A metric that this version has, and the other one has not, has no figure. */
static void
test_other_version (void)
{
  g_autoptr (GPtrArray) lines = make_lines (LAKE, 3);
  const Row other = { "", REPLACE, "metric lag-max", "metric lag-most us", NULL, FALSE };
  g_autofree char *finding = NULL;
  g_autoptr (GError) error = NULL;

  change (lines, &other);
  g_autofree char *text = join_lines (lines);
  g_autoptr (TarnLabOutcome) outcome = read_text (text, -1, &error);
  g_assert_no_error (error);
  g_assert_false (tarn_lab_outcome_check (outcome, "15 min: lag-max >= 0 s", &finding, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME);
  g_assert_cmpstr (error->message, ==, "'15 min: lag-max >= 0 s': 15 min has no figure of lag-max");
}

/* Behind the end, a line that is damaged is one too much, and a line that is not whole does not count. */
static void
test_behind_the_end (void)
{
  g_autoptr (GPtrArray) lines = make_lines (LAKE, 3);
  g_autofree char *whole = join_lines (lines);
  g_autofree char *damaged = g_strconcat (whole, "frob\n", NULL);
  g_autofree char *not_whole = g_strconcat (whole, "frob", NULL);
  g_autofree char *expected
      = g_strdup_printf ("%s: line %u: nothing may follow the line 'complete'", path,
                         lines->len + 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (damaged, -1, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME);
  g_assert_cmpstr (error->message, ==, expected);
  g_clear_error (&error);
  g_autoptr (TarnLabOutcome) outcome = read_text (not_whole, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_lab_outcome_get_n_done (outcome), ==, 6);
}

/* --- Files that are cut ------------------------------------------------------------------------- */

/* All bytes near the begin, the end, and that of the head, and some of the others, because each is a file that is read. */
static gboolean
is_tried (gsize i, gsize head, gsize length)
{
  return i < 200 || i + 400 > length || (i + 200 > head && i < head + 200) || i % 11 == 0;
}

/*
 * A file that ends anywhere is what was written until then: the head is needed, and a line that is not whole does not
 * count.
 */
static void
test_cut (void)
{
  g_autoptr (TarnLabOutcome) whole = simulate (LAKE, 3);
  g_autofree char *text = tarn_lab_outcome_to_text (whole);
  gsize length = strlen (text), head = (gsize) (strstr (text, " cells\n") + 7 - text);
  guint n_cells = 0;

  for (gsize i = 0; i <= length; i++)
    {
      if (i > head && text[i - 1] == '\n')
        n_cells = MIN (n_cells + 1, 6);
      if (!is_tried (i, head, length))
        continue;

      g_autoptr (GError) error = NULL;
      g_autoptr (TarnLabOutcome) outcome = read_text (text, (gssize) i, &error);
      g_assert_true ((outcome != NULL) == (i >= head));
      if (outcome == NULL)
        {
          g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME);
          continue;
        }
      g_assert_cmpuint (tarn_lab_outcome_get_n_done (outcome), ==, n_cells);
      g_autofree char *report
          = i % 99 == 0 ? tarn_lab_report_outcome_to_text (outcome, "cut") : NULL;
      g_assert_true (report == NULL || g_utf8_validate (report, -1, NULL));
    }
}

/* --- Files that are damaged --------------------------------------------------------------------- */

/* Any other byte is found, and its line is named. The last line feed alone could as well be cut off. */
static void
test_damaged (void)
{
  g_autoptr (TarnLabOutcome) whole = simulate (LAKE, 3);
  g_autofree char *text = tarn_lab_outcome_to_text (whole);
  gsize length = strlen (text);
  guint line = 1;

  for (gsize i = 0; i + 1 < length; i++)
    {
      char byte = text[i];

      if (!is_tried (i, 0, length))
        {
          line += byte == '\n' ? 1 : 0;
          continue;
        }

      g_autoptr (GError) error = NULL;
      g_autofree char *begin = g_strdup_printf ("%s: line %u: ", path, line);

      text[i] = (char) (byte ^ (1 << (i % 8)));
      g_assert_null (read_text (text, (gssize) length, &error));
      g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME);
      g_assert_true (g_str_has_prefix (error->message, begin));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      text[i] = byte;
      line += byte == '\n' ? 1 : 0;
    }
}

/* --- Lines that are forged ---------------------------------------------------------------------- */

static const char *const words[] = { "0",
                                     "1",
                                     "-",
                                     "-1",
                                     "9223372036854775807",
                                     "-9223372036854775807",
                                     "99999",
                                     "1000000",
                                     "500000",
                                     "999900",
                                     "us",
                                     "nano-usd",
                                     "",
                                     "cost",
                                     "lag-mean",
                                     "\xc3\xa4",
                                     "cell",
                                     "metric",
                                     "%s%n",
                                     "lacks" };

static char *
forge (GRand *rand, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", -1);
  guint n = g_strv_length (parts);
  guint place = (guint) g_rand_int_range (rand, 0, (gint) MAX (n, 1));

  if (n == 0)
    return g_strdup ("x");
  g_free (parts[place]);
  parts[place] = g_strdup (words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
  return g_strjoinv (" ", parts);
}

/* Whatever a forged file says, it is refused in one line, or read, compared, printed, and the same when it is written again. */
static void
test_forged (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (GPtrArray) lines = make_lines (LAKE, 3);
  guint n_read = 0, n_refused = 0;

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (GPtrArray) forged = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) error = NULL;
      guint head = find_line (lines, "cells");

      for (guint j = 0; j < lines->len; j++)
        g_ptr_array_add (forged, g_strdup (lines->pdata[j]));
      for (gint j = g_rand_int_range (rand, 1, 4); j > 0; j--)
        {
          guint place = (guint) (g_rand_boolean (rand)
                                     ? g_rand_int_range (rand, 1, (gint) lines->len)
                                     : g_rand_int_range (rand, (gint) head, (gint) lines->len));
          char *text = forge (rand, forged->pdata[place]);

          g_free (forged->pdata[place]);
          forged->pdata[place] = text;
        }

      g_autofree char *text = join_lines (forged);
      g_autoptr (TarnLabOutcome) outcome = read_text (text, -1, &error);
      if (outcome == NULL)
        {
          g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          g_assert_null (strchr (error->message, '\n'));
          n_refused++;
          continue;
        }
      g_autofree char *report = tarn_lab_report_outcome_to_text (outcome, "forged");
      g_autofree char *csv = tarn_lab_report_outcome_to_csv (outcome);
      g_autoptr (GString) parts = g_string_new (NULL);

      for (guint j = 0; j < tarn_lab_outcome_get_n_replications (outcome); j++)
        {
          g_autofree char *part = tarn_lab_report_replications_to_csv (outcome, j, 1);

          g_string_append (parts, part);
        }
      g_assert_cmpstr (parts->str, ==, csv);
      g_autofree char *again = tarn_lab_outcome_to_text (outcome);
      g_assert_true (g_utf8_validate (report, -1, NULL) && g_utf8_validate (csv, -1, NULL));
      g_assert_cmpstr (again, ==, text);
      n_read++;
    }
  g_test_message ("%u read, %u refused", n_read, n_refused);
  g_assert_cmpuint (MIN (n_read, n_refused), >, 200);
}

/* --- Parts -------------------------------------------------------------------------------------- */

/* Keeps a new outcome in the part, simulates some replications, and returns the bytes of the file. */
static char *
keep (const char *lake, guint n_replications)
{
  g_autoptr (TarnLabExperiment) experiment = make_experiment (lake);
  g_autoptr (TarnLabOutcome) outcome = tarn_lab_outcome_new (experiment);
  g_autoptr (GError) error = NULL;
  char *text;

  tarn_lab_outcome_keep (outcome, path, &error);
  g_assert_no_error (error);
  tarn_lab_outcome_run (outcome, 0, n_replications, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* A part is the head, and the cells as they come; it goes on behind its last whole line wherever it was cut. */
static void
test_part_goes_on (void)
{
  g_unlink (path);
  g_autofree char *whole = keep (LAKE, 3);
  gsize length = strlen (whole);
  g_autoptr (TarnLabOutcome) outcome = simulate (LAKE, 3);
  g_autofree char *finished = tarn_lab_outcome_to_text (outcome);

  g_assert_true (strncmp (finished, whole, length) == 0);
  for (gsize i = 0; i <= length; i += i == 0 ? 1 : i + 1500 < length ? 1009 : 17)
    {
      write_file (whole, (gssize) i);
      g_autofree char *again = keep (LAKE, 3);
      g_assert_cmpstr (again, ==, whole);
    }
}

/* A finished file that lacks cells is a part too; its last line goes. */
static void
test_finished_goes_on (void)
{
  g_autoptr (TarnLabOutcome) some = simulate (LAKE, 1);
  g_autoptr (GError) error = NULL;

  tarn_lab_outcome_save (some, path, &error);
  g_assert_no_error (error);
  g_autofree char *again = keep (LAKE, 3);
  g_assert_null (strstr (again, "lacks"));
  g_autoptr (TarnLabOutcome) read = tarn_lab_outcome_new_from_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_lab_outcome_get_n_done (read), ==, 6);
}

static void
assert_keep_fails (const char *lake, TarnLabError code, const char *end)
{
  g_autoptr (TarnLabOutcome) outcome = simulate (lake, 1);
  g_autofree char *before = tarn_lab_outcome_to_text (outcome);
  g_autofree char *expected = g_strconcat (path, ": ", end, NULL);
  g_autofree char *content = NULL, *content_after = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &content, NULL, NULL);
  g_assert_false (tarn_lab_outcome_keep (outcome, path, &error));
  g_assert_error (error, TARN_LAB_ERROR, (gint) code);
  g_assert_cmpstr (error->message, ==, expected);
  g_autofree char *after = tarn_lab_outcome_to_text (outcome);
  g_assert_cmpstr (before, ==, after);
  g_file_get_contents (path, &content_after, NULL, NULL);
  g_assert_cmpstr (content, ==, content_after);
}

static void
test_part_of_another (void)
{
  g_unlink (path);
  g_free (keep (OTHER_LAKE, 1));
  g_autoptr (TarnLabExperiment) experiment = make_experiment (LAKE);
  g_autoptr (TarnLabExperiment) other_experiment = make_experiment (OTHER_LAKE);
  g_autofree char *end = g_strdup_printf (
      "this is of another experiment: line 3 is 'scenario %.51s' and not 'scenario %.51s'",
      tarn_lab_scenario_get_digest (tarn_lab_experiment_get_scenario (other_experiment)),
      tarn_lab_scenario_get_digest (tarn_lab_experiment_get_scenario (experiment)));

  assert_keep_fails (LAKE, TARN_LAB_ERROR_OUTCOME, end);
}

static void
test_part_with_other_figures (void)
{
  g_autoptr (GPtrArray) lines = make_lines (LAKE, 3);
  Row row = { "", REPLACE, "cell 1", "cell 1 @", "", FALSE };

  change (lines, &row);
  g_autofree char *text = join_lines (lines);
  write_file (text, -1);
  assert_keep_fails (LAKE, TARN_LAB_ERROR_OUTCOME,
                     "cell 1 (15 min, replication 0) has two different rows of figures");
}

/* The part came from a world of another luck, as one from another version would. */
static void
test_series_with_other_figures (void)
{
  g_autoptr (GPtrArray) lines = make_lines (LAKE, 3);
  const Row row = { "", REPLACE, "cell 1", "cell 1 @", "", FALSE };
  g_autoptr (TarnLabExperiment) experiment = make_experiment (LAKE);
  g_autoptr (TarnLabOutcome) outcome = tarn_lab_outcome_new (experiment);
  g_autoptr (GError) error = NULL;

  change (lines, &row);
  g_autofree char *text = join_lines (lines);
  write_file (text, -1);
  tarn_lab_outcome_keep (outcome, path, &error);
  g_assert_no_error (error);
  g_assert_false (tarn_lab_outcome_simulate_series (outcome, NULL, NULL, NULL, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME);
  g_assert_cmpstr (error->message, ==,
                   "15 min: when simulated again, it has other figures than in the outcome");
  g_clear_error (&error);

  /* Without any cell, there is nothing to differ from. */
  g_autoptr (TarnLabOutcome) empty = tarn_lab_outcome_new (experiment);
  tarn_lab_outcome_simulate_series (empty, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_part_that_is_none (void)
{
  write_file ("[lake]\nhorizon = 1 d\n", -1);
  assert_keep_fails (LAKE, TARN_LAB_ERROR_OUTCOME, "line 1: this is no outcome of an experiment");
}

static void
test_part_is_locked (void)
{
  g_unlink (path);
  g_autoptr (TarnLabExperiment) experiment = make_experiment (LAKE);
  TarnLabOutcome *first = tarn_lab_outcome_new (experiment);
  g_autoptr (GError) error = NULL;

  g_assert_true (tarn_lab_outcome_keep (first, path, &error));
  assert_keep_fails (LAKE, TARN_LAB_ERROR_FILE, "another process writes to it");
  tarn_lab_outcome_unref (first);
  g_autofree char *text = keep (LAKE, 1);
  g_assert_nonnull (strstr (text, " cell 1 "));
}

typedef struct
{
  const char *name;
  const char *path;
  const char *message;
} PathRow;

static const PathRow path_rows[] = {
  { "no-folder", "/nowhere/a", "/nowhere/a: No such file or directory" },
  { "folder", "/", "/: Is a directory" },
};

static void
test_path (gconstpointer data)
{
  const PathRow *row = data;
  g_autoptr (TarnLabOutcome) outcome = simulate (LAKE, 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_lab_outcome_keep (outcome, row->path, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_FILE);
  g_assert_cmpstr (error->message, ==, row->message);
  g_clear_error (&error);
  g_assert_false (tarn_lab_outcome_save (outcome, row->path, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_FILE);
  g_clear_error (&error);
  g_assert_null (tarn_lab_outcome_new_from_file (row->path, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_FILE);
}

/* --- Saving ------------------------------------------------------------------------------------- */

static void
test_save (void)
{
  g_autoptr (TarnLabOutcome) outcome = simulate (LAKE, 2);
  g_autofree char *text = tarn_lab_outcome_to_text (outcome);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (tarn_lab_outcome_save (outcome, path, &error));
  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (content, ==, text);
  g_assert_cmpuint (count_files (folder), ==, 1);
}

/* A folder stands where the file should, so the last step fails. */
static void
test_failed_save (void)
{
  g_autofree char *parent = g_dir_make_tmp ("tarn-XXXXXX", NULL);
  g_autofree char *taken = g_build_filename (parent, "a.outcome", NULL);
  g_autoptr (TarnLabOutcome) outcome = simulate (LAKE, 1);
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (g_mkdir (taken, 0700));
  g_assert_false (tarn_lab_outcome_save (outcome, taken, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_FILE);
  g_assert_cmpuint (count_files (parent), ==, 1);
  g_assert_no_errno (g_rmdir (taken));
  g_assert_no_errno (g_rmdir (parent));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("tarn-XXXXXX", NULL);
  path = g_build_filename (folder, "a.outcome", NULL);

  ADD_ROWS ("/outcome/line/", rows, test_row);
  g_test_add_func ("/outcome/wrong/scenario", test_scenario);
  ADD_ROWS ("/outcome/right/", right_rows, test_right);
  g_test_add_func ("/outcome/right/cell-twice", test_cell_twice);
  g_test_add_func ("/outcome/right/other-version", test_other_version);
  g_test_add_func ("/outcome/behind-the-end", test_behind_the_end);
  g_test_add_func ("/outcome/cut", test_cut);
  g_test_add_func ("/outcome/damaged", test_damaged);
  g_test_add_func ("/outcome/forged", test_forged);
  g_test_add_func ("/outcome/part/goes-on", test_part_goes_on);
  g_test_add_func ("/outcome/part/finished-goes-on", test_finished_goes_on);
  g_test_add_func ("/outcome/part/of-another-experiment", test_part_of_another);
  g_test_add_func ("/outcome/part/with-other-figures", test_part_with_other_figures);
  g_test_add_func ("/outcome/part/series-with-other-figures", test_series_with_other_figures);
  g_test_add_func ("/outcome/part/that-is-none", test_part_that_is_none);
  g_test_add_func ("/outcome/part/is-locked", test_part_is_locked);
  ADD_ROWS ("/outcome/path/", path_rows, test_path);
  g_test_add_func ("/outcome/save", test_save);
  g_test_add_func ("/outcome/failed-save", test_failed_save);

  status = run_tests_of_files ();
  g_unlink (path);
  g_rmdir (folder);
  g_free (path);
  g_free (folder);
  return status;
}
