/* SPDX-License-Identifier: MIT */
/* One timeout replays a trace of arrivals: each call starts a refresh, and returns the gap to the next. */
#include <tarn/tarn.h>

typedef struct
{
  TarnSample *sample;
  guint n_arrivals;
} Stream;

static const gint64 trace[] = {
  20 * G_TIME_SPAN_MINUTE,
  3 * G_TIME_SPAN_HOUR,
  45 * G_TIME_SPAN_MINUTE,
};

static gint64
arrive (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Stream *stream = data;
  g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");
  g_autoptr (TarnRefreshRun) run = tarn_glue_client_start_materialized_view_refresh_task_run (
      tarn_sample_get_glue (stream->sample), daily, FALSE, NULL);

  g_assert_nonnull (run);
  return stream->n_arrivals < G_N_ELEMENTS (trace) ? trace[stream->n_arrivals++] : TARN_TIMEOUT_END;
}

int
main (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  Stream stream = { sample, 0 };

  tarn_engine_add_gap_timeout (engine, G_TIME_SPAN_HOUR, TARN_TIMEOUT_NONE, arrive, &stream, NULL);
  g_assert_true (tarn_engine_run_until_idle (engine, NULL, NULL));
  g_assert_cmpuint (stream.n_arrivals, ==, G_N_ELEMENTS (trace));
}
