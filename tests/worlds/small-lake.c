/* SPDX-License-Identifier: MIT */
#include "small-lake.h"

#define SOURCE_BYTES (20 * GIGABYTE)

static void
create_view (SmallLake *lake, guint index, gint64 refresh_seconds)
{
  g_autofree char *source_name = g_strdup_printf ("source_%u", index);
  g_autofree char *view_name = g_strdup_printf ("view_%u", index);

  lake->sources[index] = glue_add_base (lake->glue, source_name, SOURCE_BYTES);
  lake->views[index] = glue_add_view (lake->glue, view_name, lake->sources[index],
                                      TARN_REFRESH_TYPE_NONE, refresh_seconds);
}

void
small_lake_init (SmallLake *lake, guint64 seed, guint n_views, gint64 refresh_seconds)
{
  g_assert_cmpuint (n_views, <=, SMALL_LAKE_VIEWS_MAX);
  *lake = (SmallLake){ .engine = tarn_engine_new (seed), .n_views = n_views };
  lake->glue = glue_client_new (lake->engine, ACCOUNT, NULL);
  glue_add_database (lake->glue);
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
  return start_refresh_of (lake->glue, lake->views[view], FALSE, error);
}

gboolean
small_lake_stop (SmallLake *lake, guint view, GError **error)
{
  return stop_refresh (lake->glue, NULL, DATABASE,
                       tarn_table_name_get_table_name (lake->views[view]), error);
}

void
small_lake_commit (SmallLake *lake, guint view, guint64 added_bytes)
{
  glue_append (lake->glue, lake->sources[view], (gint64) added_bytes);
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
