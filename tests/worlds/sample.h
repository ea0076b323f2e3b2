/* SPDX-License-Identifier: MIT */
/*
 * Helpers for tests that use the harness's sample, mainly tests of faults. All functions are inline, because
 * no test needs all of them.
 */
#pragma once

#include <string.h>

#include "set-up.h"

#define ORDERS TARN_SAMPLE_ACCOUNT_ID "/" DATABASE "/orders"
#define DAILY TARN_SAMPLE_ACCOUNT_ID "/" DATABASE "/daily"
#define MONTHLY TARN_SAMPLE_ACCOUNT_ID "/" DATABASE "/monthly"

/* How long a full refresh of `daily` takes, as the built-in cost model plans it. */
#define STARTUP_US (30 * SECOND_US)
#define DURATION_US (314 * SECOND_US)

#define START_REFRESH "StartMaterializedViewRefreshTaskRun"
#define GET_REFRESH "GetMaterializedViewRefreshTaskRun"
#define STOP_REFRESH "StopMaterializedViewRefreshTaskRun"
#define LIST_REFRESHES "ListMaterializedViewRefreshTaskRuns"
#define START_METADATA "StartMetadataGenerationRun"
#define GET_METADATA "GetMetadataGenerationRun"
#define CANCEL_METADATA "CancelMetadataGenerationRun"
#define LIST_METADATA "ListMetadataGenerationRuns"

static inline TarnSample *
sample_with_faults (const char *text)
{
  TarnSample *sample = tarn_sample_new (1);

  if (text != NULL)
    tarn_sample_add_faults (sample, text);
  return sample;
}

static inline TarnSample *
sample_with_rule (const char *lines)
{
  g_autofree char *text = g_strconcat ("[rule]\n", lines, NULL);

  return sample_with_faults (text);
}

static inline TarnTableName *
sample_name (const char *table)
{
  return table_name_new (TARN_SAMPLE_ACCOUNT_ID, DATABASE, table);
}

static inline void
sample_set (TarnSample *sample, const char *option, gint64 value)
{
  engine_set (tarn_sample_get_engine (sample), option, value);
}

/* Advances to a time, given as the time since the start of the engine. */
static inline void
sample_advance_to (TarnSample *sample, gint64 since_us)
{
  engine_advance_to (tarn_sample_get_engine (sample), since_us);
}

static inline void
sample_drain (TarnSample *sample)
{
  engine_drain (tarn_sample_get_engine (sample));
}

static inline gint64
sample_now (TarnSample *sample)
{
  return engine_now (tarn_sample_get_engine (sample));
}

static inline char *
sample_refresh (TarnSample *sample, const char *view, GError **error)
{
  return start_refresh (tarn_sample_get_glue (sample), NULL, DATABASE, view, FALSE, error);
}

/* Starts a run, which must succeed. */
static inline char *
sample_start_refresh (TarnSample *sample, const char *view)
{
  g_autoptr (GError) error = NULL;
  char *id = sample_refresh (sample, view, &error);

  g_assert_no_error (error);
  return id;
}

static inline gboolean
sample_has_published (TarnSample *sample, const char *view)
{
  g_autoptr (TarnTableName) name = sample_name (view);
  g_autoptr (TarnTable) table
      = tarn_glue_client_get_table (tarn_sample_get_glue (sample), name, NULL);

  return tarn_table_get_publication_time (table) != 0;
}

static inline gboolean
sample_stop (TarnSample *sample, const char *view, GError **error)
{
  return stop_refresh (tarn_sample_get_glue (sample), NULL, DATABASE, view, error);
}

static inline TarnRefreshRun *
sample_get_refresh (TarnSample *sample, const char *id)
{
  g_autoptr (GError) error = NULL;
  TarnRefreshRun *run
      = tarn_glue_client_get_materialized_view_refresh_task_run (tarn_sample_get_glue (sample),
                                                                 NULL, id, &error);

  g_assert_no_error (error);
  return run;
}

static inline GPtrArray *
sample_list_refreshes (TarnSample *sample)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *runs
      = tarn_glue_client_list_materialized_view_refresh_task_runs (tarn_sample_get_glue (sample),
                                                                   NULL, NULL, NULL, 1000, NULL,
                                                                   NULL, &error);

  g_assert_no_error (error);
  return runs;
}

/* Starts the generation of business names for the asset of the sample. */
static inline TarnMetadataRun *
sample_generate (TarnSample *sample, GError **error)
{
  static const char *const types[] = { "BUSINESS_NAMES", NULL };
  TarnMetadataTarget target = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (sample) };

  return tarn_datazone_client_start_metadata_generation_run (tarn_sample_get_datazone (sample),
                                                             tarn_sample_get_domain_id (sample),
                                                             tarn_sample_get_project_id (sample),
                                                             &target, NULL, types, NULL, error);
}

/* Starts a run, which must succeed. */
static inline char *
sample_start_metadata (TarnSample *sample)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) run = sample_generate (sample, &error);

  g_assert_no_error (error);
  return g_strdup (tarn_metadata_run_get_id (run));
}

/* Returns the id of the run that suggests the business names of the asset. */
static inline const char *
sample_get_suggestion_run (TarnSample *sample)
{
  g_autoptr (TarnAsset) asset
      = tarn_datazone_client_get_asset (tarn_sample_get_datazone (sample),
                                        tarn_sample_get_domain_id (sample),
                                        tarn_sample_get_asset_id (sample), NULL, NULL);

  return g_intern_string (
      tarn_asset_get_suggestion_run_id (asset, TARN_METADATA_TYPE_BUSINESS_NAMES));
}

static inline gboolean
sample_cancel (TarnSample *sample, const char *id, GError **error)
{
  return tarn_datazone_client_cancel_metadata_generation_run (tarn_sample_get_datazone (sample),
                                                              tarn_sample_get_domain_id (sample),
                                                              id, error);
}

static inline TarnMetadataRun *
sample_get_metadata (TarnSample *sample, const char *id)
{
  g_autoptr (GError) error = NULL;
  TarnMetadataRun *run
      = tarn_datazone_client_get_metadata_generation_run (tarn_sample_get_datazone (sample),
                                                          tarn_sample_get_domain_id (sample), id,
                                                          NULL, &error);

  g_assert_no_error (error);
  return run;
}

static inline GPtrArray *
sample_list_metadata (TarnSample *sample)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *runs
      = tarn_datazone_client_list_metadata_generation_runs (tarn_sample_get_datazone (sample),
                                                            tarn_sample_get_domain_id (sample),
                                                            NULL, NULL, NULL, -1, NULL, NULL,
                                                            &error);

  g_assert_no_error (error);
  return runs;
}

static inline const char *
get_exception (const GError *error)
{
  if (error == NULL)
    return NULL;
  if (error->domain == TARN_GLUE_ERROR)
    return tarn_glue_error_get_exception_name ((TarnGlueError) error->code);
  if (error->domain == TARN_DATAZONE_ERROR)
    return tarn_datazone_error_get_exception_name ((TarnDataZoneError) error->code);

  return g_quark_to_string (error->domain);
}

/* Accepts any message if @message is NULL. */
static inline void
assert_exception (const GError *error, const char *exception, const char *message)
{
  g_assert_cmpstr (get_exception (error), ==, exception);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

static inline void
assert_refresh (TarnSample *sample, const char *id, const char *status, const char *message)
{
  g_autoptr (TarnRefreshRun) run = sample_get_refresh (sample, id);

  g_assert_cmpstr (tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)), ==, status);
  g_assert_cmpstr (tarn_refresh_run_get_error_message (run), ==, message);
}

static inline void
assert_metadata (TarnSample *sample, const char *id, const char *status, const char *message)
{
  g_autoptr (TarnMetadataRun) run = sample_get_metadata (sample, id);

  g_assert_cmpstr (tarn_metadata_status_to_string (tarn_metadata_run_get_status (run)), ==, status);
  g_assert_cmpstr (tarn_metadata_run_get_type_error_message (run,
                                                             TARN_METADATA_TYPE_BUSINESS_NAMES),
                   ==, message);
}

/* Compares the text of the journal, so that the message of a failed assertion shows the difference. */
static inline void
assert_journal (TarnJournal *journal, const char *expected)
{
  g_autofree char *text = tarn_journal_dup_text (journal);

  g_assert_cmpstr (text, ==, expected);
}
