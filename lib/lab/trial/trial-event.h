/* SPDX-License-Identifier: MIT */
/*
 * A trial tells its watchers what happens, in the order in which it happens. The measures, the event log and a
 * user's own measure are watchers.
 */
#pragma once

#include <tarn/tarn.h>

#include "lab/policy/asset-lake.h"

typedef enum
{
  TARN_LAB_TRIAL_EVENT_BEGIN,   /* the window begins, after the warm-up */
  TARN_LAB_TRIAL_EVENT_REQUEST, /* the policy wants a refresh */
  TARN_LAB_TRIAL_EVENT_SKIP, /* the policy skips a tick, because a run of the view waits or runs */
  TARN_LAB_TRIAL_EVENT_REJECT,  /* the policy gives up a request that was never started */
  TARN_LAB_TRIAL_EVENT_START,   /* a request becomes a run, which has its slot at once */
  TARN_LAB_TRIAL_EVENT_RUN,     /* the service moved a run; @change says how */
  TARN_LAB_TRIAL_EVENT_COMMIT,  /* a commit to a base table, or the publication of a view */
  TARN_LAB_TRIAL_EVENT_STRETCH, /* a time in which a view showed the same content is over */
  TARN_LAB_TRIAL_EVENT_END,     /* the window ends */

  /* These are about an asset. */
  TARN_LAB_TRIAL_EVENT_ASSET_ARRIVAL, /* it comes */
  TARN_LAB_TRIAL_EVENT_ASSET_REQUEST, /* the policy wants metadata of it */
  TARN_LAB_TRIAL_EVENT_ASSET_REFUSAL, /* the service refuses a start, and the request waits on */
  TARN_LAB_TRIAL_EVENT_ASSET_START,   /* a request becomes a run */
  TARN_LAB_TRIAL_EVENT_ASSET_RUN,     /* the service moved a run; @change says how */
} TarnLabTrialEventKind;

#define TARN_LAB_NO_VIEW G_MAXUINT
#define TARN_LAB_NO_ASSET G_MAXUINT

/* The kinds of events that are about assets, as bits. */
#define TARN_LAB_ASSET_EVENTS                                                                      \
  (1u << TARN_LAB_TRIAL_EVENT_ASSET_ARRIVAL | 1u << TARN_LAB_TRIAL_EVENT_ASSET_REQUEST             \
   | 1u << TARN_LAB_TRIAL_EVENT_ASSET_REFUSAL | 1u << TARN_LAB_TRIAL_EVENT_ASSET_START             \
   | 1u << TARN_LAB_TRIAL_EVENT_ASSET_RUN)

/* Only an event about an asset has these. */
typedef struct
{
  guint asset;
  guint
      types; /* 1 << type: that the run generates; START. That the asset lacks then; ARRIVAL and RUN */
  guint n_columns;             /* ARRIVAL */
  TarnLabAssetOutcome outcome; /* REFUSAL */
} TarnLabAssetEvent;

typedef struct
{
  TarnLabTrialEventKind kind;
  gint64 time_us;
  guint view;           /* TARN_LAB_NO_VIEW for a commit to a base table, the window and assets */
  guint table;          /* of a commit to a base table */
  gint64 request_us;    /* when the policy wanted the run; from REQUEST to RUN */
  gint64 start_us;      /* when the run was started; from START to RUN */
  TarnRefreshMode mode; /* that was asked for; START */
  const TarnChange *change;   /* RUN and COMMIT */
  const TarnStretch *stretch; /* STRETCH */

  /* Each is of some kinds, so that an event is no larger than it must be. */
  union
  {
    const TarnMeasures *account; /* END; what the engine has measured in the window, or NULL */
    const TarnLabAssetEvent *of_asset;
  };
} TarnLabTrialEvent;

typedef struct _TarnLabTrial TarnLabTrial;

/*
 * A watcher has state of its own in each trial. @copy makes that of a fork, whose trial is @fork. A watcher changes
 * nothing in the trial.
 */
typedef struct
{
  const char *name;
  void (*watch) (gpointer state, const TarnLabTrialEvent *event);
  gpointer (*copy) (gconstpointer state, TarnLabTrial *fork);
  void (*free) (gpointer state);

  /* A trial saves the time of what no watcher wants. */
  guint ignored;        /* 1 << kind of each kind of event that it is not told */
  guint ignored_causes; /* 1 << cause of each cause of a RUN event that it is not told */
} TarnLabWatcherClass;

/* Takes the error, and stops the engine. Only the first error counts. A watcher may call this too. */
void tarn_lab_trial_take_error (TarnLabTrial *self, GError *error);
