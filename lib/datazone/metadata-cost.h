/* SPDX-License-Identifier: MIT */
/* How generating one type of metadata goes, planned once and read off at any instant. */
#pragma once

#include <tarn/tarn-metadata-plan.h>
#include <tarn/tarn-metadata-work.h>

struct _TarnMetadataWork
{
  const char *domain_id;
  const char *asset_id;
  guint32 ordinal;
  TarnMetadataType type;
  guint n_columns;
};

/* Two of these still fit. */
#define TARN_METADATA_DURATION_US_MAX (G_GINT64_CONSTANT (1) << 62)
/* Of one type. */
#define TARN_METADATA_USE_MAX (G_GINT64_CONSTANT (1) << 40)

typedef struct
{
  gint64 model_calls;
  gint64 input_tokens;
  gint64 output_tokens;
} TarnModelUse;

struct _TarnMetadataPlan
{
  gint64 base_us;
  gint64 generation_us;
  TarnModelUse use;
};

/* The built-in model. @options are those of the service, @out_plan is empty. */
void tarn_metadata_cost_plan (const gint64 *options, const TarnMetadataWork *work,
                              TarnMetadataPlan *out_plan);

/* Adds to @use what the plan has used after @elapsed_us. */
void tarn_metadata_plan_add_use (const TarnMetadataPlan *plan, gint64 elapsed_us,
                                 TarnModelUse *use);

/* All of it takes so many thousandths of its time, within what a plan takes. */
void tarn_metadata_plan_slow (TarnMetadataPlan *plan, gint64 factor_permille);

/* At the prices of the options; saturated. */
gint64 tarn_metadata_cost_get_nano_usd (const gint64 *options, const TarnModelUse *use);
