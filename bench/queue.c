/* SPDX-License-Identifier: MIT */
/*
 * The queue M/D/10 on Tarn's public functions: a job is a refresh run, which waits for its slot in the engine. The
 * sources never change, so each run takes the time of a refresh that finds nothing. A view has one run at a time,
 * so the jobs take the views in turn.
 */
#include <tarn/tarn.h>

#include "queue-model.h"

#define ACCOUNT "123456789012"

/* Far more than the jobs that wait at once, because a job ends before those that arrive later. */
#define N_VIEWS 1024

typedef struct
{
  TarnGlueClient *glue;
  TarnTableName *views[N_VIEWS];
  const uint64_t *increments;
  uint64_t arrived, jobs, ended;
  int64_t wait_us;
} World;

static gint64
on_arrival (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  World *world = data;
  TarnRefreshRun *run = tarn_glue_client_start_materialized_view_refresh_task_run (
      world->glue, world->views[world->arrived % N_VIEWS], FALSE, NULL);

  if (run == NULL)
    g_error ("a job was refused");
  tarn_refresh_run_unref (run);
  return ++world->arrived < world->jobs
             ? (gint64) hold_increment (world->increments, world->arrived)
             : TARN_TIMEOUT_END;
}

static void
on_end (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  World *world = data;

  world->ended++;
  world->wait_us += tarn_refresh_change_get_slot_time (tarn_change_get_refresh (change))
                    - tarn_change_get_creation_time (change);
}

static void
set_option (TarnEngine *engine, const char *name, gint64 value)
{
  g_autoptr (GError) error = NULL;

  if (!tarn_engine_set_option (engine, name, value, &error))
    g_error ("%s", error->message);
}

static void
add_tables (World *world)
{
  g_autoptr (TarnTableInput) base = tarn_table_input_new ();
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) source = tarn_table_name_new (ACCOUNT, "lab", "source");

  tarn_table_input_add_sub_object (view, source);
  tarn_table_input_set_last_refresh_type (view, TARN_REFRESH_TYPE_FULL);
  tarn_glue_client_create_database (world->glue, NULL, "lab", NULL);
  tarn_glue_client_create_table (world->glue, source, base, NULL);
  for (guint i = 0; i < N_VIEWS; i++)
    {
      g_autofree char *name = g_strdup_printf ("view_%u", i);

      world->views[i] = tarn_table_name_new (ACCOUNT, "lab", name);
      if (!tarn_glue_client_create_table (world->glue, world->views[i], view, NULL))
        g_error ("%s was not created", name);
    }
}

static void
add_functions (World *world, TarnEngine *engine)
{
  g_autoptr (TarnChangeFilter) ends = tarn_change_filter_new ();

  tarn_change_filter_add_refresh_cause (ends, TARN_REFRESH_CAUSE_SUCCEED);
  tarn_engine_add_filtered_observer (engine, ends, on_end, world, NULL);
  tarn_engine_add_gap_timeout (engine, (gint64) hold_increment (world->increments, 0),
                               TARN_TIMEOUT_NONE, on_arrival, world, NULL);
}

static void
drive (TarnEngine *engine)
{
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();
  g_autoptr (GError) error = NULL;

  tarn_clock_limits_set_max_events (limits, G_MAXUINT64);
  tarn_clock_limits_set_horizon_us (limits, G_MAXINT64);
  if (!tarn_engine_run_until_idle (engine, limits, &error))
    g_error ("%s", error->message);
}

int
main (int argc, char **argv)
{
  static World world;
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (TarnPrincipal) me = tarn_principal_new (ACCOUNT, NULL, NULL);
  uint64_t *increments = hold_increments_new ();

  if (increments == NULL || !queue_parse_jobs (argc, argv, &world.jobs))
    return 2;
  world.increments = increments;
  world.glue = tarn_engine_create_glue_client (engine, me);
  tarn_engine_set_emits_changes (engine, FALSE);
  set_option (engine, "glue.running-max", QUEUE_SLOTS);
  set_option (engine, "glue.queue-at-limit", 1);
  set_option (engine, "glue.retention-runs", 1);
  set_option (engine, "glue.cost-unchanged-ms", QUEUE_SERVICE_US / 1000);
  add_tables (&world);
  add_functions (&world, engine);

  uint64_t start_ns = hold_cpu_ns ();
  drive (engine);
  queue_print (world.jobs, hold_cpu_ns () - start_ns, world.ended, world.wait_us);

  for (guint i = 0; i < N_VIEWS; i++)
    tarn_table_name_unref (world.views[i]);
  g_object_unref (world.glue);
  free (increments);
  return 0;
}
