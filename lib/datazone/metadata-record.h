/* SPDX-License-Identifier: MIT */
/* The record of a metadata generation run, and its active part. */
#pragma once

#include "datazone/metadata-cost.h"
#include "datazone/metadata-machine.h"
#include "datazone/metadata-type.h"
#include "runs/run.h"

enum
{
  TARN_SYSTEM_USER = G_MAXUINT32, /* the user of the runs that the system starts */
  TARN_NO_CLIENT_TOKEN = G_MAXUINT32,
};

/* The subject of the run is the asset. The type of the run is a set of types, TarnMetadataTypes. */
typedef struct
{
  TarnRun run;
  TarnModelUse use; /* set when the run ends; until then the plans give it */
  guint32 revision; /* counted from 1 */
  guint32 user;
  guint8 type_states[TARN_N_METADATA_TYPES];
  guint8 type_failures[TARN_N_METADATA_TYPES];
} TarnGenerationRecord;

typedef struct
{
  gint64 end_after_us;
  gint64 used_us;              /* the time that the type has used, once it has ended */
  TarnMetadataFailure failure; /* the failure with which the type will end */
  TarnMetadataPlan plan;
} TarnTypeWork;

typedef struct
{
  TarnActiveRun run;
  guint32 client_token;
  gint64 begin_us;
  TarnTypeWork types[TARN_N_METADATA_TYPES];
} TarnActiveGeneration;

static inline gboolean
tarn_generation_has_type (const TarnGenerationRecord *record, guint type)
{
  return (record->run.type & 1u << type) != 0;
}
