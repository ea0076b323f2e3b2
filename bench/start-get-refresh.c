/* SPDX-License-Identifier: MIT */
/* Starts and gets refresh runs of views of one table, each run by its id. */
#include "start-get.h"

void
bench_prepare (Bench *bench)
{
  g_autoptr (TarnPrincipal) me = tarn_principal_new (BENCH_ACCOUNT, NULL, NULL);
  g_autoptr (TarnTableInput) table = tarn_table_input_new ();
  g_autoptr (TarnTableName) name = tarn_table_name_new (BENCH_ACCOUNT, "sales", "orders");
  TarnGlueClient *glue = tarn_engine_create_glue_client (bench->engine, me);
  TarnTableName **views = g_new0 (TarnTableName *, bench->n_subjects + 1);

  tarn_engine_set_option (bench->engine, "glue.running-max", 1000000, NULL);
  tarn_table_input_set_size_bytes (table, 1000000000);
  tarn_glue_client_create_database (glue, NULL, "sales", NULL);
  tarn_glue_client_create_table (glue, name, table, NULL);
  for (guint i = 0; i < bench->n_subjects; i++)
    {
      g_autofree char *view_name = g_strdup_printf ("view_%u", i);
      g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();

      views[i] = tarn_table_name_new (BENCH_ACCOUNT, "sales", view_name);
      tarn_table_input_add_sub_object (view, name);
      tarn_glue_client_create_table (glue, views[i], view, NULL);
    }

  bench->client = glue;
  bench->subjects = views;
}

gboolean
bench_start_and_get (Bench *bench, guint subject)
{
  TarnTableName **views = bench->subjects;
  g_autoptr (TarnRefreshRun) started
      = tarn_glue_client_start_materialized_view_refresh_task_run (bench->client, views[subject],
                                                                   TRUE, NULL);
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_get_materialized_view_refresh_task_run (bench->client, NULL,
                                                                 tarn_refresh_run_get_id (started),
                                                                 NULL);

  return !tarn_refresh_status_is_terminal (tarn_refresh_run_get_status (run));
}

void
bench_clear (Bench *bench)
{
  TarnTableName **views = bench->subjects;

  for (guint i = 0; i < bench->n_subjects; i++)
    tarn_table_name_unref (views[i]);
  g_free (views);
  g_object_unref (bench->client);
}

int
main (int argc, char **argv)
{
  return bench_main (argc, argv);
}
