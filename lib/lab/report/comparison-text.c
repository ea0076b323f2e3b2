/* SPDX-License-Identifier: MIT */
/* An outcome as a text for people: first what one may conclude, then the tables. */
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "lab/experiment/comparison.h"
#include "lab/report/conclusion.h"
#include "lab/report/numbers.h"
#include "lab/report/quantity.h"
#include "lab/report/sentences.h"
#include "lab/report/text-table.h"

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
append_means (GString *text, const TarnLabComparison *self)
{
  guint n_metrics = MIN (tarn_lab_comparison_get_n_metrics (self), COLUMNS_MAX);
  TarnLabTextColumn columns[COLUMNS_MAX + 1] = { { { "mean" }, TRUE } };

  for (guint i = 0; i < n_metrics; i++)
    columns[i + 1] = (TarnLabTextColumn){
      { get_metric (self, i), tarn_lab_unit_get_head (get_unit (self, i)) }, FALSE
    };

  g_autoptr (TarnLabTextTable) table = tarn_lab_text_table_new (columns, n_metrics + 1);
  for (guint i = 0; i < self->outcome->head->labels->len; i++)
    {
      tarn_lab_text_table_add (table, g_strdup (get_label (self, i)));
      for (guint j = 0; j < n_metrics; j++)
        tarn_lab_text_table_add (table, format_mean (self, i, j));
    }
  g_string_append_c (text, '\n');
  tarn_lab_text_table_append_to (table, text);
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

  TarnLabBig part = tarn_lab_big_multiply (tarn_lab_big_from_int (baseline->interval.mean),
                                           tarn_lab_big_from_int (head->indifference_ppm));
  gint64 target = 0;
  part.is_negative = FALSE;
  tarn_lab_big_to_int (tarn_lab_big_divide (part, tarn_lab_big_from_int (1000000)), &target);
  guint64 n_needed = tarn_lab_interval_get_n_needed (&difference->interval, difference->n, target);
  g_autofree char *percent = tarn_lab_format_decimal (head->indifference_ppm, 10000, 0);
  if (n_needed <= difference->n || n_needed > 1000000)
    return g_strdup ("no difference shown");
  return g_strdup_printf ("no difference shown; about %" G_GUINT64_FORMAT
                          " replications would show %s %%",
                          n_needed, percent);
}

static void
append_differences_in (GString *text, const TarnLabComparison *self, guint metric)
{
  const TarnLabTextColumn columns[]
      = { { { get_metric (self, metric) }, TRUE },
          { { "difference", tarn_lab_unit_get_head_of_difference (get_unit (self, metric)) },
            FALSE },
          { { "difference", "%" }, FALSE },
          { { "less in" }, TRUE },
          { { "" }, TRUE } };
  g_autoptr (TarnLabTextTable) table = tarn_lab_text_table_new (columns, G_N_ELEMENTS (columns));

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
  g_string_append_c (text, '\n');
  tarn_lab_text_table_append_to (table, text);
}

static void
append_differences (GString *text, const TarnLabComparison *self)
{
  if (self->outcome->head->labels->len == 1)
    return;
  g_string_append_printf (text, "\nDifferences to %s, replication by replication:\n",
                          get_label (self, self->outcome->head->baseline));
  for (guint i = 0; i < tarn_lab_comparison_get_n_metrics (self); i++)
    append_differences_in (text, self, i);
}

/* --- The front -------------------------------------------------------------------------------- */

/* What a minute less costs, from the point before on the front to this one. */
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

static void
append_front (GString *text, const TarnLabComparison *self)
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
  g_autoptr (TarnLabTextTable) table = tarn_lab_text_table_new (columns, (has_price ? 4 : 3));

  for (guint i = 0; i < self->front->len; i++)
    {
      guint variant = g_array_index (self->front, guint, i);

      tarn_lab_text_table_add (table, g_strdup (get_label (self, variant)));
      tarn_lab_text_table_add (table, format_mean (self, variant, 0));
      tarn_lab_text_table_add (table, format_mean (self, variant, 1));
      if (has_price)
        tarn_lab_text_table_add (table, format_price (self, i));
    }
  if (self->front->len < self->outcome->head->labels->len)
    g_string_append_printf (
        text,
        "\nEach variant that is not on the front has another one with no more %s and no more %s.\n",
        get_metric (self, 0), get_metric (self, 1));
  g_string_append_c (text, '\n');
  tarn_lab_text_table_append_to (table, text);
}

/* --- The whole -------------------------------------------------------------------------------- */

static void
append_head (GString *text, const TarnLabComparison *self, const char *name)
{
  const TarnLabHead *head = self->outcome->head;

  g_string_append_printf (text,
                          "%s: %u variant%s, %u replication%s; %u of %u cells\nscenario %s\n\n",
                          name, head->labels->len, head->labels->len == 1 ? "" : "s",
                          head->n_replications, head->n_replications == 1 ? "" : "s",
                          self->outcome->n_done, tarn_lab_head_get_n_cells (head), head->digest);
}

char *
tarn_lab_report_outcome_to_text (const TarnLabOutcome *outcome, const char *name)
{
  g_return_val_if_fail (outcome != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  g_autoptr (TarnLabComparison) comparison = tarn_lab_comparison_new (outcome);
  GString *text = g_string_new (NULL);

  append_head (text, comparison, name);
  tarn_lab_append_conclusion (text, comparison);
  append_means (text, comparison);
  append_differences (text, comparison);
  append_front (text, comparison);
  g_string_append_c (text, '\n');
  tarn_lab_append_reservations (text, comparison);
  return g_string_free (text, FALSE);
}
