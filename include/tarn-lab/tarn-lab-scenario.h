/* SPDX-License-Identifier: MIT */
/*
 * A scenario says what is simulated: tables and their commits, views, costs, policies, and for how long. It is
 * read from a text, the .lake file, whose keys the page on scenarios explains.
 */
#pragma once

#include <tarn-lab/tarn-lab-types.h>

G_BEGIN_DECLS

#define TARN_LAB_TYPE_SCENARIO (tarn_lab_scenario_get_type ())

/**
 * TarnLabScenario:
 *
 * A scenario. Nothing changes it, so any number of threads may use one.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_lab_scenario_get_type (void) G_GNUC_CONST;

/**
 * tarn_lab_scenario_new_from_file:
 * @path: (type filename): a .lake file
 * @error: return location for a #GError
 *
 * Reads a scenario. Files that it names are sought beside it.
 *
 * Errors, in the order checked: %TARN_LAB_ERROR_FILE if a file cannot be read, %TARN_LAB_ERROR_TOO_LARGE,
 * %TARN_LAB_ERROR_SCENARIO, and %TARN_LAB_ERROR_HISTORY for a file of commits.
 *
 * Returns: (transfer full) (nullable): a scenario
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabScenario *tarn_lab_scenario_new_from_file (const char *path,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_scenario_new_from_text:
 * @text: the text of a .lake file
 * @length: its length in bytes, or -1 if a NUL byte ends it
 * @path: (type filename): what errors call the file, and beside which the files that it names are sought
 * @error: return location for a #GError
 *
 * Reads a scenario from memory. The errors are those of tarn_lab_scenario_new_from_file().
 *
 * Returns: (transfer full) (nullable): a scenario
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabScenario *tarn_lab_scenario_new_from_text (const char *text, gssize length, const char *path,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_scenario_set:
 * @self: a scenario
 * @key: a group and a key, parted by a point, such as `policy.trigger` or `view sales.daily.weight`
 * @value: the new value, in place of the one in the file
 * @error: return location for a #GError
 *
 * Makes a scenario that differs in one key. The errors are those of tarn_lab_scenario_new_from_file(); messages
 * call the line `--set`.
 *
 * Returns: (transfer full) (nullable): another scenario
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabScenario *tarn_lab_scenario_set (TarnLabScenario *self, const char *key, const char *value,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_scenario_choose:
 * @self: a scenario
 * @positions: (array length=n_positions): which value of each axis, from 0; another is a programmer error
 * @n_positions: the number of axes; any other number is a programmer error
 * @error: return location for a #GError
 *
 * Makes the scenario that has one of its values in the place of each axis. The errors are those of
 * tarn_lab_scenario_new_from_file(): a scenario may be good with one value and wrong with another.
 *
 * Returns: (transfer full) (nullable): a scenario without axes
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabScenario *tarn_lab_scenario_choose (TarnLabScenario *self, const guint *positions,
                                           guint n_positions,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_scenario_ref:
 * @self: a scenario
 *
 * Adds a reference. This function may be called in any thread.
 *
 * Returns: (transfer full): the scenario
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabScenario *tarn_lab_scenario_ref (TarnLabScenario *self);

/**
 * tarn_lab_scenario_unref:
 * @self: (transfer full): a scenario
 *
 * Drops a reference. The last one frees the scenario. This function may be called in any thread.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_scenario_unref (TarnLabScenario *self);

/**
 * tarn_lab_scenario_get_text:
 * @self: a scenario
 *
 * Returns the canonical form: includes and templates are in it as they stand in the file, every key that is not at
 * its default, in one order and with one way to write each value. Reading it gives the same scenario.
 *
 * Returns: (transfer none): the canonical form
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_lab_scenario_get_text (TarnLabScenario *self);

/**
 * tarn_lab_scenario_get_digest:
 * @self: a scenario
 *
 * Returns: (transfer none): the identity of the scenario, the SHA-256 of its canonical form and of the files that
 *   it names, in hexadecimal digits
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_lab_scenario_get_digest (TarnLabScenario *self);

/**
 * tarn_lab_scenario_get_n_axes:
 * @self: a scenario
 *
 * Returns: the number of axes; the scenario of a trial has none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_lab_scenario_get_n_axes (TarnLabScenario *self);

/**
 * tarn_lab_scenario_get_axis_key:
 * @self: a scenario
 * @axis: the number of an axis, from 0 in the order of the canonical form
 *
 * Returns: (transfer none): the group and the key that have the axis, such as `policy.trigger`
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_lab_scenario_get_axis_key (TarnLabScenario *self, guint axis);

/**
 * tarn_lab_scenario_get_axis_values:
 * @self: a scenario
 * @axis: the number of an axis, from 0 in the order of the canonical form
 *
 * Returns: (transfer none) (array zero-terminated=1): the values of the axis, as they stand in the canonical form
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *const *tarn_lab_scenario_get_axis_values (TarnLabScenario *self, guint axis);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabScenario, tarn_lab_scenario_unref)

G_END_DECLS
