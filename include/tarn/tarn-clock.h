/* SPDX-License-Identifier: MIT */
/*
 * Each engine has a clock of its own. This chapter says what virtual time is, and how it moves.
 *
 * Time. Virtual time is a number of microseconds since 1970-01-01T00:00:00Z. It has nothing to do with real
 * time: no clock of the machine decides what happens in an engine, or when. A new engine starts at
 * %TARN_ENGINE_START_TIME. Write durations with the constants of GLib, such as G_TIME_SPAN_SECOND and
 * G_TIME_SPAN_HOUR. Do not use G_USEC_PER_SEC: it is an int, and a product with it overflows after 35
 * minutes.
 *
 * Events. Everything happens in a sequence of events. Between two events nothing happens, and time stands
 * still. An event is one of these:
 *
 * - a step of a run: the run gets its slot, begins, ends, or has been stopped
 * - an automatic refresh that falls due
 * - a fault of the fault plan that begins or ends at a certain time
 * - a timeout that you have added
 * - the end of an instant, if you have added a function for it
 *
 * Your timeouts are in the same queue as the events of the services. So all events have one order, and code
 * under test can sleep on this clock with tarn_engine_add_timeout(). During an event, now is the time at
 * which the event was due, to the microsecond. tarn_engine_list_pending() lists the events that are pending.
 *
 * Driving. Time moves only while one of the functions below drives it, or a main loop. All of them go from
 * event to event:
 *
 *   tarn_engine_run_until()       until a condition is met, or up to a time; this is what most tests need
 *   tarn_engine_run_until_idle()  until no foreground event is left
 *   tarn_engine_advance_to()      to a time, with all events that are due at that time or before
 *   tarn_engine_advance_by()      by a duration, in the same way
 *   tarn_engine_step()            one event
 *   tarn_engine_create_source()   a main loop: one event whenever nothing else is ready
 *
 * The same events happen, however time is driven. To advance by a and then by b is the same as to advance by
 * a + b, to step as often as needed, or to run a main loop. A test checks that the results are equal to the
 * byte.
 *
 * Ties. Events of the same time happen in the order in which they were scheduled. An event that is scheduled
 * for now happens after the events that were already pending for now. Code that works only in this order
 * depends on an accident. To find such code, set the option `clock.tie-order`. With 1, the event that was
 * scheduled last happens first. With 2, events of the same time are shuffled at random, and `clock.tie-seed`
 * is the seed. With 3, timeouts come last: the events of the services happen before the timeouts of the same
 * time, in whatever order they were scheduled, and else the order is as with 0. So the runs that end at an
 * instant have freed their slots when a timeout of that instant starts other runs. The option changes nothing
 * else: an event never happens before an event of an earlier time.
 * In a shuffle, the place of a timeout depends on how many timeouts the engine has had since the option was
 * set. A fork that takes a timeout along goes on with this count. Other forks and restored engines begin anew.
 *
 * The end of an instant. A scheduling policy must not depend on the order of ties: whether a run that ends now
 * frees its slot before or after a timeout of the same time looks for one is an accident. A function that
 * tarn_engine_add_instant_func() adds is called after everything of an instant has happened, in whatever order,
 * and before time moves on. So it sees all commits, all ended runs and all free slots of the instant, and may
 * start runs then. This is the way to write a policy. If what the function does changes something at the same
 * instant, it is called again: the calls of one instant are rounds with numbers, and the option
 * `clock.instant-rounds-max` limits them.
 *
 * Idle. An engine is idle when no foreground event is pending. The end of an instant is in the foreground. Some
 * events are in the background, because they come again and again, or only change what later calls do: an
 * automatic refresh that falls due, a timeout with %TARN_TIMEOUT_BACKGROUND, the end of a limit that a fault
 * plan holds full, and a denial that a fault plan has delayed. Background events happen as time passes, but
 * tarn_engine_run_until_idle() does not wait for them. If a caller waits for the end of a run while the engine
 * is idle, that is a deadlock, and the engine reports it as one. It is no deadlock while a fault plan holds the
 * limit of that service full.
 *
 * Callbacks. The engine calls observers, timeouts and functions of instants after a change is complete. They
 * may call the services, and they may add and remove timeouts. Such a call takes effect at once, and the events
 * that it schedules for now happen before time moves on. A callback may drop the last reference to the engine.
 * A callback may end the function that drives time with tarn_engine_stop(). It may not drive the clock itself:
 * such a call fails with %TARN_ERROR_BUSY and changes nothing. The engine calls conditions, cost models, slot
 * choosers and functions of stretches in the middle of its work, so they may only look, and may not change anything.
 *
 * Limits. A function that would go on for ever gives up with %TARN_ERROR_LIMIT, and the message names the
 * pending events. tarn_engine_run_until() and tarn_engine_run_until_idle() have no end of their own, so they
 * give up after a number of events or after a span of virtual time (#TarnClockLimits). Each function that
 * drives time also gives up when the events of one instant schedule too many events for the same instant, and
 * when one instant has too many rounds.
 * Giving up does no damage: the next call goes on. No limit cuts anything off silently.
 *
 * Main loops. The source moves time exactly when its main context has nothing else to do. The source cannot
 * see work in other threads and processes, or behind a file descriptor. Hold the engine during such work,
 * with tarn_engine_hold(). Otherwise a timeout of hours happens before the answer arrives. Worker threads use
 * tarn_engine_invoke() to have their calls made by the engine's thread. With tarn_engine_set_speed(), a real
 * clock paces the source, so that people can watch. The real clock decides when an event is seen, and never
 * what happens.
 *
 * What the clock does not do, on purpose:
 *
 * - It does not change any other clock. g_get_monotonic_time(), g_timeout_add(), sleep() and the timers of
 *   the language go on in real time. A library that fakes these clocks for a whole process breaks code that
 *   has nothing to do with the test. Use the timeouts of the engine instead.
 * - It has no source for a single timeout. Only a main loop could dispatch such a source; the other functions
 *   that drive time could not. Then the same events would no longer happen however time is driven.
 * - Its time cannot be set, and cannot go back. To try something twice, fork the engine (tarn-snapshot.h).
 * - It does not jump over events, and an advance does not leave out the events that are due at its end.
 *   Otherwise each advance would need a second one, for the events at its end.
 * - It has no time zones, no leap seconds and no daylight saving time: a day has 86,400 seconds. Only the
 *   quotas by calendar month use a calendar.
 * - It does not wait for other threads by itself. Only the code that started some work knows when this work
 *   is done.
 */
#pragma once

#include <tarn/tarn-hold.h>
#include <tarn/tarn-pending-event.h>
#include <tarn/tarn-clock-limits.h>

G_BEGIN_DECLS

/**
 * TARN_NO_DEADLINE:
 *
 * A deadline that is never reached.
 */
#define TARN_NO_DEADLINE (G_GINT64_CONSTANT (9223372036854775807))

/**
 * TarnClockResult:
 * @TARN_CLOCK_RESULT_CONDITION: the condition is met; now is the time of the last event
 * @TARN_CLOCK_RESULT_IDLE: no event is left; now is the time of the last event
 * @TARN_CLOCK_RESULT_DEADLINE: the deadline is reached; now is the deadline
 * @TARN_CLOCK_RESULT_STOPPED: a callback called tarn_engine_stop(); now is the time of the last event
 * @TARN_CLOCK_RESULT_DEADLOCK: no event is left, and a caller still waits for the end of a run;
 *   tarn_engine_list_waits() lists the runs; now is the time of the last event
 *
 * The reason why tarn_engine_run_until() ended. More may be added.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_CLOCK_RESULT_CONDITION = 1,
  TARN_CLOCK_RESULT_IDLE,
  TARN_CLOCK_RESULT_DEADLINE,
  TARN_CLOCK_RESULT_STOPPED,
  TARN_CLOCK_RESULT_DEADLOCK,
} TarnClockResult;

#define TARN_TYPE_CLOCK_RESULT (tarn_clock_result_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_clock_result_get_type (void) G_GNUC_CONST;

/**
 * TarnConditionFunc:
 * @engine: the engine
 * @user_data: the pointer that was given to tarn_engine_run_until()
 *
 * Decides whether tarn_engine_run_until() is to end. The engine calls this function before the first event
 * and after each event that has not stopped the engine. The function may only look: an operation that would
 * change something fails with %TARN_ERROR_BUSY, and so does setting an option or driving the clock. To add or
 * remove timeouts, observers, clients or cost models here is a programmer error.
 *
 * Returns: whether to end
 *
 * Since: 1.0
 */
typedef gboolean (*TarnConditionFunc) (TarnEngine *engine, gpointer user_data);

/**
 * tarn_engine_get_now:
 * @self: an engine
 *
 * Returns the virtual time, and never reads a clock of the machine.
 *
 * Returns: the virtual time, in microseconds since 1970-01-01T00:00:00Z
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_engine_get_now (TarnEngine *self);

/**
 * tarn_engine_peek_next:
 * @self: an engine
 * @out_time_us: (out): when the next event is due; untouched if no event is pending
 *
 * If the functions of instants will be called at the end of the present instant, the next event is due now.
 *
 * Returns: whether an event is pending
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_peek_next (TarnEngine *self, gint64 *out_time_us);

/**
 * tarn_engine_step:
 * @self: an engine
 * @out_stepped: (out) (optional): %FALSE if no event was pending
 * @error: return location for a [error@Tarn.Error]
 *
 * Moves time to the next event, and lets this event happen.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened
 * - %TARN_ERROR_BUSY: the call came from inside a callback; nothing happened
 * - %TARN_ERROR_LIMIT: the next event is at the end of a chain of more than `clock.same-instant-chain-max`
 *   events, each scheduled by the one before for this same instant, or it is a round and the instant has had
 *   `clock.instant-rounds-max` rounds; nothing happened, and the next call goes on
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_step (TarnEngine *self, gboolean *out_stepped, GError **error);

/**
 * tarn_engine_advance_to:
 * @self: an engine
 * @time_us: a time, now or later
 * @error: return location for a [error@Tarn.Error]
 *
 * Moves time to @time_us. All events happen that are due at @time_us or before, and also those that are
 * scheduled meanwhile. Then now is @time_us. To advance to now lets the events happen that are due now.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened
 * - %TARN_ERROR_BUSY: the call came from inside a callback; nothing happened
 * - %TARN_ERROR_INVALID_TIME: @time_us is before now; nothing happened
 * - %TARN_ERROR_STOPPED: a callback called tarn_engine_stop(); now is the time of the last event
 * - %TARN_ERROR_LIMIT: a chain has more than `clock.same-instant-chain-max` events, each scheduled by the one
 *   before for the same instant, or an instant needs more than `clock.instant-rounds-max` rounds; now is that
 *   instant, and the next call goes on
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_advance_to (TarnEngine *self, gint64 time_us, GError **error);

/**
 * tarn_engine_advance_by:
 * @self: an engine
 * @duration_us: how far to advance, 0 or more
 * @error: return location for a [error@Tarn.Error]
 *
 * Moves time by @duration_us, in the same way as tarn_engine_advance_to().
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened
 * - %TARN_ERROR_BUSY: the call came from inside a callback; nothing happened
 * - %TARN_ERROR_INVALID_TIME: @duration_us is negative, or leads past the end of time; nothing happened
 * - %TARN_ERROR_STOPPED, %TARN_ERROR_LIMIT: as for tarn_engine_advance_to()
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_advance_by (TarnEngine *self, gint64 duration_us, GError **error);

/**
 * tarn_engine_run_until:
 * @self: an engine
 * @condition: (scope call): decides when to end
 * @user_data: given to @condition
 * @deadline_us: when to end at the latest, a point in time and not a duration, or %TARN_NO_DEADLINE
 * @limits: (nullable): when to give up, or %NULL for the defaults
 * @out_result: (out) (optional): why the function ended
 * @error: return location for a [error@Tarn.Error]
 *
 * Lets one event after the other happen until the condition is met. Events that are due at the deadline
 * itself still happen. If the condition is met already, nothing happens.
 *
 * Automatic refreshes go on here, because the condition may wait for one of them. So if there are automatic
 * refreshes and nothing else is left, the function does not end as idle, but at the deadline or at the
 * horizon.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened
 * - %TARN_ERROR_BUSY: the call came from inside a callback; nothing happened
 * - %TARN_ERROR_INVALID_TIME: the deadline is before now; nothing happened
 * - %TARN_ERROR_LIMIT: one of @limits, `clock.same-instant-chain-max` or `clock.instant-rounds-max` is
 *   reached; now is the time of the last event, the message names the next events, and the next call goes on
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_run_until (TarnEngine *self, TarnConditionFunc condition, gpointer user_data,
                                gint64 deadline_us, const TarnClockLimits *limits,
                                TarnClockResult *out_result, GError **error);

/**
 * tarn_engine_run_until_idle:
 * @self: an engine
 * @limits: (nullable): when to give up, or %NULL for the defaults
 * @error: return location for a [error@Tarn.Error]
 *
 * Lets one event after the other happen until only background events are left. If no foreground event is
 * pending at the start, time does not move. This is so in an engine that only waits for automatic refreshes:
 * use tarn_engine_advance_by() or tarn_engine_run_until() there.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened
 * - %TARN_ERROR_BUSY: the call came from inside a callback; nothing happened
 * - %TARN_ERROR_STOPPED: as for tarn_engine_advance_to()
 * - %TARN_ERROR_LIMIT: as for tarn_engine_run_until()
 * - %TARN_ERROR_DEADLOCK: the engine is idle, and a caller still waits for the end of a run; the message
 *   names the runs, or ten of them
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_run_until_idle (TarnEngine *self, const TarnClockLimits *limits,
                                     GError **error);

/**
 * tarn_engine_stop:
 * @self: an engine
 *
 * Ends the function that is driving time, after the current event. This function is for callbacks.
 * tarn_engine_run_until() then has the result %TARN_CLOCK_RESULT_STOPPED. tarn_engine_advance_to(),
 * tarn_engine_advance_by() and tarn_engine_run_until_idle() promise to reach a certain point, so they fail
 * with %TARN_ERROR_STOPPED. Events that were due stay due, and the next call goes on. If no function is
 * driving time, the call has no effect, and it is not remembered. A source goes on too: quit its main loop
 * instead.
 *
 * Returns: whether a function or a source is driving time
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_stop (TarnEngine *self);

/**
 * tarn_engine_list_waits:
 * @self: an engine
 *
 * Lists the runs whose end a caller waits for. A run is listed once for each wait. A call from another thread
 * than the owner's is a programmer error.
 *
 * Returns: (transfer full) (array zero-terminated=1): a text for each wait, in the order of the ids of the
 *   runs: what kind of run it is, and its id. Free the list with g_strfreev()
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char **tarn_engine_list_waits (TarnEngine *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * TarnTimeoutFlags:
 * @TARN_TIMEOUT_NONE: an ordinary timeout
 * @TARN_TIMEOUT_BACKGROUND: a timeout that tarn_engine_run_until_idle() does not wait for
 *
 * The kind of timeout to add.
 *
 * Since: 1.0
 */
typedef enum /*< flags >*/
{
  TARN_TIMEOUT_NONE = 0,
  TARN_TIMEOUT_BACKGROUND = 1 << 0,
} TarnTimeoutFlags;

#define TARN_TYPE_TIMEOUT_FLAGS (tarn_timeout_flags_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_timeout_flags_get_type (void) G_GNUC_CONST;

/**
 * TarnTimeoutFunc:
 * @engine: the engine
 * @user_data: the pointer that was given to tarn_engine_add_timeout()
 *
 * Called when a timeout is due. The function may call the services and the engine as an observer may, see
 * #TarnObserverFunc.
 *
 * Returns: %G_SOURCE_CONTINUE to be called again after the same interval, or %G_SOURCE_REMOVE to end the
 *   timeout
 *
 * Since: 1.0
 */
typedef gboolean (*TarnTimeoutFunc) (TarnEngine *engine, gpointer user_data);

/**
 * tarn_engine_add_timeout:
 * @self: an engine
 * @interval_us: after how long to call @func, 0 or more
 * @flags: flags
 * @func: (scope notified): called then
 * @user_data: given to @func
 * @destroy: (nullable): called with @user_data when the timeout is over, or when the engine is freed
 *
 * Adds a timeout on virtual time. The timeout takes its place among the events of the services. A timeout
 * that is called again comes after the events that are scheduled for the same time by then. A timeout that
 * would be due past the end of time is due at the end of time.
 *
 * A call from inside a condition or a cost model, or with a negative interval, is a programmer error.
 *
 * Returns: an id for tarn_engine_remove_timeout(), never 0 except after a programmer error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_engine_add_timeout (TarnEngine *self, gint64 interval_us, TarnTimeoutFlags flags,
                                 TarnTimeoutFunc func, gpointer user_data, GDestroyNotify destroy);

/**
 * TarnInstantFunc:
 * @engine: the engine
 * @round: how often the functions of the engine were called at this instant before: 0 for the first time
 * @user_data: the pointer that was given to tarn_engine_add_instant_func()
 *
 * Called at the end of an instant in which something has happened: an event, a call of an operation that has
 * changed something, or an option that was set. No event is due any more then at this instant. The function may
 * do what a #TarnTimeoutFunc may do. If one of the functions makes a call that changes something, sets an option,
 * or adds a timeout that is due now, then all of them are called again, in the next round, after the events that
 * are due now by then. A call that fails changes nothing, and so is no reason for another round, unless a fault
 * plan has lost its reply or ended a run at the call. Statements, cost models and fault plans only decide what
 * happens later, so setting one is no reason for a round.
 *
 * Since: 1.0
 */
typedef void (*TarnInstantFunc) (TarnEngine *engine, guint round, gpointer user_data);

/**
 * tarn_engine_add_instant_func:
 * @self: an engine
 * @func: (scope notified): called at the end of each instant in which something has happened
 * @user_data: given to @func
 * @destroy: (nullable): called with @user_data when the function is removed or the engine is freed
 *
 * Adds a function that is called once everything of an instant has happened, whatever the order of ties. The
 * functions are called in the order in which they were added. The first call of @func is at the end of the
 * present instant, when time is driven the next time. A function that is added during a round is called from
 * the next round on, and that round takes place. A restored engine has no functions. A fork has those with a copy
 * function, see tarn_engine_set_instant_copy_func().
 *
 * A function that drives time calls @func before time moves on from the instant, and before it ends at a
 * deadline. If it ends because a condition is met, because it was stopped, or at a limit, then the instant is not
 * over, and the next function that drives time goes on with it. Each round counts as an event for the limit of
 * #TarnClockLimits, and tarn_engine_step() makes one round at a time. tarn_engine_list_pending() does not list
 * rounds.
 *
 * A call from inside a condition or a cost model is a programmer error.
 *
 * Returns: an id for tarn_engine_remove_instant_func(), never 0 except after a programmer error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_engine_add_instant_func (TarnEngine *self, TarnInstantFunc func, gpointer user_data,
                                    GDestroyNotify destroy);

/**
 * tarn_engine_set_instant_copy_func: (skip)
 * @self: an engine
 * @id: the id of a function
 * @copy: (nullable): makes what the function of a fork is given, or %NULL to leave the function behind
 *
 * Sets whether a fork takes a function along. The function of the fork has the same id and the same place in the
 * order of the functions, and the rounds of the present instant go on with their numbers. Without a copy function, a
 * fork leaves the function behind. In other languages than C the pointer of a function belongs to the binding, so
 * this function is for C only. A call from inside a condition or a cost model is a programmer error.
 *
 * Returns: whether there is such a function
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_set_instant_copy_func (TarnEngine *self, guint id, TarnCopyFunc copy);

/**
 * tarn_engine_remove_instant_func:
 * @self: an engine
 * @id: the id of a function
 *
 * Removes a function. A function may remove itself: the destroy function is called after all functions of the
 * round have been called. A call from inside a condition or a cost model is a programmer error.
 *
 * Returns: whether there was such a function
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_remove_instant_func (TarnEngine *self, guint id);

/**
 * TARN_TIMEOUT_END:
 *
 * The gap that ends a timeout, see #TarnGapFunc.
 */
#define TARN_TIMEOUT_END (G_GINT64_CONSTANT (-1))

/**
 * TarnGapFunc:
 * @engine: the engine
 * @user_data: the pointer that was given to tarn_engine_add_gap_timeout()
 *
 * Called when a timeout with gaps is due. The function may do what a #TarnTimeoutFunc may do. A gap of 0 calls
 * the function again at the same instant, after the events that are scheduled for this instant by then. That
 * call counts for the limit of a chain within one instant. A negative gap other than %TARN_TIMEOUT_END is a
 * programmer error, and ends the timeout.
 *
 * Returns: after how many microseconds to call the function again, or %TARN_TIMEOUT_END to end the timeout
 *
 * Since: 1.0
 */
typedef gint64 (*TarnGapFunc) (TarnEngine *engine, gpointer user_data);

/**
 * tarn_engine_add_gap_timeout:
 * @self: an engine
 * @gap_us: after how long to call @func for the first time, 0 or more
 * @flags: flags
 * @func: (scope notified): called then, returns the next gap
 * @user_data: given to @func
 * @destroy: (nullable): called with @user_data when the timeout is over, or when the engine is freed
 *
 * Adds a timeout whose function chooses each gap itself. One such timeout is a whole stream of arrivals: its
 * function draws the gap to the next arrival, or reads it from a trace. In all else it is like a timeout of
 * tarn_engine_add_timeout(). A call that would be due past the end of time is due at the end of time, and is
 * the last one.
 *
 * A call from inside a condition or a cost model, or with a negative gap, is a programmer error.
 *
 * Returns: an id for tarn_engine_remove_timeout(), never 0 except after a programmer error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_engine_add_gap_timeout (TarnEngine *self, gint64 gap_us, TarnTimeoutFlags flags,
                                     TarnGapFunc func, gpointer user_data, GDestroyNotify destroy);

/**
 * tarn_engine_set_timeout_copy_func: (skip)
 * @self: an engine
 * @id: the id of a timeout
 * @copy: (nullable): makes what a fork's timeout is given, or %NULL to leave the timeout behind
 *
 * Sets whether a fork takes a timeout along. The timeout of the fork has the same id, is due at the same time,
 * and has the same place among the events of that time. Without a copy function, a fork leaves the timeout
 * behind. A snapshot has no timeouts, with or without a copy function, because a function cannot be saved. In
 * other languages than C the pointer of a timeout belongs to the binding, so this function is for C only. A
 * call from inside a condition or a cost model is a programmer error.
 *
 * Returns: whether there is such a timeout
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_set_timeout_copy_func (TarnEngine *self, guint64 id, TarnCopyFunc copy);

/**
 * tarn_engine_remove_timeout:
 * @self: an engine
 * @id: the id of a timeout
 *
 * Removes a timeout. The function of the timeout may remove its own timeout, whatever it returns then: the
 * destroy function is called after it has returned. A call from inside a condition or a cost model is a
 * programmer error.
 *
 * Returns: whether there was such a timeout
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_remove_timeout (TarnEngine *self, guint64 id);

/**
 * tarn_engine_create_source:
 * @self: an engine
 *
 * Makes a source that drives the clock from a main loop: whenever nothing else is ready, the next event
 * happens. The priority of the source, %G_PRIORITY_LOW, is below that of idle sources. So callbacks and idle
 * functions run between two events, and virtual time stands still meanwhile.
 *
 * The source lets up to 1024 events happen at once as long as the engine calls none of your code, because
 * your code cannot see a difference then. This is so while there are no observers and no handlers of
 * #TarnEngine::change, no journal, no fault plan, no functions of instants or of stretches, no cost model or slot
 * chooser of yours and no wait for a run, and the source has no callback. A timeout of yours always has a turn of the main loop to itself. If you give the
 * source a callback, the source calls it after each event, and ends when the callback returns
 * %G_SOURCE_REMOVE.
 *
 * When a chain of events of one instant goes beyond `clock.same-instant-chain-max`, the source logs a warning and
 * goes on.
 *
 * The source does not see work in other threads or processes. Time goes on while you wait for such work, so
 * that a timeout of hours happens before the answer arrives. Hold the engine meanwhile, see
 * tarn_engine_hold().
 *
 * A main loop that is run from inside an event, an observer, a condition or a cost model does not move time.
 * A main loop that is run from inside any other callback moves time as usual. Other sources of
 * %G_PRIORITY_LOW take turns with this source. Use one source for an engine, in the thread that the engine
 * belongs to. To make a source in another thread is a programmer error.
 *
 * While there is a source, other threads can have calls made by the engine's thread, see tarn-invoke.h. These
 * calls come before the next event, and also while the engine is held. If nothing is left to happen and
 * callers wait for the end of runs, the source logs a message that names the runs. It reports each wait once:
 * something that the source cannot see may still end the wait.
 *
 * Returns: (transfer full): a source to attach to a main context; it keeps the engine alive
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GSource *tarn_engine_create_source (TarnEngine *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * TARN_SPEED_MAX:
 *
 * The greatest speed, in virtual seconds per real second.
 */
#define TARN_SPEED_MAX 1000000

/**
 * tarn_engine_set_speed:
 * @self: an engine
 * @speed: virtual seconds per real second, at most %TARN_SPEED_MAX, or 0 for no waiting at all
 *
 * Sets how fast the sources of the engine move time, so that people can watch. The speed is 0 at first. The
 * functions that drive time directly do not wait.
 *
 * The real clock only decides when an event is seen, and never what happens or in which order: with any speed
 * the same events happen at the same virtual times. So now does not flow between two events. It stays at the
 * last event until the next one is due, and what you do meanwhile happens at that time.
 *
 * If an event happens too late in real time, the events after it do not become late as well: events that are
 * overdue happen in their order, without waiting. When you drive the clock yourself, or add an event that
 * comes before all pending events, the source starts to measure real time anew from that moment. A new speed
 * applies to the rest of the wait. Real time that passes while the engine is held does not count.
 *
 * The speed is not part of the state: a fork and a restored engine have the speed 0. A speed above
 * %TARN_SPEED_MAX, and a call from inside a condition or a cost model, are programmer errors.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_engine_set_speed (TarnEngine *self, guint speed);

/**
 * tarn_engine_get_speed:
 * @self: an engine
 *
 * Returns: virtual seconds per real second, or 0 for as fast as possible
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_engine_get_speed (TarnEngine *self);

G_END_DECLS
