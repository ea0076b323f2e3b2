/* SPDX-License-Identifier: MIT */
/* What an endpoint of the wire library can have many of. */
#include "grow.h"

#include <tarn-wire/tarn-wire.h>

static void
create_endpoint (GrowWorld *world)
{
  grow_create_one_view (world);
  grow_start (world, 0);
  g_ptr_array_add (world->kept, tarn_wire_endpoint_new (world->engine));
}

static void
add_key (GrowWorld *world, guint number)
{
  GROW_PRINTED (key, "AKID%u", number);
  grow_check (
      tarn_wire_endpoint_add_access_key (world->kept->pdata[0], key, NULL, world->me, NULL));
}

static void
request (GrowWorld *world, guint key_number)
{
  g_autofree char *body = g_strdup_printf ("{\"CatalogId\":\"" GROW_ACCOUNT
                                           "\",\"MaterializedViewRefreshTaskRunId\":\"%s\"}",
                                           tarn_refresh_run_get_id (world->runs->pdata[0]));
  g_autofree char *authorization = g_strdup_printf (
      "authorization: AWS4-HMAC-SHA256 Credential=AKID%u/20150830/us-east-1/glue/"
      "aws4_request, SignedHeaders=host, Signature=0",
      key_number);
  const char *const headers[] = {
    "content-type: application/x-amz-json-1.1",
    "x-amz-target: AWSGlue.GetMaterializedViewRefreshTaskRun",
    "host: glue.us-east-1.amazonaws.com",
    "x-amz-date: 20150830T123600Z",
    authorization,
    NULL,
  };
  g_autoptr (TarnWireResponse) response
      = tarn_wire_endpoint_handle (world->kept->pdata[0], "POST", "/", NULL, headers,
                                   (const guint8 *) body, strlen (body), NULL);

  grow_check (response != NULL && tarn_wire_response_get_status (response) == 200);
}

static void
create_endpoint_with_key (GrowWorld *world)
{
  create_endpoint (world);
  add_key (world, 0);
}

static void
request_often (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    request (world, 0);
}

static void
add_and_use_keys (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    add_key (world, i);
  for (guint i = 0; i < world->n; i++)
    request (world, i);
}

const GrowKind grow_wire_kinds[] = {
  { "wire-requests", "n requests", create_endpoint_with_key, request_often, TRUE, 0 },
  { "wire-keys", "n access keys are added, and used by a request each", create_endpoint,
    add_and_use_keys, FALSE, 0 },
  { NULL, NULL, NULL, NULL, FALSE, 0 },
};
