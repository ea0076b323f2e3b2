/* SPDX-License-Identifier: MIT */
/* The operations of the room, called again with what a journal kept. Nobody asks what they return. */
#include "glue/glue-client.h"

#include <tarn/tarn-catalog.h>

#include "glue/table-name.h"

typedef void (*ReplayFunc) (TarnGlueClient *client, const TarnDeed *deed);

/* The first three arguments, where they name a table. */
static TarnTableName *
get_name (const TarnDeed *deed)
{
  return tarn_table_name_new (tarn_deed_get_text (deed, 0), tarn_deed_get_text (deed, 1),
                              tarn_deed_get_text (deed, 2), NULL);
}

static void
start_run (TarnGlueClient *client, const TarnDeed *deed)
{
  g_free (tarn_glue_client_start_materialized_view_refresh_task_run (
      client, tarn_deed_get_text (deed, 0), tarn_deed_get_text (deed, 1),
      tarn_deed_get_text (deed, 2), tarn_deed_is_true (deed, 3), NULL));
}

static void
get_run (TarnGlueClient *client, const TarnDeed *deed)
{
  g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED
      = tarn_glue_client_get_materialized_view_refresh_task_run (client,
                                                                 tarn_deed_get_text (deed, 0),
                                                                 tarn_deed_get_text (deed, 1),
                                                                 NULL);
}

static void
stop_run (TarnGlueClient *client, const TarnDeed *deed)
{
  tarn_glue_client_stop_materialized_view_refresh_task_run (client, tarn_deed_get_text (deed, 0),
                                                            tarn_deed_get_text (deed, 1),
                                                            tarn_deed_get_text (deed, 2), NULL);
}

static void
list_runs (TarnGlueClient *client, const TarnDeed *deed)
{
  g_autoptr (GPtrArray) runs G_GNUC_UNUSED
      = tarn_glue_client_list_materialized_view_refresh_task_runs (
          client, tarn_deed_get_text (deed, 0), tarn_deed_get_text (deed, 1),
          tarn_deed_get_text (deed, 2), (gint) deed->arguments[3].integer,
          tarn_deed_get_text (deed, 4), NULL, NULL);
}

static void
create_catalog (TarnGlueClient *client, const TarnDeed *deed)
{
  tarn_glue_client_create_catalog (client, tarn_deed_get_text (deed, 0),
                                   tarn_deed_is_true (deed, 1), NULL);
}

static void
create_database (TarnGlueClient *client, const TarnDeed *deed)
{
  tarn_glue_client_create_database (client, tarn_deed_get_text (deed, 0),
                                    tarn_deed_get_text (deed, 1), NULL);
}

static void
create_table (TarnGlueClient *client, const TarnDeed *deed)
{
  tarn_glue_client_create_table (client, tarn_deed_get_text (deed, 0), tarn_deed_get_text (deed, 1),
                                 deed->input, NULL);
}

static void
get_table (TarnGlueClient *client, const TarnDeed *deed)
{
  g_autoptr (TarnTableName) name = get_name (deed);
  g_autoptr (TarnTable) table G_GNUC_UNUSED = tarn_glue_client_get_table (client, name, NULL);
}

static void
make_commit (TarnGlueClient *client, const TarnDeed *deed)
{
  g_autoptr (TarnTableName) name = get_name (deed);

  tarn_glue_client_commit (client, name, deed->input, NULL);
}

static void
estimate_refresh (TarnGlueClient *client, const TarnDeed *deed)
{
  g_autoptr (TarnTableName) name = get_name (deed);
  const char *text = tarn_deed_get_text (deed, 3);
  TarnRefreshType type = TARN_REFRESH_TYPE_NONE;

  while (g_strcmp0 (tarn_refresh_type_to_string (type), text) != 0)
    type++;
  tarn_refresh_estimate_free (tarn_glue_client_estimate_refresh (client, name, type, NULL));
}

static void
explain (TarnGlueClient *client, const TarnDeed *deed)
{
  g_autoptr (TarnTableName) name = get_name (deed);

  g_free (tarn_glue_client_explain (client, name, NULL));
}

static const ReplayFunc replays[] = {
  [TARN_GLUE_START_RUN] = start_run,
  [TARN_GLUE_GET_RUN] = get_run,
  [TARN_GLUE_STOP_RUN] = stop_run,
  [TARN_GLUE_LIST_RUNS] = list_runs,
  [TARN_GLUE_CREATE_CATALOG] = create_catalog,
  [TARN_GLUE_CREATE_DATABASE] = create_database,
  [TARN_GLUE_CREATE_TABLE] = create_table,
  [TARN_GLUE_GET_TABLE] = get_table,
  [TARN_GLUE_COMMIT] = make_commit,
  [TARN_GLUE_ESTIMATE_REFRESH] = estimate_refresh,
  [TARN_GLUE_EXPLAIN] = explain,
};

void
tarn_glue_client_replay (TarnGlueClient *self, const TarnDeed *deed)
{
  replays[deed->operation](self, deed);
}
