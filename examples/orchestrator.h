/* SPDX-License-Identifier: MIT */
/*
 * An orchestrator that keeps materialized views fresh, written as one would write it against the service,
 * for a GLib main loop. It refreshes a view when it is stale and the views under it are not being refreshed,
 * one run of a view at a time. A run is polled, less and less often; one that takes too long is stopped; one
 * that did not succeed is followed by another, up to a limit. A call that was throttled or got no answer is
 * repeated, but a start only after a look for the run that it may have started.
 *
 * It hears of what others do in two ways: orchestrator_notify () is for whoever writes the base tables, and
 * the service's events tell of refreshes that it did not start itself.
 */
#pragma once

#include <tarn/tarn.h>

typedef struct _Orchestrator Orchestrator;

/* Told of what happened to a view: at which step, and what. */
typedef void (*OrchestratorTellFunc) (const char *view, const char *step, const char *news,
                                      gpointer data);

/* Told that all is done, and how many views were given up. */
typedef void (*OrchestratorDoneFunc) (guint n_given_up, gpointer data);

/* It sleeps on the clock of @engine, and hears its events. */
Orchestrator *orchestrator_new (TarnEngine *engine, TarnGlueClient *glue, OrchestratorTellFunc tell,
                                OrchestratorDoneFunc done, gpointer data);
void orchestrator_free (Orchestrator *self);

/* What a view stands on is read from the catalog; the views among that are to be added before it. */
gboolean orchestrator_add_view (Orchestrator *self, const TarnTableName *name, GError **error);

/* Something has landed in a base table. */
void orchestrator_notify (Orchestrator *self);

/* Nothing more will land: it is done when no view is left to refresh. */
void orchestrator_close (Orchestrator *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Orchestrator, orchestrator_free)
