/* SPDX-License-Identifier: MIT */
/*
 * Calls from other threads. An engine belongs to one thread, see tarn_engine_set_owner(), and code in other
 * threads cannot call it. Such code can have a call made by the engine's thread, and wait for the call.
 *
 * The machine decides which of two threads comes first, and how far virtual time has moved by then. So calls
 * that several threads make at the same time are not repeatable. They are repeatable if the engine is held
 * (tarn_engine_hold()) while the threads work, and if the threads take turns.
 */
#pragma once

#include <gio/gio.h>

#include <tarn/tarn-clock.h>

G_BEGIN_DECLS

/**
 * TarnInvokeFunc:
 * @engine: the engine
 * @user_data: the pointer that was given to tarn_engine_invoke()
 *
 * Called in the engine's thread, between two events, unless the main loop that makes the call is run from
 * inside an event. The function may do everything that this thread may do at that moment, such as call the
 * services or, between events, drive the clock. The function leaves its results in @user_data.
 *
 * Since: 1.0
 */
typedef void (*TarnInvokeFunc) (TarnEngine *engine, gpointer user_data);

/**
 * tarn_engine_invoke:
 * @self: an engine
 * @func: (scope call): the function to call
 * @user_data: given to @func
 * @cancellable: (nullable): ends the wait, or %NULL
 * @error: return location for an error
 *
 * Has the engine's thread call @func, and waits until @func has returned. Legal from any thread that has a
 * reference to the engine. In the engine's thread itself, @func is called at once; inside an event or an
 * observer, @func may do what these may do.
 *
 * From another thread, a source of the engine (tarn_engine_create_source()) makes the call, before the next
 * event and also while the engine is held. Calls are made in the order in which they came, one in each turn
 * of the main context. So this main context must be run. If its thread waits for the calling thread, as in
 * g_thread_join(), both threads wait until @cancellable ends the wait. A main loop that is run from inside a
 * condition or a cost model makes no calls.
 *
 * If the engine is handed over to the waiting thread, this function calls @func itself.
 *
 * Errors, in the order they are checked:
 *
 * - %G_IO_ERROR_CANCELLED: the cancellable was cancelled before the engine's thread had begun the call; @func
 *   is not called
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread, and it has no source, or its last source
 *   is gone; @func is not called
 *
 * Returns: whether @func was called
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_invoke (TarnEngine *self, TarnInvokeFunc func, gpointer user_data,
                             GCancellable *cancellable, GError **error);

G_END_DECLS
