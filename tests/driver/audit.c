/* SPDX-License-Identifier: MIT */
#include "driver/audit.h"

#include "driver/callbacks.h"
#include "driver/copies.h"
#include "driver/instants.h"
#include "driver/stretches.h"
#include "driver/show.h"

/* --- A fork in which every call is answered --------------------------------------------------- */

static void
strip (World *world, TarnEngine *fork)
{
  static const char *const names[]
      = { "glue.get-rate-per-second", "glue.list-rate-per-second", "glue.start-rate-per-second",
          "datazone.get-rate-per-second", "datazone.list-rate-per-second" };

  tarn_engine_set_fault_plan (fork, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const TarnService *service = tarn_engine_get_service (fork, i < 3 ? "glue" : "datazone");
      gint64 normal = 0;

      tarn_service_describe_option (service, names[i], &normal, NULL, NULL);
      if (!tarn_engine_set_option (fork, names[i], normal, NULL))
        world_fail (world, "%s does not take its default", names[i]);
    }
  /* A fault plan may have added statements too, so the last id is not known. */
  guint last = 100;
  for (guint i = 0; i < world->statements->len; i++)
    last = MAX (last, g_array_index (world->statements, guint, i) + 1000);
  for (guint id = 1; id <= last; id++)
    tarn_engine_revoke (fork, id);
}

/* --- Refresh runs ----------------------------------------------------------------------------- */

static guint
count_active (World *world, TarnGlueClient *glue, const TarnTableName *view)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnRefreshRunIter) iter
      = tarn_refresh_run_iter_new (glue, tarn_table_name_get_catalog_id (view),
                                   tarn_table_name_get_database_name (view),
                                   tarn_table_name_get_table_name (view));
  TarnRefreshRun *run;
  guint n = 0;

  while ((run = tarn_refresh_run_iter_next (iter, &error)) != NULL)
    {
      n += !tarn_refresh_status_is_terminal (tarn_refresh_run_get_status (run));
      tarn_refresh_run_unref (run);
    }
  if (error != NULL)
    world_fail (world, "the runs of a view cannot be listed: %s", error->message);
  return n;
}

/* The catalog also lists runs of a view that was deleted, which may have had the same name. */
static void
count_view (World *world, TarnGlueClient *glue, const TarnTableName *name, GHashTable *active)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (glue, name, &error);

  if (table == NULL)
    return; /* made in upper case while nothing is folded, or by a call whose reply was lost */
  g_autofree char *text = tarn_table_name_to_string (tarn_table_get_name (table));
  guint n_active = count_active (world, glue, tarn_table_get_name (table));
  guint n_listed = GPOINTER_TO_UINT (g_hash_table_lookup (active, text));
  if (n_active > 1 || n_active > n_listed || (guint) tarn_table_has_active_run (table) != n_active)
    world_fail (world, "%s has %u active runs of %u in the catalog, and says %d", text, n_active,
                n_listed, tarn_table_has_active_run (table));
}

/* Counts the active runs of a catalog, and compares what List and Get say about each run. */
static void
count_refresh_runs (World *world, TarnGlueClient *glue, const char *catalog, GHashTable *active)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnRefreshRunIter) iter = tarn_refresh_run_iter_new (glue, catalog, NULL, NULL);
  TarnRefreshRun *run;
  guint n = 0;

  while ((run = tarn_refresh_run_iter_next (iter, &error)) != NULL)
    {
      g_autofree char *listed = show_dup_refresh_run (run);
      g_autofree char *name = g_strdup_printf ("%s.%s.%s", tarn_refresh_run_get_catalog_id (run),
                                               tarn_refresh_run_get_database_name (run),
                                               tarn_refresh_run_get_table_name (run));
      gpointer before = g_hash_table_lookup (active, name);

      show_refresh_run (world, run);
      if (!tarn_refresh_status_is_terminal (tarn_refresh_run_get_status (run)))
        g_hash_table_insert (active, g_steal_pointer (&name),
                             GUINT_TO_POINTER (GPOINTER_TO_UINT (before) + 1));
      if (n++ % 4 == 0 && !tarn_refresh_run_reload (run, glue, &error))
        world_fail (world, "a listed run is not there: %s", error->message);
      g_autofree char *got = show_dup_refresh_run (run);
      if (strcmp (listed, got) != 0)
        world_fail (world, "List says %s, Get says %s", listed, got);
      tarn_refresh_run_unref (run);
    }
  if (error != NULL)
    world_fail (world, "the runs of %s cannot be listed: %s", catalog, error->message);
}

/* A run that was stopped while it waited is active, and is in neither count. */
static void
check_counts (World *world, TarnGlueClient *glue, GHashTable *active)
{
  guint n_counted
      = tarn_glue_client_get_n_running_runs (glue) + tarn_glue_client_get_n_waiting_runs (glue);

  if (n_counted > g_hash_table_size (active))
    world_fail (world, "%u runs are counted, %u are active", n_counted, g_hash_table_size (active));
}

static void
audit_glue (World *world, TarnEngine *fork)
{
  static const char *const accounts[] = { "123456789012", "222222222222" };

  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      g_autoptr (GHashTable) active = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr (TarnPrincipal) root = tarn_principal_new (accounts[i], NULL, NULL);
      g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (fork, root);
      g_autofree char *lake = g_strconcat (accounts[i], ":s3tablescatalog/lake", NULL);
      g_autofree char *other = g_strconcat (accounts[i], ":s3tablescatalog/Lake", NULL);

      count_refresh_runs (world, glue, accounts[i], active);
      count_refresh_runs (world, glue, lake, active);
      count_refresh_runs (world, glue, other, active);
      check_counts (world, glue, active);
      for (guint j = 0; j < world->views->len; j++)
        if (g_str_has_prefix (tarn_table_name_get_catalog_id (world->views->pdata[j]), accounts[i]))
          count_view (world, glue, world->views->pdata[j], active);
    }
}

/* --- Metadata generation runs ----------------------------------------------------------------- */

static guint
count_metadata_runs (World *world, TarnDataZoneClient *datazone, const char *domain,
                     const char *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRunIter) iter
      = tarn_metadata_run_iter_new (datazone, domain, status, NULL, NULL);
  TarnMetadataRun *run;
  guint n = 0;

  while ((run = tarn_metadata_run_iter_next (iter, &error)) != NULL)
    {
      TarnMetadataStatus listed = tarn_metadata_run_get_status (run);

      show_metadata_run (world, run);
      if (status != NULL && strcmp (status, tarn_metadata_status_to_string (listed)) != 0)
        world_fail (world, "a run of another status is listed");
      if (n++ % 4 == 0 && !tarn_metadata_run_reload (run, datazone, &error))
        world_fail (world, "a listed run is not there: %s", error->message);
      if (n % 4 == 1)
        show_metadata_run (world, run);
      if (tarn_metadata_run_get_status (run) != listed)
        world_fail (world, "List and Get say another status");
      tarn_metadata_run_unref (run);
    }
  if (error != NULL)
    world_fail (world, "the runs of %s cannot be listed: %s", domain, error->message);
  return n;
}

static void
audit_datazone (World *world, TarnEngine *fork)
{
  for (guint i = 0; i < world->domains->len; i++)
    {
      const Entity *domain = world->domains->pdata[i];
      g_autoptr (TarnDataZoneClient) datazone
          = tarn_engine_create_datazone_client (fork, world->principals[domain->user]);
      guint n = count_metadata_runs (world, datazone, domain->domain_id, NULL);
      guint sum = 0, n_active = 0;

      for (gint status = TARN_METADATA_STATUS_SUBMITTED;
           status <= TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED; status++)
        {
          guint n_of_status
              = count_metadata_runs (world, datazone, domain->domain_id,
                                     tarn_metadata_status_to_string ((TarnMetadataStatus) status));

          sum += n_of_status;
          if (!tarn_metadata_status_is_terminal ((TarnMetadataStatus) status))
            n_active += n_of_status;
        }
      if (sum != n)
        world_fail (world, "%s has %u runs, by status %u", domain->domain_id, n, sum);
      if (tarn_datazone_client_get_n_active_runs (datazone, domain->domain_id) != n_active)
        world_fail (world, "%s has %u active runs, and counts another number", domain->domain_id,
                    n_active);
    }
}

/* --- All -------------------------------------------------------------------------------------- */

static void
audit_left_behind (World *world, const TarnLeftBehind *left)
{
  if (left->n_observers != observers_count (world) || left->n_timeouts != world->timeouts->len
      || left->n_journals != (tarn_engine_get_journal (world->engine) != NULL)
      || left->n_holds != world->holds->len || left->n_sources != 0
      || left->n_waits != world->waits->len || left->n_instant_funcs != instants_count (world)
      || left->n_stretch_funcs != STRETCH_FUNCS)
    world_fail (world,
                "left behind: %u observers, %u timeouts, %u journals, %u holds, %u sources, "
                "%u waits, %u functions of instants, %u of stretches",
                left->n_observers, left->n_timeouts, left->n_journals, left->n_holds,
                left->n_sources, left->n_waits, left->n_instant_funcs, left->n_stretch_funcs);
}

void
audit (World *world)
{
  g_autoptr (TarnForkOptions) options = tarn_fork_options_new ();
  g_autoptr (GError) error = NULL;
  TarnLeftBehind left = { 0 };

  world->quiet++;
  tarn_fork_options_set_cost_model (options, world->model);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (world->engine, options, &left, &error);
  if (fork == NULL)
    world_fail (world, "a fork fails: %s", error->message);
  audit_left_behind (world, &left);
  g_autoptr (TarnEngine) restored G_GNUC_UNUSED = copies_restore (world);
  g_autofree char *mine = copies_digest (world, world->engine);
  g_autofree char *forks = copies_digest (world, fork);
  if (strcmp (mine, forks) != 0)
    world_fail (world, "the fork has another digest");
  strip (world, fork);
  /* What is seen here counts: the use of a run may not fall after it. */
  world->quiet--;
  audit_glue (world, fork);
  audit_datazone (world, fork);
}

/* What a failed call may change: the level of a rate, and the counts of rules. */
void
audit_failed_calls (World *world, GBytes *before, GBytes *after)
{
  g_autoptr (TarnForkOptions) options = tarn_fork_options_new ();

  if (g_bytes_equal (before, after))
    return;
  world->quiet++;
  tarn_fork_options_set_cost_model (options, world->model);
  g_autoptr (TarnEngine) first = tarn_engine_restore (before, options, NULL);
  g_autoptr (TarnEngine) second = tarn_engine_restore (after, options, NULL);
  world->quiet--;
  if (first == NULL || second == NULL)
    return; /* the model was changed in this step */
  g_autofree char *diff = tarn_engine_diff (first, second, 100000, NULL);
  g_auto (GStrv) lines = g_strsplit (diff, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && strstr (lines[i], "rate") == NULL
        && strstr (lines[i], "fault") == NULL)
      world_fail (world, "a failed call changed something:\n%s", diff);
}
