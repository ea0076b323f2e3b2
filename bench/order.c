/* SPDX-License-Identifier: MIT */
/*
 * As many views as are wanted ask at one instant for 50 slots, and wait under the order ORDER until each had its run.
 * What waits for its turn while commits come is ranked anew. So the ratio to fifo says what sorting costs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <tarn-lab/tarn-lab.h>
#include <time.h>

enum
{
  N_TABLES = 100,
};

static char *
make_text (guint n_views)
{
  GString *text = g_string_new ("[lake]\n"
                                "start = 2026-11-01\n"
                                "horizon = 1 d\n"
                                "at-end = drain\n"
                                "slots = 50\n"
                                "\n"
                                "[policy]\n"
                                "trigger = interval 1 d, phase 12 h\n"
                                "order = " ORDER "\n");

  for (guint i = 0; i < N_TABLES; i++)
    g_string_append_printf (text,
                            "\n[table raw.table_%u]\n"
                            "size = 100 GB\n"
                            "commits = poisson every 2 h, 1 MB\n",
                            i);
  for (guint i = 0; i < n_views; i++)
    g_string_append_printf (text,
                            "\n[view lab.view_%u]\n"
                            "sources = raw.table_%u\n"
                            "slo = lag %u min\n"
                            "weight = %u\n"
                            "duration = %u s\n",
                            i, i % N_TABLES, 30 + i % 7, 1 + i % 3, 10 + i * 7919 % 11);
  return g_string_free (text, FALSE);
}

static gint64
get_figure (const TarnLabResult *result, const char *metric)
{
  gint64 value;

  tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_ALL, 0, metric, &value);
  return value;
}

int
main (int argc, char **argv)
{
  if (argc != 2)
    {
      fprintf (stderr, "usage: %s VIEWS\n", argv[0]);
      return 2;
    }

  g_autofree char *text = make_text ((guint) atoi (argv[1]));
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (text, -1, "bench.lake", &error);
  g_autoptr (TarnLabTrial) trial
      = scenario != NULL ? tarn_lab_trial_new (scenario, 0, &error) : NULL;

  clock_t start = clock ();
  g_autoptr (TarnLabResult) result = trial != NULL ? tarn_lab_trial_finish (trial, &error) : NULL;
  clock_t end = clock ();
  if (result == NULL)
    {
      fprintf (stderr, "%s: %s\n", argv[0], error->message);
      return 1;
    }

  printf ("seconds %.3f\n", (double) (end - start) / CLOCKS_PER_SEC);
  printf ("runs %" G_GINT64_FORMAT "\n", get_figure (result, "runs-started"));
  printf ("waiting %" G_GINT64_FORMAT "\n", get_figure (result, "waiting-max"));
  return 0;
}
