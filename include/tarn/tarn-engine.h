/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-change-filter.h>
#include <tarn/tarn-cost-model.h>
#include <tarn/tarn-fault-plan.h>
#include <tarn/tarn-journal.h>
#include <tarn/tarn-slot-chooser.h>

G_BEGIN_DECLS

/**
 * TARN_ENGINE_START_TIME:
 *
 * The time at which a new engine starts: 2000-01-01T00:00:00Z, in microseconds since 1970-01-01T00:00:00Z.
 */
#define TARN_ENGINE_START_TIME (G_GINT64_CONSTANT (946684800000000))

/**
 * tarn_engine_set_owner:
 * @self: an engine
 * @thread: the thread that the engine belongs to from now on
 *
 * Hands the engine over to @thread, with its clients, its journal, its fault plan and everything that these
 * returned. From now on only @thread may use them. First call this function. Then let @thread know that it may
 * begin, for example through a #GAsyncQueue or a #GMutex, so that @thread sees everything that this thread
 * has written. A call from another thread than the owner's, from inside a callback, or while a caller waits
 * for a run is a programmer error.
 *
 * A source of the engine in the main loop of the former thread does nothing until the engine is back in that
 * thread. The new thread makes a source of its own.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_engine_set_owner (TarnEngine *self, GThread *thread);

/**
 * tarn_engine_new:
 * @seed: the seed of all random draws
 *
 * Makes an empty engine at %TARN_ENGINE_START_TIME, of replication 0.
 *
 * Returns: (transfer full): an engine
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnEngine *tarn_engine_new (guint64 seed) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_engine_new_for_replication:
 * @seed: the seed of an experiment
 * @replication: which repetition with this seed, from 0
 *
 * Makes an empty engine for one of many independent repetitions of an experiment: their random draws have
 * nothing in common.
 *
 * Returns: (transfer full): an engine
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnEngine *tarn_engine_new_for_replication (guint64 seed,
                                             guint64 replication) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_engine_get_seed:
 * @self: an engine
 *
 * Returns: the seed that the engine was made with; a fork and a restored engine have that of the original
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_engine_get_seed (TarnEngine *self);

/**
 * tarn_engine_get_replication:
 * @self: an engine
 *
 * Returns: the replication that the engine was made for, 0 if it was made by tarn_engine_new(); a fork and a
 *   restored engine have that of the original
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_engine_get_replication (TarnEngine *self);

/**
 * tarn_engine_get_service:
 * @self: an engine
 * @name: the name of a service: `glue` or `datazone`
 *
 * Returns: (transfer none) (nullable): the description of the service, or %NULL if there is no service of
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
 * Sets an option for everything that happens from now on. A run that has its slot, or is in progress, keeps
 * its plan. An answer uses the options of the moment of the call: for prices, and for whether an ended run is too
 * old to be found. A client token that has expired stays expired, whatever lifetime is set later.
 * tarn_service_list_options() lists the options of a service. An option that limits rates, quotas or runs takes
 * %TARN_UNLIMITED. The engine itself has four options. `clock.tie-order` and `clock.tie-seed` are explained in tarn-clock.h.
 * `clock.same-instant-chain-max` is how long a chain of events may be, each scheduled by the one before for the
 * same instant, before a function that drives time gives up, 10,000 by default. How many events stand side by
 * side at one instant does not matter. `clock.instant-rounds-max` is how many rounds an instant may have, 1,000 by
 * default, see tarn_engine_add_instant_func().
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: the call came from inside a condition or a cost model
 * - %TARN_ERROR_UNKNOWN_OPTION: there is no such option
 * - %TARN_ERROR_OUT_OF_RANGE: the value is outside of the option's range, which the message names
 *
 * On error nothing has changed.
 *
 * Returns: whether the option was set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_set_option (TarnEngine *self, const char *name, gint64 value, GError **error);

/**
 * tarn_engine_get_option:
 * @self: an engine
 * @name: the full name of an option
 * @out_value: (out): the value of the option
 * @error: return location for a [error@Tarn.Error]
 *
 * Gets the value of an option.
 *
 * Errors, in the order they are checked; @out_value is untouched then:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_UNKNOWN_OPTION: there is no such option
 *
 * Returns: %TRUE on success, or %FALSE with @error set
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
 * Sets the model that plans refreshes and metadata generation runs from now on: the refreshes that get their
 * slot, and the metadata runs that begin. The engine keeps a reference to the model. The built-in models plan
 * each kind of run that the model has no function for. A model without any function, and a call from inside a
 * condition or a cost model, are programmer errors.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_engine_set_cost_model (TarnEngine *self, TarnCostModel *cost_model);

/**
 * tarn_engine_get_cost_model:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): the cost model that was set, or %NULL if the built-in ones plan all runs
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnCostModel *tarn_engine_get_cost_model (TarnEngine *self);

/**
 * tarn_engine_set_slot_chooser:
 * @self: an engine
 * @slot_chooser: (nullable): a slot chooser, or %NULL for the run that has waited longest
 *
 * Sets the object that chooses which waiting refresh run gets a free slot, see tarn-slot-chooser.h. The engine
 * keeps a reference to it. The journal does not contain a slot chooser, so set it before a replay. A chooser
 * without its function, and a call from inside a condition, a cost model or a slot chooser, are programmer
 * errors.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_engine_set_slot_chooser (TarnEngine *self, TarnSlotChooser *slot_chooser);

/**
 * tarn_engine_get_slot_chooser:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): the slot chooser that was set, or %NULL for none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnSlotChooser *tarn_engine_get_slot_chooser (TarnEngine *self);

/**
 * tarn_engine_set_journal:
 * @self: an engine
 * @journal: (nullable): a journal, or %NULL for none
 *
 * Sets the journal that the engine writes into from now on. The engine keeps a reference to it. The entries
 * that are already in the journal stay there. A journal that was taken away can be given back. A call from
 * inside a condition or a cost model is a programmer error.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_engine_set_journal (TarnEngine *self, TarnJournal *journal);

/**
 * tarn_engine_get_journal:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): the journal that the engine writes, or %NULL for none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnJournal *tarn_engine_get_journal (TarnEngine *self);

/**
 * tarn_engine_replay:
 * @self: an engine in the state in which the journal's engine was when the journal began, such as a new one
 *   with the same seed, or a fork or a snapshot that was made at that moment
 * @journal: a journal
 * @error: return location for a [error@Tarn.Error]
 *
 * Executes the commands of the journal again: calls, options, statements, faults, and the moves of the clock.
 * Commands that the user's observers and timeouts gave are among them. After the replay, the engine is in the
 * state in which the journal's engine was when the journal ended, with the same digest. The journal does not
 * contain a user's own cost model, so set the model before the replay. If another engine used the same fault
 * plan meanwhile, the journal does not contain what the rules have counted there.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: the call came from inside a callback
 * - %TARN_ERROR_REPLAY: the engine has a journal itself
 * - %TARN_ERROR_REPLAY: the journal has a bound, was read from a file, or was taken away from its engine and
 *   given back since it was last cleared
 * - %TARN_ERROR_REPLAY: something else happens than the journal says; the message has the number of the first
 *   entry that differs and both lines, and the engine stays where the difference was found
 *
 * Returns: whether everything happened as the journal says
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_replay (TarnEngine *self, TarnJournal *journal, GError **error);

/**
 * tarn_engine_create_fault_plan:
 * @self: an engine
 *
 * Makes a fault plan for the services of the engine. It may be given to another engine of the same thread
 * too.
 *
 * Returns: (transfer full): an empty fault plan
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnFaultPlan *tarn_engine_create_fault_plan (TarnEngine *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_engine_get_fault_plan:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): the fault plan, or %NULL for none; a fork and a restored engine have a
 *   plan of their own
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
 * Sets the fault plan for everything that happens from now on. The engine keeps a reference to it. A run that
 * has not ended keeps the faults that it already has. A call from inside a condition or a cost model is a
 * programmer error.
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
 * @destroy: (nullable): called with @user_data when the observer is removed or the engine is freed
 *
 * Adds an observer of every change but commits. Observers are notified in the order in which they were added.
 * An observer that is added during a notification is notified from the next change on. A call from inside a
 * condition or a cost model is a programmer error.
 *
 * Returns: an id for tarn_engine_remove_observer(), never 0 except after a programmer error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_engine_add_observer (TarnEngine *self, TarnObserverFunc func, gpointer user_data,
                                GDestroyNotify destroy);

/**
 * tarn_engine_add_filtered_observer:
 * @self: an engine
 * @filter: says which changes @func is called after; the engine copies it
 * @func: (scope notified): called after each change that passes the filter
 * @user_data: given to @func
 * @destroy: (nullable): called with @user_data when the observer is removed or the engine is freed
 *
 * Adds an observer of some changes, or of commits, see #TarnChangeFilter. In all else it is like one that
 * tarn_engine_add_observer() adds, and keeps its place in the same order.
 *
 * Returns: an id for tarn_engine_remove_observer(), never 0 except after a programmer error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_engine_add_filtered_observer (TarnEngine *self, const TarnChangeFilter *filter,
                                         TarnObserverFunc func, gpointer user_data,
                                         GDestroyNotify destroy);

/**
 * tarn_engine_set_observer_copy_func: (skip)
 * @self: an engine
 * @id: the id of an observer
 * @copy: (nullable): makes what the observer of a fork is given, or %NULL to leave the observer behind
 *
 * Sets whether a fork takes an observer along. The observer of the fork has the same id, the same filter and the
 * same place in the order of the observers. Without a copy function, a fork leaves the observer behind. In other
 * languages than C the pointer of an observer belongs to the binding, so this function is for C only. A call from
 * inside a condition or a cost model is a programmer error.
 *
 * Returns: whether there is such an observer
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_set_observer_copy_func (TarnEngine *self, guint id, TarnCopyFunc copy);

/**
 * tarn_engine_remove_observer:
 * @self: an engine
 * @id: the id of an observer
 *
 * Removes an observer. The function of an observer may remove its own observer: the destroy function is
 * called after all observers have been notified. A call from inside a condition or a cost model is a
 * programmer error.
 *
 * Returns: whether there was such an observer
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_remove_observer (TarnEngine *self, guint id);

/**
 * tarn_engine_set_emits_changes:
 * @self: an engine
 * @emits_changes: whether the engine emits #TarnEngine::change
 *
 * Decides whether the engine emits #TarnEngine::change. At first it does. GObject does not notify the engine when
 * a handler is connected, so the engine asks at each change of a run. An engine that does not emit the signal need
 * not ask, and is faster. Its observers are notified as before.
 *
 * This is not part of the state: a fork and a restored engine emit the signal. A call from inside a condition or
 * a cost model is a programmer error.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_engine_set_emits_changes (TarnEngine *self, gboolean emits_changes);

/**
 * tarn_engine_get_emits_changes:
 * @self: an engine
 *
 * Returns: whether the engine emits #TarnEngine::change
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_get_emits_changes (TarnEngine *self);

/**
 * TarnEngine:cost-model:
 *
 * See tarn_engine_set_cost_model().
 *
 * Since: 1.0
 */

/**
 * TarnEngine:emits-changes:
 *
 * See tarn_engine_set_emits_changes().
 *
 * Since: 1.0
 */

/**
 * TarnEngine:fault-plan:
 *
 * See tarn_engine_set_fault_plan().
 *
 * Since: 1.0
 */

/**
 * TarnEngine:journal:
 *
 * See tarn_engine_set_journal().
 *
 * Since: 1.0
 */

/**
 * TarnEngine:now:
 *
 * See tarn_engine_get_now(). The engine does not notify of it, because time moves with every event.
 *
 * Since: 1.0
 */

/**
 * TarnEngine:replication:
 *
 * See tarn_engine_new_for_replication(). It can only be set when the engine is made.
 *
 * Since: 1.0
 */

/**
 * TarnEngine:seed:
 *
 * See tarn_engine_new_for_replication(). It can only be set when the engine is made.
 *
 * Since: 1.0
 */

/**
 * TarnEngine:slot-chooser:
 *
 * See tarn_engine_set_slot_chooser().
 *
 * Since: 1.0
 */

/**
 * TarnEngine:speed:
 *
 * See tarn_engine_set_speed().
 *
 * Since: 1.0
 */

/**
 * TarnEngine::change:
 * @self: the engine
 * @change: the change, valid during the call
 *
 * Emitted for each change but commits, after every observer was notified about it. The name of the service is
 * the detail of the signal: `change::glue` is emitted only for refresh runs, and `change::datazone` only for
 * metadata generation runs. A handler may do what an observer may do, see #TarnObserverFunc. A handler that an
 * observer connects is called from the change on that the observer is notified about, and a handler that
 * another handler connects is called from the next change on. A fork and a restored engine have no handlers.
 *
 * An observer is a little faster than a handler, because the engine asks GObject about handlers at each
 * change, see tarn_engine_set_emits_changes().
 *
 * Since: 1.0
 */

G_END_DECLS
