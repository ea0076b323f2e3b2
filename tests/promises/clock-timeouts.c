/* SPDX-License-Identifier: MIT */
/* What tarn-clock.h promises of timeouts whose function chooses each gap. */
#include "worlds/sample.h"

#include "promise.h"

enum
{
  GAPS_MAX = 4,
};

typedef struct
{
  GString *log;
  char letter;
  gint64 gaps[GAPS_MAX];
  guint n_calls;
} Stream;

static gint64
on_arrival (TarnEngine *engine, gpointer data)
{
  Stream *stream = data;

  g_string_append_printf (stream->log, "%c%" G_GINT64_FORMAT " ", stream->letter,
                          engine_now (engine));
  return stream->gaps[stream->n_calls++ % GAPS_MAX];
}

static void
on_over (gpointer data)
{
  Stream *stream = data;

  g_string_append_printf (stream->log, "(%c) ", stream->letter);
}

static guint64
add (TarnEngine *engine, Stream *stream, gint64 gap_us)
{
  guint64 id = tarn_engine_add_gap_timeout (engine, gap_us, TARN_TIMEOUT_NONE, on_arrival, stream,
                                            on_over);

  g_assert_cmpuint (id, !=, 0);
  return id;
}

static void
assert_log (GString *log, const char *expected)
{
  g_assert_cmpstr (log->str, ==, expected);
  g_string_truncate (log, 0);
}

static void
test_gaps (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Stream stream = { log, 'a', { 1, 10, TARN_TIMEOUT_END }, 0 };

  add (engine, &stream, 4);
  engine_drain (engine);
  assert_log (log, "a4 a5 a15 (a) ");
}

static void
test_gap_of_zero (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Stream a = { log, 'a', { 0, TARN_TIMEOUT_END }, 0 }, b = { log, 'b', { TARN_TIMEOUT_END }, 0 };

  add (engine, &a, 4);
  add (engine, &b, 4);
  engine_drain (engine);
  assert_log (log, "a4 b4 (b) a4 (a) ");
}

static void
test_gaps_of_zero_are_bounded (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GError) error = NULL;
  Stream stream = { log, 'a', { 0, 0, 0, 0 }, 0 };

  engine_set (engine, "clock.same-instant-events-max", 2);
  add (engine, &stream, 4);
  g_assert_false (tarn_engine_run_until_idle (engine, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_LIMIT);
  assert_log (log, "a4 a4 a4 ");
}

static void
test_negative_gap (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Stream stream = { log, 'a', { -2 }, 0 };

  add (engine, &stream, 4);
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*returned the gap -2 us");
  engine_drain (engine);
  g_test_assert_expected_messages ();
  assert_log (log, "a4 (a) ");
}

static void
test_gap_past_the_end (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Stream stream = { log, 'a', { G_MAXINT64, 0 }, 0 };

  add (engine, &stream, 4);
  engine_advance (engine, 5);
  g_string_truncate (log, 0);
  g_assert_true (tarn_engine_advance_to (engine, G_MAXINT64, NULL));
  g_assert_cmpuint (stream.n_calls, ==, 2);
  g_assert_true (g_str_has_suffix (log->str, " (a) "));
}

static void
test_gap_timeout_is_removed (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Stream stream = { log, 'a', { 1, 1, 1, 1 }, 0 };
  guint64 id = add (engine, &stream, 1);

  engine_advance (engine, 2);
  g_assert_true (tarn_engine_remove_timeout (engine, id));
  g_assert_false (tarn_engine_remove_timeout (engine, id));
  assert_log (log, "a1 a2 (a) ");
  add (engine, &stream, 1);
  g_clear_object (&engine);
  assert_log (log, "(a) ");
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-clock.h: TarnGapFunc: after how many microseconds to call the function again, or %TARN_TIMEOUT_END to end the timeout", test_gaps },
  { "tarn-clock.h: TarnGapFunc: A gap of 0 calls the function again at the same instant, after the events that are scheduled for this instant by then.", test_gap_of_zero },
  { "tarn-clock.h: TarnGapFunc: That call counts for the limit of events within one instant.", test_gaps_of_zero_are_bounded },
  { "tarn-clock.h: TarnGapFunc: A negative gap other than %TARN_TIMEOUT_END is a programmer error, and ends the timeout.", test_negative_gap },
  { "tarn-clock.h: add_gap_timeout(): after how long to call @func for the first time, 0 or more", test_gaps },
  { "tarn-clock.h: add_gap_timeout(): A call that would be due past the end of time is due at the end of time, and is the last one.", test_gap_past_the_end },
  { "tarn-clock.h: add_gap_timeout(): called with @user_data when the timeout is over, or when the engine is freed", test_gap_timeout_is_removed },
  { "tarn-clock.h: add_gap_timeout(): an id for tarn_engine_remove_timeout()", test_gap_timeout_is_removed },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
