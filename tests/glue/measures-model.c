/* SPDX-License-Identifier: MIT */
#include "measures-model.h"

static const struct
{
  const char *name;
  guint sources;
} shapes[MODEL_VIEWS] = {
  { "left", 1 << 0 },
  { "right", 1 << 0 | 1 << 1 },
  { "diamond", 1 << (MODEL_BASES + 0) | 1 << (MODEL_BASES + 1) },
  { "top", 1 << (MODEL_BASES + 2) | 1 << 1 },
  { "shortcut", 1 << (MODEL_BASES + 0) | 1 << 0 },
};

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
    {
      model->views[i].name = shapes[i].name;
      model->views[i].sources = shapes[i].sources;
      init_sums (&model->views[i].sums);
    }
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

  if (sources >> base & 1)
    return TRUE;
  for (guint i = 0; i < view; i++)
    if ((sources >> (MODEL_BASES + i) & 1) && reads_base (model, i, base))
      return TRUE;

  return FALSE;
}

void
model_commit (Model *model, guint base, gint64 bytes)
{
  ModelCommit commit = { model->now_us, bytes };

  g_array_append_val (model->commits[base], commit);
}

/* The older of two contents. */
static ModelPoint
get_older (ModelPoint a, ModelPoint b)
{
  return (ModelPoint){ MIN (a.time_us, b.time_us), MIN (a.n, b.n), a.is_never || b.is_never };
}

/* What a view reads now of a base table, over all ways to it. */
static ModelPoint
read_base (const Model *model, guint view, guint base)
{
  ModelPoint point = { G_MAXINT64, G_MAXUINT, FALSE };

  if (model->views[view].sources >> base & 1)
    point = get_older (point, (ModelPoint){ model->now_us, model->commits[base]->len, FALSE });
  for (guint i = 0; i < view; i++)
    if ((model->views[view].sources >> (MODEL_BASES + i) & 1) && reads_base (model, i, base))
      point = get_older (point, model->views[i].shown[base]);

  return point;
}

void
model_create (Model *model, guint view, gboolean is_refreshed)
{
  ModelView *created = &model->views[view];

  created->exists = TRUE;
  for (guint i = 0; i < MODEL_BASES; i++)
    if (reads_base (model, view, i))
      created->shown[i] = is_refreshed
                              ? read_base (model, view, i)
                              : (ModelPoint){ model->now_us, model->commits[i]->len, TRUE };
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
      for (guint i = 0; i < MODEL_BASES; i++)
        changed->snapshot[i] = read_base (model, view, i);
    }
  else if (g_str_equal (cause, "begin"))
    changed->dpu = model->dpu;
  else if (g_str_equal (cause, "stop"))
    changed->is_waiting = 0;
  else
    {
      g_assert_true (has_succeeded || g_str_equal (cause, "fail")
                     || g_str_equal (cause, "stop-done"));
      changed->has_slot = changed->dpu = 0;
    }
  if (!has_succeeded)
    return;

  memcpy (changed->shown, changed->snapshot, sizeof changed->shown);
  changed->sums.n_publications++;
  model->account.n_publications++;
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

static Content
look (const Model *model, guint view)
{
  Content content = { G_MAXINT64, 0, G_MAXINT64, 0, 0, FALSE };

  for (guint i = 0; i < MODEL_BASES; i++)
    {
      const ModelPoint *shown = &model->views[view].shown[i];
      const GArray *commits = model->commits[i];

      if (!reads_base (model, view, i))
        continue;

      content.oldest_us = MIN (content.oldest_us, shown->time_us);
      content.newest_us = MAX (content.newest_us, shown->time_us);
      content.is_never |= shown->is_never;
      if (shown->is_never)
        content.lacking_since_us = MIN (content.lacking_since_us, shown->time_us);
      for (guint j = shown->n; j < commits->len; j++)
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
step (Model *model)
{
  gint64 running = 0, waiting = 0, dpu = 0;

  for (guint i = 0; i < MODEL_VIEWS; i++)
    {
      ModelView *view = &model->views[i];

      if (!view->exists)
        continue;

      Content content = look (model, i);
      add_staleness (&view->sums, &content, model->now_us);
      add_staleness (&model->account, &content, model->now_us);
      add_use (&view->sums, view->has_slot, view->is_waiting, view->dpu);
      running += view->has_slot;
      waiting += view->is_waiting;
      dpu += view->dpu;
    }
  add_use (&model->account, running, waiting, dpu);
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
