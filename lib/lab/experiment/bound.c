/* SPDX-License-Identifier: MIT */
/*
 * The bound of the lag. From a commit until the view can show it, the lag is at least the time since the commit. So the
 * bound of the lag at an instant is the time since the oldest commit that cannot be shown yet, and that of the mean lag is
 * the mean of it over the window.
 */
#include <tarn-lab/tarn-lab.h>

#include "lab/experiment/shortest.h"
#include "lab/world/arrivals.h"
#include "lab/world/names.h"

#define N_SUBJECTS (TARN_LAB_SUBJECT_VIEW + 1)

struct _TarnLabBound
{
  GArray *lags_us[N_SUBJECTS]; /* gint64 */
};

G_DEFINE_BOXED_TYPE (TarnLabBound, tarn_lab_bound, tarn_lab_bound_copy, tarn_lab_bound_free)

/* --- Commits of several tables ------------------------------------------------------------------ */

/* The commits of one of the tables of a view. */
typedef struct
{
  const TarnLabPath *path;
  const TarnLabArrivals *arrivals;
  TarnLabCursor cursor;
  gint64 time_us;     /* of the next commit */
  guint64 size_bytes; /* of the table after the commit before */
} Stream;

typedef struct
{
  const TarnLabScenario *scenario;
  TarnLabReadingSpeed speed;
  TarnLabArrivals *arrivals; /* by table */
  gint64 begin_us, end_us;   /* of the window */
} World;

static void
move_on (Stream *stream)
{
  gint64 gap_us = tarn_lab_arrivals_move_on (stream->arrivals, &stream->cursor, stream->time_us);

  stream->time_us = gap_us == TARN_TIMEOUT_END ? G_MAXINT64 : stream->time_us + gap_us;
}

/* Restores the heap, of which only the item at @place may be greater than those below it. */
static void
sift_down (GArray *streams, guint place)
{
  for (guint child = 2 * place + 1; child < streams->len; place = child, child = 2 * place + 1)
    {
      Stream *upper = &g_array_index (streams, Stream, place), *lower, swapped;

      if (child + 1 < streams->len
          && g_array_index (streams, Stream, child + 1).time_us
                 < g_array_index (streams, Stream, child).time_us)
        child++;
      lower = &g_array_index (streams, Stream, child);
      if (upper->time_us <= lower->time_us)
        return;
      swapped = *upper;
      *upper = *lower;
      *lower = swapped;
    }
}

/* Returns Streams as a heap: the one whose next commit is the earliest is the first. */
static GArray *
make_streams (const World *world, const GArray *paths)
{
  GArray *streams = g_array_sized_new (FALSE, TRUE, sizeof (Stream), paths->len);

  for (guint i = 0; i < paths->len; i++)
    {
      const TarnLabPath *path = &g_array_index (paths, TarnLabPath, i);
      Stream stream = { path,
                        &world->arrivals[path->table],
                        { 0 },
                        world->scenario->start_us,
                        tarn_lab_scenario_get_table (world->scenario, path->table)->size_bytes };

      move_on (&stream);
      g_array_append_val (streams, stream);
    }
  for (guint i = streams->len / 2; i-- > 0;)
    sift_down (streams, i);
  return streams;
}

/* --- Areas -------------------------------------------------------------------------------------- */

/* Twice the integral of the time since a commit, from @from_us to @to_us. */
static TarnWide
compute_twice_area (gint64 commit_us, gint64 from_us, gint64 to_us)
{
  if (from_us >= to_us)
    return tarn_wide_multiply (0, 0);
  return tarn_wide_multiply ((guint64) (to_us - from_us),
                             (guint64) (to_us - commit_us) + (guint64) (from_us - commit_us));
}

/*
 * A commit counts from when it happens, or from when the ones before it can be shown, until it can be shown. One that
 * can be shown no later than one before it never is the oldest.
 */
static TarnWide
add_up (const World *world, const GArray *paths)
{
  g_autoptr (GArray) streams = make_streams (world, paths);
  TarnWide twice_area = tarn_wide_multiply (0, 0);
  gint64 shown_us = world->begin_us;

  if (streams->len == 0)
    return twice_area;
  for (Stream *first = &g_array_index (streams, Stream, 0); first->time_us < world->end_us;
       sift_down (streams, 0))
    {
      TarnLabTraceCommit commit = tarn_lab_arrivals_get_commit (first->arrivals, &first->cursor);
      tarn_lab_arrivals_limit_removal (&commit, &first->size_bytes);
      guint64 bytes = commit.added_bytes + commit.removed_bytes;
      gint64 can_us = first->time_us + tarn_lab_path_get_delay (first->path, world->speed, bytes);

      if (commit.operation != TARN_COMMIT_REPLACE && bytes > 0 && can_us > shown_us)
        {
          twice_area
              = tarn_wide_sum (twice_area,
                               compute_twice_area (first->time_us, MAX (first->time_us, shown_us),
                                                   MIN (can_us, world->end_us)));
          shown_us = can_us;
        }
      move_on (first);
    }
  return twice_area;
}

/* --- Views and groups --------------------------------------------------------------------------- */

static guint
hash_paths (gconstpointer data)
{
  const GArray *paths = data;
  guint hash = 0;

  for (guint i = 0; i < paths->len; i++)
    {
      const TarnLabPath *path = &g_array_index (paths, TarnLabPath, i);

      hash = (hash * 31 + path->table) * 31 + (guint) path->delay_us;
    }
  return hash;
}

static gboolean
are_equal (gconstpointer a, gconstpointer b)
{
  const GArray *first = a, *second = b;

  for (guint i = 0; i < MIN (first->len, second->len); i++)
    {
      const TarnLabPath *one = &g_array_index (first, TarnLabPath, i);
      const TarnLabPath *other = &g_array_index (second, TarnLabPath, i);

      if (one->table != other->table || one->delay_us != other->delay_us
          || one->full_bytes != other->full_bytes || one->is_read_fast != other->is_read_fast)
        return FALSE;
    }
  return first->len == second->len;
}

/* Views with the same paths have the same bound, and a template may make very many of them. */
static TarnWide
find_or_add_up (const World *world, GHashTable *known, GArray *paths)
{
  TarnWide *found = g_hash_table_lookup (known, paths);

  if (found == NULL)
    {
      found = g_new (TarnWide, 1);
      *found = add_up (world, paths);
      g_hash_table_insert (known, paths, found);
    }
  return *found;
}

static void
set_mean (GArray *lags_us, guint index, TarnWide twice_area, guint64 n_views, gint64 window_us)
{
  TarnWide remainder, divisor = tarn_wide_multiply (2 * n_views, (guint64) window_us);

  g_array_index (lags_us, gint64, index)
      = n_views > 0 ? (gint64) tarn_wide_narrow (tarn_wide_divide (twice_area, divisor, &remainder))
                    : 0;
}

typedef struct
{
  TarnWide twice_area;
  guint64 n_views;
} Sum;

static void
add (Sum *sum, TarnWide twice_area)
{
  sum->twice_area = tarn_wide_sum_saturated (sum->twice_area, twice_area);
  sum->n_views++;
}

static void
compute (TarnLabBound *self, const World *world)
{
  const TarnLabScenario *scenario = world->scenario;
  g_autoptr (GPtrArray) of_views = tarn_lab_find_paths (scenario);
  g_autoptr (GHashTable) known = g_hash_table_new_full (hash_paths, are_equal, NULL, g_free);
  g_autofree Sum *groups = g_new0 (Sum, scenario->groups->len + 1);
  Sum *all = &groups[scenario->groups->len];
  gint64 window_us = world->end_us - world->begin_us;

  for (guint i = 0; i < scenario->views->len; i++)
    {
      guint group = tarn_lab_scenario_get_view (scenario, i)->group;
      TarnWide twice_area = find_or_add_up (world, known, g_ptr_array_index (of_views, i));

      set_mean (self->lags_us[TARN_LAB_SUBJECT_VIEW], i, twice_area, 1, window_us);
      add (all, twice_area);
      if (group != TARN_LAB_NO_GROUP)
        add (&groups[group], twice_area);
    }
  for (guint i = 0; i < scenario->groups->len; i++)
    set_mean (self->lags_us[TARN_LAB_SUBJECT_GROUP], i, groups[i].twice_area, groups[i].n_views,
              window_us);
  set_mean (self->lags_us[TARN_LAB_SUBJECT_ALL], 0, all->twice_area, all->n_views, window_us);
}

/* --- The world ---------------------------------------------------------------------------------- */

static void
init_world (World *world, const TarnLabScenario *scenario, TarnEngine *engine)
{
  world->scenario = scenario;
  world->speed = tarn_lab_get_reading_speed (scenario);
  world->begin_us = scenario->start_us + scenario->warm_up_us;
  world->end_us = world->begin_us + scenario->horizon_us;
  world->arrivals = g_new (TarnLabArrivals, scenario->tables->len);
  for (guint i = 0; i < scenario->tables->len; i++)
    {
      const TarnLabTable *table = tarn_lab_scenario_get_table (scenario, i);
      g_autofree char *name = tarn_lab_dup_full_name (table->database_name, table->name);

      tarn_lab_arrivals_init (&world->arrivals[i], engine, name, &table->commits,
                              scenario->start_us, world->end_us);
    }
}

static void
clear_world (World *world)
{
  for (guint i = 0; i < world->scenario->tables->len; i++)
    tarn_lab_arrivals_clear (&world->arrivals[i]);
  g_free (world->arrivals);
}

TarnLabBound *
tarn_lab_bound_new (TarnLabScenario *scenario, guint64 replication)
{
  g_return_val_if_fail (scenario != NULL, NULL);
  g_return_val_if_fail (scenario->axes->len == 0, NULL);

  const guint counts[N_SUBJECTS] = { 1, scenario->groups->len, scenario->views->len };
  g_autoptr (TarnEngine) engine = tarn_engine_new_for_replication (scenario->seed, replication);
  TarnLabBound *self = g_new (TarnLabBound, 1);
  World world;

  for (guint i = 0; i < N_SUBJECTS; i++)
    {
      self->lags_us[i] = g_array_new (FALSE, TRUE, sizeof (gint64));
      g_array_set_size (self->lags_us[i], counts[i]);
    }
  init_world (&world, scenario, engine);
  compute (self, &world);
  clear_world (&world);
  return self;
}

TarnLabBound *
tarn_lab_bound_copy (const TarnLabBound *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnLabBound *copy = g_new (TarnLabBound, 1);
  for (guint i = 0; i < N_SUBJECTS; i++)
    copy->lags_us[i] = g_array_ref (self->lags_us[i]);
  return copy;
}

void
tarn_lab_bound_free (TarnLabBound *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < N_SUBJECTS; i++)
    g_array_unref (self->lags_us[i]);
  g_free (self);
}

gint64
tarn_lab_bound_get_lag_mean (const TarnLabBound *self, TarnLabSubject subject, guint index)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail ((guint) subject < N_SUBJECTS, 0);
  g_return_val_if_fail (index < self->lags_us[subject]->len, 0);

  return g_array_index (self->lags_us[subject], gint64, index);
}
