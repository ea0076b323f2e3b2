/* SPDX-License-Identifier: MIT */
#include "lab/policy/tracks.h"

static const TarnLabTracksClass *
get_class (const TarnLabTracks *self)
{
  return self->settings->rule->class;
}

/* --- Running ------------------------------------------------------------------------------------ */

static void
note_start (TarnLabTracks *self, guint view, guint track)
{
  self->track_of_running[view] = track + 1;
  self->n_running[track]++;
}

/* A request that comes back because its start was refused does not run either. */
static void
note_end (TarnLabTracks *self, guint view)
{
  if (self->track_of_running[view] == 0)
    return;

  self->n_running[self->track_of_running[view] - 1]--;
  self->track_of_running[view] = 0;
}

/* --- The order ---------------------------------------------------------------------------------- */

static void
set (TarnLabTracks *self, const TarnLabDecision *decision, TarnLabWaiting waiting)
{
  tarn_lab_ranking_set (&self->ranking, get_class (self)->get_track (self, decision, waiting.view),
                        tarn_lab_rank_by (tarn_lab_get_deadline (decision->lake, waiting.view),
                                          waiting));
}

void
tarn_lab_tracks_add (gpointer state, const TarnLabDecision *decision, TarnLabWaiting waiting)
{
  TarnLabTracks *self = state;

  if (!self->is_prepared)
    get_class (self)->prepare (self, decision);
  self->is_prepared = TRUE;
  note_end (self, waiting.view);
  set (self, decision, waiting);
}

void
tarn_lab_tracks_on_wake (gpointer state, const TarnLabDecision *decision, const TarnLabWake *wake)
{
  TarnLabTracks *self = state;
  const TarnLabRanked *item = tarn_lab_ranking_get (&self->ranking, wake->view);

  if (wake->kind == TARN_LAB_WAKE_END)
    note_end (self, wake->view);
  else if (item != NULL)
    set (self, decision, item->waiting);
}

gboolean
tarn_lab_tracks_take (gpointer state, const TarnLabDecision *decision G_GNUC_UNUSED,
                      TarnLabWaiting *out_waiting)
{
  TarnLabTracks *self = state;
  const TarnLabRanked *best = NULL;
  guint track = 0;

  for (guint i = 0; i < self->ranking.n_heaps; i++)
    {
      const TarnLabRanked *item
          = self->n_running[i] < self->limits[i] ? tarn_lab_ranking_peek (&self->ranking, i) : NULL;

      if (item == NULL || (best != NULL && tarn_lab_rank_compare (best, item) < 0))
        continue;
      best = item;
      track = i;
    }
  if (best == NULL)
    return FALSE;

  *out_waiting = tarn_lab_ranking_take (&self->ranking, best->waiting.view);
  note_start (self, out_waiting->view, track);
  return TRUE;
}

gboolean
tarn_lab_tracks_drop (gpointer state, TarnLabWaiting *out_waiting)
{
  return tarn_lab_ranking_drop (&((TarnLabTracks *) state)->ranking, out_waiting);
}

guint
tarn_lab_tracks_get_n_waiting (gconstpointer state)
{
  return ((const TarnLabTracks *) state)->ranking.n_waiting;
}

/* --- Life --------------------------------------------------------------------------------------- */

gpointer
tarn_lab_tracks_create (const TarnLabRuleSettings *settings, const TarnLabLake *lake)
{
  TarnLabTracks *self = g_new0 (TarnLabTracks, 1);

  self->settings = settings;
  guint n_tracks = get_class (self)->get_n_tracks (settings);
  tarn_lab_ranking_init (&self->ranking, lake, n_tracks);
  self->limits = g_new0 (gint64, n_tracks);
  self->n_running = g_new0 (guint, n_tracks);
  self->track_of_running = g_new0 (guint, self->ranking.n_places);
  self->track_of = g_new0 (guint, self->ranking.n_places);
  return self;
}

gpointer
tarn_lab_tracks_copy (gconstpointer state)
{
  const TarnLabTracks *self = state;
  TarnLabTracks *copy = g_memdup2 (self, sizeof *self);
  gsize n_tracks = self->ranking.n_heaps, n_places = self->ranking.n_places;

  tarn_lab_ranking_init_copy (&copy->ranking, &self->ranking);
  copy->limits = g_memdup2 (self->limits, n_tracks * sizeof *self->limits);
  copy->n_running = g_memdup2 (self->n_running, n_tracks * sizeof *self->n_running);
  copy->track_of_running
      = g_memdup2 (self->track_of_running, n_places * sizeof *self->track_of_running);
  copy->track_of = g_memdup2 (self->track_of, n_places * sizeof *self->track_of);
  return copy;
}

void
tarn_lab_tracks_free (gpointer state)
{
  TarnLabTracks *self = state;

  tarn_lab_ranking_clear (&self->ranking);
  g_free (self->limits);
  g_free (self->n_running);
  g_free (self->track_of_running);
  g_free (self->track_of);
  g_free (self);
}
