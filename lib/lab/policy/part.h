/* SPDX-License-Identifier: MIT */
/* This is what the parts of a composed policy do. Each class may leave out what its rule does not need. */
#pragma once

#include "lab/policy/policy.h"
#include "lab/policy/rule.h"

/* Returns how many places an array by view must have for the views of the policy. */
static inline guint
tarn_lab_count_places (const TarnLabLake *lake)
{
  guint n_views;
  const guint *views = tarn_lab_lake_get_views (lake, &n_views);

  return n_views > 0 ? views[n_views - 1] + 1 : 0;
}

/* A request that waits for its start. */
typedef struct
{
  guint view;
  gint64 request_us;
} TarnLabWaiting;

/* One asking of a composed policy. */
typedef struct
{
  const TarnLabLake *lake;
  TarnLabAnswers *answers;
  gint64 now_us;
  gpointer policy; /* for tarn_lab_decision_request() */
} TarnLabDecision;

/* Asks for a refresh. What becomes of it while a request of the view waits or runs, the overlap says. */
void tarn_lab_decision_request (const TarnLabDecision *decision, guint view);
/* Returns whether the view was requested at this asking. */
gboolean tarn_lab_decision_was_requested (const TarnLabDecision *decision, guint view);
/* Returns what a run in the mode of the policy would take that got its slot now. */
TarnLabEstimate tarn_lab_decision_estimate (const TarnLabDecision *decision, guint view);

/* This is what a part has besides what it does. The state is NULL if it has none. */
typedef struct
{
  TarnLabWakes wakes;
  guint
      wakes_if; /* ends wake the policy too if the parameter before this one has a value; 0 for none */
  gpointer (*create) (const TarnLabRuleSettings *settings, const TarnLabLake *lake);
  gpointer (*copy) (gconstpointer state);
  void (*free) (gpointer state);
  /* A commit or an end; all parts are told before any of them does anything else. */
  void (*on_wake) (gpointer state, const TarnLabDecision *decision, const TarnLabWake *wake);
  /* The next time after now at which the part has something to do, or TARN_LAB_NEVER. */
  gint64 (*get_next_time) (gconstpointer state);
} TarnLabPartClass;

/* --- Triggers ----------------------------------------------------------------------------------- */

typedef enum
{
  TARN_LAB_OVERLAP_SKIP,   /* a view that waits or runs makes no request */
  TARN_LAB_OVERLAP_QUEUE,  /* the request waits for the end of the run before it */
  TARN_LAB_OVERLAP_CANCEL, /* the run is stopped, and the request waits for its end */
} TarnLabOverlap;

/* Their words, which end with NULL. */
extern const char *const tarn_lab_overlaps[];

typedef struct
{
  TarnLabPartClass part;
  /* Requests what is due; not called after the window. */
  void (*fire) (gpointer state, const TarnLabDecision *decision);
  /* This says that the trigger may request a view twice at one instant. */
  gboolean may_repeat;
  /* NULL for TARN_LAB_OVERLAP_SKIP. */
  TarnLabOverlap (*get_overlap) (const TarnLabRuleSettings *settings);
} TarnLabTriggerClass;

/* --- Orders ------------------------------------------------------------------------------------- */

typedef struct
{
  TarnLabPartClass part;
  /* Adds a request. No other of its view is there. */
  void (*add) (gpointer state, const TarnLabDecision *decision, TarnLabWaiting waiting);
  /* Takes the request that starts first. Returns FALSE if none is there that may start now. */
  gboolean (*take) (gpointer state, const TarnLabDecision *decision, TarnLabWaiting *out_waiting);
  /* Takes any request, which is then rejected. Returns FALSE if none is there. */
  gboolean (*drop) (gpointer state, TarnLabWaiting *out_waiting);
  guint (*get_n_waiting) (gconstpointer state);
} TarnLabOrderClass;

/* --- Modes -------------------------------------------------------------------------------------- */

typedef struct
{
  TarnRefreshMode mode;
  gint threshold_percent; /* -1 for that of the option */
} TarnLabStartMode;

typedef struct
{
  TarnLabPartClass part;
  /* Changes nothing in the state. */
  TarnLabStartMode (*choose) (gpointer state, const TarnLabRuleSettings *settings,
                              const TarnLabDecision *decision, guint view);
  void (*on_start) (gpointer state, const TarnLabDecision *decision, guint view);
} TarnLabModeClass;

/* --- Admissions --------------------------------------------------------------------------------- */

typedef struct
{
  TarnLabPartClass part;
  /* Returns whether one more run may start now, if a slot is free. NULL means always. */
  gboolean (*has_room) (gpointer state, const TarnLabRuleSettings *settings,
                        const TarnLabDecision *decision, guint n_active);
  void (*on_start) (gpointer state, const TarnLabDecision *decision, guint view);
  /* Returns whether the request may not start yet, whatever else waits. It is asked again after each end of a run. */
  gboolean (*holds) (gpointer state, const TarnLabDecision *decision, guint view);
  /* It says whether a request that finds no room is rejected. */
  gboolean rejects;
  void (*on_reject) (gpointer state, const TarnLabDecision *decision, guint view);
  /* Requests again what was rejected. */
  void (*fire) (gpointer state, const TarnLabDecision *decision);
} TarnLabAdmissionClass;
