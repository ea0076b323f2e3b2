/* SPDX-License-Identifier: MIT */
/*
 * Tests what changes when the automatic refreshes of a view are due: a pause, an offset, a jitter, an interval that is
 * counted from the end of a run, and the suspension after failures.
 */
#include "worlds/glue-lake.h"

#define FAIL_ALL "[r]\noperation=StartMaterializedViewRefreshTaskRun\ndo=fail-run\n"
#define FAIL_AUTOMATIC "[r]\nstart=automatic\ndo=fail-run\n"

/* The view is refreshed at each due time, because a timeout commits to its source all the time. */
typedef struct
{
  Lake lake;
  TarnTableName *view;
  GString *log; /* the minute in which each run was created */
} Scheduled;

static gboolean
commit_again (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Scheduled *scheduled = data;

  lake_commit (&scheduled->lake, scheduled->lake.base, TARN_COMMIT_APPEND, 1000);
  return G_SOURCE_CONTINUE;
}

static void
note_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  gint64 minute = (tarn_change_get_time (change) - START_US) / (60 * SECOND_US);

  if (tarn_change_get_to_status (change) == NULL)
    g_string_append_printf (data, "failure@%" G_GINT64_FORMAT " ", minute);
  else if (strcmp (tarn_change_get_cause (change), "create") == 0)
    g_string_append_printf (data, "%" G_GINT64_FORMAT " ", minute);
}

static TarnTableInput *
input_new (const Scheduled *scheduled, gint64 offset_seconds, gint64 jitter_seconds)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, scheduled->lake.base);
  tarn_table_input_set_refresh_seconds (input, 3600);
  tarn_table_input_set_refresh_offset_seconds (input, offset_seconds);
  tarn_table_input_set_refresh_jitter_seconds (input, jitter_seconds);
  return input;
}

static void
scheduled_init (Scheduled *scheduled, guint64 seed, gint64 offset_seconds, gint64 jitter_seconds)
{
  scheduled->lake = lake_new (seed);
  scheduled->view
      = lake_add (&scheduled->lake, "v", input_new (scheduled, offset_seconds, jitter_seconds));
  scheduled->log = g_string_new ("");
  tarn_engine_add_observer (scheduled->lake.engine, note_change, scheduled->log, NULL);
  tarn_engine_add_timeout (scheduled->lake.engine, 600 * SECOND_US, TARN_TIMEOUT_BACKGROUND,
                           commit_again, scheduled, NULL);
}

static void
scheduled_clear (Scheduled *scheduled)
{
  tarn_table_name_unref (scheduled->view);
  g_string_free (scheduled->log, TRUE);
  lake_clear (&scheduled->lake);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scheduled, scheduled_clear)

static void
advance_minutes (const Scheduled *scheduled, gint64 minutes)
{
  engine_advance (scheduled->lake.engine, minutes * 60 * SECOND_US);
}

static void
pause_view (const Scheduled *scheduled)
{
  g_autoptr (GError) error = NULL;

  tarn_glue_client_pause_schedule (scheduled->lake.client, scheduled->view, &error);
  g_assert_no_error (error);
}

static void
resume_view (const Scheduled *scheduled)
{
  g_autoptr (GError) error = NULL;

  tarn_glue_client_resume_schedule (scheduled->lake.client, scheduled->view, &error);
  g_assert_no_error (error);
}

/* --- Pausing ---------------------------------------------------------------------------------- */

static void
test_pause (void)
{
  g_auto (Scheduled) scheduled = { .log = NULL };
  g_autoptr (TarnTable) paused = NULL;
  g_autoptr (TarnTable) resumed = NULL;

  scheduled_init (&scheduled, 1, 0, 0);
  advance_minutes (&scheduled, 70);
  pause_view (&scheduled);
  pause_view (&scheduled);
  paused = lake_get_table (&scheduled.lake, scheduled.view);
  g_assert_true (tarn_table_is_schedule_paused (paused));
  advance_minutes (&scheduled, 200);
  resume_view (&scheduled);
  resumed = lake_get_table (&scheduled.lake, scheduled.view);
  g_assert_false (tarn_table_is_schedule_paused (resumed));
  advance_minutes (&scheduled, 130);
  assert_log (scheduled.log, "60 330 390 ");
}

/* A schedule that runs goes on as it is. */
static void
test_resume_without_pause (void)
{
  g_auto (Scheduled) scheduled = { .log = NULL };

  scheduled_init (&scheduled, 1, 0, 0);
  advance_minutes (&scheduled, 30);
  resume_view (&scheduled);
  advance_minutes (&scheduled, 60);
  assert_log (scheduled.log, "60 ");
}

/* A pause cancels no run, and a caller can start one. */
static void
test_runs_in_a_pause (void)
{
  g_auto (Scheduled) scheduled = { .log = NULL };
  g_autofree char *id = NULL;

  scheduled_init (&scheduled, 1, 0, 0);
  pause_view (&scheduled);
  advance_minutes (&scheduled, 100);
  id = lake_start (&scheduled.lake, scheduled.view);
  pause_view (&scheduled);
  advance_minutes (&scheduled, 100);
  assert_status (&scheduled.lake, id, "SUCCEEDED");
  assert_log (scheduled.log, "100 ");
}

/* An update does not end a pause, unless it ends the schedule. */
static void
test_update_in_a_pause (void)
{
  g_auto (Scheduled) scheduled = { .log = NULL };
  g_autoptr (TarnTableInput) none = NULL;
  g_autoptr (TarnTableInput) later = NULL;

  scheduled_init (&scheduled, 1, 0, 0);
  pause_view (&scheduled);
  later = input_new (&scheduled, 1200, 0);
  g_assert_true (
      tarn_glue_client_update_table (scheduled.lake.client, scheduled.view, later, NULL));
  advance_minutes (&scheduled, 100);
  assert_log (scheduled.log, "");
  none = input_new (&scheduled, 0, 0);
  tarn_table_input_set_refresh_seconds (none, 0);
  g_assert_true (tarn_glue_client_update_table (scheduled.lake.client, scheduled.view, none, NULL));
  g_assert_true (
      tarn_glue_client_update_table (scheduled.lake.client, scheduled.view, later, NULL));
  advance_minutes (&scheduled, 100);
  assert_log (scheduled.log, "180 ");
}

typedef struct
{
  const char *name;
  const char *table;
  const char *exception;
  const char *begins;
} RefusalRow;

static const RefusalRow refusal_rows[] = {
  { "unknown", "none", NOT_FOUND, "there is no table" },
  { "base-table", BASE, NOT_FOUND, ACCOUNT "." DATABASE "." BASE " is a base table" },
  { "without-interval", VIEW, INVALID, "RefreshSeconds of " },
};

static void
test_refusal (gconstpointer data)
{
  const RefusalRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) name = name_new (row->table);
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_glue_client_pause_schedule (lake.client, name, &error));
  assert_exception (error, row->exception, row->begins);
  g_clear_error (&error);
  g_assert_false (tarn_glue_client_resume_schedule (lake.client, name, &error));
  assert_exception (error, row->exception, row->begins);
}

/* --- Offset and jitter ------------------------------------------------------------------------ */

static void
test_offset (void)
{
  g_auto (Scheduled) scheduled = { .log = NULL };

  scheduled_init (&scheduled, 1, 1200, 0);
  advance_minutes (&scheduled, 210);
  assert_log (scheduled.log, "80 140 200 ");
  pause_view (&scheduled);
  resume_view (&scheduled);
  advance_minutes (&scheduled, 150);
  assert_log (scheduled.log, "290 350 ");
}

/* Returns the delays of the first refreshes against the hours, in seconds. */
static GArray *
get_delays (guint64 seed, const char *view)
{
  enum
  {
    N_REFRESHES = 40,
  };
  g_auto (Lake) lake = lake_new (seed);
  const Scheduled scheduled = { .lake = lake };
  GArray *delays = g_array_new (FALSE, FALSE, sizeof (gint64));

  tarn_table_name_unref (lake_add (&lake, view, input_new (&scheduled, 0, 1800)));
  for (guint i = 1; i <= N_REFRESHES; i++)
    {
      gint64 next_us = 0;

      g_assert_true (tarn_engine_peek_next (lake.engine, &next_us));
      next_us -= START_US + i * HOUR_US;
      g_assert_cmpint (next_us, >=, 0);
      g_assert_cmpint (next_us, <=, HOUR_US / 2);
      g_assert_cmpint (next_us % SECOND_US, ==, 0);
      g_array_append_val (delays, next_us);
      engine_advance_to (lake.engine, i * HOUR_US + next_us);
      engine_drain (lake.engine);
    }
  return delays;
}

/* The delays are random, differ between views and seeds, and do not add up. */
static void
test_jitter (void)
{
  g_autoptr (GArray) delays = get_delays (1, "v");
  g_autoptr (GArray) again = get_delays (1, "v");
  g_autoptr (GArray) other_view = get_delays (1, "w");
  g_autoptr (GArray) other_seed = get_delays (2, "v");
  gsize size = delays->len * sizeof (gint64);
  gint64 least = G_MAXINT64, most = 0;

  for (guint i = 0; i < delays->len; i++)
    {
      least = MIN (least, g_array_index (delays, gint64, i));
      most = MAX (most, g_array_index (delays, gint64, i));
    }
  g_assert_cmpint (least, <, 300 * SECOND_US);
  g_assert_cmpint (most, >, 1500 * SECOND_US);
  g_assert_true (memcmp (again->data, delays->data, size) == 0);
  g_assert_true (memcmp (other_view->data, delays->data, size) != 0);
  g_assert_true (memcmp (other_seed->data, delays->data, size) != 0);
}

/* --- From the end ----------------------------------------------------------------------------- */

/* A run takes ten minutes; one that a caller starts counts too. */
static void
test_interval_from_end (void)
{
  g_auto (Scheduled) scheduled = { .log = NULL };

  scheduled_init (&scheduled, 1, 0, 0);
  engine_set (scheduled.lake.engine, "glue.interval-from-end", 1);
  engine_set (scheduled.lake.engine, "glue.cost-startup-ms", 600000 - 12000);
  advance_minutes (&scheduled, 60);
  engine_drain (scheduled.lake.engine);
  engine_set (scheduled.lake.engine, "glue.cost-startup-ms", 600000 - 10000);
  g_string_truncate (scheduled.log, 0);
  tarn_engine_advance_to (scheduled.lake.engine, START_US + 100 * 60 * SECOND_US, NULL);
  g_free (lake_start (&scheduled.lake, scheduled.view));
  advance_minutes (&scheduled, 150);
  assert_log (scheduled.log, "100 170 240 ");
}

/* A refresh that is left out, because nothing has changed, has no end. So the next is due an interval later. */
static void
test_no_run_no_end (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) log = g_string_new ("");

  engine_set (lake.engine, "glue.interval-from-end", 1);
  tarn_table_name_unref (glue_add_view (lake.client, "v", lake.base, TARN_REFRESH_TYPE_FULL, 3600));
  tarn_engine_add_observer (lake.engine, note_change, log, NULL);
  engine_advance (lake.engine, 130 * 60 * SECOND_US);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 1000);
  engine_advance (lake.engine, 100 * 60 * SECOND_US);
  assert_log (log, "180 ");
}

/* If the option is switched while the run of a schedule is active, the schedule goes on. */
static void
test_option_is_switched_off (void)
{
  g_auto (Scheduled) scheduled = { .log = NULL };

  scheduled_init (&scheduled, 1, 0, 0);
  engine_set (scheduled.lake.engine, "glue.interval-from-end", 1);
  advance_minutes (&scheduled, 60);
  engine_set (scheduled.lake.engine, "glue.interval-from-end", 0);
  advance_minutes (&scheduled, 130);
  assert_log (scheduled.log, "60 125 185 ");
}

/* --- Suspension ------------------------------------------------------------------------------- */

static void
test_suspension (void)
{
  g_auto (Scheduled) scheduled = { .log = NULL };
  g_autoptr (TarnTable) suspended = NULL;
  g_autoptr (TarnTable) resumed = NULL;
  g_autofree char *text = NULL;

  scheduled_init (&scheduled, 1, 0, 0);
  engine_set (scheduled.lake.engine, "glue.suspend-after-failures", 3);
  engine_add_faults (scheduled.lake.engine, FAIL_AUTOMATIC);
  advance_minutes (&scheduled, 600);
  assert_log (scheduled.log, "60 120 180 failure@182 ");
  suspended = lake_get_table (&scheduled.lake, scheduled.view);
  g_assert_true (tarn_table_is_schedule_suspended (suspended));
  g_assert_false (tarn_table_is_schedule_paused (suspended));
  g_assert_cmpuint (tarn_table_get_n_failures_in_a_row (suspended), ==, 3);
  text = tarn_glue_client_explain (scheduled.lake.client, scheduled.view, NULL);
  g_assert_nonnull (strstr (text, "its schedule is suspended, after 3 failures in a row"));

  resume_view (&scheduled);
  resumed = lake_get_table (&scheduled.lake, scheduled.view);
  g_assert_false (tarn_table_is_schedule_suspended (resumed));
  g_assert_cmpuint (tarn_table_get_n_failures_in_a_row (resumed), ==, 0);
  advance_minutes (&scheduled, 600);
  assert_log (scheduled.log, "660 720 780 failure@782 ");
}

/* A success begins the count anew, and a stop does not count. */
static void
test_in_a_row (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view
      = glue_add_view (lake.client, "v", lake.base, TARN_REFRESH_TYPE_FULL, 3600);
  static const char outcomes[] = "ffsff.ff";
  static const guint counts[] = { 1, 2, 0, 1, 2, 2, 3, 4 };

  engine_set (lake.engine, "glue.suspend-after-failures", 4);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (TarnTable) table = NULL;

      tarn_engine_set_fault_plan (lake.engine, NULL);
      if (outcomes[i] == 'f')
        engine_add_faults (lake.engine, FAIL_ALL);
      g_free (lake_start (&lake, view));
      if (outcomes[i] == '.')
        lake_stop (&lake, view);
      engine_drain (lake.engine);
      table = lake_get_table (&lake, view);
      g_assert_cmpuint (tarn_table_get_n_failures_in_a_row (table), ==, counts[i]);
      g_assert_cmpint (tarn_table_is_schedule_suspended (table), ==, counts[i] == 4);
    }
}

/* Without the option, and without a schedule, nothing is suspended. */
static void
test_nothing_to_suspend (void)
{
  g_auto (Scheduled) scheduled = { .log = NULL };
  g_autoptr (TarnTable) table = NULL;

  scheduled_init (&scheduled, 1, 0, 0);
  engine_add_faults (scheduled.lake.engine, FAIL_ALL "\n"
                                                     "[s]\nstart=automatic\ndo=fail-run\n");
  advance_minutes (&scheduled, 310);
  assert_log (scheduled.log, "60 120 180 240 300 ");
  engine_set (scheduled.lake.engine, "glue.suspend-after-failures", 1);
  g_free (lake_start (&scheduled.lake, scheduled.lake.view));
  engine_drain (scheduled.lake.engine);
  table = lake_get_table (&scheduled.lake, scheduled.lake.view);
  g_assert_cmpuint (tarn_table_get_n_failures_in_a_row (table), ==, 1);
  g_assert_false (tarn_table_is_schedule_suspended (table));
}

/* --- Copies of the engine ----------------------------------------------------------------------- */

/* Drives the engine and returns its digest. */
static char *
go_on (TarnEngine *engine)
{
  engine_advance (engine, 30 * HOUR_US);
  return get_digest (engine);
}

static void
test_copies (void)
{
  g_auto (Scheduled) scheduled = { .log = NULL };
  g_autoptr (TarnTableName) paused = NULL;
  g_autoptr (GError) error = NULL;

  scheduled_init (&scheduled, 1, 1200, 1800);
  engine_set (scheduled.lake.engine, "glue.suspend-after-failures", 2);
  engine_set (scheduled.lake.engine, "glue.read-failure-ppm", 400000);
  paused = glue_add_view (scheduled.lake.client, "paused", scheduled.lake.base,
                          TARN_REFRESH_TYPE_NONE, 3600);
  g_assert_true (tarn_glue_client_pause_schedule (scheduled.lake.client, paused, NULL));
  advance_minutes (&scheduled, 150);

  g_autoptr (GBytes) bytes = tarn_engine_save (scheduled.lake.engine, &error);
  g_assert_no_error (error);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (scheduled.lake.engine, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *forked = go_on (fork), *again = go_on (restored);
  g_assert_cmpstr (again, ==, forked);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule-changes/pause", test_pause);
  g_test_add_func ("/schedule-changes/resume-without-pause", test_resume_without_pause);
  g_test_add_func ("/schedule-changes/runs-in-a-pause", test_runs_in_a_pause);
  g_test_add_func ("/schedule-changes/update-in-a-pause", test_update_in_a_pause);
  ADD_ROWS ("/schedule-changes/refuses/", refusal_rows, test_refusal);
  g_test_add_func ("/schedule-changes/offset", test_offset);
  g_test_add_func ("/schedule-changes/jitter", test_jitter);
  g_test_add_func ("/schedule-changes/interval-from-end", test_interval_from_end);
  g_test_add_func ("/schedule-changes/no-run-no-end", test_no_run_no_end);
  g_test_add_func ("/schedule-changes/option-is-switched-off", test_option_is_switched_off);
  g_test_add_func ("/schedule-changes/suspension", test_suspension);
  g_test_add_func ("/schedule-changes/in-a-row", test_in_a_row);
  g_test_add_func ("/schedule-changes/nothing-to-suspend", test_nothing_to_suspend);
  g_test_add_func ("/schedule-changes/copies", test_copies);
  return g_test_run ();
}
