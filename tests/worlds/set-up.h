/* SPDX-License-Identifier: MIT */
/*
 * The set-up that all fixtures share: units, callers, and calls that must succeed. All functions are inline,
 * because no test needs all of them. They use public functions only, because some tests link like a user's
 * program.
 */
#pragma once

#include <tarn/tarn.h>

#include "rows.h"

#define ACCOUNT "123456789012"
#define FOREIGN "210987654321"
#define ROOT "arn:aws:iam::" ACCOUNT ":root"
#define STEWARD "arn:aws:iam::" ACCOUNT ":role/Steward"
#define DATABASE "sales"

#define START_US TARN_ENGINE_START_TIME
#define MS_US G_GINT64_CONSTANT (1000)
#define SECOND_US (1000 * MS_US)
#define MINUTE_US (60 * SECOND_US)
#define HOUR_US (60 * MINUTE_US)
#define DAY_US (24 * HOUR_US)
#define MEGABYTE G_GINT64_CONSTANT (1000000)
#define GIGABYTE (1000 * MEGABYTE)

/* --- Driving ---------------------------------------------------------------------------------- */

static inline gboolean
never (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return FALSE;
}

static inline gboolean
always (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return TRUE;
}

static inline void
engine_set (TarnEngine *engine, const char *option, gint64 value)
{
  g_autoptr (GError) error = NULL;

  tarn_engine_set_option (engine, option, value, &error);
  g_assert_no_error (error);
}

static inline void
engine_advance (TarnEngine *engine, gint64 duration_us)
{
  g_autoptr (GError) error = NULL;

  tarn_engine_advance_by (engine, duration_us, &error);
  g_assert_no_error (error);
}

/* Advances to a time, given as the time since the start of the engine. */
static inline void
engine_advance_to (TarnEngine *engine, gint64 since_us)
{
  g_autoptr (GError) error = NULL;

  tarn_engine_advance_to (engine, START_US + since_us, &error);
  g_assert_no_error (error);
}

static inline void
engine_drain (TarnEngine *engine)
{
  g_autoptr (GError) error = NULL;

  tarn_engine_run_until_idle (engine, NULL, &error);
  g_assert_no_error (error);
}

/* Returns the time since the start of the engine. */
static inline gint64
engine_now (TarnEngine *engine)
{
  return tarn_engine_get_now (engine) - START_US;
}

/* Returns the digest of an engine. Outside of callbacks, every engine has one. */
static inline char *
get_digest (TarnEngine *engine)
{
  g_autoptr (GError) error = NULL;
  char *digest = tarn_engine_dup_digest (engine, &error);

  g_assert_no_error (error);
  return digest;
}

/*
 * Sets a fault plan that is made from @text, and returns it. The plan is borrowed, and counts until it is
 * replaced.
 */
static inline TarnFaultPlan *
engine_add_faults (TarnEngine *engine, const char *text)
{
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);
  g_autoptr (GError) error = NULL;

  tarn_fault_plan_add_from_data (plan, text, -1, "rules", &error);
  g_assert_no_error (error);
  tarn_engine_set_fault_plan (engine, plan);
  return plan;
}

/* --- Callers ---------------------------------------------------------------------------------- */

/* @arn is NULL for the root of the account. */
static inline TarnPrincipal *
principal_new (const char *account, const char *arn)
{
  g_autoptr (GError) error = NULL;
  TarnPrincipal *principal = tarn_principal_new (account, arn, &error);

  g_assert_no_error (error);
  return principal;
}

static inline TarnGlueClient *
glue_client_new (TarnEngine *engine, const char *account, const char *arn)
{
  g_autoptr (TarnPrincipal) principal = principal_new (account, arn);

  return tarn_engine_create_glue_client (engine, principal);
}

static inline TarnDataZoneClient *
datazone_client_new (TarnEngine *engine, const char *account, const char *arn)
{
  g_autoptr (TarnPrincipal) principal = principal_new (account, arn);

  return tarn_engine_create_datazone_client (engine, principal);
}

/* --- Tables of the caller's own catalog ------------------------------------------------------- */

static inline TarnTableName *
table_name_new (const char *catalog, const char *database, const char *table)
{
  return tarn_table_name_new (catalog, database, table);
}

/* Creates a table by the parts of its name, as an SDK does. */
static inline gboolean
glue_create_table (TarnGlueClient *client, const char *catalog, const char *database,
                   const char *table, TarnTableInput *input, GError **error)
{
  g_autoptr (TarnTableName) name = tarn_table_name_new (catalog, database, table);

  return tarn_glue_client_create_table (client, name, input, error);
}

static inline gboolean
stop_refresh (TarnGlueClient *client, const char *catalog, const char *database, const char *table,
              GError **error)
{
  g_autoptr (TarnTableName) name = tarn_table_name_new (catalog, database, table);

  return tarn_glue_client_stop_materialized_view_refresh_task_run (client, name, error);
}

/* Returns the id of the run, because most tests do not need the run itself. */
static inline char *
start_refresh_of (TarnGlueClient *client, const TarnTableName *view, gboolean full_refresh,
                  GError **error)
{
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run (client, view, full_refresh,
                                                                   error);

  return run != NULL ? g_strdup (tarn_refresh_run_get_id (run)) : NULL;
}

static inline char *
start_refresh (TarnGlueClient *client, const char *catalog, const char *database, const char *table,
               gboolean full_refresh, GError **error)
{
  g_autoptr (TarnTableName) name = tarn_table_name_new (catalog, database, table);

  return start_refresh_of (client, name, full_refresh, error);
}

static inline void
glue_add_database (TarnGlueClient *client)
{
  g_autoptr (GError) error = NULL;

  tarn_glue_client_create_database (client, NULL, DATABASE, &error);
  g_assert_no_error (error);
}

/* Takes ownership of @input. */
static inline TarnTableName *
glue_add (TarnGlueClient *client, const char *table, TarnTableInput *input)
{
  g_autoptr (TarnTableInput) own = input;
  g_autoptr (GError) error = NULL;

  glue_create_table (client, NULL, DATABASE, table, own, &error);
  g_assert_no_error (error);
  return table_name_new (ACCOUNT, DATABASE, table);
}

static inline TarnTableName *
glue_add_base (TarnGlueClient *client, const char *table, gint64 size_bytes)
{
  TarnTableInput *input = tarn_table_input_new ();

  tarn_table_input_set_size_bytes (input, (guint64) size_bytes);
  return glue_add (client, table, input);
}

/*
 * The view is refreshed automatically every @refresh_seconds, or never if this is 0. Unless @type is
 * TARN_REFRESH_TYPE_NONE, the view shows the current data of its source.
 */
static inline TarnTableName *
glue_add_view (TarnGlueClient *client, const char *view, TarnTableName *source,
               TarnRefreshType type, gint64 refresh_seconds)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, source);
  tarn_table_input_set_last_refresh_type (input, type);
  if (refresh_seconds > 0)
    tarn_table_input_set_refresh_seconds (input, refresh_seconds);
  return glue_add (client, view, input);
}

static inline void
glue_append (TarnGlueClient *client, TarnTableName *table, gint64 added_bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);

  tarn_commit_set_added_bytes (commit, (guint64) added_bytes);
  tarn_glue_client_commit (client, table, commit, &error);
  g_assert_no_error (error);
}

/* --- Domains ---------------------------------------------------------------------------------- */

static inline char *
datazone_add_domain (TarnDataZoneClient *client, const char *name, TarnDomainVersion version)
{
  g_autoptr (GError) error = NULL;
  char *id = tarn_datazone_client_create_domain (client, name, version, &error);

  g_assert_no_error (error);
  return id;
}

static inline char *
datazone_add_project (TarnDataZoneClient *client, const char *domain, const char *name)
{
  g_autoptr (GError) error = NULL;
  char *id = tarn_datazone_client_create_project (client, domain, name, &error);

  g_assert_no_error (error);
  return id;
}

static inline char *
datazone_add_user (TarnDataZoneClient *client, const char *domain, const char *account,
                   const char *arn)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnPrincipal) user = principal_new (account, arn);
  char *id = tarn_datazone_client_create_user_profile (client, domain, user, &error);

  g_assert_no_error (error);
  return id;
}

/* Takes ownership of @input. */
static inline char *
datazone_add_asset (TarnDataZoneClient *client, const char *domain, const char *project,
                    TarnAssetInput *input)
{
  g_autoptr (TarnAssetInput) own = input;
  g_autoptr (GError) error = NULL;
  char *id = tarn_datazone_client_create_asset (client, domain, project, own, &error);

  g_assert_no_error (error);
  return id;
}
