/* SPDX-License-Identifier: MIT */
/*
 * The quota of the month is used up. The service accepts the start, but the run fails. The naive code starts
 * again every minute, without success. The right code reads the error of the type, waits until the first day
 * of the next month, when the quota is new, and starts once more.
 */
#include "rehearsal.h"

static const char *const types[] = { "BUSINESS_DESCRIPTIONS", NULL };

static gboolean
naive_describe (TarnSample *sample)
{
  for (guint attempt = 0; attempt < 10; attempt++)
    {
      g_autoptr (TarnMetadataRun) run = generate_metadata (sample, types, NULL);

      if (tarn_metadata_run_get_status (run) == TARN_METADATA_STATUS_SUCCEEDED)
        return TRUE;
      sleep_for (sample, G_TIME_SPAN_MINUTE);
    }
  return FALSE;
}

static gboolean
right_describe (TarnSample *sample)
{
  g_autoptr (TarnMetadataRun) run = generate_metadata (sample, types, NULL);
  const char *failure
      = tarn_metadata_run_get_type_error_message (run, TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS);

  if (failure == NULL || !g_str_has_suffix (failure, "monthly quota"))
    return tarn_metadata_run_get_status (run) == TARN_METADATA_STATUS_SUCCEEDED;

  gint64 now_s = tarn_engine_get_now (engine_of (sample)) / G_TIME_SPAN_SECOND;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_s);
  g_autoptr (GDateTime) first = g_date_time_add_days (now, 1 - g_date_time_get_day_of_month (now));
  g_autoptr (GDateTime) next = g_date_time_add_months (first, 1);
  sleep_for (sample, g_date_time_difference (next, now));
  g_autoptr (TarnMetadataRun) again = generate_metadata (sample, types, NULL);
  return tarn_metadata_run_get_status (again) == TARN_METADATA_STATUS_SUCCEEDED;
}

int
main (void)
{
  g_autoptr (TarnSample) naive_sample = tarn_sample_new (0);
  set_option (naive_sample, "datazone.descriptions-per-month-max", 1);
  g_assert_true (naive_describe (naive_sample));
  g_assert_false (naive_describe (naive_sample));
  tarn_assert_n_calls (journal_of (naive_sample), "StartMetadataGenerationRun", "ok", 11);

  g_autoptr (TarnSample) right_sample = tarn_sample_new (0);
  set_option (right_sample, "datazone.descriptions-per-month-max", 1);
  g_assert_true (right_describe (right_sample));
  g_assert_true (right_describe (right_sample));
  tarn_assert_order (journal_of (right_sample), "monthly quota", "2000-02-01T", ">SUCCEEDED", NULL);
}
