/* SPDX-License-Identifier: MIT */
/* An outcome for people: first what one may conclude, then the tables. */
#include <tarn-lab/tarn-lab.h>

#include "lab/experiment/comparison.h"
#include "lab/report/compose.h"
#include "lab/report/conclusion.h"
#include "lab/report/numbers.h"
#include "lab/report/page.h"
#include "lab/report/quantity.h"
#include "lab/report/sentences.h"

enum
{
  COLUMNS_MAX = 32,
};

static const char *
get_label (const TarnLabComparison *self, guint variant)
{
  return self->outcome->head->labels->pdata[variant];
}

static const char *
get_metric (const TarnLabComparison *self, guint metric)
{
  return self->outcome->head->metrics->pdata[tarn_lab_comparison_get_column (self, metric)];
}

static const char *
get_unit (const TarnLabComparison *self, guint metric)
{
  return self->outcome->head->units->pdata[tarn_lab_comparison_get_column (self, metric)];
}

/* --- Means ------------------------------------------------------------------------------------ */

static char *
format_mean (const TarnLabComparison *self, guint variant, guint metric)
{
  if (!tarn_lab_comparison_is_stable (self, variant))
    return g_strdup (TARN_LAB_UNSTABLE);
  return tarn_lab_format_interval (&tarn_lab_comparison_get_mean (self, variant, metric)->interval,
                                   get_unit (self, metric));
}

static void
append_means (TarnLabBlocks *blocks, const TarnLabComparison *self)
{
  guint n_metrics = MIN (tarn_lab_comparison_get_n_metrics (self), COLUMNS_MAX);
  TarnLabTextColumn columns[COLUMNS_MAX + 1] = { { { "mean" }, TRUE } };

  for (guint i = 0; i < n_metrics; i++)
    columns[i + 1] = (TarnLabTextColumn){
      { get_metric (self, i), tarn_lab_unit_get_head (get_unit (self, i)) }, FALSE
    };

  TarnLabTextTable *table = tarn_lab_blocks_add_table (blocks, columns, n_metrics + 1);
  for (guint i = 0; i < self->outcome->head->labels->len; i++)
    {
      tarn_lab_text_table_add (table, g_strdup (get_label (self, i)));
      for (guint j = 0; j < n_metrics; j++)
        tarn_lab_text_table_add (table, format_mean (self, i, j));
    }
}

/* --- Differences ------------------------------------------------------------------------------ */

/* Says how many replications would show a difference that matters. */
static char *
describe_difference (const TarnLabComparison *self, guint variant, guint metric)
{
  const TarnLabHead *head = self->outcome->head;
  const TarnLabDifference *difference = tarn_lab_comparison_get_difference (self, variant, metric);
  const TarnLabMean *baseline = tarn_lab_comparison_get_mean (self, head->baseline, metric);

  if (!tarn_lab_comparison_is_stable (self, variant)
      || !tarn_lab_comparison_is_stable (self, head->baseline))
    return g_strdup (TARN_LAB_UNSTABLE);
  if (tarn_lab_difference_is_shown (difference))
    return g_strdup (difference->interval.mean < 0 ? "less" : "more");
  if (difference->interval.has_mean && difference->interval.mean == 0
      && difference->interval.half_width == 0 && difference->n > 1)
    return g_strdup ("the same");

  guint n_needed = tarn_lab_interval_count_needed (&difference->interval, difference->n,
                                                   baseline->interval.mean, head->indifference_ppm);
  g_autofree char *percent = tarn_lab_format_decimal (head->indifference_ppm, 10000, 0);
  if (n_needed <= difference->n)
    return g_strdup ("no difference shown");
  if (n_needed > TARN_LAB_REPLICATIONS_MAX)
    return g_strdup_printf ("no difference shown; more than %d replications would show %s %%",
                            TARN_LAB_REPLICATIONS_MAX, percent);
  return g_strdup_printf ("no difference shown; about %u replications would show %s %%", n_needed,
                          percent);
}

static void
append_differences_in (TarnLabBlocks *blocks, const TarnLabComparison *self, guint metric)
{
  const TarnLabTextColumn columns[]
      = { { { get_metric (self, metric) }, TRUE },
          { { "difference", tarn_lab_unit_get_head_of_difference (get_unit (self, metric)) },
            FALSE },
          { { "difference", "%" }, FALSE },
          { { "less in" }, TRUE },
          { { "" }, TRUE } };
  TarnLabTextTable *table = tarn_lab_blocks_add_table (blocks, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < self->outcome->head->labels->len; i++)
    {
      const TarnLabDifference *difference = tarn_lab_comparison_get_difference (self, i, metric);

      if (i == self->outcome->head->baseline)
        continue;
      tarn_lab_text_table_add (table, g_strdup (get_label (self, i)));
      tarn_lab_text_table_add (table, tarn_lab_format_change (&difference->interval,
                                                              get_unit (self, metric)));
      tarn_lab_text_table_add (table, tarn_lab_format_change (&difference->relative, "ppm"));
      tarn_lab_text_table_add (table,
                               g_strdup_printf ("%u of %u", difference->n_less, difference->n));
      tarn_lab_text_table_add (table, describe_difference (self, i, metric));
    }
}

static void
append_differences (TarnLabBlocks *blocks, const TarnLabComparison *self)
{
  if (self->outcome->head->labels->len == 1)
    return;
  tarn_lab_blocks_add (blocks, TARN_LAB_BLOCK_HEADING,
                       "Differences to %s, replication by replication:",
                       get_label (self, self->outcome->head->baseline));
  for (guint i = 0; i < tarn_lab_comparison_get_n_metrics (self); i++)
    append_differences_in (blocks, self, i);
}

/* --- The front -------------------------------------------------------------------------------- */

/* Formats the price of a minute less, from the point before on the front to this one. */
static char *
format_price (const TarnLabComparison *self, guint place)
{
  if (place == 0)
    return g_strdup ("");

  guint before = g_array_index (self->front, guint, place - 1);
  guint variant = g_array_index (self->front, guint, place);
  gint64 cost = tarn_lab_comparison_get_mean (self, variant, 0)->interval.mean
                - tarn_lab_comparison_get_mean (self, before, 0)->interval.mean;
  gint64 saved = tarn_lab_comparison_get_mean (self, before, 1)->interval.mean
                 - tarn_lab_comparison_get_mean (self, variant, 1)->interval.mean;
  TarnLabBig per_minute
      = tarn_lab_big_multiply (tarn_lab_big_from_int (cost), tarn_lab_big_from_int (60000000));
  gint64 price = 0;

  if (saved == 0
      || !tarn_lab_big_to_int (tarn_lab_big_divide_rounded (per_minute,
                                                            tarn_lab_big_from_int (saved)),
                               &price))
    return g_strdup ("-");
  return tarn_lab_format_grouped_decimal (price, 1000000000, 4);
}

static const char *
get_word_of_worse (const TarnLabComparison *self, guint metric)
{
  guint column = tarn_lab_comparison_get_column (self, metric);

  return tarn_lab_comparison_is_merit (self, column) ? "less" : "more";
}

static void
append_front (TarnLabBlocks *blocks, const TarnLabComparison *self)
{
  if (self->front->len < 2)
    return;

  const TarnLabTextColumn columns[]
      = { { { "on the front" }, TRUE },
          { { get_metric (self, 0), tarn_lab_unit_get_head (get_unit (self, 0)) }, FALSE },
          { { get_metric (self, 1), tarn_lab_unit_get_head (get_unit (self, 1)) }, FALSE },
          { { "USD for a", "minute less" }, FALSE } };
  gboolean has_price
      = g_str_equal (get_unit (self, 0), "nano-usd") && g_str_equal (get_unit (self, 1), "us");
  TarnLabTextTable *table;

  guint n_variants = self->outcome->head->labels->len, n_points = 0;
  for (guint i = 0; i < n_variants; i++)
    n_points += tarn_lab_comparison_has_point (self, i) ? 1 : 0;
  if (self->front->len < n_points)
    tarn_lab_add_sentence (
        blocks, "Each %s that is not on the front has another one with no %s %s and no %s %s.",
        n_points == n_variants ? "variant" : "stable variant with both means",
        get_word_of_worse (self, 0), get_metric (self, 0), get_word_of_worse (self, 1),
        get_metric (self, 1));
  table = tarn_lab_blocks_add_table (blocks, columns, has_price ? 4 : 3);
  for (guint i = 0; i < self->front->len; i++)
    {
      guint variant = g_array_index (self->front, guint, i);

      tarn_lab_text_table_add (table, g_strdup (get_label (self, variant)));
      tarn_lab_text_table_add (table, format_mean (self, variant, 0));
      tarn_lab_text_table_add (table, format_mean (self, variant, 1));
      if (has_price)
        tarn_lab_text_table_add (table, format_price (self, i));
    }
}

/* --- The whole -------------------------------------------------------------------------------- */

static void
append_head (TarnLabBlocks *blocks, const TarnLabComparison *self, const char *name)
{
  const TarnLabHead *head = self->outcome->head;

  tarn_lab_blocks_add (blocks, TARN_LAB_BLOCK_TITLE,
                       "%s: %u variant%s, %u replication%s; %u of %u cells", name,
                       head->labels->len, head->labels->len == 1 ? "" : "s", head->n_replications,
                       head->n_replications == 1 ? "" : "s", self->outcome->n_done,
                       tarn_lab_head_get_n_cells (head));
  tarn_lab_blocks_add (blocks, TARN_LAB_BLOCK_LINE, "scenario %s", head->digest);
}

static void
append_pictures (TarnLabBlocks *blocks, const TarnLabComparison *self)
{
  const TarnLabOutcome *outcome = self->outcome;
  g_autoptr (TarnLabPicture) front = tarn_lab_picture_new_of_front (self);
  g_autoptr (GArray) shown = tarn_lab_list_shown (outcome);

  if (front != NULL)
    tarn_lab_page_add_picture (blocks, front);
  if (shown->len > 0 && shown->len < outcome->head->labels->len)
    tarn_lab_add_sentence (
        blocks,
        "The pictures below show %u of %u variants: the baseline, those on the Pareto front, and then the first"
        " ones.",
        shown->len, outcome->head->labels->len);
  tarn_lab_page_add_series (blocks, shown,
                            outcome->series_failure != NULL
                                ? outcome->series_failure
                                : "nothing was simulated again for them");
}

TarnLabBlocks *
tarn_lab_compose_outcome (const TarnLabOutcome *outcome, const char *name, gboolean has_pictures)
{
  g_autoptr (TarnLabComparison) comparison = tarn_lab_comparison_new (outcome);
  TarnLabBlocks *blocks = tarn_lab_blocks_new ();

  append_head (blocks, comparison, name);
  tarn_lab_append_conclusion (blocks, comparison);
  append_means (blocks, comparison);
  append_differences (blocks, comparison);
  append_front (blocks, comparison);
  tarn_lab_append_reservations (blocks, comparison);
  if (has_pictures)
    append_pictures (blocks, comparison);
  return blocks;
}

char *
tarn_lab_report_outcome_to_text (const TarnLabOutcome *outcome, const char *name)
{
  g_return_val_if_fail (outcome != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  g_autoptr (TarnLabBlocks) blocks = tarn_lab_compose_outcome (outcome, name, FALSE);

  return tarn_lab_blocks_to_text (blocks);
}

char *
tarn_lab_report_outcome_to_markdown (const TarnLabOutcome *outcome, const char *name)
{
  g_return_val_if_fail (outcome != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  g_autoptr (TarnLabBlocks) blocks = tarn_lab_compose_outcome (outcome, name, FALSE);

  return tarn_lab_blocks_to_markdown (blocks);
}
