/* SPDX-License-Identifier: MIT */
#include "orchestrator.h"

static TarnRefreshStatus
orchestrate_in (TarnSample *world, const char *view, GError **error)
{
  return orchestrate (tarn_sample_get_engine (world), tarn_sample_get_glue (world), "sales", view,
                      error);
}

static void
test_first_run_succeeds (void)
{
  g_autoptr (TarnSample) world = tarn_sample_new (1);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (orchestrate_in (world, "daily", &error), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_assert_no_error (error);
  tarn_assert_n_lines (tarn_sample_get_journal (world), " succeed ", 1);
}

static void
test_failed_run_is_repeated (void)
{
  g_autoptr (TarnSample) world = tarn_sample_new (1);
  g_autoptr (GError) error = NULL;

  tarn_sample_add_faults (world, "[the first run fails]\n"
                                 "operation=StartMaterializedViewRefreshTaskRun\n"
                                 "nth=1\n"
                                 "do=fail-run\n");
  g_assert_cmpint (orchestrate_in (world, "daily", &error), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_assert_no_error (error);
  tarn_assert_order (tarn_sample_get_journal (world), " create ", ">FAILED", " create ",
                     " succeed ", NULL);
}

static void
test_unknown_view_is_an_error (void)
{
  g_autoptr (TarnSample) world = tarn_sample_new (1);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (orchestrate_in (world, "yearly", &error), ==, 0);
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_ENTITY_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/orchestrator/first-run-succeeds", test_first_run_succeeds);
  g_test_add_func ("/orchestrator/failed-run-is-repeated", test_failed_run_is_repeated);
  g_test_add_func ("/orchestrator/unknown-view-is-an-error", test_unknown_view_is_an_error);
  return g_test_run ();
}
