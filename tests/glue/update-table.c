/* SPDX-License-Identifier: MIT */
/*
 * Tests what an update changes of a table or a view, what it refuses to change, what a run in progress keeps, and
 * when the next automatic refresh is due then.
 */
#include "worlds/glue-lake.h"

#define ROLE_A "arn:aws:iam::123456789012:role/a"
#define ROLE_B "arn:aws:iam::123456789012:role/b"

static TarnTableInput *
view_input_new (const TarnTableName *source, gint64 refresh_seconds, const char *definer)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, source);
  tarn_table_input_set_refresh_seconds (input, refresh_seconds);
  tarn_table_input_set_definer (input, definer);
  return input;
}

/* Takes ownership of @input. */
static void
update (const Lake *lake, const TarnTableName *name, TarnTableInput *input)
{
  g_autoptr (TarnTableInput) own = input;
  g_autoptr (GError) error = NULL;

  tarn_glue_client_update_table (lake->client, name, own, &error);
  g_assert_no_error (error);
}

static void
refresh (const Lake *lake, TarnTableName *view)
{
  g_free (lake_start (lake, view));
  engine_drain (lake->engine);
}

/* --- What changes ----------------------------------------------------------------------------- */

/* An update is no commit, so no view over the table is behind after it. */
static void
test_base_table (void)
{
  g_auto (Lake) lake = lake_new (1);
  TarnTableInput *input = tarn_table_input_new ();
  g_autoptr (TarnTable) table = NULL;
  g_autoptr (TarnTable) view = NULL;

  refresh (&lake, lake.view);
  tarn_table_input_set_size_bytes (input, 7);
  tarn_table_input_set_record_count (input, 3);
  tarn_table_input_set_format (input, TARN_TABLE_FORMAT_HIVE);
  update (&lake, lake.base, input);
  table = lake_get_table (&lake, lake.base);
  view = lake_get_table (&lake, lake.view);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, 7);
  g_assert_cmpuint (tarn_table_get_record_count (table), ==, 3);
  g_assert_cmpint (tarn_table_get_format (table), ==, TARN_TABLE_FORMAT_HIVE);
  g_assert_cmpuint (tarn_table_get_n_commits (table), ==, 0);
  g_assert_cmpuint (tarn_table_get_pending_commits (view), ==, 0);
}

/* The view keeps what it shows, because its source is the same. */
static void
test_view (void)
{
  g_auto (Lake) lake = lake_new (1);
  TarnTableInput *input = view_input_new (lake.base, 7200, ROLE_A);
  g_autoptr (TarnTable) table = NULL;

  refresh (&lake, lake.view);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 5);
  tarn_table_input_set_size_bytes (input, 9);
  tarn_table_input_set_incremental (input, FALSE);
  update (&lake, lake.view, input);
  table = lake_get_table (&lake, lake.view);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, 9);
  g_assert_cmpint (tarn_table_get_refresh_seconds (table), ==, 7200);
  g_assert_cmpstr (tarn_table_get_definer (table), ==, ROLE_A);
  g_assert_false (tarn_table_is_incremental (table));
  g_assert_cmpint (tarn_table_get_last_refresh_type (table), ==, TARN_REFRESH_TYPE_FULL);
  g_assert_cmpuint (tarn_table_get_pending_commits (table), ==, 1);
}

/* With other sources, the view shows nothing that counts. */
static void
test_sources (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) other = lake_add_base (&lake, "other", GIGABYTE);
  g_autoptr (TarnTable) table = NULL;
  g_autoptr (TarnTable) after = NULL;

  refresh (&lake, lake.view);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 5);
  update (&lake, lake.view, view_input_new (other, 0, NULL));
  table = lake_get_table (&lake, lake.view);
  g_assert_cmpint (tarn_table_get_last_refresh_type (table), ==, TARN_REFRESH_TYPE_NONE);
  g_assert_cmpuint (tarn_table_get_pending_commits (table), ==, 0);
  g_assert_cmpint (tarn_table_get_snapshot_time (table), ==, 0);
  g_assert_cmpuint (tarn_table_get_n_commits (table), ==, 1);

  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 5);
  refresh (&lake, lake.view);
  lake_commit (&lake, other, TARN_COMMIT_APPEND, 6);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 5);
  after = lake_get_table (&lake, lake.view);
  g_assert_cmpint (tarn_table_get_last_refresh_type (after), ==, TARN_REFRESH_TYPE_FULL);
  g_assert_cmpuint (tarn_table_get_pending_bytes (after), ==, 6);
}

/* A view may read tables that were created after it. */
static void
test_later_source (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) upper
      = lake_add_view (&lake, "upper", lake.base, TARN_REFRESH_TYPE_NONE);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  update (&lake, lake.view, view_input_new (upper, 0, NULL));
  bytes = tarn_engine_save (lake.engine, &error);
  g_assert_no_error (error);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *digest = get_digest (lake.engine), *again = get_digest (restored);
  g_assert_cmpstr (again, ==, digest);
}

/* --- Runs in progress ------------------------------------------------------------------------- */

/* The run commits, but the view has never been refreshed from its new source. */
static void
test_run_with_slot (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) other = lake_add_base (&lake, "other", GIGABYTE);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnTable) table = NULL;
  g_autoptr (TarnTable) after = NULL;

  update (&lake, lake.view, view_input_new (other, 0, NULL));
  engine_drain (lake.engine);
  assert_status (&lake, id, "SUCCEEDED");
  g_assert_cmpint (engine_now (lake.engine), ==, FULL_DURATION_US);
  table = lake_get_table (&lake, lake.view);
  g_assert_cmpint (tarn_table_get_last_refresh_type (table), ==, TARN_REFRESH_TYPE_NONE);
  g_assert_cmpuint (tarn_table_get_n_commits (table), ==, 1);
  refresh (&lake, lake.view);
  after = lake_get_table (&lake, lake.view);
  g_assert_cmpint (tarn_table_get_last_refresh_type (after), ==, TARN_REFRESH_TYPE_FULL);
}

static void
test_run_without_slot (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) other = lake_add_base (&lake, "other", GIGABYTE);
  g_autoptr (TarnTable) table = NULL;

  engine_set (lake.engine, "glue.running-max", 0);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  g_free (lake_start (&lake, lake.view));
  update (&lake, lake.view, view_input_new (other, 0, NULL));
  engine_set (lake.engine, "glue.running-max", 1);
  engine_drain (lake.engine);
  table = lake_get_table (&lake, lake.view);
  g_assert_cmpint (tarn_table_get_last_refresh_type (table), ==, TARN_REFRESH_TYPE_FULL);
}

static char *
dup_role (const Lake *lake, const char *id)
{
  g_autoptr (TarnRefreshRun) run = lake_get (lake, id);

  return g_strdup (tarn_refresh_run_get_role (run));
}

static void
assert_role (const Lake *lake, const char *id, const char *expected)
{
  g_autofree char *role = dup_role (lake, id);

  g_assert_cmpstr (role, ==, expected);
}

/* Each run keeps the role with which it was started. An update that no run comes after leaves nothing behind. */
static void
test_roles (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *first = lake_start (&lake, lake.view);
  g_autofree char *second = NULL, *third = NULL;

  engine_drain (lake.engine);
  update (&lake, lake.view, view_input_new (lake.base, 0, ROLE_B));
  update (&lake, lake.view, view_input_new (lake.base, 0, ROLE_A));
  second = lake_start (&lake, lake.view);
  update (&lake, lake.view, view_input_new (lake.base, 0, ROLE_B));
  engine_drain (lake.engine);
  third = lake_start (&lake, lake.view);
  engine_drain (lake.engine);

  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tarn_engine_save (lake.engine, &error);
  g_assert_no_error (error);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (lake.engine, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, &error);
  g_assert_no_error (error);
  TarnEngine *engines[] = { lake.engine, fork, restored };
  for (guint i = 0; i < G_N_ELEMENTS (engines); i++)
    {
      g_autoptr (TarnGlueClient) client = glue_client_new (engines[i], ACCOUNT, NULL);
      const Lake copy = { .engine = engines[i], .client = client };

      assert_role (&copy, first, NULL);
      assert_role (&copy, second, ROLE_A);
      assert_role (&copy, third, ROLE_B);
    }
}

/* The role of the run may read the source, that of the view may not. The next run has the role of the view. */
static void
test_role_of_a_run (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *first = NULL, *second = NULL;

  update (&lake, lake.view, view_input_new (lake.base, 0, ROLE_A));
  tarn_engine_deny (lake.engine, ROLE_B, "lakeformation:SELECT", "*");
  first = lake_start (&lake, lake.view);
  update (&lake, lake.view, view_input_new (lake.base, 0, ROLE_B));
  engine_drain (lake.engine);
  second = lake_start (&lake, lake.view);
  engine_drain (lake.engine);
  assert_status (&lake, first, "SUCCEEDED");
  assert_status (&lake, second, "FAILED");
}

/* --- The schedule ----------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  gint64 before_seconds;
  gint64 after_seconds;
  gint64 due_us; /* after the update, which comes 40 minutes after the creation; 0 for never */
} ScheduleRow;

static const ScheduleRow schedule_rows[] = {
  { "shorter", 7200, 3600, HOUR_US },
  { "longer", 3600, 7200, 2 * HOUR_US },
  { "same", 3600, 3600, HOUR_US / 3 },
  { "begun", 0, 3600, HOUR_US },
  { "ended", 3600, 0, 0 },
};

static void
test_schedule (gconstpointer data)
{
  const ScheduleRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view
      = glue_add_view (lake.client, "v", lake.base, TARN_REFRESH_TYPE_NONE, row->before_seconds);
  gint64 now_us, next_us = 0;

  engine_advance (lake.engine, HOUR_US * 2 / 3);
  now_us = tarn_engine_get_now (lake.engine);
  update (&lake, view, view_input_new (lake.base, row->after_seconds, ROLE_A));
  if (tarn_engine_peek_next (lake.engine, &next_us))
    next_us -= now_us;
  g_assert_cmpint (next_us, ==, row->due_us);
}

/* --- Refusals --------------------------------------------------------------------------------- */

/* The view `totals` reads `orders`, and `upper` reads `totals`. */
typedef struct
{
  const char *name;
  const char *table;
  gboolean is_base;   /* the input is that of a base table */
  const char *source; /* NULL for orders */
  TarnRefreshType last_type;
  gint64 version_id; /* 0 for none */
  const char *exception;
  const char *begins;
} RefusalRow;

static const RefusalRow refusal_rows[] = {
  { "view-to-base", VIEW, TRUE, NULL, 0, 0, INVALID, "IsMaterializedView of" },
  { "base-to-view", BASE, FALSE, NULL, 0, 0, INVALID, "IsMaterializedView of" },
  { "unknown", "none", TRUE, NULL, 0, 0, NOT_FOUND, "there is no table" },
  { "last-type", VIEW, FALSE, NULL, TARN_REFRESH_TYPE_INCREMENTAL, 0, INVALID,
    "LastRefreshType of" },
  { "last-type-as-it-is", VIEW, FALSE, NULL, TARN_REFRESH_TYPE_FULL, 0, NULL, NULL },
  { "version-id", VIEW, FALSE, NULL, 0, 1, INVALID, "SubObjectVersionIds of" },
  { "version-id-as-it-is", VIEW, FALSE, NULL, 0, -1, NULL, NULL },
  { "unknown-source", VIEW, FALSE, "none", 0, 0, NOT_FOUND, "there is no table" },
  { "itself", VIEW, FALSE, VIEW, 0, 0, INVALID, "SubObjects names" },
  { "view-that-reads-it", VIEW, FALSE, "upper", 0, 0, INVALID, "SubObjects names" },
  { "view-that-does-not-read-it", "upper", FALSE, VIEW, 0, 0, NULL, NULL },
};

static void
test_refusal (gconstpointer data)
{
  const RefusalRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) upper G_GNUC_UNUSED
      = lake_add_view (&lake, "upper", lake.view, TARN_REFRESH_TYPE_NONE);
  g_autoptr (TarnTableName) name = name_new (row->table);
  g_autoptr (TarnTableName) source = name_new (row->source != NULL ? row->source : BASE);
  g_autoptr (TarnTableInput) input
      = row->is_base ? tarn_table_input_new () : view_input_new (source, 0, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;

  refresh (&lake, lake.view);
  if (row->last_type != TARN_REFRESH_TYPE_NONE)
    tarn_table_input_set_last_refresh_type (input, row->last_type);
  if (row->version_id != 0)
    tarn_table_input_add_sub_object_version_id (input, row->version_id);
  before = get_digest (lake.engine);
  gboolean is_done = tarn_glue_client_update_table (lake.client, name, input, &error);
  assert_outcome (is_done, error, row->exception, row->begins);
  after = get_digest (lake.engine);
  if (!is_done)
    g_assert_cmpstr (after, ==, before);
}

/* What a caller got can be sent back, even while the versions are those of an input. */
static void
test_given_versions (void)
{
  g_auto (Lake) lake = lake_new (1);
  TarnTableInput *input = view_input_new (lake.base, 0, NULL);
  g_autoptr (TarnTableName) view = NULL;
  g_autoptr (TarnTableInput) same = view_input_new (lake.base, 0, NULL);
  g_autoptr (TarnTableInput) other = view_input_new (lake.base, 0, NULL);

  tarn_table_input_add_sub_object_version_id (input, 8);
  tarn_table_input_add_sub_object_version_id (input, 9);
  view = lake_add (&lake, "v", input);
  tarn_table_input_add_sub_object_version_id (same, 8);
  tarn_table_input_add_sub_object_version_id (other, 8);
  g_assert_false (tarn_glue_client_update_table (lake.client, view, same, NULL));
  tarn_table_input_add_sub_object_version_id (same, 9);
  tarn_table_input_add_sub_object_version_id (other, 7);
  g_assert_true (tarn_glue_client_update_table (lake.client, view, same, NULL));
  g_assert_false (tarn_glue_client_update_table (lake.client, view, other, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/update-table/base-table", test_base_table);
  g_test_add_func ("/update-table/view", test_view);
  g_test_add_func ("/update-table/sources", test_sources);
  g_test_add_func ("/update-table/later-source", test_later_source);
  g_test_add_func ("/update-table/run-with-slot", test_run_with_slot);
  g_test_add_func ("/update-table/run-without-slot", test_run_without_slot);
  g_test_add_func ("/update-table/roles", test_roles);
  g_test_add_func ("/update-table/role-of-a-run", test_role_of_a_run);
  g_test_add_func ("/update-table/given-versions", test_given_versions);
  ADD_ROWS ("/update-table/schedule/", schedule_rows, test_schedule);
  ADD_ROWS ("/update-table/refuses/", refusal_rows, test_refusal);
  return g_test_run ();
}
