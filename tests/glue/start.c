/* SPDX-License-Identifier: MIT */
/*
 * Tests StartMaterializedViewRefreshTaskRun: what it refuses, in which order it checks its input, and that a
 * refused start changes nothing. All operations check names in the same way, so the rows about names are
 * here. The tests of the other operations only show that they check names at all.
 */
#include "worlds/glue-lake.h"

typedef struct
{
  const char *name;
  const char *text;
  guint n_times; /* how often the text is repeated */
  gboolean is_valid;
} NameRow;

/* clang-format off */
static const NameRow name_rows[] = {
  { "absent", NULL, 0, FALSE },
  { "empty", "", 1, FALSE },
  { "one-character", "x", 1, TRUE },
  { "255-characters", "x", 255, TRUE },
  { "256-characters", "x", 256, FALSE },
  { "255-characters-of-4-bytes", "\xf0\x9f\x90\x9f", 255, TRUE },
  { "256-characters-of-4-bytes", "\xf0\x9f\x90\x9f", 256, FALSE },
  { "blank", " ", 1, TRUE },
  { "tab", "a\tb", 1, TRUE }, /* the service's pattern allows a tab */
  { "line-feed", "a\nb", 1, FALSE },
  { "control-1", "\x01", 1, FALSE },
  { "control-31", "ab\x1f", 1, FALSE },
  { "delete", "a\x7f", 1, TRUE }, /* the service's pattern allows it */
  { "stray-byte", "a\xff", 1, FALSE },
  { "cut-character", "a\xe2\x82", 1, FALSE },
  { "overlong", "\xc0\xaf", 1, FALSE },
  { "surrogate", "\xed\xa0\x80", 1, FALSE },
  { "noncharacter", "\xef\xbf\xbe", 1, FALSE },
  { "last-of-plane", "\xef\xbf\xbd", 1, TRUE },
  { "late-fault", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\x02", 1, FALSE },
};

typedef struct
{
  const char *name;
  const char *catalog;
  const char *database;
  const char *table;
  const char *exception;
  const char *begins;
  gboolean is_federated;
} EntityRow;

static const EntityRow entity_rows[] = {
  { "catalog", ACCOUNT ":s3tablescatalog/none", DATABASE, VIEW, NOT_FOUND,
    NO_CATALOG (ACCOUNT ":s3tablescatalog/none"), FALSE },
  { "catalog-of-another-form", ACCOUNT ":none", DATABASE, VIEW, NOT_FOUND,
    NO_CATALOG (ACCOUNT ":none"), FALSE },
  { "database", ACCOUNT, "none", VIEW, NOT_FOUND, NO_DATABASE (ACCOUNT, "none"), FALSE },
  { "database-in-another-catalog", BUCKET, DATABASE, VIEW, NOT_FOUND,
    NO_DATABASE (BUCKET, DATABASE), FALSE },
  { "table", ACCOUNT, DATABASE, "none", NOT_FOUND, NO_TABLE ("none"), FALSE },
  { "base-table", ACCOUNT, DATABASE, BASE, NOT_FOUND, "", FALSE },
  { "federated-database", FEDERATED, "none", VIEW, NOT_FOUND,
    NO_DATABASE (FEDERATED, "none"), TRUE },
  { "federated-table", FEDERATED, DATABASE, "none", NOT_FOUND,
    "there is no table " FEDERATED, TRUE },
  { "federated-base-table", FEDERATED, DATABASE, BASE, NOT_FOUND, "", TRUE },
  { "foreign-account", FOREIGN, DATABASE, VIEW, DENIED, "", FALSE },
  { "foreign-bucket", FOREIGN ":s3tablescatalog/bucket", DATABASE, VIEW, DENIED, "", FALSE },
  { "account-of-11-digits", "12345678901", DATABASE, VIEW, NOT_FOUND,
    NO_CATALOG ("12345678901"), FALSE },
  { "account-of-13-digits", "1234567890123", DATABASE, VIEW, NOT_FOUND,
    NO_CATALOG ("1234567890123"), FALSE },
  { "running", ACCOUNT, DATABASE, "running", RUNNING, "", FALSE },
  { "stopping", ACCOUNT, DATABASE, "stopping", RUNNING, "", FALSE },
  { "limit", ACCOUNT, DATABASE, VIEW, LIMIT, "", FALSE },
  /* If two things are wrong, the earlier check decides. */
  { "order/member-by-member", "", "", "", INVALID, "CatalogId", FALSE },
  { "order/database-before-table", ACCOUNT, NULL, NULL, INVALID, "DatabaseName", FALSE },
  { "order/argument-before-access", FOREIGN, DATABASE, "", INVALID, "TableName", FALSE },
  { "order/argument-before-entity", ACCOUNT, "none", "", INVALID, "TableName", FALSE },
  { "order/access-before-entity", FOREIGN, "none", "none", DENIED, "", FALSE },
  { "order/catalog-before-table", ACCOUNT ":none", "none", "none", NOT_FOUND,
    NO_CATALOG (ACCOUNT ":none"), FALSE },
  { "order/entity-before-quota", ACCOUNT, DATABASE, "none", NOT_FOUND, NO_TABLE ("none"), FALSE },
  { "order/kind-before-quota", ACCOUNT, DATABASE, BASE, NOT_FOUND, "", FALSE },
  { "order/run-state-before-quota", ACCOUNT, DATABASE, "running", RUNNING, "", FALSE },
};
/* clang-format on */

/* Makes an engine at its limit, with one run in progress and one that is being stopped. @VIEW has no run. */
static Lake
busy_lake_new (void)
{
  g_autoptr (GError) error = NULL;
  Lake lake = lake_new (1);
  g_autoptr (TarnTableName) running
      = lake_add_view (&lake, "running", lake.base, TARN_REFRESH_TYPE_NONE);
  g_autoptr (TarnTableName) stopping
      = lake_add_view (&lake, "stopping", lake.base, TARN_REFRESH_TYPE_NONE);
  g_autoptr (TarnTableInput) base = tarn_table_input_new ();

  g_free (lake_start (&lake, running));
  g_free (lake_start (&lake, stopping));
  tarn_glue_client_create_catalog (lake.client, BUCKET, FALSE, &error);
  tarn_glue_client_create_catalog (lake.client, FEDERATED, TRUE, &error);
  tarn_glue_client_create_database (lake.client, FEDERATED, DATABASE, &error);
  glue_create_table (lake.client, FEDERATED, DATABASE, BASE, base, &error);
  g_assert_no_error (error);
  engine_set (lake.engine, "glue.running-max", 2);
  engine_advance (lake.engine, 100 * SECOND_US);
  lake_stop (&lake, stopping);
  engine_advance (lake.engine, SECOND_US);
  return lake;
}

/* Calls the operation of that number on a table. Returns FALSE with the error if it fails. */
static gboolean
call_with_name (const Lake *lake, const TarnTableName *name, guint operation, GError **error)
{
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);
  g_autoptr (TarnTable) table = NULL;
  g_autoptr (TarnRefreshEstimate) estimate = NULL;
  g_autofree char *text = NULL;

  switch (operation)
    {
    case 0:
      text = start_refresh_of (lake->client, name, FALSE, error);
      return text != NULL;
    case 1:
      return tarn_glue_client_stop_materialized_view_refresh_task_run (lake->client, name, error);
    case 2:
      table = tarn_glue_client_get_table (lake->client, name, error);
      return table != NULL;
    case 3:
      return tarn_glue_client_commit (lake->client, name, commit, error);
    case 4:
      estimate
          = tarn_glue_client_estimate_refresh (lake->client, name, TARN_REFRESH_TYPE_FULL, error);
      return estimate != NULL;
    case 5:
      text = tarn_glue_client_explain (lake->client, name, error);
      return text != NULL;
    default:
      return tarn_glue_client_create_table (lake->client, name, input, error);
    }
}

static void
test_name (gconstpointer data)
{
  const NameRow *row = data;
  g_autoptr (GString) text = row->text ? g_string_new ("") : NULL;
  g_auto (Lake) lake = lake_new (1);
  const char *const members[] = { "CatalogId", "DatabaseName", "TableName" };

  for (guint i = 0; i < row->n_times; i++)
    g_string_append (text, row->text);

  for (guint i = row->text != NULL ? 0 : 1; i < G_N_ELEMENTS (members); i++)
    for (guint operation = 0; operation < 7; operation++)
      {
        const char *parts[] = { ACCOUNT, DATABASE, VIEW };
        parts[i] = text ? text->str : NULL;
        g_autoptr (TarnTableName) name = tarn_table_name_new (parts[0], parts[1], parts[2]);
        g_autoptr (GError) error = NULL;
        gboolean is_done = call_with_name (&lake, name, operation, &error);

        if (!row->is_valid)
          assert_outcome (is_done, error, INVALID, members[i]);
        else if (operation == 1)
          assert_outcome (is_done, error, NOT_RUNNING, "");
        else if (operation != 6 || i != 2)
          assert_outcome (is_done, error, NOT_FOUND, "");
        else
          g_assert_no_error (error);
      }
}

/* The longest catalog id of the caller's own account has 255 characters, including the account's own id. */
static void
test_long_own_catalog (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *tail = g_strnfill (255 - strlen (ACCOUNT ":s3tablescatalog/"), 'b');
  g_autofree char *catalog = g_strconcat (ACCOUNT ":s3tablescatalog/", tail, NULL);
  g_autofree char *longer = g_strconcat (catalog, "b", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (start_refresh (lake.client, catalog, DATABASE, VIEW, FALSE, &error));
  assert_exception (error, NOT_FOUND, "");
  g_clear_error (&error);
  g_assert_null (start_refresh (lake.client, longer, DATABASE, VIEW, FALSE, &error));
  assert_exception (error, INVALID, "CatalogId");
}

static void
test_refused (gconstpointer data)
{
  const EntityRow *row = data;
  g_auto (Lake) lake = busy_lake_new ();
  g_autofree char *before = lake_to_string (&lake);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (
      start_refresh (lake.client, row->catalog, row->database, row->table, FALSE, &error));

  assert_exception (error, row->exception, row->begins);
  g_assert_cmpint (tarn_glue_error_get_from_federation_source (error), ==, row->is_federated);
  after = lake_to_string (&lake);
  g_assert_cmpstr (after, ==, before);
}

/* The function for a checked name gives the same answer, unless the name itself is wrong. */
static void
test_refused_of_name (gconstpointer data)
{
  const EntityRow *row = data;
  g_auto (Lake) lake = busy_lake_new ();
  g_autofree char *before = lake_to_string (&lake);
  g_autofree char *after = NULL;
  g_autoptr (TarnTableName) name = table_name_new (row->catalog, row->database, row->table);
  g_autoptr (GError) error = NULL;

  g_assert_null (start_refresh_of (lake.client, name, TRUE, &error));

  assert_exception (error, row->exception, row->begins);
  g_assert_cmpint (tarn_glue_error_get_from_federation_source (error), ==, row->is_federated);
  after = lake_to_string (&lake);
  g_assert_cmpstr (after, ==, before);
}

/*
 * A refused start could still change the future, although no call shows the change. So an engine with refused
 * starts must go on like one without them.
 */
static void
test_refused_leaves_the_future (void)
{
  g_auto (Lake) refused = busy_lake_new ();
  g_auto (Lake) twin = busy_lake_new ();
  g_autoptr (GString) log = lake_log (&refused);
  g_autoptr (GString) twin_log = lake_log (&twin);
  g_autofree char *end = NULL;
  g_autofree char *twin_end = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (entity_rows); i++)
    g_assert_null (start_refresh (refused.client, entity_rows[i].catalog, entity_rows[i].database,
                                  entity_rows[i].table, TRUE, NULL));
  engine_drain (refused.engine);
  engine_drain (twin.engine);
  g_free (lake_start (&refused, refused.view));
  g_free (lake_start (&twin, twin.view));

  g_assert_cmpstr (log->str, ==, twin_log->str);
  end = lake_to_string (&refused);
  twin_end = lake_to_string (&twin);
  g_assert_cmpstr (end, ==, twin_end);
}

static void
test_absent_catalog (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;

  id = start_refresh (lake.client, NULL, DATABASE, VIEW, FALSE, &error);
  g_assert_no_error (error);
  assert_status (&lake, id, "STARTING");
  before = lake_to_string (&lake);
  engine_set (lake.engine, "glue.catalog-id-required", 1);

  g_assert_null (start_refresh (lake.client, NULL, DATABASE, VIEW, FALSE, &error));
  assert_exception (error, INVALID, "CatalogId");
  g_clear_error (&error);
  g_assert_null (get_run (lake.client, NULL, id, &error));
  assert_exception (error, INVALID, "CatalogId");
  g_clear_error (&error);
  g_assert_false (stop_refresh (lake.client, NULL, DATABASE, VIEW, &error));
  assert_exception (error, INVALID, "CatalogId");
  g_clear_error (&error);
  runs = list_runs (lake.client, NULL, NULL, NULL, -1, NULL, NULL, &error);
  g_assert_null (runs);
  assert_exception (error, INVALID, "CatalogId");
  g_clear_error (&error);

  engine_set (lake.engine, "glue.catalog-id-required", 0);
  after = lake_to_string (&lake);
  g_assert_cmpstr (after, ==, before);
}

static void
test_accepted (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = NULL;
  g_autoptr (TarnTable) table = NULL;
  gint64 next_us = 0;

  engine_advance (lake.engine, 7);
  id = lake_start (&lake, lake.view);

  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_cmpint (id[14], ==, '4');
  g_assert_nonnull (strchr ("89ab", id[19]));
  for (const char *c = id; *c != '\0'; c++)
    g_assert_false (g_ascii_isupper (*c));
  table = lake_get_table (&lake, lake.view);
  g_assert_true (tarn_table_has_active_run (table));
  g_assert_cmpint (engine_now (lake.engine), ==, 7);
  g_assert_true (tarn_engine_peek_next (lake.engine, &next_us));
  g_assert_cmpint (next_us, ==, TARN_ENGINE_START_TIME + 7 + FULL_STARTUP_US);
}

/* Both views could be refreshed incrementally, but one start asks for a full refresh. */
static void
test_full_refresh (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) asked
      = lake_add_view (&lake, "asked", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTableName) chosen
      = lake_add_view (&lake, "chosen", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnRefreshRun) asked_run = NULL;
  g_autoptr (TarnRefreshRun) chosen_run = NULL;
  g_autofree char *asked_id = NULL;
  g_autofree char *chosen_id = NULL;
  g_autoptr (GError) error = NULL;

  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, GIGABYTE);
  asked_id = start_refresh_of (lake.client, asked, TRUE, &error);
  g_assert_no_error (error);
  chosen_id = lake_start (&lake, chosen);
  engine_drain (lake.engine);

  asked_run = lake_get (&lake, asked_id);
  chosen_run = lake_get (&lake, chosen_id);
  g_assert_cmpint (tarn_refresh_run_get_refresh_type (asked_run), ==, TARN_REFRESH_TYPE_FULL);
  g_assert_cmpint (tarn_refresh_run_get_refresh_type (chosen_run), ==,
                   TARN_REFRESH_TYPE_INCREMENTAL);
}

/* Each account has a limit of its own. A start below the limit succeeds. */
static void
test_limit (void)
{
  g_auto (Lake) lake = busy_lake_new ();
  g_autoptr (TarnGlueClient) other = glue_client_new (lake.engine, FOREIGN, NULL);
  g_autoptr (TarnTableInput) base = tarn_table_input_new ();
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) source = table_name_new (FOREIGN, DATABASE, BASE);
  g_autofree char *theirs = NULL;
  g_autofree char *ours = NULL;
  g_autoptr (GError) error = NULL;

  tarn_table_input_add_sub_object (view, source);
  tarn_glue_client_create_database (other, NULL, DATABASE, &error);
  glue_create_table (other, NULL, DATABASE, BASE, base, &error);
  glue_create_table (other, NULL, DATABASE, VIEW, view, &error);
  theirs = start_refresh (other, NULL, DATABASE, VIEW, FALSE, &error);
  g_assert_no_error (error);

  g_assert_null (start_refresh_of (lake.client, lake.view, FALSE, &error));
  assert_exception (error, LIMIT, "");
  g_clear_error (&error);
  engine_set (lake.engine, "glue.running-max", 3);
  ours = lake_start (&lake, lake.view);
  assert_status (&lake, ours, "STARTING");
}

/* Waiting runs get slots in the order of their starts, even if the views were created in another order. */
static void
test_queue_at_limit (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) b = lake_add_view (&lake, "b", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTableName) a = lake_add_view (&lake, "a", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTableName) c = lake_add_view (&lake, "c", lake.base, TARN_REFRESH_TYPE_FULL);
  TarnTableName *const order[] = { c, a, b };
  g_autoptr (GString) log = NULL;
  g_autoptr (GError) error = NULL;

  engine_set (lake.engine, "glue.running-max", 1);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  lake_set_unchanged_us (&lake, 10 * SECOND_US);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_free (lake_start (&lake, order[i]));
  g_assert_null (start_refresh_of (lake.client, b, FALSE, &error));
  assert_exception (error, RUNNING, "");
  log = lake_log (&lake);
  engine_drain (lake.engine);

  assert_log (
      log, "@0 c begin STARTING>RUNNING (Glue Materialized View Refresh Task Started)\n"
           "@10000 c succeed RUNNING>SUCCEEDED (Glue Materialized View Refresh Task Succeeded)\n"
           "@10000 a take-slot STARTING>STARTING\n"
           "@10000 a begin STARTING>RUNNING (Glue Materialized View Refresh Task Started)\n"
           "@20000 a succeed RUNNING>SUCCEEDED (Glue Materialized View Refresh Task Succeeded)\n"
           "@20000 b take-slot STARTING>STARTING\n"
           "@20000 b begin STARTING>RUNNING (Glue Materialized View Refresh Task Started)\n"
           "@30000 b succeed RUNNING>SUCCEEDED (Glue Materialized View Refresh Task Succeeded)\n");
}

/* clang-format off */
static const struct
{
  const char *name;
  guint status;
} exceptions[] = {
  [TARN_GLUE_ERROR_ACCESS_DENIED] = { DENIED, 400 },
  [TARN_GLUE_ERROR_ALREADY_EXISTS] = { "AlreadyExistsException", 400 },
  [TARN_GLUE_ERROR_ENTITY_NOT_FOUND] = { NOT_FOUND, 400 },
  [TARN_GLUE_ERROR_INVALID_INPUT] = { INVALID, 400 },
  [TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING]
  = { "MaterializedViewRefreshTaskNotRunningException", 400 },
  [TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_RUNNING] = { RUNNING, 400 },
  [TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING]
  = { "MaterializedViewRefreshTaskStoppingException", 400 },
  [TARN_GLUE_ERROR_OPERATION_TIMEOUT] = { "OperationTimeoutException", 400 },
  [TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED] = { LIMIT, 400 },
  [TARN_GLUE_ERROR_THROTTLING] = { "ThrottlingException", 400 },
  [TARN_GLUE_ERROR_EXPIRED_TOKEN] = { "ExpiredTokenException", 403 },
  [TARN_GLUE_ERROR_INCOMPLETE_SIGNATURE] = { "IncompleteSignature", 400 },
  [TARN_GLUE_ERROR_INTERNAL_FAILURE] = { "InternalFailure", 500 },
  [TARN_GLUE_ERROR_INTERNAL_SERVICE] = { "InternalServiceException", 500 },
  [TARN_GLUE_ERROR_INVALID_CLIENT_TOKEN_ID] = { "InvalidClientTokenId", 403 },
  [TARN_GLUE_ERROR_NOT_AUTHORIZED] = { "NotAuthorized", 400 },
  [TARN_GLUE_ERROR_OPT_IN_REQUIRED] = { "OptInRequired", 403 },
  [TARN_GLUE_ERROR_REQUEST_EXPIRED] = { "RequestExpired", 400 },
  [TARN_GLUE_ERROR_REQUEST_TIMEOUT] = { "RequestTimeout", 408 },
  [TARN_GLUE_ERROR_SERVICE_UNAVAILABLE] = { "ServiceUnavailable", 503 },
  [TARN_GLUE_ERROR_UNRECOGNIZED_CLIENT] = { "UnrecognizedClientException", 403 },
  [TARN_GLUE_ERROR_VALIDATION_ERROR] = { "ValidationError", 400 },
};
/* clang-format on */

static void
test_exceptions (void)
{
  for (guint i = 0; i <= G_N_ELEMENTS (exceptions); i++)
    {
      TarnGlueError code = (TarnGlueError) i;
      gboolean is_known = i < G_N_ELEMENTS (exceptions);

      g_assert_cmpstr (tarn_glue_error_get_exception_name (code), ==,
                       is_known ? exceptions[i].name : NULL);
      g_assert_cmpuint (tarn_glue_error_get_http_status (code), ==,
                        is_known ? exceptions[i].status : 0);
    }
}

static void
add_entity_row (const EntityRow *row)
{
  g_autofree char *path = g_strconcat ("/refresh/start/refused/", row->name, NULL);
  g_autofree char *of_path = g_strconcat ("/refresh/start/refused-of-name/", row->name, NULL);

  g_test_add_data_func (path, row, test_refused);
  if (strcmp (row->exception, INVALID) != 0)
    g_test_add_data_func (of_path, row, test_refused_of_name);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/refresh/start/name/", name_rows, test_name);
  for (gsize i = 0; i < G_N_ELEMENTS (entity_rows); i++)
    add_entity_row (&entity_rows[i]);
  g_test_add_func ("/refresh/start/name/long-own-catalog", test_long_own_catalog);
  g_test_add_func ("/refresh/start/refused-leaves-the-future", test_refused_leaves_the_future);
  g_test_add_func ("/refresh/start/absent-catalog", test_absent_catalog);
  g_test_add_func ("/refresh/start/accepted", test_accepted);
  g_test_add_func ("/refresh/start/full-refresh", test_full_refresh);
  g_test_add_func ("/refresh/start/limit", test_limit);
  g_test_add_func ("/refresh/start/queue-at-limit", test_queue_at_limit);
  g_test_add_func ("/refresh/exceptions", test_exceptions);
  return g_test_run ();
}
