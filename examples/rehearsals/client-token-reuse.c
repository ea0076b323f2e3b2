/* SPDX-License-Identifier: MIT */
/*
 * A run fails, and the reply to the next start is lost. The naive code uses the name of the asset as its
 * client token, so each retry returns the failed run. The right code has a token for each attempt: it repeats
 * the token if there was no reply, and takes a new token after a failed run.
 */
#include "rehearsal.h"

static const char *const names[] = { "BUSINESS_NAMES", NULL };

static gboolean
naive_generate (TarnSample *sample)
{
  for (guint n_calls = 0; n_calls < 10; n_calls++)
    {
      g_autoptr (TarnMetadataRun) run = generate_metadata (sample, names, "orders");

      if (run != NULL && tarn_metadata_run_get_status (run) == TARN_METADATA_STATUS_SUCCEEDED)
        return TRUE;
      sleep_for (sample, G_TIME_SPAN_MINUTE);
    }
  return FALSE;
}

static gboolean
right_generate (TarnSample *sample)
{
  for (guint n_calls = 0, attempt = 0; n_calls < 10; n_calls++)
    {
      g_autofree char *token = g_strdup_printf ("orders-%u", attempt);
      g_autoptr (TarnMetadataRun) run = generate_metadata (sample, names, token);

      if (run != NULL && tarn_metadata_run_get_status (run) == TARN_METADATA_STATUS_SUCCEEDED)
        return TRUE;
      if (run != NULL)
        attempt++;
      sleep_for (sample, G_TIME_SPAN_MINUTE);
    }
  return FALSE;
}

int
main (void)
{
  static const char faults[]
      = "[lost]\noperation=StartMetadataGenerationRun\nnth=2\ndo=lose-reply\n"
        "[bad]\noperation=StartMetadataGenerationRun\nnth=1\ndo=fail-run\n";

  g_autoptr (TarnSample) naive_sample = make_sample (faults);
  g_assert_false (naive_generate (naive_sample));
  tarn_assert_order (journal_of (naive_sample), "-> ok FAILED", "-> ok FAILED", NULL);

  g_autoptr (TarnSample) right_sample = make_sample (faults);
  g_assert_true (right_generate (right_sample));
  tarn_assert_order (journal_of (right_sample), ">FAILED", "InternalServerException", " create ",
                     ">SUCCEEDED", "StartMetadataGenerationRun", NULL);
  tarn_assert_n_calls (journal_of (right_sample), "StartMetadataGenerationRun", NULL, 3);
}
