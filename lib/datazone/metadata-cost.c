/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-cost.h"

#include "datazone/datazone-service.h"
#include "kernel/accessors.h"
#include "kernel/arith.h"
#include "kernel/fixed.h"

#define SECOND_MS 1000

/* Only GLib copies works: a copy of a binding stays valid after the engine is gone. */
static TarnMetadataWork *
copy_work (const TarnMetadataWork *self)
{
  TarnMetadataWork *copy = g_memdup2 (self, sizeof *self);

  copy->domain_id = g_strdup (self->domain_id);
  copy->asset_id = g_strdup (self->asset_id);
  return copy;
}

static void
free_work (TarnMetadataWork *copy)
{
  g_free ((char *) copy->domain_id);
  g_free ((char *) copy->asset_id);
  g_free (copy);
}

G_DEFINE_BOXED_TYPE (TarnMetadataWork, tarn_metadata_work, copy_work, free_work)
TARN_PLAIN_TYPE (TarnMetadataPlan, tarn_metadata_plan)

/* --- The built-in model ----------------------------------------------------------------------- */

/* The limits of columns and options are so low that nothing here can overflow. */
void
tarn_metadata_cost_plan (const gint64 *options, const TarnMetadataWork *work,
                         TarnMetadataPlan *out_plan)
{
  gint64 n_columns = work->n_columns;
  gint64 columns_per_call = options[TARN_DATAZONE_COST_COLUMNS_PER_CALL];
  TarnModelUse *use = &out_plan->use;

  /* The summary needs one more call. */
  use->model_calls = (n_columns + columns_per_call - 1) / columns_per_call + 1;
  use->input_tokens = options[TARN_DATAZONE_COST_INPUT_TOKENS_PER_CALL] * use->model_calls
                      + options[TARN_DATAZONE_COST_INPUT_TOKENS_PER_COLUMN] * n_columns;
  use->output_tokens = options[TARN_DATAZONE_COST_OUTPUT_TOKENS_PER_COLUMN] * n_columns
                       + options[TARN_DATAZONE_COST_OUTPUT_TOKENS_PER_SUMMARY];

  gint64 waiting_ms = use->model_calls * options[TARN_DATAZONE_COST_FIRST_TOKEN_MS];
  gint64 writing_ms
      = (gint64) tarn_divide_up ((guint64) use->output_tokens * SECOND_MS,
                                 (guint64) options[TARN_DATAZONE_COST_TOKENS_PER_SECOND]);

  out_plan->base_us = options[TARN_DATAZONE_COST_BASE_MS] * 1000;
  out_plan->generation_us = (waiting_ms + writing_ms) * 1000;
}

static gint64
slow (gint64 duration_us, gint64 factor_permille)
{
  return (gint64) tarn_scale_saturated ((guint64) duration_us, (guint64) factor_permille, 1000,
                                        TARN_METADATA_DURATION_US_MAX);
}

void
tarn_metadata_plan_slow (TarnMetadataPlan *plan, gint64 factor_permille)
{
  plan->base_us = slow (plan->base_us, factor_permille);
  plan->generation_us = slow (plan->generation_us, factor_permille);
}

static gint64
multiply_by_exp (gint64 duration_us, gint64 log)
{
  return (gint64) tarn_fixed_scale_by_exp ((guint64) duration_us, log,
                                           TARN_METADATA_DURATION_US_MAX);
}

void
tarn_metadata_plan_spread (TarnMetadataPlan *plan, gint64 log)
{
  if (log == 0)
    return;

  plan->base_us = multiply_by_exp (plan->base_us, log);
  plan->generation_us = multiply_by_exp (plan->generation_us, log);
}

static gint64
scale (gint64 amount, gint64 part_us, gint64 whole_us)
{
  return (gint64) tarn_multiply_divide ((guint64) amount, (guint64) part_us, (guint64) whole_us);
}

void
tarn_metadata_plan_add_use (const TarnMetadataPlan *plan, gint64 elapsed_us, TarnModelUse *use)
{
  gint64 part_us = MIN (elapsed_us - plan->base_us, plan->generation_us);
  gint64 whole_us = plan->generation_us;

  if (part_us < 0)
    return;
  /* A generation that takes no time is complete as soon as it begins. */
  if (whole_us == 0)
    part_us = whole_us = 1;

  use->model_calls += scale (plan->use.model_calls, part_us, whole_us);
  use->input_tokens += scale (plan->use.input_tokens, part_us, whole_us);
  use->output_tokens += scale (plan->use.output_tokens, part_us, whole_us);
}

static guint64
get_price (gint64 n_tokens, gint64 nano_usd)
{
  return tarn_wide_narrow (tarn_wide_multiply ((guint64) n_tokens, (guint64) nano_usd));
}

gint64
tarn_metadata_cost_get_nano_usd (const gint64 *options, const TarnModelUse *use)
{
  guint64 input = get_price (use->input_tokens, options[TARN_DATAZONE_COST_PRICE_INPUT_NANO_USD]);
  guint64 output
      = get_price (use->output_tokens, options[TARN_DATAZONE_COST_PRICE_OUTPUT_NANO_USD]);

  return (gint64) MIN (tarn_add_saturated (input, output), (guint64) G_MAXINT64);
}

/* --- For cost models of users ----------------------------------------------------------------- */

TARN_GETTER (const char *, tarn_metadata_work_get_domain_id, const TarnMetadataWork, domain_id)
TARN_GETTER (const char *, tarn_metadata_work_get_asset_id, const TarnMetadataWork, asset_id)
TARN_GETTER (guint32, tarn_metadata_work_get_ordinal, const TarnMetadataWork, ordinal)
TARN_GETTER (guint64, tarn_metadata_work_get_tag, const TarnMetadataWork, tag)
TARN_GETTER (TarnMetadataType, tarn_metadata_work_get_metadata_type, const TarnMetadataWork, type)
TARN_GETTER (guint, tarn_metadata_work_get_column_count, const TarnMetadataWork, n_columns)

TARN_CAPPED_SETTER (tarn_metadata_plan_set_base_us, TarnMetadataPlan, base_us,
                    TARN_METADATA_DURATION_US_MAX)
TARN_CAPPED_SETTER (tarn_metadata_plan_set_generation_us, TarnMetadataPlan, generation_us,
                    TARN_METADATA_DURATION_US_MAX)

void
tarn_metadata_plan_set_use (TarnMetadataPlan *self, gint64 model_calls, gint64 input_tokens,
                            gint64 output_tokens)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (model_calls >= 0 && model_calls <= TARN_METADATA_USE_MAX);
  g_return_if_fail (input_tokens >= 0 && input_tokens <= TARN_METADATA_USE_MAX);
  g_return_if_fail (output_tokens >= 0 && output_tokens <= TARN_METADATA_USE_MAX);

  self->use = (TarnModelUse){ model_calls, input_tokens, output_tokens };
}
