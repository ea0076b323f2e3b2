/* SPDX-License-Identifier: MIT */
/* Set-up of AWS Glue: catalogs, databases, tables, views, commits, and what reads them. */
#include "driver/actions.h"
#include "driver/arguments.h"
#include "driver/callbacks.h"
#include "driver/show.h"

static void
create_catalog (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  guint user = draw_user (draw);
  gboolean is_federated = draw_chance (draw, 30);
  const char *catalog = draw_catalog (draw);

  if (catalog == NULL && draw_chance (draw, 90))
    catalog = "123456789012:s3tablescatalog/lake";
  tarn_glue_client_create_catalog (world->glue[user], catalog, is_federated, &error);
  if (error != NULL && error->domain == TARN_GLUE_ERROR)
    world_note (world, "federated %d", tarn_glue_error_get_from_federation_source (error));
  world_outcome (world, "create catalog", error);
}

static void
create_database (World *world, Draw *draw)
{
  static const char *const names[]
      = { "sales", "Sales", "SALES", "ops", "a/b", "\303\274n\303\257 \t" };
  g_autoptr (GError) error = NULL;
  const char *catalog = draw_catalog (draw);
  const char *name = draw_of (draw, names);

  if (draw_chance (draw, 3))
    name = draw_text (draw);
  guint user = draw_user_of (world, draw, catalog);
  tarn_glue_client_create_database (world->glue[user], catalog, name, &error);
  if (!world_outcome (world, "create database", error))
    return;
  g_autoptr (TarnTableName) database = tarn_table_name_new (catalog, name, NULL);
  world_know_name (world->databases, database,
                   tarn_principal_get_account_id (world->principals[user]));
}

static void
make_table (World *world, Draw *draw, TarnTableInput *input, GPtrArray *known, const char *action)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = draw_new_name (world, draw);
  guint user = draw_user_of_name (world, draw, name);

  tarn_glue_client_create_table (world->glue[user], name, input, &error);
  if (world_outcome (world, action, error))
    world_know_name (known, name, tarn_principal_get_account_id (world->principals[user]));
}

static void
create_base_table (World *world, Draw *draw)
{
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();

  tarn_table_input_set_size_bytes (input, draw_size (draw));
  tarn_table_input_set_record_count (input, draw_size (draw));
  if (draw_chance (draw, 30))
    tarn_table_input_set_format (input, TARN_TABLE_FORMAT_HIVE);
  if (draw_chance (draw, 2))
    tarn_table_input_set_definer (input, "role");
  if (draw_chance (draw, 2))
    tarn_table_input_set_refresh_seconds (input, 3600);
  make_table (world, draw, input, world->tables, "create table");
}

static void
set_refresh_seconds (World *world, Draw *draw, TarnTableInput *input)
{
  static const gint64 good[] = { 3600, 3601, 7200, 86400, 315360000 };
  static const gint64 bad[] = { 1, 3599, -1, 315360001, G_MAXINT64, G_MININT64 };

  if (draw_chance (draw, 3))
    tarn_table_input_set_refresh_seconds (input, draw_of (draw, bad));
  else if (world->traits.is_automatic && draw_chance (draw, 40))
    {
      tarn_table_input_set_refresh_seconds (input, draw_of (draw, good));
      if (draw_chance (draw, 20))
        tarn_table_input_set_refresh_offset_seconds (input, draw_below (draw, 4000));
      if (draw_chance (draw, 20))
        tarn_table_input_set_refresh_jitter_seconds (input, draw_below (draw, 4000));
    }
}

static TarnTableInput *
make_view (World *world, Draw *draw)
{
  static const char *const definers[]
      = { "arn:aws:iam::123456789012:role/etl", "arn:aws:iam::222222222222:role/other", "x" };
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  guint n_sources = draw_chance (draw, 5) ? draw_below (draw, 13) : 1 + draw_below (draw, 3);
  guint first = draw_below (draw, 100);
  guint n_versions = draw_chance (draw, 5) ? draw_below (draw, 252) : draw_below (draw, 2);

  for (guint i = 0; i < n_sources; i++)
    {
      GPtrArray *known
          = draw_chance (draw, 75) || world->views->len == 0 ? world->tables : world->views;
      g_autoptr (TarnTableName) source = NULL;

      if (draw_chance (draw, 4))
        source = draw_table (world, draw);
      else if (i < known->len)
        source = tarn_table_name_ref (known->pdata[(first + i) % known->len]);
      if (source != NULL)
        tarn_table_input_add_sub_object (input, source);
    }
  for (guint i = 0; i < n_versions; i++)
    tarn_table_input_add_sub_object_version_id (input, draw_chance (draw, 1) ? -2 : (gint64) i - 1);
  tarn_table_input_set_size_bytes (input, draw_size (draw));
  tarn_table_input_set_incremental (input, draw_chance (draw, 80));
  if (draw_chance (draw, 30))
    tarn_table_input_set_definer (input, draw_chance (draw, 95) ? draw_of (draw, definers)
                                                                : draw_text (draw));
  if (draw_chance (draw, 20))
    tarn_table_input_set_last_refresh_type (input, draw_chance (draw, 50)
                                                       ? TARN_REFRESH_TYPE_FULL
                                                       : TARN_REFRESH_TYPE_INCREMENTAL);
  set_refresh_seconds (world, draw, input);
  return input;
}

static void
create_view (World *world, Draw *draw)
{
  g_autoptr (TarnTableInput) input = make_view (world, draw);

  make_table (world, draw, input, world->views, "create view");
}

static void
update_table (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  gboolean is_view = draw_chance (draw, 80);
  g_autoptr (TarnTableName) name = is_view ? draw_view (world, draw) : draw_table (world, draw);
  guint user = draw_user_of_name (world, draw, name);
  g_autoptr (TarnTableInput) input = is_view ? make_view (world, draw) : tarn_table_input_new ();

  if (!is_view)
    tarn_table_input_set_size_bytes (input, draw_size (draw));
  tarn_glue_client_update_table (world->glue[user], name, input, &error);
  world_outcome (world, "update table", error);
}

static void
pause_schedule (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = draw_view (world, draw);
  guint user = draw_user_of_name (world, draw, name);

  if (draw_chance (draw, 40))
    tarn_glue_client_pause_schedule (world->glue[user], name, &error);
  else
    tarn_glue_client_resume_schedule (world->glue[user], name, &error);
  world_outcome (world, "pause schedule", error);
}

static void
delete_table (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name
      = draw_chance (draw, 80) ? draw_view (world, draw) : draw_table (world, draw);
  guint user = draw_user_of_name (world, draw, name);

  tarn_glue_client_delete_table (world->glue[user], name, &error);
  /* A table whose deletion lost its reply is gone, too. */
  observers_forget_commits (world, name);
  world_outcome (world, "delete table", error);
}

static void
get_tables (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  g_autoptr (TarnTableName) name = draw_table (world, draw);
  guint user = draw_user_of_name (world, draw, name);
  gint max = draw_chance (draw, 5) ? 101 : 1 + (gint) draw_below (draw, 5);
  g_autoptr (GPtrArray) page
      = tarn_glue_client_get_tables (world->glue[user], tarn_table_name_get_catalog_id (name),
                                     tarn_table_name_get_database_name (name), max, NULL, &token,
                                     &error);

  for (guint i = 0; page != NULL && i < page->len; i++)
    show_table (world, page->pdata[i]);
  world_outcome (world, "get tables", error);
}

static void
get_databases (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  g_autoptr (TarnTableName) name = draw_table (world, draw);
  const char *catalog = tarn_table_name_get_catalog_id (name);
  TarnGlueClient *client = world->glue[draw_user_of_name (world, draw, name)];
  g_autofree char *found
      = tarn_glue_client_get_database (client, catalog, tarn_table_name_get_database_name (name),
                                       NULL);
  g_autoptr (GPtrArray) page
      = tarn_glue_client_get_databases (client, catalog, draw_chance (draw, 5) ? 101 : 1, NULL,
                                        &token, &error);

  world_note (world, "%s %s", found != NULL ? found : "none",
              page != NULL && page->len > 0 ? (const char *) page->pdata[0] : "none");
  world_outcome (world, "get databases", error);
}

static void
commit (World *world, Draw *draw)
{
  static const TarnCommitOperation operations[]
      = { TARN_COMMIT_APPEND, TARN_COMMIT_OVERWRITE, TARN_COMMIT_DELETE, TARN_COMMIT_REPLACE };
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = draw_table (world, draw);
  guint user = draw_user_of_name (world, draw, name);
  g_autoptr (TarnCommit) change = tarn_commit_new (draw_of (draw, operations));

  if (draw_chance (draw, 80))
    tarn_commit_set_added_bytes (change, draw_size (draw));
  if (draw_chance (draw, 25))
    tarn_commit_set_removed_bytes (change, draw_size (draw) / 4);
  if (draw_chance (draw, 50))
    tarn_commit_set_added_records (change, draw_size (draw));
  if (draw_chance (draw, 20))
    tarn_commit_set_removed_records (change, draw_size (draw) / 4);
  if (draw_chance (draw, 20))
    tarn_commit_set_total_bytes (change,
                                 draw_chance (draw, 90) ? (gint64) (draw_size (draw) / 2) : -2);
  for (guint i = draw_chance (draw, 10) ? 3 : 1; i > 0; i--)
    {
      g_clear_error (&error);
      tarn_glue_client_commit (world->glue[user], name, change, &error);
      world_outcome (world, "commit", error);
    }
}

static void
get_table (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name
      = draw_chance (draw, 70) ? draw_view (world, draw) : draw_table (world, draw);
  guint user = draw_user_of_name (world, draw, name);
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (world->glue[user], name, &error);

  if (table != NULL)
    show_table (world, table);
  world_outcome (world, "get table", error);
}

static void
estimate (World *world, Draw *draw)
{
  static const TarnRefreshType types[]
      = { TARN_REFRESH_TYPE_NONE, TARN_REFRESH_TYPE_FULL, TARN_REFRESH_TYPE_INCREMENTAL };
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = draw_view (world, draw);
  guint user = draw_user_of_name (world, draw, name);
  g_autoptr (TarnRefreshEstimate) estimated
      = tarn_glue_client_estimate_refresh (world->glue[user], name, draw_of (draw, types), &error);

  if (estimated != NULL)
    show_estimate (world, estimated);
  world_outcome (world, "estimate", error);
}

static void
explain (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = draw_view (world, draw);
  guint user = draw_user_of_name (world, draw, name);
  g_autofree char *text = tarn_glue_client_explain (world->glue[user], name, &error);

  if (text != NULL)
    world_note (world, "%s", text);
  world_outcome (world, "explain", error);
}

static void
view_measures (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = draw_view (world, draw);
  guint user = draw_user_of_name (world, draw, name);
  g_autoptr (TarnMeasures) measures
      = tarn_glue_client_get_view_measures (world->glue[user], name, &error);

  if (measures != NULL)
    show_measures (world, measures);
  world_outcome (world, "view measures", error);
}

static void
account_measures (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = draw_view (world, draw);
  guint user = draw_user_of_name (world, draw, name);
  g_autoptr (TarnMeasures) measures
      = tarn_glue_client_get_account_measures (world->glue[user],
                                               tarn_table_name_get_catalog_id (name), &error);

  if (measures != NULL)
    show_measures (world, measures);
  world_outcome (world, "account measures", error);
}

static void
reset_measures (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = draw_view (world, draw);
  guint user = draw_user_of_name (world, draw, name);

  tarn_glue_client_reset_measures (world->glue[user], tarn_table_name_get_catalog_id (name),
                                   &error);
  world_outcome (world, "reset measures", error);
}

/* A name becomes a text and a name again. */
static void
name_from_text (World *world, Draw *draw)
{
  static const char *const texts[] = { "sales.daily",
                                       "123456789012.sales.daily",
                                       "arn:aws:glue:us-east-1:123456789012:table/sales/daily",
                                       "a.b.c.d",
                                       "sales",
                                       "arn:aws:glue:us-east-1:123456789012:table/sales",
                                       "..",
                                       "arn:" };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup (draw_of (draw, texts));

  if (draw_chance (draw, 30))
    {
      const char *odd = draw_text (draw);
      g_free (text);
      text = g_strdup (odd != NULL ? odd : "");
    }
  g_autoptr (TarnTableName) name = tarn_table_name_new_from_string (text, &error);
  if (name != NULL)
    {
      g_autofree char *again = tarn_table_name_to_string (name);
      world_note (world, "name %s, hash %u", again, tarn_table_name_hash (name));
    }
  world_outcome (world, "name from text", error);
  world->took_effect |= error != NULL && world->n_failed == 0;
}

const Action catalog_actions[] = {
  { "create catalog", 2, 10, 2, create_catalog },
  { "create database", 5, 60, 3, create_database },
  { "create table", 8, 40, 3, create_base_table },
  { "create view", 10, 40, 4, create_view },
  { "commit", 40, 10, 20, commit },
  { "get table", 20, 2, 10, get_table },
  { "get databases", 3, 1, 3, get_databases },
  { "get tables", 4, 1, 4, get_tables },
  { "update table", 4, 4, 4, update_table },
  { "delete table", 2, 2, 2, delete_table },
  { "pause schedule", 3, 3, 3, pause_schedule },
  { "estimate", 10, 1, 6, estimate },
  { "explain", 8, 1, 4, explain },
  { "view measures", 10, 1, 6, view_measures },
  { "account measures", 5, 1, 3, account_measures },
  { "reset measures", 2, 1, 1, reset_measures },
  { "name from text", 2, 1, 1, name_from_text },
  { NULL, 0, 0, 0, NULL },
};
