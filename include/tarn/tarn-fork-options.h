/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-cost-model.h>
#include <tarn/tarn-slot-chooser.h>

G_BEGIN_DECLS

#define TARN_TYPE_FORK_OPTIONS (tarn_fork_options_get_type ())

/**
 * TarnForkOptions:
 *
 * The objects that a fork or a restored engine is given. More may be added.
 *
 * Since: 1.0
 */
typedef struct _TarnForkOptions TarnForkOptions;

TARN_AVAILABLE_IN_1_0
GType tarn_fork_options_get_type (void) G_GNUC_CONST;

/**
 * tarn_fork_options_new:
 *
 * Makes options that give nothing to the new engine.
 *
 * Returns: (transfer full): options
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnForkOptions *tarn_fork_options_new (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_fork_options_copy:
 * @self: options
 *
 * Returns: (transfer full): a copy
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnForkOptions *tarn_fork_options_copy (const TarnForkOptions *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_fork_options_free:
 * @self: (transfer full): options
 *
 * Frees the options.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_fork_options_free (TarnForkOptions *self);

/**
 * tarn_fork_options_set_cost_model:
 * @self: the options
 * @cost_model: (nullable): the model of the new engine, or %NULL for the built-in models, if the engine plans
 *   with these as well
 *
 * Sets the cost model of the new engine. The options keep a reference to it.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_fork_options_set_cost_model (TarnForkOptions *self, TarnCostModel *cost_model);

/**
 * tarn_fork_options_set_slot_chooser:
 * @self: the options
 * @slot_chooser: (nullable): the slot chooser of the new engine, or %NULL for none, if the engine has none either
 *
 * Sets the slot chooser of the new engine. The options keep a reference to it.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_fork_options_set_slot_chooser (TarnForkOptions *self, TarnSlotChooser *slot_chooser);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnForkOptions, tarn_fork_options_free)

G_END_DECLS
