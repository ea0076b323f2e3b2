/* SPDX-License-Identifier: MIT */
/*
 * An experiment simulates variants of one scenario: with each combination of the values of its axes, and under each of
 * the policies that its group `[experiment]` lists. Each variant is simulated several times, and the nth replications
 * of all variants have the same random draws, so that the variants differ by what they do.
 *
 * A cell is one variant in one replication. Cells have numbers: those of the first replication come first, in the
 * order of the variants, then those of the second. A shard is the cells of some replications that follow each other.
 * The figures of a cell depend on the scenario and on the number of the cell, and on nothing else: not on threads,
 * shards, or the cells that ran before it.
 */
#pragma once

#include <tarn-lab/tarn-lab-types.h>

G_BEGIN_DECLS

/**
 * TARN_LAB_VARIANTS_MAX:
 *
 * The greatest number of variants of an experiment.
 *
 * Since: 1.0
 */
#define TARN_LAB_VARIANTS_MAX 10000

/**
 * TARN_LAB_CELLS_MAX:
 *
 * The greatest number of cells of an experiment.
 *
 * Since: 1.0
 */
#define TARN_LAB_CELLS_MAX 1000000

#define TARN_LAB_TYPE_EXPERIMENT (tarn_lab_experiment_get_type ())

/**
 * TarnLabExperiment:
 *
 * An experiment. It never changes, and any number of threads may use it.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_lab_experiment_get_type (void) G_GNUC_CONST;

/**
 * tarn_lab_experiment_new:
 * @scenario: a scenario, with or without axes
 * @error: return location for a #GError
 *
 * Makes the experiment that the group `[experiment]` of a scenario describes. Without the group it has the defaults of
 * all its keys. tarn_lab_scenario_set() changes them.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_LAB_ERROR_AXES: a key of `[experiment]` has an axis
 * - %TARN_LAB_ERROR_SCENARIO: a policy is there twice
 * - %TARN_LAB_ERROR_AXES: `together` names what is no axis, or axes that have different numbers of values
 * - %TARN_LAB_ERROR_TOO_LARGE: there are more than %TARN_LAB_VARIANTS_MAX variants or %TARN_LAB_CELLS_MAX cells, with
 *   those that are left out
 * - %TARN_LAB_ERROR_AXES: `skip` names what is no axis or no value of one, or leaves no variant
 * - %TARN_LAB_ERROR_TOO_LARGE: all variants together have more than a million tables and views
 * - %TARN_LAB_ERROR_SCENARIO: a metric is none of all views, several are the best one, or there is no variant that has the
 *   label of the baseline
 * - %TARN_LAB_ERROR_POLICY: a policy is neither a group nor a preset
 * - the errors of tarn_lab_scenario_new_from_file(), because a scenario may be wrong with some values of its axes
 *
 * Returns: (transfer full): an experiment, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabExperiment *tarn_lab_experiment_new (TarnLabScenario *scenario,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_experiment_ref:
 * @self: an experiment
 *
 * Adds a reference. This function may be called in any thread.
 *
 * Returns: (transfer full): the experiment
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabExperiment *tarn_lab_experiment_ref (TarnLabExperiment *self);

/**
 * tarn_lab_experiment_unref:
 * @self: (transfer full): an experiment
 *
 * Drops a reference. The last one frees the experiment. This function may be called in any thread.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_experiment_unref (TarnLabExperiment *self);

/**
 * tarn_lab_experiment_get_scenario:
 * @self: an experiment
 *
 * Returns: (transfer none): the scenario that it is of
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabScenario *tarn_lab_experiment_get_scenario (TarnLabExperiment *self);

/**
 * tarn_lab_experiment_get_n_variants:
 * @self: an experiment
 *
 * Returns: the number of variants
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_lab_experiment_get_n_variants (TarnLabExperiment *self);

/**
 * tarn_lab_experiment_get_n_replications:
 * @self: an experiment
 *
 * Returns: the number of replications of each variant
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_lab_experiment_get_n_replications (TarnLabExperiment *self);

/**
 * tarn_lab_experiment_get_label:
 * @self: an experiment
 * @variant: the number of a variant
 *
 * Returns the name of the policy and the values of the axes by which the variant differs from others. It is `as it is`
 * if there is only one variant.
 *
 * Returns: (transfer none): what tables call the variant
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_lab_experiment_get_label (TarnLabExperiment *self, guint variant);

/**
 * tarn_lab_experiment_get_variant:
 * @self: an experiment
 * @variant: the number of a variant
 *
 * Returns the scenario of the variant. The cell of a variant and a replication is the trial that tarn_lab_trial_new()
 * makes of this scenario with the number of the replication.
 *
 * Returns: (transfer none): a scenario without axes
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabScenario *tarn_lab_experiment_get_variant (TarnLabExperiment *self, guint variant);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabExperiment, tarn_lab_experiment_unref)

G_END_DECLS
