/* SPDX-License-Identifier: MIT */
/*
 * Tests when a refresh is full because of the history of a source: the snapshot that the view shows is no longer kept,
 * or the source has changed by more than appends.
 */
#include "worlds/glue-lake.h"

#define SMALL (100 * MEGABYTE / 1000)

typedef struct
{
  const char *name;
  const char *option; /* NULL for none */
  gint64 value;
  const char
      *commits; /* after the refresh: a letter for each, in capitals if an hour passes before it */
  gint64 later_us; /* how long after the last commit the next refresh is */
  gboolean is_full;
} HistoryRow;

/* a is an append, o an overwrite, d a delete, and r a replace. */
static const HistoryRow history_rows[] = {
  { "all-is-kept", NULL, 0, "aaaaaaaaaa", 0, FALSE },
  { "one-of-two-snapshots", "glue.retention-snapshots", 2, "a", 0, FALSE },
  { "two-of-two-snapshots", "glue.retention-snapshots", 2, "aa", 0, TRUE },
  { "current-of-one-snapshot", "glue.retention-snapshots", 1, "", 0, FALSE },
  { "one-of-one-snapshot", "glue.retention-snapshots", 1, "a", 0, TRUE },
  { "compactions-are-snapshots", "glue.retention-snapshots", 2, "ar", 0, TRUE },
  { "compactions-alone", "glue.retention-snapshots", 2, "rr", 0, TRUE },
  { "young", "glue.retention-snapshot-age-us", 2 * HOUR_US + 1, "A", HOUR_US, FALSE },
  { "old", "glue.retention-snapshot-age-us", 2 * HOUR_US, "A", HOUR_US, TRUE },
  { "old-and-current", "glue.retention-snapshot-age-us", HOUR_US, "", 5 * HOUR_US, FALSE },
  { "any-change", NULL, 0, "ado", 0, FALSE },
  { "appends-only", "glue.incremental-appends-only", 1, "aara", 0, FALSE },
  { "appends-only-overwrite", "glue.incremental-appends-only", 1, "aoa", 0, TRUE },
  { "appends-only-delete", "glue.incremental-appends-only", 1, "d", 0, TRUE },
};

static void
commit_letter (const Lake *lake, char letter)
{
  static const char letters[] = "aodr";
  const char *found = strchr (letters, g_ascii_tolower (letter));

  if (g_ascii_isupper (letter))
    engine_advance (lake->engine, HOUR_US);
  lake_commit (lake, lake->base, (TarnCommitOperation) (found - letters), SMALL);
}

static TarnRefreshType
refresh (const Lake *lake, TarnTableName *view)
{
  g_autofree char *id = lake_start (lake, view);
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_drain (lake->engine);
  run = lake_get (lake, id);
  return tarn_refresh_run_get_refresh_type (run);
}

/* A refresh shows the current snapshot, which is kept, so the refresh after it is incremental. */
static void
test_history (gconstpointer data)
{
  const HistoryRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view = NULL;
  g_autoptr (TarnRefreshEstimate) estimate = NULL;
  TarnRefreshType expected = row->is_full ? TARN_REFRESH_TYPE_FULL : TARN_REFRESH_TYPE_INCREMENTAL;

  if (row->option != NULL)
    engine_set (lake.engine, row->option, row->value);
  commit_letter (&lake, 'a');
  view = lake_add_view (&lake, "v", lake.base, TARN_REFRESH_TYPE_FULL);
  for (const char *letter = row->commits; *letter != '\0'; letter++)
    commit_letter (&lake, *letter);
  engine_advance (lake.engine, row->later_us);
  estimate = tarn_glue_client_estimate_refresh (lake.client, view, TARN_REFRESH_TYPE_NONE, NULL);
  g_assert_cmpint (tarn_refresh_estimate_get_refresh_type (estimate), ==, expected);
  g_assert_cmpint (refresh (&lake, view), ==, expected);
  g_assert_cmpint (refresh (&lake, view), ==, TARN_REFRESH_TYPE_INCREMENTAL);
}

/* For a view over it, a view is overwritten by a full refresh, and appended to by an incremental one. */
static void
test_view_as_source (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) lower = lake_add_view (&lake, "l", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTableName) upper = lake_add_view (&lake, "u", lower, TARN_REFRESH_TYPE_FULL);

  engine_set (lake.engine, "glue.incremental-appends-only", 1);
  commit_letter (&lake, 'a');
  g_assert_cmpint (refresh (&lake, lower), ==, TARN_REFRESH_TYPE_INCREMENTAL);
  g_assert_cmpint (refresh (&lake, upper), ==, TARN_REFRESH_TYPE_INCREMENTAL);
  commit_letter (&lake, 'd');
  g_assert_cmpint (refresh (&lake, lower), ==, TARN_REFRESH_TYPE_FULL);
  g_assert_cmpint (refresh (&lake, upper), ==, TARN_REFRESH_TYPE_FULL);
}

/* A start that asks for an incremental refresh or none fails then. */
static void
test_incremental_or_fail (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "v", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_set (lake.engine, "glue.retention-snapshots", 1);
  commit_letter (&lake, 'a');
  tarn_start_options_set_refresh_mode (options, TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL);
  run = tarn_glue_client_start_materialized_view_refresh_task_run_with_options (lake.client, view,
                                                                                FALSE, options,
                                                                                NULL);
  engine_drain (lake.engine);
  g_assert_true (tarn_refresh_run_reload (run, lake.client, NULL));
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_FAILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/source-snapshots/", history_rows, test_history);
  g_test_add_func ("/source-snapshots/view-as-source", test_view_as_source);
  g_test_add_func ("/source-snapshots/incremental-or-fail", test_incremental_or_fail);
  return g_test_run ();
}
