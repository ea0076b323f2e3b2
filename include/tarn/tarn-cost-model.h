/* SPDX-License-Identifier: MIT */
/*
 * A cost model of your own can take the place of the built-in models. tarn-cost-plan.h says what the built-in
 * models assume for refreshes, and tarn-metadata-plan.h says what they assume for metadata generation runs.
 */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_COST_MODEL (tarn_cost_model_get_type ())

/**
 * TarnCostModel:
 *
 * An object that plans what runs take. It has a function for each kind of run that it plans; the built-in
 * models plan the other kinds. Give it to tarn_engine_set_cost_model().
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
G_DECLARE_INTERFACE (TarnCostModel, tarn_cost_model, TARN, COST_MODEL, GObject)

/**
 * TarnCostModelInterface:
 * @plan_refresh: plans a refresh, or %NULL
 * @plan_metadata_generation: plans the generation of one type of metadata, or %NULL
 *
 * The virtual functions of a cost model.
 *
 * Since: 1.0
 */
struct _TarnCostModelInterface
{
  /*< private >*/
  GTypeInterface parent_iface;

  /*< public >*/

  /**
   * TarnCostModelInterface::plan_refresh:
   * @self: a cost model
   * @work: the work to plan
   * @plan: an empty plan to fill; valid during the call
   *
   * Plans a refresh. The engine calls this function once when a run gets its slot, and once for each estimate.
   * With the option `glue.dpu-max` it also calls the function each time that a slot is free for the run, to
   * learn how many DPU the run needs. The plan must depend on @work alone. The function may not change the
   * engine, drive the clock, or ask for an estimate.
   *
   * Since: 1.0
   */
  void (*plan_refresh) (TarnCostModel *self, const TarnRefreshWork *work, TarnCostPlan *plan);

  /**
   * TarnCostModelInterface::plan_metadata_generation:
   * @self: a cost model
   * @work: the work to plan
   * @plan: an empty plan to fill; valid during the call
   *
   * Plans the generation of one type of metadata. The engine calls this function once for each type of a run,
   * when the run begins. The plan must depend on @work alone. The function may not change the engine or drive
   * the clock.
   *
   * Since: 1.0
   */
  void (*plan_metadata_generation) (TarnCostModel *self, const TarnMetadataWork *work,
                                    TarnMetadataPlan *plan);

  /*< private >*/
  gpointer padding[6];
};

G_END_DECLS
