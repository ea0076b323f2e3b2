/* SPDX-License-Identifier: MIT */
/*
 * What the rehearsals share: short names for functions whose own would fill the line, and waiting.
 * Everybody sleeps on virtual time, so that a bad night takes no time at all.
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

/* A sample world in which things go wrong as the rules of a fault plan say. */
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

/* Has something done while others sleep. */
static inline void
do_after (TarnSample *sample, gint64 delay_us, GSourceFunc what, gpointer data)
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

/* Whether the run is known to have ended. Without an answer that is not known. */
static inline gboolean
has_ended (TarnSample *sample, const char *id)
{
  g_autoptr (TarnRefreshRun) run = get_refresh (glue_of (sample), NULL, id, NULL);

  return run != NULL && tarn_refresh_status_is_terminal (tarn_refresh_run_get_status (run));
}

/* Polls until the run has ended, which is no reason to think that it has succeeded. */
static inline TarnRefreshStatus
await_refresh (TarnSample *sample, const char *id)
{
  g_assert_nonnull (id);
  while (!has_ended (sample, id))
    sleep_for (sample, 10 * G_TIME_SPAN_SECOND);

  g_autoptr (TarnRefreshRun) run = get_refresh (glue_of (sample), NULL, id, NULL);
  return tarn_refresh_run_get_status (run);
}

/* The id of the view's newest run if that was created at @since_us or later, else NULL. */
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

/* Has metadata generated for the sample's asset, and polls; NULL if the start got no answer. */
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
