/* SPDX-License-Identifier: MIT */
/*
 * A series is how a trial went over time: the mean lag of all views in slices of the window, and the first runs of the
 * window with their slots. Pictures need it, and no figure does, so a trial has one only if it is asked for.
 */
#pragma once

#include "lab/trial/trial.h"

enum
{
  TARN_LAB_SERIES_SLICES = 240,
  TARN_LAB_SERIES_RUNS_MAX = 2000, /* of a series; those after them are left out */
};

/* A run that had a slot. Slots have numbers, and a run gets the lowest one that is free. */
typedef struct
{
  guint view;
  guint slot;
  gint64 slot_us;
  gint64 running_us; /* when it began to run; 0 if it did not */
  gint64 end_us;     /* G_MAXINT64 if it had not ended when the series was over */
  TarnRefreshType type;
  TarnRefreshStatus status; /* at its end */
} TarnLabSeriesRun;

typedef struct
{
  gatomicrefcount ref_count;
  gint64 begin_us; /* of the window */
  gint64 end_us;
  guint n_views;
  TarnWide twice_lags[TARN_LAB_SERIES_SLICES]; /* summed up over the views and over the slice */
  GArray *runs; /* TarnLabSeriesRun; in the order of their ends, then those that had not ended */
  gint64 runs_until_us; /* all runs that had a slot before this time are there */
} TarnLabSeries;

TarnLabSeries *tarn_lab_series_ref (TarnLabSeries *self);
void tarn_lab_series_unref (TarnLabSeries *self);

/* Returns where a slice begins; the one behind the last is where the window ends. */
gint64 tarn_lab_series_get_time (const TarnLabSeries *self, guint slice);

/* Returns the mean lag of all views in a slice, rounded to microseconds. */
gint64 tarn_lab_series_get_mean_lag (const TarnLabSeries *self, guint slice);

/* Lets a trial that is at its start have a series. */
void tarn_lab_series_begin (TarnLabTrial *trial);

/* Returns the series of a trial that is over, or NULL if it has none. */
TarnLabSeries *tarn_lab_series_get (TarnLabTrial *trial);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabSeries, tarn_lab_series_unref)
