/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-glue-client.h about the client and what all its operations have in common. */
#include "glue-runs.h"
#include "promise.h"

static void
test_keeps_engine (void)
{
  TarnEngine *engine = tarn_engine_new (0);
  g_autoptr (TarnGlueClient) client = glue_client_new (engine, ACCOUNT, NULL);
  gpointer weak = engine;

  g_object_add_weak_pointer (G_OBJECT (engine), &weak);
  g_object_unref (engine);
  g_assert_nonnull (weak);
  g_assert_cmpint (tarn_engine_get_now (tarn_glue_client_get_engine (client)), ==, START_US);
  g_clear_object (&client);
  g_assert_null (weak);
}

static void
test_properties (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (TarnPrincipal) principal = principal_new (ACCOUNT, STEWARD);
  g_autoptr (TarnGlueClient) client = tarn_engine_create_glue_client (engine, principal);
  g_autoptr (TarnEngine) of_property = NULL;
  g_autoptr (TarnPrincipal) caller = NULL;

  g_object_get (client, "engine", &of_property, "principal", &caller, NULL);
  g_assert_true (of_property == tarn_glue_client_get_engine (client));
  g_assert_true (caller == tarn_glue_client_get_principal (client));
  g_assert_cmpstr (tarn_principal_get_arn (caller), ==, STEWARD);
}

/* A name that the operation takes leads on to the next check, which does not find it. */
static void
test_names (void)
{
  static const struct
  {
    const char *name;
    const char *exception;
  } rows[] = {
    { " ", NOT_FOUND },
    { "\t", NOT_FOUND },
    { "\xef\xbf\xbd", NOT_FOUND },
    { "", INVALID },
    { "\x1f", INVALID },
    { "\n", INVALID },
    { "\xef\xbf\xbe", INVALID },
    { "\xef\xbf\xbf", INVALID },
    { "\xff", INVALID },
  };
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *longest = g_strnfill (255, 'x');
  g_autofree char *too_long = g_strnfill (256, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_start_error (&lake, NULL, rows[i].name, VIEW, rows[i].exception);
      assert_start_error (&lake, NULL, DATABASE, rows[i].name, rows[i].exception);
    }
  assert_start_error (&lake, NULL, DATABASE, longest, NOT_FOUND);
  assert_start_error (&lake, NULL, DATABASE, too_long, INVALID);
}

static void
test_catalog_of_account (void)
{
  g_auto (Lake) lake = lake_new (0);

  assert_start_error (&lake, FOREIGN, DATABASE, VIEW, DENIED);
  assert_start_error (&lake, FOREIGN ":s3tablescatalog/bucket", DATABASE, VIEW, DENIED);
  assert_start_error (&lake, FOREIGN "3", DATABASE, VIEW, DENIED);
  assert_start_error (&lake, FOREIGN "-x", DATABASE, VIEW, DENIED);
}

static void
test_catalog_of_no_account (void)
{
  g_auto (Lake) lake = lake_new (0);

  assert_start_error (&lake, "21098765432", DATABASE, VIEW, NOT_FOUND);
  assert_start_error (&lake, "21098765432x", DATABASE, VIEW, NOT_FOUND);
  assert_start_error (&lake, "x" ACCOUNT, DATABASE, VIEW, NOT_FOUND);
}

/* Calls each operation that takes a catalog, without one. Returns how many succeeded. */
static guint
call_without_catalog (const Lake *lake, GError **errors)
{
  g_autoptr (TarnTableName) base = tarn_table_name_new (NULL, DATABASE, BASE);
  g_autoptr (TarnTableName) view = tarn_table_name_new (NULL, DATABASE, VIEW);
  g_autoptr (TarnTableName) new_table = tarn_table_name_new (NULL, DATABASE, "new");
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);
  g_autofree char *id = start_refresh_of (lake->client, view, FALSE, &errors[0]);
  g_autoptr (GPtrArray) runs
      = list_runs (lake->client, NULL, NULL, NULL, -1, NULL, NULL, &errors[1]);
  g_autoptr (TarnRefreshRun) run
      = get_run (lake->client, NULL, id != NULL ? id : "00000000-0000-4000-8000-000000000000",
                 &errors[2]);
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (lake->client, view, &errors[3]);
  g_autofree char *text = tarn_glue_client_explain (lake->client, view, &errors[4]);
  g_autoptr (TarnRefreshEstimate) estimate
      = tarn_glue_client_estimate_refresh (lake->client, view, TARN_REFRESH_TYPE_NONE, &errors[5]);
  gpointer answers[] = { id, runs, run, table, text, estimate };
  guint n_done = 0;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (answers[i] != NULL)
      n_done++;
  n_done += (guint) tarn_glue_client_stop_materialized_view_refresh_task_run (lake->client, view,
                                                                              &errors[6]);
  n_done += (guint) tarn_glue_client_commit (lake->client, base, commit, &errors[7]);
  n_done += (guint) tarn_glue_client_create_database (lake->client, NULL, "new", &errors[8]);
  n_done += (guint) tarn_glue_client_create_table (lake->client, new_table, input, &errors[9]);
  return n_done;
}

static void
test_no_catalog (void)
{
  GError *errors[10] = { NULL };
  g_auto (Lake) lake = lake_new (0);

  g_assert_cmpuint (call_without_catalog (&lake, errors), ==, 10);
}

static void
test_catalog_required (void)
{
  GError *errors[10] = { NULL };
  g_auto (Lake) lake = lake_new (0);

  engine_set (lake.engine, "glue.catalog-id-required", 1);
  g_assert_cmpuint (call_without_catalog (&lake, errors), ==, 0);
  for (guint i = 0; i < 10; i++)
    {
      assert_exception (errors[i], INVALID, "CatalogId ");
      g_error_free (errors[i]);
    }
}

static void
test_admitted_counts_for_rate (void)
{
  g_auto (Lake) lake = lake_new (0);

  engine_set (lake.engine, "glue.start-rate-per-second", 1);
  assert_start_error (&lake, NULL, DATABASE, "", INVALID); /* it does not come as far as the rate */
  assert_start_error (&lake, NULL, DATABASE, "none", NOT_FOUND);
  assert_start_error (&lake, NULL, DATABASE, VIEW, "ThrottlingException");
}

static void
test_admitted_counts_for_plan (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnFaultPlan *plan
      = engine_add_faults (lake.engine, "[second]\n"
                                        "operation=StartMaterializedViewRefreshTaskRun\n"
                                        "nth=2\ndo=throw\nexception=" LIMIT "\n");

  engine_set (lake.engine, "glue.start-rate-per-second", 2);
  assert_start_error (&lake, NULL, DATABASE, "", INVALID);
  assert_start_error (&lake, NULL, DATABASE, "none", NOT_FOUND);
  assert_start_error (&lake, NULL, DATABASE, VIEW, LIMIT);
  assert_start_error (&lake, NULL, DATABASE, VIEW, "ThrottlingException");
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plan, "second"), ==, 2);
}

static gboolean
read_all (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Lake *lake = data;
  g_autoptr (TarnTable) table G_GNUC_UNUSED = lake_get_table (lake, lake->view);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = list_runs (lake->client, NULL, NULL, NULL, -1, NULL, NULL, &error);
  g_autofree char *text = tarn_glue_client_explain (lake->client, lake->view, NULL);
  g_autoptr (TarnRefreshEstimate) estimate
      = tarn_glue_client_estimate_refresh (lake->client, lake->view, TARN_REFRESH_TYPE_NONE, NULL);

  g_assert_no_error (error);
  g_assert_nonnull (text);
  g_assert_nonnull (estimate);
  for (guint i = 0; i < runs->len; i++)
    {
      g_autoptr (TarnRefreshRun) run = lake_get (lake, tarn_refresh_run_get_id (runs->pdata[i]));

      g_assert_true (tarn_refresh_run_reload (run, lake->client, NULL));
    }
  return TRUE;
}

static void
test_reading_in_condition (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.view);

  g_assert_true (
      tarn_engine_run_until (lake.engine, read_all, &lake, TARN_NO_DEADLINE, NULL, NULL, NULL));
}

static void
test_rate_of_account (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnGlueClient) steward = glue_client_new (lake.engine, ACCOUNT, STEWARD);
  g_autoptr (TarnGlueClient) foreign = glue_client_new (lake.engine, FOREIGN, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) third = NULL;

  engine_set (lake.engine, "glue.list-rate-per-second", 1);
  first = list_runs (lake.client, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  g_assert_nonnull (first);
  second = list_runs (steward, NULL, NULL, NULL, -1, NULL, NULL, &error);
  assert_outcome (second != NULL, error, "ThrottlingException", "");
  third = list_runs (foreign, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  g_assert_nonnull (third);
}

static void
test_granted (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnGlueClient) foreign = glue_client_new (lake.engine, FOREIGN, NULL);
  g_autoptr (TarnTable) before = tarn_glue_client_get_table (foreign, lake.view, NULL);
  g_autoptr (TarnTable) after = NULL;

  g_assert_null (before);
  tarn_engine_grant (lake.engine, "*", "glue:GetTable", ACCOUNT "/" DATABASE "/" VIEW);
  after = tarn_glue_client_get_table (foreign, lake.view, NULL);
  g_assert_nonnull (after);
}

static void
test_denied_at_home (void)
{
  g_auto (Lake) lake = lake_new (0);

  assert_start_error (&lake, NULL, DATABASE, "none", NOT_FOUND);
  tarn_engine_deny (lake.engine, ROOT, "glue:Start*", "*");
  assert_start_error (&lake, NULL, DATABASE, "none", DENIED);
}

static void
test_own_catalog (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnGlueClient) foreign = NULL;

  tarn_engine_grant (lake.engine, ROOT, "glue:*", FOREIGN "*");
  g_assert_false (tarn_glue_client_create_database (lake.client, FOREIGN, "new", NULL));
  foreign = glue_client_new (lake.engine, FOREIGN, NULL);
  g_assert_true (tarn_glue_client_create_database (lake.client, FOREIGN, "new", NULL));
}

static gboolean
create_client (TarnEngine *engine, gpointer data)
{
  ASSERT_CRITICAL (g_assert_null (tarn_engine_create_glue_client (engine, data)));
  return TRUE;
}

static void
test_create_in_condition (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (TarnPrincipal) principal = principal_new (ACCOUNT, NULL);

  g_assert_true (
      tarn_engine_run_until (engine, create_client, principal, TARN_NO_DEADLINE, NULL, NULL, NULL));
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-glue-client.h: TarnGlueClient: The client keeps the engine alive.", test_keeps_engine },
  { "tarn-glue-client.h: TarnGlueClient: Names take 1 to 255 characters from space upward and TAB, in valid "
    "UTF-8, but neither U+FFFE nor U+FFFF.", test_names },
  { "tarn-glue-client.h: TarnGlueClient: If the first 12 digits of a catalog id are an account id, the catalog "
    "belongs to that account.", test_catalog_of_account },
  { "tarn-glue-client.h: TarnGlueClient: A catalog id that does not begin with an account id is not found.",
    test_catalog_of_no_account },
  { "tarn-glue-client.h: TarnGlueClient: %NULL stands for the account of the caller", test_no_catalog },
  { "tarn-glue-client.h: TarnGlueClient: unless the option `glue.catalog-id-required` is 1: then %NULL is "
    "InvalidInputException.", test_catalog_required },
  { "tarn-glue-client.h: TarnGlueClient: a call that the rate admits counts for the rate",
    test_admitted_counts_for_rate },
  { "tarn-glue-client.h: TarnGlueClient: counts for the rate and for the fault plan", test_admitted_counts_for_plan },
  { "tarn-glue-client.h: TarnGlueClient: operations that only read can be called there", test_reading_in_condition },
  { "tarn-glue-client.h: TarnGlueClient: and the account makes more calls", test_rate_of_account },
  { "tarn-glue-client.h: TarnGlueClient: A call to another account fails with %TARN_GLUE_ERROR_ACCESS_DENIED unless "
    "a statement grants it.", test_granted },
  { "tarn-glue-client.h: TarnGlueClient: A call in the caller's own account fails like this only if a statement "
    "denies it.", test_denied_at_home },
  { "tarn-glue-client.h: create_glue_client(): From now on the account has its own catalog.", test_own_catalog },
  { "tarn-glue-client.h: create_glue_client(): from inside a condition or a cost model, is a programmer error",
    test_create_in_condition },
  { "tarn-glue-client.h: TarnGlueClient:principal: See tarn_glue_client_get_principal().", test_properties },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
