/* SPDX-License-Identifier: MIT */
/* The modes that are a line each. */
#include "lab/policy/part.h"

enum
{
  THRESHOLD_MAX = 100,
};

static TarnLabStartMode
choose_auto (gpointer state G_GNUC_UNUSED, const TarnLabRuleSettings *settings,
             const TarnLabDecision *decision G_GNUC_UNUSED, guint view G_GNUC_UNUSED)
{
  return (TarnLabStartMode){ TARN_REFRESH_MODE_SERVICE, (gint) settings->values[0] };
}

#define CHOOSE(name, mode)                                                                         \
  static TarnLabStartMode choose_##name (gpointer state G_GNUC_UNUSED,                             \
                                         const TarnLabRuleSettings *settings G_GNUC_UNUSED,        \
                                         const TarnLabDecision *decision G_GNUC_UNUSED,            \
                                         guint view G_GNUC_UNUSED)                                 \
  {                                                                                                \
    return (TarnLabStartMode){ mode, -1 };                                                         \
  }                                                                                                \
  static const TarnLabModeClass class_##name = { .choose = choose_##name };

CHOOSE (full, TARN_REFRESH_MODE_FULL)
CHOOSE (incremental_fallback, TARN_REFRESH_MODE_INCREMENTAL)

/* A view that was never refreshed has nothing that a refresh could add to. */
static TarnLabStartMode
choose_incremental_strict (gpointer state G_GNUC_UNUSED,
                           const TarnLabRuleSettings *settings G_GNUC_UNUSED,
                           const TarnLabDecision *decision, guint view)
{
  gboolean is_first
      = tarn_lab_lake_get_last_run (decision->lake, view).type == TARN_REFRESH_TYPE_NONE;

  return (TarnLabStartMode){ is_first ? TARN_REFRESH_MODE_FULL
                                      : TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL,
                             -1 };
}

/* Only the ends of runs tell which views were refreshed. */
static const TarnLabModeClass class_incremental_strict
    = { .part = { .wakes = TARN_LAB_WAKES_ENDS }, .choose = choose_incremental_strict };

/* The incremental refresh, of two that cost as much. */
static TarnLabStartMode
choose_cost (gpointer state G_GNUC_UNUSED, const TarnLabRuleSettings *settings G_GNUC_UNUSED,
             const TarnLabDecision *decision, guint view)
{
  TarnLabEstimate full = tarn_lab_lake_get_estimate (decision->lake, view, TARN_REFRESH_TYPE_FULL);
  TarnLabEstimate incremental
      = tarn_lab_lake_get_estimate (decision->lake, view, TARN_REFRESH_TYPE_INCREMENTAL);
  gboolean is_full = full.billed_dpu_milliseconds < incremental.billed_dpu_milliseconds;

  return (TarnLabStartMode){ is_full ? TARN_REFRESH_MODE_FULL : TARN_REFRESH_MODE_INCREMENTAL, -1 };
}

static const TarnLabModeClass class_cost = { .choose = choose_cost };
static const TarnLabModeClass class_auto = { .choose = choose_auto };

static const TarnLabParameter auto_parameters[] = {
  { .name = "threshold",
    .kind = TARN_LAB_PARAMETER_PERCENT,
    .fallback = TARN_LAB_LACKS,
    .max = THRESHOLD_MAX,
    .meaning = "A refresh is full if more of the bytes of the sources have changed. Without this, "
               "the option `glue.incremental-threshold-percent` says it." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

const TarnLabRule tarn_lab_mode_auto = {
  .name = "auto",
  .meaning = "The service chooses between a full and an incremental refresh.",
  .source = "AWS Glue",
  .version = 1,
  .parameters = auto_parameters,
  .class = &class_auto,
};

const TarnLabRule tarn_lab_mode_full = {
  .name = "full",
  .meaning = "Each refresh is full.",
  .source = "AWS Glue, FullRefresh",
  .version = 1,
  .class = &class_full,
};

const TarnLabRule tarn_lab_mode_incremental_fallback = {
  .name = "incremental_fallback",
  .meaning = "A refresh is incremental where that is possible, and else full.",
  .source = "Oracle, FORCE",
  .version = 1,
  .class = &class_incremental_fallback,
};

const TarnLabRule tarn_lab_mode_incremental_strict = {
  .name = "incremental_strict",
  .meaning = "The first refresh of a view is full. Each other one is incremental, and fails where "
             "that is not possible.",
  .source = "Databricks, INCREMENTAL STRICT",
  .version = 2,
  .class = &class_incremental_strict,
};

const TarnLabRule tarn_lab_mode_cost = {
  .name = "cost",
  .meaning = "A refresh is what is estimated to be billed less, and incremental if both are equal.",
  .source = "Hive, HIVE-28126",
  .version = 1,
  .class = &class_cost,
};
