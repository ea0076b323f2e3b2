/* SPDX-License-Identifier: MIT */
/*
 * The properties have the values that the getters return and the setters set, and they notify when they are
 * set.
 */
#include "worlds/sample.h"

static void
count_notification (GObject *object G_GNUC_UNUSED, GParamSpec *spec G_GNUC_UNUSED, gpointer data)
{
  ++*(guint *) data;
}

static void
test_engine (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnJournal) journal = tarn_journal_new (), journal_read = NULL;
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine), plan_read = NULL;
  g_autoptr (GObject) model_read = NULL;
  guint n_notified = 0, speed;
  gint64 now_us;

  g_signal_connect (engine, "notify", G_CALLBACK (count_notification), &n_notified);
  g_object_set (engine, "journal", journal, "fault-plan", plan, "speed", 1000, "cost-model", NULL,
                NULL);
  g_assert_cmpuint (n_notified, ==, 4);
  engine_advance (engine, HOUR_US);
  g_object_get (engine, "journal", &journal_read, "fault-plan", &plan_read, "speed", &speed, "now",
                &now_us, "cost-model", &model_read, NULL);
  g_assert_true (journal_read == journal);
  g_assert_true (tarn_engine_get_journal (engine) == journal);
  g_assert_true (plan_read == plan);
  g_assert_null (model_read);
  g_assert_null (tarn_engine_get_cost_model (engine));
  g_assert_cmpuint (speed, ==, 1000);
  g_assert_cmpint (now_us, ==, START_US + HOUR_US);
  g_assert_cmpuint (n_notified, ==, 4);

  tarn_engine_set_speed (engine, 0);
  tarn_engine_set_journal (engine, NULL);
  g_assert_cmpuint (n_notified, ==, 6);
  g_assert_null (tarn_engine_get_journal (engine));
}

static void
check_origin (TarnEngine *engine, guint64 seed, guint64 replication)
{
  guint64 seed_read, replication_read;

  g_object_get (engine, "seed", &seed_read, "replication", &replication_read, NULL);
  g_assert_cmpuint (seed_read, ==, seed);
  g_assert_cmpuint (replication_read, ==, replication);
  g_assert_cmpuint (tarn_engine_get_seed (engine), ==, seed);
  g_assert_cmpuint (tarn_engine_get_replication (engine), ==, replication);
}

/* A fork and a restored engine have the seed of the original, and so has an engine that GObject made. */
static void
test_origin (void)
{
  const guint64 replication = G_GUINT64_CONSTANT (0x100000001);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) bare = g_object_new (TARN_TYPE_ENGINE, NULL);
  g_autoptr (TarnEngine) plain = tarn_engine_new (7);
  g_autoptr (TarnEngine) engine = tarn_engine_new_for_replication (G_MAXUINT64, replication);
  g_autoptr (TarnEngine) made
      = g_object_new (TARN_TYPE_ENGINE, "replication", replication, "seed", G_MAXUINT64, NULL);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, &error);
  g_autoptr (GBytes) bytes = tarn_engine_save (engine, &error);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, &error);
  g_autofree char *digest = tarn_engine_dup_digest (engine, &error);
  g_autofree char *digest_of_made = tarn_engine_dup_digest (made, &error);

  g_assert_no_error (error);
  check_origin (bare, 0, 0);
  check_origin (plain, 7, 0);
  check_origin (engine, G_MAXUINT64, replication);
  check_origin (made, G_MAXUINT64, replication);
  check_origin (fork, G_MAXUINT64, replication);
  check_origin (restored, G_MAXUINT64, replication);
  g_assert_cmpstr (digest_of_made, ==, digest);
}

static void
test_clients (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnPrincipal) principal = principal_new ("123456789012", NULL);
  g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (engine, principal);
  g_autoptr (TarnDataZoneClient) datazone = tarn_engine_create_datazone_client (engine, principal);
  GObject *const clients[] = { G_OBJECT (glue), G_OBJECT (datazone) };

  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      g_autoptr (TarnEngine) engine_read = NULL;
      g_autoptr (TarnPrincipal) principal_read = NULL;

      g_object_get (clients[i], "engine", &engine_read, "principal", &principal_read, NULL);
      g_assert_true (engine_read == engine);
      g_assert_true (principal_read == principal);
    }
  g_assert_true (tarn_glue_client_get_engine (glue) == engine);
  g_assert_true (tarn_glue_client_get_principal (glue) == principal);
  g_assert_true (tarn_datazone_client_get_engine (datazone) == engine);
  g_assert_true (tarn_datazone_client_get_principal (datazone) == principal);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/properties/engine", test_engine);
  g_test_add_func ("/properties/origin", test_origin);
  g_test_add_func ("/properties/clients", test_clients);

  return g_test_run ();
}
