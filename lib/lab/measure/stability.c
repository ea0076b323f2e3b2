/* SPDX-License-Identifier: MIT */
#include "lab/measure/stability.h"

enum
{
  FULL_PPM = 999000,
  BACKLOG_MIN = 10,
};

/* If a backlog grew from the begin of the window to its end, twice as many requests would wait then as in the mean. */
gboolean
tarn_lab_is_backlog (gint64 n_waiting, gint64 mean_millionths)
{
  return n_waiting >= BACKLOG_MIN && n_waiting > mean_millionths / 1000000 * 3 / 2;
}

/* The backlog grows if the slots are all taken and far more requests wait at the end than in the mean. */
gboolean
tarn_lab_is_unstable (gint64 utilization_ppm, gint64 n_waiting, gint64 mean_millionths)
{
  return utilization_ppm >= FULL_PPM && tarn_lab_is_backlog (n_waiting, mean_millionths);
}
