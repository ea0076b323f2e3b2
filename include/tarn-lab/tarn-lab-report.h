/* SPDX-License-Identifier: MIT */
/*
 * A report shows the figures of a trial: as a text for people, and as comma-separated values for programs. The text
 * may change from release to release. The values are a contract: a program that looks at columns and metrics by their
 * names goes on to work.
 */
#pragma once

#include <tarn-lab/tarn-lab-baseline.h>
#include <tarn-lab/tarn-lab-types.h>

G_BEGIN_DECLS

/**
 * TarnLabReportFlags:
 * @TARN_LAB_REPORT_NONE: a row for all views together, and one for each group
 * @TARN_LAB_REPORT_VIEWS: also a row for each view
 *
 * Says what a report shows.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_LAB_REPORT_NONE = 0,
  TARN_LAB_REPORT_VIEWS = 1 << 0,
} TarnLabReportFlags;

#define TARN_LAB_TYPE_REPORT_FLAGS (tarn_lab_report_flags_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_lab_report_flags_get_type (void) G_GNUC_CONST;

/**
 * tarn_lab_report_to_text:
 * @scenario: the scenario of the trial
 * @name: what the text calls the scenario, such as the name of its file
 * @replication: the replication of the trial
 * @result: the figures of the trial
 * @flags: what is shown
 *
 * Makes a text. It begins with what was simulated and what was assumed. Then a table has cost, age, lag and
 * freshness side by side, and others the SLO, if a view has one, the waits and the runs. A scenario with assets has
 * tables of their coverage and their metadata runs, and one without views has only those. Times are rounded to one
 * decimal of a unit that suits them.
 *
 * Returns: (transfer full): lines of text
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_report_to_text (TarnLabScenario *scenario, const char *name, guint64 replication,
                               const TarnLabResult *result, TarnLabReportFlags flags);

/**
 * tarn_lab_report_to_csv:
 * @scenario: the scenario of the trial
 * @replication: the replication of the trial
 * @result: the figures of the trial
 * @flags: what is shown
 *
 * Makes comma-separated values as in RFC 4180, with a line that names the columns, and one for each subject and
 * metric:
 *
 * - `scenario`: the digest of the scenario, see tarn_lab_scenario_get_digest()
 * - `replication`: the replication
 * - `subject`: `all`, `group` or `view`, and in a scenario with assets also `all-assets` and `assets`
 * - `name`: the name of the group or the view, or `all`
 * - `metric`: the name of the metric, see tarn_lab_list_metrics()
 * - `unit`: its unit
 * - `value`: the figure as a whole number, or nothing where nothing was measured
 *
 * The subjects are in their order in the result, and the metrics of each in that of tarn_lab_list_metrics().
 *
 * Returns: (transfer full): lines of text, each of which ends with a carriage return and a line feed
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_report_to_csv (TarnLabScenario *scenario, guint64 replication,
                              const TarnLabResult *result, TarnLabReportFlags flags);

/* --- Baselines -------------------------------------------------------------------------------- */

/**
 * tarn_lab_report_baselines_to_text:
 * @result: the figures of the trial
 * @zero_wait: those of its %TARN_LAB_BASELINE_ZERO_WAIT
 * @full_hourly: those of its %TARN_LAB_BASELINE_FULL_HOURLY
 * @bound: its bound
 * @flags: what is shown
 *
 * Makes a text that follows that of tarn_lab_report_to_text(): a table with a row of each subject, below it the rows of
 * the baselines and of the bound, and then sentences that say what they are.
 *
 * Returns: (transfer full): lines of text
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_report_baselines_to_text (const TarnLabResult *result,
                                         const TarnLabResult *zero_wait,
                                         const TarnLabResult *full_hourly,
                                         const TarnLabBound *bound, TarnLabReportFlags flags);

/**
 * tarn_lab_report_baselines_to_csv:
 * @scenario: the scenario of the trial
 * @replication: the replication of the trial
 * @zero_wait: the figures of its %TARN_LAB_BASELINE_ZERO_WAIT
 * @full_hourly: those of its %TARN_LAB_BASELINE_FULL_HOURLY
 * @bound: its bound
 * @flags: what is shown
 *
 * Makes lines that follow those of tarn_lab_report_to_csv(), with the same columns. The metrics of the baselines are
 * some of the others behind `zero-wait:` and `full-hourly:`, and that of the bound is `bound:lag-mean`.
 *
 * Returns: (transfer full): lines of text, each of which ends with a carriage return and a line feed
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_report_baselines_to_csv (TarnLabScenario *scenario, guint64 replication,
                                        const TarnLabResult *zero_wait,
                                        const TarnLabResult *full_hourly, const TarnLabBound *bound,
                                        TarnLabReportFlags flags);

/* --- Outcomes of experiments ------------------------------------------------------------------ */

/**
 * tarn_lab_report_outcome_to_text:
 * @outcome: an outcome, which may lack cells
 * @name: what the text calls the experiment, such as the name of its file
 *
 * Makes a text. It begins with what one may conclude. Then tables have the means of the metrics that the experiment
 * compares, and the differences to the baseline, each with its interval, and the variants on the Pareto front of the
 * first two metrics. Sentences say what the intervals are, and which cells lack.
 *
 * Returns: (transfer full): lines of text
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_report_outcome_to_text (const TarnLabOutcome *outcome, const char *name);

/**
 * tarn_lab_report_outcome_to_csv:
 * @outcome: an outcome, which may lack cells
 *
 * Makes comma-separated values as in RFC 4180, with a line that names the columns, and one for each cell and metric:
 *
 * - `scenario`: the digest of the scenario with its axes, see tarn_lab_scenario_get_digest()
 * - `variant`: the label of the variant
 * - `replication`: the replication
 * - `metric`: the name of the metric
 * - `unit`: its unit
 * - `value`: the figure of all views together as a whole number, or nothing where nothing was measured
 *
 * The cells are in their order, and those that lack are left out.
 *
 * Returns: (transfer full): lines of text, each of which ends with a carriage return and a line feed
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_report_outcome_to_csv (const TarnLabOutcome *outcome);

G_END_DECLS
