/* SPDX-License-Identifier: MIT */
/* Draws pictures as SVG, for a width in tenths of a pixel. */
#pragma once

#include "lab/report/picture.h"
#include "lab/report/scale.h"
#include "lab/report/svg.h"

enum
{
  TARN_LAB_DRAW_STYLES = 6, /* of curves; classes k0 to k5 */
};

/* The places of the axes of a plane. */
typedef struct
{
  gint left, right, top, bottom;
  TarnLabScale x, y;
} TarnLabPlane;

/* Draws the ticks of a horizontal axis below @bottom, with lines of a grid up to @top. */
void tarn_lab_draw_x_axis (GString *xml, const TarnLabScale *scale, gint top, gint bottom);

/* Each returns the height that it needs, or has drawn. */
gint tarn_lab_draw_curves (GString *xml, const TarnLabPicture *picture, gint width);
gint tarn_lab_draw_front (GString *xml, const TarnLabPicture *picture, gint width);
gint tarn_lab_draw_slots (GString *xml, const TarnLabPicture *picture, gint width);
