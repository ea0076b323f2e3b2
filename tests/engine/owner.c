/* SPDX-License-Identifier: MIT */
/*
 * An engine belongs to one thread. A call of another thread fails and leaves nothing behind. When the engine
 * is handed over, the calls of the first thread fail instead.
 */
#include <glib/gstdio.h>

#include "worlds/every-operation.h"
#include "worlds/helper-thread.h"

/* --- Calls of the engine itself --------------------------------------------------------------- */

static gboolean
call_step (const World *world, GError **error)
{
  return tarn_engine_step (tarn_sample_get_engine (world->sample), NULL, error);
}

static gboolean
call_advance_by (const World *world, GError **error)
{
  return tarn_engine_advance_by (tarn_sample_get_engine (world->sample), 1, error);
}

static gboolean
call_advance_to (const World *world, GError **error)
{
  return tarn_engine_advance_to (tarn_sample_get_engine (world->sample),
                                 TARN_ENGINE_START_TIME + G_TIME_SPAN_DAY, error);
}

static gboolean
is_met (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
call_run_until (const World *world, GError **error)
{
  return tarn_engine_run_until (tarn_sample_get_engine (world->sample), is_met, NULL,
                                TARN_NO_DEADLINE, NULL, NULL, error);
}

static gboolean
call_run_until_idle (const World *world, GError **error)
{
  return tarn_engine_run_until_idle (tarn_sample_get_engine (world->sample), NULL, error);
}

static gboolean
call_set_option (const World *world, GError **error)
{
  return tarn_engine_set_option (tarn_sample_get_engine (world->sample), "glue.running-max", 7,
                                 error);
}

static gboolean
call_set_clock_option (const World *world, GError **error)
{
  return tarn_engine_set_option (tarn_sample_get_engine (world->sample),
                                 "clock.same-instant-chain-max", 7, error);
}

static gboolean
call_get_option (const World *world, GError **error)
{
  gint64 value = 0;

  return tarn_engine_get_option (tarn_sample_get_engine (world->sample), "glue.running-max", &value,
                                 error);
}

static gboolean
call_fork (const World *world, GError **error)
{
  g_autoptr (TarnEngine) fork
      = tarn_engine_fork (tarn_sample_get_engine (world->sample), NULL, NULL, error);

  return fork != NULL;
}

static gboolean
call_save (const World *world, GError **error)
{
  g_autoptr (GBytes) saved = tarn_engine_save (tarn_sample_get_engine (world->sample), error);

  return saved != NULL;
}

static gboolean
call_save_to_file (const World *world, GError **error)
{
  g_autofree char *name = g_strdup_printf ("tarn-owner-%p", (gconstpointer) world);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
  gboolean is_saved
      = tarn_engine_save_to_file (tarn_sample_get_engine (world->sample), path, error);

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS) == is_saved);
  if (is_saved)
    g_unlink (path);
  return is_saved;
}

static gboolean
call_get_digest (const World *world, GError **error)
{
  g_autofree char *digest = tarn_engine_dup_digest (tarn_sample_get_engine (world->sample), error);

  return digest != NULL;
}

static gboolean
call_diff_as_first (const World *world, GError **error)
{
  g_autoptr (TarnEngine) other = tarn_engine_new (1);
  g_autofree char *diff
      = tarn_engine_diff (tarn_sample_get_engine (world->sample), other, 1, error);

  return diff != NULL;
}

static gboolean
call_diff_as_second (const World *world, GError **error)
{
  g_autoptr (TarnEngine) other = tarn_engine_new (1);
  g_autofree char *diff
      = tarn_engine_diff (other, tarn_sample_get_engine (world->sample), 1, error);

  return diff != NULL;
}

static const CallRow engine_rows[] = {
  { "engine", "step", call_step },
  { "engine", "advance-by", call_advance_by },
  { "engine", "advance-to", call_advance_to },
  { "engine", "run-until", call_run_until },
  { "engine", "run-until-idle", call_run_until_idle },
  { "engine", "set-option", call_set_option },
  { "engine", "set-option-of-the-clock", call_set_clock_option },
  { "engine", "get-option", call_get_option },
  { "engine", "fork", call_fork },
  { "engine", "save", call_save },
  { "engine", "save-to-file", call_save_to_file },
  { "engine", "get-digest", call_get_digest },
  { "engine", "diff-as-first", call_diff_as_first },
  { "engine", "diff-as-second", call_diff_as_second },
};

/* --- Refused calls, and the next owner -------------------------------------------------------- */

typedef struct
{
  const World *world;
  const CallRow *row;
  GThread *next_owner; /* gets the engine after a call that succeeds */
} Asked;

static void
ask_as_foreigner (gpointer data)
{
  const Asked *asked = data;
  g_autoptr (GError) error = NULL;

  g_assert_false (asked->row->call (asked->world, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
}

static void
ask_as_owner (gpointer data)
{
  const Asked *asked = data;
  g_autoptr (GError) error = NULL;

  g_assert_true (asked->row->call (asked->world, &error));
  g_assert_no_error (error);
  tarn_engine_set_owner (tarn_sample_get_engine (asked->world->sample), asked->next_owner);
}

static void
test_call (gconstpointer data)
{
  HelperThread helper;
  g_auto (World) world = world_new (1);
  TarnEngine *engine = tarn_sample_get_engine (world.sample);
  Asked asked = { &world, data, g_thread_self () };
  g_autofree char *before = describe (&world);

  helper_thread_start (&helper);
  helper_thread_run (&helper, ask_as_foreigner, &asked);
  g_autofree char *after = describe (&world);
  g_assert_cmpstr (before, ==, after);

  tarn_engine_set_owner (engine, helper.self);
  ask_as_foreigner (&asked);
  helper_thread_run (&helper, ask_as_owner, &asked);
  helper_thread_run (&helper, ask_as_foreigner, &asked);

  g_autofree char *digest = tarn_engine_dup_digest (engine, NULL);
  g_assert_nonnull (digest);
  helper_thread_stop (&helper);
}

/* Another thread cannot reload a run, stop it or wait for it. */
typedef struct
{
  TarnGlueClient *client;
  TarnRefreshRun *run;
} Polled;

static void
poll_as_foreigner (gpointer data)
{
  Polled *polled = data;
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_refresh_run_reload (polled->run, polled->client, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  g_clear_error (&error);
  g_assert_false (tarn_refresh_run_stop (polled->run, polled->client, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  g_clear_error (&error);
  g_assert_false (tarn_refresh_run_wait (polled->run, polled->client, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
}

static void
test_poll (gconstpointer is_watched)
{
  HelperThread helper;
  g_auto (World) world = world_new (1);
  g_autoptr (GError) error = NULL;
  Polled polled = { tarn_sample_get_glue (world.sample), NULL };

  if (!GPOINTER_TO_INT (is_watched))
    tarn_engine_set_journal (tarn_sample_get_engine (world.sample), NULL);
  polled.run = tarn_glue_client_get_materialized_view_refresh_task_run (polled.client, NULL,
                                                                        world.refresh_id, &error);
  g_assert_no_error (error);
  g_autofree char *before = describe (&world);

  helper_thread_start (&helper);
  helper_thread_run (&helper, poll_as_foreigner, &polled);
  helper_thread_stop (&helper);
  g_autofree char *after = describe (&world);
  g_assert_cmpstr (before, ==, after);
  tarn_refresh_run_unref (polled.run);
}

/* --- Rules ------------------------------------------------------------------------------------ */

static void
add_rule_as_foreigner (gpointer plan)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_fault_plan_add_from_data (plan, "[x]\ndo=lose-reply\n", -1, "x", &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  g_assert_cmpstr (error->message, ==,
                   "rules cannot be added: the engine belongs to another thread");
}

static gboolean
add_rule_in_condition (TarnEngine *engine G_GNUC_UNUSED, gpointer plan)
{
  add_rule_as_foreigner (plan);
  return TRUE;
}

/* The thread is checked for all engines that use the plan, before it is checked whether one of them is asking. */
static void
test_rules_in_a_condition (void)
{
  HelperThread helper;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) engine = tarn_engine_new (1), other = tarn_engine_new (2);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);

  tarn_engine_set_fault_plan (engine, plan);
  tarn_engine_set_fault_plan (other, plan);
  helper_thread_start (&helper);
  tarn_engine_set_owner (other, helper.self);
  tarn_engine_run_until (engine, add_rule_in_condition, plan, TARN_NO_DEADLINE, NULL, NULL, &error);
  g_assert_no_error (error);
  helper_thread_stop (&helper);
}

/* A plan belongs to the thread of each engine that uses it, and to no thread when no engine does. */
static void
test_rules (void)
{
  HelperThread helper;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) engine = tarn_engine_new (1), other = tarn_engine_new (2);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);

  tarn_engine_set_fault_plan (engine, plan);
  tarn_engine_set_fault_plan (other, plan);
  helper_thread_start (&helper);
  helper_thread_run (&helper, add_rule_as_foreigner, plan);
  tarn_engine_set_owner (other, helper.self);
  add_rule_as_foreigner (plan);
  helper_thread_run (&helper, add_rule_as_foreigner, plan);
  g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, 0);

  g_clear_object (&other);
  g_assert_true (tarn_fault_plan_add_from_data (plan, "[x]\ndo=lose-reply\n", -1, "x", &error));
  g_assert_no_error (error);
  helper_thread_stop (&helper);
}

/* --- Threads that have ended ------------------------------------------------------------------ */

static void *
make_engine (void *engine)
{
  *(TarnEngine **) engine = tarn_engine_new (0);
  g_assert_true (tarn_engine_advance_by (*(TarnEngine **) engine, 1, NULL));
  return NULL;
}

static void *
use_engine (void *engine)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_engine_advance_by (engine, 1, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  g_assert_cmpstr (error->message, ==,
                   "tarn_engine_advance_by: the engine belongs to another thread");
  return NULL;
}

/* A new thread usually gets the memory of the last thread that has ended, but not its engine. */
static void
test_ended_owner (void)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (TarnEngine) engine = NULL;
      pthread_t thread;

      g_assert_cmpint (pthread_create (&thread, NULL, make_engine, &engine), ==, 0);
      g_assert_cmpint (pthread_join (thread, NULL), ==, 0);
      g_assert_cmpint (pthread_create (&thread, NULL, use_engine, engine), ==, 0);
      g_assert_cmpint (pthread_join (thread, NULL), ==, 0);
    }
}

/* The owner keeps its engine when owners of other engines end. */
static void
test_other_owner_ends (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0), ended = NULL;
  g_autoptr (GError) error = NULL;
  pthread_t thread;

  tarn_engine_advance_by (engine, 1, &error);
  g_assert_cmpint (pthread_create (&thread, NULL, make_engine, &ended), ==, 0);
  g_assert_cmpint (pthread_join (thread, NULL), ==, 0);
  g_assert_true (tarn_engine_advance_by (engine, 1, &error));
  g_assert_no_error (error);
}

static void *
make_samples (void *data G_GNUC_UNUSED)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (i);

      g_assert_nonnull (sample);
    }
  return NULL;
}

/* A thread sanitizer sees whether samples that are made at the same time share anything. */
static void
test_samples (void)
{
  pthread_t threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpint (pthread_create (&threads[i], NULL, make_samples, NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpint (pthread_join (threads[i], NULL), ==, 0);
}

/* --- Cases ------------------------------------------------------------------------------------ */

static void
add_calls (const CallRow *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine-owner/refuses-others/%s/%s",
                                               rows[i].service, rows[i].operation);

      g_test_add_data_func (path, &rows[i], test_call);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_calls (engine_rows, G_N_ELEMENTS (engine_rows));
  add_calls (call_rows, G_N_ELEMENTS (call_rows));
  g_test_add_data_func ("/engine-owner/refuses-others/poll", GINT_TO_POINTER (FALSE), test_poll);
  g_test_add_data_func ("/engine-owner/refuses-others/poll-in-a-journal", GINT_TO_POINTER (TRUE),
                        test_poll);

  g_test_add_func ("/engine-owner/rules", test_rules);
  g_test_add_func ("/engine-owner/rules-in-a-condition", test_rules_in_a_condition);
  g_test_add_func ("/engine-owner/ended", test_ended_owner);
  g_test_add_func ("/engine-owner/other-ends", test_other_owner_ends);
  g_test_add_func ("/engine-owner/samples", test_samples);

  return g_test_run ();
}
