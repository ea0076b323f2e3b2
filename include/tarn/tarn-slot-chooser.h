/* SPDX-License-Identifier: MIT */
/*
 * A slot chooser decides which refresh run gets a slot. An account has a number of slots, `glue.running-max`.
 * If the option `glue.queue-at-limit` is set, runs wait for a slot, and the run that has waited longest gets
 * the next one. A slot chooser of your own can choose another. Two more limits stand beside the number of
 * slots:
 *
 * - Classes. A start gives its run one of four classes, see tarn_start_options_set_slot_class(), and
 *   `glue.automatic-slot-class` is the class of automatic runs. The options `glue.class-1-running-max` to
 *   `glue.class-3-running-max` limit how many runs of a class have a slot at the same time. Runs of a class that
 *   has reached its limit wait, and do not hold up those of other classes.
 * - DPU. With `glue.dpu-max`, a run gets a slot only if the largest number of DPU of its plan, and those of the
 *   runs that have a slot, are at most so many together. A run that waits for DPU holds up the runs behind it,
 *   because it might otherwise wait for ever. A run that needs more than there are gets its slot when no other
 *   run has one. A phase of a plan that takes no time needs no DPU.
 *
 * The services have neither classes nor such a pool; they are additions of the simulation.
 */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_SLOT_CHOOSER (tarn_slot_chooser_get_type ())

/**
 * TarnSlotChooser:
 *
 * An object that chooses which of the waiting runs gets a free slot. Give it to tarn_engine_set_slot_chooser().
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
G_DECLARE_INTERFACE (TarnSlotChooser, tarn_slot_chooser, TARN, SLOT_CHOOSER, GObject)

/**
 * TarnSlotChooserInterface:
 * @choose: chooses the run that gets a free slot
 *
 * The virtual functions of a slot chooser.
 *
 * Since: 1.0
 */
struct _TarnSlotChooserInterface
{
  /*< private >*/
  GTypeInterface parent_iface;

  /*< public >*/

  /**
   * TarnSlotChooserInterface::choose:
   * @self: a slot chooser
   * @engine: the engine
   * @waiting: the runs of an account that wait and whose class is not full; at least one
   *
   * Chooses the run that gets a free slot. The engine asks each time that an account has a free slot and runs
   * wait, also when a start finds a free slot, and then the run of that start is the last of @waiting. If
   * the chosen run must wait for DPU, no run gets the slot now. The choice must depend on @waiting and on the
   * state of @engine alone. The function may look at the engine, and may ask for estimates, but may not
   * change the engine or drive the clock. A call that fails or is a programmer error inside a cost
   * model is one inside a slot chooser too, except for an estimate.
   *
   * Returns: the position of the run in @waiting; a position that @waiting does not have is a programmer error,
   *   and counts as 0
   *
   * Since: 1.0
   */
  guint (*choose) (TarnSlotChooser *self, TarnEngine *engine, const TarnWaitingRuns *waiting);

  /*< private >*/
  gpointer padding[6];
};

G_END_DECLS
