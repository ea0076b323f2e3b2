/* SPDX-License-Identifier: MIT */
/*
 * One timeout replays a trace of arrivals: each call starts a refresh, and returns the gap to the next one. A
 * fork takes the stream along.
 */
#include <tarn/tarn.h>

typedef struct
{
  TarnGlueClient *glue;
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
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run (stream->glue, daily, FALSE,
                                                                   NULL);

  g_assert_nonnull (run);
  return stream->n_arrivals < G_N_ELEMENTS (trace) ? trace[stream->n_arrivals++] : TARN_TIMEOUT_END;
}

static Stream *
stream_new (TarnEngine *engine, guint n_arrivals)
{
  g_autoptr (TarnPrincipal) principal = tarn_principal_new (TARN_SAMPLE_ACCOUNT_ID, NULL, NULL);
  Stream *stream = g_new (Stream, 1);

  *stream = (Stream){ tarn_engine_create_glue_client (engine, principal), n_arrivals };
  return stream;
}

static void
stream_free (gpointer data)
{
  Stream *stream = data;

  g_object_unref (stream->glue);
  g_free (stream);
}

static gpointer
copy_stream (gpointer data, TarnEngine *fork)
{
  const Stream *stream = data;

  return stream_new (fork, stream->n_arrivals);
}

static void
assert_n_runs (TarnEngine *engine, guint n_expected)
{
  g_autoptr (TarnPrincipal) principal = tarn_principal_new (TARN_SAMPLE_ACCOUNT_ID, NULL, NULL);
  g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (engine, principal);
  g_autoptr (GPtrArray) runs
      = tarn_glue_client_list_materialized_view_refresh_task_runs (glue, NULL, "sales", "daily", -1,
                                                                   NULL, NULL, NULL);

  g_assert_cmpuint (runs->len, ==, n_expected);
}

int
main (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  TarnEngine *engine = tarn_sample_get_engine (sample);

  guint64 id = tarn_engine_add_gap_timeout (engine, G_TIME_SPAN_HOUR, TARN_TIMEOUT_NONE, arrive,
                                            stream_new (engine, 0), stream_free);
  tarn_engine_set_timeout_copy_func (engine, id, copy_stream);
  g_assert_true (tarn_engine_advance_by (engine, 2 * G_TIME_SPAN_HOUR, NULL));
  assert_n_runs (engine, 2);

  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  g_assert_true (tarn_engine_run_until_idle (fork, NULL, NULL));
  assert_n_runs (fork, 4);
  assert_n_runs (engine, 2);
}
