/* SPDX-License-Identifier: MIT */
/* Callers receive copies of the measures. */
#include <tarn/tarn-measures.h>

#include "glue/measuring-state.h"
#include "glue/measuring.h"
#include "kernel/accessors.h"

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnMeasure, tarn_measure,
                    G_DEFINE_ENUM_VALUE (TARN_MEASURE_AGE, "age"),
                    G_DEFINE_ENUM_VALUE (TARN_MEASURE_LAG, "lag"),
                    G_DEFINE_ENUM_VALUE (TARN_MEASURE_SKEW, "skew"),
                    G_DEFINE_ENUM_VALUE (TARN_MEASURE_FRESH, "fresh"),
                    G_DEFINE_ENUM_VALUE (TARN_MEASURE_NEVER_REFRESHED, "never-refreshed"),
                    G_DEFINE_ENUM_VALUE (TARN_MEASURE_PENDING_COMMITS, "pending-commits"),
                    G_DEFINE_ENUM_VALUE (TARN_MEASURE_PENDING_BYTES, "pending-bytes"),
                    G_DEFINE_ENUM_VALUE (TARN_MEASURE_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (TARN_MEASURE_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (TARN_MEASURE_DPU, "dpu"))
/* clang-format on */

struct _TarnMeasures
{
  gint64 since_us;
  gint64 until_us;
  TarnStaleness staleness;
  TarnTimeIntegral running;
  TarnTimeIntegral waiting;
  TarnTimeIntegral dpu;
};

G_DEFINE_BOXED_TYPE (TarnMeasures, tarn_measures, tarn_measures_copy, tarn_measures_free)

TarnMeasures *
tarn_measures_copy (const TarnMeasures *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnMeasures *copy = g_memdup2 (self, sizeof *self);
  tarn_staleness_copy (&copy->staleness, &self->staleness);
  return copy;
}

void
tarn_measures_free (TarnMeasures *self)
{
  if (self == NULL)
    return;

  tarn_staleness_clear (&self->staleness);
  g_free (self);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static TarnMeasures *
new_measures (gint64 since_us, gint64 until_us, const TarnStaleness *staleness)
{
  TarnMeasures *self = g_new0 (TarnMeasures, 1);

  self->since_us = since_us;
  self->until_us = until_us;
  tarn_staleness_copy (&self->staleness, staleness);
  return self;
}

static void
settle (TarnMeasures *self)
{
  tarn_time_integral_settle (&self->running, self->until_us);
  tarn_time_integral_settle (&self->waiting, self->until_us);
  tarn_time_integral_settle (&self->dpu, self->until_us);
}

/* Adds what has happened since the view was settled. */
static void
add_open_stretch (TarnMeasures *self, const TarnGlue *glue, const TarnMeasuredView *view)
{
  const GArray *tables = glue->measuring->tables;
  TarnBaseAreas areas = tarn_measured_view_get_areas (view, &glue->catalog, tables, self->until_us);
  TarnStretch stretch
      = tarn_measured_view_get_stretch (view, &glue->catalog, tables, &areas, self->until_us);

  tarn_staleness_add (&self->staleness, &stretch);
}

static void
add_active_dpu (TarnMeasures *self, const TarnGlue *glue, const TarnRefreshRecord *active)
{
  if (active != NULL && active->start_us != 0)
    tarn_dpu_settle_plan (&self->dpu, &tarn_glue_get_active (glue, active)->plan, active->start_us,
                          self->until_us);
}

TarnMeasures *
tarn_measuring_read_view (TarnGlue *glue, const TarnTableEntry *table)
{
  const TarnMeasuredView *view
      = tarn_measured_table_get (glue->measuring->tables, table->position)->view;
  TarnMeasures *self = new_measures (view->since_us, tarn_glue_get_now (glue), &view->staleness);

  self->running = view->running;
  self->waiting = view->waiting;
  self->dpu = view->dpu;
  add_active_dpu (self, glue, tarn_glue_find_active (glue, table->view));
  settle (self);
  add_open_stretch (self, glue, view);
  return self;
}

/* The steps of the DPU are settled in a copy. */
static TarnTimeIntegral
read_steps (const TarnDpuSteps *steps, gint64 now_us)
{
  TarnDpuSteps copy = { steps->total, g_array_copy (steps->steps) };

  tarn_dpu_steps_settle (&copy, now_us);
  tarn_dpu_steps_clear (&copy);
  return copy.total;
}

static TarnMeasures *
read_known_account (const TarnGlue *glue, guint32 position)
{
  const TarnMeasuredAccount *account
      = &g_array_index (glue->measuring->accounts, TarnMeasuredAccount, position);
  TarnMeasures *self
      = new_measures (account->since_us, tarn_glue_get_now (glue), &account->staleness);

  self->running = account->running;
  self->waiting = account->waiting;
  self->dpu = read_steps (&account->dpu, self->until_us);
  settle (self);
  for (guint32 i = 0; i < glue->catalog.tables->len; i++)
    {
      const TarnMeasuredView *view = tarn_measured_table_get (glue->measuring->tables, i)->view;

      if (view != NULL && tarn_catalog_get_table (&glue->catalog, i)->account == position)
        add_open_stretch (self, glue, view);
    }

  return self;
}

TarnMeasures *
tarn_measuring_read_account (TarnGlue *glue, guint32 position)
{
  const TarnMeasuring *measuring = glue->measuring;
  TarnMeasuredAccount none;

  if (position < measuring->accounts->len)
    return read_known_account (glue, position);

  /* Reading must not change the state, so the account of which nothing is known yet is not made. */
  tarn_measured_account_init (&none, measuring);
  TarnMeasures *self = new_measures (none.since_us, tarn_glue_get_now (glue), &none.staleness);
  tarn_measured_account_clear (&none);
  return self;
}

/* --- Getters ---------------------------------------------------------------------------------- */

TARN_GETTER (gint64, tarn_measures_get_since, const TarnMeasures, since_us)
TARN_GETTER (gint64, tarn_measures_get_until, const TarnMeasures, until_us)
TARN_GETTER (guint64, tarn_measures_get_n_publications, const TarnMeasures,
             staleness.n_publications)

static guint64
split (TarnWide wide, guint64 *out_low)
{
  if (out_low != NULL)
    *out_low = wide.low;
  return wide.high;
}

static TarnWide
get_area (const TarnMeasures *self, TarnMeasure measure)
{
  switch (measure)
    {
    case TARN_MEASURE_AGE:
      return self->staleness.twice_age;
    case TARN_MEASURE_LAG:
      return self->staleness.twice_lag;
    case TARN_MEASURE_SKEW:
      return self->staleness.skew;
    case TARN_MEASURE_FRESH:
      return self->staleness.fresh_us;
    case TARN_MEASURE_NEVER_REFRESHED:
      return self->staleness.never_us;
    case TARN_MEASURE_PENDING_COMMITS:
      return self->staleness.pending_commits;
    case TARN_MEASURE_PENDING_BYTES:
      return self->staleness.pending_bytes;
    case TARN_MEASURE_RUNNING:
      return self->running.area;
    case TARN_MEASURE_WAITING:
      return self->waiting.area;
    case TARN_MEASURE_DPU:
    default:
      return self->dpu.area;
    }
}

static TarnWide
get_time (const TarnMeasures *self, TarnMeasure measure)
{
  return measure < TARN_MEASURE_RUNNING
             ? self->staleness.time_us
             : (TarnWide){ 0, (guint64) (self->until_us - self->since_us) };
}

guint64
tarn_measures_get_area (const TarnMeasures *self, TarnMeasure measure, guint64 *out_low)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (measure <= TARN_MEASURE_DPU, 0);

  return split (get_area (self, measure), out_low);
}

guint64
tarn_measures_get_time (const TarnMeasures *self, TarnMeasure measure, guint64 *out_low)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (measure <= TARN_MEASURE_DPU, 0);

  return split (get_time (self, measure), out_low);
}

/*
 * Only the rest of the division is rounded. It is less than 2^96, twice the time of 2^32 views, so it can be
 * scaled.
 */
static guint64
scale_quotient (TarnWide area, TarnWide time_us, guint scale)
{
  TarnWide rest;
  TarnWide whole = tarn_wide_divide (area, time_us, &rest);

  if (!tarn_wide_scale_fits (whole, scale))
    return G_MAXUINT64;

  TarnWide parts = tarn_wide_divide_rounded (tarn_wide_scale (rest, scale), time_us);
  return tarn_wide_narrow (tarn_wide_sum (tarn_wide_scale (whole, scale), parts));
}

guint64
tarn_measures_get_mean (const TarnMeasures *self, TarnMeasure measure, guint scale)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (measure <= TARN_MEASURE_DPU, 0);
  g_return_val_if_fail (scale >= 1, 0);

  TarnWide time_us = get_time (self, measure);
  if (tarn_wide_is_zero (time_us))
    return 0;
  if (measure == TARN_MEASURE_AGE || measure == TARN_MEASURE_LAG)
    time_us = tarn_wide_scale (time_us, 2);
  return scale_quotient (get_area (self, measure), time_us, scale);
}

static gint64
get_max (const TarnTimeIntegral *integral)
{
  return (gint64) integral->max;
}

gint64
tarn_measures_get_max (const TarnMeasures *self, TarnMeasure measure)
{
  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (measure <= TARN_MEASURE_DPU, -1);

  switch (measure)
    {
    case TARN_MEASURE_AGE:
      return self->staleness.age_max_us;
    case TARN_MEASURE_LAG:
      return self->staleness.lag_max_us;
    case TARN_MEASURE_SKEW:
      return self->staleness.skew_max_us;
    case TARN_MEASURE_FRESH:
    case TARN_MEASURE_NEVER_REFRESHED:
      return !tarn_wide_is_zero (get_area (self, measure));
    case TARN_MEASURE_RUNNING:
      return get_max (&self->running);
    case TARN_MEASURE_WAITING:
      return get_max (&self->waiting);
    case TARN_MEASURE_DPU:
      return get_max (&self->dpu);
    case TARN_MEASURE_PENDING_COMMITS:
    case TARN_MEASURE_PENDING_BYTES:
    default:
      return -1;
    }
}

gint64
tarn_measures_get_percentile (const TarnMeasures *self, TarnMeasure measure, guint permyriad)
{
  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (permyriad <= 10000, -1);

  const TarnTimeHistogram *histogram = measure == TARN_MEASURE_AGE   ? self->staleness.ages
                                       : measure == TARN_MEASURE_LAG ? self->staleness.lags
                                                                     : NULL;
  return histogram != NULL ? tarn_time_histogram_get_percentile (histogram, permyriad) : -1;
}
