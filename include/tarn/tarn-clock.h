/* SPDX-License-Identifier: MIT */
/*
 * The clock of an engine.
 *
 * Time. It is a number of microseconds since 1970-01-01T00:00:00Z and has nothing to do with the time
 * outside: no clock of the machine is ever read. A new engine stands at %TARN_ENGINE_START_TIME. Write
 * durations with GLib's G_TIME_SPAN_SECOND, G_TIME_SPAN_HOUR and their like; G_USEC_PER_SEC is an int, and
 * a product with it overflows after 35 minutes.
 *
 * Events. What happens is a sequence of events, and between two of them nothing does: time stands still. An
 * event is a step of a run (it gets its slot, begins, ends, has been stopped), an automatic refresh that
 * falls due, a fault of the plan that comes or goes at a time, or a timeout of yours. Yours are in the same
 * queue as those of the services, so that all have one order, and code under test can sleep on this clock
 * with tarn_engine_add_timeout(). During an event, now is the time at which it was due, to the microsecond.
 * tarn_engine_list_pending() shows what is to come.
 *
 * Driving. Time moves only by the verbs here, or by a main loop, and all go from event to event:
 *
 *   tarn_engine_run_until()       until something is so, or a time has come: what a test mostly wants
 *   tarn_engine_run_until_idle()  until nothing is left to do
 *   tarn_engine_advance_to()      to a time, with all that is due by then, that time included
 *   tarn_engine_advance_by()      the same by a duration
 *   tarn_engine_step()            one event
 *   tarn_engine_create_source()   a main loop, one event whenever nothing else is ready
 *
 * However time is driven, the same events happen: advancing by a and then by b is advancing by a + b, is
 * stepping as often as it takes, is the main loop. A test holds that to the byte.
 *
 * Ties. Events of the same time happen in the order in which they were scheduled; one that is scheduled for
 * now comes behind those that were already there for now. Code that works only in that order depends on an
 * accident. To find it, set `clock.tie-order` to 1, and the last that was scheduled comes first, or to 2,
 * and they are shuffled, by `clock.tie-seed`. Nothing else changes: an event never comes before one of an
 * earlier time.
 *
 * Idle. An engine is idle when no foreground event is pending. In the background is what recurs for ever or
 * only lets others go on: automatic refreshes falling due, timeouts marked so, a limit that a fault plan
 * holds full. It happens as time passes, but nobody waits for it to be over. If somebody waits for the end
 * of a run and the engine is idle, that is a deadlock, and told as one.
 *
 * Callbacks. Observers and timeouts are called when the change they are told of is complete. They may call
 * the services and add or remove timeouts, with effect at once; what these bring about for now happens in
 * the same go. They may drop the last reference to the engine. They may end the verb that is running, with
 * tarn_engine_stop(), but not drive the clock themselves: a clock that is advanced while it advances has no
 * one meaning, so that is %TARN_ERROR_BUSY, and changes nothing. Conditions and cost models are asked in
 * the midst of things, and only look.
 *
 * Limits. A verb that would go on for ever gives up with %TARN_ERROR_LIMIT and the names of what is
 * pending: after so many events or so much time (#TarnRunLimits, for those without an end of their own),
 * and each of them when events of one instant bring about too many for the same instant. That is no damage:
 * the next call goes on. Nothing is ever cut off silently.
 *
 * Main loops. The source moves time exactly when its main context has nothing else to do. It cannot see
 * work in other threads and processes, or behind a descriptor: hold the engine meanwhile
 * (tarn_engine_hold()), or a timeout of hours comes before the answer. Worker threads have their calls made
 * by tarn_engine_invoke(). For people to look on, tarn_engine_set_speed() lets a real clock pace it; that
 * decides when an event is seen, and never what happens.
 *
 * What is not here, on purpose:
 *
 * - Nobody else's clock is changed: g_get_monotonic_time(), g_timeout_add(), sleep() and the language's own
 *   timers go on in real time. Libraries that fake these for a whole process break code that has nothing to
 *   do with the test. Use the timeouts of the engine.
 * - There is no source for a single timeout: driving by verbs would not dispatch it, and the law above
 *   would not hold.
 * - Time cannot be set, nor go back. To try something twice, fork (tarn-snapshot.h).
 * - There is no jump over events, and no end of a range that is left out: an advance that came out short of
 *   what is due at its end would need a second one every time.
 * - There are no time zones, leap seconds or daylight saving: a day has 86,400 seconds. Only quotas by
 *   calendar month know a calendar.
 * - Nothing waits for other threads by itself. When "ready" means anything is only known to who started the
 *   work.
 */
#pragma once

#include <tarn/tarn-hold.h>
#include <tarn/tarn-pending-event.h>
#include <tarn/tarn-run-limits.h>

G_BEGIN_DECLS

/**
 * TARN_NO_DEADLINE:
 *
 * A deadline that is never reached.
 */
#define TARN_NO_DEADLINE (G_GINT64_CONSTANT (9223372036854775807))

/**
 * TarnRunResult:
 * @TARN_RUN_RESULT_CONDITION: the condition is met; now is the time of the last event
 * @TARN_RUN_RESULT_IDLE: nothing is left to happen; now is the time of the last event
 * @TARN_RUN_RESULT_DEADLINE: the deadline is reached; now is the deadline
 * @TARN_RUN_RESULT_STOPPED: tarn_engine_stop() was called; now is the time of the last event
 * @TARN_RUN_RESULT_DEADLOCK: nothing is left to happen, and somebody still waits for the end of a run;
 *   tarn_engine_list_waits() names the runs; now is the time of the last event
 *
 * Why tarn_engine_run_until() has ended. More may be added.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_RUN_RESULT_CONDITION = 1,
  TARN_RUN_RESULT_IDLE,
  TARN_RUN_RESULT_DEADLINE,
  TARN_RUN_RESULT_STOPPED,
  TARN_RUN_RESULT_DEADLOCK,
} TarnRunResult;

/**
 * TarnConditionFunc:
 * @engine: the engine
 * @user_data: what was given to tarn_engine_run_until()
 *
 * Asked before the first event and after each. It only looks: an operation that would change
 * something, setting an option and driving the clock fail with %TARN_ERROR_BUSY. Adding or removing
 * timeouts, observers, clients or cost models here is a programmer's error.
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
 * Never reads a clock of the machine.
 *
 * Returns: the virtual time
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_engine_get_now (TarnEngine *self);

/**
 * tarn_engine_peek_next:
 * @self: an engine
 * @out_time_us: (out): when the next event is due; untouched if there is none
 *
 * Returns: whether there is an event
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_peek_next (TarnEngine *self, gint64 *out_time_us);

/**
 * tarn_engine_step:
 * @self: an engine
 * @out_stepped: (out) (optional): %FALSE if there was no event
 * @error: return location for a [error@Tarn.Error]
 *
 * Goes to the next event and lets it happen.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened
 * - %TARN_ERROR_BUSY: called from inside a callback; nothing happened
 * - %TARN_ERROR_LIMIT: more than `clock.same-instant-events-max` events were scheduled by events of
 *   this very instant; nothing happened, and the next call goes on
 *
 * Returns: whether there was no error
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
 * Lets everything happen that is due at @time_us or before, including what is scheduled meanwhile,
 * and ends with now being @time_us. Advancing to now lets happen what is due now.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened
 * - %TARN_ERROR_BUSY: called from inside a callback; nothing happened
 * - %TARN_ERROR_INVALID_TIME: @time_us is before now; nothing happened
 * - %TARN_ERROR_LIMIT: more than `clock.same-instant-events-max` events were scheduled by events of
 *   one instant; now is that instant, and the next call goes on
 * - %TARN_ERROR_STOPPED: a callback called tarn_engine_stop(); now is the time of the last event
 *
 * Returns: whether there was no error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_advance_to (TarnEngine *self, gint64 time_us, GError **error);

/**
 * tarn_engine_advance_by:
 * @self: an engine
 * @duration_us: how far, 0 or above
 * @error: return location for a [error@Tarn.Error]
 *
 * Advances to @duration_us after now, see tarn_engine_advance_to().
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened
 * - %TARN_ERROR_BUSY: called from inside a callback; nothing happened
 * - %TARN_ERROR_INVALID_TIME: @duration_us is negative, or goes past the end of time; nothing
 *   happened
 * - %TARN_ERROR_LIMIT, %TARN_ERROR_STOPPED: as for tarn_engine_advance_to()
 *
 * Returns: whether there was no error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_advance_by (TarnEngine *self, gint64 duration_us, GError **error);

/**
 * tarn_engine_run_until:
 * @self: an engine
 * @condition: (scope call): when to end
 * @user_data: given to @condition
 * @deadline_us: when to end at the latest, a point in time and not a duration, or
 *   %TARN_NO_DEADLINE
 * @limits: (nullable): when to give up, or %NULL for the defaults
 * @out_result: (out) (optional): why it has ended
 * @error: return location for a [error@Tarn.Error]
 *
 * Lets one event after the other happen until the condition is met. What is due at the deadline
 * itself still happens. If the condition is met already, nothing happens.
 *
 * Automatic refreshes go on here: one may be what the condition waits for. So with nothing else
 * left, this ends at the deadline or the horizon, not idle, if there are any.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened
 * - %TARN_ERROR_BUSY: called from inside a callback; nothing happened
 * - %TARN_ERROR_INVALID_TIME: the deadline is before now; nothing happened
 * - %TARN_ERROR_LIMIT: one of @limits or `clock.same-instant-events-max` is reached; now is the
 *   time of the last event, the message names the next events, and the next call goes on
 *
 * Returns: whether there was no error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_run_until (TarnEngine *self, TarnConditionFunc condition, gpointer user_data,
                                gint64 deadline_us, const TarnRunLimits *limits,
                                TarnRunResult *out_result, GError **error);

/**
 * tarn_engine_run_until_idle:
 * @self: an engine
 * @limits: (nullable): when to give up, or %NULL for the defaults
 * @error: return location for a [error@Tarn.Error]
 *
 * Lets one event after the other happen until only background events are left. If there is nothing
 * else from the start, as in a lake that only waits for automatic refreshes, time does not move: use
 * tarn_engine_advance_by() or tarn_engine_run_until() for those.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened
 * - %TARN_ERROR_BUSY: called from inside a callback; nothing happened
 * - %TARN_ERROR_LIMIT: as for tarn_engine_run_until()
 * - %TARN_ERROR_STOPPED: as for tarn_engine_advance_to()
 * - %TARN_ERROR_DEADLOCK: the engine is idle, and somebody still waits for the end of a run; the message
 *   names the runs
 *
 * Returns: whether there was no error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_run_until_idle (TarnEngine *self, const TarnRunLimits *limits, GError **error);

/**
 * tarn_engine_stop:
 * @self: an engine
 *
 * For callbacks: ends the verb that is running, after this event. tarn_engine_run_until() then has the result
 * %TARN_RUN_RESULT_STOPPED; tarn_engine_advance_to(), tarn_engine_advance_by() and
 * tarn_engine_run_until_idle(), which promise to get somewhere, fail with %TARN_ERROR_STOPPED. What was due
 * stays so: driving again goes on. Nothing is remembered where no verb is running.
 *
 * Returns: whether a verb is running
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_stop (TarnEngine *self);

/**
 * tarn_engine_list_waits:
 * @self: an engine
 *
 * Tells which runs somebody waits for, each as often as it is waited for. From another
 * thread than the owner's this is a programmer's error.
 *
 * Returns: (transfer full): what kind of run and its id, in the order of the ids
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char **tarn_engine_list_waits (TarnEngine *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * TarnTimeoutFlags:
 * @TARN_TIMEOUT_NONE: an ordinary timeout
 * @TARN_TIMEOUT_BACKGROUND: one that tarn_engine_run_until_idle() does not wait for
 *
 * What kind of timeout to add.
 *
 * Since: 1.0
 */
typedef enum /*< flags >*/
{
  TARN_TIMEOUT_NONE = 0,
  TARN_TIMEOUT_BACKGROUND = 1 << 0,
} TarnTimeoutFlags;

/**
 * tarn_engine_add_timeout:
 * @self: an engine
 * @interval_us: after how long, 0 or above
 * @flags: flags
 * @func: (scope notified): called then; %G_SOURCE_CONTINUE calls it again after the same interval,
 *   %G_SOURCE_REMOVE does not
 * @user_data: given to @func
 * @destroy: (nullable): called with @user_data when the timeout is over, or the engine goes
 *
 * Adds a timeout on virtual time. It takes its place among the events of the services; one that
 * is called again goes behind what is scheduled for the same time by then.
 *
 * Calling this from inside a condition or a cost model, or with a negative interval, is a
 * programmer's error.
 *
 * Returns: an id for tarn_engine_remove_timeout(), never 0 but for a programmer's error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_engine_add_timeout (TarnEngine *self, gint64 interval_us, TarnTimeoutFlags flags,
                                 GSourceFunc func, gpointer user_data, GDestroyNotify destroy);

/**
 * tarn_engine_remove_timeout:
 * @self: an engine
 * @id: the id of a timeout
 *
 * Removes a timeout; legal from inside a call of it, whatever that returns then: its destroy
 * function is called when it has returned. From inside a condition or a cost model it is a
 * programmer's error.
 *
 * Returns: whether there was one
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_remove_timeout (TarnEngine *self, guint64 id);

/**
 * tarn_engine_create_source:
 * @self: an engine
 *
 * Makes a source that drives the clock from a main loop: whenever nothing else is ready, the next
 * event happens. Its priority, %G_PRIORITY_LOW, is below that of idle sources; so callbacks and
 * idle functions run between two events, and virtual time stands still meanwhile.
 *
 * As long as none of your code is called, that makes no difference, and up to 1024 events happen at once. This
 * is so while there are no observers, no journal and no cost models of yours, and the source has no callback.
 * A timeout of yours always has a turn to itself. If you give the source a callback, it is called after each
 * event, and ends the source by returning %G_SOURCE_REMOVE.
 *
 * When events of one instant go beyond `clock.same-instant-events-max` it warns and goes on.
 *
 * It does not know of work in other threads or processes: time goes on while you wait for them, so that a
 * timeout of hours comes before the answer. Hold the engine meanwhile, see tarn_engine_hold().
 *
 * A main loop that is run from inside an event does not move time, and one that is run from inside any other
 * callback goes on as ever. Other sources of %G_PRIORITY_LOW share the
 * turn with it. Use one source for an engine, in the thread that the engine belongs to; making one in another
 * is a programmer's error.
 *
 * While there is a source, other threads can have calls made, see tarn-invoke.h; these come before the next
 * event, and with the engine held too. If nothing is left to happen and somebody waits for the end of a run,
 * the source says so with a message, once: what it cannot see may still end the wait.
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
 * @speed: virtual seconds per real second, at most %TARN_SPEED_MAX, or 0 for as fast as possible
 *
 * Sets how fast the sources of the engine let time go, for people to look on. It is 0 at first. The verbs
 * that drive time directly do not wait.
 *
 * The real clock only tells when an event happens, and never what happens or in which order: with any
 * speed the same events happen at the same virtual times. So now does not flow between two events, but stays
 * at the last one until the next is due, and what you do meanwhile happens at that time.
 *
 * Events are due at a distance that is measured from when they were waited for, not from each other, so
 * one that was late delays none: what is overdue happens in its order, without waiting. The wait begins anew,
 * and everything behind it moves, when you drive the clock or add an event before all that are
 * pending; such an event comes its whole interval later. A new speed holds for what is left of a
 * wait. What passes of the real time while the engine is held does not count.
 *
 * The speed is not part of the state: a fork, or an engine that was restored, is as fast as possible. From
 * inside a condition or a cost model this is a programmer's error.
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
