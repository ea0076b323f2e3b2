/* SPDX-License-Identifier: MIT */
/* Where another thread asks what returns no error, it is told so as a mistake, and nothing happens. */
#include "owner.h"

static void
on_change (const TarnChange *change G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
}

static gboolean
on_timeout (gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_REMOVE;
}

typedef struct
{
  const char *name;
  void (*make) (TarnEngine *engine);
} Mistake;

static void
mistake_owner (TarnEngine *engine)
{
  tarn_engine_set_owner (engine, g_thread_self ());
}

static void
mistake_glue_client (TarnEngine *engine)
{
  g_autoptr (TarnPrincipal) who = principal_new ("999999999999", NULL);

  g_assert_null (tarn_engine_create_glue_client (engine, who));
}

static void
mistake_datazone_client (TarnEngine *engine)
{
  g_autoptr (TarnPrincipal) who = principal_new ("999999999999", NULL);

  g_assert_null (tarn_engine_create_datazone_client (engine, who));
}

static void
mistake_grant (TarnEngine *engine)
{
  g_assert_cmpuint (tarn_engine_grant (engine, "*", "*", "*"), ==, 0);
}

static void
mistake_deny (TarnEngine *engine)
{
  g_assert_cmpuint (tarn_engine_deny (engine, "*", "*", "*"), ==, 0);
}

static void
mistake_revoke (TarnEngine *engine)
{
  g_assert_false (tarn_engine_revoke (engine, 1));
}

static void
mistake_observer (TarnEngine *engine)
{
  g_assert_cmpuint (tarn_engine_add_observer (engine, on_change, NULL, NULL), ==, 0);
}

static void
mistake_no_observer (TarnEngine *engine)
{
  g_assert_false (tarn_engine_remove_observer (engine, 1));
}

static void
mistake_timeout (TarnEngine *engine)
{
  g_assert_cmpuint (tarn_engine_add_timeout (engine, 0, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL),
                    ==, 0);
}

static void
mistake_no_timeout (TarnEngine *engine)
{
  g_assert_false (tarn_engine_remove_timeout (engine, G_GUINT64_CONSTANT (1) << 32));
}

static void
mistake_journal (TarnEngine *engine)
{
  tarn_engine_set_journal (engine, NULL);
}

static void
mistake_fault_plan (TarnEngine *engine)
{
  tarn_engine_set_fault_plan (engine, NULL);
}

static void
mistake_cost_model (TarnEngine *engine)
{
  tarn_engine_set_cost_model (engine, NULL);
}

static void
mistake_metadata_cost_model (TarnEngine *engine)
{
  tarn_engine_set_cost_model (engine, NULL);
}

static const Mistake mistakes[] = {
  { "set-owner", mistake_owner },
  { "create-glue-client", mistake_glue_client },
  { "create-datazone-client", mistake_datazone_client },
  { "grant", mistake_grant },
  { "deny", mistake_deny },
  { "revoke", mistake_revoke },
  { "add-observer", mistake_observer },
  { "remove-observer", mistake_no_observer },
  { "add-timeout", mistake_timeout },
  { "remove-timeout", mistake_no_timeout },
  { "set-journal", mistake_journal },
  { "set-fault-plan", mistake_fault_plan },
  { "set-cost-model", mistake_cost_model },
  { "set-metadata-cost-model", mistake_metadata_cost_model },
};

typedef struct
{
  TarnEngine *engine;
  const Mistake *mistake;
} Made;

static void
make_mistake (gpointer data)
{
  const Made *made = data;

  made->mistake->make (made->engine);
}

static void
test_mistake (gconstpointer data)
{
  HelperThread helper;
  g_auto (World) world = world_new (1);
  Made made = { tarn_sample_get_engine (world.sample), data };
  g_autofree char *before = describe (&world);

  helper_thread_start (&helper);
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
  helper_thread_run (&helper, make_mistake, &made);
  g_test_assert_expected_messages ();
  helper_thread_stop (&helper);

  g_autofree char *after = describe (&world);
  g_assert_cmpstr (before, ==, after);
}

static gboolean
hand_over (TarnEngine *engine, gpointer data)
{
  tarn_engine_set_owner (engine, data);
  return TRUE;
}

/* Half of an event would happen in one thread, and half of it in the other. */
static void
test_inside_callback (void)
{
  HelperThread helper;
  g_auto (World) world = world_new (1);
  TarnEngine *engine = tarn_sample_get_engine (world.sample);
  g_autoptr (GError) error = NULL;

  helper_thread_start (&helper);
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
  tarn_engine_run_until (engine, hand_over, helper.self, TARN_NO_DEADLINE, NULL, NULL, &error);
  g_test_assert_expected_messages ();
  g_assert_no_error (error);
  tarn_engine_step (engine, NULL, &error);
  g_assert_no_error (error);
  helper_thread_stop (&helper);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/engine-owner/mistakes-of-others/%s", mistakes[i].name);

      g_test_add_data_func (path, &mistakes[i], test_mistake);
    }
  g_test_add_func ("/engine-owner/is-not-handed-over-inside-a-callback", test_inside_callback);

  return g_test_run ();
}
