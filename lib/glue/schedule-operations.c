/* SPDX-License-Identifier: MIT */
/* The operations that pause and resume the schedule of a view. */
#include <tarn/tarn-catalog.h>

#include "glue/glue-client.h"
#include "glue/glue-error.h"
#include "glue/glue-operations.h"
#include "glue/refresh-schedule.h"

static TarnTableEntry *
reach_scheduled (const TarnCall *call, const TarnTablePath *path)
{
  TarnTableEntry *table = tarn_glue_call_reach_view (call, path);

  if (table == NULL || table->view->refresh_seconds > 0)
    return table;

  (void) tarn_call_fail (call, TARN_GLUE_ERROR_INVALID_INPUT,
                         "RefreshSeconds of " TARN_TABLE_NAME_FORMAT " is 0, so it has no schedule",
                         TARN_TABLE_NAME_ARGS (table->name));
  return NULL;
}

gboolean
tarn_glue_pause_schedule (TarnCall *call, gconstpointer input, TarnOutput *out_output G_GNUC_UNUSED)
{
  TarnTableEntry *table = reach_scheduled (call, input);

  if (table == NULL)
    return FALSE;

  table->view->is_paused = TRUE;
  tarn_refresh_schedule_end (tarn_glue_client_of (call)->glue, table);
  return TRUE;
}

gboolean
tarn_glue_client_pause_schedule (TarnGlueClient *self, const TarnTableName *table_name,
                                 GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);
  g_return_val_if_fail (table_name != NULL, FALSE);

  return tarn_glue_client_do_to_table (self, TARN_GLUE_PAUSE_SCHEDULE, table_name, error);
}

gboolean
tarn_glue_resume_schedule (TarnCall *call, gconstpointer input,
                           TarnOutput *out_output G_GNUC_UNUSED)
{
  TarnTableEntry *table = reach_scheduled (call, input);

  if (table == NULL)
    return FALSE;
  if (!table->view->is_paused && !table->view->is_suspended)
    return TRUE;

  table->view->is_paused = table->view->is_suspended = FALSE;
  table->view->n_failures = 0;
  tarn_refresh_schedule_begin (tarn_glue_client_of (call)->glue, table);
  return TRUE;
}

gboolean
tarn_glue_client_resume_schedule (TarnGlueClient *self, const TarnTableName *table_name,
                                  GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);
  g_return_val_if_fail (table_name != NULL, FALSE);

  return tarn_glue_client_do_to_table (self, TARN_GLUE_RESUME_SCHEDULE, table_name, error);
}
