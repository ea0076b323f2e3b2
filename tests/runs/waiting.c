/* SPDX-License-Identifier: MIT */
/*
 * Waiting for a run in a main loop: what is told, and when.
 */
#include "waiting-waiter.h"

/* --- What is told ----------------------------------------------------------------------------- */

/* Once with the source of the engine, so that nobody else drives, and once when it has ended. */
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

  /* It is asked for when waiting begins. */
  begin (sample, &before, id);
  tarn_engine_deny (tarn_sample_get_engine (sample), "*", action, "*");
  begin (sample, &after, id);
  sample_drain (sample);
  iterate_until_quiet ();
  g_assert_no_error (before.error);
  assert_exception (after.error, "AccessDeniedException", NULL);
  waiter_clear (&before);
  waiter_clear (&after);
}

/* It is no operation: with it or without it the journal is the same. */
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
  iterate_until_quiet ();
  g_assert_no_error (waiter.error);
  sample_drain (alone);

  g_autofree char *expected = tarn_journal_dup_text (tarn_sample_get_journal (alone));
  assert_journal (tarn_sample_get_journal (sample), expected);
  waiter_clear (&waiter);
}

/* Nobody but who waits makes the engine tell of changes here. */
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
  iterate_until_quiet ();
  g_assert_cmpuint (waiter.n_calls, ==, 1);
  g_assert_no_error (waiter.error);
  waiter_clear (&waiter);
}

/* --- When ------------------------------------------------------------------------------------- */

static void
log_change (const TarnChange *change G_GNUC_UNUSED, gpointer log)
{
  /* Even a loop that is run from here does not tell who waits before the last observer. */
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

/* Each is told of its own run, whatever the order of their ids and of their beginnings. */
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

  /* The next one to end takes its place before the loop is run. */
  g_autofree char *next = start_any (sample, service);
  g_assert_cmpstr (next, !=, id);
  sample_drain (sample);
  g_assert_null (get_any (sample, service, NULL, id, &error));
  g_assert_nonnull (error);
  assert_told (&waiter, ended);
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

  return g_test_run ();
}
