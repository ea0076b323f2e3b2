/* SPDX-License-Identifier: MIT */
/*
 * A trial has the figures of tarn-lab-metric.h. A program that needs another one adds a measure of its own: a function
 * that sees each event of the window, and changes one whole number. The number is among the figures of the result,
 * under the name of the measure.
 */
#pragma once

#include <tarn-lab/tarn-lab-trial.h>

G_BEGIN_DECLS

/**
 * TarnLabEventKind:
 * @TARN_LAB_EVENT_KIND_BEGIN: the window begins
 * @TARN_LAB_EVENT_KIND_REQUEST: the policy asks for a refresh of a view
 * @TARN_LAB_EVENT_KIND_SKIP: the policy asks for none although it would be time, because one of the view waits or runs
 * @TARN_LAB_EVENT_KIND_REJECT: the policy gives up a request
 * @TARN_LAB_EVENT_KIND_START: a request becomes a run
 * @TARN_LAB_EVENT_KIND_RUN: a run changes, see tarn_lab_event_get_change()
 * @TARN_LAB_EVENT_KIND_COMMIT: a commit to a base table, or that of a view which a run publishes
 * @TARN_LAB_EVENT_KIND_STRETCH: a view has shown the same content up to now, see tarn_lab_event_get_stretch()
 * @TARN_LAB_EVENT_KIND_END: the window ends; events of runs may follow if the trial waits for those that are under way
 * @TARN_LAB_EVENT_KIND_ASSET_ARRIVAL: an asset comes
 * @TARN_LAB_EVENT_KIND_ASSET_REQUEST: the policy asks for metadata of an asset
 * @TARN_LAB_EVENT_KIND_ASSET_REFUSAL: the service refuses a start, and the request waits on
 * @TARN_LAB_EVENT_KIND_ASSET_START: a request becomes a metadata run
 * @TARN_LAB_EVENT_KIND_ASSET_RUN: a metadata run changes, see tarn_lab_event_get_change()
 *
 * Says what happens in a trial.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_LAB_EVENT_KIND_BEGIN,
  TARN_LAB_EVENT_KIND_REQUEST,
  TARN_LAB_EVENT_KIND_SKIP,
  TARN_LAB_EVENT_KIND_REJECT,
  TARN_LAB_EVENT_KIND_START,
  TARN_LAB_EVENT_KIND_RUN,
  TARN_LAB_EVENT_KIND_COMMIT,
  TARN_LAB_EVENT_KIND_STRETCH,
  TARN_LAB_EVENT_KIND_END,
  TARN_LAB_EVENT_KIND_ASSET_ARRIVAL,
  TARN_LAB_EVENT_KIND_ASSET_REQUEST,
  TARN_LAB_EVENT_KIND_ASSET_REFUSAL,
  TARN_LAB_EVENT_KIND_ASSET_START,
  TARN_LAB_EVENT_KIND_ASSET_RUN,
} TarnLabEventKind;

#define TARN_LAB_TYPE_EVENT_KIND (tarn_lab_event_kind_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_lab_event_kind_get_type (void) G_GNUC_CONST;

#define TARN_LAB_TYPE_EVENT (tarn_lab_event_get_type ())

/**
 * TarnLabEvent:
 *
 * An event is one thing that happens in a trial. It belongs to the library, and is valid during the call of a
 * #TarnLabMeasureFunc.
 *
 * Since: 1.0
 */
typedef struct _TarnLabEvent TarnLabEvent;

TARN_AVAILABLE_IN_1_0
GType tarn_lab_event_get_type (void) G_GNUC_CONST;

/**
 * tarn_lab_event_copy:
 * @self: an event
 *
 * Returns: (transfer full): a copy, which stays valid after the trial is gone
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabEvent *tarn_lab_event_copy (const TarnLabEvent *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_event_free:
 * @self: (transfer full): a copy of an event
 *
 * Frees the copy. A #TarnLabMeasureFunc must not free the event that it is given.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_event_free (TarnLabEvent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabEvent, tarn_lab_event_free)

/**
 * tarn_lab_event_get_kind:
 * @self: an event
 *
 * Returns: what happens
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabEventKind tarn_lab_event_get_kind (const TarnLabEvent *self);

/**
 * tarn_lab_event_get_time:
 * @self: an event
 *
 * Returns: when it happens
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_lab_event_get_time (const TarnLabEvent *self);

/**
 * tarn_lab_event_get_view:
 * @self: an event
 *
 * Returns: the place of the view, as in tarn_lab_result_get_subject_name(); %G_MAXUINT if the event is about none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_lab_event_get_view (const TarnLabEvent *self);

/**
 * tarn_lab_event_get_asset:
 * @self: an event
 *
 * Returns: the number of the asset among all of the scenario, counted from 0 in the order of their groups; %G_MAXUINT
 *   if the event is about none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_lab_event_get_asset (const TarnLabEvent *self);

/**
 * tarn_lab_event_get_request_time:
 * @self: an event
 *
 * Returns: when the policy asked for the refresh or the metadata; 0 if the event is about no such request
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_lab_event_get_request_time (const TarnLabEvent *self);

/**
 * tarn_lab_event_get_start_time:
 * @self: an event
 *
 * Returns: when the run was started; 0 if the event is about none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_lab_event_get_start_time (const TarnLabEvent *self);

/**
 * tarn_lab_event_get_change:
 * @self: an event
 *
 * Returns: (transfer none) (nullable): the change of the run, or the commit; %NULL for an event of another kind
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnChange *tarn_lab_event_get_change (const TarnLabEvent *self);

/**
 * tarn_lab_event_get_stretch:
 * @self: an event
 *
 * Returns: (transfer none) (nullable): the time in which the view showed the same content; %NULL for an event of
 *   another kind
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnStretch *tarn_lab_event_get_stretch (const TarnLabEvent *self);

/**
 * TarnLabMeasureFunc:
 * @value: the number that the function returned for the event before; 0 for the first event
 * @event: what happens; valid during the call
 * @user_data: the pointer that was given to tarn_lab_trial_add_measure()
 *
 * Sees each event from the begin of the window on, in the order in which they happen. The number is all that the
 * function may keep of a trial, because forks share @user_data. The function may only look at the engine.
 *
 * Returns: the number after the event
 *
 * Since: 1.0
 */
typedef gint64 (*TarnLabMeasureFunc) (gint64 value, const TarnLabEvent *event, gpointer user_data);

/**
 * tarn_lab_trial_add_measure:
 * @self: a trial before its window
 * @name: the name of the figure; that of a metric or of a measure of the trial is a programmer error
 * @func: (scope notified) (closure user_data) (destroy destroy): sees each event
 * @user_data: given to @func
 * @destroy: (nullable): frees @user_data when no trial needs it any more
 *
 * Adds a measure. Forks go on with it. The result has its number as a figure of %TARN_LAB_SUBJECT_ALL.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_trial_add_measure (TarnLabTrial *self, const char *name, TarnLabMeasureFunc func,
                                 gpointer user_data, GDestroyNotify destroy);

/**
 * tarn_lab_trial_set_view_percentiles:
 * @self: a trial before its window
 * @has_percentiles: whether each view has percentiles of its age and lag
 *
 * Without a call of this function, only groups and all views together have percentiles. A view needs up to 23
 * kilobytes for them.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_trial_set_view_percentiles (TarnLabTrial *self, gboolean has_percentiles);

/**
 * tarn_lab_trial_keep_series:
 * @self: a trial that has not begun
 *
 * Lets the result have a series: how the mean lag of the views went over time, and which run had which slot. Without
 * a call of this function there is none, because no figure needs it. Pictures do, see tarn_lab_report_to_html().
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_trial_keep_series (TarnLabTrial *self);

/**
 * tarn_lab_trial_set_mode_regret:
 * @self: a trial before its window
 * @has_mode_regret: whether the trial has the figure `mode-regret`
 *
 * Without a call of this function, a trial does not have the figure, because it needs two estimates for each run.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_trial_set_mode_regret (TarnLabTrial *self, gboolean has_mode_regret);

G_END_DECLS
