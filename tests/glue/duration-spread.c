/* SPDX-License-Identifier: MIT */
/*
 * Tests `glue.cost-duration-spread-permille`: which factor a run draws, what the factor multiplies, and what it
 * leaves as it is.
 */
#include "worlds/glue-lake.h"

#include "glue/glue-service.h"
#include "kernel/fixed.h"
#include "kernel/names.h"
#include "kernel/random.h"

#define SPREAD "glue.cost-duration-spread-permille"
#define SLOW                                                                                       \
  "[slow]\noperation=StartMaterializedViewRefreshTaskRun\ndo=slow-run\nfactor-permille=2000\n"

static Lake
lake_with_spread (guint64 seed, gint64 permille)
{
  Lake lake = lake_new (seed);

  engine_set (lake.engine, SPREAD, permille);
  return lake;
}

static TarnRefreshRun *
start (const Lake *lake, TarnTableName *view, guint64 tag)
{
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();
  g_autoptr (GError) error = NULL;

  tarn_start_options_set_tag (options, tag);
  TarnRefreshRun *run
      = tarn_glue_client_start_materialized_view_refresh_task_run_with_options (lake->client, view,
                                                                                FALSE, options,
                                                                                &error);
  g_assert_no_error (error);
  return run;
}

static TarnRefreshRun *
run_to_end (const Lake *lake, TarnTableName *view, guint64 tag)
{
  TarnRefreshRun *run = start (lake, view, tag);

  engine_drain (lake->engine);
  g_assert_true (tarn_refresh_run_reload (run, lake->client, NULL));
  return run;
}

static gint64
get_startup_us (const TarnRefreshRun *run)
{
  return tarn_refresh_run_get_start_time (run) - tarn_refresh_run_get_creation_time (run);
}

static gint64
get_running_us (const TarnRefreshRun *run)
{
  return tarn_refresh_run_get_end_time (run) - tarn_refresh_run_get_start_time (run);
}

/* --- The factor ------------------------------------------------------------------------------- */

/* Returns the logarithm of the factor that the n-th run of the view draws without a tag. */
static gint64
expect_log (guint64 seed, const char *view, guint32 ordinal, guint permille)
{
  const char *const parts[] = { ACCOUNT, DATABASE, view };
  TarnRandom random;
  TarnName name;

  tarn_name_init_key (&name, parts, G_N_ELEMENTS (parts));
  TarnDraw draw = { name.hash, ordinal, TARN_PURPOSE_REFRESH_DURATION, 0 };
  tarn_random_init (&random, seed, 0);
  return tarn_random_log_normal (&random, &draw, permille);
}

static gint64
multiply (gint64 duration_us, gint64 log)
{
  return (gint64) tarn_fixed_scale_by_exp ((guint64) duration_us, log, G_MAXINT64);
}

typedef struct
{
  const char *name;
  gint64 permille;
  gboolean is_shown;    /* the view shows its source, so that the refresh is incremental */
  gint64 changed_bytes; /* since then */
  const char *faults;
  gint64 factor; /* of the fault plan */
} FactorRow;

/* clang-format off */
static const FactorRow factor_rows[] = {
  { "none", 1000, FALSE, 0, NULL, 1 },
  { "least", 1001, FALSE, 0, NULL, 1 },
  { "usual", 1300, FALSE, 0, NULL, 1 },
  { "greatest", 10000, FALSE, 0, NULL, 1 },
  { "incremental", 1300, TRUE, GIGABYTE, NULL, 1 },
  { "unchanged", 1300, TRUE, 0, NULL, 1 },
  { "slow", 1300, FALSE, 0, SLOW, 2 },
};
/* clang-format on */

/* Each phase is rounded on its own, so a whole run may be away from the product by 8 us for its 16 phases. */
static void
assert_near (gint64 value, gint64 expected, gint64 tolerance)
{
  g_assert_cmpint (ABS (value - expected), <=, tolerance);
}

static void
test_factor (gconstpointer data)
{
  const FactorRow *row = data;

  for (guint64 seed = 0; seed < 20; seed++)
    {
      g_auto (Lake) lake = lake_with_spread (seed, row->permille);
      gint64 log = expect_log (seed, "v", 0, (guint) row->permille);
      g_autoptr (TarnTableName) view
          = lake_add_view (&lake, "v", lake.base,
                           row->is_shown ? TARN_REFRESH_TYPE_FULL : TARN_REFRESH_TYPE_NONE);

      if (row->faults != NULL)
        engine_add_faults (lake.engine, row->faults);
      if (row->changed_bytes > 0)
        lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, row->changed_bytes);
      g_autoptr (TarnRefreshEstimate) mean
          = tarn_glue_client_estimate_refresh (lake.client, view, TARN_REFRESH_TYPE_NONE, NULL);
      g_autoptr (TarnRefreshRun) run = run_to_end (&lake, view, 0);
      gint64 mean_startup_us = tarn_refresh_estimate_get_startup_us (mean);
      gint64 mean_running_us = tarn_refresh_estimate_get_duration_us (mean) - mean_startup_us;
      gint64 mean_use_ms = tarn_refresh_estimate_get_dpu_milliseconds (mean);

      assert_near (get_startup_us (run), row->factor * multiply (mean_startup_us, log), 1);
      assert_near (get_running_us (run), row->factor * multiply (mean_running_us, log), 16);
      assert_near (tarn_refresh_run_get_dpu_milliseconds (run),
                   row->factor * multiply (mean_use_ms, log), 2);
      g_assert_cmpint (tarn_refresh_run_get_processed_bytes (run), ==,
                       tarn_refresh_estimate_get_processed_bytes (mean));
    }
}

/* The bytes and the use of a run grow as they would without a spread, only slower or faster. */
static void
test_course (void)
{
  g_auto (Lake) plain = lake_new (1);
  g_auto (Lake) spread = lake_with_spread (1, 2000);
  g_autoptr (TarnRefreshRun) a = start (&plain, plain.view, 0);
  g_autoptr (TarnRefreshRun) b = start (&spread, spread.view, 0);
  gint64 log = expect_log (1, VIEW, 0, 2000);

  engine_advance (plain.engine, 150 * SECOND_US);
  engine_advance (spread.engine, multiply (150 * SECOND_US, log));
  g_assert_true (tarn_refresh_run_reload (a, plain.client, NULL));
  g_assert_true (tarn_refresh_run_reload (b, spread.client, NULL));
  g_assert_cmpint (tarn_refresh_run_get_processed_bytes (a), >, 0);
  assert_near (tarn_refresh_run_get_processed_bytes (b), tarn_refresh_run_get_processed_bytes (a),
               10000);
  assert_near (tarn_refresh_run_get_dpu_milliseconds (b),
               multiply (tarn_refresh_run_get_dpu_milliseconds (a), log), 2);
}

/*
 * The relative standard deviation of a factor is sqrt (exp (ln (1.3)^2) - 1) = 0.267, so that of the mean of 4000
 * runs of 2 s is 8.45 ms. The bound is five times that.
 */
static void
test_mean (void)
{
  const guint n_runs = 4000;
  g_auto (Lake) lake = lake_with_spread (7, 1300);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "v", lake.base, TARN_REFRESH_TYPE_FULL);
  gint64 sum_us = 0;

  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr (TarnRefreshRun) run = run_to_end (&lake, view, 0);

      sum_us += get_running_us (run);
    }
  assert_near (sum_us / n_runs, 2 * SECOND_US, 42 * MS_US);
}

/* --- What keys the factor --------------------------------------------------------------------- */

enum
{
  N_STARTS = 32,
};

typedef struct
{
  const char *name;
  guint64 seed;
  const char *view;
  gboolean draws_by_tag;
  guint64 first_tag;
  guint n_before; /* runs before */
  gboolean has_neighbour;
  gboolean is_equal; /* to the first series of all: seed 3, view "v", tags from 1 */
} KeyRow;

/* clang-format off */
static const KeyRow tag_rows[] = {
  { "again", 3, "v", TRUE, 1, 0, FALSE, TRUE },
  { "later", 3, "v", TRUE, 1, 9, FALSE, TRUE },
  { "beside-a-neighbour", 3, "v", TRUE, 1, 0, TRUE, TRUE },
  { "other-tags", 3, "v", TRUE, 2, 0, FALSE, FALSE },
  { "upper-half-of-tags", 3, "v", TRUE, G_GUINT64_CONSTANT (1) << 32 | 1, 0, FALSE, FALSE },
  { "other-view", 3, "w", TRUE, 1, 0, FALSE, FALSE },
  { "other-seed", 4, "v", TRUE, 1, 0, FALSE, FALSE },
  { "by-ordinal", 3, "v", FALSE, 1, 0, FALSE, FALSE },
  { "ordinals-like-the-tags", 3, "v", FALSE, 1, 1, FALSE, FALSE },
};
static const KeyRow ordinal_rows[] = {
  { "again", 3, "v", FALSE, 1, 0, FALSE, TRUE },
  { "other-tags", 3, "v", FALSE, 1001, 0, FALSE, TRUE },
  { "beside-a-neighbour", 3, "v", FALSE, 1, 0, TRUE, TRUE },
  { "later", 3, "v", FALSE, 1, 9, FALSE, FALSE },
  { "other-seed", 4, "v", FALSE, 1, 0, FALSE, FALSE },
};
/* clang-format on */

/* Returns the durations of a series of runs. */
static char *
run_series (const KeyRow *row)
{
  g_auto (Lake) lake = lake_with_spread (row->seed, 1300);
  g_autoptr (TarnTableName) view
      = lake_add_view (&lake, row->view, lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTableName) neighbour
      = lake_add_view (&lake, "n", lake.base, TARN_REFRESH_TYPE_FULL);
  GString *text = g_string_new (NULL);

  engine_set (lake.engine, "glue.draw-by-tag", row->draws_by_tag);
  for (guint i = 0; i < row->n_before; i++)
    tarn_refresh_run_unref (run_to_end (&lake, view, 0));
  for (guint i = 0; i < N_STARTS; i++)
    {
      if (row->has_neighbour)
        tarn_refresh_run_unref (start (&lake, neighbour, 1000 + i));
      g_autoptr (TarnRefreshRun) run = run_to_end (&lake, view, row->first_tag + i);
      g_string_append_printf (text, "%" G_GINT64_FORMAT "\n", get_running_us (run));
    }
  return g_string_free (text, FALSE);
}

static void
test_key (const KeyRow *first, const KeyRow *row)
{
  g_autofree char *expected = run_series (first);
  g_autofree char *series = run_series (row);

  assert_same_text (series, expected, row->is_equal);
}

static void
test_tag (gconstpointer row)
{
  test_key (&tag_rows[0], row);
}

static void
test_ordinal (gconstpointer row)
{
  test_key (&ordinal_rows[0], row);
}

/* A run of each view draws: its id, whether it fails, and how far it has come then. */
static char *
draw_luck (gint64 permille)
{
  g_auto (Lake) lake = lake_with_spread (5, permille);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "v", lake.base, TARN_REFRESH_TYPE_NONE);
  GString *text = g_string_new (NULL);

  engine_set (lake.engine, "glue.read-failure-ppm", 500000);
  for (guint i = 0; i < 64; i++)
    {
      g_autoptr (TarnRefreshRun) run = run_to_end (&lake, view, 0);

      g_string_append_printf (text, "%s %s %" G_GINT64_FORMAT "\n", tarn_refresh_run_get_id (run),
                              tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)),
                              tarn_refresh_run_get_processed_bytes (run) / (10 * MEGABYTE));
      lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 50 * GIGABYTE);
    }
  return g_string_free (text, FALSE);
}

static void
test_luck_stays (void)
{
  g_autofree char *without = draw_luck (1000);
  g_autofree char *with = draw_luck (1300);

  g_assert_nonnull (strstr (without, "FAILED"));
  g_assert_cmpstr (with, ==, without);
}

/* --- The option ------------------------------------------------------------------------------- */

/* At 1000, every byte of the engine is as if the option had never been set. */
static void
test_no_spread (void)
{
  g_auto (Lake) never_set = lake_new (1);
  g_auto (Lake) set_back = lake_with_spread (1, 2000);

  engine_set (set_back.engine, SPREAD, 1000);
  for (guint i = 0; i < 3; i++)
    {
      g_free (lake_start (&never_set, never_set.view));
      g_free (lake_start (&set_back, set_back.view));
      engine_advance (never_set.engine, (gint64) (i + 1) * 100 * SECOND_US);
      engine_advance (set_back.engine, (gint64) (i + 1) * 100 * SECOND_US);
      g_autofree char *expected = lake_to_string (&never_set);
      g_autofree char *text = lake_to_string (&set_back);
      g_assert_cmpstr (text, ==, expected);
      engine_drain (never_set.engine);
      engine_drain (set_back.engine);
    }
}

/* A run that has its slot keeps its durations. One that waits draws when it gets its slot. */
static void
test_drawn_with_the_slot (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) other = lake_add_view (&lake, "o", lake.base, TARN_REFRESH_TYPE_NONE);

  engine_set (lake.engine, "glue.running-max", 1);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  g_autoptr (TarnRefreshRun) first = start (&lake, lake.view, 0);
  g_autoptr (TarnRefreshRun) second = start (&lake, other, 0);
  engine_set (lake.engine, SPREAD, 2000);
  engine_drain (lake.engine);
  g_assert_true (tarn_refresh_run_reload (first, lake.client, NULL));
  g_assert_true (tarn_refresh_run_reload (second, lake.client, NULL));
  g_assert_cmpint (get_startup_us (first) + get_running_us (first), ==, FULL_DURATION_US);
  assert_near (get_running_us (second),
               multiply (FULL_DURATION_US - FULL_STARTUP_US, expect_log (1, "o", 0, 2000)), 16);
}

/* --- Copies of the engine --------------------------------------------------------------------- */

static TarnEngine *
fork_engine (TarnEngine *engine)
{
  return tarn_engine_fork (engine, NULL, NULL, NULL);
}

static TarnEngine *
restore_engine (TarnEngine *engine)
{
  g_autoptr (GBytes) bytes = tarn_engine_save (engine, NULL);

  return tarn_engine_restore (bytes, NULL, NULL);
}

typedef struct
{
  const char *name;
  TarnEngine *(*copy) (TarnEngine *engine);
} CopyRow;

static const CopyRow copy_rows[] = { { "fork", fork_engine }, { "restored", restore_engine } };

/* One run works and one waits when the engine is copied, and each engine starts one more. */
static void
test_copy (gconstpointer data)
{
  const CopyRow *row = data;
  g_auto (Lake) lake = lake_with_spread (1, 1300);
  g_autoptr (TarnTableName) other = lake_add_view (&lake, "o", lake.base, TARN_REFRESH_TYPE_NONE);

  engine_set (lake.engine, "glue.running-max", 1);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  g_free (lake_start (&lake, lake.view));
  g_free (lake_start (&lake, other));
  engine_advance (lake.engine, 100 * SECOND_US);
  g_auto (Lake) copy = { .engine = row->copy (lake.engine) };
  g_assert_nonnull (copy.engine);
  copy.client = glue_client_new (copy.engine, ACCOUNT, NULL);
  copy.base = tarn_table_name_ref (lake.base);
  copy.view = tarn_table_name_ref (lake.view);
  for (guint i = 0; i < 2; i++)
    {
      engine_drain (lake.engine);
      engine_drain (copy.engine);
      g_autofree char *expected = lake_to_string (&lake);
      g_autofree char *text = lake_to_string (&copy);
      g_assert_cmpstr (text, ==, expected);
      g_free (lake_start (&lake, lake.view));
      g_free (lake_start (&copy, copy.view));
    }
}

/* --- The end of time -------------------------------------------------------------------------- */

/* Where just the mean duration is left, a start succeeds if the run draws a factor of at most 1. */
static void
test_end_of_time (void)
{
  guint n_started = 0, n_seeds = 40;

  for (guint64 seed = 0; seed < n_seeds; seed++)
    {
      g_auto (Lake) lake = lake_with_spread (seed, 1300);
      g_autoptr (GError) error = NULL;
      gboolean fits = expect_log (seed, VIEW, 0, 1300) <= 0;

      tarn_engine_advance_to (lake.engine, G_MAXINT64 - FULL_DURATION_US, &error);
      g_assert_no_error (error);
      g_autofree char *id = start_refresh_of (lake.client, lake.view, FALSE, &error);
      g_assert_cmpint (id != NULL, ==, fits);
      if (!fits)
        {
          g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_TIME);
          continue;
        }
      engine_drain (lake.engine);
      assert_status (&lake, id, "SUCCEEDED");
      n_started++;
    }
  g_assert_cmpuint (n_started, >, 0);
  g_assert_cmpuint (n_started, <, n_seeds);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/refresh/spread/factor/", factor_rows, test_factor);
  g_test_add_func ("/refresh/spread/course", test_course);
  g_test_add_func ("/refresh/spread/mean", test_mean);
  ADD_ROWS ("/refresh/spread/tag/", tag_rows, test_tag);
  ADD_ROWS ("/refresh/spread/ordinal/", ordinal_rows, test_ordinal);
  g_test_add_func ("/refresh/spread/luck-stays", test_luck_stays);
  g_test_add_func ("/refresh/spread/none", test_no_spread);
  g_test_add_func ("/refresh/spread/drawn-with-the-slot", test_drawn_with_the_slot);
  ADD_ROWS ("/refresh/spread/copy/", copy_rows, test_copy);
  g_test_add_func ("/refresh/spread/end-of-time", test_end_of_time);
  return g_test_run ();
}
