/* SPDX-License-Identifier: MIT */
#include "random-lake.h"

static const guint32 day[24]
    = { 1, 1, 0, 0, 0, 1, 2, 3, 5, 6, 7, 8, 9, 8, 7, 6, 7, 8, 9, 9, 6, 4, 2, 1 };

static void
add_tables (TarnLabScenario *lake)
{
  guint rhythmic = lake_add_table (lake, "rhythmic", commits_poisson (5 * MINUTE, 0));
  TarnLabCommits *commits = &lake_get_table (lake, rhythmic)->commits;

  commits->rhythm = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_vals (commits->rhythm, day, G_N_ELEMENTS (day));
  commits->bytes = (TarnLabAmount){ .kind = TARN_LAB_AMOUNT_LOG_NORMAL,
                                    .mean = 500000000,
                                    .deviation_permille = 2000 };
  lake_add_table (lake, "periodic", commits_periodic (7 * MINUTE, 1000000));
  lake_get_table (lake, 1)->commits.operation = TARN_COMMIT_OVERWRITE;
}

static void
add_views (TarnLabScenario *lake, guint queued, guint service)
{
  guint view = lake_add_view (lake, "built_in", (TarnLabAmount){ 0 });
  lake_read_table (lake, view, 0);

  view = lake_add_view (lake, "slow", exponential (12 * MINUTE));
  lake_read_table (lake, view, 0);
  lake_read_table (lake, view, 1);
  lake_get_view (lake, view)->policy = queued;

  view = lake_add_view (lake, "fails", exponential (4 * MINUTE));
  lake_read_view (lake, view, 0);
  lake_get_view (lake, view)->failure_ppm = 300000;

  view = lake_add_view (lake, "fails_too", (TarnLabAmount){ 0 });
  lake_read_view (lake, view, 1);
  lake_get_view (lake, view)->failure_ppm = 100000;

  view = lake_add_view (lake, "automatic", exponential (10 * MINUTE));
  lake_read_table (lake, view, 1);
  lake_get_view (lake, view)->policy = service;
  lake_get_view (lake, view)->refresh_seconds = 3600;

  view = lake_add_view (lake, "upper", constant (90 * SECOND));
  lake_read_view (lake, view, 4);
  lake_read_view (lake, view, 3);
}

TarnLabScenario *
random_lake_new (void)
{
  TarnLabScenario *lake = lake_new ();
  guint queued = lake_add_policy (lake, "interval 13 min, phase 1 min, queue");
  guint service = lake_add_policy (lake, "service");

  lake->n_slots = 2;
  lake->warm_up_us = 2 * HOUR;
  lake->drains = TRUE;
  lake_set_rule (lake, 0, "trigger", "interval 15 min, spread");
  lake_set_option (lake, "glue.measures", 1);
  lake_set_option (lake, "glue.cost-duration-spread-permille", 1300);
  add_tables (lake);
  add_views (lake, queued, service);
  return lake;
}

/* --- Comparing ---------------------------------------------------------------------------------- */

static char *
told_to_text (const Told *told)
{
  return g_strdup_printf ("%d %" G_GINT64_FORMAT " view %u table %u request %" G_GINT64_FORMAT
                          " start %" G_GINT64_FORMAT " mode %d cause %d snapshot %" G_GINT64_FORMAT
                          " dpu %" G_GINT64_FORMAT " bytes %" G_GINT64_FORMAT
                          " changed %" G_GUINT64_FORMAT " tag %" G_GUINT64_FORMAT
                          " begin %" G_GINT64_FORMAT " included %" G_GINT64_FORMAT,
                          told->kind, told->time_us, told->view, told->table, told->request_us,
                          told->start_us, told->mode, told->cause, told->snapshot_us,
                          told->dpu_milliseconds, told->processed_bytes, told->changed_bytes,
                          told->tag, told->begin_us, told->included_us);
}

void
assert_same_told (const GArray *a, const GArray *b)
{
  for (guint i = 0; i < MIN (a->len, b->len); i++)
    {
      g_autofree char *x = told_to_text (told_get (a, i));
      g_autofree char *y = told_to_text (told_get (b, i));

      g_assert_cmpstr (x, ==, y);
    }
  g_assert_cmpuint (a->len, ==, b->len);
}

void
assert_same_engine (TarnLabTrial *a, TarnLabTrial *b)
{
  g_autoptr (GBytes) x = tarn_engine_save (tarn_lab_trial_get_engine (a), NULL);
  g_autoptr (GBytes) y = tarn_engine_save (tarn_lab_trial_get_engine (b), NULL);

  g_assert_true (g_bytes_equal (x, y));
}
