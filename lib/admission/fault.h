/* SPDX-License-Identifier: MIT */
/* Applies the fault plan to calls and to EventBridge events. */
#pragma once

#include "admission/call-state.h"

/* Returns FALSE, with an exception, when a rule makes the call fail. */
gboolean tarn_fault_apply_to_call (TarnCall *call);

/* A filter for TarnEmission: does what a rule says to the EventBridge event of a change. */
void tarn_fault_filter_change (gpointer core, TarnPendingChange *pending);

/* The clock's handler that adds the change of a delayed EventBridge event and delivers it. */
void tarn_fault_on_late_event (gpointer core, const TarnEvent *event);
