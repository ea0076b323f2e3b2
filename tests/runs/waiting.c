/* SPDX-License-Identifier: MIT */
/*
 * Tests waiting for a run in a main loop: what the waiter gets, and when. Some tests also let the run hang,
 * cancel the wait, drop the engine, or begin a wait where none is allowed. No test waits for real time, so no
 * iteration of the main context may block.
 */
#include "worlds/helper-thread.h"
#include "worlds/waiting.h"

/* A wait for a run without a fault has this result, for each service. */
static const char *const succeeded_at[] = { "SUCCEEDED 314000000", "SUCCEEDED 12139000" };

/* --- What a waiter gets ----------------------------------------------------------------------- */

/* One wait begins before the source drives the engine, and another wait begins after the run has ended. */
static void
test_outcome (gconstpointer data)
{
  const OutcomeRow *row = data;
  g_autoptr (TarnSample) sample
      = row->fault != NULL ? sample_with_fault (row->service, row->fault) : tarn_sample_new (1);
  g_autofree char *id = start_any (sample, row->service);
  GSource *source = tarn_engine_create_source (tarn_sample_get_engine (sample));
  Waiter waiter = { .service = row->service };
  Waiter later = { .service = row->service };

  if (row->end_us != 0)
    end_later (sample, row->service, id, row->end_us);
  begin (sample, &waiter, id);
  assert_nothing_yet (&waiter);

  g_source_attach (source, NULL);
  assert_told (&waiter, row->told);
  begin (sample, &later, id);
  assert_told (&later, row->told);

  g_source_destroy (source);
  g_source_unref (source);
  waiter_clear (&waiter);
  waiter_clear (&later);
}

static void
test_refusal (gconstpointer data)
{
  const RefusalRow *row = data;
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  Waiter waiter = { .service = row->service };
  g_autoptr (GError) wanted = NULL;

  g_assert_null (get_any (sample, row->service, row->place, row->id, &wanted));
  begin_at (sample, &waiter, row->place, row->id, NULL);
  iterate_until_quiet ();
  g_assert_cmpuint (waiter.n_calls, ==, 1);
  assert_exception (waiter.error, row->exception, wanted->message);
  waiter_clear (&waiter);
}

static void
test_access (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = start_any (sample, service);
  g_autofree char *action = g_strconcat (service_names[service], ":", got_by[service], NULL);
  Waiter before = { .service = service };
  Waiter after = { .service = service };

  /* The service checks the access when a wait begins. */
  begin (sample, &before, id);
  tarn_engine_deny (tarn_sample_get_engine (sample), "*", action, "*");
  begin (sample, &after, id);
  sample_drain (sample);
  iterate_until_quiet ();
  assert_told (&before, succeeded_at[service]);
  assert_exception (after.error, "AccessDeniedException", NULL);
  waiter_clear (&before);
  waiter_clear (&after);
}

/* A wait is no operation, so the journal is the same with a wait and without one. */
static void
test_leaves_no_trace (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnSample) alone = tarn_sample_new (1);
  g_autofree char *id = start_any (sample, service);
  g_autofree char *same_id = start_any (alone, service);
  Waiter waiter = { .service = service };

  g_assert_cmpstr (id, ==, same_id);
  begin (sample, &waiter, id);
  sample_drain (sample);
  assert_told (&waiter, succeeded_at[service]);
  sample_drain (alone);

  g_autofree char *expected = tarn_journal_dup_text (tarn_sample_get_journal (alone));
  assert_journal (tarn_sample_get_journal (sample), expected);
  waiter_clear (&waiter);
}

/* Only the waiter makes the engine report changes: there is no journal, fault plan or observer. */
static void
test_nobody_else_watches (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  Waiter waiter = { .service = service };

  tarn_engine_set_journal (engine, NULL);
  tarn_engine_set_fault_plan (engine, NULL);
  g_autofree char *id = start_any (sample, service);
  begin (sample, &waiter, id);
  sample_drain (sample);
  assert_told (&waiter, succeeded_at[service]);
  waiter_clear (&waiter);
}

/* --- When a waiter is notified ---------------------------------------------------------------- */

static void
log_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED, gpointer log)
{
  /* A loop that runs in an observer does not notify a waiter before the last observer, either. */
  iterate_until_quiet ();
  g_string_append_c (log, '.');
}

static void
test_order (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id = start_any (sample, service);
  g_autoptr (GString) log = g_string_new (NULL);
  Waiter first = { .service = service, .log = log, .letter = 'a' };
  Waiter second = { .service = service, .log = log, .letter = 'b' };

  tarn_engine_set_journal (engine, NULL);
  begin (sample, &first, id);
  begin (sample, &second, id);
  if (service == REFRESH)
    sample_advance_to (sample, STARTUP_US);
  tarn_engine_add_observer (engine, log_change, log, NULL);
  tarn_engine_add_observer (engine, log_change, log, NULL);
  sample_drain (sample);
  g_assert_cmpstr (log->str, ==, "..");
  iterate_until_quiet ();
  g_assert_cmpstr (log->str, ==, "..ab");
  waiter_clear (&first);
  waiter_clear (&second);
}

/* Each waiter gets its own run, for any order of the ids and of the waits. */
static void
test_many_runs (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autofree char *daily = start_any (sample, REFRESH);
  g_autofree char *metadata = start_any (sample, METADATA);
  g_autoptr (GError) error = NULL;
  g_autofree char *monthly = sample_refresh (sample, "monthly", &error);
  Waiter waiters[] = {
    { REFRESH, log, 'd' }, { REFRESH, log, 'm' }, { METADATA, log, 'n' },
    { REFRESH, log, 'D' }, { REFRESH, log, 'M' },
  };
  const char *const ids[] = { daily, monthly, metadata, daily, monthly };

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (waiters); i++)
    begin (sample, &waiters[i], ids[i]);
  sample_stop (sample, "monthly", &error);
  g_assert_no_error (error);
  sample_drain (sample);
  iterate_until_quiet ();
  g_assert_cmpstr (log->str, ==, "mMndD");
  g_assert_true (g_str_has_prefix (waiters[4].told, "STOPPED "));
  g_assert_true (g_str_has_prefix (waiters[3].told, "SUCCEEDED "));
  for (guint i = 0; i < G_N_ELEMENTS (waiters); i++)
    waiter_clear (&waiters[i]);
}

static void
test_forgotten (gconstpointer data)
{
  Service service = GPOINTER_TO_UINT (data);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *option = g_strconcat (service_names[service], ".retention-runs", NULL);
  g_autofree char *id = start_any (sample, service);
  Waiter waiter = { .service = service };
  g_autoptr (GError) error = NULL;

  sample_set (sample, option, 1);
  begin (sample, &waiter, id);
  sample_drain (sample);
  g_autofree char *ended = get_any (sample, service, NULL, id, &error);
  g_assert_no_error (error);

  /* When the next run ends, the engine forgets the first run. The main loop has not run yet. */
  g_autofree char *next = start_any (sample, service);
  g_assert_cmpstr (next, !=, id);
  sample_drain (sample);
  g_assert_null (get_any (sample, service, NULL, id, &error));
  g_assert_nonnull (error);
  assert_told (&waiter, ended);
  waiter_clear (&waiter);
}

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

/* The wait is cancelled before it begins, during the run, or after the end but before the callback. */
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
          /* This call would be a programmer error if the engine still had a waiter. */
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
  assert_told (&waiter, succeeded_at[service]);
  g_assert_null (engine);
  waiter_clear (&waiter);
}

/* --- Where a wait begins ---------------------------------------------------------------------- */

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
begin_in_event (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
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

/* The callback runs in the context that was the thread's default when the wait began. */
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
  g_assert_cmpuint (waiter.n_calls, ==, 1);
  assert_told (&waiter, succeeded_at[service]);
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

  ADD_ROWS ("/waiting/outcome/", outcome_rows, test_outcome);
  ADD_ROWS ("/waiting/refused-as-get/", refusal_rows, test_refusal);
  ADD_BOTH ("/waiting/access", test_access);
  ADD_BOTH ("/waiting/leaves-no-trace", test_leaves_no_trace);
  ADD_BOTH ("/waiting/nobody-else-watches", test_nobody_else_watches);
  ADD_BOTH ("/waiting/after-observers-first-come-first-told", test_order);
  g_test_add_func ("/waiting/many-runs", test_many_runs);
  ADD_BOTH ("/waiting/forgotten-meanwhile", test_forgotten);

  ADD_BOTH ("/waiting/hanging", test_hanging);
  ADD_BOTH ("/waiting/cancelled", test_cancelled);
  ADD_BOTH ("/waiting/engine-is-kept", test_engine_is_kept);
  ADD_BOTH ("/waiting/engine-is-kept-until-the-end", test_engine_is_kept_until_the_end);
  ADD_BOTH ("/waiting/begun-inside", test_inside);
  ADD_BOTH ("/waiting/wrong-thread", test_wrong_thread);
  ADD_BOTH ("/waiting/context-of-the-beginning", test_context);
  g_test_add_func ("/waiting/no-hand-over-meanwhile", test_hand_over);

  return g_test_run ();
}
