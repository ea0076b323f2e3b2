/* SPDX-License-Identifier: MIT */
#include "lab/world/world.h"

#include "lab/world/arrivals.h"
#include "lab/world/costs.h"
#include "lab/world/names.h"

enum
{
  N_OPERATIONS = TARN_COMMIT_REPLACE + 1,
};

/* Of an index of names: a table or a view. */
#define PLACE(index, is_view) GUINT_TO_POINTER ((index) *2 + (is_view) + 1)

/* This is what never changes once a world is made. A world and its forks share it. */
typedef struct
{
  gatomicrefcount ref_count;
  TarnLabScenario *scenario;
  TarnTableName **table_names, **view_names;
  GHashTable *places; /* TarnTableName * -> PLACE */
  TarnLabArrivals *arrivals;
  TarnCostModel *costs; /* NULL for the built-in model */
} Plan;

typedef struct
{
  TarnLabWorld *world;
  guint index;
  TarnLabCursor cursor;
  guint64 size_bytes; /* as the commits have made it */
  guint64 timeout;    /* 0 for none */
} Table;

struct _TarnLabWorld
{
  Plan *plan;
  TarnEngine *engine;
  TarnGlueClient *client;
  TarnCommit *commits[N_OPERATIONS];
  Table *tables;
  TarnLabAssetWorld *assets; /* NULL for none */
  TarnLabWorld *fork;        /* while this world is forked */
  GError *error;
};

static Plan *
plan_new (TarnLabScenario *scenario)
{
  Plan *plan = g_new0 (Plan, 1);

  g_atomic_ref_count_init (&plan->ref_count);
  plan->scenario = tarn_lab_scenario_ref (scenario);
  plan->table_names = g_new0 (TarnTableName *, scenario->tables->len);
  plan->view_names = g_new0 (TarnTableName *, scenario->views->len);
  plan->places = g_hash_table_new (tarn_table_name_hash, tarn_table_name_equal);
  plan->arrivals = g_new0 (TarnLabArrivals, scenario->tables->len);
  return plan;
}

static Plan *
plan_ref (Plan *plan)
{
  g_atomic_ref_count_inc (&plan->ref_count);
  return plan;
}

static void
plan_unref (Plan *plan)
{
  if (!g_atomic_ref_count_dec (&plan->ref_count))
    return;

  g_hash_table_unref (plan->places);
  for (guint i = 0; i < plan->scenario->tables->len; i++)
    {
      g_clear_pointer (&plan->table_names[i], tarn_table_name_unref);
      tarn_lab_arrivals_clear (&plan->arrivals[i]);
    }
  for (guint i = 0; i < plan->scenario->views->len; i++)
    g_clear_pointer (&plan->view_names[i], tarn_table_name_unref);
  g_clear_object (&plan->costs);
  g_free (plan->table_names);
  g_free (plan->view_names);
  g_free (plan->arrivals);
  tarn_lab_scenario_unref (plan->scenario);
  g_free (plan);
}

/* --- Commits ------------------------------------------------------------------------------------ */

/* The commit is the same object each time, and the engine copies what it says. */
static gboolean
commit (Table *table)
{
  TarnLabWorld *self = table->world;
  TarnLabTraceCommit change
      = tarn_lab_arrivals_get_commit (&self->plan->arrivals[table->index], &table->cursor);
  TarnCommit *commit = self->commits[change.operation];

  tarn_lab_arrivals_limit_removal (&change, &table->size_bytes);
  tarn_commit_set_added_bytes (commit, change.added_bytes);
  tarn_commit_set_removed_bytes (commit, change.removed_bytes);
  tarn_commit_set_total_bytes (commit, change.total_bytes);
  return tarn_glue_client_commit (self->client, self->plan->table_names[table->index], commit,
                                  &self->error);
}

static void
explain_error (Table *table)
{
  const TarnLabTable *settings
      = tarn_lab_scenario_get_table (table->world->plan->scenario, table->index);

  g_prefix_error (&table->world->error, "a commit to %s.%s: ", settings->database_name,
                  settings->name);
}

static gint64
on_commit (TarnEngine *engine, gpointer data)
{
  Table *table = data;

  /* The user has forked the engine, and not the trial. */
  if (table == NULL)
    return TARN_TIMEOUT_END;

  if (G_LIKELY (commit (table)))
    return tarn_lab_arrivals_move_on (&table->world->plan->arrivals[table->index], &table->cursor,
                                      tarn_engine_get_now (engine));
  explain_error (table);
  tarn_engine_stop (engine);
  return TARN_TIMEOUT_END;
}

static gpointer
copy_table (gpointer data, TarnEngine *fork G_GNUC_UNUSED)
{
  Table *table = data;

  return table != NULL && table->world->fork != NULL ? &table->world->fork->tables[table->index]
                                                     : NULL;
}

static void
start_commits (TarnLabWorld *self, guint index)
{
  const TarnLabScenario *scenario = self->plan->scenario;
  const TarnLabTable *settings = tarn_lab_scenario_get_table (scenario, index);
  g_autofree char *name = tarn_lab_dup_full_name (settings->database_name, settings->name);
  TarnLabArrivals *arrivals = &self->plan->arrivals[index];
  Table *table = &self->tables[index];

  table->size_bytes = settings->size_bytes;
  tarn_lab_arrivals_init (arrivals, self->engine, name, &settings->commits, scenario->start_us,
                          scenario->start_us + scenario->warm_up_us + scenario->horizon_us);

  gint64 gap_us = tarn_lab_arrivals_move_on (arrivals, &table->cursor, scenario->start_us);
  if (gap_us == TARN_TIMEOUT_END)
    return;
  table->timeout = tarn_engine_add_gap_timeout (self->engine, gap_us, TARN_TIMEOUT_NONE, on_commit,
                                                table, NULL);
  tarn_engine_set_timeout_copy_func (self->engine, table->timeout, copy_table);
}

/* --- Tables and views --------------------------------------------------------------------------- */

/* Gets the name as the engine has it, because the engine finds that one fastest. */
static TarnTableName *
create (TarnLabWorld *self, const char *database_name, const char *name, TarnTableInput *input,
        GError **error)
{
  g_autoptr (TarnTableName) wanted = tarn_table_name_new (TARN_LAB_ACCOUNT, database_name, name);

  if (!tarn_glue_client_create_table (self->client, wanted, input, error))
    {
      g_prefix_error (error, "%s.%s: ", database_name, name);
      return NULL;
    }

  g_autoptr (TarnTable) table = tarn_glue_client_get_table (self->client, wanted, error);
  return table != NULL ? tarn_table_name_ref (tarn_table_get_name (table)) : NULL;
}

static gboolean
create_database (TarnLabWorld *self, GHashTable *made, const char *name, GError **error)
{
  return !g_hash_table_add (made, (gpointer) name)
         || tarn_glue_client_create_database (self->client, NULL, name, error);
}

static gboolean
create_databases (TarnLabWorld *self, GError **error)
{
  g_autoptr (GHashTable) made = g_hash_table_new (g_str_hash, g_str_equal);
  TarnLabScenario *scenario = self->plan->scenario;

  for (guint i = 0; i < scenario->tables->len; i++)
    if (!create_database (self, made, tarn_lab_scenario_get_table (scenario, i)->database_name,
                          error))
      return FALSE;
  for (guint i = 0; i < scenario->views->len; i++)
    if (!create_database (self, made, tarn_lab_scenario_get_view (scenario, i)->database_name,
                          error))
      return FALSE;

  return TRUE;
}

static gboolean
create_table (TarnLabWorld *self, guint index, GError **error)
{
  const TarnLabTable *table = tarn_lab_scenario_get_table (self->plan->scenario, index);
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();

  tarn_table_input_set_size_bytes (input, table->size_bytes);
  self->plan->table_names[index] = create (self, table->database_name, table->name, input, error);
  if (self->plan->table_names[index] == NULL)
    return FALSE;

  g_hash_table_insert (self->plan->places, self->plan->table_names[index], PLACE (index, FALSE));
  return TRUE;
}

static gboolean
create_view (TarnLabWorld *self, guint index, GError **error)
{
  const TarnLabView *view = tarn_lab_scenario_get_view (self->plan->scenario, index);
  const TarnLabPolicySettings *policy
      = tarn_lab_scenario_get_policy (self->plan->scenario, view->policy);
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();

  tarn_table_input_set_size_bytes (input, view->size_bytes);
  tarn_table_input_set_incremental (input, view->incremental);
  if (tarn_lab_policy_settings_is_of_service (policy))
    tarn_table_input_set_refresh_seconds (input, view->refresh_seconds);
  for (guint i = 0; i < view->sources->len; i++)
    {
      TarnLabSource source = g_array_index (view->sources, TarnLabSource, i);

      tarn_table_input_add_sub_object (input, source.is_view
                                                  ? self->plan->view_names[source.index]
                                                  : self->plan->table_names[source.index]);
    }

  self->plan->view_names[index] = create (self, view->database_name, view->name, input, error);
  if (self->plan->view_names[index] == NULL)
    return FALSE;

  g_hash_table_insert (self->plan->places, self->plan->view_names[index], PLACE (index, TRUE));
  return TRUE;
}

/* The commits start last, so that a view that is added to a scenario does not come between the commits of tables. */
static gboolean
fill (TarnLabWorld *self, GError **error)
{
  TarnLabScenario *scenario = self->plan->scenario;

  if (!create_databases (self, error))
    return FALSE;
  for (guint i = 0; i < scenario->tables->len; i++)
    if (!create_table (self, i, error))
      return FALSE;
  for (guint i = 0; i < scenario->views->len; i++)
    if (!create_view (self, i, error))
      return FALSE;

  self->plan->costs = tarn_lab_costs_new (scenario, self->engine, self->plan->view_names);
  tarn_engine_set_cost_model (self->engine, self->plan->costs);
  for (guint i = 0; i < scenario->tables->len; i++)
    start_commits (self, i);
  if (scenario->assets->len == 0)
    return TRUE;

  self->assets = tarn_lab_asset_world_new (scenario, self->engine, error);
  return self->assets != NULL;
}

/* --- The engine --------------------------------------------------------------------------------- */

/*
 * The options of the scenario come last, so that they have the last word, except that draws are keyed by the tags
 * of the trial.
 */
static gboolean
set_options (TarnLabWorld *self, GError **error)
{
  const TarnLabScenario *scenario = self->plan->scenario;
  const TarnLabOption ours[] = {
    { (char *) "glue.running-max", scenario->n_slots },
    { (char *) "glue.queue-at-limit", 1 },
    { (char *) "glue.retention-runs", 1 },
    { (char *) "datazone.retention-runs", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ours); i++)
    if (!tarn_engine_set_option (self->engine, ours[i].name, ours[i].value, error))
      return FALSE;
  for (guint i = 0; i < scenario->options->len; i++)
    {
      const TarnLabOption *option = &g_array_index (scenario->options, TarnLabOption, i);

      if (!tarn_engine_set_option (self->engine, option->name, option->value, error))
        return FALSE;
    }

  return tarn_engine_set_option (self->engine, "glue.draw-by-tag", 1, error)
         && tarn_engine_set_option (self->engine, "datazone.draw-by-tag", 1, error);
}

/* Takes the reference to the plan. */
static TarnLabWorld *
new_world (Plan *plan)
{
  TarnLabWorld *self = g_new0 (TarnLabWorld, 1);

  self->plan = plan;
  self->tables = g_new0 (Table, plan->scenario->tables->len);
  for (guint i = 0; i < N_OPERATIONS; i++)
    self->commits[i] = tarn_commit_new ((TarnCommitOperation) i);
  for (guint i = 0; i < plan->scenario->tables->len; i++)
    {
      self->tables[i].world = self;
      self->tables[i].index = i;
    }
  return self;
}

TarnLabWorld *
tarn_lab_world_new (TarnLabScenario *scenario, guint64 replication,
                    void (*on_start) (TarnEngine *engine, gpointer data), gpointer data,
                    GError **error)
{
  g_autoptr (TarnPrincipal) principal = tarn_principal_new (TARN_LAB_ACCOUNT, NULL, NULL);
  TarnLabWorld *self = new_world (plan_new (scenario));

  self->engine = tarn_engine_new_for_replication (scenario->seed, replication);
  self->client = tarn_engine_create_glue_client (self->engine, principal);
  tarn_engine_set_emits_changes (self->engine, FALSE);
  if (!tarn_engine_advance_to (self->engine, scenario->start_us, error))
    {
      tarn_lab_world_free (self);
      return NULL;
    }

  on_start (self->engine, data);
  if (!set_options (self, error) || !fill (self, error))
    g_clear_pointer (&self, tarn_lab_world_free);
  return self;
}

TarnLabWorld *
tarn_lab_world_fork (TarnLabWorld *self, GError **error)
{
  g_autoptr (TarnForkOptions) options = tarn_fork_options_new ();
  TarnLabWorld *fork = new_world (plan_ref (self->plan));

  for (guint i = 0; i < self->plan->scenario->tables->len; i++)
    {
      fork->tables[i].cursor = self->tables[i].cursor;
      fork->tables[i].size_bytes = self->tables[i].size_bytes;
      fork->tables[i].timeout = self->tables[i].timeout;
    }
  tarn_fork_options_set_cost_model (options, self->plan->costs);
  if (self->assets != NULL)
    fork->assets = tarn_lab_asset_world_begin_fork (self->assets);

  self->fork = fork;
  fork->engine = tarn_engine_fork (self->engine, options, NULL, error);
  self->fork = NULL;
  if (self->assets != NULL)
    tarn_lab_asset_world_end_fork (self->assets, fork->assets, fork->engine);
  if (fork->engine == NULL)
    {
      tarn_lab_world_free (fork);
      return NULL;
    }

  tarn_engine_set_emits_changes (fork->engine, tarn_engine_get_emits_changes (self->engine));
  fork->client = tarn_engine_create_glue_client (fork->engine,
                                                 tarn_glue_client_get_principal (self->client));
  return fork;
}

static void
remove_timeouts (TarnLabWorld *self, TarnEngine *engine)
{
  for (guint i = 0; i < self->plan->scenario->tables->len; i++)
    if (self->tables[i].timeout != 0)
      tarn_engine_remove_timeout (engine, self->tables[i].timeout);
  if (self->assets != NULL)
    tarn_lab_asset_world_remove_timeouts (self->assets, engine);
}

/* An engine that is freed here may belong to another thread, which nothing else may. */
TarnEngine *
tarn_lab_world_release_engine (TarnLabWorld *self)
{
  GWeakRef engine;

  g_weak_ref_init (&engine, self->engine);
  if (self->assets != NULL)
    tarn_lab_asset_world_release_engine (self->assets);
  g_clear_object (&self->client);
  g_clear_object (&self->engine);
  TarnEngine *kept = g_weak_ref_get (&engine);
  g_weak_ref_clear (&engine);
  if (kept != NULL)
    remove_timeouts (self, kept);
  return kept;
}

void
tarn_lab_world_free (TarnLabWorld *self)
{
  g_autoptr (TarnEngine) kept G_GNUC_UNUSED = tarn_lab_world_release_engine (self);

  g_clear_pointer (&self->assets, tarn_lab_asset_world_free);
  for (guint i = 0; i < N_OPERATIONS; i++)
    tarn_commit_unref (self->commits[i]);
  g_free (self->tables);
  g_clear_error (&self->error);
  plan_unref (self->plan);
  g_free (self);
}

/* --- Looking ------------------------------------------------------------------------------------ */

TarnEngine *
tarn_lab_world_get_engine (TarnLabWorld *self)
{
  return self->engine;
}

TarnGlueClient *
tarn_lab_world_get_client (TarnLabWorld *self)
{
  return self->client;
}

TarnLabAssetWorld *
tarn_lab_world_get_assets (TarnLabWorld *self)
{
  return self->assets;
}

const TarnTableName *
tarn_lab_world_get_table_name (TarnLabWorld *self, guint table)
{
  return self->plan->table_names[table];
}

const TarnTableName *
tarn_lab_world_get_view_name (TarnLabWorld *self, guint view)
{
  return self->plan->view_names[view];
}

gboolean
tarn_lab_world_find (TarnLabWorld *self, const TarnTableName *name, gboolean *out_is_view,
                     guint *out_index)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->plan->places, name));

  if (place == 0)
    return FALSE;

  *out_is_view = (place - 1) % 2 == 1;
  *out_index = (place - 1) / 2;
  return TRUE;
}

gboolean
tarn_lab_world_pause_schedules (TarnLabWorld *self, GError **error)
{
  for (guint i = 0; i < self->plan->scenario->views->len; i++)
    {
      const TarnLabView *view = tarn_lab_scenario_get_view (self->plan->scenario, i);
      const TarnLabPolicySettings *policy
          = tarn_lab_scenario_get_policy (self->plan->scenario, view->policy);

      if (tarn_lab_policy_settings_is_of_service (policy) && view->refresh_seconds > 0
          && !tarn_glue_client_pause_schedule (self->client, self->plan->view_names[i], error))
        return FALSE;
    }

  return TRUE;
}

const GError *
tarn_lab_world_get_error (TarnLabWorld *self)
{
  if (self->error == NULL && self->assets != NULL)
    return tarn_lab_asset_world_get_error (self->assets);

  return self->error;
}
