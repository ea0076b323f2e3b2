/* SPDX-License-Identifier: MIT */
/* When metadata of an asset is asked for. */
#include "lab/policy/asset-part.h"

/* --- at_arrival --------------------------------------------------------------------------------- */

static guint
count_all (const TarnLabRuleSettings *settings G_GNUC_UNUSED,
           const TarnLabLackingAsset *lacking G_GNUC_UNUSED, guint n_lacking,
           gint64 now_us G_GNUC_UNUSED)
{
  return n_lacking;
}

static const TarnLabAssetTriggerClass at_arrival = { .count_due = count_all };

const TarnLabRule tarn_lab_trigger_at_arrival = {
  .name = "at_arrival",
  .meaning
  = "Metadata of an asset is generated as soon as the asset has come, and again as soon as "
    "a run has ended without it.",
  .source = "Amazon DataZone, which generates names when a data source brings an asset",
  .version = 1,
  .asset_class = &at_arrival,
};

/* --- batch -------------------------------------------------------------------------------------- */

enum
{
  BATCH_SIZE,
  BATCH_MAX_WAIT,
};

static gint64
get_deadline (const TarnLabRuleSettings *settings, const TarnLabLackingAsset *lacking,
              guint n_lacking)
{
  gint64 max_wait_us = settings->values[BATCH_MAX_WAIT];

  return n_lacking > 0 && max_wait_us >= 0 ? lacking[0].since_us + max_wait_us
                                           : TARN_LAB_ASSETS_NEVER;
}

static guint
count_batches (const TarnLabRuleSettings *settings, const TarnLabLackingAsset *lacking,
               guint n_lacking, gint64 now_us)
{
  guint size = (guint) settings->values[BATCH_SIZE];
  guint n_full = n_lacking / size * size;

  return get_deadline (settings, lacking + n_full, n_lacking - n_full) <= now_us ? n_lacking
                                                                                 : n_full;
}

static gint64
get_batch_time (const TarnLabRuleSettings *settings, const TarnLabLackingAsset *lacking,
                guint n_lacking, gint64 now_us G_GNUC_UNUSED)
{
  return get_deadline (settings, lacking, n_lacking);
}

static const TarnLabAssetTriggerClass batch
    = { .count_due = count_batches, .get_next_time = get_batch_time };

static const TarnLabParameter batch_parameters[] = {
  [BATCH_SIZE] = { .kind = TARN_LAB_PARAMETER_NUMBER,
                   .fallback = TARN_LAB_MUST_BE_THERE,
                   .min = 1,
                   .max = 1000000,
                   .meaning = "How many assets are a batch." },
  [BATCH_MAX_WAIT] = { .name = "max-wait",
                       .kind = TARN_LAB_PARAMETER_DURATION,
                       .fallback = TARN_LAB_LACKS,
                       .max = TARN_LAB_DURATION_MAX_US,
                       .meaning = "How long the first asset of a batch waits at most. Without it, "
                                  "the last assets may wait for ever." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

const TarnLabRule tarn_lab_trigger_batch = {
  .name = "batch",
  .meaning = "Metadata is generated when so many assets lack it.",
  .source = "AWS Lambda, BatchSize and MaximumBatchingWindowInSeconds",
  .version = 1,
  .parameters = batch_parameters,
  .asset_class = &batch,
};

/* --- nightly ------------------------------------------------------------------------------------ */

enum
{
  NIGHTLY_AT,
};

static guint
count_at_night (const TarnLabRuleSettings *settings,
                const TarnLabLackingAsset *lacking G_GNUC_UNUSED, guint n_lacking, gint64 now_us)
{
  return now_us % G_TIME_SPAN_DAY == settings->values[NIGHTLY_AT] ? n_lacking : 0;
}

static gint64
get_night (const TarnLabRuleSettings *settings, const TarnLabLackingAsset *lacking G_GNUC_UNUSED,
           guint n_lacking, gint64 now_us)
{
  gint64 midnight_us = now_us - now_us % G_TIME_SPAN_DAY;
  gint64 today_us = midnight_us + settings->values[NIGHTLY_AT];

  if (n_lacking == 0)
    return TARN_LAB_ASSETS_NEVER;
  return today_us > now_us ? today_us : today_us + G_TIME_SPAN_DAY;
}

static const TarnLabAssetTriggerClass nightly
    = { .count_due = count_at_night, .get_next_time = get_night };

static const TarnLabParameter nightly_parameters[] = {
  [NIGHTLY_AT] = { .name = "at",
                   .kind = TARN_LAB_PARAMETER_TIME_OF_DAY,
                   .fallback = TARN_LAB_MUST_BE_THERE,
                   .meaning = "The time of the day, in UTC." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

const TarnLabRule tarn_lab_trigger_nightly = {
  .name = "nightly",
  .meaning = "Once a day, metadata is generated of all assets that lack it.",
  .source = "the schedules of data sources of Amazon DataZone",
  .version = 1,
  .parameters = nightly_parameters,
  .asset_class = &nightly,
};
