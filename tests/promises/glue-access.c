/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-access.h about AWS Glue, those of tarn-principal.h, and the page about access. */
#include "worlds/glue-lake.h"

#include "promise.h"

#define ETL "arn:aws:iam::" ACCOUNT ":role/etl"
#define PATH_OF_VIEW ACCOUNT "/" DATABASE "/" VIEW

/* --- Statements ------------------------------------------------------------------------------- */

static gboolean
can_get_table (TarnGlueClient *client, const TarnTableName *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (client, name, &error);

  if (table == NULL)
    assert_exception (error, DENIED, "");
  return table != NULL;
}

static void
test_without_statements (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnGlueClient) etl = glue_client_new (lake.engine, ACCOUNT, ETL);
  g_autoptr (TarnGlueClient) foreign = glue_client_new (lake.engine, FOREIGN, NULL);

  g_assert_true (can_get_table (etl, lake.view));
  g_assert_false (can_get_table (foreign, lake.view));
}

static void
test_denial_wins (void)
{
  g_auto (Lake) lake = lake_new (0);

  tarn_engine_deny (lake.engine, ROOT, "glue:GetTable", "*");
  tarn_engine_grant (lake.engine, ROOT, "glue:GetTable", PATH_OF_VIEW);
  g_assert_false (can_get_table (lake.client, lake.view));
}

static void
test_grant (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnGlueClient) foreign = glue_client_new (lake.engine, FOREIGN, NULL);

  tarn_engine_grant (lake.engine, "arn:aws:iam::" FOREIGN ":root", "glue:GetTable", PATH_OF_VIEW);
  g_assert_true (can_get_table (foreign, lake.view));
  g_assert_false (can_get_table (foreign, lake.base));
}

typedef struct
{
  const char *principal;
  const char *action;
  const char *resource;
  gboolean is_denied;
} PatternRow;

static const PatternRow pattern_rows[] = {
  { ROOT, "glue:GetTable", PATH_OF_VIEW, TRUE },
  { "*", "*", "*", TRUE },
  { "arn:aws:iam::" ACCOUNT "*", "glue:Get*", ACCOUNT "/" DATABASE "/*", TRUE },
  { ROOT "*", "glue:GetTable*", PATH_OF_VIEW "*", TRUE },
  { "arn:aws:iam::" ACCOUNT ":roo", "glue:GetTable", PATH_OF_VIEW, FALSE },
  { ETL, "glue:GetTable", PATH_OF_VIEW, FALSE },
  { ROOT, "glue:GetTable", ACCOUNT "/" DATABASE, FALSE },
  { ROOT, "glue:GetTabl", PATH_OF_VIEW, FALSE },
  { ROOT, "glue:gettable", PATH_OF_VIEW, FALSE },
  { ROOT, "datazone:*", PATH_OF_VIEW, FALSE },
  { "", "", "", FALSE },
};

static void
test_patterns (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pattern_rows); i++)
    {
      const PatternRow *row = &pattern_rows[i];
      g_auto (Lake) lake = lake_new (0);

      tarn_engine_deny (lake.engine, row->principal, row->action, row->resource);
      g_assert_cmpint (can_get_table (lake.client, lake.view), !=, row->is_denied);
    }
}

static void
test_get_table_too (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.view);
  g_autoptr (GError) stop = NULL;
  g_autoptr (GError) start = NULL;

  tarn_engine_deny (lake.engine, ROOT, "glue:GetTable", PATH_OF_VIEW);
  g_assert_false (stop_refresh (lake.client, NULL, DATABASE, VIEW, &stop));
  assert_exception (stop, DENIED, "");
  g_assert_null (start_refresh (lake.client, NULL, DATABASE, VIEW, FALSE, &start));
  assert_exception (start, DENIED, "");
}

static void
test_resources (void)
{
  static const char *const wrong[] = { ACCOUNT "/", ACCOUNT "/" DATABASE, PATH_OF_VIEW };
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (TarnRefreshRun) run = NULL;

      tarn_engine_deny (lake.engine, "*", "glue:GetMaterializedViewRefreshTaskRun", wrong[i]);
      run = lake_get (&lake, id);
    }
  tarn_engine_deny (lake.engine, "*", "glue:GetMaterializedViewRefreshTaskRun", ACCOUNT);
  g_assert_null (get_run (lake.client, NULL, id, &error));
  assert_exception (error, DENIED, "");
}

static void
test_path_of_database (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (GError) error = NULL;

  tarn_engine_deny (lake.engine, "*", "glue:CreateDatabase", ACCOUNT "/new");
  g_assert_true (tarn_glue_client_create_database (lake.client, NULL, "newer", NULL));
  g_assert_false (tarn_glue_client_create_database (lake.client, NULL, "new", &error));
  assert_exception (error, DENIED, "");
}

static void
test_lower_case (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) upper = tarn_table_name_new (NULL, "SALES", "TOTALS");

  tarn_engine_deny (lake.engine, "*", "glue:GetTable", ACCOUNT "/SALES/TOTALS");
  g_assert_true (can_get_table (lake.client, upper));
  tarn_engine_deny (lake.engine, "*", "glue:GetTable", PATH_OF_VIEW);
  g_assert_false (can_get_table (lake.client, upper));
}

/* --- The definer ------------------------------------------------------------------------------ */

static TarnTableName *
add_view_of (const Lake *lake, const char *definer)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, lake->base);
  tarn_table_input_set_definer (input, definer);
  return lake_add (lake, "defined", input);
}

static guint
deny_select (const Lake *lake, const char *role)
{
  return tarn_engine_deny (lake->engine, role, "lakeformation:SELECT",
                           ACCOUNT "/" DATABASE "/" BASE);
}

static void
test_definer_at_snapshot (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = add_view_of (&lake, ETL);
  guint denial = deny_select (&lake, ETL);
  g_autofree char *failed = lake_start (&lake, view);
  g_autofree char *good = NULL;

  engine_drain (lake.engine);
  assert_status (&lake, failed, "FAILED");
  g_assert_true (tarn_engine_revoke (lake.engine, denial));
  good = lake_start (&lake, view);
  engine_drain (lake.engine);
  assert_status (&lake, good, "SUCCEEDED");
}

static void
test_definer_at_publication (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = add_view_of (&lake, ETL);
  g_autofree char *id = lake_start (&lake, view);

  engine_advance (lake.engine, FULL_DURATION_US - 1);
  deny_select (&lake, ETL);
  engine_drain (lake.engine);
  assert_status (&lake, id, "FAILED");
}

/* The denial holds in the middle of the run, where the run neither takes its snapshot nor publishes. */
static void
test_definer_between (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = add_view_of (&lake, ETL);
  g_autofree char *id = lake_start (&lake, view);
  guint denial;

  engine_advance (lake.engine, MINUTE_US);
  denial = deny_select (&lake, ETL);
  engine_advance (lake.engine, MINUTE_US);
  g_assert_true (tarn_engine_revoke (lake.engine, denial));
  engine_drain (lake.engine);
  assert_status (&lake, id, "SUCCEEDED");
}

static void
test_no_definer (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *good = NULL;
  g_autofree char *failed = NULL;

  deny_select (&lake, ETL);
  good = lake_start (&lake, lake.view);
  engine_drain (lake.engine);
  assert_status (&lake, good, "SUCCEEDED");
  deny_select (&lake, ROOT);
  failed = lake_start (&lake, lake.view);
  engine_drain (lake.engine);
  assert_status (&lake, failed, "FAILED");
}

/* --- Functions -------------------------------------------------------------------------------- */

static void
test_statement_ids (void)
{
  g_auto (Lake) lake = lake_new (0);
  guint grant = tarn_engine_grant (lake.engine, "*", "*", "*");
  guint denial = tarn_engine_deny (lake.engine, "nobody", "*", "*");

  g_assert_cmpuint (grant, !=, 0);
  g_assert_cmpuint (denial, !=, 0);
  g_assert_cmpuint (grant, !=, denial);
}

static void
test_revoke (void)
{
  g_auto (Lake) lake = lake_new (0);
  guint denial = tarn_engine_deny (lake.engine, "*", "glue:*", "*");

  g_assert_false (can_get_table (lake.client, lake.view));
  g_assert_false (tarn_engine_revoke (lake.engine, denial + 1));
  g_assert_false (tarn_engine_revoke (lake.engine, 0));
  g_assert_true (tarn_engine_revoke (lake.engine, denial));
  g_assert_false (tarn_engine_revoke (lake.engine, denial));
  g_assert_true (can_get_table (lake.client, lake.view));
}

static gboolean
make_statements (TarnEngine *engine, gpointer data G_GNUC_UNUSED)
{
  ASSERT_CRITICAL (g_assert_cmpuint (tarn_engine_grant (engine, "*", "*", "*"), ==, 0));
  ASSERT_CRITICAL (g_assert_cmpuint (tarn_engine_deny (engine, "*", "*", "*"), ==, 0));
  ASSERT_CRITICAL (g_assert_false (tarn_engine_revoke (engine, 1)));
  return TRUE;
}

static void
test_statements_in_condition (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *before = get_digest (lake.engine);
  g_autofree char *after = NULL;

  tarn_engine_run_until (lake.engine, make_statements, NULL, TARN_NO_DEADLINE, NULL, NULL, NULL);
  after = get_digest (lake.engine);
  g_assert_cmpstr (after, ==, before);
}

/* --- Principals ------------------------------------------------------------------------------- */

static void
test_accounts (void)
{
  static const char *const wrong[]
      = { "", "12345678901", "1234567890123", "12345678901x", " 23456789012" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (tarn_principal_new (wrong[i], NULL, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_PRINCIPAL);
    }
}

static void
test_arns (void)
{
  g_autofree char *tail = g_strnfill (2048 - strlen ("arn:aws:iam::" ACCOUNT ":role/"), 'x');
  g_autofree char *longest = g_strconcat ("arn:aws:iam::" ACCOUNT ":role/", tail, NULL);
  g_autofree char *too_long = g_strconcat (longest, "x", NULL);
  const struct
  {
    const char *arn;
    gboolean is_good;
  } rows[] = {
    { ETL, TRUE },
    { "arn:aws-cn:sts::" ACCOUNT ":assumed-role/etl/session", TRUE },
    { longest, TRUE },
    { too_long, FALSE },
    { "arn:aws:iam::" ACCOUNT ":role/\xff", FALSE },
    { "arn:aws:iam::" FOREIGN ":role/etl", FALSE },
    { "arn:aws:s3::" ACCOUNT ":role/etl", FALSE },
    { "arn:aws:iam:us-east-1:" ACCOUNT ":role/etl", FALSE },
    { "arn:aws:iam::" ACCOUNT ":", FALSE },
    { "arn:aws:iam::" ACCOUNT, FALSE },
    { "etl", FALSE },
    { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnPrincipal) principal = tarn_principal_new (ACCOUNT, rows[i].arn, &error);

      g_assert_cmpint (principal != NULL, ==, rows[i].is_good);
      if (!rows[i].is_good)
        g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_PRINCIPAL);
      else
        g_assert_cmpstr (tarn_principal_get_arn (principal), ==, rows[i].arn);
    }
}

/* Both are wrong, and the message is about the account. */
static void
test_account_first (void)
{
  g_autoptr (GError) both = NULL;
  g_autoptr (GError) account = NULL;

  g_assert_null (tarn_principal_new ("12", "etl", &both));
  g_assert_null (tarn_principal_new ("12", NULL, &account));
  g_assert_cmpstr (both->message, ==, account->message);
}

static void
test_root (void)
{
  g_autoptr (TarnPrincipal) principal = tarn_principal_new (ACCOUNT, NULL, NULL);

  g_assert_cmpstr (tarn_principal_get_arn (principal), ==, ROOT);
  g_assert_cmpstr (tarn_principal_get_account_id (principal), ==, ACCOUNT);
}

/* --- The page --------------------------------------------------------------------------------- */

static void
test_in_forks (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnEngine) fork = NULL;
  g_autoptr (TarnEngine) restored = NULL;
  g_autoptr (GBytes) snapshot = NULL;
  g_autoptr (TarnGlueClient) in_fork = NULL;
  g_autoptr (TarnGlueClient) in_restored = NULL;

  tarn_engine_deny (lake.engine, "*", "glue:GetTable", "*");
  fork = tarn_engine_fork (lake.engine, NULL, NULL, NULL);
  snapshot = tarn_engine_save (lake.engine, NULL);
  restored = tarn_engine_restore (snapshot, NULL, NULL);
  in_fork = glue_client_new (fork, ACCOUNT, NULL);
  in_restored = glue_client_new (restored, ACCOUNT, NULL);
  g_assert_false (can_get_table (in_fork, lake.view));
  g_assert_false (can_get_table (in_restored, lake.view));
}

static void
test_in_journal (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autofree char *text = NULL;
  guint denial;

  tarn_engine_set_journal (lake.engine, journal);
  engine_advance (lake.engine, SECOND_US);
  denial = tarn_engine_deny (lake.engine, ETL, "glue:*", "*");
  engine_advance (lake.engine, SECOND_US);
  tarn_engine_revoke (lake.engine, denial);
  text = tarn_journal_dup_text (journal);
  g_assert_nonnull (strstr (text, "2000-01-01T00:00:01.000000Z access deny " ETL " glue:* *\n"));
  g_assert_nonnull (strstr (text, "2000-01-01T00:00:02.000000Z access revoke "));
}

static void
test_rule_revokes (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = add_view_of (&lake, ETL);
  g_autofree char *id = NULL;

  engine_add_faults (lake.engine, "[r]\noperation=StartMaterializedViewRefreshTaskRun\n"
                                  "do=revoke\ndelay-us=60000000\n"
                                  "deny-principal=" ETL "\ndeny-action=lakeformation:SELECT\n"
                                  "deny-resource=*\n");
  id = lake_start (&lake, view);
  engine_drain (lake.engine);
  assert_status (&lake, id, "FAILED");
}

static void
test_each_call_anew (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnGlueClient) etl = glue_client_new (lake.engine, ACCOUNT, ETL);
  guint denial;

  g_assert_true (can_get_table (etl, lake.view));
  denial = tarn_engine_deny (lake.engine, ETL, "*", "*");
  g_assert_false (can_get_table (etl, lake.view));
  g_assert_true (tarn_engine_revoke (lake.engine, denial));
  g_assert_true (can_get_table (etl, lake.view));
}

static void
test_list_as_far_as_named (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) one = NULL;

  tarn_engine_deny (lake.engine, "*", "glue:ListMaterializedViewRefreshTaskRuns", PATH_OF_VIEW);
  all = list_runs (lake.client, NULL, DATABASE, NULL, -1, NULL, NULL, NULL);
  one = list_runs (lake.client, NULL, DATABASE, VIEW, -1, NULL, NULL, NULL);
  g_assert_nonnull (all);
  g_assert_null (one);
}

/* A foreign caller needs both grants. */
static void
test_grant_of_start (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnGlueClient) foreign = glue_client_new (lake.engine, FOREIGN, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  tarn_engine_grant (lake.engine, "*", "glue:StartMaterializedViewRefreshTaskRun", PATH_OF_VIEW);
  g_assert_null (start_refresh_of (foreign, lake.view, FALSE, &error));
  assert_exception (error, DENIED, "");
  tarn_engine_grant (lake.engine, "*", "glue:GetTable", PATH_OF_VIEW);
  id = start_refresh_of (foreign, lake.view, FALSE, NULL);
  g_assert_nonnull (id);
}

/* The definer of the upper view reads the lower view. */
static void
test_definer_reads_view (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) upper = NULL;
  g_autofree char *id = NULL;

  tarn_table_input_add_sub_object (input, lake.view);
  tarn_table_input_set_definer (input, ETL);
  upper = lake_add (&lake, "upper", input);
  tarn_engine_deny (lake.engine, ETL, "lakeformation:SELECT", PATH_OF_VIEW);
  id = lake_start (&lake, upper);
  engine_drain (lake.engine);
  assert_status (&lake, id, "FAILED");
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-access.h: chapter: Without any statement, a principal may do everything in its own account and "
    "nothing in another account.",
    test_without_statements },
  { "tarn-access.h: chapter: If a statement that denies matches, access is denied.",
    test_denial_wins },
  { "tarn-access.h: chapter: Else, if a statement that grants matches, access is granted.",
    test_grant },
  { "tarn-access.h: chapter: Each of these is a pattern: a text, or the beginning of a text followed by `*`.",
    test_patterns },
  { "tarn-access.h: chapter: starting and stopping a refresh needs `glue:GetTable` on the view as well",
    test_get_table_too },
  { "tarn-access.h: chapter: as far as the operation names it: Get names only the catalog",
    test_resources },
  { "tarn-access.h: chapter: `CATALOG/DATABASE` or `CATALOG`",
    test_path_of_database },
  { "tarn-access.h: chapter: The names of databases and tables stand there in lower case, as the service "
    "stores them, also if the call names them in upper case.",
    test_lower_case },
  { "tarn-access.h: chapter: If that role is denied `lakeformation:SELECT` on a source, a path as above, when "
    "the run takes its snapshot",
    test_definer_at_snapshot },
  { "tarn-access.h: chapter: or when it would publish, then the run is FAILED",
    test_definer_at_publication },
  { "tarn-access.h: chapter: when the run takes its snapshot or when it would publish",
    test_definer_between },
  { "tarn-access.h: chapter: A view without a definer reads as the root of its account.",
    test_no_definer },
  { "tarn-access.h: tarn_engine_grant(): an id for tarn_engine_revoke(), or 0, with nothing added",
    test_statement_ids },
  { "tarn-access.h: tarn_engine_revoke(): whether there was such a statement",
    test_revoke },
  { "tarn-access.h: tarn_engine_deny(): A call from inside a condition or a cost model is a programmer error.",
    test_statements_in_condition },
  { "tarn-principal.h: tarn_principal_new(): @account_id is not 12 decimal digits",
    test_accounts },
  { "tarn-principal.h: tarn_principal_new(): @arn is over 2048 bytes, is not valid UTF-8, or does not have "
    "the form `arn:partition:iam-or-sts::account:resource` with the same account",
    test_arns },
  { "tarn-principal.h: tarn_principal_new(): Errors, in the order they are checked",
    test_account_first },
  { "tarn-principal.h: tarn_principal_get_arn(): the ARN, also if the principal is the root of the account",
    test_root },
  { "access.md: An example: Statements are part of the state of an engine: forks and restored engines have "
    "them too.",
    test_in_forks },
  { "access.md: An example: The journal records when each statement is made and when it is revoked.",
    test_in_journal },
  { "access.md: An example: To take a permission away during a run, at a time that the test chooses, use the "
    "action `revoke` of a fault plan",
    test_rule_revokes },
  { "tarn-principal.h: tarn_principal_new(): Each call decides anew what the principal may do.",
    test_each_call_anew },
  { "tarn-access.h: chapter: Later refreshes succeed once the role is no longer denied.",
    test_definer_at_snapshot },
  { "tarn-access.h: chapter: Else the decision is the same as without statements.",
    test_patterns },
  { "tarn-access.h: chapter: For `glue` the path is `CATALOG/DATABASE/TABLE`, `CATALOG/DATABASE` or "
    "`CATALOG`, as far as the operation names it",
    test_list_as_far_as_named },
  { "tarn-access.h: chapter: As the service documents, starting and stopping a refresh needs `glue:GetTable` "
    "on the view as well.",
    test_grant_of_start },
  { "tarn-access.h: chapter: A refresh reads its sources as the definer of the view.",
    test_definer_reads_view },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
