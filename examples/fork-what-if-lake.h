/* SPDX-License-Identifier: MIT */
/*
 * A lake with people in it: feeds that commit to its base tables, and an orchestrator that keeps its
 * views fresh.
 *
 * A fork of an engine takes along all that the service knows, and nothing of the user's: no timeout, no
 * client. So all that these people know is plain values in one struct, which an assignment copies, and
 * all that ties them to an engine is made anew by one function, attach () in the C file.
 */
#pragma once

#include <tarn/tarn.h>

/* clang-format off */
enum { ORDERS, CLICKS, STOCK, N_TABLES };
enum { DAILY_SALES, CUSTOMERS, SESSIONS, FUNNEL, SHELVES, SHORTAGES, REPORT, N_VIEWS };
/* clang-format on */

/* Who commits to a base table. Each has luck of its own: what one does moves nothing in another. */
typedef struct
{
  guint64 luck;
  gint64 next_us;
  guint64 busier; /* how many times as large its commits are */
} Feed;

/* What the orchestrator knows of a view. A run keeps its id in a fork, so that is all it takes. */
typedef struct
{
  gint64 due_us;
  gboolean is_full; /* asks for FullRefresh */
  char run_id[40];  /* of the run under way, or empty */
} Watch;

/* What the orchestrator has seen since this was last cleared. */
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
  gint64 next_us;     /* when they come to work again */
  Feed feeds[N_TABLES];
  Watch watches[N_VIEWS];
  Tally tally;
} Lake;

/* It is Monday, midnight, and every view is fresh. */
Lake *lake_new (gint64 monday_us, guint64 seed);

/* The same lake with the same people once more: from here on it goes its own way. */
Lake *lake_branch (const Lake *lake);

void lake_free (Lake *lake);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Lake, lake_free)
