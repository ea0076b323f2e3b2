/* SPDX-License-Identifier: MIT */
/*
 * The draws of a stream depend on the engine's seed and replication, and on nothing else of the engine: neither
 * on what has happened, nor on which copy of the engine made the stream, nor on the thread.
 */
#include "worlds/helper-thread.h"
#include "worlds/sample.h"

enum
{
  N_PLACES = 200,
};

/* One draw of each kind at each place, as text. */
static char *
describe (const TarnRandomStream *stream)
{
  static const guint32 weights[] = { 1, 2, 3, 4, 5 };
  g_autoptr (TarnAliasTable) table = tarn_alias_table_new (weights, G_N_ELEMENTS (weights));
  GString *text = g_string_new (NULL);

  for (guint64 place = 0; place < N_PLACES; place++)
    {
      g_string_append_printf (text, "%" G_GUINT64_FORMAT " %d %u",
                              tarn_random_stream_draw_uniform (stream, place, 0, G_MAXUINT64),
                              tarn_random_stream_draw_chance (stream, place, 1, 500000),
                              tarn_random_stream_draw_position (stream, place, 2, table));
      g_string_append_printf (text, " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                              tarn_random_stream_draw_exponential (stream, place, 3, HOUR_US),
                              tarn_random_stream_draw_normal (stream, place, 4, 0, HOUR_US));
      g_string_append_printf (text, " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                              tarn_random_stream_draw_log_normal (stream, place, 5, HOUR_US, 2000),
                              tarn_random_stream_draw_pareto (stream, place, 6, HOUR_US, 2000));
    }

  return g_string_free (text, FALSE);
}

static char *
describe_engine (TarnEngine *engine)
{
  g_autoptr (TarnRandomStream) stream
      = tarn_engine_create_random_stream (engine, "orders", "arrival");

  return describe (stream);
}

static char *
describe_new (guint64 seed, guint64 replication)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new_for_replication (seed, replication);

  return describe_engine (engine);
}

static void
test_seed_and_replication (void)
{
  g_autofree char *first = describe_new (1, 0), *again = describe_new (1, 0);
  g_autofree char *other_seed = describe_new (2, 0), *other_replication = describe_new (1, 1);

  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, other_seed);
  g_assert_cmpstr (first, !=, other_replication);
  g_assert_cmpstr (other_seed, !=, other_replication);
}

/* --- Copies of an engine ---------------------------------------------------------------------- */

static void
test_what_happens_does_not_count (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *before = describe_engine (tarn_sample_get_engine (sample));
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");

  sample_drain (sample);
  g_autofree char *after = describe_engine (tarn_sample_get_engine (sample));
  g_autofree char *empty = describe_new (1, 0);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (before, ==, empty);
}

static void
test_draws_change_nothing (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *digest = tarn_engine_dup_digest (engine, NULL);
  guint length = tarn_journal_get_length (tarn_sample_get_journal (sample));
  g_autofree char *drawn = describe_engine (engine);
  g_autofree char *digest_after = tarn_engine_dup_digest (engine, NULL);

  g_assert_nonnull (drawn);
  g_assert_cmpstr (digest, ==, digest_after);
  g_assert_cmpuint (tarn_journal_get_length (tarn_sample_get_journal (sample)), ==, length);
}

static void
test_fork (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  g_autofree char *drawn = describe_engine (engine);

  sample_drain (sample);
  g_autofree char *drawn_of_fork = describe_engine (fork);
  g_assert_cmpstr (drawn, ==, drawn_of_fork);
}

static void
test_restore (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new_for_replication (5, 6);
  g_autoptr (GBytes) saved = tarn_engine_save (engine, NULL);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (saved, NULL, NULL);
  g_autofree char *drawn = describe_engine (engine);
  g_autofree char *drawn_of_restored = describe_engine (restored);

  g_assert_cmpstr (drawn, ==, drawn_of_restored);
}

static void
test_stream_outlives_engine (void)
{
  TarnEngine *engine = tarn_engine_new (1);
  TarnRandomStream *stream = tarn_engine_create_random_stream (engine, "orders", "arrival");
  g_autofree char *drawn = describe (stream);
  g_autoptr (TarnRandomStream) copy = g_boxed_copy (TARN_TYPE_RANDOM_STREAM, stream);

  g_object_unref (engine);
  g_autofree char *drawn_later = describe (stream);
  tarn_random_stream_free (stream);
  g_autofree char *drawn_by_copy = describe (copy);
  g_assert_cmpstr (drawn, ==, drawn_later);
  g_assert_cmpstr (drawn, ==, drawn_by_copy);
}

/* --- Names ------------------------------------------------------------------------------------ */

typedef struct
{
  const char *name;
  const char *purpose;
} Names;

/* All of these are different streams. */
static const Names names[] = {
  { "orders", "arrival" },  { "orders", "bytes" },
  { "Orders", "arrival" },  { "arrival", "orders" },
  { "ordersa", "rrival" },  { "orders", "" },
  { "", "orders" },         { "", "" },
  { "orders ", "arrival" }, { "\xc3\xa4", "arrival" },
};

static void
test_names (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  guint64 draws[G_N_ELEMENTS (names)];

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (TarnRandomStream) stream
          = tarn_engine_create_random_stream (engine, names[i].name, names[i].purpose);

      draws[i] = tarn_random_stream_draw_uniform (stream, 0, 0, G_MAXUINT64);
      for (guint j = 0; j < i; j++)
        g_assert_cmpuint (draws[i], !=, draws[j]);
    }
}

/* --- Other threads ---------------------------------------------------------------------------- */

typedef struct
{
  TarnEngine *engine;
  const TarnRandomStream *stream;
  char *by_own_stream;
  char *by_given_stream;
} Foreign;

static void
draw_as_foreigner (gpointer data)
{
  Foreign *foreign = data;

  foreign->by_own_stream = describe_engine (foreign->engine);
  foreign->by_given_stream = describe (foreign->stream);
}

static void
test_thread (void)
{
  HelperThread helper;
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnRandomStream) stream
      = tarn_engine_create_random_stream (engine, "orders", "arrival");
  Foreign foreign = { engine, stream, NULL, NULL };
  g_autofree char *drawn = describe (stream);

  helper_thread_start (&helper);
  helper_thread_run (&helper, draw_as_foreigner, &foreign);
  helper_thread_stop (&helper);
  g_assert_cmpstr (foreign.by_own_stream, ==, drawn);
  g_assert_cmpstr (foreign.by_given_stream, ==, drawn);
  g_free (foreign.by_own_stream);
  g_free (foreign.by_given_stream);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/random-stream/seed-and-replication", test_seed_and_replication);
  g_test_add_func ("/random-stream/what-happens-does-not-count", test_what_happens_does_not_count);
  g_test_add_func ("/random-stream/draws-change-nothing", test_draws_change_nothing);
  g_test_add_func ("/random-stream/fork", test_fork);
  g_test_add_func ("/random-stream/restore", test_restore);
  g_test_add_func ("/random-stream/stream-outlives-engine", test_stream_outlives_engine);
  g_test_add_func ("/random-stream/names", test_names);
  g_test_add_func ("/random-stream/thread", test_thread);

  return g_test_run ();
}
