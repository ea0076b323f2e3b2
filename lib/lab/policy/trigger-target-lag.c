/* SPDX-License-Identifier: MIT */
/*
 * Each view has the greatest period, a power of two times the base, with which it stays within its target: the gap
 * between its runs, and what the runs take on the way from the tables to the view. Periods begin at their multiples
 * since 1970, so that the ticks of views with different periods meet. The target of a view is the smallest one of the
 * views that read it.
 */
#include "lab/policy/timers.h"

enum
{
  LAG,
  BASE,
};

typedef struct
{
  const TarnLabRuleSettings *settings;
  TarnLabTimers ticks;
  gboolean has_begun;
} TargetLag;

/* --- Targets ------------------------------------------------------------------------------------ */

/* The view's own target is its objective, or else that of the policy. */
static gint64
get_own_target (const TargetLag *self, const TarnLabLake *lake, guint view)
{
  gint64 slo_us = tarn_lab_lake_get_lag_slo (lake, view);

  return slo_us != TARN_LAB_NEVER ? slo_us : self->settings->values[LAG];
}

typedef const guint *(*GetNeighbours) (const TarnLabLake *lake, guint view, guint *out_n_views);

/* Returns each view that is reached from @view, itself too, once. */
static GArray *
reach (const TarnLabLake *lake, guint view, GetNeighbours get_neighbours)
{
  GArray *reached = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_array_append_val (reached, view);
  for (guint i = 0; i < reached->len; i++)
    {
      guint n_views;
      const guint *views = get_neighbours (lake, g_array_index (reached, guint, i), &n_views);

      for (guint j = 0; j < n_views; j++)
        if (g_hash_table_add (seen, GUINT_TO_POINTER (views[j])))
          g_array_append_val (reached, views[j]);
    }
  return reached;
}

static gint64
get_target (const TargetLag *self, const TarnLabLake *lake, guint view)
{
  g_autoptr (GArray) readers = reach (lake, view, tarn_lab_lake_get_downstream);
  gint64 target_us = G_MAXINT64;

  for (guint i = 0; i < readers->len; i++)
    target_us = MIN (target_us, get_own_target (self, lake, g_array_index (readers, guint, i)));
  return target_us;
}

static gint
compare_views (gconstpointer a, gconstpointer b)
{
  const guint *x = a, *y = b;

  return *x < *y ? -1 : *x > *y;
}

/* Returns what the runs take on the longest way to the view. A view only reads views before it. */
static gint64
get_duration_of_way (const TarnLabDecision *decision, guint view)
{
  g_autoptr (GArray) views = reach (decision->lake, view, tarn_lab_lake_get_upstream);
  g_autoptr (GHashTable) durations
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gint64 longest_us = 0;

  g_array_sort (views, compare_views);
  for (guint i = 0; i < views->len; i++)
    {
      guint at = g_array_index (views, guint, i), n_sources;
      const guint *sources = tarn_lab_lake_get_upstream (decision->lake, at, &n_sources);

      longest_us = 0;
      for (guint j = 0; j < n_sources; j++)
        {
          gint64 key = sources[j];

          longest_us = MAX (longest_us, *(const gint64 *) g_hash_table_lookup (durations, &key));
        }
      longest_us += tarn_lab_decision_estimate (decision, at).duration_us;
      gint64 key = at;
      g_hash_table_insert (durations, g_memdup2 (&key, sizeof key),
                           g_memdup2 (&longest_us, sizeof longest_us));
    }
  return longest_us;
}

/* --- Ticks -------------------------------------------------------------------------------------- */

/* Returns how far apart the starts of runs are, because a tick during a run makes no request. */
static gint64
get_gap (gint64 period_us, gint64 duration_us)
{
  return period_us * MAX (1, duration_us / period_us + (duration_us % period_us > 0 ? 1 : 0));
}

static void
set_next_tick (TargetLag *self, const TarnLabDecision *decision, guint view)
{
  gint64 left_us = get_target (self, decision->lake, view) - get_duration_of_way (decision, view);
  gint64 duration_us = tarn_lab_decision_estimate (decision, view).duration_us;
  gint64 period_us = self->settings->values[BASE];

  for (gint64 next_us = period_us; next_us <= left_us / 2;)
    {
      next_us *= 2;
      if (get_gap (next_us, duration_us) <= left_us)
        period_us = next_us;
    }
  tarn_lab_timers_set (&self->ticks, view, (decision->now_us / period_us + 1) * period_us);
}

static void
fire (gpointer state, const TarnLabDecision *decision)
{
  TargetLag *self = state;
  guint n_views, view;
  const guint *views = tarn_lab_lake_get_views (decision->lake, &n_views);

  for (guint i = 0; i < n_views && !self->has_begun; i++)
    set_next_tick (self, decision, views[i]);
  self->has_begun = TRUE;
  while (tarn_lab_timers_take (&self->ticks, decision->now_us, &view))
    {
      tarn_lab_decision_request (decision, view);
      set_next_tick (self, decision, view);
    }
}

static gint64
get_next_time (gconstpointer state)
{
  return tarn_lab_timers_get_next (&((const TargetLag *) state)->ticks);
}

/* --- Life --------------------------------------------------------------------------------------- */

static gpointer
create (const TarnLabRuleSettings *settings, const TarnLabLake *lake)
{
  TargetLag *self = g_new0 (TargetLag, 1);

  self->settings = settings;
  tarn_lab_timers_init (&self->ticks, lake);
  return self;
}

static gpointer
copy (gconstpointer state)
{
  const TargetLag *self = state;
  TargetLag *copy = g_memdup2 (self, sizeof *self);

  tarn_lab_timers_init_copy (&copy->ticks, &self->ticks);
  return copy;
}

static void
free_state (gpointer state)
{
  tarn_lab_timers_clear (&((TargetLag *) state)->ticks);
  g_free (state);
}

static const TarnLabTriggerClass class = {
  .part = { .create = create, .copy = copy, .free = free_state, .get_next_time = get_next_time },
  .fire = fire,
};

static const TarnLabParameter parameters[] = {
  [LAG] = { .kind = TARN_LAB_PARAMETER_DURATION,
            .fallback = TARN_LAB_MUST_BE_THERE,
            .min = 1,
            .max = TARN_LAB_DURATION_MAX_US,
            .meaning = "The target of the views that have no objective for their lag." },
  [BASE] = { .name = "base",
             .kind = TARN_LAB_PARAMETER_DURATION,
             .fallback = 48 * G_TIME_SPAN_SECOND,
             .min = G_TIME_SPAN_SECOND,
             .max = TARN_LAB_DURATION_MAX_US,
             .meaning = "The least period. The others are this times a power of two." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

const TarnLabRule tarn_lab_trigger_target_lag = {
  .name = "target_lag",
  .meaning = "Each view has the greatest period with which it stays within its target, or within "
             "that of a view that reads it; if there is none, the least one.",
  .source = "Snowflake, dynamic tables, SIGMOD 2025",
  .version = 2,
  .parameters = parameters,
  .class = &class,
};
