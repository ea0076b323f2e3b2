/* SPDX-License-Identifier: MIT */
/* Gives a scenario other policies. */
#pragma once

#include "lab/policy/rule.h"
#include "lab/scenario/scenario.h"

/*
 * Makes a scenario without axes in which each policy that has views has these rules, by their parts. @slots are those of
 * [lake]; NULL leaves them as they are.
 */
TarnLabScenario *tarn_lab_scenario_replace_policies (const TarnLabScenario *self,
                                                     const char *const rules[TARN_LAB_N_PARTS],
                                                     const char *slots, GError **error);
