/* SPDX-License-Identifier: MIT */
/*
 * Tests the role with which a refresh reads its sources. A run fails if the role is denied a source when the
 * run takes its snapshot, or when it would publish. A denial that was revoked in between does not matter.
 */
#include "worlds/every-operation.h"

#define ETL "arn:aws:iam::" TARN_SAMPLE_ACCOUNT_ID ":role/etl"
#define SELECT "lakeformation:SELECT"

static void
add_view_of (const World *world, const char *definer)
{
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();
  g_autoptr (GError) error = NULL;

  tarn_table_input_add_sub_object (view, world->orders);
  if (definer != NULL)
    tarn_table_input_set_definer (view, definer);
  glue_create_table (tarn_sample_get_glue (world->sample), NULL, "sales", "defined", view, &error);
  g_assert_no_error (error);
}

/* Refreshes the view `defined`. Returns the last status of the run, and how long the run took. */
static const char *
refresh_defined (const World *world, gint64 *out_duration_us)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = sample_refresh (world->sample, "defined", &error);
  g_autoptr (TarnRefreshRun) run = NULL;

  g_assert_no_error (error);
  sample_drain (world->sample);
  run = sample_get_refresh (world->sample, id);
  *out_duration_us = tarn_refresh_run_get_end_time (run) - tarn_refresh_run_get_creation_time (run);
  return tarn_refresh_status_to_string (tarn_refresh_run_get_status (run));
}

static void
check_definer (const char *definer, const char *denied, const char *resource, const char *expected)
{
  g_auto (World) world = world_new (1);
  gint64 duration_us;
  guint id;

  add_view_of (&world, definer);
  id = tarn_engine_deny (tarn_sample_get_engine (world.sample), denied, SELECT, resource);
  g_assert_cmpstr (refresh_defined (&world, &duration_us), ==, expected);
  g_assert_cmpint (duration_us, ==, g_str_equal (expected, "FAILED") ? STARTUP_US : DURATION_US);
  tarn_engine_revoke (tarn_sample_get_engine (world.sample), id);
  g_assert_cmpstr (refresh_defined (&world, &duration_us), ==, "SUCCEEDED");
}

static void
test_definer (void)
{
  check_definer (NULL, ROOT, ORDERS, "FAILED");
  check_definer (NULL, "*", "*", "FAILED");
  check_definer (NULL, ETL, ORDERS, "SUCCEEDED");
  check_definer (NULL, ROOT, DAILY, "SUCCEEDED");
  check_definer (ETL, ETL, ORDERS, "FAILED");
  check_definer (ETL, ROOT, ORDERS, "SUCCEEDED");
}

/* A denial counts when the run would publish, but not if it was revoked before. */
static void
test_definer_on_the_way (void)
{
  g_auto (World) world = world_new (1);
  TarnEngine *engine = tarn_sample_get_engine (world.sample);
  g_autofree char *id = NULL;
  guint statement;

  sample_advance_to (world.sample, 100 * SECOND_US);
  statement = tarn_engine_deny (engine, ROOT, SELECT, ORDERS);
  sample_advance_to (world.sample, 200 * SECOND_US);
  tarn_engine_revoke (engine, statement);
  sample_drain (world.sample);
  assert_refresh (world.sample, world.refresh_id, "SUCCEEDED", NULL);

  id = sample_refresh (world.sample, "monthly", NULL);
  tarn_engine_deny (engine, ROOT, SELECT, DAILY);
  sample_drain (world.sample);
  g_assert_nonnull (id);
  tarn_assert_order (tarn_sample_get_journal (world.sample), "sales.monthly", "RUNNING>FAILED",
                     NULL);
}

/* A fault plan can end a run at a stop. The run would publish then, so a denial lets it fail. */
static void
test_definer_at_stop (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = NULL;

  tarn_sample_add_faults (sample, "[a]\ndo=end-at-stop\noperation=" START_REFRESH "\n");
  id = sample_refresh (sample, "daily", NULL);
  sample_advance_to (sample, 100 * SECOND_US);
  tarn_engine_deny (tarn_sample_get_engine (sample), ROOT, SELECT, ORDERS);
  g_assert_false (sample_stop (sample, "daily", NULL));
  g_autoptr (TarnRefreshRun) run = sample_get_refresh (sample, id);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_FAILED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/access-definer/definer", test_definer);
  g_test_add_func ("/access-definer/definer-on-the-way", test_definer_on_the_way);
  g_test_add_func ("/access-definer/definer-at-stop", test_definer_at_stop);

  return g_test_run ();
}
