/* SPDX-License-Identifier: MIT */
/*
 * Random worlds in which commits, slots, publications, stops and resets come within microseconds of each other,
 * and views read views by several ways. The measures are compared with those of a naive model, those of a fork
 * and of a restored engine with those of the engine itself.
 */
#include "measures-model.h"

#include "kernel/random.h"

typedef struct
{
  Lake lake;
  Model model;
  TarnTableName *bases[MODEL_BASES];
  TarnTableName *views[MODEL_VIEWS];
  gboolean has_percentiles;
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
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  World *world = data;
  const TarnRefreshChange *part = tarn_change_get_refresh (change);
  const char *name = tarn_table_name_get_table_name (tarn_refresh_change_get_table_name (part));
  guint view = 0;

  while (!g_str_equal (world->model.views[view].name, name))
    view++;
  model_step_to (&world->model, tarn_change_get_time (change));
  model_change (&world->model, view, tarn_change_get_cause (change));
}

/* --- The world ---------------------------------------------------------------------------------- */

/* All work takes whole milliseconds on two DPU, and a stop takes no time. */
static void
set_options (World *world)
{
  TarnEngine *engine = world->lake.engine;

  engine_set (engine, "glue.measures", 1);
  engine_set (engine, "glue.measure-percentiles", world->has_percentiles);
  engine_set (engine, "glue.cost-startup-ms", 1);
  engine_set (engine, "glue.cost-serial-ms", 2);
  engine_set (engine, "glue.cost-skip-unchanged", 0);
  engine_set (engine, "glue.cost-dpu-max", 2);
  engine_set (engine, "glue.stop-latency-us", 0);
  engine_set (engine, "glue.queue-at-limit", 1);
  engine_set (engine, "glue.running-max", 2);
  engine_set (engine, "glue.read-failure-ppm", 200000);
  world->model.dpu = 2;
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
  set_options (&world);
  world.bases[0] = lake_add_base (&world.lake, "first", 0);
  world.bases[1] = lake_add_base (&world.lake, "second", 0);
  return world;
}

static void
world_clear (World *world)
{
  for (guint i = 0; i < MODEL_BASES; i++)
    tarn_table_name_unref (world->bases[i]);
  for (guint i = 0; i < MODEL_VIEWS; i++)
    g_clear_pointer (&world->views[i], tarn_table_name_unref);
  lake_clear (&world->lake);
  model_clear (&world->model);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static void
create (World *world)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  gboolean is_refreshed = draw (world, 2) == 0;
  guint view = 0;

  while (world->model.views[view].exists)
    view++;
  for (guint i = 0; i < MODEL_BASES; i++)
    if (world->model.views[view].sources >> i & 1)
      tarn_table_input_add_sub_object (input, world->bases[i]);
  for (guint i = 0; i < view; i++)
    if (world->model.views[view].sources >> (MODEL_BASES + i) & 1)
      tarn_table_input_add_sub_object (input, world->views[i]);
  if (is_refreshed)
    tarn_table_input_set_last_refresh_type (input, TARN_REFRESH_TYPE_FULL);
  model_create (&world->model, view, is_refreshed);
  world->views[view] = lake_add (&world->lake, world->model.views[view].name, input);
}

static void
commit (World *world)
{
  guint base = draw (world, MODEL_BASES);
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
  TarnTableName *view = world->views[draw (world, MODEL_VIEWS)];
  g_autoptr (GError) error = NULL;

  if (view != NULL)
    g_free (start_refresh_of (world->lake.client, view, draw (world, 2) == 0, &error));
}

static void
stop (World *world)
{
  TarnTableName *view = world->views[draw (world, MODEL_VIEWS)];

  if (view != NULL)
    tarn_glue_client_stop_materialized_view_refresh_task_run (world->lake.client, view, NULL);
}

static void
advance (World *world)
{
  static const gint64 durations_us[] = { 0, 1, 1, 2, 500, 998, 999, 1000, 1000, 1001, 2000, 3000 };

  engine_advance (world->lake.engine, durations_us[draw (world, G_N_ELEMENTS (durations_us))]);
  model_step_to (&world->model, tarn_engine_get_now (world->lake.engine));
}

static void
reset (World *world)
{
  g_assert_true (tarn_glue_client_reset_measures (world->lake.client, NULL, NULL));
  model_reset (&world->model);
}

/* This begins all measures anew. */
static void
change_percentiles (World *world)
{
  world->has_percentiles = !world->has_percentiles;
  engine_set (world->lake.engine, "glue.measure-percentiles", world->has_percentiles);
  model_reset (&world->model);
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

static void
act (World *world)
{
  guint action = draw (world, 100);

  if (action < 35)
    advance (world);
  else if (action < 60)
    commit (world);
  else if (action < 90)
    start (world);
  else if (action < 95)
    stop (world);
  else if (action < 97 && world->views[MODEL_VIEWS - 1] == NULL)
    create (world);
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
  for (guint i = 0; i < 2; i++)
    create (&world);
  for (guint i = 0; i < 400; i++)
    {
      act (&world);
      if (i % 50 == 49)
        check_copies (&world, &fork);
    }
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
