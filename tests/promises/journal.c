/* SPDX-License-Identifier: MIT */
/* What tarn-journal.h, tarn_engine_replay() and the page of the journal promise. */
#include <glib/gstdio.h>

#include "worlds/sample.h"

#include "promise.h"

static char *
dup_line (TarnJournal *journal, guint i)
{
  return tarn_journal_dup_line (journal, i);
}

static void
assert_line (TarnJournal *journal, guint i, TarnJournalKind kind, const char *expected)
{
  g_autofree char *line = dup_line (journal, i);

  g_assert_cmpstr (line, ==, expected);
  g_assert_cmpint (tarn_journal_get_kind (journal, i), ==, kind);
}

#define BEGAN "2000-01-01T00:00:00.000000Z "

/* --- Lines ------------------------------------------------------------------------------------ */

static void
test_option_line (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  sample_set (sample, "clock.tie-seed", 5);
  assert_line (tarn_sample_get_journal (sample), 0, TARN_JOURNAL_OPTION,
               BEGAN "option clock.tie-seed=5");
}

static void
test_refused_option_has_no_line (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  g_assert_false (
      tarn_engine_set_option (tarn_sample_get_engine (sample), "clock.nonsense", 5, NULL));
  g_assert_cmpuint (tarn_journal_get_length (tarn_sample_get_journal (sample)), ==, 0);
}

static void
test_faults_lines (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule ("do=lose-reply\n");
  TarnJournal *journal = tarn_sample_get_journal (sample);
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (tarn_sample_get_engine (sample));

  g_assert_true (tarn_fault_plan_add_from_data (plan, "[other]\ndo=lose-reply\n", -1, "x", NULL));
  tarn_engine_set_fault_plan (tarn_sample_get_engine (sample), NULL);
  g_assert_true (tarn_fault_plan_add_from_data (plan, "[third]\ndo=lose-reply\n", -1, "x", NULL));
  g_assert_cmpuint (tarn_journal_get_length (journal), ==, 3);
  assert_line (journal, 0, TARN_JOURNAL_OPTION, BEGAN "faults [rule]\\ndo=lose-reply\\n");
  assert_line (journal, 1, TARN_JOURNAL_OPTION, BEGAN "faults add [other]\\ndo=lose-reply\\n");
  assert_line (journal, 2, TARN_JOURNAL_OPTION, BEGAN "faults none");
}

static void
test_access_lines (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  TarnJournal *journal = tarn_sample_get_journal (sample);
  guint id = tarn_engine_grant (engine, "arn:a", "glue:*", "*");
  g_autofree char *expected = g_strdup_printf (BEGAN "access revoke %u", id);

  tarn_engine_deny (engine, "two words", "glue:GetTable", "\"quoted\"\n");
  g_assert_true (tarn_engine_revoke (engine, id));
  assert_line (journal, 0, TARN_JOURNAL_ACCESS, BEGAN "access grant arn:a glue:* *");
  assert_line (journal, 1, TARN_JOURNAL_ACCESS,
               BEGAN "access deny \"two words\" glue:GetTable \"\\\"quoted\\\"\\n\"");
  assert_line (journal, 2, TARN_JOURNAL_ACCESS, expected);
}

static void
test_client_line (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnGlueClient) glue G_GNUC_UNUSED
      = glue_client_new (tarn_sample_get_engine (sample), ACCOUNT, NULL);
  g_autoptr (TarnDataZoneClient) datazone G_GNUC_UNUSED
      = datazone_client_new (tarn_sample_get_engine (sample), ACCOUNT, STEWARD);

  assert_line (tarn_sample_get_journal (sample), 0, TARN_JOURNAL_CLIENT, BEGAN "client glue " ROOT);
  assert_line (tarn_sample_get_journal (sample), 1, TARN_JOURNAL_CLIENT,
               BEGAN "client datazone " STEWARD);
}

static void
test_clock_lines (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  TarnJournal *journal = tarn_sample_get_journal (sample);

  g_assert_true (tarn_engine_step (engine, NULL, NULL));
  engine_advance (engine, SECOND_US);
  g_assert_true (tarn_engine_run_until (engine, always, NULL, TARN_NO_DEADLINE, NULL, NULL, NULL));
  g_assert_true (
      tarn_engine_run_until (engine, always, NULL, START_US + HOUR_US, NULL, NULL, NULL));
  engine_drain (engine);
  assert_line (journal, 0, TARN_JOURNAL_CLOCK, BEGAN "clock step");
  assert_line (journal, 1, TARN_JOURNAL_CLOCK,
               BEGAN "clock advance to 2000-01-01T00:00:01.000000Z");
  assert_line (journal, 2, TARN_JOURNAL_CLOCK, "2000-01-01T00:00:01.000000Z clock run-until");
  assert_line (journal, 3, TARN_JOURNAL_CLOCK,
               "2000-01-01T00:00:01.000000Z clock run-until to 2000-01-01T01:00:00.000000Z");
  assert_line (journal, 4, TARN_JOURNAL_CLOCK, "2000-01-01T00:00:01.000000Z clock run-until-idle");
}

static void
test_call_comes_before_changes (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnJournal *journal = tarn_sample_get_journal (sample);
  g_autofree char *id = sample_start_refresh (sample, "daily");
  g_autofree char *call = g_strdup_printf (
      BEGAN "call glue:" START_REFRESH " by " ROOT
            " DatabaseName=\"sales\" TableName=\"daily\" FullRefresh=\"false\" -> ok %s",
      id);
  g_autofree char *change = g_strdup_printf (BEGAN "change glue " TARN_SAMPLE_ACCOUNT_ID
                                                   ".sales.daily run %s create >STARTING",
                                             id);

  assert_line (journal, 0, TARN_JOURNAL_CALL, call);
  assert_line (journal, 1, TARN_JOURNAL_CHANGE, change);
}

static void
test_answers (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnJournal *journal = tarn_sample_get_journal (sample);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_assert_false (sample_stop (sample, "daily", &error));
  line = dup_line (journal, 0);
  g_assert_nonnull (strstr (line, " -> MaterializedViewRefreshTaskNotRunningException "));
  g_assert_true (g_str_has_suffix (line, error->message));
}

static void
stop_at_once (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer sample)
{
  if (g_strcmp0 (tarn_change_get_cause (change), "create") == 0)
    g_assert_true (sample_stop (sample, "daily", NULL));
}

static void
test_change_ends_with_message (void)
{
  g_autoptr (TarnSample) sample
      = sample_with_rule ("do=fail-run\nat-ppm=0\noperation=" START_REFRESH "\nmessage=a\\tb\n");
  TarnJournal *journal = tarn_sample_get_journal (sample);
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");
  g_autofree char *line = NULL;

  sample_drain (sample);
  line = dup_line (journal, tarn_journal_get_length (journal) - 1);
  g_assert_true (
      g_str_has_suffix (line,
                        " fail RUNNING>FAILED [Glue Materialized View Refresh Task Failed] a\\tb"));
}

static void
test_call_from_callback (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnJournal *journal = tarn_sample_get_journal (sample);
  g_autofree char *id = NULL;

  tarn_engine_add_observer (tarn_sample_get_engine (sample), stop_at_once, sample, NULL);
  id = sample_start_refresh (sample, "daily");
  g_assert_cmpint (tarn_journal_find (journal, "call glue:" START_REFRESH, 0), ==, 0);
  g_assert_cmpint (tarn_journal_find (journal, " create ", 0), ==, 1);
  g_assert_cmpint (tarn_journal_find (journal, "call glue:" STOP_REFRESH, 0), >, 1);
  g_assert_cmpint (tarn_journal_find (journal, "call glue:" STOP_REFRESH, 0), <,
                   tarn_journal_find (journal, " stop ", 0));
}

/* --- The same text ---------------------------------------------------------------------------- */

static char *
have_a_night (gboolean with_digest)
{
  g_autoptr (TarnSample) sample
      = sample_with_rule ("operation=" GET_REFRESH "\nprobability-ppm=300000\ndo=lose-reply\n");
  g_autofree char *id = sample_start_refresh (sample, "daily");
  TarnJournal *journal = tarn_sample_get_journal (sample);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED
          = tarn_glue_client_get_materialized_view_refresh_task_run (tarn_sample_get_glue (sample),
                                                                     NULL, id, NULL);

      engine_advance (tarn_sample_get_engine (sample), 20 * SECOND_US);
    }
  g_assert_cmpuint (tarn_journal_count_calls (journal, GET_REFRESH, "OperationTimeoutException"), >,
                    0);
  return with_digest ? tarn_journal_dup_sha256 (journal) : tarn_journal_dup_text (journal);
}

static void
test_same_text (void)
{
  g_autofree char *text = have_a_night (FALSE);
  g_autofree char *again = have_a_night (FALSE);

  g_assert_cmpstr (text, ==, again);
}

static void
test_sha256 (void)
{
  g_autofree char *text = have_a_night (FALSE);
  g_autofree char *digest = have_a_night (TRUE);
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  g_assert_cmpstr (digest, ==, expected);
}

static void
test_text_is_lines (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnJournal *journal = tarn_sample_get_journal (sample);
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");
  g_autofree char *text = tarn_journal_dup_text (journal);
  g_autoptr (GString) expected = g_string_new (NULL);

  for (guint i = 0; i < tarn_journal_get_length (journal); i++)
    {
      g_autofree char *line = dup_line (journal, i);

      g_assert_null (strchr (line, '\n'));
      g_string_append_printf (expected, "%s\n", line);
      g_assert_cmpint (tarn_journal_get_time (journal, i), ==, START_US);
    }
  g_assert_cmpstr (text, ==, expected->str);
}

/* --- Bounds, files and replays ---------------------------------------------------------------- */

static void
test_bounded (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnJournal) journal = tarn_journal_new_bounded (2);

  tarn_engine_set_journal (engine, journal);
  for (gint64 i = 1; i <= 4; i++)
    engine_set (engine, "clock.tie-seed", i);
  g_assert_cmpuint (tarn_journal_get_length (journal), ==, 2);
  assert_line (journal, 0, TARN_JOURNAL_OPTION, BEGAN "option clock.tie-seed=3");
  assert_line (journal, 1, TARN_JOURNAL_OPTION, BEGAN "option clock.tie-seed=4");
}

static void
test_bound_of_none (void)
{
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*max_entries*");
  g_autoptr (TarnJournal) journal = tarn_journal_new_bounded (0);
  g_test_assert_expected_messages ();
  g_assert_null (journal);
}

static void
test_clear (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnJournal *journal = tarn_sample_get_journal (sample);

  sample_set (sample, "clock.tie-seed", 1);
  tarn_journal_clear (journal);
  g_assert_cmpuint (tarn_journal_get_length (journal), ==, 0);
  sample_set (sample, "clock.tie-seed", 2);
  g_assert_cmpuint (tarn_journal_get_length (journal), ==, 1);
}

static void
test_outlives_engine (void)
{
  TarnSample *sample = tarn_sample_new (1);
  g_autoptr (TarnJournal) journal = g_object_ref (tarn_sample_get_journal (sample));
  g_autofree char *text = NULL;

  sample_set (sample, "clock.tie-seed", 1);
  tarn_sample_unref (sample);
  text = tarn_journal_dup_text (journal);
  g_assert_cmpstr (text, ==, BEGAN "option clock.tie-seed=1\n");
}

static char *
temporary_path (const char *name)
{
  g_autofree char *unique = g_strdup_printf ("tarn-promises-%s-%p", name, (gconstpointer) &name);

  return g_build_filename (g_get_tmp_dir (), unique, NULL);
}

static void
test_file (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnJournal *journal = tarn_sample_get_journal (sample);
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");
  g_autofree char *path = temporary_path ("journal");
  g_autofree char *text = tarn_journal_dup_text (journal);
  g_autofree char *content = NULL;
  g_autoptr (TarnJournal) read = NULL;
  g_autofree char *read_text = NULL;
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GError) error = NULL;

  g_assert_true (tarn_journal_save_to_file (journal, path, NULL));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, text);
  read = tarn_journal_new_from_file (path, NULL);
  read_text = tarn_journal_dup_text (read);
  g_assert_cmpstr (read_text, ==, text);
  g_assert_cmpuint (tarn_journal_count_calls (read, START_REFRESH, "ok"), ==, 1);
  g_assert_cmpint (tarn_journal_get_kind (read, 1), ==, TARN_JOURNAL_CHANGE);
  g_assert_false (tarn_engine_replay (engine, read, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_REPLAY);
  g_unlink (path);
}

static void
test_file_errors (void)
{
  g_autofree char *path = temporary_path ("no-journal");
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) folder = NULL;
  g_autoptr (GError) wrong = NULL;

  g_assert_null (tarn_journal_new_from_file (path, &missing));
  g_assert_error (missing, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_null (tarn_journal_new_from_file (g_get_tmp_dir (), &folder));
  g_assert_true (folder->domain == G_FILE_ERROR);
  g_assert_true (g_file_set_contents (path,
                                      BEGAN "option a=1\n" BEGAN "option b=2\nnonsense\nworse\n",
                                      -1, NULL));
  g_assert_null (tarn_journal_new_from_file (path, &wrong));
  g_assert_error (wrong, TARN_ERROR, TARN_ERROR_INVALID_JOURNAL);
  g_assert_nonnull (strstr (wrong->message, "3"));
  g_unlink (path);
}

static void
test_save_to_nowhere (void)
{
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_journal_save_to_file (journal, "/nowhere/at/all", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_false (tarn_journal_save_to_file (journal, g_get_tmp_dir (), &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
}

static void
test_replay_finds_difference (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnEngine) again = tarn_engine_new (1);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  tarn_engine_set_journal (engine, journal);
  g_autoptr (TarnGlueClient) glue = glue_client_new (engine, ACCOUNT, NULL);
  engine_advance (engine, SECOND_US);
  g_assert_true (tarn_glue_client_create_database (glue, NULL, "sales", NULL));
  engine_set (engine, "clock.tie-seed", 9);

  g_autoptr (TarnGlueClient) other = glue_client_new (again, ACCOUNT, NULL);
  g_assert_true (tarn_glue_client_create_database (other, NULL, "sales", NULL));
  g_assert_false (tarn_engine_replay (again, journal, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_REPLAY);
  g_assert_nonnull (strstr (error->message, "2"));
  g_assert_nonnull (strstr (error->message, "-> ok"));
  g_assert_nonnull (strstr (error->message, "-> AlreadyExistsException"));
  g_assert_cmpint (engine_now (again), ==, SECOND_US);
  g_assert_true (tarn_engine_get_option (again, "clock.tie-seed", &value, NULL));
  g_assert_cmpint (value, ==, 0);
}

static gboolean
commit_now (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  TarnSample *sample = data;
  g_autoptr (TarnTableName) orders = sample_name ("orders");

  glue_append (tarn_sample_get_glue (sample), orders, MEGABYTE);
  return G_SOURCE_CONTINUE;
}

static void
test_replay (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");

  tarn_engine_add_observer (engine, stop_at_once, sample, NULL);
  tarn_engine_add_timeout (engine, 7 * SECOND_US, TARN_TIMEOUT_BACKGROUND, commit_now, sample,
                           NULL);
  g_free (sample_start_metadata (sample));
  engine_drain (engine);
  engine_advance (engine, MINUTE_US);
  g_free (sample_start_refresh (sample, "daily"));
  engine_drain (engine);
  g_assert_true (tarn_engine_replay (fork, tarn_sample_get_journal (sample), NULL));
  g_autofree char *digest = get_digest (engine);
  g_autofree char *same = get_digest (fork);
  g_assert_cmpstr (digest, ==, same);
}

static gboolean
stop_clock (TarnEngine *engine, gpointer data G_GNUC_UNUSED)
{
  tarn_engine_stop (engine);
  return G_SOURCE_REMOVE;
}

static gboolean
keep (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

static void
move_until_stop (TarnEngine *engine)
{
  tarn_engine_add_timeout (engine, 40 * SECOND_US, TARN_TIMEOUT_NONE, stop_clock, engine, NULL);
  g_assert_false (tarn_engine_advance_by (engine, HOUR_US, NULL));
  g_assert_cmpint (engine_now (engine), ==, 40 * SECOND_US);
}

static void
move_until_limit (TarnEngine *engine)
{
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();

  tarn_clock_limits_set_max_events (limits, 5);
  tarn_engine_add_timeout (engine, 8 * SECOND_US, TARN_TIMEOUT_NONE, keep, NULL, NULL);
  g_assert_false (tarn_engine_run_until_idle (engine, limits, NULL));
}

static void
move_until_condition (TarnEngine *engine)
{
  tarn_engine_add_timeout (engine, 8 * SECOND_US, TARN_TIMEOUT_NONE, keep, NULL, NULL);
  g_assert_true (tarn_engine_run_until (engine, always, NULL, TARN_NO_DEADLINE, NULL, NULL, NULL));
  g_assert_true (
      tarn_engine_run_until (engine, never, NULL, START_US + MINUTE_US, NULL, NULL, NULL));
}

static void
move_in_main_loop (TarnEngine *engine)
{
  g_autoptr (GSource) source = tarn_engine_create_source (engine);

  g_source_attach (source, NULL);
  tarn_engine_add_timeout (engine, 8 * SECOND_US, TARN_TIMEOUT_NONE, stop_clock, engine, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_source_destroy (source);
}

/* The calls of the timeouts are not replayed, but the clock moves as far as it moved. */
static void
test_replay_of_moves (void)
{
  void (*moves[]) (TarnEngine *)
      = { move_until_stop, move_until_limit, move_until_condition, move_in_main_loop };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);
      TarnEngine *engine = tarn_sample_get_engine (sample);
      g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, NULL);
      g_autofree char *digest = NULL;
      g_autofree char *same = NULL;

      g_free (sample_start_refresh (sample, "daily"));
      moves[i](engine);
      g_free (sample_start_refresh (sample, "monthly"));
      g_assert_true (tarn_engine_replay (fork, tarn_sample_get_journal (sample), NULL));
      digest = get_digest (engine);
      same = get_digest (fork);
      g_assert_cmpstr (digest, ==, same);
      g_assert_cmpint (engine_now (engine), ==, engine_now (fork));
    }
}

static void
test_replay_onto_fork (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnEngine) fork = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *same = NULL;

  g_free (sample_start_refresh (sample, "daily"));
  engine_advance (engine, MINUTE_US);
  fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  tarn_journal_clear (tarn_sample_get_journal (sample));
  sample_drain (sample);
  g_free (sample_start_refresh (sample, "monthly"));
  g_assert_true (tarn_engine_replay (fork, tarn_sample_get_journal (sample), NULL));
  digest = get_digest (engine);
  same = get_digest (fork);
  g_assert_cmpstr (digest, ==, same);
}

/* --- Searching -------------------------------------------------------------------------------- */

static TarnSample *
polled_new (void)
{
  TarnSample *sample = tarn_sample_new (1);
  g_autofree char *id = sample_start_refresh (sample, "daily");

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED = sample_get_refresh (sample, id);

      engine_advance (tarn_sample_get_engine (sample), SECOND_US << i);
    }
  g_assert_null (sample_refresh (sample, "daily", NULL));
  return sample;
}

static void
test_count_calls (void)
{
  g_autoptr (TarnSample) sample = polled_new ();
  TarnJournal *journal = tarn_sample_get_journal (sample);
  static const char running[] = "MaterializedViewRefreshTaskRunningException";

  g_assert_cmpuint (tarn_journal_count_calls (journal, NULL, NULL), ==, 5);
  g_assert_cmpuint (tarn_journal_count_calls (journal, GET_REFRESH, NULL), ==, 3);
  g_assert_cmpuint (tarn_journal_count_calls (journal, START_REFRESH, "ok"), ==, 1);
  g_assert_cmpuint (tarn_journal_count_calls (journal, NULL, "ok"), ==, 4);
  g_assert_cmpuint (tarn_journal_count_calls (journal, NULL, running), ==, 1);
  g_assert_cmpuint (tarn_journal_count_calls (journal, GET_REFRESH, running), ==, 0);
  g_assert_cmpuint (tarn_journal_count_calls (journal, "GetMaterialized", NULL), ==, 0);
}

static void
test_list_call_times (void)
{
  g_autoptr (TarnSample) sample = polled_new ();
  guint n_times = 0;
  g_autofree gint64 *times = tarn_journal_list_call_times (tarn_sample_get_journal (sample),
                                                           GET_REFRESH, "ok", &n_times);

  g_assert_cmpuint (n_times, ==, 3);
  g_assert_cmpint (times[0], ==, START_US);
  g_assert_cmpint (times[1], ==, START_US + SECOND_US);
  g_assert_cmpint (times[2], ==, START_US + 3 * SECOND_US);
}

static void
test_find (void)
{
  g_autoptr (TarnSample) sample = polled_new ();
  TarnJournal *journal = tarn_sample_get_journal (sample);
  gint first = tarn_journal_find (journal, GET_REFRESH, 0);
  gint second = tarn_journal_find (journal, GET_REFRESH, (guint) first + 1);

  g_assert_cmpint (first, >, 0);
  g_assert_cmpint (second, >, first);
  g_assert_cmpint (tarn_journal_find (journal, GET_REFRESH, (guint) first), ==, first);
  g_assert_cmpint (tarn_journal_find (journal, "nonsense", 0), ==, -1);
  g_assert_cmpint (tarn_journal_find (journal, GET_REFRESH, 999), ==, -1);
}

static void
test_summary (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GPtrArray) runs G_GNUC_UNUSED = sample_list_refreshes (sample);
      sample_advance_to (sample, (i + 1) * SECOND_US);
    }
  g_autofree char *summary = tarn_journal_dup_summary (tarn_sample_get_journal (sample), 1);
  g_assert_true (g_str_has_suffix (summary, " -> ok, 3 times until 2000-01-01T00:00:02.000000Z\n"));
  g_assert_null (strstr (summary, " clock "));
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-journal.h: dup_summary(): Moves of the clock are left out.", test_summary },
  { "tarn-journal.h: dup_summary(): Calls with the same members and the same answer, one after the other, are one line, which says how many they are and when the last one was", test_summary },
  { "tarn-journal.h: chapter: 2000-01-01T00:00:00.000000Z option NAME=VALUE", test_option_line },
  { "tarn-journal.h: chapter: each option that was set", test_refused_option_has_no_line },
  { "tarn-journal.h: chapter: 2000-01-01T00:00:00.000000Z faults TEXT OF THE FAULT PLAN", test_faults_lines },
  { "tarn-journal.h: chapter: 2000-01-01T00:00:00.000000Z faults none", test_faults_lines },
  { "tarn-journal.h: chapter: If rules are added to the fault plan while the engine has it, the journal gets a line with these rules.", test_faults_lines },
  { "tarn-journal.h: TarnJournalKind: an option or a fault plan was set, or rules were added to the fault plan", test_faults_lines },
  { "tarn-journal.h: chapter: 2000-01-01T00:00:00.000000Z access grant PRINCIPAL ACTION RESOURCE", test_access_lines },
  { "tarn-journal.h: chapter: ARN, SUBJECT and the three parts of a statement are in quotes, and escaped as in C, if they are not one word of visible ASCII characters", test_access_lines },
  { "tarn-journal.h: chapter: 2000-01-01T00:00:00.000000Z client glue ARN", test_client_line },
  { "tarn-journal.h: chapter: MOVE is `step`, `advance`, `run-until` or `run-until-idle`.", test_clock_lines },
  { "tarn-journal.h: chapter: A part that does not exist is left out, such as the time of a move that has none.", test_clock_lines },
  { "tarn-journal.h: chapter: A call comes before the changes that it made.", test_call_comes_before_changes },
  { "tarn-journal.h: chapter: Its answer is `ok` and what the call returned, or the name of the exception and the message.", test_answers },
  { "tarn-journal.h: chapter: MESSAGE says why a run failed, or why none was started.", test_change_ends_with_message },
  { "tarn-journal.h: chapter: The texts at the end of a line are escaped as well.", test_change_ends_with_message },
  { "tarn-journal.h: chapter: A call from inside a callback is at the place where it was made.", test_call_from_callback },
  { "tarn-journal.h: chapter: The same seed and the same calls give the same text to the byte", test_same_text },
  { "determinism.md: chapter: The same seed and the same calls give the same bytes in each process", test_same_text },
  { "tarn-journal.h: dup_sha256(): the SHA-256 of the text, in hexadecimal digits", test_sha256 },
  { "tarn-journal.h: dup_text(): all lines, each with its line break", test_text_is_lines },
  { "tarn-journal.h: dup_line(): the line of the entry, without a line break", test_text_is_lines },
  { "tarn-journal.h: new_bounded(): Makes a journal that keeps only the newest entries.", test_bounded },
  { "tarn-journal.h: new_bounded(): how many entries to keep, at least 1", test_bound_of_none },
  { "tarn-journal.h: journal_clear(): Removes all entries.", test_clear },
  { "tarn-journal.h: TarnJournal: It may outlive the engine.", test_outlives_engine },
  { "tarn-journal.h: new_from_file(): The journal can be searched, counted and compared with another one. It cannot be replayed", test_file },
  { "tarn-journal.h: save_to_file(): Writes tarn_journal_dup_text() into a file.", test_file },
  { "tarn-journal.h: save_to_file(): Errors: a #GFileError if the file cannot be written, or the path is that of a directory, a device or a pipe.", test_save_to_nowhere },
  { "tarn-journal.h: new_from_file(): a line does not have the form of a line of a journal; the message has the number of the first such line", test_file_errors },
  { "tarn-journal.h: new_from_file(): a #GFileError: the file cannot be read, or is no regular file", test_file_errors },
  { "tarn-error.h: TarnError: @TARN_ERROR_INVALID_JOURNAL: a file is not the text of a journal", test_file_errors },
  { "tarn-engine.h: replay(): the message has the number of the first entry that differs and both lines, and the engine stays where the difference was found", test_replay_finds_difference },
  { "journal.md: Replay: It stops where something else happens than the journal says, and reports the number of the entry and both lines.", test_replay_finds_difference },
  { "tarn-engine.h: replay(): Commands that the user's observers and timeouts gave are among them.", test_replay },
  { "tarn-engine.h: replay(): the engine is in the state in which the journal's engine was when the journal ended, with the same digest", test_replay },
  { "tarn-engine.h: replay(): Executes the commands of the journal again: calls, options, statements, faults, and the moves of the clock.", test_replay_of_moves },
  { "journal.md: Replay: makes the calls of a journal again and moves the clock as the journal says", test_replay_of_moves },
  { "tarn-engine.h: replay(): such as a new one with the same seed, or a fork or a snapshot that was made at that moment", test_replay_onto_fork },
  { "tarn-journal.h: count_calls(): the name of an exception, `ok` for calls that succeeded, or %NULL for all", test_count_calls },
  { "tarn-journal.h: list_call_times(): the times, in order", test_list_call_times },
  { "tarn-journal.h: find(): the index of the first such entry, or -1 if there is none", test_find },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
