/* SPDX-License-Identifier: MIT */
/* Quantities with units, exact: a number such as 1.5 and a unit such as h make a whole number of base units. */
#pragma once

#include <glib.h>

typedef struct
{
  const char *name;
  guint64 size; /* in base units */
} TarnLabUnit;

typedef struct
{
  const char *what;         /* such as duration */
  const char *base;         /* the plural of the base unit */
  const char *zero;         /* how 0 is written */
  const TarnLabUnit *units; /* the greatest first; ends with a name that is NULL */
} TarnLabUnits;

extern const TarnLabUnits tarn_lab_durations; /* microseconds */
extern const TarnLabUnits tarn_lab_sizes;     /* bytes */
extern const TarnLabUnits tarn_lab_rates;     /* bytes in a second */

typedef enum
{
  TARN_LAB_DECIMAL_OK,
  TARN_LAB_DECIMAL_NO_NUMBER,
  TARN_LAB_DECIMAL_NOT_WHOLE, /* the product has a fraction */
  TARN_LAB_DECIMAL_TOO_GREAT,
} TarnLabDecimal;

/* Returns 0 if there is no such unit. */
guint64 tarn_lab_units_find (const TarnLabUnits *units, const char *name);

/* Computes a decimal number, such as 12 or 0.5, times @scale. */
TarnLabDecimal tarn_lab_decimal_scale (const char *text, guint64 scale, guint64 *out_product);

/* Appends the amount in the greatest unit of which it is a whole multiple. */
void tarn_lab_append_quantity (GString *text, guint64 amount, const TarnLabUnits *units);

/* Appends value / 10^n_places, without zeros at its end. */
void tarn_lab_append_decimal (GString *text, guint64 value, guint n_places);
