/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-metadata-run.h>

#include "datazone/metadata-cost.h"
#include "datazone/metadata-subject.h"
#include "datazone/metadata-type.h"
#include "kernel/identifier.h"

enum
{
  TARN_REVISION_LENGTH = 10, /* decimal digits of 32 bits */
};

/* Texts are made when they are asked for: most who poll want the status. */
struct _TarnMetadataRun
{
  guint ref_count; /* plain, as that of the subject */
  guint8 status;
  TarnMetadataTypes types;
  guint8 type_statuses[TARN_N_METADATA_TYPES]; /* 0 where it is not told */
  guint8 type_failures[TARN_N_METADATA_TYPES];
  gboolean is_system;
  const char *message; /* of planned failures; interned */
  TarnMetadataSubject *subject;
  TarnIdentifier id;
  TarnIdentifier user_id;
  gint64 creation_us;
  gint64 end_us;
  TarnModelUse use;
  gint64 cost_nano_usd;
  TarnMetadataTarget target; /* without an identifier, it is not told */
  char revision_text[TARN_REVISION_LENGTH + 1];
  char id_text[TARN_CODE_LENGTH + 1];
  char user_text[TARN_CODE_LENGTH + 1];
};

/* @fresh, which nobody else holds, is to be freed then. */
void tarn_metadata_run_take_contents (TarnMetadataRun *self, TarnMetadataRun *fresh);
