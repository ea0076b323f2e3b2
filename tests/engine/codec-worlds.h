/* SPDX-License-Identifier: MIT */
/*
 * Together these engines have every kind of state that can be saved. Each engine is made by calls only, with
 * the seed of all engines that are saved. It keeps the plans of a test's cost model, but not the model.
 */
#pragma once

#include "codec-engine.h"
#include "datazone/metadata-model.h"

typedef struct
{
  const char *name;
  TarnEngine *(*build) (void);
} World;

static inline TarnEngine *
take_engine (Lake *lake)
{
  TarnEngine *engine = g_object_ref (lake->engine);

  tarn_engine_set_cost_model (engine, NULL);
  return engine;
}

/* Adds an asset and starts a run of it. @name says what becomes of the run. */
static inline void
lake_run (const Lake *lake, const char *name, const char *types)
{
  const char *asset = lake_add_asset (lake, name, 2);
  g_autofree char *run = g_strconcat (name, "-run", NULL);

  lake_note (lake, run, lake_start (lake, asset, types));
}

/* --- Engines ---------------------------------------------------------------------------------- */

static inline TarnEngine *
build_empty (void)
{
  return tarn_engine_new (engine_seed);
}

static inline void
add_foreign_domain (const Lake *lake)
{
  g_autoptr (TarnDataZoneClient) client = datazone_client_new (lake->engine, FOREIGN, NULL);
  const char *domain
      = lake_note (lake, "foreign", datazone_add_domain (client, "foreign", TARN_DOMAIN_VERSION_2));
  const char *project = lake_add_project (lake, client, domain, "foreign-project");
  const char *user
      = lake_note (lake, "steward", datazone_add_user (client, domain, ACCOUNT, STEWARD));

  g_assert_true (
      tarn_datazone_client_create_project_membership (client, domain, project, user, NULL));
  g_assert_true (tarn_datazone_client_create_glossary_term (client, domain, "Customer", NULL));
  g_assert_true (tarn_datazone_client_create_glossary_term (client, domain, "Col  0", NULL));
}

/* Makes domains of both versions, and a run that the name generation of a project has started. */
static inline TarnEngine *
build_domains (void)
{
  g_auto (Lake) lake = lake_new (engine_seed);
  const char *domain = lake.domain;

  add_foreign_domain (&lake);
  g_assert_true (tarn_datazone_client_create_glossary_term (lake.client, domain, "Col", NULL));
  lake.project = lake_add_project (&lake, lake.client, domain, "namer");
  g_assert_true (tarn_datazone_client_set_business_name_generation (lake.client, domain,
                                                                    lake.project, TRUE, NULL));
  lake_add_asset (&lake, "named", 1);
  return take_engine (&lake);
}

/* Accepts a suggestion, which makes a revision, and rejects another. */
static inline void
decide (const Lake *lake, const char *asset)
{
  g_autoptr (TarnPredictionChoices) accepted = tarn_prediction_choices_new ();
  g_autoptr (TarnPredictionChoices) rejected = tarn_prediction_choices_new ();

  tarn_prediction_choices_add (accepted, "columns[1].columnName", -1, "edited");
  tarn_prediction_choices_add (rejected, "summary", 0, NULL);
  tarn_prediction_choices_add (rejected, "columns[2].columnName", 0, NULL);
  g_free (tarn_datazone_client_accept_predictions (lake->client, lake->domain, asset, NULL,
                                                   accepted, NULL));
  g_free (tarn_datazone_client_reject_predictions (lake->client, lake->domain, asset, NULL,
                                                   rejected, NULL));
}

/* Makes an asset with suggestions, with decisions about them, and with four revisions, of which one has no columns. */
static inline TarnEngine *
build_assets (void)
{
  g_auto (Lake) lake = lake_new (engine_seed);
  TarnAssetInput *empty = asset_input_new ("empty", TABLE_TYPE, 0);
  const char *asset = lake_add_asset (&lake, "wide", 3);

  tarn_asset_input_set_row_count (empty, 0);
  tarn_asset_input_set_annotation (empty, "noted");
  lake_set (&lake, "types-max", 3);
  g_assert_true (
      tarn_datazone_client_create_glossary_term (lake.client, lake.domain, "Col 0", NULL));
  g_free (lake_start (&lake, asset, ALL_TYPES));
  engine_drain (lake.engine);
  decide (&lake, asset);
  g_assert_true (
      tarn_datazone_client_create_glossary_term (lake.client, lake.domain, "Col 1", NULL));
  lake_add_revision (&lake, asset, asset_input_new ("wider", TABLE_TYPE, 4));
  g_free (lake_start (&lake, asset, GLOSSARY));
  engine_drain (lake.engine);
  lake_add_revision (&lake, asset, empty);
  return take_engine (&lake);
}

/* Makes a run in every phase, with types in every phase. */
static inline TarnEngine *
build_phases (void)
{
  g_auto (Lake) lake = lake_new (engine_seed);
  g_autoptr (OwnModel) model G_GNUC_UNUSED = lake_add_seconds (&lake, 10, 50, 60);

  lake_set (&lake, "types-max", 3);
  lake_run (&lake, "succeeded", DESCRIPTIONS " " NAMES);
  lake_set (&lake, "names-failure-ppm", 1000000);
  lake_run (&lake, "partial", DESCRIPTIONS " " NAMES);
  lake_run (&lake, "failed", NAMES);
  lake_run (&lake, "failing", NAMES " " GLOSSARY);
  lake_set (&lake, "names-failure-ppm", 0);
  engine_drain (lake.engine);

  lake_run (&lake, "canceled", DESCRIPTIONS " " NAMES);
  lake_set (&lake, "names-failure-ppm", 1000000);
  lake_run (&lake, "in-progress", ALL_TYPES);
  lake_set (&lake, "names-per-month-max", 0);
  lake_run (&lake, "over-quota", NAMES " " GLOSSARY);
  engine_advance (lake.engine, 40 * SECOND_US);
  lake_cancel (&lake, lake_find (&lake, "canceled-run"));
  lake_set (&lake, "submitted-duration-us", HOUR_US);
  lake_set (&lake, "glossary-associations-failure-ppm", 500000);
  lake_run (&lake, "submitted", GLOSSARY);
  lake_run (&lake, "submitted-too", GLOSSARY);
  lake_run (&lake, "submitted-last", GLOSSARY);
  lake_run (&lake, "canceled-at-once", NAMES);
  lake_cancel (&lake, lake_find (&lake, "canceled-at-once-run"));
  lake_set (&lake, "active-runs-max", 6);
  return take_engine (&lake);
}

static const char fault_plan[] = "[fails]\n"
                                 "operation=StartMetadataGenerationRun\n"
                                 "nth=1\n"
                                 "do=fail-run\n"
                                 "message=The model is away\n"
                                 "[fails later]\n"
                                 "operation=StartMetadataGenerationRun\n"
                                 "nth=2\n"
                                 "do=fail-run\n"
                                 "at-ppm=1000000\n"
                                 "[hangs]\n"
                                 "operation=StartMetadataGenerationRun\n"
                                 "nth=3\n"
                                 "do=hang-run\n"
                                 "[is slow]\n"
                                 "operation=StartMetadataGenerationRun\n"
                                 "nth=4\n"
                                 "do=slow-run\n"
                                 "factor-permille=4000\n"
                                 "[ends at once]\n"
                                 "operation=StartMetadataGenerationRun\n"
                                 "nth=5\n"
                                 "do=end-at-stop\n"
                                 "[revokes]\n"
                                 "operation=GetMetadataGenerationRun\n"
                                 "nth=1\n"
                                 "do=revoke\n"
                                 "delay-us=7000000\n"
                                 "deny-principal=" STEWARD "\n"
                                 "deny-action=datazone:*\n"
                                 "deny-resource=*\n"
                                 "[draws]\n"
                                 "operation=GetMetadataGenerationRun\n"
                                 "probability-ppm=500000\n"
                                 "do=throw\n"
                                 "exception=ThrottlingException\n"
                                 "[is late]\n"
                                 "service=datazone\n"
                                 "event=Metadata Generation Failed\n"
                                 "do=delay-event\n"
                                 "delay-us=300000000\n";

/* Makes runs that rules of a fault plan have changed, an event that is late, and a denial that is pending. */
static inline TarnEngine *
build_faults (void)
{
  g_auto (Lake) lake = lake_new (engine_seed);

  engine_add_faults (lake.engine, fault_plan);
  lake_run (&lake, "fails", NAMES);
  engine_drain (lake.engine);
  lake_run (&lake, "fails-later", NAMES);
  lake_run (&lake, "hangs", NAMES);
  lake_run (&lake, "slow", NAMES);
  lake_run (&lake, "ends-at-once", NAMES);
  lake_run (&lake, "usual", NAMES);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (TarnMetadataRun) told G_GNUC_UNUSED
          = get_run (lake.client, lake.domain, lake_find (&lake, "hangs-run"), NULL, NULL);
    }
  tarn_engine_grant (lake.engine, ROOT, "datazone:*", "*");
  tarn_engine_revoke (lake.engine, tarn_engine_deny (lake.engine, STEWARD, "glue:*", "x"));
  tarn_engine_deny (lake.engine, STEWARD, "datazone:Cancel*", "dzd_*");
  return take_engine (&lake);
}

static inline void
start_revision (const Lake *lake, const char *asset, const char *revision, const char *token)
{
  const StartCall call = { .asset = asset, .revision = revision, .token = token };
  g_autoptr (GError) error = NULL;
  g_autofree char *id G_GNUC_UNUSED = lake_try (lake, lake->client, &call, &error);

  g_assert_no_error (error);
}

/* Makes client tokens that belong to runs. One was replaced, and one expired before its run had ended. */
static inline TarnEngine *
build_tokens (void)
{
  g_auto (Lake) lake = lake_new (engine_seed);
  g_autoptr (OwnModel) model G_GNUC_UNUSED = lake_add_seconds (&lake, 7200, 10, 10);
  const char *one = lake_add_asset (&lake, "one", 1);
  const char *two = lake_add_asset (&lake, "two", 1);
  const char *three = lake_add_asset (&lake, "three", 1);

  lake_set (&lake, "client-token-lifetime-us", HOUR_US);
  start_revision (&lake, one, NULL, "expired");
  engine_advance (lake.engine, 30 * 60 * SECOND_US);
  start_revision (&lake, two, "1", "held");
  engine_advance (lake.engine, 31 * 60 * SECOND_US);
  lake_set (&lake, "retention-age-us", 2 * SECOND_US);
  g_free (lake_start_with_token (&lake, three, NAMES, "again"));
  engine_advance (lake.engine, 20 * SECOND_US);
  g_free (lake_start_with_token (&lake, three, NAMES, "again"));
  g_free (lake_start_with_token (&lake, lake.asset, NAMES, "done"));
  engine_advance (lake.engine, 11 * SECOND_US);
  return take_engine (&lake);
}

/* Removes ended runs, so that some of their places are free and later runs have taken the others. */
static inline TarnEngine *
build_retention (void)
{
  g_auto (Lake) lake = lake_new (engine_seed);
  const char *other = lake_add_asset (&lake, "other", 2);

  lake_set (&lake, "retention-runs", 5);
  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *token = g_strdup_printf ("run-%u", i);

      g_free (lake_start_with_token (&lake, lake.asset, NAMES, token));
      engine_advance (lake.engine, SECOND_US * 60);
    }
  lake_set (&lake, "retention-runs", 1);
  g_free (lake_start (&lake, lake.asset, NAMES));
  g_free (lake_start (&lake, other, NAMES));
  engine_drain (lake.engine);
  g_free (lake_start (&lake, other, NAMES));
  return take_engine (&lake);
}

/* Uses a part of the rates of two accounts and of a monthly quota, with options that are not the defaults. */
static inline TarnEngine *
build_rates (void)
{
  g_auto (Lake) lake = lake_new (engine_seed);
  g_autoptr (TarnDataZoneClient) foreign = datazone_client_new (lake.engine, FOREIGN, NULL);

  add_foreign_domain (&lake);
  lake_set (&lake, "get-rate-per-second", 5);
  lake_set (&lake, "cost-base-ms", 1);
  lake_set (&lake, "cost-price-input-nano-usd", 3000);
  g_free (lake_start (&lake, lake.asset, NAMES));
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (TarnMetadataRun) own G_GNUC_UNUSED
          = get_run (lake.client, lake.domain, "x", NULL, NULL);
      g_autoptr (TarnMetadataRun) other G_GNUC_UNUSED
          = get_run (foreign, lake_find (&lake, "foreign"), "x", NULL, NULL);
    }
  engine_advance (lake.engine, 1234);
  return take_engine (&lake);
}

static const char glue_plan[] = "[planned]\n"
                                "operation=StartMaterializedViewRefreshTaskRun\n"
                                "nth=1\n"
                                "do=fail-run\n"
                                "message=Disk full\n"
                                "[full]\n"
                                "operation=StartMaterializedViewRefreshTaskRun\n"
                                "nth=3\n"
                                "do=fill-limit\n"
                                "duration-us=100000000\n"
                                "[late]\n"
                                "event=Glue Materialized View Refresh Task Failed\n"
                                "do=delay-event\n"
                                "delay-us=500000000\n";

static inline void
add_ticking_view (TarnSample *sample)
{
  g_autoptr (TarnTableName) orders
      = tarn_table_name_new (TARN_SAMPLE_ACCOUNT_ID, "sales", "orders");
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (view, orders);
  tarn_table_input_set_refresh_seconds (view, 7200);
  g_assert_true (
      glue_create_table (tarn_sample_get_glue (sample), NULL, "sales", "ticking", view, NULL));
}

static inline void
refresh (TarnSample *sample, const char *view)
{
  g_autofree char *id
      = start_refresh (tarn_sample_get_glue (sample), NULL, "sales", view, FALSE, NULL);

  g_assert_nonnull (id);
}

/*
 * Makes a refresh that failed by plan, its late event, a refresh that is being stopped, a limit that is filled,
 * a refresh that waits for it, and a view that refreshes itself.
 */
static inline TarnEngine *
build_glue (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (engine_seed);
  TarnEngine *engine = tarn_sample_get_engine (sample);

  add_ticking_view (sample);
  tarn_sample_add_faults (sample, glue_plan);
  refresh (sample, "daily");
  tarn_engine_advance_by (engine, 400 * SECOND_US, NULL);
  tarn_engine_set_option (engine, "glue.queue-at-limit", 1, NULL);
  refresh (sample, "daily");
  tarn_engine_advance_by (engine, 31 * SECOND_US, NULL);
  refresh (sample, "monthly");
  g_assert_true (stop_refresh (tarn_sample_get_glue (sample), NULL, "sales", "daily", NULL));
  tarn_engine_set_journal (engine, NULL);
  return g_object_ref (engine);
}

static inline void
start_tagged (TarnSample *sample, const char *view, guint64 tag, TarnRefreshMode mode, gint percent)
{
  g_autoptr (TarnTableName) name = table_name_new (NULL, "sales", view);
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();

  tarn_start_options_set_tag (options, tag);
  tarn_start_options_set_refresh_mode (options, mode);
  tarn_start_options_set_incremental_threshold_percent (options, percent);
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run_with_options (
          tarn_sample_get_glue (sample), name, FALSE, options, NULL);
  g_assert_nonnull (run);
}

/* Makes runs with tags and modes that have ended, run and wait, one without a tag, and a free place. */
static inline TarnEngine *
build_tags (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (engine_seed);
  TarnEngine *engine = tarn_sample_get_engine (sample);

  add_ticking_view (sample);
  tarn_engine_set_option (engine, "glue.queue-at-limit", 1, NULL);
  tarn_engine_set_option (engine, "glue.running-max", 1, NULL);
  tarn_engine_set_option (engine, "glue.draw-by-tag", 1, NULL);
  start_tagged (sample, "daily", 5, TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL, -1);
  engine_advance (engine, 60 * SECOND_US);
  start_tagged (sample, "daily", 6, TARN_REFRESH_MODE_INCREMENTAL, -1);
  engine_advance (engine, 400 * SECOND_US);
  tarn_engine_set_option (engine, "glue.retention-runs", 1, NULL);
  start_tagged (sample, "daily", G_MAXUINT64, TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL, -1);
  engine_advance (engine, 400 * SECOND_US);
  refresh (sample, "daily");
  start_tagged (sample, "monthly", 8, TARN_REFRESH_MODE_SERVICE, 50);
  start_tagged (sample, "ticking", 9, TARN_REFRESH_MODE_FULL, -1);
  tarn_engine_set_journal (engine, NULL);
  return g_object_ref (engine);
}

/*
 * Makes measures with percentiles: of a view that was never refreshed, one that publishes now and then, one that
 * reads both, and of runs that run and wait.
 */
static inline TarnEngine *
build_measures (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (engine_seed);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  TarnGlueClient *glue = tarn_sample_get_glue (sample);
  g_autoptr (TarnTableName) daily = table_name_new (NULL, "sales", "daily");
  g_autoptr (TarnTableName) ticking = table_name_new (NULL, "sales", "ticking");
  g_autoptr (TarnTableName) orders = table_name_new (NULL, "sales", "orders");
  g_autoptr (TarnTableInput) both = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);

  tarn_engine_set_option (engine, "glue.measures", 1, NULL);
  tarn_engine_set_option (engine, "glue.measure-percentiles", 1, NULL);
  tarn_engine_set_option (engine, "glue.queue-at-limit", 1, NULL);
  add_ticking_view (sample);
  tarn_table_input_add_sub_object (both, daily);
  tarn_table_input_add_sub_object (both, ticking);
  g_assert_true (glue_create_table (glue, NULL, "sales", "both", both, NULL));
  tarn_commit_set_added_bytes (commit, 1000);
  for (guint i = 0; i < 3; i++)
    {
      refresh (sample, "daily");
      engine_advance (engine, 200 * SECOND_US);
      g_assert_true (tarn_glue_client_commit (glue, orders, commit, NULL));
      engine_advance (engine, 400 * SECOND_US);
    }
  g_assert_true (tarn_glue_client_reset_measures (glue, NULL, NULL));
  refresh (sample, "both");
  engine_advance (engine, 400 * SECOND_US);
  refresh (sample, "both");
  tarn_engine_set_option (engine, "glue.running-max", 1, NULL);
  refresh (sample, "daily");
  engine_advance (engine, 41 * SECOND_US);
  tarn_engine_set_journal (engine, NULL);
  return g_object_ref (engine);
}

static inline void
update_view (TarnSample *sample, const char *view, const char *source, gint64 jitter_seconds)
{
  g_autoptr (TarnTableName) name = table_name_new (NULL, "sales", view);
  g_autoptr (TarnTableName) read = table_name_new (NULL, "sales", source);
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, read);
  tarn_table_input_set_definer (input, "arn:aws:iam::123456789012:role/new");
  tarn_table_input_set_annotation (input, "new");
  tarn_table_input_set_refresh_seconds (input, 3600);
  tarn_table_input_set_refresh_offset_seconds (input, 600);
  tarn_table_input_set_refresh_jitter_seconds (input, jitter_seconds);
  g_assert_true (tarn_glue_client_update_table (tarn_sample_get_glue (sample), name, input, NULL));
}

/*
 * Makes deleted tables: a view whose run is being stopped, another of its name, and a source. Makes a view that reads a
 * later one, one whose run has read other sources, and schedules that are delayed, paused and suspended.
 */
static inline TarnEngine *
change_tables (TarnSample *sample)
{
  TarnEngine *engine = tarn_sample_get_engine (sample);
  TarnGlueClient *glue = tarn_sample_get_glue (sample);
  g_autoptr (TarnTableName) orders = table_name_new (NULL, "sales", "orders");
  g_autoptr (TarnTableName) monthly = table_name_new (NULL, "sales", "monthly");

  refresh (sample, "daily");
  refresh (sample, "monthly");
  tarn_table_name_unref (glue_add_base (glue, "parts", GIGABYTE));
  tarn_table_name_unref (glue_add_view (glue, "late", orders, TARN_REFRESH_TYPE_FULL, 3600));
  tarn_table_name_unref (glue_add_view (glue, "paused", orders, TARN_REFRESH_TYPE_NONE, 3600));
  tarn_table_name_unref (glue_add_view (glue, "broken", orders, TARN_REFRESH_TYPE_NONE, 3600));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (tarn_glue_client_delete_table (glue, monthly, NULL));
      tarn_table_name_unref (glue_add_view (glue, "monthly", orders, TARN_REFRESH_TYPE_NONE, 0));
    }
  update_view (sample, "daily", "late", 1200);
  update_view (sample, "late", "parts", 0);
  g_autoptr (TarnTableName) paused = table_name_new (NULL, "sales", "paused");
  g_assert_true (tarn_glue_client_pause_schedule (glue, paused, NULL));
  tarn_engine_set_option (engine, "glue.suspend-after-failures", 1, NULL);
  g_assert_true (tarn_glue_client_delete_table (glue, orders, NULL));
  refresh (sample, "broken");
  engine_advance (engine, 400 * SECOND_US);
  refresh (sample, "late");
  update_view (sample, "late", "monthly", 0);
  tarn_engine_set_journal (engine, NULL);
  return g_object_ref (engine);
}

static inline TarnEngine *
build_tables (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (engine_seed);

  return change_tables (sample);
}

/* Makes the same with measures, and a view that reads the first of the deleted views. */
static inline TarnEngine *
build_measured_tables (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (engine_seed);
  g_autoptr (TarnTableName) monthly = table_name_new (NULL, "sales", "monthly");

  tarn_engine_set_option (tarn_sample_get_engine (sample), "glue.measures", 1, NULL);
  tarn_table_name_unref (
      glue_add_view (tarn_sample_get_glue (sample), "upper", monthly, TARN_REFRESH_TYPE_FULL, 0));
  return change_tables (sample);
}

static const World worlds[] = {
  { "empty", build_empty },
  { "domains", build_domains },
  { "assets", build_assets },
  { "phases", build_phases },
  { "faults", build_faults },
  { "tokens", build_tokens },
  { "retention", build_retention },
  { "rates", build_rates },
  { "glue", build_glue },
  { "tags", build_tags },
  { "measures", build_measures },
  { "tables", build_tables },
  { "measured-tables", build_measured_tables },
};

static inline void
add_world_tests (const char *prefix, GTestDataFunc func)
{
  for (guint i = 0; i < G_N_ELEMENTS (worlds); i++)
    {
      g_autofree char *path = g_strconcat (prefix, "/", worlds[i].name, NULL);

      g_test_add_data_func (path, &worlds[i], func);
    }
}
