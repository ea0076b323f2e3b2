/* SPDX-License-Identifier: MIT */
/* These rules limit how many runs of assets may start. */
#include "lab/policy/asset-part.h"

/* --- queue -------------------------------------------------------------------------------------- */

enum
{
  QUEUE_AT_MOST,
};

static gboolean
has_place (const TarnLabRuleSettings *settings, TarnLabAssetUse *use, gint64 now_us G_GNUC_UNUSED)
{
  return settings->values[QUEUE_AT_MOST] < 0 || use->n_active < settings->values[QUEUE_AT_MOST];
}

const TarnLabAssetAdmissionClass tarn_lab_asset_admission_queue = { .has_room = has_place };

/* --- rate --------------------------------------------------------------------------------------- */

enum
{
  RATE_STARTS,
  RATE_PERIOD,
};

static gboolean
has_start_left (const TarnLabRuleSettings *settings, TarnLabAssetUse *use, gint64 now_us)
{
  gint64 period_us = settings->values[RATE_PERIOD];

  if (now_us - use->since_us >= period_us)
    {
      use->since_us += (now_us - use->since_us) / period_us * period_us;
      use->n_started = 0;
    }
  return use->n_started < settings->values[RATE_STARTS];
}

static gint64
get_next_period (const TarnLabRuleSettings *settings, const TarnLabAssetUse *use)
{
  return use->since_us + settings->values[RATE_PERIOD];
}

static const TarnLabAssetAdmissionClass rate
    = { .has_room = has_start_left, .get_next_time = get_next_period };

static const TarnLabParameter rate_parameters[] = {
  [RATE_STARTS] = { .kind = TARN_LAB_PARAMETER_NUMBER,
                    .fallback = TARN_LAB_MUST_BE_THERE,
                    .min = 1,
                    .max = 1000000000,
                    .meaning = "How many runs start in a period." },
  [RATE_PERIOD] = { .name = "per",
                    .kind = TARN_LAB_PARAMETER_DURATION,
                    .fallback = G_TIME_SPAN_HOUR,
                    .min = 1,
                    .max = TARN_LAB_DURATION_MAX_US,
                    .meaning = "The length of the periods, which begin with the start." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

const TarnLabRule tarn_lab_admission_rate = {
  .name = "rate",
  .meaning = "Only so many runs start in a period, and the other requests wait for the next one.",
  .source = "the quotas of Amazon DataZone",
  .version = 1,
  .parameters = rate_parameters,
  .asset_class = &rate,
};
