/* SPDX-License-Identifier: MIT */
/*
 * The clock as it is copied, saved and told. What the user's own code waits for stays behind, and with
 * it the count of events within one instant: it tells nothing of the lake.
 */
#include "kernel/clock.h"

#include <string.h>

static gboolean
is_kept (const TarnClock *clock, const TarnEvent *event)
{
  return clock->kinds[event->kind].class->code_subject != NULL;
}

void
tarn_clock_copy (TarnClock *clock, const TarnClock *from)
{
  tarn_event_queue_free (clock->queue);
  clock->now_us = from->now_us;
  clock->same_instant_max = from->same_instant_max;
  clock->queue = tarn_event_queue_copy (from->queue);
}

void
tarn_clock_code (TarnClock *clock, TarnCodec *codec)
{
  gint64 same_instant_max = (gint64) clock->same_instant_max;
  gint64 begin_us = clock->now_us;

  tarn_codec_begin (codec, "clock");
  tarn_codec_time (codec, "now", &clock->now_us, G_MAXINT64);
  tarn_codec_check (codec, clock->now_us >= begin_us, "now", "is before the clock began");
  tarn_codec_int64_within (codec, "same-instant-events-max", &same_instant_max, 1,
                           TARN_SAME_INSTANT_MAX);
  clock->same_instant_max = (guint64) same_instant_max;
  tarn_codec_end (codec);
}

/* --- Events ----------------------------------------------------------------------------------- */

enum
{
  EVENT_BYTES_MIN = 8 + 1 + 1,
};

static GArray *
list_kept (const TarnClock *clock)
{
  GArray *events = tarn_event_queue_list (clock->queue, G_MAXUINT);
  guint n_kept = 0;

  for (guint i = 0; i < events->len; i++)
    {
      const TarnEvent *event = &g_array_index (events, TarnEvent, i);

      if (is_kept (clock, event))
        g_array_index (events, TarnEvent, n_kept++) = *event;
    }

  g_array_set_size (events, n_kept);
  return events;
}

static gboolean
check_kind (const TarnClock *clock, TarnCodec *codec, guint8 kind)
{
  return tarn_codec_check_below (codec, "kind", kind, clock->n_kinds)
         && tarn_codec_check (codec, clock->kinds[kind].class->code_subject != NULL, "kind",
                              "is of no kind that is saved");
}

/* Equal times stay in their order, as it is that of the list. */
static void
code_event (TarnClock *clock, TarnCodec *codec, TarnEvent *event, gint64 *time_us)
{
  guint8 kind = (guint8) event->kind;
  gboolean is_background = (event->flags & TARN_EVENT_BACKGROUND) != 0;

  tarn_codec_time (codec, "due", &event->time_us, G_MAXINT64);
  tarn_codec_uint8 (codec, "kind", &kind);
  tarn_codec_boolean (codec, "background", &is_background);
  if (tarn_codec_is_reading (codec))
    {
      tarn_codec_check (codec, event->time_us >= *time_us, "due", "is before the event before it");
      if (!check_kind (clock, codec, kind))
        return;
      *time_us = event->time_us;
      event->kind = kind;
      event->flags = is_background ? TARN_EVENT_BACKGROUND : 0;
    }

  clock->kinds[kind].class->code_subject (clock->kinds[kind].data, codec, event);
}

static void
read_event (TarnClock *clock, TarnCodec *codec, gint64 *time_us)
{
  TarnEvent event = { 0 };

  code_event (clock, codec, &event, time_us);
  if (!tarn_codec_is_ok (codec))
    return;

  const TarnEventKind *kind = &clock->kinds[event.kind];
  TarnEventHandle handle = tarn_event_queue_push (clock->queue, &event);
  if (kind->class->adopt != NULL)
    kind->class->adopt (kind->data, &event, handle);
}

/* An event is told by when it is due; its number would change with that of any before it. */
static void
tell_event (const TarnClock *clock, TarnCodec *codec, TarnEvent *event)
{
  g_autofree char *label = tarn_clock_describe_event (clock, event);

  tarn_codec_label (codec, label);
  tarn_codec_time (codec, "due", &event->time_us, G_MAXINT64);
}

void
tarn_clock_code_events (TarnClock *clock, TarnCodec *codec)
{
  g_autoptr (GArray) events = tarn_codec_is_reading (codec)
                                  ? g_array_new (FALSE, FALSE, sizeof (TarnEvent))
                                  : list_kept (clock);
  gint64 time_us = clock->now_us;

  tarn_codec_begin (codec, "pending");
  guint32 n_events = tarn_codec_count (codec, "events", events->len, EVENT_BYTES_MIN);
  for (guint32 i = 0; i < n_events && tarn_codec_is_ok (codec); i++)
    {
      tarn_codec_begin_item (codec, "event", i);
      if (tarn_codec_is_reading (codec))
        read_event (clock, codec, &time_us);
      else if (tarn_codec_is_telling (codec))
        tell_event (clock, codec, &g_array_index (events, TarnEvent, i));
      else
        code_event (clock, codec, &g_array_index (events, TarnEvent, i), &time_us);
      tarn_codec_end (codec);
    }
  tarn_codec_end (codec);
}
