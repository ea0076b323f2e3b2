/* SPDX-License-Identifier: MIT */
/* The rows of a report: all views, the groups, and each view if it is wanted. */
#pragma once

#include <tarn-lab/tarn-lab.h>

#include "lab/scenario/scenario.h"

/* The shortest and the longest SLO of some views. */
typedef struct
{
  gint64 min_us;
  gint64 max_us; /* 0 for none */
} TarnLabSloRange;

/* A row of the tables, and where its figures are in the result. */
typedef struct
{
  const TarnLabResult *result;
  TarnLabSubject subject;
  guint index;
  TarnLabSloRange slo[2]; /* lag, and age */
} TarnLabRow;

/* Returns TarnLabRows, of which the first is that of all views. */
/* Without a scenario, the rows have no SLO. */
GArray *tarn_lab_list_rows (const TarnLabScenario *scenario, const TarnLabResult *result,
                            TarnLabReportFlags flags);
const char *tarn_lab_row_get_name (const TarnLabRow *row);

/* Returns FALSE, and leaves @out_value as it is or makes it 0, if the row has no such figure. */
gboolean tarn_lab_row_get_figure (const TarnLabRow *row, const char *metric, gint64 *out_value);

/* Returns the SLO of the views of the row, from the shortest to the longest; "-" for none. The caller frees it. */
gboolean tarn_lab_row_has_slo (const TarnLabRow *row);
char *tarn_lab_row_describe_slo (const TarnLabRow *row);

/* Returns whether the backlog grows, so that means that depend on waits would only say how long the simulation was. */
gboolean tarn_lab_result_is_unstable (const TarnLabResult *result);
