/* SPDX-License-Identifier: MIT */
/*
 * Tests waiting for a run by driving the clock: how far time passes, what the call returns, and when the call
 * finds that the run can never end.
 */
#include "worlds/waiting.h"

#include "worlds/helper-thread.h"

/* --- What the call returns -------------------------------------------------------------------- */

static void
test_outcome (gconstpointer data)
{
  const OutcomeRow *row = data;
  g_autoptr (TarnSample) sample
      = row->fault != NULL ? sample_with_fault (row->service, row->fault) : tarn_sample_new (1);
  g_autofree char *id = start_any (sample, row->service);
  g_autoptr (GError) error = NULL;

  if (row->end_us != 0)
    end_later (sample, row->service, id, row->end_us);
  g_autofree char *told = wait_any (sample, row->service, NULL, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told, ==, row->told);
  g_autofree char *got = get_any (sample, row->service, NULL, id, &error);
  g_assert_cmpstr (got, ==, told);

  /* The run ends at the present time, and a second wait for the ended run returns at once. */
  gint64 now_us = sample_now (sample);
  g_autofree char *again = wait_any (sample, row->service, NULL, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, told);
  g_assert_cmpint (sample_now (sample), ==, now_us);
  g_assert_cmpint (now_us, ==, g_ascii_strtoll (strchr (told, ' '), NULL, 10));
}

static void
test_refusal (gconstpointer data)
{
  const RefusalRow *row = data;
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (GError) wanted = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (get_any (sample, row->service, row->place, row->id, &wanted));
  g_assert_null (wait_any (sample, row->service, row->place, row->id, NULL, &error));
  g_assert_cmpstr (get_exception (wanted), ==, row->exception);
  assert_exception (error, row->exception, wanted->message);
  g_assert_null (wait_any (sample, row->service, row->place, row->id, NULL, NULL));
  g_assert_cmpint (sample_now (sample), ==, 0);
}

/* Only the call makes the engine report changes: there is no journal, fault plan or observer. */
static void
test_nobody_else_watches (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (GError) error = NULL;

  tarn_engine_set_journal (tarn_sample_get_engine (sample), NULL);
  tarn_engine_set_fault_plan (tarn_sample_get_engine (sample), NULL);
  g_autofree char *id = start_any (sample, service);
  g_autofree char *told = wait_any (sample, service, NULL, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (told, "SUCCEEDED "));
}

/* What follows a wait that has seen its end is as without the wait: more runs, and more waits for them. */
static void
test_goes_on (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *id = start_any (sample, service);
      g_autofree char *told = wait_any (sample, service, NULL, id, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (g_str_has_prefix (told, "SUCCEEDED "));
    }
}

/* --- Obstacles -------------------------------------------------------------------------------- */

static void
test_faults_and_rates (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autofree char *rule
      = g_strdup_printf ("[rule]\noperation=%s\ndo=lose-reply\n", got_by[service]);
  g_autofree char *rate = g_strconcat (service_names[service], ".get-rate-per-second", NULL);
  g_autoptr (TarnSample) sample = sample_with_faults (rule);
  g_autofree char *id = start_any (sample, service);
  g_autoptr (GError) error = NULL;

  sample_set (sample, rate, 0);
  g_assert_null (get_any (sample, service, NULL, id, &error));
  assert_exception (error, "ThrottlingException", NULL);
  g_clear_error (&error);
  sample_set (sample, rate, -1);
  g_assert_null (get_any (sample, service, NULL, id, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  sample_set (sample, rate, 0);
  g_autofree char *told = wait_any (sample, service, NULL, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (told, "SUCCEEDED "));
}

static void
test_access (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id = start_any (sample, service);
  g_autofree char *action = g_strconcat (service_names[service], ":", got_by[service], NULL);
  g_autoptr (GError) wanted = NULL;
  g_autoptr (GError) error = NULL;

  guint denial = tarn_engine_deny (engine, "*", action, "*");
  g_assert_null (get_any (sample, service, NULL, id, &wanted));
  g_assert_null (wait_any (sample, service, NULL, id, NULL, &error));
  assert_exception (error, "AccessDeniedException", wanted->message);
  g_assert_cmpint (sample_now (sample), ==, 0);
  g_clear_error (&error);

  g_assert_true (tarn_engine_revoke (engine, denial));
  g_autofree char *told = wait_any (sample, service, NULL, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (told, "SUCCEEDED "));
}

typedef struct
{
  TarnSample *sample;
  Service service;
  const char *id;
  guint n_refused;
} Inside;

static gboolean
wait_inside (Inside *inside)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wait_any (inside->sample, inside->service, NULL, inside->id, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BUSY);
  inside->n_refused++;
  return G_SOURCE_REMOVE;
}

static gboolean
on_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  return wait_inside (data);
}

static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED, gpointer data)
{
  wait_inside (data);
}

static gboolean
on_condition (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  wait_inside (data);
  return TRUE;
}

static void
test_inside (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id = start_any (sample, service);
  Inside inside = { sample, service, id, 0 };

  tarn_engine_add_timeout (engine, 1, TARN_TIMEOUT_NONE, on_timeout, &inside, NULL);
  sample_advance_to (sample, 1);
  g_assert_cmpuint (inside.n_refused, ==, 1);
  g_assert_true (
      tarn_engine_run_until (engine, on_condition, &inside, TARN_NO_DEADLINE, NULL, NULL, NULL));
  g_assert_cmpuint (inside.n_refused, ==, 2);

  guint observer = tarn_engine_add_observer (engine, on_change, &inside, NULL);
  end_any (sample, service, id);
  g_assert_cmpuint (inside.n_refused, ==, 3);
  g_assert_true (tarn_engine_remove_observer (engine, observer));
  g_assert_cmpint (sample_now (sample), ==, 1);
}

static void
wait_elsewhere (gpointer data)
{
  Inside *inside = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (wait_any (inside->sample, inside->service, NULL, inside->id, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  inside->n_refused++;
}

static void
test_wrong_thread (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = start_any (sample, service);
  Inside inside = { sample, service, id, 0 };
  HelperThread helper;

  helper_thread_start (&helper);
  helper_thread_run (&helper, wait_elsewhere, &inside);
  helper_thread_stop (&helper);
  g_assert_cmpuint (inside.n_refused, ==, 1);
  g_assert_cmpint (sample_now (sample), ==, 0);
}

/* --- How far time passes ---------------------------------------------------------------------- */

static void
test_limits (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = start_any (sample, service);
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();
  g_autoptr (GError) error = NULL;

  tarn_clock_limits_set_max_events (limits, 0);
  g_assert_null (wait_any (sample, service, NULL, id, limits, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_LIMIT);
  g_clear_error (&error);

  tarn_clock_limits_set_max_events (limits, 100);
  tarn_clock_limits_set_horizon_us (limits, SECOND_US);
  g_assert_null (wait_any (sample, service, NULL, id, limits, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_LIMIT);
  g_clear_error (&error);
  g_assert_cmpint (sample_now (sample), ==, 0);

  /* The next call goes on. */
  tarn_clock_limits_set_horizon_us (limits, HOUR_US);
  g_autofree char *told = wait_any (sample, service, NULL, id, limits, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (told, "SUCCEEDED "));
}

static gboolean
on_time_to_stop (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  return !tarn_engine_stop (data);
}

/* A stop is no deadlock, so the next call goes on. */
static void
test_stopped (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id = start_any (sample, service);
  g_autoptr (GError) error = NULL;

  tarn_engine_add_timeout (engine, SECOND_US, TARN_TIMEOUT_NONE, on_time_to_stop, engine, NULL);
  g_assert_null (wait_any (sample, service, NULL, id, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STOPPED);
  g_assert_nonnull (strstr (error->message, id));
  g_assert_cmpint (sample_now (sample), ==, SECOND_US);
  g_clear_error (&error);
  g_autofree char *told = wait_any (sample, service, NULL, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (told, "SUCCEEDED "));
}

/* --- Deadlocks -------------------------------------------------------------------------------- */

static void
assert_deadlock (TarnSample *sample, Service service, const char *id, gint64 now_us)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wait_any (sample, service, NULL, id, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_DEADLOCK);
  g_assert_nonnull (strstr (error->message, id));
  g_assert_cmpint (sample_now (sample), ==, now_us);
}

static void
test_hanging (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = sample_with_fault (service, "do=hang-run\n");
  g_autofree char *id = start_any (sample, service);
  gint64 begin_us = service == REFRESH ? STARTUP_US : 0;
  g_autoptr (GError) error = NULL;

  assert_deadlock (sample, service, id, begin_us);
  assert_deadlock (sample, service, id, begin_us);

  end_any (sample, service, id);
  g_autofree char *told = wait_any (sample, service, NULL, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (told, service == REFRESH ? "STOPPED " : "CANCELED "));
}

static gboolean
on_background (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  guint *n_calls = data;

  (*n_calls)++;
  return G_SOURCE_CONTINUE;
}

static void
test_hanging_with_background (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = sample_with_fault (service, "do=hang-run\n");
  g_autofree char *id = start_any (sample, service);
  guint n_calls = 0;

  tarn_engine_add_timeout (tarn_sample_get_engine (sample), HOUR_US, TARN_TIMEOUT_BACKGROUND,
                           on_background, &n_calls, NULL);
  assert_deadlock (sample, service, id, service == REFRESH ? STARTUP_US : 0);
  g_assert_cmpuint (n_calls, ==, 0);
}

/* The run does not hang, but the run that has its slot hangs. */
static void
test_behind_hanging (void)
{
  g_autoptr (TarnSample) sample
      = sample_with_faults ("[rule]\noperation=" START_REFRESH "\nnth=1\ndo=hang-run\n");
  g_autoptr (GError) error = NULL;

  sample_set (sample, "glue.running-max", 1);
  sample_set (sample, "glue.queue-at-limit", 1);
  g_autofree char *hanging = start_any (sample, REFRESH);
  g_autofree char *waiting = sample_refresh (sample, "monthly", &error);
  g_assert_no_error (error);
  assert_deadlock (sample, REFRESH, waiting, STARTUP_US);

  end_any (sample, REFRESH, hanging);
  g_autofree char *told = wait_any (sample, REFRESH, NULL, waiting, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (told, "SUCCEEDED "));
}

/* Only a background event frees the slot, and the wait goes on until that event. */
static void
test_limit_held_full (void)
{
  g_autoptr (TarnSample) sample = sample_with_faults ("[rule]\noperation=" START_REFRESH
                                                      "\ndo=fill-limit\nduration-us=3600000000\n");
  g_autoptr (GError) error = NULL;

  sample_set (sample, "glue.queue-at-limit", 1);
  g_autofree char *id = start_any (sample, REFRESH);
  g_autofree char *told = wait_any (sample, REFRESH, NULL, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told, ==, "SUCCEEDED 3914000000");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/waiting-driven/outcome/", outcome_rows, test_outcome);
  ADD_ROWS ("/waiting-driven/refused-as-get/", refusal_rows, test_refusal);
  ADD_BOTH ("/waiting-driven/nobody-else-watches", test_nobody_else_watches);
  ADD_BOTH ("/waiting-driven/goes-on", test_goes_on);
  ADD_BOTH ("/waiting-driven/looks-past-faults-and-rates", test_faults_and_rates);
  ADD_BOTH ("/waiting-driven/not-past-access", test_access);
  ADD_BOTH ("/waiting-driven/busy-inside", test_inside);
  ADD_BOTH ("/waiting-driven/wrong-thread", test_wrong_thread);
  ADD_BOTH ("/waiting-driven/limits", test_limits);
  ADD_BOTH ("/waiting-driven/stopped", test_stopped);
  ADD_BOTH ("/waiting-driven/hanging", test_hanging);
  ADD_BOTH ("/waiting-driven/hanging-with-background", test_hanging_with_background);
  g_test_add_func ("/waiting-driven/behind-hanging", test_behind_hanging);
  g_test_add_func ("/waiting-driven/limit-held-full", test_limit_held_full);

  return g_test_run ();
}
