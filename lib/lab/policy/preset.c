/* SPDX-License-Identifier: MIT */
#include "lab/policy/preset.h"

#define PRESETS(ROW)                                                                               \
  ROW (hourly, "Each view once an hour, all of them at once.", "interval 1 h, phase 0 s, skip",    \
       NULL, NULL, NULL)                                                                           \
  ROW (every15, "Each view once in 15 minutes, all of them at once.",                              \
       "interval 15 min, phase 0 s, skip", NULL, NULL, NULL)                                       \
  ROW (spread15, "Each view once in 15 minutes, one after the other.",                             \
       "interval 15 min, spread, skip", NULL, NULL, NULL)                                          \
  ROW (target_lag, "As Snowflake refreshes dynamic tables with a target of 20 minutes.",           \
       "target_lag 20 min, base 48 s", NULL, NULL, "upstream_first")                               \
  ROW (on_commit, "Each view as soon as it lacks a commit.", "on_commit, debounce 0 s", NULL,      \
       NULL, NULL)                                                                                 \
  ROW (threshold, "Each view when 5 % of its sources have changed, and at least once an hour.",    \
       "threshold percent 5 %, max-wait 1 h", NULL, NULL, NULL)                                    \
  ROW (bigquery, "As BigQuery refreshes materialized views.",                                      \
       "capped_on_change, delay 5 min, cap 30 min", NULL, NULL, NULL)                              \
  ROW (zero_wait, "Each view again and again, as long as something changes.", "zero_wait", NULL,   \
       NULL, "unlimited")                                                                          \
  ROW (edf_slo, "Each view as late as its objective allows, the most urgent first.",               \
       "lag_trigger, theta 100 %, lag 1 h", "edf", NULL, NULL)                                     \
  ROW (max_benefit, "Each view that lacks a commit, where a DPU-second does most first.",          \
       "on_commit, debounce 0 s", "max_benefit", NULL, NULL)                                       \
  ROW (edf_partitioned,                                                                            \
       "Each view that lacks a commit, the most urgent first, with two slots "                     \
       "for short runs.",                                                                          \
       "on_commit, debounce 0 s", "edf_partitioned slots 2, within 5 min", NULL, NULL)             \
  ROW (cost_adaptive, "Each view once in 15 minutes, in the mode that has been the cheaper one.",  \
       "interval 15 min, spread, skip", NULL, "cost_history", NULL)                                \
  ROW (service, "What AWS Glue does by itself, by RefreshSeconds.", "service", NULL, NULL, NULL)

#define PRESET(name, meaning, ...) { #name, { __VA_ARGS__ }, meaning },
#define NAME(name, ...) #name,

const TarnLabPreset tarn_lab_presets[] = { PRESETS (PRESET){ .name = NULL } };
static const char *const names[] = { PRESETS (NAME) NULL };

const char *const *
tarn_lab_presets_get_names (void)
{
  return names;
}

const TarnLabPreset *
tarn_lab_presets_find (const char *name)
{
  for (const TarnLabPreset *preset = tarn_lab_presets; preset->name != NULL; preset++)
    if (g_str_equal (preset->name, name))
      return preset;

  return NULL;
}
