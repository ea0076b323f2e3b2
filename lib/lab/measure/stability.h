/* SPDX-License-Identifier: MIT */
/* A trial is unstable if its backlog grew, because its means then only say how long it was. */
#pragma once

#include <glib.h>

/* The figures are those of all views: `utilization`, `requests-open` and `waiting-mean`. */
gboolean tarn_lab_is_unstable (gint64 utilization_ppm, gint64 n_waiting, gint64 mean_millionths);

/* Returns whether far more requests wait at the end than in the mean, which may also be a peak. */
gboolean tarn_lab_is_backlog (gint64 n_waiting, gint64 mean_millionths);
