/* SPDX-License-Identifier: MIT */
/*
 * Tests the kinds of random failure of a refresh: which option makes a run fail, when it fails, with which message,
 * and which failure wins. tests/glue/refresh-machine.c tests the probability of one kind alone.
 */
#include "worlds/glue-lake.h"

#include "glue/glue-service.h"
#include "kernel/names.h"
#include "kernel/random.h"

#define READ "The refresh failed while reading its sources."
#define WORKER "The refresh lost a worker."
#define PUBLICATION "The refresh failed while publishing its result."
#define HANG "[hang]\noperation=StartMaterializedViewRefreshTaskRun\ndo=hang-run\n"
#define PLANNED                                                                                    \
  "[fail]\noperation=StartMaterializedViewRefreshTaskRun\ndo=fail-run\nmessage=planned\n"          \
  "at-ppm=500000\n"
#define SLOW                                                                                       \
  "[slow]\noperation=StartMaterializedViewRefreshTaskRun\ndo=slow-run\nfactor-permille=2000\n"
#define ALWAYS 1000000
#define AT_ONCE 1000000000 /* per 1000 hours: the mean time is 3.6 ms */
#define FULL_RUNNING_US (FULL_DURATION_US - FULL_STARTUP_US)

static TarnRefreshRun *
run_to_end (const Lake *lake, TarnTableName *view)
{
  g_autofree char *id = lake_start (lake, view);

  engine_drain (lake->engine);
  return lake_get (lake, id);
}

static gint64
get_running_us (const TarnRefreshRun *run)
{
  return tarn_refresh_run_get_end_time (run) - tarn_refresh_run_get_start_time (run);
}

/* --- Which failure it is, and when it comes --------------------------------------------------- */

typedef struct
{
  const char *option;
  gint64 value;
} Setting;

typedef struct
{
  const char *name;
  Setting settings[4];
  const char *faults;
  const char *status;
  const char *message;
  gint64 from_us; /* the least and the greatest time in RUNNING */
  gint64 to_us;
} FailureRow;

/* clang-format off */
static const FailureRow failure_rows[] = {
  { "none", { { NULL, 0 } }, NULL, "SUCCEEDED", NULL, FULL_RUNNING_US, FULL_RUNNING_US },
  { "read", { { "read-failure-ppm", ALWAYS } }, NULL, "FAILED", READ, 0, FULL_RUNNING_US - 1 },
  { "worker", { { "worker-failure-ppm", ALWAYS } }, NULL, "FAILED", WORKER, 0, FULL_RUNNING_US - 1 },
  { "publication-comes-last", { { "publication-failure-ppm", ALWAYS } }, NULL, "FAILED", PUBLICATION,
    FULL_RUNNING_US, FULL_RUNNING_US },
  { "read-rate", { { "read-failures-per-1000-hours", AT_ONCE } }, NULL, "FAILED", READ, 0, SECOND_US },
  { "worker-rate", { { "worker-failures-per-1000-hours", AT_ONCE } }, NULL, "FAILED", WORKER, 0, SECOND_US },
  { "before-publication", { { "publication-failure-ppm", ALWAYS }, { "worker-failure-ppm", ALWAYS } },
    NULL, "FAILED", WORKER, 0, FULL_RUNNING_US - 1 },
  { "rate-before-probability",
    { { "read-failure-ppm", ALWAYS }, { "worker-failures-per-1000-hours", AT_ONCE } }, NULL, "FAILED", WORKER,
    0, SECOND_US },
  { "rate-and-probability-of-one-kind",
    { { "read-failure-ppm", ALWAYS }, { "read-failures-per-1000-hours", AT_ONCE } }, NULL, "FAILED", READ,
    0, SECOND_US },
  { "plan-replaces-draws", { { "worker-failures-per-1000-hours", AT_ONCE } }, PLANNED, "FAILED", "planned",
    FULL_RUNNING_US / 2, FULL_RUNNING_US / 2 },
  { "slow-run-publishes-late", { { "publication-failure-ppm", ALWAYS } }, SLOW, "FAILED", PUBLICATION,
    2 * FULL_RUNNING_US, 2 * FULL_RUNNING_US },
};
/* clang-format on */

static void
set_all (const Lake *lake, const Setting *settings)
{
  for (guint i = 0; settings[i].option != NULL; i++)
    {
      g_autofree char *name = g_strconcat ("glue.", settings[i].option, NULL);

      engine_set (lake->engine, name, settings[i].value);
    }
}

static void
test_failure (gconstpointer data)
{
  const FailureRow *row = data;

  for (guint64 seed = 0; seed < 10; seed++)
    {
      g_auto (Lake) lake = lake_new (seed);

      set_all (&lake, row->settings);
      if (row->faults != NULL)
        engine_add_faults (lake.engine, row->faults);
      g_autoptr (TarnRefreshRun) run = run_to_end (&lake, lake.view);
      g_autoptr (TarnTable) view = lake_get_table (&lake, lake.view);
      g_assert_cmpstr (tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)), ==,
                       row->status);
      g_assert_cmpstr (tarn_refresh_run_get_error_message (run), ==, row->message);
      g_assert_cmpint (get_running_us (run), >=, row->from_us);
      g_assert_cmpint (get_running_us (run), <=, row->to_us);
      g_assert_cmpint (tarn_table_get_publication_time (view) != 0, ==, row->message == NULL);
    }
}

/* A failed publication has used as much as a refresh that succeeds. */
static void
test_publication_costs_all (void)
{
  g_auto (Lake) good = lake_new (1);
  g_auto (Lake) bad = lake_new (1);

  engine_set (bad.engine, "glue.publication-failure-ppm", ALWAYS);
  g_autoptr (TarnRefreshRun) succeeded = run_to_end (&good, good.view);
  g_autoptr (TarnRefreshRun) failed = run_to_end (&bad, bad.view);
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (failed), ==,
                   tarn_refresh_run_get_dpu_milliseconds (succeeded));
  g_assert_cmpint (tarn_refresh_run_get_processed_bytes (failed), ==,
                   tarn_refresh_run_get_processed_bytes (succeeded));
}

/* A run that the fault plan makes hang has no end, so no draw ends it either. */
static void
test_hanging (void)
{
  g_auto (Lake) lake = lake_new (1);

  engine_set (lake.engine, "glue.worker-failures-per-1000-hours", AT_ONCE);
  engine_add_faults (lake.engine, HANG);
  g_autofree char *id = lake_start (&lake, lake.view);
  engine_advance (lake.engine, DAY_US);
  assert_status (&lake, id, "RUNNING");
}

/* --- How many runs fail ----------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  Setting settings[4];
  gint64 run_us;
  guint expected; /* the failures of 4000 runs, on average */
  guint bound;    /* five standard deviations */
} ShareRow;

/*
 * A rate of 90000 per 1000 hours is one failure in 40 s. So a run of 2 s fails with the probability
 * 1 - exp (-0.05) = 0.048771, one of 20 s with 0.393469, and one of 20 s with both kinds with 0.632121. With a
 * probability of a quarter besides, a run of 20 s fails with 1 - 0.606531 * 0.75 = 0.545102.
 */
/* clang-format off */
static const ShareRow share_rows[] = {
  { "worker-probability", { { "worker-failure-ppm", 250000 } }, 2 * SECOND_US, 1000, 137 },
  { "worker-probability-of-long-runs", { { "worker-failure-ppm", 250000 } }, 20 * SECOND_US, 1000, 137 },
  { "publication-probability", { { "publication-failure-ppm", 250000 } }, 2 * SECOND_US, 1000, 137 },
  { "read-rate", { { "read-failures-per-1000-hours", 90000 } }, 2 * SECOND_US, 195, 68 },
  { "worker-rate", { { "worker-failures-per-1000-hours", 90000 } }, 2 * SECOND_US, 195, 68 },
  { "worker-rate-of-long-runs", { { "worker-failures-per-1000-hours", 90000 } }, 20 * SECOND_US, 1574, 155 },
  { "both-rates", { { "worker-failures-per-1000-hours", 90000 }, { "read-failures-per-1000-hours", 90000 } },
    20 * SECOND_US, 2528, 153 },
  { "rate-and-probability", { { "worker-failures-per-1000-hours", 90000 }, { "worker-failure-ppm", 250000 } },
    20 * SECOND_US, 2180, 157 },
};
/* clang-format on */

static void
test_share (gconstpointer data)
{
  const ShareRow *row = data;
  g_auto (Lake) lake = lake_new (11);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "v", lake.base, TARN_REFRESH_TYPE_FULL);
  guint n_failed = 0;

  lake_set_unchanged_us (&lake, row->run_us);
  set_all (&lake, row->settings);
  for (guint i = 0; i < 4000; i++)
    {
      g_autoptr (TarnRefreshRun) run = run_to_end (&lake, view);

      n_failed += tarn_refresh_run_get_status (run) == TARN_REFRESH_STATUS_FAILED;
    }
  g_assert_cmpuint (n_failed, >=, row->expected - row->bound);
  g_assert_cmpuint (n_failed, <=, row->expected + row->bound);
}

/*
 * The time until a failure by rate has the mean of the rate, here 10 s, in runs that are so long that nearly all
 * of them fail. The bound is five standard deviations: 5 * 10 s / sqrt (2000).
 */
static void
test_time_to_failure (void)
{
  const guint n_runs = 2000;
  g_auto (Lake) lake = lake_new (12);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "v", lake.base, TARN_REFRESH_TYPE_FULL);
  gint64 sum_us = 0;

  lake_set_unchanged_us (&lake, HOUR_US);
  engine_set (lake.engine, "glue.worker-failures-per-1000-hours", 360000);
  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr (TarnRefreshRun) run = run_to_end (&lake, view);

      g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_FAILED);
      sum_us += get_running_us (run);
    }
  g_assert_cmpint (ABS (sum_us / n_runs - 10 * SECOND_US), <=, 1118 * MS_US);
}

/* --- What keys the draws ---------------------------------------------------------------------- */

/* Returns the moment at which the n-th run of the view draws its failure by rate. */
static gint64
expect_us (guint64 seed, const char *view, guint32 ordinal, guint16 purpose, guint64 rate)
{
  const char *const parts[] = { ACCOUNT, DATABASE, view };
  TarnRandom random;
  TarnName name;

  tarn_name_init_key (&name, parts, G_N_ELEMENTS (parts));
  TarnDraw draw = { name.hash, ordinal, purpose, 1 << 12 };
  tarn_random_init (&random, seed, 0);
  return (gint64) tarn_random_exponential (&random, &draw, (guint64) (1000 * HOUR_US) / rate);
}

/* Both kinds draw for every run, and the earlier draw decides the kind and the moment. */
static void
test_earliest_wins (void)
{
  const guint64 rate = 180000;
  guint n_read = 0, n_worker = 0;

  for (guint64 seed = 0; seed < 50; seed++)
    {
      g_auto (Lake) lake = lake_new (seed);
      gint64 read_us = expect_us (seed, VIEW, 0, TARN_PURPOSE_REFRESH_READ_FAILURE, rate);
      gint64 worker_us = expect_us (seed, VIEW, 0, TARN_PURPOSE_REFRESH_WORKER_FAILURE, rate);

      engine_set (lake.engine, "glue.read-failures-per-1000-hours", (gint64) rate);
      engine_set (lake.engine, "glue.worker-failures-per-1000-hours", (gint64) rate);
      g_autoptr (TarnRefreshRun) run = run_to_end (&lake, lake.view);
      g_assert_cmpint (get_running_us (run), ==, MIN (FULL_RUNNING_US, MIN (read_us, worker_us)));
      if (tarn_refresh_run_get_status (run) == TARN_REFRESH_STATUS_SUCCEEDED)
        continue;

      g_assert_cmpstr (tarn_refresh_run_get_error_message (run), ==,
                       read_us <= worker_us ? READ : WORKER);
      n_read += read_us <= worker_us;
      n_worker += read_us > worker_us;
    }
  g_assert_cmpuint (n_read, >, 5);
  g_assert_cmpuint (n_worker, >, 5);
}

typedef struct
{
  const char *name;
  guint64 seed;
  const char *view;
  gboolean draws_by_tag;
  guint64 first_tag;
  guint n_before;
  gboolean is_equal; /* to the first row */
} KeyRow;

/* clang-format off */
static const KeyRow tag_rows[] = {
  { "again", 3, "v", TRUE, 1, 0, TRUE },
  { "later", 3, "v", TRUE, 1, 9, TRUE },
  { "other-tags", 3, "v", TRUE, 2, 0, FALSE },
  { "other-view", 3, "w", TRUE, 1, 0, FALSE },
  { "other-seed", 4, "v", TRUE, 1, 0, FALSE },
  { "by-ordinal", 3, "v", FALSE, 1, 0, FALSE },
  { "ordinals-like-the-tags", 3, "v", FALSE, 1, 1, FALSE },
};
/* clang-format on */

/* Returns the message and the time in RUNNING of a series of runs. */
static char *
run_series (const KeyRow *row, const Setting *kind)
{
  g_auto (Lake) lake = lake_new (row->seed);
  g_autoptr (TarnTableName) view
      = lake_add_view (&lake, row->view, lake.base, TARN_REFRESH_TYPE_FULL);
  GString *text = g_string_new (NULL);

  lake_set_unchanged_us (&lake, 20 * SECOND_US);
  for (guint i = 0; i < row->n_before; i++)
    tarn_refresh_run_unref (run_to_end (&lake, view));
  engine_set (lake.engine, "glue.draw-by-tag", row->draws_by_tag);
  engine_set (lake.engine, kind->option, kind->value);
  for (guint i = 0; i < 32; i++)
    {
      g_autoptr (TarnStartOptions) options = tarn_start_options_new ();

      tarn_start_options_set_tag (options, row->first_tag + i);
      g_autoptr (TarnRefreshRun) run
          = tarn_glue_client_start_materialized_view_refresh_task_run_with_options (lake.client,
                                                                                    view, FALSE,
                                                                                    options, NULL);
      engine_drain (lake.engine);
      g_assert_true (tarn_refresh_run_reload (run, lake.client, NULL));
      const char *message = tarn_refresh_run_get_error_message (run);
      g_string_append_printf (text, "%" G_GINT64_FORMAT " %s\n", get_running_us (run),
                              message != NULL ? message : "");
    }
  return g_string_free (text, FALSE);
}

static void
test_key (gconstpointer data)
{
  static const Setting kinds[] = { { "glue.read-failures-per-1000-hours", 90000 },
                                   { "glue.worker-failures-per-1000-hours", 90000 },
                                   { "glue.publication-failure-ppm", 500000 } };
  const KeyRow *row = data;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *expected = run_series (&tag_rows[0], &kinds[i]);
      g_autofree char *series = run_series (row, &kinds[i]);

      g_assert_nonnull (strstr (expected, "The refresh"));
      assert_same_text (series, expected, row->is_equal);
    }
}

/* An option of one kind leaves the failures of the other kinds as they are, unless it makes a run fail earlier. */
static void
test_kinds_are_apart (void)
{
  guint n_same = 0;

  for (guint64 seed = 0; seed < 40; seed++)
    {
      g_auto (Lake) alone = lake_new (seed);
      g_auto (Lake) beside = lake_new (seed);

      engine_set (alone.engine, "glue.read-failure-ppm", 500000);
      engine_set (beside.engine, "glue.read-failure-ppm", 500000);
      engine_set (beside.engine, "glue.read-failures-per-1000-hours", 1);
      engine_set (beside.engine, "glue.worker-failures-per-1000-hours", 1);
      engine_set (beside.engine, "glue.publication-failure-ppm", 1000000);
      g_autoptr (TarnRefreshRun) expected = run_to_end (&alone, alone.view);
      g_autoptr (TarnRefreshRun) run = run_to_end (&beside, beside.view);
      g_assert_cmpint (get_running_us (run), ==, get_running_us (expected));
      n_same += g_strcmp0 (tarn_refresh_run_get_error_message (run),
                           tarn_refresh_run_get_error_message (expected))
                == 0;
    }
  g_assert_cmpuint (n_same, >, 10);
  g_assert_cmpuint (n_same, <, 30);
}

/* --- Copies of the engine --------------------------------------------------------------------- */

/* The failure is decided with the slot, so an engine that is copied later has it. */
static void
test_copies (void)
{
  static const Setting kinds[]
      = { { "glue.worker-failure-ppm", ALWAYS }, { "glue.publication-failure-ppm", ALWAYS } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (Lake) lake = lake_new (1);
      g_autoptr (GError) error = NULL;

      engine_set (lake.engine, kinds[i].option, kinds[i].value);
      g_free (lake_start (&lake, lake.view));
      engine_advance (lake.engine, FULL_STARTUP_US);
      engine_set (lake.engine, kinds[i].option, 0);
      g_autoptr (TarnEngine) fork = tarn_engine_fork (lake.engine, NULL, NULL, &error);
      g_assert_no_error (error);
      g_autoptr (GBytes) bytes = tarn_engine_save (lake.engine, &error);
      g_assert_no_error (error);
      g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, &error);
      g_assert_no_error (error);
      engine_drain (lake.engine);
      engine_drain (fork);
      engine_drain (restored);
      g_autofree char *expected = get_digest (lake.engine);
      g_autofree char *forked = get_digest (fork);
      g_autofree char *read = get_digest (restored);
      g_assert_cmpstr (forked, ==, expected);
      g_assert_cmpstr (read, ==, expected);

      /* An ended run keeps its kind in a snapshot. */
      g_autoptr (GBytes) ended = tarn_engine_save (lake.engine, &error);
      g_assert_no_error (error);
      g_auto (Lake) copy = { .engine = tarn_engine_restore (ended, NULL, &error) };
      g_assert_no_error (error);
      copy.client = glue_client_new (copy.engine, ACCOUNT, NULL);
      copy.base = tarn_table_name_ref (lake.base);
      copy.view = tarn_table_name_ref (lake.view);
      g_autofree char *told = lake_to_string (&lake);
      g_autofree char *told_again = lake_to_string (&copy);
      g_assert_nonnull (strstr (told, i == 0 ? WORKER : PUBLICATION));
      g_assert_cmpstr (told_again, ==, told);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/refresh/failures/kind/", failure_rows, test_failure);
  g_test_add_func ("/refresh/failures/publication-costs-all", test_publication_costs_all);
  g_test_add_func ("/refresh/failures/hanging", test_hanging);
  ADD_ROWS ("/refresh/failures/share/", share_rows, test_share);
  g_test_add_func ("/refresh/failures/time-to-failure", test_time_to_failure);
  g_test_add_func ("/refresh/failures/earliest-wins", test_earliest_wins);
  ADD_ROWS ("/refresh/failures/key/", tag_rows, test_key);
  g_test_add_func ("/refresh/failures/kinds-are-apart", test_kinds_are_apart);
  g_test_add_func ("/refresh/failures/copies", test_copies);
  return g_test_run ();
}
