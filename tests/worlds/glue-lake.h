/* SPDX-License-Identifier: MIT */
/*
 * The fixture of the tests of AWS Glue: an account, a database, a base table of 100 GB, and a view of it that
 * was never refreshed. All functions are inline, because no test needs all of them.
 *
 * Tests compare texts to check whether something has changed, because the message of a failed assertion then
 * shows the difference.
 */
#pragma once

#include <string.h>

#include "set-up.h"

#define BASE "orders"
#define VIEW "totals"
#define BUCKET ACCOUNT ":s3tablescatalog/bucket"
#define FEDERATED ACCOUNT ":s3tablescatalog/federated"

#define DENIED "AccessDeniedException"
#define EXISTS "AlreadyExistsException"
#define NOT_FOUND "EntityNotFoundException"
#define INVALID "InvalidInputException"
#define NOT_RUNNING "MaterializedViewRefreshTaskNotRunningException"
#define RUNNING "MaterializedViewRefreshTaskRunningException"
#define STOPPING "MaterializedViewRefreshTaskStoppingException"
#define LIMIT "ResourceNumberLimitExceededException"

#define NO_CATALOG(id) "there is no catalog " id
#define NO_DATABASE(catalog, name) "there is no database " catalog "." name
#define NO_TABLE(name) "there is no table " ACCOUNT "." DATABASE "." name

/* How long a full refresh of the base table takes, as in the golden table of the cost model. */
#define FULL_STARTUP_US (30 * SECOND_US)
#define FULL_DURATION_US (314 * SECOND_US)

#define start_run tarn_glue_client_start_materialized_view_refresh_task_run
#define get_run tarn_glue_client_get_materialized_view_refresh_task_run
#define list_runs tarn_glue_client_list_materialized_view_refresh_task_runs

typedef struct
{
  TarnEngine *engine;
  TarnGlueClient *client;
  TarnTableName *base;
  TarnTableName *view;
} Lake;

static inline TarnTableName *
name_new (const char *table)
{
  return table_name_new (ACCOUNT, DATABASE, table);
}

/* Takes ownership of @input. */
static inline TarnTableName *
lake_add (const Lake *lake, const char *table, TarnTableInput *input)
{
  return glue_add (lake->client, table, input);
}

static inline TarnTableName *
lake_add_base (const Lake *lake, const char *table, gint64 size_bytes)
{
  return glue_add_base (lake->client, table, size_bytes);
}

/* Unless @type is TARN_REFRESH_TYPE_NONE, the view shows the current data of its source. */
static inline TarnTableName *
lake_add_view (const Lake *lake, const char *view, TarnTableName *source, TarnRefreshType type)
{
  return glue_add_view (lake->client, view, source, type, 0);
}

static inline Lake
lake_new (guint64 seed)
{
  Lake lake = { .engine = tarn_engine_new (seed) };

  lake.client = glue_client_new (lake.engine, ACCOUNT, NULL);
  glue_add_database (lake.client);
  lake.base = lake_add_base (&lake, BASE, 100 * GIGABYTE);
  lake.view = lake_add_view (&lake, VIEW, lake.base, TARN_REFRESH_TYPE_NONE);
  return lake;
}

static inline void
lake_clear (Lake *lake)
{
  g_clear_pointer (&lake->base, tarn_table_name_unref);
  g_clear_pointer (&lake->view, tarn_table_name_unref);
  g_clear_object (&lake->client);
  g_clear_object (&lake->engine);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lake, lake_clear)

/* Makes a refresh that finds nothing changed take this long, so that a test has round times. */
static inline void
lake_set_unchanged_us (const Lake *lake, gint64 duration_us)
{
  engine_set (lake->engine, "glue.cost-unchanged-ms", duration_us / MS_US);
}

static inline void
lake_commit (const Lake *lake, TarnTableName *base, TarnCommitOperation operation, gint64 added)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnCommit) commit = tarn_commit_new (operation);

  tarn_commit_set_added_bytes (commit, (guint64) added);
  tarn_glue_client_commit (lake->client, base, commit, &error);
  g_assert_no_error (error);
}

static inline char *
lake_start (const Lake *lake, TarnTableName *view)
{
  g_autoptr (GError) error = NULL;
  char *id = start_refresh_of (lake->client, view, FALSE, &error);

  g_assert_no_error (error);
  return id;
}

static inline void
lake_stop (const Lake *lake, const TarnTableName *view)
{
  g_autoptr (GError) error = NULL;

  tarn_glue_client_stop_materialized_view_refresh_task_run (lake->client, view, &error);
  g_assert_no_error (error);
}

static inline TarnRefreshRun *
lake_get (const Lake *lake, const char *id)
{
  g_autoptr (GError) error = NULL;
  TarnRefreshRun *run = get_run (lake->client, NULL, id, &error);

  g_assert_no_error (error);
  return run;
}

static inline TarnTable *
lake_get_table (const Lake *lake, TarnTableName *name)
{
  g_autoptr (GError) error = NULL;
  TarnTable *table = tarn_glue_client_get_table (lake->client, name, &error);

  g_assert_no_error (error);
  return table;
}

static inline void
assert_status (const Lake *lake, const char *id, const char *expected)
{
  g_autoptr (TarnRefreshRun) run = lake_get (lake, id);

  g_assert_cmpstr (tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)), ==, expected);
}

/* Checks the exact name of an exception, its HTTP status, and how its message begins. */
static inline void
assert_exception (const GError *error, const char *exception, const char *begins)
{
  g_autofree char *start = NULL;
  TarnGlueError code;

  g_assert_nonnull (error);
  g_assert_true (error->domain == TARN_GLUE_ERROR);
  code = (TarnGlueError) error->code;
  g_assert_cmpstr (tarn_glue_error_get_exception_name (code), ==, exception);
  g_assert_cmpuint (tarn_glue_error_get_http_status (code), ==, 400);
  start = g_strndup (error->message, strlen (begins));
  g_assert_cmpstr (start, ==, begins);
}

/* Checks that the call failed with the exception, or that it succeeded if there is none. */
static inline void
assert_outcome (gboolean is_done, const GError *error, const char *exception, const char *begins)
{
  g_assert_cmpint (is_done, ==, exception == NULL);
  if (exception != NULL)
    assert_exception (error, exception, begins);
  else
    g_assert_no_error (error);
}

/* Appends the time since the start of the engine, or "never" for 0. */
static inline void
append_time (GString *text, const char *label, gint64 time_us)
{
  if (time_us == 0)
    g_string_append_printf (text, " %s never", label);
  else
    g_string_append_printf (text, " %s %" G_GINT64_FORMAT, label, time_us - START_US);
}

static inline void
append_run (GString *text, TarnRefreshRun *run)
{
  const char *type = tarn_refresh_type_to_string (tarn_refresh_run_get_refresh_type (run));
  const char *message = tarn_refresh_run_get_error_message (run);

  g_string_append_printf (text, "%s.%s %s %s %s", tarn_refresh_run_get_database_name (run),
                          tarn_refresh_run_get_table_name (run), tarn_refresh_run_get_id (run),
                          tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)),
                          type ? type : "-");
  append_time (text, "created", tarn_refresh_run_get_creation_time (run));
  append_time (text, "started", tarn_refresh_run_get_start_time (run));
  append_time (text, "ended", tarn_refresh_run_get_end_time (run));
  append_time (text, "updated", tarn_refresh_run_get_last_update_time (run));
  g_string_append_printf (text, " dpu %" G_GINT64_FORMAT " bytes %" G_GINT64_FORMAT " %s\n",
                          tarn_refresh_run_get_dpu_milliseconds (run),
                          tarn_refresh_run_get_processed_bytes (run), message ? message : "");
}

static inline void
append_table (GString *text, const Lake *lake, TarnTableName *name)
{
  g_autoptr (TarnTable) table = lake_get_table (lake, name);
  guint n_ids = 0;
  const gint64 *ids = tarn_table_get_sub_object_version_ids (table, &n_ids);

  g_string_append_printf (text,
                          "%s version %" G_GINT64_FORMAT " commits %" G_GUINT64_FORMAT
                          " bytes %" G_GUINT64_FORMAT " records %" G_GUINT64_FORMAT
                          " pending %" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT "%s",
                          tarn_table_name_get_table_name (name), tarn_table_get_version_id (table),
                          tarn_table_get_n_commits (table), tarn_table_get_size_bytes (table),
                          tarn_table_get_record_count (table),
                          tarn_table_get_pending_commits (table),
                          tarn_table_get_pending_bytes (table),
                          tarn_table_has_active_run (table) ? " active" : "");
  append_time (text, "snapshot", tarn_table_get_snapshot_time (table));
  append_time (text, "publication", tarn_table_get_publication_time (table));
  append_time (text, "oldest", tarn_table_get_oldest_pending_commit_time (table));
  for (guint i = 0; i < n_ids; i++)
    g_string_append_printf (text, " %" G_GINT64_FORMAT, ids[i]);
  g_string_append_c (text, '\n');
}

/*
 * Returns the time, the time of the next event, the tables, every run, and the digest as text. An engine has
 * no digest inside of a callback.
 */
static inline char *
lake_to_string (const Lake *lake)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autofree char *digest = tarn_engine_dup_digest (lake->engine, NULL);
  GString *text = g_string_new ("");
  gint64 next_us = 0;

  append_time (text, "now", tarn_engine_get_now (lake->engine));
  tarn_engine_peek_next (lake->engine, &next_us);
  append_time (text, "next", next_us);
  g_string_append_printf (text, "\n%s\n", digest != NULL ? digest : "");
  append_table (text, lake, lake->base);
  append_table (text, lake, lake->view);
  runs = list_runs (lake->client, NULL, NULL, NULL, 1000, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < runs->len; i++)
    append_run (text, g_ptr_array_index (runs, i));
  return g_string_free (text, FALSE);
}

/* Appends a line for the change: "@TIME VIEW cause FROM>TO (detail-type)". */
static inline void
log_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  GString *text = data;

  g_string_append_printf (
      text, "@%" G_GINT64_FORMAT " %s %s %s>%s", (tarn_change_get_time (change) - START_US) / MS_US,
      tarn_table_name_get_table_name (
          tarn_refresh_change_get_table_name (tarn_change_get_refresh (change))),
      tarn_change_get_cause (change),
      tarn_change_get_from_status (change) ? tarn_change_get_from_status (change) : "",
      tarn_change_get_to_status (change) ? tarn_change_get_to_status (change) : "");
  if (tarn_change_get_detail_type (change) != NULL)
    g_string_append_printf (text, " (%s)", tarn_change_get_detail_type (change));
  g_string_append_c (text, '\n');
}

/* Logs every change from now on. The caller must keep the text for as long as it drives the engine. */
static inline GString *
lake_log (const Lake *lake)
{
  GString *text = g_string_new ("");

  tarn_engine_add_observer (lake->engine, log_change, text, NULL);
  return text;
}

/* Checks the log, then clears it. */
static inline void
assert_log (GString *log, const char *expected)
{
  g_assert_cmpstr (log->str, ==, expected);
  g_string_truncate (log, 0);
}
