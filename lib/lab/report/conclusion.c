/* SPDX-License-Identifier: MIT */
#include "lab/report/conclusion.h"

#include <string.h>

#include "lab/report/numbers.h"
#include "lab/report/quantity.h"
#include "lab/report/sentences.h"

enum
{
  NAMES_MAX = 5, /* that a sentence lists */
};

static const char *
get_label (const TarnLabComparison *self, guint variant)
{
  return self->outcome->head->labels->pdata[variant];
}

static char *
format_level (const TarnLabComparison *self)
{
  guint ppm = self->outcome->head->level_ppm;

  return tarn_lab_format_decimal (ppm, 10000, ppm % 10000 == 0 ? 0 : 2);
}

/* --- Differences that are shown --------------------------------------------------------------- */

static gboolean
is_better (const TarnLabInterval *a, const TarnLabInterval *b, gboolean is_merit)
{
  return is_merit ? a->mean > b->mean : a->mean < b->mean;
}

/* Returns whether the variant can be the best one in the metric: it is stable and has a mean. */
static gboolean
is_candidate (const TarnLabComparison *self, guint variant, guint metric)
{
  return tarn_lab_comparison_is_stable (self, variant)
         && tarn_lab_comparison_get_mean (self, variant, metric)->interval.has_mean;
}

static guint
count_candidates (const TarnLabComparison *self, guint metric)
{
  guint n = 0;

  for (guint i = 0; i < self->outcome->head->labels->len; i++)
    n += is_candidate (self, i, metric) ? 1 : 0;
  return n;
}

/*
 * Returns the stable variant with the least mean, or the greatest where that is better; or G_MAXUINT. Of variants with
 * the same mean it is the baseline, and else the first one.
 */
static guint
find_best (const TarnLabComparison *self, guint metric, gboolean is_merit)
{
  guint baseline = self->outcome->head->baseline;
  guint best = is_candidate (self, baseline, metric) ? baseline : G_MAXUINT;

  for (guint i = 0; i < self->outcome->head->labels->len; i++)
    if (is_candidate (self, i, metric)
        && (best == G_MAXUINT
            || is_better (&tarn_lab_comparison_get_mean (self, i, metric)->interval,
                          &tarn_lab_comparison_get_mean (self, best, metric)->interval, is_merit)))
      best = i;
  return best;
}

static gboolean
is_same (const TarnLabInterval *a, const TarnLabInterval *b)
{
  return a->has_mean && b->has_mean && a->mean == b->mean && a->half_width == b->half_width;
}

/* Returns how many other stable variants have the same interval, and whether all variants have it. */
static guint
count_ties (const TarnLabComparison *self, guint best, guint metric, gboolean *out_are_all)
{
  const TarnLabInterval *of_best = &tarn_lab_comparison_get_mean (self, best, metric)->interval;
  guint n_ties = 0, n_variants = self->outcome->head->labels->len;

  for (guint i = 0; i < n_variants; i++)
    {
      const TarnLabInterval *interval = &tarn_lab_comparison_get_mean (self, i, metric)->interval;

      n_ties += i != best && is_same (interval, of_best) && tarn_lab_comparison_is_stable (self, i);
    }

  *out_are_all = n_ties + 1 == n_variants;
  return n_ties;
}

/* Formats a mean or a difference with the head of its unit. */
static char *
format_whole (const TarnLabInterval *interval, const char *unit, const char *head)
{
  g_autofree char *number = tarn_lab_format_interval (interval, unit);

  return g_strconcat (number, *head != '\0' ? " " : "", head, NULL);
}

/* Says how much better the variant is than the baseline. */
static void
append_gain (GString *text, const TarnLabComparison *self, guint variant, guint metric,
             gboolean is_merit)
{
  const TarnLabHead *head = self->outcome->head;
  const TarnLabDifference *difference = tarn_lab_comparison_get_difference (self, variant, metric);
  const char *baseline = get_label (self, head->baseline);
  const char *word = is_merit ? "more" : "less";
  TarnLabInterval gain = difference->interval;

  gain.mean = is_merit ? gain.mean : -gain.mean;
  const char *unit = head->units->pdata[tarn_lab_comparison_get_column (self, metric)];
  g_autofree char *amount = format_whole (&gain, unit, tarn_lab_unit_get_head_of_difference (unit));
  if (tarn_lab_difference_is_shown (difference))
    g_string_append_printf (text, ", which is %s %s than %s has (%s in %u of %u replications).",
                            amount, word, baseline, word,
                            is_merit ? difference->n_greater : difference->n_less, difference->n);
  else
    g_string_append_printf (text, ". It is not shown that this is %s than %s has.", word, baseline);
}

/* Says of a metric that no replication has a figure of it, such as the part within an objective that no view has. */
static void
append_unmeasured (TarnLabBlocks *blocks, const TarnLabComparison *self, guint metric)
{
  const TarnLabHead *head = self->outcome->head;
  guint column = tarn_lab_comparison_get_column (self, metric);

  for (guint i = 0; i < tarn_lab_head_get_n_cells (head); i++)
    {
      const gint64 *row = self->outcome->rows[i];

      if (row != NULL && row[column] != TARN_LAB_NO_FIGURE)
        return;
    }
  if (self->outcome->n_done > 0)
    tarn_lab_add_sentence (blocks, "There was nothing to measure of %s.",
                           (const char *) head->metrics->pdata[column]);
}

static void
append_best_in (TarnLabBlocks *blocks, const TarnLabComparison *self, guint metric)
{
  const TarnLabHead *head = self->outcome->head;
  guint column = tarn_lab_comparison_get_column (self, metric);
  gboolean is_merit = tarn_lab_comparison_is_merit (self, column);
  guint best = find_best (self, metric, is_merit);

  if (count_candidates (self, metric) < 2)
    return;

  g_autofree char *mean
      = format_whole (&tarn_lab_comparison_get_mean (self, best, metric)->interval,
                      head->units->pdata[column],
                      tarn_lab_unit_get_head (head->units->pdata[column]));
  g_autoptr (GString) sentence = g_string_new (NULL);
  const char *name = head->metrics->pdata[column];
  gboolean are_all;
  guint n_ties = count_ties (self, best, metric, &are_all);
  if (are_all)
    {
      tarn_lab_add_sentence (blocks, "All variants have the same %s: %s.", name, mean);
      return;
    }
  if (!tarn_lab_comparison_are_all_stable (self))
    g_string_append (sentence, "Of the stable variants, ");
  g_string_append_printf (sentence, "%s has the %s %s: %s", get_label (self, best),
                          is_merit ? "greatest" : "least", name, mean);
  if (n_ties > 0)
    g_string_append_printf (sentence, ", as %u other%s", n_ties, n_ties == 1 ? " has" : "s have");
  if (best == head->baseline || !is_candidate (self, head->baseline, metric))
    g_string_append_c (sentence, '.');
  else
    append_gain (sentence, self, best, metric, is_merit);
  tarn_lab_add_sentence (blocks, "%s", sentence->str);
}

/* --- The best --------------------------------------------------------------------------------- */

static char *
list_left (const TarnLabComparison *self)
{
  GString *list = g_string_new (NULL);
  guint n_left = self->best.left->len;

  for (guint i = 0; i < MIN (n_left, NAMES_MAX); i++)
    {
      guint candidate = g_array_index (self->best.left, guint, i);

      g_string_append_printf (list, "%s%s", i > 0 ? "; " : "",
                              get_label (self, g_array_index (self->candidates, guint, candidate)));
    }
  if (n_left > NAMES_MAX)
    g_string_append_printf (list, "; and %u more", n_left - NAMES_MAX);
  return g_string_free (list, FALSE);
}

static void
append_best (TarnLabBlocks *blocks, const TarnLabComparison *self)
{
  const TarnLabHead *head = self->outcome->head;

  if (head->best == G_MAXUINT)
    return;
  if (!self->has_best)
    {
      tarn_lab_add_sentence (
          blocks,
          "The best variant in %s is not chosen: that takes at least %d complete replications and a stable"
          " variant.",
          (const char *) head->metrics->pdata[head->best], TARN_LAB_SELECTION_FIRST);
      return;
    }

  const char *name = head->metrics->pdata[head->best], *unit = head->units->pdata[head->best];
  g_autofree char *level = format_level (self);
  const char *most = tarn_lab_comparison_is_merit (self, head->best) ? "greatest" : "least";
  TarnLabInterval indifference
      = { .has_mean = TRUE, .mean = self->indifference * tarn_lab_get_scale (unit) };
  g_autofree char *amount
      = format_whole (&indifference, unit, tarn_lab_unit_get_head_of_difference (unit));
  g_autofree char *left = list_left (self);
  if (self->best.is_decided)
    tarn_lab_add_sentence (
        blocks,
        "With a probability of at least %s %%, %s %s the %s %s, or a mean that differs from it by no more than"
        " %s (decided after %u replications).",
        level, left, self->best.left->len == 1 ? "has" : "have", most, name, amount,
        self->best.n_used);
  else
    tarn_lab_add_sentence (
        blocks,
        "The %s %s is not decided after %u replications, as far as differences of more than %s matter. Left are: %s.",
        most, name, self->best.n_used, amount, left);
}

/* A variant that is alone is neither better nor worse. */
void
tarn_lab_append_conclusion (TarnLabBlocks *blocks, const TarnLabComparison *comparison)
{
  append_best (blocks, comparison);
  for (guint i = 0; i < tarn_lab_comparison_get_n_metrics (comparison); i++)
    append_unmeasured (blocks, comparison, i);
  if (comparison->outcome->head->labels->len == 1)
    return;
  for (guint i = 0; i < tarn_lab_comparison_get_n_metrics (comparison); i++)
    append_best_in (blocks, comparison, i);
}

/* --- Reservations ----------------------------------------------------------------------------- */

/* Only figures that differ from one replication to another have an interval. */
static gboolean
has_intervals (const TarnLabComparison *self)
{
  for (guint i = 0; i < self->outcome->head->labels->len; i++)
    for (guint metric = 0; metric < tarn_lab_comparison_get_n_metrics (self); metric++)
      if (tarn_lab_comparison_get_mean (self, i, metric)->interval.half_width > 0
          || tarn_lab_comparison_get_difference (self, i, metric)->interval.half_width > 0)
        return TRUE;

  return FALSE;
}

static void
append_intervals (TarnLabBlocks *blocks, const TarnLabComparison *self)
{
  if (self->outcome->head->n_replications == 1)
    tarn_lab_add_sentence (blocks, "One replication does not tell how much of a figure is luck.");
  if (!has_intervals (self))
    return;

  guint n = (self->outcome->head->labels->len - 1) * tarn_lab_comparison_get_n_metrics (self);
  g_autofree char *level = format_level (self);

  tarn_lab_add_sentence (
      blocks,
      "± is half of an interval that has the mean of all possible replications with a probability of %s %%, if their figures are normally distributed.",
      level);
  if (n > 1)
    tarn_lab_add_sentence (blocks,
                           "The intervals of all %u differences together have theirs with %s %%.",
                           n, level);
}

/* Without random draws one replication says all. */
static void
append_repetition (TarnLabBlocks *blocks, const TarnLabComparison *self)
{
  const TarnLabOutcome *outcome = self->outcome;
  guint n_variants = outcome->head->labels->len;

  for (guint i = n_variants; i < tarn_lab_head_get_n_cells (outcome->head); i++)
    if (outcome->rows[i] == NULL || outcome->rows[i % n_variants] == NULL
        || memcmp (outcome->rows[i], outcome->rows[i % n_variants],
                   outcome->head->metrics->len * sizeof (gint64))
               != 0)
      return;
  if (outcome->head->n_replications > 1)
    tarn_lab_add_sentence (
        blocks,
        "All replications have the same figures, because nothing in this lake is random. One is enough.");
}

static void
append_lacking (TarnLabBlocks *blocks, const TarnLabComparison *self)
{
  guint n_cells = tarn_lab_head_get_n_cells (self->outcome->head);
  guint n_variants = self->outcome->head->labels->len, n = 0;
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < n_cells; i++)
    if (self->outcome->rows[i] == NULL && n++ < NAMES_MAX)
      g_string_append_printf (list, "%s%s replication %u", n > 1 ? "; " : "",
                              get_label (self, i % n_variants), i / n_variants);
  if (n > NAMES_MAX)
    g_string_append_printf (list, "; and %u more", n - NAMES_MAX);
  if (n > 0)
    tarn_lab_add_sentence (
        blocks,
        "%u of %u cells lack: %s. A difference is made of the replications that both variants have.",
        n, n_cells, list->str);
}

static void
append_unstable (TarnLabBlocks *blocks, const TarnLabComparison *self)
{
  for (guint i = 0; i < self->outcome->head->labels->len; i++)
    {
      guint n = g_array_index (self->unstable, guint, i);

      if (n > 0)
        tarn_lab_add_sentence (
            blocks,
            TARN_LAB_UNSTABLE
            ": with %s the backlog grows in %u of %u replications, so that means that depend on waits would"
            " only say how long the simulation was.",
            get_label (self, i), n, self->n_replications);
    }
}

static void
append_stop (TarnLabBlocks *blocks, const TarnLabComparison *self)
{
  const TarnLabHead *head = self->outcome->head;
  g_autofree char *percent = tarn_lab_format_decimal (head->stop_ppm, 10000, 2);

  if (head->stop_ppm == 0)
    return;
  if (!self->is_stopped)
    tarn_lab_add_sentence (
        blocks,
        "The rule for stopping is not satisfied: after %u complete replications a half-width is above %s %% of"
        " its mean.",
        self->n_replications, percent);
  else
    tarn_lab_add_sentence (
        blocks,
        "The first %u replications count, after which each half-width is at most %s %% of its mean. Intervals"
        " are a little too narrow when one stops because they are narrow: of those of 95 %%, 92 to 94 %% have the"
        " mean.",
        self->n_replications, percent);
}

void
tarn_lab_append_reservations (TarnLabBlocks *blocks, const TarnLabComparison *comparison)
{
  append_intervals (blocks, comparison);
  append_repetition (blocks, comparison);
  append_stop (blocks, comparison);
  append_lacking (blocks, comparison);
  append_unstable (blocks, comparison);
}
