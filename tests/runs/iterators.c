/* SPDX-License-Identifier: MIT */
/* Tests that an iterator returns each run of a list, newest first, over pages and in spite of errors. */
#include "worlds/sample.h"

enum
{
  N_REFRESHES = 230,     /* three pages of a hundred */
  N_METADATA_RUNS = 120, /* three pages of fifty */
};

static TarnSample *
sample_with_runs (void)
{
  TarnSample *sample = tarn_sample_new (1);

  sample_set (sample, "datazone.start-rate-per-second", -1);
  for (guint i = 0; i < N_REFRESHES; i++)
    {
      g_free (sample_start_refresh (sample, i % 10 == 0 ? "monthly" : "daily"));
      if (i < N_METADATA_RUNS)
        g_free (sample_start_metadata (sample));
      sample_drain (sample);
    }
  return sample;
}

static guint
count_refreshes (TarnRefreshRunIter *iter, gint64 *out_oldest_us)
{
  g_autoptr (GError) error = NULL;
  TarnRefreshRun *run;
  guint n_runs = 0;

  for (; (run = tarn_refresh_run_iter_next (iter, &error)) != NULL; n_runs++)
    {
      g_assert_cmpint (tarn_refresh_run_get_creation_time (run), <, *out_oldest_us);
      *out_oldest_us = tarn_refresh_run_get_creation_time (run);
      tarn_refresh_run_unref (run);
    }
  g_assert_no_error (error);
  return n_runs;
}

static void
test_refreshes (void)
{
  g_autoptr (TarnSample) sample = sample_with_runs ();
  TarnGlueClient *glue = tarn_sample_get_glue (sample);
  const char *const views[] = { NULL, "daily", "monthly", "none" };
  const guint expected[] = { N_REFRESHES, N_REFRESHES - N_REFRESHES / 10, N_REFRESHES / 10, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autoptr (TarnRefreshRunIter) iter
          = tarn_refresh_run_iter_new (glue, NULL, views[i] != NULL ? DATABASE : NULL, views[i]);
      gint64 oldest_us = G_MAXINT64;

      g_assert_cmpuint (count_refreshes (iter, &oldest_us), ==, expected[i]);
      g_assert_null (tarn_refresh_run_iter_next (iter, NULL));
    }
}

static void
test_metadata (void)
{
  g_autoptr (TarnSample) sample = sample_with_runs ();
  const char *const statuses[] = { NULL, "SUCCEEDED", "FAILED" };
  const guint expected[] = { N_METADATA_RUNS, N_METADATA_RUNS, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (TarnMetadataRunIter) iter
          = tarn_metadata_run_iter_new (tarn_sample_get_datazone (sample),
                                        tarn_sample_get_domain_id (sample), statuses[i],
                                        "BUSINESS_NAMES", tarn_sample_get_asset_id (sample));
      g_autoptr (GError) error = NULL;
      g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      TarnMetadataRun *run;

      while ((run = tarn_metadata_run_iter_next (iter, &error)) != NULL)
        {
          g_assert_true (g_hash_table_add (ids, g_strdup (tarn_metadata_run_get_id (run))));
          tarn_metadata_run_unref (run);
        }
      g_assert_no_error (error);
      g_assert_cmpuint (g_hash_table_size (ids), ==, expected[i]);
    }
}

/* A run that starts in between is on no later page. A copy of an iterator goes on independently. */
static void
test_copy_and_newer_runs (void)
{
  g_autoptr (TarnSample) sample = sample_with_runs ();
  g_autoptr (TarnRefreshRunIter) iter
      = tarn_refresh_run_iter_new (tarn_sample_get_glue (sample), NULL, NULL, NULL);
  gint64 oldest_us = G_MAXINT64, copy_oldest_us = G_MAXINT64;

  for (guint i = 0; i < 150; i++)
    tarn_refresh_run_unref (tarn_refresh_run_iter_next (iter, NULL));
  g_autoptr (TarnRefreshRunIter) copy = tarn_refresh_run_iter_copy (iter);
  g_free (sample_start_refresh (sample, "daily"));
  g_assert_cmpuint (count_refreshes (iter, &oldest_us), ==, N_REFRESHES - 150);
  g_assert_cmpuint (count_refreshes (copy, &copy_oldest_us), ==, N_REFRESHES - 150);
}

/* Every second call of the operation is throttled, and the next call lists the same page. */
static void
test_errors (void)
{
  g_autoptr (TarnSample) sample = sample_with_runs ();
  g_autoptr (TarnRefreshRunIter) iter
      = tarn_refresh_run_iter_new (tarn_sample_get_glue (sample), NULL, NULL, NULL);
  guint n_runs = 0, n_errors = 0;

  tarn_sample_add_faults (sample, "[busy]\noperation=" LIST_REFRESHES
                                  "\nevery=2\ndo=throw\nexception=ThrottlingException\n");
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnRefreshRun) run = tarn_refresh_run_iter_next (iter, &error);

      n_runs += run != NULL;
      n_errors += error != NULL;
      if (run == NULL && error == NULL)
        break;
    }
  g_assert_cmpuint (n_runs, ==, N_REFRESHES);
  g_assert_cmpuint (n_errors, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/iterators/refreshes", test_refreshes);
  g_test_add_func ("/iterators/metadata", test_metadata);
  g_test_add_func ("/iterators/copy-and-newer-runs", test_copy_and_newer_runs);
  g_test_add_func ("/iterators/errors", test_errors);

  return g_test_run ();
}
