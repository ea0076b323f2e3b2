/* SPDX-License-Identifier: MIT */
/*
 * A policy decides when which views are refreshed. The trial asks it at the end of an instant at which something has
 * happened that wakes it, after everything of the instant has happened. The policy looks at the lake, and writes its
 * answers down; then the trial acts on them, in their order. Requests that wait are kept by the policy, because the
 * trial only starts runs that get their slot at once.
 *
 * A policy is asked again within the same instant only if something has woken it since: a start was refused, or a run
 * has ended, for example by its own stop. These rounds have numbers, and TARN_LAB_ROUNDS_MAX of them at one instant
 * are an error.
 *
 * Views and tables are numbers: their places in the scenario.
 */
#pragma once

#include <tarn/tarn.h>

/* This is what a policy sees. Nothing of the future is in it. */
typedef struct _TarnLabLake TarnLabLake;
/* This is what a policy answers. */
typedef struct _TarnLabAnswers TarnLabAnswers;

#define TARN_LAB_ROUNDS_MAX 100
/* No time, as in answers and for a view without a pending commit. */
#define TARN_LAB_NEVER G_MAXINT64

/* --- What wakes a policy ------------------------------------------------------------------------ */

typedef enum
{
  TARN_LAB_WAKE_START,   /* the trial has just begun; wakes each policy once */
  TARN_LAB_WAKE_TIME,    /* the time has come that the policy has asked for */
  TARN_LAB_WAKE_COMMIT,  /* to a table that the view reads, or of a view that it reads */
  TARN_LAB_WAKE_END,     /* a run of the view has ended, in whatever way */
  TARN_LAB_WAKE_SLOT,    /* a slot is free, and the policy waits for one */
  TARN_LAB_WAKE_REFUSAL, /* a start that the policy has answered was refused */
} TarnLabWakeKind;

typedef struct
{
  TarnLabWakeKind kind;
  guint view;        /* of a commit, an end and a refusal */
  gint64 request_us; /* of a refusal: when the request was made that waits on */
} TarnLabWake;

/* These wake a policy on its wish. The start, the times and slots that it asks for, and refusals always wake it. */
typedef enum
{
  TARN_LAB_WAKES_NONE = 0,
  TARN_LAB_WAKES_COMMITS = 1 << 0,
  TARN_LAB_WAKES_ENDS = 1 << 1,
} TarnLabWakes;

/* --- The policy --------------------------------------------------------------------------------- */

typedef struct
{
  const char *name; /* as in results and messages */
  guint version;    /* grows when the same settings decide otherwise */
  TarnLabWakes wakes;

  /* Makes the state for a trial. @settings are what the scenario says, and outlive the state. */
  gpointer (*create) (gconstpointer settings, const TarnLabLake *lake);
  /* Makes the state for a fork. A policy without this function cannot be forked. */
  gpointer (*copy) (gconstpointer state);
  void (*free) (gpointer state);
  void (*decide) (gpointer state, const TarnLabLake *lake, TarnLabAnswers *answers);
  /* Writes the settings in one way, without those that are at their defaults. */
  char *(*to_text) (gconstpointer settings);
} TarnLabPolicyClass;

/* --- Looking ------------------------------------------------------------------------------------ */

gint64 tarn_lab_lake_get_now (const TarnLabLake *self);
gint64 tarn_lab_lake_get_start_time (const TarnLabLake *self);
/* Returns how often the policy was asked at this instant before. */
guint tarn_lab_lake_get_round (const TarnLabLake *self);
/* After the window, no new request is taken; those that wait can be started. */
gboolean tarn_lab_lake_is_draining (const TarnLabLake *self);
/* Returns what has woken the policy, in the order in which it happened. */
const TarnLabWake *tarn_lab_lake_get_wakes (const TarnLabLake *self, guint *out_n_wakes);

/* TARN_UNLIMITED if there is no limit. */
gint64 tarn_lab_lake_get_n_slots (const TarnLabLake *self);
/* G_MAXUINT if there is no limit. Starts that were answered since are counted. */
guint tarn_lab_lake_get_n_free_slots (const TarnLabLake *self);

/* The views of the policy, in the order of the scenario. */
const guint *tarn_lab_lake_get_views (const TarnLabLake *self, guint *out_n_views);

const TarnTableName *tarn_lab_lake_get_name (const TarnLabLake *self, guint view);
guint tarn_lab_lake_get_weight (const TarnLabLake *self, guint view);
/* TARN_LAB_NEVER if there is no such objective. */
gint64 tarn_lab_lake_get_age_slo (const TarnLabLake *self, guint view);
gint64 tarn_lab_lake_get_lag_slo (const TarnLabLake *self, guint view);
/* The views that the view reads, and those that read it. */
const guint *tarn_lab_lake_get_upstream (const TarnLabLake *self, guint view, guint *out_n_views);
const guint *tarn_lab_lake_get_downstream (const TarnLabLake *self, guint view, guint *out_n_views);

/* Makes a stream of draws for a policy, which have nothing in common with those of the world. */
TarnRandomStream *tarn_lab_lake_create_random_stream (const TarnLabLake *self, guint view,
                                                      const char *purpose);

gboolean tarn_lab_lake_is_active (const TarnLabLake *self, guint view);
/* When the active run was started, or 0. */
gint64 tarn_lab_lake_get_active_since (const TarnLabLake *self, guint view);
/* Returns how many requests of the view were made and neither started nor rejected. */
guint tarn_lab_lake_get_n_waiting (const TarnLabLake *self, guint view);

/* This is what the sources of a view have that it does not show. */
typedef struct
{
  guint64 n_commits;
  guint64 bytes;
  gint64 oldest_us; /* the time of the first of these commits, or TARN_LAB_NEVER */
} TarnLabPending;

TarnLabPending tarn_lab_lake_get_pending (const TarnLabLake *self, guint view);

/* The size of what the view reads. */
guint64 tarn_lab_lake_get_source_bytes (const TarnLabLake *self, guint view);

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

/* --- Answering ---------------------------------------------------------------------------------- */

/* Asks for a refresh, which waits until it is started or rejected. */
void tarn_lab_answers_request (TarnLabAnswers *self, guint view);
/* Says that no refresh is asked for at a time at which one could have been. */
void tarn_lab_answers_skip (TarnLabAnswers *self, guint view);
/* Gives up a request that was made at @request_us. */
void tarn_lab_answers_reject (TarnLabAnswers *self, guint view, gint64 request_us);
/*
 * Starts the request that was made at @request_us. If the view has no request, one is made now. The start is refused
 * if no slot is free, or if the service refuses it: then the request waits on. To start a view whose run has not
 * ended is an error of the policy.
 */
void tarn_lab_answers_start (TarnLabAnswers *self, guint view, gint64 request_us,
                             TarnRefreshMode mode, gint threshold_percent);
/* Stops the active run of a view. Without one, nothing happens. */
void tarn_lab_answers_stop (TarnLabAnswers *self, guint view);
/* Asks to be woken at a time after now, in place of the time that was asked for before; TARN_LAB_NEVER for none. */
void tarn_lab_answers_set_next_wake (TarnLabAnswers *self, gint64 time_us);
/* Asks to be woken when a slot is free, until the next answer. */
void tarn_lab_answers_wait_for_slot (TarnLabAnswers *self);
