/* SPDX-License-Identifier: MIT */
/*
 * A view as the orchestrator sees it, and the steps that it can take with it: each makes one call of the
 * service, and judges what came of it. What follows from that is decided by the rules in orchestrator.c.
 */
#pragma once

#include "orchestrator.h"

/* What a view does next. */
typedef enum
{
  LOOK, /* whether it is stale; here it also waits for news */
  START,
  SEEK, /* a run that there may be or is, but whose id we do not know */
  POLL,
  STOP,
  GIVE_UP,
  N_STATES,
  ANY = N_STATES, /* of these, in a rule */
  SAME,           /* as before */
} State;

/* What came of it. */
typedef enum
{
  DONE,
  FRESH,
  STALE,
  BLOCKED, /* stale, but a view under it is not ready */
  ABSENT,  /* what was asked for */
  GOING,   /* and so on: of the run */
  OVERDUE,
  SUCCEEDED,
  FAILED,
  STOPPED,
  HOPELESS, /* one failure too many */
  THROTTLED,
  UNANSWERED,
  IN_THE_WAY, /* somebody's run */
  ENDED,      /* the run that was to be stopped */
  STOPPING,   /* already */
  REFUSED,
} Outcome;

typedef struct
{
  Orchestrator *owner;
  TarnEngine *engine;   /* the owner's */
  TarnGlueClient *glue; /* the owner's */
  TarnTableName *name;
  GPtrArray *sources; /* View: those of them that are views of ours */
  State state;
  guint64 timeout;  /* until the next step; 0 if it waits for news */
  gint64 pause_us;  /* the last one, as long as they grow */
  gint64 asked_us;  /* when it asked for a run */
  char *run_id;     /* of the newest run that it followed, ours or not */
  guint n_polls;    /* of that */
  guint n_failures; /* since the last success */
} View;

/* Its state is LOOK, and no step is due. */
gboolean view_is_waiting_for_news (const View *self);

/* What the next step is called. */
const char *view_get_step_name (const View *self);

/* Takes the next step; @detail is for people. */
Outcome view_take_step (View *self, GString *detail);
