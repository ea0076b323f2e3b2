/* SPDX-License-Identifier: MIT */
/* The baselines of a scenario, which a command simulates too. */
#pragma once

#include <tarn-lab/tarn-lab.h>

/* All are NULL where the user wants no baselines. */
typedef struct
{
  TarnLabResult *zero_wait, *full_hourly;
  TarnLabBound *bound;
} Baselines;

/* Simulates them. Fails if the user interrupts. */
gboolean baselines_simulate (Baselines *self, TarnLabScenario *scenario, guint64 replication,
                             GError **error);
void baselines_clear (Baselines *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Baselines, baselines_clear)
