/* SPDX-License-Identifier: MIT */
/*
 * Tests every exception of every operation in the form from which the SDKs make a typed exception: the name,
 * the status that the service describes, and the text, where each protocol has them. A fault plan throws the
 * exceptions, because it can throw all of them. Other tests here are about exceptions without a fault plan,
 * and about the library's own errors.
 */
#include "requests.h"

#define THROWN "Something \\\"went\\\" wrong"

typedef struct
{
  const char *service;
  const char *operation;
  const char *method; /* method and rest are for Amazon DataZone, body for AWS Glue */
  const char *rest;
  const char *body;
} OperationRow;

static const OperationRow operation_rows[] = {
  { "glue", START_REFRESH, NULL, NULL, DAILY_VIEW },
  { "glue", GET_REFRESH, NULL, NULL,
    "{\"MaterializedViewRefreshTaskRunId\":\"00000000-0000-4000-8000-000000000000\"}" },
  { "glue", STOP_REFRESH, NULL, NULL, DAILY_VIEW },
  { "glue", LIST_REFRESHES, NULL, NULL, "{}" },
  { "glue", "CreateDatabase", NULL, NULL, "{\"DatabaseInput\":{\"Name\":\"d\"}}" },
  { "glue", "CreateCatalog", NULL, NULL, "{\"Name\":\"s3tablescatalog/b\",\"CatalogInput\":{}}" },
  { "glue", "GetDatabase", NULL, NULL, "{\"Name\":\"sales\"}" },
  { "glue", "GetDatabases", NULL, NULL, "{}" },
  { "glue", "CreateTable", NULL, NULL, "{\"DatabaseName\":\"d\",\"TableInput\":{\"Name\":\"t\"}}" },
  { "glue", "GetTable", NULL, NULL, "{\"DatabaseName\":\"sales\",\"Name\":\"daily\"}" },
  { "glue", "GetTables", NULL, NULL, "{\"DatabaseName\":\"sales\"}" },
  { "glue", "UpdateTable", NULL, NULL,
    "{\"DatabaseName\":\"sales\",\"TableInput\":{\"Name\":\"t\"}}" },
  { "glue", "DeleteTable", NULL, NULL, "{\"DatabaseName\":\"sales\",\"Name\":\"daily\"}" },
  { "datazone", START_METADATA, "POST", "", NULL },
  { "datazone", GET_METADATA, "GET", "/abc", NULL },
  { "datazone", CANCEL_METADATA, "POST", "/abc/cancel", NULL },
  { "datazone", LIST_METADATA, "GET", "", NULL },
  { "datazone", "CreateDomain", "POST", DOMAINS, "{\"name\":\"d\"}" },
  { "datazone", "CreateUserProfile", "POST", DOMAIN "/user-profiles",
    "{\"userIdentifier\":\"" STRANGER "\"}" },
  { "datazone", "CreateProject", "POST", DOMAIN "/projects", "{\"name\":\"p\"}" },
  { "datazone", "CreateProjectMembership", "POST", DOMAIN "/projects/PROJECT/createMembership",
    "{\"member\":{\"userIdentifier\":\"a\"}}" },
  { "datazone", "CreateAsset", "POST", DOMAIN "/assets", ASSET },
  { "datazone", "CreateAssetRevision", "POST", DOMAIN "/assets/ASSET_ID/revisions",
    "{\"name\":\"a\"}" },
  { "datazone", "GetAsset", "GET", DOMAIN "/assets/ASSET_ID", NULL },
  { "datazone", "AcceptPredictions", "PUT", DOMAIN "/assets/ASSET_ID/accept-predictions", "{}" },
  { "datazone", "RejectPredictions", "PUT", DOMAIN "/assets/ASSET_ID/reject-predictions", "{}" },
};

static TarnWireResponse *
ask (const Wire *wire, const OperationRow *row, GError **error)
{
  g_autofree char *body = g_str_equal (row->operation, START_METADATA)
                              ? wire_metadata_body (wire, "\"BUSINESS_NAMES\"", "")
                              : NULL;

  if (row->method == NULL)
    return wire_try_glue (wire, AUTHORIZED_BY (KEY_ID), row->operation, row->body, error);
  if (g_str_has_prefix (row->rest, DOMAINS))
    return wire_try_set_up (wire, AUTHORIZED_BY (KEY_ID), row->method, row->rest, NULL, row->body,
                            error);
  return wire_try_datazone (wire, AUTHORIZED_BY (KEY_ID), row->method, row->rest, NULL, body,
                            error);
}

/* --- Exceptions of services ------------------------------------------------------------------- */

static gboolean
has_federation_source (const char *exception)
{
  return g_str_equal (exception, "EntityNotFoundException")
         || g_str_equal (exception, "InvalidInputException");
}

static char *
expect (const OperationRow *row, const char *exception)
{
  if (row->method != NULL)
    return g_strdup ("{\"message\":\"" THROWN "\"}");

  return g_strdup_printf ("{\"__type\":\"%s\",\"Message\":\"" THROWN "\",\"message\":\"" THROWN
                          "\"%s}",
                          exception,
                          has_federation_source (exception) ? ",\"FromFederationSource\":false"
                                                            : "");
}

static void
check_exception (const OperationRow *row, const TarnService *service, const char *exception)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *rule
      = g_strdup_printf ("[rule]\nservice=%s\noperation=%s\ndo=throw\nexception=%s\n"
                         "message=Something \"went\" wrong\n",
                         row->service, row->operation, exception);
  g_autofree char *body = expect (row, exception);
  g_autofree char *expected
      = g_strdup_printf ("%u %s %s", tarn_service_get_exception_status (service, exception),
                         exception, body);

  tarn_sample_add_faults (wire.sample, rule);
  assert_told (wire_log (ask (&wire, row, NULL), NULL), expected);
}

/* The test tries all exceptions of the service, because a fault plan can throw those that no operation lists. */
static void
test_exceptions (gconstpointer data)
{
  const OperationRow *row = data;
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  const TarnService *service = tarn_engine_get_service (engine, row->service);
  g_autofree const char **exceptions = tarn_service_list_exceptions (service, NULL);
  guint n_exceptions = 0;

  for (; exceptions[n_exceptions] != NULL; n_exceptions++)
    check_exception (row, service, exceptions[n_exceptions]);
  g_assert_cmpuint (n_exceptions, >=, 19);
}

static gboolean
is_tried (const char *operation)
{
  for (guint row = 0; row < G_N_ELEMENTS (operation_rows); row++)
    if (g_str_equal (operation_rows[row].operation, operation))
      return TRUE;

  return FALSE;
}

static void
test_federated (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autoptr (GError) error = NULL;
  static const char body[] = "{\"CatalogId\":\"123456789012:s3tablescatalog/far\","
                             "\"DatabaseName\":\"d\",\"TableName\":\"t\"}";

  tarn_glue_client_create_catalog (tarn_sample_get_glue (wire.sample),
                                   "123456789012:s3tablescatalog/far", TRUE, &error);
  g_assert_no_error (error);
  assert_told (wire_ask_glue (&wire, START_REFRESH, body),
               "400 " ENTITY_FAILURE ("EntityNotFoundException",
                                      "there is no database 123456789012:s3tablescatalog/far.d",
                                      "true"));
}

static void
test_access_denied (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *told = wire_log (wire_try_glue (&wire, AUTHORIZED_BY (OTHER_KEY_ID),
                                                   START_REFRESH, DAILY_VIEW, NULL),
                                    NULL);
  g_autofree char *rest_told = wire_log (wire_try_datazone (&wire, AUTHORIZED_BY (OTHER_KEY_ID),
                                                            "GET", "", NULL, NULL, NULL),
                                         NULL);

  g_assert_true (g_str_has_prefix (told, "400 AccessDeniedException {\"__type\":"));
  g_assert_true (g_str_has_prefix (rest_told, "403 AccessDeniedException {\"message\":"));
  g_assert_nonnull (strstr (told, "User: arn:aws:iam::" OTHER_ACCOUNT_ID ":root is not"));
}

/* --- Errors of the library -------------------------------------------------------------------- */

static gpointer
ask_in_thread (gpointer data)
{
  const Wire *wire = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnPrincipal) me = principal_new (OTHER_ACCOUNT_ID, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (operation_rows); i++)
    {
      g_assert_null (ask (wire, &operation_rows[i], &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
      g_clear_error (&error);
    }
  g_assert_null (wire_try (wire, "GET", "/nothing", NULL, NULL, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  g_assert_cmpstr (error->message, ==,
                   "a request cannot be handled: the engine belongs to another thread");
  g_clear_error (&error);
  g_assert_false (tarn_wire_endpoint_add_access_key (wire->endpoint, "NEW", NULL, me, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  g_assert_cmpstr (error->message, ==,
                   "an access key cannot be added: the engine belongs to another thread");
  return NULL;
}

static void
test_wrong_thread (void)
{
  g_auto (Wire) wire = wire_new (1);

  g_thread_join (g_thread_new ("other", ask_in_thread, &wire));
  tarn_assert_n_calls (tarn_sample_get_journal (wire.sample), NULL, NULL, 0);
}

static gboolean
ask_in_condition (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Wire *wire = data;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (operation_rows); i++)
    {
      const char *operation = operation_rows[i].operation;
      g_autoptr (TarnWireResponse) response = ask (wire, &operation_rows[i], &error);
      gboolean is_readonly
          = g_str_has_prefix (operation, "Get") || g_str_has_prefix (operation, "List");

      g_assert_cmpint (response != NULL, ==, is_readonly);
      if (!is_readonly)
        g_assert_error (error, TARN_ERROR, TARN_ERROR_BUSY);
      g_clear_error (&error);
    }
  return TRUE;
}

static void
test_busy (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autoptr (GError) error = NULL;

  tarn_engine_run_until (tarn_sample_get_engine (wire.sample), ask_in_condition, &wire,
                         TARN_NO_DEADLINE, NULL, NULL, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (operation_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/wire/exceptions/", operation_rows[i].operation, NULL);

      g_test_add_data_func (path, &operation_rows[i], test_exceptions);
    }
  g_test_add_data_func ("/wire/exceptions/all-operations-are-tried", is_tried,
                        wire_assert_all_tried);
  g_test_add_func ("/wire/exceptions/federated", test_federated);
  g_test_add_func ("/wire/exceptions/access-denied", test_access_denied);
  g_test_add_func ("/wire/errors/wrong-thread", test_wrong_thread);
  g_test_add_func ("/wire/errors/busy", test_busy);
  return g_test_run ();
}
