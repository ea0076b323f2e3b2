/* SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <tarn/tarn.h>

static void
branch (TarnEngine *engine, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, &error);
  g_assert_no_error (error);
  tarn_engine_set_option (fork, "glue.cost-dpu-max", 20, &error);
  g_assert_no_error (error);
  tarn_engine_advance_by (fork, G_TIME_SPAN_HOUR, &error);
  g_assert_no_error (error);
  tarn_engine_advance_by (engine, G_TIME_SPAN_HOUR, &error);
  g_assert_no_error (error);
  g_autofree char *diff = tarn_engine_diff (engine, fork, 10, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (diff, "glue.options: cost-dpu-max 10 -> 20\n"));

  tarn_engine_save_to_file (engine, path, &error);
  g_assert_no_error (error);
  g_autoptr (TarnEngine) restored = tarn_engine_restore_from_file (path, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *digest = tarn_engine_dup_digest (engine, &error);
  g_assert_no_error (error);
  g_autofree char *same_digest = tarn_engine_dup_digest (restored, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (digest, ==, same_digest);
}

/* The README says that the digest is what sha256sum prints for the file. */
static void
check_file (TarnEngine *engine, const char *path)
{
  g_autofree char *contents = NULL;
  g_autofree char *digest = tarn_engine_dup_digest (engine, NULL);
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_autofree char *sum
      = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
  g_assert_cmpstr (digest, ==, sum);
}

int
main (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (TarnPrincipal) me = tarn_principal_new ("123456789012", NULL, NULL);
  g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (engine, me);
  g_autoptr (TarnTableName) orders = tarn_table_name_new (NULL, "sales", "orders");
  g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");
  g_autoptr (TarnTableInput) table = tarn_table_input_new ();
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();
  tarn_table_input_set_size_bytes (table, 100000000000);
  tarn_table_input_add_sub_object (view, orders);
  g_assert_true (tarn_glue_client_create_database (glue, NULL, "sales", NULL));
  g_assert_true (tarn_glue_client_create_table (glue, orders, table, NULL));
  g_assert_true (tarn_glue_client_create_table (glue, daily, view, NULL));
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run (glue, daily, FALSE, NULL);
  g_assert_nonnull (run);

  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("tarn-XXXXXX", &path, NULL);
  g_assert_true (g_close (file, NULL));
  branch (engine, path);
  check_file (engine, path);
  g_assert_cmpint (g_unlink (path), ==, 0);
  return 0;
}
