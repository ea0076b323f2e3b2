/* SPDX-License-Identifier: MIT */
/* The built-in cost model, the billing, and TarnRefreshWork, the input of a user's own cost model. */
#pragma once

#include <tarn/tarn-refresh-estimate.h>
#include <tarn/tarn-refresh-work.h>

#include "glue/refresh-plan.h"

struct _TarnRefreshWork
{
  const TarnTableName *table_name;
  guint32 ordinal;
  guint64 tag;
  TarnRefreshType type;
  guint64 source_bytes;
  guint64 changed_bytes;
  guint64 view_bytes;
};

/* The rules by which used DPU time becomes billed DPU time and a price. */
typedef struct
{
  gint64 granularity_ms;
  gint64 minimum_dpu_ms;
  gint64 price_micro_usd; /* of one DPU-hour */
} TarnBilling;

/* Fills @out_plan by the built-in cost model. @options are the values of the service's options. */
void tarn_refresh_cost_plan (const gint64 *options, const TarnRefreshWork *work,
                             TarnCostPlan *out_plan);
TarnBilling tarn_refresh_cost_get_billing (const gint64 *options);
gint64 tarn_billing_get_dpu_milliseconds (const TarnBilling *billing, gint64 used_dpu_ms);
gint64 tarn_billing_get_nano_usd (const TarnBilling *billing, gint64 used_dpu_ms);

TarnRefreshEstimate *tarn_refresh_estimate_new (TarnRefreshType type, const TarnCostPlan *plan,
                                                const TarnBilling *billing);
