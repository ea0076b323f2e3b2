/* SPDX-License-Identifier: MIT */
/*
 * A view is stale because of a chain of events: a commit came, a policy asked for a refresh, the request waited, the
 * run took its time, and a view under this one had such a chain of its own. The measures know what the policy did, and
 * the engine what it shows.
 */
#include <tarn-lab/tarn-lab-error.h>

#include "lab/measure/watch.h"

enum
{
  VIEWS_MAX = 64, /* that are explained, so that the text stays readable */
};

typedef struct
{
  TarnLabWatch *watch;
  const TarnLabScenario *scenario;
  GString *text;
  gint64 now_us;
} Explanation;

/* --- Words ------------------------------------------------------------------------------------ */

static void
append_time (GString *text, gint64 time_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_us / G_TIME_SPAN_SECOND);
  g_autofree char *words = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

  g_string_append (text, words);
}

static void
append_span (GString *text, gint64 span_us)
{
  static const struct
  {
    const char *unit;
    gint64 us;
  } units[] = {
    { "d", G_TIME_SPAN_DAY },
    { "h", G_TIME_SPAN_HOUR },
    { "min", G_TIME_SPAN_MINUTE },
    { "s", G_TIME_SPAN_SECOND },
  };
  const char *space = "";
  gboolean is_zero = span_us == 0;

  if (span_us > 0 && span_us < G_TIME_SPAN_SECOND)
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT " us", span_us);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (span_us >= units[i].us || (is_zero && units[i].us == G_TIME_SPAN_SECOND))
      {
        g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", space, span_us / units[i].us,
                                units[i].unit);
        span_us %= units[i].us;
        space = " ";
      }
}

static void
append_count (GString *text, guint64 n, const char *what)
{
  g_string_append_printf (text, "%" G_GUINT64_FORMAT " %s%s", n, what, n == 1 ? "" : "s");
}

static void
append_view (GString *text, const TarnLabView *view)
{
  g_string_append_printf (text, "%s.%s", view->database_name, view->name);
}

/* --- The links of a chain --------------------------------------------------------------------- */

static void
append_shown (Explanation *self, const TarnTable *table)
{
  gint64 oldest_us = tarn_table_get_oldest_pending_commit_time (table);

  if (tarn_table_get_publication_time (table) == 0)
    g_string_append (self->text, "  has never been refreshed\n");
  else
    {
      g_string_append (self->text, "  shows its sources as of ");
      append_time (self->text, tarn_table_get_snapshot_time (table));
      g_string_append (self->text, ", published ");
      append_time (self->text, tarn_table_get_publication_time (table));
      g_string_append_c (self->text, '\n');
    }
  if (oldest_us == 0)
    {
      g_string_append (self->text, "  lacks no commit of its sources\n");
      return;
    }

  g_string_append (self->text, "  lacks ");
  append_count (self->text, tarn_table_get_pending_commits (table), "commit");
  g_string_append_printf (self->text,
                          " of its sources with %" G_GUINT64_FORMAT " bytes, the oldest of ",
                          tarn_table_get_pending_bytes (table));
  append_time (self->text, oldest_us);
  g_string_append (self->text, ", which is ");
  append_span (self->text, self->now_us - oldest_us);
  g_string_append (self->text, " ago\n");
}

static void
append_policy (Explanation *self, const TarnLabHistory *history, guint n_waiting)
{
  if (history->n_skips > 0)
    {
      g_string_append (self->text, "  has had ");
      append_count (self->text, history->n_skips, "tick");
      g_string_append (self->text, " skipped since its last success, the last at ");
      append_time (self->text, history->skip_us);
      g_string_append_c (self->text, '\n');
    }
  if (n_waiting > 0)
    {
      g_string_append (self->text, "  has ");
      append_count (self->text, n_waiting, "request");
      g_string_append (self->text, " in wait for a slot, the last of ");
      append_time (self->text, history->request_us);
      g_string_append_c (self->text, '\n');
    }
  else if (history->request_us == 0)
    g_string_append (self->text, "  was never asked for by its policy\n");
}

static void
append_run (Explanation *self, const TarnLabHistory *history)
{
  gboolean has_ended = history->end_us != 0;

  if (history->n_bad_ends > 0)
    {
      g_string_append (self->text, "  has had ");
      append_count (self->text, history->n_bad_ends, "run");
      g_string_append (self->text, " since its last success that published nothing\n");
    }
  if (history->start_us == 0)
    return;

  g_string_append_printf (self->text, "  %s a run that was asked for at ",
                          has_ended ? "had" : "has");
  append_time (self->text, history->start_request_us);
  g_string_append (self->text, ", waited ");
  append_span (self->text, history->start_us - history->start_request_us);
  g_string_append (self->text, " for a slot, ");
  if (!has_ended)
    {
      g_string_append (self->text, "and has had it for ");
      append_span (self->text, self->now_us - history->start_us);
    }
  else
    {
      g_string_append (self->text, "had it for ");
      append_span (self->text, history->end_us - history->start_us);
      g_string_append_printf (self->text, ", and is %s",
                              tarn_refresh_status_to_string (history->status));
    }
  g_string_append_c (self->text, '\n');
}

static gboolean
append_chain (Explanation *self, guint index, GError **error)
{
  const TarnLabView *view = tarn_lab_scenario_get_view (self->scenario, index);
  const TarnLabHistory *history = &g_array_index (self->watch->histories, TarnLabHistory, index);
  g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, view->database_name, view->name);
  g_autoptr (TarnTable) table
      = tarn_glue_client_get_table (tarn_lab_trial_get_glue_client (self->watch->trial), name,
                                    error);

  if (table == NULL)
    return FALSE;

  append_view (self->text, view);
  g_string_append_c (self->text, '\n');
  append_shown (self, table);
  append_policy (self, history,
                 tarn_lab_measures_get_view (self->watch->measures, index)->n_waiting);
  append_run (self, history);
  for (guint i = 0; i < view->sources->len; i++)
    {
      const TarnLabSource *source = &g_array_index (view->sources, TarnLabSource, i);

      if (!source->is_view)
        continue;
      g_string_append (self->text, "  reads the view ");
      append_view (self->text, tarn_lab_scenario_get_view (self->scenario, source->index));
      g_string_append_c (self->text, '\n');
    }
  return TRUE;
}

/* --- All chains ------------------------------------------------------------------------------- */

static gboolean
find_view (const TarnLabScenario *scenario, const char *name, guint *out_view)
{
  for (guint i = 0; i < scenario->views->len; i++)
    {
      const TarnLabView *view = tarn_lab_scenario_get_view (scenario, i);
      gsize length = strlen (view->database_name);

      if (strncmp (name, view->database_name, length) == 0 && name[length] == '.'
          && strcmp (name + length + 1, view->name) == 0)
        {
          *out_view = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
add_sources (GArray *views, const TarnLabView *view, gboolean *is_known)
{
  for (guint i = 0; i < view->sources->len; i++)
    {
      const TarnLabSource *source = &g_array_index (view->sources, TarnLabSource, i);

      if (source->is_view && !is_known[source->index])
        {
          is_known[source->index] = TRUE;
          g_array_append_val (views, source->index);
        }
    }
}

char *
tarn_lab_trial_explain (TarnLabTrial *self, const char *view, GError **error)
{
  guint first;

  g_return_val_if_fail (TARN_LAB_IS_TRIAL (self), NULL);
  g_return_val_if_fail (view != NULL, NULL);

  TarnLabScenario *scenario = tarn_lab_trial_get_scenario (self);
  if (!find_view (scenario, view, &first))
    {
      g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_SCENARIO, "the scenario has no view %s",
                   view);
      return NULL;
    }

  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree gboolean *is_known = g_new0 (gboolean, scenario->views->len);
  Explanation explanation = { tarn_lab_watch_get (self), scenario, text,
                              tarn_engine_get_now (tarn_lab_trial_get_engine (self)) };

  is_known[first] = TRUE;
  g_array_append_val (views, first);
  for (guint i = 0; i < views->len && i < VIEWS_MAX; i++)
    {
      guint index = g_array_index (views, guint, i);

      if (!append_chain (&explanation, index, error))
        return NULL;
      add_sources (views, tarn_lab_scenario_get_view (scenario, index), is_known);
    }
  if (views->len > VIEWS_MAX)
    g_string_append_printf (text, "%u more views under this one\n", views->len - VIEWS_MAX);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
