/* SPDX-License-Identifier: MIT */
#include "snapshot-lake.h"

enum
{
  SEED = 7,
};

void
snapshot_lake_init (SnapshotLake *lake)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnPrincipal) root = tarn_principal_new (ACCOUNT, NULL, &error);

  g_assert_no_error (error);
  *lake = (SnapshotLake){ .engine = tarn_engine_new (SEED) };
  lake->glue = tarn_engine_create_glue_client (lake->engine, root);
  lake->datazone = tarn_engine_create_datazone_client (lake->engine, root);
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

void
snapshot_lake_set (SnapshotLake *lake, const char *option, gint64 value)
{
  g_autoptr (GError) error = NULL;

  tarn_engine_set_option (lake->engine, option, value, &error);
  g_assert_no_error (error);
}

void
snapshot_lake_advance (SnapshotLake *lake, gint64 duration_us)
{
  g_autoptr (GError) error = NULL;

  tarn_engine_advance_by (lake->engine, duration_us, &error);
  g_assert_no_error (error);
}

void
snapshot_lake_add_faults (SnapshotLake *lake, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (lake->engine);

  tarn_fault_plan_add_from_data (plan, text, -1, "faults", &error);
  g_assert_no_error (error);
  tarn_engine_set_fault_plan (lake->engine, plan);
}

/* --- Glue ------------------------------------------------------------------------------------- */

void
snapshot_lake_create_table (SnapshotLake *lake, TarnTableInput *input)
{
  g_autoptr (GError) error = NULL;

  tarn_glue_client_create_table (lake->glue, NULL, DATABASE, input, &error);
  g_assert_no_error (error);
}

void
snapshot_lake_add_tables (SnapshotLake *lake)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableInput) orders = tarn_table_input_new ("orders");

  tarn_glue_client_create_database (lake->glue, NULL, DATABASE, &error);
  g_assert_no_error (error);
  tarn_table_input_set_size_bytes (orders, GIGABYTE);
  snapshot_lake_create_table (lake, orders);
}

void
snapshot_lake_add_view (SnapshotLake *lake, const char *view, const char *source,
                        gint64 refresh_seconds)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = tarn_table_name_new (ACCOUNT, DATABASE, source, &error);
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view (view);

  g_assert_no_error (error);
  tarn_table_input_add_sub_object (input, name);
  tarn_table_input_set_last_refresh_type (input, TARN_REFRESH_TYPE_FULL);
  if (refresh_seconds > 0)
    tarn_table_input_set_refresh_seconds (input, refresh_seconds);
  snapshot_lake_create_table (lake, input);
}

void
snapshot_lake_commit (SnapshotLake *lake, const char *table, guint64 added_bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = tarn_table_name_new (ACCOUNT, DATABASE, table, &error);
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);

  tarn_commit_set_added_bytes (commit, added_bytes);
  tarn_glue_client_commit (lake->glue, name, commit, &error);
  g_assert_no_error (error);
}

void
snapshot_lake_refresh (SnapshotLake *lake, const char *view)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id G_GNUC_UNUSED
      = tarn_glue_client_start_materialized_view_refresh_task_run (lake->glue, NULL, DATABASE, view,
                                                                   FALSE, &error);

  g_assert_no_error (error);
}

void
snapshot_lake_stop (SnapshotLake *lake, const char *view)
{
  g_autoptr (GError) error = NULL;

  tarn_glue_client_stop_materialized_view_refresh_task_run (lake->glue, NULL, DATABASE, view,
                                                            &error);
  g_assert_no_error (error);
}

void
snapshot_lake_refresh_and_wait (SnapshotLake *lake, const char *view)
{
  snapshot_lake_refresh (lake, view);
  snapshot_lake_advance (lake, MINUTE_US);
}

/* --- DataZone --------------------------------------------------------------------------------- */

char *
snapshot_lake_add_asset (SnapshotLake *lake, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnAssetInput) input = tarn_asset_input_new (name, "GlueTableAssetType");
  char *id;

  tarn_asset_input_add_column (input, "ord_id", "bigint");
  tarn_asset_input_add_column (input, "tot_amt", "double");
  id = tarn_datazone_client_create_asset (lake->datazone, lake->domain, lake->project, input,
                                          &error);
  g_assert_no_error (error);
  return id;
}

void
snapshot_lake_add_domain (SnapshotLake *lake)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnPrincipal) user = tarn_principal_new (FOREIGN, NULL, &error);

  g_assert_no_error (error);
  lake->domain = tarn_datazone_client_create_domain (lake->datazone, "domain",
                                                     TARN_DOMAIN_VERSION_1, &error);
  g_assert_no_error (error);
  lake->project
      = tarn_datazone_client_create_project (lake->datazone, lake->domain, "project", &error);
  g_assert_no_error (error);
  lake->user
      = tarn_datazone_client_create_user_profile (lake->datazone, lake->domain, user, &error);
  g_assert_no_error (error);
  lake->asset = snapshot_lake_add_asset (lake, "asset");
}

char *
snapshot_lake_generate (SnapshotLake *lake, const char *asset, const char *types,
                        const char *client_token)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = g_strsplit (types, " ", -1);
  const TarnMetadataTarget target = { "ASSET", asset, NULL };
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_start_metadata_generation_run (lake->datazone, lake->domain,
                                                            lake->project, &target, NULL,
                                                            (const char *const *) words,
                                                            client_token, &error);

  g_assert_no_error (error);
  return g_strdup (tarn_metadata_run_get_id (run));
}
