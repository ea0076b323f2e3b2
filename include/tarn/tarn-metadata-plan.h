/* SPDX-License-Identifier: MIT */
/*
 * The cost of generating metadata: time, calls to a language model, and tokens.
 *
 * The service documents that a run takes roughly thirty seconds per asset. The rest of the built-in model is
 * an assumption from what small language models do. Each of its numbers is an option of `datazone.cost-*`,
 * and the same for each type of metadata:
 *
 * A type begins with `base-ms` without any call. Then come one call for the summary of the asset and
 * one for each `columns-per-call` columns. A call reads `input-tokens-per-call`, and
 * `input-tokens-per-column` for each of its columns, of which the call for the summary has none. It begins to
 * write after `first-token-ms` and writes `tokens-per-second`: `output-tokens-per-summary` for the summary and
 * `output-tokens-per-column` for each column. So 20 columns take 27.708 s, 3 calls, 3200 tokens in and 1320
 * out.
 *
 * With `datazone.cost-duration-spread-permille` above 1000, each run draws one factor from the lognormal
 * distribution with the mean 1, and multiplies all durations of all its types by the factor; tarn-cost-plan.h
 * says the same of refreshes. The calls and the tokens stay as they are, and the time of `SUBMITTED` does
 * too. The factor depends on the seed, the asset, and the number of the run among the runs of the asset, or
 * the tag of the run where `datazone.draw-by-tag` is 1. The plan of a user's own cost model is not
 * multiplied.
 */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_METADATA_PLAN (tarn_metadata_plan_get_type ())

/**
 * TarnMetadataPlan:
 *
 * The plan of generating one type: first a time without any use, then a time in which calls and
 * tokens grow evenly. A new plan is empty: it takes no time and uses nothing.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_metadata_plan_get_type (void) G_GNUC_CONST;

/**
 * tarn_metadata_plan_set_base_us:
 * @self: a plan
 * @base_us: a duration, 0 to 2^61
 *
 * Sets the time before the first call. A type whose quota is used up fails at the end of this time.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_metadata_plan_set_base_us (TarnMetadataPlan *self, gint64 base_us);

/**
 * tarn_metadata_plan_set_generation_us:
 * @self: a plan
 * @generation_us: a duration, 0 to 2^61
 *
 * Sets the time in which the calls are made.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_metadata_plan_set_generation_us (TarnMetadataPlan *self, gint64 generation_us);

/**
 * tarn_metadata_plan_set_use:
 * @self: a plan
 * @model_calls: calls to the language model, 0 to 2^40
 * @input_tokens: tokens read, 0 to 2^40
 * @output_tokens: tokens written, 0 to 2^40
 *
 * Sets the whole use of the type, from its beginning to its end.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_metadata_plan_set_use (TarnMetadataPlan *self, gint64 model_calls, gint64 input_tokens,
                                 gint64 output_tokens);

G_END_DECLS
