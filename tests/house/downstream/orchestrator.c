/* SPDX-License-Identifier: MIT */
#include "orchestrator.h"

#define POLL_US (10 * G_TIME_SPAN_SECOND)

/* 0 with an error where there is no run to wait for any more. */
static TarnRefreshStatus
refresh (TarnEngine *lake, TarnGlueClient *glue, const char *database, const char *view,
         GError **error)
{
  g_autofree char *id
      = tarn_glue_client_start_materialized_view_refresh_task_run (glue, NULL, database, view,
                                                                   FALSE, error);
  g_autoptr (TarnRefreshRun) run = NULL;

  if (id == NULL)
    return 0;
  run = tarn_glue_client_get_materialized_view_refresh_task_run (glue, NULL, id, error);
  while (run != NULL && !tarn_refresh_status_is_terminal (tarn_refresh_run_get_status (run)))
    {
      if (!tarn_engine_advance_by (lake, POLL_US, error))
        return 0;
      run = tarn_glue_client_get_materialized_view_refresh_task_run_again (glue,
                                                                           g_steal_pointer (&run),
                                                                           error);
    }
  return run != NULL ? tarn_refresh_run_get_status (run) : 0;
}

TarnRefreshStatus
orchestrate (TarnEngine *lake, TarnGlueClient *glue, const char *database, const char *view,
             GError **error)
{
  TarnRefreshStatus status = refresh (lake, glue, database, view, error);

  return status == TARN_REFRESH_STATUS_FAILED ? refresh (lake, glue, database, view, error)
                                              : status;
}
