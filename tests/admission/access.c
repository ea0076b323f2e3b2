/* SPDX-License-Identifier: MIT */
/*
 * Tests statements that grant and deny. Each operation is tested with a statement about just that operation.
 * The other tests show which of several statements counts.
 */
#include "worlds/every-operation.h"

#define FOREIGN "210987654321"
#define FOREIGN_ROOT "arn:aws:iam::" FOREIGN ":root"
#define ETL "arn:aws:iam::" TARN_SAMPLE_ACCOUNT_ID ":role/etl"
#define DENIED "AccessDeniedException"
#define UNAUTHORIZED "UnauthorizedException"
#define NO_MEMBER_FORMAT                                                                           \
  "User: " ETL " is not authorized to perform: datazone:%s on resource: %s: it is no member of"    \
  " the project"

typedef struct
{
  const char *name;
  const char *principal;
  const char *action;
  const char *resource;
  gboolean fits; /* whether the pattern fits GetTable of orders by the root */
} PatternRow;

/* clang-format off */
static const PatternRow pattern_rows[] = {
  { "exact", ROOT, "glue:GetTable", ORDERS, TRUE },
  { "anything", "*", "*", "*", TRUE },
  { "prefixes", "arn:aws:iam::*", "glue:Get*", TARN_SAMPLE_ACCOUNT_ID "/sales/*", TRUE },
  { "whole-and-an-asterisk", ROOT "*", "glue:GetTable*", ORDERS "*", TRUE },
  { "another-principal", ETL, "*", "*", FALSE },
  { "another-action", "*", "glue:GetTables", "*", FALSE },
  { "another-service", "*", "datazone:*", "*", FALSE },
  { "another-resource", "*", "*", DAILY, FALSE },
  { "beginning-without-asterisk", "*", "*", TARN_SAMPLE_ACCOUNT_ID "/sales", FALSE },
  { "asterisk-within", "*", "glue:*Table", "*", FALSE },
  { "asterisk-at-the-beginning", "*:root", "*", "*", FALSE },
  { "action-without-service", "*", "GetTable", "*", FALSE },
  { "case", "*", "glue:gettable", "*", FALSE },
  { "nothing", "", "", "", FALSE },
};
/* clang-format on */

static void
assert_refused (gboolean is_done, GError **error, const char *exception, const char *message)
{
  g_assert_false (is_done);
  assert_exception (*error, exception, message);
  g_clear_error (error);
}

static void
assert_denied (gboolean is_done, GError **error, const char *message)
{
  assert_refused (is_done, error, DENIED, message);
}

static void
assert_allowed (gboolean is_done, GError **error)
{
  g_assert_no_error (*error);
  g_assert_true (is_done);
}

/* --- Several statements ----------------------------------------------------------------------- */

static void
test_pattern (gconstpointer data)
{
  const PatternRow *row = data;
  g_auto (World) world = world_new (1);
  g_autoptr (GError) error = NULL;
  guint id = tarn_engine_deny (get_engine (&world), row->principal, row->action, row->resource);

  if (row->fits)
    assert_denied (call_get_table (&world, &error), &error,
                   "User: " ROOT
                   " is not authorized to perform: glue:GetTable on resource: " ORDERS);
  else
    assert_allowed (call_get_table (&world, &error), &error);
  g_assert_true (tarn_engine_revoke (get_engine (&world), id));
  assert_allowed (call_get_table (&world, &error), &error);
}

static void
test_deny_over_grant (void)
{
  g_auto (World) world = world_new (1);
  TarnEngine *engine = get_engine (&world);
  g_autoptr (GError) error = NULL;
  guint first, second;

  tarn_engine_grant (engine, ROOT, "glue:GetTable", ORDERS);
  first = tarn_engine_deny (engine, "*", "*", "*");
  assert_denied (call_get_table (&world, &error), &error, NULL);
  second = tarn_engine_deny (engine, "*", "glue:*", "*");
  tarn_engine_grant (engine, ROOT, "*", "*");
  g_assert_true (tarn_engine_revoke (engine, first));
  assert_denied (call_get_table (&world, &error), &error, NULL);
  g_assert_true (tarn_engine_revoke (engine, second));
  assert_allowed (call_get_table (&world, &error), &error);
}

/* A grant of one operation denies no other operation. */
static void
test_grant_leaves_default (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (GError) error = NULL;

  tarn_engine_grant (get_engine (&world), ETL, "glue:Commit", ORDERS);
  for (guint i = 0; i < G_N_ELEMENTS (call_rows); i++)
    assert_allowed (call_rows[i].call (&world, &error), &error);
}

static void
test_ids (void)
{
  g_auto (World) world = world_new (1);
  TarnEngine *engine = get_engine (&world);
  guint first = tarn_engine_deny (engine, "x", "x", "x");
  guint second = tarn_engine_grant (engine, "x", "x", "x");
  guint third;

  g_assert_cmpuint (first, !=, 0);
  g_assert_cmpuint (second, !=, 0);
  g_assert_cmpuint (first, !=, second);
  g_assert_false (tarn_engine_revoke (engine, 0));
  g_assert_false (tarn_engine_revoke (engine, second + 1));
  g_assert_true (tarn_engine_revoke (engine, second));
  g_assert_false (tarn_engine_revoke (engine, second));
  third = tarn_engine_grant (engine, "x", "x", "x");
  g_assert_cmpuint (third, !=, second);
  g_assert_true (tarn_engine_revoke (engine, first));
  g_assert_true (tarn_engine_revoke (engine, third));
}

/* --- Each operation --------------------------------------------------------------------------- */

static gboolean
can_be_denied (const World *world, const CallRow *row)
{
  g_autofree const char **exceptions
      = tarn_service_list_exceptions (tarn_engine_get_service (get_engine (world), row->service),
                                      row->operation);

  return g_strv_contains (exceptions, DENIED);
}

/*
 * A denial applies only to its operation and principal. CreateDomain is in no domain, so it cannot be denied.
 */
static void
test_operation (gconstpointer data)
{
  const CallRow *row = data;
  g_auto (World) world = world_new (1);
  g_autofree char *action = g_strdup_printf ("%s:%s", row->service, row->operation);
  g_autofree char *longer = g_strconcat (action, "Run", NULL);
  g_autofree char *begins
      = g_strdup_printf ("User: " ROOT " is not authorized to perform: %s on resource: ", action);
  g_autofree char *before = world_to_string (&world);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  guint id;

  g_assert_true (can_be_denied (&world, row) != g_str_equal (row->operation, "CreateDomain"));
  tarn_engine_deny (get_engine (&world), ROOT, longer, "*");
  tarn_engine_deny (get_engine (&world), ETL, action, "*");
  id = tarn_engine_deny (get_engine (&world), ROOT, action, "*");
  if (can_be_denied (&world, row))
    {
      g_assert_false (row->call (&world, &error));
      assert_exception (error, DENIED, NULL);
      g_assert_true (g_str_has_prefix (error->message, begins));
      g_clear_error (&error);
      tarn_engine_revoke (get_engine (&world), id);
      after = world_to_string (&world);
      g_assert_cmpstr (after, ==, before);
    }
  assert_allowed (row->call (&world, &error), &error);
}

/* A reload of a run needs the same right as a Get by the run's id. */
static void
test_reload (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (TarnRefreshRun) run = sample_get_refresh (world.sample, world.refresh_id);
  g_autoptr (GError) error = NULL;

  tarn_engine_deny (get_engine (&world), ROOT, "glue:" GET_REFRESH, "*");
  assert_denied (call_get_refresh (&world, &error), &error, NULL);
  gboolean is_done = tarn_refresh_run_reload (run, tarn_sample_get_glue (world.sample), &error);
  assert_denied (is_done, &error, NULL);
}

/* As the service documents, a Start or Stop of a refresh run needs the right to get the view as well. */
static void
test_get_table_is_needed (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (GError) error = NULL;

  tarn_engine_deny (get_engine (&world), ROOT, "glue:GetTable", TARN_SAMPLE_ACCOUNT_ID "/sales/*");
  assert_denied (call_start_refresh (&world, &error), &error,
                 "User: " ROOT
                 " is not authorized to perform: glue:GetTable on resource: " MONTHLY);
  assert_denied (call_stop_refresh (&world, &error), &error,
                 "User: " ROOT " is not authorized to perform: glue:GetTable on resource: " DAILY);
  assert_allowed (call_get_refresh (&world, &error), &error);
  assert_allowed (call_list_refreshes (&world, &error), &error);
  assert_allowed (call_commit (&world, &error), &error);
}

/* --- Another account -------------------------------------------------------------------------- */

static gboolean
list_in (TarnGlueClient *client, const char *database)
{
  g_autoptr (GPtrArray) runs
      = tarn_glue_client_list_materialized_view_refresh_task_runs (client, TARN_SAMPLE_ACCOUNT_ID,
                                                                   database, NULL, -1, NULL, NULL,
                                                                   NULL);

  return runs != NULL;
}

static char *
start_monthly (TarnGlueClient *client, GError **error)
{
  return start_refresh (client, TARN_SAMPLE_ACCOUNT_ID, "sales", "monthly", FALSE, error);
}

static void
test_glue_of_another_account (void)
{
  g_auto (World) world = world_new (1);
  TarnEngine *engine = get_engine (&world);
  g_autoptr (TarnPrincipal) principal = principal_new (FOREIGN, NULL);
  g_autoptr (TarnGlueClient) client = tarn_engine_create_glue_client (engine, principal);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = start_monthly (client, &error);

  assert_denied (id != NULL, &error,
                 "User: " FOREIGN_ROOT " is not authorized to perform: glue:" START_REFRESH
                 " on resource: " MONTHLY);
  tarn_engine_grant (engine, FOREIGN_ROOT, "glue:" START_REFRESH, MONTHLY);
  id = start_monthly (client, &error);
  assert_denied (id != NULL, &error,
                 "User: " FOREIGN_ROOT
                 " is not authorized to perform: glue:GetTable on resource: " MONTHLY);
  tarn_engine_grant (engine, FOREIGN_ROOT, "glue:GetTable", MONTHLY);
  id = start_monthly (client, &error);
  assert_allowed (id != NULL, &error);

  g_assert_false (list_in (client, NULL));
  tarn_engine_grant (engine, "arn:aws:iam::" FOREIGN ":*", "glue:List*",
                     TARN_SAMPLE_ACCOUNT_ID "/sales");
  g_assert_true (list_in (client, "sales"));
  g_assert_false (list_in (client, NULL));
  tarn_engine_grant (engine, FOREIGN_ROOT, "glue:List*", TARN_SAMPLE_ACCOUNT_ID);
  g_assert_true (list_in (client, NULL));
}

/* An account id that differs in one digit is the id of another account. */
static void
test_neighbouring_account (void)
{
  g_auto (World) world = world_new (1);

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *account = g_strdup (TARN_SAMPLE_ACCOUNT_ID);
      g_autoptr (GError) error = NULL;

      account[i] = account[i] == '9' ? '0' : '9';
      g_autoptr (TarnPrincipal) principal = principal_new (account, NULL);
      g_autoptr (TarnGlueClient) client
          = tarn_engine_create_glue_client (get_engine (&world), principal);
      g_autofree char *id = start_monthly (client, &error);
      assert_denied (id != NULL, &error, NULL);
    }
}

static gboolean
list_domain (TarnDataZoneClient *client, const World *world, GError **error)
{
  g_autoptr (GPtrArray) runs = tarn_datazone_client_list_metadata_generation_runs (
      client, tarn_sample_get_domain_id (world->sample), NULL, NULL, NULL, -1, NULL, NULL, error);

  return runs != NULL;
}

static gboolean
generate_by (TarnDataZoneClient *client, const World *world, GError **error)
{
  static const char *const types[] = { "BUSINESS_NAMES", NULL };
  TarnMetadataTarget target
      = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (world->sample) };
  g_autoptr (TarnMetadataRun) run = tarn_datazone_client_start_metadata_generation_run (
      client, tarn_sample_get_domain_id (world->sample), tarn_sample_get_project_id (world->sample),
      &target, NULL, types, NULL, error);

  return run != NULL;
}

/*
 * Makes the user of world_new(), who has a profile in the domain, a member of the project. Returns a client.
 */
static TarnDataZoneClient *
foreign_member_new (const World *world)
{
  g_autoptr (TarnPrincipal) principal = principal_new ("111122223333", NULL);

  g_assert_true (call_create_membership (world, NULL));
  return tarn_engine_create_datazone_client (get_engine (world), principal);
}

static void
test_domain_of_another_account (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (TarnDataZoneClient) client = foreign_member_new (&world);
  g_autofree char *all = g_strconcat (tarn_sample_get_domain_id (world.sample), "*", NULL);
  g_autofree char *message = g_strdup_printf (
      "User: arn:aws:iam::111122223333:root is not authorized to perform: datazone:" LIST_METADATA
      " on resource: %s",
      tarn_sample_get_domain_id (world.sample));
  g_autoptr (GError) error = NULL;

  assert_denied (list_domain (client, &world, &error), &error, message);
  assert_denied (generate_by (client, &world, &error), &error, NULL);
  tarn_engine_grant (get_engine (&world), "*", "datazone:List*",
                     tarn_sample_get_domain_id (world.sample));
  assert_allowed (list_domain (client, &world, &error), &error);
  assert_denied (generate_by (client, &world, &error), &error, NULL);
  tarn_engine_grant (get_engine (&world), "*", "datazone:" START_METADATA, all);
  assert_allowed (generate_by (client, &world, &error), &error);
}

/* The resource of StartMetadataGenerationRun is the project, so a grant for the project is enough. */
static void
test_grant_of_project (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (TarnDataZoneClient) client = foreign_member_new (&world);
  g_autofree char *project = g_strdup_printf ("%s/%s", tarn_sample_get_domain_id (world.sample),
                                              tarn_sample_get_project_id (world.sample));
  g_autoptr (GError) error = NULL;

  tarn_engine_grant (get_engine (&world), "*", "datazone:" START_METADATA, project);
  assert_allowed (generate_by (client, &world, &error), &error);
}

static void
test_deny_of_project (void)
{
  g_auto (World) world = world_new (1);
  g_autofree char *project = g_strdup_printf ("%s/%s", tarn_sample_get_domain_id (world.sample),
                                              tarn_sample_get_project_id (world.sample));
  g_autofree char *message
      = g_strdup_printf ("User: " ROOT " is not authorized to perform: datazone:" CANCEL_METADATA
                         " on resource: %s",
                         project);
  g_autoptr (GError) error = NULL;

  tarn_engine_deny (get_engine (&world), ROOT, "datazone:*", project);
  assert_denied (call_cancel_metadata (&world, &error), &error, message);
  assert_denied (call_start_metadata (&world, &error), &error, NULL);
  assert_allowed (call_get_metadata (&world, &error), &error);
  assert_allowed (call_list_metadata (&world, &error), &error);
  assert_allowed (call_get_asset (&world, &error), &error);
}

static gboolean
cancel_by (TarnDataZoneClient *client, const World *world, GError **error)
{
  return tarn_datazone_client_cancel_metadata_generation_run (
      client, tarn_sample_get_domain_id (world->sample), world->metadata_id, error);
}

/*
 * No grant replaces a membership. If a statement denies the call, the error is that of the denial, not that
 * of the missing membership.
 */
static void
test_membership_beside_statements (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (TarnPrincipal) etl = principal_new (TARN_SAMPLE_ACCOUNT_ID, ETL);
  g_autoptr (TarnDataZoneClient) client
      = tarn_engine_create_datazone_client (get_engine (&world), etl);
  g_autofree char *project = g_strdup_printf ("%s/%s", tarn_sample_get_domain_id (world.sample),
                                              tarn_sample_get_project_id (world.sample));
  g_autofree char *start = g_strdup_printf (NO_MEMBER_FORMAT, START_METADATA, project);
  g_autofree char *cancel = g_strdup_printf (NO_MEMBER_FORMAT, CANCEL_METADATA, project);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      assert_refused (generate_by (client, &world, &error), &error, UNAUTHORIZED, start);
      assert_refused (cancel_by (client, &world, &error), &error, UNAUTHORIZED, cancel);
      tarn_engine_grant (get_engine (&world), "*", "*", "*");
    }
  tarn_engine_deny (get_engine (&world), ETL, "*", project);
  assert_denied (generate_by (client, &world, &error), &error, NULL);
  assert_denied (cancel_by (client, &world, &error), &error, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/access/pattern/", pattern_rows, test_pattern);
  for (guint i = 0; i < G_N_ELEMENTS (call_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/access/operation/%s/%s", call_rows[i].service,
                                               call_rows[i].operation);
      g_test_add_data_func (path, &call_rows[i], test_operation);
    }
  g_test_add_func ("/access/deny-over-grant", test_deny_over_grant);
  g_test_add_func ("/access/grant-leaves-default", test_grant_leaves_default);
  g_test_add_func ("/access/ids", test_ids);
  g_test_add_func ("/access/reload", test_reload);
  g_test_add_func ("/access/get-table-is-needed", test_get_table_is_needed);
  g_test_add_func ("/access/glue-of-another-account", test_glue_of_another_account);
  g_test_add_func ("/access/neighbouring-account", test_neighbouring_account);
  g_test_add_func ("/access/domain-of-another-account", test_domain_of_another_account);
  g_test_add_func ("/access/grant-of-project", test_grant_of_project);
  g_test_add_func ("/access/deny-of-project", test_deny_of_project);
  g_test_add_func ("/access/membership-beside-statements", test_membership_beside_statements);

  return g_test_run ();
}
