/* SPDX-License-Identifier: MIT */
/*
 * An outcome has the figures of the cells of an experiment, as far as they were simulated: for each cell all metrics of
 * all views together, and those of all assets if the scenario has some. It has no measures of the user's own, because it
 * makes the trials of its cells itself. It simulates the cells that lack, is kept in files, merged from parts, and
 * compared.
 *
 * A part is a file to which each cell is added when it is there, so that a process that ends loses nothing but the cells
 * it was at. A finished file has the cells in their order. Its bytes depend on nothing but the experiment: not on
 * threads, on shards, or on how often the work was interrupted. Both begin with the scenario, the variants and the version
 * of the library, and each line has a checksum.
 */
#pragma once

#include <tarn-lab/tarn-lab-experiment.h>
#include <tarn-lab/tarn-lab-types.h>

G_BEGIN_DECLS

#define TARN_LAB_TYPE_OUTCOME (tarn_lab_outcome_get_type ())

/**
 * TarnLabOutcome:
 *
 * The figures of an experiment. One thread at a time may use it.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_lab_outcome_get_type (void) G_GNUC_CONST;

/**
 * tarn_lab_outcome_new:
 * @experiment: an experiment
 *
 * Returns: (transfer full): an outcome that has no cell yet
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabOutcome *tarn_lab_outcome_new (TarnLabExperiment *experiment) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_outcome_new_from_file:
 * @path: (type filename): a part or a finished file
 * @error: return location for a #GError
 *
 * Reads an outcome. It can be looked at, merged, compared and saved, but simulates nothing, because the files that its
 * scenario names may not be there. A last line that is not whole is dropped, as after a process that was killed.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_LAB_ERROR_FILE: the file cannot be read
 * - %TARN_LAB_ERROR_OUTCOME: it is no outcome, or a line is damaged, out of its place or wrong, or the digest of the
 *   scenario is not that of its lines, or the last line says that it has other cells than it has; the message names the
 *   file and the line
 * - %TARN_LAB_ERROR_TOO_LARGE: it has more than 2 GiB, or a line of more than 16 MiB
 *
 * Returns: (transfer full): an outcome, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabOutcome *tarn_lab_outcome_new_from_file (const char *path,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_outcome_ref:
 * @self: an outcome
 *
 * Returns: (transfer full): the outcome, with one more reference
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabOutcome *tarn_lab_outcome_ref (TarnLabOutcome *self);

/**
 * tarn_lab_outcome_unref:
 * @self: (transfer full): an outcome
 *
 * Drops a reference. The last one frees the outcome, and closes the file in which it is kept.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_outcome_unref (TarnLabOutcome *self);

/* --- Simulating ------------------------------------------------------------------------------- */

/**
 * tarn_lab_outcome_keep:
 * @self: an outcome that is not kept in a file yet
 * @path: (type filename): a part
 * @error: return location for a #GError
 *
 * Keeps the outcome in a file. If the file is there, its cells are taken over; otherwise it is made. From then on each
 * new cell is added to it. The file is locked as long as the outcome lives, so that no other outcome is kept in it.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_LAB_ERROR_FILE: the file cannot be opened or made, or another outcome is kept in it
 * - the errors of tarn_lab_outcome_new_from_file() and tarn_lab_outcome_merge(), unless the file is the begin of what would
 *   be written, as after a process that was killed at once
 * - %TARN_LAB_ERROR_FILE: the file cannot be written. Then the outcome has its cells. After another error it is as before.
 *
 * Returns: whether it succeeded
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_outcome_keep (TarnLabOutcome *self, const char *path, GError **error);

/**
 * TarnLabProgressFunc:
 * @n_done: how many of the cells are done
 * @n_cells: how many were asked for, with those that were there before
 * @user_data: the pointer that was given
 *
 * Is called in the thread that called tarn_lab_outcome_run(): before the first cell, after each one, and often in
 * between, with the same numbers, so that it can end the work soon.
 *
 * Returns: whether to go on
 *
 * Since: 1.0
 */
typedef gboolean (*TarnLabProgressFunc) (guint n_done, guint n_cells, gpointer user_data);

/**
 * tarn_lab_outcome_run:
 * @self: an outcome that tarn_lab_outcome_new() made
 * @first: the first replication
 * @n_replications: how many replications from there on; those that the experiment does not have are left out
 * @n_threads: how many threads simulate at the same time; 0 and 1 for none but that of the caller
 * @func: (nullable) (scope call) (closure user_data): is called with the progress
 * @user_data: a pointer for @func
 * @error: return location for a #GError
 *
 * Simulates the cells of some replications that are not there yet. The figures do not depend on @n_threads. A policy of
 * the user's that is made in a language that allows only one thread needs 0.
 *
 * Errors: those of tarn_lab_trial_new() and tarn_lab_trial_finish(), with the variant and the replication;
 * %TARN_LAB_ERROR_FILE if the file in which the outcome is kept cannot be written; %G_IO_ERROR_CANCELLED if @func returned
 * %FALSE. The outcome has the cells that were done before.
 *
 * Returns: whether it succeeded
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_outcome_run (TarnLabOutcome *self, guint first, guint n_replications,
                               guint n_threads, TarnLabProgressFunc func, gpointer user_data,
                               GError **error);

/**
 * TARN_LAB_SERIES_VARIANTS_MAX:
 *
 * An outcome has pictures that show what happened over time for at most this many variants.
 *
 * Since: 1.0
 */
#define TARN_LAB_SERIES_VARIANTS_MAX 6

/**
 * tarn_lab_outcome_simulate_series:
 * @self: an outcome
 * @path: (type filename) (nullable): beside which the files that the scenario names are sought; %NULL for an outcome
 *   that tarn_lab_outcome_new() made
 * @func: (nullable) (scope call) (closure user_data): sees the progress
 * @user_data: a pointer for @func
 * @error: return location for a #GError
 *
 * Simulates the first replication of the variants again, for the pictures that show what happened over time, because an
 * outcome has no more than figures. Of more than %TARN_LAB_SERIES_VARIANTS_MAX variants it takes the baseline, those on
 * the Pareto front, and then the first ones. An outcome from a file makes its experiment anew from its scenario.
 *
 * Errors, in the order they are checked. After the first three, tarn_lab_report_outcome_to_html() says on the page
 * why pictures are left out:
 *
 * - the errors of tarn_lab_scenario_new_from_text() and tarn_lab_experiment_new(): a file that the scenario names cannot
 *   be read, or it is another one
 * - %TARN_LAB_ERROR_OUTCOME: the experiment is not that of the outcome, because a file or the version of the library is
 *   another one; the message has the first line that differs
 * - the errors of tarn_lab_trial_new() and tarn_lab_trial_finish(), and %TARN_LAB_ERROR_OUTCOME if the figures are not
 *   those that the outcome has
 * - %G_IO_ERROR_CANCELLED: @func returned %FALSE
 *
 * Returns: whether it succeeded
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_outcome_simulate_series (TarnLabOutcome *self, const char *path,
                                           TarnLabProgressFunc func, gpointer user_data,
                                           GError **error);

/* --- Files ------------------------------------------------------------------------------------ */

/**
 * tarn_lab_outcome_merge:
 * @self: an outcome
 * @other: another outcome of the same experiment
 * @error: return location for a #GError
 *
 * Takes over the cells of another outcome. The order in which outcomes are merged makes no difference. If @self is kept
 * in a file, the cells that it lacks are added there.
 *
 * Errors:
 *
 * - %TARN_LAB_ERROR_OUTCOME: the other one is of another experiment or another version of the library; the message has
 *   the first line that differs. Nothing was changed.
 * - %TARN_LAB_ERROR_OUTCOME: both have a cell, and its figures differ; the message names it. Nothing was changed.
 * - %TARN_LAB_ERROR_FILE: the file in which @self is kept cannot be written
 *
 * Returns: whether it succeeded
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_outcome_merge (TarnLabOutcome *self, const TarnLabOutcome *other, GError **error);

/**
 * tarn_lab_outcome_to_text:
 * @self: an outcome
 *
 * Returns: (transfer full): the bytes of the finished file; its last line says which cells lack
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_outcome_to_text (const TarnLabOutcome *self);

/**
 * tarn_lab_outcome_save:
 * @self: an outcome
 * @path: (type filename): where the file is to be
 * @error: return location for a #GError
 *
 * Writes the finished file. It is written under another name beside @path, and renamed when it is whole and on the disk, so
 * that there is never a half of it.
 *
 * The only error is %TARN_LAB_ERROR_FILE, if the file cannot be written. Then @path is as it was.
 *
 * Returns: whether it succeeded
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_outcome_save (const TarnLabOutcome *self, const char *path, GError **error);

/* --- Looking ---------------------------------------------------------------------------------- */

/**
 * tarn_lab_outcome_get_n_variants:
 * @self: an outcome
 *
 * Returns: the number of variants
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_lab_outcome_get_n_variants (const TarnLabOutcome *self);

/**
 * tarn_lab_outcome_get_n_replications:
 * @self: an outcome
 *
 * Returns: the number of replications of each variant
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_lab_outcome_get_n_replications (const TarnLabOutcome *self);

/**
 * tarn_lab_outcome_get_n_done:
 * @self: an outcome
 *
 * Returns: how many cells are there
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_lab_outcome_get_n_done (const TarnLabOutcome *self);

/**
 * tarn_lab_outcome_get_label:
 * @self: an outcome
 * @variant: the number of a variant
 *
 * Returns: (transfer none): what tables call the variant
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_lab_outcome_get_label (const TarnLabOutcome *self, guint variant);

/**
 * tarn_lab_outcome_has_cell:
 * @self: an outcome
 * @variant: the number of a variant
 * @replication: the number of a replication
 *
 * Returns: whether the cell is there
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_outcome_has_cell (const TarnLabOutcome *self, guint variant, guint replication);

/**
 * tarn_lab_outcome_get_figure:
 * @self: an outcome
 * @variant: the number of a variant
 * @replication: the number of a replication
 * @metric: the name of a metric
 * @out_value: (out): the figure of all views or all assets together, in the unit of the metric
 *
 * Reads a figure. There is none if the cell is not there, if nothing was measured in it, or if the outcome has no such
 * metric. Then @out_value is 0.
 *
 * Returns: whether there is a figure
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_outcome_get_figure (const TarnLabOutcome *self, guint variant, guint replication,
                                      const char *metric, gint64 *out_value);

/* --- Rounds ----------------------------------------------------------------------------------- */

/**
 * tarn_lab_outcome_plan_round:
 * @self: an outcome
 * @out_first: (out): the first replication of the next round
 * @out_n_replications: (out): how many replications from there on; 0 if there is nothing to simulate
 *
 * Plans which replications are to be simulated next. Without a rule for stopping and a choice of the best variant, these are
 * the first ones that lack cells and follow each other. A rule or a choice is looked at after the replications from the
 * first one on that all variants have. While it is open, the next round begins behind them, and ends with a multiple of
 * ten.
 *
 * The rule for stopping is open after ten or more replications if a half-width is too wide. Then the round ends where all
 * half-widths would be narrow enough, if the deviations stayed as they are. If only the choice is open, the round makes the
 * replications twice as many, because it is not known how many it needs. No round has a replication that the experiment
 * does not have.
 *
 * Returns: (transfer full): a sentence that says what is there, and what is still open
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_outcome_plan_round (const TarnLabOutcome *self, guint *out_first,
                                   guint *out_n_replications);

/* --- Conditions ------------------------------------------------------------------------------- */

/**
 * tarn_lab_outcome_check:
 * @self: an outcome
 * @condition: a condition
 * @out_finding: (out) (transfer full) (nullable): in which variants it is so, and with which means; %NULL if it is not so
 * @error: return location for a #GError
 *
 * Checks whether a condition such as `lag-mean > 30 min` is so in any variant, or one such as `edf: slo-share < 99 %` in the
 * variant that has this label. The comparison is `<`, `<=`, `>`, `>=` or `=`. The quantity has the units of a scenario: a
 * duration, a size, a percentage, a price in USD, work in DPU-s or DPU-h, or a plain number, as the metric has it.
 *
 * The mean of the replications that count is compared, without rounding it. Where the backlog of a variant grows in any
 * of them, the mean would only say how long the simulation was, so any condition is so.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_LAB_ERROR_CONDITION: it is no condition, the metric is none of all views, or the quantity is none of the metric
 * - %TARN_LAB_ERROR_CONDITION: there is no such variant
 * - %TARN_LAB_ERROR_OUTCOME: cells of replications that count lack
 * - %TARN_LAB_ERROR_OUTCOME: a variant has no figure of the metric, because nothing was measured in any replication
 *
 * Returns: whether it could be checked
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_outcome_check (const TarnLabOutcome *self, const char *condition,
                                 char **out_finding, GError **error);

/**
 * tarn_lab_result_check:
 * @self: the result of a trial
 * @condition: a condition without a variant, see tarn_lab_outcome_check()
 * @out_finding: (out) (transfer full) (nullable): with which figure it is so; %NULL if it is not so
 * @error: return location for a #GError
 *
 * Checks whether a condition is so of the figures of all views together. If the backlog grows, any condition is so.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_LAB_ERROR_CONDITION: as for tarn_lab_outcome_check(), and also if it names a variant
 * - %TARN_LAB_ERROR_OUTCOME: there is no figure of the metric, because nothing was measured
 *
 * Returns: whether it could be checked
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_result_check (const TarnLabResult *self, const char *condition,
                                char **out_finding, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabOutcome, tarn_lab_outcome_unref)

G_END_DECLS
