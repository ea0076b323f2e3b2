/* SPDX-License-Identifier: MIT */
/*
 * A lost reply is no response at all, but the operation takes effect. The test compares the engine with a
 * twin in which the same request gets its response.
 */
#include "requests.h"

typedef struct
{
  const char *operation;
  gboolean is_glue;
  const char *method;
  const char *rest; /* the path, or the path after the runs, with RUN for the id of the run */
  const char *body; /* with RUN for the id of the run, and USER for that of a user */
} LostRow;

static const LostRow lost_rows[] = {
  { START_REFRESH, TRUE, NULL, NULL, VIEW_OF ("monthly") },
  { GET_REFRESH, TRUE, NULL, NULL, "{\"MaterializedViewRefreshTaskRunId\":\"RUN\"}" },
  { STOP_REFRESH, TRUE, NULL, NULL, DAILY_VIEW },
  { LIST_REFRESHES, TRUE, NULL, NULL, "{}" },
  { "CreateDatabase", TRUE, NULL, NULL, "{\"DatabaseInput\":{\"Name\":\"d\"}}" },
  { "CreateCatalog", TRUE, NULL, NULL, "{\"Name\":\"s3tablescatalog/b\",\"CatalogInput\":{}}" },
  { "GetDatabase", TRUE, NULL, NULL, "{\"Name\":\"sales\"}" },
  { "GetDatabases", TRUE, NULL, NULL, "{}" },
  { "CreateTable", TRUE, NULL, NULL,
    "{\"DatabaseName\":\"sales\",\"TableInput\":{\"Name\":\"t\"}}" },
  { "GetTable", TRUE, NULL, NULL, "{\"DatabaseName\":\"sales\",\"Name\":\"daily\"}" },
  { "GetTables", TRUE, NULL, NULL, "{\"DatabaseName\":\"sales\"}" },
  { "UpdateTable", TRUE, NULL, NULL,
    "{\"DatabaseName\":\"sales\",\"TableInput\":{\"Name\":\"orders\"}}" },
  { "DeleteTable", TRUE, NULL, NULL, "{\"DatabaseName\":\"sales\",\"Name\":\"daily\"}" },
  { START_METADATA, FALSE, "POST", "", "" },
  { GET_METADATA, FALSE, "GET", "/RUN", NULL },
  { CANCEL_METADATA, FALSE, "POST", "/RUN/cancel", NULL },
  { LIST_METADATA, FALSE, "GET", "", NULL },
  { "CreateDomain", FALSE, "POST", DOMAINS, "{\"name\":\"d\"}" },
  { "CreateUserProfile", FALSE, "POST", DOMAIN "/user-profiles",
    "{\"userIdentifier\":\"" STRANGER "\"}" },
  { "CreateProject", FALSE, "POST", DOMAIN "/projects", "{\"name\":\"p\"}" },
  { "CreateProjectMembership", FALSE, "POST", DOMAIN "/projects/PROJECT/createMembership",
    "{\"member\":{\"userIdentifier\":\"USER\"}}" },
  { "CreateAsset", FALSE, "POST", DOMAIN "/assets", ASSET },
  { "CreateAssetRevision", FALSE, "POST", DOMAIN "/assets/ASSET_ID/revisions", "{\"name\":\"a\"}" },
  { "GetAsset", FALSE, "GET", DOMAIN "/assets/ASSET_ID", NULL },
  { "AcceptPredictions", FALSE, "PUT", DOMAIN "/assets/ASSET_ID/accept-predictions", "{}" },
  { "RejectPredictions", FALSE, "PUT", DOMAIN "/assets/ASSET_ID/reject-predictions", "{}" },
};

typedef struct
{
  Wire wire;
  char *run;
  char *user;
} LostWorld;

static LostWorld
make_world (const LostRow *row)
{
  LostWorld world = { .wire = wire_new (3) };

  if (row->is_glue)
    world.run = wire_start_daily (&world.wire);
  else if (!g_str_equal (row->operation, START_METADATA))
    world.run = wire_start_metadata (&world.wire);
  if (!row->is_glue)
    world.user
        = datazone_add_user (tarn_sample_get_datazone (world.wire.sample),
                             tarn_sample_get_domain_id (world.wire.sample), OTHER_ACCOUNT_ID, NULL);
  return world;
}

static void
clear_world (LostWorld *world)
{
  g_free (world->run);
  g_free (world->user);
  wire_clear (&world->wire);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LostWorld, clear_world)

static char *
put_run (const LostWorld *world, const char *text)
{
  GString *filled = g_string_new (text);

  if (world->run != NULL)
    g_string_replace (filled, "RUN", world->run, 0);
  if (world->user != NULL)
    g_string_replace (filled, "USER", world->user, 0);
  return g_string_free (filled, FALSE);
}

static TarnWireResponse *
ask (const LostWorld *world, const LostRow *row, GError **error)
{
  g_autofree char *rest = put_run (world, row->rest != NULL ? row->rest : "");
  g_autofree char *body = g_str_equal (row->operation, START_METADATA)
                              ? wire_metadata_body (&world->wire, "\"BUSINESS_NAMES\"", "")
                              : put_run (world, row->body != NULL ? row->body : "");

  if (row->is_glue)
    return wire_try_glue (&world->wire, AUTHORIZED_BY (KEY_ID), row->operation, body, error);
  if (g_str_has_prefix (rest, DOMAINS))
    return wire_try_set_up (&world->wire, AUTHORIZED_BY (KEY_ID), row->method, rest, NULL, body,
                            error);
  return wire_try_datazone (&world->wire, AUTHORIZED_BY (KEY_ID), row->method,
                            row->rest != NULL ? rest : "", NULL, body, error);
}

static void
test_lost (gconstpointer data)
{
  const LostRow *row = data;
  g_auto (LostWorld) world = make_world (row);
  g_auto (LostWorld) twin = make_world (row);
  g_autoptr (GError) error = NULL;
  g_autofree char *rule
      = g_strdup_printf ("[lost]\noperation=%s\ndo=lose-reply\nmessage=the line is down\n",
                         row->operation);

  tarn_sample_add_faults (world.wire.sample, rule);
  g_assert_null (ask (&world, row, &error));
  g_assert_error (error, TARN_WIRE_ERROR, TARN_WIRE_ERROR_REPLY_LOST);
  g_assert_cmpstr (error->message, ==, "the line is down");
  tarn_engine_set_fault_plan (tarn_sample_get_engine (world.wire.sample), NULL);

  g_autoptr (TarnWireResponse) response = ask (&twin, row, NULL);
  g_assert_cmpuint (tarn_wire_response_get_status (response) / 100, ==, 2);
  g_autofree char *difference
      = tarn_engine_diff (tarn_sample_get_engine (world.wire.sample),
                          tarn_sample_get_engine (twin.wire.sample), 10, NULL);
  g_assert_cmpstr (difference, ==, "");
}

static gboolean
is_tried (const char *operation)
{
  for (guint row = 0; row < G_N_ELEMENTS (lost_rows); row++)
    if (g_str_equal (lost_rows[row].operation, operation))
      return TRUE;

  return FALSE;
}

/* A request that fails by itself gets its own exception, and its reply is not lost. */
static void
test_failure_is_not_lost (void)
{
  g_auto (Wire) wire = wire_new (1);

  tarn_sample_add_faults (wire.sample, "[lost]\ndo=lose-reply\n");
  assert_told (wire_ask_glue (&wire, START_REFRESH, VIEW_OF ("none")),
               "400 " ENTITY_FAILURE ("EntityNotFoundException",
                                      "there is no table 123456789012.sales.none", "false"));
}

/* If a rule throws the exceptions that a lost reply has in a call, the endpoint returns them as responses. */
static void
test_thrown_is_no_loss (void)
{
  g_auto (Wire) wire = wire_new (1);

  tarn_sample_add_faults (wire.sample,
                          "[a]\nservice=glue\ndo=throw\nexception=OperationTimeoutException\n"
                          "[b]\nservice=datazone\ndo=throw\nexception=InternalServerException\n");
  assert_told (wire_ask_glue (&wire, LIST_REFRESHES, "{}"),
               "400 " FAILURE ("OperationTimeoutException", "a"));
  assert_told (wire_ask_datazone (&wire, "GET", "", NULL, NULL),
               "500 " REST_FAILURE ("InternalServerException", "b"));
}

/* After a lost reply the client tries again, and the service refuses the start because of the first run. */
static void
test_retry_meets_the_run (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autoptr (GError) error = NULL;

  tarn_sample_add_faults (wire.sample, "[lost]\nnth=1\ndo=lose-reply\n");
  g_assert_null (wire_try_glue (&wire, AUTHORIZED_BY (KEY_ID), START_REFRESH, DAILY_VIEW, &error));
  g_assert_error (error, TARN_WIRE_ERROR, TARN_WIRE_ERROR_REPLY_LOST);
  assert_told (wire_ask_glue (&wire, START_REFRESH, DAILY_VIEW),
               "400 " FAILURE ("MaterializedViewRefreshTaskRunningException",
                               "123456789012.sales.daily has a refresh task run that has not "
                               "ended"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lost_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/wire/lost/", lost_rows[i].operation, NULL);

      g_test_add_data_func (path, &lost_rows[i], test_lost);
    }
  g_test_add_func ("/wire/lost/failure-is-not", test_failure_is_not_lost);
  g_test_add_func ("/wire/lost/thrown-is-no-loss", test_thrown_is_no_loss);
  g_test_add_func ("/wire/lost/retry-meets-the-run", test_retry_meets_the_run);
  g_test_add_data_func ("/wire/lost/all-are-tried", is_tried, wire_assert_all_tried);

  return g_test_run ();
}
