/* SPDX-License-Identifier: MIT */
/* This file says how a scenario writes the rules of the parts of policies. */
#pragma once

#include "lab/policy/preset.h"
#include "lab/scenario/key.h"

/* Appends how the parameter is written, such as phase DURATION. */
void tarn_lab_parameter_append_form (const TarnLabParameter *parameter, GString *text);
/* Appends what holds without the parameter. */
void tarn_lab_parameter_append_fallback (const TarnLabParameter *parameter, GString *text);
/* Appends what the value may be, such as 1 s to 36500 d. */
void tarn_lab_parameter_append_allowed (const TarnLabParameter *parameter, GString *text);
/* Appends how the rule is written with its parameters, such as full_every NUMBER. */
void tarn_lab_rule_append_form (const TarnLabRule *rule, GString *text);
/* Appends the names of the rules of a part, parted by @between, and the last one by @last. */
void tarn_lab_rules_append_names (TarnLabPart part, const char *between, const char *last,
                                  GString *text);
/* Appends the names of the rules, or of the presets, among which the key chooses. */
void tarn_lab_key_append_rules (const TarnLabKey *key, GString *text);
/* Returns the value that the key has in a group with the preset, which may be NULL, if the key lacks; as in TarnLabKey. */
const char *tarn_lab_preset_get_value (const TarnLabPreset *preset, const TarnLabKey *key);
