/* SPDX-License-Identifier: MIT */
/*
 * A trial is one scenario under its policies, with the random draws of one replication, on an engine of its own.
 *
 * The lab draws by names and places what happens irrespective of the policies. The commits of a table are drawn by its
 * name and their number. How long a run takes, and whether it fails, is drawn by the name of the view, by the `window`
 * of the scenario in which the run starts, and by how many runs of the view started in it before. So another table,
 * another view or another policy does not change these draws. Only a run that the service starts by itself draws by
 * the number of runs that the view has had.
 *
 * Policies are asked at the end of each instant at which something happens that concerns them, in the order of the
 * scenario. A request waits in its policy until a slot is free for it.
 *
 * The window has the events at its begin, and lacks those at its end.
 */
#pragma once

#include <tarn-lab/tarn-lab-types.h>

G_BEGIN_DECLS

#define TARN_LAB_TYPE_TRIAL (tarn_lab_trial_get_type ())

/**
 * TarnLabTrial:
 *
 * A trial. Only one thread at a time may use it, as with the engine that it has.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TarnLabTrial, tarn_lab_trial, TARN_LAB, TRIAL, GObject)

/**
 * tarn_lab_trial_new:
 * @scenario: a scenario without axes
 * @replication: which random draws; the same scenario and replication give the same figures
 * @error: return location for a #GError
 *
 * Makes a trial at the start of its scenario, with nothing simulated yet.
 *
 * Errors: %TARN_LAB_ERROR_AXES if the scenario has axes, and the errors of tarn_engine_set_option() and
 * tarn_glue_client_create_table() for what only the engine can know to be wrong.
 *
 * Returns: (transfer full) (nullable): a trial
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabTrial *tarn_lab_trial_new (TarnLabScenario *scenario, guint64 replication,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_trial_get_scenario:
 * @self: a trial
 *
 * Returns: (transfer none): its scenario
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabScenario *tarn_lab_trial_get_scenario (TarnLabTrial *self);

/**
 * tarn_lab_trial_get_engine:
 * @self: a trial
 *
 * The engine may be looked at, observed and saved. A program that changes it or drives it changes the trial. The
 * engine does not emit #TarnEngine::change, because trials are faster then; tarn_engine_set_emits_changes() switches
 * the signal on.
 *
 * Returns: (transfer none): the engine of the trial
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnEngine *tarn_lab_trial_get_engine (TarnLabTrial *self);

/**
 * tarn_lab_trial_get_glue_client:
 * @self: a trial
 *
 * Returns: (transfer none): the client that the trial uses
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnGlueClient *tarn_lab_trial_get_glue_client (TarnLabTrial *self);

/**
 * tarn_lab_trial_get_end_time:
 * @self: a trial
 *
 * Returns: the virtual time at which the window ends
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_lab_trial_get_end_time (TarnLabTrial *self);

/**
 * tarn_lab_trial_advance_to:
 * @self: a trial
 * @time_us: a time from now to the end of the window
 * @error: return location for a #GError
 *
 * Simulates up to a time, and what happens at it, except that nothing happens any more at the end of the window.
 *
 * Errors, in the order they are checked:
 *
 * - the error of an earlier call, because after an error the trial stays where the error came
 * - %TARN_ERROR_OUT_OF_RANGE: the time is before now, or after the end of the window; nothing happened
 * - %TARN_LAB_ERROR_POLICY: a policy did what it may not; the message names the policy
 * - the errors of tarn_glue_client_commit(): the engine refused a commit; the message names the table
 * - the errors of tarn_engine_advance_to()
 *
 * Returns: whether it succeeded
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_trial_advance_to (TarnLabTrial *self, gint64 time_us, GError **error);

/**
 * tarn_lab_trial_finish:
 * @self: a trial
 * @error: return location for a #GError
 *
 * Simulates the rest of the trial, drains it if the scenario says so, and makes the figures. The errors are those of
 * tarn_lab_trial_advance_to(), and %TARN_LAB_ERROR_CHECK if the figures do not add up.
 *
 * Returns: (transfer full) (nullable): the figures
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabResult *tarn_lab_trial_finish (TarnLabTrial *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_trial_fork:
 * @self: a trial
 * @error: return location for a #GError
 *
 * Makes a copy of the trial as it is now, which goes on by itself. From here on both simulate the same. They share
 * nothing that changes, so they may go on in two threads; hand the engine of the fork over with
 * tarn_engine_set_owner() before.
 *
 * Errors: %TARN_LAB_ERROR_POLICY if a policy cannot be copied, and the errors of tarn_engine_fork().
 *
 * Returns: (transfer full) (nullable): another trial
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabTrial *tarn_lab_trial_fork (TarnLabTrial *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * TarnLabLogFunc:
 * @line: a line of comma-separated values, without a line break; valid during the call
 * @user_data: the pointer that was given
 *
 * Is given each line of the event log.
 *
 * Since: 1.0
 */
typedef void (*TarnLabLogFunc) (const char *line, gpointer user_data);

/**
 * tarn_lab_trial_set_log_func:
 * @self: a trial that has not begun
 * @func: (scope notified) (closure user_data) (destroy destroy): is given each line
 * @user_data: a pointer for @func
 * @destroy: (nullable): frees @user_data
 *
 * Logs each request, start, change of a run and commit, also those of the warm-up. The first line names the
 * columns. A fork has no log.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_trial_set_log_func (TarnLabTrial *self, TarnLabLogFunc func, gpointer user_data,
                                  GDestroyNotify destroy);

/**
 * TARN_LAB_TIMELINE_EVENTS_MAX:
 *
 * The greatest number of events of a timeline.
 *
 * Since: 1.0
 */
#define TARN_LAB_TIMELINE_EVENTS_MAX 5000000

/**
 * tarn_lab_trial_set_timeline_func:
 * @self: a trial that has not begun
 * @func: (scope notified) (closure user_data) (destroy destroy): is given each line
 * @user_data: a pointer for @func
 * @destroy: (nullable): frees @user_data
 *
 * Writes the trial as a Chrome trace, in the JSON format that Perfetto and `chrome://tracing` read. The lines together
 * are the JSON object. The last one comes when tarn_lab_trial_finish() succeeds. A fork has no timeline. Assets and
 * their metadata runs are not in it.
 *
 * Times are virtual microseconds since the start of the scenario, and the events are in their order. There are four
 * groups of tracks:
 *
 * - `lake` counts the refreshes that run, the requests that wait, and the DPU of the running refreshes. The last
 *   counter has for each refresh the greatest number of DPU that it was estimated to need when it got its slot.
 * - `slots` has a track for each slot. A span there is a run, from its slot to its end, and has the name of the view.
 *   In it are spans for its statuses. A run gets the lowest slot that is free.
 * - `waiting` has a span for each request that waited: from the request until the run got its slot, or until the
 *   policy gave the request up.
 * - `commits` has an instant for each commit to a table, and for each publication of a view.
 *
 * A span that is open at the end is closed there, and says so. A trial with more than %TARN_LAB_TIMELINE_EVENTS_MAX
 * events fails with %TARN_LAB_ERROR_TOO_LARGE.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_trial_set_timeline_func (TarnLabTrial *self, TarnLabLogFunc func, gpointer user_data,
                                       GDestroyNotify destroy);

/**
 * tarn_lab_trial_explain:
 * @self: a trial
 * @view: the name of a view, `database.table`
 * @error: return location for a #GError
 *
 * Explains why a view is as stale as it is now. The first line has its lag, its SLO and its age, as the figures have
 * them. The next lines say since when it lacks commits to its base tables, and what it waits for: the next request of
 * its policy, a slot, the end of a run, or a view that it reads. Such a view is explained too, down to the base tables.
 *
 * A name that no view has is %TARN_LAB_ERROR_SCENARIO. The other errors are those of tarn_lab_trial_fork(), because
 * the trial is asked in a fork, and stays as it is.
 *
 * Returns: (transfer full) (nullable): lines of text
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_trial_explain (TarnLabTrial *self, const char *view,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
