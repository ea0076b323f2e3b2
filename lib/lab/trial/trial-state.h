/* SPDX-License-Identifier: MIT */
/* This is what a trial has inside. Only the files of this folder include it. */
#pragma once

#include <tarn-lab/tarn-lab-error.h>
#include <tarn-lab/tarn-lab-trial.h>

#include "lab/policy/policy.h"
#include "lab/trial/topology.h"
#include "lab/trial/trial-event.h"
#include "lab/world/world.h"

/* The causes that end a run, as bits. */
#define TARN_LAB_ENDS                                                                              \
  (1u << TARN_REFRESH_CAUSE_SUCCEED | 1u << TARN_REFRESH_CAUSE_FAIL                                \
   | 1u << TARN_REFRESH_CAUSE_STOP_DONE)

/* This is what the trial knows of a view. */
typedef struct
{
  gint64 request_us; /* of the active run */
  gint64 start_us;   /* of the active run; 0 for none */
  gint64 window;     /* the window of the world with the latest start */
  guint32 n_starts;  /* in that window */
  guint32 n_waiting; /* requests that were neither started nor rejected */
  guint32 policy;
  TarnLabEstimate last; /* what the latest run was that has succeeded, if ends wake the policy */
} TarnLabViewState;

typedef enum
{
  TARN_LAB_ANSWER_REQUEST,
  TARN_LAB_ANSWER_SKIP,
  TARN_LAB_ANSWER_REJECT,
  TARN_LAB_ANSWER_START,
  TARN_LAB_ANSWER_STOP,
} TarnLabAnswerKind;

typedef struct
{
  TarnLabAnswerKind kind;
  guint view;
  gint64 request_us;
  TarnRefreshMode mode;
  gint threshold_percent;
} TarnLabAnswer;

/* The answers of one asking. The memory is used again and again. */
struct _TarnLabAnswers
{
  TarnLabAnswer *items;
  guint n_items;
  guint n_places;
  gint64 next_wake_us; /* 0 if the policy has not set it */
  gboolean waits_for_slot;
};

typedef enum
{
  TARN_LAB_MAY_NOTHING,
  TARN_LAB_MAY_LOOK,   /* while the policy is created */
  TARN_LAB_MAY_ANSWER, /* while it is asked */
} TarnLabMay;

/* A policy of the trial, and the lake as it sees it. A policy may keep it longer than the trial lives. */
struct _TarnLabLake
{
  gatomicrefcount ref_count;
  TarnLabTrial *trial; /* NULL once it is gone */
  guint index;
  guint n_views; /* of the scenario */
  TarnLabMay may;
  char *name;            /* of the policy */
  TarnLabWakes wakes_by; /* what the policy has declared */
  TarnLabPolicy *policy; /* the object that decides in this trial */
  const TarnLabPolicyInterface *iface;
  TarnLabAnswers answers;
  TarnLabWake *wakes; /* since the policy was asked */
  guint n_wakes;
  guint n_places;
  gboolean is_woken;
  gint64 next_wake_us; /* TARN_LAB_NEVER for none */
  guint64 timeout;     /* of next_wake_us; 0 for none */
  gboolean waits_for_slot;
  guint64 n_freed_seen; /* how many slots were free again when the policy was asked */
  gint64 asked_us;      /* the instant at which the policy was asked */
  guint n_rounds;       /* how often it was asked at that instant */
  guint n_starts;       /* that were answered and not acted on yet */
};

typedef struct
{
  const TarnLabWatcherClass *class;
  gpointer state;
} TarnLabWatcher;

typedef struct _TarnLabTrialAssets TarnLabTrialAssets;

struct _TarnLabTrial
{
  GObject parent_instance;

  TarnLabScenario *scenario;
  TarnLabWorld *world;
  TarnEngine *engine;     /* the world's */
  TarnGlueClient *client; /* the world's */
  TarnLabTopology *topology;
  TarnStartOptions *options; /* of the next start */
  gint64 begin_us, end_us;   /* the window */
  gint64 world_window_us;
  gboolean is_over; /* the window is */

  TarnLabViewState *views;
  TarnLabTrialAssets *assets; /* NULL for none */
  TarnLabLake **lakes;        /* one for each policy */
  guint n_lakes;
  GArray *watchers;    /* TarnLabWatcher */
  guint wanted;        /* 1 << kind of each kind of events that a watcher wants */
  guint wanted_causes; /* 1 << cause of each cause of RUN events that a watcher wants */

  gint64 n_running;          /* runs that have a slot */
  gint64 n_active;           /* runs that have not ended */
  guint64 n_started;         /* runs, since the start */
  guint64 n_waiting;         /* requests */
  guint64 n_freed;           /* slots, since the start */
  guint n_woken;             /* policies */
  guint n_for_slot;          /* policies that wait for a slot */
  gboolean wakes_by_commits; /* whether a commit wakes a policy */

  gboolean has_hidden_starts;            /* the service makes runs too */
  gboolean sees_creations;               /* whether the observer is notified when runs are made */
  gboolean sees_slots;                   /* and when they get their slots */
  gint64 now_us;                         /* of the instant at which policies are asked */
  guint observer, instant, stretch_func; /* 0 for none */
  guint64 begin_timeout, end_timeout;
  GError *error;
  const TarnLabAnswer *starting; /* while the engine makes this start */
  TarnLabTrial *fork;            /* while this trial is forked */
};

static inline gboolean
tarn_lab_trial_wants (const TarnLabTrial *self, TarnLabTrialEventKind kind)
{
  return (self->wanted & 1u << kind) != 0;
}

static inline gboolean
tarn_lab_trial_has_free_slot (const TarnLabTrial *self)
{
  return self->scenario->n_slots == TARN_UNLIMITED || self->n_running < self->scenario->n_slots;
}

void tarn_lab_trial_tell (TarnLabTrial *self, const TarnLabTrialEvent *event);
/* The engine has made the run that the trial has asked for. */
void tarn_lab_trial_note_start (TarnLabTrial *self, gint64 time_us);

/* --- Asking ------------------------------------------------------------------------------------- */

/* Lets the policy create the object that decides. Returns NULL with an error if it does not. */
TarnLabLake *tarn_lab_lake_new (TarnLabTrial *trial, guint index, TarnLabPolicy *policy,
                                GError **error);
/* The same for a fork, with a copy of the object. */
TarnLabLake *tarn_lab_lake_copy (const TarnLabLake *from, TarnLabTrial *fork, GError **error);
/* Parts the lake from its trial, which drops its reference. */
void tarn_lab_lake_end (TarnLabLake *self);
/* The policy has done what it may not. @view is TARN_LAB_NO_VIEW, or the view that it is about. */
void tarn_lab_lake_fail (const TarnLabLake *self, guint view, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
void tarn_lab_lake_wake (TarnLabLake *self, TarnLabWakeKind kind, guint view, gint64 request_us);
/* Asks the policies that are woken, until none is. */
void tarn_lab_trial_ask (TarnLabTrial *self);
void tarn_lab_trial_act (TarnLabTrial *self, TarnLabLake *lake);
gboolean tarn_lab_on_wake (TarnEngine *engine, gpointer lake);

/* --- Assets ------------------------------------------------------------------------------------- */

TarnLabTrialAssets *tarn_lab_trial_assets_new (TarnLabTrial *trial);
/* Copies them for a fork, which is then connected to its engine. */
TarnLabTrialAssets *tarn_lab_trial_assets_copy (const TarnLabTrialAssets *self, TarnLabTrial *fork);
void tarn_lab_trial_assets_connect (TarnLabTrialAssets *self);
void tarn_lab_trial_assets_disconnect (TarnLabTrialAssets *self, TarnEngine *engine);
void tarn_lab_trial_assets_free (TarnLabTrialAssets *self);
/* Asks the policies of assets that are woken. */
void tarn_lab_trial_assets_ask (TarnLabTrialAssets *self);
/* These say whether something waits or runs, and the number grows whenever they get on. */
gboolean tarn_lab_trial_assets_is_busy (const TarnLabTrialAssets *self);
guint64 tarn_lab_trial_assets_get_progress (const TarnLabTrialAssets *self);

/* --- Seeing what happens ------------------------------------------------------------------------ */

void tarn_lab_trial_on_change (TarnEngine *engine, const TarnChange *change, gpointer trial);
void tarn_lab_trial_on_stretch (TarnEngine *engine, const TarnStretch *stretch, gpointer trial);
