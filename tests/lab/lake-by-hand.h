/* SPDX-License-Identifier: MIT */
/* Scenarios that tests fill by hand, and a watcher that writes down what a trial tells. */
#pragma once

#include "lab/scenario/scenario.h"
#include "lab/trial/trial.h"

#define SECOND G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR G_TIME_SPAN_HOUR
#define DAY G_TIME_SPAN_DAY
#define LAKE_START G_GINT64_CONSTANT (1793491200000000) /* 2026-11-01T00:00:00Z */

/* A day without a warm-up, 50 slots, and the policy "" of 15 minutes. */
TarnLabScenario *lake_new (void);
/* These return places. */
guint lake_add_table (TarnLabScenario *lake, const char *name, TarnLabCommits commits);
guint lake_add_view (TarnLabScenario *lake, const char *name, TarnLabAmount duration);
guint lake_add_policy (TarnLabScenario *lake, const char *trigger);
/* The key is one of [policy], such as trigger. */
void lake_set_rule (TarnLabScenario *lake, guint policy, const char *key, const char *value);
void lake_set_period (TarnLabScenario *lake, guint policy, gint64 period_us);
void lake_read_table (TarnLabScenario *lake, guint view, guint table);
void lake_read_view (TarnLabScenario *lake, guint view, guint upper);
void lake_set_option (TarnLabScenario *lake, const char *name, gint64 value);

TarnLabCommits commits_periodic (gint64 gap_us, gint64 bytes);
TarnLabCommits commits_poisson (gint64 gap_us, gint64 bytes);
TarnLabAmount constant (gint64 mean);
TarnLabAmount exponential (gint64 mean);

static inline TarnLabTable *
lake_get_table (TarnLabScenario *lake, guint index)
{
  return &g_array_index (lake->tables, TarnLabTable, index);
}

static inline TarnLabView *
lake_get_view (TarnLabScenario *lake, guint index)
{
  return &g_array_index (lake->views, TarnLabView, index);
}

static inline TarnLabPolicySettings *
lake_get_policy (TarnLabScenario *lake, guint index)
{
  return &g_array_index (lake->policies, TarnLabPolicySettings, index);
}

/* --- The events --------------------------------------------------------------------------------- */

/* What was told, without what only lives during the call. */
typedef struct
{
  TarnLabTrialEventKind kind;
  gint64 time_us;
  guint view, table;
  gint64 request_us, start_us;
  TarnRefreshMode mode;
  TarnRefreshCause cause;
  gint64 snapshot_us;
  gint64 dpu_milliseconds, processed_bytes;
  guint64 changed_bytes;
  guint64 tag;
  gint64 begin_us, included_us; /* of a stretch */
} Told;

/* Returns the list, which is the trial's and is copied with a fork. */
GArray *trial_write_down (TarnLabTrial *trial);
GArray *trial_get_told (TarnLabTrial *trial);
const Told *told_get (const GArray *told, guint index);
guint told_count (const GArray *told, TarnLabTrialEventKind kind);
guint told_count_cause (const GArray *told, TarnRefreshCause cause);

TarnLabTrial *trial_new (TarnLabScenario *lake, guint64 replication);
void trial_run (TarnLabTrial *trial);
