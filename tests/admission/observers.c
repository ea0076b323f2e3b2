/* SPDX-License-Identifier: MIT */
/*
 * Tests in which order observers are notified, and what they can do during a notification. The changes come
 * from an engine with two views. A start of a view makes more than one change at once.
 */
#include <tarn/tarn.h>

#include <string.h>

#include "worlds/small-lake.h"

typedef struct _World World;

/* An observer executes its command once, when it is notified about the next change. */
typedef enum
{
  NOTHING,
  REMOVE_VICTIM,
  ADD_OTHER,
  START_OTHER_VIEW,
  DROP_ENGINE,
} Deed;

typedef struct
{
  World *world;
  char letter;
  guint id;
  Deed command;
  guint n_destroyed;
} Observer;

struct _World
{
  SmallLake lake;
  GString *log; /* for each notification, the observer's letter and the number of the view */
  Observer observers[4];
  Observer *victim;
  Observer *other;
};

static void on_change (TarnEngine *engine, const TarnChange *change, gpointer data);

static void
on_destroy (gpointer data)
{
  ((Observer *) data)->n_destroyed++;
}

static void
add (Observer *observer)
{
  observer->id
      = tarn_engine_add_observer (observer->world->lake.engine, on_change, observer, on_destroy);
  g_assert_cmpuint (observer->id, !=, 0);
}

static void
remove_victim (World *world)
{
  Observer *victim = world->victim;

  g_assert_true (tarn_engine_remove_observer (world->lake.engine, victim->id));
  g_assert_false (tarn_engine_remove_observer (world->lake.engine, victim->id));
}

static void
start (World *world, guint view)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = small_lake_start (&world->lake, view, &error);

  g_assert_no_error (error);
  g_assert_nonnull (id);
}

static void
do_command (Observer *observer, const TarnChange *change)
{
  World *world = observer->world;
  Deed command = observer->command;

  observer->command = NOTHING;
  if (command == REMOVE_VICTIM)
    remove_victim (world);
  else if (command == ADD_OTHER)
    add (world->other);
  else if (command == START_OTHER_VIEW)
    start (world, 1 - small_lake_find_view (&world->lake, change));
  else if (command == DROP_ENGINE)
    g_clear_object (&world->lake.engine);
}

static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  Observer *observer = data;
  World *world = observer->world;

  g_string_append_printf (world->log, "%c%u ", observer->letter,
                          small_lake_find_view (&world->lake, change));
  do_command (observer, change);
}

/* Makes observers a to d, and adds the first @n_observers of them to the engine. */
static void
world_init (World *world, guint n_observers)
{
  *world = (World){ .log = g_string_new (NULL) };
  small_lake_init (&world->lake, 0, 2, 0);
  for (guint i = 0; i < G_N_ELEMENTS (world->observers); i++)
    {
      world->observers[i] = (Observer){ .world = world, .letter = (char) ('a' + i) };
      if (i < n_observers)
        add (&world->observers[i]);
    }
}

static void
world_clear (World *world)
{
  small_lake_clear (&world->lake);
  g_string_free (world->log, TRUE);
}

/* Returns how many changes a start makes. The expected logs are multiples of this number. */
static guint
count_changes_of_start (void)
{
  World world;

  world_init (&world, 1);
  start (&world, 0);
  guint n_changes = (guint) (world.log->len / strlen ("a0 "));
  world_clear (&world);

  return n_changes;
}

static void
expect (GString *expected, const char *text, guint n_times)
{
  for (guint i = 0; i < n_times; i++)
    g_string_append (expected, text);
}

static void
assert_log (World *world, const GString *expected)
{
  g_assert_cmpstr (world->log->str, ==, expected->str);
}

/* --- Order and ends --------------------------------------------------------------------------- */

static void
test_order (void)
{
  g_autoptr (GString) expected = g_string_new (NULL);
  guint n_changes = count_changes_of_start ();
  World world;

  g_assert_cmpuint (n_changes, >=, 2);
  world_init (&world, 3);
  start (&world, 1);
  start (&world, 0);
  expect (expected, "a1 b1 c1 ", n_changes);
  expect (expected, "a0 b0 c0 ", n_changes);
  assert_log (&world, expected);

  /* The changes of an event are delivered like the changes of an operation. */
  g_string_truncate (world.log, 0);
  g_assert_true (tarn_engine_step (world.lake.engine, NULL, NULL));
  g_assert_cmpstr (world.log->str, ==, "a1 b1 c1 ");
  world_clear (&world);
}

static void
test_remove (void)
{
  g_autoptr (GString) expected = g_string_new (NULL);
  guint n_changes = count_changes_of_start ();
  World world;

  world_init (&world, 3);
  world.victim = &world.observers[1];
  remove_victim (&world);
  start (&world, 0);
  expect (expected, "a0 c0 ", n_changes);
  assert_log (&world, expected);

  /* The engine does not use an id again. */
  guint first_id = world.observers[1].id;
  add (&world.observers[1]);
  g_assert_cmpuint (world.observers[1].id, !=, first_id);
  g_assert_false (tarn_engine_remove_observer (world.lake.engine, first_id));
  g_assert_false (tarn_engine_remove_observer (world.lake.engine, 0));
  start (&world, 1);
  expect (expected, "a1 c1 b1 ", n_changes);
  assert_log (&world, expected);
  world_clear (&world);
  g_assert_cmpuint (world.observers[1].n_destroyed, ==, 2);
}

static void
test_destroyed_with_the_engine (void)
{
  World world;

  world_init (&world, 4);
  world.victim = &world.observers[2];
  remove_victim (&world);
  world_clear (&world);
  for (guint i = 0; i < G_N_ELEMENTS (world.observers); i++)
    g_assert_cmpuint (world.observers[i].n_destroyed, ==, 1);
}

static void
test_without_destroy (void)
{
  World world;

  world_init (&world, 0);
  guint id = tarn_engine_add_observer (world.lake.engine, on_change, &world.observers[0], NULL);
  tarn_engine_add_observer (world.lake.engine, on_change, &world.observers[1], NULL);
  g_assert_true (tarn_engine_remove_observer (world.lake.engine, id));
  world_clear (&world);
}

/* A new observer is not notified about changes from before it was added. */
static void
test_past_is_not_told (void)
{
  World world;

  world_init (&world, 0);
  start (&world, 0);
  add (&world.observers[0]);
  g_assert_cmpstr (world.log->str, ==, "");
  g_assert_true (tarn_engine_step (world.lake.engine, NULL, NULL));
  g_assert_cmpstr (world.log->str, ==, "a0 ");
  world_clear (&world);
}

/* --- During a call ---------------------------------------------------------------------------- */

/* An observer can be removed by itself, by an observer before it, and by an observer behind it. */
static void
test_remove_during_a_call (gconstpointer data)
{
  guint victim = GPOINTER_TO_UINT (data);
  const char *rest[] = { "b0 c0 d0 ", "a0 c0 d0 ", "a0 b0 d0 " };
  const char *first[] = { "a0 b0 c0 d0 ", "a0 b0 c0 d0 ", "a0 b0 d0 " };
  g_autoptr (GString) expected = g_string_new (NULL);
  guint n_changes = count_changes_of_start ();
  World world;

  world_init (&world, 4);
  world.observers[1].command = REMOVE_VICTIM;
  world.victim = &world.observers[victim];
  start (&world, 0);
  expect (expected, first[victim], 1);
  expect (expected, rest[victim], n_changes - 1);
  assert_log (&world, expected);

  /* The others keep their order after the place of the removed observer is freed. */
  g_assert_true (tarn_engine_step (world.lake.engine, NULL, NULL));
  expect (expected, rest[victim], 1);
  assert_log (&world, expected);
  world_clear (&world);
  g_assert_cmpuint (world.observers[victim].n_destroyed, ==, 1);
}

static void
test_add_during_a_call (void)
{
  g_autoptr (GString) expected = g_string_new (NULL);
  guint n_changes = count_changes_of_start ();
  World world;

  world_init (&world, 2);
  world.observers[0].command = ADD_OTHER;
  world.other = &world.observers[2];
  start (&world, 0);
  expect (expected, "a0 b0 ", 1);
  expect (expected, "a0 b0 c0 ", n_changes - 1);
  assert_log (&world, expected);
  world_clear (&world);
}

/*
 * A change that the first observer causes is delivered after the second observer has seen the changes before.
 */
static void
test_emit_during_a_call (void)
{
  g_autoptr (GString) expected = g_string_new (NULL);
  guint n_changes = count_changes_of_start ();
  World world;

  world_init (&world, 2);
  world.observers[0].command = START_OTHER_VIEW;
  start (&world, 0);
  expect (expected, "a0 b0 ", n_changes);
  expect (expected, "a1 b1 ", n_changes);
  assert_log (&world, expected);
  world_clear (&world);
}

static void
test_emit_during_an_event (void)
{
  g_autoptr (GString) expected = g_string_new ("a0 b0 c0 ");
  guint n_changes = count_changes_of_start ();
  World world;

  world_init (&world, 0);
  start (&world, 0);
  for (guint i = 0; i < 3; i++)
    add (&world.observers[i]);
  world.observers[1].command = START_OTHER_VIEW;
  g_assert_true (tarn_engine_step (world.lake.engine, NULL, NULL));
  expect (expected, "a1 b1 c1 ", n_changes);
  assert_log (&world, expected);
  world_clear (&world);
}

/*
 * Observers do several things at once. The added observer sees the changes that the first observer causes,
 * the removed observer does not.
 */
static void
test_all_during_a_call (void)
{
  g_autoptr (GString) expected = g_string_new (NULL);
  guint n_changes = count_changes_of_start ();
  World world;

  world_init (&world, 3);
  world.observers[0].command = START_OTHER_VIEW;
  world.observers[1].command = ADD_OTHER;
  world.other = &world.observers[3];
  world.observers[2].command = REMOVE_VICTIM;
  world.victim = &world.observers[1];
  start (&world, 0);
  expect (expected, "a0 b0 c0 ", 1);
  expect (expected, "a0 c0 d0 ", n_changes - 1);
  expect (expected, "a1 c1 d1 ", n_changes);
  assert_log (&world, expected);
  world_clear (&world);
}

/* The client that is being called keeps the engine, and so does the function that drives time. */
static void
test_engine_dropped_during_a_call (void)
{
  g_autoptr (GString) expected = g_string_new (NULL);
  guint n_changes = count_changes_of_start ();
  World world;

  world_init (&world, 2);
  world.observers[0].command = DROP_ENGINE;
  start (&world, 0);
  expect (expected, "a0 b0 ", n_changes);
  assert_log (&world, expected);
  world_clear (&world);
  g_assert_cmpuint (world.observers[0].n_destroyed, ==, 1);

  world_init (&world, 2);
  start (&world, 0);
  g_clear_object (&world.lake.glue);
  g_string_truncate (world.log, 0);
  world.observers[0].command = DROP_ENGINE;
  g_assert_true (tarn_engine_step (world.lake.engine, NULL, NULL));
  g_assert_cmpstr (world.log->str, ==, "a0 b0 ");
  g_assert_cmpuint (world.observers[0].n_destroyed, ==, 1);
  world_clear (&world);
}

/* --- The record ------------------------------------------------------------------------------- */

typedef struct
{
  SmallLake *lake;
  GString *log;
  const char *id;
} Reader;

/* Checks that a Get during the notification returns the state that the change left. */
static void
compare_with_get (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  Reader *reader = data;
  g_autofree char *id = tarn_change_dup_run_id (change);
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_get_materialized_view_refresh_task_run (reader->lake->glue, NULL, id,
                                                                 NULL);

  g_assert_nonnull (run);
  g_assert_cmpint (tarn_change_get_time (change), ==, tarn_engine_get_now (reader->lake->engine));
  g_assert_true (tarn_change_get_service (change)
                 == tarn_engine_get_service (reader->lake->engine, "glue"));
  g_assert_cmpstr (tarn_change_get_to_status (change), ==,
                   tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)));
  g_string_append_printf (reader->log, "%s>%s ", tarn_change_get_cause (change),
                          tarn_change_get_to_status (change));
}

static void
test_record (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  SmallLake lake;
  Reader reader = { &lake, log, NULL };

  small_lake_init (&lake, 0, 1, 0);
  tarn_engine_add_observer (lake.engine, compare_with_get, &reader, NULL);
  g_autofree char *id = small_lake_start (&lake, 0, NULL);
  g_assert_nonnull (id);
  g_string_append (log, "| ");
  g_assert_true (tarn_engine_run_until_idle (lake.engine, NULL, NULL));
  g_assert_nonnull (strstr (log->str, "| begin>RUNNING succeed>SUCCEEDED "));
  g_assert_true (g_str_has_prefix (log->str, "create>STARTING "));
  small_lake_clear (&lake);
}

/*
 * The data of an observer exists until its function returns, even if the function removes its own observer.
 */
typedef struct
{
  TarnEngine *engine;
  guint id;
  gboolean is_destroyed;
} Leaver;

static void
leave (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED, gpointer data)
{
  Leaver *leaver = data;

  if (leaver->id == 0)
    return;
  g_assert_true (tarn_engine_remove_observer (leaver->engine, leaver->id));
  leaver->id = 0;
  g_assert_false (leaver->is_destroyed);
}

static void
note_destroyed (gpointer data)
{
  ((Leaver *) data)->is_destroyed = TRUE;
}

static void
test_data_outlives_the_call (void)
{
  SmallLake lake;

  small_lake_init (&lake, 0, 1, 0);
  Leaver leaver = { lake.engine, 0, FALSE };
  leaver.id = tarn_engine_add_observer (lake.engine, leave, &leaver, note_destroyed);

  g_autofree char *id = small_lake_start (&lake, 0, NULL);

  g_assert_nonnull (id);
  g_assert_true (leaver.is_destroyed);
  small_lake_clear (&lake);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/observers/order", test_order);
  g_test_add_func ("/observers/remove", test_remove);
  g_test_add_func ("/observers/data-outlives-the-call", test_data_outlives_the_call);
  g_test_add_func ("/observers/destroyed-with-the-engine", test_destroyed_with_the_engine);
  g_test_add_func ("/observers/without-destroy", test_without_destroy);
  g_test_add_func ("/observers/past", test_past_is_not_told);
  g_test_add_data_func ("/observers/during/remove-earlier", GUINT_TO_POINTER (0),
                        test_remove_during_a_call);
  g_test_add_data_func ("/observers/during/remove-itself", GUINT_TO_POINTER (1),
                        test_remove_during_a_call);
  g_test_add_data_func ("/observers/during/remove-later", GUINT_TO_POINTER (2),
                        test_remove_during_a_call);
  g_test_add_func ("/observers/during/add", test_add_during_a_call);
  g_test_add_func ("/observers/during/emit", test_emit_during_a_call);
  g_test_add_func ("/observers/during/emit-in-event", test_emit_during_an_event);
  g_test_add_func ("/observers/during/all", test_all_during_a_call);
  g_test_add_func ("/observers/during/engine-dropped", test_engine_dropped_during_a_call);
  g_test_add_func ("/observers/record", test_record);

  return g_test_run ();
}
