/* SPDX-License-Identifier: MIT */
/* These tests are about timeouts whose function chooses each gap, and about every way in which they can end. */
#include "worlds/small-lake.h"

enum
{
  GAPS_MAX = 6,
};

/* This fixture is a stream: each call logs its letter and the time, and takes the next gap of a trace. */
typedef struct
{
  GString *log;
  const gint64 *gaps;
  guint64 id;
  gboolean removes_itself;
  char letter;
} Stream;

static gint64
on_arrival (TarnEngine *engine, gpointer data)
{
  Stream *stream = data;

  g_string_append_printf (stream->log, "%c%" G_GINT64_FORMAT " ", stream->letter,
                          tarn_engine_get_now (engine) - TARN_ENGINE_START_TIME);
  if (stream->removes_itself)
    g_assert_true (tarn_engine_remove_timeout (engine, stream->id));
  return *stream->gaps++;
}

static void
on_over (gpointer data)
{
  Stream *stream = data;

  g_string_append_printf (stream->log, "(%c) ", stream->letter);
}

static void
add (TarnEngine *engine, Stream *stream, gint64 gap_us)
{
  stream->id = tarn_engine_add_gap_timeout (engine, gap_us, TARN_TIMEOUT_NONE, on_arrival, stream,
                                            on_over);
  g_assert_cmpuint (stream->id, !=, 0);
}

/* --- When they are called --------------------------------------------------------------------- */

typedef struct
{
  const char *path;
  gint64 first_us;
  gint64 gaps[GAPS_MAX];
  const char *log; /* after the second timeout, b, was called once, at 5 */
} Row;

static const Row rows[] = {
  { "once", 2, { TARN_TIMEOUT_END }, "a2 (a) b5 (b) " },
  { "at-once", 0, { TARN_TIMEOUT_END }, "a0 (a) b5 (b) " },
  { "gaps", 2, { 1, 10, 100, TARN_TIMEOUT_END }, "a2 a3 b5 (b) a13 a113 (a) " },
  { "equal-gaps", 2, { 2, 2, TARN_TIMEOUT_END }, "a2 a4 b5 (b) a6 (a) " },
  { "added-before-its-equal", 5, { TARN_TIMEOUT_END }, "a5 (a) b5 (b) " },
  { "goes-behind-its-equal", 2, { 3, TARN_TIMEOUT_END }, "a2 b5 (b) a5 (a) " },
  { "a-gap-of-0-goes-behind-its-equal", 5, { 0, TARN_TIMEOUT_END }, "a5 b5 (b) a5 (a) " },
  { "gaps-of-0", 3, { 0, 0, 1, TARN_TIMEOUT_END }, "a3 a3 a3 a4 (a) b5 (b) " },
};

static void
test_gaps (gconstpointer data)
{
  static const gint64 end[] = { TARN_TIMEOUT_END };
  const Row *row = data;
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Stream a = { log, row->gaps, 0, FALSE, 'a' }, b = { log, end, 0, FALSE, 'b' };

  add (engine, &a, row->first_us);
  add (engine, &b, 5);
  engine_drain (engine);
  g_assert_cmpstr (log->str, ==, row->log);
  g_assert_false (tarn_engine_remove_timeout (engine, a.id));
}

static gint64
go_on_now (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  ++*(guint *) data;
  return 0;
}

/* The calls of one instant are bounded, and the next call of the driver goes on. */
static void
test_limit_of_one_instant (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  guint n_calls = 0;

  engine_set (engine, "clock.same-instant-chain-max", 10);
  tarn_engine_add_gap_timeout (engine, 7, TARN_TIMEOUT_NONE, go_on_now, &n_calls, NULL);
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (tarn_engine_run_until_idle (engine, NULL, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_LIMIT);
      g_assert_cmpuint (n_calls, ==, 1 + (round + 1) * 10);
    }
}

static gint64
go_on (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  ++*(guint *) data;
  return 1;
}

/* The engine does not wait for the background. */
static void
test_background (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  guint n_calls = 0;

  tarn_engine_add_gap_timeout (engine, 1, TARN_TIMEOUT_BACKGROUND, go_on, &n_calls, NULL);
  engine_drain (engine);
  g_assert_cmpuint (n_calls, ==, 0);
  engine_advance (engine, 5);
  g_assert_cmpuint (n_calls, ==, 5);
  engine_drain (engine);
  g_assert_cmpuint (n_calls, ==, 5);
}

/* --- How they end ----------------------------------------------------------------------------- */

static void
test_removed (void)
{
  static const gint64 gaps[] = { 1, 1, 1 };
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Stream stream = { log, gaps, 0, FALSE, 'a' };

  add (engine, &stream, 1);
  engine_advance (engine, 2);
  g_assert_true (tarn_engine_remove_timeout (engine, stream.id));
  engine_advance (engine, 2);
  g_assert_cmpstr (log->str, ==, "a1 a2 (a) ");
}

/* What the function returns is not read any more, even if it is a mistake. */
static void
test_removes_itself (void)
{
  static const gint64 gaps[] = { 1, 0, TARN_TIMEOUT_END, -7 };

  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    {
      g_autoptr (GString) log = g_string_new (NULL);
      g_autoptr (TarnEngine) engine = tarn_engine_new (0);
      Stream stream = { log, &gaps[i], 0, TRUE, 'a' };

      add (engine, &stream, 1);
      engine_drain (engine);
      g_assert_cmpstr (log->str, ==, "a1 (a) ");
    }
}

static void
test_wrong_gap (void)
{
  static const gint64 gaps[] = { -2, G_MININT64 };

  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    {
      g_autoptr (GString) log = g_string_new (NULL);
      g_autoptr (TarnEngine) engine = tarn_engine_new (0);
      Stream stream = { log, &gaps[i], 0, FALSE, 'a' };

      add (engine, &stream, 1);
      g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "a timeout returned the gap -*");
      engine_drain (engine);
      g_test_assert_expected_messages ();
      g_assert_cmpstr (log->str, ==, "a1 (a) ");
    }
}

/* A gap that is too long leads to the end of time. A call there is the last one, whatever it returns. */
static void
test_end_of_time (void)
{
  static const gint64 gaps[] = { G_MAXINT64, 0 };
  g_autoptr (GString) log = g_string_new (NULL), expected = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Stream stream = { log, gaps, 0, FALSE, 'a' };

  add (engine, &stream, 1);
  engine_advance (engine, G_MAXINT64 - TARN_ENGINE_START_TIME);
  g_string_printf (expected, "a1 a%" G_GINT64_FORMAT " (a) ", G_MAXINT64 - TARN_ENGINE_START_TIME);
  g_assert_cmpstr (log->str, ==, expected->str);
}

static void
test_destroyed_with_the_engine (void)
{
  static const gint64 gaps[] = { 1, 1 };
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Stream stream = { log, gaps, 0, FALSE, 'a' };

  add (engine, &stream, 1);
  engine_advance (engine, 1);
  g_clear_object (&engine);
  g_assert_cmpstr (log->str, ==, "a1 (a) ");
}

static void
test_negative_first_gap (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);

  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*gap_us >= 0*");
  g_assert_cmpuint (tarn_engine_add_gap_timeout (engine, -1, TARN_TIMEOUT_NONE, go_on, NULL, NULL),
                    ==, 0);
  g_test_assert_expected_messages ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/gap-timeouts/", rows[i].path, NULL);

      g_test_add_data_func (path, &rows[i], test_gaps);
    }
  g_test_add_func ("/gap-timeouts/limit-of-one-instant", test_limit_of_one_instant);
  g_test_add_func ("/gap-timeouts/background", test_background);
  g_test_add_func ("/gap-timeouts/removed", test_removed);
  g_test_add_func ("/gap-timeouts/removes-itself", test_removes_itself);
  g_test_add_func ("/gap-timeouts/wrong-gap", test_wrong_gap);
  g_test_add_func ("/gap-timeouts/end-of-time", test_end_of_time);
  g_test_add_func ("/gap-timeouts/destroyed-with-the-engine", test_destroyed_with_the_engine);
  g_test_add_func ("/gap-timeouts/negative-first-gap", test_negative_first_gap);

  return g_test_run ();
}
