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
 * tarn_lab_report_to_markdown:
 * @scenario: the scenario of the trial
 * @name: what the text calls the scenario, such as the name of its file
 * @replication: the replication of the trial
 * @result: the figures of the trial
 * @flags: what is shown
 *
 * Makes the same text as Markdown, with the tables that GitHub's kind of it has.
 *
 * Returns: (transfer full): lines of text
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_report_to_markdown (TarnLabScenario *scenario, const char *name, guint64 replication,
                                   const TarnLabResult *result, TarnLabReportFlags flags);

/**
 * tarn_lab_report_to_html:
 * @scenario: the scenario of the trial
 * @name: what the page calls the scenario, such as the name of its file
 * @replication: the replication of the trial
 * @result: the figures of the trial
 * @flags: what is shown
 *
 * Makes a page of HTML that has the same text, and pictures: the mean lag over time, the distributions of lag and age,
 * and which view had which slot. The page has no scripts, and fetches nothing. A result needs a series for pictures, see
 * tarn_lab_trial_keep_series(); without one, the page says what is left out.
 *
 * Returns: (transfer full): the page
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_report_to_html (TarnLabScenario *scenario, const char *name, guint64 replication,
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
 * - `subject`: `all`, `group` or `view`
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

/* --- Batches ---------------------------------------------------------------------------------- */

/**
 * tarn_lab_report_batches_to_text:
 * @result: the figures of a trial
 * @n_batches: how many batches; a number of at least 2 by which 240 can be divided, and another is a programmer error
 *
 * Says how sure the mean lag of one long trial is. The window is parted into batches of the same length, and the text
 * has the interval that their means give, and the correlation of each with the next one. If that is above 0.2, the
 * interval is too narrow, and the text says so. By the rule MSER-5 of White the text says how much of the window
 * still belongs to the warm-up, or that the first half of the window does not show its end.
 *
 * Returns: (transfer full) (nullable): lines of text, or %NULL if the result has no series, see
 *   tarn_lab_trial_keep_series()
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_report_batches_to_text (const TarnLabResult *result, guint n_batches);

/* --- Pictures for gnuplot --------------------------------------------------------------------- */

/**
 * tarn_lab_report_list_pictures:
 *
 * Lists the names of the pictures: `front`, `lag-over-time`, `lag-percentiles`, `age-percentiles` and `slots`. A page
 * has them in this order.
 *
 * Returns: (transfer none) (array zero-terminated=1): the names
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *const *tarn_lab_report_list_pictures (void);

/**
 * tarn_lab_report_to_gnuplot:
 * @result: the figures of a trial
 * @name: what the picture calls the trial
 * @picture: the name of a picture; one that is not in the list is a programmer error
 * @out_csv: (out) (transfer full) (nullable): the values that the script plots
 *
 * Makes a script for gnuplot, which reads the values from the file `PICTURE.csv`, and writes `PICTURE.svg`. The values are
 * whole numbers with a line that names the columns. A result without a series has no picture, and the front is only
 * one of outcomes.
 *
 * Returns: (transfer full) (nullable): the script, or %NULL if the result has no such picture
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_report_to_gnuplot (const TarnLabResult *result, const char *name,
                                  const char *picture, char **out_csv);

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
 * tarn_lab_report_experiment_notes_to_text:
 * @experiment: an experiment
 *
 * Makes a text of the notes on what the scenarios of the variants say: what was read of the files of commits and of starts,
 * what was left out, what is assumed, and which keys have no effect. A note that only some variants have says so. An
 * outcome does not keep them, so a program prints them beside the text of its outcome, while it has the experiment.
 *
 * Returns: (transfer full): lines of text; none if there is no note
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_report_experiment_notes_to_text (TarnLabExperiment *experiment);

/**
 * tarn_lab_report_outcome_to_markdown:
 * @outcome: an outcome, which may lack cells
 * @name: what the text calls the experiment, such as the name of its file
 *
 * Makes the same text as Markdown, with the tables that GitHub's kind of it has.
 *
 * Returns: (transfer full): lines of text
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_report_outcome_to_markdown (const TarnLabOutcome *outcome, const char *name);

/**
 * tarn_lab_report_outcome_to_html:
 * @outcome: an outcome, which may lack cells
 * @name: what the page calls the experiment, such as the name of its file
 *
 * Makes a page of HTML that has the same text, and pictures: the Pareto front of the first two metrics with intervals,
 * and of the first replication, the mean lag over time, the distributions of lag and age, and which view had which slot.
 * The page has no scripts, and fetches nothing. The pictures of the first replication need
 * tarn_lab_outcome_simulate_series(); if it was not called or failed, the page says what is left out and why.
 *
 * Returns: (transfer full): the page
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_report_outcome_to_html (const TarnLabOutcome *outcome, const char *name);

/**
 * tarn_lab_report_outcome_to_gnuplot:
 * @outcome: an outcome, which may lack cells
 * @picture: the name of a picture; one that is not in the list is a programmer error
 * @out_csv: (out) (transfer full) (nullable): the values that the script plots
 *
 * Makes a script for gnuplot, as tarn_lab_report_to_gnuplot() does. All pictures but the front need
 * tarn_lab_outcome_simulate_series().
 *
 * Returns: (transfer full) (nullable): the script, or %NULL if the outcome has no such picture
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_report_outcome_to_gnuplot (const TarnLabOutcome *outcome, const char *picture,
                                          char **out_csv);

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

/**
 * tarn_lab_report_replications_to_csv:
 * @outcome: an outcome, which may lack cells
 * @first: the first replication
 * @n_replications: how many replications from there on; more than the outcome has are a programmer error
 *
 * Makes the part of tarn_lab_report_outcome_to_csv() that is about some replications. The line that names the columns
 * stands before the first replication of all. A program that writes the values of many cells saves memory with it.
 *
 * Returns: (transfer full): lines of text, or an empty text
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_report_replications_to_csv (const TarnLabOutcome *outcome, guint first,
                                           guint n_replications) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
