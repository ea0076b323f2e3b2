/* SPDX-License-Identifier: MIT */
#include "snapshot-worlds.h"

#include "snapshot-lake.h"

#define START_REFRESH "StartMaterializedViewRefreshTaskRun"
#define DESCRIPTIONS "BUSINESS_DESCRIPTIONS"
#define NAMES "BUSINESS_NAMES"
#define GLOSSARY "BUSINESS_GLOSSARY_ASSOCIATIONS"

typedef struct
{
  const char *name;
  void (*fill) (SnapshotLake *lake);
} World;

/* --- Tables ----------------------------------------------------------------------------------- */

/* The engine is new, and no client was created for it. */
static void
fill_empty (SnapshotLake *lake)
{
  snapshot_lake_clear (lake);
  lake->engine = tarn_engine_new (0);
}

static void
fill_tables (SnapshotLake *lake)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableInput) hive = tarn_table_input_new ();

  snapshot_lake_add_tables (lake);
  tarn_glue_client_create_catalog (lake->glue, ACCOUNT ":s3tablescatalog/bucket", TRUE, &error);
  g_assert_no_error (error);
  tarn_glue_client_create_database (lake->glue, ACCOUNT ":s3tablescatalog/bucket", "ns", &error);
  g_assert_no_error (error);
  tarn_table_input_set_format (hive, TARN_TABLE_FORMAT_HIVE);
  tarn_table_input_set_record_count (hive, 1000);
  tarn_table_input_set_annotation (hive, "{\"Owner\":\"me\"}");
  snapshot_lake_create_table (lake, "clicks", hive);
  engine_advance (lake->engine, MINUTE_US);
  snapshot_lake_commit (lake, "orders", 5000);
}

static void
fill_views_on_views (SnapshotLake *lake)
{
  g_autoptr (TarnTableName) orders = tarn_table_name_new (ACCOUNT, DATABASE, "orders");
  g_autoptr (TarnTableName) daily = tarn_table_name_new (ACCOUNT, DATABASE, "daily");
  g_autoptr (TarnTableInput) monthly = tarn_table_input_new_materialized_view ();

  snapshot_lake_add_tables (lake);
  snapshot_lake_add_view (lake, "daily", "orders", 0);
  tarn_table_input_add_sub_object (monthly, orders);
  tarn_table_input_add_sub_object (monthly, daily);
  tarn_table_input_add_sub_object_version_id (monthly, 12);
  tarn_table_input_add_sub_object_version_id (monthly, -1);
  tarn_table_input_set_definer (monthly, "arn:aws:iam::" ACCOUNT ":role/Definer");
  tarn_table_input_set_incremental (monthly, FALSE);
  snapshot_lake_create_table (lake, "monthly", monthly);
  snapshot_lake_commit (lake, "orders", 1000000);
  snapshot_lake_refresh_and_wait (lake, "daily");
}

/* --- Refreshes -------------------------------------------------------------------------------- */

/* A run ends within a minute, and is RUNNING after half a minute. */
static void
fill_phases (SnapshotLake *lake)
{
  static const char *const views[] = { "starting", "running", "stopping", "early", "over" };

  snapshot_lake_add_tables (lake);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    snapshot_lake_add_view (lake, views[i], "orders", 0);
  snapshot_lake_refresh_and_wait (lake, "over");
  snapshot_lake_commit (lake, "orders", 1000000);
  snapshot_lake_refresh (lake, "running");
  snapshot_lake_refresh (lake, "stopping");
  engine_advance (lake->engine, 32 * SECOND_US);
  snapshot_lake_stop (lake, "stopping");
  snapshot_lake_refresh (lake, "early");
  snapshot_lake_stop (lake, "early");
  snapshot_lake_refresh (lake, "starting");
}

static void
fill_waiting (SnapshotLake *lake)
{
  static const char *const views[] = { "first", "second", "third", "fourth" };

  engine_set (lake->engine, "glue.running-max", 1);
  engine_set (lake->engine, "glue.queue-at-limit", 1);
  snapshot_lake_add_tables (lake);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    snapshot_lake_add_view (lake, views[i], "orders", 0);
  snapshot_lake_commit (lake, "orders", 1000000);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    snapshot_lake_refresh (lake, views[G_N_ELEMENTS (views) - 1 - i]);
  snapshot_lake_stop (lake, "second");
}

static void
fill_stopped (SnapshotLake *lake)
{
  snapshot_lake_add_tables (lake);
  snapshot_lake_add_view (lake, "daily", "orders", 0);
  snapshot_lake_commit (lake, "orders", 1000000);
  snapshot_lake_refresh (lake, "daily");
  engine_advance (lake->engine, 32 * SECOND_US);
  snapshot_lake_stop (lake, "daily");
  engine_advance (lake->engine, MINUTE_US);
}

/* One run has failed, and another one is going to fail. */
static void
fill_failed (SnapshotLake *lake)
{
  snapshot_lake_add_tables (lake);
  snapshot_lake_add_view (lake, "daily", "orders", 0);
  snapshot_lake_add_view (lake, "monthly", "orders", 0);
  engine_add_faults (lake->engine, "[fails]\noperation=" START_REFRESH "\n"
                                   "do=fail-run\nat-ppm=500000\nmessage=the lake is dry\n");
  snapshot_lake_refresh_and_wait (lake, "daily");
  snapshot_lake_commit (lake, "orders", 1000000);
  snapshot_lake_refresh (lake, "monthly");
  engine_advance (lake->engine, 31 * SECOND_US);
}

/* The engine keeps one ended run of each view, so there are free records between the used ones. */
static void
fill_retention (SnapshotLake *lake)
{
  static const char *const views[] = { "daily", "monthly", "daily", "daily" };

  engine_set (lake->engine, "glue.retention-runs", 1);
  engine_set (lake->engine, "glue.retention-age-us", DAY_US);
  snapshot_lake_add_tables (lake);
  snapshot_lake_add_view (lake, "daily", "orders", 0);
  snapshot_lake_add_view (lake, "monthly", "orders", 0);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    snapshot_lake_refresh_and_wait (lake, views[i]);
  snapshot_lake_refresh (lake, "monthly");
  snapshot_lake_refresh (lake, "daily");
  engine_advance (lake->engine, MINUTE_US);
}

static void
fill_automatic (SnapshotLake *lake)
{
  snapshot_lake_add_tables (lake);
  snapshot_lake_add_view (lake, "daily", "orders", 3600);
  engine_advance (lake->engine, HOUR_US / 2);
  snapshot_lake_add_view (lake, "monthly", "daily", 7200);
  snapshot_lake_commit (lake, "orders", 1000000);
  engine_advance (lake->engine, HOUR_US / 2 + SECOND_US);
}

/* --- Admission -------------------------------------------------------------------------------- */

static void
fill_statements (SnapshotLake *lake)
{
  guint denied;

  tarn_engine_grant (lake->engine, ROOT, "glue:*", "*");
  denied = tarn_engine_deny (lake->engine, "*", "glue:GetTable", ACCOUNT "/" DATABASE "/daily");
  tarn_engine_deny (lake->engine, ROOT, "datazone:CreateDomain", "*");
  tarn_engine_revoke (lake->engine, denied);
  tarn_engine_grant (lake->engine, "arn:aws:iam::" FOREIGN ":*", "*", "*");
}

static void
fill_denial (SnapshotLake *lake)
{
  snapshot_lake_add_tables (lake);
  snapshot_lake_add_view (lake, "daily", "orders", 0);
  engine_add_faults (lake->engine, "[revoked]\nnth=1\noperation=" START_REFRESH "\ndo=revoke\n"
                                   "deny-principal=" ROOT "\ndeny-action=glue:GetTable\n"
                                   "deny-resource=*\ndelay-us=100000000\n");
  snapshot_lake_refresh_and_wait (lake, "daily");
}

static void
fill_late_event (SnapshotLake *lake)
{
  snapshot_lake_add_tables (lake);
  snapshot_lake_add_view (lake, "daily", "orders", 0);
  engine_add_faults (lake->engine, "[late]\nevent=Glue Materialized View Refresh Task Succeeded\n"
                                   "do=delay-event\ndelay-us=600000000\n");
  snapshot_lake_refresh_and_wait (lake, "daily");
}

/* One rule counts its matches, another one draws, and a third one affects an active run. */
static void
fill_fault_plan (SnapshotLake *lake)
{
  snapshot_lake_add_tables (lake);
  snapshot_lake_add_view (lake, "daily", "orders", 0);
  snapshot_lake_add_view (lake, "monthly", "orders", 0);
  engine_add_faults (lake->engine, "[third]\noperation=GetTable\nevery=3\ndo=throw\n"
                                   "exception=EntityNotFoundException\nmessage=gone\n"
                                   "[luck]\noperation=" START_REFRESH "\nprobability-ppm=500000\n"
                                   "do=slow-run\nfactor-permille=3000\n"
                                   "[hangs]\noperation=" START_REFRESH "\ndo=ignore-stop\n"
                                   "delay-us=1000000\n");
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (TarnTableName) name = tarn_table_name_new (ACCOUNT, DATABASE, "daily");
      g_autoptr (TarnTable) table G_GNUC_UNUSED
          = tarn_glue_client_get_table (lake->glue, name, NULL);
    }
  snapshot_lake_refresh (lake, "daily");
  snapshot_lake_refresh (lake, "monthly");
}

static void
fill_rates (SnapshotLake *lake)
{
  g_autoptr (TarnPrincipal) other = principal_new (FOREIGN, NULL);
  g_autoptr (TarnGlueClient) client = tarn_engine_create_glue_client (lake->engine, other);

  engine_set (lake->engine, "glue.start-rate-per-second", 3);
  engine_set (lake->engine, "glue.list-rate-per-second", 2);
  snapshot_lake_add_tables (lake);
  snapshot_lake_add_view (lake, "daily", "orders", 0);
  engine_advance (lake->engine, SECOND_US);
  snapshot_lake_refresh (lake, "daily");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GPtrArray) runs G_GNUC_UNUSED
          = tarn_glue_client_list_materialized_view_refresh_task_runs (client, NULL, NULL, NULL, -1,
                                                                       NULL, NULL, NULL);
    }
  engine_advance (lake->engine, SECOND_US / 3);
}

static void
fill_full_limit (SnapshotLake *lake)
{
  g_autoptr (TarnTableName) name = tarn_table_name_new (ACCOUNT, DATABASE, "daily");

  engine_set (lake->engine, "glue.queue-at-limit", 1);
  snapshot_lake_add_tables (lake);
  snapshot_lake_add_view (lake, "daily", "orders", 0);
  engine_add_faults (lake->engine, "[full]\nnth=1\noperation=GetTable\ndo=fill-limit\n"
                                   "duration-us=3600000000\n");
  g_autoptr (TarnTable) table G_GNUC_UNUSED = tarn_glue_client_get_table (lake->glue, name, NULL);
  snapshot_lake_refresh (lake, "daily");
}

static void
fill_options (SnapshotLake *lake)
{
  static const char *const services[] = { "glue", "datazone" };

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      const TarnService *service = tarn_engine_get_service (lake->engine, services[i]);
      g_autofree const char **options = tarn_service_list_options (service);

      for (guint j = 0; options[j] != NULL; j++)
        {
          gint64 initial, min, max;

          tarn_service_describe_option (service, options[j], &initial, &min, &max);
          engine_set (lake->engine, options[j],
                      j % 3 == 0   ? min
                      : j % 3 == 1 ? max
                                   : (min + max) / 2);
        }
    }
}

/* --- DataZone --------------------------------------------------------------------------------- */

static void
fill_domain (SnapshotLake *lake)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnAssetInput) input = tarn_asset_input_new ("asset", "GlueTableAssetType");
  g_autofree char *revision = NULL, *other = NULL;

  snapshot_lake_add_domain (lake);
  tarn_asset_input_add_column (input, "ord_dt", "date");
  tarn_asset_input_set_row_count (input, 12);
  tarn_asset_input_set_annotation (input, "{}");
  tarn_asset_input_set_business_name_generation (input, TRUE);
  revision = tarn_datazone_client_create_asset_revision (lake->datazone, lake->domain, lake->asset,
                                                         input, &error);
  g_assert_no_error (error);
  tarn_datazone_client_create_project_membership (lake->datazone, lake->domain, lake->project,
                                                  lake->user, &error);
  g_assert_no_error (error);
  tarn_datazone_client_create_glossary_term (lake->datazone, lake->domain, "Revenue", &error);
  g_assert_no_error (error);
  other
      = tarn_datazone_client_create_domain (lake->datazone, "other", TARN_DOMAIN_VERSION_2, &error);
  g_assert_no_error (error);
}

/* One run has ended, one was canceled, and one is active. Each has other types. */
static void
fill_types (SnapshotLake *lake)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *canceled = NULL, *ended = NULL, *active = NULL, *orders = NULL;

  engine_set (lake->engine, "datazone.types-max", 3);
  snapshot_lake_add_domain (lake);
  orders = snapshot_lake_add_asset (lake, "orders");
  tarn_datazone_client_create_glossary_term (lake->datazone, lake->domain, "Amount", &error);
  g_assert_no_error (error);
  ended = snapshot_lake_generate (lake, lake->asset, DESCRIPTIONS " " NAMES, NULL);
  engine_advance (lake->engine, HOUR_US);
  canceled = snapshot_lake_generate (lake, orders, GLOSSARY, NULL);
  tarn_datazone_client_cancel_metadata_generation_run (lake->datazone, lake->domain, canceled,
                                                       &error);
  g_assert_no_error (error);
  engine_set (lake->engine, "datazone.submitted-duration-us", SECOND_US);
  active = snapshot_lake_generate (lake, lake->asset, DESCRIPTIONS " " NAMES " " GLOSSARY, NULL);
  engine_advance (lake->engine, 2 * SECOND_US);
}

static void
fill_tokens (SnapshotLake *lake)
{
  g_autofree char *first = NULL, *second = NULL, *orders = NULL;

  snapshot_lake_add_domain (lake);
  orders = snapshot_lake_add_asset (lake, "orders");
  first = snapshot_lake_generate (lake, lake->asset, NAMES, "first-token");
  engine_advance (lake->engine, 12 * HOUR_US);
  second = snapshot_lake_generate (lake, orders, DESCRIPTIONS, "second-token");
}

/* The second run exceeds the quota of names, so it fails in part. */
static void
fill_quota (SnapshotLake *lake)
{
  g_autofree char *first = NULL, *second = NULL;

  engine_set (lake->engine, "datazone.names-per-month-max", 1);
  engine_set (lake->engine, "datazone.retention-runs", 3);
  snapshot_lake_add_domain (lake);
  first = snapshot_lake_generate (lake, lake->asset, NAMES " " DESCRIPTIONS, NULL);
  engine_advance (lake->engine, HOUR_US);
  second = snapshot_lake_generate (lake, lake->asset, NAMES " " DESCRIPTIONS, NULL);
  engine_advance (lake->engine, HOUR_US);
}

/* --- All of them ------------------------------------------------------------------------------ */

static const World worlds[SNAPSHOT_N_WORLDS] = {
  { "empty", fill_empty },
  { "tables", fill_tables },
  { "views-on-views", fill_views_on_views },
  { "phases", fill_phases },
  { "waiting", fill_waiting },
  { "stopped", fill_stopped },
  { "failed", fill_failed },
  { "retention", fill_retention },
  { "automatic", fill_automatic },
  { "statements", fill_statements },
  { "denial-to-come", fill_denial },
  { "late-event", fill_late_event },
  { "fault-plan", fill_fault_plan },
  { "rates", fill_rates },
  { "full-limit", fill_full_limit },
  { "options", fill_options },
  { "domain", fill_domain },
  { "types", fill_types },
  { "tokens", fill_tokens },
  { "quota", fill_quota },
};

const char *
snapshot_world_get_name (guint world)
{
  g_assert_cmpuint (world, <, SNAPSHOT_N_WORLDS);
  return worlds[world].name;
}

TarnEngine *
snapshot_world_new (guint world)
{
  g_auto (SnapshotLake) lake = { 0 };

  g_assert_cmpuint (world, <, SNAPSHOT_N_WORLDS);
  snapshot_lake_init (&lake);
  worlds[world].fill (&lake);
  return g_object_ref (lake.engine);
}

GBytes *
snapshot_world_save (guint world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) engine = snapshot_world_new (world);
  GBytes *bytes = tarn_engine_save (engine, &error);

  g_assert_no_error (error);
  return bytes;
}
