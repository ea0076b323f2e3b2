/* SPDX-License-Identifier: MIT */
#include "lab/world/assets.h"

#include "lab/world/amount.h"
#include "lab/world/names.h"

enum
{
  COLUMNS_MAX = 10000,
};

/* This is what never changes once a world is made. A world and its forks share it. */
typedef struct
{
  gatomicrefcount ref_count;
  TarnLabScenario *scenario;
  TarnRandomStream **gaps; /* by group */
  TarnRandomStream **columns;
  char *domain_id;
  char *project_id;
} Plan;

typedef struct
{
  TarnLabAssetWorld *world;
  guint index;
  guint n_arrived;
  guint64 timeout; /* 0 for none */
} Group;

struct _TarnLabAssetWorld
{
  Plan *plan;
  TarnEngine *engine;
  TarnDataZoneClient *client;
  Group *groups;
  GPtrArray *ids;     /* GRefString; by asset, NULL for one that has not come */
  GHashTable *places; /* id -> asset + 1 */
  TarnLabArrivalFunc arrival_func;
  gpointer arrival_data;
  TarnLabAssetWorld *fork; /* while this world is forked */
  GError *error;
};

static const TarnLabAssets *
get_settings (const TarnLabAssetWorld *self, guint group)
{
  return tarn_lab_scenario_get_assets (self->plan->scenario, group);
}

/* --- The plan ----------------------------------------------------------------------------------- */

static Plan *
plan_new (TarnLabScenario *scenario, TarnEngine *engine)
{
  Plan *plan = g_new0 (Plan, 1);

  g_atomic_ref_count_init (&plan->ref_count);
  plan->scenario = tarn_lab_scenario_ref (scenario);
  plan->gaps = g_new (TarnRandomStream *, scenario->assets->len);
  plan->columns = g_new (TarnRandomStream *, scenario->assets->len);
  for (guint i = 0; i < scenario->assets->len; i++)
    {
      g_autofree char *name
          = g_strconcat ("assets ", tarn_lab_scenario_get_assets (scenario, i)->name, NULL);

      plan->gaps[i] = tarn_engine_create_random_stream (engine, name, "arrival");
      plan->columns[i] = tarn_engine_create_random_stream (engine, name, "columns");
    }
  return plan;
}

static void
plan_unref (Plan *plan)
{
  if (!g_atomic_ref_count_dec (&plan->ref_count))
    return;

  for (guint i = 0; i < plan->scenario->assets->len; i++)
    {
      tarn_random_stream_free (plan->gaps[i]);
      tarn_random_stream_free (plan->columns[i]);
    }
  g_free (plan->gaps);
  g_free (plan->columns);
  g_free (plan->domain_id);
  g_free (plan->project_id);
  tarn_lab_scenario_unref (plan->scenario);
  g_free (plan);
}

/* --- Assets ------------------------------------------------------------------------------------- */

/* GPtrArray frees NULL too. */
static void
release_id (gpointer id)
{
  if (id != NULL)
    g_ref_string_release (id);
}

static guint
draw_n_columns (const Plan *plan, guint group, guint number)
{
  const TarnLabAssets *settings = tarn_lab_scenario_get_assets (plan->scenario, group);
  gint64 n_columns = tarn_lab_amount_draw (&settings->columns, plan->columns[group], number);

  return (guint) CLAMP (n_columns, 1, COLUMNS_MAX);
}

static TarnAssetInput *
make_input (const TarnLabAssetWorld *self, guint group, guint number)
{
  g_autofree char *name = g_strdup_printf ("%s %u", get_settings (self, group)->name, number + 1);
  TarnAssetInput *input = tarn_asset_input_new (name, "GlueTableAssetType");
  guint n_columns = draw_n_columns (self->plan, group, number);

  for (guint i = 1; i <= n_columns; i++)
    {
      char column[16];

      g_snprintf (column, sizeof column, "column_%u", i);
      tarn_asset_input_add_column (input, column, "string");
    }
  return input;
}

/* Creates the next asset of a group. Returns FALSE with the error of the world if the engine refuses it. */
static gboolean
create (Group *group)
{
  TarnLabAssetWorld *self = group->world;
  guint asset = get_settings (self, group->index)->first + group->n_arrived;
  g_autoptr (TarnAssetInput) input = make_input (self, group->index, group->n_arrived);
  g_autofree char *id
      = tarn_datazone_client_create_asset (self->client, self->plan->domain_id,
                                           self->plan->project_id, input, &self->error);

  if (id == NULL)
    {
      g_prefix_error (&self->error, "an asset of %s: ", get_settings (self, group->index)->name);
      return FALSE;
    }

  self->ids->pdata[asset] = g_ref_string_new (id);
  g_hash_table_insert (self->places, self->ids->pdata[asset], GUINT_TO_POINTER (asset + 1));
  group->n_arrived++;
  return TRUE;
}

/* --- Arrivals ----------------------------------------------------------------------------------- */

static gint64
get_end (const TarnLabScenario *scenario)
{
  return scenario->start_us + scenario->warm_up_us + scenario->horizon_us;
}

/* Returns the time to the next arrival, or TARN_TIMEOUT_END if there is none. */
static gint64
get_gap (const Group *group, gint64 now_us)
{
  const TarnLabAssetWorld *self = group->world;
  const TarnLabAssets *settings = get_settings (self, group->index);
  gint64 gap_us = settings->arrival_gap_us;

  if (group->n_arrived == settings->n_assets)
    return TARN_TIMEOUT_END;
  if (settings->arrival_kind == TARN_LAB_COMMITS_POISSON)
    gap_us = tarn_random_stream_draw_exponential (self->plan->gaps[group->index], group->n_arrived,
                                                  0, gap_us);
  return gap_us < get_end (self->plan->scenario) - now_us ? gap_us : TARN_TIMEOUT_END;
}

static gint64
on_arrival (TarnEngine *engine, gpointer data)
{
  Group *group = data;

  /* The user has forked the engine, and not the trial. */
  if (group == NULL)
    return TARN_TIMEOUT_END;

  TarnLabAssetWorld *self = group->world;
  if (!create (group))
    {
      tarn_engine_stop (engine);
      return TARN_TIMEOUT_END;
    }

  self->arrival_func (get_settings (self, group->index)->first + group->n_arrived - 1,
                      self->arrival_data);
  return get_gap (group, tarn_engine_get_now (engine));
}

static gpointer
copy_group (gpointer data, TarnEngine *fork G_GNUC_UNUSED)
{
  Group *group = data;

  return group != NULL && group->world->fork != NULL ? &group->world->fork->groups[group->index]
                                                     : NULL;
}

static void
start_arrivals (Group *group)
{
  TarnEngine *engine = group->world->engine;
  gint64 gap_us = get_gap (group, tarn_engine_get_now (engine));

  if (gap_us == TARN_TIMEOUT_END)
    return;
  group->timeout
      = tarn_engine_add_gap_timeout (engine, gap_us, TARN_TIMEOUT_NONE, on_arrival, group, NULL);
  tarn_engine_set_timeout_copy_func (engine, group->timeout, copy_group);
}

/* --- Making ------------------------------------------------------------------------------------- */

static gboolean
create_domain (TarnLabAssetWorld *self)
{
  Plan *plan = self->plan;

  plan->domain_id = tarn_datazone_client_create_domain (self->client, "lake", TARN_DOMAIN_VERSION_1,
                                                        &self->error);
  if (plan->domain_id == NULL)
    return FALSE;

  plan->project_id
      = tarn_datazone_client_create_project (self->client, plan->domain_id, "lake", &self->error);
  return plan->project_id != NULL;
}

static gboolean
fill (TarnLabAssetWorld *self)
{
  if (!create_domain (self))
    return FALSE;

  for (guint i = 0; i < self->plan->scenario->assets->len; i++)
    {
      Group *group = &self->groups[i];
      const TarnLabAssets *settings = get_settings (self, i);

      if (settings->arrival_kind != TARN_LAB_COMMITS_NONE)
        start_arrivals (group);
      else
        while (group->n_arrived < settings->n_assets)
          if (!create (group))
            return FALSE;
    }

  return TRUE;
}

/* Takes the reference to the plan. */
static TarnLabAssetWorld *
new_world (Plan *plan)
{
  TarnLabAssetWorld *self = g_new0 (TarnLabAssetWorld, 1);
  guint n_groups = plan->scenario->assets->len;

  self->plan = plan;
  self->groups = g_new0 (Group, n_groups);
  for (guint i = 0; i < n_groups; i++)
    {
      self->groups[i].world = self;
      self->groups[i].index = i;
    }
  self->ids = g_ptr_array_new_with_free_func (release_id);
  g_ptr_array_set_size (self->ids, (gint) tarn_lab_scenario_count_assets (plan->scenario));
  self->places = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

static void
set_engine (TarnLabAssetWorld *self, TarnEngine *engine)
{
  g_autoptr (TarnPrincipal) principal = tarn_principal_new (TARN_LAB_ACCOUNT, NULL, NULL);

  self->engine = engine;
  self->client = tarn_engine_create_datazone_client (engine, principal);
}

TarnLabAssetWorld *
tarn_lab_asset_world_new (TarnLabScenario *scenario, TarnEngine *engine, GError **error)
{
  TarnLabAssetWorld *self = new_world (plan_new (scenario, engine));

  set_engine (self, engine);
  if (!fill (self))
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      g_clear_pointer (&self, tarn_lab_asset_world_free);
    }
  return self;
}

void
tarn_lab_asset_world_free (TarnLabAssetWorld *self)
{
  g_clear_object (&self->client);
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->ids);
  g_free (self->groups);
  g_clear_error (&self->error);
  plan_unref (self->plan);
  g_free (self);
}

/* --- Forks -------------------------------------------------------------------------------------- */

TarnLabAssetWorld *
tarn_lab_asset_world_begin_fork (TarnLabAssetWorld *self)
{
  g_atomic_ref_count_inc (&self->plan->ref_count);
  TarnLabAssetWorld *fork = new_world (self->plan);

  for (guint i = 0; i < self->plan->scenario->assets->len; i++)
    {
      fork->groups[i].n_arrived = self->groups[i].n_arrived;
      fork->groups[i].timeout = self->groups[i].timeout;
    }
  for (guint i = 0; i < self->ids->len; i++)
    if (self->ids->pdata[i] != NULL)
      {
        fork->ids->pdata[i] = g_ref_string_acquire (self->ids->pdata[i]);
        g_hash_table_insert (fork->places, fork->ids->pdata[i], GUINT_TO_POINTER (i + 1));
      }
  self->fork = fork;
  return fork;
}

void
tarn_lab_asset_world_end_fork (TarnLabAssetWorld *self, TarnLabAssetWorld *fork, TarnEngine *engine)
{
  self->fork = NULL;
  if (engine != NULL)
    set_engine (fork, engine);
}

void
tarn_lab_asset_world_release_engine (TarnLabAssetWorld *self)
{
  g_clear_object (&self->client);
  self->engine = NULL;
}

void
tarn_lab_asset_world_remove_timeouts (TarnLabAssetWorld *self, TarnEngine *engine)
{
  for (guint i = 0; i < self->plan->scenario->assets->len; i++)
    if (self->groups[i].timeout != 0)
      tarn_engine_remove_timeout (engine, self->groups[i].timeout);
}

/* --- Looking ------------------------------------------------------------------------------------ */

void
tarn_lab_asset_world_set_arrival_func (TarnLabAssetWorld *self, TarnLabArrivalFunc func,
                                       gpointer data)
{
  self->arrival_func = func;
  self->arrival_data = data;
}

TarnDataZoneClient *
tarn_lab_asset_world_get_client (const TarnLabAssetWorld *self)
{
  return self->client;
}

const char *
tarn_lab_asset_world_get_domain_id (const TarnLabAssetWorld *self)
{
  return self->plan->domain_id;
}

const char *
tarn_lab_asset_world_get_project_id (const TarnLabAssetWorld *self)
{
  return self->plan->project_id;
}

const char *
tarn_lab_asset_world_get_id (const TarnLabAssetWorld *self, guint asset)
{
  return self->ids->pdata[asset];
}

guint
tarn_lab_asset_world_get_n_columns (const TarnLabAssetWorld *self, guint asset)
{
  guint group = tarn_lab_scenario_find_assets_of (self->plan->scenario, asset);

  return draw_n_columns (self->plan, group, asset - get_settings (self, group)->first);
}

gboolean
tarn_lab_asset_world_find (const TarnLabAssetWorld *self, const char *id, guint *out_asset)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, id));

  *out_asset = place - 1;
  return place != 0;
}

const GError *
tarn_lab_asset_world_get_error (const TarnLabAssetWorld *self)
{
  return self->error;
}
