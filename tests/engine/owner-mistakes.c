/* SPDX-License-Identifier: MIT */
/*
 * An engine belongs to one thread. A function that cannot return an error logs a critical message when another
 * thread calls it, and does nothing.
 */
#include <tarn/tarn-stretch.h>

#include "worlds/every-operation.h"
#include "worlds/helper-thread.h"

/* This fixture has something of everything that a mistake could take away. */
typedef struct
{
  World world;
  TarnEngine *engine;
  TarnFaultPlan *plan;
  guint statement;
  guint observer;
  guint64 timeout;
  guint n_changes;
} Full;

static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED, gpointer data)
{
  ((Full *) data)->n_changes++;
}

static gboolean
on_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_REMOVE;
}

typedef GObject FreeModel;
typedef GObjectClass FreeModelClass;

GType free_model_get_type (void);

/* A refresh takes no time and costs nothing. */
static void
free_model_plan_refresh (TarnCostModel *self G_GNUC_UNUSED,
                         const TarnRefreshWork *work G_GNUC_UNUSED,
                         TarnCostPlan *plan G_GNUC_UNUSED)
{
}

static void
free_model_init_interface (TarnCostModelInterface *iface)
{
  iface->plan_refresh = free_model_plan_refresh;
}

G_DEFINE_TYPE_WITH_CODE (FreeModel, free_model, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL, free_model_init_interface))

static void
free_model_class_init (FreeModelClass *class G_GNUC_UNUSED)
{
}

static void
free_model_init (FreeModel *self G_GNUC_UNUSED)
{
}

static void
full_init (Full *full)
{
  g_autoptr (TarnCostModel) model = g_object_new (free_model_get_type (), NULL);

  *full = (Full){ .world = world_new (1) };
  full->engine = tarn_sample_get_engine (full->world.sample);
  full->statement = tarn_engine_grant (full->engine, "*", "*", "*");
  full->observer = tarn_engine_add_observer (full->engine, on_change, full, NULL);
  full->timeout
      = tarn_engine_add_timeout (full->engine, HOUR_US, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL);
  engine_add_faults (full->engine, "[rule]\nnth=1000\ndo=lose-reply\n");
  full->plan = tarn_engine_get_fault_plan (full->engine);
  tarn_engine_set_cost_model (full->engine, model);
}

/* Checks what is not part of the digest. */
static void
assert_all_there (Full *full)
{
  TarnJournal *journal = tarn_sample_get_journal (full->world.sample);
  guint length = tarn_journal_get_length (journal);

  g_assert_true (call_commit (&full->world, NULL));
  g_assert_cmpuint (tarn_journal_get_length (journal), >, length);
  g_assert_cmpuint (full->n_changes, ==, 0);
  g_assert_true (call_stop_refresh (&full->world, NULL));
  g_assert_cmpuint (full->n_changes, >, 0);
  g_assert_true (tarn_engine_remove_observer (full->engine, full->observer));
  g_assert_true (tarn_engine_remove_timeout (full->engine, full->timeout));
  g_assert_true (tarn_engine_revoke (full->engine, full->statement));
}

typedef struct
{
  const char *name;
  void (*make) (const Full *full);
} Mistake;

static void
mistake_owner (const Full *full)
{
  tarn_engine_set_owner (full->engine, g_thread_self ());
}

static void
mistake_glue_client (const Full *full)
{
  g_autoptr (TarnPrincipal) who = principal_new ("999999999999", NULL);

  g_assert_null (tarn_engine_create_glue_client (full->engine, who));
}

static void
mistake_datazone_client (const Full *full)
{
  g_autoptr (TarnPrincipal) who = principal_new ("999999999999", NULL);

  g_assert_null (tarn_engine_create_datazone_client (full->engine, who));
}

static void
mistake_grant (const Full *full)
{
  g_assert_cmpuint (tarn_engine_grant (full->engine, "*", "*", "*"), ==, 0);
}

static void
mistake_deny (const Full *full)
{
  g_assert_cmpuint (tarn_engine_deny (full->engine, "*", "*", "*"), ==, 0);
}

static void
mistake_revoke (const Full *full)
{
  g_assert_false (tarn_engine_revoke (full->engine, full->statement));
}

static void
mistake_observer (const Full *full)
{
  g_assert_cmpuint (tarn_engine_add_observer (full->engine, on_change, NULL, NULL), ==, 0);
}

static void
mistake_filtered_observer (const Full *full)
{
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();

  g_assert_cmpuint (tarn_engine_add_filtered_observer (full->engine, filter, on_change, NULL, NULL),
                    ==, 0);
}

static void
mistake_no_observer (const Full *full)
{
  g_assert_false (tarn_engine_remove_observer (full->engine, full->observer));
}

static void
mistake_timeout (const Full *full)
{
  g_assert_cmpuint (tarn_engine_add_timeout (full->engine, 0, TARN_TIMEOUT_NONE, on_timeout, NULL,
                                             NULL),
                    ==, 0);
}

static gint64
on_gap (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return TARN_TIMEOUT_END;
}

static void
mistake_gap_timeout (const Full *full)
{
  g_assert_cmpuint (tarn_engine_add_gap_timeout (full->engine, 0, TARN_TIMEOUT_NONE, on_gap, NULL,
                                                 NULL),
                    ==, 0);
}

static void
on_instant (TarnEngine *engine G_GNUC_UNUSED, guint round G_GNUC_UNUSED,
            gpointer data G_GNUC_UNUSED)
{
}

static void
mistake_instant_func (const Full *full)
{
  g_assert_cmpuint (tarn_engine_add_instant_func (full->engine, on_instant, NULL, NULL), ==, 0);
}

static void
mistake_slot_chooser (const Full *full)
{
  tarn_engine_set_slot_chooser (full->engine, NULL);
}

static void
mistake_get_slot_chooser (const Full *full)
{
  g_assert_null (tarn_engine_get_slot_chooser (full->engine));
}

static void
mistake_no_instant_func (const Full *full)
{
  g_assert_false (tarn_engine_remove_instant_func (full->engine, 1));
}

static void
on_stretch (TarnEngine *engine G_GNUC_UNUSED, const TarnStretch *stretch G_GNUC_UNUSED,
            gpointer data G_GNUC_UNUSED)
{
}

static void
mistake_stretch_func (const Full *full)
{
  TarnGlueClient *client = tarn_sample_get_glue (full->world.sample);

  g_assert_cmpuint (tarn_glue_client_add_stretch_func (client, on_stretch, NULL, NULL), ==, 0);
}

static void
mistake_no_stretch_func (const Full *full)
{
  TarnGlueClient *client = tarn_sample_get_glue (full->world.sample);

  g_assert_false (tarn_glue_client_remove_stretch_func (client, 1));
}

static void
mistake_instant_copy_func (const Full *full)
{
  g_assert_false (tarn_engine_set_instant_copy_func (full->engine, 1, NULL));
}

static void
mistake_observer_copy_func (const Full *full)
{
  g_assert_false (tarn_engine_set_observer_copy_func (full->engine, full->observer, NULL));
}

static void
mistake_copy_func (const Full *full)
{
  g_assert_false (tarn_engine_set_timeout_copy_func (full->engine, full->timeout, NULL));
}

static void
mistake_no_timeout (const Full *full)
{
  g_assert_false (tarn_engine_remove_timeout (full->engine, full->timeout));
}

static void
mistake_journal (const Full *full)
{
  tarn_engine_set_journal (full->engine, NULL);
}

static void
mistake_fault_plan (const Full *full)
{
  tarn_engine_set_fault_plan (full->engine, NULL);
}

static void
mistake_cost_model (const Full *full)
{
  tarn_engine_set_cost_model (full->engine, NULL);
}

static void
mistake_now (const Full *full)
{
  g_assert_cmpint (tarn_engine_get_now (full->engine), ==, 0);
}

static void
mistake_speed (const Full *full)
{
  g_assert_cmpuint (tarn_engine_get_speed (full->engine), ==, 0);
}

static void
mistake_emits_changes (const Full *full)
{
  g_assert_false (tarn_engine_get_emits_changes (full->engine));
}

static void
mistake_get_journal (const Full *full)
{
  g_assert_null (tarn_engine_get_journal (full->engine));
}

static void
mistake_get_cost_model (const Full *full)
{
  g_assert_null (tarn_engine_get_cost_model (full->engine));
}

static void
mistake_clear_journal (const Full *full)
{
  tarn_journal_clear (tarn_sample_get_journal (full->world.sample));
}

static void
mistake_chaos (const Full *full)
{
  tarn_fault_plan_add_chaos (full->plan, 1);
}

static const Mistake mistakes[] = {
  { "get-emits-changes", mistake_emits_changes },
  { "get-now", mistake_now },
  { "get-speed", mistake_speed },
  { "get-journal", mistake_get_journal },
  { "get-cost-model", mistake_get_cost_model },
  { "clear-journal", mistake_clear_journal },
  { "add-chaos", mistake_chaos },
  { "set-owner", mistake_owner },
  { "create-glue-client", mistake_glue_client },
  { "create-datazone-client", mistake_datazone_client },
  { "grant", mistake_grant },
  { "deny", mistake_deny },
  { "revoke", mistake_revoke },
  { "add-observer", mistake_observer },
  { "add-filtered-observer", mistake_filtered_observer },
  { "add-instant-func", mistake_instant_func },
  { "remove-instant-func", mistake_no_instant_func },
  { "add-stretch-func", mistake_stretch_func },
  { "remove-stretch-func", mistake_no_stretch_func },
  { "set-instant-copy-func", mistake_instant_copy_func },
  { "set-observer-copy-func", mistake_observer_copy_func },
  { "set-slot-chooser", mistake_slot_chooser },
  { "get-slot-chooser", mistake_get_slot_chooser },
  { "remove-observer", mistake_no_observer },
  { "add-timeout", mistake_timeout },
  { "add-gap-timeout", mistake_gap_timeout },
  { "set-timeout-copy-func", mistake_copy_func },
  { "remove-timeout", mistake_no_timeout },
  { "set-journal", mistake_journal },
  { "set-fault-plan", mistake_fault_plan },
  { "set-cost-model", mistake_cost_model },
};

typedef struct
{
  const Full *full;
  const Mistake *mistake;
} Made;

static void
make_mistake (gpointer data)
{
  const Made *made = data;

  made->mistake->make (made->full);
}

static void
test_mistake (gconstpointer data)
{
  HelperThread helper;
  Full full;

  full_init (&full);
  Made made = { &full, data };
  g_autofree char *before = describe (&full.world);

  helper_thread_start (&helper);
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
  helper_thread_run (&helper, make_mistake, &made);
  g_test_assert_expected_messages ();
  helper_thread_stop (&helper);

  g_autofree char *after = describe (&full.world);
  g_assert_cmpstr (before, ==, after);
  assert_all_there (&full);
  world_clear (&full.world);
}

static gboolean
hand_over (TarnEngine *engine, gpointer data)
{
  tarn_engine_set_owner (engine, data);
  return TRUE;
}

/* An engine is not handed over inside a callback, because then two threads would share one event. */
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

  ADD_ROWS ("/engine-owner/mistakes-of-others/", mistakes, test_mistake);
  g_test_add_func ("/engine-owner/is-not-handed-over-inside-a-callback", test_inside_callback);

  return g_test_run ();
}
