/* SPDX-License-Identifier: MIT */
#include "event-queue-model.h"

void
world_init (World *world, guint64 seed)
{
  *world = (World){
    .queue = tarn_event_queue_new (),
    .model = g_array_new (FALSE, FALSE, sizeof (Entry)),
    .ended = g_array_new (FALSE, FALSE, sizeof (TarnEventHandle)),
  };
  tarn_random_init (&world->random, seed, 0);
}

void
world_clear (World *world)
{
  tarn_event_queue_free (world->queue);
  g_array_unref (world->model);
  g_array_unref (world->ended);
}

guint32
draw_below (World *world, guint32 bound)
{
  TarnDraw draw = { .ordinal = world->n_draws++ };

  return tarn_random_below (&world->random, &draw, bound);
}

guint64
draw_word (World *world)
{
  TarnDraw draw = { .ordinal = world->n_draws++ };
  guint32 block[4];

  tarn_random_block (&world->random, &draw, block);
  return (guint64) block[0] << 32 | block[1];
}

/* --- The queue and its model side by side ----------------------------------------------------- */

static void
assert_event_equal (const TarnEvent *event, const TarnEvent *expected)
{
  g_assert_cmpint (event->time_us, ==, expected->time_us);
  g_assert_cmpuint (event->subject, ==, expected->subject);
  g_assert_cmpuint (event->generation, ==, expected->generation);
  g_assert_cmpuint (event->kind, ==, expected->kind);
  g_assert_cmpuint (event->flags, ==, expected->flags);
  g_assert_cmpuint (event->chain, ==, expected->chain);
}

/* Returns the place behind all events of the same time, because ties are first in, first out. */
static guint
find_place (const GArray *model, gint64 time_us)
{
  guint low = 0, high = model->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (model, Entry, middle).event.time_us <= time_us)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Each event has a new subject, so that the test cannot confuse it with another event of the same time. */
TarnEventHandle
push (World *world, gint64 time_us, guint8 flags)
{
  guint32 n = world->n_pushed++;
  Entry entry = { { time_us, n, n ^ 0xa5a5a5a5u, (guint8) (n % 31), flags, (guint16) (n * 7) }, 0 };

  entry.handle = tarn_event_queue_push (world->queue, &entry.event);
  g_assert_cmpuint (entry.handle, !=, 0);
  g_array_insert_val (world->model, find_place (world->model, time_us), entry);

  return entry.handle;
}

static void
end_entry (World *world, guint index)
{
  g_array_append_val (world->ended, g_array_index (world->model, Entry, index).handle);
  g_array_remove_index (world->model, index);
}

gboolean
pop (World *world, gint64 limit_us)
{
  gboolean is_due
      = world->model->len > 0 && g_array_index (world->model, Entry, 0).event.time_us <= limit_us;
  TarnEvent event;

  g_assert_cmpint (tarn_event_queue_pop (world->queue, limit_us, &event), ==, is_due);
  if (!is_due)
    return FALSE;

  assert_event_equal (&event, &g_array_index (world->model, Entry, 0).event);
  world->now_us = event.time_us;
  end_entry (world, 0);
  return TRUE;
}

void
cancel (World *world, guint index)
{
  TarnEventHandle handle = g_array_index (world->model, Entry, index).handle;

  g_assert_true (tarn_event_queue_cancel (world->queue, handle));
  g_assert_false (tarn_event_queue_cancel (world->queue, handle));
  end_entry (world, index);
}

void
assert_counts (const World *world)
{
  guint64 n_foreground = 0;

  for (guint i = 0; i < world->model->len; i++)
    n_foreground += !(g_array_index (world->model, Entry, i).event.flags & TARN_EVENT_BACKGROUND);

  g_assert_cmpuint (tarn_event_queue_get_length (world->queue), ==, world->model->len);
  g_assert_cmpuint (tarn_event_queue_get_n_foreground (world->queue), ==, n_foreground);
}

void
assert_list (const World *world, guint max)
{
  g_autoptr (GArray) list = tarn_event_queue_list (world->queue, max);

  g_assert_cmpuint (list->len, ==, MIN (max, world->model->len));
  for (guint i = 0; i < list->len; i++)
    assert_event_equal (&g_array_index (list, TarnEvent, i),
                        &g_array_index (world->model, Entry, i).event);
}

void
assert_peek (World *world)
{
  gint64 time_us = -1;
  gboolean is_pending = world->model->len > 0;

  g_assert_cmpint (tarn_event_queue_peek (world->queue, &time_us), ==, is_pending);
  g_assert_cmpint (time_us, ==,
                   is_pending ? g_array_index (world->model, Entry, 0).event.time_us : -1);
}

void
assert_drains (World *world)
{
  assert_counts (world);
  assert_list (world, G_MAXUINT);
  while (pop (world, G_MAXINT64))
    ;
  assert_counts (world);
  assert_peek (world);
  assert_list (world, G_MAXUINT);
}
