/* SPDX-License-Identifier: MIT */
/* What there can be many of in the service glue. */
#include "grow.h"

/* --- Catalogs, databases and tables ----------------------------------------------------------- */

static void
create_catalogs (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (catalog, GROW_ACCOUNT ":s3tablescatalog/bucket-%u", i);
      grow_check (tarn_glue_client_create_catalog (world->glue, catalog, FALSE, NULL));
    }
}

static void
create_databases (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (database, "database_%u", i);
      grow_check (tarn_glue_client_create_database (world->glue, NULL, database, NULL));
    }
}

static void
create_tables (GrowWorld *world)
{
  g_autoptr (TarnTableInput) table = tarn_table_input_new ();

  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (text, "table_%u", i);
      g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, "lake", text);

      grow_check (tarn_glue_client_create_table (world->glue, name, table, NULL));
    }
}

static void
create_views (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (name, "view_%u", i);
      grow_add_view (world, GROW_ACCOUNT, "lake", name, 0);
    }
}

/* Each view reads the view before it. */
static void
create_chain (GrowWorld *world)
{
  g_autoptr (TarnTableName) before = tarn_table_name_new (NULL, "lake", "source");

  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (text, "view_%u", i);
      g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, "lake", text);
      g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();

      tarn_table_input_add_sub_object (view, before);
      grow_check (tarn_glue_client_create_table (world->glue, name, view, NULL));
      tarn_table_name_unref (g_steal_pointer (&before));
      before = g_steal_pointer (&name);
    }

  g_autofree char *text = tarn_glue_client_explain (world->glue, before, NULL);
  grow_check (text != NULL);
}

static void
get_tables (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    tarn_table_unref (grow_get_table (world, i));
}

static void
explain_views (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      g_autofree char *text = tarn_glue_client_explain (world->glue, world->names->pdata[i], NULL);

      grow_check (text != NULL);
    }
}

/* --- Commits ---------------------------------------------------------------------------------- */

static void
commit (GrowWorld *world)
{
  g_autoptr (TarnTableName) source = tarn_table_name_new (NULL, "lake", "source");
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);

  tarn_commit_set_added_bytes (commit, 1000);
  for (guint i = 0; i < world->n; i++)
    grow_check (tarn_glue_client_commit (world->glue, source, commit, NULL));
}

/* --- Runs ------------------------------------------------------------------------------------- */

static void
refresh_one_view (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      grow_start (world, 0);
      grow_drain (world);
    }
}

static void
start_all (GrowWorld *world)
{
  for (guint i = 0; i < world->names->len; i++)
    grow_start (world, i);
}

static void
refresh_views (GrowWorld *world)
{
  start_all (world);
  grow_drain (world);
}

static void
prepare_queue (GrowWorld *world)
{
  grow_create_n_views (world);
  grow_set (world, "glue.running-max", 50);
  grow_set (world, "glue.queue-at-limit", 1);
}

static void
prepare_running (GrowWorld *world)
{
  grow_create_n_views (world);
  start_all (world);
}

static void
prepare_ended (GrowWorld *world)
{
  prepare_running (world);
  grow_drain (world);
}

/* A table knows the views that show it as it is. So each view has shown it before, as a wait should leave nothing. */
static void
prepare_running_again (GrowWorld *world)
{
  prepare_ended (world);
  g_ptr_array_set_size (world->runs, 0);
  start_all (world);
}

static void
prepare_ended_of_one_view (GrowWorld *world)
{
  grow_create_one_view (world);
  refresh_one_view (world);
}

static void
stop_views (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    grow_check (tarn_glue_client_stop_materialized_view_refresh_task_run (world->glue,
                                                                          world->names->pdata[i],
                                                                          NULL));
  grow_drain (world);
}

static void
prepare_few_kept (GrowWorld *world)
{
  grow_create_one_view (world);
  grow_set (world, "glue.retention-runs", 1);
}

static void
refresh_without_keeping (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      grow_start (world, 0);
      grow_drain (world);
      g_ptr_array_set_size (world->runs, 0);
    }
}

static void
stop_without_keeping (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      grow_start (world, 0);
      grow_check (tarn_glue_client_stop_materialized_view_refresh_task_run (world->glue,
                                                                            world->names->pdata[0],
                                                                            NULL));
      grow_drain (world);
      g_ptr_array_set_size (world->runs, 0);
    }
}

static void
get_runs (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      const char *id = tarn_refresh_run_get_id (world->runs->pdata[i]);

      tarn_refresh_run_unref (
          tarn_glue_client_get_materialized_view_refresh_task_run (world->glue, NULL, id, NULL));
    }
}

static void
reload_runs (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    grow_check (tarn_refresh_run_reload (world->runs->pdata[i], world->glue, NULL));
}

static void
prepare_schedule (GrowWorld *world)
{
  grow_create_lake (world);
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (name, "view_%u", i);
      grow_add_view (world, GROW_ACCOUNT, "lake", name, 3600);
    }
}

static void
pass_hours (GrowWorld *world)
{
  grow_advance (world, 3 * 3600 * GROW_SECOND_US);
}

/* --- Lists ------------------------------------------------------------------------------------ */

/* Reads all pages, and returns how many runs they have. */
static guint
read_pages (GrowWorld *world, const char *catalog, const char *database, const char *table)
{
  g_autofree char *token = NULL;
  guint n_runs = 0;

  do
    {
      char *next = NULL;
      GPtrArray *page
          = tarn_glue_client_list_materialized_view_refresh_task_runs (world->glue, catalog,
                                                                       database, table, -1, token,
                                                                       &next, NULL);

      grow_check (page != NULL);
      n_runs += page->len;
      g_ptr_array_unref (page);
      g_free (token);
      token = next;
    }
  while (token != NULL);

  return n_runs;
}

static void
list_all (GrowWorld *world)
{
  grow_check (read_pages (world, NULL, NULL, NULL) == world->n);
}

static void
list_one_view (GrowWorld *world)
{
  grow_check (read_pages (world, NULL, "lake", "view_0") == world->n);
}

static void
list_each_view (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (name, "view_%u", i);
      grow_check (read_pages (world, NULL, "lake", name) == 1);
    }
}

static void
prepare_databases (GrowWorld *world)
{
  grow_create_lake (world);
  create_databases (world);
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (database, "database_%u", i);
      grow_add_view (world, GROW_ACCOUNT, database, "view", 0);
    }
  refresh_views (world);
}

static void
list_each_database (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (database, "database_%u", i);
      grow_check (read_pages (world, NULL, database, NULL) == 1);
    }
}

static void
prepare_catalogs (GrowWorld *world)
{
  grow_create_lake (world);
  create_catalogs (world);
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (catalog, GROW_ACCOUNT ":s3tablescatalog/bucket-%u", i);
      grow_check (tarn_glue_client_create_database (world->glue, catalog, "database", NULL));
      grow_add_view (world, catalog, "database", "view", 0);
    }
  refresh_views (world);
}

static void
list_each_catalog (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (catalog, GROW_ACCOUNT ":s3tablescatalog/bucket-%u", i);
      grow_check (read_pages (world, catalog, NULL, NULL) == 1);
    }
}

/* --- Waits ------------------------------------------------------------------------------------ */

static void
wait_each (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    tarn_refresh_run_unref (tarn_glue_client_wait_for_materialized_view_refresh_task_run (
        world->glue, NULL, tarn_refresh_run_get_id (world->runs->pdata[i]), NULL, NULL));
}

static void
on_wait_over (GObject *glue, GAsyncResult *result, gpointer data)
{
  g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED
      = tarn_glue_client_wait_for_materialized_view_refresh_task_run_finish (TARN_GLUE_CLIENT (
                                                                                 glue),
                                                                             result, NULL);

  ((GrowWorld *) data)->n_done++;
}

static void
begin_wait (GrowWorld *world, guint run, GCancellable *cancellable)
{
  tarn_glue_client_wait_for_materialized_view_refresh_task_run_async (
      world->glue, NULL, tarn_refresh_run_get_id (world->runs->pdata[run]), cancellable,
      on_wait_over, world);
}

static void
run_loop (GrowWorld *world)
{
  while (world->n_done < world->n)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
}

/* A main context keeps memory for as many sources as it had. So each measure has one of its own. */
static GMainContext *
begin_loop (void)
{
  GMainContext *context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  return context;
}

static void
end_loop (GMainContext *context)
{
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);
}

static void
drive_waits (GrowWorld *world)
{
  g_autoptr (GSource) source = tarn_engine_create_source (world->engine);

  g_source_attach (source, g_main_context_get_thread_default ());
  run_loop (world);
  g_source_destroy (source);
}

static void
prepare_one_running (GrowWorld *world)
{
  grow_create_one_view (world);
  grow_start (world, 0);
}

static void
wait_for_one_run (GrowWorld *world)
{
  GMainContext *context = begin_loop ();

  for (guint i = 0; i < world->n; i++)
    begin_wait (world, 0, NULL);
  drive_waits (world);
  end_loop (context);
}

static void
wait_for_runs (GrowWorld *world)
{
  GMainContext *context = begin_loop ();

  for (guint i = 0; i < world->n; i++)
    begin_wait (world, i, NULL);
  drive_waits (world);
  end_loop (context);
}

static void
wait_with_one_cancellable (GrowWorld *world)
{
  GMainContext *context = begin_loop ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  for (guint i = 0; i < world->n; i++)
    begin_wait (world, i, cancellable);
  drive_waits (world);
  end_loop (context);
}

static void
wait_with_cancellables (GrowWorld *world)
{
  GMainContext *context = begin_loop ();

  for (guint i = 0; i < world->n; i++)
    {
      g_ptr_array_add (world->kept, g_cancellable_new ());
      begin_wait (world, i, world->kept->pdata[i]);
    }
  drive_waits (world);
  g_ptr_array_set_size (world->kept, 0);
  end_loop (context);
}

static void
cancel_waits (GrowWorld *world)
{
  GMainContext *context = begin_loop ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  for (guint i = 0; i < world->n; i++)
    begin_wait (world, i, cancellable);
  g_cancellable_cancel (cancellable);
  run_loop (world);
  end_loop (context);
}

const GrowKind grow_glue_kinds[] = {
  { "catalogs", "n catalogs are created", grow_create_lake, create_catalogs, FALSE, 0 },
  { "databases", "n databases are created", grow_create_lake, create_databases, FALSE, 0 },
  { "tables", "n tables are created in one database", grow_create_lake, create_tables, FALSE, 0 },
  { "views", "n views of one table are created", grow_create_lake, create_views, FALSE, 0 },
  { "chain", "n views are created, each of the one before, and the last is explained",
    grow_create_lake, create_chain, FALSE, 0 },
  { "get-tables", "n views are read", grow_create_n_views, get_tables, TRUE, 0 },
  { "explain", "n views are explained", prepare_ended, explain_views, TRUE, 0 },
  { "commits", "n commits to a table that one view reads", grow_create_one_view, commit, FALSE, 0 },
  { "commits-views", "n commits to a table that n views read", grow_create_n_views, commit, FALSE,
    0 },
  { "runs-one-view", "n runs of one view, one after the other", grow_create_one_view,
    refresh_one_view, FALSE, 0 },
  { "runs-views", "n runs of n views, all at once", grow_create_n_views, refresh_views, FALSE, 0 },
  { "runs-queue", "n runs of n views, 50 at a time", prepare_queue, refresh_views, FALSE, 0 },
  { "runs-stopped", "n runs of n views are stopped", prepare_running, stop_views, FALSE, 0 },
  { "runs-forgotten", "n runs of one view that keeps one run", prepare_few_kept,
    refresh_without_keeping, TRUE, 0 },
  { "runs-stopped-forgotten", "n stopped runs of one view that keeps one run", prepare_few_kept,
    stop_without_keeping, TRUE, 0 },
  { "get-runs", "n runs are read by their ids", prepare_ended, get_runs, TRUE, 0 },
  { "reload-runs", "n runs are reloaded", prepare_ended, reload_runs, TRUE, 0 },
  { "schedule", "3 hours in which n views refresh hourly", prepare_schedule, pass_hours, FALSE, 0 },
  { "list-all", "the pages of a list of n runs", prepare_ended, list_all, TRUE, 0 },
  { "list-one-view", "the pages of a list of n runs of one view", prepare_ended_of_one_view,
    list_one_view, TRUE, 0 },
  { "list-each-view", "a list for each of n views with a run", prepare_ended, list_each_view, TRUE,
    0 },
  { "list-each-database", "a list for each of n databases with a run", prepare_databases,
    list_each_database, TRUE, 0 },
  { "list-each-catalog", "a list for each of n catalogs with a run", prepare_catalogs,
    list_each_catalog, TRUE, 0 },
  { "waits", "n waits, one after the other, for n runs", prepare_running_again, wait_each, TRUE,
    0 },
  { "waits-one-run", "n waits in a main loop for one run", prepare_one_running, wait_for_one_run,
    TRUE, 0 },
  { "waits-runs", "n waits in a main loop for n runs", prepare_running_again, wait_for_runs, TRUE,
    0 },
  { "waits-one-cancellable", "n waits in a main loop for n runs, with one cancellable",
    prepare_running_again, wait_with_one_cancellable, TRUE, 0 },
  { "waits-cancellables", "n waits in a main loop for n runs, with n cancellables",
    prepare_running_again, wait_with_cancellables, TRUE, 0 },
  { "waits-cancelled", "n waits in a main loop are cancelled", prepare_running, cancel_waits, TRUE,
    0 },
  { NULL, NULL, NULL, NULL, FALSE, 0 },
};
