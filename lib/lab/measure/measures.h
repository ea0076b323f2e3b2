/* SPDX-License-Identifier: MIT */
/*
 * TarnLabMeasures sums up what happens in a trial. It is fed with plain facts, in the order in which they happen, and
 * needs no engine. Before the window it only keeps what is under way. Time counts within the window. A run counts if
 * it ends in the window, or later, when the trial waits for the runs that were under way at the end.
 */
#pragma once

#include "lab/measure/sums.h"
#include "lab/scenario/scenario.h"

/* The numbers that the metrics need beside the sums. */
typedef struct
{
  gint64 n_slots; /* TARN_UNLIMITED for no limit */
  gint64 dpu_max; /* of a run */
  gint64 granularity_ms;
  gint64 price_micro_usd; /* of a DPU-hour */
} TarnLabTerms;

/* A time in which a view showed the same content. */
typedef struct
{
  gint64 from_us;
  gint64 to_us;
  gint64 included_us; /* the time of the oldest content */
  gint64 newest_us;   /* that of the newest */
  gint64
      lacking_since_us; /* the time of the first commit that the view lacked; G_MAXINT64 for none */
  gboolean is_never;
  TarnWide pending_commits; /* integrals over this time */
  TarnWide pending_bytes;
} TarnLabStretch;

/* This is what a run finds when it gets its slot. */
typedef struct
{
  guint64 pending_commits;
  guint64 pending_bytes;
  guint64 id[2];
  gint64 regret_nano_usd; /* -1 if the modes were not compared */
} TarnLabSlotFacts;

typedef struct
{
  gint64 request_us;
  gint64 start_us; /* 0 if the run never got a slot */
  gint64 snapshot_us;
  TarnRefreshStatus status;
  TarnRefreshType type;
  gint64 used_dpu_ms;
  gint64 billed_dpu_ms;
  gint64 processed_bytes;
} TarnLabEndFacts;

typedef enum
{
  TARN_LAB_PHASE_WARM_UP,
  TARN_LAB_PHASE_WINDOW,
  TARN_LAB_PHASE_AFTER,
} TarnLabPhaseOfTrial;

typedef struct
{
  gint64 stretch_end_us; /* where the next stretch must begin */
  gint64 violation_since_us;
  gint64 violation_until_us; /* of the newest violation; G_MININT64 for none */
  gint64 shown_snapshot_us;
  guint n_waiting; /* requests */
  gint64 waiting_settled_us;
  gint64 running_since_us; /* or since the window began */
  TarnLabSlotFacts slot;
  gint64 open_used_dpu_ms;
  gint64 open_billed_dpu_ms;
  gboolean has_run; /* with a slot */
  gboolean is_overrun;
} TarnLabMeasuredView;

typedef struct
{
  gint64 settled_us;
  guint n_running;
  guint n_waiting;
  TarnWide running; /* integrals over the window */
  TarnWide waiting;
  TarnWide in_system; /* of both, also after the window */
  gint64 running_max;
  gint64 waiting_max;
} TarnLabOccupation;

/* This is what is also summed up without the views, so that a trial can check itself. */
typedef struct
{
  TarnWide time;
  TarnWide twice_age;
  TarnWide twice_lag;
  TarnWide sojourn; /* within the window or after it */
  guint64 n_ended;
  guint64 n_ended_without_slot;
  guint64 used_dpu_ms;
  guint64 billed_dpu_ms;
  guint64 processed_bytes;
  guint64 n_running_at_begin;

  /* Up to the end of the window. */
  guint64 n_published_in_window;
  guint64 n_ended_in_window;
  guint64 used_in_window_dpu_ms;
  guint64 n_running_at_end;
} TarnLabTotals;

/* The first fact that cannot be. */
typedef struct
{
  const char *what; /* NULL if all is well */
  guint view;
  gint64 time_us;
} TarnLabFault;

typedef struct
{
  const TarnLabScenario *scenario; /* lives as long as the trial */
  TarnLabTerms terms;
  TarnLabPhaseOfTrial phase;
  gint64 begin_us;
  gint64 end_us;
  guint64 n_commits;
  GArray *states; /* TarnLabMeasuredView */
  GArray *views;  /* TarnLabSums */
  GArray *groups; /* TarnLabHistograms; behind those of the groups those of the views in none */
  GArray *view_histograms; /* TarnLabHistograms; NULL if nobody wants them */
  TarnTimeHistogram *running;
  TarnLabOccupation occupation;
  TarnLabTotals totals;
  TarnLabFault fault;
  TarnMeasures *account; /* what the engine has measured when the window ended; NULL for nothing */
} TarnLabMeasures;

TarnLabMeasures *tarn_lab_measures_new (const TarnLabScenario *scenario);
void tarn_lab_measures_set_view_percentiles (TarnLabMeasures *self, gboolean has_view_percentiles);
TarnLabMeasures *tarn_lab_measures_copy (const TarnLabMeasures *self);
void tarn_lab_measures_free (TarnLabMeasures *self);

void tarn_lab_measures_begin (TarnLabMeasures *self, const TarnLabTerms *terms, gint64 now_us);
void tarn_lab_measures_end (TarnLabMeasures *self, gint64 now_us);

void tarn_lab_measures_request (TarnLabMeasures *self, guint view, gint64 now_us);
void tarn_lab_measures_skip (TarnLabMeasures *self, guint view);
void tarn_lab_measures_reject (TarnLabMeasures *self, guint view, gint64 request_us, gint64 now_us);
void tarn_lab_measures_start (TarnLabMeasures *self, guint view, gint64 now_us);
void tarn_lab_measures_take_slot (TarnLabMeasures *self, guint view, const TarnLabSlotFacts *facts,
                                  gint64 now_us);
void tarn_lab_measures_end_run (TarnLabMeasures *self, guint view, const TarnLabEndFacts *facts,
                                gint64 now_us);
void tarn_lab_measures_commit (TarnLabMeasures *self);
void tarn_lab_measures_stretch (TarnLabMeasures *self, guint view, const TarnLabStretch *stretch);

/* Tells what the run of a view that has not ended has used until now. */
void tarn_lab_measures_note_open (TarnLabMeasures *self, guint view, gint64 used_dpu_ms,
                                  gint64 billed_dpu_ms);

/* Settles the integrals that go on after the window. */
void tarn_lab_measures_settle (TarnLabMeasures *self, gint64 now_us);

/*
 * Checks that the sums agree with each other, and with those of the engine if there are some. The window must be
 * over, and the measures settled.
 */
gboolean tarn_lab_measures_check (const TarnLabMeasures *self, GError **error);

/* Returns the price of a bill, rounded down. */
guint64 tarn_lab_terms_get_nano_usd (const TarnLabTerms *terms, gint64 billed_dpu_ms);

static inline TarnLabMeasuredView *
tarn_lab_measures_get_view (const TarnLabMeasures *self, guint view)
{
  return &g_array_index (self->states, TarnLabMeasuredView, view);
}

static inline TarnLabSums *
tarn_lab_measures_get_sums (const TarnLabMeasures *self, guint view)
{
  return &g_array_index (self->views, TarnLabSums, view);
}

/* Returns the place among the histograms. */
static inline guint
tarn_lab_measures_get_group (const TarnLabMeasures *self, guint view)
{
  return MIN (tarn_lab_scenario_get_view (self->scenario, view)->group, self->groups->len - 1);
}
