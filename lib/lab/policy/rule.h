/* SPDX-License-Identifier: MIT */
/*
 * A policy has four parts: a trigger says when a view is to be refreshed, an order which of the waiting requests starts
 * first, a mode how a run refreshes its view, and an admission what becomes of a request that finds no slot. For each
 * part there are several rules, and any four of them make a policy.
 *
 * A policy refreshes views, or it generates metadata for assets. Most rules are only for one of them, and some are for
 * both. A policy of assets has no mode.
 *
 * A rule is one file, or a row where it is a line, and one word in a list below. The reader of scenarios and the page
 * on policies follow what the rules say of themselves.
 */
#pragma once

#include <glib.h>

typedef enum
{
  TARN_LAB_PART_TRIGGER,
  TARN_LAB_PART_ORDER,
  TARN_LAB_PART_MODE,
  TARN_LAB_PART_ADMISSION,
  TARN_LAB_N_PARTS,
} TarnLabPart;

/* --- Parameters --------------------------------------------------------------------------------- */

typedef enum
{
  TARN_LAB_PARAMETER_NONE, /* ends a list of parameters */
  TARN_LAB_PARAMETER_DURATION,
  TARN_LAB_PARAMETER_SIZE,
  TARN_LAB_PARAMETER_NUMBER,
  TARN_LAB_PARAMETER_PERCENT, /* a whole number of percent */
  TARN_LAB_PARAMETER_FLAG,    /* its name alone; 1 if it stands there */
  TARN_LAB_PARAMETER_WORD,    /* one of its words, as its place among them */
  /* Numbers of a calendar, as in a field of cron; 1 << number of each. If they go to 7, then 7 is 0. */
  TARN_LAB_PARAMETER_CALENDAR,
  TARN_LAB_PARAMETER_FILE,        /* its path; a rule has one at most */
  TARN_LAB_PARAMETER_TIME_OF_DAY, /* microseconds since midnight in UTC, at a whole minute */
} TarnLabParameterKind;

enum
{
  TARN_LAB_PARAMETERS_MAX = 8,
  /* In place of a value that may lack, and as its fallback. */
  TARN_LAB_LACKS = -1,
  /* The fallback of a value that must be there. */
  TARN_LAB_MUST_BE_THERE = -2,
};

typedef struct
{
  const char *name; /* stands before the value; NULL for a value without a name */
  TarnLabParameterKind kind;
  gint64 fallback;
  guint64 min;
  guint64 max;
  const char *const *words; /* of a word; end with NULL */
  guint alternative;        /* of those with the same number but 0, one stands there */
  const char *meaning;
} TarnLabParameter;

/* --- Rules -------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *meaning;                /* a sentence */
  const char *source;                 /* where the rule comes from */
  guint version;                      /* grows when the same values decide otherwise */
  const TarnLabParameter *parameters; /* NULL for none */
  gconstpointer class; /* a TarnLabTriggerClass and so on, by the part; NULL if not for views */
  gconstpointer asset_class; /* a TarnLabAssetTriggerClass and so on; NULL if not for assets */
} TarnLabRule;

/* The greatest duration and the greatest size that a scenario may have. */
#define TARN_LAB_SIZE_MAX (G_GINT64_CONSTANT (1) << 60)
#define TARN_LAB_DURATION_MAX_US (G_GINT64_CONSTANT (36500) * 24 * 3600 * 1000000)

#define TARN_LAB_TRIGGERS(RULE)                                                                    \
  RULE (trigger_interval)                                                                          \
  RULE (trigger_cron)                                                                              \
  RULE (trigger_on_commit)                                                                         \
  RULE (trigger_threshold)                                                                         \
  RULE (trigger_target_lag)                                                                        \
  RULE (trigger_capped_on_change)                                                                  \
  RULE (trigger_zero_wait)                                                                         \
  RULE (trigger_lag_trigger)                                                                       \
  RULE (trigger_idle)                                                                              \
  RULE (trigger_period_delay)                                                                      \
  RULE (trigger_replay)                                                                            \
  RULE (trigger_service)                                                                           \
  RULE (trigger_at_arrival)                                                                        \
  RULE (trigger_batch)                                                                             \
  RULE (trigger_nightly)
#define TARN_LAB_ORDERS(RULE)                                                                      \
  RULE (order_fifo)                                                                                \
  RULE (order_random)                                                                              \
  RULE (order_sjf)                                                                                 \
  RULE (order_lpt)                                                                                 \
  RULE (order_wspt)                                                                                \
  RULE (order_edf)                                                                                 \
  RULE (order_max_lag)                                                                             \
  RULE (order_max_weighted_lag)                                                                    \
  RULE (order_max_benefit)                                                                         \
  RULE (order_critical_path)                                                                       \
  RULE (order_fair)                                                                                \
  RULE (order_edf_partitioned)                                                                     \
  RULE (order_proportional_partition)                                                              \
  RULE (order_fewest_columns)                                                                      \
  RULE (order_most_columns)
#define TARN_LAB_MODES(RULE)                                                                       \
  RULE (mode_auto)                                                                                 \
  RULE (mode_full)                                                                                 \
  RULE (mode_incremental_fallback)                                                                 \
  RULE (mode_incremental_strict)                                                                   \
  RULE (mode_cost)                                                                                 \
  RULE (mode_cost_history)                                                                         \
  RULE (mode_full_every)
#define TARN_LAB_ADMISSIONS(RULE)                                                                  \
  RULE (admission_queue)                                                                           \
  RULE (admission_unlimited)                                                                       \
  RULE (admission_reject)                                                                          \
  RULE (admission_reject_backoff)                                                                  \
  RULE (admission_dpu_budget)                                                                      \
  RULE (admission_token_bucket)                                                                    \
  RULE (admission_upstream_first)                                                                  \
  RULE (admission_rate)

#define TARN_LAB_DECLARE_RULE(name) extern const TarnLabRule tarn_lab_##name;
TARN_LAB_TRIGGERS (TARN_LAB_DECLARE_RULE)
TARN_LAB_ORDERS (TARN_LAB_DECLARE_RULE)
TARN_LAB_MODES (TARN_LAB_DECLARE_RULE)
TARN_LAB_ADMISSIONS (TARN_LAB_DECLARE_RULE)
#undef TARN_LAB_DECLARE_RULE

/* Returns the rules of a part, which end with NULL. */
const TarnLabRule *const *tarn_lab_part_get_rules (TarnLabPart part);
/* Returns NULL if the part has no such rule. */
const TarnLabRule *tarn_lab_part_find_rule (TarnLabPart part, const char *name);

/* --- What a scenario says ----------------------------------------------------------------------- */

typedef struct
{
  const TarnLabRule *rule;
  gint64 values[TARN_LAB_PARAMETERS_MAX]; /* by the parameters */
  char *path;     /* of the file, as the scenario writes it; NULL for none */
  GArray *starts; /* TarnLabRecordedStart; what the file says; NULL for none */
} TarnLabRuleSettings;

/* The four parts of a policy. */
typedef struct
{
  TarnLabRuleSettings parts[TARN_LAB_N_PARTS];
} TarnLabComposition;

/* Sets the rule, with the fallbacks of its parameters. */
void tarn_lab_rule_settings_init (TarnLabRuleSettings *settings, const TarnLabRule *rule);
