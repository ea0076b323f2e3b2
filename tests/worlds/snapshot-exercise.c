/* SPDX-License-Identifier: MIT */
#include "snapshot-exercise.h"

#include "snapshot-lake.h"

#include <string.h>

enum
{
  RUNS_LOOKED_AT = 4,
};

/* --- Glue ------------------------------------------------------------------------------------- */

static void
exercise_table (TarnGlueClient *glue, const char *catalog, const char *database, const char *table)
{
  g_autoptr (TarnTableName) name = tarn_table_name_new (catalog, database, table);
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_OVERWRITE);

  if (name == NULL)
    return;

  g_autoptr (TarnTable) told G_GNUC_UNUSED = tarn_glue_client_get_table (glue, name, NULL);
  g_autoptr (TarnRefreshEstimate) full G_GNUC_UNUSED
      = tarn_glue_client_estimate_refresh (glue, name, TARN_REFRESH_TYPE_FULL, NULL);
  g_autoptr (TarnRefreshEstimate) any G_GNUC_UNUSED
      = tarn_glue_client_estimate_refresh (glue, name, TARN_REFRESH_TYPE_NONE, NULL);
  g_autofree char *explained G_GNUC_UNUSED = tarn_glue_client_explain (glue, name, NULL);
  g_autoptr (TarnMeasures) measures = tarn_glue_client_get_view_measures (glue, name, NULL);
  if (measures != NULL)
    tarn_measures_get_percentile (measures, TARN_MEASURE_LAG, 5000);
  tarn_glue_client_reset_measures (glue, catalog, NULL);
  tarn_commit_set_added_bytes (commit, 1000);
  tarn_commit_set_removed_records (commit, 1);
  tarn_glue_client_commit (glue, name, commit, NULL);
  stop_refresh (glue, catalog, database, table, NULL);
  g_autofree char *id G_GNUC_UNUSED = start_refresh_of (glue, name, FALSE, NULL);
}

/* The last of all, because nothing is left of the table. */
static void
exercise_end (TarnGlueClient *glue, const char *table)
{
  g_autoptr (TarnTableName) name = tarn_table_name_new (ACCOUNT, DATABASE, table);
  g_autoptr (TarnTableName) orders = tarn_table_name_new (ACCOUNT, DATABASE, "orders");
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();
  g_autofree char *database G_GNUC_UNUSED
      = tarn_glue_client_get_database (glue, NULL, DATABASE, NULL);
  g_autoptr (GPtrArray) databases G_GNUC_UNUSED
      = tarn_glue_client_get_databases (glue, NULL, 1, NULL, NULL, NULL);
  g_autoptr (GPtrArray) tables G_GNUC_UNUSED
      = tarn_glue_client_get_tables (glue, NULL, DATABASE, 2, NULL, NULL, NULL);

  tarn_table_input_add_sub_object (input, orders);
  tarn_table_input_set_refresh_seconds (input, 3600);
  tarn_glue_client_update_table (glue, name, input, NULL);
  tarn_glue_client_pause_schedule (glue, name, NULL);
  tarn_glue_client_resume_schedule (glue, name, NULL);
  tarn_glue_client_delete_table (glue, name, NULL);
}

static void
exercise_run (TarnGlueClient *glue, TarnRefreshRun *run)
{
  g_autoptr (TarnRefreshRun) told G_GNUC_UNUSED
      = tarn_glue_client_get_materialized_view_refresh_task_run (glue, NULL,
                                                                 tarn_refresh_run_get_id (run),
                                                                 NULL);

  tarn_refresh_run_reload (run, glue, NULL);
  tarn_refresh_run_get_cost_nano_usd (run);
  exercise_table (glue, tarn_refresh_run_get_catalog_id (run),
                  tarn_refresh_run_get_database_name (run), tarn_refresh_run_get_table_name (run));
}

/* Lists the runs in pages of one run, and calls the operations on each. */
static void
exercise_runs (TarnGlueClient *glue, const char *database, const char *table)
{
  g_autofree char *token = NULL;

  for (guint i = 0; i < RUNS_LOOKED_AT && (i == 0 || token != NULL); i++)
    {
      g_autofree char *next_token = NULL;
      g_autoptr (GPtrArray) runs
          = tarn_glue_client_list_materialized_view_refresh_task_runs (glue, NULL, database, table,
                                                                       1, token, &next_token, NULL);

      for (guint j = 0; runs != NULL && j < runs->len; j++)
        exercise_run (glue, runs->pdata[j]);
      g_free (token);
      token = g_steal_pointer (&next_token);
    }
}

static void
exercise_glue (TarnGlueClient *glue)
{
  static const char *const tables[] = { "orders", "daily", "monthly", "waiting", "new" };
  g_autoptr (TarnTableName) orders = tarn_table_name_new (ACCOUNT, DATABASE, "orders");
  g_autoptr (TarnTableInput) table = tarn_table_input_new ();
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();

  tarn_glue_client_create_catalog (glue, ACCOUNT ":s3tablescatalog/new", TRUE, NULL);
  tarn_glue_client_create_database (glue, NULL, "new", NULL);
  glue_create_table (glue, NULL, DATABASE, "new-table", table, NULL);
  tarn_table_input_add_sub_object (view, orders);
  tarn_table_input_set_refresh_seconds (view, 3600);
  glue_create_table (glue, NULL, DATABASE, "new", view, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    exercise_table (glue, ACCOUNT, DATABASE, tables[i]);
  exercise_runs (glue, DATABASE, "daily");
  exercise_runs (glue, NULL, NULL);
  exercise_end (glue, "new");
  exercise_end (glue, "daily");
}

/* --- DataZone --------------------------------------------------------------------------------- */

static void
exercise_asset (SnapshotLake *lake, const char *asset)
{
  static const char *const types[] = { "BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS", NULL };
  const TarnMetadataTarget target = { .type = "ASSET", .identifier = asset };
  g_autoptr (TarnAsset) told G_GNUC_UNUSED
      = tarn_datazone_client_get_asset (lake->datazone, lake->domain, asset, NULL, NULL);
  g_autoptr (TarnAsset) first G_GNUC_UNUSED
      = tarn_datazone_client_get_asset (lake->datazone, lake->domain, asset, "1", NULL);
  g_autoptr (TarnAssetInput) input = tarn_asset_input_new ("new", "GlueTableAssetType");
  g_autofree char *revision = NULL;

  g_autoptr (TarnPredictionChoices) choices = tarn_prediction_choices_new ();

  tarn_prediction_choices_add (choices, "summary", -1, NULL);
  g_free (tarn_datazone_client_reject_predictions (lake->datazone, lake->domain, asset, NULL,
                                                   choices, NULL));
  tarn_prediction_choices_set_all (choices, TRUE);
  g_free (tarn_datazone_client_accept_predictions (lake->datazone, lake->domain, asset, NULL,
                                                   choices, NULL));
  tarn_asset_input_add_column (input, "new", "string");
  revision = tarn_datazone_client_create_asset_revision (lake->datazone, lake->domain, asset, input,
                                                         NULL);
  g_autoptr (TarnMetadataRun) with_token G_GNUC_UNUSED
      = tarn_datazone_client_start_metadata_generation_run (lake->datazone, lake->domain,
                                                            lake->project, &target, NULL, types,
                                                            "first-token", NULL);
  g_autoptr (TarnMetadataRun) run G_GNUC_UNUSED
      = tarn_datazone_client_start_metadata_generation_run (lake->datazone, lake->domain,
                                                            lake->project, &target, types[1], NULL,
                                                            NULL, NULL);
}

static void
exercise_metadata_run (SnapshotLake *lake, TarnMetadataRun *run)
{
  const char *id = tarn_metadata_run_get_id (run);
  g_autoptr (TarnMetadataRun) told G_GNUC_UNUSED
      = tarn_datazone_client_get_metadata_generation_run (lake->datazone, lake->domain, id, NULL,
                                                          NULL);

  tarn_metadata_run_get_cost_nano_usd (run);
  tarn_metadata_run_get_created_by (run);
  tarn_datazone_client_cancel_metadata_generation_run (lake->datazone, lake->domain, id, NULL);
  exercise_asset (lake, tarn_metadata_run_get_target (run)->identifier);
}

static void
exercise_metadata_runs (SnapshotLake *lake, const char *asset)
{
  g_autofree char *token = NULL;

  for (guint i = 0; i < RUNS_LOOKED_AT && (i == 0 || token != NULL); i++)
    {
      g_autofree char *next_token = NULL;
      g_autoptr (GPtrArray) runs
          = tarn_datazone_client_list_metadata_generation_runs (lake->datazone, lake->domain, NULL,
                                                                NULL, asset, 1, token, &next_token,
                                                                NULL);

      for (guint j = 0; runs != NULL && j < runs->len; j++)
        exercise_metadata_run (lake, runs->pdata[j]);
      g_free (token);
      token = g_steal_pointer (&next_token);
    }
}

static void
exercise_datazone (SnapshotLake *lake)
{
  g_autoptr (TarnPrincipal) user = principal_new ("111122223333", NULL);
  g_autofree char *domain G_GNUC_UNUSED
      = tarn_datazone_client_create_domain (lake->datazone, "new", TARN_DOMAIN_VERSION_2, NULL);
  g_autofree char *project G_GNUC_UNUSED
      = tarn_datazone_client_create_project (lake->datazone, lake->domain, "new", NULL);
  g_autofree char *profile G_GNUC_UNUSED
      = tarn_datazone_client_create_user_profile (lake->datazone, lake->domain, user, NULL);
  g_autoptr (TarnAssetInput) input = tarn_asset_input_new ("new", "RedshiftTableAssetType");
  g_autofree char *asset G_GNUC_UNUSED
      = tarn_datazone_client_create_asset (lake->datazone, lake->domain, lake->project, input,
                                           NULL);

  tarn_datazone_client_create_project_membership (lake->datazone, lake->domain, lake->project,
                                                  lake->user, NULL);
  tarn_datazone_client_set_business_name_generation (lake->datazone, lake->domain, lake->project,
                                                     TRUE, NULL);
  tarn_datazone_client_create_glossary_term (lake->datazone, lake->domain, "New", NULL);
  exercise_asset (lake, lake->asset);
  exercise_metadata_runs (lake, lake->asset);
  exercise_metadata_runs (lake, NULL);
}

/* --- All -------------------------------------------------------------------------------------- */

/*
 * The engines of snapshot-worlds.h have equal seeds, so things of the same name have the same id in all of
 * them.
 */
static const SnapshotLake *
get_ids (void)
{
  static SnapshotLake ids;

  if (ids.engine == NULL)
    {
      snapshot_lake_init (&ids);
      snapshot_lake_add_domain (&ids);
    }

  return &ids;
}

static void
exercise_engine (TarnEngine *engine)
{
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (engine);
  guint n_rules = plan != NULL ? tarn_fault_plan_get_n_rules (plan) : 0;
  guint denied = tarn_engine_deny (engine, ROOT, "glue:GetTable", "*");

  for (guint i = 0; i < n_rules; i++)
    tarn_fault_plan_get_n_applied (plan, tarn_fault_plan_get_rule_name (plan, i));
  tarn_engine_revoke (engine, denied);
  tarn_engine_set_option (engine, "glue.running-max", 60, NULL);
  tarn_engine_set_option (engine, "datazone.types-max", 3, NULL);
}

void
snapshot_exercise (TarnEngine *engine)
{
  SnapshotLake lake = *get_ids ();
  g_autoptr (TarnPrincipal) root = principal_new (ACCOUNT, NULL);
  g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (engine, root);
  g_autoptr (TarnDataZoneClient) datazone = tarn_engine_create_datazone_client (engine, root);

  lake.glue = glue;
  lake.datazone = datazone;
  exercise_engine (engine);
  exercise_glue (glue);
  exercise_datazone (&lake);
}

/* Returns TRUE if the error is about a count that only a forged snapshot can bring to its end. */
static gboolean
is_past_end (const char *message)
{
  static const char *const counts[] = { "access.last-id", ".next-sequence", "monthly-use[" };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (strstr (message, counts[i]) != NULL)
      return TRUE;

  return FALSE;
}

void
snapshot_assert_restorable (TarnEngine *engine)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) saved = tarn_engine_save (engine, &error);
  g_autoptr (TarnEngine) again G_GNUC_UNUSED = tarn_engine_restore (saved, NULL, &error);

  if (error != NULL && is_past_end (error->message))
    return;
  g_assert_no_error (error);
}

char *
snapshot_drive (TarnEngine *engine, gint64 duration_us, guint64 max_events)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();
  g_autofree char *happened = NULL;
  gint64 now_us = tarn_engine_get_now (engine);
  gint64 until_us = now_us < G_MAXINT64 - duration_us ? now_us + duration_us : G_MAXINT64 - 1;

  tarn_clock_limits_set_max_events (limits, max_events);
  tarn_engine_set_journal (engine, journal);
  tarn_engine_run_until (engine, never, NULL, until_us, limits, NULL, &error);
  tarn_engine_set_journal (engine, NULL);
  happened = tarn_journal_dup_text (journal);
  return g_strconcat (happened, error != NULL ? error->message : NULL, NULL);
}
