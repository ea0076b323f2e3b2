/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-fault-plan.h>

#include "admission/fault-rule.h"

enum
{
  TARN_FAULT_SERVICES_MAX = 4,
};

/* @services ends with NULL; they are static. */
TarnFaultPlan *tarn_fault_plan_new (const TarnService *const *services);

/* All that was added to it. */
const char *tarn_fault_plan_get_text (TarnFaultPlan *self);

/* The first rule that fits and is due, or NULL. */
const TarnFaultRule *tarn_fault_plan_find (TarnFaultPlan *self, const TarnOccurrence *occurrence,
                                           const TarnRandom *random);
