/* SPDX-License-Identifier: MIT */
/*
 * A test feeds the measures by hand. The views are db.v0, db.v1, ..., and view i is in the group g<i / 2>. Times are in
 * seconds from the begin of the window.
 */
#pragma once

#include <tarn-lab/tarn-lab.h>

#include "lab/measure/result.h"

#define SECOND G_TIME_SPAN_SECOND
#define BEGIN (G_GINT64_CONSTANT (1000000000) * SECOND) /* because a time of 0 has not happened */
#define NEVER_LACKING G_MAXINT64

typedef struct
{
  TarnLabScenario *scenario;
  TarnLabMeasures *measures;
} Script;

static inline void
clear_view (gpointer view)
{
  g_free ((gpointer) ((TarnLabView *) view)->database_name);
  g_free ((gpointer) ((TarnLabView *) view)->name);
}

static inline TarnLabScenario *
make_scenario (guint n_views)
{
  TarnLabScenario *scenario = g_new0 (TarnLabScenario, 1);

  scenario->n_slots = 2;
  scenario->views = g_array_new (FALSE, TRUE, sizeof (TarnLabView));
  g_array_set_clear_func (scenario->views, clear_view);
  scenario->groups = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_views; i++)
    {
      TarnLabView view = { .database_name = g_strdup ("db"),
                           .name = g_strdup_printf ("v%u", i),
                           .group = i / 2,
                           .weight = i + 1 };

      if (i % 2 == 0)
        g_ptr_array_add (scenario->groups, g_strdup_printf ("g%u", i / 2));
      g_array_append_val (scenario->views, view);
    }
  return scenario;
}

static inline void
free_scenario (TarnLabScenario *scenario)
{
  g_array_unref (scenario->views);
  g_ptr_array_unref (scenario->groups);
  g_free (scenario);
}

static inline Script
begin_script (guint n_views, gboolean has_view_percentiles)
{
  Script script = { .scenario = make_scenario (n_views) };

  script.measures = tarn_lab_measures_new (script.scenario);
  tarn_lab_measures_set_view_percentiles (script.measures, has_view_percentiles);
  return script;
}

static inline void
clear_script (Script *script)
{
  tarn_lab_measures_free (script->measures);
  free_scenario (script->scenario);
}

static inline void
set_slo (Script *script, guint view, TarnLabSloKind kind, gint64 seconds)
{
  TarnLabView *described = &g_array_index (script->scenario->views, TarnLabView, view);

  described->slo_kind = kind;
  described->slo_us = seconds * SECOND;
}

static inline void
begin_window (Script *script)
{
  static const TarnLabTerms terms
      = { .n_slots = 2, .dpu_max = 10, .granularity_ms = 1000, .price_micro_usd = 440000 };

  tarn_lab_measures_begin (script->measures, &terms, BEGIN);
}

static inline void
end_window (Script *script, gint64 time)
{
  tarn_lab_measures_end (script->measures, BEGIN + time * SECOND);
}

static inline void
show (Script *script, guint view, gint64 from_us, gint64 to_us, gint64 included_us,
      gint64 lacking_since_us)
{
  TarnLabStretch stretch
      = { .from_us = BEGIN + from_us,
          .to_us = BEGIN + to_us,
          .included_us = BEGIN + included_us,
          .newest_us = BEGIN + included_us,
          .lacking_since_us
          = lacking_since_us == NEVER_LACKING ? NEVER_LACKING : BEGIN + lacking_since_us };

  tarn_lab_measures_stretch (script->measures, view, &stretch);
}

static inline void
request (Script *script, guint view, gint64 time)
{
  tarn_lab_measures_request (script->measures, view, BEGIN + time * SECOND);
}

/* A request gets its slot; the run finds @pending commits of 100 bytes each. */
static inline void
start (Script *script, guint view, gint64 time, guint64 pending)
{
  TarnLabSlotFacts facts
      = { .pending_commits = pending, .pending_bytes = pending * 100, .regret_nano_usd = -1 };

  tarn_lab_measures_start (script->measures, view, BEGIN + time * SECOND);
  tarn_lab_measures_take_slot (script->measures, view, &facts, BEGIN + time * SECOND);
}

static inline void
end_run (Script *script, guint view, gint64 requested, gint64 slot, gint64 time,
         TarnRefreshStatus status, gint64 used_dpu_ms, gint64 billed_dpu_ms)
{
  TarnLabEndFacts facts = { .request_us = BEGIN + requested * SECOND,
                            .start_us = BEGIN + slot * SECOND,
                            .snapshot_us = BEGIN + slot * SECOND,
                            .status = status,
                            .type = TARN_REFRESH_TYPE_INCREMENTAL,
                            .used_dpu_ms = used_dpu_ms,
                            .billed_dpu_ms = billed_dpu_ms,
                            .processed_bytes = used_dpu_ms };

  tarn_lab_measures_end_run (script->measures, view, &facts, BEGIN + time * SECOND);
}

static inline TarnLabResult *
get_result (const Script *script)
{
  g_autoptr (GError) error = NULL;
  gboolean is_good = tarn_lab_measures_check (script->measures, &error);

  g_assert_no_error (error);
  g_assert_true (is_good);
  TarnLabResult *result = tarn_lab_result_new (script->measures, NULL, &error);
  g_assert_no_error (error);
  return result;
}

typedef struct
{
  TarnLabSubject subject;
  guint index;
  const char *metric;
  gint64 value; /* NO_FIGURE if there is none */
} Expected;

#define NO_FIGURE G_MININT64

static inline void
assert_figures (const TarnLabResult *result, const Expected *expected, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      const Expected *row = &expected[i];
      gint64 value;
      gboolean exists
          = tarn_lab_result_get_figure (result, row->subject, row->index, row->metric, &value);

      g_test_message ("%s of %s", row->metric,
                      tarn_lab_result_get_subject_name (result, row->subject, row->index));
      g_assert_cmpint (exists, ==, row->value != NO_FIGURE);
      g_assert_cmpint (value, ==, row->value == NO_FIGURE ? 0 : row->value);
    }
}
