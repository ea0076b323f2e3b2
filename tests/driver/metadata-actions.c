/* SPDX-License-Identifier: MIT */
/* The operations on metadata generation runs. */
#include "driver/actions.h"
#include "driver/arguments.h"
#include "driver/callbacks.h"
#include "driver/clock.h"
#include "driver/show.h"

static void
know_run (World *world, TarnMetadataRun *run)
{
  g_ptr_array_add (world->metadata_runs, tarn_metadata_run_ref (run));
}

/* A metadata generation run has only a tag, and the rest is an error. */
static TarnStartOptions *
draw_options (Draw *draw)
{
  TarnStartOptions *options = tarn_start_options_new ();

  tarn_start_options_set_tag (options, draw_tag (draw));
  if (draw_chance (draw, 4))
    tarn_start_options_set_refresh_mode (options, TARN_REFRESH_MODE_FULL);
  if (draw_chance (draw, 4))
    tarn_start_options_set_incremental_threshold_percent (options, draw_percent (draw));
  return options;
}

static void
start (World *world, Draw *draw)
{
  static const char *const tokens[] = { "one", "two", "three", "with space", "" };
  g_autoptr (GError) error = NULL;
  const Entity *asset = draw_entity (world->assets, draw);
  guint user = draw_user_or (draw, asset->user);
  TarnMetadataTarget target = { .type = "ASSET", .identifier = draw_id (draw, asset->id) };
  const char *project = draw_id (draw, asset->owner != NULL ? asset->owner : "none");
  const char *types[5] = { NULL };
  guint n_types = draw_chance (draw, 97) ? 1 + draw_below (draw, 2) : draw_below (draw, 5);
  const char *token = draw_chance (draw, 30) ? draw_of (draw, tokens) : NULL;
  const char *type = draw_chance (draw, 15) ? draw_type (draw) : NULL;

  for (guint i = 0; i < n_types; i++)
    types[i] = draw_type (draw);
  if (n_types == 2 && g_strcmp0 (types[0], types[1]) == 0 && draw_chance (draw, 90))
    types[1] = NULL;
  if (draw_chance (draw, 20))
    target.revision = draw_chance (draw, 90) ? "1" : draw_text (draw);
  if (draw_chance (draw, 2))
    target.type = draw_text (draw);
  gboolean has_target = draw_chance (draw, 99);
  gboolean has_types = type == NULL || draw_chance (draw, 10);
  g_autoptr (TarnStartOptions) options = draw_chance (draw, 50) ? draw_options (draw) : NULL;
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_start_metadata_generation_run_with_options (
          world->datazone[user], asset->domain_id, project, has_target ? &target : NULL, type,
          has_types ? types : NULL, token, options, &error);
  if (run != NULL)
    {
      show_metadata_run (world, run);
      know_run (world, run);
    }
  world_outcome (world, "start metadata", error);
}

/* The domain and the id of a run: mostly those of a known one. */
static gboolean
draw_run (World *world, Draw *draw, const char **out_domain, const char **out_id, guint *out_user)
{
  TarnMetadataRun *run = draw_newest (world->metadata_runs, draw);

  if (run == NULL && draw_chance (draw, 90))
    return FALSE;
  if (run == NULL)
    {
      *out_user = draw_user (draw);
      *out_domain = draw_domain_id (world, draw);
      *out_id = draw_id (draw, "run");
      return TRUE;
    }
  *out_domain = draw_chance (draw, 96) ? tarn_metadata_run_get_domain_id (run)
                                       : draw_domain_id (world, draw);
  *out_id = draw_id (draw, tarn_metadata_run_get_id (run));
  *out_user = draw_user_of_project (world, draw, tarn_metadata_run_get_owning_project_id (run));
  return TRUE;
}

static void
get (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  const char *domain, *id;
  guint user;

  if (!draw_run (world, draw, &domain, &id, &user))
    return;
  g_autoptr (TarnMetadataRun) run = tarn_datazone_client_get_metadata_generation_run (
      world->datazone[user], domain, id, draw_chance (draw, 15) ? draw_type (draw) : NULL, &error);
  if (run != NULL)
    show_metadata_run (world, run);
  world_outcome (world, "get metadata", error);
}

static void
reload (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  TarnMetadataRun *run = draw_newest (world->metadata_runs, draw);

  if (run == NULL)
    return;
  guint user = draw_user_of_project (world, draw, tarn_metadata_run_get_owning_project_id (run));
  g_autofree char *before = show_dup_metadata_run (run);
  if (tarn_metadata_run_reload (run, world->datazone[user], &error))
    show_metadata_run (world, run);
  else
    {
      g_autofree char *after = show_dup_metadata_run (run);
      if (strcmp (before, after) != 0)
        world_fail (world, "a failed reload changed %s to %s", before, after);
    }
  world_outcome (world, "reload metadata", error);
}

static void
cancel (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  const char *domain, *id;
  guint user;

  if (!draw_run (world, draw, &domain, &id, &user))
    return;
  tarn_datazone_client_cancel_metadata_generation_run (world->datazone[user], domain, id, &error);
  /* A fault plan may end the run at the call, which fails then. */
  world->took_effect |= world->traits.has_faults;
  world_outcome (world, "cancel metadata", error);
}

static void
list (World *world, Draw *draw)
{
  static const char *const statuses[]
      = { "SUBMITTED", "IN_PROGRESS", "CANCELED", "SUCCEEDED", "FAILED", "PARTIALLY_SUCCEEDED" };
  g_autoptr (GError) error = NULL;
  const char *domain = draw_domain_id (world, draw);
  guint user = draw_user_of_domain (world, draw, domain);
  const char *status = draw_chance (draw, 70) ? NULL : draw_of (draw, statuses);
  const char *type = draw_chance (draw, 80) ? NULL : draw_type (draw);
  const char *asset
      = draw_chance (draw, 80) ? NULL : draw_id (draw, draw_entity (world->assets, draw)->id);
  gint max = draw_chance (draw, 30) ? -1 : 1 + (gint) draw_below (draw, 4);
  g_autofree char *token = NULL;
  g_autofree char *next = NULL;

  if (draw_chance (draw, 2))
    status = draw_text (draw);
  if (draw_chance (draw, 5))
    max = (gint[]){ 0, -2, 50, 51, G_MAXINT, G_MININT }[draw_below (draw, 6)];
  if (draw_chance (draw, 15))
    token = world->tokens->len > 0 && draw_chance (draw, 80)
                ? g_strdup (world->tokens->pdata[draw_below (draw, world->tokens->len)])
                : g_strdup (draw_text (draw));
  for (guint page = 0; page < 3; page++)
    {
      g_autoptr (GPtrArray) runs
          = tarn_datazone_client_list_metadata_generation_runs (world->datazone[user], domain,
                                                                status, type, asset, max, token,
                                                                &next, &error);
      for (guint i = 0; runs != NULL && i < runs->len; i++)
        show_metadata_run (world, runs->pdata[i]);
      world_outcome (world, "list metadata", error);
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
  g_autoptr (TarnMetadataRunIter) iter
      = tarn_metadata_run_iter_new (world->datazone[user], draw_domain_id (world, draw), NULL, NULL,
                                    NULL);
  TarnMetadataRun *run;
  guint n = 0;

  while (n++ < 120 && (run = tarn_metadata_run_iter_next (iter, &error)) != NULL)
    {
      if (n == 5)
        {
          g_autoptr (TarnMetadataRunIter) copy = tarn_metadata_run_iter_copy (iter);
          tarn_metadata_run_iter_free (g_steal_pointer (&iter));
          iter = g_steal_pointer (&copy);
        }
      if (n < 10)
        know_run (world, run);
      show_metadata_run (world, run);
      tarn_metadata_run_unref (run);
    }
  world_outcome (world, "iterate metadata", error);
}

static void
wait_async (World *world, Draw *draw)
{
  const char *domain, *id;
  guint user;

  if (!draw_run (world, draw, &domain, &id, &user))
    return;
  callbacks_wait_metadata (world, user, domain, id);
}

static void
wait (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  const char *domain, *id;
  guint user;
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();

  if (!draw_run (world, draw, &domain, &id, &user))
    return;
  if (world->depth == 0)
    clock_forgive (world);
  tarn_clock_limits_set_max_events (limits, draw_below (draw, 2000));
  tarn_clock_limits_set_horizon_us (limits, draw_between (draw, 0, G_TIME_SPAN_DAY));
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_wait_for_metadata_generation_run (world->datazone[user], domain, id,
                                                               limits, &error);
  if (run != NULL)
    show_metadata_run (world, run);
  world_outcome (world, world->depth > 0 ? "wait for metadata, inside" : "wait for metadata",
                 error);
}

const Action metadata_actions[] = {
  { "start metadata", 50, 8, 25, start },
  { "get metadata", 20, 1, 8, get },
  { "reload metadata", 12, 1, 8, reload },
  { "cancel metadata", 14, 1, 10, cancel },
  { "list metadata", 10, 1, 5, list },
  { "iterate metadata", 4, 0, 2, iterate },
  { "wait for metadata, async", 3, 0, 2, wait_async },
  { "wait for metadata", 5, 0, 2, wait },
  { NULL, 0, 0, 0, NULL },
};
