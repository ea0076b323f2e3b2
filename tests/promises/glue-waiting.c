/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-glue-client.h about waiting for the end of a run. */
#include "worlds/glue-lake.h"

#include "promise.h"

#define wait_for tarn_glue_client_wait_for_materialized_view_refresh_task_run

/* --- Waiting ---------------------------------------------------------------------------------- */

static void
test_wait_for_ended (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_drain (lake.engine);
  before = lake_to_string (&lake);
  run = wait_for (lake.client, NULL, id, NULL, NULL);
  g_assert_nonnull (run);
  after = lake_to_string (&lake);
  g_assert_cmpstr (after, ==, before);
}

static void
test_wait_until_end (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnRefreshRun) run = wait_for (lake.client, NULL, id, NULL, NULL);

  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_assert_cmpint (engine_now (lake.engine), ==, FULL_DURATION_US);
  g_assert_cmpint (tarn_refresh_run_get_end_time (run), ==, START_US + FULL_DURATION_US);
}

static gboolean
stop_view (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Lake *lake = data;

  lake_stop (lake, lake->view);
  return G_SOURCE_REMOVE;
}

static char *
start_hanging (const Lake *lake)
{
  engine_add_faults (lake->engine, "[hang]\n"
                                   "operation=StartMaterializedViewRefreshTaskRun\n"
                                   "do=hang-run\n");
  return lake_start (lake, lake->view);
}

static void
test_wait_gives_up (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = start_hanging (&lake);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;

  tarn_engine_add_timeout (lake.engine, HOUR_US, TARN_TIMEOUT_BACKGROUND, stop_view, &lake, NULL);
  g_assert_null (wait_for (lake.client, NULL, id, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_DEADLOCK);
  g_assert_nonnull (strstr (error->message, id));
  g_assert_cmpint (engine_now (lake.engine), ==, FULL_STARTUP_US);
  engine_advance (lake.engine, HOUR_US);
  run = wait_for (lake.client, NULL, id, NULL, NULL);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STOPPED);
}

static void
test_wait_while_filled (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_set (lake.engine, "glue.queue-at-limit", 1);
  engine_add_faults (lake.engine, "[fill]\n"
                                  "operation=StartMaterializedViewRefreshTaskRun\n"
                                  "do=fill-limit\nduration-us=3600000000\n");
  id = lake_start (&lake, lake.view);
  run = wait_for (lake.client, NULL, id, NULL, NULL);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_assert_cmpint (engine_now (lake.engine), ==, HOUR_US + FULL_DURATION_US);
}

static gboolean
stop_driving (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  tarn_engine_stop (data);
  return G_SOURCE_REMOVE;
}

static void
test_wait_stopped (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (GError) error = NULL;

  tarn_engine_add_timeout (lake.engine, SECOND_US, TARN_TIMEOUT_NONE, stop_driving, lake.engine,
                           NULL);
  g_assert_null (wait_for (lake.client, NULL, id, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STOPPED);
  g_assert_cmpint (engine_now (lake.engine), ==, SECOND_US);
}

typedef struct
{
  Lake *lake;
  const char *id;
  GError *error;
  gint64 now_us;
} Busy;

static gboolean
wait_in_callback (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Busy *busy = data;

  g_assert_null (wait_for (busy->lake->client, "", busy->id, NULL, &busy->error));
  busy->now_us = engine_now (busy->lake->engine);
  return G_SOURCE_REMOVE;
}

/* The catalog is wrong too, but the thread and the callback come first. */
static void
test_wait_busy (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  Busy busy = { &lake, id, NULL, 0 };

  tarn_engine_add_timeout (lake.engine, SECOND_US, TARN_TIMEOUT_NONE, wait_in_callback, &busy,
                           NULL);
  engine_advance (lake.engine, SECOND_US);
  g_assert_error (busy.error, TARN_ERROR, TARN_ERROR_BUSY);
  g_assert_cmpint (busy.now_us, ==, SECOND_US);
  g_error_free (busy.error);
}

static void
test_wait_for_none (void)
{
  static const struct
  {
    const char *catalog;
    const char *id;
    const char *exception;
  } rows[] = {
    { "", "none", INVALID },
    { NULL, "none", INVALID },
    { FOREIGN, "00000000-0000-4000-8000-000000000000", DENIED },
    { NULL, "00000000-0000-4000-8000-000000000000", NOT_FOUND },
  };
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.view);
  g_autofree char *before = lake_to_string (&lake);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      g_assert_null (wait_for (lake.client, rows[i].catalog, rows[i].id, NULL, &error));
      assert_exception (error, rows[i].exception, "");
      after = lake_to_string (&lake);
      g_assert_cmpstr (after, ==, before);
    }
}

static void
test_wait_limit (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();
  g_autoptr (GError) error = NULL;

  tarn_clock_limits_set_max_events (limits, 1);
  g_assert_null (wait_for (lake.client, NULL, id, limits, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_LIMIT);
  g_assert_cmpint (engine_now (lake.engine), ==, FULL_STARTUP_US);
}

typedef struct
{
  guint n_calls;
  TarnRefreshRun *run;
  GError *error;
} Answer;

static void
on_waited (GObject *client, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->n_calls++;
  answer->run = tarn_glue_client_wait_for_materialized_view_refresh_task_run_finish (
      TARN_GLUE_CLIENT (client), result, &answer->error);
}

static void
begin_waiting (const Lake *lake, const char *id, GCancellable *cancellable, Answer *answer)
{
  *answer = (Answer){ 0 };
  tarn_glue_client_wait_for_materialized_view_refresh_task_run_async (lake->client, NULL, id,
                                                                      cancellable, on_waited,
                                                                      answer);
}

static void
dispatch (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_callback_comes_later (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  Answer answer;

  engine_drain (lake.engine);
  begin_waiting (&lake, id, NULL, &answer);
  g_assert_cmpuint (answer.n_calls, ==, 0);
  dispatch ();
  g_assert_cmpuint (answer.n_calls, ==, 1);
  g_assert_cmpint (tarn_refresh_run_get_status (answer.run), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  tarn_refresh_run_unref (answer.run);
}

static void
test_wait_is_no_call (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  TarnFaultPlan *plan = engine_add_faults (lake.engine, "[all]\n"
                                                        "do=throw\nexception=" LIMIT "\n"
                                                        "service=glue\n");
  guint length;
  Answer answer;

  engine_set (lake.engine, "glue.get-rate-per-second", 0);
  tarn_engine_set_journal (lake.engine, journal);
  length = tarn_journal_get_length (journal);
  begin_waiting (&lake, id, NULL, &answer);
  g_assert_cmpuint (tarn_journal_get_length (journal), ==, length);
  engine_drain (lake.engine);
  dispatch ();
  g_assert_no_error (answer.error);
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plan, "all"), ==, 0);
  g_assert_cmpuint (tarn_journal_count_calls (journal, NULL, NULL), ==, 0);
  tarn_refresh_run_unref (answer.run);
}

static void
test_wait_needs_access (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  Answer answer;

  tarn_engine_deny (lake.engine, "*", "glue:GetMaterializedViewRefreshTaskRun", "*");
  begin_waiting (&lake, id, NULL, &answer);
  dispatch ();
  assert_exception (answer.error, DENIED, "");
  g_error_free (answer.error);
}

static void
test_forgotten_at_once (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  Answer answer;

  engine_set (lake.engine, "glue.retention-age-us", 1);
  begin_waiting (&lake, id, NULL, &answer);
  engine_advance (lake.engine, HOUR_US);
  g_assert_null (get_run (lake.client, NULL, id, NULL));
  dispatch ();
  g_assert_cmpint (tarn_refresh_run_get_status (answer.run), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  tarn_refresh_run_unref (answer.run);
}

static void
test_wait_keeps_client (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gpointer engine = lake.engine;
  gpointer client = lake.client;
  Answer answer;

  g_object_add_weak_pointer (engine, &engine);
  g_object_add_weak_pointer (client, &client);
  begin_waiting (&lake, id, cancellable, &answer);
  g_clear_object (&lake.client);
  g_clear_object (&lake.engine);
  dispatch ();
  g_assert_nonnull (engine);
  g_assert_nonnull (client);
  g_cancellable_cancel (cancellable);
  dispatch ();
  g_assert_null (engine);
  g_assert_null (client);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (answer.error);
}

static void
test_cancelled_after_end (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer answer;

  begin_waiting (&lake, id, cancellable, &answer);
  engine_drain (lake.engine);
  g_cancellable_cancel (cancellable);
  dispatch ();
  g_assert_cmpuint (answer.n_calls, ==, 1);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (answer.error);
}

static void
test_fork_has_no_waits (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnEngine) fork = NULL;
  g_auto (GStrv) waits = NULL;
  g_auto (GStrv) of_fork = NULL;
  Answer answer;

  begin_waiting (&lake, id, NULL, &answer);
  fork = tarn_engine_fork (lake.engine, NULL, NULL, NULL);
  waits = tarn_engine_list_waits (lake.engine);
  of_fork = tarn_engine_list_waits (fork);
  g_assert_cmpuint (g_strv_length (waits), ==, 1);
  g_assert_cmpuint (g_strv_length (of_fork), ==, 0);
  engine_drain (fork);
  dispatch ();
  g_assert_cmpuint (answer.n_calls, ==, 0);
  engine_drain (lake.engine);
  dispatch ();
  g_assert_cmpuint (answer.n_calls, ==, 1);
  tarn_refresh_run_unref (answer.run);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-glue-client.h: tarn_glue_client_wait_for_materialized_view_refresh_task_run(): If the run has ended already, "
    "nothing happens.", test_wait_for_ended },
  { "tarn-glue-client.h: tarn_glue_client_wait_for_materialized_view_refresh_task_run(): Otherwise the virtual time is "
    "then the time of its end.", test_wait_until_end },
  { "tarn-glue-client.h: tarn_glue_client_wait_for_materialized_view_refresh_task_run(): The function gives up when "
    "only background events are left, even if one of them is a timeout of the user that would stop the run. Then let "
    "time pass with tarn_engine_advance_by(), and wait again.", test_wait_gives_up },
  { "tarn-glue-client.h: tarn_glue_client_wait_for_materialized_view_refresh_task_run(): The function does not give up "
    "while a fault plan fills the limit of active runs", test_wait_while_filled },
  { "tarn-glue-client.h: tarn_glue_client_wait_for_materialized_view_refresh_task_run(): a callback makes the call; "
    "nothing happened", test_wait_busy },
  { "tarn-glue-client.h: tarn_glue_client_wait_for_materialized_view_refresh_task_run(): as for "
    "tarn_glue_client_get_materialized_view_refresh_task_run(); nothing happened", test_wait_for_none },
  { "tarn-glue-client.h: tarn_glue_client_wait_for_materialized_view_refresh_task_run(): %TARN_ERROR_LIMIT: as for "
    "tarn_engine_run_until()", test_wait_limit },
  { "tarn-glue-client.h: tarn_glue_client_wait_for_materialized_view_refresh_task_run(): a callback called "
    "tarn_engine_stop(), and the run has not ended; the virtual time is that of the last event", test_wait_stopped },

  { "tarn-glue-client.h: run_async(): The callback never runs inside this call", test_callback_comes_later },
  { "tarn-glue-client.h: run_async(): no rate counts it, no fault plan applies to it, and no journal records it",
    test_wait_is_no_call },
  { "tarn-glue-client.h: run_async(): a principal that may not get the run may not wait for it either",
    test_wait_needs_access },
  { "tarn-glue-client.h: run_async(): A run can end and be forgotten in the same instant; @callback gets it all the "
    "same.", test_forgotten_at_once },
  { "tarn-glue-client.h: run_async(): A wait keeps the client, and with it the engine, alive until the run has ended "
    "or the cancellable is cancelled", test_wait_keeps_client },
  { "tarn-glue-client.h: run_async(): A fork and a restored engine have no waits.", test_fork_has_no_waits },
  { "tarn-glue-client.h: run_finish(): the cancellable is cancelled, even if the run has ended",
    test_cancelled_after_end },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
