/* SPDX-License-Identifier: MIT */
/* The copy of a metadata generation run that the operations return to the user. */
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

/* Getters make the texts of ids when a caller asks for them, because most callers poll only the status. */
struct _TarnMetadataRun
{
  guint ref_count; /* not atomic, like that of the subject */
  guint8 status;
  TarnMetadataTypes types;
  guint8 type_statuses[TARN_N_METADATA_TYPES]; /* 0 if the copy does not have it */
  guint8 type_failures[TARN_N_METADATA_TYPES];
  gboolean is_system;
  const char *messages[TARN_N_METADATA_TYPES]; /* of planned failures; interned */
  TarnMetadataSubject *subject;
  TarnIdentifier id;
  TarnIdentifier user_id;
  guint64 tag;
  gint64 creation_us;
  gint64 end_us;
  TarnModelUse use;
  gint64 cost_nano_usd;
  TarnMetadataTarget target; /* without an identifier, the copy has no target */
  char revision_text[TARN_REVISION_LENGTH + 1];
  char id_text[TARN_CODE_LENGTH + 1];
  char user_text[TARN_CODE_LENGTH + 1];
};

/* Moves the contents of @fresh to @self. The caller has the only reference to @fresh and then frees it. */
void tarn_metadata_run_take_contents (TarnMetadataRun *self, TarnMetadataRun *fresh);
