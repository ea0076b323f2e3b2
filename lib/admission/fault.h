/* SPDX-License-Identifier: MIT */
/* What the fault plan does to calls and events. */
#pragma once

#include "admission/call-state.h"

/* FALSE, with an exception, when a rule has the call fail. */
gboolean tarn_fault_apply_to_call (TarnCall *call);

/* For the emission: does to the event of a change what a rule says. */
void tarn_fault_filter_change (gpointer core, TarnPendingChange *pending);

/* The cause by which an event that was held back is known, and not held back again. */
void tarn_fault_mark_late (TarnChange *change);

/* Tells of an event that comes late. */
void tarn_fault_on_late_event (gpointer core, const TarnEvent *event);
