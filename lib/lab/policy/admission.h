/* SPDX-License-Identifier: MIT */
/* This is what others know of an admission besides its rule. */
#pragma once

#include "lab/policy/rule.h"

/* Returns whether a request that finds no slot is rejected, and so does not wait. */
gboolean tarn_lab_admission_rejects (const TarnLabRuleSettings *settings);

/* Returns whether requests of the policy may have to wait although one of so many slots is free; -1 for any number. */
gboolean tarn_lab_admission_limits (const TarnLabRuleSettings *settings, gint64 n_slots);
