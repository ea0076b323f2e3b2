/* SPDX-License-Identifier: MIT */
/* Options, statements, cost models, journals, holds, samples, and what reads the engine. */
#include "driver/actions.h"
#include "driver/arguments.h"
#include "driver/cost-model.h"
#include "driver/instants.h"
#include "driver/show.h"

#include <unistd.h>

/* --- Options ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  gint64 normal, min, max;
} Option;

static const Option clock_options[] = {
  { "clock.tie-order", 0, 0, 3 },
  { "clock.tie-seed", 0, 0, G_MAXINT64 },
  { "clock.same-instant-chain-max", 10000, 1, 65534 },
  { "clock.instant-rounds-max", 1000, 1, G_MAXINT32 },
};

/* The options on which the state of runs depends most. */
static const char *const usual_options[] = { "glue.running-max",
                                             "glue.queue-at-limit",
                                             "glue.automatic-slot-class",
                                             "glue.class-1-running-max",
                                             "glue.dpu-max",
                                             "glue.retention-runs",
                                             "glue.retention-age-us",
                                             "glue.read-failure-ppm",
                                             "glue.worker-failures-per-1000-hours",
                                             "glue.publication-failure-ppm",
                                             "glue.cost-duration-spread-permille",
                                             "glue.interval-from-end",
                                             "glue.suspend-after-failures",
                                             "glue.retention-snapshots",
                                             "glue.incremental-appends-only",
                                             "glue.stop-latency-us",
                                             "glue.measures",
                                             "glue.measures",
                                             "glue.measure-percentiles",
                                             "glue.start-rate-per-second",
                                             "datazone.active-runs-max",
                                             "datazone.retention-runs",
                                             "datazone.retention-age-us",
                                             "datazone.names-per-month-max",
                                             "datazone.names-failure-ppm",
                                             "datazone.names-failures-per-1000-hours",
                                             "datazone.cost-duration-spread-permille",
                                             "datazone.submitted-duration-us",
                                             "datazone.start-rate-per-second",
                                             "datazone.types-max",
                                             "glue.draw-by-tag",
                                             "datazone.draw-by-tag",
                                             "clock.tie-order" };

static const Option *
draw_option (Draw *draw, GArray *options)
{
  const Option *option = &g_array_index (options, Option, draw_below (draw, options->len));
  const char *name = draw_of (draw, usual_options);

  if (!draw_chance (draw, 50))
    return option;
  for (guint i = 0; i < options->len; i++)
    if (strcmp (g_array_index (options, Option, i).name, name) == 0)
      return &g_array_index (options, Option, i);
  return option;
}

static GArray *
list_options (TarnEngine *engine)
{
  static const char *const services[] = { "glue", "datazone" };
  GArray *options = g_array_new (FALSE, FALSE, sizeof (Option));

  g_array_append_vals (options, clock_options, G_N_ELEMENTS (clock_options));
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      const TarnService *service = tarn_engine_get_service (engine, services[i]);
      g_autofree const char **names = tarn_service_list_options (service);

      for (guint j = 0; names[j] != NULL; j++)
        {
          Option option = { .name = names[j] };
          tarn_service_describe_option (service, names[j], &option.normal, &option.min,
                                        &option.max);
          g_array_append_val (options, option);
        }
    }
  return options;
}

static gint64
draw_value (Draw *draw, const Option *option)
{
  guint kind = draw_below (draw, 100);

  if (kind < 35)
    return option->normal;
  if (kind < 50)
    return draw_chance (draw, 50) ? option->min : option->min + (option->min < option->max);
  if (kind < 60)
    return option->max;
  if (kind < 63)
    return draw_chance (draw, 50) ? G_MAXINT64 : G_MININT64;
  if (kind < 66)
    return draw_chance (draw, 50) ? option->max + (option->max < G_MAXINT64)
                                  : option->min - (option->min > G_MININT64);
  if (kind < 90)
    return draw_between (draw, option->min, MIN (option->max, option->min + 30));
  return draw_between (draw, option->min, option->max);
}

static void
set_option (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) options = list_options (world->engine);
  const Option *option = draw_option (draw, options);
  if (world->depth > 0
      && (option->name == clock_options[2].name || option->name == clock_options[3].name))
    option = &clock_options[0]; /* see clock_forgive() */
  gint64 value = draw_value (draw, option);
  const char *name = draw_chance (draw, 2) ? "glue.no-such-option" : option->name;
  gint64 before = -12345, after = -12345;
  gboolean was_there = tarn_engine_get_option (world->engine, name, &before, NULL);

  tarn_engine_set_option (world->engine, name, value, &error);
  tarn_engine_get_option (world->engine, name, &after, NULL);
  if (error == NULL)
    instants_happened (world);
  world_note (world, "%s: %" G_GINT64_FORMAT, name, value);
  world_outcome (world, "set option", error);
  if (was_there && after != (error == NULL ? value : before))
    world_fail (world, "%s is %" G_GINT64_FORMAT, name, after);
}

static void
reset_options (World *world, G_GNUC_UNUSED Draw *draw)
{
  g_autoptr (GArray) options = list_options (world->engine);

  for (guint i = 0; i < options->len; i++)
    {
      const Option *option = &g_array_index (options, Option, i);
      if (!tarn_engine_set_option (world->engine, option->name, option->normal, NULL))
        world_fail (world, "%s does not take its default", option->name);
    }
  instants_happened (world);
  world->took_effect = TRUE;
}

/* --- Statements ------------------------------------------------------------------------------- */

static void
add_statement (World *world, Draw *draw)
{
  gboolean grants = draw_chance (draw, 65);
  const char *principal = draw_principal_pattern (draw);
  const char *action = draw_action_pattern (draw);
  const char *resource = draw_resource_pattern (world, draw);
  guint id = (grants ? tarn_engine_grant : tarn_engine_deny) (world->engine, principal, action,
                                                              resource);

  g_array_append_val (world->statements, id);
  world->took_effect = TRUE;
  world_note (world, "statement %u", id);
}

static void
revoke_statements (World *world, Draw *draw)
{
  for (guint i = 1 + draw_below (draw, 3); i > 0; i--)
    {
      guint id = world->statements->len > 0 && draw_chance (draw, 95)
                     ? g_array_index (world->statements, guint,
                                      draw_below (draw, world->statements->len))
                     : draw_below (draw, 50);
      world_note (world, "revoke %u: %d", id, tarn_engine_revoke (world->engine, id));
    }
  world->took_effect = TRUE;
}

/* --- Cost models ------------------------------------------------------------------------------ */

static void
set_cost_model (World *world, Draw *draw)
{
  g_clear_object (&world->model);
  if (draw_chance (draw, 60))
    world->model = cost_model_new (world, world->n_models++);
  tarn_engine_set_cost_model (world->engine, world->model);
  world->took_effect = TRUE;
  /* A journal does not say which model planned. */
  g_clear_pointer (&world->replay_base, g_bytes_unref);
}

/* --- Journals --------------------------------------------------------------------------------- */

/* A replay can begin where a journal begins. */
static void
begin_replay (World *world)
{
  g_clear_pointer (&world->replay_base, g_bytes_unref);
  g_set_object (&world->replay_model, world->model);
  if (world->depth == 0)
    world->replay_base = tarn_engine_save (world->engine, NULL);
}

static void
set_journal (World *world, Draw *draw)
{
  guint kind = draw_below (draw, 4);

  g_clear_pointer (&world->replay_base, g_bytes_unref);
  g_clear_object (&world->journal);
  world->journal_from = 0;
  if (kind == 0)
    {
      g_autoptr (TarnJournal) bounded = tarn_journal_new_bounded (1 + draw_below (draw, 20));
      tarn_engine_set_journal (world->engine, bounded);
      return;
    }
  world->journal = tarn_journal_new ();
  begin_replay (world);
  tarn_engine_set_journal (world->engine, world->journal);
}

static void
clear_journal (World *world, Draw *draw)
{
  if (world->journal == NULL || tarn_engine_get_journal (world->engine) != world->journal)
    return;
  if (draw_chance (draw, 30))
    {
      /* What is taken away and given back can be read, but not replayed. */
      tarn_engine_set_journal (world->engine, NULL);
      tarn_engine_set_journal (world->engine, world->journal);
      g_clear_pointer (&world->replay_base, g_bytes_unref);
      return;
    }
  gboolean was_replayable = world->replay_base != NULL;
  tarn_journal_clear (world->journal);
  world->journal_from = 0;
  if (was_replayable)
    begin_replay (world);
}

static void
read_journal (World *world, Draw *draw)
{
  static const char *const operations[] = { NULL, "Commit", "StartMaterializedViewRefreshTaskRun",
                                            "StartMetadataGenerationRun", "Nothing" };
  static const char *const answers[]
      = { NULL, "ok", "EntityNotFoundException", "ValidationException" };
  const char *operation = draw_of (draw, operations);
  const char *answer = draw_of (draw, answers);
  guint n_times = 0;

  if (world->journal == NULL)
    return;
  guint n_calls = tarn_journal_count_calls (world->journal, operation, answer);
  g_autofree gint64 *times
      = tarn_journal_list_call_times (world->journal, operation, answer, &n_times);
  if (n_times != n_calls)
    world_fail (world, "%u times of %u calls", n_times, n_calls);
  for (guint i = 1; i < n_times; i++)
    if (times[i] < times[i - 1])
      world_fail (world, "the journal goes back in time");
  world_note (world, "%u calls", n_calls);
  if (!draw_chance (draw, 20))
    return;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strdup_printf ("%s/tarn-driver-%d", g_get_tmp_dir (), (int) getpid ());
  g_autofree char *text = tarn_journal_dup_text (world->journal);
  tarn_journal_save_to_file (world->journal, path, NULL);
  g_autoptr (TarnJournal) again = tarn_journal_new_from_file (path, &error);
  if (again == NULL)
    world_fail (world, "a journal cannot be read: %s", error->message);
  g_autofree char *text_again = tarn_journal_dup_text (again);
  if (strcmp (text, text_again) != 0)
    world_fail (world, "a journal is not the same after it was read");
  unlink (path);
}

/* --- Holds and the rest ----------------------------------------------------------------------- */

static void
hold (World *world, Draw *draw)
{
  if (world->holds->len < 4)
    g_ptr_array_add (world->holds,
                     tarn_engine_hold (world->engine, draw_chance (draw, 50) ? "a thread" : ""));
}

static void
release (World *world, Draw *draw)
{
  if (world->holds->len == 0)
    return;
  guint index = draw_below (draw, world->holds->len);
  if (draw_chance (draw, 50))
    tarn_hold_release (world->holds->pdata[index]);
  g_ptr_array_remove_index (world->holds, index);
}

/* An engine that is silent goes on as one that is not, so what follows does not depend on it. */
static void
set_emits_changes (World *world, Draw *draw)
{
  tarn_engine_set_emits_changes (world->engine, draw_chance (draw, 50));
  world_note (world, "emits %d", tarn_engine_get_emits_changes (world->engine));
  tarn_engine_set_emits_changes (world->engine, TRUE);
}

static void
set_speed (World *world, Draw *draw)
{
  tarn_engine_set_speed (world->engine, draw_below (draw, TARN_SPEED_MAX + 1));
  world_note (world, "speed %u", tarn_engine_get_speed (world->engine));
  tarn_engine_set_speed (world->engine, 0);
}

static void
add_sample (World *world, G_GNUC_UNUSED Draw *draw)
{
  g_autoptr (GError) error = NULL;
  guint n_failed = world->n_failed;
  g_autoptr (TarnSample) sample = tarn_sample_add (world->engine, &error);

  world_outcome (world, "add sample", error);
  if (sample == NULL)
    {
      /* What was made before the error stays. */
      world->took_effect |= world->n_failed > n_failed;
      return;
    }
  world_know (world->domains, tarn_sample_get_domain_id (sample), NULL, 0);
  world_know (world->projects, tarn_sample_get_domain_id (sample),
              tarn_sample_get_project_id (sample), 0);
  world_know (world->assets, tarn_sample_get_domain_id (sample), tarn_sample_get_asset_id (sample),
              0)
      ->owner
      = g_strdup (tarn_sample_get_project_id (sample));
  static const char *const names[][2]
      = { { "orders", NULL }, { "daily", "view" }, { "monthly", "view" } };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, "sales", names[i][0]);
      world_know_name (names[i][1] != NULL ? world->views : world->tables, name,
                       TARN_SAMPLE_ACCOUNT_ID);
    }
  g_autoptr (TarnTableName) database = tarn_table_name_new (NULL, "sales", NULL);
  world_know_name (world->databases, database, TARN_SAMPLE_ACCOUNT_ID);
}

static void
look (World *world, Draw *draw)
{
  g_auto (GStrv) waits = tarn_engine_list_waits (world->engine);
  g_auto (GStrv) holds = tarn_engine_list_holds (world->engine);
  g_autoptr (GPtrArray) pending
      = tarn_engine_list_pending (world->engine, 1 + draw_below (draw, 20));
  gint64 next = 0, now = tarn_engine_get_now (world->engine);

  show_strv (world, "waits", waits);
  show_strv (world, "holds", holds);
  for (guint i = 0; i < pending->len; i++)
    {
      const TarnPendingEvent *event = pending->pdata[i];
      world_note (world, "pending %" G_GINT64_FORMAT " %s %s %d", event->time_us, event->kind,
                  strcmp (event->kind, "timeout") == 0 ? "" : event->subject, event->is_background);
      if (event->time_us < now
          || (i > 0 && event->time_us < ((TarnPendingEvent *) pending->pdata[i - 1])->time_us))
        world_fail (world, "the pending events are out of order");
    }
  gboolean has_next = tarn_engine_peek_next (world->engine, &next);
  gint64 first = pending->len > 0 ? ((TarnPendingEvent *) pending->pdata[0])->time_us : G_MAXINT64;
  gboolean is_round = has_next && next == now && instants_count (world) > 0;
  if (has_next != (pending->len > 0 || is_round) || (has_next && next != first && !is_round))
    world_fail (world, "the next event is another");
  if (world->rounds.is_open && !is_round)
    world_fail (world, "no round is next");
  world_note (world, "next %d %" G_GINT64_FORMAT, has_next, next);
  if (g_strv_length (holds) != world->holds->len)
    world_fail (world, "%u holds, not %u", g_strv_length (holds), world->holds->len);
}

/* Another thread may change nothing. */
static gpointer
intrude (gpointer data)
{
  World *world = data;
  GError *errors[8] = { NULL };
  TarnEngine *engine = world->engine;
  gint64 value = 0;

  gboolean worked = tarn_engine_set_option (engine, "glue.running-max", 1, &errors[0])
                    || tarn_engine_get_option (engine, "glue.running-max", &value, &errors[1])
                    || tarn_engine_step (engine, NULL, &errors[2])
                    || tarn_engine_advance_by (engine, 1, &errors[3])
                    || tarn_engine_run_until_idle (engine, NULL, &errors[4])
                    || tarn_glue_client_create_database (world->glue[0], NULL, "other", &errors[5]);
  g_autoptr (GBytes) bytes = tarn_engine_save (engine, &errors[6]);
  g_autoptr (TarnSample) sample = tarn_sample_add (engine, &errors[7]);
  if (worked || bytes != NULL || sample != NULL)
    world_fail (world, "something works in another thread");
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      if (!g_error_matches (errors[i], TARN_ERROR, TARN_ERROR_WRONG_THREAD))
        world_fail (world, "call %u in another thread: %s", i, errors[i]->message);
      g_clear_error (&errors[i]);
    }
  return NULL;
}

static void
use_thread (World *world, G_GNUC_UNUSED Draw *draw)
{
  g_thread_join (g_thread_new ("other", intrude, world));
}

/* In the engine's own thread the function is called at once. */
static void
on_invoked (TarnEngine *engine, gpointer data)
{
  *(gint64 *) data = tarn_engine_get_now (engine);
}

static void
look_at_properties (World *world, G_GNUC_UNUSED Draw *draw)
{
  g_autoptr (TarnCostModel) model = NULL;
  g_autoptr (TarnFaultPlan) plan = NULL;
  gint64 now = 0, invoked = 0;
  guint64 seed = 0, replication = 0;

  g_object_get (world->engine, "now", &now, "seed", &seed, "replication", &replication,
                "cost-model", &model, "fault-plan", &plan, NULL);
  if (now != tarn_engine_get_now (world->engine) || seed != world->traits.engine_seed
      || replication != world->traits.replication || model != world->model
      || plan != tarn_engine_get_fault_plan (world->engine)
      || !tarn_engine_invoke (world->engine, on_invoked, &invoked, NULL, NULL) || invoked != now)
    world_fail (world, "a property is another");
}

const Action engine_actions[] = {
  { "set option", 30, 5, 6, set_option },
  { "reset options", 3, 1, 0, reset_options },
  { "add statement", 6, 1, 3, add_statement },
  { "revoke", 6, 1, 3, revoke_statements },
  { "set cost model", 3, 1, 0, set_cost_model },
  { "set journal", 2, 1, 0, set_journal },
  { "clear journal", 2, 1, 0, clear_journal },
  { "read journal", 3, 1, 1, read_journal },
  { "hold", 2, 1, 1, hold },
  { "release", 2, 1, 1, release },
  { "set speed", 1, 0, 1, set_speed },
  { "set emits changes", 1, 0, 1, set_emits_changes },
  { "add sample", 2, 8, 1, add_sample },
  { "look", 6, 1, 4, look },
  { "look at properties", 1, 0, 1, look_at_properties },
  { "use another thread", 1, 0, 1, use_thread },
  { NULL, 0, 0, 0, NULL },
};
