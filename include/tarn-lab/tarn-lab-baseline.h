/* SPDX-License-Identifier: MIT */
/*
 * A baseline is a policy that is easy to picture, simulated in place of the policies of a scenario, with the same commits
 * and the same draws. The bound is a lag that no policy goes below, whatever it does. Both say how much of the figures
 * of a policy is its own doing.
 */
#pragma once

#include <tarn-lab/tarn-lab-metric.h>
#include <tarn-lab/tarn-lab-trial.h>

G_BEGIN_DECLS

/**
 * TarnLabBaseline:
 * @TARN_LAB_BASELINE_ZERO_WAIT: each view is refreshed again as soon as its run has ended and something has changed,
 *   in the mode that the service chooses, and any number of runs have a slot
 * @TARN_LAB_BASELINE_FULL_HOURLY: each view is refreshed in full once an hour, all at once, first come first served in
 *   the slots of the scenario
 *
 * Says what the views of a baseline are refreshed by.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_LAB_BASELINE_ZERO_WAIT,
  TARN_LAB_BASELINE_FULL_HOURLY,
} TarnLabBaseline;

#define TARN_LAB_TYPE_BASELINE (tarn_lab_baseline_get_type ())
TARN_AVAILABLE_IN_1_0
GType tarn_lab_baseline_get_type (void) G_GNUC_CONST;

/**
 * tarn_lab_trial_new_baseline:
 * @scenario: a scenario without axes
 * @replication: which random draws
 * @baseline: what the views are refreshed by
 * @error: return location for a #GError
 *
 * Makes a trial with the same commits and the same draws of runs, in which a baseline takes the place of each policy
 * that has views. The errors are those of tarn_lab_trial_new().
 *
 * Returns: (transfer full) (nullable): a trial
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabTrial *tarn_lab_trial_new_baseline (TarnLabScenario *scenario, guint64 replication,
                                           TarnLabBaseline baseline,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* --- The bound -------------------------------------------------------------------------------- */

#define TARN_LAB_TYPE_BOUND (tarn_lab_bound_get_type ())

/**
 * TarnLabBound:
 *
 * The mean lags that no policy goes below. A bound never changes.
 *
 * Since: 1.0
 */
typedef struct _TarnLabBound TarnLabBound;
TARN_AVAILABLE_IN_1_0
GType tarn_lab_bound_get_type (void) G_GNUC_CONST;

/**
 * tarn_lab_bound_new:
 * @scenario: a scenario without axes; another one is a programmer error
 * @replication: which random draws
 *
 * Computes the bound from the commits and the shortest runs: a view cannot show a commit before the shortest run that could carry it has
 * ended, or the shortest chain of runs if the view reads views. The shortest run of a view is that of its `duration` that
 * is the least which can be drawn, and otherwise one with the greatest number of DPU from the begin on, that reads no
 * more than the commit makes it read.
 *
 * Returns: (transfer full): the bound
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabBound *tarn_lab_bound_new (TarnLabScenario *scenario,
                                  guint64 replication) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_bound_copy:
 * @self: a bound
 *
 * Returns: (transfer full): a copy
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabBound *tarn_lab_bound_copy (const TarnLabBound *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_bound_free:
 * @self: (transfer full): a bound
 *
 * Frees the bound.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_bound_free (TarnLabBound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabBound, tarn_lab_bound_free)

/**
 * tarn_lab_bound_get_lag_mean:
 * @self: a bound
 * @subject: what the bound is of
 * @index: which group or view; one that is not there is a programmer error
 *
 * Returns: what `lag-mean` of the subject is at least under every policy, in microseconds, rounded down
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_lab_bound_get_lag_mean (const TarnLabBound *self, TarnLabSubject subject, guint index);

G_END_DECLS
