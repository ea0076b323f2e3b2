/* SPDX-License-Identifier: MIT */
/* Prints what the comparison of an outcome has, in whole numbers: comparison-figures OUTCOME. compare.py computes it anew. */
#include <stdio.h>
#include <tarn-lab/tarn-lab.h>

#include "lab/experiment/comparison.h"

static void
print_interval (const char *name, const TarnLabInterval *interval)
{
  printf (" %s", name);
  if (interval->has_mean)
    printf (" %" G_GINT64_FORMAT, interval->mean);
  else
    printf (" -");
  if (interval->has_half_width)
    printf (" %" G_GINT64_FORMAT, interval->half_width);
  else
    printf (" -");
}

static void
print_variant (const TarnLabComparison *self, guint variant)
{
  printf ("variant %u %u\n", variant, g_array_index (self->unstable, guint, variant));
  for (guint i = 0; i < tarn_lab_comparison_get_n_metrics (self); i++)
    {
      const TarnLabMean *mean = tarn_lab_comparison_get_mean (self, variant, i);
      const TarnLabDifference *difference = tarn_lab_comparison_get_difference (self, variant, i);

      printf ("metric %u", mean->n);
      print_interval ("mean", &mean->interval);
      printf (" difference %u %u %u", difference->n, difference->n_less, difference->n_greater);
      print_interval ("by", &difference->interval);
      print_interval ("ppm", &difference->relative);
      printf ("\n");
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabOutcome) outcome
      = argc == 2 ? tarn_lab_outcome_new_from_file (argv[1], &error) : NULL;

  if (outcome == NULL)
    {
      fprintf (stderr, "%s\n",
               error != NULL ? error->message : "usage: comparison-figures OUTCOME");
      return 2;
    }

  g_autoptr (TarnLabComparison) comparison = tarn_lab_comparison_new (outcome);
  printf ("replications %u %d\n", comparison->n_replications, comparison->is_stopped);
  for (guint i = 0; i < tarn_lab_outcome_get_n_variants (outcome); i++)
    print_variant (comparison, i);
  printf ("front");
  for (guint i = 0; i < comparison->front->len; i++)
    printf (" %u", g_array_index (comparison->front, guint, i));
  printf ("\nbest %d", comparison->has_best);
  if (comparison->has_best)
    {
      printf (" %d %u %" G_GINT64_FORMAT " %u", comparison->best.is_decided,
              comparison->best.n_used, comparison->indifference,
              g_array_index (comparison->candidates, guint, comparison->best.best));
      for (guint i = 0; i < comparison->best.left->len; i++)
        printf (" %u", g_array_index (comparison->candidates, guint,
                                      g_array_index (comparison->best.left, guint, i)));
    }
  printf ("\n");
  return 0;
}
