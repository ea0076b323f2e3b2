/* SPDX-License-Identifier: MIT */
#include "orchestrator.h"

#define POLL_US (10 * G_TIME_SPAN_SECOND)

/* Returns the last status of the run, or 0 with an error set if the run cannot be awaited. */
static TarnRefreshStatus
refresh (TarnEngine *lake, TarnGlueClient *glue, const char *database, const char *view,
         GError **error)
{
  g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, database, view);
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run (glue, name, FALSE, error);

  if (run == NULL)
    return 0;
  while (!tarn_refresh_status_is_terminal (tarn_refresh_run_get_status (run)))
    if (!tarn_engine_advance_by (lake, POLL_US, error)
        || !tarn_refresh_run_reload (run, glue, error))
      return 0;
  return tarn_refresh_run_get_status (run);
}

TarnRefreshStatus
orchestrate (TarnEngine *lake, TarnGlueClient *glue, const char *database, const char *view,
             GError **error)
{
  TarnRefreshStatus status = refresh (lake, glue, database, view, error);

  return status == TARN_REFRESH_STATUS_FAILED ? refresh (lake, glue, database, view, error)
                                              : status;
}
