/* SPDX-License-Identifier: MIT */
/*
 * The pace of a source: it computes at which moment of the real clock an event is due. The real clock only
 * decides when an event happens, and never which event or in which order.
 *
 * A pace is a point that moves through virtual time by speed microseconds per real microsecond. The point is
 * separate from the clock of the engine, which stays at its last event meanwhile.
 */
#pragma once

#include <glib.h>

/* The wait, and the time of the next event, if there is no event. */
#define TARN_PACE_NEVER G_MAXINT64

typedef struct
{
  guint speed;        /* virtual microseconds per real one; 0: the point does not move */
  gboolean is_frozen; /* because of a hold: real time does not count until the point moves again */
  gint64 real_us;
  gint64 point_us; /* where the point was at real_us */
  gint64 now_us;   /* time of the engine, as the pace got it last */
  gint64 next_us;  /* time of the next event, as the pace got it last */
} TarnPace;

/* Returns the time of the real clock in microseconds. Tests set their own function, so they do not wait. */
typedef gint64 (*TarnRealClock) (void);

gint64 tarn_pace_read_real_clock (void);

/*
 * Follows the changes that other code may have made: a new speed, a driven clock or a new event. Returns how
 * many real microseconds to wait.
 */
gint64 tarn_pace_follow (TarnPace *pace, guint speed, gint64 now_us, gint64 next_us,
                         gint64 real_us);

/* Returns the virtual time up to which events are due. */
gint64 tarn_pace_find_point (const TarnPace *pace, gint64 real_us);

/* Notes that the source itself has driven the clock. This is no change to follow, so the point moves on. */
void tarn_pace_pass (TarnPace *pace, gint64 now_us, gint64 next_us);

void tarn_pace_freeze (TarnPace *pace, gint64 real_us);
