/* SPDX-License-Identifier: MIT */
#include "lab/measure/measures.h"

#define MILLION G_GUINT64_CONSTANT (1000000)

/* --- The whole -------------------------------------------------------------------------------- */

static GArray *
new_histograms (guint n, guint n_each, guint bits)
{
  GArray *histograms = g_array_sized_new (FALSE, TRUE, sizeof (TarnLabHistograms), n);

  g_array_set_clear_func (histograms, (GDestroyNotify) tarn_lab_histograms_clear);
  g_array_set_size (histograms, n);
  for (guint i = 0; i < n; i++)
    tarn_lab_histograms_init (&g_array_index (histograms, TarnLabHistograms, i), n_each, bits);
  return histograms;
}

static GArray *
copy_histograms (const GArray *from)
{
  if (from == NULL)
    return NULL;

  GArray *copy = new_histograms (from->len, 0, 0);
  for (guint i = 0; i < from->len; i++)
    tarn_lab_histograms_copy (&g_array_index (copy, TarnLabHistograms, i),
                              &g_array_index (from, TarnLabHistograms, i));
  return copy;
}

static GArray *
copy_array (const GArray *from, gsize size)
{
  GArray *copy = g_array_sized_new (FALSE, TRUE, (guint) size, from->len);

  g_array_append_vals (copy, from->data, from->len);
  return copy;
}

TarnLabMeasures *
tarn_lab_measures_new (const TarnLabScenario *scenario)
{
  TarnLabMeasures *self = g_new0 (TarnLabMeasures, 1);
  guint n_views = scenario->views->len;

  self->scenario = scenario;
  self->states = g_array_sized_new (FALSE, TRUE, sizeof (TarnLabMeasuredView), n_views);
  self->views = g_array_sized_new (FALSE, TRUE, sizeof (TarnLabSums), n_views);
  g_array_set_size (self->states, n_views);
  g_array_set_size (self->views, n_views);
  for (guint i = 0; i < n_views; i++)
    {
      tarn_lab_sums_init (tarn_lab_measures_get_sums (self, i));
      tarn_lab_measures_get_view (self, i)->violation_until_us = G_MININT64;
      tarn_lab_measures_get_view (self, i)->shown_snapshot_us = G_MININT64;
    }

  self->groups
      = new_histograms (scenario->groups->len + 1, TARN_LAB_HISTOGRAM_RUNNING, TARN_LAB_GROUP_BITS);
  self->running = tarn_time_histogram_new (TARN_LAB_GROUP_BITS);
  return self;
}

void
tarn_lab_measures_set_view_percentiles (TarnLabMeasures *self, gboolean has_view_percentiles)
{
  g_clear_pointer (&self->view_histograms, g_array_unref);
  if (has_view_percentiles)
    self->view_histograms = new_histograms (self->scenario->views->len, TARN_LAB_N_VIEW_HISTOGRAMS,
                                            TARN_LAB_VIEW_BITS);
}

TarnLabMeasures *
tarn_lab_measures_copy (const TarnLabMeasures *self)
{
  TarnLabMeasures *copy = g_memdup2 (self, sizeof *self);

  copy->states = copy_array (self->states, sizeof (TarnLabMeasuredView));
  copy->views = copy_array (self->views, sizeof (TarnLabSums));
  copy->groups = copy_histograms (self->groups);
  copy->view_histograms = copy_histograms (self->view_histograms);
  copy->running = tarn_time_histogram_copy (self->running);
  copy->account = self->account != NULL ? tarn_measures_copy (self->account) : NULL;
  return copy;
}

void
tarn_lab_measures_free (TarnLabMeasures *self)
{
  g_array_unref (self->states);
  g_array_unref (self->views);
  g_array_unref (self->groups);
  g_clear_pointer (&self->view_histograms, g_array_unref);
  tarn_time_histogram_free (self->running);
  g_clear_pointer (&self->account, tarn_measures_free);
  g_free (self);
}

static void
note_fault (TarnLabMeasures *self, const char *what, guint view, gint64 time_us)
{
  if (self->fault.what == NULL)
    self->fault = (TarnLabFault){ what, view, time_us };
}

guint64
tarn_lab_terms_get_nano_usd (const TarnLabTerms *terms, gint64 billed_dpu_ms)
{
  TarnWide price = tarn_wide_multiply ((guint64) billed_dpu_ms, (guint64) terms->price_micro_usd);

  return G_LIKELY (price.high == 0)
             ? price.low / 3600
             : tarn_wide_narrow (tarn_wide_divide (price, (TarnWide){ 0, 3600 }, NULL));
}

/* --- Runs and requests over time -------------------------------------------------------------- */

static void
add_area (TarnWide *area, guint value, guint64 duration_us)
{
  *area = tarn_wide_sum_saturated (*area, tarn_wide_multiply (value, duration_us));
}

void
tarn_lab_measures_settle (TarnLabMeasures *self, gint64 now_us)
{
  TarnLabOccupation *occupation = &self->occupation;
  gint64 duration_us = now_us - occupation->settled_us;

  if (self->phase == TARN_LAB_PHASE_WARM_UP || duration_us == 0)
    return;

  add_area (&occupation->in_system, occupation->n_running + occupation->n_waiting,
            (guint64) duration_us);
  occupation->settled_us = now_us;
  if (self->phase != TARN_LAB_PHASE_WINDOW)
    return;

  add_area (&occupation->running, occupation->n_running, (guint64) duration_us);
  add_area (&occupation->waiting, occupation->n_waiting, (guint64) duration_us);
  occupation->running_max = MAX (occupation->running_max, occupation->n_running);
  occupation->waiting_max = MAX (occupation->waiting_max, occupation->n_waiting);
  tarn_time_histogram_add_constant (self->running, occupation->n_running, duration_us);
}

static void
settle_waiting (TarnLabMeasures *self, guint view, gint64 now_us)
{
  TarnLabMeasuredView *state = tarn_lab_measures_get_view (self, view);

  if (self->phase == TARN_LAB_PHASE_WINDOW)
    tarn_lab_sums_add_wide (tarn_lab_measures_get_sums (self, view), TARN_LAB_SUM_WAITING,
                            tarn_wide_multiply (state->n_waiting,
                                                (guint64) (now_us - state->waiting_settled_us)));
  state->waiting_settled_us = now_us;
}

static void
settle_running (TarnLabMeasures *self, guint view, gint64 now_us)
{
  TarnLabMeasuredView *state = tarn_lab_measures_get_view (self, view);

  if (self->phase == TARN_LAB_PHASE_WINDOW && state->has_run)
    tarn_lab_sums_add (tarn_lab_measures_get_sums (self, view), TARN_LAB_SUM_RUNNING,
                       (guint64) (now_us - state->running_since_us));
  state->running_since_us = now_us;
}

static void
change_waiting (TarnLabMeasures *self, guint view, gint difference, gint64 now_us)
{
  TarnLabMeasuredView *state = tarn_lab_measures_get_view (self, view);

  tarn_lab_measures_settle (self, now_us);
  settle_waiting (self, view, now_us);
  if (difference < 0 && state->n_waiting == 0)
    {
      note_fault (self, "a request that nobody made is answered", view, now_us);
      return;
    }

  state->n_waiting += (guint) difference;
  self->occupation.n_waiting += (guint) difference;
}

static void
change_running (TarnLabMeasures *self, guint view, gboolean has_run, gint64 now_us)
{
  TarnLabMeasuredView *state = tarn_lab_measures_get_view (self, view);

  tarn_lab_measures_settle (self, now_us);
  settle_running (self, view, now_us);
  if (state->has_run == has_run)
    {
      note_fault (self, has_run ? "a second run has a slot" : "a run without a slot ends", view,
                  now_us);
      return;
    }

  state->has_run = has_run;
  self->occupation.n_running += has_run ? 1 : G_MAXUINT;
}

void
tarn_lab_measures_begin (TarnLabMeasures *self, const TarnLabTerms *terms, gint64 now_us)
{
  self->terms = *terms;
  self->begin_us = self->occupation.settled_us = now_us;
  self->totals.n_running_at_begin = self->occupation.n_running;
  for (guint i = 0; i < self->states->len; i++)
    {
      settle_waiting (self, i, now_us);
      settle_running (self, i, now_us);
      tarn_lab_measures_get_view (self, i)->stretch_end_us = now_us;
    }
  self->phase = TARN_LAB_PHASE_WINDOW;
}

void
tarn_lab_measures_end (TarnLabMeasures *self, gint64 now_us)
{
  tarn_lab_measures_settle (self, now_us);
  for (guint i = 0; i < self->states->len; i++)
    {
      settle_waiting (self, i, now_us);
      settle_running (self, i, now_us);
    }
  self->end_us = now_us;
  self->totals.n_ended_in_window = self->totals.n_ended;
  self->totals.used_in_window_dpu_ms = self->totals.used_dpu_ms;
  self->totals.n_running_at_end = self->occupation.n_running;
  self->phase = TARN_LAB_PHASE_AFTER;
}

/* --- Requests --------------------------------------------------------------------------------- */

static void
count (TarnLabMeasures *self, guint view, TarnLabSum sum)
{
  if (self->phase != TARN_LAB_PHASE_WARM_UP)
    tarn_lab_sums_add (tarn_lab_measures_get_sums (self, view), sum, 1);
}

/* The run of the view that waits or runs takes so long that the policy wants the next one. */
static void
note_overrun (TarnLabMeasures *self, guint view)
{
  TarnLabMeasuredView *state = tarn_lab_measures_get_view (self, view);

  state->is_overrun |= state->has_run || state->n_waiting > 0;
}

void
tarn_lab_measures_request (TarnLabMeasures *self, guint view, gint64 now_us)
{
  note_overrun (self, view);
  count (self, view, TARN_LAB_SUM_REQUESTS);
  change_waiting (self, view, 1, now_us);
}

void
tarn_lab_measures_skip (TarnLabMeasures *self, guint view)
{
  gboolean is_waiting = tarn_lab_measures_get_view (self, view)->n_waiting > 0;

  note_overrun (self, view);
  count (self, view, is_waiting ? TARN_LAB_SUM_COALESCED : TARN_LAB_SUM_SKIPPED);
}

static void
add_sojourn (TarnLabMeasures *self, gint64 request_us, gint64 now_us)
{
  self->totals.sojourn
      = tarn_wide_add (self->totals.sojourn, (guint64) (now_us - MAX (request_us, self->begin_us)));
}

void
tarn_lab_measures_reject (TarnLabMeasures *self, guint view, gint64 request_us, gint64 now_us)
{
  TarnLabMeasuredView *state = tarn_lab_measures_get_view (self, view);

  count (self, view, TARN_LAB_SUM_REJECTED);
  change_waiting (self, view, -1, now_us);
  if (!state->has_run)
    state->is_overrun = state->n_waiting > 1;
  if (self->phase != TARN_LAB_PHASE_WARM_UP)
    add_sojourn (self, request_us, now_us);
}

void
tarn_lab_measures_start (TarnLabMeasures *self, guint view, gint64 now_us)
{
  change_waiting (self, view, -1, now_us);
}

/* --- Runs ------------------------------------------------------------------------------------- */

void
tarn_lab_measures_take_slot (TarnLabMeasures *self, guint view, const TarnLabSlotFacts *facts,
                             gint64 now_us)
{
  change_running (self, view, TRUE, now_us);
  tarn_lab_measures_get_view (self, view)->slot = *facts;
  count (self, view, TARN_LAB_SUM_STARTED);
}

/* Returns a / b in millionths, rounded to the nearest; b > 0. A result that does not fit is G_MAXUINT64. */
static guint64
get_ratio (gint64 a, gint64 b)
{
  guint64 divisor = (guint64) b;

  /* This is so for 100 days, and needs no numbers of 128 bits. */
  if (G_LIKELY ((guint64) a <= G_MAXINT64 / MILLION && divisor <= G_MAXINT64))
    return ((guint64) a * MILLION + divisor / 2) / divisor;

  return tarn_wide_narrow (tarn_wide_divide_rounded (tarn_wide_multiply ((guint64) a, MILLION),
                                                     (TarnWide){ 0, divisor }));
}

static void
add_ratio (TarnLabSums *sums, TarnLabSum sum, TarnLabMaximum maximum, guint64 ratio)
{
  tarn_lab_sums_add (sums, sum, ratio);
  tarn_lab_sums_raise (sums, maximum, (gint64) MIN (ratio, G_MAXINT64));
}

static void
add_time (TarnLabSums *sums, TarnLabHistograms *histograms, guint offset, gint64 time_us)
{
  tarn_lab_sums_add (sums, TARN_LAB_SUM_WAIT + offset, (guint64) time_us);
  tarn_lab_sums_raise (sums, TARN_LAB_MAXIMUM_WAIT + offset, time_us);
  tarn_time_histogram_add_constant (histograms->of[TARN_LAB_HISTOGRAM_WAIT + offset], time_us, 1);
}

static void
add_times (TarnLabMeasures *self, guint view, const TarnLabEndFacts *facts, gint64 now_us)
{
  TarnLabSums *sums = tarn_lab_measures_get_sums (self, view);
  TarnLabHistograms *histograms
      = &g_array_index (self->groups, TarnLabHistograms, tarn_lab_measures_get_group (self, view));
  gint64 start_us = facts->start_us != 0 ? facts->start_us : now_us;
  gint64 duration_us = now_us - start_us, sojourn_us = now_us - facts->request_us;
  gint64 bounded_us = MAX (duration_us, 10 * G_TIME_SPAN_SECOND);

  add_time (sums, histograms, 0, start_us - facts->request_us);
  add_time (sums, histograms, 1, duration_us);
  add_time (sums, histograms, 2, sojourn_us);
  if (duration_us > 0)
    {
      tarn_lab_sums_add (sums, TARN_LAB_SUM_STRETCHED, 1);
      add_ratio (sums, TARN_LAB_SUM_STRETCH, TARN_LAB_MAXIMUM_STRETCH,
                 get_ratio (sojourn_us, duration_us));
    }
  add_ratio (sums, TARN_LAB_SUM_SLOWDOWN, TARN_LAB_MAXIMUM_SLOWDOWN,
             MAX (MILLION, get_ratio (sojourn_us, bounded_us)));
  sums->first_request_us = MIN (sums->first_request_us, facts->request_us);
  sums->last_end_us = MAX (sums->last_end_us, now_us);
  add_sojourn (self, facts->request_us, now_us);
}

static gboolean
is_minimum_billed (const TarnLabTerms *terms, const TarnLabEndFacts *facts)
{
  gint64 granularity_ms = terms->granularity_ms;
  gint64 rest = facts->used_dpu_ms % granularity_ms;
  gint64 rounded = facts->used_dpu_ms + (rest == 0 ? 0 : granularity_ms - rest);

  return facts->billed_dpu_ms > rounded;
}

static void
add_use (TarnLabMeasures *self, guint view, const TarnLabEndFacts *facts, gboolean is_wasted)
{
  TarnLabSums *sums = tarn_lab_measures_get_sums (self, view);
  const TarnLabSlotFacts *slot = &tarn_lab_measures_get_view (self, view)->slot;

  tarn_lab_sums_add (sums, TARN_LAB_SUM_USED, (guint64) facts->used_dpu_ms);
  tarn_lab_sums_add (sums, TARN_LAB_SUM_BILLED, (guint64) facts->billed_dpu_ms);
  tarn_lab_sums_add (sums, TARN_LAB_SUM_PROCESSED_BYTES, (guint64) facts->processed_bytes);
  tarn_lab_sums_add (sums, TARN_LAB_SUM_COST,
                     tarn_lab_terms_get_nano_usd (&self->terms, facts->billed_dpu_ms));
  if (is_wasted)
    tarn_lab_sums_add (sums, TARN_LAB_SUM_WASTED, (guint64) facts->used_dpu_ms);
  if (is_minimum_billed (&self->terms, facts))
    tarn_lab_sums_add (sums, TARN_LAB_SUM_MINIMUM_BILLED, 1);
  if (facts->status == TARN_REFRESH_STATUS_SUCCEEDED)
    tarn_lab_sums_add (sums, TARN_LAB_SUM_PUBLISHED_BYTES, slot->pending_bytes);
  if (facts->start_us != 0 && slot->regret_nano_usd >= 0)
    {
      tarn_lab_sums_add (sums, TARN_LAB_SUM_COMPARED, 1);
      tarn_lab_sums_add (sums, TARN_LAB_SUM_REGRET, (guint64) slot->regret_nano_usd);
    }

  self->totals.n_ended++;
  self->totals.n_ended_without_slot += facts->start_us == 0;
  self->totals.used_dpu_ms += (guint64) facts->used_dpu_ms;
  self->totals.billed_dpu_ms += (guint64) facts->billed_dpu_ms;
  self->totals.processed_bytes += (guint64) facts->processed_bytes;
}

static TarnLabSum
get_sum_of_status (TarnRefreshStatus status)
{
  switch (status)
    {
    case TARN_REFRESH_STATUS_SUCCEEDED:
      return TARN_LAB_SUM_SUCCEEDED;
    case TARN_REFRESH_STATUS_FAILED:
      return TARN_LAB_SUM_FAILED;
    default:
      return TARN_LAB_SUM_STOPPED;
    }
}

static void
count_run (TarnLabMeasures *self, guint view, const TarnLabEndFacts *facts, gboolean is_unchanged)
{
  count (self, view, TARN_LAB_SUM_ENDED);
  count (self, view, get_sum_of_status (facts->status));
  if (facts->type == TARN_REFRESH_TYPE_FULL)
    count (self, view, TARN_LAB_SUM_FULL);
  if (facts->type == TARN_REFRESH_TYPE_INCREMENTAL)
    count (self, view, TARN_LAB_SUM_INCREMENTAL);
  if (is_unchanged)
    count (self, view, TARN_LAB_SUM_UNCHANGED);
  if (tarn_lab_measures_get_view (self, view)->is_overrun)
    count (self, view, TARN_LAB_SUM_OVERRUN);
}

static void
note_publication (TarnLabMeasures *self, guint view, gint64 snapshot_us, gint64 now_us)
{
  TarnLabMeasuredView *state = tarn_lab_measures_get_view (self, view);

  if (snapshot_us < state->shown_snapshot_us)
    note_fault (self, "an older snapshot is published over a newer one", view, now_us);
  state->shown_snapshot_us = snapshot_us;
  if (self->phase == TARN_LAB_PHASE_WINDOW)
    self->totals.n_published_in_window++;
}

void
tarn_lab_measures_end_run (TarnLabMeasures *self, guint view, const TarnLabEndFacts *facts,
                           gint64 now_us)
{
  TarnLabMeasuredView *state = tarn_lab_measures_get_view (self, view);
  gboolean is_success = facts->status == TARN_REFRESH_STATUS_SUCCEEDED;
  gboolean was_refreshed = state->shown_snapshot_us != G_MININT64;
  gboolean lacked_nothing = is_success && state->slot.pending_commits == 0;
  gboolean is_unchanged = lacked_nothing && facts->type == TARN_REFRESH_TYPE_INCREMENTAL;
  gboolean found_nothing = is_unchanged || (lacked_nothing && was_refreshed);

  if (facts->start_us != 0)
    change_running (self, view, FALSE, now_us);
  if (facts->request_us > now_us
      || (facts->start_us != 0
          && (facts->start_us < facts->request_us || facts->start_us > now_us)))
    {
      note_fault (self, "a run starts before its request or after its end", view, now_us);
      return;
    }
  if (is_success)
    note_publication (self, view, facts->snapshot_us, now_us);
  if (self->phase != TARN_LAB_PHASE_WARM_UP)
    {
      count_run (self, view, facts, is_unchanged);
      add_times (self, view, facts, now_us);
      add_use (self, view, facts, !is_success || found_nothing);
    }
  state->is_overrun = state->n_waiting > 1;
}

void
tarn_lab_measures_note_open (TarnLabMeasures *self, guint view, gint64 used_dpu_ms,
                             gint64 billed_dpu_ms)
{
  TarnLabMeasuredView *state = tarn_lab_measures_get_view (self, view);

  state->open_used_dpu_ms = used_dpu_ms;
  state->open_billed_dpu_ms = billed_dpu_ms;
}

void
tarn_lab_measures_commit (TarnLabMeasures *self)
{
  if (self->phase == TARN_LAB_PHASE_WINDOW)
    self->n_commits++;
}
