/* SPDX-License-Identifier: MIT */
/*
 * A trial of the lab with the runs of what-if-reference.c: as many views, with the same period, slots and days. Each
 * run is a request of a policy, a start, a beginning and an end, and all figures of the lab are measured. Nobody
 * polls. Instead there are commits to a hundred tables, one every two minutes on average. The runs of the warm-up are
 * not counted, but take time as well. The order of the policy is ORDER.
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
make_text (guint n_views, guint n_days, const char *phase)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text,
                   "[lake]\n"
                   "start = 2026-11-01\n"
                   "warm-up = 6 h\n"
                   "horizon = %u d\n"
                   "slots = 50\n"
                   "\n"
                   "[policy]\n"
                   "trigger = interval 15 min%s\n"
                   "order = " ORDER "\n"
                   "\n"
                   "[cost]\n"
                   "startup = 5 s\n",
                   n_days, g_str_equal (phase, "staggered") ? ", spread" : "");
  for (guint i = 0; i < N_TABLES; i++)
    g_string_append_printf (text,
                            "\n[table raw.table_%u]\n"
                            "size = 100 GB\n"
                            "commits = poisson every 2 min, 1 MB\n",
                            i);
  for (guint i = 0; i < n_views; i++)
    g_string_append_printf (text,
                            "\n[view lab.view_%u]\nsources = raw.table_%u\nslo = lag 30 min\n", i,
                            i % N_TABLES);
  return g_string_free (text, FALSE);
}

static gint64
get_figure (const TarnLabResult *result, const char *metric)
{
  gint64 value;

  tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_ALL, 0, metric, &value);
  return value;
}

static TarnLabResult *
simulate (const char *text, GError **error)
{
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (text, -1, "bench.lake", error);
  if (scenario == NULL)
    return NULL;

  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 0, error);
  return trial != NULL ? tarn_lab_trial_finish (trial, error) : NULL;
}

int
main (int argc, char **argv)
{
  if (argc != 4)
    {
      fprintf (stderr, "usage: %s VIEWS DAYS phased|staggered\n", argv[0]);
      return 2;
    }

  g_autofree char *text = make_text ((guint) atoi (argv[1]), (guint) atoi (argv[2]), argv[3]);
  g_autoptr (GError) error = NULL;

  clock_t start = clock ();
  g_autoptr (TarnLabResult) result = simulate (text, &error);
  clock_t end = clock ();
  if (result == NULL)
    {
      fprintf (stderr, "%s: %s\n", argv[0], error->message);
      return 1;
    }

  printf ("seconds %.3f\n", (double) (end - start) / CLOCKS_PER_SEC);
  printf ("runs %" G_GINT64_FORMAT "\n", get_figure (result, "runs-started"));
  printf ("commits %" G_GINT64_FORMAT "\n", get_figure (result, "commits"));
  printf ("age-mean %" G_GINT64_FORMAT "\n", get_figure (result, "age-mean"));
  return 0;
}
