/* SPDX-License-Identifier: MIT */
/*
 * What the rehearsals share: short names for functions whose own would fill the line, and waiting.
 * Everybody waits on the lake's clock, so that a bad night takes no time at all.
 */
#pragma once

#include <tarn/tarn.h>

#define lake_of tarn_sample_get_engine
#define glue_of tarn_sample_get_glue
#define journal_of tarn_sample_get_journal
#define start_refresh tarn_glue_client_start_materialized_view_refresh_task_run
#define get_refresh tarn_glue_client_get_materialized_view_refresh_task_run
#define stop_refresh tarn_glue_client_stop_materialized_view_refresh_task_run
#define list_refreshes tarn_glue_client_list_materialized_view_refresh_task_runs
#define start_metadata tarn_datazone_client_start_metadata_generation_run
#define get_metadata tarn_datazone_client_get_metadata_generation_run
#define REFRESH_RUNNING TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_RUNNING

/* A sample world in which things go wrong as the rules of a fault plan say. */
static inline TarnSample *
make_world (const char *faults)
{
  TarnSample *world = tarn_sample_new (0);

  tarn_sample_add_faults (world, faults);
  return world;
}

/* Has something done while others sleep. */
static inline void
do_after (TarnSample *world, gint64 delay_us, GSourceFunc what, gpointer data)
{
  tarn_engine_add_timeout (lake_of (world), delay_us, TARN_TIMEOUT_NONE, what, data, NULL);
}

static inline void
set_option (TarnSample *world, const char *name, gint64 value)
{
  g_assert_true (tarn_engine_set_option (lake_of (world), name, value, NULL));
}

static inline void
sleep_for (TarnSample *world, gint64 duration_us)
{
  g_assert_true (tarn_engine_advance_by (lake_of (world), duration_us, NULL));
}

/* Whether the run is known to have ended. Without an answer that is not known. */
static inline gboolean
has_ended (TarnSample *world, const char *id)
{
  g_autoptr (TarnRefreshRun) run = get_refresh (glue_of (world), NULL, id, NULL);

  return run != NULL && tarn_refresh_status_is_terminal (tarn_refresh_run_get_status (run));
}

/* Polls until the run has ended, which is no reason to think that it has succeeded. */
static inline TarnRefreshStatus
await_refresh (TarnSample *world, const char *id)
{
  g_assert_nonnull (id);
  while (!has_ended (world, id))
    sleep_for (world, 10 * G_TIME_SPAN_SECOND);

  g_autoptr (TarnRefreshRun) run = get_refresh (glue_of (world), NULL, id, NULL);
  return tarn_refresh_run_get_status (run);
}

/* The id of the view's newest run if that was created at @since_us or later, else NULL. */
static inline char *
find_refresh_since (TarnSample *world, const char *view, gint64 since_us)
{
  g_autoptr (GPtrArray) runs
      = list_refreshes (glue_of (world), NULL, "sales", view, 1, NULL, NULL, NULL);

  if (runs == NULL || runs->len == 0
      || tarn_refresh_run_get_creation_time (runs->pdata[0]) < since_us)
    return NULL;
  return g_strdup (tarn_refresh_run_get_id (runs->pdata[0]));
}

/* Has metadata generated for the sample's asset, and polls; NULL if the start got no answer. */
static inline TarnMetadataRun *
generate_metadata (TarnSample *world, const char *const *types, const char *token)
{
  TarnDataZoneClient *datazone = tarn_sample_get_datazone (world);
  const char *domain = tarn_sample_get_domain_id (world);
  const char *project = tarn_sample_get_project_id (world);
  TarnMetadataTarget orders = { "ASSET", tarn_sample_get_asset_id (world), NULL };
  g_autoptr (TarnMetadataRun) started
      = start_metadata (datazone, domain, project, &orders, NULL, types, token, NULL);
  TarnMetadataRun *run = NULL;

  while (started != NULL
         && (run == NULL || !tarn_metadata_status_is_terminal (tarn_metadata_run_get_status (run))))
    {
      g_clear_pointer (&run, tarn_metadata_run_unref);
      sleep_for (world, 5 * G_TIME_SPAN_SECOND);
      run = get_metadata (datazone, domain, tarn_metadata_run_get_id (started), NULL, NULL);
    }
  return run;
}
