/* SPDX-License-Identifier: MIT */
/* Some slots are kept for short runs, so that long ones do not take all of them. */
#include "lab/policy/tracks.h"

enum
{
  SLOTS,
  WITHIN,
};

enum
{
  SHORT,
  LONG,
  N_TRACKS,
};

static guint
get_n_tracks (const TarnLabRuleSettings *settings G_GNUC_UNUSED)
{
  return N_TRACKS;
}

/* At least one slot is left to long runs. */
static void
prepare (TarnLabTracks *self, const TarnLabDecision *decision)
{
  gint64 n_slots = tarn_lab_lake_get_n_slots (decision->lake);

  self->limits[SHORT] = G_MAXINT64;
  self->limits[LONG]
      = n_slots == TARN_UNLIMITED ? G_MAXINT64 : MAX (1, n_slots - self->settings->values[SLOTS]);
}

static guint
get_track (const TarnLabTracks *self, const TarnLabDecision *decision, guint view)
{
  gint64 duration_us = tarn_lab_decision_estimate (decision, view).duration_us;

  return duration_us <= self->settings->values[WITHIN] ? SHORT : LONG;
}

static const TarnLabTracksClass class = {
  .order = TARN_LAB_TRACKS_ORDER,
  .get_n_tracks = get_n_tracks,
  .prepare = prepare,
  .get_track = get_track,
};

static const TarnLabParameter parameters[] = {
  [SLOTS] = { .name = "slots",
              .kind = TARN_LAB_PARAMETER_NUMBER,
              .fallback = TARN_LAB_MUST_BE_THERE,
              .min = 1,
              .max = 1000000,
              .meaning = "How many slots no long run takes. One slot is left to long runs." },
  [WITHIN] = { .name = "within",
               .kind = TARN_LAB_PARAMETER_DURATION,
               .fallback = TARN_LAB_MUST_BE_THERE,
               .max = TARN_LAB_DURATION_MAX_US,
               .meaning = "The estimated duration up to which a run is short." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

const TarnLabRule tarn_lab_order_edf_partitioned = {
  .name = "edf_partitioned",
  .meaning = "The view with the earliest deadline starts first, and some slots are kept for short "
             "runs.",
  .source = "Golab, Johnson and Shkapenyuk, ICDE 2009",
  .version = 1,
  .parameters = parameters,
  .class = &class,
};
