/* SPDX-License-Identifier: MIT */
/* tarn_engine_fork() counts the objects of each kind that it leaves behind, and the fork has none of them. */
#include <tarn/tarn-stretch.h>

#include "worlds/waiting.h"

static void
ignore_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED,
               gpointer data G_GNUC_UNUSED)
{
}

static gboolean
go_on (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

static void
ignore_stretch (TarnEngine *engine G_GNUC_UNUSED, const TarnStretch *stretch G_GNUC_UNUSED,
                gpointer data G_GNUC_UNUSED)
{
}

static void
assert_left_behind (TarnEngine *engine, TarnLeftBehind expected)
{
  g_autoptr (GError) error = NULL;
  TarnLeftBehind left, left_by_fork;
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, &left, &error);

  g_assert_no_error (error);
  g_assert_true (memcmp (&left, &expected, sizeof left) == 0);
  g_autoptr (TarnEngine) second G_GNUC_UNUSED
      = tarn_engine_fork (fork, NULL, &left_by_fork, &error);
  g_assert_no_error (error);
  TarnLeftBehind none = { .n_observers = 0 };
  g_assert_true (memcmp (&left_by_fork, &none, sizeof none) == 0);
}

static void
test_left_behind (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id = start_any (sample, REFRESH);
  TarnLeftBehind expected = { .n_journals = 1 };
  Waiter waiters[6] = { { .service = REFRESH } };

  assert_left_behind (engine, expected);
  for (guint i = 0; i < 2; i++, expected.n_observers++)
    tarn_engine_add_observer (engine, ignore_change, NULL, NULL);
  assert_left_behind (engine, expected);
  for (guint i = 0; i < 3; i++, expected.n_timeouts++)
    tarn_engine_add_timeout (engine, HOUR_US, TARN_TIMEOUT_NONE, go_on, NULL, NULL);
  assert_left_behind (engine, expected);
  g_autoptr (GSource) source G_GNUC_UNUSED = tarn_engine_create_source (engine);
  expected.n_sources = 1;
  assert_left_behind (engine, expected);
  g_autoptr (TarnHold) hold = tarn_engine_hold (engine, "the first");
  g_autoptr (TarnHold) second = tarn_engine_hold (engine, "the second");
  expected.n_holds = 2;
  assert_left_behind (engine, expected);
  tarn_hold_release (second);
  expected.n_holds = 1;
  assert_left_behind (engine, expected);
  for (guint i = 0; i < G_N_ELEMENTS (waiters); i++, expected.n_waits++)
    {
      waiters[i] = (Waiter){ .service = REFRESH };
      begin (sample, &waiters[i], id);
    }
  assert_left_behind (engine, expected);
  TarnGlueClient *glue = tarn_sample_get_glue (sample);
  guint stretches = tarn_glue_client_add_stretch_func (glue, ignore_stretch, NULL, NULL);
  expected.n_stretch_funcs = 1;
  assert_left_behind (engine, expected);
  tarn_glue_client_remove_stretch_func (glue, stretches);
  expected.n_stretch_funcs = 0;
  tarn_engine_set_journal (engine, NULL);
  expected.n_journals = 0;
  assert_left_behind (engine, expected);

  tarn_hold_release (hold);
  sample_advance_to (sample, DURATION_US);
  iterate_until_quiet ();
  for (guint i = 0; i < G_N_ELEMENTS (waiters); i++)
    waiter_clear (&waiters[i]);
}

static gboolean
count_call (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  ++*(guint *) data;
  return G_SOURCE_CONTINUE;
}

/* Timeouts stay behind, because their functions belong to the user and use the original engine. */
static void
test_timeouts_stay_behind (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  guint n_calls = 0;
  gint64 next_us;

  for (guint i = 0; i < 3; i++)
    tarn_engine_add_timeout (engine, HOUR_US, TARN_TIMEOUT_NONE, count_call, &n_calls, NULL);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  g_autoptr (GPtrArray) pending = tarn_engine_list_pending (fork, 10);

  g_assert_cmpuint (pending->len, ==, 0);
  g_assert_false (tarn_engine_peek_next (fork, &next_us));
  engine_advance (fork, DAY_US);
  g_assert_cmpuint (n_calls, ==, 0);
  engine_advance (engine, HOUR_US);
  g_assert_cmpuint (n_calls, ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fork/left-behind", test_left_behind);
  g_test_add_func ("/fork/timeouts-stay-behind", test_timeouts_stay_behind);

  return g_test_run ();
}
