/* SPDX-License-Identifier: MIT */
#include "lake-by-hand.h"

#include "lab/scenario/key.h"

/* --- Scenarios ---------------------------------------------------------------------------------- */

TarnLabScenario *
lake_new (void)
{
  g_autoptr (GError) error = NULL;
  TarnLabScenario *lake = tarn_lab_scenario_new_from_text (
      "[lake]\nstart = 2026-11-01\nhorizon = 1 d\nslots = 50\nseed = 1\n", -1, "by-hand.lake",
      &error);

  g_assert_no_error (error);
  /* What a test does not say is nothing, whatever the defaults are. */
  g_array_set_size (lake->policies, 0);
  lake->warm_up_us = 0;
  lake->window_us = HOUR;
  lake->drains = FALSE;
  lake_add_policy (lake, "interval 15 min");
  return lake;
}

guint
lake_add_policy (TarnLabScenario *lake, const char *trigger)
{
  TarnLabPolicySettings policy = { .name = "" };
  guint index = lake->policies->len;

  g_array_append_val (lake->policies, policy);
  lake_set_rule (lake, index, "trigger", trigger);
  lake_set_rule (lake, index, "order", "fifo");
  lake_set_rule (lake, index, "mode", "auto");
  lake_set_rule (lake, index, "admit", "queue");
  return index;
}

void
lake_set_rule (TarnLabScenario *lake, guint policy, const char *key, const char *value)
{
  TarnLabPlace place = { "by-hand.lake", 0, "policy", key };
  g_autoptr (GError) error = NULL;

  tarn_lab_key_parse (tarn_lab_key_find (TARN_LAB_GROUP_POLICY, key), &place, value,
                      lake_get_policy (lake, policy), &error);
  g_assert_no_error (error);
}

void
lake_set_period (TarnLabScenario *lake, guint policy, gint64 period_us)
{
  g_autofree char *trigger = g_strdup_printf ("interval %" G_GINT64_FORMAT " us", period_us);

  lake_set_rule (lake, policy, "trigger", trigger);
}

guint
lake_add_table (TarnLabScenario *lake, const char *name, TarnLabCommits commits)
{
  TarnLabTable table = {
    .database_name = "raw",
    .name = g_intern_string (name),
    .size_bytes = 100000000000,
    .commits = commits,
  };

  g_array_append_val (lake->tables, table);
  return lake->tables->len - 1;
}

guint
lake_add_view (TarnLabScenario *lake, const char *name, TarnLabAmount duration)
{
  TarnLabView view = {
    .database_name = "lab",
    .name = g_intern_string (name),
    .group = TARN_LAB_NO_GROUP,
    .sources = g_array_new (FALSE, TRUE, sizeof (TarnLabSource)),
    .weight = 1,
    .duration = duration,
    .incremental = TRUE,
  };

  g_array_append_val (lake->views, view);
  return lake->views->len - 1;
}

static void
add_source (TarnLabScenario *lake, guint view, TarnLabSource source)
{
  g_array_append_val (lake_get_view (lake, view)->sources, source);
}

void
lake_read_table (TarnLabScenario *lake, guint view, guint table)
{
  add_source (lake, view, (TarnLabSource){ FALSE, table });
}

void
lake_read_view (TarnLabScenario *lake, guint view, guint upper)
{
  add_source (lake, view, (TarnLabSource){ TRUE, upper });
}

void
lake_set_option (TarnLabScenario *lake, const char *name, gint64 value)
{
  TarnLabOption option = { name, value };

  g_array_append_val (lake->options, option);
}

TarnLabAmount
constant (gint64 mean)
{
  return (TarnLabAmount){ TARN_LAB_AMOUNT_CONSTANT, mean, 0, NULL };
}

TarnLabAmount
exponential (gint64 mean)
{
  return (TarnLabAmount){ TARN_LAB_AMOUNT_EXPONENTIAL, mean, 0, NULL };
}

TarnLabCommits
commits_periodic (gint64 gap_us, gint64 bytes)
{
  return (TarnLabCommits){
    .kind = TARN_LAB_COMMITS_PERIODIC,
    .gap_us = gap_us,
    .offset_us = gap_us,
    .bytes = constant (bytes),
    .load_permille = 1000,
  };
}

TarnLabCommits
commits_poisson (gint64 gap_us, gint64 bytes)
{
  return (TarnLabCommits){
    .kind = TARN_LAB_COMMITS_POISSON,
    .gap_us = gap_us,
    .bytes = constant (bytes),
    .load_permille = 1000,
  };
}

/* --- The events --------------------------------------------------------------------------------- */

static void
add_change (Told *told, const TarnChange *change)
{
  const TarnRefreshChange *refresh = tarn_change_get_refresh (change);
  const TarnCommitChange *commit = tarn_change_get_commit (change);

  told->cause = tarn_change_get_refresh_cause (change);
  told->tag = tarn_change_get_tag (change);
  if (commit != NULL)
    told->changed_bytes = tarn_commit_change_get_changed_bytes (commit);
  if (refresh == NULL)
    return;
  told->snapshot_us = tarn_refresh_change_get_snapshot_time (refresh);
  told->dpu_milliseconds = tarn_refresh_change_get_dpu_milliseconds (refresh);
  told->processed_bytes = tarn_refresh_change_get_processed_bytes (refresh);
}

static void
write_down (gpointer state, const TarnLabTrialEvent *event)
{
  Told told = {
    .kind = event->kind,
    .time_us = event->time_us,
    .view = event->view,
    .table = event->table,
    .request_us = event->request_us,
    .start_us = event->start_us,
    .mode = event->mode,
  };

  if (event->change != NULL)
    add_change (&told, event->change);
  if (event->stretch != NULL)
    {
      told.begin_us = tarn_stretch_get_begin_time (event->stretch);
      told.included_us = tarn_stretch_get_included_time (event->stretch);
    }
  g_array_append_val ((GArray *) state, told);
}

static gpointer
copy_told (gconstpointer state, TarnLabTrial *fork G_GNUC_UNUSED)
{
  return g_array_copy ((GArray *) state);
}

static void
free_told (gpointer state)
{
  g_array_unref (state);
}

static const TarnLabWatcherClass writer = { "writer", write_down, copy_told, free_told, 0, 0 };

GArray *
trial_write_down (TarnLabTrial *trial)
{
  GArray *told = g_array_new (FALSE, TRUE, sizeof (Told));

  tarn_lab_trial_add_watcher (trial, &writer, told);
  return told;
}

GArray *
trial_get_told (TarnLabTrial *trial)
{
  return tarn_lab_trial_get_watcher (trial, &writer);
}

const Told *
told_get (const GArray *told, guint index)
{
  return &g_array_index (told, Told, index);
}

guint
told_count (const GArray *told, TarnLabTrialEventKind kind)
{
  guint n_told = 0;

  for (guint i = 0; i < told->len; i++)
    n_told += told_get (told, i)->kind == kind;
  return n_told;
}

guint
told_count_cause (const GArray *told, TarnRefreshCause cause)
{
  guint n_told = 0;

  for (guint i = 0; i < told->len; i++)
    n_told += told_get (told, i)->kind == TARN_LAB_TRIAL_EVENT_RUN
              && told_get (told, i)->cause == cause;
  return n_told;
}

/* --- Trials ------------------------------------------------------------------------------------- */

TarnLabTrial *
trial_new (TarnLabScenario *lake, guint64 replication)
{
  g_autoptr (GError) error = NULL;
  TarnLabTrial *trial = tarn_lab_trial_new (lake, replication, &error);

  g_assert_no_error (error);
  return trial;
}

void
trial_run (TarnLabTrial *trial)
{
  g_autoptr (GError) error = NULL;

  tarn_lab_trial_run (trial, &error);
  g_assert_no_error (error);
}
