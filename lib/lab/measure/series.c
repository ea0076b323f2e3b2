/* SPDX-License-Identifier: MIT */
#include "lab/measure/series.h"

#include "lab/measure/slots.h"
#include "lab/scenario/scenario.h"

/* The watcher keeps this beside the series. */
typedef struct
{
  TarnLabSeries *series;
  TarnLabSlots *slots;
  GArray *open; /* TarnLabSeriesRun; of each view, with a slot_us of 0 for none */
  gboolean is_in_window;
  gboolean is_full; /* no more runs are kept */
} Watch;

/* --- Life ------------------------------------------------------------------------------------- */

TarnLabSeries *
tarn_lab_series_ref (TarnLabSeries *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tarn_lab_series_unref (TarnLabSeries *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->runs);
  g_free (self);
}

static GArray *
copy_runs (const GArray *from)
{
  GArray *runs = g_array_sized_new (FALSE, TRUE, sizeof (TarnLabSeriesRun), from->len);

  g_array_append_vals (runs, from->data, from->len);
  return runs;
}

/* --- Time ------------------------------------------------------------------------------------- */

gint64
tarn_lab_series_get_time (const TarnLabSeries *self, guint slice)
{
  gint64 length_us = self->end_us - self->begin_us;

  return self->begin_us + length_us / TARN_LAB_SERIES_SLICES * slice
         + length_us % TARN_LAB_SERIES_SLICES * slice / TARN_LAB_SERIES_SLICES;
}

static guint
find_slice (const TarnLabSeries *self, gint64 time_us)
{
  guint low = 0, high = TARN_LAB_SERIES_SLICES - 1;

  while (low < high)
    {
      guint middle = (low + high + 1) / 2;

      if (tarn_lab_series_get_time (self, middle) <= time_us)
        low = middle;
      else
        high = middle - 1;
    }
  return low;
}

gint64
tarn_lab_series_get_mean_lag (const TarnLabSeries *self, guint slice)
{
  gint64 length_us
      = tarn_lab_series_get_time (self, slice + 1) - tarn_lab_series_get_time (self, slice);
  TarnWide divisor = tarn_wide_multiply (2 * (guint64) length_us, self->n_views);

  if (tarn_wide_is_zero (divisor))
    return 0;
  return (gint64) tarn_wide_narrow (tarn_wide_divide_rounded (self->twice_lags[slice], divisor));
}

/* --- Lag -------------------------------------------------------------------------------------- */

/* Adds a lag that was 0 at @since_us, and rose from @from_us to @to_us. */
static void
add_rising (TarnLabSeries *self, gint64 since_us, gint64 from_us, gint64 to_us)
{
  for (guint i = find_slice (self, from_us); from_us < to_us; i++)
    {
      gint64 until_us = MIN (tarn_lab_series_get_time (self, i + 1), to_us);
      TarnWide part
          = tarn_wide_multiply ((guint64) (until_us - from_us),
                                (guint64) (from_us - since_us) + (guint64) (until_us - since_us));

      self->twice_lags[i] = tarn_wide_sum_saturated (self->twice_lags[i], part);
      from_us = until_us;
    }
}

static void
on_stretch (Watch *self, const TarnStretch *stretch)
{
  TarnLabSeries *series = self->series;
  gint64 since_us = tarn_stretch_get_lacking_since (stretch);
  gint64 from_us = MAX (tarn_stretch_get_begin_time (stretch), since_us);

  if (self->is_in_window)
    add_rising (series, since_us, MAX (from_us, series->begin_us),
                MIN (tarn_stretch_get_end_time (stretch), series->end_us));
}

/* --- Runs ------------------------------------------------------------------------------------- */

static TarnLabSeriesRun *
get_open (const Watch *self, guint view)
{
  return &g_array_index (self->open, TarnLabSeriesRun, view);
}

/* Takes over the runs that have not ended, and keeps no more of them. */
static void
close_runs (Watch *self, gint64 now_us)
{
  if (self->is_full)
    return;
  for (guint i = 0; i < self->open->len; i++)
    if (get_open (self, i)->slot_us != 0)
      g_array_append_vals (self->series->runs, get_open (self, i), 1);
  self->series->runs_until_us = now_us;
  self->is_full = TRUE;
}

static void
on_slot (Watch *self, guint view, const TarnRefreshChange *refresh, gint64 now_us)
{
  if (self->is_in_window && self->series->runs->len >= TARN_LAB_SERIES_RUNS_MAX)
    {
      close_runs (self, now_us);
      return;
    }
  *get_open (self, view) = (TarnLabSeriesRun){
    .view = view,
    .slot = tarn_lab_slots_take (self->slots),
    .slot_us = now_us,
    .end_us = G_MAXINT64,
    .type = tarn_refresh_change_get_refresh_type (refresh),
    .status = TARN_REFRESH_STATUS_STARTING,
  };
}

static void
on_end (Watch *self, guint view, TarnRefreshStatus status, gint64 now_us)
{
  TarnLabSeriesRun *run = get_open (self, view);

  run->end_us = now_us;
  run->status = status;
  tarn_lab_slots_free_one (self->slots, run->slot);
  if (self->is_in_window && now_us > self->series->begin_us)
    g_array_append_vals (self->series->runs, run, 1);
  run->slot_us = 0;
}

static void
on_run (Watch *self, const TarnLabTrialEvent *event)
{
  const TarnRefreshChange *refresh = tarn_change_get_refresh (event->change);

  if (self->is_full)
    return;
  switch (tarn_change_get_refresh_cause (event->change))
    {
    case TARN_REFRESH_CAUSE_TAKE_SLOT:
      on_slot (self, event->view, refresh, event->time_us);
      break;
    case TARN_REFRESH_CAUSE_BEGIN:
      get_open (self, event->view)->running_us = event->time_us;
      get_open (self, event->view)->status = TARN_REFRESH_STATUS_RUNNING;
      break;
    case TARN_REFRESH_CAUSE_SUCCEED:
    case TARN_REFRESH_CAUSE_FAIL:
    case TARN_REFRESH_CAUSE_STOP_DONE:
      on_end (self, event->view, tarn_change_get_to_refresh_status (event->change), event->time_us);
      break;
    case TARN_REFRESH_CAUSE_NONE:
    case TARN_REFRESH_CAUSE_CREATE:
    case TARN_REFRESH_CAUSE_STOP:
      break;
    }
}

/* --- The watcher ------------------------------------------------------------------------------ */

static void
watch (gpointer state, const TarnLabTrialEvent *event)
{
  Watch *self = state;

  if (event->kind == TARN_LAB_TRIAL_EVENT_BEGIN)
    self->is_in_window = TRUE;
  else if (event->kind == TARN_LAB_TRIAL_EVENT_STRETCH)
    on_stretch (self, event->stretch);
  else if (event->kind == TARN_LAB_TRIAL_EVENT_RUN)
    on_run (self, event);
  else if (event->kind == TARN_LAB_TRIAL_EVENT_END)
    {
      close_runs (self, event->time_us);
      self->is_in_window = FALSE;
    }
}

static gpointer
copy (gconstpointer state, TarnLabTrial *fork G_GNUC_UNUSED)
{
  const Watch *from = state;
  Watch *self = g_memdup2 (from, sizeof *from);

  self->series = g_memdup2 (from->series, sizeof *from->series);
  g_atomic_ref_count_init (&self->series->ref_count);
  self->series->runs = copy_runs (from->series->runs);
  self->slots = tarn_lab_slots_copy (from->slots);
  self->open = copy_runs (from->open);
  return self;
}

static void
free_watch (gpointer state)
{
  Watch *self = state;

  tarn_lab_series_unref (self->series);
  tarn_lab_slots_free (self->slots);
  g_array_unref (self->open);
  g_free (self);
}

static const TarnLabWatcherClass series_class
    = { .name = "series",
        .watch = watch,
        .copy = copy,
        .free = free_watch,
        .ignored = 1u << TARN_LAB_TRIAL_EVENT_REQUEST | 1u << TARN_LAB_TRIAL_EVENT_SKIP
                   | 1u << TARN_LAB_TRIAL_EVENT_REJECT | 1u << TARN_LAB_TRIAL_EVENT_START
                   | 1u << TARN_LAB_TRIAL_EVENT_COMMIT,
        .ignored_causes = 1u << TARN_REFRESH_CAUSE_CREATE | 1u << TARN_REFRESH_CAUSE_STOP };

void
tarn_lab_series_begin (TarnLabTrial *trial)
{
  const TarnLabScenario *scenario = tarn_lab_trial_get_scenario (trial);
  Watch *self = g_new0 (Watch, 1);

  self->series = g_new0 (TarnLabSeries, 1);
  g_atomic_ref_count_init (&self->series->ref_count);
  self->series->begin_us = scenario->start_us + scenario->warm_up_us;
  self->series->end_us = self->series->begin_us + scenario->horizon_us;
  self->series->n_views = scenario->views->len;
  self->series->runs = g_array_new (FALSE, TRUE, sizeof (TarnLabSeriesRun));
  self->slots = tarn_lab_slots_new ();
  self->open = g_array_sized_new (FALSE, TRUE, sizeof (TarnLabSeriesRun), scenario->views->len);
  g_array_set_size (self->open, scenario->views->len);
  tarn_lab_trial_add_watcher (trial, &series_class, self);
}

TarnLabSeries *
tarn_lab_series_get (TarnLabTrial *trial)
{
  const Watch *self = tarn_lab_trial_get_watcher (trial, &series_class);

  return self != NULL ? self->series : NULL;
}
