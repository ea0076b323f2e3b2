/* SPDX-License-Identifier: MIT */
/*
 * A worker thread invokes a function in the engine's thread, and a hold keeps virtual time still until then.
 */
#include <tarn/tarn-invoke.h>
#include <tarn/tarn.h>

typedef struct
{
  TarnSample *sample;
  TarnHold *hold;
  TarnRefreshRun *run;
} Work;

static void
start_daily (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Work *work = data;

  g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");

  work->run = tarn_glue_client_start_materialized_view_refresh_task_run (tarn_sample_get_glue (
                                                                             work->sample),
                                                                         daily, FALSE, NULL);
}

static gpointer
work_elsewhere (gpointer data)
{
  Work *work = data;

  g_assert_true (
      tarn_engine_invoke (tarn_sample_get_engine (work->sample), start_daily, work, NULL, NULL));
  tarn_hold_release (work->hold);
  return NULL;
}

int
main (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnHold) hold = tarn_engine_hold (engine, "a worker");
  Work work = { .sample = sample, .hold = hold };
  GSource *source = tarn_engine_create_source (engine);

  g_source_attach (source, NULL);
  GThread *worker = g_thread_new ("worker", work_elsewhere, &work);
  while (!tarn_engine_peek_next (engine, &(gint64){ 0 }))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (worker);

  g_assert_nonnull (work.run);
  g_assert_true (tarn_engine_run_until_idle (engine, NULL, NULL));
  g_source_destroy (source);
  g_source_unref (source);
  tarn_refresh_run_unref (work.run);
}
