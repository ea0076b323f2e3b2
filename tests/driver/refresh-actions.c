/* SPDX-License-Identifier: MIT */
/* The operations on refresh runs. */
#include "driver/actions.h"
#include "driver/arguments.h"
#include "driver/callbacks.h"
#include "driver/clock.h"
#include "driver/show.h"

static void
know_run (World *world, TarnRefreshRun *run)
{
  g_ptr_array_add (world->refresh_runs, tarn_refresh_run_ref (run));
}

/* Few tags, so that several runs have the same one. Only a refresh may have a mode and a threshold. */
static TarnStartOptions *
draw_options (Draw *draw)
{
  TarnStartOptions *options = tarn_start_options_new ();

  tarn_start_options_set_tag (options, draw_tag (draw));
  if (draw_chance (draw, 50))
    tarn_start_options_set_refresh_mode (
        options, (TarnRefreshMode) draw_below (draw, TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL + 1));
  if (draw_chance (draw, 30))
    tarn_start_options_set_incremental_threshold_percent (options, draw_percent (draw));
  return options;
}

static void
start (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = draw_view (world, draw);
  guint user = draw_user_of_name (world, draw, name);
  gboolean full_refresh = draw_chance (draw, 30);
  g_autoptr (TarnStartOptions) options = draw_chance (draw, 50) ? draw_options (draw) : NULL;
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run_with_options (world->glue[user],
                                                                                name, full_refresh,
                                                                                options, &error);

  if (run != NULL)
    {
      show_refresh_run (world, run);
      know_run (world, run);
    }
  world_outcome (world, "start refresh", error);
}

static void
stop (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = draw_view (world, draw);
  guint user = draw_user_of_name (world, draw, name);

  tarn_glue_client_stop_materialized_view_refresh_task_run (world->glue[user], name, &error);
  /* A fault plan may end the run at the call, which fails then. */
  world->took_effect |= world->traits.has_faults;
  world_outcome (world, "stop refresh", error);
}

static void
stop_by_run (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  TarnRefreshRun *run = draw_newest (world->refresh_runs, draw);

  if (run == NULL)
    return;
  guint user = draw_user_of (world, draw, tarn_refresh_run_get_catalog_id (run));
  tarn_refresh_run_stop (run, world->glue[user], &error);
  world->took_effect |= world->traits.has_faults;
  world_outcome (world, "stop refresh", error);
}

/* The id of a run: mostly a known one, also in upper case. */
static char *
draw_run_id (World *world, Draw *draw, const char **out_catalog)
{
  TarnRefreshRun *run = draw_newest (world->refresh_runs, draw);

  *out_catalog = run == NULL || draw_chance (draw, 8) ? draw_catalog (draw)
                                                      : tarn_refresh_run_get_catalog_id (run);
  if (run == NULL && draw_chance (draw, 90))
    return NULL;
  if (run == NULL || draw_chance (draw, 3))
    return g_strdup (draw_chance (draw, 50) ? "00000000-0000-4000-8000-000000000000"
                                            : draw_text (draw));
  return draw_chance (draw, 10) ? g_ascii_strup (tarn_refresh_run_get_id (run), -1)
                                : g_strdup (tarn_refresh_run_get_id (run));
}

static void
get (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  const char *catalog = NULL;
  g_autofree char *id = draw_run_id (world, draw, &catalog);
  guint user = draw_user_of (world, draw, catalog);

  if (id == NULL && draw_chance (draw, 90))
    return;
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_get_materialized_view_refresh_task_run (world->glue[user], catalog, id,
                                                                 &error);

  if (run != NULL)
    show_refresh_run (world, run);
  world_outcome (world, "get refresh", error);
}

static void
reload (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  TarnRefreshRun *run = draw_newest (world->refresh_runs, draw);

  if (run == NULL)
    return;
  guint user = draw_user_of (world, draw, tarn_refresh_run_get_catalog_id (run));
  g_autofree char *before = show_dup_refresh_run (run);
  if (tarn_refresh_run_reload (run, world->glue[user], &error))
    show_refresh_run (world, run);
  else
    {
      g_autofree char *after = show_dup_refresh_run (run);
      if (strcmp (before, after) != 0)
        world_fail (world, "a failed reload changed %s to %s", before, after);
    }
  world_outcome (world, "reload refresh", error);
}

static void
list (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = draw_view (world, draw);
  guint user = draw_user_of_name (world, draw, name);
  gint max = draw_chance (draw, 30) ? -1 : 1 + (gint) draw_below (draw, 4);
  g_autofree char *token = NULL;
  g_autofree char *next = NULL;
  guint filter = draw_below (draw, 4);

  if (draw_chance (draw, 5))
    max = (gint[]){ 0, -2, 1000, 1001, G_MAXINT, G_MININT }[draw_below (draw, 6)];
  if (draw_chance (draw, 15))
    token = world->tokens->len > 0 && draw_chance (draw, 80)
                ? g_strdup (world->tokens->pdata[draw_below (draw, world->tokens->len)])
                : g_strdup (draw_text (draw));
  for (guint page = 0; page < 3; page++)
    {
      g_autoptr (GPtrArray) runs = tarn_glue_client_list_materialized_view_refresh_task_runs (
          world->glue[user], tarn_table_name_get_catalog_id (name),
          filter > 0 ? tarn_table_name_get_database_name (name) : NULL,
          filter > 1 ? tarn_table_name_get_table_name (name) : NULL, max, token, &next, &error);
      for (guint i = 0; runs != NULL && i < runs->len; i++)
        show_refresh_run (world, runs->pdata[i]);
      world_outcome (world, "list refreshes", error);
      if (runs == NULL || next == NULL)
        return;
      world_note (world, "next %s", next);
      world_know_token (world, next);
      g_free (token);
      token = g_steal_pointer (&next);
    }
}

static void
iterate (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  guint user = draw_user (draw);
  const char *catalog = draw_catalog (draw);
  g_autoptr (TarnRefreshRunIter) iter
      = tarn_refresh_run_iter_new (world->glue[user], catalog, NULL, NULL);
  TarnRefreshRun *run;
  guint n = 0;

  while (n++ < 120 && (run = tarn_refresh_run_iter_next (iter, &error)) != NULL)
    {
      if (n == 5)
        {
          g_autoptr (TarnRefreshRunIter) copy = tarn_refresh_run_iter_copy (iter);
          tarn_refresh_run_iter_free (g_steal_pointer (&iter));
          iter = g_steal_pointer (&copy);
        }
      if (n < 10)
        know_run (world, run);
      show_refresh_run (world, run);
      tarn_refresh_run_unref (run);
    }
  world_outcome (world, "iterate refreshes", error);
}

static void
wait_async (World *world, Draw *draw)
{
  const char *catalog = NULL;
  g_autofree char *id = draw_run_id (world, draw, &catalog);
  guint user = draw_user_of (world, draw, catalog);

  if (id == NULL && draw_chance (draw, 90))
    return;

  callbacks_wait_refresh (world, user, catalog, id);
}

static void
wait (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  const char *catalog = NULL;
  g_autofree char *id = draw_run_id (world, draw, &catalog);
  guint user = draw_user_of (world, draw, catalog);

  if (id == NULL && draw_chance (draw, 90))
    return;
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();

  if (world->depth == 0)
    clock_forgive (world);
  tarn_clock_limits_set_max_events (limits, draw_below (draw, 2000));
  tarn_clock_limits_set_horizon_us (limits, draw_between (draw, 0, 3 * G_TIME_SPAN_DAY));
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_wait_for_materialized_view_refresh_task_run (world->glue[user], catalog,
                                                                      id, limits, &error);
  if (run != NULL)
    show_refresh_run (world, run);
  world_outcome (world, world->depth > 0 ? "wait for refresh, inside" : "wait for refresh", error);
}

const Action refresh_actions[] = {
  { "start refresh", 60, 15, 30, start },
  { "stop refresh", 12, 1, 8, stop },
  { "stop refresh by run", 6, 0, 6, stop_by_run },
  { "get refresh", 25, 1, 10, get },
  { "reload refresh", 15, 1, 10, reload },
  { "list refreshes", 12, 1, 6, list },
  { "iterate refreshes", 5, 0, 2, iterate },
  { "wait for refresh, async", 3, 0, 2, wait_async },
  { "wait for refresh", 6, 0, 2, wait },
  { NULL, 0, 0, 0, NULL },
};
