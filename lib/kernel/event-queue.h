/* SPDX-License-Identifier: MIT */
/*
 * The queue of pending events, ordered by time and then by the order of scheduling.
 *
 * Virtual time never goes back, so this is a monotone radix queue and not a heap. The queue puts an event
 * into the bucket of the highest digit in which the event's time differs from the base. It moves the event
 * down only when it is the turn of that bucket. Equal times always share a bucket, and buckets are first in,
 * first out, so ties keep their order. A small bucket is sorted into the window instead of being moved down
 * digit by digit. An event that is scheduled within the span of the window goes into a heap beside the
 * window. In every other order of ties than first in, first out, all events go into that heap.
 *
 * Times are at least 0. An event names its subject by index and generation and holds no pointer, so events
 * can be compared, listed and copied.
 */
#pragma once

#include "kernel/event.h"

typedef struct _TarnEventQueue TarnEventQueue;

TarnEventQueue *tarn_event_queue_new (void);
void tarn_event_queue_free (TarnEventQueue *queue);

/* The copy has the same events, with the same handles. */
TarnEventQueue *tarn_event_queue_copy (const TarnEventQueue *queue);

/* Makes each event one that no other event of its instant led to. */
void tarn_event_queue_forget_chains (TarnEventQueue *queue);

TarnEventHandle tarn_event_queue_push (TarnEventQueue *queue, const TarnEvent *event);

/*
 * Sets the order of ties from now on. Pending events keep their order, unless the new order is a shuffle,
 * which depends on @seed, or moves the events with TARN_EVENT_APART behind the others.
 */
void tarn_event_queue_set_ties (TarnEventQueue *queue, TarnTies ties, guint64 seed);
TarnTies tarn_event_queue_get_ties (const TarnEventQueue *queue);

TarnShuffle tarn_event_queue_get_shuffle (const TarnEventQueue *queue);
void tarn_event_queue_set_shuffle (TarnEventQueue *queue, TarnShuffle shuffle);

/*
 * Returns the ranks of the pending events, in the order of tarn_event_queue_list(): an array of guint64. The
 * ranks mean nothing in another order of ties.
 */
GArray *tarn_event_queue_list_ranks (const TarnEventQueue *queue);
TarnEventHandle tarn_event_queue_push_ranked (TarnEventQueue *queue, const TarnEvent *event,
                                              guint64 rank);

/* Returns FALSE if the event has run already or was cancelled before. */
gboolean tarn_event_queue_cancel (TarnEventQueue *queue, TarnEventHandle handle);

/* Takes the earliest event out if it is due at @limit_us or before. */
gboolean tarn_event_queue_pop (TarnEventQueue *queue, gint64 limit_us, TarnEvent *out_event);

gboolean tarn_event_queue_peek (TarnEventQueue *queue, gint64 *out_time_us);

guint64 tarn_event_queue_get_length (const TarnEventQueue *queue);
guint64 tarn_event_queue_get_n_foreground (const TarnEventQueue *queue);

/* Returns the first @max events in the order in which they will run: an array of TarnEvent. */
GArray *tarn_event_queue_list (const TarnEventQueue *queue, guint max);

/* Reads the event that will be taken out next. Returns FALSE if the queue is empty. */
gboolean tarn_event_queue_peek_event (TarnEventQueue *queue, TarnEvent *out_event);
