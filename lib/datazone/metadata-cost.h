/* SPDX-License-Identifier: MIT */
/* The cost plan for one type of metadata. It is made once, and gives the use at any instant. */
#pragma once

#include <tarn/tarn-metadata-plan.h>
#include <tarn/tarn-metadata-work.h>

struct _TarnMetadataWork
{
  const char *domain_id;
  const char *asset_id;
  guint32 ordinal;
  guint64 tag;
  TarnMetadataType type;
  guint n_columns;
};

/* Over seventy thousand years. A plan has two durations. */
#define TARN_METADATA_DURATION_US_MAX (G_GINT64_CONSTANT (1) << 61)
/* The limit of each kind of use of one type. */
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

/* The built-in model. @options are the options of the service. @out_plan must be empty. */
void tarn_metadata_cost_plan (const gint64 *options, const TarnMetadataWork *work,
                              TarnMetadataPlan *out_plan);

/* Adds to @use the part that the plan has used after @elapsed_us. */
void tarn_metadata_plan_add_use (const TarnMetadataPlan *plan, gint64 elapsed_us,
                                 TarnModelUse *use);

/* Multiplies each duration by @factor_permille thousandths, up to the maximum of a plan. */
void tarn_metadata_plan_slow (TarnMetadataPlan *plan, gint64 factor_permille);

/*
 * Multiplies each duration by exp (@log / 2^56), rounded to the nearest microsecond, up to the maximum of a
 * plan. With 0, the plan stays as it is.
 */
void tarn_metadata_plan_spread (TarnMetadataPlan *plan, gint64 log);

/* Returns the cost at the prices of the options, saturated. */
gint64 tarn_metadata_cost_get_nano_usd (const gint64 *options, const TarnModelUse *use);
