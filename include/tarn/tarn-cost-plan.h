/* SPDX-License-Identifier: MIT */
/*
 * The cost of a refresh: time, DPU and bytes.
 *
 * The service does not publish the throughput, start-up, growth of the workers and price of these runs. The
 * built-in model is an assumption from neighbouring services, and each of its numbers is an option:
 *
 * A full refresh reads as many bytes as the sources have, and counts the size of the view as well if
 * `glue.cost-count-writes` is 1. An incremental refresh reads the changed bytes times
 * `glue.cost-amplification-permille`, and rewrites a part of the view if `glue.cost-merge-permille` is above
 * 0. The run begins with a start-up that uses nothing, and goes on with a serial part on `glue.cost-dpu-min`
 * DPU. Then it reads the bytes at `glue.cost-bytes-per-second-per-dpu`, on a number of DPU that doubles every
 * `glue.cost-ramp-ms` up to one per `glue.cost-bytes-per-dpu`, within `glue.cost-dpu-min` and
 * `glue.cost-dpu-max`. An incremental refresh that finds no changed byte takes `glue.cost-unchanged-ms` and
 * uses nothing, unless `glue.cost-skip-unchanged` is 0. The use is billed in steps of
 * `glue.cost-billing-granularity-ms` and at least for `glue.cost-billing-minimum-ms` on `glue.cost-dpu-min`
 * DPU; a run that used nothing is billed nothing.
 *
 * The work has at most 2^60 bytes; a larger number counts as 2^60.
 *
 * Two runs that do the same work take the same time, unless `glue.cost-duration-spread-permille` is above
 * 1000. Then each run draws a factor from the lognormal distribution with the mean 1, and multiplies the
 * durations of its start-up and of all its phases by the factor. The option is the geometric standard
 * deviation of the factor, in thousandths: at 1300, about two thirds of the runs take between the median
 * divided by 1.3 and the median times 1.3. The numbers of DPU and the bytes stay as they are, so the factor
 * multiplies the use as well. The factor depends on the seed, the view, and the number of the run among the
 * runs of the view, or the tag of the run where `glue.draw-by-tag` is 1. Nothing else in the engine changes
 * it. The plan of a user's own cost model is not multiplied.
 */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_COST_PLAN (tarn_cost_plan_get_type ())

/**
 * TarnCostPlan:
 *
 * The plan of a run: a start-up, then phases one after the other, each on a number of DPU. A new plan is
 * empty: no start-up, no phases, no bytes.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_cost_plan_get_type (void) G_GNUC_CONST;

/**
 * tarn_cost_plan_set_startup_us:
 * @self: a plan
 * @startup_us: the time from the slot to `RUNNING`; 0 to 2^61
 *
 * Sets how long the run is `STARTING` after it has got its slot. The run uses nothing meanwhile. A value
 * outside of the range is a programmer error, and the plan stays as it is.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_cost_plan_set_startup_us (TarnCostPlan *self, gint64 startup_us);

/**
 * tarn_cost_plan_set_processed_bytes:
 * @self: a plan
 * @processed_bytes: the bytes that the whole run reads; 0 to 2^60
 *
 * Sets the bytes that the run processes. The run processes them in proportion to the work done in the phases.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_cost_plan_set_processed_bytes (TarnCostPlan *self, gint64 processed_bytes);

/**
 * tarn_cost_plan_add_phase:
 * @self: a plan
 * @duration_us: the duration of the phase; 0 or above
 * @dpu: the number of DPU of the phase; 0 or above
 * @work_dpu_us: the part of the run's work that the phase does, from its beginning and as fast as its DPU
 *   allow, in DPU-microseconds; at most @duration_us times @dpu; 0 for a phase that reads nothing
 *
 * Adds a phase at the end of the plan. A plan takes 16 phases, which together last at most 2^61 us and use at
 * most 2^62 DPU-microseconds. A phase that goes beyond that is a programmer error, and the plan leaves it
 * out.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_cost_plan_add_phase (TarnCostPlan *self, gint64 duration_us, gint64 dpu,
                               gint64 work_dpu_us);

/**
 * tarn_cost_plan_use_built_in_model:
 * @self: a plan
 *
 * Leaves this plan to the built-in model: the engine drops all parts of the plan, and plans the run by its options
 * and with their spread, as if there were no cost model of the user. A failure that tarn_cost_plan_set_failure_ppm()
 * has set stays. So a cost model plans the runs of some views, and not those of others.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_cost_plan_use_built_in_model (TarnCostPlan *self);

/**
 * tarn_cost_plan_set_failure_ppm:
 * @self: a plan
 * @failure_ppm: a part of the time in `RUNNING`, in millionths; more than 1000000 is a programmer error, and the plan
 *   stays as it is
 *
 * Sets that the run fails to read its sources after this part of the time that the phases take, if nothing else ends
 * it before. An estimate has no failures.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_cost_plan_set_failure_ppm (TarnCostPlan *self, guint failure_ppm);

G_END_DECLS
