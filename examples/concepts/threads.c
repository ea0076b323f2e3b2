/* SPDX-License-Identifier: MIT */
/* A worker thread asks of a lake that belongs to another, and time waits for it. */
#include <tarn/tarn-invoke.h>
#include <tarn/tarn.h>

typedef struct
{
  TarnSample *world;
  TarnHold *hold;
  char *id;
} Work;

static void
start_daily (TarnEngine *lake G_GNUC_UNUSED, gpointer data)
{
  Work *work = data;

  work->id = tarn_glue_client_start_materialized_view_refresh_task_run (
      tarn_sample_get_glue (work->world), NULL, "sales", "daily", FALSE, NULL);
}

static gpointer
work_elsewhere (gpointer data)
{
  Work *work = data;

  g_assert_true (
      tarn_engine_invoke (tarn_sample_get_engine (work->world), start_daily, work, NULL, NULL));
  tarn_hold_release (work->hold);
  return NULL;
}

int
main (void)
{
  g_autoptr (TarnSample) world = tarn_sample_new (0);
  TarnEngine *lake = tarn_sample_get_engine (world);
  g_autoptr (TarnHold) hold = tarn_engine_hold (lake, "a worker");
  Work work = { .world = world, .hold = hold };
  GSource *source = tarn_engine_create_source (lake);

  g_source_attach (source, NULL);
  GThread *worker = g_thread_new ("worker", work_elsewhere, &work);
  while (!tarn_engine_peek_next (lake, &(gint64){ 0 }))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (worker);

  g_assert_nonnull (work.id);
  g_assert_true (tarn_engine_run_until_idle (lake, NULL, NULL));
  g_source_destroy (source);
  g_source_unref (source);
  g_free (work.id);
}
