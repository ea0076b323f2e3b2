/* SPDX-License-Identifier: MIT */
/* A condition about means, such as `edf: lag-mean > 30 min`, as it is parsed. */
#pragma once

#include "lab/statistics/sample.h"

typedef enum
{
  TARN_LAB_LESS,
  TARN_LAB_AT_MOST,
  TARN_LAB_GREATER,
  TARN_LAB_AT_LEAST,
  TARN_LAB_EQUAL,
} TarnLabComparator;

typedef struct
{
  char *variant; /* NULL for each */
  char *metric;
  const char *unit; /* of the metric */
  TarnLabComparator comparator;
  guint64 limit;
  gint64 scale;      /* the limit is in so many parts of the unit of the metric */
  const char *shown; /* the unit of the limit; empty for a plain number */
  guint64 size;      /* how many units of the limit are one that is shown */
  char *text;        /* the comparator and the quantity */
} TarnLabCondition;

/* Fails with TARN_LAB_ERROR_CONDITION. */
gboolean tarn_lab_condition_parse (TarnLabCondition *self, const char *text, GError **error);

/* Returns whether the condition is so of the mean of a sample. */
gboolean tarn_lab_condition_is_so (const TarnLabCondition *self, const TarnLabSample *sample);

/* Says what the mean is; the caller frees it. */
char *tarn_lab_condition_describe (const TarnLabCondition *self, const TarnLabSample *sample);
void tarn_lab_condition_clear (TarnLabCondition *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TarnLabCondition, tarn_lab_condition_clear)
