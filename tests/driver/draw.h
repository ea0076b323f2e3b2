/* SPDX-License-Identifier: MIT */
/* Random draws of the driver. They have nothing in common with the draws of the library. */
#pragma once

#include <glib.h>

typedef struct
{
  guint64 state;
} Draw;

static inline guint64
draw_next (Draw *draw)
{
  guint64 mixed = draw->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  mixed = (mixed ^ (mixed >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  mixed = (mixed ^ (mixed >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return mixed ^ (mixed >> 31);
}

/* Draws of their own for each use and number, so that a step that is left out does not change other steps. */
static inline Draw
draw_new (guint64 seed, guint64 use, guint64 number)
{
  Draw draw = { seed };

  draw.state = draw_next (&draw) + use;
  draw.state = draw_next (&draw) + number;
  draw_next (&draw);
  return draw;
}

static inline guint
draw_below (Draw *draw, guint n)
{
  return n > 0 ? (guint) (draw_next (draw) % n) : 0;
}

static inline gboolean
draw_chance (Draw *draw, guint percent)
{
  return draw_below (draw, 100) < percent;
}

/* Both ends can be drawn, and MAX - MIN can be any span. */
static inline gint64
draw_between (Draw *draw, gint64 min, gint64 max)
{
  guint64 span = (guint64) max - (guint64) min;
  guint64 value = draw_next (draw);

  return (gint64) ((guint64) min + (span == G_MAXUINT64 ? value : value % (span + 1)));
}

#define draw_of(draw, array) ((array)[draw_below ((draw), G_N_ELEMENTS (array))])
