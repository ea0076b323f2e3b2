/* SPDX-License-Identifier: MIT */
/* Tests that the luck of a table or of a view does not depend on the other tables and views, or on the policy. */
#include "random-lake.h"

static GArray *
run (TarnLabScenario *lake)
{
  g_autoptr (TarnLabTrial) trial = trial_new (lake, 7);
  GArray *told = g_array_ref (trial_write_down (trial));

  trial_run (trial);
  return told;
}

/* --- Commits ------------------------------------------------------------------------------------ */

/* Asserts that a table of one lake and a table of another have the same commits. */
static void
assert_same_commits (const GArray *a, guint table_a, const GArray *b, guint table_b)
{
  guint j = 0, n_commits = 0;

  for (guint i = 0; i < a->len; i++)
    {
      const Told *x = told_get (a, i), *y;

      if (x->kind != TARN_LAB_TRIAL_EVENT_COMMIT || x->view != TARN_LAB_NO_VIEW
          || x->table != table_a)
        continue;
      do
        y = told_get (b, j++);
      while (y->kind != TARN_LAB_TRIAL_EVENT_COMMIT || y->view != TARN_LAB_NO_VIEW
             || y->table != table_b);
      g_assert_cmpint (x->time_us, ==, y->time_us);
      g_assert_cmpuint (x->changed_bytes, ==, y->changed_bytes);
      n_commits++;
    }

  g_assert_cmpuint (n_commits, >, 100);
}

/* --- Runs --------------------------------------------------------------------------------------- */

/* How long a run was RUNNING, by its tag. 0 if it failed. */
static GHashTable *
collect_durations (const GArray *told, guint view)
{
  GHashTable *durations = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gint64 begin_us = 0;

  for (guint i = 0; i < told->len; i++)
    {
      const Told *event = told_get (told, i);

      if (event->kind != TARN_LAB_TRIAL_EVENT_RUN || event->view != view)
        continue;
      if (event->cause == TARN_REFRESH_CAUSE_BEGIN)
        begin_us = event->time_us;
      if (event->cause != TARN_REFRESH_CAUSE_SUCCEED && event->cause != TARN_REFRESH_CAUSE_FAIL)
        continue;
      gint64 duration_us = event->time_us - begin_us;
      g_hash_table_insert (durations, g_memdup2 (&event->tag, sizeof event->tag),
                           g_memdup2 (&duration_us, sizeof duration_us));
    }

  return durations;
}

/* Returns how many runs of a view have the same tag in both lakes. These must have taken the same time. */
static guint
count_same_runs (const GArray *a, guint view_a, const GArray *b, guint view_b)
{
  g_autoptr (GHashTable) x = collect_durations (a, view_a);
  g_autoptr (GHashTable) y = collect_durations (b, view_b);
  GHashTableIter iter;
  gpointer tag, duration;
  guint n_same = 0;

  g_hash_table_iter_init (&iter, x);
  while (g_hash_table_iter_next (&iter, &tag, &duration))
    {
      gint64 *other = g_hash_table_lookup (y, tag);

      if (other == NULL)
        continue;
      g_assert_cmpint (*(gint64 *) duration, ==, *other);
      n_same++;
    }

  return n_same;
}

/* --- Lakes -------------------------------------------------------------------------------------- */

enum
{
  TABLE = 0,
  VIEW = 1, /* with an exponential duration of its own */
  FAILING = 2,
};

static void
test_table_added (void)
{
  g_autoptr (TarnLabScenario) lake = random_lake_new ();
  g_autoptr (TarnLabScenario) other = random_lake_new ();
  TarnLabTable first = *lake_get_table (other, 1);

  /* The new table is the first, so the places of all others change. */
  first.name = "new";
  g_array_insert_val (other->tables, 0, first);
  for (guint i = 0; i < other->views->len; i++)
    for (guint j = 0; j < lake_get_view (other, i)->sources->len; j++)
      {
        TarnLabSource *source
            = &g_array_index (lake_get_view (other, i)->sources, TarnLabSource, j);
        source->index += source->is_view ? 0 : 1;
      }

  g_autoptr (GArray) a = run (lake);
  g_autoptr (GArray) b = run (other);
  assert_same_commits (a, TABLE, b, TABLE + 1);
  g_assert_cmpuint (count_same_runs (a, VIEW, b, VIEW), >, 50);
  g_assert_cmpuint (count_same_runs (a, FAILING, b, FAILING), >, 50);
}

static void
test_view_added (void)
{
  g_autoptr (TarnLabScenario) lake = random_lake_new ();
  g_autoptr (TarnLabScenario) other = random_lake_new ();
  guint view = lake_add_view (other, "new", exponential (20 * MINUTE));
  TarnLabView added = *lake_get_view (other, view);

  lake_read_table (other, view, TABLE);
  /* The new view is the first. */
  g_array_set_size (other->views, view);
  for (guint i = 0; i < other->views->len; i++)
    for (guint j = 0; j < lake_get_view (other, i)->sources->len; j++)
      {
        TarnLabSource *source
            = &g_array_index (lake_get_view (other, i)->sources, TarnLabSource, j);
        source->index += source->is_view ? 1 : 0;
      }
  g_array_insert_val (other->views, 0, added);

  g_autoptr (GArray) a = run (lake);
  g_autoptr (GArray) b = run (other);
  assert_same_commits (a, TABLE, b, TABLE);
  g_assert_cmpuint (count_same_runs (a, VIEW, b, VIEW + 1), >, 50);
  g_assert_cmpuint (count_same_runs (a, FAILING, b, FAILING + 1), >, 50);
}

/* With a longer period there are fewer runs, and those at the same place in the world have the same luck. */
static void
test_policy_changed (void)
{
  g_autoptr (TarnLabScenario) lake = random_lake_new ();
  g_autoptr (TarnLabScenario) other = random_lake_new ();

  lake_set_rule (other, 0, "trigger", "interval 25 min, spread");
  lake_set_rule (other, 1, "trigger", "interval 40 min, phase 1 min, queue");
  other->n_slots = 3;

  g_autoptr (GArray) a = run (lake);
  g_autoptr (GArray) b = run (other);
  assert_same_commits (a, TABLE, b, TABLE);
  g_assert_cmpuint (count_same_runs (a, VIEW, b, VIEW), >, 20);
  g_assert_cmpuint (count_same_runs (a, FAILING, b, FAILING), >, 20);
}

/* Without a rhythm there would be more commits, and another replication has others. */
static void
test_replication (void)
{
  g_autoptr (TarnLabScenario) lake = random_lake_new ();
  g_autoptr (TarnLabTrial) a = trial_new (lake, 1);
  g_autoptr (TarnLabTrial) b = trial_new (lake, 2);
  GArray *told[] = { trial_write_down (a), trial_write_down (b) };

  trial_run (a);
  trial_run (b);
  g_assert_cmpuint (told_count (told[0], TARN_LAB_TRIAL_EVENT_COMMIT), !=,
                    told_count (told[1], TARN_LAB_TRIAL_EVENT_COMMIT));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lab/luck/table-added", test_table_added);
  g_test_add_func ("/lab/luck/view-added", test_view_added);
  g_test_add_func ("/lab/luck/policy-changed", test_policy_changed);
  g_test_add_func ("/lab/luck/replication", test_replication);
  return g_test_run ();
}
