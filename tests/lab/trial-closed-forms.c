/* SPDX-License-Identifier: MIT */
/* Tests trials against figures that are known in closed form. The integrals are computed here, from the events. */
#include "lake-by-hand.h"

/* --- Integrals ---------------------------------------------------------------------------------- */

typedef struct
{
  gint64 read_us;  /* the snapshot that the view shows */
  gint64 since_us; /* when it began to show it */
  gint64 area2_us; /* twice the integral of the age, in the window, in square milliseconds */
  gint64 max_us;
  gint64 within_us; /* the time with an age within the limit */
} Age;

static void
add_age (Age *age, gint64 until_us, gint64 limit_us)
{
  gint64 from = (age->since_us - age->read_us) / 1000, to = (until_us - age->read_us) / 1000;

  age->area2_us += to * to - from * from;
  age->max_us = MAX (age->max_us, to * 1000);
  age->within_us += CLAMP (limit_us - from * 1000, 0, until_us - age->since_us);
}

/* Follows the age of one view through the window. */
static Age
measure_age (const GArray *told, guint view, gint64 limit_us)
{
  Age age = { .read_us = LAKE_START, .since_us = LAKE_START };

  for (guint i = 0; i < told->len; i++)
    {
      const Told *event = told_get (told, i);

      if (event->kind == TARN_LAB_TRIAL_EVENT_BEGIN)
        age = (Age){ .read_us = age.read_us, .since_us = event->time_us };
      if (event->kind == TARN_LAB_TRIAL_EVENT_END)
        {
          add_age (&age, event->time_us, limit_us);
          return age;
        }
      if (event->kind == TARN_LAB_TRIAL_EVENT_RUN && event->view == view
          && event->cause == TARN_REFRESH_CAUSE_SUCCEED)
        {
          add_age (&age, event->time_us, limit_us);
          age.read_us = event->snapshot_us;
          age.since_us = event->time_us;
        }
    }

  g_assert_not_reached ();
}

/* --- One view ----------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  gint64 period_us, duration_us;
  gint64 mean_ms, max_us;
  guint n_skipped; /* a day */
} Row;

/* An age after a publication is the duration S, and it rises to S + T. A skipped tick makes T longer. */
static const Row rows[] = {
  { "V1 no overrun", 15 * MINUTE, 55625000, 505625, 955625000, 0 },
  { "V2 overrun, 15 and 20", 15 * MINUTE, 20 * MINUTE, 35 * 60000, 50 * MINUTE, 48 },
  { "V2 overrun, 10 and 25", 10 * MINUTE, 25 * MINUTE, 40 * 60000, 55 * MINUTE, 96 },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TarnLabScenario) lake = lake_new ();
  guint table = lake_add_table (lake, "orders", commits_periodic (MINUTE, 1000));
  guint view = lake_add_view (lake, "daily", constant (row->duration_us));

  lake_read_table (lake, view, table);
  lake->warm_up_us = 2 * HOUR;
  lake_set_period (lake, 0, row->period_us);

  g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);
  GArray *told = trial_write_down (trial);
  trial_run (trial);

  Age age = measure_age (told, view, 10 * MINUTE);
  g_assert_cmpint (age.area2_us, ==, 2 * row->mean_ms * (DAY / 1000));
  g_assert_cmpint (age.max_us, ==, row->max_us);
  if (g_str_has_prefix (row->name, "V1"))
    g_assert_cmpint (age.within_us, ==, DAY / 900000 * 544375);
}

static void
add_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/lab/closed-forms/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
}

/* --- Several views ------------------------------------------------------------------------------ */

typedef struct
{
  gint64 sum_us, max_us;
  guint n_starts;
} Waits;

static Waits
measure_waits (const GArray *told)
{
  Waits waits = { 0 };

  for (guint i = 0; i < told->len; i++)
    if (told_get (told, i)->kind == TARN_LAB_TRIAL_EVENT_START)
      {
        gint64 wait_us = told_get (told, i)->start_us - told_get (told, i)->request_us;

        waits.n_starts++;
        waits.sum_us += wait_us;
        waits.max_us = MAX (waits.max_us, wait_us);
      }

  return waits;
}

static Waits
simulate_100_views (const char *trigger)
{
  g_autoptr (TarnLabScenario) lake = lake_new ();
  guint table = lake_add_table (lake, "orders", commits_periodic (MINUTE, 1000));

  lake_set_rule (lake, 0, "trigger", trigger);
  lake->drains = TRUE;
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("view_%u", i);

      lake_read_table (lake, lake_add_view (lake, name, constant (300 * SECOND)), table);
    }

  g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);
  GArray *told = trial_write_down (trial);
  trial_run (trial);
  g_assert_cmpuint (tarn_lab_trial_get_n_active (trial), ==, 0);
  return measure_waits (told);
}

/* V3: half of the views wait until the other half has ended. */
static void
test_aligned (void)
{
  Waits waits = simulate_100_views ("interval 1 h");

  g_assert_cmpuint (waits.n_starts, ==, 2400);
  g_assert_cmpint (waits.sum_us, ==, 2400 * 150 * SECOND);
  g_assert_cmpint (waits.max_us, ==, 300 * SECOND);
}

static void
test_spread (void)
{
  Waits waits = simulate_100_views ("interval 1 h, spread");

  g_assert_cmpuint (waits.n_starts, ==, 2400);
  g_assert_cmpint (waits.max_us, ==, 0);
}

/* The age of the leaf is to the base table, which the first view of the chain has read. */
static gint64
measure_age_of_leaf (const GArray *told, guint leaf)
{
  gint64 area2_ms2 = 0;
  gboolean is_window = FALSE;

  for (guint i = 0; i < told->len; i++)
    {
      const Told *event = told_get (told, i);

      is_window |= event->kind == TARN_LAB_TRIAL_EVENT_BEGIN;
      if (!is_window || event->kind != TARN_LAB_TRIAL_EVENT_STRETCH || event->view != leaf)
        continue;
      gint64 from = (event->begin_us - event->included_us) / 1000;
      gint64 to = (event->time_us - event->included_us) / 1000;
      area2_ms2 += to * to - from * from;
    }

  return area2_ms2;
}

/* V9: one slot makes the views of a tick follow each other. */
static void
test_chain (void)
{
  static const gint64 durations[] = { 60 * SECOND, 120 * SECOND, 30 * SECOND };
  g_autoptr (TarnLabScenario) lake = lake_new ();
  guint table = lake_add_table (lake, "orders", commits_periodic (MINUTE, 1000));

  lake->warm_up_us = 2 * HOUR;
  lake->n_slots = 1;
  lake_set_option (lake, "glue.measures", 1);
  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      g_autofree char *name = g_strdup_printf ("view_%u", i);
      guint view = lake_add_view (lake, name, constant (durations[i]));

      if (i == 0)
        lake_read_table (lake, view, table);
      else
        lake_read_view (lake, view, i - 1);
    }

  g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);
  GArray *told = trial_write_down (trial);
  trial_run (trial);
  g_assert_cmpint (measure_age_of_leaf (told, 2), ==, 2 * 660000 * (DAY / 1000));
}

/* --- Random commits ----------------------------------------------------------------------------- */

typedef struct
{
  guint64 lag, fresh; /* in millionths of a minute, and of the time */
} Staleness;

static void
take_account (gpointer state, const TarnLabTrialEvent *event)
{
  Staleness *staleness = state;

  if (event->kind != TARN_LAB_TRIAL_EVENT_END)
    return;
  /* The area of a lag is twice the integral, so the mean is too. */
  staleness->lag += tarn_measures_get_mean (event->account, TARN_MEASURE_LAG, 1);
  staleness->fresh += tarn_measures_get_mean (event->account, TARN_MEASURE_FRESH, 1000000);
}

static void
keep (gpointer state G_GNUC_UNUSED)
{
}

/* V19: four commits a minute on average, and a refresh of 6 s every minute. */
static void
test_poisson (void)
{
  static const TarnLabWatcherClass watcher = { "account", take_account, NULL, keep, 0, 0 };
  Staleness staleness = { 0 };
  guint n_replications = 20;

  for (guint replication = 0; replication < n_replications; replication++)
    {
      g_autoptr (TarnLabScenario) lake = lake_new ();
      guint table = lake_add_table (lake, "orders", commits_poisson (15 * SECOND, 1000));

      lake_read_table (lake, lake_add_view (lake, "daily", constant (6 * SECOND)), table);
      lake->warm_up_us = HOUR;
      lake->horizon_us = 20 * DAY;
      lake_set_option (lake, "glue.measures", 1);
      lake_set_period (lake, 0, MINUTE);

      g_autoptr (TarnLabTrial) trial = trial_new (lake, replication);
      tarn_lab_trial_add_watcher (trial, &watcher, &staleness);
      trial_run (trial);
    }

  double lag = (double) staleness.lag / n_replications / MINUTE;
  double fresh = (double) staleness.fresh / n_replications / 1e6;
  g_test_message ("lag %.6f, fresh %.6f", lag, fresh);
  g_assert_true (ABS (lag - 0.39112767) < 0.003 * 0.39112767);
  g_assert_true (ABS (fresh - 0.16451068) < 0.006 * 0.16451068);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_rows ();
  g_test_add_func ("/lab/closed-forms/V3 aligned", test_aligned);
  g_test_add_func ("/lab/closed-forms/V3 spread", test_spread);
  g_test_add_func ("/lab/closed-forms/V9 chain", test_chain);
  g_test_add_func ("/lab/closed-forms/V19 Poisson", test_poisson);
  return g_test_run ();
}
