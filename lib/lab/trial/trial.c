/* SPDX-License-Identifier: MIT */
#include "lab/trial/trial.h"

#include "lab/trial/trial-state.h"
#include "lab/world/names.h"

G_DEFINE_FINAL_TYPE (TarnLabTrial, tarn_lab_trial, G_TYPE_OBJECT)

/* --- Telling ------------------------------------------------------------------------------------ */

static gboolean
ignores_cause (const TarnLabWatcherClass *class, const TarnLabTrialEvent *event)
{
  return event->kind == TARN_LAB_TRIAL_EVENT_RUN && class->ignored_causes != 0
         && (class->ignored_causes & 1u << tarn_change_get_refresh_cause (event->change)) != 0;
}

void
tarn_lab_trial_tell (TarnLabTrial *self, const TarnLabTrialEvent *event)
{
  for (guint i = 0; i < self->watchers->len; i++)
    {
      const TarnLabWatcher *watcher = &g_array_index (self->watchers, TarnLabWatcher, i);

      if (!(watcher->class->ignored & 1u << event->kind) && !ignores_cause (watcher->class, event))
        watcher->class->watch (watcher->state, event);
    }
}

void
tarn_lab_trial_take_error (TarnLabTrial *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  tarn_engine_stop (self->engine);
}

/* Nearly every instant concerns no policy. */
static void
on_instant (TarnEngine *engine G_GNUC_UNUSED, guint round G_GNUC_UNUSED, gpointer data)
{
  TarnLabTrial *self = data;

  if (self->n_woken > 0 || (self->n_for_slot > 0 && tarn_lab_trial_has_free_slot (self)))
    tarn_lab_trial_ask (self);
}

/* --- The window --------------------------------------------------------------------------------- */

static void
tell_of_window (TarnLabTrial *self, TarnLabTrialEventKind kind, const TarnMeasures *account)
{
  if (tarn_lab_trial_wants (self, kind))
    tarn_lab_trial_tell (self, &(TarnLabTrialEvent){
                                   .kind = kind,
                                   .time_us = tarn_engine_get_now (self->engine),
                                   .view = TARN_LAB_NO_VIEW,
                                   .account = account,
                               });
}

/* Ends the open stretches. Returns what the account has measured until now, or NULL if there are no measures. */
static TarnMeasures *
settle_measures (TarnLabTrial *self)
{
  gint64 has_measures = 0;
  GError *error = NULL;
  TarnMeasures *measures = NULL;

  if (tarn_engine_get_option (self->engine, "glue.measures", &has_measures, &error)
      && has_measures != 0)
    measures = tarn_glue_client_get_account_measures (self->client, NULL, &error);
  if (measures != NULL)
    tarn_glue_client_reset_measures (self->client, NULL, &error);
  if (error != NULL)
    tarn_lab_trial_take_error (self, error);
  return measures;
}

/* The timeouts of the window come first at their times, so what happens at its begin is in it, and at its end not. */
static gboolean
on_begin (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  TarnLabTrial *self = data;

  if (self == NULL)
    return G_SOURCE_REMOVE;

  self->begin_timeout = 0;
  g_autoptr (TarnMeasures) of_warm_up G_GNUC_UNUSED = settle_measures (self);
  tell_of_window (self, TARN_LAB_TRIAL_EVENT_BEGIN, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
on_window_end (TarnEngine *engine, gpointer data)
{
  TarnLabTrial *self = data;
  g_autoptr (TarnMeasures) account = NULL;
  GError *error = NULL;

  if (self == NULL)
    return G_SOURCE_REMOVE;

  self->end_timeout = 0;
  account = settle_measures (self);
  self->is_over = TRUE;
  tell_of_window (self, TARN_LAB_TRIAL_EVENT_END, account);
  if (!tarn_lab_world_pause_schedules (self->world, &error))
    tarn_lab_trial_take_error (self, error);
  tarn_engine_stop (engine);
  return G_SOURCE_REMOVE;
}

static gpointer
copy_trial (gpointer data, TarnEngine *engine G_GNUC_UNUSED)
{
  TarnLabTrial *self = data;

  return self != NULL ? self->fork : NULL;
}

static guint64
add_timeout (TarnLabTrial *self, TarnEngine *engine, gint64 time_us, TarnTimeoutFunc func)
{
  guint64 id = tarn_engine_add_timeout (engine, time_us - tarn_engine_get_now (engine),
                                        TARN_TIMEOUT_NONE, func, self, NULL);

  tarn_engine_set_timeout_copy_func (engine, id, copy_trial);
  return id;
}

static void
on_start (TarnEngine *engine, gpointer data)
{
  TarnLabTrial *self = data;

  self->begin_timeout = add_timeout (self, engine, self->begin_us, on_begin);
  self->end_timeout = add_timeout (self, engine, self->end_us, on_window_end);
}

/* --- The engine --------------------------------------------------------------------------------- */

/* Returns whether the service makes runs too, which the trial learns of when they get a slot. */
static gboolean
has_hidden_starts (const TarnLabScenario *scenario)
{
  for (guint i = 0; i < scenario->policies->len; i++)
    if (tarn_lab_policy_settings_is_of_service (tarn_lab_scenario_get_policy (scenario, i)))
      return TRUE;
  return FALSE;
}

/* Observes no more than the trial, its policies and its watchers need, because each change takes time. */
static void
observe (TarnLabTrial *self)
{
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();
  guint causes = TARN_LAB_ENDS | self->wanted_causes;

  self->has_hidden_starts = has_hidden_starts (self->scenario);
  if (self->has_hidden_starts)
    causes |= 1u << TARN_REFRESH_CAUSE_CREATE | 1u << TARN_REFRESH_CAUSE_TAKE_SLOT;
  self->sees_creations = (causes & 1u << TARN_REFRESH_CAUSE_CREATE) != 0;
  self->sees_slots = (causes & 1u << TARN_REFRESH_CAUSE_TAKE_SLOT) != 0;

  tarn_change_filter_add_kind (filter, TARN_CHANGE_KIND_RUN);
  if (self->wakes_by_commits || tarn_lab_trial_wants (self, TARN_LAB_TRIAL_EVENT_COMMIT))
    tarn_change_filter_add_kind (filter, TARN_CHANGE_KIND_COMMIT);
  for (guint cause = TARN_REFRESH_CAUSE_CREATE; cause <= TARN_REFRESH_CAUSE_STOP_DONE; cause++)
    if (causes & 1u << cause)
      tarn_change_filter_add_refresh_cause (filter, (TarnRefreshCause) cause);

  if (self->observer != 0)
    tarn_engine_remove_observer (self->engine, self->observer);
  self->observer = tarn_engine_add_filtered_observer (self->engine, filter,
                                                      tarn_lab_trial_on_change, self, NULL);
}

/* This is what a trial and its forks do alike. */
static void
connect_to_engine (TarnLabTrial *self)
{
  self->engine = tarn_lab_world_get_engine (self->world);
  self->client = tarn_lab_world_get_client (self->world);
  self->now_us = tarn_engine_get_now (self->engine);
  self->instant = tarn_engine_add_instant_func (self->engine, on_instant, self, NULL);
  observe (self);
}

/* --- Life --------------------------------------------------------------------------------------- */

static void
init_views (TarnLabTrial *self)
{
  self->views = g_new0 (TarnLabViewState, self->scenario->views->len);
  for (guint i = 0; i < self->scenario->views->len; i++)
    {
      self->views[i].policy = tarn_lab_scenario_get_view (self->scenario, i)->policy;
      self->views[i].window = -1;
    }
}

static gboolean
init_lakes (TarnLabTrial *self, TarnLabPolicy *const *policies, GError **error)
{
  self->lakes = g_new0 (TarnLabLake *, self->scenario->policies->len);
  for (guint i = 0; i < self->scenario->policies->len; i++)
    {
      TarnLabLake *lake = tarn_lab_lake_new (self, i, policies[i], error);

      if (lake == NULL)
        return FALSE;
      self->lakes[self->n_lakes++] = lake;
      self->wakes_by_commits |= (lake->wakes_by & TARN_LAB_WAKES_COMMITS) != 0;
      tarn_lab_lake_wake (lake, TARN_LAB_WAKE_START, TARN_LAB_NO_VIEW, 0);
    }
  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

static void
tarn_lab_trial_init (TarnLabTrial *self)
{
  self->options = tarn_start_options_new ();
  self->watchers = g_array_new (FALSE, FALSE, sizeof (TarnLabWatcher));
}

TarnLabTrial *
tarn_lab_trial_new_with_policies (TarnLabScenario *scenario, guint64 replication,
                                  TarnLabPolicy *const *policies, GError **error)
{
  g_autoptr (TarnLabTrial) self = g_object_new (TARN_LAB_TYPE_TRIAL, NULL);

  self->scenario = tarn_lab_scenario_ref (scenario);
  self->begin_us = scenario->start_us + scenario->warm_up_us;
  self->end_us = self->begin_us + scenario->horizon_us;
  self->world_window_us = scenario->window_us > 0 ? scenario->window_us : G_MAXINT64;
  self->world = tarn_lab_world_new (scenario, replication, on_start, self, error);
  if (self->world == NULL)
    return NULL;

  self->topology = tarn_lab_topology_new (scenario);
  init_views (self);
  connect_to_engine (self);
  if (!init_lakes (self, policies, error))
    return NULL;
  if (scenario->assets->len > 0)
    self->assets = tarn_lab_trial_assets_new (self);
  observe (self);
  return g_steal_pointer (&self);
}

static void
copy_watchers (TarnLabTrial *fork, const TarnLabTrial *self)
{
  for (guint i = 0; i < self->watchers->len; i++)
    {
      const TarnLabWatcher *watcher = &g_array_index (self->watchers, TarnLabWatcher, i);

      tarn_lab_trial_add_watcher (fork, watcher->class,
                                  watcher->class->copy (watcher->state, fork));
    }
}

/* Copies all but the policies, the world, what comes from it, and the watchers. */
static TarnLabTrial *
copy (const TarnLabTrial *self)
{
  TarnLabTrial *fork = g_object_new (TARN_LAB_TYPE_TRIAL, NULL);

  fork->scenario = tarn_lab_scenario_ref (self->scenario);
  fork->topology = tarn_lab_topology_ref (self->topology);
  fork->begin_us = self->begin_us;
  fork->end_us = self->end_us;
  fork->world_window_us = self->world_window_us;
  fork->is_over = self->is_over;
  fork->views = g_memdup2 (self->views, self->scenario->views->len * sizeof *self->views);
  fork->n_running = self->n_running;
  fork->n_active = self->n_active;
  fork->n_started = self->n_started;
  fork->n_waiting = self->n_waiting;
  fork->n_freed = self->n_freed;
  fork->n_woken = self->n_woken;
  fork->n_for_slot = self->n_for_slot;
  fork->wakes_by_commits = self->wakes_by_commits;
  fork->begin_timeout = self->begin_timeout;
  fork->end_timeout = self->end_timeout;
  fork->error = self->error != NULL ? g_error_copy (self->error) : NULL;
  if (self->assets != NULL)
    fork->assets = tarn_lab_trial_assets_copy (self->assets, fork);
  return fork;
}

static gboolean
copy_lakes (TarnLabTrial *fork, const TarnLabTrial *self, GError **error)
{
  fork->lakes = g_new0 (TarnLabLake *, self->n_lakes);
  for (; fork->n_lakes < self->n_lakes; fork->n_lakes++)
    {
      fork->lakes[fork->n_lakes] = tarn_lab_lake_copy (self->lakes[fork->n_lakes], fork, error);
      if (fork->lakes[fork->n_lakes] == NULL)
        return FALSE;
    }
  return TRUE;
}

TarnLabTrial *
tarn_lab_trial_fork (TarnLabTrial *self, GError **error)
{
  g_return_val_if_fail (TARN_LAB_IS_TRIAL (self), NULL);

  for (guint i = 0; i < self->n_lakes; i++)
    if (self->lakes[i]->iface->copy == NULL)
      {
        g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY,
                     "policy %s: it cannot be copied, so its trial cannot be forked",
                     self->lakes[i]->name);
        return NULL;
      }

  g_autoptr (TarnLabTrial) fork = copy (self);
  if (!copy_lakes (fork, self, error))
    return NULL;
  self->fork = fork;
  fork->world = tarn_lab_world_fork (self->world, error);
  self->fork = NULL;
  if (fork->world == NULL)
    return NULL;

  connect_to_engine (fork);
  if (fork->assets != NULL)
    tarn_lab_trial_assets_connect (fork->assets);
  copy_watchers (fork, self);
  return g_steal_pointer (&fork);
}

typedef struct
{
  TarnLabWorld *world;
  TarnLabStretchFunc func;
  gpointer data;
} Peek;

static void
on_open_stretch (TarnEngine *engine G_GNUC_UNUSED, const TarnStretch *stretch, gpointer data)
{
  const Peek *peek = data;
  gboolean is_view;
  guint index;

  if (tarn_lab_world_find (peek->world, tarn_stretch_get_table_name (stretch), &is_view, &index))
    peek->func (index, stretch, peek->data);
}

/* Only the end of a stretch tells of it, so it ends in a fork. */
gboolean
tarn_lab_trial_peek_stretches (TarnLabTrial *self, TarnLabStretchFunc func, gpointer data,
                               GError **error)
{
  g_autoptr (TarnLabTrial) fork = tarn_lab_trial_fork (self, error);

  if (fork == NULL)
    return FALSE;

  Peek peek = { fork->world, func, data };
  guint id = tarn_glue_client_add_stretch_func (fork->client, on_open_stretch, &peek, NULL);
  gboolean is_done = tarn_glue_client_reset_measures (fork->client, NULL, error);
  tarn_glue_client_remove_stretch_func (fork->client, id);
  return is_done;
}

static void
disconnect_stretches (TarnLabTrial *self, TarnEngine *engine)
{
  g_autoptr (TarnPrincipal) principal = tarn_principal_new (TARN_LAB_ACCOUNT, NULL, NULL);
  g_autoptr (TarnGlueClient) client = tarn_engine_create_glue_client (engine, principal);

  tarn_glue_client_remove_stretch_func (client, self->stretch_func);
}

static void
disconnect_from_engine (TarnLabTrial *self, TarnEngine *engine)
{
  tarn_engine_remove_observer (engine, self->observer);
  tarn_engine_remove_instant_func (engine, self->instant);
  if (self->stretch_func != 0)
    disconnect_stretches (self, engine);
  if (self->begin_timeout != 0)
    tarn_engine_remove_timeout (engine, self->begin_timeout);
  if (self->end_timeout != 0)
    tarn_engine_remove_timeout (engine, self->end_timeout);
  for (guint i = 0; i < self->n_lakes; i++)
    if (self->lakes[i]->timeout != 0)
      tarn_engine_remove_timeout (engine, self->lakes[i]->timeout);
  if (self->assets != NULL)
    tarn_lab_trial_assets_disconnect (self->assets, engine);
}

/* Somebody else may keep the engine. Then nothing of the trial stays in it. */
static void
release_engine (TarnLabTrial *self)
{
  g_autoptr (TarnEngine) kept = tarn_lab_world_release_engine (self->world);

  if (kept != NULL && self->engine != NULL)
    disconnect_from_engine (self, kept);
}

static void
tarn_lab_trial_finalize (GObject *object)
{
  TarnLabTrial *self = TARN_LAB_TRIAL (object);

  if (self->world != NULL)
    release_engine (self);
  for (guint i = 0; i < self->n_lakes; i++)
    tarn_lab_lake_end (self->lakes[i]);
  for (guint i = 0; i < self->watchers->len; i++)
    {
      const TarnLabWatcher *watcher = &g_array_index (self->watchers, TarnLabWatcher, i);

      watcher->class->free (watcher->state);
    }
  g_free (self->lakes);
  g_free (self->views);
  g_array_unref (self->watchers);
  tarn_start_options_free (self->options);
  g_clear_pointer (&self->topology, tarn_lab_topology_unref);
  g_clear_pointer (&self->assets, tarn_lab_trial_assets_free);
  g_clear_pointer (&self->world, tarn_lab_world_free);
  g_clear_pointer (&self->scenario, tarn_lab_scenario_unref);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (tarn_lab_trial_parent_class)->finalize (object);
}

static void
tarn_lab_trial_class_init (TarnLabTrialClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_lab_trial_finalize;
}

/* --- Watchers ----------------------------------------------------------------------------------- */

void
tarn_lab_trial_add_watcher (TarnLabTrial *self, const TarnLabWatcherClass *class, gpointer state)
{
  TarnLabWatcher watcher = { class, state };

  g_array_append_val (self->watchers, watcher);
  self->wanted |= ~class->ignored;
  if (!(class->ignored & 1u << TARN_LAB_TRIAL_EVENT_RUN))
    self->wanted_causes |= ~class->ignored_causes;
  observe (self);
  if (self->stretch_func == 0 && tarn_lab_trial_wants (self, TARN_LAB_TRIAL_EVENT_STRETCH))
    self->stretch_func
        = tarn_glue_client_add_stretch_func (self->client, tarn_lab_trial_on_stretch, self, NULL);
}

gpointer
tarn_lab_trial_get_watcher (TarnLabTrial *self, const TarnLabWatcherClass *class)
{
  for (guint i = 0; i < self->watchers->len; i++)
    {
      const TarnLabWatcher *watcher = &g_array_index (self->watchers, TarnLabWatcher, i);

      if (watcher->class == class)
        return watcher->state;
    }

  return NULL;
}

/* --- Looking ------------------------------------------------------------------------------------ */

TarnLabScenario *
tarn_lab_trial_get_scenario (TarnLabTrial *self)
{
  g_return_val_if_fail (TARN_LAB_IS_TRIAL (self), NULL);

  return self->scenario;
}

TarnEngine *
tarn_lab_trial_get_engine (TarnLabTrial *self)
{
  g_return_val_if_fail (TARN_LAB_IS_TRIAL (self), NULL);

  return self->engine;
}

TarnGlueClient *
tarn_lab_trial_get_glue_client (TarnLabTrial *self)
{
  g_return_val_if_fail (TARN_LAB_IS_TRIAL (self), NULL);

  return self->client;
}

gint64
tarn_lab_trial_get_end_time (TarnLabTrial *self)
{
  g_return_val_if_fail (TARN_LAB_IS_TRIAL (self), 0);

  return self->end_us;
}

guint64
tarn_lab_trial_get_n_active (TarnLabTrial *self)
{
  return (guint64) self->n_active;
}

guint64
tarn_lab_trial_get_n_waiting (TarnLabTrial *self)
{
  return self->n_waiting;
}
