/* SPDX-License-Identifier: MIT */
/*
 * An order whose slots are parted into tracks. Each request goes to a track, in each track the earliest deadline starts
 * first, and a track with all its runs running lets no other run start. A rule says which tracks there are.
 */
#pragma once

#include "lab/policy/ranking.h"

typedef struct
{
  TarnLabRanking ranking; /* a heap for each track */
  const TarnLabRuleSettings *settings;
  gint64 *limits;          /* by track: how many runs may run; set by the rule */
  guint *n_running;        /* by track */
  guint *track_of_running; /* by view, from 1; 0 for a view that does not run */
  guint *track_of;         /* by view, where it does not change; set by the rule */
  gboolean is_prepared;
} TarnLabTracks;

typedef struct
{
  TarnLabOrderClass order; /* TARN_LAB_TRACKS_ORDER */
  guint (*get_n_tracks) (const TarnLabRuleSettings *settings);
  /* Sets the limits, when the first request is made. */
  void (*prepare) (TarnLabTracks *self, const TarnLabDecision *decision);
  guint (*get_track) (const TarnLabTracks *self, const TarnLabDecision *decision, guint view);
} TarnLabTracksClass;

gpointer tarn_lab_tracks_create (const TarnLabRuleSettings *settings, const TarnLabLake *lake);
gpointer tarn_lab_tracks_copy (gconstpointer state);
void tarn_lab_tracks_free (gpointer state);
void tarn_lab_tracks_on_wake (gpointer state, const TarnLabDecision *decision,
                              const TarnLabWake *wake);
void tarn_lab_tracks_add (gpointer state, const TarnLabDecision *decision, TarnLabWaiting waiting);
gboolean tarn_lab_tracks_take (gpointer state, const TarnLabDecision *decision,
                               TarnLabWaiting *out_waiting);
gboolean tarn_lab_tracks_drop (gpointer state, TarnLabWaiting *out_waiting);
guint tarn_lab_tracks_get_n_waiting (gconstpointer state);

#define TARN_LAB_TRACKS_ORDER                                                                      \
  {                                                                                                \
    .part = { .wakes = TARN_LAB_WAKES_COMMITS | TARN_LAB_WAKES_ENDS,                               \
              .create = tarn_lab_tracks_create,                                                    \
              .copy = tarn_lab_tracks_copy,                                                        \
              .free = tarn_lab_tracks_free,                                                        \
              .on_wake = tarn_lab_tracks_on_wake },                                                \
    .add = tarn_lab_tracks_add, .take = tarn_lab_tracks_take, .drop = tarn_lab_tracks_drop,        \
    .get_n_waiting = tarn_lab_tracks_get_n_waiting,                                                \
  }
