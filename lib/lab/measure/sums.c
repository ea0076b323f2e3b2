/* SPDX-License-Identifier: MIT */
#include "lab/measure/sums.h"

void
tarn_lab_sums_init (TarnLabSums *self)
{
  *self = (TarnLabSums){ .first_request_us = G_MAXINT64, .last_end_us = G_MININT64 };
  for (guint i = 0; i < TARN_LAB_N_MAXIMA; i++)
    self->maxima[i] = -1;
}

void
tarn_lab_sums_merge (TarnLabSums *self, const TarnLabSums *other)
{
  for (guint i = 0; i < TARN_LAB_N_SUMS; i++)
    tarn_lab_sums_add_wide (self, i, other->sums[i]);
  for (guint i = 0; i < TARN_LAB_N_MAXIMA; i++)
    tarn_lab_sums_raise (self, i, other->maxima[i]);
  self->first_request_us = MIN (self->first_request_us, other->first_request_us);
  self->last_end_us = MAX (self->last_end_us, other->last_end_us);
}

static TarnWide
weigh (TarnWide sum, guint weight)
{
  return tarn_wide_scale_fits (sum, weight) ? tarn_wide_scale (sum, weight) : TARN_WIDE_MAX;
}

void
tarn_lab_sums_add_view (TarnLabSums *self, const TarnLabSums *view, guint weight)
{
  static const TarnLabSum weighed[][2] = {
    { TARN_LAB_SUM_WEIGHTED_TIME, TARN_LAB_SUM_TIME },
    { TARN_LAB_SUM_WEIGHTED_TWICE_AGE, TARN_LAB_SUM_TWICE_AGE },
    { TARN_LAB_SUM_WEIGHTED_TWICE_LAG, TARN_LAB_SUM_TWICE_LAG },
  };

  tarn_lab_sums_merge (self, view);
  for (guint i = 0; i < G_N_ELEMENTS (weighed); i++)
    tarn_lab_sums_add_wide (self, weighed[i][0], weigh (view->sums[weighed[i][1]], weight));
}

/* --- Histograms ------------------------------------------------------------------------------- */

void
tarn_lab_histograms_init (TarnLabHistograms *self, guint n, guint bits)
{
  *self = (TarnLabHistograms){ { NULL } };
  for (guint i = 0; i < n; i++)
    self->of[i] = tarn_time_histogram_new (bits);
}

void
tarn_lab_histograms_copy (TarnLabHistograms *self, const TarnLabHistograms *from)
{
  *self = (TarnLabHistograms){ { NULL } };
  for (guint i = 0; i < TARN_LAB_N_HISTOGRAMS; i++)
    if (from->of[i] != NULL)
      self->of[i] = tarn_time_histogram_copy (from->of[i]);
}

void
tarn_lab_histograms_merge (TarnLabHistograms *self, const TarnLabHistograms *other)
{
  for (guint i = 0; i < TARN_LAB_N_HISTOGRAMS; i++)
    if (self->of[i] != NULL && other->of[i] != NULL)
      tarn_time_histogram_add_histogram (self->of[i], other->of[i]);
}

void
tarn_lab_histograms_clear (TarnLabHistograms *self)
{
  for (guint i = 0; i < TARN_LAB_N_HISTOGRAMS; i++)
    g_clear_pointer (&self->of[i], tarn_time_histogram_free);
}
