/* SPDX-License-Identifier: MIT */
/*
 * The numbers that pictures show. A page draws them, and gnuplot draws them from comma-separated values.
 */
#pragma once

#include "lab/experiment/comparison.h"
#include "lab/measure/result.h"

typedef enum
{
  TARN_LAB_PICTURE_FRONT,
  TARN_LAB_PICTURE_LAG,
  TARN_LAB_PICTURE_LAG_PERCENTILES,
  TARN_LAB_PICTURE_AGE_PERCENTILES,
  TARN_LAB_PICTURE_SLOTS,
  TARN_LAB_N_PICTURES,
} TarnLabPictureKind;

typedef enum
{
  TARN_LAB_AXIS_AMOUNT, /* of a unit of metrics */
  TARN_LAB_AXIS_TIME,   /* of the calendar, in microseconds since 1970 */
} TarnLabAxisKind;

typedef struct
{
  TarnLabAxisKind kind;
  char *name;
  char *unit; /* as a metric has it */
  gboolean is_from_zero;
  gint64 low; /* what is shown, in the scale of tarn_lab_get_scale() */
  gint64 high;
} TarnLabPictureAxis;

/* A variant on the plane of the front, with half of its intervals. */
typedef struct
{
  gint64 x, y;
  gint64 half_x, half_y; /* 0 for none */
  gboolean is_on_front;
  guint number; /* by which the legend names it; 0 for none */
  const char *label;
} TarnLabMark;

typedef struct
{
  gint64 x, y;
} TarnLabSpot;

typedef struct
{
  const char *label;
  GArray *spots; /* TarnLabSpot */
} TarnLabCurve;

/* The runs of a variant, with the slots that they had. */
typedef struct
{
  const char *label;
  const TarnLabResult *result; /* for the names of the views */
  gsize n_common; /* bytes that all names begin with, which are those of the database */
  GArray *runs;   /* TarnLabSeriesRun; of the stretch that is shown */
  guint n_slots;  /* that are shown */
  guint n_slots_left_out;
  guint64 n_runs_left_out; /* in slots that are left out */
} TarnLabPanel;

typedef struct
{
  TarnLabPictureKind kind;
  char *title;
  GPtrArray *sentences; /* char *; what it shows, and what is left out */
  TarnLabPictureAxis x, y;
  GArray *marks;  /* TarnLabMark; those on the front first, by their x */
  GArray *curves; /* TarnLabCurve */
  GArray *panels; /* TarnLabPanel */
} TarnLabPicture;

/* A result that has a series, and what it is called. */
typedef struct
{
  const char *label;
  const TarnLabResult *result;
} TarnLabShown;

/* Returns NULL if there is nothing to show. */
TarnLabPicture *tarn_lab_picture_new_of_front (const TarnLabComparison *comparison);

/* @shown has TarnLabShowns, at least one. */
TarnLabPicture *tarn_lab_picture_new_of_series (TarnLabPictureKind kind, const GArray *shown);
TarnLabPicture *tarn_lab_picture_new_of_slots (const GArray *shown);

/* Makes one without content. */
TarnLabPicture *tarn_lab_picture_new (TarnLabPictureKind kind, const char *title);
void tarn_lab_picture_say (TarnLabPicture *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void tarn_lab_picture_free (TarnLabPicture *self);

/* Lists what an outcome can show, as TarnLabShown; it may be empty. */
GArray *tarn_lab_list_shown (const TarnLabOutcome *outcome);

/* The name by which users ask for it; NULL behind the last one. */
const char *tarn_lab_picture_get_name (TarnLabPictureKind kind);

/* A sentence for a reader who cannot see the picture. */
char *tarn_lab_picture_describe (const TarnLabPicture *self);

/* Draws it as an SVG element with an id. */
char *tarn_lab_picture_to_svg (const TarnLabPicture *self, guint width, const char *class,
                               const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabPicture, tarn_lab_picture_free)
