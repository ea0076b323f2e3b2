/* SPDX-License-Identifier: MIT */
/*
 * One scenario under some policies with the draws of one replication. The trial asks the policies, acts on their
 * answers, and tells its watchers what happens. It knows no particular policy and no particular watcher.
 */
#pragma once

#include <tarn-lab/tarn-lab-trial.h>

#include "lab/policy/policy.h"
#include "lab/trial/trial-event.h"

/* @policies has one policy for each of the scenario. */
TarnLabTrial *tarn_lab_trial_new_with_policies (TarnLabScenario *scenario, guint64 replication,
                                                TarnLabPolicy *const *policies, GError **error);

/* The trial takes @state, which class->free frees. It has to be at its start. */
void tarn_lab_trial_add_watcher (TarnLabTrial *self, const TarnLabWatcherClass *class,
                                 gpointer state);
/* Returns the state of the first watcher of the class, or NULL. */
gpointer tarn_lab_trial_get_watcher (TarnLabTrial *self, const TarnLabWatcherClass *class);

/* Calls @func with the open stretch of each view as it is now, in a fork of the trial; the errors are those of a fork. */
typedef void (*TarnLabStretchFunc) (guint view, const TarnStretch *stretch, gpointer data);
gboolean tarn_lab_trial_peek_stretches (TarnLabTrial *self, TarnLabStretchFunc func, gpointer data,
                                        GError **error);

/* Simulates up to the end of the window, and drains if the scenario says so. */
gboolean tarn_lab_trial_run (TarnLabTrial *self, GError **error);
/* Returns how many runs have not ended, and how many requests were neither started nor rejected. */
guint64 tarn_lab_trial_get_n_active (TarnLabTrial *self);
guint64 tarn_lab_trial_get_n_waiting (TarnLabTrial *self);
