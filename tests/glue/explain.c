/* SPDX-License-Identifier: MIT */
/* Tests the exact words that explain why a view is stale, because people read them and tests compare them. */
#include "worlds/sample.h"

static void
assert_explained (TarnSample *sample, const char *view, const char *expected)
{
  g_autoptr (TarnTableName) name = sample_name (view);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = tarn_glue_client_explain (tarn_sample_get_glue (sample), name, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
append_to_orders (TarnSample *sample)
{
  g_autoptr (TarnTableName) orders = sample_name ("orders");
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);

  tarn_commit_set_added_bytes (commit, 1000);
  g_assert_true (tarn_glue_client_commit (tarn_sample_get_glue (sample), orders, commit, NULL));
}

static char *
refresh (TarnSample *sample, const char *view)
{
  char *id = sample_refresh (sample, view, NULL);

  sample_drain (sample);
  return id;
}

static void
check_explained (TarnSample *sample, const char *view, const char *format, const char *id)
{
  g_auto (GStrv) parts = g_strsplit (format, "ID", 2);
  g_autofree char *expected = g_strjoinv (id, parts);

  assert_explained (sample, view, expected);
}

#define SHOWS                                                                                      \
  "123456789012.sales.daily shows its sources as of 2000-01-01T00:00:00Z, published"               \
  " 2000-01-01T00:05:14Z\n"
#define MANUAL "it is not refreshed automatically\n"

static void
test_explain_fresh (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = refresh (sample, "daily");

  check_explained (sample, "daily",
                   SHOWS "- 123456789012.sales.orders: nothing has changed since\n"
                         "run ID of 2000-01-01T00:00:00Z is SUCCEEDED\n" MANUAL,
                   id);
}

static void
test_explain_stale (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = refresh (sample, "daily");

  append_to_orders (sample);
  append_to_orders (sample);
  check_explained (sample, "daily",
                   SHOWS "- 123456789012.sales.orders: 2 commits of 2000 bytes not shown, the"
                         " oldest of 2000-01-01T00:05:14Z\n"
                         "run ID of 2000-01-01T00:00:00Z is SUCCEEDED\n" MANUAL,
                   id);
}

/*
 * The text lists the run that published last and the runs after it, and says why each of these did not
 * publish.
 */
static void
test_explain_failed (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = refresh (sample, "daily");
  g_autofree char *failed = NULL, *expected = NULL;

  append_to_orders (sample);
  tarn_sample_add_faults (sample, "[a]\ndo=fail-run\nat-ppm=0\nmessage=Disk full\n"
                                  "operation=" START_REFRESH "\n");
  failed = refresh (sample, "daily");
  expected
      = g_strdup_printf (SHOWS "- 123456789012.sales.orders: 1 commit of 1000 bytes not shown, the"
                               " oldest of 2000-01-01T00:05:14Z\n"
                               "run %s of 2000-01-01T00:05:14Z is FAILED: Disk full\n"
                               "run %s of 2000-01-01T00:00:00Z is SUCCEEDED\n" MANUAL,
                         failed, id);
  assert_explained (sample, "daily", expected);
}

/* A view can show everything that its own sources have, and be stale because one of these sources is. */
static void
test_explain_view_over_stale_view (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *daily G_GNUC_UNUSED = refresh (sample, "daily");
  g_autofree char *id = refresh (sample, "monthly");
  g_autoptr (TarnRefreshRun) run = sample_get_refresh (sample, id);
  g_autoptr (TarnTableName) name = sample_name ("monthly");
  g_autofree char *text = NULL;

  append_to_orders (sample);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  text = tarn_glue_client_explain (tarn_sample_get_glue (sample), name, NULL);
  g_assert_nonnull (strstr (text,
                            "\n- 123456789012.sales.daily: nothing has changed since\n"
                            "  " SHOWS "    - 123456789012.sales.orders: 1 commit of 1000 bytes not"
                            " shown, the oldest of "));
}

static void
test_explain_never_refreshed (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnTableName) orders = sample_name ("orders");
  g_autoptr (TarnTableName) name = sample_name ("daily");
  g_autofree char *text = tarn_glue_client_explain (tarn_sample_get_glue (sample), name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_prefix (text, "123456789012.sales.daily was never refreshed\n"));
  g_assert_true (g_str_has_suffix (text, MANUAL));
  g_assert_null (tarn_glue_client_explain (tarn_sample_get_glue (sample), orders, &error));
  assert_exception (error, "EntityNotFoundException", NULL);
}

/*
 * The number of ways to the base table grows exponentially with that of views, but the text lists no view
 * twice.
 */
static void
test_explain_many_ways (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnTableName) last = sample_name ("view79");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 80; i++)
    {
      g_autofree char *name = g_strdup_printf ("view%u", i);
      g_autofree char *before = i > 0 ? g_strdup_printf ("view%u", i - 1) : g_strdup ("orders");
      g_autofree char *other = i > 1 ? g_strdup_printf ("view%u", i - 2) : g_strdup ("daily");
      g_autoptr (TarnTableName) first = sample_name (before), second = sample_name (other);
      g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();

      tarn_table_input_add_sub_object (input, first);
      tarn_table_input_add_sub_object (input, second);
      g_assert_true (
          glue_create_table (tarn_sample_get_glue (sample), NULL, "sales", name, input, &error));
    }

  g_autofree char *text = tarn_glue_client_explain (tarn_sample_get_glue (sample), last, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), <, 300);
  g_assert_nonnull (strstr (text, " described above\n"));
  g_assert_nonnull (
      strstr (text, " not described, because there are too many views under this one\n"));
}

static void
test_explain_automatic (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnTableName) orders = sample_name ("orders"), name = sample_name ("hourly");
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, orders);
  tarn_table_input_set_refresh_seconds (input, 3600);
  g_assert_true (
      glue_create_table (tarn_sample_get_glue (sample), NULL, "sales", "hourly", input, NULL));
  g_autofree char *text = tarn_glue_client_explain (tarn_sample_get_glue (sample), name, NULL);

  g_assert_true (g_str_has_suffix (text, "\nit is refreshed automatically every 3600 s\n"));
}

/* Overwrites 2^60 bytes of the source: 2^61 bytes change. */
static void
overwrite_orders (TarnSample *sample)
{
  g_autoptr (TarnTableName) orders = sample_name ("orders");
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_OVERWRITE);
  g_autoptr (GError) error = NULL;

  tarn_commit_set_added_bytes (commit, G_GUINT64_CONSTANT (1) << 60);
  tarn_commit_set_removed_bytes (commit, G_GUINT64_CONSTANT (1) << 60);
  tarn_commit_set_total_bytes (commit, 1000);
  tarn_glue_client_commit (tarn_sample_get_glue (sample), orders, commit, &error);
  g_assert_no_error (error);
}

static void
assert_pending (TarnSample *sample, const char *pending)
{
  g_autoptr (TarnTableName) name = sample_name ("daily");
  g_autofree char *text = tarn_glue_client_explain (tarn_sample_get_glue (sample), name, NULL);

  g_assert_nonnull (strstr (text, pending));
}

/* The sum of all changes goes on beyond 64 bits, and what a view lacks is exact, or the largest number. */
static void
test_explain_many_bytes (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  for (guint i = 0; i < 7; i++)
    overwrite_orders (sample);
  assert_pending (sample, ": 7 commits of 16140901064495857664 bytes not shown");
  overwrite_orders (sample);
  assert_pending (sample, ": 8 commits of 18446744073709551615 bytes not shown");
  g_free (refresh (sample, "daily"));
  assert_pending (sample, ": nothing has changed since");
  overwrite_orders (sample);
  assert_pending (sample, ": 1 commit of 2305843009213693952 bytes not shown");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/explain/fresh", test_explain_fresh);
  g_test_add_func ("/explain/stale", test_explain_stale);
  g_test_add_func ("/explain/failed", test_explain_failed);
  g_test_add_func ("/explain/view-over-stale-view", test_explain_view_over_stale_view);
  g_test_add_func ("/explain/never-refreshed", test_explain_never_refreshed);
  g_test_add_func ("/explain/many-ways", test_explain_many_ways);
  g_test_add_func ("/explain/automatic", test_explain_automatic);
  g_test_add_func ("/explain/many-bytes", test_explain_many_bytes);

  return g_test_run ();
}
