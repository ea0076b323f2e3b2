/* SPDX-License-Identifier: MIT */
/* tarn_sample_add() adds the sample to an existing engine and changes nothing else in it. */
#include "worlds/sample.h"

/* In a new engine the sample equals that of tarn_sample_new(), except for the journal. */
static void
test_same_world (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) engine = tarn_engine_new (5);
  g_autoptr (TarnSample) added = tarn_sample_add (engine, &error);
  g_assert_no_error (error);
  g_autoptr (TarnSample) sample = tarn_sample_new (5);
  g_autofree char *digest = get_digest (engine);
  g_autofree char *sample_digest = get_digest (tarn_sample_get_engine (sample));

  g_assert_true (tarn_sample_get_engine (added) == engine);
  g_assert_null (tarn_sample_get_journal (added));
  g_assert_cmpstr (digest, ==, sample_digest);
  g_assert_cmpstr (tarn_sample_get_domain_id (added), ==, tarn_sample_get_domain_id (sample));
  g_assert_cmpstr (tarn_sample_get_project_id (added), ==, tarn_sample_get_project_id (sample));
  g_assert_cmpstr (tarn_sample_get_asset_id (added), ==, tarn_sample_get_asset_id (sample));
}

/* The engine keeps its time, its options and its other contents, and the sample in it can be used. */
static void
test_added_to_what_is_there (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) engine = tarn_engine_new (5);
  g_autoptr (TarnPrincipal) me = principal_new ("111122223333", NULL);
  g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (engine, me);
  gint64 slots;

  g_assert_true (tarn_glue_client_create_database (glue, NULL, "sales", NULL));
  tarn_engine_set_option (engine, "glue.running-max", 1, NULL);
  tarn_engine_advance_by (engine, HOUR_US, NULL);
  g_autoptr (TarnSample) added = tarn_sample_add (engine, &error);
  g_assert_no_error (error);
  g_clear_object (&engine);

  g_assert_cmpint (sample_now (added), ==, HOUR_US);
  tarn_engine_get_option (tarn_sample_get_engine (added), "glue.running-max", &slots, NULL);
  g_assert_cmpint (slots, ==, 1);
  g_free (sample_refresh (added, "daily", &error));
  g_assert_no_error (error);
  tarn_sample_add_faults (added, "[none]\ndo=throw\nexception=ThrottlingException\n");
  g_assert_null (sample_refresh (added, "monthly", &error));
  assert_exception (error, "ThrottlingException", "none");
}

static void
test_journal_goes_on (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) engine = tarn_engine_new (5);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();

  tarn_engine_set_journal (engine, journal);
  g_autoptr (TarnSample) added = tarn_sample_add (engine, &error);
  g_assert_no_error (error);
  tarn_assert_n_calls (journal, "CreateTable", "ok", 3);
  tarn_assert_n_calls (journal, "CreateAsset", "ok", 1);
  g_assert_null (tarn_sample_get_journal (added));
  g_free (sample_refresh (added, "daily", NULL));
  tarn_assert_n_calls (journal, START_REFRESH, "ok", 1);
}

static void
test_names_collide (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnSample) sample = tarn_sample_new (5);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *before = get_digest (engine);

  g_assert_null (tarn_sample_add (engine, &error));
  assert_exception (error, "AlreadyExistsException", NULL);
  g_autofree char *after = get_digest (engine);
  g_assert_cmpstr (after, ==, before);
}

/* If any call of the set-up fails, tarn_sample_add() returns the error and frees the sample. */
static void
test_each_call_fails (void)
{
  static const char *const operations[]
      = { "CreateDatabase", "CreateTable", "CreateDomain", "CreateProject", "CreateAsset" };

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnEngine) engine = tarn_engine_new (5);
      g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);
      g_autofree char *rule
          = g_strdup_printf ("[rule]\noperation=%s\ndo=throw\nexception=ThrottlingException\n",
                             operations[i]);

      g_assert_true (tarn_fault_plan_add_from_data (plan, rule, -1, "rule", NULL));
      tarn_engine_set_fault_plan (engine, plan);
      g_assert_null (tarn_sample_add (engine, &error));
      assert_exception (error, "ThrottlingException", "rule");
    }
}

static gpointer
add_in_thread (gpointer engine)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_sample_add (engine, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  return NULL;
}

static void
test_wrong_thread (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (5);
  g_autofree char *before = get_digest (engine);

  g_thread_join (g_thread_new ("other", add_in_thread, engine));
  g_autofree char *after = get_digest (engine);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-add/same-world", test_same_world);
  g_test_add_func ("/sample-add/added-to-what-is-there", test_added_to_what_is_there);
  g_test_add_func ("/sample-add/journal-goes-on", test_journal_goes_on);
  g_test_add_func ("/sample-add/names-collide", test_names_collide);
  g_test_add_func ("/sample-add/each-call-fails", test_each_call_fails);
  g_test_add_func ("/sample-add/wrong-thread", test_wrong_thread);
  return g_test_run ();
}
