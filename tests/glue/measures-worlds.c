/* SPDX-License-Identifier: MIT */
/*
 * Random worlds in which commits, slots, publications, stops and resets come within microseconds of each other,
 * views read views by several ways, sources change, and tables and views are deleted. The measures are compared with
 * those of a naive model, those of a fork and of a restored engine with those of the engine itself, and the sums over
 * all stretches with those of the account.
 */
#include "measures-model.h"
#include "stretch-sums.h"

#include "kernel/random.h"

enum
{
  LIVE_BASES = 3,
  LIVE_VIEWS = 5,
  SOURCES_MAX = 3,
  SERIAL_MS = 2,
};

typedef struct
{
  Lake lake;
  Model model;
  TarnTableName *bases[MODEL_BASES]; /* NULL for one that is not there, as the next */
  TarnTableName *views[MODEL_VIEWS];
  guint n_bases; /* that were created, as the next */
  guint n_views;
  gboolean has_percentiles;
  StretchSums sums;
  guint32 n_draws;
  TarnRandom random;
} World;

static guint
draw (World *world, guint bound)
{
  TarnDraw place = { 1, world->n_draws++, 1, 0 };

  return (guint) tarn_random_below (&world->random, &place, bound);
}

/* --- The log ------------------------------------------------------------------------------------ */

static void
set_work (World *world, guint view, TarnRefreshType type)
{
  ModelView *started = &world->model.views[view];
  gboolean reads_base = (started->sources & (MODEL_VIEW (0) - 1)) != 0;

  started->work_us = (SERIAL_MS + (type == TARN_REFRESH_TYPE_FULL && reads_base)) * MS_US;
}

static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  World *world = data;
  const TarnRefreshChange *part = tarn_change_get_refresh (change);
  const char *name = tarn_table_name_get_table_name (tarn_refresh_change_get_table_name (part));
  guint view = (guint) g_ascii_strtoull (name + strlen ("view"), NULL, 10);

  model_step_to (&world->model, tarn_change_get_time (change));
  if (g_str_equal (tarn_change_get_cause (change), "take-slot"))
    set_work (world, view, tarn_refresh_change_get_refresh_type (part));
  model_change (&world->model, view, tarn_change_get_cause (change));
}

/* --- The world ---------------------------------------------------------------------------------- */

/*
 * All work takes whole milliseconds on two DPU: the serial part, and one more for a full refresh that reads a base table. The
 * views have no size, and an incremental refresh processes nothing.
 */
static void
set_options (World *world, gint64 stop_latency_us)
{
  TarnEngine *engine = world->lake.engine;

  engine_set (engine, "glue.measures", 1);
  engine_set (engine, "glue.measure-percentiles", world->has_percentiles);
  engine_set (engine, "glue.cost-startup-ms", 1);
  engine_set (engine, "glue.cost-serial-ms", SERIAL_MS);
  engine_set (engine, "glue.cost-skip-unchanged", 0);
  engine_set (engine, "glue.cost-amplification-permille", 0);
  engine_set (engine, "glue.cost-dpu-max", 2);
  engine_set (engine, "glue.stop-latency-us", stop_latency_us);
  engine_set (engine, "glue.queue-at-limit", 1);
  engine_set (engine, "glue.running-max", 2);
  engine_set (engine, "glue.read-failure-ppm", 200000);
  world->model.dpu = 2;
}

static void
create_base (World *world)
{
  g_autofree char *name = g_strdup_printf ("base%u", world->n_bases);

  world->bases[world->n_bases++] = lake_add_base (&world->lake, name, 1);
}

static World
world_new (guint seed)
{
  World world = { .has_percentiles = seed % 2 != 0 };

  tarn_random_init (&world.random, seed, 0);
  world.lake.engine = tarn_engine_new (seed);
  engine_set (world.lake.engine, "clock.tie-order", seed / 2 % 4);
  world.lake.client = glue_client_new (world.lake.engine, ACCOUNT, NULL);
  glue_add_database (world.lake.client);
  model_init (&world.model, START_US);
  stretch_sums_init (&world.sums);
  set_options (&world, seed % 3 == 0 ? 700 : 0);
  for (guint i = 0; i < LIVE_BASES; i++)
    create_base (&world);
  return world;
}

static void
world_clear (World *world)
{
  for (guint i = 0; i < MODEL_BASES; i++)
    g_clear_pointer (&world->bases[i], tarn_table_name_unref);
  for (guint i = 0; i < MODEL_VIEWS; i++)
    g_clear_pointer (&world->views[i], tarn_table_name_unref);
  lake_clear (&world->lake);
  model_clear (&world->model);
  stretch_sums_clear (&world->sums);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* Returns one of the names that is there, or @n_names if none is. */
static guint
pick (World *world, TarnTableName *const *names, guint n_names)
{
  guint first = draw (world, n_names);

  for (guint i = 0; i < n_names; i++)
    if (names[(first + i) % n_names] != NULL)
      return (first + i) % n_names;

  return n_names;
}

static guint
pick_view (World *world)
{
  return pick (world, world->views, MODEL_VIEWS);
}

static guint
count_views (const World *world)
{
  guint n_views = 0;

  for (guint i = 0; i < MODEL_VIEWS; i++)
    n_views += world->views[i] != NULL;
  return n_views;
}

/* Draws sources for the view, which can be a new one. No view reads itself. */
static guint
draw_sources (World *world, guint view)
{
  guint sources = MODEL_BASE (pick (world, world->bases, MODEL_BASES));

  for (guint i = draw (world, SOURCES_MAX); i > 0; i--)
    {
      guint source = draw (world, 2) == 0 ? MODEL_VIEWS : pick_view (world);

      if (source == MODEL_VIEWS)
        sources |= MODEL_BASE (pick (world, world->bases, MODEL_BASES));
      else if (!model_depends_on (&world->model, source, view))
        sources |= MODEL_VIEW (source);
    }
  if (sources >= MODEL_VIEW (0) && draw (world, 2) == 0)
    sources &= ~(MODEL_VIEW (0) - 1);

  return sources;
}

static TarnTableInput *
make_input (const World *world, guint sources)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  for (guint i = 0; i < MODEL_BASES; i++)
    if (sources & MODEL_BASE (i))
      tarn_table_input_add_sub_object (input, world->bases[i]);
  for (guint i = 0; i < MODEL_VIEWS; i++)
    if (sources & MODEL_VIEW (i))
      tarn_table_input_add_sub_object (input, world->views[i]);
  return input;
}

static void
create (World *world)
{
  guint view = world->n_views;
  g_autofree char *name = g_strdup_printf ("view%u", view);
  guint sources = draw_sources (world, view);
  TarnTableInput *input = make_input (world, sources);
  gboolean is_refreshed = draw (world, 2) == 0;

  if (is_refreshed)
    tarn_table_input_set_last_refresh_type (input, TARN_REFRESH_TYPE_FULL);
  model_create (&world->model, view, sources, is_refreshed);
  world->views[view] = lake_add (&world->lake, name, input);
  world->n_views++;
}

static void
update (World *world)
{
  guint view = pick_view (world);

  if (view == MODEL_VIEWS)
    return;

  guint sources = draw_sources (world, view);
  g_autoptr (TarnTableInput) input = make_input (world, sources);
  g_autoptr (GError) error = NULL;

  tarn_glue_client_update_table (world->lake.client, world->views[view], input, &error);
  g_assert_no_error (error);
  model_update (&world->model, view, sources);
}

static void delete (World *world, TarnTableName **name)
{
  g_autoptr (GError) error = NULL;

  tarn_glue_client_delete_table (world->lake.client, *name, &error);
  g_assert_no_error (error);
  g_clear_pointer (name, tarn_table_name_unref);
}

/* The call stops the run of the view, before the view is gone. */
static void
delete_view (World *world)
{
  guint view = pick_view (world);

  if (view == MODEL_VIEWS)
    return;

  delete (world, &world->views[view]);
  model_delete (&world->model, view);
}

/* A new base table takes the place of the deleted one. The model need not know. */
static void
delete_base (World *world)
{
  if (world->n_bases == MODEL_BASES)
    return;

  delete (world, &world->bases[pick (world, world->bases, MODEL_BASES)]);
  create_base (world);
}

static void
commit (World *world)
{
  guint base = pick (world, world->bases, MODEL_BASES);
  gint64 bytes = 1 + draw (world, 9);
  gboolean is_change = draw (world, 5) > 0;

  lake_commit (&world->lake, world->bases[base],
               is_change ? TARN_COMMIT_APPEND : TARN_COMMIT_REPLACE, bytes);
  if (is_change)
    model_commit (&world->model, base, bytes);
}

static void
start (World *world)
{
  guint view = pick_view (world);
  g_autoptr (GError) error = NULL;

  if (view != MODEL_VIEWS)
    g_free (
        start_refresh_of (world->lake.client, world->views[view], draw (world, 2) == 0, &error));
}

static void
stop (World *world)
{
  guint view = pick_view (world);

  if (view != MODEL_VIEWS)
    tarn_glue_client_stop_materialized_view_refresh_task_run (world->lake.client,
                                                              world->views[view], NULL);
}

static void
advance (World *world)
{
  static const gint64 durations_us[] = { 0, 1, 1, 2, 500, 998, 999, 1000, 1000, 1001, 2000, 3000 };

  engine_advance (world->lake.engine, durations_us[draw (world, G_N_ELEMENTS (durations_us))]);
  model_step_to (&world->model, tarn_engine_get_now (world->lake.engine));
}

/* What begins the measures anew has ended all stretches. */
static void
restart (World *world, const TarnMeasures *before, gboolean had_percentiles)
{
  stretch_sums_assert (&world->sums, before, had_percentiles);
  stretch_sums_restart (&world->sums);
  model_reset (&world->model);
}

static void
reset (World *world)
{
  g_autoptr (TarnMeasures) before
      = tarn_glue_client_get_account_measures (world->lake.client, NULL, NULL);

  g_assert_true (tarn_glue_client_reset_measures (world->lake.client, NULL, NULL));
  restart (world, before, world->has_percentiles);
}

static void
change_percentiles (World *world)
{
  g_autoptr (TarnMeasures) before
      = tarn_glue_client_get_account_measures (world->lake.client, NULL, NULL);

  world->has_percentiles = !world->has_percentiles;
  engine_set (world->lake.engine, "glue.measure-percentiles", world->has_percentiles);
  restart (world, before, !world->has_percentiles);
}

/* --- Comparing ---------------------------------------------------------------------------------- */

static void
assert_all (World *world, TarnEngine *engine)
{
  g_autoptr (TarnGlueClient) client = glue_client_new (engine, ACCOUNT, NULL);
  g_autoptr (TarnMeasures) account = tarn_glue_client_get_account_measures (client, NULL, NULL);

  for (guint i = 0; i < MODEL_VIEWS; i++)
    if (world->views[i] != NULL)
      {
        g_autoptr (TarnMeasures) measures
            = tarn_glue_client_get_view_measures (client, world->views[i], NULL);

        model_assert (&world->model.views[i].sums, measures, 4, world->has_percentiles);
      }
  model_assert (&world->model.account, account, 7, world->has_percentiles);
}

static void
assert_digests_equal (TarnEngine *a, TarnEngine *b)
{
  g_autofree char *first = tarn_engine_dup_digest (a, NULL);
  g_autofree char *second = tarn_engine_dup_digest (b, NULL);

  g_assert_cmpstr (first, ==, second);
}

/* A fork and a restored engine have the same measures, also later. Looking does not change the engine. */
static void
check_copies (World *world, TarnEngine **fork)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tarn_engine_save (world->lake.engine, &error);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, &error);

  g_assert_no_error (error);
  assert_all (world, world->lake.engine);
  assert_all (world, restored);
  assert_digests_equal (world->lake.engine, restored);
  g_clear_object (fork);
  *fork = tarn_engine_fork (world->lake.engine, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_all (world, *fork);
  engine_advance (*fork, 1500);
  engine_advance (restored, 1000);
  engine_advance (restored, 500);
  assert_digests_equal (*fork, restored);
}

/*
 * Measures that begin late, when tables and sources have changed already, know less, but they are restored and forked
 * as they are.
 */
static void
check_late (TarnEngine *fork)
{
  g_autoptr (GError) error = NULL;

  engine_set (fork, "glue.measures", 0);
  engine_set (fork, "glue.measures", 1);
  engine_advance (fork, 700);
  g_autoptr (GBytes) bytes = tarn_engine_save (fork, &error);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, &error);
  g_assert_no_error (error);
  engine_advance (fork, 5000);
  engine_advance (restored, 5000);
  assert_digests_equal (fork, restored);
}

static void
act (World *world)
{
  guint action = draw (world, 100);

  if (action < 33)
    advance (world);
  else if (action < 53)
    commit (world);
  else if (action < 81)
    start (world);
  else if (action < 85)
    stop (world);
  else if (action < 89 && world->n_views < MODEL_VIEWS && count_views (world) < LIVE_VIEWS)
    create (world);
  else if (action < 95)
    update (world);
  else if (action == 95)
    delete_view (world);
  else if (action == 96)
    delete_base (world);
  else if (action == 98)
    reset (world);
  else if (action == 99 && draw (world, 4) == 0)
    change_percentiles (world);
}

static void
test_world (gconstpointer data)
{
  g_auto (World) world = world_new (GPOINTER_TO_UINT (data));
  g_autoptr (TarnEngine) fork = NULL;

  tarn_engine_add_observer (world.lake.engine, on_change, &world, NULL);
  tarn_glue_client_add_stretch_func (world.lake.client, stretch_sums_add, &world.sums, NULL);
  for (guint i = 0; i < 2; i++)
    create (&world);
  for (guint i = 0; i < 400; i++)
    {
      act (&world);
      if (i % 50 == 49)
        {
          check_copies (&world, &fork);
          check_late (fork);
        }
    }
  reset (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint seed = 0; seed < 24; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/measures/worlds/%u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_world);
    }

  return g_test_run ();
}
