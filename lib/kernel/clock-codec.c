/* SPDX-License-Identifier: MIT */
/*
 * Copies, saves and describes the clock. A saved clock has no events of the kinds that call the user's code.
 * Its events also have no chains within one instant, because a chain says nothing about the state of the engine.
 */
#include "kernel/clock.h"

static gboolean
is_kept (const TarnClock *clock, const TarnEvent *event)
{
  return clock->kinds[event->kind].class->code_subject != NULL;
}

void
tarn_clock_copy (TarnClock *clock, const TarnClock *from)
{
  gint64 next_us;

  tarn_event_queue_free (clock->queue);
  clock->now_us = from->now_us;
  clock->same_instant_max = from->same_instant_max;
  clock->rounds_max = from->rounds_max;
  clock->tie_seed = from->tie_seed;
  clock->queue = tarn_event_queue_copy (from->queue);
  /* Only events of this instant can be in a chain. */
  if (tarn_event_queue_peek (clock->queue, &next_us) && next_us == clock->now_us)
    tarn_event_queue_forget_chains (clock->queue);
}

void
tarn_clock_restart_count (TarnClock *clock)
{
  TarnShuffle shuffle = tarn_event_queue_get_shuffle (clock->queue);
  shuffle.next_apart = 0;
  tarn_event_queue_set_shuffle (clock->queue, shuffle);
}

void
tarn_clock_code (TarnClock *clock, TarnCodec *codec)
{
  gint64 same_instant_max = clock->same_instant_max, rounds_max = clock->rounds_max;
  gint64 begin_us = clock->now_us;

  tarn_codec_begin (codec, "clock");
  tarn_codec_time (codec, "now", &clock->now_us, G_MAXINT64);
  tarn_codec_check (codec, clock->now_us >= begin_us, "now", "is before the clock began");
  tarn_codec_int64_within (codec, "same-instant-chain-max", &same_instant_max, 1,
                           TARN_SAME_INSTANT_MAX);
  clock->same_instant_max = (guint16) same_instant_max;
  tarn_codec_int64_within (codec, "instant-rounds-max", &rounds_max, 1, TARN_ROUNDS_MAX);
  clock->rounds_max = (guint) rounds_max;
  tarn_codec_int64_within (codec, "tie-seed", &clock->tie_seed, 0, G_MAXINT64);
  tarn_codec_end (codec);
}

/* --- Events ----------------------------------------------------------------------------------- */

enum
{
  EVENT_BYTES_MIN = 8 + 1 + 1,
};

/* An event and its rank. In a shuffle, the rank orders the events of equal times. */
typedef struct
{
  TarnEvent event;
  guint64 rank;
} Pending;

static GArray *
list_kept (const TarnClock *clock)
{
  g_autoptr (GArray) events = tarn_event_queue_list (clock->queue, G_MAXUINT);
  g_autoptr (GArray) ranks = tarn_event_queue_list_ranks (clock->queue);
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (Pending));

  for (guint i = 0; i < events->len; i++)
    {
      Pending pending = { g_array_index (events, TarnEvent, i),
                          i < ranks->len ? g_array_index (ranks, guint64, i) : 0 };

      if (is_kept (clock, &pending.event))
        g_array_append_val (kept, pending);
    }

  return kept;
}

static gboolean
is_shuffled (const TarnClock *clock)
{
  return tarn_event_queue_get_ties (clock->queue) == TARN_TIES_SHUFFLED;
}

static gboolean
check_kind (const TarnClock *clock, TarnCodec *codec, guint8 kind)
{
  return tarn_codec_check_below (codec, "kind", kind, clock->n_kinds)
         && tarn_codec_check (codec, clock->kinds[kind].class->code_subject != NULL, "kind",
                              "is of no kind that is saved");
}

/*
 * Events of equal times keep their order, because the list is saved in the order in which they will happen.
 */
static void
code_event (TarnClock *clock, TarnCodec *codec, Pending *pending, gint64 *time_us)
{
  TarnEvent *event = &pending->event;
  guint8 kind = (guint8) event->kind;
  gboolean is_background = (event->flags & TARN_EVENT_BACKGROUND) != 0;

  tarn_codec_time (codec, "due", &event->time_us, G_MAXINT64);
  tarn_codec_uint8 (codec, "kind", &kind);
  tarn_codec_boolean (codec, "background", &is_background);
  if (is_shuffled (clock))
    tarn_codec_uint64 (codec, "rank", &pending->rank);
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
  Pending pending = { .rank = 0 };
  const TarnEvent *event = &pending.event;

  code_event (clock, codec, &pending, time_us);
  if (!tarn_codec_is_ok (codec))
    return;

  const TarnEventKind *kind = &clock->kinds[event->kind];
  TarnEventHandle handle = is_shuffled (clock)
                               ? tarn_event_queue_push_ranked (clock->queue, event, pending.rank)
                               : tarn_event_queue_push (clock->queue, event);
  if (kind->class->adopt != NULL)
    kind->class->adopt (kind->data, event, handle);
}

/*
 * Describes an event by its label and its due time. The number of the event is not used, because it would
 * change with every event before it.
 */
static void
describe_event (const TarnClock *clock, TarnCodec *codec, TarnEvent *event)
{
  g_autofree char *label = tarn_clock_describe_event (clock, event);

  tarn_codec_label (codec, label);
  tarn_codec_time (codec, "due", &event->time_us, G_MAXINT64);
}

/*
 * Codes the order of ties and returns it. Reading pushes the events one after the other, in the order in
 * which they will happen. So an order that is no shuffle is set only after all events have been read.
 */
static TarnTies
code_ties (TarnClock *clock, TarnCodec *codec)
{
  TarnTies ties = tarn_event_queue_get_ties (clock->queue);
  TarnShuffle shuffle = tarn_event_queue_get_shuffle (clock->queue);

  tarn_codec_enum (codec, "tie-order", &ties, TARN_N_TIES);
  if (ties != TARN_TIES_SHUFFLED)
    return ties;

  tarn_codec_uint64 (codec, "shuffled", &shuffle.next_sequence);
  if (tarn_codec_is_reading (codec) && tarn_codec_is_ok (codec))
    {
      shuffle.seed = (guint64) clock->tie_seed;
      tarn_event_queue_set_ties (clock->queue, ties, shuffle.seed);
      tarn_event_queue_set_shuffle (clock->queue, shuffle);
    }
  return ties;
}

void
tarn_clock_code_events (TarnClock *clock, TarnCodec *codec)
{
  g_autoptr (GArray) events = tarn_codec_is_reading (codec)
                                  ? g_array_new (FALSE, FALSE, sizeof (Pending))
                                  : list_kept (clock);
  gint64 time_us = clock->now_us;

  tarn_codec_begin (codec, "pending");
  TarnTies ties = code_ties (clock, codec);
  tarn_codec_for_each (codec, i, "events", "event", events->len, EVENT_BYTES_MIN)
    {
      if (tarn_codec_is_reading (codec))
        read_event (clock, codec, &time_us);
      else if (tarn_codec_is_describing (codec))
        describe_event (clock, codec, &g_array_index (events, Pending, i).event);
      else
        code_event (clock, codec, &g_array_index (events, Pending, i), &time_us);
    }
  if (tarn_codec_is_reading (codec) && tarn_codec_is_ok (codec)
      && (ties == TARN_TIES_LAST_IN_FIRST_OUT || ties == TARN_TIES_APART_LAST))
    tarn_event_queue_set_ties (clock->queue, ties, 0);
  tarn_codec_end (codec);
}
