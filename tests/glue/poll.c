/* SPDX-License-Identifier: MIT */
/*
 * Tests that a reloaded run equals a run that Get returns, in every state. A reload that fails does not
 * change the run.
 */
#include "worlds/glue-lake.h"

static char *
run_to_string (TarnRefreshRun *run)
{
  GString *text = g_string_new ("");

  append_run (text, run);
  g_string_append_printf (text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s",
                          tarn_refresh_run_get_billed_dpu_milliseconds (run),
                          tarn_refresh_run_get_cost_nano_usd (run),
                          tarn_refresh_run_get_catalog_id (run));
  return g_string_free (text, FALSE);
}

static void
reload (const Lake *lake, TarnRefreshRun *run)
{
  g_autoptr (GError) error = NULL;

  tarn_refresh_run_reload (run, lake->client, &error);
  g_assert_no_error (error);
}

static void
assert_as_by_id (const Lake *lake, TarnRefreshRun *run)
{
  g_autoptr (TarnRefreshRun) by_id = lake_get (lake, tarn_refresh_run_get_id (run));
  g_autofree char *expected = run_to_string (by_id);
  g_autofree char *told = run_to_string (run);

  g_assert_cmpstr (told, ==, expected);
}

typedef struct
{
  const char *name;
  gint64 stop_us; /* 0 for never */
  gint64 failure_ppm;
  const char *end;
} LifeRow;

static const LifeRow life_rows[] = {
  { "succeeded", 0, 0, "SUCCEEDED" },
  { "failed", 0, 1000000, "FAILED" },
  { "stopped", 100 * SECOND_US, 0, "STOPPED" },
  { "stopped-early", 10 * SECOND_US, 0, "STOPPED" },
};

/* The test reloads a run every ten seconds, from its start until long after its end. */
static void
test_life (gconstpointer data)
{
  const LifeRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_set (lake.engine, "glue.read-failure-ppm", row->failure_ppm);
  id = lake_start (&lake, lake.view);
  run = lake_get (&lake, id);
  for (guint i = 0; i < 50; i++)
    {
      reload (&lake, run);
      assert_as_by_id (&lake, run);
      if (row->stop_us != 0 && engine_now (lake.engine) == row->stop_us)
        lake_stop (&lake, lake.view);
      engine_advance (lake.engine, 10 * SECOND_US);
    }

  g_assert_cmpstr (tarn_refresh_run_get_id (run), ==, id);
  g_assert_cmpstr (tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)), ==, row->end);
}

static void
test_waiting (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) other
      = lake_add_view (&lake, "other", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autofree char *first = NULL;
  g_autofree char *id = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_set (lake.engine, "glue.running-max", 1);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  first = lake_start (&lake, lake.view);
  id = lake_start (&lake, other);
  run = lake_get (&lake, id);
  for (guint i = 0; i < 33; i++)
    {
      reload (&lake, run);
      assert_as_by_id (&lake, run);
      engine_advance (lake.engine, 10 * SECOND_US);
    }
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_SUCCEEDED);
}

/* All references to a run see the result of a reload, and the text of the id stays at its address. */
static void
test_shared (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnRefreshRun) run = lake_get (&lake, id);
  g_autoptr (TarnRefreshRun) shared = tarn_refresh_run_ref (run);
  const char *run_id = tarn_refresh_run_get_id (run);

  engine_advance (lake.engine, 100 * SECOND_US);
  reload (&lake, run);
  g_assert_true (shared == run);
  g_assert_cmpint (tarn_refresh_run_get_status (shared), ==, TARN_REFRESH_STATUS_RUNNING);
  g_assert_true (tarn_refresh_run_get_id (shared) == run_id);
  assert_as_by_id (&lake, shared);
}

/* The journal writes each reload as a call of Get. */
static void
test_journaled (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnRefreshRun) run = lake_get (&lake, id);

  tarn_engine_set_journal (lake.engine, journal);
  for (guint i = 0; i < 3; i++)
    {
      engine_advance (lake.engine, 100 * SECOND_US);
      reload (&lake, run);
      tarn_assert_n_calls (journal, "GetMaterializedViewRefreshTaskRun", "ok", 1);
      assert_as_by_id (&lake, run);
      tarn_journal_clear (journal);
    }
}

/* The bill of an ended run depends on the prices at the time of the reload. */
static void
test_price (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_drain (lake.engine);
  run = lake_get (&lake, id);
  engine_set (lake.engine, "glue.cost-price-micro-usd-per-dpu-hour", 1000000);
  engine_set (lake.engine, "glue.cost-billing-granularity-ms", 3600000);
  reload (&lake, run);

  g_assert_cmpint (tarn_refresh_run_get_billed_dpu_milliseconds (run), ==, 3600000);
  g_assert_cmpint (tarn_refresh_run_get_cost_nano_usd (run), ==, 1000000000);
  assert_as_by_id (&lake, run);
}

static void
test_another_catalog (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  tarn_table_input_add_sub_object (input, lake.base);
  tarn_glue_client_create_catalog (lake.client, BUCKET, FALSE, &error);
  tarn_glue_client_create_database (lake.client, BUCKET, DATABASE, &error);
  glue_create_table (lake.client, BUCKET, DATABASE, VIEW, input, &error);
  id = start_refresh (lake.client, BUCKET, DATABASE, VIEW, FALSE, &error);
  run = get_run (lake.client, BUCKET, id, &error);
  engine_drain (lake.engine);
  g_assert_no_error (error);
  reload (&lake, run);

  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_assert_cmpstr (tarn_refresh_run_get_catalog_id (run), ==, BUCKET);
}

static void
assert_refused (TarnGlueClient *client, TarnRefreshRun *run, const char *exception)
{
  g_autofree char *before = run_to_string (run);
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_refresh_run_reload (run, client, &error));
  assert_exception (error, exception, "");
  g_autofree char *after = run_to_string (run);
  g_assert_cmpstr (after, ==, before);
}

static void
test_refused (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_auto (Lake) stranger = lake_new (2);
  g_autoptr (TarnGlueClient) other = glue_client_new (lake.engine, FOREIGN, NULL);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnRefreshRun) run = lake_get (&lake, id);

  assert_refused (other, run, DENIED);
  assert_refused (stranger.client, run, NOT_FOUND);
  engine_drain (lake.engine);
  engine_set (lake.engine, "glue.retention-age-us", HOUR_US);
  engine_advance (lake.engine, 2 * HOUR_US);
  assert_refused (lake.client, run, NOT_FOUND);
}

/* The engine uses the memory of a dropped run again, but a reload of that run does not find the new run. */
static void
test_dropped (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_set (lake.engine, "glue.retention-runs", 1);
  engine_drain (lake.engine);
  run = lake_get (&lake, id);
  for (guint i = 0; i < 10; i++)
    {
      g_free (lake_start (&lake, lake.view));
      engine_drain (lake.engine);
      assert_refused (lake.client, run, NOT_FOUND);
    }
}

/* Two engines with the same seed have runs with the same ids, and each run has a state of its own. */
static void
test_twin (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_auto (Lake) twin = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autofree char *twin_id = lake_start (&twin, twin.view);
  g_autoptr (TarnRefreshRun) run = NULL;

  g_assert_cmpstr (twin_id, ==, id);
  engine_drain (lake.engine);
  run = lake_get (&lake, id);
  reload (&twin, run);

  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STARTING);
  assert_as_by_id (&twin, run);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/refresh/poll/life/", life_rows, test_life);
  g_test_add_func ("/refresh/poll/waiting", test_waiting);
  g_test_add_func ("/refresh/poll/shared", test_shared);
  g_test_add_func ("/refresh/poll/journaled", test_journaled);
  g_test_add_func ("/refresh/poll/price", test_price);
  g_test_add_func ("/refresh/poll/another-catalog", test_another_catalog);
  g_test_add_func ("/refresh/poll/refused", test_refused);
  g_test_add_func ("/refresh/poll/dropped", test_dropped);
  g_test_add_func ("/refresh/poll/twin", test_twin);
  return g_test_run ();
}
