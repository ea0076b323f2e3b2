/* SPDX-License-Identifier: MIT */
#include "driver/world.h"

#include <stdlib.h>

#include "driver/callbacks.h"
#include "driver/instants.h"
#include "driver/stretches.h"
#include "driver/tally.h"

static const struct
{
  const char *account;
  const char *arn;
} principal_rows[PRINCIPALS_MAX] = {
  { "123456789012", NULL },
  { "123456789012", "arn:aws:iam::123456789012:role/etl" },
  { "222222222222", NULL },
  { "222222222222", "arn:aws:iam::222222222222:user/Jos\303\251 \"the\" = ruler" },
  { "123456789012", "arn:aws-cn:sts::123456789012:assumed-role/etl/session*" },
};

static void
draw_traits (World *world)
{
  Draw draw = draw_new (world->seed, USE_TRAITS, 0);

  world->traits.has_journal = draw_chance (&draw, 75);
  world->traits.is_at_the_end = draw_chance (&draw, 8);
  world->traits.is_automatic = draw_chance (&draw, 60);
  world->traits.has_callbacks = draw_chance (&draw, 70);
  world->traits.has_faults = draw_chance (&draw, 60);
  world->traits.engine_seed = draw_chance (&draw, 20) ? 0 : draw_next (&draw);
  world->traits.replication = draw_chance (&draw, 20) ? draw_next (&draw) : 0;
  world->traits.has_measures = draw_chance (&draw, 50);
  world->traits.has_witness = draw_chance (&draw, 65);
}

static Entity *
entity_new (const char *domain_id, const char *id, guint user)
{
  Entity *entity = g_new0 (Entity, 1);

  entity->domain_id = g_strdup (domain_id);
  entity->id = g_strdup (id);
  entity->user = user;
  return entity;
}

static void
entity_free (gpointer data)
{
  Entity *entity = data;

  g_free (entity->domain_id);
  g_free (entity->id);
  g_free (entity->owner);
  g_free (entity);
}

void
world_make_clients (World *world)
{
  for (guint i = 0; i < PRINCIPALS_MAX; i++)
    {
      g_clear_object (&world->glue[i]);
      g_clear_object (&world->datazone[i]);
      world->glue[i] = tarn_engine_create_glue_client (world->engine, world->principals[i]);
      world->datazone[i] = tarn_engine_create_datazone_client (world->engine, world->principals[i]);
    }
}

World *
world_new (guint64 seed, gboolean is_split)
{
  World *world = g_new0 (World, 1);

  world->seed = seed;
  world->is_split = is_split;
  draw_traits (world);
  world->log = g_string_new (NULL);
  world->engine
      = tarn_engine_new_for_replication (world->traits.engine_seed, world->traits.replication);
  if (world->traits.has_measures)
    {
      tarn_engine_set_option (world->engine, "glue.measures", 1, NULL);
      tarn_engine_set_option (world->engine, "glue.measure-percentiles", 1, NULL);
    }
  world->databases = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_table_name_unref);
  world->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_table_name_unref);
  world->views = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_table_name_unref);
  world->refresh_runs = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_refresh_run_unref);
  world->metadata_runs = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_metadata_run_unref);
  world->domains = g_ptr_array_new_with_free_func (entity_free);
  world->projects = g_ptr_array_new_with_free_func (entity_free);
  world->assets = g_ptr_array_new_with_free_func (entity_free);
  world->users = g_ptr_array_new_with_free_func (entity_free);
  world->tokens = g_ptr_array_new_with_free_func (g_free);
  world->statements = g_array_new (FALSE, FALSE, sizeof (guint));
  world->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  world->observers = g_ptr_array_new ();
  world->untold = g_ptr_array_new ();
  world->commits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  world->instants = g_ptr_array_new ();
  world->rounds.left = g_ptr_array_new ();
  world->timeouts = g_ptr_array_new ();
  world->waits = g_ptr_array_new ();
  world->holds = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_hold_unref);
  world->plans = g_ptr_array_new_with_free_func (g_object_unref);
  if (world->traits.has_journal)
    {
      world->journal = tarn_journal_new ();
      world->replay_base = tarn_engine_save (world->engine, NULL);
      tarn_engine_set_journal (world->engine, world->journal);
    }
  for (guint i = 0; i < PRINCIPALS_MAX; i++)
    world->principals[i]
        = tarn_principal_new (principal_rows[i].account, principal_rows[i].arn, NULL);
  world_make_clients (world);
  stretches_enter (world);
  observers_enter (world);
  return world;
}

void
world_free (World *world)
{
  callbacks_cancel_waits (world);
  g_ptr_array_set_size (world->holds, 0);
  for (guint i = 0; i < PRINCIPALS_MAX; i++)
    {
      g_clear_object (&world->glue[i]);
      g_clear_object (&world->datazone[i]);
      tarn_principal_unref (world->principals[i]);
    }
  g_clear_object (&world->engine);
  if (world->observers->len > 0 || world->timeouts->len > 0 || world->waits->len > 0
      || world->instants->len > 0)
    world_fail (world,
                "the engine is gone, and kept %u observers, %u timeouts, %u waits, "
                "%u functions of instants",
                world->observers->len, world->timeouts->len, world->waits->len,
                world->instants->len);

  GPtrArray *arrays[]
      = { world->databases,     world->tables,     world->views,     world->refresh_runs,
          world->metadata_runs, world->domains,    world->projects,  world->assets,
          world->users,         world->tokens,     world->observers, world->timeouts,
          world->waits,         world->holds,      world->plans,     world->untold,
          world->instants,      world->rounds.left };
  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_ptr_array_unref (arrays[i]);
  g_array_unref (world->statements);
  g_hash_table_unref (world->seen);
  g_hash_table_unref (world->commits);
  g_clear_object (&world->model);
  g_clear_object (&world->replay_model);
  g_clear_object (&world->journal);
  g_clear_pointer (&world->replay_base, g_bytes_unref);
  g_string_free (world->log, TRUE);
  g_free (world);
}

/* --- The log ---------------------------------------------------------------------------------- */

void
world_fail (World *world, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("seed %" G_GUINT64_FORMAT " step %u, %s world: %s\n", world->seed, world->step,
              world->is_split ? "split" : "plain", message);
  g_printerr ("the log of the step:\n%s", world->log->str);
  abort ();
}

void
world_note (World *world, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (world->log, format, arguments);
  va_end (arguments);
  g_string_append_c (world->log, '\n');
}

/* The number of a timeout is that of its engine, and a copy of the engine begins with new numbers. */
static char *
mask_timeouts (const char *message)
{
  g_autoptr (GRegex) regex = g_regex_new ("timeout [0-9]+", G_REGEX_OPTIMIZE, 0, NULL);

  return g_regex_replace_literal (regex, message, -1, 0, "timeout", 0, NULL);
}

gboolean
world_outcome (World *world, const char *action, const GError *error)
{
  gboolean lost
      = error != NULL
        && ((error->domain == TARN_GLUE_ERROR && tarn_glue_error_is_reply_lost (error))
            || (error->domain == TARN_DATAZONE_ERROR && tarn_datazone_error_is_reply_lost (error)));

  if (error != NULL && !g_utf8_validate (error->message, -1, NULL))
    world_fail (world, "the message of %s is not UTF-8: %s", action, error->message);
  if (error != NULL)
    {
      g_autofree char *message = mask_timeouts (error->message);
      world_note (world, "%s: %s: %s", action, tally_name_error (error), message);
    }
  else
    world_note (world, "%s: ok", action);
  if (!world->is_split)
    tally_add (action, error);
  /* A call that drives time gives up somewhere on its way. */
  gboolean gave_up = g_error_matches (error, TARN_ERROR, TARN_ERROR_LIMIT)
                     || g_error_matches (error, TARN_ERROR, TARN_ERROR_STOPPED)
                     || g_error_matches (error, TARN_ERROR, TARN_ERROR_DEADLOCK);
  if (error == NULL || lost || gave_up)
    world->took_effect = TRUE;
  else
    world->n_failed++;
  return error == NULL || lost;
}

static guint logs_expected;

static void
on_log (const char *domain, GLogLevelFlags level, const char *message, gpointer world)
{
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) == 0)
    return;
  if (logs_expected == 0)
    world_fail (world, "%s logged: %s", domain, message);
  logs_expected--;
}

void
world_expect_logs (World *world, guint n_logs)
{
  logs_expected = n_logs;
  g_log_set_default_handler (on_log, world);
}

void
world_end_logs (World *world)
{
  if (logs_expected != 0)
    world_fail (world, "%u logs are missing", logs_expected);
}

/* --- What the user has and knows -------------------------------------------------------------- */

/*
 * A shuffle numbers the timeouts, and a copy begins with new numbers. So after a timeout that is over, later
 * timeouts would have other places in the copy.
 */
gboolean
world_may_move (World *world)
{
  gint64 tie_order = 0;

  tarn_engine_get_option (world->engine, "clock.tie-order", &tie_order, NULL);
  if (tie_order == 2 && world->n_timeouts > 0)
    return FALSE;
  return world->depth == 0 && world->timeouts->len == 0 && world->waits->len == 0
         && world->instants->len == 0 && !instants_are_counted (world);
}

void
world_move (World *world, TarnEngine *engine)
{
  TarnJournal *written = tarn_engine_get_journal (world->engine);

  world->is_moving = TRUE;
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < world->holds->len; i++)
    g_ptr_array_add (reasons, g_strdup (tarn_hold_get_reason (world->holds->pdata[i])));
  g_ptr_array_set_size (world->holds, 0);
  observers_leave (world);
  g_autoptr (TarnEngine) old = g_steal_pointer (&world->engine);
  world->engine = engine;
  /* A copy has a plan of its own, which a plan that the user keeps has to become too. */
  for (guint i = 0; i < world->plans->len; i++)
    if (world->plans->pdata[i] == tarn_engine_get_fault_plan (old))
      {
        g_object_unref (world->plans->pdata[i]);
        world->plans->pdata[i] = g_object_ref (tarn_engine_get_fault_plan (engine));
      }
  world_make_clients (world);
  stretches_enter (world);
  observers_enter (world);
  for (guint i = 0; i < reasons->len; i++)
    g_ptr_array_add (world->holds, tarn_engine_hold (engine, reasons->pdata[i]));
  if (written != NULL)
    {
      g_object_ref (written);
      tarn_engine_set_journal (old, NULL);
      tarn_engine_set_journal (engine, written);
      g_object_unref (written);
    }
  /* A journal that was given to another engine cannot be replayed. */
  g_clear_pointer (&world->replay_base, g_bytes_unref);
  world->is_moving = FALSE;
}

Entity *
world_know (GPtrArray *entities, const char *domain_id, const char *id, guint user)
{
  Entity *entity = entity_new (domain_id, id, user);

  g_ptr_array_add (entities, entity);
  return entity;
}

void
world_know_name (GPtrArray *names, const TarnTableName *name, const char *account)
{
  const char *catalog = tarn_table_name_get_catalog_id (name);

  g_ptr_array_add (names, tarn_table_name_new (catalog != NULL ? catalog : account,
                                               tarn_table_name_get_database_name (name),
                                               tarn_table_name_get_table_name (name)));
}

void
world_know_token (World *world, const char *token)
{
  if (world->tokens->len >= 20)
    g_ptr_array_remove_index (world->tokens, 0);
  g_ptr_array_add (world->tokens, g_strdup (token));
}

guint64
world_count_faults (World *world)
{
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (world->engine);
  guint64 sum = 0;

  for (guint i = 0; plan != NULL && i < tarn_fault_plan_get_n_rules (plan); i++)
    sum += tarn_fault_plan_get_n_applied (plan, tarn_fault_plan_get_rule_name (plan, i));
  return sum;
}
