/* SPDX-License-Identifier: MIT */
/*
 * Tests commits and estimates: what a commit does to a table, which commits are refused, and what a view
 * reports about commits that it does not show yet. An estimate depends on the bytes of these commits, so its
 * tests are here too.
 */
#include "worlds/glue-lake.h"

#define LARGEST (G_GUINT64_CONSTANT (1) << 60)
#define NONE TARN_REFRESH_TYPE_NONE
#define FULL TARN_REFRESH_TYPE_FULL
#define INCREMENTAL TARN_REFRESH_TYPE_INCREMENTAL

typedef struct
{
  const char *name;
  TarnCommitOperation operation;
  guint64 added, removed, added_records, removed_records;
  gint64 total;
  guint64 size, records;                  /* of the table after the commit */
  guint64 pending_commits, pending_bytes; /* of a view over the table */
  const char *exception;                  /* NULL if the commit succeeds */
} CommitRow;

/* clang-format off */
/* Each commit is made to a table of 1000 bytes and 10 records. */
static const CommitRow commit_rows[] = {
  { "append", TARN_COMMIT_APPEND, 50, 0, 5, 0, -1, 1050, 15, 1, 50, NULL },
  { "overwrite", TARN_COMMIT_OVERWRITE, 50, 30, 5, 3, -1, 1020, 12, 1, 80, NULL },
  { "delete", TARN_COMMIT_DELETE, 0, 400, 0, 4, -1, 600, 6, 1, 400, NULL },
  { "delete-by-adding", TARN_COMMIT_DELETE, 7, 0, 0, 1, -1, 1007, 9, 1, 7, NULL },
  { "delete-all", TARN_COMMIT_DELETE, 0, 1000, 0, 10, -1, 0, 0, 1, 1000, NULL },
  { "replace", TARN_COMMIT_REPLACE, 800, 1000, 0, 0, -1, 800, 10, 0, 0, NULL },
  { "nothing", TARN_COMMIT_APPEND, 0, 0, 0, 0, -1, 1000, 10, 1, 0, NULL },
  { "total", TARN_COMMIT_APPEND, 50, 0, 0, 0, 7777, 7777, 10, 1, 50, NULL },
  { "total-0", TARN_COMMIT_DELETE, 0, 5, 0, 0, 0, 0, 10, 1, 5, NULL },
  { "total-makes-removal-good", TARN_COMMIT_DELETE, 0, 5000, 0, 0, 9, 9, 10, 1, 5000, NULL },
  { "largest", TARN_COMMIT_APPEND, LARGEST - 1000, 0, LARGEST - 10, 0, -1, LARGEST, LARGEST, 1,
    LARGEST - 1000, NULL },
  { "largest-total", TARN_COMMIT_APPEND, 1, 0, 0, 0, (gint64) LARGEST, LARGEST, 10, 1, 1, NULL },
  { "over-by-one-byte", TARN_COMMIT_APPEND, LARGEST - 999, 0, 0, 0, -1, .exception = INVALID },
  { "over-by-one-record", TARN_COMMIT_APPEND, 0, 0, LARGEST - 9, 0, -1, .exception = INVALID },
  { "removed-bytes", TARN_COMMIT_DELETE, 0, 1001, 0, 0, -1, .exception = INVALID },
  { "removed-records", TARN_COMMIT_DELETE, 0, 0, 0, 11, -1, .exception = INVALID },
  { "removed-records-with-total", TARN_COMMIT_DELETE, 0, 0, 0, 11, 5, .exception = INVALID },
  { "added-too-large", TARN_COMMIT_APPEND, LARGEST + 1, 0, 0, 0, 5, .exception = INVALID },
  { "removed-too-large", TARN_COMMIT_APPEND, 0, LARGEST + 1, 0, 0, 5, .exception = INVALID },
  { "added-records-too-many", TARN_COMMIT_APPEND, 0, 0, LARGEST + 1, LARGEST, -1,
    .exception = INVALID },
  { "total-too-large", TARN_COMMIT_APPEND, 0, 0, 0, 0, (gint64) LARGEST + 1, .exception = INVALID },
};
/* clang-format on */

static Lake
catalog_lake_new (void)
{
  g_autoptr (GError) error = NULL;
  Lake lake = lake_new (1);

  tarn_glue_client_create_catalog (lake.client, BUCKET, FALSE, &error);
  tarn_glue_client_create_catalog (lake.client, FEDERATED, TRUE, &error);
  g_assert_no_error (error);
  return lake;
}

static void
test_commit (gconstpointer data)
{
  const CommitRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  TarnTableInput *input = tarn_table_input_new ();
  g_autoptr (TarnTableName) base = NULL;
  g_autoptr (TarnTableName) view = NULL;
  g_autoptr (TarnCommit) commit = tarn_commit_new (row->operation);
  g_autoptr (TarnTable) table = NULL;
  g_autoptr (TarnTable) view_table = NULL;
  gboolean is_made, is_refused = row->exception != NULL;
  g_autoptr (GError) error = NULL;

  tarn_table_input_set_size_bytes (input, 1000);
  tarn_table_input_set_record_count (input, 10);
  base = lake_add (&lake, "b", input);
  view = lake_add_view (&lake, "v", base, FULL);
  tarn_commit_set_added_bytes (commit, row->added);
  tarn_commit_set_removed_bytes (commit, row->removed);
  tarn_commit_set_added_records (commit, row->added_records);
  tarn_commit_set_removed_records (commit, row->removed_records);
  tarn_commit_set_total_bytes (commit, row->total);
  engine_advance (lake.engine, 3);
  is_made = tarn_glue_client_commit (lake.client, base, commit, &error);

  assert_outcome (is_made, error, row->exception, "");
  table = lake_get_table (&lake, base);
  view_table = lake_get_table (&lake, view);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, is_refused ? 1000 : row->size);
  g_assert_cmpuint (tarn_table_get_record_count (table), ==, is_refused ? 10 : row->records);
  g_assert_cmpuint (tarn_table_get_n_commits (table), ==, is_refused ? 0 : 1);
  g_assert_cmpint (tarn_table_get_version_id (table) >= 0, ==, !is_refused);
  g_assert_cmpint (tarn_table_get_last_commit_time (table), ==,
                   is_refused ? 0 : TARN_ENGINE_START_TIME + 3);
  g_assert_cmpuint (tarn_table_get_pending_commits (view_table), ==, row->pending_commits);
  g_assert_cmpuint (tarn_table_get_pending_bytes (view_table), ==, row->pending_bytes);
  g_assert_cmpint (tarn_table_get_oldest_pending_commit_time (view_table), ==,
                   row->pending_commits ? TARN_ENGINE_START_TIME + 3 : 0);
}

typedef gboolean (*NameFunc) (const Lake *lake, TarnTableName *name, GError **error);

static gboolean
commit_to (const Lake *lake, TarnTableName *name, GError **error)
{
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);

  return tarn_glue_client_commit (lake->client, name, commit, error);
}

static gboolean
get_table (const Lake *lake, TarnTableName *name, GError **error)
{
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (lake->client, name, error);

  return table != NULL;
}

static gboolean
estimate (const Lake *lake, TarnTableName *name, GError **error)
{
  g_autoptr (TarnRefreshEstimate) told
      = tarn_glue_client_estimate_refresh (lake->client, name, FULL, error);

  return told != NULL;
}

static void
test_names (void)
{
  static const struct
  {
    NameFunc func;
    const char *catalog, *database, *table, *exception;
    gboolean is_federated;
  } rows[] = {
    { commit_to, FOREIGN, DATABASE, BASE, DENIED, FALSE },
    { commit_to, BUCKET, DATABASE, BASE, NOT_FOUND, FALSE },
    { commit_to, FEDERATED, DATABASE, BASE, NOT_FOUND, TRUE },
    { commit_to, ACCOUNT, DATABASE, "none", NOT_FOUND, FALSE },
    { commit_to, ACCOUNT, DATABASE, VIEW, INVALID, FALSE },
    { get_table, FOREIGN, DATABASE, BASE, DENIED, FALSE },
    { get_table, ACCOUNT ":none", DATABASE, BASE, NOT_FOUND, FALSE },
    { get_table, ACCOUNT, "none", BASE, NOT_FOUND, FALSE },
    { get_table, FEDERATED, "none", BASE, NOT_FOUND, TRUE },
    { get_table, ACCOUNT, DATABASE, BASE, NULL, FALSE },
    { estimate, FOREIGN, DATABASE, VIEW, DENIED, FALSE },
    { estimate, ACCOUNT, DATABASE, "none", NOT_FOUND, FALSE },
    { estimate, ACCOUNT, DATABASE, BASE, NOT_FOUND, FALSE },
    { estimate, ACCOUNT, DATABASE, VIEW, NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Lake) lake = catalog_lake_new ();
      g_autoptr (TarnTableName) name
          = table_name_new (rows[i].catalog, rows[i].database, rows[i].table);
      g_autoptr (GError) error = NULL;

      gboolean is_done = rows[i].func (&lake, name, &error);

      assert_outcome (is_done, error, rows[i].exception, "");
      if (error != NULL)
        g_assert_cmpint (tarn_glue_error_get_from_federation_source (error), ==,
                         rows[i].is_federated);
    }
}

static void
assert_pending (const Lake *lake, guint64 commits, guint64 bytes, gint64 oldest_us)
{
  g_autoptr (TarnTable) table = lake_get_table (lake, lake->view);

  g_assert_cmpuint (tarn_table_get_pending_commits (table), ==, commits);
  g_assert_cmpuint (tarn_table_get_pending_bytes (table), ==, bytes);
  g_assert_cmpint (tarn_table_get_oldest_pending_commit_time (table), ==,
                   oldest_us ? TARN_ENGINE_START_TIME + oldest_us : 0);
}

/*
 * After a run the view shows the commits from before the run got its slot. A commit from between the slot and
 * the end of the run stays pending, and its age is counted from its own time.
 */
static void
test_pending_over_a_run (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTable) base = NULL;
  g_autoptr (TarnTable) view = NULL;
  const gint64 *version_ids;
  guint n_version_ids = 0;

  engine_advance (lake.engine, 10);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 100);
  assert_pending (&lake, 1, 100, 10);
  engine_advance (lake.engine, 10);
  lake_commit (&lake, lake.base, TARN_COMMIT_REPLACE, 7);
  base = lake_get_table (&lake, lake.base);
  g_free (lake_start (&lake, lake.view));
  assert_pending (&lake, 1, 100, 10);
  engine_advance (lake.engine, 40 * SECOND_US);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 3);
  assert_pending (&lake, 2, 103, 10);
  engine_advance (lake.engine, 40 * SECOND_US);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 1);
  assert_pending (&lake, 3, 104, 10);
  engine_drain (lake.engine);
  assert_pending (&lake, 2, 4, 40 * SECOND_US + 20);

  view = lake_get_table (&lake, lake.view);
  version_ids = tarn_table_get_sub_object_version_ids (view, &n_version_ids);
  g_assert_cmpuint (n_version_ids, ==, 1);
  g_assert_cmpint (version_ids[0], ==, tarn_table_get_version_id (base));
  g_assert_cmpint (tarn_table_get_version_id (view), >=, 0);
  g_assert_cmpint (tarn_table_get_snapshot_time (view), ==, TARN_ENGINE_START_TIME + 20);
  g_assert_cmpint (tarn_table_get_publication_time (view), ==, tarn_engine_get_now (lake.engine));
  g_assert_cmpint (tarn_table_get_last_refresh_type (view), ==, FULL);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 2);
  assert_pending (&lake, 3, 6, 40 * SECOND_US + 20);
}

/*
 * A view lists the version ids that it was created with until a refresh replaces them. The id -1 stands for a
 * source without a snapshot.
 */
static void
test_version_ids (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) other = lake_add_base (&lake, "other", 5);
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) view = NULL;
  g_autoptr (TarnTable) given = NULL;
  g_autoptr (TarnTable) shown = NULL;
  g_autoptr (TarnTable) base = NULL;
  const gint64 *ids;
  guint n_ids = 0;

  tarn_table_input_add_sub_object (input, other);
  tarn_table_input_add_sub_object (input, lake.base);
  for (gint64 id = -1; id < 2; id++)
    tarn_table_input_add_sub_object_version_id (input, id);
  view = lake_add (&lake, "v", input);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 1);
  base = lake_get_table (&lake, lake.base);
  given = lake_get_table (&lake, view);
  g_free (lake_start (&lake, view));
  engine_drain (lake.engine);
  shown = lake_get_table (&lake, view);

  ids = tarn_table_get_sub_object_version_ids (given, &n_ids);
  g_assert_cmpuint (n_ids, ==, 3);
  for (guint i = 0; i < n_ids; i++)
    g_assert_cmpint (ids[i], ==, (gint64) i - 1);
  ids = tarn_table_get_sub_object_version_ids (shown, &n_ids);
  g_assert_cmpuint (n_ids, ==, 2);
  g_assert_cmpint (ids[0], ==, -1);
  g_assert_cmpint (ids[1], ==, tarn_table_get_version_id (base));
  g_assert_nonnull (tarn_table_get_sub_object (shown, 1));
  g_assert_null (tarn_table_get_sub_object (shown, 2));
}

/* --- Estimates -------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  TarnRefreshType last_type;
  gint64 changed_bytes; /* added to a source, which then has 100 GB */
  TarnRefreshType asked;
  TarnRefreshType expected;
  gint64 startup_ms;
  gint64 duration_ms;
  gint64 bytes;
} EstimateRow;

/* clang-format off */
static const EstimateRow estimate_rows[] = {
  { "never-refreshed", NONE, 1 * GIGABYTE, NONE, FULL, 30000, 314000, 100 * GIGABYTE },
  { "choice-small", FULL, 1 * GIGABYTE, NONE, INCREMENTAL, 30000, 86667, 5 * GIGABYTE },
  { "choice-large", FULL, 50 * GIGABYTE, NONE, FULL, 30000, 314000, 100 * GIGABYTE },
  { "choice-unchanged", FULL, 0, NONE, INCREMENTAL, 0, 2000, 0 },
  { "full-of-small", FULL, 1 * GIGABYTE, FULL, FULL, 30000, 314000, 100 * GIGABYTE },
  { "full-of-unchanged", FULL, 0, FULL, FULL, 30000, 314000, 100 * GIGABYTE },
  { "incremental-of-large", FULL, 50 * GIGABYTE, INCREMENTAL, INCREMENTAL, 30000, 689000,
    250 * GIGABYTE },
};
/* clang-format on */

/* An estimate changes nothing. */
static void
test_estimate (gconstpointer data)
{
  const EstimateRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) base = lake_add_base (&lake, "b", 100 * GIGABYTE - row->changed_bytes);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "v", base, row->last_type);
  g_autoptr (TarnRefreshEstimate) told = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  if (row->changed_bytes > 0)
    lake_commit (&lake, base, TARN_COMMIT_APPEND, row->changed_bytes);
  before = lake_to_string (&lake);
  told = tarn_glue_client_estimate_refresh (lake.client, view, row->asked, &error);

  g_assert_no_error (error);
  g_assert_cmpint (tarn_refresh_estimate_get_refresh_type (told), ==, row->expected);
  g_assert_cmpint (tarn_refresh_estimate_get_startup_us (told), ==, row->startup_ms * MS_US);
  g_assert_cmpint (tarn_refresh_estimate_get_duration_us (told), ==, row->duration_ms * MS_US);
  g_assert_cmpint (tarn_refresh_estimate_get_processed_bytes (told), ==, row->bytes);
  after = lake_to_string (&lake);
  g_assert_cmpstr (after, ==, before);
}

/* The sum of the pending bytes ends at the largest number of 64 bits. */
static void
test_pending_beyond_64_bits (void)
{
  const guint64 most = G_GUINT64_CONSTANT (1) << 60;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) base = lake_add_base (&lake, "b", GIGABYTE);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "v", base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_OVERWRITE);
  g_autoptr (TarnTable) told = NULL;
  g_autoptr (TarnRefreshEstimate) estimate = NULL;
  g_autoptr (GError) error = NULL;

  tarn_commit_set_added_bytes (commit, most);
  tarn_commit_set_removed_bytes (commit, most);
  tarn_commit_set_total_bytes (commit, GIGABYTE);
  for (guint i = 0; i < 8; i++)
    g_assert_true (tarn_glue_client_commit (lake.client, base, commit, NULL));

  told = tarn_glue_client_get_table (lake.client, view, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_table_get_pending_commits (told), ==, 8);
  g_assert_cmpuint (tarn_table_get_pending_bytes (told), ==, G_MAXUINT64);
  estimate = tarn_glue_client_estimate_refresh (lake.client, view, TARN_REFRESH_TYPE_NONE, NULL);
  g_assert_cmpint (tarn_refresh_estimate_get_refresh_type (estimate), ==, TARN_REFRESH_TYPE_FULL);
}

/* The changes are 43 % of 2^60 bytes, so that neither product of the comparison fits in 64 bits. */
static void
test_threshold_beyond_64_bits (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) base = lake_add_base (&lake, "b", G_GINT64_CONSTANT (1) << 60);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "v", base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_DELETE);
  g_autoptr (TarnRefreshEstimate) estimate = NULL;

  tarn_commit_set_added_bytes (commit, G_GUINT64_CONSTANT (500000000000000000));
  tarn_commit_set_total_bytes (commit, G_GINT64_CONSTANT (1) << 60);
  g_assert_true (tarn_glue_client_commit (lake.client, base, commit, NULL));

  estimate = tarn_glue_client_estimate_refresh (lake.client, view, TARN_REFRESH_TYPE_NONE, NULL);
  g_assert_cmpint (tarn_refresh_estimate_get_refresh_type (estimate), ==, TARN_REFRESH_TYPE_FULL);
}

static void
test_price_beyond_63_bits (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) base = lake_add_base (&lake, "b", G_GINT64_CONSTANT (1) << 60);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "v", base, TARN_REFRESH_TYPE_NONE);
  g_autoptr (TarnRefreshEstimate) estimate = NULL;
  g_autoptr (GError) error = NULL;

  tarn_engine_set_option (lake.engine, "glue.cost-bytes-per-second-per-dpu", 1000000, &error);
  tarn_engine_set_option (lake.engine, "glue.cost-price-micro-usd-per-dpu-hour", 1000000000,
                          &error);
  estimate = tarn_glue_client_estimate_refresh (lake.client, view, TARN_REFRESH_TYPE_NONE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (tarn_refresh_estimate_get_cost_nano_usd (estimate), ==, G_MAXINT64);
}

static void
test_federation_of_a_refused_commit (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) base = table_name_new (FEDERATED, DATABASE, BASE);
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_DELETE);
  g_autoptr (GError) error = NULL;

  tarn_glue_client_create_catalog (lake.client, FEDERATED, TRUE, &error);
  tarn_glue_client_create_database (lake.client, FEDERATED, DATABASE, &error);
  glue_create_table (lake.client, FEDERATED, DATABASE, BASE, input, &error);
  g_assert_no_error (error);
  tarn_commit_set_removed_bytes (commit, 1);

  g_assert_false (tarn_glue_client_commit (lake.client, base, commit, &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT);
  g_assert_true (tarn_glue_error_get_from_federation_source (error));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/catalog/commit/", commit_rows, test_commit);
  ADD_ROWS ("/catalog/estimate/", estimate_rows, test_estimate);
  g_test_add_func ("/catalog/federation-of-a-refused-commit", test_federation_of_a_refused_commit);
  g_test_add_func ("/catalog/names", test_names);
  g_test_add_func ("/catalog/pending-beyond-64-bits", test_pending_beyond_64_bits);
  g_test_add_func ("/catalog/price-beyond-63-bits", test_price_beyond_63_bits);
  g_test_add_func ("/catalog/pending-over-a-run", test_pending_over_a_run);
  g_test_add_func ("/catalog/threshold-beyond-64-bits", test_threshold_beyond_64_bits);
  g_test_add_func ("/catalog/version-ids", test_version_ids);
  return g_test_run ();
}
