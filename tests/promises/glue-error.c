/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-glue-error.h. */
#include "worlds/glue-lake.h"

#include "promise.h"

static const TarnGlueError not_codes[] = {
  (TarnGlueError) -1,
  (TarnGlueError) 0,
  (TarnGlueError) (TARN_GLUE_ERROR_VALIDATION_ERROR + 1),
  (TarnGlueError) G_MAXINT,
};

static void
test_one_code_for_each (void)
{
  static const char *const names[] = { "AccessDeniedException",
                                       "AlreadyExistsException",
                                       "EntityNotFoundException",
                                       "InvalidInputException",
                                       "MaterializedViewRefreshTaskNotRunningException",
                                       "MaterializedViewRefreshTaskRunningException",
                                       "MaterializedViewRefreshTaskStoppingException",
                                       "OperationTimeoutException",
                                       "ResourceNumberLimitExceededException",
                                       "ThrottlingException" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (tarn_glue_error_get_exception_name ((TarnGlueError) (i + 1)), ==, names[i]);
}

static void
test_no_name (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (not_codes); i++)
    g_assert_null (tarn_glue_error_get_exception_name (not_codes[i]));
}

static void
test_status (void)
{
  for (int code = TARN_GLUE_ERROR_ACCESS_DENIED; code <= TARN_GLUE_ERROR_THROTTLING; code++)
    g_assert_cmpuint (tarn_glue_error_get_http_status ((TarnGlueError) code), ==, 400);
  for (guint i = 0; i < G_N_ELEMENTS (not_codes); i++)
    g_assert_cmpuint (tarn_glue_error_get_http_status (not_codes[i]), ==, 0);
}

/* Each member of each operation that takes names, when it is wrong. */
static void
test_begins_with_name (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (GError) error = NULL;

  g_assert_null (start_refresh (lake.client, "", DATABASE, VIEW, FALSE, &error));
  assert_exception (error, INVALID, "CatalogId ");
  g_clear_error (&error);
  g_assert_false (stop_refresh (lake.client, NULL, NULL, VIEW, &error));
  assert_exception (error, INVALID, "DatabaseName ");
  g_clear_error (&error);
  g_assert_null (list_runs (lake.client, NULL, DATABASE, "\n", -1, NULL, NULL, &error));
  assert_exception (error, INVALID, "TableName ");
  g_clear_error (&error);
  g_assert_null (list_runs (lake.client, NULL, NULL, NULL, 0, NULL, NULL, &error));
  assert_exception (error, INVALID, "MaxResults ");
  g_clear_error (&error);
  g_assert_null (list_runs (lake.client, NULL, NULL, NULL, -1, "none", NULL, &error));
  assert_exception (error, INVALID, "NextToken ");
  g_clear_error (&error);
  g_assert_null (get_run (lake.client, NULL, NULL, &error));
  assert_exception (error, INVALID, "MaterializedViewRefreshTaskRunId ");
}

static void
test_only_set_up_exists (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  const TarnService *glue = tarn_engine_get_service (engine, "glue");
  g_autofree const char **operations = tarn_service_list_operations (glue);

  for (guint i = 0; operations[i] != NULL; i++)
    {
      g_autofree const char **exceptions = tarn_service_list_exceptions (glue, operations[i]);
      gboolean has_it = g_strv_contains (exceptions, EXISTS);

      g_assert_cmpint (has_it, ==, g_str_has_prefix (operations[i], "Create"));
    }
}

/* Wrong names fail before the engine looks at what the catalog has. */
static void
test_federation (void)
{
  static const struct
  {
    const char *catalog;
    const char *table;
    gboolean is_federated;
  } rows[] = {
    { FEDERATED, "none", TRUE },
    { BUCKET, "none", FALSE },
    { NULL, "none", FALSE },
    { ACCOUNT ":s3tablescatalog/none", "none", FALSE },
  };
  g_auto (Lake) lake = lake_new (0);

  g_assert_true (tarn_glue_client_create_catalog (lake.client, FEDERATED, TRUE, NULL));
  g_assert_true (tarn_glue_client_create_catalog (lake.client, BUCKET, FALSE, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
          start_refresh (lake.client, rows[i].catalog, DATABASE, rows[i].table, FALSE, &error));
      g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_ENTITY_NOT_FOUND);
      g_assert_cmpint (tarn_glue_error_get_from_federation_source (error), ==,
                       rows[i].is_federated);
    }
}

static void
assert_lost (const Lake *lake, const char *rules, gboolean is_lost, guint n_runs)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = NULL;

  engine_add_faults (lake->engine, rules);
  g_assert_null (start_refresh_of (lake->client, lake->view, FALSE, &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_OPERATION_TIMEOUT);
  g_assert_cmpint (tarn_glue_error_is_reply_lost (error), ==, is_lost);
  runs = list_runs (lake->client, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  g_assert_cmpuint (runs->len, ==, n_runs);
}

static void
test_thrown (void)
{
  g_auto (Lake) lake = lake_new (0);

  assert_lost (&lake,
               "[throw]\n"
               "operation=StartMaterializedViewRefreshTaskRun\n"
               "do=throw\n"
               "exception=OperationTimeoutException\n",
               FALSE, 0);
}

static void
test_lost (void)
{
  g_auto (Lake) lake = lake_new (0);

  assert_lost (&lake,
               "[lose]\n"
               "operation=StartMaterializedViewRefreshTaskRun\n"
               "do=lose-reply\n",
               TRUE, 1);
}

static void
test_no_limit_by_default (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (TarnRefreshRun) run = lake_get (&lake, id);

      g_assert_nonnull (run);
    }
}

static void
test_throttling_is_unlisted (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  const TarnService *glue = tarn_engine_get_service (engine, "glue");
  g_autofree const char **operations = tarn_service_list_operations (glue);

  for (guint i = 0; operations[i] != NULL; i++)
    {
      g_autofree const char **exceptions = tarn_service_list_exceptions (glue, operations[i]);

      g_assert_false (g_strv_contains (exceptions, "ThrottlingException"));
    }
}

static const Promise promises[] = {
  { "tarn-glue-error.h: TarnGlueError: The exceptions of AWS Glue, one code for each.",
    test_one_code_for_each },
  { "tarn-glue-error.h: TarnGlueError: AlreadyExistsException; only set-up operations have it",
    test_only_set_up_exists },
  { "tarn-glue-error.h: TarnGlueError: if a member of the input is wrong, the message begins with its "
    "name",
    test_begins_with_name },
  { "tarn-glue-error.h: TarnGlueError: there is no limit by default", test_no_limit_by_default },
  { "tarn-glue-error.h: TarnGlueError: ThrottlingException, which the service's model does not list",
    test_throttling_is_unlisted },
  { "tarn-glue-error.h: get_exception_name(): or %NULL if @code is no code of #TarnGlueError",
    test_no_name },
  { "tarn-glue-error.h: get_http_status(): the HTTP status of the exception, or 0 if @code is no code",
    test_status },
  { "tarn-glue-error.h: get_from_federation_source(): whether the exception is about something in a "
    "federated catalog",
    test_federation },
  { "tarn-glue-error.h: is_reply_lost(): a call whose reply is lost took effect", test_lost },
  { "tarn-glue-error.h: is_reply_lost(): a call that throws did nothing", test_thrown },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
