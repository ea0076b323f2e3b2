/* SPDX-License-Identifier: MIT */
/*
 * The views are parted into classes by the durations of their full refreshes, as many views in each. Each class has a
 * track, whose slots are in proportion to its load: the sum of these durations.
 */
#include "lab/policy/tracks.h"

enum
{
  CLASSES,
};

static guint
get_n_tracks (const TarnLabRuleSettings *settings)
{
  return (guint) settings->values[CLASSES];
}

typedef struct
{
  gint64 duration_us;
  guint view;
} Load;

static gint
compare_loads (gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  const Load *x = a, *y = b;

  if (x->duration_us != y->duration_us)
    return x->duration_us < y->duration_us ? -1 : 1;
  return x->view < y->view ? -1 : x->view > y->view;
}

static Load *
measure_loads (const TarnLabLake *lake, guint *out_n_loads)
{
  const guint *views = tarn_lab_lake_get_views (lake, out_n_loads);
  Load *loads = g_new (Load, *out_n_loads);

  for (guint i = 0; i < *out_n_loads; i++)
    loads[i] = (Load){
      tarn_lab_lake_get_estimate (lake, views[i], TARN_REFRESH_TYPE_FULL).duration_us,
      views[i],
    };
  g_qsort_with_data (loads, (gint) *out_n_loads, sizeof *loads, compare_loads, NULL);
  return loads;
}

/* Gives the next slot to the class that has the most load for each slot that it would have then. */
static guint
find_neediest (const TarnLabTracks *self, const guint64 *loads)
{
  guint neediest = 0;

  for (guint i = 1; i < self->ranking.n_heaps; i++)
    if (tarn_wide_compare (tarn_wide_multiply (loads[i], (guint64) self->limits[neediest] + 1),
                           tarn_wide_multiply (loads[neediest], (guint64) self->limits[i] + 1))
        > 0)
      neediest = i;

  return neediest;
}

/* If there are fewer slots than classes, then each class has one, and they go without a slot in turn. */
static void
share_slots (TarnLabTracks *self, const guint64 *loads, gint64 n_slots)
{
  gint64 n_left = n_slots;

  for (guint i = 0; i < self->ranking.n_heaps; i++, n_left--)
    self->limits[i] = n_slots == TARN_UNLIMITED ? G_MAXINT64 : 1;
  for (; n_slots != TARN_UNLIMITED && n_left > 0; n_left--)
    self->limits[find_neediest (self, loads)]++;
}

static void
prepare (TarnLabTracks *self, const TarnLabDecision *decision)
{
  guint n_views, n_tracks = self->ranking.n_heaps;
  g_autofree Load *views = measure_loads (decision->lake, &n_views);
  g_autofree guint64 *loads = g_new0 (guint64, n_tracks);

  for (guint i = 0; i < n_views; i++)
    {
      guint track = (guint) ((guint64) i * n_tracks / n_views);

      self->track_of[views[i].view] = track;
      loads[track] += (guint64) views[i].duration_us / 1000;
    }
  share_slots (self, loads, tarn_lab_lake_get_n_slots (decision->lake));
}

static guint
get_track (const TarnLabTracks *self, const TarnLabDecision *decision G_GNUC_UNUSED, guint view)
{
  return self->track_of[view];
}

static const TarnLabTracksClass class = {
  .order = TARN_LAB_TRACKS_ORDER,
  .get_n_tracks = get_n_tracks,
  .prepare = prepare,
  .get_track = get_track,
};

static const TarnLabParameter parameters[] = {
  [CLASSES] = { .name = "classes",
                .kind = TARN_LAB_PARAMETER_NUMBER,
                .fallback = 4,
                .min = 1,
                .max = 64,
                .meaning = "How many classes of views there are." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

const TarnLabRule tarn_lab_order_proportional_partition = {
  .name = "proportional_partition",
  .meaning = "The views are parted into classes by the durations of their full refreshes, as many "
             "in each. Each class has slots in proportion to the sum of its durations, at least "
             "one, and in it the view with the earliest deadline starts first.",
  .source = "Golab, Johnson and Shkapenyuk, ICDE 2009",
  .version = 1,
  .parameters = parameters,
  .class = &class,
};
