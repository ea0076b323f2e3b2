/* SPDX-License-Identifier: MIT */
#include "glue/refresh-run.h"

#include "kernel/accessors.h"

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnRefreshStatus, tarn_refresh_status,
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_STATUS_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_STATUS_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_STATUS_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_STATUS_SUCCEEDED, "succeeded"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_STATUS_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_STATUS_STOPPED, "stopped"))

G_DEFINE_ENUM_TYPE (TarnRefreshType, tarn_refresh_type,
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_TYPE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_TYPE_FULL, "full"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_TYPE_INCREMENTAL, "incremental"))
/* clang-format on */

const char *
tarn_refresh_status_to_string (TarnRefreshStatus status)
{
  static const char *const texts[] = {
    [TARN_REFRESH_STATUS_STARTING] = "STARTING",   [TARN_REFRESH_STATUS_RUNNING] = "RUNNING",
    [TARN_REFRESH_STATUS_SUCCEEDED] = "SUCCEEDED", [TARN_REFRESH_STATUS_FAILED] = "FAILED",
    [TARN_REFRESH_STATUS_STOPPED] = "STOPPED",
  };

  return (guint) status < G_N_ELEMENTS (texts) ? texts[status] : NULL;
}

TARN_FROM_STRING (TarnRefreshStatus, tarn_refresh_status)

gboolean
tarn_refresh_status_is_terminal (TarnRefreshStatus status)
{
  return status == TARN_REFRESH_STATUS_SUCCEEDED || status == TARN_REFRESH_STATUS_FAILED
         || status == TARN_REFRESH_STATUS_STOPPED;
}

const char *
tarn_refresh_type_to_string (TarnRefreshType type)
{
  static const char *const texts[] = {
    [TARN_REFRESH_TYPE_FULL] = "FULL",
    [TARN_REFRESH_TYPE_INCREMENTAL] = "INCREMENTAL",
  };

  return (guint) type < G_N_ELEMENTS (texts) ? texts[type] : NULL;
}

TARN_FROM_STRING (TarnRefreshType, tarn_refresh_type)

static void
free_refresh_run (TarnRefreshRun *self)
{
  tarn_refresh_subject_unref (self->subject);
  g_free (self);
}

TARN_COUNTED_TYPE (TarnRefreshRun, tarn_refresh_run, free_refresh_run)

void
tarn_refresh_run_take_contents (TarnRefreshRun *self, TarnRefreshRun *fresh)
{
  TarnRefreshRun old = *self;

  *self = *fresh;
  self->ref_count = old.ref_count;
  fresh->subject = old.subject;
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

TARN_GETTER (const char *, tarn_refresh_run_get_customer_id, const TarnRefreshRun,
             subject->customer_id)
TARN_GETTER (const char *, tarn_refresh_run_get_catalog_id, const TarnRefreshRun,
             subject->table_name->name.parts[0])
TARN_GETTER (const char *, tarn_refresh_run_get_database_name, const TarnRefreshRun,
             subject->table_name->name.parts[1])
TARN_GETTER (const char *, tarn_refresh_run_get_table_name, const TarnRefreshRun,
             subject->table_name->name.parts[2])
TARN_GETTER (const char *, tarn_refresh_run_get_role, const TarnRefreshRun, subject->role)
TARN_GETTER (TarnRefreshStatus, tarn_refresh_run_get_status, const TarnRefreshRun, status)
TARN_GETTER (TarnRefreshType, tarn_refresh_run_get_refresh_type, const TarnRefreshRun, type)
TARN_GETTER (gint64, tarn_refresh_run_get_creation_time, const TarnRefreshRun, creation_us)
TARN_GETTER (gint64, tarn_refresh_run_get_start_time, const TarnRefreshRun, start_us)
TARN_GETTER (gint64, tarn_refresh_run_get_end_time, const TarnRefreshRun, end_us)
TARN_GETTER (gint64, tarn_refresh_run_get_last_update_time, const TarnRefreshRun, last_updated_us)
TARN_GETTER (const char *, tarn_refresh_run_get_error_message, const TarnRefreshRun, error_message)
TARN_GETTER (gint64, tarn_refresh_run_get_dpu_milliseconds, const TarnRefreshRun, dpu_milliseconds)
TARN_GETTER (gint64, tarn_refresh_run_get_processed_bytes, const TarnRefreshRun, processed_bytes)
TARN_GETTER (guint64, tarn_refresh_run_get_tag, const TarnRefreshRun, tag)
