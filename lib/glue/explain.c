/* SPDX-License-Identifier: MIT */
#include "glue/explain.h"

#include "glue/refresh-copy.h"
#include "kernel/calendar.h"

enum
{
  RUNS_MAX = 5,   /* runs that are described, from the newest to the last publication */
  VIEWS_MAX = 64, /* views under the explained view that are described */
};

typedef struct
{
  GString *text;
  const TarnGlue *glue;
  guint32 explained[VIEWS_MAX]; /* views under the explained view that are described */
  guint n_explained;
} Explanation;

static void
append_time (GString *text, gint64 time_us)
{
  TarnDate date = tarn_calendar_get_date (time_us);

  g_string_append_printf (text, "%04" G_GINT64_FORMAT "-%02u-%02uT%02u:%02u:%02uZ", date.year,
                          date.month, date.day, date.hour, date.minute, date.second);
}

static void
append_shown (GString *text, const TarnTableEntry *view)
{
  g_string_append_printf (text, TARN_TABLE_NAME_FORMAT, TARN_TABLE_NAME_ARGS (view->name));
  if (view->view->last_refresh_type == TARN_REFRESH_TYPE_NONE)
    {
      g_string_append (text, " was never refreshed\n");
      return;
    }

  g_string_append (text, " shows its sources as of ");
  append_time (text, view->view->snapshot_time_us);
  g_string_append (text, ", published ");
  append_time (text, view->view->publication_time_us);
  g_string_append_c (text, '\n');
}

static void
append_source (GString *text, const TarnGlue *glue, const TarnSource *source, guint depth)
{
  const TarnTableEntry *table = tarn_catalog_get_table (&glue->catalog, source->table);
  guint64 n_changes = table->current.n_changes - source->shown.n_changes;

  g_string_append_printf (text, "%*s- " TARN_TABLE_NAME_FORMAT, (int) depth * 2, "",
                          TARN_TABLE_NAME_ARGS (table->name));
  if (table->is_deleted)
    g_string_append (text, ", which was deleted, so no refresh succeeds");
  if (n_changes == 0)
    {
      g_string_append (text, ": nothing has changed since\n");
      return;
    }

  g_string_append_printf (text,
                          ": %" G_GUINT64_FORMAT " commit%s of %" G_GUINT64_FORMAT
                          " bytes not shown, the oldest of ",
                          n_changes, n_changes == 1 ? "" : "s",
                          tarn_source_get_pending_bytes (source, table));
  append_time (text, source->oldest_after_shown_us);
  g_string_append_c (text, '\n');
}

/*
 * Returns NULL if the view is to be described, else the reason why not. Views can share sources, so there can
 * be many more paths to views than views. So each view is described only once, and at most VIEWS_MAX of them.
 */
static const char *
find_omission (Explanation *explanation, guint32 view)
{
  for (guint i = 0; i < explanation->n_explained; i++)
    if (explanation->explained[i] == view)
      return "described above";
  if (explanation->n_explained == VIEWS_MAX)
    return "not described, because there are too many views under this one";

  explanation->explained[explanation->n_explained++] = view;
  return NULL;
}

static void append_sources (Explanation *explanation, const TarnTableEntry *view, guint depth);

/* A view may be stale because a view among its sources is stale, so such a view is described too. */
static void
append_view (Explanation *explanation, const TarnTableEntry *view, guint depth)
{
  const char *why_not = find_omission (explanation, view->position);

  g_string_append_printf (explanation->text, "%*s", (int) depth * 2, "");
  if (why_not != NULL)
    {
      g_string_append_printf (explanation->text, "%s\n", why_not);
      return;
    }
  append_shown (explanation->text, view);
  append_sources (explanation, view, depth + 1);
}

static void
append_sources (Explanation *explanation, const TarnTableEntry *view, guint depth)
{
  for (guint i = 0; i < view->view->n_sources; i++)
    {
      const TarnSource *source = &view->view->sources[i];
      const TarnTableEntry *table
          = tarn_catalog_get_table (&explanation->glue->catalog, source->table);

      append_source (explanation->text, explanation->glue, source, depth);
      if (table->view != NULL)
        append_view (explanation, table, depth + 1);
    }
}

static void
append_run (GString *text, const TarnGlue *glue, guint32 run)
{
  const TarnRefreshRecord *record = tarn_glue_get_record (glue, run);
  guint64 tag = tarn_run_store_get_tag (&glue->room.runs.store, run);
  char id[TARN_UUID_LENGTH + 1];
  const char *message = tarn_refresh_get_error_message (glue, record);

  tarn_identifier_format (&record->run.id, id);
  g_string_append_printf (text, "run %s", id);
  if (tag != 0)
    g_string_append_printf (text, " with tag %" G_GUINT64_FORMAT, tag);
  g_string_append (text, " of ");
  append_time (text, record->run.creation_us);
  g_string_append_printf (text, " is %s%s%s\n",
                          tarn_refresh_status_to_string (
                              tarn_refresh_state_get_status (record->run.state)),
                          message != NULL ? ": " : "", message != NULL ? message : "");
}

/*
 * Describes the runs that published nothing since the last publication, and ends with the run that published.
 */
static void
append_runs (GString *text, const TarnGlue *glue, const TarnTableEntry *view)
{
  guint32 run = view->view->runs.newest;

  for (guint i = 0; i < RUNS_MAX && run != TARN_NO_RUN; i++)
    {
      const TarnRefreshRecord *record = tarn_glue_get_record (glue, run);

      append_run (text, glue, run);
      if (record->run.state == TARN_REFRESH_SUCCEEDED)
        return;
      run = record->run.own.older;
    }
}

char *
tarn_explain_view (const TarnGlue *glue, const TarnTableEntry *view)
{
  GString *text = g_string_new (NULL);
  Explanation explanation = { .text = text, .glue = glue };

  append_shown (text, view);
  append_sources (&explanation, view, 0);
  append_runs (text, glue, view);
  if (view->view->refresh_seconds > 0)
    g_string_append_printf (text, "it is refreshed automatically every %" G_GINT64_FORMAT " s\n",
                            view->view->refresh_seconds);
  else
    g_string_append (text, "it is not refreshed automatically\n");
  if (view->view->is_paused)
    g_string_append (text, "its schedule is paused\n");
  if (view->view->is_suspended)
    g_string_append_printf (text, "its schedule is suspended, after %u failures in a row\n",
                            view->view->n_failures);

  return g_string_free (text, FALSE);
}
