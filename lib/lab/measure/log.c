/* SPDX-License-Identifier: MIT */
/*
 * The event log has a line for each event of a trial, from which all metrics can be computed again. The stretches are
 * not in it, because they follow from the rest.
 */
#include "lab/scenario/scenario.h"
#include "lab/trial/failures.h"
#include "lab/trial/trial.h"

typedef struct
{
  TarnLabTrial *trial;
  gboolean has_assets;
  TarnLabLogFunc func; /* NULL in a fork */
  gpointer user_data;
  GDestroyNotify destroy;
  GString *line;
} Log;

static const char *const kinds[] = {
  [TARN_LAB_TRIAL_EVENT_BEGIN] = "begin",
  [TARN_LAB_TRIAL_EVENT_REQUEST] = "request",
  [TARN_LAB_TRIAL_EVENT_SKIP] = "skip",
  [TARN_LAB_TRIAL_EVENT_REJECT] = "reject",
  [TARN_LAB_TRIAL_EVENT_START] = "start",
  [TARN_LAB_TRIAL_EVENT_RUN] = "run",
  [TARN_LAB_TRIAL_EVENT_COMMIT] = "commit",
  [TARN_LAB_TRIAL_EVENT_STRETCH] = "stretch",
  [TARN_LAB_TRIAL_EVENT_END] = "end",

  [TARN_LAB_TRIAL_EVENT_ASSET_ARRIVAL] = "asset-arrival",
  [TARN_LAB_TRIAL_EVENT_ASSET_REQUEST] = "asset-request",
  [TARN_LAB_TRIAL_EVENT_ASSET_REFUSAL] = "asset-refusal",
  [TARN_LAB_TRIAL_EVENT_ASSET_START] = "asset-start",
  [TARN_LAB_TRIAL_EVENT_ASSET_RUN] = "asset-run",
};

static const char *const operations[] = {
  [TARN_COMMIT_APPEND] = "append",
  [TARN_COMMIT_REPLACE] = "replace",
  [TARN_COMMIT_OVERWRITE] = "overwrite",
  [TARN_COMMIT_DELETE] = "delete",
};

static const char *const modes[] = {
  [TARN_REFRESH_MODE_SERVICE] = "auto",
  [TARN_REFRESH_MODE_FULL] = "full",
  [TARN_REFRESH_MODE_INCREMENTAL] = "incremental",
  [TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL] = "incremental-or-fail",
};

#define COLUMNS                                                                                    \
  "time_us,kind,view,table,tag,mode,request_us,start_us,cause,status,type,slot_us,snapshot_us,"    \
  "dpu_ms,billed_dpu_ms,processed_bytes,pending_commits,pending_bytes,operation,changed_bytes,"    \
  "size_bytes"
/* Only the log of a scenario with assets has these. */
#define ASSET_COLUMNS                                                                              \
  ",assets,asset,columns,types,refusal,failed_types,over_quota_types,model_calls,input_tokens,"    \
  "output_tokens"

/* --- Cells ------------------------------------------------------------------------------------ */

static void
append_text (Log *self, const char *text)
{
  g_string_append_c (self->line, ',');
  if (text != NULL)
    g_string_append (self->line, text);
}

/* A name is quoted where it would not be one cell otherwise. */
static void
append_quoted (Log *self, const char *name)
{
  if (strpbrk (name, ",\"\r\n") == NULL)
    {
      append_text (self, name);
      return;
    }

  g_string_append (self->line, ",\"");
  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (self->line, '"');
      g_string_append_c (self->line, *p);
    }
  g_string_append_c (self->line, '"');
}

static void
append_name (Log *self, const char *database_name, const char *name)
{
  g_autofree char *full = g_strconcat (database_name, ".", name, NULL);

  append_quoted (self, full);
}

static void
append_number (Log *self, gint64 number)
{
  g_string_append_printf (self->line, ",%" G_GINT64_FORMAT, number);
}

static void
append_unsigned (Log *self, guint64 number)
{
  g_string_append_printf (self->line, ",%" G_GUINT64_FORMAT, number);
}

/* A time of 0 has not happened. */
static void
append_time (Log *self, gint64 time_us)
{
  if (time_us == 0)
    append_text (self, NULL);
  else
    append_number (self, time_us);
}

static void
append_none (Log *self, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (self->line, ',');
}

/* --- Lines ------------------------------------------------------------------------------------ */

static void
append_subject (Log *self, const TarnLabTrialEvent *event)
{
  const TarnLabScenario *scenario = tarn_lab_trial_get_scenario (self->trial);

  if (event->view != TARN_LAB_NO_VIEW)
    {
      const TarnLabView *view = tarn_lab_scenario_get_view (scenario, event->view);

      append_name (self, view->database_name, view->name);
      append_none (self, 1);
    }
  else if (event->kind == TARN_LAB_TRIAL_EVENT_COMMIT)
    {
      const TarnLabTable *table = tarn_lab_scenario_get_table (scenario, event->table);

      append_none (self, 1);
      append_name (self, table->database_name, table->name);
    }
  else
    append_none (self, 2);
}

static void
append_request (Log *self, const TarnLabTrialEvent *event)
{
  guint64 tag = event->change != NULL ? tarn_change_get_tag (event->change) : 0;

  if (tag != 0)
    append_unsigned (self, tag);
  else
    append_none (self, 1);
  append_text (self, event->kind == TARN_LAB_TRIAL_EVENT_START ? modes[event->mode] : NULL);
  append_time (self, event->request_us);
  append_time (self, event->start_us);
}

static void
append_run (Log *self, const TarnChange *change)
{
  const TarnRefreshChange *refresh = change != NULL ? tarn_change_get_refresh (change) : NULL;

  if (refresh == NULL && (change == NULL || tarn_change_get_metadata (change) == NULL))
    {
      append_none (self, 10);
      return;
    }

  append_text (self, tarn_change_get_cause (change));
  append_text (self, tarn_change_get_to_status (change));
  if (refresh == NULL)
    {
      append_none (self, 8);
      return;
    }

  append_text (self, tarn_refresh_type_to_string (tarn_refresh_change_get_refresh_type (refresh)));
  append_time (self, tarn_refresh_change_get_slot_time (refresh));
  append_time (self, tarn_refresh_change_get_snapshot_time (refresh));
  append_number (self, tarn_refresh_change_get_dpu_milliseconds (refresh));
  append_number (self, tarn_refresh_change_get_billed_dpu_milliseconds (refresh));
  append_number (self, tarn_refresh_change_get_processed_bytes (refresh));
  append_unsigned (self, tarn_refresh_change_get_pending_commits (refresh));
  append_unsigned (self, tarn_refresh_change_get_pending_bytes (refresh));
}

static void
append_commit (Log *self, const TarnChange *change)
{
  const TarnCommitChange *commit = change != NULL ? tarn_change_get_commit (change) : NULL;

  if (commit == NULL)
    {
      append_none (self, 3);
      return;
    }

  append_text (self, operations[tarn_commit_change_get_operation (commit)]);
  append_unsigned (self, tarn_commit_change_get_changed_bytes (commit));
  append_unsigned (self, tarn_commit_change_get_size_bytes (commit));
}

/* --- Assets ----------------------------------------------------------------------------------- */

/* Types are parted by spaces. */
static void
append_types (Log *self, guint types)
{
  const char *between = ",";

  if (types == 0)
    append_none (self, 1);
  for (guint type = 1; type <= TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS; type++)
    if (types & 1u << type)
      {
        g_string_append_printf (self->line, "%s%s", between,
                                tarn_metadata_type_to_string ((TarnMetadataType) type));
        between = " ";
      }
}

static void
append_metadata (Log *self, const TarnMetadataChange *metadata)
{
  TarnLabMetadataFailures failures;

  if (metadata == NULL)
    {
      append_none (self, 5);
      return;
    }

  failures = tarn_lab_find_failures (metadata);
  append_types (self, failures.failed);
  append_types (self, failures.over_quota);
  append_number (self, tarn_metadata_change_get_model_calls (metadata));
  append_number (self, tarn_metadata_change_get_input_tokens (metadata));
  append_number (self, tarn_metadata_change_get_output_tokens (metadata));
}

static void
append_asset (Log *self, const TarnLabTrialEvent *event)
{
  static const char *const refusals[] = {
    [TARN_LAB_ASSET_STARTED] = NULL,
    [TARN_LAB_ASSET_THROTTLED] = "throttled",
    [TARN_LAB_ASSET_OVER_LIMIT] = "over-limit",
    [TARN_LAB_ASSET_REFUSED] = "refused",
    [TARN_LAB_ASSET_NOT_MADE] = NULL,
  };
  const TarnLabScenario *scenario = tarn_lab_trial_get_scenario (self->trial);

  if (!(1u << event->kind & TARN_LAB_ASSET_EVENTS))
    {
      append_none (self, 10);
      return;
    }

  const TarnLabAssets *assets = tarn_lab_scenario_get_assets (
      scenario, tarn_lab_scenario_find_assets_of (scenario, event->of_asset->asset));

  append_quoted (self, assets->name);
  append_number (self, event->of_asset->asset - assets->first + 1);
  append_time (self, event->of_asset->n_columns);
  append_types (self, event->of_asset->types);
  append_text (self, refusals[event->of_asset->outcome]);
  append_metadata (self, event->change != NULL ? tarn_change_get_metadata (event->change) : NULL);
}

/* --- Lines of all kinds ----------------------------------------------------------------------- */

static void
watch (gpointer state, const TarnLabTrialEvent *event)
{
  Log *self = state;

  if (self->func == NULL)
    return;

  g_string_printf (self->line, "%" G_GINT64_FORMAT ",%s", event->time_us, kinds[event->kind]);
  append_subject (self, event);
  append_request (self, event);
  append_run (self, event->change);
  append_commit (self, event->change);
  if (self->has_assets)
    append_asset (self, event);
  self->func (self->line->str, self->user_data);
}

/* --- Life ------------------------------------------------------------------------------------- */

static Log *
new_log (TarnLabTrial *trial)
{
  Log *self = g_new0 (Log, 1);

  self->trial = trial;
  self->has_assets = tarn_lab_trial_get_scenario (trial)->assets->len > 0;
  self->line = g_string_new (NULL);
  return self;
}

static gpointer
copy_log (gconstpointer state G_GNUC_UNUSED, TarnLabTrial *fork)
{
  return new_log (fork);
}

static void
free_log (gpointer state)
{
  Log *self = state;

  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_string_free (self->line, TRUE);
  g_free (self);
}

static const TarnLabWatcherClass log_class = { .name = "log",
                                               .watch = watch,
                                               .copy = copy_log,
                                               .free = free_log,
                                               .ignored = 1u << TARN_LAB_TRIAL_EVENT_STRETCH };

void
tarn_lab_trial_set_log_func (TarnLabTrial *self, TarnLabLogFunc func, gpointer user_data,
                             GDestroyNotify destroy)
{
  g_return_if_fail (TARN_LAB_IS_TRIAL (self));
  g_return_if_fail (func != NULL);
  g_return_if_fail (tarn_lab_trial_get_watcher (self, &log_class) == NULL);

  Log *log = new_log (self);
  log->func = func;
  log->user_data = user_data;
  log->destroy = destroy;
  tarn_lab_trial_add_watcher (self, &log_class, log);
  func (log->has_assets ? COLUMNS ASSET_COLUMNS : COLUMNS, user_data);
}
