/* SPDX-License-Identifier: MIT */
#include "lab/experiment/comparison.h"

#include "lab/measure/metrics.h"
#include "lab/measure/stability.h"
#include "lab/statistics/front.h"

gint64
tarn_lab_get_scale (const char *unit)
{
  return g_str_equal (unit, "1") ? 1000 : 1;
}

static gint64
get_scale_of (const TarnLabComparison *self, guint column)
{
  return tarn_lab_get_scale (self->outcome->head->units->pdata[column]);
}

static guint
get_n_variants (const TarnLabComparison *self)
{
  return self->outcome->head->labels->len;
}

gboolean
tarn_lab_comparison_is_merit (const TarnLabComparison *self, guint column)
{
  const char *name = self->outcome->head->metrics->pdata[column];

  return tarn_lab_metric_find (name) != NULL && tarn_lab_metric_is_merit (name);
}

/* --- Figures ---------------------------------------------------------------------------------- */

static gint64
get_figure (const TarnLabComparison *self, guint variant, guint replication, guint column)
{
  const gint64 *row
      = self->outcome->rows[tarn_lab_outcome_get_cell (self->outcome, variant, replication)];

  return row != NULL ? row[column] : TARN_LAB_NO_FIGURE;
}

/* Returns the figures of a variant, gint64; of those replications that have one. */
static GArray *
collect (const TarnLabComparison *self, guint variant, guint column)
{
  GArray *figures = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->n_replications; i++)
    {
      gint64 figure = get_figure (self, variant, i, column);

      if (figure != TARN_LAB_NO_FIGURE)
        g_array_append_val (figures, figure);
    }
  return figures;
}

static TarnLabMean
make_mean (const TarnLabComparison *self, guint variant, guint column)
{
  g_autoptr (GArray) figures = collect (self, variant, column);
  TarnLabSample sample = tarn_lab_sample_from_values ((gint64 *) figures->data, figures->len);
  TarnLabLevel level = { self->outcome->head->level_ppm, 1000000 };

  return (TarnLabMean){
    figures->len,
    tarn_lab_sample_get_interval (&sample, level, get_scale_of (self, column)),
  };
}

/* --- Which replications ----------------------------------------------------------------------- */

static guint
count_complete (const TarnLabOutcome *outcome)
{
  guint n = 0, n_variants = outcome->head->labels->len;

  while (n < tarn_lab_head_get_n_cells (outcome->head) && outcome->rows[n] != NULL)
    n++;
  return n / n_variants;
}

static gboolean
is_narrow (const TarnLabInterval *interval, guint stop_ppm)
{
  TarnLabBig limit = tarn_lab_big_multiply (tarn_lab_big_from_int (interval->mean),
                                            tarn_lab_big_from_int (stop_ppm));
  TarnLabBig width = tarn_lab_big_multiply (tarn_lab_big_from_int (interval->half_width),
                                            tarn_lab_big_from_int (1000000));

  limit.is_negative = FALSE;
  return interval->has_half_width && tarn_lab_big_compare (width, limit) <= 0;
}

/* The rule for stopping has seen this so far. */
typedef struct
{
  TarnLabSample *samples; /* of each variant, the compared metrics */
  gint64 least_quantile;  /* that of all replications; that of fewer is greater */
} Stop;

static void
add_step (const TarnLabComparison *self, Stop *stop, guint from)
{
  guint n_metrics = tarn_lab_comparison_get_n_metrics (self);

  for (guint i = 0; i < get_n_variants (self) * n_metrics; i++)
    for (guint j = from; j < from + TARN_LAB_STOP_STEP; j++)
      {
        gint64 figure = get_figure (self, i / n_metrics, j,
                                    tarn_lab_comparison_get_column (self, i % n_metrics));

        if (figure != TARN_LAB_NO_FIGURE)
          tarn_lab_sample_add (&stop->samples[i], figure);
      }
}

/* The quantile takes long, so a sample that is too wide even with the least one is not given its own. */
static gboolean
is_narrow_enough (const TarnLabComparison *self, const Stop *stop, guint place)
{
  const TarnLabHead *head = self->outcome->head;
  const TarnLabSample *sample = &stop->samples[place];
  guint column
      = tarn_lab_comparison_get_column (self, place % tarn_lab_comparison_get_n_metrics (self));
  gint64 scale = get_scale_of (self, column);
  TarnLabInterval interval = tarn_lab_sample_get_interval_of (sample, stop->least_quantile, scale);

  if (!is_narrow (&interval, head->stop_ppm))
    return FALSE;
  interval
      = tarn_lab_sample_get_interval (sample, (TarnLabLevel){ head->level_ppm, 1000000 }, scale);
  return is_narrow (&interval, head->stop_ppm);
}

static gboolean
may_stop (const TarnLabComparison *self, const Stop *stop)
{
  for (guint i = 0; i < get_n_variants (self) * tarn_lab_comparison_get_n_metrics (self); i++)
    if (!is_narrow_enough (self, stop, i))
      return FALSE;
  return TRUE;
}

/*
 * With a rule for stopping, only replications count that all variants have, and none behind the first multiple of ten
 * for which the rule holds. So the answer depends neither on how many more there are nor on who simulated them.
 */
static void
choose_replications (TarnLabComparison *self)
{
  const TarnLabHead *head = self->outcome->head;
  guint n_complete = self->n_complete;

  self->n_replications = head->n_replications;
  if (head->stop_ppm == 0)
    return;
  self->n_replications = n_complete;
  if (n_complete < TARN_LAB_STOP_STEP)
    return;

  g_autofree TarnLabSample *samples
      = g_new0 (TarnLabSample, get_n_variants (self) * tarn_lab_comparison_get_n_metrics (self));
  Stop stop = { samples, tarn_lab_student_get_quantile ((TarnLabLevel){ head->level_ppm, 1000000 },
                                                        n_complete - 1) };
  for (guint n = TARN_LAB_STOP_STEP; n <= n_complete && !self->is_stopped; n += TARN_LAB_STOP_STEP)
    {
      add_step (self, &stop, n - TARN_LAB_STOP_STEP);
      if (!may_stop (self, &stop))
        continue;
      self->is_stopped = TRUE;
      self->n_replications = n;
    }
}

/* --- Stability -------------------------------------------------------------------------------- */

static guint
count_unstable (const TarnLabComparison *self, guint variant)
{
  const TarnLabHead *head = self->outcome->head;
  guint utilization = tarn_lab_head_find_metric (head, "utilization");
  guint open = tarn_lab_head_find_metric (head, "requests-open");
  guint waiting = tarn_lab_head_find_metric (head, "waiting-mean");
  guint n = 0;

  if (utilization == G_MAXUINT || open == G_MAXUINT || waiting == G_MAXUINT)
    return 0;
  for (guint i = 0; i < self->n_replications; i++)
    n += tarn_lab_is_unstable (get_figure (self, variant, i, utilization),
                               get_figure (self, variant, i, open),
                               get_figure (self, variant, i, waiting))
             ? 1
             : 0;
  return n;
}

/* --- Differences ------------------------------------------------------------------------------ */

/* Fills @a and @b with the figures of the replications in which both have one. */
static void
collect_pairs (const TarnLabComparison *self, guint variant, guint column, GArray *a, GArray *b)
{
  for (guint i = 0; i < self->n_replications; i++)
    {
      gint64 of_baseline = get_figure (self, self->outcome->head->baseline, i, column);
      gint64 of_variant = get_figure (self, variant, i, column);

      if (of_baseline == TARN_LAB_NO_FIGURE || of_variant == TARN_LAB_NO_FIGURE)
        continue;
      g_array_append_val (a, of_baseline);
      g_array_append_val (b, of_variant);
    }
}

/* All differences of a table hold together with the level, so each has a higher one. */
static TarnLabLevel
get_level_of_differences (const TarnLabComparison *self)
{
  TarnLabLevel level = { self->outcome->head->level_ppm, 1000000 };
  guint n = (get_n_variants (self) - 1) * tarn_lab_comparison_get_n_metrics (self);

  return tarn_lab_level_divide (level, MAX (n, 1));
}

static TarnLabDifference
make_difference (const TarnLabComparison *self, guint variant, guint column)
{
  g_autoptr (GArray) a = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) b = g_array_new (FALSE, FALSE, sizeof (gint64));
  TarnLabLevel level = get_level_of_differences (self);
  TarnLabPairs pairs;

  collect_pairs (self, variant, column, a, b);
  pairs = tarn_lab_pairs_from_values ((gint64 *) a->data, (gint64 *) b->data, a->len);
  return (TarnLabDifference){
    a->len,
    pairs.n_less,
    pairs.n_greater,
    tarn_lab_sample_get_interval (&pairs.differences, level, get_scale_of (self, column)),
    tarn_lab_get_relative_difference ((gint64 *) a->data, (gint64 *) b->data, a->len, level),
  };
}

static void
compare_all (TarnLabComparison *self)
{
  for (guint i = 0; i < get_n_variants (self); i++)
    {
      guint n_unstable = count_unstable (self, i);

      g_array_append_val (self->unstable, n_unstable);
      for (guint j = 0; j < tarn_lab_comparison_get_n_metrics (self); j++)
        {
          guint column = tarn_lab_comparison_get_column (self, j);
          TarnLabMean mean = make_mean (self, i, column);
          TarnLabDifference difference = make_difference (self, i, column);

          g_array_append_val (self->means, mean);
          g_array_append_val (self->differences, difference);
        }
    }
}

/* --- The front -------------------------------------------------------------------------------- */

/* Returns the mean, or its opposite where more is better. */
static gint64
get_harm (const TarnLabComparison *self, guint metric, const TarnLabInterval *interval)
{
  guint column = tarn_lab_comparison_get_column (self, metric);

  return tarn_lab_comparison_is_merit (self, column) ? -interval->mean : interval->mean;
}

gboolean
tarn_lab_comparison_has_point (const TarnLabComparison *self, guint variant)
{
  return tarn_lab_comparison_is_stable (self, variant)
         && tarn_lab_comparison_get_mean (self, variant, 0)->interval.has_mean
         && tarn_lab_comparison_get_mean (self, variant, 1)->interval.has_mean;
}

static void
find_front (TarnLabComparison *self)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (TarnLabPoint));
  g_autoptr (GArray) variants = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < get_n_variants (self) && tarn_lab_comparison_get_n_metrics (self) > 1; i++)
    {
      const TarnLabInterval *cost = &tarn_lab_comparison_get_mean (self, i, 0)->interval;
      const TarnLabInterval *staleness = &tarn_lab_comparison_get_mean (self, i, 1)->interval;
      TarnLabPoint point = { get_harm (self, 0, cost), get_harm (self, 1, staleness) };

      if (!tarn_lab_comparison_has_point (self, i))
        continue;
      g_array_append_val (points, point);
      g_array_append_val (variants, i);
    }
  self->front = tarn_lab_list_front ((TarnLabPoint *) points->data, points->len);
  for (guint i = 0; i < self->front->len; i++)
    {
      guint *place = &g_array_index (self->front, guint, i);

      *place = g_array_index (variants, guint, *place);
    }
}

/* --- The best --------------------------------------------------------------------------------- */

/*
 * Returns the figures of the complete replications of each candidate, which are GArrays of gint64. The least are best,
 * so those of a metric of which more is better are negative.
 */
static GPtrArray *
list_candidates (TarnLabComparison *self, guint n)
{
  GPtrArray *figures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  gboolean is_merit = tarn_lab_comparison_is_merit (self, self->outcome->head->best);

  for (guint i = 0; i < get_n_variants (self); i++)
    {
      g_autoptr (GArray) of_variant = collect (self, i, self->outcome->head->best);

      if (of_variant->len < n || !tarn_lab_comparison_is_stable (self, i))
        continue;
      for (guint j = 0; is_merit && j < of_variant->len; j++)
        g_array_index (of_variant, gint64, j) = -g_array_index (of_variant, gint64, j);
      g_array_append_val (self->candidates, i);
      g_ptr_array_add (figures, g_steal_pointer (&of_variant));
    }
  return figures;
}

/*
 * A difference does not matter up to a part of the mean of the baseline in the first stage, and at least up to the
 * least one.
 */
static gint64
get_indifference (const TarnLabComparison *self)
{
  const TarnLabHead *head = self->outcome->head;
  g_autoptr (GArray) figures = collect (self, head->baseline, head->best);
  guint n = MIN (figures->len, TARN_LAB_SELECTION_FIRST);
  TarnLabSample sample = tarn_lab_sample_from_values ((gint64 *) figures->data, n);
  TarnLabBig part
      = tarn_lab_big_multiply (sample.sum, tarn_lab_big_from_int (head->indifference_ppm));
  gint64 indifference = 0;

  part.is_negative = FALSE;
  tarn_lab_big_to_int (tarn_lab_big_divide_rounded (part, tarn_lab_big_from_int ((gint64) MAX (n, 1)
                                                                                 * 1000000)),
                       &indifference);
  return MAX (indifference, 1);
}

static void
find_best (TarnLabComparison *self)
{
  const TarnLabHead *head = self->outcome->head;
  guint n = MIN (self->n_complete, self->n_replications);

  if (head->best == G_MAXUINT || n < TARN_LAB_SELECTION_FIRST)
    return;

  g_autoptr (GPtrArray) figures = list_candidates (self, n);
  g_autofree const gint64 **values = g_new (const gint64 *, figures->len + 1);
  for (guint i = 0; i < figures->len; i++)
    values[i] = (const gint64 *) ((GArray *) figures->pdata[i])->data;
  self->has_best = figures->len > 0;
  self->indifference = get_indifference (self);
  if (self->has_best)
    self->best = tarn_lab_select_least (values, figures->len, n, self->indifference,
                                        (TarnLabLevel){ head->level_ppm, 1000000 });
}

/* --- The whole -------------------------------------------------------------------------------- */

TarnLabComparison *
tarn_lab_comparison_new (const TarnLabOutcome *outcome)
{
  TarnLabComparison *self = g_new0 (TarnLabComparison, 1);

  self->outcome = outcome;
  self->unstable = g_array_new (FALSE, FALSE, sizeof (guint));
  self->means = g_array_new (FALSE, FALSE, sizeof (TarnLabMean));
  self->differences = g_array_new (FALSE, FALSE, sizeof (TarnLabDifference));
  self->candidates = g_array_new (FALSE, FALSE, sizeof (guint));
  self->n_complete = count_complete (outcome);
  choose_replications (self);
  compare_all (self);
  find_front (self);
  find_best (self);
  return self;
}

void
tarn_lab_comparison_free (TarnLabComparison *self)
{
  g_array_unref (self->unstable);
  g_array_unref (self->means);
  g_array_unref (self->differences);
  g_array_unref (self->candidates);
  g_array_unref (self->front);
  tarn_lab_selection_clear (&self->best);
  g_free (self);
}
