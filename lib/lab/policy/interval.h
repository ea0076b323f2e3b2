/* SPDX-License-Identifier: MIT */
/* This is what others may know of the ticks of a trigger that is an interval. */
#pragma once

#include "lab/policy/policy.h"
#include "lab/policy/rule.h"

/* Returns whether the trigger is an interval whose ticks are those of all views at the same instants. */
gboolean tarn_lab_interval_is_at_once (const TarnLabRuleSettings *settings);

/* Returns the period of such a trigger. */
gint64 tarn_lab_interval_get_period (const TarnLabRuleSettings *settings);

/*
 * Returns the first tick after @now_us of the view at one of the places of a policy, or TARN_LAB_NEVER if the trigger
 * is no interval or its ticks draw a delay.
 */
gint64 tarn_lab_interval_get_next (const TarnLabRuleSettings *settings, guint place, guint n_places,
                                   gint64 start_us, gint64 now_us);
