/* SPDX-License-Identifier: MIT */
/*
 * The scenario of what-if-reference.c through Tarn's public API. A timeout for each view starts the view's
 * runs, a timeout for each run polls the run, and each poll is a Get by id.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tarn/tarn.h>
#include <time.h>
#include <unistd.h>

enum
{
  SLOTS = 50,
  POLLS_PER_RUN = 10,
};

#define MILLISECOND_US G_GINT64_CONSTANT (1000)
#define PERIOD_US (900000 * MILLISECOND_US)
#define STARTUP_US (5000 * MILLISECOND_US)
#define POLL_US (6000 * MILLISECOND_US)
#define DAY_US (86400000 * MILLISECOND_US)

/* --- The scenario's own cost model ------------------------------------------------------------ */

#define BENCH_TYPE_COST_MODEL (bench_cost_model_get_type ())
G_DECLARE_FINAL_TYPE (BenchCostModel, bench_cost_model, BENCH, COST_MODEL, GObject)

struct _BenchCostModel
{
  GObject parent_instance;
};

static void
bench_cost_model_plan_refresh (TarnCostModel *self G_GNUC_UNUSED, const TarnRefreshWork *work,
                               TarnCostPlan *plan)
{
  const char *name = tarn_table_name_get_table_name (tarn_refresh_work_get_table_name (work));
  guint64 view = 0;
  guint64 run = tarn_refresh_work_get_ordinal (work);

  for (const char *digit = name + strlen ("view_"); *digit != '\0'; digit++)
    view = view * 10 + (guint64) (*digit - '0');

  tarn_cost_plan_set_startup_us (plan, STARTUP_US);
  tarn_cost_plan_add_phase (
      plan, (gint64) (10000 + (view * 7919 + run * 104729) % 50000) * MILLISECOND_US, 2, 0);
}

static void
bench_cost_model_iface_init (TarnCostModelInterface *iface)
{
  iface->plan_refresh = bench_cost_model_plan_refresh;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BenchCostModel, bench_cost_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL,
                                                      bench_cost_model_iface_init))

static void
bench_cost_model_class_init (BenchCostModelClass *class G_GNUC_UNUSED)
{
}

static void
bench_cost_model_init (BenchCostModel *self G_GNUC_UNUSED)
{
}

/* --- The orchestrator ------------------------------------------------------------------------- */

typedef struct
{
  TarnEngine *engine;
  TarnGlueClient *glue;
  guint64 runs;
  guint64 polls;
  guint64 seen_done;
  gint64 turnaround_us;
} Scenario;

typedef struct
{
  Scenario *scenario;
  TarnTableName *name;
  guint64 n_runs_left;
} View;

typedef struct
{
  Scenario *scenario;
  guint n_polls;
  TarnRefreshRun *run;
} Poll;

static void
poll_free (gpointer data)
{
  Poll *poll = data;

  tarn_refresh_run_unref (poll->run);
  g_free (poll);
}

static gboolean
on_poll (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Poll *poll = data;
  Scenario *scenario = poll->scenario;

  if (tarn_refresh_run_reload (poll->run, scenario->glue, NULL))
    scenario->polls++;
  if (tarn_refresh_run_get_status (poll->run) == TARN_REFRESH_STATUS_SUCCEEDED)
    scenario->seen_done++;

  return ++poll->n_polls < POLLS_PER_RUN;
}

static gboolean
on_period (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  View *view = data;
  Scenario *scenario = view->scenario;
  Poll *poll = g_new0 (Poll, 1);

  poll->scenario = scenario;
  poll->run = tarn_glue_client_start_materialized_view_refresh_task_run (scenario->glue, view->name,
                                                                         TRUE, NULL);
  scenario->runs++;
  tarn_engine_add_timeout (scenario->engine, POLL_US, TARN_TIMEOUT_NONE, on_poll, poll, poll_free);

  return --view->n_runs_left > 0;
}

static gboolean
on_first_period (TarnEngine *engine, gpointer data)
{
  View *view = data;

  if (on_period (engine, view))
    tarn_engine_add_timeout (view->scenario->engine, PERIOD_US, TARN_TIMEOUT_NONE, on_period, view,
                             NULL);
  return G_SOURCE_REMOVE;
}

static void
on_success (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  Scenario *scenario = data;

  scenario->turnaround_us += tarn_change_get_time (change) - tarn_change_get_creation_time (change);
}

/* --- The set-up ------------------------------------------------------------------------------- */

/* Returns the engine's own object for the name, because a comparison of an object with itself is fast. */
static TarnTableName *
find_name (Scenario *scenario, const TarnTableName *name)
{
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (scenario->glue, name, NULL);

  return tarn_table_name_ref (tarn_table_get_name (table));
}

static View *
create_views (Scenario *scenario, guint n_views, guint64 n_runs, gboolean is_staggered)
{
  View *views = g_new0 (View, n_views);
  g_autoptr (TarnTableInput) source = tarn_table_input_new ();
  g_autoptr (TarnTableName) source_name = tarn_table_name_new ("123456789012", "lake", "source");

  tarn_glue_client_create_database (scenario->glue, NULL, "lake", NULL);
  tarn_glue_client_create_table (scenario->glue, source_name, source, NULL);

  for (guint i = 0; i < n_views; i++)
    {
      g_autofree char *name = g_strdup_printf ("view_%u", i);
      g_autoptr (TarnTableName) view_name = tarn_table_name_new ("123456789012", "lake", name);
      g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();
      gint64 first_ms
          = is_staggered ? 899 * (gint64) i + (7919 * (gint64) i) % 613 : (gint64) (i % 10) * 90000;

      tarn_table_input_add_sub_object (input, source_name);
      if (!tarn_glue_client_create_table (scenario->glue, view_name, input, NULL))
        g_error ("cannot create %s", name);
      views[i] = (View){ scenario, find_name (scenario, view_name), n_runs };
      tarn_engine_add_timeout (scenario->engine, first_ms * MILLISECOND_US, TARN_TIMEOUT_NONE,
                               on_first_period, &views[i], NULL);
    }

  return views;
}

static guint64
get_resident_bytes (void)
{
  long size = 0, resident = 0;
  FILE *file = fopen ("/proc/self/statm", "r");

  if (file == NULL)
    return 0;
  if (fscanf (file, "%ld %ld", &size, &resident) != 2)
    resident = 0;
  fclose (file);

  return (guint64) resident * (guint64) sysconf (_SC_PAGESIZE);
}

static void
run (Scenario *scenario, guint n_views, guint n_days, gboolean is_staggered)
{
  g_autoptr (TarnPrincipal) principal = tarn_principal_new ("123456789012", NULL, NULL);
  g_autoptr (BenchCostModel) cost_model = g_object_new (BENCH_TYPE_COST_MODEL, NULL);
  g_autoptr (TarnChangeFilter) successes = tarn_change_filter_new ();
  guint64 n_runs = (guint64) n_days * (DAY_US / PERIOD_US);

  scenario->engine = tarn_engine_new (0);
  scenario->glue = tarn_engine_create_glue_client (scenario->engine, principal);
  tarn_engine_set_cost_model (scenario->engine, TARN_COST_MODEL (cost_model));
  tarn_engine_set_option (scenario->engine, "glue.running-max", SLOTS, NULL);
  tarn_engine_set_option (scenario->engine, "glue.queue-at-limit", 1, NULL);
  tarn_engine_set_emits_changes (scenario->engine, FALSE);
  tarn_change_filter_add_refresh_cause (successes, TARN_REFRESH_CAUSE_SUCCEED);
  tarn_engine_add_filtered_observer (scenario->engine, successes, on_success, scenario, NULL);

  View *views = create_views (scenario, n_views, n_runs, is_staggered);
  tarn_engine_advance_by (scenario->engine, (n_days + 1) * DAY_US, NULL);

  for (guint i = 0; i < n_views; i++)
    tarn_table_name_unref (views[i].name);
  g_free (views);
}

int
main (int argc, char **argv)
{
  Scenario scenario = { NULL };

  if (argc != 4 || (!g_str_equal (argv[3], "phased") && !g_str_equal (argv[3], "staggered")))
    {
      fprintf (stderr, "usage: %s VIEWS DAYS phased|staggered\n", argv[0]);
      return 2;
    }

  guint64 resident_bytes = get_resident_bytes ();
  clock_t start = clock ();
  run (&scenario, (guint) atoi (argv[1]), (guint) atoi (argv[2]),
       g_str_equal (argv[3], "staggered"));
  clock_t end = clock ();
  resident_bytes = get_resident_bytes () - resident_bytes;

  printf ("seconds %.3f\n", (double) (end - start) / CLOCKS_PER_SEC);
  printf ("runs %" PRIu64 "\n", scenario.runs);
  printf ("polls %" PRIu64 "\n", scenario.polls);
  printf ("seen_done %" PRIu64 "\n", scenario.seen_done);
  printf ("turnaround_ms %" PRId64 "\n", scenario.turnaround_us / MILLISECOND_US);
  printf ("bytes_per_run %.1f\n", (double) resident_bytes / (double) scenario.runs);

  g_object_unref (scenario.glue);
  g_object_unref (scenario.engine);
  return 0;
}
