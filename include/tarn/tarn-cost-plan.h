/* SPDX-License-Identifier: MIT */
/*
 * What a refresh takes: time, DPU and bytes.
 *
 * Throughput, start-up, growth of the workers and price of these runs are published nowhere; the
 * built-in model is an assumption from neighbouring services, each number of it an option:
 *
 * A full refresh reads the sizes of the sources; an incremental one the changed bytes times
 * `glue.cost-amplification-permille`, and rewrites a part of the view if
 * `glue.cost-merge-permille` says so. After a start-up that uses nothing there is a serial part on
 * `glue.cost-dpu-min` DPU; then the bytes are read at
 * `glue.cost-bytes-per-second-per-dpu`, on a number of DPU that doubles every `glue.cost-ramp-ms`
 * up to one per `glue.cost-bytes-per-dpu`, within `glue.cost-dpu-min` and `glue.cost-dpu-max`. A
 * refresh that finds no changed byte takes `glue.cost-unchanged-ms` and uses nothing. The use is
 * billed in steps of `glue.cost-billing-granularity-ms` and at least for
 * `glue.cost-billing-minimum-ms` on `glue.cost-dpu-min` DPU; what used nothing is billed nothing.
 *
 * Work counts at most 2^60 bytes; what is larger is taken as that.
 */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/**
 * TarnCostPlan:
 *
 * How a run will go: a start-up, then phases in a row, each on a number of DPU. A new plan is
 * empty: no start-up, no phases, no bytes.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_cost_plan_get_type (void) G_GNUC_CONST;

/**
 * tarn_cost_plan_set_startup_us:
 * @self: a plan
 * @startup_us: from the slot to `RUNNING`; 0 to 2^62
 *
 * Sets how long the run is `STARTING` once it has its slot. Nothing is used meanwhile.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_cost_plan_set_startup_us (TarnCostPlan *self, gint64 startup_us);

/**
 * tarn_cost_plan_set_processed_bytes:
 * @self: a plan
 * @processed_bytes: what the whole run reads; 0 to 2^60
 *
 * Sets the bytes. They are processed as the work of the phases is done.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_cost_plan_set_processed_bytes (TarnCostPlan *self, gint64 processed_bytes);

/**
 * tarn_cost_plan_add_phase:
 * @self: a plan
 * @duration_us: how long; 0 or above
 * @dpu: on how many DPU; 0 or above
 * @work_dpu_us: how much of the run's work is done in it, in DPU-microseconds; at most
 *   @duration_us times @dpu; 0 for a phase that reads nothing
 *
 * Adds a phase after those there are. A plan takes 16 phases, which last at most 2^62 us and use at
 * most 2^62 DPU-microseconds together; what goes beyond that is a programmer's error and is left
 * out.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_cost_plan_add_phase (TarnCostPlan *self, gint64 duration_us, gint64 dpu,
                               gint64 work_dpu_us);

G_END_DECLS
