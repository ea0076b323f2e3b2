/* SPDX-License-Identifier: MIT */
#include "small-lake.h"

#define ACCOUNT "123456789012"
#define DATABASE "sales"
#define SOURCE_BYTES G_GUINT64_CONSTANT (20000000000)

static TarnTableName *
create_table (SmallLake *lake, TarnTableInput *input, const char *name)
{
  g_autoptr (GError) error = NULL;

  tarn_glue_client_create_table (lake->glue, NULL, DATABASE, input, &error);
  g_assert_no_error (error);
  return tarn_table_name_new (ACCOUNT, DATABASE, name, NULL);
}

static void
create_view (SmallLake *lake, guint index, gint64 refresh_seconds)
{
  g_autofree char *source_name = g_strdup_printf ("source_%u", index);
  g_autofree char *view_name = g_strdup_printf ("view_%u", index);
  g_autoptr (TarnTableInput) source = tarn_table_input_new (source_name);
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view (view_name);

  tarn_table_input_set_size_bytes (source, SOURCE_BYTES);
  lake->sources[index] = create_table (lake, source, source_name);

  tarn_table_input_add_sub_object (view, lake->sources[index]);
  if (refresh_seconds > 0)
    tarn_table_input_set_refresh_seconds (view, refresh_seconds);
  lake->views[index] = create_table (lake, view, view_name);
}

void
small_lake_init (SmallLake *lake, guint64 seed, guint n_views, gint64 refresh_seconds)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnPrincipal) principal = tarn_principal_new (ACCOUNT, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (n_views, <=, SMALL_LAKE_VIEWS_MAX);
  *lake = (SmallLake){ .engine = tarn_engine_new (seed), .n_views = n_views };
  lake->glue = tarn_engine_create_glue_client (lake->engine, principal);
  tarn_glue_client_create_database (lake->glue, NULL, DATABASE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n_views; i++)
    create_view (lake, i, refresh_seconds);
}

void
small_lake_clear (SmallLake *lake)
{
  for (guint i = 0; i < lake->n_views; i++)
    {
      tarn_table_name_unref (lake->sources[i]);
      tarn_table_name_unref (lake->views[i]);
    }
  g_clear_object (&lake->glue);
  g_clear_object (&lake->engine);
}

char *
small_lake_start (SmallLake *lake, guint view, GError **error)
{
  return tarn_glue_client_start_materialized_view_refresh_task_run_of (lake->glue,
                                                                       lake->views[view], FALSE,
                                                                       error);
}

gboolean
small_lake_stop (SmallLake *lake, guint view, GError **error)
{
  return tarn_glue_client_stop_materialized_view_refresh_task_run (
      lake->glue, NULL, DATABASE, tarn_table_name_get_table_name (lake->views[view]), error);
}

void
small_lake_commit (SmallLake *lake, guint view, guint64 added_bytes)
{
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);
  g_autoptr (GError) error = NULL;

  tarn_commit_set_added_bytes (commit, added_bytes);
  tarn_glue_client_commit (lake->glue, lake->sources[view], commit, &error);
  g_assert_no_error (error);
}

guint
small_lake_find_view (const SmallLake *lake, const TarnChange *change)
{
  const char *name = tarn_table_name_get_table_name (
      tarn_refresh_change_get_table_name (tarn_change_get_refresh (change)));

  for (guint i = 0; i < lake->n_views; i++)
    if (g_str_equal (tarn_table_name_get_table_name (lake->views[i]), name))
      return i;

  g_assert_not_reached ();
}
