/* SPDX-License-Identifier: MIT */
/*
 * How fast a source lets virtual time go: which moment of the real clock an event is due at. The real
 * clock says when, and never what or in which order.
 *
 * A pace is a point that moves through virtual time at so many microseconds per real one. It is apart from
 * the clock of the engine, which stays at its last event meanwhile.
 */
#pragma once

#include <glib.h>

/* How long to wait, and when the next event is, where there is none. */
#define TARN_PACE_NEVER G_MAXINT64

typedef struct
{
  guint speed;        /* 0: it does not move */
  gboolean is_frozen; /* a hold is out: the real time until it is moved again does not count */
  gint64 real_us;
  gint64 point_us; /* where it was at that real time */
  gint64 now_us;   /* of the engine, as far as the pace knows */
  gint64 next_us;  /* event, likewise */
} TarnPace;

/* The moment of the real clock; set by the tests, which do not wait. */
typedef gint64 (*TarnRealClock) (void);

gint64 tarn_pace_read_real_clock (void);

/* Somebody may have changed the speed, driven the clock or scheduled something. Returns how long to wait. */
gint64 tarn_pace_follow (TarnPace *pace, guint speed, gint64 now_us, gint64 next_us,
                         gint64 real_us);

/* The virtual time up to which events are due. */
gint64 tarn_pace_find_point (const TarnPace *pace, gint64 real_us);

/* What the source itself has done is no change to follow: the point stays on its way. */
void tarn_pace_pass (TarnPace *pace, gint64 now_us, gint64 next_us);

void tarn_pace_freeze (TarnPace *pace, gint64 real_us);
