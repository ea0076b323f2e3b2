/* SPDX-License-Identifier: MIT */
#include "engine/pace.h"

#include "kernel/clock.h"

gint64
tarn_pace_read_real_clock (void)
{
  return g_get_monotonic_time ();
}

gint64
tarn_pace_find_point (const TarnPace *pace, gint64 real_us)
{
  gint64 elapsed_us = MAX (0, real_us - pace->real_us);

  if (pace->is_frozen || pace->speed == 0)
    return pace->point_us;
  if (elapsed_us > G_MAXINT64 / pace->speed)
    return G_MAXINT64;
  return tarn_time_add (pace->point_us, elapsed_us * pace->speed);
}

static void
move_to (TarnPace *pace, gint64 point_us, gint64 real_us)
{
  pace->point_us = point_us;
  pace->real_us = real_us;
}

/* Rounds up, so that an event never happens before its time. */
static gint64
find_wait (const TarnPace *pace, gint64 point_us)
{
  if (pace->next_us <= point_us)
    return 0;
  return (pace->next_us - point_us - 1) / pace->speed + 1;
}

/*
 * If only the speed has changed, the rest of the wait goes on at the new speed. If other code has driven the
 * clock, or has scheduled an event before the event that the source waits for, the wait starts again from
 * now. Otherwise an event that was added late would happen at once. A source that lags behind keeps its
 * point, because it would never catch up otherwise.
 */
gint64
tarn_pace_follow (TarnPace *pace, guint speed, gint64 now_us, gint64 next_us, gint64 real_us)
{
  gint64 point_us = pace->speed == 0 ? now_us : tarn_pace_find_point (pace, real_us);
  gboolean is_nearer = next_us < pace->next_us && point_us < pace->next_us;
  gboolean is_anew = pace->now_us != now_us || is_nearer;

  if (is_anew)
    point_us = now_us;
  if (is_anew || pace->speed != speed || pace->is_frozen)
    move_to (pace, point_us, real_us);

  pace->speed = speed;
  pace->is_frozen = FALSE;
  tarn_pace_pass (pace, now_us, next_us);
  return find_wait (pace, point_us);
}

void
tarn_pace_pass (TarnPace *pace, gint64 now_us, gint64 next_us)
{
  pace->now_us = now_us;
  pace->next_us = next_us;
}

void
tarn_pace_freeze (TarnPace *pace, gint64 real_us)
{
  if (pace->is_frozen)
    return;

  move_to (pace, tarn_pace_find_point (pace, real_us), real_us);
  pace->is_frozen = TRUE;
}
