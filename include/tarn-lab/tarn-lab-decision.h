/* SPDX-License-Identifier: MIT */
/*
 * A policy looks at the data lake, and writes its answers down. Views are numbers: their places in the scenario. Times are
 * microseconds since 1970, and durations are microseconds.
 */
#pragma once

#include <tarn-lab/tarn-lab-types.h>

G_BEGIN_DECLS

/**
 * TARN_LAB_NEVER:
 *
 * No time: for a view that lacks no commit, a view without an objective, and a policy that asks for no time.
 *
 * Since: 1.0
 */
#define TARN_LAB_NEVER (G_GINT64_CONSTANT (9223372036854775807))

/**
 * TarnLabWakeKind:
 * @TARN_LAB_WAKE_START: the trial has just begun; this wakes each policy once
 * @TARN_LAB_WAKE_TIME: the time has come that the policy has asked for
 * @TARN_LAB_WAKE_COMMIT: a commit to a table that the view reads, or of a view that it reads
 * @TARN_LAB_WAKE_END: a run of the view has ended, in whatever way
 * @TARN_LAB_WAKE_SLOT: a slot is free, and the policy waits for one
 * @TARN_LAB_WAKE_REFUSAL: a start that the policy has answered was refused, so the request waits on
 *
 * Says what has woken a policy.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_LAB_WAKE_START,
  TARN_LAB_WAKE_TIME,
  TARN_LAB_WAKE_COMMIT,
  TARN_LAB_WAKE_END,
  TARN_LAB_WAKE_SLOT,
  TARN_LAB_WAKE_REFUSAL,
} TarnLabWakeKind;

#define TARN_LAB_TYPE_WAKE_KIND (tarn_lab_wake_kind_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_lab_wake_kind_get_type (void) G_GNUC_CONST;

#define TARN_LAB_TYPE_LAKE (tarn_lab_lake_get_type ())

/**
 * TarnLabLake:
 *
 * The data lake as a policy sees it. Nothing of the future is in it. A policy may look at it while it is asked, and while it
 * is created; at another time that is an error of the policy, and what is returned is 0, %NULL or empty. This is also
 * so for a view that is not there.
 *
 * Since: 1.0
 */
typedef struct _TarnLabLake TarnLabLake;

TARN_AVAILABLE_IN_1_0
GType tarn_lab_lake_get_type (void) G_GNUC_CONST;

#define TARN_LAB_TYPE_ANSWERS (tarn_lab_answers_get_type ())

/**
 * TarnLabAnswers:
 *
 * A policy gives its answers by the functions of this type. It calls them while it is asked, for the views about which
 * it decides; any other call is an error of the policy.
 *
 * Since: 1.0
 */
typedef struct _TarnLabAnswers TarnLabAnswers;

TARN_AVAILABLE_IN_1_0
GType tarn_lab_answers_get_type (void) G_GNUC_CONST;

/**
 * tarn_lab_lake_ref:
 * @self: a data lake
 *
 * Adds a reference. After its trial, nothing can be seen of the data lake.
 *
 * Returns: (transfer full): the data lake
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabLake *tarn_lab_lake_ref (TarnLabLake *self);

/**
 * tarn_lab_lake_unref:
 * @self: (transfer full): a data lake
 *
 * Drops a reference.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_lake_unref (TarnLabLake *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabLake, tarn_lab_lake_unref)

/**
 * tarn_lab_answers_ref:
 * @self: answers
 *
 * Adds a reference. After their trial, the answers change nothing.
 *
 * Returns: (transfer full): the answers
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabAnswers *tarn_lab_answers_ref (TarnLabAnswers *self);

/**
 * tarn_lab_answers_unref:
 * @self: (transfer full): answers
 *
 * Drops a reference.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_answers_unref (TarnLabAnswers *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabAnswers, tarn_lab_answers_unref)

/* --- The instant ------------------------------------------------------------------------------ */

/**
 * tarn_lab_lake_get_now:
 * @self: a data lake
 *
 * Returns: the time
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_lab_lake_get_now (const TarnLabLake *self);

/**
 * tarn_lab_lake_get_start_time:
 * @self: a data lake
 *
 * Returns: the time at which the trial began, before the warm-up
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_lab_lake_get_start_time (const TarnLabLake *self);

/**
 * tarn_lab_lake_get_round:
 * @self: a data lake
 *
 * Returns: how often the policy was asked at this instant before
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_lab_lake_get_round (const TarnLabLake *self);

/**
 * tarn_lab_lake_is_draining:
 * @self: a data lake
 *
 * Returns: whether the window is over. Then no new request is taken, and those that wait can be started
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_lake_is_draining (const TarnLabLake *self);

/**
 * tarn_lab_lake_get_n_wakes:
 * @self: a data lake
 *
 * Returns: how many things have woken the policy
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_lab_lake_get_n_wakes (const TarnLabLake *self);

/**
 * tarn_lab_lake_get_wake:
 * @self: a data lake
 * @index: which one; a number that is not there is an error of the policy
 * @out_view: (out) (optional): the view of a commit, an end or a refusal; %G_MAXUINT of another
 * @out_request_us: (out) (optional): of a refusal, when the request was made that waits on; otherwise 0
 *
 * Reads what has woken the policy, in the order in which it happened.
 *
 * Returns: what has woken the policy
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabWakeKind tarn_lab_lake_get_wake (const TarnLabLake *self, guint index, guint *out_view,
                                        gint64 *out_request_us);

/**
 * tarn_lab_lake_get_n_slots:
 * @self: a data lake
 *
 * Returns: how many runs can run at the same time, or %TARN_UNLIMITED
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_lab_lake_get_n_slots (const TarnLabLake *self);

/**
 * tarn_lab_lake_get_n_free_slots:
 * @self: a data lake
 *
 * Returns: how many runs can be started now, or %G_MAXUINT if there is no limit. Starts that the policy has answered
 *   since it was asked count as started
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_lab_lake_get_n_free_slots (const TarnLabLake *self);

/* --- Views ------------------------------------------------------------------------------------ */

/**
 * tarn_lab_lake_get_views:
 * @self: a data lake
 * @out_n_views: (out): their number
 *
 * Returns: (transfer none) (array length=out_n_views): the views about which the policy decides, in the order of the
 *   scenario
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const guint *tarn_lab_lake_get_views (const TarnLabLake *self, guint *out_n_views);

/**
 * tarn_lab_lake_get_name:
 * @self: a data lake
 * @view: the number of a view
 *
 * Returns: (transfer none) (nullable): its name
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnTableName *tarn_lab_lake_get_name (const TarnLabLake *self, guint view);

/**
 * tarn_lab_lake_get_weight:
 * @self: a data lake
 * @view: the number of a view
 *
 * Returns: its weight, at least 1
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_lab_lake_get_weight (const TarnLabLake *self, guint view);

/**
 * tarn_lab_lake_get_age_slo:
 * @self: a data lake
 * @view: the number of a view
 *
 * Returns: its objective for the age, or %TARN_LAB_NEVER if it has none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_lab_lake_get_age_slo (const TarnLabLake *self, guint view);

/**
 * tarn_lab_lake_get_lag_slo:
 * @self: a data lake
 * @view: the number of a view
 *
 * Returns: its objective for the lag, or %TARN_LAB_NEVER if it has none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_lab_lake_get_lag_slo (const TarnLabLake *self, guint view);

/**
 * tarn_lab_lake_get_upstream:
 * @self: a data lake
 * @view: the number of a view
 * @out_n_views: (out): their number
 *
 * Returns: (transfer none) (array length=out_n_views): the views that the view reads
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const guint *tarn_lab_lake_get_upstream (const TarnLabLake *self, guint view, guint *out_n_views);

/**
 * tarn_lab_lake_get_downstream:
 * @self: a data lake
 * @view: the number of a view
 * @out_n_views: (out): their number
 *
 * Returns: (transfer none) (array length=out_n_views): the views that read the view
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const guint *tarn_lab_lake_get_downstream (const TarnLabLake *self, guint view, guint *out_n_views);

/**
 * tarn_lab_lake_create_random_stream:
 * @self: a data lake
 * @view: the number of a view
 * @purpose: what the draws are for
 *
 * Makes a stream of draws for a policy. They have nothing in common with the draws of the trial, and depend on the seed
 * of the scenario, the replication, the name of the view and @purpose.
 *
 * Returns: (transfer full) (nullable): a stream
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRandomStream *
tarn_lab_lake_create_random_stream (const TarnLabLake *self, guint view,
                                    const char *purpose) G_GNUC_WARN_UNUSED_RESULT;

/* --- What a view lacks, and what its runs take ------------------------------------------------ */

/**
 * tarn_lab_lake_is_active:
 * @self: a data lake
 * @view: the number of a view
 *
 * Returns: whether a run of the view has not ended
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_lake_is_active (const TarnLabLake *self, guint view);

/**
 * tarn_lab_lake_get_active_since:
 * @self: a data lake
 * @view: the number of a view
 *
 * Returns: when the run that has not ended was started; 0 without one
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_lab_lake_get_active_since (const TarnLabLake *self, guint view);

/**
 * tarn_lab_lake_get_n_waiting:
 * @self: a data lake
 * @view: the number of a view
 *
 * Returns: how many requests of the view were neither started nor rejected
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_lab_lake_get_n_waiting (const TarnLabLake *self, guint view);

/**
 * tarn_lab_lake_get_pending_commits:
 * @self: a data lake
 * @view: the number of a view
 *
 * Returns: how many commits its sources have that the view does not show
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_lab_lake_get_pending_commits (const TarnLabLake *self, guint view);

/**
 * tarn_lab_lake_get_pending_bytes:
 * @self: a data lake
 * @view: the number of a view
 *
 * Returns: how many bytes these commits have changed
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_lab_lake_get_pending_bytes (const TarnLabLake *self, guint view);

/**
 * tarn_lab_lake_get_oldest_pending_time:
 * @self: a data lake
 * @view: the number of a view
 *
 * Returns: the time of the first of these commits, or %TARN_LAB_NEVER
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_lab_lake_get_oldest_pending_time (const TarnLabLake *self, guint view);

/**
 * tarn_lab_lake_get_source_bytes:
 * @self: a data lake
 * @view: the number of a view
 *
 * Returns: the size of all that the view reads
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_lab_lake_get_source_bytes (const TarnLabLake *self, guint view);

/**
 * tarn_lab_lake_estimate_refresh:
 * @self: a data lake
 * @view: the number of a view
 * @type: how the run refreshes, or %TARN_REFRESH_TYPE_NONE for what the service would choose
 *
 * Estimates a run that would get its slot now, without what is drawn for it.
 *
 * Returns: (transfer full) (nullable): the estimate, or %NULL if there is none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshEstimate *
tarn_lab_lake_estimate_refresh (const TarnLabLake *self, guint view,
                                TarnRefreshType type) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_lake_get_last_success:
 * @self: a data lake
 * @view: the number of a view
 * @out_type: (out) (optional): how it refreshed
 * @out_duration_us: (out) (optional): its time from its slot to its end
 * @out_dpu_milliseconds: (out) (optional): what it used
 * @out_billed_dpu_milliseconds: (out) (optional): what is billed for it
 *
 * Reads the latest run of a view that has succeeded. Only a policy that %TARN_LAB_WAKES_ENDS wakes knows it.
 *
 * Returns: whether there was one
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_lake_get_last_success (const TarnLabLake *self, guint view,
                                         TarnRefreshType *out_type, gint64 *out_duration_us,
                                         gint64 *out_dpu_milliseconds,
                                         gint64 *out_billed_dpu_milliseconds);

/* --- Answers ---------------------------------------------------------------------------------- */

/**
 * tarn_lab_answers_request:
 * @self: answers
 * @view: the number of a view
 *
 * Asks for a refresh, which waits until it is started or rejected.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_answers_request (TarnLabAnswers *self, guint view);

/**
 * tarn_lab_answers_skip:
 * @self: answers
 * @view: the number of a view
 *
 * Says that no refresh is asked for at a time at which one could have been.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_answers_skip (TarnLabAnswers *self, guint view);

/**
 * tarn_lab_answers_reject:
 * @self: answers
 * @view: the number of a view
 * @request_us: when the request was made
 *
 * Gives a request up. To give one up where none waits is an error of the policy.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_answers_reject (TarnLabAnswers *self, guint view, gint64 request_us);

/**
 * tarn_lab_answers_start:
 * @self: answers
 * @view: the number of a view
 * @request_us: when the request was made
 * @mode: how the run refreshes the view
 * @threshold_percent: with %TARN_REFRESH_MODE_SERVICE, from which part of changed bytes on a refresh is full, 0 to
 *   100; -1 for that of the option `glue.incremental-threshold-percent`
 *
 * Starts the request that was made at @request_us. If the view has no request, one is made now. The start is refused
 * if no slot is free, or if the service refuses it: then the request waits on, and %TARN_LAB_WAKE_REFUSAL wakes the
 * policy.
 *
 * These are errors of the policy: a view whose run has not ended, a mode or a threshold that there is not, and a
 * request of the future or from before the trial.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_answers_start (TarnLabAnswers *self, guint view, gint64 request_us,
                             TarnRefreshMode mode, gint threshold_percent);

/**
 * tarn_lab_answers_stop:
 * @self: answers
 * @view: the number of a view
 *
 * Stops the run of a view that has not ended. Without one, nothing happens.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_answers_stop (TarnLabAnswers *self, guint view);

/**
 * tarn_lab_answers_set_next_wake:
 * @self: answers
 * @time_us: a time after now, or %TARN_LAB_NEVER
 *
 * Asks to be woken at a time, in place of the one that was asked for before. A time that is not after now is an error
 * of the policy.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_answers_set_next_wake (TarnLabAnswers *self, gint64 time_us);

/**
 * tarn_lab_answers_wait_for_slot:
 * @self: answers
 *
 * Asks to be woken when a slot is free, until the policy is asked again. A slot that was free already when the policy
 * was asked does not wake it.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_answers_wait_for_slot (TarnLabAnswers *self);

G_END_DECLS
