/* SPDX-License-Identifier: MIT */
/*
 * The rehearsals share short names for long functions, and functions that wait. All code sleeps on virtual
 * time, so a rehearsal takes no real time.
 */
#pragma once

#include <tarn/tarn.h>

#define engine_of tarn_sample_get_engine
#define glue_of tarn_sample_get_glue
#define journal_of tarn_sample_get_journal
#define get_refresh tarn_glue_client_get_materialized_view_refresh_task_run
#define list_refreshes tarn_glue_client_list_materialized_view_refresh_task_runs
#define start_metadata tarn_datazone_client_start_metadata_generation_run
#define get_metadata tarn_datazone_client_get_metadata_generation_run
#define REFRESH_RUNNING TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_RUNNING

/* Returns a sample with the rules of a fault plan. */
static inline TarnSample *
make_sample (const char *faults)
{
  TarnSample *sample = tarn_sample_new (0);

  tarn_sample_add_faults (sample, faults);
  return sample;
}

/* Returns the id of the run, or NULL if the start got no answer. */
static inline char *
start_refresh (TarnGlueClient *glue, const char *view, gboolean full_refresh, GError **error)
{
  g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, "sales", view);
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run (glue, name, full_refresh, error);

  return run != NULL ? g_strdup (tarn_refresh_run_get_id (run)) : NULL;
}

static inline gboolean
stop_refresh (TarnGlueClient *glue, const char *view, GError **error)
{
  g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, "sales", view);

  return tarn_glue_client_stop_materialized_view_refresh_task_run (glue, name, error);
}

/* Calls a function after a delay, while the code under test sleeps. */
static inline void
do_after (TarnSample *sample, gint64 delay_us, TarnTimeoutFunc what, gpointer data)
{
  tarn_engine_add_timeout (engine_of (sample), delay_us, TARN_TIMEOUT_NONE, what, data, NULL);
}

static inline void
set_option (TarnSample *sample, const char *name, gint64 value)
{
  g_assert_true (tarn_engine_set_option (engine_of (sample), name, value, NULL));
}

static inline void
sleep_for (TarnSample *sample, gint64 duration_us)
{
  g_assert_true (tarn_engine_advance_by (engine_of (sample), duration_us, NULL));
}

/* Returns TRUE if the run is known to have ended, and FALSE if the service does not answer. */
static inline gboolean
has_ended (TarnSample *sample, const char *id)
{
  g_autoptr (TarnRefreshRun) run = get_refresh (glue_of (sample), NULL, id, NULL);

  return run != NULL && tarn_refresh_status_is_terminal (tarn_refresh_run_get_status (run));
}

/* Polls until the run has ended, and returns its last status, which may be a failure. */
static inline TarnRefreshStatus
await_refresh (TarnSample *sample, const char *id)
{
  g_assert_nonnull (id);
  while (!has_ended (sample, id))
    sleep_for (sample, 10 * G_TIME_SPAN_SECOND);

  g_autoptr (TarnRefreshRun) run = get_refresh (glue_of (sample), NULL, id, NULL);
  return tarn_refresh_run_get_status (run);
}

/* Returns the id of the view's newest run if it was created at @since_us or later, else NULL. */
static inline char *
find_refresh_since (TarnSample *sample, const char *view, gint64 since_us)
{
  g_autoptr (GPtrArray) runs
      = list_refreshes (glue_of (sample), NULL, "sales", view, 1, NULL, NULL, NULL);

  if (runs == NULL || runs->len == 0
      || tarn_refresh_run_get_creation_time (runs->pdata[0]) < since_us)
    return NULL;
  return g_strdup (tarn_refresh_run_get_id (runs->pdata[0]));
}

/* Generates metadata for the sample's asset, and polls. Returns NULL if the start got no answer. */
static inline TarnMetadataRun *
generate_metadata (TarnSample *sample, const char *const *types, const char *token)
{
  TarnDataZoneClient *datazone = tarn_sample_get_datazone (sample);
  const char *domain = tarn_sample_get_domain_id (sample);
  const char *project = tarn_sample_get_project_id (sample);
  TarnMetadataTarget orders = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (sample) };
  g_autoptr (TarnMetadataRun) started
      = start_metadata (datazone, domain, project, &orders, NULL, types, token, NULL);
  TarnMetadataRun *run = NULL;

  while (started != NULL
         && (run == NULL || !tarn_metadata_status_is_terminal (tarn_metadata_run_get_status (run))))
    {
      g_clear_pointer (&run, tarn_metadata_run_unref);
      sleep_for (sample, 5 * G_TIME_SPAN_SECOND);
      run = get_metadata (datazone, domain, tarn_metadata_run_get_id (started), NULL, NULL);
    }
  return run;
}
