/* SPDX-License-Identifier: MIT */
/* Helpers for the sentences about refresh runs. */
#pragma once

#include "worlds/glue-lake.h"

static inline TarnRefreshRun *
start_with (const Lake *lake, const char *rule)
{
  g_autofree char *text
      = g_strconcat ("[rule]\noperation=StartMaterializedViewRefreshTaskRun\n", rule, "\n", NULL);
  TarnRefreshRun *run;

  engine_add_faults (lake->engine, text);
  run = start_run (lake->client, lake->view, FALSE, NULL);
  g_assert_nonnull (run);
  return run;
}

static inline void
reload (const Lake *lake, TarnRefreshRun *run)
{
  g_autoptr (GError) error = NULL;

  tarn_refresh_run_reload (run, lake->client, &error);
  g_assert_no_error (error);
}

/* @rule is of the fault plan, or %NULL. */
static inline TarnRefreshRun *
run_to_end (const Lake *lake, const char *rule)
{
  TarnRefreshRun *run
      = rule != NULL ? start_with (lake, rule) : start_run (lake->client, lake->view, FALSE, NULL);

  engine_drain (lake->engine);
  reload (lake, run);
  return run;
}

/* Returns how often a refresh of the view was published. */
static inline guint64
published_of (const Lake *lake)
{
  g_autoptr (TarnTable) table = lake_get_table (lake, lake->view);

  return tarn_table_get_n_commits (table);
}

static inline void
assert_start_error (const Lake *lake, const char *catalog, const char *database, const char *table,
                    const char *exception)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = start_refresh (lake->client, catalog, database, table, FALSE, &error);

  assert_outcome (id != NULL, error, exception, "");
}
