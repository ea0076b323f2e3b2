/* SPDX-License-Identifier: MIT */
#include "measures-model.h"

static void
init_sums (ModelSums *sums)
{
  *sums = (ModelSums){ .time = 0 };
  sums->ages = g_array_new (FALSE, FALSE, sizeof (gint64));
  sums->lags = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
clear_sums (ModelSums *sums)
{
  g_array_unref (sums->ages);
  g_array_unref (sums->lags);
}

void
model_init (Model *model, gint64 now_us)
{
  *model = (Model){ .now_us = now_us };
  for (guint i = 0; i < MODEL_BASES; i++)
    model->commits[i] = g_array_new (FALSE, FALSE, sizeof (ModelCommit));
  for (guint i = 0; i < MODEL_VIEWS; i++)
    init_sums (&model->views[i].sums);
  init_sums (&model->account);
}

void
model_clear (Model *model)
{
  for (guint i = 0; i < MODEL_BASES; i++)
    g_array_unref (model->commits[i]);
  for (guint i = 0; i < MODEL_VIEWS; i++)
    clear_sums (&model->views[i].sums);
  clear_sums (&model->account);
}

void
model_reset (Model *model)
{
  for (guint i = 0; i < MODEL_VIEWS; i++)
    {
      clear_sums (&model->views[i].sums);
      init_sums (&model->views[i].sums);
    }
  clear_sums (&model->account);
  init_sums (&model->account);
}

/* --- What happens ------------------------------------------------------------------------------- */

static gboolean
reads_base (const Model *model, guint view, guint base)
{
  guint sources = model->views[view].sources;

  if (sources & MODEL_BASE (base))
    return TRUE;
  for (guint i = 0; i < MODEL_VIEWS; i++)
    if ((sources & MODEL_VIEW (i)) && reads_base (model, i, base))
      return TRUE;

  return FALSE;
}

gboolean
model_depends_on (const Model *model, guint view, guint other)
{
  if (view == other)
    return TRUE;
  for (guint i = 0; i < MODEL_VIEWS; i++)
    if ((model->views[view].sources & MODEL_VIEW (i)) && model_depends_on (model, i, other))
      return TRUE;

  return FALSE;
}

void
model_commit (Model *model, guint base, gint64 bytes)
{
  ModelCommit commit = { model->now_us, bytes };

  g_array_append_val (model->commits[base], commit);
}

static ModelPoint
get_current (const Model *model, guint base)
{
  return (ModelPoint){ model->now_us, model->commits[base]->len };
}

/* The older of two contents. */
static ModelPoint
get_older (ModelPoint a, ModelPoint b)
{
  return (ModelPoint){ MIN (a.time_us, b.time_us), MIN (a.n, b.n) };
}

/* What a view reads now of a base table, over all ways to it. */
static ModelPoint
read_base (const Model *model, guint view, guint base)
{
  ModelPoint point = { G_MAXINT64, G_MAXUINT };

  if (model->views[view].sources & MODEL_BASE (base))
    point = get_current (model, base);
  for (guint i = 0; i < MODEL_VIEWS; i++)
    if ((model->views[view].sources & MODEL_VIEW (i)) && reads_base (model, i, base))
      point = get_older (point, model->views[i].shown.points[base]);

  return point;
}

static ModelContent
read_all (const Model *model, guint view)
{
  ModelContent content = { .never_us = G_MAXINT64 };

  for (guint i = 0; i < MODEL_BASES; i++)
    content.points[i] = read_base (model, view, i);
  for (guint i = 0; i < MODEL_VIEWS; i++)
    if (model->views[view].sources & MODEL_VIEW (i))
      content.never_us = MIN (content.never_us, model->views[i].shown.never_us);

  return content;
}

static ModelContent
get_never (const Model *model)
{
  ModelContent content = { .never_us = model->now_us };

  for (guint i = 0; i < MODEL_BASES; i++)
    content.points[i] = get_current (model, i);

  return content;
}

void
model_create (Model *model, guint view, guint sources, gboolean is_refreshed)
{
  ModelView *created = &model->views[view];

  created->exists = TRUE;
  created->sources = sources;
  created->shown = is_refreshed ? read_all (model, view) : get_never (model);
}

/* What is new to the content is as it is now. */
static void
note_never (const Model *model, ModelContent *content, const gboolean *did_read)
{
  content->never_us = MIN (content->never_us, model->now_us);
  for (guint i = 0; i < MODEL_BASES; i++)
    if (!did_read[i])
      content->points[i] = get_current (model, i);
}

void
model_update (Model *model, guint view, guint sources)
{
  ModelView *updated = &model->views[view];
  gboolean did_read[MODEL_VIEWS][MODEL_BASES];

  if (updated->sources == sources)
    return;

  for (guint i = 0; i < MODEL_VIEWS; i++)
    for (guint j = 0; j < MODEL_BASES; j++)
      did_read[i][j] = reads_base (model, i, j);
  updated->sources = sources;
  for (guint i = 0; i < MODEL_VIEWS; i++)
    if (i != view && model_depends_on (model, i, view))
      {
        note_never (model, &model->views[i].shown, did_read[i]);
        note_never (model, &model->views[i].snapshot, did_read[i]);
      }
  updated->shown = get_never (model);
  updated->is_outdated = TRUE;
}

/* Who reads the view goes on to read the base tables that it has now. */
void
model_delete (Model *model, guint view)
{
  guint bases = 0;

  for (guint i = 0; i < MODEL_BASES; i++)
    if (reads_base (model, view, i))
      bases |= MODEL_BASE (i);
  model->views[view].sources = bases;
  model->views[view].exists = FALSE;
}

static void
publish (Model *model, ModelView *view)
{
  if (!view->is_outdated)
    view->shown = view->snapshot;
  view->sums.n_publications++;
  model->account.n_publications++;
}

void
model_change (Model *model, guint view, const char *cause)
{
  ModelView *changed = &model->views[view];
  gboolean has_succeeded = g_str_equal (cause, "succeed");

  if (g_str_equal (cause, "create"))
    changed->is_waiting = 1;
  else if (g_str_equal (cause, "take-slot"))
    {
      changed->is_waiting = 0;
      changed->has_slot = 1;
      changed->is_outdated = FALSE;
      changed->snapshot = read_all (model, view);
    }
  else if (g_str_equal (cause, "begin"))
    changed->works_until_us = model->now_us + changed->work_us;
  else if (g_str_equal (cause, "stop"))
    changed->is_waiting = 0;
  else
    {
      g_assert_true (has_succeeded || g_str_equal (cause, "fail")
                     || g_str_equal (cause, "stop-done"));
      changed->has_slot = changed->works_until_us = 0;
    }
  if (has_succeeded)
    publish (model, changed);
}

/* --- One microsecond ---------------------------------------------------------------------------- */

static void
add_value (gint64 *sum, gint64 *max, gint64 value)
{
  *sum += value;
  *max = MAX (*max, value);
}

/* An age or a lag rises by one in the microsecond, so twice the area is 2 * value + 1. */
static void
add_rising (gint64 *twice_area, gint64 *max, GArray *values, gint64 value, gboolean is_rising)
{
  *twice_area += 2 * value + is_rising;
  *max = MAX (*max, value + is_rising);
  g_array_append_val (values, value);
}

typedef struct
{
  gint64 oldest_us, newest_us, lacking_since_us, commits, bytes;
  gboolean is_never;
} Content;

/* The content is at least as old as the view counts as never refreshed. */
static Content
look (const Model *model, guint view)
{
  const ModelContent *shown = &model->views[view].shown;
  Content content = { shown->never_us, 0, shown->never_us, 0, 0, shown->never_us != G_MAXINT64 };

  for (guint i = 0; i < MODEL_BASES; i++)
    {
      const ModelPoint *point = &shown->points[i];
      const GArray *commits = model->commits[i];

      if (!reads_base (model, view, i))
        continue;

      content.oldest_us = MIN (content.oldest_us, point->time_us);
      content.newest_us = MAX (content.newest_us, point->time_us);
      for (guint j = point->n; j < commits->len; j++)
        {
          const ModelCommit *commit = &g_array_index (commits, ModelCommit, j);

          content.lacking_since_us = MIN (content.lacking_since_us, commit->time_us);
          content.commits++;
          content.bytes += commit->bytes;
        }
    }

  return content;
}

static void
add_staleness (ModelSums *sums, const Content *content, gint64 now_us)
{
  gboolean is_fresh = content->lacking_since_us == G_MAXINT64;

  sums->time++;
  add_rising (&sums->age, &sums->age_max, sums->ages, now_us - content->oldest_us, TRUE);
  add_rising (&sums->lag, &sums->lag_max, sums->lags,
              is_fresh ? 0 : now_us - content->lacking_since_us, !is_fresh);
  add_value (&sums->skew, &sums->skew_max, content->newest_us - content->oldest_us);
  sums->fresh += is_fresh;
  sums->never += content->is_never;
  sums->commits += content->commits;
  sums->bytes += content->bytes;
}

static void
add_use (ModelSums *sums, gint64 running, gint64 waiting, gint64 dpu)
{
  add_value (&sums->running, &sums->running_max, running);
  add_value (&sums->waiting, &sums->waiting_max, waiting);
  add_value (&sums->dpu, &sums->dpu_max, dpu);
}

static void
add_view (Model *model, guint view, gint64 dpu)
{
  ModelView *added = &model->views[view];
  Content content = look (model, view);

  add_staleness (&added->sums, &content, model->now_us);
  add_staleness (&model->account, &content, model->now_us);
  add_use (&added->sums, added->has_slot, added->is_waiting, dpu);
}

/* The run of a view that was deleted counts for the account until it ends. */
static void
step (Model *model)
{
  gint64 running = 0, waiting = 0, all_dpu = 0;

  for (guint i = 0; i < MODEL_VIEWS; i++)
    {
      const ModelView *view = &model->views[i];
      gint64 dpu = model->now_us < view->works_until_us ? model->dpu : 0;

      running += view->has_slot;
      waiting += view->is_waiting;
      all_dpu += dpu;
      if (view->exists)
        add_view (model, i, dpu);
    }
  add_use (&model->account, running, waiting, all_dpu);
  model->now_us++;
}

void
model_step_to (Model *model, gint64 now_us)
{
  while (model->now_us < now_us)
    step (model);
}

/* --- Comparing ---------------------------------------------------------------------------------- */

static void
assert_measure (const TarnMeasures *measures, TarnMeasure measure, gint64 area, gint64 max,
                gint64 time_us)
{
  guint64 low, time_low;

  g_assert_cmpuint (tarn_measures_get_area (measures, measure, &low), ==, 0);
  g_assert_cmpint ((gint64) low, ==, area);
  g_assert_cmpint (tarn_measures_get_max (measures, measure), ==, max);
  if (measure >= TARN_MEASURE_RUNNING)
    return;

  g_assert_cmpuint (tarn_measures_get_time (measures, measure, &time_low), ==, 0);
  g_assert_cmpint ((gint64) time_low, ==, time_us);
}

static gint
compare_values (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static gint64
find_edge (gint64 value, guint bits)
{
  gint64 width = 1;

  while (value / width >= G_GINT64_CONSTANT (2) << bits)
    width *= 2;
  return value / width * width;
}

static void
assert_percentiles (const TarnMeasures *measures, TarnMeasure measure, GArray *values, guint bits)
{
  static const guint permyriads[] = { 0, 1, 1000, 5000, 9000, 9900, 10000 };

  g_array_sort (values, compare_values);
  for (guint i = 0; i < G_N_ELEMENTS (permyriads); i++)
    {
      guint64 rank = ((guint64) values->len * permyriads[i] + 9999) / 10000;
      gint64 expected = values->len > 0
                            ? find_edge (g_array_index (values, gint64, MAX (rank, 1) - 1), bits)
                            : -1;

      g_assert_cmpint (tarn_measures_get_percentile (measures, measure, permyriads[i]), ==,
                       expected);
    }
}

void
model_assert (const ModelSums *sums, const TarnMeasures *measures, guint bits,
              gboolean has_percentiles)
{
  gint64 time_us = sums->time;

  assert_measure (measures, TARN_MEASURE_AGE, sums->age, sums->age_max, time_us);
  assert_measure (measures, TARN_MEASURE_LAG, sums->lag, sums->lag_max, time_us);
  assert_measure (measures, TARN_MEASURE_SKEW, sums->skew, sums->skew_max, time_us);
  assert_measure (measures, TARN_MEASURE_FRESH, sums->fresh, sums->fresh > 0, time_us);
  assert_measure (measures, TARN_MEASURE_NEVER_REFRESHED, sums->never, sums->never > 0, time_us);
  assert_measure (measures, TARN_MEASURE_PENDING_COMMITS, sums->commits, -1, time_us);
  assert_measure (measures, TARN_MEASURE_PENDING_BYTES, sums->bytes, -1, time_us);
  assert_measure (measures, TARN_MEASURE_RUNNING, sums->running, sums->running_max, time_us);
  assert_measure (measures, TARN_MEASURE_WAITING, sums->waiting, sums->waiting_max, time_us);
  assert_measure (measures, TARN_MEASURE_DPU, sums->dpu, sums->dpu_max, time_us);
  g_assert_cmpuint (tarn_measures_get_n_publications (measures), ==, sums->n_publications);
  if (!has_percentiles)
    return;

  assert_percentiles (measures, TARN_MEASURE_AGE, sums->ages, bits);
  assert_percentiles (measures, TARN_MEASURE_LAG, sums->lags, bits);
}
