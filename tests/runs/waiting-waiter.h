/* SPDX-License-Identifier: MIT */
/*
 * Somebody who waits for a run in the default main context. It is never waited on real time, since an
 * iteration that may block is never needed.
 */
#pragma once

#include "waiting-fixture.h"

/* Somebody who waits, and what became of it. */
typedef struct
{
  Service service;
  GString *log; /* of several of them, or NULL */
  char letter;
  char *told;
  GError *error;
  guint n_calls;
} Waiter;

static inline void
on_done (GObject *client, GAsyncResult *result, gpointer data)
{
  Waiter *waiter = data;

  g_assert_cmpuint (waiter->n_calls, ==, 0);
  waiter->n_calls++;
  if (waiter->service == REFRESH)
    waiter->told = describe_refresh (
        wait_refresh_finish (TARN_GLUE_CLIENT (client), result, &waiter->error));
  else
    waiter->told = describe_metadata (
        wait_metadata_finish (TARN_DATAZONE_CLIENT (client), result, &waiter->error));
  g_assert_true ((waiter->told == NULL) == (waiter->error != NULL));
  if (waiter->log != NULL)
    g_string_append_c (waiter->log, waiter->letter);
}

static inline void
begin_at (TarnSample *sample, Waiter *waiter, const char *place, const char *id,
          GCancellable *cancellable)
{
  if (waiter->service == REFRESH)
    wait_refresh_async (tarn_sample_get_glue (sample), place, id, cancellable, on_done, waiter);
  else
    wait_metadata_async (tarn_sample_get_datazone (sample),
                         place != NULL ? place : tarn_sample_get_domain_id (sample), id,
                         cancellable, on_done, waiter);
  g_assert_cmpuint (waiter->n_calls, ==, 0);
}

static inline void
begin (TarnSample *sample, Waiter *waiter, const char *id)
{
  begin_at (sample, waiter, NULL, id, NULL);
}

static inline void
waiter_clear (Waiter *waiter)
{
  g_clear_pointer (&waiter->told, g_free);
  g_clear_error (&waiter->error);
}

static inline void
iterate_until_quiet (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static inline void
assert_nothing_yet (const Waiter *waiter)
{
  iterate_until_quiet ();
  g_assert_cmpuint (waiter->n_calls, ==, 0);
}

static inline void
assert_told (const Waiter *waiter, const char *told)
{
  iterate_until_quiet ();
  g_assert_no_error (waiter->error);
  g_assert_cmpstr (waiter->told, ==, told);
  g_assert_cmpuint (waiter->n_calls, ==, 1);
}

static inline void
assert_cancelled (const Waiter *waiter)
{
  iterate_until_quiet ();
  g_assert_error (waiter->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (waiter->n_calls, ==, 1);
}
