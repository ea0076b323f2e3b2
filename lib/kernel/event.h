/* SPDX-License-Identifier: MIT */
/* An event: what is to happen when, to whom; and in which order events of one time come. */
#pragma once

#include <glib.h>

typedef struct _TarnEvent TarnEvent;

/* Names one scheduled event; never 0, so 0 can say "nothing scheduled". */
typedef guint64 TarnEventHandle;

/* Which of several events of one time comes first. */
typedef enum
{
  TARN_TIES_FIRST_IN_FIRST_OUT,
  TARN_TIES_LAST_IN_FIRST_OUT,
  TARN_TIES_SHUFFLED,
  TARN_N_TIES,
} TarnTies;

typedef enum
{
  /* Does not keep run_until_idle() going. */
  TARN_EVENT_BACKGROUND = 1 << 0,
  /* Was scheduled by an event of the same instant. */
  TARN_EVENT_SAME_INSTANT = 1 << 1,
  /* Of the user, and so no part of the state: where the others come in a shuffle does not depend on it. */
  TARN_EVENT_APART = 1 << 2,
} TarnEventFlags;

struct _TarnEvent
{
  gint64 time_us;
  guint32 subject;
  guint32 generation;
  guint16 kind;
  guint16 flags;
};

/* What a shuffle depends on, beside the ranks of what is pending. */
typedef struct
{
  guint64 seed;
  guint64 next_sequence;
  guint64 next_apart; /* the same for what stands apart */
} TarnShuffle;
