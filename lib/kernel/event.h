/* SPDX-License-Identifier: MIT */
/*
 * An event says what happens, when, and to which subject. This file also defines the order of events of the
 * same time.
 */
#pragma once

#include <glib.h>

typedef struct _TarnEvent TarnEvent;

/* Names one scheduled event. A handle is never 0, so 0 can mean that no event is scheduled. */
typedef guint64 TarnEventHandle;

/* The order of events that are due at the same time. */
typedef enum
{
  TARN_TIES_FIRST_IN_FIRST_OUT,
  TARN_TIES_LAST_IN_FIRST_OUT,
  TARN_TIES_SHUFFLED,
  TARN_TIES_APART_LAST, /* first in, first out, but events with TARN_EVENT_APART come after the others */
  TARN_N_TIES,
} TarnTies;

typedef enum
{
  /* Does not keep run_until_idle() running. */
  TARN_EVENT_BACKGROUND = 1 << 0,
  /*
   * Belongs to the user, so it is not part of the state. It does not change the order of the other events in
   * a shuffle.
   */
  TARN_EVENT_APART = 1 << 1,
} TarnEventFlags;

struct _TarnEvent
{
  gint64 time_us;
  guint32 subject;
  guint32 generation;
  guint8 kind;
  guint8 flags;
  /* This many events, each scheduled by the one before for the same instant, led to this one; 0 for none. */
  guint16 chain;
};

/* The state of a shuffle, besides the ranks of the pending events. */
typedef struct
{
  guint64 seed;
  guint64 next_sequence;
  guint64 next_apart; /* the same for events with TARN_EVENT_APART */
} TarnShuffle;
