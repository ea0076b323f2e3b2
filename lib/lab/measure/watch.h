/* SPDX-License-Identifier: MIT */
/*
 * The measures watch a trial. They turn its events into the facts that TarnLabMeasures sums up, and keep what was done
 * last for each view, which explains why the view is stale.
 */
#pragma once

#include <tarn-lab/tarn-lab-measure.h>

#include "lab/measure/result.h"
#include "lab/trial/trial.h"

/* This is what the policy and the service did last for a view; a time of 0 has not happened. */
typedef struct
{
  gint64 request_us;
  gint64 skip_us;
  gint64 start_us; /* with the next four of the newest run that got a slot */
  gint64 start_request_us;
  gint64 snapshot_us; /* as of when it reads */
  TarnRefreshType type;
  gint64 end_us; /* 0 while it runs */
  TarnRefreshStatus status;
  guint n_skips;          /* since the newest success */
  guint n_bad_ends;       /* runs since the newest success that published nothing */
  gboolean was_refreshed; /* since the trial began */
} TarnLabLatest;

typedef struct
{
  TarnLabTrial *trial;
  TarnLabMeasures *measures;
  GArray *latest;  /* TarnLabLatest; of each view */
  GArray *commits; /* gint64; when each base table had its newest commit */
  TarnLabCoincidence coincidence;
  gboolean has_begun;
  gboolean has_mode_regret;
  gboolean is_history_kept; /* whether each incremental refresh that a view allows is possible */
} TarnLabWatch;

extern const TarnLabWatcherClass tarn_lab_watch_class;

/*
 * Lets the measures watch a trial that is at its start, and switches the measures of its engine on. Whoever makes a
 * trial calls this.
 */
gboolean tarn_lab_watch_begin (TarnLabTrial *trial, GError **error);

/* Returns the watch of the trial. */
TarnLabWatch *tarn_lab_watch_get (TarnLabTrial *trial);

/* Returns the figures of the user's own measures, as TarnLabOwnFigure. */
GArray *tarn_lab_own_get_figures (TarnLabTrial *trial);
