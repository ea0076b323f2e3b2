/* SPDX-License-Identifier: MIT */
/* All views are refreshed at the minutes that a calendar has, in UTC. */
#include "lab/policy/date.h"
#include "lab/policy/part.h"

enum
{
  MINUTE,
  HOUR,
  DAY_OF_MONTH,
  MONTH,
  DAY_OF_WEEK,
  OVERLAP,
};

enum
{
  DAYS_MAX = 12 * 366, /* a 29th of February comes within 8 years */
  MINUTES_OF_HOUR = 60,
  MINUTES_OF_DAY = 24 * 60,
};

typedef struct
{
  const TarnLabRuleSettings *settings;
  gint64 next_us;
} Cron;

/* --- The calendar ------------------------------------------------------------------------------- */

static gboolean
has (const TarnLabRuleSettings *settings, guint field, guint number)
{
  return (settings->values[field] >> number & 1) != 0;
}

static gboolean
is_any (const TarnLabRuleSettings *settings, guint field, guint min, guint max)
{
  for (guint number = min; number <= max; number++)
    if (!has (settings, field, number))
      return FALSE;

  return TRUE;
}

/* As with every cron, a day matches either field if both of them are limited. */
static gboolean
has_day (const TarnLabRuleSettings *settings, gint64 day)
{
  guint month, day_of_month;
  guint day_of_week = (guint) ((day + 4) % 7); /* 1970 began with a Thursday */

  tarn_lab_get_date (day, &month, &day_of_month);
  if (!has (settings, MONTH, month))
    return FALSE;

  gboolean in_month = has (settings, DAY_OF_MONTH, day_of_month);
  gboolean in_week = has (settings, DAY_OF_WEEK, day_of_week);
  return is_any (settings, DAY_OF_MONTH, 1, 31) || is_any (settings, DAY_OF_WEEK, 0, 6)
             ? in_month && in_week
             : in_month || in_week;
}

/* Returns the first minute of the day from @minute on, or -1. */
static gint64
find_minute (const TarnLabRuleSettings *settings, gint64 minute)
{
  for (; minute < MINUTES_OF_DAY; minute++)
    if (has (settings, HOUR, (guint) (minute / MINUTES_OF_HOUR))
        && has (settings, MINUTE, (guint) (minute % MINUTES_OF_HOUR)))
      return minute;

  return -1;
}

/* Returns the first time at or after @from_us, or TARN_LAB_NEVER. */
static gint64
find_next (const TarnLabRuleSettings *settings, gint64 from_us)
{
  gint64 from = from_us / G_TIME_SPAN_MINUTE + (from_us % G_TIME_SPAN_MINUTE != 0);
  gint64 day = from / MINUTES_OF_DAY, minute = from % MINUTES_OF_DAY;

  for (guint i = 0; i < DAYS_MAX; i++, day++, minute = 0)
    if (has_day (settings, day) && (minute = find_minute (settings, minute)) >= 0)
      return (day * MINUTES_OF_DAY + minute) * G_TIME_SPAN_MINUTE;

  return TARN_LAB_NEVER;
}

/* --- The trigger -------------------------------------------------------------------------------- */

static void
fire (gpointer state, const TarnLabDecision *decision)
{
  Cron *self = state;
  guint n_views;
  const guint *views = tarn_lab_lake_get_views (decision->lake, &n_views);

  if (self->next_us > decision->now_us)
    return;

  for (guint i = 0; i < n_views; i++)
    tarn_lab_decision_request (decision, views[i]);
  self->next_us = find_next (self->settings, decision->now_us + 1);
}

static gint64
get_next_time (gconstpointer state)
{
  return ((const Cron *) state)->next_us;
}

static TarnLabOverlap
get_overlap (const TarnLabRuleSettings *settings)
{
  return (TarnLabOverlap) settings->values[OVERLAP];
}

static gpointer
create (const TarnLabRuleSettings *settings, const TarnLabLake *lake)
{
  Cron *self = g_new (Cron, 1);

  *self = (Cron){ settings, find_next (settings, tarn_lab_lake_get_start_time (lake)) };
  return self;
}

static gpointer
copy (gconstpointer state)
{
  return g_memdup2 (state, sizeof (Cron));
}

/* --- The rule ----------------------------------------------------------------------------------- */

#define FIELD(min_, max_, meaning_)                                                                \
  {                                                                                                \
    .kind = TARN_LAB_PARAMETER_CALENDAR, .fallback = TARN_LAB_MUST_BE_THERE, .min = min_,          \
    .max = max_, .meaning = meaning_                                                               \
  }

static const TarnLabParameter parameters[] = {
  [MINUTE]
  = FIELD (0, 59, "The minutes of the hour, such as `0`, `*`, `*/15`, `0,30` or `10-20/5`."),
  [HOUR] = FIELD (0, 23, "The hours of the day, in UTC."),
  [DAY_OF_MONTH] = FIELD (1, 31, "The days of the month."),
  [MONTH] = FIELD (1, 12, "The months."),
  [DAY_OF_WEEK] = FIELD (0, 7,
                         "The days of the week; 0 and 7 are Sunday. If the days of the month "
                         "are limited too, then a day of either is meant."),
  [OVERLAP] = { .kind = TARN_LAB_PARAMETER_WORD,
                .words = tarn_lab_overlaps,
                .meaning = "As for `interval`." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

static const TarnLabTriggerClass class = {
  .part = { .create = create, .copy = copy, .free = g_free, .get_next_time = get_next_time },
  .fire = fire,
  .get_overlap = get_overlap,
};

const TarnLabRule tarn_lab_trigger_cron = {
  .name = "cron",
  .meaning = "All views are refreshed at the minutes that a calendar has.",
  .source = "cron of Unix; Airflow and dbt",
  .version = 1,
  .parameters = parameters,
  .class = &class,
};
