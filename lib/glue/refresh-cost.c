/* SPDX-License-Identifier: MIT */
#include "glue/refresh-cost.h"

#include "glue/glue-service.h"
#include "kernel/arith.h"
#include "kernel/clock.h"
#include "kernel/accessors.h"

#define BYTES_MAX (G_GUINT64_CONSTANT (1) << 60)

struct _TarnRefreshEstimate
{
  TarnRefreshType type;
  gint64 startup_us;
  gint64 duration_us;
  gint64 dpu_milliseconds;
  gint64 billed_dpu_milliseconds;
  gint64 cost_nano_usd;
  gint64 processed_bytes;
  gint64 peak_dpu;
};

/* Only GLib copies works: a copy of a binding stays valid after the engine is gone. */
static TarnRefreshWork *
copy_work (const TarnRefreshWork *self)
{
  TarnRefreshWork *copy = g_memdup2 (self, sizeof *self);

  copy->table_name = tarn_table_name_ref (self->table_name);
  return copy;
}

static void
free_work (TarnRefreshWork *copy)
{
  tarn_table_name_unref ((TarnTableName *) copy->table_name);
  g_free (copy);
}

G_DEFINE_BOXED_TYPE (TarnRefreshWork, tarn_refresh_work, copy_work, free_work)
TARN_PLAIN_PUBLIC_TYPE (TarnRefreshEstimate, tarn_refresh_estimate)

/* --- The built-in model ----------------------------------------------------------------------- */

/*
 * Returns BYTES_MAX if the scaled value would be too large. A factor of at most 1000 cannot make it larger.
 */
static guint64
scale (guint64 bytes, guint64 permille)
{
  if (permille > 1000 && bytes >= tarn_multiply_divide (BYTES_MAX, 1000, permille))
    return BYTES_MAX;

  return tarn_multiply_divide (bytes, permille, 1000);
}

static guint64
get_bytes (const gint64 *options, const TarnRefreshWork *work)
{
  guint64 bytes;

  if (work->type == TARN_REFRESH_TYPE_FULL)
    {
      bytes = MIN (work->source_bytes, BYTES_MAX);
      if (options[TARN_GLUE_COST_COUNT_WRITES])
        bytes += MIN (work->view_bytes, BYTES_MAX);
    }
  else
    {
      guint64 merged
          = scale (work->changed_bytes, (guint64) options[TARN_GLUE_COST_MERGE_PERMILLE]);

      bytes = scale (work->changed_bytes, (guint64) options[TARN_GLUE_COST_AMPLIFICATION_PERMILLE]);
      bytes = tarn_add_saturated (bytes, MIN (work->view_bytes, merged));
    }

  return MIN (bytes, BYTES_MAX);
}

/* The number of DPU doubles after each step of @ramp_ms, until it reaches @dpu_max or the work is done. */
static void
add_ramp (TarnCostPlan *plan, guint64 work_ms, gint64 dpu_min, gint64 dpu_max, gint64 ramp_ms)
{
  gint64 dpu = dpu_min;

  while (work_ms > 0)
    {
      gint64 used = MIN (dpu, dpu_max);
      guint64 step_ms = (guint64) (used * ramp_ms);

      if (dpu >= dpu_max || work_ms <= step_ms)
        {
          gint64 duration_ms = (gint64) tarn_divide_up (work_ms, (guint64) used);

          tarn_cost_plan_add_phase (plan, duration_ms * 1000, used, (gint64) (work_ms * 1000));
          return;
        }

      tarn_cost_plan_add_phase (plan, ramp_ms * 1000, used, (gint64) (step_ms * 1000));
      work_ms -= step_ms;
      dpu *= 2;
    }
}

void
tarn_refresh_cost_plan (const gint64 *options, const TarnRefreshWork *work, TarnCostPlan *out_plan)
{
  gint64 dpu_min = options[TARN_GLUE_COST_DPU_MIN];
  gint64 dpu_max = MAX (dpu_min, options[TARN_GLUE_COST_DPU_MAX]);

  if (work->type == TARN_REFRESH_TYPE_INCREMENTAL && work->changed_bytes == 0
      && options[TARN_GLUE_COST_SKIP_UNCHANGED])
    {
      tarn_cost_plan_add_phase (out_plan, options[TARN_GLUE_COST_UNCHANGED_MS] * 1000, 0, 0);
      return;
    }

  guint64 bytes = get_bytes (options, work);
  guint64 wanted = tarn_divide_up (bytes, (guint64) options[TARN_GLUE_COST_BYTES_PER_DPU]);
  guint64 speed = (guint64) options[TARN_GLUE_COST_BYTES_PER_SECOND_PER_DPU];
  /* This is ceil (bytes * 1000 / speed), without the product, because the product may not fit. */
  guint64 work_ms = bytes / speed * 1000 + tarn_divide_up (bytes % speed * 1000, speed);

  tarn_cost_plan_set_startup_us (out_plan, options[TARN_GLUE_COST_STARTUP_MS] * 1000);
  tarn_cost_plan_set_processed_bytes (out_plan, (gint64) bytes);
  tarn_cost_plan_add_phase (out_plan, options[TARN_GLUE_COST_SERIAL_MS] * 1000, dpu_min, 0);
  add_ramp (out_plan, work_ms, dpu_min,
            (gint64) CLAMP (wanted, (guint64) dpu_min, (guint64) dpu_max),
            options[TARN_GLUE_COST_RAMP_MS]);
}

/* --- The bill --------------------------------------------------------------------------------- */

TarnBilling
tarn_refresh_cost_get_billing (const gint64 *options)
{
  return (TarnBilling){
    .granularity_ms = options[TARN_GLUE_COST_BILLING_GRANULARITY_MS],
    .minimum_dpu_ms = options[TARN_GLUE_COST_BILLING_MINIMUM_MS] * options[TARN_GLUE_COST_DPU_MIN],
    .price_micro_usd = options[TARN_GLUE_COST_PRICE_MICRO_USD_PER_DPU_HOUR],
  };
}

gint64
tarn_billing_get_dpu_milliseconds (const TarnBilling *billing, gint64 used_dpu_ms)
{
  guint64 granularity = (guint64) billing->granularity_ms;

  if (used_dpu_ms == 0)
    return 0;

  return MAX ((gint64) (tarn_divide_up ((guint64) used_dpu_ms, granularity) * granularity),
              billing->minimum_dpu_ms);
}

/*
 * A DPU-hour is 3,600,000 DPU-milliseconds and a micro-dollar is 1000 nano-dollars, so the product of use and
 * price is divided by 3600. Returns G_MAXINT64 if the result would not fit.
 */
gint64
tarn_billing_get_nano_usd (const TarnBilling *billing, gint64 used_dpu_ms)
{
  guint64 billed = (guint64) tarn_billing_get_dpu_milliseconds (billing, used_dpu_ms);
  guint64 price = (guint64) billing->price_micro_usd;

  if (price > 3600 && billed >= tarn_multiply_divide (G_MAXINT64, 3600, price))
    return G_MAXINT64;

  return (gint64) tarn_multiply_divide (billed, price, 3600);
}

/* --- The public types ------------------------------------------------------------------------- */

TarnRefreshEstimate *
tarn_refresh_estimate_new (TarnRefreshType type, const TarnCostPlan *plan,
                           const TarnBilling *billing)
{
  TarnRefreshEstimate *self = g_new0 (TarnRefreshEstimate, 1);

  self->type = type;
  self->startup_us = plan->startup_us;
  self->duration_us = plan->startup_us + plan->running_us;
  self->dpu_milliseconds = tarn_cost_plan_get_dpu_milliseconds (plan, plan->running_us);
  self->billed_dpu_milliseconds
      = tarn_billing_get_dpu_milliseconds (billing, self->dpu_milliseconds);
  self->cost_nano_usd = tarn_billing_get_nano_usd (billing, self->dpu_milliseconds);
  self->processed_bytes = plan->processed_bytes;
  self->peak_dpu = tarn_cost_plan_get_peak_dpu (plan);

  return self;
}

TARN_GETTER (TarnRefreshType, tarn_refresh_estimate_get_refresh_type, const TarnRefreshEstimate,
             type)
TARN_GETTER (gint64, tarn_refresh_estimate_get_startup_us, const TarnRefreshEstimate, startup_us)
TARN_GETTER (gint64, tarn_refresh_estimate_get_duration_us, const TarnRefreshEstimate, duration_us)
TARN_GETTER (gint64, tarn_refresh_estimate_get_dpu_milliseconds, const TarnRefreshEstimate,
             dpu_milliseconds)
TARN_GETTER (gint64, tarn_refresh_estimate_get_billed_dpu_milliseconds, const TarnRefreshEstimate,
             billed_dpu_milliseconds)
TARN_GETTER (gint64, tarn_refresh_estimate_get_cost_nano_usd, const TarnRefreshEstimate,
             cost_nano_usd)
TARN_GETTER (gint64, tarn_refresh_estimate_get_processed_bytes, const TarnRefreshEstimate,
             processed_bytes)
TARN_GETTER (gint64, tarn_refresh_estimate_get_peak_dpu, const TarnRefreshEstimate, peak_dpu)
TARN_GETTER (const TarnTableName *, tarn_refresh_work_get_table_name, const TarnRefreshWork,
             table_name)
TARN_GETTER (guint32, tarn_refresh_work_get_ordinal, const TarnRefreshWork, ordinal)
TARN_GETTER (guint64, tarn_refresh_work_get_tag, const TarnRefreshWork, tag)
TARN_GETTER (TarnRefreshType, tarn_refresh_work_get_refresh_type, const TarnRefreshWork, type)
TARN_GETTER (guint64, tarn_refresh_work_get_source_bytes, const TarnRefreshWork, source_bytes)
TARN_GETTER (guint64, tarn_refresh_work_get_changed_bytes, const TarnRefreshWork, changed_bytes)
TARN_GETTER (guint64, tarn_refresh_work_get_view_bytes, const TarnRefreshWork, view_bytes)
