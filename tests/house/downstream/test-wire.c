/* SPDX-License-Identifier: MIT */
#include <tarn/tarn.h>
#include <tarn-wire/tarn-wire.h>

#include <string.h>

static void
test_start_is_answered_with_an_id (void)
{
  static const char body[] = "{\"CatalogId\":\"" TARN_SAMPLE_ACCOUNT_ID "\","
                             "\"DatabaseName\":\"sales\",\"TableName\":\"daily\"}";
  static const char *const headers[] = {
    "content-type: application/x-amz-json-1.1",
    "x-amz-target: AWSGlue.StartMaterializedViewRefreshTaskRun",
    "authorization: AWS4-HMAC-SHA256 Credential=me/20000101/us-east-1/glue/aws4_request, "
    "SignedHeaders=host, Signature=0",
    NULL,
  };

  g_autoptr (TarnSample) world = tarn_sample_new (1);
  g_autoptr (TarnPrincipal) me = tarn_principal_new (TARN_SAMPLE_ACCOUNT_ID, NULL, NULL);
  g_autoptr (TarnWireEndpoint) endpoint = tarn_wire_endpoint_new (tarn_sample_get_engine (world));
  g_autoptr (GError) error = NULL;

  g_assert_true (tarn_wire_endpoint_add_access_key (endpoint, "me", NULL, me, &error));
  g_autoptr (TarnWireResponse) response
      = tarn_wire_endpoint_handle (endpoint, "POST", "/", NULL, headers, (const guint8 *) body,
                                   strlen (body), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (tarn_wire_response_get_status (response), ==, 200);
  g_assert_nonnull (strstr ((const char *) tarn_wire_response_get_body (response, &(gsize){ 0 }),
                            "MaterializedViewRefreshTaskRunId"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/start-is-answered-with-an-id", test_start_is_answered_with_an_id);
  return g_test_run ();
}
