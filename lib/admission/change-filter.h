/* SPDX-License-Identifier: MIT */
/* Decides which changes an observer is notified about. */
#pragma once

#include <tarn/tarn-change-filter.h>

#include "admission/change.h"

/* Adds a cause of the service, by its number. */
void tarn_change_filter_add_cause (TarnChangeFilter *self, const TarnService *service, guint cause);

/* Adds the name of what a change may be about; a first part of NULL stands for each. */
void tarn_change_filter_add_name (TarnChangeFilter *self, const char *const *parts);

/* Returns the causes, of any service, of the runs' changes that may pass, as bits. */
guint64 tarn_change_filter_get_causes (const TarnChangeFilter *self);

gboolean tarn_change_filter_passes (const TarnChangeFilter *self, const TarnChange *change);
gboolean tarn_change_filter_passes_kind (const TarnChangeFilter *self, TarnChangeKind kind);
