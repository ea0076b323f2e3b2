/* SPDX-License-Identifier: MIT */
/*
 * In these tests a caller waits for a run that cannot end, because no event is left. The tests check how each
 * way of driving the clock reports this deadlock.
 */
#include "worlds/waiting.h"

static const char *const nouns[] = { "refresh task run", "metadata generation run" };

typedef struct
{
  TarnSample *sample;
  TarnEngine *engine;
  char *id;
  char *described;
  Waiter waiter;
} Hanging;

static void
hanging_init (Hanging *hanging, Service service)
{
  hanging->sample = sample_with_fault (service, "do=hang-run\n");
  hanging->engine = tarn_sample_get_engine (hanging->sample);
  hanging->id = start_any (hanging->sample, service);
  hanging->described = g_strdup_printf ("%s %s", nouns[service], hanging->id);
  hanging->waiter = (Waiter){ .service = service };
  begin (hanging->sample, &hanging->waiter, hanging->id);
}

/* Ends the run and checks that the wait ends too. */
static void
hanging_clear (Hanging *hanging)
{
  assert_nothing_yet (&hanging->waiter);
  end_any (hanging->sample, hanging->waiter.service, hanging->id);
  sample_drain (hanging->sample);
  iterate_until_quiet ();
  g_assert_cmpuint (hanging->waiter.n_calls, ==, 1);
  g_assert_no_error (hanging->waiter.error);

  waiter_clear (&hanging->waiter);
  tarn_sample_unref (hanging->sample);
  g_free (hanging->id);
  g_free (hanging->described);
}

static void
assert_waits (TarnEngine *engine, const char *expected)
{
  g_auto (GStrv) waits = tarn_engine_list_waits (engine);
  g_autofree char *text = g_strjoinv (" + ", waits);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
go_on (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

/* --- Functions that drive time ---------------------------------------------------------------- */

static TarnClockResult
run_until (TarnEngine *engine, gint64 deadline_us)
{
  g_autoptr (GError) error = NULL;
  TarnClockResult result = 0;

  tarn_engine_run_until (engine, never, NULL, deadline_us, NULL, &result, &error);
  g_assert_no_error (error);
  return result;
}

static void
test_run_until (gconstpointer data)
{
  Hanging hanging;

  hanging_init (&hanging, GPOINTER_TO_UINT (data));
  g_assert_cmpint (run_until (hanging.engine, TARN_NO_DEADLINE), ==, TARN_CLOCK_RESULT_DEADLOCK);
  assert_waits (hanging.engine, hanging.described);
  hanging_clear (&hanging);
}

/* There is no deadlock while an event is pending, or if no caller waits. */
static void
test_run_until_otherwise (gconstpointer data)
{
  Hanging hanging;

  hanging_init (&hanging, GPOINTER_TO_UINT (data));
  guint64 timeout = tarn_engine_add_timeout (hanging.engine, HOUR_US, TARN_TIMEOUT_BACKGROUND,
                                             go_on, NULL, NULL);
  g_assert_cmpint (run_until (hanging.engine, TARN_ENGINE_START_TIME + 5 * HOUR_US), ==,
                   TARN_CLOCK_RESULT_DEADLINE);
  g_assert_true (tarn_engine_remove_timeout (hanging.engine, timeout));
  TarnEngine *engine = g_object_ref (hanging.engine);
  hanging_clear (&hanging);
  assert_waits (engine, "");
  g_assert_cmpint (run_until (engine, TARN_NO_DEADLINE), ==, TARN_CLOCK_RESULT_IDLE);
  g_object_unref (engine);
}

/* Background events do not count for tarn_engine_run_until_idle(), and they stay pending. */
static void
test_run_until_idle (gconstpointer data)
{
  Hanging hanging;

  hanging_init (&hanging, GPOINTER_TO_UINT (data));
  guint64 timeout = tarn_engine_add_timeout (hanging.engine, HOUR_US, TARN_TIMEOUT_BACKGROUND,
                                             go_on, NULL, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (tarn_engine_run_until_idle (hanging.engine, NULL, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_DEADLOCK);
      g_assert_true (g_str_has_suffix (error->message, hanging.described));
    }
  g_assert_cmpint (sample_now (hanging.sample), <, HOUR_US);
  g_assert_true (tarn_engine_remove_timeout (hanging.engine, timeout));
  hanging_clear (&hanging);
}

/* There is no deadlock if the run waits for a slot that becomes free by itself in an hour. */
static void
test_limit_held_full (void)
{
  g_autoptr (TarnSample) sample = sample_with_faults ("[rule]\noperation=" START_REFRESH
                                                      "\ndo=fill-limit\nduration-us=3600000000\n");
  g_autoptr (GError) error = NULL;
  Waiter waiter = { .service = REFRESH };

  sample_set (sample, "glue.queue-at-limit", 1);
  g_autofree char *id = start_any (sample, REFRESH);
  begin (sample, &waiter, id);
  g_assert_true (tarn_engine_run_until_idle (tarn_sample_get_engine (sample), NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (run_until (tarn_sample_get_engine (sample), TARN_NO_DEADLINE), ==,
                   TARN_CLOCK_RESULT_IDLE);
  assert_told (&waiter, "SUCCEEDED 3914000000");
  waiter_clear (&waiter);
}

/* The engine lists all waits, and the error names at most ten of them. */
static void
test_many (void)
{
  Waiter others[11];
  Hanging hanging;
  g_autoptr (GError) error = NULL;

  hanging_init (&hanging, METADATA);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      others[i] = (Waiter){ .service = METADATA };
      begin (hanging.sample, &others[i], hanging.id);
    }
  g_auto (GStrv) waits = tarn_engine_list_waits (hanging.engine);
  g_assert_cmpuint (g_strv_length (waits), ==, 12);
  g_assert_false (tarn_engine_run_until_idle (hanging.engine, NULL, &error));
  g_auto (GStrv) between = g_strsplit (error->message, hanging.described, -1);
  g_assert_cmpuint (g_strv_length (between), ==, 11);
  for (guint i = 1; i < 10; i++)
    g_assert_cmpstr (between[i], ==, ", ");

  hanging_clear (&hanging);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_cmpuint (others[i].n_calls, ==, 1);
      waiter_clear (&others[i]);
    }
}

/* --- In a main loop --------------------------------------------------------------------------- */

/*
 * The source reports the deadlock once for each wait. The loop does not end, because code may still stop the
 * run.
 */
static void
test_source (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autofree char *pattern
      = g_strdup_printf ("nothing is left to happen*what is waited for: %s *", nouns[service]);
  Hanging hanging;

  hanging_init (&hanging, service);
  g_autoptr (GSource) source = tarn_engine_create_source (hanging.engine);
  g_source_attach (source, NULL);
  g_test_expect_message ("Tarn", G_LOG_LEVEL_MESSAGE, pattern);
  iterate_until_quiet ();
  g_test_assert_expected_messages ();
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_MESSAGE);
  iterate_until_quiet ();
  g_log_set_always_fatal (fatal);

  Waiter other = { .service = service };
  begin (hanging.sample, &other, hanging.id);
  g_test_expect_message ("Tarn", G_LOG_LEVEL_MESSAGE, pattern);
  iterate_until_quiet ();
  g_test_assert_expected_messages ();

  g_source_destroy (source);
  hanging_clear (&hanging);
  g_assert_cmpuint (other.n_calls, ==, 1);
  waiter_clear (&other);
}

static gboolean
on_time_to_stop (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Hanging *hanging = data;

  end_any (hanging->sample, hanging->waiter.service, hanging->id);
  return G_SOURCE_REMOVE;
}

/* The source reports no deadlock while a timeout is pending. */
static void
test_source_with_timeout (gconstpointer data)
{
  Hanging hanging;

  hanging_init (&hanging, GPOINTER_TO_UINT (data));
  g_autoptr (GSource) source = tarn_engine_create_source (hanging.engine);
  tarn_engine_add_timeout (hanging.engine, HOUR_US, TARN_TIMEOUT_NONE, on_time_to_stop, &hanging,
                           NULL);
  g_source_attach (source, NULL);
  iterate_until_quiet ();
  g_assert_cmpuint (hanging.waiter.n_calls, ==, 1);
  g_assert_no_error (hanging.waiter.error);

  g_source_destroy (source);
  waiter_clear (&hanging.waiter);
  tarn_sample_unref (hanging.sample);
  g_free (hanging.id);
  g_free (hanging.described);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } rows[] = {
    { "run-until", test_run_until },
    { "run-until/otherwise", test_run_until_otherwise },
    { "run-until-idle", test_run_until_idle },
    { "source", test_source },
    { "source/with-timeout", test_source_with_timeout },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint service = 0; service < N_SERVICES; service++)
      {
        g_autofree char *path
            = g_strdup_printf ("/deadlock/%s/%s", service_names[service], rows[i].name);

        g_test_add_data_func (path, GUINT_TO_POINTER (service), rows[i].func);
      }
  g_test_add_func ("/deadlock/limit-held-full", test_limit_held_full);
  g_test_add_func ("/deadlock/many", test_many);

  return g_test_run ();
}
