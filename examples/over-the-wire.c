/* SPDX-License-Identifier: MIT */
/*
 * The program passes a request of an AWS SDK to an endpoint and gets the response, without a socket. An
 * adapter does the same in the place of the SDK's HTTP client, for each request.
 */
#include <tarn-wire/tarn-wire.h>
#include <tarn/tarn.h>

int
main (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (TarnSample) sample = tarn_sample_add (engine, NULL);
  g_autoptr (TarnPrincipal) me = tarn_principal_new (TARN_SAMPLE_ACCOUNT_ID, NULL, NULL);
  static const char body[] = "{\"CatalogId\":\"123456789012\",\"DatabaseName\":\"sales\","
                             "\"TableName\":\"none\"}";
  gsize size;

  g_assert_nonnull (sample);
  g_autoptr (TarnWireEndpoint) endpoint = tarn_wire_endpoint_new (engine);
  tarn_wire_endpoint_add_access_key (endpoint, "AKIDEXAMPLE", NULL, me, NULL);
  const char *const headers[] = {
    "X-Amz-Target: AWSGlue.StartMaterializedViewRefreshTaskRun",
    "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20000101/us-east-1/glue/aws4_request,"
    " SignedHeaders=host;x-amz-date, Signature=0",
    NULL,
  };
  g_autoptr (TarnWireResponse) response
      = tarn_wire_endpoint_handle (endpoint, "POST", "/", NULL, headers, (const guint8 *) body,
                                   sizeof body - 1, NULL);
  g_assert_cmpuint (tarn_wire_response_get_status (response), ==, 400);
  g_assert_cmpstr (tarn_wire_response_get_header (response, "x-amzn-errortype"), ==,
                   "EntityNotFoundException");
  g_assert_cmpstr ((const char *) tarn_wire_response_get_body (response, &size), ==,
                   "{\"__type\":\"EntityNotFoundException\","
                   "\"Message\":\"there is no table 123456789012.sales.none\","
                   "\"message\":\"there is no table 123456789012.sales.none\","
                   "\"FromFederationSource\":false}");
  return 0;
}
