/* SPDX-License-Identifier: MIT */
/* Whether the backlog of a trial grew, so that its means only say how long the trial was. */
#pragma once

#include <glib.h>

/* The figures are those of all views: `utilization`, `requests-open` and `waiting-mean`. */
gboolean tarn_lab_is_unstable (gint64 utilization_ppm, gint64 n_waiting, gint64 mean_millionths);
