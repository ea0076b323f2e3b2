/* SPDX-License-Identifier: MIT */
/*
 * Tests figures of the lab against closed forms of queueing theory. Each row is a scenario. Its jobs are the runs of
 * views, and they arrive when the trigger replays a file of arrivals that the test draws. The unit of time of all
 * formulas is a service.
 *
 * The rows and their tolerances are those of 20 replications of a million jobs, `tests/prove lab`. With fewer jobs a
 * mean spreads more, by the root of how many times fewer they are, and so the tolerance is greater.
 */
#include <glib/gstdio.h>
#include <math.h>
#include <tarn-lab/tarn-lab.h>

#define SERVICE_S 1000
#define SERVICE_US (SERVICE_S * G_TIME_SPAN_SECOND)

enum
{
  N_REPLICATIONS = 20,
  N_JOBS = 2500,
  N_JOBS_SLOW = 1000000,
  N_CLASSES = 200, /* of the exponential distribution, in quantiles */
  N_FIGURES_MAX = 3,
};

/* --- Figures ------------------------------------------------------------------------------------ */

static double
get_figure (const TarnLabResult *result, TarnLabSubject subject, guint index, const char *metric)
{
  gint64 value;

  g_assert_true (tarn_lab_result_get_figure (result, subject, index, metric, &value));
  return (double) value;
}

static double
get_time (const TarnLabResult *result, const char *metric)
{
  return get_figure (result, TARN_LAB_SUBJECT_ALL, 0, metric) / (double) SERVICE_US;
}

static double
get_wait (const TarnLabResult *result)
{
  return get_time (result, "wait-mean");
}

static double
get_wait_of_short (const TarnLabResult *result)
{
  return get_figure (result, TARN_LAB_SUBJECT_VIEW, 0, "wait-mean") / (double) SERVICE_US;
}

static double
get_wait_of_long (const TarnLabResult *result)
{
  return get_figure (result, TARN_LAB_SUBJECT_VIEW, 1, "wait-mean") / (double) SERVICE_US;
}

/* Kleinrock: each class loads the server for 0.4 of the time. */
static double
get_conserved (const TarnLabResult *result)
{
  return 0.4 * get_wait_of_short (result) + 0.4 * get_wait_of_long (result);
}

static double
get_age (const TarnLabResult *result)
{
  return get_time (result, "age-mean");
}

static double
get_lag (const TarnLabResult *result)
{
  return get_time (result, "lag-mean");
}

static double
get_fresh (const TarnLabResult *result)
{
  return get_figure (result, TARN_LAB_SUBJECT_ALL, 0, "fresh-share") / 1e6;
}

static double
get_share_rejected (const TarnLabResult *result)
{
  return get_figure (result, TARN_LAB_SUBJECT_ALL, 0, "requests-rejected")
         / get_figure (result, TARN_LAB_SUBJECT_ALL, 0, "requests");
}

/* --- Measures of the test ----------------------------------------------------------------------- */

static gint64
count_waits (gint64 count, const TarnLabEvent *event, gpointer user_data G_GNUC_UNUSED)
{
  return count
         + (tarn_lab_event_get_kind (event) == TARN_LAB_EVENT_KIND_START
            && tarn_lab_event_get_start_time (event) > tarn_lab_event_get_request_time (event));
}

static double
get_share_waited (const TarnLabResult *result)
{
  return get_figure (result, TARN_LAB_SUBJECT_ALL, 0, "waited")
         / get_figure (result, TARN_LAB_SUBJECT_ALL, 0, "runs-started");
}

/*
 * An update that waits gets older in the queues of theory. A run reads its sources when it gets its slot, so that no
 * figure of the lab is that age; this measure takes each request for an update.
 */
typedef struct
{
  gint64 first_us, made_us, end_us; /* the first end, and the latest update that has passed */
  double area;
} Updates;

static gint64
follow_updates (gint64 value G_GNUC_UNUSED, const TarnLabEvent *event, gpointer user_data)
{
  Updates *updates = user_data;
  const TarnChange *change = tarn_lab_event_get_change (event);
  gint64 now_us = tarn_lab_event_get_time (event);

  if (tarn_lab_event_get_kind (event) == TARN_LAB_EVENT_KIND_RUN
      && tarn_change_get_refresh_cause (change) == TARN_REFRESH_CAUSE_SUCCEED)
    {
      double from = (double) (updates->end_us - updates->made_us) / (double) SERVICE_US;
      double to = (double) (now_us - updates->made_us) / (double) SERVICE_US;

      if (updates->end_us > 0)
        updates->area += (to * to - from * from) / 2;
      else
        updates->first_us = now_us;
      updates->made_us = tarn_lab_event_get_request_time (event);
      updates->end_us = now_us;
    }
  return updates->end_us == 0 ? 0
                              : (gint64) (1e6 * updates->area * (double) SERVICE_US
                                          / MAX (1., (double) (now_us - updates->first_us)));
}

static double
get_age_of_updates (const TarnLabResult *result)
{
  return get_figure (result, TARN_LAB_SUBJECT_ALL, 0, "age-of-updates") / 1e6;
}

/* --- Rows --------------------------------------------------------------------------------------- */

typedef struct
{
  double (*get) (const TarnLabResult *result);
  double exact;
  double tolerance; /* in percent, with N_JOBS_SLOW; 0 for an equality */
} Figure;

typedef struct
{
  const char *name;
  double rate; /* of arrivals in a service, to all views; 0 if no file is replayed */
  guint
      n_views; /* v_1 to it, which take turns; 0 for the classes v_1 and v_2, of 8 and 1 of 9 jobs */
  const char *lake;
  const char *view; /* of each */
  const char *policy;
  Figure figures[N_FIGURES_MAX];
} Row;

#define EXPONENTIAL "duration = 1000 s exponential\n"
#define CONSTANT "duration = 1000 s\n"
#define QUEUE "trigger = replay arrivals.csv, queue\n"
#define SKIP "trigger = replay arrivals.csv\n"
#define SLOTS(n) "slots = " #n "\n"
/* Runs find something new each time. */
#define COMMITS "commits = every 10 min, 1 MB\n"

/* A view has one run at a time, so the servers of a queue need far more views than wait. */
static const Row rows[] = {
  { "V10 M-M-1 0.5", 0.5, 1, SLOTS (1), EXPONENTIAL, QUEUE, { { get_wait, 1, 0.5 } } },
  { "V10 M-M-1 0.8", 0.8, 1, SLOTS (1), EXPONENTIAL, QUEUE, { { get_wait, 4, 1 } } },
  { "V11 M-D-1 0.5", 0.5, 1, SLOTS (1), CONSTANT, QUEUE, { { get_wait, 0.5, 0.5 } } },
  { "V11 M-D-1 0.8", 0.8, 1, SLOTS (1), CONSTANT, QUEUE, { { get_wait, 2, 0.8 } } },
  { "V12 M-M-2", 1.6, 60, SLOTS (2), EXPONENTIAL, QUEUE, { { get_wait, 1.7777778, 1 } } },
  { "V12 M-M-10",
    8,
    300,
    SLOTS (10),
    EXPONENTIAL,
    QUEUE,
    { { get_wait, .2045901, 1.5 }, { get_share_waited, .4091802, 0.6 } } },
  { "V12 M-M-50", 45, 600, SLOTS (50), EXPONENTIAL, QUEUE, { { get_wait, .0727729, 5 } } },
  { "V14 M-M-10-10",
    8,
    300,
    SLOTS (10),
    EXPONENTIAL,
    SKIP "admit = reject\n",
    { { get_share_rejected, .12166106, 0.6 } } },
  { "V14 M-D-10-10",
    8,
    300,
    SLOTS (10),
    CONSTANT,
    SKIP "admit = reject\n",
    { { get_share_rejected, .12166106, 0.6 } } },
  { "V14 M-M-50-50",
    45,
    600,
    SLOTS (50),
    EXPONENTIAL,
    SKIP "admit = reject\n",
    { { get_share_rejected, .05410447, 2 } } },
  { "V14 M-D-50-50",
    45,
    600,
    SLOTS (50),
    CONSTANT,
    SKIP "admit = reject\n",
    { { get_share_rejected, .05410447, 2 } } },
  { "V15 short first",
    0.45,
    0,
    SLOTS (1),
    NULL,
    QUEUE "order = sjf\n",
    { { get_wait_of_short, 3, 0.4 }, { get_wait_of_long, 15, 1.8 }, { get_conserved, 7.2, 1.5 } } },
  { "V15 long first",
    0.45,
    0,
    SLOTS (1),
    NULL,
    QUEUE "order = lpt\n",
    { { get_wait_of_short, 15, 1.8 }, { get_wait_of_long, 3, 1.8 }, { get_conserved, 7.2, 1.5 } } },
  { "V15 first in first out",
    0.45,
    0,
    SLOTS (1),
    NULL,
    QUEUE,
    { { get_wait_of_short, 9, 1.8 }, { get_wait_of_long, 9, 1.8 }, { get_conserved, 7.2, 1.5 } } },
  { "V17 M-M-1 0.5", 0.5, 1, SLOTS (1), EXPONENTIAL, QUEUE, { { get_age_of_updates, 3.5, 0.2 } } },
  { "V17 M-M-1 0.8", 0.8, 1, SLOTS (1), EXPONENTIAL, QUEUE, { { get_age_of_updates, 5.45, 0.6 } } },
  { "V17 M-D-1 0.5",
    0.5,
    1,
    SLOTS (1),
    CONSTANT,
    QUEUE,
    { { get_age_of_updates, 3.148721, 0.1 } } },
  { "V17 M-D-1 0.8",
    0.8,
    1,
    SLOTS (1),
    CONSTANT,
    QUEUE,
    { { get_age_of_updates, 3.556385, 0.4 } } },
  { "V18 dropped while busy",
    0.5,
    1,
    SLOTS (1),
    EXPONENTIAL,
    SKIP,
    { { get_age, 3.333333, 0.2 } } },
  { "V18 zero wait constant",
    0,
    1,
    SLOTS (1),
    CONSTANT,
    "trigger = zero_wait\n",
    { { get_age, 1.5, 0 } } },
  /* The requests are twice as many as can run, so that the next run begins when one ends. */
  { "V18 zero wait exponential",
    0,
    1,
    SLOTS (1),
    EXPONENTIAL,
    "trigger = interval 500 s, queue\n",
    { { get_age, 2, 0.2 } } },
};

/* Four commits and a run in each unit of time. */
static const Row poisson_row = { "V19 Poisson commits",
                                 0,
                                 1,
                                 SLOTS (1),
                                 "duration = 100 s\n",
                                 "trigger = interval 1000 s\n",
                                 { { get_lag, .39112767, 0.1 }, { get_fresh, .16451068, 0.2 } } };

/* --- Scenarios ---------------------------------------------------------------------------------- */

static char *directory;

static guint
get_n_jobs (void)
{
  return g_test_slow () ? N_JOBS_SLOW : N_JOBS;
}

/* The draws have nothing in common with those of the trial. */
static void
write_arrivals (const Row *row, guint n_jobs, guint64 replication)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new_for_replication (20261101, replication);
  g_autoptr (TarnRandomStream) draws
      = tarn_engine_create_random_stream (engine, "arrivals", "test");
  g_autoptr (GString) file = g_string_new ("offset,view\n");
  g_autofree char *path = g_build_filename (directory, "arrivals.csv", NULL);
  gint64 gap_us = (gint64) ((double) SERVICE_US / row->rate), time_us = 0;

  for (guint i = 0; i < n_jobs; i++)
    {
      guint view = row->n_views > 0 ? i % row->n_views
                                    : tarn_random_stream_draw_uniform (draws, i, 1, 9) == 0;

      if (row->n_views == N_CLASSES)
        view = (guint) tarn_random_stream_draw_uniform (draws, i, 1, N_CLASSES);
      time_us += tarn_random_stream_draw_exponential (draws, i, 0, gap_us);
      g_string_append_printf (file, "%" G_GINT64_FORMAT ".%06u,a.v_%u\n", time_us / 1000000,
                              (guint) (time_us % 1000000), view + 1);
    }
  g_assert_true (g_file_set_contents (path, file->str, (gssize) file->len, NULL));
}

static char *
write_views (const Row *row)
{
  if (row->view == NULL)
    return g_strdup ("[view a.v_1]\nsources = a.t\nduration = 1000 s\n"
                     "[view a.v_2]\nsources = a.t\nduration = 8000 s\n");
  return g_strdup_printf ("[view a.v_%%d]\nsources = a.t\ncount = %u\n%s", row->n_views, row->view);
}

static TarnLabScenario *
read_scenario (const Row *row, const char *commits, const char *views, guint n_jobs)
{
  /* The arrivals of the file may be six deviations faster, and still do not end before the window. */
  double length = (row->rate > 0 ? (n_jobs - 6 * sqrt (n_jobs)) / row->rate : n_jobs) * SERVICE_S;
  g_autofree char *path = g_build_filename (directory, "queue.lake", NULL);
  g_autofree char *text
      = g_strdup_printf ("[lake]\nseed = 1\nwarm-up = %d s\nhorizon = %" G_GINT64_FORMAT
                         " s\nat-end = drain\n%s[cost]\nskip-unchanged = no\n[table a.t]\n%s%s"
                         "[policy]\n%s",
                         10 * SERVICE_S, (gint64) length, row->lake, commits, views, row->policy);
  g_autoptr (GError) error = NULL;
  TarnLabScenario *scenario = tarn_lab_scenario_new_from_text (text, -1, path, &error);

  g_assert_no_error (error);
  return scenario;
}

static TarnLabResult *
simulate (TarnLabScenario *scenario, guint64 replication)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, replication, &error);
  g_assert_no_error (error);
  Updates updates = { 0 };

  tarn_lab_trial_add_measure (trial, "waited", count_waits, NULL, NULL);
  tarn_lab_trial_add_measure (trial, "age-of-updates", follow_updates, &updates, NULL);
  TarnLabResult *result = tarn_lab_trial_finish (trial, &error);
  g_assert_no_error (error);
  return result;
}

/* --- Tests -------------------------------------------------------------------------------------- */

static void
assert_figure (const Figure *figure, double mean, guint n_jobs)
{
  double deviation = 100 * (mean - figure->exact) / figure->exact;
  double tolerance = figure->tolerance * sqrt ((double) N_JOBS_SLOW / n_jobs);

  g_test_message ("%.7f, exact %.7f, off by %.3f %%, tolerance %.3f %%", mean, figure->exact,
                  deviation, tolerance);
  g_assert_cmpfloat (fabs (deviation), <=, tolerance + 1e-9);
}

static void
check (const Row *row, const char *commits, const char *views)
{
  guint n_jobs = get_n_jobs ();
  double sums[N_FIGURES_MAX] = { 0 };

  for (guint64 replication = 0; replication < N_REPLICATIONS; replication++)
    {
      if (row->rate > 0)
        write_arrivals (row, n_jobs, replication);
      g_autoptr (TarnLabScenario) scenario = read_scenario (row, commits, views, n_jobs);
      g_autoptr (TarnLabResult) result = simulate (scenario, replication);

      for (guint i = 0; i < N_FIGURES_MAX && row->figures[i].get != NULL; i++)
        sums[i] += row->figures[i].get (result);
    }
  for (guint i = 0; i < N_FIGURES_MAX && row->figures[i].get != NULL; i++)
    assert_figure (&row->figures[i], sums[i] / N_REPLICATIONS, n_jobs);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *views = write_views (row);

  check (row, row->figures[0].tolerance > 0 ? "" : COMMITS, views);
}

static void
test_poisson (void)
{
  g_autofree char *views = write_views (&poisson_row);

  check (&poisson_row, "commits = poisson every 250 s, 1 MB\n", views);
}

/*
 * V16: an order sees what a run is expected to take, and not what it draws. So each class of the exponential
 * distribution is a view with a constant duration, its mean, and Cobham's formula says what the mean wait is.
 */
static void
test_shortest_of_exponential (void)
{
  const double rate = 0.8, continuous = 1.88221862;
  double means[N_CLASSES], residual = 0, load = 0, exact = 0;
  g_autoptr (GString) views = g_string_new (NULL);

  for (guint i = 0; i < N_CLASSES; i++)
    {
      double from = 1 - (double) i / N_CLASSES, to = 1 - (double) (i + 1) / N_CLASSES;
      /* The integral of -log (u) from the one to the other. */
      double mean = N_CLASSES * ((from - from * log (from)) - (to > 0 ? to - to * log (to) : 0));

      means[i] = mean;
      residual += rate / N_CLASSES * mean * mean / 2;
      g_string_append_printf (views,
                              "[view a.v_%u]\nsources = a.t\nduration = %" G_GINT64_FORMAT " us\n",
                              i + 1, (gint64) (mean * (double) SERVICE_US));
    }
  for (guint i = 0; i < N_CLASSES; i++)
    {
      double before = load;

      load += rate / N_CLASSES * means[i];
      exact += residual / ((1 - before) * (1 - load)) / N_CLASSES;
    }
  g_assert_cmpfloat (fabs (exact - continuous), <, 0.008 * continuous);

  Row row = {
    "V16", rate, N_CLASSES, SLOTS (1), NULL, QUEUE "order = sjf\n", { { get_wait, exact, 0.8 } }
  };
  check (&row, "", views->str);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  directory = g_dir_make_tmp ("tarn-queues-XXXXXX", NULL);
  g_assert_nonnull (directory);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/lab/queues/%.3s/%s", rows[i].name, rows[i].name + 4);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/lab/queues/V16/M-M-1 0.8 shortest first", test_shortest_of_exponential);
  g_test_add_func ("/lab/queues/V19/Poisson commits", test_poisson);
  int status = g_test_run ();

  g_autofree char *path = g_build_filename (directory, "arrivals.csv", NULL);
  g_unlink (path);
  g_rmdir (directory);
  g_free (directory);
  return status;
}
