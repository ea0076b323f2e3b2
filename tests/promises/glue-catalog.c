/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-catalog.h and tarn-commit.h, besides the lists of errors. */
#include "worlds/glue-lake.h"

#include "glue-tables.h"
#include "promise.h"

/* --- tarn-catalog.h --------------------------------------------------------------------------- */

static void
test_own_catalog (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (TarnGlueClient) client = glue_client_new (engine, ACCOUNT, NULL);
  g_autoptr (GError) error = NULL;

  tarn_glue_client_create_database (client, ACCOUNT, DATABASE, &error);
  g_assert_no_error (error);
}

static void
test_lower_case (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, "MiXed", "TaBle");
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();
  g_autoptr (TarnTable) table = NULL;

  g_assert_true (tarn_glue_client_create_database (lake.client, NULL, "MIXED", NULL));
  g_assert_true (tarn_glue_client_create_table (lake.client, name, input, NULL));
  table = lake_get_table (&lake, name);
  g_assert_cmpstr (tarn_table_name_get_database_name (tarn_table_get_name (table)), ==, "mixed");
  g_assert_cmpstr (tarn_table_name_get_table_name (tarn_table_get_name (table)), ==, "table");
}

/* Of the two sources the first is unknown and the second is foreign. Errors come source by source. */
static void
test_source_after_source (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) unknown = name_new ("none");
  g_autoptr (TarnTableName) foreign = tarn_table_name_new (FOREIGN, DATABASE, BASE);
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  g_autoptr (GError) error = NULL;

  tarn_table_input_add_sub_object (input, lake.view); /* a view while it may not be one */
  tarn_table_input_add_sub_object (input, foreign);
  tarn_table_input_add_sub_object (input, unknown);
  engine_set (lake.engine, "glue.views-on-views", 0);
  g_assert_false (create (&lake, "new", input, &error));
  assert_exception (error, INVALID, "");
  g_assert_nonnull (strstr (error->message, VIEW));
  g_clear_error (&error);

  input = tarn_table_input_new_materialized_view ();
  tarn_table_input_add_sub_object (input, unknown);
  tarn_table_input_add_sub_object (input, foreign);
  g_assert_false (create (&lake, "new", input, &error));
  assert_exception (error, NOT_FOUND, "");
}

static void
test_commit_pending (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTable) before = lake_get_table (&lake, lake.view);
  g_autoptr (TarnTable) after = NULL;

  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 5);
  after = lake_get_table (&lake, lake.view);
  g_assert_cmpuint (tarn_table_get_pending_commits (after), ==,
                    tarn_table_get_pending_commits (before) + 1);
}

static void
test_commit_replace (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTable) before = lake_get_table (&lake, lake.base);
  g_autoptr (TarnTable) after = NULL;
  g_autoptr (TarnTable) view = NULL;
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_REPLACE);

  tarn_commit_set_added_bytes (commit, 3 * GIGABYTE);
  tarn_commit_set_removed_bytes (commit, 5 * GIGABYTE);
  g_assert_true (tarn_glue_client_commit (lake.client, lake.base, commit, NULL));
  after = lake_get_table (&lake, lake.base);
  view = lake_get_table (&lake, lake.view);
  g_assert_cmpint (tarn_table_get_version_id (after), !=, tarn_table_get_version_id (before));
  g_assert_cmpuint (tarn_table_get_size_bytes (after), ==, 98 * GIGABYTE);
  g_assert_cmpuint (tarn_table_get_pending_commits (view), ==, 0);
  g_assert_cmpuint (tarn_table_get_pending_bytes (view), ==, 0);
}

static void
test_estimate_even_if (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshEstimate) chosen
      = tarn_glue_client_estimate_refresh (lake.client, lake.view, TARN_REFRESH_TYPE_NONE, NULL);
  g_autoptr (TarnRefreshEstimate) asked
      = tarn_glue_client_estimate_refresh (lake.client, lake.view, TARN_REFRESH_TYPE_INCREMENTAL,
                                           NULL);

  g_assert_cmpint (tarn_refresh_estimate_get_refresh_type (chosen), ==, TARN_REFRESH_TYPE_FULL);
  g_assert_cmpint (tarn_refresh_estimate_get_refresh_type (asked), ==,
                   TARN_REFRESH_TYPE_INCREMENTAL);
}

/* Each of seven runs is stopped, which the text says of the newest five. */
static void
test_explain_five (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *text = NULL;
  guint n_stopped = 0;

  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.view);

      lake_stop (&lake, lake.view);
      engine_drain (lake.engine);
    }
  text = tarn_glue_client_explain (lake.client, lake.view, NULL);
  for (const char *found = text; (found = strstr (found, "STOPPED")) != NULL; found++)
    n_stopped++;
  g_assert_cmpuint (n_stopped, ==, 5);
}

/* A tower of 70 views above each other. */
static void
test_explain_64 (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) below = tarn_table_name_ref (lake.view);
  g_autofree char *text = NULL;

  for (guint i = 0; i < 70; i++)
    {
      g_autofree char *name = g_strdup_printf ("floor-%02u", i);
      TarnTableName *view = lake_add_view (&lake, name, below, TARN_REFRESH_TYPE_NONE);

      tarn_table_name_unref (below);
      below = view;
    }
  text = tarn_glue_client_explain (lake.client, below, NULL);
  /* The view itself is floor 69. Under it are described floors 68 to 5. */
  g_assert_nonnull (strstr (text, "floor-06"));
  g_assert_null (strstr (text, "floor-03"));
}

/* --- tarn-commit.h ---------------------------------------------------------------------------- */

static void
test_commit_defaults (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_OVERWRITE);
  g_autoptr (TarnTable) table = NULL;
  g_autoptr (TarnTable) view = NULL;

  g_assert_true (tarn_glue_client_commit (lake.client, lake.base, commit, NULL));
  table = lake_get_table (&lake, lake.base);
  view = lake_get_table (&lake, lake.view);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, 100 * GIGABYTE);
  g_assert_cmpuint (tarn_table_get_pending_bytes (view), ==, 0);
}

static void
test_commit_again (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);
  g_autoptr (TarnTable) table = NULL;

  tarn_commit_set_added_bytes (commit, GIGABYTE);
  tarn_commit_set_added_records (commit, 10);
  for (guint i = 0; i < 3; i++)
    g_assert_true (tarn_glue_client_commit (lake.client, lake.base, commit, NULL));
  table = lake_get_table (&lake, lake.base);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, 103 * GIGABYTE);
  g_assert_cmpuint (tarn_table_get_record_count (table), ==, 30);
}

static void
test_commit_total (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_OVERWRITE);
  g_autoptr (TarnTable) table = NULL;

  tarn_commit_set_added_bytes (commit, 5);
  tarn_commit_set_removed_bytes (commit, (guint64) (200 * GIGABYTE)); /* more than there are */
  tarn_commit_set_total_bytes (commit, 7);
  g_assert_true (tarn_glue_client_commit (lake.client, lake.base, commit, NULL));
  table = lake_get_table (&lake, lake.base);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, 7);
}

/* --- More of tables --------------------------------------------------------------------------- */

static void
test_commit_members (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "new", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_OVERWRITE);
  g_autoptr (TarnTable) table = NULL;
  g_autoptr (TarnTable) stale = NULL;

  tarn_commit_set_added_bytes (commit, 30);
  tarn_commit_set_removed_bytes (commit, 7);
  tarn_commit_set_added_records (commit, 5);
  tarn_commit_set_removed_records (commit, 2);
  g_assert_true (tarn_glue_client_commit (lake.client, lake.base, commit, NULL));
  table = lake_get_table (&lake, lake.base);
  stale = lake_get_table (&lake, view);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, 100 * GIGABYTE + 23);
  g_assert_cmpuint (tarn_table_get_record_count (table), ==, 3);
  g_assert_cmpuint (tarn_table_get_pending_bytes (stale), ==, 37);
}

static void
test_explain_sources (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) upper = NULL;
  g_autofree char *text = NULL;

  upper = lake_add_view (&lake, "upper", lake.view, TARN_REFRESH_TYPE_NONE);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, GIGABYTE);
  text = tarn_glue_client_explain (lake.client, upper, NULL);
  g_assert_nonnull (strstr (text, "upper"));
  g_assert_nonnull (strstr (text, VIEW));
  g_assert_nonnull (strstr (text, BASE));
}

/* Two views read one view, and a view above reads both. */
static void
test_explain_once (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) left = lake_add_view (&lake, "left", lake.view, TARN_REFRESH_TYPE_NONE);
  g_autoptr (TarnTableName) right
      = lake_add_view (&lake, "right", lake.view, TARN_REFRESH_TYPE_NONE);
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) top = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_descriptions = 0;

  tarn_table_input_add_sub_object (input, left);
  tarn_table_input_add_sub_object (input, right);
  top = lake_add (&lake, "top", input);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, GIGABYTE);
  text = tarn_glue_client_explain (lake.client, top, NULL);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], "." BASE " ") != NULL || strstr (lines[i], "." BASE ":") != NULL)
      n_descriptions++;
  g_assert_cmpuint (n_descriptions, ==, 1);
}

static void
test_explain_why (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;

  engine_add_faults (lake.engine, "[r]\noperation=StartMaterializedViewRefreshTaskRun\n"
                                  "do=fail-run\nmessage=no luck today\n");
  id = lake_start (&lake, lake.view);
  engine_drain (lake.engine);
  tarn_engine_set_fault_plan (lake.engine, NULL);
  text = tarn_glue_client_explain (lake.client, lake.view, NULL);
  g_assert_nonnull (strstr (text, "FAILED"));
  g_assert_nonnull (strstr (text, "no luck today"));
}

static void
test_explain_schedule (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) hourly
      = glue_add_view (lake.client, "hourly", lake.base, TARN_REFRESH_TYPE_NONE, 3600);
  g_autofree char *with = tarn_glue_client_explain (lake.client, hourly, NULL);
  g_autofree char *without = tarn_glue_client_explain (lake.client, lake.view, NULL);

  g_assert_nonnull (strstr (with, "it is refreshed automatically every 3600 s"));
  g_assert_nonnull (strstr (without, "it is not refreshed automatically"));
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-catalog.h: chapter: An account has its own catalog, whose id is the account id, from the start.",
    test_own_catalog },
  { "tarn-catalog.h: create_table(): Its name is stored in lower case", test_lower_case },
  { "tarn-catalog.h: create_table(): The operation makes all three checks of a source before it checks the next "
    "source.", test_source_after_source },
  { "tarn-catalog.h: client_commit(): Views over the table have one pending commit more", test_commit_pending },
  { "tarn-catalog.h: client_commit(): unless the commit is a %TARN_COMMIT_REPLACE: such a commit gives the table a new "
    "snapshot and the size that follows from it, but changes no data", test_commit_replace },
  { "tarn-catalog.h: estimate_refresh(): The estimate for %TARN_REFRESH_TYPE_INCREMENTAL is made even if the service "
    "would not choose this type.", test_estimate_even_if },
  { "tarn-catalog.h: client_explain(): It describes the newest runs, at most 5, back to the last one that succeeded",
    test_explain_five },
  { "tarn-catalog.h: client_explain(): Each view under this one is described once, and at most 64 of them.",
    test_explain_64 },

  { "tarn-commit.h: tarn_commit_new(): Makes a commit that adds and removes nothing.", test_commit_defaults },
  { "tarn-commit.h: TarnCommit: One description can be committed more than once.", test_commit_again },
  { "tarn-commit.h: set_total_bytes(): which then replaces the computation from the added and removed bytes",
    test_commit_total },

  { "tarn-commit.h: TarnCommitOperation: the commit adds and removes files",
    test_commit_members },
  { "cost.md: The figures of a run and of a view: explains in words why a view is as stale as it is, down to "
    "the sources of its sources",
    test_explain_sources },
  { "tarn-catalog.h: client_explain(): Each view under this one is described once",
    test_explain_once },
  { "tarn-catalog.h: client_explain(): those after it have published nothing, and the text says why",
    test_explain_why },
  { "tarn-catalog.h: client_explain(): It says whether the view is refreshed automatically.",
    test_explain_schedule },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
