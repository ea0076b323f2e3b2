/* SPDX-License-Identifier: MIT */
/* Applies the fault plan to EventBridge events. */
#pragma once

#include "admission/core-state.h"

/* A filter for TarnEmission: does what a rule says to the EventBridge event of a change. */
void tarn_fault_filter_change (gpointer core, TarnPendingChange *pending);

/* The clock's handler that adds the change of a delayed EventBridge event and delivers it. */
void tarn_fault_on_late_event (gpointer core, const TarnEvent *event);
