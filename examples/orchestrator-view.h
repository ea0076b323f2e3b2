/* SPDX-License-Identifier: MIT */
/*
 * A view as the orchestrator sees it, and its steps. Each step makes one call of the service and judges the
 * result. The rules in orchestrator.c decide what follows from the result.
 */
#pragma once

#include "orchestrator.h"

/* The next step of a view. */
typedef enum
{
  LOOK, /* checks whether the view is stale; a view waits for news in this state */
  START,
  SEEK, /* looks for a run of which the orchestrator does not know the id */
  POLL,
  STOP,
  GIVE_UP,
  N_STATES,
  ANY = N_STATES, /* matches each of these in a rule */
  SAME,           /* keeps the state in a rule */
} State;

/* The result of a step. */
typedef enum
{
  DONE,
  FRESH,
  STALE,
  BLOCKED, /* stale, but a source view is not ready */
  ABSENT,  /* there is no such run */
  GOING,   /* this and the next ones are about a run */
  OVERDUE,
  SUCCEEDED,
  FAILED,
  STOPPED,
  HOPELESS, /* too many failures */
  THROTTLED,
  UNANSWERED,
  IN_THE_WAY, /* another run is active */
  ENDED,      /* the run has already ended */
  STOPPING,   /* the run is already stopping */
  REFUSED,
} Outcome;

typedef struct
{
  Orchestrator *owner;
  TarnEngine *engine;   /* the owner's */
  TarnGlueClient *glue; /* the owner's */
  TarnTableName *name;
  GPtrArray *sources; /* of View: the sources that the orchestrator refreshes too */
  State state;
  guint64 timeout;  /* of the next step, or 0 if the view waits for news */
  gint64 pause_us;  /* the last pause, while pauses grow */
  gint64 asked_us;  /* when the view's last start was called */
  char *run_id;     /* of the newest run that it polled, its own or another caller's */
  guint n_polls;    /* of that run */
  guint n_failures; /* since the last success */
} View;

/* Returns TRUE if the state is LOOK and no step is due. */
gboolean view_is_waiting_for_news (const View *self);

/* Returns the name of the next step. */
const char *view_get_step_name (const View *self);

/* Takes the next step, and writes a text for people to @detail. */
Outcome view_take_step (View *self, GString *detail);
