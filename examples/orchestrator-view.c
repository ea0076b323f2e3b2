/* SPDX-License-Identifier: MIT */
#include "orchestrator-view.h"

#define RUN_MAX_US (30 * G_TIME_SPAN_MINUTE)

enum
{
  FAILURES_MAX = 4, /* in a row; after so many failures, a person should look at the view */
};

gboolean
view_is_waiting_for_news (const View *self)
{
  return self->state == LOOK && self->timeout == 0;
}

static Outcome
judge_error (const GError *error, GString *detail)
{
  static const struct
  {
    TarnGlueError code;
    Outcome outcome;
  } outcomes[] = {
    { TARN_GLUE_ERROR_THROTTLING, THROTTLED },
    { TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED, THROTTLED },
    { TARN_GLUE_ERROR_OPERATION_TIMEOUT, UNANSWERED },
    { TARN_GLUE_ERROR_ENTITY_NOT_FOUND, ABSENT },
    { TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_RUNNING, IN_THE_WAY },
    { TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING, ENDED },
    { TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING, STOPPING },
  };

  g_string_assign (detail, error->message);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (g_error_matches (error, TARN_GLUE_ERROR, (gint) outcomes[i].code))
      return outcomes[i].outcome;
  return REFUSED;
}

static Outcome
look (View *self, GString *detail)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (self->glue, self->name, &error);

  if (table == NULL)
    return judge_error (error, detail);
  if (tarn_table_get_pending_commits (table) == 0 && tarn_table_get_snapshot_time (table) != 0)
    return FRESH;

  for (guint i = 0; i < self->sources->len; i++)
    if (!view_is_waiting_for_news (self->sources->pdata[i]))
      return BLOCKED;

  g_string_printf (detail, "%" G_GUINT64_FORMAT " MB have changed",
                   tarn_table_get_pending_bytes (table) / 1000000);
  return STALE;
}

static void
follow (View *self, const char *run_id, GString *detail)
{
  g_free (self->run_id);
  self->run_id = g_strdup (run_id);
  self->n_polls = 0;
  g_string_printf (detail, "run %.8s", run_id);
}

static Outcome
start (View *self, GString *detail)
{
  g_autoptr (GError) error = NULL;

  self->asked_us = tarn_engine_get_now (self->engine);
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run (self->glue, self->name, FALSE,
                                                                   &error);

  if (run == NULL)
    return judge_error (error, detail);
  follow (self, tarn_refresh_run_get_id (run), detail);
  return DONE;
}

/*
 * Finds the newest run of the view, but ignores it if it ended and is older than this orchestrator's start.
 */
static Outcome
seek (View *self, GString *detail)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = tarn_glue_client_list_materialized_view_refresh_task_runs (
      self->glue, tarn_table_name_get_catalog_id (self->name),
      tarn_table_name_get_database_name (self->name), tarn_table_name_get_table_name (self->name),
      1, NULL, NULL, &error);

  if (runs == NULL)
    return judge_error (error, detail);
  if (runs->len == 0)
    return ABSENT;

  TarnRefreshRun *run = runs->pdata[0];
  if (tarn_refresh_status_is_terminal (tarn_refresh_run_get_status (run))
      && tarn_refresh_run_get_creation_time (run) < self->asked_us)
    return ABSENT;
  follow (self, tarn_refresh_run_get_id (run), detail);
  return DONE;
}

/*
 * Treats a run as overdue even if another caller started it, because it prevents every other run of the view.
 */
static Outcome
judge_age (const View *self, const TarnRefreshRun *run, GString *detail)
{
  gint64 age_us = tarn_engine_get_now (self->engine) - tarn_refresh_run_get_creation_time (run);

  g_string_printf (detail, "%s for %" G_GINT64_FORMAT " s",
                   tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)),
                   age_us / G_TIME_SPAN_SECOND);
  return age_us < RUN_MAX_US ? GOING : OVERDUE;
}

static Outcome
judge_end (View *self, const TarnRefreshRun *run, GString *detail)
{
  TarnRefreshStatus status = tarn_refresh_run_get_status (run);
  const char *message = tarn_refresh_run_get_error_message (run);

  g_string_printf (detail, "%s, %s, %" G_GINT64_FORMAT " DPU-seconds, seen at poll %u",
                   tarn_refresh_status_to_string (status),
                   tarn_refresh_type_to_string (tarn_refresh_run_get_refresh_type (run)),
                   tarn_refresh_run_get_dpu_milliseconds (run) / 1000, self->n_polls);
  if (message != NULL)
    g_string_append_printf (detail, ": %s", message);

  self->pause_us = 0;
  self->n_failures = status == TARN_REFRESH_STATUS_SUCCEEDED ? 0 : self->n_failures + 1;
  if (self->n_failures == 0)
    return SUCCEEDED;
  if (self->n_failures >= FAILURES_MAX)
    return HOPELESS;
  return status == TARN_REFRESH_STATUS_FAILED ? FAILED : STOPPED;
}

static Outcome
poll_run (View *self, GString *detail)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnRefreshRun) run = tarn_glue_client_get_materialized_view_refresh_task_run (
      self->glue, tarn_table_name_get_catalog_id (self->name), self->run_id, &error);

  self->n_polls++;
  if (run == NULL)
    return judge_error (error, detail);
  return tarn_refresh_status_is_terminal (tarn_refresh_run_get_status (run))
             ? judge_end (self, run, detail)
             : judge_age (self, run, detail);
}

/* Stop takes no id and stops any run that the view has, so this call happens at the instant of a poll. */
static Outcome
stop (View *self, GString *detail)
{
  g_autoptr (GError) error = NULL;

  if (!tarn_glue_client_stop_materialized_view_refresh_task_run (self->glue, self->name, &error))
    return judge_error (error, detail);
  return DONE;
}

static const struct
{
  const char *name;
  Outcome (*take) (View *self, GString *detail);
} steps[N_STATES] = {
  [LOOK] = { "look", look },     [START] = { "start", start }, [SEEK] = { "seek", seek },
  [POLL] = { "poll", poll_run }, [STOP] = { "stop", stop },
};

const char *
view_get_step_name (const View *self)
{
  return steps[self->state].name;
}

Outcome
view_take_step (View *self, GString *detail)
{
  return steps[self->state].take (self, detail);
}
