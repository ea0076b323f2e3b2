/* SPDX-License-Identifier: MIT */
#include "lab/policy/backlog.h"

void
tarn_lab_backlog_init (TarnLabBacklog *backlog, const TarnLabLake *lake)
{
  backlog->n_views = tarn_lab_count_places (lake);
  backlog->views = g_new0 (TarnLabBacklogOfView, backlog->n_views);
}

void
tarn_lab_backlog_init_copy (TarnLabBacklog *backlog, const TarnLabBacklog *from)
{
  *backlog = *from;
  backlog->views = g_memdup2 (from->views, from->n_views * sizeof *from->views);
  for (guint i = 0; i < from->n_views; i++)
    tarn_lab_fifo_init_copy (&backlog->views[i].later, &from->views[i].later);
}

void
tarn_lab_backlog_clear (TarnLabBacklog *backlog)
{
  for (guint i = 0; i < backlog->n_views; i++)
    tarn_lab_fifo_clear (&backlog->views[i].later);
  g_clear_pointer (&backlog->views, g_free);
}

gboolean
tarn_lab_backlog_push (TarnLabBacklog *backlog, guint view, gint64 request_us)
{
  TarnLabBacklogOfView *of_view = &backlog->views[view];

  if (of_view->is_busy)
    {
      tarn_lab_fifo_push (&of_view->later, (TarnLabWaiting){ view, request_us });
      return FALSE;
    }

  of_view->is_busy = TRUE;
  return TRUE;
}

gboolean
tarn_lab_backlog_pop (TarnLabBacklog *backlog, guint view, gint64 *out_request_us)
{
  if (backlog->views == NULL)
    return FALSE;

  TarnLabBacklogOfView *of_view = &backlog->views[view];
  of_view->is_busy = of_view->later.length > 0;
  if (of_view->is_busy)
    *out_request_us = tarn_lab_fifo_pop (&of_view->later).request_us;
  return of_view->is_busy;
}
