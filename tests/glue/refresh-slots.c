/* SPDX-License-Identifier: MIT */
/*
 * Tests slots, waiting and retention. If views are refreshed at regular intervals, a formula says what an
 * observer measures, and the two must be equal. The area under the age curve is an integer, so that no number
 * is rounded.
 */
#include "worlds/glue-lake.h"

/* --- The age of a view ------------------------------------------------------------------------ */

/* The age of a view grows with time. At each publication it falls to the age of the new snapshot. */
typedef struct
{
  gint64 limit_ms; /* the greatest age that the view should have */
  gint64 publication_ms;
  gint64 snapshot_ms;
  gint64 n_cycles; /* cycles from one publication to the next */
  gint64 cycle_ms; /* the length of the last cycle */
  gint64 twice_area;
  gint64 max_age_ms;
  gint64 within_limit_ms;
} Age;

static void
measure_age (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  Age *age = data;
  gint64 now_ms = tarn_change_get_time (change) / MS_US;

  if (g_strcmp0 (tarn_change_get_to_status (change), "SUCCEEDED") != 0)
    return;

  if (age->publication_ms != 0)
    {
      gint64 first_ms = age->publication_ms - age->snapshot_ms;
      gint64 last_ms = now_ms - age->snapshot_ms;

      age->n_cycles++;
      age->cycle_ms = now_ms - age->publication_ms;
      age->twice_area += age->cycle_ms * (first_ms + last_ms);
      age->max_age_ms = MAX (age->max_age_ms, last_ms);
      age->within_limit_ms += CLAMP (age->limit_ms - first_ms, 0, age->cycle_ms);
    }
  age->publication_ms = now_ms;
  age->snapshot_ms
      = tarn_refresh_change_get_snapshot_time (tarn_change_get_refresh (change)) / MS_US;
}

/* A Ticker starts a refresh in each period, and skips the period if a run is active. */
typedef struct
{
  const Lake *lake;
  TarnTableName *view;
  gint64 commit_bytes;
  guint n_ticks_left;
  guint n_skipped;
} Ticker;

static gboolean
tick (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Ticker *ticker = data;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  if (ticker->commit_bytes > 0)
    lake_commit (ticker->lake, ticker->lake->base, TARN_COMMIT_OVERWRITE, ticker->commit_bytes);
  id = start_refresh_of (ticker->lake->client, ticker->view, FALSE, &error);
  if (id == NULL)
    {
      assert_exception (error, RUNNING, "");
      ticker->n_skipped++;
    }
  return --ticker->n_ticks_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
run_ticks (Ticker *ticker, gint64 period_us, Age *age)
{
  tarn_engine_add_observer (ticker->lake->engine, measure_age, age, NULL);
  tarn_engine_add_timeout (ticker->lake->engine, period_us, TARN_TIMEOUT_NONE, tick, ticker, NULL);
  engine_drain (ticker->lake->engine);
}

/*
 * The period is T = 900 s. 250 MB change in each period, so a run takes S = 55.625 s. The age is S after a
 * publication, and S + T before the next one.
 */
static void
test_periodic (void)
{
  const gint64 t = 900000, s = 55625;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "v", lake.base, TARN_REFRESH_TYPE_FULL);
  Ticker ticker = { &lake, view, 250 * MEGABYTE, 97, 0 };
  Age age = { .limit_ms = 600000 };

  run_ticks (&ticker, t * MS_US, &age);

  g_assert_cmpuint (ticker.n_skipped, ==, 0);
  g_assert_cmpint (age.n_cycles, ==, 96);
  g_assert_cmpint (age.cycle_ms, ==, t);
  g_assert_cmpint (age.twice_area, ==, age.n_cycles * t * (2 * s + t));
  g_assert_cmpint (age.twice_area, ==, 2 * age.n_cycles * t * 505625);
  g_assert_cmpint (age.max_age_ms, ==, 955625);
  g_assert_cmpint (age.within_limit_ms, ==, age.n_cycles * 544375);
}

/*
 * If a run is longer than the period, the Ticker skips periods. Each refresh begins at the first start of a
 * period after the end of the refresh before, so the effective period is ceil (S / T) * T.
 */
static void
test_overrun (gconstpointer data)
{
  const gint64 *row = data; /* T, S, effective period, mean and greatest age, in minutes */
  const gint64 minute_ms = 60000;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "v", lake.base, TARN_REFRESH_TYPE_FULL);
  Ticker ticker = { &lake, view, 0, 241, 0 };
  Age age = { 0 };

  lake_set_unchanged_us (&lake, row[1] * minute_ms * MS_US);
  run_ticks (&ticker, row[0] * minute_ms * MS_US, &age);

  g_assert_cmpint (ticker.n_skipped, ==, 240 - 240 * row[0] / row[2]);
  g_assert_cmpint (age.n_cycles, ==, 240 * row[0] / row[2]);
  g_assert_cmpint (age.cycle_ms, ==, row[2] * minute_ms);
  g_assert_cmpint (age.twice_area, ==, 2 * age.n_cycles * row[2] * minute_ms * row[3] * minute_ms);
  g_assert_cmpint (age.max_age_ms, ==, row[4] * minute_ms);
}

/* --- Waiting ---------------------------------------------------------------------------------- */

enum
{
  N_VIEWS = 100,
  CAP = 50,
};

typedef struct
{
  guint n_slots;
  guint n_slots_now;
  guint max_slots;
  gint64 sum_ms;
  gint64 max_ms;
} Waits;

static void
measure_wait (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  Waits *waits = data;
  const TarnRefreshChange *part = tarn_change_get_refresh (change);
  gint64 wait_ms
      = (tarn_refresh_change_get_slot_time (part) - tarn_change_get_creation_time (change)) / MS_US;

  if (strcmp (tarn_change_get_cause (change), "succeed") == 0)
    waits->n_slots_now--;
  if (strcmp (tarn_change_get_cause (change), "take-slot") != 0)
    return;

  g_assert_cmpint (tarn_change_get_time (change), ==, tarn_refresh_change_get_slot_time (part));
  g_assert_cmpint (wait_ms, >=, 0);
  waits->n_slots++;
  waits->n_slots_now++;
  waits->max_slots = MAX (waits->max_slots, waits->n_slots_now);
  waits->sum_ms += wait_ms;
  waits->max_ms = MAX (waits->max_ms, wait_ms);
}

/* Starts all views, @apart_us apart, and runs the engine until it is idle. Returns how long runs waited. */
static Waits
run_together (gint64 duration_us, gint64 apart_us)
{
  g_auto (Lake) lake = lake_new (1);
  Waits waits = { 0 };
  TarnTableName *views[N_VIEWS];

  engine_set (lake.engine, "glue.running-max", CAP);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  lake_set_unchanged_us (&lake, duration_us);
  tarn_engine_add_observer (lake.engine, measure_wait, &waits, NULL);
  for (guint i = 0; i < N_VIEWS; i++)
    {
      g_autofree char *name = g_strdup_printf ("v%u", i);

      views[i] = lake_add_view (&lake, name, lake.base, TARN_REFRESH_TYPE_FULL);
    }
  for (guint i = 0; i < N_VIEWS; i++)
    {
      g_free (lake_start (&lake, views[i]));
      engine_advance (lake.engine, apart_us);
      tarn_table_name_unref (views[i]);
    }
  engine_drain (lake.engine);

  g_assert_cmpuint (waits.n_slots, ==, N_VIEWS);
  g_assert_cmpuint (waits.n_slots_now, ==, 0);
  return waits;
}

/* The j-th run waits floor (j / cap) times the duration of a run: half of the runs 0 s, the others 300 s. */
static void
test_same_tick (void)
{
  Waits waits = run_together (300 * SECOND_US, 0);

  g_assert_cmpint (waits.sum_ms, ==, N_VIEWS * 150000);
  g_assert_cmpint (waits.max_ms, ==, 300000);
  g_assert_cmpuint (waits.max_slots, ==, CAP);
}

/* If the same runs are spread evenly over 900 s, they need at most 34 slots, so no run waits. */
static void
test_spread_phases (void)
{
  Waits waits = run_together (300 * SECOND_US, 9 * SECOND_US);

  g_assert_cmpint (waits.sum_ms, ==, 0);
  g_assert_cmpuint (waits.max_slots, ==, 34);
}

/* --- The limit -------------------------------------------------------------------------------- */

/*
 * Makes an engine with the limit 1 and four views that show all of their source. Starts the first @n_started.
 */
static Lake
crowded_lake_new (TarnTableName **views, guint n_started)
{
  Lake lake = lake_new (1);

  engine_set (lake.engine, "glue.running-max", 1);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  lake_set_unchanged_us (&lake, 10 * SECOND_US);
  for (guint i = 0; i < 4; i++)
    {
      const char name[] = { (char) ('a' + (gint) i), '\0' };

      views[i] = lake_add_view (&lake, name, lake.base, TARN_REFRESH_TYPE_FULL);
      if (i < n_started)
        g_free (lake_start (&lake, views[i]));
    }
  return lake;
}

static void
unref_views (TarnTableName **views)
{
  for (guint i = 0; i < 4; i++)
    tarn_table_name_unref (views[i]);
}

#define BEGIN(time, view)                                                                          \
  "@" time " " view " begin STARTING>RUNNING (Glue Materialized View Refresh Task Started)\n"
#define TAKE(time, view) "@" time " " view " take-slot STARTING>STARTING\n"
#define SUCCEED(time, view)                                                                        \
  "@" time " " view " succeed RUNNING>SUCCEEDED (Glue Materialized View Refresh Task Succeeded)\n"

/* If the limit is raised, waiting runs get the new slots at once. */
static void
test_raised_limit (void)
{
  TarnTableName *views[4];
  g_auto (Lake) lake = crowded_lake_new (views, 4);
  g_autoptr (GString) log = NULL;

  engine_advance (lake.engine, 3 * SECOND_US);
  log = lake_log (&lake);
  engine_set (lake.engine, "glue.running-max", 3);
  engine_drain (lake.engine);

  assert_log (log, TAKE ("3000", "b") TAKE ("3000", "c") BEGIN ("3000", "b") BEGIN ("3000", "c")
                       SUCCEED ("10000", "a") TAKE ("10000", "d") BEGIN ("10000", "d")
                           SUCCEED ("13000", "b") SUCCEED ("13000", "c") SUCCEED ("20000", "d"));
  unref_views (views);
}

/* Without a limit, each waiting run gets a slot at once, and so does each run that starts later. */
static void
test_no_limit (void)
{
  TarnTableName *views[4];
  g_auto (Lake) lake = crowded_lake_new (views, 3);
  g_autoptr (GString) log = NULL;

  engine_advance (lake.engine, 3 * SECOND_US);
  log = lake_log (&lake);
  engine_set (lake.engine, "glue.running-max", TARN_UNLIMITED);
  engine_set (lake.engine, "glue.queue-at-limit", 0);
  engine_drain (lake.engine);
  for (guint i = 0; i < 4; i++)
    g_free (lake_start (&lake, views[i]));

  g_assert_true (g_str_has_prefix (log->str,
                                   TAKE ("3000", "b") TAKE ("3000", "c") BEGIN ("3000", "b")
                                       BEGIN ("3000", "c") SUCCEED ("10000", "a")
                                           SUCCEED ("13000", "b") SUCCEED ("13000", "c")));
  unref_views (views);
}

/* With a limit of 0, no run gets a slot until the limit is raised. */
static void
test_limit_of_zero (void)
{
  TarnTableName *views[4];
  g_auto (Lake) lake = crowded_lake_new (views, 0);
  g_autoptr (GString) log = lake_log (&lake);

  engine_set (lake.engine, "glue.running-max", 0);
  g_free (lake_start (&lake, views[0]));
  g_string_truncate (log, 0);
  engine_advance (lake.engine, 3 * SECOND_US);
  assert_log (log, "");
  engine_set (lake.engine, "glue.running-max", 1);
  engine_drain (lake.engine);
  assert_log (log, TAKE ("3000", "a") BEGIN ("3000", "a") SUCCEED ("13000", "a"));
  unref_views (views);
}

/*
 * If the limit is lowered, runs keep their slots. No run gets one until fewer runs than the limit have one.
 */
static void
test_lowered_limit (void)
{
  TarnTableName *views[4];
  g_auto (Lake) lake = crowded_lake_new (views, 0);
  g_autoptr (GString) log = NULL;

  engine_set (lake.engine, "glue.running-max", 2);
  for (guint i = 0; i < 4; i++)
    {
      g_free (lake_start (&lake, views[i]));
      engine_advance (lake.engine, SECOND_US);
    }
  log = lake_log (&lake);
  engine_set (lake.engine, "glue.running-max", 1);
  engine_drain (lake.engine);

  assert_log (log, SUCCEED ("10000", "a") SUCCEED ("11000", "b") TAKE ("11000", "c")
                       BEGIN ("11000", "c") SUCCEED ("21000", "c") TAKE ("21000", "d")
                           BEGIN ("21000", "d") SUCCEED ("31000", "d"));
  unref_views (views);
}

/* If the queue is switched off, runs that already wait go on waiting, and a new start is refused. */
static void
test_queue_switched_off (void)
{
  TarnTableName *views[4];
  g_auto (Lake) lake = crowded_lake_new (views, 2);
  g_autoptr (GString) log = lake_log (&lake);
  g_autoptr (GError) error = NULL;

  engine_set (lake.engine, "glue.queue-at-limit", 0);
  g_assert_null (start_refresh_of (lake.client, views[2], FALSE, &error));
  assert_exception (error, LIMIT, "");
  engine_drain (lake.engine);

  assert_log (log, BEGIN ("0", "a") SUCCEED ("10000", "a") TAKE ("10000", "b") BEGIN ("10000", "b")
                       SUCCEED ("20000", "b"));
  unref_views (views);
}

/* --- Retention -------------------------------------------------------------------------------- */

static guint
count_listed (const Lake *lake)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = list_runs (lake->client, NULL, NULL, NULL, 1000, NULL, NULL, &error);

  g_assert_no_error (error);
  return runs->len;
}

static void
assert_kept (const Lake *lake, const char *id, gboolean is_kept)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnRefreshRun) run = get_run (lake->client, NULL, id, &error);

  g_assert_cmpint (run != NULL, ==, is_kept);
  if (!is_kept)
    assert_exception (error, NOT_FOUND, "");
}

/* The engine keeps the newest runs of each view. A run that has not ended does not count. */
static void
test_retention_by_count (void)
{
  TarnTableName *views[4];
  g_auto (Lake) lake = crowded_lake_new (views, 0);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *other = lake_start (&lake, views[1]);
  g_autofree char *active = NULL;

  engine_drain (lake.engine);
  engine_set (lake.engine, "glue.retention-runs", 3);
  for (guint i = 0; i < 5; i++)
    {
      g_ptr_array_add (ids, lake_start (&lake, views[0]));
      engine_drain (lake.engine);
    }
  active = lake_start (&lake, views[0]);

  for (guint i = 0; i < ids->len; i++)
    assert_kept (&lake, ids->pdata[i], i >= 2);
  assert_kept (&lake, active, TRUE);
  assert_kept (&lake, other, TRUE);
  g_assert_cmpuint (count_listed (&lake), ==, 5);
  engine_drain (lake.engine);
  assert_kept (&lake, ids->pdata[2], FALSE);
  g_assert_cmpuint (count_listed (&lake), ==, 4);
  unref_views (views);
}

/* The age of a run is counted from its end. Nothing else has to happen for the run to be dropped. */
static void
test_retention_by_age (void)
{
  TarnTableName *views[4];
  g_auto (Lake) lake = crowded_lake_new (views, 0);
  g_autofree char *first = lake_start (&lake, views[0]);
  g_autofree char *second = NULL;
  g_autofree char *active = NULL;

  engine_set (lake.engine, "glue.retention-age-us", HOUR_US);
  engine_drain (lake.engine);
  second = lake_start (&lake, views[0]);
  engine_drain (lake.engine);
  lake_set_unchanged_us (&lake, 10 * HOUR_US);
  active = lake_start (&lake, views[1]);
  engine_advance_to (lake.engine, HOUR_US + 10 * SECOND_US - 1);
  assert_kept (&lake, first, TRUE);
  g_assert_cmpuint (count_listed (&lake), ==, 3);
  engine_advance (lake.engine, 2);
  assert_kept (&lake, first, FALSE);
  assert_kept (&lake, second, TRUE);
  g_assert_cmpuint (count_listed (&lake), ==, 2);

  engine_advance (lake.engine, 8 * HOUR_US);
  assert_kept (&lake, second, FALSE);
  assert_kept (&lake, active, TRUE);
  g_assert_cmpuint (count_listed (&lake), ==, 1);
  unref_views (views);
}

/* If the memory of a run is used again, its old id does not come back. */
static void
test_retention_of_ids (void)
{
  TarnTableName *views[4];
  g_auto (Lake) lake = crowded_lake_new (views, 0);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *first = NULL;

  engine_set (lake.engine, "glue.retention-runs", 1);
  for (guint i = 0; i < 2000; i++)
    {
      char *id = lake_start (&lake, views[i % 4]);

      if (first == NULL)
        first = g_strdup (id);
      g_assert_true (g_hash_table_add (seen, id));
      engine_drain (lake.engine);
    }

  g_assert_cmpuint (count_listed (&lake), ==, 4);
  assert_kept (&lake, first, FALSE);
  unref_views (views);
}

int
main (int argc, char *argv[])
{
  static const gint64 overruns[][5] = { { 15, 20, 30, 35, 50 }, { 10, 25, 30, 40, 55 } };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slots/age/periodic", test_periodic);
  g_test_add_data_func ("/slots/age/overrun-15-20", overruns[0], test_overrun);
  g_test_add_data_func ("/slots/age/overrun-10-25", overruns[1], test_overrun);
  g_test_add_func ("/slots/wait/same-tick", test_same_tick);
  g_test_add_func ("/slots/wait/spread-phases", test_spread_phases);
  g_test_add_func ("/slots/limit/raised", test_raised_limit);
  g_test_add_func ("/slots/limit/lowered", test_lowered_limit);
  g_test_add_func ("/slots/limit/none", test_no_limit);
  g_test_add_func ("/slots/limit/zero", test_limit_of_zero);
  g_test_add_func ("/slots/limit/queue-switched-off", test_queue_switched_off);
  g_test_add_func ("/slots/retention/by-count", test_retention_by_count);
  g_test_add_func ("/slots/retention/by-age", test_retention_by_age);
  g_test_add_func ("/slots/retention/of-ids", test_retention_of_ids);
  return g_test_run ();
}
