/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_REFRESH_MODE (tarn_refresh_mode_get_type ())

/**
 * TarnRefreshMode:
 * @TARN_REFRESH_MODE_SERVICE: the service chooses between a full and an incremental refresh, as it does for
 *   every start without options
 * @TARN_REFRESH_MODE_FULL: the refresh is full, as by FullRefresh
 * @TARN_REFRESH_MODE_INCREMENTAL: the refresh is incremental if it can be, however much has changed;
 *   otherwise it is full
 * @TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL: the refresh is incremental, however much has changed; if it cannot
 *   be, the run fails
 *
 * How a refresh run refreshes its view. A refresh can be incremental if the view was refreshed before, its sources
 * still keep the snapshots that it shows, none of them has had a commit other than appends and compactions where
 * `glue.incremental-appends-only` is 1, and either its definition allows it or no byte of its sources has changed.
 * The engine decides this when the run gets its slot.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_REFRESH_MODE_SERVICE,
  TARN_REFRESH_MODE_FULL,
  TARN_REFRESH_MODE_INCREMENTAL,
  TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL,
} TarnRefreshMode;

TARN_AVAILABLE_IN_1_0
GType tarn_refresh_mode_get_type (void) G_GNUC_CONST;

#define TARN_TYPE_START_OPTIONS (tarn_start_options_get_type ())

/**
 * TarnStartOptions:
 *
 * A start in the simulation can ask for more than a start of the services can, and these options say for what.
 * A start reads the options during the call and keeps none of them. More may be added.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_start_options_get_type (void) G_GNUC_CONST;

/**
 * tarn_start_options_new:
 *
 * Makes options that ask for nothing: no tag, %TARN_REFRESH_MODE_SERVICE, the threshold of the engine's option,
 * and slots of class 0.
 *
 * Returns: (transfer full): options
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnStartOptions *tarn_start_options_new (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_start_options_copy:
 * @self: options
 *
 * Returns: (transfer full): a copy
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnStartOptions *tarn_start_options_copy (const TarnStartOptions *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_start_options_free:
 * @self: (transfer full): options
 *
 * Frees the options.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_start_options_free (TarnStartOptions *self);

/**
 * tarn_start_options_set_tag:
 * @self: the options
 * @tag: a number of the caller's, or 0 for none
 *
 * Sets the tag of the run. The run shows it, and so do its changes and the work that a cost model is given.
 * Several runs may have the same tag. The engine gives the tag no meaning unless `glue.draw-by-tag` or
 * `datazone.draw-by-tag` is 1. Then the random draws of a run that has a tag depend on its view or asset and
 * on its tag, and not on how many runs the view or asset had before. So two policies that start the same work
 * at other times draw the same for it. The ids of runs do not depend on tags, nor do the draws of a fault
 * plan.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_start_options_set_tag (TarnStartOptions *self, guint64 tag);

/**
 * tarn_start_options_set_refresh_mode:
 * @self: the options
 * @mode: the mode
 *
 * Sets how the run refreshes its view. Only a refresh run has a mode. A value that is not in the enumeration
 * is a programmer error.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_start_options_set_refresh_mode (TarnStartOptions *self, TarnRefreshMode mode);

/**
 * tarn_start_options_set_incremental_threshold_percent:
 * @self: the options
 * @percent: 0 to 1000000, or -1 for the value of `glue.incremental-threshold-percent`
 *
 * Sets the largest change, in percent of the sources' size, that the service still refreshes incrementally in
 * this run. Only %TARN_REFRESH_MODE_SERVICE has a threshold. Any other number is a programmer error.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_start_options_set_incremental_threshold_percent (TarnStartOptions *self, gint percent);

/**
 * TARN_SLOT_CLASS_MAX:
 *
 * The highest class of slots, see tarn_start_options_set_slot_class().
 */
#define TARN_SLOT_CLASS_MAX 3

/**
 * tarn_start_options_set_slot_class:
 * @self: options
 * @slot_class: a class, 0 to %TARN_SLOT_CLASS_MAX; more is a programmer error
 *
 * Sets the class of slots of a refresh run, 0 by default. `glue.class-1-running-max` and the two options after
 * it limit how many runs of a class have a slot at the same time; class 0 has no limit of its own. A metadata
 * generation run has no class.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_start_options_set_slot_class (TarnStartOptions *self, guint slot_class);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnStartOptions, tarn_start_options_free)

G_END_DECLS
