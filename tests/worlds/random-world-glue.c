/* SPDX-License-Identifier: MIT */
/* The operations on refresh runs of AWS Glue that a random fixture calls. */
#include "random-world-names.h"
#include "random-world-log.h"
#include "set-up.h"

/* --- Runs ------------------------------------------------------------------------------------- */

static guint
find_catalog (const char *id, guint account)
{
  for (guint i = 0; i < RANDOM_CATALOGS; i++)
    if (g_strcmp0 (random_catalogs[i].id, id) == 0)
      return i;

  return account;
}

static gboolean
keep_run (RandomWorld *world, const char *id, guint catalog)
{
  if (id == NULL)
    return FALSE;

  random_bag_add (&world->memory.refresh_runs, id, catalog, 0, FALSE);
  random_world_append (world, " %s", id);
  return TRUE;
}

static gboolean
start (RandomWorld *world, GError **error)
{
  gboolean is_wrong = random_world_errs (world);
  RandomNamed named = random_world_name_table (world, !is_wrong);
  g_autofree char *id = start_refresh (named.client, named.parts[0], named.parts[1], named.parts[2],
                                       random_world_chance (world, 300), error);

  return keep_run (world, id, find_catalog (named.parts[0], named.account));
}

static gboolean
start_of (RandomWorld *world, GError **error)
{
  TarnGlueClient *client;
  g_autoptr (TarnTableName) name = random_world_pick_table_name (world, TRUE, &client);

  g_autofree char *id = start_refresh_of (client, name, random_world_chance (world, 300), error);
  return keep_run (world, id, find_catalog (tarn_table_name_get_catalog_id (name), 0));
}

/* Not everything that the options may ask for goes together with a full refresh. */
static gboolean
start_with_options (RandomWorld *world, GError **error)
{
  TarnGlueClient *client;
  g_autoptr (TarnTableName) name = random_world_pick_table_name (world, TRUE, &client);
  g_autoptr (TarnStartOptions) options = random_world_pick_start_options (world, TRUE);
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run_with_options (
          client, name, random_world_chance (world, 150), options, error);

  return keep_run (world, run != NULL ? tarn_refresh_run_get_id (run) : NULL,
                   find_catalog (tarn_table_name_get_catalog_id (name), 0));
}

static TarnRefreshRun *
get_any (RandomWorld *world, TarnGlueClient **out_client, GError **error)
{
  const RandomId *run = random_world_pick_id (world, &world->memory.refresh_runs);
  guint catalog = run != NULL && !random_world_errs (world)
                      ? run->parent
                      : random_world_pick (world, RANDOM_CATALOGS);
  const char *id = run != NULL ? run->text : "123e4567-e89b-12d3-a456-426614174000";

  *out_client = world->glue[random_world_pick_caller (world, random_catalogs[catalog].account)];
  if (random_world_errs (world))
    id = random_world_pick_wrong (world);
  return tarn_glue_client_get_materialized_view_refresh_task_run (*out_client,
                                                                  random_catalogs[catalog].id, id,
                                                                  error);
}

static gboolean
get (RandomWorld *world, GError **error)
{
  TarnGlueClient *client;
  g_autoptr (TarnRefreshRun) run = get_any (world, &client, error);

  if (run != NULL)
    random_log_refresh_run (world, run);
  return run != NULL;
}

/* Sometimes another client reloads the run. */
static gboolean
reload (RandomWorld *world, GError **error)
{
  TarnGlueClient *client;
  g_autoptr (TarnRefreshRun) run = get_any (world, &client, error);

  if (run == NULL)
    return FALSE;
  if (random_world_errs (world))
    client = random_world_pick_of (world, world->glue);
  if (!tarn_refresh_run_reload (run, client, error))
    return FALSE;

  random_log_refresh_run (world, run);
  return TRUE;
}

static gboolean
stop (RandomWorld *world, GError **error)
{
  RandomNamed named = random_world_name_table (world, TRUE);

  return stop_refresh (named.client, named.parts[0], named.parts[1], named.parts[2], error);
}

/* --- Lists ------------------------------------------------------------------------------------ */

static RandomPage
pick_page (RandomWorld *world)
{
  RandomMemory *memory = &world->memory;
  RandomPage page = { .place = random_world_pick (world, RANDOM_CATALOGS) };

  if (memory->refresh_pages.n_pages > 0 && random_world_chance (world, 500))
    page = memory->refresh_pages.pages[random_world_pick (world, memory->refresh_pages.n_pages)];
  else if (random_world_chance (world, 500))
    page.filters[0] = random_world_pick_database (world);

  if (page.token[0] == '\0' && page.filters[0] != NULL && random_world_chance (world, 500))
    page.filters[1] = random_world_pick_table (world, TRUE);
  if (random_world_errs (world))
    page.filters[random_world_pick (world, 2)] = random_world_pick_wrong (world);
  if (random_world_errs (world))
    page.place = random_world_pick (world, RANDOM_CATALOGS);
  return page;
}

static gboolean
list (RandomWorld *world, GError **error)
{
  static const gint sizes[] = { -1, 1, 2, 3, 7, 1000 };
  static const gint wrong_sizes[] = { 0, -2, 1001, G_MAXINT };
  RandomPage page = pick_page (world);
  const char *token = page.token[0] != '\0' ? page.token : NULL;
  g_autofree char *next = NULL;

  if (random_world_errs (world))
    token = random_world_pick_wrong (world);
  gint size = random_world_errs (world) ? random_world_pick_of (world, wrong_sizes)
                                        : random_world_pick_of (world, sizes);
  guint caller = random_world_pick_caller (world, random_catalogs[page.place].account);
  g_autoptr (GPtrArray) runs
      = tarn_glue_client_list_materialized_view_refresh_task_runs (world->glue[caller],
                                                                   random_catalogs[page.place].id,
                                                                   page.filters[0], page.filters[1],
                                                                   size, token, &next, error);
  if (runs == NULL)
    return FALSE;

  for (guint i = 0; i < runs->len; i++)
    random_log_refresh_run (world, runs->pdata[i]);
  random_world_keep_page (world, &world->memory.refresh_pages, &page, next);
  return TRUE;
}

/* --- The table -------------------------------------------------------------------------------- */

/* clang-format off */
const RandomKind random_glue_kinds[] = {
  { "glue", "StartMaterializedViewRefreshTaskRun", 4, FALSE, start },
  { "glue", "StartMaterializedViewRefreshTaskRun", 4, FALSE, start_of },
  { "glue", "StartMaterializedViewRefreshTaskRun", 6, FALSE, start_with_options },
  { "glue", "GetMaterializedViewRefreshTaskRun", 3, TRUE, get },
  { "glue", "GetMaterializedViewRefreshTaskRun", 3, TRUE, reload },
  { "glue", "StopMaterializedViewRefreshTaskRun", 4, FALSE, stop },
  { "glue", "ListMaterializedViewRefreshTaskRuns", 3, TRUE, list },
  { NULL, NULL, 0, FALSE, NULL },
};
/* clang-format on */
