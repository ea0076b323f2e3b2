/* SPDX-License-Identifier: MIT */
#include "snapshot-lake.h"

enum
{
  SEED = 7,
};

void
snapshot_lake_init (SnapshotLake *lake)
{
  *lake = (SnapshotLake){ .engine = tarn_engine_new (SEED) };
  lake->glue = glue_client_new (lake->engine, ACCOUNT, NULL);
  lake->datazone = datazone_client_new (lake->engine, ACCOUNT, NULL);
}

void
snapshot_lake_clear (SnapshotLake *lake)
{
  g_clear_object (&lake->glue);
  g_clear_object (&lake->datazone);
  g_clear_object (&lake->engine);
  g_clear_pointer (&lake->domain, g_free);
  g_clear_pointer (&lake->project, g_free);
  g_clear_pointer (&lake->asset, g_free);
  g_clear_pointer (&lake->user, g_free);
}

/* --- Glue ------------------------------------------------------------------------------------- */

void
snapshot_lake_create_table (SnapshotLake *lake, const char *table, TarnTableInput *input)
{
  g_autoptr (GError) error = NULL;

  glue_create_table (lake->glue, NULL, DATABASE, table, input, &error);
  g_assert_no_error (error);
}

void
snapshot_lake_add_tables (SnapshotLake *lake)
{
  glue_add_database (lake->glue);
  tarn_table_name_unref (glue_add_base (lake->glue, "orders", GIGABYTE));
}

void
snapshot_lake_add_view (SnapshotLake *lake, const char *view, const char *source,
                        gint64 refresh_seconds)
{
  g_autoptr (TarnTableName) name = table_name_new (ACCOUNT, DATABASE, source);

  tarn_table_name_unref (
      glue_add_view (lake->glue, view, name, TARN_REFRESH_TYPE_FULL, refresh_seconds));
}

void
snapshot_lake_commit (SnapshotLake *lake, const char *table, guint64 added_bytes)
{
  g_autoptr (TarnTableName) name = table_name_new (ACCOUNT, DATABASE, table);

  glue_append (lake->glue, name, (gint64) added_bytes);
}

void
snapshot_lake_refresh (SnapshotLake *lake, const char *view)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id G_GNUC_UNUSED
      = start_refresh (lake->glue, NULL, DATABASE, view, FALSE, &error);

  g_assert_no_error (error);
}

void
snapshot_lake_stop (SnapshotLake *lake, const char *view)
{
  g_autoptr (GError) error = NULL;

  stop_refresh (lake->glue, NULL, DATABASE, view, &error);
  g_assert_no_error (error);
}

void
snapshot_lake_refresh_and_wait (SnapshotLake *lake, const char *view)
{
  snapshot_lake_refresh (lake, view);
  engine_advance (lake->engine, MINUTE_US);
}

/* --- DataZone --------------------------------------------------------------------------------- */

char *
snapshot_lake_add_asset (SnapshotLake *lake, const char *name)
{
  TarnAssetInput *input = tarn_asset_input_new (name, "GlueTableAssetType");

  tarn_asset_input_add_column (input, "ord_id", "bigint");
  tarn_asset_input_add_column (input, "tot_amt", "double");
  return datazone_add_asset (lake->datazone, lake->domain, lake->project, input);
}

void
snapshot_lake_add_domain (SnapshotLake *lake)
{
  lake->domain = datazone_add_domain (lake->datazone, "domain", TARN_DOMAIN_VERSION_1);
  lake->project = datazone_add_project (lake->datazone, lake->domain, "project");
  lake->user = datazone_add_user (lake->datazone, lake->domain, FOREIGN, NULL);
  lake->asset = snapshot_lake_add_asset (lake, "asset");
}

char *
snapshot_lake_generate (SnapshotLake *lake, const char *asset, const char *types,
                        const char *client_token)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = g_strsplit (types, " ", -1);
  const TarnMetadataTarget target = { .type = "ASSET", .identifier = asset };
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_start_metadata_generation_run (lake->datazone, lake->domain,
                                                            lake->project, &target, NULL,
                                                            (const char *const *) words,
                                                            client_token, &error);

  g_assert_no_error (error);
  return g_strdup (tarn_metadata_run_get_id (run));
}
