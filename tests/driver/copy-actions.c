/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "driver/actions.h"
#include "driver/arguments.h"
#include "driver/copies.h"
#include "driver/tally.h"

static TarnForkOptions *
make_options (World *world)
{
  TarnForkOptions *options = tarn_fork_options_new ();

  tarn_fork_options_set_cost_model (options, world->model);
  return options;
}

TarnEngine *
copies_fork (World *world)
{
  g_autoptr (TarnForkOptions) options = make_options (world);
  g_autoptr (GError) error = NULL;
  TarnEngine *fork = tarn_engine_fork (world->engine, options, NULL, &error);

  if (fork == NULL)
    world_fail (world, "a fork fails: %s", error->message);
  return fork;
}

TarnEngine *
copies_restore (World *world)
{
  g_autoptr (TarnForkOptions) options = make_options (world);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tarn_engine_save (world->engine, NULL);
  TarnEngine *restored = tarn_engine_restore (bytes, options, &error);

  if (restored == NULL)
    world_fail (world, "a restore fails: %s", error->message);
  g_autoptr (GBytes) again = tarn_engine_save (restored, NULL);
  if (!g_bytes_equal (bytes, again))
    world_fail (world, "a restored engine saves other bytes");
  return restored;
}

char *
copies_digest (World *world, TarnEngine *engine)
{
  g_autoptr (GError) error = NULL;
  char *digest = tarn_engine_dup_digest (engine, &error);

  if (digest == NULL)
    world_fail (world, "there is no digest: %s", error->message);
  return digest;
}

static void
expect_same (World *world, TarnEngine *one, TarnEngine *other, const char *what)
{
  g_autofree char *first = copies_digest (world, one);
  g_autofree char *second = copies_digest (world, other);
  g_autofree char *diff = tarn_engine_diff (one, other, 20, NULL);

  if (strcmp (first, second) != 0 || *diff != '\0')
    world_fail (world, "%s is different:\n%s", what, diff);
}

void
copies_advance (World *world, TarnEngine *copy, gint64 target)
{
  for (guint i = 0; i < 200000; i++)
    {
      g_autoptr (GError) error = NULL;

      if (tarn_engine_advance_to (copy, target, &error))
        return;
      if (!g_error_matches (error, TARN_ERROR, TARN_ERROR_LIMIT))
        world_fail (world, "a copy does not advance: %s", error->message);
    }
  world_fail (world, "an advance of a copy never ends");
}

static gint64
draw_target (World *world, Draw *draw)
{
  gint64 now = tarn_engine_get_now (world->engine);
  gint64 duration = draw_duration (draw);

  return now > G_MAXINT64 - duration ? G_MAXINT64 : now + duration;
}

static void
step_to (World *world, TarnEngine *copy, gint64 target)
{
  gint64 next;

  for (guint i = 0; i < 300 && tarn_engine_peek_next (copy, &next) && next <= target; i++)
    tarn_engine_step (copy, NULL, NULL);
  copies_advance (world, copy, target);
}

/* A fork and a restored engine are driven to the same time in two ways. */
static void
compare_futures (World *world, Draw *draw)
{
  gint64 target = draw_target (world, draw);

  world->quiet++;
  g_autofree char *before = copies_digest (world, world->engine);
  g_autoptr (TarnEngine) fork = copies_fork (world);
  g_autoptr (TarnEngine) restored = copies_restore (world);
  expect_same (world, world->engine, fork, "the fork");
  expect_same (world, fork, restored, "the restored engine");
  copies_advance (world, fork, target);
  step_to (world, restored, target);
  expect_same (world, fork, restored, "the future of the restored engine");
  g_autofree char *after = copies_digest (world, world->engine);
  if (strcmp (before, after) != 0)
    world_fail (world, "the engine changes with its fork");
  world->quiet--;
}

void
copies_go_on (World *world, Draw *draw)
{
  guint kind = draw_below (draw, 4);
  g_autoptr (TarnEngine) copy = kind < 2 ? copies_fork (world) : copies_restore (world);

  expect_same (world, world->engine, copy, "a copy");
  if (kind % 2 == 0 && world_may_move (world))
    {
      world->quiet++;
      world_move (world, g_steal_pointer (&copy));
      world->quiet--;
      tally_add_outcome ("split: go on in a copy", kind < 2 ? "fork" : "restored");
      return;
    }
  world->quiet++;
  copies_advance (world, copy, draw_target (world, draw));
  world->quiet--;
  tally_add_outcome ("split: drop a copy", kind < 2 ? "fork" : "restored");
}

/* --- Actions ---------------------------------------------------------------------------------- */

static void
fork_without_model (World *world, G_GNUC_UNUSED Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnForkOptions) options = tarn_fork_options_new ();
  g_autoptr (GBytes) bytes = tarn_engine_save (world->engine, NULL);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (world->engine, NULL, NULL, &error);

  if ((fork == NULL) != (world->model != NULL))
    world_fail (world, "a fork without a model: %s", error != NULL ? error->message : "works");
  world_outcome (world, "fork without a model", error);
  g_clear_error (&error);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, options, &error);
  if ((restored == NULL) != (world->model != NULL))
    world_fail (world, "a restore without a model: %s", error != NULL ? error->message : "works");
  world_outcome (world, "restore without a model", error);
}

/* A snapshot goes through a file. */
static void
restore_from_file (World *world, G_GNUC_UNUSED Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnForkOptions) options = make_options (world);
  g_autofree char *path = g_strdup_printf ("%s/tarn-driver-%d", g_get_tmp_dir (), (int) getpid ());

  tarn_engine_save_to_file (world->engine, path, &error);
  g_autoptr (TarnEngine) restored
      = error == NULL ? tarn_engine_restore_from_file (path, options, &error) : NULL;
  unlink (path);
  if (restored == NULL)
    world_fail (world, "a file is not restored: %s", error->message);
  expect_same (world, world->engine, restored, "the engine from a file");
}

/* One byte of a snapshot is wrong. */
static void
restore_damaged (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tarn_engine_save (world->engine, NULL);
  gsize size = 0;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&bytes), &size);

  guint bit = draw_below (draw, 8);
  data[draw_next (draw) % size] ^= (guint8) (1 << bit);
  if (draw_chance (draw, 20))
    size = draw_next (draw) % size;
  bytes = g_bytes_new_take (data, size);
  g_autoptr (TarnForkOptions) options = make_options (world);
  g_autoptr (TarnEngine) restored G_GNUC_UNUSED = tarn_engine_restore (bytes, options, &error);
  if (!g_error_matches (error, TARN_ERROR, TARN_ERROR_INVALID_SNAPSHOT))
    world_fail (world, "a damaged snapshot: %s", error != NULL ? error->message : "is restored");
  world_outcome (world, "restore damaged", error);
}

/* A fork with options of its own is another engine, and a diff says in what. */
static void
fork_and_change (World *world, Draw *draw)
{
  world->quiet++;
  g_autoptr (TarnEngine) fork = copies_fork (world);
  gint64 value = 0, target = draw_target (world, draw);

  tarn_engine_get_option (fork, "glue.running-max", &value, NULL);
  tarn_engine_set_option (fork, "glue.running-max", value % 1000 + 1, NULL);
  g_autofree char *diff = tarn_engine_diff (world->engine, fork, 10, NULL);
  g_autofree char *expected
      = g_strdup_printf ("glue.options: running-max %" G_GINT64_FORMAT " -> %" G_GINT64_FORMAT "\n",
                         value, value % 1000 + 1);
  if (strcmp (diff, expected) != 0)
    world_fail (world, "the diff is %s", diff);
  copies_advance (world, fork, target);
  world_note (world, "%s", diff);
  world->quiet--;
}

static void
replay (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnForkOptions) options = tarn_fork_options_new ();

  if (world->replay_base == NULL || world->journal == NULL)
    return;
  world->quiet++;
  tarn_fork_options_set_cost_model (options, world->replay_model);
  g_autoptr (TarnEngine) engine = tarn_engine_restore (world->replay_base, options, &error);
  if (engine == NULL)
    world_fail (world, "the beginning of a replay cannot be restored: %s", error->message);
  if (!tarn_engine_replay (engine, world->journal, &error))
    world_fail (world, "a replay fails: %s", error->message);
  expect_same (world, world->engine, engine, "the replay");
  world->quiet--;
  if (!world->is_split || draw_chance (draw, 50))
    tally_add_outcome (world->is_split ? "split: replay" : "replay", "ok");
}

/* Two engines count in one plan, and both take the rules that are added to it, until one of them is gone. */
static void
share_plan (World *world, Draw *draw)
{
  static const char rules[]
      = "[shared]\ndo=throw\nexception=ThrottlingException\nevery=3\noperation=GetTable\n";
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (world->engine);

  if (plan == NULL || world->depth > 0)
    return;
  world->took_effect = TRUE;
  world->quiet++;
  g_autoptr (TarnEngine) fork = copies_fork (world);
  tarn_engine_set_fault_plan (fork, plan);
  g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (fork, world->principals[0]);
  gint64 target = draw_target (world, draw);
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnTableName) name = draw_view (world, draw);
      g_autoptr (TarnTable) table = tarn_glue_client_get_table (glue, name, NULL);
      g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED
          = tarn_glue_client_start_materialized_view_refresh_task_run (glue, name, FALSE, &error);

      world_note (world, "%d %s", table != NULL, error != NULL ? error->message : "ok");
      if (i == 4)
        tarn_fault_plan_add_from_data (plan, rules, -1, "shared", NULL);
    }
  copies_advance (world, fork, target);
  g_clear_object (&glue);
  g_clear_object (&fork);
  if (!tarn_fault_plan_add_from_data (plan, rules, -1, "shared", NULL))
    world_fail (world, "a plan takes no rules after one of its engines is gone");
  world->quiet--;
  /* The journal does not say what the other engine has counted. */
  g_clear_pointer (&world->replay_base, g_bytes_unref);
}

/* A timeout drops the last reference to the engine that calls it. */
static gboolean
drop (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  TarnEngine **last = data;

  g_clear_object (last);
  return G_SOURCE_CONTINUE;
}

static void
drop_inside (World *world, Draw *draw)
{
  world->quiet++;
  TarnEngine *fork = copies_fork (world);

  tarn_engine_add_timeout (fork, draw_between (draw, 0, G_TIME_SPAN_HOUR), TARN_TIMEOUT_NONE, drop,
                           &fork, NULL);
  for (guint i = 0; i < 1000 && fork != NULL; i++)
    tarn_engine_run_until_idle (fork, NULL, NULL);
  if (fork != NULL)
    world_note (world, "the fork does not come to its timeout");
  g_clear_object (&fork);
  world->quiet--;
}

/* --- Draws by tag ----------------------------------------------------------------------------- */

/* A copy in which a start is not refused for reasons of its own, and runs draw by their tags. */
static TarnEngine *
fork_drawing_by_tag (World *world)
{
  static const struct
  {
    const char *name;
    gint64 value;
  } rows[] = {
    { "glue.draw-by-tag", 1 },
    { "glue.running-max", TARN_UNLIMITED },
    { "glue.stop-latency-us", 0 },
    { "glue.retention-runs", 1000 },
    { "glue.start-rate-per-second", TARN_UNLIMITED },
    { "glue.stop-rate-per-second", TARN_UNLIMITED },
    { "glue.get-rate-per-second", TARN_UNLIMITED },
    { "glue.cost-duration-spread-permille", 1500 },
    { "glue.read-failure-ppm", 300000 },
    { "glue.worker-failures-per-1000-hours", 1000000 },
  };
  TarnEngine *fork = copies_fork (world);

  tarn_engine_set_fault_plan (fork, NULL);
  tarn_engine_set_cost_model (fork, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (!tarn_engine_set_option (fork, rows[i].name, rows[i].value, NULL))
      world_fail (world, "%s is not set", rows[i].name);
  return fork;
}

/* Another run of the view, which publishes nothing and ends at once. */
static gboolean
waste_a_run (TarnGlueClient *glue, const TarnTableName *name, guint64 tag)
{
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();

  tarn_start_options_set_tag (options, tag);
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run_with_options (glue, name, FALSE,
                                                                                options, NULL);
  return run != NULL && tarn_refresh_run_stop (run, glue, NULL)
         && tarn_engine_advance_by (tarn_glue_client_get_engine (glue), 0, NULL);
}

/* Returns what came of a run with the tag, or NULL if it does not start or does not end. */
static char *
run_with_tag (TarnGlueClient *glue, const TarnTableName *name, guint64 tag)
{
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();

  tarn_start_options_set_tag (options, tag);
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run_with_options (glue, name, FALSE,
                                                                                options, NULL);
  if (run == NULL)
    return NULL;
  g_autoptr (TarnRefreshRun) ended = tarn_glue_client_wait_for_materialized_view_refresh_task_run (
      glue, tarn_refresh_run_get_catalog_id (run), tarn_refresh_run_get_id (run), NULL, NULL);
  if (ended == NULL)
    return NULL;
  return g_strdup_printf ("%s %s %" G_GINT64_FORMAT " us, %" G_GINT64_FORMAT
                          " DPU-ms, %" G_GINT64_FORMAT " bytes, %s",
                          tarn_refresh_status_to_string (tarn_refresh_run_get_status (ended)),
                          tarn_refresh_type_to_string (tarn_refresh_run_get_refresh_type (ended)),
                          tarn_refresh_run_get_end_time (ended)
                              - tarn_refresh_run_get_creation_time (ended),
                          tarn_refresh_run_get_dpu_milliseconds (ended),
                          tarn_refresh_run_get_processed_bytes (ended),
                          tarn_refresh_run_get_error_message (ended));
}

/* A run with a tag has the same luck, whether the view has had one run more or not. */
static void
draw_by_tag (World *world, Draw *draw)
{
  g_autoptr (TarnTableName) name = draw_view (world, draw);
  guint user = draw_user_of_name (world, draw, name);
  guint64 tag = 1 + draw_below (draw, 1000);

  world->quiet++;
  g_autoptr (TarnEngine) plain = fork_drawing_by_tag (world);
  g_autoptr (TarnEngine) other = fork_drawing_by_tag (world);
  g_autoptr (TarnGlueClient) plain_glue
      = tarn_engine_create_glue_client (plain, world->principals[user]);
  g_autoptr (TarnGlueClient) other_glue
      = tarn_engine_create_glue_client (other, world->principals[user]);
  if (waste_a_run (other_glue, name, tag + 1 - draw_below (draw, 2)))
    {
      g_autofree char *ours = run_with_tag (plain_glue, name, tag);
      g_autofree char *theirs = run_with_tag (other_glue, name, tag);

      if (g_strcmp0 (ours, theirs) != 0)
        world_fail (world, "a run with the same tag is %s, and %s after one run more", ours,
                    theirs);
      world_note (world, "by tag: %s", ours);
      if (!world->is_split)
        tally_add_outcome ("draw by tag", ours != NULL ? "compared" : "without an end");
    }
  world->quiet--;
}

const Action copy_actions[] = {
  { "compare futures", 5, 1, 0, compare_futures },
  { "fork without a model", 2, 1, 0, fork_without_model },
  { "restore from file", 1, 0, 0, restore_from_file },
  { "restore damaged", 2, 1, 0, restore_damaged },
  { "fork and change", 2, 1, 0, fork_and_change },
  { "replay", 4, 1, 0, replay },
  { "share plan", 2, 0, 0, share_plan },
  { "drop inside", 1, 0, 0, drop_inside },
  { "draw by tag", 4, 0, 0, draw_by_tag },
  { NULL, 0, 0, 0, NULL },
};
