/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-change.h>
#include <tarn/tarn-cost-model.h>
#include <tarn/tarn-fault-plan.h>
#include <tarn/tarn-journal.h>

G_BEGIN_DECLS

/**
 * TARN_ENGINE_START_TIME:
 *
 * When a new engine starts: 2000-01-01T00:00:00Z, in microseconds since 1970-01-01T00:00:00Z.
 */
#define TARN_ENGINE_START_TIME (G_GINT64_CONSTANT (946684800000000))

/**
 * tarn_engine_set_owner:
 * @self: an engine
 * @thread: the thread that it belongs to from now on
 *
 * Hands the engine over, with its clients, its journal, its fault plan and all that these returned: from now
 * on only @thread may use them. That thread must be started, or told, after this call and by means that
 * GLib's threads have for it, such as g_thread_join() or an asynchronous queue. From another thread than the
 * owner's, from inside a callback, or while somebody waits for a run, this is a
 * programmer's error.
 *
 * A source of the engine rests in the main loop of the former thread until the engine is back there; the new one
 * makes its own.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_engine_set_owner (TarnEngine *self, GThread *thread);

/**
 * tarn_engine_new:
 * @seed: the seed of all luck
 *
 * Makes an empty lake at %TARN_ENGINE_START_TIME, of replication 0.
 *
 * Returns: (transfer full): an engine
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnEngine *tarn_engine_new (guint64 seed) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_engine_new_replication:
 * @seed: the seed of an experiment
 * @replication: which repetition with it, from 0
 *
 * The same for one of many independent repetitions of an experiment: their luck has nothing in
 * common.
 *
 * Returns: (transfer full): an engine
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnEngine *tarn_engine_new_replication (guint64 seed,
                                         guint64 replication) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_engine_get_service:
 * @self: an engine
 * @name: the name of a service: `glue` or `datazone`
 *
 * Returns: (transfer none) (nullable): the description of the service, or %NULL if there is none of
 *   that name
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnService *tarn_engine_get_service (TarnEngine *self, const char *name);

/**
 * tarn_engine_set_option:
 * @self: an engine
 * @name: the full name of an option, such as `glue.stop-latency-us`
 * @value: the value, in the unit that the name ends with
 * @error: return location for a [error@Tarn.Error]
 *
 * Sets an option. It holds for what happens from now on: a run that has its slot, or is in progress,
 * keeps its plan. What is asked is answered by the options of that moment: prices, whether an ended run
 * is too old to be found, whether a client token has expired.
 * See tarn_service_list_options() for those of a service. The engine itself has three: `clock.tie-order`
 * and `clock.tie-seed`, see tarn-clock.h, and `clock.same-instant-events-max`, how many events may be
 * scheduled by events of one and the same instant before a verb gives up, 10,000 by default.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_BUSY: called from inside a condition or a cost model
 * - %TARN_ERROR_UNKNOWN_OPTION: there is no such option
 * - %TARN_ERROR_OUT_OF_RANGE: the value is outside of the option's range, which the message tells
 *
 * On error nothing has changed.
 *
 * Returns: whether it was set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_set_option (TarnEngine *self, const char *name, gint64 value, GError **error);

/**
 * tarn_engine_get_option:
 * @self: an engine
 * @name: the full name of an option
 * @out_value: (out): its value
 * @error: return location for a [error@Tarn.Error]
 *
 * Errors:
 *
 * - %TARN_ERROR_UNKNOWN_OPTION: there is no such option; @out_value is untouched
 *
 * Returns: whether there is such an option
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_get_option (TarnEngine *self, const char *name, gint64 *out_value,
                                 GError **error);

/**
 * tarn_engine_set_cost_model:
 * @self: an engine
 * @cost_model: (nullable): a model, or %NULL for the built-in ones
 *
 * Sets what plans the refreshes that get their slot, and the metadata generation runs that begin, from now
 * on. A kind of run that the model has no function for is planned by the built-in model. A model without any
 * function, and a call from inside a condition or a cost model, are programmer's errors.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_engine_set_cost_model (TarnEngine *self, TarnCostModel *cost_model);

/**
 * tarn_engine_set_journal:
 * @self: an engine
 * @journal: (nullable): a journal, or %NULL for none
 *
 * Sets where to write down what is said and done from now on. What the journal holds already stays;
 * a journal that is taken away can be given back. From inside a condition or a cost model this is a
 * programmer's error.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_engine_set_journal (TarnEngine *self, TarnJournal *journal);

/**
 * tarn_engine_replay:
 * @self: an engine in the state in which the journal's was when the journal began, such as a new one with
 *   the same seed, or a fork or a snapshot that was made at that moment
 * @journal: a journal
 * @error: where to put an error
 *
 * Does again what the journal tells: calls, options, statements, faults, and the moves of the clock; what
 * observers and timeouts of the user did is among it. After it the engine is in the state in which the
 * journal's was when the journal ended, with the same digest. A user's own cost models are not told, and
 * must be set before. A fault plan that another engine used meanwhile has counted what is not told either.
 *
 * Errors, in this order: %TARN_ERROR_WRONG_THREAD; %TARN_ERROR_BUSY from inside a callback; %TARN_ERROR_REPLAY
 * if the engine has a journal itself, if the journal has a bound or was taken away from its engine and
 * given back, and, with the number of the first entry that differs and both lines, if something else
 * happens than the journal tells. Then the engine is where the difference was found.
 *
 * Returns: whether all went as told
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_replay (TarnEngine *self, TarnJournal *journal, GError **error);

/**
 * tarn_engine_create_fault_plan:
 * @self: an engine
 *
 * Returns: (transfer full): an empty fault plan for the services of the engine; it may be given to
 *   another engine of the same thread too
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnFaultPlan *tarn_engine_create_fault_plan (TarnEngine *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_engine_get_fault_plan:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): the fault plan, which in a fork or a restored engine is its own, or
 *   %NULL for none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnFaultPlan *tarn_engine_get_fault_plan (TarnEngine *self);

/**
 * tarn_engine_set_fault_plan:
 * @self: an engine
 * @plan: (nullable): a fault plan, or %NULL for none
 *
 * Sets what goes wrong from now on. What is under way goes on: a run keeps what was to happen to it.
 * From inside a condition or a cost model this is a programmer's error.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_engine_set_fault_plan (TarnEngine *self, TarnFaultPlan *plan);

/**
 * tarn_engine_add_observer:
 * @self: an engine
 * @func: (scope notified): called after each change of a run
 * @user_data: given to @func
 * @destroy: (nullable): called with @user_data when the observer is removed or the engine goes
 *
 * Adds somebody who watches. Several are called in the order they were added; one that is added
 * during a call is called from the next change on. From inside a condition or a cost model this is a
 * programmer's error.
 *
 * Returns: an id for tarn_engine_remove_observer(), never 0
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_engine_add_observer (TarnEngine *self, TarnObserverFunc func, gpointer user_data,
                                GDestroyNotify destroy);

/**
 * tarn_engine_remove_observer:
 * @self: an engine
 * @id: the id of an observer
 *
 * Removes an observer; legal from inside a call of it: its destroy function is called when all have
 * been told. From inside a condition or a cost model this is a programmer's error.
 *
 * Returns: whether there was one
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_remove_observer (TarnEngine *self, guint id);

/**
 * TarnEngine::change:
 * @self: the engine
 * @change: (type TarnChange): the change, a pointer that is valid during the call
 *
 * Emitted for each change after every observer has seen it, with the name of the service as the
 * detail: `change::glue` is of refresh runs only, `change::datazone` of metadata generation runs only.
 * Handlers may do what observers may, see #TarnObserverFunc. A handler that is connected while changes are
 * delivered hears of those that come after. A fork and a restored engine have no handlers.
 *
 * While no handler is connected, the engine asks GObject for one when a run changes, which takes 13 ns. An
 * observer is called without asking.
 *
 * Since: 1.0
 */

G_END_DECLS
