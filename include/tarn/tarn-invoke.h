/* SPDX-License-Identifier: MIT */
/*
 * Calls from other threads. An engine belongs to one thread, see tarn_engine_set_owner(), and code that works
 * in others cannot ask anything of it. It can have the engine's thread do that, and wait for it.
 *
 * Which of two threads comes first is for the machine to decide, and so is how far virtual time has got by
 * then: what several threads ask of a lake at the same time is not repeatable. It is if the engine is held
 * (tarn_engine_hold()) while they work, and they take turns.
 */
#pragma once

#include <gio/gio.h>

#include <tarn/tarn-clock.h>

G_BEGIN_DECLS

/**
 * TarnInvokeFunc:
 * @engine: the engine
 * @user_data: what was given to tarn_engine_invoke()
 *
 * Called in the engine's thread: between two events, unless the main loop that makes the call is run from
 * inside one. It may do all that this thread may do there, such as calling the services and, between events,
 * driving the clock. What it finds out it leaves in @user_data.
 *
 * Since: 1.0
 */
typedef void (*TarnInvokeFunc) (TarnEngine *engine, gpointer user_data);

/**
 * tarn_engine_invoke:
 * @self: an engine
 * @func: (scope call): what to do
 * @user_data: given to @func
 * @cancellable: (nullable): gives up, or %NULL
 * @error: where to put an error
 *
 * Has the engine's thread call @func, and waits until it has returned. Legal from any thread that has a
 * reference to the engine. In the engine's thread itself, @func is called at once; inside of an event or an
 * observer it may do what these may do.
 *
 * From another thread, it is a source of the engine (tarn_engine_create_source()) that makes the call, before
 * the next event and also while the engine is held; calls are made in the order in which they came, one in a
 * turn of its main context. So that context must be run: if its thread waits for the thread that calls, as by
 * g_thread_join(), both wait until @cancellable ends it. From inside a condition or a cost model no calls are
 * made.
 *
 * If the engine is handed over to the thread that waits, this calls @func itself.
 *
 * Errors, in the order they are checked:
 *
 * - %G_IO_ERROR_CANCELLED: the cancellable was cancelled before the engine's thread had begun with the call;
 *   @func is not called
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread, and there is no source of it, or there is
 *   none any more; @func is not called
 *
 * Returns: whether @func was called
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_invoke (TarnEngine *self, TarnInvokeFunc func, gpointer user_data,
                             GCancellable *cancellable, GError **error);

G_END_DECLS
