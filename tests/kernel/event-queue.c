/* SPDX-License-Identifier: MIT */
/*
 * These tests check each promise of the header of the event queue, and random operations against a model. The
 * queue moves events between buckets, window and heap by rules of its own. The distance of times decides
 * where an event goes, so the random tests mostly vary this distance.
 */
#include "event-queue-model.h"
#include "worlds/rows.h"

/* --- Single promises -------------------------------------------------------------------------- */

static void
test_empty (void)
{
  World world;

  world_init (&world, 0);
  assert_drains (&world);
  g_assert_false (tarn_event_queue_cancel (world.queue, 0));
  g_assert_false (tarn_event_queue_cancel (world.queue, G_MAXUINT64));
  g_assert_false (tarn_event_queue_cancel (world.queue, G_GUINT64_CONSTANT (1) << 32 | 1));
  world_clear (&world);
}

static void
test_limit (void)
{
  World world;

  world_init (&world, 0);
  push (&world, 1000, 0);
  g_assert_false (pop (&world, 0));
  g_assert_false (pop (&world, 999));
  /* After a refused pop, events that are earlier than the event it has seen can still be added. */
  push (&world, 500, 0);
  assert_peek (&world);
  g_assert_false (pop (&world, 499));
  g_assert_true (pop (&world, 500));
  g_assert_false (pop (&world, 999));
  push (&world, 1000, 0);
  push (&world, 999, 0);
  g_assert_true (pop (&world, 1000));
  g_assert_true (pop (&world, 1000));
  g_assert_true (pop (&world, 1000));
  g_assert_false (pop (&world, G_MAXINT64));
  world_clear (&world);
}

/* Ties keep their order, whether their instant is in a bucket, in the window, or is being popped. */
static void
test_ties (void)
{
  for (guint n_others = 0; n_others < 130; n_others += 13)
    {
      World world;

      world_init (&world, 0);
      for (guint i = 0; i < n_others; i++)
        push (&world, 90 + i % 20, 0);
      for (guint i = 0; i < 3; i++)
        push (&world, 100, 0);
      assert_peek (&world);
      push (&world, 100, 0);
      g_assert_true (pop (&world, 100));
      while (pop (&world, 99))
        push (&world, 100, 0);
      push (&world, 100, 0);
      g_assert_true (pop (&world, 100));
      push (&world, 100, TARN_EVENT_BACKGROUND);
      push (&world, 101, 0);
      push (&world, 100, 0);
      assert_drains (&world);
      world_clear (&world);
    }
}

/* Ties keep their order from far away and from near. Each time another digit is the first that differs. */
static void
test_ties_from_all_distances (void)
{
  World world;

  world_init (&world, 0);
  for (guint level = 0; level < 62; level += 3)
    {
      gint64 left_us = G_GINT64_CONSTANT (1) << (61 - level);

      push (&world, G_MAXINT64 - 1, 0);
      push (&world, G_MAXINT64, 0);
      push (&world, G_MAXINT64 - 1, 0);
      push (&world, G_MAXINT64 - left_us, 0);
      g_assert_true (pop (&world, G_MAXINT64 - left_us));
    }
  assert_drains (&world);
  world_clear (&world);
}

static void
test_largest_times (void)
{
  World world;

  world_init (&world, 0);
  for (gint64 i = 0; i < 200; i++)
    push (&world, G_MAXINT64 - i % 100, 0);
  g_assert_false (pop (&world, G_MAXINT64 - 100));
  g_assert_true (pop (&world, G_MAXINT64 - 99));
  push (&world, G_MAXINT64, 0);
  assert_drains (&world);
  push (&world, G_MAXINT64, 0);
  push (&world, G_MAXINT64, 0);
  assert_drains (&world);
  world_clear (&world);
}

/* The times are one step to both sides of each power of two, where an event changes its level. */
static void
test_edges_of_digits (void)
{
  World world;

  world_init (&world, 0);
  for (guint round = 0; round < 3; round++)
    for (guint i = 63; i > 0; i--)
      for (gint64 step = 1; step >= -1; step--)
        push (&world, (gint64) ((G_GUINT64_CONSTANT (1) << (i - 1)) + (guint64) step), 0);
  push (&world, 0, 0);
  assert_drains (&world);
  world_clear (&world);
}

static void
test_cancel (void)
{
  World world;

  world_init (&world, 0);
  TarnEventHandle first = push (&world, 10, 0);
  push (&world, 10, TARN_EVENT_BACKGROUND);
  push (&world, 20, 0);
  cancel (&world, 1);
  assert_counts (&world);
  assert_list (&world, 10);

  g_assert_true (pop (&world, 10));
  g_assert_false (tarn_event_queue_cancel (world.queue, first));

  /* The next two events take the places of ended events, and the old handles must not cancel them. */
  TarnEventHandle second = push (&world, 10, 0);
  TarnEventHandle third = push (&world, 10, 0);
  g_assert_cmpuint (second, !=, first);
  g_assert_cmpuint (third, !=, first);
  for (guint i = 0; i < world.ended->len; i++)
    g_assert_false (
        tarn_event_queue_cancel (world.queue, g_array_index (world.ended, TarnEventHandle, i)));
  assert_drains (&world);
  world_clear (&world);
}

static void
test_foreground (void)
{
  World world;

  world_init (&world, 0);
  push (&world, 1, TARN_EVENT_BACKGROUND);
  push (&world, 2, TARN_EVENT_BACKGROUND | TARN_EVENT_APART);
  g_assert_cmpuint (tarn_event_queue_get_n_foreground (world.queue), ==, 0);
  g_assert_cmpuint (tarn_event_queue_get_length (world.queue), ==, 2);
  push (&world, 1, TARN_EVENT_APART);
  g_assert_cmpuint (tarn_event_queue_get_n_foreground (world.queue), ==, 1);
  cancel (&world, 0);
  g_assert_cmpuint (tarn_event_queue_get_n_foreground (world.queue), ==, 1);
  g_assert_true (pop (&world, 1));
  g_assert_cmpuint (tarn_event_queue_get_n_foreground (world.queue), ==, 0);
  assert_drains (&world);
  world_clear (&world);
}

static void
test_list (void)
{
  World world;

  world_init (&world, 3);
  for (guint i = 0; i < 300; i++)
    push (&world, draw_below (&world, 1u << draw_below (&world, 20)), 0);
  for (guint max = 0; max < 320; max += 7)
    assert_list (&world, max);
  for (guint i = 0; i < 150; i++)
    {
      g_assert_true (pop (&world, G_MAXINT64));
      push (&world, world.now_us + draw_below (&world, 4), 0);
      assert_list (&world, 1 + i);
    }
  assert_list (&world, G_MAXUINT);
  world_clear (&world);
}

/* The test cancels so many events that the queue sweeps them up, with events in each part of the queue. */
static void
test_cancel_many (gconstpointer data)
{
  guint bits = GPOINTER_TO_UINT (data);
  World world;

  world_init (&world, bits);
  for (guint round = 0; round < 3; round++)
    {
      for (guint i = 0; i < 6000; i++)
        push (&world, world.now_us + (gint64) (draw_word (&world) >> (64 - bits)),
              i % 3 ? 0 : TARN_EVENT_BACKGROUND);
      for (guint i = 0; i < 100; i++)
        g_assert_true (pop (&world, G_MAXINT64));
      for (guint i = 0; i < 60; i++)
        push (&world, world.now_us + i % 4, 0);
      while (world.model->len > 700)
        cancel (&world, draw_below (&world, world.model->len));
      assert_counts (&world);
      assert_list (&world, G_MAXUINT);
    }
  assert_drains (&world);
  world_clear (&world);
}

/* The test adds and cancels an event again and again, as a watchdog does, while other events stay. */
static void
test_rearm (void)
{
  World world;

  world_init (&world, 0);
  for (gint64 i = 0; i < 20; i++)
    push (&world, 1000000 * i, 0);
  for (guint i = 0; i < 20000; i++)
    {
      TarnEvent event = { 5000000 + i, i, 0, 0, 0 };

      g_assert_true (
          tarn_event_queue_cancel (world.queue, tarn_event_queue_push (world.queue, &event)));
    }
  assert_drains (&world);
  world_clear (&world);
}

/*
 * Pending events keep their order when the order of ties is set again, even if the queue has already looked
 * at the last of them.
 */
static void
test_set_ties (void)
{
  World world;

  world_init (&world, 0);
  push (&world, 40, 0);
  assert_peek (&world);
  push (&world, 10, 0);
  push (&world, 20, 0);
  push (&world, 10, 0);
  tarn_event_queue_set_ties (world.queue, TARN_TIES_FIRST_IN_FIRST_OUT, 0);
  assert_peek (&world);
  push (&world, 5, 0);
  assert_drains (&world);
  world_clear (&world);
}

/* A queue of few events keeps them together, and parts them while there are more. It changes over and back. */
static void
test_few_and_many (void)
{
  World world;

  world_init (&world, 1);
  for (guint n_events = 25; n_events < 75; n_events++)
    {
      for (guint i = 0; i < n_events; i++)
        {
          push (&world, world.now_us + draw_below (&world, n_events % 9 * 4 + 1), 0);
          if (i % 5 == 4)
            cancel (&world, draw_below (&world, world.model->len));
          if (i % 7 == 6)
            g_assert_true (pop (&world, G_MAXINT64));
        }
      assert_list (&world, G_MAXUINT);
      assert_drains (&world);
    }
  world_clear (&world);
}

/* The last of many events of one instant are cancelled, so the queue is empty without having popped them. */
static void
test_few_after_a_crowd (void)
{
  World world;

  world_init (&world, 0);
  for (guint i = 0; i < 40; i++)
    push (&world, i, 0);
  for (guint i = 0; i < 200; i++)
    push (&world, 1000, 0);
  for (guint i = 0; i < 140; i++)
    g_assert_true (pop (&world, 1000));
  while (world.model->len > 0)
    cancel (&world, 0);
  g_assert_false (pop (&world, 1000));
  for (guint i = 0; i < 20; i++)
    push (&world, 1030 - i, 0);
  assert_drains (&world);
  world_clear (&world);
}

/* --- At random -------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  guint bits_min; /* a distance has bits_min to bits_max bits */
  guint bits_max;
  guint64 grain_us; /* times are multiples of it */
  guint length;     /* the number of pending events grows to this and shrinks to an eighth of it */
  guint n_operations;
} Scale;

static const Scale scales[] = {
  { "one-instant", 0, 0, 1, 200, 15000 },     { "ties", 0, 3, 1, 300, 30000 },
  { "within-a-window", 0, 7, 1, 100, 30000 }, { "milliseconds", 0, 12, 1, 600, 25000 },
  { "seconds", 0, 22, 250000, 600, 25000 },   { "hours", 28, 34, 3600000000, 400, 25000 },
  { "far-apart", 30, 56, 1, 400, 20000 },     { "few", 0, 40, 1, 5, 15000 },
  { "few-to-many", 0, 9, 1, 40, 20000 },      { "all-scales", 0, 58, 1, 800, 20000 },
};

static gint64
draw_time (World *world, const Scale *scale)
{
  guint bits = scale->bits_min + draw_below (world, scale->bits_max - scale->bits_min + 1);
  guint64 distance = bits == 0 ? 0 : draw_word (world) >> (64 - bits);
  guint64 time = (guint64) world->now_us + distance;

  /* A time that is rounded down might be in the past. */
  time -= time % scale->grain_us;
  return (gint64) MIN (MAX (time, (guint64) world->now_us), (guint64) G_MAXINT64);
}

static void
cancel_at_random (World *world)
{
  if (world->model->len > 0)
    cancel (world, draw_below (world, world->model->len));
  if (world->ended->len > 0)
    {
      guint index = draw_below (world, world->ended->len);

      g_assert_false (
          tarn_event_queue_cancel (world->queue,
                                   g_array_index (world->ended, TarnEventHandle, index)));
    }
  if (world->ended->len > 4000)
    g_array_remove_range (world->ended, 0, 2000);
}

/* After a refused pop the clock moves to the limit in half of the cases, as with a deadline. */
static void
pop_at_random (World *world, const Scale *scale)
{
  gint64 limit_us = draw_below (world, 4) > 0 ? G_MAXINT64 : draw_time (world, scale);

  if (!pop (world, limit_us) && limit_us != G_MAXINT64 && draw_below (world, 2) == 0)
    world->now_us = limit_us;
}

/* Pending events keep their order when the order of ties is set again, wherever they are in the queue. */
static void
set_ties_again (World *world)
{
  tarn_event_queue_set_ties (world->queue, TARN_TIES_FIRST_IN_FIRST_OUT, 0);
  if (world->model->len < 100)
    assert_list (world, G_MAXUINT);
}

static void
operate_at_random (World *world, const Scale *scale, gboolean is_growing)
{
  if (draw_below (world, 500) == 0)
    set_ties_again (world);
  switch (draw_below (world, 8))
    {
    case 0:
    case 1:
    case 2:
      push (world, draw_time (world, scale), (guint8) draw_below (world, 4));
      break;
    case 3:
    case 4:
      if (is_growing)
        push (world, draw_time (world, scale), (guint8) draw_below (world, 4));
      else
        pop_at_random (world, scale);
      break;
    case 5:
      pop_at_random (world, scale);
      break;
    case 6:
      cancel_at_random (world);
      break;
    default:
      assert_peek (world);
      break;
    }
}

static void
test_random (gconstpointer data)
{
  const Scale *scale = data;
  gboolean is_growing = TRUE;
  World world;

  world_init (&world, scale->n_operations + scale->bits_max);
  for (guint i = 0; i < scale->n_operations; i++)
    {
      if (is_growing && world.model->len >= scale->length)
        is_growing = FALSE;
      else if (!is_growing && world.model->len <= scale->length / 8)
        is_growing = TRUE;

      operate_at_random (&world, scale, is_growing);
      if (i % 500 == 0)
        {
          assert_counts (&world);
          assert_list (&world, draw_below (&world, scale->length));
        }
    }
  assert_drains (&world);
  world_clear (&world);
}

/* --- Copies ----------------------------------------------------------------------------------- */

/*
 * A copy replaces its queue again and again, with events in the heap, in the window and in distant buckets.
 * The copy goes on as the queue would have.
 */
static void
test_copy (gconstpointer data)
{
  World world;

  world_init (&world, GPOINTER_TO_SIZE (data));
  for (guint step = 0; step < 3000; step++)
    {
      guint32 distance = draw_below (&world, 3);
      gint64 later_us = distance == 0   ? draw_below (&world, 40)
                        : distance == 1 ? draw_below (&world, 5000)
                                        : (gint64) (draw_word (&world) >> 20);

      push (&world, world.now_us + later_us, 0);
      if (draw_below (&world, 3) == 0)
        pop (&world, G_MAXINT64);
      if (draw_below (&world, 10) == 0 && world.model->len > 0)
        cancel (&world, draw_below (&world, world.model->len));
      if (draw_below (&world, 20) == 0)
        {
          TarnEventQueue *queue = world.queue;

          world.queue = tarn_event_queue_copy (queue);
          tarn_event_queue_free (queue);
          assert_counts (&world);
        }
    }
  assert_drains (&world);
  world_clear (&world);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/event-queue/empty", test_empty);
  g_test_add_func ("/event-queue/limit", test_limit);
  g_test_add_func ("/event-queue/ties", test_ties);
  g_test_add_func ("/event-queue/ties-from-all-distances", test_ties_from_all_distances);
  g_test_add_func ("/event-queue/largest-times", test_largest_times);
  g_test_add_func ("/event-queue/edges-of-digits", test_edges_of_digits);
  g_test_add_func ("/event-queue/cancel", test_cancel);
  g_test_add_func ("/event-queue/foreground", test_foreground);
  g_test_add_func ("/event-queue/list", test_list);
  g_test_add_data_func ("/event-queue/cancel-many/close", GUINT_TO_POINTER (8), test_cancel_many);
  g_test_add_data_func ("/event-queue/cancel-many/apart", GUINT_TO_POINTER (40), test_cancel_many);
  g_test_add_func ("/event-queue/rearm", test_rearm);
  g_test_add_func ("/event-queue/set-ties", test_set_ties);
  g_test_add_func ("/event-queue/few-and-many", test_few_and_many);
  g_test_add_func ("/event-queue/few-after-a-crowd", test_few_after_a_crowd);
  ADD_ROWS ("/event-queue/random/", scales, test_random);
  for (gsize seed = 0; seed < 3; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/event-queue/copy/%" G_GSIZE_FORMAT, seed);

      g_test_add_data_func (path, GSIZE_TO_POINTER (seed), test_copy);
    }

  return g_test_run ();
}
