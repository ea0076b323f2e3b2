/* SPDX-License-Identifier: MIT */
/* Scenarios that differ in the policy of the views that name none. */
#pragma once

#include "lab/scenario/scenario.h"

/*
 * Makes the scenario in which the group [policy] has the keys of the group [policy NAME], or of the preset, that @name is
 * the name of; `as-is` is the group [policy] as it stands. Fails with TARN_LAB_ERROR_POLICY and lists the names if there
 * is neither.
 */
TarnLabScenario *tarn_lab_scenario_use_policy (TarnLabScenario *self, const char *name,
                                               GError **error);

/* Returns how many views name a policy, which they keep. */
guint tarn_lab_scenario_count_own_policies (const TarnLabScenario *self);
