/* SPDX-License-Identifier: MIT */
/*
 * A policy of a scenario is made of rules. The keys of its group choose them: `trigger`, `order`, `mode` and `admit`
 * choose a rule each, and `preset` chooses a policy with a name. A program that shows what there is reads it here.
 */
#pragma once

#include <tarn-lab/tarn-lab-types.h>

G_BEGIN_DECLS

/**
 * tarn_lab_list_rules:
 * @key: `trigger`, `order`, `mode`, `admit` or `preset`; another is a programmer error
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of all rules, or of all presets, among which the key
 *   chooses, in the order of the tables
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *const *tarn_lab_list_rules (const char *key);

/**
 * tarn_lab_rule_dup_form:
 * @key: the key that chooses the rule; another is a programmer error
 * @name: the name of a rule or a preset; another is a programmer error
 *
 * Shows how the rule is written, with its parameters. What is in brackets may be left out, and `|` stands between
 * alternatives. Of a preset, these are the keys for which it stands, each on a line.
 *
 * Returns: (transfer full): the form
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_rule_dup_form (const char *key, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_rule_get_description:
 * @key: the key that chooses the rule; another is a programmer error
 * @name: the name of a rule or a preset; another is a programmer error
 *
 * Returns: a sentence or two that say what it does
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_lab_rule_get_description (const char *key, const char *name);

/**
 * tarn_lab_rule_get_source:
 * @key: the key that chooses the rule; another is a programmer error
 * @name: the name of a rule or a preset; another is a programmer error
 *
 * Returns: (nullable): where the rule comes from, or %NULL of a preset
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_lab_rule_get_source (const char *key, const char *name);

/**
 * tarn_lab_rule_is_for_views:
 * @key: the key that chooses the rule; another is a programmer error
 * @name: the name of a rule or a preset; another is a programmer error
 *
 * Returns: whether a policy that refreshes views can have it
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_rule_is_for_views (const char *key, const char *name);

/**
 * tarn_lab_rule_is_for_assets:
 * @key: the key that chooses the rule; another is a programmer error
 * @name: the name of a rule or a preset; another is a programmer error
 *
 * Returns: whether a policy that generates metadata of assets can have it
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_rule_is_for_assets (const char *key, const char *name);

/**
 * tarn_lab_rule_dup_parameters:
 * @key: the key that chooses the rule; another is a programmer error
 * @name: the name of a rule or a preset; another is a programmer error
 *
 * Lists the parameters of the rule, each as a line with its form, what holds without it, what its value may be,
 * and its meaning, parted by tabulators. A preset has none.
 *
 * Returns: (transfer full) (array zero-terminated=1): the lines
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char **tarn_lab_rule_dup_parameters (const char *key, const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
