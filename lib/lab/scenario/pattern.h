/* SPDX-License-Identifier: MIT */
/*
 * A value with axes, such as interval {15 min; 1 h}, spread. An axis has several texts, of which one is chosen at a
 * time. Braces in quotes are ordinary letters.
 */
#pragma once

#include "lab/scenario/refusal.h"

enum
{
  TARN_LAB_AXES_MAX = 64,           /* of a scenario */
  TARN_LAB_AXIS_VALUES_MAX = 10000, /* of an axis */
};

typedef struct
{
  GPtrArray *literals; /* char *; before, between and behind the axes */
  GPtrArray *axes;     /* GPtrArray * of char * */
} TarnLabPattern;

/* Returns whether a brace stands outside of quotes. */
gboolean tarn_lab_pattern_is_needed (const char *text);

/* Returns NULL, with an error at @place, if the braces are wrong. */
TarnLabPattern *tarn_lab_pattern_new (const char *text, const TarnLabPlace *place, GError **error);
void tarn_lab_pattern_free (TarnLabPattern *self);

/* Returns the text with one value of each axis, or with the first of each if @positions is NULL. */
char *tarn_lab_pattern_choose (const TarnLabPattern *self, const guint *positions);

/* Returns the one way in which a value without axes is written, or NULL with an error. */
typedef char *(*TarnLabCanonize) (gconstpointer data, const char *text, GError **error);

/* One axis in the canonical form of a pattern. */
typedef struct
{
  guint axis;   /* of the pattern */
  GStrv values; /* as they stand in the canonical form */
} TarnLabPatternAxis;

/*
 * Returns the canonical form of the pattern, and its axes, of TarnLabPatternAxis, in the order of that form. Each axis
 * becomes as narrow as it can, but no quantity is cut apart.
 */
char *tarn_lab_pattern_canonize (const TarnLabPattern *self, const TarnLabPlace *place,
                                 TarnLabCanonize canonize, gconstpointer data, GArray **out_axes,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabPattern, tarn_lab_pattern_free)
