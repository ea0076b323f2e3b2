/* SPDX-License-Identifier: MIT */
/*
 * A run generates descriptions and names, and the names fail for a while. The naive code sees that the run
 * did not fail, and never gets any names. The right code starts only the failed types again.
 */
#include "rehearsal.h"

static gboolean
naive_generate (TarnSample *sample)
{
  const char *types[] = { "BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES", NULL };
  g_autoptr (TarnMetadataRun) run = generate_metadata (sample, types, NULL);

  return tarn_metadata_run_get_status (run) != TARN_METADATA_STATUS_FAILED;
}

static gboolean
right_generate (TarnSample *sample)
{
  const char *types[] = { "BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES", NULL };

  for (guint attempt = 0; attempt < 5; attempt++)
    {
      g_autoptr (TarnMetadataRun) run = generate_metadata (sample, types, NULL);
      guint n_failed = 0;

      for (guint type = 0; type <= TARN_METADATA_TYPE_BUSINESS_NAMES; type++)
        if (tarn_metadata_run_get_type_status (run, type) == TARN_METADATA_STATUS_FAILED)
          types[n_failed++] = tarn_metadata_type_to_string (type);
      if (n_failed == 0)
        return tarn_metadata_run_get_status (run) == TARN_METADATA_STATUS_SUCCEEDED;
      types[n_failed] = NULL;
      sleep_for (sample, G_TIME_SPAN_MINUTE);
    }
  return FALSE;
}

static gboolean
recover (TarnEngine *engine G_GNUC_UNUSED, gpointer sample)
{
  set_option (sample, "datazone.names-failure-ppm", 0);
  return G_SOURCE_REMOVE;
}

int
main (void)
{
  g_autoptr (TarnSample) naive_sample = tarn_sample_new (0);
  set_option (naive_sample, "datazone.names-failure-ppm", 1000000);
  g_assert_true (naive_generate (naive_sample));
  tarn_assert_order (journal_of (naive_sample), "-> ok PARTIALLY_SUCCEEDED", NULL);

  g_autoptr (TarnSample) right_sample = tarn_sample_new (0);
  set_option (right_sample, "datazone.names-failure-ppm", 1000000);
  do_after (right_sample, G_TIME_SPAN_MINUTE, recover, right_sample);
  g_assert_true (right_generate (right_sample));
  tarn_assert_order (journal_of (right_sample), ">PARTIALLY", "\"BUSINESS_NAMES\"", ">SUCCEEDED",
                     NULL);
}
