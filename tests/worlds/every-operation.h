/* SPDX-License-Identifier: MIT */
/*
 * A fixture in which a test can call each operation of each service by its name, with success. A refresh of
 * `daily` and a metadata run of a separate asset are active, and nothing else. A test of all operations is a
 * loop over the services' descriptions.
 */
#pragma once

#include "sample.h"

typedef struct
{
  TarnSample *sample;
  char *refresh_id;
  char *metadata_id;
  char *user_id; /* a user who is not a member yet */
  TarnTableName *orders;
  TarnTableName *daily;
  TarnTableName *spare;  /* a base table, which only the next one reads */
  TarnTableName *hourly; /* a view with a schedule, which is paused */
} World;

static inline TarnEngine *
get_engine (const World *world)
{
  return tarn_sample_get_engine (world->sample);
}

typedef gboolean (*CallFunc) (const World *world, GError **error);

typedef struct
{
  const char *service;
  const char *operation;
  CallFunc call;
} CallRow;

static inline TarnAssetInput *
world_asset_input_new (const char *name)
{
  TarnAssetInput *input = tarn_asset_input_new (name, "GlueTableAssetType");

  tarn_asset_input_add_column (input, "ord_id", "bigint");
  return input;
}

/* Starts a run of another asset than that of the sample, so that a test can start a run of the sample's. */
static inline char *
world_generate (const World *world)
{
  static const char *const types[] = { "BUSINESS_NAMES", NULL };
  TarnDataZoneClient *client = tarn_sample_get_datazone (world->sample);
  const char *domain = tarn_sample_get_domain_id (world->sample);
  const char *project = tarn_sample_get_project_id (world->sample);
  g_autoptr (GError) error = NULL;
  g_autofree char *asset
      = datazone_add_asset (client, domain, project, world_asset_input_new ("busy"));
  TarnMetadataTarget target = { .type = "ASSET", .identifier = asset };
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_start_metadata_generation_run (client, domain, project, &target, NULL,
                                                            types, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (tarn_metadata_run_get_id (run));
}

static inline char *
world_add_user (const World *world)
{
  return datazone_add_user (tarn_sample_get_datazone (world->sample),
                            tarn_sample_get_domain_id (world->sample), "111122223333", NULL);
}

static inline TarnTableName *
world_add_table (const World *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();

  glue_create_table (tarn_sample_get_glue (world->sample), NULL, "sales", "spare", input, &error);
  g_assert_no_error (error);
  return sample_name ("spare");
}

/* The schedule of the view is paused, so that no test has its event. */
static inline TarnTableName *
world_add_hourly (const World *world)
{
  TarnGlueClient *client = tarn_sample_get_glue (world->sample);
  TarnTableName *view
      = glue_add_view (client, "hourly", world->spare, TARN_REFRESH_TYPE_FULL, 3600);

  g_assert_true (tarn_glue_client_pause_schedule (client, view, NULL));
  return view;
}

/* Clears the journal after the set-up, so that a test sees only its own calls. */
static inline World
world_new (guint64 seed)
{
  g_autoptr (GError) error = NULL;
  World world = { .sample = tarn_sample_new (seed) };

  tarn_engine_set_option (tarn_sample_get_engine (world.sample), "glue.measures", 1, &error);
  g_assert_no_error (error);
  world.orders = sample_name ("orders");
  world.daily = sample_name ("daily");
  world.refresh_id = sample_refresh (world.sample, "daily", &error);
  g_assert_no_error (error);
  world.metadata_id = world_generate (&world);
  world.user_id = world_add_user (&world);
  world.spare = world_add_table (&world);
  world.hourly = world_add_hourly (&world);
  tarn_journal_clear (tarn_sample_get_journal (world.sample));
  return world;
}

static inline void
world_clear (World *world)
{
  g_free (world->refresh_id);
  g_free (world->metadata_id);
  g_free (world->user_id);
  tarn_table_name_unref (world->orders);
  tarn_table_name_unref (world->daily);
  tarn_table_name_unref (world->spare);
  tarn_table_name_unref (world->hourly);
  tarn_sample_unref (world->sample);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* --- Glue ------------------------------------------------------------------------------------- */

static inline gboolean
call_start_refresh (const World *world, GError **error)
{
  g_autofree char *id = sample_refresh (world->sample, "monthly", error);

  return id != NULL;
}

static inline gboolean
call_get_refresh (const World *world, GError **error)
{
  g_autoptr (TarnRefreshRun) run = tarn_glue_client_get_materialized_view_refresh_task_run (
      tarn_sample_get_glue (world->sample), NULL, world->refresh_id, error);

  return run != NULL;
}

static inline gboolean
call_stop_refresh (const World *world, GError **error)
{
  return sample_stop (world->sample, "daily", error);
}

static inline gboolean
call_list_refreshes (const World *world, GError **error)
{
  g_autoptr (GPtrArray) runs = tarn_glue_client_list_materialized_view_refresh_task_runs (
      tarn_sample_get_glue (world->sample), NULL, NULL, NULL, -1, NULL, NULL, error);

  return runs != NULL;
}

static inline gboolean
call_create_catalog (const World *world, GError **error)
{
  return tarn_glue_client_create_catalog (tarn_sample_get_glue (world->sample),
                                          TARN_SAMPLE_ACCOUNT_ID ":s3tablescatalog/new", FALSE,
                                          error);
}

static inline gboolean
call_create_database (const World *world, GError **error)
{
  return tarn_glue_client_create_database (tarn_sample_get_glue (world->sample), NULL, "new",
                                           error);
}

static inline gboolean
call_get_database (const World *world, GError **error)
{
  g_autofree char *name
      = tarn_glue_client_get_database (tarn_sample_get_glue (world->sample), NULL, "sales", error);

  return name != NULL;
}

static inline gboolean
call_get_databases (const World *world, GError **error)
{
  g_autoptr (GPtrArray) names
      = tarn_glue_client_get_databases (tarn_sample_get_glue (world->sample), NULL, 1, NULL, NULL,
                                        error);

  return names != NULL;
}

static inline gboolean
call_create_table (const World *world, GError **error)
{
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();

  return glue_create_table (tarn_sample_get_glue (world->sample), NULL, "sales", "new", input,
                            error);
}

static inline gboolean
call_get_table (const World *world, GError **error)
{
  g_autoptr (TarnTable) table
      = tarn_glue_client_get_table (tarn_sample_get_glue (world->sample), world->orders, error);

  return table != NULL;
}

static inline gboolean
call_get_tables (const World *world, GError **error)
{
  g_autoptr (GPtrArray) tables = tarn_glue_client_get_tables (tarn_sample_get_glue (world->sample),
                                                              NULL, "sales", 1, NULL, NULL, error);

  return tables != NULL;
}

static inline gboolean
call_update_table (const World *world, GError **error)
{
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();

  tarn_table_input_set_size_bytes (input, 1000);
  return tarn_glue_client_update_table (tarn_sample_get_glue (world->sample), world->spare, input,
                                        error);
}

static inline gboolean
call_delete_table (const World *world, GError **error)
{
  return tarn_glue_client_delete_table (tarn_sample_get_glue (world->sample), world->spare, error);
}

static inline gboolean
call_commit (const World *world, GError **error)
{
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);

  tarn_commit_set_added_bytes (commit, 1000);
  return tarn_glue_client_commit (tarn_sample_get_glue (world->sample), world->orders, commit,
                                  error);
}

static inline gboolean
call_pause (const World *world, GError **error)
{
  return tarn_glue_client_pause_schedule (tarn_sample_get_glue (world->sample), world->hourly,
                                          error);
}

static inline gboolean
call_resume (const World *world, GError **error)
{
  return tarn_glue_client_resume_schedule (tarn_sample_get_glue (world->sample), world->hourly,
                                           error);
}

static inline gboolean
call_estimate (const World *world, GError **error)
{
  g_autoptr (TarnRefreshEstimate) estimate
      = tarn_glue_client_estimate_refresh (tarn_sample_get_glue (world->sample), world->daily,
                                           TARN_REFRESH_TYPE_NONE, error);

  return estimate != NULL;
}

static inline gboolean
call_explain (const World *world, GError **error)
{
  g_autofree char *text
      = tarn_glue_client_explain (tarn_sample_get_glue (world->sample), world->daily, error);

  return text != NULL;
}

static inline gboolean
call_view_measures (const World *world, GError **error)
{
  g_autoptr (TarnMeasures) measures
      = tarn_glue_client_get_view_measures (tarn_sample_get_glue (world->sample), world->daily,
                                            error);

  return measures != NULL;
}

static inline gboolean
call_account_measures (const World *world, GError **error)
{
  g_autoptr (TarnMeasures) measures
      = tarn_glue_client_get_account_measures (tarn_sample_get_glue (world->sample), NULL, error);

  return measures != NULL;
}

static inline gboolean
call_reset_measures (const World *world, GError **error)
{
  return tarn_glue_client_reset_measures (tarn_sample_get_glue (world->sample), NULL, error);
}

/* --- DataZone --------------------------------------------------------------------------------- */

static inline gboolean
call_start_metadata (const World *world, GError **error)
{
  g_autoptr (TarnMetadataRun) run = sample_generate (world->sample, error);

  return run != NULL;
}

static inline gboolean
call_get_metadata (const World *world, GError **error)
{
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_get_metadata_generation_run (tarn_sample_get_datazone (world->sample),
                                                          tarn_sample_get_domain_id (world->sample),
                                                          world->metadata_id, NULL, error);

  return run != NULL;
}

static inline gboolean
call_cancel_metadata (const World *world, GError **error)
{
  return sample_cancel (world->sample, world->metadata_id, error);
}

static inline gboolean
call_list_metadata (const World *world, GError **error)
{
  g_autoptr (GPtrArray) runs = tarn_datazone_client_list_metadata_generation_runs (
      tarn_sample_get_datazone (world->sample), tarn_sample_get_domain_id (world->sample), NULL,
      NULL, NULL, -1, NULL, NULL, error);

  return runs != NULL;
}

static inline gboolean
call_create_domain (const World *world, GError **error)
{
  g_autofree char *id
      = tarn_datazone_client_create_domain (tarn_sample_get_datazone (world->sample), "new",
                                            TARN_DOMAIN_VERSION_2, error);

  return id != NULL;
}

static inline gboolean
call_create_user_profile (const World *world, GError **error)
{
  g_autoptr (TarnPrincipal) user = principal_new ("210987654321", NULL);
  g_autofree char *id
      = tarn_datazone_client_create_user_profile (tarn_sample_get_datazone (world->sample),
                                                  tarn_sample_get_domain_id (world->sample), user,
                                                  error);

  return id != NULL;
}

static inline gboolean
call_create_project (const World *world, GError **error)
{
  g_autofree char *id
      = tarn_datazone_client_create_project (tarn_sample_get_datazone (world->sample),
                                             tarn_sample_get_domain_id (world->sample), "new",
                                             error);

  return id != NULL;
}

static inline gboolean
call_create_membership (const World *world, GError **error)
{
  return tarn_datazone_client_create_project_membership (tarn_sample_get_datazone (world->sample),
                                                         tarn_sample_get_domain_id (world->sample),
                                                         tarn_sample_get_project_id (world->sample),
                                                         world->user_id, error);
}

static inline gboolean
call_set_name_generation (const World *world, GError **error)
{
  return tarn_datazone_client_set_business_name_generation (
      tarn_sample_get_datazone (world->sample), tarn_sample_get_domain_id (world->sample),
      tarn_sample_get_project_id (world->sample), TRUE, error);
}

static inline gboolean
call_create_term (const World *world, GError **error)
{
  return tarn_datazone_client_create_glossary_term (tarn_sample_get_datazone (world->sample),
                                                    tarn_sample_get_domain_id (world->sample),
                                                    "new", error);
}

static inline gboolean
call_create_asset (const World *world, GError **error)
{
  g_autoptr (TarnAssetInput) input = world_asset_input_new ("new");
  g_autofree char *id
      = tarn_datazone_client_create_asset (tarn_sample_get_datazone (world->sample),
                                           tarn_sample_get_domain_id (world->sample),
                                           tarn_sample_get_project_id (world->sample), input,
                                           error);

  return id != NULL;
}

static inline gboolean
call_create_revision (const World *world, GError **error)
{
  g_autoptr (TarnAssetInput) input = world_asset_input_new ("new");
  g_autofree char *revision
      = tarn_datazone_client_create_asset_revision (tarn_sample_get_datazone (world->sample),
                                                    tarn_sample_get_domain_id (world->sample),
                                                    tarn_sample_get_asset_id (world->sample), input,
                                                    error);

  return revision != NULL;
}

static inline gboolean
call_get_asset (const World *world, GError **error)
{
  g_autoptr (TarnAsset) asset
      = tarn_datazone_client_get_asset (tarn_sample_get_datazone (world->sample),
                                        tarn_sample_get_domain_id (world->sample),
                                        tarn_sample_get_asset_id (world->sample), NULL, error);

  return asset != NULL;
}

static inline gboolean
call_accept (const World *world, GError **error)
{
  g_autoptr (TarnPredictionChoices) choices = tarn_prediction_choices_new ();
  g_autofree char *revision
      = tarn_datazone_client_accept_predictions (tarn_sample_get_datazone (world->sample),
                                                 tarn_sample_get_domain_id (world->sample),
                                                 tarn_sample_get_asset_id (world->sample), NULL,
                                                 choices, error);

  return revision != NULL;
}

static inline gboolean
call_reject (const World *world, GError **error)
{
  g_autoptr (TarnPredictionChoices) choices = tarn_prediction_choices_new ();

  tarn_prediction_choices_set_all (choices, TRUE);
  g_autofree char *revision
      = tarn_datazone_client_reject_predictions (tarn_sample_get_datazone (world->sample),
                                                 tarn_sample_get_domain_id (world->sample),
                                                 tarn_sample_get_asset_id (world->sample), NULL,
                                                 choices, error);

  return revision != NULL;
}

/* --- By name ---------------------------------------------------------------------------------- */

/* clang-format off */
static const CallRow call_rows[] = {
  { "glue", START_REFRESH, call_start_refresh },
  { "glue", GET_REFRESH, call_get_refresh },
  { "glue", STOP_REFRESH, call_stop_refresh },
  { "glue", LIST_REFRESHES, call_list_refreshes },
  { "glue", "CreateCatalog", call_create_catalog },
  { "glue", "CreateDatabase", call_create_database },
  { "glue", "GetDatabase", call_get_database },
  { "glue", "GetDatabases", call_get_databases },
  { "glue", "CreateTable", call_create_table },
  { "glue", "GetTable", call_get_table },
  { "glue", "GetTables", call_get_tables },
  { "glue", "UpdateTable", call_update_table },
  { "glue", "DeleteTable", call_delete_table },
  { "glue", "Commit", call_commit },
  { "glue", "PauseSchedule", call_pause },
  { "glue", "ResumeSchedule", call_resume },
  { "glue", "EstimateRefresh", call_estimate },
  { "glue", "Explain", call_explain },
  { "glue", "GetViewMeasures", call_view_measures },
  { "glue", "GetAccountMeasures", call_account_measures },
  { "glue", "ResetMeasures", call_reset_measures },
  { "datazone", START_METADATA, call_start_metadata },
  { "datazone", GET_METADATA, call_get_metadata },
  { "datazone", CANCEL_METADATA, call_cancel_metadata },
  { "datazone", LIST_METADATA, call_list_metadata },
  { "datazone", "CreateDomain", call_create_domain },
  { "datazone", "CreateUserProfile", call_create_user_profile },
  { "datazone", "CreateProject", call_create_project },
  { "datazone", "CreateProjectMembership", call_create_membership },
  { "datazone", "CreateGlossaryTerm", call_create_term },
  { "datazone", "CreateAsset", call_create_asset },
  { "datazone", "CreateAssetRevision", call_create_revision },
  { "datazone", "GetAsset", call_get_asset },
  { "datazone", "AcceptPredictions", call_accept },
  { "datazone", "RejectPredictions", call_reject },
  { "datazone", "SetBusinessNameGeneration", call_set_name_generation },
};
/* clang-format on */

static inline const CallRow *
find_call (const char *service, const char *operation)
{
  for (guint i = 0; i < G_N_ELEMENTS (call_rows); i++)
    if (g_str_equal (call_rows[i].service, service)
        && g_str_equal (call_rows[i].operation, operation))
      return &call_rows[i];

  g_error ("%s has an operation %s that is not called here", service, operation);
}

/* --- The engine as a text --------------------------------------------------------------------- */

static inline void
append_refreshes (GString *text, TarnSample *sample)
{
  g_autoptr (GPtrArray) runs = sample_list_refreshes (sample);

  for (guint i = 0; i < runs->len; i++)
    {
      TarnRefreshRun *run = runs->pdata[i];
      const char *status = tarn_refresh_status_to_string (tarn_refresh_run_get_status (run));
      const char *message = tarn_refresh_run_get_error_message (run);

      g_string_append_printf (text,
                              "%s %s %s dpu %" G_GINT64_FORMAT " bytes %" G_GINT64_FORMAT
                              " end %" G_GINT64_FORMAT " %s\n",
                              tarn_refresh_run_get_table_name (run), tarn_refresh_run_get_id (run),
                              status, tarn_refresh_run_get_dpu_milliseconds (run),
                              tarn_refresh_run_get_processed_bytes (run),
                              tarn_refresh_run_get_end_time (run), message != NULL ? message : "");
    }
}

static inline void
append_metadata (GString *text, TarnSample *sample)
{
  g_autoptr (GPtrArray) runs = sample_list_metadata (sample);

  for (guint i = 0; i < runs->len; i++)
    {
      TarnMetadataRun *run = runs->pdata[i];
      const char *status = tarn_metadata_status_to_string (tarn_metadata_run_get_status (run));

      g_string_append_printf (text,
                              "%s %s %s calls %" G_GINT64_FORMAT " end %" G_GINT64_FORMAT "\n",
                              tarn_metadata_run_get_target (run)->identifier,
                              tarn_metadata_run_get_id (run), status,
                              tarn_metadata_run_get_model_calls (run),
                              tarn_metadata_run_get_end_time (run));
    }
}

/* Returns everything that a user can see of the engine, including the journal. */
static inline char *
describe (const World *world)
{
  g_autofree char *digest = tarn_engine_dup_digest (tarn_sample_get_engine (world->sample), NULL);
  g_autofree char *journal = tarn_journal_dup_text (tarn_sample_get_journal (world->sample));

  return g_strconcat (digest, "\n", journal, NULL);
}

/*
 * Detaches the journal, so that it does not record these calls. The caller must have removed any fault plan.
 */
static inline char *
world_to_string (const World *world)
{
  static const char *const tables[] = { "orders", "daily", "monthly" };
  TarnSample *sample = world->sample;
  TarnEngine *engine = tarn_sample_get_engine (sample);
  GString *text = g_string_new (NULL);
  gint64 next_us = 0;

  tarn_engine_set_journal (engine, NULL);
  tarn_engine_peek_next (engine, &next_us);
  g_string_append_printf (text, "now %" G_GINT64_FORMAT " next %" G_GINT64_FORMAT "\n",
                          tarn_engine_get_now (engine), next_us);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (TarnTableName) name = sample_name (tables[i]);
      g_autoptr (TarnTable) table
          = tarn_glue_client_get_table (tarn_sample_get_glue (sample), name, NULL);

      g_string_append_printf (text,
                              "%s bytes %" G_GUINT64_FORMAT " commits %" G_GUINT64_FORMAT "\n",
                              tables[i], tarn_table_get_size_bytes (table),
                              tarn_table_get_n_commits (table));
    }
  append_refreshes (text, sample);
  append_metadata (text, sample);
  tarn_engine_set_journal (engine, tarn_sample_get_journal (sample));
  return g_string_free (text, FALSE);
}
