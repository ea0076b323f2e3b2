/* SPDX-License-Identifier: MIT */
/*
 * An orchestrator that keeps materialized views fresh in a GLib main loop, written like code for the real
 * service. It refreshes a view if the view is stale and no source view is being refreshed, with one run of a
 * view at a time. It polls a run, with growing pauses, and stops a run that takes too long. It repeats a run
 * that did not succeed, up to a limit. It repeats a call that was throttled or got no reply, but before it
 * repeats a start, it looks for the run that the first call may have started.
 *
 * It learns of changes by others in two ways: a writer of base tables calls orchestrator_notify (), and the
 * service's events announce refreshes that the orchestrator did not start.
 */
#pragma once

#include <tarn/tarn.h>

typedef struct _Orchestrator Orchestrator;

/* Called after a step of a view, with a description of the result. */
typedef void (*OrchestratorTellFunc) (const char *view, const char *step, const char *news,
                                      gpointer data);

/* Called when all views are done, with the number of views that were given up. */
typedef void (*OrchestratorDoneFunc) (guint n_given_up, gpointer data);

/* The orchestrator uses the clock and the events of @engine. */
Orchestrator *orchestrator_new (TarnEngine *engine, TarnGlueClient *glue, OrchestratorTellFunc tell,
                                OrchestratorDoneFunc done, gpointer data);
void orchestrator_free (Orchestrator *self);

/* Reads the sources of the view from the catalog. The caller must add source views before the view. */
gboolean orchestrator_add_view (Orchestrator *self, const TarnTableName *name, GError **error);

/* Notifies the orchestrator of a commit to a base table. */
void orchestrator_notify (Orchestrator *self);

/* Announces that there will be no more commits. The orchestrator is done when no view is left to refresh. */
void orchestrator_close (Orchestrator *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Orchestrator, orchestrator_free)
