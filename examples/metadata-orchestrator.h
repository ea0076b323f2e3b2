/* SPDX-License-Identifier: MIT */
/*
 * An orchestrator that has business descriptions generated for many assets, written as one would
 * write it against the service: it starts as fast as it is let, hears of ends through the service's
 * events, and tries again what may go better another time. It never polls.
 *
 * It asks for one type per run, because the service has no event for a run that succeeded in part,
 * and a run of one type cannot. It relies on an event for every end: against the service itself,
 * where events get lost and other people's runs may succeed in part, add a sweep now and then with
 * ListMetadataGenerationRuns.
 */
#pragma once

#include <tarn/tarn.h>

/* What is worth a line in a report, in no order. */
typedef enum
{
  MOMENT_BEGIN,
  MOMENT_QUOTA_USED_UP, /* when the first run that FAILED by the quota is heard of */
  MOMENT_MONTH_TURNED,  /* when it goes on after the wait for it */
  MOMENT_HALF_COVERED,
  MOMENT_MOST_COVERED, /* 90 % */
  MOMENT_ALL_COVERED,
  N_MOMENTS,
} MomentKind;

typedef struct
{
  gint64 time_us; /* 0 if it never came */
  guint n_started;
  guint n_covered;
} Moment;

/* Counted from what a user of the service sees too: replies and events. */
typedef struct
{
  guint n_assets;
  guint n_covered;
  guint n_started;        /* calls that started a run */
  guint n_retries;        /* those of them for an asset that had a run before */
  guint n_throttled;      /* ThrottlingException */
  guint n_conflicts;      /* ConflictException */
  guint n_refused;        /* ServiceQuotaExceededException */
  guint n_quota_failures; /* runs that FAILED because the month's quota was used up */
  guint n_other_failures; /* runs that FAILED at random */
  Moment moments[N_MOMENTS];
} Tally;

typedef struct _Orchestrator Orchestrator;

/* Its clock and its events are those of @engine. */
Orchestrator *orchestrator_new (TarnEngine *engine, TarnDataZoneClient *client,
                                const char *domain_id, const char *project_id);
void orchestrator_free (Orchestrator *self);

void orchestrator_add_asset (Orchestrator *self, const char *asset_id);

/* From here on it goes by itself as time passes, until every asset is covered or given up. */
void orchestrator_begin (Orchestrator *self);

const Tally *orchestrator_get_tally (const Orchestrator *self);

/* Why the first run failed that failed by the quota; NULL if none did. */
const char *orchestrator_get_quota_message (const Orchestrator *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Orchestrator, orchestrator_free)
