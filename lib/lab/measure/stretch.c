/* SPDX-License-Identifier: MIT */
/* A view gets staler in a way that is known while it shows the same content, so such a time is added at once. */
#include "lab/measure/measures.h"

/* The sums of a stretch go here. */
typedef struct
{
  TarnLabSums *sums;
  TarnLabHistograms *group;
  TarnLabHistograms *view; /* NULL if nobody wants its percentiles */
} Places;

static Places
find_places (const TarnLabMeasures *self, guint view)
{
  return (Places){
    .sums = tarn_lab_measures_get_sums (self, view),
    .group
    = &g_array_index (self->groups, TarnLabHistograms, tarn_lab_measures_get_group (self, view)),
    .view = self->view_histograms != NULL
                ? &g_array_index (self->view_histograms, TarnLabHistograms, view)
                : NULL,
  };
}

/* Returns twice the area under a value that was 0 at @since_us and rises by one in each microsecond. */
static TarnWide
get_twice_area (gint64 since_us, gint64 from_us, gint64 to_us)
{
  return tarn_wide_multiply ((guint64) (to_us - from_us),
                             (guint64) (from_us - since_us) + (guint64) (to_us - since_us));
}

static void
add_rising (const Places *places, TarnLabHistogram histogram, gint64 from_us, gint64 to_us)
{
  tarn_time_histogram_add_rising (places->group->of[histogram], from_us, to_us);
  if (places->view != NULL)
    tarn_time_histogram_add_rising (places->view->of[histogram], from_us, to_us);
}

static void
add_constant (const Places *places, TarnLabHistogram histogram, gint64 value, gint64 duration_us)
{
  tarn_time_histogram_add_constant (places->group->of[histogram], value, duration_us);
  if (places->view != NULL)
    tarn_time_histogram_add_constant (places->view->of[histogram], value, duration_us);
}

static void
add_age (TarnLabMeasures *self, const Places *places, const TarnLabStretch *stretch)
{
  gint64 from_us = stretch->from_us - stretch->included_us;
  gint64 to_us = stretch->to_us - stretch->included_us;
  TarnWide twice_area = get_twice_area (0, from_us, to_us);

  tarn_lab_sums_add_wide (places->sums, TARN_LAB_SUM_TWICE_AGE, twice_area);
  tarn_lab_sums_raise (places->sums, TARN_LAB_MAXIMUM_AGE, to_us);
  add_rising (places, TARN_LAB_HISTOGRAM_AGE, from_us, to_us);
  self->totals.twice_age = tarn_wide_sum_saturated (self->totals.twice_age, twice_area);
}

/* The lag is 0 until the first commit that the view lacked, and rises from then on. */
static void
add_lag (TarnLabMeasures *self, const Places *places, const TarnLabStretch *stretch)
{
  gint64 since_us = stretch->lacking_since_us;
  gint64 begin_us = CLAMP (since_us, stretch->from_us, stretch->to_us);
  gint64 fresh_us = begin_us - stretch->from_us;

  tarn_lab_sums_add (places->sums, TARN_LAB_SUM_FRESH, (guint64) fresh_us);
  tarn_lab_sums_raise (places->sums, TARN_LAB_MAXIMUM_LAG, 0);
  if (fresh_us > 0)
    add_constant (places, TARN_LAB_HISTOGRAM_LAG, 0, fresh_us);
  if (begin_us == stretch->to_us)
    return;

  TarnWide twice_area = get_twice_area (since_us, begin_us, stretch->to_us);
  tarn_lab_sums_add_wide (places->sums, TARN_LAB_SUM_TWICE_LAG, twice_area);
  tarn_lab_sums_raise (places->sums, TARN_LAB_MAXIMUM_LAG, stretch->to_us - since_us);
  add_rising (places, TARN_LAB_HISTOGRAM_LAG, begin_us - since_us, stretch->to_us - since_us);
  self->totals.twice_lag = tarn_wide_sum_saturated (self->totals.twice_lag, twice_area);
}

/*
 * A violation is a longest time in which the value was over the SLO at the end of each microsecond. It goes on over
 * a publication if the value is still over it then.
 */
static void
add_slo (TarnLabMeasures *self, guint view, TarnLabSums *sums, const TarnLabStretch *stretch)
{
  const TarnLabView *described = tarn_lab_scenario_get_view (self->scenario, view);
  TarnLabMeasuredView *state = tarn_lab_measures_get_view (self, view);
  gint64 since_us
      = described->slo_kind == TARN_LAB_SLO_AGE ? stretch->included_us : stretch->lacking_since_us;
  gint64 over_us
      = since_us > G_MAXINT64 - described->slo_us ? stretch->to_us : since_us + described->slo_us;
  gint64 begin_us = CLAMP (over_us, stretch->from_us, stretch->to_us);

  tarn_lab_sums_add (sums, TARN_LAB_SUM_SLO_TIME, (guint64) (stretch->to_us - stretch->from_us));
  tarn_lab_sums_add (sums, TARN_LAB_SUM_WITHIN_SLO, (guint64) (begin_us - stretch->from_us));
  tarn_lab_sums_raise (sums, TARN_LAB_MAXIMUM_VIOLATION, 0);
  tarn_lab_sums_raise (sums, TARN_LAB_MAXIMUM_EXCESS, 0);
  if (begin_us == stretch->to_us)
    return;

  tarn_lab_sums_add (sums, TARN_LAB_SUM_VIOLATION, (guint64) (stretch->to_us - begin_us));
  tarn_lab_sums_add_wide (sums, TARN_LAB_SUM_TWICE_EXCESS,
                          get_twice_area (over_us, begin_us, stretch->to_us));
  tarn_lab_sums_raise (sums, TARN_LAB_MAXIMUM_EXCESS, stretch->to_us - over_us);
  if (state->violation_until_us != begin_us)
    {
      tarn_lab_sums_add (sums, TARN_LAB_SUM_VIOLATIONS, 1);
      state->violation_since_us = begin_us;
    }
  state->violation_until_us = stretch->to_us;
  tarn_lab_sums_raise (sums, TARN_LAB_MAXIMUM_VIOLATION,
                       stretch->to_us - state->violation_since_us);
}

/* Returns why there cannot be such a stretch, or NULL. */
static const char *
find_fault (const TarnLabMeasures *self, guint view, const TarnLabStretch *stretch)
{
  if (stretch->from_us != tarn_lab_measures_get_view (self, view)->stretch_end_us)
    return "a stretch does not begin where the one before ended";
  if (stretch->to_us < stretch->from_us)
    return "a stretch ends before it begins";
  if (stretch->included_us > stretch->from_us || stretch->newest_us < stretch->included_us)
    return "a view shows content of the future";
  if (stretch->lacking_since_us < stretch->included_us)
    return "a view lacks a commit that it includes";

  return NULL;
}

void
tarn_lab_measures_stretch (TarnLabMeasures *self, guint view, const TarnLabStretch *stretch)
{
  const char *fault = find_fault (self, view, stretch);
  Places places = find_places (self, view);
  guint64 duration_us = (guint64) (stretch->to_us - stretch->from_us);

  if (self->phase != TARN_LAB_PHASE_WINDOW)
    return;
  if (fault != NULL)
    {
      if (self->fault.what == NULL)
        self->fault = (TarnLabFault){ fault, view, stretch->from_us };
      return;
    }
  if (duration_us == 0)
    return;

  tarn_lab_measures_get_view (self, view)->stretch_end_us = stretch->to_us;
  tarn_lab_sums_add (places.sums, TARN_LAB_SUM_TIME, duration_us);
  self->totals.time = tarn_wide_add (self->totals.time, duration_us);
  add_age (self, &places, stretch);
  add_lag (self, &places, stretch);
  if (stretch->is_never)
    tarn_lab_sums_add (places.sums, TARN_LAB_SUM_NEVER, duration_us);
  gint64 skew_us = stretch->newest_us - stretch->included_us;
  tarn_lab_sums_add_wide (places.sums, TARN_LAB_SUM_SKEW,
                          tarn_wide_multiply ((guint64) skew_us, duration_us));
  tarn_lab_sums_raise (places.sums, TARN_LAB_MAXIMUM_SKEW, skew_us);
  tarn_lab_sums_add_wide (places.sums, TARN_LAB_SUM_PENDING_COMMITS, stretch->pending_commits);
  tarn_lab_sums_add_wide (places.sums, TARN_LAB_SUM_PENDING_BYTES, stretch->pending_bytes);
  if (tarn_lab_scenario_get_view (self->scenario, view)->slo_kind != TARN_LAB_SLO_NONE)
    add_slo (self, view, places.sums, stretch);
}
