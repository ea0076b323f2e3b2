/* SPDX-License-Identifier: MIT */
/*
 * Tests the trigger that replays a file: what it starts, what is wrong with a file, and that a trial which replays the
 * event log of another one starts the same.
 */
#include <glib/gstdio.h>
#include <tarn-lab/tarn-lab.h>

#include "worlds/rows.h"

#define MINUTE G_TIME_SPAN_MINUTE
#define START G_GINT64_CONSTANT (1793491200000000) /* 2026-11-01T00:00:00Z */

static char *directory;

static void
write_file (const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, content, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error);
  g_assert_no_error (error);
}

/* The scenario stands in the directory, so that it finds the file. */
static TarnLabScenario *
read_scenario (const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "a.lake", NULL);

  return tarn_lab_scenario_new_from_text (text, -1, path, error);
}

static void
add_line (const char *line, gpointer log)
{
  g_string_append_printf (log, "%s\r\n", line);
}

/* Returns the event log. */
static char *
simulate (TarnLabScenario *scenario)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 0, &error);
  g_assert_no_error (error);
  GString *log = g_string_new (NULL);

  tarn_lab_trial_set_log_func (trial, add_line, log, NULL);
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);
  return g_string_free (log, FALSE);
}

/* Returns the rows of a kind, as minutes and views. */
static char *
list_rows (const char *log, const char *kind)
{
  g_auto (GStrv) lines = g_strsplit (log, "\r\n", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);

      if (g_str_equal (cells[1], kind))
        g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", text->len > 0 ? "; " : "",
                                (g_ascii_strtoll (cells[0], NULL, 10) - START) / MINUTE,
                                cells[2] + strlen ("v."));
    }
  return g_string_free (text, FALSE);
}

/* --- What is started ---------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *file;
  const char *trigger; /* behind the path */
  const char *told;
} Row;

/* Two views with runs of 10 minutes, in an hour. */
#define LAKE                                                                                              \
  "[lake]\nstart = 2026-11-01\nhorizon = 1 h\nat-end = drain\n[table t.t]\n[cost]\nskip-unchanged = no\n" \
  "[view v.a]\nsources = t.t\nduration = 10 min\n[view v.b]\nsources = t.t\nduration = 10 min\n"

static const Row rows[] = {
  { "times", "view,time\nv.b,2026-11-01T00:05:00Z\nv.a,2026-11-01T00:20:00Z\n", "", "5 b; 20 a" },
  { "milliseconds", "time,view\n1793491500000,v.b\n", "", "5 b" },
  { "microseconds", "time_us,view\n1793491500000000,v.b\n", "", "5 b" },
  { "offsets", "offset,view\n0,v.a\n300,v.b\n1200.5,v.a\n", "", "0 a; 5 b; 20 a" },
  { "at-once", "offset,view\n60,v.b\n60,v.a\n", "", "1 b; 1 a" },
  { "twice-at-once", "offset,view\n60,v.a\n60,v.a\n60,v.b\n", "", "1 a; 1 b" },
  { "twice-at-once-queue", "offset,view\n60,v.a\n60,v.a\n", ", queue", "1 a; 11 a" },
  { "twice-at-once-cancel", "offset,view\n60,v.a\n60,v.a\n", ", cancel", "1 a" },
  { "overlap-skip", "offset,view\n0,v.a\n300,v.a\n660,v.a\n", "", "0 a; 11 a" },
  { "overlap-queue", "offset,view\n0,v.a\n300,v.a\n360,v.a\n", ", queue", "0 a; 10 a; 20 a" },
  { "overlap-cancel", "offset,view\n0,v.a\n300,v.a\n", ", cancel", "0 a; 5 a" },
  { "outside-of-the-window",
    "view,time\nv.a,2026-10-31T23:59:59Z\nv.a,2026-11-01\nv.b,2026-11-01T01:00:00Z\n", "", "0 a" },
  { "other-columns", "who,view,offset,why\nme,v.a,0,\"because, well\"\n,v.b,60,\n", "",
    "0 a; 1 b" },
  { "quotes-and-line-ends", "\r\n\"view\",\"offset\"\r\n\"v.a\",60\r\n\r\n", "", "1 a" },
  { "nothing", "view,offset\n", "", "" },
  { "kinds-requests",
    "kind,view,offset\nbegin,,0\nrequest,v.a,60\nstart,v.a,120\nrequest,v.b,180\nrun,v.a,200\n", "",
    "1 a; 3 b" },
  { "kinds-starts",
    "kind,view,offset\nbegin,,0\nrequest,v.a,60\nstart,v.a,120\nrequest,v.b,180\nrun,v.a,200\n",
    ", starts", "2 a" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *text
      = g_strconcat (LAKE "[policy]\ntrigger = replay starts.csv", row->trigger, "\n", NULL);
  g_autoptr (GError) error = NULL;

  write_file ("starts.csv", row->file);
  g_autoptr (TarnLabScenario) scenario = read_scenario (text, &error);
  g_assert_no_error (error);
  g_autofree char *log = simulate (scenario);
  g_autofree char *told = list_rows (log, "start");
  g_assert_cmpstr (told, ==, row->told);
}

/* Requests of equal rank start in the order in which they were made. */
static void
test_ties (void)
{
  static const char *const orders[]
      = { "fifo",        "sjf",          "lpt", "wspt", "edf", "max_lag", "max_weighted_lag",
          "max_benefit", "critical_path" };

  write_file ("starts.csv", "offset,view\n0,v.a\n60,v.d\n120,v.c\n180,v.b\n");
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *text = g_strconcat (
          LAKE
          "[view v.c]\nsources = t.t\nduration = 10 min\n[view v.d]\nsources = t.t\nduration = 10 min\n"
          "[policy]\ntrigger = replay starts.csv\norder = ",
          orders[i], "\nadmit = queue, at-most 1\n", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnLabScenario) scenario = read_scenario (text, &error);

      g_assert_no_error (error);
      g_autofree char *log = simulate (scenario);
      g_autofree char *told = list_rows (log, "start");
      g_test_message ("%s", orders[i]);
      g_assert_cmpstr (told, ==, "0 a; 10 d; 20 c; 30 b");
    }
}

/* Each policy takes the rows of its own views. */
static void
test_two_policies (void)
{
  g_autoptr (GError) error = NULL;

  write_file ("starts.csv", "offset,view\n0,v.a\n60,v.b\n120,v.b\n1200,v.a\n1800,v.b\n");
  g_autoptr (TarnLabScenario) scenario
      = read_scenario (LAKE "policy = other\n[policy]\ntrigger = replay starts.csv\n"
                            "[policy other]\ntrigger = replay starts.csv, queue\n",
                       &error);
  g_assert_no_error (error);
  g_autofree char *log = simulate (scenario);
  g_autofree char *told = list_rows (log, "start");
  g_assert_cmpstr (told, ==, "0 a; 1 b; 11 b; 20 a; 30 b");
}

/* --- What is wrong ------------------------------------------------------------------------------ */

#define ALLOWED "; allowed: a CSV file of starts, with the columns view and time"

static const Row error_rows[] = {
  { "no-view", "time\n1\n", "", "line 1: the first line must name the column view" },
  { "no-time", "view\nv.a\n", "",
    "line 1: the first line must name one of the columns time, time_us and offset" },
  { "two-times", "view,time,offset\n", "",
    "line 1: the first line must name one of the columns time, time_us and offset" },
  { "column-twice", "view,offset,view\n", "", "line 1, column 3: view is named twice" },
  { "wrong-time", "view,time\nv.a,1793491200000\nv.a,noon\n", "",
    "line 3, column 2 (time): 'noon' is not a time such as 2026-11-01T08:30:00Z, or milliseconds "
    "since 1970" },
  { "wrong-microseconds", "view,time_us\nv.a,2026-11-01\n", "",
    "line 2, column 2 (time_us): '2026-11-01' is not a number of microseconds since 1970" },
  { "wrong-offset", "view,offset\nv.a,-1\n", "",
    "line 2, column 2 (offset): '-1' is not a number of seconds such as 90 or 0.25" },
  { "earlier", "view,offset\nv.a,2\n\nv.a,1\n", "",
    "line 4: the row is earlier than the one before; sort the rows" },
  { "too-few", "view,offset\nv.a\n", "", "line 2: it has 1 of 2 columns" },
  { "too-many", "view,offset\nv.a,1,2\n", "", "line 2: it has more than 2 columns" },
  { "view-lacks", "view,offset\n,1\n", "", "line 2: the view lacks" },
  { "other-view", "view,offset\nv.a,1\nv.c,2\n", "", "line 3: there is no view v.c" },
  { "quote", "view,offset\n\"v.a,1\n", "", "line 2, column 1: a quote lacks its end" },
  { "empty", "", "", "it is empty" },
};

static void
test_error (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;

  write_file ("starts.csv", row->file);
  g_autoptr (TarnLabScenario) scenario
      = read_scenario (LAKE "[policy]\ntrigger = replay starts.csv\n", &error);
  g_assert_null (scenario);
  g_assert_nonnull (error);
  g_assert_true (error->domain == TARN_LAB_ERROR);
  g_assert_true (g_str_has_suffix (error->message, ALLOWED));
  g_assert_nonnull (strstr (error->message, "a.lake:15: policy.trigger: "));
  g_assert_nonnull (strstr (error->message, "starts.csv: "));
  g_autofree char *message = g_strndup (error->message, strlen (error->message) - strlen (ALLOWED));
  g_assert_true (g_str_has_suffix (message, row->told));
}

/* What a key has read is freed when a key behind it is refused. */
static void
test_key_behind (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = read_scenario (LAKE "[policy]\ntrigger = replay starts.csv\norder = frob\n", &error);

  g_assert_null (scenario);
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_SCENARIO);
  g_assert_nonnull (strstr (error->message, "a.lake:16: policy.order: 'frob' stands where"));
}

static void
test_no_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = read_scenario (LAKE "[policy]\ntrigger = replay none.csv\n", &error);

  g_assert_null (scenario);
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_FILE);
}

/* A file that grows without an end is not read. */
static void
test_too_many (void)
{
  g_autoptr (GString) file = g_string_new ("view,offset\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= 1000000; i++)
    g_string_append (file, "v.a,1\n");
  write_file ("starts.csv", file->str);
  g_autoptr (TarnLabScenario) scenario
      = read_scenario (LAKE "[policy]\ntrigger = replay starts.csv\n", &error);
  g_assert_null (scenario);
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_TOO_LARGE);
}

/* --- The scenario ------------------------------------------------------------------------------- */

/* The digest is that of the bytes of the file too, and a scenario that is made from another one does not read again. */
static void
test_scenario (void)
{
  g_autoptr (GError) error = NULL;

  write_file ("starts.csv", "view,offset\nv.a,60\n");
  g_autoptr (TarnLabScenario) first
      = read_scenario (LAKE "[policy]\ntrigger = replay \"starts.csv\", skip\n", &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (tarn_lab_scenario_get_text (first),
                                   "[policy]\ntrigger = replay starts.csv, requests, skip\n"));

  write_file ("starts.csv", "view,offset\nv.a,120\n");
  g_autoptr (TarnLabScenario) second = read_scenario (tarn_lab_scenario_get_text (first), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tarn_lab_scenario_get_text (first), ==, tarn_lab_scenario_get_text (second));
  g_assert_cmpstr (tarn_lab_scenario_get_digest (first), !=, tarn_lab_scenario_get_digest (second));

  g_autoptr (TarnLabScenario) third = tarn_lab_scenario_set (first, "lake.slots", "1", &error);
  g_assert_no_error (error);
  g_autofree char *log = simulate (third);
  g_autofree char *told = list_rows (log, "start");
  g_assert_cmpstr (told, ==, "1 a");
}

static void
test_note (void)
{
  g_autoptr (GError) error = NULL;

  write_file ("starts.csv", "view,time\nv.a,2026-10-01\nv.a,2026-10-02\nv.a,2026-11-01\n"
                            "v.b,2026-11-02\n");
  g_autoptr (TarnLabScenario) scenario
      = read_scenario (LAKE "[policy]\ntrigger = replay starts.csv\n", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 0, &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);
  g_assert_no_error (error);
  g_autofree char *text
      = tarn_lab_report_to_text (scenario, "a.lake", 0, result, TARN_LAB_REPORT_NONE);
  g_assert_nonnull (strstr (text, "policy: 2 starts of the file are before the start of the "
                                  "scenario and left out"));
  g_assert_nonnull (
      strstr (text, "policy: 1 start of the file is after the end of the scenario and left out"));
}

/* --- Logs --------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *policies; /* [policy] and [policy other] */
  const char *replayed; /* their triggers, in place of those */
  const char *rest;     /* of both policies */
} LogRow;

/* A chain, and views that wait for two slots; runs fail, and their durations are drawn. */
#define RANDOM_LAKE                                                                                \
  "[lake]\nstart = 2026-11-01\nhorizon = 1 d\nslots = 2\nseed = 7\n"                               \
  "[table t.t]\nsize = 10 GB\ncommits = poisson every 7 min, 20 MB lognormal 2\n"                  \
  "[view v.a]\nsources = t.t\nduration = 5 min exponential\nslo = lag 20 min\nfailures = 10 %\n"   \
  "[view v.b]\nsources = v.a\nduration = 10 min exponential\nslo = lag 1 h\n"                      \
  "[view v.c_%d]\ncount = 4\nsources = t.t\nduration = 4 min exponential\npolicy = other\n"

static const LogRow log_rows[] = {
  { "interval", "trigger = interval 10 min, queue", "trigger = replay log.csv, queue", "" },
  { "cancel", "trigger = interval 8 min, cancel", "trigger = replay log.csv, cancel", "" },
  { "on_commit", "trigger = on_commit", "trigger = replay log.csv", "order = max_lag\n" },
  { "zero_wait", "trigger = zero_wait", "trigger = replay log.csv", "order = sjf\n" },
  { "lag_trigger", "trigger = lag_trigger, lag 30 min", "trigger = replay log.csv",
    "order = edf\nmode = full\n" },
  { "idle", "trigger = idle", "trigger = replay log.csv", "" },
  { "target_lag", "trigger = target_lag 30 min", "trigger = replay log.csv",
    "admit = upstream_first\n" },
  { "starts-of-retries", "trigger = on_commit\nadmit = reject_backoff",
    "trigger = replay log.csv, starts", "" },
};

static TarnLabScenario *
read_random_lake (const char *policy, const char *rest)
{
  g_autofree char *text = g_strconcat (RANDOM_LAKE "[policy]\n", policy, "\n", rest,
                                       "[policy other]\n", policy, "\n", rest, NULL);
  g_autoptr (GError) error = NULL;
  TarnLabScenario *scenario = read_scenario (text, &error);

  g_assert_no_error (error);
  return scenario;
}

static void
test_log (gconstpointer data)
{
  const LogRow *row = data;
  g_autoptr (TarnLabScenario) first = read_random_lake (row->policies, row->rest);
  g_autofree char *first_log = simulate (first);

  write_file ("log.csv", first_log);
  g_autoptr (TarnLabScenario) second = read_random_lake (row->replayed, row->rest);
  g_autofree char *second_log = simulate (second);
  g_autofree char *first_starts = list_rows (first_log, "start");
  g_autofree char *second_starts = list_rows (second_log, "start");
  g_autofree char *first_runs = list_rows (first_log, "run");
  g_autofree char *second_runs = list_rows (second_log, "run");

  g_assert_cmpuint (strlen (first_starts), >, 500);
  g_assert_cmpstr (first_starts, ==, second_starts);
  g_assert_cmpstr (first_runs, ==, second_runs);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  directory = g_dir_make_tmp ("tarn-replay-XXXXXX", NULL);
  g_assert_nonnull (directory);

  ADD_ROWS ("/lab/replay/", rows, test_row);
  g_test_add_func ("/lab/replay/ties", test_ties);
  g_test_add_func ("/lab/replay/two-policies", test_two_policies);
  ADD_ROWS ("/lab/replay/error/", error_rows, test_error);
  g_test_add_func ("/lab/replay/wrong/key-behind", test_key_behind);
  g_test_add_func ("/lab/replay/wrong/no-file", test_no_file);
  g_test_add_func ("/lab/replay/wrong/too-many", test_too_many);
  g_test_add_func ("/lab/replay/scenario", test_scenario);
  g_test_add_func ("/lab/replay/note", test_note);
  ADD_ROWS ("/lab/replay/log/", log_rows, test_log);
  int status = g_test_run ();

  static const char *const names[] = { "starts.csv", "log.csv" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (directory, names[i], NULL);
      g_unlink (path);
    }
  g_rmdir (directory);
  g_free (directory);
  return status;
}
