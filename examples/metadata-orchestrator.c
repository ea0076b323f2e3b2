/* SPDX-License-Identifier: MIT */
#include "metadata-orchestrator.h"

#include <string.h>

/* Only the message distinguishes a used-up quota from other failures. */
#define QUOTA_WORDS "has reached monthly quota"

#define BACKOFF_MIN_US (200 * G_TIME_SPAN_MILLISECOND)
#define BACKOFF_MAX_US (20 * G_TIME_SPAN_SECOND)

enum
{
  FAILURES_MAX = 5, /* random failures of one asset; if there are more, they have another cause */
  ROOM_UNKNOWN = G_MAXINT,
};

typedef enum
{
  ASSET_READY,   /* in the queue */
  ASSET_RUNNING, /* a run of this orchestrator has not ended */
  ASSET_BLOCKED, /* a run of another caller has not ended */
  ASSET_COVERED,
  ASSET_GIVEN_UP,
} AssetState;

typedef struct
{
  char *id;
  AssetState state;
  guint n_runs;
  guint n_failures; /* random ones */
} Asset;

struct _Orchestrator
{
  TarnEngine *engine;
  TarnDataZoneClient *client;
  char *domain_id;
  char *project_id;
  GHashTable *assets; /* of Asset, by id */
  GQueue ready;       /* of Asset, first in, first out */
  guint observer;
  guint64 wakeup;    /* the timeout before which no run is started, or 0 */
  gint64 backoff_us; /* how long to wait if the next call is throttled */
  gint room;         /* how many more runs the domain accepts, as far as is known */
  char *quota_message;
  Tally tally;
};

static void pump (Orchestrator *self);

/* --- Keeping count ---------------------------------------------------------------------------- */

static void
mark (Orchestrator *self, MomentKind kind)
{
  Moment *moment = &self->tally.moments[kind];

  if (moment->time_us == 0)
    *moment = (Moment){ tarn_engine_get_now (self->engine), self->tally.n_started,
                        self->tally.n_covered };
}

static void
mark_coverage (Orchestrator *self)
{
  guint covered_percent = self->tally.n_covered * 100 / self->tally.n_assets;

  if (covered_percent >= 50)
    mark (self, MOMENT_HALF_COVERED);
  if (covered_percent >= 90)
    mark (self, MOMENT_MOST_COVERED);
  if (covered_percent >= 100)
    mark (self, MOMENT_ALL_COVERED);
}

/* --- Waiting ---------------------------------------------------------------------------------- */

static gboolean
on_wakeup (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Orchestrator *self = data;

  self->wakeup = 0;
  pump (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_new_month (TarnEngine *engine, gpointer data)
{
  mark (data, MOMENT_MONTH_TURNED);
  return on_wakeup (engine, data);
}

/*
 * There is one timeout, and a new one replaces the old one, because the next call shows whether to wait
 * again.
 */
static void
wait_until (Orchestrator *self, gint64 time_us, TarnTimeoutFunc func)
{
  if (self->wakeup != 0)
    tarn_engine_remove_timeout (self->engine, self->wakeup);

  self->wakeup
      = tarn_engine_add_timeout (self->engine, time_us - tarn_engine_get_now (self->engine),
                                 TARN_TIMEOUT_NONE, func, self, NULL);
}

/* Backs off without jitter, which only helps if several callers compete. */
static void
back_off (Orchestrator *self)
{
  wait_until (self, tarn_engine_get_now (self->engine) + self->backoff_us, on_wakeup);
  self->backoff_us = MIN (self->backoff_us * 2, BACKOFF_MAX_US);
}

/* The service counts quotas by the calendar month in UTC, in every region. */
static gint64
find_next_month (gint64 time_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_us / G_TIME_SPAN_SECOND);
  g_autoptr (GDateTime) first
      = g_date_time_new_utc (g_date_time_get_year (time), g_date_time_get_month (time), 1, 0, 0, 0);
  g_autoptr (GDateTime) next = g_date_time_add_months (first, 1);

  return g_date_time_to_unix (next) * G_TIME_SPAN_SECOND;
}

/* --- Starting --------------------------------------------------------------------------------- */

static void
enqueue (Orchestrator *self, Asset *asset)
{
  asset->state = ASSET_READY;
  g_queue_push_tail (&self->ready, asset);
}

static void
dequeue (Orchestrator *self, AssetState state)
{
  Asset *asset = g_queue_pop_head (&self->ready);

  asset->state = state;
}

static void
give_up (Asset *asset, const char *reason)
{
  asset->state = ASSET_GIVEN_UP;
  g_printerr ("asset %s is given up: %s\n", asset->id, reason);
}

/* The asset stays first in the queue if the reason of the refusal is not its own. */
static void
handle_refusal (Orchestrator *self, Asset *asset, const GError *error)
{
  switch (error->domain == TARN_DATAZONE_ERROR ? error->code : 0)
    {
    case TARN_DATAZONE_ERROR_THROTTLING:
      self->tally.n_throttled++;
      back_off (self);
      break;
    case TARN_DATAZONE_ERROR_CONFLICT:
      /* When the other run of the asset ends, its event puts the asset back into the queue. */
      self->tally.n_conflicts++;
      dequeue (self, ASSET_BLOCKED);
      break;
    case TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED:
      /* The domain has no free slot. When any run in it ends, there is room for one more. */
      self->tally.n_refused++;
      self->room = 0;
      break;
    default:
      dequeue (self, ASSET_GIVEN_UP);
      give_up (asset, error->message);
      break;
    }
}

static void
start_next (Orchestrator *self)
{
  static const char *const types[] = { "BUSINESS_DESCRIPTIONS", NULL };
  g_autoptr (GError) error = NULL;
  Asset *asset = g_queue_peek_head (&self->ready);
  TarnMetadataTarget target = { .type = "ASSET", .identifier = asset->id };
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_start_metadata_generation_run (self->client, self->domain_id,
                                                            self->project_id, &target, NULL, types,
                                                            NULL, &error);

  if (!g_error_matches (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_THROTTLING))
    self->backoff_us = BACKOFF_MIN_US;
  if (run == NULL)
    {
      handle_refusal (self, asset, error);
      return;
    }

  dequeue (self, ASSET_RUNNING);
  if (self->room != ROOM_UNKNOWN)
    self->room--;

  self->tally.n_started++;
  if (asset->n_runs++ > 0)
    self->tally.n_retries++;
}

/* Starts runs until there is a reason to wait. Each change that may end a wait calls this function. */
static void
pump (Orchestrator *self)
{
  while (self->wakeup == 0 && self->room > 0 && !g_queue_is_empty (&self->ready))
    start_next (self);
}

/* --- Ends of runs ----------------------------------------------------------------------------- */

/* The run counts for the month in which it started, although its event may arrive in the next month. */
static void
wait_for_quota (Orchestrator *self, const TarnChange *change)
{
  gint64 month_us = find_next_month (tarn_change_get_creation_time (change));

  if (self->quota_message == NULL)
    self->quota_message = g_strdup (tarn_change_get_error_message (change));
  mark (self, MOMENT_QUOTA_USED_UP);
  if (month_us > tarn_change_get_time (change))
    wait_until (self, month_us, on_new_month);
}

static void
handle_failure (Orchestrator *self, Asset *asset, const TarnChange *change)
{
  if (strstr (tarn_change_get_error_message (change), QUOTA_WORDS) != NULL)
    {
      self->tally.n_quota_failures++;
      enqueue (self, asset);
      wait_for_quota (self, change);
      return;
    }

  self->tally.n_other_failures++;
  if (++asset->n_failures < FAILURES_MAX)
    enqueue (self, asset);
  else
    give_up (asset, tarn_change_get_error_message (change));
}

/*
 * An asset has only one active run, so in the state ASSET_RUNNING the event is about this orchestrator's run.
 */
static void
handle_end (Orchestrator *self, Asset *asset, const TarnChange *change)
{
  if (asset->state == ASSET_BLOCKED)
    enqueue (self, asset);
  if (asset->state != ASSET_RUNNING)
    return;

  if (g_str_equal (tarn_change_get_to_status (change), "SUCCEEDED"))
    {
      asset->state = ASSET_COVERED;
      self->tally.n_covered++;
      mark_coverage (self);
    }
  else if (g_str_equal (tarn_change_get_to_status (change), "FAILED"))
    handle_failure (self, asset, change);
  else
    give_up (asset, "somebody canceled its run");
}

/*
 * Ignores a change without a detail type, because the service has no event for it. Ignores a change without a
 * status too, which is about a run that the service could not start.
 */
static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const TarnMetadataChange *part = tarn_change_get_metadata (change);
  Orchestrator *self = data;

  if (tarn_change_get_detail_type (change) == NULL || tarn_change_get_to_status (change) == NULL
      || g_strcmp0 (tarn_metadata_change_get_domain_id (part), self->domain_id) != 0)
    return;

  if (self->room != ROOM_UNKNOWN)
    self->room++;

  Asset *asset = g_hash_table_lookup (self->assets, tarn_metadata_change_get_asset_id (part));
  if (asset != NULL)
    handle_end (self, asset, change);
  pump (self);
}

/* --- Creating and freeing --------------------------------------------------------------------- */

static void
asset_free (gpointer data)
{
  Asset *asset = data;

  g_free (asset->id);
  g_free (asset);
}

Orchestrator *
orchestrator_new (TarnEngine *engine, TarnDataZoneClient *client, const char *domain_id,
                  const char *project_id)
{
  Orchestrator *self = g_new0 (Orchestrator, 1);

  self->engine = g_object_ref (engine);
  self->client = g_object_ref (client);
  self->domain_id = g_strdup (domain_id);
  self->project_id = g_strdup (project_id);
  self->assets = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, asset_free);
  g_queue_init (&self->ready);
  self->observer = tarn_engine_add_observer (engine, on_change, self, NULL);
  self->backoff_us = BACKOFF_MIN_US;
  self->room = ROOM_UNKNOWN;
  return self;
}

void
orchestrator_free (Orchestrator *self)
{
  if (self->wakeup != 0)
    tarn_engine_remove_timeout (self->engine, self->wakeup);
  tarn_engine_remove_observer (self->engine, self->observer);

  g_queue_clear (&self->ready);
  g_hash_table_unref (self->assets);
  g_free (self->quota_message);
  g_free (self->project_id);
  g_free (self->domain_id);
  g_object_unref (self->client);
  g_object_unref (self->engine);
  g_free (self);
}

void
orchestrator_add_asset (Orchestrator *self, const char *asset_id)
{
  Asset *asset = g_new0 (Asset, 1);

  asset->id = g_strdup (asset_id);
  g_hash_table_insert (self->assets, asset->id, asset);
  enqueue (self, asset);
  self->tally.n_assets++;
}

void
orchestrator_begin (Orchestrator *self)
{
  mark (self, MOMENT_BEGIN);
  pump (self);
}

const Tally *
orchestrator_get_tally (const Orchestrator *self)
{
  return &self->tally;
}

const char *
orchestrator_get_quota_message (const Orchestrator *self)
{
  return self->quota_message;
}
