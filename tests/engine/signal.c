/* SPDX-License-Identifier: MIT */
/*
 * The engine emits a signal for each change. These tests check for which services a handler is called, when,
 * and from when on.
 */
#include "worlds/sample.h"

typedef struct
{
  TarnSample *sample;
  GString *log; /* a letter for each call */
  char letter;
  gboolean starts_other;
  gboolean drives;
  TarnEngine *dropped; /* by the first call; NULL for none */
} Handler;

static void
start_and_forget (TarnSample *sample, const char *view)
{
  g_free (sample_start_refresh (sample, view));
}

static void
on_change (TarnEngine *engine, const TarnChange *change, gpointer data)
{
  Handler *handler = data;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (tarn_change_get_time (change), ==, tarn_engine_get_now (engine));
  g_string_append_c (handler->log, handler->letter);
  if (handler->starts_other)
    {
      handler->starts_other = FALSE;
      start_and_forget (handler->sample, "monthly");
      g_string_append_c (handler->log, '!');
    }
  if (handler->drives)
    {
      g_assert_false (tarn_engine_advance_by (engine, 1, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_BUSY);
    }
  g_clear_object (&handler->dropped);
}

static void
on_observed (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED,
             gpointer data)
{
  Handler *handler = data;

  g_string_append_c (handler->log, handler->letter);
}

/* --- The services ----------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *signal;
  const char *log; /* after the start of a refresh and then of a metadata run */
} Row;

/*
 * Each start makes two changes: a refresh is created and takes its slot, a metadata run is created and
 * begins.
 */
/* clang-format off */
static const Row rows[] = {
  { "every-service", "change", "g gd d" },
  { "glue", "change::glue", "g g" },
  { "datazone", "change::datazone", "d d" },
  { "no-such-service", "change::lakeformation", "" },
};
/* clang-format on */

static void
on_change_of (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, GString *log)
{
  const char *before = tarn_change_get_from_status (change) == NULL ? "" : " ";

  g_string_append (log, before);
  g_string_append_c (log, tarn_service_get_name (tarn_change_get_service (change))[0]);
}

/* A handler is called for the changes of its service, with and without an observer. */
static void
test_detail (gconstpointer data)
{
  const Row *row = data;

  for (guint n_observers = 0; n_observers < 2; n_observers++)
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);
      TarnEngine *engine = tarn_sample_get_engine (sample);
      g_autoptr (GString) log = g_string_new (NULL);
      g_autoptr (GString) observed = g_string_new (NULL);
      Handler observer = { .log = observed, .letter = 'o' };

      tarn_engine_set_journal (engine, NULL);
      if (n_observers > 0)
        tarn_engine_add_observer (engine, on_observed, &observer, NULL);
      g_signal_connect (engine, row->signal, G_CALLBACK (on_change_of), log);
      start_and_forget (sample, "daily");
      g_free (sample_start_metadata (sample));
      g_assert_cmpstr (log->str, ==, row->log);
      g_assert_cmpstr (observed->str, ==, n_observers > 0 ? "oooo" : "");
    }
}

/* A handler is called from its connection until its disconnection, even if there are no observers. */
static void
test_connected (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GString) log = g_string_new (NULL);
  Handler handler = { .log = log, .letter = 'h' };

  tarn_engine_set_journal (engine, NULL);
  start_and_forget (sample, "daily");
  gulong id = g_signal_connect (engine, "change", G_CALLBACK (on_change), &handler);
  start_and_forget (sample, "monthly");
  g_assert_cmpstr (log->str, ==, "hh");

  g_signal_handler_disconnect (engine, id);
  g_free (sample_start_metadata (sample));
  g_assert_cmpstr (log->str, ==, "hh");
  g_signal_connect (engine, "change", G_CALLBACK (on_change), &handler);
  sample_drain (sample);
  /* Two refreshes begin and succeed, and a metadata run ends. */
  g_assert_cmpstr (log->str, ==, "hhhhhhh");
}

/* An engine that does not emit the signal still notifies its observers, and emits again when it is told to. */
static void
test_emits_changes (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GString) log = g_string_new (NULL);
  Handler handler = { .log = log, .letter = 'h' }, observer = { .log = log, .letter = 'o' };
  gboolean emits = FALSE;

  g_object_get (engine, "emits-changes", &emits, NULL);
  g_assert_true (emits);
  tarn_engine_set_journal (engine, NULL);
  g_signal_connect (engine, "change", G_CALLBACK (on_change), &handler);
  tarn_engine_set_emits_changes (engine, FALSE);
  g_assert_false (tarn_engine_get_emits_changes (engine));
  start_and_forget (sample, "daily");
  g_assert_cmpstr (log->str, ==, "");

  tarn_engine_add_observer (engine, on_observed, &observer, NULL);
  start_and_forget (sample, "monthly");
  g_assert_cmpstr (log->str, ==, "oo");

  g_object_set (engine, "emits-changes", TRUE, NULL);
  g_free (sample_start_metadata (sample));
  g_assert_cmpstr (log->str, ==, "ooohoh");
}

typedef struct
{
  TarnEngine *engine;
  Handler *handler;
} Connection;

static void
connect_once (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED,
              gpointer data)
{
  Connection *connection = data;

  if (connection->handler != NULL)
    g_signal_connect (connection->engine, "change", G_CALLBACK (on_change), connection->handler);
  connection->handler = NULL;
}

/* A handler that an observer connects is called from the change on that the observer is notified about. */
static void
test_connected_in_delivery (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GString) log = g_string_new (NULL);
  Handler handler = { .log = log, .letter = 'h' };
  Connection connection = { engine, &handler };

  tarn_engine_add_observer (engine, connect_once, &connection, NULL);
  start_and_forget (sample, "daily");
  g_assert_cmpstr (log->str, ==, "hh");
  sample_drain (sample);
  g_assert_cmpstr (log->str, ==, "hhhh");
}

/* --- The order of calls ----------------------------------------------------------------------- */

static void
test_after_observers (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GString) log = g_string_new (NULL);
  Handler handler = { .log = log, .letter = 's' };
  Handler observers[] = { { .log = log, .letter = 'a' }, { .log = log, .letter = 'b' } };

  g_signal_connect (engine, "change::glue", G_CALLBACK (on_change), &handler);
  for (guint i = 0; i < G_N_ELEMENTS (observers); i++)
    tarn_engine_add_observer (engine, on_observed, &observers[i], NULL);
  start_and_forget (sample, "daily");
  g_assert_cmpstr (log->str, ==, "absabs");
}

/* A change that a handler causes is delivered after all handlers have got the earlier changes. */
static void
test_operations_in_handler (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GString) log = g_string_new (NULL);
  Handler first = { .sample = sample, .log = log, .letter = 'a', .starts_other = TRUE };
  Handler second = { .sample = sample, .log = log, .letter = 'b', .drives = TRUE };

  g_signal_connect (engine, "change", G_CALLBACK (on_change), &first);
  g_signal_connect (engine, "change", G_CALLBACK (on_change), &second);
  start_and_forget (sample, "daily");
  g_assert_cmpstr (log->str, ==, "a!bababab");
}

static void
test_last_reference (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) log = g_string_new (NULL);
  TarnSample *sample = tarn_sample_new (1);
  TarnEngine *engine = g_object_ref (tarn_sample_get_engine (sample));
  Handler handler = { .log = log, .letter = 'h', .dropped = engine };

  g_signal_connect (engine, "change", G_CALLBACK (on_change), &handler);
  start_and_forget (sample, "daily");
  g_assert_cmpstr (log->str, ==, "hh");

  handler.dropped = engine = g_object_ref (tarn_sample_get_engine (sample));
  g_object_add_weak_pointer (G_OBJECT (engine), (gpointer *) &engine);
  tarn_sample_unref (sample);
  g_assert_true (tarn_engine_step (engine, NULL, &error));
  g_assert_cmpstr (log->str, ==, "hhh");
  g_assert_null (engine);
}

/* The argument has the type of a change, so a binding can copy it. GObject itself copies nothing. */
static void
test_argument (void)
{
  GSignalQuery query;

  g_signal_query (g_signal_lookup ("change", TARN_TYPE_ENGINE), &query);
  g_assert_cmpuint (query.n_params, ==, 1);
  g_assert_cmpuint (query.param_types[0] & ~G_SIGNAL_TYPE_STATIC_SCOPE, ==, TARN_TYPE_CHANGE);
  g_assert_cmpuint (query.param_types[0] & G_SIGNAL_TYPE_STATIC_SCOPE, !=, 0);
}

/* --- Forks ------------------------------------------------------------------------------------ */

/*
 * A fork does not have the handlers of the original, but calls the handlers that are connected to the fork.
 */
static void
test_fork (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GString) fork_log = g_string_new (NULL);
  Handler handler = { .log = log, .letter = 'h' },
          fork_handler = { .log = fork_log, .letter = 'f' };
  g_autoptr (GError) error = NULL;

  g_signal_connect (engine, "change", G_CALLBACK (on_change), &handler);
  start_and_forget (sample, "daily");
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (fork, "change", G_CALLBACK (on_change), &fork_handler);
  g_assert_true (tarn_engine_run_until_idle (fork, NULL, &error));
  g_assert_cmpstr (log->str, ==, "hh");
  g_assert_cmpstr (fork_log->str, ==, "ff");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/engine-signal/detail/", rows, test_detail);
  g_test_add_func ("/engine-signal/connected", test_connected);
  g_test_add_func ("/engine-signal/emits-changes", test_emits_changes);
  g_test_add_func ("/engine-signal/connected-in-delivery", test_connected_in_delivery);
  g_test_add_func ("/engine-signal/after-observers", test_after_observers);
  g_test_add_func ("/engine-signal/operations-in-handler", test_operations_in_handler);
  g_test_add_func ("/engine-signal/last-reference", test_last_reference);
  g_test_add_func ("/engine-signal/argument", test_argument);
  g_test_add_func ("/engine-signal/not-in-fork", test_fork);

  return g_test_run ();
}
