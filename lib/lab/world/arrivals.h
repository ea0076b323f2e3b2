/* SPDX-License-Identifier: MIT */
/*
 * The commits of one table, one after the other: when each happens, and what it changes. Each draw has the table's
 * name, a purpose, and the ordinal of the commit as its place. So no other table and no policy changes it.
 */
#pragma once

#include "lab/scenario/scenario.h"

/* This is what never changes in a trial. Forks share it. */
typedef struct
{
  const TarnLabCommits *commits;
  gint64 start_us; /* of the world */
  gint64 end_us;   /* no commit happens then or later */
  TarnRandomStream *gaps, *hours, *bytes, *copies;
  gint64 mean_gap_us; /* between candidates for a commit; with a rhythm, at the peak of the rate */
  guint32 peak;       /* the greatest weight of the rhythm; 0 without one */
} TarnLabArrivals;

/* This says how far the commits are. */
typedef struct
{
  guint64 ordinal; /* of the next candidate */
  guint n_copies;  /* how many more commits there are of the present commit of the trace */
} TarnLabCursor;

void tarn_lab_arrivals_init (TarnLabArrivals *arrivals, TarnEngine *engine, const char *name,
                             const TarnLabCommits *commits, gint64 start_us, gint64 end_us);
void tarn_lab_arrivals_clear (TarnLabArrivals *arrivals);

/* Moves on to the next commit. Returns the time from @now_us to it, or TARN_TIMEOUT_END if there is none. */
gint64 tarn_lab_arrivals_move_on (const TarnLabArrivals *arrivals, TarnLabCursor *cursor,
                                  gint64 now_us);
/* Gets what the commit changes that was moved on to. Its offset means nothing. */
TarnLabTraceCommit tarn_lab_arrivals_get_commit (const TarnLabArrivals *arrivals,
                                                 const TarnLabCursor *cursor);
/* Lets the commit remove no more than there is, and changes the size of its table. */
void tarn_lab_arrivals_limit_removal (TarnLabTraceCommit *commit, guint64 *size_bytes);
