/* SPDX-License-Identifier: MIT */
/*
 * Waiting for a run in a main loop when something is not as it should be: the run hangs, who waits gives
 * up or drops the engine, or waiting begins where it may not.
 */
#include "waiting-waiter.h"

#include "worlds/helper-thread.h"

/* --- Giving up -------------------------------------------------------------------------------- */

static void
test_hanging (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = sample_with_fault (service, "do=hang-run\n");
  g_autofree char *id = start_any (sample, service);
  Waiter waiter = { .service = service };

  begin (sample, &waiter, id);
  sample_advance_to (sample, 1000 * HOUR_US);
  assert_nothing_yet (&waiter);

  end_any (sample, service, id);
  sample_drain (sample);
  iterate_until_quiet ();
  g_assert_no_error (waiter.error);
  g_assert_cmpuint (waiter.n_calls, ==, 1);
  waiter_clear (&waiter);
}

/* When it is cancelled: before it begins, while the run goes on, or when it ended but was not told. */
static void
test_cancelled (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);

  for (guint when = 0; when < 3; when++)
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);
      g_autofree char *id = start_any (sample, service);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Waiter waiter = { .service = service };
      Waiter other = { .service = service };

      if (when == 0)
        g_cancellable_cancel (cancellable);
      begin_at (sample, &waiter, NULL, id, cancellable);
      if (when == 1)
        {
          assert_nothing_yet (&waiter);
          g_cancellable_cancel (cancellable);
          assert_cancelled (&waiter);
          /* Which would be a mistake if somebody waited. */
          tarn_engine_set_owner (tarn_sample_get_engine (sample), g_thread_self ());
        }
      begin (sample, &other, id);
      sample_drain (sample);
      g_cancellable_cancel (cancellable);
      assert_cancelled (&waiter);
      g_assert_no_error (other.error);
      g_assert_cmpuint (other.n_calls, ==, 1);
      waiter_clear (&waiter);
      waiter_clear (&other);
    }
}

static void
test_engine_is_kept (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  TarnSample *sample = sample_with_fault (service, "do=hang-run\n");
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id = start_any (sample, service);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Waiter waiter = { .service = service };

  g_object_add_weak_pointer (G_OBJECT (engine), (gpointer *) &engine);
  begin_at (sample, &waiter, NULL, id, cancellable);
  tarn_sample_unref (sample);
  assert_nothing_yet (&waiter);
  g_assert_nonnull (engine);

  g_cancellable_cancel (cancellable);
  assert_cancelled (&waiter);
  g_assert_null (engine);
  waiter_clear (&waiter);
}

static void
test_engine_is_kept_until_the_end (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  TarnSample *sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id = start_any (sample, service);
  Waiter waiter = { .service = service };
  g_autoptr (GError) error = NULL;

  g_object_add_weak_pointer (G_OBJECT (engine), (gpointer *) &engine);
  begin (sample, &waiter, id);
  tarn_sample_unref (sample);
  g_assert_true (tarn_engine_run_until_idle (engine, NULL, &error));
  g_assert_nonnull (engine);
  iterate_until_quiet ();
  g_assert_no_error (waiter.error);
  g_assert_null (engine);
  waiter_clear (&waiter);
}

/* --- Where ------------------------------------------------------------------------------------ */

typedef struct
{
  TarnSample *sample;
  const char *id;
  Waiter waiter;
} Beginning;

static gboolean
begin_in_condition (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Beginning *beginning = data;

  begin (beginning->sample, &beginning->waiter, beginning->id);
  return TRUE;
}

static gboolean
begin_in_event (gpointer data)
{
  begin_in_condition (NULL, data);
  return G_SOURCE_REMOVE;
}

static void
test_inside (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id = start_any (sample, service);
  Beginning looking = { sample, id, { .service = service } };
  Beginning acting = { sample, id, { .service = service } };

  g_assert_true (tarn_engine_run_until (engine, begin_in_condition, &looking, TARN_NO_DEADLINE,
                                        NULL, NULL, NULL));
  tarn_engine_add_timeout (engine, 1, TARN_TIMEOUT_NONE, begin_in_event, &acting, NULL);
  sample_drain (sample);
  iterate_until_quiet ();
  g_assert_error (looking.waiter.error, TARN_ERROR, TARN_ERROR_BUSY);
  g_assert_no_error (acting.waiter.error);
  g_assert_nonnull (acting.waiter.told);
  waiter_clear (&looking.waiter);
  waiter_clear (&acting.waiter);
}

static void
begin_elsewhere (gpointer data)
{
  Beginning *beginning = data;
  g_autoptr (GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  begin (beginning->sample, &beginning->waiter, beginning->id);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);
}

static void
test_wrong_thread (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = start_any (sample, service);
  Beginning beginning = { sample, id, { .service = service } };
  HelperThread helper;

  helper_thread_start (&helper);
  helper_thread_run (&helper, begin_elsewhere, &beginning);
  helper_thread_stop (&helper);
  g_assert_error (beginning.waiter.error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  g_assert_cmpuint (beginning.waiter.n_calls, ==, 1);
  waiter_clear (&beginning.waiter);
}

/* The context is the one that was the thread's default when waiting began. */
static void
test_context (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = start_any (sample, service);
  g_autoptr (GMainContext) context = g_main_context_new ();
  Waiter waiter = { .service = service };

  g_main_context_push_thread_default (context);
  begin (sample, &waiter, id);
  g_main_context_pop_thread_default (context);
  sample_drain (sample);
  assert_nothing_yet (&waiter);
  while (g_main_context_iteration (context, FALSE))
    ;
  assert_told (&waiter, waiter.told);
  waiter_clear (&waiter);
}

static void
test_hand_over (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id = start_any (sample, REFRESH);
  Waiter waiter = { .service = REFRESH };

  begin (sample, &waiter, id);
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*tarn_waiters_has_any*");
  tarn_engine_set_owner (engine, g_thread_self ());
  g_test_assert_expected_messages ();

  sample_drain (sample);
  tarn_engine_set_owner (engine, g_thread_self ());
  assert_told (&waiter, "SUCCEEDED 314000000");
  waiter_clear (&waiter);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_BOTH ("/waiting-odds/hanging", test_hanging);
  ADD_BOTH ("/waiting-odds/cancelled", test_cancelled);
  ADD_BOTH ("/waiting-odds/engine-is-kept", test_engine_is_kept);
  ADD_BOTH ("/waiting-odds/engine-is-kept-until-the-end", test_engine_is_kept_until_the_end);
  ADD_BOTH ("/waiting-odds/begun-inside", test_inside);
  ADD_BOTH ("/waiting-odds/wrong-thread", test_wrong_thread);
  ADD_BOTH ("/waiting-odds/context-of-the-beginning", test_context);
  g_test_add_func ("/waiting-odds/no-hand-over-meanwhile", test_hand_over);

  return g_test_run ();
}
