/* SPDX-License-Identifier: MIT */
/* The policies of the library, by what a scenario says. */
#pragma once

#include "lab/scenario/scenario.h"
#include "lab/trial/policy.h"

/* The settings of each of these are a TarnLabPolicySettings. */
extern const TarnLabPolicyClass tarn_lab_interval_policy;
extern const TarnLabPolicyClass tarn_lab_interval_queue_policy; /* with TARN_LAB_OVERLAP_QUEUE */
extern const TarnLabPolicyClass tarn_lab_service_policy;

const TarnLabPolicyClass *tarn_lab_policy_set_find (const TarnLabPolicySettings *settings);
