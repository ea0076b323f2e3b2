/* SPDX-License-Identifier: MIT */
/* The triggers that say in a line or two when a view is due. */
#include "lab/policy/due.h"

#define DURATION(name_, fallback_, meaning_)                                                       \
  {                                                                                                \
    .name = name_, .kind = TARN_LAB_PARAMETER_DURATION, .fallback = fallback_,                     \
    .max = TARN_LAB_DURATION_MAX_US, .meaning = meaning_                                           \
  }
#define END                                                                                        \
  {                                                                                                \
    .kind = TARN_LAB_PARAMETER_NONE                                                                \
  }

#define TRIGGER(name_, parameters_, meaning_, source_)                                             \
  static const TarnLabDueClass class_##name_                                                       \
      = { .trigger = TARN_LAB_DUE_TRIGGER, .get_due = get_due_##name_ };                           \
  const TarnLabRule tarn_lab_trigger_##name_ = {                                                   \
    .name = #name_,                                                                                \
    .meaning = meaning_,                                                                           \
    .source = source_,                                                                             \
    .version = 2,                                                                                  \
    .parameters = parameters_,                                                                     \
    .class = &class_##name_,                                                                       \
  };

/* --- on_commit ---------------------------------------------------------------------------------- */

enum
{
  DEBOUNCE,
  MAX_WAIT,
};

static gint64
get_due_on_commit (const TarnLabDue *self, const TarnLabDecision *decision G_GNUC_UNUSED,
                   guint view, TarnLabPending pending)
{
  const gint64 *values = self->settings->values;

  if (pending.n_commits == 0)
    return TARN_LAB_NEVER;
  return MIN (tarn_lab_due_after (self->views[view].commit_us, values[DEBOUNCE]),
              tarn_lab_due_after (pending.oldest_us, values[MAX_WAIT]));
}

static const TarnLabParameter on_commit_parameters[] = {
  [DEBOUNCE] = DURATION ("debounce", 0, "How long no other commit must come."),
  [MAX_WAIT] = DURATION ("max-wait", TARN_LAB_LACKS,
                         "How long the oldest commit waits at most, whatever comes behind it."),
  END,
};

TRIGGER (on_commit, on_commit_parameters,
         "A view is refreshed when a commit has come that it lacks, and once more after its run if "
         "it lacks one then, as after a run that failed.",
         "Oracle, ON COMMIT; Redshift, autorefresh")

/* --- zero_wait ---------------------------------------------------------------------------------- */

static gint64
get_due_zero_wait (const TarnLabDue *self, const TarnLabDecision *decision, guint view,
                   TarnLabPending pending)
{
  gboolean is_first = self->views[view].request_us == 0;

  return is_first || pending.n_commits > 0 ? decision->now_us : TARN_LAB_NEVER;
}

TRIGGER (zero_wait, NULL,
         "A view is refreshed at the start, and again as soon as its run has ended and something "
         "has changed.",
         "Kaul, Yates and Gruteser, INFOCOM 2012")

/* --- threshold ---------------------------------------------------------------------------------- */

enum
{
  COMMITS,
  BYTES,
  PERCENT,
  THRESHOLD_MAX_WAIT,
};

/* Only one of the three is there. */
static gboolean
is_reached (const gint64 *values, const TarnLabLake *lake, guint view, TarnLabPending pending)
{
  if (values[COMMITS] >= 0)
    return pending.n_commits >= (guint64) values[COMMITS];
  if (values[BYTES] >= 0)
    return pending.bytes >= (guint64) values[BYTES];

  TarnWide changed = tarn_wide_multiply (pending.bytes, 100);
  TarnWide needed
      = tarn_wide_multiply (tarn_lab_lake_get_source_bytes (lake, view), (guint64) values[PERCENT]);
  return tarn_wide_compare (changed, needed) >= 0;
}

static gint64
get_due_threshold (const TarnLabDue *self, const TarnLabDecision *decision, guint view,
                   TarnLabPending pending)
{
  const gint64 *values = self->settings->values;

  if (pending.n_commits == 0)
    return TARN_LAB_NEVER;
  if (is_reached (values, decision->lake, view, pending))
    return decision->now_us;
  return tarn_lab_due_after (pending.oldest_us, values[THRESHOLD_MAX_WAIT]);
}

static const TarnLabParameter threshold_parameters[] = {
  [COMMITS] = { .name = "commits",
                .kind = TARN_LAB_PARAMETER_NUMBER,
                .fallback = TARN_LAB_MUST_BE_THERE,
                .min = 1,
                .max = 1000000000,
                .alternative = 1,
                .meaning = "How many commits the view must lack." },
  [BYTES] = { .name = "bytes",
              .kind = TARN_LAB_PARAMETER_SIZE,
              .fallback = TARN_LAB_MUST_BE_THERE,
              .min = 1,
              .max = TARN_LAB_SIZE_MAX,
              .alternative = 1,
              .meaning = "How many changed bytes the view must lack." },
  [PERCENT] = { .name = "percent",
                .kind = TARN_LAB_PARAMETER_PERCENT,
                .fallback = TARN_LAB_MUST_BE_THERE,
                .min = 1,
                .max = 1000000,
                .alternative = 1,
                .meaning = "How many changed bytes the view must lack, of those of its sources." },
  [THRESHOLD_MAX_WAIT]
  = DURATION ("max-wait", TARN_LAB_LACKS, "How long the oldest commit waits at most."),
  END,
};

TRIGGER (threshold, threshold_parameters, "A view is refreshed when it lacks enough.",
         "Databricks and Snowflake, by how much has changed")

/* --- capped_on_change --------------------------------------------------------------------------- */

enum
{
  DELAY,
  CAP,
};

static gint64
get_due_capped_on_change (const TarnLabDue *self, const TarnLabDecision *decision G_GNUC_UNUSED,
                          guint view, TarnLabPending pending)
{
  const gint64 *values = self->settings->values;
  gint64 latest_us = self->views[view].request_us;
  gint64 due_us = tarn_lab_due_after (pending.oldest_us, values[DELAY]);

  if (pending.n_commits == 0)
    return TARN_LAB_NEVER;
  return latest_us > 0 ? MAX (due_us, latest_us + values[CAP]) : due_us;
}

#define MINUTES(n) ((n) *G_TIME_SPAN_MINUTE)

static const TarnLabParameter capped_parameters[] = {
  [DELAY]
  = DURATION ("delay", MINUTES (5), "How long after the oldest commit a view is refreshed."),
  [CAP] = DURATION ("cap", MINUTES (30), "The least time between two requests of a view."),
  END,
};

TRIGGER (capped_on_change, capped_parameters,
         "A view is refreshed some time after a commit, but not more often than the cap allows.",
         "BigQuery, refreshIntervalMs")

/* --- lag_trigger -------------------------------------------------------------------------------- */

enum
{
  THETA,
  LAG,
};

static gint64
get_due_lag_trigger (const TarnLabDue *self, const TarnLabDecision *decision, guint view,
                     TarnLabPending pending)
{
  const gint64 *values = self->settings->values;
  gint64 slo_us = tarn_lab_lake_get_lag_slo (decision->lake, view);
  gint64 target_us = slo_us != TARN_LAB_NEVER ? slo_us : values[LAG];

  if (pending.n_commits == 0 || target_us < 0)
    return TARN_LAB_NEVER;
  return pending.oldest_us + target_us / 100 * values[THETA] + target_us % 100 * values[THETA] / 100
         - tarn_lab_decision_estimate (decision, view).duration_us;
}

static const TarnLabParameter lag_parameters[] = {
  [THETA] = { .name = "theta",
              .kind = TARN_LAB_PARAMETER_PERCENT,
              .fallback = 100,
              .min = 1,
              .max = 1000,
              .meaning = "The lag that is aimed at, of the objective." },
  [LAG] = DURATION ("lag", TARN_LAB_LACKS,
                    "The objective of the views that have none for their lag. Without it, they are "
                    "never refreshed."),
  END,
};

TRIGGER (lag_trigger, lag_parameters,
         "A view is refreshed so late that its lag at the estimated end of the run is that of its "
         "objective.",
         "Golab, Johnson and Shkapenyuk, ICDE 2009")
