/* SPDX-License-Identifier: MIT */
/*
 * This is what the policies of the library use besides what is public: it returns structs, and several figures at once.
 * Views and tables are numbers: their places in the scenario.
 */
#pragma once

#include <tarn-lab/tarn-lab-decision.h>
#include <tarn-lab/tarn-lab-policy.h>
#include <tarn/tarn.h>

typedef struct
{
  TarnLabWakeKind kind;
  guint view;        /* of a commit, an end and a refusal */
  gint64 request_us; /* of a refusal: when the request was made that waits on */
} TarnLabWake;

/* Returns what has woken the policy, in the order in which it happened. */
const TarnLabWake *tarn_lab_lake_get_wakes (const TarnLabLake *self, guint *out_n_wakes);

/* This is what the sources of a view have that it does not show. */
typedef struct
{
  guint64 n_commits;
  guint64 bytes;
  gint64 oldest_us; /* the time of the first of these commits, or TARN_LAB_NEVER */
} TarnLabPending;

TarnLabPending tarn_lab_lake_get_pending (const TarnLabLake *self, guint view);

/* This is what a run would take that got its slot now. */
typedef struct
{
  TarnRefreshType type;
  gint64 duration_us; /* from the slot to the end */
  gint64 dpu_milliseconds;
  gint64 billed_dpu_milliseconds;
} TarnLabEstimate;

/* @type may be TARN_REFRESH_TYPE_NONE for the type that the service would choose. */
TarnLabEstimate tarn_lab_lake_get_estimate (const TarnLabLake *self, guint view,
                                            TarnRefreshType type);

/* Returns the latest run of a view that has succeeded, or all 0. Only a policy that the ends of runs wake knows it. */
TarnLabEstimate tarn_lab_lake_get_last_run (const TarnLabLake *self, guint view);

/* --- Policies ----------------------------------------------------------------------------------- */

/* Checks what a policy says of itself, which becomes part of results. */
gboolean tarn_lab_policy_check (TarnLabPolicy *self, GError **error);
/* Appends name, version and settings as they stand in results, such as mine@1 (at-least 3). */
void tarn_lab_policy_append_title (TarnLabPolicy *self, GString *text);
