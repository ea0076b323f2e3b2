/* SPDX-License-Identifier: MIT */
/* The part of a change that only metadata generation runs have, and its class. */
#pragma once

#include <tarn/tarn-metadata-change.h>

#include "admission/change.h"
#include "datazone/metadata-type.h"

struct _TarnMetadataChange
{
  const char *domain_id;
  const char *owning_project_id;
  const char *asset_id;
  const char *created_by;
  const char *client_token;
  const char *type_error_messages[TARN_N_METADATA_TYPES];
  gint64 model_calls;
  gint64 input_tokens;
  gint64 output_tokens;
  guint32 asset_revision;
  TarnMetadataTypes types;
  guint8 type_statuses
      [TARN_N_METADATA_TYPES]; /* TarnMetadataStatus; 0 for a type that the run does not have */
};

extern const TarnChangeClass tarn_metadata_change_class;

/* Returns the path of the asset for messages, or NULL if the change has no ids. */
char *tarn_metadata_change_dup_subject (const TarnChange *change);
