/* SPDX-License-Identifier: MIT */
/* This header has the timeouts and the assertions that the tests of the clock share. */
#pragma once

#include <string.h>
#include <tarn/tarn.h>

/* count_call() records its calls here and ends its timeout when n_left has reached 0. */
typedef struct
{
  TarnEngine *engine;
  gint64 last_us;
  guint n_calls;
  guint n_left;
} Calls;

static inline gboolean
count_call (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Calls *calls = data;

  calls->last_us = tarn_engine_get_now (calls->engine);
  calls->n_calls++;
  return calls->n_left > 0 && --calls->n_left > 0;
}

static inline void
add (Calls *calls, gint64 interval_us, TarnTimeoutFlags flags)
{
  g_assert_cmpuint (tarn_engine_add_timeout (calls->engine, interval_us, flags, count_call, calls,
                                             NULL),
                    !=, 0);
}

#define assert_fails(code, call)                                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) error = NULL;                                                               \
                                                                                                   \
    g_assert_false (call);                                                                         \
    g_assert_error (error, TARN_ERROR, code);                                                      \
    g_assert_false (strchr (error->message, '\n') != NULL);                                        \
  }                                                                                                \
  G_STMT_END

#define assert_works(call)                                                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) error = NULL;                                                               \
    gboolean works = (call);                                                                       \
                                                                                                   \
    g_assert_no_error (error);                                                                     \
    g_assert_true (works);                                                                         \
  }                                                                                                \
  G_STMT_END
