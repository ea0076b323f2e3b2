/* SPDX-License-Identifier: MIT */
/*
 * A real clock paces the source. Here the clock is a variable, so that no test waits. Each row has steps, and
 * the virtual second and the real millisecond of each event.
 */
#include <tarn/tarn.h>

#include "engine/engine-state.h"
#include "worlds/small-lake.h"

#define REAL_START_US (77 * SECOND_US)

typedef struct
{
  GMainContext *context;
  TarnEngine *engine;
  GSource *source;
  TarnHold *hold;
  GString *log;
} World;

static gint64 real_us;

static gint64
read_real_us (void)
{
  return real_us;
}

static void
world_init (World *world)
{
  real_us = REAL_START_US;
  *world = (World){
    .context = g_main_context_new (),
    .engine = tarn_engine_new (0),
    .log = g_string_new (NULL),
  };
  world->engine->read_real_clock = read_real_us;
  world->source = tarn_engine_create_source (world->engine);
  g_source_attach (world->source, world->context);
}

static void
world_clear (World *world)
{
  g_source_destroy (world->source);
  g_source_unref (world->source);
  g_clear_pointer (&world->hold, tarn_hold_unref);
  g_object_unref (world->engine);
  g_main_context_unref (world->context);
  g_string_free (world->log, TRUE);
}

static gboolean
on_event (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  World *world = data;
  gint64 now_us = tarn_engine_get_now (world->engine) - TARN_ENGINE_START_TIME;

  g_assert_cmpint (now_us % SECOND_US, ==, 0);
  g_string_append_printf (world->log, "%s%" G_GINT64_FORMAT "@%" G_GINT64_FORMAT,
                          world->log->len > 0 ? " " : "", now_us / SECOND_US,
                          (real_us - REAL_START_US) / MS_US);
  return G_SOURCE_REMOVE;
}

static gboolean
on_event_again (TarnEngine *engine, gpointer data)
{
  on_event (engine, data);
  return G_SOURCE_CONTINUE;
}

/* Returns how many milliseconds the main loop would wait, or -1 if it would wait for another source. */
static gint
find_wait_ms (World *world)
{
  GPollFD fds[8];
  gint priority, timeout_ms = -1;

  g_assert_true (g_main_context_acquire (world->context));
  if (g_main_context_prepare (world->context, &priority))
    timeout_ms = 0;
  else
    g_assert_cmpint (g_main_context_query (world->context, G_MAXINT, &timeout_ms, fds,
                                           G_N_ELEMENTS (fds)),
                     <=, G_N_ELEMENTS (fds));
  g_main_context_release (world->context);
  return timeout_ms;
}

static void
iterate_until_quiet (World *world)
{
  while (g_main_context_iteration (world->context, FALSE))
    ;
}

/* --- Scripts ---------------------------------------------------------------------------------- */

typedef enum
{
  END,
  SPEED,
  ADD,    /* an event in so many seconds */
  EVERY,  /* an event each so many seconds */
  REAL,   /* so many milliseconds pass, and the main loop runs */
  FINE,   /* like REAL, but in microseconds */
  ASLEEP, /* so many milliseconds pass, and the main loop does not run */
  WAIT,   /* the main loop would wait for so many milliseconds */
  DRIVE,  /* an advance by so many seconds */
  HOLD,
  RELEASE,
} Verb;

typedef struct
{
  Verb verb;
  gint64 value;
} Step;

typedef struct
{
  const char *name;
  Step steps[16];
  const char *log;
} Row;

/* clang-format off */
static const Row rows[] = {
  { "fast", { { ADD, 10 }, { ADD, 5 }, { REAL, 0 }, { WAIT, -1 } }, "5@0 10@0" },
  { "nothing-pending", { { SPEED, 1 }, { WAIT, -1 } }, "" },
  { "due-on-the-real-clock", { { SPEED, 1 }, { ADD, 10 }, { WAIT, 10000 }, { REAL, 9999 },
    { WAIT, 1 }, { REAL, 1 }, { WAIT, -1 } }, "10@10000" },
  { "not-a-millisecond-too-early", { { SPEED, 3 }, { ADD, 1 }, { WAIT, 334 }, { REAL, 333 },
    { WAIT, 1 }, { REAL, 1 } }, "1@334" },
  { "not-a-microsecond-too-early", { { SPEED, 3 }, { ADD, 1 }, { REAL, 0 }, { FINE, 333333 },
    { WAIT, 1 }, { FINE, 1 } }, "1@333" },
  { "many-times-faster", { { SPEED, 3600 }, { ADD, 7200 }, { ADD, 3600 }, { WAIT, 1000 },
    { REAL, 1000 }, { WAIT, 1000 }, { REAL, 1000 } }, "3600@1000 7200@2000" },
  { "fastest", { { SPEED, 1000000 }, { ADD, 5000 }, { WAIT, 5 }, { REAL, 4 }, { REAL, 1 } },
    "5000@5" },
  { "same-time", { { SPEED, 1 }, { ADD, 1 }, { ADD, 1 }, { REAL, 0 }, { REAL, 999 }, { REAL, 1 } },
    "1@1000 1@1000" },
  { "due-now", { { SPEED, 1 }, { ADD, 0 }, { WAIT, 0 }, { REAL, 0 } }, "0@0" },
  { "beyond-what-poll-can-wait", { { SPEED, 1 }, { ADD, 100000000 }, { WAIT, G_MAXINT } }, "" },

  /* A late event delays no later event, and no event is left out. */
  { "late", { { SPEED, 1 }, { ADD, 1 }, { ADD, 2 }, { WAIT, 1000 }, { REAL, 1700 },
    { WAIT, 300 }, { REAL, 300 } }, "1@1700 2@2000" },
  { "catching-up", { { SPEED, 1 }, { EVERY, 2 }, { ADD, 3 }, { WAIT, 2000 }, { REAL, 7500 },
    { WAIT, 500 }, { REAL, 500 } }, "2@7500 3@7500 4@7500 6@7500 8@8000" },
  { "periodic-without-drift", { { SPEED, 1 }, { EVERY, 1 }, { WAIT, 1000 }, { REAL, 1010 },
    { WAIT, 990 }, { REAL, 1000 }, { WAIT, 990 }, { REAL, 990 } }, "1@1010 2@2010 3@3000" },

  /* The time of the engine stays at the last event, and a new timeout counts from there. */
  { "added-behind", { { SPEED, 1 }, { ADD, 10 }, { REAL, 0 }, { REAL, 4000 }, { ADD, 12 },
    { WAIT, 6000 }, { REAL, 6000 }, { WAIT, 2000 }, { REAL, 2000 } }, "10@10000 12@12000" },
  { "added-before", { { SPEED, 1 }, { ADD, 10 }, { REAL, 0 }, { REAL, 4000 }, { ADD, 3 },
    { WAIT, 3000 }, { REAL, 3000 }, { WAIT, 7000 }, { REAL, 7000 } }, "3@7000 10@14000" },
  { "added-after-quiet", { { SPEED, 1 }, { ADD, 1 }, { REAL, 0 }, { REAL, 1000 },
    { REAL, 60000 }, { ADD, 2 }, { WAIT, 2000 }, { REAL, 2000 } }, "1@1000 3@63000" },
  { "added-while-late", { { SPEED, 1 }, { ADD, 2 }, { WAIT, 2000 }, { ASLEEP, 5000 }, { ADD, 1 },
    { ADD, 6 }, { REAL, 0 }, { WAIT, 1000 }, { REAL, 1000 } }, "1@5000 2@5000 6@6000" },

  { "driven-meanwhile", { { SPEED, 1 }, { ADD, 10 }, { REAL, 0 }, { REAL, 1000 }, { DRIVE, 4 },
    { WAIT, 6000 }, { REAL, 6000 } }, "10@7000" },
  { "driven-past", { { SPEED, 1 }, { ADD, 10 }, { ADD, 20 }, { REAL, 0 }, { DRIVE, 15 },
    { WAIT, 5000 }, { REAL, 5000 } }, "10@0 20@5000" },

  { "faster", { { SPEED, 1 }, { ADD, 10 }, { REAL, 0 }, { REAL, 4000 }, { SPEED, 3 },
    { WAIT, 2000 }, { REAL, 2000 } }, "10@6000" },
  { "slower", { { SPEED, 10 }, { ADD, 10 }, { REAL, 0 }, { REAL, 500 }, { SPEED, 1 },
    { WAIT, 5000 }, { REAL, 5000 } }, "10@5500" },
  { "no-longer-paced", { { SPEED, 1 }, { ADD, 10 }, { REAL, 4000 }, { SPEED, 0 }, { WAIT, 0 },
    { REAL, 0 } }, "10@4000" },
  { "paced-again", { { SPEED, 1 }, { ADD, 10 }, { REAL, 0 }, { REAL, 4000 }, { SPEED, 0 },
    { REAL, 0 }, { ADD, 10 }, { SPEED, 2 }, { WAIT, 5000 }, { REAL, 5000 } }, "10@4000 20@9000" },
  { "faster-while-late", { { SPEED, 1 }, { ADD, 1 }, { ADD, 4 }, { WAIT, 1000 },
    { ASLEEP, 2000 }, { SPEED, 2 }, { REAL, 0 }, { WAIT, 1000 }, { REAL, 1000 } },
    "1@2000 4@3000" },

  /* Real time does not count while the engine is held. */
  { "held", { { SPEED, 1 }, { ADD, 10 }, { REAL, 0 }, { REAL, 4000 }, { HOLD }, { WAIT, -1 },
    { REAL, 50000 }, { RELEASE }, { WAIT, 6000 }, { REAL, 6000 } }, "10@60000" },
  { "held-while-late", { { SPEED, 1 }, { ADD, 1 }, { ADD, 4 }, { WAIT, 1000 }, { ASLEEP, 2000 },
    { HOLD }, { REAL, 0 }, { REAL, 9000 }, { RELEASE }, { REAL, 0 }, { WAIT, 2000 },
    { REAL, 2000 } }, "1@11000 4@13000" },
  { "held-from-the-start", { { HOLD }, { SPEED, 1 }, { ADD, 1 }, { REAL, 5000 }, { RELEASE },
    { WAIT, 1000 }, { REAL, 1000 } }, "1@6000" },
  { "faster-while-held", { { SPEED, 1 }, { ADD, 10 }, { REAL, 0 }, { REAL, 4000 }, { HOLD },
    { REAL, 0 }, { SPEED, 2 }, { REAL, 1000 }, { RELEASE }, { WAIT, 3000 }, { REAL, 3000 } },
    "10@8000" },
};
/* clang-format on */

static void
do_step (World *world, const Step *step)
{
  switch (step->verb)
    {
    case SPEED:
      tarn_engine_set_speed (world->engine, (guint) step->value);
      g_assert_cmpint (tarn_engine_get_speed (world->engine), ==, step->value);
      break;
    case ADD:
    case EVERY:
      tarn_engine_add_timeout (world->engine, step->value * SECOND_US, TARN_TIMEOUT_NONE,
                               step->verb == ADD ? on_event : on_event_again, world, NULL);
      break;
    case REAL:
      real_us += step->value * MS_US;
      iterate_until_quiet (world);
      break;
    case FINE:
      real_us += step->value;
      iterate_until_quiet (world);
      break;
    case ASLEEP:
      real_us += step->value * MS_US;
      break;
    case WAIT:
      g_assert_cmpint (find_wait_ms (world), ==, step->value);
      break;
    case DRIVE:
      g_assert_true (tarn_engine_advance_by (world->engine, step->value * SECOND_US, NULL));
      break;
    case HOLD:
      world->hold = tarn_engine_hold (world->engine, "the test");
      break;
    case RELEASE:
      g_clear_pointer (&world->hold, tarn_hold_unref);
      break;
    case END:
      g_assert_not_reached ();
    }
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  World world;

  world_init (&world);
  for (const Step *step = row->steps; step->verb != END; step++)
    do_step (&world, step);
  g_assert_cmpstr (world.log->str, ==, row->log);
  world_clear (&world);
}

/* --- A whole engine --------------------------------------------------------------------------- */

enum
{
  HOURS = 48,
  SECONDS_PER_HOUR = 3600,
};

/* No code of the user takes part, so the source makes batches, which end with the last event that is due. */
static void
test_lake (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  SmallLake driven, paced;
  gint64 next_us;

  real_us = REAL_START_US;
  small_lake_init (&driven, 3, SMALL_LAKE_VIEWS_MAX, SECONDS_PER_HOUR);
  small_lake_init (&paced, 3, SMALL_LAKE_VIEWS_MAX, SECONDS_PER_HOUR);
  paced.engine->read_real_clock = read_real_us;
  tarn_engine_set_speed (paced.engine, SECONDS_PER_HOUR);
  g_autoptr (GSource) source = tarn_engine_create_source (paced.engine);
  g_source_attach (source, context);
  for (gint64 hour = 0; hour <= HOURS; hour++)
    {
      gint64 due_us = TARN_ENGINE_START_TIME + hour * HOUR_US;

      real_us = REAL_START_US + hour * SECOND_US;
      while (g_main_context_iteration (context, FALSE))
        ;
      g_assert_cmpint (tarn_engine_get_now (paced.engine), <=, due_us);
      g_assert_true (tarn_engine_peek_next (paced.engine, &next_us));
      g_assert_cmpint (next_us, >, due_us);
      g_assert_true (tarn_engine_advance_to (driven.engine, due_us, NULL));
    }

  g_assert_true (tarn_engine_advance_to (paced.engine, driven.engine->core.clock.now_us, NULL));
  g_assert_cmpuint (paced.engine->core.clock.n_kept_events, >, HOURS);
  g_autofree char *expected = tarn_engine_dup_digest (driven.engine, NULL);
  g_autofree char *digest = tarn_engine_dup_digest (paced.engine, NULL);
  g_assert_cmpstr (digest, ==, expected);
  g_source_destroy (source);
  small_lake_clear (&driven);
  small_lake_clear (&paced);
}

/* --- Extreme cases ---------------------------------------------------------------------------- */

/* A timeout without delay neither waits nor blocks the main loop. */
static gboolean
on_event_often (TarnEngine *engine, gpointer data)
{
  World *world = data;

  on_event (engine, world);
  return world->log->len < 100;
}

static void
test_no_delay (void)
{
  World world;

  world_init (&world);
  tarn_engine_set_speed (world.engine, 1);
  tarn_engine_add_timeout (world.engine, 0, TARN_TIMEOUT_NONE, on_event_often, &world, NULL);
  for (guint i = 0; i < 25; i++)
    {
      g_assert_cmpuint (world.log->len, ==, i == 0 ? 0 : i * 4 - 1);
      g_assert_true (g_main_context_iteration (world.context, FALSE));
    }
  g_assert_cmpint (real_us, ==, REAL_START_US);
  world_clear (&world);
}

static gboolean
count (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  ++*(guint *) data;
  return G_SOURCE_REMOVE;
}

/* The pace does not overflow at the end of time. */
static void
test_end_of_time (void)
{
  guint n_called = 0;
  World world;

  world_init (&world);
  tarn_engine_set_speed (world.engine, TARN_SPEED_MAX);
  tarn_engine_add_timeout (world.engine, G_MAXINT64, TARN_TIMEOUT_NONE, count, &n_called, NULL);
  g_assert_cmpint (find_wait_ms (&world), ==, G_MAXINT);
  real_us = G_MAXINT64 - 1;
  iterate_until_quiet (&world);
  g_assert_cmpuint (n_called, ==, 1);
  world_clear (&world);
}

static void
test_too_fast (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);

  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*speed*");
  tarn_engine_set_speed (engine, TARN_SPEED_MAX + 1);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (tarn_engine_get_speed (engine), ==, 0);
}

/* Outside of tests the real clock is the clock of the machine. */
static void
test_real_clock (void)
{
  gint64 before_us = g_get_monotonic_time ();
  gint64 read_us = tarn_pace_read_real_clock ();

  g_assert_cmpint (before_us, <=, read_us);
  g_assert_cmpint (read_us, <=, g_get_monotonic_time ());
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/source/pace/", rows, test_row);
  g_test_add_func ("/source/pace/lake", test_lake);
  g_test_add_func ("/source/pace/no-delay", test_no_delay);
  g_test_add_func ("/source/pace/end-of-time", test_end_of_time);
  g_test_add_func ("/source/pace/too-fast", test_too_fast);
  g_test_add_func ("/source/pace/real-clock", test_real_clock);

  return g_test_run ();
}
