/* SPDX-License-Identifier: MIT */
/* The policy that is composed of a trigger, an order, a mode and an admission. */
#pragma once

#include "lab/policy/policy.h"
#include "lab/policy/rule.h"

/* Returns the class of a policy with such parts, whose settings are the TarnLabComposition. */
const TarnLabPolicyClass *tarn_lab_composed_find (const TarnLabComposition *composition);
