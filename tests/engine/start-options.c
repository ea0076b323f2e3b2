/* SPDX-License-Identifier: MIT */
/*
 * Tests that the options of a start are kept where runs are kept and told where calls are told: in a fork, in a
 * saved engine, in the journal and its replay, in a comparison, and in an event that comes late.
 */
#include "worlds/every-operation.h"

#define start_refresh_with tarn_glue_client_start_materialized_view_refresh_task_run_with_options
#define start_metadata_with tarn_datazone_client_start_metadata_generation_run_with_options

typedef struct
{
  const char *view;
  guint64 tag;
  TarnRefreshMode mode;
  gint threshold_percent;
} Start;

/* The first start has the only slot, and the others wait, so that all of their options still matter. */
static const Start starts[] = {
  { "monthly", 1, TARN_REFRESH_MODE_SERVICE, -1 },
  { "full", 2, TARN_REFRESH_MODE_FULL, -1 },
  { "incremental", G_MAXUINT64, TARN_REFRESH_MODE_INCREMENTAL, -1 },
  { "or-fail", 0, TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL, -1 },
  { "threshold", 5, TARN_REFRESH_MODE_SERVICE, 1000000 },
  { "threshold-0", 6, TARN_REFRESH_MODE_SERVICE, 0 },
};

static void
add_views (const World *world)
{
  TarnGlueClient *glue = tarn_sample_get_glue (world->sample);

  for (guint i = 1; i < G_N_ELEMENTS (starts); i++)
    tarn_table_name_unref (
        glue_add_view (glue, starts[i].view, world->orders, TARN_REFRESH_TYPE_FULL, 0));
  glue_append (glue, world->orders, GIGABYTE);
}

static TarnStartOptions *
make_options (const Start *start)
{
  TarnStartOptions *options = tarn_start_options_new ();

  tarn_start_options_set_tag (options, start->tag);
  tarn_start_options_set_refresh_mode (options, start->mode);
  tarn_start_options_set_incremental_threshold_percent (options, start->threshold_percent);
  return options;
}

static void
start_refresh_of_row (const World *world, const Start *start)
{
  g_autoptr (TarnTableName) view = sample_name (start->view);
  g_autoptr (TarnStartOptions) options = make_options (start);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnRefreshRun) run
      = start_refresh_with (tarn_sample_get_glue (world->sample), view, FALSE, options, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (tarn_refresh_run_get_tag (run), ==, start->tag);
}

static void
start_metadata (const World *world, guint64 tag)
{
  const TarnMetadataTarget target
      = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (world->sample) };
  const Start start = { NULL, tag, TARN_REFRESH_MODE_SERVICE, -1 };
  g_autoptr (TarnStartOptions) options = make_options (&start);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) run
      = start_metadata_with (tarn_sample_get_datazone (world->sample),
                             tarn_sample_get_domain_id (world->sample),
                             tarn_sample_get_project_id (world->sample), &target, "BUSINESS_NAMES",
                             NULL, NULL, options, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (tarn_metadata_run_get_tag (run), ==, tag);
}

static void
start_all (const World *world)
{
  sample_set (world->sample, "glue.running-max", 2);
  sample_set (world->sample, "glue.queue-at-limit", 1);
  sample_set (world->sample, "glue.draw-by-tag", 1);
  sample_set (world->sample, "glue.read-failure-ppm", 300000);
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    start_refresh_of_row (world, &starts[i]);
  start_metadata (world, 77);
}

/* Returns what the engine's runs are, by a client of the sample's account. */
static char *
describe_runs (TarnEngine *engine)
{
  g_autoptr (TarnGlueClient) client = glue_client_new (engine, TARN_SAMPLE_ACCOUNT_ID, NULL);
  g_autoptr (TarnRefreshRunIter) iter = tarn_refresh_run_iter_new (client, NULL, NULL, NULL);
  GString *text = g_string_new (NULL);
  TarnRefreshRun *run;

  while ((run = tarn_refresh_run_iter_next (iter, NULL)) != NULL)
    {
      const char *type = tarn_refresh_type_to_string (tarn_refresh_run_get_refresh_type (run));

      g_string_append_printf (text, "%s %" G_GUINT64_FORMAT " %s %s\n",
                              tarn_refresh_run_get_table_name (run), tarn_refresh_run_get_tag (run),
                              tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)),
                              type != NULL ? type : "-");
      tarn_refresh_run_unref (run);
    }
  return g_string_free (text, FALSE);
}

static void
assert_same (TarnEngine *first, TarnEngine *second)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first_runs = describe_runs (first);
  g_autofree char *second_runs = describe_runs (second);
  g_autofree char *first_digest = get_digest (first);
  g_autofree char *second_digest = get_digest (second);
  g_autofree char *diff = tarn_engine_diff (first, second, 10, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (second_runs, ==, first_runs);
  g_assert_cmpstr (diff, ==, "");
  g_assert_cmpstr (second_digest, ==, first_digest);
}

/* --- Forks and saved engines ------------------------------------------------------------------ */

static TarnEngine *
fork_engine (TarnEngine *engine)
{
  g_autoptr (GError) error = NULL;
  TarnEngine *fork = tarn_engine_fork (engine, NULL, NULL, &error);

  g_assert_no_error (error);
  return fork;
}

static TarnEngine *
save_and_restore (TarnEngine *engine)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tarn_engine_save (engine, &error);
  g_assert_no_error (error);
  TarnEngine *restored = tarn_engine_restore (bytes, NULL, &error);

  g_assert_no_error (error);
  return restored;
}

typedef struct
{
  const char *name;
  TarnEngine *(*copy) (TarnEngine *engine);
} CopyRow;

static const CopyRow copy_rows[] = {
  { "fork", fork_engine },
  { "save-and-restore", save_and_restore },
};

static void
test_copy (gconstpointer data)
{
  const CopyRow *row = data;
  g_auto (World) world = world_new (1);

  add_views (&world);
  start_all (&world);
  g_autoptr (TarnEngine) waiting = row->copy (get_engine (&world));
  assert_same (get_engine (&world), waiting);
  engine_drain (get_engine (&world));
  engine_drain (waiting);
  assert_same (get_engine (&world), waiting);

  g_autofree char *runs = describe_runs (waiting);
  g_assert_nonnull (strstr (runs, "full 2 "));
  g_assert_nonnull (strstr (runs, "incremental 18446744073709551615 "));
  g_autoptr (TarnEngine) ended = row->copy (waiting);
  assert_same (waiting, ended);
}

/* Tags of runs that are no longer kept make no difference between engines that are otherwise equal. */
static void
test_forgotten_tag (void)
{
  static const Start tagged = { "monthly", 9, TARN_REFRESH_MODE_SERVICE, -1 };
  static const Start plain = { "monthly", 0, TARN_REFRESH_MODE_SERVICE, -1 };
  g_auto (World) first = world_new (1);
  g_auto (World) second = world_new (1);

  for (guint i = 0; i < 2; i++)
    {
      const World *world = i == 0 ? &first : &second;

      sample_set (world->sample, "glue.retention-runs", 1);
      start_refresh_of_row (world, i == 0 ? &tagged : &plain);
      sample_drain (world->sample);
      start_refresh_of_row (world, &plain);
      sample_drain (world->sample);
    }
  assert_same (get_engine (&first), get_engine (&second));
}

static void
test_diff (void)
{
  static const Start other = { "monthly", 8, TARN_REFRESH_MODE_FULL, -1 };
  static const Start plain = { "monthly", 0, TARN_REFRESH_MODE_SERVICE, 30 };
  static const char *const lines[] = { ": tag 8 -> 0\n", ": refresh-mode full -> service\n" };
  g_auto (World) world = world_new (1);
  g_auto (World) second = world_new (1);
  g_autoptr (GError) error = NULL;

  start_refresh_of_row (&world, &other);
  start_refresh_of_row (&second, &plain);
  g_autofree char *diff = tarn_engine_diff (get_engine (&world), get_engine (&second), 10, &error);
  g_assert_no_error (error);
  g_test_message ("%s", diff);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_nonnull (strstr (diff, lines[i]));
}

/* --- The journal ------------------------------------------------------------------------------ */

#define BY                                                                                         \
  " by arn:aws:iam::123456789012:root CatalogId=\"123456789012\" DatabaseName=\"sales\" TableName="

static const char *const lines[] = {
  BY "\"monthly\" FullRefresh=\"false\" Tag=1 -> ok",
  BY "\"full\" FullRefresh=\"false\" Tag=2 RefreshMode=\"full\" -> ok",
  BY "\"incremental\" FullRefresh=\"false\" Tag=18446744073709551615"
     " RefreshMode=\"incremental\" -> ok",
  BY "\"or-fail\" FullRefresh=\"false\" RefreshMode=\"incremental-or-fail\" -> ok",
  BY "\"threshold\" FullRefresh=\"false\" Tag=5 IncrementalThresholdPercent=1000000 -> ok",
  BY "\"threshold-0\" FullRefresh=\"false\" Tag=6 IncrementalThresholdPercent=0 -> ok",
  " types=\"BUSINESS_NAMES\" Tag=77 -> ok",
};

static void
test_journal (void)
{
  g_auto (World) world = world_new (1);

  add_views (&world);
  start_all (&world);
  g_autofree char *text = tarn_journal_dup_text (tarn_sample_get_journal (world.sample));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (strstr (text, lines[i]) == NULL)
      g_error ("no line has %s: %s", lines[i], text);
}

/* Options that ask for nothing leave the line of a start as it is without options. */
static void
test_journal_of_nothing (void)
{
  static const Start nothing = { "monthly", 0, TARN_REFRESH_MODE_SERVICE, -1 };
  g_auto (World) world = world_new (1);
  g_auto (World) plain = world_new (1);
  g_autoptr (GError) error = NULL;

  start_refresh_of_row (&world, &nothing);
  g_autoptr (TarnTableName) view = sample_name ("monthly");
  g_free (start_refresh_of (tarn_sample_get_glue (plain.sample), view, FALSE, &error));
  g_assert_no_error (error);
  g_autofree char *text = tarn_journal_dup_text (tarn_sample_get_journal (world.sample));
  g_autofree char *expected = tarn_journal_dup_text (tarn_sample_get_journal (plain.sample));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_replay (void)
{
  g_auto (World) world = world_new (1);
  g_auto (World) replayed = world_new (1);
  g_autoptr (GError) error = NULL;

  tarn_engine_set_journal (get_engine (&replayed), NULL);
  add_views (&world);
  start_all (&world);
  sample_drain (world.sample);
  tarn_engine_replay (get_engine (&replayed), tarn_sample_get_journal (world.sample), &error);
  g_assert_no_error (error);
  assert_same (get_engine (&world), get_engine (&replayed));
}

/* --- Events that come late -------------------------------------------------------------------- */

static void
note_late (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  if (g_str_equal (tarn_change_get_cause (change), "late-event"))
    *(guint64 *) data = tarn_change_get_tag (change);
}

static void
test_late_event (void)
{
  static const Start start = { "monthly", 9, TARN_REFRESH_MODE_SERVICE, -1 };
  g_auto (World) world = world_new (1);
  guint64 tag = 0;

  tarn_sample_add_faults (world.sample, "[late]\n"
                                        "event=Glue Materialized View Refresh Task Started\n"
                                        "resource=" MONTHLY "\n"
                                        "do=delay-event\n"
                                        "delay-us=7200000000\n");
  start_refresh_of_row (&world, &start);
  sample_advance_to (world.sample, HOUR_US);
  g_autoptr (TarnEngine) restored = save_and_restore (get_engine (&world));
  tarn_engine_add_observer (restored, note_late, &tag, NULL);
  engine_advance_to (restored, 3 * HOUR_US);
  g_assert_cmpuint (tag, ==, 9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/start-options/", copy_rows, test_copy);
  g_test_add_func ("/start-options/forgotten-tag", test_forgotten_tag);
  g_test_add_func ("/start-options/diff", test_diff);
  g_test_add_func ("/start-options/journal", test_journal);
  g_test_add_func ("/start-options/journal-of-nothing", test_journal_of_nothing);
  g_test_add_func ("/start-options/replay", test_replay);
  g_test_add_func ("/start-options/late-event", test_late_event);
  return g_test_run ();
}
