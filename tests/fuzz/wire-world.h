/* SPDX-License-Identifier: MIT */
/*
 * Makes the engine that receives the requests: the sample, with an active run of each service. A request is a
 * text: `METHOD PATH?QUERY`, header lines, an empty line, the body. The request names the only access key in
 * a header, unless the text begins with `!`.
 */
#pragma once

#include <tarn-wire/tarn-wire.h>
#include <tarn/tarn.h>

#include <string.h>

#define FUZZ_KEY_ID "AKIDEXAMPLE"
#define FUZZ_SECRET "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
#define FUZZ_SIGNED                                                                                \
  "Authorization: AWS4-HMAC-SHA256 Credential=" FUZZ_KEY_ID                                        \
  "/20150830/us-east-1/glue/aws4_request, SignedHeaders=host;x-amz-date, Signature=0"

typedef struct
{
  TarnSample *sample;
  char *refresh_id;
  char *metadata_id;
} FuzzWorld;

static inline void
fuzz_world_clear (FuzzWorld *world)
{
  g_clear_pointer (&world->sample, tarn_sample_unref);
  g_clear_pointer (&world->refresh_id, g_free);
  g_clear_pointer (&world->metadata_id, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FuzzWorld, fuzz_world_clear)

static inline FuzzWorld
fuzz_world_new (void)
{
  static const char *const types[] = { "BUSINESS_NAMES", NULL };
  FuzzWorld world = { .sample = tarn_sample_new (0) };
  TarnMetadataTarget target
      = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (world.sample) };
  g_autoptr (TarnMetadataRun) run = tarn_datazone_client_start_metadata_generation_run (
      tarn_sample_get_datazone (world.sample), tarn_sample_get_domain_id (world.sample),
      tarn_sample_get_project_id (world.sample), &target, NULL, types, NULL, NULL);

  world.metadata_id = g_strdup (tarn_metadata_run_get_id (run));
  world.refresh_id
      = start_refresh (tarn_sample_get_glue (world.sample), NULL, "sales", "daily", FALSE, NULL);
  tarn_engine_set_journal (tarn_sample_get_engine (world.sample), NULL);
  return world;
}
