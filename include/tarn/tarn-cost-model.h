/* SPDX-License-Identifier: MIT */
/*
 * A model of one's own in place of the built-in ones. What they assume is told in tarn-cost-plan.h for refreshes,
 * and in tarn-metadata-plan.h for the generation of metadata.
 */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_COST_MODEL (tarn_cost_model_get_type ())

/**
 * TarnCostModel:
 *
 * Something that plans what runs take. It has a function for each kind of run that it plans; the other kinds
 * are planned by the built-in models. Give it to tarn_engine_set_cost_model().
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
   * @work: what is to be done
   * @plan: an empty plan to fill; valid during the call
   *
   * Called once when a run gets its slot, and for each estimate. It must depend on @work alone,
   * and may neither change the lake, nor drive the clock, nor ask for an estimate.
   *
   * Since: 1.0
   */
  void (*plan_refresh) (TarnCostModel *self, const TarnRefreshWork *work, TarnCostPlan *plan);

  /**
   * TarnCostModelInterface::plan_metadata_generation:
   * @self: a cost model
   * @work: what is to be done
   * @plan: an empty plan to fill; valid during the call
   *
   * Called once for each type of a run, when the run begins. It must depend on @work alone, and may
   * neither change the lake nor drive the clock.
   *
   * Since: 1.0
   */
  void (*plan_metadata_generation) (TarnCostModel *self, const TarnMetadataWork *work,
                                    TarnMetadataPlan *plan);

  /*< private >*/
  gpointer padding[6];
};

G_END_DECLS
