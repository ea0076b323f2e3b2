/* SPDX-License-Identifier: MIT */
/*
 * The pending events, ordered by (time, order of scheduling).
 *
 * Virtual time never goes back, so this is a monotone radix queue and not a heap: an event is put
 * into the bucket of the highest digit in which its time differs from the base, and is moved down
 * only when that bucket's turn comes. Equal times always share a bucket and buckets are first in,
 * first out, so ties keep their order by construction. A small bucket is sorted into the window
 * instead of being moved down digit by digit; what is scheduled inside the window's span goes into
 * a heap beside it. In another order of ties than the first all events go into that heap.
 *
 * Times are at least zero. An event names its subject by index and generation and holds no
 * pointer, so it can be compared, listed and copied.
 */
#pragma once

#include "kernel/event.h"

typedef struct _TarnEventQueue TarnEventQueue;

TarnEventQueue *tarn_event_queue_new (void);
void tarn_event_queue_free (TarnEventQueue *queue);

/* The same events by the same handles. */
TarnEventQueue *tarn_event_queue_copy (const TarnEventQueue *queue);

TarnEventHandle tarn_event_queue_push (TarnEventQueue *queue, const TarnEvent *event);

/*
 * The order of ties from now on. What is pending keeps its order, unless it is a shuffle, which depends on
 * @seed.
 */
void tarn_event_queue_set_ties (TarnEventQueue *queue, TarnTies ties, guint64 seed);
TarnTies tarn_event_queue_get_ties (const TarnEventQueue *queue);

TarnShuffle tarn_event_queue_get_shuffle (const TarnEventQueue *queue);
void tarn_event_queue_set_shuffle (TarnEventQueue *queue, TarnShuffle shuffle);

/*
 * The ranks of what is pending, in the order of tarn_event_queue_list(): an array of guint64. They mean
 * nothing in another order of ties.
 */
GArray *tarn_event_queue_list_ranks (const TarnEventQueue *queue);
TarnEventHandle tarn_event_queue_push_ranked (TarnEventQueue *queue, const TarnEvent *event,
                                              guint64 rank);

/* FALSE when the event has run or was cancelled already. */
gboolean tarn_event_queue_cancel (TarnEventQueue *queue, TarnEventHandle handle);

/* Takes the earliest event out if it is due at @limit_us or before. */
gboolean tarn_event_queue_pop (TarnEventQueue *queue, gint64 limit_us, TarnEvent *out_event);

gboolean tarn_event_queue_peek (TarnEventQueue *queue, gint64 *out_time_us);

guint64 tarn_event_queue_get_length (const TarnEventQueue *queue);
guint64 tarn_event_queue_get_n_foreground (const TarnEventQueue *queue);

/* The first @max events in the order in which they will run: an array of TarnEvent. */
GArray *tarn_event_queue_list (const TarnEventQueue *queue, guint max);

/* The event that will be taken out next. */
gboolean tarn_event_queue_peek_event (TarnEventQueue *queue, TarnEvent *out_event);
