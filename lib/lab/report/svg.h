/* SPDX-License-Identifier: MIT */
/*
 * Elements of SVG. Places and lengths are whole numbers, tenths of a pixel, so that the same picture has the same bytes
 * everywhere. How elements look is said by the style of the page, by their classes.
 */
#pragma once

#include <glib.h>

enum
{
  TARN_LAB_SVG_PIXEL = 10,
  TARN_LAB_SVG_CHARACTER = 72, /* the width of a character of a text, as wide as most are */
  TARN_LAB_SVG_LINE_HEIGHT = 180,
};

/* Appends text with what would be markup replaced. It is right in attributes too. */
void tarn_lab_append_escaped (GString *xml, const char *text);

/* Opens the element, with what readers hear who cannot see it. */
void tarn_lab_svg_begin (GString *xml, const char *class, const char *id, gint width, gint height,
                         const char *title, const char *description);
void tarn_lab_svg_end (GString *xml);

void tarn_lab_svg_line (GString *xml, const char *class, gint x1, gint y1, gint x2, gint y2);

/* The element stays open for a title, until tarn_lab_svg_close(). */
void tarn_lab_svg_rectangle (GString *xml, const char *class, gint x, gint y, gint width,
                             gint height);
void tarn_lab_svg_circle (GString *xml, const char *class, gint x, gint y, gint radius);
void tarn_lab_svg_close (GString *xml, const char *element, const char *title);

/* @anchor is start, middle or end. */
void tarn_lab_svg_text (GString *xml, const char *class, gint x, gint y, const char *anchor,
                        const char *text);

/* Returns how wide a text is, about. */
gint tarn_lab_svg_get_width (const char *text);

/* Returns the text, or its begin with three points if it is wider than @width. The caller frees it. */
char *tarn_lab_svg_shorten (const char *text, gint width);
