/* SPDX-License-Identifier: MIT */
/* Helpers for the sentences about metadata runs. */
#pragma once

#include "worlds/datazone-digest.h"

static inline TarnMetadataRun *
start_of (const Lake *lake, const char *types, const char *token)
{
  const StartCall call = { .types = types, .token = token };
  g_autoptr (GError) error = NULL;
  TarnMetadataRun *run = lake_call_start (lake, lake->client, &call, &error);

  g_assert_no_error (error);
  return run;
}

static inline void
assert_start_error (const Lake *lake, TarnDataZoneClient *client, const StartCall *call,
                    const char *exception, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = lake_try (lake, client, call, &error);

  assert_outcome (lake, id != NULL, error, exception, message);
}

static inline TarnMetadataStatus
status_of (const Lake *lake, const char *id)
{
  g_autoptr (TarnMetadataRun) run = lake_get (lake, id);

  return tarn_metadata_run_get_status (run);
}

static inline void
add_runs (const Lake *lake, guint n_runs)
{
  lake_set (lake, "start-rate-per-second", -1);
  for (guint i = 0; i < n_runs; i++)
    {
      g_autofree char *id G_GNUC_UNUSED = lake_start (lake, lake->asset, NAMES);

      engine_drain (lake->engine);
    }
}

static inline void
see (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  GString *text = data;
  const TarnMetadataChange *part = tarn_change_get_metadata (change);
  const char *token = tarn_metadata_change_get_client_token (part);
  const char *message
      = tarn_metadata_change_get_type_error_message (part, TARN_METADATA_TYPE_BUSINESS_NAMES);
  g_autofree char *types = g_strjoinv ("+", (char **) tarn_metadata_change_get_types (part));

  g_assert_null (tarn_change_get_refresh (change));
  g_string_append_printf (
      text, "%s [%s] rev %u token %s names %s glossary %d message %s in %d out %d\n",
      tarn_change_get_cause (change), types, tarn_metadata_change_get_asset_revision (part),
      token != NULL ? token : "-",
      tarn_metadata_status_to_string (
          tarn_metadata_change_get_type_status (part, TARN_METADATA_TYPE_BUSINESS_NAMES)),
      (int) tarn_metadata_change_get_type_status (
          part, TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS),
      message != NULL ? message : "-", (int) tarn_metadata_change_get_input_tokens (part),
      (int) tarn_metadata_change_get_output_tokens (part));
}

/* Names take 10 seconds, and the other types 100. */
static inline void
plan_by_type (const TarnMetadataWork *work, TarnMetadataPlan *plan, gpointer data G_GNUC_UNUSED)
{
  gboolean is_quick
      = tarn_metadata_work_get_metadata_type (work) == TARN_METADATA_TYPE_BUSINESS_NAMES;

  tarn_metadata_plan_set_generation_us (plan, (is_quick ? 10 : 100) * SECOND_US);
}
