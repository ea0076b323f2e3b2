/* SPDX-License-Identifier: MIT */
/*
 * The HOLD model on Tarn's event queue, used as the clock uses it: each event has a handle for cancellation,
 * and a handler that is called through a pointer.
 */
#include "hold-model.h"

#include "kernel/event-queue.h"

typedef struct
{
  TarnEventQueue *queue;
  const uint64_t *increments;
  uint64_t draw;
  uint64_t checksum;
  TarnEventHandle last;
} Model;

typedef void (*Handler) (Model *model, const TarnEvent *event);

static void
on_event (Model *model, const TarnEvent *event)
{
  TarnEvent next = *event;

  model->checksum = hold_checksum (model->checksum, (uint64_t) event->time_us);
  next.time_us += (gint64) hold_increment (model->increments, model->draw++);
  model->last = tarn_event_queue_push (model->queue, &next);
}

static void
fill (Model *model, uint64_t n_events)
{
  for (uint64_t i = 0; i < n_events; i++)
    {
      TarnEvent event = { .subject = (guint32) i };

      event.time_us = (gint64) hold_increment (model->increments, model->draw++);
      model->last = tarn_event_queue_push (model->queue, &event);
    }
}

static void
hold (Model *model, uint64_t n_holds)
{
  Handler handlers[] = { on_event };
  TarnEvent event;

  for (uint64_t i = 0; i < n_holds && tarn_event_queue_pop (model->queue, G_MAXINT64, &event); i++)
    handlers[event.kind](model, &event);
}

int
main (int argc, char **argv)
{
  HoldOptions options;
  if (!hold_options_parse (argc, argv, &options))
    return 2;

  uint64_t *increments = hold_increments_new ();
  if (increments == NULL)
    return 1;

  Model model = { .queue = tarn_event_queue_new (), .increments = increments };
  fill (&model, options.pending);
  hold (&model, options.warm_up);

  model.checksum = 0;
  uint64_t start_ns = hold_cpu_ns ();
  hold (&model, options.holds);
  hold_print (&options, hold_cpu_ns () - start_ns, model.checksum);

  tarn_event_queue_free (model.queue);
  free (increments);
  return 0;
}
