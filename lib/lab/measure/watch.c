/* SPDX-License-Identifier: MIT */
#include "lab/measure/watch.h"

#include "lab/measure/asset-watch.h"
#include "lab/policy/part.h"

static TarnLabLatest *
get_latest (const TarnLabWatch *self, guint view)
{
  return &g_array_index (self->latest, TarnLabLatest, view);
}

/* --- What the engine knows -------------------------------------------------------------------- */

static gint64
get_option (TarnLabTrial *trial, const char *name)
{
  gint64 value = 0;
  gboolean is_known
      = tarn_engine_get_option (tarn_lab_trial_get_engine (trial), name, &value, NULL);

  g_assert (is_known);
  return value;
}

static TarnLabTerms
get_terms (TarnLabTrial *trial)
{
  return (TarnLabTerms){
    .n_slots = tarn_lab_trial_get_scenario (trial)->n_slots,
    .dpu_max
    = MAX (get_option (trial, "glue.cost-dpu-min"), get_option (trial, "glue.cost-dpu-max")),
    .granularity_ms = get_option (trial, "glue.cost-billing-granularity-ms"),
    .price_micro_usd = get_option (trial, "glue.cost-price-micro-usd-per-dpu-hour"),
  };
}

/* Otherwise the service may have to refresh a view fully although its definition allows more, and does not say so. */
static gboolean
is_history_kept (TarnLabTrial *trial)
{
  return get_option (trial, "glue.retention-snapshots") == 0
         && get_option (trial, "glue.retention-snapshot-age-us") == 0
         && get_option (trial, "glue.incremental-appends-only") == 0;
}

static gint64
estimate_cost (TarnLabWatch *self, const TarnTableName *name, TarnRefreshType type)
{
  g_autoptr (TarnRefreshEstimate) estimate
      = tarn_glue_client_estimate_refresh (tarn_lab_trial_get_glue_client (self->trial), name, type,
                                           NULL);

  return estimate != NULL ? tarn_refresh_estimate_get_cost_nano_usd (estimate) : -1;
}

/* Returns what the chosen type costs more than the better one; -1 if it is not known. */
static gint64
get_regret (TarnLabWatch *self, guint view, const TarnRefreshChange *change)
{
  TarnRefreshType type = tarn_refresh_change_get_refresh_type (change);
  const TarnTableName *name = tarn_refresh_change_get_table_name (change);
  gboolean is_full = type == TARN_REFRESH_TYPE_FULL;

  if (!self->has_mode_regret)
    return -1;
  if (is_full
      && (!tarn_lab_scenario_get_view (self->measures->scenario, view)->incremental
          || !get_latest (self, view)->was_refreshed))
    return 0;
  if (is_full && !self->is_history_kept)
    return -1;

  gint64 full = estimate_cost (self, name, TARN_REFRESH_TYPE_FULL);
  gint64 incremental = estimate_cost (self, name, TARN_REFRESH_TYPE_INCREMENTAL);
  if (full < 0 || incremental < 0)
    return -1;
  return (is_full ? full : incremental) - MIN (full, incremental);
}

/* --- Runs ------------------------------------------------------------------------------------- */

static void
on_slot (TarnLabWatch *self, const TarnLabTrialEvent *event, const TarnRefreshChange *refresh)
{
  TarnLabLatest *latest = get_latest (self, event->view);
  TarnLabSlotFacts facts = {
    .pending_commits = tarn_refresh_change_get_pending_commits (refresh),
    .pending_bytes = tarn_refresh_change_get_pending_bytes (refresh),
    .regret_nano_usd = get_regret (self, event->view, refresh),
  };

  tarn_change_get_run_id_bits (event->change, &facts.id[0], &facts.id[1]);
  tarn_lab_measures_take_slot (self->measures, event->view, &facts, event->time_us);
  latest->start_us = event->time_us;
  latest->start_request_us = event->request_us;
  latest->snapshot_us = tarn_refresh_change_get_snapshot_time (refresh);
  latest->type = tarn_refresh_change_get_refresh_type (refresh);
  latest->end_us = 0;
}

static void
note_end (TarnLabLatest *latest, TarnRefreshStatus status, gint64 now_us)
{
  latest->end_us = now_us;
  latest->status = status;
  if (status == TARN_REFRESH_STATUS_SUCCEEDED)
    {
      latest->was_refreshed = TRUE;
      latest->n_skips = latest->n_bad_ends = 0;
    }
  else
    latest->n_bad_ends++;
}

/* Commits cause the requests of some triggers, and those of a user's policy may have any cause. */
static gboolean
has_schedule (const TarnLabScenario *scenario, const TarnLabView *view)
{
  const TarnLabPolicySettings *policy = tarn_lab_scenario_get_policy (scenario, view->policy);
  const TarnLabRule *rule = policy->composition.parts[TARN_LAB_PART_TRIGGER].rule;

  if (policy->policy != NULL)
    return FALSE;
  return !(((const TarnLabTriggerClass *) rule->class)->part.wakes & TARN_LAB_WAKES_COMMITS);
}

/*
 * Looks for the commit when the run has ended, because a commit may come later at the instant of the request. A commit
 * that another one has followed since then makes little difference.
 */
static void
note_coincidence (TarnLabWatch *self, guint index, gint64 request_us)
{
  const TarnLabScenario *scenario = self->measures->scenario;
  const TarnLabView *view = tarn_lab_scenario_get_view (scenario, index);

  if (self->measures->phase != TARN_LAB_PHASE_WINDOW || !has_schedule (scenario, view))
    return;

  gboolean is_at_commit = FALSE;
  for (guint i = 0; i < view->sources->len && !is_at_commit; i++)
    {
      const TarnLabSource *source = &g_array_index (view->sources, TarnLabSource, i);

      is_at_commit
          = !source->is_view && g_array_index (self->commits, gint64, source->index) == request_us;
    }

  if (is_at_commit || tarn_lab_measures_get_view (self->measures, index)->slot.pending_commits > 0)
    self->coincidence.n_runs++;
  self->coincidence.n_at_commit += is_at_commit ? 1 : 0;
}

/* A run of the service that is stopped while it waits for a slot was requested, and is never started. */
static void
on_end (TarnLabWatch *self, const TarnLabTrialEvent *event, const TarnRefreshChange *refresh)
{
  TarnLabEndFacts facts = {
    .request_us = event->request_us,
    .start_us = tarn_refresh_change_get_slot_time (refresh),
    .snapshot_us = tarn_refresh_change_get_snapshot_time (refresh),
    .status = tarn_change_get_to_refresh_status (event->change),
    .type = tarn_refresh_change_get_refresh_type (refresh),
    .used_dpu_ms = tarn_refresh_change_get_dpu_milliseconds (refresh),
    .billed_dpu_ms = tarn_refresh_change_get_billed_dpu_milliseconds (refresh),
    .processed_bytes = tarn_refresh_change_get_processed_bytes (refresh),
  };

  if (facts.start_us == 0 && tarn_change_get_tag (event->change) == 0)
    tarn_lab_measures_start (self->measures, event->view, event->time_us);
  tarn_lab_measures_end_run (self->measures, event->view, &facts, event->time_us);
  note_end (get_latest (self, event->view), facts.status, event->time_us);
  note_coincidence (self, event->view, event->request_us);
}

static void
on_run (TarnLabWatch *self, const TarnLabTrialEvent *event)
{
  const TarnRefreshChange *refresh = tarn_change_get_refresh (event->change);

  switch (tarn_change_get_refresh_cause (event->change))
    {
    case TARN_REFRESH_CAUSE_TAKE_SLOT:
      on_slot (self, event, refresh);
      break;
    case TARN_REFRESH_CAUSE_SUCCEED:
    case TARN_REFRESH_CAUSE_FAIL:
    case TARN_REFRESH_CAUSE_STOP_DONE:
      on_end (self, event, refresh);
      break;
    case TARN_REFRESH_CAUSE_NONE:
    case TARN_REFRESH_CAUSE_CREATE:
    case TARN_REFRESH_CAUSE_BEGIN:
    case TARN_REFRESH_CAUSE_STOP:
      break;
    }
}

/* --- Events ----------------------------------------------------------------------------------- */

static void
on_stretch (TarnLabWatch *self, const TarnLabTrialEvent *event)
{
  const TarnStretch *stretch = event->stretch;
  TarnLabStretch facts = {
    .from_us = tarn_stretch_get_begin_time (stretch),
    .to_us = tarn_stretch_get_end_time (stretch),
    .included_us = tarn_stretch_get_included_time (stretch),
    .newest_us = tarn_stretch_get_newest_time (stretch),
    .lacking_since_us = tarn_stretch_get_lacking_since (stretch),
    .is_never = tarn_stretch_is_never_refreshed (stretch),
  };

  tarn_stretch_get_pending_commits_area (stretch, &facts.pending_commits);
  tarn_stretch_get_pending_bytes_area (stretch, &facts.pending_bytes);
  tarn_lab_measures_stretch (self->measures, event->view, &facts);
}

static void
on_begin (TarnLabWatch *self, gint64 now_us)
{
  TarnLabTerms terms = get_terms (self->trial);

  self->has_begun = TRUE;
  tarn_lab_measures_begin (self->measures, &terms, now_us);
}

static void
on_end_of_window (TarnLabWatch *self, const TarnLabTrialEvent *event)
{
  if (event->account != NULL)
    self->measures->account = tarn_measures_copy (event->account);
  tarn_lab_measures_end (self->measures, event->time_us);
}

static void
on_skip (TarnLabWatch *self, const TarnLabTrialEvent *event)
{
  TarnLabLatest *latest = get_latest (self, event->view);

  latest->skip_us = event->time_us;
  latest->n_skips++;
  tarn_lab_measures_skip (self->measures, event->view);
}

static void
watch (gpointer state, const TarnLabTrialEvent *event)
{
  TarnLabWatch *self = state;

  switch (event->kind)
    {
    case TARN_LAB_TRIAL_EVENT_BEGIN:
      on_begin (self, event->time_us);
      break;
    case TARN_LAB_TRIAL_EVENT_REQUEST:
      get_latest (self, event->view)->request_us = event->time_us;
      tarn_lab_measures_request (self->measures, event->view, event->time_us);
      break;
    case TARN_LAB_TRIAL_EVENT_SKIP:
      on_skip (self, event);
      break;
    case TARN_LAB_TRIAL_EVENT_REJECT:
      tarn_lab_measures_reject (self->measures, event->view, event->request_us, event->time_us);
      break;
    case TARN_LAB_TRIAL_EVENT_START:
      tarn_lab_measures_start (self->measures, event->view, event->time_us);
      break;
    case TARN_LAB_TRIAL_EVENT_RUN:
      on_run (self, event);
      break;
    case TARN_LAB_TRIAL_EVENT_COMMIT:
      if (event->view == TARN_LAB_NO_VIEW)
        {
          g_array_index (self->commits, gint64, event->table) = event->time_us;
          tarn_lab_measures_commit (self->measures);
        }
      break;
    case TARN_LAB_TRIAL_EVENT_STRETCH:
      on_stretch (self, event);
      break;
    case TARN_LAB_TRIAL_EVENT_END:
      on_end_of_window (self, event);
      break;
    case TARN_LAB_TRIAL_EVENT_ASSET_ARRIVAL:
    case TARN_LAB_TRIAL_EVENT_ASSET_REQUEST:
    case TARN_LAB_TRIAL_EVENT_ASSET_REFUSAL:
    case TARN_LAB_TRIAL_EVENT_ASSET_START:
    case TARN_LAB_TRIAL_EVENT_ASSET_RUN:
      break;
    }
}

/* --- Life ------------------------------------------------------------------------------------- */

static TarnLabWatch *
new_watch (TarnLabTrial *trial)
{
  TarnLabWatch *self = g_new0 (TarnLabWatch, 1);
  const TarnLabScenario *scenario = tarn_lab_trial_get_scenario (trial);

  self->trial = trial;
  self->measures = tarn_lab_measures_new (scenario);
  self->latest = g_array_sized_new (FALSE, TRUE, sizeof (TarnLabLatest), scenario->views->len);
  g_array_set_size (self->latest, scenario->views->len);
  self->commits = g_array_sized_new (FALSE, TRUE, sizeof (gint64), scenario->tables->len);
  g_array_set_size (self->commits, scenario->tables->len);
  self->is_history_kept = is_history_kept (trial);
  return self;
}

static gpointer
copy_watch (gconstpointer state, TarnLabTrial *fork)
{
  const TarnLabWatch *from = state;
  TarnLabWatch *copy = g_memdup2 (from, sizeof *from);

  copy->trial = fork;
  copy->measures = tarn_lab_measures_copy (from->measures);
  copy->latest = g_array_sized_new (FALSE, TRUE, sizeof (TarnLabLatest), from->latest->len);
  g_array_append_vals (copy->latest, from->latest->data, from->latest->len);
  copy->commits = g_array_copy (from->commits);
  return copy;
}

static void
free_watch (gpointer state)
{
  TarnLabWatch *self = state;

  tarn_lab_measures_free (self->measures);
  g_array_unref (self->latest);
  g_array_unref (self->commits);
  g_free (self);
}

const TarnLabWatcherClass tarn_lab_watch_class
    = { .name = "measures",
        .watch = watch,
        .copy = copy_watch,
        .free = free_watch,
        .ignored = TARN_LAB_ASSET_EVENTS,
        .ignored_causes = 1u << TARN_REFRESH_CAUSE_CREATE | 1u << TARN_REFRESH_CAUSE_BEGIN
                          | 1u << TARN_REFRESH_CAUSE_STOP };

gboolean
tarn_lab_watch_begin (TarnLabTrial *trial, GError **error)
{
  if (!tarn_engine_set_option (tarn_lab_trial_get_engine (trial), "glue.measures", 1, error))
    return FALSE;

  tarn_lab_trial_add_watcher (trial, &tarn_lab_watch_class, new_watch (trial));
  if (tarn_lab_trial_get_scenario (trial)->assets->len > 0)
    tarn_lab_asset_watch_begin (trial);
  return TRUE;
}

TarnLabWatch *
tarn_lab_watch_get (TarnLabTrial *trial)
{
  return tarn_lab_trial_get_watcher (trial, &tarn_lab_watch_class);
}
