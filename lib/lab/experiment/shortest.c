/* SPDX-License-Identifier: MIT */
#include "lab/experiment/shortest.h"

#include "lab/scenario/options.h"

enum
{
  ONE_PERMILLE = 1000,
  NO_SPREAD = 1000,
};

static gint64
get_option (const TarnLabScenario *scenario, const char *name)
{
  gint64 value = 0, min, max;

  for (guint i = 0; i < scenario->options->len; i++)
    {
      const TarnLabOption *option = &g_array_index (scenario->options, TarnLabOption, i);

      if (g_str_equal (option->name, name))
        return option->value;
    }
  tarn_lab_option_describe (name, &value, &min, &max);
  return value;
}

/* --- Runs --------------------------------------------------------------------------------------- */

/* The least that can be drawn. An exponential and a lognormal amount have none. */
static gint64
get_least (const TarnLabAmount *amount)
{
  gint64 least = G_MAXINT64;

  if (amount->kind == TARN_LAB_AMOUNT_CONSTANT)
    return amount->mean;
  if (amount->kind != TARN_LAB_AMOUNT_EMPIRICAL)
    return 0;
  for (guint i = 0; i < amount->steps->len; i++)
    least = MIN (least, g_array_index (amount->steps, TarnLabStep, i).value);
  return least;
}

static gboolean
has_cost_model (const TarnLabScenario *scenario, const TarnLabView *view)
{
  return view->duration.kind == TARN_LAB_AMOUNT_NONE
         && get_option (scenario, "glue.cost-duration-spread-permille") == NO_SPREAD;
}

/*
 * From the slot of a run to its end, without what it reads. A run that reads a view may find that the view has changed
 * by no byte; one that reads a commit never does.
 */
static gint64
get_shortest_run (const TarnLabScenario *scenario, const TarnLabView *view, gboolean reads_commit)
{
  gint64 fixed_ms = get_option (scenario, "glue.cost-startup-ms")
                    + get_option (scenario, "glue.cost-serial-ms");

  if (view->duration.kind != TARN_LAB_AMOUNT_NONE)
    return get_least (&view->duration);
  if (!has_cost_model (scenario, view))
    return 0;
  if (!reads_commit && get_option (scenario, "glue.cost-skip-unchanged") != 0)
    fixed_ms = MIN (fixed_ms, get_option (scenario, "glue.cost-unchanged-ms"));
  return fixed_ms * 1000;
}

/* The least size that the table ever has. The commits of a file may remove everything. */
static guint64
get_least_size (const TarnLabTable *table)
{
  gboolean may_shrink = table->commits.kind == TARN_LAB_COMMITS_TRACE
                        || (table->commits.kind != TARN_LAB_COMMITS_NONE
                            && table->commits.operation == TARN_COMMIT_DELETE);

  return may_shrink ? 0 : table->size_bytes;
}

static guint64
get_full_bytes (const TarnLabScenario *scenario, const TarnLabView *view)
{
  guint64 bytes = 0;

  for (guint i = 0; i < view->sources->len; i++)
    {
      const TarnLabSource *source = &g_array_index (view->sources, TarnLabSource, i);

      if (!source->is_view)
        bytes += get_least_size (tarn_lab_scenario_get_table (scenario, source->index));
    }
  return bytes;
}

/* --- Paths -------------------------------------------------------------------------------------- */

static gint
compare_paths (gconstpointer a, gconstpointer b)
{
  const TarnLabPath *first = a, *second = b;

  if (first->table != second->table)
    return first->table < second->table ? -1 : 1;
  return (first->delay_us < second->delay_us) - (first->delay_us > second->delay_us);
}

/* A view shows as much of a table as the oldest of its sources does, so the longest of the ways counts. */
static void
keep_longest (GArray *paths)
{
  guint n = 0;

  g_array_sort (paths, compare_paths);
  for (guint i = 0; i < paths->len; i++)
    {
      TarnLabPath path = g_array_index (paths, TarnLabPath, i);

      if (n == 0 || g_array_index (paths, TarnLabPath, n - 1).table != path.table)
        g_array_index (paths, TarnLabPath, n++) = path;
    }
  g_array_set_size (paths, n);
}

static void
add_upstream (GArray *paths, const GArray *upstream, gint64 run_us)
{
  for (guint i = 0; i < upstream->len; i++)
    {
      TarnLabPath path = g_array_index (upstream, TarnLabPath, i);

      path.delay_us += run_us;
      g_array_append_val (paths, path);
    }
}

static GArray *
find_paths (const TarnLabScenario *scenario, const TarnLabView *view, const GPtrArray *of_views)
{
  GArray *paths = g_array_new (FALSE, TRUE, sizeof (TarnLabPath));
  guint64 full_bytes = get_full_bytes (scenario, view);
  gboolean is_read_fast = !has_cost_model (scenario, view);

  for (guint i = 0; i < view->sources->len; i++)
    {
      const TarnLabSource *source = &g_array_index (view->sources, TarnLabSource, i);
      gint64 run_us = get_shortest_run (scenario, view, !source->is_view);

      if (source->is_view)
        add_upstream (paths, g_ptr_array_index (of_views, source->index), run_us);
      else
        {
          TarnLabPath path = { source->index, run_us, full_bytes, is_read_fast };
          g_array_append_val (paths, path);
        }
    }
  keep_longest (paths);
  return paths;
}

GPtrArray *
tarn_lab_find_paths (const TarnLabScenario *scenario)
{
  GPtrArray *of_views = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < scenario->views->len; i++)
    g_ptr_array_add (of_views,
                     find_paths (scenario, tarn_lab_scenario_get_view (scenario, i), of_views));
  return of_views;
}

/* --- Reading ------------------------------------------------------------------------------------ */

TarnLabReadingSpeed
tarn_lab_get_reading_speed (const TarnLabScenario *scenario)
{
  gint64 n_dpu = MAX (get_option (scenario, "glue.cost-dpu-min"),
                      get_option (scenario, "glue.cost-dpu-max"));
  gint64 per_dpu = get_option (scenario, "glue.cost-bytes-per-second-per-dpu");

  return (TarnLabReadingSpeed){
    .bytes_per_second = (guint64) (n_dpu * per_dpu),
    .amplification_permille = (guint64) get_option (scenario, "glue.cost-amplification-permille"),
  };
}

gint64
tarn_lab_path_get_delay (const TarnLabPath *path, TarnLabReadingSpeed speed, guint64 bytes)
{
  TarnWide one_permille = tarn_wide_multiply (ONE_PERMILLE, 1), remainder, time_us;
  TarnWide one_second = tarn_wide_multiply (speed.bytes_per_second, 1);
  guint64 read;

  if (path->is_read_fast)
    return path->delay_us;
  read = tarn_wide_narrow (
      tarn_wide_divide (tarn_wide_multiply (bytes, speed.amplification_permille), one_permille,
                        &remainder));
  time_us = tarn_wide_divide (tarn_wide_multiply (MIN (read, path->full_bytes),
                                                  (guint64) G_TIME_SPAN_SECOND),
                              one_second, &remainder);
  return path->delay_us + (gint64) MIN (tarn_wide_narrow (time_us), TARN_LAB_DURATION_MAX_US);
}
