/* SPDX-License-Identifier: MIT */
/*
 * The library makes the text of a run's id only when a caller asks for it. A build that counts knows how many texts
 * of ids were made, so each row says what was done, and how many texts that took.
 */
#include "worlds/sample.h"

#include "admission/counters.h"
#include "kernel/identifier.h"

#ifdef TARN_COUNTERS

typedef struct
{
  TarnSample *sample;
  TarnGlueClient *glue;
  TarnDataZoneClient *datazone;
  TarnTableName *daily;
  guint n_changes;
} Fixture;

static Fixture
fixture_new (void)
{
  Fixture fixture = { .sample = tarn_sample_new (1), .daily = sample_name ("daily") };

  fixture.glue = tarn_sample_get_glue (fixture.sample);
  fixture.datazone = tarn_sample_get_datazone (fixture.sample);
  /* A journal is a text, so it has the ids. */
  tarn_engine_set_journal (tarn_sample_get_engine (fixture.sample), NULL);
  return fixture;
}

static void
fixture_clear (Fixture *fixture)
{
  g_clear_pointer (&fixture->daily, tarn_table_name_unref);
  g_clear_pointer (&fixture->sample, tarn_sample_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static TarnRefreshRun *
start (const Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  TarnRefreshRun *run
      = tarn_glue_client_start_materialized_view_refresh_task_run (fixture->glue, fixture->daily,
                                                                   TRUE, &error);

  g_assert_no_error (error);
  return run;
}

static TarnMetadataRun *
generate (const Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  TarnMetadataRun *run = sample_generate (fixture->sample, &error);

  g_assert_no_error (error);
  return run;
}

/* --- What makes no text ----------------------------------------------------------------------- */

static void
do_start (Fixture *fixture)
{
  g_autoptr (TarnRefreshRun) run = start (fixture);

  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STARTING);
}

static void
do_whole_run (Fixture *fixture)
{
  g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED = start (fixture);

  sample_drain (fixture->sample);
}

static void
do_poll (Fixture *fixture)
{
  g_autoptr (TarnRefreshRun) run = start (fixture);

  while (!tarn_refresh_status_is_terminal (tarn_refresh_run_get_status (run)))
    {
      engine_advance (tarn_sample_get_engine (fixture->sample), 10 * SECOND_US);
      g_assert_true (tarn_refresh_run_reload (run, fixture->glue, NULL));
    }
}

static void
do_stop (Fixture *fixture)
{
  g_autoptr (TarnRefreshRun) run = start (fixture);

  g_assert_true (tarn_refresh_run_stop (run, fixture->glue, NULL));
  sample_drain (fixture->sample);
}

static void
do_stop_view (Fixture *fixture)
{
  g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED = start (fixture);

  g_assert_true (tarn_glue_client_stop_materialized_view_refresh_task_run (fixture->glue,
                                                                           fixture->daily, NULL));
  sample_drain (fixture->sample);
}

static void
do_wait (Fixture *fixture)
{
  g_autoptr (TarnRefreshRun) run = start (fixture);

  g_assert_true (tarn_refresh_run_wait (run, fixture->glue, NULL, NULL));
}

static void
on_waited (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_assert_true (tarn_refresh_run_wait_finish (data, result, NULL));
}

static void
do_wait_async (Fixture *fixture)
{
  g_autoptr (TarnRefreshRun) run = start (fixture);

  tarn_refresh_run_wait_async (run, fixture->glue, NULL, on_waited, run);
  sample_drain (fixture->sample);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_SUCCEEDED);
}

static void
do_list (Fixture *fixture)
{
  g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED = start (fixture);
  g_autoptr (GPtrArray) runs = sample_list_refreshes (fixture->sample);

  g_assert_cmpuint (runs->len, ==, 1);
}

static void
watch (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  Fixture *fixture = data;

  fixture->n_changes++;
  g_assert_nonnull (tarn_change_get_cause (change));
  g_assert_cmpuint (tarn_change_get_tag (change), ==, 0);
}

static void
do_watch (Fixture *fixture)
{
  tarn_engine_add_observer (tarn_sample_get_engine (fixture->sample), watch, fixture, NULL);
  do_whole_run (fixture);
  g_assert_cmpuint (fixture->n_changes, ==, 4);
}

static void
do_metadata (Fixture *fixture)
{
  g_autoptr (TarnMetadataRun) run G_GNUC_UNUSED = generate (fixture);

  sample_drain (fixture->sample);
}

static void
do_watch_metadata (Fixture *fixture)
{
  tarn_engine_add_observer (tarn_sample_get_engine (fixture->sample), watch, fixture, NULL);
  do_metadata (fixture);
  g_assert_cmpuint (fixture->n_changes, ==, 3);
}

/* --- What makes texts ------------------------------------------------------------------------- */

static void
do_ask (Fixture *fixture)
{
  g_autoptr (TarnRefreshRun) run = start (fixture);

  g_assert_true (tarn_refresh_run_get_id (run) == tarn_refresh_run_get_id (run));
}

static void
watch_ids (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  Fixture *fixture = data;

  g_autofree char *id = tarn_change_dup_run_id (change);

  g_assert_nonnull (id);
  fixture->n_changes++;
}

static void
do_watch_ids (Fixture *fixture)
{
  tarn_engine_add_observer (tarn_sample_get_engine (fixture->sample), watch_ids, fixture, NULL);
  do_whole_run (fixture);
}

/* The operations of metadata runs take texts, and the run makes its text once. */
static void
do_cancel_metadata (Fixture *fixture)
{
  g_autoptr (TarnMetadataRun) run = generate (fixture);

  g_assert_true (tarn_metadata_run_cancel (run, fixture->datazone, NULL));
}

typedef struct
{
  const char *name;
  void (*act) (Fixture *fixture);
  guint n_texts;
} Row;

static const Row rows[] = {
  { "start", do_start, 0 },
  { "whole-run", do_whole_run, 0 },
  { "poll", do_poll, 0 },
  { "stop", do_stop, 0 },
  { "stop-view", do_stop_view, 0 },
  { "wait", do_wait, 0 },
  { "wait-async", do_wait_async, 0 },
  { "list", do_list, 0 },
  { "watch", do_watch, 0 },
  { "metadata", do_metadata, 0 },
  { "watch-metadata", do_watch_metadata, 0 },
  { "ask-twice", do_ask, 1 },
  { "watch-ids", do_watch_ids, 4 },
  { "cancel-metadata", do_cancel_metadata, 1 },
};

static void
test_texts (gconstpointer data)
{
  const Row *row = data;
  g_auto (Fixture) fixture = fixture_new ();
  guint n_before = tarn_identifier_count_texts ();

  row->act (&fixture);
  g_assert_cmpuint (tarn_identifier_count_texts () - n_before, ==, row->n_texts);
}

#else

static void
test_texts (void)
{
  g_test_skip ("needs a build that counts, see meson_options.txt");
}

#endif

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#ifdef TARN_COUNTERS
  ADD_ROWS ("/runs/id-texts/", rows, test_texts);
#else
  g_test_add_func ("/runs/id-texts", test_texts);
#endif
  return g_test_run ();
}
