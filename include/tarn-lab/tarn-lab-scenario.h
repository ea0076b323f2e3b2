/* SPDX-License-Identifier: MIT */
/*
 * A scenario says what is simulated: tables and their commits, views, costs, policies, and for how long. It is
 * read from a text, the `.lake` file, whose keys the page on scenarios explains.
 */
#pragma once

#include <tarn-lab/tarn-lab-policy.h>

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
 * @path: (type filename): a `.lake` file
 * @error: return location for a #GError
 *
 * Reads a scenario. A file that it names is sought beside the file that names it.
 *
 * An error is one line, such as `orders.lake:3: lake.horizon: the value is missing; allowed: ...`. First the lines are
 * checked, in their order, then the values of each group, and then what the groups say of each other.
 *
 * Errors:
 *
 * - %TARN_LAB_ERROR_FILE: the file, or one that it names, cannot be read
 * - %TARN_LAB_ERROR_TOO_LARGE: a file, or what it describes, is over a limit
 * - %TARN_LAB_ERROR_SCENARIO: a line, a value, or what a group says of another one is wrong
 * - %TARN_LAB_ERROR_HISTORY: a file of commits is wrong
 *
 * Returns: (transfer full): a scenario, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabScenario *tarn_lab_scenario_new_from_file (const char *path,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_scenario_new_from_text:
 * @text: the text of a `.lake` file
 * @length: its length in bytes, or -1 if a NUL byte ends it
 * @path: (type filename): what errors call the file, and beside which the files that it names are sought
 * @error: return location for a #GError
 *
 * Reads a scenario from memory. The errors are those of tarn_lab_scenario_new_from_file(), which reads @path itself.
 *
 * Returns: (transfer full): a scenario, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabScenario *tarn_lab_scenario_new_from_text (const char *text, gssize length, const char *path,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_scenario_set:
 * @self: a scenario
 * @key: a group and a key, parted by a point, such as `policy.trigger` or `view sales.daily.weight`; a key of a group
 *   without a name may stand alone, such as `trigger`
 * @value: the new value, in place of the one in the file
 * @error: return location for a #GError
 *
 * Makes a scenario that differs in one key. The groups `lake`, `cost` and `policy` need not be in the file. The new
 * value may have axes. A file of commits is not read again. A key that is not there, or belongs to a group that is not
 * there, is %TARN_LAB_ERROR_SCENARIO. The other errors are those of tarn_lab_scenario_new_from_file(). Messages call
 * the place of the value `--set`.
 *
 * Returns: (transfer full): another scenario, or %NULL with @error set
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
 * Makes the scenario that has one of its values in the place of each axis. A file of commits is not read again, unless
 * an axis is in the commits. The errors are those of tarn_lab_scenario_new_from_file(): a scenario may be good with one
 * value and wrong with another.
 *
 * Returns: (transfer full): a scenario without axes, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabScenario *tarn_lab_scenario_choose (TarnLabScenario *self, const guint *positions,
                                           guint n_positions,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_scenario_find_policy:
 * @self: a scenario
 * @word: the NAME of a group `[policy NAME]`, `policy` for the group `[policy]`, or a text for tarn_lab_policy_parse()
 * @error: return location for a #GError
 *
 * Makes the policy that a word names. A group of the scenario comes before a preset of the same name.
 *
 * Errors are those of tarn_lab_policy_parse(), and %TARN_LAB_ERROR_SCENARIO if the group has axes. If there is no such
 * policy, the message lists the groups and the presets.
 *
 * Returns: (transfer full): a policy
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabPolicy *tarn_lab_scenario_find_policy (TarnLabScenario *self, const char *word,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_scenario_set_policy:
 * @self: a scenario
 * @name: (nullable): the NAME of a group `[policy NAME]`, or %NULL for the group `[policy]`
 * @policy: a policy
 * @error: return location for a #GError
 *
 * Makes a scenario in which @policy decides about the views of the group, in place of what the group says. With a policy
 * of the library the group has its keys, as if the file said so. With another policy the group has a comment in the
 * canonical form, with the name, the version and the settings of the policy, which so are part of the digest; to read
 * that text, the group needs its keys again. The scenario keeps a reference to @policy.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_LAB_ERROR_SCENARIO: no view has the group as its policy; the message lists those that views have
 * - %TARN_LAB_ERROR_POLICY: the name or the settings of the policy are not as #TarnLabPolicy says, or it cannot
 *   decide
 * - the errors of tarn_lab_scenario_new_from_file(), for what the groups say of each other
 *
 * Returns: (transfer full): another scenario, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabScenario *tarn_lab_scenario_set_policy (TarnLabScenario *self, const char *name,
                                               TarnLabPolicy *policy,
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
 * Returns the canonical form. What a file includes is part of it, and templates and axes are in it as such. It has each
 * key whose value is not as it is without the key, in one order and with one way to write each value. Reading it, beside
 * the same files, gives the same scenario.
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
 * Returns the identity of the scenario. Scenarios with the same digest have the same canonical form, and name files of
 * commits with the same bytes.
 *
 * Returns: (transfer none): a SHA-256, in hexadecimal digits
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

/* --- Keys ------------------------------------------------------------------------------------- */

/**
 * tarn_lab_scenario_list_keys:
 *
 * Lists each key that a scenario may have as its group and its name, parted by a point, such as `view.slo`. A group
 * `cost` may also have each option that tarn_service_list_options() lists and that no other key sets.
 *
 * Returns: (transfer none) (array zero-terminated=1): the keys, in the order of the page on scenarios
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *const *tarn_lab_scenario_list_keys (void);

/**
 * tarn_lab_scenario_describe_key:
 * @key: a key that tarn_lab_scenario_list_keys() lists
 * @out_heading: (out) (optional) (transfer none) (nullable): how the line of the group is written
 * @out_default: (out) (optional) (transfer none) (nullable): the value of a key that lacks, which may be empty, or
 *   %NULL if the key must be there
 * @out_allowed: (out) (optional) (transfer none) (nullable): what the key takes, in words
 *
 * Describes a key. If there is no such key, all that is returned is %NULL.
 *
 * Returns: (transfer none) (nullable): what the key means
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_lab_scenario_describe_key (const char *key, const char **out_heading,
                                            const char **out_default, const char **out_allowed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabScenario, tarn_lab_scenario_unref)

G_END_DECLS
