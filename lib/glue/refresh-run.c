/* SPDX-License-Identifier: MIT */
#include "glue/refresh-run.h"

G_DEFINE_BOXED_TYPE (TarnRefreshRun, tarn_refresh_run, tarn_refresh_run_ref, tarn_refresh_run_unref)

const char *
tarn_refresh_status_to_string (TarnRefreshStatus status)
{
  switch (status)
    {
    case TARN_REFRESH_STATUS_STARTING:
      return "STARTING";
    case TARN_REFRESH_STATUS_RUNNING:
      return "RUNNING";
    case TARN_REFRESH_STATUS_SUCCEEDED:
      return "SUCCEEDED";
    case TARN_REFRESH_STATUS_FAILED:
      return "FAILED";
    case TARN_REFRESH_STATUS_STOPPED:
      return "STOPPED";
    }

  return NULL;
}

gboolean
tarn_refresh_status_is_terminal (TarnRefreshStatus status)
{
  return status == TARN_REFRESH_STATUS_SUCCEEDED || status == TARN_REFRESH_STATUS_FAILED
         || status == TARN_REFRESH_STATUS_STOPPED;
}

const char *
tarn_refresh_type_to_string (TarnRefreshType type)
{
  switch (type)
    {
    case TARN_REFRESH_TYPE_FULL:
      return "FULL";
    case TARN_REFRESH_TYPE_INCREMENTAL:
      return "INCREMENTAL";
    case TARN_REFRESH_TYPE_NONE:
      break;
    }

  return NULL;
}

TarnRefreshRun *
tarn_refresh_run_ref (TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  self->ref_count++;
  return self;
}

void
tarn_refresh_run_unref (TarnRefreshRun *self)
{
  g_return_if_fail (self != NULL);

  if (--self->ref_count > 0)
    return;
  tarn_refresh_subject_unref (self->subject);
  g_free (self);
}

const char *
tarn_refresh_run_get_id (TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->id_text[0] == '\0')
    tarn_identifier_format (&self->id, self->id_text);

  return self->id_text;
}

double
tarn_refresh_run_get_dpu_seconds (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (double) self->dpu_milliseconds / 1000;
}

gint64
tarn_refresh_run_get_billed_dpu_milliseconds (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return tarn_billing_get_dpu_milliseconds (&self->billing, self->dpu_milliseconds);
}

gint64
tarn_refresh_run_get_cost_nano_usd (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return tarn_billing_get_nano_usd (&self->billing, self->dpu_milliseconds);
}

const char *
tarn_refresh_run_get_customer_id (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->subject->customer_id;
}

const char *
tarn_refresh_run_get_catalog_id (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tarn_table_name_get_part (self->subject->table_name, 0);
}

const char *
tarn_refresh_run_get_database_name (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tarn_table_name_get_part (self->subject->table_name, 1);
}

const char *
tarn_refresh_run_get_table_name (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tarn_table_name_get_part (self->subject->table_name, 2);
}

const char *
tarn_refresh_run_get_role (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->subject->role;
}

TarnRefreshStatus
tarn_refresh_run_get_status (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->status;
}

TarnRefreshType
tarn_refresh_run_get_refresh_type (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, TARN_REFRESH_TYPE_NONE);

  return self->type;
}

gint64
tarn_refresh_run_get_creation_time (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->creation_us;
}

gint64
tarn_refresh_run_get_start_time (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->start_us;
}

gint64
tarn_refresh_run_get_end_time (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->end_us;
}

gint64
tarn_refresh_run_get_last_updated (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->last_updated_us;
}

const char *
tarn_refresh_run_get_error_message (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->error_message;
}

gint64
tarn_refresh_run_get_dpu_milliseconds (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->dpu_milliseconds;
}

gint64
tarn_refresh_run_get_processed_bytes (const TarnRefreshRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->processed_bytes;
}
