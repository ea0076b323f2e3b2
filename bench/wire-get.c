/* SPDX-License-Identifier: MIT */
/*
 * Gets a refresh run over the wire. The endpoint receives the headers of an SDK and a body, and returns a
 * response.
 */
#include "wire-get.h"

#include <tarn-wire/tarn-wire.h>
#include <tarn/tarn.h>

static const char *const headers[] = {
  "content-type: application/x-amz-json-1.1",
  "x-amz-target: AWSGlue.GetMaterializedViewRefreshTaskRun",
  "content-length: 98",
  "host: glue.us-east-1.amazonaws.com",
  "x-amz-user-agent: aws-sdk-js/3.1169.0",
  "user-agent: aws-sdk-js/3.1169.0 ua/2.1 os/linux#6.1 lang/js md/nodejs#20.19.2 api/glue#3.1169.0",
  "amz-sdk-invocation-id: 0f5b2f0e-0e5b-4c3e-9b0e-6d5f6a1b2c3d",
  "amz-sdk-request: attempt=1; max=1",
  "x-amz-date: 20150830T123600Z",
  "x-amz-content-sha256: 4a4f2d9f5c3b1e0d8a7c6b5f4e3d2c1b0a9f8e7d6c5b4a3f2e1d0c9b8a7f6e5d",
  "authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/glue/aws4_request, "
  "SignedHeaders=amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;"
  "x-amz-content-sha256;x-amz-date;x-amz-target;x-amz-user-agent, "
  "Signature=ce3e2506eb36443e9428100b4f986c5c166f19509fcb45a0b591ae66f589b7e3",
  NULL,
};

static TarnWireEndpoint *
make_endpoint (TarnSample *sample)
{
  g_autoptr (TarnPrincipal) me = tarn_principal_new (TARN_SAMPLE_ACCOUNT_ID, NULL, NULL);
  TarnWireEndpoint *endpoint = tarn_wire_endpoint_new (tarn_sample_get_engine (sample));

  tarn_wire_endpoint_add_access_key (endpoint, "AKIDEXAMPLE", NULL, me, NULL);
  return endpoint;
}

static guint
get_run (TarnWireEndpoint *endpoint, const char *body, gsize body_size)
{
  g_autoptr (TarnWireResponse) response
      = tarn_wire_endpoint_handle (endpoint, "POST", "/", NULL, headers, (const guint8 *) body,
                                   body_size, NULL);
  gsize size;

  return bench_read_status ((const char *) tarn_wire_response_get_body (response, &size)) == 'R';
}

int
main (int argc, char **argv)
{
  if (argc != 2)
    {
      fprintf (stderr, "usage: %s REQUESTS\n", argv[0]);
      return 2;
    }

  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  tarn_engine_set_journal (engine, NULL);
  g_autoptr (TarnWireEndpoint) endpoint = make_endpoint (sample);
  g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run (tarn_sample_get_glue (sample),
                                                                   daily, FALSE, NULL);
  g_autofree char *body = g_strdup_printf ("{\"CatalogId\":\"" BENCH_ACCOUNT
                                           "\",\"MaterializedViewRefreshTaskRunId\":\"%s\"}",
                                           tarn_refresh_run_get_id (run));
  gsize body_size = strlen (body);
  guint64 n_requests = strtoull (argv[1], NULL, 10), n_running = 0;

  tarn_engine_advance_by (engine, 100 * G_TIME_SPAN_SECOND, NULL);
  uint64_t begin_ns = bench_read_clock ();
  for (guint64 i = 0; i < n_requests; i++)
    n_running += get_run (endpoint, body, body_size);
  bench_print (n_requests, n_running, bench_read_clock () - begin_ns);
  return 0;
}
