/* SPDX-License-Identifier: MIT */
/* A call that the engine's thread is to make for another, and what became of it. */
#pragma once

#include <tarn/tarn-invoke.h>

#include "worlds/helper-thread.h"
#include "holds-fixture.h"

typedef struct
{
  World world;
  GThread *thread; /* of the engine */
  GCancellable *cancellable;
  TarnHold *hold;     /* released by the call, or NULL */
  GThread *called_in; /* NULL before */
  gint64 now_us;
  gint n_calls;
  gboolean is_called;
  GError *error;
} Call;

static inline void
call_init (Call *call)
{
  *call = (Call){ .n_calls = 0 };
  world_init (&call->world);
}

static inline void
call_clear (Call *call)
{
  g_clear_error (&call->error);
  world_clear (&call->world);
}

static inline void
note_call (TarnEngine *engine, gpointer data)
{
  Call *call = data;

  g_assert_true (engine == call->world.engine);
  call->called_in = g_thread_self ();
  call->now_us = tarn_engine_get_now (engine);
  if (call->hold != NULL)
    tarn_hold_release (call->hold);
  g_atomic_int_inc (&call->n_calls);
}

static inline void
invoke (gpointer data)
{
  Call *call = data;

  call->is_called
      = tarn_engine_invoke (call->world.engine, note_call, call, call->cancellable, &call->error);
}

static inline void
assert_called (Call *call, GThread *thread)
{
  g_assert_no_error (call->error);
  g_assert_true (call->is_called);
  g_assert_cmpint (call->n_calls, ==, 1);
  g_assert_true (call->called_in == thread);
}

static inline void
assert_not_called (Call *call, GQuark domain, gint code)
{
  g_assert_error (call->error, domain, code);
  g_assert_false (call->is_called);
  g_assert_cmpint (call->n_calls, ==, 0);
}
