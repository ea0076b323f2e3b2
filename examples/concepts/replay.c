/* SPDX-License-Identifier: MIT */
/* Another engine replays a night from its journal, and then has the same digest. */
#include <tarn/tarn.h>

static void
have_a_night (TarnEngine *engine)
{
  g_autoptr (TarnPrincipal) me = tarn_principal_new ("123456789012", NULL, NULL);
  g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (engine, me);
  g_autoptr (TarnTableName) orders = tarn_table_name_new (NULL, "sales", "orders");
  g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");
  g_autoptr (TarnTableInput) table = tarn_table_input_new ();
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (view, orders);
  g_assert_true (tarn_glue_client_create_database (glue, NULL, "sales", NULL));
  g_assert_true (tarn_glue_client_create_table (glue, orders, table, NULL));
  g_assert_true (tarn_glue_client_create_table (glue, daily, view, NULL));
  g_assert_true (tarn_engine_set_option (engine, "glue.read-failure-ppm", 500000, NULL));
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (TarnRefreshRun) run
          = tarn_glue_client_start_materialized_view_refresh_task_run (glue, daily, TRUE, NULL);
      g_assert_nonnull (run);
      g_assert_true (tarn_engine_advance_by (engine, G_TIME_SPAN_HOUR, NULL));
    }
}

int
main (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (7);
  g_autoptr (TarnEngine) again = tarn_engine_new (7);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();

  tarn_engine_set_journal (engine, journal);
  have_a_night (engine);
  g_assert_true (tarn_engine_replay (again, journal, NULL));
  g_autofree char *digest = tarn_engine_dup_digest (engine, NULL);
  g_autofree char *same_digest = tarn_engine_dup_digest (again, NULL);
  g_assert_cmpstr (digest, ==, same_digest);

  /* An engine with another seed draws other numbers, and the replay reports the first difference. */
  g_autoptr (TarnEngine) other = tarn_engine_new (8);
  g_autoptr (GError) error = NULL;
  g_assert_false (tarn_engine_replay (other, journal, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_REPLAY);
}
