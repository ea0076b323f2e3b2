/* SPDX-License-Identifier: MIT */
/*
 * An orchestrator that generates business descriptions for many assets, written like code for the real
 * service. It starts runs as fast as the service allows, receives the ends of runs as events, and repeats a
 * run that may succeed later. It never polls.
 *
 * It asks for one type per run, because the service has no event for a run that succeeds in part, and a run
 * of one type cannot do so. It relies on an event for each end. The real service may lose events, and runs of
 * other callers may succeed in part, so real code should also call ListMetadataGenerationRuns from time to
 * time.
 */
#pragma once

#include <tarn/tarn.h>

/* The moments that a report shows, in no order. */
typedef enum
{
  MOMENT_BEGIN,
  MOMENT_QUOTA_USED_UP, /* when the event of the first run that FAILED by the quota arrives */
  MOMENT_MONTH_TURNED,  /* when the orchestrator continues after the wait for the quota */
  MOMENT_HALF_COVERED,
  MOMENT_MOST_COVERED, /* 90 % */
  MOMENT_ALL_COVERED,
  N_MOMENTS,
} MomentKind;

typedef struct
{
  gint64 time_us; /* 0 if the moment has not come */
  guint n_started;
  guint n_covered;
} Moment;

/* Counts of replies and events, which a user of the real service receives too. */
typedef struct
{
  guint n_assets;
  guint n_covered;
  guint n_started;        /* calls that started a run */
  guint n_retries;        /* started runs of an asset that had a run before */
  guint n_throttled;      /* ThrottlingException */
  guint n_conflicts;      /* ConflictException */
  guint n_refused;        /* ServiceQuotaExceededException */
  guint n_quota_failures; /* runs that FAILED because the month's quota was used up */
  guint n_other_failures; /* runs that FAILED at random */
  Moment moments[N_MOMENTS];
} Tally;

typedef struct _Orchestrator Orchestrator;

/* The orchestrator uses the clock and the events of @engine. */
Orchestrator *orchestrator_new (TarnEngine *engine, TarnDataZoneClient *client,
                                const char *domain_id, const char *project_id);
void orchestrator_free (Orchestrator *self);

void orchestrator_add_asset (Orchestrator *self, const char *asset_id);

/*
 * Starts the orchestrator. It then acts in timeouts and observers until every asset is covered or given up.
 */
void orchestrator_begin (Orchestrator *self);

const Tally *orchestrator_get_tally (const Orchestrator *self);

/* Returns the message of the first run that failed by the quota, or NULL if there is none. */
const char *orchestrator_get_quota_message (const Orchestrator *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Orchestrator, orchestrator_free)
