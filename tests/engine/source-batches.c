/* SPDX-License-Identifier: MIT */
/*
 * The source makes one event happen in a turn of the main loop if code of the user could take part, and
 * otherwise many. In both cases the engine ends in the state of an engine that is driven directly.
 */
#include <tarn/tarn.h>

#include "worlds/small-lake.h"

#define END_US (60 * DAY_US)

enum
{
  VIEWS = 4,
  REFRESH_SECONDS = 3600,
  BATCH_EVENTS_MAX = 1024,
};

/* --- A cost model of the user ----------------------------------------------------------------- */

#define TEST_TYPE_COST_MODEL (test_cost_model_get_type ())
G_DECLARE_FINAL_TYPE (TestCostModel, test_cost_model, TEST, COST_MODEL, GObject)

struct _TestCostModel
{
  GObject parent_instance;
};

static void
test_cost_model_plan_refresh (TarnCostModel *self G_GNUC_UNUSED,
                              const TarnRefreshWork *work G_GNUC_UNUSED, TarnCostPlan *plan)
{
  tarn_cost_plan_add_phase (plan, SECOND_US, 1, 0);
}

static void
test_cost_model_iface_init (TarnCostModelInterface *iface)
{
  iface->plan_refresh = test_cost_model_plan_refresh;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestCostModel, test_cost_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL,
                                                      test_cost_model_iface_init))

static void
test_cost_model_class_init (TestCostModelClass *class G_GNUC_UNUSED)
{
}

static void
test_cost_model_init (TestCostModel *self G_GNUC_UNUSED)
{
}

/* --- Code that takes part --------------------------------------------------------------------- */

typedef struct
{
  SmallLake lake;
  GMainContext *context;
  GSource *source;
  gboolean is_over;
  GCancellable *giving_up; /* of the caller that waits, or NULL */
  guint n_timeouts;
  guint n_turns; /* so far */
  guint n_turns_before;
} World;

static void
ignore_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED,
               gpointer data G_GNUC_UNUSED)
{
}

static void
take_part_by_observer (World *world)
{
  tarn_engine_add_observer (world->lake.engine, ignore_change, NULL, NULL);
}

static void
take_part_by_journal (World *world)
{
  g_autoptr (TarnJournal) journal = tarn_journal_new ();

  tarn_engine_set_journal (world->lake.engine, journal);
}

static void
take_part_by_cost_model (World *world)
{
  g_autoptr (GObject) model = g_object_new (TEST_TYPE_COST_MODEL, NULL);

  tarn_engine_set_cost_model (world->lake.engine, TARN_COST_MODEL (model));
}

static void
ignore_stretch (TarnEngine *engine G_GNUC_UNUSED, const TarnStretch *stretch G_GNUC_UNUSED,
                gpointer data G_GNUC_UNUSED)
{
}

static void
take_part_by_stretch_func (World *world)
{
  tarn_glue_client_add_stretch_func (world->lake.glue, ignore_stretch, NULL, NULL);
}

static gboolean
go_on (gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

static void
take_part_by_callback (World *world)
{
  if (world->source != NULL)
    g_source_set_callback (world->source, go_on, NULL, NULL);
}

/* Checks that each call has a turn of its own, so that no turn makes two calls. */
static gboolean
on_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  World *world = data;

  if (world->source != NULL && world->n_timeouts > 0)
    g_assert_cmpuint (world->n_turns, >, world->n_turns_before);
  world->n_turns_before = world->n_turns;
  world->n_timeouts++;
  return G_SOURCE_CONTINUE;
}

static void
take_part_by_timeouts (World *world)
{
  tarn_engine_add_timeout (world->lake.engine, 10 * DAY_US, TARN_TIMEOUT_BACKGROUND, on_timeout,
                           world, NULL);
  tarn_engine_add_timeout (world->lake.engine, 10 * DAY_US, TARN_TIMEOUT_BACKGROUND, on_timeout,
                           world, NULL);
}

static void
on_wait_over (GObject *client, GAsyncResult *result, gpointer data)
{
  World *world = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_glue_client_wait_for_materialized_view_refresh_task_run_finish (
      TARN_GLUE_CLIENT (client), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&world->giving_up);
}

/* Waits for a run that never ends, so the wait lasts until the fixture is cleared. */
static void
take_part_by_waiting (World *world)
{
  g_autoptr (GError) error = NULL;

  engine_add_faults (world->lake.engine,
                     "[hang]\noperation=StartMaterializedViewRefreshTaskRun\nnth=1\ndo=hang-run\n");
  g_autofree char *id = small_lake_start (&world->lake, 0, &error);
  g_assert_no_error (error);
  world->giving_up = g_cancellable_new ();
  tarn_glue_client_wait_for_materialized_view_refresh_task_run_async (world->lake.glue, NULL, id,
                                                                      world->giving_up,
                                                                      on_wait_over, world);
}

typedef struct
{
  const char *name;
  void (*take_part) (World *world);
  gboolean is_one_by_one;
} Row;

/* clang-format off */
static const Row rows[] = {
  { "nobody", NULL, FALSE },
  { "timeouts", take_part_by_timeouts, FALSE },
  { "observer", take_part_by_observer, TRUE },
  { "journal", take_part_by_journal, TRUE },
  { "cost-model", take_part_by_cost_model, TRUE },
  { "stretch-func", take_part_by_stretch_func, TRUE },
  { "callback", take_part_by_callback, TRUE },
  { "waiting", take_part_by_waiting, TRUE },
};
/* clang-format on */

/* --- Driving ---------------------------------------------------------------------------------- */

static gboolean
on_end (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  ((World *) data)->is_over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
world_init (World *world, const Row *row, gboolean has_source)
{
  *world = (World){ .is_over = FALSE };
  small_lake_init (&world->lake, 11, VIEWS, REFRESH_SECONDS);
  world->context = g_main_context_new ();
  if (has_source)
    {
      world->source = tarn_engine_create_source (world->lake.engine);
      g_source_attach (world->source, world->context);
    }
  if (row->take_part != NULL)
    row->take_part (world);
  tarn_engine_add_timeout (world->lake.engine, END_US, TARN_TIMEOUT_NONE, on_end, world, NULL);
}

static void
world_clear (World *world)
{
  if (world->source != NULL)
    g_source_destroy (world->source);
  g_clear_pointer (&world->source, g_source_unref);
  if (world->giving_up != NULL)
    g_cancellable_cancel (world->giving_up);
  while (world->giving_up != NULL)
    g_main_context_iteration (NULL, FALSE);
  small_lake_clear (&world->lake);
  g_main_context_unref (world->context);
}

static guint
count_steps (World *world)
{
  guint n_events = 0;

  for (; !world->is_over; n_events++)
    g_assert_true (tarn_engine_step (world->lake.engine, NULL, NULL));
  return n_events;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  World driven, looped;

  world_init (&driven, row, FALSE);
  guint n_events = count_steps (&driven);
  g_autofree char *expected = get_digest (driven.lake.engine);
  guint n_timeouts = driven.n_timeouts;
  g_assert_cmpuint (n_events, >, 5 * BATCH_EVENTS_MAX);
  g_assert_cmpint (n_timeouts > 0, ==, row->take_part == take_part_by_timeouts);
  world_clear (&driven);

  world_init (&looped, row, TRUE);
  for (; !looped.is_over; looped.n_turns++)
    g_assert_true (g_main_context_iteration (looped.context, FALSE));
  g_autofree char *digest = get_digest (looped.lake.engine);
  g_assert_cmpstr (digest, ==, expected);
  g_assert_cmpuint (looped.n_timeouts, ==, n_timeouts);
  if (row->is_one_by_one)
    g_assert_cmpuint (looped.n_turns, ==, n_events);
  else
    {
      /* A timeout may end a batch early, and has a turn of its own. */
      g_assert_cmpuint (looped.n_turns, >=, n_events / BATCH_EVENTS_MAX);
      g_assert_cmpuint (looped.n_turns, <=, n_events / BATCH_EVENTS_MAX + 2 * n_timeouts + 2);
    }
  world_clear (&looped);
}

/* --- Between two batches ---------------------------------------------------------------------- */

typedef struct
{
  World *world;
  gint64 now_us;
} Watch;

static gboolean
on_idle (gpointer data)
{
  Watch *watch = data;

  watch->now_us = tarn_engine_get_now (watch->world->lake.engine);
  return G_SOURCE_REMOVE;
}

static gboolean
on_timeout_watch (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Watch *watch = data;
  g_autoptr (GSource) idle = g_idle_source_new ();

  g_source_set_callback (idle, on_idle, watch, NULL);
  g_source_attach (idle, watch->world->context);
  return G_SOURCE_REMOVE;
}

/* A source that a timeout makes ready runs before the next event, even in the middle of many events. */
static void
test_idle_after_timeout (void)
{
  World world;
  Watch watch = { &world, 0 };

  world_init (&world, &rows[0], TRUE);
  gint64 due_us = tarn_engine_get_now (world.lake.engine) + 20 * DAY_US;
  tarn_engine_add_timeout (world.lake.engine, 20 * DAY_US, TARN_TIMEOUT_NONE, on_timeout_watch,
                           &watch, NULL);
  while (!world.is_over)
    g_main_context_iteration (world.context, FALSE);
  g_assert_cmpint (watch.now_us, ==, due_us);
  world_clear (&world);
}

/* Other sources get their turns even if only background events are left, which recur forever. */
static void
test_endless (void)
{
  World world;
  Watch watch = { &world, 0 };

  world_init (&world, &rows[0], TRUE);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GSource) idle = g_idle_source_new ();

      g_assert_true (g_main_context_iteration (world.context, FALSE));
      g_source_set_callback (idle, on_idle, &watch, NULL);
      g_source_attach (idle, world.context);
      gint64 now_us = tarn_engine_get_now (world.lake.engine);
      g_assert_true (g_main_context_iteration (world.context, FALSE));
      g_assert_cmpint (watch.now_us, ==, now_us);
      g_assert_cmpint (tarn_engine_get_now (world.lake.engine), ==, now_us);
    }
  world_clear (&world);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/source/batches/", rows, test_row);
  g_test_add_func ("/source/batches/idle-after-timeout", test_idle_after_timeout);
  g_test_add_func ("/source/batches/endless", test_endless);

  return g_test_run ();
}
