/* SPDX-License-Identifier: MIT */
/* These tests watch a trial from outside: by a user's own measures, the event log and explanations. */
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "worlds/rows.h"

#define ONE_VIEW                                                                                   \
  "[lake]\nhorizon = 1 h\nslots = 1\n"                                                             \
  "[table db.t]\nsize = 100 GB\ncommits = every 15 min, offset 1 min, 250 MB\n"                    \
  "[view db.v]\nsources = db.t\n"                                                                  \
  "[policy]\ntrigger = interval 15 min\n"
#define TWO_VIEWS                                                                                  \
  "[lake]\nhorizon = 1 h\nslots = 1\n"                                                             \
  "[table db.t]\nsize = 100 GB\ncommits = every 15 min, offset 1 min, 250 MB\n"                    \
  "[view db.lower]\nsources = db.t\nduration = 100 s\n"                                            \
  "[view db.upper]\nsources = db.lower\nduration = 100 s\n"                                        \
  "[policy]\ntrigger = interval 15 min\n"
#define BAD_VIEW                                                                                   \
  "[lake]\nhorizon = 1 h\n"                                                                        \
  "[table db.t]\n"                                                                                 \
  "[view db.v]\nsources = db.t\nduration = 600 s\nfailures = 100 %\n"                              \
  "[policy]\ntrigger = interval 2 min\n"
#define LATE_POLICY                                                                                \
  "[lake]\nhorizon = 1 h\n"                                                                        \
  "[table db.t]\n"                                                                                 \
  "[view db.v]\nsources = db.t\n"                                                                  \
  "[policy]\ntrigger = interval 10 min, phase 5 min\n"

#define SLO_VIEW                                                                                   \
  "[lake]\nhorizon = 1 h\n"                                                                        \
  "[table db.t]\ncommits = every 1 min, 250 MB\n"                                                  \
  "[view db.v]\nsources = db.t\nduration = 100 s\nslo = lag 5 min\n"                               \
  "[policy]\ntrigger = interval 15 min\n"
#define EARLY_RUN                                                                                  \
  "[lake]\nhorizon = 1 h\n"                                                                        \
  "[table db.t]\ncommits = every 1 h, offset 16 min, 250 MB\n"                                     \
  "[view db.v]\nsources = db.t\nduration = 100 s\n"                                                \
  "[policy]\ntrigger = interval 15 min\n"
#define LATE_UPPER                                                                                 \
  "[lake]\nhorizon = 1 h\n"                                                                        \
  "[table db.t]\nsize = 100 GB\ncommits = every 15 min, offset 1 min, 250 MB\n"                    \
  "[view db.lower]\nsources = db.t\nduration = 100 s\n"                                            \
  "[view db.upper]\nsources = db.lower\nduration = 100 s\nslo = lag 2 h\npolicy = late\n"          \
  "[policy]\ntrigger = interval 5 min\n"                                                           \
  "[policy late]\ntrigger = interval 20 min, phase 4 min, queue\n"
#define MANY_VIEWS                                                                                 \
  "[lake]\nhorizon = 1 h\nslots = 2\n"                                                             \
  "[table db.t]\ncommits = every 1 min, 250 MB\n"                                                  \
  "[view db.v%d]\ncount = 3\nsources = db.t\nduration = 100 s\n"                                   \
  "[policy]\ntrigger = interval 15 min\n"
#define ONE_AT_A_TIME(slots)                                                                       \
  "[lake]\nhorizon = 1 h\nslots = " slots "\n"                                                     \
  "[table db.t]\ncommits = every 1 min, 250 MB\n"                                                  \
  "[view db.v%d]\ncount = 3\nsources = db.t\nduration = 100 s\n"                                   \
  "[policy]\ntrigger = interval 15 min\nadmit = queue, at-most 1\n"
#define KEPT_BY_THE_POLICY                                                                                                \
  "db.v3: lag 30 s, no SLO; age 30 s\n"                                                                                   \
  "  has never shown one of its base tables, which counts from 2000-01-01T00:00:00Z\n"                                    \
  "  waits with 1 request, of 2000-01-01T00:00:00Z, which is 30 s ago; a slot is free, but [policy] starts no run of the" \
  " view yet: its `admit` is queue, at-most 1, and its `order` fifo\n"
#define AGE_VIEWS(slo)                                                                             \
  "[lake]\nhorizon = 1 h\n"                                                                        \
  "[table db.t]\n"                                                                                 \
  "[view db.lower]\nsources = db.t\nduration = 100 s\n"                                            \
  "[view db.upper]\nsources = db.lower\nduration = 100 s\n" slo "policy = often\n"                 \
  "[policy]\ntrigger = interval 15 min\n"                                                          \
  "[policy often]\ntrigger = interval 3 min\n"
#define SPREAD_POLICY                                                                              \
  "[lake]\nhorizon = 1 h\n"                                                                        \
  "[table db.t]\n"                                                                                 \
  "[view db.v%d]\ncount = 3\nsources = db.t\nduration = 10 s\n"                                    \
  "[policy]\ntrigger = interval 10 min, spread\n"
#define SERVICE_POLICY                                                                             \
  "[lake]\nhorizon = 1 h\n"                                                                        \
  "[table db.t]\n"                                                                                 \
  "[view db.v2]\nsources = db.t\nrefresh-seconds = 3600\n"                                         \
  "[policy]\ntrigger = service\n"

#define MANY_TABLES(n, rest)                                                                       \
  "[lake]\nhorizon = 1 h\n"                                                                        \
  "[table db.old]\n[table db.t%d]\ncount = " n "\ncommits = every 20 min, offset 10 min, 1 MB\n"   \
  "[view db.v]\nsources = db.old; db.t1; db.t2; db.t3; db.t4; db.t5" rest "\nduration = 100 s\n"   \
  "[policy]\ntrigger = interval 30 min\n"
#define NAMED_POLICY                                                                               \
  "[lake]\nhorizon = 1 h\nslots = 2\n"                                                             \
  "[table db.t]\ncommits = every 1 min, 250 MB\n"                                                  \
  "[view db.v%d]\ncount = 2\nsources = db.t\nduration = 100 s\npolicy = slow\n"                    \
  "[policy slow]\ntrigger = interval 15 min\nadmit = queue, at-most 1\norder = edf\n"
#define QUEUE                                                                                      \
  "[lake]\nhorizon = 1 h\nslots = 1\n"                                                             \
  "[table db.t]\n"                                                                                 \
  "[view db.v%d]\ncount = 2\nsources = db.t\nduration = 20 min\n"                                  \
  "[policy]\ntrigger = interval 5 min, queue\n"
#define DIAMOND(period)                                                                            \
  "[lake]\nhorizon = 1 h\n[table db.t]\n"                                                          \
  "[view db.low]\nsources = db.t\nduration = 10 s\n"                                               \
  "[view db.left]\nsources = db.low\nduration = 10 s\n"                                            \
  "[view db.right]\nsources = db.low\nduration = 10 s\n"                                           \
  "[view db.top]\nsources = db.left; db.right\nduration = 10 s\nslo = age 1 min\n"                 \
  "[policy]\ntrigger = interval " period "\n"
#define SHORT_LAG                                                                                  \
  "[lake]\nhorizon = 1 h\n"                                                                        \
  "[table db.t]\ncommits = every 1 h, offset 1199500 ms, 250 MB\n"                                 \
  "[view db.v]\nsources = db.t\nduration = 100 s\nslo = lag 500 ms\n"                              \
  "[policy]\ntrigger = interval 15 min\n"

static TarnLabTrial *
new_trial (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (text, -1, "test.lake", &error);

  g_assert_no_error (error);
  TarnLabTrial *trial = tarn_lab_trial_new (scenario, 0, &error);
  g_assert_no_error (error);
  return trial;
}

static TarnLabResult *
finish (TarnLabTrial *trial)
{
  g_autoptr (GError) error = NULL;
  TarnLabResult *result = tarn_lab_trial_finish (trial, &error);

  g_assert_no_error (error);
  return result;
}

static gint64
get_figure (const TarnLabResult *result, const char *name)
{
  gint64 value;

  g_assert_true (tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_ALL, 0, name, &value));
  return value;
}

static void
advance_to (TarnLabTrial *trial, gint64 seconds)
{
  g_autoptr (GError) error = NULL;
  gint64 start_us = tarn_lab_trial_get_end_time (trial) - G_TIME_SPAN_HOUR;

  tarn_lab_trial_advance_to (trial, start_us + seconds * G_TIME_SPAN_SECOND, &error);
  g_assert_no_error (error);
}

/* --- A user's own measures -------------------------------------------------------------------- */

static gint64
count (gint64 value, const TarnLabEvent *event, gpointer kind)
{
  return value + (tarn_lab_event_get_kind (event) == GPOINTER_TO_UINT (kind));
}

static gint64
add_stretches (gint64 value, const TarnLabEvent *event, gpointer user_data G_GNUC_UNUSED)
{
  const TarnStretch *stretch = tarn_lab_event_get_stretch (event);

  g_assert_cmpint (stretch != NULL, ==,
                   tarn_lab_event_get_kind (event) == TARN_LAB_EVENT_KIND_STRETCH);
  return stretch == NULL
             ? value
             : value + tarn_stretch_get_end_time (stretch) - tarn_stretch_get_begin_time (stretch);
}

static gint64
find_last_start (gint64 value, const TarnLabEvent *event, gpointer user_data G_GNUC_UNUSED)
{
  if (tarn_lab_event_get_kind (event) != TARN_LAB_EVENT_KIND_START)
    return value;

  g_assert_cmpuint (tarn_lab_event_get_view (event), ==, 0);
  g_assert_cmpint (tarn_lab_event_get_request_time (event), ==, tarn_lab_event_get_time (event));
  return tarn_lab_event_get_start_time (event);
}

static gint64
keep_copy (gint64 value, const TarnLabEvent *event, gpointer copy)
{
  TarnLabEvent **kept = copy;

  if (*kept == NULL && tarn_lab_event_get_kind (event) == TARN_LAB_EVENT_KIND_COMMIT)
    *kept = tarn_lab_event_copy (event);
  return value;
}

static void
add_counter (TarnLabTrial *trial, const char *name, TarnLabEventKind kind)
{
  tarn_lab_trial_add_measure (trial, name, count, GUINT_TO_POINTER (kind), NULL);
}

static void
test_own (void)
{
  g_autoptr (TarnLabTrial) trial = new_trial (ONE_VIEW);
  g_autoptr (TarnLabEvent) commit = NULL;
  gint64 end_us = tarn_lab_trial_get_end_time (trial);

  add_counter (trial, "begins", TARN_LAB_EVENT_KIND_BEGIN);
  add_counter (trial, "ends", TARN_LAB_EVENT_KIND_END);
  add_counter (trial, "starts", TARN_LAB_EVENT_KIND_START);
  add_counter (trial, "commits-of-all", TARN_LAB_EVENT_KIND_COMMIT);
  tarn_lab_trial_add_measure (trial, "time", add_stretches, NULL, NULL);
  tarn_lab_trial_add_measure (trial, "last-start", find_last_start, NULL, NULL);
  tarn_lab_trial_add_measure (trial, "copy", keep_copy, &commit, NULL);
  g_autoptr (TarnLabResult) result = finish (trial);
  g_assert_cmpint (get_figure (result, "begins"), ==, 1);
  g_assert_cmpint (get_figure (result, "ends"), ==, 1);
  g_assert_cmpint (get_figure (result, "starts"), ==, get_figure (result, "runs-started"));
  g_assert_cmpint (get_figure (result, "commits-of-all"), ==,
                   get_figure (result, "commits") + get_figure (result, "runs-succeeded"));
  g_assert_cmpint (get_figure (result, "time"), ==, G_TIME_SPAN_HOUR);
  g_assert_cmpint (get_figure (result, "last-start"), ==, end_us - 15 * G_TIME_SPAN_MINUTE);

  g_clear_object (&trial);
  g_assert_cmpint (tarn_lab_event_get_time (commit), ==,
                   end_us - G_TIME_SPAN_HOUR + G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (tarn_lab_event_get_view (commit), ==, G_MAXUINT);
  g_assert_nonnull (tarn_change_get_commit (tarn_lab_event_get_change (commit)));
}

static gint64
sum_times (gint64 value, const TarnLabEvent *event, gpointer user_data G_GNUC_UNUSED)
{
  return value + tarn_lab_event_get_time (event) % G_TIME_SPAN_DAY;
}

static void
note_free (gpointer n_freed)
{
  ++*(guint *) n_freed;
}

static void
ignore_line (const char *line G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
}

static gint64
keep_stretch (gint64 value, const TarnLabEvent *event, gpointer copy)
{
  if (tarn_lab_event_get_kind (event) != TARN_LAB_EVENT_KIND_STRETCH)
    return value;

  g_clear_pointer ((TarnLabEvent **) copy, tarn_lab_event_free);
  *(TarnLabEvent **) copy = tarn_lab_event_copy (event);
  return tarn_stretch_get_end_time (tarn_lab_event_get_stretch (event));
}

/* The copy of a stretch stays when the trial has gone, and with it what the functions were given. */
static void
test_own_stretch (void)
{
  g_autoptr (TarnLabTrial) trial = new_trial (ONE_VIEW);
  g_autoptr (TarnLabEvent) stretch = NULL;
  guint n_freed = 0;

  tarn_lab_trial_add_measure (trial, "stretch", keep_stretch, &stretch, NULL);
  tarn_lab_trial_set_log_func (trial, ignore_line, &n_freed, note_free);
  tarn_lab_trial_set_timeline_func (trial, ignore_line, &n_freed, note_free);
  g_autoptr (TarnLabResult) result = finish (trial);
  g_clear_object (&trial);
  g_assert_cmpuint (n_freed, ==, 2);
  g_assert_cmpint (tarn_stretch_get_end_time (tarn_lab_event_get_stretch (stretch)), ==,
                   get_figure (result, "stretch"));
}

/* A fork goes on with the number, and the last trial frees the data of the user. */
static void
test_own_in_fork (void)
{
  g_autoptr (TarnLabTrial) trial = new_trial (ONE_VIEW);
  g_autoptr (TarnLabTrial) fork = NULL;
  g_autoptr (GError) error = NULL;
  guint n_freed = 0;

  tarn_lab_trial_add_measure (trial, "times", sum_times, &n_freed, note_free);
  advance_to (trial, 1000);
  fork = tarn_lab_trial_fork (trial, &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabResult) of_trial = finish (trial), of_fork = finish (fork);
  g_assert_cmpint (get_figure (of_trial, "times"), ==, get_figure (of_fork, "times"));
  g_assert_cmpint (get_figure (of_trial, "times"), >, 0);
  g_clear_object (&trial);
  g_assert_cmpuint (n_freed, ==, 0);
  g_clear_object (&fork);
  g_assert_cmpuint (n_freed, ==, 1);
}

/* A trial that is finished twice has the same figures. */
static void
test_finish_twice (void)
{
  const char *const *metrics = tarn_lab_list_metrics ();
  g_autoptr (TarnLabTrial) trial = new_trial (TWO_VIEWS);
  g_autoptr (TarnLabResult) first = finish (trial), second = finish (trial);

  for (guint i = 0; metrics[i] != NULL; i++)
    {
      gint64 value, again;

      if (!tarn_lab_metric_has_subject (metrics[i], TARN_LAB_SUBJECT_ALL))
        continue;
      gboolean exists
          = tarn_lab_result_get_figure (first, TARN_LAB_SUBJECT_ALL, 0, metrics[i], &value);

      g_assert_cmpint (tarn_lab_result_get_figure (second, TARN_LAB_SUBJECT_ALL, 0, metrics[i],
                                                   &again),
                       ==, exists);
      g_assert_cmpint (again, ==, value);
    }
}

/* --- The regret of modes ---------------------------------------------------------------------- */

/* A full run of a view that reads all of its table costs more than one of its changes, unless the service had no choice. */
#define FULL_MODE(options)                                                                         \
  "[lake]\nhorizon = 1 h\n[cost]\nstartup = 0 s\nbilling-minimum = 0 s\n" options                  \
  "[table db.t]\nsize = 100 GB\ncommits = every 15 min, offset 1 min, 250 MB\n"                    \
  "[view db.v]\nsources = db.t\n[policy]\ntrigger = interval 15 min\nmode = full\n"

typedef struct
{
  const char *name;
  const char *text;
  gboolean is_known;
} RegretRow;

static const RegretRow regret_rows[] = {
  { "history-is-kept", FULL_MODE (""), TRUE },
  { "snapshots-expire", FULL_MODE ("glue.retention-snapshots = 9\n"), FALSE },
  { "snapshots-grow-old", FULL_MODE ("glue.retention-snapshot-age-us = 900000000\n"), FALSE },
  { "only-appends", FULL_MODE ("glue.incremental-appends-only = 1\n"), FALSE },
};

static void
test_regret (gconstpointer data)
{
  const RegretRow *row = data;
  g_autoptr (TarnLabTrial) trial = new_trial (row->text);
  gint64 regret = -1;

  tarn_lab_trial_set_mode_regret (trial, TRUE);
  g_autoptr (TarnLabResult) result = finish (trial);
  g_assert_true (
      tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_ALL, 0, "mode-regret", &regret));
  if (row->is_known)
    g_assert_cmpint (regret, >, 0);
  else
    g_assert_cmpint (regret, ==, 0);
}

/* --- The event log ---------------------------------------------------------------------------- */

static void
add_line (const char *line, gpointer lines)
{
  g_ptr_array_add (lines, g_strdup (line));
}

static guint
count_commas (const char *line)
{
  guint n = 0;

  for (; *line != '\0'; line++)
    n += *line == ',';
  return n;
}

static void
test_log (void)
{
  static const char *const expected[] = {
    "946684800000000,begin,,,,,,,,,,,,,,,,,,,",
    "946684800000000,request,db.v,,,,946684800000000,,,,,,,,,,,,,,",
    "946684800000000,start,db.v,,,auto,946684800000000,946684800000000,,,,,,,,,,,,,",
    "946684800000000,run,db.v,,65536,,946684800000000,946684800000000,create,STARTING,,,,0,0,0,0,0,"
    ",,",
    "946684800000000,run,db.v,,65536,,946684800000000,946684800000000,take-slot,STARTING,FULL,"
    "946684800000000,946684800000000,0,0,0,0,0,,,",
    "946684830000000,run,db.v,,65536,,946684800000000,946684800000000,begin,RUNNING,FULL,"
    "946684800000000,946684800000000,0,0,0,0,0,,,",
    "946684860000000,commit,,db.t,,,,,,,,,,,,,,,append,250000000,100250000000",
  };
  g_autoptr (TarnLabTrial) trial = new_trial (ONE_VIEW);
  g_autoptr (TarnLabTrial) fork = NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  tarn_lab_trial_set_log_func (trial, add_line, g_ptr_array_ref (lines),
                               (GDestroyNotify) g_ptr_array_unref);
  advance_to (trial, 60);
  fork = tarn_lab_trial_fork (trial, NULL);
  g_assert_true (g_str_has_prefix (lines->pdata[0], "time_us,kind,view,table,tag,"));
  g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (expected) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpstr (lines->pdata[i + 1], ==, expected[i]);
      g_assert_cmpuint (count_commas (expected[i]), ==, count_commas (lines->pdata[0]));
    }

  /* A fork has no log. */
  g_autoptr (TarnLabResult) result = finish (fork);
  g_assert_nonnull (result);
  g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (expected) + 1);
}

/* --- Names ------------------------------------------------------------------------------------ */

/* Names may have any character but control characters, of which the tab is none. */
#define NAMES                                                                                      \
  "[lake]\nhorizon = 1 h\n[table db.t]\n[view db.\"a\\\"b\"]\nsources = db.t\n"                    \
  "[view db.\"c,d\"]\nsources = db.t\n[view db.\"e\\\\\tf\"]\nsources = db.t\n"                    \
  "[policy]\ntrigger = interval 1 h\n"

static gboolean
has_part (const GPtrArray *lines, const char *part)
{
  for (guint i = 0; i < lines->len; i++)
    if (strstr (lines->pdata[i], part) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_names (void)
{
  static const char *const logged[]
      = { ",request,\"db.a\"\"b\",,", ",request,\"db.c,d\",,", ",request,db.e\\\tf,," };
  static const char *const told[]
      = { ",\"name\":\"db.a\\\"b\",", ",\"name\":\"db.c,d\",", ",\"name\":\"db.e\\\\\\u0009f\"," };
  g_autoptr (TarnLabTrial) trial = new_trial (NAMES);
  g_autoptr (GPtrArray) log = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) timeline = g_ptr_array_new_with_free_func (g_free);

  tarn_lab_trial_set_log_func (trial, add_line, log, NULL);
  tarn_lab_trial_set_timeline_func (trial, add_line, timeline, NULL);
  advance_to (trial, 60);
  for (guint i = 0; i < G_N_ELEMENTS (logged); i++)
    {
      g_assert_true (has_part (log, logged[i]));
      g_assert_true (has_part (timeline, told[i]));
    }
}

/* --- Explanations ----------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *text;
  gint64 seconds;
  const char *view;
  const char *explanation;
} ExplainRow;

static const ExplainRow explain_rows[] = {
  { "first-run", ONE_VIEW, 90, "db.v",
    "db.v: lag 1 min 30 s, no SLO; age 1 min 30 s\n"
    "  has never shown one of its base tables, which counts from 2000-01-01T00:00:00Z\n"
    "  waits for the end of its run (FULL) that was asked for at 2000-01-01T00:00:00Z, waited 0 s for its slot, has had it for 1 min 30 s, and reads as of 2000-01-01T00:00:00Z\n" },
  { "after-a-run", ONE_VIEW, 899, "db.v",
    "db.v: lag 13 min 59 s, no SLO; age 14 min 59 s\n"
    "  lacks commits to its base tables, the oldest of 2000-01-01T00:01:00Z, of the base table db.t\n"
    "  waits for the next request of [policy], interval 15 min, phase 0 s, skip: due at 2000-01-01T00:15:00Z, in 1 s\n"
    "  shows its direct sources as of 2000-01-01T00:00:00Z, published 2000-01-01T00:05:14Z; 1 commit to them since, 250 MB\n"
    "  had a run (FULL) that was asked for at 2000-01-01T00:00:00Z, waited 0 s for its slot, had it for 5 min 14 s: SUCCEEDED\n" },
  { "over-the-slo", SLO_VIEW, 899, "db.v",
    "db.v: lag 13 min 59 s, SLO lag 5 min: over by 8 min 59 s; age 14 min 59 s\n"
    "  lacks commits to its base tables, the oldest of 2000-01-01T00:01:00Z, of the base table db.t\n"
    "  waits for the next request of [policy], interval 15 min, phase 0 s, skip: due at 2000-01-01T00:15:00Z, in 1 s\n"
    "  shows its direct sources as of 2000-01-01T00:00:00Z, published 2000-01-01T00:01:40Z; 14 commits to them since, 3500 MB\n"
    "  had a run (FULL) that was asked for at 2000-01-01T00:00:00Z, waited 0 s for its slot, had it for 1 min 40 s: SUCCEEDED\n" },
  { "run-reads-before-the-commit", EARLY_RUN, 970, "db.v",
    "db.v: lag 10 s, no SLO; age 16 min 10 s\n"
    "  lacks commits to its base tables, the oldest of 2000-01-01T00:16:00Z, of the base table db.t\n"
    "  waits for the end of its run (INCREMENTAL) that was asked for at 2000-01-01T00:15:00Z, waited 0 s for its slot, has had it for 1 min 10 s, and reads as of 2000-01-01T00:15:00Z, before that\n"
    "  shows its direct sources as of 2000-01-01T00:00:00Z, published 2000-01-01T00:01:40Z; 1 commit to them since, 250 MB\n" },
  { "upper-waits-for-slot", TWO_VIEWS, 50, "db.upper",
    "db.upper: lag 50 s, no SLO; age 50 s\n"
    "  has never shown one of its base tables, which counts from 2000-01-01T00:00:00Z\n"
    "  waits for the view db.lower, which lacks that too\n"
    "  waits for a slot with 1 request, of 2000-01-01T00:00:00Z, which is 50 s ago; a run of another view has the only slot since 2000-01-01T00:00:00Z\n"
    "db.lower: lag 50 s, no SLO; age 50 s\n"
    "  has never shown one of its base tables, which counts from 2000-01-01T00:00:00Z\n"
    "  waits for the end of its run (FULL) that was asked for at 2000-01-01T00:00:00Z, waited 0 s for its slot, has had it for 50 s, and reads as of 2000-01-01T00:00:00Z\n" },
  { "upper-waits-for-lower", TWO_VIEWS, 990, "db.upper",
    "db.upper: lag 15 min 30 s, no SLO; age 16 min 30 s\n"
    "  lacks commits to its base tables, the oldest of 2000-01-01T00:01:00Z\n"
    "  waits for the view db.lower, which lacks that too\n"
    "  waits for a slot with 1 request, of 2000-01-01T00:15:00Z, which is 1 min 30 s ago; a run of another view has the only slot since 2000-01-01T00:15:00Z\n"
    "  shows its direct sources as of 2000-01-01T00:01:40Z, published 2000-01-01T00:03:20Z; no commit to them since\n"
    "  had a run (FULL) that was asked for at 2000-01-01T00:00:00Z, waited 1 min 40 s for its slot, had it for 1 min 40 s: SUCCEEDED\n"
    "db.lower: lag 15 min 30 s, no SLO; age 16 min 30 s\n"
    "  lacks commits to its base tables, the oldest of 2000-01-01T00:01:00Z, of the base table db.t\n"
    "  waits for the end of its run (INCREMENTAL) that was asked for at 2000-01-01T00:15:00Z, waited 0 s for its slot, has had it for 1 min 30 s, and reads as of 2000-01-01T00:15:00Z\n"
    "  shows its direct sources as of 2000-01-01T00:00:00Z, published 2000-01-01T00:01:40Z; 2 commits to them since, 500 MB\n" },
  { "upper-waits-for-its-own-request", LATE_UPPER, 1100, "db.upper",
    "db.upper: lag 17 min 20 s, SLO lag 2 h: within it; age 18 min 20 s\n"
    "  lacks commits to its base tables, the oldest of 2000-01-01T00:01:00Z, which its sources show by now\n"
    "  waits for the next request of [policy late], interval 20 min, phase 4 min, queue: due at 2000-01-01T00:24:00Z, in 5 min 40 s\n"
    "  shows its direct sources as of 2000-01-01T00:04:00Z, published 2000-01-01T00:05:40Z; 1 commit to them since, 0 B\n"
    "  had a run (FULL) that was asked for at 2000-01-01T00:04:00Z, waited 0 s for its slot, had it for 1 min 40 s: SUCCEEDED\n" },
  { "slots-are-taken", MANY_VIEWS, 30, "db.v3",
    "db.v3: lag 30 s, no SLO; age 30 s\n"
    "  has never shown one of its base tables, which counts from 2000-01-01T00:00:00Z\n"
    "  waits for a slot with 1 request, of 2000-01-01T00:00:00Z, which is 30 s ago; 2 runs have all the slots, the first since 2000-01-01T00:00:00Z, the last since 2000-01-01T00:00:00Z\n" },
  { "a-slot-is-free", ONE_AT_A_TIME ("2"), 30, "db.v3", KEPT_BY_THE_POLICY },
  { "slots-have-no-limit", ONE_AT_A_TIME ("none"), 30, "db.v3", KEPT_BY_THE_POLICY },
  { "age-of-the-lower", AGE_VIEWS ("slo = age 2 min\n"), 600, "db.upper",
    "db.upper: lag 0 s, SLO age 2 min: over by 8 min; age 10 min\n"
    "  shows all commits to its base tables\n"
    "  waits for the view db.lower, whose content is as old\n"
    "  waits for the end of its run (INCREMENTAL) that was asked for at 2000-01-01T00:09:00Z, waited 0 s for its slot, has had it for 1 min, and reads as of 2000-01-01T00:09:00Z\n"
    "  shows its direct sources as of 2000-01-01T00:06:00Z, published 2000-01-01T00:07:40Z; no commit to them since\n"
    "db.lower: lag 0 s, no SLO; age 10 min\n"
    "  shows all commits to its base tables\n"
    "  the next request is of [policy], interval 15 min, phase 0 s, skip: due at 2000-01-01T00:15:00Z, in 5 min\n"
    "  shows its direct sources as of 2000-01-01T00:00:00Z, published 2000-01-01T00:01:40Z; no commit to them since\n"
    "  had a run (FULL) that was asked for at 2000-01-01T00:00:00Z, waited 0 s for its slot, had it for 1 min 40 s: SUCCEEDED\n" },
  { "failures-and-skips", BAD_VIEW, 3000, "db.v",
    "db.v: lag 50 min, no SLO; age 50 min\n"
    "  has never shown one of its base tables, which counts from 2000-01-01T00:00:00Z\n"
    "  waits for the end of its run (FULL) that was asked for at 2000-01-01T00:50:00Z, waited 0 s for its slot, has had it for 0 s, and reads as of 2000-01-01T00:50:00Z\n"
    "  has made no request at 15 ticks since its last success, because a request waited or a run went on, the last at "
    "2000-01-01T00:48:00Z\n"
    "  has had 10 runs since its last success that published nothing\n" },
  { "no-policy-asks", LATE_POLICY, 90, "db.v",
    "db.v: lag 1 min 30 s, no SLO; age 1 min 30 s\n"
    "  has never shown one of its base tables, which counts from 2000-01-01T00:00:00Z\n"
    "  waits for the next request of [policy], interval 10 min, phase 5 min, skip: due at 2000-01-01T00:05:00Z, in 3 min 30 s\n" },
  { "spread", SPREAD_POLICY, 700, "db.v2",
    "db.v2: lag 0 s, no SLO; age 8 min 20 s\n"
    "  shows all commits to its base tables\n"
    "  the next request is of [policy], interval 10 min, spread, skip: due at 2000-01-01T00:13:20Z, in 1 min 40 s\n"
    "  shows its direct sources as of 2000-01-01T00:03:20Z, published 2000-01-01T00:03:30Z; no commit to them since\n"
    "  had a run (FULL) that was asked for at 2000-01-01T00:03:20Z, waited 0 s for its slot, had it for 10 s: SUCCEEDED\n" },
  { "five-tables", MANY_TABLES ("5", ""), 900, "db.v",
    "db.v: lag 5 min, no SLO; age 15 min\n"
    "  lacks commits to its base tables, the oldest of 2000-01-01T00:10:00Z, of the base table db.t1 or "
    "db.t2 or db.t3 or db.t4 or db.t5\n"
    "  waits for the next request of [policy], interval 30 min, phase 0 s, skip: due at "
    "2000-01-01T00:30:00Z, in 15 min\n"
    "  shows its direct sources as of 2000-01-01T00:00:00Z, published 2000-01-01T00:01:40Z; 5 commits to "
    "them since, 5 MB\n"
    "  had a run (FULL) that was asked for at 2000-01-01T00:00:00Z, waited 0 s for its slot, had it for 1 "
    "min 40 s: SUCCEEDED\n" },
  { "six-tables", MANY_TABLES ("6", "; db.t6"), 900, "db.v",
    "db.v: lag 5 min, no SLO; age 15 min\n"
    "  lacks commits to its base tables, the oldest of 2000-01-01T00:10:00Z, of the base table db.t1 or "
    "db.t2 or db.t3 or db.t4 or db.t5 or 1 more\n"
    "  waits for the next request of [policy], interval 30 min, phase 0 s, skip: due at "
    "2000-01-01T00:30:00Z, in 15 min\n"
    "  shows its direct sources as of 2000-01-01T00:00:00Z, published 2000-01-01T00:01:40Z; 6 commits to "
    "them since, 6 MB\n"
    "  had a run (FULL) that was asked for at 2000-01-01T00:00:00Z, waited 0 s for its slot, had it for 1 "
    "min 40 s: SUCCEEDED\n" },
  { "named-policy", NAMED_POLICY, 30, "db.v2",
    "db.v2: lag 30 s, no SLO; age 30 s\n"
    "  has never shown one of its base tables, which counts from 2000-01-01T00:00:00Z\n"
    "  waits with 1 request, of 2000-01-01T00:00:00Z, which is 30 s ago; a slot is free, but [policy slow] "
    "starts no run of the view yet: its `admit` is queue, at-most 1, and its `order` edf\n" },
  { "several-requests-wait", QUEUE, 660, "db.v2",
    "db.v2: lag 11 min, no SLO; age 11 min\n"
    "  has never shown one of its base tables, which counts from 2000-01-01T00:00:00Z\n"
    "  waits for a slot with 3 requests, the last of 2000-01-01T00:10:00Z, which is 1 min ago; a run of "
    "another view has the only slot since 2000-01-01T00:00:00Z\n" },
  { "diamond", DIAMOND ("15 min"), 5, "db.top",
    "db.top: lag 5 s, SLO age 1 min: within it; age 5 s\n"
    "  has never shown one of its base tables, which counts from 2000-01-01T00:00:00Z\n"
    "  waits for the view db.left, which lacks that too\n"
    "  waits for the view db.right, which lacks that too\n"
    "  waits for the end of its run (FULL) that was asked for at 2000-01-01T00:00:00Z, waited 0 s for its "
    "slot, has had it for 5 s, and reads as of 2000-01-01T00:00:00Z\n"
    "db.left: lag 5 s, no SLO; age 5 s\n"
    "  has never shown one of its base tables, which counts from 2000-01-01T00:00:00Z\n"
    "  waits for the view db.low, which lacks that too\n"
    "  waits for the end of its run (FULL) that was asked for at 2000-01-01T00:00:00Z, waited 0 s for its "
    "slot, has had it for 5 s, and reads as of 2000-01-01T00:00:00Z\n"
    "db.right: lag 5 s, no SLO; age 5 s\n"
    "  has never shown one of its base tables, which counts from 2000-01-01T00:00:00Z\n"
    "  waits for the view db.low, which lacks that too\n"
    "  waits for the end of its run (FULL) that was asked for at 2000-01-01T00:00:00Z, waited 0 s for its "
    "slot, has had it for 5 s, and reads as of 2000-01-01T00:00:00Z\n"
    "db.low: lag 5 s, no SLO; age 5 s\n"
    "  has never shown one of its base tables, which counts from 2000-01-01T00:00:00Z\n"
    "  waits for the end of its run (FULL) that was asked for at 2000-01-01T00:00:00Z, waited 0 s for its "
    "slot, has had it for 5 s, and reads as of 2000-01-01T00:00:00Z\n" },
  { "sources-are-younger", DIAMOND ("5 min"), 720, "db.top",
    "db.top: lag 0 s, SLO age 1 min: over by 11 min; age 12 min\n"
    "  shows all commits to its base tables\n"
    "  the next request is of [policy], interval 5 min, phase 0 s, skip: due at 2000-01-01T00:15:00Z, in 3 "
    "min\n"
    "  shows its direct sources as of 2000-01-01T00:10:00Z, published 2000-01-01T00:10:10Z; no commit to "
    "them since\n"
    "  had a run (INCREMENTAL) that was asked for at 2000-01-01T00:10:00Z, waited 0 s for its slot, had it "
    "for 10 s: SUCCEEDED\n" },
  { "age-without-an-objective", AGE_VIEWS (""), 600, "db.upper",
    "db.upper: lag 0 s, no SLO; age 10 min\n"
    "  shows all commits to its base tables\n"
    "  waits for the end of its run (INCREMENTAL) that was asked for at 2000-01-01T00:09:00Z, waited 0 s for "
    "its slot, has had it for 1 min, and reads as of 2000-01-01T00:09:00Z\n"
    "  shows its direct sources as of 2000-01-01T00:06:00Z, published 2000-01-01T00:07:40Z; no commit to "
    "them since\n" },
  { "shorter-than-a-second", SHORT_LAG, 1200, "db.v",
    "db.v: lag 500000 us, SLO lag 500000 us: within it; age 5 min\n"
    "  lacks commits to its base tables, the oldest of 2000-01-01T00:19:59Z, of the base table db.t\n"
    "  waits for the next request of [policy], interval 15 min, phase 0 s, skip: due at "
    "2000-01-01T00:30:00Z, in 10 min\n"
    "  shows its direct sources as of 2000-01-01T00:15:00Z, published 2000-01-01T00:16:40Z; 1 commit to them "
    "since, 250 MB\n"
    "  had a run (INCREMENTAL) that was asked for at 2000-01-01T00:15:00Z, waited 0 s for its slot, had it "
    "for 1 min 40 s: SUCCEEDED\n" },
  { "service", SERVICE_POLICY, 90, "db.v2",
    "db.v2: lag 1 min 30 s, no SLO; age 1 min 30 s\n"
    "  has never shown one of its base tables, which counts from 2000-01-01T00:00:00Z\n"
    "  waits for the next request of [policy], service: the service makes one every 1 h\n" },
};

static void
test_explain (gconstpointer data)
{
  const ExplainRow *row = data;
  g_autoptr (TarnLabTrial) trial = new_trial (row->text);
  g_autoptr (GError) error = NULL;

  advance_to (trial, row->seconds);
  g_autofree char *explanation = tarn_lab_trial_explain (trial, row->view, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (explanation, ==, row->explanation);
}

static void
test_explain_unknown (void)
{
  static const char *const names[] = { "db.t", "db.w", "db", "db.", "v", "" };
  g_autoptr (TarnLabTrial) trial = new_trial (ONE_VIEW);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *message
          = g_strdup_printf (i == 0 ? "%s is a table and no view; allowed: a view such as db.v"
                                    : "the scenario has no view %s; allowed: a view such as db.v",
                             names[i]);

      g_assert_null (tarn_lab_trial_explain (trial, names[i], &error));
      g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_SCENARIO);
      g_assert_cmpstr (error->message, ==, message);
    }
}

/* The nearest five views are named, those of one distance in the order of the scenario. */
static void
test_explain_nearest (void)
{
  g_autoptr (TarnLabTrial) trial
      = new_trial ("[lake]\nhorizon = 1 h\n[table db.t]\n"
                   "[view db.abcdefgh]\nsources = db.t\n[view db.xy]\nsources = db.t\n"
                   "[view db.abd]\nsources = db.t\n[view db.abcde]\nsources = db.t\n"
                   "[view db.bc]\nsources = db.t\n[view db.abcd]\nsources = db.t\n"
                   "[view db.ac]\nsources = db.t\n[policy]\ntrigger = interval 1 h\n");
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_lab_trial_explain (trial, "db.abc", &error));
  g_assert_cmpstr (
      error->message, ==,
      "the scenario has no view db.abc; allowed: a view such as db.abd, db.bc, db.abcd, "
      "db.ac, db.abcde");
}

/* An explanation has at most 64 views. */
static const struct
{
  guint n_lowest;  /* under six others, under the top */
  const char *end; /* NULL if nothing is left out */
} chains[] = {
  { 57, NULL },
  { 58, "\n1 more view under this one\n" },
  { 59, "\n2 more views under this one\n" },
};

static void
test_explain_many (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (chains); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) text = g_string_new (NULL);

      g_string_append (text,
                       "[lake]\nhorizon = 1 h\n[table db.t]\n[view db.low%d]\nsources = db.t\n");
      g_string_append_printf (text, "count = %u\n[policy]\ntrigger = interval 1 d, phase 1 h\n",
                              chains[i].n_lowest);
      for (guint j = 0; j < chains[i].n_lowest; j++)
        {
          if (j % 10 == 0)
            g_string_append_printf (text, "\n[view db.middle%u]\nsources = ", j / 10 + 1);
          g_string_append_printf (text, "%sdb.low%u", j % 10 == 0 ? "" : "; ", j + 1);
        }
      g_string_append (text, "\n[view db.top]\nsources = db.middle1");
      for (guint j = 2; j <= 6; j++)
        g_string_append_printf (text, "; db.middle%u", j);
      g_autoptr (TarnLabTrial) trial = new_trial (text->str);

      advance_to (trial, 60);
      g_autofree char *explanation = tarn_lab_trial_explain (trial, "db.top", &error);
      g_assert_no_error (error);
      g_assert_nonnull (strstr (explanation, "\ndb.low57: lag "));
      g_assert_null (strstr (explanation, "\ndb.low58: lag "));
      if (chains[i].end == NULL)
        g_assert_null (strstr (explanation, "under this one"));
      else
        g_assert_true (g_str_has_suffix (explanation, chains[i].end));
    }
}

/* --- Misuse ----------------------------------------------------------------------------------- */

static void
expect_critical (const char *pattern)
{
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, pattern);
}

static void
test_misuse (void)
{
  g_autoptr (TarnLabTrial) trial = new_trial (ONE_VIEW);
  g_autoptr (TarnLabResult) result = NULL;
  gint64 value;

  expect_critical ("*tarn_lab_metric_find (name) == NULL*");
  add_counter (trial, "age-mean", TARN_LAB_EVENT_KIND_BEGIN);
  add_counter (trial, "own", TARN_LAB_EVENT_KIND_BEGIN);
  expect_critical ("*!is_own*");
  add_counter (trial, "own", TARN_LAB_EVENT_KIND_BEGIN);
  expect_critical ("*metric != NULL*");
  g_assert_null (tarn_lab_metric_get_unit ("own"));
  expect_critical ("*metric != NULL*");
  g_assert_null (tarn_lab_metric_get_description ("own"));
  expect_critical ("*metric != NULL*");
  g_assert_false (tarn_lab_metric_has_subject ("own", TARN_LAB_SUBJECT_ALL));

  result = finish (trial);
  expect_critical ("*has_begun*");
  add_counter (trial, "late", TARN_LAB_EVENT_KIND_BEGIN);
  expect_critical ("*!watch->has_begun*");
  tarn_lab_trial_set_view_percentiles (trial, TRUE);
  expect_critical ("*!watch->has_begun*");
  tarn_lab_trial_set_mode_regret (trial, TRUE);
  expect_critical ("*tarn_lab_metric_is_of*");
  g_assert_false (tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_VIEW, 0, "commits", &value));
  expect_critical ("*own != NULL*");
  g_assert_false (tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_VIEW, 0, "own", &value));
  expect_critical ("*index < *");
  g_assert_false (tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_ALL, 1, "own", &value));
  expect_critical ("*index < *");
  g_assert_null (tarn_lab_result_get_subject_name (result, TARN_LAB_SUBJECT_GROUP, 0));
  g_test_assert_expected_messages ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lab/watching/own", test_own);
  g_test_add_func ("/lab/watching/own-stretch", test_own_stretch);
  g_test_add_func ("/lab/watching/own-in-fork", test_own_in_fork);
  g_test_add_func ("/lab/watching/finish-twice", test_finish_twice);
  ADD_ROWS ("/lab/watching/regret/", regret_rows, test_regret);
  g_test_add_func ("/lab/watching/log", test_log);
  g_test_add_func ("/lab/watching/names", test_names);
  for (guint i = 0; i < G_N_ELEMENTS (explain_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/lab/watching/explain/", explain_rows[i].name, NULL);
      g_test_add_data_func (path, &explain_rows[i], test_explain);
    }
  g_test_add_func ("/lab/watching/explain/unknown", test_explain_unknown);
  g_test_add_func ("/lab/watching/explain/nearest", test_explain_nearest);
  g_test_add_func ("/lab/watching/explain/many", test_explain_many);
  g_test_add_func ("/lab/watching/misuse", test_misuse);
  return g_test_run ();
}
