/* SPDX-License-Identifier: MIT */
/*
 * Three runs wait for one slot. A slot chooser gives it to the run whose view lacks the most bytes, and not to the
 * run that has waited longest.
 */
#include <tarn/tarn.h>

typedef GObject MostPending;
typedef GObjectClass MostPendingClass;

GType most_pending_get_type (void);

static guint
choose_most_pending (TarnSlotChooser *self G_GNUC_UNUSED, TarnEngine *engine G_GNUC_UNUSED,
                     const TarnWaitingRuns *waiting)
{
  guint most = 0;

  for (guint i = 1; i < tarn_waiting_runs_get_length (waiting); i++)
    if (tarn_waiting_runs_get_pending_bytes (waiting, i)
        > tarn_waiting_runs_get_pending_bytes (waiting, most))
      most = i;
  return most;
}

static void
init_interface (TarnSlotChooserInterface *iface)
{
  iface->choose = choose_most_pending;
}

G_DEFINE_TYPE_WITH_CODE (MostPending, most_pending, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (TARN_TYPE_SLOT_CHOOSER, init_interface))

static void
most_pending_class_init (MostPendingClass *class G_GNUC_UNUSED)
{
}

static void
most_pending_init (MostPending *self G_GNUC_UNUSED)
{
}

static void
add_view (TarnGlueClient *glue, const char *name)
{
  g_autoptr (TarnTableName) source = tarn_table_name_new (NULL, "raw", name);
  g_autoptr (TarnTableName) view = tarn_table_name_new (NULL, "sales", name);
  g_autoptr (TarnTableInput) base = tarn_table_input_new ();
  g_autoptr (TarnTableInput) definition = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (definition, source);
  g_assert_true (tarn_glue_client_create_table (glue, source, base, NULL));
  g_assert_true (tarn_glue_client_create_table (glue, view, definition, NULL));
}

/* Commits @bytes to the source of the view, and starts a refresh. */
static void
start (TarnGlueClient *glue, const char *name, guint64 bytes)
{
  g_autoptr (TarnTableName) source = tarn_table_name_new (NULL, "raw", name);
  g_autoptr (TarnTableName) view = tarn_table_name_new (NULL, "sales", name);
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);

  tarn_commit_set_added_bytes (commit, bytes);
  g_assert_true (tarn_glue_client_commit (glue, source, commit, NULL));
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run (glue, view, FALSE, NULL);
  g_assert_nonnull (run);
}

static void
note_view (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer order)
{
  const TarnTableName *view = tarn_refresh_change_get_table_name (tarn_change_get_refresh (change));

  g_string_append_printf (order, "%s ", tarn_table_name_get_table_name (view));
}

int
main (void)
{
  static const char *const names[] = { "first", "small", "large" };
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  TarnGlueClient *glue = tarn_sample_get_glue (sample);
  g_autoptr (TarnSlotChooser) chooser = g_object_new (most_pending_get_type (), NULL);
  g_autoptr (TarnChangeFilter) slots = tarn_change_filter_new ();
  g_autoptr (GString) order = g_string_new (NULL);

  g_assert_true (tarn_glue_client_create_database (glue, NULL, "raw", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add_view (glue, names[i]);
  tarn_change_filter_add_refresh_cause (slots, TARN_REFRESH_CAUSE_TAKE_SLOT);
  tarn_engine_add_filtered_observer (engine, slots, note_view, order, NULL);

  tarn_engine_set_option (engine, "glue.running-max", 1, NULL);
  tarn_engine_set_option (engine, "glue.queue-at-limit", 1, NULL);
  tarn_engine_set_slot_chooser (engine, chooser);
  start (glue, "first", 1000);
  start (glue, "small", 2000);
  start (glue, "large", 3000);
  g_assert_true (tarn_engine_run_until_idle (engine, NULL, NULL));
  g_assert_cmpstr (order->str, ==, "first large small ");
}
