/* SPDX-License-Identifier: MIT */
/* Plans which replications of an experiment are to be simulated next, from what its outcome has. */
#include <tarn-lab/tarn-lab-outcome.h>

#include "lab/experiment/comparison.h"

typedef struct
{
  guint first;
  guint n_replications;
} Round;

/* --- All replications ------------------------------------------------------------------------- */

static gboolean
is_whole (const TarnLabOutcome *self, guint replication)
{
  guint n_variants = self->head->labels->len;

  for (guint i = 0; i < n_variants; i++)
    if (self->rows[tarn_lab_outcome_get_cell (self, i, replication)] == NULL)
      return FALSE;
  return TRUE;
}

/* Without a rule, the round is the first replications that lack cells and follow each other. */
static char *
plan_all (const TarnLabOutcome *self, Round *round)
{
  guint n_cells = tarn_lab_head_get_n_cells (self->head);
  guint end;

  if (self->n_done == n_cells)
    return g_strdup_printf ("All %u cells are there.", n_cells);
  while (is_whole (self, round->first))
    round->first++;
  for (end = round->first; end < self->head->n_replications && !is_whole (self, end);)
    end++;
  round->n_replications = end - round->first;
  return g_strdup_printf ("%u of %u cells lack.", n_cells - self->n_done, n_cells);
}

/* --- A rule for stopping ---------------------------------------------------------------------- */

static guint64
round_up (guint64 n)
{
  return (n + TARN_LAB_STOP_STEP - 1) / TARN_LAB_STOP_STEP * TARN_LAB_STOP_STEP;
}

/* Returns G_MAXUINT for more than would be a plan, and 0 if no deviation is known. */
static guint
count_needed (const TarnLabComparison *comparison)
{
  guint n_needed = 0;

  for (guint i = 0; i < comparison->means->len; i++)
    {
      const TarnLabMean *mean = &g_array_index (comparison->means, TarnLabMean, i);

      n_needed = MAX (n_needed,
                      tarn_lab_interval_count_needed (&mean->interval, mean->n, mean->interval.mean,
                                                      comparison->outcome->head->stop_ppm));
    }
  return n_needed;
}

static gboolean
stops_are_open (const TarnLabComparison *comparison)
{
  return comparison->outcome->head->stop_ppm > 0 && !comparison->is_stopped;
}

static gboolean
is_choice_open (const TarnLabComparison *comparison)
{
  return comparison->outcome->head->best != G_MAXUINT
         && !(comparison->has_best && comparison->best.is_decided);
}

/* Returns how many replications there are to be after the next round, if the experiment has so many. */
static guint64
choose_end (const TarnLabComparison *comparison)
{
  guint64 n = comparison->n_complete;

  if (n < TARN_LAB_STOP_STEP)
    return TARN_LAB_STOP_STEP;
  if (stops_are_open (comparison))
    return round_up (MAX (count_needed (comparison), n + 1));
  return round_up (2 * n);
}

static void
append_stop (GString *text, const TarnLabComparison *comparison)
{
  guint n = comparison->n_complete;

  if (comparison->outcome->head->stop_ppm == 0)
    return;
  if (comparison->is_stopped)
    g_string_append_printf (text, "The rule for stopping is satisfied after %u replications. ",
                            comparison->n_replications);
  else if (n < TARN_LAB_STOP_STEP)
    g_string_append_printf (
        text,
        "The rule for stopping is looked at after %d complete replications, and %u %s there. ",
        TARN_LAB_STOP_STEP, n, n == 1 ? "is" : "are");
  else if (choose_end (comparison) > TARN_LAB_NEEDED_MAX)
    g_string_append_printf (text,
                            "The rule for stopping is not satisfied after %u complete replications,"
                            " and would not be after a million. ",
                            n);
  else
    g_string_append_printf (text,
                            "The rule for stopping is not satisfied after %u complete replications;"
                            " it may be after about %" G_GUINT64_FORMAT ". ",
                            n, choose_end (comparison));
}

static void
append_choice (GString *text, const TarnLabComparison *comparison)
{
  if (comparison->outcome->head->best == G_MAXUINT)
    return;
  if (is_choice_open (comparison))
    g_string_append_printf (text, "The best variant is not chosen after %u complete replications. ",
                            MIN (comparison->n_complete, comparison->n_replications));
  else
    g_string_append_printf (text, "The best variant is chosen after %u replications. ",
                            comparison->best.n_used);
}

/*
 * A choice looks at no replication behind the one at which the rule for stopping is satisfied, so more of them would not
 * decide it.
 */
static gboolean
is_open (const TarnLabComparison *comparison)
{
  return comparison->outcome->head->stop_ppm > 0 ? stops_are_open (comparison)
                                                 : is_choice_open (comparison);
}

static char *
plan_by_rules (const TarnLabComparison *comparison, Round *round)
{
  guint n = comparison->n_complete, n_max = comparison->outcome->head->n_replications;
  GString *text = g_string_new (NULL);

  append_stop (text, comparison);
  append_choice (text, comparison);
  if (is_open (comparison) && n < n_max)
    *round = (Round){ n, (guint) MIN (choose_end (comparison), n_max) - n };
  else if (is_open (comparison))
    g_string_append_printf (text, "The experiment has no more than %u. ", n_max);
  g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

/* --- The whole -------------------------------------------------------------------------------- */

char *
tarn_lab_outcome_plan_round (const TarnLabOutcome *self, guint *out_first,
                             guint *out_n_replications)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (out_first != NULL, NULL);
  g_return_val_if_fail (out_n_replications != NULL, NULL);

  g_autoptr (TarnLabComparison) comparison = tarn_lab_comparison_new (self);
  Round round = { 0, 0 };
  char *text = self->head->stop_ppm > 0 || self->head->best != G_MAXUINT
                   ? plan_by_rules (comparison, &round)
                   : plan_all (self, &round);

  *out_first = round.first;
  *out_n_replications = round.n_replications;
  return text;
}
