/* SPDX-License-Identifier: MIT */
/*
 * Measures say how stale the views of AWS Glue were over time, and how much their refreshes used. They are exact
 * sums over virtual time, in integers.
 *
 * The option `glue.measures` switches the measures on; without it they cost nothing. The option
 * `glue.measure-percentiles` adds percentiles of the age and of the lag. The measures begin when the option is
 * set, and those of an account begin anew with [method@Tarn.GlueClient.reset_measures], for example at the end
 * of a warm-up. Setting `glue.measures` to 0 drops them. Changing `glue.measure-percentiles` begins all of them
 * anew.
 *
 * Age and lag are to the base tables, also of a view that reads views: a view includes what the views that it
 * reads showed when its run got the slot. If a view has several ways to a base table, the oldest content
 * counts.
 *
 * A view that is deleted counts in its account up to its deletion. If its run is still being stopped, the run
 * counts as running until it ends. The views that read a deleted table or view keep what they show, and the
 * base tables that they had through it: their age goes on to rise, and they lack no new commits of a deleted
 * base table.
 *
 * A view whose sources change begins as if it was created then. The views that read it keep what they show of
 * the base tables that they still have, but count as never refreshed too, until they publish a run that has
 * read a view that does not.
 */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/**
 * TarnMeasure:
 * @TARN_MEASURE_AGE: the time since the oldest base table was read into what the view shows, in microseconds
 * @TARN_MEASURE_LAG: the time since the first commit to a base table that the view does not show, in
 *   microseconds; 0 if the view shows all commits
 * @TARN_MEASURE_SKEW: the time between the reading of the oldest and that of the newest base table that the view
 *   shows, in microseconds
 * @TARN_MEASURE_FRESH: 1 while the view shows all commits, and 0 otherwise
 * @TARN_MEASURE_NEVER_REFRESHED: 1 while the view counts as never refreshed, because it was not, or a view that
 *   it has read was not, or the sources of one of them have changed, and 0 otherwise
 * @TARN_MEASURE_PENDING_COMMITS: the number of commits to base tables that the view does not show
 * @TARN_MEASURE_PENDING_BYTES: the bytes that these commits changed
 * @TARN_MEASURE_RUNNING: the number of runs that hold a slot
 * @TARN_MEASURE_WAITING: the number of runs that wait for a slot
 * @TARN_MEASURE_DPU: the number of DPU that work; a phase of a run counts at most 2^32
 *
 * Says what is measured. The first seven measures are those of a view; those of an account are the sums over
 * all of its views, and the means of an account are means over the time of all of its views.
 *
 * A compaction, which is a commit with %TARN_COMMIT_REPLACE, changes no data, so no measure counts it.
 *
 * A view that was never refreshed has the age and the lag of its creation, of the change of its sources, or of the
 * time when the measures began. If the measures begin later than a view, they know what the view shows of its base
 * tables. They know what it shows through another view if that view is not deleted and has published nothing since
 * the slot of the view's run; otherwise the view counts as never refreshed until it publishes a newer run. A
 * publication that changed nothing, at the very instant of the slot, counts as one after the slot.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_MEASURE_AGE,
  TARN_MEASURE_LAG,
  TARN_MEASURE_SKEW,
  TARN_MEASURE_FRESH,
  TARN_MEASURE_NEVER_REFRESHED,
  TARN_MEASURE_PENDING_COMMITS,
  TARN_MEASURE_PENDING_BYTES,
  TARN_MEASURE_RUNNING,
  TARN_MEASURE_WAITING,
  TARN_MEASURE_DPU,
} TarnMeasure;

#define TARN_TYPE_MEASURE (tarn_measure_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_measure_get_type (void) G_GNUC_CONST;

#define TARN_TYPE_MEASURES (tarn_measures_get_type ())

/**
 * TarnMeasures:
 *
 * A copy of the measures of one view, or of an account, as they were when the copy was made. A copy never
 * changes, and stays valid after the engine is gone.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_measures_get_type (void) G_GNUC_CONST;

/**
 * tarn_measures_copy:
 * @self: measures
 *
 * Returns: (transfer full): a copy
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMeasures *tarn_measures_copy (const TarnMeasures *self);

/**
 * tarn_measures_free:
 * @self: (transfer full): measures
 *
 * Frees the measures.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_measures_free (TarnMeasures *self);

/**
 * tarn_measures_get_since:
 * @self: measures
 *
 * Returns: the time when the measures began; for a view that was created later, its creation
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_measures_get_since (const TarnMeasures *self);

/**
 * tarn_measures_get_until:
 * @self: measures
 *
 * Returns: the time of the copy
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_measures_get_until (const TarnMeasures *self);

/**
 * tarn_measures_get_n_publications:
 * @self: measures
 *
 * Returns: the number of refreshes that were published; a refresh that found no change counts too, and so does one
 *   that has read other sources than the view has when it ends
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_measures_get_n_publications (const TarnMeasures *self);

/**
 * tarn_measures_get_area:
 * @self: measures
 * @measure: what is measured
 * @out_low: (out) (optional): the lower 64 bits
 *
 * Returns the exact integral of a measure over time: the sum of its value in each microsecond. For
 * %TARN_MEASURE_AGE and %TARN_MEASURE_LAG, which rise within a microsecond, it is twice the integral, which is
 * always an integer. An integral of 2^128 or more, or one of the pending commits or bytes that could be as
 * great, is 2^128 - 1.
 *
 * Returns: the upper 64 bits
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_measures_get_area (const TarnMeasures *self, TarnMeasure measure, guint64 *out_low);

/**
 * tarn_measures_get_time:
 * @self: measures
 * @measure: what is measured
 * @out_low: (out) (optional): the lower 64 bits
 *
 * Returns the time, in microseconds, by which the integral is divided to get the mean: the time since the
 * measures began. For the first seven measures of an account it is the sum of the times of its views, with those
 * that were deleted since.
 *
 * Returns: the upper 64 bits
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_measures_get_time (const TarnMeasures *self, TarnMeasure measure, guint64 *out_low);

/**
 * tarn_measures_get_mean:
 * @self: measures
 * @measure: what is measured
 * @scale: the parts of one that the mean is given in, for example 1000000 for millionths; at least 1
 *
 * Returns: the mean over time, multiplied by @scale and rounded to the nearest integer, a half upwards; 0 if no
 *   time has passed; %G_MAXUINT64 if it is greater
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_measures_get_mean (const TarnMeasures *self, TarnMeasure measure, guint scale);

/**
 * tarn_measures_get_max:
 * @self: measures
 * @measure: what is measured; all but the pending commits and bytes have a largest value
 *
 * Returns: the largest value that lasted a microsecond or longer, or that the age or the lag rose to; for an
 *   account, that of its views or, for the last three measures, that of all its runs together; 0 if no time has
 *   passed; -1 for the pending commits and bytes
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_measures_get_max (const TarnMeasures *self, TarnMeasure measure);

/**
 * tarn_measures_get_percentile:
 * @self: measures
 * @measure: %TARN_MEASURE_AGE or %TARN_MEASURE_LAG
 * @permyriad: the part of the time in ten-thousandths, up to 10000
 *
 * Returns a value that the age or the lag did not go over for so much of the time. It is the lower edge of a
 * bucket of a histogram over time: of the first bucket such that the value was in it or lower for @permyriad of
 * the time, which is rounded up to microseconds and is at least one. The edge is below each value of the bucket by
 * less than 1/16 for a view, and by less than 1/128 for an account; values below 16, or 128, are exact.
 *
 * Returns: the value in microseconds; -1 if no time has passed, if `glue.measure-percentiles` is not 1, or if
 *   the measure is another
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_measures_get_percentile (const TarnMeasures *self, TarnMeasure measure,
                                     guint permyriad);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnMeasures, tarn_measures_free)

G_END_DECLS
