/* SPDX-License-Identifier: MIT */
/* Tests when the commits of a table happen, and what they change. */
#include "lab/world/arrivals.h"
#include "lake-by-hand.h"

typedef struct
{
  TarnEngine *engine;
  TarnLabArrivals arrivals;
  TarnLabCursor cursor;
  gint64 now_us;
} Stream;

static Stream
stream_new (const TarnLabCommits *commits, gint64 length_us)
{
  Stream stream = { .engine = tarn_engine_new (3), .now_us = LAKE_START };

  tarn_lab_arrivals_init (&stream.arrivals, stream.engine, "raw.orders", commits, LAKE_START,
                          LAKE_START + length_us);
  return stream;
}

static void
stream_clear (Stream *stream)
{
  tarn_lab_arrivals_clear (&stream->arrivals);
  g_object_unref (stream->engine);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stream, stream_clear)

/* Moves on to the next commit. Returns FALSE if there is none. */
static gboolean
stream_next (Stream *stream)
{
  gint64 gap_us = tarn_lab_arrivals_move_on (&stream->arrivals, &stream->cursor, stream->now_us);

  if (gap_us == TARN_TIMEOUT_END)
    return FALSE;
  g_assert_cmpint (gap_us, >=, 0);
  stream->now_us += gap_us;
  return TRUE;
}

static TarnLabTraceCommit
stream_get (Stream *stream)
{
  return tarn_lab_arrivals_get_commit (&stream->arrivals, &stream->cursor);
}

static guint
stream_count (Stream *stream)
{
  guint n_commits = 0;

  while (stream_next (stream))
    n_commits++;
  return n_commits;
}

/* --- Kinds -------------------------------------------------------------------------------------- */

static void
test_none (void)
{
  TarnLabCommits commits = { 0 };
  g_auto (Stream) stream = stream_new (&commits, DAY);

  g_assert_false (stream_next (&stream));
}

/* The end is not in the world. */
static void
test_periodic (void)
{
  TarnLabCommits commits = commits_periodic (6 * HOUR, 1000);
  commits.offset_us = 0;
  g_auto (Stream) stream = stream_new (&commits, DAY);

  for (guint i = 0; i < 4; i++)
    {
      g_assert_true (stream_next (&stream));
      g_assert_cmpint (stream.now_us, ==, LAKE_START + i * 6 * HOUR);
      g_assert_cmpuint (stream_get (&stream).added_bytes, ==, 1000);
    }
  g_assert_false (stream_next (&stream));
}

static void
test_poisson (void)
{
  TarnLabCommits commits = commits_poisson (MINUTE, 1000);
  g_auto (Stream) stream = stream_new (&commits, 100 * DAY);

  gint n_commits = (gint) stream_count (&stream);

  /* The deviation is 379. */
  g_assert_cmpint (ABS (n_commits - 144000), <, 1200);
}

/* Twenty four hours with the weights 0 to 23. */
static void
test_rhythm (void)
{
  TarnLabCommits commits = commits_poisson (MINUTE, 1000);
  guint counts[24] = { 0 }, n_commits = 0;

  commits.rhythm = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 i = 0; i < 24; i++)
    g_array_append_val (commits.rhythm, i);

  g_auto (Stream) stream = stream_new (&commits, 100 * DAY);
  for (; stream_next (&stream); n_commits++)
    counts[stream.now_us / HOUR % 24]++;

  /* The mean rate is that of the gap, and the rate of an hour is as its weight: 12000 / 276 for each unit a day. */
  g_assert_cmpint (ABS ((gint) n_commits - 144000), <, 1200);
  for (guint i = 0; i < 24; i++)
    g_assert_cmpint (ABS ((gint) counts[i] - (gint) (i * 144000 / 276)), <=, 60 + (gint) i * 18);
  g_array_unref (commits.rhythm);
}

/* The first hour of a week is that of Monday. 2026-11-01 is a Sunday. */
static void
test_week (void)
{
  TarnLabCommits commits = commits_poisson (MINUTE, 1000);
  guint n_commits = 0;

  commits.rhythm = g_array_new (FALSE, TRUE, sizeof (guint32));
  g_array_set_size (commits.rhythm, 168);
  g_array_index (commits.rhythm, guint32, 5) = 7;

  g_auto (Stream) stream = stream_new (&commits, 70 * DAY);
  for (; stream_next (&stream); n_commits++)
    {
      gint64 hour = (stream.now_us - LAKE_START) / HOUR;

      g_assert_cmpint (hour % 168, ==, 24 + 5);
    }
  g_assert_cmpuint (n_commits, >, 90000);
  g_array_unref (commits.rhythm);
}

static void
test_operations (void)
{
  static const struct
  {
    TarnCommitOperation operation;
    guint64 added, removed;
  } rows[] = {
    { TARN_COMMIT_APPEND, 1000, 0 },
    { TARN_COMMIT_OVERWRITE, 1000, 1000 },
    { TARN_COMMIT_DELETE, 0, 1000 },
    { TARN_COMMIT_REPLACE, 1000, 1000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TarnLabCommits commits = commits_periodic (HOUR, 1000);
      commits.operation = rows[i].operation;
      g_auto (Stream) stream = stream_new (&commits, DAY);

      g_assert_true (stream_next (&stream));
      g_assert_cmpint (stream_get (&stream).operation, ==, rows[i].operation);
      g_assert_cmpuint (stream_get (&stream).added_bytes, ==, rows[i].added);
      g_assert_cmpuint (stream_get (&stream).removed_bytes, ==, rows[i].removed);
      g_assert_cmpint (stream_get (&stream).total_bytes, ==, -1);
    }
}

static void
test_amounts (void)
{
  static const TarnLabAmount amounts[] = {
    { .kind = TARN_LAB_AMOUNT_EXPONENTIAL, .mean = 1000000 },
    { .kind = TARN_LAB_AMOUNT_LOG_NORMAL, .mean = 1000000, .deviation_permille = 1500 },
  };
  const gint64 values[] = { 500000, 1500000 };
  const guint32 weights[] = { 1, 1 };
  g_autoptr (TarnAliasTable) table = tarn_alias_table_new_with_values (values, weights, 2);
  TarnLabAmount empirical = { .kind = TARN_LAB_AMOUNT_EMPIRICAL, .mean = 1000000, .values = table };

  for (guint i = 0; i < 3; i++)
    {
      TarnLabCommits commits = commits_periodic (MINUTE, 0);
      guint64 sum = 0;
      guint n_commits = 0;

      commits.bytes = i < 2 ? amounts[i] : empirical;
      g_auto (Stream) stream = stream_new (&commits, 10 * DAY);
      for (; stream_next (&stream); n_commits++)
        sum += stream_get (&stream).added_bytes;
      g_assert_cmpuint (n_commits, ==, 14399);
      g_assert_cmpuint (sum / n_commits, >, 970000);
      g_assert_cmpuint (sum / n_commits, <, 1030000);
    }
}

/* --- Traces ------------------------------------------------------------------------------------- */

static GArray *
make_trace (void)
{
  static const TarnLabTraceCommit trace[] = {
    { 0, TARN_COMMIT_APPEND, 10, 0, 10 },
    { HOUR, TARN_COMMIT_DELETE, 0, 5, 5 },
    { HOUR, TARN_COMMIT_APPEND, 20, 0, -1 },
    { 5 * HOUR, TARN_COMMIT_REPLACE, 25, 25, 25 },
  };
  GArray *array = g_array_new (FALSE, FALSE, sizeof (TarnLabTraceCommit));

  g_array_append_vals (array, trace, G_N_ELEMENTS (trace));
  return array;
}

static TarnLabCommits
commits_of_trace (GArray *trace, gint64 length_us, guint load_permille)
{
  return (TarnLabCommits){
    .kind = TARN_LAB_COMMITS_TRACE,
    .trace = trace,
    .trace_length_us = length_us,
    .load_permille = load_permille,
  };
}

static void
test_trace (void)
{
  g_autoptr (GArray) trace = make_trace ();
  TarnLabCommits commits = commits_of_trace (trace, 0, 1000);
  g_auto (Stream) stream = stream_new (&commits, DAY);

  for (guint i = 0; i < trace->len; i++)
    {
      TarnLabTraceCommit expected = g_array_index (trace, TarnLabTraceCommit, i), commit;

      g_assert_true (stream_next (&stream));
      commit = stream_get (&stream);
      g_assert_cmpint (stream.now_us, ==, LAKE_START + expected.offset_us);
      g_assert_cmpint (commit.operation, ==, expected.operation);
      g_assert_cmpuint (commit.added_bytes, ==, expected.added_bytes);
      g_assert_cmpuint (commit.removed_bytes, ==, expected.removed_bytes);
      g_assert_cmpint (commit.total_bytes, ==, expected.total_bytes);
    }
  g_assert_false (stream_next (&stream));
}

/* An offset moves each pass, and the last commits move over the end. */
static void
test_repeated_trace (gconstpointer data)
{
  gint64 offset_us = GPOINTER_TO_INT (data) * HOUR;
  g_autoptr (GArray) trace = make_trace ();
  TarnLabCommits commits = commits_of_trace (trace, 6 * HOUR, 1000);
  commits.offset_us = offset_us;
  g_auto (Stream) stream = stream_new (&commits, DAY);
  guint n_commits = 0;

  for (; stream_next (&stream); n_commits++)
    g_assert_cmpint (stream.now_us - LAKE_START, ==,
                     offset_us + n_commits / 4 * 6 * HOUR
                         + g_array_index (trace, TarnLabTraceCommit, n_commits % 4).offset_us);
  g_assert_cmpuint (n_commits, ==, 16 - 4 * (guint) (offset_us / (6 * HOUR)));
}

/* Collects how many commits each place of the repeated trace has. */
static GArray *
count_copies (GArray *trace, guint load_permille)
{
  TarnLabCommits commits = commits_of_trace (trace, 6 * HOUR, load_permille);
  g_auto (Stream) stream = stream_new (&commits, 100 * DAY);
  GArray *counts = g_array_new (FALSE, TRUE, sizeof (guint));

  g_array_set_size (counts, 1600);
  while (stream_next (&stream))
    {
      g_array_index (counts, guint, stream.cursor.ordinal - 1)++;
      g_assert_cmpint (stream_get (&stream).total_bytes, ==,
                       load_permille == 1000 ? g_array_index (trace, TarnLabTraceCommit,
                                                              (stream.cursor.ordinal - 1) % 4)
                                                   .total_bytes
                                             : -1);
    }
  return counts;
}

/* A greater load has all commits of a smaller one. */
static void
test_load (void)
{
  static const guint loads[] = { 1, 250, 600, 1000, 1300, 2000, 2750 };
  g_autoptr (GArray) trace = make_trace ();
  g_autoptr (GArray) before = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (loads); i++)
    {
      g_autoptr (GArray) counts = count_copies (trace, loads[i]);
      guint sum = 0;

      for (guint place = 0; place < counts->len; place++)
        {
          guint n_copies = g_array_index (counts, guint, place);

          sum += n_copies;
          g_assert_cmpuint (n_copies, >=, loads[i] / 1000);
          g_assert_cmpuint (n_copies, <=, (loads[i] + 999) / 1000);
          if (before != NULL)
            g_assert_cmpuint (n_copies, >=, g_array_index (before, guint, place));
        }
      g_assert_cmpint (ABS ((gint) sum - (gint) (1600 * loads[i] / 1000)), <, 60);
      g_clear_pointer (&before, g_array_unref);
      before = g_array_ref (counts);
    }
}

/* --- All ---------------------------------------------------------------------------------------- */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lab/arrivals/none", test_none);
  g_test_add_func ("/lab/arrivals/periodic", test_periodic);
  g_test_add_func ("/lab/arrivals/poisson", test_poisson);
  g_test_add_func ("/lab/arrivals/rhythm", test_rhythm);
  g_test_add_func ("/lab/arrivals/week", test_week);
  g_test_add_func ("/lab/arrivals/operations", test_operations);
  g_test_add_func ("/lab/arrivals/amounts", test_amounts);
  g_test_add_func ("/lab/arrivals/trace", test_trace);
  g_test_add_data_func ("/lab/arrivals/repeated-trace", GINT_TO_POINTER (0), test_repeated_trace);
  g_test_add_data_func ("/lab/arrivals/repeated-trace-after-a-pass", GINT_TO_POINTER (6),
                        test_repeated_trace);
  g_test_add_func ("/lab/arrivals/load", test_load);
  return g_test_run ();
}
