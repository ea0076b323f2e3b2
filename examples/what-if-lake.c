/* SPDX-License-Identifier: MIT */
#include "what-if-lake.h"

#include <tarn/tarn.h>

#define ACCOUNT "123456789012"
#define DATABASE "lake"
#define SECOND_US G_GINT64_CONSTANT (1000000)
#define DAY_US (24 * 3600 * SECOND_US)

/* The built-in commits overwrite 10 MB of each source every 36 s, which is 1 GB an hour. */
#define COMMIT_INTERVAL_US (36 * SECOND_US)
#define COMMIT_CHANGED_BYTES G_GUINT64_CONSTANT (10000000)

typedef struct
{
  TarnTableName *source;
  TarnTableName *name;
  guint64 n_publications;
  gint64 published_us;
  gint64 snapshot_us;
} View;

typedef struct
{
  const Lake *lake;
  TarnEngine *engine;
  TarnGlueClient *glue;
  View *views;
  GHashTable *views_by_name;
  Measure measure;

  TarnCommit *commit;
  guint next_commit; /* of the history */
  gint64 pass_us;    /* when the current pass of the history began */
} World;

/*
 * Ends the program on an error, because all arguments are known to be valid. The error is read through a
 * pointer, because C may evaluate @error before the call that sets it.
 */
static void
check (gboolean is_good, GError *const *error)
{
  if (!is_good)
    g_error ("%s", (*error)->message);
}

/* --- Measuring -------------------------------------------------------------------------------- */

static guint64
to_ms (gint64 duration_us)
{
  return (guint64) (duration_us / 1000);
}

static void
add_up (Measure *measure, guint64 *sum, guint64 term)
{
  if (!g_uint64_checked_add (sum, *sum, term))
    measure->is_too_large = TRUE;
}

/* Adds up the time since the last publication, in which the age of the view rises until this publication. */
static void
measure_period (Measure *measure, const View *view, const TarnChange *change)
{
  const TarnRefreshChange *part = tarn_change_get_refresh (change);
  guint64 first_age_ms = to_ms (view->published_us - view->snapshot_us);
  guint64 last_age_ms = to_ms (tarn_change_get_time (change) - view->snapshot_us);

  add_up (measure, &measure->observed_ms, last_age_ms - first_age_ms);
  measure->age2
      = tarn_wide_sum_saturated (measure->age2, tarn_wide_multiply (last_age_ms - first_age_ms,
                                                                    last_age_ms + first_age_ms));
  measure->max_age_ms = MAX (measure->max_age_ms, last_age_ms);

  measure->n_runs++;
  if (tarn_refresh_change_get_refresh_type (part) == TARN_REFRESH_TYPE_FULL)
    measure->n_full++;
  else
    measure->n_incremental++;
  add_up (measure, &measure->billed_dpu_ms,
          (guint64) tarn_refresh_change_get_billed_dpu_milliseconds (part));
  add_up (measure, &measure->waited_ms,
          to_ms (tarn_refresh_change_get_slot_time (part)
                 - tarn_change_get_creation_time (change)));
}

static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const TarnRefreshChange *part = tarn_change_get_refresh (change);
  World *world = data;

  if (g_strcmp0 (tarn_change_get_to_status (change), "SUCCEEDED") != 0)
    return;

  View *view
      = g_hash_table_lookup (world->views_by_name, tarn_table_name_get_table_name (
                                                       tarn_refresh_change_get_table_name (part)));
  if (view->n_publications >= 2)
    measure_period (&world->measure, view, change);
  view->n_publications++;
  view->published_us = tarn_change_get_time (change);
  view->snapshot_us = tarn_refresh_change_get_snapshot_time (part);
}

/* --- Commits and refreshes -------------------------------------------------------------------- */

static void
commit_to_all (World *world, guint64 added_bytes, guint64 removed_bytes)
{
  tarn_commit_set_added_bytes (world->commit, added_bytes);
  tarn_commit_set_removed_bytes (world->commit, removed_bytes);

  for (guint i = 0; i < world->lake->n_views; i++)
    {
      g_autoptr (GError) error = NULL;

      check (tarn_glue_client_commit (world->glue, world->views[i].source, world->commit, &error),
             &error);
    }
}

static gboolean
on_built_in_commit (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  commit_to_all (data, COMMIT_CHANGED_BYTES / 2, COMMIT_CHANGED_BYTES / 2);
  return G_SOURCE_CONTINUE;
}

static gboolean on_history_commit (TarnEngine *engine, gpointer data);

static const IcebergCommit *
get_commit (const World *world)
{
  return &g_array_index (world->lake->history->commits, IcebergCommit, world->next_commit);
}

static void
schedule_history_commit (World *world)
{
  gint64 due_us = world->pass_us + get_commit (world)->offset_us;

  tarn_engine_add_timeout (world->engine, due_us - tarn_engine_get_now (world->engine),
                           TARN_TIMEOUT_NONE, on_history_commit, world, NULL);
}

static gboolean
on_history_commit (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  World *world = data;
  const IcebergCommit *commit = get_commit (world);

  if (commit->added_bytes + commit->removed_bytes > 0)
    commit_to_all (world, commit->added_bytes, commit->removed_bytes);

  world->next_commit = (world->next_commit + 1) % world->lake->history->commits->len;
  if (world->next_commit == 0)
    world->pass_us += lake_get_pass_length_us (world->lake->history);
  schedule_history_commit (world);

  return G_SOURCE_REMOVE;
}

static gboolean
on_tick (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  World *world = data;

  for (guint i = 0; i < world->lake->n_views; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnRefreshRun) run
          = tarn_glue_client_start_materialized_view_refresh_task_run (world->glue,
                                                                       world->views[i].name, FALSE,
                                                                       &error);

      if (g_error_matches (error, TARN_GLUE_ERROR,
                           TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_RUNNING))
        world->measure.n_refused++;
      else
        check (run != NULL, &error);
    }

  return G_SOURCE_CONTINUE;
}

/* --- Building --------------------------------------------------------------------------------- */

static void
set_option (World *world, const char *name, gint64 value)
{
  g_autoptr (GError) error = NULL;

  check (tarn_engine_set_option (world->engine, name, value, &error), &error);
}

static TarnTableName *
create_table (World *world, TarnTableInput *input, const char *name)
{
  g_autoptr (GError) error = NULL;

  TarnTableName *table_name = tarn_table_name_new (ACCOUNT, DATABASE, name);

  check (tarn_glue_client_create_table (world->glue, table_name, input, &error), &error);
  return table_name;
}

static void
create_view (World *world, guint index)
{
  View *view = &world->views[index];
  g_autofree char *source_name = g_strdup_printf ("source_%u", index);
  g_autofree char *view_name = g_strdup_printf ("view_%u", index);
  g_autoptr (TarnTableInput) source = tarn_table_input_new ();
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();

  tarn_table_input_set_size_bytes (source, world->lake->source_bytes);
  view->source = create_table (world, source, source_name);

  tarn_table_input_add_sub_object (input, view->source);
  tarn_table_input_set_last_refresh_type (input, TARN_REFRESH_TYPE_FULL);
  view->name = create_table (world, input, view_name);
  g_hash_table_insert (world->views_by_name, g_steal_pointer (&view_name), view);
}

static void
schedule (World *world, gint64 interval_us)
{
  const IcebergHistory *history = world->lake->history;

  world->pass_us = tarn_engine_get_now (world->engine);
  if (history == NULL)
    tarn_engine_add_timeout (world->engine, COMMIT_INTERVAL_US, TARN_TIMEOUT_NONE,
                             on_built_in_commit, world, NULL);
  else if (history->commits->len > 0)
    schedule_history_commit (world);
  tarn_engine_add_timeout (world->engine, interval_us, TARN_TIMEOUT_NONE, on_tick, world, NULL);
}

static void
world_init (World *world, const Lake *lake, gint64 amplification_permille)
{
  g_autoptr (TarnPrincipal) principal = tarn_principal_new (ACCOUNT, NULL, NULL);
  g_autoptr (GError) error = NULL;

  *world = (World){ .lake = lake, .engine = tarn_engine_new (lake->seed) };
  world->glue = tarn_engine_create_glue_client (world->engine, principal);
  world->views = g_new0 (View, lake->n_views);
  world->views_by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->commit = tarn_commit_new (TARN_COMMIT_OVERWRITE);
  tarn_commit_set_total_bytes (world->commit, (gint64) lake->source_bytes);

  set_option (world, "glue.running-max", lake->n_slots);
  set_option (world, "glue.queue-at-limit", 1);
  set_option (world, "glue.cost-amplification-permille", amplification_permille);
  /* The program measures each run when it succeeds, so only one ended run of each view is kept. */
  set_option (world, "glue.retention-runs", 1);
  tarn_engine_add_observer (world->engine, on_change, world, NULL);

  check (tarn_glue_client_create_database (world->glue, NULL, DATABASE, &error), &error);
  for (guint i = 0; i < lake->n_views; i++)
    create_view (world, i);
}

static void
world_clear (World *world)
{
  for (guint i = 0; i < world->lake->n_views; i++)
    {
      tarn_table_name_unref (world->views[i].source);
      tarn_table_name_unref (world->views[i].name);
    }
  g_free (world->views);
  g_hash_table_unref (world->views_by_name);
  tarn_commit_unref (world->commit);
  g_object_unref (world->glue);
  g_object_unref (world->engine);
}

gint64
lake_get_pass_length_us (const IcebergHistory *history)
{
  return MAX (1, (history->span_us + DAY_US - 1) / DAY_US) * DAY_US;
}

Measure
lake_measure (const Lake *lake, gint64 interval_us, gint64 amplification_permille)
{
  g_autoptr (GError) error = NULL;
  World world;
  gint64 price_micro_usd;

  world_init (&world, lake, amplification_permille);
  schedule (&world, interval_us);
  check (tarn_engine_advance_by (world.engine, lake->n_days * DAY_US, &error), &error);

  tarn_engine_get_option (world.engine, "glue.cost-price-micro-usd-per-dpu-hour", &price_micro_usd,
                          NULL);
  world.measure.price_micro_usd = (guint64) price_micro_usd;
  world_clear (&world);

  return world.measure;
}
