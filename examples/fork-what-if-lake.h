/* SPDX-License-Identifier: MIT */
/*
 * An engine with its users: feeds commit to base tables, and an orchestrator keeps views fresh.
 *
 * A fork of an engine copies everything that the services know, but nothing of the user's, neither timeouts
 * nor clients. So the users' state is plain values in one struct, which an assignment copies. One function,
 * attach () in the C file, makes everything that connects the users to an engine.
 */
#pragma once

#include <tarn/tarn.h>

/* clang-format off */
enum { ORDERS, CLICKS, STOCK, N_TABLES };
enum { DAILY_SALES, CUSTOMERS, SESSIONS, FUNNEL, SHELVES, SHORTAGES, REPORT, N_VIEWS };
/* clang-format on */

/*
 * A feed that commits to a base table. It has random numbers of its own, so it does not affect another feed.
 */
typedef struct
{
  guint64 luck;
  gint64 next_us;
  guint64 busier; /* the factor by which its commits are larger */
} Feed;

/*
 * The orchestrator's state of a view. The id of a run is valid in a fork too, so the struct needs no pointer.
 */
typedef struct
{
  gint64 due_us;
  gboolean is_full; /* asks for FullRefresh */
  char run_id[40];  /* of the active run, or empty */
} Watch;

/* Counts of what the orchestrator has seen since they were last cleared. */
typedef struct
{
  gint64 n_runs;
  gint64 n_full;
  gint64 n_failed;
  gint64 n_throttled;
  gint64 dpu_ms;
  gint64 read_bytes;
  gint64 lag_sum_us;
  gint64 lag_max_us;
  gint64 n_looks;
} Tally;

typedef struct
{
  TarnEngine *engine;
  TarnGlueClient *glue;
  gint64 interval_us; /* from one refresh of a view to the next */
  gint64 next_us;     /* when the users act next */
  Feed feeds[N_TABLES];
  Watch watches[N_VIEWS];
  Tally tally;
} Lake;

/* Returns an engine at the beginning of a Monday, with fresh views. */
Lake *lake_new (gint64 monday_us, guint64 seed);

/* Forks the engine and copies its users. The original and the fork are independent of each other. */
Lake *lake_branch (const Lake *lake);

void lake_free (Lake *lake);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Lake, lake_free)
