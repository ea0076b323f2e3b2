/* SPDX-License-Identifier: MIT */
#include "lab/measure/asset-measures.h"

enum
{
  BITS = 7, /* of the histograms */
};

/* The changes that an event makes to the figures of a group, and to those of all. */
typedef struct
{
  TarnLabAssetLevels *levels;
  TarnLabAssetSums *sums;
} Place;

static Place
get_place (TarnLabAssetMeasures *self, guint place)
{
  return (Place){ &g_array_index (self->levels, TarnLabAssetLevels, place),
                  &g_array_index (self->sums, TarnLabAssetSums, place) };
}

static TarnLabMeasuredAsset *
get_asset (TarnLabAssetMeasures *self, guint asset)
{
  return &g_array_index (self->assets, TarnLabMeasuredAsset, asset);
}

static gboolean
is_in_window (const TarnLabAssetMeasures *self)
{
  return self->has_begun && !self->has_ended;
}

static void
add_wide (TarnLabAssetSums *sums, TarnLabAssetSum sum, TarnWide part)
{
  sums->sums[sum] = tarn_wide_sum_saturated (sums->sums[sum], part);
}

static void
add (TarnLabAssetSums *sums, TarnLabAssetSum sum, guint64 part)
{
  add_wide (sums, sum, (TarnWide){ 0, part });
}

/* Counts what happens, but not in the warm-up. */
static void
count (const TarnLabAssetMeasures *self, TarnLabAssetSums *sums, TarnLabAssetSum sum)
{
  if (self->has_begun)
    add (sums, sum, 1);
}

static void
add_time (TarnLabAssetSums *sums, TarnLabAssetTime time, TarnLabAssetSum sum, gint64 time_us)
{
  add (sums, sum, (guint64) time_us);
  sums->maxima[time] = MAX (sums->maxima[time], time_us);
  tarn_time_histogram_add_constant (sums->times[time], time_us, 1);
}

static void
note_fault (TarnLabAssetMeasures *self, const char *what)
{
  if (self->fault == NULL)
    self->fault = what;
}

/* --- Integrals ---------------------------------------------------------------------------------- */

/* After the window, nothing grows. */
static void
settle (const TarnLabAssetMeasures *self, Place place, gint64 now_us)
{
  guint64 time_us = (guint64) (now_us - place.levels->settled_us);

  if (!is_in_window (self))
    return;

  place.levels->settled_us = now_us;
  add_wide (place.sums, TARN_LAB_ASSET_SUM_EXISTING,
            tarn_wide_multiply (place.levels->n_arrived, time_us));
  add_wide (place.sums, TARN_LAB_ASSET_SUM_COVERED_TIME,
            tarn_wide_multiply (place.levels->n_covered, time_us));
  add_wide (place.sums, TARN_LAB_ASSET_SUM_WAITING,
            tarn_wide_multiply (place.levels->n_waiting, time_us));
  add_wide (place.sums, TARN_LAB_ASSET_SUM_RUNNING,
            tarn_wide_multiply (place.levels->n_running, time_us));
}

/* Returns the places of the group of the asset and of all, settled. */
static void
find_places (TarnLabAssetMeasures *self, guint asset, gint64 now_us, Place places[2])
{
  places[0] = get_place (self, tarn_lab_scenario_find_assets_of (self->scenario, asset));
  places[1] = get_place (self, self->levels->len - 1);
  settle (self, places[0], now_us);
  settle (self, places[1], now_us);
}

/* Adds the part of a time that is in the window. */
static void
add_clipped (const TarnLabAssetMeasures *self, TarnWide *total, gint64 from_us, gint64 to_us)
{
  gint64 begin_us = MAX (from_us, self->begin_us);
  gint64 end_us = self->has_ended ? MIN (to_us, self->end_us) : to_us;

  if (self->has_begun && begin_us < end_us)
    *total = tarn_wide_sum_saturated (*total, (TarnWide){ 0, (guint64) (end_us - begin_us) });
}

/* --- The window --------------------------------------------------------------------------------- */

static void
note_coverage (const TarnLabAssetMeasures *self, Place place, gint64 now_us)
{
  static const guint percents[TARN_LAB_N_COVERAGES] = {
    [TARN_LAB_COVERAGE_50] = 50,
    [TARN_LAB_COVERAGE_90] = 90,
    [TARN_LAB_COVERAGE_99] = 99,
    [TARN_LAB_COVERAGE_100] = 100,
  };

  if (!is_in_window (self))
    return;
  for (guint i = 0; i < TARN_LAB_N_COVERAGES; i++)
    if (place.sums->covered_after_us[i] < 0
        && (guint64) place.levels->n_covered * 100
               >= (guint64) place.levels->n_assets * percents[i])
      place.sums->covered_after_us[i] = now_us - self->begin_us;
}

void
tarn_lab_asset_measures_begin (TarnLabAssetMeasures *self, TarnLabAssetTerms terms, gint64 now_us)
{
  self->has_begun = TRUE;
  self->begin_us = now_us;
  self->terms = terms;
  for (guint i = 0; i < self->levels->len; i++)
    {
      Place place = get_place (self, i);

      place.levels->settled_us = now_us;
      if (terms.input_nano_usd > 0 || terms.output_nano_usd > 0)
        count (self, place.sums, TARN_LAB_ASSET_SUM_PRICED);
      note_coverage (self, place, now_us);
    }
  self->totals.n_running_at_begin = get_place (self, self->levels->len - 1).levels->n_running;
}

/* An asset that is there, or covered, is so until the end. */
static void
add_levels_until_end (TarnLabAssetMeasures *self)
{
  for (guint i = 0; i < self->assets->len; i++)
    {
      const TarnLabMeasuredAsset *asset = get_asset (self, i);

      if (asset->has_arrived)
        add_clipped (self, &self->totals.existing, asset->arrival_us, self->end_us);
      if (asset->is_waiting)
        add_clipped (self, &self->totals.waiting, asset->request_us, self->end_us);
      if (asset->has_run)
        add_clipped (self, &self->totals.running, asset->start_us, self->end_us);
    }
}

void
tarn_lab_asset_measures_end (TarnLabAssetMeasures *self, gint64 now_us)
{
  self->end_us = now_us;
  add_levels_until_end (self);
  for (guint i = 0; i < self->levels->len; i++)
    {
      Place place = get_place (self, i);

      settle (self, place, now_us);
      add (place.sums, TARN_LAB_ASSET_SUM_ARRIVED, place.levels->n_arrived);
      add (place.sums, TARN_LAB_ASSET_SUM_COVERED, place.levels->n_covered);
    }
  self->has_ended = TRUE;
}

/* --- Events ------------------------------------------------------------------------------------- */

void
tarn_lab_asset_measures_arrive (TarnLabAssetMeasures *self, guint asset, gint64 now_us)
{
  TarnLabMeasuredAsset *state = get_asset (self, asset);
  Place places[2];

  if (state->has_arrived)
    note_fault (self, "an asset came twice");
  state->has_arrived = TRUE;
  state->arrival_us = now_us;
  find_places (self, asset, now_us, places);
  for (guint i = 0; i < 2; i++)
    places[i].levels->n_arrived++;
}

void
tarn_lab_asset_measures_request (TarnLabAssetMeasures *self, guint asset, gint64 now_us)
{
  TarnLabMeasuredAsset *state = get_asset (self, asset);
  Place places[2];

  if (state->is_waiting || state->has_run || state->is_covered || !state->has_arrived)
    note_fault (self, "metadata was asked for that an asset does not lack");
  state->is_waiting = TRUE;
  state->request_us = now_us;
  find_places (self, asset, now_us, places);
  for (guint i = 0; i < 2; i++)
    {
      places[i].levels->n_waiting++;
      count (self, places[i].sums, TARN_LAB_ASSET_SUM_REQUESTS);
    }
}

void
tarn_lab_asset_measures_refuse (TarnLabAssetMeasures *self, guint asset, TarnLabAssetSum kind)
{
  guint group = tarn_lab_scenario_find_assets_of (self->scenario, asset);

  count (self, get_place (self, group).sums, kind);
  count (self, get_place (self, self->levels->len - 1).sums, kind);
}

void
tarn_lab_asset_measures_start (TarnLabAssetMeasures *self, guint asset, gint64 now_us)
{
  TarnLabMeasuredAsset *state = get_asset (self, asset);
  Place places[2];

  if (!state->is_waiting)
    note_fault (self, "a run started without a request");
  state->is_waiting = FALSE;
  state->has_run = TRUE;
  state->start_us = now_us;
  if (!self->has_ended)
    add_clipped (self, &self->totals.waiting, state->request_us, now_us);
  find_places (self, asset, now_us, places);
  for (guint i = 0; i < 2; i++)
    {
      places[i].levels->n_waiting--;
      places[i].levels->n_running++;
      count (self, places[i].sums, TARN_LAB_ASSET_SUM_STARTED);
    }
}

/* --- Ends of runs ------------------------------------------------------------------------------- */

static TarnWide
get_cost (const TarnLabAssetTerms *terms, const TarnLabAssetEndFacts *facts)
{
  return tarn_wide_sum (tarn_wide_multiply ((guint64) facts->input_tokens,
                                            (guint64) terms->input_nano_usd),
                        tarn_wide_multiply ((guint64) facts->output_tokens,
                                            (guint64) terms->output_nano_usd));
}

static TarnLabAssetSum
get_outcome (TarnMetadataStatus status)
{
  if (status == TARN_METADATA_STATUS_SUCCEEDED)
    return TARN_LAB_ASSET_SUM_SUCCEEDED;
  if (status == TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED)
    return TARN_LAB_ASSET_SUM_SUCCEEDED_PARTIALLY;
  return status == TARN_METADATA_STATUS_FAILED ? TARN_LAB_ASSET_SUM_FAILED
                                               : TARN_LAB_ASSET_SUM_CANCELED;
}

static void
add_run (const TarnLabAssetMeasures *self, TarnLabAssetSums *sums,
         const TarnLabMeasuredAsset *state, const TarnLabAssetEndFacts *facts, gint64 now_us)
{
  add (sums, TARN_LAB_ASSET_SUM_ENDED, 1);
  add (sums, get_outcome (facts->status), 1);
  add (sums, TARN_LAB_ASSET_SUM_TYPES_OVER_QUOTA, facts->n_types_over_quota);
  add (sums, TARN_LAB_ASSET_SUM_TYPES_FAILED, facts->n_types_failed);
  add (sums, TARN_LAB_ASSET_SUM_MODEL_CALLS, (guint64) facts->model_calls);
  add (sums, TARN_LAB_ASSET_SUM_INPUT_TOKENS, (guint64) facts->input_tokens);
  add (sums, TARN_LAB_ASSET_SUM_OUTPUT_TOKENS, (guint64) facts->output_tokens);
  add_wide (sums, TARN_LAB_ASSET_SUM_COST, get_cost (&self->terms, facts));
  add_time (sums, TARN_LAB_ASSET_TIME_WAIT, TARN_LAB_ASSET_SUM_WAIT,
            state->start_us - state->request_us);
  add_time (sums, TARN_LAB_ASSET_TIME_DURATION, TARN_LAB_ASSET_SUM_DURATION,
            now_us - state->start_us);
  if (!facts->covers)
    return;

  add (sums, TARN_LAB_ASSET_SUM_COVERINGS, 1);
  add_time (sums, TARN_LAB_ASSET_TIME_LATENCY, TARN_LAB_ASSET_SUM_LATENCY,
            now_us - state->arrival_us);
}

/* As soon as an asset is covered, its state until the end is known; how long that lasts is known at the end. */
static void
note_covered (TarnLabAssetMeasures *self, TarnLabMeasuredAsset *state, gint64 now_us)
{
  if (state->is_covered)
    note_fault (self, "an asset was covered twice");
  state->is_covered = TRUE;
  if (!self->has_ended)
    {
      gint64 end_us
          = self->scenario->start_us + self->scenario->warm_up_us + self->scenario->horizon_us;

      self->totals.covered
          = tarn_wide_sum_saturated (self->totals.covered,
                                     (TarnWide){ 0, (guint64) MIN (end_us - now_us,
                                                                   self->scenario->horizon_us) });
    }
}

void
tarn_lab_asset_measures_end_run (TarnLabAssetMeasures *self, guint asset,
                                 const TarnLabAssetEndFacts *facts, gint64 now_us)
{
  TarnLabMeasuredAsset *state = get_asset (self, asset);
  Place places[2];

  if (!state->has_run)
    note_fault (self, "a run ended that was not started");
  if (facts->covers)
    note_covered (self, state, now_us);
  state->has_run = FALSE;
  if (!self->has_ended)
    add_clipped (self, &self->totals.running, state->start_us, now_us);
  find_places (self, asset, now_us, places);
  for (guint i = 0; i < 2; i++)
    {
      places[i].levels->n_running--;
      places[i].levels->n_covered += facts->covers != FALSE;
      note_coverage (self, places[i], now_us);
      if (self->has_begun)
        add_run (self, places[i].sums, state, facts, now_us);
    }
}

/* --- Life --------------------------------------------------------------------------------------- */

static void
init_sums (TarnLabAssetSums *sums)
{
  *sums = (TarnLabAssetSums){ 0 };
  for (guint i = 0; i < TARN_LAB_N_ASSET_TIMES; i++)
    {
      sums->maxima[i] = -1;
      sums->times[i] = tarn_time_histogram_new (BITS);
    }
  for (guint i = 0; i < TARN_LAB_N_COVERAGES; i++)
    sums->covered_after_us[i] = -1;
}

void
tarn_lab_asset_sums_copy (TarnLabAssetSums *sums, const TarnLabAssetSums *from)
{
  *sums = *from;
  for (guint i = 0; i < TARN_LAB_N_ASSET_TIMES; i++)
    sums->times[i] = tarn_time_histogram_copy (from->times[i]);
}

void
tarn_lab_asset_sums_clear (gpointer data)
{
  TarnLabAssetSums *sums = data;

  for (guint i = 0; i < TARN_LAB_N_ASSET_TIMES; i++)
    g_clear_pointer (&sums->times[i], tarn_time_histogram_free);
}

static GArray *
new_array (gsize size, guint length)
{
  GArray *array = g_array_sized_new (FALSE, TRUE, (guint) size, length);

  g_array_set_size (array, length);
  return array;
}

TarnLabAssetMeasures *
tarn_lab_asset_measures_new (const TarnLabScenario *scenario)
{
  TarnLabAssetMeasures *self = g_new0 (TarnLabAssetMeasures, 1);
  guint n_groups = scenario->assets->len, n_assets = tarn_lab_scenario_count_assets (scenario);

  self->scenario = scenario;
  self->assets = new_array (sizeof (TarnLabMeasuredAsset), n_assets);
  self->levels = new_array (sizeof (TarnLabAssetLevels), n_groups + 1);
  self->sums = new_array (sizeof (TarnLabAssetSums), n_groups + 1);
  g_array_set_clear_func (self->sums, tarn_lab_asset_sums_clear);
  for (guint i = 0; i <= n_groups; i++)
    {
      Place place = get_place (self, i);

      init_sums (place.sums);
      place.levels->n_assets
          = i < n_groups ? tarn_lab_scenario_get_assets (scenario, i)->n_assets : n_assets;
    }
  return self;
}

TarnLabAssetMeasures *
tarn_lab_asset_measures_copy (const TarnLabAssetMeasures *self)
{
  TarnLabAssetMeasures *copy = g_memdup2 (self, sizeof *self);

  copy->assets = g_array_copy (self->assets);
  copy->levels = g_array_copy (self->levels);
  copy->sums = new_array (sizeof (TarnLabAssetSums), self->sums->len);
  g_array_set_clear_func (copy->sums, tarn_lab_asset_sums_clear);
  for (guint i = 0; i < self->sums->len; i++)
    tarn_lab_asset_sums_copy (get_place (copy, i).sums, tarn_lab_asset_measures_get_sums (self, i));
  return copy;
}

void
tarn_lab_asset_measures_free (TarnLabAssetMeasures *self)
{
  g_array_unref (self->assets);
  g_array_unref (self->levels);
  g_array_unref (self->sums);
  g_free (self);
}
