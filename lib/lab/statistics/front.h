/* SPDX-License-Identifier: MIT */
/* The Pareto front: the systems of which no other one is better in one figure and at least as good in the other. */
#pragma once

#include <glib.h>

typedef struct
{
  gint64 cost;
  gint64 staleness;
} TarnLabPoint;

/*
 * Returns the places of the points on the front, as guint, from the cheapest to the freshest. Of equal points, the first
 * one is on the front.
 */
GArray *tarn_lab_list_front (const TarnLabPoint *points, guint n_points);
