/* SPDX-License-Identifier: MIT */
/*
 * Tests views: which type of refresh they get, what a refresh means for the views over them, and what
 * observers see.
 */
#include "worlds/glue-lake.h"

/* --- The type of refresh ---------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  gint64 threshold_percent;
  gboolean is_incremental; /* whether the definition allows incremental refreshes */
  TarnRefreshType last_type;
  gboolean full_refresh;
  TarnCommitOperation operation;
  gint64 added_bytes[2]; /* for each of two sources of 50 GB */
  gint64 removed_bytes[2];
  const char *expected;
} KindRow;

#define NONE TARN_REFRESH_TYPE_NONE
#define FULL TARN_REFRESH_TYPE_FULL
#define INCR TARN_REFRESH_TYPE_INCREMENTAL
#define APPEND TARN_COMMIT_APPEND
#define OVERWRITE TARN_COMMIT_OVERWRITE
#define GB GIGABYTE

/* clang-format off */
static const KindRow kind_rows[] = {
  { "threshold", 20, TRUE, FULL, FALSE, APPEND, { 15 * GB, 10 * GB }, {0}, "INCREMENTAL" },
  { "threshold-and-a-byte", 20, TRUE, FULL, FALSE, APPEND, { 15 * GB, 10 * GB + 1 }, {0}, "FULL" },
  { "removed-counts", 20, TRUE, FULL, FALSE, OVERWRITE, { 10 * GB, 0 }, { 10 * GB, 0 },
    "INCREMENTAL" },
  { "removed-counts-and-a-byte", 20, TRUE, FULL, FALSE, OVERWRITE, { 10 * GB + 1, 0 },
    { 10 * GB + 1, 0 }, "FULL" },
  { "all-of-one-source", 20, TRUE, FULL, FALSE, OVERWRITE, { 9 * GB, 0 }, { 9 * GB, 0 },
    "INCREMENTAL" },
  { "threshold-0", 0, TRUE, FULL, FALSE, APPEND, { 1, 0 }, {0}, "FULL" },
  { "threshold-0-unchanged", 0, TRUE, FULL, FALSE, APPEND, {0}, {0}, "INCREMENTAL" },
  { "threshold-largest", 1000000, TRUE, FULL, FALSE, APPEND, { 999 * GB, 0 }, {0}, "INCREMENTAL" },
  { "after-incremental", 20, TRUE, INCR, FALSE, APPEND, { GB, 0 }, {0}, "INCREMENTAL" },
  { "never-refreshed", 20, TRUE, NONE, FALSE, APPEND, { 1, 0 }, {0}, "FULL" },
  { "asked-for", 20, TRUE, FULL, TRUE, APPEND, { 1, 0 }, {0}, "FULL" },
  { "asked-for-unchanged", 20, TRUE, FULL, TRUE, APPEND, {0}, {0}, "FULL" },
  { "definition", 20, FALSE, FULL, FALSE, APPEND, { 1, 0 }, {0}, "FULL" },
  { "compaction", 20, TRUE, FULL, FALSE, TARN_COMMIT_REPLACE, { 40 * GB, 0 }, { 40 * GB, 0 },
    "INCREMENTAL" },
};
/* clang-format on */

static void
commit_bytes (const Lake *lake, TarnTableName *base, TarnCommitOperation operation, gint64 added,
              gint64 removed)
{
  g_autoptr (TarnCommit) commit = tarn_commit_new (operation);
  g_autoptr (GError) error = NULL;

  tarn_commit_set_added_bytes (commit, (guint64) added);
  tarn_commit_set_removed_bytes (commit, (guint64) removed);
  tarn_glue_client_commit (lake->client, base, commit, &error);
  g_assert_no_error (error);
}

static TarnTableName *
add_kind_view (const Lake *lake, const KindRow *row, TarnTableName *const *bases)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  for (guint i = 0; i < 2; i++)
    tarn_table_input_add_sub_object (input, bases[i]);
  tarn_table_input_set_incremental (input, row->is_incremental);
  tarn_table_input_set_last_refresh_type (input, row->last_type);
  return lake_add (lake, "v", input);
}

static void
test_kind (gconstpointer data)
{
  const KindRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  TarnTableName *const bases[]
      = { lake_add_base (&lake, "a", 50 * GB), lake_add_base (&lake, "b", 50 * GB) };
  g_autoptr (TarnTableName) view = add_kind_view (&lake, row, bases);
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  engine_set (lake.engine, "glue.incremental-threshold-percent", row->threshold_percent);
  for (guint i = 0; i < 2; i++)
    if (row->added_bytes[i] > 0)
      commit_bytes (&lake, bases[i], row->operation, row->added_bytes[i], row->removed_bytes[i]);
  id = start_refresh_of (lake.client, view, row->full_refresh, &error);
  g_assert_no_error (error);
  engine_drain (lake.engine);
  run = lake_get (&lake, id);

  g_assert_cmpstr (tarn_refresh_type_to_string (tarn_refresh_run_get_refresh_type (run)), ==,
                   row->expected);
  for (guint i = 0; i < 2; i++)
    tarn_table_name_unref (bases[i]);
}

/* --- Views on views --------------------------------------------------------------------------- */

/*
 * Makes a view of 10 GB over the base table, and a view over that view. Both views show all of their source.
 */
static Lake
tower_lake_new (TarnTableName **out_lower, TarnTableName **out_upper)
{
  Lake lake = lake_new (1);
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, lake.base);
  tarn_table_input_set_size_bytes (input, 10 * GB);
  tarn_table_input_set_last_refresh_type (input, FULL);
  *out_lower = lake_add (&lake, "lower", input);
  *out_upper = lake_add_view (&lake, "upper", *out_lower, FULL);
  return lake;
}

typedef struct
{
  const char *name;
  gint64 changed_bytes; /* committed to the base table before the lower view is refreshed */
  gboolean full_refresh;
  gboolean is_stopped;
  gint64 failure_ppm;
  guint64 pending_commits; /* of the upper view after the refresh of the lower view */
  const char *expected;    /* the type of refresh that the upper view then gets */
} TowerRow;

static const TowerRow tower_rows[] = {
  { "full", 0, TRUE, FALSE, 0, 1, "FULL" },
  { "full-by-fallback", 50 * GB, FALSE, FALSE, 0, 1, "FULL" },
  { "incremental", GB, FALSE, FALSE, 0, 1, "INCREMENTAL" },
  { "unchanged", 0, FALSE, FALSE, 0, 0, "INCREMENTAL" },
  { "stopped", GB, FALSE, TRUE, 0, 0, "INCREMENTAL" },
  { "failed", GB, FALSE, FALSE, 1000000, 0, "INCREMENTAL" },
};

static void
test_tower (gconstpointer data)
{
  const TowerRow *row = data;
  g_autoptr (TarnTableName) lower = NULL;
  g_autoptr (TarnTableName) upper = NULL;
  g_auto (Lake) lake = tower_lake_new (&lower, &upper);
  g_autoptr (TarnTable) table = NULL;
  g_autoptr (TarnTable) lower_table = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  gint64 end_us;

  engine_set (lake.engine, "glue.read-failure-ppm", row->failure_ppm);
  if (row->changed_bytes > 0)
    lake_commit (&lake, lake.base, APPEND, row->changed_bytes);
  g_free (start_refresh_of (lake.client, lower, row->full_refresh, &error));
  g_assert_no_error (error);
  if (row->is_stopped)
    lake_stop (&lake, lower);
  engine_drain (lake.engine);
  end_us = tarn_engine_get_now (lake.engine);
  table = lake_get_table (&lake, upper);
  lower_table = lake_get_table (&lake, lower);

  g_assert_cmpuint (tarn_table_get_pending_commits (table), ==, row->pending_commits);
  g_assert_cmpint (tarn_table_get_oldest_pending_commit_time (table), ==,
                   row->pending_commits ? end_us : 0);
  g_assert_cmpuint (tarn_table_get_n_commits (lower_table), ==, row->pending_commits);
  g_assert_cmpint (tarn_table_get_last_commit_time (lower_table), ==,
                   row->pending_commits ? end_us : 0);
  engine_set (lake.engine, "glue.read-failure-ppm", 0);
  id = lake_start (&lake, upper);
  run = lake_get (&lake, id);
  g_assert_cmpstr (tarn_refresh_type_to_string (tarn_refresh_run_get_refresh_type (run)), ==,
                   row->expected);
}

/* A commit to the base table is not pending for the upper view until the lower view shows it. */
static void
test_only_through_the_lower (void)
{
  g_autoptr (TarnTableName) lower = NULL;
  g_autoptr (TarnTableName) upper = NULL;
  g_auto (Lake) lake = tower_lake_new (&lower, &upper);
  g_autoptr (TarnTable) table = NULL;

  lake_commit (&lake, lake.base, APPEND, GB);
  g_free (lake_start (&lake, lower));
  engine_advance (lake.engine, 60 * SECOND_US);
  table = lake_get_table (&lake, upper);

  g_assert_cmpuint (tarn_table_get_pending_commits (table), ==, 0);
}

enum
{
  READ = 5, /* how many bytes are read for each changed byte, unless an option changes this */
};

/*
 * The refresh of the lower view has 15 GB of changes, but the view has only 10 GB, so at most 10 GB can have
 * changed in it. The upper view still gets an incremental refresh.
 */
static void
test_commit_is_capped_at_the_view (void)
{
  g_autoptr (TarnTableName) lower = NULL;
  g_autoptr (TarnTableName) upper = NULL;
  g_auto (Lake) lake = tower_lake_new (&lower, &upper);
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autofree char *id = NULL;

  engine_set (lake.engine, "glue.incremental-threshold-percent", 100);
  lake_commit (&lake, lake.base, APPEND, 15 * GB);
  g_free (lake_start (&lake, lower));
  engine_drain (lake.engine);
  id = lake_start (&lake, upper);
  engine_drain (lake.engine);
  run = lake_get (&lake, id);

  g_assert_cmpint (tarn_refresh_run_get_refresh_type (run), ==, INCR);
  g_assert_cmpint (tarn_refresh_run_get_processed_bytes (run), ==, READ * 10 * GB);
}

/* --- A chain in one tick ---------------------------------------------------------------------- */

enum
{
  N_LINKS = 3,
};

static const char *const link_names[N_LINKS] = { "root", "middle", "leaf" };
static const gint64 link_ms[N_LINKS] = { 60000, 120000, 30000 };

/*
 * A Chain refreshes each view when the refresh of the view below it has succeeded. The age of the leaf is
 * counted from the root's snapshot, because the leaf shows the data of that snapshot.
 */
typedef struct
{
  Lake lake;
  TarnTableName *views[N_LINKS];
  guint n_ticks_left;
  gint64 root_snapshot_ms;
  gint64 leaf_snapshot_ms;
  gint64 publication_ms;
  gint64 n_cycles;
  gint64 twice_area;
} Chain;

static void
refresh_link (Chain *chain, guint position)
{
  engine_set (chain->lake.engine, "glue.cost-startup-ms", link_ms[position]);
  g_free (lake_start (&chain->lake, chain->views[position]));
}

static void
publish_leaf (Chain *chain, gint64 now_ms)
{
  if (chain->publication_ms != 0)
    {
      chain->n_cycles++;
      chain->twice_area += (now_ms - chain->publication_ms)
                           * (now_ms + chain->publication_ms - 2 * chain->leaf_snapshot_ms);
    }
  chain->publication_ms = now_ms;
  chain->leaf_snapshot_ms = chain->root_snapshot_ms;
}

static void
go_up (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const TarnRefreshChange *part = tarn_change_get_refresh (change);
  Chain *chain = data;
  const char *name = tarn_table_name_get_table_name (tarn_refresh_change_get_table_name (part));
  guint position = 0;

  if (strcmp (tarn_change_get_cause (change), "succeed") != 0)
    return;

  g_assert_cmpint (tarn_refresh_change_get_refresh_type (part), ==, TARN_REFRESH_TYPE_INCREMENTAL);
  g_assert_cmpuint (tarn_refresh_change_get_pending_commits (part), ==, 0);
  while (strcmp (name, link_names[position]) != 0)
    position++;
  if (position == 0)
    chain->root_snapshot_ms = tarn_refresh_change_get_snapshot_time (part) / MS_US;
  if (position + 1 < N_LINKS)
    refresh_link (chain, position + 1);
  else
    publish_leaf (chain, tarn_change_get_time (change) / MS_US);
}

static gboolean
begin_chain (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Chain *chain = data;

  lake_commit (&chain->lake, chain->lake.base, APPEND, GB);
  refresh_link (chain, 0);
  return --chain->n_ticks_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/*
 * Without a serial part and without reading, an incremental refresh takes only its start-up. The mean age of
 * the leaf is 60 + 120 + 30 s plus half the period of 900 s.
 */
static void
test_chain (void)
{
  Chain chain = { .lake = lake_new (1), .n_ticks_left = 97 };

  engine_set (chain.lake.engine, "glue.cost-serial-ms", 0);
  engine_set (chain.lake.engine, "glue.cost-amplification-permille", 0);
  for (guint i = 0; i < N_LINKS; i++)
    {
      TarnTableInput *input = tarn_table_input_new_materialized_view ();

      tarn_table_input_add_sub_object (input, i == 0 ? chain.lake.base : chain.views[i - 1]);
      tarn_table_input_set_size_bytes (input, 10 * GB);
      tarn_table_input_set_last_refresh_type (input, FULL);
      chain.views[i] = lake_add (&chain.lake, link_names[i], input);
    }
  tarn_engine_add_observer (chain.lake.engine, go_up, &chain, NULL);
  tarn_engine_add_timeout (chain.lake.engine, 900 * SECOND_US, TARN_TIMEOUT_NONE, begin_chain,
                           &chain, NULL);
  engine_drain (chain.lake.engine);

  g_assert_cmpint (chain.n_cycles, ==, 96);
  g_assert_cmpint (chain.twice_area, ==, 2 * chain.n_cycles * 900000 * 660000);
  for (guint i = 0; i < N_LINKS; i++)
    tarn_table_name_unref (chain.views[i]);
  lake_clear (&chain.lake);
}

/* --- Observers -------------------------------------------------------------------------------- */

static void
describe_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const TarnRefreshChange *part = tarn_change_get_refresh (change);
  GString *text = data;
  g_autofree char *id = tarn_change_dup_run_id (change);
  const char *type = tarn_refresh_type_to_string (tarn_refresh_change_get_refresh_type (part));

  g_assert_cmpstr (tarn_service_get_name (tarn_change_get_service (change)), ==, "glue");
  g_string_append_printf (text, "%s %s %s ", id, tarn_change_get_cause (change),
                          type != NULL ? type : "-");
  append_time (text, "at", tarn_change_get_time (change));
  append_time (text, "created", tarn_change_get_creation_time (change));
  append_time (text, "slot", tarn_refresh_change_get_slot_time (part));
  append_time (text, "snapshot", tarn_refresh_change_get_snapshot_time (part));
  g_string_append_printf (text,
                          " %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT
                          " pending %" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT "%s%s\n",
                          tarn_refresh_change_get_dpu_milliseconds (part),
                          tarn_refresh_change_get_billed_dpu_milliseconds (part),
                          tarn_refresh_change_get_processed_bytes (part),
                          tarn_refresh_change_get_pending_commits (part),
                          tarn_refresh_change_get_pending_bytes (part),
                          tarn_change_get_error_message (change) ? " because " : "",
                          tarn_change_get_error_message (change)
                              ? tarn_change_get_error_message (change)
                              : "");
}

/* The run is an incremental refresh of 1 GB. Two more GB are committed while it goes on. */
static void
test_members (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "v", lake.base, FULL);
  g_autoptr (GString) told = g_string_new ("");
  g_autofree char *id = NULL;
  g_autofree char *expected = NULL;

  tarn_engine_add_observer (lake.engine, describe_change, told, NULL);
  engine_advance (lake.engine, 5);
  lake_commit (&lake, lake.base, APPEND, GB);
  id = lake_start (&lake, view);
  engine_advance (lake.engine, 5);
  lake_commit (&lake, lake.base, APPEND, 2 * GB);
  engine_drain (lake.engine);

  expected = g_strdup_printf (
      "%1$s create -  at 5 created 5 slot never snapshot never 0/0/0 pending 1/1000000000\n"
      "%1$s take-slot INCREMENTAL  at 5 created 5 slot 5 snapshot 5 0/0/0"
      " pending 1/1000000000\n"
      "%1$s begin INCREMENTAL  at 30000005 created 5 slot 5 snapshot 5 0/0/0"
      " pending 2/3000000000\n"
      "%1$s succeed INCREMENTAL  at 86667005 created 5 slot 5 snapshot 5"
      " 145001/146000/5000000000 pending 1/2000000000\n",
      id);
  g_assert_cmpstr (told->str, ==, expected);
}

/* Returns the changes in an engine with four views, with queueing, failures and stops. */
static char *
live (guint64 seed)
{
  g_auto (Lake) lake = lake_new (seed);
  GString *told = g_string_new ("");
  TarnTableName *views[4];

  for (guint i = 0; i < 4; i++)
    views[i] = lake_add_view (&lake, (const char *[]){ "a", "b", "c", "d" }[i], lake.base, NONE);
  engine_set (lake.engine, "glue.read-failure-ppm", 300000);
  engine_set (lake.engine, "glue.running-max", 3);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  tarn_engine_add_observer (lake.engine, describe_change, told, NULL);
  for (guint round = 0; round < 20; round++)
    {
      for (guint i = 0; i < 4; i++)
        g_free (lake_start (&lake, views[i]));
      lake_stop (&lake, views[round % 4]);
      engine_drain (lake.engine);
    }
  for (guint i = 0; i < 4; i++)
    tarn_table_name_unref (views[i]);
  return g_string_free (told, FALSE);
}

static void
test_same_again (void)
{
  g_autofree char *first = live (7);
  g_autofree char *again = live (7);
  g_autofree char *other = live (8);

  g_assert_cmpstr (again, ==, first);
  g_assert_cmpstr (other, !=, first);
}

/*
 * Returns the ids of ten runs of a view. If @has_company, the engine has an older view, which runs as well.
 */
static char *
draw_ids (gboolean has_company)
{
  g_auto (Lake) lake = lake_new (7);
  g_autoptr (TarnTableName) company
      = has_company ? lake_add_view (&lake, "company", lake.base, NONE) : NULL;
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "v", lake.base, NONE);
  GString *ids = g_string_new ("");

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *id = NULL;

      if (has_company)
        g_free (lake_start (&lake, company));
      id = lake_start (&lake, view);
      g_string_append_printf (ids, "%s\n", id);
      engine_drain (lake.engine);
    }
  return g_string_free (ids, FALSE);
}

static void
test_ids_are_a_views_own (void)
{
  g_autofree char *alone = draw_ids (FALSE);
  g_autofree char *in_company = draw_ids (TRUE);

  g_assert_cmpstr (in_company, ==, alone);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/views/kind/", kind_rows, test_kind);
  ADD_ROWS ("/views/on-views/", tower_rows, test_tower);
  g_test_add_func ("/views/on-views/only-through-the-lower", test_only_through_the_lower);
  g_test_add_func ("/views/capped-at-the-view", test_commit_is_capped_at_the_view);
  g_test_add_func ("/views/on-views/chain", test_chain);
  g_test_add_func ("/views/changes/members", test_members);
  g_test_add_func ("/views/changes/same-again", test_same_again);
  g_test_add_func ("/views/changes/ids-are-a-views-own", test_ids_are_a_views_own);
  return g_test_run ();
}
