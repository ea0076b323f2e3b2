/* SPDX-License-Identifier: MIT */
#include "lab/policy/fifo.h"

enum
{
  FIRST_SIZE = 16,
};

static TarnLabWaiting *
get_item (const TarnLabFifo *fifo, guint place)
{
  return &fifo->items[(fifo->first + place) & (fifo->size - 1)];
}

/* Copies the items in their order into a new ring. */
static void
resize (TarnLabFifo *fifo, guint size)
{
  TarnLabWaiting *items = g_new (TarnLabWaiting, size);

  for (guint i = 0; i < fifo->length; i++)
    items[i] = *get_item (fifo, i);
  g_free (fifo->items);
  fifo->items = items;
  fifo->size = size;
  fifo->first = 0;
}

static void
ensure_room (TarnLabFifo *fifo)
{
  if (G_UNLIKELY (fifo->length == fifo->size))
    resize (fifo, fifo->size > 0 ? 2 * fifo->size : FIRST_SIZE);
}

void
tarn_lab_fifo_init_copy (TarnLabFifo *fifo, const TarnLabFifo *from)
{
  *fifo = *from;
  fifo->items = g_memdup2 (from->items, from->size * sizeof *from->items);
}

void
tarn_lab_fifo_clear (TarnLabFifo *fifo)
{
  g_clear_pointer (&fifo->items, g_free);
}

void
tarn_lab_fifo_push (TarnLabFifo *fifo, TarnLabWaiting waiting)
{
  ensure_room (fifo);
  *get_item (fifo, fifo->length++) = waiting;
}

void
tarn_lab_fifo_push_front (TarnLabFifo *fifo, TarnLabWaiting waiting)
{
  ensure_room (fifo);
  fifo->first = (fifo->first - 1) & (fifo->size - 1);
  fifo->length++;
  *get_item (fifo, 0) = waiting;
}

/* The request is nearly always one of the oldest, so only those at the front make room. */
void
tarn_lab_fifo_insert (TarnLabFifo *fifo, TarnLabWaiting waiting)
{
  guint place = 0;

  tarn_lab_fifo_push_front (fifo, waiting);
  for (; place + 1 < fifo->length && get_item (fifo, place + 1)->request_us <= waiting.request_us;
       place++)
    *get_item (fifo, place) = *get_item (fifo, place + 1);
  *get_item (fifo, place) = waiting;
}

TarnLabWaiting
tarn_lab_fifo_pop (TarnLabFifo *fifo)
{
  TarnLabWaiting waiting = *get_item (fifo, 0);

  fifo->first = (fifo->first + 1) & (fifo->size - 1);
  fifo->length--;
  return waiting;
}
