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
  Age age = { 0 };

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
  lake_get_policy (lake, 0)->trigger.period_us = row->period_us;

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_rows ();
  return g_test_run ();
}
