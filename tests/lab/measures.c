/* SPDX-License-Identifier: MIT */
/* These tests feed the measures by hand, and know their figures from paper. */
#include "lab/measure/metrics.h"
#include "measures-script.h"
#include "worlds/rows.h"

#define ALL TARN_LAB_SUBJECT_ALL
#define GROUP TARN_LAB_SUBJECT_GROUP
#define VIEW TARN_LAB_SUBJECT_VIEW
#define SUCCEEDED TARN_REFRESH_STATUS_SUCCEEDED
#define FAILED TARN_REFRESH_STATUS_FAILED
#define STOPPED TARN_REFRESH_STATUS_STOPPED

/* --- A view that is refreshed every 15 minutes ------------------------------------------------ */

#define PERIOD (900 * SECOND)
#define DURATION (55625 * (SECOND / 1000))
#define N_PERIODS 4

/* Age rises from 55.625 s to 955.625 s. The window has whole periods, so that the figures are exact. */
static void
test_periodic (void)
{
  static const Expected expected[] = {
    { ALL, 0, "age-mean", 505625000 },
    { ALL, 0, "age-weighted-mean", 505625000 },
    { ALL, 0, "age-max", 955625000 },
    { ALL, 0, "age-p50", 505413632 }, /* 505625000 of 241 * 2^21 to 242 * 2^21 */
    { ALL, 0, "age-p99", 943718400 }, /* 946625000 of 225 * 2^22 to 226 * 2^22 */
    { GROUP, 0, "age-p50", 505413632 },
    { VIEW, 0, "age-p50", 503316480 }, /* 30 * 2^24 */
    { ALL, 0, "slo-share", 604861 },   /* 544375 / 900000 */
    { ALL, 0, "slo-violations", 5 },   /* those at the edges are clipped */
    { ALL, 0, "slo-violation-time", 4 * 355625000 },
    { ALL, 0, "slo-violation-max", 355625000 },
    { ALL, 0, "slo-excess", 252938 },                   /* 4 * 355.625^2 / 2 = 252938.28 */
    { ALL, 0, "slo-excess-mean", 70260634 },            /* 355.625^2 / 2 / 900 s = 70.26063368 s */
    { ALL, 0, "slo-violation-excess-mean", 177812500 }, /* 355.625 s / 2 */
    { ALL, 0, "slo-violation-excess-max", 355625000 },
    { ALL, 0, "lag-mean", 0 },
    { ALL, 0, "lag-p99", 0 },
    { ALL, 0, "fresh-share", 1000000 },
    { ALL, 0, "wait-mean", NO_FIGURE },
    { ALL, 0, "makespan", NO_FIGURE },
    { ALL, 0, "dpu-mean", NO_FIGURE },
    { ALL, 0, "utilization", 0 },
  };
  Script script = begin_script (1, TRUE);

  set_slo (&script, 0, TARN_LAB_SLO_AGE, 600);
  begin_window (&script);
  show (&script, 0, 0, DURATION, -PERIOD, NEVER_LACKING);
  for (gint64 i = 0; i < N_PERIODS; i++)
    show (&script, 0, i * PERIOD + DURATION,
          i < N_PERIODS - 1 ? (i + 1) * PERIOD + DURATION : N_PERIODS * PERIOD, i * PERIOD,
          NEVER_LACKING);
  end_window (&script, N_PERIODS * 900);
  g_autoptr (TarnLabResult) result = get_result (&script);
  assert_figures (result, expected, G_N_ELEMENTS (expected));
  clear_script (&script);
}

/* --- What a view shows ------------------------------------------------------------------------ */

typedef struct
{
  gint64 to;
  gint64 included;
  gint64 lacking_since; /* -1 for none */
} Shown;

typedef struct
{
  const char *name;
  TarnLabSloKind slo_kind;
  gint64 slo;
  Shown shown[4]; /* up to the first without an end */
  Expected expected[8];
} ShownRow;

static const ShownRow shown_rows[] = {
  { "lag-begins-with-the-first-commit",
    TARN_LAB_SLO_NONE,
    0,
    { { 100, -10, 40 } },
    { { VIEW, 0, "lag-mean", 18 * SECOND }, /* 60^2 / 2 / 100 */
      { VIEW, 0, "lag-max", 60 * SECOND },
      { VIEW, 0, "fresh-share", 400000 },
      { VIEW, 0, "age-mean", 60 * SECOND },
      { VIEW, 0, "slo-share", NO_FIGURE },
      { VIEW, 0, "slo-violations", NO_FIGURE } } },
  { "lag-began-before-the-window",
    TARN_LAB_SLO_NONE,
    0,
    { { 100, -50, -20 } },
    { { VIEW, 0, "lag-mean", 70 * SECOND },
      { VIEW, 0, "lag-max", 120 * SECOND },
      { VIEW, 0, "fresh-share", 0 } } },
  { "a-violation-goes-on-over-a-publication",
    TARN_LAB_SLO_LAG,
    30,
    { { 100, -5, 10 }, { 200, 50, 60 } },
    { { VIEW, 0, "slo-violations", 1 },
      { VIEW, 0, "slo-violation-time", 160 * SECOND },
      { VIEW, 0, "slo-violation-max", 160 * SECOND },
      { VIEW, 0, "slo-share", 200000 },
      { VIEW, 0, "slo-violation-excess-mean", 48750000 }, /* 7800 / 160 */
      { VIEW, 0, "slo-violation-excess-max", 110 * SECOND },
      { VIEW, 0, "slo-excess", 7800 } } }, /* 60^2 / 2, and from 10 to 110 */
  { "a-publication-ends-a-violation",
    TARN_LAB_SLO_LAG,
    30,
    { { 100, -5, 10 }, { 200, 50, 80 } },
    { { VIEW, 0, "slo-violations", 2 },
      { VIEW, 0, "slo-violation-time", 150 * SECOND },
      { VIEW, 0, "slo-violation-max", 90 * SECOND } } },
  { "a-value-that-is-the-slo-for-an-instant-ends-nothing",
    TARN_LAB_SLO_LAG,
    30,
    { { 100, -5, 10 }, { 200, 50, 70 } },
    { { VIEW, 0, "slo-violations", 1 }, { VIEW, 0, "slo-violation-max", 160 * SECOND } } },
  { "a-value-that-only-reaches-the-slo-violates-nothing",
    TARN_LAB_SLO_AGE,
    100,
    { { 100, 0, -1 }, { 200, 100, -1 } },
    { { VIEW, 0, "slo-violations", 0 },
      { VIEW, 0, "slo-violation-max", 0 },
      { VIEW, 0, "slo-violation-excess-mean", NO_FIGURE },
      { VIEW, 0, "slo-violation-excess-max", 0 },
      { VIEW, 0, "slo-share", 1000000 } } },
  { "an-slo-of-0-is-kept-while-fresh",
    TARN_LAB_SLO_LAG,
    0,
    { { 100, -5, 60 } },
    { { VIEW, 0, "slo-share", 600000 }, { VIEW, 0, "slo-violations", 1 } } },
};

static void
test_shown (gconstpointer data)
{
  const ShownRow *row = data;
  Script script = begin_script (1, FALSE);
  gint64 from = 0;
  guint n = 0;

  set_slo (&script, 0, row->slo_kind, row->slo);
  begin_window (&script);
  for (const Shown *shown = row->shown; shown->to != 0; shown++)
    {
      show (&script, 0, from * SECOND, shown->to * SECOND, shown->included * SECOND,
            shown->lacking_since == -1 ? NEVER_LACKING : shown->lacking_since * SECOND);
      from = shown->to;
    }
  end_window (&script, from);
  while (n < G_N_ELEMENTS (row->expected) && row->expected[n].metric != NULL)
    n++;
  g_autoptr (TarnLabResult) result = get_result (&script);
  assert_figures (result, row->expected, n);
  clear_script (&script);
}

/* Skew, never refreshed, and what is pending. */
static void
test_pending (void)
{
  static const Expected expected[] = {
    { VIEW, 0, "skew-mean", 15 * SECOND },
    { VIEW, 0, "skew-max", 15 * SECOND },
    { VIEW, 0, "never-refreshed-share", 1000000 },
    { VIEW, 0, "pending-commits-mean", 1500000 },
    { VIEW, 0, "pending-bytes-mean", 2500000 },
    { VIEW, 0, "stale-megabyte-seconds", 250 },
    { VIEW, 0, "age-p50", NO_FIGURE },
  };
  Script script = begin_script (1, FALSE);
  TarnLabStretch stretch = {
    .from_us = BEGIN,
    .to_us = BEGIN + 100 * SECOND,
    .included_us = BEGIN - 20 * SECOND,
    .newest_us = BEGIN - 5 * SECOND,
    .lacking_since_us = NEVER_LACKING,
    .is_never = TRUE,
    .pending_commits = { 0, 150 * SECOND },
    .pending_bytes = { 0, (guint64) 250 * SECOND * 1000000 },
  };

  begin_window (&script);
  tarn_lab_measures_stretch (script.measures, 0, &stretch);
  end_window (&script, 100);
  g_autoptr (TarnLabResult) result = get_result (&script);
  assert_figures (result, expected, G_N_ELEMENTS (expected));
  clear_script (&script);
}

static void
test_weights (void)
{
  static const Expected expected[] = {
    { ALL, 0, "age-mean", 150 * SECOND },       /* 50, 150 and 250 */
    { ALL, 0, "age-weighted-mean", 183333333 }, /* (50 + 2 * 150 + 3 * 250) / 6 */
    { GROUP, 0, "age-mean", 100 * SECOND },
    { GROUP, 0, "age-weighted-mean", 116666667 },
    { GROUP, 1, "age-weighted-mean", 250 * SECOND },
  };
  Script script = begin_script (3, FALSE);

  begin_window (&script);
  for (guint i = 0; i < 3; i++)
    show (&script, i, 0, 100 * SECOND, -100 * SECOND * (gint64) i, NEVER_LACKING);
  end_window (&script, 100);
  g_autoptr (TarnLabResult) result = get_result (&script);
  assert_figures (result, expected, G_N_ELEMENTS (expected));
  clear_script (&script);
}

/* --- Runs ------------------------------------------------------------------------------------- */

static void
show_all (Script *script, gint64 end)
{
  for (guint i = 0; i < script->scenario->views->len; i++)
    show (script, i, 0, end * SECOND, -SECOND, NEVER_LACKING);
}

/*
 * View 0: 0 to 100 without wait. View 1: requested at 0, runs from 50 to 60 and fails; then requested at 70, runs
 * from 90 to 140 and finds nothing.
 */
static void
test_runs (void)
{
  static const Expected expected[] = {
    { ALL, 0, "requests", 3 },
    { ALL, 0, "runs-started", 3 },
    { ALL, 0, "runs-succeeded", 2 },
    { ALL, 0, "runs-failed", 1 },
    { ALL, 0, "runs-stopped", 0 },
    { ALL, 0, "runs-unchanged", 1 },
    { ALL, 0, "runs-incremental", 3 },
    { ALL, 0, "runs-full", 0 },
    { ALL, 0, "wait-mean", 23333333 }, /* (0 + 50 + 20) / 3 */
    { ALL, 0, "wait-max", 50 * SECOND },
    { ALL, 0, "duration-mean", 53333333 }, /* (100 + 10 + 50) / 3 */
    { ALL, 0, "duration-max", 100 * SECOND },
    { ALL, 0, "sojourn-mean", 76666667 }, /* (100 + 60 + 70) / 3 */
    { ALL, 0, "stretch-mean", 2800000 },  /* (1 + 6 + 1.4) / 3 */
    { ALL, 0, "stretch-max", 6000000 },
    { ALL, 0, "slowdown-mean", 2800000 },
    { ALL, 0, "makespan", 140 * SECOND },
    { VIEW, 1, "makespan", 140 * SECOND },
    { VIEW, 0, "makespan", 100 * SECOND },
    { ALL, 0, "running-mean", 800000 }, /* 160 / 200 */
    { ALL, 0, "running-max", 2 },
    { ALL, 0, "running-p50", 1 }, /* none 60 s, one 120 s, two 20 s */
    { ALL, 0, "running-p90", 1 },
    { ALL, 0, "running-p95", 2 },
    { ALL, 0, "waiting-mean", 350000 },
    { ALL, 0, "waiting-max", 1 },
    { VIEW, 1, "waiting-mean", 350000 },
    { VIEW, 0, "running-mean", 500000 },
    { ALL, 0, "utilization", 400000 },
    { ALL, 0, "used", 210000 },
    { ALL, 0, "billed", 330000 },
    { ALL, 0, "billing-overhead", 363636 },
    { ALL, 0, "billing-minimum-share", 333333 },
    { ALL, 0, "cost", 40333332 }, /* 25666666.6, 14666666.6, 0 */
    { ALL, 0, "wasted", 500 },
    { ALL, 0, "wasted-share", 2381 },
    { ALL, 0, "processed-bytes", 210000 },
    { ALL, 0, "published-bytes", 300 },
    { ALL, 0, "read-amplification", 700000000 },
    { VIEW, 1, "read-amplification", NO_FIGURE },
    { ALL, 0, "runs-open", 0 },
    { ALL, 0, "mode-regret", NO_FIGURE },
    { ALL, 0, "commits", 1 },
    { ALL, 0, "cost-per-view-day", G_GINT64_CONSTANT (8711999712) }, /* 40333332 / 2 * 432 */
  };
  Script script = begin_script (2, FALSE);

  begin_window (&script);
  request (&script, 0, 0);
  start (&script, 0, 0, 3);
  request (&script, 1, 0);
  tarn_lab_measures_commit (script.measures);
  start (&script, 1, 50, 2);
  end_run (&script, 1, 0, 50, 60, FAILED, 500, 120000);
  request (&script, 1, 70);
  start (&script, 1, 90, 0);
  end_run (&script, 0, 0, 0, 100, SUCCEEDED, 209500, 210000);
  end_run (&script, 1, 70, 90, 140, SUCCEEDED, 0, 0);
  show_all (&script, 200);
  end_window (&script, 200);
  g_autoptr (TarnLabResult) result = get_result (&script);
  assert_figures (result, expected, G_N_ELEMENTS (expected));
  clear_script (&script);
}

/* --- Requests --------------------------------------------------------------------------------- */

/*
 * The letters say what happens to one view, one after another in each second: R requests, S skips, J rejects, G gets a
 * slot, E ends with success.
 */
typedef struct
{
  const char *name;
  const char *events;
  gint64 n_overrun;
  gint64 n_skipped;
  gint64 n_coalesced;
  gint64 n_rejected;
  gint64 n_open_requests;
  gint64 n_open_runs;
} RequestRow;

static const RequestRow request_rows[] = {
  { "a-run-by-itself", "RGE", 0, 0, 0, 0, 0, 0 },
  { "a-tick-while-the-run-runs", "RGSE", 1, 1, 0, 0, 0, 0 },
  { "a-tick-while-the-request-waits", "RSGE", 1, 0, 1, 0, 0, 0 },
  { "two-ticks-overrun-once", "RSGSE", 1, 1, 1, 0, 0, 0 },
  { "the-next-run-is-in-time", "RGSERGE", 1, 1, 0, 0, 0, 0 },
  { "a-request-while-the-run-runs", "RGREGE", 1, 0, 0, 0, 0, 0 },
  { "each-of-a-queue-but-the-last", "RRRGEGEGE", 2, 0, 0, 0, 0, 0 },
  { "what-does-not-end-overruns-nothing", "RGS", 0, 1, 0, 0, 0, 1 },
  { "a-request-that-waits-on", "RGER", 0, 0, 0, 0, 1, 0 },
  { "a-rejected-request", "RJ", 0, 0, 0, 1, 0, 0 },
  { "a-rejected-request-overruns-nothing", "RSJRGE", 0, 0, 1, 1, 0, 0 },
};

static void
feed (Script *script, const char *events)
{
  gint64 requests[8], slot = 0;
  guint first = 0, n = 0;

  for (gint64 time = 1; events[time - 1] != '\0'; time++)
    switch (events[time - 1])
      {
      case 'R':
        requests[n++] = time;
        request (script, 0, time);
        break;
      case 'S':
        tarn_lab_measures_skip (script->measures, 0);
        break;
      case 'J':
        tarn_lab_measures_reject (script->measures, 0, BEGIN + requests[first++] * SECOND,
                                  BEGIN + time * SECOND);
        break;
      case 'G':
        slot = time;
        start (script, 0, time, 1);
        break;
      default:
        end_run (script, 0, requests[first++], slot, time, SUCCEEDED, 1000, 1000);
      }
}

static void
test_requests (gconstpointer data)
{
  const RequestRow *row = data;
  const Expected expected[] = {
    { VIEW, 0, "runs-overrun", row->n_overrun },
    { VIEW, 0, "ticks-skipped", row->n_skipped },
    { VIEW, 0, "ticks-coalesced", row->n_coalesced },
    { VIEW, 0, "requests-rejected", row->n_rejected },
    { VIEW, 0, "requests-open", row->n_open_requests },
    { VIEW, 0, "runs-open", row->n_open_runs },
  };
  Script script = begin_script (1, FALSE);

  begin_window (&script);
  feed (&script, row->events);
  show_all (&script, 20);
  end_window (&script, 20);
  g_autoptr (TarnLabResult) result = get_result (&script);
  assert_figures (result, expected, G_N_ELEMENTS (expected));
  clear_script (&script);
}

/* --- The edges of the window ------------------------------------------------------------------ */

/* A run from -40 to 10 and one from 50 to 130, in a window from 0 to 100. */
static Script
begin_edges (void)
{
  Script script = begin_script (1, FALSE);

  request (&script, 0, -50);
  start (&script, 0, -40, 1);
  begin_window (&script);
  end_run (&script, 0, -50, -40, 10, SUCCEEDED, 7000, 8000);
  request (&script, 0, 45);
  start (&script, 0, 50, 1);
  show_all (&script, 100);
  end_window (&script, 100);
  return script;
}

static void
test_cut (void)
{
  static const Expected expected[] = {
    { ALL, 0, "runs-started", 1 },       { ALL, 0, "runs-succeeded", 1 },
    { ALL, 0, "runs-open", 1 },          { ALL, 0, "running-mean", 600000 }, /* 10 and 50 s */
    { ALL, 0, "waiting-mean", 50000 },   { ALL, 0, "used", 7000 }, /* also before the window */
    { ALL, 0, "used-open", 5000 },       { ALL, 0, "billed-open", 6000 },
    { ALL, 0, "cost-open", 733333 },     { ALL, 0, "wait-mean", 10 * SECOND },
    { ALL, 0, "makespan", 60 * SECOND }, { ALL, 0, "requests-open", 0 },
  };
  Script script = begin_edges ();

  tarn_lab_measures_note_open (script.measures, 0, 5000, 6000);
  g_autoptr (TarnLabResult) result = get_result (&script);
  assert_figures (result, expected, G_N_ELEMENTS (expected));
  clear_script (&script);
}

static void
test_drain (void)
{
  static const Expected expected[] = {
    { ALL, 0, "runs-started", 1 },
    { ALL, 0, "runs-succeeded", 2 },
    { ALL, 0, "runs-open", 0 },
    { ALL, 0, "running-mean", 600000 },
    { ALL, 0, "used", 16000 },
    { ALL, 0, "used-open", 0 },
    { ALL, 0, "duration-max", 80 * SECOND },
    { ALL, 0, "makespan", 180 * SECOND },
  };
  Script script = begin_edges ();

  end_run (&script, 0, 45, 50, 130, SUCCEEDED, 9000, 9000);
  tarn_lab_measures_settle (script.measures, BEGIN + 130 * SECOND);
  g_autoptr (TarnLabResult) result = get_result (&script);
  assert_figures (result, expected, G_N_ELEMENTS (expected));
  clear_script (&script);
}

/* A copy goes on by itself. */
static void
test_copy (void)
{
  static const Expected expected[] = { { ALL, 0, "runs-succeeded", 2 },
                                       { ALL, 0, "age-p50", 50855936 },    /* 194 * 2^18 */
                                       { VIEW, 0, "age-p50", 50331648 } }; /* 24 * 2^21 */
  Script script = begin_script (1, TRUE), copy;

  begin_window (&script);
  request (&script, 0, 0);
  start (&script, 0, 0, 1);
  copy = (Script){ make_scenario (1), tarn_lab_measures_copy (script.measures) };
  for (guint i = 0; i < 2; i++)
    {
      Script *one = i == 0 ? &script : &copy;

      end_run (one, 0, 0, 0, 10, SUCCEEDED, 1, 1);
      request (one, 0, 20);
      start (one, 0, 30, 1);
      end_run (one, 0, 20, 30, 40, SUCCEEDED, 1, 1);
      show_all (one, 100);
      end_window (one, 100);
      g_autoptr (TarnLabResult) result = get_result (one);
      assert_figures (result, expected, G_N_ELEMENTS (expected));
    }
  clear_script (&script);
  clear_script (&copy);
}

/* --- What cannot be --------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  void (*feed) (Script *script);
  const char *message;
} FaultRow;

static void
leave_gap (Script *script)
{
  show (script, 0, 0, 50 * SECOND, 0, NEVER_LACKING);
  show (script, 0, 60 * SECOND, 100 * SECOND, 0, NEVER_LACKING);
}

static void
lack_the_end (Script *script)
{
  show (script, 0, 0, 50 * SECOND, 0, NEVER_LACKING);
}

static void
show_the_future (Script *script)
{
  show (script, 0, 0, 100 * SECOND, SECOND, NEVER_LACKING);
}

static void
lack_what_is_shown (Script *script)
{
  show (script, 0, 0, 100 * SECOND, -SECOND, -2 * SECOND);
}

static void
answer_nothing (Script *script)
{
  show_all (script, 100);
  start (script, 0, 5, 1);
}

static void
run_twice (Script *script)
{
  show_all (script, 100);
  request (script, 0, 1);
  request (script, 0, 2);
  start (script, 0, 5, 1);
  start (script, 0, 6, 1);
}

static void
end_nothing (Script *script)
{
  show_all (script, 100);
  end_run (script, 0, 1, 2, 3, SUCCEEDED, 1, 1);
}

static void
go_back (Script *script)
{
  show_all (script, 100);
  request (script, 0, 1);
  start (script, 0, 2, 1);
  end_run (script, 0, 1, 2, 3, SUCCEEDED, 1, 1);
  request (script, 0, 4);
  start (script, 0, 5, 1);
  TarnLabEndFacts facts = { .request_us = BEGIN + 4 * SECOND,
                            .start_us = BEGIN + 5 * SECOND,
                            .snapshot_us = BEGIN + SECOND,
                            .status = SUCCEEDED };
  tarn_lab_measures_end_run (script->measures, 0, &facts, BEGIN + 6 * SECOND);
}

static void
start_before_request (Script *script)
{
  show_all (script, 100);
  request (script, 0, 4);
  start (script, 0, 5, 1);
  end_run (script, 0, 4, 3, 6, SUCCEEDED, 1, 1);
}

static void
sojourn_too_long (Script *script)
{
  show_all (script, 100);
  request (script, 0, 10);
  start (script, 0, 20, 1);
  end_run (script, 0, 5, 20, 30, SUCCEEDED, 1, 1);
}

static void
use_more_than_billed (Script *script)
{
  show_all (script, 100);
  request (script, 0, 10);
  start (script, 0, 20, 1);
  end_run (script, 0, 10, 20, 30, SUCCEEDED, 2, 1);
}

static const FaultRow fault_rows[] = {
  { "gap", leave_gap,
    "a stretch does not begin where the one before ended: view db.v0, at 1000000060000000 us" },
  { "end", lack_the_end,
    "the figures of the trial do not add up: the stretches of a view and the window: 50000000 and"
    " 100000000" },
  { "future", show_the_future,
    "a view shows content of the future: view db.v0, at 1000000000000000 us" },
  { "lacks-what-it-shows", lack_what_is_shown,
    "a view lacks a commit that it includes: view db.v0, at 1000000000000000 us" },
  { "answer", answer_nothing,
    "a request that nobody made is answered: view db.v0, at 1000000005000000 us" },
  { "second-run", run_twice, "a second run has a slot: view db.v0, at 1000000006000000 us" },
  { "no-run", end_nothing, "a run without a slot ends: view db.v0, at 1000000003000000 us" },
  { "older-snapshot", go_back,
    "an older snapshot is published over a newer one: view db.v0, at 1000000006000000 us" },
  { "order", start_before_request,
    "a run starts before its request or after its end: view db.v0, at 1000000006000000 us" },
  { "sojourn", sojourn_too_long,
    "the figures of the trial do not add up: sojourns and what waited and ran over time: 25000000"
    " and 20000000" },
  { "bill", use_more_than_billed,
    "the figures of the trial do not add up: use and bills: 2 and 1" },
};

static void
test_fault (gconstpointer data)
{
  const FaultRow *row = data;
  Script script = begin_script (1, FALSE);
  g_autoptr (GError) error = NULL;

  begin_window (&script);
  row->feed (&script);
  end_window (&script, 100);
  g_assert_false (tarn_lab_measures_check (script.measures, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_CHECK);
  g_assert_cmpstr (error->message, ==, row->message);
  clear_script (&script);
}

/* --- Sums that differ --------------------------------------------------------------------------- */

/* A figure of all views is one more than the sum over the views. */
typedef struct
{
  const char *name;
  gsize place; /* of the 64 bits that are counted up, in TarnLabMeasures */
  const char *message;
} SumRow;

#define OF(member) G_STRUCT_OFFSET (TarnLabMeasures, member)

static const SumRow sum_rows[] = {
  { "time", OF (totals.time.low), "the time of the views and of all: 100000000 and 100000001" },
  { "twice-age", OF (totals.twice_age.low), "twice the age of the views and of all" },
  { "twice-lag", OF (totals.twice_lag.low), "twice the lag of the views and of all" },
  { "running", OF (occupation.running.low), "the runs of the views over time and of all" },
  { "waiting", OF (occupation.waiting.low), "the requests of the views over time and of all" },
  { "ended", OF (totals.n_ended), "the ended runs of the views and of all: 1 and 2" },
  { "used", OF (totals.used_dpu_ms), "the use of the views and of all: 3 and 4" },
  { "billed", OF (totals.billed_dpu_ms), "the bills of the views and of all: 5 and 6" },
  { "processed-bytes", OF (totals.processed_bytes), "the processed bytes of the views and of all" },
};

static void
test_sum (gconstpointer data)
{
  const SumRow *row = data;
  Script script = begin_script (1, FALSE);
  g_autoptr (GError) error = NULL;

  begin_window (&script);
  show_all (&script, 100);
  request (&script, 0, 10);
  start (&script, 0, 20, 10);
  end_run (&script, 0, 10, 20, 30, SUCCEEDED, 3, 5);
  end_window (&script, 100);
  g_assert_true (tarn_lab_measures_check (script.measures, &error));
  g_assert_no_error (error);

  ++*(guint64 *) G_STRUCT_MEMBER_P (script.measures, row->place);
  g_assert_false (tarn_lab_measures_check (script.measures, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_CHECK);
  g_assert_nonnull (strstr (error->message, row->message));
  clear_script (&script);
}

typedef struct
{
  const char *name;
  TarnWide pending_bytes;
  const char *message;
} SizeRow;

static const SizeRow size_rows[] = {
  { "greatest", { 0, G_MAXUINT64 }, NULL },
  { "figure", { 1 << 16, 0 }, "the figure pending-bytes-mean of all does not fit into 63 bits" },
  { "sum",
    { G_MAXUINT64, G_MAXUINT64 },
    "the sum for the figure pending-bytes-mean of all does not fit into 128 bits" },
};

static void
test_size (gconstpointer data)
{
  const SizeRow *row = data;
  Script script = begin_script (1, FALSE);
  g_autoptr (GError) error = NULL;
  TarnLabStretch stretch = { .from_us = BEGIN,
                             .to_us = BEGIN + 100,
                             .included_us = BEGIN,
                             .newest_us = BEGIN,
                             .lacking_since_us = NEVER_LACKING,
                             .pending_bytes = row->pending_bytes };

  begin_window (&script);
  tarn_lab_measures_stretch (script.measures, 0, &stretch);
  tarn_lab_measures_end (script.measures, BEGIN + 100);
  g_autoptr (TarnLabResult) result = tarn_lab_result_new (script.measures, NULL, &error);
  if (row->message == NULL)
    {
      g_assert_no_error (error);
      g_assert_nonnull (result);
    }
  else
    {
      g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_TOO_LARGE);
      g_assert_cmpstr (error->message, ==, row->message);
    }
  clear_script (&script);
}

/* --- The table of metrics --------------------------------------------------------------------- */

static void
test_table (void)
{
  const char *const *names = tarn_lab_list_metrics ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_assert_true (g_hash_table_add (seen, (gpointer) names[i]));
      g_assert_cmpstr (names[i], ==, tarn_lab_metric_get_name (tarn_lab_metric_get (i)));
      g_assert_true (tarn_lab_metric_find (names[i]) == tarn_lab_metric_get (i));
      g_assert_true (g_str_has_suffix (tarn_lab_metric_get_description (names[i]), "."));
      g_assert_nonnull (tarn_lab_metric_get_unit (names[i]));
      g_assert_true (tarn_lab_metric_has_subject (names[i], ALL)
                     != tarn_lab_metric_has_subject (names[i], TARN_LAB_SUBJECT_ALL_ASSETS));
      g_assert_true (tarn_lab_metric_has_subject (names[i], TARN_LAB_SUBJECT_ALL_ASSETS)
                     == tarn_lab_metric_has_subject (names[i], TARN_LAB_SUBJECT_ASSETS));
    }
  g_assert_false (tarn_lab_metric_has_subject ("commits", VIEW));
  g_assert_false (tarn_lab_metric_has_subject ("age-weighted-mean", VIEW));
  g_assert_true (tarn_lab_metric_has_subject ("wait-p50", GROUP));
}

static void
test_result (void)
{
  Script script = begin_script (3, FALSE);

  begin_window (&script);
  show_all (&script, 100);
  end_window (&script, 100);
  g_autoptr (TarnLabResult) result = get_result (&script);
  clear_script (&script); /* the result needs nothing of it */
  g_assert_cmpuint (tarn_lab_result_get_n_subjects (result, ALL), ==, 1);
  g_assert_cmpuint (tarn_lab_result_get_n_subjects (result, GROUP), ==, 2);
  g_assert_cmpuint (tarn_lab_result_get_n_subjects (result, VIEW), ==, 3);
  g_assert_cmpuint (tarn_lab_result_get_n_subjects (result, TARN_LAB_SUBJECT_ALL_ASSETS), ==, 0);
  g_assert_cmpuint (tarn_lab_result_get_n_subjects (result, TARN_LAB_SUBJECT_ASSETS), ==, 0);
  g_assert_cmpstr (tarn_lab_result_get_subject_name (result, ALL, 0), ==, "all");
  g_assert_cmpstr (tarn_lab_result_get_subject_name (result, GROUP, 1), ==, "g1");
  g_assert_cmpstr (tarn_lab_result_get_subject_name (result, VIEW, 2), ==, "db.v2");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lab/measures/periodic", test_periodic);
  ADD_ROWS ("/lab/measures/shown/", shown_rows, test_shown);
  g_test_add_func ("/lab/measures/pending", test_pending);
  g_test_add_func ("/lab/measures/weights", test_weights);
  g_test_add_func ("/lab/measures/runs", test_runs);
  ADD_ROWS ("/lab/measures/requests/", request_rows, test_requests);
  g_test_add_func ("/lab/measures/cut", test_cut);
  g_test_add_func ("/lab/measures/drain", test_drain);
  g_test_add_func ("/lab/measures/copy", test_copy);
  ADD_ROWS ("/lab/measures/fault/", fault_rows, test_fault);
  ADD_ROWS ("/lab/measures/sum/", sum_rows, test_sum);
  ADD_ROWS ("/lab/measures/size/", size_rows, test_size);
  g_test_add_func ("/lab/measures/table", test_table);
  g_test_add_func ("/lab/measures/result", test_result);
  return g_test_run ();
}
